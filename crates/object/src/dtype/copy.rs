//! Private copies of descriptors, for callers that change one field before anybody sees the copy.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, type_error};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi, types};

use crate::model::descr::Descr;

/// A new descriptor with the same fields (`PyArray_DescrNew`). Only legacy descriptors can be copied.
pub fn copy(d: &Descr) -> Res<Own<Descr>> {
    if !d.is_legacy() {
        return Err(type_error(&format!(
            "{} cannot be copied as a legacy descriptor",
            d.type_name()
        )));
    }
    // SAFETY: the class's instances have the legacy struct; all owned fields are duplicated.
    unsafe {
        let new: Own<Descr> = types::alloc(d.type_ptr(), 0)?;
        let (src, dst) = (d.raw(), new.raw());
        (*dst).typeobj = (*src).typeobj;
        ffi::Py_XINCREF((*src).typeobj.cast());
        (*dst).kind = (*src).kind;
        (*dst).type_ = (*src).type_;
        (*dst).byteorder = (*src).byteorder;
        (*dst)._former_flags = (*src)._former_flags;
        (*dst).type_num = (*src).type_num;
        dst.set_flags(src.flags());
        dst.set_elsize(src.elsize());
        dst.set_alignment(src.alignment());
        dst.set_hash(-1);
        dst.set_metadata(own_or_null(src.metadata()));
        dst.set_fields(own_or_null(src.fields()));
        dst.set_names(own_or_null(src.names()));
        let cmeta = src.c_metadata();
        if !cmeta.is_null() {
            let clone = (*cmeta).clone.map_or(std::ptr::null_mut(), |f| f(cmeta));
            if clone.is_null() {
                return Err(no_memory());
            }
            dst.set_c_metadata(clone);
        }
        if let Some((base, shape)) = d.subarray() {
            dst.set_subarray(new_subarray(base.own(), shape)?);
        }
        Ok(new)
    }
}

/// Gives a descriptor that nobody else knows yet the scalar type and the metadata of another.
pub(crate) fn adopt(new: &Descr, from: &Descr) {
    let (src, dst) = (from.raw(), new.raw());
    // SAFETY: both are live legacy descriptors; what the fresh one had is given back.
    unsafe {
        let before = [(*dst).typeobj.cast::<ffi::PyObject>(), dst.metadata()];
        (*dst).typeobj = (*src).typeobj;
        ffi::Py_XINCREF((*src).typeobj.cast());
        dst.set_metadata(own_or_null(src.metadata()));
        for object in before {
            ffi::Py_XDECREF(object);
        }
    }
}

/// The subarray part of a descriptor: allocated with the interpreter's allocator, owning both references.
pub fn new_subarray(base: Own<Descr>, shape: &Object) -> Res<*mut PyArray_ArrayDescr> {
    // SAFETY: a fresh block, filled before use.
    unsafe {
        let s: *mut PyArray_ArrayDescr = ffi::PyMem_Malloc(size_of::<PyArray_ArrayDescr>()).cast();
        if s.is_null() {
            return Err(no_memory());
        }
        (*s).base = base.into_ptr().cast();
        (*s).shape = shape.own().into_ptr();
        Ok(s)
    }
}

/// A copy with another itemsize (flexible dtypes).
pub fn with_elsize(d: &Descr, elsize: isize) -> Res<Own<Descr>> {
    let new = copy(d)?;
    // SAFETY: nobody else has seen the copy.
    unsafe { new.raw().set_elsize(elsize) };
    Ok(new)
}

/// A copy with another byte order character.
pub fn with_byteorder(d: &Descr, byteorder: u8) -> Res<Own<Descr>> {
    let new = copy(d)?;
    // SAFETY: nobody else has seen the copy.
    unsafe { (*new.raw()).byteorder = byteorder as std::ffi::c_char };
    Ok(new)
}

unsafe fn own_or_null(p: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: a live object or NULL.
    unsafe { ffi::Py_XINCREF(p) };
    p
}
