//! `reduce`, `accumulate`, `reduceat`: their arguments, overrides and results. The loops over memory are in `fold`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, intern, ops};

use crate::arguments::convert;
use crate::casting::can_cast_types;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::builtin::{builtin, class_of};
use crate::model::errors::normalize_axis;
use crate::model::errors::require_writeable;
use crate::model::{Array, Dims};
use crate::model::{DTypeClass, Descr};
use crate::protocol::array_ufunc::{self, UfuncCall};
use crate::protocol::array_wrap;
use crate::storage::create::plain;
use crate::ufunc::along;
use crate::ufunc::call::{fixed_class, where_mask};
use crate::ufunc::dispatch::{LoopInfo, OpType, Request};
use crate::ufunc::execute::is_same_layout;
use crate::ufunc::fold::{self, Initial};
use crate::ufunc::{UFunc, quick, resolve};

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `reduce`.
    Reduce,
    /// `accumulate`.
    Accumulate,
    /// `reduceat`.
    Reduceat,
}

impl Kind {
    /// The method's name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Reduce => "reduce",
            Kind::Accumulate => "accumulate",
            Kind::Reduceat => "reduceat",
        }
    }
}

fn check_ufunc(uf: &UFunc, kind: Kind) -> Res<()> {
    if uf.is_generalized() {
        return Err(runtime_error(
            "Reduction not defined on ufunc with signature",
        ));
    }
    if uf.nin() != 2 {
        return Err(value_error(&format!(
            "{} only supported for binary functions",
            kind.name()
        )));
    }
    if uf.nout() != 1 {
        return Err(value_error(&format!(
            "{} only supported for functions returning a single value",
            kind.name()
        )));
    }
    Ok(())
}

/// The arguments that the three methods share.
struct Common<'a> {
    array: &'a Object,
    indices: Option<&'a Object>,
    axis: Option<&'a Object>,
    dtype: Option<&'a Object>,
    out: Option<&'a Object>,
    keepdims: Option<&'a Object>,
    initial: Option<&'a Object>,
    where_: Option<&'a Object>,
}

/// Whether an argument is `np._NoValue`.
pub fn is_no_value(o: &Object) -> Res<bool> {
    Ok(o.is(ferronum_pyrt::import_cached!("numpy._globals", "_NoValue")?))
}

/// `ufunc.reduce`.
pub fn reduce_method(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<7> = Sig::new(
        "reduce",
        [
            "array", "axis", "dtype", "out", "keepdims", "initial", "where",
        ],
    )
    .required(1);
    check_ufunc(uf, Kind::Reduce)?;
    let [array, axis, dtype, out, keepdims, initial, where_] = args.parse(&SIG)?;
    let Some(array) = array else {
        return Err(type_error(
            "reduce() missing required argument 'array' (pos 0)",
        ));
    };
    let given = quick::Given {
        axis,
        dtype,
        out,
        keepdims,
        initial,
        where_,
    };
    if let Some(r) = quick::total(uf, array, &given, false)? {
        return Ok(r);
    }
    run(
        uf,
        Kind::Reduce,
        args,
        &Common {
            array,
            indices: None,
            axis,
            dtype,
            out,
            keepdims,
            initial,
            where_,
        },
        &["axis", "dtype", "out", "keepdims", "initial", "where"],
    )
}

/// `ufunc.accumulate`.
pub fn accumulate_method(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<4> = Sig::new("accumulate", ["array", "axis", "dtype", "out"]).required(1);
    check_ufunc(uf, Kind::Accumulate)?;
    let [array, axis, dtype, out] = args.parse(&SIG)?;
    let Some(array) = array else {
        return Err(type_error(
            "accumulate() missing required argument 'array' (pos 0)",
        ));
    };
    run(
        uf,
        Kind::Accumulate,
        args,
        &Common {
            array,
            indices: None,
            axis,
            dtype,
            out,
            keepdims: None,
            initial: None,
            where_: None,
        },
        &["axis", "dtype", "out"],
    )
}

/// `ufunc.reduceat`.
pub fn reduceat_method(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<5> =
        Sig::new("reduceat", ["array", "indices", "axis", "dtype", "out"]).required(2);
    check_ufunc(uf, Kind::Reduceat)?;
    let [array, indices, axis, dtype, out] = args.parse(&SIG)?;
    let (Some(array), Some(_)) = (array, indices) else {
        return Err(type_error("reduceat() missing required argument"));
    };
    run(
        uf,
        Kind::Reduceat,
        args,
        &Common {
            array,
            indices,
            axis,
            dtype,
            out,
            keepdims: None,
            initial: None,
            where_: None,
        },
        &["axis", "dtype", "out"],
    )
}

