//! Rounding, classification and the other functions that look at a float's parts.

use ferronum_scalar::half;
use ferronum_simd::{Level, status};

use super::map::{Binary, Map1, Map2, Split, Unary};
use super::num::{Bool, Complex, f16, narrow, ops, widen};
use super::vecmath::{Vec2, Vector2};
use super::{Flags, Kinds, UfuncLoop, libm, pick, plain, scale, stamped};
use crate::kind::Kind;

ops! {
    Floor Ceil Trunc Rint Sqrt Degrees Radians Spacing
    IsNan IsInf IsFinite SignBit Always Never
    CopySign NextAfter Heaviside Ldexp LdexpLong Frexp Modf
}

/// Functions of one float that give a float.
pub(crate) trait Rounding: Copy {
    fn floor(self, st: &mut Flags) -> Self;
    fn ceil(self, st: &mut Flags) -> Self;
    fn trunc(self, st: &mut Flags) -> Self;
    fn rint(self, st: &mut Flags) -> Self;
    fn sqrt(self, st: &mut Flags) -> Self;
    fn degrees(self, st: &mut Flags) -> Self;
    fn radians(self, st: &mut Flags) -> Self;
    fn spacing(self, st: &mut Flags) -> Self;
}

macro_rules! rounding {
    ($($t:ident $bits:ident $pi:expr;)+) => { $(impl Rounding for $t {
        #[inline(always)]
        fn floor(self, _: &mut Flags) -> Self { self.floor() }
        #[inline(always)]
        fn ceil(self, _: &mut Flags) -> Self { self.ceil() }
        #[inline(always)]
        fn trunc(self, _: &mut Flags) -> Self { self.trunc() }
        #[inline(always)]
        fn rint(self, _: &mut Flags) -> Self { self.round_ties_even() }
        #[inline(always)]
        fn sqrt(self, _: &mut Flags) -> Self { self.sqrt() }
        #[inline(always)]
        fn degrees(self, _: &mut Flags) -> Self { self * (180.0 / $pi) }
        #[inline(always)]
        fn radians(self, _: &mut Flags) -> Self { self * ($pi / 180.0) }
        // The distance to the neighbour away from zero, with the sign of the number.
        #[inline(always)]
        fn spacing(self, st: &mut Flags) -> Self {
            if self.is_infinite() {
                return $t::NAN;
            }
            // Adding zero makes minus zero plus zero.
            let a = self + 0.0;
            let gap = $t::from_bits(a.to_bits().wrapping_add(1)) - a;
            if gap.is_infinite() {
                st.0 |= status::OVERFLOW;
            }
            gap
        }
    })+ };
}
rounding! {
    f32 u32 std::f32::consts::PI;
    f64 u64 std::f64::consts::PI;
}

impl Rounding for f16 {
    #[inline(always)]
    fn floor(self, st: &mut Flags) -> Self {
        narrow(widen(self).floor(), st)
    }
    #[inline(always)]
    fn ceil(self, st: &mut Flags) -> Self {
        narrow(widen(self).ceil(), st)
    }
    #[inline(always)]
    fn trunc(self, st: &mut Flags) -> Self {
        narrow(widen(self).trunc(), st)
    }
    #[inline(always)]
    fn rint(self, st: &mut Flags) -> Self {
        narrow(widen(self).round_ties_even(), st)
    }
    #[inline(always)]
    fn sqrt(self, st: &mut Flags) -> Self {
        narrow(widen(self).sqrt(), st)
    }
    #[inline(always)]
    fn degrees(self, st: &mut Flags) -> Self {
        narrow(Rounding::degrees(widen(self), st), st)
    }
    #[inline(always)]
    fn radians(self, st: &mut Flags) -> Self {
        narrow(Rounding::radians(widen(self), st), st)
    }
    #[inline(always)]
    fn spacing(self, st: &mut Flags) -> Self {
        let (gap, flags) = half::spacing(self.to_bits());
        st.0 |= hardware(flags);
        Self::from_bits(gap)
    }
}

/// Flags of [`ferronum_scalar::float_status`] as bits of [`status`].
#[inline(always)]
pub(crate) fn hardware(flags: u8) -> u32 {
    use ferronum_scalar::float_status as f;
    let bit = |flag, bit| if flags & flag != 0 { bit } else { 0 };
    bit(f::INVALID, status::INVALID)
        | bit(f::DIVIDE, status::DIVIDE)
        | bit(f::OVERFLOW, status::OVERFLOW)
        | bit(f::UNDERFLOW, status::UNDERFLOW)
}

