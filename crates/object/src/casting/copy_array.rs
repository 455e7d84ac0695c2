//! Copies of whole arrays.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Res};

use crate::casting;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::dims::Dims;
use crate::model::layout::fill_strides;
use crate::storage::create::{empty_like, permuted, view_as};

/// `a.copy(order)`, keeping the subtype.
pub fn copy(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let out = empty_like(a, order, None, None, true)?;
    casting::copy_into(&out, a)?;
    Ok(out)
}

/// `a.copy(order)` as a plain ndarray.
pub fn copy_base_class(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let out = empty_like(a, order, None, None, false)?;
    casting::copy_into(&out, a)?;
    Ok(out)
}

/// Axes from the outermost to the innermost in a walk through memory; one that stands still keeps its place.
fn axes_as_walked(a: &Array) -> Dims {
    let mut axes = Dims::new();
    for i in (0..a.ndim()).rev() {
        let _fits = axes.push(i as isize);
    }
    crate::model::axis_order::by_strides(&mut axes, 1, |axis, _| match a.shape()[axis as usize] {
        1 => 0,
        _ => a.strides()[axis as usize],
    });
    axes.reverse();
    axes
}

/// `a.flatten(order)`: a flat copy.
pub fn flatten(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let order = match order {
        NPY_ANYORDER if a.is_f_contiguous() && !a.is_c_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER => NPY_CORDER,
        o => o,
    };
    let size = a.size();
    let out = empty_like(a, NPY_CORDER, None, Some(&[size]), true)?;
    let source = crate::storage::create::plain(a)?;
    let source = match order {
        NPY_KEEPORDER => permuted(&source, &axes_as_walked(a))?,
        _ => source,
    };
    // The copy goes through a plain view of the result in the source's shape.
    let mut strides = Dims::filled(a.ndim(), 0);
    fill_strides(
        &mut strides,
        source.shape(),
        a.itemsize(),
        order == NPY_FORTRANORDER,
    );
    let shape = Dims::from(source.shape());
    let shaped = view_as(
        &out,
        ARRAY_TYPE.ptr(),
        out.descr().own(),
        &shape,
        &strides,
        out.data(),
    )?;
    crate::casting::copy_into(&shaped, &source)?;
    Ok(out)
}
