//! Scalar objects: the value lies behind the object header.
use crate::datetime::PyArray_DatetimeMetaData;
use crate::descr::PyArray_Descr;
use crate::types::*;
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::{Py_UCS4, PyObject, PyUnicodeObject, PyVarObject};

macro_rules! scalars {
    ($($name:ident, $ty:ty, $size:expr;)*) => {$(
        #[doc = concat!("Object header, then a `", stringify!($ty), "`.")]
        #[repr(C)]
        pub struct $name {
            /// Object header.
            pub ob_base: PyObject,
            /// The value.
            pub obval: $ty,
        }
        layout!($name, $size; obval = 16);
    )*};
}
scalars! {
    PyScalarObject, c_char, 24;
    PyBoolScalarObject, npy_bool, 24;
    PyByteScalarObject, npy_byte, 24;
    PyShortScalarObject, npy_short, 24;
    PyIntScalarObject, npy_int, 24;
    PyLongScalarObject, npy_long, 24;
    PyLongLongScalarObject, npy_longlong, 24;
    PyUByteScalarObject, npy_ubyte, 24;
    PyUShortScalarObject, npy_ushort, 24;
    PyUIntScalarObject, npy_uint, 24;
    PyULongScalarObject, npy_ulong, 24;
    PyULongLongScalarObject, npy_ulonglong, 24;
    PyHalfScalarObject, npy_half, 24;
    PyFloatScalarObject, f32, 24;
    PyDoubleScalarObject, f64, 24;
    PyLongDoubleScalarObject, npy_longdouble, 32;
    PyCFloatScalarObject, npy_cfloat, 24;
    PyCDoubleScalarObject, npy_cdouble, 32;
    PyCLongDoubleScalarObject, npy_clongdouble, 48;
    PyObjectScalarObject, *mut PyObject, 24;
}

/// `datetime64` scalar.
#[repr(C)]
pub struct PyDatetimeScalarObject {
    /// Object header.
    pub ob_base: PyObject,
    /// Ticks.
    pub obval: npy_datetime,
    /// Unit.
    pub obmeta: PyArray_DatetimeMetaData,
}
layout!(PyDatetimeScalarObject, 32; obval = 16, obmeta = 24);

/// `timedelta64` scalar.
#[repr(C)]
pub struct PyTimedeltaScalarObject {
    /// Object header.
    pub ob_base: PyObject,
    /// Ticks.
    pub obval: npy_timedelta,
    /// Unit.
    pub obmeta: PyArray_DatetimeMetaData,
}
layout!(PyTimedeltaScalarObject, 32; obval = 16, obmeta = 24);

/// `str_` scalar: a `str`, with two caches behind it.
#[repr(C)]
pub struct PyUnicodeScalarObject {
    /// The `str`.
    pub base: PyUnicodeObject,
    /// Code points, made on demand.
    pub obval: *mut Py_UCS4,
    /// Buffer format, made on demand.
    pub buffer_fmt: *mut c_char,
}
/// Bytes of a `str` object header in this interpreter.
const UNICODE_SIZE: usize = if cfg!(Py_3_12) { 64 } else { 80 };
layout!(PyUnicodeScalarObject, UNICODE_SIZE + 16; base = 0, obval = UNICODE_SIZE,
    buffer_fmt = UNICODE_SIZE + 8);

/// `void` scalar.
#[repr(C)]
pub struct PyVoidScalarObject {
    /// Object header with size.
    pub ob_base: PyVarObject,
    /// The bytes.
    pub obval: *mut c_char,
    /// Descriptor.
    pub descr: *mut PyArray_Descr,
    /// `NPY_ARRAY_*`.
    pub flags: c_int,
    /// Owner of the bytes, or NULL.
    pub base: *mut PyObject,
    /// Private; exported buffer descriptions.
    pub _buffer_info: *mut c_void,
}
layout!(PyVoidScalarObject, 64; obval = 24, descr = 32, flags = 40, base = 48, _buffer_info = 56);

/// `bytes_` scalar.
pub type PyStringScalarObject = pyo3_ffi::PyBytesObject;
