//! Walking: the `iternext` functions, jumps, resets, positions.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{index_error, value_error};
use ferronum_pyrt::{Raised, Res, entry};

use super::buffers::{Buffers, not_reset};
use super::core::Iter;

/// Goes to the next iteration; `S` operands, `N` axes (0: any number), `X`: the caller runs the fastest axis.
///
/// # Safety
/// `p` is a live iterator for which this function was chosen.
unsafe extern "C" fn next<const S: usize, const N: usize, const X: bool>(p: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract; tables have `ndim` rows of `slots` entries.
    unsafe {
        let it = Iter::from_ptr(p);
        let slots = if S == 0 { it.slots } else { S };
        let ndim = if N == 0 { it.ndim } else { N };
        let ptrs = it.ptrs.as_mut_ptr();
        let (index, shape) = (it.index.as_mut_ptr(), it.shape.as_ptr());
        let mut strides = it.strides.as_ptr();
        let mut axis = usize::from(X);
        if X {
            strides = strides.add(slots);
        }
        while axis < ndim {
            let i = *index.add(axis) + 1;
            let d = *shape.add(axis);
            if i < d {
                *index.add(axis) = i;
                for s in 0..slots {
                    let q = ptrs.add(s);
                    *q = (*q).wrapping_offset(*strides.add(s));
                }
                return 1;
            }
            if axis + 1 == ndim {
                *index.add(axis) = d;
                break;
            }
            *index.add(axis) = 0;
            for s in 0..slots {
                let q = ptrs.add(s);
                *q = (*q).wrapping_offset(-(*strides.add(s)).wrapping_mul(d - 1));
            }
            strides = strides.add(slots);
            axis += 1;
        }
        0
    }
}

/// The same where there is one iteration: the iterator stays at it.
unsafe extern "C" fn next_of_one(_: *mut NpyIter) -> c_int {
    0
}

/// The same where a range was chosen.
///
/// # Safety
/// As `next`.
unsafe extern "C" fn next_ranged(p: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    unsafe {
        let it = Iter::from_ptr(p);
        it.at += 1;
        if it.at >= it.end {
            return 0;
        }
        next::<0, 0, false>(p)
    }
}

/// The same with buffers.
///
/// # Safety
/// As `next`.
unsafe extern "C" fn next_buffered(p: *mut NpyIter) -> c_int {
    // SAFETY: the caller's contract.
    let it = unsafe { Iter::from_ptr(p) };
    if let Some(b) = &it.buffers
        && !it.flags.external_loop
        && !it.flags.has_index
        && it.at + 1 < b.end
    {
        it.at += 1;
        for (p, s) in it.ptrs.iter_mut().zip(&b.strides) {
            *p = p.wrapping_offset(*s);
        }
        return 1;
    }
    entry(|| Buffers::advance(it)).max(0)
}

macro_rules! choose {
    ($slots:expr, $ndim:expr, $x:literal) => {
        match ($slots, $ndim) {
            (1, 1) => next::<1, 1, $x>,
            (1, 2) => next::<1, 2, $x>,
            (1, _) => next::<1, 0, $x>,
            (2, 1) => next::<2, 1, $x>,
            (2, 2) => next::<2, 2, $x>,
            (2, _) => next::<2, 0, $x>,
            (3, 1) => next::<3, 1, $x>,
            (3, 2) => next::<3, 2, $x>,
            (3, _) => next::<3, 0, $x>,
            (4, 1) => next::<4, 1, $x>,
            (4, 2) => next::<4, 2, $x>,
            (4, _) => next::<4, 0, $x>,
            (_, 1) => next::<0, 1, $x>,
            (_, 2) => next::<0, 2, $x>,
            _ => next::<0, 0, $x>,
        }
    };
}

/// The type of `iternext` functions.
pub type IterNext = unsafe extern "C" fn(*mut NpyIter) -> c_int;
/// The type of functions that tell the multi-index.
pub type GetMultiIndex = unsafe extern "C" fn(*mut NpyIter, *mut npy_intp);

