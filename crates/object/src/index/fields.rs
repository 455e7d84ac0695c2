//! Subscripts of structured arrays by field name.

use ferronum_pyrt::raised::{exc, index_error, raise_object};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi};

use crate::model::Descr;
use crate::model::{Array, Dims};
use crate::storage::create;

/// The view of field `name`.
pub(crate) fn field(a: &Array, name: &Object) -> Res<Own<Array>> {
    let (descr, offset) = lookup(a.descr(), name)?;
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    create::view(a, descr, &shape, &strides, a.data().wrapping_offset(offset))
}

/// dtype and byte offset of a field.
pub(crate) fn lookup(descr: &Descr, name: &Object) -> Res<(Own<Descr>, isize)> {
    let missing = || -> Res<ferronum_pyrt::Raised> {
        let text = ferronum_pyrt::str_new("no field of name ")?;
        // SAFETY: a new reference or NULL; both are str, which may hold what is no UTF-8.
        let text: Owned = unsafe {
            Own::from_result(ffi::PyUnicode_Concat(text.as_ptr(), name.str()?.as_ptr()))?
        };
        Ok(raise_object(exc::ValueError(), &text))
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

/// True for a sequence of `str` (and nothing else) that is no tuple, which selects several fields. What cannot tell its
/// items is no such sequence.
pub(crate) fn is_name_list(key: &Object) -> Res<bool> {
    if !key.is_sequence() || key.is_tuple() {
        return Ok(false);
    }
    let unless = |e: ferronum_pyrt::Raised| {
        e.clear();
        Ok(false)
    };
    let n = match key.len() {
        Ok(n) => n,
        Err(e) => return unless(e),
    };
    for i in 0..n {
        match key.seq_item(i) {
            Ok(item) if item.is_str() => {}
            Ok(_) => return Ok(false),
            Err(e) => return unless(e),
        }
    }
    Ok(n > 0)
}

/// The view of several fields, at their old offsets.
pub(crate) fn subset(a: &Array, names: &Object) -> Res<Own<Array>> {
    let descr = crate::dtype::structured::select(a.descr(), &*names.items_by_index()?)?;
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    create::view(a, descr, &shape, &strides, a.data())
}

/// The error for a name where there are no fields.
#[cold]
pub(crate) fn no_fields() -> ferronum_pyrt::Raised {
    index_error(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices",
    )
}
