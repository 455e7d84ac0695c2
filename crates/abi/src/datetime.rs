//! Datetime units, metadata and calendar structs.
use crate::memory::NpyAuxData;
use core::ffi::c_int;

/// C `enum NPY_DATETIMEUNIT`.
pub type NPY_DATETIMEUNIT = c_int;
/// C `enum NPY_BUSDAY_ROLL`.
pub type NPY_BUSDAY_ROLL = c_int;

macro_rules! units {
    ($ty:ty; $($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: $ty = $value;)*
    };
}
units! { NPY_DATETIMEUNIT;
    NPY_FR_ERROR = -1, NPY_FR_Y = 0, NPY_FR_M = 1, NPY_FR_W = 2, NPY_FR_D = 4, NPY_FR_h = 5,
    NPY_FR_m = 6, NPY_FR_s = 7, NPY_FR_ms = 8, NPY_FR_us = 9, NPY_FR_ns = 10, NPY_FR_ps = 11,
    NPY_FR_fs = 12, NPY_FR_as = 13, NPY_FR_GENERIC = 14,
    NPY_DATETIME_NUMUNITS = 15, NPY_DATETIME_DEFAULTUNIT = NPY_FR_GENERIC,
}
units! { NPY_BUSDAY_ROLL;
    NPY_BUSDAY_FORWARD = 0, NPY_BUSDAY_FOLLOWING = 0, NPY_BUSDAY_BACKWARD = 1,
    NPY_BUSDAY_PRECEDING = 1, NPY_BUSDAY_MODIFIEDFOLLOWING = 2, NPY_BUSDAY_MODIFIEDPRECEDING = 3,
    NPY_BUSDAY_NAT = 4, NPY_BUSDAY_RAISE = 5,
}
/// Not a time.
pub const NPY_DATETIME_NAT: i64 = i64::MIN;
/// Upper bound of an ISO 8601 string with its NUL.
pub const NPY_DATETIME_MAX_ISO8601_STRLEN: usize = 21 + 3 * 5 + 1 + 3 * 6 + 6 + 1;

/// Unit and multiplier.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PyArray_DatetimeMetaData {
    /// Unit.
    pub base: NPY_DATETIMEUNIT,
    /// Multiplier.
    pub num: c_int,
}
layout!(PyArray_DatetimeMetaData, 8; base = 0, num = 4);

/// `c_metadata` of datetime descriptors.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArray_DatetimeDTypeMetaData {
    /// How to free and clone it.
    pub base: NpyAuxData,
    /// Unit and multiplier.
    pub meta: PyArray_DatetimeMetaData,
}
layout!(PyArray_DatetimeDTypeMetaData, 40; base = 0, meta = 32);

/// A calendar date and time.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct npy_datetimestruct {
    /// Year.
    pub year: i64,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub min: i32,
    /// 0 to 59.
    pub sec: i32,
    /// 0 to 999999.
    pub us: i32,
    /// 0 to 999999.
    pub ps: i32,
    /// 0 to 999999; C's field `as`.
    pub as_: i32,
}
layout!(npy_datetimestruct, 40; year = 0, month = 8, day = 12, hour = 16, min = 20, sec = 24,
    us = 28, ps = 32, as_ = 36);

/// A duration in days, seconds and fractions.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct npy_timedeltastruct {
    /// Days.
    pub day: i64,
    /// Seconds.
    pub sec: i32,
    /// Microseconds.
    pub us: i32,
    /// Picoseconds.
    pub ps: i32,
    /// Attoseconds; C's field `as`.
    pub as_: i32,
}
layout!(npy_timedeltastruct, 24; day = 0, sec = 8, us = 12, ps = 16, as_ = 20);
