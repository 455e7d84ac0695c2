//! Integer division in all its forms, powers, greatest common divisors.
//!
//! Division by zero gives zero and raises "divide by zero"; the one quotient that does not fit (the least
//! integer by minus one) gives the least integer and raises "overflow".

use ferronum_simd::{Level, status};

use super::map::{Binary, Split2};
use super::num::ops;
use super::vecmath::{Vector2, Vector2x2};
use super::{Flags, Kinds, UfuncLoop, invariant, pick};

ops! { FloorDivide Remainder Fmod DivMod Power Gcd Lcm }

/// Integers with division.
pub(crate) trait Divide: Copy {
    /// Quotient towards minus infinity.
    fn floor_divide(self, o: Self, st: &mut Flags) -> Self;
    /// Remainder with the sign of the divisor.
    fn remainder(self, o: Self, st: &mut Flags) -> Self;
    /// Remainder with the sign of the dividend.
    fn fmod(self, o: Self, st: &mut Flags) -> Self;
    fn power(self, o: Self, st: &mut Flags) -> Self;
    fn gcd(self, o: Self) -> Self;
    fn lcm(self, o: Self) -> Self;
}

macro_rules! unsigned {
    ($($t:ident)+) => { $(impl Divide for $t {
        #[inline(always)]
        fn floor_divide(self, o: Self, st: &mut Flags) -> Self {
            self.checked_div(o).unwrap_or_else(|| { st.0 |= status::DIVIDE; 0 })
        }
        #[inline(always)]
        fn remainder(self, o: Self, st: &mut Flags) -> Self {
            self.checked_rem(o).unwrap_or_else(|| { st.0 |= status::DIVIDE; 0 })
        }
        #[inline(always)]
        fn fmod(self, o: Self, st: &mut Flags) -> Self { self.remainder(o, st) }
        #[inline(always)]
        fn power(self, o: Self, _: &mut Flags) -> Self {
            let (mut base, mut left, mut result) = (self, o, 1 as $t);
            while left != 0 {
                if left & 1 != 0 { result = result.wrapping_mul(base); }
                base = base.wrapping_mul(base);
                left >>= 1;
            }
            result
        }
        #[inline(always)]
        fn gcd(self, o: Self) -> Self {
            // Stein's algorithm: shifts and differences, no division.
            let (mut a, mut b) = (self, o);
            if a == 0 || b == 0 { return a | b; }
            let shared = (a | b).trailing_zeros();
            a >>= a.trailing_zeros();
            loop {
                b >>= b.trailing_zeros();
                let (low, high) = (a.min(b), a.max(b));
                a = low;
                b = high - low;
                if b == 0 { return a << shared; }
            }
        }
        #[inline(always)]
        fn lcm(self, o: Self) -> Self {
            let gcd = Divide::gcd(self, o);
            if gcd == 0 { 0 } else { (self / gcd).wrapping_mul(o) }
        }
    })+ };
}
unsigned! { u8 u16 u32 u64 }

macro_rules! signed {
    ($($t:ident $unsigned:ident;)+) => { $(impl Divide for $t {
        #[inline(always)]
        fn floor_divide(self, o: Self, st: &mut Flags) -> Self {
            if o == 0 {
                st.0 |= status::DIVIDE;
                return 0;
            }
            if self == <$t>::MIN && o == -1 {
                st.0 |= status::OVERFLOW;
                return <$t>::MIN;
            }
            let (q, r) = (self.wrapping_div(o), self.wrapping_rem(o));
            q - (r != 0 && (r < 0) != (o < 0)) as $t
        }
        #[inline(always)]
        fn remainder(self, o: Self, st: &mut Flags) -> Self {
            let r = self.fmod(o, st);
            if r != 0 && (r < 0) != (o < 0) { r.wrapping_add(o) } else { r }
        }
        #[inline(always)]
        fn fmod(self, o: Self, st: &mut Flags) -> Self {
            if o == 0 {
                st.0 |= status::DIVIDE;
                return 0;
            }
            self.wrapping_rem(o)
        }
        #[inline(always)]
        fn power(self, o: Self, st: &mut Flags) -> Self {
            if o < 0 {
                st.0 |= Flags::NEGATIVE_POWER;
                return 0;
            }
            Divide::power(self as $unsigned, o as $unsigned, st) as $t
        }
        #[inline(always)]
        fn gcd(self, o: Self) -> Self {
            Divide::gcd(self.unsigned_abs(), o.unsigned_abs()) as $t
        }
        #[inline(always)]
        fn lcm(self, o: Self) -> Self {
            Divide::lcm(self.unsigned_abs(), o.unsigned_abs()) as $t
        }
    })+ };
}
signed! {
    i8 u8;
    i16 u16;
    i32 u32;
    i64 u64;
}

