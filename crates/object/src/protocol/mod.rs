//! Protocols that other objects speak: `__array_function__` dispatch, `__array_wrap__`, `_array_converter`, buffers, DLPack.

pub mod convert;
