//! Generalised ufuncs: core dimensions, `axes`, `axis`, `keepdims`. The loop dimensions broadcast and are walked by a
//! plan; the core dimensions go to the loop with their strides.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{exc, raise_object, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, import_cached, intern, ops};
use ferronum_scalar::float_status;

use crate::casting::assign_array;
use crate::coerce::from_array;
use crate::model::DTypeClass;
use crate::model::axis_order::by_strides;
use crate::model::errors::require_writeable;
use crate::model::errors::{normalize_axis, shape_text};
use crate::model::{Array, Dims};
use crate::storage::NewArray;
use crate::storage::create::plain;
use crate::ufunc::call::{Input, decide};
use crate::ufunc::execute::{Ready, allow_threads, fits, foreign_error, plan_error};
use crate::ufunc::{UFunc, errstate};

/// The axis arguments of a call.
pub struct AxisArgs<'a> {
    /// `axes=`.
    pub axes: Option<&'a Object>,
    /// `axis=`.
    pub axis: Option<&'a Object>,
    /// `keepdims=`.
    pub keepdims: Option<bool>,
}

/// The signature as it stands for this call.
struct Core {
    /// Number of inputs.
    nin: usize,
    /// Core dimensions of each operand.
    num_dims: Vec<usize>,
    /// Distinct dimension of each core dimension of each operand.
    ixs: Vec<Vec<usize>>,
    /// Sizes of the distinct dimensions; -1 unknown.
    sizes: Vec<isize>,
    flags: Vec<u32>,
}

impl Core {
    fn of(uf: &UFunc) -> Self {
        // SAFETY: set when the ufunc was made: lengths as its fields say.
        unsafe {
            let u = uf.raw();
            let n = uf.nargs();
            let names = (*u).core_num_dim_ix as usize;
            let slice = |p: *const npy_intp, n| std::slice::from_raw_parts(p, n).to_vec();
            let num_dims: Vec<usize> = (0..n)
                .map(|i| *(*u).core_num_dims.add(i) as usize)
                .collect();
            let ixs = (0..n)
                .map(|i| {
                    let offset = *(*u).core_offsets.add(i) as usize;
                    (0..num_dims[i])
                        .map(|k| *(*u).core_dim_ixs.add(offset + k) as usize)
                        .collect()
                })
                .collect();
            Core {
                num_dims,
                ixs,
                sizes: slice((*u).core_dim_sizes, names),
                flags: std::slice::from_raw_parts((*u).core_dim_flags, names).to_vec(),
                nin: uf.nin(),
            }
        }
    }

    fn missing(&self, ix: usize) -> bool {
        self.flags[ix] & UFUNC_CORE_DIM_MISSING != 0
    }

    /// Takes an ignorable dimension out of every operand.
    fn drop_dim(&mut self, ix: usize) {
        self.flags[ix] |= UFUNC_CORE_DIM_MISSING;
        self.sizes[ix] = 1;
        for (n, ixs) in self.num_dims.iter_mut().zip(&self.ixs) {
            *n -= ixs.iter().filter(|&&i| i == ix).count();
        }
    }
}

fn signature(uf: &UFunc) -> &str {
    uf.core_signature().unwrap_or("")
}

/// Drops ignorable dimensions that operands do not have, and checks the rest.
fn check_depths(uf: &UFunc, core: &mut Core, arrays: &[Option<&Array>]) -> Res<()> {
    let nin = uf.nin();
    for (i, a) in arrays.iter().enumerate() {
        let Some(a) = a else { continue };
        if a.ndim() < core.num_dims[i] {
            for ix in core.ixs[i].clone() {
                let droppable =
                    core.flags[ix] & UFUNC_CORE_DIM_CAN_IGNORE != 0 && !core.missing(ix);
                if droppable && a.ndim() < core.num_dims[i] {
                    core.drop_dim(ix);
                }
            }
        }
        if a.ndim() < core.num_dims[i] {
            return Err(value_error(&format!(
                "{}: {} operand {} does not have enough dimensions (has {}, gufunc core with signature {} requires {})",
                uf.name(),
                if i < nin { "Input" } else { "Output" },
                if i < nin { i } else { i - nin },
                a.ndim(),
                signature(uf),
                core.num_dims[i]
            )));
        }
    }
    Ok(())
}

