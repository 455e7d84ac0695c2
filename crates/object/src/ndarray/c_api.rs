//! What the C-API asks of arrays beyond Python's functions: creation by type number, requirements of
//! `PyArray_CheckFromAny`, flat copies, methods with C arguments.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, int_new, none, tuple_new};

use crate::array::shape;
use crate::casting;
use crate::coerce;
use crate::coerce::wish::Wish;
use crate::coerce::wish::check_from_any;
use crate::coerce::wish::from_any;
use crate::dtype;
use crate::model::Descr;
use crate::model::Dims;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::storage::create;
use crate::storage::create::NewArray;

/// The descriptor of a type number, with `itemsize` where the type leaves it open (`PyArray_New`).
pub fn sized_descr(type_num: c_int, itemsize: c_int) -> Res<Own<Descr>> {
    let descr = crate::dtype::builtin::descr_from_type(type_num)?;
    if !descr.is_flexible() || descr.elsize() != 0 {
        return Ok(descr);
    }
    if itemsize < 1 {
        return Err(value_error("data type must provide an itemsize"));
    }
    dtype::copy::with_elsize(&descr, itemsize as isize)
}

/// A string or void dtype without a size takes the size of the array's items (`PyArray_FromArray`).
pub fn sized_like(descr: Own<Descr>, a: &Array) -> Res<Own<Descr>> {
    if !descr.is_unsized() || !descr.is_legacy() {
        return Ok(descr);
    }
    let bytes = a.itemsize();
    let unit = if descr.type_num() == NPY_UNICODE {
        4
    } else {
        1
    };
    dtype::copy::with_elsize(&descr, bytes / unit * unit)
}

/// The object as an exact `ndarray` (`PyArray_EnsureArray`).
pub fn ensure_array(obj: Owned) -> Res<Own<Array>> {
    match obj.downcast::<Array>() {
        Some(a) if a.is_exact() => Ok(a.own()),
        Some(a) => crate::array::view::view(a, None, Some(ARRAY_TYPE.ptr())),
        None => from_any(
            &obj,
            &Wish {
                descr: None,
                depth: (0, 0),
                flags: NPY_ARRAY_ENSUREARRAY,
            },
        ),
    }
}

/// The object as an array of any subtype (`PyArray_EnsureAnyArray`).
pub fn ensure_any_array(obj: Owned) -> Res<Own<Array>> {
    match obj.downcast::<Array>() {
        Some(a) => Ok(a.own()),
        None => ensure_array(obj),
    }
}

/// Copies all elements in C order into an array of another shape (`PyArray_CopyAnyInto`).
pub fn copy_any_into(dst: &Array, src: &Array) -> Res<()> {
    if dst.size() != src.size() {
        return Err(value_error(&format!(
            "cannot copy from array of size {} into an array of size {}",
            src.size(),
            dst.size()
        )));
    }
    let target = Dims::from(dst.shape());
    let shaped = shape::reshape(src, &target, NPY_CORDER, None)?;
    casting::copy_into(dst, &shaped)
}

/// A view or an owned array over foreign memory, as `PyArray_NewFromDescr` takes it.
pub fn new_from_descr(
    subtype: *mut ffi::PyTypeObject,
    descr: Own<Descr>,
    dims: &[isize],
    strides: Option<&[isize]>,
    data: *mut u8,
    flags: c_int,
    obj: Option<&Object>,
) -> Res<Own<Array>> {
    let given = !data.is_null();
    let flags = if given || flags == 0 {
        flags
    } else {
        // Without memory any flag asks for Fortran order.
        NPY_ARRAY_F_CONTIGUOUS
    };
    NewArray {
        subtype,
        strides,
        data: given.then_some(data),
        flags,
        obj,
        ..NewArray::new(descr, dims)
    }
    .build()
}

/// `ndarray`'s own method with these arguments, whatever a subclass says.
pub fn method(a: &Array, name: &str, args: &[&Object], keywords: &[(&str, &Object)]) -> Res<Owned> {
    let f = ARRAY_TYPE.object().getattr_str(name)?;
    let mut values: Vec<&Object> = vec![a.object()];
    values.extend_from_slice(args);
    call(&f, values, keywords)
}

