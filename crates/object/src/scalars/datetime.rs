//! `numpy.datetime64` and `numpy.timedelta64` scalars: construction, text, hash.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, TypeBuilder, ffi, import_cached, slot};
use ferronum_scalar::calendar::{DateTime, Unit, Zone, format_iso};

use crate::casting::item::datetime_objects;
use crate::casting::item::scalar::alloc;
use crate::model::scalar_types::{Scalar, type_num_of, type_ptr};
use crate::model::units;
use crate::scalars::construct::positional;

const GENERIC: PyArray_DatetimeMetaData = PyArray_DatetimeMetaData {
    base: NPY_FR_GENERIC,
    num: 1,
};

/// A new scalar of type number `n`.
pub fn new_scalar(n: c_int, ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<Owned> {
    // SAFETY: a fresh scalar of one of the two types, which share their layout.
    unsafe {
        let s = alloc(type_ptr(n))?;
        let p = s.as_ptr().cast::<PyDatetimeScalarObject>();
        (*p).obval = ticks;
        (*p).obmeta = meta;
        Ok(s)
    }
}

/// Ticks and unit of a scalar of either type.
///
/// # Safety
/// `s` is such a scalar.
pub unsafe fn parts(s: &Object) -> (i64, PyArray_DatetimeMetaData) {
    // SAFETY: as the caller vouches.
    unsafe {
        let p = s.as_ptr().cast::<PyDatetimeScalarObject>();
        ((*p).obval, (*p).obmeta)
    }
}

fn new(n: c_int, args: &Args<'_>) -> Res<Owned> {
    let pos = positional(args, 2, None)?;
    let unit = pos.get(1).map(|u| units::from_object(u)).transpose()?;
    let Some(value) = pos.first() else {
        let zero = if n == NPY_DATETIME {
            NPY_DATETIME_NAT
        } else {
            0
        };
        return new_scalar(n, zero, unit.unwrap_or(GENERIC));
    };
    let unit = unit.map(units::meta);
    let t = if n == NPY_DATETIME {
        datetime_objects::datetime(value, unit)?
    } else {
        datetime_objects::timedelta(value, unit)?
    };
    new_scalar(n, t.value, units::raw(t.meta))
}

/// `np.datetime64(value, unit)`.
pub(crate) fn new_datetime(_: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    new(NPY_DATETIME, &args)
}

/// `np.timedelta64(value, unit)`.
pub(crate) fn new_timedelta(_: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    new(NPY_TIMEDELTA, &args)
}

fn value(s: &Scalar) -> (c_int, i64, PyArray_DatetimeMetaData) {
    // SAFETY: these slots belong to the two types only.
    let (ticks, meta) = unsafe { parts(s) };
    (type_num_of(s.type_ptr()), ticks, meta)
}

fn iso(ticks: i64, meta: PyArray_DatetimeMetaData) -> Res<String> {
    let m = units::meta(meta);
    if ticks == NPY_DATETIME_NAT {
        return Ok("NaT".to_owned());
    }
    if m.base == Unit::Generic {
        return Err(value_error(
            "Cannot convert a NumPy datetime value other than NaT with generic units",
        ));
    }
    let time = DateTime::from_value(ticks, m).ok_or_else(|| {
        value_error("NumPy datetime metadata is corrupted with an invalid base unit")
    })?;
    Ok(format_iso(&time, m.base, Zone::Naive))
}

/// `str(s)`.
pub(crate) fn str(s: &Scalar) -> Res<String> {
    let (n, ticks, meta) = value(s);
    if n == NPY_DATETIME {
        return iso(ticks, meta);
    }
    if ticks == NPY_DATETIME_NAT {
        return Ok("NaT".to_owned());
    }
    let unit = units::meta(meta).base;
    Ok(format!(
        "{} {}",
        ticks.wrapping_mul(meta.num.into()),
        unit.verbose_name()
    ))
}

/// `repr(s)`.
pub(crate) fn repr(s: &Scalar) -> Res<String> {
    let (n, ticks, meta) = value(s);
    let module = if super::format::legacy_mode()? <= 125 {
        "numpy"
    } else {
        "np"
    };
    let unit = units::meta(meta);
    let nat = ticks == NPY_DATETIME_NAT;
    if n == NPY_DATETIME {
        let text = iso(ticks, meta)?;
        // Of these units the text alone tells the unit.
        let plain = meta.num == 1 && unit.base != Unit::Hour && !nat;
        return Ok(if plain {
            format!("{module}.datetime64('{text}')")
        } else {
            format!("{module}.datetime64('{text}','{}')", unit.text())
        });
    }
    let text = if nat {
        "'NaT'".to_owned()
    } else {
        ticks.to_string()
    };
    Ok(if unit.base == Unit::Generic {
        format!("{module}.timedelta64({text})")
    } else {
        format!("{module}.timedelta64({text},'{}')", unit.text())
    })
}

fn mix(parts: &[i64]) -> isize {
    let mut h = 0x345_678u64;
    for &p in parts {
        h = (h ^ p as u64)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(27);
    }
    h as isize
}

/// Femtoseconds of a unit (none of an attosecond), and how many of it make a day. Only units up to a day have both.
fn day_parts(unit: Unit) -> Option<(i128, i128)> {
    let per_day: i128 = 86_400_000_000_000_000_000_000;
    let attos: i128 = match unit {
        Unit::Day => per_day,
        Unit::Hour => 3_600_000_000_000_000_000_000,
        Unit::Minute => 60_000_000_000_000_000_000,
        Unit::Second => 1_000_000_000_000_000_000,
        Unit::Milli => 1_000_000_000_000_000,
        Unit::Micro => 1_000_000_000_000,
        Unit::Nano => 1_000_000_000,
        Unit::Pico => 1_000_000,
        Unit::Femto => 1000,
        Unit::Atto => 1,
        _ => return None,
    };
    Some((attos / 1000, per_day / attos))
}

/// The hash of Python's `datetime` for a time that it can hold.
fn python_datetime_hash(t: &DateTime) -> Res<Option<isize>> {
    if !(1..=9999).contains(&t.year) || t.ps != 0 || t.attos != 0 {
        return Ok(None);
    }
    let parts = [
        t.year,
        t.month.into(),
        t.day.into(),
        t.hour.into(),
        t.min.into(),
        t.sec.into(),
        t.us.into(),
    ];
    python_hash(import_cached!("datetime", "datetime")?, &parts)
}

/// The hash of Python's `timedelta` for a duration in microseconds that it can hold.
fn python_timedelta_hash(us: i128) -> Res<Option<isize>> {
    const DAY: i128 = 86_400_000_000;
    let (days, rest) = (us.div_euclid(DAY), us.rem_euclid(DAY) as i64);
    if days.abs() > 999_999_999 {
        return Ok(None);
    }
    let parts = [days as i64, rest / 1_000_000, rest % 1_000_000];
    python_hash(import_cached!("datetime", "timedelta")?, &parts)
}

/// A duration in microseconds, where it is a whole number of them.
fn whole_microseconds(total: i128, unit: Unit) -> Option<i128> {
    let (times, by): (i128, i128) = match unit {
        Unit::Week => (604_800_000_000, 1),
        Unit::Day => (86_400_000_000, 1),
        Unit::Hour => (3_600_000_000, 1),
        Unit::Minute => (60_000_000, 1),
        Unit::Second => (1_000_000, 1),
        Unit::Milli => (1000, 1),
        Unit::Micro => (1, 1),
        Unit::Nano => (1, 1000),
        Unit::Pico => (1, 1_000_000),
        Unit::Femto => (1, 1_000_000_000),
        Unit::Atto => (1, 1_000_000_000_000),
        Unit::Year | Unit::Month | Unit::Generic => return None,
    };
    (total % by == 0).then_some(total / by * times)
}

fn python_hash(class: &Object, parts: &[i64]) -> Res<Option<isize>> {
    let numbers = parts
        .iter()
        .map(|&p| ferronum_pyrt::int_new(p))
        .collect::<Res<Vec<_>>>()?;
    let args: Vec<&Object> = numbers.iter().map(|n| &**n).collect();
    Ok(Some(class.call(&args)?.hash()?))
}

/// Equal points in time and equal durations have equal hashes, whatever their units.
fn hash(s: &Scalar) -> Res<isize> {
    let (n, ticks, meta) = value(s);
    if ticks == NPY_DATETIME_NAT {
        return Ok((s.as_ptr() as isize) >> 4);
    }
    let m = units::meta(meta);
    let name = if n == NPY_DATETIME {
        "datetime64"
    } else {
        "timedelta64"
    };
    if m.base == Unit::Generic {
        return Err(value_error(&format!("Can't hash generic {name}")));
    }
    if n == NPY_DATETIME {
        let Some(t) = DateTime::from_value(ticks, m) else {
            return Ok(mix(&[ticks]));
        };
        if let Some(h) = python_datetime_hash(&t)? {
            return Ok(h);
        }
        return Ok(mix(&[
            t.year,
            t.month.into(),
            t.day.into(),
            t.hour.into(),
            t.min.into(),
            t.sec.into(),
            t.us.into(),
            t.ps.into(),
            t.attos.into(),
        ]));
    }
    let total = i128::from(ticks) * i128::from(meta.num);
    if let Some(us) = whole_microseconds(total, m.base)
        && let Some(h) = python_timedelta_hash(us)?
    {
        return Ok(h);
    }
    Ok(match m.base {
        // The number of months, as of the integer that `item()` gives of months.
        Unit::Year => ferronum_pyrt::int_new((total * 12) as i64)?.hash()?,
        Unit::Month => ferronum_pyrt::int_new(total as i64)?.hash()?,
        Unit::Week => mix(&[(total * 7) as i64, 0, 0, 0]),
        unit => match day_parts(unit) {
            Some((femtos, per_day)) => {
                let (days, rest) = (total.div_euclid(per_day), total.rem_euclid(per_day));
                let (whole, part) = if femtos == 0 {
                    (rest / 1000, rest % 1000)
                } else {
                    (rest * femtos, 0)
                };
                mix(&[days as i64, (whole >> 32) as i64, whole as i64, part as i64][..])
            }
            None => mix(&[total as i64]),
        },
    })
}

/// Sets the slots of both types.
pub(crate) fn slots(b: &mut TypeBuilder<'static>) {
    let t = b.slots();
    t.tp_hash = Some(slot::hash(hash));
    t.tp_richcompare = Some(slot::richcompare(crate::scalars::generic::richcompare));
}
