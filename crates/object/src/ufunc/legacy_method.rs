//! `ArrayMethod` wrappers of legacy loops, for callers that want a strided loop of every ufunc.

use std::ffi::{CString, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Own, Res, ffi};

use crate::casting::ArrayMethod;
use crate::ufunc::dispatch::LoopInfo;
use crate::ufunc::{UFunc, strided};

/// Auxiliary data of a wrapped loop.
#[repr(C)]
struct Wrapped {
    base: NpyAuxData,
    func: PyUFuncGenericFunction,
    data: *mut c_void,
    python: bool,
}

unsafe extern "C" fn free(aux: *mut NpyAuxData) {
    // SAFETY: made by get_loop or clone.
    unsafe { drop(Box::from_raw(aux.cast::<Wrapped>())) }
}

unsafe extern "C" fn clone(aux: *mut NpyAuxData) -> *mut NpyAuxData {
    // SAFETY: a Wrapped.
    unsafe {
        let w = &*aux.cast::<Wrapped>();
        Box::into_raw(Box::new(Wrapped {
            base: w.base,
            func: w.func,
            data: w.data,
            python: w.python,
        }))
        .cast()
    }
}

unsafe extern "C" fn run(
    _context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the strided loop's contract; the auxiliary data is ours.
    unsafe {
        let w = &*aux.cast::<Wrapped>();
        if let Some(f) = w.func {
            f(data.cast_mut(), dimensions, strides, w.data);
        }
        if w.python && !ffi::PyErr_Occurred().is_null() {
            return -1;
        }
        0
    }
}

unsafe extern "C" fn get_loop(
    context: *mut PyArrayMethod_Context,
    _aligned: c_int,
    _move_references: c_int,
    _strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract; the method is one that `wrap` made.
    unsafe {
        let m = &*(*context)
            .method
            .cast::<crate::casting::ArrayMethodStruct>();
        *flags = m.flags & NPY_METH_RUNTIME_FLAGS;
        *out_loop = Some(run);
        *out_aux = Box::into_raw(Box::new(Wrapped {
            base: NpyAuxData {
                free: Some(free),
                clone: Some(clone),
                reserved: [std::ptr::null_mut(); 2],
            },
            func: m.legacy_loop,
            data: m.legacy_data,
            python: m.flags & NPY_METH_REQUIRES_PYAPI != 0,
        }))
        .cast();
        0
    }
}

/// The wrapper of a legacy loop.
pub fn wrap(uf: &UFunc, info: &LoopInfo) -> Res<Own<ArrayMethod>> {
    let name = CString::new(format!("legacy_ufunc_wrapper_for_{}", uf.name())).unwrap_or_default();
    let mut flags = 0;
    if info.needs_python {
        flags |= NPY_METH_REQUIRES_PYAPI;
    }
    if info.no_float_errors {
        flags |= NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    let m = strided::new_method(&name, uf.nin(), uf.nout(), NPY_NO_CASTING, flags)?;
    let legacy = info.legacy(uf);
    // SAFETY: a fresh method that nobody else has seen.
    unsafe {
        let raw = m.raw();
        (*raw).get_strided_loop = Some(get_loop);
        (*raw).legacy_loop = legacy.map(|l| l.func);
        (*raw).legacy_data = legacy.map_or(std::ptr::null_mut(), |l| l.data);
    }
    Ok(m)
}
