//! What may be asked of or done to a finished iterator: its end, copies, fewer axes, views, strides.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{index_error, runtime_error, value_error};
use ferronum_pyrt::{Layout, Own, Raised, Res, ffi};

use super::buffers::Buffers;
use super::construct::external_loop_error;
use super::core::{Iter, Operand};
use super::iterate::reset;
use crate::casting::writeback::resolve_writeback;
use crate::model::Array;
use crate::storage::NewArray;
use crate::storage::base::discard_writeback;

/// Writes back what is pending (buffers, then temporary copies) unless an exception is set. The first error counts.
pub fn finish(it: &mut Iter) -> Res<()> {
    // SAFETY: asks for the pending exception only.
    let failed = unsafe { !ffi::PyErr_Occurred().is_null() };
    let mut result = if failed {
        Buffers::clear(it);
        Ok(())
    } else {
        Buffers::flush(it)
    };
    for op in &it.ops {
        let Some(a) = op
            .array
            .as_ref()
            .filter(|a| a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY))
        else {
            continue;
        };
        if failed || result.is_err() {
            discard_writeback(a);
        } else if let Err(e) = resolve_writeback(a) {
            result = Err(e);
        }
    }
    result
}

/// True if a temporary copy waits to be written back.
pub fn has_pending_writeback(it: &Iter) -> bool {
    it.ops.iter().any(|op| {
        op.array
            .as_ref()
            .is_some_and(|a| a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY))
    })
}

/// An independent iterator at the same place.
pub fn copy(it: &Iter) -> Res<Box<Iter>> {
    let mut out = Box::new(Iter {
        perm: it.perm.clone(),
        shape: it.shape.clone(),
        index: it.index.clone(),
        strides: it.strides.clone(),
        ptrs: it.ptrs.clone(),
        base: it.base.clone(),
        seen: it.seen.clone(),
        base_offsets: it.base_offsets.clone(),
        ops: it
            .ops
            .iter()
            .map(|op| Operand {
                array: op.array.clone(),
                descr: op.descr.clone(),
                flags: op.flags,
            })
            .collect(),
        buffers: None,
        array_ptrs: Vec::new(),
        descr_ptrs: Vec::new(),
        ..*it
    });
    out.refresh_pointers();
    if let Some(b) = &it.buffers {
        out.buffers = Some(Box::new(Buffers::new(&out, b.limit)));
        if b.started {
            Buffers::start(&mut out)?;
            Buffers::fill(&mut out)?;
        }
    }
    Ok(out)
}

/// Takes an axis (of the caller's) out; the iterator stays at its first element, and starts again.
pub fn remove_axis(it: &mut Iter, axis: isize) -> Res<()> {
    if !it.flags.has_multi_index {
        return Err(runtime_error(
            "Iterator RemoveAxis may only be called if a multi-index is being tracked",
        ));
    }
    if it.flags.has_index {
        return Err(runtime_error(
            "Iterator RemoveAxis may not be called on an index is being tracked",
        ));
    }
    if it.flags.buffered {
        return Err(runtime_error(
            "Iterator RemoveAxis may not be called on a buffered iterator",
        ));
    }
    let found = it.perm.iter().position(|p| p.axis as isize == axis);
    let Some(internal) = found.filter(|_| axis >= 0 && axis < it.ndim as isize) else {
        return Err(value_error("axis out of bounds in iterator RemoveAxis"));
    };
    let p = it.perm[internal];
    if p.flipped {
        // Back to the element that the caller calls the first.
        let last = it.shape[internal] - 1;
        for slot in 0..it.slots {
            let offset = it.stride(internal, slot).wrapping_mul(last);
            it.base[slot] = it.base[slot].wrapping_offset(offset);
            it.base_offsets[slot] = it.base_offsets[slot].wrapping_add(offset);
        }
    }
    it.drop_axis(internal);
    for q in &mut it.perm {
        if q.axis > p.axis {
            q.axis -= 1;
        }
    }
    it.size = it.count();
    (it.start, it.end) = (0, it.size);
    it.ptrs.copy_from_slice(&it.base);
    it.index.fill(0);
    it.at = 0;
    Ok(())
}

/// Stops tracking the multi-index; axes are merged where they can be, and the iterator starts again.
pub fn remove_multi_index(it: &mut Iter) -> Res<()> {
    it.check_size()?;
    if it.flags.has_multi_index {
        if it.flags.buffered && !it.flags.delayed {
            Buffers::flush(it)?;
            Buffers::clear(it);
            // What is buffered, and how, goes by the axes.
            it.flags.delayed = true;
        }
        it.flags.has_multi_index = false;
        it.coalesce();
    }
    reset(it)
}

/// From now on the caller runs the fastest axis.
pub fn enable_external_loop(it: &mut Iter) -> Res<()> {
    if it.flags.has_index || it.flags.has_multi_index {
        return Err(external_loop_error());
    }
    it.flags.external_loop = true;
    reset(it)
}

/// The shape: of the caller's axes if a multi-index is tracked, else of the merged ones, the fastest first.
pub fn shape(it: &Iter) -> Vec<isize> {
    let mut out = vec![0; it.ndim];
    for (i, (p, &d)) in it.perm.iter().zip(&it.shape).enumerate() {
        if it.flags.has_multi_index {
            out[p.axis] = d;
        } else {
            out[i] = d;
        }
    }
    out
}

