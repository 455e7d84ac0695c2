//! `numpy.generic`: methods and attributes that a scalar shares with the 0-d array of its value. Each is
//! forwarded to that array; a 0-d result comes back as a scalar.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, GetSet, Method};
use ferronum_pyrt::raised::{index_error, type_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, StaticType, TypeBuilder, ffi, intern, none, slot,
    tuple_new,
};

use crate::casting::item::scalar;
use crate::casting::item::scalar::wrap_result;
use crate::casting::item::scalar::{descr_of, to_array, wrap_any};
use crate::model::Descr;
use crate::model::scalar_types::{COMPLEX_FLOATING, Scalar, type_num_of};
use crate::model::{ARRAY_TYPE, Array};
use crate::protocol::defer::should_defer;
use crate::scalars::format;

const fn cname(s: &'static str) -> &'static std::ffi::CStr {
    match std::ffi::CStr::from_bytes_with_nul(s.as_bytes()) {
        Ok(c) => c,
        Err(_) => panic!("a name without its NUL"),
    }
}

/// Calls the array's method of the same name.
pub(crate) fn forward(s: &Object, name: &Object, args: Args<'_>) -> Res<Owned> {
    let a = to_array(s)?;
    let result = a.getattr(name)?.call_kw(args.values(), args.kwnames())?;
    // 0-d arrays become scalars, whatever their class.
    match result.downcast_into::<Array>() {
        Ok(a) => crate::casting::item::scalar::to_scalar(a),
        Err(other) => Ok(other),
    }
}

macro_rules! forwarded {
    ($($kind:ident [$($name:ident)*])*) => {
        const FORWARDED: &[Method] = &[$($({
            fn call(s: &Scalar, args: Args<'_>) -> Res<Owned> {
                forward(s, intern_name!($name), args)
            }
            method::$kind(cname(concat!(stringify!($name), "\0")), call)
        },)*)*];
    };
}
macro_rules! intern_name {
    ($name:ident) => {{
        static NAME: ferronum_pyrt::intern::Interned =
            ferronum_pyrt::intern::Interned::new(stringify!($name));
        NAME.get()
    }};
}

forwarded! {
    fastcall [
    all any argmax argmin argsort astype choose clip compress copy cumprod cumsum
    diagonal flatten getfield max mean min prod put ravel
    repeat reshape resize round searchsorted sort squeeze std sum take tobytes
    tofile trace var view
    ]
    varargs [
    conj conjugate dump dumps fill swapaxes transpose
    ]
}

fn byteswap(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("byteswap", ["inplace"]).keywords();
    let [inplace] = args.parse(&SIG)?;
    if inplace.map_or(Ok(false), |o| o.truth())? {
        return Err(ferronum_pyrt::raised::value_error(
            "cannot byteswap a scalar in-place",
        ));
    }
    forward(s, intern!("byteswap"), args)
}

fn nonzero(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    args.exactly::<0>("")?;
    crate::array::nonzero::nonzero_tuple(&*to_array(s)?)
}

fn setflags(_: &Scalar, _: Args<'_>) -> Res<()> {
    Ok(())
}

fn setfield(_: &Scalar, _: Args<'_>) -> Res<()> {
    Err(type_error("Can't set fields in a non-void array scalar."))
}

/// `s.to_device(device, /, *, stream=None)`: there is one device only.
fn to_device(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    forward(s, intern!("to_device"), args)?;
    Ok(s.object().own())
}

fn setstate(_: &Scalar, _: Args<'_>) -> Res<()> {
    Ok(())
}

fn item(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    if args.values().is_empty() {
        return tolist(s);
    }
    forward(s, intern!("item"), args)
}

fn tolist(s: &Scalar) -> Res<Owned> {
    scalar::python_value(s)
}

fn array(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    let [dtype] = args.parse(&Sig::new("__array__", [""]).tuple())?;
    let a = to_array(s)?;
    match dtype.and_then(Object::not_none) {
        None => Ok(a.upcast()),
        Some(d) => {
            // A structure asked for by its dtype is no view of it any more. What the dtype leaves open, the value decides.
            let d = crate::dtype::parse::descr_from_object(d)?;
            let request = crate::dtype::parse::DTypeRequest {
                class: d.class().own(),
                descr: (!crate::coerce::asks_for_parameters(&d)).then_some(d),
            };
            let unsafe_cast = NPY_UNSAFE_CASTING;
            Ok(
                crate::casting::astype(&a, &request, NPY_KEEPORDER, unsafe_cast, false, true)?
                    .upcast(),
            )
        }
    }
}

fn array_wrap(_: &Scalar, args: Args<'_>) -> Res<Owned> {
    let sig = Sig::new("__array_wrap__", ["", "", ""]).required(1).tuple();
    let [array, _, scalar] = args.parse(&sig)?;
    let a = crate::arguments::convert::instance::<Array>(
        array.unwrap_or(none()),
        "__array_wrap__() argument 1 must be numpy.ndarray",
    )?;
    // None and absence mean a scalar.
    if let Some(flag) = scalar.and_then(Object::not_none)
        && !flag.truth()?
    {
        return Ok(a.own().upcast());
    }
    wrap_result(a.own())
}

fn reduce(s: &Scalar, _: Args<'_>) -> Res<Owned> {
    crate::scalars::pickle::reduce(s)
}

fn sizeof(s: &Scalar) -> Res<isize> {
    let d = descr_of(s)?;
    // SAFETY: a live type; objects of a type with items (those of bytes) have a length.
    let own = unsafe {
        let t = s.type_ptr();
        let items = match (*t).tp_itemsize {
            0 => 0,
            size => size * ffi::Py_SIZE(s.as_ptr()).abs(),
        };
        (*t).tp_basicsize + items
    };
    Ok(own + d.elsize())
}

fn deepcopy(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    let [memo] = args.exactly("__deepcopy__")?;
    if is_immutable(s) {
        return Ok(s.object().own());
    }
    to_array(s)?
        .call_method(intern!("__deepcopy__"), &[memo])
        .and_then(wrap_any)
}

/// Whether a copy could not be told from the scalar itself: only records and objects have parts that change.
fn is_immutable(s: &Scalar) -> bool {
    !matches!(type_num_of(s.type_ptr()), NPY_VOID | NPY_OBJECT | -1)
}

fn copy_of(s: &Scalar) -> Res<Owned> {
    if is_immutable(s) {
        return Ok(s.object().own());
    }
    forward(s, intern!("copy"), Args::positional(&[]))
}

fn array_namespace(_: &Scalar, args: Args<'_>) -> Res<Owned> {
    let a = crate::storage::NewArray::new(crate::dtype::builtin(NPY_BOOL).own(), &[]).build()?;
    a.getattr(intern!("__array_namespace__"))?
        .call_kw(args.values(), args.kwnames())
}

const OWN: &[Method] = &[
    method::fastcall(c"byteswap", byteswap),
    method::varargs(c"nonzero", nonzero),
    method::fastcall(c"setflags", setflags),
    method::fastcall(c"setfield", setfield),
    method::fastcall(c"to_device", to_device),
    method::varargs(c"__setstate__", setstate),
    method::varargs(c"item", item),
    method::varargs(c"tolist", |s: &Scalar, args: Args<'_>| {
        args.exactly::<0>("")?;
        tolist(s)
    }),
    method::varargs(c"__array__", array).doc(c"__array__(dtype): an array without axes that holds the value, in another dtype if one is given."),
    method::varargs(c"__array_wrap__", array_wrap).doc(c"__array_wrap__(array, context=None, return_scalar=True): an array of one element as a scalar."),
    method::varargs(c"__reduce__", reduce),
    method::noargs(c"__sizeof__", sizeof),
    method::varargs(c"__format__", |s: &Scalar, args: Args<'_>| {
        let [spec] = args.exactly("__format__")?;
        format::dunder_format(s, spec)
    })
    .doc(c"__format__(spec): the value as the Python number or text would be formatted."),
    method::noargs(c"__copy__", copy_of),
    method::varargs(c"__deepcopy__", deepcopy),
    method::fastcall(c"__array_namespace__", array_namespace),
];

