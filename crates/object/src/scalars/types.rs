//! The static type objects of the scalar hierarchy, and the way from a type to its type number.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Res, StaticType, TypeBuilder, ffi};

use crate::scalars::{complex, construct, datetime, float, format, generic, integer, math, string};
use crate::scalars::{object, void};

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

const NAMES: [&CStr; NPY_NTYPES_LEGACY] = [
    c"numpy.bool",
    c"numpy.int8",
    c"numpy.uint8",
    c"numpy.int16",
    c"numpy.uint16",
    c"numpy.int32",
    c"numpy.uint32",
    c"numpy.int64",
    c"numpy.uint64",
    c"numpy.longlong",
    c"numpy.ulonglong",
    c"numpy.float32",
    c"numpy.float64",
    c"numpy.longdouble",
    c"numpy.complex64",
    c"numpy.complex128",
    c"numpy.clongdouble",
    c"numpy.object_",
    c"numpy.bytes_",
    c"numpy.str_",
    c"numpy.void",
    c"numpy.datetime64",
    c"numpy.timedelta64",
    c"numpy.float16",
];

const fn basic_size(type_num: c_int) -> usize {
    match type_num {
        NPY_LONGDOUBLE => size_of::<PyLongDoubleScalarObject>(),
        NPY_CDOUBLE => size_of::<PyCDoubleScalarObject>(),
        NPY_CLONGDOUBLE => size_of::<PyCLongDoubleScalarObject>(),
        NPY_STRING => 40,
        NPY_UNICODE => size_of::<PyUnicodeScalarObject>(),
        NPY_VOID => size_of::<PyVoidScalarObject>(),
        NPY_DATETIME | NPY_TIMEDELTA => size_of::<PyDatetimeScalarObject>(),
        _ => size_of::<PyScalarObject>(),
    }
}

fn bases_of(type_num: c_int) -> Vec<*mut ffi::PyTypeObject> {
    match type_num {
        NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG | NPY_TIMEDELTA => {
            vec![SIGNED_INTEGER.ptr()]
        }
        NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG => {
            vec![UNSIGNED_INTEGER.ptr()]
        }
        NPY_HALF | NPY_FLOAT | NPY_LONGDOUBLE => vec![FLOATING.ptr()],
        NPY_DOUBLE => vec![FLOATING.ptr(), &raw mut ffi::PyFloat_Type],
        NPY_CFLOAT | NPY_CLONGDOUBLE => vec![COMPLEX_FLOATING.ptr()],
        NPY_CDOUBLE => vec![COMPLEX_FLOATING.ptr(), &raw mut ffi::PyComplex_Type],
        NPY_STRING => vec![&raw mut ffi::PyBytes_Type, CHARACTER.ptr()],
        NPY_UNICODE => vec![&raw mut ffi::PyUnicode_Type, CHARACTER.ptr()],
        NPY_VOID => vec![FLEXIBLE.ptr()],
        _ => vec![GENERIC.ptr()],
    }
}

fn ready_abstract(ty: &'static StaticType, name: &'static CStr, base: &StaticType) -> Res<()> {
    let mut b = TypeBuilder::new(ty, name, size_of::<ffi::PyObject>()).base(base.ptr());
    if !std::ptr::eq(ty, &FLEXIBLE) {
        b = b.flags(ffi::Py_TPFLAGS_BASETYPE);
    }
    // Abstract numbers bring methods that do not depend on the width.
    if std::ptr::eq(ty, &NUMBER) {
        b = b.methods(&generic::NUMBER_METHODS);
    } else if std::ptr::eq(ty, &INTEGER) {
        b = b.methods(&integer::METHODS).getset(&integer::GETSET);
    } else if std::ptr::eq(ty, &FLOATING) {
        b = b.methods(&float::FLOATING_METHODS);
    }
    b.ready()
}

fn ready_concrete(type_num: c_int) -> Res<()> {
    let i = type_num as usize;
    let bases = bases_of(type_num);
    let mut b = TypeBuilder::new(&SCALARS[i], NAMES[i], basic_size(type_num))
        .flags(ffi::Py_TPFLAGS_BASETYPE);
    b = if bases.len() == 1 {
        b.base(bases[0])
    } else {
        b.bases(&bases)?
    };
    let t = b.slots();
    t.tp_new = Some(construct::new_slot(type_num));
    match type_num {
        NPY_BOOL => math::bool_slots(&mut b),
        NPY_BYTE..=NPY_CLONGDOUBLE | NPY_HALF => math::number_slots(type_num, &mut b),
        NPY_OBJECT => object::slots(&mut b),
        NPY_STRING => string::bytes_slots(&mut b),
        NPY_UNICODE => string::str_slots(&mut b),
        NPY_VOID => void::slots(&mut b),
        _ => datetime::slots(&mut b),
    }
    b = match type_num {
        NPY_VOID => b.methods(&void::METHODS).getset(&void::GETSET),
        NPY_BYTE..=NPY_ULONGLONG => b.methods(&integer::CONCRETE_METHODS),
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE | NPY_LONGDOUBLE => b.methods(&float::METHODS),
        NPY_CFLOAT | NPY_CLONGDOUBLE => b.methods(&complex::METHODS),
        NPY_CDOUBLE | NPY_BOOL | NPY_DATETIME | NPY_TIMEDELTA => b.methods(&generic::SUBSCRIPTABLE),
        _ => b,
    };
    format::slots(type_num, &mut b);
    b.ready()
}

/// Readies the whole hierarchy.
pub(crate) fn init() -> Res<()> {
    generic::ready(&GENERIC)?;
    ready_abstract(&NUMBER, c"numpy.number", &GENERIC)?;
    ready_abstract(&INTEGER, c"numpy.integer", &NUMBER)?;
    ready_abstract(&SIGNED_INTEGER, c"numpy.signedinteger", &INTEGER)?;
    ready_abstract(&UNSIGNED_INTEGER, c"numpy.unsignedinteger", &INTEGER)?;
    ready_abstract(&INEXACT, c"numpy.inexact", &NUMBER)?;
    ready_abstract(&FLOATING, c"numpy.floating", &INEXACT)?;
    ready_abstract(&COMPLEX_FLOATING, c"numpy.complexfloating", &INEXACT)?;
    ready_abstract(&FLEXIBLE, c"numpy.flexible", &GENERIC)?;
    ready_abstract(&CHARACTER, c"numpy.character", &FLEXIBLE)?;
    (0..NPY_NTYPES_LEGACY as c_int).try_for_each(ready_concrete)
}
