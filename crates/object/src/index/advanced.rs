//! Advanced indexing: positions from index arrays, with a subspace of whole axes behind each of them.
//!
//! All advanced parts broadcast to one shape. For each of its points the parts together give one byte
//! offset; at that offset lies the subspace. Reading gathers subspaces into a result whose first axes are
//! the points, writing scatters into them.

use crate::nditer::dtypes::cast_error;
use ferronum_abi::prelude::*;
use ferronum_kernels::copy::{gather, scatter};
use ferronum_pyrt::raised::{index_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Res};

use super::view::{Fancy, Layouted};
use crate::array::positions::{first_outside, first_outside_by_memory, position, stride_of};
use crate::casting::{Transfer, can_cast_types};
use crate::coerce::{as_elements_of, asks_for_parameters, assign_object};
use crate::model::axis_order::by_strides;
use crate::model::errors::{index_out_of_bounds, shape_text};
use crate::model::{Array, Dims};
use crate::model::{is_complex, is_number};
use crate::storage::create;
use crate::storage::create::permuted;

/// The points of an advanced key: their shape, and where the subspace of each lies.
struct Points {
    shape: Dims,
    /// Which axis of the broadcast index arrays each axis of `shape` is.
    axes: Dims,
    offsets: Offsets,
    /// The layout without the advanced axes.
    sub_shape: Dims,
    sub_strides: Dims,
}

enum Offsets {
    /// One index array: positions at a stride, on an axis of `len` with byte stride `axis_stride`; validated.
    Single {
        index: Own<Array>,
        len: isize,
        axis_stride: isize,
    },
    /// Byte offsets of all points in C order.
    Many(Vec<isize>),
}

/// The shape that all advanced parts broadcast to.
fn points_shape(l: &Layouted) -> Res<Dims> {
    let one = [1isize];
    let none = [0isize];
    let shapes: Vec<&[isize]> = l
        .fancy
        .iter()
        .map(|f| match &f.index {
            Some(i) => i.shape(),
            None if f.count == 0 => &none[..],
            None => &one[..],
        })
        .collect();
    let shape = match ferronum_kernels::plan::broadcast_shapes(&shapes) {
        Ok(s) => Dims::from(&*s),
        Err(_) => {
            let all: String = shapes.iter().map(|s| shape_text(s) + " ").collect();
            return Err(index_error(&format!(
                "shape mismatch: indexing arrays could not be broadcast together with shapes {all}"
            )));
        }
    };
    if shape
        .iter()
        .try_fold(1isize, |n, &d| n.checked_mul(d))
        .is_none()
        && !shape.contains(&0)
    {
        return Err(value_error("iterator is too large"));
    }
    Ok(shape)
}

/// The layout without the advanced axes.
fn subspace(l: &Layouted) -> (Dims, Dims) {
    let (mut shape, mut strides) = (Dims::new(), Dims::new());
    for i in (0..l.shape.len()).filter(|i| l.fancy.iter().all(|f| f.axis != *i)) {
        let _fits = shape.push(l.shape[i]) && strides.push(l.strides[i]);
    }
    (shape, strides)
}

/// The points of a key, their positions checked; `by_memory` may take their axes in the order in which the index
/// arrays have them in memory, where no subspace forbids it.
fn points(l: &Layouted, shape: Dims, by_memory: bool) -> Res<Points> {
    let (sub_shape, sub_strides) = subspace(l);
    let mut axes: Dims = Dims::new();
    for i in 0..shape.len() {
        let _fits = axes.push(i as isize);
    }
    let (mut shape, mut moved) = (shape, None);
    if by_memory && shape.len() > 1 && sub_shape.iter().all(|&d| d == 1) {
        let found = memory_axes(&l.fancy, &shape);
        if *found != *axes {
            moved = Some(transposed(&l.fancy, &shape, &found)?);
            axes = found;
            let mut sorted = Dims::filled(shape.len(), 0);
            for (s, &i) in sorted.iter_mut().zip(axes.iter()) {
                *s = shape[i as usize];
            }
            shape = sorted;
        }
    }
    let fancy = moved.as_deref().unwrap_or(&l.fancy);
    let offsets = match fancy {
        [
            Fancy {
                index: Some(index),
                axis,
                array_axis,
                ..
            },
        ] if index.ndim() == 1 || index.is_c_contiguous() => {
            let len = l.shape[*axis];
            check_bounds(index, len, *array_axis)?;
            Offsets::Single {
                index: index.own(),
                len,
                axis_stride: l.strides[*axis],
            }
        }
        _ => Offsets::Many(all_offsets(l, fancy, &shape, by_memory)?),
    };
    Ok(Points {
        shape,
        axes,
        offsets,
        sub_shape,
        sub_strides,
    })
}

