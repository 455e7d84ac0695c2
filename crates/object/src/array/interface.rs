//! `__array_interface__` and `__array_struct__`: an array as plain facts for other libraries.

use std::ffi::{c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::no_memory;
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Res, dict_new, ffi, import_cached, int_new, none, ops, py_bool,
    tuple_new,
};

use crate::model::array::Array;
use crate::model::dims::Dims;

/// `a.__array_interface__`.
pub fn array_interface(a: &Array) -> Res<Owned> {
    let d = dict_new()?;
    // SAFETY: new reference or NULL.
    let address: Owned = unsafe { Own::from_result(ffi::PyLong_FromVoidPtr(a.data().cast()))? };
    d.dict_set_str(
        "data",
        &*tuple_new(&[&address, py_bool(!freely_writeable(a))])?,
    )?;
    let strides = if a.is_c_contiguous() {
        none().own()
    } else {
        ops::tuple_of_ints(&Dims::from(a.strides()))?
    };
    d.dict_set_str("strides", &strides)?;
    let typestr = a.descr().getattr_str("str")?;
    let descr = match a.descr().getattr_str("descr") {
        Ok(d) => d,
        // Overlapping fields have no list; they travel as their bytes.
        Err(e) => {
            e.clear();
            let whole = tuple_new(&[&*ferronum_pyrt::str_new("")?, &*typestr])?;
            let list = ferronum_pyrt::list_new()?;
            list.list_append(&whole)?;
            list
        }
    };
    d.dict_set_str("descr", &descr)?;
    d.dict_set_str("typestr", &typestr)?;
    d.dict_set_str("shape", &*ops::tuple_of_ints(&Dims::from(a.shape()))?)?;
    d.dict_set_str("version", &*int_new(3)?)?;
    Ok(d)
}

/// Whether others may write without being warned.
fn freely_writeable(a: &Array) -> bool {
    a.is_writeable() && !a.has_flags(NPY_ARRAY_WARN_ON_WRITE)
}

/// `a.__array_struct__`: a capsule that keeps the array alive.
pub fn array_struct(a: &Array) -> Res<Owned> {
    offer(a, true)
}

/// The capsule; fields are told of where `described`, as arrays do and scalars do not.
pub fn offer(a: &Array, described: bool) -> Res<Owned> {
    unsafe extern "C" fn drop_interface(capsule: *mut ffi::PyObject) {
        // SAFETY: the capsule was made below; its context owns a reference to the array.
        unsafe {
            let p = ffi::PyCapsule_GetPointer(capsule, std::ptr::null()).cast::<PyArrayInterface>();
            let context = ffi::PyCapsule_GetContext(capsule).cast::<ffi::PyObject>();
            if !p.is_null() {
                ffi::Py_XDECREF((*p).descr);
                libc::free((*p).shape.cast());
                libc::free(p.cast());
            }
            ffi::Py_XDECREF(context);
        }
    }
    let n = a.ndim();
    let descr = if described && a.descr().has_fields() {
        match import_cached!("numpy._core._internal", "_array_descr")?.call(&[a.descr()]) {
            Ok(list) => Some(list),
            Err(e) => {
                e.clear();
                None
            }
        }
    } else {
        None
    };
    let flags = a.flags() & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_ALIGNED)
        | if freely_writeable(a) {
            NPY_ARRAY_WRITEABLE
        } else {
            0
        }
        | if a.descr().is_native() {
            NPY_ARRAY_NOTSWAPPED
        } else {
            0
        };
    // With a description all other flags go, as ever: readers take such memory for read-only.
    let flags = if descr.is_some() { 0 } else { flags };
    // SAFETY: both blocks are fresh and filled before the capsule exists.
    unsafe {
        let p: *mut PyArrayInterface = libc::calloc(1, size_of::<PyArrayInterface>()).cast();
        let dims: *mut isize = libc::malloc((2 * n).max(1) * size_of::<isize>()).cast();
        if p.is_null() || dims.is_null() {
            libc::free(p.cast());
            libc::free(dims.cast());
            return Err(no_memory());
        }
        std::ptr::copy_nonoverlapping(a.shape().as_ptr(), dims, n);
        std::ptr::copy_nonoverlapping(a.strides().as_ptr(), dims.add(n), n);
        *p = PyArrayInterface {
            two: 2,
            nd: n as c_int,
            typekind: a.descr().kind() as c_char,
            itemsize: a.itemsize() as c_int,
            flags,
            shape: dims,
            strides: dims.add(n),
            data: a.data().cast::<c_void>(),
            descr: descr.map_or(std::ptr::null_mut(), Own::into_ptr),
        };
        let capsule: Owned = Own::from_result(ffi::PyCapsule_New(
            p.cast(),
            std::ptr::null(),
            Some(drop_interface),
        ))?;
        ffi::PyCapsule_SetContext(capsule.as_ptr(), a.own().into_ptr().cast());
        Ok(capsule)
    }
}

/// The module text of an array for `__array_namespace__`.
pub fn namespace(version: Option<&Object>) -> Res<Owned> {
    if let Some(v) = version.and_then(Object::not_none) {
        if !v.is_str() {
            return Err(ferronum_pyrt::raised::value_error(&format!(
                "Only None and strings are allowed as the Array API version, but received: {}.",
                v.str_text()?
            )));
        }
        let text = v.utf8()?;
        if !matches!(text, "2021.12" | "2022.12" | "2023.12" | "2024.12") {
            return Err(ferronum_pyrt::raised::value_error(&format!(
                "Version \"{text}\" of the Array API Standard is not supported."
            )));
        }
    }
    ferronum_pyrt::intern::import("numpy")
}
