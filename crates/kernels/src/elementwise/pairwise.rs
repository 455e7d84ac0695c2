//! NumPy's summation tree.
//!
//! Runs under 8 items are summed in order, starting from minus zero. Runs up to 128 items have eight running
//! sums, joined as a balanced tree, then the rest in order. Longer runs are split at half their length, rounded
//! down to a multiple of 8. The shape is part of the contract; how many leaves are worked on at a time is not.

use super::map::load;

const BLOCK: usize = 128;

/// Items that can be summed: `f32`, `f64`, and what is widened to them.
pub(crate) trait Summand: Copy {
    /// What sums are kept in.
    type Sum: Copy + std::ops::Add<Output = Self::Sum>;
    const START: Self::Sum;
    fn widen(self) -> Self::Sum;
}

impl Summand for f32 {
    type Sum = Self;
    const START: Self = -0.0;
    #[inline(always)]
    fn widen(self) -> Self {
        self
    }
}

impl Summand for f64 {
    type Sum = Self;
    const START: Self = -0.0;
    #[inline(always)]
    fn widen(self) -> Self {
        self
    }
}

impl Summand for half::f16 {
    type Sum = f32;
    const START: f32 = -0.0;
    #[inline(always)]
    fn widen(self) -> f32 {
        super::num::widen(self)
    }
}

/// The sum of `n` items from `p` at step `s`.
///
/// # Safety
/// `p` is valid for reads of `n` items at step `s`.
#[inline(always)]
pub(crate) unsafe fn sum<T: Summand>(p: *const u8, s: isize, n: usize) -> T::Sum {
    // SAFETY: the caller's contract. The two copies differ in what the compiler knows of the step.
    unsafe {
        if s == size_of::<T>() as isize {
            tree::<T>(p, size_of::<T>() as isize, n)
        } else {
            tree::<T>(p, s, n)
        }
    }
}

/// Walks the tree with an explicit stack, so that everything inlines into the level's copy.
#[inline(always)]
unsafe fn tree<T: Summand>(p: *const u8, s: isize, n: usize) -> T::Sum {
    // Each step down halves the length, so 64 pending right halves are never exceeded. A pending entry is
    // the right half still to do, or the sum of a left half whose right half is being done.
    let mut todo = [(p, 0usize); 64];
    let mut left = [T::START; 64];
    let mut state = [false; 64];
    let mut depth = 0;
    let (mut p, mut n) = (p, n);
    loop {
        while n > BLOCK {
            let half = n / 2 - n / 2 % 8;
            if n - half <= BLOCK {
                break;
            }
            todo[depth & 63] = (p.wrapping_offset(half as isize * s), n - half);
            state[depth & 63] = false;
            depth += 1;
            n = half;
        }
        // SAFETY: the run p, n lies within the caller's.
        let mut sum = unsafe { leaves::<T>(p, s, n) };
        loop {
            if depth == 0 {
                return sum;
            }
            let top = (depth - 1) & 63;
            if state[top] {
                sum = left[top] + sum;
                depth -= 1;
            } else {
                left[top] = sum;
                state[top] = true;
                (p, n) = todo[top];
                break;
            }
        }
    }
}

/// One leaf, or the two leaves that a run splits into, summed side by side.
#[inline(always)]
unsafe fn leaves<T: Summand>(p: *const u8, s: isize, n: usize) -> T::Sum {
    // SAFETY: the caller's contract.
    unsafe {
        if n <= BLOCK {
            return leaf::<T>(p, s, n);
        }
        let half = n / 2 - n / 2 % 8;
        let q = p.wrapping_offset(half as isize * s);
        let (mut a, mut b) = (eight::<T>(p, s), eight::<T>(q, s));
        // Both leaves are longer than 8; the right one is not the shorter one.
        for i in 1..half / 8 {
            let at = (8 * i) as isize * s;
            let (x, y) = (
                eight::<T>(p.wrapping_offset(at), s),
                eight::<T>(q.wrapping_offset(at), s),
            );
            for k in 0..8 {
                a[k] = a[k] + x[k];
                b[k] = b[k] + y[k];
            }
        }
        let (m, done) = (n - half, half / 8 * 8);
        let done_right = m / 8 * 8;
        if done_right > done {
            let y = eight::<T>(q.wrapping_offset(done as isize * s), s);
            for k in 0..8 {
                b[k] = b[k] + y[k];
            }
        }
        let left = rest::<T>(join(a), p, s, done, half);
        left + rest::<T>(join(b), q, s, done_right, m)
    }
}

#[inline(always)]
unsafe fn leaf<T: Summand>(p: *const u8, s: isize, n: usize) -> T::Sum {
    // SAFETY: the caller's contract.
    unsafe {
        if n < 8 {
            return rest::<T>(T::START, p, s, 0, n);
        }
        let mut a = eight::<T>(p, s);
        for i in 1..n / 8 {
            let x = eight::<T>(p.wrapping_offset((8 * i) as isize * s), s);
            for k in 0..8 {
                a[k] = a[k] + x[k];
            }
        }
        rest::<T>(join(a), p, s, n / 8 * 8, n)
    }
}

