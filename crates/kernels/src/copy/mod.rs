//! Moving items without looking inside: copies, byte swaps, fills, transposes, take, put, where, masks.
//!
//! Everything is by item width: 1, 2, 4, 8, 16 bytes have their own code, others share one. Nothing here
//! counts references: arrays that hold objects are the caller's business.

mod block;
mod gather;
mod mask;
#[cfg(test)]
mod tests;
mod transfer;
mod transpose;
mod word;

pub use block::{copy_bytes, fill};
pub use gather::{IndexMode, OutOfBounds, gather, put, repeat, resolve_indices, scatter, take};
pub use mask::{
    compress, count_mask, expand, fill_masked, masked_copy, place, putmask, select, selected_places,
};
pub use transfer::{Swap, WidthAux, get};
pub use transpose::copy_2d;
