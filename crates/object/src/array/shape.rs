//! Shape changes without moving data: reshape, transpose, squeeze, diagonal, ravel.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, intern};

use crate::casting::copy_array::flatten;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::dims::Dims;
use crate::model::errors::axis_error;
use crate::model::errors::normalize_axis;
use crate::model::errors::shape_text;
use crate::model::layout::fill_strides;
use crate::protocol::array_wrap;
use crate::storage::create::permuted;
use crate::storage::create::{view, view_as};

/// A shape argument: an int or a sequence of ints (snapshotted first).
pub fn dims_from_object(obj: &Object) -> Res<Dims> {
    crate::arguments::convert::required_shape(obj)
}

/// `a.reshape(shape, order)`: a view where the layout allows, else a copy (`copy`: `Some(true)` always copies,
/// `Some(false)` raises instead of copying).
pub fn reshape(
    a: &Array,
    shape: &[isize],
    order: NPY_ORDER,
    copy: Option<bool>,
) -> Res<Own<Array>> {
    let order = match order {
        NPY_ANYORDER if a.is_f_contiguous() && !a.is_c_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER => NPY_CORDER,
        NPY_KEEPORDER => return Err(value_error("order 'K' is not permitted for reshaping")),
        o => o,
    };
    if copy != Some(true) && shape == a.shape() {
        return view(a, a.descr().own(), shape, a.strides(), a.data());
    }
    let shape = fix_unknown_dimension(a, shape)?;
    let fortran = order == NPY_FORTRANORDER;
    if copy != Some(true) {
        let contiguous = if fortran {
            a.is_f_contiguous()
        } else {
            a.is_c_contiguous()
        };
        let mut strides = Dims::filled(shape.len(), 0);
        let fits = if contiguous {
            fill_strides(&mut strides, &shape, a.itemsize(), fortran);
            true
        } else {
            reshape_strides(
                a.shape(),
                a.strides(),
                a.itemsize(),
                &shape,
                &mut strides,
                fortran,
            )
        };
        if fits {
            return view(a, a.descr().own(), &shape, &strides, a.data());
        }
        if copy == Some(false) {
            return Err(value_error(
                "Unable to avoid creating a copy while reshaping.",
            ));
        }
    }
    let dense = crate::casting::copy_array::copy(a, order)?;
    let mut strides = Dims::filled(shape.len(), 0);
    fill_strides(&mut strides, &shape, a.itemsize(), fortran);
    view_as(
        &dense,
        a.subtype(),
        dense.descr().own(),
        &shape,
        &strides,
        dense.data(),
    )
}

/// Replaces one -1 by the size that fits; `ValueError` where none does.
pub fn fix_unknown_dimension(a: &Array, shape: &[isize]) -> Res<Dims> {
    let mut out = Dims::from(shape);
    let mut known: isize = 1;
    let mut unknown = None;
    let fail = || {
        value_error(&format!(
            "cannot reshape array of size {} into shape {}",
            a.size(),
            shape_list(shape)
        ))
    };
    for (i, &d) in shape.iter().enumerate() {
        if d < 0 {
            if unknown.is_some() {
                return Err(value_error("can only specify one unknown dimension"));
            }
            unknown = Some(i);
        } else {
            known = known.checked_mul(d).ok_or_else(fail)?;
        }
    }
    let size = a.size();
    match unknown {
        Some(i) => {
            if known == 0 || size % known != 0 {
                return Err(fail());
            }
            out[i] = size / known;
        }
        None if known != size => return Err(fail()),
        None => {}
    }
    Ok(out)
}

/// The wanted shape of a failed reshape: unknown dimensions at the front are left out.
fn shape_list(shape: &[isize]) -> String {
    let skipped = shape.iter().take_while(|&&d| d < 0).count();
    if skipped == 0 {
        return shape_text(shape);
    }
    let text = shape_text(&shape[skipped..]);
    text.replace(",)", ")")
}

