//! `numpy._DTypeMeta`, the type of DType classes.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, GetSet};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Owned, Res, TypeBuilder, ffi, slot};

use crate::model::dtype_class::{DTYPE_META_TYPE, DTypeClass};

fn new(_: *mut ffi::PyTypeObject, _: Args<'_>) -> Res<Owned> {
    Err(type_error("Preliminary-API: Cannot subclass DType."))
}

fn init(_: &DTypeClass, _: Args<'_>) -> Res<()> {
    Err(type_error("Preliminary-API: Cannot __init__ DType class."))
}

fn is_abstract(c: &DTypeClass) -> Res<bool> {
    Ok(c.is_abstract())
}
fn is_legacy(c: &DTypeClass) -> Res<bool> {
    Ok(c.is_legacy())
}
fn is_parametric(c: &DTypeClass) -> Res<bool> {
    Ok(c.is_parametric())
}
fn is_numeric(c: &DTypeClass) -> Res<bool> {
    Ok(c.is_numeric())
}

const GETSET: &[GetSet] = &[
    method::get(c"_abstract", is_abstract),
    method::get(c"_legacy", is_legacy),
    method::get(c"_parametric", is_parametric),
    method::get(c"_is_numeric", is_numeric),
];

/// DType classes are static: the collector does not know them.
unsafe extern "C" fn is_gc(_: *mut ffi::PyObject) -> std::ffi::c_int {
    0
}

/// Readies the metatype.
#[allow(deprecated, reason = "the other code raises where the field is NULL")]
pub(crate) fn ready() -> Res<()> {
    TypeBuilder::new(
        &DTYPE_META_TYPE,
        c"numpy._DTypeMeta",
        size_of::<PyArray_DTypeMeta>(),
    )
    .base(&raw mut ffi::PyType_Type)
    .getset(GETSET)
    .members(&[(
        c"type",
        ffi::structmember::T_OBJECT,
        std::mem::offset_of!(PyArray_DTypeMeta, scalar_type),
        ffi::structmember::READONLY,
    )])
    .member_docs(&[(c"type", c"The class of the scalars of the DType.")])
    .with(|b| {
        let t = b.slots();
        t.tp_new = Some(slot::new(new));
        t.tp_init = Some(slot::init(init));
        t.tp_is_gc = Some(is_gc);
        t.tp_doc =
            c"The type of NumPy's DTypes, which are classes: one for every kind of data type."
                .as_ptr();
    })
    .ready()
}
