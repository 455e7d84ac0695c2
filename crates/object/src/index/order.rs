//! `sort`, `argsort`, `partition`, `argpartition`, `searchsorted`, `lexsort`, `argmax`, `argmin`: along an axis.

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_kernels::reduce;
use ferronum_pyrt::method::{Method, fastcall, function};
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, import_cached, none};

use super::lines;
use super::sort_method::{self, What};
use crate::arguments::convert as arg;

use crate::array::shape;
use crate::array::shape::swapaxes;
use crate::coerce::{AnyOptions, as_array, from_any};
use crate::model::errors::normalize_axis;
use crate::model::walked::Walked;
use crate::model::{Array, Dims};
use crate::storage::create;
use crate::ufunc::execute::plan_error;

/// Methods of ndarray.
pub(crate) const METHODS: &[Method] = &[
    fastcall(c"sort", sort_method),
    fastcall(c"argsort", argsort_method),
    fastcall(c"partition", partition_method),
    fastcall(c"argpartition", argpartition_method),
    fastcall(c"searchsorted", searchsorted_method),
    fastcall(c"argmax", |a: &Array, args: Args<'_>| {
        arg_method(a, args, true)
    }),
    fastcall(c"argmin", |a: &Array, args: Args<'_>| {
        arg_method(a, args, false)
    }),
];

/// Functions of the module.
pub(crate) const FUNCTIONS: &[Method] = &[
    function(c"lexsort", lexsort_function),
    function(c"_unique_hash", super::unique::unique_hash).doc(c"_unique_hash(arr, equal_nan=True): the distinct elements, found with a hash table, in no order."),
];

/// Lines of an array along one axis, contiguous, native, aligned: the array itself or a copy to write back.
struct Lines {
    /// C-contiguous with the axis last.
    block: Own<Array>,
    n: usize,
    count: usize,
}

impl Lines {
    /// The lines of `a`; `in_place` shares memory where the layout allows.
    fn of(a: &Array, axis: usize, in_place: bool) -> Res<Self> {
        let last = a.ndim() - 1;
        let n = a.shape()[axis] as usize;
        let count = if n == 0 { 0 } else { a.size() as usize / n };
        let direct = axis == last && a.is_c_contiguous() && a.is_behaved_ro();
        if direct && in_place {
            return Ok(Lines {
                block: a.own(),
                n,
                count,
            });
        }
        let plain = create::plain(a)?;
        Self::copied(&*swapaxes(&plain, axis as isize, last as isize)?)
    }

    /// The lines of `a`, the other axes staying in their order; not to be written back.
    fn in_order(a: &Array, axis: usize) -> Res<Self> {
        let mut perm: Dims = Dims::filled(a.ndim(), 0);
        for (k, p) in perm.iter_mut().enumerate() {
            *p = k as isize;
        }
        perm.remove(axis);
        perm.insert(a.ndim() - 1, axis as isize);
        Self::copied(&*crate::storage::create::permuted(
            &*create::plain(a)?,
            &perm,
        )?)
    }

    /// A copy of the lines along the last axis.
    fn copied(view: &Array) -> Res<Self> {
        let n = view.shape()[view.ndim() - 1] as usize;
        let count = if n == 0 { 0 } else { view.size() as usize / n };
        let descr = if view.descr().is_native() {
            view.descr().own()
        } else {
            crate::dtype::byteorder::new_byteorder(view.descr(), NPY_NATIVE)?
        };
        let block = create::empty(&Dims::from(view.shape()), descr, NPY_CORDER)?;
        crate::casting::copy_into(&block, view)?;
        Ok(Lines { block, n, count })
    }

    fn line(&self, i: usize) -> *mut u8 {
        self.block
            .data()
            .wrapping_offset((i * self.n) as isize * self.block.itemsize())
    }

    /// Copies the lines back into `a` unless they are its own memory.
    fn write_back(&self, a: &Array, axis: usize) -> Res<()> {
        if self.block.is(a) {
            return Ok(());
        }
        let plain = create::plain(a)?;
        let view = swapaxes(&plain, axis as isize, a.ndim() as isize - 1)?;
        crate::casting::copy_into(&view, &self.block)
    }
}

