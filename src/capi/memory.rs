//! Memory of arrays and its handlers.
use super::handles::object_opt;
use core::ffi::c_void;
use ferronum_object::storage::memory;
use ferronum_pyrt::entry;
use pyo3_ffi::PyObject;

/// `malloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_NEW(size: usize) -> *mut c_void {
    // SAFETY: any size may be asked for.
    unsafe { libc::malloc(size.max(1)) }
}

/// `calloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_NEW_ZEROED(nmemb: usize, size: usize) -> *mut c_void {
    // SAFETY: any size may be asked for.
    unsafe { libc::calloc(nmemb.max(1), size.max(1)) }
}

/// `free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_FREE(ptr: *mut c_void) {
    // SAFETY: the caller's contract.
    unsafe { libc::free(ptr) }
}

/// `realloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_RENEW(ptr: *mut c_void, size: usize) -> *mut c_void {
    // SAFETY: the caller's contract.
    unsafe { libc::realloc(ptr, size.max(1)) }
}

/// Puts a handler in force; the old one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_SetHandler(handler: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract; NULL means the default one.
    entry(|| unsafe { memory::set_handler(object_opt(handler)) })
}

/// The handler in force.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyDataMem_GetHandler() -> *mut PyObject {
    entry(memory::current_handler)
}
