//! The C library's `long double` of x86-64: 80-bit extended precision in 16 bytes.
//!
//! Rust has no such type. Arithmetic and mathematics go through `c/longdouble.c` by pointer and so
//! are the C library's, bit for bit; comparison, classification and bit access are done here. Array
//! loops use [`loops`], which pays one call for a whole run instead of one per element. The six bytes
//! of padding mean nothing and are zero in values made here.

mod complex;
mod ffi;
pub mod loops;

pub use complex::CLongDouble;

use core::cmp::Ordering;
use core::ffi::c_int;
use core::fmt;
use core::mem::MaybeUninit;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// An 80-bit extended-precision number.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub struct LongDouble([u8; 16]);

const _: () = assert!(size_of::<LongDouble>() == 16 && align_of::<LongDouble>() == 16);

const INTEGER_BIT: u64 = 1 << 63;
const EXPONENT_MAX: u16 = 0x7fff;

impl LongDouble {
    /// Positive zero.
    pub const ZERO: Self = Self::from_parts(false, 0, 0);
    /// One.
    pub const ONE: Self = Self::from_parts(false, 0x3fff, INTEGER_BIT);
    /// A quiet NaN.
    pub const NAN: Self = Self::from_parts(false, EXPONENT_MAX, 3 << 62);
    /// Positive infinity.
    pub const INFINITY: Self = Self::from_parts(false, EXPONENT_MAX, INTEGER_BIT);
    /// Negative infinity.
    pub const NEG_INFINITY: Self = Self::from_parts(true, EXPONENT_MAX, INTEGER_BIT);
    /// Largest finite number.
    pub const MAX: Self = Self::from_parts(false, 0x7ffe, u64::MAX);
    /// Smallest positive normal number.
    pub const MIN_POSITIVE: Self = Self::from_parts(false, 1, INTEGER_BIT);
    /// Smallest positive number.
    pub const MIN_SUBNORMAL: Self = Self::from_parts(false, 0, 1);
    /// Distance from 1 to the next larger number.
    pub const EPSILON: Self = Self::from_parts(false, 0x3fff - 63, INTEGER_BIT);

