//! The walk over a plan's inner loops, alone or shared among threads.

use std::ffi::{c_char, c_void};

use smallvec::SmallVec;

use super::Plan;
use crate::elementwise::UfuncLoop;
use crate::pool;

/// Work that is worth a second thread, in picoseconds.
const WORTH_SPLITTING: u64 = 150_000_000;
/// The least work of a piece.
const PIECE: u64 = 40_000_000;

impl Plan {
    /// Calls `f` with operand addresses, byte strides and length of every inner loop, inner axis first in order.
    #[inline]
    pub fn for_each_inner(&self, mut f: impl FnMut(&mut [*mut u8], &[isize], usize)) {
        if self.total == 0 {
            return;
        }
        let nop = self.nop();
        let mut ptrs: SmallVec<[*mut u8; 8]> = self.ptrs.clone();
        let Some((&inner, outer)) = self.shape.split_first() else {
            let still: SmallVec<[isize; 8]> = SmallVec::from_elem(0, nop);
            return f(&mut ptrs, &still, 1);
        };
        let steps = &self.strides[..nop];
        if outer.is_empty() {
            return f(&mut ptrs, steps, inner as usize);
        }
        // The callee may move the pointers it is given, so it gets a copy.
        let mut given = ptrs.clone();
        let mut at: SmallVec<[isize; 8]> = SmallVec::from_elem(0, outer.len());
        loop {
            given.copy_from_slice(&ptrs);
            f(&mut given, steps, inner as usize);
            let mut axis = 0;
            loop {
                let strides = &self.strides[(axis + 1) * nop..][..nop];
                at[axis] += 1;
                if at[axis] < outer[axis] {
                    for (p, s) in ptrs.iter_mut().zip(strides) {
                        *p = p.wrapping_offset(*s);
                    }
                    break;
                }
                at[axis] = 0;
                let back = 1 - outer[axis];
                for (p, s) in ptrs.iter_mut().zip(strides) {
                    *p = p.wrapping_offset(back.wrapping_mul(*s));
                }
                axis += 1;
                if axis == outer.len() {
                    return;
                }
            }
        }
    }

    /// Runs a ufunc loop over every inner loop, on this thread.
    ///
    /// # Safety
    /// The loop has as many operands as the plan, and each is valid for the plan's shape.
    #[inline]
    pub unsafe fn run(&self, func: UfuncLoop, data: *mut c_void) {
        self.for_each_inner(|ptrs, steps, n| {
            let n = n as isize;
            // SAFETY: the caller's contract.
            unsafe {
                func(
                    ptrs.as_mut_ptr().cast::<*mut c_char>(),
                    &n,
                    steps.as_ptr(),
                    data,
                )
            }
        });
    }

    /// The axis to split among threads: the outermost that is long enough and along which no output, an operand
    /// from `nin` on, stands still.
    fn axis_to_split(&self, nin: usize, parts: usize) -> Option<usize> {
        let free = |axis: &usize| self.strides(*axis)[nin..].iter().all(|&s| s != 0);
        let long = |axis: &usize| self.shape[*axis] as usize >= parts;
        let axes = || (0..self.ndim()).rev().filter(free);
        axes()
            .find(long)
            .or_else(|| axes().max_by_key(|&axis| self.shape[axis]))
    }
}

/// Runs an element-wise loop over a plan, on several threads if it is large: `cost` is the time per item in
/// picoseconds. The first `nin` operands are inputs. Float status and loop errors of all threads end up on this one.
///
/// # Safety
/// As [`Plan::run`]; beyond that the loop may run on any thread, and no output item is written twice or read by
/// the loop for another item.
pub unsafe fn run_elementwise(
    func: UfuncLoop,
    data: *mut c_void,
    plan: &Plan,
    nin: usize,
    cost: u32,
) {
    let work = plan.total() as u64 * cost as u64;
    if work < WORTH_SPLITTING || pool::threads() < 2 {
        // SAFETY: the caller's contract.
        return unsafe { plan.run(func, data) };
    }
    let parts = (work / PIECE) as usize;
    let Some(axis) = plan.axis_to_split(nin, parts.min(pool::threads() * 4)) else {
        // SAFETY: the caller's contract.
        return unsafe { plan.run(func, data) };
    };
    let data = data as usize;
    let len = plan.shape()[axis] as usize;
    let grain = len.div_ceil(parts.max(1));
    pool::parallel_ranges(len, grain, |range| {
        let piece = plan.piece(axis, range.start as isize, range.end as isize);
        // SAFETY: the caller's contract; pieces share no output item.
        unsafe { piece.run(func, data as *mut c_void) }
    });
}
