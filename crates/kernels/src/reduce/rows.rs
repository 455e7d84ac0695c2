//! Folds that finish one output before the next.

use super::Fold;
use super::ops::{Folder, Order};
use super::tree;
use crate::stamp::Isa;

/// # Safety
/// The memory is as `fold` says.
#[inline(always)]
pub(super) unsafe fn fold<I: Isa, F: Folder>(f: &Fold) {
    if f.n == 0 {
        return;
    }
    let item = size_of::<F::In>() as isize;
    let tight = f.src_stride == item && f.src_outer == f.n as isize * item;
    // SAFETY: the caller's description of the memory.
    unsafe {
        if tight && f.out_stride == size_of::<F::Out>() as isize && I::RANK > 2 {
            match f.n {
                2 => return short::<F, 2>(f),
                3 => return short::<F, 3>(f),
                4 => return short::<F, 4>(f),
                _ => {}
            }
        }
        for j in 0..f.m as isize {
            let src = f.src.wrapping_offset(j * f.src_outer);
            let out = f.out.wrapping_offset(j * f.out_stride).cast::<F::Out>();
            let acc = F::open(out.read_unaligned());
            let acc = one::<I, F>(acc, src, f.src_stride, f.n, f.chunk);
            out.write_unaligned(F::close(acc));
        }
    }
}

/// The fold of one output's items.
///
/// # Safety
/// `src` is good for `n` items at `stride`.
#[inline(always)]
unsafe fn one<I: Isa, F: Folder>(
    acc: F::Acc,
    src: *const u8,
    stride: isize,
    n: usize,
    chunk: usize,
) -> F::Acc {
    let tight = stride == size_of::<F::In>() as isize;
    // SAFETY: positions stay below `n`.
    unsafe {
        match F::ORDER {
            Order::Free if tight => F::fold_run::<I>(acc, src.cast(), n),
            Order::Free | Order::Sequential => {
                let mut acc = acc;
                let mut p = src;
                for _ in 0..n {
                    acc = F::fold(acc, F::lift(p.cast::<F::In>().read_unaligned()));
                    p = p.wrapping_offset(stride);
                }
                acc
            }
            Order::Tree(parts) => {
                let chunk = if chunk == 0 { n } else { chunk };
                let mut acc = acc;
                let mut done = 0;
                while done < n {
                    let m = (n - done).min(chunk);
                    let p = src.wrapping_offset(done as isize * stride);
                    let sum = match (parts, tight) {
                        (1, true) => tree_of::<F, 1, true>(p, stride, m),
                        (_, true) => tree_of::<F, 2, true>(p, stride, m),
                        (1, false) => strided_tree::<F, 1>(p, stride, m),
                        (_, false) => strided_tree::<F, 2>(p, stride, m),
                    };
                    acc = F::fold(acc, sum);
                    done += m;
                }
                acc
            }
        }
    }
}

/// One copy for all levels: vectors do not help.
#[inline(never)]
unsafe fn strided_tree<F: Folder, const PARTS: usize>(
    src: *const u8,
    stride: isize,
    n: usize,
) -> F::Acc {
    // SAFETY: as `one`.
    unsafe { tree_of::<F, PARTS, false>(src, stride, n) }
}

#[inline(always)]
unsafe fn tree_of<F: Folder, const PARTS: usize, const TIGHT: bool>(
    src: *const u8,
    stride: isize,
    n: usize,
) -> F::Acc {
    tree::sum::<F::Acc, PARTS>(
        n,
        F::start(),
        #[inline(always)]
        |i| {
            // SAFETY: the tree asks for positions below `n` only.
            F::lift(unsafe {
                if TIGHT {
                    src.cast::<F::In>().add(i).read_unaligned()
                } else {
                    src.wrapping_offset(i as isize * stride)
                        .cast::<F::In>()
                        .read_unaligned()
                }
            })
        },
        F::fold,
    )
}

/// Few items per output, all of it adjacent: vectorised over the outputs.
#[inline(always)]
unsafe fn short<F: Folder, const N: usize>(f: &Fold) {
    let src = f.src.cast::<F::In>();
    let out = f.out.cast::<F::Out>();
    for j in 0..f.m {
        // SAFETY: `j < m`, and output `j` has `N` items.
        unsafe {
            let at = |k: usize| F::lift(src.add(j * N + k).read_unaligned());
            let first = F::open(out.add(j).read_unaligned());
            let acc = if let Order::Tree(parts) = F::ORDER {
                let mut sum = at(0);
                if N * parts >= 8 {
                    sum = F::fold(F::fold(at(0), at(1)), F::fold(at(2), at(3)));
                } else {
                    for k in 1..N {
                        sum = F::fold(sum, at(k));
                    }
                }
                F::fold(first, sum)
            } else {
                let mut acc = first;
                for k in 0..N {
                    acc = F::fold(acc, at(k));
                }
                acc
            };
            out.add(j).write_unaligned(F::close(acc));
        }
    }
}