/// Strides of an index array on the shape that all of them broadcast to.
fn strides_on(index: &Array, shape: &[isize]) -> Dims {
    let mut strides = Dims::filled(shape.len(), 0);
    let skip = shape.len() - index.ndim();
    for (k, (&d, &s)) in index.shape().iter().zip(index.strides()).enumerate() {
        strides[skip + k] = if d == 1 { 0 } else { s };
    }
    strides
}

/// The axes of `shape`, outermost in memory first, as the index arrays have them. Where they disagree or do not say,
/// C order stays.
fn memory_axes(fancy: &[Fancy], shape: &[isize]) -> Dims {
    let all: Vec<Dims> = fancy
        .iter()
        .filter_map(|f| f.index.as_ref())
        .map(|i| strides_on(i, shape))
        .collect();
    let mut axes = Dims::new();
    for i in (0..shape.len()).rev() {
        let _fits = axes.push(i as isize);
    }
    by_strides(&mut axes, all.len(), |axis, op| all[op][axis as usize]);
    axes.reverse();
    axes
}

/// The advanced parts with their index arrays on `shape`, its axes in another order.
fn transposed(fancy: &[Fancy], shape: &[isize], axes: &[isize]) -> Res<Vec<Fancy>> {
    fancy
        .iter()
        .map(|f| {
            let index = match &f.index {
                None => None,
                Some(i) => {
                    let strides = strides_on(i, shape);
                    let skip = shape.len() - i.ndim();
                    let (mut dims, mut steps) = (Dims::new(), Dims::new());
                    for &axis in axes {
                        let own = (axis as usize).checked_sub(skip);
                        let _fits = dims.push(own.map_or(1, |k| i.shape()[k]))
                            && steps.push(strides[axis as usize]);
                    }
                    Some(create::view(i, i.descr().own(), &dims, &steps, i.data())?)
                }
            };
            Ok(Fancy {
                axis: f.axis,
                array_axis: f.array_axis,
                index,
                count: f.count,
            })
        })
        .collect()
}

/// Raises for the first position outside the axis.
fn check_bounds(index: &Array, len: isize, axis: usize) -> Res<()> {
    match first_outside(index, len) {
        Some(v) => Err(index_out_of_bounds(v, axis, len)),
        None => Ok(()),
    }
}

/// Byte offsets of all points. The position outside that is told is the first in C order if `in_order`, else the first
/// in memory.
fn all_offsets(l: &Layouted, fancy: &[Fancy], shape: &[isize], in_order: bool) -> Res<Vec<isize>> {
    let n: isize = shape.iter().product();
    let mut out = Vec::new();
    out.try_reserve_exact(n as usize)
        .map_err(|_| ferronum_pyrt::raised::no_memory())?;
    out.resize(n as usize, 0isize);
    for f in fancy {
        let Some(index) = &f.index else { continue };
        let (len, axis_stride) = (l.shape[f.axis], l.strides[f.axis]);
        if n == 0 && len == 0 {
            continue;
        }
        let strides = strides_on(index, shape);
        add_offsets(&mut out, index.data(), shape, &strides, len, axis_stride).map_err(|v| {
            let v = match in_order {
                true => v,
                false => first_outside_by_memory(index, len).unwrap_or(v),
            };
            index_out_of_bounds(v, f.array_axis, len)
        })?;
    }
    Ok(out)
}

