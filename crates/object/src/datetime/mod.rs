//! datetime64 and timedelta64: metadata, conversions with Python's datetime, text, business days, their casts and loops.

mod busday;

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, int_new, none};

use crate::casting::ArrayMethod;
use crate::dtype::Descr;

/// `arange` of datetimes and timedeltas.
pub fn arange(
    _start: Option<&Object>,
    _stop: &Object,
    _step: Option<&Object>,
    _descr: &Descr,
) -> Res<Owned> {
    Err(crate::missing("arange of datetimes"))
}

/// The element as `datetime.date`, `datetime.datetime`, int or `None`.
pub fn datetime_to_object(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<Owned> {
    if ticks == NPY_DATETIME_NAT {
        return Ok(none().own());
    }
    if meta.base == NPY_FR_GENERIC {
        return int_new(ticks);
    }
    Err(crate::missing("datetime64 to Python objects"))
}

/// The element as `datetime.timedelta`, int or `None`.
pub fn timedelta_to_object(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<Owned> {
    if ticks == NPY_DATETIME_NAT {
        return Ok(none().own());
    }
    if meta.base == NPY_FR_GENERIC {
        return int_new(ticks);
    }
    Err(crate::missing("timedelta64 to Python objects"))
}

/// Ticks of what `np.datetime64(value)` understands, in the given unit.
pub fn datetime_from_object(
    value: &Object,
    meta: PyArray_DatetimeMetaData,
    _casting: NPY_CASTING,
) -> Res<i64> {
    ticks_from_object(value, meta, "datetime64 from Python objects")
}

/// Ticks of what `np.timedelta64(value)` understands, in the given unit.
pub fn timedelta_from_object(
    value: &Object,
    meta: PyArray_DatetimeMetaData,
    _casting: NPY_CASTING,
) -> Res<i64> {
    ticks_from_object(value, meta, "timedelta64 from Python objects")
}

fn ticks_from_object(value: &Object, meta: PyArray_DatetimeMetaData, what: &str) -> Res<i64> {
    if value.is_none() {
        return Ok(NPY_DATETIME_NAT);
    }
    if value.is_str() && matches!(value.utf8()?, "NaT" | "nat" | "NAT" | "") {
        return Ok(NPY_DATETIME_NAT);
    }
    if value.is_int() {
        if meta.base == NPY_FR_GENERIC {
            return Err(ferronum_pyrt::raised::value_error(
                "Converting an integer to a NumPy datetime requires a specified unit",
            ));
        }
        if let Ok(v) = value.int_to_i64()? {
            return Ok(v);
        }
    }
    Err(crate::missing(what))
}

/// The cast between two types of which at least one is a date type and the other a date type or a string.
pub fn cast_method(_from: c_int, _to: c_int) -> Res<Own<ArrayMethod>> {
    Err(crate::missing("casts of datetimes"))
}

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> Res<()> {
    busday::init()
}

/// Puts the types of this folder into the module's dict.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("busdaycalendar", busday::CALENDAR_TYPE.object())
}
