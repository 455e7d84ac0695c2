//! Making ufuncs from C, and the floating-point status that their callers look at.
use super::handles::object;
use core::ffi::{CStr, c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::ufunc::{errstate, object as ufunc_object};
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Own, entry};
use ferronum_scalar::float_status;
use pyo3_ffi::PyObject;

/// A new ufunc over the maker's arrays of loops, data and types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndData(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe {
        PyUFunc_FromFuncAndDataAndSignature(
            func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            unused,
            core::ptr::null(),
        )
    }
}

/// The same with a core signature (NULL: none).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndDataAndSignature(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    unused: c_int,
    signature: *const c_char,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe {
        PyUFunc_FromFuncAndDataAndSignatureAndIdentity(
            func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            unused,
            signature,
            core::ptr::null_mut(),
        )
    }
}

/// The same with the value of `PyUFunc_IdentityValue` (borrowed).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_FromFuncAndDataAndSignatureAndIdentity(
    func: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    _unused: c_int,
    signature: *const c_char,
    identity_value: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        if ntypes < 0 || (ntypes > 0 && types.is_null()) {
            return Err(value_error("a ufunc needs the types of its loops"));
        }
        let value = if identity_value.is_null() {
            None
        } else {
            Some(object(identity_value)?)
        };
        let made: Own<_> = ufunc_object::create(&ufunc_object::Spec {
            functions: func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name: if name.is_null() { c"?".as_ptr() } else { name },
            doc,
            signature: (!signature.is_null()).then(|| CStr::from_ptr(signature)),
            identity_value: value,
        })?;
        Ok(made)
    })
}

/// The floating-point flags (`NPY_FPE_*`), which are cleared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_getfperr() -> c_int {
    let flags = float_status::get();
    float_status::clear();
    c_int::from(flags)
}

/// Clears the floating-point flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_clearfperr() {
    float_status::clear();
}

/// Reports flags as the error state says; -1 if that raised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_GiveFloatingpointErrors(
    name: *const c_char,
    fpe_errors: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let name = if name.is_null() {
            ""
        } else {
            CStr::from_ptr(name).to_str().unwrap_or("")
        };
        errstate::report(name, fpe_errors as u8)
    })
}
