//! Casts of legacy user dtypes: through `copyswapn` within one, through registered cast functions between two.

use std::cell::{Cell, RefCell};
use std::ffi::{c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, no_memory, runtime_error, type_error, value_error, warn};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, entry, ffi, int_new};

use super::adapt::{LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, LoopChoice};
use super::copies;
use super::registry::{self, Known};
use super::text::Run;
use crate::model::Array;
use crate::model::auxdata;
use crate::model::auxdata::AuxValue;
use crate::model::{DTypeClass, Descr};

/// The cast within one legacy user dtype.
pub(crate) fn within() -> Res<Own<ArrayMethod>> {
    let m = ArrayMethod::new(
        c"legacy_cast",
        1,
        1,
        NPY_NO_CASTING,
        NPY_METH_SUPPORTS_UNALIGNED | NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS,
    )?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(resolve_same);
        (*m.raw()).get_strided_loop = Some(copy_loop);
    }
    Ok(m)
}

/// The cast between two legacy dtypes, if a function was registered for it.
pub(crate) fn between(from: &DTypeClass, to: &DTypeClass) -> Res<Option<Own<ArrayMethod>>> {
    if cast_function(from, to)?.is_none() {
        return Ok(None);
    }
    let level = if safe_by_registration(from, to) {
        NPY_SAFE_CASTING
    } else {
        level_by_kinds(from, to)
    };
    let m = ArrayMethod::new(c"legacy_cast", 1, 1, level, NPY_METH_REQUIRES_PYAPI)?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(resolve_between);
        (*m.raw()).get_strided_loop = Some(function_loop);
    }
    Ok(Some(m))
}

resolver! { resolve_same => super::numeric::same_dtype }
resolver! { resolve_between => super::numeric::simple }
loop_getter! { copy_loop => get_copy_loop }
loop_getter! { function_loop => get_function_loop }

/// The function that casts contiguous, aligned, native elements.
pub(crate) fn cast_function(from: &DTypeClass, to: &DTypeClass) -> Res<PyArray_VectorUnaryFunc> {
    let t = to.type_num();
    // SAFETY: the table of a live class; the dict holds capsules.
    unsafe {
        let f = from.arr_funcs();
        if (0..NPY_NTYPES_ABI_COMPATIBLE as c_int).contains(&t)
            && let Some(cast) = (*f).cast[t as usize]
        {
            return Ok(Some(cast));
        }
        let Some(dict) = Object::from_ptr_opt((*f).castdict).filter(|d| d.is_dict()) else {
            return Ok(None);
        };
        let Some(capsule) = dict.dict_get(&*int_new(i64::from(t))?)? else {
            return Ok(None);
        };
        if !capsule.is_capsule() {
            return Ok(None);
        }
        let p = ffi::PyCapsule_GetPointer(capsule.as_ptr(), std::ptr::null());
        if p.is_null() {
            return Err(Raised::pending());
        }
        Ok(std::mem::transmute::<*mut c_void, PyArray_VectorUnaryFunc>(
            p,
        ))
    }
}

/// `PyArray_RegisterCanCast` named the target.
fn safe_by_registration(from: &DTypeClass, to: &DTypeClass) -> bool {
    // SAFETY: a list that ends with NPY_NOTYPE, or NULL.
    unsafe {
        let mut p = (*from.arr_funcs()).cancastto;
        while !p.is_null() && *p != NPY_NOTYPE {
            if *p == to.type_num() {
                return true;
            }
            p = p.add(1);
        }
    }
    false
}

/// How safe a cast is of which nothing but its function is registered: between types of extensions safe where kind and
/// size are the same, else by the order of the kinds.
fn level_by_kinds(from: &DTypeClass, to: &DTypeClass) -> NPY_CASTING {
    let (Some(a), Some(b)) = (from.singleton(), to.singleton()) else {
        return NPY_UNSAFE_CASTING;
    };
    let user = |c: &DTypeClass| c.type_num() >= NPY_USERDEF;
    if user(from) && user(to) && a.kind() == b.kind() && a.elsize() == b.elsize() {
        return NPY_SAFE_CASTING;
    }
    match (rank(a.kind()), rank(b.kind())) {
        (Some(x), Some(y)) if x <= y => NPY_SAME_KIND_CASTING,
        _ => NPY_UNSAFE_CASTING,
    }
}

/// The place of a kind among those that cast to one another; times have none.
fn rank(kind: u8) -> Option<usize> {
    b"buifcSUVO".iter().position(|&k| k == kind)
}

/// An element-less array that carries a descr to legacy functions.
fn carrier(descr: &Descr) -> Res<Own<Array>> {
    crate::storage::empty(&[1], descr.own(), NPY_CORDER)
}

