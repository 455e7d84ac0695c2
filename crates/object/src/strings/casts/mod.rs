//! Casts of StringDType: to itself, and from and to each built-in class but `object` (for which the casts of every class
//! serve, through `setitem` and `getitem`).

mod numbers;
mod text;
mod times;
mod within;

use std::ffi::{CStr, c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{self, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, entry, ffi};

use super::access::{self, Loaded, Locked, StringDescr, Strings};
use crate::casting::array_method::{ArrayMethod, Loop};
use crate::casting::{canonical, registry};
use crate::dtype::builtin::class_of;
use crate::model::{DTypeClass, Descr};

/// Registers the casts.
pub(super) fn init() -> Res<()> {
    within::register()?;
    numbers::register()?;
    text::register()?;
    times::register()
}

/// How a cast resolves its descriptors, as a slot of NEP 43.
type Resolve = unsafe extern "C" fn(
    *mut PyArrayMethodObject,
    *const *mut PyArray_DTypeMeta,
    *const *mut PyArray_Descr,
    *mut *mut PyArray_Descr,
    *mut npy_intp,
) -> NPY_CASTING;

/// Registers one cast with a plain strided loop.
fn register(
    name: &CStr,
    from: c_int,
    to: c_int,
    casting: NPY_CASTING,
    flags: NPY_ARRAYMETHOD_FLAGS,
    run: Loop,
) -> Res<()> {
    let m = ArrayMethod::new(name, 1, 1, casting, flags)?;
    let resolve: Resolve = if from == NPY_VSTRING {
        resolve_from
    } else {
        resolve_to
    };
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(resolve);
        (*m.raw()).strided_loop = Some(run);
    }
    registry::register(class_of(from), class_of(to), &m)
}

/// From StringDType: the other side has to be given where it has parameters.
unsafe extern "C" fn resolve_from(
    method: *mut PyArrayMethodObject,
    dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    _view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract for one input and one output.
    entry(|| unsafe {
        let to_class = DTypeClass::from_ptr((*dtypes.add(1)).cast());
        let to = match Descr::from_ptr_opt((*given.add(1)).cast()) {
            Some(d) => canonical(d)?,
            None if to_class.is_parametric() => return Err(unspecified(to_class)),
            None => to_class.default_descr()?,
        };
        *out = Descr::from_ptr((*given).cast()).own().into_ptr().cast();
        *out.add(1) = to.into_ptr().cast();
        Ok(ArrayMethod::from_ptr(method.cast()).casting())
    })
}

/// The error of a cast to a class whose instance has to be given.
#[cold]
fn unspecified(to: &DTypeClass) -> Raised {
    type_error(match to.type_num() {
        NPY_DATETIME | NPY_TIMEDELTA => {
            "Casting from StringDType to datetimes without a unit is not currently supported"
        }
        _ => {
            "Casting from StringDType to a fixed-width dtype with an unspecified size is not currently supported, specify an explicit size for the output dtype instead."
        }
    })
}

/// To StringDType.
unsafe extern "C" fn resolve_to(
    method: *mut PyArrayMethodObject,
    _dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    _view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract for one input and one output.
    entry(|| unsafe {
        let to: Own<Descr> = match Descr::from_ptr_opt((*given.add(1)).cast()) {
            Some(d) => d.own(),
            None => super::dtype::default_instance()?.cast(),
        };
        let from = canonical(Descr::from_ptr((*given).cast()))?;
        *out = from.into_ptr().cast();
        *out.add(1) = to.into_ptr().cast();
        Ok(ArrayMethod::from_ptr(method.cast()).casting())
    })
}

/// The operands of a cast loop.
struct Run {
    src: *mut u8,
    dst: *mut u8,
    n: isize,
    src_stride: isize,
    dst_stride: isize,
}

impl Run {
    /// # Safety
    /// The loop contract of a method with one input and one output.
    #[inline(always)]
    unsafe fn new(
        data: *const *mut c_char,
        dimensions: *const npy_intp,
        strides: *const npy_intp,
    ) -> Run {
        // SAFETY: as the caller vouches.
        unsafe {
            Run {
                src: (*data).cast(),
                dst: (*data.add(1)).cast(),
                n: *dimensions,
                src_stride: *strides,
                dst_stride: *strides.add(1),
            }
        }
    }

