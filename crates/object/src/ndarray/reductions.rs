//! Methods of ndarray that are reductions or element-wise calls. Exact ndarrays are served here; subclasses go through
//! the Python helpers, so that their overrides see the calls that they have always seen.

use ferronum_abi::prelude::*;
use ferronum_kernels::reduce as fold_kernels;
use ferronum_pyrt::method::Method;
use ferronum_pyrt::raised::{system_error, type_error};
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, Sig, intern, method, ops};
use ferronum_scalar::float_status;

use crate::arguments::{convert, convert as arg, lookup};
use crate::array::shape;
use crate::dtype::builtin::builtin;
use crate::dtype::parse::descr_from_optional;
use crate::model::{Array, is_complex, is_integer};
use crate::ndarray::methods::forward;
use crate::ufunc::operator_table::{Op, ufunc};
use crate::ufunc::operators::{call_binary, call_ternary, call_unary};
use crate::ufunc::quick::Given;
use crate::ufunc::{UFunc, reduce, table};

fn builtin_ufunc(name: &str) -> Res<&'static UFunc> {
    table::find(name).ok_or_else(|| system_error("a built-in ufunc is missing"))
}

/// Whether a reduction is served here: nobody may override it, in whose eyes the arguments of the Python helper count.
fn is_ours(a: &Array, out: Option<&Object>, where_: Option<&Object>) -> bool {
    a.is_exact() && [out, where_].into_iter().flatten().all(lookup::is_plain)
}

