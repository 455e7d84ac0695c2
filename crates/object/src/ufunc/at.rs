//! `ufunc.at`: in place, unbuffered, with repeated indices.

use ferronum_pyrt::{Args, Owned, Res};

use crate::ufunc::UFunc;

/// `ufunc.at(a, indices, b=None)`.
pub fn at_method(_uf: &UFunc, _args: Args<'_>) -> Res<Owned> {
    Err(crate::missing("ufunc.at"))
}
