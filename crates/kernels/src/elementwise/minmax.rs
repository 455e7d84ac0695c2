//! maximum, minimum, fmax, fmin and clip.

use ferronum_scalar::half;
use ferronum_simd::Level;

use super::compare::Compare;
use super::map::{Binary, Fold, Ternary, fold_in_lanes, fold_in_order};
use super::num::{Bool, Complex, Float, f16, ops};
use super::{Flags, Kinds, UfuncLoop, pick};

ops! { Maximum Minimum Fmax Fmin Clip }

/// Ordered items that may be NaN.
pub(crate) trait Ordered: Compare {
    fn nan(self) -> bool;
}

macro_rules! never_nan {
    ($($t:ty)+) => { $(impl Ordered for $t {
        #[inline(always)]
        fn nan(self) -> bool { false }
    })+ };
}
never_nan! { Bool i8 u8 i16 u16 i32 u32 i64 u64 }

impl Ordered for f32 {
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl Ordered for f64 {
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

impl Ordered for f16 {
    #[inline(always)]
    fn nan(self) -> bool {
        half::is_nan(self.to_bits())
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
                // The compiler vectorises integer reductions by itself, but not those of floats.
                // SAFETY: the caller's contract.
                unsafe {
                    if T::RAISES || size_of::<T>() == 2 {
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
    Maximum: |a, b| b.le(a) | a.nan();
    Minimum: |a, b| a.le(b) | a.nan();
    Fmax: |a, b| b.le(a) | b.nan();
    Fmin: |a, b| a.le(b) | b.nan();
}

impl<T: Ordered> Ternary for Clip<T> {
    type A = T;
    const QUIET: bool = T::RAISES;
    #[inline(always)]
    fn call(a: T, low: T, high: T, st: &mut Flags) -> T {
        Minimum::<T>::call(Maximum::<T>::call(a, low, st), high, st)
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
        "clip" => all!(Map3<Clip>),
        _ => return None,
    })
}
