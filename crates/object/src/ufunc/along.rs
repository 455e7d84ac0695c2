//! Running totals (`accumulate`) and segment reductions (`reduceat`): loops along one axis, the others by a plan.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::{index_error, type_error, value_error};
use ferronum_pyrt::{Layout, Own, Raised, Res};
use ferronum_scalar::float_status;

use crate::casting::{assign_array, float_errors};
use crate::coerce::from_array;
use crate::dtype::equivalent;
use crate::model::errors::require_writeable;
use crate::model::overlap::overlaps_itself;
use crate::model::walked::Walked;
use crate::model::{Array, Dims};
use crate::model::{Descr, is_number};
use crate::nditer::construct::refusal;
use crate::storage::NewArray;
use crate::storage::create::view;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{LoopInfo, same};
use crate::ufunc::errstate;
use crate::ufunc::execute::{
    Ready, allow_threads, fits, foreign_error, k_order_but, live_descrs, loop_error,
    output_strides, plan_error,
};
use crate::ufunc::fold::{cast_input, shares_memory};
use crate::ufunc::fold_kernels as kernels;

/// The output of a method that keeps the axis: (work array, the given one if values must be copied there).
fn keep_axis_out(
    descr: &Own<Descr>,
    array: &Array,
    shape: &[isize],
    out: Option<&Array>,
    silent_axis: Option<usize>,
    refuse: impl FnOnce(&Array) -> Raised,
) -> Res<(Own<Array>, Option<Own<Array>>)> {
    match out {
        None => {
            let strides = match silent_axis {
                None => output_strides(shape, descr.elsize(), NPY_KEEPORDER, &[array]),
                axis => Some(k_order_but(shape, descr.elsize(), &[array], axis)),
            };
            let new = NewArray {
                strides: strides.as_deref(),
                ..NewArray::new(descr.clone(), shape)
            }
            .build()?;
            Ok((new, None))
        }
        Some(o) => {
            require_writeable(o, "output array")?;
            if o.ndim() < shape.len() {
                return Err(value_error(&format!(
                    "Iterator input op_axes[0][{}] (=={}) is not a valid axis of op[0], which has {} dimensions ",
                    shape.len() - 1 - o.ndim(),
                    o.ndim(),
                    o.ndim()
                )));
            }
            if o.shape() != shape {
                return Err(refuse(o));
            }
            if !fits(o, descr) {
                // The reference reads the output, whatever is in there.
                let work = NewArray::new(descr.clone(), shape).build()?;
                assign_array(&work, o, None, NPY_UNSAFE_CASTING)?;
                Ok((work, Some(o.own())))
            } else if shares_memory_otherwise(o, array) {
                Ok((NewArray::new(descr.clone(), shape).build()?, Some(o.own())))
            } else {
                Ok((o.own(), None))
            }
        }
    }
}

const WRONG_SIZE: &str = "provided out is the wrong size for the accumulation.";

const OUT: u32 = NPY_ITER_READWRITE | NPY_ITER_NO_BROADCAST | NPY_ITER_NO_SUBTYPE;

/// What is wrong with the shape of an output of `accumulate`.
#[cold]
fn wrong_out(o: &Array, array: &Array, descr: &Descr) -> Raised {
    if array.ndim() == 1 && fits(o, descr) && fits(array, descr) && !shares_memory(o, array) {
        return value_error(WRONG_SIZE);
    }
    let axes: Vec<c_int> = (0..array.ndim() as c_int).collect();
    refusal(
        &[Some(o), Some(array)],
        &[OUT, NPY_ITER_READONLY],
        &[Some(&axes), Some(&axes)],
        array.ndim(),
        WRONG_SIZE,
    )
}

/// The same for `reduceat`, whose indices go along the axis.
#[cold]
fn wrong_reduceat_out(o: &Array, array: &Array, indices: &Array, axis: usize) -> Raised {
    let list = |f: fn(c_int, bool) -> c_int| -> Vec<c_int> {
        (0..array.ndim() as c_int)
            .map(|i| f(i, i == axis as c_int))
            .collect()
    };
    let own = list(|i, _| i);
    let beside = list(|i, here| if here { -1 } else { i });
    let along = list(|_, here| if here { 0 } else { -1 });
    refusal(
        &[Some(o), Some(array), Some(indices)],
        &[OUT, NPY_ITER_READONLY, NPY_ITER_READONLY],
        &[Some(&own), Some(&beside), Some(&along)],
        array.ndim(),
        WRONG_SIZE,
    )
}

/// Overlap other than being the very same elements.
fn shares_memory_otherwise(a: &Array, b: &Array) -> bool {
    let same = a.data() == b.data()
        && a.shape() == b.shape()
        && a.strides() == b.strides()
        && a.itemsize() == b.itemsize();
    overlaps_itself(a) || !same && shares_memory(a, b)
}

/// The walk over the first elements of all lines along `axis`: (result, input), where the result has `shape`.
fn beside(work: &Array, input: &Array, shape: &[isize], axis: usize) -> Res<Plan> {
    let without = |all: &[isize]| {
        let mut rest = Dims::from(all);
        rest.remove(axis);
        rest
    };
    let (others, wo, io) = (
        without(shape),
        without(work.strides()),
        without(input.strides()),
    );
    let operand = |a: &Array, strides| Operand {
        ptr: a.data(),
        shape: &others,
        strides,
    };
    let operands = [operand(work, &*wo), operand(input, &*io)];
    let mut plan = Plan::new(&others, &operands).map_err(plan_error)?;
    plan.optimise();
    Ok(plan)
}

