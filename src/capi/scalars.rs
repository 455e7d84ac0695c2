//! Scalars: from elements and back to C values.
use super::handles::{array, array_opt, descr, object, object_opt, taken_descr};
use core::ffi::{c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::Array;
use ferronum_object::scalars::c_api;
use ferronum_pyrt::entry::Pointer;
use ferronum_pyrt::{entry, entry_void};
use pyo3_ffi::PyObject;

/// A scalar of the element at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Scalar(
    data: *mut c_void,
    descr_: *mut PyArray_Descr,
    base: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let base = object_opt(base).and_then(|b| b.downcast::<Array>());
        ferronum_object::casting::from_memory(data.cast(), descr(descr_)?, base)
    })
}

/// A 0-d array of a scalar; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromScalar(
    scalar: *mut PyObject,
    outcode: *mut PyArray_Descr,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(outcode);
        c_api::from_scalar(object(scalar)?, descr.as_deref())
    })
}

/// The descriptor of a scalar.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromScalar(sc: *mut PyObject) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry(|| unsafe { Ok(Pointer(c_api::descr_of(object(sc)?)?.into_ptr().cast())) })
}

/// A scalar's value, or the address of its bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ScalarAsCtype(scalar: *mut PyObject, ctypeptr: *mut c_void) {
    // SAFETY: the caller's contract.
    entry_void(|| unsafe { c_api::store_value(object(scalar)?, ctypeptr) });
}

/// A scalar's value, cast.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastScalarToCtype(
    scalar: *mut PyObject,
    ctypeptr: *mut c_void,
    outcode: *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::cast_to_memory(object(scalar)?, ctypeptr.cast(), descr(outcode)?) })
}

/// A scalar's value, cast to a type number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastScalarDirect(
    scalar: *mut PyObject,
    _indescr: *mut PyArray_Descr,
    ctypeptr: *mut c_void,
    outtype: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let out = ferronum_object::dtype::builtin::descr_from_type(outtype)?;
        c_api::cast_to_memory(object(scalar)?, ctypeptr.cast(), &out)
    })
}

/// An element that is 0; to be freed with `PyDataMem_FREE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Zero(arr: *mut PyArrayObject) -> *mut c_char {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        Ok(Pointer(
            ferronum_object::casting::item::constant::constant_element(array(arr)?, false)?.cast(),
        ))
    })
}

/// An element that is 1; to be freed with `PyDataMem_FREE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_One(arr: *mut PyArrayObject) -> *mut c_char {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        Ok(Pointer(
            ferronum_object::casting::item::constant::constant_element(array(arr)?, true)?.cast(),
        ))
    })
}

/// How a scalar of a type coerces.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ScalarKind(
    typenum: c_int,
    arr: *mut *mut PyArrayObject,
) -> NPY_SCALARKIND {
    // SAFETY: the caller's contract: NULL, or the address of an array or NULL.
    entry(|| unsafe {
        let a = if arr.is_null() {
            None
        } else {
            array_opt(*arr)?
        };
        Ok(c_api::kind(typenum, a))
    })
}

/// Whether a scalar may stand where another type is needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCoerceScalar(
    thistype: c_int,
    neededtype: c_int,
    scalar: NPY_SCALARKIND,
) -> c_int {
    let mut answer = false;
    entry(|| {
        answer = c_api::can_coerce(thistype, neededtype, scalar)?;
        Ok(())
    });
    c_int::from(answer)
}
