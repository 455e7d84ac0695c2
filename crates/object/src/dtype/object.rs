//! `numpy.dtype`: construction, attributes, and its sequence and number protocol.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, GetSet, Method};
use ferronum_pyrt::raised::{
    attribute_error, exc, index_error, key_error, raise, system_error, type_error, value_error,
};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, TypeBuilder, dict_new, ffi, import_cached, int_new,
    none, ops::list_from, slot, str_new, tuple_new, types,
};

use crate::arguments::convert;
use crate::dtype::{byteorder, compare, copy, create, parse, pickle, structured};
use crate::model::descr::Descr;
use crate::model::dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass};

type Type = *mut ffi::PyTypeObject;

/// Arguments of `np.dtype(...)`: dtype, align, copy, metadata.
fn new_arguments<'a>(args: &Args<'a>) -> Res<[Option<&'a Object>; 4]> {
    const NAMES: [&str; 4] = ["dtype", "align", "copy", "metadata"];
    let given = args.values().len();
    if given > 4 {
        return Err(type_error(&format!(
            "dtype() takes at most 4 arguments ({given} given)"
        )));
    }
    let mut out = [None; 4];
    for (slot, v) in out.iter_mut().zip(args.pos()) {
        *slot = Some(*v);
    }
    let mut unknown = None;
    for (name, value) in args.keywords() {
        match NAMES
            .iter()
            .position(|n| name.utf8().is_ok_and(|t| t == *n))
        {
            Some(i) if out[i].is_some() => {
                return Err(type_error(&format!(
                    "argument for dtype() given by name ('{}') and position ({})",
                    NAMES[i],
                    i + 1
                )));
            }
            Some(i) => out[i] = Some(value),
            None => unknown = Some(name),
        }
    }
    if out[0].is_none() {
        return Err(type_error(
            "dtype() missing required argument 'dtype' (pos 1)",
        ));
    }
    if let Some(name) = unknown {
        return Err(type_error(&format!(
            "'{}' is an invalid keyword argument for dtype()",
            name.utf8()?
        )));
    }
    Ok(out)
}

fn plain_int(o: &Object) -> Option<i64> {
    if !o.is_int_exact() {
        return None;
    }
    o.int_to_i64().ok()?.ok()
}

/// `align=`: anything but a bool is warned about, except what old pickles pass.
fn align_flag(obj: Option<&Object>, copy: Option<&Object>) -> Res<bool> {
    let Some(obj) = obj else { return Ok(false) };
    let is = |o: &Object, n: i64| matches!(plain_int(o), Some(v) if v == n);
    if is(obj, 0) && copy.is_some_and(|c| is(c, 1)) {
        return Ok(false);
    }
    if !obj.is_bool() && crate::model::type_num_of(obj.type_ptr()) != NPY_BOOL {
        let category = import_cached!("numpy.exceptions", "VisibleDeprecationWarning")?;
        ferronum_pyrt::raised::warn(
            category,
            &format!(
                "dtype(): align should be passed as Python or NumPy boolean but got `align={}`. Did you mean to pass a tuple to create a subarray type? (Deprecated NumPy 2.4)",
                obj.repr_begin()?
            ),
            1,
        )?;
    }
    obj.truth()
}

/// `tp_new` of `numpy.dtype`.
fn new(ty: Type, args: Args<'_>) -> Res<Owned> {
    if ty != DTYPE_TYPE.ptr() {
        return new_of_subclass(ty, args);
    }
    let [spec, align, given_copy, metadata] = new_arguments(&args)?;
    let want_copy = match given_copy {
        Some(o) => o.truth()?,
        None => false,
    };
    if let Some(m) = metadata
        && !m.is_dict()
    {
        return Err(type_error(&format!(
            "dtype() argument 4 must be dict, not {}",
            m.type_name()
        )));
    }
    let align = align_flag(align, given_copy)?;
    let mut d = parse::convert(spec.unwrap_or(none()), align)?;
    if !d.is_legacy() {
        if metadata.is_some() {
            return Err(type_error("cannot attach metadata to new style DType"));
        }
        return Ok(d.upcast());
    }
    if want_copy || metadata.is_some() {
        d = copy::copy(&d)?;
    }
    if let Some(m) = metadata {
        // What the dtype has already stays.
        // SAFETY: a dict; new reference or NULL.
        let merged = unsafe { Own::<Object>::from_result(ffi::PyDict_Copy(m.as_ptr()))? };
        if let Some(old) = d.metadata() {
            // SAFETY: both are dicts.
            ferronum_pyrt::raised::check_status(unsafe {
                ffi::PyDict_Update(merged.as_ptr(), old.as_ptr())
            })?;
        }
        create::set_metadata(&d, &merged);
    }
    Ok(d.upcast())
}

