//! Errors of string loops, which run without the interpreter's lock.

use std::ffi::c_int;

use ferronum_pyrt::ffi;
use ferronum_pyrt::raised::{no_memory, overflow_error, value_error};

/// Why a loop stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `index` without a match.
    NotFound,
    /// A partition by nothing.
    EmptySeparator,
    /// The tabs make more than can be counted.
    TooLong,
    /// The product of length and count.
    MultiplyOverflow,
    /// `[::0]`.
    ZeroStep,
    /// Memory for a result.
    Memory,
}

impl Failure {
    /// Raises the exception; the lock is taken for it. The answer is the loop's error status.
    #[cold]
    pub fn raise(self) -> c_int {
        // SAFETY: paired; loops may be called with or without the lock.
        unsafe {
            let state = ffi::PyGILState_Ensure();
            let _ = match self {
                Failure::NotFound => value_error("substring not found"),
                Failure::EmptySeparator => value_error("empty separator"),
                Failure::TooLong => overflow_error("new string is too long"),
                Failure::MultiplyOverflow => {
                    overflow_error("Overflow encountered in string multiply")
                }
                Failure::ZeroStep => value_error("slice step cannot be zero"),
                Failure::Memory => no_memory(),
            };
            ffi::PyGILState_Release(state);
        }
        -1
    }
}
