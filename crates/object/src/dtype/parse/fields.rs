//! Structured dtypes from lists and dicts of fields.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, import_cached, str_new, tuple_new};

use super::convert;
use crate::dtype::create;
use crate::dtype::structured::Builder;
use crate::model::descr::Descr;

/// A list of formats: fields `f0`, `f1`, ….
pub(crate) fn from_unnamed(list: &Object, align: bool) -> Res<Own<Descr>> {
    let items = list.to_tuple()?;
    let items = match items.tuple_items() {
        // What stands behind a last comma may be empty.
        [rest @ .., last] if last.is_str() && last.len()? == 0 => rest,
        all => all,
    };
    if items.is_empty() {
        return Err(value_error("Expected at least one field name"));
    }
    let mut b = Builder::new(align)?;
    for (i, item) in items.iter().enumerate() {
        let d = convert(item, align)?;
        b.push(&*str_new(&format!("f{i}"))?, &d, None, None)?;
    }
    b.build(None)
}

/// Adds a field whose name is not taken; a title that is no text is kept, but names nothing.
fn push(
    b: &mut Builder,
    name: &Object,
    d: &Descr,
    offset: Option<isize>,
    title: Option<&Object>,
) -> Res<()> {
    let text = title.filter(|t| t.is_str());
    b.push(name, d, offset, text)?;
    match title {
        Some(t) if text.is_none() => b.set_title(name, t),
        _ => Ok(()),
    }
}

/// Name (empty where there is none) and title that the first item of a field tuple gives.
fn name_and_title(first: &Object) -> Res<(&Object, Option<&Object>)> {
    if first.is_str() {
        return Ok((first, None));
    }
    if !first.is_tuple() {
        return Err(type_error(
            "First element of field tuple is neither a tuple nor str",
        ));
    }
    let [title, name] = first.tuple_items() else {
        return Err(type_error(&format!(
            "If a tuple, the first element of a field tuple must have two elements, not {}",
            first.tuple_len()
        )));
    };
    if !name.is_str() {
        return Err(type_error("Field name must be a str"));
    }
    Ok((name, title.not_none()))
}

/// The name of field `i` if none is given: its title, which then is there twice, or its number.
fn name_of_nameless(title: Option<&Object>, i: usize) -> Res<Owned> {
    match title {
        None => str_new(&format!("f{i}")),
        Some(t) if t.is_str() && t.len()? > 0 => Ok(t.own()),
        Some(_) => Err(type_error("Field titles must be non-empty strings")),
    }
}

/// A list of field tuples.
pub(crate) fn from_list(list: &Object, align: bool) -> Res<Own<Descr>> {
    let items = list.list_tuple()?;
    let mut b = Builder::new(align)?;
    for (i, item) in items.tuple_items().iter().enumerate() {
        if !item.is_tuple() || item.tuple_len() < 2 {
            return Err(type_error(&format!(
                "Field elements must be 2- or 3-tuples, got '{}'",
                item.repr_text()?
            )));
        }
        let parts = item.tuple_items();
        let (name, title) = name_and_title(parts[0])?;
        if parts.len() > 3 {
            return Err(type_error(&format!(
                "Field elements must be tuples with at most 3 elements, got '{}'",
                item.repr_text()?
            )));
        }
        let name = match name.len()? {
            0 => name_of_nameless(title, i)?,
            _ => name.own(),
        };
        let d = match parts.get(2) {
            None => convert(parts[1], align)?,
            Some(shape) => convert(&*tuple_new(&[parts[1], shape])?, align)?,
        };
        if d.type_num() == NPY_VSTRING {
            return Err(type_error(
                "StringDType is not currently supported for structured dtype fields.",
            ));
        }
        let known = match title {
            Some(t) if t.is_str() => b.knows(t)?,
            _ => false,
        };
        if known || b.knows(&name)? {
            return Err(value_error(&format!(
                "field {} occurs more than once",
                name.repr_text()?
            )));
        }
        if let Some(t) = title
            && (b.knows(t)? || t.is_str() && t.equals(&name)?)
        {
            return Err(value_error("title already used as a name or title."));
        }
        push(&mut b, &name, &d, None, title)?;
    }
    b.build(None)
}

const TOO_LARGE: &str = "integer won't fit into a C int";

/// An entry of the dict form. Subclasses that raise, whatever they raise, lack it.
fn column(dict: &Object, key: &str) -> Res<Option<Owned>> {
    let key = str_new(key)?;
    match dict.get_item(&key) {
        Ok(v) => Ok(v.not_none().map(Object::own)),
        Err(e) => {
            e.clear();
            Ok(None)
        }
    }
}

