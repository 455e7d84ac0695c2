//! How elements convert: one trait for real elements, one for all.

use std::arch::x86_64::*;

use super::{
    Bool, Complex, Flags, Half, LongDouble, Stamp, f32_to_half, f64_to_half, half_to_f32,
    half_to_f64,
};

/// What an element type is, for code that picks a special path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Bool,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    Half,
    F32,
    F64,
    LongDouble,
    C64,
    C128,
    CLongDouble,
    Stamp,
}

/// A real element: how it becomes each of the others.
#[expect(missing_docs, reason = "one conversion per name")]
pub trait Real: Copy + 'static {
    const ZERO: Self;
    fn truthy(self) -> bool;
    fn to_i8(self) -> i8;
    fn to_u8(self) -> u8;
    fn to_i16(self) -> i16;
    fn to_u16(self) -> u16;
    fn to_i32(self) -> i32;
    fn to_u32(self) -> u32;
    fn to_i64(self) -> i64;
    fn to_u64(self) -> u64;
    fn to_stamp(self) -> Stamp;
    fn to_f32(self) -> f32;
    fn to_f64(self) -> f64;
    fn to_long(self) -> LongDouble;
    fn to_half(self, flags: &mut Flags) -> Half;
}

/// Any numeric element.
pub trait Element: Copy + 'static {
    /// What it is.
    const KIND: Kind;
    /// The type of its parts (itself when real).
    type Part: Real;
    /// The real part, or the value.
    fn re(self) -> Self::Part;
    /// The imaginary part; zero for reals.
    fn im(self) -> Self::Part;
    /// Whether it counts as true.
    fn truthy(self) -> bool;
    /// The element nearest to `x`, by C's conversion rules.
    fn from_element<S: Element>(x: S, flags: &mut Flags) -> Self;
}

macro_rules! int_real {
    ($($t:ty, $kind:ident, $long:ident, $wide:ty, $make:ident);+) => {$(
        impl Real for $t {
            const ZERO: Self = 0;
            #[inline(always)] fn truthy(self) -> bool { self != 0 }
            #[inline(always)] fn to_i8(self) -> i8 { self as i8 }
            #[inline(always)] fn to_u8(self) -> u8 { self as u8 }
            #[inline(always)] fn to_i16(self) -> i16 { self as i16 }
            #[inline(always)] fn to_u16(self) -> u16 { self as u16 }
            #[inline(always)] fn to_i32(self) -> i32 { self as i32 }
            #[inline(always)] fn to_u32(self) -> u32 { self as u32 }
            #[inline(always)] fn to_i64(self) -> i64 { self as i64 }
            #[inline(always)] fn to_u64(self) -> u64 { self as u64 }
            #[inline(always)] fn to_stamp(self) -> Stamp { Stamp(self as i64) }
            #[inline(always)] fn to_f32(self) -> f32 { self as f32 }
            #[inline(always)] fn to_f64(self) -> f64 { self as f64 }
            #[inline(always)] fn to_long(self) -> LongDouble { LongDouble::$long(self as $wide) }
            #[inline(always)] fn to_half(self, flags: &mut Flags) -> Half { f32_to_half(self as f32, flags) }
        }
        real_element!($t, $kind, $make);
    )+};
}
macro_rules! real_element {
    ($t:ty, $kind:ident, $make:ident $(, $flags:ident)?) => {
        impl Element for $t {
            const KIND: Kind = Kind::$kind;
            type Part = Self;
            #[inline(always)] fn re(self) -> Self { self }
            #[inline(always)] fn im(self) -> Self { <Self as Real>::ZERO }
            #[inline(always)] fn truthy(self) -> bool { Real::truthy(self) }
            #[inline(always)]
            fn from_element<S: Element>(x: S, _flags: &mut Flags) -> Self {
                x.re().$make($( { let $flags = _flags; $flags } )?)
            }
        }
    };
}
int_real!(
    i8, I8, from_i64, i64, to_i8; u8, U8, from_i64, i64, to_u8; i16, I16, from_i64, i64, to_i16;
    u16, U16, from_i64, i64, to_u16; i32, I32, from_i64, i64, to_i32; u32, U32, from_i64, i64, to_u32;
    i64, I64, from_i64, i64, to_i64; u64, U64, from_u64, u64, to_u64
);

