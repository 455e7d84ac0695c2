//! Half precision by the processor's own conversions, sixteen items at a time.

#![cfg(target_arch = "x86_64")]

use std::arch::x86_64::*;

/// Widens sixteen halves at `V4`.
///
/// # Safety
/// The pointers are valid for sixteen items.
#[inline]
#[target_feature(enable = "avx512f")]
pub unsafe fn widen_v4(from: *const u16, to: *mut f32) {
    // SAFETY: the caller's contract.
    unsafe { _mm512_storeu_ps(to, _mm512_cvtph_ps(_mm256_loadu_si256(from.cast()))) }
}

/// Rounds sixteen numbers to halves at `V4`; raises overflow and underflow.
///
/// # Safety
/// The pointers are valid for sixteen items.
#[inline]
#[target_feature(enable = "avx512f")]
pub unsafe fn narrow_v4(from: *const f32, to: *mut u16) {
    // SAFETY: the caller's contract.
    unsafe {
        let halves = _mm512_cvtps_ph::<{ _MM_FROUND_TO_NEAREST_INT }>(_mm512_loadu_ps(from));
        _mm256_storeu_si256(to.cast(), halves);
    }
}

/// Widens sixteen halves at `V3`.
///
/// # Safety
/// The pointers are valid for sixteen items.
#[inline]
#[target_feature(enable = "avx,f16c")]
pub unsafe fn widen_v3(from: *const u16, to: *mut f32) {
    // SAFETY: the caller's contract.
    unsafe {
        _mm256_storeu_ps(to, _mm256_cvtph_ps(_mm_loadu_si128(from.cast())));
        _mm256_storeu_ps(
            to.add(8),
            _mm256_cvtph_ps(_mm_loadu_si128(from.add(8).cast())),
        );
    }
}

/// Rounds sixteen numbers to halves at `V3`; raises overflow and underflow.
///
/// # Safety
/// The pointers are valid for sixteen items.
#[inline]
#[target_feature(enable = "avx,f16c")]
pub unsafe fn narrow_v3(from: *const f32, to: *mut u16) {
    // SAFETY: the caller's contract.
    unsafe {
        for at in [0, 8] {
            let halves =
                _mm256_cvtps_ph::<{ _MM_FROUND_TO_NEAREST_INT }>(_mm256_loadu_ps(from.add(at)));
            _mm_storeu_si128(to.add(at).cast(), halves);
        }
    }
}
