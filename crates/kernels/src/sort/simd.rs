//! AVX-512 quicksort and selection of 16-, 32- and 64-bit signed integers.
//!
//! Runs of up to 32 vectors are sorted in registers: few vectors each by a bitonic network and merged, more
//! as columns (see `columns`). Longer runs are partitioned in place: a few vectors are lifted off
//! both ends, then vectors are read from the end that has less free room and every vector is split into its
//! smaller and larger items with compress instructions. All other types are mapped to these two.

use std::arch::x86_64::*;
use std::mem::MaybeUninit;

use super::columns;

/// A key that fills vectors of 512 bits.
pub(super) trait Key: Copy + Ord + 'static {
    const LANES: usize;
    const TOP: Self;
    /// # Safety
    /// AVX-512; `p` good for `LANES` items. The same holds for all loads and stores here.
    unsafe fn load(p: *const Self) -> __m512i;
    /// # Safety
    /// As `load`, for the first `n` items; the rest is `TOP`.
    unsafe fn load_first(p: *const Self, n: usize) -> __m512i;
    /// # Safety
    /// As `load`.
    unsafe fn store(p: *mut Self, v: __m512i);
    /// # Safety
    /// As `load`, for the first `n` items.
    unsafe fn store_first(p: *mut Self, n: usize, v: __m512i);
    /// # Safety
    /// AVX-512.
    unsafe fn splat(x: Self) -> __m512i;
    /// # Safety
    /// AVX-512.
    unsafe fn lower(a: __m512i, b: __m512i) -> __m512i;
    /// # Safety
    /// AVX-512.
    unsafe fn upper(a: __m512i, b: __m512i) -> __m512i;
    /// Lanes that go left: below the pivot, or not above it with `EQUAL`.
    /// # Safety
    /// AVX-512.
    unsafe fn left<const EQUAL: bool>(v: __m512i, pivot: __m512i) -> u32;
    /// The named lanes, packed to the front.
    /// # Safety
    /// AVX-512.
    unsafe fn pack(v: __m512i, lanes: u32) -> __m512i;
    /// The named lanes packed to the front, the others behind them.
    /// # Safety
    /// AVX-512.
    unsafe fn split(v: __m512i, lanes: u32) -> __m512i;
    /// Lane order reversed.
    /// # Safety
    /// AVX-512.
    unsafe fn reverse(v: __m512i) -> __m512i;
    /// Sorts the lanes.
    /// # Safety
    /// AVX-512.
    unsafe fn sort_lanes(v: __m512i) -> __m512i;
    /// Sorts lanes that form a bitonic sequence.
    /// # Safety
    /// AVX-512.
    unsafe fn merge_lanes(v: __m512i) -> __m512i;
    /// Items at `start + lane * step`.
    /// # Safety
    /// AVX-512; `p` is good for these items.
    unsafe fn sample(p: *const Self, start: usize, step: usize) -> __m512i;
    /// Sorts `n <= 16 * LANES` items that need more than four vectors.
    /// # Safety
    /// AVX-512; `p` is good for `n` items.
    unsafe fn sort_block(p: *mut Self, n: usize);
}

/// Compare-exchange of lanes with those that `$shuffle` brings; lanes in `$mask` take the larger.
macro_rules! exchange {
    ($v:expr, $shuffle:expr, $mask:expr, $min:ident, $mask_max:ident) => {{
        let v = $v;
        let other = $shuffle(v);
        $mask_max($min(v, other), $mask, v, other)
    }};
}

