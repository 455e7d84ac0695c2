//! Selection along an axis: `take`, `put`, `repeat`, `compress`, `choose`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::{self, IndexMode};
use ferronum_pyrt::raised::{index_error, no_memory, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res};

use crate::array::shape::along;
use crate::coerce::{AnyOptions, from_any};
use crate::coerce::{CAST_SAME_KIND, as_elements_of};
use crate::model::Descr;
use crate::model::errors::index_out_of_bounds;
use crate::model::{Array, Dims};
use crate::storage::create;

pub(crate) fn index_mode(mode: NPY_CLIPMODE) -> IndexMode {
    match mode {
        NPY_CLIP => IndexMode::Clip,
        NPY_WRAP => IndexMode::Wrap,
        _ => IndexMode::Raise,
    }
}

/// Positions as native, aligned, C-contiguous intp: an array by a safe cast (or as `flags` say), anything else
/// element by element. `max_depth` is the greatest number of dimensions (0: any).
pub(crate) fn positions(obj: &Object, max_depth: usize, flags: c_int) -> Res<Own<Array>> {
    from_any(
        obj,
        &AnyOptions {
            descr: Some(crate::dtype::builtin(NPY_INTP)),
            max_depth,
            flags: NPY_ARRAY_CARRAY_RO | flags,
            ..Default::default()
        },
    )
}

/// `a` flattened (`axis` absent) or with its axis normalised, as a C-contiguous aligned block.
pub(crate) fn flat_or_axis(a: &Array, axis: Option<isize>) -> Res<(Own<Array>, usize)> {
    let (a, axis) = along(a, axis)?;
    if a.is_c_contiguous() && a.is_aligned() {
        return Ok((a, axis));
    }
    Ok((crate::casting::copy_array::copy(&a, NPY_CORDER)?, axis))
}

/// Outputs are read before they are written, so their dtype must cast safely to that of the result.
fn require_castable_output(out: &Array, descr: &Descr) -> Res<()> {
    if crate::casting::can_cast_types(out.descr(), descr, NPY_SAFE_CASTING)? {
        return Ok(());
    }
    Err(crate::casting::can_cast::casting_error(
        out.descr(),
        descr,
        NPY_SAFE_CASTING,
        false,
    ))
}

/// `a.take(indices, axis, out, mode)`.
pub fn take(
    a: &Array,
    indices: &Object,
    axis: Option<isize>,
    out: Option<&Array>,
    mode: NPY_CLIPMODE,
) -> Res<Own<Array>> {
    let (src, axis) = flat_or_axis(a, axis)?;
    let index = positions(indices, 0, CAST_SAME_KIND)?;
    let (n, len) = (index.size(), src.shape()[axis]);
    let mut shape = Dims::from(&src.shape()[..axis]);
    for &d in index.shape().iter().chain(&src.shape()[axis + 1..]) {
        if !shape.push(d) {
            return Err(crate::model::layout::too_many_dims(NPY_MAXDIMS + 1));
        }
    }
    let outer: isize = src.shape()[..axis].iter().product();
    let inner: isize = src.shape()[axis + 1..].iter().product();
    let result = match out {
        None => create::NewArray {
            subtype: a.subtype(),
            obj: Some(&src),
            ..create::NewArray::new(a.descr().own(), &shape)
        }
        .build()?,
        Some(o) => {
            if o.shape() != &*shape {
                return Err(value_error(
                    "output array does not match result of ndarray.take",
                ));
            }
            crate::model::errors::require_writeable(o, "output array")?;
            require_castable_output(o, a.descr())?;
            let direct = o.is_c_contiguous()
                && o.is_aligned()
                && o.descr().is(src.descr())
                && mode != NPY_RAISE
                && !super::shares_memory(o, a);
            if direct {
                o.own()
            } else {
                create::NewArray {
                    subtype: o.subtype(),
                    obj: Some(o),
                    ..create::NewArray::new(a.descr().own(), &shape)
                }
                .build()?
            }
        }
    };
    if len == 0 && n > 0 && outer * inner != 0 {
        return Err(index_error(
            "cannot do a non-empty take from an empty axes.",
        ));
    }
    if n > 0 && outer > 0 && inner == 0 && mode == NPY_RAISE {
        resolve(&index, len, mode, axis)?;
    }
    if n > 0 && outer * inner != 0 {
        let chunk = inner * src.itemsize();
        if src.descr().has_references() {
            take_objects(&src, &index, &result, outer, len, chunk, mode, axis)?;
        } else {
            // SAFETY: src holds outer * len chunks, the result outer * n; both are contiguous.
            unsafe {
                copy::take(
                    index_mode(mode),
                    result.data(),
                    src.data(),
                    index.data().cast(),
                    outer as usize,
                    n as usize,
                    len as usize,
                    chunk as usize,
                )
            }
            .map_err(|e| index_out_of_bounds(e.index, axis, len))?;
        }
    }
    if let Some(o) = out {
        if !o.is(&result) {
            crate::casting::copy_into(o, &result)?;
        }
        return Ok(o.own());
    }
    Ok(result)
}

