//! Reductions over memory: accumulators laid out beside the array, with stride 0 on the reduced axes, and one walk
//! over both. Running totals and segment reductions walk one axis and leave the others to the plan.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{index_error, value_error};
use ferronum_pyrt::{Layout, Own, Owned, Raised, Res};
use ferronum_scalar::float_status;

use crate::array::coerce::from_array;
use crate::array::convert::require_writeable;
use crate::array::overlap::overlaps_itself;
use crate::array::shape::shape_text;
use crate::array::{Array, Dims, NewArray};
use crate::casting::{assign_array, assign_raw_scalar, set_item};
use crate::dtype::Descr;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Body, LoopInfo};
use crate::ufunc::execute::{
    Ready, allow_threads, fits, foreign_error, live_descrs, loop_error, output_strides, plan_error,
    run_plan,
};
use crate::ufunc::fold_kernels::{self as kernels, Chosen};
use crate::ufunc::reduce::reduced_shape;
use crate::ufunc::{errstate, strided};

/// Where a reduction starts.
pub enum Initial {
    /// At the ufunc's identity, or at the first element.
    Default,
    /// At the first element.
    Absent,
    /// Here.
    Value(Owned),
}

/// A reduction with everything decided.
pub struct Reduction<'a> {
    /// The ufunc.
    pub uf: &'a UFunc,
    /// The loop.
    pub info: &'a LoopInfo,
    /// Descriptors of accumulator, element and result.
    pub descrs: &'a [Own<Descr>],
    /// The array.
    pub array: &'a Array,
    /// Which axes go.
    pub axes: &'a [bool],
    /// The given output.
    pub out: Option<&'a Array>,
    /// Reduced axes stay with length one.
    pub keepdims: bool,
    /// Where to start.
    pub initial: Initial,
    /// Which elements count (bool).
    pub mask: Option<&'a Array>,
}

/// Aligned scratch memory for one element.
#[repr(align(16))]
struct Scratch([u8; 64]);

/// Whether the axes of a reduction may be taken in any order.
fn is_reorderable(uf: &UFunc, info: &LoopInfo) -> Res<bool> {
    match &info.body {
        Body::Method(m) => Ok(strided::flags(m) & NPY_METH_IS_REORDERABLE != 0),
        _ => Ok(uf.default_identity()?.1),
    }
}

/// Writes the value that the loop starts from to `place`; false if there is none.
///
/// # Safety
/// `place` is writable for an element of the accumulator, zeroed if it holds references.
unsafe fn default_initial(
    uf: &UFunc,
    info: &LoopInfo,
    descrs: &[Own<Descr>],
    empty: bool,
    place: *mut u8,
) -> Res<bool> {
    let d = &descrs[0];
    if let Body::Method(m) = &info.body {
        // SAFETY: the slot's contract.
        unsafe {
            let Some(f) = (*m.raw()).get_reduction_initial else {
                return Ok(false);
            };
            let ptrs: Vec<*mut PyArray_Descr> = descrs.iter().map(|d| d.raw()).collect();
            let mut context = PyArrayMethod_Context {
                caller: uf.as_ptr(),
                method: m.raw().cast(),
                descriptors: ptrs.as_ptr(),
                _reserved: std::ptr::null_mut(),
                flags: 0,
                parameters: std::ptr::null_mut(),
            };
            let r = f(&mut context, npy_bool::from(empty), place.cast());
            if r < 0 {
                return Err(Raised::pending());
            }
            return Ok(r > 0);
        }
    }
    let Some(identity) = uf.default_identity()?.0 else {
        return Ok(false);
    };
    if d.is_object() && !empty {
        return Ok(false);
    }
    let unsigned = matches!(
        d.type_num(),
        NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG
    );
    // SAFETY: as the caller vouches.
    unsafe {
        if unsigned && identity.is_int_exact() && identity.int_to_i64()? == Ok(-1) {
            // All bits set, which -1 stands for.
            std::ptr::write_bytes(place, 0xff, d.elsize() as usize);
        } else {
            set_item(d, place, &identity)?;
        }
    }
    Ok(true)
}

