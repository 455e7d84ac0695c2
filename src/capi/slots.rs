//! A slot of an API table, filling the slots that are no functions, and what missing ones do.
use super::table;
use core::ffi::{CStr, c_int, c_void};
use core::sync::atomic::{AtomicPtr, Ordering};
use ferronum_abi::prelude::{NPY_CASTING, NPY_SAME_KIND_CASTING};
use pyo3_ffi::{
    Py_XDECREF, PyErr_SetString, PyErr_WriteUnraisable, PyExc_NotImplementedError,
    PyGILState_Ensure, PyGILState_Release, PyObject,
};

/// One entry of an API table: to C a `void *`.
#[repr(transparent)]
pub struct Slot(AtomicPtr<c_void>);

impl Slot {
    /// NULL, or filled by [`fill`].
    #[allow(
        clippy::declare_interior_mutable_const,
        reason = "an initial value, never shared"
    )]
    pub const EMPTY: Slot = Slot(AtomicPtr::new(core::ptr::null_mut()));

    /// What the slot holds.
    pub fn get(&self) -> *mut c_void {
        self.0.load(Ordering::Relaxed)
    }
}

/// A slot with a function in it.
pub const fn function(f: *const ()) -> Slot {
    Slot(AtomicPtr::new(f as *mut c_void))
}

/// The casting that assignments use; C code may read it.
static DEFAULT_ASSIGN_CASTING: NPY_CASTING = NPY_SAME_KIND_CASTING;

/// Fills the slots of types and variables, and the pointers that linked programs read.
///
/// `object` gives the address of a type object or variable by its C name, or NULL.
/// Returns the first name that it does not know.
pub fn fill(object: impl Fn(&str) -> *mut c_void) -> Result<(), &'static str> {
    for &(slot, name, pointer) in table::TYPES.iter().chain(table::DATA) {
        let address = match name {
            "NPY_DEFAULT_ASSIGN_CASTING" => (&raw const DEFAULT_ASSIGN_CASTING).cast_mut().cast(),
            _ => object(name),
        };
        if address.is_null() {
            return Err(name);
        }
        slot.0.store(address, Ordering::Relaxed);
        pointer.store(address, Ordering::Relaxed);
    }
    Ok(())
}

/// Raises `NotImplementedError` naming the function and drops the references it would have taken.
///
/// # Safety
/// `stolen` holds owned references or NULL. The interpreter is running.
#[allow(dead_code, reason = "for slots that are not done")]
pub(super) unsafe fn not_implemented(name: &CStr, stolen: &[*mut PyObject]) {
    // SAFETY: the lock is taken here, as some callers do not hold it.
    unsafe {
        let state = PyGILState_Ensure();
        for &object in stolen {
            Py_XDECREF(object);
        }
        PyErr_SetString(PyExc_NotImplementedError, name.as_ptr());
        PyGILState_Release(state);
    }
}

/// The same for functions that return nothing: the error goes to `sys.unraisablehook`.
///
/// # Safety
/// As [`not_implemented`].
#[allow(dead_code, reason = "for slots that are not done")]
pub(super) unsafe fn unraisable(name: &CStr, stolen: &[*mut PyObject]) {
    // SAFETY: as in `not_implemented`.
    unsafe {
        let state = PyGILState_Ensure();
        not_implemented(name, stolen);
        PyErr_WriteUnraisable(core::ptr::null_mut());
        PyGILState_Release(state);
    }
}

/// Zeroes an output of a function that fails.
///
/// # Safety
/// NULL or writable; all-zero is a value of `T`.
#[allow(dead_code, reason = "for slots that are not done")]
pub(super) unsafe fn zero_output<T>(out: *mut T) {
    if !out.is_null() {
        // SAFETY: writable, by contract.
        unsafe { out.write_bytes(0, 1) };
    }
}

/// Number of slots that are not NULL, for the tests.
pub fn filled(table: &[Slot]) -> c_int {
    table.iter().filter(|slot| !slot.get().is_null()).count() as c_int
}
