//! What `import_array()` asks first.
use core::ffi::{c_int, c_uint};
use ferronum_abi::prelude::*;

/// The ABI version.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetNDArrayCVersion() -> c_uint {
    NPY_ABI_VERSION
}

/// The C-API feature version.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetNDArrayCFeatureVersion() -> c_uint {
    NPY_API_VERSION
}

/// Byte order of the machine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_GetEndianness() -> c_int {
    if cfg!(target_endian = "big") {
        NPY_CPU_BIG
    } else {
        NPY_CPU_LITTLE
    }
}