/// `a.sort(axis, kind)`, in place.
pub fn sort(a: &Array, axis: isize, kind: NPY_SORTKIND) -> Res<()> {
    if a.ndim() == 0 {
        normalize_axis(axis, 0)?;
    }
    let axis = normalize_axis(axis, a.ndim())?;
    crate::model::errors::require_writeable(a, "sort array")?;
    if sort_method::exists(a.descr(), What::Elements) {
        return sort_by_method(a, axis, kind);
    }
    if !lines::is_sortable(a.descr(), kind) {
        return Err(lines::no_compare());
    }
    let lines = Lines::of(a, axis, true)?;
    if lines.n > 1 {
        for i in 0..lines.count {
            // SAFETY: a line of the block; objects keep the array from being resized by the reference held in lines.
            unsafe { lines::sort(&lines.block, lines.line(i), lines.n, kind)? };
        }
    }
    lines.write_back(a, axis)
}

fn sort_by_method(a: &Array, axis: usize, kind: NPY_SORTKIND) -> Res<()> {
    let Some(method) = sort_method::of(a.descr(), What::Elements, kind)? else {
        return Ok(());
    };
    let lines = Lines::of(a, axis, true)?;
    let _marks = Walked::new(&[&lines.block]);
    if lines.n > 1 {
        for i in 0..lines.count {
            // SAFETY: a line of the block, whose memory stays where it is.
            unsafe { method.run(lines.line(i), lines.line(i), lines.n)? };
        }
    }
    lines.write_back(a, axis)
}

/// Positions along an axis as an intp array of `a`'s shape, each line filled by `f(block, line, n)`.
fn positions_along(
    a: &Array,
    axis: usize,
    f: impl Fn(&Array, *mut u8, usize) -> Res<Vec<isize>>,
) -> Res<Own<Array>> {
    let lines = Lines::of(a, axis, true)?;
    let shape = Dims::from(lines.block.shape());
    let out = create::zeros(&shape, crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER)?;
    for i in 0..lines.count {
        let order = f(&lines.block, lines.line(i), lines.n)?;
        // SAFETY: a line of the fresh result.
        unsafe {
            let to = out.data().cast::<isize>().add(i * lines.n);
            std::ptr::copy_nonoverlapping(order.as_ptr(), to, lines.n);
        }
    }
    if axis == a.ndim() - 1 {
        return Ok(out);
    }
    let view = swapaxes(&out, axis as isize, a.ndim() as isize - 1)?;
    crate::casting::copy_array::copy_base_class(&view, NPY_CORDER)
}

/// `a.argsort(axis, kind)`; no axis flattens.
pub fn argsort(a: &Array, axis: Option<isize>, kind: NPY_SORTKIND) -> Res<Owned> {
    let method = sort_method::of(a.descr(), What::Positions, kind)?;
    if method.is_none() {
        lines::require_positions(a.descr(), kind)?;
    }
    let (a, axis) = shape::along(a, axis)?;
    let result = positions_like(&a, a.shape())?;
    let out = positions_along(&a, axis, |block, p, n| {
        let Some(method) = &method else {
            // SAFETY: a line of the block.
            return unsafe { lines::argsort(block, p, n, kind) };
        };
        let mut order: Vec<isize> = (0..n as isize).collect();
        let _marks = Walked::new(&[block]);
        // SAFETY: a line of the block, and as many positions.
        unsafe { method.run(p, order.as_mut_ptr().cast(), n)? };
        lines::check_positions(order)
    })?;
    Ok(filled(result, out)?.upcast())
}

/// An array for the positions in an array of a subclass, which are of that class; `None` for plain ones.
fn positions_like(a: &Array, shape: &[isize]) -> Res<Option<Own<Array>>> {
    if a.is_exact() {
        return Ok(None);
    }
    let shape = Dims::from(shape);
    create::NewArray {
        subtype: a.subtype(),
        obj: Some(a),
        zeroed: true,
        ..create::NewArray::new(crate::dtype::builtin(NPY_INTP).own(), &shape)
    }
    .build()
    .map(Some)
}

