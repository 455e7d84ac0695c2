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

/// True for exactly one of the built-in scalar types (whose operators never override ndarray's).
pub fn is_builtin_scalar_type(_ty: *mut ferronum_pyrt::ffi::PyTypeObject) -> bool {
    false
}

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    Ok(())
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(_dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    Ok(())
}

/// The two bool scalars, False and True, as C's array of structs.
pub fn bool_values() -> *mut std::ffi::c_void {
    static VALUES: [u64; 6] = [0; 6];
    VALUES.as_ptr().cast_mut().cast()
}
