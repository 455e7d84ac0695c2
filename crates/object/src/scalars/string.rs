//! `numpy.bytes_` and `numpy.str_`: bytes and str that also are array scalars. They compare and hash as the
//! built-in types do.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{TypeBuilder, ffi};

unsafe extern "C" fn str_dealloc(s: *mut ffi::PyObject) {
    // SAFETY: the last reference; the caches behind the str are ours, the rest is freed by str itself.
    unsafe {
        let u = s.cast::<PyUnicodeScalarObject>();
        ffi::PyMem_Free((*u).obval.cast());
        ffi::PyMem_Free((*u).buffer_fmt.cast());
        if let Some(f) = ffi::PyUnicode_Type.tp_dealloc {
            f(s);
        }
    }
}

/// Sets the slots of `bytes_`.
pub(crate) fn bytes_slots(b: &mut TypeBuilder<'static>) {
    let t = b.slots();
    t.tp_itemsize = 1;
    // SAFETY: reads slots of a ready type.
    unsafe {
        t.tp_richcompare = ffi::PyBytes_Type.tp_richcompare;
        t.tp_hash = ffi::PyBytes_Type.tp_hash;
    }
}

/// Sets the slots of `str_`.
pub(crate) fn str_slots(b: &mut TypeBuilder<'static>) {
    b.buffer().bf_getbuffer = Some(crate::scalars::buffer::get_slot);
    let t = b.slots();
    t.tp_dealloc = Some(str_dealloc);
    // SAFETY: reads slots of a ready type.
    unsafe {
        t.tp_richcompare = ffi::PyUnicode_Type.tp_richcompare;
        t.tp_hash = ffi::PyUnicode_Type.tp_hash;
    }
}
