//! StringDType's public structs.
use crate::descr::PyArray_Descr;
use core::ffi::c_char;
use pyo3_ffi::PyObject;

/// A string unpacked for reading.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct npy_static_string {
    /// Bytes of UTF-8.
    pub size: usize,
    /// The bytes, without NUL.
    pub buf: *const c_char,
}
layout!(npy_static_string, 16; size = 0, buf = 8);

/// An array element of StringDType; its content is private.
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct npy_packed_static_string {
    /// Private encoding.
    pub bytes: [u8; 16],
}
layout!(npy_packed_static_string, 16; bytes = 0);

/// Opaque arena of string data.
#[repr(C)]
pub struct npy_string_allocator {
    _private: [u8; 0],
}

/// Instance of StringDType.
#[repr(C)]
pub struct PyArray_StringDTypeObject {
    /// The common part.
    pub base: PyArray_Descr,
    /// The missing value, or NULL.
    pub na_object: *mut PyObject,
    /// Whether other objects are turned into strings.
    pub coerce: c_char,
    /// Whether the missing value is like NaN.
    pub has_nan_na: c_char,
    /// Whether the missing value is a string.
    pub has_string_na: c_char,
    /// Whether an array owns this instance.
    pub array_owned: c_char,
    /// What stands for a missing value where a string is needed.
    pub default_string: npy_static_string,
    /// Name of the missing value.
    pub na_name: npy_static_string,
    /// Arena; to be used under its lock.
    pub allocator: *mut npy_string_allocator,
}
layout!(PyArray_StringDTypeObject, 144; base = 0, na_object = 88, coerce = 96, has_nan_na = 97,
    has_string_na = 98, array_owned = 99, default_string = 104, na_name = 120, allocator = 136);