/// What the `tp_new` of a user DType builds on: a descriptor with everything but size and alignment, whatever the
/// arguments. Classes that have no `tp_new` of their own, and those that were not initialised, are refused.
fn new_of_subclass(ty: Type, _: Args<'_>) -> Res<Owned> {
    // SAFETY: a live type.
    let class = unsafe { Object::from_ptr(ty.cast()) };
    let address = |f: Option<ffi::newfunc>| f.map(|f| f as usize);
    // SAFETY: an instance of the metatype; the slot of a live type is read.
    let user = unsafe {
        DTYPE_META_TYPE.has_exact(class)
            && !DTypeClass::from_ptr(ty.cast()).slots().is_null()
            && !DTypeClass::from_ptr(ty.cast()).is_legacy()
            && address((*ty).tp_new) != address((*DTYPE_TYPE.ptr()).tp_new)
    };
    if !user {
        return Err(system_error(&format!(
            "'{}' must not inherit np.dtype.__new__(). User DTypes should currently call `PyArrayDescr_Type.tp_new` from their new.",
            class.str_text()?
        )));
    }
    // SAFETY: a DType class, whose instances begin with the struct; nobody sees the fresh one before it is filled.
    unsafe {
        let class = DTypeClass::from_ptr(ty.cast());
        let d: Own<Descr> = types::alloc(ty, 0)?;
        let raw = d.raw();
        let scalar = (*class.raw()).scalar_type;
        ffi::Py_XINCREF(scalar.cast());
        (*raw).typeobj = scalar;
        (*raw).type_num = class.type_num();
        (*raw).byteorder = NPY_IGNORE as _;
        raw.set_flags(NPY_USE_GETITEM | NPY_USE_SETITEM);
        // Not a size: whoever calls knows it.
        raw.set_elsize(-1);
        raw.set_hash(-1);
        Ok(d.upcast())
    }
}

/// `tp_new` of the built-in classes: `Float64DType()`, `BytesDType(3)`.
pub(crate) fn new_of_class(ty: Type, args: Args<'_>) -> Res<Owned> {
    // SAFETY: only DType classes have this slot.
    let class = unsafe { DTypeClass::from_ptr(ty.cast()) };
    let n = class.type_num();
    if matches!(n, NPY_STRING | NPY_UNICODE) {
        const SIG: Sig<1> = Sig::new("", [""]).keywords().required(1).positional_only(1);
        let [size] = args.parse(&SIG)?;
        let size = convert::to_intp(size.unwrap_or(none()), "an integer is required")?;
        let bytes = if n == NPY_UNICODE {
            size.checked_mul(4)
        } else {
            Some(size)
        };
        if size < 0 {
            return Err(value_error(&format!(
                "Strings cannot have a negative size but a size of {size} was given"
            )));
        }
        return match bytes.filter(|&b| b <= i32::MAX as isize) {
            Some(b) => Ok(create::flexible(n, b)?.upcast()),
            None => Err(type_error("Strings too large to store inside array.")),
        };
    }
    if class.is_parametric() {
        return Err(type_error(&format!(
            "Preliminary-API: Flexible/Parametric legacy DType '{}' can only be instantiated using `np.dtype(...)`",
            class.str_text()?
        )));
    }
    if !args.values().is_empty() {
        return Err(type_error(
            "currently only the no-argument instantiation is supported; use `np.dtype` instead.",
        ));
    }
    match class.singleton() {
        Some(d) => Ok(d.own().upcast()),
        None => Err(system_error("DType class without an instance")),
    }
}

