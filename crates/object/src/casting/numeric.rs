//! Casts between built-in numbers, and the check of `casting="same_value"`.

use std::cell::Cell;
use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_kernels::cast;
use ferronum_pyrt::raised::{runtime_error, value_error};
use ferronum_pyrt::{Layout, Own, Res, ffi};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, Loop, LoopChoice, free_aux};
use super::safety::numeric_casting;
use super::{canonical, copies};
use crate::model::auxdata;
use crate::model::auxdata::AuxValue;
use crate::model::{Descr, is_complex, is_integer, is_number};

/// The cast between two different built-in numbers.
pub(crate) fn method(from: c_int, to: c_int) -> Res<Option<Own<ArrayMethod>>> {
    let Some(level) = numeric_casting(from, to) else {
        return Ok(None);
    };
    let same_layout = level == NPY_NO_CASTING;
    let name = if same_layout {
        c"numeric_copy_or_byteswap"
    } else {
        c"numeric_cast"
    };
    let mut flags = NPY_METH_SUPPORTS_UNALIGNED;
    if !can_raise(from, to) {
        flags |= NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    let m = ArrayMethod::new(name, 1, 1, level | NPY_SAME_VALUE_CASTING_FLAG, flags)?;
    // SAFETY: a fresh method.
    unsafe {
        if from == to {
            (*m.raw()).resolve_descriptors = Some(resolve_same);
            (*m.raw()).get_strided_loop = Some(same_loop);
        } else {
            (*m.raw()).resolve_descriptors = Some(resolve_simple);
            (*m.raw()).get_strided_loop = Some(if same_layout { same_loop } else { cast_loop });
        }
    }
    Ok(Some(m))
}

/// Whether a cast can set float status: floats can, as a signalling NaN does even where everything else fits. Halves
/// are widened without it, and integers are too large for halves only.
pub(crate) fn can_raise(from: c_int, to: c_int) -> bool {
    match from {
        _ if from == to => false,
        NPY_BOOL => false,
        NPY_HALF => !matches!(
            to,
            NPY_BOOL | NPY_FLOAT | NPY_DOUBLE | NPY_CFLOAT | NPY_CDOUBLE
        ),
        _ if is_integer(from) => to == NPY_HALF,
        _ => true,
    }
}

resolver! { resolve_same => same_dtype }
resolver! { resolve_simple => simple }
loop_getter! { same_loop => get_same_loop }
loop_getter! { cast_loop => get_cast_loop }

/// Within one class of fixed size: both byte orders are taken as they are.
pub(crate) fn same_dtype(q: CastQuery<'_>) -> Res<CastInfo> {
    let from = q.from.own();
    let to = match q.to {
        Some(t) => t.own(),
        None => canonical(q.from)?,
    };
    let same = from.is_native() == to.is_native();
    Ok(CastInfo {
        casting: (if same {
            NPY_NO_CASTING
        } else {
            NPY_EQUIV_CASTING
        }) | q.method.casting() & NPY_SAME_VALUE_CASTING_FLAG,
        view_offset: same.then_some(0),
        descrs: [from, to],
    })
}

/// Between classes: native on both sides, byte swaps are steps of their own; but two names of one layout in one foreign
/// order are the same bytes.
pub(crate) fn simple(q: CastQuery<'_>) -> Res<CastInfo> {
    if q.method.casting() & !NPY_SAME_VALUE_CASTING_FLAG == NPY_NO_CASTING
        && let Some(to) = q.to
        && !q.from.is_native()
        && !to.is_native()
    {
        return Ok(CastInfo {
            casting: q.method.casting(),
            view_offset: Some(0),
            descrs: [q.from.own(), to.own()],
        });
    }
    let from = canonical(q.from)?;
    let to = match q.to {
        Some(t) => canonical(t)?,
        None => q.to_class.default_descr()?,
    };
    let casting = q.method.casting();
    Ok(CastInfo {
        casting,
        view_offset: (casting & !NPY_SAME_VALUE_CASTING_FLAG == NPY_NO_CASTING).then_some(0),
        descrs: [from, to],
    })
}

fn get_same_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let width = q.from.elsize();
    let [s, d] = q.strides;
    Ok(if q.from.is_native() == q.to.is_native() {
        copies::plain(width, s, d)
    } else {
        copies::swapped_number(q.from.type_num(), width, s, d)
    })
}