macro_rules! unary {
    ($($op:ident $method:ident $dear:literal)+) => { $(impl<T: Rounding> Unary for $op<T> {
        type A = T;
        type O = T;
        const DEAR: bool = $dear;
        #[inline(always)]
        fn call(a: T, st: &mut Flags) -> T {
            a.$method(st)
        }
    })+ };
}
unary! {
    Floor floor false Ceil ceil false Trunc trunc false Sqrt sqrt true
    Degrees degrees false Radians radians false Spacing spacing false
}

macro_rules! rint {
    ($($t:ty: |$a:ident, $st:ident| $call:expr;)+) => { $(impl Unary for Rint<$t> {
        type A = $t;
        type O = $t;
        #[inline(always)]
        fn call($a: $t, $st: &mut Flags) -> $t {
            $call
        }
    })+ };
}
rint! {
    f16: |a, st| a.rint(st);
    f32: |a, st| a.rint(st);
    f64: |a, st| a.rint(st);
    Complex<f32>: |a, st| Complex { re: a.re.rint(st), im: a.im.rint(st) };
    Complex<f64>: |a, st| Complex { re: a.re.rint(st), im: a.im.rint(st) };
}

/// What kind of number a float is; decided on its bits, so that nothing is ever raised.
pub(crate) trait Class: Copy {
    fn nan(self) -> bool;
    fn inf(self) -> bool;
    fn finite(self) -> bool;
}

macro_rules! class {
    ($($t:ty, $inf:expr, $size:expr;)+) => { $(impl Class for $t {
        #[inline(always)]
        fn nan(self) -> bool { self.to_bits() & $size > $inf }
        #[inline(always)]
        fn inf(self) -> bool { self.to_bits() & $size == $inf }
        #[inline(always)]
        fn finite(self) -> bool { self.to_bits() & $size < $inf }
    })+ };
}
class! {
    f16, half::INFINITY, 0x7fff;
    f32, 0x7f80_0000, 0x7fff_ffff;
    f64, 0x7ff0_0000_0000_0000, 0x7fff_ffff_ffff_ffff;
}

impl<T: Class> Class for Complex<T> {
    #[inline(always)]
    fn nan(self) -> bool {
        self.re.nan() | self.im.nan()
    }
    #[inline(always)]
    fn inf(self) -> bool {
        self.re.inf() | self.im.inf()
    }
    #[inline(always)]
    fn finite(self) -> bool {
        self.re.finite() & self.im.finite()
    }
}

macro_rules! test {
    ($($op:ident<$bound:ident>: |$a:ident| $call:expr;)+) => { $(impl<T: $bound> Unary for $op<T> {
        type A = T;
        type O = Bool;
        #[inline(always)]
        fn call($a: T, _: &mut Flags) -> Bool {
            Bool::from($call)
        }
    })+ };
}
test! {
    IsNan<Class>: |a| a.nan();
    IsInf<Class>: |a| a.inf();
    IsFinite<Class>: |a| a.finite();
    SignBit<Parts>: |a| a.negative();
    Always<Copy>: |_a| true;
    Never<Copy>: |_a| false;
}

/// Functions that take a float apart or put one together.
pub(crate) trait Parts: Copy {
    fn negative(self) -> bool;
    fn with_sign(self, o: Self) -> Self;
    fn next_after(self, o: Self, st: &mut Flags) -> Self;
    fn heaviside(self, at_zero: Self) -> Self;
    fn ldexp(self, exponent: i32, st: &mut Flags) -> Self;
    fn frexp(self, st: &mut Flags) -> (Self, i32);
    fn modf(self, st: &mut Flags) -> (Self, Self);
}

