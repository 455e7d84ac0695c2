//! Items by mask: where, masked copy and fill, putmask, place, boolean get (compress) and set (expand).
//!
//! Masks are bytes; any value but zero selects. No loop branches on a mask byte, since random masks are the
//! common case and mispredict.

use std::arch::x86_64::*;
use std::marker::PhantomData;

use super::word::{Word, copy_item, for_width};
use crate::stamp::{Isa, Op, dispatch};

/// One operand of a strided job.
pub type Strided<P> = (P, isize);

/// How many of `n` mask bytes at byte stride `stride` are not zero.
///
/// # Safety
/// `mask` is good for `n` bytes at the stride.
pub unsafe fn count_mask(mask: *const u8, stride: isize, n: usize) -> usize {
    // SAFETY: as this function's.
    unsafe { dispatch(Count { mask, stride, n }) }
}

struct Count {
    mask: *const u8,
    stride: isize,
    n: usize,
}
impl Op for Count {
    type Out = usize;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> usize {
        let mut total = 0usize;
        // SAFETY: indices stay below `n`; the level has the instructions.
        unsafe {
            if self.stride == 1 {
                let mut i = 0;
                while i + 64 <= self.n {
                    total += nonzero_bits::<I>(self.mask.add(i)).count_ones() as usize;
                    i += 64;
                }
                while i < self.n {
                    total += usize::from(*self.mask.add(i) != 0);
                    i += 1;
                }
            } else {
                for i in 0..self.n {
                    total += usize::from(*self.mask.wrapping_offset(i as isize * self.stride) != 0);
                }
            }
        }
        total
    }
}

/// One bit for each of 64 bytes that is not zero.
///
/// # Safety
/// `mask` is good for 64 bytes, and the CPU has the level.
#[inline(always)]
pub(crate) unsafe fn nonzero_bits<I: Isa>(mask: *const u8) -> u64 {
    // SAFETY: as this function's.
    unsafe {
        if I::RANK >= 4 {
            let m = _mm512_loadu_si512(mask.cast());
            _mm512_test_epi8_mask(m, m)
        } else if I::RANK == 3 {
            let zero = _mm256_setzero_si256();
            let half = |at: usize| {
                let m = _mm256_loadu_si256(mask.add(at).cast());
                _mm256_movemask_epi8(_mm256_cmpeq_epi8(m, zero)) as u32
            };
            !(u64::from(half(0)) | u64::from(half(32)) << 32)
        } else {
            let zero = _mm_setzero_si128();
            let mut bits = 0;
            for k in 0..4 {
                let m = _mm_loadu_si128(mask.add(k * 16).cast());
                bits |= (_mm_movemask_epi8(_mm_cmpeq_epi8(m, zero)) as u64) << (k * 16);
            }
            !bits
        }
    }
}

/// Writes the positions of the true bytes of a mask.
///
/// # Safety
/// `mask` is good for `n` bytes, `out` for as many positions as are not zero.
pub unsafe fn selected_places(mask: *const u8, n: usize, out: *mut isize) {
    // SAFETY: passed on.
    unsafe { dispatch(Places { mask, n, out }) }
}

struct Places {
    mask: *const u8,
    n: usize,
    out: *mut isize,
}

impl Op for Places {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let mut out = self.out;
        let mut i = 0;
        // SAFETY: positions stay below `n`; every store is of a true byte.
        unsafe {
            while i + 64 <= self.n {
                let mut bits = nonzero_bits::<I>(self.mask.add(i));
                if I::RANK >= 4 {
                    let step = _mm512_set1_epi64(8);
                    let mut at = _mm512_add_epi64(
                        _mm512_set1_epi64(i as i64),
                        _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7),
                    );
                    while bits != 0 {
                        let count = (bits as u8).count_ones();
                        let packed = _mm512_maskz_compress_epi64(bits as u8, at);
                        let fill = ((1u32 << count) - 1) as u8;
                        _mm512_mask_storeu_epi64(out.cast(), fill, packed);
                        out = out.add(count as usize);
                        at = _mm512_add_epi64(at, step);
                        bits >>= 8;
                    }
                } else {
                    while bits != 0 {
                        out.write(i as isize + bits.trailing_zeros() as isize);
                        out = out.add(1);
                        bits &= bits - 1;
                    }
                }
                i += 64;
            }
            while i < self.n {
                if *self.mask.add(i) != 0 {
                    out.write(i as isize);
                    out = out.add(1);
                }
                i += 1;
            }
        }
    }
}

