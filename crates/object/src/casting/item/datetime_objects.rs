//! Between counts of a unit and Python objects: `datetime.date`, `datetime.datetime`, `datetime.timedelta`, text, ints and
//! scalars.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, overflow_error, type_error, value_error, warn};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, int_new, intern, none,
};
use ferronum_scalar::calendar::{
    self, DateTime, Meta, NAT, Special, Unit, conversion_factor, timedelta_cast,
};

/// The calendar's form of unit metadata.
pub fn meta_in(m: PyArray_DatetimeMetaData) -> Meta {
    Meta::new(Unit::from_code(m.base).unwrap_or(Unit::Generic), m.num)
}

/// C's form of unit metadata.
pub fn meta_out(m: Meta) -> PyArray_DatetimeMetaData {
    PyArray_DatetimeMetaData {
        base: m.base.code() as _,
        num: m.num,
    }
}

/// Ticks with the unit that they count.
#[derive(Clone, Copy)]
pub struct Ticks {
    /// The count.
    pub value: i64,
    /// Its unit.
    pub meta: Meta,
}

const NO_DURATION: &str = "Could not convert object to NumPy timedelta";
const NO_UNIT: &str = "Converting an integer to a NumPy datetime requires a specified unit";

const GENERIC_VALUE: &str =
    "Cannot convert a NumPy datetime value other than NaT with generic units";

/// The text of a `str`, or of `bytes` in UTF-8.
fn text_of(value: &Object) -> Res<String> {
    if value.is_str() {
        return Ok(value.utf8()?.to_owned());
    }
    // SAFETY: a bytes object; new reference or NULL.
    let text: Owned = unsafe {
        Own::from_result(ffi::PyUnicode_FromEncodedObject(
            value.as_ptr(),
            c"utf-8".as_ptr(),
            c"strict".as_ptr(),
        ))?
    };
    Ok(text.utf8()?.to_owned())
}

/// The count that a Python integer stands for.
fn count(value: &Object) -> Res<i64> {
    match value.int_to_i64()? {
        Ok(v) => Ok(v),
        Err(_) => Err(overflow_error("int too big to convert")),
    }
}

/// What `np.datetime64(value[, unit])` understands, in `meta` or, without one, in the unit that the value has.
pub fn datetime(value: &Object, meta: Option<Meta>) -> Res<Ticks> {
    let wanted = meta.filter(|m| m.base != Unit::Generic);
    if value.is_none() {
        return Ok(Ticks {
            value: NAT,
            meta: wanted.unwrap_or(Meta::GENERIC),
        });
    }
    if value.is_str() || value.is_bytes() {
        return text_ticks(&text_of(value)?, meta);
    }
    if value.is_int() {
        let Some(meta) = wanted else {
            return Err(value_error(NO_UNIT));
        };
        return Ok(Ticks {
            value: count(value)?,
            meta,
        });
    }
    if let Some(t) = own_scalar(value, NPY_DATETIME)? {
        if t.value != NAT && meta.is_some() {
            if t.meta.base == Unit::Generic && wanted.is_some() {
                return Err(value_error(GENERIC_VALUE));
            }
            if t.meta.base != Unit::Generic && wanted.is_none() {
                return Err(not_castable(
                    "NumPy timedelta64 scalar",
                    t.meta,
                    Meta::GENERIC,
                ));
            }
        }
        // By way of the calendar, which knows no factor between units that could be too large.
        return Ok(match (wanted, DateTime::from_value(t.value, t.meta)) {
            (Some(w), Some(time)) if w != t.meta => Ticks {
                value: time.to_value(w).unwrap_or(NAT),
                meta: w,
            },
            _ => Ticks {
                value: t.value,
                meta: meta.unwrap_or(t.meta),
            },
        });
    }
    match civil(value, true)? {
        Some((_, natural)) if meta.is_some() && wanted.is_none() => Err(not_castable(
            if natural.base == Unit::Day {
                "datetime.date object"
            } else {
                "datetime.datetime object"
            },
            natural,
            Meta::GENERIC,
        )),
        Some((time, natural)) => {
            let meta = wanted.unwrap_or(natural);
            Ok(Ticks {
                value: time.to_value(meta).unwrap_or(NAT),
                meta,
            })
        }
        None => Err(value_error("Could not convert object to NumPy datetime")),
    }
}

