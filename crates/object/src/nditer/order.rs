//! The order of the axes: the caller's, or the one that walks memory forward.

use ferronum_abi::prelude::*;

use super::core::Iter;
use crate::model::axis_order::by_strides;

/// Brings the axes into the order that was asked for. The iterator stands in C order here.
pub(super) fn apply(it: &mut Iter, order: NPY_ORDER, may_negate: bool) {
    match order {
        NPY_CORDER => it.flags.forced_order = true,
        NPY_FORTRANORDER => {
            it.flags.forced_order = true;
            reverse(it);
        }
        NPY_ANYORDER => {
            it.flags.forced_order = true;
            let fortran = it.ndim > 0
                && it
                    .ops
                    .iter()
                    .filter_map(|op| op.array.as_ref())
                    .all(|a| a.is_f_contiguous());
            if fortran {
                reverse(it);
            }
        }
        _ => {
            if may_negate {
                flip_negative(it);
            }
            sort(it);
        }
    }
}

fn reverse(it: &mut Iter) {
    for axis in 0..it.ndim / 2 {
        swap(it, axis, it.ndim - 1 - axis);
    }
}

fn swap(it: &mut Iter, a: usize, b: usize) {
    it.perm.swap(a, b);
    it.shape.swap(a, b);
    for s in 0..it.slots {
        it.strides.swap(a * it.slots + s, b * it.slots + s);
    }
}

/// Walks axes backwards on which no operand goes up and at least one goes down.
fn flip_negative(it: &mut Iter) {
    let nop = it.nop();
    for axis in 0..it.ndim {
        let strides = &it.axis_strides(axis)[..nop];
        if strides.iter().any(|&s| s > 0) || strides.iter().all(|&s| s == 0) {
            continue;
        }
        let last = it.shape[axis] - 1;
        for slot in 0..it.slots {
            let s = it.stride(axis, slot);
            let offset = s.wrapping_mul(last);
            it.base_offsets[slot] = it.base_offsets[slot].wrapping_add(offset);
            it.base[slot] = it.base[slot].wrapping_offset(offset);
            it.set_stride(axis, slot, s.wrapping_neg());
        }
        it.perm[axis].flipped = true;
        it.flags.negated = true;
    }
}

/// Sorts the axes of an iterator.
fn sort(it: &mut Iter) {
    let mut axes: Vec<usize> = (0..it.ndim).collect();
    by_strides(&mut axes, it.nop(), |axis, op| it.stride(axis, op));
    if axes.is_sorted() {
        return;
    }
    it.perm = axes.iter().map(|&a| it.perm[a]).collect();
    it.shape = axes.iter().map(|&a| it.shape[a]).collect();
    it.strides = (axes.iter())
        .flat_map(|&a| it.axis_strides(a).to_vec())
        .collect();
}