fn axis_error(message: &str) -> Raised {
    match import_cached!("numpy.exceptions", "AxisError") {
        Ok(class) => match ops::str_new(message) {
            Ok(text) => raise_object(class, &text),
            Err(e) => e,
        },
        Err(e) => e,
    }
}

/// For each operand its axes in the order: loop axes, core axes. `None` where that is the natural order.
fn remap_axes(
    uf: &UFunc,
    core: &Core,
    args: &AxisArgs<'_>,
    ndims: &[usize],
    keepdims: bool,
) -> Res<Vec<Option<Vec<usize>>>> {
    let (nin, n) = (uf.nin(), uf.nargs());
    if args.axes.is_some() && args.axis.is_some() {
        return Err(type_error("cannot specify both 'axis' and 'axes'"));
    }
    if let Some(axis) = args.axis {
        if core.sizes.len() != 1 {
            return Err(type_error(&format!(
                "{}: axis can only be used with a single shared core dimension, not with the {} distinct ones implied by signature {}.",
                uf.name(),
                core.sizes.len(),
                signature(uf)
            )));
        }
        let axis = axis.index()?.to_isize()?;
        return (0..n)
            .map(|i| {
                if core.num_dims[i] == 0 {
                    return Ok(None);
                }
                Ok(Some(order_of(ndims[i], &[normalize_axis(axis, ndims[i])?])))
            })
            .collect();
    }
    let Some(axes) = args.axes else {
        return Ok(vec![None; n]);
    };
    if !axes.is_list() {
        return Err(type_error("axes should be a list."));
    }
    let items = axes.to_tuple()?;
    let items = items.tuple_items();
    let outputs_have_core = !keepdims && core.num_dims[nin..].iter().any(|&d| d > 0);
    if items.len() != n && (items.len() != nin || outputs_have_core) {
        return Err(value_error(&format!(
            "axes should be a list with an entry for all {n} inputs and outputs; entries for outputs can only be omitted if none of them has core axes."
        )));
    }
    let mut out = vec![None; n];
    for (i, item) in items.iter().enumerate() {
        let want = core.num_dims[i];
        let axes: Vec<isize> = if item.is_tuple() {
            let parts = item.tuple_items();
            if parts.len() != want {
                return Err(axis_error(&format!(
                    "{}: operand {i} has {want} core dimensions, but {} dimensions are specified by axes tuple.",
                    uf.name(),
                    parts.len()
                )));
            }
            parts
                .iter()
                .map(|p| p.index()?.to_isize())
                .collect::<Res<_>>()?
        } else {
            let int = match item.index() {
                Ok(v) => v.to_isize()?,
                Err(e) if e.matches(exc::TypeError()) => {
                    e.clear();
                    return Err(type_error(&format!(
                        "{}: axes item {i} should be a tuple.",
                        uf.name()
                    )));
                }
                Err(e) => return Err(e),
            };
            if want != 1 {
                return Err(axis_error(&format!(
                    "{}: operand {i} has {want} core dimensions, but the axes item is a single integer.",
                    uf.name()
                )));
            }
            vec![int]
        };
        let mut core_axes = Vec::with_capacity(want);
        for a in axes {
            let axis = normalize_axis(a, ndims[i])?;
            if core_axes.contains(&axis) {
                return Err(value_error(&format!(
                    "axes item {i} has value {axis} repeated"
                )));
            }
            core_axes.push(axis);
        }
        if want > 0 {
            out[i] = Some(order_of(ndims[i], &core_axes));
        }
    }
    Ok(out)
}

fn order_of(ndim: usize, core_axes: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ndim).filter(|a| !core_axes.contains(a)).collect();
    order.extend(core_axes);
    order
}

/// An operand's shape and strides with its core axes last.
struct View {
    shape: Vec<isize>,
    strides: Vec<isize>,
}

fn view(a: &Array, order: Option<&Vec<usize>>) -> View {
    match order {
        None => View {
            shape: a.shape().to_vec(),
            strides: a.strides().to_vec(),
        },
        Some(o) => View {
            shape: o.iter().map(|&i| a.shape()[i]).collect(),
            strides: o.iter().map(|&i| a.strides()[i]).collect(),
        },
    }
}

