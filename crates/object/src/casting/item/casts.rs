//! The cast entries of the legacy tables (`cast` and `castdict`), where NumPy has them: to text, structures and dates
//! from everything, and from those to everything, but never from or to objects. Numbers and dates go through the
//! cast kernels, everything else element by element through scalars.

use std::ffi::{c_int, c_void};
use std::ptr::null_mut;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, dict_new, entry, ffi, int_new};

use super::set_by_slot;
use super::table::descr_behind;
use crate::casting::copies;
use crate::casting::from_memory;
use crate::dtype::builtin;
use crate::model::Array;
use crate::model::is_number;

/// Length of the part of a table's casts that stands in `cast`.
const SHORT: usize = NPY_NTYPES_ABI_COMPATIBLE;

type Function = PyArray_VectorUnaryFunc;

macro_rules! entries {
    ($from:literal: $($to:literal)*) => {{
        let mut row: [Function; NPY_NTYPES_LEGACY] = [None; NPY_NTYPES_LEGACY];
        $(row[$to] = Some(cast::<$from, $to>);)*
        row
    }};
}

/// The casts from a built-in type by the type they go to.
fn entries(from: c_int) -> [Function; NPY_NTYPES_LEGACY] {
    macro_rules! rows {
        (few: $($few:literal)*; many: $($many:literal)*) => { match from {
            $($few => entries!($few: 18 19 20 21 22),)*
            $($many => entries!(
                $many: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 18 19 20 21 22 23
            ),)*
            _ => [None; NPY_NTYPES_LEGACY],
        } };
    }
    rows!(few: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 23; many: 18 19 20 21 22)
}

/// The entries of `cast`.
pub fn row(from: c_int) -> [Function; SHORT] {
    let all = entries(from);
    std::array::from_fn(|to| all[to])
}

/// A new `castdict`: capsules with the casts to the types that have no place in `cast`.
pub fn dict(from: c_int) -> Res<Owned> {
    let dict = dict_new()?;
    for (to, f) in entries(from).into_iter().enumerate().skip(SHORT) {
        let Some(f) = f else { continue };
        // SAFETY: a capsule without a name around a function, which lives for ever.
        let capsule: Owned = unsafe {
            Own::from_result(ffi::PyCapsule_New(f as *mut c_void, std::ptr::null(), None))?
        };
        dict.dict_set(&*int_new(to as i64)?, &capsule)?;
    }
    Ok(dict)
}

/// One entry. It has no way to report an error: an exception stays pending, and the elements behind it as they were.
unsafe extern "C" fn cast<const F: c_int, const T: c_int>(
    src: *mut c_void,
    dst: *mut c_void,
    n: npy_intp,
    from_array: *mut c_void,
    to_array: *mut c_void,
) {
    let (src, dst) = (Side(F, src, from_array), Side(T, dst, to_array));
    // SAFETY: the legacy contract.
    entry(|| unsafe { run(src, dst, n) });
}

/// Type number, elements, and the array (or NULL) that says more about the type.
struct Side(c_int, *mut c_void, *mut c_void);

const fn is_date(t: c_int) -> bool {
    matches!(t, NPY_DATETIME | NPY_TIMEDELTA)
}

/// # Safety
/// `n` adjacent elements on both sides; arrays of their types, or NULL.
unsafe fn run(src: Side, dst: Side, n: npy_intp) -> Res<()> {
    let plain = |t| is_number(t) || is_date(t);
    // SAFETY: as the caller vouches.
    unsafe {
        if plain(src.0) && plain(dst.0) {
            numbers(src, dst, n)
        } else {
            elements(src, dst, n)
        }
    }
}

/// Dates take part as their ticks.
///
/// # Safety
/// As `run`.
unsafe fn numbers(src: Side, dst: Side, n: npy_intp) -> Res<()> {
    // One side is a date: 64 bits stay as they are, whatever sign the number gives them.
    let number = |t| match t {
        NPY_LONG | NPY_ULONG | NPY_LONGLONG | NPY_ULONGLONG => NPY_LONG,
        t if is_date(t) => NPY_LONG,
        t => t,
    };
    let (from, to) = (number(src.0), number(dst.0));
    let (from_raw, to_raw) = (src.1.cast::<u8>(), dst.1.cast::<u8>());
    // SAFETY: as the caller vouches; kernels for unaligned elements ask nothing more.
    unsafe {
        if from == to {
            std::ptr::copy(from_raw, to_raw, n.max(0) as usize * size_of::<i64>());
            return Ok(());
        }
        let run = ferronum_kernels::cast::get(from, to, false, true).map(copies::from_kernel);
        let run = run.ok_or_else(|| {
            ferronum_pyrt::raised::runtime_error(&format!("no cast loop from type {from} to {to}"))
        })?;
        let size = |t| super::number::size_of_type(t) as npy_intp;
        run(
            null_mut(),
            [from_raw.cast(), to_raw.cast()].as_ptr(),
            &n,
            [size(from), size(to)].as_ptr(),
            null_mut(),
        );
    }
    Ok(())
}

/// # Safety
/// As `run`.
unsafe fn elements(src: Side, dst: Side, n: npy_intp) -> Res<()> {
    // SAFETY: as the caller vouches. Types of extensions may have entries of a built-in type: those read and store
    // elements of that type.
    unsafe {
        let descr = |side: &Side| {
            let d = descr_behind(side.0, side.2);
            if d.type_num() == side.0 {
                d
            } else {
                builtin(side.0)
            }
        };
        let (from, to) = (descr(&src).own(), descr(&dst).own());
        let base = Object::from_ptr_opt(src.2.cast())
            .filter(|o| !o.type_ptr().is_null())
            .and_then(|o| o.downcast::<Array>());
        for i in 0..n {
            let (p, q) = (
                src.1.cast::<u8>().wrapping_offset(i * from.elsize()),
                dst.1.cast::<u8>().wrapping_offset(i * to.elsize()),
            );
            let value = from_memory(p, &from, base)?;
            set_by_slot(&to, q, &value)?;
        }
    }
    Ok(())
}
