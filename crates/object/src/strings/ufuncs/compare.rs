//! `equal` … `greater_equal` of fixed-width strings. Padding zeros have no weight, so fields compare as if the
//! shorter one went on with zeros, and no length has to be found.

use std::cmp::Ordering;
use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;

use super::encoding::{Encoding, Unit};
use super::fixed::columns;

/// A comparison.
pub trait Comparison: 'static {
    /// Only equality matters.
    const EQUALITY: bool;
    /// The answer for an order.
    fn holds(order: Ordering) -> bool;
    /// The answer where only equality matters.
    #[inline(always)]
    fn of_equality(equal: bool) -> bool {
        Self::holds(if equal {
            Ordering::Equal
        } else {
            Ordering::Less
        })
    }
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident, $equality:literal, $f:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Comparison for $name {
            const EQUALITY: bool = $equality;
            #[inline(always)]
            fn holds(order: Ordering) -> bool {
                order.$f()
            }
        }
    )*};
}

comparisons! {
    /// `==`
    Equal, true, is_eq;
    /// `!=`
    NotEqual, true, is_ne;
    /// `<`
    Less, false, is_lt;
    /// `<=`
    LessEqual, false, is_le;
    /// `>`
    Greater, false, is_gt;
    /// `>=`
    GreaterEqual, false, is_ge;
}

fn is_padding<U: Unit>(s: &[U]) -> bool {
    U::trimmed(s) == 0
}

/// Order of two fields.
#[inline(always)]
pub fn order<U: Unit>(a: &[U], b: &[U]) -> Ordering {
    let n = a.len().min(b.len());
    let ((a, more_a), (b, more_b)) = (a.split_at(n), b.split_at(n));
    // The first units decide most comparisons.
    if let (Some(x), Some(y)) = (a.first(), b.first())
        && x != y
    {
        return x.cmp(y);
    }
    a.cmp(b).then_with(|| {
        let (a_ends, b_ends) = (is_padding(more_a), is_padding(more_b));
        b_ends.cmp(&a_ends)
    })
}

/// Equality of two fields.
#[inline(always)]
pub fn equal<U: Unit>(a: &[U], b: &[U]) -> bool {
    let n = a.len().min(b.len());
    let ((a, more_a), (b, more_b)) = (a.split_at(n), b.split_at(n));
    if let (Some(x), Some(y)) = (a.first(), b.first())
        && x != y
    {
        return false;
    }
    a == b && (more_a.is_empty() || is_padding(more_a)) && (more_b.is_empty() || is_padding(more_b))
}

/// The loop of a comparison.
///
/// # Safety
/// The strided loop's contract: two strings of encoding `E`, a bool.
pub unsafe extern "C" fn compare<E: Encoding, C: Comparison>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe {
        let [a, b, out] = columns::<3>(context, data, strides);
        for i in 0..*dimensions {
            let (x, y) = (a.field::<E::Unit>(i), b.field::<E::Unit>(i));
            let answer = if C::EQUALITY {
                C::of_equality(equal(x, y))
            } else {
                C::holds(order(x, y))
            };
            out.at(i).write(u8::from(answer));
        }
    }
    0
}
