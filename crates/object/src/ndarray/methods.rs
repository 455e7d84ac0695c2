//! Methods of ndarray about shape, copies, conversion and protocols. Those about selection live in `index`,
//! reductions in `ufunc`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, fastcall, noargs, onearg, varargs};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, ffi, none};

use crate::arguments::convert as arg;
use crate::array::{interface, shape};
use crate::dtype::parse::descr_from_object;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::dims::Dims;
use crate::ndarray::pickle;
use crate::storage::create;
use crate::storage::create::view_as;

/// The rows of this file.
pub const METHODS: &[Method] = &[
    fastcall(c"reshape", reshape),
    varargs(c"transpose", transpose),
    varargs(c"swapaxes", swapaxes),
    fastcall(c"squeeze", squeeze),
    fastcall(c"diagonal", diagonal),
    fastcall(c"ravel", ravel),
    fastcall(c"flatten", flatten),
    fastcall(c"copy", copy),
    varargs(c"__copy__", |a: &Array, args: Args<'_>| {
        args.exactly::<0>("__copy__")?;
        crate::casting::copy_array::copy(a, NPY_KEEPORDER)
    }),
    varargs(c"__deepcopy__", |a: &Array, args: Args<'_>| {
        let [memo] = args.exactly("__deepcopy__")?;
        pickle::deepcopy(a, memo)
    }),
    fastcall(c"view", view),
    fastcall(c"astype", astype),
    varargs(c"fill", |a: &Array, args: Args<'_>| {
        let [value] = args.exactly("fill")?;
        crate::array::elements::fill(a, value)
    }),
    varargs(c"item", |a: &Array, args: Args<'_>| {
        crate::array::elements::item(a, args.pos())
    }),
    varargs(c"tolist", |a: &Array, args: Args<'_>| {
        args.exactly::<0>("")?;
        crate::array::elements::tolist(a)
    }),
    fastcall(c"tobytes", tobytes),
    fastcall(c"byteswap", byteswap),
    fastcall(c"getfield", getfield),
    fastcall(c"setfield", setfield),
    fastcall(c"setflags", setflags),
    fastcall(c"resize", resize),
    fastcall(c"round", |a: &Array, args: Args<'_>| {
        const SIG: Sig<2> = Sig::new("round", ["decimals", "out"]).keywords();
        let [decimals, out] = args.parse(&SIG)?;
        crate::ndarray::round::round(
            a,
            decimals.map_or(Ok(0), arg::c_int)? as isize,
            match out {
                None => None,
                Some(o) => arg::output(o)?.map(|a| a.object()),
            },
        )
    }),
    fastcall(c"dump", |a: &Array, args: Args<'_>| {
        forward("_dump", a, args)
    }),
    fastcall(c"dumps", |a: &Array, args: Args<'_>| {
        forward("_dumps", a, args)
    }),
    // Whatever it is given.
    varargs(c"__reduce__", |a: &Array, _: Args<'_>| pickle::reduce(a)),
    varargs(c"__reduce_ex__", |a: &Array, args: Args<'_>| {
        let [protocol] = args.exactly("")?;
        pickle::reduce_ex(a, protocol)
    }),
    varargs(c"__setstate__", |a: &Array, args: Args<'_>| {
        let [state] = args.exactly("__setstate__")?;
        pickle::setstate(a, state)
    }),
    varargs(c"__complex__", |a: &Array, _: Args<'_>| {
        crate::ndarray::number::complex(a)
    })
        .doc(c"__complex__($self, /)\n--\n\ncomplex(self)"),
    varargs(c"__format__", |a: &Array, args: Args<'_>| {
        let [spec] = args.exactly("__format__")?;
        format(a, spec)
    })
    .doc(c"__format__($self, spec, /)\n--\n\nThe text of the array; a specification is for 0-d arrays alone."),
    noargs(c"__sizeof__", sizeof)
        .doc(c"__sizeof__($self, /)\n--\n\nThe bytes of the object, with the memory that it owns."),
    fastcall(c"__array__", array_protocol),
    onearg(c"__array_finalize__", |_: &Array, _: &Object| Ok(())),
    varargs(c"__array_wrap__", array_wrap),
    fastcall(c"__array_namespace__", array_namespace),
    fastcall(c"to_device", to_device),
    onearg(c"__class_getitem__", class_getitem).class(),
];

/// Calls the helper of `numpy._core._methods` with the array first.
pub fn forward(name: &str, a: &Array, args: Args<'_>) -> Res<Owned> {
    let helper = ferronum_pyrt::intern::import("numpy._core._methods")?.getattr_str(name)?;
    let mut all: Vec<&Object> = vec![a];
    all.extend_from_slice(args.values());
    helper.call_kw(&all, args.kwnames())
}

