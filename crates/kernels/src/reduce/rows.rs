//! Folds that finish one output before the next.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use super::Fold;
use super::ops::{Folder, Order};
use super::tree;
use crate::pool;
use crate::stamp::{Isa, Op, dispatch};

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
                let mut n = n;
                if F::PLAIN && stride == 2 * size_of::<F::In>() as isize {
                    // Every other item: a pattern that vectorises.
                    let p = p.cast::<F::In>();
                    for i in 0..n {
                        acc = F::fold(acc, F::lift(p.add(2 * i).read_unaligned()));
                    }
                    return acc;
                }
                while F::ORDER == Order::Free && n >= GATHERED {
                    let items = gather::<F::In>(p, stride);
                    acc = F::fold_run::<I>(acc, items.as_ptr().cast(), GATHERED);
                    p = p.wrapping_offset(stride * GATHERED as isize);
                    n -= GATHERED;
                }
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
                    acc = F::fold(acc, tree_sum::<F>(parts, p, stride, m));
                    done += m;
                }
                acc
            }
        }
    }
}

/// The sum of a stretch of NumPy's tree.
///
/// # Safety
/// As `one`.
#[inline(always)]
unsafe fn tree_sum<F: Folder>(parts: usize, p: *const u8, stride: isize, n: usize) -> F::Acc {
    let item = size_of::<F::In>() as isize;
    // SAFETY: as this function's.
    unsafe {
        if const { F::OWN_LEAF } {
            return tree::sum_by_leaf::<F::Acc, 1>(
                n,
                #[inline(always)]
                |from, len| F::leaf(p.wrapping_offset(from as isize * stride), stride, len),
                F::fold,
            );
        }
        match (parts, stride) {
            (1, s) if s == item => tree_of::<F, 1, true>(p, stride, n),
            (1, s) if s == 2 * item => tree::sum_by_leaf::<F::Acc, 1>(
                n,
                #[inline(always)]
                |from, len| {
                    let p = p.cast::<F::In>().add(2 * from);
                    let mut leaf = [MaybeUninit::<F::In>::uninit(); tree::BLOCK];
                    for (j, x) in leaf.iter_mut().enumerate().take(len) {
                        x.write(p.add(2 * j).read_unaligned());
                    }
                    tree_of::<F, 1, true>(leaf.as_ptr().cast(), item, len)
                },
                F::fold,
            ),
            (_, s) if s == item => tree_of::<F, 2, true>(p, stride, n),
            (1, _) => strided_tree::<F, 1>(p, stride, n),
            _ => strided_tree::<F, 2>(p, stride, n),
        }
    }
}

/// Strided items that are gathered at a time.
const GATHERED: usize = 128;

/// A block of items, all of which are written.
#[inline(always)]
unsafe fn gather<T: Copy>(p: *const u8, stride: isize) -> [MaybeUninit<T>; GATHERED] {
    let mut items = [MaybeUninit::<T>::uninit(); GATHERED];
    // SAFETY: the caller's items.
    unsafe {
        if stride == 2 * size_of::<T>() as isize {
            // Every other item: a pattern that vectorises.
            let p = p.cast::<T>();
            for (j, item) in items.iter_mut().enumerate() {
                item.write(p.add(2 * j).read_unaligned());
            }
        } else {
            for (j, item) in items.iter_mut().enumerate() {
                let p = p.wrapping_offset(j as isize * stride);
                item.write(p.cast::<T>().read_unaligned());
            }
        }
    }
    items
}

/// Items from which the fold of one output is shared among threads.
const WORTH_SPLITTING: usize = 400_000;
/// Pieces of such a fold: leaves of NumPy's tree cut three times.
const CUTS: u32 = 3;
const PIECES: usize = 1 << CUTS;

/// Whether threads may share this fold.
pub(super) fn is_large<F: Folder>(f: &Fold) -> bool {
    f.m == 1
        && f.n >= WORTH_SPLITTING
        && f.chunk == 0
        && F::ORDER != Order::Sequential
        && pool::threads() > 1
}

/// A part of one output's items, to be folded on any thread.
struct Piece<F> {
    src: *const u8,
    stride: isize,
    n: usize,
    item: PhantomData<F>,
}

impl<F: Folder> Op for Piece<F> {
    type Out = F::Acc;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> F::Acc {
        // SAFETY: the maker's `n >= 1` items.
        unsafe {
            if let Order::Tree(parts) = F::ORDER {
                return tree_sum::<F>(parts, self.src, self.stride, self.n);
            }
            let first = F::lift(self.src.cast::<F::In>().read_unaligned());
            let rest = self.src.wrapping_offset(self.stride);
            one::<I, F>(first, rest, self.stride, self.n - 1, 0)
        }
    }
}

/// The fold of one output with many items; the result does not depend on the number of threads.
///
/// # Safety
/// The memory is as `fold` says, and [`is_large`].
pub(super) unsafe fn fold_large<F: Folder>(f: &Fold) {
    let parts = match F::ORDER {
        Order::Tree(parts) => parts,
        _ => 1,
    };
    let mut starts = [0; PIECES + 1];
    tree::cut(parts, 0, f.n, CUTS, &mut starts);
    let mut sums = [MaybeUninit::<F::Acc>::uninit(); PIECES];
    let slots = Slots(sums.as_mut_ptr());
    let source = Source(f.src);
    let stride = f.src_stride;
    pool::parallel_ranges(PIECES, 1, |range| {
        for k in range {
            let piece = Piece::<F> {
                src: source.get().wrapping_offset(starts[k] as isize * stride),
                stride,
                n: starts[k + 1] - starts[k],
                item: PhantomData,
            };
            // SAFETY: the pieces are parts of the caller's items; each slot is written once.
            unsafe { slots.get().add(k).write(MaybeUninit::new(dispatch(piece))) };
        }
    });
    // SAFETY: all slots are written; the output is the caller's.
    unsafe {
        let mut width = 1;
        while width < PIECES {
            for k in (0..PIECES).step_by(2 * width) {
                let (left, right) = (sums[k].assume_init(), sums[k + width].assume_init());
                sums[k].write(F::fold(left, right));
            }
            width *= 2;
        }
        let out = f.out.cast::<F::Out>();
        let acc = F::open(out.read_unaligned());
        out.write_unaligned(F::close(F::fold(acc, sums[0].assume_init())));
    }
}

/// Where pieces put their sums.
struct Slots<T>(*mut T);
// SAFETY: every piece writes a slot of its own.
unsafe impl<T> Sync for Slots<T> {}
impl<T> Slots<T> {
    fn get(&self) -> *mut T {
        self.0
    }
}

/// The items, which are only read.
struct Source(*const u8);
// SAFETY: as said.
unsafe impl Sync for Source {}
impl Source {
    fn get(&self) -> *const u8 {
        self.0
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
