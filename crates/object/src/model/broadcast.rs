//! The shape that several shapes broadcast to.

use ferronum_pyrt::Res;
use ferronum_pyrt::raised::value_error;

use crate::model::Dims;
use crate::model::errors::shape_text;

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
