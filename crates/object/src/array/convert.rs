//! Copies and conversions of whole arrays: copy, view as another dtype or type, item, tolist, tobytes,
//! fill, byteswap, getfield, resize.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, ops};

use crate::array::shape::shape_text;
use crate::casting;
use crate::model::array::{ARRAY_TYPE, Array};
use crate::model::descr::Descr;
use crate::model::dims::Dims;
use crate::storage::create::{NewArray, empty_like, fill_strides, update_flags, view_as};
use crate::storage::memory;

/// `a.copy(order)`, keeping the subtype.
pub fn copy(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let out = empty_like(a, order, None, None, true)?;
    casting::copy_into(&out, a)?;
    Ok(out)
}

/// `a.copy(order)` as a plain ndarray.
pub fn copy_base_class(a: &Array, order: NPY_ORDER) -> Res<Own<Array>> {
    let out = empty_like(a, order, None, None, false)?;
    casting::copy_into(&out, a)?;
    Ok(out)
}

/// `a.view(dtype, type)`.
pub fn view(
    a: &Array,
    descr: Option<Own<Descr>>,
    subtype: Option<*mut ffi::PyTypeObject>,
) -> Res<Own<Array>> {
    let shape = Dims::from(a.shape());
    let strides = Dims::from(a.strides());
    let out = view_as(
        a,
        subtype.unwrap_or(a.subtype()),
        a.descr().own(),
        &shape,
        &strides,
        a.data(),
    )?;
    match descr {
        None => {}
        Some(d) if out.is_exact() => set_dtype(&out, d)?,
        // A subclass may do something of its own when its dtype is set.
        Some(d) => out.setattr(ferronum_pyrt::intern!("dtype"), &d)?,
    }
    Ok(out)
}

/// `a.dtype = descr`: reinterprets the memory in place.
pub fn set_dtype(a: &Array, new: Own<Descr>) -> Res<()> {
    let old = a.descr().own();
    if old.has_references() || new.has_references() {
        let check = import_cached!("numpy._core._internal", "_view_is_safe")?;
        check.call(&[&old, &new])?;
    }
    let mut new = new;
    if new.type_num() == NPY_VOID && new.is_without_size() {
        new = crate::dtype::copy::with_elsize(&new, old.elsize())?;
    }
    if new.elsize() != old.elsize() {
        if a.ndim() == 0 {
            return Err(value_error(
                "Changing the dtype of a 0d array is only supported if the itemsize is unchanged",
            ));
        }
        if new.has_subarray() {
            return Err(value_error(
                "Changing the dtype to a subarray type is only supported if the total itemsize is unchanged",
            ));
        }
        rescale_last_axis(a, old.elsize(), new.elsize())?;
    }
    if let Some((base, inner)) = new.subarray() {
        append_subarray_dims(a, base, inner)?;
        new = base.own();
    }
    // SAFETY: the field owns its descr; the old one is released by `old` and the store.
    unsafe {
        let previous = (*a.raw()).descr;
        (*a.raw()).descr = new.into_ptr().cast();
        ffi::Py_DECREF(previous.cast());
    }
    update_flags(a, NPY_ARRAY_UPDATE_ALL);
    Ok(())
}

fn rescale_last_axis(a: &Array, old: isize, new: isize) -> Res<()> {
    let axis = a.ndim() - 1;
    let length = a.shape()[axis];
    if length != 1 && a.size() != 0 && a.strides()[axis] != old {
        return Err(value_error(
            "To change to a dtype of a different size, the last axis must be contiguous",
        ));
    }
    let changed = if new < old {
        if new == 0 || old % new != 0 {
            return Err(value_error(
                "When changing to a smaller dtype, its size must be a divisor of the size of original dtype",
            ));
        }
        length * (old / new)
    } else {
        let bytes = length * old;
        if bytes % new != 0 {
            return Err(value_error(
                "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.",
            ));
        }
        bytes / new
    };
    // SAFETY: INV-DIMS.
    unsafe {
        *(*a.raw()).dimensions.add(axis) = changed;
        *(*a.raw()).strides.add(axis) = new;
    }
    Ok(())
}

