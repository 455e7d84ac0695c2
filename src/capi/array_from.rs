//! Arrays from memory, iterators and other protocols, and back to text.
use super::handles::{array, descr_opt, object, required, taken_descr};
use core::ffi::{c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::Array;
use ferronum_object::casting::refcount;
use ferronum_object::coerce::protocols;
use ferronum_object::ndarray::{c_api, c_memory};
use ferronum_object::textio::c_file;
use ferronum_pyrt::entry::Pointer;
use ferronum_pyrt::{
    Layout, Object, Own, Owned, entry, entry_void, int_new, none, not_implemented,
};
use pyo3_ffi::PyObject;

/// `np.frombuffer(buffer, dtype, count, offset)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromBuffer(
    buf: *mut PyObject,
    type_: *mut PyArray_Descr,
    count: npy_intp,
    offset: npy_intp,
) -> *mut PyObject {
    // SAFETY: the caller's contract; like the reference, it takes the descriptor.
    entry(|| unsafe {
        let descr = required(taken_descr(type_), "a dtype")?;
        let (count, offset) = (int_new(count as i64)?, int_new(offset as i64)?);
        c_api::function(
            "frombuffer",
            &[object(buf)?, descr.object(), &count, &offset],
            &[],
        )
    })
}

/// `np.fromiter(obj, dtype, count)`; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromIter(
    obj: *mut PyObject,
    dtype: *mut PyArray_Descr,
    count: npy_intp,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(dtype), "a dtype")?;
        let count = int_new(count as i64)?;
        c_api::function("fromiter", &[object(obj)?, descr.object(), &count], &[])
    })
}

/// `a.dump(file)`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dump(
    self_: *mut PyObject,
    file: *mut PyObject,
    protocol: c_int,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::dump(object(self_)?, object(file)?, protocol) })
}

/// `a.dumps()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Dumps(self_: *mut PyObject, protocol: c_int) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_api::dumps(object(self_)?, protocol) })
}

/// `a.astype(dtype)` as a plain array, in Fortran order if asked; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastToType(
    arr: *mut PyArrayObject,
    dtype: *mut PyArray_Descr,
    is_f_order: c_int,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let descr = required(taken_descr(dtype), "a dtype")?;
        c_api::cast(array(arr)?, descr, is_f_order != 0)
    })
}

/// The `__array__` of an object, `NotImplemented` if it has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromArrayAttr(
    op: *mut PyObject,
    typecode: *mut PyArray_Descr,
    context: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        if !context.is_null() {
            return Err(ferronum_pyrt::raised::runtime_error(
                "'context' must be NULL",
            ));
        }
        let descr: &Object = descr_opt(typecode)?.map_or_else(none, Layout::object);
        c_api::from_array_attr(object(op)?, descr)
    })
}

/// What `__array_interface__` offers, `NotImplemented` if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromInterface(origin: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        Ok(or_not_implemented(protocols::from_interface(object(
            origin,
        )?)?))
    })
}

/// What `__array_struct__` offers, `NotImplemented` if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromStructInterface(input: *mut PyObject) -> *mut PyObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        Ok(or_not_implemented(protocols::from_struct_interface(
            object(input)?,
        )?))
    })
}

fn or_not_implemented(found: Option<Own<Array>>) -> Owned {
    found.map_or_else(|| not_implemented().own(), Own::upcast)
}

/// Arrays of a sequence, of one type; a block to free with `PyDataMem_FREE`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ConvertToCommonType(
    op: *mut PyObject,
    retn: *mut c_int,
) -> *mut *mut PyArrayObject {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        retn.write(0);
        let (block, n) = c_memory::common_type(object(op)?)?;
        retn.write(n as c_int);
        Ok(Pointer(block))
    })
}

