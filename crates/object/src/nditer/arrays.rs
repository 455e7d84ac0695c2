//! The arrays behind the operands: allocated outputs, temporary copies, copies of what overlaps.

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Overlap, Region, internal_overlap, overlap};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Own, Res, ffi};

use super::construct::Request;
use super::core::Iter;
use super::seen::gone;
use super::shape::{Mapped, mapping};
use crate::casting::copy_into;
use crate::model::Descr;
use crate::model::{ARRAY_TYPE, Array};
use crate::protocol::array_wrap;
use crate::storage::NewArray;
use crate::storage::base::set_writeback_base;

fn region(a: &Array) -> Region<'_> {
    Region {
        ptr: a.data().addr(),
        itemsize: a.itemsize() as usize,
        shape: a.shape(),
        strides: a.strides(),
    }
}

/// Marks written operands that overlap with one that is read.
pub(super) fn find_overlaps(it: &mut Iter, r: &Request<'_>) {
    for i in 0..it.nop() {
        let needs = match &it.ops[i].array {
            Some(a) if it.ops[i].flags.write => (0..it.nop()).any(|j| {
                let other = &it.ops[j];
                j != i
                    && other.flags.read
                    && !other.flags.force_copy
                    && other
                        .array
                        .as_ref()
                        .is_some_and(|b| conflicts(r, (i, a), (j, b)))
            }),
            _ => false,
        };
        it.ops[i].flags.force_copy = needs;
    }
}

/// The operands share memory in a way that the order of the elements does not make harmless.
fn conflicts(r: &Request<'_>, (i, a): (usize, &Array), (j, b): (usize, &Array)) -> bool {
    let (x, y) = (region(a), region(b));
    let elementwise = r.op_flags[i] & r.op_flags[j] & NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE != 0;
    let same = a.data() == b.data()
        && a.shape() == b.shape()
        && a.strides() == b.strides()
        && a.itemsize() == b.itemsize();
    if elementwise && same && internal_overlap(&x, 1) == Overlap::No {
        return false;
    }
    overlap(&x, &y, 1) != Overlap::No
}

/// Gives every operand the array that the loop works on.
pub(super) fn provide(it: &mut Iter, r: &Request<'_>) -> Res<()> {
    for op in 0..it.nop() {
        provide_one(it, r, op)?;
        check_contiguous(it, op)?;
    }
    Ok(())
}

fn provide_one(it: &mut Iter, r: &Request<'_>, op: usize) -> Res<()> {
    let o = &it.ops[op];
    let flags = o.flags;
    let Some(a) = o.array.clone() else {
        if flags.is_virtual && it.flags.buffered {
            return Ok(());
        }
        return allocate(it, r, op);
    };
    let misaligned = flags.aligned && !a.is_aligned();
    if !(flags.cast || flags.force_copy || misaligned) {
        return Ok(());
    }
    let allowed = r.op_flags[op] & (NPY_ITER_COPY | NPY_ITER_UPDATEIFCOPY) != 0;
    let constant = a.ndim() == 0 && !flags.write;
    if flags.force_copy || allowed || constant {
        return copy(it, r, op, &a);
    }
    if !it.flags.buffered {
        return Err(type_error(
            "Iterator operand required copying or buffering, but neither copying nor buffering was enabled",
        ));
    }
    it.ops[op].flags.cast = true;
    Ok(())
}

/// Strides of a fresh array whose axes follow the order of iteration; axes that are not iterated come last.
fn iteration_strides(it: &Iter, map: &[Mapped], shape: &[isize], elsize: isize) -> Vec<isize> {
    let mut strides = vec![0; shape.len()];
    let mut placed = vec![false; shape.len()];
    let mut step = elsize;
    let mut place = |i: usize| {
        if !std::mem::replace(&mut placed[i], true) {
            strides[i] = step;
            step = step.wrapping_mul(shape[i].max(1));
        }
    };
    for p in &it.perm {
        if let Some(i) = map[p.axis].axis
            && i < shape.len()
        {
            place(i);
        }
    }
    for i in (0..shape.len()).rev() {
        place(i);
    }
    strides
}

/// The type of allocated outputs: that of the operand with the highest priority.
fn output_type(it: &Iter) -> *mut ffi::PyTypeObject {
    let arrays = it.ops.iter().filter_map(|o| o.array.as_deref());
    array_wrap::leader(arrays).map_or(ARRAY_TYPE.ptr(), |a| a.subtype())
}

