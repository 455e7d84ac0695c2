//! Float status around casts, and the report of what was raised.

use std::cell::Cell;
use std::sync::OnceLock;

use ferronum_pyrt::Res;
use ferronum_scalar::float_status;

/// Turns status bits (`NPY_FPE_*`) into warnings, errors or calls, as `np.errstate` says.
pub type Reporter = fn(name: &str, status: u8) -> Res<()>;

static REPORTER: OnceLock<Reporter> = OnceLock::new();

/// Set once by the ufunc room, which knows the error state.
pub fn set_reporter(f: Reporter) {
    let _ = REPORTER.set(f);
}

thread_local! {
    /// Bits that a caller collects instead of having them reported.
    static COLLECTED: Cell<Option<u8>> = const { Cell::new(None) };
}

/// Runs casts whose float errors are the caller's to report, together with its own.
pub fn collect<R>(body: impl FnOnce() -> Res<R>) -> Res<(R, u8)> {
    let outer = COLLECTED.replace(Some(0));
    let out = body();
    let bits = COLLECTED.replace(outer).unwrap_or(0);
    Ok((out?, bits))
}

/// Reports status bits under `name` ("cast").
#[cold]
pub fn report(name: &str, status: u8) -> Res<()> {
    if let Some(bits) = COLLECTED.get() {
        COLLECTED.set(Some(bits | status));
        return Ok(());
    }
    match REPORTER.get() {
        Some(f) => f(name, status),
        None => Ok(()),
    }
}

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
