//! Shapes and strides: broadcast, order of axes, coalescing, overlap, and the walk over inner loops.
//!
//! One engine for ufuncs, iterators, copies and reductions. Plans up to 8 axes, 8 operands and 32 strides live on
//! the stack; larger ones allocate when they are made, never while they run.

mod broadcast;
mod overlap;
mod walk;

use std::ops::{Deref, DerefMut};

use smallvec::SmallVec;

pub use broadcast::{BroadcastError, broadcast_shapes};
pub use overlap::{Overlap, Region, internal_overlap, overlap};
pub use walk::run_elementwise;

/// The most axes an array can have.
pub const MAX_DIMS: usize = 64;
/// The most operands a plan can have.
pub const MAX_OPERANDS: usize = 64;

/// A shape or one operand's strides: up to [`MAX_DIMS`] numbers on the stack.
#[derive(Copy, Clone, Debug)]
pub struct Dims {
    len: usize,
    items: [isize; MAX_DIMS],
}

impl Dims {
    /// No axes.
    pub const fn new() -> Self {
        Self {
            len: 0,
            items: [0; MAX_DIMS],
        }
    }

    /// A copy of `items`; `None` if there are more than [`MAX_DIMS`].
    pub fn from_slice(items: &[isize]) -> Option<Self> {
        let mut dims = Self::new();
        dims.items.get_mut(..items.len())?.copy_from_slice(items);
        dims.len = items.len();
        Some(dims)
    }

    /// `len` times `value`; `None` beyond [`MAX_DIMS`].
    pub fn filled(len: usize, value: isize) -> Option<Self> {
        (len <= MAX_DIMS).then_some(Self {
            len,
            items: [value; MAX_DIMS],
        })
    }

    /// Appends an axis; `None` if there is no room.
    pub fn push(&mut self, item: isize) -> Option<()> {
        *self.items.get_mut(self.len)? = item;
        self.len += 1;
        Some(())
    }

    /// The number of items of an array of this shape; `None` if it does not fit.
    pub fn count(&self) -> Option<isize> {
        count(self)
    }
}

impl Default for Dims {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Dims {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl Eq for Dims {}

impl Deref for Dims {
    type Target = [isize];
    #[inline]
    fn deref(&self) -> &[isize] {
        &self.items[..self.len.min(MAX_DIMS)]
    }
}

impl DerefMut for Dims {
    #[inline]
    fn deref_mut(&mut self) -> &mut [isize] {
        &mut self.items[..self.len.min(MAX_DIMS)]
    }
}

/// The product of a shape; `None` on overflow or a negative length. Zero if any length is zero.
#[inline]
pub fn count(shape: &[isize]) -> Option<isize> {
    if shape.contains(&0) {
        return Some(0);
    }
    shape
        .iter()
        .try_fold(1isize, |n, &d| if d < 0 { None } else { n.checked_mul(d) })
}

/// An operand before it is laid into a plan.
#[derive(Copy, Clone, Debug)]
pub struct Operand<'a> {
    /// Address of its first item.
    pub ptr: *mut u8,
    /// Its own shape, outermost axis first.
    pub shape: &'a [isize],
    /// Byte strides of the same axes.
    pub strides: &'a [isize],
}

/// Why operands cannot be laid into a plan.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// More axes than [`MAX_DIMS`], or more operands than [`MAX_OPERANDS`].
    TooLarge,
    /// The number of items does not fit.
    Overflow,
    /// An operand's shape does not broadcast to the plan's.
    Shape,
}

/// A common shape and, for every operand, an address and one byte stride per axis.
///
/// Axis 0 is the innermost. An axis along which an operand is broadcast has the stride 0.
#[derive(Clone, Debug)]
pub struct Plan {
    shape: SmallVec<[isize; 8]>,
    /// Stride of operand `op` on `axis` at `axis * nop + op`.
    strides: SmallVec<[isize; 32]>,
    ptrs: SmallVec<[*mut u8; 8]>,
    total: usize,
}

// SAFETY: a plan only holds addresses; whoever runs a loop over it vouches for the memory.
unsafe impl Send for Plan {}
// SAFETY: as above.
unsafe impl Sync for Plan {}

