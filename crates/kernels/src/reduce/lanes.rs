//! Folds of adjacent items whose order does not matter: many running results at once.
//!
//! Integer folds are recognised by the compiler. Float minimum and maximum are not (NaN), so they are written
//! with the vector instructions, whose answer for NaN and for zeros of both signs the reference shows too.

use std::arch::x86_64::*;

use super::ops::Ordered;
use crate::num::{Bool, Complex, Half, LongDouble, Stamp};
use crate::stamp::Isa;

/// The largest or smallest of a run.
pub(crate) trait Extreme: Ordered {
    /// As in [`Folder`](super::ops::Folder).
    const PLAIN: bool = false;
    /// The extreme of `n >= 1` adjacent items, and whether NaN or NaT is among them (then the value is void).
    ///
    /// # Safety
    /// `src` is good for `n` items; the CPU has the level.
    #[inline(always)]
    unsafe fn run<I: Isa, const MAX: bool>(src: *const Self, n: usize) -> (Self, bool) {
        // SAFETY: positions stay below `n`.
        unsafe {
            let mut best = src.read_unaligned();
            let mut missing = best.missing();
            for i in 1..n {
                let x = src.add(i).read_unaligned();
                missing |= x.missing();
                if if MAX { x.greater(best) } else { x.less(best) } {
                    best = x;
                }
            }
            (best, missing)
        }
    }
}

macro_rules! int_extreme {
    ($($t:ty),+) => {$(
        impl Extreme for $t {
            const PLAIN: bool = true;
            #[inline(always)]
            unsafe fn run<I: Isa, const MAX: bool>(src: *const Self, n: usize) -> (Self, bool) {
                // SAFETY: positions stay below `n`.
                unsafe {
                    let mut best = src.read_unaligned();
                    for i in 0..n {
                        let x = src.add(i).read_unaligned();
                        best = if MAX { best.max(x) } else { best.min(x) };
                    }
                    (best, false)
                }
            }
        }
    )+};
}
int_extreme!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Extreme for Bool {}
impl Extreme for LongDouble {}
impl Extreme for Complex<f32> {}
impl Extreme for Complex<f64> {}
impl Extreme for Complex<LongDouble> {}

impl Extreme for Stamp {
    #[inline(always)]
    unsafe fn run<I: Isa, const MAX: bool>(src: *const Self, n: usize) -> (Self, bool) {
        // SAFETY: as this function's; a NaT is the smallest of all integers.
        unsafe {
            let low = i64::run::<I, false>(src.cast(), n).0;
            let best = if MAX {
                i64::run::<I, true>(src.cast(), n).0
            } else {
                low
            };
            (Self(best), low == i64::MIN)
        }
    }
}

impl Extreme for Half {
    #[inline(always)]
    unsafe fn run<I: Isa, const MAX: bool>(src: *const Self, n: usize) -> (Self, bool) {
        // SAFETY: positions stay below `n`.
        unsafe {
            let mut best = src.read_unaligned().key();
            let mut magnitude = 0u16;
            for i in 0..n {
                let x = src.add(i).read_unaligned();
                let key = x.key();
                best = if MAX { best.max(key) } else { best.min(key) };
                magnitude = magnitude.max(x.0 & 0x7fff);
            }
            let sign = if best < 0 { 0x8000 } else { 0 };
            (Self(sign | best.unsigned_abs()), magnitude > 0x7c00)
        }
    }
}

