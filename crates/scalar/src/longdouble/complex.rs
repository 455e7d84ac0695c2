//! Complex numbers of two [`LongDouble`] parts.

use super::LongDouble;
use super::ffi::complex as ffi;
use core::cmp::Ordering;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// A complex number in C's layout: real part, imaginary part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct CLongDouble {
    /// Real part.
    pub re: LongDouble,
    /// Imaginary part.
    pub im: LongDouble,
}

const _: () = assert!(size_of::<CLongDouble>() == 32);

impl CLongDouble {
    /// Zero.
    pub const ZERO: Self = Self::new(LongDouble::ZERO, LongDouble::ZERO);

    /// A number from its parts.
    pub const fn new(re: LongDouble, im: LongDouble) -> Self {
        Self { re, im }
    }

    /// Whether a part is a NaN.
    pub const fn is_nan(self) -> bool {
        self.re.is_nan() || self.im.is_nan()
    }

    /// The conjugate.
    pub fn conjugate(self) -> Self {
        Self::new(self.re, -self.im)
    }

    /// The distance from zero.
    pub fn abs(self) -> LongDouble {
        let mut out = LongDouble::ZERO;
        // SAFETY: valid pointers to an input and an output.
        unsafe { ffi::absolute(&self, &mut out) };
        out
    }

    /// The angle.
    pub fn arg(self) -> LongDouble {
        let mut out = LongDouble::ZERO;
        // SAFETY: valid pointers to an input and an output.
        unsafe { ffi::arg(&self, &mut out) };
        out
    }

    /// `self` to the power of `exponent`.
    pub fn power(self, exponent: Self) -> Self {
        let mut out = Self::ZERO;
        // SAFETY: valid pointers to two inputs and an output.
        unsafe { ffi::power(&self, &exponent, &mut out) };
        out
    }
}

macro_rules! unary_methods {
    ($($name:ident),* $(,)?) => { impl CLongDouble { $(
        #[doc = concat!("`", stringify!($name), "` of the C library, with NumPy's rules.")]
        pub fn $name(self) -> Self {
            let mut out = Self::ZERO;
            // SAFETY: valid pointers to an input and an output.
            unsafe { ffi::$name(&self, &mut out) };
            out
        }
    )* } };
}
unary_methods!(
    square, reciprocal, sign, rint, sqrt, exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan,
    arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh, arctanh,
);

macro_rules! operators {
    ($($trait:ident $method:ident $ffi:ident),*) => { $(
        impl $trait for CLongDouble {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                let mut out = Self::ZERO;
                // SAFETY: valid pointers to two inputs and an output.
                unsafe { ffi::$ffi(&self, &other, &mut out) };
                out
            }
        }
    )* };
}
operators!(Add add add, Sub sub subtract, Mul mul multiply, Div div divide);

impl Neg for CLongDouble {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.re, -self.im)
    }
}

/// By real part, then by imaginary part; nothing is ordered against a NaN.
impl PartialOrd for CLongDouble {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match self.re.partial_cmp(&other.re)? {
            Ordering::Equal => self.im.partial_cmp(&other.im),
            _ if self.im.is_nan() || other.im.is_nan() => None,
            order => Some(order),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(re: f64, im: f64) -> CLongDouble {
        CLongDouble::new(re.into(), im.into())
    }

    #[test]
    fn arithmetic() {
        assert_eq!(c(1.0, 2.0) * c(3.0, -1.0), c(5.0, 5.0));
        assert_eq!(c(5.0, 5.0) / c(1.0, 2.0), c(3.0, -1.0));
        assert_eq!(c(3.0, 4.0).abs(), LongDouble::from(5.0f64));
        assert_eq!(c(0.0, 1.0).power(c(2.0, 0.0)), c(-1.0, 0.0));
        assert_eq!(c(-1.0, 0.0).sqrt(), c(0.0, 1.0));
    }

    #[test]
    fn order() {
        assert!(c(1.0, 2.0) < c(1.0, 3.0));
        assert!(c(1.0, 9.0) < c(2.0, 0.0));
        assert_eq!(c(1.0, f64::NAN).partial_cmp(&c(2.0, 0.0)), None);
    }
}
