//! The shape that several shapes broadcast to.

use super::Dims;

/// Two shapes that do not fit together.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct BroadcastError {
    /// Index of the first shape that has a length other than one on the axis.
    pub first: usize,
    /// Index of the shape that differs from it.
    pub second: usize,
}

/// Broadcasts shapes together: lengths must be equal or one, and missing outer axes count as one.
///
/// More than [`MAX_DIMS`](super::MAX_DIMS) axes are an error of the caller and answered as a mismatch of the
/// longest shape with itself.
pub fn broadcast_shapes(shapes: &[&[isize]]) -> Result<Dims, BroadcastError> {
    let (longest, ndim) = shapes
        .iter()
        .map(|s| s.len())
        .enumerate()
        .max_by_key(|&(_, n)| n)
        .unwrap_or((0, 0));
    let mut out = Dims::filled(ndim, 1).ok_or(BroadcastError {
        first: longest,
        second: longest,
    })?;
    for axis in 0..ndim {
        let mut setter = None;
        for (k, shape) in shapes.iter().enumerate() {
            let Some(at) = (shape.len() + axis).checked_sub(ndim) else {
                continue;
            };
            let len = shape[at];
            if len == 1 {
                continue;
            }
            match setter {
                None => {
                    setter = Some(k);
                    out[axis] = len;
                }
                Some(first) if out[axis] != len => return Err(BroadcastError { first, second: k }),
                Some(_) => {}
            }
        }
    }
    Ok(out)
}