/// `out[i] = if cond[i] { x[i] } else { y[i] }`, each operand with its byte stride.
///
/// # Safety
/// All four are good for `n` items of `width` bytes (`cond`: one byte) at their strides.
pub unsafe fn select(
    width: usize,
    out: Strided<*mut u8>,
    cond: Strided<*const u8>,
    x: Strided<*const u8>,
    y: Strided<*const u8>,
    n: usize,
) {
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(Select::<W> { out, cond, x, y, n, word: PhantomData }), else {
            for i in 0..n as isize {
                let c = *cond.0.wrapping_offset(i * cond.1) != 0;
                let from = if c { x.0.wrapping_offset(i * x.1) } else { y.0.wrapping_offset(i * y.1) };
                copy_item(from, out.0.wrapping_offset(i * out.1), width);
            }
        })
    }
}

struct Select<W> {
    out: Strided<*mut u8>,
    cond: Strided<*const u8>,
    x: Strided<*const u8>,
    y: Strided<*const u8>,
    n: usize,
    word: PhantomData<W>,
}
impl<W: Word> Op for Select<W> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let Self {
            out, cond, x, y, n, ..
        } = self;
        let width = size_of::<W>() as isize;
        // SAFETY: indices stay below `n`.
        unsafe {
            if out.1 == width && cond.1 == 1 && n > 0 {
                let (o, c) = (out.0.cast::<W>(), cond.0);
                match (x.1, y.1) {
                    (a, b) if a == width && b == width => {
                        let (x, y) = (x.0.cast::<W>(), y.0.cast::<W>());
                        return blend(
                            o,
                            c,
                            n,
                            |i| x.add(i).read_unaligned(),
                            |i| y.add(i).read_unaligned(),
                        );
                    }
                    (0, b) if b == width => {
                        let (x, y) = (x.0.cast::<W>().read_unaligned(), y.0.cast::<W>());
                        return blend(o, c, n, |_| x, |i| y.add(i).read_unaligned());
                    }
                    (a, 0) if a == width => {
                        let (x, y) = (x.0.cast::<W>(), y.0.cast::<W>().read_unaligned());
                        return blend(o, c, n, |i| x.add(i).read_unaligned(), |_| y);
                    }
                    (0, 0) => {
                        let x = x.0.cast::<W>().read_unaligned();
                        let y = y.0.cast::<W>().read_unaligned();
                        return blend(o, c, n, |_| x, |_| y);
                    }
                    _ => {}
                }
            }
            for i in 0..n as isize {
                let a = x.0.wrapping_offset(i * x.1).cast::<W>().read_unaligned();
                let b = y.0.wrapping_offset(i * y.1).cast::<W>().read_unaligned();
                let c = *cond.0.wrapping_offset(i * cond.1) != 0;
                out.0
                    .wrapping_offset(i * out.1)
                    .cast::<W>()
                    .write_unaligned(if c { a } else { b });
            }
        }
    }
}

#[inline(always)]
unsafe fn blend<W: Word>(
    out: *mut W,
    cond: *const u8,
    n: usize,
    x: impl Fn(usize) -> W,
    y: impl Fn(usize) -> W,
) {
    for i in 0..n {
        // SAFETY: `i < n`.
        unsafe {
            let (a, b) = (x(i), y(i));
            out.add(i)
                .write_unaligned(if *cond.add(i) != 0 { a } else { b });
        }
    }
}

/// Copies the items whose mask byte is not zero; the others keep their value.
///
/// # Safety
/// All three are good for `n` items at their byte strides; no one else writes to `dst` meanwhile.
pub unsafe fn masked_copy(
    width: usize,
    dst: Strided<*mut u8>,
    src: Strided<*const u8>,
    mask: Strided<*const u8>,
    n: usize,
) {
    // SAFETY: as this function's; `dst` is read where the mask is zero.
    unsafe { select(width, dst, mask, src, (dst.0, dst.1), n) }
}

