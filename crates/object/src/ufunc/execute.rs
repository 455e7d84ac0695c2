//! Running an element-wise loop over whole arrays: broadcasting, outputs, casts, overlap, masks.

use std::borrow::Cow;
use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::elementwise::{LoopError, take_loop_error};
use ferronum_kernels::plan::{self, Operand, Overlap, Plan, Region, run_elementwise};
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Raised, Res, ffi};
use ferronum_scalar::float_status;

use crate::casting::assign::broadcast_strides;
use crate::casting::{assign_array, can_cast_types, float_errors};
use crate::coerce::from_array;
use crate::model::Descr;
use crate::model::axis_order::by_strides;
use crate::model::errors::require_writeable;
use crate::model::errors::shape_text;
use crate::model::overlap::overlaps_itself;
use crate::model::walked::Walked;
use crate::model::{Array, Dims};
use crate::nditer::dtypes::cast_error;
use crate::storage::NewArray;
use crate::storage::create::plain;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Legacy, LoopInfo};
use crate::ufunc::{chunked, errstate, lost_status, strided};

/// Work above which the interpreter is released, in picoseconds.
const RELEASE_WORK: u64 = 20_000_000;

/// Runs `f`, with the interpreter released if `release`.
#[inline]
pub fn allow_threads<R>(release: bool, f: impl FnOnce() -> R) -> R {
    if !release {
        return f();
    }
    // SAFETY: paired; `f` touches no Python object.
    let state = unsafe { ffi::PyEval_SaveThread() };
    let r = f();
    // SAFETY: the state that was saved.
    unsafe { ffi::PyEval_RestoreThread(state) };
    r
}

/// A loop that is ready to run, with what has to be freed after it.
pub enum Ready {
    /// A legacy loop.
    Legacy(Legacy),
    /// A strided loop with its context.
    Strided(Strided),
}

/// A strided loop of an `ArrayMethod`.
pub struct Strided {
    run: strided::Loop,
    aux: *mut NpyAuxData,
    context: Box<PyArrayMethod_Context>,
    /// What the context points to.
    _descrs: Vec<*mut PyArray_Descr>,
    python: bool,
    silent: bool,
}

impl Drop for Strided {
    fn drop(&mut self) {
        strided::free_aux(self.aux);
    }
}

impl Ready {
    /// Prepares the loop for descriptors and strides (`isize::MAX`: not fixed).
    pub fn new(
        uf: &UFunc,
        info: &LoopInfo,
        descrs: &[Own<Descr>],
        aligned: bool,
        strides: &[isize],
    ) -> Res<Ready> {
        if let Some(l) = info.legacy(uf) {
            if super::object_loops::is_missing(Some(l.func)) {
                return Err(crate::missing(&format!("a loop of ufunc '{}'", uf.name())));
            }
            return Ok(Ready::Legacy(l));
        }
        let method = info.method(uf)?;
        let ptrs: Vec<*mut PyArray_Descr> = descrs.iter().map(|d| d.raw()).collect();
        let mut context = Box::new(PyArrayMethod_Context {
            caller: uf.as_ptr(),
            method: method.raw().cast(),
            descriptors: ptrs.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        });
        // SAFETY: the context is filled for this method.
        let choice = unsafe { strided::get_loop(method, &mut context, aligned, strides)? };
        Ok(Ready::Strided(Strided {
            run: choice.run,
            aux: choice.aux,
            context,
            _descrs: ptrs,
            python: choice.flags & NPY_METH_REQUIRES_PYAPI != 0,
            silent: choice.flags & NPY_METH_NO_FLOATINGPOINT_ERRORS != 0,
        }))
    }

    /// The context of a strided loop.
    pub fn context(&mut self) -> Option<&mut PyArrayMethod_Context> {
        match self {
            Ready::Legacy(_) => None,
            Ready::Strided(s) => Some(&mut s.context),
        }
    }

