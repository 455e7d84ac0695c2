//! New arrays: allocation, contiguity flags, `__array_finalize__`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Own, Owned, Res, ffi};

use crate::array::object::Array;
use crate::dtype::descr::Descr;

/// What `PyArray_NewFromDescr` takes, and a few things more.
pub struct NewArray<'a> {
    /// Type of the result (NULL: ndarray).
    pub subtype: *mut ffi::PyTypeObject,
    /// The dtype; a subarray dtype is unpacked into further dimensions.
    pub descr: Own<Descr>,
    /// The shape.
    pub shape: &'a [isize],
    /// Strides, where memory is given or a layout is wanted.
    pub strides: Option<&'a [isize]>,
    /// Existing memory; `None` allocates.
    pub data: Option<*mut u8>,
    /// With memory: its flags (`WRITEABLE`); without: `NPY_ARRAY_F_CONTIGUOUS` asks for Fortran order.
    pub flags: c_int,
    /// The array that `__array_finalize__` is told.
    pub obj: Option<&'a Object>,
    /// Owner of the memory.
    pub base: Option<Owned>,
    /// Zero-filled.
    pub zeroed: bool,
}

impl<'a> NewArray<'a> {
    /// A plain ndarray of fresh, uninitialised memory in C order.
    pub fn new(descr: Own<Descr>, shape: &'a [isize]) -> Self {
        NewArray {
            subtype: std::ptr::null_mut(),
            descr,
            shape,
            strides: None,
            data: None,
            flags: 0,
            obj: None,
            base: None,
            zeroed: false,
        }
    }

    /// Makes the array. Memory for elements with references is always zeroed.
    pub fn build(self) -> Res<Own<Array>> {
        Err(crate::missing("array::NewArray"))
    }
}

/// A new ndarray of uninitialised memory (`order`: `NPY_CORDER` or `NPY_FORTRANORDER`).
pub fn empty(shape: &[isize], descr: Own<Descr>, order: NPY_ORDER) -> Res<Own<Array>> {
    NewArray {
        flags: if order == NPY_FORTRANORDER {
            NPY_ARRAY_F_CONTIGUOUS
        } else {
            0
        },
        ..NewArray::new(descr, shape)
    }
    .build()
}

/// A new ndarray of zeros.
pub fn zeros(shape: &[isize], descr: Own<Descr>, order: NPY_ORDER) -> Res<Own<Array>> {
    NewArray {
        flags: if order == NPY_FORTRANORDER {
            NPY_ARRAY_F_CONTIGUOUS
        } else {
            0
        },
        zeroed: true,
        ..NewArray::new(descr, shape)
    }
    .build()
}

/// `np.empty_like`: the layout of `prototype` in `order` (K keeps it), dtype and shape replaced where given.
pub fn empty_like(
    _prototype: &Array,
    _order: NPY_ORDER,
    _descr: Option<Own<Descr>>,
    _shape: Option<&[isize]>,
    _subok: bool,
) -> Res<Own<Array>> {
    Err(crate::missing("array::empty_like"))
}
