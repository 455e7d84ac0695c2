//! `numpy.broadcast`: several arrays walked together over their common shape.

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, Method, get, varargs};
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, StaticType, TypeBuilder, ffi, ops, slot, types,
};

use super::flatiter::{self, FlatIter};
use crate::coerce::as_array;
use crate::model::errors::shape_text;
use crate::model::{Array, Dims};

/// `numpy.broadcast`.
pub static BROADCAST_TYPE: StaticType = StaticType::new();

/// A multi-iterator, borrowed.
#[repr(transparent)]
pub struct Broadcast(UnsafeCell<PyArrayMultiIterObject>);

// SAFETY: transparent over the C struct; instances begin with it.
unsafe impl Layout for Broadcast {
    fn check(obj: &Object) -> bool {
        BROADCAST_TYPE.has_instance(obj)
    }
}

impl Broadcast {
    /// The struct as C sees it.
    pub fn raw(&self) -> *mut PyArrayMultiIterObject {
        self.0.get()
    }

    fn count(&self) -> usize {
        // SAFETY: a live object.
        unsafe { (*self.raw()).numiter as usize }
    }

    fn iter_at(&self, i: usize) -> &FlatIter {
        // SAFETY: i is below numiter; each entry is an owned reference.
        unsafe { FlatIter::from_ptr((*self.raw()).iters[i].cast()) }
    }

    /// The arrays that are walked.
    pub fn arrays(&self) -> impl Iterator<Item = Own<Array>> {
        (0..self.count()).map(|i| self.iter_at(i).array().own())
    }

    /// The common shape.
    pub fn shape(&self) -> Dims {
        // SAFETY: nd entries are set.
        unsafe { Dims::from(&(&(*self.raw()).dimensions)[..(*self.raw()).nd as usize]) }
    }

    fn reset(&self) {
        // SAFETY: a live object.
        unsafe { (*self.raw()).index = 0 };
        for i in 0..self.count() {
            self.iter_at(i).reset();
        }
    }
}

/// A multi-iterator over arrays, broadcast together (`PyArray_MultiIterFromObjects`).
pub fn new(arrays: &[Own<Array>]) -> Res<Own<Broadcast>> {
    // SAFETY: a ready type; entries are owned references; numiter counts those that are set.
    unsafe {
        let b: Own<Broadcast> = types::alloc(BROADCAST_TYPE.ptr(), 0)?;
        for a in arrays {
            let it = flatiter::new(a)?;
            let n = (*b.raw()).numiter as usize;
            (*b.raw()).iters[n] = it.into_ptr().cast();
            (*b.raw()).numiter += 1;
        }
        broadcast(&b)?;
        b.reset();
        Ok(b)
    }
}

/// The shape that all shapes broadcast to; the error names the two that do not agree.
pub fn common_shape(shapes: &[&[isize]]) -> Res<Dims> {
    let ndim = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut shape = Dims::filled(ndim, 1);
    let mut owner = [0usize; NPY_MAXDIMS];
    for (i, s) in shapes.iter().enumerate() {
        let skip = ndim - s.len();
        for (k, &d) in s.iter().enumerate() {
            if d == 1 {
                continue;
            }
            if shape[skip + k] == 1 {
                shape[skip + k] = d;
                owner[skip + k] = i;
            } else if shape[skip + k] != d {
                let j = owner[skip + k];
                return Err(value_error(&format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {j} with shape {} and arg {i} with shape {}.",
                    tuple_text(shapes[j]),
                    tuple_text(s)
                )));
            }
        }
    }
    Ok(shape)
}

/// Broadcasts the iterators of the struct together (`PyArray_Broadcast`).
pub fn broadcast(b: &Broadcast) -> Res<()> {
    let n = b.count();
    let shapes: Vec<Dims> = (0..n)
        .map(|i| Dims::from(b.iter_at(i).array().shape()))
        .collect();
    let refs: Vec<&[isize]> = shapes.iter().map(|s| &**s).collect();
    let shape = common_shape(&refs)?;
    let ndim = shape.len();
    let size = shape
        .iter()
        .try_fold(1isize, |n, &d| n.checked_mul(d))
        .ok_or_else(|| value_error("broadcast dimensions too large."))?;
    // SAFETY: live iterators that only this object uses; ndim is at most 32.
    unsafe {
        let raw = &mut *b.raw();
        raw.nd = ndim as c_int;
        raw.size = size;
        raw.dimensions[..ndim].copy_from_slice(&shape);
        for i in 0..n {
            let it = &mut *raw.iters[i];
            let own = shapes[i].len();
            let a_strides = Dims::from(b.iter_at(i).array().strides());
            it.nd_m1 = ndim as c_int - 1;
            it.size = size;
            it.contiguous = u8::from(it.contiguous != 0 && *shapes[i] == *shape);
            let mut factor = 1;
            for k in (0..ndim).rev() {
                it.dims_m1[k] = shape[k] - 1;
                let from = k as isize - (ndim - own) as isize;
                it.strides[k] = if from < 0 || shapes[i][from as usize] != shape[k] {
                    0
                } else {
                    a_strides[from as usize]
                };
                it.backstrides[k] = it.strides[k].wrapping_mul(it.dims_m1[k]);
                it.factors[k] = factor;
                factor *= shape[k];
            }
        }
    }
    Ok(())
}

