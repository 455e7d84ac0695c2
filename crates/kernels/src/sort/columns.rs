//! Sorting 64 to 256 items in registers, as a matrix.
//!
//! The items fill rows of eight or sixteen vectors in any order. A sorting network on whole rows sorts every
//! column; then neighbouring columns are merged: one compare-exchange against the mirrored partner (row and lane
//! counted from the other end) parts the lower from the upper half, exchanges between lanes part it further,
//! and a bitonic network on whole rows sorts the columns again. In the end the ranks run down the columns, and
//! a transposition writes them out. Everything is straight-line code on registers, hence the macros.

use std::arch::x86_64::*;

use super::simd::Key;

/// Compare-exchanges between rows.
macro_rules! rows {
    ($T:ty, $v:ident; $($i:literal $j:literal),+) => {
        $(
            let (a, b) = ($v[$i], $v[$j]);
            $v[$i] = <$T>::lower(a, b);
            $v[$j] = <$T>::upper(a, b);
        )+
    };
}

/// Compare-exchanges of each row with the lanes that `$shuffle` brings; lanes in `$mask` take the larger.
macro_rules! lanes {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr; $($i:literal)+) => {
        $(
            let a = $v[$i];
            let b = $shuffle(a);
            $v[$i] = $upper(<$T>::lower(a, b), $mask, a, b);
        )+
    };
}

/// As `lanes`, each row with the row at the same distance from the other end.
macro_rules! mirror {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr; $($i:literal $j:literal),+) => {
        $(
            let (a, b) = ($v[$i], $v[$j]);
            let (x, y) = ($shuffle(b), $shuffle(a));
            $v[$i] = $upper(<$T>::lower(a, x), $mask, a, x);
            $v[$j] = $upper(<$T>::lower(b, y), $mask, b, y);
        )+
    };
}

/// The best networks known for 8 and 16 rows.
macro_rules! sort_8 {
    ($T:ty, $v:ident) => {
        rows!($T, $v; 0 2, 1 3, 4 6, 5 7, 0 4, 1 5, 2 6, 3 7, 0 1, 2 3, 4 5, 6 7, 2 4, 3 5, 1 4, 3 6, 1 2, 3 4, 5 6);
    };
}
macro_rules! sort_16 {
    ($T:ty, $v:ident) => {
        rows!($T, $v; 0 13, 1 12, 2 15, 3 14, 4 8, 5 6, 7 11, 9 10, 0 5, 1 7, 2 9, 3 4, 6 13, 8 14, 10 15, 11 12, 0 1, 2 3, 4 5, 6 8, 7 9, 10 11, 12 13, 14 15, 0 2, 1 3, 4 10, 5 11, 6 7, 8 9, 12 14, 13 15, 1 2, 3 12, 4 6, 5 7, 8 10, 9 11, 13 14, 1 4, 2 6, 5 8, 7 10, 9 13, 11 14, 2 4, 3 6, 9 12, 11 13, 3 5, 6 8, 7 9, 10 12, 3 4, 5 6, 7 8, 9 10, 11 12, 6 7, 8 9);
    };
}

