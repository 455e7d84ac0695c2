//! Flat, broadcast and neighbourhood iterators.
//!
//! The two variadic functions are in C, which hands their arguments over as a list.
use super::handles::{array, dims, object};
use core::ffi::c_int;
use ferronum_abi::prelude::*;
use ferronum_object::coerce::as_array;
use ferronum_object::iter::broadcast::{self, Broadcast};
use ferronum_object::iter::{c_api, flatiter, neighborhood};
use ferronum_pyrt::raised::system_error;
use ferronum_pyrt::{Object, Res, entry};
use pyo3_ffi::PyObject;

/// A flat iterator over an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IterNew(obj: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { flatiter::new(array(obj.cast())?) })
}

/// The same over all axes but one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IterAllButAxis(
    obj: *mut PyObject,
    inaxis: *mut c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (it, axis) = c_api::all_but_axis(array(obj.cast())?, *inaxis)?;
        inaxis.write(axis);
        Ok(it)
    })
}

/// The same over a shape that the array broadcasts to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_BroadcastToShape(
    obj: *mut PyObject,
    dims_: *mut npy_intp,
    nd: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let a = as_array(object(obj)?)?;
        c_api::over_shape(&a, dims(dims_, nd)?)
    })
}

/// A multi-iterator.
///
/// # Safety
/// NULL or live.
unsafe fn multi<'a>(ptr: *mut PyArrayMultiIterObject) -> Res<&'a Broadcast> {
    // SAFETY: as the caller vouches.
    unsafe { object(ptr.cast())? }
        .downcast::<Broadcast>()
        .ok_or_else(|| system_error("another object given to the C-API in place of a broadcast"))
}

/// Broadcasts the iterators together.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Broadcast(mit: *mut PyArrayMultiIterObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { broadcast::broadcast(multi(mit)?) })
}

/// Takes the axis with the smallest strides out; which it was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_RemoveSmallest(multi_: *mut PyArrayMultiIterObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { Ok(c_api::remove_smallest(multi(multi_)?)) })
}

/// The elements around those of another iterator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NeighborhoodIterNew(
    x: *mut PyArrayIterObject,
    bounds: *const npy_intp,
    mode: c_int,
    fill: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        if !neighborhood::is_iterator(object(x.cast())?) {
            return Err(system_error(
                "another object given to the C-API in place of an iterator",
            ));
        }
        neighborhood::new(x, bounds, mode, super::handles::array_opt(fill)?)
    })
}

/// What the variadic functions of `calls.c` end in.
///
/// # Safety
/// `n` objects, live or NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferronum_multi_iter(
    objects: *const *mut PyObject,
    n: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        if !(0..=NPY_MULTI_ITERS as c_int).contains(&n) {
            return Err(c_api::too_many());
        }
        let list: Vec<&Object> = (0..n as usize)
            .map(|i| object(*objects.add(i)))
            .collect::<Res<_>>()?;
        c_api::multi(&list)
    })
}

unsafe extern "C" {
    fn ferronum_c_multi_iter_new(n: c_int, ...) -> *mut PyObject;
    fn ferronum_c_multi_iter_from_objects(
        mps: *mut *mut PyObject,
        n: c_int,
        nadd: c_int,
        ...
    ) -> *mut PyObject;
}

/// A multi-iterator over `n` objects, which follow.
#[unsafe(no_mangle)]
#[unsafe(naked)]
pub unsafe extern "C" fn PyArray_MultiIterNew(n: c_int) -> *mut PyObject {
    jump!(ferronum_c_multi_iter_new)
}

/// A multi-iterator over `n` objects of a list and `nadd` that follow.
#[unsafe(no_mangle)]
#[unsafe(naked)]
pub unsafe extern "C" fn PyArray_MultiIterFromObjects(
    mps: *mut *mut PyObject,
    n: c_int,
    nadd: c_int,
) -> *mut PyObject {
    jump!(ferronum_c_multi_iter_from_objects)
}