macro_rules! float_extreme {
    ($t:ty, $w4:literal, $w3:literal, $w2:literal,
     $load4:ident, $max4:ident, $min4:ident, $cmp4:ident, $store4:ident,
     $load3:ident, $max3:ident, $min3:ident, $cmp3:ident, $or3:ident, $mask3:ident, $store3:ident,
     $load2:ident, $max2:ident, $min2:ident, $cmp2:ident, $or2:ident, $mask2:ident, $store2:ident) => {
        impl Extreme for $t {
            #[inline(always)]
            unsafe fn run<I: Isa, const MAX: bool>(src: *const Self, n: usize) -> (Self, bool) {
                let mut i = 0;
                let mut missing = false;
                // SAFETY: positions stay below `n`; the level has the instructions.
                unsafe {
                    let mut best = src.read_unaligned();
                    macro_rules! level {
                        ($w:literal, $load:ident, $max:ident, $min:ident, $store:ident, $nan:expr, $none:expr, $join:expr, $any:expr) => {
                            if n >= 4 * $w {
                                let mut a = [$load(src), $load(src.add($w)), $load(src.add(2 * $w)), $load(src.add(3 * $w))];
                                let mut bad = $none;
                                bad = $join(bad, $nan(a[0], a[1]));
                                bad = $join(bad, $nan(a[2], a[3]));
                                i = 4 * $w;
                                while i + 4 * $w <= n {
                                    let x = [$load(src.add(i)), $load(src.add(i + $w)), $load(src.add(i + 2 * $w)), $load(src.add(i + 3 * $w))];
                                    bad = $join(bad, $nan(x[0], x[1]));
                                    bad = $join(bad, $nan(x[2], x[3]));
                                    for k in 0..4 {
                                        a[k] = if MAX { $max(a[k], x[k]) } else { $min(a[k], x[k]) };
                                    }
                                    i += 4 * $w;
                                }
                                missing = $any(bad);
                                let mut lanes = [0.0 as $t; 4 * $w];
                                for k in 0..4 {
                                    $store(lanes.as_mut_ptr().add(k * $w), a[k]);
                                }
                                best = lanes[0];
                                for x in lanes {
                                    best = if (MAX && best > x) || (!MAX && best < x) { best } else { x };
                                }
                            }
                        };
                    }
                    if I::RANK >= 4 {
                        level!($w4, $load4, $max4, $min4, $store4,
                            |a, b| $cmp4::<_CMP_UNORD_Q>(a, b), 0, |a, b| a | b, |m| m != 0);
                    } else if I::RANK == 3 {
                        level!($w3, $load3, $max3, $min3, $store3,
                            |a, b| $cmp3::<_CMP_UNORD_Q>(a, b), $cmp3::<_CMP_FALSE_OQ>($load3(src), $load3(src)),
                            |a, b| $or3(a, b), |m| $mask3(m) != 0);
                    } else {
                        level!($w2, $load2, $max2, $min2, $store2,
                            |a, b| $cmp2(a, b), $cmp2($load2([0.0; $w2].as_ptr()), $load2([0.0; $w2].as_ptr())),
                            |a, b| $or2(a, b), |m| $mask2(m) != 0);
                    }
                    while i < n {
                        let x = src.add(i).read_unaligned();
                        missing |= x.is_nan();
                        best = if (MAX && best > x) || (!MAX && best < x) { best } else { x };
                        i += 1;
                    }
                    (best, missing)
                }
            }
        }
    };
}
float_extreme!(
    f64,
    8,
    4,
    2,
    _mm512_loadu_pd,
    _mm512_max_pd,
    _mm512_min_pd,
    _mm512_cmp_pd_mask,
    _mm512_storeu_pd,
    _mm256_loadu_pd,
    _mm256_max_pd,
    _mm256_min_pd,
    _mm256_cmp_pd,
    _mm256_or_pd,
    _mm256_movemask_pd,
    _mm256_storeu_pd,
    _mm_loadu_pd,
    _mm_max_pd,
    _mm_min_pd,
    _mm_cmpunord_pd,
    _mm_or_pd,
    _mm_movemask_pd,
    _mm_storeu_pd
);
float_extreme!(
    f32,
    16,
    8,
    4,
    _mm512_loadu_ps,
    _mm512_max_ps,
    _mm512_min_ps,
    _mm512_cmp_ps_mask,
    _mm512_storeu_ps,
    _mm256_loadu_ps,
    _mm256_max_ps,
    _mm256_min_ps,
    _mm256_cmp_ps,
    _mm256_or_ps,
    _mm256_movemask_ps,
    _mm256_storeu_ps,
    _mm_loadu_ps,
    _mm_max_ps,
    _mm_min_ps,
    _mm_cmpunord_ps,
    _mm_or_ps,
    _mm_movemask_ps,
    _mm_storeu_ps
);
