//! The neighbourhood iterator: the elements around the current one of another iterator, with padding
//! outside of the array. C code only; it advances the struct by inline functions of the header.

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Res, StaticType, TypeBuilder, ffi, types};

use super::flatiter::{self, FlatIter};
use crate::casting::item::constant::constant_element;
use crate::model::Array;

/// The type of neighbourhood iterators.
pub static NEIGHBORHOOD_TYPE: StaticType = StaticType::new();

/// A neighbourhood iterator, borrowed.
#[repr(transparent)]
pub struct Neighborhood(UnsafeCell<PyArrayNeighborhoodIterObject>);

// SAFETY: transparent over the C struct; instances begin with it.
unsafe impl Layout for Neighborhood {
    fn check(obj: &Object) -> bool {
        NEIGHBORHOOD_TYPE.has_instance(obj)
    }
}

/// Whether an object is an iterator that a neighbourhood may follow.
pub fn is_iterator(obj: &Object) -> bool {
    FlatIter::check(obj) || Neighborhood::check(obj)
}

/// What lies outside of the array.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Padding {
    Element,
    Circular,
    Mirror,
}

/// A neighbourhood of `x`: `bounds` holds first and last offset per axis (`PyArray_NeighborhoodIterNew`).
///
/// # Safety
/// `x` is an iterator; `bounds` is readable for two entries per dimension of its array.
pub unsafe fn new(
    x: *mut PyArrayIterObject,
    bounds: *const npy_intp,
    mode: c_int,
    fill: Option<&Array>,
) -> Res<Own<Neighborhood>> {
    // SAFETY: a fresh zeroed struct; dealloc releases what is set so far.
    unsafe {
        let a = Array::from_ptr((*x).ao.cast());
        let out: Own<Neighborhood> = types::alloc(NEIGHBORHOOD_TYPE.ptr(), 0)?;
        let it = out.0.get();
        flatiter::init_struct(it.cast(), a)?;
        ffi::Py_INCREF(x.cast());
        (*it)._internal_iter = x;
        (*it).nd = a.ndim() as npy_intp;
        (*it).mode = mode;
        let base = &mut (*it).base;
        base.size = 1;
        for (i, &d) in a.shape().iter().enumerate() {
            let (low, high) = (*bounds.add(2 * i), *bounds.add(2 * i + 1));
            let length = high.checked_sub(low).and_then(|n| n.checked_add(1));
            base.size = length
                .and_then(|n| base.size.checked_mul(n))
                .ok_or_else(|| value_error("the neighbourhood is too large"))?;
            base.bounds[i] = [low, high];
            // Where the neighbourhood reaches out of the array, so may one that follows it.
            base.limits[i] = [low.min(0), high.max(d - 1)];
            base.limits_sizes[i] = base.limits[i][1] - base.limits[i][0] + 1;
            (*it).dimensions[i] = d;
        }
        let padding = match mode {
            NPY_NEIGHBORHOOD_ITER_ZERO_PADDING => {
                (*it).constant = constant_element(a, false)?.cast();
                Padding::Element
            }
            NPY_NEIGHBORHOOD_ITER_ONE_PADDING => {
                (*it).constant = constant_element(a, true)?.cast();
                Padding::Element
            }
            NPY_NEIGHBORHOOD_ITER_CONSTANT_PADDING => {
                (*it).constant = constant_element(a, false)?.cast();
                let fill = fill.ok_or_else(|| value_error("constant padding needs a value"))?;
                crate::casting::set_item(a.descr(), (*it).constant.cast(), fill)?;
                Padding::Element
            }
            NPY_NEIGHBORHOOD_ITER_CIRCULAR_PADDING => Padding::Circular,
            NPY_NEIGHBORHOOD_ITER_MIRROR_PADDING => Padding::Mirror,
            _ => return Err(value_error("Unsupported padding mode")),
        };
        (*it).base.translate = Some(match padding {
            Padding::Element => translate_element,
            Padding::Circular => translate_circular,
            Padding::Mirror => translate_mirror,
        });
        // Coordinates are needed from here on, and a contiguous iterator does not keep them.
        (*x).contiguous = 0;
        reset(it);
        Ok(out)
    }
}