/// Writes the one item at `value` wherever the mask byte is not zero.
///
/// # Safety
/// As [`masked_copy`], with `value` good for one item.
pub unsafe fn fill_masked(
    width: usize,
    dst: Strided<*mut u8>,
    value: *const u8,
    mask: Strided<*const u8>,
    n: usize,
) {
    // SAFETY: as this function's; a zero stride repeats the value.
    unsafe { select(width, dst, mask, (value, 0), (dst.0, dst.1), n) }
}

/// NumPy's putmask on adjacent items: `dst[i] = values[i % count]` where `mask[i]`.
///
/// # Safety
/// `dst` and `mask` hold `n` items, `values` `count`.
pub unsafe fn putmask(
    width: usize,
    dst: *mut u8,
    mask: *const u8,
    n: usize,
    values: *const u8,
    count: usize,
) {
    if count == 0 {
        return;
    }
    let w = width as isize;
    // SAFETY: runs of `count` items stay below `n`.
    unsafe {
        if count == 1 {
            return fill_masked(width, (dst, w), values, (mask, 1), n);
        }
        let mut i = 0;
        while i < n {
            let m = (n - i).min(count);
            masked_copy(
                width,
                (dst.add(i * width), w),
                (values, w),
                (mask.add(i), 1),
                m,
            );
            i += m;
        }
    }
}

/// NumPy's place on adjacent items: selected items get `values` one after the other, again from the start.
///
/// # Safety
/// `dst` and `mask` hold `n` items, `values` `count`.
pub unsafe fn place(
    width: usize,
    dst: *mut u8,
    mask: *const u8,
    n: usize,
    values: *const u8,
    count: usize,
) {
    if count == 0 {
        return;
    }
    let mut v = 0;
    for i in 0..n {
        // SAFETY: `i < n`, `v < count`.
        unsafe {
            if *mask.add(i) != 0 {
                copy_item(values.add(v * width), dst.add(i * width), width);
                v += 1;
                if v == count {
                    v = 0;
                }
            }
        }
    }
}

/// Boolean get: the selected items of `src`, one after the other, into `dst`; gives how many.
///
/// # Safety
/// `src` and `mask` are good for `n` items at their byte strides, `dst` for as many as are selected.
pub unsafe fn compress(
    width: usize,
    dst: *mut u8,
    src: Strided<*const u8>,
    mask: Strided<*const u8>,
    n: usize,
) -> usize {
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(Squeeze::<W, true> {
            wide: (src.0.cast_mut(), src.1), mask, tight: dst, n: last_selected(mask, n), word: PhantomData
        }), else {
            let mut k = 0;
            for i in 0..n as isize {
                if *mask.0.wrapping_offset(i * mask.1) != 0 {
                    copy_item(src.0.wrapping_offset(i * src.1), dst.add(k * width), width);
                    k += 1;
                }
            }
            k
        })
    }
}

/// Boolean set: adjacent `values` go, in order, to the selected places of `dst`; gives how many.
///
/// # Safety
/// `dst` and `mask` are good for `n` items at their byte strides, `values` for as many as are selected.
pub unsafe fn expand(
    width: usize,
    dst: Strided<*mut u8>,
    values: *const u8,
    mask: Strided<*const u8>,
    n: usize,
) -> usize {
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(Squeeze::<W, false> {
            wide: dst, mask, tight: values.cast_mut(), n: last_selected(mask, n), word: PhantomData
        }), else {
            let mut k = 0;
            for i in 0..n as isize {
                if *mask.0.wrapping_offset(i * mask.1) != 0 {
                    copy_item(values.add(k * width), dst.0.wrapping_offset(i * dst.1), width);
                    k += 1;
                }
            }
            k
        })
    }
}

/// The length of the shortest head of the mask that holds all selected places. Up to there, the packed side
/// always has one more item, so that a loop may touch it before it knows whether the item counts.
unsafe fn last_selected(mask: Strided<*const u8>, n: usize) -> usize {
    let mut end = n;
    // SAFETY: `end - 1 < n`.
    while end > 0 && unsafe { *mask.0.wrapping_offset((end - 1) as isize * mask.1) } == 0 {
        end -= 1;
    }
    end
}

