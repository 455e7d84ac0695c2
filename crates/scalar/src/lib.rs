//! Numbers without Python: half precision, the C library's `long double`, integer rules, the
//! calendar of datetimes, exact printing and parsing, and the floating-point status.
//!
//! Nothing here knows about arrays or objects. `unsafe` is confined to [`longdouble`] (C calls) and
//! [`float_status`] (control registers).

pub mod calendar;
pub mod float_format;
pub mod float_status;
pub mod half;
pub mod integer;
pub mod longdouble;
pub mod parse;

pub use crate::longdouble::{CLongDouble, LongDouble};
pub use ::half::f16;
