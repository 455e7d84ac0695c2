//! What an array stands on: its base, a copy that writes back to it, its shape and strides.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Own, Owned, Res};

use crate::model::array::Array;
use crate::model::errors::require_writeable;
use crate::storage::create::update_flags;
use crate::storage::memory;

/// Gives `a` another shape and strides over the same memory.
pub fn replace_dims(a: &Array, shape: &[isize], strides: &[isize]) -> Res<()> {
    let dims = memory::allocate_dims(shape.len())?;
    // SAFETY: INV-DIMS is kept: one block for both, released by its old length.
    unsafe {
        let raw = a.raw();
        if !dims.is_null() {
            std::ptr::copy_nonoverlapping(shape.as_ptr(), dims, shape.len());
            std::ptr::copy_nonoverlapping(strides.as_ptr(), dims.add(shape.len()), shape.len());
        }
        memory::release_dims((*raw).dimensions, (*raw).nd as usize);
        (*raw).dimensions = dims;
        (*raw).strides = dims.wrapping_add(shape.len());
        (*raw).nd = shape.len() as i32;
    }
    update_flags(a, NPY_ARRAY_UPDATE_ALL);
    Ok(())
}

/// Lets the base of a `WRITEBACKIFCOPY` array go without copying back.
pub fn discard_writeback(a: &Array) {
    if a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) {
        if let Some(base) = take_base(a)
            && let Some(target) = base.downcast::<Array>()
        {
            target.enable_flags(NPY_ARRAY_WRITEABLE);
        }
        a.clear_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    }
}

/// Makes `a` a copy whose changes go back to `base` (`PyArray_SetWritebackIfCopyBase`).
pub fn set_writeback_base(a: &Array, base: Own<Array>) -> Res<()> {
    if a.base().is_some() {
        return Err(value_error(
            "Cannot set array with existing base to WRITEBACKIFCOPY",
        ));
    }
    require_writeable(&base, "WRITEBACKIFCOPY base")?;
    a.enable_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    base.clear_flags(NPY_ARRAY_WRITEABLE);
    // SAFETY: the field takes the reference.
    unsafe { (*a.raw()).base = base.into_ptr() };
    Ok(())
}

/// Takes the base reference out of `a`.
pub(crate) fn take_base(a: &Array) -> Option<Owned> {
    // SAFETY: the field's reference moves to the result.
    unsafe {
        let p = (*a.raw()).base;
        (*a.raw()).base = std::ptr::null_mut();
        Own::steal_opt(p)
    }
}