/// Learns the sizes of the core dimensions from one operand.
fn learn_sizes(uf: &UFunc, core: &mut Core, i: usize, v: &View, keepdims: bool) -> Res<()> {
    let nin = uf.nin();
    if keepdims && i >= nin {
        return Ok(());
    }
    let first = v.shape.len() - core.num_dims[i];
    let mut at = first;
    for (k, &ix) in core.ixs[i].clone().iter().enumerate() {
        if core.missing(ix) {
            continue;
        }
        let size = v.shape[at];
        at += 1;
        if core.sizes[ix] < 0 {
            core.sizes[ix] = size;
        } else if core.sizes[ix] != size {
            let _ = k;
            return Err(value_error(&format!(
                "{}: {} operand {} has a mismatch in its core dimension {}, with gufunc signature {} (size {size} is different from {})",
                uf.name(),
                if i < nin { "Input" } else { "Output" },
                if i < nin { i } else { i - nin },
                at - 1 - first,
                signature(uf),
                core.sizes[ix]
            )));
        }
    }
    Ok(())
}

fn check_keepdims(uf: &UFunc, core: &Core) -> Res<()> {
    let nin = uf.nin();
    let why = "keepdims can only be used when all inputs have the same number of core dimensions and all outputs have no core dimensions.";
    for i in 0..uf.nargs() {
        let bad = if i < nin {
            core.num_dims[i] != core.num_dims[0]
        } else {
            core.num_dims[i] != 0
        };
        if bad {
            return Err(type_error(&format!(
                "{} does not support keepdims: its signature {} requires {} {} to have {} core dimensions, but {why}",
                uf.name(),
                signature(uf),
                if i < nin { "input" } else { "output" },
                if i < nin { i } else { i - nin },
                core.num_dims[i]
            )));
        }
    }
    Ok(())
}

/// The shape of the loop dimensions: those of all operands, broadcast.
fn loop_shape(views: &[Option<View>], core: &Core, nin: usize) -> Res<Dims> {
    let parts: Vec<&[isize]> = views
        .iter()
        .zip(&core.num_dims)
        .filter_map(|(v, &c)| v.as_ref().map(|v| &v.shape[..v.shape.len() - c]))
        .collect();
    let ndim = parts.iter().map(|p| p.len()).max().unwrap_or(0);
    let mut out = Dims::filled(ndim, 1);
    for p in &parts {
        for (o, &d) in out.iter_mut().rev().zip(p.iter().rev()) {
            if *o == 1 {
                *o = d;
            } else if d != 1 && d != *o {
                return Err(broadcast_error(views, core));
            }
        }
    }
    for (v, &c) in views.iter().zip(&core.num_dims).skip(nin) {
        let Some(v) = v else { continue };
        let own = &v.shape[..v.shape.len() - c];
        for (k, &d) in out.iter().rev().enumerate() {
            let have = own.len().checked_sub(k + 1).map_or(1, |i| own[i]);
            if have != d {
                return Err(output_error(v, c, &out));
            }
        }
    }
    Ok(out)
}

/// Which inputs the loop writes, by the flags that the ufunc's maker gave them.
fn written_inputs(uf: &UFunc, inputs: &[Own<Array>]) -> Res<Vec<bool>> {
    let one = |(i, a): (usize, &Own<Array>)| {
        let flags = uf.op_flags(i);
        if flags & (NPY_ITER_READWRITE | NPY_ITER_WRITEONLY) == 0 {
            return Ok(false);
        }
        // What has to be cast is copied, which only goes with this flag.
        if flags & NPY_ITER_UPDATEIFCOPY == 0 {
            return Err(value_error(
                "If an iterator operand is writeable, must use the flag UPDATEIFCOPY instead of COPY",
            ));
        }
        require_writeable(a, "operand array with iterator write flag set")?;
        Ok(true)
    };
    inputs.iter().enumerate().map(one).collect()
}

#[cold]
fn reduction_error() -> Raised {
    value_error(
        "output operand requires a reduction along dimension -1, but the reduction is not enabled. The dimension size of 1 does not match the expected output shape.",
    )
}