impl Key for i64 {
    const LANES: usize = 8;
    const TOP: Self = i64::MAX;
    #[inline(always)]
    unsafe fn load(p: *const Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_loadu_si512(p.cast()) }
    }
    #[inline(always)]
    unsafe fn load_first(p: *const Self, n: usize) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_loadu_epi64(_mm512_set1_epi64(i64::MAX), low(n) as u8, p) }
    }
    #[inline(always)]
    unsafe fn store(p: *mut Self, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_storeu_si512(p.cast(), v) }
    }
    #[inline(always)]
    unsafe fn store_first(p: *mut Self, n: usize, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_storeu_epi64(p, low(n) as u8, v) }
    }
    #[inline(always)]
    unsafe fn splat(x: Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_set1_epi64(x) }
    }
    #[inline(always)]
    unsafe fn lower(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_min_epi64(a, b) }
    }
    #[inline(always)]
    unsafe fn upper(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_max_epi64(a, b) }
    }
    #[inline(always)]
    unsafe fn left<const EQUAL: bool>(v: __m512i, pivot: __m512i) -> u32 {
        // SAFETY: the trait's contract.
        unsafe {
            u32::from(if EQUAL {
                _mm512_cmple_epi64_mask(v, pivot)
            } else {
                _mm512_cmplt_epi64_mask(v, pivot)
            })
        }
    }
    #[inline(always)]
    unsafe fn pack(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_maskz_compress_epi64(lanes as u8, v) }
    }
    #[inline(always)]
    unsafe fn split(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract; a byte names one of 256 entries.
        unsafe {
            let order = _mm_loadl_epi64(SPLIT.as_ptr().add((lanes & 0xff) as usize).cast());
            _mm512_permutexvar_epi64(_mm512_cvtepu8_epi64(order), v)
        }
    }
    #[inline(always)]
    unsafe fn reverse(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_permutexvar_epi64(_mm512_set_epi64(0, 1, 2, 3, 4, 5, 6, 7), v) }
    }
    #[inline(always)]
    unsafe fn sort_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xaa,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            let v = exchange!(
                v,
                |v| _mm512_permutex_epi64::<0x1b>(v),
                0xcc,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xaa,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            let v = exchange!(
                v,
                |v| Self::reverse(v),
                0xf0,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            let v = exchange!(
                v,
                |v| _mm512_permutex_epi64::<0x4e>(v),
                0xcc,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xaa,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            )
        }
    }
    #[inline(always)]
    unsafe fn merge_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let v = exchange!(
                v,
                |v| _mm512_shuffle_i64x2::<0x4e>(v, v),
                0xf0,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            let v = exchange!(
                v,
                |v| _mm512_permutex_epi64::<0x4e>(v),
                0xcc,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            );
            exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xaa,
                _mm512_min_epi64,
                _mm512_mask_max_epi64
            )
        }
    }
    #[inline(always)]
    unsafe fn sample(p: *const Self, start: usize, step: usize) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let lanes = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
            let at = _mm512_mullo_epi64(lanes, _mm512_set1_epi64(step as i64));
            _mm512_i64gather_epi64::<8>(
                _mm512_add_epi64(at, _mm512_set1_epi64(start as i64)),
                p.cast(),
            )
        }
    }
    #[inline(always)]
    unsafe fn sort_block(p: *mut Self, n: usize) {
        // SAFETY: the trait's contract.
        unsafe {
            if n <= 64 {
                columns::sort_8x8(p, n);
            } else {
                columns::sort_16x8(p, n);
            }
        }
    }
}

