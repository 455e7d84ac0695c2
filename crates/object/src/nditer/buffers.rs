//! Buffers between the arrays and the loop.
//!
//! The iterations are cut into chunks of whole "cores" (the product of the fastest axes) along the next axis.
//! Within an inner loop every operand has one stride: operands that have it in memory are used in place, all
//! others (and those that must be cast) go through a buffer. Without reductions a chunk is one inner loop, as
//! long as the buffer allows; with them it is one loop for each core, and cores are chosen so that no element
//! of a reduction lies in a buffer twice.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{Layout, Res};

use super::core::Iter;
use crate::casting::refcount;
use crate::casting::transfer::{ANY_STRIDE, Transfer};
use crate::model::Array;
use crate::model::walked::{Walked, is_quiet};

/// Shortest inner loop that is worth using an operand in place for, where others are buffered anyway.
const SHORT_LOOP: isize = 32;

/// The buffers of an iterator.
pub struct Buffers {
    /// Most elements in a buffer.
    pub limit: isize,
    /// Length of the inner loop.
    pub size: isize,
    /// The iteration after the current inner loop.
    pub end: isize,
    /// Strides of the inner loop.
    pub strides: Vec<isize>,
    /// The inner loop runs over all cores of a chunk.
    merged: bool,
    /// Axes of a core.
    pub core_axes: usize,
    /// Iterations of a core.
    pub core: isize,
    /// Inner loops of this chunk.
    pub outer_size: isize,
    /// The current one.
    pub outer_at: isize,
    /// From one inner loop to the next.
    pub outer_strides: Vec<isize>,
    /// Starts of the current inner loop.
    pub outer_ptrs: Vec<*mut u8>,
    /// Starts of the chunk.
    chunk_ptrs: Vec<*mut u8>,
    chunk_start: isize,
    /// One per operand.
    pub parts: Vec<Part>,
    /// Memory is there.
    pub started: bool,
    /// The buffers hold a chunk.
    active: bool,
    /// Code of others may run while buffers are filled or written back.
    noisy: bool,
}

/// The buffer of an operand.
pub struct Part {
    /// Goes through the buffer.
    pub copied: bool,
    /// One element per core.
    constant: bool,
    /// The one stride of the fastest axes, how many axes that covers, and how many iterations.
    run: Run,
    read: Option<Transfer>,
    write: Option<Transfer>,
    /// The memory, `capacity` bytes.
    pub data: *mut u8,
    capacity: usize,
    /// Elements that may hold references.
    filled: isize,
    /// Inner loops that the buffer holds.
    outer: isize,
    /// What was read last: where from, at which iteration of the core, elements, inner loops.
    last: Option<(*mut u8, isize, isize, isize)>,
}

#[derive(Clone, Copy)]
struct Run {
    axes: usize,
    stride: isize,
    length: isize,
}

impl Drop for Part {
    fn drop(&mut self) {
        // SAFETY: the memory is ours; references were released before (see `release`).
        unsafe { libc::free(self.data.cast()) }
    }
}

/// The axes from the fastest on that are one run for an operand.
fn run_of(it: &Iter, op: usize) -> Run {
    let mut run = Run {
        axes: it.ndim,
        stride: 0,
        length: 1,
    };
    for axis in 0..it.ndim {
        let (d, s) = (it.shape[axis], it.stride(axis, op));
        if d == 1 {
            continue;
        }
        if run.length == 1 {
            run.stride = s;
            run.length = d;
        } else if run.stride.wrapping_mul(run.length) == s {
            run.length = run.length.saturating_mul(d);
        } else {
            run.axes = axis;
            return run;
        }
    }
    run
}

/// The most axes over which an operand is repeated on all or on none.
fn uniform_axes(it: &Iter, op: usize) -> usize {
    let mut zero = None;
    for axis in 0..it.ndim {
        if it.shape[axis] <= 1 {
            continue;
        }
        let z = it.stride(axis, op) == 0;
        if *zero.get_or_insert(z) != z {
            return axis;
        }
    }
    it.ndim
}

fn product(shape: &[isize]) -> isize {
    shape.iter().fold(1, |n: isize, &d| n.saturating_mul(d))
}

