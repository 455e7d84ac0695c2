//! Pointers from C as handles: NULL and objects of another type raise where NumPy would crash.
use core::ffi::c_int;
use ferronum_abi::prelude::{PyArray_DTypeMeta, PyArray_Descr, PyArrayObject, npy_intp};
use ferronum_object::{Array, DTypeClass, Descr};
use ferronum_pyrt::raised::{system_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res};
use pyo3_ffi::PyObject;

/// The handle of a pointer.
///
/// # Safety
/// NULL or a live object.
unsafe fn handle<'a, T: Layout>(ptr: *mut PyObject, what: &str) -> Res<&'a T> {
    // SAFETY: live, by contract.
    let object = unsafe { Object::from_ptr_opt(ptr) };
    object
        .ok_or_else(|| system_error(&format!("NULL given to the C-API in place of {what}")))?
        .downcast::<T>()
        .ok_or_else(|| {
            system_error(&format!(
                "another object given to the C-API in place of {what}"
            ))
        })
}

/// Any object.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn object<'a>(ptr: *mut PyObject) -> Res<&'a Object> {
    // SAFETY: as the caller vouches.
    unsafe { handle(ptr, "an object") }
}

/// Any object, or nothing.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn object_opt<'a>(ptr: *mut PyObject) -> Option<&'a Object> {
    // SAFETY: as the caller vouches.
    unsafe { Object::from_ptr_opt(ptr) }
}

/// An array.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn array<'a>(ptr: *mut PyArrayObject) -> Res<&'a Array> {
    // SAFETY: as the caller vouches.
    unsafe { handle(ptr.cast(), "an array") }
}

/// An array, or nothing.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn array_opt<'a>(ptr: *mut PyArrayObject) -> Res<Option<&'a Array>> {
    if ptr.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller vouches.
    unsafe { array(ptr).map(Some) }
}

/// A descriptor.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn descr<'a>(ptr: *mut PyArray_Descr) -> Res<&'a Descr> {
    // SAFETY: as the caller vouches.
    unsafe { handle(ptr.cast(), "a dtype") }
}

/// A descriptor, or nothing.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn descr_opt<'a>(ptr: *mut PyArray_Descr) -> Res<Option<&'a Descr>> {
    if ptr.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller vouches.
    unsafe { descr(ptr).map(Some) }
}

/// A DType class.
///
/// # Safety
/// NULL or a live object.
pub unsafe fn class<'a>(ptr: *mut PyArray_DTypeMeta) -> Res<&'a DTypeClass> {
    // SAFETY: as the caller vouches.
    unsafe { handle(ptr.cast(), "a DType class") }
}

/// A descriptor whose reference the caller gives away; it is released on every way out.
///
/// # Safety
/// NULL or an owned reference.
pub unsafe fn taken_descr(ptr: *mut PyArray_Descr) -> Option<Own<Descr>> {
    // SAFETY: as the caller vouches.
    unsafe { Own::steal_opt(ptr) }
}

/// An object whose reference the caller gives away.
///
/// # Safety
/// NULL or an owned reference.
pub unsafe fn taken<T: Layout, P>(ptr: *mut P) -> Option<Own<T>> {
    // SAFETY: as the caller vouches.
    unsafe { Own::steal_opt(ptr) }
}

/// The error of a NULL where an owned reference was due.
pub fn required<T>(value: Option<T>, what: &str) -> Res<T> {
    value.ok_or_else(|| system_error(&format!("NULL given to the C-API in place of {what}")))
}

/// An array of `n` sizes; `n` is checked against what an array can have.
///
/// # Safety
/// `ptr` is readable for `n` entries if `n` is positive.
pub unsafe fn dims<'a>(ptr: *const npy_intp, n: c_int) -> Res<&'a [npy_intp]> {
    if !(0..=ferronum_abi::prelude::NPY_MAXDIMS as c_int).contains(&n) {
        return Err(value_error("number of dimensions must be within [0, 64]"));
    }
    if n == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(system_error(
            "NULL given to the C-API in place of dimensions",
        ));
    }
    // SAFETY: readable, by contract.
    Ok(unsafe { core::slice::from_raw_parts(ptr, n as usize) })
}