macro_rules! float_real {
    ($t:ty, $kind:ident, $set:ident, $cvt32:ident, $cvt64:ident, $long:ident, $half:ident, $make:ident) => {
        impl Real for $t {
            const ZERO: Self = 0.0;
            #[inline(always)]
            fn truthy(self) -> bool {
                self != 0.0
            }
            #[inline(always)]
            fn to_i8(self) -> i8 {
                self.to_i32() as i8
            }
            #[inline(always)]
            fn to_u8(self) -> u8 {
                self.to_i32() as u8
            }
            #[inline(always)]
            fn to_i16(self) -> i16 {
                self.to_i32() as i16
            }
            #[inline(always)]
            fn to_u16(self) -> u16 {
                self.to_i32() as u16
            }
            #[inline(always)]
            fn to_i32(self) -> i32 {
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $cvt32($set(self)) }
            }
            #[inline(always)]
            fn to_u32(self) -> u32 {
                Real::to_i64(self) as u32
            }
            #[inline(always)]
            fn to_i64(self) -> i64 {
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $cvt64($set(self)) }
            }
            #[inline(always)]
            fn to_u64(self) -> u64 {
                const TOP: $t = 9223372036854775808.0;
                if self >= TOP {
                    (Real::to_i64(self - TOP) as u64) ^ (1 << 63)
                } else {
                    Real::to_i64(self) as u64
                }
            }
            #[inline(always)]
            fn to_stamp(self) -> Stamp {
                Stamp(if self.is_nan() {
                    i64::MIN
                } else {
                    Real::to_i64(self)
                })
            }
            #[inline(always)]
            fn to_f32(self) -> f32 {
                self as f32
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn to_long(self) -> LongDouble {
                LongDouble::$long(self)
            }
            #[inline(always)]
            fn to_half(self, flags: &mut Flags) -> Half {
                $half(self, flags)
            }
        }
        real_element!($t, $kind, $make);
    };
}
float_real!(
    f32,
    F32,
    _mm_set_ss,
    _mm_cvttss_si32,
    _mm_cvttss_si64,
    from_f32,
    f32_to_half,
    to_f32
);
float_real!(
    f64,
    F64,
    _mm_set_sd,
    _mm_cvttsd_si32,
    _mm_cvttsd_si64,
    from_f64,
    f64_to_half,
    to_f64
);

impl Real for Half {
    const ZERO: Self = Half(0);
    #[inline(always)]
    fn truthy(self) -> bool {
        self.0 & 0x7fff != 0
    }
    #[inline(always)]
    fn to_i8(self) -> i8 {
        half_to_f32(self).to_i8()
    }
    #[inline(always)]
    fn to_u8(self) -> u8 {
        half_to_f32(self).to_u8()
    }
    #[inline(always)]
    fn to_i16(self) -> i16 {
        half_to_f32(self).to_i16()
    }
    #[inline(always)]
    fn to_u16(self) -> u16 {
        half_to_f32(self).to_u16()
    }
    #[inline(always)]
    fn to_i32(self) -> i32 {
        half_to_f32(self).to_i32()
    }
    #[inline(always)]
    fn to_u32(self) -> u32 {
        half_to_f32(self).to_u32()
    }
    #[inline(always)]
    fn to_i64(self) -> i64 {
        Real::to_i64(half_to_f32(self))
    }
    #[inline(always)]
    fn to_u64(self) -> u64 {
        Real::to_u64(half_to_f32(self))
    }
    #[inline(always)]
    fn to_stamp(self) -> Stamp {
        half_to_f32(self).to_stamp()
    }
    #[inline(always)]
    fn to_f32(self) -> f32 {
        half_to_f32(self)
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        half_to_f64(self)
    }
    #[inline(always)]
    fn to_long(self) -> LongDouble {
        LongDouble::from_f32(half_to_f32(self))
    }
    #[inline(always)]
    fn to_half(self, _: &mut Flags) -> Half {
        self
    }
}

impl Real for LongDouble {
    const ZERO: Self = Self::ZERO;
    #[inline(always)]
    fn truthy(self) -> bool {
        !self.is_zero()
    }
    #[inline(always)]
    fn to_i8(self) -> i8 {
        self.to_i16() as i8
    }
    #[inline(always)]
    fn to_u8(self) -> u8 {
        self.to_i16() as u8
    }
    #[inline(always)]
    fn to_i16(self) -> i16 {
        self.to_i16()
    }
    #[inline(always)]
    fn to_u16(self) -> u16 {
        self.to_i32() as u16
    }
    #[inline(always)]
    fn to_i32(self) -> i32 {
        self.to_i32()
    }
    #[inline(always)]
    fn to_u32(self) -> u32 {
        self.to_i64() as u32
    }
    #[inline(always)]
    fn to_i64(self) -> i64 {
        self.to_i64()
    }
    #[inline(always)]
    fn to_u64(self) -> u64 {
        self.to_u64()
    }
    #[inline(always)]
    fn to_stamp(self) -> Stamp {
        Stamp(if self.is_nan() {
            i64::MIN
        } else {
            self.to_i64()
        })
    }
    #[inline(always)]
    fn to_f32(self) -> f32 {
        self.to_f32()
    }
    #[inline(always)]
    fn to_f64(self) -> f64 {
        self.to_f64()
    }
    #[inline(always)]
    fn to_long(self) -> LongDouble {
        self
    }
    #[inline(always)]
    fn to_half(self, flags: &mut Flags) -> Half {
        f32_to_half(self.to_f32(), flags)
    }
}

