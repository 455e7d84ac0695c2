//! `NpyIter`: the general multi-operand iterator with buffering, and its Python face `numpy.nditer`, `nested_iters`.

mod pending;

use ferronum_pyrt::StaticType;

/// `numpy.nditer`.
pub static NDITER_TYPE: StaticType = StaticType::new();

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    pending::init()
}

/// Puts the types and constants of this folder into the module's dict.
pub fn add_names(dict: &ferronum_pyrt::Object) -> ferronum_pyrt::Res<()> {
    dict.dict_set_str("nditer", NDITER_TYPE.object())
}