/// An output whose loop dimensions are too few or too short.
#[cold]
fn output_error(v: &View, core_dims: usize, out: &[isize]) -> Raised {
    if v.shape.len() - core_dims < out.len() {
        return reduction_error();
    }
    let mut whole = Dims::from(out);
    for &d in &v.shape[v.shape.len() - core_dims..] {
        let _fits = whole.push(d);
    }
    let own = crate::model::errors::shape_text(&v.shape);
    value_error(&format!(
        "non-broadcastable output operand with shape {own} [remapped to {own}] doesn't match the broadcast shape {}",
        crate::model::errors::shape_text(&whole)
    ))
}

#[cold]
fn broadcast_error(views: &[Option<View>], core: &Core) -> Raised {
    let nin = core.nin;
    // The core dimensions of the results, which the loop dimensions go before.
    let results: Vec<isize> = core.ixs[nin..]
        .iter()
        .flatten()
        .filter(|&&d| !core.missing(d))
        .map(|&d| core.sizes[d])
        .collect();
    let parts: Vec<String> = views
        .iter()
        .zip(&core.num_dims)
        .enumerate()
        .filter_map(|(i, (v, &c))| {
            let v = v.as_ref()?;
            let own = v.shape.len() - if i < nin { c } else { 0 };
            let mut axes: Vec<String> = v.shape[..own].iter().map(isize::to_string).collect();
            if i < nin {
                axes.resize(own + results.len(), "newaxis".to_owned());
            }
            let comma = if axes.len() == 1 { "," } else { "" };
            Some(format!(
                "{}->({}{comma})",
                shape_text(&v.shape),
                axes.join(",")
            ))
        })
        .collect();
    let requested: Vec<String> = results.iter().map(isize::to_string).collect();
    value_error(&format!(
        "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape ({})",
        parts.join(" "),
        requested.join(",")
    ))
}

