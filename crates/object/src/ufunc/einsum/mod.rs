//! `c_einsum`: sums of products by subscripts. Subscripts are parsed, one operand alone becomes a view where that
//! is all that is asked, the iterator lays out axes and dtypes, and the kernels (or Python, for objects) multiply.

mod objects;
mod parse;
mod views;

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_kernels::einsum;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res};

use crate::arguments::convert as arg;
use crate::casting::{can_cast_types, casting_error};
use crate::coerce;
use crate::dtype::builtin;
use crate::dtype::parse::descr_from_optional;
use crate::model::Descr;
use crate::model::{Array, Dims};
use crate::nditer::change;
use crate::nditer::construct::{self, Request};
use crate::nditer::core::Iter;
use crate::nditer::laid;
use crate::storage::create;
use parse::Subscripts;

/// `c_einsum(subscripts, *operands, out=, dtype=, order='K', casting='safe')`, or operands that are each followed
/// by a list of subscripts.
pub fn c_einsum(args: Args<'_>) -> Res<Owned> {
    let (text, operands) = parse::arguments(args.pos())?;
    let options = Options::parse(args)?;
    let scalar = options.out.is_none();
    let result = evaluate(&text, &operands, &options)?;
    if scalar {
        crate::casting::item::scalar::wrap_result(result)
    } else {
        Ok(result.upcast())
    }
}

/// `PyArray_EinsteinSum`: an array, also where it has no axes.
pub fn einstein_sum(
    text: &[u8],
    operands: &[Own<Array>],
    descr: Option<Own<Descr>>,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    out: Option<&Array>,
) -> Res<Own<Array>> {
    let options = Options {
        out,
        descr,
        order,
        casting,
    };
    evaluate(text, operands, &options)
}

struct Options<'a> {
    out: Option<&'a Array>,
    descr: Option<Own<Descr>>,
    order: NPY_ORDER,
    casting: NPY_CASTING,
}

impl<'a> Options<'a> {
    fn parse(args: Args<'a>) -> Res<Self> {
        let (mut out, mut order, mut casting, mut dtype) = (None, None, None, None);
        for (name, value) in args.keywords() {
            let slot = match name.utf8()? {
                "out" => &mut out,
                "order" => &mut order,
                "casting" => &mut casting,
                "dtype" => &mut dtype,
                other => {
                    return Err(type_error(&format!(
                        "einsum() got an unexpected keyword argument '{other}'"
                    )));
                }
            };
            *slot = Some(value);
        }
        let no_array = || type_error("keyword parameter out must be an array for einsum");
        Ok(Options {
            order: arg::order_or(order, NPY_KEEPORDER)?,
            casting: arg::casting_or(casting, NPY_SAFE_CASTING)?,
            descr: descr_from_optional(dtype)?,
            out: out
                .map(|o| o.downcast::<Array>().ok_or_else(no_array))
                .transpose()?,
        })
    }
}

