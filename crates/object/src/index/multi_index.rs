//! Flat positions and coordinates: `ravel_multi_index`, `unravel_index`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, none, ops};

use crate::arguments::convert as arg;
use crate::coerce::AnyOptions;
use crate::model::{Array, Dims};
use crate::protocol::array_wrap;
use crate::storage::create;

const TOO_LARGE: &str = "dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.";

const INVALID: &str =
    "invalid dims: array size defined by dims is larger than the maximum possible size.";

/// `order=`: positions are counted in C or in Fortran order.
fn is_fortran(order: NPY_ORDER) -> Res<bool> {
    match order {
        NPY_CORDER => Ok(false),
        NPY_FORTRANORDER => Ok(true),
        _ => Err(value_error("only 'C' or 'F' order is permitted")),
    }
}

/// `ravel_multi_index(multi_index, dims, mode='raise', order='C')`.
pub(crate) fn ravel_multi_index(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new(
        "ravel_multi_index",
        ["multi_index", "dims", "mode", "order"],
    )
    .keywords()
    .required(2);
    let [coords, dims, mode, order] = args.parse(&SIG)?;
    let dims = arg::required_shape(dims.unwrap_or(none()))?;
    let order = arg::order_or(order, NPY_CORDER)?;
    let modes = arg::clip_modes(mode, dims.len())?;
    let fortran = is_fortran(order)?;
    let mut strides = Dims::filled(dims.len(), 0);
    let mut step: isize = 1;
    for k in 0..dims.len() {
        let i = if fortran { k } else { dims.len() - 1 - k };
        strides[i] = step;
        step = step
            .checked_mul(dims[i])
            .ok_or_else(|| value_error(INVALID))?;
    }
    let empty = dims.contains(&0);
    let coords = coords.unwrap_or(none());
    let given = coords.len().map_err(Raised::clear);
    if !coords.is_sequence() || given != Ok(dims.len()) {
        return Err(value_error(&format!(
            "parameter multi_index must be a sequence of length {}",
            dims.len()
        )));
    }
    let items = coords.items_up_to(dims.len())?;
    let arrays: Vec<Own<Array>> = items
        .tuple_items()
        .iter()
        .map(|o| int_array(o))
        .collect::<Res<_>>()?;
    let shapes: Vec<&[isize]> = arrays.iter().map(|a| a.shape()).collect();
    let shape = crate::model::broadcast::broadcast_shape(&shapes)?;
    if empty && !shape.contains(&0) {
        return Err(value_error(
            "cannot unravel if shape has zero entries (is empty).",
        ));
    }
    let leader = array_wrap::leader(arrays.iter().map(|a| &**a));
    let out = create::NewArray {
        subtype: leader.map_or(std::ptr::null_mut(), |a| a.subtype()),
        zeroed: true,
        ..create::NewArray::new(crate::dtype::builtin(NPY_INTP).own(), &shape)
    }
    .build()?;
    let n = shape.iter().product::<isize>() as usize;
    if out.size() as usize != n || out.type_num() != NPY_INTP || !out.is_c_contiguous() {
        return Err(value_error("the result's class has changed its layout"));
    }
    // SAFETY: n contiguous positions, which no other code knows any more.
    let flat = unsafe { std::slice::from_raw_parts_mut(out.data().cast::<isize>(), n) };
    for (k, a) in arrays.iter().enumerate() {
        let dense = create::empty(&shape, crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER)?;
        crate::casting::copy_into(&dense, a)?;
        // SAFETY: as above.
        let values = unsafe { std::slice::from_raw_parts(dense.data().cast::<isize>(), n) };
        let d = dims[k];
        for (o, &v) in flat.iter_mut().zip(values) {
            let v = match modes[k] {
                NPY_CLIP => v.clamp(0, (d - 1).max(0)),
                NPY_WRAP if d > 0 => v.rem_euclid(d),
                _ if v < 0 || v >= d => {
                    return Err(value_error("invalid entry in coordinates array"));
                }
                _ => v,
            };
            *o += v * strides[k];
        }
    }
    crate::casting::item::scalar::wrap_result(out)
}

