//! Casts from floats to integers, contiguous: the hardware's truncating conversions at each level.
//!
//! C leaves out-of-range values undefined; what the reference's build gives is kept, and so is its status.
//! Small targets go through 32 bits. For 32-bit unsigned the reference differs between the vector part of a
//! run (two signed halves) and its tail (64 bits, cut); the same split is kept here.

use std::arch::x86_64::*;
use std::mem::MaybeUninit;

use super::parts::{self, BLOCK};
use crate::num::{Element, Kind, Real};
use crate::stamp::Isa;

/// Casts `n` adjacent items of a float type to an integer type.
///
/// # Safety
/// `src` and `dst` are good for `n` items and do not overlap, unless they are the same items of one size.
#[inline(always)]
pub(super) unsafe fn contiguous<I: Isa, S: Element, D: Element>(
    src: *const u8,
    dst: *mut u8,
    n: usize,
) {
    let vector_part = match S::KIND {
        Kind::F32 | Kind::F64 => n / 4 * 4,
        Kind::C64 if n >= 5 => (n - 1) / 4 * 4,
        Kind::C128 if n >= 6 => (n - 1) / 4 * 4,
        _ => 0,
    };
    // SAFETY: every call stays within the `n` items; blocks hold at most `BLOCK` parts.
    unsafe {
        match S::KIND {
            Kind::F32 => parts32::<I, D>(src.cast(), dst.cast(), n, vector_part),
            Kind::F64 => parts64::<I, D>(src.cast(), dst.cast(), n, vector_part),
            _ => {
                let d = dst.cast::<D>();
                let vector = |m: usize, done: usize| vector_part.saturating_sub(done).min(m);
                parts::each_block::<I, S>(
                    src,
                    n,
                    |p, m, done| parts32::<I, D>(p, d.add(done), m, vector(m, done)),
                    |p, m, done| parts64::<I, D>(p, d.add(done), m, vector(m, done)),
                );
            }
        }
    }
}

macro_rules! parts {
    ($name:ident, $t:ty, $to_i32:ident, $to_u32:ident, $to_i64:ident) => {
        #[inline(always)]
        unsafe fn $name<I: Isa, D: Element>(
            src: *const $t,
            dst: *mut D,
            n: usize,
            vector_part: usize,
        ) {
            // SAFETY: `src` and `dst` hold `n` items, `vector_part <= n` is a multiple of four.
            unsafe {
                match D::KIND {
                    Kind::I32 => $to_i32::<I>(src, dst.cast(), n),
                    Kind::U32 => {
                        $to_u32(src, dst.cast(), vector_part);
                        for i in vector_part..n {
                            let x = Real::to_u32(src.add(i).read_unaligned());
                            dst.cast::<u32>().add(i).write_unaligned(x);
                        }
                    }
                    Kind::I64 => $to_i64::<I, 0>(src, dst.cast(), n),
                    Kind::U64 => $to_i64::<I, 1>(src, dst.cast(), n),
                    Kind::Stamp => $to_i64::<I, 2>(src, dst.cast(), n),
                    _ => {
                        let mut buf = MaybeUninit::<[i32; BLOCK]>::uninit();
                        let buf: *mut i32 = buf.as_mut_ptr().cast();
                        let mut done = 0;
                        while done < n {
                            let m = (n - done).min(BLOCK);
                            $to_i32::<I>(src.add(done), buf, m);
                            for i in 0..m {
                                let x = D::from_element(buf.add(i).read(), &mut 0);
                                dst.add(done + i).write_unaligned(x);
                            }
                            done += m;
                        }
                    }
                }
            }
        }
    };
}
parts!(parts32, f32, f32_to_i32, f32_to_u32, f32_to_i64);
parts!(parts64, f64, f64_to_i32, f64_to_u32, f64_to_i64);

#[inline(always)]
unsafe fn f32_to_i32<I: Isa>(src: *const f32, dst: *mut i32, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            while i + 16 <= n {
                let x = _mm512_cvttps_epi32(_mm512_loadu_ps(src.add(i)));
                _mm512_storeu_si512(dst.add(i).cast(), x);
                i += 16;
            }
        }
        if I::RANK >= 3 {
            while i + 8 <= n {
                let x = _mm256_cvttps_epi32(_mm256_loadu_ps(src.add(i)));
                _mm256_storeu_si256(dst.add(i).cast(), x);
                i += 8;
            }
        }
        while i + 4 <= n {
            _mm_storeu_si128(
                dst.add(i).cast(),
                _mm_cvttps_epi32(_mm_loadu_ps(src.add(i))),
            );
            i += 4;
        }
        while i < n {
            dst.add(i)
                .write_unaligned(Real::to_i32(src.add(i).read_unaligned()));
            i += 1;
        }
    }
}

