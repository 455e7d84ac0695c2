//! Casts against a plain scalar oracle at every level, and the reference's out-of-range answers.

use std::ffi::c_char;

use super::{get, item_size};
use crate::stamp::set_rank_for_tests;

fn run(
    from: i32,
    to: i32,
    contiguous: bool,
    src: &[u8],
    n: usize,
    src_step: isize,
    dst_step: isize,
) -> Vec<u8> {
    let size = item_size(to).unwrap_or(0);
    let mut out = vec![0u8; n * dst_step.unsigned_abs().max(size)];
    let data = [
        src.as_ptr().cast_mut().cast::<c_char>(),
        out.as_mut_ptr().cast(),
    ];
    let strides = [src_step, dst_step];
    let len = n as isize;
    let cast = get(from, to, false, contiguous).expect("numeric types");
    // SAFETY: `src` and `out` hold `n` items at these steps.
    unsafe {
        cast(
            std::ptr::null(),
            data.as_ptr(),
            &raw const len,
            strides.as_ptr(),
            std::ptr::null_mut(),
        );
    }
    out
}

const TYPES: [i32; 20] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 21, 22, 23,
];

/// Small whole numbers convert exactly between all types, at all levels, contiguous or not.
#[test]
fn small_integers_survive_all_pairs() {
    let small: Vec<i8> = (0..77)
        .map(|i| if i % 5 == 0 { 0 } else { i % 2 })
        .collect();
    let bytes: Vec<u8> = small.iter().map(|&x| x as u8).collect();
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        for from in TYPES {
            let size = item_size(from).expect("numeric") as isize;
            let src = run(1, from, true, &bytes, small.len(), 1, size);
            for to in TYPES {
                let width = item_size(to).expect("numeric") as isize;
                let contiguous = run(from, to, true, &src, small.len(), size, width);
                let strided = run(from, to, false, &src, small.len(), size, width);
                assert_eq!(contiguous, strided, "{from} to {to} at level {level}");
                let back = run(to, 1, true, &contiguous, small.len(), width, 1);
                assert_eq!(back, bytes, "{from} to {to} and back at level {level}");
            }
        }
    }
    set_rank_for_tests(4);
}

/// Complex numbers keep their real parts, of runs of every length, whatever the imaginary ones are.
#[test]
fn real_parts_of_complex_numbers() {
    let parts = |n: usize| {
        (0..2 * n).map(|i| {
            if i % 2 == 0 {
                (i / 2 % 100) as f64
            } else {
                -7.5
            }
        })
    };
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        for n in (1..70).chain([127, 128, 129, 300]) {
            let wide: Vec<u8> = parts(n).flat_map(f64::to_ne_bytes).collect();
            let narrow: Vec<u8> = parts(n).flat_map(|x| (x as f32).to_ne_bytes()).collect();
            let expected: Vec<u8> = (0..n).map(|i| (i % 100) as u8).collect();
            for (from, src, size) in [(15, &wide, 16), (14, &narrow, 8)] {
                for to in [1, 2, 3, 5, 7, 8, 11, 12, 13, 21, 23] {
                    let width = item_size(to).expect("numeric") as isize;
                    for contiguous in [true, false] {
                        let out = run(from, to, contiguous, src, n, size, width);
                        let back = run(to, 2, true, &out, n, width, 1);
                        assert_eq!(back, expected, "{from} to {to}, {n} at level {level}");
                    }
                }
            }
        }
    }
    set_rank_for_tests(4);
}

/// What the reference gives for numbers that do not fit.
#[test]
fn out_of_range_floats() {
    let x = [
        f64::NAN,
        f64::INFINITY,
        -1.5,
        300.0,
        4294967303.0,
        -9.3e18,
        1e19,
        70000.0,
    ];
    let src: Vec<u8> = x.iter().flat_map(|v| v.to_ne_bytes()).collect();
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        let ints = |to: i32, contiguous| {
            run(
                12,
                to,
                contiguous,
                &src,
                x.len(),
                8,
                item_size(to).unwrap_or(0) as isize,
            )
        };
        let wide = |b: Vec<u8>| -> Vec<i64> {
            b.as_chunks::<8>()
                .0
                .iter()
                .map(|c| i64::from_ne_bytes(*c))
                .collect()
        };
        let min = i64::MIN;
        for contiguous in [true, false] {
            assert_eq!(ints(2, contiguous), [0, 0, 255, 44, 0, 0, 0, 112]);
            assert_eq!(
                wide(ints(7, contiguous)),
                [min, min, -1, 300, 4294967303, min, min, 70000]
            );
            assert_eq!(
                wide(ints(8, contiguous)),
                [
                    min,
                    0,
                    -1,
                    300,
                    4294967303,
                    min,
                    10_000_000_000_000_000_000u64 as i64,
                    70000
                ]
            );
        }
    }
    set_rank_for_tests(4);
}

#[test]
fn half_rounds_to_even_and_back() {
    for bits in 0..=u16::MAX {
        let h = bits.to_ne_bytes();
        let wide = run(23, 12, true, &h, 1, 2, 8);
        assert_eq!(run(12, 23, true, &wide, 1, 8, 2), h);
        let single = run(23, 11, true, &h, 1, 2, 4);
        assert_eq!(run(11, 23, true, &single, 1, 4, 2), h);
    }
    let tie = (2049.0f64).to_ne_bytes();
    assert_eq!(run(12, 23, true, &tie, 1, 8, 2), 0x6800u16.to_ne_bytes());
}

#[test]
fn unknown_types_have_no_loop() {
    assert!(get(17, 12, true, true).is_none());
    assert!(get(12, 18, true, true).is_none());
}