impl Key for i32 {
    const LANES: usize = 16;
    const TOP: Self = i32::MAX;
    #[inline(always)]
    unsafe fn load(p: *const Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_loadu_si512(p.cast()) }
    }
    #[inline(always)]
    unsafe fn load_first(p: *const Self, n: usize) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_loadu_epi32(_mm512_set1_epi32(i32::MAX), low(n) as u16, p) }
    }
    #[inline(always)]
    unsafe fn store(p: *mut Self, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_storeu_si512(p.cast(), v) }
    }
    #[inline(always)]
    unsafe fn store_first(p: *mut Self, n: usize, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_storeu_epi32(p, low(n) as u16, v) }
    }
    #[inline(always)]
    unsafe fn splat(x: Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_set1_epi32(x) }
    }
    #[inline(always)]
    unsafe fn lower(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_min_epi32(a, b) }
    }
    #[inline(always)]
    unsafe fn upper(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_max_epi32(a, b) }
    }
    #[inline(always)]
    unsafe fn left<const EQUAL: bool>(v: __m512i, pivot: __m512i) -> u32 {
        // SAFETY: the trait's contract.
        unsafe {
            u32::from(if EQUAL {
                _mm512_cmple_epi32_mask(v, pivot)
            } else {
                _mm512_cmplt_epi32_mask(v, pivot)
            })
        }
    }
    #[inline(always)]
    unsafe fn pack(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_maskz_compress_epi32(lanes as u16, v) }
    }
    #[inline(always)]
    unsafe fn split(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let high = !low(lanes.count_ones() as usize);
            let large = _mm512_maskz_compress_epi32(!lanes as u16, v);
            _mm512_mask_expand_epi32(Self::pack(v, lanes), high as u16, large)
        }
    }
    #[inline(always)]
    unsafe fn reverse(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let back = _mm512_set_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
            _mm512_permutexvar_epi32(back, v)
        }
    }
    #[inline(always)]
    unsafe fn sort_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0xb1>(v),
                0xaaaa,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x1b>(v),
                0xcccc,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0xb1>(v),
                0xaaaa,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let eight = _mm512_set_epi32(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
            let v = exchange!(
                v,
                |v| _mm512_permutexvar_epi32(eight, v),
                0xf0f0,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xcccc,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0xb1>(v),
                0xaaaa,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| Self::reverse(v),
                0xff00,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_i32x4::<0xb1>(v, v),
                0xf0f0,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xcccc,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0xb1>(v),
                0xaaaa,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            )
        }
    }
    #[inline(always)]
    unsafe fn merge_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let v = exchange!(
                v,
                |v| _mm512_shuffle_i32x4::<0x4e>(v, v),
                0xff00,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_i32x4::<0xb1>(v, v),
                0xf0f0,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            let v = exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0x4e>(v),
                0xcccc,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            );
            exchange!(
                v,
                |v| _mm512_shuffle_epi32::<0xb1>(v),
                0xaaaa,
                _mm512_min_epi32,
                _mm512_mask_max_epi32
            )
        }
    }
    #[inline(always)]
    unsafe fn sample(p: *const Self, start: usize, step: usize) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let lanes = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
            let at = _mm512_mullo_epi64(lanes, _mm512_set1_epi64(step as i64));
            let at = _mm512_add_epi64(at, _mm512_set1_epi64(start as i64));
            let low = _mm512_i64gather_epi32::<4>(at, p.cast());
            let next = _mm512_add_epi64(at, _mm512_set1_epi64(8 * step as i64));
            let high = _mm512_i64gather_epi32::<4>(next, p.cast());
            _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high)
        }
    }
    #[inline(always)]
    unsafe fn sort_block(p: *mut Self, n: usize) {
        // SAFETY: the trait's contract.
        unsafe {
            if n <= 128 {
                network::<Self, 8>(p, n);
            } else {
                columns::sort_16x16(p, n);
            }
        }
    }
}

