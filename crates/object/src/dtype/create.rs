//! New descriptors: sized strings, datetimes with a unit, subarrays; and how descriptors go away.

use std::cell::{Cell, RefCell};
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi};

use crate::dtype::builtin::builtin;
use crate::dtype::copy;
use crate::model::descr::Descr;

/// `S`, `U` or `V` with `size` bytes per element.
pub fn flexible(type_num: c_int, size: isize) -> Res<Own<Descr>> {
    if size == 0 {
        return Ok(builtin(type_num).own());
    }
    if !(0..=i32::MAX as isize).contains(&size) {
        return Err(value_error(&format!(
            "itemsize of {size} bytes is not representable by a NumPy dtype"
        )));
    }
    copy::with_elsize(builtin(type_num), size)
}

unsafe extern "C" fn free_meta(data: *mut NpyAuxData) {
    // SAFETY: made by new_meta.
    unsafe { ffi::PyMem_RawFree(data.cast()) }
}

unsafe extern "C" fn clone_meta(data: *mut NpyAuxData) -> *mut NpyAuxData {
    // SAFETY: a live block made by new_meta; NULL reports that memory is exhausted.
    unsafe { new_meta((*data.cast::<PyArray_DatetimeDTypeMetaData>()).meta) }
}

/// A fresh `c_metadata` block, or NULL.
fn new_meta(meta: PyArray_DatetimeMetaData) -> *mut NpyAuxData {
    // SAFETY: the block is filled before it is handed out.
    unsafe {
        let p: *mut PyArray_DatetimeDTypeMetaData =
            ffi::PyMem_RawCalloc(1, size_of::<PyArray_DatetimeDTypeMetaData>()).cast();
        if !p.is_null() {
            (*p).base.free = Some(free_meta);
            (*p).base.clone = Some(clone_meta);
            (*p).meta = meta;
        }
        p.cast()
    }
}

/// Gives a descriptor that nobody else has seen its unit.
pub(crate) fn attach_meta(d: &Descr, meta: PyArray_DatetimeMetaData) -> Res<()> {
    let new = new_meta(meta);
    if new.is_null() {
        return Err(no_memory());
    }
    // SAFETY: a legacy descriptor of ours; the old block is freed by its own function.
    unsafe {
        let old = d.raw().c_metadata();
        if !old.is_null()
            && let Some(free) = (*old).free
        {
            free(old);
        }
        d.raw().set_c_metadata(new);
    }
    Ok(())
}

/// `datetime64` or `timedelta64` with a unit.
pub fn datetime(type_num: c_int, meta: PyArray_DatetimeMetaData) -> Res<Own<Descr>> {
    let d = copy::copy(builtin(type_num))?;
    attach_meta(&d, meta)?;
    Ok(d)
}

/// A subarray dtype: `shape` (a tuple of ints) elements of `base`, `elsize` bytes in all.
pub(crate) fn subarray(base: Own<Descr>, shape: &Object, elsize: isize) -> Res<Own<Descr>> {
    let d = copy::copy(builtin(NPY_VOID))?;
    // SAFETY: a fresh legacy descriptor.
    unsafe {
        let p = d.raw();
        p.set_elsize(elsize);
        p.set_alignment(base.alignment());
        p.set_flags(base.flags());
        p.set_subarray(copy::new_subarray(base, shape)?);
    }
    Ok(d)
}

/// The same dtype with `metadata` (a dict) attached. The caller gives a private copy.
pub(crate) fn set_metadata(d: &Descr, metadata: &Object) {
    // SAFETY: a descriptor that nobody else has seen.
    unsafe {
        let old = d.raw().metadata();
        d.raw().set_metadata(metadata.own().into_ptr());
        ffi::Py_XDECREF(old);
    }
}

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<*mut ffi::PyObject>> = const { RefCell::new(Vec::new()) };
}

/// Nested dtypes are freed this deep by recursion; deeper ones wait for the outermost call.
const MAX_DEPTH: usize = 40;

/// `tp_dealloc` of `numpy.dtype`.
///
/// # Safety
/// Called by the interpreter with the last reference.
pub(crate) unsafe extern "C" fn dealloc(obj: *mut ffi::PyObject) {
    if DEPTH.get() >= MAX_DEPTH {
        WAITING.with(|w| w.borrow_mut().push(obj));
        return;
    }
    DEPTH.set(DEPTH.get() + 1);
    // SAFETY: the last reference; waiting objects are as dead as this one.
    unsafe {
        free(obj);
        if DEPTH.get() == 1 {
            while let Some(next) = WAITING.with(|w| w.borrow_mut().pop()) {
                free(next);
            }
        }
    }
    DEPTH.set(DEPTH.get() - 1);
}

/// # Safety
/// `obj` is a dtype instance without references to it.
unsafe fn free(obj: *mut ffi::PyObject) {
    // SAFETY: fields are owned or NULL; the type gives the memory back.
    unsafe {
        let d: *mut PyArray_Descr = obj.cast();
        let legacy = (&*obj.cast::<Descr>()).is_legacy();
        let held = [(*d).typeobj.cast::<ffi::PyObject>(), d.metadata()];
        if legacy {
            let (names, fields) = (d.names(), d.fields());
            let sub = d.subarray();
            if !sub.is_null() {
                ffi::Py_XDECREF((*sub).base.cast());
                ffi::Py_XDECREF((*sub).shape);
                ffi::PyMem_Free(sub.cast());
            }
            let meta = d.c_metadata();
            if !meta.is_null()
                && let Some(f) = (*meta).free
            {
                f(meta);
            }
            ffi::Py_XDECREF(names);
            ffi::Py_XDECREF(fields);
        }
        for p in held {
            ffi::Py_XDECREF(p);
        }
        let ty = ffi::Py_TYPE(obj);
        if let Some(f) = (*ty).tp_free {
            f(obj.cast());
        }
    }
}