/// The `out` argument: (normalised tuple, `out=...`). What is given by position is no tuple of outputs.
fn parse_out(out: Option<&Object>, positional: bool) -> Res<(Option<Owned>, bool)> {
    let Some(out) = out.and_then(Object::not_none) else {
        return Ok((None, false));
    };
    if out.is(ops::ellipsis()) {
        return Ok((None, true));
    }
    if out.is_tuple_exact() && !positional {
        if out.tuple_len() != 1 {
            return Err(value_error(
                "The 'out' tuple must have exactly one entry per ufunc output",
            ));
        }
        let only = out.tuple_items()[0];
        return Ok(((!only.is_none()).then(|| out.own()), false));
    }
    Ok((Some(ops::tuple_new(&[out])?), false))
}

/// A given output as an array.
fn out_array(out: &Object) -> Res<Own<Array>> {
    if out.is(ops::ellipsis()) {
        return Err(type_error(
            "must use `...` as `out=...` and not per-operand/in a tuple",
        ));
    }
    let Some(a) = out.downcast::<Array>() else {
        return Err(type_error("return arrays must be of ArrayType"));
    };
    require_writeable(a, "output array")?;
    plain(a)
}

/// Axes as a mask. `None` of the argument: all.
fn parse_axes(kind: Kind, axis: Option<&Object>, ndim: usize) -> Res<([bool; NPY_MAXDIMS], usize)> {
    let mut mask = [false; NPY_MAXDIMS];
    let int =
        |o: &Object| -> Res<isize> { Ok(convert::to_int(o, "an integer is required")? as isize) };
    let many = || value_error(&format!("{} does not allow multiple axes", kind.name()));
    let count = match axis {
        Some(a) if a.is_none() => {
            mask[..ndim].fill(true);
            ndim
        }
        Some(a) if a.is_tuple() => {
            let items = a.tuple_items();
            if items.len() > NPY_MAXDIMS {
                return Err(value_error("too many values for 'axis'"));
            }
            let axes = items
                .iter()
                .map(|item| normalize_axis(int(item)?, ndim))
                .collect::<Res<Vec<usize>>>()?;
            if kind != Kind::Reduce && ndim > 0 && axes.len() != 1 {
                return Err(many());
            }
            for i in axes {
                if std::mem::replace(&mut mask[i], true) {
                    return Err(value_error("duplicate value in 'axis'"));
                }
            }
            items.len()
        }
        given => {
            let axis = match given {
                Some(a) => int(a)?,
                None => 0,
            };
            // A scalar takes the axes 0 and -1, as if it had one.
            if ndim == 0 && (axis == 0 || axis == -1) {
                0
            } else {
                mask[normalize_axis(axis, ndim)?] = true;
                1
            }
        }
    };
    if kind != Kind::Reduce && ndim > 0 && count != 1 {
        return Err(many());
    }
    Ok((mask, count))
}

