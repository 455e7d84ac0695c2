//! Rows of the legacy function tables for elements that are compared and multiplied through Python, and for text.

use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Owned, Res, entry, entry_void, ffi};

use super::table::{compare_elements, descr_of};

/// The first of the largest (smallest) elements by the order of sorts.
///
/// # Safety
/// The legacy contract: `n` adjacent elements, at least one.
pub(crate) unsafe extern "C" fn arg_by_order<const T: c_int, const MIN: bool>(
    data: *mut c_void,
    n: npy_intp,
    out: *mut npy_intp,
    arr: *mut c_void,
) -> c_int {
    // SAFETY: n adjacent elements, at least one.
    unsafe {
        let descr = descr_of::<T>(arr);
        let place = |i: isize| data.cast::<u8>().wrapping_offset(i * descr.elsize());
        let empty = |i: isize| {
            T == NPY_OBJECT
                && place(i)
                    .cast::<*mut ffi::PyObject>()
                    .read_unaligned()
                    .is_null()
        };
        let mut at = 0;
        for i in 1..n {
            if empty(i) {
                continue;
            }
            let order = compare_elements(descr, place(i), place(at));
            if T == NPY_OBJECT && !ffi::PyErr_Occurred().is_null() {
                return -1;
            }
            if empty(at) || if MIN { order < 0 } else { order > 0 } {
                at = i;
            }
        }
        *out = at;
    }
    0
}

/// The sum of the products of objects, `None` of no products; NULL counts as False.
///
/// # Safety
/// `n` owned references or NULLs at each stride, at any alignment, in memory that stays in place while code runs.
pub unsafe fn sum_of_products(
    n: isize,
    a: *const u8,
    a_stride: isize,
    b: *const u8,
    b_stride: isize,
) -> Res<Option<Owned>> {
    let mut sum: Option<Owned> = None;
    for i in 0..n {
        let (x, y) = (
            a.wrapping_offset(i * a_stride),
            b.wrapping_offset(i * b_stride),
        );
        // SAFETY: as the caller vouches; strong references are held while code runs.
        unsafe {
            let null = |p: *const u8| p.cast::<*mut ffi::PyObject>().read_unaligned().is_null();
            let product = if null(x) || null(y) {
                ferronum_pyrt::py_bool(false).own()
            } else {
                let (x, y) = (super::get_object(x), super::get_object(y));
                Own::from_result(ffi::PyNumber_Multiply(x.as_ptr(), y.as_ptr()))?
            };
            sum = Some(match sum {
                None => product,
                Some(s) => Own::from_result(ffi::PyNumber_Add(s.as_ptr(), product.as_ptr()))?,
            });
        }
    }
    Ok(sum)
}

/// `dotfunc` of objects.
///
/// # Safety
/// The legacy contract: `n` objects at each stride, and one or NULL at `out`.
pub(crate) unsafe extern "C" fn dot_objects(
    a: *mut c_void,
    a_stride: npy_intp,
    b: *mut c_void,
    b_stride: npy_intp,
    out: *mut c_void,
    n: npy_intp,
    _arr: *mut c_void,
) {
    // SAFETY: the legacy contract: the result's place holds an object or NULL.
    entry_void(|| unsafe {
        match sum_of_products(n, a.cast(), a_stride, b.cast(), b_stride)? {
            Some(sum) => super::set_object(out.cast(), &sum),
            // The sum of nothing is the empty place, written before the old object can run code.
            None => {
                let old = out
                    .cast::<*mut ffi::PyObject>()
                    .replace(std::ptr::null_mut());
                ffi::Py_XDECREF(old);
                Ok(())
            }
        }
    });
}

/// Goes on from the first two objects by their difference.
///
/// # Safety
/// The legacy contract: `n` objects or NULLs, the first two filled.
pub(crate) unsafe extern "C" fn fill_objects(
    data: *mut c_void,
    n: npy_intp,
    _arr: *mut c_void,
) -> c_int {
    // SAFETY: n adjacent references or NULLs, the first two filled.
    entry(|| unsafe {
        let at = |i: isize| data.cast::<u8>().offset(i * size_of::<usize>() as isize);
        if n < 2 {
            return Ok(());
        }
        let (first, mut last) = (super::get_object(at(0)), super::get_object(at(1)));
        let delta: Owned = Own::from_result(ffi::PyNumber_Subtract(last.as_ptr(), first.as_ptr()))?;
        for i in 2..n {
            last = Own::from_result(ffi::PyNumber_Add(last.as_ptr(), delta.as_ptr()))?;
            super::set_object(at(i), &last)?;
        }
        Ok(())
    })
}

/// Stores one object at every place.
///
/// # Safety
/// The legacy contract: `n` objects or NULLs at `data`, one at `value`.
pub(crate) unsafe extern "C" fn fill_objects_with(
    data: *mut c_void,
    n: npy_intp,
    value: *mut c_void,
    _arr: *mut c_void,
) -> c_int {
    // SAFETY: as the caller vouches; the value is held while old objects run code.
    entry(|| unsafe {
        let value = super::get_object(value.cast());
        let size = size_of::<usize>() as isize;
        (0..n).try_for_each(|i| super::set_object(data.cast::<u8>().offset(i * size), &value))
    })
}
