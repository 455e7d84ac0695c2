//! `np.array`, `asarray`, `asanyarray`, `ascontiguousarray`, `asfortranarray`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, function};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, import_cached, intern};

use crate::arguments::convert::{order_or, py_int};

use crate::casting::astype::equivalent;
use crate::coerce::protocols::CopyMode;
use crate::coerce::{AnyOptions, check_from_any, no_copy_error};
use crate::dtype::parse::{DTypeRequest, request_from_object};
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::ndarray::getset::check_device;
use crate::protocol;
use crate::storage::create::view;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[
    function(c"array", array),
    function(c"asarray", asarray),
    function(c"asanyarray", asanyarray),
    function(c"ascontiguousarray", ascontiguousarray),
    function(c"asfortranarray", asfortranarray),
    function(c"_discover_array_parameters", discover_array_parameters),
];

/// `copy=`: `True`, `False`, `None`, or a member of `numpy._CopyMode`.
pub fn copy_mode(obj: &Object) -> Res<CopyMode> {
    if obj.is_none() {
        return Ok(CopyMode::IfNeeded);
    }
    if obj.is_bool() {
        return Ok(if obj.truth()? {
            CopyMode::Always
        } else {
            CopyMode::Never
        });
    }
    if obj.is_str() {
        return Err(value_error(
            "strings are not allowed for 'copy' keyword. Use True/False/None instead.",
        ));
    }
    let enumeration = import_cached!("numpy._globals", "_CopyMode")?;
    if obj.type_object().is(enumeration) {
        return Ok(match obj.getattr(intern!("value"))?.to_isize()? {
            0 => CopyMode::Never,
            1 => CopyMode::Always,
            _ => CopyMode::IfNeeded,
        });
    }
    Ok(if obj.truth()? {
        CopyMode::Always
    } else {
        CopyMode::Never
    })
}

/// The wishes of all five functions.
struct Wishes {
    request: Option<DTypeRequest>,
    copy: CopyMode,
    order: NPY_ORDER,
    subok: bool,
    ndmin: usize,
    ndmax: usize,
}

fn missing_first(name: &str, param: &str) -> Raised {
    type_error(&format!(
        "{name}() missing required argument '{param}' (pos 0)"
    ))
}

/// `like=`: the other library's array, if it takes over.
fn overridden(name: &str, like: Option<&Object>, args: Args<'_>) -> Res<Option<Owned>> {
    match like.and_then(Object::not_none) {
        Some(like) => protocol::like_override(name, like, args),
        None => Ok(None),
    }
}

fn array(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<8> = Sig::new(
        "array",
        [
            "object", "dtype", "copy", "order", "subok", "ndmin", "ndmax", "like",
        ],
    )
    .required(1)
    .keyword_only(6);
    let [obj, dtype, copy, order, subok, ndmin, ndmax, like] = args.parse(&SIG)?;
    let obj = obj.ok_or_else(|| missing_first("array", "object"))?;
    let wishes = Wishes {
        request: request_from_object(dtype)?,
        copy: copy.map_or(Ok(CopyMode::Always), copy_mode)?,
        order: order_or(order, NPY_KEEPORDER)?,
        subok: subok.map_or(Ok(false), Object::truth)?,
        ndmin: ndmin.map_or(Ok(0), |n| Ok(py_int(n)?.max(0) as usize))?,
        ndmax: ndmax.map_or(Ok(NPY_MAXDIMS), ndmax_of)?,
    };
    if let Some(out) = overridden("array", like, args)? {
        return Ok(out);
    }
    if wishes.ndmin > wishes.ndmax {
        return Err(value_error(&format!(
            "ndmin must be <= ndmax ({})",
            wishes.ndmax
        )));
    }
    Ok(make(obj, wishes)?.upcast())
}

fn ndmax_of(obj: &Object) -> Res<usize> {
    match usize::try_from(py_int(obj)?) {
        Ok(n) if n <= NPY_MAXDIMS => Ok(n),
        _ => Err(value_error(&format!(
            "ndmax must be in the range [0, NPY_MAXDIMS ({NPY_MAXDIMS})] "
        ))),
    }
}

