//! Arithmetic on plain lists of sizes.
use super::handles::dims;
use core::ffi::c_int;
use ferronum_abi::prelude::*;
use ferronum_object::ndarray::c_api;
use ferronum_pyrt::{entry, ops};
use pyo3_ffi::PyObject;

/// A list of any length.
///
/// # Safety
/// `n` entries are readable if `n` is positive.
unsafe fn list<'a, T>(ptr: *const T, n: c_int) -> &'a [T] {
    if n <= 0 || ptr.is_null() {
        return &[];
    }
    // SAFETY: readable, by contract.
    unsafe { core::slice::from_raw_parts(ptr, n as usize) }
}

/// Product, wrapping.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiplyList(l1: *const npy_intp, n: c_int) -> npy_intp {
    // SAFETY: the caller's contract.
    unsafe { list(l1, n) }
        .iter()
        .fold(1, |p, &d| p.wrapping_mul(d))
}

/// Product, wrapping.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MultiplyIntList(l1: *const c_int, n: c_int) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { list(l1, n) }
        .iter()
        .fold(1, |p, &d| p.wrapping_mul(d))
}

/// Product, -1 on overflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_OverflowMultiplyList(l1: *const npy_intp, n: c_int) -> npy_intp {
    // SAFETY: the caller's contract.
    c_api::checked_product(unsafe { list(l1, n) }).unwrap_or(-1)
}

/// Whether both are equal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CompareLists(
    l1: *const npy_intp,
    l2: *const npy_intp,
    n: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { (list(l1, n) == list(l2, n)) as c_int }
}

/// A tuple of the sizes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntTupleFromIntp(
    len: c_int,
    vals: *const npy_intp,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| ops::tuple_of_ints(unsafe { list(vals, len) }))
}

/// Whether a layout stays within its memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckStrides(
    elsize: c_int,
    nd: c_int,
    numbytes: npy_intp,
    offset: npy_intp,
    dims: *const npy_intp,
    newstrides: *const npy_intp,
) -> npy_bool {
    // SAFETY: the caller's contract.
    let (sizes, strides) = unsafe { (list(dims, nd), list(newstrides, nd)) };
    u8::from(c_api::strides_fit(
        elsize as isize,
        numbytes,
        offset,
        sizes,
        strides,
    ))
}

/// Axes by falling strides.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CreateSortedStridePerm(
    ndim: c_int,
    strides: *const npy_intp,
    out_strideperm: *mut npy_stride_sort_item,
) {
    ferronum_pyrt::entry_void(|| {
        // SAFETY: the caller's contract: room for as many items as there are strides.
        unsafe {
            for (i, (perm, stride)) in c_api::sorted_strides(dims(strides, ndim)?).enumerate() {
                out_strideperm
                    .add(i)
                    .write(npy_stride_sort_item { perm, stride });
            }
        }
        Ok(())
    });
}