/// The positions `out`, stored in the array of a subclass where there is one. Its finalizer may have changed its shape.
fn filled(result: Option<Own<Array>>, out: Own<Array>) -> Res<Own<Array>> {
    let Some(result) = result else {
        return Ok(out);
    };
    if result.size() == out.size() && result.is_c_contiguous() {
        // SAFETY: two C-contiguous arrays of as many intp.
        unsafe { std::ptr::copy_nonoverlapping(out.data(), result.data(), out.nbytes() as usize) };
    } else {
        crate::casting::copy_into(&result, &out)?;
    }
    Ok(result)
}

/// The ranks that a Python argument names: at most one axis of them.
fn ranks_argument(kth: Option<&Object>) -> Res<Own<Array>> {
    let wish = AnyOptions {
        max_depth: 1,
        ..Default::default()
    };
    from_any(kth.unwrap_or(none()), &wish)
}

/// The ranks of a partition: sorted, inside the axis.
fn ranks(kth: &Object, n: isize, empty: bool) -> Res<Vec<isize>> {
    let k = from_any(
        kth,
        &AnyOptions {
            max_depth: if kth.downcast::<Array>().is_some() {
                0
            } else {
                1
            },
            ..Default::default()
        },
    )?;
    if k.type_num() == NPY_BOOL {
        return Err(value_error("Booleans unacceptable as partition index"));
    }
    if !crate::model::is_integer(k.type_num()) {
        return Err(type_error("Partition index must be integer"));
    }
    if k.ndim() > 1 {
        return Err(value_error("kth array must have dimension <= 1"));
    }
    let intp = super::take::positions(&k, 1, NPY_ARRAY_FORCECAST)?;
    if empty {
        // Nothing to sort: any rank will do.
        return Ok(Vec::new());
    }
    // SAFETY: contiguous intp.
    let values =
        unsafe { std::slice::from_raw_parts(intp.data().cast::<isize>(), intp.size() as usize) };
    let mut out = Vec::with_capacity(values.len());
    for &v in values {
        let fixed = if v < 0 { v + n } else { v };
        if fixed < 0 || fixed >= n {
            return Err(value_error(&format!("kth(={fixed}) out of bounds ({n})")));
        }
        out.push(fixed);
    }
    out.sort_unstable();
    out.dedup();
    Ok(out)
}

/// `a.partition(kth, axis)`, in place.
pub fn partition(a: &Array, kth: &Object, axis: isize) -> Res<()> {
    let axis = normalize_axis(axis, a.ndim())?;
    crate::model::errors::require_writeable(a, "partition array")?;
    lines::require_positions(a.descr(), NPY_QUICKSORT)?;
    let ranks = ranks(kth, a.shape()[axis], a.size() == 0)?;
    if a.size() == 0 {
        return Ok(());
    }
    let lines = Lines::of(a, axis, true)?;
    for i in 0..lines.count {
        // SAFETY: a line of the block; ranks were checked.
        unsafe { lines::partition(&lines.block, lines.line(i), lines.n, &ranks)? };
    }
    lines.write_back(a, axis)
}

/// `a.argpartition(kth, axis)`; no axis flattens.
pub fn argpartition(a: &Array, kth: &Object, axis: Option<isize>) -> Res<Owned> {
    lines::require_positions(a.descr(), NPY_QUICKSORT)?;
    let (a, axis) = shape::along(a, axis)?;
    let ranks = ranks(kth, a.shape()[axis], a.size() == 0)?;
    let result = positions_like(&a, a.shape())?;
    let out = positions_along(&a, axis, |block, p, n| {
        // SAFETY: a line of the block; ranks were checked.
        unsafe { lines::argpartition(block, p, n, &ranks) }
    })?;
    Ok(filled(result, out)?.upcast())
}

/// An array as a dense native aligned 1-d or n-d block of a dtype.
fn dense(a: &Array, descr: &crate::Descr) -> Res<Own<Array>> {
    if a.descr().is(descr) && a.is_c_contiguous() && a.is_behaved_ro() {
        return Ok(a.own());
    }
    let out = create::empty(&Dims::from(a.shape()), descr.own(), NPY_CORDER)?;
    crate::casting::copy_into(&out, a)?;
    Ok(out)
}