    /// Calls the interpreter.
    pub fn needs_python(&self, info: &LoopInfo) -> bool {
        match self {
            Ready::Legacy(_) => info.needs_python,
            Ready::Strided(s) => s.python,
        }
    }

    /// Leaves the float status alone.
    pub fn is_silent(&self, info: &LoopInfo) -> bool {
        match self {
            Ready::Legacy(_) => info.no_float_errors,
            Ready::Strided(s) => s.silent,
        }
    }

    /// Runs the loop once. A non-zero answer means that an exception is set.
    ///
    /// # Safety
    /// The contract of the loop.
    #[inline(always)]
    pub unsafe fn call(
        &self,
        args: *mut *mut c_char,
        dims: *const npy_intp,
        strides: *const npy_intp,
        python: bool,
    ) -> i32 {
        // SAFETY: as the caller vouches.
        unsafe {
            match self {
                Ready::Legacy(l) => {
                    (l.func)(args, dims, strides, l.data);
                    i32::from(python && !ffi::PyErr_Occurred().is_null())
                }
                Ready::Strided(s) => (s.run)(
                    (&raw const *s.context).cast_mut(),
                    args,
                    dims,
                    strides,
                    s.aux,
                ),
            }
        }
    }
}

/// An element-wise call with everything decided.
pub struct Call<'a> {
    /// The ufunc.
    pub uf: &'a UFunc,
    /// The loop.
    pub info: &'a LoopInfo,
    /// Its descriptors.
    pub descrs: &'a [Own<Descr>],
    /// The inputs.
    pub inputs: Vec<Own<Array>>,
    /// The outputs that were given.
    pub outputs: Vec<Option<Own<Array>>>,
    /// The mask (bool).
    pub mask: Option<Own<Array>>,
    /// Layout of new outputs.
    pub order: NPY_ORDER,
}

/// True if the array's memory can be used as `descr` as it is.
pub fn fits(a: &Array, descr: &Descr) -> bool {
    a.is_aligned() && is_same_layout(a.descr(), descr)
}

/// The descriptors of a loop over these arrays: an array of a DType of the new kind may have an instance of its own, to
/// which its elements belong (the arenas of StringDType).
pub fn live_descrs<'a>(descrs: &'a [Own<Descr>], arrays: &[&Array]) -> Cow<'a, [Own<Descr>]> {
    if descrs.iter().all(|d| d.is_legacy()) {
        return Cow::Borrowed(descrs);
    }
    let own = descrs.iter().zip(arrays).map(|(d, a)| {
        if d.is_legacy() {
            d.clone()
        } else {
            a.descr().own()
        }
    });
    Cow::Owned(own.collect())
}

/// Equal descriptors for the purpose of a loop.
pub fn is_same_layout(a: &Descr, b: &Descr) -> bool {
    if std::ptr::eq(a, b) {
        return true;
    }
    if a.type_num() != b.type_num() || a.is_native() != b.is_native() {
        return false;
    }
    if crate::model::is_number(a.type_num()) || a.is_object() {
        return true;
    }
    if a.is_datetime_like() {
        return a.datetime_meta() == b.datetime_meta();
    }
    if matches!(a.type_num(), NPY_STRING | NPY_UNICODE) {
        return a.elsize() == b.elsize();
    }
    false
}

/// The common shape of the operands; the error names all of them.
pub fn broadcast<'a>(shapes: impl Iterator<Item = &'a [isize]> + Clone) -> Res<Dims> {
    let ndim = shapes.clone().map(<[isize]>::len).max().unwrap_or(0);
    let mut out = Dims::filled(ndim, 1);
    for shape in shapes.clone() {
        for (o, &d) in out.iter_mut().rev().zip(shape.iter().rev()) {
            if *o == 1 {
                *o = d;
            } else if d != 1 && d != *o {
                return Err(broadcast_error(shapes));
            }
        }
    }
    Ok(out)
}

