//! Subscripts that are one boolean array over all axes.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::{compress, count_mask, expand, fill_masked};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Own, Res};

use super::view::mask_mismatch;
use crate::casting::Transfer;
use crate::model::{Array, Dims};
use crate::storage::create;

/// A 0-d mask.
pub(crate) fn single(picked: bool) -> Res<Own<Array>> {
    let m = create::zeros(&[], crate::dtype::builtin(NPY_BOOL).own(), NPY_CORDER)?;
    // SAFETY: one byte of a fresh array.
    unsafe { *m.data() = u8::from(picked) };
    Ok(m)
}

pub(crate) fn check_shape(a: &Array, mask: &Array) -> Res<()> {
    for (axis, (&n, &m)) in a.shape().iter().zip(mask.shape()).enumerate() {
        if n != m {
            return Err(mask_mismatch(axis, n, m));
        }
    }
    Ok(())
}

/// Runs of both arrays in C order, as long as both layouts allow: (array pointer, array step, mask pointer, mask step, n).
fn for_each_run(
    a: &Array,
    mask: &Array,
    mut f: impl FnMut(*mut u8, isize, *const u8, isize, usize) -> Res<()>,
) -> Res<()> {
    let n = a.size();
    if n == 0 {
        return Ok(());
    }
    if a.is_c_contiguous() && mask.is_c_contiguous() {
        return f(a.data(), a.itemsize(), mask.data(), 1, n as usize);
    }
    let shape = Dims::from(a.shape());
    let (sa, sm) = (Dims::from(a.strides()), Dims::from(mask.strides()));
    let Some((&inner, outer)) = shape.split_last() else {
        return f(a.data(), a.itemsize(), mask.data(), 1, 1);
    };
    let last = shape.len() - 1;
    let mut coords = Dims::filled(outer.len(), 0);
    let (mut x, mut m) = (a.data(), mask.data());
    let rows: isize = outer.iter().product();
    for _ in 0..rows {
        f(x, sa[last], m, sm[last], inner as usize)?;
        for k in (0..outer.len()).rev() {
            coords[k] += 1;
            x = x.wrapping_offset(sa[k]);
            m = m.wrapping_offset(sm[k]);
            if coords[k] < outer[k] {
                break;
            }
            x = x.wrapping_offset(-sa[k] * outer[k]);
            m = m.wrapping_offset(-sm[k] * outer[k]);
            coords[k] = 0;
        }
    }
    Ok(())
}

fn count(a: &Array, mask: &Array) -> Res<usize> {
    let mut total = 0;
    for_each_run(a, mask, |_, _, m, step, n| {
        // SAFETY: a run of the mask.
        total += unsafe { count_mask(m, step, n) };
        Ok(())
    })?;
    Ok(total)
}

/// `a[mask]`.
pub(crate) fn get(a: &Array, mask: &Array) -> Res<Own<Array>> {
    check_shape(a, mask)?;
    let n = count(a, mask)?;
    let out = create::empty(&[n as isize], a.descr().own(), NPY_CORDER)?;
    let width = a.itemsize() as usize;
    if a.descr().has_references() || a.descr().has_flag(NPY_NEEDS_PYAPI) {
        let t = Transfer::new(
            a.descr(),
            out.descr(),
            width as isize,
            width as isize,
            a.is_aligned(),
            false,
        )?;
        let mut at = out.data();
        for_each_run(a, mask, |x, step, m, mstep, n| {
            each_true(m, mstep, n, |i| {
                // SAFETY: element i of the run, and the next place of the result.
                unsafe {
                    t.run(
                        x.wrapping_offset(i as isize * step),
                        step,
                        at,
                        width as isize,
                        1,
                    )?
                };
                at = at.wrapping_add(width);
                Ok(())
            })
        })?;
    } else {
        let mut at = out.data();
        for_each_run(a, mask, |x, step, m, mstep, n| {
            // SAFETY: runs of both arrays; the result has room for every true byte of the mask.
            let k = unsafe { compress(width, at, (x.cast_const(), step), (m, mstep), n) };
            at = at.wrapping_add(k * width);
            Ok(())
        })?;
    }
    super::advanced::as_subtype(a, out)
}

fn each_true(m: *const u8, step: isize, n: usize, mut f: impl FnMut(usize) -> Res<()>) -> Res<()> {
    for i in 0..n {
        // SAFETY: byte i of a run of the mask.
        if unsafe { *m.wrapping_offset(i as isize * step) } != 0 {
            f(i)?;
        }
    }
    Ok(())
}

/// `a[mask] = value`; the mask's shape was checked.
pub(crate) fn set(a: &Array, mask: &Array, value: &Array) -> Res<()> {
    let n = count(a, mask)?;
    if value.ndim() > 1 {
        return Err(type_error(&format!(
            "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has {} dimensions",
            value.ndim()
        )));
    }
    let count = value.size();
    if count != 1 && count as usize != n {
        return Err(value_error(&format!(
            "NumPy boolean array indexing assignment cannot assign {count} input values to the {n} output values where the mask is true"
        )));
    }
    if n == 0 {
        return Ok(());
    }
    let value = &*super::cast_value(a, value)?;
    let width = a.itemsize() as usize;
    let step = if count == 1 {
        0
    } else {
        value.strides().first().copied().unwrap_or(0)
    };
    if a.descr().has_references() || a.descr().has_flag(NPY_NEEDS_PYAPI) {
        let t = Transfer::new(
            value.descr(),
            a.descr(),
            step,
            width as isize,
            a.is_aligned() && value.is_aligned(),
            false,
        )?;
        let mut from = value.data();
        let keep = a.own();
        return for_each_run(&keep, mask, |x, xstep, m, mstep, n| {
            each_true(m, mstep, n, |i| {
                // SAFETY: element i of the run, and the next value.
                unsafe { t.run(from, step, x.wrapping_offset(i as isize * xstep), xstep, 1)? };
                from = from.wrapping_offset(step);
                Ok(())
            })
        });
    }
    if count == 1 {
        return for_each_run(a, mask, |x, xstep, m, mstep, n| {
            // SAFETY: runs of both arrays; one value.
            unsafe { fill_masked(width, (x, xstep), value.data(), (m, mstep), n) };
            Ok(())
        });
    }
    // The kernel reads values one after another.
    let dense;
    let mut from = if step == width as isize {
        value.data().cast_const()
    } else {
        dense = crate::casting::copy_array::copy_base_class(value, NPY_CORDER)?;
        dense.data().cast_const()
    };
    for_each_run(a, mask, |x, xstep, m, mstep, n| {
        // SAFETY: there are as many values as true bytes in the whole mask.
        let k = unsafe { expand(width, (x, xstep), from, (m, mstep), n) };
        from = from.wrapping_add(k * width);
        Ok(())
    })
}
