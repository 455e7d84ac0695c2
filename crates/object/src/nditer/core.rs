//! The iterator itself: axes, positions, operands. C code holds it as an opaque `NpyIter`.
//!
//! Axis 0 is the one that moves fastest. Every operand has one stride per axis; a tracked flat index is
//! carried along as one more "pointer" whose strides count elements.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Own, Raised, Res};

use super::buffers::Buffers;
use super::seen::Seen;
use crate::model::Array;
use crate::model::Descr;

/// What an iterator does.
#[derive(Clone, Copy, Default)]
pub struct Flags {
    /// A flat index is carried along.
    pub has_index: bool,
    /// Axes stay as they are, so that a multi-index can be told.
    pub has_multi_index: bool,
    /// The order was given: axes are neither sorted nor flipped.
    pub forced_order: bool,
    /// The caller runs the innermost loop.
    pub external_loop: bool,
    /// A part of the iteration may be chosen.
    pub ranged: bool,
    /// Operands may be buffered.
    pub buffered: bool,
    /// The inner loop may exceed the buffer size where nothing is buffered.
    pub grow_inner: bool,
    /// Buffers wait for the first reset.
    pub delayed: bool,
    /// An operand is a reduction.
    pub reduce: bool,
    /// An axis was flipped.
    pub negated: bool,
}

/// What is done with an operand.
#[derive(Clone, Copy, Default)]
pub struct OpFlags {
    /// Read by the loop.
    pub read: bool,
    /// Written by the loop.
    pub write: bool,
    /// The loop's dtype is not the array's.
    pub cast: bool,
    /// The loop wants aligned elements.
    pub aligned: bool,
    /// The loop wants adjacent elements.
    pub contig: bool,
    /// The elements are wanted adjacent and are not.
    pub scattered: bool,
    /// Several iterations write one element.
    pub reduce: bool,
    /// Written where the mask is true.
    pub masked: bool,
    /// The array must be copied because it overlaps another operand.
    pub force_copy: bool,
    /// There is no array, only buffer.
    pub is_virtual: bool,
    /// The axes of the dtype's subarray were appended to the array's own.
    pub unpacked: bool,
}

/// An operand.
pub struct Operand {
    /// The array; `None` for virtual ones.
    pub array: Option<Own<Array>>,
    /// The dtype that the loop sees.
    pub descr: Own<Descr>,
    /// What is done with it.
    pub flags: OpFlags,
}

/// How an axis of the iterator relates to the axes that the caller knows.
#[derive(Clone, Copy)]
pub struct Perm {
    /// The caller's axis.
    pub axis: usize,
    /// Walked backwards.
    pub flipped: bool,
}

/// The iterator.
pub struct Iter {
    /// What it does.
    pub flags: Flags,
    /// Axes.
    pub ndim: usize,
    /// Operands, and the index if there is one.
    pub slots: usize,
    /// The operand that is the mask.
    pub mask: Option<usize>,
    /// Elements; -1 if they are too many to count (a multi-index is tracked, an axis may still be removed).
    pub size: isize,
    /// First iteration.
    pub start: isize,
    /// End of the iterations.
    pub end: isize,
    /// Current iteration, where it is counted (buffered or ranged).
    pub at: isize,
    /// One per axis.
    pub perm: Vec<Perm>,
    /// One per axis, at least one.
    pub shape: Vec<isize>,
    /// Position on each axis.
    pub index: Vec<isize>,
    /// `slots` per axis.
    pub strides: Vec<isize>,
    /// What the loop sees.
    pub ptrs: Vec<*mut u8>,
    /// Pointers at the first iteration.
    pub base: Vec<*mut u8>,
    /// From the arrays' first elements to `base`.
    pub base_offsets: Vec<isize>,
    /// The operands.
    pub ops: Vec<Operand>,
    /// The memory of the operands that the pointers are into.
    pub seen: Seen,
    /// Buffers, if the iterator is buffered.
    pub buffers: Option<Box<Buffers>>,
    /// For `get_operand_array` and `get_descr_array`: borrowed from `ops`.
    pub array_ptrs: Vec<*mut PyArrayObject>,
    /// See `array_ptrs`.
    pub descr_ptrs: Vec<*mut PyArray_Descr>,
}

impl Iter {
    /// The iterator behind the opaque pointer.
    ///
    /// # Safety
    /// `p` came from this module, is alive, and nobody else uses it during the borrow.
    #[inline(always)]
    pub unsafe fn from_ptr<'a>(p: *mut NpyIter) -> &'a mut Iter {
        // SAFETY: as the caller vouches.
        unsafe { &mut *p.cast::<Iter>() }
    }

    /// Operands.
    #[inline(always)]
    pub fn nop(&self) -> usize {
        self.ops.len()
    }

    /// Strides of an axis.
    #[inline(always)]
    pub fn axis_strides(&self, axis: usize) -> &[isize] {
        &self.strides[axis * self.slots..(axis + 1) * self.slots]
    }

    /// Stride of an operand (or of the index) on an axis.
    #[inline(always)]
    pub fn stride(&self, axis: usize, slot: usize) -> isize {
        self.strides[axis * self.slots + slot]
    }

    /// Sets a stride.
    #[inline(always)]
    pub fn set_stride(&mut self, axis: usize, slot: usize, value: isize) {
        self.strides[axis * self.slots + slot] = value;
    }