/// `a.searchsorted(v, side, sorter)`, as an array also where there is one key.
pub fn searchsorted(
    a: &Array,
    v: &Object,
    right: bool,
    sorter: Option<&Object>,
) -> Res<Own<Array>> {
    // Who is no array is asked twice: for the dtype, then for an array of the common one.
    let given = v.downcast::<Array>();
    let own = match crate::coerce::dtype_of(v)? {
        Some(own) => own,
        None => crate::dtype::builtin(NPY_DOUBLE).own(),
    };
    let descr = crate::coerce::promote::common_or_object(&own, a.descr())?;
    let descr = if descr.is_native() {
        descr
    } else {
        crate::dtype::byteorder::new_byteorder(&descr, NPY_NATIVE)?
    };
    if !lines::is_ordered(&descr) {
        return Err(type_error("compare not supported for type"));
    }
    let keys = match given {
        Some(keys) if !descr.is_object() || keys.descr().is_object() => keys.own(),
        // An array on the way would make other objects, or cut text at its end.
        _ => from_any(
            v,
            &AnyOptions {
                descr: Some(&descr),
                ..Default::default()
            },
        )?,
    };
    let castable = |given: &Array| {
        if crate::casting::can_cast_types(given.descr(), &descr, NPY_SAFE_CASTING)? {
            return Ok(());
        }
        Err(crate::casting::casting_error(
            given.descr(),
            &descr,
            NPY_SAFE_CASTING,
            false,
        ))
    };
    castable(&keys)?;
    if a.ndim() != 1 {
        return Err(value_error(if a.ndim() > 1 {
            "object too deep for desired array"
        } else {
            "object of too small depth for desired array"
        }));
    }
    castable(a)?;
    let (hay, keys) = (dense(a, &descr)?, dense(&keys, &descr)?);
    let n = hay.size();
    let order = sorter.map(|s| sorter_positions(s, n)).transpose()?;
    let out = create::empty(
        &Dims::from(keys.shape()),
        crate::dtype::builtin(NPY_INTP).own(),
        NPY_CORDER,
    )?;
    // SAFETY: dense blocks of the common dtype; the result has one entry per key.
    unsafe {
        let found =
            std::slice::from_raw_parts_mut(out.data().cast::<isize>(), keys.size() as usize);
        lines::search(
            &hay,
            hay.data(),
            n as usize,
            keys.data(),
            keys.size() as usize,
            right,
            order.as_deref(),
            found,
        )?;
    }
    Ok(out)
}

fn sorter_positions(obj: &Object, n: isize) -> Res<Vec<isize>> {
    let unusable = |e: ferronum_pyrt::Raised, as_type: bool| {
        e.clear();
        let text = "could not parse sorter argument";
        if as_type {
            type_error(text)
        } else {
            value_error(text)
        }
    };
    let wish = AnyOptions {
        min_depth: 1,
        max_depth: 1,
        ..Default::default()
    };
    let s = from_any(obj, &wish).map_err(|e| unusable(e, true))?;
    if !crate::model::is_integer(s.type_num()) {
        return Err(type_error("sorter must only contain integers"));
    }
    let p = super::take::positions(&s, 1, 0).map_err(|e| unusable(e, false))?;
    if s.size() != n {
        return Err(value_error("sorter.size must equal a.size"));
    }
    // SAFETY: contiguous intp.
    let values = unsafe { std::slice::from_raw_parts(p.data().cast::<isize>(), n as usize) };
    Ok(values.to_vec())
}

/// `lexsort(keys, axis=-1)`.
fn lexsort_function(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<2> = Sig::new("lexsort", ["keys", "axis"]).required(1);
    let [keys, axis] = args.parse(&SIG)?;
    let axis = axis.map_or(Ok(-1), arg::py_int)? as isize;
    crate::casting::item::scalar::wrap_result(lexsort(keys.unwrap_or(none()), axis)?)
}