/// `T[...]` on number types.
fn class_getitem(cls: &Object, item: &Object) -> Res<Owned> {
    let ty = cls.as_ptr().cast::<ffi::PyTypeObject>();
    // SAFETY: a live type.
    let name = unsafe { std::ffi::CStr::from_ptr((*ty).tp_name) }.to_string_lossy();
    let n = type_num_of(ty);
    if n >= 0 && !matches!(n, NPY_BOOL | NPY_DATETIME) {
        return Err(type_error(&format!(
            "There are no type variables left in {name}"
        )));
    }
    let given = if item.is_tuple() { item.tuple_len() } else { 1 };
    // SAFETY: both are types.
    let wanted = if unsafe { ffi::PyType_IsSubtype(ty, COMPLEX_FLOATING.ptr()) } != 0 {
        2
    } else {
        1
    };
    if given == 0 || given > wanted {
        return Err(type_error(&format!(
            "Too {} arguments for {name}",
            if given == 0 { "few" } else { "many" }
        )));
    }
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::Py_GenericAlias(cls.as_ptr(), item.as_ptr())) }
}

/// `__class_getitem__`, alone.
pub const SUBSCRIPTABLE: [Method; 1] =
    [method::onearg(c"__class_getitem__", class_getitem).class()];
/// Methods of `numpy.number`.
pub const NUMBER_METHODS: [Method; 1] = SUBSCRIPTABLE;
/// The same row, for tables with more methods.
pub const CLASS_GETITEM: Method = SUBSCRIPTABLE[0];

