//! Calls of ufuncs whose maker gave flags for the iterator (`op_flags`, `iter_flags`): inputs that the loop writes,
//! outputs that it reads or reduces to. The general iterator walks them, as the flags are its own.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Raised, Res};
use ferronum_scalar::float_status;

use crate::casting::can_cast_types;
use crate::coerce::from_array;
use crate::model::Array;
use crate::nditer::construct::{self, Request};
use crate::nditer::core::Iter;
use crate::nditer::{change, iterate};
use crate::ufunc::execute::{
    Call, Ready, allow_threads, fits, foreign_error, live_descrs, loop_error,
};
use crate::ufunc::{UFunc, errstate};

const INPUT: u32 = NPY_ITER_READONLY | NPY_ITER_ALIGNED | NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE;
const OUTPUT: u32 = NPY_ITER_WRITEONLY
    | NPY_ITER_ALIGNED
    | NPY_ITER_ALLOCATE
    | NPY_ITER_NO_BROADCAST
    | NPY_ITER_NO_SUBTYPE
    | NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE;
const ITERATOR: u32 = NPY_ITER_EXTERNAL_LOOP
    | NPY_ITER_REFS_OK
    | NPY_ITER_ZEROSIZE_OK
    | NPY_ITER_BUFFERED
    | NPY_ITER_GROWINNER
    | NPY_ITER_DELAY_BUFALLOC
    | NPY_ITER_COPY_IF_OVERLAP;

impl UFunc {
    /// The iterator's flags for an operand, as they stand now.
    pub fn op_flags(&self, i: usize) -> u32 {
        // SAFETY: a live ufunc, whose table has an entry for each operand, or is NULL.
        unsafe {
            let flags = (*self.raw()).op_flags;
            if flags.is_null() { 0 } else { *flags.add(i) }
        }
    }

    /// The iterator's own flags.
    pub fn iter_flags(&self) -> u32 {
        // SAFETY: a live ufunc.
        unsafe { (*self.raw()).iter_flags }
    }

    /// Whether there are any. Gufuncs of the core have some for their results, which say nothing new.
    pub fn has_iterator_flags(&self) -> bool {
        self.iter_flags() != 0 || (0..self.nargs()).any(|i| self.op_flags(i) != 0)
    }
}

/// The flags of an operand: an input's come to the usual ones, an output's take their place.
fn operand_flags(uf: &UFunc, i: usize, given: bool, masked: bool) -> u32 {
    let own = uf.op_flags(i);
    if i < uf.nin() {
        let written = own & (NPY_ITER_READWRITE | NPY_ITER_WRITEONLY) != 0;
        own | if written {
            INPUT & !NPY_ITER_READONLY
        } else {
            INPUT
        }
    } else {
        let flags = match own {
            0 => OUTPUT,
            own if given => own,
            own => own | NPY_ITER_ALLOCATE | NPY_ITER_NO_SUBTYPE,
        };
        flags | if masked { NPY_ITER_WRITEMASKED } else { 0 }
    }
}

/// Frees the iterator; what it has to write back is written unless an exception is set.
struct Guard(*mut NpyIter);

impl Guard {
    fn finish(self) -> Res<()> {
        let p = self.0;
        std::mem::forget(self);
        // SAFETY: the iterator is ours and is not used afterwards.
        unsafe { change::deallocate(p) }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // SAFETY: as above; the error that led here is set.
        unsafe {
            if let Err(e) = change::deallocate(self.0) {
                let _set: Raised = e;
            }
        }
    }
}

