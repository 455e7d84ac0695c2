//! Which DType class the scalars of a Python type belong to.

use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Object, Own, Res, dict_new, ffi};

use crate::dtype::builtin;
use crate::dtype::builtin::class_of;
use crate::model::DTypeClass;
use crate::model::array::ARRAY_TYPE;

/// dict: Python type -> DType class. Classes of user scalars are entered when their dtype is registered.
static BY_TYPE: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());

pub(crate) fn by_type() -> Res<&'static Object> {
    let p = BY_TYPE.load(Ordering::Acquire);
    if !p.is_null() {
        // SAFETY: the cell keeps its reference for ever.
        return Ok(unsafe { Object::from_ptr(p) });
    }
    let dict = dict_new()?;
    for t in 0..NPY_NTYPES_LEGACY as i32 {
        let ty = builtin(t).typeobj();
        if !ty.is_null() {
            // SAFETY: a live type. `int64` belongs to `long`, the first number that has it.
            let key = unsafe { Object::from_ptr(ty.cast()) };
            if dict.dict_get(key)?.is_none() {
                dict.dict_set(key, class_of(t))?;
            }
        }
    }
    BY_TYPE.store(dict.as_ptr(), Ordering::Release);
    Ok(dict.leak())
}

/// Whether `ty` is one of the interpreter's own types of numbers and text.
pub fn is_python_scalar(ty: *const ffi::PyTypeObject) -> bool {
    [
        &raw const ffi::PyFloat_Type,
        &raw const ffi::PyLong_Type,
        &raw const ffi::PyBool_Type,
        &raw const ffi::PyComplex_Type,
        &raw const ffi::PyUnicode_Type,
        &raw const ffi::PyBytes_Type,
    ]
    .contains(&ty)
}

/// Makes `ty` known as the scalar type of `class` (`PyArray_RegisterDataType`, `PyArrayInitDTypeMeta_FromSpec`).
pub fn register(ty: &Object, class: &DTypeClass) -> Res<()> {
    let sequences = [
        &raw mut ffi::PyList_Type,
        &raw mut ffi::PyTuple_Type,
        ARRAY_TYPE.ptr(),
    ];
    let given = ty.as_ptr().cast::<ffi::PyTypeObject>();
    if is_python_scalar(given) || sequences.contains(&given) {
        return Err(runtime_error("Can only map one python type to DType."));
    }
    let dict = by_type()?;
    if let Some(old) = dict.dict_get(ty)? {
        if old.is(class) {
            return Ok(());
        }
        return Err(runtime_error("Can only map one python type to DType."));
    }
    dict.dict_set(ty, class)
}

/// The class whose scalars have exactly this type.
pub fn class_of_type(ty: &Object) -> Res<Option<Own<DTypeClass>>> {
    Ok(by_type()?
        .dict_get(ty)?
        .and_then(|c| c.downcast_into::<DTypeClass>().ok()))
}

/// The type number of exactly Python's own numbers and strings.
#[inline]
pub(crate) fn python_number(value: &Object) -> Option<i32> {
    let t = value.type_ptr();
    if t == &raw mut ffi::PyFloat_Type {
        Some(NPY_DOUBLE)
    } else if t == &raw mut ffi::PyLong_Type {
        Some(NPY_LONG)
    } else if t == &raw mut ffi::PyBool_Type {
        Some(NPY_BOOL)
    } else if t == &raw mut ffi::PyComplex_Type {
        Some(NPY_CDOUBLE)
    } else if t == &raw mut ffi::PyUnicode_Type {
        Some(NPY_UNICODE)
    } else if t == &raw mut ffi::PyBytes_Type {
        Some(NPY_STRING)
    } else {
        None
    }
}