    /// Raises if memory of an operand is no longer there.
    #[inline]
    pub fn check_memory(&self) -> Res<()> {
        self.seen.check(&self.ops)
    }

    /// The operands' arrays.
    pub fn arrays(&self) -> impl Iterator<Item = &Array> {
        self.ops.iter().filter_map(|op| op.array.as_deref())
    }

    /// Brings the borrowed pointer arrays up to date.
    pub fn refresh_pointers(&mut self) {
        self.array_ptrs.clear();
        self.descr_ptrs.clear();
        for op in &self.ops {
            self.array_ptrs
                .push(op.array.as_ref().map_or(std::ptr::null_mut(), |a| a.raw()));
            self.descr_ptrs.push(op.descr.raw());
        }
    }

    /// Raises if the size does not fit.
    pub fn check_size(&self) -> Res<()> {
        if self.size < 0 {
            return Err(too_large());
        }
        Ok(())
    }

    /// The product of the shape, -1 where it does not fit.
    pub fn count(&self) -> isize {
        let mut n: isize = 1;
        let mut empty = false;
        for &d in &self.shape[..self.ndim] {
            if d == 0 {
                empty = true;
            } else {
                n = match n.checked_mul(d) {
                    Some(n) => n,
                    None => return -1,
                };
            }
        }
        if empty { 0 } else { n }
    }

    /// Positions on the axes of iteration `i`.
    pub fn coordinates(&self, mut i: isize, out: &mut [isize]) {
        for (c, &d) in out.iter_mut().zip(&self.shape[..self.ndim]) {
            if d > 1 {
                *c = i % d;
                i /= d;
            } else {
                *c = 0;
            }
        }
    }

    /// Number of the current iteration.
    pub fn iter_index(&self) -> isize {
        if self.flags.buffered || self.flags.ranged {
            return self.at;
        }
        let mut i = 0;
        for (&c, &d) in self.index[..self.ndim]
            .iter()
            .zip(&self.shape[..self.ndim])
            .rev()
        {
            i = i * d + c;
        }
        i
    }

    /// Pointer of a slot at given positions.
    pub fn pointer_at(&self, slot: usize, coordinates: &[isize]) -> *mut u8 {
        let offset: isize = coordinates
            .iter()
            .enumerate()
            .map(|(axis, &c)| c.wrapping_mul(self.stride(axis, slot)))
            .fold(0, isize::wrapping_add);
        self.base[slot].wrapping_offset(offset)
    }

    /// Moves to iteration `i` without buffers.
    pub fn go_unbuffered(&mut self, i: isize) {
        self.at = i;
        let mut index = std::mem::take(&mut self.index);
        let ndim = self.ndim;
        self.coordinates(i, &mut index[..ndim]);
        if ndim > 0 && self.size > 0 && i >= self.size {
            // Past the end: the slowest axis stands behind its last position.
            index[..ndim].fill(0);
            index[ndim - 1] = self.shape[ndim - 1];
        }
        for slot in 0..self.slots {
            self.ptrs[slot] = self.pointer_at(slot, &index[..ndim]);
        }
        self.index = index;
    }

    /// Removes an axis from the tables.
    pub fn drop_axis(&mut self, axis: usize) {
        self.ndim -= 1;
        self.perm.remove(axis);
        if self.ndim == 0 {
            self.shape[0] = 1;
            self.index[0] = 0;
            self.strides.fill(0);
        } else {
            self.shape.remove(axis);
            self.index.remove(axis);
            self.strides
                .drain(axis * self.slots..(axis + 1) * self.slots);
        }
    }

    /// Merges axes that are one run for every operand (and for the index).
    pub fn coalesce(&mut self) {
        let mut axis = 0;
        while axis + 1 < self.ndim {
            let (a, b) = (self.shape[axis], self.shape[axis + 1]);
            let fits = (0..self.slots).all(|s| {
                let (x, y) = (self.stride(axis, s), self.stride(axis + 1, s));
                (a == 1 && x == 0) || (b == 1 && y == 0) || x.wrapping_mul(a) == y
            });
            match a.checked_mul(b) {
                Some(n) if fits => {
                    for s in 0..self.slots {
                        let (x, y) = (self.stride(axis, s), self.stride(axis + 1, s));
                        if x == 0 {
                            self.set_stride(axis, s, y);
                        }
                    }
                    self.shape[axis] = n;
                    self.drop_axis(axis + 1);
                }
                _ => axis += 1,
            }
        }
        for (i, p) in self.perm.iter_mut().enumerate() {
            *p = Perm {
                axis: self.ndim - 1 - i,
                flipped: false,
            };
        }
    }

    /// Loops of the iterator's casts need the interpreter, or its elements hold references.
    pub fn needs_api(&self) -> bool {
        // Records count among the dtypes that do, whatever is in them.
        let needs = |d: &Descr| d.flags() & NPY_NEEDS_PYAPI != 0 || d.has_references();
        self.ops
            .iter()
            .any(|op| needs(&op.descr) || op.array.as_ref().is_some_and(|a| needs(a.descr())))
            || self.buffers.as_ref().is_some_and(|b| b.needs_python())
    }
}

/// The error of more iterations than can be counted.
#[cold]
pub fn too_large() -> Raised {
    value_error("iterator is too large")
}