/// Casts an operand that does not fit. Results are made straight from their operands as long as those that have to be
/// cast are short: these are cast as the arrays of a subclass that they are. What comes in pieces belongs to no class,
/// and its cast is part of the operation: its float status is answered.
fn cast_input(i: usize, a: &mut Own<Array>, d: &Descr, straight: &mut bool) -> Res<u8> {
    if fits(a, d) {
        return Ok(0);
    }
    *straight &= is_short(a);
    if !*straight {
        if !can_cast_types(a.descr(), d, NPY_UNSAFE_CASTING)? {
            return Err(cast_error(i, a.descr(), d, NPY_UNSAFE_CASTING, true));
        }
        *a = plain(a)?;
    }
    let how = NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST;
    if *straight || a.ndim() == 0 {
        *a = from_array(a, Some(d), how)?;
        return Ok(0);
    }
    let (cast, lost) = float_errors::collect(|| from_array(a, Some(d), how))?;
    *a = cast;
    Ok(lost)
}

fn is_short(a: &Array) -> bool {
    a.ndim() <= 1 && a.size() <= NPY_BUFSIZE as isize
}

/// The error about shapes, or that of the casts which come before it: short operands are cast as soon as they are seen.
#[cold]
fn after_casts(
    inputs: &mut [Own<Array>],
    descrs: &[Own<Descr>],
    mut straight: bool,
    e: Raised,
) -> Raised {
    let error = e.fetch();
    for (i, (a, d)) in inputs.iter_mut().zip(descrs).enumerate() {
        if !straight || !is_short(a) && !fits(a, d) {
            break;
        }
        if let Err(e) = cast_input(i, a, d, &mut straight) {
            return e;
        }
    }
    Raised::restore(error)
}

#[cold]
fn broadcast_error<'a>(shapes: impl Iterator<Item = &'a [isize]>) -> Raised {
    let all: Vec<String> = shapes.map(shape_text).collect();
    value_error(&format!(
        "operands could not be broadcast together with shapes {} ",
        all.join(" ")
    ))
}

fn region<'a>(a: &'a Array) -> Region<'a> {
    Region {
        ptr: a.data() as usize,
        itemsize: a.itemsize().max(0) as usize,
        shape: a.shape(),
        strides: a.strides(),
    }
}

/// Whether a loop that writes `out` while it reads `input` element by element could see its own results.
fn harmful_overlap(out: &Array, input: &Array) -> bool {
    let (o, i) = (region(out), region(input));
    if o.same_items(&i) {
        return false;
    }
    !matches!(plan::overlap(&o, &i, 1), Overlap::No)
}

/// Strides of the one result where all operands are Fortran-contiguous arrays of its shape, or without dimensions, and
/// nothing is cast: its axes of length one lie as in Fortran order too.
pub fn fortran_alike(shape: &[isize], itemsize: isize, inputs: &[&Array]) -> Option<Dims> {
    let mut some = false;
    for a in inputs.iter().filter(|a| a.ndim() > 0) {
        if a.shape() != shape || !a.is_f_contiguous() {
            return None;
        }
        some |= !a.is_c_contiguous();
    }
    if !some {
        return None;
    }
    let mut strides = Dims::filled(shape.len(), 0);
    crate::model::layout::fill_strides(&mut strides, shape, itemsize, true);
    Some(strides)
}

/// Strides of a new array of `shape` whose axes lie in memory like those of the operands (order K), or in the order
/// that was asked for.
pub fn output_strides(
    shape: &[isize],
    itemsize: isize,
    order: NPY_ORDER,
    inputs: &[&Array],
) -> Option<Dims> {
    let ndim = shape.len();
    if ndim < 2 {
        return None;
    }
    let fortran = match order {
        NPY_CORDER => return None,
        NPY_FORTRANORDER => true,
        NPY_ANYORDER => inputs.iter().all(|a| a.is_f_contiguous()),
        _ => {
            if inputs.iter().all(|a| a.is_c_contiguous() || a.ndim() == 0) {
                return None;
            }
            return Some(k_order(shape, itemsize, inputs));
        }
    };
    if !fortran {
        return None;
    }
    let mut strides = Dims::filled(ndim, 0);
    let mut s = itemsize;
    for (axis, d) in shape.iter().enumerate() {
        strides[axis] = s;
        s = s.saturating_mul(*d.max(&1));
    }
    Some(strides)
}

