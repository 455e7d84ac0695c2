//! Methods of ndarray that are reductions or element-wise calls. Exact ndarrays are served here; subclasses go through
//! the Python helpers, so that their overrides see the calls that they have always seen.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::raised::{system_error, type_error};
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, Sig, ops};

use crate::array::Array;
use crate::array::methods::forward;
use crate::array::number::{Op, ufunc};
use crate::dtype::builtin::builtin;
use crate::dtype::{is_complex, is_integer};
use crate::ufunc::quick::Given;
use crate::ufunc::{UFunc, reduce, table};

fn builtin_ufunc(name: &str) -> Res<&'static UFunc> {
    table::find(name).ok_or_else(|| system_error("a built-in ufunc is missing"))
}

/// `sum` and `prod`.
fn adding(helper: &'static str, uf: &str, sig: &Sig<6>, a: &Array, args: Args<'_>) -> Res<Owned> {
    if !a.is_exact() {
        return forward(helper, a, args);
    }
    let [axis, dtype, out, keepdims, initial, where_] = args.parse(sig)?;
    let given = Given {
        axis: Some(axis.unwrap_or(ops::none())),
        dtype,
        out,
        keepdims,
        initial,
        where_,
    };
    reduce::direct(builtin_ufunc(uf)?, a, &given)
}

/// `max` and `min`.
fn picking(helper: &'static str, uf: &str, sig: &Sig<5>, a: &Array, args: Args<'_>) -> Res<Owned> {
    if !a.is_exact() {
        return forward(helper, a, args);
    }
    let [axis, out, keepdims, initial, where_] = args.parse(sig)?;
    let given = Given {
        axis: Some(axis.unwrap_or(ops::none())),
        dtype: None,
        out,
        keepdims,
        initial,
        where_,
    };
    reduce::direct(builtin_ufunc(uf)?, a, &given)
}

/// `any` and `all`: bool unless another type is asked for.
fn testing(helper: &'static str, uf: &str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let plain = a.is_exact() && args.values().is_empty();
    if !plain {
        return forward(helper, a, args);
    }
    let dtype: Option<&Object> = if a.descr().is_native_number() {
        None
    } else {
        Some(builtin(NPY_BOOL))
    };
    let given = Given {
        axis: Some(ops::none()),
        dtype,
        ..Given::default()
    };
    reduce::direct(builtin_ufunc(uf)?, a, &given)
}

fn sum(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<6> = Sig::new(
        "_sum",
        ["axis", "dtype", "out", "keepdims", "initial", "where"],
    );
    adding("_sum", "add", &SIG, a, args)
}

fn prod(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<6> = Sig::new(
        "_prod",
        ["axis", "dtype", "out", "keepdims", "initial", "where"],
    );
    adding("_prod", "multiply", &SIG, a, args)
}

fn max(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<5> = Sig::new("_amax", ["axis", "out", "keepdims", "initial", "where"]);
    picking("_amax", "maximum", &SIG, a, args)
}

fn min(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<5> = Sig::new("_amin", ["axis", "out", "keepdims", "initial", "where"]);
    picking("_amin", "minimum", &SIG, a, args)
}

fn any(a: &Array, args: Args<'_>) -> Res<Owned> {
    testing("_any", "logical_or", a, args)
}

fn all(a: &Array, args: Args<'_>) -> Res<Owned> {
    testing("_all", "logical_and", a, args)
}

/// The mean of everything, where it is a sum and a division of doubles.
fn quick_mean(a: &Array) -> Res<Option<Owned>> {
    let n = a.type_num();
    let doubles = n == NPY_DOUBLE || n == NPY_BOOL || is_integer(n);
    if !a.is_exact() || !doubles || !a.descr().is_native() || a.size() == 0 {
        return Ok(None);
    }
    let dtype: Option<&Object> = if n == NPY_DOUBLE {
        None
    } else {
        Some(builtin(NPY_DOUBLE))
    };
    let given = Given {
        axis: Some(ops::none()),
        dtype,
        ..Given::default()
    };
    let total = reduce::direct(builtin_ufunc("add")?, a, &given)?;
    let mean = total.to_f64()? / a.size() as f64;
    // SAFETY: one double.
    unsafe {
        crate::scalars::from_memory((&raw const mean).cast(), builtin(NPY_DOUBLE), None).map(Some)
    }
}

fn mean(a: &Array, args: Args<'_>) -> Res<Owned> {
    if args.values().is_empty()
        && let Some(r) = quick_mean(a)?
    {
        return Ok(r);
    }
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

fn cumulative(sig: &Sig<3>, uf: &str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let [axis, dtype, out] = args.parse(sig)?;
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
    reduce::accumulate_method(
        builtin_ufunc(uf)?,
        Args::positional(&[array, axis, dtype.unwrap_or(none), out.unwrap_or(none)]),
    )
}

fn cumsum(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<3> = Sig::new("cumsum", ["axis", "dtype", "out"]);
    cumulative(&SIG, "add", a, args)
}

fn cumprod(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<3> = Sig::new("cumprod", ["axis", "dtype", "out"]);
    cumulative(&SIG, "multiply", a, args)
}

fn conjugate(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("conjugate", ["out"]);
    let [out] = args.parse(&SIG)?;
    let out = out.and_then(Object::not_none);
    let d = a.descr();
    let n = d.type_num();
    if is_complex(n) || d.is_object() || d.is_user_defined() || !d.is_legacy() {
        return match out {
            None => ufunc(Op::Conjugate).call(&[a]),
            Some(o) => ufunc(Op::Conjugate).call(&[a, o]),
        };
    }
    if !crate::dtype::is_number(n) {
        return Err(type_error("cannot conjugate non-numeric dtype"));
    }
    match out {
        None => Ok(a.object().own()),
        Some(o) => {
            let Some(target) = o.downcast::<Array>() else {
                return Err(type_error("return arrays must be of ArrayType"));
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