/// Needs AVX-512 VBMI2 as well.
impl Key for i16 {
    const LANES: usize = 32;
    const TOP: Self = i16::MAX;
    #[inline(always)]
    unsafe fn load(p: *const Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_loadu_si512(p.cast()) }
    }
    #[inline(always)]
    unsafe fn load_first(p: *const Self, n: usize) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_loadu_epi16(_mm512_set1_epi16(i16::MAX), low(n), p) }
    }
    #[inline(always)]
    unsafe fn store(p: *mut Self, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_storeu_si512(p.cast(), v) }
    }
    #[inline(always)]
    unsafe fn store_first(p: *mut Self, n: usize, v: __m512i) {
        // SAFETY: the trait's contract.
        unsafe { _mm512_mask_storeu_epi16(p, low(n), v) }
    }
    #[inline(always)]
    unsafe fn splat(x: Self) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_set1_epi16(x) }
    }
    #[inline(always)]
    unsafe fn lower(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_min_epi16(a, b) }
    }
    #[inline(always)]
    unsafe fn upper(a: __m512i, b: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_max_epi16(a, b) }
    }
    #[inline(always)]
    unsafe fn left<const EQUAL: bool>(v: __m512i, pivot: __m512i) -> u32 {
        // SAFETY: the trait's contract.
        unsafe {
            if EQUAL {
                _mm512_cmple_epi16_mask(v, pivot)
            } else {
                _mm512_cmplt_epi16_mask(v, pivot)
            }
        }
    }
    #[inline(always)]
    unsafe fn pack(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe { _mm512_maskz_compress_epi16(lanes, v) }
    }
    #[inline(always)]
    unsafe fn split(v: __m512i, lanes: u32) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let high = !low(lanes.count_ones() as usize);
            let large = _mm512_maskz_compress_epi16(!lanes, v);
            _mm512_mask_expand_epi16(Self::pack(v, lanes), high, large)
        }
    }
    #[inline(always)]
    unsafe fn reverse(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let back = _mm512_set_epi16(
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                23, 24, 25, 26, 27, 28, 29, 30, 31,
            );
            _mm512_permutexvar_epi16(back, v)
        }
    }
    #[inline(always)]
    unsafe fn sort_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let by1 = |v| _mm512_rol_epi32::<16>(v);
            let by2 = |v| _mm512_shuffle_epi32::<0xb1>(v);
            let by4 = |v| _mm512_shuffle_epi32::<0x4e>(v);
            let by8 = |v| _mm512_shuffle_i32x4::<0xb1>(v, v);
            let back4 = |v| _mm512_shufflehi_epi16::<0x1b>(_mm512_shufflelo_epi16::<0x1b>(v));
            let back8 = |v| by4(back4(v));
            let back16 = |v| by8(back8(v));
            let v = exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(
                v,
                back4,
                0xcccc_cccc,
                _mm512_min_epi16,
                _mm512_mask_max_epi16
            );
            let v = exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(
                v,
                back8,
                0xf0f0_f0f0,
                _mm512_min_epi16,
                _mm512_mask_max_epi16
            );
            let v = exchange!(v, by2, 0xcccc_cccc, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(
                v,
                back16,
                0xff00_ff00,
                _mm512_min_epi16,
                _mm512_mask_max_epi16
            );
            let v = exchange!(v, by4, 0xf0f0_f0f0, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by2, 0xcccc_cccc, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(
                v,
                |v| Self::reverse(v),
                0xffff_0000,
                _mm512_min_epi16,
                _mm512_mask_max_epi16
            );
            let v = exchange!(v, by8, 0xff00_ff00, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by4, 0xf0f0_f0f0, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by2, 0xcccc_cccc, _mm512_min_epi16, _mm512_mask_max_epi16);
            exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16)
        }
    }
    #[inline(always)]
    unsafe fn merge_lanes(v: __m512i) -> __m512i {
        // SAFETY: the trait's contract.
        unsafe {
            let by16 = |v| _mm512_shuffle_i32x4::<0x4e>(v, v);
            let by8 = |v| _mm512_shuffle_i32x4::<0xb1>(v, v);
            let by4 = |v| _mm512_shuffle_epi32::<0x4e>(v);
            let by2 = |v| _mm512_shuffle_epi32::<0xb1>(v);
            let by1 = |v| _mm512_rol_epi32::<16>(v);
            let v = exchange!(
                v,
                by16,
                0xffff_0000,
                _mm512_min_epi16,
                _mm512_mask_max_epi16
            );
            let v = exchange!(v, by8, 0xff00_ff00, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by4, 0xf0f0_f0f0, _mm512_min_epi16, _mm512_mask_max_epi16);
            let v = exchange!(v, by2, 0xcccc_cccc, _mm512_min_epi16, _mm512_mask_max_epi16);
            exchange!(v, by1, 0xaaaa_aaaa, _mm512_min_epi16, _mm512_mask_max_epi16)
        }
    }
    #[inline(always)]
    unsafe fn sample(p: *const Self, start: usize, step: usize) -> __m512i {
        let mut items = [0i16; 32];
        for (k, x) in items.iter_mut().enumerate() {
            // SAFETY: the trait's contract.
            *x = unsafe { *p.add(start + k * step) };
        }
        // SAFETY: 32 items.
        unsafe { Self::load(items.as_ptr()) }
    }
    #[inline(always)]
    unsafe fn sort_block(p: *mut Self, n: usize) {
        // SAFETY: the trait's contract.
        unsafe {
            if n <= 256 {
                network::<Self, 8>(p, n);
            } else {
                network::<Self, 16>(p, n);
            }
        }
    }
}

