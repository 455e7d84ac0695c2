//! StringDType to and from `datetime64` (ISO 8601) and `timedelta64` (counts). NaT is the missing value where there is
//! one; empty text and spellings of "NaT" read as NaT.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Res, entry, ffi};
use ferronum_scalar::calendar::{DateTime, NAT, Unit, Zone, format_iso};

use super::numbers::{int_of, pending};
use super::{NoMemory, Run, from_strings, other, put, to_strings};
use crate::casting::item::datetime_objects::{meta_in, text_ticks};
use crate::casting::item::time::meta_of;
use crate::strings::access::{Loaded, StringDescr};

pub(super) fn register() -> Res<()> {
    let flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let s = NPY_VSTRING;
    super::register(
        c"cast_StringDType_to_datetime",
        s,
        NPY_DATETIME,
        NPY_UNSAFE_CASTING,
        flags,
        to_date,
    )?;
    super::register(
        c"cast_StringDType_to_timedelta",
        s,
        NPY_TIMEDELTA,
        NPY_UNSAFE_CASTING,
        flags,
        to_duration,
    )?;
    super::register(
        c"cast_datetime_to_S",
        NPY_DATETIME,
        s,
        NPY_SAFE_CASTING,
        flags,
        from_date,
    )?;
    super::register(
        c"cast_timedelta_to_S",
        NPY_TIMEDELTA,
        s,
        NPY_SAFE_CASTING,
        flags,
        from_duration,
    )
}

/// Why a time could not be stored.
enum Refused {
    NoUnit,
    Memory,
}

unsafe extern "C" fn from_date(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let meta = meta_in(meta_of(other(context, 0)));
        let d = StringDescr::of_context(context, 1);
        to_strings(
            d,
            Run::new(data, dimensions, strides),
            |s, src, dst| {
                let v = src.cast::<i64>().read_unaligned();
                if v == NAT {
                    if d.has_na() {
                        s.store_missing(dst);
                        return Ok(());
                    }
                    return put(s, dst, b"NaT").map_err(|NoMemory| Refused::Memory);
                }
                let time = DateTime::from_value(v, meta).ok_or(Refused::NoUnit)?;
                let text = format_iso(&time, meta.base, Zone::Naive);
                put(s, dst, text.as_bytes()).map_err(|NoMemory| Refused::Memory)
            },
            |e| match e {
                Refused::NoUnit => value_error(
                    "Cannot convert a NumPy datetime value other than NaT with generic units",
                ),
                Refused::Memory => {
                    NoMemory.raise("Failed to pack string while converting from a datetime.")
                }
            },
        )
    })
}

unsafe extern "C" fn from_duration(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 1);
        to_strings(
            d,
            Run::new(data, dimensions, strides),
            |s, src, dst| {
                let v = src.cast::<i64>().read_unaligned();
                if v != NAT {
                    return put(s, dst, v.to_string().as_bytes());
                }
                if d.has_na() {
                    s.store_missing(dst);
                    return Ok(());
                }
                put(s, dst, b"NaT")
            },
            |e| e.raise("Failed to pack string while converting from a timedelta."),
        )
    })
}

/// Empty, or NaT in any case.
fn is_nat(text: &[u8]) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case(b"nat")
}

/// What a missing element reads as: NaT, unless a string stands for it that reads otherwise.
fn missing_text(d: &StringDescr) -> Option<&[u8]> {
    let text = d.has_string_na().then(|| d.default_string());
    text.filter(|t| !is_nat(t))
}

unsafe extern "C" fn to_date(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let meta = meta_in(meta_of(other(context, 1)));
        let stand_in = missing_text(d);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| {
                let nat = match value {
                    Loaded::Text(t) => is_nat(t),
                    Loaded::Missing => stand_in.is_none(),
                };
                if nat {
                    dst.cast::<i64>().write_unaligned(NAT);
                }
                nat
            },
            |text, dst| {
                let bytes = text.or(stand_in).unwrap_or_default();
                let text = String::from_utf8_lossy(bytes);
                if meta.base == Unit::Generic {
                    // What is no date is told so before the unit is.
                    text_ticks(&text, None)?;
                }
                dst.cast::<i64>()
                    .write_unaligned(text_ticks(&text, Some(meta))?.value);
                Ok(())
            },
        )
    })
}

unsafe extern "C" fn to_duration(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; counts are native.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let stand_in = missing_text(d);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| {
                let nat = match value {
                    Loaded::Text(t) => is_nat(t),
                    Loaded::Missing => stand_in.is_none(),
                };
                if nat {
                    dst.cast::<i64>().write_unaligned(NAT);
                }
                nat
            },
            |text, dst| {
                let value = int_of(text.or(stand_in).unwrap_or_default())?;
                let v = ffi::PyLong_AsLongLong(value.as_ptr());
                pending(v == -1)?;
                dst.cast::<i64>().write_unaligned(v);
                Ok(())
            },
        )
    })
}
