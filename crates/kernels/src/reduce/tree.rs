//! NumPy's summation tree, over anything that can be fetched by position.
//!
//! Counted in floats: under 8, items are added in order from minus zero. Up to 128, eight running sums are
//! joined as a balanced tree and the rest is added in order. More are split at half, rounded down to a
//! multiple of 8. The shape is part of the contract; leaves that stand side by side are summed together here,
//! so that the additions of one need not wait for those of another.

use std::mem::MaybeUninit;

/// The most floats of a leaf.
pub(super) const BLOCK: usize = 128;
/// Each step down halves the length, and no array has 2^47 blocks.
const DEPTH: usize = 48;

/// Sums the items `0..n` that `at` fetches; `plus` adds, `start` is minus zero, `PARTS` the floats per item.
#[inline(always)]
pub(crate) fn sum<A: Copy, const PARTS: usize>(
    n: usize,
    start: A,
    at: impl Fn(usize) -> A + Copy,
    plus: impl Fn(A, A) -> A + Copy,
) -> A {
    // Right halves that wait, each with the sum of its left half once that is known.
    let mut waiting = [MaybeUninit::<(usize, usize)>::uninit(); DEPTH];
    let mut left = [MaybeUninit::<A>::uninit(); DEPTH];
    let mut known = 0u64;
    let mut depth = 0usize;
    let (mut from, mut len) = (0, n);
    loop {
        // Down to one leaf, or to two that are summed side by side.
        let mut total;
        loop {
            if len * PARTS <= BLOCK || depth == DEPTH {
                total = leaf::<A, PARTS>(from, len, start, at, plus);
                break;
            }
            let half = split::<PARTS>(len);
            if (len - half) * PARTS <= BLOCK {
                let (a, b) =
                    pair::<A, PARTS>((from, half), (from + half, len - half), start, at, plus);
                total = plus(a, b);
                break;
            }
            waiting[depth].write((from + half, len - half));
            known &= !(1 << depth);
            depth += 1;
            len = half;
        }
        loop {
            if depth == 0 {
                return total;
            }
            let top = depth - 1;
            if known & (1 << top) != 0 {
                // SAFETY: written when the bit was set.
                total = plus(unsafe { left[top].assume_init() }, total);
                depth = top;
            } else {
                left[top].write(total);
                known |= 1 << top;
                // SAFETY: written when this depth was entered.
                (from, len) = unsafe { waiting[top].assume_init() };
                break;
            }
        }
    }
}

#[inline(always)]
fn split<const PARTS: usize>(n: usize) -> usize {
    let half = n * PARTS / 2;
    (half - half % 8) / PARTS
}

/// Cuts the tree of the items `from..from + n` so many times from the root: `starts` gets the first item of each
/// piece, and at its end the end of the last.
pub(super) fn cut(parts: usize, from: usize, n: usize, times: u32, starts: &mut [usize]) {
    if times == 0 {
        starts[0] = from;
        starts[1] = from + n;
        return;
    }
    let half = if parts == 2 {
        split::<2>(n)
    } else {
        split::<1>(n)
    };
    let middle = 1 << (times - 1);
    cut(parts, from, half, times - 1, starts);
    cut(
        parts,
        from + half,
        n - half,
        times - 1,
        &mut starts[middle..],
    );
}

/// The tree over leaves that `leaf` sums, given the first item and the number of items of each.
#[inline(always)]
pub(super) fn sum_by_leaf<A: Copy, const PARTS: usize>(
    n: usize,
    leaf: impl Fn(usize, usize) -> A + Copy,
    plus: impl Fn(A, A) -> A + Copy,
) -> A {
    // Right halves that wait, each with the sum of its left half once that is known.
    let mut waiting = [(0usize, 0usize); DEPTH];
    let mut left = [MaybeUninit::<A>::uninit(); DEPTH];
    let mut known = 0u64;
    let mut depth = 0usize;
    let (mut from, mut len) = (0, n);
    loop {
        while len * PARTS > BLOCK && depth < DEPTH {
            let half = split::<PARTS>(len);
            waiting[depth] = (from + half, len - half);
            known &= !(1 << depth);
            depth += 1;
            len = half;
        }
        let mut total = leaf(from, len);
        loop {
            if depth == 0 {
                return total;
            }
            let top = depth - 1;
            if known & (1 << top) != 0 {
                // SAFETY: written when the bit was set.
                total = plus(unsafe { left[top].assume_init() }, total);
                depth = top;
            } else {
                left[top].write(total);
                known |= 1 << top;
                (from, len) = waiting[top];
                break;
            }
        }
    }
}