/// For each set of eight lanes: these lanes, then the others.
static SPLIT: [[u8; 8]; 256] = {
    let mut table = [[0u8; 8]; 256];
    let mut set = 0;
    while set < 256 {
        let (mut k, mut lane) = (0, 0);
        while lane < 16 {
            let wanted = (set >> (lane & 7)) & 1 == 1;
            if wanted == (lane < 8) {
                table[set][k] = lane as u8 & 7;
                k += 1;
            }
            lane += 1;
        }
        set += 1;
    }
    table
};

#[inline(always)]
fn low(n: usize) -> u32 {
    if n >= 32 { u32::MAX } else { (1u32 << n) - 1 }
}

/// Most vectors that are sorted in registers.
const VECTORS: usize = 32;
/// Vectors per step of a partition.
const UNROLL: usize = 8;

/// Sorts `n <= 32 * LANES` items.
///
/// # Safety
/// AVX-512; `p` is good for `n` items.
#[inline(always)]
pub(super) unsafe fn sort_short<T: Key>(p: *mut T, n: usize) {
    // SAFETY: as this function's.
    unsafe {
        if n > 16 * T::LANES {
            T::sort_block(p, 16 * T::LANES);
            let rest = p.add(16 * T::LANES);
            T::sort_block(rest, n - 16 * T::LANES);
            return columns::merge_halves(p, n);
        }
        match n.div_ceil(T::LANES) {
            0 => {}
            1 => T::store_first(p, n, T::sort_lanes(T::load_first(p, n))),
            2 => network::<T, 2>(p, n),
            3..=4 => network::<T, 4>(p, n),
            _ => T::sort_block(p, n),
        }
    }
}

#[inline(always)]
unsafe fn network<T: Key, const K: usize>(p: *mut T, n: usize) {
    // SAFETY: loads and stores are cut to the `n` items.
    unsafe {
        let mut v = [_mm512_setzero_si512(); K];
        for (i, v) in v.iter_mut().enumerate() {
            let from = (i * T::LANES).min(n);
            *v = T::sort_lanes(T::load_first(p.add(from), (n - from).min(T::LANES)));
        }
        if K >= 2 {
            merge::<T, K, 1>(&mut v);
        }
        if K >= 4 {
            merge::<T, K, 2>(&mut v);
        }
        if K >= 8 {
            merge::<T, K, 4>(&mut v);
        }
        if K >= 16 {
            merge::<T, K, 8>(&mut v);
        }
        for (i, v) in v.iter().enumerate() {
            let from = (i * T::LANES).min(n);
            T::store_first(p.add(from), (n - from).min(T::LANES), *v);
        }
    }
}

/// Merges neighbouring sorted runs of `RUN` vectors.
#[inline(always)]
unsafe fn merge<T: Key, const K: usize, const RUN: usize>(v: &mut [__m512i; K]) {
    // SAFETY: AVX-512, as the caller says; all positions are below `K`.
    unsafe {
        for i in (0..K).step_by(2 * RUN) {
            // The second run read backwards makes the pair a bitonic sequence; its halves stay bitonic.
            let mut high = [_mm512_setzero_si512(); RUN];
            for k in 0..RUN {
                let (a, b) = (v[i + k], T::reverse(v[i + 2 * RUN - 1 - k]));
                high[k] = T::upper(a, b);
                v[i + k] = T::lower(a, b);
            }
            v[i + RUN..i + 2 * RUN].copy_from_slice(&high);
            if RUN >= 8 {
                halves::<T, K, 4>(v, i, 2 * RUN);
            }
            if RUN >= 4 {
                halves::<T, K, 2>(v, i, 2 * RUN);
            }
            if RUN >= 2 {
                halves::<T, K, 1>(v, i, 2 * RUN);
            }
            for k in i..i + 2 * RUN {
                v[k] = T::merge_lanes(v[k]);
            }
        }
    }
}

