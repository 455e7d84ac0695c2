//! DTypes that extensions bring along.
use super::handles::{descr, object};
use core::ffi::c_int;
use ferronum_abi::prelude::*;
use ferronum_object::casting::legacy;
use ferronum_object::dtype::user;
use ferronum_pyrt::entry;

/// An empty function table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_InitArrFuncs(f: *mut PyArray_ArrFuncs) {
    // SAFETY: the caller's contract.
    unsafe { user::init_table(f) }
}

/// A legacy dtype; its type number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterDataType(descr_proto: *mut PyArray_DescrProto) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { user::register(descr_proto) })
}

/// A cast from a legacy dtype.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterCastFunc(
    descr_: *mut PyArray_Descr,
    totype: c_int,
    castfunc: PyArray_VectorUnaryFunc,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { legacy::register_cast_function(descr(descr_)?, totype, castfunc) })
}

/// A legacy dtype casts safely to a type number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RegisterCanCast(
    descr_: *mut PyArray_Descr,
    totype: c_int,
    scalar: NPY_SCALARKIND,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { legacy::register_can_cast(descr(descr_)?, totype, scalar) })
}

/// A DType class from a specification.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArrayInitDTypeMeta_FromSpec(
    dtype: *mut PyArray_DTypeMeta,
    spec: *mut PyArrayDTypeMeta_Spec,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        ferronum_object::casting::from_spec::init_from_spec(object(dtype.cast())?, spec)
    })
}
