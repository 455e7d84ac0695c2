//! `datetime_as_string`: ISO 8601 texts of an array of datetimes.

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{exc, no_memory, raise, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, import_cached, int_new, intern, none,
};
use ferronum_scalar::calendar::{
    Casting, DateTime, Meta, NAT, Unit, Zone, can_cast_datetime, format_iso, iso_length,
    lossless_unit,
};

use crate::arguments::convert as arg;
use crate::casting::can_cast::casting_name;
use crate::casting::item::datetime_objects::meta_in;
use crate::dtype::copy;
use crate::model::Array;
use crate::model::units;
use crate::storage::create;

/// The longest text that any datetime has.
pub(super) const LONGEST: usize = 62;

/// The zone in which times are written.
enum Place<'a> {
    /// None is named.
    Naive,
    /// Universal time.
    Utc,
    /// That of the machine.
    Local,
    /// A `datetime.tzinfo`, or that of the machine as the module `datetime` knows it.
    Python(Option<&'a Object>),
}

impl Place<'_> {
    fn is_local(&self) -> bool {
        matches!(self, Place::Local | Place::Python(_))
    }

    /// Minutes east of Greenwich at a universal time.
    fn offset(&self, t: &DateTime) -> Res<i32> {
        let zone = match self {
            Place::Naive | Place::Utc => return Ok(0),
            Place::Local => return local_offset(t),
            Place::Python(zone) => *zone,
        };
        let class = import_cached!("datetime", "datetime")?;
        let parts = [
            int_new(t.year)?,
            int_new(t.month.into())?,
            int_new(t.day.into())?,
            int_new(t.hour.into())?,
            int_new(t.min.into())?,
            int_new(0)?,
            int_new(0)?,
        ];
        let mut call: Vec<&Object> = parts.iter().map(|p| &**p).collect();
        let utc = import_cached!("datetime", "timezone")?.getattr(intern!("utc"))?;
        call.push(&utc);
        let time = class.call(&call)?;
        // A tuple holds the arguments of the method.
        let there = match zone {
            None => time.call_method(intern!("astimezone"), &[])?,
            Some(t) if t.is_tuple() => time.call_method(intern!("astimezone"), t.tuple_items())?,
            Some(zone) => time.call_method(intern!("astimezone"), &[zone])?,
        };
        if !there.is_instance_of(class.as_ptr().cast()) {
            return Err(type_error(
                "tzinfo.fromutc did not return a datetime.datetime",
            ));
        }
        let kwnames = ferronum_pyrt::tuple_new(&[intern!("tzinfo")])?;
        let bare = |t: &Object| -> Res<Owned> {
            t.getattr(intern!("replace"))?
                .call_kw(&[none()], Some(&kwnames))
        };
        let (there, here) = (bare(&there)?, bare(&time)?);
        minutes_of(&*there.call_method(intern!("__sub__"), &[&here])?)
    }
}

/// Whole minutes of a `datetime.timedelta`.
fn minutes_of(difference: &Object) -> Res<i32> {
    let seconds = difference
        .call_method(intern!("total_seconds"), &[])?
        .to_f64()?;
    Ok((seconds / 60.0).floor() as i32)
}

/// The machine's zone is asked about years that every system's clock knows.
pub(super) fn has_local_time(t: &DateTime) -> bool {
    (1970..10_000).contains(&t.year)
}

/// Minutes east of Greenwich on this machine at a universal time.
pub(super) fn local_offset(t: &DateTime) -> Res<i32> {
    let mut whole = *t;
    (whole.sec, whole.us, whole.ps, whole.attos) = (0, 0, 0, 0);
    let clock = whole.to_value(Meta::new(Unit::Second, 1)).unwrap_or(NAT);
    // SAFETY: a time and the structure that it is broken down to.
    let there = unsafe {
        let mut there: libc::tm = std::mem::zeroed();
        (!libc::localtime_r(&clock, &mut there).is_null()).then_some(there)
    };
    let Some(there) = there else {
        return Err(raise(
            exc::OSError(),
            "Failed to use 'localtime_r' to convert to a local time",
        ));
    };
    let mut local = DateTime::date(
        i64::from(there.tm_year) + 1900,
        there.tm_mon + 1,
        there.tm_mday,
    );
    (local.hour, local.min) = (there.tm_hour, there.tm_min);
    let minutes = |t: &DateTime| t.to_value(Meta::new(Unit::Minute, 1)).unwrap_or(NAT);
    Ok(minutes(&local).wrapping_sub(minutes(&whole)) as i32)
}