fn take_objects(
    src: &Array,
    index: &Array,
    result: &Array,
    outer: isize,
    len: isize,
    chunk: isize,
    mode: NPY_CLIPMODE,
    axis: usize,
) -> Res<()> {
    let resolved = resolve(index, len, mode, axis)?;
    let width = src.itemsize();
    let t = crate::casting::Transfer::new(src.descr(), result.descr(), width, width, true, false)?;
    let mut to = result.data();
    for o in 0..outer {
        for &i in &resolved {
            // SAFETY: resolved positions lie inside the axis; the result has a chunk for each.
            unsafe {
                t.run(
                    src.data().wrapping_offset((o * len + i) * chunk),
                    width,
                    to,
                    width,
                    chunk / width,
                )?
            };
            to = to.wrapping_offset(chunk);
        }
    }
    Ok(())
}

/// Positions brought into `0..len` by the mode.
fn resolve(index: &Array, len: isize, mode: NPY_CLIPMODE, axis: usize) -> Res<Vec<isize>> {
    let n = index.size() as usize;
    let mut out = Vec::new();
    out.try_reserve_exact(n).map_err(|_| no_memory())?;
    out.resize(n, 0isize);
    // SAFETY: n positions in, n out.
    unsafe {
        copy::resolve_indices(
            index_mode(mode),
            index.data().cast(),
            size_of::<isize>() as isize,
            n,
            len as usize,
            out.as_mut_ptr(),
        )
    }
    .map_err(|e| index_out_of_bounds(e.index, axis, len))?;
    Ok(out)
}

/// `a.put(indices, values, mode)`: flat positions.
pub fn put(a: &Array, indices: &Object, values: &Object, mode: NPY_CLIPMODE) -> Res<()> {
    crate::model::errors::require_writeable(a, "put: output array")?;
    let index = positions(indices, 0, 0)?;
    if index.size() > 0 && a.size() == 0 {
        return Err(index_error("cannot replace elements of an empty array"));
    }
    let v = from_any(
        values,
        &AnyOptions {
            descr: Some(a.descr()),
            flags: NPY_ARRAY_CARRAY_RO | NPY_ARRAY_FORCECAST,
            ..Default::default()
        },
    )?;
    let v = as_elements_of(v, a.descr())?;
    let (n, len) = (index.size(), a.size());
    if n == 0 || v.size() == 0 {
        return Ok(());
    }
    let (resolved, bad) = resolve_flat(&index, len, mode)?;
    if super::shares_memory(a, &v) || super::shares_memory(a, &index) {
        // A copy is changed, which belongs to the class of the array.
        let copy = super::scratch(a)?;
        put_resolved(&copy, &resolved, &v)?;
        return match bad {
            None => crate::casting::copy_into(a, &copy),
            Some(index) => Err(out_of_bounds(index, len)),
        };
    }
    // What stands before an index out of bounds is written.
    put_resolved(a, &resolved, &v)?;
    bad.map_or(Ok(()), |index| Err(out_of_bounds(index, len)))
}

fn out_of_bounds(index: isize, len: isize) -> ferronum_pyrt::Raised {
    index_error(&format!(
        "index {index} is out of bounds for axis 0 with size {len}"
    ))
}

/// Writes the values one after another to positions in `a`, with which they share no memory.
fn put_resolved(a: &Array, resolved: &[isize], v: &Array) -> Res<()> {
    let count = v.size();
    let width = a.itemsize();
    let _marks = a
        .descr()
        .has_references()
        .then(|| crate::model::walked::Walked::new(&[a]));
    let it = crate::iter::flatiter::new(a)?;
    let t =
        crate::casting::Transfer::new(v.descr(), a.descr(), width, width, a.is_aligned(), false)?;
    let plain = a.is_c_contiguous();
    for (k, &i) in resolved.iter().enumerate() {
        let to = if plain {
            a.data().wrapping_offset(i * width)
        } else {
            it.goto(i);
            // SAFETY: a live iterator.
            unsafe { (*it.raw()).dataptr.cast() }
        };
        let from = v.data().wrapping_offset((k as isize % count) * width);
        // SAFETY: resolved positions lie inside the array.
        unsafe { t.run(from, width, to, width, 1)? };
    }
    Ok(())
}