/// The strides of `out` seen with the array's axes: 0 on the reduced ones.
fn broadcast_out(out: &Array, axes: &[bool], ndim: usize, keepdims: bool) -> Dims {
    let mut strides = Dims::filled(ndim, 0);
    let mut k = 0;
    for (axis, s) in strides.iter_mut().enumerate() {
        if axes[axis] {
            k += usize::from(keepdims);
        } else {
            *s = out.strides()[k];
            k += 1;
        }
    }
    strides
}

fn check_out(
    uf: &UFunc,
    out: &Array,
    shape: &[isize],
    array: &Array,
    axes: &[bool],
    keepdims: bool,
) -> Res<()> {
    if out.ndim() != shape.len() {
        return Err(value_error(&format!(
            "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {}",
            uf.name(),
            out.ndim(),
            shape.len()
        )));
    }
    if out.shape() == shape {
        return Ok(());
    }
    if keepdims {
        for (axis, (&d, &r)) in out.shape().iter().zip(axes).enumerate() {
            if r && d != 1 {
                return Err(value_error(&format!(
                    "operand was set up as a reduction along axis {axis}, but the length of the axis is {d} (it has to be 1)"
                )));
            }
        }
    }
    let mut remapped: Vec<String> = Vec::new();
    let mut k = 0;
    for &r in &axes[..array.ndim()] {
        if r {
            k += usize::from(keepdims);
        } else {
            remapped.push(out.shape()[k].to_string());
            k += 1;
        }
    }
    Err(value_error(&format!(
        "operands could not be broadcast together with remapped shapes [original->remapped]: {}->({}) {} ",
        shape_text(out.shape()),
        remapped.join(","),
        shape_text(array.shape())
    )))
}

/// A new result whose axes lie in memory like those of the array that remain.
fn new_result(descr: &Own<Descr>, array: &Array, axes: &[bool], keepdims: bool) -> Res<Own<Array>> {
    let shape = reduced_shape(array.shape(), axes, keepdims);
    let order = match shape.len() {
        0 | 1 => None,
        _ => output_strides(array.shape(), 1, NPY_KEEPORDER, &[array]),
    };
    let Some(order) = order else {
        return NewArray::new(descr.clone(), &shape).build();
    };
    // Axes from the innermost on; one of length 1 lies inside its neighbour of the same stride.
    let mut inward: Vec<usize> = (0..array.ndim()).collect();
    inward.sort_by_key(|&i| (order[i], array.shape()[i] != 1, std::cmp::Reverse(i)));
    let mut full = Dims::filled(array.ndim(), 0);
    let mut step = descr.elsize();
    for axis in inward {
        full[axis] = step;
        if !axes[axis] {
            step = step.saturating_mul(array.shape()[axis].max(1));
        }
    }
    let mut strides = Dims::new();
    for (&s, _) in full.iter().zip(axes).filter(|&(_, &r)| keepdims || !r) {
        let _fits = strides.push(s);
    }
    NewArray {
        strides: Some(&strides),
        ..NewArray::new(descr.clone(), &shape)
    }
    .build()
}

/// `mask` with the array's number of axes.
fn mask_strides(mask: &Array, array: &Array) -> Res<Dims> {
    let n = array.ndim();
    if mask.ndim() > n {
        return Err(value_error(
            "input operand has more dimensions than allowed by the axis remapping",
        ));
    }
    let mut strides = Dims::filled(n, 0);
    let offset = n - mask.ndim();
    for (i, (&d, &s)) in mask.shape().iter().zip(mask.strides()).enumerate() {
        let want = array.shape()[offset + i];
        if d == want {
            strides[offset + i] = if d == 1 { 0 } else { s };
        } else if d != 1 {
            return Err(value_error(&format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {} {} ",
                shape_text(array.shape()),
                shape_text(mask.shape())
            )));
        }
    }
    Ok(strides)
}

