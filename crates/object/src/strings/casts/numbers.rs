//! StringDType to and from bool, integers, floats and complex numbers: printed as `str()` prints the scalar, read as
//! Python's `int`, `float` and `complex` read.

use std::ffi::{CString, c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, overflow_error, runtime_error, value_error, warn};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, entry, ffi};
use ferronum_scalar::{float_status, half, longdouble::LongDouble, parse};

use super::{NoMemory, Run, from_strings, no_missing, other, put, to_strings};
use crate::casting::item::number;
use crate::model::{is_complex, is_float, is_integer};
use crate::strings::access::{self, Loaded, StringDescr};
use crate::strings::dtype::is_nonzero;

/// Type numbers and the names that casts and errors have for them.
const TYPES: [(c_int, &str); 18] = [
    (NPY_BOOL, "bool"),
    (NPY_BYTE, "byte"),
    (NPY_UBYTE, "unsigned byte"),
    (NPY_SHORT, "short"),
    (NPY_USHORT, "unsigned short"),
    (NPY_INT, "int"),
    (NPY_UINT, "unsigned int"),
    (NPY_LONG, "long"),
    (NPY_ULONG, "unsigned long"),
    (NPY_LONGLONG, "long long"),
    (NPY_ULONGLONG, "unsigned long long"),
    (NPY_HALF, "half"),
    (NPY_FLOAT, "float"),
    (NPY_DOUBLE, "double"),
    (NPY_LONGDOUBLE, "longdouble"),
    (NPY_CFLOAT, "cfloat"),
    (NPY_CDOUBLE, "cdouble"),
    (NPY_CLONGDOUBLE, "clongdouble"),
];

pub(super) fn register() -> Res<()> {
    let quiet = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    for (t, name) in TYPES {
        let from = CString::new(format!("cast_StringDType_to_{name}")).unwrap_or_default();
        let to = CString::new(format!("cast_{name}_to_S")).unwrap_or_default();
        let level = if t == NPY_BOOL {
            NPY_SAME_KIND_CASTING
        } else {
            NPY_UNSAFE_CASTING
        };
        let flags = NPY_METH_REQUIRES_PYAPI
            | if is_float(t) || is_complex(t) {
                0
            } else {
                quiet
            };
        let run = if t == NPY_BOOL { to_bool } else { read };
        super::register(&from, NPY_VSTRING, t, level, flags, run)?;
        let silent = !is_float(t) && !is_complex(t);
        let flags = NPY_METH_REQUIRES_PYAPI | if silent { quiet } else { 0 };
        super::register(&to, t, NPY_VSTRING, NPY_SAFE_CASTING, flags, print)?;
    }
    Ok(())
}

/// Why an element has no text.
enum Unprinted {
    /// A boolean whose byte is neither 0 nor 1.
    NoTruth,
    NoMemory(NoMemory),
}

unsafe extern "C" fn print(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; elements of the source are native.
    entry(|| unsafe {
        let t = other(context, 0).type_num();
        let d = StringDescr::of_context(context, 1);
        // NaN is the missing value where that is NaN too.
        let nan_missing =
            t == NPY_DOUBLE && d.has_nan_na() && d.na_object().is_some_and(Object::is_float);
        let mut buffer = String::with_capacity(96);
        let run = Run::new(data, dimensions, strides);
        to_strings(
            d,
            run,
            |s, src, dst| {
                if nan_missing && src.cast::<f64>().read_unaligned().is_nan() {
                    s.store_missing(dst);
                    return Ok(());
                }
                if invalid_when_printed(t, src) {
                    float_status::raise(float_status::INVALID);
                }
                if t == NPY_BOOL && *src > 1 {
                    return Err(Unprinted::NoTruth);
                }
                buffer.clear();
                if !number::print(t, src, &mut buffer) {
                    return Err(Unprinted::NoMemory(NoMemory));
                }
                put(s, dst, buffer.as_bytes()).map_err(Unprinted::NoMemory)
            },
            |e| match e {
                Unprinted::NoTruth => {
                    runtime_error("invalid value encountered in bool to string cast")
                }
                Unprinted::NoMemory(e) => {
                    e.raise("Failed to pack string while converting from a number")
                }
            },
        )
    })
}

/// Printing looks at a number, which some NaNs report: halves any, singles and doubles a signalling one.
///
/// # Safety
/// An element of the type lies at the pointer.
unsafe fn invalid_when_printed(t: c_int, p: *const u8) -> bool {
    // SAFETY: as the caller vouches.
    unsafe {
        let single = |i: usize| {
            let v = p.cast::<f32>().add(i).read_unaligned();
            v.is_nan() && v.to_bits() & 1 << 22 == 0
        };
        let double = |i: usize| {
            let v = p.cast::<f64>().add(i).read_unaligned();
            v.is_nan() && v.to_bits() & 1 << 51 == 0
        };
        match t {
            NPY_HALF => half::is_nan(p.cast::<u16>().read_unaligned()),
            NPY_FLOAT => single(0),
            NPY_DOUBLE => double(0),
            NPY_CFLOAT => single(0) || single(1),
            NPY_CDOUBLE => double(0) || double(1),
            _ => false,
        }
    }
}

unsafe extern "C" fn to_bool(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| {
                *dst = u8::from(is_nonzero(d, value));
                true
            },
            |_, _| Ok(()),
        )
    })
}

unsafe extern "C" fn read(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; elements of the destination are native.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let t = other(context, 1).type_num();
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| match value {
                Loaded::Text(text) => number::parse(t, text, dst),
                Loaded::Missing => false,
            },
            |text, dst| {
                let text = text.ok_or_else(no_missing)?;
                if is_integer(t) {
                    read_integer(t, text, dst)
                } else if t == NPY_LONGDOUBLE {
                    read_long_double(text, dst)
                } else if is_float(t) {
                    read_float(t, text, dst)
                } else {
                    read_complex(t, text, dst)
                }
            },
        )
    })
}

