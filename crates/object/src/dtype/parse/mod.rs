//! From Python objects to descriptors: `np.dtype(obj)` and `dtype=` arguments.

mod fields;
mod pairs;
mod text;

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi, import_cached, intern};

use crate::dtype::builtin::builtin;
use crate::dtype::copy;
use crate::model::Array;
use crate::model::descr::Descr;
use crate::model::dtype_class::{DTYPE_TYPE, DTypeClass};
pub(crate) use text::set_type_dict;

/// `np.dtype(obj)`; `None` means float64.
pub fn descr_from_object(obj: &Object) -> Res<Own<Descr>> {
    convert(obj, false)
}

/// `np.dtype(obj, align=align)`.
pub fn convert(obj: &Object, align: bool) -> Res<Own<Descr>> {
    if let Some(d) = obj.downcast::<Descr>() {
        return Ok(d.own());
    }
    if obj.is_none() {
        return Ok(builtin(NPY_DEFAULT_TYPE).own());
    }
    if obj.is_type() {
        return from_type(obj);
    }
    if obj.is_str() {
        return text::from_str(obj, align);
    }
    if obj.is_bytes() {
        return match obj.call_method(intern!("decode"), &[intern!("ascii")]) {
            Ok(text) => text::from_str(&text, align),
            Err(e) => {
                e.clear();
                Err(type_error("data type not understood"))
            }
        };
    }
    let _level = ferronum_pyrt::raised::enter_recursive(
        c" while trying to convert the given data type from its description",
    )?;
    if obj.is_tuple() {
        return pairs::from_tuple(obj, align);
    }
    if obj.is_list() {
        return fields::from_list(obj, align);
    }
    if obj.is_dict() || obj.type_ptr() == &raw mut ffi::PyDictProxy_Type {
        return fields::from_dict(obj, align);
    }
    if Array::check(obj) {
        return Err(type_error("Cannot construct a dtype from an array"));
    }
    if let Some(d) = from_attribute(obj)? {
        return Ok(d);
    }
    if let Some(d) = from_ctypes(obj.type_object())? {
        return Ok(d);
    }
    Err(type_error(&format!(
        "Cannot interpret '{}' as a data type",
        obj.repr_text()?
    )))
}

/// The dtype that an object's `__numpy_dtype__` or `dtype` attribute holds.
fn from_attribute(obj: &Object) -> Res<Option<Own<Descr>>> {
    let _level = ferronum_pyrt::raised::enter_recursive(
        c" while trying to convert the given data type from its `.dtype` attribute.",
    )?;
    for (name, text) in [
        (intern!("__numpy_dtype__"), "__numpy_dtype__"),
        (intern!("dtype"), "dtype"),
    ] {
        let Some(attr) = obj.getattr_opt(name)? else {
            continue;
        };
        if let Some(d) = attr.downcast::<Descr>() {
            return Ok(Some(d.own()));
        }
        // A property or the like that was found on a class is not the attribute of an instance.
        if obj.is_type()
            && attr
                .type_object()
                .getattr_opt(intern!("__get__"))?
                .is_some()
        {
            continue;
        }
        return Err(value_error(&format!(
            "Could not convert {} to a NumPy dtype (via `.{text}` value {}).",
            obj.repr_text()?,
            attr.repr_text()?
        )));
    }
    Ok(None)
}

/// The dtype of a ctypes type.
fn from_ctypes(ty: &Object) -> Res<Option<Own<Descr>>> {
    // Types of ctypes are known by the metatypes' module; only those cost an import.
    let meta = ty.type_object();
    if meta.as_ptr() == (&raw mut ffi::PyType_Type).cast() {
        return Ok(None);
    }
    let check = import_cached!("numpy._core._internal", "npy_ctypes_check")?;
    if !check.call(&[ty])?.truth()? {
        return Ok(None);
    }
    let d = import_cached!("numpy._core._dtype_ctypes", "dtype_from_ctypes_type")?.call(&[ty])?;
    match d.downcast_into::<Descr>() {
        Ok(d) => Ok(Some(d)),
        Err(_) => Err(type_error(
            "ctypes type was converted to something else than a dtype",
        )),
    }
}

/// A descriptor from a Python type: scalar types, Python's own, types with a `dtype`, ctypes, else `object`.
fn from_type(obj: &Object) -> Res<Own<Descr>> {
    let ty: *mut ffi::PyTypeObject = obj.as_ptr().cast();
    // SAFETY: a live type.
    if unsafe { ffi::PyType_IsSubtype(ty, crate::model::scalar_types::GENERIC.ptr()) } != 0 {
        return from_scalar_type(ty);
    }
    let n = python_type_num(ty);
    if n >= 0 {
        return Ok(builtin(n).own());
    }
    if let Some(class) = crate::dtype::scalar_classes::class_of_type(obj)? {
        return class.default_descr();
    }
    if let Some(d) = from_attribute(obj)? {
        return Ok(d);
    }
    if let Some(d) = from_ctypes(obj)? {
        return Ok(d);
    }
    Ok(builtin(NPY_OBJECT).own())
}

