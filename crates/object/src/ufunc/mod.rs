//! Universal functions: the object, calls, promotion and dispatch, reductions, `at`, `outer`, generalised
//! signatures, error state, overrides. Answers for `numpy.ufunc`, `frompyfunc`, `_extobj_contextvar` (NEP 13, 43, 50).

pub mod generic_loops;
pub mod object;
pub mod operators;

pub use object::{UFUNC_TYPE, UFunc};
pub use operators::{call_binary, call_binary_inplace, call_unary, matmul_inplace, power};

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[ferronum_pyrt::method::Method] = &[];

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    Ok(())
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(_dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    Ok(())
}
