//! What subscripts ask of one operand alone: other axes, diagonals. Always views.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Raised, Res};

use super::parse::{BROADCAST, Subscripts};
use crate::model::{Array, Dims};
use crate::storage::NewArray;

fn view(a: &Array, shape: &[isize], strides: &[isize]) -> Res<Own<Array>> {
    NewArray {
        strides: Some(strides),
        data: Some(a.data()),
        flags: a.flags() & NPY_ARRAY_WRITEABLE,
        base: Some(a.own().upcast()),
        ..NewArray::new(a.descr().own(), shape)
    }
    .build()
}

#[cold]
fn mismatch(place: &str, label: u8, x: isize, y: isize) -> Raised {
    value_error(&format!(
        "dimensions in {place} for collapsing index '{}' don't match ({x} != {y})",
        char::from(label)
    ))
}

/// The result as a view of the only operand; `None` where axes must be summed.
pub(super) fn of_single(a: &Array, s: &Subscripts) -> Res<Option<Own<Array>>> {
    let labels = &s.operands[0];
    let mut shape = Dims::filled(s.output.len(), -1);
    let mut strides = Dims::filled(s.output.len(), 0);
    let mut broadcast = (0..s.output.len()).filter(|&k| s.output[k] == BROADCAST);
    for (axis, &label) in labels.iter().enumerate() {
        let place = if label == BROADCAST {
            broadcast.next()
        } else {
            s.output.iter().position(|&l| l == label)
        };
        let Some(k) = place else { return Ok(None) };
        let d = a.shape()[axis];
        if shape[k] >= 0 && shape[k] != d {
            return Err(mismatch("single operand", label, shape[k], d));
        }
        shape[k] = d;
        strides[k] += a.strides()[axis];
    }
    view(a, &shape, &strides).map(Some)
}

/// The operand with axes of the same label joined to their diagonal, and its labels.
pub(super) fn combined(a: &Array, labels: &[u8], op: usize) -> Res<(Own<Array>, Vec<u8>)> {
    let repeats = |axis: usize| labels[axis] != BROADCAST && labels[..axis].contains(&labels[axis]);
    if !(0..labels.len()).any(repeats) {
        return Ok((a.own(), labels.to_vec()));
    }
    let (mut shape, mut strides, mut own) = (Dims::new(), Dims::new(), Vec::new());
    for (axis, &label) in labels.iter().enumerate() {
        let (d, stride) = (a.shape()[axis], a.strides()[axis]);
        match own.iter().position(|&l| l == label && l != BROADCAST) {
            Some(k) => {
                if shape[k] != d {
                    return Err(mismatch(&format!("operand {op}"), label, shape[k], d));
                }
                strides[k] += stride;
            }
            None => {
                own.push(label);
                // An array has no more axes than fit.
                let _fits = shape.push(d) && strides.push(stride);
            }
        }
    }
    Ok((view(a, &shape, &strides)?, own))
}
