//! Casts between the numeric types.