/// Adds `position * axis_stride` of one index array to all offsets; the first bad position on failure.
fn add_offsets(
    out: &mut [isize],
    data: *const u8,
    shape: &[isize],
    strides: &[isize],
    len: isize,
    axis_stride: isize,
) -> Result<(), isize> {
    let Some((&inner, outer)) = shape.split_last() else {
        // SAFETY: one element.
        let v = unsafe { *data.cast::<isize>() };
        if v < -len || v >= len {
            return Err(v);
        }
        if let Some(o) = out.first_mut() {
            *o += (if v < 0 { v + len } else { v }) * axis_stride;
        }
        return Ok(());
    };
    if out.is_empty() {
        return Ok(());
    }
    let step = strides[shape.len() - 1];
    let mut coords = Dims::filled(outer.len(), 0);
    let mut row = data;
    for chunk in out.chunks_mut(inner as usize) {
        for (i, o) in chunk.iter_mut().enumerate() {
            // SAFETY: inside the index array, by its strides.
            let v = unsafe { *row.wrapping_offset(i as isize * step).cast::<isize>() };
            if v < -len || v >= len {
                return Err(v);
            }
            *o += (if v < 0 { v + len } else { v }) * axis_stride;
        }
        for k in (0..outer.len()).rev() {
            coords[k] += 1;
            row = row.wrapping_offset(strides[k]);
            if coords[k] < outer[k] {
                break;
            }
            row = row.wrapping_offset(-strides[k] * outer[k]);
            coords[k] = 0;
        }
    }
    Ok(())
}

/// Points first, then the subspace.
fn full_shape(points: &[isize], sub_shape: &[isize]) -> Res<Dims> {
    let mut all = Dims::from(points);
    for &d in sub_shape {
        if !all.push(d) {
            return Err(index_error(&format!(
                "number of dimensions must be within [0, {NPY_MAXDIMS}], indexing result would have {}",
                points.len() + sub_shape.len()
            )));
        }
    }
    Ok(all)
}

/// Axes of the points moved to their place among the subspace axes: permutation from result axes to point-first axes.
fn result_axes(l: &Layouted, points: usize, total: usize) -> Dims {
    let mut perm = Dims::new();
    let at = if l.adjacent { l.before } else { 0 };
    for i in 0..at {
        let _fits = perm.push((points + i) as isize);
    }
    for i in 0..points {
        let _fits = perm.push(i as isize);
    }
    for i in points + at..total {
        let _fits = perm.push(i as isize);
    }
    perm
}

/// `a[key]` of an advanced key.
pub(crate) fn get(a: &Array, l: &Layouted) -> Res<Own<Array>> {
    let p = points(l, points_shape(l)?, true)?;
    let n = p.shape.len();
    let keep = a.own();
    // The points' axes are named in the order of the key, whatever order they are walked in.
    let mut full = full_shape(&p.shape, &p.sub_shape)?;
    let walked = result_strides(a.itemsize(), &p);
    let mut strides = walked.clone();
    for (at, &axis) in p.axes.iter().enumerate() {
        full[axis as usize] = p.shape[at];
        strides[axis as usize] = walked[at];
    }
    let out = create::NewArray {
        strides: Some(&strides),
        ..create::NewArray::new(a.descr().own(), &full)
    }
    .build()?;
    if out.size() > 0 {
        move_all(&keep, l.data, &p, &out, &walked[..n], &walked[n..], false)?;
    }
    let perm = result_axes(l, n, full.len());
    let out = if perm.iter().enumerate().all(|(i, &x)| i as isize == x) {
        out
    } else {
        permuted(&out, &perm)?
    };
    as_subtype(a, out)
}

/// Strides of a result: the points in C order, the subspace of each in the order that it has in memory.
fn result_strides(itemsize: isize, p: &Points) -> Dims {
    let n = p.shape.len();
    let mut strides = Dims::filled(n + p.sub_shape.len(), 0);
    let mut step = itemsize;
    for &axis in crate::model::layout::axes_by_stride(&p.sub_strides)
        .iter()
        .rev()
    {
        strides[n + axis as usize] = step;
        step = step.saturating_mul(p.sub_shape[axis as usize].max(1));
    }
    for (s, &d) in strides[..n].iter_mut().zip(p.shape.iter()).rev() {
        *s = step;
        step = step.saturating_mul(d.max(1));
    }
    strides
}

