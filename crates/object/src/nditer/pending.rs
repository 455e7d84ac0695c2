//! The attributes of `numpy.nditer` while its engine is being built: all there, all raising.

use ferronum_pyrt::method::{GetSet, Method, fastcall, get};
use ferronum_pyrt::{Args, Object, Owned, Res, TypeBuilder, ffi, slot};

use super::NDITER_TYPE;

macro_rules! methods {
    ($($name:literal),* $(,)?) => {
        &[$(fastcall($name, |_: &Object, _: Args<'_>| -> Res<Owned> {
            Err(crate::missing(concat!("nditer.", stringify!($name))))
        })),*]
    };
}

macro_rules! attributes {
    ($($name:literal),* $(,)?) => {
        &[$(get($name, |_: &Object| -> Res<Owned> {
            Err(crate::missing(concat!("nditer.", stringify!($name))))
        })),*]
    };
}

const METHODS: &[Method] = methods![
    c"__copy__",
    c"__enter__",
    c"__exit__",
    c"close",
    c"copy",
    c"debug_print",
    c"enable_external_loop",
    c"iternext",
    c"remove_axis",
    c"remove_multi_index",
    c"reset",
];

const GETSET: &[GetSet] = attributes![
    c"dtypes",
    c"finished",
    c"has_delayed_bufalloc",
    c"has_index",
    c"has_multi_index",
    c"index",
    c"iterationneedsapi",
    c"iterindex",
    c"iterrange",
    c"itersize",
    c"itviews",
    c"multi_index",
    c"ndim",
    c"nop",
    c"operands",
    c"shape",
    c"value",
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    TypeBuilder::new(&NDITER_TYPE, c"numpy.nditer", 104)
        .flags(ffi::Py_TPFLAGS_BASETYPE)
        .methods(METHODS)
        .getset(GETSET)
        .with(|t| {
            t.slots().tp_new = Some(slot::new(|_: *mut ffi::PyTypeObject, _: Args<'_>| {
                Err(crate::missing("nditer"))
            }));
        })
        .ready()
}
