//! Making an iterator: flags, operands, dtypes, order, arrays, buffers, in this order.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Own, Res};

use super::buffers::Buffers;
use super::core::{Flags, Iter, OpFlags, Operand};
use super::seen::Seen;
use super::{arrays, dtypes, order, shape};
use crate::model::Array;
use crate::model::Descr;
use crate::model::errors::require_writeable;

/// What `NpyIter_AdvancedNew` takes.
pub struct Request<'a> {
    /// The operands; `None` to be allocated (or virtual).
    pub ops: Vec<Option<&'a Array>>,
    /// `NPY_ITER_*` flags of the iterator.
    pub flags: u32,
    /// `NPY_ITER_*` flags of the operands.
    pub op_flags: Vec<u32>,
    /// Order of iteration.
    pub order: NPY_ORDER,
    /// Casting rule.
    pub casting: NPY_CASTING,
    /// Wanted dtypes.
    pub descrs: Vec<Option<&'a Descr>>,
    /// Number of axes, where `op_axes` or `itershape` say it.
    pub oa_ndim: Option<usize>,
    /// Axes of the operands; all of length `oa_ndim`.
    pub op_axes: Option<Vec<Option<&'a [c_int]>>>,
    /// Sizes of the axes, negative ones free.
    pub itershape: Option<&'a [isize]>,
    /// Elements of a buffer (0: the default).
    pub buffersize: isize,
}

/// Buffer size where none is given.
const DEFAULT_BUFFER: isize = 8192;

fn global_flags(f: u32) -> Res<Flags> {
    let has = |bit: u32| f & bit != 0;
    if has(NPY_ITER_PER_OP_FLAGS) {
        return Err(value_error(
            "A per-operand flag was passed as a global flag to the iterator constructor",
        ));
    }
    let mut out = Flags {
        has_index: has(NPY_ITER_C_INDEX | NPY_ITER_F_INDEX),
        has_multi_index: has(NPY_ITER_MULTI_INDEX),
        external_loop: has(NPY_ITER_EXTERNAL_LOOP),
        ranged: has(NPY_ITER_RANGED),
        buffered: has(NPY_ITER_BUFFERED),
        ..Flags::default()
    };
    if has(NPY_ITER_C_INDEX) && has(NPY_ITER_F_INDEX) {
        return Err(value_error(
            "Iterator flags C_INDEX and F_INDEX cannot both be specified",
        ));
    }
    if out.external_loop && (out.has_index || out.has_multi_index) {
        return Err(external_loop_error());
    }
    if out.ranged && out.external_loop && !out.buffered {
        return Err(value_error(
            "Iterator flag RANGED cannot be used with the flag EXTERNAL_LOOP unless BUFFERED is also enabled",
        ));
    }
    if out.buffered {
        out.grow_inner = has(NPY_ITER_GROWINNER);
        out.delayed = has(NPY_ITER_DELAY_BUFALLOC);
    }
    Ok(out)
}

/// The error of an external loop together with an index.
pub(super) fn external_loop_error() -> ferronum_pyrt::Raised {
    value_error(
        "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked",
    )
}

fn operand_flags(f: u32) -> Res<OpFlags> {
    let has = |bit: u32| f & bit != 0;
    if has(NPY_ITER_GLOBAL_FLAGS) {
        return Err(value_error(
            "A global iterator flag was passed as a per-operand flag to the iterator constructor",
        ));
    }
    let modes = [NPY_ITER_READWRITE, NPY_ITER_READONLY, NPY_ITER_WRITEONLY];
    match modes.iter().filter(|&&m| has(m)).count() {
        0 => {
            return Err(value_error(
                "None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand",
            ));
        }
        1 => {}
        _ => {
            return Err(value_error(
                "Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may be specified for an operand",
            ));
        }
    }
    let read = has(NPY_ITER_READWRITE | NPY_ITER_READONLY);
    let write = has(NPY_ITER_READWRITE | NPY_ITER_WRITEONLY);
    if write && f & (NPY_ITER_COPY | NPY_ITER_UPDATEIFCOPY) == NPY_ITER_COPY {
        return Err(value_error(
            "If an iterator operand is writeable, must use the flag UPDATEIFCOPY instead of COPY",
        ));
    }
    if has(NPY_ITER_WRITEMASKED) {
        if !write {
            return Err(value_error(
                "The iterator flag WRITEMASKED may only be used with READWRITE or WRITEONLY",
            ));
        }
        if has(NPY_ITER_ARRAYMASK) {
            return Err(value_error(
                "The iterator flag WRITEMASKED may not be used together with ARRAYMASK",
            ));
        }
    }
    if has(NPY_ITER_VIRTUAL) && !has(NPY_ITER_READWRITE) {
        return Err(value_error(
            "The iterator flag VIRTUAL should be be used together with READWRITE",
        ));
    }
    Ok(OpFlags {
        read,
        write,
        masked: has(NPY_ITER_WRITEMASKED),
        aligned: has(NPY_ITER_ALIGNED),
        contig: has(NPY_ITER_CONTIG),
        ..OpFlags::default()
    })
}