struct CopySwap {
    f: PyArray_CopySwapNFunc,
    carrier: Own<Array>,
}

impl AuxValue for CopySwap {
    fn duplicate(&self) -> Res<Self> {
        Ok(CopySwap {
            f: self.f,
            carrier: self.carrier.clone(),
        })
    }
}

fn get_copy_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    // SAFETY: the table of a live class.
    let f = unsafe { (*q.from.class().arr_funcs()).copyswapn };
    let swap = q.from.is_native() != q.to.is_native();
    if f.is_none() || !swap && !q.from.has_references() {
        if swap {
            return Err(type_error("this dtype cannot swap bytes"));
        }
        return Ok(copies::plain(q.from.elsize(), q.strides[0], q.strides[1]));
    }
    Ok(LoopChoice {
        run: if swap { copyswapn::<1> } else { copyswapn::<0> },
        aux: auxdata::boxed(CopySwap {
            f,
            carrier: carrier(q.from)?,
        }),
        flags: NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS,
    })
}

unsafe extern "C" fn copyswapn<const SWAP: c_int>(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract and that of copyswapn.
    entry(|| unsafe {
        let aux = auxdata::value::<CopySwap>(aux);
        let run = Run::new(data, dimensions, strides);
        if let Some(f) = aux.f {
            f(
                run.dst.cast(),
                run.dst_stride,
                run.src.cast(),
                run.src_stride,
                run.n,
                SWAP,
                aux.carrier.as_ptr().cast(),
            );
        }
        if !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(())
    })
}

struct Function {
    f: PyArray_VectorUnaryFunc,
    carriers: [Own<Array>; 2],
    sizes: [isize; 2],
    block: isize,
    buffers: RefCell<[Vec<u128>; 2]>,
    busy: Cell<bool>,
}

impl Function {
    fn new(f: PyArray_VectorUnaryFunc, carriers: [Own<Array>; 2], sizes: [isize; 2]) -> Function {
        let block = (4096 / sizes[0].max(sizes[1]).max(1)).clamp(1, 256);
        let room = |s: isize| vec![0u128; ((s * block) as usize).div_ceil(16).max(1)];
        Function {
            f,
            carriers,
            sizes,
            block,
            buffers: RefCell::new([room(sizes[0]), room(sizes[1])]),
            busy: Cell::new(false),
        }
    }
}

impl AuxValue for Function {
    fn duplicate(&self) -> Res<Self> {
        Ok(Function::new(self.f, self.carriers.clone(), self.sizes))
    }
}

fn get_function_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let f = cast_function(q.from.class(), q.to.class())?;
    if f.is_none() {
        return Err(runtime_error("the registered cast function has gone"));
    }
    Ok(LoopChoice {
        run: call_function,
        aux: auxdata::boxed(Function::new(
            f,
            [carrier(q.from)?, carrier(q.to)?],
            [q.from.elsize(), q.to.elsize()],
        )),
        flags: NPY_METH_REQUIRES_PYAPI,
    })
}

unsafe extern "C" fn call_function(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract: elements are aligned and native; buffers hold a block.
    entry(|| unsafe {
        let aux = auxdata::value::<Function>(aux);
        let run = Run::new(data, dimensions, strides);
        let Some(f) = aux.f else { return Ok(()) };
        let call = |s: *mut u8, d: *mut u8, n: isize| -> Res<()> {
            f(
                s.cast(),
                d.cast(),
                n,
                aux.carriers[0].as_ptr().cast(),
                aux.carriers[1].as_ptr().cast(),
            );
            if ffi::PyErr_Occurred().is_null() {
                Ok(())
            } else {
                Err(Raised::pending())
            }
        };
        if run.src_stride == aux.sizes[0] && run.dst_stride == aux.sizes[1] {
            return call(run.src, run.dst, run.n);
        }
        if aux.busy.replace(true) {
            return Err(runtime_error("a cast was started again from within itself"));
        }
        let (from, to) = {
            let mut b = aux.buffers.borrow_mut();
            let [x, y] = &mut *b;
            (x.as_mut_ptr().cast::<u8>(), y.as_mut_ptr().cast::<u8>())
        };
        let (mut s, mut d, mut left) = (run.src, run.dst, run.n);
        let mut done = Ok(());
        while left > 0 && done.is_ok() {
            let n = left.min(aux.block);
            for i in 0..n {
                std::ptr::copy_nonoverlapping(
                    s.wrapping_offset(i * run.src_stride),
                    from.offset(i * aux.sizes[0]),
                    aux.sizes[0] as usize,
                );
            }
            done = call(from, to, n);
            for i in 0..n {
                std::ptr::copy_nonoverlapping(
                    to.offset(i * aux.sizes[1]),
                    d.wrapping_offset(i * run.dst_stride),
                    aux.sizes[1] as usize,
                );
            }
            s = s.wrapping_offset(n * run.src_stride);
            d = d.wrapping_offset(n * run.dst_stride);
            left -= n;
        }
        aux.busy.set(false);
        done
    })
}

