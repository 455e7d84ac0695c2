//! The C boundary of Ferronum.
pub mod capi;
