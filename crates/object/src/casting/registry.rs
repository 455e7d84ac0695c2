//! The cast registry: for each pair of DType classes the `ArrayMethod` that casts, or the knowledge that
//! there is none. Built-in pairs are made at first use and kept in a table; classes of extensions keep
//! theirs in the `castingimpls` dict of the class that casts from.

use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Res, dict_new, ffi, none};

use super::array_method::{ArrayMethod, CastInfo};
use super::safety::min_casting;
use super::{legacy, numeric, objects, text, times, voids};
use crate::model::{DTypeClass, Descr};

const N: usize = NPY_NTYPES_LEGACY;

/// Methods between built-in types, NULL until first used.
static BUILTIN: [AtomicPtr<ffi::PyObject>; N * N] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; N * N];

/// The method that casts from one class to another; `None` where there is no such cast.
pub fn cast_method(from: &DTypeClass, to: &DTypeClass) -> Res<Option<Own<ArrayMethod>>> {
    let (f, t) = (from.type_num(), to.type_num());
    if (f as usize) < N && (t as usize) < N {
        return builtin_method(f, t).map(|m| Some(m.own()));
    }
    // `numpy.dtype` itself is a class without slots.
    if from.slots().is_null() || to.slots().is_null() {
        return Ok(None);
    }
    // SAFETY: as checked; the fields are owned references or NULL.
    let slots = unsafe { &*from.slots() };
    if from.is(to) {
        // SAFETY: an owned reference or NULL.
        let own = unsafe { Object::from_ptr_opt(slots.within_dtype_castingimpl) };
        if let Some(m) = own.and_then(|o| o.downcast::<ArrayMethod>()) {
            return Ok(Some(m.own()));
        }
    } else if let Some(dict) = castingimpls(from)?.not_none()
        && let Some(found) = dict.dict_get(to)?
    {
        return Ok(found.downcast_into::<ArrayMethod>().ok());
    }
    let made = make_generic(from, to)?;
    match &made {
        Some(m) => store(from, to, m)?,
        None if !from.is(to) => castingimpls(from)?.dict_set(to, none())?,
        None => {}
    }
    Ok(made)
}

fn builtin_method(f: i32, t: i32) -> Res<&'static ArrayMethod> {
    let cell = &BUILTIN[f as usize * N + t as usize];
    let p = cell.load(Ordering::Relaxed);
    if !p.is_null() {
        // SAFETY: the table keeps its references for ever.
        return Ok(unsafe { ArrayMethod::from_ptr(p) });
    }
    let m = make_builtin(f, t)?;
    cell.store(m.as_ptr(), Ordering::Relaxed);
    Ok(m.leak())
}

/// The casts of built-in classes, by kind. Every pair has one.
fn make_builtin(f: i32, t: i32) -> Res<Own<ArrayMethod>> {
    if let Some(m) = numeric::method(f, t)? {
        return Ok(m);
    }
    if f == NPY_OBJECT || t == NPY_OBJECT {
        return objects::method(f == NPY_OBJECT, t == NPY_OBJECT);
    }
    if f == NPY_VOID || t == NPY_VOID {
        return voids::method(f == NPY_VOID, t == NPY_VOID);
    }
    if matches!(f, NPY_DATETIME | NPY_TIMEDELTA) || matches!(t, NPY_DATETIME | NPY_TIMEDELTA) {
        return times::method(f, t);
    }
    text::method(f, t)
}

/// Casts that exist for every class: from and to object, from and to void, and the legacy functions of
/// user dtypes.
fn make_generic(from: &DTypeClass, to: &DTypeClass) -> Res<Option<Own<ArrayMethod>>> {
    if from.is_abstract() || to.is_abstract() {
        return Ok(None);
    }
    if from.type_num() == NPY_OBJECT {
        return objects::method(true, false).map(Some);
    }
    if to.type_num() == NPY_OBJECT {
        return objects::method(false, true).map(Some);
    }
    if from.is(to) {
        return if from.is_legacy() {
            legacy::within().map(Some)
        } else {
            Ok(None)
        };
    }
    if from.is_legacy()
        && to.is_legacy()
        && let Some(m) = legacy::between(from, to)?
    {
        return Ok(Some(m));
    }
    if from.type_num() == NPY_VOID {
        return voids::method(true, false).map(Some);
    }
    if to.type_num() == NPY_VOID {
        return voids::method(false, true).map(Some);
    }
    Ok(None)
}

