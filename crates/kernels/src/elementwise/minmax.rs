//! maximum, minimum, fmax, fmin and clip.

use ferronum_scalar::{CLongDouble, LongDouble, half};
use ferronum_simd::Level;

use super::compare::Compare;
use super::map::{Binary, Fold, Map3, Ternary, fold_in_lanes, fold_in_order};
use super::num::{Bool, Complex, Float, f16, ops};
use super::{Flags, Kinds, UfuncLoop, pick, plain};
use crate::registry::Kind;

ops! { Maximum Minimum Fmax Fmin Clip }

/// Ordered items that may be NaN.
pub(crate) trait Ordered: Compare {
    /// Of two equal items the first is taken, not the second: it tells for the signs of zeros.
    const FIRST_OF_EQUALS: bool = true;
    /// An item that equals a bound of `clip` stays, rather than the bound being taken.
    const CLIP_KEEPS_EQUAL: bool = false;
    fn nan(self) -> bool;
    /// Whether this one is taken rather than the smaller or equal `o`.
    #[inline(always)]
    fn above(self, o: Self) -> bool {
        if Self::FIRST_OF_EQUALS {
            o.le(self)
        } else {
            o.lt(self)
        }
    }
    /// Whether this one is taken rather than the larger or equal `o`.
    #[inline(always)]
    fn below(self, o: Self) -> bool {
        if Self::FIRST_OF_EQUALS {
            self.le(o)
        } else {
            self.lt(o)
        }
    }
}

macro_rules! never_nan {
    ($($t:ty)+) => { $(impl Ordered for $t {
        #[inline(always)]
        fn nan(self) -> bool { false }
    })+ };
}
never_nan! { Bool i8 u8 i16 u16 i32 u32 i64 u64 }

impl Ordered for f32 {
    const FIRST_OF_EQUALS: bool = false;
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl Ordered for f64 {
    const FIRST_OF_EQUALS: bool = false;
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl Ordered for f16 {
    const CLIP_KEEPS_EQUAL: bool = true;
    #[inline(always)]
    fn nan(self) -> bool {
        half::is_nan(self.to_bits())
    }
}

impl Compare for LongDouble {
    #[inline(always)]
    fn lt(self, o: Self) -> bool {
        self < o
    }
    #[inline(always)]
    fn le(self, o: Self) -> bool {
        self <= o
    }
    #[inline(always)]
    fn eq(self, o: Self) -> bool {
        self == o
    }
}

impl Ordered for LongDouble {
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl Compare for CLongDouble {
    #[inline(always)]
    fn lt(self, o: Self) -> bool {
        self < o
    }
    #[inline(always)]
    fn le(self, o: Self) -> bool {
        self <= o
    }
    #[inline(always)]
    fn eq(self, o: Self) -> bool {
        self == o
    }
}

impl Ordered for CLongDouble {
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl<T: Float> Ordered for Complex<T> {
    #[inline(always)]
    fn nan(self) -> bool {
        self.re.is_nan() | self.im.is_nan()
    }
}

macro_rules! extremes {
    ($($op:ident: |$a:ident, $b:ident| $first:expr;)+) => { $(
        impl<T: Ordered> Binary for $op<T> {
            type A = T;
            type B = T;
            type O = T;
            const QUIET: bool = T::RAISES;
            const IN_PLACE: bool = true;
            #[inline(always)]
            fn call($a: T, $b: T, _: &mut Flags) -> T {
                if $first { $a } else { $b }
            }
        }
        impl<T: Ordered> Fold for $op<T> {
            type T = T;
            #[inline(always)]
            unsafe fn fold<const L: u8>(acc: T, p: *const u8, s: isize, n: usize, st: &mut Flags) -> T {
                // The compiler vectorises integer reductions by itself, but not those of floats. Which part of a
                // complex number is NaN tells in what order they came.
                // SAFETY: the caller's contract.
                unsafe {
                    if !T::FIRST_OF_EQUALS || size_of::<T>() == 2 {
                        fold_in_lanes::<Self, T, 32>(acc, p, s, n, st)
                    } else {
                        fold_in_order::<Self, T>(acc, p, s, n, st)
                    }
                }
            }
        }
    )+ };
}
extremes! {
    Maximum: |a, b| a.above(b) | a.nan();
    Minimum: |a, b| a.below(b) | a.nan();
    Fmax: |a, b| a.above(b) | b.nan();
    Fmin: |a, b| a.below(b) | b.nan();
}

impl<T: Ordered> Ternary for Clip<T> {
    type A = T;
    const QUIET: bool = T::RAISES;
    #[inline(always)]
    fn call(a: T, low: T, high: T, _: &mut Flags) -> T {
        // NaN wins, the item's before the bounds'.
        let keep = |x: T, y: T| {
            if T::CLIP_KEEPS_EQUAL {
                x.le(y)
            } else {
                x.lt(y)
            }
        };
        let a = if keep(low, a) | a.nan() { a } else { low };
        if keep(a, high) | a.nan() { a } else { high }
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! all {
        ($wrap:ident<$op:ident>) => {
            pick!(k, level, $wrap<$op>, Bool I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        };
    }
    Some(match ufunc {
        "maximum" => all!(Fold2<Maximum>),
        "minimum" => all!(Fold2<Minimum>),
        "fmax" => all!(Fold2<Fmax>),
        "fmin" => all!(Fold2<Fmin>),
        "clip" if k == Kind::LongDouble => plain::<Map3<Clip<LongDouble>>>,
        "clip" if k == Kind::CLongDouble => plain::<Map3<Clip<CLongDouble>>>,
        "clip" => all!(Map3<Clip>),
        _ => return None,
    })
}
