//! Running sums and products.

use std::marker::PhantomData;

use super::ops::{FloatProduct, FloatSum, Folder, IntProduct, IntSum, StampSum};
use crate::num::{Complex, Half, LongDouble};
use crate::stamp::{Isa, Op, dispatch};

/// What runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScanOp {
    /// Running sum.
    Add,
    /// Running product.
    Multiply,
}

/// `out[0] = src[0]`, `out[i] = out[i-1] op src[i]` along one run; `false` when the type has no such loop.
///
/// # Safety
/// `src` and `out` are good for `n` items at their byte strides; they may be the same items.
pub unsafe fn scan_row(
    op: ScanOp,
    num: i32,
    out: (*mut u8, isize),
    src: (*const u8, isize),
    n: usize,
) -> bool {
    // SAFETY: as this function's.
    unsafe {
        pick(
            op,
            num,
            Grid {
                out: out.0,
                out_row: out.1,
                out_col: 0,
                src: src.0,
                src_row: src.1,
                src_col: 0,
                n,
                m: 1,
            },
        )
    }
}

/// The same down each of `m` adjacent columns, row by row: strides are `[row, column]`.
///
/// # Safety
/// `src` and `out` are good for `n` × `m` items at their byte strides; they may be the same items.
pub unsafe fn scan_columns(
    op: ScanOp,
    num: i32,
    out: (*mut u8, [isize; 2]),
    src: (*const u8, [isize; 2]),
    n: usize,
    m: usize,
) -> bool {
    // SAFETY: as this function's.
    unsafe {
        pick(
            op,
            num,
            Grid {
                out: out.0,
                out_row: out.1[0],
                out_col: out.1[1],
                src: src.0,
                src_row: src.1[0],
                src_col: src.1[1],
                n,
                m,
            },
        )
    }
}

#[derive(Clone, Copy)]
struct Grid {
    out: *mut u8,
    out_row: isize,
    out_col: isize,
    src: *const u8,
    src_row: isize,
    src_col: isize,
    n: usize,
    m: usize,
}

struct Scan<F>(Grid, PhantomData<F>);

unsafe fn pick(op: ScanOp, num: i32, grid: Grid) -> bool {
    macro_rules! go {
        ($F:ty) => {{
            // SAFETY: the caller's description of the memory.
            unsafe { dispatch(Scan::<$F>(grid, PhantomData)) };
            true
        }};
    }
    macro_rules! table {
        ($I:ident, $F:ident) => {
            match num {
                1 => go!($I<i8>),
                2 => go!($I<u8>),
                3 => go!($I<i16>),
                4 => go!($I<u16>),
                5 => go!($I<i32>),
                6 => go!($I<u32>),
                7 | 9 => go!($I<i64>),
                8 | 10 => go!($I<u64>),
                11 => go!($F<f32>),
                12 => go!($F<f64>),
                13 => go!($F<LongDouble>),
                14 => go!($F<Complex<f32>>),
                15 => go!($F<Complex<f64>>),
                16 => go!($F<Complex<LongDouble>>),
                23 => go!($F<Half>),
                _ => false,
            }
        };
    }
    match op {
        ScanOp::Add if num == 22 => go!(StampSum),
        ScanOp::Add => table!(IntSum, FloatSum),
        ScanOp::Multiply => table!(IntProduct, FloatProduct),
    }
}

impl<F: Folder<Out = <F as Folder>::In>> Op for Scan<F> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let g = self.0;
        let item = size_of::<F::In>() as isize;
        let step = |a: F::In, x: F::In| F::close(F::fold(F::open(a), F::lift(x)));
        if g.n == 0 {
            return;
        }
        // SAFETY: rows below `n`, columns below `m`.
        unsafe {
            if g.m == 1 {
                let (mut s, mut o) = (g.src, g.out);
                let mut acc = s.cast::<F::In>().read_unaligned();
                o.cast::<F::In>().write_unaligned(acc);
                for _ in 1..g.n {
                    s = s.wrapping_offset(g.src_row);
                    o = o.wrapping_offset(g.out_row);
                    acc = step(acc, s.cast::<F::In>().read_unaligned());
                    o.cast::<F::In>().write_unaligned(acc);
                }
                return;
            }
            let tight = g.src_col == item && g.out_col == item;
            for i in 0..g.n as isize {
                let s = g.src.wrapping_offset(i * g.src_row);
                let o = g.out.wrapping_offset(i * g.out_row);
                let before = o.wrapping_offset(-g.out_row);
                if tight {
                    let (s, o, before) =
                        (s.cast::<F::In>(), o.cast::<F::In>(), before.cast::<F::In>());
                    if i == 0 {
                        std::ptr::copy(s, o, g.m);
                        continue;
                    }
                    for j in 0..g.m {
                        o.add(j).write_unaligned(step(
                            before.add(j).read_unaligned(),
                            s.add(j).read_unaligned(),
                        ));
                    }
                } else {
                    for j in 0..g.m as isize {
                        let x = s
                            .wrapping_offset(j * g.src_col)
                            .cast::<F::In>()
                            .read_unaligned();
                        let at = j * g.out_col;
                        let x = if i == 0 {
                            x
                        } else {
                            step(
                                before.wrapping_offset(at).cast::<F::In>().read_unaligned(),
                                x,
                            )
                        };
                        o.wrapping_offset(at).cast::<F::In>().write_unaligned(x);
                    }
                }
            }
        }
    }
}