/// The order of several keys along an axis; the last key counts most.
pub fn lexsort(keys: &Object, axis: isize) -> Res<Own<Array>> {
    let count = match keys.is_sequence().then(|| keys.len()) {
        Some(Ok(n)) => n,
        Some(Err(e)) => {
            e.clear();
            0
        }
        None => 0,
    };
    if count == 0 {
        return Err(type_error("need sequence of keys with len > 0 in lexsort"));
    }
    let items = keys.items_by_index()?;
    let mut arrays: Vec<Own<Array>> = Vec::with_capacity(items.tuple_len());
    for (i, key) in items.tuple_items().iter().enumerate() {
        let key = as_array(key)?;
        if arrays.first().is_some_and(|a| a.shape() != key.shape()) {
            return Err(value_error("all keys need to be the same shape"));
        }
        if !lines::is_ordered(key.descr()) {
            return Err(type_error(&format!(
                "item {i} type does not have compare function"
            )));
        }
        arrays.push(key);
    }
    // A length may be a lie.
    let Some(first) = arrays.first() else {
        return Err(type_error("need sequence of keys with len > 0 in lexsort"));
    };
    if first.ndim() == 0 {
        // One element is in order along its last axis and its first.
        if !matches!(axis, 0 | -1) {
            normalize_axis(axis, 0)?;
        }
        return create::zeros(&[], crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER);
    }
    let axis = normalize_axis(axis, first.ndim())?;
    let blocks: Vec<Lines> = arrays
        .iter()
        .map(|k| Lines::of(k, axis, true))
        .collect::<Res<_>>()?;
    let shape = Dims::from(blocks[0].block.shape());
    let out = create::zeros(&shape, crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER)?;
    let n = blocks[0].n;
    for i in 0..blocks[0].count {
        let mut order: Option<Vec<isize>> = None;
        for lines in &blocks {
            order = Some(refine(lines, i, n, order)?);
        }
        if let Some(order) = order {
            // SAFETY: a line of the fresh result.
            unsafe {
                let to = out.data().cast::<isize>().add(i * n);
                std::ptr::copy_nonoverlapping(order.as_ptr(), to, n);
            }
        }
    }
    if axis == first.ndim() - 1 {
        return Ok(out);
    }
    let view = swapaxes(&out, axis as isize, first.ndim() as isize - 1)?;
    crate::casting::copy_array::copy_base_class(&view, NPY_CORDER)
}

/// Sorts by one more key, keeping the order so far among equals.
fn refine(lines: &Lines, i: usize, n: usize, order: Option<Vec<isize>>) -> Res<Vec<isize>> {
    let Some(order) = order else {
        // SAFETY: a line of the block.
        return unsafe { lines::argsort(&lines.block, lines.line(i), n, NPY_STABLESORT) };
    };
    // The key in the order so far, sorted stably, composed with it.
    let block = create::zeros(&[n as isize], lines.block.descr().own(), NPY_CORDER)?;
    let width = block.itemsize();
    let t = crate::casting::Transfer::new(
        lines.block.descr(),
        block.descr(),
        width,
        width,
        true,
        false,
    )?;
    for (k, &o) in order.iter().enumerate() {
        // SAFETY: element o of the line and element k of the fresh block.
        unsafe {
            t.run(
                lines.line(i).wrapping_offset(o * width),
                width,
                block.data().wrapping_offset(k as isize * width),
                width,
                1,
            )?
        };
    }
    // SAFETY: the fresh block.
    let next = unsafe { lines::argsort(&block, block.data(), n, NPY_STABLESORT)? };
    Ok(next.into_iter().map(|k| order[k as usize]).collect())
}

