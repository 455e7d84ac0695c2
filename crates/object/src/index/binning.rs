//! `bincount`, `interp`, `interp_complex`, `packbits`, `unpackbits`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_kernels::numeric::{bincount, bits, interp};
use ferronum_pyrt::raised::{exc, type_error, value_error, warn};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, ffi, none};

use crate::arguments::convert as arg;
use crate::coerce::from_array;
use crate::coerce::{AnyOptions, as_array, from_any};
use crate::model::{Array, Dims};
use crate::ndarray::sources::contiguous_as;
use crate::storage::create;

/// # Safety
/// `a` is a contiguous array of `T`.
unsafe fn values<T>(a: &Array) -> &[T] {
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts(a.data().cast(), a.size() as usize) }
}

/// # Safety
/// `a` is a fresh contiguous array of `T`.
#[expect(
    clippy::mut_from_ref,
    reason = "a handle; the memory is fresh and only known here"
)]
unsafe fn values_mut<T>(a: &Array) -> &mut [T] {
    // SAFETY: as the caller vouches.
    unsafe { std::slice::from_raw_parts_mut(a.data().cast(), a.size() as usize) }
}

/// `bincount(x, /, weights=None, minlength=0)`.
pub(super) fn bincount(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("bincount", ["list", "weights", "minlength"]).required(1);
    let [list, weights, minlength] = args.parse(&SIG)?;
    let list = list.unwrap_or(none());
    let vector = AnyOptions {
        min_depth: 1,
        max_depth: 1,
        ..Default::default()
    };
    let given = from_any(list, &vector)?;
    let intp = crate::dtype::builtin(NPY_INTP);
    let is_array = list.downcast::<Array>().is_some();
    let whole = crate::model::is_integer(given.type_num()) || given.type_num() == NPY_BOOL;
    let x = if !is_array && !whole && given.size() > 0 {
        warn(
            exc::DeprecationWarning(),
            "Non-integer input passed to bincount. In a future version of NumPy, this will be an error. (Deprecated NumPy 2.1)",
            1,
        )?;
        contiguous_as(list, NPY_INTP, 1, 1)?
    } else {
        let force = if whole || !is_array {
            NPY_ARRAY_FORCECAST
        } else {
            0
        };
        from_array(&given, Some(intp), NPY_ARRAY_CARRAY_RO | force)?
    };
    let min = match minlength {
        None => 0,
        Some(m) if m.is_none() => {
            return Err(type_error("use 0 instead of None for minlength"));
        }
        Some(m) => arg::to_intp(m, "an integer is required")?,
    };
    if min < 0 {
        return Err(value_error("'minlength' must not be negative"));
    }
    // SAFETY: contiguous intp.
    let v = unsafe { values::<isize>(&x) };
    let Some((lo, hi)) = bincount::min_max(v) else {
        return Ok(create::zeros(&[min], intp.own(), NPY_CORDER)?.upcast());
    };
    if lo < 0 {
        return Err(value_error(
            "'list' argument must have no negative elements",
        ));
    }
    let n = hi
        .checked_add(1)
        .ok_or_else(|| value_error("bin numbers are too large"))?
        .max(min);
    match weights.and_then(Object::not_none) {
        None => {
            let out = create::zeros(&[n], intp.own(), NPY_CORDER)?;
            // SAFETY: fresh contiguous intp.
            bincount::count(v, unsafe { values_mut(&out) });
            Ok(out.upcast())
        }
        Some(w) => {
            let w = contiguous_as(w, NPY_DOUBLE, 1, 1)?;
            if w.size() as usize != v.len() {
                return Err(value_error(
                    "The weights and list don't have the same length.",
                ));
            }
            let out = create::zeros(&[n], crate::dtype::builtin(NPY_DOUBLE).own(), NPY_CORDER)?;
            // SAFETY: contiguous doubles, the second fresh.
            bincount::weighted(v, unsafe { values(&w) }, unsafe { values_mut(&out) });
            Ok(out.upcast())
        }
    }
}

struct InterpInput {
    x: Own<Array>,
    xp: Own<Array>,
    fp: Own<Array>,
}

fn interp_input(x: &Object, xp: &Object, fp: &Object, type_num: i32) -> Res<InterpInput> {
    let fp = contiguous_as(fp, type_num, 1, 1)?;
    let xp = contiguous_as(xp, NPY_DOUBLE, 1, 1)?;
    let x = contiguous_as(x, NPY_DOUBLE, 0, 0)?;
    if xp.size() == 0 {
        return Err(value_error("array of sample points is empty"));
    }
    if fp.size() != xp.size() {
        return Err(value_error("fp and xp are not of the same length."));
    }
    Ok(InterpInput { x, xp, fp })
}

