//! Reductions against plain loops, at every level.

use super::*;
use crate::stamp::set_rank_for_tests;

fn noise(n: usize) -> Vec<f64> {
    let mut seed = 12345u64;
    (0..n)
        .map(|_| {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (seed >> 11) as f64 / (1u64 << 53) as f64 * 200.0 - 100.0
        })
        .collect()
}

fn fold<T>(out: &mut [T], src: &[T], shape: [usize; 2], strides: [usize; 2]) -> Fold {
    let size = size_of::<T>();
    Fold {
        out: out.as_mut_ptr().cast(),
        out_stride: size as isize,
        m: shape[0],
        src: src.as_ptr().cast(),
        src_outer: (strides[0] * size) as isize,
        src_stride: (strides[1] * size) as isize,
        n: shape[1],
        chunk: 0,
    }
}

#[test]
fn extremes_rows_and_columns() {
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        for (m, n) in [(1, 1), (5, 3), (7, 2), (4, 64), (3, 200), (40, 9)] {
            let src = noise(m * n);
            let want: Vec<f64> = (0..m)
                .map(|j| src[j * n..][..n].iter().fold(f64::MIN, |a, &b| a.max(b)))
                .collect();
            let folds = get(Op::Maximum, 12).expect("double has a maximum");
            let mut out = vec![f64::MIN; m];
            // SAFETY: the vectors have the shapes that are named.
            unsafe { (folds.rows)(&fold(&mut out, &src, [m, n], [n, 1])) };
            assert_eq!(out, want, "rows {m} {n}");
            let mut out = vec![f64::MIN; m];
            // SAFETY: as above.
            unsafe { (folds.columns)(&fold(&mut out, &src, [m, n], [n, 1])) };
            assert_eq!(out, want, "columns {m} {n}");
        }
    }
    set_rank_for_tests(4);
}

#[test]
fn nan_wins_or_loses() {
    for n in [1usize, 5, 40, 300] {
        for at in [0, n / 2, n - 1] {
            let mut src = noise(n);
            src[at] = f64::NAN;
            let run = |op| {
                let mut out = [src[0]];
                // SAFETY: `n` items.
                unsafe {
                    (get(op, 12).expect("double").rows)(&fold(&mut out, &src, [1, n], [n, 1]))
                };
                out[0]
            };
            assert!(run(Op::Maximum).is_nan() && run(Op::Minimum).is_nan());
            assert_eq!(run(Op::Fmax).is_nan(), n == 1);
            // SAFETY: `n` items.
            let place = unsafe { arg_row(true, 12, src.as_ptr().cast(), 8, n) };
            assert_eq!(place, Some(at));
        }
    }
}

#[test]
fn positions_are_the_first() {
    for level in [2, 3, 4] {
        set_rank_for_tests(level);
        for n in [1usize, 63, 64, 65, 5000] {
            let src: Vec<i16> = noise(n).iter().map(|x| *x as i16 / 8).collect();
            let max = *src.iter().max().expect("not empty");
            let min = *src.iter().min().expect("not empty");
            // SAFETY: `n` items.
            unsafe {
                let p = src.as_ptr().cast();
                assert_eq!(
                    arg_row(true, 3, p, 2, n),
                    src.iter().position(|x| *x == max)
                );
                assert_eq!(
                    arg_row(false, 3, p, 2, n),
                    src.iter().position(|x| *x == min)
                );
                let nonzero = src.iter().filter(|x| **x != 0).count();
                assert_eq!(count_nonzero(3, p, 2, n), Some(nonzero));
                assert_eq!(all(3, p, 2, n), Some(nonzero == n));
                assert_eq!(any(3, p, 2, n), Some(nonzero > 0));
            }
        }
    }
    set_rank_for_tests(4);
}

#[test]
fn wide_sums_and_scans() {
    let src: Vec<i32> = (0..1000)
        .map(|i| i * 7919 % 1001 - 500 + (1 << 28))
        .collect();
    let mut out = [0i64];
    let f = Fold {
        out: out.as_mut_ptr().cast(),
        out_stride: 8,
        m: 1,
        src: src.as_ptr().cast(),
        src_outer: 0,
        src_stride: 4,
        n: 1000,
        chunk: 0,
    };
    // SAFETY: 1000 items.
    unsafe { (get_widening_sum(5, 7).expect("int in long").rows)(&f) };
    assert_eq!(out[0], src.iter().map(|x| i64::from(*x)).sum::<i64>());

    let mut running = vec![0i32; 1000];
    // SAFETY: 100 rows of 10 items.
    unsafe {
        let strides = [40, 4];
        let done = scan_columns(
            ScanOp::Add,
            5,
            (running.as_mut_ptr().cast(), strides),
            (src.as_ptr().cast(), strides),
            100,
            10,
        );
        assert!(done);
    }
    for j in 0..10 {
        let mut sum = 0i32;
        for i in 0..100 {
            sum = sum.wrapping_add(src[i * 10 + j]);
            assert_eq!(running[i * 10 + j], sum);
        }
    }
}

#[test]
fn variance_without_temporaries() {
    let src = noise(700);
    let mut out = [0.0f64];
    let moment = Moment::SquaredDeviation { re: 0.5, im: 0.0 };
    // SAFETY: 700 items.
    let done = unsafe {
        moment_rows(
            moment,
            12,
            (out.as_mut_ptr().cast(), 8),
            (src.as_ptr().cast(), [0, 8]),
            1,
            700,
        )
    };
    let squares: Vec<f64> = src.iter().map(|x| (x - 0.5) * (x - 0.5)).collect();
    let want = tree::sum::<f64, 1>(700, -0.0, |i| squares[i], |a, b| a + b);
    assert!(done);
    assert_eq!(out[0].to_bits(), want.to_bits());
}

#[test]
fn long_double_sums_are_numpys_tree() {
    let items: Vec<LongDouble> = noise(1400)
        .iter()
        .map(|&x| LongDouble::from_f64(x) * LongDouble::from_f64(x + 0.1))
        .collect();
    for n in [0, 1, 7, 8, 9, 15, 64, 127, 128, 129, 700] {
        for step in [1, 2] {
            let mut out = [LongDouble::ZERO];
            let f = fold(&mut out, &items, [1, n], [n * step, step]);
            // SAFETY: one output, `n` items at that step.
            unsafe { (get(Op::Add, 13).expect("long double").rows)(&f) };
            let plus = |a: LongDouble, b: LongDouble| a + b;
            let tree = tree::sum::<_, 1>(n, LongDouble::NEG_ZERO, |i| items[i * step], plus);
            let want = if n == 0 {
                LongDouble::ZERO
            } else {
                LongDouble::ZERO + tree
            };
            assert!((out[0] - want).is_zero(), "{n} items at {step}");
        }
    }
}
