//! `numpy._BoundArrayMethod`: a method with its DTypes, as `_get_castingimpl` hands it out for tests.

use std::cell::UnsafeCell;
use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{get, onearg};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, StaticType, TypeBuilder, ffi, int_new, none, py_bool,
    slot, tuple_new, types,
};

use super::array_method::{ArrayMethod, NO_VIEW, free_aux};
use crate::model::Array;
use crate::model::{DTypeClass, Descr};

/// `numpy._BoundArrayMethod`.
pub static BOUND_METHOD_TYPE: StaticType = StaticType::new();

/// The struct behind it.
#[repr(C)]
pub struct BoundMethodStruct {
    ob_base: ffi::PyObject,
    method: *mut ffi::PyObject,
    /// A tuple of DType classes.
    dtypes: *mut ffi::PyObject,
}

/// A `_BoundArrayMethod`, borrowed.
#[repr(transparent)]
pub struct BoundMethod(UnsafeCell<BoundMethodStruct>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for BoundMethod {
    fn check(obj: &Object) -> bool {
        BOUND_METHOD_TYPE.has_exact(obj)
    }
}

impl BoundMethod {
    /// Binds a method to its classes.
    pub fn new(m: &ArrayMethod, classes: &[&DTypeClass]) -> Res<Own<BoundMethod>> {
        let objects: Vec<&Object> = classes.iter().map(|c| c.object()).collect();
        // SAFETY: a fresh instance, filled before use.
        unsafe {
            let b: Own<BoundMethod> = types::alloc(BOUND_METHOD_TYPE.ptr(), 0)?;
            (*b.0.get()).method = m.own().into_ptr();
            (*b.0.get()).dtypes = tuple_new(&objects)?.into_ptr();
            Ok(b)
        }
    }

    fn method(&self) -> &ArrayMethod {
        // SAFETY: set once, owned.
        unsafe { ArrayMethod::from_ptr((*self.0.get()).method) }
    }

    fn classes(&self) -> &[&Object] {
        // SAFETY: set once, owned.
        unsafe { Object::from_ptr((*self.0.get()).dtypes) }.tuple_items()
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: a dead instance; the fields are owned or NULL.
    unsafe {
        let b = slf.cast::<BoundMethodStruct>();
        ffi::Py_XDECREF((*b).method);
        ffi::Py_XDECREF((*b).dtypes);
        ffi::PyObject_Free(slf.cast());
    }
}

fn repr(b: &BoundMethod) -> Res<String> {
    let mut names = Vec::new();
    for c in b.classes() {
        names.push(c.repr_text()?);
    }
    Ok(format!(
        "<np._BoundArrayMethod `{}` for dtypes ({})>",
        b.method().name(),
        names.join(", ")
    ))
}

/// `_resolve_descriptors((from, to or None))`: (casting, descriptors, view offset).
fn resolve_descriptors(b: &BoundMethod, arg: &Object) -> Res<Owned> {
    let m = b.method();
    let (nin, n) = (m.nin(), m.nin() + m.nout());
    if !arg.is_tuple() || arg.tuple_len() != n {
        return Err(type_error(&format!(
            "_resolve_descriptors() takes exactly one tuple with as many elements as the method takes arguments ({nin}+{})",
            n - nin
        )));
    }
    let mut given = vec![std::ptr::null_mut(); n];
    let mut classes = vec![std::ptr::null_mut(); n];
    for (i, item) in arg.tuple_items().iter().enumerate() {
        // SAFETY: the classes were checked when the method was bound.
        let class = unsafe { DTypeClass::from_ptr(b.classes()[i].as_ptr()) };
        classes[i] = class.raw();
        if item.is_none() {
            if i < nin {
                return Err(type_error(
                    "only output dtypes may be omitted (set to None).",
                ));
            }
            continue;
        }
        let Some(d) = item.downcast::<Descr>() else {
            return Err(type_error(
                "dtype tuple elements must be dtype instances or None.",
            ));
        };
        if !d.class().is(class) {
            return Err(type_error(&format!(
                "input dtype {} was not an exact instance of the bound DType class {}.",
                d.repr_text()?,
                class.repr_text()?
            )));
        }
        given[i] = d.raw();
    }
    let mut out: Vec<*mut PyArray_Descr> = vec![std::ptr::null_mut(); n];
    let mut view = NO_VIEW;
    // SAFETY: arrays of nin + nout entries; the results are new references.
    unsafe {
        let Some(f) = (*m.raw()).resolve_descriptors else {
            return Err(type_error("the method cannot resolve descriptors"));
        };
        let casting = f(
            m.raw().cast(),
            classes.as_ptr(),
            given.as_ptr(),
            out.as_mut_ptr(),
            &mut view,
        );
        if casting < 0 {
            if !ffi::PyErr_Occurred().is_null() {
                return Err(Raised::pending());
            }
            return tuple_new(&[&*int_new(i64::from(casting))?, none(), none()]);
        }
        let descrs: Vec<Own<Descr>> = out.into_iter().map(|p| Own::steal(p)).collect();
        let refs: Vec<&Object> = descrs.iter().map(|d| d.object()).collect();
        let view = if view == NO_VIEW {
            none().own()
        } else {
            int_new(view as i64)?
        };
        tuple_new(&[&*int_new(i64::from(casting))?, &*tuple_new(&refs)?, &*view])
    }
}

/// `_simple_strided_call((a, b))`: runs the loop over one-dimensional arrays as they are.
fn simple_strided_call(b: &BoundMethod, arg: &Object) -> Res<()> {
    let m = b.method();
    let (nin, n) = (m.nin(), m.nin() + m.nout());
    if !arg.is_tuple() || arg.tuple_len() != n {
        return Err(type_error(&format!(
            "_simple_strided_call() takes exactly one tuple with as many arrays as the method takes arguments ({nin}+{})",
            n - nin
        )));
    }
    let mut arrays: Vec<&Array> = Vec::with_capacity(n);
    let mut aligned = true;
    for (i, item) in arg.tuple_items().iter().enumerate() {
        let Some(a) = item.downcast::<Array>().filter(|a| a.is_exact()) else {
            return Err(type_error("All inputs must be arrays."));
        };
        if !a.descr().class().is(b.classes()[i]) {
            return Err(type_error(&format!(
                "input dtype {} was not an exact instance of the bound DType class {}.",
                a.descr().repr_text()?,
                b.classes()[i].repr_text()?
            )));
        }
        if a.ndim() != 1 {
            return Err(value_error("All arrays must be one dimensional."));
        }
        if i > 0 && a.shape() != arrays[0].shape() {
            return Err(value_error("All arrays must have the same length."));
        }
        if i >= nin && !a.is_writeable() {
            return Err(value_error("output array is read-only"));
        }
        aligned &= a.is_aligned();
        arrays.push(a);
    }
    if !aligned && !m.supports_unaligned() {
        return Err(value_error("method does not support unaligned input."));
    }
    let resolved_input = arrays
        .iter()
        .map(|a| a.descr().object())
        .collect::<Vec<_>>();
    let answer = resolve_descriptors(b, &*tuple_new(&resolved_input)?)?;
    let parts = answer.tuple_items();
    if parts[1].is_none() {
        return Err(type_error("cast is not possible."));
    }
    for (a, d) in arrays.iter().zip(parts[1].tuple_items()) {
        if !a.descr().object().is(d) {
            return Err(type_error(
                "_simple_strided_call(): requires dtypes to not require a cast (must match exactly with `_resolve_descriptors()`).",
            ));
        }
    }
    let raw: Vec<*mut PyArray_Descr> = arrays.iter().map(|a| a.descr().raw()).collect();
    let strides: Vec<isize> = arrays.iter().map(|a| a.strides()[0]).collect();
    let data: Vec<*mut c_char> = arrays.iter().map(|a| a.data().cast()).collect();
    let len = arrays.first().map_or(0, |a| a.shape()[0]);
    let mut context = PyArrayMethod_Context {
        caller: std::ptr::null_mut(),
        method: m.raw().cast(),
        descriptors: raw.as_ptr(),
        _reserved: std::ptr::null_mut(),
        flags: 0,
        parameters: std::ptr::null_mut(),
    };
    // SAFETY: operands of the method's own dtypes, held by the tuple; shapes were checked.
    unsafe {
        let choice = m.get_loop(&mut context, aligned, false, &strides)?;
        let status = (choice.run)(
            &mut context,
            data.as_ptr(),
            &len,
            strides.as_ptr(),
            choice.aux,
        );
        free_aux(choice.aux);
        ferronum_pyrt::raised::check_status(status)
    }
}

fn supports_unaligned(b: &BoundMethod) -> Res<Owned> {
    Ok(py_bool(b.method().supports_unaligned()).own())
}

/// Readies the type.
pub(crate) fn init() -> Res<()> {
    TypeBuilder::new(
        &BOUND_METHOD_TYPE,
        c"numpy._BoundArrayMethod",
        size_of::<BoundMethodStruct>(),
    )
    .with(|t| {
        t.slots().tp_dealloc = Some(dealloc);
        t.slots().tp_repr = Some(slot::unary(repr));
    })
    .methods(&[
        onearg(c"_resolve_descriptors", resolve_descriptors),
        onearg(c"_simple_strided_call", simple_strided_call),
    ])
    .getset(&[get(c"_supports_unaligned", supports_unaligned)])
    .ready()
}
