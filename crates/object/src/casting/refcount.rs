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

/// Writes zeros where the memory's own zero bytes do not mean zero (`object` 0, empty StringDType elements);
/// the memory is zeroed already. A no-op for plain data.
///
/// # Safety
/// `n` zeroed elements of `descr` lie at `ptr`.
pub unsafe fn fill_zero(descr: &Descr, _ptr: *mut u8, _stride: isize, _n: isize) -> Res<()> {
    if descr.has_references() {
        Err(crate::missing("casting::fill_zero"))
    } else {
        Ok(())
    }
}

/// Releases the references in all elements of `a`.
///
/// # Safety
/// `a` owns its elements and nobody will read them again.
pub unsafe fn clear_array(a: &crate::Array) -> Res<()> {
    // SAFETY: an owner's memory is one run of elements.
    unsafe { clear(a.descr(), a.data(), a.itemsize(), a.size()) }
}
