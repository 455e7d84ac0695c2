//! datetime64 and timedelta64: metadata, conversions with Python's datetime, text, business days, their casts and loops.

mod arange;
mod as_string;
mod busday;
pub mod c_api;

pub use arange::{any_time, arange};

use ferronum_pyrt::method::function;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Args, Object, Res};

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[
    function(c"datetime_as_string", as_string::datetime_as_string),
    function(c"busday_offset", busday::busday_offset),
    function(c"busday_count", busday::busday_count),
    function(c"is_busday", busday::is_busday),
    function(c"set_datetimeparse_function", set_parse_function),
];

/// `set_datetimeparse_function`: the name has outlived what it did.
fn set_parse_function(_: Args<'_>) -> Res<()> {
    Err(runtime_error("This function has been removed"))
}

/// Readies the types of this folder.
pub fn init() -> Res<()> {
    busday::init()
}

/// Puts the types of this folder into the module's dict.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("busdaycalendar", busday::CALENDAR_TYPE.object())
}