/// Strides that show `old` memory in `new` shape without a copy, if there are any: groups of axes with
/// equal products are matched, and the old axes of a group must be mergeable.
fn reshape_strides(
    old_shape: &[isize],
    old_strides: &[isize],
    elsize: isize,
    new: &[isize],
    out: &mut [isize],
    fortran: bool,
) -> bool {
    let mut dims = Dims::new();
    let mut steps = Dims::new();
    for (&d, &s) in old_shape.iter().zip(old_strides) {
        if d != 1 {
            let _fits = dims.push(d) && steps.push(s);
        }
    }
    if new.contains(&0) || dims.contains(&0) {
        fill_strides(out, new, elsize, fortran);
        return true;
    }
    let (mut oi, mut ni) = (0, 0);
    while ni < new.len() && oi < dims.len() {
        let (mut oj, mut nj) = (oi + 1, ni + 1);
        let (mut op, mut np) = (dims[oi], new[ni]);
        while np != op {
            if np < op {
                np *= new[nj];
                nj += 1;
            } else {
                op *= dims[oj];
                oj += 1;
            }
        }
        let mergeable = (oi..oj - 1).all(|k| {
            if fortran {
                steps[k + 1] == dims[k] * steps[k]
            } else {
                steps[k] == dims[k + 1] * steps[k + 1]
            }
        });
        if !mergeable {
            return false;
        }
        if fortran {
            out[ni] = steps[oi];
            for k in ni + 1..nj {
                out[k] = out[k - 1] * new[k - 1];
            }
        } else {
            out[nj - 1] = steps[oj - 1];
            for k in (ni + 1..nj).rev() {
                out[k - 1] = out[k] * new[k];
            }
        }
        (oi, ni) = (oj, nj);
    }
    let last = match ni {
        0 => elsize,
        _ if fortran => out[ni - 1] * new[ni - 1],
        _ => out[ni - 1],
    };
    out[ni..].fill(last);
    true
}

/// `a.transpose(axes)`; `None` reverses.
pub fn transpose(a: &Array, axes: Option<&[isize]>) -> Res<Own<Array>> {
    let n = a.ndim();
    let mut perm = Dims::filled(n, 0);
    match axes {
        None => perm
            .iter_mut()
            .enumerate()
            .for_each(|(i, p)| *p = (n - 1 - i) as isize),
        Some(axes) => {
            if axes.len() != n {
                return Err(value_error("axes don't match array"));
            }
            let mut seen = [false; NPY_MAXDIMS];
            for (p, &axis) in perm.iter_mut().zip(axes) {
                let axis = normalize_axis(axis, n)?;
                if std::mem::replace(&mut seen[axis], true) {
                    return Err(value_error("repeated axis in transpose"));
                }
                *p = axis as isize;
            }
        }
    }
    permuted(a, &perm)
}

/// `a.swapaxes(i, j)`.
pub fn swapaxes(a: &Array, i: isize, j: isize) -> Res<Own<Array>> {
    let n = a.ndim();
    let text = |s: &'static str| ferronum_pyrt::str_new(s);
    let fix = |axis: isize, name: &'static str| -> Res<usize> {
        let m = n as isize;
        if axis < -m || axis >= m {
            return Err(axis_error(axis, n as isize, Some(&*text(name)?)));
        }
        Ok(if axis < 0 { axis + m } else { axis } as usize)
    };
    let (i, j) = (fix(i, "axis1")?, fix(j, "axis2")?);
    let mut perm = Dims::filled(n, 0);
    perm.iter_mut()
        .enumerate()
        .for_each(|(k, p)| *p = k as isize);
    perm.swap(i, j);
    permuted(a, &perm)
}

/// `a.squeeze(axes)`; `None` drops every axis of size 1.
pub fn squeeze(a: &Array, axes: Option<&[isize]>) -> Res<Owned> {
    let n = a.ndim();
    let mut drop = [false; NPY_MAXDIMS];
    match axes {
        None => a
            .shape()
            .iter()
            .zip(&mut drop)
            .for_each(|(&d, x)| *x = d == 1),
        Some(axes) => {
            for &axis in axes {
                let axis = normalize_axis(axis, n)?;
                if std::mem::replace(&mut drop[axis], true) {
                    return Err(value_error("duplicate value in 'axis'"));
                }
            }
            // What is no axis, or one twice, is told first.
            if a.shape().iter().zip(&drop).any(|(&d, &x)| x && d != 1) {
                return Err(value_error(
                    "cannot select an axis to squeeze out which has size not equal to one",
                ));
            }
        }
    }
    let (mut shape, mut strides) = (Dims::new(), Dims::new());
    for i in (0..n).filter(|&i| !drop[i]) {
        let _fits = shape.push(a.shape()[i]) && strides.push(a.strides()[i]);
    }
    if shape.len() == n {
        return Ok(a.own().upcast());
    }
    if a.is_exact() {
        return Ok(view(a, a.descr().own(), &shape, &strides, a.data())?.upcast());
    }
    // A subclass wraps a plain view of itself.
    let squeezed = view_as(
        a,
        ARRAY_TYPE.ptr(),
        a.descr().own(),
        &shape,
        &strides,
        a.data(),
    )?;
    array_wrap::wrap_as(a, squeezed)
}

