//! Assignment of whole arrays: broadcast, overlap, casting rule, mask, one transfer.

use ferronum_abi::prelude::{NPY_CASTING, NPY_ORDER};
use ferronum_pyrt::{Own, Res};

use crate::array::Array;
use crate::dtype::Descr;
use crate::dtype::parse::DTypeRequest;

/// `dst[...] = src` with broadcasting and `casting`, where `mask` (bool, broadcast) is true. Handles overlap.
/// The casting check raises the `TypeError` of `copyto`.
pub fn assign_array(
    _dst: &Array,
    _src: &Array,
    _mask: Option<&Array>,
    _casting: NPY_CASTING,
) -> Res<()> {
    Err(crate::missing("casting::assign_array"))
}

/// `dst[...] = element`, the element lying at `ptr` as `descr`.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn assign_raw_scalar(
    _dst: &Array,
    _descr: &Descr,
    _ptr: *const u8,
    _mask: Option<&Array>,
    _casting: NPY_CASTING,
) -> Res<()> {
    Err(crate::missing("casting::assign_raw_scalar"))
}

/// `PyArray_CopyInto`: unsafe casting, no mask.
pub fn copy_into(dst: &Array, src: &Array) -> Res<()> {
    assign_array(dst, src, None, ferronum_abi::prelude::NPY_UNSAFE_CASTING)
}

/// `a.astype(dtype, order, casting, subok, copy)`.
pub fn astype(
    _a: &Array,
    _request: &DTypeRequest,
    _order: NPY_ORDER,
    _casting: NPY_CASTING,
    _subok: bool,
    _copy: bool,
) -> Res<Own<Array>> {
    Err(crate::missing("ndarray.astype"))
}
