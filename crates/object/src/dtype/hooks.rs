//! What dtypes ask of casts.

use std::ffi::c_int;

use ferronum_abi::prelude::NPY_CASTING;
use ferronum_pyrt::Res;

use crate::model::Descr;
use crate::model::hook::Hook;

/// Questions that only casts answer; `casting` fills them in.
pub struct Casts {
    /// Whether one dtype casts to another under a rule.
    pub can_cast: fn(&Descr, &Descr, NPY_CASTING) -> Res<bool>,
    /// Whether the DType of one type number casts to that of another, whatever their parameters.
    pub can_cast_numbers: fn(c_int, c_int, NPY_CASTING) -> Res<bool>,
}

/// Filled by `casting::init`.
pub static CASTS: Hook<Casts> = Hook::new();
