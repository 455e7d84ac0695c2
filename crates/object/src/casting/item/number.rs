//! Elements of the built-in numbers: from and to Python objects, printed, parsed.

use std::ffi::c_int;
use std::fmt::Write;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, overflow_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, ffi, float_new, int_new, ops, py_bool, uint_new,
};
use ferronum_scalar::float_format::{write_complex_repr, write_float_repr};
use ferronum_scalar::{LongDouble, f16, float_status, half, parse};

use crate::casting::float_errors;
use crate::casting::numeric::c_name;
use crate::dtype::builtin;
use crate::model::Array;
use crate::model::{Descr, is_number};

/// The bytes of one number, native, aligned for all.
#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct Value(pub [u8; 32]);

impl Value {
    const ZERO: Value = Value([0; 32]);

    #[inline(always)]
    fn of<T: Copy>(v: T) -> Value {
        const { assert!(size_of::<T>() <= 32) };
        let mut out = Value::ZERO;
        // SAFETY: it fits.
        unsafe { out.0.as_mut_ptr().cast::<T>().write(v) };
        out
    }

    #[inline(always)]
    fn get<T: Copy>(&self) -> T {
        const { assert!(size_of::<T>() <= 32) };
        // SAFETY: it fits; numbers have no invalid bit patterns.
        unsafe { self.0.as_ptr().cast::<T>().read() }
    }
}

/// Reads an element into native bytes.
///
/// # Safety
/// `ptr` holds an element of the type.
#[inline(always)]
pub unsafe fn load(t: c_int, swapped: bool, ptr: *const u8) -> Value {
    let n = size_of_type(t);
    let mut v = Value::ZERO;
    // SAFETY: as the caller vouches.
    unsafe { std::ptr::copy_nonoverlapping(ptr, v.0.as_mut_ptr(), n) };
    if swapped {
        swap(t, &mut v.0[..n]);
    }
    v
}

/// Writes native bytes as an element.
///
/// # Safety
/// `ptr` is writable for an element of the type.
#[inline(always)]
pub unsafe fn store(t: c_int, swapped: bool, ptr: *mut u8, mut v: Value) {
    let n = size_of_type(t);
    if swapped {
        swap(t, &mut v.0[..n]);
    }
    // SAFETY: as the caller vouches.
    unsafe { std::ptr::copy_nonoverlapping(v.0.as_ptr(), ptr, n) };
}

fn swap(t: c_int, bytes: &mut [u8]) {
    if crate::model::is_complex(t) {
        let (a, b) = bytes.split_at_mut(bytes.len() / 2);
        a.reverse();
        b.reverse();
    } else {
        bytes.reverse();
    }
}

/// Bytes of a built-in number or date.
#[inline(always)]
pub const fn size_of_type(t: c_int) -> usize {
    match t {
        NPY_BOOL | NPY_BYTE | NPY_UBYTE => 1,
        NPY_SHORT | NPY_USHORT | NPY_HALF => 2,
        NPY_INT | NPY_UINT | NPY_FLOAT => 4,
        NPY_LONGDOUBLE | NPY_CDOUBLE => 16,
        NPY_CLONGDOUBLE => 32,
        _ => 8,
    }
}