/// Runs a reduction.
pub fn reduce(r: &Reduction<'_>) -> Res<Own<Array>> {
    let (uf, info) = (r.uf, r.info);
    let ndim = r.array.ndim();
    let count = r.axes[..ndim].iter().filter(|&&a| a).count();
    let reorderable = is_reorderable(uf, info)?;
    // The reference's iterator turns axes round only where it need not allocate the result.
    let flips = reorderable && r.out.is_some();
    if !reorderable && count > 1 {
        return Err(value_error(&format!(
            "reduction operation '{}' is not reorderable, so at most one axis may be specified",
            uf.name()
        )));
    }
    let shape = reduced_shape(r.array.shape(), &r.axes[..ndim], r.keepdims);
    if let Some(out) = r.out {
        check_out(uf, out, &shape, r.array, r.axes, r.keepdims)?;
        require_writeable(out, "output array")?;
    }
    let size = r.array.size();
    let result_size: isize = shape.iter().product();
    // Whether each result is made of nothing.
    let empty = (0..ndim).any(|i| r.axes[i] && r.array.shape()[i] == 0);
    // The starting value.
    let d = &r.descrs[0];
    let mut big: Vec<u8> = Vec::new();
    let mut scratch = Scratch([0; 64]);
    let place: *mut u8 = if d.elsize() as usize <= 64 {
        scratch.0.as_mut_ptr()
    } else {
        big.resize(d.elsize() as usize, 0);
        big.as_mut_ptr()
    };
    // SAFETY: `place` is zeroed memory for one element.
    let has_initial = unsafe {
        match &r.initial {
            Initial::Default => default_initial(uf, info, r.descrs, empty, place)?,
            Initial::Absent => false,
            Initial::Value(v) => {
                set_item(d, place, v)?;
                true
            }
        }
    };
    let guard = ReferenceGuard {
        descr: d,
        place,
        live: has_initial && d.has_references(),
    };
    let mask = match r.mask {
        Some(m) => Some((m.data(), mask_strides(m, r.array)?)),
        None => None,
    };
    if !has_initial && r.mask.is_some() {
        return Err(value_error(&format!(
            "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
            uf.name()
        )));
    }
    if !has_initial && empty {
        return Err(value_error(&format!(
            "zero-size array to reduction operation {} which has no identity",
            uf.name()
        )));
    }
    // Where the loop writes: the given output if it fits, else an array of its own.
    let direct = r.out.is_some_and(|o| {
        fits(o, &r.descrs[2]) && !overlaps_itself(o) && !shares_memory(o, r.array)
    });
    let work: Own<Array> = match r.out {
        Some(o) if direct => o.own(),
        _ => new_result(&r.descrs[2], r.array, r.axes, r.keepdims)?,
    };
    let mut kernel = kernels::find(r);
    if kernel.is_some_and(|k| k.blocks_only()) {
        let fits = has_initial && {
            let strides = broadcast_out(&work, r.axes, ndim, r.keepdims);
            let plan = Region::of(r.array, &work).plan(&strides, r.array.strides(), None, flips)?;
            kernel.is_some_and(|k| k.fits(&plan))
        };
        kernel = kernel.filter(|_| fits);
    }
    let array = match kernel {
        Some(_) => r.array.own(),
        None => cast_input(r.array, &r.descrs[1])?,
    };
    if has_initial {
        // SAFETY: `place` holds an element of the accumulator's type.
        unsafe { assign_raw_scalar(&work, d, place, None, NPY_UNSAFE_CASTING)? };
    }
    drop(guard);
    if result_size != 0 && size != 0 {
        let live = live_descrs(r.descrs, &[&work, &array, &work]);
        let r = &Reduction {
            descrs: &live,
            initial: Initial::Absent,
            ..*r
        };
        let out_strides = broadcast_out(&work, r.axes, ndim, r.keepdims);
        if has_initial {
            fold_region(
                r,
                &Region::of(&array, &work),
                &out_strides,
                array.strides(),
                mask.as_ref(),
                flips,
                kernel.as_ref(),
            )?;
        } else {
            fold_from_first(r, &array, &work, &out_strides, flips, kernel.as_ref())?;
        }
    }
    match r.out {
        Some(o) if !direct => {
            assign_array(o, &work, None, NPY_UNSAFE_CASTING)?;
            Ok(o.own())
        }
        _ => Ok(work),
    }
}

/// Gives the references of the starting value back.
struct ReferenceGuard<'a> {
    descr: &'a Descr,
    place: *mut u8,
    live: bool,
}

