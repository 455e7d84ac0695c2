//! The array object, its flags, and the array interface struct.
use crate::descr::PyArray_Descr;
use crate::types::npy_intp;
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::PyObject;

/// `ndarray`; extensions read and write these fields directly.
#[repr(C)]
pub struct PyArrayObject {
    /// Object header.
    pub ob_base: PyObject,
    /// First element.
    pub data: *mut c_char,
    /// Number of dimensions.
    pub nd: c_int,
    /// Sizes; one allocation with `strides`.
    pub dimensions: *mut npy_intp,
    /// Strides in bytes; `dimensions + nd`.
    pub strides: *mut npy_intp,
    /// Owner of the memory, or NULL.
    pub base: *mut PyObject,
    /// Descriptor.
    pub descr: *mut PyArray_Descr,
    /// `NPY_ARRAY_*`.
    pub flags: c_int,
    /// Weak references.
    pub weakreflist: *mut PyObject,
    /// Private; tagged pointer to exported buffer descriptions.
    pub _buffer_info: *mut c_void,
    /// Capsule of the memory handler, or NULL.
    pub mem_handler: *mut PyObject,
}
layout!(PyArrayObject, 96; data = 16, nd = 24, dimensions = 32, strides = 40, base = 48,
    descr = 56, flags = 64, weakreflist = 72, _buffer_info = 80, mem_handler = 88);
/// The header's name for the struct behind `PyArrayObject`.
pub type PyArrayObject_fields = PyArrayObject;

/// `__array_finalize__` in C, kept in a capsule.
pub type PyArray_FinalizeFunc =
    Option<unsafe extern "C" fn(*mut PyArrayObject, *mut PyObject) -> c_int>;

/// What the capsule of `__array_struct__` holds.
#[repr(C)]
pub struct PyArrayInterface {
    /// 2, a sanity check.
    pub two: c_int,
    /// Number of dimensions.
    pub nd: c_int,
    /// Kind character.
    pub typekind: c_char,
    /// Bytes of an element.
    pub itemsize: c_int,
    /// `NPY_ARRAY_*` and `NPY_ARR_HAS_DESCR`.
    pub flags: c_int,
    /// Sizes.
    pub shape: *mut npy_intp,
    /// Strides in bytes.
    pub strides: *mut npy_intp,
    /// First element.
    pub data: *mut c_void,
    /// Field list, if `NPY_ARR_HAS_DESCR` is set.
    pub descr: *mut PyObject,
}
layout!(PyArrayInterface, 56; two = 0, nd = 4, typekind = 8, itemsize = 12, flags = 16,
    shape = 24, strides = 32, data = 40, descr = 48);

macro_rules! flags {
    ($($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: c_int = $value;)*
    };
}
flags! {
    NPY_ARRAY_C_CONTIGUOUS = 0x0001, NPY_ARRAY_F_CONTIGUOUS = 0x0002, NPY_ARRAY_OWNDATA = 0x0004,
    NPY_ARRAY_FORCECAST = 0x0010, NPY_ARRAY_ENSURECOPY = 0x0020, NPY_ARRAY_ENSUREARRAY = 0x0040,
    NPY_ARRAY_ELEMENTSTRIDES = 0x0080, NPY_ARRAY_ALIGNED = 0x0100, NPY_ARRAY_NOTSWAPPED = 0x0200,
    NPY_ARRAY_WRITEABLE = 0x0400, NPY_ARR_HAS_DESCR = 0x0800, NPY_ARRAY_WRITEBACKIFCOPY = 0x2000,
    NPY_ARRAY_ENSURENOCOPY = 0x4000,
    NPY_ARRAY_BEHAVED = NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE,
    NPY_ARRAY_BEHAVED_NS = NPY_ARRAY_BEHAVED | NPY_ARRAY_NOTSWAPPED,
    NPY_ARRAY_CARRAY = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_BEHAVED,
    NPY_ARRAY_CARRAY_RO = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED,
    NPY_ARRAY_FARRAY = NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_BEHAVED,
    NPY_ARRAY_FARRAY_RO = NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_ALIGNED,
    NPY_ARRAY_DEFAULT = NPY_ARRAY_CARRAY,
    NPY_ARRAY_IN_ARRAY = NPY_ARRAY_CARRAY_RO,
    NPY_ARRAY_OUT_ARRAY = NPY_ARRAY_CARRAY,
    NPY_ARRAY_INOUT_ARRAY = NPY_ARRAY_CARRAY,
    NPY_ARRAY_INOUT_ARRAY2 = NPY_ARRAY_CARRAY | NPY_ARRAY_WRITEBACKIFCOPY,
    NPY_ARRAY_IN_FARRAY = NPY_ARRAY_FARRAY_RO,
    NPY_ARRAY_OUT_FARRAY = NPY_ARRAY_FARRAY,
    NPY_ARRAY_INOUT_FARRAY = NPY_ARRAY_FARRAY,
    NPY_ARRAY_INOUT_FARRAY2 = NPY_ARRAY_FARRAY | NPY_ARRAY_WRITEBACKIFCOPY,
    NPY_ARRAY_UPDATE_ALL = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_ALIGNED,
    NPY_ARRAY_WARN_ON_WRITE = 1 << 31,
    NPY_ARRAY_WAS_PYTHON_INT = 1 << 30,
    NPY_ARRAY_WAS_PYTHON_FLOAT = 1 << 29,
    NPY_ARRAY_WAS_PYTHON_COMPLEX = 1 << 28,
    NPY_ARRAY_WAS_INT_AND_REPLACED = 1 << 27,
}
