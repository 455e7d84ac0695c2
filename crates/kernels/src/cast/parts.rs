//! Real parts of complex numbers, and halves, brought together for the loops of real types.

use std::arch::x86_64::*;
use std::mem::MaybeUninit;

use crate::num::{Complex, Element, Kind, Real};
use crate::stamp::Isa;

/// Numbers that are brought together at a time.
pub(super) const BLOCK: usize = 128;

/// Hands the real parts of `n` adjacent complex numbers (`Complex<f32>` or `Complex<f64>`), or the values of as many
/// halves, to `narrow` or `wide`, in blocks: the parts, how many, and the index of the first.
///
/// # Safety
/// `src` is good for `n` items of `S`.
#[inline(always)]
pub(super) unsafe fn each_block<I: Isa, S: Element>(
    src: *const u8,
    n: usize,
    mut narrow: impl FnMut(*const f32, usize, usize),
    mut wide: impl FnMut(*const f64, usize, usize),
) {
    let mut done = 0;
    while done < n {
        let m = (n - done).min(BLOCK);
        // SAFETY: `m` items from `done` on lie within the `n`.
        unsafe {
            if S::KIND == Kind::C128 {
                let mut parts = MaybeUninit::<[f64; BLOCK]>::uninit();
                let to = parts.as_mut_ptr().cast();
                real64::<I>(src.cast::<f64>().add(2 * done), to, m);
                wide(to, m, done);
            } else if S::KIND == Kind::Half {
                let mut parts = MaybeUninit::<[f32; BLOCK]>::uninit();
                let to: *mut f32 = parts.as_mut_ptr().cast();
                let from = src.cast::<S>().add(done);
                for i in 0..m {
                    to.add(i).write(from.add(i).read_unaligned().re().to_f32());
                }
                narrow(to, m, done);
            } else {
                let mut parts = MaybeUninit::<[f32; BLOCK]>::uninit();
                let to = parts.as_mut_ptr().cast();
                real32::<I>(src.cast::<f32>().add(2 * done), to, m);
                narrow(to, m, done);
            }
        }
        done += m;
    }
}

/// The real parts of `n` adjacent `Complex<f64>`.
///
/// # Safety
/// `src` is good for `2 * n` parts, `dst` for `n`.
#[inline(always)]
pub(super) unsafe fn real64<I: Isa>(src: *const f64, dst: *mut f64, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            let even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
            while i + 8 <= n {
                let (a, b) = (
                    _mm512_loadu_pd(src.add(2 * i)),
                    _mm512_loadu_pd(src.add(2 * i + 8)),
                );
                _mm512_storeu_pd(dst.add(i), _mm512_permutex2var_pd(a, even, b));
                i += 8;
            }
        } else if I::RANK >= 3 {
            while i + 4 <= n {
                let (a, b) = (
                    _mm256_loadu_pd(src.add(2 * i)),
                    _mm256_loadu_pd(src.add(2 * i + 4)),
                );
                let parts = _mm256_permute4x64_pd::<0b11_01_10_00>(_mm256_unpacklo_pd(a, b));
                _mm256_storeu_pd(dst.add(i), parts);
                i += 4;
            }
        }
        while i < n {
            let z = src.cast::<Complex<f64>>().add(i).read_unaligned();
            dst.add(i).write_unaligned(z.re);
            i += 1;
        }
    }
}

/// The real parts of `n` adjacent `Complex<f32>`.
///
/// # Safety
/// As [`real64`].
#[inline(always)]
pub(super) unsafe fn real32<I: Isa>(src: *const f32, dst: *mut f32, n: usize) {
    let mut i = 0;
    // SAFETY: indices stay below `n`; the level has the instructions.
    unsafe {
        if I::RANK >= 4 {
            let even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
            while i + 16 <= n {
                let (a, b) = (
                    _mm512_loadu_ps(src.add(2 * i)),
                    _mm512_loadu_ps(src.add(2 * i + 16)),
                );
                _mm512_storeu_ps(dst.add(i), _mm512_permutex2var_ps(a, even, b));
                i += 16;
            }
        }
        while i < n {
            let z = src.cast::<Complex<f32>>().add(i).read_unaligned();
            dst.add(i).write_unaligned(z.re);
            i += 1;
        }
    }
}