fn append_subarray_dims(a: &Array, base: &Descr, inner: &Object) -> Res<()> {
    let inner: Vec<isize> = inner
        .tuple_items()
        .iter()
        .map(|d| d.to_isize())
        .collect::<Res<_>>()?;
    let mut shape = Dims::from(a.shape());
    let mut strides = Dims::from(a.strides());
    let mut tail = Dims::filled(inner.len(), 0);
    fill_strides(&mut tail, &inner, base.elsize(), false);
    for (d, s) in inner.iter().zip(tail.iter()) {
        if !(shape.push(*d) && strides.push(*s)) {
            return Err(crate::storage::create::too_many_dims(
                a.ndim() + inner.len(),
            ));
        }
    }
    replace_dims(a, &shape, &strides)
}

/// Gives `a` another shape and strides over the same memory.
pub fn replace_dims(a: &Array, shape: &[isize], strides: &[isize]) -> Res<()> {
    let dims = memory::allocate_dims(shape.len())?;
    // SAFETY: INV-DIMS is kept: one block for both, released by its old length.
    unsafe {
        let raw = a.raw();
        if !dims.is_null() {
            std::ptr::copy_nonoverlapping(shape.as_ptr(), dims, shape.len());
            std::ptr::copy_nonoverlapping(strides.as_ptr(), dims.add(shape.len()), shape.len());
        }
        memory::release_dims((*raw).dimensions, (*raw).nd as usize);
        (*raw).dimensions = dims;
        (*raw).strides = dims.wrapping_add(shape.len());
        (*raw).nd = shape.len() as i32;
    }
    update_flags(a, NPY_ARRAY_UPDATE_ALL);
    Ok(())
}

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
            return Err(super::shape::index_out_of_bounds(i, axis, d));
        }
        data = data.wrapping_offset(i.rem_euclid(d) * a.strides()[axis]);
    }
    Ok(data)
}

/// `a.tobytes(order)`; bytes are not kept in the order of memory, which counts as C.
pub fn tobytes(a: &Array, order: NPY_ORDER) -> Res<Owned> {
    let order = match order {
        NPY_ANYORDER if a.is_f_contiguous() && !a.is_c_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER | NPY_KEEPORDER => NPY_CORDER,
        o => o,
    };
    let n = a.nbytes();
    // SAFETY: a fresh bytes object of n bytes is filled before anyone sees it, through an array that views it.
    unsafe {
        let out: Owned = Own::from_result(ffi::PyBytes_FromStringAndSize(std::ptr::null(), n))?;
        let p = ffi::PyBytes_AsString(out.as_ptr()).cast::<u8>();
        let dense = if order == NPY_FORTRANORDER {
            a.is_f_contiguous()
        } else {
            a.is_c_contiguous()
        };
        if dense {
            std::ptr::copy_nonoverlapping(a.data(), p, n as usize);
            return Ok(out);
        }
        let mut strides = Dims::filled(a.ndim(), 0);
        fill_strides(
            &mut strides,
            a.shape(),
            a.itemsize(),
            order == NPY_FORTRANORDER,
        );
        let shape = Dims::from(a.shape());
        if a.descr().has_references() {
            // Raw pointers are what tobytes shows; they must not be counted.
            copy_raw_bytes(a, p, &shape, &strides);
            return Ok(out);
        }
        let target = NewArray {
            strides: Some(&strides),
            data: Some(p),
            flags: NPY_ARRAY_WRITEABLE,
            ..NewArray::new(a.descr().own(), &shape)
        }
        .build()?;
        casting::copy_into(&target, a)?;
        Ok(out)
    }
}