fn dtype(s: &Scalar) -> Res<Own<Descr>> {
    descr_of(s)
}
fn ndim(_: &Scalar) -> Res<isize> {
    Ok(0)
}
fn empty_tuple(_: &Scalar) -> Res<Owned> {
    tuple_new(&[])
}
fn one(_: &Scalar) -> Res<isize> {
    Ok(1)
}
fn itemsize(s: &Scalar) -> Res<isize> {
    Ok(descr_of(s)?.elsize())
}
fn no_base(_: &Scalar) -> Res<Owned> {
    Ok(none().own())
}
fn device(_: &Scalar) -> Res<&'static str> {
    Ok("cpu")
}
fn priority(_: &Scalar) -> Res<f64> {
    Ok(NPY_SCALAR_PRIORITY)
}
fn transposed(s: &Scalar) -> Res<Owned> {
    Ok(s.object().own())
}
fn data(s: &Scalar) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyMemoryView_FromObject(s.as_ptr())) }
}
fn flags(s: &Scalar) -> Res<Owned> {
    let a = to_array(s)?;
    a.clear_flags(NPY_ARRAY_WRITEABLE);
    a.getattr(intern!("flags"))
}
fn flat(s: &Scalar) -> Res<Owned> {
    to_array(s)?.getattr(intern!("flat"))
}
fn interface(s: &Scalar) -> Res<Owned> {
    let a = to_array(s)?;
    let d = a.getattr(intern!("__array_interface__"))?;
    d.dict_set(intern!("__ref"), &a)?;
    Ok(d)
}
fn array_struct(s: &Scalar) -> Res<Owned> {
    crate::array::interface::offer(&*to_array(s)?, false)
}
fn real(s: &Scalar) -> Res<Owned> {
    if (NPY_CFLOAT..=NPY_CLONGDOUBLE).contains(&type_num_of(s.type_ptr())) {
        return part(s, 0);
    }
    if type_num_of(s.type_ptr()) == NPY_OBJECT {
        return wrap_any(to_array(s)?.getattr(intern!("real"))?);
    }
    // Of anything that is not complex it is the same value, as our own type.
    let a = to_array(s)?;
    wrap_result(a)
}
fn imag(s: &Scalar) -> Res<Owned> {
    if (NPY_CFLOAT..=NPY_CLONGDOUBLE).contains(&type_num_of(s.type_ptr())) {
        return part(s, 1);
    }
    if type_num_of(s.type_ptr()) == NPY_OBJECT {
        return wrap_any(to_array(s)?.getattr(intern!("imag"))?);
    }
    let zero = crate::storage::NewArray {
        zeroed: true,
        ..crate::storage::NewArray::new(descr_of(s)?, &[])
    }
    .build()?;
    // SAFETY: a 0-d array; the scalar is to own its zeros.
    unsafe { crate::casting::from_memory(zero.data(), zero.descr(), None) }
}

