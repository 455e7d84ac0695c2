//! Arrays as C sees memory: pointers to rows, lists of arrays of one type, references counted by hand,
//! and a dump for debugging.

use std::ffi::{c_int, c_void};
use std::fmt::Write;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi};

use crate::casting::refcount;
use crate::coerce::promote;
use crate::coerce::wish::{Wish, from_any};
use crate::model::Descr;
use crate::model::Dims;
use crate::model::array::Array;

/// Calls `f` for every run of elements along the last axis: address, stride, count.
fn each_run(a: &Array, f: &mut dyn FnMut(*mut u8, isize, isize) -> Res<()>) -> Res<()> {
    fn walk(
        data: *mut u8,
        shape: &[isize],
        strides: &[isize],
        f: &mut dyn FnMut(*mut u8, isize, isize) -> Res<()>,
    ) -> Res<()> {
        match (shape, strides) {
            ([], _) => f(data, 0, 1),
            ([n], [stride]) => f(data, *stride, *n),
            ([n, shape @ ..], [stride, strides @ ..]) => {
                for i in 0..*n {
                    walk(data.wrapping_offset(i * stride), shape, strides, f)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    walk(a.data(), &shape, &strides, f)
}

/// Takes a reference to every object in the array (`PyArray_INCREF`).
pub fn incref_all(a: &Array) -> Res<()> {
    // SAFETY: the runs are elements of the array.
    each_run(a, &mut |p, stride, n| unsafe {
        refcount::incref(a.descr(), p, stride, n)
    })
}

/// Releases every object in the array, leaving NULLs (`PyArray_XDECREF`).
pub fn decref_all(a: &Array) -> Res<()> {
    let a = a.own();
    // SAFETY: as above; our own reference keeps the array while objects are released.
    each_run(&a, &mut |p, stride, n| unsafe {
        refcount::clear(a.descr(), p, stride, n)
    })
}

/// The arrays of a sequence, brought to their common type (`PyArray_ConvertToCommonType`): a block of
/// pointers to new references, to be freed with `PyDataMem_FREE`, and its length.
pub fn common_type(obj: &Object) -> Res<(*mut *mut PyArrayObject, usize)> {
    let n = obj.len()?;
    if n == 0 {
        return Err(value_error("0-length sequence."));
    }
    let mut arrays: Vec<Own<Array>> = Vec::with_capacity(n);
    for i in 0..n {
        let item = match obj.downcast::<Array>() {
            Some(a) => subarray_at(a, i as isize)?,
            None => {
                let options = crate::coerce::AnyOptions {
                    mark_python_scalars: true,
                    ..Default::default()
                };
                crate::coerce::from_any(&*obj.seq_item(i)?, &options)?
            }
        };
        arrays.push(item);
    }
    if obj.downcast::<Array>().is_none() {
        let refs: Vec<&Array> = arrays.iter().map(|a| &**a).collect();
        let common = promote::result_type(&refs, &[])?;
        let wish = Wish {
            descr: Some(&common),
            depth: (0, 0),
            flags: NPY_ARRAY_CARRAY,
        };
        for a in &mut arrays {
            *a = from_any(a, &wish)?;
        }
    }
    // SAFETY: a block with room for all pointers.
    unsafe {
        let block = libc::malloc(n * size_of::<*mut PyArrayObject>()).cast::<*mut PyArrayObject>();
        if block.is_null() {
            return Err(no_memory());
        }
        for (i, a) in arrays.into_iter().enumerate() {
            block.add(i).write(a.into_ptr().cast());
        }
        Ok((block, n))
    }
}

/// The view `a[i]`, also where it has no dimensions.
fn subarray_at(a: &Array, i: isize) -> Res<Own<Array>> {
    let (shape, strides) = (Dims::from(&a.shape()[1..]), Dims::from(&a.strides()[1..]));
    let data = a.data().wrapping_offset(i * a.strides()[0]);
    crate::storage::create::view(a, a.descr().own(), &shape, &strides, data)
}

/// An array and a C pointer into it: to its data, or to pointers to its rows (`PyArray_AsCArray`).
pub fn as_c_array(obj: &Object, ndim: c_int, descr: Own<Descr>) -> Res<(Own<Array>, *mut c_void)> {
    if !(1..=3).contains(&ndim) {
        return Err(value_error("C arrays of only 1-3 dimensions available"));
    }
    let a = from_any(
        obj,
        &Wish {
            descr: Some(&descr),
            depth: (ndim, ndim),
            flags: NPY_ARRAY_CARRAY,
        },
    )?;
    let data = a.data();
    if ndim == 1 {
        return Ok((a, data.cast()));
    }
    let (n, m) = (a.shape()[0], if ndim == 3 { a.shape()[1] } else { 0 });
    let entries = n
        .checked_mul(m + 1)
        .and_then(|k| k.checked_mul(size_of::<*mut u8>() as isize))
        .ok_or_else(no_memory)?;
    // SAFETY: n pointers, then n * m for three dimensions; freed by PyArray_Free with the same allocator.
    unsafe {
        let block = ffi::PyMem_RawMalloc(entries.max(1) as usize).cast::<*mut u8>();
        if block.is_null() {
            return Err(no_memory());
        }
        let rows = block.offset(n);
        for i in 0..n {
            let plane = data.wrapping_offset(i * a.strides()[0]);
            if ndim == 2 {
                block.offset(i).write(plane);
                continue;
            }
            block.offset(i).write(rows.offset(i * m).cast());
            for j in 0..m {
                rows.offset(i * m + j)
                    .write(plane.wrapping_offset(j * a.strides()[1]));
            }
        }
        Ok((a, block.cast()))
    }
}

/// What `PyArray_DebugPrint` writes to standard output.
pub fn debug_text(a: &Array) -> Res<String> {
    const RULE: &str = "-------------------------------------------------------";
    const FLAGS: [(c_int, &str); 6] = [
        (NPY_ARRAY_C_CONTIGUOUS, "NPY_C_CONTIGUOUS"),
        (NPY_ARRAY_F_CONTIGUOUS, "NPY_F_CONTIGUOUS"),
        (NPY_ARRAY_OWNDATA, "NPY_OWNDATA"),
        (NPY_ARRAY_ALIGNED, "NPY_ALIGNED"),
        (NPY_ARRAY_WRITEABLE, "NPY_WRITEABLE"),
        (NPY_ARRAY_WRITEBACKIFCOPY, "NPY_WRITEBACKIFCOPY"),
    ];
    let list = |sizes: &[isize]| sizes.iter().fold(String::new(), |t, n| format!("{t} {n}"));
    let names = FLAGS.iter().filter(|(bit, _)| a.has_flags(*bit));
    let flags = names.fold(String::new(), |t, (_, name)| format!("{t} {name}"));
    let base = a.base().map_or(std::ptr::null_mut(), |b| b.as_ptr());
    let mut text = String::new();
    let _ = write!(
        text,
        "{RULE}\n Dump of NumPy ndarray at address {:p}\n ndim   : {}\n shape  :{}\n dtype  : {}\n data   : {:p}\n strides:{}\n base   : {}\n flags :{flags}\n",
        a.as_ptr(),
        a.ndim(),
        list(a.shape()),
        a.descr().repr_text()?,
        a.data(),
        list(a.strides()),
        if base.is_null() {
            "(nil)".to_owned()
        } else {
            format!("{base:p}")
        },
    );
    if let Some(owner) = a.base().and_then(|b| b.downcast::<Array>()) {
        text.push_str("<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nDump of array's BASE:\n");
        text.push_str(&debug_text(owner)?);
        text.push_str(">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\n");
    }
    text.push_str(RULE);
    text.push('\n');
    Ok(text)
}