/// The element as the Python object of `a.item()`.
///
/// # Safety
/// `ptr` holds an element of `descr`, a number.
#[inline]
pub unsafe fn get(descr: &Descr, ptr: *const u8) -> Res<Owned> {
    let t = descr.type_num();
    // SAFETY: as the caller vouches.
    let v = unsafe { load(t, !descr.is_native(), ptr) };
    match t {
        NPY_BOOL => Ok(py_bool(v.0[0] != 0).own()),
        NPY_BYTE => int_new(i64::from(v.get::<i8>())),
        NPY_UBYTE => int_new(i64::from(v.get::<u8>())),
        NPY_SHORT => int_new(i64::from(v.get::<i16>())),
        NPY_USHORT => int_new(i64::from(v.get::<u16>())),
        NPY_INT => int_new(i64::from(v.get::<i32>())),
        NPY_UINT => int_new(i64::from(v.get::<u32>())),
        NPY_LONG | NPY_LONGLONG => int_new(v.get()),
        NPY_ULONG | NPY_ULONGLONG => uint_new(v.get()),
        NPY_HALF => float_new(half::to_f64(v.get())),
        NPY_FLOAT => float_new(f64::from(v.get::<f32>())),
        NPY_DOUBLE => float_new(v.get()),
        NPY_CFLOAT => {
            let c: [f32; 2] = v.get();
            ops::complex_new(f64::from(c[0]), f64::from(c[1]))
        }
        NPY_CDOUBLE => {
            let c: [f64; 2] = v.get();
            ops::complex_new(c[0], c[1])
        }
        // No Python number is wide enough: the scalar itself.
        // SAFETY: native bytes of the type.
        _ => unsafe { crate::casting::from_memory(v.0.as_ptr(), builtin(t), None) },
    }
}

/// Stores an object that is not known to need a cast.
///
/// # Safety
/// `ptr` is writable for an element of `descr`, a number.
#[inline]
pub unsafe fn set(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    let t = descr.type_num();
    // SAFETY: as the caller vouches.
    unsafe {
        if descr.is_native() {
            // The everyday cases first.
            if t == NPY_DOUBLE && value.is_float() {
                ptr.cast::<f64>()
                    .write_unaligned(ffi::PyFloat_AS_DOUBLE(value.as_ptr()));
                return Ok(());
            }
        }
        let v = from_object(t, value)?;
        store(t, !descr.is_native(), ptr, v);
    }
    Ok(())
}

/// The number that an object stands for, as native bytes of the type.
pub fn from_object(t: c_int, value: &Object) -> Res<Value> {
    if let Some(v) = own_scalar(t, value) {
        return Ok(v);
    }
    match t {
        NPY_BOOL => match value.truth() {
            Ok(v) => Ok(Value::of(u8::from(v))),
            Err(e) if is_sequence(value) => Err(sequence_error(e)),
            Err(e) => Err(e),
        },
        NPY_BYTE..=NPY_ULONGLONG => integer(t, value),
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE => {
            let x = real(value)?;
            narrow(t, x)
        }
        NPY_LONGDOUBLE => long_double(value).map(Value::of),
        _ => complex(t, value),
    }
}

/// The value of a NumPy scalar of exactly this type.
#[inline]
fn own_scalar(t: c_int, value: &Object) -> Option<Value> {
    let d = builtin(t);
    if value.type_ptr() != d.typeobj() {
        return None;
    }
    // SAFETY: the struct of these scalars is an object head followed by the number at offset 16.
    Some(unsafe { load(t, false, value.as_ptr().cast::<u8>().add(16)) })
}

fn integer(t: c_int, value: &Object) -> Res<Value> {
    let long;
    let n = if value.is_int() {
        value
    } else {
        long = to_int(value)?;
        &*long
    };
    let wide_unsigned = matches!(t, NPY_UINT | NPY_ULONG | NPY_ULONGLONG);
    let v: i128 = match n.int_to_i64()? {
        Ok(v) => i128::from(v),
        Err(sign) => {
            let fits = if wide_unsigned && sign > 0 {
                // SAFETY: a live int; the error is looked at below.
                let u = unsafe { ffi::PyLong_AsUnsignedLongLong(n.as_ptr()) };
                // SAFETY: asks for and clears the pending exception.
                unsafe {
                    if u == u64::MAX && !ffi::PyErr_Occurred().is_null() {
                        ffi::PyErr_Clear();
                        None
                    } else {
                        Some(u)
                    }
                }
            } else {
                None
            };
            match fits {
                Some(u) => i128::from(u),
                None if matches!(t, NPY_LONGLONG | NPY_ULONGLONG) => {
                    return Err(overflow_error("int too big to convert"));
                }
                None => {
                    return Err(overflow_error("Python int too large to convert to C long"));
                }
            }
        }
    };
    // The number of an array is cut as C cuts it, that of a Python object must fit.
    let cut = value.downcast::<Array>().is_some();
    macro_rules! fit {
        ($($num:pat => $ty:ty),*) => { match t {
            $($num if cut => Some(Value::of(v as $ty)),)*
            $($num => <$ty>::try_from(v).ok().map(Value::of),)*
            _ => None,
        } };
    }
    fit!(NPY_BYTE => i8, NPY_UBYTE => u8, NPY_SHORT => i16, NPY_USHORT => u16, NPY_INT => i32,
         NPY_UINT => u32, NPY_LONG | NPY_LONGLONG => i64, NPY_ULONG | NPY_ULONGLONG => u64)
    .ok_or_else(|| out_of_bounds(t, v))
}