/// `GET`: wide to tight where selected; else tight to wide.
struct Squeeze<W, const GET: bool> {
    wide: Strided<*mut u8>,
    mask: Strided<*const u8>,
    tight: *mut u8,
    n: usize,
    word: PhantomData<W>,
}

impl<W: Word, const GET: bool> Op for Squeeze<W, GET> {
    type Out = usize;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> usize {
        let width = size_of::<W>();
        let tight = self.tight.cast::<W>();
        let (mut i, mut k) = (0usize, 0usize);
        // SAFETY: `i < n`, and the last item of the range is selected, so `k` items plus one exist.
        unsafe {
            if self.wide.1 == width as isize && self.mask.1 == 1 {
                let wide = self.wide.0.cast::<W>();
                if I::RANK >= 4 && matches!(width, 4 | 8) {
                    // Masked stores touch only what they name, so whole vectors are safe up to the end.
                    while i + 64 <= self.n {
                        let mut bits = nonzero_bits::<I>(self.mask.0.add(i));
                        let lanes = 64 / width;
                        for step in 0..width {
                            let at = i + step * lanes;
                            if width == 8 {
                                k += squeeze64::<GET>(
                                    wide.add(at).cast(),
                                    tight.add(k).cast(),
                                    bits as u8,
                                );
                            } else {
                                k += squeeze32::<GET>(
                                    wide.add(at).cast(),
                                    tight.add(k).cast(),
                                    bits as u16,
                                );
                            }
                            bits = bits.unbounded_shr(lanes as u32);
                        }
                        i += 64;
                    }
                }
                while i < self.n {
                    let selected = *self.mask.0.add(i) != 0;
                    if GET {
                        tight.add(k).write_unaligned(wide.add(i).read_unaligned());
                    } else {
                        let old = wide.add(i).read_unaligned();
                        let new = tight.add(k).read_unaligned();
                        wide.add(i)
                            .write_unaligned(if selected { new } else { old });
                    }
                    k += usize::from(selected);
                    i += 1;
                }
                return k;
            }
            let (mut w, mut m) = (self.wide.0, self.mask.0);
            while i < self.n {
                let selected = *m != 0;
                if GET {
                    tight.add(k).write_unaligned(w.cast::<W>().read_unaligned());
                } else {
                    let old = w.cast::<W>().read_unaligned();
                    let new = tight.add(k).read_unaligned();
                    w.cast::<W>()
                        .write_unaligned(if selected { new } else { old });
                }
                k += usize::from(selected);
                i += 1;
                w = w.wrapping_offset(self.wide.1);
                m = m.wrapping_offset(self.mask.1);
            }
        }
        k
    }
}

#[inline(always)]
unsafe fn squeeze64<const GET: bool>(wide: *mut i64, tight: *mut i64, bits: u8) -> usize {
    let count = bits.count_ones() as usize;
    // SAFETY: reads and writes only the lanes that the mask names.
    unsafe {
        if GET {
            let packed = _mm512_maskz_compress_epi64(bits, _mm512_loadu_epi64(wide));
            _mm512_mask_storeu_epi64(tight, low_bits(count) as u8, packed);
        } else {
            let values = _mm512_maskz_loadu_epi64(low_bits(count) as u8, tight);
            _mm512_mask_storeu_epi64(wide, bits, _mm512_maskz_expand_epi64(bits, values));
        }
    }
    count
}

#[inline(always)]
unsafe fn squeeze32<const GET: bool>(wide: *mut i32, tight: *mut i32, bits: u16) -> usize {
    let count = bits.count_ones() as usize;
    // SAFETY: reads and writes only the lanes that the mask names.
    unsafe {
        if GET {
            let packed = _mm512_maskz_compress_epi32(bits, _mm512_loadu_epi32(wide));
            _mm512_mask_storeu_epi32(tight, low_bits(count) as u16, packed);
        } else {
            let values = _mm512_maskz_loadu_epi32(low_bits(count) as u16, tight);
            _mm512_mask_storeu_epi32(wide, bits, _mm512_maskz_expand_epi32(bits, values));
        }
    }
    count
}

#[inline(always)]
fn low_bits(n: usize) -> u32 {
    (1u32 << n) - 1
}
