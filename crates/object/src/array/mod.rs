//! ndarray: the object, its attributes and methods, creation, coercion from Python objects, views,
//! copies, shape changes, memory. Answers for `numpy.ndarray`, `array`, `empty`, `zeros`, `arange`,
//! `frombuffer`, … Not here: subscripts (`index`), element-wise work (`ufunc`).

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