fn k_order(shape: &[isize], itemsize: isize, inputs: &[&Array]) -> Dims {
    k_order_but(shape, itemsize, inputs, None)
}

/// Order K, where the operands say nothing about one of the axes.
pub fn k_order_but(
    shape: &[isize],
    itemsize: isize,
    inputs: &[&Array],
    except: Option<usize>,
) -> Dims {
    let ndim = shape.len();
    let stride = |a: &Array, axis: usize| -> isize {
        match (axis + a.ndim()).checked_sub(ndim) {
            _ if Some(axis) == except => 0,
            Some(i) if a.shape()[i] != 1 => a.strides()[i].abs(),
            _ => 0,
        }
    };
    let mut axes = Dims::new();
    for axis in (0..ndim).rev() {
        let _fits = axes.push(axis as isize);
    }
    by_strides(&mut axes, inputs.len(), |axis, op| {
        stride(inputs[op], axis as usize)
    });
    let mut strides = Dims::filled(ndim, 0);
    let mut s = itemsize;
    for &axis in axes.iter() {
        let axis = axis as usize;
        strides[axis] = s;
        s = s.saturating_mul(shape[axis].max(1));
    }
    strides
}

/// A new output array.
pub fn new_output(
    descr: &Own<Descr>,
    shape: &[isize],
    order: NPY_ORDER,
    inputs: &[&Array],
) -> Res<Own<Array>> {
    let strides = output_strides(shape, descr.elsize(), order, inputs);
    NewArray {
        strides: strides.as_deref(),
        ..NewArray::new(descr.clone(), shape)
    }
    .build()
}

/// An output, and the given array that has to receive its values in the end.
struct Out {
    work: Own<Array>,
    target: Option<Own<Array>>,
}

/// Raises what a loop left in the kernels' error cell.
pub fn loop_error() -> Res<()> {
    match take_loop_error() {
        None => Ok(()),
        Some(LoopError::NegativePower) => Err(value_error(
            "Integers to negative integer powers are not allowed.",
        )),
    }
}

/// Checks that a given output has the shape of the call.
fn fills(o: &Array, shape: &[isize]) -> Res<()> {
    if o.shape() == shape {
        return Ok(());
    }
    Err(value_error(&format!(
        "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
        shape_text(o.shape()),
        shape_text(shape)
    )))
}

