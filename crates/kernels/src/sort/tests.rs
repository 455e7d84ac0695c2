//! Sorts, argsorts and partitions against the standard library's stable sort, at every level.

use std::cmp::Ordering;

use super::*;
use crate::stamp::set_rank_for_tests;

fn noise(n: usize, mut seed: u64) -> Vec<u64> {
    (0..n)
        .map(|_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        })
        .collect()
}

const LENGTHS: [usize; 14] = [
    0, 1, 2, 7, 33, 64, 100, 128, 129, 257, 300, 513, 1030, 20_000,
];

fn floats(n: usize, kind: u32) -> Vec<f64> {
    let special = [
        0.0,
        -0.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1.0,
        -1.0,
    ];
    noise(n, 99)
        .iter()
        .enumerate()
        .map(|(i, &x)| match kind {
            0 => f64::from_bits(x),
            1 => special[(x % 7) as usize],
            2 => i as f64,
            3 => (n - i) as f64,
            _ => (x % 5) as f64,
        })
        .collect()
}

fn nan_last(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

#[test]
fn floats_sort_stably_and_by_position() {
    for level in [3, 4] {
        set_rank_for_tests(level);
        for n in LENGTHS {
            for kind in 0..5 {
                let x = floats(n, kind);
                let mut order: Vec<isize> = (0..n as isize).collect();
                order.sort_by(|&a, &b| nan_last(x[a as usize], x[b as usize]));
                let mut places = vec![0isize; n];
                let mut sorted = x.clone();
                // SAFETY: `n` items each.
                unsafe {
                    assert!(argsort(12, x.as_ptr().cast(), n, places.as_mut_ptr()));
                    assert!(sort(12, true, sorted.as_mut_ptr().cast(), n));
                }
                assert_eq!(places, order, "argsort {n} {kind}");
                let want: Vec<u64> = order.iter().map(|&i| x[i as usize].to_bits()).collect();
                let got: Vec<u64> = sorted.iter().map(|v| v.to_bits()).collect();
                assert_eq!(got, want, "sort {n} {kind}");
            }
        }
    }
    set_rank_for_tests(4);
}

macro_rules! integers {
    ($name:ident, $t:ty, $num:literal) => {
        #[test]
        fn $name() {
            for level in [2, 4] {
                set_rank_for_tests(level);
                for n in LENGTHS {
                    for few in [false, true] {
                        let x: Vec<$t> = noise(n, 7)
                            .iter()
                            .map(|&v| if few { (v % 3) as $t } else { v as $t })
                            .collect();
                        let mut want = x.clone();
                        want.sort();
                        let mut got = x.clone();
                        let mut places = vec![0isize; n];
                        // SAFETY: `n` items each.
                        unsafe {
                            assert!(sort($num, false, got.as_mut_ptr().cast(), n));
                            assert!(argsort($num, x.as_ptr().cast(), n, places.as_mut_ptr()));
                        }
                        assert_eq!(got, want);
                        let mut order: Vec<isize> = (0..n as isize).collect();
                        order.sort_by_key(|&i| x[i as usize]);
                        assert_eq!(places, order);
                        for k in [0, n / 3, n.saturating_sub(1)] {
                            if k >= n {
                                continue;
                            }
                            let mut part = x.clone();
                            // SAFETY: `n` items each.
                            unsafe {
                                assert!(partition($num, part.as_mut_ptr().cast(), n, &[k]));
                                assert!(argpartition(
                                    $num,
                                    x.as_ptr().cast(),
                                    n,
                                    &[k],
                                    places.as_mut_ptr()
                                ));
                            }
                            assert_eq!(part[k], want[k]);
                            assert!(part[..k].iter().all(|v| *v <= want[k]));
                            assert!(part[k..].iter().all(|v| *v >= want[k]));
                            assert_eq!(x[places[k] as usize], want[k]);
                            assert!(places[..k].iter().all(|&i| x[i as usize] <= want[k]));
                            part.sort();
                            assert_eq!(part, want);
                        }
                    }
                }
            }
            set_rank_for_tests(4);
        }
    };
}
integers!(bytes, u8, 2);
integers!(shorts, i16, 3);
integers!(unsigned_shorts, u16, 4);
integers!(ints, i32, 5);
integers!(unsigned_ints, u32, 6);
integers!(longs, i64, 7);
integers!(unsigned_longs, u64, 8);

#[test]
fn strings_and_callbacks() {
    for width in [1usize, 8, 11] {
        for n in [0usize, 5, 200] {
            let data: Vec<u8> = noise(n * width, 3)
                .iter()
                .map(|x| b'a' + (x % 2) as u8)
                .collect();
            let item = |i: usize| &data[i * width..][..width];
            let mut order: Vec<isize> = (0..n as isize).collect();
            order.sort_by(|&a, &b| item(a as usize).cmp(item(b as usize)));
            let mut places = vec![0isize; n];
            // SAFETY: `n` strings.
            assert!(unsafe { argsort_bytes(data.as_ptr(), n, width, places.as_mut_ptr()) });
            assert_eq!(places, order);
            let compared = argsort_by(&mut places, |a, b| Ok::<_, ()>(item(a).cmp(item(b))));
            assert_eq!(compared, Ok(()));
            assert_eq!(places, order);
        }
    }
    // A comparison that fails, or contradicts itself, loses nothing.
    let mut calls = 0;
    let mut places = vec![0isize; 500];
    let failed = argsort_by(&mut places, |_, _| {
        calls += 1;
        if calls == 1000 {
            Err("stop")
        } else {
            Ok(if calls % 2 == 0 {
                Ordering::Less
            } else {
                Ordering::Greater
            })
        }
    });
    assert_eq!(failed, Err(compare::Error::Compare("stop")));
    places.sort();
    assert!(places.iter().enumerate().all(|(i, &x)| i as isize == x));
}