/// Real (0) or imaginary (1) part of a complex scalar.
fn part(s: &Scalar, which: usize) -> Res<Owned> {
    let d = descr_of(s)?;
    let half = crate::dtype::builtin(match d.type_num() {
        NPY_CFLOAT => NPY_FLOAT,
        NPY_CDOUBLE => NPY_DOUBLE,
        _ => NPY_LONGDOUBLE,
    });
    // SAFETY: a complex value is two reals.
    unsafe {
        scalar::from_memory(
            scalar::value_ptr(s).add(which * half.elsize() as usize),
            half,
            None,
        )
    }
}

const GETSET: &[GetSet] = &[
    method::get(c"ndim", ndim),
    method::get(c"flags", flags),
    method::get(c"shape", empty_tuple),
    method::get(c"strides", empty_tuple),
    method::get(c"data", data),
    method::get(c"itemsize", itemsize),
    method::get(c"size", one),
    method::get(c"nbytes", itemsize),
    method::get(c"base", no_base),
    method::get(c"dtype", dtype),
    method::get(c"real", real),
    method::get(c"imag", imag),
    method::get(c"flat", flat),
    method::get(c"T", transposed),
    method::get(c"device", device),
    method::get(c"__array_interface__", interface)
        .doc(c"The array interface of the value, as a dict."),
    method::get(c"__array_struct__", array_struct)
        .doc(c"The array interface of the value, as a capsule of C."),
    method::get(c"__array_priority__", priority)
        .doc(c"The rank of scalars among the operands of a ufunc."),
];

/// The number slot of ndarray that `field` picks.
macro_rules! array_slot {
    ($field:ident) => {{
        let table = (*ARRAY_TYPE.ptr()).tp_as_number;
        if table.is_null() {
            None
        } else {
            (*table).$field
        }
    }};
}

fn is_text(o: &Object) -> bool {
    o.is_str() || o.is_bytes()
}

/// Who does the work of an operator.
enum Path {
    /// ndarray, on the operands as they are.
    Array,
    /// ndarray, the other operand having been made an array.
    Converted(Own<Array>),
    /// The Python object of the scalar's value, with the other operand.
    Python(Owned),
    /// Nobody.
    Refuse,
}

/// Decides by the operand that is no scalar of ours: an object that arrays hold as it is meets the scalar's value as
/// a Python object (else the loop over objects would come back here).
fn path(s: &Object, other: &Object) -> Res<Path> {
    let known = Scalar::check(other)
        || Array::check(other)
        || other.is_int_exact()
        || other.is_float_exact()
        || other.is_complex_exact()
        || other.is_bool();
    if known || other.lookup_special(intern!("__array_ufunc__"))?.is_some() {
        return Ok(Path::Array);
    }
    let a = crate::coerce::from_any(other, &crate::coerce::AnyOptions::default())?;
    if a.ndim() > 0 || !a.descr().is_object() || a.is(other) {
        return Ok(Path::Converted(a));
    }
    // The value of a long double is no Python number, but itself.
    let value = scalar::python_value(s)?;
    Ok(if Scalar::check(&value) {
        Path::Refuse
    } else {
        Path::Python(value)
    })
}

/// Does a binary operation as `path` says.
fn operate(
    a: &Object,
    b: &Object,
    by_array: impl Fn(&Object, &Object) -> Res<Owned>,
    by_python: impl Fn(&Object, &Object) -> Res<Owned>,
) -> Res<Owned> {
    let forward = Scalar::check(a);
    let (s, other) = if forward { (a, b) } else { (b, a) };
    if forward && !Scalar::check(other) && should_defer(s, other, false)? {
        return Ok(ferronum_pyrt::not_implemented().own());
    }
    match path(s, other)? {
        Path::Array => by_array(a, b),
        Path::Converted(o) if forward => by_array(a, &o),
        Path::Converted(o) => by_array(&o, b),
        Path::Python(v) if forward => by_python(&v, b),
        Path::Python(v) => by_python(a, &v),
        Path::Refuse => Ok(ferronum_pyrt::not_implemented().own()),
    }
}

