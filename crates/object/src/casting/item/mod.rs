//! Single elements: a Python object into memory, and back.

pub mod casts;
pub mod constant;
pub mod datetime_objects;
mod num;
pub mod number;
mod objects;
pub mod python_value;
pub mod scalar;
pub mod table;
pub mod text;
pub mod time;
pub mod void;
pub mod void_scalar;

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, entry, ffi, none};

use super::Transfer;
use super::refcount;
use crate::casting::hooks::COERCION;
use crate::model::Array;
use crate::model::walked::Walked;
use crate::model::{Descr, is_number};

pub use objects::sum_of_products;
pub use table::{ItemSlots, slots_for};

/// Stores `value` at `ptr` as `descr` says (`PyArray_Pack`): dispatches on the value's own DType first, then casts,
/// so that results and errors equal those of `a[i] = value`.
///
/// # Safety
/// `ptr` is writable for `descr.elsize()` bytes; the memory is initialised if the descr holds references.
pub unsafe fn set_item(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        if descr.is_object() {
            return set_object(ptr, value);
        }
        // Python's own numbers and strings are known to every built-in dtype.
        if value.is_basic_builtin() && descr.is_legacy() && !descr.is_user_defined() {
            return set_by_slot(descr, ptr, value);
        }
        let class = (COERCION.get().class_of_value)(value, Some(descr.class()))?;
        let class = match class {
            None => {
                // Not a scalar of any DType; a 0-d array stands for its element.
                if let Some(a) = value.downcast::<Array>()
                    && a.is_exact()
                    && a.ndim() == 0
                {
                    return cast_element(a.descr(), a.data(), descr, ptr);
                }
                return set_by_slot(descr, ptr, value);
            }
            Some(c) => c,
        };
        if class.is(descr.class()) {
            return set_by_slot(descr, ptr, value);
        }
        let own = (COERCION.get().discover)(&class, value)?;
        // Integers that no number holds are objects, and the cast of an object comes back here.
        if own.is_object() || own.is(descr) {
            return set_by_slot(descr, ptr, value);
        }
        let mut element = Element::new(&own)?;
        set_by_slot(&own, element.ptr(), value)?;
        cast_element(&own, element.ptr(), descr, ptr)
    }
}

/// `set_item` into an array's own memory, which stays where it is even if the value runs code.
///
/// # Safety
/// As `set_item`, with `ptr` in `a`'s memory.
#[inline]
pub unsafe fn set_item_of(a: &Array, ptr: *mut u8, value: &Object) -> Res<()> {
    let _marks = marks_for(a, value);
    let descr = a.descr().own();
    // SAFETY: as the caller vouches.
    unsafe { set_item(&descr, ptr, value) }
}

/// The mark on an array, and on those whose memory it shows, while a value becomes an element of it: where that can run
/// code. `None` where it cannot.
pub fn marks_for(a: &Array, value: &Object) -> Option<Walked> {
    let quiet = value.is_none()
        || crate::dtype::scalar_classes::python_number(value).is_some()
        || a.descr().is_object();
    (!quiet).then(|| Walked::new(&[a]))
}

/// One element of any dtype on the side, released when dropped.
pub struct Element {
    descr: Own<Descr>,
    bytes: Vec<u128>,
}

impl Element {
    /// A zeroed element.
    pub fn new(descr: &Descr) -> Res<Element> {
        Ok(Element {
            bytes: vec![0; (descr.elsize() as usize).div_ceil(16).max(1)],
            descr: descr.own(),
        })
    }

    /// Where it lies.
    pub fn ptr(&mut self) -> *mut u8 {
        self.bytes.as_mut_ptr().cast()
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        if self.descr.has_references() {
            let p = self.ptr();
            ferronum_pyrt::raised::with_saved_exception(|| {
                // SAFETY: zeroes or an element of the descr.
                if let Err(e) = unsafe { refcount::clear(&self.descr, p, self.descr.elsize(), 1) } {
                    e.unraisable(None);
                }
            });
        }
    }
}

/// Casts one element, reporting float errors.
///
/// # Safety
/// Elements of the descriptors lie at the pointers, at any alignment.
pub unsafe fn cast_element(from: &Descr, src: *const u8, to: &Descr, dst: *mut u8) -> Res<()> {
    let aligned = |d: &Descr, p: *const u8| p.addr().is_multiple_of(d.alignment().max(1) as usize);
    let t = Transfer::new(
        from,
        to,
        0,
        0,
        aligned(from, src) && aligned(to, dst),
        false,
    )?;
    // SAFETY: as the caller vouches.
    unsafe { t.run_checked(src, 0, dst, 0, 1) }
}

