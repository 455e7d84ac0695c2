//! Folds that take one item of every output before the next item: whole rows at a time.

use super::Fold;
use super::ops::Folder;
use crate::stamp::Isa;

/// # Safety
/// The memory is as `fold` says.
#[inline(always)]
pub(super) unsafe fn fold<I: Isa, F: Folder>(f: &Fold) {
    let tight =
        f.src_outer == size_of::<F::In>() as isize && f.out_stride == size_of::<F::Out>() as isize;
    let step = |out: F::Out, x: F::In| {
        let (a, x) = (F::open(out), F::lift(x));
        F::close(match I::RANK {
            2 => F::fold_elementwise::<2>(a, x),
            _ => F::fold_elementwise::<3>(a, x),
        })
    };
    // SAFETY: `i < n`, `j < m`.
    unsafe {
        if !tight {
            for i in 0..f.n as isize {
                let mut src = f.src.wrapping_offset(i * f.src_stride);
                let mut out = f.out;
                for _ in 0..f.m {
                    let o = out.cast::<F::Out>();
                    o.write_unaligned(step(
                        o.read_unaligned(),
                        src.cast::<F::In>().read_unaligned(),
                    ));
                    src = src.wrapping_offset(f.src_outer);
                    out = out.wrapping_offset(f.out_stride);
                }
            }
            return;
        }
        let out = f.out.cast::<F::Out>();
        let row = |i: usize| {
            f.src
                .wrapping_offset(i as isize * f.src_stride)
                .cast::<F::In>()
        };
        let mut i = 0;
        // Four rows at a time: one load and store of the outputs for four of the items.
        while i + 4 <= f.n {
            let (a, b, c, d) = (row(i), row(i + 1), row(i + 2), row(i + 3));
            for j in 0..f.m {
                let o = out.add(j);
                let x = step(o.read_unaligned(), a.add(j).read_unaligned());
                let x = step(x, b.add(j).read_unaligned());
                let x = step(x, c.add(j).read_unaligned());
                o.write_unaligned(step(x, d.add(j).read_unaligned()));
            }
            i += 4;
        }
        while i < f.n {
            let a = row(i);
            for j in 0..f.m {
                let o = out.add(j);
                o.write_unaligned(step(o.read_unaligned(), a.add(j).read_unaligned()));
            }
            i += 1;
        }
    }
}