/// `a.argmax(axis, out, keepdims=)` and `argmin`.
pub fn arg_extreme(
    a: &Array,
    axis: Option<isize>,
    out: Option<&Array>,
    keepdims: bool,
    max: bool,
) -> Res<Own<Array>> {
    let name = if max { "argmax" } else { "argmin" };
    let ndim = a.ndim();
    let (src, axis_at) = shape::along(a, axis)?;
    let src = if src.is_exact() {
        src
    } else {
        lines_of_class(src, axis_at)?
    };
    let axis_at = if src.is_exact() {
        axis_at
    } else {
        src.ndim() - 1
    };
    let n = src.shape()[axis_at];
    let mut shape = Dims::from(src.shape());
    shape.remove(axis_at);
    if keepdims {
        match axis {
            None => shape = Dims::filled(ndim, 1),
            Some(axis) if ndim > 0 => shape.insert(normalize_axis(axis, ndim)?, 1),
            Some(_) => {}
        }
    }
    if !has_extremes(a, max) {
        return Err(type_error("data type not ordered"));
    }
    if n == 0 {
        return Err(value_error(&format!(
            "attempt to get {name} of an empty sequence"
        )));
    }
    let given = match out {
        None => positions_like(&src, &shape)?,
        Some(_) => None,
    };
    let result = create::zeros(&shape, crate::dtype::builtin(NPY_INTP).own(), NPY_CORDER)?;
    if let Some(o) = out {
        if o.shape() != &*shape {
            return Err(value_error(&format!(
                "output array does not match result of np.{name}."
            )));
        }
        crate::model::errors::require_writeable(o, "output array")?;
        let intp = crate::dtype::builtin(NPY_INTP);
        if !crate::casting::can_cast_types(o.descr(), intp, NPY_SAFE_CASTING)? {
            return Err(crate::casting::casting_error(
                o.descr(),
                intp,
                NPY_SAFE_CASTING,
                o.ndim() == 0,
            ));
        }
    }
    if result.size() > 0 && !extremes_in_place(&src, axis_at, max, &result)? {
        let lines = Lines::in_order(&src, axis_at)?;
        for i in 0..lines.count {
            // SAFETY: a line of n elements; one entry of the result.
            unsafe {
                let to = result.data().cast::<isize>().add(i);
                let (p, item) = (lines.line(i), lines.block.itemsize());
                let number = lines.block.type_num();
                *to = match reduce::arg_row(max, number, p, item, n as usize) {
                    Some(k) => k as isize,
                    None => extreme_by_table(&lines.block, p, n, max)?,
                };
            }
        }
    }
    match out {
        Some(o) => {
            crate::casting::assign_array(o, &result, None, NPY_UNSAFE_CASTING)?;
            Ok(o.own())
        }
        None => filled(given, result),
    }
}

/// An array of a subclass with the axis last, in C order: the copy that its finalizer is told of.
fn lines_of_class(a: Own<Array>, axis: usize) -> Res<Own<Array>> {
    let moved = if axis + 1 == a.ndim() {
        a
    } else {
        let mut perm = Dims::new();
        for k in (0..a.ndim()).filter(|&k| k != axis).chain([axis]) {
            let _fits = perm.push(k as isize);
        }
        crate::storage::create::permuted(&a, &perm)?
    };
    if moved.is_c_contiguous() && moved.is_aligned() {
        return Ok(moved);
    }
    crate::casting::copy_array::copy(&moved, NPY_CORDER)
}