impl Plan {
    /// Lays operands into the shape, outermost axis first, that they broadcast to.
    pub fn new(shape: &[isize], operands: &[Operand<'_>]) -> Result<Self, PlanError> {
        if shape.len() > MAX_DIMS || operands.len() > MAX_OPERANDS {
            return Err(PlanError::TooLarge);
        }
        let total = count(shape).ok_or(PlanError::Overflow)? as usize;
        let nop = operands.len();
        let mut strides = SmallVec::from_elem(0, shape.len() * nop);
        for (op, operand) in operands.iter().enumerate() {
            let own = operand.shape.len();
            if own > shape.len() || operand.strides.len() != own {
                return Err(PlanError::Shape);
            }
            for (axis, &len) in shape.iter().rev().enumerate().take(own) {
                let (d, s) = (
                    operand.shape[own - 1 - axis],
                    operand.strides[own - 1 - axis],
                );
                strides[axis * nop + op] = match d {
                    d if d == len => s * (len != 1) as isize,
                    1 => 0,
                    _ => return Err(PlanError::Shape),
                };
            }
        }
        Ok(Self {
            shape: shape.iter().rev().copied().collect(),
            strides,
            ptrs: operands.iter().map(|o| o.ptr).collect(),
            total,
        })
    }

    /// The number of axes.
    #[inline]
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// The number of operands.
    #[inline]
    pub fn nop(&self) -> usize {
        self.ptrs.len()
    }

    /// The number of items of the whole.
    #[inline]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Lengths, innermost axis first.
    #[inline]
    pub fn shape(&self) -> &[isize] {
        &self.shape
    }

    /// Each operand's stride on an axis counted from the innermost.
    #[inline]
    pub fn strides(&self, axis: usize) -> &[isize] {
        &self.strides[axis * self.nop()..][..self.nop()]
    }

    /// Each operand's address.
    #[inline]
    pub fn ptrs(&self) -> &[*mut u8] {
        &self.ptrs
    }

    /// Sorts, flips and coalesces the axes: for work that may visit the items in any order.
    pub fn optimise(&mut self) {
        if self.ndim() > 1 {
            self.sort_axes();
        }
        self.flip_negative();
        self.coalesce();
    }

    /// Orders the axes by their strides, the smallest innermost, as `order='K'` does. Operands that disagree
    /// or are broadcast leave the given order.
    pub fn sort_axes(&mut self) {
        let n = self.ndim();
        for axis in 1..n {
            let mut place = axis;
            for inner in (0..axis).rev() {
                match self.goes_inside(axis, inner) {
                    Some(true) => place = inner,
                    Some(false) => break,
                    None => {}
                }
            }
            for at in (place..axis).rev() {
                self.swap_axes(at, at + 1);
            }
        }
    }

    /// Whether `axis` belongs inside `inner`: some operand has the smaller stride there and none has the larger
    /// or an equal one. `None` if no operand can tell.
    fn goes_inside(&self, axis: usize, inner: usize) -> Option<bool> {
        let mut answer = None;
        for (s, t) in self.strides(axis).iter().zip(self.strides(inner)) {
            if *s != 0 && *t != 0 {
                if t.unsigned_abs() <= s.unsigned_abs() {
                    return Some(false);
                }
                answer = Some(true);
            }
        }
        answer
    }

    /// Exchanges two axes.
    pub fn swap_axes(&mut self, a: usize, b: usize) {
        let nop = self.nop();
        self.shape.swap(a, b);
        for op in 0..nop {
            self.strides.swap(a * nop + op, b * nop + op);
        }
    }

    /// Turns round every axis on which no operand goes forward and some operand goes back.
    pub fn flip_negative(&mut self) {
        if self.total == 0 {
            return;
        }
        let nop = self.nop();
        for axis in 0..self.ndim() {
            let strides = &mut self.strides[axis * nop..][..nop];
            if strides.iter().any(|&s| s > 0) || strides.iter().all(|&s| s == 0) {
                continue;
            }
            for (s, p) in strides.iter_mut().zip(&mut self.ptrs) {
                *p = p.wrapping_offset((self.shape[axis] - 1).wrapping_mul(*s));
                *s = s.wrapping_neg();
            }
        }
    }

    /// Joins neighbouring axes that every operand walks as one, and drops axes of length one.
    pub fn coalesce(&mut self) {
        let (n, nop) = (self.ndim(), self.nop());
        if n == 0 {
            return;
        }
        let mut last = 0;
        for axis in 1..n {
            let (len, next) = (self.shape[last], self.shape[axis]);
            let joins = next == 1
                || len == 1
                || (0..nop).all(|op| {
                    self.strides[last * nop + op].checked_mul(len)
                        == Some(self.strides[axis * nop + op])
                });
            if joins {
                // A product of the shape, which is known to fit; with a zero in it the rest is never walked.
                self.shape[last] = len.saturating_mul(next);
                if len == 1 {
                    self.strides
                        .copy_within(axis * nop..(axis + 1) * nop, last * nop);
                }
            } else {
                last += 1;
                self.shape[last] = next;
                self.strides
                    .copy_within(axis * nop..(axis + 1) * nop, last * nop);
            }
        }
        self.shape.truncate(last + 1);
        self.strides.truncate((last + 1) * nop);
    }

    /// Makes a long axis the innermost where the present one is so short that calls would cost more than items.
    pub fn lengthen_inner(&mut self) {
        if self.ndim() < 2 || self.shape[0] >= 16 {
            return;
        }
        let longest = (1..self.ndim())
            .max_by_key(|&axis| self.shape[axis])
            .unwrap_or(0);
        if self.shape[longest] >= 4 * self.shape[0] {
            self.swap_axes(0, longest);
        }
    }

    /// The part of the plan between `from` and `to` on an axis.
    pub fn piece(&self, axis: usize, from: isize, to: isize) -> Self {
        let mut piece = self.clone();
        for (p, s) in piece.ptrs.iter_mut().zip(self.strides(axis)) {
            *p = p.wrapping_offset(from.wrapping_mul(*s));
        }
        piece.shape[axis] = to - from;
        piece.total = count(&piece.shape).unwrap_or(0) as usize;
        piece
    }
}

#[cfg(test)]
mod tests;
