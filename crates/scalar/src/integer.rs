//! NumPy's rules for integers of fixed width: division, powers, shifts, divisors, mixed comparison.
//!
//! Nothing here panics or traps: what has no answer wraps or is zero, and the `*_flags` functions say
//! which flags of [`crate::float_status`] a loop has to raise for it.

use core::cmp::Ordering;

use crate::float_status::{DIVIDE, OVERFLOW};

/// An integer type of NumPy.
pub trait Integer: Copy + Eq + Ord {
    /// Width in bits.
    const BITS: u32;
    /// Zero.
    const ZERO: Self;

    /// Division rounding down; zero for a zero divisor, and the smallest value divided by -1 is itself.
    fn floor_divide(self, divisor: Self) -> Self;
    /// Remainder with the sign of the divisor; zero for a zero divisor.
    fn remainder(self, divisor: Self) -> Self;
    /// Remainder with the sign of the dividend, as in C; zero for a zero divisor.
    fn fmod(self, divisor: Self) -> Self;
    /// [`Integer::floor_divide`] and [`Integer::remainder`] together.
    #[inline(always)]
    fn divmod(self, divisor: Self) -> (Self, Self) {
        (self.floor_divide(divisor), self.remainder(divisor))
    }
    /// The flags of a floor division: a zero divisor, or a quotient out of range.
    fn floor_divide_flags(self, divisor: Self) -> u8;
    /// The flags of a remainder: a zero divisor.
    #[inline(always)]
    fn remainder_flags(self, divisor: Self) -> u8 {
        if divisor == Self::ZERO { DIVIDE } else { 0 }
    }
    /// Whether the number is below zero.
    fn is_negative(self) -> bool;
    /// Power that wraps. The exponent must not be negative; a negative one counts as zero.
    fn power(self, exponent: Self) -> Self;
    /// Power, or `None` where it does not fit or the exponent is negative.
    fn checked_power(self, exponent: Self) -> Option<Self>;
    /// Left shift; zero if the count is negative or not below the width.
    fn left_shift(self, count: Self) -> Self;
    /// Right shift; only sign bits remain if the count is negative or not below the width.
    fn right_shift(self, count: Self) -> Self;
    /// Greatest common divisor, not negative (but for the smallest value with itself or zero).
    fn gcd(self, other: Self) -> Self;
    /// Least common multiple, wrapping; zero if either is zero.
    fn lcm(self, other: Self) -> Self;
    /// Number of bits set in the size of the number.
    fn bit_count(self) -> u8;
    /// -1, 0 or 1.
    fn sign(self) -> Self;
}

/// Greatest common divisor of sizes.
#[inline]
pub fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shared = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << shared
}

macro_rules! shared_methods {
    ($t:ty) => {
        const BITS: u32 = <$t>::BITS;
        const ZERO: Self = 0;

        #[inline(always)]
        fn power(self, exponent: Self) -> Self {
            let (mut result, mut base, mut left): ($t, $t, $t) = (1, self, exponent.max(0));
            while left > 0 {
                if left & 1 != 0 {
                    result = result.wrapping_mul(base);
                }
                left >>= 1;
                base = base.wrapping_mul(base);
            }
            result
        }

        #[inline]
        fn checked_power(self, exponent: Self) -> Option<Self> {
            let Ok(n) = u32::try_from(i128::from(exponent)) else {
                // Only these do not outgrow every type.
                let steady = exponent > 0 && (self == 0 || self.checked_mul(self) == Some(1));
                return steady.then(|| {
                    if exponent & 1 == 0 {
                        self.wrapping_mul(self)
                    } else {
                        self
                    }
                });
            };
            self.checked_pow(n)
        }

        #[inline(always)]
        fn left_shift(self, count: Self) -> Self {
            let inside = (0..<$t>::BITS as $t).contains(&count);
            if inside {
                self.wrapping_shl(count as u32)
            } else {
                0
            }
        }

        #[inline(always)]
        fn right_shift(self, count: Self) -> Self {
            let inside = (0..<$t>::BITS as $t).contains(&count);
            if inside {
                self.wrapping_shr(count as u32)
            } else if Integer::is_negative(self) {
                <$t>::ZERO.wrapping_sub(1)
            } else {
                0
            }
        }

        #[inline(always)]
        fn fmod(self, divisor: Self) -> Self {
            if divisor == 0 {
                0
            } else {
                self.wrapping_rem(divisor)
            }
        }
    };
}

macro_rules! signed {
    ($($t:ty),*) => { $(impl Integer for $t {
        shared_methods!($t);

        #[inline(always)]
        fn floor_divide(self, divisor: Self) -> Self {
            if divisor == 0 {
                return 0;
            }
            let quotient = self.wrapping_div(divisor);
            let exact = quotient.wrapping_mul(divisor) == self;
            quotient - <$t>::from(!exact && (self < 0) != (divisor < 0))
        }

        #[inline(always)]
        fn remainder(self, divisor: Self) -> Self {
            if divisor == 0 {
                return 0;
            }
            let rest = self.wrapping_rem(divisor);
            if rest != 0 && (rest < 0) != (divisor < 0) { rest + divisor } else { rest }
        }

        #[inline(always)]
        fn floor_divide_flags(self, divisor: Self) -> u8 {
            if divisor == 0 {
                DIVIDE
            } else if self == <$t>::MIN && divisor == -1 {
                OVERFLOW
            } else {
                0
            }
        }

        #[inline(always)]
        fn is_negative(self) -> bool {
            self < 0
        }

        #[inline]
        fn gcd(self, other: Self) -> Self {
            gcd_u64(self.unsigned_abs().into(), other.unsigned_abs().into()) as $t
        }

        #[inline]
        fn lcm(self, other: Self) -> Self {
            let (a, b) = (self.unsigned_abs(), other.unsigned_abs());
            let divisor = gcd_u64(a.into(), b.into()) as _;
            a.checked_div(divisor).unwrap_or(0).wrapping_mul(b) as $t
        }

        #[inline(always)]
        fn bit_count(self) -> u8 {
            self.unsigned_abs().count_ones() as u8
        }

        #[inline(always)]
        fn sign(self) -> Self {
            self.signum()
        }
    })* };
}
signed!(i8, i16, i32, i64);