macro_rules! wrapped_real {
    ($t:ident, $inner:expr, $zero:expr, $kind:ident, $make:ident) => {
        impl Real for $t {
            const ZERO: Self = $zero;
            #[inline(always)]
            fn truthy(self) -> bool {
                self.0 != 0
            }
            #[inline(always)]
            fn to_i8(self) -> i8 {
                $inner(self).to_i8()
            }
            #[inline(always)]
            fn to_u8(self) -> u8 {
                $inner(self).to_u8()
            }
            #[inline(always)]
            fn to_i16(self) -> i16 {
                $inner(self).to_i16()
            }
            #[inline(always)]
            fn to_u16(self) -> u16 {
                $inner(self).to_u16()
            }
            #[inline(always)]
            fn to_i32(self) -> i32 {
                $inner(self).to_i32()
            }
            #[inline(always)]
            fn to_u32(self) -> u32 {
                $inner(self).to_u32()
            }
            #[inline(always)]
            fn to_i64(self) -> i64 {
                $inner(self).to_i64()
            }
            #[inline(always)]
            fn to_u64(self) -> u64 {
                $inner(self).to_u64()
            }
            #[inline(always)]
            fn to_stamp(self) -> Stamp {
                $inner(self).to_stamp()
            }
            #[inline(always)]
            fn to_f32(self) -> f32 {
                $inner(self).to_f32()
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                $inner(self).to_f64()
            }
            #[inline(always)]
            fn to_long(self) -> LongDouble {
                $inner(self).to_long()
            }
            #[inline(always)]
            fn to_half(self, flags: &mut Flags) -> Half {
                $inner(self).to_half(flags)
            }
        }
    };
}
wrapped_real!(Bool, |x: Bool| u8::from(x.0 != 0), Bool(0), Bool, to_bool);
wrapped_real!(Stamp, |x: Stamp| x.0, Stamp(0), Stamp, to_stamp);

real_element!(Stamp, Stamp, to_stamp);
real_element!(LongDouble, LongDouble, to_long);

impl Element for Half {
    const KIND: Kind = Kind::Half;
    type Part = Self;
    #[inline(always)]
    fn re(self) -> Self {
        self
    }
    #[inline(always)]
    fn im(self) -> Self {
        Half(0)
    }
    #[inline(always)]
    fn truthy(self) -> bool {
        Real::truthy(self)
    }
    #[inline(always)]
    fn from_element<S: Element>(x: S, flags: &mut Flags) -> Self {
        x.re().to_half(flags)
    }
}

impl Element for Bool {
    const KIND: Kind = Kind::Bool;
    type Part = Self;
    #[inline(always)]
    fn re(self) -> Self {
        self
    }
    #[inline(always)]
    fn im(self) -> Self {
        Bool(0)
    }
    #[inline(always)]
    fn truthy(self) -> bool {
        self.0 != 0
    }
    #[inline(always)]
    fn from_element<S: Element>(x: S, _: &mut Flags) -> Self {
        Bool(u8::from(x.truthy()))
    }
}

macro_rules! complex_element {
    ($($part:ty, $kind:ident, $make:ident);+) => {$(
        impl Element for Complex<$part> {
            const KIND: Kind = Kind::$kind;
            type Part = $part;
            #[inline(always)] fn re(self) -> $part { self.re }
            #[inline(always)] fn im(self) -> $part { self.im }
            #[inline(always)]
            fn truthy(self) -> bool { Real::truthy(self.re) | Real::truthy(self.im) }
            #[inline(always)]
            fn from_element<S: Element>(x: S, _: &mut Flags) -> Self {
                Complex { re: x.re().$make(), im: x.im().$make() }
            }
        }
    )+};
}
complex_element!(f32, C64, to_f32; f64, C128, to_f64; LongDouble, CLongDouble, to_long);