fn get_cast_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let (from, to) = (q.from.type_num(), q.to.type_num());
    let run = kernel(from, to, q.contiguous())?;
    let mut flags = 0;
    if !can_raise(from, to) {
        flags |= NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    if drops_imaginary(from, to) && !ANNOUNCED.get() {
        warn_imaginary()?;
    }
    // Every value has its truth.
    if !q.same_value || to == NPY_BOOL {
        return Ok(LoopChoice {
            run,
            aux: std::ptr::null_mut(),
            flags,
        });
    }
    // What does not survive raises an exception of its own.
    flags |= NPY_METH_NO_FLOATINGPOINT_ERRORS;
    Ok(LoopChoice {
        run: checked_run,
        aux: auxdata::boxed(SameValue {
            forth: kernel(from, to, false)?,
            back: kernel(to, from, true)?,
            from,
            to,
            sizes: [q.from.elsize(), q.to.elsize()],
        }),
        flags: flags | NPY_METH_REQUIRES_PYAPI,
    })
}

/// The kernel between two numbers.
pub(crate) fn kernel(from: c_int, to: c_int, contiguous: bool) -> Res<Loop> {
    cast::get(from, to, true, contiguous)
        .map(copies::from_kernel)
        .ok_or_else(|| runtime_error(&format!("no cast loop from type {from} to type {to}")))
}

fn drops_imaginary(from: c_int, to: c_int) -> bool {
    is_complex(from) && is_number(to) && !is_complex(to) && to != NPY_BOOL
}

thread_local! {
    /// What the casts in progress have to say was said.
    static ANNOUNCED: Cell<bool> = const { Cell::new(false) };
}

/// Says what a cast that is made later has to say when it is prepared.
pub fn announce(from: &Descr, to: &Descr) -> Res<()> {
    if drops_imaginary(from.type_num(), to.type_num()) {
        warn_imaginary()?;
    }
    Ok(())
}

/// Runs casts that were announced.
pub fn announced<R>(body: impl FnOnce() -> R) -> R {
    let outer = ANNOUNCED.replace(true);
    let out = body();
    ANNOUNCED.set(outer);
    out
}

/// `ComplexWarning`, once for each cast that drops imaginary parts.
pub(crate) fn warn_imaginary() -> Res<()> {
    let category = ferronum_pyrt::import_cached!("numpy.exceptions", "ComplexWarning")?;
    ferronum_pyrt::raised::warn(
        category,
        "Casting complex values to real discards the imaginary part",
        1,
    )
}

/// What the checking loop needs: there and back again.
struct SameValue {
    forth: Loop,
    back: Loop,
    from: c_int,
    to: c_int,
    sizes: [isize; 2],
}

impl AuxValue for SameValue {
    fn duplicate(&self) -> Res<Self> {
        Ok(SameValue { ..*self })
    }
}

const BLOCK: usize = 64;