/// `None` for "the shortest that loses nothing".
fn unit_argument(obj: Option<&Object>, own: Unit) -> Res<(Option<Unit>, bool)> {
    let Some(obj) = obj.and_then(Object::not_none) else {
        return Ok((Some(own), false));
    };
    let name = units::name_of(obj)?;
    match name.utf8()? {
        "auto" => Ok((None, false)),
        name => Ok((Unit::from_code(units::unit_from_name(name)?), true)),
    }
}

/// The calendar's form of a casting rule.
pub(super) fn rule(casting: NPY_CASTING) -> Casting {
    match casting {
        NPY_NO_CASTING => Casting::No,
        NPY_EQUIV_CASTING => Casting::Equiv,
        NPY_SAFE_CASTING => Casting::Safe,
        NPY_SAME_KIND_CASTING => Casting::SameKind,
        _ => Casting::Unsafe,
    }
}

/// `datetime_as_string(arr, unit=None, timezone='naive', casting='same_kind')`.
pub(super) fn datetime_as_string(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("datetime_as_string", ["arr", "unit", "timezone", "casting"])
        .keywords()
        .required(1);
    let [arr, unit, timezone, casting] = args.parse(&SIG)?;
    let casting = arg::casting_or(casting, NPY_SAME_KIND_CASTING)?;
    let arr = arr.unwrap_or(none());
    let a = crate::coerce::as_array(arr)?;
    let Some(meta) = (a.type_num() == NPY_DATETIME)
        .then(|| a.descr().datetime_meta())
        .flatten()
        .map(meta_in)
    else {
        return Err(type_error("input must have type NumPy datetime"));
    };
    let (unit, given) = unit_argument(unit, meta.base)?;
    if let Some(u) = unit
        && given
        && u != meta.base
        && !can_cast_datetime(Meta::new(meta.base, 1), Meta::new(u, 1), rule(casting))
    {
        return Err(type_error(&format!(
            "Cannot create a datetime string as units '{}' from a NumPy datetime with units '{}' according to the rule {}",
            u.name(),
            meta.base.name(),
            casting_name(casting)
        )));
    }
    let place = match timezone {
        None => Place::Naive,
        Some(o) if o.is_none() => Place::Python(None),
        Some(o) if o.is_str() || o.is_bytes() => {
            let bytes = if o.is_str() {
                o.utf8()?.as_bytes()
            } else {
                o.bytes()
            };
            match bytes {
                b"local" => Place::Local,
                b"UTC" => Place::Utc,
                b"naive" => Place::Naive,
                other => {
                    return Err(value_error(&format!(
                        "Unsupported timezone input string \"{}\"",
                        String::from_utf8_lossy(other)
                    )));
                }
            }
        }
        Some(o) => Place::Python(Some(o)),
    };
    let length = unit.map_or(LONGEST, |u| iso_length(u, place.is_local()));
    let wish = Wish {
        unit,
        place,
        casting,
    };
    crate::casting::item::scalar::to_scalar(texts(&a, meta, &wish, length)?)
}

/// How a time is to be written.
struct Wish<'a> {
    /// `None` for "the shortest that loses nothing".
    unit: Option<Unit>,
    place: Place<'a>,
    casting: NPY_CASTING,
}

