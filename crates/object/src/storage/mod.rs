//! Where elements lie: blocks of memory, the memory policy (NEP 49), and the making of arrays over them.

pub mod base;
pub(crate) mod blocks;
pub mod create;
pub mod memory;

pub use create::{NewArray, empty, empty_like};
