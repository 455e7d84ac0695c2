//! Functions of the module that make arrays: `empty`, `zeros`, `empty_like`, `arange`, `frombuffer`, `fromiter`,
//! `concatenate`, and the memory switches.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, function, noargs, onearg, varargs_function};
use ferronum_pyrt::raised::{exc, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, none};

use crate::arguments::convert as arg;
use crate::coerce::dtype_of;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::parse::{descr_from_optional, request_from_object};
use crate::model::Descr;
use crate::model::array::Array;
use crate::ndarray::getset::check_device;
use crate::ndarray::pickle;
use crate::protocol::like::like_override;
use crate::storage::create;
use crate::storage::create::NewArray;
use crate::storage::{blocks, memory};

/// Functions of this file.
pub const FUNCTIONS: &[Method] = &[
    function(c"empty", empty),
    function(c"zeros", zeros),
    function(c"empty_like", empty_like),
    function(c"arange", arange),
    function(c"frombuffer", crate::ndarray::sources::frombuffer),
    function(c"fromiter", crate::ndarray::sources::fromiter),
    function(c"shares_memory", crate::ndarray::shares_memory::shares_memory),
    function(c"may_share_memory", crate::ndarray::shares_memory::may_share_memory),
    function(c"concatenate", crate::array::concat::concatenate),
    varargs_function(c"_reconstruct", pickle::reconstruct),
    onearg(c"_set_madvise_hugepage", |_: &Object, on: &Object| {
        Ok(blocks::set_madvise_hugepage(on.truth()?))
    }),
    noargs(c"_get_madvise_hugepage", |_: &Object| {
        Ok(blocks::madvise_hugepage())
    }),
    // The setting before.
    onearg(
        c"_set_numpy_warn_if_no_mem_policy",
        |_: &Object, on: &Object| Ok(memory::set_warn_without_policy(on.truth()?)),
    )
    .doc(c"_set_numpy_warn_if_no_mem_policy(on): whether memory that is freed without a policy warns; the setting before."),
    varargs_function(c"get_handler_name", handler_name),
    varargs_function(c"get_handler_version", handler_version),
    function(c"normalize_axis_index", normalize_axis_index),
];

/// A dtype argument as an instance: DType classes give their default.
fn dtype_argument(obj: Option<&Object>) -> Res<Option<Own<Descr>>> {
    let Some(request) = request_from_object(obj)? else {
        return Ok(None);
    };
    request
        .descr
        .map_or_else(|| request.class.default_descr(), Ok)
        .map(Some)
}

fn empty(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("empty", ["shape", "dtype", "order", "device", "like"])
        .required(1)
        .keyword_only(2);
    new_filled(args, &SIG, false)
}

fn zeros(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("zeros", ["shape", "dtype", "order", "device", "like"])
        .required(1)
        .keyword_only(2);
    new_filled(args, &SIG, true)
}

fn new_filled(args: Args<'_>, sig: &Sig<5>, zeroed: bool) -> Res<Owned> {
    let [shape, dtype, order, device, like] = args.parse(sig)?;
    let dims = arg::required_shape(shape.unwrap_or(none()))?;
    let descr = dtype_argument(dtype)?;
    let descr = descr.unwrap_or_else(|| crate::dtype::builtin(NPY_DOUBLE).own());
    let order = arg::order_or(order, NPY_CORDER)?;
    check_device(device)?;
    if let Some(v) = like_override(sig.name(), like, args)? {
        return Ok(v);
    }
    if !matches!(order, NPY_CORDER | NPY_FORTRANORDER) {
        return Err(value_error("only 'C' or 'F' order is permitted"));
    }
    let out = if zeroed {
        create::zeros(&dims, descr, order)?
    } else {
        let out = create::empty(&dims, descr, order)?;
        create::fill_none(&out)?;
        out
    };
    Ok(out.upcast())
}

fn empty_like(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "empty_like",
        ["prototype", "dtype", "order", "subok", "shape", "device"],
    )
    .required(1)
    .keyword_only(1);
    let [prototype, dtype, order, subok, shape, device] = args.parse(&SIG)?;
    let prototype = c_ordered(prototype.unwrap_or(none()))?;
    let descr = dtype_argument(dtype)?;
    let order = arg::order_or(order, NPY_KEEPORDER)?;
    let subok = subok.map_or(Ok(1), arg::py_int)? != 0;
    let shape = match shape {
        Some(s) => arg::shape(s)?,
        None => None,
    };
    check_device(device)?;
    let out = create::empty_like(&prototype, order, descr, shape.as_deref(), subok)?;
    create::fill_none(&out)?;
    Ok(out.upcast())
}

