//! `repr`, `str` and `format` of scalars.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Res, TypeBuilder, ffi, import_cached, intern, slot, str_new,
};

use crate::casting::item::scalar::{read, to_array};
use crate::model::scalar_types::{Scalar, exact_type_num, type_num_of};
use crate::scalars::float_text;

/// `np.printoptions(legacy=…)` as the number that the Python layer keeps: 113, 121, 125, 201, 202 or very large.
pub(crate) fn legacy_mode() -> Res<i64> {
    let var = import_cached!("numpy._core.printoptions", "format_options")?;
    let mut value = std::ptr::null_mut();
    // SAFETY: a context variable; the value is a new reference or NULL.
    unsafe {
        ferronum_pyrt::raised::check_status(ffi::PyContextVar_Get(
            var.as_ptr(),
            std::ptr::null_mut(),
            &mut value,
        ))?;
        let Some(options) = Own::<Object>::steal_opt(value) else {
            return Ok(i64::MAX);
        };
        let legacy = options.get_item(intern!("legacy"))?;
        Ok(legacy.int_to_i64()?.unwrap_or(i64::MAX))
    }
}

/// `name(text)` in today's form, the text alone in the forms before NumPy 2.
fn wrapped(name: &str, text: &str) -> Res<Owned> {
    if legacy_mode()? <= 125 {
        return str_new(text);
    }
    str_new(&format!("{name}({text})"))
}

/// The name shown in front of the brackets: `np.int8`, or the bare name of a subclass.
fn shown_name(s: &Object, fallback: &str) -> String {
    let t = s.type_ptr();
    if exact_type_num(t) >= 0 {
        return format!("np.{}", fallback);
    }
    let full = s.type_name();
    full.rsplit('.').next().unwrap_or(full).to_owned()
}

fn type_name_of(n: c_int) -> &'static str {
    [
        "bool",
        "int8",
        "uint8",
        "int16",
        "uint16",
        "int32",
        "uint32",
        "int64",
        "uint64",
        "int64",
        "uint64",
        "float32",
        "float64",
        "longdouble",
        "complex64",
        "complex128",
        "clongdouble",
        "object_",
        "bytes_",
        "str_",
        "void",
        "datetime64",
        "timedelta64",
        "float16",
    ][n as usize]
}

/// The decimal text of an integer scalar.
fn int_text(n: c_int, s: &Object) -> String {
    // SAFETY: the type number says the layout.
    unsafe {
        match n {
            NPY_BYTE => read::<i8>(s).to_string(),
            NPY_UBYTE => read::<u8>(s).to_string(),
            NPY_SHORT => read::<i16>(s).to_string(),
            NPY_USHORT => read::<u16>(s).to_string(),
            NPY_INT => read::<i32>(s).to_string(),
            NPY_UINT => read::<u32>(s).to_string(),
            NPY_LONG | NPY_LONGLONG => read::<i64>(s).to_string(),
            _ => read::<u64>(s).to_string(),
        }
    }
}

fn int_str(s: &Scalar) -> Res<String> {
    Ok(int_text(type_num_of(s.type_ptr()), s))
}

fn int_repr(s: &Scalar) -> Res<Owned> {
    let n = type_num_of(s.type_ptr());
    wrapped(&shown_name(s, type_name_of(n)), &int_text(n, s))
}

fn bool_str(s: &Scalar) -> Res<&'static str> {
    // SAFETY: a bool scalar.
    Ok(if unsafe { read::<u8>(s) } != 0 {
        "True"
    } else {
        "False"
    })
}

fn bool_repr(s: &Scalar) -> Res<String> {
    let text = bool_str(s)?;
    Ok(if legacy_mode()? <= 125 {
        text.to_owned()
    } else {
        format!("np.{text}_")
    })
}

fn float_str(s: &Scalar) -> Res<String> {
    float_text::float(type_num_of(s.type_ptr()), s, false, legacy_mode()?)
}

fn float_repr(s: &Scalar) -> Res<String> {
    let n = type_num_of(s.type_ptr());
    let legacy = legacy_mode()?;
    let text = float_text::float(n, s, true, legacy)?;
    Ok(if legacy <= 125 {
        text
    } else if n == NPY_LONGDOUBLE {
        format!("np.longdouble('{text}')")
    } else {
        format!("np.{}({text})", type_name_of(n))
    })
}

fn complex_str(s: &Scalar) -> Res<String> {
    float_text::complex(type_num_of(s.type_ptr()), s, false, legacy_mode()?)
}

fn complex_repr(s: &Scalar) -> Res<String> {
    let n = type_num_of(s.type_ptr());
    let legacy = legacy_mode()?;
    let text = float_text::complex(n, s, true, legacy)?;
    Ok(if legacy <= 125 {
        text
    } else {
        let inside = text
            .strip_prefix('(')
            .and_then(|t| t.strip_suffix(')'))
            .unwrap_or(&text);
        let quote = if n == NPY_CLONGDOUBLE { "'" } else { "" };
        format!("np.{}({quote}{inside}{quote})", type_name_of(n))
    })
}

/// `str()` where nothing better is known: that of the array.
pub(crate) fn generic_str(s: &Scalar) -> Res<Owned> {
    to_array(s)?.call_method(intern!("tolist"), &[])?.str()
}

/// `repr()` where nothing better is known.
pub(crate) fn generic_repr(s: &Scalar) -> Res<Owned> {
    generic_str(s)
}

