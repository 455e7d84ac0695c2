//! `np.concatenate`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none};

use crate::arguments::convert as arg;
use crate::array::shape::ravel;
use crate::coerce::{AnyOptions, from_any};
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::errors::normalize_axis;
use crate::model::{DTypeClass, Descr};
use crate::protocol::array_wrap;
use crate::storage::create;
use crate::storage::create::NewArray;

/// `concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind")`.
pub(crate) fn concatenate(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("concatenate", ["seq", "axis", "out", "dtype", "casting"])
        .required(1)
        .keyword_only(2);
    let [seq, axis, out, dtype, casting] = args.parse(&SIG)?;
    let axis = match axis {
        None => Some(0),
        Some(a) => arg::axis(a)?.map(|a| a as isize),
    };
    // A DType class is read as `numpy.dtype` reads it: as the type of some objects.
    let dtype = dtype.map(|d| {
        if DTypeClass::check(d) {
            crate::dtype::builtin(NPY_OBJECT).object()
        } else {
            d
        }
    });
    let request = crate::dtype::parse::request_from_object(dtype)?;
    let casting = arg::casting_or(casting, NPY_SAME_KIND_CASTING)?;
    let out = match out.and_then(Object::not_none) {
        None => None,
        Some(o) => Some(
            o.downcast::<Array>()
                .ok_or_else(|| type_error("'out' must be an array"))?,
        ),
    };
    if out.is_some() && request.is_some() {
        return Err(type_error(
            "concatenate() only takes `out` or `dtype` as an argument, but both were provided.",
        ));
    }
    let seq = seq.unwrap_or(none());
    if !seq.is_sequence() {
        return Err(type_error(
            "The first input argument needs to be a sequence",
        ));
    }
    let count = seq.len()?;
    if count > c_int::MAX as usize {
        return Err(value_error(&format!(
            "concatenate() only supports up to {} arrays but got {count}.",
            c_int::MAX
        )));
    }
    let items = seq.items_by_index()?;
    let arrays: Vec<Own<Array>> = items
        .tuple_items()
        .iter()
        .map(|o| {
            from_any(
                o,
                &AnyOptions {
                    mark_python_scalars: true,
                    ..Default::default()
                },
            )
        })
        .collect::<Res<_>>()?;
    if arrays.is_empty() {
        return Err(value_error("need at least one array to concatenate"));
    }
    if axis.is_some() && arrays[0].ndim() == 0 {
        return Err(no_axes());
    }
    let descr = || -> Res<Own<Descr>> {
        let common = || {
            let refs: Vec<&Array> = arrays.iter().map(|a| &**a).collect();
            crate::coerce::promote::result_type(&refs, &[])
        };
        let descr = match &request {
            None => common()?,
            Some(r) => match &r.descr {
                Some(d) => d.own(),
                None => crate::casting::cast_descr_to_class(&*common()?, &r.class)?,
            },
        };
        if descr.has_subarray() {
            return Err(type_error(&format!(
                "The dtype `{}` is not a valid dtype for concatenation since it is a subarray dtype (the subarray dimensions would be added as array dimensions).",
                descr.repr_text()?
            )));
        }
        Ok(descr)
    };
    Ok(join(&arrays, axis, descr, out, casting)?.upcast())
}

/// Refuses the array at index `i` where it does not fit beside the first one along an axis.
fn fits_beside(shape: &[isize], a: &Array, i: usize, axis: usize) -> Res<()> {
    if a.ndim() != shape.len() {
        return Err(value_error(&format!(
            "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and the array at index {i} has {} dimension(s)",
            shape.len(),
            a.ndim()
        )));
    }
    for (k, (&d, &n)) in a.shape().iter().zip(shape).enumerate() {
        if k != axis && d != n {
            return Err(value_error(&format!(
                "all the input array dimensions except for the concatenation axis must match exactly, but along dimension {k}, the array at index 0 has size {n} and the array at index {i} has size {d}",
            )));
        }
    }
    Ok(())
}

