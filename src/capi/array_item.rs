//! Selecting, sorting and searching elements.
use super::handles::{array, array_opt, object, object_opt};
use core::ffi::c_int;
use ferronum_abi::prelude::*;
use ferronum_object::index::{order, take};
use ferronum_object::ndarray::c_api;
use ferronum_pyrt::{Layout, Object, entry, int_new, none};
use pyo3_ffi::PyObject;

/// `a.take(indices, axis, out, mode)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_TakeFrom(
    self0: *mut PyArrayObject,
    indices0: *mut PyObject,
    axis: c_int,
    out: *mut PyArrayObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let axis = c_api::axis_or_all(axis);
        take::take(
            array(self0)?,
            object(indices0)?,
            axis,
            array_opt(out)?,
            clipmode,
        )
    })
}

/// `a.put(indices, values, mode)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PutTo(
    self_: *mut PyArrayObject,
    values0: *mut PyObject,
    indices0: *mut PyObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let mode = int_new(i64::from(clipmode))?;
        c_api::method(
            array(self_)?,
            "put",
            &[object(indices0)?, object(values0)?, &mode],
            &[],
        )
    })
}

/// `np.putmask(a, mask, values)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PutMask(
    self_: *mut PyArrayObject,
    values0: *mut PyObject,
    mask0: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::function(
            "putmask",
            &[array(self_)?.object(), object(mask0)?, object(values0)?],
            &[],
        )
    })
}

/// `a.repeat(repeats, axis)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Repeat(
    aop: *mut PyArrayObject,
    op: *mut PyObject,
    axis: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let axis = c_api::axis_object(axis)?;
        c_api::method(array(aop)?, "repeat", &[object(op)?, &axis], &[])
    })
}

/// `a.choose(choices, out, mode)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Choose(
    ip: *mut PyArrayObject,
    op: *mut PyObject,
    out: *mut PyArrayObject,
    clipmode: NPY_CLIPMODE,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { take::choose(array(ip)?, object(op)?, array_opt(out)?, clipmode) })
}

/// `a.compress(condition, axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Compress(
    self_: *mut PyArrayObject,
    condition: *mut PyObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let axis = c_api::axis_object(axis)?;
        let out = array_opt(out)?.map_or_else(none, Layout::object);
        c_api::method(
            array(self_)?,
            "compress",
            &[object(condition)?, &axis, out],
            &[],
        )
    })
}

/// `a.sort(axis, kind)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Sort(
    op: *mut PyArrayObject,
    axis: c_int,
    flags: NPY_SORTKIND,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::sort(array(op)?, axis, flags) })
}

/// `a.argsort(axis, kind)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgSort(
    op: *mut PyArrayObject,
    axis: c_int,
    flags: NPY_SORTKIND,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (axis, kind) = (c_api::axis_object(axis)?, c_api::sort_kind_object(flags)?);
        c_api::method(array(op)?, "argsort", &[&axis, &kind], &[])
    })
}

/// `a.partition(kth, axis)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Partition(
    op: *mut PyArrayObject,
    ktharray: *mut PyArrayObject,
    axis: c_int,
    _which: NPY_SELECTKIND,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { order::partition(array(op)?, array(ktharray)?.object(), axis as isize) })
}

/// `a.argpartition(kth, axis)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgPartition(
    op: *mut PyArrayObject,
    ktharray: *mut PyArrayObject,
    axis: c_int,
    _which: NPY_SELECTKIND,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        order::argpartition(
            array(op)?,
            array(ktharray)?.object(),
            c_api::axis_or_all(axis),
        )
    })
}

/// `np.lexsort(keys, axis)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_LexSort(sort_keys: *mut PyObject, axis: c_int) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { order::lexsort(object(sort_keys)?, axis as isize) })
}

/// `a.searchsorted(v, side, sorter)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SearchSorted(
    op1: *mut PyArrayObject,
    op2: *mut PyObject,
    side: NPY_SEARCHSIDE,
    perm: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (right, perm) = (side == NPY_SEARCHRIGHT, object_opt(perm));
        order::searchsorted(array(op1)?, object(op2)?, right, perm)
    })
}

/// `a.nonzero()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Nonzero(self_: *mut PyArrayObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::method(array(self_)?, "nonzero", &[], &[]) })
}

/// `np.count_nonzero(a)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CountNonzero(self_: *mut PyArrayObject) -> npy_intp {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::function("count_nonzero", &[array(self_)?.object()], &[])?.to_isize()
    })
}

/// `np.where(condition, x, y)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Where(
    condition: *mut PyObject,
    x: *mut PyObject,
    y: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let args: Vec<&Object> = [object_opt(condition), object_opt(x), object_opt(y)]
            .into_iter()
            .flatten()
            .collect();
        c_api::function("where", &args, &[])
    })
}

/// `np.concatenate(op, axis)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Concatenate(op: *mut PyObject, axis: c_int) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::function(
            "concatenate",
            &[object(op)?, &*c_api::axis_object(axis)?],
            &[],
        )
    })
}