/// A result of base class as a view of `a`'s subclass.
pub(crate) fn as_subtype(a: &Array, out: Own<Array>) -> Res<Own<Array>> {
    if a.is_exact() {
        return Ok(out);
    }
    let (shape, strides) = (Dims::from(out.shape()), Dims::from(out.strides()));
    create::NewArray {
        subtype: a.subtype(),
        strides: Some(&strides),
        data: Some(out.data()),
        flags: NPY_ARRAY_WRITEABLE,
        obj: Some(a),
        base: Some(out.own().upcast()),
        ..create::NewArray::new(out.descr().own(), &shape)
    }
    .build()
}

/// The shape of `a[key]`, that of the points, and the permutation from the one to points first.
fn shapes_of(l: &Layouted) -> Res<(Dims, Dims, Dims)> {
    let points = points_shape(l)?;
    let full = full_shape(&points, &subspace(l).0)?;
    let perm = result_axes(l, points.len(), full.len());
    let mut shown = Dims::filled(full.len(), 0);
    shown
        .iter_mut()
        .zip(perm.iter())
        .for_each(|(s, &x)| *s = full[x as usize]);
    Ok((shown, points, perm))
}

/// `a[key] = value` of an advanced key, where elements can be sequences themselves: the value is taken apart
/// no further than the result has dimensions.
pub(crate) fn set_nested(a: &Array, l: &Layouted, value: &Object) -> Res<()> {
    let (shown, points, perm) = shapes_of(l)?;
    let all = create::zeros(&shown, a.descr().own(), NPY_CORDER)?;
    assign_object(&all, value)?;
    store(a, l, points, &perm, &shown, &all)
}

/// `a[key] = value` of an advanced key. Shapes are looked at first, then positions, then values.
pub(crate) fn set(a: &Array, l: &Layouted, value: &Array) -> Res<()> {
    let (shown, shape, perm) = shapes_of(l)?;
    if broadcast_strides(value, &shown).is_none() {
        return Err(value_error(&format!(
            "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
            shape_text(value.shape()),
            shape_text(&shown)
        )));
    }
    if a.ndim() == 1 && a.itemsize() == 0 {
        return points(l, shape, false).map(drop);
    }
    let elements;
    let value = if subspace(l).0.is_empty()
        && value.type_num() != a.type_num()
        && asks_for_parameters(a.descr())
    {
        // Size or unit are found in the values before they are stored, whatever becomes of them.
        elements = as_elements_of(super::converted(a, value)?, a.descr())?;
        &*elements
    } else if a.ndim() == 1 && shown.len() == 1 {
        elements = as_elements_of(value.own(), a.descr())?;
        &*elements
    } else {
        value
    };
    if !can_cast_types(value.descr(), a.descr(), NPY_UNSAFE_CASTING)? {
        return Err(cast_error(
            1,
            value.descr(),
            a.descr(),
            NPY_UNSAFE_CASTING,
            true,
        ));
    }
    // Without a subspace the cast is prepared, and an imaginary part lost, before positions are looked at.
    let (from, to) = (value.type_num(), a.type_num());
    let cast;
    let value = if is_complex(from) && is_number(to) && !is_complex(to) && subspace(l).0.is_empty()
    {
        cast = super::cast_value(a, value)?;
        &*cast
    } else {
        value
    };
    store(a, l, shape, &perm, &shown, value)
}

/// The value broadcasts to `shown`.
fn store(
    a: &Array,
    l: &Layouted,
    shape: Dims,
    perm: &[isize],
    shown: &[isize],
    value: &Array,
) -> Res<()> {
    let p = points(l, shape, false)?;
    if shown.contains(&0) {
        if !value.descr().is(a.descr()) {
            // What the preparation of the cast has to say.
            Transfer::new(value.descr(), a.descr(), 0, 0, false, false)?;
        }
        return Ok(());
    }
    let value = &*super::cast_value(a, value)?;
    let strides = broadcast_strides(value, shown).unwrap_or_default();
    let mut point_first = Dims::filled(shown.len(), 0);
    for (&x, &s) in perm.iter().zip(strides.iter()) {
        point_first[x as usize] = s;
    }
    let n = p.shape.len();
    let keep = a.own();
    move_all(
        &keep,
        l.data,
        &p,
        value,
        &point_first[..n],
        &point_first[n..],
        true,
    )
}