macro_rules! binary {
    ($($op:ident: |$a:ident, $b:ident, $st:ident| $call:expr;)+) => { $(impl<T: Divide> Binary for $op<T> {
        type A = T;
        type B = T;
        type O = T;
        #[inline(always)]
        fn call($a: T, $b: T, $st: &mut Flags) -> T {
            $call
        }
    })+ };
}
binary! {
    FloorDivide: |a, b, st| a.floor_divide(b, st);
    Remainder: |a, b, st| a.remainder(b, st);
    Fmod: |a, b, st| a.fmod(b, st);
    Power: |a, b, st| a.power(b, st);
    Gcd: |a, b, _st| a.gcd(b);
    Lcm: |a, b, _st| a.lcm(b);
}

impl<T: Divide> Split2 for DivMod<T> {
    type A = T;
    #[inline(always)]
    fn call(a: T, b: T, st: &mut Flags) -> (T, T) {
        (a.floor_divide(b, st), a.remainder(b, st))
    }
}

/// Division by way of floats, whose quotient is exact where it is whole and else stays on its side of the next
/// whole number, as long as dividend and divisor fit the mantissa twice over.
macro_rules! own {
    ($($t:ident $float:ident $level:literal $widen:path, $narrow:path: |$a:ident, $b:ident| $inside:expr;)+) => { $(
        own! { @one FloorDivide<$t> QUOTIENT $level: |$a, $b| $inside, |q| $narrow(q.floor()), $float $widen }
        own! { @one Remainder<$t> REMAINDER $level: |$a, $b| $inside,
            |q| $a.wrapping_sub(($narrow(q.floor()) as $t).wrapping_mul($b)), $float $widen }
        own! { @one Fmod<$t> FMOD $level: |$a, $b| $inside,
            |q| $a.wrapping_sub(($narrow(q.trunc()) as $t).wrapping_mul($b)), $float $widen }

        impl Vector2x2 for DivMod<$t> {
            type T = $t;
            const LEVEL: u8 = $level;
            const HARMLESS: ($t, $t) = (1, 1);
            #[inline(always)]
            fn inside($a: $t, $b: $t) -> bool {
                $inside
            }
            #[inline(always)]
            unsafe fn whole<const L: u8>(p: [*mut u8; 4], s: [isize; 4], n: usize) -> bool {
                // SAFETY: the caller's contract.
                unsafe { invariant::divide::<$t, { invariant::BOTH }, L>(p, s, n) }
            }
            #[inline(always)]
            fn own(a: $t, b: $t) -> ($t, $t) {
                let q = $narrow(($widen(a) / $widen(b)).floor()) as $t;
                (q, a.wrapping_sub(q.wrapping_mul(b)))
            }
        }
    )+ };
    (@one $op:ident<$t:ident> $letter:ident $level:literal: |$a:ident, $b:ident| $inside:expr, |$q:ident| $result:expr,
     $float:ident $widen:path) => {
        impl Vector2 for $op<$t> {
            type T = $t;
            type U = $t;
            const LEVEL: u8 = $level;
            const HARMLESS: ($t, $t) = (1, 1);
            #[inline(always)]
            fn inside($a: $t, $b: $t) -> bool {
                $inside
            }
            #[inline(always)]
            unsafe fn whole<const L: u8>(p: [*mut u8; 3], s: [isize; 3], n: usize) -> bool {
                let (p, s) = ([p[0], p[1], p[2], p[2]], [s[0], s[1], s[2], s[2]]);
                // SAFETY: the caller's contract.
                unsafe { invariant::divide::<$t, { invariant::$letter }, L>(p, s, n) }
            }
            #[inline(always)]
            unsafe fn lanes<const L: u8, const N: usize>(_: usize, x: &[$t; N], y: &[$t; N], out: &mut [$t; N]) {
                for j in 0..N {
                    let ($a, $b) = (x[j], y[j]);
                    let $q: $float = $widen($a) / $widen($b);
                    out[j] = $result as $t;
                }
            }
        }
    };
}
own! {
    i8 f32 3 convert::i8, convert::from_f32: |a, b| (b != 0) & !((a == i8::MIN) & (b == -1));
    u8 f32 3 convert::u8, convert::from_f32: |_a, b| b != 0;
    i16 f32 3 convert::i16, convert::from_f32: |a, b| (b != 0) & !((a == i16::MIN) & (b == -1));
    u16 f32 3 convert::u16, convert::from_f32: |_a, b| b != 0;
    i32 f64 3 convert::i32, convert::i32_from_f64: |a, b| (b != 0) & !((a == i32::MIN) & (b == -1));
    u32 f64 3 convert::u32, convert::u32_from_f64: |_a, b| b != 0;
    i64 f64 4 convert::i64, convert::i64_from_f64: |a, b| (b != 0) & convert::fits(a) & convert::fits(b);
    u64 f64 4 convert::u64, convert::u64_from_f64: |a, b| (b != 0) & (a < 1 << 52) & (b < 1 << 52);
}

