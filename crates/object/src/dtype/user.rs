//! DTypes of extensions: the legacy kind (`PyArray_RegisterDataType`) and the new one
//! (`PyArrayInitDTypeMeta_FromSpec`).

use std::ffi::c_int;

use ferronum_pyrt::{Layout, Own, Res, ffi};

use crate::dtype::descr::Descr;

/// The descriptor of a registered legacy user type number.
pub fn descr_of_type_num(_type_num: c_int) -> Option<Own<Descr>> {
    None
}

/// The descriptor of a legacy user dtype whose scalars have exactly this type.
pub fn descr_of_type(_ty: *mut ffi::PyTypeObject) -> Option<Own<Descr>> {
    None
}

/// The same for any Python type, also of the new kind.
pub fn descr_of_python_type(_ty: *mut ffi::PyTypeObject) -> Option<Own<Descr>> {
    None
}

/// The descriptor of a scalar of a type that is not ours.
pub fn descr_of_scalar_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    match descr_of_type(ty) {
        Some(d) => Ok(d),
        // SAFETY: a live type.
        None => crate::dtype::parse::descr_from_object(unsafe {
            ferronum_pyrt::Object::from_ptr(ty.cast())
        }),
    }
}

/// Address of the number of registered legacy user dtypes.
pub fn user_type_count() -> *mut c_int {
    static COUNT: std::sync::atomic::AtomicI32 = std::sync::atomic::AtomicI32::new(0);
    COUNT.as_ptr()
}