/// Strides of `value` broadcast to `shape`; extra leading axes are dropped where they do not count.
fn broadcast_strides(value: &Array, shape: &[isize]) -> Option<Dims> {
    let extra = value.ndim().saturating_sub(shape.len());
    // What is left must hold as many elements.
    let rest: isize = value.shape()[extra..].iter().product();
    if extra > 0 && rest != value.size() {
        return None;
    }
    let mut out = Dims::filled(shape.len(), 0);
    let own = value.ndim() - extra;
    for i in 0..own {
        let (d, s) = (value.shape()[extra + i], value.strides()[extra + i]);
        let to = shape.len() - own + i;
        if d == shape[to] {
            out[to] = s;
        } else if d != 1 {
            return None;
        }
    }
    Some(out)
}

/// Moves every subspace between the array and a dense or broadcast block: out of the array, or into it.
fn move_all(
    a: &Array,
    base: *mut u8,
    p: &Points,
    block_array: &Array,
    block_points: &[isize],
    block_sub: &[isize],
    into_array: bool,
) -> Res<()> {
    let descr = a.descr();
    let block = block_array.data();
    let width = descr.elsize();
    let aligned = a.is_aligned();
    let plain = !descr.has_references() && !descr.has_flag(NPY_NEEDS_PYAPI);
    if let (
        Offsets::Single {
            index,
            len,
            axis_stride,
        },
        true,
        true,
    ) = (&p.offsets, plain, p.sub_shape.is_empty())
        && let Some(step) = even_stride(&p.shape, block_points)
    {
        let n = index.size() as usize;
        let istep = stride_of(index);
        // SAFETY: positions were checked; the block has room at its stride; widths agree.
        let done = unsafe {
            if into_array {
                scatter(
                    width as usize,
                    base,
                    *axis_stride,
                    *len as usize,
                    block,
                    step,
                    index.data().cast(),
                    istep,
                    n,
                )
            } else {
                gather(
                    width as usize,
                    block,
                    step,
                    base,
                    *axis_stride,
                    *len as usize,
                    index.data().cast(),
                    istep,
                    n,
                )
            }
        };
        return done.map_err(|e| index_out_of_bounds(e.index, 0, *len));
    }
    if let (Offsets::Many(offsets), true, true) = (&p.offsets, plain, p.sub_shape.is_empty())
        && let Some(step) = even_stride(&p.shape, block_points)
        && block_array.itemsize() == width
        && matches!(width, 1 | 2 | 4 | 8 | 16)
    {
        // SAFETY: every offset names an element, the block holds one per point; one width on both sides.
        unsafe { move_words(width, base, offsets, block, step, into_array) };
        return Ok(());
    }
    let walk = SubspaceWalk::new(p, block_sub);
    let (array_step, block_step) = walk.inner_strides();
    let transfer = if into_array {
        let from = block_array.descr();
        Transfer::new(from, descr, block_step, array_step, aligned, false)?
    } else {
        let to = block_array.descr();
        Transfer::new(descr, to, array_step, block_step, aligned, false)?
    };
    let total: isize = p.shape.iter().product();
    let mut coords = Dims::filled(p.shape.len(), 0);
    let mut at = block;
    for i in 0..total {
        let offset = match &p.offsets {
            Offsets::Many(v) => v[i as usize],
            Offsets::Single {
                index,
                len,
                axis_stride,
            } => {
                let v = position(index, i);
                (if v < 0 { v + len } else { v }) * axis_stride
            }
        };
        // SAFETY: the offset names a subspace of the array; the block holds one per point.
        unsafe { walk.run(&transfer, base.wrapping_offset(offset), at, into_array)? };
        for k in (0..p.shape.len()).rev() {
            coords[k] += 1;
            at = at.wrapping_offset(block_points[k]);
            if coords[k] < p.shape[k] {
                break;
            }
            at = at.wrapping_offset(-block_points[k] * p.shape[k]);
            coords[k] = 0;
        }
    }
    Ok(())
}