fn subdtype(d: &Descr) -> Res<Owned> {
    match d.subarray() {
        Some((base, shape)) => tuple_new(&[base, shape]),
        None => Ok(none().own()),
    }
}
fn shape(d: &Descr) -> Res<Owned> {
    match d.subarray() {
        Some((_, shape)) => Ok(shape.own()),
        None => tuple_new(&[]),
    }
}
fn ndim(d: &Descr) -> Res<isize> {
    Ok(d.subarray().map_or(0, |(_, s)| s.tuple_len() as isize))
}
fn base(d: &Descr) -> Res<Own<Descr>> {
    Ok(d.subarray().map_or_else(|| d.own(), |(b, _)| b.own()))
}
fn name(d: &Descr) -> Res<Owned> {
    import_cached!("numpy._core._dtype", "_name_get")?.call(&[d])
}

/// `d.str`, the short form with byte order.
pub(crate) fn type_string(d: &Descr) -> Res<Owned> {
    if !d.is_legacy() {
        return d.object().str();
    }
    let endian = match d.byteorder() {
        NPY_NATIVE => NPY_NATBYTE,
        c => c,
    } as char;
    if d.is_user_defined() {
        return str_new(&format!("{endian}V{}", d.elsize()));
    }
    let kind = d.kind() as char;
    let size = match d.type_num() {
        NPY_UNICODE => d.elsize() / 4,
        NPY_OBJECT => return str_new("|O"),
        _ => d.elsize(),
    };
    let unit = match d.datetime_meta() {
        Some(m) => crate::model::units::unit_suffix(m),
        None => String::new(),
    };
    str_new(&format!("{endian}{kind}{size}{unit}"))
}

fn descr(d: &Descr) -> Res<Owned> {
    if d.has_fields() {
        return import_cached!("numpy._core._internal", "_array_descr")?.call(&[d]);
    }
    let text = type_string(d)?;
    list_from([tuple_new(&[&*str_new("")?, &text])].into_iter())
}

fn isbuiltin(d: &Descr) -> Res<isize> {
    if d.is_user_defined() {
        return Ok(2);
    }
    let builtin = (0..NPY_NTYPES_LEGACY as c_int).contains(&d.type_num())
        && crate::dtype::builtin(d.type_num()).is(d);
    Ok(isize::from(builtin))
}

/// Nothing in it lies in the foreign byte order.
pub(crate) fn all_native(d: &Descr) -> Res<bool> {
    let Some(names) = d.names() else {
        return Ok(d.is_native());
    };
    let _level = ferronum_pyrt::raised::enter_recursive(c" in dtype.isnative")?;
    for name in names.tuple_items() {
        if !all_native(&structured::field(d, name)?.descr)? {
            return Ok(false);
        }
    }
    Ok(true)
}
fn isnative(d: &Descr) -> Res<bool> {
    all_native(d)
}
fn isalignedstruct(d: &Descr) -> Res<bool> {
    Ok(d.has_flag(NPY_ALIGNED_STRUCT))
}
fn hasobject(d: &Descr) -> Res<bool> {
    Ok(d.has_references())
}

fn proxy(d: Option<&Object>) -> Res<Owned> {
    match d {
        // SAFETY: new reference or NULL.
        Some(d) => unsafe { Own::from_result(ffi::PyDictProxy_New(d.as_ptr())) },
        None => Ok(none().own()),
    }
}
fn fields(d: &Descr) -> Res<Owned> {
    if !d.has_fields() {
        return Ok(none().own());
    }
    proxy(d.fields())
}
fn metadata(d: &Descr) -> Res<Owned> {
    proxy(d.metadata())
}
fn names(d: &Descr) -> Res<Owned> {
    Ok(d.names().unwrap_or(none()).own())
}