/// Casts block by block, casts back, and compares.
///
/// # Safety
/// The loop contract, with auxiliary data of `SameValue`.
unsafe extern "C" fn checked_run(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    #[repr(align(16))]
    struct Buffer([u8; BLOCK * 32]);
    let (mut a, mut b) = (Buffer([0; BLOCK * 32]), Buffer([0; BLOCK * 32]));
    let mut c = Buffer([0; BLOCK * 32]);
    // SAFETY: the loop contract; a block of the widest number fits each buffer.
    unsafe {
        let v = auxdata::value::<SameValue>(aux);
        let (mut src, mut dst) = (*data, *data.add(1));
        let (ss, ds) = (*strides, *strides.add(1));
        let mut left = *dimensions;
        while left > 0 {
            let n = left.min(BLOCK as isize);
            let call = |f: Loop, s: *mut c_char, sst: isize, d: *mut c_char, dst_: isize| {
                f(
                    context,
                    [s, d].as_ptr(),
                    &n,
                    [sst, dst_].as_ptr(),
                    std::ptr::null_mut(),
                )
            };
            let (pa, pb, pc) = (
                a.0.as_mut_ptr().cast(),
                b.0.as_mut_ptr().cast(),
                c.0.as_mut_ptr().cast(),
            );
            call(v.forth, src, ss, pb, v.sizes[1]);
            call(v.back, pb, v.sizes[1], pc, v.sizes[0]);
            let mut gather = copies::plain(v.sizes[0], ss, v.sizes[0]);
            (gather.run)(
                context,
                [src, pa].as_ptr(),
                &n,
                [ss, v.sizes[0]].as_ptr(),
                gather.aux,
            );
            free_aux(std::mem::replace(&mut gather.aux, std::ptr::null_mut()));
            for i in 0..n as usize {
                let (x, y) = (
                    a.0.as_ptr().add(i * v.sizes[0] as usize),
                    c.0.as_ptr().add(i * v.sizes[0] as usize),
                );
                let z = b.0.as_ptr().add(i * v.sizes[1] as usize);
                if !same_number(v.from, x, y)
                    || sign_lost(v.from, x, v.to, z)
                    || is_integer(v.to) && not_finite(v.from, x)
                {
                    let imaginary =
                        imaginary_lost(v.from, x, v.to) && real_survives(v.from, x, v.to, y);
                    return failed(v.from, v.to, imaginary);
                }
            }
            let mut scatter = copies::plain(v.sizes[1], v.sizes[1], ds);
            (scatter.run)(
                context,
                [pb, dst].as_ptr(),
                &n,
                [v.sizes[1], ds].as_ptr(),
                scatter.aux,
            );
            free_aux(std::mem::replace(&mut scatter.aux, std::ptr::null_mut()));
            src = src.wrapping_offset(n * ss);
            dst = dst.wrapping_offset(n * ds);
            left -= n;
        }
    }
    0
}

#[cold]
fn failed(from: c_int, to: c_int, imaginary: bool) -> c_int {
    // The error may be raised while the interpreter is released by the caller.
    // SAFETY: ensure and release are a pair.
    unsafe {
        let state = ffi::PyGILState_Ensure();
        let _ = value_error(&format!(
            "could not cast 'same_value' {} to {}{}",
            c_name(from),
            c_name(to),
            if imaginary { ": imag is not 0" } else { "" }
        ));
        ffi::PyGILState_Release(state);
    }
    -1
}

/// The C name of a built-in number.
pub(crate) fn c_name(t: c_int) -> &'static str {
    const NAMES: [&str; 24] = [
        "bool",
        "byte",
        "ubyte",
        "short",
        "ushort",
        "int",
        "uint",
        "long",
        "ulong",
        "longlong",
        "ulonglong",
        "float",
        "double",
        "longdouble",
        "cfloat",
        "cdouble",
        "clongdouble",
        "object",
        "string",
        "unicode",
        "void",
        "datetime",
        "timedelta",
        "half",
    ];
    NAMES.get(t as usize).copied().unwrap_or("?")
}

