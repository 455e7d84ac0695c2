//! Subscripts and selection: basic and advanced indexing, assignment through them, `take`, `put`, `choose`,
//! `repeat`, `nonzero`, `where`, `compress`, `sort`, `argsort`, `partition`, `searchsorted`, `lexsort`.

mod advanced;
pub(crate) mod bincount;
mod fields;
pub mod interp;
mod key;
mod lines;
mod mask;
mod methods;
mod multi_index;
pub mod order;
pub mod packbits;
pub mod select;
pub mod sort_method;
pub mod take;
mod unique;
mod view;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::Method;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res};

use crate::coerce::assign_object;
use crate::coerce::{AnyOptions, from_any};
use crate::model::errors::index_out_of_bounds;
use crate::model::{Array, Dims};
use crate::storage::create;
use key::Part;

use crate::array::positions::slice_bounds;

/// Methods of ndarray that this folder answers for.
pub const METHODS: &[&[Method]] = &[methods::METHODS, order::METHODS];

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[&[Method]] = &[methods::FUNCTIONS, order::FUNCTIONS];

/// Lends subscripts to the floors below.
pub fn init() {
    crate::ufunc::hooks::SUBSCRIPT.fill(subscript);
}

/// `a[key]`.
pub fn subscript(a: &Array, key: &Object) -> Res<Owned> {
    if a.ndim() > 0
        && let Some(i) = key::plain_int(key)?
    {
        return integer(a, i);
    }
    if key.is_tuple_exact()
        && key.tuple_len() == a.ndim()
        && a.ndim() > 0
        && let Some(p) = element_of_ints(a, key.tuple_items())?
    {
        // SAFETY: the position was checked.
        return unsafe { crate::casting::from_memory(p, a.descr(), Some(a)) };
    }
    if key.is_slice() && a.ndim() > 0 {
        let (mut shape, mut strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
        let (start, step, n) = slice_bounds(key, shape[0])?;
        let p = a.data().wrapping_offset(start * strides[0]);
        shape[0] = n;
        strides[0] = strides[0].wrapping_mul(step);
        return Ok(create::view(a, a.descr().own(), &shape, &strides, p)?.upcast());
    }
    if a.descr().has_fields() {
        if key.is_str() {
            return Ok(fields::field(a, key)?.upcast());
        }
        if fields::is_name_list(key)? {
            return Ok(fields::subset(a, key)?.upcast());
        }
    } else if key.is_str() {
        return Err(fields::no_fields());
    }
    let k = key::parse(a, key)?;
    if let [Part::Mask(m)] = k.parts.as_slice() {
        return Ok(mask::get(a, m)?.upcast());
    }
    let l = view::layout(a, &k)?;
    if !l.fancy.is_empty() {
        return Ok(advanced::get(a, &l)?.upcast());
    }
    if l.element {
        // SAFETY: the position was checked.
        return unsafe { crate::casting::from_memory(l.data, a.descr(), Some(a)) };
    }
    let picked = view::view(a, &l)?;
    if k.scalar_array {
        return Ok(crate::casting::copy_array::copy(&picked, NPY_KEEPORDER)?.upcast());
    }
    Ok(picked.upcast())
}

/// `a[i]`.
fn integer(a: &Array, i: isize) -> Res<Owned> {
    let n = a.shape()[0];
    if i < -n || i >= n {
        return Err(index_out_of_bounds(i, 0, n));
    }
    let p = a
        .data()
        .wrapping_offset((if i < 0 { i + n } else { i }) * a.strides()[0]);
    if a.ndim() == 1 {
        // SAFETY: the position was checked.
        return unsafe { crate::casting::from_memory(p, a.descr(), Some(a)) };
    }
    let (shape, strides) = (Dims::from(&a.shape()[1..]), Dims::from(&a.strides()[1..]));
    Ok(create::view(a, a.descr().own(), &shape, &strides, p)?.upcast())
}

/// Address of `a[i, j, …]` where every part is a plain int.
fn element_of_ints(a: &Array, items: &[&Object]) -> Res<Option<*mut u8>> {
    if !items.iter().all(|i| i.is_int_exact()) {
        return Ok(None);
    }
    let mut p = a.data();
    for (axis, item) in items.iter().enumerate() {
        let Some(i) = key::plain_int(item)? else {
            return Ok(None);
        };
        let n = a.shape()[axis];
        if i < -n || i >= n {
            return Err(index_out_of_bounds(i, axis, n));
        }
        p = p.wrapping_offset((if i < 0 { i + n } else { i }) * a.strides()[axis]);
    }
    Ok(Some(p))
}

/// `a[key] = value`; `None` deletes, which raises.
pub fn assign_subscript(a: &Array, key: &Object, value: Option<&Object>) -> Res<()> {
    let Some(value) = value else {
        return Err(value_error("cannot delete array elements"));
    };
    crate::model::errors::require_writeable(a, "assignment destination")?;
    if key.is_tuple_exact()
        && key.tuple_len() == a.ndim()
        && a.ndim() > 0
        && let Some(p) = element_of_ints(a, key.tuple_items())?
    {
        let keep = a.own();
        // SAFETY: the position was checked; the array is kept alive.
        return unsafe { crate::casting::set_item_of(&keep, p, value) };
    }
    if a.ndim() == 1
        && let Some(i) = key::plain_int(key)?
    {
        let n = a.shape()[0];
        if i < -n || i >= n {
            return Err(index_out_of_bounds(i, 0, n));
        }
        let p = a
            .data()
            .wrapping_offset((if i < 0 { i + n } else { i }) * a.strides()[0]);
        let keep = a.own();
        // SAFETY: the position was checked; the array is kept alive.
        return unsafe { crate::casting::set_item_of(&keep, p, value) };
    }
    if a.descr().has_fields() {
        if key.is_str() {
            return assign_object(&*fields::field(a, key)?, value);
        }
        if fields::is_name_list(key)? {
            return assign_object(&*fields::subset(a, key)?, value);
        }
    } else if key.is_str() {
        return Err(fields::no_fields());
    }
    let k = key::parse(a, key)?;
    if let [Part::Mask(m)] = k.parts.as_slice() {
        mask::check_shape(a, m)?;
        return mask::set(a, m, &*value_array(a, value)?);
    }
    if let (0, [Part::Bool(picked)]) = (a.ndim(), k.parts.as_slice()) {
        return mask::set(a, &*mask::single(*picked)?, &*value_array(a, value)?);
    }
    // A subclass that is not indexed by advanced parts gets its value through its own views.
    let element = k.parts.iter().all(|p| matches!(p, Part::Int(_)));
    let whole = matches!(k.parts.as_slice(), [Part::Ellipsis]);
    if !a.is_exact() && !k.fancy && !k.scalar_array && !element && !whole {
        let part = a.get_item(key)?;
        let Some(part) = part.downcast::<Array>() else {
            return Err(ferronum_pyrt::raised::runtime_error(
                "Getitem not returning array",
            ));
        };
        return assign_object(part, value);
    }
    let l = view::layout(a, &k)?;
    if !l.fancy.is_empty() {
        if a.descr().is_object() && value.downcast::<Array>().is_none() && value.is_sequence() {
            return advanced::set_nested(a, &l, value);
        }
        return advanced::set(a, &l, &*value_array(a, value)?);
    }
    if l.element {
        let keep = a.own();
        // SAFETY: the position was checked; the array is kept alive.
        return unsafe { crate::casting::set_item_of(&keep, l.data, value) };
    }
    let target = if k.scalar_array {
        create::view(a, a.descr().own(), &l.shape, &l.strides, l.data)?
    } else {
        base_view(a, &l)?
    };
    assign_object(&target, value)
}

/// A plain ndarray view for writing: subclasses do not see it.
fn base_view(a: &Array, l: &view::Layouted) -> Res<Own<Array>> {
    create::view_as(
        a,
        crate::model::ARRAY_TYPE.ptr(),
        a.descr().own(),
        &l.shape,
        &l.strides,
        l.data,
    )
}

/// The value of an assignment as an array: one that is given as it is, anything else in `a`'s dtype.
fn value_array(a: &Array, value: &Object) -> Res<Own<Array>> {
    match value.downcast::<Array>() {
        Some(v) => Ok(v.own()),
        None => converted(a, value),
    }
}

/// Any object as an array of `a`'s dtype, of the size or unit that its elements have where that says none.
fn converted(a: &Array, value: &Object) -> Res<Own<Array>> {
    from_any(
        value,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_FORCECAST,
            ..Default::default()
        },
    )
}

