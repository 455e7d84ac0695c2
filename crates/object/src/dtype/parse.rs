//! From Python objects to descriptors: `np.dtype(obj)` and `dtype=` arguments.

use std::ffi::c_int;
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, intern, ops, str_new, tuple_new,
};

use crate::array::{Array, Dims};
use crate::dtype::builtin::{builtin, char_descr, from_type_num, type_num_of_char};
use crate::dtype::class::{DTYPE_TYPE, DTypeClass};
use crate::dtype::descr::Descr;
use crate::dtype::structured::Builder;
use crate::dtype::{copy, create, is_integer, structured, units};
use crate::scalars::types as scalar_types;

/// The dict of names that `set_typeDict` gave.
static TYPE_DICT: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());

/// `set_typeDict(dict)`.
pub(crate) fn set_type_dict(dict: &Object) {
    let old = TYPE_DICT.swap(dict.own().into_ptr(), Ordering::AcqRel);
    // SAFETY: the reference was ours.
    unsafe { ffi::Py_XDECREF(old) };
}

/// `np.dtype(obj)`; `None` means float64.
pub fn descr_from_object(obj: &Object) -> Res<Own<Descr>> {
    convert(obj, false)
}

/// `np.dtype(obj, align=align)`.
pub fn convert(obj: &Object, align: bool) -> Res<Own<Descr>> {
    if let Some(d) = obj.downcast::<Descr>() {
        return Ok(d.own());
    }
    if obj.is_none() {
        return Ok(builtin(NPY_DEFAULT_TYPE).own());
    }
    if obj.is_type() {
        return from_type(obj);
    }
    if obj.is_str() {
        return from_str(obj, align);
    }
    if obj.is_bytes() {
        return match obj.call_method(intern!("decode"), &[intern!("ascii")]) {
            Ok(text) => from_str(&text, align),
            Err(e) => {
                e.clear();
                Err(type_error("data type not understood"))
            }
        };
    }
    let _level = ferronum_pyrt::raised::enter_recursive(
        c" while trying to convert the given data type from its description",
    )?;
    if obj.is_tuple() {
        return from_tuple(obj, align);
    }
    if obj.is_list() {
        return from_list(obj, align);
    }
    if obj.is_dict() || obj.type_ptr() == &raw mut ffi::PyDictProxy_Type {
        return from_dict(obj, align);
    }
    if Array::check(obj) {
        return Err(type_error("Cannot construct a dtype from an array"));
    }
    if let Some(d) = from_attribute(obj)? {
        return Ok(d);
    }
    if let Some(d) = from_ctypes(obj.type_object())? {
        return Ok(d);
    }
    Err(type_error(&format!(
        "Cannot interpret '{}' as a data type",
        obj.repr_text()?
    )))
}

/// The dtype that an object's `__numpy_dtype__` or `dtype` attribute holds.
fn from_attribute(obj: &Object) -> Res<Option<Own<Descr>>> {
    let _level = ferronum_pyrt::raised::enter_recursive(
        c" while trying to convert the given data type from its `.dtype` attribute.",
    )?;
    for (name, text) in [
        (intern!("__numpy_dtype__"), "__numpy_dtype__"),
        (intern!("dtype"), "dtype"),
    ] {
        let Some(attr) = obj.getattr_opt(name)? else {
            continue;
        };
        if let Some(d) = attr.downcast::<Descr>() {
            return Ok(Some(d.own()));
        }
        // A property or the like that was found on a class is not the attribute of an instance.
        if obj.is_type()
            && attr
                .type_object()
                .getattr_opt(intern!("__get__"))?
                .is_some()
        {
            continue;
        }
        return Err(value_error(&format!(
            "Could not convert {} to a NumPy dtype (via `.{text}` value {}).",
            obj.repr_text()?,
            attr.repr_text()?
        )));
    }
    Ok(None)
}

