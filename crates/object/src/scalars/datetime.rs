//! `numpy.datetime64` and `numpy.timedelta64` scalars.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Args, Layout, Owned, Res, TypeBuilder, ffi, slot};

use crate::scalars::types::Scalar;
use crate::scalars::value::read;

/// `np.datetime64(value, unit)`.
pub(crate) fn new_datetime(_: *mut ffi::PyTypeObject, _: Args<'_>) -> Res<Owned> {
    Err(crate::missing("numpy.datetime64"))
}

/// `np.timedelta64(value, unit)`.
pub(crate) fn new_timedelta(_: *mut ffi::PyTypeObject, _: Args<'_>) -> Res<Owned> {
    Err(crate::missing("numpy.timedelta64"))
}

/// `str(s)`.
pub(crate) fn str(_: &Scalar) -> Res<Owned> {
    Err(crate::missing("text of datetime scalars"))
}

/// `repr(s)`.
pub(crate) fn repr(_: &Scalar) -> Res<Owned> {
    Err(crate::missing("text of datetime scalars"))
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