    #[inline(always)]
    fn next(&mut self) {
        self.src = self.src.wrapping_offset(self.src_stride);
        self.dst = self.dst.wrapping_offset(self.dst_stride);
        self.n -= 1;
    }

    /// Calls `f` for each pair of elements.
    #[inline(always)]
    fn each(mut self, mut f: impl FnMut(*mut u8, *mut u8) -> Res<()>) -> Res<()> {
        while self.n > 0 {
            f(self.src, self.dst)?;
            self.next();
        }
        Ok(())
    }
}

/// The other descriptor of a loop.
///
/// # Safety
/// A loop's context.
unsafe fn other<'a>(context: *mut PyArrayMethod_Context, i: usize) -> &'a Descr {
    // SAFETY: as the caller vouches.
    unsafe { Descr::from_ptr((*(*context).descriptors.add(i)).cast()) }
}

/// Casts from StringDType element by element: `fast` runs under the lock and says whether it was done; where it was
/// not, `slow` gets a copy of the text (`None` if missing) and may run any code.
///
/// # Safety
/// The operands of a loop whose source has the descriptor `d`.
unsafe fn from_strings(
    d: &StringDescr,
    mut run: Run,
    mut fast: impl FnMut(Loaded<'_>, *mut u8) -> bool,
    mut slow: impl FnMut(Option<&[u8]>, *mut u8) -> Res<()>,
) -> Res<()> {
    let mut copy: Vec<u8> = Vec::new();
    while run.n > 0 {
        let missing = {
            let held = Locked::new([d]);
            let [s] = held.strings();
            loop {
                if run.n == 0 {
                    return Ok(());
                }
                // SAFETY: as the caller vouches.
                let value = unsafe { s.load(run.src) };
                if !fast(value, run.dst) {
                    copy.clear();
                    copy.extend_from_slice(value.or(&[]));
                    break value == Loaded::Missing;
                }
                run.next();
            }
        };
        slow((!missing).then_some(&copy[..]), run.dst)?;
        run.next();
    }
    Ok(())
}

/// Casts to StringDType element by element, under the lock; `f` must run no Python code. Where it stops with a value,
/// `stop` raises the error after the lock was given back.
///
/// # Safety
/// The operands of a loop whose destination has the descriptor `d`.
unsafe fn to_strings<E>(
    d: &StringDescr,
    mut run: Run,
    mut f: impl FnMut(Strings<'_>, *const u8, *mut u8) -> Result<(), E>,
    stop: impl FnOnce(E) -> Raised,
) -> Res<()> {
    let stopped = {
        let held = Locked::new([d]);
        let [s] = held.strings();
        loop {
            if run.n <= 0 {
                return Ok(());
            }
            if let Err(e) = f(s, run.src, run.dst) {
                break e;
            }
            run.next();
        }
    };
    Err(stop(stopped))
}

/// No memory for the text of an element.
struct NoMemory;

impl NoMemory {
    /// Raises `MemoryError` in the cast's own words.
    #[cold]
    fn raise(self, message: &str) -> Raised {
        // SAFETY: built-in exceptions live as long as the interpreter.
        let class = unsafe { Object::from_ptr(ffi::PyExc_MemoryError) };
        raised::raise(class, message)
    }
}

/// Stores text under the lock.
///
/// # Safety
/// As `Strings::store`.
#[inline(always)]
unsafe fn put(s: Strings<'_>, dst: *mut u8, text: &[u8]) -> Result<(), NoMemory> {
    // SAFETY: as the caller vouches.
    if unsafe { s.try_store(dst, text) } {
        Ok(())
    } else {
        Err(NoMemory)
    }
}

/// The error of a missing value where none can be.
#[cold]
fn no_missing() -> Raised {
    value_error("Arrays with missing data cannot be converted to a non-nullable type")
}

/// `UnicodeDecodeError` of bytes that are no UTF-8; for use after the lock was given back.
#[cold]
fn not_utf8(bytes: &[u8]) -> Raised {
    match access::to_str(bytes) {
        Err(e) => e,
        Ok(_) => value_error("the text is not valid"),
    }
}