/// Runs the call and returns its outputs.
pub fn elementwise(call: Call<'_>) -> Res<Vec<Own<Array>>> {
    let Call {
        uf,
        info,
        descrs,
        mut inputs,
        outputs,
        mut mask,
        order,
    } = call;
    let nin = inputs.len();
    for o in outputs.iter().flatten() {
        require_writeable(o, "output array")?;
    }
    let shapes = inputs
        .iter()
        .map(|a| a.shape())
        .chain(outputs.iter().flatten().map(|a| a.shape()))
        .chain(mask.iter().map(|a| a.shape()));
    let shape = match broadcast(shapes).and_then(|shape| {
        outputs
            .iter()
            .flatten()
            .try_for_each(|o| fills(o, &shape))?;
        Ok(shape)
    }) {
        Ok(shape) => shape,
        Err(e) => {
            let straight = mask.is_none();
            return Err(after_casts(&mut inputs, descrs, straight, e));
        }
    };
    if let Some(done) = in_pieces(
        uf,
        info,
        descrs,
        &inputs,
        &outputs,
        mask.is_some(),
        order,
        &shape,
    )? {
        return Ok(done);
    }
    // New outputs take their layout from the operands as they were given.
    let mut outs: Vec<Out> = Vec::with_capacity(outputs.len());
    {
        let refs: Vec<&Array> = inputs.iter().map(|a| &**a).collect();
        let uncast = || {
            let mut all = refs.iter().zip(descrs);
            all.all(|(a, d)| a.ndim() == 0 || a.shape() == &*shape && fits(a, d))
        };
        // Contiguous operands of one shape, and nothing to cast: the result is one of them.
        let alike = outputs.len() == 1
            && matches!(order, NPY_KEEPORDER | NPY_ANYORDER)
            && mask.is_none()
            && shape.len() > 1
            && uncast();
        // What fits both orders is in C order.
        let order = if alike && order == NPY_ANYORDER && refs.iter().all(|a| a.is_c_contiguous()) {
            NPY_CORDER
        } else {
            order
        };
        for (o, d) in outputs.into_iter().zip(&descrs[nin..]) {
            outs.push(match o {
                None => Out {
                    work: match alike
                        .then(|| fortran_alike(&shape, d.elsize(), &refs))
                        .flatten()
                    {
                        None => new_output(d, &shape, order, &refs)?,
                        strides => NewArray {
                            strides: strides.as_deref(),
                            ..NewArray::new(d.clone(), &shape)
                        }
                        .build()?,
                    },
                    target: None,
                },
                Some(a) if fits(&a, d) && !overlaps_itself(&a) => Out {
                    work: a,
                    target: None,
                },
                Some(a) => {
                    let work = new_output(d, &shape, NPY_KEEPORDER, &[&a])?;
                    if mask.is_some() || d.has_references() {
                        assign_array(&work, &a, None, NPY_UNSAFE_CASTING)?;
                    }
                    Out {
                        work,
                        target: Some(a),
                    }
                }
            });
        }
    }
    let mut straight = mask.is_none();
    let mut lost = 0;
    for (i, (a, d)) in inputs.iter_mut().zip(descrs).enumerate() {
        lost |= cast_input(i, a, d, &mut straight)?;
        if outs.iter().any(|o| harmful_overlap(&o.work, a)) {
            *a = from_array(&*plain(a)?, None, NPY_ARRAY_ENSURECOPY)?;
        }
    }
    if let Some(m) = &mut mask
        && outs.iter().any(|o| harmful_overlap(&o.work, m))
    {
        *m = from_array(m, None, NPY_ARRAY_ENSURECOPY)?;
    }
    // Two outputs that share memory: all but the first write to a copy first.
    for i in 1..outs.len() {
        let (before, rest) = outs.split_at_mut(i);
        let o = &mut rest[0];
        if before.iter().any(|b| {
            !matches!(
                plan::overlap(&region(&b.work), &region(&o.work), 1),
                Overlap::No
            )
        }) {
            let copy = from_array(&o.work, None, NPY_ARRAY_ENSURECOPY)?;
            let original = std::mem::replace(&mut o.work, copy);
            o.target.get_or_insert(original);
        }
    }
    let arrays: Vec<&Array> = inputs
        .iter()
        .map(|a| &**a)
        .chain(outs.iter().map(|o| &*o.work))
        .chain(mask.iter().map(|m| &**m))
        .collect();
    // Objects notice in which order they are asked.
    let forced = match order {
        NPY_CORDER => Some(false),
        NPY_FORTRANORDER => Some(true),
        NPY_ANYORDER => Some(inputs.iter().all(|a| a.is_f_contiguous())),
        _ => None,
    };
    let plan = match forced {
        Some(fortran) if info.needs_python => in_order(&shape, &arrays, fortran)?,
        _ => {
            let operands: Vec<Operand<'_>> = arrays
                .iter()
                .map(|a| Operand {
                    ptr: a.data(),
                    shape: a.shape(),
                    strides: a.strides(),
                })
                .collect();
            let mut plan = Plan::new(&shape, &operands).map_err(plan_error)?;
            plan.optimise();
            plan.lengthen_inner();
            plan
        }
    };
    let fixed: Vec<isize> = if plan.ndim() == 0 {
        vec![0; arrays.len()]
    } else {
        plan.strides(0).to_vec()
    };
    let live = live_descrs(descrs, &arrays);
    let ready = Ready::new(uf, info, &live, true, &fixed[..descrs.len()])?;
    let walked = Walked::of_objects(&arrays);
    let mut flags = run_silently(info, &ready, &plan, nin, mask.is_some())?;
    if !lost_status::forgets(uf, info) {
        flags |= lost;
    }
    drop(walked);
    let mut results = Vec::with_capacity(outs.len());
    for o in outs {
        results.push(match o.target {
            None => o.work,
            Some(target) => {
                // What the mask leaves out keeps what no cast could hold.
                let ((), lost) = float_errors::collect(|| {
                    assign_array(&target, &o.work, mask.as_deref(), NPY_UNSAFE_CASTING)
                })?;
                flags |= lost;
                target
            }
        });
    }
    if flags != 0 {
        errstate::report(uf.name(), flags)?;
    }
    Ok(results)
}