/// `a.diagonal(offset, axis1, axis2)`: a read-only view.
pub fn diagonal(a: &Array, offset: isize, axis1: isize, axis2: isize) -> Res<Own<Array>> {
    let n = a.ndim();
    if n < 2 {
        return Err(value_error(
            "diag requires an array of at least two dimensions",
        ));
    }
    let named = |axis: isize, name: &Object| {
        let m = n as isize;
        if axis < -m || axis >= m {
            Err(axis_error(axis, n as isize, Some(name)))
        } else {
            Ok(axis.rem_euclid(m) as usize)
        }
    };
    let (i, j) = (
        named(axis1, intern!("axis1"))?,
        named(axis2, intern!("axis2"))?,
    );
    if i == j {
        return Err(value_error("axis1 and axis2 cannot be the same"));
    }
    let (mut di, mut dj) = (a.shape()[i], a.shape()[j]);
    let (si, sj) = (a.strides()[i], a.strides()[j]);
    let mut data = a.data();
    if offset >= 0 {
        dj = dj.saturating_sub(offset);
        if dj > 0 {
            data = data.wrapping_offset(offset * sj);
        }
    } else {
        di = di.saturating_add(offset);
        if di > 0 {
            data = data.wrapping_offset(offset.wrapping_neg() * si);
        }
    }
    let (mut shape, mut strides) = (Dims::new(), Dims::new());
    for k in (0..n).filter(|&k| k != i && k != j) {
        let _fits = shape.push(a.shape()[k]) && strides.push(a.strides()[k]);
    }
    let _fits = shape.push(di.min(dj).max(0)) && strides.push(si.wrapping_add(sj));
    let out = view(a, a.descr().own(), &shape, &strides, data)?;
    out.clear_flags(NPY_ARRAY_WRITEABLE);
    Ok(out)
}

/// `a.ravel(order)`: a view where it is contiguous in that order, else a flat copy.
pub fn ravel(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let order = match order {
        NPY_ANYORDER if a.is_f_contiguous() && !a.is_c_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER => NPY_CORDER,
        o => o,
    };
    let size = a.size();
    let flat = |a: &Array| view(a, a.descr().own(), &[size], &[a.itemsize()], a.data());
    match order {
        NPY_KEEPORDER if a.is_contiguous() => return flat(a),
        NPY_CORDER if a.is_c_contiguous() => return flat(a),
        NPY_FORTRANORDER if a.is_f_contiguous() => return flat(a),
        NPY_KEEPORDER => {
            let sorted = permuted(a, &crate::model::layout::axes_by_stride(a.strides()))?;
            if sorted.is_c_contiguous() {
                return flat(a);
            }
        }
        _ => {}
    }
    flatten(a, order)
}

/// The array that a method works on along `axis`, and that axis: flattened where none is named, if it has not just one
/// axis already. A matrix stays one with a single row.
pub fn along(a: &Array, axis: Option<isize>) -> Res<(Own<Array>, usize)> {
    match axis {
        None => {
            let flat = if a.ndim() == 1 {
                a.own()
            } else {
                ravel(a, NPY_CORDER)?
            };
            let last = flat.ndim().saturating_sub(1);
            Ok((flat, last))
        }
        Some(axis) if a.ndim() == 0 => {
            normalize_axis(axis, 1)?;
            Ok((ravel(a, NPY_CORDER)?, 0))
        }
        Some(axis) => Ok((a.own(), normalize_axis(axis, a.ndim())?)),
    }
}

/// An axis argument that must be an `int` for the message "an integer is required for the axis".
pub fn axis_from_object(obj: &Object) -> Res<isize> {
    obj.to_isize().map_err(|e| {
        if e.matches(exc::TypeError()) {
            e.clear();
            return ferronum_pyrt::raised::type_error("an integer is required for the axis");
        }
        e
    })
}
