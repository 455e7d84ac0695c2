//! Array scalars: the type hierarchy from `numpy.generic` down, construction, arithmetic, methods, printing.
//! Not here: casts between dtypes (`casting`), the ufuncs that scalar arithmetic falls back to.

pub mod buffer;
pub mod c_api;
mod compare;
pub mod complex;
pub mod construct;
pub mod datetime;
pub mod float;
mod float_text;
pub mod format;
pub mod generic;
pub mod hash;
pub mod integer;
pub mod math;
pub mod object;
mod operand;
pub mod pickle;
pub mod string;
pub mod types;
pub mod void;

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Object, Res};

/// Functions of the module.
pub const FUNCTIONS: &[Method] = &[method::function(c"scalar", pickle::scalar)];

/// Readies the scalar types and makes the two bools.
pub fn init() -> Res<()> {
    types::init()?;
    crate::casting::item::scalar::init_bools();
    Ok(())
}

/// The abstract scalar types.
pub fn add_names(dict: &Object) -> Res<()> {
    for (name, ty) in crate::model::scalar_types::ABSTRACT {
        dict.dict_set_str(name, ty.object())?;
    }
    Ok(())
}
