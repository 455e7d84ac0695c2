//! The order of the axes: the caller's, or the one that walks memory forward.

use ferronum_abi::prelude::*;

use super::core::Iter;

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

/// Sorts the axes by the sizes of their strides, smallest first. Axes between which no operand decides keep
/// their order; so do those on which operands disagree.
fn sort(it: &mut Iter) {
    let nop = it.nop();
    for start in 1..it.ndim {
        let mut place = start;
        for at in (0..start).rev() {
            let mut decided = None;
            for op in 0..nop {
                let (inner, outer) = (it.stride(at, op), it.stride(start, op));
                if inner == 0 || outer == 0 {
                    continue;
                }
                if outer.unsigned_abs() <= inner.unsigned_abs() && decided.is_none() {
                    decided = Some(true);
                } else if outer.unsigned_abs() > inner.unsigned_abs() {
                    decided = Some(false);
                }
            }
            match decided {
                Some(true) => place = at,
                Some(false) => break,
                None => {}
            }
        }
        if place == start {
            continue;
        }
        let step = it.slots;
        it.perm[place..=start].rotate_right(1);
        it.shape[place..=start].rotate_right(1);
        it.strides[place * step..(start + 1) * step].rotate_right(step);
    }
}
