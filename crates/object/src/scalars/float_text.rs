//! The text of float and complex scalars, in today's form and in those of earlier versions
//! (`np.printoptions(legacy=…)`).

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Object, Res};
use ferronum_scalar::f16;
use ferronum_scalar::float_format::{
    PositionalOptions, Printable, ScientificOptions, Trim, complex_repr, float_repr,
    format_positional, format_scientific,
};
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::scalar::read;

/// Digits that version 1.13 printed: `str` and `repr`.
fn old_digits(n: c_int, repr: bool) -> u32 {
    match (n, repr) {
        (NPY_HALF | NPY_FLOAT | NPY_CFLOAT, false) => 6,
        (NPY_HALF | NPY_FLOAT | NPY_CFLOAT, true) => 8,
        (_, false) => 12,
        (NPY_LONGDOUBLE | NPY_CLONGDOUBLE, true) => 20,
        (_, true) => 17,
    }
}

fn too_long() -> ferronum_pyrt::Raised {
    runtime_error("Float formatting result too large")
}

/// What C's `%.*g` prints.
fn percent_g<T: Printable>(v: T, digits: u32) -> Res<String> {
    let scientific = format_scientific(
        v,
        &ScientificOptions {
            unique: false,
            precision: Some(digits - 1),
            trim: Trim::ZerosAndPoint,
            ..ScientificOptions::default()
        },
    )
    .map_err(|_| too_long())?;
    // The point of a number whose digits were all dropped goes too.
    let scientific = scientific.replace(".e", "e");
    let Some((_, exponent)) = scientific.split_once('e') else {
        return Ok(scientific);
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent >= digits as i32 {
        return Ok(scientific);
    }
    format_positional(
        v,
        &PositionalOptions {
            unique: false,
            precision: Some((digits as i32 - 1 - exponent) as u32),
            trim: Trim::ZerosAndPoint,
            ..PositionalOptions::default()
        },
    )
    .map_err(|_| too_long())
}

/// `.0` where the text looks like an integer.
fn with_point(mut text: String) -> String {
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        text.push_str(".0");
    }
    text
}

/// Sizes from 1e-4 up to 1e16 were written positionally whatever the precision, up to version 2.2.
fn before_2_3<T: Printable>(v: T, size: f64, trim: Trim, sign: bool) -> Res<String> {
    if size == 0.0 || (1e-4..1e16).contains(&size) || !size.is_finite() {
        let options = PositionalOptions {
            trim,
            sign,
            ..PositionalOptions::default()
        };
        return format_positional(v, &options).map_err(|_| too_long());
    }
    let options = ScientificOptions {
        trim: Trim::ZerosAndPoint,
        sign,
        ..ScientificOptions::default()
    };
    format_scientific(v, &options).map_err(|_| too_long())
}

fn one<T: Printable>(n: c_int, v: T, size: f64, repr: bool, legacy: i64) -> Res<String> {
    match legacy {
        ..=113 => Ok(with_point(percent_g(v, old_digits(n, repr))?)),
        ..=202 => before_2_3(v, size, Trim::LeaveOneZero, false),
        _ => Ok(float_repr(v)),
    }
}

/// The text of a float scalar.
pub(crate) fn float(n: c_int, s: &Object, repr: bool, legacy: i64) -> Res<String> {
    let size = crate::casting::item::python_value::to_f64(s).abs();
    // SAFETY: the type number says the layout.
    unsafe {
        match n {
            NPY_HALF => one(n, f16::from_bits(read::<u16>(s)), size, repr, legacy),
            NPY_FLOAT => one(n, read::<f32>(s), size, repr, legacy),
            NPY_DOUBLE => one(n, read::<f64>(s), size, repr, legacy),
            _ => one(n, read::<LongDouble>(s), size, repr, legacy),
        }
    }
}

fn old_complex<T: Printable>(
    n: c_int,
    (re, im): (T, T),
    (x, y): (f64, f64),
    repr: bool,
) -> Res<String> {
    let digits = old_digits(n, repr);
    let imaginary = x == 0.0 && !x.is_sign_negative();
    let part = |v: T, d: f64| -> Res<String> {
        if d.is_finite() {
            percent_g(v, digits)
        } else if d.is_nan() {
            Ok("nan".to_owned())
        } else {
            Ok(if d < 0.0 { "-inf" } else { "inf" }.to_owned())
        }
    };
    let star = if y.is_finite() { "" } else { "*" };
    let im = part(im, y)?;
    if imaginary {
        return Ok(format!("{im}{star}j"));
    }
    let plus = if im.starts_with('-') { "" } else { "+" };
    Ok(format!("({}{plus}{im}{star}j)", part(re, x)?))
}

fn pair<T: Printable>(
    n: c_int,
    (re, im): (T, T),
    (x, y): (f64, f64),
    repr: bool,
    legacy: i64,
) -> Res<String> {
    match legacy {
        ..=113 => old_complex(n, (re, im), (x, y), repr),
        ..=202 => {
            let t = Trim::ZerosAndPoint;
            if x == 0.0 && !x.is_sign_negative() {
                return Ok(format!("{}j", before_2_3(im, y.abs(), t, false)?));
            }
            let plus = if y.is_nan() { "+" } else { "" };
            Ok(format!(
                "({}{plus}{}j)",
                before_2_3(re, x.abs(), t, false)?,
                before_2_3(im, y.abs(), t, true)?
            ))
        }
        _ => Ok(complex_repr(re, im)),
    }
}

/// The text of a complex scalar.
pub(crate) fn complex(n: c_int, s: &Object, repr: bool, legacy: i64) -> Res<String> {
    let parts = crate::casting::item::python_value::to_parts(s);
    // SAFETY: the type number says the layout.
    unsafe {
        match n {
            NPY_CFLOAT => {
                let v = read::<npy_cfloat>(s);
                pair(n, (v.real, v.imag), parts, repr, legacy)
            }
            NPY_CDOUBLE => pair(n, parts, parts, repr, legacy),
            _ => {
                let v = read::<[LongDouble; 2]>(s);
                pair(n, (v[0], v[1]), parts, repr, legacy)
            }
        }
    }
}