fn run(
    uf: &UFunc,
    kind: Kind,
    args: Args<'_>,
    c: &Common<'_>,
    names: &'static [&'static str],
) -> Res<Owned> {
    let positional_out = names.is_empty()
        || names
            .iter()
            .position(|n| *n == "out")
            .is_some_and(|i| args.pos().len() > i + if kind == Kind::Reduceat { 2 } else { 1 });
    if positional_out && c.out.is_some_and(|o| o.is(ops::ellipsis())) {
        return Err(type_error("out=... is only allowed as a keyword argument."));
    }
    let (out_tuple, keep_array) = parse_out(c.out, positional_out)?;
    let skip = if kind == Kind::Reduceat { 2 } else { 1 };
    let keywords = |d: &Object| -> Res<()> {
        for (name, value) in args.keywords() {
            match (name.utf8()?, &out_tuple) {
                ("out", Some(t)) => d.dict_set(name, t)?,
                ("out", None) => {}
                // Operands that are given by name are seen in both places.
                _ => d.dict_set(name, value)?,
            }
        }
        if let Some(t) = &out_tuple {
            d.dict_set(intern!("out"), t)?;
        }
        for (name, value) in names.iter().zip(args.pos().iter().skip(skip)) {
            let omit = *name == "out" || (*name == "initial" && is_no_value(value)?);
            if !omit {
                d.dict_set_str(name, value)?;
            }
        }
        Ok(())
    };
    let inputs: &[&Object] = match c.indices {
        Some(i) => &[c.array, i],
        None => &[c.array],
    };
    let overridden = array_ufunc::check(&UfuncCall {
        ufunc: uf,
        method: match kind {
            Kind::Reduce => intern!("reduce"),
            Kind::Accumulate => intern!("accumulate"),
            Kind::Reduceat => intern!("reduceat"),
        },
        inputs,
        out: out_tuple.as_deref(),
        where_: c.where_,
        keywords: &keywords,
    })?;
    if let Some(r) = overridden {
        return Ok(r);
    }
    let indices = c.indices.map(indices_array).transpose()?;
    let out_obj: Option<&Object> = out_tuple.as_ref().map(|t| t.tuple_items()[0]);
    let class = match c.dtype.and_then(Object::not_none) {
        Some(d) => fixed_class(d)?,
        None => None,
    };
    let out = out_obj.map(out_array).transpose()?;
    let keepdims = c.keepdims.map_or(Ok(0), convert::py_int)? != 0;
    let mask = where_mask(c.where_)?;
    let array = match c.array.downcast::<Array>() {
        Some(a) => plain(a)?,
        None => from_any(c.array, &AnyOptions::default())?,
    };
    let (axes, _) = parse_axes(kind, c.axis, array.ndim())?;
    if kind != Kind::Reduce && array.ndim() == 0 {
        return Err(type_error(&format!("cannot {} on a scalar", kind.name())));
    }
    if let Some(i) = &indices {
        along::positions(uf, i, array.shape()[first_axis(&axes)])?;
    }
    let initial = match c.initial {
        None => Initial::Default,
        Some(i) if is_no_value(i)? => Initial::Default,
        Some(i) if i.is_none() => Initial::Absent,
        Some(i) => Initial::Value(i.own()),
    };
    let resolved = resolve_reduction(uf, kind, &array, out.as_deref(), class)?;
    let result = match kind {
        Kind::Reduce => fold::reduce(&fold::Reduction {
            uf,
            info: resolved.info,
            descrs: &resolved.descrs,
            array: &array,
            axes: &axes,
            out: out.as_deref(),
            keepdims,
            initial,
            mask: mask.as_deref(),
        })?,
        Kind::Accumulate => along::accumulate(
            uf,
            resolved.info,
            &resolved.descrs,
            &array,
            first_axis(&axes),
            out.as_deref(),
        )?,
        Kind::Reduceat => {
            let Some(indices) = indices else {
                return Err(type_error(
                    "reduceat() missing required argument 'indices' (pos 1)",
                ));
            };
            along::reduceat(
                uf,
                resolved.info,
                &resolved.descrs,
                &array,
                &indices,
                first_axis(&axes),
                out.as_deref(),
            )?
        }
    };
    let wrap = array_wrap::find(&[c.array])?;
    match out_obj {
        Some(o) => array_wrap::given_unwrapped(o),
        None => array_wrap::apply(result, None, &wrap, None, !keep_array),
    }
}

fn first_axis(axes: &[bool; NPY_MAXDIMS]) -> usize {
    axes.iter().position(|&a| a).unwrap_or(0)
}

/// The `indices` of `reduceat` as contiguous `intp`.
fn indices_array(obj: &Object) -> Res<Own<Array>> {
    from_any(
        obj,
        &AnyOptions {
            descr: Some(builtin(NPY_INTP)),
            min_depth: 1,
            max_depth: 1,
            flags: NPY_ARRAY_CARRAY,
            ..AnyOptions::default()
        },
    )
}

/// A loop for a reduction with its descriptors: (accumulator, element, result).
pub struct Resolved<'u> {
    /// The loop.
    pub info: &'u LoopInfo,
    /// Three descriptors.
    pub descrs: resolve::Descrs,
}

/// Small integers add up in a full-size integer.
pub fn widened(uf: &UFunc, descr: &Descr) -> Option<&'static DTypeClass> {
    let n = descr.type_num();
    let small = n == NPY_BOOL || (crate::model::is_integer(n) && descr.elsize() < 8);
    if !small || !matches!(uf.name(), "add" | "multiply") {
        return None;
    }
    let unsigned = matches!(n, NPY_UBYTE | NPY_USHORT | NPY_UINT);
    Some(class_of(if unsigned { NPY_ULONG } else { NPY_LONG }))
}