fn construct(_ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    if args.kwnames().is_some() {
        return Err(value_error("keyword arguments not accepted."));
    }
    let too_many = |n: usize| {
        value_error(&format!(
            "Need at least 0 and at most {NPY_MULTI_ITERS} array objects, got {n}."
        ))
    };
    let mut arrays = Vec::new();
    for obj in args.pos() {
        match obj.downcast::<Broadcast>() {
            Some(b) => (0..b.count()).for_each(|i| arrays.push(b.iter_at(i).array().own())),
            None => arrays.push(as_array(obj)?),
        }
        if arrays.len() > NPY_MULTI_ITERS {
            return Err(too_many(arrays.len()));
        }
    }
    if let Some(a) = arrays.iter().find(|a| a.ndim() > NPY_MAXDIMS_LEGACY_ITERS) {
        return Err(super::flatiter::too_many_dims(a.ndim()));
    }
    Ok(new(&arrays)?.upcast())
}

fn next(b: &Broadcast) -> Res<Option<Owned>> {
    // SAFETY: a live object; the iterators stay inside their bounds while index < size.
    unsafe {
        if (*b.raw()).index >= (*b.raw()).size {
            return Ok(None);
        }
        let n = b.count();
        let values: Vec<Res<Owned>> = (0..n)
            .map(|i| {
                let it = b.iter_at(i);
                let a = it.array();
                let v = crate::casting::from_memory((*it.raw()).dataptr.cast(), a.descr(), Some(a));
                it.advance();
                v
            })
            .collect();
        let tuple = ops::tuple_from(values.into_iter())?;
        (*b.raw()).index += 1;
        Ok(Some(tuple))
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: a dead object, once; numiter entries are owned.
    unsafe {
        let raw = slf.cast::<PyArrayMultiIterObject>();
        for i in 0..(*raw).numiter as usize {
            ffi::Py_XDECREF((*raw).iters[i].cast());
        }
        ffi::PyObject_Free(slf.cast());
    }
}

const METHODS: &[Method] = &[varargs(c"reset", |b: &Broadcast, args: Args<'_>| {
    args.exactly::<0>("")?;
    b.reset();
    Ok(())
})];

const GETSET: &[GetSet] = &[
    // SAFETY: a live object.
    get(c"size", |b: &Broadcast| Ok(unsafe { (*b.raw()).size })),
    // SAFETY: a live object.
    get(c"index", |b: &Broadcast| Ok(unsafe { (*b.raw()).index })),
    get(c"shape", |b: &Broadcast| ops::tuple_of_ints(&b.shape())),
    get(c"iters", |b: &Broadcast| {
        ops::tuple_from((0..b.count()).map(|i| Ok(b.iter_at(i).own().upcast())))
    }),
];

/// Readies the type.
pub(super) fn init() -> Res<()> {
    let at = |offset: usize| (ffi::Py_T_INT, offset, ffi::Py_READONLY);
    let (t, nd, ro) = at(std::mem::offset_of!(PyArrayMultiIterObject, nd));
    let numiter = std::mem::offset_of!(PyArrayMultiIterObject, numiter);
    TypeBuilder::new(
        &BROADCAST_TYPE,
        c"numpy.broadcast",
        size_of::<PyArrayMultiIterObject>(),
    )
    .methods(METHODS)
    .getset(GETSET)
    .members(&[
        (c"nd", t, nd, ro),
        (c"ndim", t, nd, ro),
        (c"numiter", t, numiter, ro),
    ])
    .with(|b| {
        let s = b.slots();
        s.tp_dealloc = Some(dealloc);
        s.tp_iter = Some(slot::unary(|b: &Broadcast| Ok(b.own())));
        s.tp_iternext = Some(slot::next(next));
        s.tp_new = Some(slot::new(construct));
    })
    .ready()
}

/// A shape as Python prints tuples.
fn tuple_text(shape: &[isize]) -> String {
    shape_text(shape).replace(',', ", ").replace(", )", ",)")
}
