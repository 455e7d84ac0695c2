//! Sorts, argsorts and partitions.
//!
//! Every numeric type is mapped to signed integers of 32 or 64 bits (or counted, when it has 8 or 16 bits),
//! so that one vector quicksort serves all. NaN and NaT come last. An argsort packs the position into the low
//! bits of the key, which makes it stable and needs no gathers; so one routine serves all kinds of sort. Equal
//! floats differ by the sign of zero and by NaN payloads: the stable sort restores their order afterwards.
//!
//! What has no such mapping (long double, complex, strings, user types) is merged by comparisons.

mod arg;
mod columns;
mod compare;
mod key;
mod narrow;
mod part;
mod simd;
#[cfg(test)]
mod tests;
mod values;

pub use arg::argsort;
pub use compare::{Error, argsort_by, argsort_bytes, argsort_ucs4, sort_by};
pub use part::{argpartition, partition};
pub use values::sort;

use std::sync::atomic::{AtomicU8, Ordering};

use crate::pool::parallel_ranges;
use crate::stamp::{Isa, Op, dispatch, rank};

/// From this many bytes of keys on, parts are sorted by several threads.
const PARALLEL: usize = 4 << 20;

struct Sort<T>(*mut T, usize);
impl<T: simd::Key> Op for Sort<T> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        // SAFETY: the run was given with its length; the level says what the CPU has.
        unsafe {
            if I::RANK >= 4 {
                simd::sort(self.0, self.1);
            } else {
                std::slice::from_raw_parts_mut(self.0, self.1).sort_unstable();
            }
        }
    }
}

struct Select<T>(*mut T, usize, usize);
impl<T: simd::Key> Op for Select<T> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        // SAFETY: the run was given with its length, the rank is below it.
        unsafe {
            if I::RANK >= 4 {
                simd::select(self.0, self.1, self.2);
            } else {
                std::slice::from_raw_parts_mut(self.0, self.1).select_nth_unstable(self.2);
            }
        }
    }
}

/// Halves a long run by about its median; gives the length of the lower part.
struct Halve<T>(*mut T, usize);
impl<T: simd::Key> Op for Halve<T> {
    type Out = usize;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> usize {
        // SAFETY: as `Sort`; only called for long runs.
        unsafe {
            if I::RANK >= 4 {
                simd::partition::<T, false>(self.0, self.1, simd::pivot(self.0, self.1, 1, 2))
            } else {
                let keys = std::slice::from_raw_parts_mut(self.0, self.1);
                keys.select_nth_unstable(self.1 / 2);
                self.1 / 2
            }
        }
    }
}

/// Sorts keys in place.
fn sort_keys<T: simd::Key + Send>(keys: &mut [T]) {
    let base = Shared(keys.as_mut_ptr());
    if size_of_val(keys) < PARALLEL {
        // SAFETY: a slice is good for its length.
        return unsafe { dispatch(Sort(base.0, keys.len())) };
    }
    // Eight parts, each bounded by its neighbours; the larger of them decide how well threads are used.
    let mut cuts = [0, 0, 0, 0, 0, 0, 0, 0, keys.len()];
    for step in [4, 2, 1] {
        let mut k = 0;
        while k < 8 {
            let (from, to) = (cuts[k], cuts[k + 2 * step]);
            // SAFETY: cuts lie within the slice, in order.
            let lower = if to - from > 1024 {
                // SAFETY: cuts lie within the slice, in order.
                unsafe { dispatch(Halve(base.0.add(from), to - from)) }
            } else {
                0
            };
            cuts[k + step] = from + lower;
            k += 2 * step;
        }
    }
    parallel_ranges(8, 1, |parts| {
        let base = &base;
        for k in parts {
            // SAFETY: parts do not overlap.
            unsafe { dispatch(Sort(base.0.add(cuts[k]), cuts[k + 1] - cuts[k])) }
        }
    });
}

/// A pointer that threads share, each for a part of its own.
struct Shared<T>(*mut T);
// SAFETY: see above.
unsafe impl<T: Send> Sync for Shared<T> {}

/// Puts the key of rank `k < keys.len()` in place.
fn select_key<T: simd::Key>(keys: &mut [T], k: usize) {
    if k < keys.len() {
        // SAFETY: a slice is good for its length.
        unsafe { dispatch(Select(keys.as_mut_ptr(), keys.len(), k)) }
    }
}

/// Whether 16-bit items have a vector sort of their own here.
fn narrow_vectors() -> bool {
    static FOUND: AtomicU8 = AtomicU8::new(0);
    let found = match FOUND.load(Ordering::Relaxed) {
        0 => {
            let found = 1 + u8::from(ferronum_simd::has("AVX512_ICL"));
            FOUND.store(found, Ordering::Relaxed);
            found
        }
        found => found,
    };
    found == 2 && rank() == 4
}

/// # Safety
/// As `narrow_vectors` says.
#[target_feature(
    enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
)]
unsafe fn sort_narrow(keys: &mut [i16]) {
    // SAFETY: a slice is good for its length.
    unsafe { simd::sort(keys.as_mut_ptr(), keys.len()) }
}

/// # Safety
/// As `narrow_vectors` says; `k < keys.len()`.
#[target_feature(
    enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt"
)]
unsafe fn select_narrow(keys: &mut [i16], k: usize) {
    // SAFETY: a slice is good for its length.
    unsafe { simd::select(keys.as_mut_ptr(), keys.len(), k) }
}