/// An array as it is, anything else as an array in C order (`PyArray_Converter`).
fn c_ordered(obj: &Object) -> Res<Own<Array>> {
    let wish = AnyOptions {
        flags: NPY_ARRAY_CARRAY_RO,
        ..AnyOptions::default()
    };
    match obj.downcast::<Array>() {
        Some(a) => Ok(a.own()),
        None => from_any(obj, &wish),
    }
}

/// `arange(start_or_stop, /, stop=None, step=1, *, dtype=None, device=None, like=None)`.
fn arange(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "arange",
        ["start", "stop", "step", "dtype", "device", "like"],
    )
    .keyword_only(2);
    let [start, stop, step, dtype, device, like] = args.parse(&SIG)?;
    let descr = descr_from_optional(dtype)?;
    check_device(device)?;
    if let Some(v) = like_override("arange", like, args)? {
        return Ok(v);
    }
    let (start, stop) = match (start, stop) {
        (Some(s), None) if !args.pos().is_empty() => (None, s),
        (_, None) => return Err(type_error("arange() requires stop to be specified.")),
        // A limit that is named and `None` is the start.
        (Some(s), Some(e)) if e.is_none() => (None, s),
        (start, Some(e)) => (start, e),
    };
    arange_objects(start, stop, step.and_then(Object::not_none), descr)
}

/// `arange` from Python numbers, in the dtype that they promote to or in `descr`.
pub fn arange_objects(
    start: Option<&Object>,
    stop: &Object,
    step: Option<&Object>,
    descr: Option<Own<Descr>>,
) -> Res<Owned> {
    let times = match &descr {
        Some(d) => d.is_datetime_like(),
        None => crate::datetime::any_time(&[start, Some(stop), step]),
    };
    if times {
        return crate::datetime::arange(start, stop, step, descr.as_deref());
    }
    let zero = ferronum_pyrt::int_new(0)?;
    let one = ferronum_pyrt::int_new(1)?;
    let (first, step) = (start.unwrap_or(&zero), step.unwrap_or(&one));
    let descr = match descr {
        Some(d) => d,
        None => range_dtype(first, stop, step)?,
    };
    // SAFETY: the table of a live class.
    let fills = descr.is_legacy() || unsafe { (*descr.class().arr_funcs()).fill.is_some() };
    if !fills || descr.is_flexible() {
        return Err(type_error(&format!(
            "arange() not supported for inputs with DType {}.",
            descr.class().str_text()?
        )));
    }
    let native = if descr.is_native() {
        descr.own()
    } else {
        crate::dtype::byteorder::new_byteorder(&descr, NPY_NATIVE)?
    };
    let (length, next) = extent(first, stop, step, &descr).map_err(|e| {
        if !e.matches(exc::OverflowError()) {
            return e;
        }
        e.clear();
        range_too_large()
    })?;
    let Some(next) = next else {
        return Ok(create::empty(&[0], descr, NPY_CORDER)?.upcast());
    };
    let out = create::empty(&[length], native, NPY_CORDER)?;
    let size = out.itemsize();
    // SAFETY: both elements lie inside the fresh array.
    unsafe {
        crate::casting::set_item(out.descr(), out.data(), first)?;
        if length > 1 {
            crate::casting::set_item(out.descr(), out.data().offset(size), &next)?;
        }
    }
    if length > 2 {
        fill_range(&out)?;
    }
    if out.descr().is_native() && !descr.is_native() {
        let swapped = create::empty(&[length], descr, NPY_CORDER)?;
        crate::casting::copy_into(&swapped, &out)?;
        return Ok(swapped.upcast());
    }
    Ok(out.upcast())
}

#[cold]
fn range_too_large() -> Raised {
    value_error("Maximum allowed size exceeded")
}

