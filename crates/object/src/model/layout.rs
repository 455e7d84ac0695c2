//! Facts about shape, strides and item size: contiguity, alignment, extent, sizes.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Raised, Res};

use crate::model::dims::Dims;

/// Bytes from the first element down to the lowest and up past the highest address; `None` on overflow.
pub(crate) fn extent(shape: &[isize], strides: &[isize], elsize: isize) -> Option<(isize, isize)> {
    if shape.contains(&0) {
        return Some((0, 0));
    }
    let (mut low, mut high) = (0isize, elsize);
    for (&d, &s) in shape.iter().zip(strides) {
        let reach = s.checked_mul(d - 1)?;
        if reach < 0 {
            low = low.checked_add(reach)?;
        } else {
            high = high.checked_add(reach)?;
        }
    }
    Some((low, high))
}

/// Bytes of an array, with NumPy's errors for negative, too many or too large dimensions.
#[inline]
pub fn checked_nbytes(shape: &[isize], elsize: isize) -> Res<usize> {
    if shape.len() > NPY_MAXDIMS {
        return Err(too_many_dims(shape.len()));
    }
    let mut total = elsize;
    let mut empty = false;
    for &d in shape {
        if d == 0 {
            empty = true;
            continue;
        }
        if d < 0 {
            return Err(value_error("negative dimensions are not allowed"));
        }
        match total.checked_mul(d) {
            Some(t) => total = t,
            None => {
                return Err(value_error(
                    "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
                ));
            }
        }
    }
    Ok(if empty { 0 } else { total as usize })
}

/// The error for more than `NPY_MAXDIMS` dimensions.
#[cold]
pub fn too_many_dims(n: usize) -> Raised {
    value_error(&format!(
        "maximum supported dimension for an ndarray is currently {NPY_MAXDIMS}, found {n}"
    ))
}

/// Contiguous strides in C or Fortran order. Dimensions of size 0 count as 1.
#[inline]
pub fn fill_strides(strides: &mut [isize], shape: &[isize], elsize: isize, fortran: bool) {
    let mut step = elsize;
    let mut set = |s: &mut isize, d: isize| {
        *s = step;
        step *= d.max(1);
    };
    if fortran {
        strides.iter_mut().zip(shape).for_each(|(s, &d)| set(s, d));
    } else {
        strides
            .iter_mut()
            .zip(shape)
            .rev()
            .for_each(|(s, &d)| set(s, d));
    }
}

/// (C-contiguous, Fortran-contiguous) under relaxed strides: dimensions of size 1 do not count, empty arrays are both.
#[inline]
pub fn contiguity(shape: &[isize], strides: &[isize], elsize: isize) -> (bool, bool) {
    if shape.contains(&0) {
        return (true, true);
    }
    let runs = |step: &mut isize, d: isize, s: isize| {
        let ok = d == 1 || s == *step;
        *step *= d;
        ok
    };
    let mut step = elsize;
    let c = shape
        .iter()
        .zip(strides)
        .rev()
        .all(|(&d, &s)| runs(&mut step, d, s));
    step = elsize;
    let f = shape
        .iter()
        .zip(strides)
        .all(|(&d, &s)| runs(&mut step, d, s));
    (c, f)
}

/// Every element of an array with this layout lies at a multiple of `alignment`.
#[inline]
pub fn is_aligned_layout(
    data: *const u8,
    shape: &[isize],
    strides: &[isize],
    alignment: isize,
) -> bool {
    if alignment <= 1 {
        return true;
    }
    let mut bits = data as isize;
    for (&d, &s) in shape.iter().zip(strides) {
        match d {
            0 => return true,
            1 => {}
            _ => bits |= s,
        }
    }
    bits & (alignment - 1) == 0
}

/// Axes from the largest absolute stride to the smallest; equal ones keep their C order.
pub fn axes_by_stride(strides: &[isize]) -> Dims {
    let mut axes = Dims::new();
    for i in 0..strides.len() {
        let _fits = axes.push(i as isize);
    }
    axes.sort_by_key(|&i| std::cmp::Reverse(strides[i as usize].unsigned_abs()));
    axes
}
