//! Units of datetime dtypes, between the C struct and the calendar's own type.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{overflow_error, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Owned, Raised, Res, ffi};
use ferronum_scalar::calendar::{
    Meta, MetaError, Unit, common_divisor, divide, parse_metadata, parse_type_suffix,
};

/// The calendar's form of a unit. What no unit has this number counts as generic.
pub fn meta(m: PyArray_DatetimeMetaData) -> Meta {
    Meta::new(Unit::from_code(m.base).unwrap_or(Unit::Generic), m.num)
}

/// C's form of a unit.
pub fn raw(m: Meta) -> PyArray_DatetimeMetaData {
    PyArray_DatetimeMetaData {
        base: m.base.code(),
        num: m.num,
    }
}

/// Raises what an error about a unit is in Python.
#[cold]
pub fn error(e: MetaError, text: &str) -> Raised {
    // As far as a text of C goes.
    let message = e.message(text.split('\0').next().unwrap_or_default());
    match e {
        MetaError::Divisor(_) | MetaError::GenericDivisor => value_error(&message),
        MetaError::Overflow(..) => overflow_error(&message),
        _ => type_error(&message),
    }
}

/// The name of a unit.
pub fn unit_name(unit: NPY_DATETIMEUNIT) -> &'static str {
    Unit::from_code(unit).unwrap_or(Unit::Generic).name()
}

/// The unit of a name that stands alone.
pub fn unit_from_name(name: &str) -> Res<NPY_DATETIMEUNIT> {
    match Unit::from_name(name) {
        Some(u) => Ok(u.code()),
        None => Err(error(MetaError::UnknownName(0), name)),
    }
}

/// `[25s]`, empty for the generic unit.
pub fn unit_suffix(m: PyArray_DatetimeMetaData) -> String {
    meta(m).to_string()
}

/// Parses `[25s]`; the empty text is the generic unit.
pub fn parse_suffix(text: &str) -> Res<PyArray_DatetimeMetaData> {
    let parsed = match text.find(']') {
        // A bad unit is complained about before what follows the bracket.
        Some(close) if close > 1 && text.starts_with('[') => {
            parse_type_suffix(&text[..=close]).and_then(|_| parse_type_suffix(text))
        }
        _ => parse_type_suffix(text),
    };
    parsed.map(raw).map_err(|e| error(e, text))
}

/// Parses a bare unit with its number: `25s`.
pub fn parse_bare(text: &str) -> Res<PyArray_DatetimeMetaData> {
    parse_metadata(text).map(raw).map_err(|e| error(e, text))
}

/// The unit in which values of both can be written. `strict_*` says whether that operand is a duration, for which
/// years and months have no length in days.
pub fn common(
    a: PyArray_DatetimeMetaData,
    b: PyArray_DatetimeMetaData,
    strict_a: bool,
    strict_b: bool,
) -> Res<PyArray_DatetimeMetaData> {
    common_divisor(meta(a), meta(b), strict_a, strict_b)
        .map(raw)
        .map_err(|e| error(e, ""))
}

/// A name as `str`, or as `bytes` in UTF-8.
pub fn name_of(obj: &Object) -> Res<Owned> {
    if obj.is_str() {
        return Ok(obj.own());
    }
    if obj.is_bytes() {
        // SAFETY: a live bytes object; new reference or NULL.
        return unsafe {
            Owned::from_result(ffi::PyUnicode_FromEncodedObject(
                obj.as_ptr(),
                std::ptr::null(),
                std::ptr::null(),
            ))
        };
    }
    Err(type_error("bad argument type for built-in operation"))
}

/// A unit argument: text (`"25s"`, `"[25s]"`) or a tuple `(unit, number)`, with a divisor perhaps.
pub fn from_object(obj: &Object) -> Res<PyArray_DatetimeMetaData> {
    if obj.is_tuple() {
        return from_tuple(obj, false);
    }
    if !obj.is_bytes() && !obj.is_str() {
        return Err(type_error(
            "Invalid object for specifying NumPy datetime metadata",
        ));
    }
    let text = name_of(obj)?;
    match text.utf8()? {
        t if t.starts_with('[') => parse_suffix(t),
        t => parse_bare(t),
    }
}

/// `(unit, number)`, `(unit, number, divisor, event)`. Pickles have an event, which means nothing.
pub fn from_tuple(t: &Object, from_pickle: bool) -> Res<PyArray_DatetimeMetaData> {
    let items = t.tuple_items();
    if !(2..=4).contains(&items.len()) {
        return Err(type_error(
            "Require tuple of size 2 to 4 for tuple to NumPy datetime metadata conversion",
        ));
    }
    let base = unit_from_name(name_of(items[0])?.utf8()?)?;
    let invalid =
        || type_error("Invalid tuple values for tuple to NumPy datetime metadata conversion");
    let number = |i: usize| -> Res<i32> {
        let v = items[i].to_isize()?;
        i32::try_from(v).ok().filter(|n| *n > 0).ok_or_else(invalid)
    };
    let num = number(1)?;
    let den = match items.len() {
        4 if !from_pickle && !items[3].is_none() => {
            return Err(value_error(
                "When passing a 4-tuple as (unit, num, den, event), the event argument must be None",
            ));
        }
        4 => {
            let plain = items[3].is_int() && matches!(items[3].int_to_i64()?, Ok(1));
            if from_pickle && !plain {
                ferronum_pyrt::raised::warn(
                    ferronum_pyrt::raised::exc::UserWarning(),
                    "Loaded pickle file contains non-default event data for a datetime type, which has been ignored since 1.7",
                    1,
                )?;
            }
            number(2)?
        }
        3 => return Err(value_error("Use (unit, num) with no event")),
        _ => 1,
    };
    let m = Meta::new(Unit::from_code(base).unwrap_or(Unit::Generic), num);
    if den == 1 {
        return Ok(raw(m));
    }
    divide(m, den.into()).map(raw).map_err(|e| error(e, ""))
}