/// A walk in C or Fortran order, wherever the elements lie.
fn in_order(shape: &[isize], arrays: &[&Array], fortran: bool) -> Res<Plan> {
    let mut shape = Dims::from(shape);
    let mut strides: Vec<Dims> = arrays
        .iter()
        .map(|a| broadcast_strides(a.shape(), a.strides(), &shape))
        .collect::<Option<_>>()
        .ok_or_else(|| plan_error(plan::PlanError::Shape))?;
    if fortran {
        shape.reverse();
        strides.iter_mut().for_each(|s| s.reverse());
    }
    let operands: Vec<Operand<'_>> = (arrays.iter().zip(&strides))
        .map(|(a, strides)| Operand {
            ptr: a.data(),
            shape: &shape,
            strides,
        })
        .collect();
    Plan::new(&shape, &operands).map_err(plan_error)
}

/// The call in pieces, where large operands have to be cast; `None` if it is not such a call.
#[allow(clippy::too_many_arguments, reason = "the parts of a call")]
fn in_pieces(
    uf: &UFunc,
    info: &LoopInfo,
    descrs: &[Own<Descr>],
    inputs: &[Own<Array>],
    outputs: &[Option<Own<Array>>],
    masked: bool,
    order: NPY_ORDER,
    shape: &[isize],
) -> Res<Option<Vec<Own<Array>>>> {
    let total: isize = shape.iter().product();
    let nin = inputs.len();
    let given = || {
        inputs
            .iter()
            .map(Some)
            .chain(outputs.iter().map(Option::as_ref))
    };
    let casts = || {
        given()
            .zip(descrs)
            .filter(|(a, d)| a.is_some_and(|a| !fits(a, d)))
    };
    if masked
        || total <= NPY_BUFSIZE as isize
        || casts().next().is_none()
        || given()
            .zip(descrs)
            .any(|(a, d)| d.has_references() || a.is_some_and(|a| a.descr().has_references()))
        || outputs
            .iter()
            .flatten()
            .any(|o| overlaps_itself(o) || inputs.iter().any(|i| harmful_overlap(o, i)))
        || outputs.iter().flatten().count() > 1
    {
        return Ok(None);
    }
    let refs: Vec<&Array> = inputs.iter().map(|a| &**a).collect();
    let mut outs: Vec<Own<Array>> = Vec::with_capacity(outputs.len());
    for (o, d) in outputs.iter().zip(&descrs[nin..]) {
        outs.push(match o {
            Some(o) => o.clone(),
            None => new_output(d, shape, order, &refs)?,
        });
    }
    let operands: Vec<chunked::Operand<'_>> = inputs
        .iter()
        .chain(&outs)
        .zip(descrs)
        .map(|(array, descr)| chunked::Operand { array, descr })
        .collect();
    let laid: Vec<Operand<'_>> = operands
        .iter()
        .map(|o| Operand {
            ptr: o.array.data(),
            shape: o.array.shape(),
            strides: o.array.strides(),
        })
        .collect();
    let mut plan = Plan::new(shape, &laid).map_err(plan_error)?;
    plan.optimise();
    if plan.ndim() == 0 || plan.shape()[0] < chunked::LEAST_INNER {
        return Ok(None);
    }
    chunked::run(uf, info, descrs, &operands, nin, &plan)?;
    Ok(Some(outs))
}