    /// Puts sign, biased exponent (15 bits) and mantissa (with its explicit leading bit) together.
    pub const fn from_parts(negative: bool, exponent: u16, mantissa: u64) -> Self {
        let m = mantissa.to_le_bytes();
        let e = (exponent & EXPONENT_MAX | (negative as u16) << 15).to_le_bytes();
        Self([
            m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], e[0], e[1], 0, 0, 0, 0, 0, 0,
        ])
    }

    /// Reads a number from memory as C stores it.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes as C stores them; the last six are padding.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    /// The 64-bit mantissa with its explicit leading bit.
    #[inline]
    pub const fn mantissa(self) -> u64 {
        let b = &self.0;
        u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])
    }

    /// The biased 15-bit exponent.
    #[inline]
    pub const fn exponent(self) -> u16 {
        u16::from_le_bytes([self.0[8], self.0[9]]) & EXPONENT_MAX
    }

    /// Whether the sign bit is set.
    #[inline]
    pub const fn signbit(self) -> bool {
        self.0[9] & 0x80 != 0
    }

    /// Whether this is a NaN; encodings that the processor refuses count as one.
    #[inline]
    pub const fn is_nan(self) -> bool {
        let (exponent, mantissa) = (self.exponent(), self.mantissa());
        exponent != 0 && mantissa & INTEGER_BIT == 0
            || exponent == EXPONENT_MAX && mantissa != INTEGER_BIT
    }

    /// Whether this is an infinity.
    #[inline]
    pub const fn is_inf(self) -> bool {
        self.exponent() == EXPONENT_MAX && self.mantissa() == INTEGER_BIT
    }

    /// Whether this is neither infinite nor a NaN.
    #[inline]
    pub const fn is_finite(self) -> bool {
        self.exponent() != EXPONENT_MAX && !self.is_nan()
    }

    /// Whether this is zero of either sign.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.exponent() == 0 && self.mantissa() == 0
    }

    /// The size, without sign.
    #[inline]
    pub const fn abs(mut self) -> Self {
        self.0[9] &= 0x7f;
        self
    }

    /// This size with the sign of `sign`.
    #[inline]
    pub const fn copysign(mut self, sign: Self) -> Self {
        self.0[9] = self.0[9] & 0x7f | sign.0[9] & 0x80;
        self
    }

    /// `self < other` in the order of sorting: every NaN stands after every number.
    #[inline]
    pub fn sort_lt(self, other: Self) -> bool {
        match self.partial_cmp(&other) {
            Some(order) => order == Ordering::Less,
            None => !self.is_nan() && other.is_nan(),
        }
    }

    #[inline]
    fn order_key(self) -> i128 {
        let size = i128::from(self.exponent().max(1)) << 64 | i128::from(self.mantissa());
        let size = if self.is_zero() { 0 } else { size };
        if self.signbit() { -size } else { size }
    }

    /// Floor division and the remainder that has the sign of `divisor`.
    pub fn divmod(self, divisor: Self) -> (Self, Self) {
        let (mut quotient, mut modulus) = (Self::ZERO, Self::ZERO);
        // SAFETY: four valid pointers to values of 16 bytes.
        unsafe { ffi::divmod(&self, &divisor, &mut quotient, &mut modulus) };
        (quotient, modulus)
    }

    /// Fractional and integral part, both with the sign of `self`.
    pub fn modf(self) -> (Self, Self) {
        let (mut fraction, mut whole) = (Self::ZERO, Self::ZERO);
        // SAFETY: three valid pointers to values of 16 bytes.
        unsafe { ffi::modf(&self, &mut fraction, &mut whole) };
        (fraction, whole)
    }

    /// A fraction in [1/2, 1) and the power of two that `self` is a multiple of.
    pub fn frexp(self) -> (Self, i32) {
        let (mut fraction, mut exponent) = (Self::ZERO, 0);
        // SAFETY: valid pointers to two values and an int.
        unsafe { ffi::frexp(&self, &mut fraction, &mut exponent) };
        (fraction, exponent)
    }

    /// `self` times two to the power of `exponent`.
    pub fn ldexp(self, exponent: i32) -> Self {
        let mut out = Self::ZERO;
        // SAFETY: valid pointers to two values.
        unsafe { ffi::ldexp(&self, exponent as c_int, &mut out) };
        out
    }

    /// Parses NUL-terminated text as `strtold` does in the C locale: the number, how many bytes were
    /// used, and whether the number was out of range (too large, or too small to be exact).
    pub(crate) fn from_c_str(text: &core::ffi::CStr) -> (Self, usize, bool) {
        let (mut out, mut range) = (Self::ZERO, 0);
        // SAFETY: `text` ends with NUL; `out` and `range` are valid places.
        let used = unsafe { ffi::parse(text.as_ptr(), &mut out, &mut range) };
        (out, used, range != 0)
    }
}

macro_rules! unary_methods {
    ($($name:ident),* $(,)?) => { impl LongDouble { $(
        #[doc = concat!("`", stringify!($name), "` of the C library, with NumPy's rules.")]
        #[inline]
        pub fn $name(self) -> Self {
            let mut out = Self::ZERO;
            // SAFETY: two valid pointers to values of 16 bytes.
            unsafe { ffi::$name(&self, &mut out) };
            out
        }
    )* } };
}
unary_methods!(
    sign, square, reciprocal, floor, ceil, trunc, rint, sqrt, cbrt, exp, exp2, expm1, log, log2,
    log10, log1p, sin, cos, tan, arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh,
    arctanh, degrees, radians, spacing,
);

macro_rules! binary_methods {
    ($($name:ident),* $(,)?) => { impl LongDouble { $(
        #[doc = concat!("`", stringify!($name), "` of the C library, with NumPy's rules.")]
        #[inline]
        pub fn $name(self, other: Self) -> Self {
            let mut out = Self::ZERO;
            // SAFETY: three valid pointers to values of 16 bytes.
            unsafe { ffi::$name(&self, &other, &mut out) };
            out
        }
    )* } };
}
binary_methods!(
    fmod,
    floor_divide,
    remainder,
    power,
    arctan2,
    hypot,
    nextafter,
    logaddexp,
    logaddexp2,
    maximum,
    minimum,
    fmax,
    fmin,
    heaviside,
);

macro_rules! operators {
    ($($trait:ident $method:ident $ffi:ident),* $(,)?) => { $(
        impl $trait for LongDouble {
            type Output = Self;
            #[inline]
            fn $method(self, other: Self) -> Self {
                let mut out = Self::ZERO;
                // SAFETY: three valid pointers to values of 16 bytes.
                unsafe { ffi::$ffi(&self, &other, &mut out) };
                out
            }
        }
    )* };
}
operators!(Add add add, Sub sub subtract, Mul mul multiply, Div div divide, Rem rem fmod);

impl Neg for LongDouble {
    type Output = Self;
    #[inline]
    fn neg(mut self) -> Self {
        self.0[9] ^= 0x80;
        self
    }
}

