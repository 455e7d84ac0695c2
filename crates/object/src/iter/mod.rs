//! Element iterators that C code advances by macros: `numpy.flatiter`, `numpy.broadcast`, the neighbourhood iterator.

pub mod flatiter;

use ferronum_pyrt::StaticType;

/// `numpy.flatiter`.
pub static FLATITER_TYPE: StaticType = StaticType::new();
/// `numpy.broadcast`.
pub static BROADCAST_TYPE: StaticType = StaticType::new();

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
