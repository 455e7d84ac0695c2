//! Element-by-element loops of the ufuncs.

use std::ffi::{c_char, c_void};

/// NumPy's legacy inner loop: operand pointers, the count behind `dimensions`, byte steps, loop data.
pub type UfuncLoop = unsafe extern "C" fn(
    args: *mut *mut c_char,
    dimensions: *const isize,
    steps: *const isize,
    data: *mut c_void,
);