/// The value in `a`'s dtype, in memory that it does not share with `a`.
fn cast_value(a: &Array, v: &Array) -> Res<Own<Array>> {
    let same = v.descr().is(a.descr())
        || (v.type_num() == a.type_num()
            && crate::casting::can_cast_types(v.descr(), a.descr(), NPY_NO_CASTING)?);
    if same && !shares_memory(a, v) {
        return Ok(v.own());
    }
    let out = create::empty_like(v, NPY_CORDER, Some(a.descr().own()), None, same)?;
    crate::casting::copy_into(&out, v)?;
    Ok(out)
}

/// A copy of `a` to be changed in its place, of its class unless that gives it another layout.
fn scratch(a: &Array) -> Res<Own<Array>> {
    let copy = crate::casting::copy_array::copy(a, NPY_CORDER)?;
    if copy.shape() == a.shape() && copy.itemsize() == a.itemsize() {
        return Ok(copy);
    }
    crate::casting::copy_array::copy_base_class(a, NPY_CORDER)
}

/// Whether the bounds of two arrays' memory overlap.
pub(crate) fn shares_memory(a: &Array, b: &Array) -> bool {
    let bounds = |x: &Array| {
        crate::model::layout::extent(x.shape(), x.strides(), x.itemsize())
            .map(|(lo, hi)| (x.data() as isize + lo, x.data() as isize + hi))
    };
    match (bounds(a), bounds(b)) {
        (Some((l1, h1)), Some((l2, h2))) => l1 < h2 && l2 < h1,
        _ => true,
    }
}
