//! The binary contract of NumPy's C-API: structs, constants and function types, without logic.
//!
//! Names are NumPy's own, so that a reader can go from a header to this crate and back. Each
//! layout is checked at compile time against the values measured from the reference headers.
//! Descriptor fields that NumPy 1.x and 2.x lay out differently are reached through the traits
//! of [`descr`] only.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

/// Checks size and field offsets of a `#[repr(C)]` struct at compile time.
macro_rules! layout {
    ($ty:ty, $size:expr; $($field:ident = $off:expr),* $(,)?) => {
        const _: () = {
            assert!(core::mem::size_of::<$ty>() == $size);
            $(assert!(core::mem::offset_of!($ty, $field) == $off);)*
        };
    };
}

pub mod array;
pub mod array_method;
pub mod constants;
pub mod datetime;
pub mod descr;
pub mod dtype_meta;
pub mod iter;
pub mod memory;
pub mod nditer;
pub mod scalar;
pub mod strings;
pub mod types;
pub mod ufunc;

/// Everything, for `use ferronum_abi::prelude::*`.
pub mod prelude {
    pub use crate::array::*;
    pub use crate::array_method::*;
    pub use crate::constants::*;
    pub use crate::datetime::*;
    pub use crate::descr::*;
    pub use crate::dtype_meta::*;
    pub use crate::iter::*;
    pub use crate::memory::*;
    pub use crate::nditer::*;
    pub use crate::scalar::*;
    pub use crate::strings::*;
    pub use crate::types::*;
    pub use crate::ufunc::*;
}