#[inline(always)]
unsafe fn f64_to_i32<I: Isa>(src: *const f64, dst: *mut i32, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            while i + 8 <= n {
                let x = _mm512_cvttpd_epi32(_mm512_loadu_pd(src.add(i)));
                _mm256_storeu_si256(dst.add(i).cast(), x);
                i += 8;
            }
        }
        if I::RANK >= 3 {
            while i + 4 <= n {
                let x = _mm256_cvttpd_epi32(_mm256_loadu_pd(src.add(i)));
                _mm_storeu_si128(dst.add(i).cast(), x);
                i += 4;
            }
        }
        while i + 2 <= n {
            _mm_storel_epi64(
                dst.add(i).cast(),
                _mm_cvttpd_epi32(_mm_loadu_pd(src.add(i))),
            );
            i += 2;
        }
        while i < n {
            dst.add(i)
                .write_unaligned(Real::to_i32(src.add(i).read_unaligned()));
            i += 1;
        }
    }
}

#[inline(always)]
unsafe fn f32_to_u32(src: *const f32, dst: *mut u32, n: usize) {
    // SAFETY: `n` is a multiple of four; SSE2 is part of x86-64.
    unsafe {
        let half = _mm_set1_ps(2147483648.0);
        for i in (0..n).step_by(4) {
            let x = _mm_loadu_ps(src.add(i));
            let high = _mm_cmpge_ps(x, half);
            let low = _mm_cvttps_epi32(_mm_sub_ps(x, _mm_and_ps(high, half)));
            let top = _mm_slli_epi32::<31>(_mm_castps_si128(high));
            _mm_storeu_si128(dst.add(i).cast(), _mm_xor_si128(low, top));
        }
    }
}

#[inline(always)]
unsafe fn f64_to_u32(src: *const f64, dst: *mut u32, n: usize) {
    // SAFETY: `n` is a multiple of four; SSE2 is part of x86-64.
    unsafe {
        let half = _mm_set1_pd(2147483648.0);
        for i in (0..n).step_by(2) {
            let x = _mm_loadu_pd(src.add(i));
            let high = _mm_cmpge_pd(x, half);
            let low = _mm_cvttpd_epi32(_mm_sub_pd(x, _mm_and_pd(high, half)));
            let mask = _mm_shuffle_epi32::<0b1000>(_mm_castpd_si128(high));
            let r = _mm_xor_si128(low, _mm_slli_epi32::<31>(mask));
            _mm_storel_epi64(dst.add(i).cast(), r);
        }
    }
}

/// `MODE` 0: signed; 1: unsigned; 2: datetime, where NaN is NaT and raises nothing.
#[inline(always)]
unsafe fn f64_to_i64<I: Isa, const MODE: u8>(src: *const f64, dst: *mut i64, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            while i + 8 <= n {
                let r = wide::<MODE>(_mm512_loadu_pd(src.add(i)));
                _mm512_storeu_si512(dst.add(i).cast(), r);
                i += 8;
            }
        }
        while i < n {
            dst.add(i)
                .write_unaligned(scalar::<MODE, f64>(src.add(i).read_unaligned()));
            i += 1;
        }
    }
}

/// As [`f64_to_i64`]; widening to `f64` first is exact.
#[inline(always)]
unsafe fn f32_to_i64<I: Isa, const MODE: u8>(src: *const f32, dst: *mut i64, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            while i + 8 <= n {
                let r = wide::<MODE>(_mm512_cvtps_pd(_mm256_loadu_ps(src.add(i))));
                _mm512_storeu_si512(dst.add(i).cast(), r);
                i += 8;
            }
        }
        while i < n {
            dst.add(i)
                .write_unaligned(scalar::<MODE, f32>(src.add(i).read_unaligned()));
            i += 1;
        }
    }
}

#[inline(always)]
fn scalar<const MODE: u8, T: Real>(x: T) -> i64 {
    match MODE {
        0 => x.to_i64(),
        1 => x.to_u64() as i64,
        _ => x.to_stamp().0,
    }
}

#[inline(always)]
unsafe fn wide<const MODE: u8>(x: __m512d) -> __m512i {
    // SAFETY: only called at the AVX-512 level.
    unsafe {
        match MODE {
            0 => _mm512_cvttpd_epi64(x),
            1 => {
                let top = _mm512_set1_pd(9223372036854775808.0);
                let high = _mm512_cmp_pd_mask::<_CMP_GE_OS>(x, top);
                let low = _mm512_cvttpd_epi64(_mm512_mask_sub_pd(x, high, x, top));
                _mm512_mask_xor_epi64(low, high, low, _mm512_set1_epi64(i64::MIN))
            }
            _ => {
                let number = _mm512_cmp_pd_mask::<_CMP_ORD_Q>(x, x);
                _mm512_mask_cvttpd_epi64(_mm512_set1_epi64(i64::MIN), number, x)
            }
        }
    }
}
