//! `NpyIter`: the general multi-operand iterator with broadcasting, casting and buffering, and its Python face
//! `numpy.nditer`, `nested_iters`. Answers for NEP 10 and the `NpyIter_*` functions. Not for the element
//! iterators that C code advances by macros (`iter`).

mod arguments;
mod arrays;
pub mod buffers;
pub mod change;
pub mod construct;
pub mod core;
pub mod debug;
pub mod dtypes;
pub mod iterate;
pub mod laid;
mod nested;
pub mod order;
mod python;
pub mod seen;
pub mod shape;

use ferronum_pyrt::method::{Method, function};
pub use python::for_operands;

use ferronum_pyrt::{Object, Res, StaticType};

/// `numpy.nditer`.
pub static NDITER_TYPE: StaticType = StaticType::new();

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[function(c"nested_iters", nested::nested_iters)];

/// Readies the types of this folder.
pub fn init() -> Res<()> {
    crate::model::walked::OPERANDS.fill(python::for_operands);
    python::init()
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("nditer", NDITER_TYPE.object())
}
