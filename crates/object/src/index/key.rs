//! Reading a subscript: what each part of the key asks for.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::index_error;
use ferronum_pyrt::{Layout, Object, Own, Res, ops};

use crate::coerce::as_array;
use crate::model::Array;
use crate::storage::create;

/// One part of a key.
pub(crate) enum Part {
    /// Picks one position of an axis.
    Int(isize),
    /// A slice object.
    Slice(Own<Object>),
    /// A new axis of length 1.
    NewAxis,
    /// As many full axes as are missing.
    Ellipsis,
    /// Positions of an axis, native aligned intp. `mask_len`: the axis length that the boolean array it came from had.
    Fancy {
        /// The positions.
        index: Own<Array>,
        /// See above.
        mask_len: Option<isize>,
    },
    /// A boolean array that covers all axes, alone in the key.
    Mask(Own<Array>),
    /// A 0-d boolean: a new axis, kept or emptied.
    Bool(bool),
}

/// A key taken apart.
pub(crate) struct Key {
    /// Its parts, with exactly one ellipsis appended if there was none and axes remain.
    pub parts: Vec<Part>,
    /// Axes that the parts use up, without the ellipsis.
    pub used: usize,
    /// Whether an advanced index is among them.
    pub fancy: bool,
    /// Whether a 0-d integer array is among them: it picks a position like an int, but what it picks is a copy.
    pub scalar_array: bool,
}

const BAD_INDEX: &str = "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices";

/// Takes the key of `a[key]` apart.
pub(crate) fn parse(a: &Array, key: &Object) -> Res<Key> {
    let items = if key.is_tuple() {
        Some(key.to_tuple()?)
    } else {
        None
    };
    let single = [key];
    let items: &[&Object] = items.as_ref().map_or(&single, |t| t.tuple_items());
    if items.len() > 2 * NPY_MAXDIMS {
        return Err(index_error("too many indices for array"));
    }
    let mut k = Key {
        parts: Vec::with_capacity(items.len() + 1),
        used: 0,
        fancy: false,
        scalar_array: false,
    };
    let mut ellipsis = false;
    for item in items {
        if item.is(ops::ellipsis()) {
            if std::mem::replace(&mut ellipsis, true) {
                return Err(index_error(
                    "an index can only have a single ellipsis ('...')",
                ));
            }
            k.parts.push(Part::Ellipsis);
        } else if item.is_none() {
            k.parts.push(Part::NewAxis);
        } else if item.is_slice() {
            k.used += 1;
            k.parts.push(Part::Slice(item.own()));
        } else if let Some(i) = plain_int(item)? {
            k.used += 1;
            k.parts.push(Part::Int(i));
        } else {
            parse_array(a, item, items.len() == 1, &mut k)?;
        }
    }
    if k.used > a.ndim() {
        return Err(index_error(&format!(
            "too many indices for array: array is {}-dimensional, but {} were indexed",
            a.ndim(),
            k.used
        )));
    }
    let arrays = k
        .parts
        .iter()
        .filter(|p| matches!(p, Part::Fancy { .. }))
        .count();
    if arrays >= NPY_MAXARGS {
        return Err(index_error(&format!(
            "when no subspace is given, the number of index arrays cannot be above {}, but {arrays} index arrays found",
            NPY_MAXARGS - 1
        )));
    }
    if !ellipsis && k.used < a.ndim() {
        k.parts.push(Part::Ellipsis);
    }
    Ok(k)
}

/// The value of a plain Python integer; `None` for one that does not fit, which is looked at as an array would be.
pub(crate) fn plain_int(item: &Object) -> Res<Option<isize>> {
    if !item.is_int_exact() {
        return Ok(None);
    }
    Ok(item.int_to_i64()?.ok().map(|i| i as isize))
}