/// One step of a bitonic merge between vectors that are `GAP` apart.
#[inline(always)]
unsafe fn halves<T: Key, const K: usize, const GAP: usize>(
    v: &mut [__m512i; K],
    from: usize,
    count: usize,
) {
    for j in (from..from + count).step_by(2 * GAP) {
        for k in j..j + GAP {
            // SAFETY: AVX-512, as the caller says.
            unsafe {
                let (a, b) = (v[k], v[k + GAP]);
                v[k] = T::lower(a, b);
                v[k + GAP] = T::upper(a, b);
            }
        }
    }
}

/// Moves the items below `pivot` (`EQUAL`: not above it) to the front and gives their number.
///
/// # Safety
/// AVX-512; `p` is good for `n >= 2 * UNROLL * LANES` items.
#[inline(always)]
pub(super) unsafe fn partition<T: Key, const EQUAL: bool>(p: *mut T, n: usize, pivot: T) -> usize {
    let block = UNROLL * T::LANES;
    // SAFETY: see the comments; all positions stay within the `n` items.
    unsafe {
        let pivot = T::splat(pivot);
        let whole = n / T::LANES * T::LANES;
        let tail = n - whole;
        let mut first = [_mm512_setzero_si512(); UNROLL];
        let mut last = [_mm512_setzero_si512(); UNROLL];
        for k in 0..UNROLL {
            first[k] = T::load(p.add(k * T::LANES));
            last[k] = T::load(p.add(whole - block + k * T::LANES));
        }
        let (mut read_left, mut read_right) = (block, whole - block);
        let (mut left, mut right) = (0usize, n);
        if tail > 0 {
            let v = T::load_first(p.add(whole), tail);
            let small = T::left::<EQUAL>(v, pivot) & low(tail);
            let large = !small & low(tail);
            T::store(p, T::pack(v, small));
            left = small.count_ones() as usize;
            let count = large.count_ones() as usize;
            right -= count;
            T::store_first(p.add(right), count, T::pack(v, large));
        }
        // The free room on both sides is two blocks in all, three while a block is held: writing a vector's
        // items to both ends never reaches unread items, when the side with less room was read.
        while read_right - read_left >= block {
            let from = if read_left - left <= right - read_right {
                read_left += block;
                read_left - block
            } else {
                read_right -= block;
                read_right
            };
            let mut v = [_mm512_setzero_si512(); UNROLL];
            for (k, v) in v.iter_mut().enumerate() {
                *v = T::load(p.add(from + k * T::LANES));
            }
            for v in v {
                (left, right) = put::<T, EQUAL>(p, left, right, v, pivot);
            }
        }
        let rest = (read_right - read_left) / T::LANES;
        let mut v = [_mm512_setzero_si512(); UNROLL];
        for (k, v) in v.iter_mut().enumerate().take(rest) {
            *v = T::load(p.add(read_left + k * T::LANES));
        }
        for v in v.into_iter().take(rest) {
            (left, right) = put::<T, EQUAL>(p, left, right, v, pivot);
        }
        for v in first.into_iter().chain(last) {
            (left, right) = put::<T, EQUAL>(p, left, right, v, pivot);
        }
        left
    }
}

/// Writes a vector's small items at `left` and its large ones before `right`.
#[inline(always)]
unsafe fn put<T: Key, const EQUAL: bool>(
    p: *mut T,
    left: usize,
    right: usize,
    v: __m512i,
    pivot: __m512i,
) -> (usize, usize) {
    // SAFETY: the room between `left` and `right` is a whole number of vectors, at least one. Both stores
    // write the whole vector into it: what is not theirs falls into free room, and for the last vector both
    // write the same.
    unsafe {
        let small = T::left::<EQUAL>(v, pivot);
        let v = T::split(v, small);
        let count = small.count_ones() as usize;
        T::store(p.add(left), v);
        T::store(p.add(right - T::LANES), v);
        (left + count, right + count - T::LANES)
    }
}

