//! The number of threads that large loops may use; the names that threadpoolctl's controller looks up.
use core::ffi::c_int;
use ferronum_object::module::info;

/// How many threads large loops may use, the caller's included. Needs no interpreter lock.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferronum_get_num_threads() -> c_int {
    c_int::try_from(info::threads()).unwrap_or(c_int::MAX)
}

/// Sets that number for the loops that start from now on; 0 or less goes back to the default.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferronum_set_num_threads(n: c_int) {
    info::set_threads(usize::try_from(n).unwrap_or(0));
}
