//! Casts between the numeric types, as strided transfer loops.
//!
//! Not here: casts of datetime units, strings, objects, structures (they need descriptors), and the choice
//! whether a cast is allowed. Loops read and write at any alignment; byte order is native.

mod float_int;
mod loops;
mod parts;
#[cfg(test)]
mod tests;

use crate::copy::{self, Swap};
use crate::for_type;
pub use crate::stamp::StridedLoop;

/// The loop that casts NumPy type number `from` to `to`, for the CPU's level; `None` when either is not numeric.
///
/// `contiguous` says that both strides will be the item sizes; other loops take any strides, zero included.
/// Alignment does not matter. Float status is raised as the reference's loops raise it.
pub fn get(from: i32, to: i32, aligned: bool, contiguous: bool) -> Option<StridedLoop> {
    let _ = aligned;
    if let Some(width) = same_layout(from, to) {
        return copy::get(width, Swap::None, contiguous, contiguous);
    }
    for_type!(from, S => for_type!(to, D => loops::pick::<S, D>(contiguous))).flatten()
}

/// The item size of a numeric type number.
pub fn item_size(num: i32) -> Option<usize> {
    for_type!(num, T => size_of::<T>())
}

/// The width to copy when a cast changes no bits.
fn same_layout(from: i32, to: i32) -> Option<usize> {
    let class = |n: i32| match n {
        0 => Some((0, 1)),
        1 | 2 => Some((1, 1)),
        3 | 4 => Some((1, 2)),
        5 | 6 => Some((1, 4)),
        7..=10 | 21 | 22 => Some((1, 8)),
        11 => Some((2, 4)),
        12 => Some((2, 8)),
        13 => Some((2, 16)),
        14 => Some((3, 8)),
        15 => Some((3, 16)),
        16 => Some((3, 32)),
        23 => Some((2, 2)),
        _ => None,
    };
    match (class(from), class(to)) {
        (Some(a), Some(b)) if a == b && a.1 <= 16 => Some(a.1),
        _ => None,
    }
}