#[inline(always)]
fn leaf<A: Copy, const PARTS: usize>(
    from: usize,
    n: usize,
    start: A,
    at: impl Fn(usize) -> A + Copy,
    plus: impl Fn(A, A) -> A + Copy,
) -> A {
    let lanes = 8 / PARTS;
    if n < lanes {
        return rest(start, from, from + n, at, plus);
    }
    let mut a = lanes_at::<A, PARTS>(from, start, at);
    for i in 1..n / lanes {
        let x = lanes_at::<A, PARTS>(from + i * lanes, start, at);
        for k in 0..lanes {
            a[k] = plus(a[k], x[k]);
        }
    }
    rest(
        join::<A, PARTS>(a, plus),
        from + n / lanes * lanes,
        from + n,
        at,
        plus,
    )
}

/// Two leaves side by side, each longer than eight floats.
#[inline(always)]
fn pair<A: Copy, const PARTS: usize>(
    (p, n): (usize, usize),
    (q, m): (usize, usize),
    start: A,
    at: impl Fn(usize) -> A + Copy,
    plus: impl Fn(A, A) -> A + Copy,
) -> (A, A) {
    let lanes = 8 / PARTS;
    let common = (n / lanes).min(m / lanes);
    let mut a = lanes_at::<A, PARTS>(p, start, at);
    let mut b = lanes_at::<A, PARTS>(q, start, at);
    for i in 1..common {
        let x = lanes_at::<A, PARTS>(p + i * lanes, start, at);
        let y = lanes_at::<A, PARTS>(q + i * lanes, start, at);
        for k in 0..lanes {
            a[k] = plus(a[k], x[k]);
            b[k] = plus(b[k], y[k]);
        }
    }
    let finish = |mut s: [A; 8], p: usize, n: usize| {
        for i in common..n / lanes {
            let x = lanes_at::<A, PARTS>(p + i * lanes, start, at);
            for k in 0..lanes {
                s[k] = plus(s[k], x[k]);
            }
        }
        rest(
            join::<A, PARTS>(s, plus),
            p + n / lanes * lanes,
            p + n,
            at,
            plus,
        )
    };
    (finish(a, p, n), finish(b, q, m))
}

#[inline(always)]
fn lanes_at<A: Copy, const PARTS: usize>(
    from: usize,
    start: A,
    at: impl Fn(usize) -> A + Copy,
) -> [A; 8] {
    let mut r = [start; 8];
    for (k, r) in r.iter_mut().enumerate().take(8 / PARTS) {
        *r = at(from + k);
    }
    r
}

#[inline(always)]
fn join<A: Copy, const PARTS: usize>(r: [A; 8], plus: impl Fn(A, A) -> A) -> A {
    let low = plus(plus(r[0], r[1]), plus(r[2], r[3]));
    if PARTS == 2 {
        return low;
    }
    plus(low, plus(plus(r[4], r[5]), plus(r[6], r[7])))
}

#[inline(always)]
fn rest<A: Copy>(
    mut sum: A,
    from: usize,
    to: usize,
    at: impl Fn(usize) -> A,
    plus: impl Fn(A, A) -> A,
) -> A {
    for i in from..to {
        sum = plus(sum, at(i));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naive(x: &[f64]) -> f64 {
        let n = x.len();
        if n < 8 {
            return x.iter().fold(-0.0, |a, b| a + b);
        }
        if n <= BLOCK {
            let mut r = [0.0; 8];
            r.copy_from_slice(&x[..8]);
            for c in x[8..].as_chunks::<8>().0 {
                for k in 0..8 {
                    r[k] += c[k];
                }
            }
            let s = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
            return x[n / 8 * 8..].iter().fold(s, |a, b| a + b);
        }
        let half = n / 2 - n / 2 % 8;
        naive(&x[..half]) + naive(&x[half..])
    }

    #[test]
    fn the_tree_is_numpys() {
        let x: Vec<f64> = (0..5000)
            .map(|i| (i as f64 * 0.7310585).sin() * 1e3 / (1.0 + i as f64))
            .collect();
        for n in (0..1100).chain([2047, 2048, 2049, 4999, 5000]) {
            let got = sum::<f64, 1>(n, -0.0, |i| x[i], |a, b| a + b);
            assert_eq!(got.to_bits(), naive(&x[..n]).to_bits(), "{n}");
        }
    }
}
