//! The static type objects of the scalar hierarchy, and the way from a type to its type number.

use std::ffi::{CStr, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Res, StaticType, TypeBuilder, ffi};

use crate::model::scalar_types::CHARACTER;
use crate::model::scalar_types::COMPLEX_FLOATING;
use crate::model::scalar_types::FLEXIBLE;
use crate::model::scalar_types::FLOATING;
use crate::model::scalar_types::GENERIC;
use crate::model::scalar_types::INEXACT;
use crate::model::scalar_types::INTEGER;
use crate::model::scalar_types::NUMBER;
use crate::model::scalar_types::SCALARS;
use crate::model::scalar_types::SIGNED_INTEGER;
use crate::model::scalar_types::UNSIGNED_INTEGER;
use crate::scalars::{complex, construct, datetime, float, format, generic, integer, math, string};
use crate::scalars::{object, void};

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
