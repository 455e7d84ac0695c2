//! Element-wise calls on large operands of other types than the loop's: they are cast in pieces that stay in the
//! cache, so that no operand is ever copied as a whole.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::Plan;
use ferronum_pyrt::{Own, Raised, Res};
use ferronum_scalar::float_status;

use crate::casting::Transfer;
use crate::model::Array;
use crate::model::Descr;
use crate::ufunc::dispatch::LoopInfo;
use crate::ufunc::execute::{Ready, allow_threads, fits, foreign_error, loop_error};
use crate::ufunc::{UFunc, errstate, lost_status};

/// Elements of a piece.
const PIECE: usize = NPY_BUFSIZE;
/// Inner axes below this are not worth the pieces.
pub const LEAST_INNER: isize = 256;

/// An operand that is cast.
struct Cast {
    transfer: Transfer,
    buffer: Vec<u128>,
    /// Step of the loop in the buffer; 0 where the operand stands still.
    step: isize,
}

/// One operand of the call: its array, and the loop's descriptor.
pub struct Operand<'a> {
    /// The array as it was given.
    pub array: &'a Array,
    /// What the loop works on.
    pub descr: &'a Own<Descr>,
}

fn cast(o: &Operand<'_>, stride: isize, output: bool) -> Res<Option<Cast>> {
    if fits(o.array, o.descr) {
        return Ok(None);
    }
    let size = o.descr.elsize();
    let aligned = o.array.is_aligned();
    let transfer = if output {
        Transfer::new(o.descr, o.array.descr(), size, stride, aligned, false)?
    } else {
        Transfer::new(o.array.descr(), o.descr, stride, size, aligned, false)?
    };
    let n = if stride == 0 { 1 } else { PIECE };
    Ok(Some(Cast {
        transfer,
        buffer: vec![0; (n * size as usize).div_ceil(16)],
        step: if stride == 0 { 0 } else { size },
    }))
}

/// Runs the call over a plan of the operands as they are; the first `nin` are inputs.
pub fn run(
    uf: &UFunc,
    info: &LoopInfo,
    descrs: &[Own<Descr>],
    operands: &[Operand<'_>],
    nin: usize,
    plan: &Plan,
) -> Res<()> {
    let steps = plan.strides(0);
    let mut casts: Vec<Option<Cast>> = Vec::with_capacity(operands.len());
    let mut fixed: Vec<isize> = Vec::with_capacity(operands.len());
    for (i, o) in operands.iter().enumerate() {
        let c = cast(o, steps[i], i >= nin)?;
        fixed.push(c.as_ref().map_or(steps[i], |c| c.step));
        casts.push(c);
    }
    let ready = Ready::new(uf, info, descrs, true, &fixed)?;
    let python = ready.needs_python(info);
    let forgets = lost_status::forgets(uf, info);
    let free = !python
        && casts
            .iter()
            .flatten()
            .all(|c| c.transfer.flags & NPY_METH_REQUIRES_PYAPI == 0);
    float_status::clear();
    let mut result: Res<()> = Ok(());
    allow_threads(free, || {
        plan.for_each_inner(|ptrs, steps, n| {
            if result.is_ok() {
                // SAFETY: the plan lies within the operands; buffers hold a piece.
                result = unsafe {
                    let how = (nin, python, forgets);
                    inner(&ready, &mut casts, ptrs, steps, n, how, &fixed)
                };
            }
        });
    });
    result?;
    foreign_error(info)?;
    if info.can_fail {
        loop_error()?;
    }
    errstate::check(uf.name())
}

/// # Safety
/// `ptrs` and `steps` describe `n` elements of every operand.
unsafe fn inner(
    ready: &Ready,
    casts: &mut [Option<Cast>],
    ptrs: &[*mut u8],
    steps: &[isize],
    n: usize,
    (nin, python, forgets): (usize, bool, bool),
    fixed: &[isize],
) -> Res<()> {
    let mut args: Vec<*mut c_char> = vec![std::ptr::null_mut(); casts.len()];
    let mut at = 0;
    while at < n {
        let len = PIECE.min(n - at) as isize;
        for (i, c) in casts.iter_mut().enumerate() {
            let p = ptrs[i].wrapping_offset(at as isize * steps[i]);
            args[i] = match c {
                None => p.cast(),
                Some(c) => {
                    let b = c.buffer.as_mut_ptr().cast::<u8>();
                    let count = if c.step == 0 { 1 } else { len };
                    let stale = at > 0 && c.step == 0;
                    if i < nin && !stale {
                        // SAFETY: `count` elements on both sides.
                        unsafe { c.transfer.run(p, steps[i], b, c.step, count)? };
                    }
                    b.cast()
                }
            };
        }
        // SAFETY: as the caller vouches.
        if unsafe { ready.call(args.as_mut_ptr(), &len, fixed.as_ptr(), python) } != 0 {
            return Err(Raised::pending());
        }
        if forgets {
            float_status::clear();
        }
        for (i, c) in casts.iter_mut().enumerate().skip(nin) {
            if let Some(c) = c {
                let p = ptrs[i].wrapping_offset(at as isize * steps[i]);
                let b = c.buffer.as_ptr().cast::<u8>();
                // SAFETY: as above.
                unsafe { c.transfer.run(b, c.step, p, steps[i], len)? };
            }
        }
        at += len as usize;
    }
    Ok(())
}
