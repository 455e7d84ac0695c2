//! What everything above does with arrays: the same memory under another shape or dtype, flags, buffers, joins, resizing,
//! single elements, positions along axes. Not here: subscripts (`index`), element-wise work (`ufunc`), the methods of
//! `numpy.ndarray` by name (`ndarray`).

pub mod buffer;
pub mod concat;
pub mod elements;
pub mod flags;
pub mod interface;
pub mod nonzero;
pub(crate) mod positions;
pub mod resize;
pub mod shape;
pub mod tobytes;
pub mod view;

pub use positions::slice_bounds;
