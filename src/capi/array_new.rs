//! Making arrays: of a given layout, or from any object.
use super::handles::{array, descr_opt, dims, object, object_opt, required, taken, taken_descr};
use core::ffi::{c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::Descr;
use ferronum_object::coerce;
use ferronum_object::coerce::wish::Wish;
use ferronum_object::ndarray::c_api;
use ferronum_object::storage::create;
use ferronum_pyrt::{Own, Res, entry};
use pyo3_ffi::{PyObject, PyTypeObject};

/// The strides that go with `n` dimensions, or `None` for NULL.
///
/// # Safety
/// NULL or readable for `n` entries.
unsafe fn strides_opt<'a>(ptr: *const npy_intp, n: c_int) -> Res<Option<&'a [npy_intp]>> {
    if ptr.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller vouches.
    unsafe { dims(ptr, n).map(Some) }
}

/// An array of a type number; with `data` a view of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_New(
    subtype: *mut PyTypeObject,
    nd: c_int,
    dims_: *const npy_intp,
    type_num: c_int,
    strides: *const npy_intp,
    data: *mut c_void,
    itemsize: c_int,
    flags: c_int,
    obj: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        c_api::new_from_descr(
            subtype,
            c_api::sized_descr(type_num, itemsize)?,
            dims(dims_, nd)?,
            strides_opt(strides, nd)?,
            data.cast(),
            flags,
            object_opt(obj),
        )
    })
}

/// An array of a descriptor, which is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewFromDescr(
    subtype: *mut PyTypeObject,
    descr: *mut PyArray_Descr,
    nd: c_int,
    dims_: *const npy_intp,
    strides: *const npy_intp,
    data: *mut c_void,
    flags: c_int,
    obj: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(descr);
        c_api::new_from_descr(
            subtype,
            given(descr)?,
            dims(dims_, nd)?,
            strides_opt(strides, nd)?,
            data.cast(),
            flags,
            object_opt(obj),
        )
    })
}

/// A descriptor argument; NULL comes with the exception of the call that made it, or without one.
fn given(descr: Option<Own<Descr>>) -> Res<Own<Descr>> {
    match descr {
        Some(descr) => Ok(descr),
        // SAFETY: asks for the pending exception only.
        None if unsafe { !pyo3_ffi::PyErr_Occurred().is_null() } => {
            Err(ferronum_pyrt::Raised::pending())
        }
        None => required(None, "a dtype"),
    }
}

/// The taken descriptor, or that of the default type.
///
/// # Safety
/// NULL or an owned reference.
unsafe fn descr_or_default(ptr: *mut PyArray_Descr) -> Own<Descr> {
    use ferronum_pyrt::Layout;
    // SAFETY: as the caller vouches.
    unsafe { taken_descr(ptr) }
        .unwrap_or_else(|| ferronum_object::dtype::builtin(NPY_DEFAULT_TYPE).own())
}

fn order_of(is_f_order: c_int) -> NPY_ORDER {
    if is_f_order != 0 {
        NPY_FORTRANORDER
    } else {
        NPY_CORDER
    }
}

/// Zeros; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Zeros(
    nd: c_int,
    dims_: *const npy_intp,
    type_: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = descr_or_default(type_);
        create::zeros(dims(dims_, nd)?, descr, order_of(is_f_order))
    })
}

/// Memory as it comes; objects are `None`. The descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Empty(
    nd: c_int,
    dims_: *const npy_intp,
    type_: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = descr_or_default(type_);
        c_api::empty(dims(dims_, nd)?, descr, order_of(is_f_order))
    })
}

/// An array like another; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_NewLikeArray(
    prototype: *mut PyArrayObject,
    order: NPY_ORDER,
    dtype: *mut PyArray_Descr,
    subok: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(dtype);
        create::empty_like(array(prototype)?, order, descr, None, subok != 0)
    })
}

/// Any object as an array; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromAny(
    op: *mut PyObject,
    newtype: *mut PyArray_Descr,
    min_depth: c_int,
    max_depth: c_int,
    flags: c_int,
    context: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(newtype);
        no_context(context)?;
        let wish = Wish {
            descr: descr.as_deref(),
            depth: (min_depth, max_depth),
            flags,
        };
        ferronum_object::coerce::wish::from_any(object(op)?, &wish)
    })
}