macro_rules! binary_ops {
    ($($fname:ident $field:ident $python:ident;)*) => {
        $(
            /// Number slot of `numpy.generic`: what ndarray does.
            pub fn $fname(a: &Object, b: &Object) -> Res<Owned> {
                // SAFETY: the slot of a ready type, and the interpreter's own operator, called as the protocol says.
                operate(
                    a,
                    b,
                    // SAFETY: as above.
                    |a, b| unsafe {
                        match array_slot!($field) {
                            Some(f) => Own::from_result(f(a.as_ptr(), b.as_ptr())),
                            None => Ok(ferronum_pyrt::not_implemented().own()),
                        }
                    },
                    // SAFETY: as above.
                    |a, b| unsafe { Own::from_result(ffi::$python(a.as_ptr(), b.as_ptr())) },
                )
            }
        )*
    };
}
binary_ops! {
    array_add nb_add PyNumber_Add;
    subtract nb_subtract PyNumber_Subtract;
    array_multiply nb_multiply PyNumber_Multiply;
    remainder nb_remainder PyNumber_Remainder;
    divmod nb_divmod PyNumber_Divmod;
    lshift nb_lshift PyNumber_Lshift;
    rshift nb_rshift PyNumber_Rshift;
    and nb_and PyNumber_And;
    or nb_or PyNumber_Or;
    xor nb_xor PyNumber_Xor;
    floor_divide nb_floor_divide PyNumber_FloorDivide;
    true_divide nb_true_divide PyNumber_TrueDivide;
}

/// `+`: text on the left concatenates by itself.
pub fn add(a: &Object, b: &Object) -> Res<Owned> {
    if is_text(a) {
        return Ok(ferronum_pyrt::not_implemented().own());
    }
    array_add(a, b)
}

/// True for sequences that repeat themselves and are no numbers: `[1, 2] * np.int8(2)`.
fn repeats(o: &Object) -> bool {
    // SAFETY: live types; their tables are NULL or valid.
    unsafe {
        let t = o.type_ptr();
        let (seq, num) = ((*t).tp_as_sequence, (*t).tp_as_number);
        !seq.is_null()
            && (*seq).sq_repeat.is_some()
            && (num.is_null() || (*num).nb_multiply.is_none())
            && !o.is_instance_of(ARRAY_TYPE.ptr())
    }
}

/// `*`: sequences repeat themselves, in place where they are asked to.
pub fn multiply(a: &Object, b: &Object) -> Res<Owned> {
    let repeated = |x: &Object, by: &Object| !Scalar::check(x) && repeats(x) && Scalar::check(by);
    if repeated(a, b) || repeated(b, a) {
        return Ok(ferronum_pyrt::not_implemented().own());
    }
    array_multiply(a, b)
}

/// `**`.
pub fn power(a: &Object, b: &Object, modulo: &Object) -> Res<Owned> {
    if !modulo.is_none() {
        return Ok(ferronum_pyrt::not_implemented().own());
    }
    // SAFETY: the slot of a ready type, and the interpreter's own operator.
    operate(
        a,
        b,
        |a, b| unsafe {
            match array_slot!(nb_power) {
                Some(f) => Own::from_result(f(a.as_ptr(), b.as_ptr(), ffi::Py_None())),
                None => Ok(ferronum_pyrt::not_implemented().own()),
            }
        },
        |a, b| unsafe {
            Own::from_result(ffi::PyNumber_Power(a.as_ptr(), b.as_ptr(), ffi::Py_None()))
        },
    )
}