/// Columns that are bitonic become sorted.
macro_rules! clean_8 {
    ($T:ty, $v:ident) => {
        rows!($T, $v; 0 4, 1 5, 2 6, 3 7, 0 2, 1 3, 4 6, 5 7, 0 1, 2 3, 4 5, 6 7);
    };
}
macro_rules! clean_16 {
    ($T:ty, $v:ident) => {
        rows!($T, $v; 0 8, 1 9, 2 10, 3 11, 4 12, 5 13, 6 14, 7 15, 0 4, 1 5, 2 6, 3 7, 8 12, 9 13, 10 14, 11 15, 0 2, 1 3, 4 6, 5 7, 8 10, 9 11, 12 14, 13 15, 0 1, 2 3, 4 5, 6 7, 8 9, 10 11, 12 13, 14 15);
    };
}
macro_rules! mirror_8 {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr) => {
        mirror!($T, $v, $upper, $mask, $shuffle; 0 7, 1 6, 2 5, 3 4);
    };
}
macro_rules! mirror_16 {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr) => {
        mirror!($T, $v, $upper, $mask, $shuffle; 0 15, 1 14, 2 13, 3 12, 4 11, 5 10, 6 9, 7 8);
    };
}
macro_rules! lanes_8 {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr) => {
        lanes!($T, $v, $upper, $mask, $shuffle; 0 1 2 3 4 5 6 7);
    };
}
macro_rules! lanes_16 {
    ($T:ty, $v:ident, $upper:ident, $mask:literal, $shuffle:expr) => {
        lanes!($T, $v, $upper, $mask, $shuffle; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    };
}

/// The three merges of eight columns of 64-bit items.
macro_rules! merge_64 {
    ($v:ident, $mirror:ident, $lanes:ident, $clean:ident) => {
        $mirror!(i64, $v, _mm512_mask_max_epi64, 0xaa, |x| {
            _mm512_shuffle_epi32::<0x4e>(x)
        });
        $clean!(i64, $v);
        $mirror!(i64, $v, _mm512_mask_max_epi64, 0xcc, |x| {
            _mm512_permutex_epi64::<0x1b>(x)
        });
        $lanes!(i64, $v, _mm512_mask_max_epi64, 0xaa, |x| {
            _mm512_shuffle_epi32::<0x4e>(x)
        });
        $clean!(i64, $v);
        $mirror!(i64, $v, _mm512_mask_max_epi64, 0xf0, |x| i64::reverse(x));
        $lanes!(i64, $v, _mm512_mask_max_epi64, 0xcc, |x| {
            _mm512_permutex_epi64::<0x4e>(x)
        });
        $lanes!(i64, $v, _mm512_mask_max_epi64, 0xaa, |x| {
            _mm512_shuffle_epi32::<0x4e>(x)
        });
        $clean!(i64, $v);
    };
}

/// # Safety
/// AVX-512; `p` is good for `n <= 64` items.
#[inline(always)]
pub(super) unsafe fn sort_8x8(p: *mut i64, n: usize) {
    // SAFETY: loads and stores are cut to the `n` items.
    unsafe {
        let mut v = [_mm512_setzero_si512(); 8];
        for (i, v) in v.iter_mut().enumerate() {
            *v = load(p, n, i * 8);
        }
        sort_8!(i64, v);
        merge_64!(v, mirror_8, lanes_8, clean_8);
        let v = transpose_8x8(v);
        for (i, v) in v.into_iter().enumerate() {
            store(p, n, i * 8, v);
        }
    }
}

/// # Safety
/// AVX-512; `p` is good for `n <= 128` items.
#[inline(always)]
pub(super) unsafe fn sort_16x8(p: *mut i64, n: usize) {
    // SAFETY: loads and stores are cut to the `n` items.
    unsafe {
        let mut v = [_mm512_setzero_si512(); 16];
        for (i, v) in v.iter_mut().enumerate() {
            *v = load(p, n, i * 8);
        }
        sort_16!(i64, v);
        merge_64!(v, mirror_16, lanes_16, clean_16);
        let [
            a0,
            a1,
            a2,
            a3,
            a4,
            a5,
            a6,
            a7,
            b0,
            b1,
            b2,
            b3,
            b4,
            b5,
            b6,
            b7,
        ] = v;
        let a = transpose_8x8([a0, a1, a2, a3, a4, a5, a6, a7]);
        for (i, a) in a.into_iter().enumerate() {
            store(p, n, i * 16, a);
        }
        let b = transpose_8x8([b0, b1, b2, b3, b4, b5, b6, b7]);
        for (i, b) in b.into_iter().enumerate() {
            store(p, n, i * 16 + 8, b);
        }
    }
}

/// # Safety
/// AVX-512; `p` is good for `n <= 256` items.
#[inline(always)]
pub(super) unsafe fn sort_16x16(p: *mut i32, n: usize) {
    // SAFETY: loads and stores are cut to the `n` items.
    unsafe {
        let mut v = [_mm512_setzero_si512(); 16];
        for (i, v) in v.iter_mut().enumerate() {
            *v = load(p, n, i * 16);
        }
        let eight = _mm512_set_epi32(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
        sort_16!(i32, v);
        mirror_16!(i32, v, _mm512_mask_max_epi32, 0xaaaa, |x| {
            _mm512_shuffle_epi32::<0xb1>(x)
        });
        clean_16!(i32, v);
        mirror_16!(i32, v, _mm512_mask_max_epi32, 0xcccc, |x| {
            _mm512_shuffle_epi32::<0x1b>(x)
        });
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xaaaa, |x| {
            _mm512_shuffle_epi32::<0xb1>(x)
        });
        clean_16!(i32, v);
        mirror_16!(i32, v, _mm512_mask_max_epi32, 0xf0f0, |x| {
            _mm512_permutexvar_epi32(eight, x)
        });
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xcccc, |x| {
            _mm512_shuffle_epi32::<0x4e>(x)
        });
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xaaaa, |x| {
            _mm512_shuffle_epi32::<0xb1>(x)
        });
        clean_16!(i32, v);
        mirror_16!(i32, v, _mm512_mask_max_epi32, 0xff00, |x| i32::reverse(x));
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xf0f0, |x| {
            _mm512_shuffle_i32x4::<0xb1>(x, x)
        });
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xcccc, |x| {
            _mm512_shuffle_epi32::<0x4e>(x)
        });
        lanes_16!(i32, v, _mm512_mask_max_epi32, 0xaaaa, |x| {
            _mm512_shuffle_epi32::<0xb1>(x)
        });
        clean_16!(i32, v);
        // Rows in pairs become 64-bit items that an 8 by 8 transposition moves.
        let [
            a0,
            a1,
            a2,
            a3,
            a4,
            a5,
            a6,
            a7,
            b0,
            b1,
            b2,
            b3,
            b4,
            b5,
            b6,
            b7,
        ] = v;
        let pairs = |x, y| (_mm512_unpacklo_epi32(x, y), _mm512_unpackhi_epi32(x, y));
        let ((l0, h0), (l1, h1), (l2, h2), (l3, h3)) =
            (pairs(a0, a1), pairs(a2, a3), pairs(a4, a5), pairs(a6, a7));
        let ((l4, h4), (l5, h5), (l6, h6), (l7, h7)) =
            (pairs(b0, b1), pairs(b2, b3), pairs(b4, b5), pairs(b6, b7));
        let low = transpose_8x8([l0, l1, l2, l3, l4, l5, l6, l7]);
        let high = transpose_8x8([h0, h1, h2, h3, h4, h5, h6, h7]);
        // Lane `2 q + r` of `low` holds column `4 q + r`, of `high` column `4 q + 2 + r`.
        for (i, (low, high)) in low.into_iter().zip(high).enumerate() {
            let column = i / 2 * 4 + i % 2;
            store(p, n, column * 16, low);
            store(p, n, (column + 2) * 16, high);
        }
    }
}

