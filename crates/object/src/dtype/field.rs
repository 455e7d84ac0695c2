//! The fields of a structured dtype, in order.

use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Own, Owned, Res};

use crate::model::Descr;

/// One field of a structure.
pub struct Field {
    /// Its dtype.
    pub descr: Own<Descr>,
    /// Bytes from the start of the structure.
    pub offset: isize,
    /// Its name.
    pub name: Owned,
}

/// The fields in order. Their extents were checked when the dtype was made; they are checked again here,
/// since the dict can be reached from Python.
pub fn fields(descr: &Descr) -> Res<Vec<Field>> {
    let (Some(names), Some(dict)) = (descr.names(), descr.fields()) else {
        return Ok(Vec::new());
    };
    let mut out = Vec::with_capacity(names.tuple_len());
    for name in names.tuple_items() {
        let entry = dict
            .dict_get(name)?
            .filter(|e| e.is_tuple() && e.tuple_len() >= 2)
            .ok_or_else(|| type_error("a structured dtype lacks one of its fields"))?;
        let [d, offset, ..] = entry.tuple_items() else {
            return Err(type_error("a structured dtype lacks one of its fields"));
        };
        let d = d
            .downcast::<Descr>()
            .ok_or_else(|| type_error("a field's dtype is not a dtype"))?;
        let offset = offset.to_isize()?;
        if offset < 0
            || offset
                .checked_add(d.elsize())
                .is_none_or(|end| end > descr.elsize())
        {
            return Err(value_error("a field lies outside its structure"));
        }
        out.push(Field {
            descr: d.own(),
            offset,
            name: name.own(),
        });
    }
    Ok(out)
}