/// The function that goes to the next iteration.
pub fn iter_next(it: &Iter) -> Res<IterNext> {
    it.check_size()?;
    if it.flags.buffered {
        return Ok(next_buffered);
    }
    if it.size == 1 {
        return Ok(next_of_one);
    }
    if it.flags.ranged {
        return Ok(next_ranged);
    }
    Ok(if it.flags.external_loop {
        choose!(it.slots, it.ndim, true)
    } else {
        choose!(it.slots, it.ndim, false)
    })
}

/// Tells the multi-index.
///
/// # Safety
/// `p` is a live iterator, `out` has room for its axes.
unsafe extern "C" fn multi_index(p: *mut NpyIter, out: *mut npy_intp) {
    // SAFETY: the caller's contract.
    unsafe {
        let it = Iter::from_ptr(p);
        let out = std::slice::from_raw_parts_mut(out, it.ndim);
        if it.flags.buffered {
            let mut at = [0; NPY_MAXDIMS];
            it.coordinates(it.at, &mut at[..it.ndim]);
            tell(it, &at, out);
        } else {
            tell(it, &it.index, out);
        }
    }
}

fn tell(it: &Iter, at: &[isize], out: &mut [isize]) {
    for ((p, &c), &d) in it.perm.iter().zip(at).zip(&it.shape) {
        if let Some(o) = out.get_mut(p.axis) {
            *o = if p.flipped { d - 1 - c } else { c };
        }
    }
}

/// The function that tells the multi-index.
pub fn get_multi_index(it: &Iter) -> Res<GetMultiIndex> {
    it.check_size()?;
    if !it.flags.has_multi_index {
        return Err(value_error(
            "Cannot retrieve a GetMultiIndex function for an iterator that doesn't track a multi-index.",
        ));
    }
    if it.flags.delayed {
        return Err(value_error(
            "Cannot retrieve a GetMultiIndex function for an iterator that used DELAY_BUFALLOC before a Reset call",
        ));
    }
    Ok(multi_index)
}

/// Starts again at the first iteration of the range.
pub fn reset(it: &mut Iter) -> Res<()> {
    it.check_size()?;
    if it.flags.buffered {
        if it.flags.delayed {
            Buffers::start(it)?;
        } else {
            Buffers::flush(it)?;
            Buffers::clear(it);
        }
        it.ptrs.copy_from_slice(&it.base);
        return Buffers::fill_first(it);
    }
    it.go_unbuffered(it.start);
    Ok(())
}

/// Starts again on other memory of the same layout.
pub fn reset_base(it: &mut Iter, base: &[*mut u8]) -> Res<()> {
    it.check_size()?;
    if it.flags.buffered {
        if it.flags.delayed {
            Buffers::start(it)?;
        } else {
            Buffers::flush(it)?;
            Buffers::clear(it);
        }
    }
    for ((slot, p), offset) in it.base.iter_mut().zip(base).zip(&it.base_offsets) {
        *slot = p.wrapping_offset(*offset);
    }
    if it.flags.buffered {
        it.ptrs.copy_from_slice(&it.base);
        return Buffers::fill_first(it);
    }
    it.go_unbuffered(it.start);
    Ok(())
}

/// Chooses a range of iterations and goes to its start.
pub fn reset_range(it: &mut Iter, start: isize, end: isize) -> Res<()> {
    if !it.flags.ranged {
        return Err(value_error(
            "Cannot call ResetToIterIndexRange on an iterator without requesting ranged iteration support in the constructor",
        ));
    }
    it.check_size()?;
    if start < 0 || end > it.size {
        return Err(value_error(&format!(
            "Out-of-bounds range [{start}, {end}) passed to ResetToIterIndexRange"
        )));
    }
    if end < start {
        return Err(value_error(&format!(
            "Invalid range [{start}, {end}) passed to ResetToIterIndexRange"
        )));
    }
    if it.flags.buffered && !it.flags.delayed {
        Buffers::flush(it)?;
    }
    (it.start, it.end) = (start, end);
    reset(it)
}

