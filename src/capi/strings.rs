//! Elements of StringDType arrays. Between acquiring and releasing an allocator the thread must not run Python code.
use core::ffi::{c_char, c_int};
use ferronum_abi::prelude::*;
use ferronum_object::strings::c_api as strings;

/// Unpacks an element: 0 for text, 1 for a missing value, -1 on error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_load(
    allocator: *mut npy_string_allocator,
    packed_string: *const npy_packed_static_string,
    unpacked_string: *mut npy_static_string,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { strings::load(allocator, packed_string, unpacked_string) }
}

/// Stores text into an element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_pack(
    allocator: *mut npy_string_allocator,
    packed_string: *mut npy_packed_static_string,
    buf: *const c_char,
    size: usize,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { strings::pack(allocator, packed_string, buf, size) }
}

/// Makes an element the missing value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_pack_null(
    allocator: *mut npy_string_allocator,
    packed_string: *mut npy_packed_static_string,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { strings::pack_null(allocator, packed_string) }
}

/// Locks the allocator of a descriptor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_acquire_allocator(
    descr: *const PyArray_StringDTypeObject,
) -> *mut npy_string_allocator {
    // SAFETY: the caller's contract.
    unsafe { strings::acquire(descr) }
}

/// Locks the allocators of several descriptors, NULL for those that have none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_acquire_allocators(
    n_descriptors: usize,
    descrs: *const *mut PyArray_Descr,
    allocators: *mut *mut npy_string_allocator,
) {
    // SAFETY: the caller's contract.
    unsafe { strings::acquire_many(n_descriptors, descrs, allocators) }
}

/// Unlocks an allocator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_release_allocator(allocator: *mut npy_string_allocator) {
    // SAFETY: the caller's contract.
    unsafe { strings::release(allocator) }
}

/// Unlocks several allocators.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyString_release_allocators(
    length: usize,
    allocators: *mut *mut npy_string_allocator,
) {
    // SAFETY: the caller's contract.
    unsafe { strings::release_many(length, allocators) }
}
