//! Pickling of descriptors.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, bytes_new, dict_new, ffi, int_new, none, py_bool,
    str_new, tuple_new,
};

use crate::dtype::create;
use crate::dtype::subarray::{subarray_shape, subarray_size};
use crate::model::descr::Descr;
use crate::model::dtype_class::DTYPE_TYPE;

/// `(unit, num, den, event)` as old pickles have it.
fn unit_tuple(m: PyArray_DatetimeMetaData) -> Res<Owned> {
    let unit = bytes_new(crate::model::units::unit_name(m.base).as_bytes())?;
    tuple_new(&[
        &unit,
        &*int_new(m.num.into())?,
        &*int_new(1)?,
        &*int_new(1)?,
    ])
}

/// `d.__reduce__()`.
pub(crate) fn reduce(d: &Descr) -> Res<Owned> {
    if !d.is_legacy() {
        return Err(runtime_error(
            "Custom dtypes cannot use the default pickle implementation for NumPy dtypes. Add a custom pickle implementation to the DType to avoid this error",
        ));
    }
    let n = d.type_num();
    let void = crate::model::scalar_types::type_ptr(NPY_VOID);
    let typeobj = d.typeobj();
    let user = d.is_user_defined();
    let first: Owned = if user || (n == NPY_VOID && !typeobj.is_null() && typeobj != void) {
        // SAFETY: a live type.
        unsafe { Object::from_ptr(typeobj.cast()) }.own()
    } else {
        let size = if n == NPY_UNICODE {
            d.elsize() / 4
        } else {
            d.elsize()
        };
        str_new(&format!("{}{size}", d.kind() as char))?
    };
    let args = tuple_new(&[&first, py_bool(false), py_bool(true)])?;
    let endian = match d.byteorder() {
        NPY_NATIVE => NPY_NATBYTE,
        c => c,
    };
    let endian = str_new(&(endian as char).to_string())?;
    let extra: Option<Owned> = match (d.datetime_meta(), d.metadata()) {
        (Some(m), meta) => Some(tuple_new(&[meta.unwrap_or(none()), &*unit_tuple(m)?])?),
        (None, Some(meta)) => Some(meta.own()),
        (None, None) => None,
    };
    let version = int_new(if extra.is_some() { 4 } else { 3 })?;
    let subarray: Owned = match d.subarray() {
        Some((base, shape)) => tuple_new(&[base, shape])?,
        None => none().own(),
    };
    let (names, fields) = (
        d.names().unwrap_or(none()).own(),
        d.fields()
            .filter(|_| d.has_fields())
            .unwrap_or(none())
            .own(),
    );
    let extended = d.is_flexible() || user;
    let (size, align) = if extended {
        (d.elsize(), d.alignment())
    } else {
        (-1, -1)
    };
    let flags = d.flags();
    let mut state: Vec<&Object> = Vec::with_capacity(9);
    let (size, align, flags) = (
        int_new(size as i64)?,
        int_new(align as i64)?,
        int_new(flags as i64)?,
    );
    state.extend([
        &*version, &*endian, &*subarray, &*names, &*fields, &*size, &*align, &*flags,
    ]);
    if let Some(e) = &extra {
        state.push(e);
    }
    tuple_new(&[DTYPE_TYPE.object(), &args, &*tuple_new(&state)?])
}

fn unit_from_tuple(t: &Object) -> Res<PyArray_DatetimeMetaData> {
    if !t.is_tuple() {
        return Err(type_error(&format!(
            "Require tuple for tuple to NumPy datetime metadata conversion, not {}",
            t.repr_text()?
        )));
    }
    crate::model::units::from_tuple(t, true)
}

