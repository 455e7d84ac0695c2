//! Single elements: a Python object into memory, and back.

use ferronum_pyrt::{Object, Owned, Res};

use crate::array::Array;
use crate::dtype::Descr;

/// Stores `value` at `ptr` as `descr` says (`PyArray_Pack`): dispatches on the value's own DType first, then casts,
/// so that results and errors equal those of `a[i] = value`.
///
/// # Safety
/// `ptr` is writable for `descr.elsize()` bytes; the memory is initialised if the descr holds references.
pub unsafe fn set_item(_descr: &Descr, _ptr: *mut u8, _value: &Object) -> Res<()> {
    Err(crate::missing("casting::set_item"))
}

/// The element at `ptr` as the Python object of `a.item()` (int, float, str, tuple, …).
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn get_item(_descr: &Descr, _ptr: *const u8, _base: Option<&Array>) -> Res<Owned> {
    Err(crate::missing("casting::get_item"))
}