fn asarray(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new("asarray", ["a", "dtype", "order", "device", "copy", "like"])
        .required(1)
        .keyword_only(3);
    let [obj, dtype, order, device, copy, like] = args.parse(&SIG)?;
    as_something(
        "asarray",
        args,
        [obj, dtype, order, device, copy, like],
        false,
    )
}

fn asanyarray(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "asanyarray",
        ["a", "dtype", "order", "device", "copy", "like"],
    )
    .required(1)
    .keyword_only(3);
    let [obj, dtype, order, device, copy, like] = args.parse(&SIG)?;
    as_something(
        "asanyarray",
        args,
        [obj, dtype, order, device, copy, like],
        true,
    )
}

fn as_something(
    name: &str,
    args: Args<'_>,
    [obj, dtype, order, device, copy, like]: [Option<&Object>; 6],
    subok: bool,
) -> Res<Owned> {
    let obj = obj.ok_or_else(|| missing_first(name, "a"))?;
    // What an argument is not is said in the order of the parameters; `like` is asked last.
    let request = request_from_object(dtype)?;
    let order = order_or(order, NPY_KEEPORDER)?;
    check_device(device)?;
    let wishes = Wishes {
        request,
        copy: copy.map_or(Ok(CopyMode::IfNeeded), copy_mode)?,
        order,
        subok,
        ndmin: 0,
        ndmax: NPY_MAXDIMS,
    };
    if let Some(out) = overridden(name, like, args)? {
        return Ok(out);
    }
    Ok(make(obj, wishes)?.upcast())
}

/// `_discover_array_parameters(obj, dtype=None)`: dtype (or `None`) and shape of the array that would be made.
fn discover_array_parameters(args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("_discover_array_parameters", ["", "dtype"])
        .required(1)
        .positional_only(1);
    let [obj, dtype] = args.parse(&SIG)?;
    let obj = obj.unwrap_or(ferronum_pyrt::none());
    let request = request_from_object(dtype)?;
    let descr = request.as_ref().and_then(|r| r.descr.as_deref());
    let found = crate::coerce::discover::find(
        obj,
        &crate::coerce::discover::Wanted {
            max_dims: ferronum_abi::prelude::NPY_MAXDIMS,
            // A size that is missing is found, as for the bare class.
            descr: descr.filter(|d| !d.is_unsized()),
            class: request
                .as_ref()
                .filter(|_| descr.is_none_or(crate::model::Descr::is_unsized))
                .map(|r| &*r.class),
            copy: CopyMode::IfNeeded,
        },
    )?;
    let shape = ferronum_pyrt::ops::tuple_of_ints(&found.shape)?;
    match found.descr {
        Some(d) => ferronum_pyrt::tuple_new(&[&d, &shape]),
        None => ferronum_pyrt::tuple_new(&[ferronum_pyrt::none(), &shape]),
    }
}

fn ascontiguousarray(args: Args<'_>) -> Res<Owned> {
    contiguous(args, "ascontiguousarray", NPY_CORDER)
}

fn asfortranarray(args: Args<'_>) -> Res<Owned> {
    contiguous(args, "asfortranarray", NPY_FORTRANORDER)
}

fn contiguous(args: Args<'_>, name: &'static str, order: NPY_ORDER) -> Res<Owned> {
    let sig: Sig<3> = Sig::new(name, ["a", "dtype", "like"])
        .required(1)
        .keyword_only(1);
    let [obj, dtype, like] = args.parse(&sig)?;
    let obj = obj.ok_or_else(|| missing_first(name, "a"))?;
    let request = request_from_object(dtype)?;
    if let Some(out) = overridden(name, like, args)? {
        return Ok(out);
    }
    let wishes = Wishes {
        request,
        copy: CopyMode::IfNeeded,
        order,
        subok: false,
        ndmin: 1,
        ndmax: NPY_MAXDIMS,
    };
    Ok(make(obj, wishes)?.upcast())
}

/// The array's strides suit the order.
fn order_fits(a: &Array, order: NPY_ORDER) -> bool {
    match order {
        NPY_ANYORDER | NPY_KEEPORDER => true,
        NPY_CORDER => a.is_c_contiguous(),
        _ => a.is_f_contiguous(),
    }
}