/// Goes to a multi-index.
pub fn goto_multi_index(it: &mut Iter, wanted: &[isize]) -> Res<()> {
    if !it.flags.has_multi_index {
        return Err(value_error(
            "Cannot call GotoMultiIndex on an iterator without requesting a multi-index in the constructor",
        ));
    }
    if it.flags.buffered {
        return Err(value_error(
            "Cannot call GotoMultiIndex on an iterator which is buffered",
        ));
    }
    if it.flags.external_loop {
        return Err(value_error(
            "Cannot call GotoMultiIndex on an iterator which has the flag EXTERNAL_LOOP",
        ));
    }
    let mut i: isize = 0;
    let mut step: isize = 1;
    for (p, &d) in it.perm.iter().zip(&it.shape) {
        let c = wanted[p.axis];
        if c < 0 || c >= d {
            return Err(index_error(
                "Iterator GotoMultiIndex called with an out-of-bounds multi-index",
            ));
        }
        let c = if p.flipped { d - 1 - c } else { c };
        i = i.wrapping_add(step.wrapping_mul(c));
        step = step.wrapping_mul(d);
    }
    it.check_size()?;
    if i < it.start || i >= it.end {
        return Err(index_error(
            "Iterator GotoMultiIndex called with a multi-index outside the restricted iteration range",
        ));
    }
    it.go_unbuffered(i);
    Ok(())
}

/// Goes to a flat index.
pub fn goto_index(it: &mut Iter, mut wanted: isize) -> Res<()> {
    if !it.flags.has_index {
        return Err(value_error(
            "Cannot call GotoIndex on an iterator without requesting a C or Fortran index in the constructor",
        ));
    }
    if it.flags.buffered {
        return Err(value_error(
            "Cannot call GotoIndex on an iterator which is buffered",
        ));
    }
    if it.flags.external_loop {
        return Err(value_error(
            "Cannot call GotoIndex on an iterator which has the flag EXTERNAL_LOOP",
        ));
    }
    it.check_size()?;
    if wanted < 0 || wanted >= it.size {
        return Err(index_error(
            "Iterator GotoIndex called with an out-of-bounds index",
        ));
    }
    // The index counts the caller's axes in C or Fortran order: axes by the size of their index stride.
    let slot = it.slots - 1;
    let mut axes: Vec<usize> = (0..it.ndim).collect();
    axes.sort_by_key(|&a| std::cmp::Reverse(it.stride(a, slot).unsigned_abs()));
    let mut at = vec![0; it.ndim];
    for a in axes {
        let s = it.stride(a, slot);
        if s == 0 {
            continue;
        }
        let c = wanted / s.abs();
        wanted %= s.abs();
        at[a] = if s < 0 { it.shape[a] - 1 - c } else { c };
    }
    let mut i: isize = 0;
    for (&c, &d) in at.iter().zip(&it.shape).rev() {
        i = i * d + c;
    }
    if i < it.start || i >= it.end {
        return Err(index_error(
            "Iterator GotoIndex called with an index outside the restricted iteration range.",
        ));
    }
    it.go_unbuffered(i);
    Ok(())
}

/// Goes to an iteration by its number.
pub fn goto_iter_index(it: &mut Iter, i: isize) -> Res<()> {
    if it.flags.external_loop {
        return Err(value_error(
            "Cannot call GotoIterIndex on an iterator which has the flag EXTERNAL_LOOP",
        ));
    }
    if i < it.start || i >= it.end {
        it.check_size()?;
        return Err(index_error(
            "Iterator GotoIterIndex called with an iterindex outside the iteration range.",
        ));
    }
    if it.flags.buffered {
        if it.flags.delayed {
            return Err(not_reset());
        }
        return Buffers::go(it, i);
    }
    it.go_unbuffered(i);
    Ok(())
}

/// True where a reduction operand is visited for the first time.
pub fn is_first_visit(it: &Iter, op: usize) -> bool {
    let first = |at: &[isize]| {
        (0..it.ndim).all(|a| at[a] == 0 || it.shape[a] <= 1 || it.stride(a, op) != 0)
    };
    if it.flags.buffered {
        let mut at = [0; NPY_MAXDIMS];
        it.coordinates(it.at, &mut at[..it.ndim]);
        first(&at)
    } else {
        first(&it.index)
    }
}

/// Turns an error into the static text that a caller without the interpreter gets.
pub fn silent(e: Raised, text: &'static std::ffi::CStr) -> &'static std::ffi::CStr {
    e.clear();
    text
}
