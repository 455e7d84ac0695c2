//! Elements of `V`: structures, subarrays, raw bytes.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, bytes_new, ffi, raised, tuple_new};

use super::{cast_element, get_item, set_by_slot};
use crate::casting;
use crate::casting::hooks::COERCION;
use crate::dtype::builtin;
use crate::dtype::field::fields;
use crate::dtype::subarray::subarray_shape;
use crate::dtype::subarray::subarray_size;
use crate::model::Array;
use crate::model::Descr;
use crate::storage::NewArray;

/// The element as tuple (structures), array (subarrays) or bytes.
///
/// # Safety
/// `ptr` holds an element of `descr`.
pub unsafe fn get(descr: &Descr, ptr: *const u8, base: Option<&Array>) -> Res<Owned> {
    let _level = raised::enter_recursive(c" while reading a structure")?;
    // SAFETY: as the caller vouches; fields lie within the element.
    unsafe {
        if descr.has_fields() {
            let mut items = Vec::new();
            for f in fields(descr)? {
                items.push(get_item(&f.descr, ptr.offset(f.offset), base)?);
            }
            let refs: Vec<&Object> = items.iter().map(|o| &**o).collect();
            return tuple_new(&refs);
        }
        if let Some((of, shape)) = descr.subarray() {
            let shape = subarray_shape(shape)?;
            let of = of.own();
            return match base {
                Some(b) => Ok(NewArray {
                    data: Some(ptr.cast_mut()),
                    flags: b.flags() & (NPY_ARRAY_WRITEABLE | NPY_ARRAY_ALIGNED),
                    base: Some(b.own().upcast()),
                    ..NewArray::new(of, &shape)
                }
                .build()?
                .upcast()),
                None => {
                    // Nothing keeps the memory alive: a copy.
                    let out = NewArray {
                        zeroed: true,
                        ..NewArray::new(of.clone(), &shape)
                    }
                    .build()?;
                    let n = subarray_size(&shape)?;
                    casting::Transfer::new(
                        &of,
                        out.descr(),
                        of.elsize(),
                        of.elsize(),
                        false,
                        false,
                    )?
                    .run(ptr, of.elsize(), out.data(), of.elsize(), n)?;
                    Ok(out.upcast())
                }
            };
        }
        bytes_new(std::slice::from_raw_parts(ptr, descr.elsize() as usize))
    }
}

/// Stores a tuple, a structure, a sequence (subarrays) or a buffer (raw bytes).
///
/// # Safety
/// `ptr` is writable for an element of `descr`, initialised where that holds references.
pub unsafe fn set(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    let _level = raised::enter_recursive(c" while writing a structure")?;
    // SAFETY: as the caller vouches; fields lie within the element.
    unsafe {
        if descr.has_fields() {
            return set_structure(descr, ptr, value);
        }
        if let Some((of, shape)) = descr.subarray() {
            let dims = subarray_shape(shape)?;
            let view = memory_view(of, &dims, ptr)?;
            return (COERCION.get().assign_object)(&view, value);
        }
        set_raw(descr, ptr, value)
    }
}

/// An array over foreign memory for the time of an assignment.
///
/// # Safety
/// The memory outlives the result, which must not leave this crate.
pub(crate) unsafe fn memory_view(descr: &Descr, shape: &[isize], ptr: *mut u8) -> Res<Own<Array>> {
    NewArray {
        data: Some(ptr),
        flags: NPY_ARRAY_WRITEABLE,
        ..NewArray::new(descr.own(), shape)
    }
    .build()
}

/// # Safety
/// As `set`.
unsafe fn set_structure(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        if let Some(a) = value.downcast::<Array>() {
            // One element stands for itself; more are no structure.
            if a.size() == 1 {
                return cast_element(a.descr(), a.data(), descr, ptr);
            }
            return Err(value_error("setting an array element with a sequence."));
        }
        if let Some((from, data)) = void_scalar(value) {
            return cast_element(&from, data, descr, ptr);
        }
        let list = fields(descr)?;
        if value.is_tuple() {
            if value.tuple_len() != list.len() {
                return Err(value_error(&format!(
                    "could not assign tuple of length {} to structure with {} fields.",
                    value.tuple_len(),
                    list.len()
                )));
            }
            for (f, v) in list.iter().zip(value.tuple_items()) {
                set_by_slot(&f.descr, ptr.offset(f.offset), v)?;
            }
            return Ok(());
        }
        for f in &list {
            set_by_slot(&f.descr, ptr.offset(f.offset), value)?;
        }
    }
    Ok(())
}

/// Descriptor and data of a void scalar.
fn void_scalar(value: &Object) -> Option<(Own<Descr>, *const u8)> {
    if !value.is_instance_of(builtin(NPY_VOID).typeobj()) {
        return None;
    }
    // SAFETY: void scalars have this struct.
    unsafe {
        let s = value.as_ptr().cast::<PyVoidScalarObject>();
        let d = Descr::from_ptr_opt((*s).descr.cast())?;
        Some((d.own(), (*s).obval.cast::<u8>().cast_const()))
    }
}

/// Copies a buffer, truncated or padded with zeros.
///
/// # Safety
/// As `set`.
unsafe fn set_raw(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    let size = descr.elsize() as usize;
    // SAFETY: the buffer protocol; the view is released before returning.
    unsafe {
        if let Some(a) = value.downcast::<Array>()
            && a.ndim() == 0
            && a.type_num() == NPY_OBJECT
        {
            let item = super::get_object(a.data());
            return set_raw(descr, ptr, &item);
        }
        let mut view: ffi::Py_buffer = std::mem::zeroed();
        raised::check_status(ffi::PyObject_GetBuffer(
            value.as_ptr(),
            &mut view,
            ffi::PyBUF_SIMPLE,
        ))?;
        let n = (view.len as usize).min(size);
        std::ptr::copy(view.buf.cast::<u8>(), ptr, n);
        ptr.add(n).write_bytes(0, size - n);
        ffi::PyBuffer_Release(&mut view);
    }
    Ok(())
}
