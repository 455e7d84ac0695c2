//! `NpyIter_*`: the general iterator behind an opaque pointer.
//!
//! Functions that take `errmsg` may be called without the interpreter lock where it is not NULL: what they refuse is
//! told as a static text, and only the casts of buffers, which then need the lock, leave a Python error.
use super::handles::{array_opt, descr_opt};
use core::ffi::{CStr, c_char, c_int};
use ferronum_abi::prelude::*;
use ferronum_object::nditer::construct::{self, Request};
use ferronum_object::nditer::core::Iter;
use ferronum_object::nditer::{change, debug, iterate};
use ferronum_object::{Array, Descr};
use ferronum_pyrt::raised::{system_error, value_error};
use ferronum_pyrt::{Res, entry, entry_void};

/// The iterator behind the pointer.
///
/// # Safety
/// NULL or a live iterator that nobody else uses during the call.
unsafe fn it<'a>(ptr: *mut NpyIter) -> Res<&'a mut Iter> {
    if ptr.is_null() {
        return Err(system_error(
            "NULL given to the C-API in place of an iterator",
        ));
    }
    // SAFETY: as the caller vouches.
    Ok(unsafe { Iter::from_ptr(ptr) })
}

/// The answer of a question about a live iterator; `none` for NULL.
///
/// # Safety
/// As `it`.
unsafe fn ask<T>(ptr: *mut NpyIter, none: T, f: impl FnOnce(&mut Iter) -> T) -> T {
    if ptr.is_null() {
        return none;
    }
    // SAFETY: as the caller vouches.
    f(unsafe { Iter::from_ptr(ptr) })
}

/// What `f` gives, or `failed` with an exception.
fn guarded<T>(failed: T, f: impl FnOnce() -> Res<T>) -> T {
    let mut out = failed;
    let _status: c_int = entry(|| {
        out = f()?;
        Ok(())
    });
    out
}

/// 1 where `f` succeeds, 0 with an exception.
///
/// # Safety
/// As `it`.
unsafe fn run(ptr: *mut NpyIter, f: impl FnOnce(&mut Iter) -> Res<()>) -> c_int {
    guarded(0, || {
        // SAFETY: as the caller vouches.
        f(unsafe { it(ptr)? })?;
        Ok(1)
    })
}

/// An iterator over one array.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_New(
    op: *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    dtype: *mut PyArray_Descr,
) -> *mut NpyIter {
    let mut op = op;
    let mut op_flags = flags & NPY_ITER_PER_OP_FLAGS;
    let mut dtype = dtype;
    // SAFETY: the caller's contract; one operand each.
    unsafe {
        NpyIter_AdvancedNew(
            1,
            &mut op,
            flags & NPY_ITER_GLOBAL_FLAGS,
            order,
            casting,
            &mut op_flags,
            &mut dtype,
            -1,
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            0,
        )
    }
}

/// An iterator over arrays that broadcast.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_MultiNew(
    nop: c_int,
    op_in: *mut *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    op_flags: *mut npy_uint32,
    op_request_dtypes: *mut *mut PyArray_Descr,
) -> *mut NpyIter {
    // SAFETY: the caller's contract.
    unsafe {
        NpyIter_AdvancedNew(
            nop,
            op_in,
            flags,
            order,
            casting,
            op_flags,
            op_request_dtypes,
            -1,
            core::ptr::null_mut(),
            core::ptr::null_mut(),
            0,
        )
    }
}