/// `f(*ints)` or `f(sequence)`: the convention of reshape, transpose and resize.
fn star_dims(args: &[&Object]) -> Res<Dims> {
    match args {
        [one] if !one.is_int_exact() => arg::required_shape(one),
        _ => {
            if let Some(dims) = arg::plain_ints(args)? {
                return Ok(dims);
            }
            let items = ferronum_pyrt::tuple_new(args)?;
            arg::required_shape(&items)
        }
    }
}

fn reshape(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("", ["order", "copy"]).keywords();
    let (mut order, mut copy) = (NPY_CORDER, None);
    if args.kwnames().is_some() {
        let (named, refused) = args.named().parse_converting(&SIG)?;
        order = arg::order_or(named[0], NPY_CORDER)?;
        copy = copy_flag(named[1])?;
        refused.raise()?;
    }
    let dims = match args.pos() {
        [one] if one.is_none() => Dims::from(a.shape()),
        [] => return Err(type_error("reshape() takes exactly 1 argument (0 given)")),
        pos => star_dims(pos)?,
    };
    Ok(shape::reshape(a, &dims, order, copy)?.upcast())
}

fn transpose(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    match args.pos() {
        [] => shape::transpose(a, None),
        [one] if one.is_none() => shape::transpose(a, None),
        pos => shape::transpose(a, Some(&star_dims(pos)?)),
    }
}

fn swapaxes(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    let [i, j] = args.exactly("swapaxes")?;
    shape::swapaxes(a, arg::c_int(i)? as isize, arg::c_int(j)? as isize)
}

fn squeeze(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<1> = Sig::new("squeeze", ["axis"]);
    let [axis] = args.parse(&SIG)?;
    match axis.and_then(Object::not_none) {
        None => shape::squeeze(a, None),
        Some(axis) => {
            let axes = axes_argument(axis)?;
            // A 0-d array may name an axis that it does not have.
            if a.ndim() == 0 && !axis.is_tuple() && matches!(axes[0], 0 | -1) {
                return Ok(a.own().upcast());
            }
            shape::squeeze(a, Some(&axes))
        }
    }
}

/// An axis or a tuple of axes.
pub fn axes_argument(obj: &Object) -> Res<Dims> {
    let mut axes = Dims::new();
    if obj.is_tuple() {
        if obj.tuple_len() > NPY_MAXDIMS {
            return Err(value_error("too many axes"));
        }
        for item in obj.tuple_items() {
            let _fits = axes.push(arg::to_int(
                item,
                "integers are required for the axis tuple elements",
            )? as isize);
        }
    } else {
        let _fits = axes.push(arg::to_int(obj, "an integer is required for the axis")? as isize);
    }
    Ok(axes)
}

fn diagonal(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("diagonal", ["offset", "axis1", "axis2"]).keywords();
    let [offset, axis1, axis2] = args.parse(&SIG)?;
    let int = |o: Option<&Object>, d: i32| o.map_or(Ok(d), arg::c_int).map(|v| v as isize);
    Ok(shape::diagonal(a, int(offset, 0)?, int(axis1, 0)?, int(axis2, 1)?)?.upcast())
}

fn ravel(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<1> = Sig::new("ravel", ["order"]);
    let [order] = args.parse(&SIG)?;
    shape::ravel(a, arg::order_or(order, NPY_CORDER)?)
}

fn flatten(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<1> = Sig::new("flatten", ["order"]);
    let [order] = args.parse(&SIG)?;
    crate::casting::copy_array::flatten(a, arg::order_or(order, NPY_CORDER)?)
}

fn copy(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<1> = Sig::new("copy", ["order"]);
    let [order] = args.parse(&SIG)?;
    crate::casting::copy_array::copy(a, arg::order_or(order, NPY_CORDER)?)
}

fn view(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<2> = Sig::new("view", ["dtype", "type"]);
    let [mut dtype, mut subtype] = args.parse(&SIG)?;
    let is_array_type = |o: &Object| {
        // SAFETY: is_type() comes first.
        o.is_type() && unsafe { ffi::PyType_IsSubtype(o.as_ptr().cast(), ARRAY_TYPE.ptr()) } != 0
    };
    if let Some(d) = dtype.filter(|d| is_array_type(d)) {
        if subtype.is_some() {
            return Err(value_error("Cannot specify output type twice."));
        }
        subtype = Some(d);
        dtype = None;
    }
    if let Some(t) = subtype
        && !is_array_type(t)
    {
        return Err(value_error("Type must be a sub-type of ndarray type"));
    }
    let descr = dtype.map(descr_from_object).transpose()?;
    crate::array::view::view(a, descr, subtype.map(|t| t.as_ptr().cast()))
}

