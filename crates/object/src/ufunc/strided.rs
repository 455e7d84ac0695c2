//! `ArrayMethod`s as ufuncs use them: making one, its flags, choosing its loop.

use std::ffi::{CStr, c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Own, Raised, Res, types};

use crate::casting::{ARRAY_METHOD_TYPE, ArrayMethod};

/// A strided loop that exists.
pub type Loop = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    *const *mut c_char,
    *const npy_intp,
    *const npy_intp,
    *mut NpyAuxData,
) -> c_int;

/// A loop as `get_strided_loop` gives it.
pub struct Choice {
    /// The loop.
    pub run: Loop,
    /// Its auxiliary data, owned by the caller.
    pub aux: *mut NpyAuxData,
    /// `NPY_METH_*` run-time flags.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
}

/// A method without loops; the caller fills the struct before anybody sees it.
pub fn new_method(
    name: &CStr,
    nin: usize,
    nout: usize,
    casting: NPY_CASTING,
    flags: NPY_ARRAYMETHOD_FLAGS,
) -> Res<Own<ArrayMethod>> {
    // SAFETY: a fresh zeroed instance; all its fields may be zero.
    unsafe {
        let m: Own<ArrayMethod> = types::alloc(ARRAY_METHOD_TYPE.ptr(), 0)?;
        let s = m.raw();
        (*s).name = libc::strdup(name.as_ptr());
        (*s).nin = nin as c_int;
        (*s).nout = nout as c_int;
        (*s).casting = casting;
        (*s).flags = flags;
        Ok(m)
    }
}

/// The method's flags.
pub fn flags(m: &ArrayMethod) -> NPY_ARRAYMETHOD_FLAGS {
    // SAFETY: a live method.
    unsafe { (*m.raw()).flags }
}

/// Chooses the loop for a context.
///
/// # Safety
/// `context` is filled for this method; `strides` has one entry for each operand.
pub unsafe fn get_loop(
    m: &ArrayMethod,
    context: &mut PyArrayMethod_Context,
    aligned: bool,
    strides: &[isize],
) -> Res<Choice> {
    let mut run: PyArrayMethod_StridedLoop = None;
    let mut aux = std::ptr::null_mut();
    let mut flags = 0;
    // SAFETY: the slot's contract, as the caller vouches.
    unsafe {
        let Some(get) = (*m.raw()).get_strided_loop else {
            return Err(runtime_error("a loop has no get_strided_loop"));
        };
        let status = get(
            context,
            c_int::from(aligned),
            0,
            strides.as_ptr(),
            &mut run,
            &mut aux,
            &mut flags,
        );
        if status < 0 {
            return Err(Raised::pending());
        }
    }
    match run {
        Some(run) => Ok(Choice { run, aux, flags }),
        None => {
            free_aux(aux);
            Err(runtime_error("a loop is missing"))
        }
    }
}

/// Frees auxiliary data; NULL is allowed.
pub fn free_aux(aux: *mut NpyAuxData) {
    // SAFETY: auxiliary data frees itself through its first field.
    unsafe {
        if let Some(free) = aux.as_ref().and_then(|a| a.free) {
            free(aux);
        }
    }
}
