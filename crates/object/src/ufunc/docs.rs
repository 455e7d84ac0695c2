//! Docstrings of the built-in ufuncs (the signature line is put before them when they are read). `build.rs` makes them
//! of `docs/ufuncs-*.txt`.

use std::ffi::CStr;

/// The docstring of a built-in ufunc.
pub fn of(name: &str) -> Option<&'static CStr> {
    include!(concat!(env!("OUT_DIR"), "/ufunc_docs.rs"))
}

/// Docstrings of the methods of ufuncs.
pub mod methods {
    use std::ffi::CStr;

    include!(concat!(env!("OUT_DIR"), "/method_docs.rs"));
}
