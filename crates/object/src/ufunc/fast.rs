//! The short path of calls: plain operands of the loop's own types, laid out alike.

use ferronum_pyrt::{Object, Owned, Res};

use crate::ufunc::UFunc;

/// The call's result if it is simple enough for the short path.
#[inline]
pub fn try_call(_uf: &UFunc, _args: &[&Object]) -> Res<Option<Owned>> {
    Ok(None)
}