/// An axis as Python's methods take it: `NPY_RAVEL_AXIS` is `None`.
pub fn axis_object(axis: c_int) -> Res<Owned> {
    if axis == NPY_RAVEL_AXIS {
        Ok(none().own())
    } else {
        int_new(i64::from(axis))
    }
}

/// An axis of C; `None` for `NPY_RAVEL_AXIS`.
pub fn axis_or_all(axis: c_int) -> Option<isize> {
    (axis != NPY_RAVEL_AXIS).then_some(axis as isize)
}

/// `PyArray_ArgMax` and `PyArray_ArgMin`: an array, also where it has no axes.
pub fn arg_extreme(a: &Array, axis: c_int, out: Option<&Array>, max: bool) -> Res<Own<Array>> {
    crate::index::order::arg_extreme(a, axis_or_all(axis), out, false, max)
}

/// `PyArray_Round`: an array, also where it has no axes.
pub fn round(a: &Array, decimals: isize, out: Option<&Array>) -> Res<Own<Array>> {
    if out.is_some_and(|o| o.size() != a.size()) {
        return Err(value_error("invalid output shape"));
    }
    // What is scaled on the way is no subclass.
    let copied = decimals >= 0 && crate::model::is_integer(a.type_num());
    let plain = if decimals != 0 && out.is_none() && !copied {
        ensure_array(a.own().upcast())?
    } else {
        a.own()
    };
    let rounded = crate::ndarray::round::round(&plain, decimals, out.map(Layout::object))?;
    match rounded.downcast_into::<Array>() {
        Ok(rounded) => Ok(rounded),
        Err(scalar) => crate::coerce::as_array(&scalar),
    }
}

/// A type number as a `dtype=` argument: `NPY_NOTYPE` is `None`.
pub fn dtype_object(type_num: c_int) -> Res<Owned> {
    if type_num == NPY_NOTYPE {
        Ok(none().own())
    } else {
        Ok(crate::dtype::builtin::descr_from_type(type_num)?.upcast())
    }
}

/// The array that a C function works along: flattened for `NPY_RAVEL_AXIS`, brought to `flags`, and the
/// axis within its dimensions (`PyArray_CheckAxis`).
pub fn check_axis(a: &Array, axis: c_int, flags: c_int) -> Res<(Own<Array>, c_int)> {
    let (mut out, mut axis) = (a.own(), axis);
    if axis == NPY_RAVEL_AXIS || a.ndim() == 0 {
        if a.ndim() != 1 {
            out = shape::ravel(a, NPY_CORDER)?;
        }
        if axis == NPY_RAVEL_AXIS {
            axis = out.ndim() as c_int - 1;
        }
        if flags == 0 && axis == 0 {
            return Ok((out, axis));
        }
    }
    if flags != 0 {
        out = check_from_any(
            &out,
            &Wish {
                descr: None,
                depth: (0, 0),
                flags,
            },
        )?;
    }
    let axis = crate::model::errors::normalize_axis(axis as isize, out.ndim())?;
    Ok((out, axis as c_int))
}

/// `PyArray_Resize`: in place; answers `None`.
pub fn resize(a: &Array, dims: &[isize], refcheck: bool) -> Res<Owned> {
    crate::array::resize::resize(a, dims, refcheck)?;
    Ok(none().own())
}

/// Stores a value into a field (`PyArray_SetField`).
pub fn set_field(a: &Array, descr: Own<Descr>, offset: c_int, value: &Object) -> Res<()> {
    crate::model::errors::require_writeable(a, "assignment destination")?;
    let field = crate::array::view::getfield(a, descr, offset as isize)?;
    coerce::assign_object(&field, value)
}

/// Drops the axes that are marked, in place; their size must be 1.
pub fn remove_axes(a: &Array, marked: impl Fn(usize) -> bool) -> Res<()> {
    let (mut dims, mut strides) = (Dims::new(), Dims::new());
    for (axis, (&d, &s)) in a.shape().iter().zip(a.strides()).enumerate() {
        if !marked(axis) {
            let _fits = dims.push(d) && strides.push(s);
        }
    }
    crate::storage::base::replace_dims(a, &dims, &strides)
}

