//! Products of complex numbers, the first product of each part rounded together with the sum.

#![cfg(target_arch = "x86_64")]

use std::arch::x86_64::*;

macro_rules! product {
    ($($name:ident $t:ident $features:literal $width:literal: $load:ident $store:ident $real:expr, $imaginary:expr,
       $swap:expr, $mul:ident $join:ident;)+) => { $(
        /// `out = x * y` for as many numbers as fit whole vectors; says how many those were.
        ///
        /// # Safety
        /// The processor has the features; the operands hold `n` numbers, and the output is one of them or apart
        /// from them.
        #[target_feature(enable = $features)]
        pub unsafe fn $name(x: *const $t, y: *const $t, out: *mut $t, n: usize) -> usize {
            let whole = n / $width * $width;
            // SAFETY: whole vectors below `n`.
            unsafe {
                for i in (0..whole).step_by($width) {
                    let (a, b) = ($load(x.add(2 * i)), $load(y.add(2 * i)));
                    let cross = $mul($imaginary(a), $swap(b));
                    $store(out.add(2 * i), $join($real(a), b, cross));
                }
            }
            whole
        }
    )+ };
}
product! {
    product_c128_v4 f64 "avx512f" 4: _mm512_loadu_pd _mm512_storeu_pd |a| _mm512_movedup_pd(a),
        |a| _mm512_permute_pd::<0xff>(a), |b| _mm512_permute_pd::<0x55>(b), _mm512_mul_pd _mm512_fmaddsub_pd;
    product_c128_v3 f64 "avx2,fma" 2: _mm256_loadu_pd _mm256_storeu_pd |a| _mm256_movedup_pd(a),
        |a| _mm256_permute_pd::<0xf>(a), |b| _mm256_permute_pd::<0x5>(b), _mm256_mul_pd _mm256_fmaddsub_pd;
    product_c64_v4 f32 "avx512f" 8: _mm512_loadu_ps _mm512_storeu_ps |a| _mm512_moveldup_ps(a),
        |a| _mm512_movehdup_ps(a), |b| _mm512_permute_ps::<0xb1>(b), _mm512_mul_ps _mm512_fmaddsub_ps;
    product_c64_v3 f32 "avx2,fma" 4: _mm256_loadu_ps _mm256_storeu_ps |a| _mm256_moveldup_ps(a),
        |a| _mm256_movehdup_ps(a), |b| _mm256_permute_ps::<0xb1>(b), _mm256_mul_ps _mm256_fmaddsub_ps;
}
