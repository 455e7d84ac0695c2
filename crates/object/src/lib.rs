//! The object model: ndarray, dtype, ufunc and everything that speaks of them. One crate, because the
//! three need each other; inside it the folders are layered in the order below.
//!
//! Invariant: no exported symbols here. The root crate owns the C boundary.

pub mod arguments;
pub mod array;
pub mod casting;
pub mod coerce;
pub mod datetime;
pub mod dtype;
pub mod index;
pub mod iter;
pub mod model;
pub mod module;
pub mod ndarray;
pub mod nditer;
pub mod protocol;
pub mod scalars;
pub mod storage;
pub mod strings;
pub mod textio;
pub mod ufunc;

pub use crate::model::{Array, Dims};
pub use crate::model::{DTypeClass, Descr};

use ferronum_pyrt::Raised;

/// The error of an operation that does not exist yet. Each call site is listed in `docs/missing.md`.
#[cold]
pub fn missing(name: &str) -> Raised {
    ferronum_pyrt::raised::not_implemented_error(&format!(
        "{name} is not implemented by this core yet"
    ))
}
