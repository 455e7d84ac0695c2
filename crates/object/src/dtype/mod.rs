//! dtype instances and DType classes: descriptors, parsing of everything that names a dtype, promotion,
//! byte order, pickling, user dtypes. Answers for `numpy.dtype`, `numpy.dtypes.*`, `numpy._DTypeMeta`,
//! `promote_types`, `result_type`, `min_scalar_type` (NEP 42, NEP 50). Not here: casts (`casting`),
//! reading and writing elements (`casting::item`).

pub mod builtin;
pub mod byteorder;
pub mod c_api;
pub mod class;
pub mod copy;
pub mod descr;
pub mod parse;
pub mod promote;

pub use builtin::builtin;
pub use class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass, DTypeSlots};
pub use descr::{Descr, is_complex, is_float, is_integer, is_number};

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    builtin::init()
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(_dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    Ok(())
}

/// The abstract DType classes, by the stem of their C names: `IntAbstract`, `FloatAbstract`, `ComplexAbstract`, `PyLong`,
/// `PyFloat`, `PyComplex`.
pub fn abstract_class(_stem: &str) -> Option<&'static DTypeClass> {
    None
}

/// Address of the number of registered legacy user dtypes.
pub fn user_type_count() -> *mut std::ffi::c_int {
    static COUNT: std::sync::atomic::AtomicI32 = std::sync::atomic::AtomicI32::new(0);
    COUNT.as_ptr()
}