/// Flat positions up to the first index out of bounds, and that index.
fn resolve_flat(index: &Array, len: isize, mode: NPY_CLIPMODE) -> Res<(Vec<isize>, Option<isize>)> {
    let n = index.size() as usize;
    let mut out = Vec::new();
    out.try_reserve_exact(n).map_err(|_| no_memory())?;
    out.resize(n, 0isize);
    // SAFETY: n positions in, n out.
    let resolved = unsafe {
        copy::resolve_indices(
            index_mode(mode),
            index.data().cast(),
            size_of::<isize>() as isize,
            n,
            len as usize,
            out.as_mut_ptr(),
        )
    };
    Ok(match resolved {
        Ok(()) => (out, None),
        Err(e) => {
            out.truncate(e.position);
            (out, Some(e.index))
        }
    })
}

/// `a.repeat(repeats, axis)`.
pub fn repeat(a: &Array, repeats: &Object, axis: Option<isize>) -> Res<Own<Array>> {
    let counts = positions(repeats, 1, 0)?;
    let broadcast = counts.ndim() == 0 || counts.size() == 1 && counts.ndim() == 1;
    let (src, axis) = flat_or_axis(a, axis)?;
    let n = src.shape()[axis];
    if !broadcast && counts.size() != n {
        return Err(value_error(&format!(
            "operands could not be broadcast together with shape ({n},) ({},)",
            counts.size()
        )));
    }
    // SAFETY: contiguous intp.
    let each = unsafe {
        std::slice::from_raw_parts(counts.data().cast::<isize>(), counts.size() as usize)
    };
    let too_large = || {
        value_error(
            "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
        )
    };
    let mut total: isize = 0;
    for &c in each {
        if c < 0 && !broadcast {
            return Err(value_error("repeats may not contain negative values."));
        }
        total = total.checked_add(c).ok_or_else(too_large)?;
    }
    if broadcast {
        total = total.checked_mul(n).ok_or_else(too_large)?;
    }
    let mut shape = Dims::from(src.shape());
    shape[axis] = total;
    let result = create::NewArray {
        subtype: a.subtype(),
        obj: Some(&src),
        ..create::NewArray::new(a.descr().own(), &shape)
    }
    .build()?;
    let outer: isize = shape[..axis].iter().product();
    let inner: isize = shape[axis + 1..].iter().product();
    let chunk = inner * src.itemsize();
    if result.size() == 0 {
        return Ok(result);
    }
    if src.descr().has_references() {
        let width = src.itemsize();
        let t =
            crate::casting::Transfer::new(src.descr(), result.descr(), width, width, true, false)?;
        let (mut from, mut to) = (src.data(), result.data());
        for _ in 0..outer {
            for j in 0..n as usize {
                for _ in 0..if broadcast { each[0] } else { each[j] } {
                    // SAFETY: one chunk on each side.
                    unsafe { t.run(from, width, to, width, inner)? };
                    to = to.wrapping_offset(chunk);
                }
                from = from.wrapping_offset(chunk);
            }
        }
        return Ok(result);
    }
    // SAFETY: the result has room for all repeated chunks.
    unsafe {
        copy::repeat(
            result.data(),
            src.data(),
            outer as usize,
            n as usize,
            chunk as usize,
            counts.data().cast(),
            broadcast,
        );
    }
    Ok(result)
}

/// `a.compress(condition, axis, out)`.
pub fn compress(
    a: &Array,
    condition: &Object,
    axis: Option<isize>,
    out: Option<&Array>,
) -> Res<Own<Array>> {
    // Only what is no array yet is asked for truth.
    let cond = match condition.downcast::<Array>() {
        Some(array) => array.own(),
        None => from_any(
            condition,
            &AnyOptions {
                descr: Some(crate::dtype::builtin(NPY_BOOL)),
                ..Default::default()
            },
        )?,
    };
    if cond.ndim() != 1 {
        return Err(value_error("condition must be a 1-d array"));
    }
    let picked = crate::array::nonzero::nonzero(&cond)?
        .into_iter()
        .next()
        .ok_or_else(|| value_error("condition must be a 1-d array"))?;
    take(a, &picked, axis, out, NPY_RAISE)
}