/// The same with chosen axes, shape and buffer size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_AdvancedNew(
    nop: c_int,
    op_in: *mut *mut PyArrayObject,
    flags: npy_uint32,
    order: NPY_ORDER,
    casting: NPY_CASTING,
    op_flags: *mut npy_uint32,
    op_request_dtypes: *mut *mut PyArray_Descr,
    oa_ndim: c_int,
    op_axes: *mut *mut c_int,
    itershape: *mut npy_intp,
    buffersize: npy_intp,
) -> *mut NpyIter {
    // SAFETY: the caller's contract: arrays of `nop` entries, lists of `oa_ndim` entries.
    guarded(core::ptr::null_mut(), || unsafe {
        let n = nop.max(0) as usize;
        if n > 0 && (op_in.is_null() || op_flags.is_null()) {
            return Err(system_error(
                "NULL given to the C-API in place of an iterator's operands",
            ));
        }
        let axes = match oa_ndim {
            ..0 if op_axes.is_null() && itershape.is_null() => None,
            ..0 => {
                return Err(value_error(
                    "If 'op_axes' or 'itershape' is not NULL in the iterator constructor, 'oa_ndim' must be zero or greater",
                ));
            }
            _ if oa_ndim as usize > NPY_MAXDIMS => {
                return Err(value_error(&format!(
                    "Cannot construct an iterator with more than {NPY_MAXDIMS} dimensions ({oa_ndim} were requested for op_axes)"
                )));
            }
            _ if op_axes.is_null() => {
                return Err(value_error(
                    "If 'oa_ndim' is zero or greater in the iterator constructor, then op_axes cannot be NULL",
                ));
            }
            _ => Some(oa_ndim as usize),
        };
        let ops = (0..n)
            .map(|i| array_opt(*op_in.add(i)))
            .collect::<Res<Vec<Option<&Array>>>>()?;
        let descrs = (0..n)
            .map(|i| {
                if op_request_dtypes.is_null() {
                    Ok(None)
                } else {
                    descr_opt(*op_request_dtypes.add(i))
                }
            })
            .collect::<Res<Vec<Option<&Descr>>>>()?;
        let lists = axes.map(|d| {
            (0..n)
                .map(|i| {
                    let list = *op_axes.add(i);
                    (!list.is_null()).then(|| core::slice::from_raw_parts(list.cast_const(), d))
                })
                .collect()
        });
        let built = construct::build(&Request {
            ops,
            flags,
            op_flags: (0..n).map(|i| *op_flags.add(i)).collect(),
            order,
            casting,
            descrs,
            oa_ndim: axes,
            op_axes: lists,
            itershape: axes
                .filter(|_| !itershape.is_null())
                .map(|d| core::slice::from_raw_parts(itershape.cast_const(), d)),
            buffersize,
        })?;
        Ok(construct::into_ptr(built))
    })
}

/// An independent iterator at the same place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Copy(iter: *mut NpyIter) -> *mut NpyIter {
    // SAFETY: the caller's contract.
    guarded(core::ptr::null_mut(), || unsafe {
        Ok(construct::into_ptr(change::copy(it(iter)?)?))
    })
}

/// Writes back what is pending and frees the iterator; 1 if all went well.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Deallocate(iter: *mut NpyIter) -> c_int {
    if iter.is_null() {
        return 1;
    }
    // SAFETY: the caller's contract: the iterator is not used afterwards.
    guarded(0, || unsafe { change::deallocate(iter).map(|()| 1) })
}

/// Flags of the loops that fill and empty the buffers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetTransferFlags(iter: *mut NpyIter) -> NPY_ARRAYMETHOD_FLAGS {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, NPY_METH_REQUIRES_PYAPI, |i| change::transfer_flags(i)) }
}

/// Whether the first reset will make the buffers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasDelayedBufAlloc(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.delayed.into()) }
}

/// Whether the caller runs the fastest axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasExternalLoop(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.external_loop.into()) }
}

/// From now on the caller runs the fastest axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_EnableExternalLoop(iter: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { run(iter, change::enable_external_loop) }
}

/// Strides of the inner loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerStrideArray(iter: *mut NpyIter) -> *mut npy_intp {
    // SAFETY: the caller's contract.
    unsafe {
        ask(iter, core::ptr::null_mut(), |i| match &mut i.buffers {
            Some(b) => b.strides.as_mut_ptr(),
            None => i.strides.as_mut_ptr(),
        })
    }
}

/// Where the length of the inner loop stands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerLoopSizePtr(iter: *mut NpyIter) -> *mut npy_intp {
    // SAFETY: the caller's contract.
    unsafe {
        ask(iter, core::ptr::null_mut(), |i| match &mut i.buffers {
            Some(b) => &raw mut b.size,
            None => i.shape.as_mut_ptr(),
        })
    }
}

