//! Elements of `datetime64` and `timedelta64`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Owned, Res};

use crate::casting::item::number::{Value, load, store};
use crate::model::Descr;

/// The element as `datetime.date`, `datetime.datetime`, `datetime.timedelta`, int or `None`.
///
/// # Safety
/// `ptr` holds an element of `descr`.
pub unsafe fn get(descr: &Descr, ptr: *const u8) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    let ticks = unsafe { load(descr.type_num(), !descr.is_native(), ptr) };
    let ticks = i64::from_ne_bytes(ticks.0[..8].try_into().unwrap_or_default());
    let meta = meta_of(descr);
    if descr.type_num() == NPY_DATETIME {
        crate::casting::datetime_to_object(ticks, meta)
    } else {
        crate::casting::timedelta_to_object(ticks, meta)
    }
}

/// Stores what `np.datetime64(value)` or `np.timedelta64(value)` understands.
///
/// # Safety
/// `ptr` is writable for an element of `descr`.
pub unsafe fn set(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    let meta = meta_of(descr);
    let ticks = if descr.type_num() == NPY_DATETIME {
        crate::casting::item::time::datetime_from_object(value, meta, NPY_SAME_KIND_CASTING)?
    } else {
        crate::casting::item::time::timedelta_from_object(value, meta, NPY_SAME_KIND_CASTING)?
    };
    let mut v = Value([0; 32]);
    v.0[..8].copy_from_slice(&ticks.to_ne_bytes());
    // SAFETY: as the caller vouches.
    unsafe { store(descr.type_num(), !descr.is_native(), ptr, v) };
    Ok(())
}

/// The unit; generic where the descriptor has none.
pub fn meta_of(descr: &Descr) -> PyArray_DatetimeMetaData {
    descr.datetime_meta().unwrap_or(PyArray_DatetimeMetaData {
        base: NPY_FR_GENERIC,
        num: 1,
    })
}

/// Ticks of what `np.datetime64(value)` understands, in the given unit.
pub fn datetime_from_object(
    value: &Object,
    meta: PyArray_DatetimeMetaData,
    _casting: NPY_CASTING,
) -> Res<i64> {
    Ok(crate::casting::item::datetime_objects::datetime(
        value,
        Some(crate::casting::item::datetime_objects::meta_in(meta)),
    )?
    .value)
}

/// Ticks of what `np.timedelta64(value)` understands, in the given unit.
pub fn timedelta_from_object(
    value: &Object,
    meta: PyArray_DatetimeMetaData,
    _casting: NPY_CASTING,
) -> Res<i64> {
    Ok(crate::casting::item::datetime_objects::timedelta(
        value,
        Some(crate::casting::item::datetime_objects::meta_in(meta)),
    )?
    .value)
}
