//! What the `NpyDatetime_*` functions do.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{overflow_error, runtime_error, type_error, value_error};
use ferronum_pyrt::{Object, Res};
use ferronum_scalar::calendar::{
    self, DateTime, Meta, NAT, Special, Unit, Zone, can_cast_datetime, iso_length,
};

use super::as_string::{LONGEST, has_local_time, local_offset, rule, written};
use crate::casting::can_cast::casting_name;
use crate::casting::item::datetime_objects;
use crate::casting::item::datetime_objects::meta_in;

fn from_c(t: &npy_datetimestruct) -> DateTime {
    let mut out = DateTime::date(t.year, t.month, t.day);
    (out.hour, out.min, out.sec) = (t.hour, t.min, t.sec);
    (out.us, out.ps, out.attos) = (t.us, t.ps, t.as_);
    out
}

fn to_c(t: &DateTime) -> npy_datetimestruct {
    npy_datetimestruct {
        year: t.year,
        month: t.month,
        day: t.day,
        hour: t.hour,
        min: t.min,
        sec: t.sec,
        us: t.us,
        ps: t.ps,
        as_: t.attos,
    }
}

/// A count as a broken-down time.
pub fn break_down(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<npy_datetimestruct> {
    let meta = meta_in(meta);
    if ticks == NAT {
        return Ok(to_c(&DateTime::NAT));
    }
    DateTime::from_value(ticks, meta)
        .map(|t| to_c(&t))
        .ok_or_else(|| {
            value_error("Cannot convert a NumPy datetime value other than NaT with generic units")
        })
}

/// A broken-down time as a count.
pub fn count(t: &npy_datetimestruct, meta: PyArray_DatetimeMetaData) -> Res<i64> {
    let meta = meta_in(meta);
    if t.year == NAT {
        return Ok(NAT);
    }
    if meta.base == Unit::Generic {
        return Err(value_error(
            "Cannot create a NumPy datetime other than NaT with generic units",
        ));
    }
    from_c(t)
        .to_value(meta)
        .ok_or_else(|| overflow_error("NumPy datetime out of range"))
}

/// A Python date or time with the unit that it has; `None` for anything else.
pub fn from_python(
    obj: &Object,
    apply_zone: bool,
) -> Res<Option<(npy_datetimestruct, NPY_DATETIMEUNIT)>> {
    Ok(datetime_objects::civil(obj, apply_zone)?.map(|(t, meta)| (to_c(&t), meta.base.code())))
}

/// Bytes that the text of a unit may need.
pub fn text_length(local: bool, unit: NPY_DATETIMEUNIT) -> i32 {
    Unit::from_code(unit).map_or(LONGEST, |u| iso_length(u, local)) as i32
}

/// Writes the text of a time into `out`, NUL behind it. A negative unit stands for the shortest text that loses
/// nothing, the offset -1 for the machine's own zone.
pub fn write_text(
    t: &npy_datetimestruct,
    out: &mut [u8],
    local: bool,
    utc: bool,
    unit: NPY_DATETIMEUNIT,
    offset: i32,
    casting: NPY_CASTING,
) -> Res<()> {
    let mut text = "NaT".to_owned();
    let unit = Unit::from_code(unit);
    if t.year != NAT && unit != Some(Unit::Generic) {
        let time = from_c(t);
        let zone = if local && offset != -1 {
            Zone::Offset(offset)
        } else if local && has_local_time(&time) {
            Zone::Offset(local_offset(&time)?)
        } else if utc {
            Zone::Utc
        } else {
            Zone::Naive
        };
        text = written(time, unit, zone, casting)?;
    }
    let bytes = text.as_bytes();
    let Some(target) = out.get_mut(..bytes.len()) else {
        return Err(runtime_error(&format!(
            "The string provided for NumPy ISO datetime formatting was too short, with length {}",
            out.len()
        )));
    };
    target.copy_from_slice(bytes);
    if let Some(end) = out.get_mut(bytes.len()) {
        *end = 0;
    }
    Ok(())
}

/// Whether times written in one unit may be counted in another. That counts of a coarse unit can leave the range of a fine
/// one plays no part here.
fn unit_casts(from: Unit, to: Unit, casting: NPY_CASTING) -> bool {
    if casting == NPY_SAFE_CASTING && from != Unit::Generic && to != Unit::Generic {
        return from.code() <= to.code();
    }
    can_cast_datetime(Meta::new(from, 1), Meta::new(to, 1), rule(casting))
}

/// Reads a text: the time, the unit in which it was written, and whether it was a word such as `now`.
pub fn parse(
    text: &[u8],
    unit: NPY_DATETIMEUNIT,
    casting: NPY_CASTING,
) -> Res<(npy_datetimestruct, NPY_DATETIMEUNIT, bool)> {
    let shown = String::from_utf8_lossy(text).into_owned();
    let parsed = calendar::parse_iso(text).map_err(|e| value_error(&e.message(&shown)))?;
    let (time, own, special) = match parsed.special {
        Some(Special::NotATime) => return Ok((to_c(&DateTime::NAT), Unit::Generic.code(), true)),
        Some(Special::Today | Special::Now) => {
            let t = datetime_objects::text_ticks(&shown, None)?;
            let time = DateTime::from_value(t.value, t.meta).unwrap_or(DateTime::NAT);
            (time, t.meta.base, true)
        }
        None => (parsed.time, parsed.unit, false),
    };
    if let Some(wanted) = Unit::from_code(unit)
        && !unit_casts(own, wanted, casting)
    {
        return Err(type_error(&format!(
            "Cannot parse \"{shown}\" as unit '{}' using casting rule {}",
            wanted.name(),
            casting_name(casting)
        )));
    }
    Ok((to_c(&time), own.code(), special))
}