/// The length of a range by Python arithmetic, `ceil((stop - start) / step)`, and its second element where it has a
/// first.
fn extent(
    first: &Object,
    stop: &Object,
    step: &Object,
    descr: &Descr,
) -> Res<(isize, Option<Owned>)> {
    let zero = ferronum_pyrt::int_new(0)?;
    // SAFETY: number protocol calls return new references or NULL.
    unsafe {
        let span: Owned =
            match Own::from_result(ffi::PyNumber_Subtract(stop.as_ptr(), first.as_ptr())) {
                Ok(span) => span,
                Err(e) if stop.is_tuple() => {
                    e.clear();
                    return Err(type_error(
                        "arange: scalar arguments expected instead of a tuple.",
                    ));
                }
                Err(e) => return Err(e),
            };
        let differs = span.compare(&zero, ffi::Py_NE)?.truth()?;
        let ratio =
            Own::<Object>::from_result(ffi::PyNumber_TrueDivide(span.as_ptr(), step.as_ptr()))?;
        let underflow = differs && ratio.compare(&zero, ffi::Py_EQ)?.truth()?;
        if !differs {
            // An array of several has no truth, which is what is said of it.
            ratio.truth()?;
        }
        if ratio.is_complex() && !crate::model::is_complex(descr.type_num()) {
            return Err(type_error("must be real number, not complex"));
        }
        let length = range_length(&ratio, &span, step, underflow)?;
        let next = match length {
            0 => None,
            _ => Some(Own::from_result(ffi::PyNumber_Add(
                first.as_ptr(),
                step.as_ptr(),
            ))?),
        };
        Ok((length, next))
    }
}

fn range_dtype(first: &Object, stop: &Object, step: &Object) -> Res<Own<Descr>> {
    let ints = |o: &Object| o.is_int_exact();
    if ints(first) && ints(stop) && ints(step) {
        let fits = |o: &Object| Ok::<_, ferronum_pyrt::Raised>(o.int_to_i64()?.is_ok());
        if fits(first)? && fits(stop)? && fits(step)? {
            return Ok(crate::dtype::builtin(NPY_LONG).own());
        }
    }
    let mut descr: Option<Own<Descr>> = Some(crate::dtype::builtin(NPY_LONG).own());
    for o in [first, stop, step] {
        let own = match dtype_of(o)? {
            Some(own) => own,
            None => crate::dtype::builtin(NPY_DOUBLE).own(),
        };
        descr = Some(match descr {
            None => own,
            Some(d) => crate::coerce::promote::common_or_object(&d, &own)?,
        });
    }
    descr.ok_or_else(ferronum_pyrt::Raised::pending)
}

/// A length rounded up.
fn whole_length(v: f64) -> Res<isize> {
    if v.is_nan() {
        return Err(value_error("arange: cannot compute length"));
    }
    let n = v.ceil();
    if n >= isize::MAX as f64 || n < isize::MIN as f64 {
        return Err(range_too_large());
    }
    Ok(n.max(0.0) as isize)
}

fn range_length(ratio: &Object, span: &Object, step: &Object, underflow: bool) -> Res<isize> {
    if ratio.is_complex() {
        let (re, im) = ratio.to_complex()?;
        return Ok(whole_length(re)?.min(whole_length(im)?));
    }
    let mut n = whole_length(ratio.to_f64()?)?;
    // A ratio that underflowed to zero still holds one element.
    if underflow {
        let positive = |o: &Object| Ok::<_, ferronum_pyrt::Raised>(o.to_f64()? >= 0.0);
        if positive(span)? == positive(step)? {
            n = 1;
        }
    }
    Ok(n)
}

