//! The slots of built-in DType classes: discovery, promotion, canonical form.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{
    Layout, Object, Own, Res, dict_new, entry, entry::Pointer, ffi, not_implemented,
};

use crate::coerce::promote;
use crate::dtype::builtin::{builtin, empty_slots};
use crate::dtype::{abstracts, byteorder};
use crate::model::descr::{Descr, is_number};
use crate::model::dtype_class::{DTypeClass, DTypeSlots};

type Meta = *mut PyArray_DTypeMeta;
type DescrPtr = *mut PyArray_Descr;

fn out(d: Own<Descr>) -> Pointer<PyArray_Descr> {
    Pointer(d.into_ptr().cast())
}

/// # Safety
/// A live class.
unsafe fn class<'a>(c: Meta) -> &'a DTypeClass {
    // SAFETY: as the caller vouches.
    unsafe { DTypeClass::from_ptr(c.cast()) }
}

/// # Safety
/// A live descriptor.
unsafe fn descr<'a>(d: DescrPtr) -> &'a Descr {
    // SAFETY: as the caller vouches.
    unsafe { Descr::from_ptr(d.cast()) }
}

unsafe extern "C" fn discover_singleton(c: Meta, _: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: called with live objects.
    entry(|| unsafe { class(c).default_descr().map(out) })
}

unsafe extern "C" fn discover_string(c: Meta, obj: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: called with live objects.
    entry(|| unsafe {
        promote::discover_string(class(c).type_num(), Object::from_ptr(obj)).map(out)
    })
}

unsafe extern "C" fn discover_void(_: Meta, obj: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: called with live objects.
    entry(|| unsafe { promote::discover_void(Object::from_ptr(obj)).map(out) })
}

unsafe extern "C" fn discover_datetime(c: Meta, obj: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: called with live objects.
    entry(|| unsafe {
        promote::discover_datetime(class(c).type_num(), Object::from_ptr(obj)).map(out)
    })
}

unsafe extern "C" fn discover_python_int(_: Meta, obj: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: called with live objects.
    entry(|| unsafe { promote::discover_int(Object::from_ptr(obj)).map(out) })
}

unsafe extern "C" fn default_singleton(c: Meta) -> DescrPtr {
    // SAFETY: called with a live class; those with this slot have a singleton.
    entry(|| unsafe { Ok(out(builtin(class(c).type_num()).own())) })
}

unsafe extern "C" fn default_string(c: Meta) -> DescrPtr {
    // SAFETY: called with a live class. One character of text.
    entry(|| unsafe {
        let n = class(c).type_num();
        let size = if n == NPY_UNICODE { 4 } else { 1 };
        crate::dtype::create::flexible(n, size).map(out)
    })
}

unsafe extern "C" fn default_python(c: Meta) -> DescrPtr {
    // SAFETY: called with a live class.
    entry(|| unsafe { Ok(out(builtin(abstracts::default_type_num(class(c))).own())) })
}

unsafe extern "C" fn common_dtype(a: Meta, b: Meta) -> Meta {
    // SAFETY: called with live classes; the result is a new reference.
    entry(|| unsafe {
        Ok(Pointer::<PyArray_DTypeMeta>(
            match promote::builtin_common(class(a), class(b)) {
                Some(c) => c.own().into_ptr().cast(),
                None => not_implemented().own().into_ptr().cast(),
            },
        ))
    })
}

unsafe extern "C" fn common_dtype_python(a: Meta, b: Meta) -> Meta {
    // SAFETY: called with live classes; the result is a new reference.
    entry(|| unsafe {
        Ok(Pointer::<PyArray_DTypeMeta>(
            match promote::python_common(class(a), class(b))? {
                Some(c) => c.into_ptr().cast(),
                None => not_implemented().own().into_ptr().cast(),
            },
        ))
    })
}

unsafe extern "C" fn common_instance(a: DescrPtr, b: DescrPtr) -> DescrPtr {
    // SAFETY: called with live descriptors of one class.
    entry(|| unsafe { promote::builtin_common_instance(descr(a), descr(b)).map(out) })
}