fn set_names(d: &Descr, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(attribute_error("Cannot delete dtype names attribute"));
    };
    let Some(old) = d.names().map(Object::own) else {
        return Err(value_error("there are no fields defined"));
    };
    let n = old.tuple_len();
    let wrong = || {
        value_error(&format!(
            "must replace all names at once with a sequence of length {n}"
        ))
    };
    let fits = value.is_sequence()
        && value.len().map_or_else(
            |e| {
                e.clear();
                false
            },
            |len| len == n,
        );
    if !fits {
        return Err(wrong());
    }
    let new = value.to_tuple()?;
    if new.tuple_len() != n {
        return Err(wrong());
    }
    for (i, name) in new.tuple_items().iter().enumerate() {
        if !name.is_str() {
            return Err(value_error(&format!(
                "item #{i} of names is of type {} and not string",
                name.type_name()
            )));
        }
        for earlier in &new.tuple_items()[..i] {
            if name.equals(earlier)? {
                return Err(value_error("Duplicate field names given."));
            }
        }
    }
    let fields = d.fields().map(Object::own);
    let table = dict_new()?;
    for (o, name) in old.tuple_items().iter().zip(new.tuple_items()) {
        let entry = match fields.as_deref() {
            Some(f) => f.dict_get(o)?,
            None => None,
        }
        .ok_or_else(|| key_error("field names and fields do not agree"))?;
        // Titles are no longer keys of their own then.
        table.dict_set(name, &entry)?;
    }
    // SAFETY: a legacy descriptor; the new references are handed over, the old ones given back last.
    unsafe {
        let p = d.raw();
        let before = (p.names(), p.fields());
        p.set_names(new.into_ptr());
        p.set_fields(table.into_ptr());
        p.set_hash(-1);
        ffi::Py_XDECREF(before.0);
        ffi::Py_XDECREF(before.1);
    }
    Ok(())
}

const GETSET: &[GetSet] = &[
    method::get(c"subdtype", subdtype),
    method::get(c"descr", descr),
    method::get(c"str", type_string),
    method::get(c"name", name),
    method::get(c"base", base),
    method::get(c"shape", shape),
    method::get(c"isbuiltin", isbuiltin),
    method::get(c"isnative", isnative),
    method::get(c"isalignedstruct", isalignedstruct),
    method::get(c"fields", fields),
    method::get(c"metadata", metadata),
    method::get(c"names", names).set(set_names),
    method::get(c"hasobject", hasobject),
    method::get(c"ndim", ndim),
];

fn class_getitem(cls: &Object, item: &Object) -> Res<Owned> {
    let given = if item.is_tuple() { item.tuple_len() } else { 1 };
    if given != 1 {
        return Err(type_error(&format!(
            "Too {} arguments for {}",
            if given > 1 { "many" } else { "few" },
            // SAFETY: a class method is called on a type.
            unsafe {
                std::ffi::CStr::from_ptr((*cls.as_ptr().cast::<ffi::PyTypeObject>()).tp_name)
            }
            .to_string_lossy()
        )));
    }
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::Py_GenericAlias(cls.as_ptr(), item.as_ptr())) }
}

