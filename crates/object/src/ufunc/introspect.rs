//! `ufunc.resolve_dtypes` and the strided loops behind it, for those who drive loops themselves (numba and the like).

use ferronum_pyrt::{Args, Owned, Res};

use crate::ufunc::UFunc;

/// `ufunc.resolve_dtypes(...)`.
pub fn resolve_dtypes(_uf: &UFunc, _args: Args<'_>) -> Res<Owned> {
    Err(crate::missing("ufunc.resolve_dtypes"))
}

/// `ufunc._resolve_dtypes_and_context(...)`.
pub fn resolve_dtypes_and_context(_uf: &UFunc, _args: Args<'_>) -> Res<Owned> {
    Err(crate::missing("ufunc._resolve_dtypes_and_context"))
}

/// `ufunc._get_strided_loop(...)`.
pub fn get_strided_loop(_uf: &UFunc, _args: Args<'_>) -> Res<Owned> {
    Err(crate::missing("ufunc._get_strided_loop"))
}