unsafe extern "C" fn ensure_canonical(d: DescrPtr) -> DescrPtr {
    // SAFETY: called with a live descriptor.
    entry(|| unsafe { canonical(descr(d)).map(out) })
}

/// The native form of a descriptor, which is what results get.
pub(crate) fn canonical(d: &Descr) -> Res<Own<Descr>> {
    match d.type_num() {
        NPY_VOID => promote::canonical_void(d),
        _ => byteorder::native(d),
    }
}

unsafe extern "C" fn never_known(_: Meta, _: *mut ffi::PyTypeObject) -> c_int {
    0
}

/// Which types of scalars a class stores without asking: Python's own where they lose nothing.
unsafe extern "C" fn known_scalar(c: Meta, ty: *mut ffi::PyTypeObject) -> c_int {
    // SAFETY: called with live classes.
    let n = unsafe { (*c).type_num };
    c_int::from(knows(n, ty))
}

fn is_python_number(ty: *mut ffi::PyTypeObject) -> bool {
    ty == &raw mut ffi::PyLong_Type
        || ty == &raw mut ffi::PyFloat_Type
        || ty == &raw mut ffi::PyComplex_Type
        || ty == &raw mut ffi::PyBool_Type
}

fn is_python_text(ty: *mut ffi::PyTypeObject) -> bool {
    ty == &raw mut ffi::PyUnicode_Type || ty == &raw mut ffi::PyBytes_Type
}

/// Whether `setitem` of type number `n` takes scalars of this type directly, without a cast.
pub fn knows(n: c_int, ty: *mut ffi::PyTypeObject) -> bool {
    // SAFETY: live types.
    let below = |base: *mut ffi::PyTypeObject| unsafe { ffi::PyType_IsSubtype(ty, base) != 0 };
    if is_python_number(ty) || is_python_text(ty) {
        return true;
    }
    match n {
        NPY_STRING | NPY_UNICODE => below(crate::model::scalar_types::type_ptr(NPY_DATETIME)),
        NPY_DATETIME | NPY_TIMEDELTA => {
            below(&raw mut ffi::PyBytes_Type) || below(&raw mut ffi::PyUnicode_Type)
        }
        // Refuses unsigned numbers that are too large, NaN, and the like.
        NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG => {
            below(crate::model::scalar_types::GENERIC.ptr())
        }
        _ => false,
    }
}

/// The slot table of a built-in legacy class. Reading, writing and clearing of elements come from `casting`.
pub(crate) fn for_builtin(n: c_int) -> Res<DTypeSlots> {
    let mut s = empty_slots();
    s.is_known_scalar_type = Some(known_scalar);
    s.default_descr = Some(default_singleton);
    s.common_dtype = Some(common_dtype);
    s.common_instance = Some(common_instance);
    s.ensure_canonical = Some(ensure_canonical);
    s.discover_descr_from_pyobject = Some(match n {
        NPY_STRING | NPY_UNICODE => discover_string,
        NPY_VOID => discover_void,
        NPY_DATETIME | NPY_TIMEDELTA => discover_datetime,
        _ => discover_singleton,
    });
    if matches!(n, NPY_STRING | NPY_UNICODE) {
        s.default_descr = Some(default_string);
    }
    if is_number(n) {
        s.get_constant = Some(crate::dtype::limits::get_constant);
    }
    s.castingimpls = dict_new()?.into_ptr();
    Ok(s)
}

/// The slot table of the abstract classes and of those that stand for Python's numbers.
pub(crate) fn python_number(scalar: *mut ffi::PyTypeObject) -> Res<DTypeSlots> {
    let mut s = empty_slots();
    s.is_known_scalar_type = Some(never_known);
    s.default_descr = Some(default_python);
    s.common_dtype = Some(common_dtype_python);
    s.discover_descr_from_pyobject = Some(if scalar == &raw mut ffi::PyLong_Type {
        discover_python_int
    } else {
        discover_default
    });
    s.castingimpls = dict_new()?.into_ptr();
    Ok(s)
}

unsafe extern "C" fn discover_default(c: Meta, _: *mut ffi::PyObject) -> DescrPtr {
    // SAFETY: as default_python.
    unsafe { default_python(c) }
}