/// Flags of all operands, and which is the mask.
fn all_operand_flags(r: &Request<'_>) -> Res<(Vec<OpFlags>, Option<usize>)> {
    let mut mask = None;
    let mut any_masked = false;
    let mut out = Vec::with_capacity(r.ops.len());
    for (op, &f) in r.op_flags.iter().enumerate() {
        let mut flags = operand_flags(f)?;
        any_masked |= flags.masked;
        if f & NPY_ITER_ARRAYMASK != 0 {
            if mask.is_some() {
                return Err(value_error(
                    "Only one iterator operand may receive an ARRAYMASK flag",
                ));
            }
            mask = Some(op);
        }
        check_operand(r, op, &mut flags)?;
        out.push(flags);
    }
    match (any_masked, mask) {
        (true, None) => Err(value_error(
            "An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was given to supply the mask",
        )),
        (false, Some(_)) => Err(value_error(
            "An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands were given to use the mask",
        )),
        _ => Ok((out, mask)),
    }
}

/// Checks one operand against its flags.
fn check_operand(r: &Request<'_>, op: usize, flags: &mut OpFlags) -> Res<()> {
    let f = r.op_flags[op];
    let Some(a) = r.ops[op] else {
        if f & NPY_ITER_VIRTUAL != 0 {
            flags.is_virtual = true;
            return Ok(());
        }
        if f & NPY_ITER_ALLOCATE == 0 {
            return Err(value_error(
                "Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified",
            ));
        }
        if !flags.write {
            return Err(value_error(
                "Automatic allocation was requested for an iterator operand, but it wasn't flagged for writing",
            ));
        }
        let undelayed = NPY_ITER_BUFFERED | NPY_ITER_DELAY_BUFALLOC;
        if flags.read && r.flags & undelayed == NPY_ITER_BUFFERED {
            return Err(value_error(
                "Automatic allocation was requested for an iterator operand, and it was flagged as readable, but buffering  without delayed allocation was enabled",
            ));
        }
        return Ok(());
    };
    if f & NPY_ITER_VIRTUAL != 0 {
        return Err(value_error(
            "Iterator operand flag VIRTUAL was specified, but the operand was not NULL",
        ));
    }
    if flags.write {
        require_writeable(a, "operand array with iterator write flag set")?;
    }
    if r.flags & NPY_ITER_ZEROSIZE_OK == 0 && a.size() == 0 {
        return Err(value_error(
            "Iteration of zero-sized operands is not enabled",
        ));
    }
    let mut descrs = r.descrs[op].into_iter().chain([a.descr()]);
    if r.flags & NPY_ITER_REFS_OK == 0 && descrs.any(Descr::has_references) {
        return Err(type_error(
            "Iterator operand or requested dtype holds references, but the NPY_ITER_REFS_OK flag was not enabled",
        ));
    }
    Ok(())
}

