//! Array scalars: the type hierarchy from `numpy.generic` down, construction, arithmetic, methods, printing.
//! Not here: casts between dtypes (`casting`), the ufuncs that scalar arithmetic falls back to.

pub mod buffer;
pub mod c_api;
mod compare;
pub mod complex;
pub mod construct;
pub mod datetime;
pub mod float;
mod float_text;
pub mod format;
pub mod generic;
pub mod hash;
pub mod integer;
pub mod math;
pub mod object;
mod operand;
pub mod pickle;
pub mod string;
pub mod types;
pub mod void;

use std::ffi::c_ulong;

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Object, Own, Owned, Res};

use crate::model::Array;
pub use types::{GENERIC, SCALARS, Scalar, type_num_of};

use crate::casting::item::scalar::from_memory;

/// `PyArray_Return`: a 0-d exact ndarray becomes its scalar, anything else stays.
pub fn wrap_result(a: Own<Array>) -> Res<Owned> {
    if a.is_exact() {
        to_scalar(a)
    } else {
        Ok(a.upcast())
    }
}

/// The scalar of a 0-d array of any class (`PyArray_Return`); other arrays as they are.
pub fn to_scalar(a: Own<Array>) -> Res<Owned> {
    if a.ndim() != 0 {
        return Ok(a.upcast());
    }
    // SAFETY: a 0-d array holds one element.
    unsafe { from_memory(a.data(), a.descr(), Some(&a)) }
}

/// True for exactly one of the built-in scalar types (whose operators never override ndarray's).
pub fn is_builtin_scalar_type(ty: *mut ferronum_pyrt::ffi::PyTypeObject) -> bool {
    types::exact_type_num(ty) >= 0
}

/// True for array scalars and Python's own ones, subclasses of them included.
pub fn is_any_scalar(obj: &Object) -> bool {
    use ferronum_pyrt::ffi;
    const BUILTIN: c_ulong = ffi::Py_TPFLAGS_LONG_SUBCLASS
        | ffi::Py_TPFLAGS_UNICODE_SUBCLASS
        | ffi::Py_TPFLAGS_BYTES_SUBCLASS;
    // SAFETY: a live type, and ready ones.
    unsafe {
        (*obj.type_ptr()).tp_flags & BUILTIN != 0
            || obj.is_instance_of(&raw mut ffi::PyFloat_Type)
            || obj.is_instance_of(&raw mut ffi::PyComplex_Type)
            || obj.is_instance_of(GENERIC.ptr())
    }
}

/// Functions of the module.
pub const FUNCTIONS: &[Method] = &[method::function(c"scalar", pickle::scalar)];

/// Readies the scalar types and makes the two bools.
pub fn init() -> Res<()> {
    types::init()?;
    crate::casting::item::scalar::init_bools();
    Ok(())
}

/// The abstract scalar types.
pub fn add_names(dict: &Object) -> Res<()> {
    for (name, ty) in types::ABSTRACT {
        dict.dict_set_str(name, ty.object())?;
    }
    Ok(())
}