/// A duration in the wanted unit.
fn bring(t: Ticks, wanted: Option<Meta>) -> Res<Ticks> {
    match wanted {
        Some(meta) if t.value == NAT => Ok(Ticks { value: NAT, meta }),
        Some(meta)
            if meta != t.meta && t.meta.base != Unit::Generic && meta.base != Unit::Generic =>
        {
            let c = timedelta_cast(t.meta, meta).map_err(|e| overflow_error(&e.message()))?;
            Ok(Ticks {
                value: c.apply(t.value),
                meta,
            })
        }
        Some(meta) => Ok(Ticks {
            value: t.value,
            meta,
        }),
        None => Ok(t),
    }
}

/// The ticks of a scalar of ours, or of a 0-d array.
fn own_scalar(value: &Object, type_num: i32) -> Res<Option<Ticks>> {
    let a = match value.downcast::<crate::Array>() {
        Some(a) if a.ndim() == 0 => a.own(),
        Some(_) => return Ok(None),
        None if crate::model::scalar_types::type_num_of(value.type_ptr()) == type_num => {
            // SAFETY: both kinds of scalars have this struct.
            return unsafe {
                let s = value.as_ptr().cast::<PyDatetimeScalarObject>();
                Ok(Some(Ticks {
                    value: (*s).obval,
                    meta: meta_in((*s).obmeta),
                }))
            };
        }
        None => return Ok(None),
    };
    if a.type_num() != type_num {
        return Ok(None);
    }
    let native = if a.is_behaved_ro() {
        a
    } else {
        let out = crate::storage::empty(&[], crate::casting::canonical(a.descr())?, NPY_CORDER)?;
        crate::casting::copy_into(&out, &a)?;
        out
    };
    // SAFETY: a 0-d aligned native array of 8-byte counts.
    let v = unsafe { *native.data().cast::<i64>() };
    let meta = native
        .descr()
        .datetime_meta()
        .map_or(Meta::GENERIC, meta_in);
    Ok(Some(Ticks { value: v, meta }))
}

/// Whether a text was read up to a time zone before it was refused.
fn failed_in_zone(text: &str, e: calendar::IsoError) -> bool {
    match e {
        calendar::IsoError::OutOfRange(field) => field.starts_with("Timezone"),
        calendar::IsoError::At(at) => {
            let read = text
                .as_bytes()
                .get(..at)
                .unwrap_or_default()
                .trim_ascii_start();
            // Between a date and the place of the error only a zone has these.
            let time = read.iter().position(|b| matches!(b, b'T' | b' '));
            time.is_some_and(|t| read[t..].iter().any(|b| matches!(b, b'Z' | b'+' | b'-')))
        }
    }
}

/// The date in a text, in the wanted unit or the one that was written.
pub fn text_ticks(text: &str, wanted: Option<Meta>) -> Res<Ticks> {
    let generic = wanted.is_some_and(|m| m.base == Unit::Generic);
    let parsed = calendar::parse_iso(text.as_bytes());
    if generic && !parsed.is_ok_and(|p| p.special == Some(Special::NotATime)) {
        return Err(value_error(
            "Cannot create a NumPy datetime other than NaT with generic units",
        ));
    }
    // The warning comes as soon as a zone is seen, whether or not the rest can be read.
    if parsed.map_or_else(|e| failed_in_zone(text, e), |p| p.has_zone) {
        warn(
            exc::UserWarning(),
            "no explicit representation of timezones available for np.datetime64",
            1,
        )?;
    }
    // Messages show a text up to its first NUL.
    let shown = text.split('\0').next().unwrap_or("");
    let parsed = parsed.map_err(|e| value_error(&e.message(shown)))?;
    let natural = Meta::new(parsed.unit, 1);
    match parsed.special {
        Some(Special::NotATime) => Ok(Ticks {
            value: NAT,
            meta: wanted.unwrap_or(Meta::GENERIC),
        }),
        Some(Special::Today) => {
            let meta = wanted.unwrap_or(Meta::new(Unit::Day, 1));
            let today = import_cached!("datetime", "date")?
                .getattr(intern!("today"))?
                .call0()?;
            let Some((time, _)) = civil(&today, true)? else {
                return Err(value_error("Could not read the clock"));
            };
            Ok(Ticks {
                value: time.to_value(meta).unwrap_or(NAT),
                meta,
            })
        }
        Some(Special::Now) => {
            let meta = wanted.unwrap_or(Meta::new(Unit::Second, 1));
            let seconds = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |d| d.as_secs() as i64);
            let time = DateTime::from_value(seconds, Meta::new(Unit::Second, 1))
                .unwrap_or(DateTime::EPOCH);
            Ok(Ticks {
                value: time.to_value(meta).unwrap_or(NAT),
                meta,
            })
        }
        None => {
            let meta = wanted.unwrap_or(natural);
            Ok(Ticks {
                value: parsed.time.to_value(meta).unwrap_or(NAT),
                meta,
            })
        }
    }
}

