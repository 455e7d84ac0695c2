//! ndarray: the object, its attributes and methods, creation, coercion from Python objects, views,
//! copies, shape changes, memory. Answers for `numpy.ndarray`, `array`, `empty`, `zeros`, `arange`,
//! `frombuffer`, … Not here: subscripts (`index`), element-wise work (`ufunc`).

pub(crate) mod blocks;
pub mod buffer;
pub mod c_api;
pub mod c_memory;
pub mod coerce;
pub mod compare;
pub mod concat;
pub mod convert;
pub mod create;
pub mod dims;
pub mod dlpack;
pub mod dot;
pub mod flags;
pub mod functions;
pub mod getset;
pub mod interface;
pub mod memory;
pub mod methods;
pub mod number;
pub mod object;
pub mod overlap;
pub mod pickle;
pub mod resize;
pub mod shape;
pub mod sources;
pub mod type_object;
pub mod walked;

pub use coerce::{AnyOptions, as_array, from_any};
pub use create::{NewArray, empty, empty_like, zeros};
pub use dims::Dims;
pub use object::{ARRAY_TYPE, Array};
