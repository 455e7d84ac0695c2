//! Arrays of anything as C callers ask for them: dtype, depth, `NPY_ARRAY_*` flags.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Own, Res};

use crate::coerce::AnyOptions;
use crate::model::Descr;
use crate::model::array::Array;
use crate::{coerce, dtype};

/// What `PyArray_FromAny` is asked for.
pub struct Wish<'a> {
    /// Wanted dtype.
    pub descr: Option<&'a Descr>,
    /// Least and greatest number of dimensions; 0 means any.
    pub depth: (c_int, c_int),
    /// `NPY_ARRAY_*`.
    pub flags: c_int,
}

/// `PyArray_FromAny`.
pub fn from_any(obj: &Object, wish: &Wish<'_>) -> Res<Own<Array>> {
    coerce::from_any(
        obj,
        &AnyOptions {
            descr: wish.descr,
            min_depth: wish.depth.0.max(0) as usize,
            max_depth: wish.depth.1.max(0) as usize,
            flags: wish.flags,
            ..AnyOptions::default()
        },
    )
}

/// `PyArray_CheckFromAny`: `from_any`, and native byte order or whole-element strides where asked.
pub fn check_from_any(obj: &Object, wish: &Wish<'_>) -> Res<Own<Array>> {
    let native = if wish.flags & NPY_ARRAY_NOTSWAPPED != 0 {
        let have = wish.descr.or(obj.downcast::<Array>().map(Array::descr));
        have.filter(|d| !d.is_native())
            .map(|d| dtype::byteorder::new_byteorder(d, NPY_NATIVE))
            .transpose()?
    } else {
        None
    };
    let descr = native.as_deref().or(wish.descr);
    let a = from_any(obj, &Wish { descr, ..*wish })?;
    if wish.flags & NPY_ARRAY_ELEMENTSTRIDES != 0 && !element_strides(&a) {
        return crate::casting::copy_array::copy(&a, NPY_ANYORDER);
    }
    Ok(a)
}

/// Whether every stride is a whole number of elements.
pub fn element_strides(a: &Array) -> bool {
    let size = a.itemsize();
    size == 0 || a.strides().iter().all(|s| s % size == 0)
}
