//! Element iterators that C code advances by macros: `numpy.flatiter`, `numpy.broadcast`, the neighbourhood iterator.

pub mod broadcast;
pub mod c_api;
pub mod flatiter;
pub mod neighborhood;

pub use broadcast::BROADCAST_TYPE;
use ferronum_pyrt::method::Method;
use ferronum_pyrt::{Object, Res};
pub use flatiter::FLATITER_TYPE;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[];

/// Readies the types of this folder.
pub fn init() -> Res<()> {
    flatiter::init()?;
    broadcast::init()?;
    neighborhood::init()
}

/// Puts the types of this folder into the module's dict.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("flatiter", FLATITER_TYPE.object())?;
    dict.dict_set_str("broadcast", BROADCAST_TYPE.object())
}