/// `OverflowError` of a Python integer that does not fit.
#[cold]
pub fn out_of_bounds(t: c_int, v: i128) -> Raised {
    let name = builtin(t)
        .str_text()
        .unwrap_or_else(|_| c_name(t).to_owned());
    overflow_error(&format!("Python integer {v} out of bounds for {name}"))
}

/// `int(value)`.
fn to_int(value: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    let made: Res<Owned> = unsafe { Own::from_result(ffi::PyNumber_Long(value.as_ptr())) };
    made.map_err(|e| {
        if value.downcast::<Array>().is_some_and(|a| a.ndim() > 0) {
            sequence_error(e)
        } else {
            e
        }
    })
}

/// `ValueError` with the original error as cause.
#[cold]
fn sequence_error(e: Raised) -> Raised {
    e.chain(
        exc::ValueError(),
        "setting an array element with a sequence.",
    )
}

/// A sequence that is neither text nor an array without dimensions.
fn is_sequence(value: &Object) -> bool {
    value.is_sequence()
        && !value.is_str()
        && !value.is_bytes()
        && value.downcast::<Array>().is_none_or(|a| a.ndim() > 0)
}

/// `float(value)`, with `None` as NaN.
fn real(value: &Object) -> Res<f64> {
    if value.is_none() {
        return Ok(f64::NAN);
    }
    // SAFETY: a float, or a number, or something that float() takes.
    unsafe {
        if value.is_float() {
            return Ok(ffi::PyFloat_AS_DOUBLE(value.as_ptr()));
        }
        let made: Res<Owned> = Own::from_result(ffi::PyNumber_Float(value.as_ptr()));
        match made {
            Ok(f) => Ok(ffi::PyFloat_AS_DOUBLE(f.as_ptr())),
            Err(e) if is_sequence(value) => Err(sequence_error(e)),
            Err(e) => Err(e),
        }
    }
}

/// A double as half, float or double; overflow is reported as in a cast.
fn narrow(t: c_int, x: f64) -> Res<Value> {
    Ok(match t {
        NPY_DOUBLE => Value::of(x),
        NPY_FLOAT => {
            let f = x as f32;
            overflow_if(f.is_infinite() && x.is_finite())?;
            Value::of(f)
        }
        _ => {
            let h = half::from_f64(x);
            overflow_if(half::is_inf(h) && x.is_finite())?;
            Value::of(h)
        }
    })
}

/// Reports an overflow, and leaves its mark in the float status, which casts of text look at as well.
pub(crate) fn overflow_if(overflow: bool) -> Res<()> {
    if overflow {
        float_errors::report("cast", float_status::OVERFLOW)?;
        float_status::raise(float_status::OVERFLOW);
    }
    Ok(())
}

/// The scalar in an array without dimensions, unless that is an array again.
fn scalar_of_array(value: &Object) -> Res<Option<Owned>> {
    let Some(a) = value.downcast::<Array>().filter(|a| a.ndim() == 0) else {
        return Ok(None);
    };
    // SAFETY: a 0-d array holds one element.
    let scalar = unsafe { crate::casting::from_memory(a.data(), a.descr(), Some(a))? };
    Ok((!Array::check(&scalar)).then_some(scalar))
}