fn make(obj: &Object, w: Wishes) -> Res<Own<Array>> {
    let request = w.request.as_ref();
    let exact = obj.downcast::<Array>().filter(|a| a.is_exact() || w.subok);
    let out = match exact {
        Some(a) => match from_existing(a, request, &w)? {
            Some(out) => out,
            None => from_object(obj, request, &w)?,
        },
        None => from_object(obj, request, &w)?,
    };
    with_ndmin(out, w.ndmin, w.order)
}

/// The short ways for arrays that need no cast.
fn from_existing(a: &Array, request: Option<&DTypeRequest>, w: &Wishes) -> Res<Option<Own<Array>>> {
    let Some(request) = request else {
        if w.copy != CopyMode::Always && order_fits(a, w.order) {
            return Ok(Some(a.own()));
        }
        if w.copy == CopyMode::Never {
            return Err(no_copy_error());
        }
        return crate::casting::copy_array::copy(a, w.order).map(Some);
    };
    let Some(descr) = &request.descr else {
        return Ok(None);
    };
    if descr.is(a.descr()) {
        if w.copy != CopyMode::Always && order_fits(a, w.order) {
            return Ok(Some(a.own()));
        }
        if w.copy == CopyMode::Never {
            return Err(no_copy_error());
        }
        return crate::casting::copy_array::copy(a, w.order).map(Some);
    }
    if descr.has_subarray() || descr.is_unsized() || !equivalent(a.descr(), descr)? {
        return Ok(None);
    }
    // The same bytes under another dtype object.
    if w.copy != CopyMode::Always && order_fits(a, w.order) {
        let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
        return view(a, descr.clone(), &shape, &strides, a.data()).map(Some);
    }
    if w.copy == CopyMode::Never {
        return Err(no_copy_error());
    }
    // A copy keeps the array's own dtype object.
    crate::casting::copy_array::copy(a, w.order).map(Some)
}

fn from_object(obj: &Object, request: Option<&DTypeRequest>, w: &Wishes) -> Res<Own<Array>> {
    let mut flags: c_int = match w.copy {
        CopyMode::Always => NPY_ARRAY_ENSURECOPY,
        CopyMode::Never => NPY_ARRAY_ENSURENOCOPY,
        CopyMode::IfNeeded => 0,
    };
    let fortran_source = |o: &Object| {
        o.downcast::<Array>()
            .is_some_and(|a| a.is_f_contiguous() && !a.is_c_contiguous())
    };
    if w.order == NPY_CORDER {
        flags |= NPY_ARRAY_C_CONTIGUOUS;
    } else if w.order == NPY_FORTRANORDER || w.order == NPY_ANYORDER && fortran_source(obj) {
        flags |= NPY_ARRAY_F_CONTIGUOUS;
    }
    if !w.subok {
        flags |= NPY_ARRAY_ENSUREARRAY;
    }
    flags |= NPY_ARRAY_FORCECAST;
    check_from_any(
        obj,
        &AnyOptions {
            descr: request.and_then(|r| r.descr.as_deref()),
            class: request.filter(|r| r.descr.is_none()).map(|r| &*r.class),
            flags,
            dims_limit: Some(w.ndmax),
            ..AnyOptions::default()
        },
    )
}

/// Puts axes of length one in front.
fn with_ndmin(a: Own<Array>, ndmin: usize, order: NPY_ORDER) -> Res<Own<Array>> {
    let n = a.ndim();
    if n >= ndmin {
        return Ok(a);
    }
    let mut shape = Dims::filled(ndmin - n, 1);
    let step = match (a.shape(), a.strides()) {
        ([], _) | (_, []) => a.itemsize(),
        _ if order == NPY_FORTRANORDER => a.itemsize(),
        (_, [stride, ..]) if a.is_f_contiguous() && !a.is_c_contiguous() => *stride,
        ([length, ..], [stride, ..]) => length.saturating_mul(*stride),
    };
    let mut strides = Dims::filled(ndmin - n, step);
    for i in 0..n {
        let _fits = shape.push(a.shape()[i]) && strides.push(a.strides()[i]);
    }
    let subtype = a.subtype();
    crate::storage::create::view_as(&a, subtype, a.descr().own(), &shape, &strides, a.data())
}