fn astype(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> =
        Sig::new("astype", ["dtype", "order", "casting", "subok", "copy"]).required(1);
    let [dtype, order, casting, subok, copy] = args.parse(&SIG)?;
    let request = match crate::dtype::parse::request_from_object(dtype)? {
        Some(request) => request,
        None => {
            let d = crate::dtype::builtin(NPY_DOUBLE).own();
            crate::dtype::parse::DTypeRequest {
                class: d.class().own(),
                descr: Some(d),
            }
        }
    };
    let order = arg::order_or(order, NPY_KEEPORDER)?;
    let casting = match casting {
        Some(c) => arg::casting_same_value(c)?,
        None => NPY_UNSAFE_CASTING,
    };
    let subok = subok.map_or(Ok(1), arg::py_int)? != 0;
    if let Some(c) = copy
        && c.type_object().is(ferronum_pyrt::import_cached!(
            "numpy._globals",
            "_CopyMode"
        )?)
    {
        return Err(value_error(
            "_CopyMode enum is not allowed for astype function. Use true/false instead.",
        ));
    }
    let copy = copy.map_or(Ok(true), Object::truth)?;
    Ok(crate::casting::astype(a, &request, order, casting, subok, copy)?.upcast())
}

fn tobytes(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<1> = Sig::new("tobytes", ["order"]).keywords();
    let [order] = args.parse(&SIG)?;
    crate::array::tobytes::tobytes(a, arg::order_or(order, NPY_CORDER)?)
}

fn byteswap(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<1> = Sig::new("byteswap", ["inplace"]).keywords();
    let [inplace] = args.parse(&SIG)?;
    crate::array::view::byteswap(a, inplace.map_or(Ok(false), Object::truth)?)
}

fn getfield(a: &Array, args: Args<'_>) -> Res<Own<Array>> {
    const SIG: Sig<2> = Sig::new("getfield", ["dtype", "offset"])
        .keywords()
        .required(1);
    let [dtype, offset] = args.parse(&SIG)?;
    crate::array::view::getfield(
        a,
        descr_from_object(dtype.unwrap_or(none()))?,
        offset.map_or(Ok(0), arg::c_int)? as isize,
    )
}

fn setfield(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("setfield", ["value", "dtype", "offset"])
        .keywords()
        .required(2);
    let [val, dtype, offset] = args.parse(&SIG)?;
    crate::model::errors::require_writeable(a, "assignment destination")?;
    let field = crate::array::view::getfield(
        a,
        descr_from_object(dtype.unwrap_or(none()))?,
        offset.map_or(Ok(0), arg::c_int)? as isize,
    )?;
    crate::coerce::assign_object(&field, val.unwrap_or(none()))
}

fn setflags(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("setflags", ["write", "align", "uic"]).keywords();
    let [write, align, uic] = args.parse(&SIG)?;
    crate::array::flags::setflags(a, write, align, uic)
}

fn resize(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<1> = Sig::new("", ["refcheck"]).keywords();
    let ([refcheck], refused) = args.named().parse_converting(&SIG)?;
    let refcheck = refcheck.map_or(Ok(1), arg::c_int)? != 0;
    refused.raise()?;
    match args.pos() {
        [] => Ok(()),
        [one] if one.is_none() => Ok(()),
        pos => crate::array::resize::resize(a, &star_dims(pos)?, refcheck),
    }
}

fn format(a: &Array, spec: &Object) -> Res<Owned> {
    if a.ndim() == 0 {
        // SAFETY: a 0-d array holds one element.
        let item = unsafe { crate::casting::from_memory(a.data(), a.descr(), Some(a))? };
        // SAFETY: new reference or NULL.
        return unsafe { Own::from_result(ffi::PyObject_Format(item.as_ptr(), spec.as_ptr())) };
    }
    if !spec.is_str() {
        return Err(type_error(&format!(
            "__format__() argument must be str, not {}",
            spec.type_name()
        )));
    }
    if spec.len()? != 0 {
        return Err(type_error(&format!(
            "unsupported format string passed to {}.__format__",
            a.type_name()
        )));
    }
    a.str()
}

fn sizeof(a: &Array) -> Res<isize> {
    // SAFETY: a live type.
    let basic = unsafe { (*a.type_ptr()).tp_basicsize };
    let owned = if a.has_flags(NPY_ARRAY_OWNDATA) {
        a.nbytes()
    } else {
        0
    };
    Ok(basic + (a.ndim() * 2 * size_of::<isize>()) as isize + owned)
}