/// An attribute, as `hasattr` of C finds it: whatever it raises, it is not there.
fn attribute(value: &Object, name: &Object) -> Option<Owned> {
    value.getattr(name).map_err(|e| e.clear()).ok()
}

/// The integers that a date or duration has under all of these names; `None` where it is none of the kind.
fn numbers_of<const N: usize>(value: &Object, names: [&Object; N]) -> Res<Option<[i64; N]>> {
    let found = names.map(|name| attribute(value, name));
    if found.iter().any(Option::is_none) {
        return Ok(None);
    }
    let mut numbers = [0; N];
    for (number, part) in numbers.iter_mut().zip(found.iter().flatten()) {
        *number = part.to_isize()? as i64;
    }
    Ok(Some(numbers))
}

/// A `datetime.date` or `datetime.datetime` (anything with their attributes) as a broken-down time, in UTC unless its
/// zone is not to be applied.
pub fn civil(value: &Object, apply_zone: bool) -> Res<Option<(DateTime, Meta)>> {
    let date = [intern!("year"), intern!("month"), intern!("day")];
    let Some([year, month, day]) = numbers_of(value, date)? else {
        return Ok(None);
    };
    let mut time = DateTime::date(year, month as i32, day as i32);
    if !time.is_valid_date() {
        return Err(value_error(&format!(
            "Invalid date ({year},{month},{day}) when converting to NumPy datetime"
        )));
    }
    let clock = [
        intern!("hour"),
        intern!("minute"),
        intern!("second"),
        intern!("microsecond"),
    ];
    let Some([hour, min, sec, us]) = numbers_of(value, clock)? else {
        return Ok(Some((time, Meta::new(Unit::Day, 1))));
    };
    let within = |v: i64, limit: i64| (0..limit).contains(&v);
    if !(within(hour, 24) && within(min, 60) && within(sec, 60) && within(us, 1_000_000)) {
        return Err(value_error(&format!(
            "Invalid time ({hour},{min},{sec},{us}) when converting to NumPy datetime"
        )));
    }
    (time.hour, time.min, time.sec, time.us) = (hour as i32, min as i32, sec as i32, us as i32);
    if let Some(zone) = attribute(value, intern!("tzinfo")).filter(|z| apply_zone && !z.is_none()) {
        warn(
            exc::UserWarning(),
            "no explicit representation of timezones available for np.datetime64",
            1,
        )?;
        let offset = zone.call_method(intern!("utcoffset"), &[value])?;
        if !offset.is_none() {
            let seconds = offset
                .call_method(intern!("total_seconds"), &[])?
                .to_f64()?;
            time.add_minutes(-((seconds / 60.0) as i32));
        }
    }
    Ok(Some((time, Meta::new(Unit::Micro, 1))))
}

/// Raises where a duration has no length in the wanted unit (years and months against the others, any unit
/// against none).
fn check_timedelta(what: &str, own: Meta, wanted: Option<Meta>) -> Res<()> {
    match wanted {
        Some(w)
            if w.base == Unit::Generic && own.base != Unit::Generic
                || !calendar::can_cast_timedelta(own, w, calendar::Casting::SameKind) =>
        {
            Err(not_castable(what, own, w))
        }
        _ => Ok(()),
    }
}

#[cold]
fn not_castable(what: &str, own: Meta, wanted: Meta) -> Raised {
    let shown = |m: Meta| match m.base {
        Unit::Generic => String::new(),
        _ => format!("[{}]", m.text()),
    };
    type_error(&format!(
        "Cannot cast {what} from metadata {} to {} according to the rule 'same_kind'",
        shown(own),
        shown(wanted)
    ))
}

/// The integer that is the whole text, as C's `strtol` reads it: blanks before it, and the nearest limit for what does
/// not fit.
fn count_in(text: &str) -> Option<i64> {
    let digits = text.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    digits.parse::<i64>().ok().or_else(|| {
        let (negative, rest) = match digits.as_bytes().first()? {
            b'-' => (true, &digits[1..]),
            b'+' => (false, &digits[1..]),
            _ => (false, digits),
        };
        let whole = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
        whole.then_some(if negative { i64::MIN } else { i64::MAX })
    })
}

