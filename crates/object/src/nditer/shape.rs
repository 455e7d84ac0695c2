//! Broadcasting of the operands to the iterator's shape, with remapped axes and requested sizes.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Raised, Res};

use super::construct::Request;
use super::core::{Iter, OpFlags, Perm};
use crate::model::errors::shape_text;

/// Added to an entry of `op_axes`: the operand is a reduction along this axis.
pub const REDUCTION_AXIS: c_int = 1 << 30;

/// An entry of `op_axes`.
#[derive(Clone, Copy)]
pub(super) struct Mapped {
    /// The operand's axis; `None` for a new one.
    pub axis: Option<usize>,
    /// The axis must be of size 1, and is written again and again.
    pub reduction: bool,
}

impl Mapped {
    fn of(entry: c_int) -> Mapped {
        let reduction = entry >= REDUCTION_AXIS - 1;
        let axis = if reduction {
            entry - REDUCTION_AXIS
        } else {
            entry
        };
        Mapped {
            axis: usize::try_from(axis).ok(),
            reduction,
        }
    }
}

/// The axes of operand `op`, one per axis of the iterator (in the caller's order).
pub(super) fn mapping(r: &Request<'_>, op: usize, ndim: usize) -> Vec<Mapped> {
    let plain = |axis: Option<usize>| Mapped {
        axis,
        reduction: false,
    };
    if let Some(axes) = r.op_axes.as_ref().and_then(|a| a[op].as_ref()) {
        return axes.iter().map(|&a| Mapped::of(a)).collect();
    }
    match r.ops[op] {
        Some(a) => {
            let missing = ndim - a.ndim().min(ndim);
            (0..ndim).map(|i| plain(i.checked_sub(missing))).collect()
        }
        None => (0..ndim).map(|i| plain(Some(i))).collect(),
    }
}

/// Checks `op_axes` by itself.
pub(super) fn check_op_axes(r: &Request<'_>) -> Res<()> {
    let Some(all) = &r.op_axes else {
        return Ok(());
    };
    for (op, axes) in all.iter().enumerate() {
        let Some(axes) = axes else { continue };
        let mut seen = [false; NPY_MAXDIMS];
        for &entry in *axes {
            let Some(axis) = Mapped::of(entry).axis else {
                continue;
            };
            match seen.get_mut(axis) {
                None => {
                    return Err(value_error(&format!(
                        "The 'op_axes' provided to the iterator constructor for operand {op} contained invalid values {axis}"
                    )));
                }
                Some(true) => {
                    return Err(value_error(&format!(
                        "The 'op_axes' provided to the iterator constructor for operand {op} contained duplicate value {axis}"
                    )));
                }
                Some(s) => *s = true,
            }
        }
    }
    Ok(())
}

/// Number of axes of the iterator.
pub(super) fn iterator_ndim(r: &Request<'_>) -> usize {
    match r.oa_ndim {
        Some(n) => n,
        None => r.ops.iter().flatten().map(|a| a.ndim()).max().unwrap_or(0),
    }
}

/// The shape that all operands broadcast to, in the caller's order of axes.
fn broadcast(r: &Request<'_>, ndim: usize, maps: &[Vec<Mapped>]) -> Res<Vec<isize>> {
    let fixed = r.itershape;
    let mut shape: Vec<isize> = match fixed {
        Some(s) => s.iter().map(|&d| if d < 0 { 1 } else { d }).collect(),
        None => vec![1; ndim],
    };
    let is_fixed = |axis: usize| fixed.is_some_and(|s| s[axis] >= 0);
    for (op, a) in r.ops.iter().enumerate() {
        let Some(a) = a else { continue };
        let mapped = r.op_axes.as_ref().is_some_and(|m| m[op].is_some());
        if !mapped && a.ndim() > ndim {
            return Err(value_error(
                "input operand has more dimensions than allowed by the axis remapping",
            ));
        }
        for (axis, m) in maps[op].iter().enumerate() {
            let Some(i) = m.axis else { continue };
            let Some(&d) = a.shape().get(i) else {
                return Err(value_error(&format!(
                    "Iterator input op_axes[{op}][{}] (=={i}) is not a valid axis of op[{op}], which has {} dimensions ",
                    ndim - 1 - axis,
                    a.ndim()
                )));
            };
            if d == 1 {
                continue;
            }
            if shape[axis] == 1 && !is_fixed(axis) {
                shape[axis] = d;
            } else if shape[axis] != d {
                return Err(broadcast_error(r));
            }
        }
    }
    Ok(shape)
}

