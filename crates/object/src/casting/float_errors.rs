//! Float status around casts, and the report of what was raised.

use ferronum_pyrt::Res;
use ferronum_scalar::float_status;

pub use crate::ufunc::errstate::report;

/// Runs `body` on a clean float status and reports what it raised ("overflow encountered in cast").
pub fn with_float_errors<R>(check: bool, body: impl FnOnce() -> Res<R>) -> Res<R> {
    if !check {
        return body();
    }
    float_status::clear();
    let out = body()?;
    let status = float_status::get();
    if status != 0 {
        float_status::clear();
        report("cast", status)?;
    }
    Ok(out)
}