/// Anything that is neither a slice nor a plain int: an array, a scalar, a sequence.
fn parse_array(a: &Array, item: &Object, alone: bool, k: &mut Key) -> Res<()> {
    let given = item.downcast::<Array>();
    if let Some(x) = given
        && !x.is_exact()
        && x.ndim() == 0
        && crate::model::is_integer(x.type_num())
    {
        // A subclass may have an index of its own.
        k.used += 1;
        k.scalar_array = true;
        k.parts.push(Part::Int(item.to_isize()?));
        return Ok(());
    }
    if given.is_none() {
        if item.is_bool() {
            return push_bool(k, item.truth()?);
        }
        if !item.is_list() && !item.is_str() && !item.is_tuple() && item.has_index() {
            match item.to_isize() {
                Ok(i) => {
                    k.used += 1;
                    k.parts.push(Part::Int(i));
                    return Ok(());
                }
                // Whatever is no index may still be an array.
                Err(e) => e.clear(),
            }
        }
        if item.is_str() || item.is_bytes() {
            return Err(index_error(BAD_INDEX));
        }
    }
    let mut index = match given {
        Some(x) => x.own(),
        None => as_array(item)?,
    };
    if given.is_none()
        && index.size() == 0
        && !crate::model::is_integer(index.type_num())
        && index.type_num() != NPY_BOOL
    {
        // An empty sequence has no dtype of its own.
        let shape = crate::model::Dims::from(index.shape());
        index = create::empty(&shape, crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER)?;
    }
    if index.type_num() == NPY_BOOL {
        return push_mask(a, index, alone, k);
    }
    if !crate::model::is_integer(index.type_num()) {
        return Err(if given.is_some() {
            index_error("arrays used as indices must be of integer (or boolean) type")
        } else {
            index_error(BAD_INDEX)
        });
    }
    if index.ndim() == 0 {
        // SAFETY: a 0-d array holds one element.
        let value = unsafe { crate::casting::get_item(index.descr(), index.data(), None)? };
        k.used += 1;
        k.scalar_array = true;
        k.parts.push(Part::Int(value.to_isize()?));
        return Ok(());
    }
    k.used += 1;
    k.fancy = true;
    let mut index = as_intp(&index)?;
    if crate::model::overlap::may_overlap(a, &index) {
        // An assignment must not change the positions that it goes by.
        index = crate::casting::copy_array::copy_base_class(&index, NPY_KEEPORDER)?;
    }
    k.parts.push(Part::Fancy {
        index,
        mask_len: None,
    });
    Ok(())
}

fn push_bool(k: &mut Key, value: bool) -> Res<()> {
    k.fancy = true;
    k.parts.push(Part::Bool(value));
    Ok(())
}

fn push_mask(a: &Array, mask: Own<Array>, alone: bool, k: &mut Key) -> Res<()> {
    if mask.ndim() == 0 {
        // SAFETY: a 0-d array holds one byte.
        return push_bool(k, unsafe { *mask.data() != 0 });
    }
    k.fancy = true;
    if alone && mask.ndim() == a.ndim() {
        k.used += mask.ndim();
        k.parts.push(Part::Mask(mask));
        return Ok(());
    }
    for (axis, index) in crate::array::nonzero::nonzero(&mask)?
        .into_iter()
        .enumerate()
    {
        k.used += 1;
        k.parts.push(Part::Fancy {
            index,
            mask_len: Some(mask.shape()[axis]),
        });
    }
    Ok(())
}

/// The index array as native aligned intp: itself or a copy.
fn as_intp(index: &Array) -> Res<Own<Array>> {
    if index.type_num() == NPY_INTP && index.is_behaved_ro() {
        return Ok(index.own());
    }
    let out = create::empty_like(
        index,
        NPY_KEEPORDER,
        Some(crate::dtype::builtin(NPY_INTP).own()),
        None,
        false,
    )?;
    crate::casting::assign_array(&out, index, None, NPY_SAME_KIND_CASTING)?;
    Ok(out)
}
