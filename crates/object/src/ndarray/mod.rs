//! The Python face of `numpy.ndarray`: the type object, its methods, attributes and number slots, and the functions of the
//! module that make arrays or are about arrays as wholes.

pub mod c_api;
pub mod c_memory;
pub mod compare;
pub(crate) mod constructors;
pub mod dlpack;
pub mod dot;
pub mod functions;
pub mod getset;
pub mod methods;
pub mod number;
pub mod pickle;
pub mod reductions;
pub mod round;
pub mod shares_memory;
pub mod sources;
pub mod type_object;

pub use constructors::copy_mode;
