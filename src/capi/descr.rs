//! Descriptors: by number, by object, promotion and casting rules.
use super::handles::{array, class, descr, object};
use core::ffi::{c_char, c_int};
use ferronum_abi::prelude::*;
use ferronum_object::coerce::{dtype_c_api, promote};
use ferronum_object::dtype::parse;
use ferronum_object::{Array, DTypeClass, Descr, casting};
use ferronum_pyrt::entry::{Converted, Pointer};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Own, Res, entry};
use pyo3_ffi::{PyObject, PyTypeObject};

/// Runs the body of an entry point that returns a new descriptor.
fn entry_descr(body: impl FnOnce() -> Res<Own<Descr>>) -> *mut PyArray_Descr {
    entry(|| Ok(Pointer(body()?.into_ptr().cast())))
}

/// Runs the body of an entry point that answers yes or no and reports no error.
fn entry_bool(body: impl FnOnce() -> Res<bool>) -> npy_bool {
    let mut answer = false;
    entry(|| {
        answer = body()?;
        Ok(())
    });
    u8::from(answer)
}

/// The descriptor of a type number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromType(type_: c_int) -> *mut PyArray_Descr {
    // No type at all stands for any, as in `PyArray_FROM_OTF(x, NPY_NOTYPE, flags)`: no descriptor, and no error.
    if type_ == NPY_NOTYPE {
        return std::ptr::null_mut();
    }
    entry_descr(|| ferronum_object::dtype::builtin::descr_from_type(type_))
}

/// The class of a type number's scalars.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_TypeObjectFromType(type_: c_int) -> *mut PyObject {
    if type_ == NPY_NOTYPE {
        return core::ptr::null_mut();
    }
    entry(|| dtype_c_api::scalar_type(type_))
}

/// Whether a type number has a descriptor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ValidType(type_: c_int) -> c_int {
    match ferronum_object::dtype::builtin::descr_from_type(type_) {
        Ok(_) => 1,
        Err(raised) => {
            raised.clear();
            0
        }
    }
}

/// A copy that the caller may change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNew(base_descr: *mut PyArray_Descr) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { dtype_c_api::descr_new(descr(base_descr)?) })
}

/// A copy of a type number's descriptor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNewFromType(type_num: c_int) -> *mut PyArray_Descr {
    if type_num == NPY_NOTYPE {
        return core::ptr::null_mut();
    }
    entry_descr(|| {
        dtype_c_api::descr_new(&*ferronum_object::dtype::builtin::descr_from_type(
            type_num,
        )?)
    })
}

/// `dtype.newbyteorder(order)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrNewByteorder(
    oself: *mut PyArray_Descr,
    newendian: c_char,
) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { dtype_c_api::descr_new_byteorder(descr(oself)?, newendian as u8) })
}

/// `np.dtype(obj)`; `None` is the default type.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrConverter(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract.
        unsafe {
            at.write(core::ptr::null_mut());
            at.write(parse::descr_from_object(object(obj)?)?.into_ptr().cast());
        }
        Ok(Converted)
    })
}

/// `np.dtype(obj)`; `None` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrConverter2(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract.
        unsafe {
            at.write(core::ptr::null_mut());
            if let Some(found) = parse::descr_from_optional(Some(object(obj)?))? {
                at.write(found.into_ptr().cast());
            }
        }
        Ok(Converted)
    })
}

/// `np.promote_types(type1, type2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PromoteTypes(
    type1: *mut PyArray_Descr,
    type2: *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { promote::promote_types(descr(type1)?, descr(type2)?) })
}

/// `np.result_type` of arrays and dtypes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ResultType(
    narrs: npy_intp,
    arrs: *mut *mut PyArrayObject,
    ndtypes: npy_intp,
    descrs: *mut *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract: as many entries as the counts say.
    entry_descr(|| unsafe {
        let arrays: Vec<&Array> = (0..narrs.max(0))
            .map(|i| array(*arrs.offset(i)))
            .collect::<Res<_>>()?;
        let types: Vec<&Descr> = (0..ndtypes.max(0))
            .map(|i| descr(*descrs.offset(i)))
            .collect::<Res<_>>()?;
        if arrays.is_empty() && types.is_empty() {
            return Err(type_error(
                "no arrays or types available to calculate result type",
            ));
        }
        promote::result_type(&arrays, &types)
    })
}

/// The DType class that both promote to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CommonDType(
    dtype1: *mut PyArray_DTypeMeta,
    dtype2: *mut PyArray_DTypeMeta,
) -> *mut PyArray_DTypeMeta {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let common = promote::common_dtype(class(dtype1)?, class(dtype2)?)?;
        Ok(Pointer(common.into_ptr().cast()))
    })
}

/// The DType class that all promote to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PromoteDTypeSequence(
    length: npy_intp,
    dtypes_in: *mut *mut PyArray_DTypeMeta,
) -> *mut PyArray_DTypeMeta {
    // SAFETY: the caller's contract: as many entries as the length says.
    entry(|| unsafe {
        let classes: Vec<&DTypeClass> = (0..length.max(0))
            .map(|i| class(*dtypes_in.offset(i)))
            .collect::<Res<_>>()?;
        Ok(Pointer(
            promote::common_dtype_of_all(&classes)?.into_ptr().cast(),
        ))
    })
}