/// An item of about rank `num / den` in a run of more than `32 * LANES` items, from a sorted sample.
#[inline(always)]
pub(super) unsafe fn pivot<T: Key>(p: *const T, n: usize, num: usize, den: usize) -> T {
    let size = if n > 4096 { 4 * T::LANES } else { T::LANES };
    let step = n / size;
    let mut sample = [T::TOP; 128];
    let sorted = sample.as_mut_ptr();
    // SAFETY: `size * step <= n`, and `size <= 128`.
    unsafe {
        if size == T::LANES {
            T::store(sorted, T::sort_lanes(T::sample(p, step / 2, step)));
        } else {
            for k in 0..4 {
                T::store(
                    sorted.add(k * T::LANES),
                    T::sample(p, k * T::LANES * step + step / 2, step),
                );
            }
            network::<T, 4>(sorted, size);
        }
        let rank = (size as f64 * (num as f64 / den as f64)) as usize;
        *sorted.add(rank.min(size - 1))
    }
}

/// Sorts `n` items in place.
///
/// # Safety
/// AVX-512; `p` is good for `n` items.
#[inline(always)]
pub(super) unsafe fn sort<T: Key>(p: *mut T, n: usize) {
    // What waits: start, length, steps left, and the pivot that no item of the run is below.
    let mut waiting = [MaybeUninit::<(usize, usize, u32, Option<T>)>::uninit(); 64];
    let mut depth = 0;
    let mut run = (0usize, n, 2 * n.max(2).ilog2(), None::<T>);
    // SAFETY: runs lie within the `n` items; what waits below `depth` was written.
    unsafe {
        loop {
            let (mut from, mut len, mut steps, bound) = run;
            while len > VECTORS * T::LANES {
                let at = p.add(from);
                if steps == 0 {
                    std::slice::from_raw_parts_mut(at, len).sort_unstable();
                    len = 0;
                    break;
                }
                steps -= 1;
                let pivot = pivot(at, len, 1, 2);
                let small = if bound == Some(pivot) {
                    0
                } else {
                    partition::<T, false>(at, len, pivot)
                };
                if small == 0 {
                    // The pivot is the least item: those equal to it are in place once they stand in front.
                    let equal = partition::<T, true>(at, len, pivot);
                    from += equal;
                    len -= equal;
                    continue;
                }
                // The longer part waits, so that at most 64 do.
                let (right, count) = (from + small, len - small);
                if small < count {
                    waiting[depth & 63].write((right, count, steps, Some(pivot)));
                    len = small;
                } else {
                    waiting[depth & 63].write((from, small, steps, bound));
                    // The shorter part is bounded by the pivot from here on.
                    run = (right, count, steps, Some(pivot));
                    depth += 1;
                    len = usize::MAX;
                    break;
                }
                depth += 1;
            }
            if len == usize::MAX {
                continue;
            }
            sort_short(p.add(from), len);
            if depth == 0 {
                return;
            }
            depth -= 1;
            run = waiting[depth & 63].assume_init();
        }
    }
}

/// Puts the item of rank `k < n` at `k`, none larger before it and none smaller behind it.
///
/// # Safety
/// AVX-512; `p` is good for `n` items.
#[inline(always)]
pub(super) unsafe fn select<T: Key>(p: *mut T, n: usize, k: usize) {
    let (mut from, mut len) = (0, n);
    let mut steps = 4 * n.max(2).ilog2();
    // SAFETY: the run lies within the `n` items and holds position `k`.
    unsafe {
        while len > VECTORS * T::LANES {
            let at = p.add(from);
            if steps == 0 {
                std::slice::from_raw_parts_mut(at, len).select_nth_unstable(k - from);
                return;
            }
            steps -= 1;
            let pivot = pivot(at, len, k - from, len);
            let small = partition::<T, false>(at, len, pivot);
            if k - from < small {
                len = small;
                continue;
            }
            let (right, count) = (from + small, len - small);
            if small > 0 && small < len {
                from = right;
                len = count;
                // Items equal to the pivot stand in this part: once they are split off, either the rank is
                // among them or the part shrinks further.
                if count <= VECTORS * T::LANES {
                    continue;
                }
            }
            let equal = partition::<T, true>(p.add(from), len, pivot);
            if k - from < equal {
                return;
            }
            from += equal;
            len -= equal;
        }
        sort_short(p.add(from), len);
    }
}