/// Runs a generalised ufunc.
#[allow(clippy::too_many_arguments, reason = "the parts of a parsed call")]
pub fn call(
    uf: &UFunc,
    objects: &[&Object],
    inputs: Vec<Input>,
    outs: Vec<Option<Own<Array>>>,
    sig: &[Option<Own<DTypeClass>>],
    casting: NPY_CASTING,
    order: NPY_ORDER,
    axis_args: &AxisArgs<'_>,
) -> Res<Vec<Own<Array>>> {
    let (nin, n) = (uf.nin(), uf.nargs());
    let originals: Vec<Own<Array>> = inputs.iter().map(|i| i.array.clone()).collect();
    let decided = decide(uf, objects, inputs, &outs, sig, casting)?;
    let inputs = originals;
    let mut core = Core::of(uf);
    if axis_args.keepdims.is_some() {
        check_keepdims(uf, &core)?;
    }
    let keepdims = axis_args.keepdims.unwrap_or(false);
    {
        let arrays: Vec<Option<&Array>> = inputs
            .iter()
            .map(|i| Some(&**i))
            .chain(outs.iter().map(|o| o.as_deref()))
            .collect();
        check_depths(uf, &mut core, &arrays)?;
    }
    if keepdims {
        // Outputs keep the inputs' core dimensions with size one.
        for i in nin..n {
            core.num_dims[i] = core.num_dims[0];
        }
    }
    let loop_ndim = inputs
        .iter()
        .map(|i| i.ndim())
        .chain(outs.iter().map(|o| o.as_ref().map_or(0, |o| o.ndim())))
        .zip(&core.num_dims)
        .map(|(d, &c)| d.saturating_sub(c))
        .max()
        .unwrap_or(0);
    let ndims: Vec<usize> = (0..n)
        .map(|i| {
            let a = if i < nin {
                Some(&inputs[i])
            } else {
                outs[i - nin].as_ref()
            };
            a.map_or(loop_ndim + core.num_dims[i], |a| a.ndim())
        })
        .collect();
    let remap = remap_axes(uf, &core, axis_args, &ndims, keepdims)?;
    for o in outs.iter().flatten() {
        require_writeable(o, "output array")?;
    }
    let written = written_inputs(uf, &inputs)?;
    let mut views: Vec<Option<View>> = inputs
        .iter()
        .map(|i| Some(&**i))
        .chain(outs.iter().map(|o| o.as_deref()))
        .zip(&remap)
        .map(|(a, r)| a.map(|a| view(a, r.as_ref())))
        .collect();
    for i in 0..n {
        if let Some(v) = &views[i] {
            learn_sizes(uf, &mut core, i, v, keepdims)?;
        }
    }
    process_core_dims(uf, &mut core)?;
    for i in nin..n {
        if keepdims {
            continue;
        }
        for (k, &ix) in core.ixs[i].iter().enumerate() {
            if core.sizes[ix] < 0 {
                return Err(value_error(&format!(
                    "{}: Output operand {} has core dimension {k} unspecified, with gufunc signature {}",
                    uf.name(),
                    i - nin,
                    signature(uf)
                )));
            }
        }
    }
    let loops = loop_shape(&views, &core, nin)?;
    for (i, _) in written.iter().enumerate().filter(|(_, w)| **w) {
        let own = views[i]
            .as_ref()
            .map_or(0, |v| v.shape.len() - core.num_dims[i]);
        let whole = views[i]
            .as_ref()
            .is_some_and(|v| v.shape[..own] == loops[..]);
        if !whole && uf.iter_flags() & NPY_ITER_REDUCE_OK == 0 {
            return Err(reduction_error());
        }
    }
    // Outputs: those that were given if they fit, else new ones.
    let mut work: Vec<Own<Array>> = Vec::with_capacity(n - nin);
    let mut targets: Vec<Option<Own<Array>>> = Vec::with_capacity(n - nin);
    let mut arrays: Vec<Own<Array>> = decided.inputs;
    // Inputs that the loop writes, and what stands in for them.
    let mut back: Vec<(usize, Own<Array>)> = Vec::new();
    for i in 0..nin {
        let a = &arrays[i];
        let d = &decided.descrs[i];
        let others = arrays.iter().enumerate().filter(|&(k, _)| k != i);
        if written[i] && (!fits(a, d) || others.into_iter().any(|(_, b)| overlaps(a, b))) {
            back.push((i, a.clone()));
            let temp = from_array(
                &*plain(a)?,
                Some(d),
                NPY_ARRAY_ALIGNED
                    | NPY_ARRAY_NOTSWAPPED
                    | NPY_ARRAY_FORCECAST
                    | NPY_ARRAY_ENSURECOPY,
            )?;
            arrays[i] = temp;
        }
    }
    for (i, a) in arrays.iter_mut().enumerate() {
        let d = &decided.descrs[i];
        if !fits(a, d) {
            let cast = from_array(
                &*plain(a)?,
                Some(d),
                NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST,
            )?;
            *a = cast;
        }
        views[i] = Some(view(a, remap[i].as_ref()));
    }
    for (k, given) in outs.into_iter().enumerate() {
        let i = nin + k;
        let d = &decided.descrs[i];
        let direct = given
            .as_ref()
            .is_some_and(|o| fits(o, d) && !arrays.iter().any(|a| overlaps(o, a)));
        let array = match &given {
            Some(o) if direct => o.clone(),
            _ => {
                let axes = output_axes(&loops, &views[..nin], &arrays, &core, order);
                new_output(d, &loops, &core, i, keepdims, remap[i].as_ref(), axes)?
            }
        };
        if let Some(o) = given.as_ref().filter(|_| !direct)
            && uf.op_flags(i) & NPY_ITER_READWRITE != 0
        {
            assign_array(&array, o, None, NPY_UNSAFE_CASTING)?;
        }
        targets.push(given.filter(|_| !direct));
        views[i] = Some(view(&array, remap[i].as_ref()));
        work.push(array);
    }
    let all: Vec<&Array> = arrays.iter().chain(&work).map(|a| &**a).collect();
    run(
        uf,
        &core,
        &decided.descrs,
        decided.info,
        &all,
        &views,
        &loops,
        keepdims,
    )?;
    for (i, original) in back {
        assign_array(&original, &arrays[i], None, NPY_UNSAFE_CASTING)?;
    }
    let mut results = Vec::with_capacity(work.len());
    for (w, t) in work.into_iter().zip(targets) {
        results.push(match t {
            None => w,
            Some(t) => {
                assign_array(&t, &w, None, NPY_UNSAFE_CASTING)?;
                t
            }
        });
    }
    Ok(results)
}

