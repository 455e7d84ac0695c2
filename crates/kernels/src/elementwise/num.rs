//! Element types of the loops and the arithmetic that all of them share.

use ferronum_scalar::half;
use ferronum_simd::{complex_call, status};

use super::Flags;
pub use ::half::f16;

/// A boolean as stored: any non-zero byte is true.
#[derive(Copy, Clone, Debug)]
#[repr(transparent)]
pub struct Bool(pub u8);

impl Bool {
    /// Its truth.
    #[inline(always)]
    pub fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    #[inline(always)]
    fn from(b: bool) -> Self {
        Self(b as u8)
    }
}

/// A complex number as stored.
#[derive(Copy, Clone, Debug, PartialEq)]
#[repr(C)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}

/// The element type of each [`Kind`](crate::kind::Kind), under the same name.
pub(crate) mod kinds {
    pub(crate) type Bool = super::Bool;
    pub(crate) type I8 = i8;
    pub(crate) type U8 = u8;
    pub(crate) type I16 = i16;
    pub(crate) type U16 = u16;
    pub(crate) type I32 = i32;
    pub(crate) type U32 = u32;
    pub(crate) type I64 = i64;
    pub(crate) type U64 = u64;
    pub(crate) type F16 = super::f16;
    pub(crate) type F32 = f32;
    pub(crate) type F64 = f64;
    pub(crate) type C64 = super::Complex<f32>;
    pub(crate) type C128 = super::Complex<f64>;
}

/// Defines operations generic over the element type.
macro_rules! ops {
    ($($(#[$meta:meta])* $name:ident)+) => {
        $($(#[$meta])* pub(crate) struct $name<T>(std::marker::PhantomData<T>);)+
    };
}
pub(crate) use ops;

/// Sums, products and their relatives. Integers wrap; `bool` is the two-element algebra.
pub(crate) trait Arith: Copy {
    fn add(self, o: Self, st: &mut Flags) -> Self;
    fn sub(self, o: Self, st: &mut Flags) -> Self;
    fn mul(self, o: Self, st: &mut Flags) -> Self;
    fn neg(self) -> Self;
    fn square(self, st: &mut Flags) -> Self;
    /// Zero, one or minus one; NaN for NaN.
    fn sign(self) -> Self;
    fn is_zero(self) -> bool;
}

macro_rules! int_arith {
    ($($t:ty, $sign:expr;)+) => { $(impl Arith for $t {
        #[inline(always)]
        fn add(self, o: Self, _: &mut Flags) -> Self { self.wrapping_add(o) }
        #[inline(always)]
        fn sub(self, o: Self, _: &mut Flags) -> Self { self.wrapping_sub(o) }
        #[inline(always)]
        fn mul(self, o: Self, _: &mut Flags) -> Self { self.wrapping_mul(o) }
        #[inline(always)]
        fn neg(self) -> Self { self.wrapping_neg() }
        #[inline(always)]
        fn square(self, _: &mut Flags) -> Self { self.wrapping_mul(self) }
        #[inline(always)]
        fn sign(self) -> Self { let sign: fn($t) -> $t = $sign; sign(self) }
        #[inline(always)]
        fn is_zero(self) -> bool { self == 0 }
    })+ };
}
int_arith! {
    i8, |x| (x > 0) as i8 - (x < 0) as i8;
    i16, |x| (x > 0) as i16 - (x < 0) as i16;
    i32, |x| (x > 0) as i32 - (x < 0) as i32;
    i64, |x| (x > 0) as i64 - (x < 0) as i64;
    u8, |x| (x != 0) as u8;
    u16, |x| (x != 0) as u16;
    u32, |x| (x != 0) as u32;
    u64, |x| (x != 0) as u64;
}

macro_rules! float_arith {
    ($($t:ty)+) => { $(impl Arith for $t {
        #[inline(always)]
        fn add(self, o: Self, _: &mut Flags) -> Self { self + o }
        #[inline(always)]
        fn sub(self, o: Self, _: &mut Flags) -> Self { self - o }
        #[inline(always)]
        fn mul(self, o: Self, _: &mut Flags) -> Self { self * o }
        #[inline(always)]
        fn neg(self) -> Self { -self }
        #[inline(always)]
        fn square(self, _: &mut Flags) -> Self { self * self }
        // On the bits, as comparing with NaN would raise.
        #[inline(always)]
        fn sign(self) -> Self {
            let size = self.abs().to_bits();
            let one = if size == 0 { 0.0 } else { (1.0 as $t).copysign(self) };
            if size > <$t>::INFINITY.to_bits() { self } else { one }
        }
        #[inline(always)]
        fn is_zero(self) -> bool { self == 0.0 }
    })+ };
}
float_arith! { f32 f64 }

/// Rounds the `f32` result of a half operation, noting what the rounding raises.
#[inline(always)]
pub(crate) fn narrow(value: f32, st: &mut Flags) -> f16 {
    let bits = value.to_bits();
    let h = half::from_f32_bits(bits);
    let size = bits & 0x7fff_ffff;
    let overflow = size < 0x7f80_0000 && h & 0x7fff == half::INFINITY;
    let underflow = size < 0x3880_0000 && half::to_f32_bits(h & 0x7fff) != size;
    st.0 |=
        if overflow { status::OVERFLOW } else { 0 } | if underflow { status::UNDERFLOW } else { 0 };
    f16::from_bits(h)
}

/// The value of a half.
#[inline(always)]
pub(crate) fn widen(h: f16) -> f32 {
    half::to_f32(h.to_bits())
}

impl Arith for f16 {
    #[inline(always)]
    fn add(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self) + widen(o), st)
    }
    #[inline(always)]
    fn sub(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self) - widen(o), st)
    }
    #[inline(always)]
    fn mul(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self) * widen(o), st)
    }
    #[inline(always)]
    fn neg(self) -> Self {
        Self::from_bits(self.to_bits() ^ half::SIGN)
    }
    #[inline(always)]
    fn square(self, st: &mut Flags) -> Self {
        narrow(widen(self) * widen(self), st)
    }
    #[inline(always)]
    fn sign(self) -> Self {
        let bits = self.to_bits();
        let one = if half::is_zero(bits) {
            0
        } else {
            0x3c00 | bits & half::SIGN
        };
        Self::from_bits(if half::is_nan(bits) { bits } else { one })
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        half::is_zero(self.to_bits())
    }
}