/// An array that shows operand `op` in the order of iteration.
pub fn view(it: &Iter, op: isize) -> Res<Own<Array>> {
    let found = usize::try_from(op).ok().and_then(|i| it.ops.get(i));
    let Some(o) = found else {
        return Err(index_error(
            "index provided for an iterator view was out of bounds",
        ));
    };
    if it.flags.buffered {
        return Err(value_error(
            "cannot provide an iterator view when buffering is enabled",
        ));
    }
    it.check_memory()?;
    let op = op as usize;
    let shape: Vec<isize> = it.shape[..it.ndim].iter().rev().copied().collect();
    let strides: Vec<isize> = (0..it.ndim).rev().map(|a| it.stride(a, op)).collect();
    let Some(a) = &o.array else {
        return Err(value_error("an operand without an array has no view"));
    };
    NewArray {
        strides: Some(&strides),
        data: Some(it.base[op]),
        flags: if o.flags.write {
            NPY_ARRAY_WRITEABLE
        } else {
            0
        },
        base: Some(a.own().upcast()),
        ..NewArray::new(o.descr.clone(), &shape)
    }
    .build()
}

/// Strides of a C-contiguous array in the order of iteration, for the caller's axes.
pub fn compatible_strides(it: &Iter, itemsize: isize) -> Res<Vec<isize>> {
    if !it.flags.has_multi_index {
        return Err(runtime_error(
            "Iterator CreateCompatibleStrides may only be called if a multi-index is being tracked",
        ));
    }
    if it.perm.iter().any(|p| p.flipped) {
        return Err(runtime_error(
            "Iterator CreateCompatibleStrides may only be called if DONT_NEGATE_STRIDES was used to prevent reverse iteration of an axis",
        ));
    }
    let mut out = vec![0; it.ndim];
    let mut step = itemsize;
    for (p, &d) in it.perm.iter().zip(&it.shape) {
        out[p.axis] = step;
        step = step.wrapping_mul(d);
    }
    Ok(out)
}

/// The axis of the tables behind one of the caller's.
pub fn internal_axis(it: &Iter, axis: isize) -> Res<usize> {
    let inside = usize::try_from(axis).ok().filter(|&a| a < it.ndim);
    let Some(axis) = inside else {
        return Err(out_of_bounds());
    };
    if !it.flags.has_multi_index {
        return Ok(axis);
    }
    it.perm
        .iter()
        .position(|p| p.axis == axis)
        .ok_or_else(|| runtime_error("internal error in iterator perm"))
}

#[cold]
fn out_of_bounds() -> Raised {
    value_error("axis out of bounds in iterator GetStrideAxisArray")
}

/// Strides of the inner loop that never change; `NPY_MAX_INTP` where they may.
pub fn fixed_strides(it: &Iter, out: &mut [isize]) {
    match &it.buffers {
        // What is buffered, and how, is settled when the buffers are made.
        Some(b) if b.started => out.copy_from_slice(&b.strides),
        Some(_) => out.fill(isize::MAX),
        None => out.copy_from_slice(&it.axis_strides(0)[..it.nop()]),
    }
}

/// Flags of the loops between arrays and buffers. Any cast from one kind of number to another counts as one that may
/// set floating point errors, which is what extensions have always been told.
pub fn transfer_flags(it: &Iter) -> NPY_ARRAYMETHOD_FLAGS {
    let converts = |op: &Operand| {
        op.array.as_ref().is_some_and(|a| {
            let (from, to) = (a.descr(), &op.descr);
            let number = |d: &crate::model::Descr| crate::model::is_number(d.type_num());
            let same = from.kind() == to.kind() && from.elsize() == to.elsize();
            number(from) && number(to) && !same
        })
    };
    match &it.buffers {
        // Nothing is moved; what the elements are like is no matter of flags of loops.
        None => 0,
        Some(b) => {
            let casts = it.ops.iter().zip(&b.parts);
            let all = b.transfer_flags();
            if casts.filter(|(_, p)| p.copied).any(|(op, _)| converts(op)) {
                all & !NPY_METH_NO_FLOATINGPOINT_ERRORS
            } else {
                all
            }
        }
    }
}

/// An operand must go through a buffer.
pub fn requires_buffering(it: &Iter) -> bool {
    it.flags.buffered && it.ops.iter().any(|op| op.flags.cast || op.flags.scattered)
}

/// `NpyIter_Deallocate`: finishes and frees.
///
/// # Safety
/// `p` is a live iterator that nobody uses afterwards.
pub unsafe fn deallocate(p: *mut NpyIter) -> Res<()> {
    // SAFETY: as the caller vouches.
    let mut it = unsafe { Box::from_raw(p.cast::<Iter>()) };
    finish(&mut it)
}

/// The descriptor of an operand, borrowed.
pub fn descr_of(it: &Iter, op: usize) -> &crate::model::Descr {
    &it.ops[op].descr
}

/// `it` as the pointer of an array that the caller keeps.
pub fn array_of(it: &Iter, op: usize) -> Option<&Array> {
    it.ops.get(op).and_then(|o| o.array.as_deref())
}