/// What `np.timedelta64(value[, unit])` understands.
pub fn timedelta(value: &Object, meta: Option<Meta>) -> Res<Ticks> {
    let wanted = meta.filter(|m| m.base != Unit::Generic);
    let default = wanted.unwrap_or(Meta::GENERIC);
    if value.is_none() {
        return Ok(Ticks {
            value: NAT,
            meta: default,
        });
    }
    if value.is_str() || value.is_bytes() {
        let text = text_of(value)?;
        if text.is_empty() || text.eq_ignore_ascii_case("nat") {
            return Ok(Ticks {
                value: NAT,
                meta: default,
            });
        }
        return match count_in(&text) {
            Some(v) => Ok(Ticks {
                value: v,
                meta: default,
            }),
            None => Err(value_error(NO_DURATION)),
        };
    }
    if value.is_int() {
        return Ok(Ticks {
            value: count(value)?,
            meta: default,
        });
    }
    if let Some(t) = own_scalar(value, NPY_TIMEDELTA)? {
        if t.value != NAT {
            check_timedelta("NumPy timedelta64 scalar", t.meta, meta)?;
        }
        return bring(t, meta);
    }
    if crate::model::is_integer(crate::model::scalar_types::type_num_of(value.type_ptr())) {
        return timedelta(&*value.index()?, meta);
    }
    let names = [intern!("days"), intern!("seconds"), intern!("microseconds")];
    if let Some([days, seconds, us]) = numbers_of(value, names)? {
        let total = days
            .wrapping_mul(86_400_000_000)
            .wrapping_add(seconds.wrapping_mul(1_000_000))
            .wrapping_add(us);
        let natural = match (us, seconds) {
            (0, 0) if days % 7 == 0 => Unit::Week,
            (0, 0) => Unit::Day,
            (0, s) if s % 3600 == 0 => Unit::Hour,
            (0, s) if s % 60 == 0 => Unit::Minute,
            (0, _) => Unit::Second,
            (u, _) if u % 1000 == 0 => Unit::Milli,
            _ => Unit::Micro,
        };
        check_timedelta("datetime.timedelta object", Meta::new(natural, 1), meta)?;
        let t = Ticks {
            value: total,
            meta: Meta::new(Unit::Micro, 1),
        };
        return bring(t, wanted);
    }
    Err(value_error(NO_DURATION))
}

/// The element as `datetime.date`, `datetime.datetime`, int or `None`.
pub fn datetime_to_object(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<Owned> {
    let meta = meta_in(meta);
    if ticks == NAT {
        return Ok(none().own());
    }
    // Finer than microseconds has no Python object, and neither have years outside 1 to 9999.
    if meta.base == Unit::Generic {
        return Ok(none().own());
    }
    if meta.base.code() > Unit::Micro.code() {
        return int_new(ticks);
    }
    let Some(t) = DateTime::from_value(ticks, meta) else {
        return int_new(ticks);
    };
    if t.year < 1 || t.year > 9999 {
        return int_new(ticks);
    }
    let n = |v: i64| int_new(v);
    let (y, m, d) = (n(t.year)?, n(t.month.into())?, n(t.day.into())?);
    if meta.base.is_date() {
        return import_cached!("datetime", "date")?.call(&[&y, &m, &d]);
    }
    let (h, mi, s, us) = (
        n(t.hour.into())?,
        n(t.min.into())?,
        n(t.sec.into())?,
        n(t.us.into())?,
    );
    import_cached!("datetime", "datetime")?.call(&[&y, &m, &d, &h, &mi, &s, &us])
}

/// The element as `datetime.timedelta`, int or `None`.
pub fn timedelta_to_object(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<Owned> {
    let meta = meta_in(meta);
    if ticks == NAT {
        return Ok(none().own());
    }
    let years = meta.base.code() <= Unit::Month.code();
    if meta.base == Unit::Generic || meta.base.code() > Unit::Micro.code() || years {
        return int_new(ticks);
    }
    let Ok((num, den)) = conversion_factor(meta, Meta::new(Unit::Micro, 1)) else {
        return int_new(ticks);
    };
    let total = i128::from(ticks) * i128::from(num) / i128::from(den.max(1));
    let days = total.div_euclid(86_400_000_000);
    if days.abs() > 999_999_999 {
        return int_new(ticks);
    }
    let rest = total.rem_euclid(86_400_000_000) as i64;
    import_cached!("datetime", "timedelta")?.call(&[
        &*int_new(days as i64)?,
        &*int_new(rest / 1_000_000)?,
        &*int_new(rest % 1_000_000)?,
    ])
}

/// The ISO text of a count.
pub fn iso_text(ticks: i64, meta: PyArray_DatetimeMetaData) -> String {
    let meta = meta_in(meta);
    match DateTime::from_value(ticks, meta) {
        Some(t) if ticks != NAT => calendar::format_iso(&t, meta.base, calendar::Zone::Naive),
        _ => "NaT".to_owned(),
    }
}
