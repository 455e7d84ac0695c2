//! What the C-API asks of dtypes by type number, and of sequences of DType classes.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi};

use crate::casting;
use crate::coerce::dtype_of;
use crate::coerce::promote;
use crate::dtype::builtin::descr_from_type;
use crate::dtype::{builtin, parse, user};
use crate::model::scalar_types::GENERIC;
use crate::model::{DTypeClass, Descr};

/// The class of a type number's scalars (`PyArray_TypeObjectFromType`).
pub fn scalar_type(type_num: c_int) -> Res<Owned> {
    let descr = descr_from_type(type_num)?;
    // SAFETY: a class or NULL, kept alive by the descriptor's own class.
    let found = unsafe { Object::from_ptr_opt(descr.typeobj().cast()) };
    found
        .map(Layout::own)
        .ok_or_else(|| value_error("Invalid data-type for array"))
}

/// The descriptor for a bare class; legacy classes keep one (`PyArray_GetDefaultDescr`).
pub fn default_descr(class: &DTypeClass) -> Res<Own<Descr>> {
    match class.singleton() {
        Some(d) if class.is_legacy() => Ok(d.own()),
        _ => class.default_descr(),
    }
}

/// The descriptor that a Python type stands for (`PyArray_DescrFromTypeObject`).
pub fn descr_of_type(ty: &Object) -> Res<Own<Descr>> {
    let raw = ty.as_ptr().cast();
    // SAFETY: a live type object.
    if unsafe { ffi::PyType_IsSubtype(raw, GENERIC.ptr()) } != 0 {
        return parse::from_scalar_type(raw);
    }
    // Types that are no scalars of ours stand for their dtype here alone.
    match user::descr_of_type(raw) {
        Some(d) => Ok(d),
        None => parse::descr_from_object(ty),
    }
}

/// The dtype that an object's array would have, promoted with `least` (`PyArray_DescrFromObject`).
pub fn descr_of_object(obj: &Object, least: Option<&Descr>) -> Res<Own<Descr>> {
    match (dtype_of(obj)?, least) {
        (Some(found), Some(least)) => promote::common_or_object(least, &found),
        (Some(found), None) => Ok(found),
        // Nothing was seen that has a dtype.
        (None, least) => Ok(least.unwrap_or(builtin(NPY_DOUBLE)).own()),
    }
}

/// A copy that the caller may change (`PyArray_DescrNew`).
pub fn descr_new(d: &Descr) -> Res<Own<Descr>> {
    if !d.is_legacy() {
        return Err(ferronum_pyrt::raised::runtime_error(
            "cannot use `PyArray_DescrNew` on new style DTypes.",
        ));
    }
    crate::dtype::copy::copy(d)
}

/// The dtype in another byte order (`PyArray_DescrNewByteorder`).
pub fn descr_new_byteorder(d: &Descr, order: u8) -> Res<Own<Descr>> {
    if !d.is_legacy() {
        return Err(ferronum_pyrt::raised::type_error(
            "Cannot use DescrNewByteOrder for this new style DTypes.",
        ));
    }
    crate::dtype::byteorder::new_byteorder(d, order)
}

/// Whether elements of both are the same bytes (`PyArray_EquivTypes`); to C a missing size is a size.
pub fn are_equivalent(a: &Descr, b: &Descr) -> Res<bool> {
    if a.type_num() == b.type_num() && a.is_flexible() && a.elsize() != b.elsize() {
        return Ok(false);
    }
    casting::can_cast_types(a, b, NPY_NO_CASTING)
}

/// The type number of one of NumPy's own scalar types.
pub fn number_of_scalar_type(class: &Object) -> Option<c_int> {
    let number = crate::model::scalar_types::type_num_of(class.as_ptr().cast());
    (number >= 0).then_some(number)
}

/// The type number of an object's dtype, not below another (`PyArray_ObjectType`).
pub fn type_num_of_object(obj: &Object, least: c_int) -> Res<c_int> {
    let least = match least {
        n if n < 0 || n == NPY_NOTYPE => None,
        n => Some(builtin::from_type_num(n)?),
    };
    match descr_of_object(obj, least.as_deref()) {
        Ok(d) => Ok(d.type_num()),
        Err(raised) if raised.matches(ferronum_pyrt::raised::exc::TypeError()) => {
            raised.clear();
            Ok(NPY_OBJECT)
        }
        Err(raised) => Err(raised),
    }
}
