//! `NpyDatetime_*`: counts, broken-down times and ISO 8601 texts.
use super::handles::object;
use core::ffi::{c_char, c_int};
use ferronum_abi::prelude::*;
use ferronum_object::datetime::c_api;
use ferronum_pyrt::entry;
use ferronum_pyrt::raised::system_error;
use pyo3_ffi::{Py_ssize_t, PyObject};

/// Breaks a count down.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertDatetime64ToDatetimeStruct(
    meta: *mut PyArray_DatetimeMetaData,
    dt: npy_datetime,
    out: *mut npy_datetimestruct,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        *out = c_api::break_down(dt, *meta)?;
        Ok(())
    })
}

/// Counts a broken-down time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertDatetimeStructToDatetime64(
    meta: *mut PyArray_DatetimeMetaData,
    dts: *const npy_datetimestruct,
    out: *mut npy_datetime,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        *out = c_api::count(&*dts, *meta)?;
        Ok(())
    })
}

/// Reads a `datetime.date` or `datetime.datetime`; 1 for anything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ConvertPyDateTimeToDatetimeStruct(
    obj: *mut PyObject,
    out: *mut npy_datetimestruct,
    out_bestunit: *mut NPY_DATETIMEUNIT,
    apply_tzinfo: c_int,
) -> c_int {
    let mut other = 0;
    // SAFETY: the caller's contract; the unit may be NULL.
    let status: c_int = entry(|| unsafe {
        match c_api::from_python(object(obj)?, apply_tzinfo != 0)? {
            Some((time, unit)) => {
                *out = time;
                if !out_bestunit.is_null() {
                    *out_bestunit = unit;
                }
            }
            None => other = 1,
        }
        Ok(())
    });
    if status < 0 { status } else { other }
}

/// Bytes that the text of a unit may need.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_GetDatetimeISO8601StrLen(
    local: c_int,
    base: NPY_DATETIMEUNIT,
) -> c_int {
    c_api::text_length(local != 0, base)
}

/// Writes the text of a broken-down time, with a NUL if there is room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_MakeISO8601Datetime(
    dts: *mut npy_datetimestruct,
    outstr: *mut c_char,
    outlen: npy_intp,
    local: c_int,
    utc: c_int,
    base: NPY_DATETIMEUNIT,
    tzoffset: c_int,
    casting: NPY_CASTING,
) -> c_int {
    // SAFETY: the caller's contract: `outlen` writable bytes.
    entry(|| unsafe {
        if outlen < 0 {
            return Err(system_error("negative length given to the C-API"));
        }
        let out = core::slice::from_raw_parts_mut(outstr.cast::<u8>(), outlen as usize);
        c_api::write_text(&*dts, out, local != 0, utc != 0, base, tzoffset, casting)
    })
}

/// Reads the text of a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyDatetime_ParseISO8601Datetime(
    str: *const c_char,
    len: Py_ssize_t,
    unit: NPY_DATETIMEUNIT,
    casting: NPY_CASTING,
    out: *mut npy_datetimestruct,
    out_bestunit: *mut NPY_DATETIMEUNIT,
    out_special: *mut npy_bool,
) -> c_int {
    // SAFETY: the caller's contract: `len` readable bytes; the last two may be NULL.
    entry(|| unsafe {
        let text = core::slice::from_raw_parts(str.cast::<u8>(), len.max(0) as usize);
        let (time, best, special) = c_api::parse(text, unit, casting)?;
        *out = time;
        if !out_bestunit.is_null() {
            *out_bestunit = best;
        }
        if !out_special.is_null() {
            *out_special = special.into();
        }
        Ok(())
    })
}
