//! `numpy.object_`: calling it gives the object itself, so instances hardly exist; those that do pass everything
//! on to the object that they hold.

use std::ffi::c_int;

use ferronum_pyrt::{Args, Layout, Object, Owned, Res, TypeBuilder, ffi, none, slot};

use crate::casting::item::scalar::value_ptr;
use crate::model::scalar_types::Scalar;

/// The object held.
fn held(s: &Scalar) -> Owned {
    // SAFETY: the value of an object scalar is an owned reference or NULL.
    unsafe {
        Object::from_ptr_opt(value_ptr(s).cast::<*mut ffi::PyObject>().read())
            .unwrap_or(none())
            .own()
    }
}

unsafe extern "C" fn dealloc(s: *mut ffi::PyObject) {
    // SAFETY: the interpreter gives the last reference; the type frees the memory.
    unsafe {
        let field = value_ptr(Object::from_ptr(s)).cast::<*mut ffi::PyObject>();
        slot::clear_field(field);
        if let Some(free) = (*ffi::Py_TYPE(s)).tp_free {
            free(s.cast());
        }
    }
}

fn len(s: &Scalar) -> Res<isize> {
    Ok(held(s).len()? as isize)
}
fn concat(s: &Scalar, other: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe {
        ferronum_pyrt::Own::from_result(ffi::PySequence_Concat(held(s).as_ptr(), other.as_ptr()))
    }
}
fn repeat(s: &Scalar, n: isize) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { ferronum_pyrt::Own::from_result(ffi::PySequence_Repeat(held(s).as_ptr(), n)) }
}
fn contains(s: &Scalar, item: &Object) -> Res<bool> {
    // SAFETY: both live.
    let r = unsafe { ffi::PySequence_Contains(held(s).as_ptr(), item.as_ptr()) };
    ferronum_pyrt::raised::check_status(r)?;
    Ok(r != 0)
}
fn subscript(s: &Scalar, key: &Object) -> Res<Owned> {
    held(s).get_item(key)
}
fn ass_subscript(s: &Scalar, key: &Object, value: Option<&Object>) -> Res<()> {
    match value {
        Some(v) => held(s).set_item(key, v),
        // SAFETY: both live.
        None => ferronum_pyrt::raised::check_status(unsafe {
            ffi::PyObject_DelItem(held(s).as_ptr(), key.as_ptr())
        }),
    }
}
fn call(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    held(s).call_kw(args.values(), args.kwnames())
}
fn getattr(s: &Scalar, name: &Object) -> Res<Owned> {
    // Our own attributes come first where the value has none of that name.
    match held(s).getattr_opt(name)? {
        Some(v) => Ok(v),
        None => slot::generic_getattr(s, name),
    }
}
fn hash(s: &Scalar) -> Res<isize> {
    held(s).hash()
}
fn richcompare(s: &Scalar, other: &Object, op: c_int) -> Res<Owned> {
    held(s).compare(other, op)
}

unsafe extern "C" fn setattro(
    s: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    ferronum_pyrt::entry(|| {
        // SAFETY: live objects; a NULL value deletes.
        ferronum_pyrt::raised::check_status(unsafe {
            ffi::PyObject_SetAttr(held(Scalar::from_ptr(s)).as_ptr(), name, value)
        })
    })
}

unsafe extern "C" fn getbuffer(
    s: *mut ffi::PyObject,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: the interpreter passes a live scalar and a view to fill; the view belongs to the object held.
    unsafe { ffi::PyObject_GetBuffer(held(Scalar::from_ptr(s)).as_ptr(), view, flags) }
}

unsafe extern "C" fn releasebuffer(s: *mut ffi::PyObject, view: *mut ffi::Py_buffer) {
    // SAFETY: a live scalar and a view of the object held, which may have nothing to release.
    unsafe {
        let inner = held(Scalar::from_ptr(s));
        let table = (*inner.type_ptr()).tp_as_buffer;
        if let Some(release) = table.as_ref().and_then(|t| t.bf_releasebuffer) {
            release(inner.as_ptr(), view);
        }
    }
}

/// Sets the slots of `object_`.
pub(crate) fn slots(b: &mut TypeBuilder<'static>) {
    let q = b.sequence();
    q.sq_length = Some(slot::len(len));
    q.sq_concat = Some(slot::subscript(concat));
    q.sq_repeat = Some(slot::item(repeat));
    q.sq_contains = Some(slot::contains(contains));
    q.sq_inplace_concat = Some(slot::subscript(concat));
    q.sq_inplace_repeat = Some(slot::item(repeat));
    let m = b.mapping();
    m.mp_length = Some(slot::len(len));
    m.mp_subscript = Some(slot::subscript(subscript));
    m.mp_ass_subscript = Some(slot::ass_subscript(ass_subscript));
    let buffer = b.buffer();
    buffer.bf_getbuffer = Some(getbuffer);
    buffer.bf_releasebuffer = Some(releasebuffer);
    let t = b.slots();
    t.tp_dealloc = Some(dealloc);
    t.tp_call = Some(slot::call(call));
    t.tp_getattro = Some(slot::subscript(getattr));
    t.tp_setattro = Some(setattro);
    t.tp_hash = Some(slot::hash(hash));
    t.tp_richcompare = Some(slot::richcompare(richcompare));
}
