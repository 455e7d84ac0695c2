//! `numpy.void` scalars over the memory of an array, or with memory of their own.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::no_memory;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi};

use crate::casting::item::scalar::alloc;
use crate::model::scalar_types::type_ptr;
use crate::model::{Array, Descr};
use crate::storage::NewArray;

pub(crate) type Raw = *mut PyVoidScalarObject;

pub(crate) fn raw(s: &Object) -> Raw {
    s.as_ptr().cast()
}

/// A new void scalar of `descr` that owns zeroed memory.
///
/// # Safety
/// `ty` is `void` or a subclass.
pub(crate) unsafe fn alloc_owned(ty: *mut ffi::PyTypeObject, descr: &Descr) -> Res<Owned> {
    // SAFETY: a fresh object; every field that dealloc looks at is set before anything can fail twice.
    unsafe {
        let s = alloc(ty)?;
        let v = raw(&s);
        (*v).descr = descr.own().into_ptr().cast();
        (*v).flags = NPY_ARRAY_BEHAVED | NPY_ARRAY_OWNDATA;
        let size = descr.elsize().max(1) as usize;
        (*v).obval = ffi::PyMem_Calloc(1, size).cast();
        if (*v).obval.is_null() {
            return Err(no_memory());
        }
        (*v).ob_base.ob_size = descr.elsize();
        Ok(s)
    }
}

/// The scalar type that a void dtype names (`np.record` for record dtypes).
fn scalar_type(descr: &Descr) -> *mut ffi::PyTypeObject {
    let ty = descr.typeobj();
    // SAFETY: a live type or NULL.
    if ty.is_null() || unsafe { ffi::PyType_IsSubtype(ty, type_ptr(NPY_VOID)) } == 0 {
        return type_ptr(NPY_VOID);
    }
    ty
}

/// A void scalar from memory: a view of the array for records, a copy otherwise.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes, and lies in `base` where that is given.
pub(crate) unsafe fn from_memory(
    ptr: *const u8,
    descr: &Descr,
    base: Option<&Array>,
) -> Res<Owned> {
    if descr.has_subarray() {
        // SAFETY: as the caller vouches.
        return unsafe { crate::casting::get_item(descr, ptr, base) };
    }
    // SAFETY: as the caller vouches; a view keeps the array alive.
    unsafe {
        if let (true, Some(a)) = (descr.has_fields(), base) {
            let s = alloc(scalar_type(descr))?;
            let v = raw(&s);
            (*v).descr = descr.own().into_ptr().cast();
            (*v).flags = a.flags() & !NPY_ARRAY_OWNDATA;
            (*v).obval = ptr.cast_mut().cast();
            (*v).base = a.own().into_ptr();
            (*v).ob_base.ob_size = descr.elsize();
            return Ok(s);
        }
        let s = alloc_owned(scalar_type(descr), descr)?;
        (*raw(&s)).flags |= NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS;
        let dst = (*raw(&s)).obval.cast::<u8>();
        if descr.has_references() {
            let t = crate::casting::Transfer::new(descr, descr, 0, 0, false, false)?;
            t.run(ptr, 0, dst, 0, 1)?;
        } else {
            std::ptr::copy_nonoverlapping(ptr, dst, descr.elsize() as usize);
        }
        Ok(s)
    }
}

/// The memory of a void scalar.
pub(crate) fn data(s: &Object) -> *const u8 {
    // SAFETY: a void scalar.
    unsafe { (*raw(s)).obval.cast::<u8>().cast_const() }
}

/// The 0-d array that views a void scalar's memory.
pub(crate) fn view(s: &Object, descr: Own<Descr>) -> Res<Own<Array>> {
    // SAFETY: a void scalar; the array keeps it alive as its base.
    let (data, flags) = unsafe { ((*raw(s)).obval, (*raw(s)).flags) };
    NewArray {
        data: Some(data.cast()),
        flags: flags & !NPY_ARRAY_OWNDATA,
        base: Some(s.own()),
        ..NewArray::new(descr, &[])
    }
    .build()
}
