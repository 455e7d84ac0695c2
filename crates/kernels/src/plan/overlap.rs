//! Whether two strided regions of memory share a byte.
//!
//! Bounds answer most questions. Otherwise the question is whether a linear equation has a solution in bounded
//! integers: one term per axis, and one for the bytes within an item. The search goes down the terms from the
//! largest coefficient; what the smaller terms can still reach and their greatest common divisor leave few
//! candidates at each level.

/// A strided region.
#[derive(Copy, Clone, Debug)]
pub struct Region<'a> {
    /// Address of the first item.
    pub ptr: usize,
    /// Bytes of an item.
    pub itemsize: usize,
    /// Lengths.
    pub shape: &'a [isize],
    /// Byte strides.
    pub strides: &'a [isize],
}

/// What is known about overlap.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// No byte is shared.
    No,
    /// A byte is shared.
    Yes,
    /// The allowed work did not suffice.
    TooHard,
    /// Sizes do not fit the arithmetic.
    Overflow,
}

impl Region<'_> {
    /// First byte and first byte beyond; `None` if empty. Saturates at the ends of the address space.
    pub fn bounds(&self) -> Option<(usize, usize)> {
        if self.itemsize == 0 || self.shape.iter().any(|&d| d <= 0) {
            return None;
        }
        let (mut low, mut high) = (self.ptr as i128, self.ptr as i128 + self.itemsize as i128);
        for (&d, &s) in self.shape.iter().zip(self.strides) {
            let reach = (d as i128 - 1) * s as i128;
            if reach < 0 {
                low = low.saturating_add(reach);
            } else {
                high = high.saturating_add(reach);
            }
        }
        let clamp = |v: i128| v.clamp(0, usize::MAX as i128) as usize;
        Some((clamp(low), clamp(high)))
    }

    /// The same items in the same order as `other`, so that an element-wise loop may read one and write the other.
    pub fn same_items(&self, other: &Region<'_>) -> bool {
        self.ptr == other.ptr
            && self.itemsize == other.itemsize
            && self.shape == other.shape
            && self
                .shape
                .iter()
                .zip(self.strides.iter().zip(other.strides))
                .all(|(&d, (s, t))| d == 1 || s == t)
    }
}

/// Whether two regions share a byte. `max_work` 0 compares bounds only, a negative one means no limit.
pub fn overlap(a: &Region<'_>, b: &Region<'_>, max_work: isize) -> Overlap {
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (a.bounds(), b.bounds()) else {
        return Overlap::No;
    };
    if a_low >= b_high || b_low >= a_high {
        return Overlap::No;
    }
    if max_work == 0 {
        return Overlap::Yes;
    }
    // Measured from the low end of a and from the high end of b, every term counts upwards:
    // a_low + terms(a) = b_high - 1 - terms(b).
    let Some(rhs) = (b_high - 1).checked_sub(a_low) else {
        return Overlap::No;
    };
    let mut terms = Terms::new();
    terms.add_region(a);
    terms.add_region(b);
    terms.solve(rhs as i128, max_work)
}

/// Whether two items of one region share a byte; `max_work` as in [`overlap`].
pub fn internal_overlap(a: &Region<'_>, max_work: isize) -> Overlap {
    if a.bounds().is_none() {
        return Overlap::No;
    }
    if a.shape
        .iter()
        .zip(a.strides)
        .any(|(&d, &s)| d > 1 && s == 0)
    {
        return Overlap::Yes;
    }
    // Two different items meet if some difference of positions is smaller than an item. On the first axis on
    // which the positions differ the difference may be taken as positive.
    let axes: Vec<(i128, i128)> = a
        .shape
        .iter()
        .zip(a.strides)
        .filter(|(d, _)| **d > 1)
        .map(|(&d, &s)| ((s as i128).abs(), d as i128 - 1))
        .collect();
    let size = a.itemsize as i128;
    let mut work = max_work;
    let mut worst = Overlap::No;
    for first in 0..axes.len() {
        // first: 1..=n steps; later axes: -n..=n steps; bytes: -(size-1)..=size-1. Shifted to start at zero.
        let mut terms = Terms::new();
        let (s, n) = axes[first];
        let mut rhs = -s;
        terms.add(s, n - 1);
        for &(s, n) in &axes[first + 1..] {
            terms.add(s, 2 * n);
            rhs += s * n;
        }
        terms.add(1, 2 * (size - 1));
        rhs += size - 1;
        match terms.solve_counting(rhs, &mut work) {
            Overlap::Yes => return Overlap::Yes,
            Overlap::No => {}
            other => worst = other,
        }
    }
    worst
}

/// Terms `coefficient * x` with `0 <= x <= limit`.
struct Terms {
    items: Vec<(i128, i128)>,
}

/// A level of the search: a term, and what the terms below it can add up to and are multiples of.
#[derive(Copy, Clone)]
struct Level {
    coefficient: i128,
    limit: i128,
    reach_below: i128,
    divisor_below: i128,
}

impl Terms {
    fn new() -> Self {
        Self { items: Vec::new() }
    }

    fn add(&mut self, coefficient: i128, limit: i128) {
        if coefficient == 0 || limit <= 0 {
            return;
        }
        match self.items.iter_mut().find(|t| t.0 == coefficient) {
            Some(term) => term.1 = term.1.saturating_add(limit),
            None => self.items.push((coefficient, limit)),
        }
    }

    fn add_region(&mut self, r: &Region<'_>) {
        for (&d, &s) in r.shape.iter().zip(r.strides) {
            self.add((s as i128).abs(), d as i128 - 1);
        }
        self.add(1, r.itemsize as i128 - 1);
    }

    fn solve(self, rhs: i128, max_work: isize) -> Overlap {
        let mut work = max_work;
        self.solve_counting(rhs, &mut work)
    }

