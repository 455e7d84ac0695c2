//! datetime64 and timedelta64: metadata, conversions with Python's datetime, text, business days, their casts and loops.

use ferronum_pyrt::{Object, Owned, Res};

use crate::dtype::Descr;

/// `arange` of datetimes and timedeltas.
pub fn arange(
    _start: Option<&Object>,
    _stop: &Object,
    _step: Option<&Object>,
    _descr: &Descr,
) -> Res<Owned> {
    Err(crate::missing("arange of datetimes"))
}

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
