//! Text that names a dtype: `"<f8"`, `"S5"`, `"M8[3s]"`, `"2i4,(2,3)f8"`, `"float64"`.

use std::ffi::c_int;
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi, import_cached};

use super::convert;
use super::fields::from_unnamed;
use crate::dtype::builtin::{builtin, char_descr, from_type_num, type_num_of_char};
use crate::dtype::{copy, create};
use crate::model::descr::Descr;
use crate::model::units;

/// The dict of names that `set_typeDict` gave.
static TYPE_DICT: AtomicPtr<ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());

/// `set_typeDict(dict)`.
pub(crate) fn set_type_dict(dict: &Object) {
    let old = TYPE_DICT.swap(dict.own().into_ptr(), Ordering::AcqRel);
    // SAFETY: the reference was ours.
    unsafe { ffi::Py_XDECREF(old) };
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

/// The dtype that text names.
pub(crate) fn from_str(obj: &Object, align: bool) -> Res<Own<Descr>> {
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