impl Buffers {
    /// Buffers of at most `limit` elements, not yet allocated.
    pub fn new(it: &Iter, limit: isize) -> Buffers {
        let nop = it.nop();
        Buffers {
            limit: if it.size > 0 {
                limit.min(it.size)
            } else {
                limit
            },
            size: 0,
            end: 0,
            strides: vec![0; nop],
            merged: false,
            core_axes: 0,
            core: 1,
            outer_size: 1,
            outer_at: 0,
            outer_strides: vec![0; nop],
            outer_ptrs: vec![std::ptr::null_mut(); nop],
            chunk_ptrs: vec![std::ptr::null_mut(); nop],
            chunk_start: 0,
            parts: (0..nop)
                .map(|_| Part {
                    copied: false,
                    constant: false,
                    run: Run {
                        axes: 0,
                        stride: 0,
                        length: 1,
                    },
                    read: None,
                    write: None,
                    data: std::ptr::null_mut(),
                    capacity: 0,
                    filled: 0,
                    outer: 1,
                    last: None,
                })
                .collect(),
            started: false,
            active: false,
            noisy: false,
        }
    }

    /// A loop between buffer and array needs the interpreter.
    pub fn needs_python(&self) -> bool {
        self.parts
            .iter()
            .flat_map(|p| [&p.read, &p.write])
            .flatten()
            .any(Transfer::needs_python)
    }

    /// Flags of all loops between buffers and arrays together.
    pub fn transfer_flags(&self) -> NPY_ARRAYMETHOD_FLAGS {
        let (mut any, mut all) = (0, NPY_METH_NO_FLOATINGPOINT_ERRORS);
        for t in self
            .parts
            .iter()
            .flat_map(|p| [&p.read, &p.write])
            .flatten()
        {
            any |= t.flags & NPY_METH_REQUIRES_PYAPI;
            all &= t.flags;
        }
        any | all
    }

    /// Decides what is buffered, and how long cores are.
    pub fn plan(&mut self, it: &Iter) {
        let nop = it.nop();
        let mut must = vec![false; nop];
        let mut direct_axes = it.ndim;
        let mut uniform = it.ndim;
        for op in 0..nop {
            let (o, part) = (&it.ops[op], &mut self.parts[op]);
            part.run = run_of(it, op);
            let scattered = o.flags.contig && part.run.stride != o.descr.elsize();
            must[op] = o.flags.cast || o.array.is_none() || scattered;
            if !must[op] {
                direct_axes = direct_axes.min(part.run.axes);
            }
            if o.flags.reduce {
                uniform = uniform.min(uniform_axes(it, op));
            }
        }
        self.merged = uniform == it.ndim;
        self.core_axes = if self.merged {
            self.best_core(it, &must)
        } else {
            let longest = product(&it.shape[..uniform]);
            let direct = product(&it.shape[..direct_axes.min(uniform)]);
            if direct == longest || direct >= SHORT_LOOP {
                direct_axes.min(uniform)
            } else {
                uniform
            }
        };
        // Over so many axes an operand has one stride, or is copied.
        let reach = if self.merged {
            (self.core_axes + 1).min(it.ndim)
        } else {
            self.core_axes
        };
        self.core = product(&it.shape[..self.core_axes]).max(1);
        for op in 0..nop {
            let (o, part) = (&it.ops[op], &mut self.parts[op]);
            part.copied = must[op] || part.run.axes < reach;
            part.constant = part.copied
                && (!o.flags.contig || o.flags.reduce)
                && (0..reach).all(|a| it.shape[a] <= 1 || it.stride(a, op) == 0);
            self.strides[op] = match (part.copied, part.constant) {
                (false, _) => part.run.stride,
                (true, true) => 0,
                (true, false) => o.descr.elsize(),
            };
        }
        if it.flags.grow_inner && !self.parts.iter().any(|p| p.copied) {
            // Loops over memory that is not copied grow beyond what was asked for.
            let chunk = if self.merged && self.parts.iter().all(|p| p.run.axes >= it.ndim) {
                it.size
            } else {
                match it.shape[..it.ndim].get(self.core_axes) {
                    Some(&n) if self.merged => self.core.saturating_mul(n.max(1)),
                    _ => self.core,
                }
            };
            self.limit = self.limit.max(chunk);
        }
    }