/// An object as a C array of one to three dimensions; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_AsCArray(
    op: *mut *mut PyObject,
    ptr: *mut c_void,
    dims: *mut npy_intp,
    nd: c_int,
    typedescr: *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the caller's contract: room for a pointer and nd sizes; `op` receives the array.
    entry(|| unsafe {
        let descr = required(taken_descr(typedescr), "a dtype")?;
        let (a, memory) = c_memory::as_c_array(object(*op)?, nd, descr)?;
        dims.copy_from_nonoverlapping(a.shape().as_ptr(), a.ndim());
        ptr.cast::<*mut c_void>().write(memory);
        op.write(a.into_ptr());
        Ok(())
    })
}

/// Gives back what `PyArray_AsCArray` made.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Free(op: *mut PyObject, ptr: *mut c_void) -> c_int {
    // SAFETY: the caller's contract: the array and the pointer of PyArray_AsCArray.
    unsafe {
        let ndim = super::handles::object_opt(op)
            .and_then(|o| o.downcast::<Array>())
            .map_or(0, |a| a.ndim());
        if !(1..=3).contains(&ndim) {
            return -1;
        }
        if ndim > 1 {
            pyo3_ffi::PyMem_RawFree(ptr);
        }
        drop(super::handles::taken::<Array, _>(op));
        0
    }
}

/// Takes a reference to every object in an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_INCREF(mp: *mut PyArrayObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_memory::incref_all(array(mp)?) })
}

/// Releases every object in an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_XDECREF(mp: *mut PyArrayObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_memory::decref_all(array(mp)?) })
}

/// Takes a reference to every object in an element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Item_INCREF(data: *mut c_char, descr: *mut PyArray_Descr) {
    // SAFETY: the caller's contract.
    entry_void(|| unsafe { refcount::incref(super::handles::descr(descr)?, data.cast(), 0, 1) });
}

/// Releases every object in an element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Item_XDECREF(data: *mut c_char, descr: *mut PyArray_Descr) {
    // SAFETY: the caller's contract.
    entry_void(|| unsafe { refcount::clear(super::handles::descr(descr)?, data.cast(), 0, 1) });
}

/// Writes what an array consists of to standard output.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_DebugPrint(obj: *mut PyArrayObject) {
    // SAFETY: the caller's contract; C's stdout, as the caller's own output goes there.
    entry_void(|| unsafe {
        let text = std::ffi::CString::new(c_memory::debug_text(array(obj)?)?).unwrap_or_default();
        libc::printf(c"%s".as_ptr(), text.as_ptr());
        Ok(())
    });
}

/// A separator or format; NULL is empty.
///
/// # Safety
/// NULL or NUL-terminated.
unsafe fn text<'a>(ptr: *const c_char) -> std::borrow::Cow<'a, str> {
    if ptr.is_null() {
        return "".into();
    }
    // SAFETY: as the caller vouches.
    unsafe { std::ffi::CStr::from_ptr(ptr).to_string_lossy() }
}

/// Elements from a stream; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromFile(
    fp: *mut libc::FILE,
    dtype: *mut PyArray_Descr,
    num: npy_intp,
    sep: *mut c_char,
) -> *mut PyObject {
    // SAFETY: the caller's contract; the reference takes the descriptor, too.
    entry(|| unsafe {
        let descr = c_file::descr_or_default(taken_descr(dtype));
        c_file::read(fp, descr, num, &text(sep))
    })
}

/// Elements from a string; the descriptor is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_FromString(
    data: *mut c_char,
    slen: npy_intp,
    dtype: *mut PyArray_Descr,
    num: npy_intp,
    sep: *mut c_char,
) -> *mut PyObject {
    // SAFETY: the caller's contract; the reference takes the descriptor, too.
    entry(|| unsafe {
        let descr = c_file::descr_or_default(taken_descr(dtype));
        let bytes = std::slice::from_raw_parts(data.cast::<u8>(), slen.max(0) as usize);
        c_file::from_memory(bytes, descr, num, &text(sep))
    })
}

/// Writes an array to a stream.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ToFile(
    self_: *mut PyArrayObject,
    fp: *mut libc::FILE,
    sep: *mut c_char,
    format: *mut c_char,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { c_file::write(array(self_)?, fp, &text(sep), &text(format)) })
}
