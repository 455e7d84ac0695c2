//! `numpy.flatiter`: the elements of an array one after another in C order.

use ferronum_pyrt::{Object, Owned, Res};

use crate::array::Array;

/// `a.flat`.
pub fn new(_a: &Array) -> Res<Owned> {
    Err(crate::missing("ndarray.flat"))
}

/// `a.flat = value`.
pub fn assign_all(_a: &Array, _value: &Object) -> Res<()> {
    Err(crate::missing("ndarray.flat"))
}
