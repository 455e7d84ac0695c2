//! Array scalars: the type hierarchy from `numpy.generic` down, construction, arithmetic, methods, printing.

use ferronum_pyrt::{Owned, Res};

use crate::array::Array;
use crate::dtype::Descr;

/// A new array scalar from the element at `ptr` (`PyArray_Scalar`); for `object` the element itself. `base` is kept alive
/// by void scalars that view it.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn from_memory(_ptr: *const u8, _descr: &Descr, _base: Option<&Array>) -> Res<Owned> {
    Err(crate::missing("scalars::from_memory"))
}

/// `PyArray_Return`: a 0-d exact ndarray becomes its scalar, anything else stays.
pub fn wrap_result(a: ferronum_pyrt::Own<Array>) -> Res<Owned> {
    if a.ndim() != 0 || !a.is_exact() {
        return Ok(a.upcast());
    }
    // SAFETY: a 0-d array holds one element.
    unsafe { from_memory(a.data(), a.descr(), Some(&a)) }
}