macro_rules! parts {
    ($($t:ident $next:ident $ldexp:ident;)+) => { $(impl Parts for $t {
        #[inline(always)]
        fn negative(self) -> bool { self.is_sign_negative() }
        #[inline(always)]
        fn with_sign(self, o: Self) -> Self { self.copysign(o) }
        #[inline(always)]
        fn next_after(self, o: Self, _: &mut Flags) -> Self { libm::$next(self, o) }
        #[inline(always)]
        fn heaviside(self, at_zero: Self) -> Self {
            if self.is_nan() { self } else if self == 0.0 { at_zero } else if self < 0.0 { 0.0 } else { 1.0 }
        }
        #[inline(always)]
        fn ldexp(self, exponent: i32, _: &mut Flags) -> Self { libm::$ldexp(self, exponent) }
        #[inline(always)]
        fn frexp(self, _: &mut Flags) -> (Self, i32) {
            const DIGITS: i32 = $t::MANTISSA_DIGITS as i32;
            const BIAS: i32 = $t::MAX_EXP - 1;
            let tiny = self.abs() < $t::MIN_POSITIVE;
            let normal = if tiny { self * (2.0 / $t::EPSILON) } else { self };
            let special = (self == 0.0) | !(self.abs() < $t::INFINITY);
            let field = (normal.abs().to_bits() >> (DIGITS - 1)) as i32;
            let exponent = field - (BIAS - 1) - if tiny { DIGITS } else { 0 };
            // The fraction keeps sign and mantissa and has the exponent of one half.
            let mantissa = normal.to_bits() & !($t::INFINITY.to_bits());
            let fraction = $t::from_bits(mantissa | (0.5 as $t).to_bits());
            if special { (self, 0) } else { (fraction, exponent) }
        }
        #[inline(always)]
        fn modf(self, _: &mut Flags) -> (Self, Self) {
            let whole = self.trunc();
            let rest = if self.abs() == $t::INFINITY { 0.0 } else { self - whole };
            (rest.copysign(self), whole)
        }
    })+ };
}
parts! {
    f32 nextafterf ldexpf;
    f64 nextafter ldexp;
}

impl Parts for f16 {
    #[inline(always)]
    fn negative(self) -> bool {
        half::signbit(self.to_bits())
    }
    #[inline(always)]
    fn with_sign(self, o: Self) -> Self {
        Self::from_bits(half::copysign(self.to_bits(), o.to_bits()))
    }
    #[inline(always)]
    fn next_after(self, o: Self, st: &mut Flags) -> Self {
        let (next, flags) = half::nextafter(self.to_bits(), o.to_bits());
        st.0 |= hardware(flags);
        Self::from_bits(next)
    }
    #[inline(always)]
    fn heaviside(self, at_zero: Self) -> Self {
        let bits = self.to_bits();
        if half::is_nan(bits) {
            self
        } else if half::is_zero(bits) {
            at_zero
        } else if half::signbit(bits) {
            Self::ZERO
        } else {
            Self::ONE
        }
    }
    #[inline(always)]
    fn ldexp(self, exponent: i32, st: &mut Flags) -> Self {
        narrow(libm::ldexpf(widen(self), exponent), st)
    }
    #[inline(always)]
    fn frexp(self, st: &mut Flags) -> (Self, i32) {
        let (fraction, exponent) = widen(self).frexp(st);
        (narrow(fraction, st), exponent)
    }
    #[inline(always)]
    fn modf(self, st: &mut Flags) -> (Self, Self) {
        let (fraction, whole) = widen(self).modf(st);
        (narrow(fraction, st), narrow(whole, st))
    }
}

macro_rules! binary {
    ($($op:ident $b:ty, $quiet:literal: |$x:ident, $y:ident, $st:ident| $call:expr;)+) => { $(
        impl<T: Parts> Binary for $op<T> {
            type A = T;
            type B = $b;
            type O = T;
            const QUIET: bool = $quiet;
            #[inline(always)]
            fn call($x: T, $y: $b, $st: &mut Flags) -> T {
                $call
            }
        }
    )+ };
}
binary! {
    CopySign T, false: |a, b, _st| a.with_sign(b);
    NextAfter T, false: |a, b, st| a.next_after(b, st);
    Heaviside T, true: |a, b, _st| a.heaviside(b);
    Ldexp i32, false: |a, b, st| a.ldexp(b, st);
    LdexpLong i64, false: |a, b, st| a.ldexp(b.clamp(i32::MIN as i64, i32::MAX as i64) as i32, st);
}

