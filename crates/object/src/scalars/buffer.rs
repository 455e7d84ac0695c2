//! Buffer export of scalars (PEP 3118): read-only, no dimensions.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{buffer_error, type_error};
use ferronum_pyrt::{Layout, Object, Res, entry, ffi};

use crate::casting::item::scalar::to_array;
use crate::dtype::builtin;
use crate::model::scalar_types::type_num_of;
use crate::storage::NewArray;

fn get(obj: &Object, view: *mut ffi::Py_buffer, flags: c_int) -> Res<()> {
    if flags & ffi::PyBUF_WRITABLE != 0 {
        return Err(buffer_error("scalar buffer is readonly"));
    }
    if type_num_of(obj.type_ptr()) == NPY_VOID {
        // SAFETY: a void scalar.
        let infos = unsafe { (*obj.as_ptr().cast::<PyVoidScalarObject>())._buffer_info };
        crate::array::buffer::check_infos(infos.cast(), obj)?;
    }
    if type_num_of(obj.type_ptr()) < 0 && flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT {
        return Err(type_error(&format!(
            "NumPy scalar {} can only exported as a buffer without format.",
            obj.repr_text()?
        )));
    }
    if matches!(type_num_of(obj.type_ptr()), NPY_DATETIME | NPY_TIMEDELTA) {
        // PEP 3118 has no format for dates: the bytes of the value.
        let value = to_array(obj)?;
        let bytes = NewArray::new(builtin(NPY_UBYTE).own(), &[value.itemsize()]).build()?;
        // SAFETY: both hold the bytes of one value.
        unsafe {
            std::ptr::copy_nonoverlapping(value.data(), bytes.data(), value.itemsize() as usize);
        }
        bytes.clear_flags(NPY_ARRAY_WRITEABLE);
        // SAFETY: as below.
        return ferronum_pyrt::raised::check_status(unsafe {
            ffi::PyObject_GetBuffer(bytes.as_ptr(), view, flags)
        });
    }
    // The array of the value owns the memory; the view keeps it alive, since its `obj` is the array.
    let a = if obj.is_str() && obj.len()? == 0 {
        NewArray {
            allow_empty_string: true,
            ..NewArray::new(crate::dtype::create::flexible(NPY_UNICODE, 0)?, &[])
        }
        .build()?
    } else {
        to_array(obj)?
    };
    a.clear_flags(NPY_ARRAY_WRITEABLE);
    // SAFETY: the interpreter passes a view to fill; on success it owns a reference to the array.
    ferronum_pyrt::raised::check_status(unsafe { ffi::PyObject_GetBuffer(a.as_ptr(), view, flags) })
}

/// `bf_getbuffer` of all scalars.
///
/// # Safety
/// Called by the interpreter on a scalar.
pub(crate) unsafe extern "C" fn get_slot(
    obj: *mut ffi::PyObject,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    entry(|| {
        // SAFETY: a live scalar and the caller's view.
        unsafe {
            (*view).obj = std::ptr::null_mut();
            get(Object::from_ptr(obj), view, flags)
        }
    })
}
