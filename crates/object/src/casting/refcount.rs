//! References held by elements: release, and zero-fill where memset cannot write zero.

use ferronum_pyrt::Res;

use crate::dtype::Descr;

/// Releases the references in `n` elements and leaves the memory safe to release again (NULLs).
///
/// # Safety
/// The memory holds initialised elements of `descr`.
pub unsafe fn clear(_descr: &Descr, _ptr: *mut u8, _stride: isize, _n: isize) -> Res<()> {
    Err(crate::missing("casting::clear"))
}
