//! Methods of ndarray that are reductions or element-wise calls.

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, Sig, ops};

use crate::array::Array;
use crate::array::methods::forward;
use crate::array::number::{Op, ufunc};
use crate::ufunc::{UFunc, reduce, table};

/// The arguments of `sum`, `prod`, `max`, `min`.
fn reduction(name: &'static str, uf_name: &'static str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let uf = table::find(uf_name)
        .ok_or_else(|| ferronum_pyrt::raised::system_error("a built-in ufunc is missing"))?;
    if a.is_exact() && args.values().is_empty() {
        return reduce::of_array(uf, a, None);
    }
    let _ = name;
    forward(name, a, args)
}

macro_rules! reductions {
    ($($method:ident: $helper:literal = $uf:literal;)*) => { $(
        fn $method(a: &Array, args: Args<'_>) -> Res<Owned> {
            reduction($helper, $uf, a, args)
        }
    )* };
}

reductions! {
    sum: "_sum" = "add";
    prod: "_prod" = "multiply";
    max: "_amax" = "maximum";
    min: "_amin" = "minimum";
    any: "_any" = "logical_or";
    all: "_all" = "logical_and";
}

fn mean(a: &Array, args: Args<'_>) -> Res<Owned> {
    forward("_mean", a, args)
}

fn var(a: &Array, args: Args<'_>) -> Res<Owned> {
    forward("_var", a, args)
}

fn std(a: &Array, args: Args<'_>) -> Res<Owned> {
    forward("_std", a, args)
}

fn clip(a: &Array, args: Args<'_>) -> Res<Owned> {
    forward("_clip", a, args)
}

fn cumulative(name: &'static str, op: Op, uf: &str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let sig: Sig<3> = Sig::new(name, ["axis", "dtype", "out"]);
    let [axis, dtype, out] = args.parse(&sig)?;
    let _ = op;
    let uf: &UFunc = table::find(uf)
        .ok_or_else(|| ferronum_pyrt::raised::system_error("a built-in ufunc is missing"))?;
    let none = ops::none();
    let axis = axis.unwrap_or(none);
    let flat;
    let zero = ops::int_new(0)?;
    let (array, axis): (&Object, &Object) = if axis.is_none() {
        flat = a
            .object()
            .call_method(ferronum_pyrt::intern!("ravel"), &[])?;
        (&flat, &zero)
    } else {
        (a, axis)
    };
    uf.object()
        .getattr(ferronum_pyrt::intern!("accumulate"))?
        .call(&[array, axis, dtype.unwrap_or(none), out.unwrap_or(none)])
}

fn cumsum(a: &Array, args: Args<'_>) -> Res<Owned> {
    cumulative("cumsum", Op::Add, "add", a, args)
}

fn cumprod(a: &Array, args: Args<'_>) -> Res<Owned> {
    cumulative("cumprod", Op::Multiply, "multiply", a, args)
}

fn conjugate(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("conjugate", ["out"]);
    let [out] = args.parse(&SIG)?;
    let d = a.descr();
    let n = d.type_num();
    if crate::dtype::is_complex(n) || d.is_object() || d.is_user_defined() || !d.is_legacy() {
        return match out.and_then(Object::not_none) {
            None => ufunc(Op::Conjugate).call(&[a]),
            Some(o) => ufunc(Op::Conjugate).call(&[a, o]),
        };
    }
    if !crate::dtype::is_number(n) {
        return Err(ferronum_pyrt::raised::type_error(
            "cannot conjugate non-numeric dtype",
        ));
    }
    match out.and_then(Object::not_none) {
        None => Ok(a.object().own()),
        Some(o) => {
            let Some(target) = o.downcast::<Array>() else {
                return Err(ferronum_pyrt::raised::type_error(
                    "return arrays must be of ArrayType",
                ));
            };
            crate::casting::copy_into(target, a)?;
            Ok(o.own())
        }
    }
}

/// Methods of ndarray that this folder answers for.
pub const ARRAY_METHODS: &[Method] = &[
    method::fastcall(c"sum", sum),
    method::fastcall(c"prod", prod),
    method::fastcall(c"max", max),
    method::fastcall(c"min", min),
    method::fastcall(c"any", any),
    method::fastcall(c"all", all),
    method::fastcall(c"mean", mean),
    method::fastcall(c"var", var),
    method::fastcall(c"std", std),
    method::fastcall(c"clip", clip),
    method::fastcall(c"cumsum", cumsum),
    method::fastcall(c"cumprod", cumprod),
    method::fastcall(c"conj", conjugate),
    method::fastcall(c"conjugate", conjugate),
];