    fn solve_counting(mut self, rhs: i128, work: &mut isize) -> Overlap {
        if rhs < 0 {
            return Overlap::No;
        }
        self.items.sort_unstable_by_key(|t| std::cmp::Reverse(t.0));
        let mut levels = Vec::with_capacity(self.items.len());
        let (mut reach, mut divisor) = (0i128, 0i128);
        for &(coefficient, limit) in self.items.iter().rev() {
            levels.push(Level {
                coefficient,
                limit,
                reach_below: reach,
                divisor_below: divisor,
            });
            let Some(more) = coefficient
                .checked_mul(limit)
                .and_then(|m| m.checked_add(reach))
            else {
                return Overlap::Overflow;
            };
            reach = more;
            divisor = gcd(divisor, coefficient);
        }
        levels.reverse();
        if rhs > reach || (divisor == 0 && rhs != 0) || (divisor != 0 && rhs % divisor != 0) {
            return Overlap::No;
        }
        search(&levels, rhs, work)
    }
}

/// Looks for a solution with the remaining terms; `work` counts the candidates after the first of each level.
fn search(levels: &[Level], rhs: i128, work: &mut isize) -> Overlap {
    let Some((level, below)) = levels.split_first() else {
        return if rhs == 0 { Overlap::Yes } else { Overlap::No };
    };
    let Level {
        coefficient: c,
        limit,
        reach_below,
        divisor_below,
    } = *level;
    let mut high = (rhs / c).min(limit);
    let low = if rhs > reach_below {
        (rhs - reach_below + c - 1) / c
    } else {
        0
    };
    if divisor_below == 0 {
        return if rhs % c == 0 && rhs / c <= limit {
            Overlap::Yes
        } else {
            Overlap::No
        };
    }
    // Candidates must leave a multiple of what the lower terms are multiples of: every `step`-th does.
    let g = gcd(c, divisor_below);
    if rhs % g != 0 {
        return Overlap::No;
    }
    let step = divisor_below / g;
    let wanted = ((rhs / g) % step * inverse((c / g) % step, step)) % step;
    high -= (high - wanted).rem_euclid(step);
    let mut x = high;
    let mut first = true;
    while x >= low {
        if !first {
            if *work == 0 {
                return Overlap::TooHard;
            }
            *work -= (*work > 0) as isize;
        }
        first = false;
        match search(below, rhs - c * x, work) {
            Overlap::No => {}
            other => return other,
        }
        x -= step;
    }
    Overlap::No
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The inverse of `a` modulo `m`, for coprime numbers; 0 for `m` of one.
fn inverse(a: i128, m: i128) -> i128 {
    let (mut r, mut next) = ((m, 0i128), (a, 1i128));
    while next.0 != 0 {
        let q = r.0 / next.0;
        (r, next) = (next, (r.0 - q * next.0, r.1 - q * next.1));
    }
    r.1.rem_euclid(m.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn bytes(r: &Region<'_>) -> Vec<usize> {
        let mut at = vec![r.ptr as isize];
        for (&d, &s) in r.shape.iter().zip(r.strides) {
            at = at
                .iter()
                .flat_map(|&p| (0..d).map(move |i| p + i * s))
                .collect();
        }
        at.iter()
            .flat_map(|&p| (0..r.itemsize).map(move |b| p as usize + b))
            .collect()
    }

    struct Random(u64);
    impl Random {
        fn below(&mut self, n: u64) -> isize {
            self.0 = self
                .0
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            ((self.0 >> 33) % n) as isize
        }
    }

    #[test]
    fn agrees_with_sets_of_bytes() {
        let mut random = Random(7);
        let mut seen = [0; 2];
        for _ in 0..4000 {
            let mut make = || {
                let n = 1 + random.below(3) as usize;
                let shape: Vec<isize> = (0..n).map(|_| 1 + random.below(5)).collect();
                let strides: Vec<isize> = (0..n).map(|_| random.below(41) - 20).collect();
                (
                    1000 + random.below(80) as usize,
                    1 + random.below(4) as usize,
                    shape,
                    strides,
                )
            };
            let (a, b) = (make(), make());
            let region = |x: &'static (usize, usize, Vec<isize>, Vec<isize>)| Region {
                ptr: x.0,
                itemsize: x.1,
                shape: &x.2,
                strides: &x.3,
            };
            let (a, b) = (
                region(Box::leak(Box::new(a))),
                region(Box::leak(Box::new(b))),
            );
            let set: HashSet<usize> = bytes(&a).into_iter().collect();
            let shared = bytes(&b).iter().any(|p| set.contains(p));
            seen[shared as usize] += 1;
            let expected = if shared { Overlap::Yes } else { Overlap::No };
            assert_eq!(overlap(&a, &b, -1), expected, "{a:?} {b:?}");
            let twice = bytes(&a).len() != set.len();
            let expected = if twice { Overlap::Yes } else { Overlap::No };
            assert_eq!(internal_overlap(&a, -1), expected, "{a:?}");
        }
        assert!(seen[0] > 500 && seen[1] > 500);
    }

    #[test]
    fn work_is_limited() {
        let shape = [1 << 20, 1 << 20, 1 << 20];
        let a = Region {
            ptr: 1 << 60,
            itemsize: 1,
            shape: &shape,
            strides: &[12_250_002, 3_330_034, 9_999_998],
        };
        let b = Region {
            ptr: (1 << 60) + 5,
            itemsize: 1,
            shape: &shape,
            strides: &[2_000_002, 4_444_442, 6_666_664],
        };
        assert_ne!(overlap(&a, &b, 1_000_000), Overlap::Overflow);
        assert_eq!(overlap(&a, &b, 0), Overlap::Yes);
    }
}