const TOO_LARGE: &CStr = c"iterator is too large";
const CAST_FAILED: &CStr =
    c"Iterator reset failed due to a casting failure. This error is set as a Python error.";

/// Runs a reset; with `errmsg` a refusal is `text`, without it an exception.
///
/// # Safety
/// As `it`; `errmsg` is NULL or writable.
unsafe fn reset_with(
    ptr: *mut NpyIter,
    errmsg: *mut *mut c_char,
    refusal: impl FnOnce(&Iter) -> Option<&'static CStr>,
    f: impl FnOnce(&mut Iter) -> Res<()>,
) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe {
        if errmsg.is_null() {
            return run(ptr, f);
        }
        let text = ask(ptr, Some(c"the iterator is NULL"), |i| {
            if i.size < 0 {
                Some(TOO_LARGE)
            } else {
                refusal(i)
            }
        });
        if let Some(text) = text {
            *errmsg = text.as_ptr().cast_mut();
            return 0;
        }
        let done = run(ptr, f);
        if done == 0 {
            *errmsg = CAST_FAILED.as_ptr().cast_mut();
        }
        done
    }
}

/// Back to the first iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_Reset(iter: *mut NpyIter, errmsg: *mut *mut c_char) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { reset_with(iter, errmsg, |_| None, iterate::reset) }
}

/// Back to the first iteration, over other memory of the same layout.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_ResetBasePointers(
    iter: *mut NpyIter,
    baseptrs: *mut *mut c_char,
    errmsg: *mut *mut c_char,
) -> c_int {
    // SAFETY: the caller's contract: one pointer per operand.
    unsafe {
        reset_with(
            iter,
            errmsg,
            |_| None,
            |i| {
                let base: Vec<*mut u8> =
                    (0..i.nop()).map(|op| (*baseptrs.add(op)).cast()).collect();
                iterate::reset_base(i, &base)
            },
        )
    }
}

/// Chooses a range of iterations and goes to its start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_ResetToIterIndexRange(
    iter: *mut NpyIter,
    istart: npy_intp,
    iend: npy_intp,
    errmsg: *mut *mut c_char,
) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        reset_with(
            iter,
            errmsg,
            |i| {
                if !i.flags.ranged {
                    Some(c"Cannot call ResetToIterIndexRange on an iterator without requesting ranged iteration support in the constructor")
                } else if istart < 0 || iend > i.size {
                    Some(c"Out-of-bounds range passed to ResetToIterIndexRange")
                } else if iend < istart {
                    Some(c"Invalid range passed to ResetToIterIndexRange")
                } else {
                    None
                }
            },
            |i| iterate::reset_range(i, istart, iend),
        )
    }
}

/// Number of axes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetNDim(iter: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.ndim as c_int) }
}

/// Number of operands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetNOp(iter: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.nop() as c_int) }
}

/// The function that goes to the next iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterNext(
    iter: *mut NpyIter,
    errmsg: *mut *mut c_char,
) -> NpyIter_IterNextFunc {
    // SAFETY: the caller's contract.
    unsafe {
        if !errmsg.is_null() && ask(iter, true, |i| i.size < 0) {
            *errmsg = TOO_LARGE.as_ptr().cast_mut();
            return None;
        }
        guarded(None, || iterate::iter_next(it(iter)?).map(Some))
    }
}

/// Number of iterations.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterSize(iter: *mut NpyIter) -> npy_intp {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, -1, |i| i.size) }
}

/// The range of iterations.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterIndexRange(
    iter: *mut NpyIter,
    istart: *mut npy_intp,
    iend: *mut npy_intp,
) {
    // SAFETY: the caller's contract: both outputs are writable.
    unsafe {
        let (start, end) = ask(iter, (0, 0), |i| (i.start, i.end));
        *istart = start;
        *iend = end;
    }
}