/// `selector.choose(choices, out, mode)`.
pub fn choose(a: &Array, choices: &Object, out: Option<&Array>, mode: NPY_CLIPMODE) -> Res<Owned> {
    let n = choices.len()?;
    if n == 0 {
        return Err(value_error("0-length sequence."));
    }
    let rows = choices.downcast::<Array>();
    let list: Vec<Own<Array>> = (0..n)
        .map(|k| match rows {
            Some(all) => row(all, k as isize),
            None => from_any(
                &*choices.seq_item(k)?,
                &AnyOptions {
                    mark_python_scalars: true,
                    ..Default::default()
                },
            ),
        })
        .collect::<Res<_>>()?;
    if list.len() >= NPY_MULTI_ITERS {
        return Err(value_error(&format!(
            "Need at least 0 and at most {NPY_MULTI_ITERS} array objects."
        )));
    }
    if let Some(deep) = std::iter::once(a)
        .chain(list.iter().map(|c| &**c))
        .find(|x| x.ndim() > NPY_MAXDIMS_LEGACY_ITERS)
    {
        return Err(crate::iter::flatiter::too_many_dims(deep.ndim()));
    }
    let descr = match choices.downcast::<Array>() {
        // The rows of one array have its dtype, byte order and all.
        Some(all) => all.descr().own(),
        None => {
            let refs: Vec<&Array> = list.iter().map(|a| &**a).collect();
            crate::coerce::promote::result_type(&refs, &[])?
        }
    };
    for c in &list {
        if !crate::casting::can_cast_array(c, &descr, NPY_SAFE_CASTING)? {
            let scalar = c.ndim() == 0;
            return Err(crate::casting::casting_error(
                c.descr(),
                &descr,
                NPY_SAFE_CASTING,
                scalar,
            ));
        }
    }
    // Classes are asked about copies of their arrays in the common dtype, before the shapes are looked at. An output of
    // another dtype gets the elements of the common one.
    let direct = out.is_none_or(|o| o.descr().is(&descr));
    let list: Vec<Own<Array>> = list
        .into_iter()
        .map(|c| {
            if c.is_exact() && direct {
                return Ok(c);
            }
            let options = AnyOptions {
                descr: Some(&*descr),
                flags: NPY_ARRAY_CARRAY_RO,
                ..Default::default()
            };
            from_any(&c, &options)
        })
        .collect::<Res<_>>()?;
    let selector = positions(a, 0, 0)?;
    let mut shapes: Vec<&[isize]> = list.iter().map(|c| c.shape()).collect();
    shapes.push(selector.shape());
    let shape = crate::iter::broadcast::common_shape(&shapes)?;
    let result = match out {
        Some(o) => {
            if o.shape() != &*shape {
                return Err(type_error("choose: invalid shape for output array."));
            }
            crate::model::errors::require_writeable(o, "choose: output array")?;
            o.own()
        }
        None => create::NewArray {
            subtype: selector.subtype(),
            obj: Some(&selector),
            ..create::NewArray::new(descr.own(), &shape)
        }
        .build()?,
    };
    // Each choice is copied where the selector names it: one masked assignment per choice.
    let n = list.len() as isize;
    let flat = resolve_choices(&selector, n, mode)?;
    let target = if out.is_some() && list.iter().any(|c| super::shares_memory(&result, c)) {
        create::empty(&shape, descr.own(), NPY_CORDER)?
    } else {
        result.own()
    };
    for (k, c) in list.iter().enumerate() {
        let mask = create::empty(
            &Dims::from(selector.shape()),
            crate::dtype::builtin(NPY_BOOL).own(),
            NPY_CORDER,
        )?;
        for (i, &v) in flat.iter().enumerate() {
            // SAFETY: one byte per element of the selector.
            unsafe { *mask.data().add(i) = u8::from(v == k as isize) };
        }
        crate::casting::assign_array(&target, c, Some(&mask), NPY_UNSAFE_CASTING)?;
    }
    if !target.is(&result) {
        crate::casting::copy_into(&result, &target)?;
    }
    if out.is_none() && result.ndim() == 0 {
        // SAFETY: the one element of the result.
        return unsafe {
            crate::casting::from_memory(result.data(), result.descr(), Some(&result))
        };
    }
    Ok(result.upcast())
}

/// What lies at a position of the first axis, as an array.
fn row(a: &Array, k: isize) -> Res<Own<Array>> {
    let (shape, strides) = (Dims::from(&a.shape()[1..]), Dims::from(&a.strides()[1..]));
    let data = a.data().wrapping_offset(k * a.strides()[0]);
    create::view(a, a.descr().own(), &shape, &strides, data)
}

fn resolve_choices(selector: &Array, n: isize, mode: NPY_CLIPMODE) -> Res<Vec<isize>> {
    let size = selector.size() as usize;
    // SAFETY: contiguous intp.
    let values = unsafe { std::slice::from_raw_parts(selector.data().cast::<isize>(), size) };
    values
        .iter()
        .map(|&v| match mode {
            NPY_CLIP => Ok(v.clamp(0, n - 1)),
            NPY_WRAP => Ok(v.rem_euclid(n)),
            _ if v < 0 || v >= n => Err(value_error("invalid entry in choice array")),
            _ => Ok(v),
        })
        .collect()
}