const METHODS: &[Method] = &[
    method::varargs(c"__reduce__", |d: &Descr, _: Args<'_>| pickle::reduce(d)),
    method::varargs(c"__setstate__", pickle::setstate),
    method::varargs(c"newbyteorder", byteorder::newbyteorder),
    method::onearg(c"__class_getitem__", class_getitem).class(),
];

fn repr(d: &Descr) -> Res<Owned> {
    import_cached!("numpy._core._dtype", "__repr__")?.call(&[d])
}
fn str(d: &Descr) -> Res<Owned> {
    import_cached!("numpy._core._dtype", "__str__")?.call(&[d])
}

fn len(d: &Descr) -> Res<isize> {
    Ok(d.names().map_or(0, |n| n.tuple_len() as isize))
}

fn repeat(d: &Descr, n: isize) -> Res<Owned> {
    if n < 0 {
        return Err(value_error(&format!("Array length must be >= 0, not {n}")));
    }
    let spec = tuple_new(&[d, &*int_new(n as i64)?])?;
    Ok(parse::descr_from_object(&spec)?.upcast())
}

fn subscript(d: &Descr, key: &Object) -> Res<Owned> {
    let Some(names) = d.names().map(Object::own) else {
        return Err(raise(
            exc::KeyError(),
            &format!("There are no fields in dtype {}.", d.str_text()?),
        ));
    };
    if key.is_str() {
        return match structured::field_opt(d, key)? {
            Some(f) => Ok(f.descr.upcast()),
            None => Err(key_error(&format!(
                "Field named {} not found.",
                key.repr_text()?
            ))),
        };
    }
    if key.is_list_exact() {
        let keys = key.to_tuple()?;
        if keys.tuple_items().iter().all(|k| k.is_str()) {
            return Ok(structured::select(d, &keys)?.upcast());
        }
    } else if let Some(i) = position(key)? {
        let n = names.tuple_len() as isize;
        let at = if i < 0 { i + n } else { i };
        if !(0..n).contains(&at) {
            return Err(index_error(&format!("Field index {i} out of range.")));
        }
        let name = names.tuple_items()[at as usize];
        return Ok(structured::field(d, name)?.descr.upcast());
    }
    Err(type_error(
        "Field key must be an integer field offset, single field name, or list of field names.",
    ))
}

/// The number that a key is; `None` where it is none.
fn position(key: &Object) -> Res<Option<isize>> {
    match convert::index_if(key) {
        Err(e) if e.matches(exc::TypeError()) => {
            e.clear();
            Ok(None)
        }
        found => found,
    }
}

fn truth(_: &Descr) -> Res<bool> {
    Ok(true)
}

/// Readies `numpy.dtype`, itself a DType class without instances.
#[allow(deprecated, reason = "the other code raises where the field is NULL")]
pub(crate) fn ready() -> Res<()> {
    use ffi::structmember::{READONLY, T_CHAR, T_INT, T_OBJECT, T_PYSSIZET, T_ULONGLONG};
    use std::mem::offset_of;
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let c = DTYPE_TYPE.get();
        (*c).type_num = -1;
        (*c).flags = NPY_DT_ABSTRACT;
    }
    TypeBuilder::new(&DTYPE_TYPE, c"numpy.dtype", size_of::<PyArray_Descr>())
        .metatype(DTYPE_META_TYPE.ptr())
        .flags(ffi::Py_TPFLAGS_BASETYPE)
        .methods(METHODS)
        .getset(GETSET)
        .members(&[
            (
                c"type",
                T_OBJECT,
                offset_of!(PyArray_Descr, typeobj),
                READONLY,
            ),
            (c"kind", T_CHAR, offset_of!(PyArray_Descr, kind), READONLY),
            (c"char", T_CHAR, offset_of!(PyArray_Descr, type_), READONLY),
            (c"num", T_INT, offset_of!(PyArray_Descr, type_num), READONLY),
            (
                c"byteorder",
                T_CHAR,
                offset_of!(PyArray_Descr, byteorder),
                READONLY,
            ),
            (c"itemsize", T_PYSSIZET, DESCR_ELSIZE_OFFSET, READONLY),
            (c"alignment", T_PYSSIZET, DESCR_ALIGNMENT_OFFSET, READONLY),
            (c"flags", T_ULONGLONG, DESCR_FLAGS_OFFSET, READONLY),
        ])
        .with(|b| {
            b.number().nb_bool = Some(slot::inquiry(truth));
            let q = b.sequence();
            q.sq_length = Some(slot::len(len));
            q.sq_repeat = Some(slot::item(repeat));
            let m = b.mapping();
            m.mp_length = Some(slot::len(len));
            m.mp_subscript = Some(slot::subscript(subscript));
            let t = b.slots();
            t.tp_dealloc = Some(create::dealloc);
            t.tp_new = Some(slot::new(new));
            t.tp_repr = Some(slot::unary(repr));
            t.tp_str = Some(slot::unary(str));
            t.tp_hash = Some(slot::hash(compare::hash));
            t.tp_richcompare = Some(slot::richcompare(compare::richcompare));
        })
        .ready()
}
