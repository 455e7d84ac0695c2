//! Universal functions: the object, calls, promotion and dispatch, reductions, `at`, `outer`, generalised
//! signatures, error state, overrides. Answers for `numpy.ufunc`, `frompyfunc`, `_extobj_contextvar` (NEP 13, 43, 50).

pub mod generic_loops;
pub mod object;

pub use object::{UFUNC_TYPE, UFunc};
