//! The calendar of datetimes and timedeltas: units and their multiples, civil dates, ISO 8601 text,
//! business days. Values are counts of a unit since 1970-01-01 in the proleptic Gregorian calendar.
//!
//! Arithmetic wraps where NumPy's does, and never panics. [`NAT`] is "not a time".

mod busday;
mod civil;
mod convert;
mod iso_parse;
mod iso_print;
mod metadata;
mod unit;

pub use busday::{BusdayError, BusinessDays, Roll, WeekmaskError, day_of_week, parse_weekmask};
pub use civil::{DateTime, civil_from_days, days_from_civil, days_in_month, is_leap_year};
pub use convert::{Cast, ConversionOverflow, conversion_factor, datetime_cast, timedelta_cast};
pub use iso_parse::{IsoError, Parsed, Special, parse_iso};
pub use iso_print::{Zone, format_iso, iso_length, lossless_unit, write_iso};
pub use metadata::{
    Casting, Meta, MetaError, can_cast_datetime, can_cast_timedelta, common_divisor, divide,
    divides, parse_metadata, parse_type_suffix,
};
pub use unit::Unit;

/// Not a time.
pub const NAT: i64 = i64::MIN;