/// Conversions in the forms that vectorise.
mod convert {
    macro_rules! to_float {
        ($($t:ident $float:ident;)+) => { $(
            #[inline(always)]
            pub(super) fn $t(a: $t) -> $float {
                a as $float
            }
        )+ };
    }
    to_float! {
        i8 f32;
        u8 f32;
        i16 f32;
        u16 f32;
        i32 f64;
        u32 f64;
        i64 f64;
        u64 f64;
    }

    /// Whether a number is exact in `f64` with room to spare.
    #[inline(always)]
    pub(super) fn fits(a: i64) -> bool {
        (a.wrapping_add(1 << 52) as u64) < 1 << 53
    }

    /// A whole quotient of at most sixteen bits and a sign.
    #[inline(always)]
    pub(super) fn from_f32(q: f32) -> i32 {
        // SAFETY: a quotient of 16-bit numbers by a number that is not zero.
        unsafe { q.to_int_unchecked() }
    }

    #[inline(always)]
    pub(super) fn i32_from_f64(q: f64) -> i32 {
        // SAFETY: a quotient of 32-bit numbers that is not the one which overflows.
        unsafe { q.to_int_unchecked() }
    }

    /// By way of the mantissa, as there is no instruction for it below AVX-512.
    #[inline(always)]
    pub(super) fn u32_from_f64(q: f64) -> u32 {
        (q + 4503599627370496.0).to_bits() as u32
    }

    #[inline(always)]
    pub(super) fn i64_from_f64(q: f64) -> i64 {
        // SAFETY: a quotient of numbers below 2^53.
        unsafe { q.to_int_unchecked() }
    }

    #[inline(always)]
    pub(super) fn u64_from_f64(q: f64) -> u64 {
        // SAFETY: a quotient of numbers below 2^53, not negative.
        unsafe { q.to_int_unchecked() }
    }
}

/// Powers bit by bit of the exponents, all items together.
macro_rules! own_power {
    ($($t:ident |$y:ident| $inside:expr;)+) => { $(impl Vector2 for Power<$t> {
        type T = $t;
        type U = $t;
        const LEVEL: u8 = 1;
        const HARMLESS: ($t, $t) = (1, 1);
        #[inline(always)]
        fn inside(_: $t, $y: $t) -> bool {
            $inside
        }
        #[inline(always)]
        unsafe fn lanes<const L: u8, const N: usize>(_: usize, x: &[$t; N], y: &[$t; N], out: &mut [$t; N]) {
            let (mut base, mut left) = (*x, *y);
            let largest = y.iter().fold(0, |most, &y| if y > most { y } else { most });
            *out = [1; N];
            for _ in 0..$t::BITS - largest.leading_zeros() {
                for j in 0..N {
                    let times = if left[j] & 1 != 0 { base[j] } else { 1 };
                    out[j] = out[j].wrapping_mul(times);
                    base[j] = base[j].wrapping_mul(base[j]);
                    left[j] >>= 1;
                }
            }
        }
    })+ };
}
own_power! {
    i8 |y| y >= 0;
    u8 |_y| true;
    i16 |y| y >= 0;
    u16 |_y| true;
    i32 |y| y >= 0;
    u32 |_y| true;
    i64 |y| y >= 0;
    u64 |_y| true;
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! integers {
        ($wrap:ident<$op:ident>) => {
            pick!(k, level, $wrap<$op>, I8 U8 I16 U16 I32 U32 I64 U64)
        };
    }
    Some(match ufunc {
        "floor_divide" => integers!(Vec2<FloorDivide>),
        "remainder" => integers!(Vec2<Remainder>),
        "fmod" => integers!(Vec2<Fmod>),
        "divmod" => integers!(Vec2x2<DivMod>),
        "power" => integers!(Vec2<Power>),
        "gcd" => integers!(Map2<Gcd>),
        "lcm" => integers!(Map2<Lcm>),
        _ => return None,
    })
}
