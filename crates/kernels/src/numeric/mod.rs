//! Numeric helpers that are no ufuncs: counting into bins, piecewise linear interpolation, packing of bits.

pub mod bincount;
pub mod bits;
pub mod interp;