impl Drop for ReferenceGuard<'_> {
    fn drop(&mut self) {
        if self.live {
            // SAFETY: one live element of the descriptor, which nobody uses any more.
            let r = unsafe {
                crate::casting::refcount::clear(self.descr, self.place, self.descr.elsize(), 1)
            };
            if let Err(e) = r {
                e.clear();
            }
        }
    }
}

fn shares_memory(a: &Array, b: &Array) -> bool {
    use ferronum_kernels::plan::{Overlap, Region, overlap};
    let region =
        |x: &Array| -> (usize, usize) { (x.data() as usize, x.itemsize().max(0) as usize) };
    let ((pa, sa), (pb, sb)) = (region(a), region(b));
    let first = Region {
        ptr: pa,
        itemsize: sa,
        shape: a.shape(),
        strides: a.strides(),
    };
    let second = Region {
        ptr: pb,
        itemsize: sb,
        shape: b.shape(),
        strides: b.strides(),
    };
    !matches!(overlap(&first, &second, 1), Overlap::No)
}

fn cast_input(a: &Array, d: &Descr) -> Res<Own<Array>> {
    if fits(a, d) {
        return Ok(a.own());
    }
    from_array(
        a,
        Some(d),
        NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST,
    )
}

/// A box of elements with the accumulators that they go to.
struct Region {
    shape: Dims,
    out: *mut u8,
    input: *mut u8,
}

impl Region {
    /// All elements of an array, with the first accumulator of `work`.
    fn of(array: &Array, work: &Array) -> Self {
        Self {
            shape: Dims::from(array.shape()),
            out: work.data(),
            input: array.data(),
        }
    }

    /// The walk over accumulator, element, accumulator and mask.
    fn plan(
        &self,
        out_strides: &[isize],
        in_strides: &[isize],
        mask: Option<&(*mut u8, Dims)>,
        flips: bool,
    ) -> Res<Plan> {
        let operand = |ptr: *mut u8, strides| Operand {
            ptr,
            shape: &self.shape,
            strides,
        };
        let mut operands = vec![
            operand(self.out, out_strides),
            operand(self.input, in_strides),
            operand(self.out, out_strides),
        ];
        if let Some((ptr, strides)) = mask {
            operands.push(operand(*ptr, strides));
        }
        let mut plan = Plan::new(&self.shape, &operands).map_err(plan_error)?;
        plan.sort_axes();
        if flips {
            plan.flip_negative();
        }
        plan.coalesce();
        Ok(plan)
    }
}

fn fold_region(
    r: &Reduction<'_>,
    region: &Region,
    out_strides: &[isize],
    in_strides: &[isize],
    mask: Option<&(*mut u8, Dims)>,
    flips: bool,
    kernel: Option<&Chosen>,
) -> Res<()> {
    let plan = region.plan(out_strides, in_strides, mask, flips)?;
    if let Some(k) = kernel {
        return kernels::run(k, &plan);
    }
    let fixed: Vec<isize> = if plan.ndim() == 0 {
        vec![0; 3]
    } else {
        plan.strides(0)[..3].to_vec()
    };
    let ready = Ready::new(r.uf, r.info, r.descrs, true, &fixed)?;
    run_plan("reduce", r.info, &ready, &plan, 2, mask.is_some())
}

/// Starts every accumulator at its first element and folds in the rest, box by box.
fn fold_from_first(
    r: &Reduction<'_>,
    array: &Array,
    work: &Array,
    out_strides: &[isize],
    flips: bool,
    kernel: Option<&Chosen>,
) -> Res<()> {
    let ndim = array.ndim();
    let axes: Vec<usize> = (0..ndim).filter(|&a| r.axes[a]).collect();
    // The elements at index 0 of every reduced axis.
    let mut shape = Dims::from(array.shape());
    for &a in &axes {
        shape[a] = 1;
    }
    let (s, t) = (Dims::from(array.strides()), Dims::from(out_strides));
    let first = crate::array::create::view(array, array.descr().own(), &shape, &s, array.data())?;
    let target = crate::array::create::view(work, work.descr().own(), &shape, &t, work.data())?;
    assign_array(&target, &first, None, NPY_UNSAFE_CASTING)?;
    for (k, &axis) in axes.iter().enumerate().rev() {
        // Index 0 on the axes before, from 1 on here, everything on those after.
        let mut shape = Dims::from(array.shape());
        for &a in &axes[..k] {
            shape[a] = 1;
        }
        shape[axis] -= 1;
        if shape[axis] <= 0 {
            continue;
        }
        let region = Region {
            out: work.data(),
            input: array.data().wrapping_offset(array.strides()[axis]),
            shape,
        };
        fold_region(
            r,
            &region,
            out_strides,
            array.strides(),
            None,
            flips,
            kernel,
        )?;
    }
    Ok(())
}

