//! `ldexp` by the instruction that AVX-512 has for it, which also rounds and raises as the function does.

use std::arch::x86_64::*;

use super::map::load;

/// Items of a block.
const LANES: usize = 8;

/// A float that is scaled by the powers of two of `U`.
pub(super) trait Scale<U: Copy>: Copy {
    const ONE: Self;
    const NONE: U;
    /// Eight results.
    ///
    /// # Safety
    /// AVX-512; the pointers are good for eight items.
    unsafe fn scale(x: *const Self, n: *const U, out: *mut Self);
}

/// Scales `n` items at `p[0]` by the exponents at `p[1]`; false, and nothing done, where they do not lie side by side.
///
/// # Safety
/// The loop contract of two arguments; AVX-512.
#[inline(always)]
pub(super) unsafe fn whole<T: Scale<U>, U: Copy>(p: [*mut u8; 3], s: [isize; 3], n: usize) -> bool {
    let (item, exponent) = (size_of::<T>() as isize, size_of::<U>() as isize);
    if s[0] != item || s[2] != item || (s[1] != exponent && s[1] != 0) || n == 0 {
        return false;
    }
    // SAFETY: items below `n`; what is left of a block is done in local arrays.
    unsafe {
        let (x, o) = (p[0].cast::<T>(), p[2].cast::<T>());
        let same = [load::<U>(p[1]); LANES];
        let at = |i: usize| {
            if s[1] == 0 {
                same.as_ptr()
            } else {
                p[1].cast::<U>().add(i).cast_const()
            }
        };
        let whole = n / LANES * LANES;
        for i in (0..whole).step_by(LANES) {
            T::scale(x.add(i), at(i), o.add(i));
        }
        let rest = n - whole;
        if rest > 0 {
            let (mut items, mut by) = ([T::ONE; LANES], [T::NONE; LANES]);
            copy(x.add(whole), items.as_mut_ptr(), rest);
            copy(at(whole), by.as_mut_ptr(), rest);
            let to = &raw mut items;
            T::scale(to.cast(), by.as_ptr(), to.cast());
            copy(items.as_ptr(), o.add(whole), rest);
        }
    }
    true
}

/// Copies `n` items, which need no alignment.
///
/// # Safety
/// The pointers are good for `n` items, apart from each other.
#[inline(always)]
unsafe fn copy<T>(from: *const T, to: *mut T, n: usize) {
    // SAFETY: the caller's items.
    unsafe { std::ptr::copy_nonoverlapping(from.cast::<u8>(), to.cast::<u8>(), n * size_of::<T>()) }
}

/// The exponents that count, and then some.
const MOST: i64 = 1 << 20;

macro_rules! scale {
    ($($t:ident $u:ident |$x:ident, $n:ident, $out:ident| $body:expr;)+) => { $(impl Scale<$u> for $t {
        const ONE: $t = 1.0;
        const NONE: $u = 0;
        #[inline(always)]
        unsafe fn scale($x: *const $t, $n: *const $u, $out: *mut $t) {
            // SAFETY: the caller's contract.
            unsafe { $body }
        }
    })+ };
}
scale! {
    f64 i32 |x, n, out| {
        let n = _mm512_cvtepi32_pd(_mm256_loadu_si256(n.cast()));
        _mm512_storeu_pd(out, _mm512_scalef_pd(_mm512_loadu_pd(x), n));
    };
    f64 i64 |x, n, out| {
        let n = _mm512_cvtepi64_pd(bounded(_mm512_loadu_si512(n.cast())));
        _mm512_storeu_pd(out, _mm512_scalef_pd(_mm512_loadu_pd(x), n));
    };
    f32 i32 |x, n, out| {
        let n = _mm256_cvtepi32_ps(_mm256_loadu_si256(n.cast()));
        _mm256_storeu_ps(out, _mm256_scalef_ps(_mm256_loadu_ps(x), n));
    };
    f32 i64 |x, n, out| {
        let n = _mm512_cvtepi64_ps(bounded(_mm512_loadu_si512(n.cast())));
        _mm256_storeu_ps(out, _mm256_scalef_ps(_mm256_loadu_ps(x), n));
    };
}

#[inline(always)]
unsafe fn bounded(n: __m512i) -> __m512i {
    // SAFETY: the caller's AVX-512.
    unsafe {
        _mm512_max_epi64(
            _mm512_min_epi64(n, _mm512_set1_epi64(MOST)),
            _mm512_set1_epi64(-MOST),
        )
    }
}