/// The dtype of a ctypes type.
fn from_ctypes(ty: &Object) -> Res<Option<Own<Descr>>> {
    // Types of ctypes are known by the metatypes' module; only those cost an import.
    let meta = ty.type_object();
    if meta.as_ptr() == (&raw mut ffi::PyType_Type).cast() {
        return Ok(None);
    }
    let check = import_cached!("numpy._core._internal", "npy_ctypes_check")?;
    if !check.call(&[ty])?.truth()? {
        return Ok(None);
    }
    let d = import_cached!("numpy._core._dtype_ctypes", "dtype_from_ctypes_type")?.call(&[ty])?;
    match d.downcast_into::<Descr>() {
        Ok(d) => Ok(Some(d)),
        Err(_) => Err(type_error(
            "ctypes type was converted to something else than a dtype",
        )),
    }
}

/// A descriptor from a Python type: scalar types, Python's own, types with a `dtype`, ctypes, else `object`.
fn from_type(obj: &Object) -> Res<Own<Descr>> {
    let ty: *mut ffi::PyTypeObject = obj.as_ptr().cast();
    // SAFETY: a live type.
    if unsafe { ffi::PyType_IsSubtype(ty, scalar_types::GENERIC.ptr()) } != 0 {
        return from_scalar_type(ty);
    }
    let n = python_type_num(ty);
    if n >= 0 {
        return Ok(builtin(n).own());
    }
    if let Some(d) = from_attribute(obj)? {
        return Ok(d);
    }
    if let Some(d) = from_ctypes(obj)? {
        return Ok(d);
    }
    Ok(builtin(NPY_OBJECT).own())
}

/// Type number that one of Python's own types stands for, -1 for others.
fn python_type_num(ty: *mut ffi::PyTypeObject) -> c_int {
    let is = |p: *mut ffi::PyTypeObject| ty == p;
    if is(&raw mut ffi::PyLong_Type) {
        NPY_DEFAULT_INT
    } else if is(&raw mut ffi::PyFloat_Type) {
        NPY_DOUBLE
    } else if is(&raw mut ffi::PyComplex_Type) {
        NPY_CDOUBLE
    } else if is(&raw mut ffi::PyBool_Type) {
        NPY_BOOL
    } else if is(&raw mut ffi::PyBytes_Type) {
        NPY_STRING
    } else if is(&raw mut ffi::PyUnicode_Type) {
        NPY_UNICODE
    } else if is(&raw mut ffi::PyMemoryView_Type) {
        NPY_VOID
    } else if is(&raw mut ffi::PyBaseObject_Type) {
        NPY_OBJECT
    } else {
        -1
    }
}

/// `PyArray_DescrFromTypeObject` of a type in the scalar hierarchy.
pub fn from_scalar_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    let exact = scalar_types::exact_type_num(ty);
    if exact >= 0 {
        return Ok(builtin(exact).own());
    }
    let is = |t: &ferronum_pyrt::StaticType| ty == t.ptr();
    // SAFETY: a live type.
    let below = |t: &ferronum_pyrt::StaticType| unsafe { ffi::PyType_IsSubtype(ty, t.ptr()) != 0 };
    if let Some(d) = crate::dtype::user::descr_of_type(ty) {
        return Ok(d);
    }
    let n = scalar_types::type_num_of(ty);
    if n == NPY_VOID {
        return from_void_type(ty);
    }
    if n >= 0 {
        return Ok(builtin(n).own());
    }
    let text = if is(&scalar_types::INTEGER) || below(&scalar_types::SIGNED_INTEGER) {
        "Converting 'np.integer' or 'np.signedinteger' to a dtype is not allowed"
    } else if below(&scalar_types::UNSIGNED_INTEGER) {
        "Converting `np.unsignedinteger` to a dtype is not allowed"
    } else if below(&scalar_types::COMPLEX_FLOATING) {
        "Converting `np.complex` to a dtype is not allowed."
    } else if below(&scalar_types::INEXACT) || is(&scalar_types::NUMBER) {
        "Converting `np.inexact` or `np.floating` to a dtype not allowed"
    } else if is(&scalar_types::CHARACTER) {
        "Converting `np.character` to a dtype is not allowed"
    } else {
        "Converting `np.generic` to a dtype is not allowed."
    };
    Err(type_error(text))
}

