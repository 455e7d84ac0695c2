//! Bitwise functions of integers, shifts and the count of bits.

use ferronum_simd::Level;

use super::map::{Binary, Fold, Unary, fold_in_order};
use super::num::ops;
use super::{Flags, Kinds, UfuncLoop, pick};

ops! { And Or Xor Invert Left Right Count }

/// Integers as strings of bits.
pub(crate) trait Bits: Copy {
    fn and(self, o: Self) -> Self;
    fn or(self, o: Self) -> Self;
    fn xor(self, o: Self) -> Self;
    fn invert(self) -> Self;
    /// Counts outside 0..BITS push everything out.
    fn left(self, by: Self) -> Self;
    /// Counts outside 0..BITS leave the sign only.
    fn right(self, by: Self) -> Self;
    /// Bits of the magnitude.
    fn count(self) -> u8;
}

macro_rules! bits {
    ($($t:ident $unsigned:ident $size:expr;)+) => { $(impl Bits for $t {
        #[inline(always)]
        fn and(self, o: Self) -> Self { self & o }
        #[inline(always)]
        fn or(self, o: Self) -> Self { self | o }
        #[inline(always)]
        fn xor(self, o: Self) -> Self { self ^ o }
        #[inline(always)]
        fn invert(self) -> Self { !self }
        #[inline(always)]
        fn left(self, by: Self) -> Self {
            let inside = (by as $unsigned) < <$t>::BITS as $unsigned;
            if inside { self.wrapping_shl(by as u32) } else { 0 }
        }
        #[inline(always)]
        fn right(self, by: Self) -> Self {
            let by = (by as $unsigned).min(<$t>::BITS as $unsigned) as u32;
            // Two halves, as the whole width is no shift count.
            (self >> (by / 2)) >> (by - by / 2)
        }
        #[inline(always)]
        fn count(self) -> u8 {
            let size: fn($t) -> $unsigned = $size;
            size(self).count_ones() as u8
        }
    })+ };
}
bits! {
    i8 u8 |x| x.unsigned_abs();
    i16 u16 |x| x.unsigned_abs();
    i32 u32 |x| x.unsigned_abs();
    i64 u64 |x| x.unsigned_abs();
    u8 u8 |x| x;
    u16 u16 |x| x;
    u32 u32 |x| x;
    u64 u64 |x| x;
}

macro_rules! binary {
    ($($op:ident $method:ident $quiet:literal;)+) => { $(
        impl<T: Bits> Binary for $op<T> {
            type A = T;
            type B = T;
            type O = T;
            const IN_PLACE: bool = true;
            const QUIET: bool = $quiet;
            #[inline(always)]
            fn call(a: T, b: T, _: &mut Flags) -> T {
                a.$method(b)
            }
        }
        impl<T: Bits> Fold for $op<T> {
            type T = T;
            #[inline(always)]
            unsafe fn fold<const L: u8>(acc: T, p: *const u8, s: isize, n: usize, st: &mut Flags) -> T {
                // SAFETY: the caller's contract.
                unsafe { fold_in_order::<Self, _>(acc, p, s, n, st) }
            }
        }
    )+ };
}
binary! {
    And and false;
    Or or false;
    Xor xor false;
    // Without instructions for it, the compiler shifts vectors by way of floats.
    Left left true;
    Right right true;
}

impl<T: Bits> Unary for Invert<T> {
    type A = T;
    type O = T;
    #[inline(always)]
    fn call(a: T, _: &mut Flags) -> T {
        a.invert()
    }
}

impl<T: Bits> Unary for Count<T> {
    type A = T;
    type O = u8;
    #[inline(always)]
    fn call(a: T, _: &mut Flags) -> u8 {
        a.count()
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
        "bitwise_and" => integers!(Fold2<And>),
        "bitwise_or" => integers!(Fold2<Or>),
        "bitwise_xor" => integers!(Fold2<Xor>),
        "invert" => integers!(Map1<Invert>),
        "left_shift" => integers!(Map2<Left>),
        "right_shift" => integers!(Map2<Right>),
        "bitwise_count" => integers!(Map1<Count>),
        _ => return None,
    })
}