#[inline(always)]
unsafe fn eight<T: Summand>(p: *const u8, s: isize) -> [T::Sum; 8] {
    let mut r = [T::START; 8];
    for (k, r) in r.iter_mut().enumerate() {
        // SAFETY: the caller has eight items left.
        *r = unsafe { load::<T>(p.wrapping_offset(k as isize * s)) }.widen();
    }
    r
}

#[inline(always)]
fn join<S: Copy + std::ops::Add<Output = S>>(r: [S; 8]) -> S {
    ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]))
}

#[inline(always)]
unsafe fn rest<T: Summand>(
    mut sum: T::Sum,
    p: *const u8,
    s: isize,
    from: usize,
    to: usize,
) -> T::Sum {
    for i in from..to {
        // SAFETY: item i of the caller's run.
        sum = sum + unsafe { load::<T>(p.wrapping_offset(i as isize * s)) }.widen();
    }
    sum
}

/// The sum of `n` complex numbers: the same tree, counted in components, four running sums for each part.
///
/// # Safety
/// `p` is valid for reads of `n` pairs of `T` at step `s`.
#[inline(always)]
pub(crate) unsafe fn sum_complex<T: Summand>(p: *const u8, s: isize, n: usize) -> (T::Sum, T::Sum) {
    let pair = 2 * size_of::<T>() as isize;
    // SAFETY: the caller's contract.
    unsafe {
        if s == pair {
            complex_tree::<T>(p, pair, 2 * n)
        } else {
            complex_tree::<T>(p, s, 2 * n)
        }
    }
}

#[inline(always)]
unsafe fn complex_tree<T: Summand>(p: *const u8, s: isize, n: usize) -> (T::Sum, T::Sum) {
    let mut todo = [(p, 0usize); 64];
    let mut left = [(T::START, T::START); 64];
    let mut state = [false; 64];
    let mut depth = 0;
    let (mut p, mut n) = (p, n);
    loop {
        while n > BLOCK {
            let half = n / 2 - n / 2 % 8;
            todo[depth & 63] = (p.wrapping_offset((half / 2) as isize * s), n - half);
            state[depth & 63] = false;
            depth += 1;
            n = half;
        }
        // SAFETY: the run p, n lies within the caller's.
        let mut sum = unsafe { complex_leaf::<T>(p, s, n) };
        loop {
            if depth == 0 {
                return sum;
            }
            let top = (depth - 1) & 63;
            if state[top] {
                sum = (left[top].0 + sum.0, left[top].1 + sum.1);
                depth -= 1;
            } else {
                left[top] = sum;
                state[top] = true;
                (p, n) = todo[top];
                break;
            }
        }
    }
}

#[inline(always)]
unsafe fn complex_leaf<T: Summand>(p: *const u8, s: isize, n: usize) -> (T::Sum, T::Sum) {
    // SAFETY: the caller's contract; `n` counts components.
    unsafe {
        if n < 8 {
            return complex_rest::<T>((T::START, T::START), p, s, 0, n / 2);
        }
        let mut a = four_pairs::<T>(p, s);
        for i in 1..n / 8 {
            let x = four_pairs::<T>(p.wrapping_offset((4 * i) as isize * s), s);
            for k in 0..8 {
                a[k] = a[k] + x[k];
            }
        }
        let sum = ((a[0] + a[2]) + (a[4] + a[6]), (a[1] + a[3]) + (a[5] + a[7]));
        complex_rest::<T>(sum, p, s, n / 8 * 4, n / 2)
    }
}

#[inline(always)]
unsafe fn four_pairs<T: Summand>(p: *const u8, s: isize) -> [T::Sum; 8] {
    let mut r = [T::START; 8];
    for k in 0..4 {
        let q = p.wrapping_offset(k as isize * s);
        // SAFETY: the caller has four pairs left.
        unsafe {
            r[2 * k] = load::<T>(q).widen();
            r[2 * k + 1] = load::<T>(q.wrapping_add(size_of::<T>())).widen();
        }
    }
    r
}

#[inline(always)]
unsafe fn complex_rest<T: Summand>(
    mut sum: (T::Sum, T::Sum),
    p: *const u8,
    s: isize,
    from: usize,
    to: usize,
) -> (T::Sum, T::Sum) {
    for i in from..to {
        let q = p.wrapping_offset(i as isize * s);
        // SAFETY: pair i of the caller's run.
        unsafe {
            sum.0 = sum.0 + load::<T>(q).widen();
            sum.1 = sum.1 + load::<T>(q.wrapping_add(size_of::<T>())).widen();
        }
    }
    sum
}