    /// The axes of the core with which an element costs least, where a loop costs as much as an operand that is
    /// copied for it. The chunk runs along the axis behind them.
    fn best_core(&self, it: &Iter, must: &[bool]) -> usize {
        let (mut best, mut best_cost) = (0, f64::INFINITY);
        let mut core: isize = 1;
        for axis in 0..it.ndim {
            if core > self.limit {
                break;
            }
            let chunk = core * it.shape[axis].clamp(1, (self.limit / core).max(1));
            let copies = (self.parts.iter().zip(must))
                .filter(|(part, must)| **must || part.run.axes < axis + 1)
                .count();
            let cost = (1 + copies) as f64 / chunk as f64;
            if cost <= best_cost {
                (best, best_cost) = (axis, cost);
            }
            core = core.saturating_mul(it.shape[axis].max(1));
        }
        best
    }

    /// Plans, prepares the loops and allocates the memory.
    pub fn start(it: &mut Iter) -> Res<()> {
        let Some(mut b) = it.buffers.take() else {
            return Ok(());
        };
        let result = b.prepare(it);
        it.buffers = Some(b);
        result
    }

    fn prepare(&mut self, it: &mut Iter) -> Res<()> {
        self.plan(it);
        self.noisy = false;
        for (op, part) in self.parts.iter_mut().enumerate() {
            let o = &it.ops[op];
            part.last = None;
            (part.read, part.write) = (None, None);
            if !part.copied {
                continue;
            }
            let elsize = o.descr.elsize();
            if let Some(a) = &o.array {
                let step = if part.constant {
                    ANY_STRIDE
                } else {
                    part.run.stride
                };
                // Casts that are looked up may run code: the array may have another descr afterwards.
                let own = a.descr().own();
                let aligned = a.is_aligned();
                let ad = if o.flags.unpacked { &o.descr } else { &own };
                self.noisy |= !is_quiet(ad) || !is_quiet(&o.descr);
                if o.flags.read {
                    part.read = Some(Transfer::new(ad, &o.descr, step, elsize, aligned, false)?);
                }
                if o.flags.write {
                    let mask = it.mask.filter(|_| o.flags.masked);
                    let bytes =
                        |m: usize| matches!(it.ops[m].descr.type_num(), NPY_BOOL | NPY_UBYTE);
                    if mask.is_some_and(|m| !bytes(m)) {
                        return Err(type_error("Only bool and uint8 masks are supported."));
                    }
                    part.write = Some(Transfer::new(&o.descr, ad, elsize, step, aligned, true)?);
                }
            }
            let bytes = usize::try_from(self.limit)
                .ok()
                .and_then(|n| n.checked_mul(elsize.max(1) as usize))
                .ok_or_else(no_memory)?;
            if bytes > part.capacity {
                // SAFETY: the old block is ours and empty; calloc's block is zeroed and aligned for any dtype.
                unsafe {
                    libc::free(part.data.cast());
                    part.data = libc::calloc(bytes, 1).cast();
                }
                part.capacity = if part.data.is_null() { 0 } else { bytes };
                if part.data.is_null() {
                    return Err(no_memory());
                }
            }
        }
        self.started = true;
        it.flags.delayed = false;
        Ok(())
    }

    /// Fills the buffers for the first iteration of the range.
    pub fn fill_first(it: &mut Iter) -> Res<()> {
        it.at = it.start;
        Self::fill(it)
    }

    /// Forgets what the buffers hold, without writing it back.
    pub fn clear(it: &mut Iter) {
        let Iter { buffers, ops, .. } = it;
        let Some(b) = buffers else { return };
        for (part, o) in b.parts.iter_mut().zip(ops.iter()) {
            part.release(&o.descr);
        }
        b.active = false;
        b.size = 0;
        b.end = it.at;
        b.outer_size = 1;
        b.outer_at = 0;
    }