/// Stores a value through the dtype's own `setitem`, without a look at the value's dtype.
///
/// # Safety
/// As `set_item`.
#[inline]
pub unsafe fn set_by_slot(descr: &Descr, ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        match descr.type_num() {
            t if is_number(t) => number::set(descr, ptr, value),
            NPY_OBJECT => set_object(ptr, value),
            NPY_STRING | NPY_UNICODE => text::set(descr, ptr, value),
            NPY_VOID => void::set(descr, ptr, value),
            NPY_DATETIME | NPY_TIMEDELTA => time::set(descr, ptr, value),
            _ => {
                let slots = descr.class().slots();
                if let Some(f) = (*slots).setitem {
                    return ferronum_pyrt::raised::check_status(f(
                        descr.raw(),
                        value.as_ptr(),
                        ptr.cast(),
                    ));
                }
                let Some(f) = (*slots).f.setitem else {
                    return Err(type_error("this dtype cannot store Python objects"));
                };
                let holder = table::holder(descr, ptr)?;
                ferronum_pyrt::raised::check_status(f(
                    value.as_ptr(),
                    ptr.cast(),
                    holder.as_ptr().cast(),
                ))
            }
        }
    }
}

/// The element at `ptr` as the Python object of `a.item()` (int, float, str, tuple, …). `base` is kept alive by
/// arrays that view a subarray field.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn get_item(descr: &Descr, ptr: *const u8, base: Option<&Array>) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    unsafe {
        match descr.type_num() {
            t if is_number(t) => number::get(descr, ptr),
            NPY_OBJECT => Ok(get_object(ptr)),
            NPY_STRING | NPY_UNICODE => text::Text::at(descr, ptr.cast_mut()).to_object(),
            NPY_VOID => void::get(descr, ptr, base),
            NPY_DATETIME | NPY_TIMEDELTA => time::get(descr, ptr),
            _ => {
                let slots = descr.class().slots();
                if let Some(f) = (*slots).getitem {
                    return Own::from_result(f(descr.raw(), ptr.cast_mut().cast()));
                }
                let Some(f) = (*slots).f.getitem else {
                    return Err(type_error("this dtype cannot read Python objects"));
                };
                let holder = match base {
                    Some(b) if b.descr().is(descr) => b.own(),
                    _ => table::holder(descr, ptr.cast_mut())?,
                };
                Own::from_result(f(ptr.cast_mut().cast(), holder.as_ptr().cast()))
            }
        }
    }
}

/// The object at `ptr`, NULL as `None`.
///
/// # Safety
/// `ptr` holds an owned reference or NULL, at any alignment.
#[inline]
pub unsafe fn get_object(ptr: *const u8) -> Owned {
    // SAFETY: as the caller vouches.
    unsafe {
        let p = ptr.cast::<*mut ffi::PyObject>().read_unaligned();
        Object::from_ptr_opt(p).unwrap_or(none()).own()
    }
}

/// Replaces the object at `ptr`.
///
/// # Safety
/// `ptr` holds an owned reference or NULL, at any alignment.
#[inline]
pub unsafe fn set_object(ptr: *mut u8, value: &Object) -> Res<()> {
    // SAFETY: as the caller vouches. The place is written before the old object can run code.
    unsafe {
        let place = ptr.cast::<*mut ffi::PyObject>();
        let old = place.read_unaligned();
        place.write_unaligned(value.own().into_ptr());
        ffi::Py_XDECREF(old);
    }
    Ok(())
}

/// `NPY_DT_setitem` of the built-in classes.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn setitem_slot(
    descr: *mut PyArray_Descr,
    value: *mut ffi::PyObject,
    ptr: *mut c_char,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        set_by_slot(
            Descr::from_ptr(descr.cast()),
            ptr.cast(),
            Object::from_ptr(value),
        )
    })
}

/// `NPY_DT_getitem` of the built-in classes.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn getitem_slot(
    descr: *mut PyArray_Descr,
    ptr: *mut c_char,
) -> *mut ffi::PyObject {
    // SAFETY: the slot's contract.
    entry(|| unsafe { get_item(Descr::from_ptr(descr.cast()), ptr.cast(), None) })
}
