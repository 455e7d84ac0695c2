//! Arguments as contiguous arrays of one type number.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Own, Res};

use crate::coerce::AnyOptions;
use crate::model::array::Array;

/// # Safety
/// `a` is a contiguous array of `T`.
pub(crate) unsafe fn values<T>(a: &Array) -> &[T] {
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts(a.data().cast(), a.size() as usize) }
}

/// # Safety
/// `a` is a fresh contiguous array of `T`.
#[expect(
    clippy::mut_from_ref,
    reason = "a handle; the memory is fresh and only known here"
)]
pub(crate) unsafe fn values_mut<T>(a: &Array) -> &mut [T] {
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts_mut(a.data().cast(), a.size() as usize) }
}

/// An object as a contiguous array of a dtype, for numeric helpers (`bincount`, `interp`).
pub fn contiguous_as(
    obj: &Object,
    type_num: i32,
    min_depth: usize,
    max_depth: usize,
) -> Res<Own<Array>> {
    crate::coerce::from_any(
        obj,
        &AnyOptions {
            descr: Some(crate::dtype::builtin(type_num)),
            min_depth,
            max_depth,
            flags: NPY_ARRAY_CARRAY_RO,
            ..Default::default()
        },
    )
}