/// Warns if a cast was looked up before a registration that says something about it: what was found then stays.
fn warn_if_known(from: &Descr, to_num: c_int, function: &str) -> Res<()> {
    let to = crate::dtype::builtin::from_type_num(to_num)?;
    let stays = match registry::known(from.class(), to.class())? {
        Known::Nothing => return Ok(()),
        Known::Method => "the previous definition will continue to be used.",
        Known::Impossible => "the cast will continue to be considered impossible.",
    };
    let message = format!(
        "A cast from {} to {} was registered/modified using `{function}` after the cast had been used.  This \
         registration will have (mostly) no effect: {stays}\nThe most likely fix is to ensure that casts are the first \
         thing initialized after dtype registration.  Please contact the NumPy developers with any questions!",
        from.repr_text()?,
        to.repr_text()?
    );
    warn(exc::RuntimeWarning(), &message, 1)
}

/// A type number from `NPY_USERDEF` on that a registered dtype has.
fn is_user(type_num: c_int) -> bool {
    crate::dtype::user::descr_of_type_num(type_num).is_some()
}

/// `PyArray_RegisterCastFunc`: remembers the function.
pub fn register_cast_function(from: &Descr, to_num: c_int, f: PyArray_VectorUnaryFunc) -> Res<()> {
    if !(0..NPY_NTYPES_LEGACY as c_int).contains(&to_num) && !is_user(to_num) {
        return Err(type_error("invalid type number."));
    }
    warn_if_known(from, to_num, "PyArray_RegisterCastFunc")?;
    // SAFETY: the table of a live class.
    unsafe {
        let table = from.class().arr_funcs();
        if (0..NPY_NTYPES_ABI_COMPATIBLE as c_int).contains(&to_num) {
            (*table).cast[to_num as usize] = f;
            return Ok(());
        }
        if (*table).castdict.is_null() {
            (*table).castdict = ferronum_pyrt::dict_new()?.into_ptr();
        }
        let p = f.map_or(std::ptr::null_mut(), |f| f as *mut c_void);
        let capsule = Own::<Object>::from_result(ffi::PyCapsule_New(p, std::ptr::null(), None))?;
        Object::from_ptr((*table).castdict).dict_set(&*int_new(i64::from(to_num))?, &capsule)
    }
}

/// `PyArray_RegisterCanCast`: `from` casts safely to `to_num`, or its scalars of a kind do (which decides nothing any
/// more, but stands in the table).
pub fn register_can_cast(from: &Descr, to_num: c_int, kind: NPY_SCALARKIND) -> Res<()> {
    if from.type_num() < NPY_USERDEF && !is_user(to_num) {
        return Err(value_error(
            "At least one of the types provided to RegisterCanCast must be user-defined.",
        ));
    }
    warn_if_known(from, to_num, "PyArray_RegisterCanCast")?;
    // SAFETY: the table of a live class; its lists are only made here, with the C allocator.
    unsafe {
        let table = from.class().arr_funcs();
        if kind == NPY_NOSCALAR {
            return append(&mut (*table).cancastto, to_num);
        }
        let kind = usize::try_from(kind).ok().filter(|&k| k < NPY_NSCALARKINDS);
        let kind = kind.ok_or_else(|| value_error("invalid scalar kind"))?;
        let lists = &mut (*table).cancastscalarkindto;
        if lists.is_null() {
            *lists = libc::calloc(NPY_NSCALARKINDS, size_of::<*mut c_int>()).cast();
            if lists.is_null() {
                return Err(no_memory());
            }
        }
        append(&mut *lists.add(kind), to_num)
    }
}

/// Appends a number to a list that ends with `NPY_NOTYPE`.
///
/// # Safety
/// NULL, or such a list of the C allocator.
unsafe fn append(list: &mut *mut c_int, number: c_int) -> Res<()> {
    // SAFETY: as the caller vouches; the new list has room for one more and the end.
    unsafe {
        let mut n = 0;
        while !list.is_null() && *list.add(n) != NPY_NOTYPE {
            n += 1;
        }
        let new = libc::realloc(list.cast(), (n + 2) * size_of::<c_int>()).cast::<c_int>();
        if new.is_null() {
            return Err(no_memory());
        }
        *new.add(n) = number;
        *new.add(n + 1) = NPY_NOTYPE;
        *list = new;
    }
    Ok(())
}