fn long_double(value: &Object) -> Res<LongDouble> {
    if value.is_none() {
        return Ok(LongDouble::NAN);
    }
    if let Some(scalar) = scalar_of_array(value)? {
        return from_object(NPY_LONGDOUBLE, &scalar).map(|v| v.get());
    }
    // SAFETY: checks of live objects.
    unsafe {
        if value.is_float() {
            return Ok(LongDouble::from(ffi::PyFloat_AS_DOUBLE(value.as_ptr())));
        }
        if value.is_str() || value.is_bytes() {
            return long_double_from_text(value);
        }
        if value.is_int() {
            if let Ok(v) = value.int_to_i64()? {
                return Ok(LongDouble::from(v));
            }
            let text = Own::<Object>::from_result(ffi::PyNumber_ToBase(value.as_ptr(), 10))?;
            return long_double_from_text(&text);
        }
        let f = Own::<Object>::from_result(ffi::PyNumber_Float(value.as_ptr()))?;
        Ok(LongDouble::from(ffi::PyFloat_AS_DOUBLE(f.as_ptr())))
    }
}

fn long_double_from_text(value: &Object) -> Res<LongDouble> {
    let text = if value.is_bytes() {
        String::from_utf8_lossy(value.bytes())
    } else {
        value.utf8()?.into()
    };
    let Some(p) = long_double_of_text(&text) else {
        return Err(value_error(&format!(
            "invalid literal for long double: {}",
            up_to_nul(&text)
        )));
    };
    if p.out_of_range {
        ferronum_pyrt::raised::warn(
            exc::RuntimeWarning(),
            "overflow encountered in conversion from string",
            1,
        )?;
    }
    Ok(p.value)
}

fn complex(t: c_int, value: &Object) -> Res<Value> {
    if let Some(scalar) = scalar_of_array(value)? {
        return from_object(t, &scalar);
    }
    let (re, im) = if value.is_none() {
        (f64::NAN, f64::NAN)
    } else if value.is_complex() {
        value.to_complex()?
    } else if value.is_str() || value.is_bytes() {
        let text = if value.is_bytes() {
            // SAFETY: new reference or NULL.
            unsafe {
                Own::<Object>::from_result(ffi::PyUnicode_FromEncodedObject(
                    value.as_ptr(),
                    c"utf-8".as_ptr(),
                    c"strict".as_ptr(),
                ))?
            }
        } else {
            value.own()
        };
        // SAFETY: the built-in type.
        let c =
            unsafe { Object::from_ptr((&raw mut ffi::PyComplex_Type).cast()) }.call(&[&*text])?;
        c.to_complex()?
    } else {
        value.to_complex()?
    };
    Ok(match t {
        NPY_CDOUBLE => Value::of([re, im]),
        NPY_CLONGDOUBLE => Value::of([LongDouble::from(re), LongDouble::from(im)]),
        _ => {
            let (a, b) = (re as f32, im as f32);
            overflow_if(a.is_infinite() && re.is_finite() || b.is_infinite() && im.is_finite())?;
            Value::of([a, b])
        }
    })
}

