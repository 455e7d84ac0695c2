//! The static type objects of the scalar hierarchy, and the way from a type to its type number.

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, StaticType, ffi};

/// True for exactly one of the built-in scalar types (whose operators never override ndarray's).
pub fn is_builtin_scalar_type(ty: *mut ferronum_pyrt::ffi::PyTypeObject) -> bool {
    crate::model::scalar_types::exact_type_num(ty) >= 0
}

/// The concrete scalar types, by type number.
pub static SCALARS: [StaticType; NPY_NTYPES_LEGACY] =
    [const { StaticType::new() }; NPY_NTYPES_LEGACY];

/// `numpy.generic`.
pub static GENERIC: StaticType = StaticType::new();

/// `numpy.number`.
pub static NUMBER: StaticType = StaticType::new();

/// `numpy.integer`.
pub static INTEGER: StaticType = StaticType::new();

/// `numpy.signedinteger`.
pub static SIGNED_INTEGER: StaticType = StaticType::new();

/// `numpy.unsignedinteger`.
pub static UNSIGNED_INTEGER: StaticType = StaticType::new();

/// `numpy.inexact`.
pub static INEXACT: StaticType = StaticType::new();

/// `numpy.floating`.
pub static FLOATING: StaticType = StaticType::new();

/// `numpy.complexfloating`.
pub static COMPLEX_FLOATING: StaticType = StaticType::new();

/// `numpy.flexible`.
pub static FLEXIBLE: StaticType = StaticType::new();

/// `numpy.character`.
pub static CHARACTER: StaticType = StaticType::new();

/// The abstract types with the names under which the module shows them.
pub const ABSTRACT: [(&str, &StaticType); 10] = [
    ("generic", &GENERIC),
    ("number", &NUMBER),
    ("integer", &INTEGER),
    ("signedinteger", &SIGNED_INTEGER),
    ("unsignedinteger", &UNSIGNED_INTEGER),
    ("inexact", &INEXACT),
    ("floating", &FLOATING),
    ("complexfloating", &COMPLEX_FLOATING),
    ("flexible", &FLEXIBLE),
    ("character", &CHARACTER),
];

/// An instance of `numpy.generic`, borrowed.
#[repr(transparent)]
pub struct Scalar(UnsafeCell<PyScalarObject>);

// SAFETY: every scalar is at least an object head; fields are read only after the type is known.
unsafe impl Layout for Scalar {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        GENERIC.has_instance(obj)
    }
}

impl std::ops::Deref for Scalar {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

/// The concrete type of a built-in type number, as a type object.
#[inline(always)]
pub fn type_ptr(type_num: c_int) -> *mut ffi::PyTypeObject {
    SCALARS[type_num as usize].ptr()
}

/// Type number of a scalar type that is exactly one of ours, else -1.
#[inline(always)]
pub fn exact_type_num(ty: *mut ffi::PyTypeObject) -> c_int {
    let at = (ty as usize).wrapping_sub(SCALARS.as_ptr() as usize);
    let size = size_of::<StaticType>();
    if at < NPY_NTYPES_LEGACY * size {
        (at / size) as c_int
    } else {
        -1
    }
}

/// Type number of a scalar type or of a subclass of one, else -1.
pub fn type_num_of(ty: *mut ffi::PyTypeObject) -> c_int {
    let n = exact_type_num(ty);
    if n >= 0 {
        return n;
    }
    // SAFETY: a live, ready type; the mro is a tuple of types (NULL only while a type is being made).
    unsafe {
        if ffi::PyType_IsSubtype(ty, GENERIC.ptr()) == 0 {
            return -1;
        }
        Object::from_ptr_opt((*ty).tp_mro).map_or(-1, |mro| {
            mro.tuple_items()
                .iter()
                .map(|t| exact_type_num(t.as_ptr().cast()))
                .find(|&n| n >= 0)
                .unwrap_or(-1)
        })
    }
}
