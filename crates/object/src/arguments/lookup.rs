//! Special attributes looked up on the type, with a fast answer for the types that never have any.

use ferronum_pyrt::{Layout, Object, Owned, Res, ffi};

use crate::model::ARRAY_TYPE;

unsafe extern "C" {
    fn _PyType_Lookup(ty: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// The attribute `name` (interned) of the object's type; `None` where there is none. Exact ndarrays and the
/// basic built-in types are not asked.
#[inline]
pub fn special(obj: &Object, name: &Object) -> Res<Option<Owned>> {
    if ARRAY_TYPE.has_exact(obj) || obj.is_basic_builtin() {
        return Ok(None);
    }
    special_of_type(obj, name)
}

fn special_of_type(obj: &Object, name: &Object) -> Res<Option<Owned>> {
    let ty = obj.type_ptr();
    // SAFETY: a live type and an interned str; the answer is borrowed and only compared with NULL.
    let absent = unsafe {
        ffi::Py_TYPE(ty.cast()) == &raw mut ffi::PyType_Type
            && _PyType_Lookup(ty, name.as_ptr()).is_null()
    };
    if absent {
        return Ok(None);
    }
    obj.type_object().getattr_opt(name)
}

/// `special` bound to the instance, as a method look-up on the object gives it.
pub fn special_on_instance(obj: &Object, name: &Object) -> Res<Option<Owned>> {
    if obj.is_basic_builtin() {
        return Ok(None);
    }
    obj.getattr_opt(name)
}

/// True if the object is one that array protocols need not look at: an exact ndarray or a basic built-in.
#[inline(always)]
pub fn is_plain(obj: &Object) -> bool {
    ARRAY_TYPE.has_exact(obj) || obj.is_basic_builtin()
}
