//! References held by elements: release, and zero-fill where memset cannot write zero.

use std::ffi::{c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{check_status, enter_recursive};
use ferronum_pyrt::{Layout, Res, entry, ffi, int_new};

use super::array_method::free_aux;
use super::item::{self};
use crate::dtype::field::fields;
use crate::dtype::subarray::{subarray_shape, subarray_size};
use crate::model::Descr;

type Slot = *mut ffi::PyObject;

/// Void, or a legacy user dtype with fields of its own.
fn is_structure(d: &Descr) -> bool {
    d.type_num() == NPY_VOID || d.is_user_defined() && d.has_fields()
}

/// Releases the references in `n` elements and leaves the memory safe to release again (NULLs).
///
/// # Safety
/// The memory holds initialised elements of `descr`.
pub unsafe fn clear(descr: &Descr, ptr: *mut u8, stride: isize, n: isize) -> Res<()> {
    if !descr.has_references() || n <= 0 {
        return Ok(());
    }
    // SAFETY: as the caller vouches. A slot is emptied before its object can run code.
    unsafe {
        if descr.is_object() {
            let mut p = ptr;
            for _ in 0..n {
                let old = p.cast::<Slot>().read_unaligned();
                p.cast::<Slot>().write_unaligned(std::ptr::null_mut());
                ffi::Py_XDECREF(old);
                p = p.wrapping_offset(stride);
            }
            return Ok(());
        }
        if is_structure(descr) {
            let _depth = enter_recursive(c" while releasing a structure")?;
            return each_part(descr, ptr, stride, n, &mut |d, p, s, k| clear(d, p, s, k));
        }
        run_slot(
            descr,
            (*descr.class().slots()).get_clear_loop,
            ptr,
            stride,
            n,
        )
    }
}

/// Writes zeros where the memory's own zero bytes do not mean zero (`object` 0, empty StringDType elements);
/// the memory is zeroed already. A no-op for plain data.
///
/// # Safety
/// `n` zeroed elements of `descr` lie at `ptr`.
pub unsafe fn fill_zero(descr: &Descr, ptr: *mut u8, stride: isize, n: isize) -> Res<()> {
    if !descr.has_references() || n <= 0 {
        return Ok(());
    }
    // SAFETY: as the caller vouches.
    unsafe {
        if descr.is_object() {
            let zero = int_new(0)?;
            let mut p = ptr;
            for _ in 0..n {
                item::set_object(p, &zero)?;
                p = p.wrapping_offset(stride);
            }
            return Ok(());
        }
        if is_structure(descr) {
            let _depth = enter_recursive(c" while zeroing a structure")?;
            return each_part(descr, ptr, stride, n, &mut |d, p, s, k| {
                fill_zero(d, p, s, k)
            });
        }
        run_slot(
            descr,
            (*descr.class().slots()).get_fill_zero_loop,
            ptr,
            stride,
            n,
        )
    }
}

/// Writes `None` into every object of elements that hold NULL there.
///
/// # Safety
/// `n` zeroed elements of `descr` lie at `ptr`.
pub unsafe fn fill_none(descr: &Descr, ptr: *mut u8, stride: isize, n: isize) -> Res<()> {
    if !descr.has_references() || n <= 0 {
        return Ok(());
    }
    // SAFETY: as the caller vouches.
    unsafe {
        if descr.is_object() {
            let none = ffi::Py_None();
            let mut p = ptr;
            for _ in 0..n {
                ffi::Py_INCREF(none);
                p.cast::<Slot>().write_unaligned(none);
                p = p.wrapping_offset(stride);
            }
            return Ok(());
        }
        if is_structure(descr) {
            let _depth = enter_recursive(c" while clearing a structure")?;
            return each_part(descr, ptr, stride, n, &mut |d, p, s, k| {
                fill_none(d, p, s, k)
            });
        }
    }
    Ok(())
}

/// Takes another reference to every object in `n` elements that were copied byte by byte.
///
/// # Safety
/// The memory holds elements whose objects are alive.
pub unsafe fn incref(descr: &Descr, ptr: *mut u8, stride: isize, n: isize) -> Res<()> {
    if !descr.has_references() || n <= 0 {
        return Ok(());
    }
    // SAFETY: as the caller vouches.
    unsafe {
        if descr.is_object() {
            let mut p = ptr;
            for _ in 0..n {
                ffi::Py_XINCREF(p.cast::<Slot>().read_unaligned());
                p = p.wrapping_offset(stride);
            }
            return Ok(());
        }
        if is_structure(descr) {
            let _depth = enter_recursive(c" while copying a structure")?;
            return each_part(descr, ptr, stride, n, &mut |d, p, s, k| incref(d, p, s, k));
        }
    }
    Ok(())
}

/// Calls `f` for every field or subarray of `n` structures that holds references.
///
/// # Safety
/// As the callers.
unsafe fn each_part(
    descr: &Descr,
    ptr: *mut u8,
    stride: isize,
    n: isize,
    f: &mut dyn FnMut(&Descr, *mut u8, isize, isize) -> Res<()>,
) -> Res<()> {
    if descr.has_fields() {
        for field in fields(descr)? {
            if field.descr.has_references() {
                f(&field.descr, ptr.wrapping_offset(field.offset), stride, n)?;
            }
        }
        return Ok(());
    }
    if let Some((of, shape)) = descr.subarray() {
        let k = subarray_size(&subarray_shape(shape)?)?;
        for i in 0..n {
            f(of, ptr.wrapping_offset(i * stride), of.elsize(), k)?;
        }
    }
    Ok(())
}

/// # Safety
/// As the callers; `get` is the slot of the descr's class.
unsafe fn run_slot(
    descr: &Descr,
    get: PyArrayMethod_GetTraverseLoop,
    ptr: *mut u8,
    stride: isize,
    n: isize,
) -> Res<()> {
    let Some(get) = get else {
        return Ok(());
    };
    let mut run: PyArrayMethod_TraverseLoop = None;
    let mut aux = std::ptr::null_mut();
    let mut flags = 0;
    // SAFETY: the slot's contract.
    unsafe {
        let aligned = ptr.addr().is_multiple_of(descr.alignment().max(1) as usize)
            && stride % descr.alignment().max(1) == 0;
        check_status(get(
            std::ptr::null_mut(),
            descr.raw(),
            c_int::from(aligned),
            stride,
            &mut run,
            &mut aux,
            &mut flags,
        ))?;
        let status = run.map_or(0, |f| {
            f(
                std::ptr::null_mut(),
                descr.raw(),
                ptr.cast(),
                n,
                stride,
                aux,
            )
        });
        free_aux(aux);
        check_status(status)
    }
}

/// `get_clear_loop` of the built-in classes.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn get_clear_loop(
    _context: *mut c_void,
    _descr: *const PyArray_Descr,
    _aligned: c_int,
    _stride: npy_intp,
    out_loop: *mut PyArrayMethod_TraverseLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    unsafe {
        *out_loop = Some(clear_loop);
        *out_aux = std::ptr::null_mut();
        *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    0
}

unsafe extern "C" fn clear_loop(
    _context: *mut c_void,
    descr: *const PyArray_Descr,
    data: *mut c_char,
    n: npy_intp,
    stride: npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop's contract.
    entry(|| unsafe {
        clear(
            Descr::from_ptr(descr.cast_mut().cast()),
            data.cast(),
            stride,
            n,
        )
    })
}

/// `get_fill_zero_loop` of the built-in classes.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn get_fill_zero_loop(
    _context: *mut c_void,
    _descr: *const PyArray_Descr,
    _aligned: c_int,
    _stride: npy_intp,
    out_loop: *mut PyArrayMethod_TraverseLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    unsafe {
        *out_loop = Some(fill_zero_loop);
        *out_aux = std::ptr::null_mut();
        *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    0
}

unsafe extern "C" fn fill_zero_loop(
    _context: *mut c_void,
    descr: *const PyArray_Descr,
    data: *mut c_char,
    n: npy_intp,
    stride: npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop's contract.
    entry(|| unsafe {
        fill_zero(
            Descr::from_ptr(descr.cast_mut().cast()),
            data.cast(),
            stride,
            n,
        )
    })
}

/// Releases the references in all elements of `a`.
///
/// # Safety
/// `a` owns its elements and nobody will read them again.
pub unsafe fn clear_array(a: &crate::Array) -> Res<()> {
    // SAFETY: an owner's memory is one run of elements.
    unsafe { clear(a.descr(), a.data(), a.itemsize(), a.size()) }
}
