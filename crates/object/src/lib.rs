//! The object model: ndarray, dtype, ufunc and everything that speaks of them. One crate, because the three need each
//! other; inside it the folders are floors, listed below from the ground up. A folder uses what stands below it and never
//! names what stands above (`cargo xtask tidy` checks it); calls upward go through `model::hook`.
//!
//! Invariant: no exported symbols here. The root crate owns the C boundary.

// Handles (`Array`, `Descr`, `DTypeClass`), their accessors, facts of layout, errors: no behaviour.
pub mod model;

// Converters of Python arguments.
pub mod arguments;

// Descriptors and DType classes: parsing, comparing, pickling, byte order, user dtypes (NEP 42).
pub mod dtype;

// Blocks of memory, the memory policy (NEP 49), making arrays over them.
pub mod storage;

// `ArrayMethod`, the cast registry, transfers, assignment, single elements, scalars of elements (NEP 43).
pub mod casting;

// From any Python object to an array; promotion (NEP 50).
pub mod coerce;

// What others may take over: `__array_ufunc__`, `__array_function__`, `__array_wrap__` (NEP 13, 18, 35).
pub mod protocol;

// Views and shapes, flags, buffers, joins, positions: what everything above does with arrays.
pub mod array;

// `NpyIter` and `numpy.nditer`.
pub mod nditer;

// `flatiter`, `broadcast`, the neighbourhood iterator.
pub mod iter;

// `numpy.ufunc`: calls, dispatch, reductions, generalised signatures, `einsum`, error state.
pub mod ufunc;

// The scalar hierarchy: types, arithmetic, printing.
pub mod scalars;

// Dates and durations: `arange`, business days, texts.
pub mod datetime;

// String ufuncs and StringDType (NEP 55).
pub mod strings;

// Subscripts, `take`, `put`, `where`, sorting and searching.
pub mod index;

// Text in and out: `loadtxt`, `fromstring`, `tofile`, printing of numbers.
pub mod textio;

// The Python face of `numpy.ndarray`: type, methods, number slots, constructors.
pub mod ndarray;

// The module: what it contains, and the order in which it comes to life.
pub mod module;

pub use model::{Array, DTypeClass, Descr, Dims};

use ferronum_pyrt::Raised;

/// The error of an operation that does not exist yet. Each call site is listed in `docs/missing.md`.
#[cold]
pub fn missing(name: &str) -> Raised {
    ferronum_pyrt::raised::not_implemented_error(&format!(
        "{name} is not implemented by this core yet"
    ))
}
