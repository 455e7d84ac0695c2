//! Making ufuncs and giving them loops.
use super::handles::object;
use core::ffi::{CStr, c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::ufunc::{UFunc, c_api, object as ufunc_object};
use ferronum_pyrt::{Object, Res, entry};
use pyo3_ffi::PyObject;

/// A ufunc argument.
///
/// # Safety
/// NULL or live.
unsafe fn ufunc<'a>(ptr: *mut PyUFuncObject) -> Res<&'a UFunc> {
    // SAFETY: as the caller vouches.
    unsafe { c_api::as_ufunc(object(ptr.cast())?) }
}

/// What all constructors end in.
///
/// # Safety
/// The caller's contract: arrays of the stated lengths that outlive the ufunc.
#[allow(clippy::too_many_arguments, reason = "what C passes")]
unsafe fn create(
    functions: *mut PyUFuncGenericFunction,
    data: *const *mut c_void,
    types: *const c_char,
    ntypes: c_int,
    nin: c_int,
    nout: c_int,
    identity: c_int,
    name: *const c_char,
    doc: *const c_char,
    signature: *const c_char,
    identity_value: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as the caller vouches.
    entry(|| unsafe {
        ufunc_object::create(&ufunc_object::Spec {
            functions,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            signature: (!signature.is_null()).then(|| CStr::from_ptr(signature)),
            identity_value: super::handles::object_opt(identity_value),
        })
    })
}

/// A ufunc of legacy loops.
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
    _unused: c_int,
) -> *mut PyObject {
    let none = core::ptr::null();
    // SAFETY: the caller's contract.
    unsafe {
        create(
            func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            none,
            core::ptr::null_mut(),
        )
    }
}

/// A generalised ufunc, if there is a signature.
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
    _unused: c_int,
    signature: *const c_char,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe {
        create(
            func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            signature,
            core::ptr::null_mut(),
        )
    }
}

/// The same with any object as identity.
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
    unsafe {
        create(
            func,
            data,
            types,
            ntypes,
            nin,
            nout,
            identity,
            name,
            doc,
            signature,
            identity_value,
        )
    }
}

/// A legacy loop for a user type.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_RegisterLoopForType(
    ufunc_: *mut PyUFuncObject,
    usertype: c_int,
    function: PyUFuncGenericFunction,
    arg_types: *const c_int,
    data: *mut c_void,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::register_loop_for_type(ufunc(ufunc_)?, usertype, function, arg_types, data)
    })
}

/// A legacy loop for descriptors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_RegisterLoopForDescr(
    ufunc_: *mut PyUFuncObject,
    user_dtype: *mut PyArray_Descr,
    function: PyUFuncGenericFunction,
    arg_dtypes: *mut *mut PyArray_Descr,
    data: *mut c_void,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = super::handles::descr(user_dtype)?;
        c_api::register_loop_for_descr(ufunc(ufunc_)?, descr, function, arg_dtypes, data)
    })
}

/// Replaces a row of the table; -1 without an exception if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ReplaceLoopBySignature(
    func: *mut PyUFuncObject,
    newfunc: PyUFuncGenericFunction,
    signature: *const c_int,
    oldfunc: *mut PyUFuncGenericFunction,
) -> c_int {
    let mut found = false;
    // SAFETY: the caller's contract; the old function is wanted or not.
    let status = entry(|| unsafe {
        if let Some(old) = c_api::replace_loop(ufunc(func)?, newfunc, signature) {
            found = true;
            if !oldfunc.is_null() {
                oldfunc.write(old);
            }
        }
        Ok(())
    });
    if found { status } else { -1 }
}

/// A loop from a specification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddLoopFromSpec(
    ufunc_: *mut PyObject,
    spec: *mut PyArrayMethod_Spec,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::add_loop_from_spec(ufunc(ufunc_.cast())?, spec) })
}

/// Many loops from specifications.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddLoopsFromSpecs(slots: *mut PyUFunc_LoopSlot) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { ferronum_object::module::loop_specs::add_loops_from_specs(slots) })
}

/// A promoter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddPromoter(
    ufunc_: *mut PyObject,
    dtype_tuple: *mut PyObject,
    promoter: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (dtypes, promoter): (&Object, &Object) = (object(dtype_tuple)?, object(promoter)?);
        c_api::add_promoter(ufunc(ufunc_.cast())?, dtypes, promoter)
    })
}

/// A loop that runs the one of other DTypes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_AddWrappingLoop(
    ufunc_obj: *mut PyObject,
    new_dtypes: *mut *mut PyArray_DTypeMeta,
    wrapped_dtypes: *mut *mut PyArray_DTypeMeta,
    translate_given_descrs: PyArrayMethod_TranslateGivenDescriptors,
    translate_loop_descrs: PyArrayMethod_TranslateLoopDescriptors,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::add_wrapping_loop(
            ufunc(ufunc_obj.cast())?,
            new_dtypes,
            wrapped_dtypes,
            translate_given_descrs,
            translate_loop_descrs,
        )
    })
}

/// The descriptors of the loop that a call would take.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_DefaultTypeResolver(
    ufunc_: *mut PyUFuncObject,
    casting: NPY_CASTING,
    operands: *mut *mut PyArrayObject,
    type_tup: *mut PyObject,
    out_dtypes: *mut *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let types = super::handles::object_opt(type_tup);
        c_api::default_resolver(ufunc(ufunc_)?, casting, operands, types, out_dtypes)
    })
}

/// Raises unless operands cast to and from these descriptors.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_ValidateCasting(
    ufunc_: *mut PyUFuncObject,
    casting: NPY_CASTING,
    operands: *mut *mut PyArrayObject,
    dtypes: *const *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::validate_casting(ufunc(ufunc_)?, casting, operands, dtypes) })
}

/// Does what the error state says about float flags.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_GiveFloatingpointErrors(
    name: *const c_char,
    fpe_errors: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::give_float_errors(name, fpe_errors) })
}

/// The float status, cleared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_getfperr() -> c_int {
    c_api::take_float_status()
}

/// Clears the float status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyUFunc_clearfperr() {
    c_api::take_float_status();
}
