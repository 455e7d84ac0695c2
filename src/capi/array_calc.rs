//! Reductions and other computations along axes.
use super::handles::{array, array_opt, object, object_opt};
use core::ffi::{c_char, c_int};
use ferronum_abi::prelude::*;
use ferronum_object::Array;
use ferronum_object::ndarray::{c_api, dot};
use ferronum_object::protocol::array_wrap;
use ferronum_object::ufunc::einsum;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, entry, int_new, none};
use pyo3_ffi::PyObject;

/// Calls `ndarray`'s method with an axis, a dtype where there is one, and `out`. An array without axes counts as one with
/// one axis (`PyArray_CheckAxis`).
///
/// # Safety
/// Pointers are NULL or live.
unsafe fn along(
    name: &str,
    a: *mut PyArrayObject,
    axis: c_int,
    rtype: Option<c_int>,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: as the caller vouches.
    entry(|| unsafe {
        let (a, axis) = c_api::check_axis(array(a)?, axis, 0)?;
        let axis = c_api::axis_object(axis)?;
        let dtype = rtype.map(c_api::dtype_object).transpose()?;
        let mut args: Vec<&Object> = vec![&axis];
        args.extend(dtype.as_deref());
        c_api::method(&a, name, &args, &c_api::keyword_out(array_opt(out)?))
    })
}

/// `a.max(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Max(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("max", ap, axis, None, out) }
}

/// `a.min(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Min(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("min", ap, axis, None, out) }
}

/// `a.all(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_All(
    self_: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("all", self_, axis, None, out) }
}

/// `a.any(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Any(
    self_: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("any", self_, axis, None, out) }
}

/// `a.argmax(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgMax(
    op: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::arg_extreme(array(op)?, axis, array_opt(out)?, true) })
}

/// `a.argmin(axis, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ArgMin(
    op: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::arg_extreme(array(op)?, axis, array_opt(out)?, false) })
}

/// `a.sum(axis, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Sum(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("sum", self_, axis, Some(rtype), out) }
}

/// `a.prod(axis, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Prod(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("prod", self_, axis, Some(rtype), out) }
}

/// `a.cumsum(axis, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CumSum(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("cumsum", self_, axis, Some(rtype), out) }
}

/// `a.cumprod(axis, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CumProd(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    unsafe { along("cumprod", self_, axis, Some(rtype), out) }
}

/// `a.mean(axis, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Mean(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::mean(array(self_)?, axis, rtype, array_opt(out)?) })
}

/// `a.std(axis, dtype, out)`, or `a.var`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Std(
    self_: *mut PyArrayObject,
    axis: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
    variance: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::std(array(self_)?, axis, rtype, array_opt(out)?, variance != 0) })
}

/// Largest minus smallest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Ptp(
    ap: *mut PyArrayObject,
    axis: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let (a, axis) = c_api::check_axis(array(ap)?, axis, 0)?;
        c_api::ptp(&a, &*c_api::axis_object(axis)?, array_opt(out)?)
    })
}

/// `a.round(decimals, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Round(
    a: *mut PyArrayObject,
    decimals: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::round(array(a)?, decimals as isize, array_opt(out)?) })
}

/// `a.clip(min, max, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Clip(
    self_: *mut PyArrayObject,
    min: *mut PyObject,
    max: *mut PyObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::clip(array(self_)?, or_none(min), or_none(max), array_opt(out)?) })
}

/// An object, `None` for NULL.
///
/// # Safety
/// NULL or live.
unsafe fn or_none<'a>(ptr: *mut PyObject) -> &'a Object {
    // SAFETY: as the caller vouches.
    unsafe { object_opt(ptr) }.unwrap_or_else(none)
}

/// `a.conjugate(out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Conjugate(
    self_: *mut PyArrayObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let out: Vec<&Object> = array_opt(out)?.into_iter().map(Layout::object).collect();
        c_api::method(array(self_)?, "conjugate", &out, &[])
    })
}

/// `a.trace(offset, axis1, axis2, dtype, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Trace(
    self_: *mut PyArrayObject,
    offset: c_int,
    axis1: c_int,
    axis2: c_int,
    rtype: c_int,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let numbers: Vec<Owned> = [offset, axis1, axis2]
            .iter()
            .map(|&n| int_new(i64::from(n)))
            .collect::<Res<_>>()?;
        let dtype = c_api::dtype_object(rtype)?;
        let args = [&*numbers[0], &*numbers[1], &*numbers[2], &*dtype];
        c_api::method(
            array(self_)?,
            "trace",
            &args,
            &c_api::keyword_out(array_opt(out)?),
        )
    })
}

/// `np.inner(op1, op2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_InnerProduct(
    op1: *mut PyObject,
    op2: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { dot::inner_product(object(op1)?, object(op2)?) })
}

/// `np.dot(op1, op2)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MatrixProduct(
    op1: *mut PyObject,
    op2: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { dot::product(object(op1)?, object(op2)?, None) })
}

/// `np.dot(op1, op2, out)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_MatrixProduct2(
    op1: *mut PyObject,
    op2: *mut PyObject,
    out: *mut PyArrayObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let out = array_opt(out)?.map(Layout::object);
        dot::product(object(op1)?, object(op2)?, out)
    })
}

/// `np.correlate`, the old one: without conjugation, operands swapped by length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Correlate(
    op1: *mut PyObject,
    op2: *mut PyObject,
    mode: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { dot::correlate(object(op1)?, object(op2)?, mode, false) })
}

/// `np.correlate`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Correlate2(
    op1: *mut PyObject,
    op2: *mut PyObject,
    mode: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { dot::correlate(object(op1)?, object(op2)?, mode, true) })
}

/// `np.einsum`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_EinsteinSum(
    subscripts: *mut c_char,
    nop: npy_intp,
    op_in: *mut *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    out: *mut PyArrayObject,
) -> *mut PyArrayObject {
    // SAFETY: the caller's contract: `nop` operands, NUL-terminated subscripts.
    let result: *mut PyObject = entry(|| unsafe {
        let text = core::ffi::CStr::from_ptr(subscripts).to_bytes();
        let operands: Vec<Own<Array>> = (0..nop.max(0))
            .map(|i| Ok(array(*op_in.offset(i))?.own()))
            .collect::<Res<_>>()?;
        let descr = super::handles::descr_opt(dtype)?.map(|d| d.own());
        let out = array_opt(out)?;
        einsum::einstein_sum(text, &operands, descr, order, casting, out)
    });
    result.cast()
}

/// Position in the order of array-like types.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetPriority(obj: *mut PyObject, default_: f64) -> f64 {
    let mut found = default_;
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        found = array_wrap::priority(object(obj)?, default_);
        Ok(())
    });
    found
}
