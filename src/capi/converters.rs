//! `PyArg_ParseTuple` converters: 1 and the value, or 0 and an exception.
use super::handles::object;
use core::ffi::{c_char, c_int, c_void};
use ferronum_abi::prelude::*;
use ferronum_object::arguments::convert;
use ferronum_object::coerce::wish::Wish;
use ferronum_object::ndarray::type_object::Chunk;
use ferronum_pyrt::entry::Converted;
use ferronum_pyrt::{Layout, Res, entry};
use pyo3_ffi::PyObject;

/// Stores what `read` makes of the object, if it makes anything.
///
/// # Safety
/// `obj` is live or NULL, `out` writable.
unsafe fn convert<T>(
    obj: *mut PyObject,
    out: *mut T,
    read: impl FnOnce(&ferronum_pyrt::Object) -> Res<Option<T>>,
) -> c_int {
    entry(|| {
        // SAFETY: as the caller vouches.
        unsafe {
            if let Some(value) = read(object(obj)?)? {
                out.write(value);
            }
        }
        Ok(Converted)
    })
}

/// `order=`; `None` leaves the value as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_OrderConverter(
    object: *mut PyObject,
    val: *mut NPY_ORDER,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        convert(object, val, |o| {
            o.not_none().map(convert::order).transpose()
        })
    }
}

/// `casting=`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_CastingConverter(
    obj: *mut PyObject,
    casting: *mut NPY_CASTING,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { convert(obj, casting, |o| convert::casting(o).map(Some)) }
}

/// `kind=` of sorts; `None` leaves the value as it is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SortkindConverter(
    obj: *mut PyObject,
    sortkind: *mut NPY_SORTKIND,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        convert(obj, sortkind, |o| {
            o.not_none().map(convert::sort_kind).transpose()
        })
    }
}

/// `kind=` of partitions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SelectkindConverter(
    obj: *mut PyObject,
    selectkind: *mut NPY_SELECTKIND,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { convert(obj, selectkind, |o| convert::select_kind(o).map(Some)) }
}

/// `side=` of `searchsorted`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_SearchsideConverter(
    obj: *mut PyObject,
    addr: *mut c_void,
) -> c_int {
    // SAFETY: the caller's contract; the output is an NPY_SEARCHSIDE.
    unsafe {
        convert(obj, addr.cast::<NPY_SEARCHSIDE>(), |o| {
            convert::search_side(o).map(Some)
        })
    }
}

/// `mode=` of `take`, `put` and `choose`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ClipmodeConverter(
    object: *mut PyObject,
    val: *mut NPY_CLIPMODE,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { convert(object, val, |o| convert::clip_mode(o).map(Some)) }
}

/// One clip mode or a sequence of `n`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ConvertClipmodeSequence(
    object: *mut PyObject,
    modes: *mut NPY_CLIPMODE,
    n: c_int,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract: NULL or live, and room for n modes.
        unsafe {
            let found = convert::clip_modes(super::handles::object_opt(object), n.max(0) as usize)?;
            modes.copy_from_nonoverlapping(found.as_ptr(), found.len());
        }
        Ok(Converted)
    })
}

/// `newbyteorder`'s argument.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_ByteorderConverter(
    obj: *mut PyObject,
    endian: *mut c_char,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        convert(obj, endian, |o| {
            convert::byteorder(o).map(|c| Some(c as c_char))
        })
    }
}

/// Truth.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_BoolConverter(object: *mut PyObject, val: *mut npy_bool) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { convert(object, val, |o| o.truth().map(|b| Some(u8::from(b)))) }
}

/// `axis=`; `None` becomes `NPY_RAVEL_AXIS`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_AxisConverter(obj: *mut PyObject, axis: *mut c_int) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        convert(obj, axis, |o| {
            convert::axis(o).map(|a| Some(a.unwrap_or(NPY_RAVEL_AXIS)))
        })
    }
}

