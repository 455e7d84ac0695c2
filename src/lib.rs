//! The C boundary of Ferronum: the module's entry point, the exported functions of NumPy's C-API and their
//! two slot tables. No logic: an export converts, calls one function of `ferronum_object`, converts back.

pub mod capi;
mod init;

pub use init::PyInit__multiarray_umath;