/// `sum` and `prod`.
fn adding(helper: &'static str, uf: &str, sig: &Sig<6>, a: &Array, args: Args<'_>) -> Res<Owned> {
    if !a.is_exact() {
        return forward(helper, a, args);
    }
    if args.pos().len() > 6 {
        return forward(helper, a, args);
    }
    let [axis, dtype, out, keepdims, initial, where_] = args.parse(sig)?;
    if !is_ours(a, out, where_) {
        return forward(helper, a, args);
    }
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
    if args.pos().len() > 5 {
        return forward(helper, a, args);
    }
    let [axis, out, keepdims, initial, where_] = args.parse(sig)?;
    if !is_ours(a, out, where_) {
        return forward(helper, a, args);
    }
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
        crate::casting::from_memory((&raw const mean).cast(), builtin(NPY_DOUBLE), None).map(Some)
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

/// The variance (or its root) of all elements in one pass over the data after the mean. Whatever would raise a float
/// error or warn is left to the Python helper.
fn quick_var(a: &Array, args: Args<'_>, root: bool) -> Res<Option<Owned>> {
    let num = a.type_num();
    let single = num == NPY_FLOAT;
    if !a.is_exact() || !(single || num == NPY_DOUBLE) || !a.is_behaved_ro() {
        return Ok(None);
    }
    let ddof = match (args.pos(), args.keywords().next(), args.values().len()) {
        ([], None, _) => 0,
        ([], Some((name, v)), 1) if name.is_str_equal(c"ddof") && v.is_int_exact() => {
            match v.int_to_i64()? {
                Ok(d @ 0..=1_000_000) => d,
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    let Some((data, stride, n)) = crate::ufunc::quick::run_of(a) else {
        return Ok(None);
    };
    if (n as i64) <= ddof {
        return Ok(None);
    }
    let result = crate::ufunc::execute::allow_threads(n > 50_000, || {
        // SAFETY: the run lies within the array, whose type is checked.
        unsafe { variance(data, stride, n, single, ddof) }
    });
    let Some(v) = result else { return Ok(None) };
    let v = if root && single {
        f64::from((v as f32).sqrt())
    } else if root {
        v.sqrt()
    } else {
        v
    };
    let (f, d) = (v as f32, v);
    let p: *const u8 = if single {
        (&raw const f).cast()
    } else {
        (&raw const d).cast()
    };
    // SAFETY: one element of the array's type.
    unsafe { crate::casting::from_memory(p, builtin(num), None).map(Some) }
}

/// The variance of a run of doubles or floats, with NumPy's roundings; `None` where a float flag was raised.
///
/// # Safety
/// The run holds `n` elements.
unsafe fn variance(data: *mut u8, stride: isize, n: isize, single: bool, ddof: i64) -> Option<f64> {
    let num = if single { NPY_FLOAT } else { NPY_DOUBLE };
    let sum = fold_kernels::get(fold_kernels::Op::Add, num)?;
    #[repr(C, align(8))]
    struct Slot([u8; 8]);
    let mut slot = Slot([0; 8]);
    let read = |s: &Slot| {
        if single {
            f64::from(f32::from_ne_bytes([s.0[0], s.0[1], s.0[2], s.0[3]]))
        } else {
            f64::from_ne_bytes(s.0)
        }
    };
    let round = |v: f64| if single { f64::from(v as f32) } else { v };
    float_status::clear();
    let fold = fold_kernels::Fold {
        out: slot.0.as_mut_ptr(),
        out_stride: 0,
        m: 1,
        src: data,
        src_outer: 0,
        src_stride: stride,
        n: n as usize,
        chunk: 0,
    };
    // SAFETY: as the caller vouches.
    unsafe { (sum.rows)(&fold) };
    let mean = round(read(&slot) / n as f64);
    slot.0 = [0; 8];
    // SAFETY: as above.
    let done = unsafe {
        fold_kernels::moment_rows(
            fold_kernels::Moment::SquaredDeviation { re: mean, im: 0.0 },
            num,
            (slot.0.as_mut_ptr(), 0),
            (data, [0, stride]),
            1,
            n as usize,
        )
    };
    let v = round(read(&slot) / (n as i64 - ddof) as f64);
    let quiet = float_status::get() & !float_status::UNDERFLOW == 0;
    (done && quiet).then_some(v)
}

fn var(a: &Array, args: Args<'_>) -> Res<Owned> {
    if let Some(v) = quick_var(a, args, false)? {
        return Ok(v);
    }
    forward("_var", a, args)
}

fn std(a: &Array, args: Args<'_>) -> Res<Owned> {
    if let Some(v) = quick_var(a, args, true)? {
        return Ok(v);
    }
    forward("_std", a, args)
}

/// A limit of `clip` that changes nothing for integers of the array's type.
fn limit<'a>(a: &Array, given: Option<&'a Object>, upper: bool) -> Res<Option<&'a Object>> {
    let Some(v) = given.and_then(Object::not_none) else {
        return Ok(None);
    };
    let n = a.type_num();
    if !is_integer(n) || !v.is_int_exact() {
        return Ok(Some(v));
    }
    let beyond = crate::ufunc::compare_ints::at_or_beyond(v, n, upper)?;
    Ok((!beyond).then_some(v))
}

fn clip(a: &Array, args: Args<'_>) -> Res<Owned> {
    let plain = args.kwnames().is_none() && args.pos().len() <= 2;
    if !a.is_exact() || !plain {
        return forward("_clip", a, args);
    }
    let lo = limit(a, args.pos().first().copied(), false)?;
    let hi = limit(a, args.pos().get(1).copied(), true)?;
    match (lo, hi) {
        (None, None) => call_unary(ufunc(Op::Positive), a),
        (Some(lo), None) => call_binary(ufunc(Op::Maximum), a, lo),
        (None, Some(hi)) => call_binary(ufunc(Op::Minimum), a, hi),
        (Some(lo), Some(hi)) => call_ternary(ufunc(Op::Clip), a, lo, hi),
    }
}

fn cumulative(sig: &Sig<3>, uf: &str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let [axis, dtype, out] = args.parse(sig)?;
    let axis = axis.map(convert::axis).transpose()?.flatten();
    descr_from_optional(dtype)?;
    out.map(convert::output).transpose()?;
    let (array, axis) = shape::along(a, axis.map(|k| k as isize))?;
    folded(uf, "accumulate", &array, axis as isize, dtype, out)
}

/// The answer of a method of a built-in ufunc along an axis, as methods of ndarray ask for it: overrides see the dtype by
/// its number and the output by name, where they are given, and the axis by place.
pub fn folded(
    uf: &str,
    method: &str,
    a: &Array,
    axis: isize,
    dtype: Option<&Object>,
    out: Option<&Object>,
) -> Res<Owned> {
    let axis = ops::int_new(axis as i64)?;
    let descr = match descr_from_optional(dtype)? {
        Some(d) if d.is_legacy() && (0..NPY_NTYPES_LEGACY as i32).contains(&d.type_num()) => {
            Some(builtin(d.type_num()).own())
        }
        other => other,
    };
    let mut values: Vec<&Object> = vec![a, &axis];
    let mut names: Vec<&Object> = Vec::new();
    if let Some(d) = &descr {
        values.push(d);
        names.push(intern!("dtype"));
    }
    if let Some(o) = out.map(convert::output).transpose()?.flatten() {
        values.push(o);
        names.push(intern!("out"));
    }
    let names = ferronum_pyrt::args::kwnames(&names)?;
    // SAFETY: two positional values, then one for each of the names.
    let args = unsafe { Args::from_vectorcall(values.as_ptr().cast(), 2, names.as_ptr()) };
    match method {
        "reduce" => reduce::reduce_method(builtin_ufunc(uf)?, args),
        _ => reduce::accumulate_method(builtin_ufunc(uf)?, args),
    }
}

fn cumsum(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<3> = Sig::new("cumsum", ["axis", "dtype", "out"]).keywords();
    cumulative(&SIG, "add", a, args)
}

fn cumprod(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<3> = Sig::new("cumprod", ["axis", "dtype", "out"]).keywords();
    cumulative(&SIG, "multiply", a, args)
}

fn conjugate(a: &Array, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("conjugate", ["out"]).tuple();
    let [out] = args.parse(&SIG)?;
    let out: Option<&Object> = out.map_or(Ok(None), convert::output)?.map(|o| o.object());
    let d = a.descr();
    let n = d.type_num();
    if is_complex(n) || d.is_object() || d.is_user_defined() || !d.is_legacy() {
        return match out {
            None => ufunc(Op::Conjugate).call(&[a]),
            Some(o) => ufunc(Op::Conjugate).call(&[a, o]),
        };
    }
    if !crate::model::is_number(n) {
        return Err(type_error("cannot conjugate non-numeric dtype"));
    }
    match out {
        None => Ok(a.object().own()),
        Some(o) => {
            let Some(target) = o.downcast::<Array>() else {
                return Err(type_error("output must be an array"));
            };
            crate::casting::assign_array(target, a, None, NPY_SAME_KIND_CASTING)?;
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
    method::fastcall(c"trace", trace),
    method::fastcall(c"cumsum", cumsum),
    method::fastcall(c"cumprod", cumprod),
    method::varargs(c"conj", conjugate),
    method::varargs(c"conjugate", conjugate),
];

fn trace(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("trace", ["offset", "axis1", "axis2", "dtype", "out"]);
    let [offset, axis1, axis2, dtype, out] = args.parse(&SIG)?;
    let int = |o: Option<&Object>, d: i32| o.map_or(Ok(d), arg::py_int).map(|v| v as isize);
    let (offset, axis1, axis2) = (int(offset, 0)?, int(axis1, 0)?, int(axis2, 1)?);
    let descr = crate::dtype::parse::descr_from_optional(dtype)?;
    let dtype = descr.as_deref().map(Layout::object);
    out.map_or(Ok(None), arg::output)?;
    let d = shape::diagonal(a, offset, axis1, axis2)?;
    let sum = crate::ndarray::reductions::folded("add", "reduce", &d, -1, dtype, out)?;
    match sum.downcast_into::<Array>() {
        Ok(a) if out.map_or(Ok(None), arg::output)?.is_none() => {
            crate::casting::item::scalar::to_scalar(a)
        }
        Ok(a) => Ok(a.upcast()),
        Err(other) => Ok(other),
    }
}