/// Number of the current iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterIndex(iter: *mut NpyIter) -> npy_intp {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, -1, |i| i.iter_index()) }
}

/// Goes to an iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoIterIndex(iter: *mut NpyIter, iterindex: npy_intp) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { run(iter, |i| iterate::goto_iter_index(i, iterindex)) }
}

/// Whether a multi-index is tracked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasMultiIndex(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.has_multi_index.into()) }
}

/// The broadcast shape.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetShape(iter: *mut NpyIter, outshape: *mut npy_intp) -> c_int {
    // SAFETY: the caller's contract: room for all axes.
    unsafe {
        run(iter, |i| {
            let shape = change::shape(i);
            core::ptr::copy_nonoverlapping(shape.as_ptr(), outshape, shape.len());
            Ok(())
        })
    }
}

/// The function that tells the multi-index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetGetMultiIndex(
    iter: *mut NpyIter,
    errmsg: *mut *mut c_char,
) -> NpyIter_GetMultiIndexFunc {
    // SAFETY: the caller's contract.
    unsafe {
        if !errmsg.is_null() {
            let text = ask(iter, Some(TOO_LARGE), |i| {
                if i.size < 0 {
                    Some(TOO_LARGE)
                } else if !i.flags.has_multi_index {
                    Some(c"Cannot retrieve a GetMultiIndex function for an iterator that doesn't track a multi-index.")
                } else if i.flags.delayed {
                    Some(c"Cannot retrieve a GetMultiIndex function for an iterator that used DELAY_BUFALLOC before a Reset call")
                } else {
                    None
                }
            });
            if let Some(text) = text {
                *errmsg = text.as_ptr().cast_mut();
                return None;
            }
        }
        guarded(None, || iterate::get_multi_index(it(iter)?).map(Some))
    }
}

/// Goes to a multi-index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoMultiIndex(
    iter: *mut NpyIter,
    multi_index: *const npy_intp,
) -> c_int {
    // SAFETY: the caller's contract: one position per axis.
    unsafe {
        run(iter, |i| {
            let at = core::slice::from_raw_parts(multi_index, i.ndim).to_vec();
            iterate::goto_multi_index(i, &at)
        })
    }
}

/// Stops tracking the multi-index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RemoveMultiIndex(iter: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { run(iter, change::remove_multi_index) }
}

/// Whether a flat index is tracked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_HasIndex(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.has_index.into()) }
}

/// Whether there are buffers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsBuffered(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.buffered.into()) }
}

/// Whether the inner loop may exceed the buffer size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsGrowInner(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.flags.grow_inner.into()) }
}

/// Elements of a buffer, 0 without buffers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetBufferSize(iter: *mut NpyIter) -> npy_intp {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| i.buffers.as_ref().map_or(0, |b| b.limit)) }
}

/// Where the flat index stands.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIndexPtr(iter: *mut NpyIter) -> *mut npy_intp {
    // SAFETY: the caller's contract; the index is the last of the pointers.
    unsafe {
        ask(iter, core::ptr::null_mut(), |i| {
            if i.flags.has_index {
                i.ptrs.as_mut_ptr().add(i.slots - 1).cast()
            } else {
                core::ptr::null_mut()
            }
        })
    }
}

/// Goes to a flat index.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GotoIndex(iter: *mut NpyIter, flat_index: npy_intp) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { run(iter, |i| iterate::goto_index(i, flat_index)) }
}

/// The pointers of the current iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetDataPtrArray(iter: *mut NpyIter) -> *mut *mut c_char {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, core::ptr::null_mut(), |i| i.ptrs.as_mut_ptr().cast()) }
}

/// The pointers of the first iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInitialDataPtrArray(iter: *mut NpyIter) -> *mut *mut c_char {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, core::ptr::null_mut(), |i| i.base.as_mut_ptr().cast()) }
}

/// The dtypes of the loop, borrowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetDescrArray(iter: *mut NpyIter) -> *mut *mut PyArray_Descr {
    // SAFETY: the caller's contract.
    unsafe {
        ask(iter, core::ptr::null_mut(), |i| {
            i.refresh_pointers();
            i.descr_ptrs.as_mut_ptr()
        })
    }
}

