//! Elements that can be multiplied and summed.

use ferronum_scalar::longdouble::LongDouble;

use crate::blas::Complex;
use crate::num::{Bool, Half, f32_to_half, half_to_f32, raise};

/// An element with its accumulator.
pub trait Product: Copy + 'static {
    /// What sums are kept in.
    type Acc: Copy;
    /// The empty sum.
    const ZERO: Self::Acc;
    /// `acc + a * b`, in this order.
    fn add(acc: Self::Acc, a: Self, b: Self) -> Self::Acc;
    /// The sum as an element.
    fn finish(acc: Self::Acc) -> Self;
    /// The complex conjugate.
    #[inline(always)]
    fn conj(self) -> Self {
        self
    }
}

macro_rules! int {
    ($($t:ty)+) => {$(
        impl Product for $t {
            type Acc = $t;
            const ZERO: $t = 0;
            #[inline(always)]
            fn add(acc: $t, a: $t, b: $t) -> $t {
                acc.wrapping_add(a.wrapping_mul(b))
            }
            #[inline(always)]
            fn finish(acc: $t) -> $t {
                acc
            }
        }
    )+};
}
int!(i8 u8 i16 u16 i32 u32 i64 u64);

macro_rules! float {
    ($($t:ty)+) => {$(
        impl Product for $t {
            type Acc = $t;
            const ZERO: $t = 0.0;
            #[inline(always)]
            fn add(acc: $t, a: $t, b: $t) -> $t {
                acc + a * b
            }
            #[inline(always)]
            fn finish(acc: $t) -> $t {
                acc
            }
        }
        impl Product for Complex<$t> {
            type Acc = Complex<$t>;
            const ZERO: Self = Complex { re: 0.0, im: 0.0 };
            #[inline(always)]
            fn add(acc: Self, a: Self, b: Self) -> Self {
                Complex {
                    re: acc.re + (a.re * b.re - a.im * b.im),
                    im: acc.im + (a.re * b.im + a.im * b.re),
                }
            }
            #[inline(always)]
            fn finish(acc: Self) -> Self {
                acc
            }
            #[inline(always)]
            fn conj(self) -> Self {
                Complex { re: self.re, im: -self.im }
            }
        }
    )+};
}
float!(f32 f64);

impl Product for Bool {
    type Acc = u8;
    const ZERO: u8 = 0;
    #[inline(always)]
    fn add(acc: u8, a: Self, b: Self) -> u8 {
        acc | u8::from(a.0 != 0 && b.0 != 0)
    }
    #[inline(always)]
    fn finish(acc: u8) -> Self {
        Bool(acc)
    }
}

impl Product for Half {
    type Acc = f32;
    const ZERO: f32 = 0.0;
    #[inline(always)]
    fn add(acc: f32, a: Self, b: Self) -> f32 {
        acc + half_to_f32(a) * half_to_f32(b)
    }
    #[inline(always)]
    fn finish(acc: f32) -> Self {
        let mut flags = 0;
        let h = f32_to_half(acc, &mut flags);
        raise(flags);
        h
    }
}

impl Product for LongDouble {
    type Acc = LongDouble;
    const ZERO: LongDouble = LongDouble::ZERO;
    #[inline(always)]
    fn add(acc: Self, a: Self, b: Self) -> Self {
        acc + a * b
    }
    #[inline(always)]
    fn finish(acc: Self) -> Self {
        acc
    }
}

impl Product for Complex<LongDouble> {
    type Acc = Self;
    const ZERO: Self = Complex {
        re: LongDouble::ZERO,
        im: LongDouble::ZERO,
    };
    #[inline(always)]
    fn add(acc: Self, a: Self, b: Self) -> Self {
        Complex {
            re: acc.re + (a.re * b.re - a.im * b.im),
            im: acc.im + (a.re * b.im + a.im * b.re),
        }
    }
    #[inline(always)]
    fn finish(acc: Self) -> Self {
        acc
    }
    #[inline(always)]
    fn conj(self) -> Self {
        Complex {
            re: self.re,
            im: -self.im,
        }
    }
}
