//! Auxiliary data of loops: any Rust value behind NumPy's `NpyAuxData` head, which frees and clones itself.

use ferronum_abi::prelude::NpyAuxData;
use ferronum_pyrt::Res;

/// What a loop keeps between calls.
pub trait AuxValue: Sized + 'static {
    /// An independent copy (`NpyIter_Copy` clones its transfers).
    fn duplicate(&self) -> Res<Self>;
}

#[repr(C)]
struct AuxBox<T> {
    base: NpyAuxData,
    value: T,
}

/// Puts a value behind the head.
pub fn boxed<T: AuxValue>(value: T) -> *mut NpyAuxData {
    Box::into_raw(Box::new(AuxBox {
        base: NpyAuxData {
            free: Some(free::<T>),
            clone: Some(clone::<T>),
            reserved: [std::ptr::null_mut(); 2],
        },
        value,
    }))
    .cast()
}

/// The value behind the head.
///
/// # Safety
/// `aux` came from `boxed::<T>` and lives for `'a`.
#[inline(always)]
pub unsafe fn value<'a, T: AuxValue>(aux: *mut NpyAuxData) -> &'a T {
    // SAFETY: as the caller vouches.
    unsafe { &(*aux.cast::<AuxBox<T>>()).value }
}

unsafe extern "C" fn free<T: AuxValue>(aux: *mut NpyAuxData) {
    // SAFETY: called once, on what boxed() made.
    drop(unsafe { Box::from_raw(aux.cast::<AuxBox<T>>()) });
}

unsafe extern "C" fn clone<T: AuxValue>(aux: *mut NpyAuxData) -> *mut NpyAuxData {
    // SAFETY: a live value of boxed().
    match unsafe { value::<T>(aux) }.duplicate() {
        Ok(v) => boxed(v),
        Err(_) => std::ptr::null_mut(),
    }
}