/// Back to the first neighbour.
///
/// # Safety
/// A filled struct.
unsafe fn reset(it: *mut PyArrayNeighborhoodIterObject) {
    // SAFETY: as the caller vouches.
    unsafe {
        for i in 0..(*it).nd as usize {
            (*it).base.coordinates[i] = (*it).base.bounds[i][0];
        }
        if let Some(translate) = (*it).base.translate {
            let coordinates = (&raw const (*it).base.coordinates).cast();
            (*it).base.dataptr = translate(it.cast(), coordinates);
        }
    }
}

/// The address for coordinates relative to the iterator that is followed; `map` brings each into the
/// limits (first, size), or answers `None` for the padding element.
///
/// # Safety
/// `it` is a neighbourhood iterator, with a coordinate per dimension.
#[inline(always)]
unsafe fn translate(
    it: *mut PyArrayIterObject,
    coordinates: *const npy_intp,
    map: impl Fn(npy_intp, npy_intp) -> Option<npy_intp>,
) -> *mut c_char {
    // SAFETY: as the caller vouches; the struct that is followed is alive.
    unsafe {
        let it = it.cast::<PyArrayNeighborhoodIterObject>();
        let inner = (*it)._internal_iter;
        let mut at = [0; NPY_MAXDIMS_LEGACY_ITERS];
        for (i, slot) in at.iter_mut().enumerate().take((*it).nd as usize) {
            let [first, _] = (*inner).limits[i];
            let wanted = *coordinates.add(i) + (*inner).coordinates[i] - first;
            match map(wanted, (*inner).limits_sizes[i]) {
                Some(found) => *slot = found + first,
                None => return (*it).constant,
            }
        }
        match (*inner).translate {
            Some(f) => f(inner, at.as_ptr()),
            None => (*it).constant,
        }
    }
}

unsafe extern "C" fn translate_element(
    it: *mut PyArrayIterObject,
    coordinates: *const npy_intp,
) -> *mut c_char {
    // SAFETY: the contract of `translate` fields.
    unsafe { translate(it, coordinates, |i, n| (0..n).contains(&i).then_some(i)) }
}

unsafe extern "C" fn translate_circular(
    it: *mut PyArrayIterObject,
    coordinates: *const npy_intp,
) -> *mut c_char {
    // SAFETY: the contract of `translate` fields.
    unsafe { translate(it, coordinates, |i, n| i.checked_rem_euclid(n)) }
}

unsafe extern "C" fn translate_mirror(
    it: *mut PyArrayIterObject,
    coordinates: *const npy_intp,
) -> *mut c_char {
    // The border element is repeated: periods of 2n, the second half backwards.
    // SAFETY: the contract of `translate` fields.
    unsafe {
        translate(it, coordinates, |i, n| {
            let k = i.checked_rem_euclid(2 * n)?;
            Some(if k < n { k } else { 2 * n - 1 - k })
        })
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: a dead iterator, once.
    unsafe {
        let it = slf.cast::<PyArrayNeighborhoodIterObject>();
        if !(*it).constant.is_null() {
            let a = Array::from_ptr((*it).base.ao.cast());
            if a.descr().is_object() {
                let element = (*it).constant.cast::<*mut ffi::PyObject>();
                ffi::Py_XDECREF(element.read_unaligned());
            }
            libc::free((*it).constant.cast());
        }
        ffi::Py_XDECREF((*it)._internal_iter.cast());
        ffi::Py_XDECREF((*it).base.ao.cast());
        ffi::PyObject_Free(slf.cast());
    }
}

/// Readies the type.
pub fn init() -> Res<()> {
    TypeBuilder::new(
        &NEIGHBORHOOD_TYPE,
        c"numpy.neigh_internal_iter",
        size_of::<PyArrayNeighborhoodIterObject>(),
    )
    .with(|t| t.slots().tp_dealloc = Some(dealloc))
    .ready()
}
