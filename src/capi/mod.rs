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

/// The body of a naked function that goes on in C: rustc exports no C symbols from this library, and
/// stable Rust cannot define variadic functions.
macro_rules! jump {
    ($target:path) => {{
        #[cfg(target_arch = "x86_64")]
        core::arch::naked_asm!("jmp {}", sym $target);
        #[cfg(target_arch = "aarch64")]
        core::arch::naked_asm!("b {}", sym $target);
    }};
}

pub mod array_calc;
pub mod array_from;
pub mod array_item;
pub mod array_new;
pub mod array_shape;
pub mod converters;
pub mod datetime;
pub mod descr;
pub mod embed;
pub mod handles;
pub mod iterators;
pub mod lists;
pub mod memory;
pub mod missing;
pub mod nditer;
pub mod scalars;
pub mod slots;
pub mod strings;
pub mod table;
pub mod threads;
pub mod ufunc;
pub mod ufunc_loops;
pub mod user_dtypes;
pub mod version;
