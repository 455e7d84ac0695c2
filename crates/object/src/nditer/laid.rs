//! The axes of an unbuffered iterator as a plan of the kernels.

use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::Res;
use ferronum_pyrt::raised::no_memory;

use super::core::Iter;

/// The plan that walks what the iterator walks.
pub fn plan(it: &Iter) -> Res<Plan> {
    let shape: Vec<isize> = it.shape[..it.ndim].iter().rev().copied().collect();
    let strides: Vec<Vec<isize>> = (0..it.slots)
        .map(|op| (0..it.ndim).rev().map(|axis| it.stride(axis, op)).collect())
        .collect();
    let operands: Vec<Operand<'_>> = strides
        .iter()
        .zip(&it.base)
        .map(|(strides, &ptr)| Operand {
            ptr,
            shape: &shape,
            strides,
        })
        .collect();
    Plan::new(&shape, &operands).map_err(|_| no_memory())
}