/// The output of a method that keeps the axis: (work array, the given one if values must be copied there).
fn keep_axis_out(
    descr: &Own<Descr>,
    array: &Array,
    shape: &[isize],
    out: Option<&Array>,
) -> Res<(Own<Array>, Option<Own<Array>>)> {
    match out {
        None => {
            let strides = crate::ufunc::execute::output_strides(
                shape,
                descr.elsize(),
                NPY_KEEPORDER,
                &[array],
            );
            let new = NewArray {
                strides: strides.as_deref(),
                ..NewArray::new(descr.clone(), shape)
            }
            .build()?;
            Ok((new, None))
        }
        Some(o) => {
            require_writeable(o, "output array")?;
            if o.ndim() != shape.len() {
                return Err(value_error(&if o.ndim() < shape.len() {
                    format!(
                        "Iterator input op_axes[0][{}] (=={}) is not a valid axis of op[0], which has {} dimensions ",
                        o.ndim().saturating_sub(1),
                        shape.len() - 1,
                        o.ndim()
                    )
                } else {
                    "provided out is the wrong size for the accumulation.".to_owned()
                }));
            }
            if o.shape() != shape {
                return Err(value_error(&format!(
                    "operands could not be broadcast together with remapped shapes [original->remapped]: {} {} ",
                    shape_text(o.shape()),
                    shape_text(shape)
                )));
            }
            if fits(o, descr) && !shares_memory_otherwise(o, array) {
                Ok((o.own(), None))
            } else {
                Ok((NewArray::new(descr.clone(), shape).build()?, Some(o.own())))
            }
        }
    }
}

/// Overlap other than being the very same elements.
fn shares_memory_otherwise(a: &Array, b: &Array) -> bool {
    let same = a.data() == b.data()
        && a.shape() == b.shape()
        && a.strides() == b.strides()
        && a.itemsize() == b.itemsize();
    overlaps_itself(a) || !same && shares_memory(a, b)
}

struct Runner<'a> {
    what: &'static str,
    info: &'a LoopInfo,
    ready: Ready,
}

impl Runner<'_> {
    /// Runs `body` between clearing and checking the float status; the loop's failures end it.
    fn run(&self, work: u64, body: impl FnOnce(&Ready, bool) -> i32) -> Res<()> {
        let python = self.ready.needs_python(self.info);
        let silent = self.ready.is_silent(self.info);
        if !silent {
            float_status::clear();
        }
        let failed = allow_threads(!python && work > 20_000, || body(&self.ready, python));
        if failed != 0 {
            return Err(Raised::pending());
        }
        foreign_error(self.info)?;
        if self.info.can_fail {
            loop_error()?;
        }
        if !silent {
            errstate::check(self.what)?;
        }
        Ok(())
    }
}