/// A power of two that leaves a normal number normal is an addition to its exponent.
macro_rules! ldexp {
    ($($op:ident<$t:ident> $u:ident $bits:ident $wide:ident;)+) => { $(impl Vector2 for $op<$t> {
        type T = $t;
        type U = $u;
        const LEVEL: u8 = 1;
        const HARMLESS: ($t, $u) = (1.0, 0);
        #[inline(always)]
        fn inside(x: $t, n: $u) -> bool {
            // All of one width, so that it vectorises.
            let (n, field) = (n as $wide, (x.abs().to_bits() >> ($t::MANTISSA_DIGITS - 1)) as $wide);
            let most = (2 * $t::MAX_EXP - 1) as $wide;
            let result = field.wrapping_add(n);
            let normal = (field > 0) & (result > 0) & (result < most) & (n > -4096) & (n < 4096);
            normal | (x == 0.0) | (field == most)
        }
        #[inline(always)]
        unsafe fn whole<const L: u8>(p: [*mut u8; 3], s: [isize; 3], n: usize) -> bool {
            // SAFETY: the caller's contract; the level has the instruction.
            L >= 4 && unsafe { scale::whole::<$t, $u>(p, s, n) }
        }
        #[inline(always)]
        unsafe fn lanes<const L: u8, const N: usize>(_: usize, x: &[$t; N], n: &[$u; N], out: &mut [$t; N]) {
            for j in 0..N {
                let scaled = x[j].to_bits().wrapping_add((n[j] as $bits) << ($t::MANTISSA_DIGITS - 1));
                let same = (x[j] == 0.0) | !(x[j].abs() < $t::INFINITY);
                out[j] = if same { x[j] } else { $t::from_bits(scaled) };
            }
        }
    })+ };
}
ldexp! {
    Ldexp<f32> i32 u32 i32;
    Ldexp<f64> i32 u64 i64;
    LdexpLong<f32> i64 u32 i64;
    LdexpLong<f64> i64 u64 i64;
}

impl<T: Parts> Split for Frexp<T> {
    type A = T;
    type O = T;
    type P = i32;
    const QUIET: bool = true;
    #[inline(always)]
    fn call(a: T, st: &mut Flags) -> (T, i32) {
        a.frexp(st)
    }
}

impl<T: Parts> Split for Modf<T> {
    type A = T;
    type O = T;
    type P = T;
    const QUIET: bool = true;
    #[inline(always)]
    fn call(a: T, st: &mut Flags) -> (T, T) {
        a.modf(st)
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    let second = kinds.get(1);
    macro_rules! floats {
        ($op:ident) => {
            pick!(k, level, Map1<$op>, Half1 + F32 F64)
        };
    }
    macro_rules! classes {
        ($op:ident, $else:ident) => {
            match k {
                Kind::Bool | Kind::I8 | Kind::U8 => stamped::<Map1<$else<u8>>>(level),
                Kind::I16 | Kind::U16 => stamped::<Map1<$else<u16>>>(level),
                Kind::I32 | Kind::U32 => stamped::<Map1<$else<u32>>>(level),
                Kind::I64 | Kind::U64 => stamped::<Map1<$else<u64>>>(level),
                _ => pick!(k, level, Map1<$op>, F16 F32 F64 C64 C128),
            }
        };
    }
    macro_rules! called {
        ($wrap:ident<$op:ident>) => {
            match k {
                Kind::F16 => plain::<$wrap<$op<f16>>>,
                Kind::F32 => plain::<$wrap<$op<f32>>>,
                Kind::F64 => plain::<$wrap<$op<f64>>>,
                _ => return None,
            }
        };
    }
    Some(match ufunc {
        "floor" => floats!(Floor),
        "ceil" => floats!(Ceil),
        "trunc" => floats!(Trunc),
        "rint" => pick!(k, level, Map1<Rint>, Half1 + F32 F64 C64 C128),
        "sqrt" => floats!(Sqrt),
        "degrees" => floats!(Degrees),
        "radians" => floats!(Radians),
        "spacing" => pick!(k, level, Map1<Spacing>, F16 F32 F64),
        "isnan" => classes!(IsNan, Never),
        "isinf" => classes!(IsInf, Never),
        "isfinite" => classes!(IsFinite, Always),
        "signbit" => pick!(k, level, Map1<SignBit>, F16 F32 F64),
        "copysign" => pick!(k, level, Map2<CopySign>, F16 F32 F64),
        "heaviside" => pick!(k, level, Map2<Heaviside>, F16 F32 F64),
        "nextafter" => called!(Map2<NextAfter>),
        "ldexp" => match (k, second == Some(&Kind::I32)) {
            (Kind::F16, true) => plain::<Map2<Ldexp<f16>>>,
            (Kind::F16, false) => plain::<Map2<LdexpLong<f16>>>,
            (Kind::F32, true) => stamped::<Vec2<Ldexp<f32>>>(level),
            (Kind::F32, false) => stamped::<Vec2<LdexpLong<f32>>>(level),
            (Kind::F64, true) => stamped::<Vec2<Ldexp<f64>>>(level),
            (Kind::F64, false) => stamped::<Vec2<LdexpLong<f64>>>(level),
            _ => return None,
        },
        "frexp" => pick!(k, level, Map1x2<Frexp>, F16 F32 F64),
        "modf" => pick!(k, level, Map1x2<Modf>, F16 F32 F64),
        _ => return None,
    })
}
