//! Iterators that only C code makes: over all axes but one, over a larger shape, over lists of objects.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Object, Own, Raised, Res};

use super::broadcast::{self, Broadcast};
use super::flatiter::{self, FlatIter};
use crate::coerce::as_array;
use crate::model::Array;

/// An iterator that stays at the start of one axis; a negative axis means the one with the smallest
/// stride. Answers the axis, too (`PyArray_IterAllButAxis`).
pub fn all_but_axis(a: &Array, axis: c_int) -> Res<(Own<FlatIter>, c_int)> {
    let it = flatiter::new(a)?;
    if a.ndim() == 0 {
        return Ok((it, axis));
    }
    let axis = if axis < 0 {
        smallest_step(a.strides())
    } else {
        axis as usize
    };
    if axis >= a.ndim() {
        return Err(crate::model::errors::axis_error(
            axis as isize,
            a.ndim() as isize,
            None,
        ));
    }
    // SAFETY: a fresh iterator of ours; the axis is one of its dimensions.
    unsafe { hold_axis(it.raw(), axis) };
    Ok((it, axis as c_int))
}

/// The axis of the smallest step: the first one, unless a later one has a smaller one that leads forwards. Steps of 0 and
/// backwards count for nothing but where they are the first that leads anywhere.
fn smallest_step(strides: &[isize]) -> usize {
    let mut least = strides.iter().copied().find(|&s| s != 0).unwrap_or(0);
    let mut axis = 0;
    for (i, &s) in strides.iter().enumerate().skip(1) {
        if s > 0 && s < least {
            (axis, least) = (i, s);
        }
    }
    axis
}

/// Makes an iterator stay at the start of an axis.
///
/// # Safety
/// A live iterator that has this axis.
unsafe fn hold_axis(it: *mut PyArrayIterObject, axis: usize) {
    // SAFETY: as the caller vouches.
    unsafe {
        let length = (*it).dims_m1[axis] + 1;
        (*it).contiguous = 0;
        if length != 0 {
            (*it).size /= length;
        }
        (*it).dims_m1[axis] = 0;
        (*it).backstrides[axis] = 0;
    }
}

/// An iterator over the array as if broadcast to a shape (`PyArray_BroadcastToShape`).
pub fn over_shape(a: &Array, dims: &[isize]) -> Res<Own<FlatIter>> {
    let misfit = || value_error("array is not broadcastable to correct shape");
    if dims.len() > NPY_MAXDIMS_LEGACY_ITERS || a.ndim() > dims.len() {
        return Err(misfit());
    }
    let skip = dims.len() - a.ndim();
    for (&have, &want) in a.shape().iter().zip(&dims[skip..]) {
        if have != 1 && have != want {
            return Err(misfit());
        }
    }
    let size = dims
        .iter()
        .try_fold(1isize, |n, &d| n.checked_mul(d))
        .ok_or_else(misfit)?;
    let it = flatiter::new(a)?;
    // SAFETY: a fresh iterator of ours; at most 32 dimensions.
    unsafe {
        let raw = &mut *it.raw();
        raw.contiguous = u8::from(a.is_c_contiguous() && a.size() == size);
        raw.size = size;
        raw.nd_m1 = dims.len() as c_int - 1;
        let mut factor = 1;
        for (i, &d) in dims.iter().enumerate().rev() {
            raw.dims_m1[i] = d - 1;
            raw.strides[i] = match i.checked_sub(skip) {
                Some(k) if a.shape()[k] == d => a.strides()[k],
                _ => 0,
            };
            raw.backstrides[i] = raw.strides[i].wrapping_mul(raw.dims_m1[i]);
            raw.factors[i] = factor;
            factor *= d;
        }
    }
    it.reset();
    Ok(it)
}

/// A multi-iterator over objects; multi-iterators among them stand for their own operands
/// (`PyArray_MultiIterFromObjects`).
pub fn multi(objects: &[&Object]) -> Res<Own<Broadcast>> {
    let mut arrays: Vec<Own<Array>> = Vec::with_capacity(objects.len());
    for obj in objects {
        match obj.downcast::<Broadcast>() {
            Some(b) => arrays.extend(b.arrays()),
            None => arrays.push(as_array(obj)?),
        }
        if arrays.len() > NPY_MULTI_ITERS {
            return Err(too_many());
        }
    }
    broadcast::new(&arrays)
}

/// The error for more operands than a multi-iterator has room for.
pub fn too_many() -> Raised {
    value_error(&format!(
        "Need at least 0 and at most {NPY_MULTI_ITERS} array objects."
    ))
}

/// Takes the axis with the smallest sum of strides out of a multi-iterator (`PyArray_RemoveSmallest`):
/// the axis, -1 if there is none.
pub fn remove_smallest(b: &Broadcast) -> c_int {
    // SAFETY: a live multi-iterator; nd and numiter say how much of it is set.
    unsafe {
        let m = &mut *b.raw();
        let iters = &m.iters[..m.numiter.max(0) as usize];
        let sum = |axis: usize| -> npy_intp { iters.iter().map(|&it| (*it).strides[axis]).sum() };
        let Some(axis) = (0..m.nd.max(0) as usize).min_by_key(|&axis| sum(axis)) else {
            return -1;
        };
        for &it in iters {
            hold_axis(it, axis);
        }
        if let Some(&first) = iters.first() {
            m.size = (*first).size;
        }
        axis as c_int
    }
}