/// The operands, borrowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetOperandArray(iter: *mut NpyIter) -> *mut *mut PyArrayObject {
    // SAFETY: the caller's contract.
    unsafe {
        ask(iter, core::ptr::null_mut(), |i| {
            i.refresh_pointers();
            i.array_ptrs.as_mut_ptr()
        })
    }
}

/// A view of an operand in the order of iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetIterView(
    iter: *mut NpyIter,
    i: npy_intp,
) -> *mut PyArrayObject {
    // SAFETY: the caller's contract.
    let view: *mut pyo3_ffi::PyObject =
        entry(|| unsafe { Ok(change::view(it(iter)?, i)?.upcast()) });
    view.cast()
}

/// Which operands are read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetReadFlags(iter: *mut NpyIter, outreadflags: *mut c_char) {
    // SAFETY: the caller's contract: room for all operands.
    unsafe {
        ask(iter, (), |i| {
            for (k, op) in i.ops.iter().enumerate() {
                *outreadflags.add(k) = op.flags.read.into();
            }
        })
    }
}

/// Which operands are written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetWriteFlags(iter: *mut NpyIter, outwriteflags: *mut c_char) {
    // SAFETY: the caller's contract: room for all operands.
    unsafe {
        ask(iter, (), |i| {
            for (k, op) in i.ops.iter().enumerate() {
                *outwriteflags.add(k) = op.flags.write.into();
            }
        })
    }
}

/// Prints the iterator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_DebugPrint(iter: *mut NpyIter) {
    // SAFETY: the caller's contract.
    entry_void(|| unsafe { debug::print(it(iter)?) });
}

/// Whether the iteration needs the interpreter lock.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IterationNeedsAPI(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 1, |i| i.needs_api().into()) }
}

/// Strides of the inner loop that stay as they are, `NPY_MAX_INTP` for those that may not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetInnerFixedStrideArray(
    iter: *mut NpyIter,
    out_strides: *mut npy_intp,
) {
    // SAFETY: the caller's contract: room for all operands.
    unsafe {
        ask(iter, (), |i| {
            let out = core::slice::from_raw_parts_mut(out_strides, i.nop());
            change::fixed_strides(i, out);
        })
    }
}

/// Takes an axis out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RemoveAxis(iter: *mut NpyIter, axis: c_int) -> c_int {
    // SAFETY: the caller's contract.
    unsafe { run(iter, |i| change::remove_axis(i, axis as isize)) }
}

/// Strides of the operands on an axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_GetAxisStrideArray(
    iter: *mut NpyIter,
    axis: c_int,
) -> *mut npy_intp {
    // SAFETY: the caller's contract; the axis is one of the tables'.
    guarded(core::ptr::null_mut(), || unsafe {
        let i = it(iter)?;
        let axis = change::internal_axis(i, axis as isize)?;
        Ok(i.strides.as_mut_ptr().add(axis * i.slots))
    })
}

/// Whether an operand has to go through a buffer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_RequiresBuffering(iter: *mut NpyIter) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe { ask(iter, 0, |i| change::requires_buffering(i).into()) }
}

/// Strides of an array that lies in the order of iteration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_CreateCompatibleStrides(
    iter: *mut NpyIter,
    itemsize: npy_intp,
    outstrides: *mut npy_intp,
) -> c_int {
    // SAFETY: the caller's contract: room for all axes.
    unsafe {
        run(iter, |i| {
            let strides = change::compatible_strides(i, itemsize)?;
            core::ptr::copy_nonoverlapping(strides.as_ptr(), outstrides, strides.len());
            Ok(())
        })
    }
}

/// Whether an element of a reduction is visited for the first time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn NpyIter_IsFirstVisit(iter: *mut NpyIter, iop: c_int) -> npy_bool {
    // SAFETY: the caller's contract.
    unsafe {
        ask(iter, 0, |i| {
            iterate::is_first_visit(i, iop.max(0) as usize).into()
        })
    }
}