fn all_cast(operands: &[Own<Array>], to: &Descr, casting: NPY_CASTING) -> Res<bool> {
    for a in operands {
        if !can_cast_types(a.descr(), to, casting)? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cold]
fn no_loop() -> Raised {
    type_error("invalid data type for einsum")
}

fn evaluate(text: &[u8], operands: &[Own<Array>], o: &Options<'_>) -> Res<Own<Array>> {
    let subscripts = Subscripts::parse(text, operands)?;
    if let Some(out) = o.out
        && out.ndim() != subscripts.output.len()
    {
        return Err(value_error(&format!(
            "out parameter does not have the correct number of dimensions, has {} but should have {}",
            out.ndim(),
            subscripts.output.len()
        )));
    }
    if let ([a], None) = (operands, o.out)
        && let Some(view) = views::of_single(a, &subscripts)?
    {
        return Ok(view);
    }
    if let Some(result) = direct(operands, o, &subscripts)? {
        return Ok(result);
    }
    if let Some(d) = o.descr.as_deref().filter(|d| d.has_subarray())
        && all_cast(operands, d, o.casting)?
    {
        return Err(no_loop());
    }
    let mut views = Vec::with_capacity(operands.len());
    let mut labels = Vec::with_capacity(operands.len());
    for (i, a) in operands.iter().enumerate() {
        let (view, own) = views::combined(a, &subscripts.operands[i], i)?;
        views.push(view);
        labels.push(own);
    }
    let axes = subscripts.iteration_axes()?;
    let mut op_axes: Vec<Vec<c_int>> = labels.iter().map(|l| placed(l, &axes)).collect();
    let fixed = subscripts.output.len();
    op_axes.push(
        (0..axes.len())
            .map(|i| if i < fixed { i as c_int } else { -1 })
            .collect(),
    );
    let mut it = iterator(&views, o, &op_axes)?;
    let summed = sum(&mut it);
    let finished = change::finish(&mut it);
    // The iterator's float casts and the loops report nothing, as in the reference.
    ferronum_scalar::float_status::clear();
    summed.and(finished)?;
    match o.out {
        Some(out) => Ok(out.own()),
        None => {
            let result = it.ops.last().and_then(|op| op.array.clone());
            result.ok_or_else(|| value_error("einsum has no result"))
        }
    }
}

/// Sums over operands of one dtype that lie in the order of the axes, with a result of at most one axis: what the
/// iterator would lay out is known without it.
fn direct(operands: &[Own<Array>], o: &Options<'_>, s: &Subscripts) -> Res<Option<Own<Array>>> {
    let Some(first) = operands.first().map(|a| a.descr()) else {
        return Ok(None);
    };
    let plain = first.is_native_number() && einsum::supports(first.type_num());
    if !plain || o.out.is_some() || o.descr.is_some() || s.output.len() > 1 {
        return Ok(None);
    }
    let (mut axes, mut shape) = (Dims::new(), Dims::new());
    let mut place = |label: u8, d: isize| {
        let known = axes.iter().position(|&l| l == label as isize);
        let k = known.unwrap_or(axes.len());
        let fits = known.is_some() || (axes.push(label as isize) && shape.push(d));
        (label != parse::BROADCAST && fits && shape[k] == d).then_some(k)
    };
    let size_of = |label: u8| {
        let found = operands.iter().zip(&s.operands).find_map(|(a, labels)| {
            let axis = labels.iter().position(|&l| l == label)?;
            a.shape().get(axis).copied()
        });
        found.unwrap_or(-1)
    };
    for &label in &s.output {
        if place(label, size_of(label)).is_none() {
            return Ok(None);
        }
    }
    let mut strides = Vec::with_capacity(operands.len() + 1);
    for (a, labels) in operands.iter().zip(&s.operands) {
        if !a.descr().is(first) || !a.is_aligned() {
            return Ok(None);
        }
        let mut own = Dims::filled(NPY_MAXDIMS, 0);
        let mut last = (0, isize::MAX);
        for ((&label, &d), &stride) in labels.iter().zip(a.shape()).zip(a.strides()) {
            match place(label, d) {
                // Axes that come in another order are the iterator's business.
                Some(k) if k >= last.0 && stride <= last.1 && stride > 0 => {
                    own[k] += stride;
                    last = (k, stride);
                }
                _ => return Ok(None),
            }
        }
        strides.push(own);
    }
    let outer = s.output.len();
    let result = create::zeros(&shape[..outer], first.own(), NPY_CORDER)?;
    let mut own = Dims::filled(NPY_MAXDIMS, 0);
    own[..outer].copy_from_slice(result.strides());
    strides.push(own);
    let laid: Vec<Operand<'_>> = operands
        .iter()
        .chain([&result])
        .zip(&strides)
        .map(|(a, strides)| Operand {
            ptr: a.data(),
            shape: &shape,
            strides: &strides[..shape.len()],
        })
        .collect();
    let plan = Plan::new(&shape, &laid).map_err(|_| no_memory())?;
    // SAFETY: all operands are native, aligned and of one dtype, the result is fresh and zeroed.
    unsafe { einsum::contract(first.type_num(), plan) };
    ferronum_scalar::float_status::clear();
    Ok(Some(result))
}

/// For every axis of the iteration the operand's own axis, -1 where it has none. Broadcast axes line up at the right.
fn placed(own: &[u8], axes: &[u8]) -> Vec<c_int> {
    let mut out = vec![-1; axes.len()];
    let mut broadcast = (0..own.len()).rev().filter(|&k| own[k] == parse::BROADCAST);
    for (slot, &label) in out.iter_mut().zip(axes).rev() {
        let found = if label == parse::BROADCAST {
            broadcast.next()
        } else {
            own.iter().position(|&l| l == label)
        };
        *slot = found.map_or(-1, |k| k as c_int);
    }
    out
}

fn iterator(views: &[Own<Array>], o: &Options<'_>, op_axes: &[Vec<c_int>]) -> Res<Box<Iter>> {
    let n = views.len();
    let mut ops: Vec<Option<&Array>> = views.iter().map(|a| Some(&**a)).collect();
    ops.push(o.out);
    let common = NPY_ITER_NBO | NPY_ITER_ALIGNED;
    let mut op_flags = vec![NPY_ITER_READONLY | NPY_ITER_COPY | common; n];
    op_flags.push(
        NPY_ITER_READWRITE
            | NPY_ITER_UPDATEIFCOPY
            | NPY_ITER_ALLOCATE
            | NPY_ITER_NO_BROADCAST
            | common,
    );
    let mut flags =
        NPY_ITER_EXTERNAL_LOOP | NPY_ITER_REFS_OK | NPY_ITER_ZEROSIZE_OK | NPY_ITER_REDUCE_OK;
    if o.out.is_some() {
        flags |= NPY_ITER_COPY_IF_OVERLAP;
    }
    if o.descr.is_none() {
        flags |= NPY_ITER_COMMON_DTYPE;
    }
    construct::build(&Request {
        ops,
        flags,
        op_flags,
        order: o.order,
        casting: o.casting,
        descrs: vec![o.descr.as_deref(); n + 1],
        oa_ndim: Some(op_axes[0].len()),
        op_axes: Some(op_axes.iter().map(|a| Some(&a[..])).collect()),
        itershape: None,
        buffersize: 0,
    })
}

/// Empties the result and adds the products.
fn sum(it: &mut Iter) -> Res<()> {
    let Some(result) = it.ops.last().and_then(|op| op.array.clone()) else {
        return Err(value_error("einsum has no result"));
    };
    let descr = result.descr().own();
    let bool_ = builtin(NPY_BOOL);
    if !can_cast_types(bool_, &descr, NPY_SAFE_CASTING)? {
        return Err(casting_error(bool_, &descr, NPY_SAFE_CASTING, true));
    }
    let is_object = descr.is_object();
    if !is_object && !einsum::supports(descr.type_num()) {
        return Err(no_loop());
    }
    if descr.is_native_number() && result.is_contiguous() {
        // SAFETY: the result's own memory; zeros of numbers are zero bytes.
        unsafe { std::ptr::write_bytes(result.data(), 0, result.nbytes().max(0) as usize) };
    } else {
        coerce::assign_object(&result, &*ferronum_pyrt::int_new(0)?)?;
    }
    let plan = laid::plan(it)?;
    if is_object {
        return objects::contract(it, &plan);
    }
    // SAFETY: the iterator made all operands native, aligned and of the common dtype, the result apart from
    // the others; it was zeroed above.
    unsafe { einsum::contract(descr.type_num(), plan) };
    Ok(())
}

/// Whether an object is the ellipsis.
fn is_ellipsis(obj: &Object) -> bool {
    obj.is(ferronum_pyrt::ops::ellipsis())
}