macro_rules! unsigned {
    ($($t:ty),*) => { $(impl Integer for $t {
        shared_methods!($t);

        #[inline(always)]
        fn floor_divide(self, divisor: Self) -> Self {
            self.checked_div(divisor).unwrap_or(0)
        }

        #[inline(always)]
        fn remainder(self, divisor: Self) -> Self {
            self.checked_rem(divisor).unwrap_or(0)
        }

        #[inline(always)]
        fn floor_divide_flags(self, divisor: Self) -> u8 {
            self.remainder_flags(divisor)
        }

        #[inline(always)]
        fn is_negative(self) -> bool {
            false
        }

        #[inline]
        fn gcd(self, other: Self) -> Self {
            gcd_u64(self.into(), other.into()) as $t
        }

        #[inline]
        fn lcm(self, other: Self) -> Self {
            let divisor = gcd_u64(self.into(), other.into()) as $t;
            self.checked_div(divisor).unwrap_or(0).wrapping_mul(other)
        }

        #[inline(always)]
        fn bit_count(self) -> u8 {
            self.count_ones() as u8
        }

        #[inline(always)]
        fn sign(self) -> Self {
            <$t>::from(self != 0)
        }
    })* };
}
unsigned!(u8, u16, u32, u64);

/// Compares by value across signedness.
#[inline(always)]
pub fn compare_mixed(a: i64, b: u64) -> Ordering {
    if a < 0 {
        Ordering::Less
    } else {
        (a as u64).cmp(&b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn division_edges() {
        assert_eq!((7i8.floor_divide(-2), 7i8.remainder(-2)), (-4, -1));
        assert_eq!(((-7i8).floor_divide(2), (-7i8).remainder(2)), (-4, 1));
        assert_eq!(
            (i8::MIN.floor_divide(-1), i8::MIN.remainder(-1)),
            (i8::MIN, 0)
        );
        assert_eq!(
            (5i32.floor_divide(0), 5i32.remainder(0), 5i32.fmod(0)),
            (0, 0, 0)
        );
        assert_eq!(i8::MIN.floor_divide_flags(-1), OVERFLOW);
        assert_eq!(1u8.floor_divide_flags(0), DIVIDE);
        assert_eq!((-7i16).fmod(3), -1);
    }

    #[test]
    fn shifts() {
        assert_eq!(
            (1i8.left_shift(7), 1i8.left_shift(8), 1i8.left_shift(-1)),
            (i8::MIN, 0, 0)
        );
        assert_eq!(
            (
                (-5i8).right_shift(8),
                5i8.right_shift(8),
                (-5i8).right_shift(-1)
            ),
            (-1, 0, -1)
        );
        assert_eq!(
            (
                200u8.right_shift(3),
                200u8.right_shift(8),
                200u8.left_shift(255)
            ),
            (25, 0, 0)
        );
    }

    #[test]
    fn powers() {
        assert_eq!(3i8.power(5), 243u8 as i8);
        assert_eq!(3i8.checked_power(5), None);
        assert_eq!((-1i64).checked_power(i64::MAX), Some(-1));
        assert_eq!((-1i64).checked_power(i64::MAX - 1), Some(1));
        assert_eq!(0u64.checked_power(u64::MAX), Some(0));
        assert_eq!(2i64.checked_power(-1), None);
        assert_eq!(2u64.checked_power(1 << 40), None);
        assert_eq!(0u8.power(0), 1);
    }

    #[test]
    fn divisors_and_bits() {
        assert_eq!((12i8.gcd(-18), 0i32.gcd(-7), 0u8.gcd(0)), (6, 7, 0));
        assert_eq!((4i8.lcm(-6), 0i64.lcm(5), u8::MAX.lcm(2)), (12, 0, 254));
        assert_eq!(
            ((-1i8).bit_count(), i8::MIN.bit_count(), 255u8.bit_count()),
            (1, 1, 8)
        );
    }

    proptest! {
        #[test]
        fn divmod_identity(a: i64, b: i64) {
            prop_assume!(b != 0);
            let (q, m) = a.divmod(b);
            prop_assert_eq!(q.wrapping_mul(b).wrapping_add(m), a);
            prop_assert!(m == 0 || (m < 0) == (b < 0));
            prop_assert!(m.unsigned_abs() < b.unsigned_abs());
        }

        #[test]
        fn checked_power_agrees(a in -20i32..20, n in 0i32..12) {
            let expected = i128::from(a).pow(n as u32);
            prop_assert_eq!(a.checked_power(n).map(i128::from), i32::try_from(expected).ok().map(i128::from));
            prop_assert_eq!(a.power(n), expected as i32);
        }

        #[test]
        fn gcd_divides(a: u32, b in 1u32..) {
            let g = a.gcd(b);
            prop_assert!(a % g == 0 && b % g == 0);
            prop_assert_eq!((a / g).gcd(b / g), 1);
        }

        #[test]
        fn mixed_comparison(a: i64, b: u64) {
            prop_assert_eq!(compare_mixed(a, b), i128::from(a).cmp(&i128::from(b)));
        }
    }
}
