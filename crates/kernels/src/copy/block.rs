//! Adjacent bytes: plain copy and fill, past the caches when the block is far larger than they are.

use std::arch::x86_64::*;

use super::word::{Word, for_width};
use crate::stamp::{Isa, Op, dispatch};

/// From this size on, stores go past the caches. They win by a little from about here; below, and where others
/// load the memory, they lose by much, as both blocks may still be in the last cache.
const STREAM: usize = 16 << 20;

/// Copies `len` bytes; the blocks may overlap.
///
/// # Safety
/// `src` and `dst` are good for `len` bytes.
#[inline]
pub unsafe fn copy_bytes(dst: *mut u8, src: *const u8, len: usize) {
    let apart = (dst as usize).abs_diff(src as usize) >= len;
    // SAFETY: as this function's.
    unsafe {
        if len >= STREAM && apart {
            stream_copy(dst, src, len);
        } else {
            std::ptr::copy(src, dst, len);
        }
    }
}

/// # Safety
/// As [`copy_bytes`], and the blocks do not overlap; `len >= 64`.
unsafe fn stream_copy(dst: *mut u8, src: *const u8, len: usize) {
    // SAFETY: the head brings `dst` to a 64-byte boundary, the body stays within `len`, the tail is the rest.
    unsafe {
        let head = dst.align_offset(64).min(len);
        std::ptr::copy_nonoverlapping(src, dst, head);
        let (dst, src, len) = (dst.add(head), src.add(head), len - head);
        let body = len / 64 * 64;
        let mut i = 0;
        while i < body {
            _mm_prefetch::<_MM_HINT_NTA>(src.wrapping_add(i + 1024).cast());
            let a = _mm_loadu_si128(src.add(i).cast());
            let b = _mm_loadu_si128(src.add(i + 16).cast());
            let c = _mm_loadu_si128(src.add(i + 32).cast());
            let d = _mm_loadu_si128(src.add(i + 48).cast());
            _mm_stream_si128(dst.add(i).cast(), a);
            _mm_stream_si128(dst.add(i + 16).cast(), b);
            _mm_stream_si128(dst.add(i + 32).cast(), c);
            _mm_stream_si128(dst.add(i + 48).cast(), d);
            i += 64;
        }
        _mm_sfence();
        std::ptr::copy_nonoverlapping(src.add(body), dst.add(body), len - body);
    }
}

/// Writes the item at `value` (`width` bytes) to `n` adjacent places.
///
/// # Safety
/// `value` is good for `width` bytes, `dst` for `n * width`; `value` is not inside `dst` past its first item.
pub unsafe fn fill(width: usize, dst: *mut u8, value: *const u8, n: usize) {
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(Fill::<W> { dst: dst.cast(), value: value.cast::<W>().read_unaligned(), n }), else {
            fill_any(width, dst, value, n)
        })
    }
}

/// Any width: the first item, then the filled part doubled until it is all.
unsafe fn fill_any(width: usize, dst: *mut u8, value: *const u8, n: usize) {
    let total = width * n;
    if total == 0 {
        return;
    }
    // Whole items at a time, of a size that stays in the nearest cache.
    let most = ((1 << 16) / width).max(1) * width;
    // SAFETY: `done` never passes `total`, and the copied part lies before `done`.
    unsafe {
        std::ptr::copy(value, dst, width);
        let mut done = width;
        while done < total {
            let step = done.min(total - done).min(most);
            std::ptr::copy_nonoverlapping(dst, dst.add(done), step);
            done += step;
        }
    }
}

pub(super) struct Fill<W> {
    pub(super) dst: *mut W,
    pub(super) value: W,
    pub(super) n: usize,
}

impl<W: Word> Op for Fill<W> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let width = size_of::<W>();
        // SAFETY: `dst` is good for `n` items; the pattern is 64 bytes of whole items, since the width divides 64.
        unsafe {
            if self.n * width >= STREAM {
                let bytes = self.dst.cast::<u8>();
                let head = bytes.align_offset(64);
                if head % width == 0 {
                    let first = head / width;
                    plain_fill(self.dst, self.value, first);
                    let rest = self.n - first;
                    let body = rest * width / 64;
                    let mut pattern = [0u8; 64];
                    plain_fill(pattern.as_mut_ptr().cast(), self.value, 64 / width);
                    let p = _mm_loadu_si128(pattern.as_ptr().cast());
                    let at = bytes.add(head);
                    for i in 0..body {
                        for k in 0..4 {
                            _mm_stream_si128(at.add(i * 64 + k * 16).cast(), p);
                        }
                    }
                    _mm_sfence();
                    let done = first + body * 64 / width;
                    plain_fill(self.dst.add(done), self.value, self.n - done);
                    return;
                }
            }
            plain_fill(self.dst, self.value, self.n);
        }
    }
}

#[inline(always)]
unsafe fn plain_fill<W: Word>(dst: *mut W, value: W, n: usize) {
    for i in 0..n {
        // SAFETY: the caller's `n`.
        unsafe { dst.add(i).write_unaligned(value) };
    }
}