/// The names and the table of fields as text names them; pickles of Python 2 have them as bytes.
fn text_names(names: &Object, fields: &Object) -> Res<(Owned, Owned)> {
    if !fields.is_dict() || names.tuple_items().iter().all(|n| n.is_str()) {
        return Ok((names.own(), fields.own()));
    }
    let ascii = str_new("ascii")?;
    let table = dict_new()?;
    let mut texts = Vec::new();
    for name in names.tuple_items() {
        let Some(entry) = fields.dict_get(name)? else {
            return Err(value_error(
                "inconsistent fields and names in Numpy dtype unpickling",
            ));
        };
        let text = if name.is_bytes() {
            name.call_method(ferronum_pyrt::intern!("decode"), &[&*ascii])?
        } else {
            name.own()
        };
        table.dict_set(&text, &entry)?;
        if entry.is_tuple()
            && let [_, _, title] = entry.tuple_items()
        {
            table.dict_set(title, &entry)?;
        }
        texts.push(text);
    }
    let texts: Vec<&Object> = texts.iter().map(|t| &**t).collect();
    Ok((tuple_new(&texts)?, table))
}

/// Checks that a pickled field table describes fields, and that the names are those of fields.
fn check_fields(names: &Object, fields: &Object) -> Res<Owned> {
    let inconsistent = || value_error("inconsistent fields and names in Numpy dtype unpickling");
    if !fields.is_dict() || !names.is_tuple() {
        return Err(inconsistent());
    }
    let table = dict_new()?;
    // SAFETY: new reference or NULL.
    let items =
        unsafe { Own::<Object>::from_result(ffi::PyDict_Items(fields.as_ptr()))? }.to_tuple()?;
    for item in items.tuple_items() {
        let [key, value] = item.tuple_items() else {
            return Err(inconsistent());
        };
        let good = value.is_tuple()
            && (2..=3).contains(&value.tuple_len())
            && Descr::check(value.tuple_items()[0])
            && value.tuple_items()[1].is_int();
        if !good {
            return Err(inconsistent());
        }
        table.dict_set(key, value)?;
    }
    for name in names.tuple_items() {
        if !name.is_str() {
            return Err(type_error("field names must be strings"));
        }
        if table.dict_get(name)?.is_none() {
            return Err(inconsistent());
        }
    }
    Ok(table)
}

/// Fields must lie inside the element, and what a field needs, the whole needs too.
fn check_layout(table: &Object, names: &Object, elsize: isize) -> Res<u64> {
    let mut flags = 0;
    for name in names.tuple_items() {
        let Some(entry) = table.dict_get(name)? else {
            continue;
        };
        let items = entry.tuple_items();
        // SAFETY: check_fields has seen a dtype there.
        let f = unsafe { items[0].downcast_unchecked::<Descr>() };
        let offset = items[1].to_isize()?;
        let fits = offset >= 0
            && offset
                .checked_add(f.elsize())
                .is_some_and(|end| end <= elsize);
        if !fits {
            return Err(value_error(
                "field does not lie inside the element in Numpy dtype unpickling",
            ));
        }
        flags |= f.flags() & NPY_FROM_FIELDS;
    }
    Ok(flags)
}

