//! Copies of a matrix whose source and destination run in different orders, tile by tile.

use super::block::copy_bytes;
use super::word::{Word, copy_item, for_width};
use crate::stamp::{Isa, Op, dispatch};

/// Copies `rows` × `cols` items of `width` bytes between two layouts given by byte strides `[row, column]`.
///
/// Any strides are right; it is fast when one side runs along rows and the other along columns.
///
/// # Safety
/// Both sides are good for all items at their strides, and do not overlap.
pub unsafe fn copy_2d(
    width: usize,
    dst: *mut u8,
    dst_strides: [isize; 2],
    src: *const u8,
    src_strides: [isize; 2],
    rows: usize,
    cols: usize,
) {
    // SAFETY: as this function's.
    unsafe {
        for_width!(width, W => dispatch(Copy2d::<W> {
            dst, dst_strides, src, src_strides, rows, cols, word: std::marker::PhantomData
        }), else {
            for i in 0..rows as isize {
                let s = src.wrapping_offset(i * src_strides[0]);
                let d = dst.wrapping_offset(i * dst_strides[0]);
                for j in 0..cols as isize {
                    copy_item(s.wrapping_offset(j * src_strides[1]), d.wrapping_offset(j * dst_strides[1]), width);
                }
            }
        })
    }
}

struct Copy2d<W> {
    dst: *mut u8,
    dst_strides: [isize; 2],
    src: *const u8,
    src_strides: [isize; 2],
    rows: usize,
    cols: usize,
    word: std::marker::PhantomData<W>,
}

impl<W: Word> Op for Copy2d<W> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(mut self) {
        let width = size_of::<W>() as isize;
        if self.dst_strides[0].unsigned_abs() < self.dst_strides[1].unsigned_abs() {
            self.dst_strides.swap(0, 1);
            self.src_strides.swap(0, 1);
            std::mem::swap(&mut self.rows, &mut self.cols);
        }
        let Self {
            dst,
            dst_strides,
            src,
            src_strides,
            rows,
            cols,
            ..
        } = self;
        // SAFETY: indices stay below `rows` and `cols`.
        unsafe {
            if dst_strides[1] == width && src_strides[1] == width {
                for i in 0..rows as isize {
                    let s = src.wrapping_offset(i * src_strides[0]);
                    copy_bytes(
                        dst.wrapping_offset(i * dst_strides[0]),
                        s,
                        cols * size_of::<W>(),
                    );
                }
            } else if dst_strides[1] == width && src_strides[0] == width {
                if width <= 8 {
                    transpose::<W, 8>(dst, dst_strides[0], src, src_strides[1], rows, cols);
                } else {
                    transpose::<W, 4>(dst, dst_strides[0], src, src_strides[1], rows, cols);
                }
            } else {
                for i in 0..rows as isize {
                    let mut s = src.wrapping_offset(i * src_strides[0]);
                    let mut d = dst.wrapping_offset(i * dst_strides[0]);
                    for _ in 0..cols {
                        d.cast::<W>()
                            .write_unaligned(s.cast::<W>().read_unaligned());
                        s = s.wrapping_offset(src_strides[1]);
                        d = d.wrapping_offset(dst_strides[1]);
                    }
                }
            }
        }
    }
}

/// `dst[i][j] = src[j][i]`, both with adjacent items in their own rows.
#[inline(always)]
unsafe fn transpose<W: Word, const TILE: usize>(
    dst: *mut u8,
    dst_row: isize,
    src: *const u8,
    src_row: isize,
    rows: usize,
    cols: usize,
) {
    // A band of source rows stays in the cache while its columns become rows of the destination.
    let band = if size_of::<W>() >= 8 { 64 } else { 128 };
    for j0 in (0..cols).step_by(band) {
        let j1 = (j0 + band).min(cols);
        for i0 in (0..rows).step_by(TILE) {
            let i1 = (i0 + TILE).min(rows);
            let mut j = j0;
            // SAFETY: `i < rows`, `j < cols` throughout.
            unsafe {
                if i1 - i0 == TILE {
                    while j + TILE <= j1 {
                        let mut tile = [[W::default(); TILE]; TILE];
                        for (k, row) in tile.iter_mut().enumerate() {
                            let s = src
                                .wrapping_offset((j + k) as isize * src_row)
                                .cast::<W>()
                                .add(i0);
                            *row = s.cast::<[W; TILE]>().read_unaligned();
                        }
                        for i in 0..TILE {
                            let mut out = [W::default(); TILE];
                            for (o, row) in out.iter_mut().zip(&tile) {
                                *o = row[i];
                            }
                            let d = dst
                                .wrapping_offset((i0 + i) as isize * dst_row)
                                .cast::<W>()
                                .add(j);
                            d.cast::<[W; TILE]>().write_unaligned(out);
                        }
                        j += TILE;
                    }
                }
                for j in j..j1 {
                    let s = src.wrapping_offset(j as isize * src_row).cast::<W>();
                    for i in i0..i1 {
                        let d = dst.wrapping_offset(i as isize * dst_row).cast::<W>();
                        d.add(j).write_unaligned(s.add(i).read_unaligned());
                    }
                }
            }
        }
    }
}
