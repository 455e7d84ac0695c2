//! maximum, minimum, fmax, fmin and clip.

use ferronum_scalar::{CLongDouble, LongDouble, half};
use ferronum_simd::Level;

use super::compare::Compare;
use super::map::{Binary, Fold, Map3, Ternary, fold_in_lanes, fold_in_order};
use super::num::{Bool, Complex, Float, f16, ops};
use super::{Flags, Kinds, UfuncLoop, pick, plain, stamped};
use crate::kind::Kind;

ops! { Maximum Minimum Fmax Fmin Clip }

/// Ordered items that may be NaN.
pub(crate) trait Ordered: Compare {
    /// Of two equal items the first is taken, not the second: it tells for the signs of zeros.
    const FIRST_OF_EQUALS: bool = true;
    /// An item that equals a bound of `clip` stays, rather than the bound being taken.
    const CLIP_KEEPS_EQUAL: bool = false;
    fn nan(self) -> bool;
    /// The extreme item of a run, where that can be had without minding the order; NaN counts or is skipped.
    ///
    /// # Safety
    /// `p` is valid for reads of `n` items without gaps.
    #[inline(always)]
    unsafe fn extreme<const LARGEST: bool, const SKIP_NAN: bool>(
        _p: *const u8,
        _n: usize,
    ) -> Option<Self> {
        None
    }
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

macro_rules! float_extreme {
    ($t:ident $lanes:literal) => {
        const FIRST_OF_EQUALS: bool = false;
        #[inline(always)]
        fn nan(self) -> bool {
            self.is_nan()
        }
        #[inline(always)]
        unsafe fn extreme<const LARGEST: bool, const SKIP_NAN: bool>(
            p: *const u8,
            n: usize,
        ) -> Option<$t> {
            let least = if LARGEST {
                $t::NEG_INFINITY
            } else {
                $t::INFINITY
            };
            let beats = |a: $t, b: $t| if LARGEST { a > b } else { a < b };
            let (mut best, mut nan) = ([least; $lanes], [false; $lanes]);
            if n < 2 * $lanes {
                return None;
            }
            for block in 0..n / $lanes {
                // SAFETY: a whole block of the caller's run.
                let items = unsafe { p.cast::<[$t; $lanes]>().add(block).read_unaligned() };
                for j in 0..$lanes {
                    nan[j] |= items[j] != items[j];
                    best[j] = if beats(items[j], best[j]) {
                        items[j]
                    } else {
                        best[j]
                    };
                }
            }
            let mut result = best
                .into_iter()
                .fold(least, |a, b| if beats(b, a) { b } else { a });
            let mut seen = nan.contains(&true);
            for i in n / $lanes * $lanes..n {
                // SAFETY: item i of the caller's run.
                let item = unsafe { p.cast::<$t>().add(i).read_unaligned() };
                seen |= item.is_nan();
                result = if beats(item, result) { item } else { result };
            }
            // With NaN about, or perhaps nothing else, the order decides.
            ((SKIP_NAN || !seen) && result != least).then_some(result)
        }
    };
}

macro_rules! never_nan {
    ($($t:ty)+) => { $(impl Ordered for $t {
        #[inline(always)]
        fn nan(self) -> bool { false }
    })+ };
}
never_nan! { Bool i8 u8 i16 u16 i32 u32 i64 u64 }

impl Ordered for f32 {
    float_extreme! { f32 128 }
}

impl Ordered for f64 {
    float_extreme! { f64 64 }
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
    ($($op:ident $largest:literal $skip_nan:literal: |$a:ident, $b:ident| $first:expr;)+) => { $(
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
                    if s == size_of::<T>() as isize
                        && let Some(extreme) = T::extreme::<$largest, $skip_nan>(p, n)
                    {
                        return Self::call(acc, extreme, st);
                    }
                    if size_of::<T>() == 2 {
                        fold_in_lanes::<Self, T, 64>(acc, p, s, n, st)
                    } else {
                        fold_in_order::<Self, T>(acc, p, s, n, st)
                    }
                }
            }
        }
    )+ };
}
extremes! {
    Maximum true false: |a, b| a.above(b) | a.nan();
    Minimum false false: |a, b| a.below(b) | a.nan();
    Fmax true true: |a, b| a.above(b) | b.nan();
    Fmin false true: |a, b| a.below(b) | b.nan();
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
            pick!(k, level, $wrap<$op>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        };
    }
    if k == Kind::Bool && ufunc != "clip" {
        let same = if matches!(ufunc, "maximum" | "fmax") {
            "logical_or"
        } else {
            "logical_and"
        };
        return matches!(ufunc, "maximum" | "fmax" | "minimum" | "fmin")
            .then(|| super::logical::find(same, kinds, level))
            .flatten();
    }
    Some(match ufunc {
        "maximum" => all!(Fold2<Maximum>),
        "minimum" => all!(Fold2<Minimum>),
        "fmax" => all!(Fold2<Fmax>),
        "fmin" => all!(Fold2<Fmin>),
        "clip" if k == Kind::Bool => stamped::<Map3<Clip<Bool>>>(level),
        "clip" if k == Kind::LongDouble => plain::<Map3<Clip<LongDouble>>>,
        "clip" if k == Kind::CLongDouble => plain::<Map3<Clip<CLongDouble>>>,
        "clip" => all!(Map3<Clip>),
        _ => return None,
    })
}