/// `interp(x, xp, fp, left=None, right=None)`.
pub(super) fn interp(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("interp", ["x", "xp", "fp", "left", "right"]).required(3);
    let [x, xp, fp, left, right] = args.parse(&SIG)?;
    let input = interp_input(
        x.unwrap_or(none()),
        xp.unwrap_or(none()),
        fp.unwrap_or(none()),
        NPY_DOUBLE,
    )?;
    // SAFETY: contiguous doubles.
    let (xv, xpv, fpv) = unsafe {
        (
            values::<f64>(&input.x),
            values::<f64>(&input.xp),
            values::<f64>(&input.fp),
        )
    };
    let edge = |o: Option<&Object>, default: f64| {
        o.and_then(Object::not_none)
            .map_or(Ok(default), Object::to_f64)
    };
    let left = edge(left, fpv[0])?;
    let right = edge(right, fpv[fpv.len() - 1])?;
    let out = create::empty(
        &Dims::from(input.x.shape()),
        crate::dtype::builtin(NPY_DOUBLE).own(),
        NPY_CORDER,
    )?;
    // SAFETY: fresh contiguous doubles.
    interp::interp(xv, xpv, fpv, left, right, unsafe { values_mut(&out) });
    crate::scalars::wrap_result(out)
}

/// `interp_complex(x, xp, fp, left=None, right=None)`.
pub(super) fn interp_complex(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("interp_complex", ["x", "xp", "fp", "left", "right"]).required(3);
    let [x, xp, fp, left, right] = args.parse(&SIG)?;
    let input = interp_input(
        x.unwrap_or(none()),
        xp.unwrap_or(none()),
        fp.unwrap_or(none()),
        NPY_CDOUBLE,
    )?;
    // SAFETY: contiguous doubles, complex ones as pairs.
    let (xv, xpv, fpv) = unsafe {
        (
            values::<f64>(&input.x),
            values::<f64>(&input.xp),
            values::<[f64; 2]>(&input.fp),
        )
    };
    let edge = |o: Option<&Object>, default: [f64; 2]| -> Res<[f64; 2]> {
        match o.and_then(Object::not_none) {
            None => Ok(default),
            // SAFETY: a live object.
            Some(o) if unsafe { ffi::PyComplex_Check(o.as_ptr()) } != 0 => {
                o.to_complex().map(|(re, im)| [re, im])
            }
            Some(o) => o.to_f64().map(|re| [re, 0.0]),
        }
    };
    let left = edge(left, fpv[0])?;
    let right = edge(right, fpv[fpv.len() - 1])?;
    let out = create::empty(
        &Dims::from(input.x.shape()),
        crate::dtype::builtin(NPY_CDOUBLE).own(),
        NPY_CORDER,
    )?;
    // SAFETY: fresh contiguous complex doubles.
    interp::interp(xv, xpv, fpv, left, right, unsafe { values_mut(&out) });
    crate::scalars::wrap_result(out)
}

/// Whether `bitorder=` begins with the first of two names, or with the second or is absent.
fn bit_order(obj: Option<&Object>, place: &str, names: [&str; 2], else_: &str) -> Res<bool> {
    let Some(o) = obj else { return Ok(false) };
    if !o.is_str() {
        return Err(type_error(&format!(
            "{place} must be str, not {}",
            o.type_or_none()
        )));
    }
    let text = o.utf8()?;
    match names.map(|name| text.starts_with(name)) {
        [true, _] => Ok(true),
        [_, true] => Ok(false),
        _ => Err(value_error(else_)),
    }
}

/// Flattens without an axis, else normalises it.
fn along(a: &Array, axis: Option<c_int>) -> Res<(Own<Array>, usize)> {
    crate::array::shape::along(a, axis.map(|k| k as isize))
}

/// An array for bits, of the class and in the order of `a`: it comes from nowhere, as its finalizer is told.
fn bits_array(a: &Array, shape: &[isize]) -> Res<Own<Array>> {
    let bytes = crate::dtype::builtin(NPY_UBYTE);
    let fortran = a.ndim() > 1 && a.is_f_contiguous() && !a.is_c_contiguous();
    let out = create::NewArray {
        subtype: a.subtype(),
        flags: if fortran { NPY_ARRAY_F_CONTIGUOUS } else { 0 },
        zeroed: true,
        ..create::NewArray::new(bytes.own(), shape)
    }
    .build()?;
    if out.shape() == shape {
        return Ok(out);
    }
    // The class has given it another shape.
    create::zeros(shape, bytes.own(), NPY_CORDER)
}

