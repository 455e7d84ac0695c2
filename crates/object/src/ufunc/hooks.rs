//! What ufuncs ask of floors above: subscripts of `ufunc.at`, and the short way of calls on a little text.

use ferronum_pyrt::{Object, Owned, Raised, Res};

use crate::model::Array;
use crate::model::hook::Hook;
use crate::ufunc::UFunc;

/// `a[key]`; filled by `index::init`.
pub static SUBSCRIPT: Hook<fn(&Array, &Object) -> Res<Owned>> = Hook::new();

/// What text adds to calls; filled by `strings::init`.
pub struct Text {
    /// Makes a call on arrays of text in the short way, if it is one for it.
    pub try_call: fn(&UFunc, &[&Object]) -> Res<Option<Owned>>,
    /// The error of products of text with something.
    pub no_multiply: fn() -> Raised,
}

/// Filled by `strings::init`.
pub static TEXT: Hook<Text> = Hook::new();
