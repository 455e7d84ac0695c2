//! Loops of `matmul`, `vecdot`, `matvec` and `vecmat`: object elements here, numbers from the kernels.

use std::ffi::c_char;

use ferronum_kernels::UfuncLoop;

use crate::ufunc::object_loops::Loop;

/// The object loop of one of the four.
pub fn find(_name: &str) -> Option<Loop> {
    None
}

/// The loop for numbers.
pub fn numeric(_name: &str, _types: &[c_char]) -> Option<UfuncLoop> {
    None
}
