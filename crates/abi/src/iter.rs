//! `flatiter`, `broadcast` and the neighborhood iterator; extensions poke into these inline.
use crate::array::PyArrayObject;
use crate::constants::NPY_MAXDIMS_LEGACY_ITERS;
use crate::types::{npy_bool, npy_intp};
use core::ffi::{c_char, c_int};
use pyo3_ffi::PyObject;

/// Maps coordinates to an element's address.
pub type npy_iter_get_dataptr_t =
    Option<unsafe extern "C" fn(*mut PyArrayIterObject, *const npy_intp) -> *mut c_char>;

/// `flatiter`.
#[repr(C)]
pub struct PyArrayIterObject {
    /// Object header.
    pub ob_base: PyObject,
    /// Dimensions minus one.
    pub nd_m1: c_int,
    /// Flat position.
    pub index: npy_intp,
    /// Number of elements.
    pub size: npy_intp,
    /// Position per axis.
    pub coordinates: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// Size minus one per axis.
    pub dims_m1: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// Strides.
    pub strides: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// How far back to the start of each axis.
    pub backstrides: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// Elements per step of each axis.
    pub factors: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// The array.
    pub ao: *mut PyArrayObject,
    /// Current element.
    pub dataptr: *mut c_char,
    /// Whether elements lie one after another.
    pub contiguous: npy_bool,
    /// Neighborhood bounds.
    pub bounds: [[npy_intp; 2]; NPY_MAXDIMS_LEGACY_ITERS],
    /// Limits of the neighborhood's array.
    pub limits: [[npy_intp; 2]; NPY_MAXDIMS_LEGACY_ITERS],
    /// Sizes of the limits.
    pub limits_sizes: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// Address of coordinates.
    pub translate: npy_iter_get_dataptr_t,
}
layout!(PyArrayIterObject, 2632; nd_m1 = 16, index = 24, size = 32, coordinates = 40,
    dims_m1 = 296, strides = 552, backstrides = 808, factors = 1064, ao = 1320, dataptr = 1328,
    contiguous = 1336, bounds = 1344, limits = 1856, limits_sizes = 2368, translate = 2624);

/// Capacity of `PyArrayMultiIterObject.iters` in objects that this core makes.
pub const NPY_MULTI_ITERS: usize = 64;

/// `broadcast`.
#[repr(C)]
pub struct PyArrayMultiIterObject {
    /// Object header.
    pub ob_base: PyObject,
    /// Number of iterators.
    pub numiter: c_int,
    /// Broadcast size.
    pub size: npy_intp,
    /// Flat position.
    pub index: npy_intp,
    /// Dimensions.
    pub nd: c_int,
    /// Sizes.
    pub dimensions: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// The iterators; the header shows a flexible array.
    pub iters: [*mut PyArrayIterObject; NPY_MULTI_ITERS],
}
layout!(PyArrayMultiIterObject, 816; numiter = 16, size = 24, index = 32, nd = 40,
    dimensions = 48, iters = 304);

/// The neighborhood iterator: a `flatiter` with padding.
#[repr(C)]
pub struct PyArrayNeighborhoodIterObject {
    /// The `flatiter` part.
    pub base: PyArrayIterObject,
    /// Dimensions.
    pub nd: npy_intp,
    /// Sizes of the array that the neighborhood lies in.
    pub dimensions: [npy_intp; NPY_MAXDIMS_LEGACY_ITERS],
    /// The iterator that the neighborhood follows.
    pub _internal_iter: *mut PyArrayIterObject,
    /// Padding element.
    pub constant: *mut c_char,
    /// `NPY_NEIGHBORHOOD_ITER_*`.
    pub mode: c_int,
}
layout!(PyArrayNeighborhoodIterObject, 2920; base = 0, nd = 2632, dimensions = 2640,
    _internal_iter = 2896, constant = 2904, mode = 2912);

/// Pad with zeros.
pub const NPY_NEIGHBORHOOD_ITER_ZERO_PADDING: c_int = 0;
/// Pad with ones.
pub const NPY_NEIGHBORHOOD_ITER_ONE_PADDING: c_int = 1;
/// Pad with a given element.
pub const NPY_NEIGHBORHOOD_ITER_CONSTANT_PADDING: c_int = 2;
/// Wrap around.
pub const NPY_NEIGHBORHOOD_ITER_CIRCULAR_PADDING: c_int = 3;
/// Mirror at the border.
pub const NPY_NEIGHBORHOOD_ITER_MIRROR_PADDING: c_int = 4;
