//! Where the largest or smallest item is: the first of equals, the first NaN or NaT before all.

use std::marker::PhantomData;

use super::lanes::Extreme;
use super::ops::Ordered;
use crate::for_type;
use crate::stamp::{Isa, Op, dispatch};

const BLOCK: usize = 2048;

/// The position of the largest (`max`) or smallest of `n >= 1` items; `None` when the type is not numeric.
///
/// # Safety
/// `src` is good for `n` items at the byte stride.
pub unsafe fn arg_row(
    max: bool,
    num: i32,
    src: *const u8,
    stride: isize,
    n: usize,
) -> Option<usize> {
    // SAFETY: as this function's.
    ferronum_scalar::float_status::preserve(|| unsafe {
        if max {
            for_type!(num, T => dispatch(Row::<T, true> { src, stride, n, item: PhantomData }))
        } else {
            for_type!(num, T => dispatch(Row::<T, false> { src, stride, n, item: PhantomData }))
        }
    })
}

/// The same for each of `m` columns of `n >= 1` rows, written to `out`; `row` and `col` are byte strides.
/// `false` when the type is not numeric.
///
/// # Safety
/// `src` is good for `n` × `m` items, `out` for `m` at byte stride `out_stride`.
pub unsafe fn arg_columns(
    max: bool,
    num: i32,
    out: *mut isize,
    out_stride: isize,
    src: *const u8,
    row: isize,
    col: isize,
    n: usize,
    m: usize,
) -> bool {
    let grid = Grid {
        out: out.cast(),
        out_stride,
        src,
        row,
        col,
        n,
        m,
    };
    // SAFETY: as this function's.
    ferronum_scalar::float_status::preserve(|| unsafe {
        if max {
            for_type!(num, T => dispatch(Columns::<T, true>(grid, PhantomData))).is_some()
        } else {
            for_type!(num, T => dispatch(Columns::<T, false>(grid, PhantomData))).is_some()
        }
    })
}

struct Row<T, const MAX: bool> {
    src: *const u8,
    stride: isize,
    n: usize,
    item: PhantomData<T>,
}

#[inline(always)]
fn beats<T: Ordered, const MAX: bool>(x: T, best: T) -> bool {
    if MAX { x.greater(best) } else { x.less(best) }
}

impl<T: Extreme, const MAX: bool> Op for Row<T, MAX> {
    type Out = usize;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> usize {
        // SAFETY: positions stay below `n`.
        unsafe {
            if self.stride == size_of::<T>() as isize && size_of::<T>() <= 8 {
                return blocks::<I, T, MAX>(self.src.cast(), self.n);
            }
            let at = |i: usize| {
                self.src
                    .wrapping_offset(i as isize * self.stride)
                    .cast::<T>()
                    .read_unaligned()
            };
            let mut best = at(0);
            let mut place = 0;
            if best.missing() {
                return 0;
            }
            for i in 1..self.n {
                let x = at(i);
                if x.missing() {
                    return i;
                }
                if beats::<T, MAX>(x, best) {
                    best = x;
                    place = i;
                }
            }
            place
        }
    }
}

/// Finds the first block that holds the best item, then the item in it.
#[inline(always)]
unsafe fn blocks<I: Isa, T: Extreme, const MAX: bool>(src: *const T, n: usize) -> usize {
    // SAFETY: positions stay below `n`.
    unsafe {
        let mut best = src.read_unaligned();
        let (mut place, mut from) = (0, 0);
        while from < n {
            let len = (n - from).min(BLOCK);
            let (top, missing) = T::run::<I, MAX>(src.add(from), len);
            if missing {
                let bad = (from..n).find(|&i| src.add(i).read_unaligned().missing());
                return bad.unwrap_or(from);
            }
            if beats::<T, MAX>(top, best) {
                best = top;
                place = from;
            }
            from += len;
        }
        // The first item of the block that is not beaten by the best: groups first, so that it vectorises.
        const GROUP: usize = 32;
        while place + GROUP <= n {
            let mut found = false;
            for j in 0..GROUP {
                found |= !beats::<T, MAX>(best, src.add(place + j).read_unaligned());
            }
            if found {
                break;
            }
            place += GROUP;
        }
        (place..n)
            .find(|&i| !beats::<T, MAX>(best, src.add(i).read_unaligned()))
            .unwrap_or(place)
    }
}

#[derive(Clone, Copy)]
struct Grid {
    out: *mut u8,
    out_stride: isize,
    src: *const u8,
    row: isize,
    col: isize,
    n: usize,
    m: usize,
}
struct Columns<T, const MAX: bool>(Grid, PhantomData<T>);

impl<T: Ordered, const MAX: bool> Op for Columns<T, MAX> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        const WIDTH: usize = 128;
        let g = self.0;
        let tight = g.col == size_of::<T>() as isize;
        let mut from = 0;
        // SAFETY: rows below `n`, columns below `m`.
        unsafe {
            while from < g.m {
                let m = (g.m - from).min(WIDTH);
                let at = |i: usize, j: usize| {
                    g.src
                        .wrapping_offset(i as isize * g.row + (from + j) as isize * g.col)
                        .cast::<T>()
                        .read_unaligned()
                };
                let mut best = [at(0, 0); WIDTH];
                let mut place = [0isize; WIDTH];
                for (j, b) in best.iter_mut().enumerate().take(m) {
                    *b = at(0, j);
                }
                for i in 1..g.n {
                    let p = g
                        .src
                        .wrapping_offset(i as isize * g.row + from as isize * g.col);
                    for j in 0..m {
                        let x = if tight {
                            p.cast::<T>().add(j).read_unaligned()
                        } else {
                            at(i, j)
                        };
                        let b = best[j & (WIDTH - 1)];
                        let new = !b.missing() & (beats::<T, MAX>(x, b) | x.missing());
                        best[j & (WIDTH - 1)] = if new { x } else { b };
                        let old = place[j & (WIDTH - 1)];
                        place[j & (WIDTH - 1)] = if new { i as isize } else { old };
                    }
                }
                for (j, &x) in place.iter().enumerate().take(m) {
                    let out = g.out.wrapping_offset((from + j) as isize * g.out_stride);
                    out.cast::<isize>().write_unaligned(x);
                }
                from += m;
            }
        }
    }
}