struct Runner<'a> {
    info: &'a LoopInfo,
    ready: Ready,
}

impl Runner<'_> {
    /// Runs `body` on a clear float status and answers what it leaves there; the loop's failures end it.
    fn run(&self, work: u64, body: impl FnOnce(&Ready, bool) -> i32) -> Res<u8> {
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
        Ok(if silent { 0 } else { float_status::get() })
    }
}

/// Copies results to the output that was given, and reports the float status of the loop. A cast between numbers or
/// times begins with a clear status: nothing but its own is left then.
fn finish(
    what: &str,
    work: Own<Array>,
    target: Option<Own<Array>>,
    mut flags: u8,
) -> Res<Own<Array>> {
    let result = match target {
        None => work,
        Some(t) => {
            let write = || assign_array(&t, &work, None, NPY_UNSAFE_CASTING);
            let ((), lost) = float_errors::collect(write)?;
            if lost != 0 {
                float_errors::report("cast", lost)?;
            }
            let (from, to) = (work.descr(), t.descr());
            let cast = |d: &Descr| is_number(d.type_num()) || d.is_datetime_like();
            let copied = same(from.class(), to.class()) || equivalent(from, to)?;
            if cast(from) && cast(to) && !copied {
                flags = lost;
            }
            t
        }
    };
    if flags != 0 {
        errstate::report(what, flags)?;
    }
    Ok(result)
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
    let (work, target) = keep_axis_out(&descrs[2], array, &shape, out, None, |o| {
        wrong_out(o, array, &descrs[2])
    })?;
    let input = cast_input(array, &descrs[1])?;
    let n = shape[axis];
    let mut flags = 0;
    if array.size() > 0 {
        // The first elements are the first results.
        let mut first = shape.clone();
        first[axis] = 1;
        let (ws, is) = (Dims::from(work.strides()), Dims::from(input.strides()));
        if work.data() != input.data() {
            let src = view(&input, input.descr().own(), &first, &is, input.data())?;
            let dst = view(&work, work.descr().own(), &first, &ws, work.data())?;
            assign_array(&dst, &src, None, NPY_UNSAFE_CASTING)?;
        }
        let _walked = Walked::of_objects(&[&work, &input]);
        if n > 1 {
            let (so, si) = (ws[axis], is[axis]);
            let plan = beside(&work, &input, &shape, axis)?;
            let runner = Runner {
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
            flags = runner.run(array.size() as u64, |ready, python| {
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
    finish("accumulate", work, target, flags)
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
    if descrs[2].has_references() && !descrs[2].is_object() {
        return Err(type_error(
            "reduceat currently only supports `object` dtype with references",
        ));
    }
    let n = array.shape()[axis];
    let index = positions(uf, indices, n)?;
    let mut shape = Dims::from(array.shape());
    shape[axis] = index.len() as isize;
    if let (&[_], Some(o)) = (&index[..], out)
        && o.ndim() == shape.len()
        && o.shape()[axis] > 1
        && (0..shape.len()).all(|i| i == axis || o.shape()[i] == shape[i])
    {
        // One segment goes to the start of an output of any length.
        let mut cut = Dims::from(o.shape());
        cut[axis] = 1;
        let start = view(o, o.descr().own(), &cut, &Dims::from(o.strides()), o.data())?;
        reduceat(uf, info, descrs, array, indices, axis, Some(&start))?;
        return Ok(o.own());
    }
    let (work, target) = keep_axis_out(&descrs[2], array, &shape, out, Some(axis), |o| {
        wrong_reduceat_out(o, array, indices, axis)
    })?;
    let mut input = cast_input(array, &descrs[1])?;
    if shares_memory(&work, &input) {
        // Segments are read after earlier results are written, even where both are one array.
        input = from_array(&input, None, NPY_ARRAY_ENSURECOPY)?;
    }
    let mut flags = 0;
    if !index.is_empty() && work.size() > 0 {
        let _walked = Walked::of_objects(&[&work, &input]);
        let (ws, is) = (Dims::from(work.strides()), Dims::from(input.strides()));
        let mut one = shape.clone();
        one[axis] = 1;
        // Every segment starts at its first element, which is copied on the way where it is a plain number.
        let plain = work.descr().is_native_number()
            && input.descr().is_native_number()
            && work.type_num() == input.type_num();
        let width = if plain { work.itemsize() as usize } else { 0 };
        for (k, &start) in index.iter().enumerate().filter(|_| !plain) {
            let src = view(
                &input,
                input.descr().own(),
                &one,
                &is,
                input.data().wrapping_offset(start * is[axis]),
            )?;
            let dst = view(
                &work,
                work.descr().own(),
                &one,
                &ws,
                work.data().wrapping_offset(k as isize * ws[axis]),
            )?;
            assign_array(&dst, &src, None, NPY_UNSAFE_CASTING)?;
        }
        let (so, si) = (ws[axis], is[axis]);
        let plan = beside(&work, &input, &shape, axis)?;
        let runner = Runner {
            info,
            ready: Ready::new(
                uf,
                info,
                &live_descrs(descrs, &[&work, &input, &work]),
                true,
                &[isize::MAX; 3],
            )?,
        };
        flags = runner.run(array.size() as u64, |ready, python| {
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
    finish("reduceat", work, target, flags)
}