/// The items of a column in order; a set has none.
fn list_of(column: &Object) -> Res<Owned> {
    let items = column.to_tuple()?;
    if !column.is_sequence() {
        return Err(type_error(&format!(
            "'{}' object is not subscriptable",
            column.type_name()
        )));
    }
    Ok(items)
}

/// The offset that a dict gives to a field.
fn offset_of(given: &Object, d: &Descr, align: bool) -> Res<isize> {
    let at = given.to_isize()?;
    if at > i32::MAX as isize {
        return Err(value_error(TOO_LARGE));
    }
    if at < 0 {
        return Err(value_error(&format!("offset {at} cannot be negative")));
    }
    if align && d.alignment() > 1 && at % d.alignment() != 0 {
        return Err(value_error(&format!(
            "offset {at} for NumPy dtype with fields is not divisible by the field alignment {} with align=True",
            d.alignment()
        )));
    }
    Ok(at)
}

/// The item size that a dict asks for, of at least what the fields need.
fn itemsize_of(given: &Object, b: &Builder, align: bool) -> Res<isize> {
    let size = given.to_isize()?;
    if size > i32::MAX as isize {
        return Err(value_error(TOO_LARGE));
    }
    let least = b.finished_size();
    if size < least {
        return Err(value_error(&format!(
            "NumPy dtype descriptor requires {least} bytes, cannot override to smaller itemsize of {size}"
        )));
    }
    if align && size % b.alignment() != 0 {
        return Err(value_error(&format!(
            "NumPy dtype descriptor requires alignment of {} bytes, which is not divisible into the specified itemsize {size}",
            b.alignment()
        )));
    }
    Ok(size)
}

/// `align`, or what the dict's own entry says.
fn aligned(dict: &Object, align: bool) -> Res<bool> {
    match column(dict, "aligned")? {
        None => Ok(align),
        Some(flag) if flag.is_bool() => Ok(align | flag.truth()?),
        Some(_) => Err(value_error(
            "NumPy dtype descriptor includes 'aligned' entry, but its value is neither True nor False",
        )),
    }
}

/// `{"names": …, "formats": …}`, or the old form `{name: (format, offset), …}`.
pub(crate) fn from_dict(dict: &Object, align: bool) -> Res<Own<Descr>> {
    let (names, formats) = (column(dict, "names")?, column(dict, "formats")?);
    let (Some(names), Some(formats)) = (names, formats) else {
        let d = import_cached!("numpy._core._internal", "_usefields")?
            .call(&[dict, ferronum_pyrt::py_bool(align)])?;
        return match d.downcast_into::<Descr>() {
            Ok(d) => Ok(d),
            Err(_) => Err(type_error("_usefields did not return a dtype")),
        };
    };
    let align = aligned(dict, align)?;
    let offsets = column(dict, "offsets")?;
    let titles = column(dict, "titles")?;
    let names = list_of(&names)?;
    let formats = list_of(&formats)?;
    let offsets = offsets.map(|o| list_of(&o)).transpose()?;
    let titles = titles.map(|t| list_of(&t)).transpose()?;
    let n = names.tuple_len();
    // Longer lists are cut.
    let as_long = |items: &Option<Owned>| items.as_ref().is_none_or(|x| x.tuple_len() >= n);
    if formats.tuple_len() < n || !as_long(&offsets) || !as_long(&titles) {
        return Err(value_error(
            "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length",
        ));
    }
    let mut b = Builder::new(align)?;
    for i in 0..n {
        let name = names.tuple_items()[i];
        let d = convert(formats.tuple_items()[i], align)?;
        let offset = offsets
            .as_ref()
            .map(|o| offset_of(o.tuple_items()[i], &d, align))
            .transpose()?;
        if !name.is_str() {
            return Err(value_error("field names must be strings"));
        }
        if b.knows(name)? {
            return Err(value_error("name already used as a name or title"));
        }
        let title = titles.as_ref().map(|t| t.tuple_items()[i]);
        let title = title.filter(|t| !t.is_none());
        if let Some(t) = title
            && t.is_str()
            && (b.knows(t)? || t.equals(name)?)
        {
            return Err(value_error("title already used as a name or title."));
        }
        push(&mut b, name, &d, offset, title)?;
    }
    b.check_overlap()?;
    let itemsize = match column(dict, "itemsize")? {
        Some(size) => Some(itemsize_of(&size, &b, align)?),
        None => None,
    };
    let d = b.build(itemsize)?;
    if let Some(m) = column(dict, "metadata")? {
        if !m.is_dict() {
            return Err(type_error(&format!(
                "metadata must be a dict, not {}",
                m.type_name()
            )));
        }
        // SAFETY: a dict; new reference or NULL.
        let m = unsafe { Own::<Object>::from_result(ffi::PyDict_Copy(m.as_ptr()))? };
        create::set_metadata(&d, &m);
    }
    Ok(d)
}