/// Odd spellings of integers, and the errors.
///
/// # Safety
/// `dst` is an element of type `t`.
unsafe fn read_integer(t: c_int, text: &[u8], dst: *mut u8) -> Res<()> {
    let value = int_of(text)?;
    let signed = matches!(t, NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG);
    // SAFETY: a live int; -1 is looked at twice.
    let wide = unsafe {
        if signed {
            let v = ffi::PyLong_AsLongLong(value.as_ptr());
            pending(v == -1)?;
            i128::from(v)
        } else {
            let v = ffi::PyLong_AsUnsignedLongLong(value.as_ptr());
            pending(v == u64::MAX)?;
            i128::from(v)
        }
    };
    macro_rules! fit {
        ($($num:pat => $ty:ty),*) => { match t {
            $($num => <$ty>::try_from(wide).ok().map(|v| {
                // SAFETY: as the caller vouches.
                unsafe { dst.cast::<$ty>().write_unaligned(v) }
            }),)*
            _ => None,
        } };
    }
    let stored = fit!(NPY_BYTE => i8, NPY_UBYTE => u8, NPY_SHORT => i16, NPY_USHORT => u16, NPY_INT => i32,
        NPY_UINT => u32, NPY_LONG | NPY_LONGLONG => i64, NPY_ULONG | NPY_ULONGLONG => u64);
    stored.ok_or_else(|| {
        let name = TYPES.iter().find(|x| x.0 == t).map_or("integer", |x| x.1);
        overflow_error(&format!("Integer {wide} is out of bounds for {name}"))
    })
}

/// `int(text)`.
pub(super) fn int_of(text: &[u8]) -> Res<Owned> {
    let text = access::to_str(text)?;
    // SAFETY: a built-in type.
    unsafe { Object::from_ptr((&raw mut ffi::PyLong_Type).cast()) }.call(&[&text])
}

/// `Err` if the value may stand for an error and is one.
pub(super) fn pending(suspicious: bool) -> Res<()> {
    // SAFETY: asks for the pending exception only.
    if suspicious && !unsafe { ffi::PyErr_Occurred() }.is_null() {
        return Err(ferronum_pyrt::Raised::pending());
    }
    Ok(())
}

/// Floats that overflow a narrow type, odd spellings, and the errors.
///
/// # Safety
/// `dst` is an element of type `t`.
unsafe fn read_float(t: c_int, text: &[u8], dst: *mut u8) -> Res<()> {
    let text = access::to_str(text)?;
    // SAFETY: a live str; the result is a float; `dst` as the caller vouches.
    unsafe {
        let v: Owned = Own::from_result(ffi::PyFloat_FromString(text.as_ptr()))?;
        let v = ffi::PyFloat_AS_DOUBLE(v.as_ptr());
        match t {
            NPY_HALF => {
                let h = half::from_f64(v);
                number::overflow_if(half::is_inf(h) && v.is_finite())?;
                dst.cast::<u16>().write_unaligned(h);
            }
            NPY_FLOAT => {
                let f = v as f32;
                number::overflow_if(f.is_infinite() && v.is_finite())?;
                dst.cast::<f32>().write_unaligned(f);
            }
            _ => dst.cast::<f64>().write_unaligned(v),
        }
    }
    Ok(())
}

fn narrow(v: f64) -> f32 {
    let f = v as f32;
    overflow_if(f.is_infinite() && v.is_finite());
    f
}

fn overflow_if(overflow: bool) {
    if overflow {
        float_status::raise(float_status::OVERFLOW);
    }
}

/// Long doubles out of range, and the errors.
///
/// # Safety
/// `dst` is a long double.
unsafe fn read_long_double(text: &[u8], dst: *mut u8) -> Res<()> {
    // The C library stops at a NUL.
    let text = text.split(|&b| b == 0).next().unwrap_or(text);
    match parse::prefix_long_double(text) {
        Some(p) if p.used == text.len() => {
            if p.out_of_range {
                warn(
                    exc::RuntimeWarning(),
                    "overflow encountered in conversion from string",
                    1,
                )?;
                // Said once.
                float_status::clear();
            }
            // SAFETY: as the caller vouches.
            unsafe { dst.cast::<LongDouble>().write_unaligned(p.value) };
            Ok(())
        }
        _ => Err(value_error(&format!(
            "invalid literal for long double: {} (Success)",
            String::from_utf8_lossy(text)
        ))),
    }
}

/// Complex numbers that overflow, those of long doubles, and the errors.
///
/// # Safety
/// `dst` is an element of type `t`.
unsafe fn read_complex(t: c_int, text: &[u8], dst: *mut u8) -> Res<()> {
    let text = access::to_str(text)?;
    // SAFETY: a built-in type.
    let class = unsafe { Object::from_ptr((&raw mut ffi::PyComplex_Type).cast()) };
    let (re, im) = class.call(&[&text])?.to_complex()?;
    // SAFETY: as the caller vouches.
    unsafe {
        match t {
            NPY_CFLOAT => dst
                .cast::<[f32; 2]>()
                .write_unaligned([narrow(re), narrow(im)]),
            NPY_CDOUBLE => dst.cast::<[f64; 2]>().write_unaligned([re, im]),
            _ => dst
                .cast::<[LongDouble; 2]>()
                .write_unaligned([LongDouble::from(re), LongDouble::from(im)]),
        }
    }
    Ok(())
}