impl Arith for Bool {
    #[inline(always)]
    fn add(self, o: Self, _: &mut Flags) -> Self {
        Self((self.0 | o.0 != 0) as u8)
    }
    #[inline(always)]
    fn sub(self, o: Self, _: &mut Flags) -> Self {
        Self((self.get() != o.get()) as u8)
    }
    #[inline(always)]
    fn mul(self, o: Self, _: &mut Flags) -> Self {
        Self((self.get() & o.get()) as u8)
    }
    #[inline(always)]
    fn neg(self) -> Self {
        Self(!self.get() as u8)
    }
    #[inline(always)]
    fn square(self, _: &mut Flags) -> Self {
        Self(self.get() as u8)
    }
    #[inline(always)]
    fn sign(self) -> Self {
        Self(self.get() as u8)
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The real types that complex numbers are made of.
pub(crate) trait Float: Arith + PartialOrd + 'static {
    const ZERO: Self;
    const ONE: Self;
    const NAN: Self;
    fn div(self, o: Self) -> Self;
    fn abs(self) -> Self;
    fn is_nan(self) -> bool;
    fn is_inf(self) -> bool;
    fn hypot(self, o: Self) -> Self;
    /// `self * a + b`, rounded once; only for copies that are compiled with FMA.
    fn mul_add(self, a: Self, b: Self) -> Self;
    fn copysign(self, o: Self) -> Self;
    /// Fused complex products of the first of `n` adjacent numbers; says of how many.
    ///
    /// # Safety
    /// As [`complex_call`], at level `L`, which is 3 or more.
    unsafe fn products<const L: u8>(p: [*mut u8; 3], n: usize) -> usize;
}

macro_rules! float {
    ($($t:ty: $v3:ident $v4:ident;)+) => { $(impl Float for $t {
        const ZERO: Self = 0.0;
        const ONE: Self = 1.0;
        const NAN: Self = <$t>::NAN;
        #[inline(always)]
        fn div(self, o: Self) -> Self { self / o }
        #[inline(always)]
        fn abs(self) -> Self { <$t>::abs(self) }
        #[inline(always)]
        fn is_nan(self) -> bool { self != self }
        #[inline(always)]
        fn is_inf(self) -> bool { <$t>::abs(self) == <$t>::INFINITY }
        #[inline(always)]
        fn hypot(self, o: Self) -> Self { <$t>::hypot(self, o) }
        #[inline(always)]
        fn mul_add(self, a: Self, b: Self) -> Self { <$t>::mul_add(self, a, b) }
        #[inline(always)]
        fn copysign(self, o: Self) -> Self { <$t>::copysign(self, o) }
        #[inline(always)]
        unsafe fn products<const L: u8>(p: [*mut u8; 3], n: usize) -> usize {
            let [x, y, out] = p.map(|p| p.cast::<$t>());
            // SAFETY: the caller's contract.
            unsafe {
                if L >= 4 {
                    complex_call::$v4(x, y, out, n)
                } else {
                    complex_call::$v3(x, y, out, n)
                }
            }
        }
    })+ };
}
float! {
    f32: product_c64_v3 product_c64_v4;
    f64: product_c128_v3 product_c128_v4;
}

impl<T: Float> Arith for Complex<T> {
    #[inline(always)]
    fn add(self, o: Self, st: &mut Flags) -> Self {
        Self {
            re: self.re.add(o.re, st),
            im: self.im.add(o.im, st),
        }
    }
    #[inline(always)]
    fn sub(self, o: Self, st: &mut Flags) -> Self {
        Self {
            re: self.re.sub(o.re, st),
            im: self.im.sub(o.im, st),
        }
    }
    #[inline(always)]
    fn mul(self, o: Self, st: &mut Flags) -> Self {
        let re = self.re.mul(o.re, st).sub(self.im.mul(o.im, st), st);
        let im = self.re.mul(o.im, st).add(self.im.mul(o.re, st), st);
        Self { re, im }
    }
    #[inline(always)]
    fn neg(self) -> Self {
        Self {
            re: self.re.neg(),
            im: self.im.neg(),
        }
    }
    #[inline(always)]
    fn square(self, st: &mut Flags) -> Self {
        self.mul(self, st)
    }
    #[inline(always)]
    fn sign(self) -> Self {
        let size = self.re.hypot(self.im);
        let zero = T::ZERO;
        if size.is_nan() {
            Self {
                re: T::NAN,
                im: T::NAN,
            }
        } else if size.is_inf() {
            match (self.re.is_inf(), self.im.is_inf()) {
                (true, true) => Self {
                    re: T::NAN,
                    im: T::NAN,
                },
                (true, false) => Self {
                    re: T::ONE.copysign(self.re),
                    im: zero,
                },
                (false, _) => Self {
                    re: zero,
                    im: T::ONE.copysign(self.im),
                },
            }
        } else if size.is_zero() {
            Self { re: zero, im: zero }
        } else {
            Self {
                re: self.re.div(size),
                im: self.im.div(size),
            }
        }
    }
    #[inline(always)]
    fn is_zero(self) -> bool {
        self.re.is_zero() & self.im.is_zero()
    }
}