    /// Brings iteration `it.at` and those after it into the buffers.
    pub fn fill(it: &mut Iter) -> Res<()> {
        let Some(mut b) = it.buffers.take() else {
            return Ok(());
        };
        let result = b.load(it);
        it.buffers = Some(b);
        if result.is_err() {
            ferronum_pyrt::raised::with_saved_exception(|| Self::clear(it));
        }
        result
    }

    fn load(&mut self, it: &mut Iter) -> Res<()> {
        let remaining = it.end - it.at;
        if remaining <= 0 || it.size <= 0 {
            (self.size, self.end, self.active) = (0, it.at, false);
            (self.outer_size, self.outer_at) = (1, 0);
            return Ok(());
        }
        it.check_memory()?;
        let _walked = self.walked(it);
        let mut coordinates = std::mem::take(&mut it.index);
        let ndim = it.ndim;
        it.coordinates(it.at, &mut coordinates[..ndim]);
        let result = self.load_at(it, &coordinates[..ndim], remaining);
        it.index = coordinates;
        result
    }

    fn load_at(&mut self, it: &mut Iter, at: &[isize], remaining: isize) -> Res<()> {
        let any_copied = self.parts.iter().any(|p| p.copied);
        let limit = if any_copied || !it.flags.grow_inner {
            self.limit
        } else {
            isize::MAX
        };
        let k = self.core_axes;
        let offset = it.at % self.core;
        let several = offset == 0 && self.core <= limit && self.core <= remaining && k < it.ndim;
        let (size, outer) = if self.merged {
            if offset != 0 {
                ((self.core - offset).min(limit).min(remaining), 1)
            } else {
                let left = if k < it.ndim { it.shape[k] - at[k] } else { 1 };
                let cores = (limit / self.core).clamp(1, left.max(1));
                (self.core.saturating_mul(cores).min(limit).min(remaining), 1)
            }
        } else if several {
            let most = if any_copied {
                limit / self.core
            } else {
                isize::MAX
            };
            let left = it.shape[k] - at[k];
            (self.core, most.min(left).min(remaining / self.core).max(1))
        } else {
            (limit.min(self.core - offset).min(remaining), 1)
        };
        (self.size, self.outer_size, self.outer_at) = (size, outer, 0);
        self.chunk_start = it.at;
        self.end = it.at + size;
        self.active = true;
        for op in 0..it.nop() {
            let source = it.pointer_at(op, at);
            let next = if k < it.ndim { it.stride(k, op) } else { 0 };
            let elsize = it.ops[op].descr.elsize();
            let part = &mut self.parts[op];
            part.outer = if outer > 1 && next != 0 { outer } else { 1 };
            if !part.copied {
                self.outer_ptrs[op] = source;
                self.outer_strides[op] = next;
                continue;
            }
            self.outer_ptrs[op] = part.data;
            self.outer_strides[op] = match (part.outer > 1, part.constant) {
                (false, _) => 0,
                (true, true) => elsize,
                (true, false) => size * elsize,
            };
            let count = part.outer * if part.constant { 1 } else { size };
            let stamp = Some((source, offset, size, part.outer));
            let keeps = !it.ops[op].flags.write && part.last == stamp;
            if keeps {
                continue;
            }
            part.last = stamp;
            part.filled = part.filled.max(count);
            let (data, constant) = (part.data, part.constant);
            if let Some(t) = &part.read {
                // SAFETY: the buffer holds `count` elements, the array those of the chunk.
                unsafe {
                    if constant {
                        t.run(source, next, data, elsize, count)?;
                    } else {
                        for_runs(it, op, &part.run, at, count, |p, stride, done, n| {
                            t.run(p, stride, data.wrapping_offset(done * elsize), elsize, n)
                        })?;
                    }
                }
            }
        }
        self.chunk_ptrs.copy_from_slice(&self.outer_ptrs);
        let nop = it.nop();
        it.ptrs[..nop].copy_from_slice(&self.outer_ptrs);
        if it.flags.has_index {
            it.ptrs[nop] = it.pointer_at(nop, at);
        }
        Ok(())
    }

    /// The mark on the operands, whose memory must stay where it is while elements are cast.
    fn walked(&self, it: &Iter) -> Option<Walked> {
        self.noisy
            .then(|| Walked::new(&it.arrays().collect::<Vec<&Array>>()))
    }