impl PartialEq for LongDouble {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for LongDouble {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.is_nan() || other.is_nan() {
            return None;
        }
        Some(self.order_key().cmp(&other.order_key()))
    }
}

macro_rules! conversions {
    ($($t:ty, $from:ident, $to:ident, $method:ident);* $(;)?) => { $(
        impl From<$t> for LongDouble {
            #[inline]
            fn from(value: $t) -> Self {
                let mut out = Self::ZERO;
                // SAFETY: valid pointers to both values.
                unsafe { ffi::$from(&value, &mut out) };
                out
            }
        }
        impl LongDouble {
            #[doc = concat!("Converts to `", stringify!($t), "` as a C cast does.")]
            #[inline]
            pub fn $method(self) -> $t {
                let mut out = MaybeUninit::<$t>::uninit();
                // SAFETY: the callee writes `out`.
                unsafe {
                    ffi::$to(&self, out.as_mut_ptr());
                    out.assume_init()
                }
            }
        }
    )* };
}
conversions!(
    f32, from_f32, to_f32, to_f32;
    f64, from_f64, to_f64, to_f64;
    i8, from_i8, to_i8, to_i8;
    u8, from_u8, to_u8, to_u8;
    i16, from_i16, to_i16, to_i16;
    u16, from_u16, to_u16, to_u16;
    i32, from_i32, to_i32, to_i32;
    u32, from_u32, to_u32, to_u32;
    i64, from_i64, to_i64, to_i64;
    u64, from_u64, to_u64, to_u64;
);

impl Default for LongDouble {
    fn default() -> Self {
        Self::ZERO
    }
}

impl fmt::Debug for LongDouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.signbit() { "-" } else { "+" };
        write!(
            f,
            "LongDouble({sign}{:016x}:{:04x})",
            self.mantissa(),
            self.exponent()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_and_constants() {
        assert_eq!(LongDouble::ONE, LongDouble::from(1.0f64));
        assert_eq!(LongDouble::ZERO, LongDouble::from(-0.0f64));
        assert!(LongDouble::from(-0.0f64).signbit());
        assert!(LongDouble::from(f64::NAN).is_nan());
        assert_eq!(LongDouble::INFINITY, LongDouble::from(f64::INFINITY));
        assert_eq!(
            LongDouble::MAX.nextafter(LongDouble::INFINITY),
            LongDouble::INFINITY
        );
        assert_eq!(
            LongDouble::ZERO.nextafter(LongDouble::ONE),
            LongDouble::MIN_SUBNORMAL
        );
        assert_eq!(LongDouble::ONE.spacing(), LongDouble::EPSILON);
    }

    #[test]
    fn more_precise_than_double() {
        let third = LongDouble::ONE / LongDouble::from(3i64);
        assert_eq!(third.mantissa(), 0xaaaa_aaaa_aaaa_aaab);
        assert_ne!(third, LongDouble::from(1.0 / 3.0));
        assert_eq!(LongDouble::from(u64::MAX).to_u64(), u64::MAX);
        assert_eq!(LongDouble::from(i64::MIN).to_i64(), i64::MIN);
    }

    #[test]
    fn floor_division_rules() {
        let ld = |v: f64| LongDouble::from(v);
        assert_eq!(ld(-7.0).divmod(ld(2.0)), (ld(-4.0), ld(1.0)));
        assert_eq!(ld(7.0).divmod(ld(-2.0)), (ld(-4.0), ld(-1.0)));
        assert_eq!(ld(7.5) % ld(2.0), ld(1.5));
        assert_eq!(ld(2.75).modf(), (ld(0.75), ld(2.0)));
        assert_eq!(ld(12.0).frexp(), (ld(0.75), 4));
        assert_eq!(ld(0.75).ldexp(4), ld(12.0));
    }

    proptest! {
        #[test]
        fn f64_round_trip(bits: u64) {
            let value = f64::from_bits(bits);
            let back = LongDouble::from(value).to_f64();
            prop_assert!(back.to_bits() == bits || value.is_nan() && back.is_nan());
        }

        #[test]
        fn comparison_agrees_with_f64(a: f64, b: f64) {
            prop_assert_eq!(LongDouble::from(a).partial_cmp(&b.into()), a.partial_cmp(&b));
        }

        #[test]
        fn integers_are_exact(a: i64, b: u64) {
            prop_assert_eq!(LongDouble::from(a).to_i64(), a);
            prop_assert_eq!(LongDouble::from(b).to_u64(), b);
        }
    }
}