/// Fills shape and strides of the iterator; finds the reductions.
pub(super) fn fill_axes(it: &mut Iter, r: &Request<'_>) -> Res<()> {
    let ndim = it.ndim;
    let maps: Vec<Vec<Mapped>> = (0..r.ops.len()).map(|op| mapping(r, op, ndim)).collect();
    let shape = broadcast(r, ndim, &maps)?;
    for axis in 0..ndim {
        let theirs = ndim - 1 - axis;
        it.shape[axis] = shape[theirs];
        it.perm.push(Perm {
            axis: theirs,
            flipped: false,
        });
    }
    for theirs in (0..ndim).rev() {
        for op in 0..r.ops.len() {
            let m = maps[op][theirs];
            if let (Some(a), Some(i)) = (r.ops[op], m.axis.filter(|_| m.reduction))
                && a.shape()[i] != 1
            {
                return Err(value_error(&format!(
                    "operand was set up as a reduction along axis {i}, but the length of the axis is {} (it has to be 1)",
                    a.shape()[i]
                )));
            }
            let stride = match (r.ops[op], m.axis) {
                (Some(a), Some(i)) if a.shape()[i] != 1 => a.strides()[i],
                _ => 0,
            };
            let axis = ndim - 1 - theirs;
            it.set_stride(axis, op, stride);
            let spread = match r.ops[op] {
                Some(a) => m.axis.is_none_or(|i| a.shape()[i] == 1),
                None => m.axis.is_none() || m.reduction,
            };
            // An axis that the operand does not have at all is a broadcast even where its size is 1.
            let beyond = m.axis.is_none()
                && r.ops[op].is_some()
                && r.op_flags[op] & NPY_ITER_NO_BROADCAST != 0
                && !r.op_axes.as_ref().is_some_and(|map| map[op].is_some());
            if beyond {
                return Err(not_broadcastable(r, op, it.ops[op].flags, &shape));
            }
            if spread && (shape[theirs] != 1 || m.reduction && it.ops[op].flags.write) {
                let remapped = r.op_axes.as_ref().is_some_and(|map| map[op].is_some());
                let named = match m.axis {
                    Some(i) if remapped => i as isize,
                    None if remapped => -1,
                    _ => axis as isize,
                };
                it.ops[op].flags = repeated(
                    r,
                    op,
                    it.ops[op].flags,
                    it.mask,
                    &shape,
                    (named, m.reduction),
                )?;
                it.flags.reduce |= it.ops[op].flags.reduce;
            }
        }
    }
    it.size = it.count();
    if it.size < 0 && !it.flags.has_multi_index {
        return Err(super::core::too_large());
    }
    it.end = it.size;
    Ok(())
}

/// An operand is repeated along an axis: what that means for its flags, or why it may not be.
fn repeated(
    r: &Request<'_>,
    op: usize,
    mut flags: OpFlags,
    mask: Option<usize>,
    shape: &[isize],
    (dimension, asked_for): (isize, bool),
) -> Res<OpFlags> {
    // An axis that the caller says the operand lacks is no broadcast.
    if r.op_flags[op] & NPY_ITER_NO_BROADCAST != 0 && dimension >= 0 {
        return Err(not_broadcastable(r, op, flags, shape));
    }
    if !flags.write {
        return Ok(flags);
    }
    if r.flags & NPY_ITER_REDUCE_OK == 0 && !asked_for {
        return Err(value_error(&format!(
            "output operand requires a reduction along dimension {dimension}, but the reduction is not enabled. The dimension size of 1 does not match the expected output shape."
        )));
    }
    if !flags.read {
        return Err(value_error(
            "output operand requires a reduction, but is flagged as write-only, not read-write",
        ));
    }
    if mask == Some(op) {
        return Err(value_error(
            "output operand requires a reduction, but is flagged as the ARRAYMASK operand which is not permitted to be the result of a reduction",
        ));
    }
    flags.reduce = true;
    Ok(flags)
}