    /// Writes the buffers back to the arrays.
    pub fn flush(it: &mut Iter) -> Res<()> {
        let Some(mut b) = it.buffers.take() else {
            return Ok(());
        };
        let result = if b.active { b.store(it) } else { Ok(()) };
        b.active = false;
        it.buffers = Some(b);
        if result.is_err() {
            ferronum_pyrt::raised::with_saved_exception(|| Self::clear(it));
        }
        result
    }

    fn store(&mut self, it: &Iter) -> Res<()> {
        if self.parts.iter().all(|p| p.write.is_none()) {
            return Ok(());
        }
        it.check_memory()?;
        let _walked = self.walked(it);
        let mut at = vec![0; it.ndim];
        it.coordinates(self.chunk_start, &mut at);
        for op in 0..it.nop() {
            let part = &self.parts[op];
            let Some(t) = &part.write else { continue };
            let elsize = it.ops[op].descr.elsize();
            let chunk = Chunk {
                size: self.size,
                core: self.core,
                start: self.chunk_start,
                next: if self.core_axes < it.ndim {
                    it.stride(self.core_axes, op)
                } else {
                    0
                },
                elsize,
            };
            match it.mask.filter(|_| it.ops[op].flags.masked) {
                Some(m) => {
                    let mask = Mask {
                        ptr: self.chunk_ptrs[m],
                        stride: self.strides[m],
                        outer: self.outer_strides[m],
                    };
                    // SAFETY: buffer, mask and array hold the chunk.
                    unsafe { part.store_masked(it, op, t, &chunk, &mask)? }
                }
                None => {
                    let data = part.data;
                    // SAFETY: the buffer and the array hold the chunk.
                    unsafe {
                        if part.constant {
                            let p = it.pointer_at(op, &at);
                            t.run(data, elsize, p, chunk.next, part.outer)?;
                        } else {
                            let n = part.outer * self.size;
                            for_runs(it, op, &part.run, &at, n, |p, stride, done, n| {
                                t.run(data.wrapping_offset(done * elsize), elsize, p, stride, n)
                            })?;
                        }
                    }
                }
            }
            // What was not written (masked elements) still holds references.
            self.parts[op].release(&it.ops[op].descr);
        }
        Ok(())
    }

    /// Goes to the next iteration (or inner loop). `false` at the end.
    pub fn advance(it: &mut Iter) -> Res<bool> {
        let nop = it.nop();
        let Some(b) = &mut it.buffers else {
            return Ok(false);
        };
        if !b.started {
            return Err(not_reset());
        }
        it.at += if it.flags.external_loop { b.size } else { 1 };
        if it.at < b.end {
            for (p, s) in it.ptrs[..nop].iter_mut().zip(&b.strides) {
                *p = p.wrapping_offset(*s);
            }
            index_pointer(it);
            return Ok(true);
        }
        if b.outer_at + 1 < b.outer_size && b.end < it.end {
            b.outer_at += 1;
            b.end += b.size;
            for (op, p) in b.outer_ptrs.iter_mut().enumerate() {
                *p = p.wrapping_offset(b.outer_strides[op]);
                it.ptrs[op] = *p;
            }
            index_pointer(it);
            return Ok(true);
        }
        Self::flush(it)?;
        if it.at >= it.end {
            // Callers may go by the size of the inner loop alone.
            if let Some(b) = &mut it.buffers {
                b.size = 0;
            }
            return Ok(false);
        }
        Self::fill(it)?;
        Ok(true)
    }

    /// Goes to iteration `i`.
    pub fn go(it: &mut Iter, i: isize) -> Res<()> {
        let Some(b) = &mut it.buffers else {
            return Ok(());
        };
        let begin = b.end - b.size;
        if b.active && i >= begin && i < b.end {
            for (op, p) in b.outer_ptrs.iter().enumerate() {
                it.ptrs[op] = p.wrapping_offset((i - begin) * b.strides[op]);
            }
            it.at = i;
            index_pointer(it);
            return Ok(());
        }
        Self::flush(it)?;
        it.at = i;
        Self::fill(it)
    }
}

