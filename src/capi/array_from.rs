//! Arrays from memory, iterators and other protocols, and back to text.
use super::handles::{array, descr_opt, object, required, taken_descr};
use core::ffi::c_int;
use ferronum_abi::prelude::*;
use ferronum_object::array::c_api;
use ferronum_pyrt::{Layout, Object, entry, int_new, none};
use pyo3_ffi::PyObject;

/// `np.frombuffer(buffer, dtype, count, offset)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromBuffer(
    buf: *mut PyObject,
    type_: *mut PyArray_Descr,
    count: npy_intp,
    offset: npy_intp,
) -> *mut PyObject {
    // SAFETY: the caller's contract; like the reference, it takes the descriptor.
    entry(|| unsafe {
        let descr = required(taken_descr(type_), "a dtype")?;
        let (count, offset) = (int_new(count as i64)?, int_new(offset as i64)?);
        c_api::function(
            "frombuffer",
            &[object(buf)?, descr.object(), &count, &offset],
            &[],
        )
    })
}

/// `np.fromiter(obj, dtype, count)`; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromIter(
    obj: *mut PyObject,
    dtype: *mut PyArray_Descr,
    count: npy_intp,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(dtype), "a dtype")?;
        let count = int_new(count as i64)?;
        c_api::function("fromiter", &[object(obj)?, descr.object(), &count], &[])
    })
}

/// `a.dump(file)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dump(
    self_: *mut PyObject,
    file: *mut PyObject,
    protocol: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::dump(object(self_)?, object(file)?, protocol) })
}

/// `a.dumps()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dumps(self_: *mut PyObject, protocol: c_int) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::dumps(object(self_)?, protocol) })
}

/// `a.astype(dtype)` as a plain array, in Fortran order if asked; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastToType(
    arr: *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(dtype), "a dtype")?;
        c_api::cast(array(arr)?, descr, is_f_order != 0)
    })
}

/// The `__array__` of an object, `NotImplemented` if it has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromArrayAttr(
    op: *mut PyObject,
    typecode: *mut PyArray_Descr,
    context: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        if !context.is_null() {
            return Err(ferronum_pyrt::raised::runtime_error(
                "'context' must be NULL",
            ));
        }
        let descr: &Object = descr_opt(typecode)?.map_or_else(none, Layout::object);
        c_api::from_array_attr(object(op)?, descr)
    })
}
