//! Arguments of the selection methods of ndarray and of the selection functions of the module.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, fastcall, function, positional_function, varargs};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none};

use super::{select, take};
use crate::arguments::convert as arg;
use crate::array::nonzero;
use crate::coerce::as_array;
use crate::dtype::builtin::builtin;
use crate::model::Array;

/// Methods of ndarray.
pub const METHODS: &[Method] = &[
    fastcall(c"take", take_method),
    fastcall(c"put", put),
    fastcall(c"repeat", repeat),
    fastcall(c"compress", compress),
    fastcall(c"choose", choose),
    varargs(c"nonzero", |a: &Array, args: Args<'_>| {
        args.exactly::<0>("")?;
        crate::array::nonzero::nonzero_tuple(a)
    }),
];

/// Functions of the module.
pub const FUNCTIONS: &[Method] = &[
    positional_function(c"where", where_),
    positional_function(c"count_nonzero", count_nonzero),
    function(c"putmask", putmask),
    function(c"_place", place).doc(c"_place(arr, mask, vals): puts values, one after the other, where the mask is true; what `numpy.place` calls."),
    function(c"bincount", crate::index::bincount::bincount),
    function(c"interp", crate::index::interp::interp),
    function(c"interp_complex", crate::index::interp::interp_complex),
    function(c"packbits", crate::index::packbits::packbits),
    function(c"unpackbits", crate::index::packbits::unpackbits),
    function(c"ravel_multi_index", super::multi_index::ravel_multi_index),
    function(c"unravel_index", super::multi_index::unravel_index),
    function(c"_monotonicity", super::multi_index::monotonicity),
];

fn axis_of(obj: Option<&Object>) -> Res<Option<isize>> {
    match obj {
        None => Ok(None),
        Some(o) => Ok(arg::axis(o)?.map(|a| a as isize)),
    }
}

fn output(obj: Option<&Object>) -> Res<Option<&Array>> {
    match obj {
        None => Ok(None),
        Some(o) => arg::output(o),
    }
}

fn mode_of(obj: Option<&Object>) -> Res<NPY_CLIPMODE> {
    obj.map_or(Ok(NPY_RAISE), arg::clip_mode)
}

fn take_method(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("take", ["indices", "axis", "out", "mode"]).required(1);
    let [indices, axis, out, mode] = args.parse(&SIG)?;
    let axis = axis_of(axis)?;
    let out = output(out)?;
    let r = take::take(a, indices.unwrap_or(none()), axis, out, mode_of(mode)?)?;
    if out.is_some() {
        Ok(r.upcast())
    } else {
        crate::casting::item::scalar::to_scalar(r)
    }
}

fn put(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("put", ["indices", "values", "mode"])
        .keywords()
        .required(2);
    let [indices, values, mode] = args.parse(&SIG)?;
    take::put(
        a,
        indices.unwrap_or(none()),
        values.unwrap_or(none()),
        mode_of(mode)?,
    )
}

fn repeat(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<2> = Sig::new("repeat", ["repeats", "axis"])
        .keywords()
        .required(1);
    let [repeats, axis] = args.parse(&SIG)?;
    take::repeat(a, repeats.unwrap_or(none()), axis_of(axis)?)
}

fn compress(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("compress", ["condition", "axis", "out"])
        .keywords()
        .required(1);
    let [condition, axis, out] = args.parse(&SIG)?;
    let axis = axis_of(axis)?;
    let out = output(out)?;
    let r = take::compress(a, condition.unwrap_or(none()), axis, out)?;
    if out.is_some() {
        Ok(r.upcast())
    } else {
        crate::casting::item::scalar::to_scalar(r)
    }
}

fn choose(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("", ["out", "mode"]).keywords();
    let choices = match args.pos() {
        [] => return Err(type_error("choose() takes exactly 1 argument (0 given)")),
        [one] => (*one).own(),
        many => ferronum_pyrt::tuple_new(many)?,
    };
    let ([out, mode], refused) = args.named().parse_converting(&SIG)?;
    let (out, mode) = (output(out)?, mode_of(mode)?);
    refused.raise()?;
    take::choose(a, &choices, out, mode)
}

fn where_(_: &Object, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("where", ["", "", ""])
        .required(1)
        .positional_only(3);
    let [c, x, y] = args.parse(&SIG)?;
    let c = c.unwrap_or(none());
    match (x, y) {
        (None, _) => crate::array::nonzero::nonzero_tuple(&*as_array(c)?),
        (Some(x), Some(y)) => select::where_(c, x, y),
        _ => Err(value_error(
            "either both or neither of x and y should be given",
        )),
    }
}

fn count_nonzero(_: &Object, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<1> = Sig::new("count_nonzero", [""])
        .required(1)
        .positional_only(1);
    let [a] = args.parse(&SIG)?;
    let n = nonzero::count_nonzero(&*as_array(a.unwrap_or(none()))?)?;
    // SAFETY: the variable holds one intp.
    unsafe { crate::casting::from_memory((&raw const n).cast(), builtin(NPY_INTP), None) }
}

fn putmask(args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("putmask", ["", "mask", "values"])
        .required(3)
        .positional_only(1);
    let [a, mask, values] = args.parse(&SIG)?.map(|o| o.unwrap_or(none()));
    let a = select::require_array(a, "putmask: first argument must be an array")?;
    select::putmask(a, mask, values)
}

fn place(args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("place", ["input", "mask", "vals"])
        .keywords()
        .required(3);
    let [a, mask, values] = args.parse(&SIG)?.map(|o| o.unwrap_or(none()));
    let a = select::require_array(
        a,
        &format!(
            "place() argument 1 must be numpy.ndarray, not {}",
            a.type_or_none()
        ),
    )?;
    select::place(a, mask, values)
}