fn texts(a: &Array, meta: Meta, wish: &Wish<'_>, length: usize) -> Res<Own<Array>> {
    let source = if a.is_behaved_ro() {
        a.own()
    } else {
        crate::coerce::from_array(a, None, NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED)?
    };
    let descr = copy::with_elsize(crate::dtype::builtin(NPY_UNICODE), 4 * length as isize)?;
    let like = |descr, subok| create::empty_like(&source, NPY_KEEPORDER, Some(descr), None, subok);
    let out = like(descr.own(), true)?;
    // The class may have given it another shape.
    let out = if out.shape() == source.shape() {
        out
    } else {
        like(descr, false)?
    };
    let shape = source.shape();
    let plan = Plan::new(
        shape,
        &[
            Operand {
                ptr: source.data(),
                shape,
                strides: source.strides(),
            },
            Operand {
                ptr: out.data(),
                shape,
                strides: out.strides(),
            },
        ],
    )
    .map_err(|_| no_memory())?;
    let mut result = Ok(());
    plan.for_each_inner(|ptrs, steps, n| {
        for _ in 0..n {
            if result.is_err() {
                return;
            }
            // SAFETY: aligned counts of the source, whole elements of the fresh result; both arrays are held, and no
            // Python code knows the result.
            unsafe {
                let ticks = *ptrs[0].cast::<i64>();
                match text(ticks, meta, wish) {
                    Ok(t) => {
                        let slots = std::slice::from_raw_parts_mut(ptrs[1].cast::<u32>(), length);
                        slots.fill(0);
                        for (slot, c) in slots.iter_mut().zip(t.bytes()) {
                            *slot = c.into();
                        }
                    }
                    Err(e) => result = Err(e),
                }
            }
            for (p, s) in ptrs.iter_mut().zip(steps) {
                *p = p.wrapping_offset(*s);
            }
        }
    });
    result?;
    Ok(out)
}

fn text(ticks: i64, meta: Meta, wish: &Wish<'_>) -> Res<String> {
    let time = if ticks == NAT {
        None
    } else {
        DateTime::from_value(ticks, meta)
    };
    let Some(time) = time else {
        if ticks != NAT {
            return Err(value_error(
                "Cannot convert a NumPy datetime value other than NaT with generic units",
            ));
        }
        if matches!(wish.place, Place::Python(_)) {
            // The module is asked before the time is looked at; it knows no such year.
            return Err(value_error("year 0 is out of range"));
        }
        return Ok("NaT".to_owned());
    };
    let local = match wish.place {
        Place::Local => has_local_time(&time),
        _ => wish.place.is_local(),
    };
    let zone = if local {
        Zone::Offset(wish.place.offset(&time)?)
    } else if matches!(wish.place, Place::Utc) {
        Zone::Utc
    } else {
        Zone::Naive
    };
    written(time, wish.unit, zone, wish.casting)
}

/// The text of a time in a zone; the unit `None` stands for the shortest that loses nothing.
pub(super) fn written(
    mut time: DateTime,
    wanted: Option<Unit>,
    zone: Zone,
    casting: NPY_CASTING,
) -> Res<String> {
    let local = match zone {
        Zone::Offset(minutes) => {
            time.add_minutes(minutes);
            true
        }
        _ => false,
    };
    let precision = lossless_unit(&time);
    let unit = match wanted {
        None if local && precision.is_date() => Unit::Minute,
        None => precision,
        // Weeks are written as days.
        Some(Unit::Week) => Unit::Day,
        Some(u) => u,
    };
    if casting != NPY_UNSAFE_CASTING {
        if local && unit.is_date() {
            return Err(type_error(
                "Cannot create a local timezone-based date string from a NumPy datetime without forcing 'unsafe' casting",
            ));
        }
        // What is written in full may be known less precisely.
        let precision = match precision {
            Unit::Minute if time.min == 0 => Unit::Hour,
            Unit::Day if (time.month, time.day) == (1, 1) => Unit::Year,
            Unit::Day if time.day == 1 => Unit::Month,
            other => other,
        };
        if casting != NPY_SAME_KIND_CASTING && unit < precision {
            return Err(type_error(&format!(
                "Cannot create a string with unit precision '{}' from the NumPy datetime, which has data at unit precision '{}', requires 'unsafe' or 'same_kind' casting",
                unit.name(),
                precision.name()
            )));
        }
    }
    Ok(format_iso(&time, unit, zone))
}
