//! What `pyo3-ffi` lacks for writing static types by hand: owned references, the proof that an
//! exception is set, the guard that every entry from C passes, adaptors from safe Rust functions to
//! method tables and slots, argument parsing in NumPy's manner, interned names.
//!
//! Invariant INV-ATTACHED: everything in this crate and in `ferronum-object` runs on a thread that
//! is attached to the interpreter. Worker threads run kernels only, and kernels know no Python.

pub mod args;
pub mod entry;
pub mod intern;
pub mod method;
pub mod number;
pub mod object;
pub mod ops;
pub mod raised;
pub mod slot;
pub mod types;

pub use args::{Args, Sig};
pub use entry::{FfiReturn, ToPy, entry, entry_void};
pub use object::{Layout, Object, Own, Owned};
pub use ops::{
    bytes_new, dict_new, float_new, int_new, list_new, none, not_implemented, py_bool, str_new,
    tuple_new, uint_new,
};
pub use pyo3_ffi as ffi;
pub use raised::{Raised, Res};
pub use types::{StaticType, TypeBuilder};
