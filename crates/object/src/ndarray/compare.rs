//! `==` and `!=` where the ufunc has no answer: structured dtypes field by field, and operands that
//! cannot be compared.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, not_implemented};

use crate::coerce::as_array;
use crate::model::Dims;
use crate::model::array::Array;
use crate::protocol::array_wrap;
use crate::storage::create;
use crate::ufunc::operator_table::{Op, ufunc};

/// `a == other` (`!=`) of void arrays.
pub fn structured(a: &Array, other: &Object, equal: bool) -> Res<Owned> {
    let b = as_array(other)?;
    if b.type_num() != NPY_VOID {
        return Err(type_error(
            "Cannot compare structured or void to non-void arrays.",
        ));
    }
    if a.descr().has_fields() && b.descr().has_fields() {
        crate::coerce::promote::promote_types(a.descr(), b.descr()).map_err(|e| {
            e.clear();
            type_error(
                "Cannot compare structured arrays unless they have a common dtype.  I.e. `np.result_type(arr1, arr2)` must be defined.",
            )
        })?;
        return by_fields(a, &b, equal);
    }
    if a.descr().has_fields() != b.descr().has_fields() {
        return Err(type_error(
            "Cannot compare structured with unstructured void arrays. (unreachable error, please report to NumPy devs.)",
        ));
    }
    if a.itemsize() != b.itemsize() {
        return Err(type_error(
            "cannot compare unstructured voids of different length. Use bytes to compare. (This may return array of False in the future.)",
        ));
    }
    if a.itemsize() == 0 {
        let shape = crate::model::broadcast::broadcast_shape(&[a.shape(), b.shape()])?;
        return Ok(bools(&shape, equal)?.upcast());
    }
    // Unstructured voids compare as bytes.
    let bytes = crate::dtype::copy::with_elsize(crate::dtype::builtin(NPY_STRING), a.itemsize())?;
    let view = |x: &Array| -> Res<Own<Array>> {
        let (shape, strides) = (Dims::from(x.shape()), Dims::from(x.strides()));
        create::view_as(
            x,
            crate::model::ARRAY_TYPE.ptr(),
            bytes.own(),
            &shape,
            &strides,
            x.data(),
        )
    };
    let (va, vb) = (view(a)?, view(&b)?);
    let equality = ufunc(if equal { Op::Equal } else { Op::NotEqual });
    // The answer stays an array, also that of two elements.
    Ok(as_array(&*crate::ufunc::call_binary(equality, &va, &vb)?)?.upcast())
}

fn by_fields(a: &Array, b: &Array, equal: bool) -> Res<Owned> {
    let (Some(na), Some(nb)) = (
        a.descr().names().map(Object::own),
        b.descr().names().map(Object::own),
    ) else {
        return Ok(not_implemented().own());
    };
    let combine = ufunc(if equal { Op::LogicalAnd } else { Op::LogicalOr });
    let ndim = a.ndim().max(b.ndim());
    let mut result: Option<Owned> = None;
    for (ka, kb) in na.tuple_items().iter().zip(nb.tuple_items()) {
        // The fields as arrays of the class, whatever its own subscript would make of them.
        let field = |x: &Array, key: &Object| -> Res<Own<Array>> {
            crate::ndarray::c_api::ensure_any_array(crate::index::subscript(x, key)?)
        };
        let (fa, fb) = (field(a, ka)?, field(b, kb)?);
        let mut part = fa.compare(&fb, if equal { ffi::Py_EQ } else { ffi::Py_NE })?;
        // A subarray field adds dimensions: all (any) of them must agree.
        if let Some(p) = part.downcast::<Array>().filter(|p| p.ndim() > ndim) {
            let axes = ferronum_pyrt::ops::tuple_from(
                (ndim..p.ndim())
                    .map(|i| ferronum_pyrt::int_new(i as i64))
                    .collect::<Vec<_>>()
                    .into_iter(),
            )?;
            let reduce = combine.getattr(ferronum_pyrt::intern!("reduce"))?;
            part = reduce.call(&[p, &axes])?;
        }
        result = Some(match result {
            None => part,
            Some(r) => crate::ufunc::call_binary(combine, &r, &part)?,
        });
    }
    match result {
        Some(r) => Ok(r),
        None => {
            let b = crate::model::broadcast::broadcast_shape(&[a.shape(), b.shape()])?;
            Ok(bools(&b, equal)?.upcast())
        }
    }
}

fn bools(shape: &[isize], value: bool) -> Res<Own<Array>> {
    let out = create::zeros(shape, crate::dtype::builtin(NPY_BOOL).own(), NPY_CORDER)?;
    if value {
        // SAFETY: fresh bytes of a bool array.
        unsafe { std::ptr::write_bytes(out.data(), 1, out.size() as usize) };
    }
    Ok(out)
}

/// What `==` answers when the ufunc raised: all False (True for `!=`) where the dtypes have nothing in common,
/// else the error.
pub fn incomparable(a: &Array, other: &Object, equal: bool, e: Raised) -> Res<Owned> {
    let no_loop = import_cached!("numpy._core._exceptions", "_UFuncNoLoopError")?;
    let promotion = import_cached!("numpy.exceptions", "DTypePromotionError")?;
    let resolution = import_cached!("numpy._core._exceptions", "_UFuncBinaryResolutionError")?;
    let expected = e.matches(no_loop) || e.matches(promotion) || e.matches(resolution);
    if !expected || e.matches(exc::RecursionError()) {
        return Err(e);
    }
    let b = match ferronum_pyrt::raised::with_saved_exception(|| {
        as_array(other).map_err(Raised::clear)
    }) {
        Ok(b) => b,
        Err(()) => return Err(e),
    };
    e.clear();
    if b.type_num() == NPY_VOID {
        // A void array answers by itself, or raises.
        return Ok(not_implemented().own());
    }
    let shape = crate::model::broadcast::broadcast_shape(&[a.shape(), b.shape()])?;
    let leader = array_wrap::leader([a, &*b].into_iter());
    let strides = crate::ufunc::execute::output_strides(&shape, 1, NPY_KEEPORDER, &[a, &*b]);
    let out = create::NewArray {
        subtype: leader.map_or(std::ptr::null_mut(), |l| l.subtype()),
        strides: strides.as_deref(),
        zeroed: true,
        ..create::NewArray::new(crate::dtype::builtin(NPY_BOOL).own(), &shape)
    }
    .build()?;
    if !equal {
        // SAFETY: fresh bytes of a bool array.
        unsafe { std::ptr::write_bytes(out.data(), 1, out.size() as usize) };
    }
    if a.is_exact() {
        return crate::casting::item::scalar::wrap_result(out);
    }
    array_wrap::wrap_as(a, out)
}
