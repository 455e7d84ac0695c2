//! The handles of the object model and what can be said of them without doing anything: `Array`, `Descr`, `DTypeClass`,
//! their accessors, layout facts, errors. No behaviour: nothing here calls Python but to raise.

pub mod array;
pub mod auxdata;
pub mod axis_order;
pub mod broadcast;
pub mod descr;
pub mod dims;
pub mod dtype_class;
pub mod errors;
pub mod hook;
pub mod layout;
pub mod overlap;
pub mod scalar_types;
pub mod units;
pub mod walked;

pub use scalar_types::{GENERIC, Scalar, type_num_of};

pub use array::{ARRAY_TYPE, Array};
pub use descr::{Descr, is_complex, is_float, is_integer, is_number};
pub use dims::Dims;
pub use dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass};
