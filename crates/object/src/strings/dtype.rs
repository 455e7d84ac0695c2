//! The class `numpy.dtypes.StringDType`. Its instances, arenas and loops are still to come; making one raises.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, noargs};
use ferronum_pyrt::{Args, Object, Owned, Res, TypeBuilder, ffi, slot};

use crate::dtype::builtin::{CLASSES, empty_slots};
use crate::dtype::{DTYPE_META_TYPE, DTYPE_TYPE};

const METHODS: &[Method] = &[noargs(c"__reduce__", |_: &Object| -> Res<Owned> {
    Err(crate::missing("StringDType.__reduce__"))
})];

/// Readies the class.
pub(super) fn init() -> Res<()> {
    let class = &CLASSES[NPY_NTYPES_LEGACY];
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let c = class.get();
        (*c).type_num = NPY_VSTRING;
        (*c).scalar_type = &raw mut ffi::PyUnicode_Type;
        (*c).flags = NPY_DT_PARAMETRIC;
        (*c).dt_slots = Box::into_raw(Box::new(empty_slots())).cast();
    }
    TypeBuilder::new(
        class,
        c"numpy.dtypes.StringDType",
        size_of::<PyArray_StringDTypeObject>(),
    )
    .metatype(DTYPE_META_TYPE.ptr())
    .base(DTYPE_TYPE.ptr())
    .methods(METHODS)
    .members(&[
        (
            c"coerce",
            ffi::Py_T_BOOL,
            std::mem::offset_of!(PyArray_StringDTypeObject, coerce),
            ffi::Py_READONLY,
        ),
        (
            c"na_object",
            ffi::Py_T_OBJECT_EX,
            std::mem::offset_of!(PyArray_StringDTypeObject, na_object),
            ffi::Py_READONLY,
        ),
    ])
    .with(|t| {
        t.slots().tp_new = Some(slot::new(|_: *mut ffi::PyTypeObject, _: Args<'_>| {
            Err(crate::missing("StringDType"))
        }));
    })
    .ready()
}
