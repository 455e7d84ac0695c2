//! Every pattern of strides against a plain loop.

use super::contract;
use crate::plan::{Operand, Plan};

/// `out[i, j] += product of operands`, axes of which may be fixed, reversed or spread out.
fn check(n: isize, m: isize, strides: &[[isize; 2]]) {
    let items = |s: &[isize; 2]| ((n - 1) * s[1].abs() + (m - 1) * s[0].abs() + 1) as usize;
    let mut memory: Vec<Vec<f64>> = strides
        .iter()
        .enumerate()
        .map(|(k, s)| {
            (0..items(s))
                .map(|i| ((i * 7 + k * 3) % 11) as f64 - 4.0)
                .collect()
        })
        .collect();
    let last = strides.len() - 1;
    memory[last].fill(0.0);
    let start = |s: &[isize; 2]| {
        let back = |d: isize, n: isize| if d < 0 { -d * (n - 1) } else { 0 };
        (back(s[0], m) + back(s[1], n)) as usize
    };
    let mut expected = memory[last].clone();
    for j in 0..m {
        for i in 0..n {
            let at = |k: usize| {
                (start(&strides[k]) as isize + j * strides[k][0] + i * strides[k][1]) as usize
            };
            expected[at(last)] += (0..last).map(|k| memory[k][at(k)]).product::<f64>();
        }
    }
    let shape = [m, n];
    let bytes: Vec<[isize; 2]> = strides.iter().map(|s| [s[0] * 8, s[1] * 8]).collect();
    let operands: Vec<Operand<'_>> = memory
        .iter_mut()
        .zip(strides)
        .zip(&bytes)
        .map(|((v, s), b)| Operand {
            ptr: v.as_mut_ptr().wrapping_add(start(s)).cast(),
            shape: &shape,
            strides: b,
        })
        .collect();
    let plan = Plan::new(&shape, &operands).unwrap();
    // SAFETY: operands of these sizes, the result apart from the others.
    assert!(unsafe { contract(12, plan) });
    assert_eq!(memory[last], expected, "{strides:?} {n} {m}");
}

#[test]
fn patterns_agree_with_the_plain_loop() {
    let kinds = |n: isize| [[n, 1], [2 * n, 2], [1, 0], [0, 1], [0, 0], [n, -1]];
    let outs = |n: isize| [[n, 1], [1, 0], [0, 1], [0, 0]];
    for (n, m) in [(1, 1), (3, 5), (40, 3), (133, 2)] {
        for o in outs(n) {
            for a in kinds(n) {
                check(n, m, &[a, o]);
                for b in kinds(n) {
                    check(n, m, &[a, b, o]);
                    check(n, m, &[a, b, a, o]);
                    check(n, m, &[a, b, b, a, o]);
                }
            }
        }
    }
}
