//! Shape and size of the subarrays that elements may be.

use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Object, Res};

use crate::model::Dims;

/// The shape of a subarray dtype.
pub fn subarray_shape(shape: &Object) -> Res<Dims> {
    let mut out = Dims::new();
    if shape.is_tuple() {
        for n in shape.tuple_items() {
            if !out.push(n.to_isize()?) {
                return Err(value_error("a subarray has too many dimensions"));
            }
        }
    } else if !out.push(shape.to_isize()?) {
        return Err(value_error("a subarray has too many dimensions"));
    }
    Ok(out)
}

/// Number of elements of a subarray.
pub fn subarray_size(shape: &[isize]) -> Res<isize> {
    shape
        .iter()
        .try_fold(1isize, |n, &d| n.checked_mul(d))
        .filter(|n| *n >= 0)
        .ok_or_else(|| value_error("a subarray is too large"))
}
