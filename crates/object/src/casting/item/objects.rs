//! Rows of the legacy function tables for elements that are compared and multiplied through Python, and for text.

use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Owned, entry, entry_void, ffi};

use super::table::{compare_elements, descr_of};

/// The first of the largest (smallest) elements by the order of sorts.
///
/// # Safety
/// The legacy contract: `n` adjacent elements, at least one.
pub(super) unsafe extern "C" fn arg_by_order<const T: c_int, const MIN: bool>(
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

/// The sum of the products of objects; NULL counts as False.
///
/// # Safety
/// The legacy contract: `n` objects at each stride, and one or NULL at `out`.
pub(super) unsafe extern "C" fn dot_objects(
    a: *mut c_void,
    a_stride: npy_intp,
    b: *mut c_void,
    b_stride: npy_intp,
    out: *mut c_void,
    n: npy_intp,
    _arr: *mut c_void,
) {
    entry_void(|| {
        let mut sum: Option<Owned> = None;
        for i in 0..n {
            let x = a.cast::<u8>().wrapping_offset(i * a_stride);
            let y = b.cast::<u8>().wrapping_offset(i * b_stride);
            // SAFETY: n objects at each stride.
            let product = unsafe {
                let null = |p: *const u8| p.cast::<*mut ffi::PyObject>().read_unaligned().is_null();
                if null(x) || null(y) {
                    ferronum_pyrt::py_bool(false).own()
                } else {
                    let (x, y) = (super::get_object(x), super::get_object(y));
                    Own::from_result(ffi::PyNumber_Multiply(x.as_ptr(), y.as_ptr()))?
                }
            };
            sum = Some(match sum {
                None => product,
                // SAFETY: new reference or NULL.
                Some(s) => unsafe {
                    Own::from_result(ffi::PyNumber_Add(s.as_ptr(), product.as_ptr()))?
                },
            });
        }
        match sum {
            // SAFETY: the result's place holds an object or NULL.
            Some(s) => unsafe { super::set_object(out.cast(), &s) },
            // The sum of nothing is the empty place.
            // SAFETY: as above; the place is written before the old object can run code.
            None => unsafe {
                let place = out.cast::<*mut ffi::PyObject>();
                let old = place.replace(std::ptr::null_mut());
                ffi::Py_XDECREF(old);
                Ok(())
            },
        }
    });
}

/// Goes on from the first two objects by their difference.
///
/// # Safety
/// The legacy contract: `n` objects or NULLs, the first two filled.
pub(super) unsafe extern "C" fn fill_objects(
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
pub(super) unsafe extern "C" fn fill_objects_with(
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
