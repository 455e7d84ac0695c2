//! Subscripts of structured arrays by field name.

use ferronum_pyrt::raised::{index_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res};

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
    let descr = crate::dtype::structured::select(a.descr(), &*names.to_tuple()?)?;
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