/// Merges two sorted halves, the first of `16 * LANES` items, the second shorter or equal.
///
/// # Safety
/// AVX-512; `p` is good for `n <= 32 * LANES` items, more than half of that.
#[inline(always)]
pub(super) unsafe fn merge_halves<T: Key>(p: *mut T, n: usize) {
    // SAFETY: loads and stores are cut to the `n` items; what is missing counts as the largest.
    unsafe {
        // The second half read backwards makes a bitonic sequence. The lower items replace the first half, the
        // upper ones stay in registers.
        let mut v = [_mm512_setzero_si512(); 16];
        for (k, v) in v.iter_mut().enumerate() {
            let a = T::load(p.add(k * T::LANES));
            let b = T::reverse(load(p, n, (31 - k) * T::LANES));
            T::store(p.add(k * T::LANES), T::lower(a, b));
            *v = T::upper(a, b);
        }
        clean_16!(T, v);
        for (k, v) in v.into_iter().enumerate() {
            store(p, n, (16 + k) * T::LANES, T::merge_lanes(v));
        }
        let mut v = [_mm512_setzero_si512(); 16];
        for (k, v) in v.iter_mut().enumerate() {
            *v = T::load(p.add(k * T::LANES));
        }
        clean_16!(T, v);
        for (k, v) in v.into_iter().enumerate() {
            T::store(p.add(k * T::LANES), T::merge_lanes(v));
        }
    }
}

#[inline(always)]
unsafe fn load<T: Key>(p: *const T, n: usize, from: usize) -> __m512i {
    // SAFETY: as the caller's; cut to the `n` items.
    unsafe {
        if from + T::LANES <= n {
            T::load(p.add(from))
        } else {
            T::load_first(p.add(from.min(n)), n.saturating_sub(from))
        }
    }
}

#[inline(always)]
unsafe fn store<T: Key>(p: *mut T, n: usize, at: usize, v: __m512i) {
    // SAFETY: as the caller's; cut to the `n` items.
    unsafe {
        if at + T::LANES <= n {
            T::store(p.add(at), v);
        } else if at < n {
            T::store_first(p.add(at), n - at, v);
        }
    }
}

/// Transposes eight rows of 64-bit items.
#[inline(always)]
unsafe fn transpose_8x8(v: [__m512i; 8]) -> [__m512i; 8] {
    // SAFETY: AVX-512, as the caller says.
    unsafe {
        let [r0, r1, r2, r3, r4, r5, r6, r7] = v;
        let (a0, a1) = (_mm512_unpacklo_epi64(r0, r1), _mm512_unpackhi_epi64(r0, r1));
        let (a2, a3) = (_mm512_unpacklo_epi64(r2, r3), _mm512_unpackhi_epi64(r2, r3));
        let (a4, a5) = (_mm512_unpacklo_epi64(r4, r5), _mm512_unpackhi_epi64(r4, r5));
        let (a6, a7) = (_mm512_unpacklo_epi64(r6, r7), _mm512_unpackhi_epi64(r6, r7));
        let even = |x, y| _mm512_shuffle_i64x2::<0x88>(x, y);
        let odd = |x, y| _mm512_shuffle_i64x2::<0xdd>(x, y);
        let (b0, b1, b2, b3) = (even(a0, a2), even(a1, a3), odd(a0, a2), odd(a1, a3));
        let (b4, b5, b6, b7) = (even(a4, a6), even(a5, a7), odd(a4, a6), odd(a5, a7));
        [
            even(b0, b4),
            even(b1, b5),
            even(b2, b6),
            even(b3, b7),
            odd(b0, b4),
            odd(b1, b5),
            odd(b2, b6),
            odd(b3, b7),
        ]
    }
}
