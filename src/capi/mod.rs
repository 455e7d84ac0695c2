//! The exported C functions by topic, and the two slot tables.
//!
//! An export converts its arguments, calls one function of `ferronum_object`, converts the result
//! back. Its safety contract is that of NumPy's C-API: pointers are live, or NULL where the
//! documentation allows it; the interpreter lock is held unless it says otherwise.
#![allow(
    clippy::missing_safety_doc,
    non_snake_case,
    reason = "NumPy's names; the contract above holds for every export"
)]

pub mod array_calc;
pub mod array_from;
pub mod array_item;
pub mod array_new;
pub mod array_shape;
pub mod converters;
pub mod descr;
pub mod embed;
pub mod handles;
pub mod lists;
pub mod memory;
pub mod missing;
pub mod scalars;
pub mod slots;
pub mod table;
pub mod threads;
pub mod ufunc_loops;
pub mod version;