macro_rules! unary_ops {
    ($($fname:ident $field:ident;)*) => { $(
        fn $fname(s: &Scalar) -> Res<Owned> {
            let a = to_array(s)?;
            // SAFETY: the slot of a ready type.
            let r = unsafe {
                match array_slot!($field) {
                    Some(f) => Own::from_result(f(a.as_ptr()))?,
                    None => return Err(type_error("bad operand type")),
                }
            };
            wrap_any(r)
        }
    )* };
}
unary_ops! {
    negative nb_negative; positive nb_positive; absolute nb_absolute; invert nb_invert;
    to_int nb_int; to_float nb_float;
}

fn truth(s: &Scalar) -> Res<bool> {
    to_array(s)?.truth()
}

/// Comparison through the 0-d array.
pub fn richcompare(s: &Scalar, other: &Object, op: std::ffi::c_int) -> Res<Owned> {
    if other.is_none() && matches!(op, ffi::Py_EQ | ffi::Py_NE) {
        return Ok(ferronum_pyrt::py_bool(op == ffi::Py_NE).own());
    }
    if should_defer(s, other, false)? {
        return Ok(ferronum_pyrt::not_implemented().own());
    }
    match path(s, other)? {
        Path::Array if type_num_of(s.type_ptr()) == NPY_VOID => to_array(s)?.compare(other, op),
        Path::Array => wrap_any(to_array(s)?.compare(other, op)?),
        Path::Converted(o) => wrap_any(to_array(s)?.compare(&o, op)?),
        Path::Python(v) => v.compare(other, op),
        Path::Refuse => Ok(ferronum_pyrt::not_implemented().own()),
    }
}

/// `s[key]`: only `()`, `...` and `None` mean something.
fn subscript(s: &Scalar, key: &Object) -> Res<Owned> {
    let a = to_array(s)?;
    if key.is_tuple() && key.tuple_len() == 0 {
        return wrap_result(a);
    }
    a.get_item(key).map_err(|e| {
        if e.matches(ferronum_pyrt::raised::exc::IndexError()) {
            e.clear();
            return index_error("invalid index to scalar variable.");
        }
        e
    })
}

/// Number slots that all scalars inherit.
fn number_slots(b: &mut TypeBuilder<'static>) {
    let n = b.number();
    n.nb_add = Some(slot::binary(add));
    n.nb_subtract = Some(slot::binary(subtract));
    n.nb_multiply = Some(slot::binary(multiply));
    n.nb_remainder = Some(slot::binary(remainder));
    n.nb_divmod = Some(slot::binary(divmod));
    n.nb_power = Some(slot::ternary(power));
    n.nb_lshift = Some(slot::binary(lshift));
    n.nb_rshift = Some(slot::binary(rshift));
    n.nb_and = Some(slot::binary(and));
    n.nb_or = Some(slot::binary(or));
    n.nb_xor = Some(slot::binary(xor));
    n.nb_floor_divide = Some(slot::binary(floor_divide));
    n.nb_true_divide = Some(slot::binary(true_divide));
    n.nb_negative = Some(slot::unary(negative));
    n.nb_positive = Some(slot::unary(positive));
    n.nb_absolute = Some(slot::unary(absolute));
    n.nb_invert = Some(slot::unary(invert));
    n.nb_int = Some(slot::unary(to_int));
    n.nb_float = Some(slot::unary(to_float));
    n.nb_bool = Some(slot::inquiry(truth));
}

/// Readies `numpy.generic`.
pub(crate) fn ready(ty: &'static StaticType) -> Res<()> {
    let methods: Vec<Method> = OWN.iter().chain(FORWARDED).copied().collect();
    TypeBuilder::new(ty, c"numpy.generic", size_of::<ffi::PyObject>())
        .flags(ffi::Py_TPFLAGS_BASETYPE)
        .methods(&methods)
        .getset(GETSET)
        .with(|b| {
            number_slots(b);
            b.mapping().mp_subscript = Some(slot::subscript(subscript));
            b.buffer().bf_getbuffer = Some(crate::scalars::buffer::get_slot);
            b.slots().tp_richcompare = Some(slot::richcompare(richcompare));
            b.slots().tp_repr = Some(slot::unary(format::generic_repr));
            b.slots().tp_str = Some(slot::unary(format::generic_str));
        })
        .ready()
}
