//! Docstrings of the built-in ufuncs (the signature line is put before them when they are read).

/// The docstring of a built-in ufunc.
pub fn of(_name: &str) -> Option<&'static str> {
    None
}