fn castingimpls(class: &DTypeClass) -> Res<&Object> {
    // SAFETY: a live class; the dict is made once and then owned by the class.
    unsafe {
        let slots = class.slots();
        if (*slots).castingimpls.is_null() {
            (*slots).castingimpls = dict_new()?.into_ptr();
        }
        Ok(Object::from_ptr((*slots).castingimpls))
    }
}

fn store(from: &DTypeClass, to: &DTypeClass, m: &ArrayMethod) -> Res<()> {
    if from.is(to) {
        // SAFETY: a live class; the old reference is given back.
        unsafe {
            let slots = from.slots();
            let old = std::mem::replace(&mut (*slots).within_dtype_castingimpl, m.own().into_ptr());
            ffi::Py_XDECREF(old);
        }
        return Ok(());
    }
    castingimpls(from)?.dict_set(to, m)
}

/// Registers a cast of an extension's class, or of a class of ours that is not in the table (StringDType).
/// A cast between two classes can be registered once.
pub fn register(from: &DTypeClass, to: &DTypeClass, m: &ArrayMethod) -> Res<()> {
    if m.nin() != 1 || m.nout() != 1 {
        return Err(type_error(
            "A cast must have one input and one output operand.",
        ));
    }
    if from.is(to) {
        // SAFETY: an owned reference or NULL.
        if !unsafe { (*from.slots()).within_dtype_castingimpl }.is_null() {
            return Err(runtime_error(
                "A cast was already added for DType within itself.",
            ));
        }
        return store(from, to, m);
    }
    let builtin = |c: &DTypeClass| (c.type_num() as usize) < N;
    if builtin(from) && builtin(to) || castingimpls(from)?.dict_get(to)?.is_some() {
        return Err(runtime_error(&format!(
            "A cast was already added for {} -> {}. (method: {})",
            from.repr_text()?,
            to.repr_text()?,
            m.name()
        )));
    }
    store(from, to, m)
}

/// What is known of a pair of classes.
pub enum Known {
    /// Nobody has asked yet.
    Nothing,
    /// There is a method.
    Method,
    /// There is no such cast.
    Impossible,
}

/// What earlier look-ups have found; asks nothing anew.
pub fn known(from: &DTypeClass, to: &DTypeClass) -> Res<Known> {
    if (from.type_num() as usize) < N && (to.type_num() as usize) < N {
        return Ok(Known::Method);
    }
    Ok(match castingimpls(from)?.dict_get(to)? {
        None => Known::Nothing,
        Some(found) if found.is_none() => Known::Impossible,
        Some(_) => Known::Method,
    })
}

/// A cast between two descriptors, resolved: the method and what it answers. `None` where there is none.
pub fn resolve(from: &Descr, to: &Descr) -> Res<Option<(Own<ArrayMethod>, CastInfo)>> {
    let (fc, tc) = (from.class(), to.class());
    let Some(m) = cast_method(fc, tc)? else {
        return Ok(None);
    };
    let info = m.resolve_cast(fc, tc, from, Some(to))?;
    Ok(info.map(|i| (m, i)))
}

/// The whole cast's level and view offset (`PyArray_GetCastInfo`), from `from` to `to`, or to the class alone.
/// `None` where the cast is impossible.
pub fn cast_info(
    from: &Descr,
    to: Option<&Descr>,
    to_class: &DTypeClass,
) -> Res<Option<(NPY_CASTING, Option<isize>)>> {
    let Some(m) = cast_method(from.class(), to_class)? else {
        return Ok(None);
    };
    info_of_method(&m, from, to, to_class)
}

fn info_of_method(
    m: &ArrayMethod,
    from: &Descr,
    to: Option<&Descr>,
    to_class: &DTypeClass,
) -> Res<Option<(NPY_CASTING, Option<isize>)>> {
    let Some(info) = m.resolve_cast(from.class(), to_class, from, to)? else {
        return Ok(None);
    };
    let mut level = info.casting;
    let mut view = info.view_offset;
    // Where the loop works on other descriptors than given, the way there counts too.
    let inner_from = &*info.descrs[0];
    if !inner_from.is(from) {
        let Some((l, v)) = cast_info(from, Some(inner_from), inner_from.class())? else {
            return Ok(None);
        };
        level = min_casting(level, l);
        view = view.filter(|x| v == Some(0) && *x == 0);
    }
    if let Some(to) = to {
        let inner_to = &*info.descrs[1];
        if !inner_to.is(to) {
            let Some((l, v)) = cast_info(inner_to, Some(to), to_class)? else {
                return Ok(None);
            };
            level = min_casting(level, l);
            view = view.filter(|x| v == Some(0) && *x == 0);
        }
    }
    Ok(Some((level, view)))
}
