//! From a Python value to the DType class that it is a scalar of, and to the descriptor of just that value.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi};

use crate::casting::descr_of;
use crate::casting::with_text_length;
use crate::dtype::builtin;
use crate::dtype::builtin::class_of;
use crate::dtype::scalar_classes::by_type;
use crate::dtype::scalar_classes::python_number;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::scalar_types::GENERIC;
use crate::model::{DTYPE_TYPE, DTypeClass, Descr};

/// Whether the class says that it knows scalars of the value's type.
fn known_to(class: &DTypeClass, value: &Object) -> Res<bool> {
    // SAFETY: the slot's contract.
    unsafe {
        let slots = class.slots();
        if slots.is_null() {
            return Ok(false);
        }
        if let Some(f) = (*slots).is_known_scalar_type {
            return match f(class.raw(), value.type_ptr()) {
                r if r < 0 => Err(Raised::pending()),
                r => Ok(r != 0),
            };
        }
    }
    let text = || value.is_str() || value.is_bytes();
    let dates = matches!(class.type_num(), NPY_DATETIME | NPY_TIMEDELTA);
    Ok(class.is_legacy() && (python_number(value).is_some() || dates && text()))
}

/// The class that `value` is a scalar of; `None` where it is none (or an array). `fixed` is the class that the
/// caller wants anyway: it may know more types than those registered for it.
pub fn class_of_value(value: &Object, fixed: Option<&DTypeClass>) -> Res<Option<Own<DTypeClass>>> {
    if let Some(fixed) = fixed
        && known_to(fixed, value)?
    {
        return Ok(Some(fixed.own()));
    }
    if let Some(t) = python_number(value) {
        return Ok(Some(class_of(t).own()));
    }
    if value.is_none() || value.type_ptr() == ARRAY_TYPE.ptr() || value.is_basic_builtin() {
        return Ok(None);
    }
    if let Some(found) = by_type()?.dict_get(value.type_object())? {
        return Ok(found.downcast_into::<DTypeClass>().ok());
    }
    if GENERIC.has_instance(value) {
        return Ok(Some(descr_of(value)?.class().own()));
    }
    Ok(None)
}

/// As `class_of_value`, where subclasses of Python's numbers and strings count as well (array discovery).
pub(crate) fn class_of_element(
    value: &Object,
    fixed: Option<&DTypeClass>,
) -> Res<Option<Own<DTypeClass>>> {
    if let Some(c) = class_of_value(value, fixed)? {
        return Ok(Some(c));
    }
    if value.downcast::<Array>().is_some() {
        return Ok(None);
    }
    let t = if value.is_bytes() {
        NPY_STRING
    } else if value.is_str() {
        NPY_UNICODE
    } else if value.is_float() {
        NPY_DOUBLE
    } else if value.is_complex() {
        NPY_CDOUBLE
    } else if value.is_int() {
        NPY_LONG
    } else {
        return Ok(None);
    };
    Ok(Some(class_of(t).own()))
}

/// The descriptor of a value, by its class.
pub fn discover(class: &DTypeClass, value: &Object) -> Res<Own<Descr>> {
    match class.type_num() {
        NPY_LONG if value.is_int() => integer(value),
        NPY_UNICODE if value.is_str() => {
            // SAFETY: a live str.
            let n = unsafe { ffi::PyUnicode_GetLength(value.as_ptr()) };
            if n < 0 {
                return Err(Raised::pending());
            }
            with_text_length(NPY_UNICODE, n)
        }
        NPY_STRING if value.is_bytes() => {
            with_text_length(NPY_STRING, value.bytes().len() as isize)
        }
        t if (0..NPY_NTYPES_LEGACY as i32).contains(&t) && !class.is_parametric() => {
            Ok(builtin(t).own())
        }
        _ => {
            // SAFETY: the slot returns a new reference or NULL.
            let d: Own<Descr> = unsafe {
                match (*class.slots()).discover_descr_from_pyobject {
                    Some(f) => Own::from_result(f(class.raw(), value.as_ptr()))?,
                    None => return class.default_descr(),
                }
            };
            if !DTYPE_TYPE.has_instance(&d) {
                return Err(runtime_error(
                    "a DType discovered something that is not a dtype",
                ));
            }
            Ok(d)
        }
    }
}

/// `long`, or the first of `ulonglong` and `object` that holds the value.
fn integer(value: &Object) -> Res<Own<Descr>> {
    Ok(match value.int_to_i64()? {
        Ok(_) => builtin(NPY_LONG).own(),
        Err(sign) if sign > 0 => {
            // SAFETY: a live int; the error is cleared.
            let fits = unsafe {
                let u = ffi::PyLong_AsUnsignedLongLong(value.as_ptr());
                let raised = u == u64::MAX && !ffi::PyErr_Occurred().is_null();
                if raised {
                    ffi::PyErr_Clear();
                }
                !raised
            };
            builtin(if fits { NPY_ULONGLONG } else { NPY_OBJECT }).own()
        }
        Err(_) => builtin(NPY_OBJECT).own(),
    })
}
