//! `arange` of datetimes and timedeltas.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{overflow_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, import_cached};
use ferronum_scalar::calendar::{Meta, NAT, Unit};

use crate::casting::item::datetime_objects;
use crate::casting::item::datetime_objects::{Ticks, meta_in, meta_out};
use crate::dtype::create;
use crate::model::Array;
use crate::model::scalar_types::type_num_of;
use crate::model::{Descr, units};
use crate::storage::NewArray;

/// Whether an object is a time of a kind: a scalar or array of ours, or what Python has of it.
fn is_kind(obj: &Object, type_num: i32) -> bool {
    if let Some(a) = obj.downcast::<Array>() {
        return a.type_num() == type_num;
    }
    if type_num_of(obj.type_ptr()) == type_num {
        return true;
    }
    let python = |class: Res<&Object>| match class {
        Ok(c) => obj.is_instance_of(c.as_ptr().cast()),
        Err(e) => {
            e.clear();
            false
        }
    };
    if type_num == NPY_DATETIME {
        python(import_cached!("datetime", "date"))
    } else {
        python(import_cached!("datetime", "timedelta"))
    }
}

/// Whether any of the objects is a date or a duration.
pub fn any_time(objects: &[Option<&Object>]) -> bool {
    objects.iter().flatten().any(|o| {
        !o.is_int() && !o.is_float() && (is_kind(o, NPY_DATETIME) || is_kind(o, NPY_TIMEDELTA))
    })
}

fn too_many() -> ferronum_pyrt::Raised {
    value_error("arange: overflow while computing length")
}

/// `np.arange(start, stop, step, dtype)` where the dtype, or without one any of the values, is a time.
pub fn arange(
    start: Option<&Object>,
    stop: &Object,
    step: Option<&Object>,
    descr: Option<&Descr>,
) -> Res<Owned> {
    let start = start.and_then(Object::not_none);
    let dates = match descr {
        Some(d) => d.type_num() == NPY_DATETIME,
        None => start.is_some_and(|s| is_kind(s, NPY_DATETIME)) || is_kind(stop, NPY_DATETIME),
    };
    if step.is_some_and(|s| is_kind(s, NPY_DATETIME)) {
        return Err(value_error("cannot use a datetime as a step in arange"));
    }
    if stop.is_none() {
        return Err(value_error("arange needs at least a stopping value"));
    }
    if dates && start.is_none() {
        return Err(value_error(
            "arange requires both a start and a stop for NumPy datetime64 ranges",
        ));
    }
    // A duration or a number as the end counts from the start.
    let relative =
        dates && (stop.is_int() || is_integer_scalar(stop) || is_kind(stop, NPY_TIMEDELTA));
    let first_kind = if dates { NPY_DATETIME } else { NPY_TIMEDELTA };
    let stop_kind = if relative { NPY_TIMEDELTA } else { first_kind };
    let given = descr
        .and_then(|d| d.datetime_meta())
        .map(meta_in)
        .filter(|m| m.base != Unit::Generic);
    let read = |o: &Object, kind: i32, meta: Option<Meta>| -> Res<Ticks> {
        if kind == NPY_DATETIME {
            datetime_objects::datetime(o, meta)
        } else {
            datetime_objects::timedelta(o, meta)
        }
    };
    let operands = [
        (start, first_kind),
        (Some(stop), stop_kind),
        (step, NPY_TIMEDELTA),
    ];
    let meta = match given {
        Some(m) => m,
        None => {
            let mut common: Option<(Meta, bool)> = None;
            for (o, kind) in operands {
                let Some(o) = o else { continue };
                let strict = kind == NPY_TIMEDELTA;
                let own = read(o, kind, None)?.meta;
                common = Some(match common {
                    None => (own, strict),
                    Some((m, s)) => (
                        meta_in(units::common(meta_out(own), meta_out(m), strict, s)?),
                        s || strict,
                    ),
                });
            }
            common.map_or(Meta::GENERIC, |(m, _)| m)
        }
    };
    let number = |o: Option<&Object>, kind: i32, default: i64| -> Res<i64> {
        match o {
            None => Ok(default),
            Some(o) => Ok(read(o, kind, Some(meta))?.value),
        }
    };
    let first = number(start, first_kind, 0)?;
    let mut last = number(Some(stop), stop_kind, 0)?;
    let step = number(step, NPY_TIMEDELTA, 1)?;
    if relative && first != NAT && last != NAT {
        last = first
            .checked_add(last)
            .ok_or_else(|| overflow_error("arange: the end is out of range"))?;
    }
    if first == NAT || last == NAT || step == NAT {
        return Err(value_error(
            "arange: cannot use NaT (not-a-time) datetime values",
        ));
    }
    if step == 0 {
        return Err(value_error("arange: step cannot be zero"));
    }
    let span = i128::from(last) - i128::from(first);
    let (span, wide) = if step > 0 {
        (span, i128::from(step))
    } else {
        (-span, -i128::from(step))
    };
    let length = if span <= 0 {
        0
    } else {
        (span + wide - 1) / wide
    };
    let length = isize::try_from(length).map_err(|_| too_many())?;
    let native = create::datetime(first_kind, meta_out(meta))?;
    let out = NewArray::new(native, &[length]).build()?;
    if length > 0 {
        // SAFETY: a fresh array of `length` counts.
        let items =
            unsafe { std::slice::from_raw_parts_mut(out.data().cast::<i64>(), length as usize) };
        for (i, item) in items.iter_mut().enumerate() {
            *item = first.wrapping_add(step.wrapping_mul(i as i64));
        }
    }
    match descr {
        Some(d) if given.is_some() && !d.is_native() => {
            let swapped: Own<Array> =
                crate::coerce::from_array(&out, Some(d), NPY_ARRAY_FORCECAST)?;
            Ok(swapped.upcast())
        }
        _ => Ok(out.upcast()),
    }
}

/// Whether an object is a NumPy integer scalar.
fn is_integer_scalar(obj: &Object) -> bool {
    (NPY_BYTE..=NPY_ULONGLONG).contains(&type_num_of(obj.type_ptr()))
}