fn no_context(context: *mut PyObject) -> Res<()> {
    if context.is_null() {
        return Ok(());
    }
    Err(ferronum_pyrt::raised::runtime_error(
        "'context' must be NULL",
    ))
}

/// The same, with byte order and strides as the flags ask.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CheckFromAny(
    op: *mut PyObject,
    descr: *mut PyArray_Descr,
    min_depth: c_int,
    max_depth: c_int,
    requirements: c_int,
    context: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = taken_descr(descr);
        no_context(context)?;
        let wish = Wish {
            descr: descr.as_deref(),
            depth: (min_depth, max_depth),
            flags: requirements,
        };
        ferronum_object::coerce::wish::check_from_any(object(op)?, &wish)
    })
}

/// An array brought to a dtype and flags; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromArray(
    arr: *mut PyArrayObject,
    newtype: *mut PyArray_Descr,
    flags: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let a = array(arr)?;
        let descr = taken_descr(newtype)
            .map(|d| c_api::sized_like(d, a))
            .transpose()?;
        coerce::from_array(a, descr.as_deref(), flags)
    })
}

/// The object, which is taken, as an exact ndarray.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EnsureArray(op: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract; NULL comes from a failed call.
    entry(|| unsafe { c_api::ensure_array(pending_if_null(taken(op))?) })
}

/// The object, which is taken, as an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EnsureAnyArray(op: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract; NULL comes from a failed call.
    entry(|| unsafe { c_api::ensure_any_array(pending_if_null(taken(op))?) })
}

/// NULL is handed on, with the exception of the call that returned it.
fn pending_if_null<T>(value: Option<T>) -> Res<T> {
    // SAFETY: asks for the pending exception only.
    if value.is_none() && unsafe { !pyo3_ffi::PyErr_Occurred().is_null() } {
        return Err(ferronum_pyrt::Raised::pending());
    }
    required(value, "an object")
}

/// The array, which is taken, or its scalar if it has no dimensions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Return(mp: *mut PyArrayObject) -> *mut PyObject {
    if mp.is_null() {
        return core::ptr::null_mut();
    }
    // SAFETY: the caller's contract; other objects than arrays pass through.
    entry(|| unsafe {
        use ferronum_pyrt::Owned;
        let object: Owned = required(taken(mp), "an array")?;
        match object.downcast_into::<ferronum_object::Array>() {
            Ok(a) => ferronum_object::casting::item::scalar::to_scalar(a),
            Err(other) => Ok(other),
        }
    })
}

/// `arange` with C numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Arange(
    start: f64,
    stop: f64,
    step: f64,
    type_num: c_int,
) -> *mut PyObject {
    entry(|| c_api::arange(start, stop, step, type_num))
}

/// `arange` with objects.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArangeObj(
    start: *mut PyObject,
    stop: *mut PyObject,
    step: *mut PyObject,
    dtype: *mut PyArray_Descr,
) -> *mut PyObject {
    use ferronum_pyrt::Layout;
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = descr_opt(dtype)?.map(Layout::own);
        let (start, stop) = (object_opt(start), object_opt(stop));
        // With one of the two, it is the end.
        let (start, stop) = match (start, stop.and_then(|s| s.not_none())) {
            (Some(only), None) => (None, only),
            (start, Some(stop)) => (start, stop),
            (None, None) => (None, object(core::ptr::null_mut())?),
        };
        ferronum_object::ndarray::functions::arange_objects(
            start,
            stop,
            object_opt(step).and_then(|s| s.not_none()),
            descr,
        )
    })
}

/// Makes `obj`, which is taken, the owner of an array's memory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SetBaseObject(
    arr: *mut PyArrayObject,
    obj: *mut PyObject,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let base = taken(obj).ok_or_else(|| {
            ferronum_pyrt::raised::value_error(
                "Cannot set the NumPy array 'base' dependency to NULL after initialization",
            )
        })?;
        create::set_base(array(arr)?, base)
    })
}
