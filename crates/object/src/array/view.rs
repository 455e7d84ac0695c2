//! The same memory as another dtype or type: `view`, `a.dtype = …`, `getfield`, `byteswap`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Res, ffi, import_cached};

use crate::casting;
use crate::casting::copy_array::{copy, copy_base_class};
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::descr::Descr;
use crate::model::dims::Dims;
use crate::model::errors::require_writeable;
use crate::model::layout::fill_strides;
use crate::storage::base::replace_dims;
use crate::storage::create::{update_flags, view_as};

/// `a.view(dtype, type)`.
pub fn view(
    a: &Array,
    descr: Option<Own<Descr>>,
    subtype: Option<*mut ffi::PyTypeObject>,
) -> Res<Own<Array>> {
    let shape = Dims::from(a.shape());
    let strides = Dims::from(a.strides());
    let out = view_as(
        a,
        subtype.unwrap_or(a.subtype()),
        a.descr().own(),
        &shape,
        &strides,
        a.data(),
    )?;
    match descr {
        None => {}
        Some(d) if out.is_exact() => set_dtype(&out, d)?,
        // A subclass may do something of its own when its dtype is set.
        Some(d) => out.setattr(ferronum_pyrt::intern!("dtype"), &d)?,
    }
    Ok(out)
}

/// `a.dtype = descr`: reinterprets the memory in place.
pub fn set_dtype(a: &Array, new: Own<Descr>) -> Res<()> {
    let old = a.descr().own();
    if old.has_references() || new.has_references() {
        let check = import_cached!("numpy._core._internal", "_view_is_safe")?;
        check.call(&[&old, &new])?;
    }
    let mut new = new;
    if new.type_num() == NPY_VOID && new.is_without_size() {
        new = crate::dtype::copy::with_elsize(&new, old.elsize())?;
    }
    if new.elsize() != old.elsize() {
        if a.ndim() == 0 {
            return Err(value_error(
                "Changing the dtype of a 0d array is only supported if the itemsize is unchanged",
            ));
        }
        if new.has_subarray() {
            return Err(value_error(
                "Changing the dtype to a subarray type is only supported if the total itemsize is unchanged",
            ));
        }
        rescale_last_axis(a, old.elsize(), new.elsize())?;
    }
    if let Some((base, inner)) = new.subarray() {
        append_subarray_dims(a, base, inner)?;
        new = base.own();
    }
    // SAFETY: the field owns its descr; the old one is released by `old` and the store.
    unsafe {
        let previous = (*a.raw()).descr;
        (*a.raw()).descr = new.into_ptr().cast();
        ffi::Py_DECREF(previous.cast());
    }
    update_flags(a, NPY_ARRAY_UPDATE_ALL);
    Ok(())
}

fn rescale_last_axis(a: &Array, old: isize, new: isize) -> Res<()> {
    let axis = a.ndim() - 1;
    let length = a.shape()[axis];
    if length != 1 && a.size() != 0 && a.strides()[axis] != old {
        return Err(value_error(
            "To change to a dtype of a different size, the last axis must be contiguous",
        ));
    }
    let changed = if new < old {
        if new == 0 || old % new != 0 {
            return Err(value_error(
                "When changing to a smaller dtype, its size must be a divisor of the size of original dtype",
            ));
        }
        length * (old / new)
    } else {
        let bytes = length * old;
        if bytes % new != 0 {
            return Err(value_error(
                "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.",
            ));
        }
        bytes / new
    };
    // SAFETY: INV-DIMS.
    unsafe {
        *(*a.raw()).dimensions.add(axis) = changed;
        *(*a.raw()).strides.add(axis) = new;
    }
    Ok(())
}

fn append_subarray_dims(a: &Array, base: &Descr, inner: &Object) -> Res<()> {
    let inner: Vec<isize> = inner
        .tuple_items()
        .iter()
        .map(|d| d.to_isize())
        .collect::<Res<_>>()?;
    let mut shape = Dims::from(a.shape());
    let mut strides = Dims::from(a.strides());
    let mut tail = Dims::filled(inner.len(), 0);
    fill_strides(&mut tail, &inner, base.elsize(), false);
    for (d, s) in inner.iter().zip(tail.iter()) {
        if !(shape.push(*d) && strides.push(*s)) {
            return Err(crate::model::layout::too_many_dims(a.ndim() + inner.len()));
        }
    }
    replace_dims(a, &shape, &strides)
}

/// `a.byteswap(inplace)`.
pub fn byteswap(a: &Array, inplace: bool) -> Res<Own<Array>> {
    if !inplace {
        let out = copy(a, NPY_ANYORDER)?;
        return byteswap(&out, true);
    }
    require_writeable(a, "array to be byte-swapped")?;
    let swapped = crate::dtype::byteorder::new_byteorder(a.descr(), NPY_SWAP)?;
    let shape = Dims::from(a.shape());
    let strides = Dims::from(a.strides());
    let other = view_as(a, ARRAY_TYPE.ptr(), swapped, &shape, &strides, a.data())?;
    // The values read in the other order are the values to store: one cast in place.
    let values = copy_base_class(&other, NPY_KEEPORDER)?;
    casting::copy_into(a, &values)?;
    Ok(a.own())
}

/// `a.getfield(dtype, offset)`.
pub fn getfield(a: &Array, descr: Own<Descr>, offset: isize) -> Res<Own<Array>> {
    if a.descr().has_references() || descr.has_references() {
        let check = import_cached!("numpy._core._internal", "_getfield_is_safe")?;
        check.call(&[a.descr(), &descr, &*ferronum_pyrt::int_new(offset as i64)?])?;
    }
    let (have, want) = (a.itemsize(), descr.elsize());
    if want > have {
        return Err(value_error("new type is larger than original type"));
    }
    if offset < 0 {
        return Err(value_error("offset is negative"));
    }
    if offset > have - want {
        return Err(value_error(
            "new type plus offset is larger than original type",
        ));
    }
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    view_as(
        a,
        a.subtype(),
        descr,
        &shape,
        &strides,
        a.data().wrapping_offset(offset),
    )
}