/// A masked reduction has one mask value per element.
pub(super) fn check_masked_reductions(it: &Iter) -> Res<()> {
    let Some(mask) = it.mask else { return Ok(()) };
    for (op, o) in it.ops.iter().enumerate() {
        let spread = o.flags.masked
            && o.flags.reduce
            && (0..it.ndim)
                .any(|a| it.shape[a] > 1 && it.stride(a, op) == 0 && it.stride(a, mask) != 0);
        if spread {
            return Err(value_error(
                "Iterator reduction operand is WRITEMASKED, but also broadcasts to multiple mask values. There can be only one mask value per WRITEMASKED element.",
            ));
        }
    }
    Ok(())
}

/// `(2,3)` with `newaxis` for negative sizes; those that come first are left out.
fn axes_text(sizes: &[isize]) -> String {
    let items: Vec<String> = (sizes.iter())
        .skip_while(|&&d| d < 0)
        .map(|&d| match d {
            ..0 => "newaxis".to_owned(),
            d => d.to_string(),
        })
        .collect();
    // The comma of a tuple of one is there for one axis, not where others were left out.
    let comma = if sizes.len() == 1 && items.len() == 1 {
        ","
    } else {
        ""
    };
    format!("({}{comma})", items.join(","))
}

/// The sizes of an operand on the axes that `op_axes` gives it.
fn remapped_text(r: &Request<'_>, op: usize, backwards: bool) -> Option<String> {
    let axes = r.op_axes.as_ref()?[op].as_ref()?;
    let a = r.ops[op]?;
    let mut sizes: Vec<isize> = axes
        .iter()
        .map(|&e| {
            let size = Mapped::of(e).axis.and_then(|i| a.shape().get(i));
            size.copied().unwrap_or(-1)
        })
        .collect();
    if backwards {
        sizes.reverse();
    }
    Some(axes_text(&sizes))
}

#[cold]
fn broadcast_error(r: &Request<'_>) -> Raised {
    let mut text = String::new();
    for (op, a) in r.ops.iter().enumerate() {
        let Some(a) = a else { continue };
        text.push_str(&shape_text(a.shape()));
        if let Some(m) = remapped_text(r, op, false) {
            text.push_str("->");
            text.push_str(&m);
        }
        text.push(' ');
    }
    let head = if r.op_axes.is_none() {
        "operands could not be broadcast together with shapes"
    } else {
        "operands could not be broadcast together with remapped shapes [original->remapped]:"
    };
    let tail = match r.itershape {
        Some(s) => format!(" and requested shape {}", axes_text(s)),
        None => String::new(),
    };
    value_error(&format!("{head} {text}{tail}"))
}

#[cold]
fn not_broadcastable(r: &Request<'_>, op: usize, flags: OpFlags, shape: &[isize]) -> Raised {
    let Some(a) = r.ops[op] else {
        return value_error("non-broadcastable output operand doesn't match the broadcast shape");
    };
    let kind = if flags.write {
        "non-broadcastable output operand"
    } else {
        "non-broadcastable operand"
    };
    let remapped =
        remapped_text(r, op, true).map_or(String::new(), |m| format!(" [remapped to {m}]"));
    value_error(&format!(
        "{kind} with shape {}{remapped} doesn't match the broadcast shape {}",
        shape_text(a.shape()),
        shape_text(shape)
    ))
}