/// Positions as an array of integers. Empty sequences do not say what they hold.
fn int_array(obj: &Object) -> Res<Own<Array>> {
    let Some(descr) = crate::coerce::dtype_of(obj)? else {
        return Err(type_error(
            "indices must be integral: the provided empty sequence was inferred as float. Wrap it with 'np.array(indices, dtype=np.intp)'",
        ));
    };
    let a = crate::coerce::from_any(
        obj,
        &AnyOptions {
            descr: Some(&descr),
            ..AnyOptions::default()
        },
    )?;
    let intp = crate::dtype::builtin(NPY_INTP);
    if crate::casting::can_cast_types(a.descr(), intp, NPY_SAME_KIND_CASTING)? {
        return Ok(a);
    }
    Err(type_error("only int indices permitted"))
}

/// `unravel_index(indices, shape, order='C')`.
pub(crate) fn unravel_index(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("unravel_index", ["indices", "shape", "order"])
        .keywords()
        .required(2);
    let [indices, shape, order] = args.parse(&SIG)?;
    let dims = arg::required_shape(shape.unwrap_or(none()))?;
    let fortran = is_fortran(arg::order_or(order, NPY_CORDER)?)?;
    let total = dims
        .iter()
        .try_fold(1isize, |n, &d| n.checked_mul(d))
        .ok_or_else(|| value_error(TOO_LARGE))?;
    let indices = indices.unwrap_or(none());
    let a = int_array(indices)?;
    let out_shape = Dims::from(a.shape());
    let dense = create::empty(
        &out_shape,
        crate::dtype::builtin(NPY_INTP).own(),
        NPY_CORDER,
    )?;
    crate::casting::copy_into(&dense, &a)?;
    let n = dense.size() as usize;
    // The coordinates of a position lie side by side.
    let width = dims.len();
    let mut block_shape = out_shape.clone();
    if !block_shape.push(width as isize) {
        return Err(crate::model::layout::too_many_dims(out_shape.len() + 1));
    }
    let block = create::empty(
        &block_shape,
        crate::dtype::builtin(NPY_INTP).own(),
        NPY_CORDER,
    )?;
    // SAFETY: contiguous intp.
    let values = unsafe { std::slice::from_raw_parts(dense.data().cast::<isize>(), n) };
    for (i, &v) in values.iter().enumerate() {
        if v < 0 || v >= total {
            return Err(value_error(&format!(
                "index {v} is out of bounds for array with size {total}"
            )));
        }
        let mut rest = v;
        for k in 0..dims.len() {
            let k = if fortran { k } else { dims.len() - 1 - k };
            // SAFETY: coordinate k of position i in a fresh contiguous array.
            unsafe { *block.data().cast::<isize>().add(i * width + k) = rest % dims[k] };
            rest /= dims[k];
        }
    }
    if dims.is_empty() && a.ndim() != 0 {
        return Err(nothing_to_unravel());
    }
    let strides = Dims::from(&block.strides()[..out_shape.len()]);
    let results: Vec<Res<Owned>> = (0..width)
        .map(|k| {
            let data = block.data().wrapping_add(k * size_of::<isize>());
            let intp = crate::dtype::builtin(NPY_INTP).own();
            let axis = create::view_as(
                &block,
                crate::model::ARRAY_TYPE.ptr(),
                intp,
                &out_shape,
                &strides,
                data,
            )?;
            crate::casting::item::scalar::wrap_result(axis)
        })
        .collect();
    ops::tuple_from(results.into_iter())
}

fn nothing_to_unravel() -> ferronum_pyrt::Raised {
    value_error("multiple indices are not supported for 0d arrays")
}

/// `_monotonicity(x)`: 1 increasing, -1 decreasing, 0 neither.
pub(crate) fn monotonicity(args: Args<'_>) -> Res<i32> {
    const SIG: Sig<1> = Sig::new("_monotonicity", ["x"]).keywords().required(1);
    let [x] = args.parse(&SIG)?;
    let a = crate::coerce::contiguous::contiguous_as(x.unwrap_or(none()), NPY_DOUBLE, 1, 1)?;
    // SAFETY: contiguous doubles.
    let v = unsafe { std::slice::from_raw_parts(a.data().cast::<f64>(), a.size() as usize) };
    let Some(turn) = v.windows(2).position(|w| w[0] != w[1]) else {
        return Ok(1);
    };
    // The first two that differ say which way it goes; a NaN that is one of them says down.
    let rest = v[turn..].windows(2);
    Ok(if v[turn] < v[turn + 1] {
        i32::from(!rest.into_iter().any(|w| w[0] > w[1]))
    } else {
        -i32::from(!rest.into_iter().any(|w| w[0] < w[1]))
    })
}