/// Runs the call and returns its outputs.
pub fn call(call: Call<'_>) -> Res<Vec<Own<Array>>> {
    let Call {
        uf,
        info,
        descrs,
        mut inputs,
        outputs,
        mask,
        order,
    } = call;
    let (nin, nargs) = (inputs.len(), uf.nargs());
    let buffer = errstate::bufsize()? as isize;
    // Short inputs of another type are cast beforehand: what the loop writes into them is lost then.
    for (a, d) in inputs.iter_mut().zip(descrs) {
        let short = a.ndim() == 0 || a.ndim() == 1 && a.shape()[0] <= buffer;
        if short && !fits(a, d) && can_cast_types(a.descr(), d, NPY_SAME_KIND_CASTING)? {
            let flags = NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST;
            *a = from_array(a, Some(d), flags)?;
        }
    }
    let ops: Vec<Option<&Array>> = (inputs.iter().map(|a| Some(&**a)))
        .chain(outputs.iter().map(Option::as_deref))
        .chain(mask.iter().map(|m| Some(&**m)))
        .collect();
    let mut op_flags: Vec<u32> = (0..nargs)
        .map(|i| operand_flags(uf, i, ops[i].is_some(), mask.is_some()))
        .collect();
    let wanted = live_wanted(descrs, &ops);
    let mut wanted: Vec<Option<&crate::model::Descr>> = wanted.iter().map(|d| Some(&**d)).collect();
    if mask.is_some() {
        op_flags.push(NPY_ITER_READONLY | NPY_ITER_ARRAYMASK);
        wanted.push(None);
    }
    let iter = construct::build(&Request {
        ops,
        flags: uf.iter_flags() | ITERATOR,
        op_flags,
        order,
        casting: NPY_UNSAFE_CASTING,
        descrs: wanted,
        oa_ndim: None,
        op_axes: None,
        itershape: None,
        buffersize: buffer,
    })?;
    let results: Vec<Own<Array>> = outputs
        .iter()
        .enumerate()
        .filter_map(|(k, o)| match o {
            Some(o) => Some(o.clone()),
            None => iter.ops[nin + k].array.clone(),
        })
        .collect();
    let size = iter.size;
    let guard = Guard(construct::into_ptr(iter));
    let mut flags = 0;
    if size > 0 {
        flags = walk(uf, info, descrs, guard.0, mask.is_some())?;
    }
    guard.finish()?;
    flags |= if info.no_float_errors {
        0
    } else {
        float_status::get()
    };
    if flags != 0 {
        errstate::report(uf.name(), flags)?;
    }
    Ok(results)
}

/// The loop's descriptors; an array of a DType of the new kind brings its own.
fn live_wanted(
    descrs: &[Own<crate::model::Descr>],
    ops: &[Option<&Array>],
) -> Vec<Own<crate::model::Descr>> {
    (descrs.iter().zip(ops))
        .map(|(d, a)| match a {
            Some(a) if !d.is_legacy() => a.descr().own(),
            _ => d.clone(),
        })
        .collect()
}

/// Runs the loop over all of an iterator; the float status.
fn walk(
    uf: &UFunc,
    info: &crate::ufunc::dispatch::LoopInfo,
    descrs: &[Own<crate::model::Descr>],
    iter: *mut NpyIter,
    masked: bool,
) -> Res<u8> {
    // SAFETY: the iterator lives until the caller frees it; nobody else uses it.
    let it = unsafe { Iter::from_ptr(iter) };
    iterate::reset(it)?;
    let next = iterate::iter_next(it)?;
    let nargs = uf.nargs();
    let arrays: Vec<&Array> = it.arrays().take(nargs).collect();
    let live = live_descrs(descrs, &arrays).into_owned();
    let ready = Ready::new(uf, info, &live, true, &vec![isize::MAX; nargs])?;
    let python = ready.needs_python(info);
    let silent = ready.is_silent(info);
    let release = !python && !it.needs_api();
    if !silent {
        float_status::clear();
    }
    let mut failed = 0;
    allow_threads(release, || {
        loop {
            // SAFETY: as above; a buffered iterator has its inner loop's size and strides in the buffers.
            let it = unsafe { Iter::from_ptr(iter) };
            let Some(b) = &it.buffers else { break };
            let (n, strides) = (b.size, b.strides.as_ptr());
            let mut ptrs: Vec<*mut u8> = it.ptrs[..it.nop()].to_vec();
            // SAFETY: the inner loop lies within operands or buffers, which have the loop's types.
            failed = unsafe {
                if masked {
                    let steps = std::slice::from_raw_parts(strides, nargs + 1);
                    super::execute::run_masked(&ready, &mut ptrs, steps, n as usize, nargs, python)
                } else {
                    ready.call(ptrs.as_mut_ptr().cast::<*mut c_char>(), &n, strides, python)
                }
            };
            // SAFETY: the function belongs to this iterator.
            if failed != 0 || unsafe { next(iter) } == 0 {
                break;
            }
        }
    });
    // SAFETY: asks for the pending exception only.
    if failed != 0 || unsafe { !ferronum_pyrt::ffi::PyErr_Occurred().is_null() } {
        return Err(Raised::pending());
    }
    foreign_error(info)?;
    if info.can_fail {
        loop_error()?;
    }
    Ok(if silent { 0 } else { float_status::get() })
}
