//! Several arrays of one shape walked together as runs along one axis: axes sorted by the first operand's
//! strides, flipped to run upwards, merged where they join.

use ferronum_pyrt::Res;

use crate::array::Dims;

/// The walk over `N` operands.
pub struct Runs<const N: usize> {
    shape: Dims,
    strides: [Dims; N],
    data: [*mut u8; N],
    empty: bool,
}

impl<const N: usize> Runs<N> {
    /// Plans the walk. All strides have the length of `shape`.
    pub fn new(shape: &[isize], strides: [&[isize]; N], data: [*mut u8; N]) -> Self {
        let n = shape.len();
        let mut out = Runs {
            shape: Dims::new(),
            strides: [Dims::new(); N],
            data,
            empty: shape.contains(&0),
        };
        if out.empty || N == 0 {
            return out;
        }
        // One axis needs no sorting, the usual case.
        let mut order: Dims = Dims::new();
        for i in 0..n {
            if shape[i] != 1 {
                let _fits = order.push(i as isize);
            }
        }
        if order.len() > 1 {
            let key = |i: isize, k: usize| strides[k][i as usize].unsigned_abs();
            // Stable insertion by decreasing stride of the first operand that tells the axes apart.
            for i in 1..order.len() {
                let mut j = i;
                while j > 0 {
                    let (a, b) = (order[j - 1], order[j]);
                    let before = (0..N)
                        .map(|k| key(a, k).cmp(&key(b, k)))
                        .find(|o| o.is_ne())
                        .unwrap_or(std::cmp::Ordering::Equal);
                    if before.is_ge() {
                        break;
                    }
                    order.swap(j - 1, j);
                    j -= 1;
                }
            }
        }
        for &axis in order.iter() {
            let axis = axis as usize;
            let len = shape[axis];
            let mut s: [isize; N] = std::array::from_fn(|k| strides[k][axis]);
            let down = s.iter().find(|v| **v != 0).is_some_and(|v| *v < 0);
            if down && s.iter().all(|v| *v <= 0) {
                for k in 0..N {
                    out.data[k] = out.data[k].wrapping_offset((len - 1) * s[k]);
                    s[k] = -s[k];
                }
            }
            // Merge with the axis outside where one step there is a whole run here.
            let last = out.shape.len();
            if last > 0 && (0..N).all(|k| out.strides[k][last - 1] == s[k].wrapping_mul(len)) {
                out.shape[last - 1] *= len;
                for k in 0..N {
                    out.strides[k][last - 1] = s[k];
                }
                continue;
            }
            let _fits = out.shape.push(len);
            for k in 0..N {
                let _fits = out.strides[k].push(s[k]);
            }
        }
        if out.shape.is_empty() {
            let _fits = out.shape.push(1);
            for k in 0..N {
                let _fits = out.strides[k].push(0);
            }
        }
        out
    }

    /// Strides along a run.
    pub fn inner_strides(&self) -> [isize; N] {
        let last = self.shape.len().saturating_sub(1);
        std::array::from_fn(|k| self.strides[k].get(last).copied().unwrap_or(0))
    }

    /// Elements of a run (0 for empty arrays).
    pub fn inner_len(&self) -> isize {
        if self.empty {
            0
        } else {
            self.shape.last().copied().unwrap_or(0)
        }
    }

    /// Number of axes after merging.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// The merged shape.
    pub fn shape(&self) -> &[isize] {
        &self.shape
    }

    /// The merged strides of an operand.
    pub fn strides(&self, k: usize) -> &[isize] {
        &self.strides[k]
    }

    /// First elements in the order of the walk.
    pub fn data(&self) -> [*mut u8; N] {
        self.data
    }

    /// Calls `f(pointers)` at the start of each run.
    pub fn each_run(&self, f: impl FnMut([*mut u8; N]) -> Res<()>) -> Res<()> {
        self.each_outer(1, f)
    }

    /// Calls `f(pointers)` for each position of the axes outside the `inner` last ones.
    pub fn each_outer(&self, inner: usize, mut f: impl FnMut([*mut u8; N]) -> Res<()>) -> Res<()> {
        if self.empty {
            return Ok(());
        }
        let outer = self.shape.len().saturating_sub(inner);
        if outer == 0 {
            return f(self.data);
        }
        let mut index = Dims::filled(outer, 0);
        let mut p = self.data;
        loop {
            f(p)?;
            let mut axis = outer;
            loop {
                if axis == 0 {
                    return Ok(());
                }
                axis -= 1;
                index[axis] += 1;
                if index[axis] < self.shape[axis] {
                    for k in 0..N {
                        p[k] = p[k].wrapping_offset(self.strides[k][axis]);
                    }
                    break;
                }
                for k in 0..N {
                    p[k] = p[k].wrapping_offset(-(self.shape[axis] - 1) * self.strides[k][axis]);
                }
                index[axis] = 0;
            }
        }
    }
}

/// The strides of an operand seen from a shape that it broadcasts to; `None` where it does not.
pub fn broadcast_strides(shape: &[isize], strides: &[isize], to: &[isize]) -> Option<Dims> {
    let mut out = Dims::filled(to.len(), 0);
    // Leading axes of length one may be dropped.
    let extra = shape.len().saturating_sub(to.len());
    if shape[..extra].iter().any(|&d| d != 1) {
        return None;
    }
    let (shape, strides) = (&shape[extra..], &strides[extra..]);
    let shift = to.len() - shape.len();
    for i in 0..shape.len() {
        if shape[i] == to[i + shift] {
            out[i + shift] = if shape[i] == 1 { 0 } else { strides[i] };
        } else if shape[i] != 1 {
            return None;
        }
    }
    Some(out)
}

/// The bytes that an array spans: (first, one past the last); both equal for empty arrays.
pub fn extent(
    data: *const u8,
    shape: &[isize],
    strides: &[isize],
    elsize: isize,
) -> (usize, usize) {
    let (mut low, mut high) = (data.addr() as isize, data.addr() as isize);
    if shape.contains(&0) {
        return (data.addr(), data.addr());
    }
    for (&d, &s) in shape.iter().zip(strides) {
        let span = s.wrapping_mul(d - 1);
        if span < 0 {
            low = low.wrapping_add(span);
        } else {
            high = high.wrapping_add(span);
        }
    }
    (low as usize, high.wrapping_add(elsize) as usize)
}