fn overlaps(a: &Array, b: &Array) -> bool {
    use ferronum_kernels::plan::{Overlap, Region, overlap};
    let (x, y) = (
        Region {
            ptr: a.data() as usize,
            itemsize: a.itemsize().max(0) as usize,
            shape: a.shape(),
            strides: a.strides(),
        },
        Region {
            ptr: b.data() as usize,
            itemsize: b.itemsize().max(0) as usize,
            shape: b.shape(),
            strides: b.strides(),
        },
    );
    !matches!(overlap(&x, &y, 1), Overlap::No)
}

fn process_core_dims(uf: &UFunc, core: &mut Core) -> Res<()> {
    // SAFETY: the hook of the ufunc's maker takes one size for each distinct dimension.
    unsafe {
        if let Some(f) = (*uf.raw()).process_core_dims_func
            && f(uf.raw(), core.sizes.as_mut_ptr()) != 0
        {
            return Err(Raised::pending());
        }
    }
    Ok(())
}

/// How the axes of a new result lie in memory.
enum Placed {
    C,
    Fortran,
    /// The loop axes in this order, the innermost first, outside the core axes.
    Loops(Vec<usize>),
}

/// The layout of new results: the order that was asked for, or that of the inputs' loop axes.
fn output_axes(
    loops: &[isize],
    inputs: &[Option<View>],
    arrays: &[Own<Array>],
    core: &Core,
    order: NPY_ORDER,
) -> Placed {
    match order {
        NPY_CORDER => return Placed::C,
        NPY_FORTRANORDER => return Placed::Fortran,
        NPY_ANYORDER if arrays.iter().all(|a| a.is_f_contiguous()) => return Placed::Fortran,
        NPY_ANYORDER => return Placed::C,
        _ if loops.len() < 2 || arrays.iter().all(|a| a.is_c_contiguous()) => return Placed::C,
        _ => {}
    }
    let n = loops.len();
    let stride = |axis: usize, op: usize| -> isize {
        let Some(v) = &inputs[op] else { return 0 };
        let depth = v.shape.len() - core.num_dims[op];
        match (axis + depth).checked_sub(n) {
            Some(i) if v.shape[i] != 1 => v.strides[i],
            _ => 0,
        }
    };
    let mut axes: Vec<usize> = (0..n).rev().collect();
    by_strides(&mut axes, inputs.len(), stride);
    Placed::Loops(axes)
}

fn new_output(
    descr: &Own<crate::model::Descr>,
    loops: &[isize],
    core: &Core,
    i: usize,
    keepdims: bool,
    remap: Option<&Vec<usize>>,
    layout: Placed,
) -> Res<Own<Array>> {
    let mut natural: Vec<isize> = loops.to_vec();
    if keepdims {
        natural.extend(std::iter::repeat_n(1, core.num_dims[i]));
    } else {
        natural.extend(
            core.ixs[i]
                .iter()
                .filter(|&&ix| !core.missing(ix))
                .map(|&ix| core.sizes[ix]),
        );
    }
    if natural.len() > NPY_MAXDIMS {
        return Err(value_error("too many dimensions for generalized ufunc"));
    }
    let n = natural.len();
    let inward: Vec<usize> = match (layout, remap) {
        (Placed::C, None) => return NewArray::new(descr.clone(), &natural).build(),
        (Placed::C, _) => (0..n).rev().collect(),
        (Placed::Fortran, _) => (0..n).collect(),
        (Placed::Loops(axes), _) => (loops.len()..n).rev().chain(axes).collect(),
    };
    // Memory is laid out in the natural order of the axes, which may be named differently.
    let (mut shape, mut strides) = (vec![0; n], vec![0; n]);
    let mut s = descr.elsize();
    for k in inward {
        let name = remap.map_or(k, |r| r[k]);
        shape[name] = natural[k];
        strides[name] = s;
        s = s.saturating_mul(natural[k].max(1));
    }
    NewArray {
        strides: Some(&strides),
        ..NewArray::new(descr.clone(), &shape)
    }
    .build()
}

