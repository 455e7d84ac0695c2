//! Basic indexing: a view by ints, slices, new axes and an ellipsis.

use ferronum_pyrt::raised::index_error;
use ferronum_pyrt::{Layout, Own, Res};

use super::key::{Key, Part};
use crate::array::positions::slice_bounds;
use crate::model::errors::index_out_of_bounds;
use crate::model::{Array, Dims};

/// The layout that the basic parts of a key leave, with the axes of advanced parts still whole.
pub(crate) struct Layouted {
    /// First element.
    pub data: *mut u8,
    /// Lengths.
    pub shape: Dims,
    /// Strides.
    pub strides: Dims,
    /// The advanced parts, in key order: axis of the layout above, axis of the array, positions.
    pub fancy: Vec<Fancy>,
    /// Result dimensions before the first advanced part.
    pub before: usize,
    /// All advanced parts (ints among them) stand side by side.
    pub adjacent: bool,
    /// Every part was an int, and there was no ellipsis: the result is one element.
    pub element: bool,
}

/// One advanced part.
pub(crate) struct Fancy {
    /// Axis of the layout.
    pub axis: usize,
    /// Axis of the array, for messages.
    pub array_axis: usize,
    /// Positions; `None` for a 0-d boolean, which picks `count` times position 0 of its new axis.
    pub index: Option<Own<Array>>,
    /// Length of a 0-d boolean's axis: 1 or 0.
    pub count: isize,
}

/// Boolean arrays must be as long as their axes; that comes before any position is looked at.
fn check_masks(a: &Array, key: &Key) -> Res<()> {
    let mut axis = 0;
    for part in &key.parts {
        match part {
            Part::Fancy {
                mask_len: Some(len),
                ..
            } if *len != a.shape()[axis] => {
                return Err(mask_mismatch(axis, a.shape()[axis], *len));
            }
            Part::Int(_) | Part::Slice(_) | Part::Fancy { .. } => axis += 1,
            Part::Ellipsis => axis += a.ndim() - key.used,
            Part::NewAxis | Part::Bool(_) | Part::Mask(_) => {}
        }
    }
    Ok(())
}

/// Applies the basic parts.
pub(crate) fn layout(a: &Array, key: &Key) -> Res<Layouted> {
    if key.fancy {
        check_masks(a, key)?;
    }
    let mut out = Layouted {
        data: a.data(),
        shape: Dims::new(),
        strides: Dims::new(),
        fancy: Vec::new(),
        before: 0,
        adjacent: true,
        element: true,
    };
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    let mut axis = 0;
    // 0: no advanced part yet, 1: inside a run of them, 2: after the run.
    let mut run = 0;
    let mut plain = 0;
    for part in &key.parts {
        let advanced = matches!(part, Part::Fancy { .. } | Part::Bool(_) | Part::Mask(_))
            || (key.fancy && matches!(part, Part::Int(_)));
        match (advanced, run) {
            (true, 0) => {
                out.before = plain;
                run = 1;
            }
            (true, 2) => out.adjacent = false,
            (false, 1) => run = 2,
            _ => {}
        }
        match part {
            Part::Int(i) => {
                let n = shape[axis];
                if *i < -n || *i >= n {
                    return Err(index_out_of_bounds(*i, axis, n));
                }
                out.data = out
                    .data
                    .wrapping_offset((if *i < 0 { *i + n } else { *i }) * strides[axis]);
                axis += 1;
            }
            Part::Slice(s) => {
                let (start, step, n) = slice_bounds(s, shape[axis])?;
                out.data = out.data.wrapping_offset(start * strides[axis]);
                push(&mut out, n, strides[axis].wrapping_mul(step))?;
                axis += 1;
                plain += 1;
                out.element = false;
            }
            Part::NewAxis => {
                push(&mut out, 1, 0)?;
                plain += 1;
                out.element = false;
            }
            Part::Ellipsis => {
                for _ in 0..a.ndim() - key.used {
                    push(&mut out, shape[axis], strides[axis])?;
                    axis += 1;
                    plain += 1;
                }
                out.element = false;
            }
            Part::Fancy { index, .. } => {
                let at = out.shape.len();
                out.fancy.push(Fancy {
                    axis: at,
                    array_axis: axis,
                    index: Some(index.own()),
                    count: 0,
                });
                push(&mut out, shape[axis], strides[axis])?;
                axis += 1;
            }
            Part::Bool(keep) => {
                let at = out.shape.len();
                out.fancy.push(Fancy {
                    axis: at,
                    array_axis: axis,
                    index: None,
                    count: isize::from(*keep),
                });
                push(&mut out, 1, 0)?;
            }
            Part::Mask(_) => {}
        }
    }
    Ok(out)
}

fn push(out: &mut Layouted, n: isize, stride: isize) -> Res<()> {
    if out.shape.push(n) && out.strides.push(stride) {
        return Ok(());
    }
    Err(index_error(&format!(
        "number of dimensions must be within [0, {}], indexing result would have {}",
        ferronum_abi::prelude::NPY_MAXDIMS,
        out.shape.len() + 1
    )))
}

/// The error of a boolean array whose length differs from the axis.
#[cold]
pub(crate) fn mask_mismatch(axis: usize, size: isize, mask: isize) -> ferronum_pyrt::Raised {
    index_error(&format!(
        "boolean index did not match indexed array along axis {axis}; size of axis is {size} but size of corresponding boolean axis is {mask}"
    ))
}

/// The view of a purely basic key.
pub(crate) fn view(a: &Array, l: &Layouted) -> Res<Own<Array>> {
    crate::storage::create::view(a, a.descr().own(), &l.shape, &l.strides, l.data)
}
