//! `packbits`, `unpackbits`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_kernels::numeric::bits;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none};

use crate::arguments::convert as arg;
use crate::coerce::as_array;
use crate::model::{Array, Dims};
use crate::storage::create;

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
pub(crate) fn packbits(args: Args<'_>) -> Res<Owned> {
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
pub(crate) fn unpackbits(args: Args<'_>) -> Res<Owned> {
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
