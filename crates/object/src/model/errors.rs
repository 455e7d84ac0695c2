//! Errors whose texts several places raise: axes, bounds, broadcasting, read-only memory.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{index_error, value_error};
use ferronum_pyrt::{Layout, Object, Raised, Res, import_cached};

use crate::model::array::Array;

/// Raises if `a` may not be written; a pending warn-on-write flag warns once.
#[inline]
pub fn require_writeable(a: &Array, name: &str) -> Res<()> {
    if !a.is_writeable() {
        return Err(value_error(&format!("{name} is read-only")));
    }
    if a.flags() & NPY_ARRAY_WARN_ON_WRITE != 0 {
        return warn_on_write(a);
    }
    Ok(())
}

#[cold]
fn warn_on_write(a: &Array) -> Res<()> {
    ferronum_pyrt::raised::warn(
        ferronum_pyrt::raised::exc::DeprecationWarning(),
        "Numpy has detected that you (may be) writing to an array with\n\
         overlapping memory from np.broadcast_arrays. If this is intentional\n\
         set the WRITEABLE flag True or make a copy immediately before writing.",
        1,
    )?;
    let mut next = Some(a.own());
    while let Some(x) = next {
        x.clear_flags(NPY_ARRAY_WARN_ON_WRITE);
        next = x
            .base()
            .and_then(|b| b.downcast::<Array>())
            .map(|b| b.own());
    }
    Ok(())
}

/// The broadcast error of an assignment.
#[cold]
pub fn broadcast_error(src: &[isize], dst: &[isize]) -> Raised {
    let more = src.len().saturating_sub(dst.len());
    let src = &src[src.iter().take(more).take_while(|&&d| d == 1).count()..];
    value_error(&format!(
        "could not broadcast input array from shape {} into shape {}",
        shape_text(src),
        shape_text(dst)
    ))
}

/// Raises `numpy.exceptions.AxisError(axis, ndim, prefix)`.
#[cold]
pub fn axis_error(axis: isize, ndim: isize, prefix: Option<&Object>) -> Raised {
    let build = || -> Res<Raised> {
        let class = import_cached!("numpy.exceptions", "AxisError")?;
        let (a, n) = (
            ferronum_pyrt::int_new(axis as i64)?,
            ferronum_pyrt::int_new(ndim as i64)?,
        );
        let value = class.call(&[&a, &n, prefix.unwrap_or(ferronum_pyrt::none())])?;
        Ok(ferronum_pyrt::raised::raise_object(class, &value))
    };
    build().unwrap_or_else(|e| e)
}

/// A possibly negative axis as an index below `ndim`.
#[inline]
pub fn normalize_axis(axis: isize, ndim: usize) -> Res<usize> {
    let n = ndim as isize;
    if axis < -n || axis >= n {
        return Err(axis_error(axis, n, None));
    }
    Ok(if axis < 0 { axis + n } else { axis } as usize)
}

/// A tuple text such as `(2,3)` for messages about shapes.
pub fn shape_text(shape: &[isize]) -> String {
    let inner: Vec<String> = shape
        .iter()
        .map(|d| {
            if *d < 0 {
                "newaxis".to_owned()
            } else {
                d.to_string()
            }
        })
        .collect();
    if inner.len() == 1 {
        format!("({},)", inner[0])
    } else {
        format!("({})", inner.join(","))
    }
}

/// `IndexError` of an index out of bounds for an axis.
#[cold]
pub fn index_out_of_bounds(index: isize, axis: usize, size: isize) -> Raised {
    index_error(&format!(
        "index {index} is out of bounds for axis {axis} with size {size}"
    ))
}
