//! Sums of products for einsum: `out += a * b * ...` over a plan whose last operand is the (zeroed) result.
//!
//! What is a matrix product of BLAS's types goes to BLAS; all else runs in loops over the two innermost axes,
//! chosen by type, number of operands and by which operands are adjacent, fixed or strided.

mod rows;
mod term;

use smallvec::SmallVec;

use crate::matmul;
use crate::plan::Plan;
use crate::pool;
use rows::{Block, RowFn};

/// Work that is worth a second thread, in multiplications.
const WORTH_SPLITTING: usize = 400_000;

/// Whether the type of this NumPy number can be multiplied and summed here.
pub fn supports(type_num: i32) -> bool {
    rows::find(type_num, 1).is_some()
}

/// Adds all products to the result. `false` (and nothing done) for a type without loops.
///
/// # Safety
/// All operands are native and aligned items of the type, valid for the plan; the last one, the result, is
/// zeroed, writable and shares no memory with the others.
pub unsafe fn contract(type_num: i32, mut plan: Plan) -> bool {
    let Some(row) = rows::find(type_num, plan.nop() - 1) else {
        return false;
    };
    if plan.total() == 0 {
        return true;
    }
    plan.optimise();
    if plan.nop() == 3
        && let Some(product) = MatrixProduct::of(type_num, &plan)
    {
        // SAFETY: the caller's contract.
        unsafe { product.run(type_num, &plan) };
        return true;
    }
    plan.lengthen_inner();
    let result = plan.nop() - 1;
    let work = plan.total().saturating_mul(result);
    let axis = (0..plan.ndim())
        .rev()
        .find(|&a| plan.strides(a)[result] != 0 && plan.shape()[a] >= 8);
    match axis {
        Some(axis) if work >= WORTH_SPLITTING && pool::threads() > 1 => {
            let len = plan.shape()[axis] as usize;
            let parts = work / (WORTH_SPLITTING / 2);
            pool::parallel_ranges(len, len.div_ceil(parts.max(1)), |range| {
                let piece = plan.piece(axis, range.start as isize, range.end as isize);
                // SAFETY: the caller's contract; pieces share no item of the result.
                unsafe { walk(row, &piece) }
            });
        }
        // SAFETY: the caller's contract.
        _ => unsafe { walk(row, &plan) },
    }
    true
}

/// Runs the loop over the two innermost axes for every position on the others.
///
/// # Safety
/// As `contract`.
unsafe fn walk(row: RowFn, plan: &Plan) {
    let nop = plan.nop();
    let still: SmallVec<[isize; 8]> = SmallVec::from_elem(0, nop);
    let level = |axis: usize| {
        if axis < plan.ndim() {
            (plan.shape()[axis], plan.strides(axis))
        } else {
            (1, &still[..])
        }
    };
    let ((n, inner), (m, outer)) = (level(0), level(1));
    let mut ptrs: SmallVec<[*mut u8; 8]> = SmallVec::from_slice(plan.ptrs());
    let mut at: SmallVec<[isize; 8]> = SmallVec::from_elem(0, plan.ndim().max(2));
    loop {
        // SAFETY: the caller's contract.
        unsafe {
            row(&Block {
                ptrs: &ptrs,
                n,
                inner,
                m,
                outer,
            })
        };
        let mut axis = 2;
        loop {
            if axis >= plan.ndim() {
                return;
            }
            let strides = plan.strides(axis);
            at[axis] += 1;
            if at[axis] < plan.shape()[axis] {
                for (p, s) in ptrs.iter_mut().zip(strides) {
                    *p = p.wrapping_offset(*s);
                }
                break;
            }
            at[axis] = 0;
            let back = 1 - plan.shape()[axis];
            for (p, s) in ptrs.iter_mut().zip(strides) {
                *p = p.wrapping_offset(back.wrapping_mul(*s));
            }
            axis += 1;
        }
    }
}

/// Two operands whose axes are those of a (stacked) matrix product.
struct MatrixProduct {
    /// Axis of the rows of the first operand.
    rows: Option<usize>,
    /// Axis of the columns of the second operand.
    columns: Option<usize>,
    /// The axis that is summed.
    sum: usize,
    /// All others, innermost first.
    stack: SmallVec<[usize; 8]>,
}

impl MatrixProduct {
    /// Recognises the product; `None` where BLAS has nothing to offer.
    fn of(type_num: i32, plan: &Plan) -> Option<Self> {
        if !matches!(type_num, 11 | 12 | 14 | 15) {
            return None;
        }
        let (mut rows, mut columns, mut sum) = (None, None, None);
        let mut stack = SmallVec::new();
        for axis in 0..plan.ndim() {
            let s = plan.strides(axis);
            match (s[0] != 0, s[1] != 0, s[2] != 0) {
                (true, true, false) if sum.is_none() => sum = Some(axis),
                (true, false, true) if rows.is_none() => rows = Some(axis),
                (false, true, true) if columns.is_none() => columns = Some(axis),
                (_, _, true) => stack.push(axis),
                _ => return None,
            }
        }
        let sum = sum?;
        let len = |axis: Option<usize>| axis.map_or(1, |a| plan.shape()[a]);
        let size = len(rows)
            .saturating_mul(len(columns))
            .saturating_mul(plan.shape()[sum]);
        // Plain vectors of moderate length are faster here than the way to BLAS.
        ((rows.is_some() || columns.is_some()) && size >= 64 || size >= 4096).then_some(Self {
            rows,
            columns,
            sum,
            stack,
        })
    }

    /// # Safety
    /// As `contract`.
    unsafe fn run(&self, type_num: i32, plan: &Plan) {
        let Some(product) = matmul::find("matmul", type_num) else {
            return;
        };
        let item = match type_num {
            11 => 4,
            12 | 14 => 8,
            _ => 16,
        };
        let of = |axis: Option<usize>, op: usize| axis.map_or(item, |a| plan.strides(a)[op]);
        let len = |axis: Option<usize>| axis.map_or(1, |a| plan.shape()[a]);
        let first = self.stack.first().copied();
        let by = |op: usize| first.map_or(0, |a| plan.strides(a)[op]);
        let dims = [
            len(first),
            len(self.rows),
            plan.shape()[self.sum],
            len(self.columns),
        ];
        let steps = [
            by(0),
            by(1),
            by(2),
            of(self.rows, 0),
            plan.strides(self.sum)[0],
            plan.strides(self.sum)[1],
            of(self.columns, 1),
            of(self.rows, 2),
            of(self.columns, 2),
        ];
        let rest = self.stack.get(1..).unwrap_or(&[]);
        let mut at: SmallVec<[isize; 8]> = SmallVec::from_elem(0, rest.len());
        let mut ptrs = [plan.ptrs()[0], plan.ptrs()[1], plan.ptrs()[2]];
        loop {
            let mut args = ptrs.map(|p| p.cast());
            // SAFETY: the caller's contract; strides are those of the plan.
            unsafe {
                product(
                    args.as_mut_ptr(),
                    dims.as_ptr(),
                    steps.as_ptr(),
                    std::ptr::null_mut(),
                )
            };
            let mut i = 0;
            loop {
                let Some(&axis) = rest.get(i) else { return };
                let strides = plan.strides(axis);
                at[i] += 1;
                let done = at[i] == plan.shape()[axis];
                let steps = if done { 1 - plan.shape()[axis] } else { 1 };
                for (p, s) in ptrs.iter_mut().zip(strides) {
                    *p = p.wrapping_offset(steps.wrapping_mul(*s));
                }
                if !done {
                    break;
                }
                at[i] = 0;
                i += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