fn base_text(base: *mut ffi::PyTypeObject, s: &Object, repr: bool) -> Res<Owned> {
    // SAFETY: the slots of bytes and str.
    unsafe {
        let f = if repr {
            (*base).tp_repr
        } else {
            (*base).tp_str
        };
        match f {
            Some(f) => Own::from_result(f(s.as_ptr())),
            None => Err(ferronum_pyrt::raised::system_error("no text")),
        }
    }
}

/// A plain `bytes` or `str` without trailing NULs.
fn plain_text(s: &Object, bytes: bool) -> Res<Owned> {
    if bytes {
        return ferronum_pyrt::bytes_new(crate::casting::item::scalar::trimmed(s.bytes()));
    }
    // SAFETY: a str; new reference or NULL.
    unsafe {
        let mut n = ffi::PyUnicode_GetLength(s.as_ptr());
        while n > 0 && ffi::PyUnicode_ReadChar(s.as_ptr(), n - 1) == 0 {
            n -= 1;
        }
        Own::from_result(ffi::PyUnicode_Substring(s.as_ptr(), 0, n))
    }
}

fn bytes_str(s: &Scalar) -> Res<Owned> {
    base_text(&raw mut ffi::PyBytes_Type, &*plain_text(s, true)?, false)
}
fn bytes_repr(s: &Scalar) -> Res<Owned> {
    let t = base_text(&raw mut ffi::PyBytes_Type, &*plain_text(s, true)?, true)?;
    wrapped("np.bytes_", t.utf8()?)
}
fn str_str(s: &Scalar) -> Res<Owned> {
    base_text(&raw mut ffi::PyUnicode_Type, &*plain_text(s, false)?, false)
}
fn str_repr(s: &Scalar) -> Res<Owned> {
    let t = base_text(&raw mut ffi::PyUnicode_Type, &*plain_text(s, false)?, true)?;
    wrapped("np.str_", t.utf8()?)
}

/// `format(s, spec)`: that of the Python number or text of the same value.
pub(crate) fn dunder_format(s: &Scalar, spec: &Object) -> Res<Owned> {
    if !spec.is_str() {
        return Err(ferronum_pyrt::raised::type_error(&format!(
            "__format__() argument 1 must be str, not {}",
            spec.type_or_none()
        )));
    }
    let plain = match type_num_of(s.type_ptr()) {
        NPY_BOOL => {
            // SAFETY: a bool scalar.
            ferronum_pyrt::py_bool(unsafe { read::<u8>(s) } != 0).own()
        }
        NPY_BYTE..=NPY_ULONGLONG => crate::casting::item::python_value::to_int(s)?,
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE | NPY_LONGDOUBLE => {
            crate::casting::item::python_value::to_float(s)?
        }
        NPY_CFLOAT..=NPY_CLONGDOUBLE => crate::casting::item::python_value::to_complex(s)?,
        NPY_UNICODE => plain_text(s, false)?,
        // A duration derives from the integers, but is none.
        NPY_STRING | NPY_VOID | NPY_DATETIME | NPY_TIMEDELTA => s.str()?,
        _ => foreign_number(s)?,
    };
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyObject_Format(plain.as_ptr(), spec.as_ptr())) }
}

/// What stands for a scalar of an extension: a number of Python's, by the abstract class that it derives from, or text.
fn foreign_number(s: &Scalar) -> Res<Owned> {
    use crate::model::scalar_types::{COMPLEX_FLOATING, FLOATING, INTEGER};
    // SAFETY: a live object; new reference or NULL.
    unsafe {
        if INTEGER.has_instance(s.object()) {
            return Own::from_result(ffi::PyNumber_Long(s.as_ptr()));
        }
        if FLOATING.has_instance(s.object()) {
            return Own::from_result(ffi::PyNumber_Float(s.as_ptr()));
        }
        if COMPLEX_FLOATING.has_instance(s.object()) {
            let c = ffi::PyComplex_AsCComplex(s.as_ptr());
            if !ffi::PyErr_Occurred().is_null() {
                return Err(ferronum_pyrt::Raised::pending());
            }
            return Own::from_result(ffi::PyComplex_FromCComplex(c));
        }
    }
    s.str()
}

/// Sets `tp_repr` and `tp_str`.
pub(crate) fn slots(n: c_int, b: &mut TypeBuilder<'static>) {
    let t = b.slots();
    let (repr, str): (ffi::reprfunc, ffi::reprfunc) = match n {
        NPY_BOOL => (slot::unary(bool_repr), slot::unary(bool_str)),
        NPY_BYTE..=NPY_ULONGLONG => (slot::unary(int_repr), slot::unary(int_str)),
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE | NPY_LONGDOUBLE => {
            (slot::unary(float_repr), slot::unary(float_str))
        }
        NPY_CFLOAT..=NPY_CLONGDOUBLE => (slot::unary(complex_repr), slot::unary(complex_str)),
        NPY_STRING => (slot::unary(bytes_repr), slot::unary(bytes_str)),
        NPY_UNICODE => (slot::unary(str_repr), slot::unary(str_str)),
        NPY_VOID => (
            slot::unary(crate::scalars::void::repr),
            slot::unary(crate::scalars::void::str),
        ),
        NPY_DATETIME | NPY_TIMEDELTA => (
            slot::unary(crate::scalars::datetime::repr),
            slot::unary(crate::scalars::datetime::str),
        ),
        _ => return,
    };
    t.tp_repr = Some(repr);
    t.tp_str = Some(str);
}