/// `accumulate` along one axis.
pub fn accumulate(
    uf: &UFunc,
    info: &LoopInfo,
    descrs: &[Own<Descr>],
    array: &Array,
    axis: usize,
    out: Option<&Array>,
) -> Res<Own<Array>> {
    let shape = Dims::from(array.shape());
    let (work, target) = keep_axis_out(&descrs[2], array, &shape, out)?;
    let input = cast_input(array, &descrs[1])?;
    let n = shape[axis];
    if array.size() > 0 {
        // The first elements are the first results.
        let mut first = shape.clone();
        first[axis] = 1;
        let (ws, is) = (Dims::from(work.strides()), Dims::from(input.strides()));
        if work.data() != input.data() {
            let src =
                crate::array::create::view(&input, input.descr().own(), &first, &is, input.data())?;
            let dst =
                crate::array::create::view(&work, work.descr().own(), &first, &ws, work.data())?;
            assign_array(&dst, &src, None, NPY_UNSAFE_CASTING)?;
        }
        if n > 1 {
            let (so, si) = (ws[axis], is[axis]);
            let mut others = shape;
            others.remove(axis);
            let (mut wo, mut io) = (ws, is);
            wo.remove(axis);
            io.remove(axis);
            let operands = [
                Operand {
                    ptr: work.data(),
                    shape: &others,
                    strides: &wo,
                },
                Operand {
                    ptr: input.data(),
                    shape: &others,
                    strides: &io,
                },
            ];
            let mut plan = Plan::new(&others, &operands).map_err(plan_error)?;
            plan.optimise();
            let runner = Runner {
                what: "accumulate",
                info,
                ready: Ready::new(
                    uf,
                    info,
                    &live_descrs(descrs, &[&work, &input, &work]),
                    true,
                    &[isize::MAX; 3],
                )?,
            };
            let inner = plan.shape().first().copied().unwrap_or(1);
            // Long rows beside the axis: whole rows are added at once, in the same order for every element.
            let rows = inner >= 8 && plan.strides(0)[1].abs() < si.abs();
            let scan = kernels::scan_of(uf, info, descrs);
            runner.run(array.size() as u64, |ready, python| {
                let mut failed = 0;
                plan.for_each_inner(|ptrs, steps, len| {
                    if failed != 0 {
                        return;
                    }
                    // SAFETY: all addresses lie within the two arrays.
                    failed = unsafe {
                        if let Some((op, num)) = scan
                            && kernels::scan(op, num, ptrs, steps, len, n, so, si, rows)
                        {
                            return;
                        }
                        if rows {
                            along_rows(ready, ptrs, steps, len, n, so, si, python)
                        } else {
                            along_axis(ready, ptrs, steps, len, n, so, si, python)
                        }
                    };
                });
                failed
            })?;
        }
    }
    match target {
        None => Ok(work),
        Some(t) => {
            assign_array(&t, &work, None, NPY_UNSAFE_CASTING)?;
            Ok(t)
        }
    }
}

/// # Safety
/// `ptrs` and `steps` describe `len` columns of `n` elements with the axis strides `so` and `si`.
#[allow(clippy::too_many_arguments, reason = "an inner loop's state")]
unsafe fn along_axis(
    ready: &Ready,
    ptrs: &mut [*mut u8],
    steps: &[isize],
    len: usize,
    n: isize,
    so: isize,
    si: isize,
    python: bool,
) -> i32 {
    for i in 0..len as isize {
        let o = ptrs[0].wrapping_offset(i * steps[0]);
        let a = ptrs[1].wrapping_offset(i * steps[1]);
        let mut args: [*mut c_char; 3] = [
            o.cast(),
            a.wrapping_offset(si).cast(),
            o.wrapping_offset(so).cast(),
        ];
        // SAFETY: as the caller vouches.
        let failed =
            unsafe { ready.call(args.as_mut_ptr(), &(n - 1), [so, si, so].as_ptr(), python) };
        if failed != 0 {
            return failed;
        }
    }
    0
}

/// # Safety
/// As `along_axis`.
#[allow(clippy::too_many_arguments, reason = "an inner loop's state")]
unsafe fn along_rows(
    ready: &Ready,
    ptrs: &mut [*mut u8],
    steps: &[isize],
    len: usize,
    n: isize,
    so: isize,
    si: isize,
    python: bool,
) -> i32 {
    for k in 1..n {
        let mut args: [*mut c_char; 3] = [
            ptrs[0].wrapping_offset((k - 1) * so).cast(),
            ptrs[1].wrapping_offset(k * si).cast(),
            ptrs[0].wrapping_offset(k * so).cast(),
        ];
        let strides = [steps[0], steps[1], steps[0]];
        // SAFETY: as the caller vouches.
        let failed =
            unsafe { ready.call(args.as_mut_ptr(), &(len as isize), strides.as_ptr(), python) };
        if failed != 0 {
            return failed;
        }
    }
    0
}