/// Calls `f(source, destination)` for every line along `axis`.
fn for_each_line(src: &Array, dst: &Array, axis: usize, mut f: impl FnMut(*mut u8, *mut u8)) {
    let n = src.ndim();
    let outer: Vec<usize> = (0..n).filter(|&k| k != axis).collect();
    let total: isize = outer.iter().map(|&k| src.shape()[k]).product();
    let mut coords = Dims::filled(outer.len(), 0);
    let (mut p, mut q) = (src.data(), dst.data());
    for _ in 0..total {
        f(p, q);
        for (c, &k) in outer.iter().enumerate().rev() {
            coords[c] += 1;
            p = p.wrapping_offset(src.strides()[k]);
            q = q.wrapping_offset(dst.strides()[k]);
            if coords[c] < src.shape()[k] {
                break;
            }
            p = p.wrapping_offset(-src.strides()[k] * src.shape()[k]);
            q = q.wrapping_offset(-dst.strides()[k] * src.shape()[k]);
            coords[c] = 0;
        }
    }
}

/// `packbits(a, /, axis=None, bitorder='big')`.
pub(super) fn packbits(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("pack", ["in", "axis", "bitorder"])
        .keywords()
        .required(1);
    let [a, axis, order] = args.parse(&SIG)?;
    let axis = axis.map(arg::axis).transpose()?.flatten();
    let little = bit_order(
        order,
        "pack() argument 3",
        ["little", "big"],
        "'order' must be either 'little' or 'big'",
    )?;
    let a = as_array(a.unwrap_or(none()))?;
    if !crate::model::is_integer(a.type_num()) && a.type_num() != NPY_BOOL {
        return Err(type_error(
            "Expected an input array of integer or boolean data type",
        ));
    }
    let (a, axis) = along(&a, axis)?;
    let mut shape = Dims::from(a.shape());
    let n = shape[axis];
    shape[axis] = if n == 0 { 0 } else { (n - 1) / 8 + 1 };
    let out = bits_array(&a, &shape)?;
    let (width, s, d) = (
        a.itemsize() as usize,
        a.strides()[axis],
        out.strides()[axis],
    );
    // SAFETY: lines of both arrays along the axis.
    for_each_line(&a, &out, axis, |p, q| unsafe {
        bits::pack(p, s, width, n as usize, q, d, little)
    });
    Ok(out.upcast())
}

/// `unpackbits(a, /, axis=None, count=None, bitorder='big')`.
pub(super) fn unpackbits(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("unpack", ["in", "axis", "count", "bitorder"])
        .keywords()
        .required(1);
    let [a, axis, count, order] = args.parse(&SIG)?;
    let axis = axis.map(arg::axis).transpose()?.flatten();
    let little = bit_order(
        order,
        "unpack() argument 4",
        ["l", "b"],
        "'order' must begin with 'l' or 'b'",
    )?;
    let a = as_array(a.unwrap_or(none()))?;
    if a.type_num() != NPY_UBYTE {
        return Err(type_error(
            "Expected an input array of unsigned byte data type",
        ));
    }
    let (a, axis) = along(&a, axis)?;
    let mut shape = Dims::from(a.shape());
    let bytes = shape[axis];
    let all = bytes
        .checked_mul(8)
        .ok_or_else(|| value_error("array is too big"))?;
    let n = match count.and_then(Object::not_none) {
        None => all,
        Some(c) => {
            let c = arg::to_intp(c, "an integer is required")?;
            if c < 0 {
                let left = all.checked_add(c).filter(|&v| v >= 0);
                left.ok_or_else(|| {
                    value_error(&format!(
                        "-count={} is larger than the number of elements",
                        -c
                    ))
                })?
            } else {
                c
            }
        }
    };
    shape[axis] = n;
    let out = bits_array(&a, &shape)?;
    let (s, d) = (a.strides()[axis], out.strides()[axis]);
    for_each_line(&a, &out, axis, |p, q| {
        // SAFETY: lines of both arrays along the axis.
        unsafe { bits::unpack(p, s, bytes as usize, q, d, n as usize, little) }
    });
    Ok(out.upcast())
}