/// Moves single elements of 1, 2, 4, 8 or 16 bytes between `base` plus each offset and a block.
///
/// # Safety
/// The offsets name elements of the width, and the block holds one for each at its stride.
unsafe fn move_words(
    width: isize,
    base: *mut u8,
    offsets: &[isize],
    block: *mut u8,
    step: isize,
    into_array: bool,
) {
    macro_rules! by {
        ($t:ty) => {{
            let mut at = block;
            for &offset in offsets {
                let element = base.wrapping_offset(offset);
                let (from, to) = if into_array {
                    (at, element)
                } else {
                    (element, at)
                };
                // SAFETY: as the caller vouches; alignment is not needed.
                unsafe {
                    to.cast::<$t>()
                        .write_unaligned(from.cast::<$t>().read_unaligned());
                }
                at = at.wrapping_offset(step);
            }
        }};
    }
    match width {
        1 => by!(u8),
        2 => by!(u16),
        4 => by!(u32),
        8 => by!(u64),
        _ => by!(u128),
    }
}

/// The single stride that walks all points in C order.
fn even_stride(shape: &[isize], strides: &[isize]) -> Option<isize> {
    let mut expect = None;
    let mut first = 0;
    for (&d, &s) in shape.iter().zip(strides).rev() {
        if d == 1 {
            continue;
        }
        match expect {
            None => first = s,
            Some(e) if e == s => {}
            Some(_) => return None,
        }
        expect = Some(s * d);
    }
    Some(first)
}

/// The axes of the subspace, merged where both sides allow it.
struct SubspaceWalk {
    shape: Dims,
    array: Dims,
    block: Dims,
}

impl SubspaceWalk {
    fn new(p: &Points, block_sub: &[isize]) -> Self {
        let (mut shape, mut array, mut block) = (Dims::new(), Dims::new(), Dims::new());
        for i in 0..p.sub_shape.len() {
            let (d, s, t) = (p.sub_shape[i], p.sub_strides[i], block_sub[i]);
            if d == 1 {
                continue;
            }
            let last = shape.len();
            if last > 0 && array[last - 1] == s * d && block[last - 1] == t * d {
                shape[last - 1] *= d;
                array[last - 1] = s;
                block[last - 1] = t;
            } else {
                let _fits = shape.push(d) && array.push(s) && block.push(t);
            }
        }
        SubspaceWalk {
            shape,
            array,
            block,
        }
    }

    fn inner_strides(&self) -> (isize, isize) {
        match self.shape.len() {
            0 => (0, 0),
            n => (self.array[n - 1], self.block[n - 1]),
        }
    }

    /// # Safety
    /// `array` and `block` are subspaces of this layout.
    unsafe fn run(
        &self,
        t: &Transfer,
        array: *mut u8,
        block: *mut u8,
        into_array: bool,
    ) -> Res<()> {
        let (inner, outer) = match self.shape.split_last() {
            None => (1, &[][..]),
            Some((&n, rest)) => (n, rest),
        };
        let (sa, sb) = self.inner_strides();
        let mut coords = Dims::filled(outer.len(), 0);
        let (mut x, mut y) = (array, block);
        let rows: isize = outer.iter().product();
        for _ in 0..rows {
            // SAFETY: one run of the innermost axis on both sides.
            unsafe {
                if into_array {
                    t.run(y, sb, x, sa, inner)?
                } else {
                    t.run(x, sa, y, sb, inner)?
                }
            }
            for k in (0..outer.len()).rev() {
                coords[k] += 1;
                x = x.wrapping_offset(self.array[k]);
                y = y.wrapping_offset(self.block[k]);
                if coords[k] < outer[k] {
                    break;
                }
                x = x.wrapping_offset(-self.array[k] * outer[k]);
                y = y.wrapping_offset(-self.block[k] * outer[k]);
                coords[k] = 0;
            }
        }
        Ok(())
    }
}