/// Prints a native number as `str()` of its scalar does; `false` where this function does not know how.
///
/// # Safety
/// `ptr` holds an element of the type.
pub unsafe fn print(t: c_int, ptr: *const u8, out: &mut String) -> bool {
    // SAFETY: as the caller vouches.
    let v = unsafe { load(t, false, ptr) };
    let done = match t {
        NPY_BOOL => out.write_str(if v.0[0] != 0 { "True" } else { "False" }),
        NPY_BYTE => write!(out, "{}", v.get::<i8>()),
        NPY_UBYTE => write!(out, "{}", v.get::<u8>()),
        NPY_SHORT => write!(out, "{}", v.get::<i16>()),
        NPY_USHORT => write!(out, "{}", v.get::<u16>()),
        NPY_INT => write!(out, "{}", v.get::<i32>()),
        NPY_UINT => write!(out, "{}", v.get::<u32>()),
        NPY_LONG | NPY_LONGLONG => write!(out, "{}", v.get::<i64>()),
        NPY_ULONG | NPY_ULONGLONG => write!(out, "{}", v.get::<u64>()),
        NPY_HALF => {
            write_float_repr(out, f16::from_bits(v.get::<u16>()));
            Ok(())
        }
        NPY_FLOAT => {
            write_float_repr(out, v.get::<f32>());
            Ok(())
        }
        NPY_DOUBLE => {
            write_float_repr(out, v.get::<f64>());
            Ok(())
        }
        NPY_LONGDOUBLE => {
            write_float_repr(out, v.get::<LongDouble>());
            Ok(())
        }
        NPY_CFLOAT => {
            let [a, b]: [f32; 2] = v.get();
            write_complex_repr(out, a, b);
            Ok(())
        }
        NPY_CDOUBLE => {
            let [a, b]: [f64; 2] = v.get();
            write_complex_repr(out, a, b);
            Ok(())
        }
        NPY_CLONGDOUBLE => {
            let [a, b]: [LongDouble; 2] = v.get();
            write_complex_repr(out, a, b);
            Ok(())
        }
        _ => return false,
    };
    done.is_ok()
}

/// Parses what `int(text)`, `float(text)` or `complex(text)` understands into a native element; `false` (nothing
/// written) where the text is wrong or the value does not fit.
///
/// # Safety
/// `out` is writable for an element of the type.
pub unsafe fn parse(t: c_int, text: &[u8], out: *mut u8) -> bool {
    if !is_number(t) {
        return false;
    }
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    let finite = |x: f64, ok: bool| ok || !x.is_finite();
    let v = match t {
        NPY_BYTE..=NPY_ULONGLONG => {
            let Some(n) = parse::python_int(text, 10) else {
                return false;
            };
            let n = match n.magnitude {
                Some(m) if n.negative => -i128::from(m),
                Some(m) => i128::from(m),
                None => return false,
            };
            macro_rules! fit {
                ($($num:pat => $ty:ty),*) => { match t {
                    $($num => <$ty>::try_from(n).ok().map(Value::of),)*
                    _ => None,
                } };
            }
            fit!(NPY_BYTE => i8, NPY_UBYTE => u8, NPY_SHORT => i16, NPY_USHORT => u16, NPY_INT => i32,
                 NPY_UINT => u32, NPY_LONG | NPY_LONGLONG => i64, NPY_ULONG | NPY_ULONGLONG => u64)
        }
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE => parse::python_float(text).and_then(|x| match t {
            NPY_DOUBLE => Some(Value::of(x)),
            NPY_FLOAT => Some(x as f32)
                .filter(|f| finite(x, f.is_finite()))
                .map(Value::of),
            _ => Some(half::from_f64(x))
                .filter(|h| finite(x, half::is_finite(*h)))
                .map(Value::of),
        }),
        NPY_LONGDOUBLE => long_double_of_text(text)
            .filter(|p| !p.out_of_range)
            .map(|p| Value::of(p.value)),
        NPY_CFLOAT | NPY_CDOUBLE => parse::python_complex(text).and_then(|(re, im)| {
            if t == NPY_CDOUBLE {
                return Some(Value::of([re, im]));
            }
            let (a, b) = (re as f32, im as f32);
            (finite(re, a.is_finite()) && finite(im, b.is_finite())).then(|| Value::of([a, b]))
        }),
        _ => None,
    };
    match v {
        Some(v) => {
            // SAFETY: as the caller vouches.
            unsafe { store(t, false, out, v) };
            true
        }
        None => false,
    }
}

/// What the C library sees of a text.
fn up_to_nul(text: &str) -> &str {
    text.split('\0').next().unwrap_or(text)
}

/// A long double that is the whole text but leading blanks.
fn long_double_of_text(text: &str) -> Option<parse::ParsedLongDouble> {
    let text = up_to_nul(text);
    parse::prefix_long_double(text.as_bytes()).filter(|p| p.used == text.len())
}
