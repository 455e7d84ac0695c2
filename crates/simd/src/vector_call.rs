//! Calls of vector functions from a library (`libmvec`): sixteen lanes at a time, whatever the width.
//!
//! A vector function takes and gives whole registers, which Rust passes only from code compiled for their
//! features; so each width has its function here, to be inlined into loops of its level.

#![cfg(target_arch = "x86_64")]

use std::arch::x86_64::*;

/// Where a vector function of one argument is trusted: `low <= x <= high`, for the size of `x` if `of_size`.
#[derive(Copy, Clone, Debug)]
pub struct Domain<T> {
    /// Least argument.
    pub low: T,
    /// Greatest argument.
    pub high: T,
    /// The sign does not count.
    pub of_size: bool,
}

macro_rules! calls {
    ($(#[$meta:meta])* $unary:ident $binary:ident $t:ty, $v:ty, $width:literal, $times:literal, $features:literal,
     $load:ident $store:ident, |$x:ident, $low:ident, $high:ident| $inside:expr, |$y:ident| $abs:expr) => {
        $(#[$meta])*
        ///
        /// Sixteen items from `x` to `out`, which may be the same; `false`, and nothing done, if one of them is
        /// outside the domain.
        ///
        /// # Safety
        /// `f` is a vector function of this width, `x` and `out` are valid for sixteen items.
        #[inline]
        #[target_feature(enable = $features)]
        pub unsafe fn $unary(f: usize, x: *const $t, out: *mut $t, domain: Domain<$t>) -> bool {
            // SAFETY: the caller's contract.
            unsafe {
                let f = std::mem::transmute::<usize, unsafe extern "C" fn($v) -> $v>(f);
                let items: [$v; $times] = std::array::from_fn(|k| $load(x.add(k * $width)));
                let mut inside = true;
                for item in items {
                    let $y = item;
                    let $x = if domain.of_size { $abs } else { item };
                    let ($low, $high) = (domain.low, domain.high);
                    inside &= $inside;
                }
                if inside {
                    for (k, item) in items.into_iter().enumerate() {
                        $store(out.add(k * $width), f(item));
                    }
                }
                inside
            }
        }

        $(#[$meta])*
        ///
        /// Two arguments, sixteen of each.
        ///
        /// # Safety
        /// `f` is a vector function of this width and of two arguments; the pointers are valid for sixteen items.
        #[inline]
        #[target_feature(enable = $features)]
        pub unsafe fn $binary(f: usize, x: *const $t, y: *const $t, out: *mut $t) {
            // SAFETY: the caller's contract.
            unsafe {
                let f = std::mem::transmute::<usize, unsafe extern "C" fn($v, $v) -> $v>(f);
                for k in 0..$times {
                    let at = k * $width;
                    $store(out.add(at), f($load(x.add(at)), $load(y.add(at))));
                }
            }
        }
    };
}

calls! {
    /// `f64` at `V4`.
    unary_f64_v4 binary_f64_v4 f64, __m512d, 8, 2, "avx512f,avx512dq", _mm512_loadu_pd _mm512_storeu_pd,
    |x, low, high| _mm512_cmp_pd_mask::<_CMP_GE_OQ>(x, _mm512_set1_pd(low))
        & _mm512_cmp_pd_mask::<_CMP_LE_OQ>(x, _mm512_set1_pd(high)) == 0xff,
    |y| _mm512_abs_pd(y)
}
calls! {
    /// `f32` at `V4`.
    unary_f32_v4 binary_f32_v4 f32, __m512, 16, 1, "avx512f,avx512dq", _mm512_loadu_ps _mm512_storeu_ps,
    |x, low, high| _mm512_cmp_ps_mask::<_CMP_GE_OQ>(x, _mm512_set1_ps(low))
        & _mm512_cmp_ps_mask::<_CMP_LE_OQ>(x, _mm512_set1_ps(high)) == 0xffff,
    |y| _mm512_abs_ps(y)
}
calls! {
    /// `f64` at `V3`.
    unary_f64_v3 binary_f64_v3 f64, __m256d, 4, 4, "avx2,fma", _mm256_loadu_pd _mm256_storeu_pd,
    |x, low, high| _mm256_movemask_pd(_mm256_and_pd(
        _mm256_cmp_pd::<_CMP_GE_OQ>(x, _mm256_set1_pd(low)),
        _mm256_cmp_pd::<_CMP_LE_OQ>(x, _mm256_set1_pd(high)),
    )) == 0xf,
    |y| _mm256_andnot_pd(_mm256_set1_pd(-0.0), y)
}
calls! {
    /// `f32` at `V3`.
    unary_f32_v3 binary_f32_v3 f32, __m256, 8, 2, "avx2,fma", _mm256_loadu_ps _mm256_storeu_ps,
    |x, low, high| _mm256_movemask_ps(_mm256_and_ps(
        _mm256_cmp_ps::<_CMP_GE_OQ>(x, _mm256_set1_ps(low)),
        _mm256_cmp_ps::<_CMP_LE_OQ>(x, _mm256_set1_ps(high)),
    )) == 0xff,
    |y| _mm256_andnot_ps(_mm256_set1_ps(-0.0), y)
}