/// Axes in the order of falling absolute strides, equal ones as they stand.
pub fn sorted_strides(strides: &[isize]) -> impl Iterator<Item = (isize, isize)> {
    let axes = crate::model::layout::axes_by_stride(strides);
    let pairs: Vec<(isize, isize)> = axes.iter().map(|&i| (i, strides[i as usize])).collect();
    pairs.into_iter()
}

/// Whether an array of this layout, `offset` bytes into `numbytes` bytes, stays inside them.
pub fn strides_fit(
    elsize: isize,
    numbytes: isize,
    offset: isize,
    dims: &[isize],
    strides: &[isize],
) -> bool {
    let numbytes = if numbytes == 0 {
        match dims.iter().try_fold(elsize, |n, &d| n.checked_mul(d)) {
            Some(n) => n,
            None => return false,
        }
    } else {
        numbytes
    };
    let Some((low, high)) = crate::model::layout::extent(dims, strides, elsize) else {
        return false;
    };
    low >= -offset && high <= numbytes - offset
}

/// Product, or `None` where it overflows. A size of 0 makes it 0.
pub fn checked_product(sizes: &[isize]) -> Option<isize> {
    if sizes.contains(&0) {
        return Some(0);
    }
    sizes.iter().try_fold(1isize, |n, &d| n.checked_mul(d))
}

/// `PyArray_Empty`: elements with references are `None`, not zero.
pub fn empty(dims: &[isize], descr: Own<Descr>, order: NPY_ORDER) -> Res<Own<Array>> {
    let objects = descr.is_object();
    let a = create::empty(dims, descr, order)?;
    if objects {
        let value = none().as_ptr();
        // SAFETY: an object element is a pointer to an object.
        unsafe {
            let place = (&raw const value).cast();
            casting::assign_raw_scalar(&a, a.descr(), place, None, NPY_UNSAFE_CASTING)?;
        }
    }
    Ok(a)
}

/// `PyArray_Arange`: C numbers, the result of a given type.
pub fn arange(start: f64, stop: f64, step: f64, type_num: c_int) -> Res<Owned> {
    let length = (stop - start) / step;
    if length.is_nan() {
        return Err(value_error("arange: cannot compute length"));
    }
    if length.ceil() >= isize::MAX as f64 || length.ceil() < isize::MIN as f64 {
        return Err(ferronum_pyrt::raised::overflow_error(
            "arange: overflow while computing length",
        ));
    }
    let descr = sized_descr(type_num, 0)?;
    let span = stop - start;
    // A step too long to tell apart from no length at all still makes one element.
    let one = length == 0.0 && span != 0.0 && (span >= 0.0) == (step >= 0.0);
    if length <= 0.0 && !one {
        return Ok(create::empty(&[0], descr, NPY_CORDER)?.upcast());
    }
    let number = ferronum_pyrt::float_new;
    crate::ndarray::functions::arange_objects(
        Some(&*number(start)?),
        &*number(stop)?,
        Some(&*number(step)?),
        Some(descr),
    )
}

/// A function of the core's module, called with positional and keyword arguments.
pub fn function(name: &str, args: &[&Object], keywords: &[(&str, &Object)]) -> Res<Owned> {
    let core = ferronum_pyrt::intern::import("numpy._core._multiarray_umath")?;
    let f = core.getattr_str(name)?;
    call(&f, args.to_vec(), keywords)
}