fn allocate(it: &mut Iter, r: &Request<'_>, op: usize) -> Res<()> {
    let map = mapping(r, op, it.ndim);
    let ndim = map.iter().filter_map(|m| m.axis).max().map_or(0, |i| i + 1);
    let mut shape = vec![-1; ndim];
    for (p, &size) in it.perm.iter().zip(&it.shape) {
        let m = map[p.axis];
        let Some(i) = m.axis else { continue };
        if i >= it.ndim {
            return Err(value_error(&format!(
                "automatically allocated output array specified with an inconsistent axis mapping; the axis mapping cannot include dimension {i} which is too large for the iterator dimension of {}.",
                it.ndim
            )));
        }
        shape[i] = if m.reduction { 1 } else { size };
    }
    if let Some(i) = shape.iter().position(|&d| d < 0) {
        return Err(value_error(&format!(
            "automatically allocated output array specified with an inconsistent axis mapping; the axis mapping is missing an entry for dimension {i}."
        )));
    }
    let descr = it.ops[op].descr.clone();
    let strides = iteration_strides(it, &map, &shape, descr.elsize());
    let subtype = if r.op_flags[op] & NPY_ITER_NO_SUBTYPE != 0 {
        ARRAY_TYPE.ptr()
    } else {
        output_type(it)
    };
    let out = fresh(subtype, &descr, &shape, &strides)?;
    let inner = if descr.has_subarray() {
        out.ndim().saturating_sub(ndim)
    } else {
        0
    };
    if out.ndim() != ndim + inner || out.shape()[..ndim] != shape[..] {
        return Err(ferronum_pyrt::raised::runtime_error(
            "Iterator automatic output has an array subtype which changed the dimensions of the output",
        ));
    }
    it.ops[op].flags.unpacked = descr.has_subarray();
    if !descr.has_subarray() {
        it.ops[op].descr = out.descr().own();
    }
    replace(it, &map, op, out)
}

fn fresh(
    subtype: *mut ffi::PyTypeObject,
    descr: &Descr,
    shape: &[isize],
    strides: &[isize],
) -> Res<Own<Array>> {
    // An unsized string gets its size at creation: the strides follow it.
    let sized = !descr.is_unsized();
    NewArray {
        subtype,
        strides: sized.then_some(strides),
        ..NewArray::new(descr.own(), shape)
    }
    .build()
}

fn copy(it: &mut Iter, r: &Request<'_>, op: usize, a: &Array) -> Res<()> {
    let map = mapping(r, op, it.ndim);
    let descr = it.ops[op].descr.clone();
    let shape = a.shape().to_vec();
    let strides = iteration_strides(it, &map, &shape, descr.elsize());
    let temp = fresh(ARRAY_TYPE.ptr(), &descr, &shape, &strides)?;
    let flags = it.ops[op].flags;
    if flags.read {
        copy_into(&temp, a)?;
    }
    if flags.write {
        set_writeback_base(&temp, a.own())?;
    }
    it.ops[op].descr = temp.descr().own();
    it.ops[op].flags.cast = false;
    replace(it, &map, op, temp)
}

/// Puts another array in the place of an operand: strides and first element anew.
fn replace(it: &mut Iter, map: &[Mapped], op: usize, a: Own<Array>) -> Res<()> {
    // The array was made after the one that it stands for, whose shape code may have changed meanwhile.
    let fits = it.perm.iter().zip(&it.shape).all(|(p, &n)| {
        map[p.axis]
            .axis
            .is_none_or(|i| a.shape().get(i).is_some_and(|&d| d == n || d == 1))
    });
    if !fits {
        return Err(gone());
    }
    let mut base = a.data();
    let mut total: isize = 0;
    for axis in 0..it.ndim {
        let p = it.perm[axis];
        let mut stride = match map[p.axis].axis {
            Some(i) if a.shape()[i] != 1 => a.strides()[i],
            _ => 0,
        };
        if p.flipped {
            let offset = stride.wrapping_mul(it.shape[axis] - 1);
            base = base.wrapping_offset(offset);
            total = total.wrapping_add(offset);
            stride = stride.wrapping_neg();
        }
        it.set_stride(axis, op, stride);
    }
    it.base[op] = base;
    it.base_offsets[op] = total;
    it.seen.note(op, &a);
    it.ops[op].array = Some(a);
    Ok(())
}

/// Whether an operand that is wanted contiguous is so along the fastest axis; if not, that takes buffers. An axis of one
/// element has no stride.
fn check_contiguous(it: &mut Iter, op: usize) -> Res<()> {
    let adjacent = it.stride(0, op) == it.ops[op].descr.elsize();
    let flags = &mut it.ops[op].flags;
    flags.scattered = flags.contig && !adjacent;
    if flags.scattered && !it.flags.buffered {
        return Err(type_error(
            "Iterator operand required buffering, to be contiguous as requested, but buffering is not enabled",
        ));
    }
    Ok(())
}