#[allow(clippy::too_many_arguments, reason = "the state of a call")]
fn run(
    uf: &UFunc,
    core: &Core,
    descrs: &[Own<crate::model::Descr>],
    info: &crate::ufunc::dispatch::LoopInfo,
    arrays: &[&Array],
    views: &[Option<View>],
    loops: &[isize],
    keepdims: bool,
) -> Res<()> {
    let (nin, n) = (uf.nin(), uf.nargs());
    let mut core_strides: Vec<isize> = Vec::new();
    let mut operands: Vec<Operand<'_>> = Vec::with_capacity(n);
    for (i, (a, v)) in arrays.iter().zip(views).enumerate() {
        let Some(v) = v else { continue };
        let depth = v.shape.len() - core.num_dims[i];
        let mut at = depth;
        let kept = keepdims && i >= nin;
        for &ix in &core.ixs[i] {
            if core.missing(ix) || kept {
                core_strides.push(0);
            } else {
                core_strides.push(v.strides[at]);
                at += 1;
            }
        }
        operands.push(Operand {
            ptr: a.data(),
            shape: &v.shape[..depth],
            strides: &v.strides[..depth],
        });
    }
    let mut plan = Plan::new(loops, &operands).map_err(plan_error)?;
    plan.coalesce();
    if plan.total() == 0 {
        return Ok(());
    }
    let mut fixed = vec![isize::MAX; n];
    fixed.extend(&core_strides);
    let ready = Ready::new(uf, info, descrs, true, &fixed)?;
    let (python, silent) = (ready.needs_python(info), ready.is_silent(info));
    if !silent {
        float_status::clear();
    }
    let elements: u64 = core
        .sizes
        .iter()
        .map(|&s| s.max(1) as u64)
        .fold(plan.total() as u64, u64::saturating_mul);
    let mut dims: Vec<isize> = vec![0];
    dims.extend(&core.sizes);
    let mut steps: Vec<isize> = vec![0; n];
    steps.extend(&core_strides);
    let mut failed = 0;
    allow_threads(!python && elements > 10_000, || {
        plan.for_each_inner(|ptrs, outer, count| {
            if failed != 0 {
                return;
            }
            dims[0] = count as isize;
            steps[..n].copy_from_slice(&outer[..n]);
            // SAFETY: loop and core dimensions lie within the arrays.
            failed = unsafe {
                ready.call(
                    ptrs.as_mut_ptr().cast::<*mut c_char>(),
                    dims.as_ptr(),
                    steps.as_ptr(),
                    python,
                )
            };
        });
    });
    if failed != 0 {
        return Err(Raised::pending());
    }
    foreign_error(info)?;
    if !silent {
        errstate::check(uf.name())?;
    }
    Ok(())
}

/// `a @= b`.
pub fn matmul_inplace(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    let Some(left) = a.downcast::<Array>() else {
        return ufunc.call(&[a, b]);
    };
    let int = |v: i64| ops::int_new(v);
    let axes = if left.ndim() == 1 {
        let one = ops::tuple_new(&[&*int(-1)?])?;
        let two = ops::tuple_new(&[&*int(-2)?, &*int(-1)?])?;
        ops::list_from([Ok(one.clone()), Ok(two), Ok(one)].into_iter())?
    } else {
        let two = ops::tuple_new(&[&*int(-2)?, &*int(-1)?])?;
        ops::list_from([Ok(two.clone()), Ok(two.clone()), Ok(two)].into_iter())?
    };
    let names = ops::tuple_new(&[intern!("axes"), intern!("out")])?;
    let result = ufunc.call_kw(&[a, b, &axes, a], Some(&names));
    match result {
        Err(e) => {
            let e = e.fetch();
            let axis = import_cached!("numpy.exceptions", "AxisError")?;
            if e.is_instance_of(axis.as_ptr().cast()) {
                return Err(value_error(
                    "inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.",
                ));
            }
            Err(Raised::restore(e))
        }
        ok => ok,
    }
}
