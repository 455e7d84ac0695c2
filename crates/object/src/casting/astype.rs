//! `a.astype(...)`, and the dtype instance that an array needs where only a class was asked for.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Res};

use super::assign::{Side, assign_array, transfer_all};
use super::can_cast::{can_cast_array, cast_descr_to_class, casting_error};
use crate::casting::hooks::COERCION;
use crate::dtype::parse::DTypeRequest;
use crate::model::errors::broadcast_error;
use crate::model::layout::fill_strides;
use crate::model::{Array, Dims};
use crate::model::{DTypeClass, Descr};
use crate::storage::create::view;
use crate::storage::empty_like;

/// `a.astype(dtype, order, casting, subok, copy)`.
pub fn astype(
    a: &Array,
    request: &DTypeRequest,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    subok: bool,
    copy: bool,
) -> Res<Own<Array>> {
    let descr = match &request.descr {
        Some(d) => d.clone(),
        None => adapt_to_class(a, &request.class)?,
    };
    if !copy && fits(a, &descr, order) && (subok || a.is_exact()) {
        return Ok(a.own());
    }
    if !can_cast_array(a, &descr, casting)? {
        return Err(casting_error(a.descr(), &descr, casting, a.ndim() == 0));
    }
    let out = empty_like(a, order, Some(descr.clone()), None, subok)?;
    if descr.has_subarray() {
        // The new axes belong to the elements: the outer ones are walked, each element is a subarray.
        if out.ndim() > 1 && !out.is_c_contiguous() || out.ndim() <= a.ndim() {
            // Where they do not lie together, or a class took axes away, the elements are made elsewhere.
            let made = astype(a, request, NPY_CORDER, casting, false, true)?;
            if made.size() != out.size() {
                return Err(broadcast_error(made.shape(), out.shape()));
            }
            let mut strides = Dims::filled(out.ndim(), 0);
            fill_strides(&mut strides, out.shape(), made.itemsize(), false);
            let made = view(
                &made,
                made.descr().own(),
                out.shape(),
                &strides,
                made.data(),
            )?;
            assign_array(&out, &made, None, NPY_UNSAFE_CASTING)?;
            return Ok(out);
        }
        let ndim = a.ndim();
        let shape = Dims::from(a.shape());
        let side = |x: &Array, d: &Own<Descr>| Side {
            descr: d.clone(),
            data: x.data(),
            strides: Dims::from(&x.strides()[..ndim]),
            aligned: false,
        };
        // SAFETY: both arrays are held; fresh memory does not overlap.
        unsafe {
            transfer_all(
                &shape,
                &side(&out, &descr),
                &side(a, &a.descr().own()),
                None,
                casting,
            )?;
        }
        return Ok(out);
    }
    assign_array(
        &out,
        a,
        None,
        if casting & NPY_SAME_VALUE_CASTING_FLAG != 0 {
            casting
        } else {
            NPY_UNSAFE_CASTING
        },
    )?;
    Ok(out)
}

/// The array has this dtype and memory order already.
fn fits(a: &Array, descr: &Descr, order: NPY_ORDER) -> bool {
    let order_fits = match order {
        NPY_KEEPORDER => true,
        NPY_ANYORDER => a.is_contiguous(),
        NPY_CORDER => a.is_c_contiguous(),
        _ => a.is_f_contiguous(),
    };
    order_fits && equivalent(a.descr(), descr).unwrap_or(false)
}

/// The dtypes mean the same bytes; instances of DTypes of the new kind only where one can be seen as the other in place.
pub fn equivalent(a: &Descr, b: &Descr) -> Res<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if !a.class().is(b.class()) && !(a.is_legacy() && b.is_legacy()) {
        return Ok(false);
    }
    let info = super::registry::cast_info(a, Some(b), b.class())?;
    Ok(info.is_some_and(|(l, view)| {
        l >= 0
            && l & !NPY_SAME_VALUE_CASTING_FLAG == NPY_NO_CASTING
            && (a.is_legacy() || view == Some(0))
    }))
}

/// The instance of `class` for the contents of `a` (`PyArray_AdaptDescriptorToArray`): elements of object arrays
/// are looked at where the class is parametric.
pub fn adapt_to_class(a: &Array, class: &DTypeClass) -> Res<Own<Descr>> {
    if a.descr().class().is(class) {
        return Ok(a.descr().own());
    }
    if class.is_parametric() && a.descr().is_object() {
        return (COERCION.get().class_of_elements)(a, class);
    }
    if class.type_num() == NPY_DATETIME && matches!(a.type_num(), NPY_STRING | NPY_UNICODE) {
        return super::times::unit_of_strings(a);
    }
    if class.is_abstract() {
        // An abstract class takes what it can of the array's own dtype, or its default.
        if a.descr().object().is_instance_of(class.type_object_ptr()) {
            return Ok(a.descr().own());
        }
        return class.default_descr();
    }
    cast_descr_to_class(a.descr(), class)
}
