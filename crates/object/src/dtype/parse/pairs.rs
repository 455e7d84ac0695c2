//! Dtypes from tuples: a size for a flexible type, a shape, fields over the bytes of another dtype.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi, ops};

use super::convert;
use crate::dtype::{copy, create, structured};
use crate::model::descr::Descr;
use crate::model::is_integer;
use crate::model::{Array, Dims};

/// `(flexible type, size)`, `(dtype, shape)`, `(old dtype, new dtype)`.
pub(crate) fn from_tuple(obj: &Object, align: bool) -> Res<Own<Descr>> {
    let [first, second] = obj.tuple_items() else {
        return Err(type_error(&format!(
            "Tuple must have size 2, but has size {}",
            obj.tuple_len()
        )));
    };
    let base = convert(first, align)?;
    let number = second.is_int()
        || is_integer(crate::model::scalar_types::type_num_of(second.type_ptr()))
        || second.is_tuple() && second.tuple_len() > 0 && all_ints(second);
    if !number
        && !second.is_tuple()
        && let Some(d) = from_union(&base, second)?
    {
        return Ok(d);
    }
    if base.is_unsized() || base.has_subarray() && base.elsize() == 0 {
        // The size of a type without one.
        let wrong = || value_error("invalid itemsize in generic type tuple");
        if !second.has_index() || second.is_bool() {
            return Err(wrong());
        }
        let n = second.to_isize().map_err(|e| {
            e.clear();
            wrong()
        })?;
        let bytes = if base.type_num() == NPY_UNICODE {
            n.checked_mul(4)
        } else {
            Some(n)
        };
        return match bytes.filter(|b| (0..=i32::MAX as isize).contains(b)) {
            Some(b) => copy::with_elsize(&base, b),
            None => Err(wrong()),
        };
    }
    from_shape(base, second)
}

fn all_ints(t: &Object) -> bool {
    t.tuple_items().iter().all(|o| o.is_int())
}

/// A shape argument: an integer or a sequence of integers.
fn dims_from_object(obj: &Object) -> Res<Dims> {
    let mut dims = Dims::new();
    let array_of_axes = obj.downcast::<Array>().is_some_and(|a| a.ndim() > 0);
    let axis = |o: &Object| match o.is_bool() {
        true => Err(type_error("a truth value is no length")),
        false => o.to_isize(),
    };
    if obj.has_index() && !array_of_axes {
        let _room = dims.push(axis(obj)?);
        return Ok(dims);
    }
    if obj.is_str() || obj.is_bytes() || !obj.is_sequence() {
        return Err(type_error(
            "expected a sequence of integers or a single integer",
        ));
    }
    for item in obj.to_tuple()?.tuple_items() {
        if !dims.push(axis(item)?) {
            return Err(value_error("too many dimensions"));
        }
    }
    Ok(dims)
}

/// A subarray dtype.
fn from_shape(base: Own<Descr>, shape: &Object) -> Res<Own<Descr>> {
    let wrong = |what: &str| {
        value_error(&if what.is_empty() {
            "invalid shape in fixed-type tuple.".to_owned()
        } else {
            format!("invalid shape in fixed-type tuple: {what}")
        })
    };
    let dims = dims_from_object(shape).map_err(|e| {
        if e.matches(exc::RecursionError()) {
            return e;
        }
        e.clear();
        wrong("")
    })?;
    if dims.is_empty() {
        return Ok(base);
    }
    let mut total = base.elsize();
    for &n in dims.iter() {
        if n < 0 {
            return Err(wrong("dimension smaller then zero."));
        }
        if n > i32::MAX as isize {
            return Err(wrong("dimension does not fit into a C int."));
        }
        total = total
            .checked_mul(n)
            .filter(|&t| t <= i32::MAX as isize)
            .ok_or_else(|| wrong("dtype size in bytes must fit into a C int."))?;
    }
    let shape = ops::tuple_of_ints(&dims)?;
    create::subarray(base, &shape, total)
}

/// Whether references lie at the same places in both: a void without size has none, whatever it is made of, and one
/// object field is an object.
fn references_agree(old: &Descr, new: &Descr) -> Res<bool> {
    if old.type_num() == NPY_VOID {
        return Ok(old.is_without_size());
    }
    let fields = structured::fields(new)?;
    Ok(match fields.as_slice() {
        [f] => old.is_object() && f.offset == 0 && f.descr.is_object(),
        _ => false,
    })
}

/// `(old dtype, new dtype)`: the fields of the one over the bytes of the other.
fn from_union(base: &Own<Descr>, second: &Object) -> Res<Option<Own<Descr>>> {
    let new = match convert(second, false) {
        Ok(d) => d,
        Err(e) => {
            e.clear();
            return Ok(None);
        }
    };
    if !base.is_legacy() || !new.is_legacy() {
        return Ok(None);
    }
    let (old, new) = (base, &new);
    if old.is_without_size() {
        if old.type_num() == NPY_VOID || new.type_num() == NPY_VOID {
            // Nothing to fit: the size is that of the new one.
        } else if new.is_unsized() || new.type_num() == old.type_num() {
            return Ok(Some(old.own()));
        }
    } else if new.elsize() != old.elsize() {
        return Err(value_error(
            "mismatch in size of old and new data-descriptor",
        ));
    }
    if (old.has_references() || new.has_references()) && !references_agree(old, new)? {
        return Err(value_error(
            "dtypes of the form (old_dtype, new_dtype) containing the object dtype are not supported",
        ));
    }
    let d = copy::copy(old)?;
    // SAFETY: a private copy that takes over new references.
    unsafe {
        let p = d.raw();
        p.set_elsize(new.elsize());
        if new.has_fields() {
            let before = (p.fields(), p.names());
            p.set_fields(
                new.fields()
                    .map_or(std::ptr::null_mut(), |f| f.own().into_ptr()),
            );
            p.set_names(
                new.names()
                    .map_or(std::ptr::null_mut(), |n| n.own().into_ptr()),
            );
            ffi::Py_XDECREF(before.0);
            ffi::Py_XDECREF(before.1);
        }
        if let Some(m) = new.metadata() {
            let m = Own::<Object>::from_result(ffi::PyDict_Copy(m.as_ptr()))?;
            create::set_metadata(&d, &m);
        }
        // Fields over an element that is no structure leave it what it is.
        if old.type_num() == NPY_VOID {
            p.set_flags(new.flags());
        }
        p.set_alignment(if new.has_flag(NPY_ALIGNED_STRUCT) {
            new.alignment()
        } else {
            old.alignment()
        });
        if let (Some((b, s)), false) = (new.subarray(), d.has_subarray())
            && d.type_num() == NPY_VOID
        {
            p.set_subarray(copy::new_subarray(b.own(), s)?);
        }
    }
    Ok(Some(d))
}
