//! Truth: any, all, counting, for one run or many at once.

use std::marker::PhantomData;

use super::Fold;
use crate::copy::count_mask;
use crate::for_type;
use crate::num::{Element, Kind};
use crate::stamp::{Isa, Op, dispatch};

const BLOCK: usize = 1024;

/// Whether any of `n` items at byte stride `stride` is true; `None` when the type is not numeric.
///
/// # Safety
/// `src` is good for `n` items at the stride.
pub unsafe fn any(num: i32, src: *const u8, stride: isize, n: usize) -> Option<bool> {
    // SAFETY: as this function's.
    for_type!(num, T => unsafe { dispatch(Find::<T, true> { src, stride, n, item: PhantomData }) })
}

/// Whether all of `n` items are true; as [`any`].
///
/// # Safety
/// `src` is good for `n` items at the stride.
pub unsafe fn all(num: i32, src: *const u8, stride: isize, n: usize) -> Option<bool> {
    // SAFETY: as this function's.
    for_type!(num, T => unsafe { !dispatch(Find::<T, false> { src, stride, n, item: PhantomData }) })
}

/// How many of `n` items are true; as [`any`].
///
/// # Safety
/// `src` is good for `n` items at the stride.
pub unsafe fn count_nonzero(num: i32, src: *const u8, stride: isize, n: usize) -> Option<usize> {
    if matches!(num, 0..=2) {
        // SAFETY: as this function's.
        return Some(unsafe { count_mask(src, stride, n) });
    }
    // SAFETY: as this function's.
    for_type!(num, T => unsafe { dispatch(Count::<T> { src, stride, n, item: PhantomData }) })
}

/// `out[j] = out[j] or any item of j` (`and`, `all` when `every`), one output after the other; outputs are
/// bool bytes. `false` when the type is not numeric.
///
/// # Safety
/// The memory is as `fold` says, with outputs of one byte.
pub unsafe fn logic_rows(every: bool, num: i32, fold: &Fold) -> bool {
    for j in 0..fold.m as isize {
        let src = fold.src.wrapping_offset(j * fold.src_outer);
        let out = fold.out.wrapping_offset(j * fold.out_stride);
        // SAFETY: `j < m`.
        unsafe {
            let old = *out != 0;
            if old != every {
                *out = u8::from(old);
                continue;
            }
            let answer = if every {
                all(num, src, fold.src_stride, fold.n)
            } else {
                any(num, src, fold.src_stride, fold.n)
            };
            let Some(answer) = answer else { return false };
            *out = u8::from(answer);
        }
    }
    for_type!(num, T => size_of::<T>()).is_some()
}

/// As [`logic_rows`], taking one item of every output before the next item.
///
/// # Safety
/// As [`logic_rows`].
pub unsafe fn logic_columns(every: bool, num: i32, fold: &Fold) -> bool {
    // SAFETY: as this function's.
    for_type!(num, T => unsafe { dispatch(LogicColumns::<T> { every, fold: *fold, item: PhantomData }) }).is_some()
}

/// Looks for an item whose truth is `WANT`.
struct Find<T, const WANT: bool> {
    src: *const u8,
    stride: isize,
    n: usize,
    item: PhantomData<T>,
}

impl<T: Element, const WANT: bool> Op for Find<T, WANT> {
    type Out = bool;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> bool {
        // SAFETY: positions stay below `n`.
        unsafe {
            if self.stride != size_of::<T>() as isize {
                let mut p = self.src;
                for _ in 0..self.n {
                    if p.cast::<T>().read_unaligned().truthy() == WANT {
                        return true;
                    }
                    p = p.wrapping_offset(self.stride);
                }
                return false;
            }
            let p = self.src.cast::<T>();
            let mut done = 0;
            // Short first, so that an early answer is cheap.
            let mut block = 64;
            while done < self.n {
                let m = (self.n - done).min(block);
                let mut found = 0u8;
                for i in 0..m {
                    found |= u8::from(truth(p.add(done + i)) == WANT);
                }
                if found != 0 {
                    return true;
                }
                done += m;
                block = BLOCK;
            }
        }
        false
    }
}

/// Truth by bits where that is the same: nothing is raised, and all widths vectorise.
#[inline(always)]
unsafe fn truth<T: Element>(p: *const T) -> bool {
    // SAFETY: the caller's item.
    unsafe {
        match T::KIND {
            Kind::F32 => p.cast::<u32>().read_unaligned() << 1 != 0,
            Kind::F64 => p.cast::<u64>().read_unaligned() << 1 != 0,
            Kind::C64 => {
                let [re, im] = p.cast::<[u32; 2]>().read_unaligned();
                (re | im) << 1 != 0
            }
            Kind::C128 => {
                let [re, im] = p.cast::<[u64; 2]>().read_unaligned();
                (re | im) << 1 != 0
            }
            _ => p.read_unaligned().truthy(),
        }
    }
}

struct Count<T> {
    src: *const u8,
    stride: isize,
    n: usize,
    item: PhantomData<T>,
}

impl<T: Element> Op for Count<T> {
    type Out = usize;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> usize {
        let mut total = 0usize;
        // SAFETY: positions stay below `n`.
        unsafe {
            if self.stride == size_of::<T>() as isize {
                let p = self.src.cast::<T>();
                let mut done = 0;
                while done < self.n {
                    // Narrow counters keep the vector width of the items.
                    let m = (self.n - done).min(1 << 15);
                    let mut part = 0u32;
                    for i in 0..m {
                        part += u32::from(truth(p.add(done + i)));
                    }
                    total += part as usize;
                    done += m;
                }
            } else {
                let mut p = self.src;
                for _ in 0..self.n {
                    total += usize::from(truth(p.cast::<T>()));
                    p = p.wrapping_offset(self.stride);
                }
            }
        }
        total
    }
}

struct LogicColumns<T> {
    every: bool,
    fold: Fold,
    item: PhantomData<T>,
}

impl<T: Element> Op for LogicColumns<T> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let f = self.fold;
        // SAFETY: `i < n`, `j < m`.
        unsafe {
            for i in 0..f.n as isize {
                let row = f.src.wrapping_offset(i * f.src_stride);
                if f.src_outer == size_of::<T>() as isize && f.out_stride == 1 {
                    let s = row.cast::<T>();
                    for j in 0..f.m {
                        let t = u8::from(truth(s.add(j)));
                        let o = u8::from(*f.out.add(j) != 0);
                        *f.out.add(j) = if self.every { o & t } else { o | t };
                    }
                } else {
                    for j in 0..f.m as isize {
                        let t = u8::from(truth(row.wrapping_offset(j * f.src_outer).cast::<T>()));
                        let out = f.out.wrapping_offset(j * f.out_stride);
                        let o = u8::from(*out != 0);
                        *out = if self.every { o & t } else { o | t };
                    }
                }
            }
        }
    }
}
