//! `numpy.datetime64` and `numpy.timedelta64` scalars.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Args, Layout, Owned, Res, TypeBuilder, ffi, slot};

use crate::datetime::objects::{self, Ticks};
use crate::scalars::construct::positional;
use crate::scalars::types::Scalar;
use crate::scalars::value::{descr_of, read};

fn make(ty: *mut ffi::PyTypeObject, t: Ticks) -> Res<Owned> {
    // SAFETY: the type is a date type of ours or a subtype, with the C struct's layout.
    unsafe {
        let s: Owned = ferronum_pyrt::types::alloc(ty, 0)?;
        let raw = s.as_ptr().cast::<PyDatetimeScalarObject>();
        (*raw).obval = t.value;
        (*raw).obmeta = objects::meta_out(t.meta);
        Ok(s)
    }
}

/// `np.datetime64(value, unit)`.
pub(crate) fn new_datetime(ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    let pos = positional(&args, 2)?;
    let unit = pos.get(1).map(|u| objects::unit_argument(u)).transpose()?;
    let nat = Ticks {
        value: NPY_DATETIME_NAT,
        meta: unit.unwrap_or(ferronum_scalar::calendar::Meta::GENERIC),
    };
    make(
        ty,
        match pos.first() {
            Some(v) => objects::datetime(v, unit)?,
            None => nat,
        },
    )
}

/// `np.timedelta64(value, unit)`.
pub(crate) fn new_timedelta(ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    let pos = positional(&args, 2)?;
    let unit = pos.get(1).map(|u| objects::unit_argument(u)).transpose()?;
    let zero = Ticks {
        value: 0,
        meta: unit.unwrap_or(ferronum_scalar::calendar::Meta::GENERIC),
    };
    make(
        ty,
        match pos.first() {
            Some(v) => objects::timedelta(v, unit)?,
            None => zero,
        },
    )
}

fn parts(s: &Scalar) -> Res<(bool, i64, PyArray_DatetimeMetaData)> {
    let descr = descr_of(s.object())?;
    // SAFETY: a date scalar.
    let v = unsafe { read::<i64>(s) };
    let meta = descr.datetime_meta().unwrap_or(PyArray_DatetimeMetaData {
        base: NPY_FR_GENERIC,
        num: 1,
    });
    Ok((descr.type_num() == NPY_DATETIME, v, meta))
}

/// `str(s)`.
pub(crate) fn str(s: &Scalar) -> Res<Owned> {
    let (date, v, meta) = parts(s)?;
    let text = if date {
        objects::iso_text(v, meta)
    } else if v == NPY_DATETIME_NAT {
        "NaT".to_owned()
    } else {
        let unit = objects::meta_in(meta).base.verbose_name();
        let count = v.wrapping_mul(i64::from(meta.num));
        if unit.is_empty() {
            count.to_string()
        } else {
            format!("{count} {unit}")
        }
    };
    ferronum_pyrt::str_new(&text)
}

/// `repr(s)`.
pub(crate) fn repr(s: &Scalar) -> Res<Owned> {
    let (date, v, meta) = parts(s)?;
    let suffix = crate::dtype::units::unit_suffix(meta);
    let unit = suffix.trim_start_matches('[').trim_end_matches(']');
    let text = match (date, v == NPY_DATETIME_NAT) {
        (true, true) if unit.is_empty() => "np.datetime64('NaT')".to_owned(),
        (true, true) => format!("np.datetime64('NaT','{unit}')"),
        (true, false) => {
            let iso = objects::iso_text(v, meta);
            if meta.num == 1 && meta.base != NPY_FR_GENERIC {
                format!("np.datetime64('{iso}')")
            } else {
                format!("np.datetime64('{iso}','{unit}')")
            }
        }
        (false, true) if unit.is_empty() => "np.timedelta64('NaT')".to_owned(),
        (false, true) => format!("np.timedelta64('NaT','{unit}')"),
        (false, false) if unit.is_empty() => format!("np.timedelta64({v})"),
        (false, false) => format!("np.timedelta64({v},'{unit}')"),
    };
    ferronum_pyrt::str_new(&text)
}

fn hash(s: &Scalar) -> Res<isize> {
    // SAFETY: a datetime scalar.
    let v = unsafe { read::<i64>(s) };
    if v == NPY_DATETIME_NAT {
        return Ok((s.as_ptr() as isize) >> 4);
    }
    Ok(v as isize)
}

/// Sets the slots of both types.
pub(crate) fn slots(b: &mut TypeBuilder<'static>) {
    let t = b.slots();
    t.tp_hash = Some(slot::hash(hash));
    t.tp_richcompare = Some(slot::richcompare(crate::scalars::generic::richcompare));
}