/// Finds the loop of a reduction.
pub fn resolve_reduction<'u>(
    uf: &'u UFunc,
    kind: Kind,
    array: &Array,
    out: Option<&Array>,
    class: Option<Own<DTypeClass>>,
) -> Res<Resolved<'u>> {
    let dtype_given = class.is_some();
    let first = match (class, out) {
        (Some(c), _) => Some(c),
        (None, None) => widened(uf, array.descr()).map(|c| c.own()),
        _ => None,
    };
    // A given dtype fixes accumulator and result; small integers only widen the accumulator.
    let last = if dtype_given { first.clone() } else { None };
    let sig = [first, None, last];
    let lead = out.unwrap_or(array);
    let op =
        |a: &Array| -> (Own<DTypeClass>, Own<Descr>) { (a.descr().class().own(), a.descr().own()) };
    let (lead_op, array_op) = (op(lead), op(array));
    let ops = [
        OpType {
            class: Some(&lead_op.0),
            descr: Some(&lead_op.1),
            array: Some(lead),
        },
        OpType {
            class: Some(&array_op.0),
            descr: Some(&array_op.1),
            array: Some(array),
        },
        OpType {
            class: out.map(|o| o.descr().class()),
            descr: out.map(|o| o.descr()),
            array: out,
        },
    ];
    let info = uf.dispatch().find(
        uf,
        &Request {
            ops: &ops,
            sig: &sig,
            reduction: true,
            resolver: uf.resolver(),
        },
    )?;
    let given = [
        Some(lead.descr()),
        Some(array.descr()),
        out.map(|o| o.descr()),
    ];
    let operands = resolve::Operands {
        given: &given,
        arrays: &[Some(lead), Some(array), out],
        scalars: &[],
    };
    let (descrs, _, info) = resolve::resolve(uf, info, &operands, NPY_UNSAFE_CASTING)?;
    let plain = [lead, array]
        .iter()
        .all(|x| crate::model::is_number(x.type_num()));
    if !plain && !uf.name().starts_with("logical_") {
        let checked = [given[0], given[1], None];
        resolve::check_casts(uf, NPY_UNSAFE_CASTING, &checked, &descrs, |_| false)?;
    }
    check_accumulator(uf, kind.name(), &descrs, kind != Kind::Reduce)?;
    Ok(Resolved { info, descrs })
}

/// The accumulator must be what the loop gives back, and where each step goes on from the elements (`uniform`), what
/// these are.
pub(super) fn check_accumulator(
    uf: &UFunc,
    method: &str,
    descrs: &[Own<Descr>],
    uniform: bool,
) -> Res<()> {
    let same = |a: &Descr, b: &Descr| -> Res<bool> {
        Ok(is_same_layout(a, b) || can_cast_types(a, b, NPY_EQUIV_CASTING)?)
    };
    if !same(&descrs[0], &descrs[2])? || (uniform && !same(&descrs[0], &descrs[1])?) {
        return Err(type_error(&format!(
            "the resolved dtypes are not compatible with {}.{method}. Resolved ({}, {}, {})",
            uf.name(),
            descrs[0].repr_text()?,
            descrs[1].repr_text()?,
            descrs[2].repr_text()?
        )));
    }
    Ok(())
}

/// `ufunc.reduce(array, axis, dtype, out, keepdims, initial, where)` for an exact ndarray.
pub fn direct(uf: &UFunc, array: &Array, given: &quick::Given<'_>) -> Res<Owned> {
    if let Some(r) = quick::total(uf, array, given, false)? {
        return Ok(r);
    }
    run(
        uf,
        Kind::Reduce,
        Args::positional(&[array]),
        &Common {
            array,
            indices: None,
            axis: Some(given.axis.unwrap_or(ops::none())),
            dtype: given.dtype,
            out: given.out,
            keepdims: given.keepdims,
            initial: given.initial,
            where_: given.where_,
        },
        &[],
    )
}

/// The reduction of all elements, without the short path.
pub fn of_array(uf: &UFunc, array: &Array, axis: Option<&Object>) -> Res<Owned> {
    let resolved = resolve_reduction(uf, Kind::Reduce, array, None, None)?;
    let (axes, _) = parse_axes(
        Kind::Reduce,
        Some(axis.unwrap_or(ops::none())),
        array.ndim(),
    )?;
    let result = fold::reduce(&fold::Reduction {
        uf,
        info: resolved.info,
        descrs: &resolved.descrs,
        array,
        axes: &axes,
        out: None,
        keepdims: false,
        initial: Initial::Default,
        mask: None,
    })?;
    let wrap = array_wrap::find(&[array])?;
    array_wrap::apply(result, None, &wrap, None, true)
}

/// Shape without the reduced axes, or with ones in their place.
pub fn reduced_shape(shape: &[isize], axes: &[bool], keepdims: bool) -> Dims {
    let mut out = Dims::new();
    for (&d, &r) in shape.iter().zip(axes) {
        if !r {
            let _fits = out.push(d);
        } else if keepdims {
            let _fits = out.push(1);
        }
    }
    out
}
