//! `numpy.busdaycalendar`: a week mask and holidays, prepared once.

use ferronum_pyrt::method::{GetSet, get};
use ferronum_pyrt::{Args, Object, Owned, Res, StaticType, TypeBuilder, ffi, slot};

/// `numpy.busdaycalendar`.
pub static CALENDAR_TYPE: StaticType = StaticType::new();

const GETSET: &[GetSet] = &[
    get(c"holidays", |_: &Object| -> Res<Owned> {
        Err(crate::missing("busdaycalendar.holidays"))
    }),
    get(c"weekmask", |_: &Object| -> Res<Owned> {
        Err(crate::missing("busdaycalendar.weekmask"))
    }),
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    TypeBuilder::new(&CALENDAR_TYPE, c"numpy.busdaycalendar", 48)
        .getset(GETSET)
        .with(|t| {
            t.slots().tp_new = Some(slot::new(|_: *mut ffi::PyTypeObject, _: Args<'_>| {
                Err(crate::missing("busdaycalendar"))
            }));
        })
        .ready()
}