/// Type number that one of Python's own types stands for, -1 for others.
fn python_type_num(ty: *mut ffi::PyTypeObject) -> c_int {
    let is = |p: *mut ffi::PyTypeObject| ty == p;
    if is(&raw mut ffi::PyLong_Type) {
        NPY_DEFAULT_INT
    } else if is(&raw mut ffi::PyFloat_Type) {
        NPY_DOUBLE
    } else if is(&raw mut ffi::PyComplex_Type) {
        NPY_CDOUBLE
    } else if is(&raw mut ffi::PyBool_Type) {
        NPY_BOOL
    } else if is(&raw mut ffi::PyBytes_Type) {
        NPY_STRING
    } else if is(&raw mut ffi::PyUnicode_Type) {
        NPY_UNICODE
    } else if is(&raw mut ffi::PyMemoryView_Type) {
        NPY_VOID
    } else if is(&raw mut ffi::PyBaseObject_Type) {
        NPY_OBJECT
    } else {
        -1
    }
}

/// `PyArray_DescrFromTypeObject` of a type in the scalar hierarchy.
pub fn from_scalar_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    let exact = crate::model::scalar_types::exact_type_num(ty);
    if exact >= 0 {
        return Ok(builtin(exact).own());
    }
    let is = |t: &ferronum_pyrt::StaticType| ty == t.ptr();
    // SAFETY: a live type.
    let below = |t: &ferronum_pyrt::StaticType| unsafe { ffi::PyType_IsSubtype(ty, t.ptr()) != 0 };
    // SAFETY: a live type.
    let class = unsafe { Object::from_ptr(ty.cast()) };
    if let Some(class) = crate::dtype::scalar_classes::class_of_type(class)? {
        return class.default_descr();
    }
    let n = crate::model::scalar_types::type_num_of(ty);
    if n == NPY_VOID {
        return from_void_type(ty);
    }
    if n >= 0 {
        return Ok(builtin(n).own());
    }
    let text = if is(&crate::model::scalar_types::INTEGER)
        || below(&crate::model::scalar_types::SIGNED_INTEGER)
    {
        "Converting 'np.integer' or 'np.signedinteger' to a dtype is not allowed"
    } else if below(&crate::model::scalar_types::UNSIGNED_INTEGER) {
        "Converting `np.unsignedinteger` to a dtype is not allowed"
    } else if below(&crate::model::scalar_types::COMPLEX_FLOATING) {
        "Converting `np.complex` to a dtype is not allowed."
    } else if below(&crate::model::scalar_types::INEXACT) || is(&crate::model::scalar_types::NUMBER)
    {
        "Converting `np.inexact` or `np.floating` to a dtype not allowed"
    } else if is(&crate::model::scalar_types::CHARACTER) {
        "Converting `np.character` to a dtype is not allowed"
    } else {
        "Converting `np.generic` to a dtype is not allowed."
    };
    Err(type_error(text))
}

/// Subclasses of `void` keep their type.
fn from_void_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    let new = copy::copy(builtin(NPY_VOID))?;
    // SAFETY: a private copy; the type is kept alive by it.
    let ty = unsafe {
        let p = new.raw();
        let old = (*p).typeobj;
        ffi::Py_INCREF(ty.cast());
        (*p).typeobj = ty;
        ffi::Py_XDECREF(old.cast());
        Object::from_ptr(ty.cast())
    };
    let Some(attr) = ty.getattr_opt(intern!("dtype"))? else {
        return Ok(new);
    };
    // A dtype is no reason to complain, but its fields are not those of the class.
    if Descr::check(&attr) {
        return Ok(new);
    }
    if attr
        .type_object()
        .getattr_opt(intern!("__get__"))?
        .is_some()
    {
        return Ok(new);
    }
    Err(value_error(&format!(
        "`.dtype` attribute {} is not a valid dtype instance",
        attr.repr_text()?
    )))
}

/// A `dtype=` argument where absent or `None` means "not given".
pub fn descr_from_optional(obj: Option<&Object>) -> Res<Option<Own<Descr>>> {
    obj.and_then(Object::not_none)
        .map(descr_from_object)
        .transpose()
}

/// A `dtype=` argument that may also be a DType class (or a scalar type that stands for one):
/// `descr` if an instance was given, `class` always.
pub struct DTypeRequest {
    /// The instance, unless only a (parametric or abstract) class was named.
    pub descr: Option<Own<Descr>>,
    /// The class.
    pub class: Own<DTypeClass>,
}

/// A `dtype=` argument as instance or class; `None` for absent and for `None`. `"S"`, `"U"`, `"V"` without
/// a size, `"M8"` without a unit, and scalar types such as `str` or `np.floating` name classes only.
pub fn request_from_object(obj: Option<&Object>) -> Res<Option<DTypeRequest>> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok(None);
    };
    if let Some(class) = obj.downcast::<DTypeClass>() {
        if class.type_object_ptr() == DTYPE_TYPE.ptr() {
            return Err(type_error("Cannot convert np.dtype into a dtype."));
        }
        return Ok(Some(DTypeRequest {
            descr: None,
            class: class.own(),
        }));
    }
    let d = convert(obj, false)?;
    Ok(Some(request_from_descr(d)))
}

/// A request from an instance: generic instances of parametric types stand for their class.
pub fn request_from_descr(d: Own<Descr>) -> DTypeRequest {
    let class = d.class().own();
    let generic =
        d.is_without_size() || d.datetime_meta().is_some_and(|m| m.base == NPY_FR_GENERIC);
    if generic && class.is_legacy() {
        return DTypeRequest { descr: None, class };
    }
    DTypeRequest {
        descr: Some(d),
        class,
    }
}
