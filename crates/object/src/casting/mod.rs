//! Casts and everything that moves elements: `ArrayMethod`, the cast registry, transfer pipelines
//! (byte swap, alignment, fields, subarrays, masks), array assignment, reading and writing single
//! elements, reference counting of elements. Answers for `astype`, `copyto`, `can_cast`, `a.fill`,
//! `numpy._ArrayMethod`, `_get_castingimpl`. The one engine for all of them.

pub mod array_method;
pub mod assign;
pub mod can_cast;
pub mod item;
pub mod refcount;
pub mod transfer;

pub use array_method::{ARRAY_METHOD_TYPE, ArrayMethod, ArrayMethodStruct};
pub use assign::{assign_array, assign_raw_scalar, astype, copy_into};
pub use can_cast::{can_cast_array, can_cast_types, cast_descr_to_class};
pub use item::{get_item, set_item};
pub use transfer::Transfer;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];

/// Readies the types of this folder.
pub fn init() -> ferronum_pyrt::Res<()> {
    Ok(())
}
