//! `Array`: the handle to an ndarray. Its accessors read the live fields that C code reads too.

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, StaticType, ffi};

use crate::model::descr::Descr;

/// `numpy.ndarray`.
pub static ARRAY_TYPE: StaticType = StaticType::new();

/// An ndarray (or subclass), borrowed.
#[repr(transparent)]
pub struct Array(UnsafeCell<PyArrayObject>);

// SAFETY: transparent over the C struct; instances of ndarray begin with it.
unsafe impl Layout for Array {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        ARRAY_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for Array {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

impl Array {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw(&self) -> *mut PyArrayObject {
        self.0.get()
    }

    /// First element.
    #[inline(always)]
    pub fn data(&self) -> *mut u8 {
        // SAFETY: a live array.
        unsafe { (*self.raw()).data.cast() }
    }

    /// Number of dimensions.
    #[inline(always)]
    pub fn ndim(&self) -> usize {
        // SAFETY: a live array.
        unsafe { (*self.raw()).nd as usize }
    }

    /// The shape. Copy it (`Dims::from`) before running code that could resize the array.
    #[inline(always)]
    pub fn shape(&self) -> &[isize] {
        // SAFETY: INV-DIMS: dimensions and strides are arrays of nd entries (any pointer for nd = 0).
        unsafe {
            let a = self.raw();
            if (*a).nd == 0 {
                &[]
            } else {
                std::slice::from_raw_parts((*a).dimensions, (*a).nd as usize)
            }
        }
    }

    /// The strides in bytes. Copy them before running code that could change the array.
    #[inline(always)]
    pub fn strides(&self) -> &[isize] {
        // SAFETY: INV-DIMS.
        unsafe {
            let a = self.raw();
            if (*a).nd == 0 {
                &[]
            } else {
                std::slice::from_raw_parts((*a).strides, (*a).nd as usize)
            }
        }
    }

    /// The dtype.
    #[inline(always)]
    pub fn descr(&self) -> &Descr {
        // SAFETY: a live array owns its descr.
        unsafe { Descr::from_ptr((*self.raw()).descr.cast()) }
    }

    /// Type number of the dtype.
    #[inline(always)]
    pub fn type_num(&self) -> c_int {
        self.descr().type_num()
    }

    /// Bytes of an element.
    #[inline(always)]
    pub fn itemsize(&self) -> isize {
        self.descr().elsize()
    }

    /// The object that the memory belongs to.
    #[inline(always)]
    pub fn base(&self) -> Option<&Object> {
        // SAFETY: an owned reference or NULL.
        unsafe { Object::from_ptr_opt((*self.raw()).base) }
    }

    /// `NPY_ARRAY_*` flags.
    #[inline(always)]
    pub fn flags(&self) -> c_int {
        // SAFETY: a live array.
        unsafe { (*self.raw()).flags }
    }

    /// True if all of `bits` are set.
    #[inline(always)]
    pub fn has_flags(&self, bits: c_int) -> bool {
        self.flags() & bits == bits
    }

    /// Sets flag bits.
    #[inline(always)]
    pub fn enable_flags(&self, bits: c_int) {
        // SAFETY: a live array.
        unsafe { (*self.raw()).flags |= bits }
    }

    /// Clears flag bits.
    #[inline(always)]
    pub fn clear_flags(&self, bits: c_int) {
        // SAFETY: a live array.
        unsafe { (*self.raw()).flags &= !bits }
    }

    /// C-contiguous.
    #[inline(always)]
    pub fn is_c_contiguous(&self) -> bool {
        self.has_flags(NPY_ARRAY_C_CONTIGUOUS)
    }

    /// Fortran-contiguous.
    #[inline(always)]
    pub fn is_f_contiguous(&self) -> bool {
        self.has_flags(NPY_ARRAY_F_CONTIGUOUS)
    }

    /// Contiguous in either order.
    #[inline(always)]
    pub fn is_contiguous(&self) -> bool {
        self.flags() & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) != 0
    }

    /// Every element lies at its dtype's alignment.
    #[inline(always)]
    pub fn is_aligned(&self) -> bool {
        self.has_flags(NPY_ARRAY_ALIGNED)
    }

    /// May be written.
    #[inline(always)]
    pub fn is_writeable(&self) -> bool {
        self.has_flags(NPY_ARRAY_WRITEABLE)
    }

    /// Aligned and in the machine's byte order: kernels can read it as it is.
    #[inline(always)]
    pub fn is_behaved_ro(&self) -> bool {
        self.is_aligned() && self.descr().is_native()
    }

    /// Number of elements. Creation has checked that it fits.
    #[inline(always)]
    pub fn size(&self) -> isize {
        self.shape().iter().product()
    }

    /// Bytes of all elements.
    #[inline(always)]
    pub fn nbytes(&self) -> isize {
        self.size() * self.itemsize()
    }

    /// Exactly `ndarray`, no subclass.
    #[inline(always)]
    pub fn is_exact(&self) -> bool {
        ARRAY_TYPE.has_exact(self)
    }

    /// `memory handler` capsule of arrays that own their data.
    #[inline(always)]
    pub fn mem_handler(&self) -> Option<&Object> {
        // SAFETY: an owned reference or NULL.
        unsafe { Object::from_ptr_opt((*self.raw()).mem_handler) }
    }

    /// The type of the array, for results of the same subtype.
    #[inline(always)]
    pub fn subtype(&self) -> *mut ffi::PyTypeObject {
        self.type_ptr()
    }
}
