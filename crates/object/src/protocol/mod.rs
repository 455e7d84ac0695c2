//! Protocols that other objects speak: `__array_ufunc__` and `__array_function__` dispatch, `__array_wrap__`,
//! `_array_converter`, buffers, DLPack (NEP 13, NEP 18, NEP 35).

pub mod array_converter;
pub mod array_function;
pub mod array_ufunc;
pub mod array_wrap;
pub mod defer;
pub mod like;

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Args, Object, Owned, Res};

pub use array_function::{array_function_method, creation};

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[Method] = &[
    method::fastcall(
        c"__array_function__",
        array_function::ndarray_array_function,
    ),
    method::fastcall(c"__array_ufunc__", array_ufunc::ndarray_array_ufunc),
];

/// The result of `like.__array_function__` for a creation function, or `None` where `like` is a plain ndarray.
pub fn like_override(name: &str, like: &Object, args: Args<'_>) -> Res<Option<Owned>> {
    creation(name, Some(like), args)
}

/// Module functions.
pub const FUNCTIONS: &[Method] = array_function::FUNCTIONS;

/// Readies the types.
pub fn init() -> Res<()> {
    array_function::init()?;
    array_converter::init()
}

/// Names of the module.
pub fn add_names(dict: &Object) -> Res<()> {
    array_function::add_names(dict)?;
    array_converter::add_names(dict)
}