/// # Safety
/// `p` has room for an array of this layout.
unsafe fn copy_raw_bytes(a: &Array, p: *mut u8, shape: &[isize], strides: &[isize]) {
    fn walk(
        src: *const u8,
        dst: *mut u8,
        shape: &[isize],
        ss: &[isize],
        ds: &[isize],
        size: usize,
    ) {
        let Some((&d, rest)) = shape.split_first() else {
            // SAFETY: both point at an element.
            unsafe { std::ptr::copy_nonoverlapping(src, dst, size) };
            return;
        };
        for i in 0..d {
            walk(
                src.wrapping_offset(i * ss[0]),
                dst.wrapping_offset(i * ds[0]),
                rest,
                &ss[1..],
                &ds[1..],
                size,
            );
        }
    }
    walk(
        a.data(),
        p,
        shape,
        a.strides(),
        strides,
        a.itemsize() as usize,
    );
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

/// Raises if `a` may not be written; a pending warn-on-write flag warns once.
#[inline]
pub fn require_writeable(a: &Array, name: &str) -> Res<()> {
    if !a.is_writeable() {
        return Err(value_error(&format!("{name} is read-only")));
    }
    if a.flags() & NPY_ARRAY_WARN_ON_WRITE != 0 {
        return warn_on_write(a);
    }
    Ok(())
}

#[cold]
fn warn_on_write(a: &Array) -> Res<()> {
    ferronum_pyrt::raised::warn(
        ferronum_pyrt::raised::exc::DeprecationWarning(),
        "Numpy has detected that you (may be) writing to an array with\n\
         overlapping memory from np.broadcast_arrays. If this is intentional\n\
         set the WRITEABLE flag True or make a copy immediately before writing.",
        1,
    )?;
    let mut next = Some(a.own());
    while let Some(x) = next {
        x.clear_flags(NPY_ARRAY_WARN_ON_WRITE);
        next = x
            .base()
            .and_then(|b| b.downcast::<Array>())
            .map(|b| b.own());
    }
    Ok(())
}

/// `a.byteswap(inplace)`.
pub fn byteswap(a: &Array, inplace: bool) -> Res<Own<Array>> {
    if !inplace {
        let out = copy(a, NPY_ANYORDER)?;
        return byteswap(&out, true);
    }
    require_writeable(a, "array to be byte-swapped")?;
    let swapped = crate::dtype::byteorder::new_byteorder(a.descr(), NPY_SWAP)?;
    let shape = Dims::from(a.shape());
    let strides = Dims::from(a.strides());
    let other = view_as(a, ARRAY_TYPE.ptr(), swapped, &shape, &strides, a.data())?;
    // The values read in the other order are the values to store: one cast in place.
    let values = copy_base_class(&other, NPY_KEEPORDER)?;
    casting::copy_into(a, &values)?;
    Ok(a.own())
}

/// `a.getfield(dtype, offset)`.
pub fn getfield(a: &Array, descr: Own<Descr>, offset: isize) -> Res<Own<Array>> {
    if a.descr().has_references() || descr.has_references() {
        let check = import_cached!("numpy._core._internal", "_getfield_is_safe")?;
        check.call(&[a.descr(), &descr, &*ferronum_pyrt::int_new(offset as i64)?])?;
    }
    let (have, want) = (a.itemsize(), descr.elsize());
    if want > have {
        return Err(value_error("new type is larger than original type"));
    }
    if offset < 0 {
        return Err(value_error("offset is negative"));
    }
    if offset > have - want {
        return Err(value_error(
            "new type plus offset is larger than original type",
        ));
    }
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    view_as(
        a,
        a.subtype(),
        descr,
        &shape,
        &strides,
        a.data().wrapping_offset(offset),
    )
}

/// `a.setflags(write, align, uic)`; `None` leaves a flag as it is.
pub fn setflags(
    a: &Array,
    write: Option<&Object>,
    align: Option<&Object>,
    uic: Option<&Object>,
) -> Res<()> {
    if let Some(v) = align.and_then(Object::not_none) {
        if !v.truth()? {
            a.clear_flags(NPY_ARRAY_ALIGNED);
        } else if crate::storage::create::is_aligned_layout(
            a.data(),
            a.shape(),
            a.strides(),
            a.descr().alignment(),
        ) {
            a.enable_flags(NPY_ARRAY_ALIGNED);
        } else {
            return Err(value_error(
                "cannot set aligned flag of mis-aligned array to True",
            ));
        }
    }
    if let Some(v) = uic.and_then(Object::not_none) {
        if v.truth()? {
            return Err(value_error("cannot set WRITEBACKIFCOPY flag to True"));
        }
        discard_writeback(a);
    }
    if let Some(v) = write.and_then(Object::not_none) {
        if !v.truth()? {
            a.clear_flags(NPY_ARRAY_WRITEABLE | NPY_ARRAY_WARN_ON_WRITE);
        } else if may_be_writeable(a)? {
            a.enable_flags(NPY_ARRAY_WRITEABLE);
            a.clear_flags(NPY_ARRAY_WARN_ON_WRITE);
        } else if a.base().is_none() {
            return Err(value_error(
                "Cannot make a non-writeable array writeable for arrays with a base that do not own their data.",
            ));
        } else {
            return Err(value_error(
                "cannot set WRITEABLE flag to True of this array",
            ));
        }
    }
    Ok(())
}

/// Whether the memory behind `a` may be written: some array down the chain of bases that owns it is
/// writeable, or the exporter of the buffer says so.
pub fn may_be_writeable(a: &Array) -> Res<bool> {
    if a.is_writeable() {
        return Ok(true);
    }
    let Some(mut base) = a.base().map(Object::own) else {
        return Ok(a.has_flags(NPY_ARRAY_OWNDATA));
    };
    loop {
        let Some(b) = base.downcast::<Array>() else {
            break;
        };
        if b.is_writeable() {
            return Ok(true);
        }
        match b.base() {
            // What owns the memory has been made read-only.
            None => return Ok(false),
            Some(_) if b.has_flags(NPY_ARRAY_OWNDATA) => return Ok(false),
            Some(next) => {
                let next = next.own();
                base = next;
            }
        }
    }
    // SAFETY: a local Py_buffer, released at once.
    unsafe {
        let mut view: ffi::Py_buffer = std::mem::zeroed();
        if ffi::PyObject_GetBuffer(
            base.as_ptr(),
            &mut view,
            ffi::PyBUF_WRITABLE | ffi::PyBUF_SIMPLE,
        ) < 0
        {
            Raised::pending().clear();
            return Ok(false);
        }
        ffi::PyBuffer_Release(&mut view);
    }
    Ok(true)
}

/// Copies back into the base of a `WRITEBACKIFCOPY` array and lets it go (`PyArray_ResolveWritebackIfCopy`):
/// `true` if there was something to write.
pub fn resolve_writeback(a: &Array) -> Res<bool> {
    if !a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) {
        return Ok(false);
    }
    let Some(base) = take_base(a) else {
        return Ok(false);
    };
    a.clear_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    if let Some(target) = base.downcast::<Array>() {
        target.enable_flags(NPY_ARRAY_WRITEABLE);
        casting::copy_into(target, a)?;
    }
    Ok(true)
}