/// The descriptor that the bare class stands for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetDefaultDescr(
    dtype: *mut PyArray_DTypeMeta,
) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { dtype_c_api::default_descr(class(dtype)?) })
}

/// The legacy function table of a descriptor's class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn _PyDataType_GetArrFuncs(
    descr_: *const PyArray_Descr,
) -> *mut PyArray_ArrFuncs {
    // SAFETY: the caller's contract; called from loops, so without checks.
    unsafe {
        Descr::from_ptr(descr_.cast_mut().cast())
            .class()
            .arr_funcs()
    }
}

/// Whether elements of one can be read as the other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EquivTypes(
    type1: *mut PyArray_Descr,
    type2: *mut PyArray_Descr,
) -> u8 {
    // SAFETY: the caller's contract.
    entry_bool(|| unsafe { dtype_c_api::are_equivalent(descr(type1)?, descr(type2)?) })
}

/// The same for type numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EquivTypenums(typenum1: c_int, typenum2: c_int) -> u8 {
    entry_bool(|| {
        ferronum_object::casting::can_cast::can_cast_numbers(typenum1, typenum2, NPY_NO_CASTING)
    })
}

/// Whether every value of one type number is kept by the other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastSafely(fromtype: c_int, totype: c_int) -> c_int {
    c_int::from(entry_bool(|| {
        ferronum_object::casting::can_cast::can_cast_numbers(fromtype, totype, NPY_SAFE_CASTING)
    }))
}

/// Whether every value is kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastTo(
    from: *mut PyArray_Descr,
    to: *mut PyArray_Descr,
) -> npy_bool {
    // SAFETY: the caller's contract.
    entry_bool(|| unsafe { casting::can_cast_types(descr(from)?, descr(to)?, NPY_SAFE_CASTING) })
}

/// `np.can_cast(from, to, casting)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastTypeTo(
    from: *mut PyArray_Descr,
    to: *mut PyArray_Descr,
    casting: NPY_CASTING,
) -> npy_bool {
    // SAFETY: the caller's contract.
    entry_bool(|| unsafe { casting::can_cast_types(descr(from)?, descr(to)?, casting) })
}

/// `np.can_cast` of an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastArrayTo(
    arr: *mut PyArrayObject,
    to: *mut PyArray_Descr,
    casting: NPY_CASTING,
) -> npy_bool {
    // SAFETY: the caller's contract.
    entry_bool(|| unsafe { casting::can_cast_array(array(arr)?, descr(to)?, casting) })
}

/// `np.min_scalar_type(a)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MinScalarType(arr: *mut PyArrayObject) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { promote::min_scalar_type(array(arr)?) })
}

/// `np.dtype(obj, align=True)`; `None` is the default type.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrAlignConverter(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract.
        unsafe {
            at.write(core::ptr::null_mut());
            at.write(parse::convert(object(obj)?, true)?.into_ptr().cast());
        }
        Ok(Converted)
    })
}

/// `np.dtype(obj, align=True)`; `None` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrAlignConverter2(
    obj: *mut PyObject,
    at: *mut *mut PyArray_Descr,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract.
        unsafe {
            at.write(core::ptr::null_mut());
            if let Some(obj) = object(obj)?.not_none() {
                at.write(parse::convert(obj, true)?.into_ptr().cast());
            }
        }
        Ok(Converted)
    })
}

/// The descriptor of a Python type.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromTypeObject(type_: *mut PyObject) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe { dtype_c_api::descr_of_type(object(type_)?) })
}

/// The dtype that an object's array would have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DescrFromObject(
    op: *mut PyObject,
    mintype: *mut PyArray_Descr,
) -> *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    entry_descr(|| unsafe {
        dtype_c_api::descr_of_object(object(op)?, super::handles::descr_opt(mintype)?)
    })
}

/// The type number that an object's array would have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ObjectType(op: *mut PyObject, minimum_type: c_int) -> c_int {
    let mut found = NPY_NOTYPE;
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        found = dtype_c_api::type_num_of_object(object(op)?, minimum_type)?;
        Ok(())
    });
    found
}

/// Whether values of one scalar type are kept by another.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CanCastScalar(
    from: *mut PyTypeObject,
    to: *mut PyTypeObject,
) -> npy_bool {
    // SAFETY: the caller's contract.
    entry_bool(|| unsafe {
        let (from, to) = (object(from.cast())?, object(to.cast())?);
        match (
            dtype_c_api::number_of_scalar_type(from),
            dtype_c_api::number_of_scalar_type(to),
        ) {
            (Some(from), Some(to)) => {
                ferronum_object::casting::can_cast::can_cast_numbers(from, to, NPY_SAFE_CASTING)
            }
            _ => Ok(false),
        }
    })
}
