//! Subscripts of structured arrays by field name.

use ferronum_pyrt::raised::{index_error, key_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res, dict_new, int_new, list_new};

use crate::array::{Array, Dims, create};
use crate::dtype::Descr;

/// The view of field `name`.
pub(super) fn field(a: &Array, name: &Object) -> Res<Own<Array>> {
    let (descr, offset) = lookup(a.descr(), name)?;
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    create::view(a, descr, &shape, &strides, a.data().wrapping_offset(offset))
}

/// dtype and byte offset of a field.
pub(super) fn lookup(descr: &Descr, name: &Object) -> Res<(Own<Descr>, isize)> {
    let missing = || -> Res<ferronum_pyrt::Raised> {
        Ok(value_error(&format!(
            "no field of name {}",
            name.str_text()?
        )))
    };
    let Some(entry) = descr
        .fields()
        .map(|f| f.dict_get(name))
        .transpose()?
        .flatten()
    else {
        return Err(missing()?);
    };
    match entry.tuple_items() {
        [d, offset, ..] => match d.downcast::<Descr>() {
            Some(d) => Ok((d.own(), offset.to_isize()?)),
            None => Err(missing()?),
        },
        _ => Err(missing()?),
    }
}

/// True for a list of `str` (and nothing else), which selects several fields.
pub(super) fn is_name_list(key: &Object) -> Res<bool> {
    if !key.is_list() || key.len()? == 0 {
        return Ok(false);
    }
    Ok(key.to_tuple()?.tuple_items().iter().all(|k| k.is_str()))
}

/// The view of several fields, at their old offsets.
pub(super) fn subset(a: &Array, names: &Object) -> Res<Own<Array>> {
    let names = names.to_tuple()?;
    let (formats, offsets, titles, list) = (list_new()?, list_new()?, list_new()?, list_new()?);
    let mut any_title = false;
    for name in names.tuple_items() {
        let Some(entry) = a
            .descr()
            .fields()
            .map(|f| f.dict_get(name))
            .transpose()?
            .flatten()
        else {
            return Err(key_error(&name.str_text()?));
        };
        let items = entry.tuple_items();
        for other in list.to_tuple()?.tuple_items() {
            if other.equals(name)? {
                return Err(value_error(&format!(
                    "duplicate field of name {}",
                    name.str_text()?
                )));
            }
        }
        formats.list_append(items[0])?;
        offsets.list_append(items[1])?;
        list.list_append(name)?;
        match items.get(2) {
            Some(t) => {
                any_title = true;
                titles.list_append(t)?;
            }
            None => titles.list_append(ferronum_pyrt::none())?,
        }
    }
    let spec = dict_new()?;
    spec.dict_set_str("names", &list)?;
    spec.dict_set_str("formats", &formats)?;
    spec.dict_set_str("offsets", &offsets)?;
    if any_title {
        spec.dict_set_str("titles", &titles)?;
    }
    spec.dict_set_str("itemsize", &*int_new(a.itemsize() as i64)?)?;
    let descr = crate::dtype::parse::descr_from_object(&spec)?;
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    create::view(a, descr, &shape, &strides, a.data())
}

/// The error for a name where there are no fields.
#[cold]
pub(super) fn no_fields() -> ferronum_pyrt::Raised {
    index_error(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices",
    )
}