/// Lets the base of a `WRITEBACKIFCOPY` array go without copying back.
pub fn discard_writeback(a: &Array) {
    if a.has_flags(NPY_ARRAY_WRITEBACKIFCOPY) {
        if let Some(base) = take_base(a)
            && let Some(target) = base.downcast::<Array>()
        {
            target.enable_flags(NPY_ARRAY_WRITEABLE);
        }
        a.clear_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    }
}

/// Makes `a` a copy whose changes go back to `base` (`PyArray_SetWritebackIfCopyBase`).
pub fn set_writeback_base(a: &Array, base: Own<Array>) -> Res<()> {
    if a.base().is_some() {
        return Err(value_error(
            "Cannot set array with existing base to WRITEBACKIFCOPY",
        ));
    }
    require_writeable(&base, "WRITEBACKIFCOPY base")?;
    a.enable_flags(NPY_ARRAY_WRITEBACKIFCOPY);
    base.clear_flags(NPY_ARRAY_WRITEABLE);
    // SAFETY: the field takes the reference.
    unsafe { (*a.raw()).base = base.into_ptr() };
    Ok(())
}

/// Takes the base reference out of `a`.
pub(crate) fn take_base(a: &Array) -> Option<Owned> {
    // SAFETY: the field's reference moves to the result.
    unsafe {
        let p = (*a.raw()).base;
        (*a.raw()).base = std::ptr::null_mut();
        Own::steal_opt(p)
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

/// The broadcast error of an assignment.
#[cold]
pub fn broadcast_error(src: &[isize], dst: &[isize]) -> Raised {
    let more = src.len().saturating_sub(dst.len());
    let src = &src[src.iter().take(more).take_while(|&&d| d == 1).count()..];
    value_error(&format!(
        "could not broadcast input array from shape {} into shape {}",
        shape_text(src),
        shape_text(dst)
    ))
}

/// `a.round(decimals, out)`: to that many decimals, half to even; integers are rounded left of the point only. What is
/// not given is a scalar where it has no axis.
pub fn round(a: &Array, decimals: isize, out: Option<&Object>) -> Res<Owned> {
    let result = rounded(a, decimals, out)?;
    if out.is_some() {
        return Ok(result);
    }
    match result.downcast_into::<Array>() {
        Ok(r) => crate::scalars::to_scalar(r),
        Err(other) => Ok(other),
    }
}

/// A power of ten as rounding knows it: exact up to `10**22`, then what products in doubles give.
fn power_of_ten(n: usize) -> f64 {
    // Infinite by then.
    (0..n.min(400)).fold(1.0, |power, _| power * 10.0)
}

fn rounded(a: &Array, decimals: isize, out: Option<&Object>) -> Res<Owned> {
    use crate::ndarray::number::{Op, ufunc};
    if crate::model::is_complex(a.type_num()) {
        let result = match out {
            Some(o) => o.own(),
            None => copy(a, NPY_KEEPORDER)?.upcast(),
        };
        for part in [
            ferronum_pyrt::intern!("real"),
            ferronum_pyrt::intern!("imag"),
        ] {
            let half = crate::coerce::as_array(&*a.getattr(part)?)?;
            result.setattr(part, &*rounded(&half, decimals, None)?)?;
        }
        return Ok(result);
    }
    if let Some(o) = out.and_then(|o| o.downcast::<Array>())
        && o.size() != a.size()
    {
        return Err(value_error("invalid output shape"));
    }
    let integer = crate::model::is_integer(a.type_num());
    if decimals >= 0 && integer {
        return match out {
            Some(o) => {
                let Some(target) = o.downcast::<Array>() else {
                    return Err(type_error("output must be an array"));
                };
                casting::assign_array(target, a, None, NPY_UNSAFE_CASTING)?;
                Ok(o.own())
            }
            None => Ok(copy(a, NPY_KEEPORDER)?.upcast()),
        };
    }
    if decimals == 0 {
        return match out {
            Some(o) => ufunc(Op::Rint).call(&[a, o]),
            None => crate::ufunc::call_unary(ufunc(Op::Rint), a),
        };
    }
    let (first, last) = if decimals > 0 {
        (Op::Multiply, Op::Divide)
    } else {
        (Op::Divide, Op::Multiply)
    };
    let factor = ferronum_pyrt::float_new(power_of_ten(decimals.unsigned_abs()))?;
    // All steps write to one array: the given one, or a plain one of the array's dtype (doubles for integers).
    let order = if a.is_f_contiguous() && !a.is_c_contiguous() {
        NPY_FORTRANORDER
    } else {
        NPY_CORDER
    };
    let shape = Dims::from(a.shape());
    let fresh = |descr: &Descr| crate::storage::create::empty(&shape, descr.own(), order);
    let target = match out {
        Some(o) => o.own(),
        None if integer => fresh(crate::dtype::builtin(NPY_DOUBLE))?.upcast(),
        None => fresh(a.descr())?.upcast(),
    };
    let named = ferronum_pyrt::args::kwnames(&[ferronum_pyrt::intern!("out")])?;
    let target = ufunc(first).call_kw(&[a, &factor, &target], Some(&named))?;
    ufunc(Op::Rint).call_kw(&[&target, &target], Some(&named))?;
    ufunc(last).call_kw(&[&target, &factor, &target], Some(&named))?;
    if let (true, None, Some(doubles)) = (integer, out, target.downcast::<Array>()) {
        let back = fresh(a.descr())?;
        casting::assign_array(&back, doubles, None, NPY_UNSAFE_CASTING)?;
        return Ok(back.upcast());
    }
    Ok(target)
}