fn call<'a>(
    f: &Object,
    mut values: Vec<&'a Object>,
    keywords: &[(&str, &'a Object)],
) -> Res<Owned> {
    values.extend(keywords.iter().map(|(_, v)| *v));
    if keywords.is_empty() {
        return f.call(&values);
    }
    let names: Vec<Owned> = keywords
        .iter()
        .map(|(n, _)| ferronum_pyrt::str_new(n))
        .collect::<Res<_>>()?;
    let names: Vec<&Object> = names.iter().map(|n| &**n).collect();
    f.call_kw(&values, Some(&*tuple_new(&names)?))
}

/// `PyArray_Sort`: here the axis is looked at before the kind.
pub fn sort(a: &Array, axis: c_int, kind: NPY_SORTKIND) -> Res<()> {
    let axis = crate::model::errors::normalize_axis(axis as isize, a.ndim())?;
    let (axis, kind) = (int_new(axis as i64)?, sort_kind_object(kind)?);
    method(a, "sort", &[&axis, &kind], &[]).map(drop)
}

/// The name of a sort kind as Python's methods take it.
pub fn sort_kind_object(kind: NPY_SORTKIND) -> Res<Owned> {
    ferronum_pyrt::str_new(match kind {
        NPY_HEAPSORT => "heapsort",
        NPY_STABLESORT => "stable",
        _ => "quicksort",
    })
}

/// The name of a memory order as Python's functions take it.
pub fn order_object(order: NPY_ORDER) -> Res<Owned> {
    ferronum_pyrt::str_new(match order {
        NPY_ANYORDER => "A",
        NPY_FORTRANORDER => "F",
        NPY_KEEPORDER => "K",
        _ => "C",
    })
}

/// The name of a casting rule as Python's functions take it.
pub fn casting_object(rule: NPY_CASTING) -> Res<Owned> {
    ferronum_pyrt::str_new(match rule {
        NPY_NO_CASTING => "no",
        NPY_EQUIV_CASTING => "equiv",
        NPY_SAME_KIND_CASTING => "same_kind",
        NPY_UNSAFE_CASTING => "unsafe",
        NPY_SAME_VALUE_CASTING => "same_value",
        _ => "safe",
    })
}

/// The sum along an axis in a type, divided by the length of the axis (`PyArray_Mean`).
pub fn mean(a: &Array, axis: c_int, type_num: c_int, out: Option<&Array>) -> Res<Owned> {
    let (a, axis) = check_axis(a, axis, 0)?;
    let n = a.shape()[axis as usize];
    let args = [axis_object(axis)?, dtype_object(type_num)?];
    let sum = method(&a, "sum", &[&args[0], &args[1]], &keyword_out(out))?;
    let n = ferronum_pyrt::float_new(n as f64)?;
    match out {
        Some(out) => {
            let divide =
                crate::ufunc::operator_table::ufunc(crate::ufunc::operator_table::Op::Divide);
            divide.call(&[&sum, &n, out.object()])
        }
        // Sums of objects divide in their own way.
        None => operator(ffi::PyNumber_TrueDivide, &sum, &n),
    }
}

/// The mean square of the distances from the mean along an axis, sums being made in a type (`PyArray_Std`); its root
/// unless `variance`.
pub fn std(
    a: &Array,
    axis: c_int,
    type_num: c_int,
    out: Option<&Array>,
    variance: bool,
) -> Res<Owned> {
    use crate::ufunc::operator_table::{Op, ufunc};
    use crate::ufunc::{call_binary, call_unary};
    let (a, axis) = check_axis(a, axis, 0)?;
    let n = a.shape()[axis as usize];
    let centre = crate::coerce::as_array(&*mean(&a, axis, type_num, None)?)?;
    let mut dims = Dims::from(a.shape());
    dims[axis as usize] = 1;
    let centre = shape::reshape(&centre, &dims, NPY_CORDER, None)?;
    let distance = operator(ffi::PyNumber_Subtract, &a, &centre)?;
    let complex = distance
        .downcast::<Array>()
        .is_some_and(|d| crate::model::is_complex(d.type_num()));
    let square = if complex {
        let mirrored = call_unary(ufunc(Op::Conjugate), &distance)?;
        call_binary(ufunc(Op::Multiply), &distance, &mirrored)?
            .getattr(ferronum_pyrt::intern!("real"))?
    } else {
        call_binary(ufunc(Op::Multiply), &distance, &distance)?
    };
    let square = crate::coerce::as_array(&square)?;
    // Squares of complex numbers are real, and so is their sum.
    let sum_type = match type_num {
        NPY_CFLOAT..=NPY_CLONGDOUBLE if complex => type_num - NPY_CFLOAT + NPY_FLOAT,
        other => other,
    };
    let args = [axis_object(axis)?, dtype_object(sum_type)?];
    let sum = method(&square, "sum", &[&args[0], &args[1]], &[])?;
    let share = ferronum_pyrt::float_new(1.0 / n.max(1) as f64)?;
    let mut result = operator(ffi::PyNumber_Multiply, &sum, &share)?;
    if !variance {
        result = call_unary(ufunc(Op::Sqrt), &result)?;
    }
    let Some(out) = out else {
        return Ok(result);
    };
    let result = crate::coerce::as_array(&result)?;
    casting::assign_array(out, &result, None, NPY_SAME_KIND_CASTING)?;
    Ok(out.own().upcast())
}

/// Python's operator, with what the operands' classes make of it.
fn operator(
    f: unsafe extern "C" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject,
    x: &Object,
    y: &Object,
) -> Res<Owned> {
    // SAFETY: an operator of the number protocol gives a new reference, or NULL with an exception.
    unsafe { Own::from_result(f(x.as_ptr(), y.as_ptr())) }
}

/// `PyArray_Clip`: the ufunc of the bounds that are not `None`.
pub fn clip(a: &Array, min: &Object, max: &Object, out: Option<&Array>) -> Res<Owned> {
    use crate::ufunc::operator_table::{Op, ufunc};
    let (op, mut args) = match (min.not_none(), max.not_none()) {
        (None, None) => {
            return Err(value_error("array_clip: must set either max or min"));
        }
        (None, Some(max)) => (Op::Minimum, vec![a.object(), max]),
        (Some(min), None) => (Op::Maximum, vec![a.object(), min]),
        (Some(min), Some(max)) => (Op::Clip, vec![a.object(), min, max]),
    };
    args.extend(out.map(Layout::object));
    ufunc(op).call(&args)
}

/// `max - min` along an axis (`PyArray_Ptp`).
pub fn ptp(a: &Array, axis: &Object, out: Option<&Array>) -> Res<Owned> {
    let max = method(a, "max", &[axis], &keyword_out(out))?;
    let min = method(a, "min", &[axis], &[])?;
    match out {
        Some(out) => {
            let subtract =
                crate::ufunc::operator_table::ufunc(crate::ufunc::operator_table::Op::Subtract);
            subtract.call(&[out.object(), &min, out.object()])
        }
        None => operator(ffi::PyNumber_Subtract, &max, &min),
    }
}

/// `out=` as keywords of a call.
pub fn keyword_out(out: Option<&Array>) -> Vec<(&'static str, &Object)> {
    out.map(|o| ("out", o.object())).into_iter().collect()
}

/// `pickle.dump(obj, file, protocol)`; a path is opened for writing.
pub fn dump(obj: &Object, file: &Object, protocol: c_int) -> Res<()> {
    let dump = ferronum_pyrt::import_cached!("numpy._core._methods", "_dump")?;
    let protocol = int_new(i64::from(protocol))?;
    dump.call(&[obj, file, &protocol]).map(drop)
}

/// `pickle.dumps(obj, protocol)`.
pub fn dumps(obj: &Object, protocol: c_int) -> Res<Owned> {
    let dumps = ferronum_pyrt::import_cached!("numpy._core._methods", "_dumps")?;
    dumps.call(&[obj, &*int_new(i64::from(protocol))?])
}

/// All elements cast, rules aside (`PyArray_CastToType`); subclasses stay what they are.
pub fn cast(a: &Array, descr: Own<Descr>, fortran: bool) -> Res<Own<Array>> {
    let order = if fortran {
        NPY_FORTRANORDER
    } else {
        NPY_CORDER
    };
    let descr = crate::scalars::c_api::sized(&descr, a)?;
    let out = create::empty_like(a, order, Some(descr), None, true)?;
    casting::copy_into(&out, a)?;
    Ok(out)
}

/// `obj.__array__(dtype, copy=False)`, `NotImplemented` where there is no such method.
pub fn from_array_attr(obj: &Object, descr: &Object) -> Res<Owned> {
    use crate::coerce::protocols::{CopyMode, from_array_method};
    let found = from_array_method(obj, descr.downcast::<Descr>(), CopyMode::Never)?;
    Ok(match found {
        Some(found) => found.array.upcast(),
        None => ferronum_pyrt::not_implemented().own(),
    })
}