/// The error of operands that cannot be laid out.
#[cold]
pub fn plan_error(e: plan::PlanError) -> Raised {
    match e {
        plan::PlanError::TooLarge => value_error("too many dimensions or operands"),
        plan::PlanError::Overflow => value_error("array is too big."),
        plan::PlanError::Shape => value_error("operands could not be broadcast together"),
    }
}

/// Runs a prepared loop over a plan; the float status is for the caller to report. With `masked` the last operand is the
/// mask.
pub fn run_silently(
    info: &LoopInfo,
    ready: &Ready,
    plan: &Plan,
    nin: usize,
    masked: bool,
) -> Res<u8> {
    if plan.total() == 0 {
        return Ok(0);
    }
    let python = ready.needs_python(info);
    let silent = ready.is_silent(info);
    if !silent {
        float_status::clear();
    }
    let cost = if info.cost == 0 { 1000 } else { info.cost };
    let release = !python && plan.total() as u64 * u64::from(cost) > RELEASE_WORK;
    let nop = plan.nop() - usize::from(masked);
    let mut failed = 0;
    allow_threads(release, || {
        if let (Ready::Legacy(l), false, false) = (ready, python, masked) {
            // SAFETY: operands are laid out for the loop; the arrays outlive the call. Loops of unknown cost
            // (not ours) stay on this thread.
            unsafe {
                if info.cost > 0 {
                    run_elementwise(l.func, l.data, plan, nin, cost);
                } else {
                    plan.run(l.func, l.data);
                }
            }
            return;
        }
        plan.for_each_inner(|ptrs, steps, n| {
            if failed != 0 {
                return;
            }
            // SAFETY: as above.
            failed = unsafe {
                if masked {
                    run_masked(ready, ptrs, steps, n, nop, python)
                } else {
                    let n = n as isize;
                    ready.call(ptrs.as_mut_ptr().cast(), &n, steps.as_ptr(), python)
                }
            };
        });
    });
    if failed != 0 {
        return Err(Raised::pending());
    }
    foreign_error(info)?;
    if info.can_fail {
        loop_error()?;
    }
    Ok(if silent { 0 } else { float_status::get() })
}

/// Legacy loops of others cannot report errors, but may have set one.
#[inline]
pub fn foreign_error(info: &LoopInfo) -> Res<()> {
    // SAFETY: asks for the pending exception only.
    if info.own_func == 0 && unsafe { !ffi::PyErr_Occurred().is_null() } {
        return Err(Raised::pending());
    }
    Ok(())
}

/// Runs the stretches of an inner loop where the mask (the last operand) is true.
///
/// # Safety
/// As `Ready::call`.
pub unsafe fn run_masked(
    ready: &Ready,
    ptrs: &mut [*mut u8],
    steps: &[isize],
    n: usize,
    nop: usize,
    python: bool,
) -> i32 {
    let (mask, mask_step) = (ptrs[nop], steps[nop]);
    // SAFETY: the mask holds n bools at its step.
    let at = |i: usize| unsafe { *mask.wrapping_offset(i as isize * mask_step) != 0 };
    let mut given: Vec<*mut u8> = ptrs[..nop].to_vec();
    let mut i = 0;
    while i < n {
        while i < n && !at(i) {
            i += 1;
        }
        let start = i;
        while i < n && at(i) {
            i += 1;
        }
        if i == start {
            break;
        }
        for ((g, p), s) in given.iter_mut().zip(&*ptrs).zip(steps) {
            *g = p.wrapping_offset(start as isize * s);
        }
        let len = (i - start) as isize;
        // SAFETY: a stretch of the inner loop.
        let failed = unsafe { ready.call(given.as_mut_ptr().cast(), &len, steps.as_ptr(), python) };
        if failed != 0 {
            return failed;
        }
    }
    0
}