/// Equality of two numbers of one type; NaN equals NaN.
unsafe fn same_number(t: c_int, a: *const u8, b: *const u8) -> bool {
    // SAFETY: both hold a number of the type.
    unsafe {
        let f32_at = |i: usize| {
            let (x, y) = (
                a.cast::<f32>().add(i).read_unaligned(),
                b.cast::<f32>().add(i).read_unaligned(),
            );
            x == y || x.is_nan() && y.is_nan()
        };
        let f64_at = |i: usize| {
            let (x, y) = (
                a.cast::<f64>().add(i).read_unaligned(),
                b.cast::<f64>().add(i).read_unaligned(),
            );
            x == y || x.is_nan() && y.is_nan()
        };
        let x87_at = |i: usize| {
            let load = |p: *const u8| {
                let mut bytes = [0u8; 16];
                std::ptr::copy_nonoverlapping(p.add(16 * i), bytes.as_mut_ptr(), 10);
                ferronum_scalar::LongDouble::from_bytes(bytes)
            };
            let (x, y) = (load(a), load(b));
            x == y || x.is_nan() && y.is_nan()
        };
        match t {
            NPY_HALF => {
                let (x, y) = (
                    a.cast::<u16>().read_unaligned(),
                    b.cast::<u16>().read_unaligned(),
                );
                // Halves are compared by their bits: a negative zero is no integer.
                x == y || ferronum_scalar::half::is_nan(x) && ferronum_scalar::half::is_nan(y)
            }
            NPY_FLOAT => f32_at(0),
            NPY_DOUBLE => f64_at(0),
            NPY_LONGDOUBLE => x87_at(0),
            NPY_CFLOAT => f32_at(0) && f32_at(1),
            NPY_CDOUBLE => f64_at(0) && f64_at(1),
            NPY_CLONGDOUBLE => x87_at(0) && x87_at(1),
            NPY_BOOL => (*a != 0) == (*b != 0),
            _ => {
                let n = cast::item_size(t).unwrap_or(0);
                std::slice::from_raw_parts(a, n) == std::slice::from_raw_parts(b, n)
            }
        }
    }
}

/// A float or complex number with a part that is infinite or NaN.
unsafe fn not_finite(from: c_int, x: *const u8) -> bool {
    // SAFETY: a number of the type.
    unsafe {
        let f32_at = |i: usize| !x.cast::<f32>().add(i).read_unaligned().is_finite();
        let f64_at = |i: usize| !x.cast::<f64>().add(i).read_unaligned().is_finite();
        let x87_at = |i: usize| {
            let exponent = x.add(16 * i + 8).cast::<u16>().read_unaligned();
            exponent & 0x7fff == 0x7fff
        };
        match from {
            NPY_HALF => !ferronum_scalar::half::is_finite(x.cast::<u16>().read_unaligned()),
            NPY_FLOAT => f32_at(0),
            NPY_DOUBLE => f64_at(0),
            NPY_LONGDOUBLE => x87_at(0),
            NPY_CFLOAT => f32_at(0) || f32_at(1),
            NPY_CDOUBLE => f64_at(0) || f64_at(1),
            NPY_CLONGDOUBLE => x87_at(0) || x87_at(1),
            _ => false,
        }
    }
}

/// The imaginary part that a cast to a real number drops is not zero.
unsafe fn imaginary_lost(from: c_int, x: *const u8, to: c_int) -> bool {
    if !is_complex(from) || is_complex(to) {
        return false;
    }
    let half = cast::item_size(from).unwrap_or(0) / 2;
    // SAFETY: the imaginary part is the second half of the number; long doubles have ten bytes of value.
    let part = unsafe { std::slice::from_raw_parts(x.add(half), half.min(10)) };
    let (last, rest) = part.split_last().unwrap_or((&0, &[]));
    last & 0x7f != 0 || rest.iter().any(|&b| b != 0)
}

/// The real part of a complex number came back from its cast to a real number.
unsafe fn real_survives(from: c_int, x: *const u8, to: c_int, y: *const u8) -> bool {
    let part = match from {
        NPY_CFLOAT => NPY_FLOAT,
        NPY_CDOUBLE => NPY_DOUBLE,
        _ => NPY_LONGDOUBLE,
    };
    // SAFETY: both numbers start with their real parts.
    unsafe { same_number(part, x, y) && !(is_integer(to) && not_finite(part, x)) }
}

/// Integers that come back the same but changed sign on the way.
unsafe fn sign_lost(from: c_int, x: *const u8, to: c_int, z: *const u8) -> bool {
    if !is_integer(from) || !is_integer(to) {
        return false;
    }
    // SAFETY: integers of the types' sizes, little-endian: the sign is the top bit of the last byte.
    unsafe {
        let negative = |t: c_int, p: *const u8| {
            t % 2 == 1 && *p.add(cast::item_size(t).unwrap_or(1) - 1) & 0x80 != 0
        };
        negative(from, x) != negative(to, z)
    }
}