/// `copy=` of `__array__` and `reshape`: a text is most likely an order.
fn copy_flag(obj: Option<&Object>) -> Res<Option<bool>> {
    match obj.and_then(Object::not_none) {
        Some(text) if text.is_str() => Err(value_error(
            "strings are not allowed for 'copy' keyword. Use True/False/None instead.",
        )),
        given => given.map(Object::truth).transpose(),
    }
}

fn array_protocol(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("__array__", ["dtype", "copy"])
        .keywords()
        .keyword_only(1);
    let [dtype, copy] = args.parse(&SIG)?;
    let descr = crate::dtype::parse::descr_from_optional(dtype)?;
    let copy = copy_flag(copy)?;
    let base = if a.is_exact() {
        a.own()
    } else {
        let (s, t) = (Dims::from(a.shape()), Dims::from(a.strides()));
        view_as(a, ARRAY_TYPE.ptr(), a.descr().own(), &s, &t, a.data())?
    };
    let same = match &descr {
        None => true,
        Some(d) => {
            d.is(base.descr())
                || d.elsize() == base.itemsize()
                    && crate::casting::can_cast_types(base.descr(), d, NPY_NO_CASTING)?
        }
    };
    if copy == Some(true) || !same {
        if copy == Some(false) {
            return Err(crate::coerce::no_copy_error());
        }
        let descr = descr.unwrap_or_else(|| base.descr().own());
        let request = crate::dtype::parse::request_from_descr(descr);
        let unsafely = NPY_UNSAFE_CASTING;
        let out = crate::casting::astype(&base, &request, NPY_CORDER, unsafely, false, true)?;
        return Ok(out.upcast());
    }
    Ok(base.upcast())
}

fn array_wrap(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("__array_wrap__", ["", "", ""]).required(1).tuple();
    let [value, _, scalar] = args.parse(&SIG)?;
    let value = arg::instance::<Array>(
        value.unwrap_or(none()),
        "__array_wrap__() argument 1 must be numpy.ndarray",
    )?;
    let scalar = match scalar.and_then(Object::not_none) {
        None => false,
        Some(s) => s.truth()?,
    };
    if scalar && a.is_exact() && value.ndim() == 0 {
        // SAFETY: a 0-d array holds one element.
        return unsafe { crate::casting::from_memory(value.data(), value.descr(), Some(value)) };
    }
    if value.type_ptr() == a.type_ptr() {
        return Ok(value.own().upcast());
    }
    let (s, t) = (Dims::from(value.shape()), Dims::from(value.strides()));
    let out = create::NewArray {
        subtype: a.subtype(),
        strides: Some(&t),
        data: Some(value.data()),
        flags: value.flags() & NPY_ARRAY_WRITEABLE,
        obj: Some(a),
        base: Some(value.own().upcast()),
        ..create::NewArray::new(value.descr().own(), &s)
    }
    .build()?;
    Ok(out.upcast())
}

fn array_namespace(_a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<1> = Sig::new("__array_namespace__", ["api_version"])
        .keywords()
        .keyword_only(1);
    let [version] = args.parse(&SIG)?;
    interface::namespace(version)
}

fn to_device(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("to_device", ["", "stream"])
        .keywords()
        .required(1)
        .positional_only(1)
        .keyword_only(1);
    let [device, stream] = args.parse(&SIG)?;
    let device = device.unwrap_or(none());
    if !device.is_str() {
        return Err(type_error(&format!(
            "to_device() argument 1 must be str, not {}",
            device.type_or_none()
        )));
    }
    let name = device.utf8()?;
    if stream.and_then(Object::not_none).is_some() {
        return Err(value_error(
            "The stream argument in to_device() is not supported",
        ));
    }
    if name != "cpu" {
        return Err(value_error(&format!(
            "Unsupported device: {name}. Only 'cpu' is accepted."
        )));
    }
    Ok(a.own().upcast())
}

/// `ndarray[shape, dtype]`: a generic alias. `self` is the class.
fn class_getitem(class: &Object, args: &Object) -> Res<Owned> {
    let n = if args.is_tuple() { args.tuple_len() } else { 1 };
    if n > 2 || (args.is_tuple() && n == 0) {
        return Err(type_error(&format!(
            "Too {} arguments for {}",
            if n > 2 { "many" } else { "few" },
            class.repr_text()?
        )));
    }
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::Py_GenericAlias(class.as_ptr(), args.as_ptr())) }
}
