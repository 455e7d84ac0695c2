//! Copies that write back: the end of a `WRITEBACKIFCOPY` array.

use ferronum_abi::prelude::*;
use ferronum_pyrt::Res;

use crate::casting;
use crate::model::array::Array;
use crate::storage::base::take_base;

/// Copies back into the base of a `WRITEBACKIFCOPY` array and lets it go (`PyArray_ResolveWritebackIfCopy`):
/// `true` if there was something to write.
pub fn resolve_writeback(a: &Array) -> Res<bool> {
    if !a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) {
        return Ok(false);
    }
    let Some(base) = take_base(a) else {
        return Ok(false);
    };
    a.clear_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    if let Some(target) = base.downcast::<Array>() {
        target.enable_flags(NPY_ARRAY_WRITEABLE);
        casting::copy_into(target, a)?;
    }
    Ok(true)
}
