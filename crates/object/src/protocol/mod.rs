//! Protocols that other objects speak: `__array_function__` dispatch, `__array_wrap__`, `_array_converter`, buffers, DLPack.

pub mod convert;

use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Args, Object, Owned, Res};

use crate::array::Dims;
use crate::array::shape::shape_text;

/// The shape that all `shapes` broadcast to; `ValueError` with NumPy's text otherwise.
pub fn broadcast_shape(shapes: &[&[isize]]) -> Res<Dims> {
    let ndim = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out = Dims::filled(ndim, 1);
    for shape in shapes {
        for (o, &d) in out.iter_mut().rev().zip(shape.iter().rev()) {
            if *o == 1 {
                *o = d;
            } else if d != 1 && d != *o {
                let all: Vec<String> = shapes.iter().map(|s| shape_text(s)).collect();
                return Err(value_error(&format!(
                    "operands could not be broadcast together with shapes {} ",
                    all.join(" ")
                )));
            }
        }
    }
    Ok(out)
}

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[ferronum_pyrt::method::Method] = &[];

/// The result of `like.__array_function__` for a creation function, or `None` where `like` is a plain ndarray.
pub fn like_override(name: &str, like: &Object, _args: Args<'_>) -> Res<Option<Owned>> {
    if crate::array::ARRAY_TYPE.has_exact(like) {
        return Ok(None);
    }
    Err(crate::missing(&format!("{name}(like=)")))
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
