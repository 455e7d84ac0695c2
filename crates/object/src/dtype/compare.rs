//! Equivalence, order and hash of descriptors.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, not_implemented, py_bool};

use crate::dtype::hooks::CASTS;
use crate::dtype::structured;
use crate::model::descr::Descr;

/// A letter that is equal for equal layouts: `long` and `long long` share one where they have the same size.
fn layout_class(d: &Descr) -> (u8, isize) {
    (d.kind(), d.elsize())
}

fn byte_order(d: &Descr) -> u8 {
    match d.byteorder() {
        NPY_NATIVE => NPY_NATBYTE,
        c => c,
    }
}

/// `PyArray_EquivTypes`: the same bytes mean the same values.
pub fn equivalent(a: &Descr, b: &Descr) -> Res<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if !a.is_legacy() || !b.is_legacy() || a.is_user_defined() || b.is_user_defined() {
        if a.type_ptr() != b.type_ptr() {
            return Ok(false);
        }
        return (CASTS.get().can_cast)(a, b, NPY_NO_CASTING);
    }
    if layout_class(a) != layout_class(b)
        || (byte_order(a) != byte_order(b)
            && a.byteorder() != NPY_IGNORE
            && b.byteorder() != NPY_IGNORE)
    {
        return Ok(false);
    }
    match a.kind() {
        b'M' | b'm' => Ok(same_unit(a, b)),
        b'V' => same_void(a, b),
        _ => Ok(true),
    }
}

fn same_unit(a: &Descr, b: &Descr) -> bool {
    match (a.datetime_meta(), b.datetime_meta()) {
        (Some(x), Some(y)) => x == y || x.base == NPY_FR_GENERIC && y.base == NPY_FR_GENERIC,
        _ => false,
    }
}

fn same_void(a: &Descr, b: &Descr) -> Res<bool> {
    let _level = ferronum_pyrt::raised::enter_recursive(c" in comparison of dtypes")?;
    match (a.subarray(), b.subarray()) {
        (None, None) => {}
        (Some((x, s)), Some((y, t))) => return Ok(s.equals(t)? && equivalent(x, y)?),
        _ => return Ok(false),
    }
    let (Some(n), Some(m)) = (a.names().map(Object::own), b.names().map(Object::own)) else {
        return Ok(a.has_fields() == b.has_fields());
    };
    if !n.equals(&m)? {
        return Ok(false);
    }
    for name in n.tuple_items() {
        let (f, g) = (structured::field(a, name)?, structured::field(b, name)?);
        if f.offset != g.offset {
            return Ok(false);
        }
        match (&f.title, &g.title) {
            (None, None) => {}
            (Some(t), Some(u)) if t.equals(u)? => {}
            _ => return Ok(false),
        }
        if !equivalent(&f.descr, &g.descr)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `np.dtype` comparison: equivalence for `==`, safe casting for the order.
pub(crate) fn richcompare(a: &Descr, other: &Object, op: c_int) -> Res<Owned> {
    let b: Own<Descr> = match other.downcast::<Descr>() {
        Some(d) => d.own(),
        None => match crate::dtype::parse::convert(other, false) {
            Ok(d) => d,
            // What does not name a dtype is different from all of them.
            Err(e) => {
                e.clear();
                return Ok(not_implemented().own());
            }
        },
    };
    let r = match op {
        ffi::Py_EQ => equivalent(a, &b)?,
        ffi::Py_NE => !equivalent(a, &b)?,
        ffi::Py_LE => (CASTS.get().can_cast)(a, &b, NPY_SAFE_CASTING)?,
        ffi::Py_GE => (CASTS.get().can_cast)(&b, a, NPY_SAFE_CASTING)?,
        ffi::Py_LT => !equivalent(a, &b)? && (CASTS.get().can_cast)(a, &b, NPY_SAFE_CASTING)?,
        _ => !equivalent(a, &b)? && (CASTS.get().can_cast)(&b, a, NPY_SAFE_CASTING)?,
    };
    Ok(py_bool(r).own())
}

/// A hash of two numbers.
fn mix(h: u64, v: u64) -> u64 {
    (h ^ v)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .rotate_left(29)
        .wrapping_add(0x1656_67B1)
}

fn walk(d: &Descr, mut h: u64) -> Res<u64> {
    let _level = ferronum_pyrt::raised::enter_recursive(c" in hash of a dtype")?;
    h = mix(h, u64::from(d.kind()));
    h = mix(h, u64::from(byte_order(d)));
    // Structures of equal fields and other sizes have one hash.
    if d.names().is_none() {
        h = mix(h, d.elsize() as u64);
    }
    if let Some((base, shape)) = d.subarray() {
        h = mix(h, shape.hash()? as u64);
        h = walk(base, h)?;
    } else if let Some(names) = d.names().map(Object::own) {
        for name in names.tuple_items() {
            let f = structured::field(d, name)?;
            h = mix(h, name.hash()? as u64);
            h = mix(h, f.offset as u64);
            if let Some(t) = &f.title {
                h = mix(h, t.hash()? as u64);
            }
            h = walk(&f.descr, h)?;
        }
    } else if let Some(m) = d.datetime_meta() {
        h = mix(h, m.base as u64);
        h = mix(h, m.num as u64);
    }
    Ok(h)
}

/// `hash(d)`, kept in the descriptor.
pub(crate) fn hash(d: &Descr) -> Res<isize> {
    // SAFETY: a live descriptor.
    let known = unsafe { d.raw().hash() };
    if known != -1 {
        return Ok(known);
    }
    let h = match walk(d, 0x243F_6A88_85A3_08D3)? as isize {
        -1 => -2,
        h => h,
    };
    // SAFETY: a live descriptor; only the cache changes.
    unsafe { d.raw().set_hash(h) };
    Ok(h)
}
