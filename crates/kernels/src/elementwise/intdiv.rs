//! Integer division in all its forms, powers, greatest common divisors.
//!
//! Division by zero gives zero and raises "divide by zero"; the one quotient that does not fit (the least
//! integer by minus one) gives the least integer and raises "overflow".

use ferronum_simd::{Level, status};

use super::map::{Binary, Split2};
use super::num::ops;
use super::{Flags, Kinds, UfuncLoop, pick};

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

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! integers {
        ($wrap:ident<$op:ident>) => {
            pick!(k, level, $wrap<$op>, I8 U8 I16 U16 I32 U32 I64 U64)
        };
    }
    Some(match ufunc {
        "floor_divide" => integers!(Map2<FloorDivide>),
        "remainder" => integers!(Map2<Remainder>),
        "fmod" => integers!(Map2<Fmod>),
        "divmod" => integers!(Map2x2<DivMod>),
        "power" => integers!(Map2<Power>),
        "gcd" => integers!(Map2<Gcd>),
        "lcm" => integers!(Map2<Lcm>),
        _ => return None,
    })
}
