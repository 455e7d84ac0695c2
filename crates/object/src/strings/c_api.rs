//! What the C functions `NpyString_*` do. A C caller holds the lock between acquiring and releasing.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_pyrt::Layout;

use super::access::{Loaded, StringDescr, Strings, lock_all, unlock_all};
use super::arena::Arena;

/// # Safety
/// NULL or a live descriptor.
unsafe fn arena_of(d: *const PyArray_Descr) -> *mut Arena {
    // SAFETY: as the caller vouches.
    unsafe {
        if d.is_null() || (*d).type_num != NPY_VSTRING {
            return std::ptr::null_mut();
        }
        StringDescr::from_ptr(d.cast_mut().cast()).arena()
    }
}

/// Locks the arena of a descriptor.
///
/// # Safety
/// A live instance of StringDType, which the caller keeps until it releases the arena.
pub unsafe fn acquire(d: *const PyArray_StringDTypeObject) -> *mut npy_string_allocator {
    // SAFETY: as the caller vouches.
    unsafe {
        let arena = arena_of(d.cast());
        lock_all(&[arena]);
        arena.cast()
    }
}

/// Locks the arenas of several descriptors, NULL for those of other DTypes.
///
/// # Safety
/// `n` live descriptors and room for `n` arenas.
pub unsafe fn acquire_many(
    n: usize,
    descrs: *const *mut PyArray_Descr,
    out: *mut *mut npy_string_allocator,
) {
    // SAFETY: as the caller vouches.
    unsafe {
        for i in 0..n {
            *out.add(i) = arena_of(*descrs.add(i)).cast();
        }
        if n > 0 {
            lock_all(std::slice::from_raw_parts(out.cast(), n));
        }
    }
}

/// Unlocks an arena.
///
/// # Safety
/// The thread acquired it, or NULL.
pub unsafe fn release(allocator: *mut npy_string_allocator) {
    // SAFETY: as the caller vouches.
    unsafe { unlock_all(&[allocator.cast()]) }
}

/// Unlocks what `acquire_many` locked.
///
/// # Safety
/// The same arenas.
pub unsafe fn release_many(n: usize, allocators: *mut *mut npy_string_allocator) {
    if n > 0 {
        // SAFETY: as the caller vouches.
        unsafe { unlock_all(std::slice::from_raw_parts(allocators.cast(), n)) }
    }
}

/// Unpacks an element: 1 for a missing value (the text is NULL and empty), 0 for text, -1 for NULL arguments.
///
/// # Safety
/// The arena is held; `packed` is an element of its descriptor.
pub unsafe fn load(
    allocator: *mut npy_string_allocator,
    packed: *const npy_packed_static_string,
    unpacked: *mut npy_static_string,
) -> i32 {
    if allocator.is_null() || packed.is_null() || unpacked.is_null() {
        return -1;
    }
    // SAFETY: as the caller vouches.
    unsafe {
        match Strings::of_locked(allocator.cast()).load(packed.cast()) {
            Loaded::Text(t) => {
                *unpacked = npy_static_string {
                    size: t.len(),
                    buf: t.as_ptr().cast(),
                };
                0
            }
            Loaded::Missing => {
                *unpacked = npy_static_string {
                    size: 0,
                    buf: std::ptr::null(),
                };
                1
            }
        }
    }
}

/// Stores text: 0, or -1 without memory.
///
/// # Safety
/// The arena is held; `packed` is an element of its descriptor; `size` bytes at `buf`.
pub unsafe fn pack(
    allocator: *mut npy_string_allocator,
    packed: *mut npy_packed_static_string,
    buf: *const c_char,
    size: usize,
) -> i32 {
    if allocator.is_null() || packed.is_null() || (buf.is_null() && size > 0) {
        return -1;
    }
    // SAFETY: as the caller vouches.
    unsafe {
        let text = if size == 0 {
            &[]
        } else {
            std::slice::from_raw_parts(buf.cast::<u8>(), size)
        };
        if Strings::of_locked(allocator.cast()).try_store(packed.cast(), text) {
            0
        } else {
            -1
        }
    }
}

/// Stores a missing value: 0, or -1 for NULL arguments.
///
/// # Safety
/// As `pack`.
pub unsafe fn pack_null(
    allocator: *mut npy_string_allocator,
    packed: *mut npy_packed_static_string,
) -> i32 {
    if allocator.is_null() || packed.is_null() {
        return -1;
    }
    // SAFETY: as the caller vouches.
    unsafe { Strings::of_locked(allocator.cast()).store_missing(packed.cast()) };
    0
}