/// Subclasses of `void` keep their type.
fn from_void_type(ty: *mut ffi::PyTypeObject) -> Res<Own<Descr>> {
    let new = copy::copy(builtin(NPY_VOID))?;
    // SAFETY: a private copy; the type is kept alive by it.
    let ty = unsafe {
        let p = new.raw();
        let old = (*p).typeobj;
        ffi::Py_INCREF(ty.cast());
        (*p).typeobj = ty;
        ffi::Py_XDECREF(old.cast());
        Object::from_ptr(ty.cast())
    };
    let Some(attr) = ty.getattr_opt(intern!("dtype"))? else {
        return Ok(new);
    };
    // A dtype is no reason to complain, but its fields are not those of the class.
    if Descr::check(&attr) {
        return Ok(new);
    }
    if attr
        .type_object()
        .getattr_opt(intern!("__get__"))?
        .is_some()
    {
        return Ok(new);
    }
    Err(value_error(&format!(
        "`.dtype` attribute {} is not a valid dtype instance",
        attr.repr_text()?
    )))
}

fn is_order(c: u8) -> bool {
    matches!(c, NPY_LITTLE | NPY_BIG | NPY_NATIVE | NPY_IGNORE)
}

/// `2i4`, `(2,3)f8`, `i4,f8`: for the comma parser.
fn is_comma_string(t: &[u8]) -> bool {
    let first = |i: usize| t.get(i).copied().unwrap_or(0);
    if first(0).is_ascii_digit() || is_order(first(0)) && first(1).is_ascii_digit() {
        return true;
    }
    let at = usize::from(is_order(first(0)));
    if first(at) == b'(' && first(at + 1) == b')' && (at == 0 || t.len() > 3) {
        return true;
    }
    let mut depth = 0;
    for &c in t {
        match c {
            b'[' => depth += 1,
            b']' => depth -= 1,
            b',' if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// Text that names a datetime dtype: the number of bytes before its unit, and the type number.
fn datetime_prefix(t: &str) -> Option<(usize, c_int)> {
    let at = usize::from(t.bytes().next().is_some_and(is_order));
    let body = &t[at..];
    for (prefix, n) in [
        ("datetime64", NPY_DATETIME),
        ("timedelta64", NPY_TIMEDELTA),
        ("M8", NPY_DATETIME),
        ("m8", NPY_TIMEDELTA),
    ] {
        if body.starts_with(prefix) {
            return Some((at + prefix.len(), n));
        }
    }
    None
}

fn not_understood(text: &Object) -> Raised {
    match text.repr_text() {
        Ok(t) => type_error(&format!("data type {t} not understood")),
        Err(e) => e,
    }
}

fn with_endian(d: Own<Descr>, endian: u8) -> Res<Own<Descr>> {
    let is_native = endian == NPY_NATIVE || endian == NPY_NATBYTE;
    if endian == NPY_IGNORE || d.byteorder() == NPY_IGNORE || is_native && d.is_native() {
        return Ok(d);
    }
    copy::with_byteorder(&d, if is_native { NPY_NATIVE } else { endian })
}

fn from_str(obj: &Object, align: bool) -> Res<Own<Descr>> {
    let t = obj.utf8()?;
    let b = t.as_bytes();
    if b.is_empty() {
        return Err(not_understood(obj));
    }
    if is_comma_string(b) {
        return from_comma_string(obj, align);
    }
    if let Some((end, n)) = datetime_prefix(t) {
        let endian = if is_order(b[0]) { b[0] } else { NPY_NATIVE };
        let m = units::parse_suffix(&t[end..])?;
        return with_endian(create::datetime(n, m)?, endian);
    }
    let (endian, body) = if is_order(b[0]) {
        (b[0], &b[1..])
    } else {
        (NPY_IGNORE, b)
    };
    match body {
        [] => return Err(not_understood(obj)),
        [c] => {
            // A type number as a byte is as good as its letter.
            let n = if usize::from(*c) < NPY_NTYPES_LEGACY {
                c_int::from(*c)
            } else {
                type_num_of_char(*c)
            };
            if *c == NPY_DEPRECATED_STRINGLTR2 {
                if t.len() > 1 {
                    return Err(not_understood(obj));
                }
                warn_alias_a()?;
            }
            if n == NPY_CHAR {
                return char_descr();
            }
            if n >= 0 {
                return with_endian(from_type_num(n)?, endian);
            }
        }
        [kind, size @ ..] => {
            // Blanks and a plus sign may stand before the digits.
            let size = size.trim_ascii_start();
            let size = size.strip_prefix(b"\x0b").unwrap_or(size);
            let digits = size.strip_prefix(b"+").unwrap_or(size);
            if digits.iter().all(u8::is_ascii_digit)
                && let Some(size) = std::str::from_utf8(digits)
                    .ok()
                    .and_then(|d| d.parse().ok())
                && let Some(d) = from_kind_and_size(*kind, size)?
            {
                return with_endian(d, endian);
            }
        }
    }
    if let Some(d) = from_name(obj)? {
        return Ok(d);
    }
    const REMOVED: [&str; 7] = [
        "int0", "uint0", "void0", "object0", "str0", "bytes0", "bool8",
    ];
    if REMOVED.contains(&t) {
        return Err(type_error(&format!(
            "Alias '{t}' was removed in NumPy 2.0. Use a name without a digit at the end."
        )));
    }
    Err(not_understood(obj))
}

fn warn_alias_a() -> Res<()> {
    ferronum_pyrt::raised::warn(
        exc::DeprecationWarning(),
        "Data type alias 'a' was deprecated in NumPy 2.0. Use the 'S' alias instead.",
        1,
    )
}

/// `f8`, `S5`, `c16`: a kind (or the letter of a flexible type) and a number of bytes or characters.
fn from_kind_and_size(kind: u8, size: i64) -> Res<Option<Own<Descr>>> {
    if kind == NPY_DEPRECATED_STRINGLTR2 {
        warn_alias_a()?;
    }
    let n = match (kind, size) {
        (b'b', 1) => NPY_BOOL,
        (b'i', 1) => NPY_BYTE,
        (b'i', 2) => NPY_SHORT,
        (b'i', 4) => NPY_INT,
        (b'i', 8) => NPY_LONG,
        (b'u', 1) => NPY_UBYTE,
        (b'u', 2) => NPY_USHORT,
        (b'u', 4) => NPY_UINT,
        (b'u', 8) => NPY_ULONG,
        (b'f', 2) => NPY_HALF,
        (b'f', 4) => NPY_FLOAT,
        (b'f', 8) => NPY_DOUBLE,
        (b'f', 16) => NPY_LONGDOUBLE,
        (b'c', 8) => NPY_CFLOAT,
        (b'c', 16) => NPY_CDOUBLE,
        (b'c', 32) => NPY_CLONGDOUBLE,
        (b'O', 4 | 8) => NPY_OBJECT,
        (b'm', 8) => NPY_TIMEDELTA,
        (b'M', 8) => NPY_DATETIME,
        (b'S' | b'a' | b'U' | b'V', s) => {
            let n = type_num_of_char(kind);
            let bytes = if n == NPY_UNICODE {
                s.checked_mul(4)
            } else {
                Some(s)
            };
            return match bytes.filter(|&b| b <= i64::from(i32::MAX)) {
                Some(b) => Ok(Some(create::flexible(n, b as isize)?)),
                None => Ok(None),
            };
        }
        _ => return Ok(None),
    };
    Ok(Some(builtin(n).own()))
}

/// `float64`, `int`: a name that the Python layer knows.
fn from_name(obj: &Object) -> Res<Option<Own<Descr>>> {
    let p = TYPE_DICT.load(Ordering::Acquire);
    // SAFETY: kept alive by the static.
    let Some(dict) = (unsafe { Object::from_ptr_opt(p) }) else {
        return Ok(None);
    };
    let Some(found) = dict.dict_get(obj)? else {
        return Ok(None);
    };
    convert(&found, false).map(Some)
}

fn from_comma_string(obj: &Object, align: bool) -> Res<Own<Descr>> {
    let parsed = import_cached!("numpy._core._internal", "_commastring")?.call(&[obj])?;
    if parsed.is_list() {
        if parsed.len()? == 0 {
            return Err(ferronum_pyrt::raised::runtime_error(
                "_commastring is not returning a list with len >= 1",
            ));
        }
        return from_unnamed(&parsed, align);
    }
    convert(&parsed, align)
}

/// A list of formats: fields `f0`, `f1`, ….
fn from_unnamed(list: &Object, align: bool) -> Res<Own<Descr>> {
    let items = list.to_tuple()?;
    let items = match items.tuple_items() {
        // What stands behind a last comma may be empty.
        [rest @ .., last] if last.is_str() && last.len()? == 0 => rest,
        all => all,
    };
    if items.is_empty() {
        return Err(value_error("Expected at least one field name"));
    }
    let mut b = Builder::new(align)?;
    for (i, item) in items.iter().enumerate() {
        let d = convert(item, align)?;
        b.push(&*str_new(&format!("f{i}"))?, &d, None, None)?;
    }
    b.build(None)
}

/// A list of field tuples.
fn from_list(list: &Object, align: bool) -> Res<Own<Descr>> {
    let items = list.to_tuple()?;
    let mut b = Builder::new(align)?;
    for (i, item) in items.tuple_items().iter().enumerate() {
        let shown = || -> Res<String> { item.repr_text() };
        if !item.is_tuple() || item.tuple_len() < 2 {
            return Err(type_error(&format!(
                "Field elements must be 2- or 3-tuples, got '{}'",
                shown()?
            )));
        }
        let parts = item.tuple_items();
        let (mut name, mut title) = (parts[0].own(), None);
        if name.is_tuple() {
            let [t, n] = parts[0].tuple_items() else {
                return Err(type_error(&format!(
                    "If a tuple, the first element of a field tuple must have two elements, not {}",
                    parts[0].tuple_len()
                )));
            };
            (name, title) = (n.own(), Some(t.own()));
            if !name.is_str() {
                return Err(type_error("Field name must be a str"));
            }
        } else if !name.is_str() {
            return Err(type_error(
                "First element of field tuple is neither a tuple nor str",
            ));
        }
        if parts.len() > 3 {
            return Err(type_error(&format!(
                "Field elements must be tuples with at most 3 elements, got '{}'",
                shown()?
            )));
        }
        if name.len()? == 0 {
            name = match title.as_ref().filter(|t| !t.is_none()) {
                None => str_new(&format!("f{i}"))?,
                // A title alone also is the name, and then is there twice.
                Some(t) if t.is_str() && t.len()? > 0 => t.own(),
                Some(_) => return Err(type_error("Field titles must be non-empty strings")),
            };
        }
        let d = match parts.get(2) {
            None => convert(parts[1], align)?,
            Some(shape) => {
                let pair = tuple_new(&[parts[1], shape])?;
                convert(&pair, align)?
            }
        };
        if d.type_num() == NPY_VSTRING {
            return Err(type_error(
                "StringDType is not currently supported for structured dtype fields.",
            ));
        }
        let title = title.filter(|t| !t.is_none());
        let known = match &title {
            Some(t) if t.is_str() => b.knows(t)?,
            _ => false,
        };
        if known || b.knows(&name)? {
            return Err(value_error(&format!(
                "field {} occurs more than once",
                name.repr_text()?
            )));
        }
        if let Some(t) = &title
            && (b.knows(t)? || t.is_str() && t.equals(&name)?)
        {
            return Err(value_error("title already used as a name or title."));
        }
        b.push(&name, &d, None, title.as_deref().filter(|t| t.is_str()))?;
        if let Some(t) = &title
            && !t.is_str()
        {
            b.set_title(&name, t)?;
        }
    }
    b.build(None)
}

const TOO_LARGE: &str = "integer won't fit into a C int";

/// Length of something that should be a sequence of the dict form.
fn column(dict: &Object, key: &str) -> Res<Option<Owned>> {
    let v = structured::get_str(dict, key)?;
    Ok(v.not_none().map(Object::own))
}

/// The items of a column in order; a set has none.
fn list_of(column: &Object) -> Res<Owned> {
    let items = column.to_tuple()?;
    if !column.is_sequence() {
        return Err(type_error(&format!(
            "'{}' object is not subscriptable",
            column.type_name()
        )));
    }
    Ok(items)
}

/// `{"names": …, "formats": …}`, or the old form `{name: (format, offset), …}`.
fn from_dict(dict: &Object, align: bool) -> Res<Own<Descr>> {
    let (names, formats) = (column(dict, "names")?, column(dict, "formats")?);
    let (Some(names), Some(formats)) = (names, formats) else {
        let d = import_cached!("numpy._core._internal", "_usefields")?
            .call(&[dict, ferronum_pyrt::py_bool(align)])?;
        return match d.downcast_into::<Descr>() {
            Ok(d) => Ok(d),
            Err(_) => Err(type_error("_usefields did not return a dtype")),
        };
    };
    let mut align = align;
    if let Some(flag) = column(dict, "aligned")? {
        if !flag.is_bool() {
            return Err(value_error(
                "NumPy dtype descriptor includes 'aligned' entry, but its value is neither True nor False",
            ));
        }
        align |= flag.truth()?;
    }
    let offsets = column(dict, "offsets")?;
    let titles = column(dict, "titles")?;
    let names = list_of(&names)?;
    let formats = list_of(&formats)?;
    let offsets = offsets.map(|o| list_of(&o)).transpose()?;
    let titles = titles.map(|t| list_of(&t)).transpose()?;
    let n = names.tuple_len();
    if formats.tuple_len() != n
        || offsets.as_ref().is_some_and(|o| o.tuple_len() != n)
        || titles.as_ref().is_some_and(|t| t.tuple_len() != n)
    {
        return Err(value_error(
            "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length",
        ));
    }
    let mut b = Builder::new(align)?;
    for i in 0..n {
        let name = names.tuple_items()[i];
        let d = convert(formats.tuple_items()[i], align)?;
        let offset = match &offsets {
            None => None,
            Some(o) => {
                let at = o.tuple_items()[i].to_isize()?;
                if at > i32::MAX as isize {
                    return Err(value_error(TOO_LARGE));
                }
                if at < 0 {
                    return Err(value_error(&format!("offset {at} cannot be negative")));
                }
                if align && d.alignment() > 1 && at % d.alignment() != 0 {
                    return Err(value_error(&format!(
                        "offset {at} for NumPy dtype with fields is not divisible by the field alignment {} with align=True",
                        d.alignment()
                    )));
                }
                Some(at)
            }
        };
        if !name.is_str() {
            return Err(value_error("field names must be strings"));
        }
        if b.knows(name)? {
            return Err(value_error("name already used as a name or title"));
        }
        let title = titles
            .as_ref()
            .map(|t| t.tuple_items()[i])
            .filter(|t| !t.is_none());
        if let Some(t) = title
            && t.is_str()
            && (b.knows(t)? || t.equals(name)?)
        {
            return Err(value_error("title already used as a name or title."));
        }
        b.push(name, &d, offset, title.filter(|t| t.is_str()))?;
        if let Some(t) = title
            && !t.is_str()
        {
            b.set_title(name, t)?;
        }
    }
    b.check_overlap()?;
    let mut itemsize = None;
    if let Some(size) = column(dict, "itemsize")? {
        let size = size.to_isize()?;
        if size > i32::MAX as isize {
            return Err(value_error(TOO_LARGE));
        }
        let least = b.finished_size();
        if size < least {
            return Err(value_error(&format!(
                "NumPy dtype descriptor requires {least} bytes, cannot override to smaller itemsize of {size}"
            )));
        }
        if align && size % b.alignment() != 0 {
            return Err(value_error(&format!(
                "NumPy dtype descriptor requires alignment of {} bytes, which is not divisible into the specified itemsize {size}",
                b.alignment()
            )));
        }
        itemsize = Some(size);
    }
    let d = b.build(itemsize)?;
    if let Some(m) = column(dict, "metadata")? {
        if !m.is_dict() {
            return Err(type_error(&format!(
                "metadata must be a dict, not {}",
                m.type_name()
            )));
        }
        // SAFETY: a dict; new reference or NULL.
        let m = unsafe { Own::<Object>::from_result(ffi::PyDict_Copy(m.as_ptr()))? };
        create::set_metadata(&d, &m);
    }
    Ok(d)
}

/// `(flexible type, size)`, `(dtype, shape)`, `(old dtype, new dtype)`.
fn from_tuple(obj: &Object, align: bool) -> Res<Own<Descr>> {
    let [first, second] = obj.tuple_items() else {
        return Err(type_error(&format!(
            "Tuple must have size 2, but has size {}",
            obj.tuple_len()
        )));
    };
    let base = convert(first, align)?;
    let number = second.is_int()
        || is_integer(crate::scalars::types::type_num_of(second.type_ptr()))
        || second.is_tuple() && second.tuple_len() > 0 && all_ints(second);
    if !number
        && !second.is_tuple()
        && let Some(d) = from_union(&base, second)?
    {
        return Ok(d);
    }
    if base.is_unsized() || base.has_subarray() && base.elsize() == 0 {
        // The size of a type without one.
        let wrong = || value_error("invalid itemsize in generic type tuple");
        if !second.has_index() || second.is_bool() {
            return Err(wrong());
        }
        let n = second.to_isize().map_err(|e| {
            e.clear();
            wrong()
        })?;
        let bytes = if base.type_num() == NPY_UNICODE {
            n.checked_mul(4)
        } else {
            Some(n)
        };
        return match bytes.filter(|b| (0..=i32::MAX as isize).contains(b)) {
            Some(b) => copy::with_elsize(&base, b),
            None => Err(wrong()),
        };
    }
    from_shape(base, second)
}

fn all_ints(t: &Object) -> bool {
    t.tuple_items().iter().all(|o| o.is_int())
}

/// A shape argument: an integer or a sequence of integers.
fn dims_from_object(obj: &Object) -> Res<Dims> {
    let mut dims = Dims::new();
    let array_of_axes = obj.downcast::<Array>().is_some_and(|a| a.ndim() > 0);
    let axis = |o: &Object| match o.is_bool() {
        true => Err(type_error("a truth value is no length")),
        false => o.to_isize(),
    };
    if obj.has_index() && !array_of_axes {
        let _room = dims.push(axis(obj)?);
        return Ok(dims);
    }
    if obj.is_str() || obj.is_bytes() || !obj.is_sequence() {
        return Err(type_error(
            "expected a sequence of integers or a single integer",
        ));
    }
    for item in obj.to_tuple()?.tuple_items() {
        if !dims.push(axis(item)?) {
            return Err(value_error("too many dimensions"));
        }
    }
    Ok(dims)
}

/// A subarray dtype.
fn from_shape(base: Own<Descr>, shape: &Object) -> Res<Own<Descr>> {
    let wrong = |what: &str| {
        value_error(&if what.is_empty() {
            "invalid shape in fixed-type tuple.".to_owned()
        } else {
            format!("invalid shape in fixed-type tuple: {what}")
        })
    };
    let dims = dims_from_object(shape).map_err(|e| {
        if e.matches(exc::RecursionError()) {
            return e;
        }
        e.clear();
        wrong("")
    })?;
    if dims.is_empty() {
        return Ok(base);
    }
    let mut total = base.elsize();
    for &n in dims.iter() {
        if n < 0 {
            return Err(wrong("dimension smaller then zero."));
        }
        if n > i32::MAX as isize {
            return Err(wrong("dimension does not fit into a C int."));
        }
        total = total
            .checked_mul(n)
            .filter(|&t| t <= i32::MAX as isize)
            .ok_or_else(|| wrong("dtype size in bytes must fit into a C int."))?;
    }
    let shape = ops::tuple_of_ints(&dims)?;
    create::subarray(base, &shape, total)
}

/// Whether references lie at the same places in both: a void without size has none, whatever it is made of, and one
/// object field is an object.
fn references_agree(old: &Descr, new: &Descr) -> Res<bool> {
    if old.type_num() == NPY_VOID {
        return Ok(old.is_without_size());
    }
    let fields = structured::fields(new)?;
    Ok(match fields.as_slice() {
        [f] => old.is_object() && f.offset == 0 && f.descr.is_object(),
        _ => false,
    })
}

/// `(old dtype, new dtype)`: the fields of the one over the bytes of the other.
fn from_union(base: &Own<Descr>, second: &Object) -> Res<Option<Own<Descr>>> {
    let new = match convert(second, false) {
        Ok(d) => d,
        Err(e) => {
            e.clear();
            return Ok(None);
        }
    };
    if !base.is_legacy() || !new.is_legacy() {
        return Ok(None);
    }
    let (old, new) = (base, &new);
    if old.is_without_size() {
        if old.type_num() == NPY_VOID || new.type_num() == NPY_VOID {
            // Nothing to fit: the size is that of the new one.
        } else if new.is_unsized() || new.type_num() == old.type_num() {
            return Ok(Some(old.own()));
        }
    } else if new.elsize() != old.elsize() {
        return Err(value_error(
            "mismatch in size of old and new data-descriptor",
        ));
    }
    if (old.has_references() || new.has_references()) && !references_agree(old, new)? {
        return Err(value_error(
            "dtypes of the form (old_dtype, new_dtype) containing the object dtype are not supported",
        ));
    }
    let d = copy::copy(old)?;
    // SAFETY: a private copy that takes over new references.
    unsafe {
        let p = d.raw();
        p.set_elsize(new.elsize());
        if new.has_fields() {
            let before = (p.fields(), p.names());
            p.set_fields(
                new.fields()
                    .map_or(std::ptr::null_mut(), |f| f.own().into_ptr()),
            );
            p.set_names(
                new.names()
                    .map_or(std::ptr::null_mut(), |n| n.own().into_ptr()),
            );
            ffi::Py_XDECREF(before.0);
            ffi::Py_XDECREF(before.1);
        }
        if let Some(m) = new.metadata() {
            let m = Own::<Object>::from_result(ffi::PyDict_Copy(m.as_ptr()))?;
            create::set_metadata(&d, &m);
        }
        // Fields over an element that is no structure leave it what it is.
        if old.type_num() == NPY_VOID {
            p.set_flags(new.flags());
        }
        p.set_alignment(if new.has_flag(NPY_ALIGNED_STRUCT) {
            new.alignment()
        } else {
            old.alignment()
        });
        if let (Some((b, s)), false) = (new.subarray(), d.has_subarray())
            && d.type_num() == NPY_VOID
        {
            p.set_subarray(copy::new_subarray(b.own(), s)?);
        }
    }
    Ok(Some(d))
}

/// A `dtype=` argument where absent or `None` means "not given".
pub fn descr_from_optional(obj: Option<&Object>) -> Res<Option<Own<Descr>>> {
    obj.and_then(Object::not_none)
        .map(descr_from_object)
        .transpose()
}

/// A `dtype=` argument that may also be a DType class (or a scalar type that stands for one):
/// `descr` if an instance was given, `class` always.
pub struct DTypeRequest {
    /// The instance, unless only a (parametric or abstract) class was named.
    pub descr: Option<Own<Descr>>,
    /// The class.
    pub class: Own<DTypeClass>,
}

/// A `dtype=` argument as instance or class; `None` for absent and for `None`. `"S"`, `"U"`, `"V"` without
/// a size, `"M8"` without a unit, and scalar types such as `str` or `np.floating` name classes only.
pub fn request_from_object(obj: Option<&Object>) -> Res<Option<DTypeRequest>> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok(None);
    };
    if let Some(class) = obj.downcast::<DTypeClass>() {
        if class.type_object_ptr() == DTYPE_TYPE.ptr() {
            return Err(type_error("Cannot convert np.dtype into a dtype."));
        }
        return Ok(Some(DTypeRequest {
            descr: None,
            class: class.own(),
        }));
    }
    let d = convert(obj, false)?;
    Ok(Some(request_from_descr(d)))
}

/// A request from an instance: generic instances of parametric types stand for their class.
pub fn request_from_descr(d: Own<Descr>) -> DTypeRequest {
    let class = d.class().own();
    let generic = d.is_without_size() || d.datetime_meta().is_some_and(|m| m.base == NPY_FR_GENERIC);
    if generic && class.is_legacy() {
        return DTypeRequest { descr: None, class };
    }
    DTypeRequest {
        descr: Some(d),
        class,
    }
}
