//! Single elements and lists of them: `item`, `tolist`, `fill`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Owned, Res, ops};

use crate::casting;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::errors::require_writeable;

/// `a.tolist()`.
pub fn tolist(a: &Array) -> Res<Owned> {
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    let keep = a.own();
    nested_list(&keep, a.data(), &shape, &strides)
}

fn nested_list(a: &Array, data: *mut u8, shape: &[isize], strides: &[isize]) -> Res<Owned> {
    let ([n, inner @ ..], [step, inner_steps @ ..]) = (shape, strides) else {
        // SAFETY: data points at an element of a.
        return unsafe { casting::get_item(a.descr(), data, Some(a)) };
    };
    if inner.is_empty()
        && a.descr().is_native()
        && let Some(list) = plain_list(a.type_num(), data, *n as usize, *step)?
    {
        return Ok(list);
    }
    ops::list_from((0..*n as usize).map(|i| {
        let p = data.wrapping_offset(i as isize * step);
        if inner.is_empty() {
            // SAFETY: as above.
            unsafe { casting::get_item(a.descr(), p, Some(a)) }
        } else {
            nested_list(a, p, inner, inner_steps)
        }
    }))
}

/// A list of the most usual numbers; `None` for other types.
fn plain_list(t: i32, data: *mut u8, n: usize, step: isize) -> Res<Option<Owned>> {
    macro_rules! list {
        ($t:ty, |$x:ident| $new:expr) => {
            ops::list_from((0..n).map(|i| {
                let p = data.wrapping_offset(i as isize * step);
                // SAFETY: an element of the array, of this type at any alignment.
                let $x = unsafe { p.cast::<$t>().read_unaligned() };
                $new
            }))
            .map(Some)
        };
    }
    match t {
        NPY_DOUBLE => list!(f64, |x| ops::float_new(x)),
        NPY_FLOAT => list!(f32, |x| ops::float_new(x.into())),
        NPY_LONG | NPY_LONGLONG => list!(i64, |x| ops::int_new(x)),
        NPY_INT => list!(i32, |x| ops::int_new(x.into())),
        NPY_BOOL => list!(u8, |x| Ok(ferronum_pyrt::py_bool(x != 0).own())),
        _ => Ok(None),
    }
}

/// `a.item(*args)`.
pub fn item(a: &Array, args: &[&Object]) -> Res<Owned> {
    let args = match args {
        [one] if one.is_tuple() => one.tuple_items(),
        other => other,
    };
    let data = element_pointer(a, args)?;
    // SAFETY: the index was checked.
    unsafe { casting::get_item(a.descr(), data, Some(a)) }
}

/// Address of the element that `item` arguments name: none, one flat index, or one per axis.
fn element_pointer(a: &Array, args: &[&Object]) -> Res<*mut u8> {
    let n = a.ndim();
    if args.is_empty() {
        if a.size() != 1 {
            return Err(value_error(
                "can only convert an array of size 1 to a Python scalar",
            ));
        }
        return Ok(a.data());
    }
    if args.len() == 1 && n != 1 {
        let size = a.size();
        let flat = crate::arguments::convert::to_intp(args[0], "an integer is required")?;
        if flat < -size || flat >= size {
            return Err(ferronum_pyrt::raised::index_error(&format!(
                "index {flat} is out of bounds for size {size}"
            )));
        }
        let mut rest = flat.rem_euclid(size);
        let mut data = a.data();
        for (&d, &s) in a.shape().iter().zip(a.strides()).rev() {
            data = data.wrapping_offset((rest % d) * s);
            rest /= d;
        }
        return Ok(data);
    }
    if args.len() != n {
        return Err(value_error("incorrect number of indices for array"));
    }
    let mut index = Dims::new();
    for arg in args {
        let i = crate::arguments::convert::to_intp(arg, "an integer is required")?;
        let _fits = index.push(i);
    }
    let mut data = a.data();
    for (axis, &i) in index.iter().enumerate() {
        let d = a.shape()[axis];
        if i < -d || i >= d {
            return Err(crate::model::errors::index_out_of_bounds(i, axis, d));
        }
        data = data.wrapping_offset(i.rem_euclid(d) * a.strides()[axis]);
    }
    Ok(data)
}

/// `a.fill(value)`.
pub fn fill(a: &Array, value: &Object) -> Res<()> {
    require_writeable(a, "assignment destination")?;
    let _marks = casting::item::marks_for(a, value);
    let scalar = crate::storage::create::zeros(&[], a.descr().own(), NPY_CORDER)?;
    // SAFETY: the 0-d array holds one initialised element.
    unsafe {
        casting::set_item(scalar.descr(), scalar.data(), value)?;
        casting::assign_raw_scalar(a, scalar.descr(), scalar.data(), None, NPY_UNSAFE_CASTING)
    }
}

/// The element of a 0-d array for `int(a)`, `float(a)`, …
pub fn only_element(a: &Array) -> Res<Owned> {
    if a.ndim() > 0 {
        return Err(type_error(
            "only 0-dimensional arrays can be converted to Python scalars",
        ));
    }
    // SAFETY: one element.
    unsafe { casting::get_item(a.descr(), a.data(), Some(a)) }
}
