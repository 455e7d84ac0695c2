//! Piecewise linear interpolation on sorted sample points.

use std::ops::{Add, Mul, Sub};

/// What is interpolated: a float or a complex number as a pair.
pub trait Ordinate: Copy + PartialEq {
    /// `(b - a) / width`, component by component.
    fn slope(a: Self, b: Self, width: f64) -> Self;
    /// `slope * dx + base`.
    fn along(slope: Self, dx: f64, base: Self) -> Self;
    /// Replaces NaN components of `self` by those of `other`, and those that stay NaN between equal
    /// ordinates by that ordinate.
    fn mend(self, other: Self, left: Self, right: Self) -> Self;
    /// An ordinate for a NaN abscissa.
    fn from_nan(x: f64) -> Self;
}

fn linear<T: Copy + Add<Output = T> + Mul<Output = T>>(slope: T, dx: T, base: T) -> T {
    slope * dx + base
}

fn rise<T: Copy + Sub<Output = T>>(a: T, b: T) -> T {
    b - a
}

fn mend_one(v: f64, other: f64, left: f64, right: f64) -> f64 {
    if !v.is_nan() {
        v
    } else if !other.is_nan() {
        other
    } else if left == right {
        left
    } else {
        other
    }
}

impl Ordinate for f64 {
    fn slope(a: f64, b: f64, width: f64) -> f64 {
        rise(a, b) / width
    }
    fn along(slope: f64, dx: f64, base: f64) -> f64 {
        linear(slope, dx, base)
    }
    fn mend(self, other: f64, left: f64, right: f64) -> f64 {
        mend_one(self, other, left, right)
    }
    fn from_nan(x: f64) -> f64 {
        x
    }
}

impl Ordinate for [f64; 2] {
    fn slope(a: Self, b: Self, width: f64) -> Self {
        // One reciprocal for both parts, as complex division by a real does.
        let inverse = 1.0 / width;
        [rise(a[0], b[0]) * inverse, rise(a[1], b[1]) * inverse]
    }
    fn along(slope: Self, dx: f64, base: Self) -> Self {
        [linear(slope[0], dx, base[0]), linear(slope[1], dx, base[1])]
    }
    fn mend(self, other: Self, left: Self, right: Self) -> Self {
        [
            mend_one(self[0], other[0], left[0], right[0]),
            mend_one(self[1], other[1], left[1], right[1]),
        ]
    }
    fn from_nan(x: f64) -> Self {
        [x, 0.0]
    }
}

/// Writes the value at each `x` into `out`. `xp` is increasing and as long as `fp`, neither empty; below and
/// above stand `left` and `right`.
pub fn interp<T: Ordinate>(x: &[f64], xp: &[f64], fp: &[T], left: T, right: T, out: &mut [T]) {
    let n = xp.len().min(fp.len());
    let (Some(&last), Some(&first)) = (xp.get(n.wrapping_sub(1)), xp.first()) else {
        return;
    };
    if n == 1 {
        for (o, &v) in out.iter_mut().zip(x) {
            *o = if v < first {
                left
            } else if v > first {
                right
            } else {
                fp[0]
            };
        }
        return;
    }
    let slopes: Option<Vec<T>> = (n <= x.len()).then(|| {
        (0..n - 1)
            .map(|j| T::slope(fp[j], fp[j + 1], xp[j + 1] - xp[j]))
            .collect()
    });
    let mut j = 0;
    for (o, &v) in out.iter_mut().zip(x) {
        if v.is_nan() {
            *o = T::from_nan(v);
            continue;
        }
        *o = if v < first {
            left
        } else if v > last {
            right
        } else {
            j = bracket(xp, n, v, j);
            if j == n - 1 || xp[j] == v {
                fp[j]
            } else {
                let slope = match &slopes {
                    Some(s) => s[j],
                    None => T::slope(fp[j], fp[j + 1], xp[j + 1] - xp[j]),
                };
                let value = T::along(slope, v - xp[j], fp[j]);
                let other = T::along(slope, v - xp[j + 1], fp[j + 1]);
                value.mend(other, fp[j], fp[j + 1])
            }
        };
    }
}

/// The last `j` with `xp[j] <= v`, looked for near `guess` first: neighbouring queries are often close.
fn bracket(xp: &[f64], n: usize, v: f64, guess: usize) -> usize {
    let g = guess.min(n - 1);
    if xp[g] <= v && (g + 1 == n || v < xp[g + 1]) {
        return g;
    }
    if g + 1 < n && xp[g + 1] <= v && (g + 2 == n || v < xp[g + 2]) {
        return g + 1;
    }
    let mut lo = 0;
    let mut len = n;
    while len > 1 {
        let half = len / 2;
        // Branch-free: random queries would mispredict every other step.
        lo += usize::from(xp[lo + half] <= v) * half;
        len -= half;
    }
    lo
}

#[cfg(test)]
mod tests {
    use super::interp;

    #[test]
    fn agrees_with_the_formula() {
        let xp = [0.0, 1.0, 3.0];
        let fp = [0.0, 10.0, -10.0];
        let x = [-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, f64::NAN];
        let mut out = [0.0; 8];
        interp(&x, &xp, &fp, -5.0, 5.0, &mut out);
        assert_eq!(&out[..7], &[-5.0, 0.0, 5.0, 10.0, 0.0, -10.0, 5.0]);
        assert!(out[7].is_nan());
    }
}