/// Makes an iterator.
pub fn build(r: &Request<'_>) -> Res<Box<Iter>> {
    let nop = r.ops.len();
    if nop == 0 {
        return Err(value_error("Must provide at least one operand"));
    }
    shape::check_op_axes(r)?;
    let flags = global_flags(r.flags)?;
    let (mut op_flags, mask) = all_operand_flags(r)?;
    let mut wanted = dtypes::requested(r, &mut op_flags)?;

    let ndim = shape::iterator_ndim(r);
    let slots = nop + usize::from(flags.has_index);
    let rows = ndim.max(1);
    let placeholder = crate::dtype::builtin(NPY_VOID);
    let mut it = Box::new(Iter {
        flags,
        ndim,
        slots,
        mask,
        size: 0,
        start: 0,
        end: 0,
        at: 0,
        perm: Vec::with_capacity(rows),
        shape: vec![1; rows],
        index: vec![0; rows],
        strides: vec![0; rows * slots],
        ptrs: vec![std::ptr::null_mut(); slots],
        base: vec![std::ptr::null_mut(); slots],
        base_offsets: vec![0; slots],
        ops: Vec::with_capacity(nop),
        seen: Seen::new(nop),
        buffers: None,
        array_ptrs: Vec::with_capacity(nop),
        descr_ptrs: Vec::with_capacity(nop),
    });
    for (op, a) in r.ops.iter().enumerate() {
        it.base[op] = a.map_or(std::ptr::null_mut(), |a| a.data());
        if let Some(a) = a {
            it.seen.note(op, a);
        }
        it.ops.push(Operand {
            array: a.map(Layout::own),
            descr: placeholder.own(),
            flags: op_flags[op],
        });
    }
    shape::fill_axes(&mut it, r)?;
    shape::check_masked_reductions(&it)?;
    if it.flags.has_index {
        index_strides(&mut it, r.flags & NPY_ITER_F_INDEX != 0);
    }
    order::apply(
        &mut it,
        r.order,
        // An array that is still to be made lies forward, and the others with it.
        r.flags & NPY_ITER_DONT_NEGATE_STRIDES == 0 && r.ops.iter().all(Option::is_some),
    );
    dtypes::resolve(&mut it, r, &mut wanted)?;
    if r.flags & NPY_ITER_COPY_IF_OVERLAP != 0 {
        arrays::find_overlaps(&mut it, r);
    }
    arrays::provide(&mut it, r)?;
    if !it.flags.has_multi_index {
        it.coalesce();
    }
    it.ptrs.copy_from_slice(&it.base);
    it.refresh_pointers();
    it.check_memory()?;
    if it.flags.buffered {
        let size = if r.buffersize > 0 {
            r.buffersize
        } else {
            DEFAULT_BUFFER
        };
        let mut buffers = Box::new(Buffers::new(&it, size));
        buffers.plan(&it);
        it.buffers = Some(buffers);
        if !it.flags.delayed {
            Buffers::start(&mut it)?;
            Buffers::fill_first(&mut it)?;
        }
    }
    Ok(it)
}

/// Why operands do not go together on the axes that they are given, in the iterator's words; `otherwise`, where it would
/// take them.
#[cold]
pub fn refusal(
    ops: &[Option<&Array>],
    op_flags: &[u32],
    op_axes: &[Option<&[c_int]>],
    ndim: usize,
    otherwise: &str,
) -> ferronum_pyrt::Raised {
    let built = build(&Request {
        ops: ops.to_vec(),
        flags: NPY_ITER_REFS_OK | NPY_ITER_ZEROSIZE_OK,
        op_flags: op_flags.to_vec(),
        order: NPY_KEEPORDER,
        casting: NPY_UNSAFE_CASTING,
        descrs: vec![None; ops.len()],
        oa_ndim: Some(ndim),
        op_axes: Some(op_axes.to_vec()),
        itershape: None,
        buffersize: 0,
    });
    match built {
        Err(e) => e,
        Ok(_) => value_error(otherwise),
    }
}

/// The strides of the flat index, in C or Fortran order of the caller's axes.
fn index_strides(it: &mut Iter, fortran: bool) {
    let slot = it.slots - 1;
    let mut step: isize = 1;
    for i in 0..it.ndim {
        let axis = if fortran { it.ndim - 1 - i } else { i };
        let stride = if it.shape[axis] == 1 { 0 } else { step };
        it.set_stride(axis, slot, stride);
        step = step.wrapping_mul(it.shape[axis]);
    }
}

/// `NpyIter_AdvancedNew`'s iterator as the pointer that C code holds.
pub fn into_ptr(it: Box<Iter>) -> *mut NpyIter {
    Box::into_raw(it).cast()
}

/// The borrowed handle of an array pointer.
///
/// # Safety
/// `p` is NULL or a live array.
pub unsafe fn array_opt<'a>(p: *mut PyArrayObject) -> Option<&'a Array> {
    // SAFETY: as the caller vouches.
    unsafe { Array::from_ptr_opt(p.cast()) }
}

/// Keeps an owned reference to each operand's array while a request borrows them.
pub fn owned_operands(ops: &[Option<&Array>]) -> Vec<Option<Own<Array>>> {
    ops.iter().map(|a| a.map(Layout::own)).collect()
}