/// Joins arrays along an axis (flattened where there is none). The dtype of a new array is asked for when the shapes are
/// known to fit.
fn join(
    arrays: &[Own<Array>],
    axis: Option<isize>,
    descr: impl FnOnce() -> Res<Own<Descr>>,
    out: Option<&Array>,
    casting: NPY_CASTING,
) -> Res<Own<Array>> {
    // Python numbers take the dtype of the others, whatever their own would be.
    let weak = NPY_ARRAY_WAS_PYTHON_INT | NPY_ARRAY_WAS_PYTHON_FLOAT | NPY_ARRAY_WAS_PYTHON_COMPLEX;
    let weak: Vec<bool> = arrays.iter().map(|a| a.flags() & weak != 0).collect();
    let flat: Vec<Own<Array>>;
    let originals = arrays;
    let (arrays, axis) = match axis {
        Some(axis) => {
            if arrays[0].ndim() == 0 {
                return Err(no_axes());
            }
            (arrays, normalize_axis(axis, arrays[0].ndim())?)
        }
        None => {
            flat = arrays
                .iter()
                .map(|a| ravel(&*create::plain(a)?, NPY_CORDER))
                .collect::<Res<_>>()?;
            (&flat[..], 0)
        }
    };
    let first = &arrays[0];
    let mut shape = Dims::from(first.shape());
    for (i, a) in arrays.iter().enumerate().skip(1) {
        fits_beside(&shape, a, i, axis)?;
        shape[axis] = shape[axis]
            .checked_add(a.shape()[axis])
            .ok_or_else(|| value_error("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size."))?;
    }
    let (result, strides) = match out {
        Some(o) => {
            if o.ndim() != shape.len() {
                return Err(value_error("Output array has wrong dimensionality"));
            }
            if o.shape() != &*shape {
                return Err(value_error("Output array is the wrong shape"));
            }
            (o.own(), Dims::from(o.strides()))
        }
        None => allocate(arrays, originals, &shape, descr()?)?,
    };
    // Pieces are views of the result, filled one after another.
    let mut at = result.data();
    for (a, weak) in arrays.iter().zip(weak) {
        let casting = if weak && !crate::model::is_complex(a.type_num()) {
            NPY_UNSAFE_CASTING
        } else {
            casting
        };
        let mut piece_shape = shape.clone();
        piece_shape[axis] = a.shape()[axis];
        let piece = create::view_as(
            &result,
            crate::model::ARRAY_TYPE.ptr(),
            result.descr().own(),
            &piece_shape,
            &strides,
            at,
        )?;
        crate::casting::assign_array(&piece, a, None, casting)?;
        at = at.wrapping_offset(piece_shape[axis] * strides[axis]);
    }
    Ok(result)
}

#[cold]
fn no_axes() -> ferronum_pyrt::Raised {
    value_error("zero-dimensional arrays cannot be concatenated")
}

/// A result of the type with the highest priority, in the layout that the inputs share.
///
/// The strides are those of the shape that was asked for: classes such as matrix change it.
fn allocate(
    arrays: &[Own<Array>],
    originals: &[Own<Array>],
    shape: &[isize],
    descr: Own<Descr>,
) -> Res<(Own<Array>, Dims)> {
    let strides = shared_order(arrays, shape, &descr);
    let leader = array_wrap::leader_of_classes(originals.iter().map(|a| &**a));
    let result = NewArray {
        subtype: leader.map_or(crate::model::ARRAY_TYPE.ptr(), |a| a.subtype()),
        strides: Some(&strides),
        allow_empty_string: true,
        ..NewArray::new(descr, shape)
    }
    .build()?;
    let strides = if result.ndim() == shape.len() {
        Dims::from(result.strides())
    } else {
        strides
    };
    Ok((result, strides))
}

/// Strides of a dense result whose axes run in the order that the inputs' strides have in common.
fn shared_order(arrays: &[Own<Array>], shape: &[isize], descr: &Descr) -> Dims {
    let n = shape.len();
    let mut axes: Vec<usize> = (0..n).collect();
    // Insertion sort: an axis moves outward past another only where no input objects.
    for i in 1..n {
        let mut place = i;
        for j in (0..i).rev() {
            let (x, y) = (axes[j], axes[i]);
            let (mut outward, mut decided) = (true, false);
            for a in arrays {
                let (sx, sy) = (a.strides()[x].unsigned_abs(), a.strides()[y].unsigned_abs());
                if a.shape()[x] == 1 || a.shape()[y] == 1 {
                    continue;
                }
                if sx >= sy {
                    outward = false;
                }
                decided = true;
            }
            match (decided, outward) {
                (true, true) => place = j,
                (true, false) => break,
                (false, _) => {}
            }
        }
        let moved = axes.remove(i);
        axes.insert(place, moved);
    }
    let mut strides = Dims::filled(n, 0);
    let mut step = descr.elsize();
    for &axis in axes.iter().rev() {
        strides[axis] = step;
        if shape[axis] != 0 {
            step = step.wrapping_mul(shape[axis]);
        }
    }
    strides
}