/// `out=`: a borrowed array, or NULL for `None`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_OutputConverter(
    object: *mut PyObject,
    address: *mut *mut PyArrayObject,
) -> c_int {
    // SAFETY: the caller's contract; a NULL object counts as `None`.
    unsafe {
        if object.is_null() {
            address.write(core::ptr::null_mut());
            return NPY_SUCCEED;
        }
        convert(object, address, |o| {
            convert::output(o).map(|a| Some(a.map_or(core::ptr::null_mut(), |a| a.as_ptr().cast())))
        })
    }
}

/// An integer, no bool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PyIntAsInt(o: *mut PyObject) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe { convert::to_int(object(o)?, "an integer is required") })
}

/// An integer, no bool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_PyIntAsIntp(o: *mut PyObject) -> npy_intp {
    // SAFETY: the caller's contract.
    entry(|| unsafe { convert::to_intp(object(o)?, "an integer is required") })
}

/// A shape; its memory is the caller's to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntpConverter(
    obj: *mut PyObject,
    seq: *mut PyArray_Dims,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract; the block has room for all sizes; none is no block.
        unsafe {
            seq.write(PyArray_Dims {
                ptr: core::ptr::null_mut(),
                len: 0,
            });
            let sizes = convert::required_shape(object(obj)?)?;
            if sizes.is_empty() {
                return Ok(Converted);
            }
            let bytes = core::mem::size_of_val(&*sizes);
            let memory = pyo3_ffi::PyMem_RawMalloc(bytes).cast::<npy_intp>();
            if memory.is_null() {
                return Err(ferronum_pyrt::raised::no_memory());
            }
            memory.copy_from_nonoverlapping(sizes.as_ptr(), sizes.len());
            seq.write(PyArray_Dims {
                ptr: memory,
                len: sizes.len() as c_int,
            });
        }
        Ok(Converted)
    })
}

/// Sizes into a list; how many there are, also if the list has no room for all.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_IntpFromSequence(
    seq: *mut PyObject,
    vals: *mut npy_intp,
    maxvals: c_int,
) -> c_int {
    // SAFETY: the caller's contract: room for `maxvals` sizes.
    entry(|| unsafe {
        let (sizes, all) = convert::intp_sequence_up_to(object(seq)?, maxvals.max(0) as usize)?;
        vals.copy_from_nonoverlapping(sizes.as_ptr(), sizes.len());
        Ok(all as c_int)
    })
}

/// The memory behind a buffer, which the object keeps alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_BufferConverter(
    obj: *mut PyObject,
    buf: *mut PyArray_Chunk,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract; the struct's object header is not written.
        unsafe {
            (*buf).ptr = core::ptr::null_mut();
            (*buf).flags = NPY_ARRAY_BEHAVED;
            (*buf).base = core::ptr::null_mut();
            let source = object(obj)?;
            if source.is_none() {
                return Ok(Converted);
            }
            let chunk = Chunk::of(source)?;
            (*buf).base = convert::buffer_owner(source).as_ptr();
            (*buf).ptr = chunk.ptr.cast();
            (*buf).len = chunk.len;
            if !chunk.writeable {
                (*buf).flags &= !NPY_ARRAY_WRITEABLE;
            }
        }
        Ok(Converted)
    })
}

/// Any object as an array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn PyArray_Converter(
    object_: *mut PyObject,
    address: *mut *mut PyObject,
) -> c_int {
    entry(|| {
        // SAFETY: the caller's contract.
        unsafe {
            let wish = Wish {
                descr: None,
                depth: (0, 0),
                flags: NPY_ARRAY_CARRAY,
            };
            let source = object(object_)?;
            let found = match source.downcast::<ferronum_object::Array>() {
                Some(a) => a.own(),
                None => ferronum_object::coerce::wish::from_any(source, &wish)?,
            };
            address.write(found.into_ptr());
        }
        Ok(Converted)
    })
}