/// The error of an iterator that still waits for its first reset.
#[cold]
pub fn not_reset() -> ferronum_pyrt::Raised {
    value_error(
        "Iterator construction used delayed buffer allocation, and no reset has been done yet",
    )
}

/// Brings the flat index to the current iteration.
#[inline]
fn index_pointer(it: &mut Iter) {
    if it.flags.has_index {
        let mut at = vec![0; it.ndim];
        it.coordinates(it.at, &mut at);
        let slot = it.nop();
        it.ptrs[slot] = it.pointer_at(slot, &at);
    }
}

/// The part of the iterations that the buffers hold, for one operand.
struct Chunk {
    size: isize,
    core: isize,
    start: isize,
    /// The operand's stride on the axis of the outer loop.
    next: isize,
    elsize: isize,
}

struct Mask {
    ptr: *mut u8,
    stride: isize,
    outer: isize,
}

impl Part {
    /// Releases references in the buffer.
    fn release(&mut self, descr: &crate::model::Descr) {
        self.last = None;
        let n = std::mem::take(&mut self.filled);
        if n > 0 && descr.has_references() {
            // SAFETY: the first n elements are initialised (zeroed memory, or elements that were written).
            let cleared = unsafe { refcount::clear(descr, self.data, descr.elsize(), n) };
            if let Err(e) = cleared {
                e.unraisable(None);
            }
        }
    }

    /// Writes back the elements whose mask is true.
    ///
    /// # Safety
    /// Buffer, mask and array hold the chunk.
    unsafe fn store_masked(
        &self,
        it: &Iter,
        op: usize,
        t: &Transfer,
        c: &Chunk,
        mask: &Mask,
    ) -> Res<()> {
        let mut at = vec![0; it.ndim];
        let length = if self.constant { 1 } else { c.size };
        for outer in 0..self.outer {
            let m = mask.ptr.wrapping_offset(outer * mask.outer);
            // SAFETY: as the caller vouches.
            let selected = |i: isize| unsafe { *m.wrapping_offset(i * mask.stride) != 0 };
            let data = self.data.wrapping_offset(outer * length * c.elsize);
            let mut i = 0;
            while i < length {
                if !selected(i) {
                    i += 1;
                    continue;
                }
                let first = i;
                while i < length && selected(i) {
                    i += 1;
                }
                it.coordinates(c.start + outer * c.core + first, &mut at);
                let from = data.wrapping_offset(first * c.elsize);
                // SAFETY: as the caller vouches.
                unsafe {
                    for_runs(it, op, &self.run, &at, i - first, |p, stride, done, n| {
                        t.run(
                            from.wrapping_offset(done * c.elsize),
                            c.elsize,
                            p,
                            stride,
                            n,
                        )
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// Calls `f(pointer, stride, elements before, elements)` for the runs of `n` iterations from `at` on.
///
/// # Safety
/// The iterator has that many iterations.
unsafe fn for_runs(
    it: &Iter,
    op: usize,
    run: &Run,
    at: &[isize],
    n: isize,
    mut f: impl FnMut(*mut u8, isize, isize, isize) -> Res<()>,
) -> Res<()> {
    let mut p = it.pointer_at(op, at);
    let mut position = 0;
    for axis in (0..run.axes).rev() {
        position = position * it.shape[axis] + at[axis];
    }
    let first = n.min(run.length - position);
    f(p, run.stride, 0, first)?;
    let mut done = first;
    if done == n {
        return Ok(());
    }
    p = p.wrapping_offset(-position * run.stride);
    let mut at = at.to_vec();
    while done < n {
        let mut axis = run.axes;
        while axis < it.ndim {
            let s = it.stride(axis, op);
            at[axis] += 1;
            p = p.wrapping_offset(s);
            if at[axis] < it.shape[axis] {
                break;
            }
            p = p.wrapping_offset(-s * it.shape[axis]);
            at[axis] = 0;
            axis += 1;
        }
        let m = run.length.min(n - done);
        f(p, run.stride, done, m)?;
        done += m;
    }
    Ok(())
}

impl Drop for Iter {
    fn drop(&mut self) {
        Buffers::clear(self);
    }
}