/// The positions of `reduceat` along an axis of `n` items, from contiguous aligned `intp`.
pub fn positions(uf: &UFunc, indices: &Array, n: isize) -> Res<Vec<isize>> {
    // SAFETY: as said above; nothing runs Python code while the slice is used.
    let index: Vec<isize> = unsafe {
        std::slice::from_raw_parts(indices.data().cast::<isize>(), indices.size() as usize).to_vec()
    };
    match index.iter().find(|&&i| i < 0 || i >= n) {
        Some(i) => Err(index_error(&format!(
            "index {i} out-of-bounds in {}.reduceat [0, {n})",
            uf.name()
        ))),
        None => Ok(index),
    }
}

/// `reduceat` along one axis.
pub fn reduceat(
    uf: &UFunc,
    info: &LoopInfo,
    descrs: &[Own<Descr>],
    array: &Array,
    indices: &Array,
    axis: usize,
    out: Option<&Array>,
) -> Res<Own<Array>> {
    let n = array.shape()[axis];
    let index = positions(uf, indices, n)?;
    let mut shape = Dims::from(array.shape());
    shape[axis] = index.len() as isize;
    let (work, target) = keep_axis_out(&descrs[2], array, &shape, out)?;
    let mut input = cast_input(array, &descrs[1])?;
    if shares_memory(&work, &input) {
        // Segments are read after earlier results are written, even where both are one array.
        input = from_array(&input, None, NPY_ARRAY_ENSURECOPY)?;
    }
    if !index.is_empty() && work.size() > 0 {
        let (ws, is) = (Dims::from(work.strides()), Dims::from(input.strides()));
        let mut one = shape.clone();
        one[axis] = 1;
        // Every segment starts at its first element, which is copied on the way where it is a plain number.
        let plain = work.descr().is_native_number()
            && input.descr().is_native_number()
            && work.type_num() == input.type_num();
        let width = if plain { work.itemsize() as usize } else { 0 };
        for (k, &start) in index.iter().enumerate().filter(|_| !plain) {
            let src = crate::array::create::view(
                &input,
                input.descr().own(),
                &one,
                &is,
                input.data().wrapping_offset(start * is[axis]),
            )?;
            let dst = crate::array::create::view(
                &work,
                work.descr().own(),
                &one,
                &ws,
                work.data().wrapping_offset(k as isize * ws[axis]),
            )?;
            assign_array(&dst, &src, None, NPY_UNSAFE_CASTING)?;
        }
        let (so, si) = (ws[axis], is[axis]);
        let mut others = shape;
        others.remove(axis);
        let (mut wo, mut io) = (ws, is);
        wo.remove(axis);
        io.remove(axis);
        let operands = [
            Operand {
                ptr: work.data(),
                shape: &others,
                strides: &wo,
            },
            Operand {
                ptr: input.data(),
                shape: &others,
                strides: &io,
            },
        ];
        let mut plan = Plan::new(&others, &operands).map_err(plan_error)?;
        plan.optimise();
        let runner = Runner {
            what: "reduceat",
            info,
            ready: Ready::new(
                uf,
                info,
                &live_descrs(descrs, &[&work, &input, &work]),
                true,
                &[isize::MAX; 3],
            )?,
        };
        runner.run(array.size() as u64, |ready, python| {
            let mut failed = 0;
            plan.for_each_inner(|ptrs, steps, len| {
                for i in 0..len as isize {
                    for (k, &start) in index.iter().enumerate() {
                        let end = index.get(k + 1).copied().unwrap_or(n);
                        let rest = end - start - 1;
                        let o = ptrs[0].wrapping_offset(i * steps[0] + k as isize * so);
                        let a = ptrs[1].wrapping_offset(i * steps[1] + start * si);
                        if plain {
                            // SAFETY: one element on both sides; the result is no view of the input.
                            unsafe { std::ptr::copy(a, o, width) };
                        }
                        if failed != 0 || rest <= 0 {
                            continue;
                        }
                        let a = a.wrapping_offset(si);
                        let mut args: [*mut c_char; 3] = [o.cast(), a.cast(), o.cast()];
                        // SAFETY: the segment lies within the array.
                        failed = unsafe {
                            ready.call(args.as_mut_ptr(), &rest, [0, si, 0].as_ptr(), python)
                        };
                    }
                }
            });
            failed
        })?;
    }
    match target {
        None => Ok(work),
        Some(t) => {
            assign_array(&t, &work, None, NPY_UNSAFE_CASTING)?;
            Ok(t)
        }
    }
}