/// Continues a range from its first two elements, in the arithmetic of the dtype.
fn fill_range(out: &Array) -> Res<()> {
    macro_rules! fill {
        ($t:ty, $wide:ty) => {{
            let n = out.size() as usize;
            // SAFETY: a fresh contiguous array of n elements of this type.
            let v = unsafe { std::slice::from_raw_parts_mut(out.data().cast::<$t>(), n) };
            let start = v[0] as $wide;
            let delta = (v[1] as $wide) - start;
            // Counted in doubles, eight at a time, so that it vectorises; all counts are exact.
            let (head, rest) = v[2..].as_chunks_mut::<8>();
            const AHEAD: [f64; 8] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
            let mut at = 2.0;
            for block in head {
                for (x, ahead) in block.iter_mut().zip(AHEAD) {
                    *x = (start + delta * ((at + ahead) as $wide)) as $t;
                }
                at += 8.0;
            }
            for (x, ahead) in rest.iter_mut().zip(AHEAD) {
                *x = (start + delta * ((at + ahead) as $wide)) as $t;
            }
        }};
    }
    macro_rules! fill_int {
        ($t:ty) => {{
            let n = out.size() as usize;
            // SAFETY: a fresh contiguous array of n elements of this type.
            let v = unsafe { std::slice::from_raw_parts_mut(out.data().cast::<$t>(), n) };
            let start = v[0];
            let delta = v[1].wrapping_sub(start);
            // Sums only, eight side by side, so that it vectorises without products.
            let ahead: [$t; 8] = std::array::from_fn(|k| delta.wrapping_mul(k as $t));
            let step = delta.wrapping_mul(8);
            let mut at = start.wrapping_add(delta.wrapping_mul(2));
            let (head, rest) = v[2..].as_chunks_mut::<8>();
            for block in head {
                for (x, ahead) in block.iter_mut().zip(ahead) {
                    *x = at.wrapping_add(ahead);
                }
                at = at.wrapping_add(step);
            }
            for (x, ahead) in rest.iter_mut().zip(ahead) {
                *x = at.wrapping_add(ahead);
            }
        }};
    }
    match out.type_num() {
        NPY_BYTE => fill_int!(i8),
        NPY_UBYTE => fill_int!(u8),
        NPY_SHORT => fill_int!(i16),
        NPY_USHORT => fill_int!(u16),
        NPY_INT => fill_int!(i32),
        NPY_UINT => fill_int!(u32),
        NPY_LONG | NPY_LONGLONG => fill_int!(i64),
        NPY_ULONG | NPY_ULONGLONG => fill_int!(u64),
        NPY_FLOAT => fill!(f32, f32),
        NPY_DOUBLE => fill!(f64, f64),
        NPY_BOOL => {
            return Err(type_error(
                "arange() is only supported for booleans when the result has at most length 2.",
            ));
        }
        // SAFETY: the table of a live class; the block holds size() elements, the first two being set.
        _ => unsafe {
            match (*out.descr().class().arr_funcs()).fill {
                Some(f) => {
                    ferronum_pyrt::raised::check_status(f(
                        out.data().cast(),
                        out.size(),
                        out.as_ptr().cast(),
                    ))?;
                }
                None => return Err(type_error("no fill-function for data-type.")),
            }
        },
    }
    Ok(())
}

fn handler_description(args: Args<'_>, name: &'static str) -> Res<Option<(String, u8)>> {
    let [array] = args.parse(&Sig::new(name, [""]).tuple())?;
    match array {
        None => memory::describe(&*memory::current_handler()?).map(Some),
        Some(a) => match a.downcast::<Array>() {
            Some(a) => memory::handler_of(a),
            None => Err(value_error("if supplied, argument must be an ndarray")),
        },
    }
}

fn handler_name(_: &Object, args: Args<'_>) -> Res<Option<String>> {
    Ok(handler_description(args, "get_handler_name")?.map(|d| d.0))
}

fn handler_version(_: &Object, args: Args<'_>) -> Res<Option<i32>> {
    Ok(handler_description(args, "get_handler_version")?.map(|d| i32::from(d.1)))
}

fn normalize_axis_index(args: Args<'_>) -> Res<usize> {
    const SIG: Sig<3> =
        Sig::new("normalize_axis_index", ["axis", "ndim", "msg_prefix"]).required(2);
    let [axis, ndim, prefix] = args.parse(&SIG)?;
    let int = |o: Option<&Object>| -> Res<isize> {
        let o = o.unwrap_or(none());
        Ok(arg::py_int(o)? as isize)
    };
    let (axis, ndim) = (int(axis)?, int(ndim)?);
    if axis < -ndim || axis >= ndim {
        return Err(crate::model::errors::axis_error(axis, ndim, prefix));
    }
    Ok(if axis < 0 { axis + ndim } else { axis } as usize)
}

/// An array over memory that `base` owns.
pub fn over_memory(
    descr: Own<Descr>,
    shape: &[isize],
    data: *mut u8,
    writeable: bool,
    base: Owned,
) -> Res<Own<Array>> {
    NewArray {
        data: Some(data),
        flags: if writeable { NPY_ARRAY_WRITEABLE } else { 0 },
        base: Some(base),
        ..NewArray::new(descr, shape)
    }
    .build()
}