/// `d.__setstate__(state)`. Interned descriptors are left as they are.
pub(crate) fn setstate(d: &Descr, args: Args<'_>) -> Res<()> {
    let n = d.type_num();
    if !d.is_legacy() {
        return Err(ferronum_pyrt::raised::runtime_error(
            "Cannot unpickle new style DType without custom methods.",
        ));
    }
    // Whatever they are given.
    if (0..NPY_NTYPES_LEGACY as i32).contains(&n) && crate::dtype::builtin(n).is(d) {
        return Ok(());
    }
    let [state] = args.exactly("")?;
    if !state.is_tuple() {
        return Err(type_error("the state of a dtype must be a tuple"));
    }
    let state = state.own();
    let mut items = state.tuple_items();
    // A tuple inside a tuple is how the very first versions wrote it.
    if let [inner] = items
        && inner.is_tuple()
    {
        items = inner.tuple_items();
    }
    // The first version had no number, and the second neither had its own place for the names.
    let version = match items {
        [_, _, _, _, _] => 0,
        [v, _, _, _, _, _, ..] if items.len() <= 9 => v.to_isize()?,
        [v, ..] if items.len() > 5 => v.to_isize()?,
        _ => -1,
    };
    if !(0..=4).contains(&version) || items.len() > 9 {
        return Err(value_error(&format!(
            "can't handle version {version} of numpy.dtype pickle"
        )));
    }
    let items = if items.len() == 5 { items } else { &items[1..] };
    let (endian, subarray) = (items[0], items[1]);
    let old = version < 2;
    let (mut names, fields, size_at) = if items.len() == 5 {
        (none().own(), items[2], 3)
    } else {
        (items[2].own(), items[3], 4)
    };
    let elsize = items.get(size_at).map_or(Ok(-1), |o| o.to_isize())?;
    let alignment = items.get(size_at + 1).map_or(Ok(-1), |o| o.to_isize())?;
    let flags = match items.get(size_at + 2) {
        Some(f) => f.to_isize()? as u64,
        None => 0,
    };
    let extra = items.get(7).copied();
    if old && !fields.is_none() {
        // The names were hidden among the fields.
        let hidden = if fields.is_dict() {
            fields.dict_get(&*int_new(-1)?)?
        } else {
            None
        };
        names = hidden.ok_or_else(|| {
            value_error("inconsistent fields and names in Numpy dtype unpickling")
        })?;
        if !names.is_tuple() {
            return Err(value_error("non-tuple names in Numpy dtype unpickling"));
        }
    } else if old {
        names = none().own();
    }

    if names.is_none() != fields.is_none() {
        return Err(value_error(
            "inconsistent fields and names in Numpy dtype unpickling",
        ));
    }
    let latin1;
    let endian = if endian.is_str() {
        let t = endian.utf8()?;
        if t.chars().count() != 1 || !t.is_ascii() {
            return Err(value_error(
                "endian is not 1-char string in Numpy dtype unpickling",
            ));
        }
        t.as_bytes()[0]
    } else if endian.is_bytes() {
        latin1 = endian.bytes().to_vec();
        if latin1.len() != 1 {
            return Err(value_error(
                "endian is not 1-char string in Numpy dtype unpickling",
            ));
        }
        latin1[0]
    } else {
        return Err(value_error(
            "endian is not a string in Numpy dtype unpickling",
        ));
    };
    let byteorder = match endian {
        NPY_IGNORE => NPY_IGNORE,
        c if c == NPY_OPPBYTE => NPY_OPPBYTE,
        c if c == NPY_NATBYTE || c == NPY_NATIVE => NPY_NATIVE,
        _ => d.byteorder(),
    };
    let byteorder = if d.byteorder() == NPY_IGNORE && byteorder != NPY_IGNORE && !d.has_fields() {
        NPY_IGNORE
    } else {
        byteorder
    };

    let new_subarray = if subarray.is_none() {
        None
    } else {
        let wrong = || value_error("incorrect subarray in __setstate__");
        let [base, shape] = (if subarray.is_tuple() {
            subarray.tuple_items()
        } else {
            &[]
        }) else {
            return Err(wrong());
        };
        let Some(base) = base.downcast::<Descr>() else {
            return Err(wrong());
        };
        let shape = if shape.is_tuple() {
            shape.own()
        } else if shape.is_int() {
            tuple_new(&[shape])?
        } else {
            return Err(wrong());
        };
        let mut total = base.elsize();
        for dim in shape.tuple_items() {
            let v = dim.to_isize()?;
            if v < 0 {
                return Err(wrong());
            }
            total = total.checked_mul(v).ok_or_else(wrong)?;
        }
        if n != NPY_VOID || (elsize >= 0 && total > elsize) {
            return Err(wrong());
        }
        Some((base.own(), shape))
    };

    let final_size = if elsize < 0 || !(d.is_flexible() || d.is_user_defined()) {
        d.elsize()
    } else {
        elsize
    };
    if final_size > i32::MAX as isize {
        return Err(value_error("itemsize too large in Numpy dtype unpickling"));
    }
    let table = if fields.is_none() {
        None
    } else {
        if !names.is_tuple() {
            return Err(value_error(
                "inconsistent fields and names in Numpy dtype unpickling",
            ));
        }
        let fields = if old {
            let copy = dict_new()?;
            // SAFETY: both are dicts.
            ferronum_pyrt::raised::check_status(unsafe {
                ffi::PyDict_Update(copy.as_ptr(), fields.as_ptr())
            })?;
            // SAFETY: as above; the key was found before.
            ferronum_pyrt::raised::check_status(unsafe {
                ffi::PyDict_DelItem(copy.as_ptr(), int_new(-1)?.as_ptr())
            })?;
            copy
        } else {
            fields.own()
        };
        let (names, fields) = text_names(&names, &fields)?;
        Some((check_fields(&names, &fields)?, names))
    };
    let mut safe_flags = flags & NPY_ALIGNED_STRUCT;
    if let Some((t, names)) = &table {
        let layout = check_layout(t, names, final_size)?;
        // Fields over an element that is no structure leave it what it is.
        safe_flags = match n {
            NPY_VOID => safe_flags | layout | NPY_NEEDS_PYAPI,
            _ => d.flags(),
        };
    }
    if let Some((base, shape)) = &new_subarray {
        // What elements hold is known from them; the rest may have been left out, as in a union.
        let holds = base.has_references() && subarray_size(&subarray_shape(shape)?)? > 0;
        safe_flags |= if holds {
            base.flags()
        } else {
            base.flags() & flags
        };
    }
    let (unit, metadata) = if n == NPY_DATETIME || n == NPY_TIMEDELTA {
        match extra {
            Some(e) if e.is_tuple() && e.tuple_len() == 2 => {
                let e = e.tuple_items();
                (Some(unit_from_tuple(e[1])?), e[0])
            }
            Some(e) => {
                return Err(value_error(&format!(
                    "Invalid datetime dtype (metadata, c_metadata): {}",
                    e.repr_text()?
                )));
            }
            None => (None, none()),
        }
    } else {
        (None, extra.unwrap_or(none()))
    };
    if !metadata.is_none() && !metadata.is_dict() {
        return Err(type_error("metadata in Numpy dtype unpickling is no dict"));
    }

    // Everything has been checked: now the descriptor changes, as a whole.
    // SAFETY: a legacy descriptor; old references are given back after the new ones are in place.
    unsafe {
        let p = d.raw();
        (*p).byteorder = byteorder as _;
        p.set_hash(-1);
        if let Some((t, names)) = table {
            let before = (p.names(), p.fields());
            p.set_names(names.into_ptr());
            p.set_fields(t.into_ptr());
            ffi::Py_XDECREF(before.0);
            ffi::Py_XDECREF(before.1);
            p.set_flags(safe_flags);
        }
        if let Some((base, shape)) = new_subarray {
            let s = crate::dtype::copy::new_subarray(base, &shape)?;
            let before = p.subarray();
            p.set_subarray(s);
            if !before.is_null() {
                ffi::Py_XDECREF((*before).base.cast());
                ffi::Py_XDECREF((*before).shape);
                ffi::PyMem_Free(before.cast());
            }
            p.set_flags(safe_flags);
        }
        if d.is_flexible() || d.is_user_defined() {
            p.set_elsize(final_size);
            if alignment > 0 && (alignment as usize).is_power_of_two() && alignment <= 64 {
                p.set_alignment(alignment);
            }
        }
        if !metadata.is_none() {
            create::set_metadata(d, metadata);
        }
    }
    if let Some(m) = unit {
        create::attach_meta(d, m)?;
    }
    Ok(())
}