/// The positions of the extremes of numbers, found where they lie; false where the kernels do not do it.
/// `result` is contiguous, with the array's other axes in their order.
fn extremes_in_place(a: &Array, axis: usize, max: bool, result: &Array) -> Res<bool> {
    let number = a.type_num();
    if !a.is_behaved_ro() || !crate::model::is_number(number) {
        return Ok(false);
    }
    let (n, step) = (a.shape()[axis] as usize, a.strides()[axis]);
    let (mut others, mut strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    others.remove(axis);
    strides.remove(axis);
    let mut places = Dims::filled(others.len(), 0);
    let mut next = size_of::<isize>() as isize;
    for (place, len) in places.iter_mut().zip(others.iter()).rev() {
        *place = next;
        next *= len;
    }
    let operand = |ptr, strides| Operand {
        ptr,
        shape: &others,
        strides,
    };
    let operands = [
        operand(result.data(), &*places),
        operand(a.data(), &*strides),
    ];
    let mut plan = Plan::new(&others, &operands).map_err(plan_error)?;
    plan.optimise();
    let mut done = true;
    plan.for_each_inner(|ptrs, steps, len| {
        let (to, src) = (ptrs[0], ptrs[1]);
        // SAFETY: positions within the array; `len` entries of the result.
        unsafe {
            // Many columns at a time where neighbours of a column lie closer than its own items.
            if len >= 4 && steps[1].abs() < step.abs() {
                let to = to.cast();
                done &= reduce::arg_columns(max, number, to, steps[0], src, step, steps[1], n, len);
                return;
            }
            for j in 0..len as isize {
                let p = src.wrapping_offset(j * steps[1]);
                let Some(k) = reduce::arg_row(max, number, p, step, n) else {
                    done = false;
                    return;
                };
                to.offset(j * steps[0]).cast::<isize>().write(k as isize);
            }
        }
    });
    Ok(done)
}

/// Whether something finds the extremes of such elements.
fn has_extremes(a: &Array, max: bool) -> bool {
    // SAFETY: the table of a live class.
    let table = unsafe { &*a.descr().class().arr_funcs() };
    let own = if max {
        table.argmax.is_some()
    } else {
        table.argmin.is_some()
    };
    own || a.descr().is_object() || crate::model::is_number(a.type_num())
}

/// # Safety
/// `n` contiguous elements of `a`'s dtype at `p`.
unsafe fn extreme_by_table(a: &Array, p: *mut u8, n: isize, max: bool) -> Res<isize> {
    if a.descr().is_object() {
        // SAFETY: as the caller vouches.
        return unsafe { extreme_object(a, p, n, max) };
    }
    // SAFETY: the table of a live class; the caller's contract.
    unsafe {
        let f = a.descr().class().arr_funcs();
        let f = if max { (*f).argmax } else { (*f).argmin };
        let Some(f) = f else {
            return Err(type_error("data type not ordered"));
        };
        let mut out = 0;
        let status = f(p.cast(), n, &mut out, a.raw().cast());
        if status < 0 || !ferronum_pyrt::ffi::PyErr_Occurred().is_null() {
            return Err(ferronum_pyrt::Raised::pending());
        }
        Ok(out)
    }
}

/// The first object that no other is greater (less) than, as `>` (`<`) of Python says; elements that were never set
/// take no part.
///
/// # Safety
/// `n` contiguous references of `a` at `p`.
unsafe fn extreme_object(a: &Array, p: *mut u8, n: isize, max: bool) -> Res<isize> {
    use ferronum_pyrt::ffi;
    let op = if max { ffi::Py_GT } else { ffi::Py_LT };
    let _walked = crate::model::walked::Walked::new(&[a]);
    let mut best: Option<(isize, Owned)> = None;
    for i in 0..n {
        // SAFETY: an element of the line; held while it is compared.
        let item = unsafe {
            Object::from_ptr_opt(p.cast::<*mut ffi::PyObject>().offset(i).read_unaligned())
                .map(Object::own)
        };
        let Some(item) = item else { continue };
        let better = match &best {
            None => true,
            Some((_, b)) => item.compare(b, op)?.truth()?,
        };
        if better {
            best = Some((i, item));
        }
    }
    Ok(best.map_or(0, |(i, _)| i))
}

fn axis_of(obj: Option<&Object>, default: Option<isize>) -> Res<Option<isize>> {
    match obj {
        None => Ok(default),
        Some(o) => Ok(arg::axis(o)?.map(|a| a as isize)),
    }
}

/// The kind of a sort from `kind` and `stable`.
fn kind_of(kind: Option<&Object>, stable: Option<&Object>) -> Res<NPY_SORTKIND> {
    let kind = kind
        .and_then(Object::not_none)
        .map(arg::sort_kind)
        .transpose()?;
    let stable = stable
        .and_then(Object::not_none)
        .map(Object::truth)
        .transpose()?;
    match (kind, stable) {
        (Some(_), Some(_)) => Err(value_error(
            "`kind` and keyword parameters can't be provided at the same time. Use only one of them.",
        )),
        (Some(kind), None) => Ok(kind),
        (None, Some(true)) => Ok(NPY_STABLESORT),
        (None, Some(false)) => Ok(NPY_QUICKSORT),
        (None, None) => Ok(NPY_QUICKSORT),
    }
}

/// StringDType offers two of the three kinds.
fn check_kind(a: &Array, kind: NPY_SORTKIND) -> Res<()> {
    if a.type_num() == NPY_VSTRING && kind == NPY_HEAPSORT {
        return Err(ferronum_pyrt::raised::runtime_error(
            "unsupported sort kind",
        ));
    }
    Ok(())
}

/// Runs `f` on the array, or on a view whose dtype has the fields named by `order` first.
fn ordered_view(a: &Array, order: Option<&Object>) -> Res<Own<Array>> {
    let Some(order) = order.and_then(Object::not_none) else {
        return Ok(a.own());
    };
    if !a.descr().has_fields() {
        return Err(value_error(
            "Cannot specify order when the array has no fields.",
        ));
    }
    let names = import_cached!("numpy._core._internal", "_newnames")?.call(&[a.descr(), order])?;
    let descr = crate::dtype::copy::copy(a.descr())?;
    // SAFETY: a private copy; the old names are released by the swap.
    unsafe {
        use ferronum_abi::prelude::{DescrFields, DescrFieldsMut};
        let old = descr.raw().names();
        descr.raw().set_names(names.into_ptr());
        ferronum_pyrt::ffi::Py_XDECREF(old);
    }
    let (shape, strides) = (Dims::from(a.shape()), Dims::from(a.strides()));
    create::view_as(
        a,
        crate::model::ARRAY_TYPE.ptr(),
        descr,
        &shape,
        &strides,
        a.data(),
    )
}

fn sort_method(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<4> = Sig::new("sort", ["axis", "kind", "order", "stable"]).keyword_only(1);
    let [axis, kind, order, stable] = args.parse(&SIG)?;
    let axis = axis.map_or(Ok(-1), arg::py_int)? as isize;
    let kind = kind_of(kind, stable)?;
    check_kind(a, kind)?;
    let target = ordered_view(a, order)?;
    sort(&target, axis, kind)
}

fn argsort_method(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("argsort", ["axis", "kind", "order", "stable"]).keyword_only(1);
    let [axis, kind, order, stable] = args.parse(&SIG)?;
    let axis = axis_of(axis, Some(-1))?;
    // Every kind is served by one stable routine where the dtype brings none of its own.
    let kind = kind_of(kind, stable)?;
    check_kind(a, kind)?;
    let target = ordered_view(a, order)?;
    argsort(&target, axis, kind)
}

fn partition_method(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<4> = Sig::new("partition", ["kth", "axis", "kind", "order"]).required(1);
    let [kth, axis, kind, order] = args.parse(&SIG)?;
    let axis = axis.map_or(Ok(-1), arg::py_int)? as isize;
    if let Some(k) = kind {
        arg::select_kind(k)?;
    }
    let view = ordered_view(a, order)?;
    partition(&view, &*ranks_argument(kth)?, axis)
}

fn argpartition_method(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("argpartition", ["kth", "axis", "kind", "order"]).required(1);
    let [kth, axis, kind, order] = args.parse(&SIG)?;
    let axis = axis_of(axis, Some(-1))?;
    if let Some(k) = kind {
        arg::select_kind(k)?;
    }
    let view = ordered_view(a, order)?;
    argpartition(&view, &*ranks_argument(kth)?, axis)
}

fn searchsorted_method(a: &Array, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("searchsorted", ["v", "side", "sorter"]).required(1);
    let [v, side, sorter] = args.parse(&SIG)?;
    let side = side.map_or(Ok(NPY_SEARCHLEFT), arg::search_side)?;
    crate::casting::item::scalar::wrap_result(searchsorted(
        a,
        v.unwrap_or(none()),
        side == NPY_SEARCHRIGHT,
        sorter.and_then(Object::not_none),
    )?)
}

fn arg_method(a: &Array, args: Args<'_>, max: bool) -> Res<Owned> {
    const MAX: Sig<3> = Sig::new("argmax", ["axis", "out", "keepdims"]).keyword_only(1);
    const MIN: Sig<3> = Sig::new("argmin", ["axis", "out", "keepdims"]).keyword_only(1);
    let [axis, out, keepdims] = args.parse(if max { &MAX } else { &MIN })?;
    let axis = axis_of(axis, None)?;
    let out = match out {
        None => None,
        Some(o) => arg::output(o)?,
    };
    let keepdims = keepdims.map_or(Ok(false), Object::truth)?;
    let found = arg_extreme(a, axis, out, keepdims, max)?;
    if out.is_some() {
        return Ok(found.upcast());
    }
    crate::casting::item::scalar::to_scalar(found)
}
