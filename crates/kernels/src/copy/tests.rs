//! Copies, masks and indices against plain loops, over widths, strides, lengths and levels.

use std::ffi::c_char;

use super::*;
use crate::stamp::set_rank_for_tests;

const WIDTHS: [usize; 9] = [1, 2, 3, 4, 8, 12, 16, 20, 32];

fn noise(n: usize, mut seed: u64) -> Vec<u8> {
    (0..n)
        .map(|_| {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (seed >> 33) as u8
        })
        .collect()
}

#[test]
fn transfers_move_and_swap() {
    for width in WIDTHS {
        for n in [0usize, 1, 7, 64, 131] {
            let src = noise(n * width * 2, 7);
            for (swap, unit) in [
                (Swap::None, 1),
                (Swap::Whole, width),
                (Swap::Halves, width / 2),
            ] {
                if swap == Swap::Halves && width % 2 == 1 {
                    continue;
                }
                for step in [1usize, 2] {
                    let mut out = vec![0u8; n * width];
                    let data = [
                        src.as_ptr().cast_mut().cast::<c_char>(),
                        out.as_mut_ptr().cast(),
                    ];
                    let strides = [(step * width) as isize, width as isize];
                    let len = n as isize;
                    let aux = WidthAux::boxed(width, unit);
                    let copy = get(width, swap, step == 1, step == 1).expect("all widths");
                    // SAFETY: both buffers hold `n` items at these steps.
                    unsafe {
                        copy(
                            std::ptr::null(),
                            data.as_ptr(),
                            &raw const len,
                            strides.as_ptr(),
                            aux,
                        );
                        drop(Box::from_raw(aux.cast::<WidthAux>()));
                    }
                    for i in 0..n {
                        let mut item = src[i * step * width..][..width].to_vec();
                        item.chunks_mut(unit).for_each(<[u8]>::reverse);
                        assert_eq!(
                            out[i * width..][..width],
                            item,
                            "{width} {swap:?} {n} {step}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn compress_and_expand_are_inverse() {
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        for width in WIDTHS {
            for n in [0usize, 1, 63, 64, 65, 300] {
                let mask: Vec<u8> = noise(n, 3).iter().map(|x| x & 3).collect();
                let src = noise(n * width, 5);
                let w = width as isize;
                let picked: Vec<u8> = (0..n)
                    .filter(|&i| mask[i] != 0)
                    .flat_map(|i| src[i * width..][..width].to_vec())
                    .collect();
                let mut tight = vec![0u8; picked.len()];
                let mut wide = vec![0u8; n * width];
                // SAFETY: buffers hold `n` items, `tight` the selected ones.
                unsafe {
                    let k = compress(
                        width,
                        tight.as_mut_ptr(),
                        (src.as_ptr(), w),
                        (mask.as_ptr(), 1),
                        n,
                    );
                    assert_eq!((k * width, &tight), (picked.len(), &picked));
                    assert_eq!(k, count_mask(mask.as_ptr(), 1, n));
                    expand(
                        width,
                        (wide.as_mut_ptr(), w),
                        tight.as_ptr(),
                        (mask.as_ptr(), 1),
                        n,
                    );
                }
                for i in 0..n {
                    let zero = vec![0u8; width];
                    let want = if mask[i] != 0 {
                        &src[i * width..][..width]
                    } else {
                        &zero
                    };
                    assert_eq!(&wide[i * width..][..width], want);
                }
            }
        }
    }
    set_rank_for_tests(4);
}

#[test]
fn take_follows_its_mode() {
    let src: Vec<u32> = (0..10).collect();
    let go = |mode, indices: &[isize]| {
        let mut out = vec![0u32; indices.len()];
        // SAFETY: `src` holds 10 items, `out` one per index.
        let r = unsafe {
            take(
                mode,
                out.as_mut_ptr().cast(),
                src.as_ptr().cast(),
                indices.as_ptr(),
                1,
                indices.len(),
                10,
                4,
            )
        };
        r.map(|()| out)
    };
    assert_eq!(go(IndexMode::Raise, &[0, 9, -1, -10]), Ok(vec![0, 9, 9, 0]));
    assert_eq!(
        go(IndexMode::Wrap, &[10, -1, 25, -11]),
        Ok(vec![0, 9, 5, 9])
    );
    assert_eq!(go(IndexMode::Clip, &[10, -1, 25, 3]), Ok(vec![9, 0, 9, 3]));
    assert_eq!(
        go(IndexMode::Raise, &[0, 10]),
        Err(OutOfBounds {
            index: 10,
            position: 1
        })
    );
    assert_eq!(
        go(IndexMode::Raise, &[-11]),
        Err(OutOfBounds {
            index: -11,
            position: 0
        })
    );
}

#[test]
fn transposes_and_fills() {
    for width in WIDTHS {
        for (rows, cols) in [(1usize, 1usize), (9, 5), (33, 70)] {
            let src = noise(rows * cols * width, 11);
            let mut out = vec![0u8; src.len()];
            let (w, r) = (width as isize, rows as isize);
            // SAFETY: both hold all items; the destination is in the other order.
            unsafe {
                let from = [cols as isize * w, w];
                copy_2d(
                    width,
                    out.as_mut_ptr(),
                    [w, r * w],
                    src.as_ptr(),
                    from,
                    rows,
                    cols,
                );
            }
            for i in 0..rows {
                for j in 0..cols {
                    assert_eq!(
                        out[(j * rows + i) * width..][..width],
                        src[(i * cols + j) * width..][..width]
                    );
                }
            }
        }
        let item = noise(width, 1);
        let mut out = vec![0u8; width * 1000];
        // SAFETY: room for 1000 items.
        unsafe { fill(width, out.as_mut_ptr(), item.as_ptr(), 1000) };
        assert!(out.chunks(width).all(|c| c == item));
    }
}

#[test]
fn repeat_place_and_put() {
    let src = [1u16, 2, 3];
    let mut out = [0u16; 6];
    let mut target = [0u16; 5];
    // SAFETY: counts add up to the output; all buffers hold what is named.
    unsafe {
        repeat(
            out.as_mut_ptr().cast(),
            src.as_ptr().cast(),
            1,
            3,
            2,
            [3, 0, 3].as_ptr(),
            false,
        );
        assert_eq!(out, [1, 1, 1, 3, 3, 3]);
        place(
            2,
            target.as_mut_ptr().cast(),
            [1, 0, 1, 1, 1].as_ptr(),
            5,
            src.as_ptr().cast(),
            3,
        );
        assert_eq!(target, [1, 0, 2, 3, 1]);
        putmask(
            2,
            target.as_mut_ptr().cast(),
            [0, 1, 1, 0, 1].as_ptr(),
            5,
            src.as_ptr().cast(),
            3,
        );
        assert_eq!(target, [1, 2, 3, 3, 2]);
        let r = put(
            IndexMode::Raise,
            2,
            target.as_mut_ptr().cast(),
            5,
            [4, -5].as_ptr(),
            2,
            src.as_ptr().cast(),
            3,
        );
        assert_eq!((r, target), (Ok(()), [2, 2, 3, 3, 1]));
    }
}

/// Items of any width stay whole where the fill goes by blocks.
#[test]
fn fill_of_odd_widths() {
    for width in [3usize, 7, 36, 100, 70_000] {
        let n = 300_000 / width + 3;
        let value: Vec<u8> = (0..width).map(|i| (i % 251) as u8 + 1).collect();
        let mut to = vec![0u8; width * n];
        // SAFETY: both vectors are of the sizes said.
        unsafe { super::fill(width, to.as_mut_ptr(), value.as_ptr(), n) };
        assert!(to.chunks(width).all(|item| item == value), "{width}");
    }
}
