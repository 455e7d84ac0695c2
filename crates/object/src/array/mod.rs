//! ndarray: the object, its attributes and methods, creation, coercion from Python objects, views,
//! copies, shape changes, memory. Answers for `numpy.ndarray`, `array`, `empty`, `zeros`, `arange`,
//! `frombuffer`, … Not here: subscripts (`index`), element-wise work (`ufunc`).

pub mod coerce;
pub mod create;
pub mod dims;
pub mod object;

pub use coerce::{AnyOptions, from_any};
pub use create::{NewArray, empty, empty_like, zeros};
pub use dims::Dims;
pub use object::{ARRAY_TYPE, Array};
