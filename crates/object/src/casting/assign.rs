//! Assignment of whole arrays: broadcast, overlap, casting rule, mask, one transfer.

use std::ffi::c_char;

use ferronum_abi::prelude::*;
use ferronum_kernels::copy;
use ferronum_kernels::plan::{Operand, Overlap, Plan, Region, overlap};
use ferronum_kernels::pool;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Res};

use super::can_cast::{can_cast_array, can_cast_types, casting_error};
use super::float_errors;
use super::item::Element;
use super::transfer::{Options, Transfer};
use crate::model::errors::shape_text;
use crate::model::errors::{broadcast_error, require_writeable};
use crate::model::overlap::overlaps_itself;
use crate::model::walked::{Walked, is_quiet};
use crate::model::{Array, Dims};
use crate::model::{Descr, is_complex};
use crate::storage::empty_like;

/// `dst[...] = src` with broadcasting and `casting`, where `mask` (bool, broadcast) is true. Handles overlap.
/// The casting check raises the `TypeError` of `copyto`.
pub fn assign_array(
    dst: &Array,
    src: &Array,
    mask: Option<&Array>,
    casting: NPY_CASTING,
) -> Res<()> {
    require_writeable(dst, "assignment destination")?;
    if mask.is_none() && casting == NPY_UNSAFE_CASTING && quick(dst, src)? {
        return Ok(());
    }
    // Loops that can run Python code must find the memory where it was.
    let _marks =
        (!is_quiet(dst.descr()) || !is_quiet(src.descr())).then(|| Walked::new(&[dst, src]));
    if src.ndim() == 0 && !std::ptr::eq(src, dst) {
        check_cast(dst, src, casting, true)?;
        // The element is copied aside, since the destination may be where it lives.
        let mut element = Element::new(src.descr())?;
        // SAFETY: both hold one element of the descr.
        unsafe {
            let t = Transfer::new(src.descr(), src.descr(), 0, 0, false, false)?;
            t.run(src.data(), 0, element.ptr(), 0, 1)?;
            return fill(dst, src.descr(), element.ptr(), mask, casting);
        }
    }
    if src.data() == dst.data()
        && src.descr().is(dst.descr())
        && src.shape() == dst.shape()
        && src.strides() == dst.strides()
        && mask.is_none()
    {
        return Ok(());
    }
    check_cast(dst, src, casting, false)?;
    let shape = Dims::from(dst.shape());
    let side = broadcast_side(src, &shape)?;
    if overlaps(dst, src) && !same_elements(dst, &side, &shape) {
        if mask.is_none() && moved_bytes(dst, src) {
            return Ok(());
        }
        let copy = detached(src)?;
        return assign_array(dst, &copy, mask, casting);
    }
    let mask = mask.map(|m| MaskOperand::new(m, dst, &shape)).transpose()?;
    if mask.is_none() && overlaps_itself(dst) {
        // SAFETY: both arrays are held by the caller.
        return unsafe { transfer_in_order(&shape, &Side::of(dst), &side, casting) };
    }
    // SAFETY: both arrays are held by the caller.
    unsafe { transfer_all(&shape, &Side::of(dst), &side, mask.as_ref(), casting) }
}

/// Bytes above which the general path, which can use threads, takes over.
const QUICK: isize = 1 << 20;

/// Numbers side by side: one loop, without a plan. False if the arrays are not of that kind.
fn quick(dst: &Array, src: &Array) -> Res<bool> {
    let (d, s) = (dst.descr(), src.descr());
    if !d.is_native_number() || !s.is_native_number() || !dst.is_aligned() || !src.is_aligned() {
        return Ok(false);
    }
    let n = dst.size();
    let both = dst.flags() & src.flags();
    let (ss, ds) = if both & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) != 0 {
        (s.elsize(), d.elsize())
    } else if dst.ndim() == 1 && src.ndim() == 1 {
        (src.strides()[0], dst.strides()[0])
    } else {
        return Ok(false);
    };
    if dst.ndim() == 0 || dst.shape() != src.shape() || n * (s.elsize() + d.elsize()) > QUICK {
        return Ok(false);
    }
    if n == 0 {
        // The general way warns about imaginary parts even where there are none.
        return Ok(!crate::model::is_complex(s.type_num()));
    }
    let ends = |a: &Array, stride: isize| {
        let first = a.data().addr() as isize;
        let last = first + (n - 1) * stride;
        (first.min(last), first.max(last) + a.itemsize())
    };
    let ((dl, dh), (sl, sh)) = (ends(dst, ds), ends(src, ss));
    if dl < sh && sl < dh {
        return Ok(false);
    }
    let (from, to) = (s.type_num(), d.type_num());
    if from == to && ss == s.elsize() && ds == ss {
        // SAFETY: `n` items on both sides, apart from each other.
        unsafe {
            std::ptr::copy_nonoverlapping(src.data(), dst.data(), (n * ss) as usize);
        }
        return Ok(true);
    }
    if is_complex(from) && !is_complex(to) {
        return Ok(false);
    }
    let tight = ss == s.elsize() && ds == d.elsize();
    let run = super::numeric::kernel(from, to, tight)?;
    float_errors::with_float_errors(super::numeric::can_raise(from, to), || {
        let data = [src.data().cast::<c_char>(), dst.data().cast()];
        // SAFETY: the kernel needs neither context nor auxiliary data; `n` items on both sides.
        unsafe {
            run(
                std::ptr::null_mut(),
                data.as_ptr(),
                &n,
                [ss, ds].as_ptr(),
                std::ptr::null_mut(),
            );
        }
        Ok(())
    })?;
    Ok(true)
}

/// A copy of `src` in memory of its own.
fn detached(src: &Array) -> Res<Own<Array>> {
    let copy = empty_like(src, NPY_KEEPORDER, None, None, false)?;
    assign_array(&copy, src, None, NPY_UNSAFE_CASTING)?;
    Ok(copy)
}

fn check_cast(dst: &Array, src: &Array, casting: NPY_CASTING, scalar: bool) -> Res<()> {
    if casting == NPY_UNSAFE_CASTING && dst.descr().is(src.descr()) {
        return Ok(());
    }
    let ok = if scalar {
        can_cast_array(src, dst.descr(), casting)?
    } else {
        can_cast_types(src.descr(), dst.descr(), casting)?
    };
    if ok {
        return Ok(());
    }
    Err(casting_error(src.descr(), dst.descr(), casting, scalar))
}

/// The array as a region of memory.
fn region(a: &Array) -> Region<'_> {
    Region {
        ptr: a.data().addr(),
        itemsize: a.itemsize() as usize,
        shape: a.shape(),
        strides: a.strides(),
    }
}

/// The memory of two arrays may have bytes in common.
pub fn overlaps(a: &Array, b: &Array) -> bool {
    overlap(&region(a), &region(b), 1) != Overlap::No
}

/// Each element overlaps with its own source only, so that one pass is right.
fn same_elements(dst: &Array, src: &Side, shape: &[isize]) -> bool {
    let strides = Dims::from(dst.strides());
    // Fields may change places within an element.
    let whole = !dst.descr().has_fields() || dst.descr().is(&src.descr);
    whole
        && dst.data() == src.data
        && dst.itemsize() == src.descr.elsize()
        && strides
            .iter()
            .zip(&*src.strides)
            .zip(shape)
            .all(|((a, b), d)| *d == 1 || a == b && a.unsigned_abs() >= dst.itemsize() as usize)
        && (shape.iter().filter(|d| **d > 1).count() <= 1 || dst.is_contiguous())
}

/// Moves the bytes of overlapping contiguous arrays of one plain dtype; false where that does not fit.
fn moved_bytes(dst: &Array, src: &Array) -> bool {
    let plain = dst.descr().is(src.descr()) && super::plain_bytes(dst.descr());
    if !plain || dst.shape() != src.shape() || !dst.is_c_contiguous() || !src.is_c_contiguous() {
        return false;
    }
    // SAFETY: both arrays hold that many bytes.
    unsafe { std::ptr::copy(src.data(), dst.data(), dst.nbytes() as usize) };
    true
}

/// `dst[...] = element`, the element lying at `ptr` as `descr`.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn assign_raw_scalar(
    dst: &Array,
    descr: &Descr,
    ptr: *const u8,
    mask: Option<&Array>,
    casting: NPY_CASTING,
) -> Res<()> {
    if !can_cast_types(descr, dst.descr(), casting)? {
        return Err(casting_error(descr, dst.descr(), casting, true));
    }
    let _marks = (!is_quiet(dst.descr()) || !is_quiet(descr)).then(|| Walked::new(&[dst]));
    // SAFETY: as the caller vouches.
    unsafe { fill(dst, descr, ptr, mask, casting) }
}

/// # Safety
/// As `assign_raw_scalar`; the cast was checked.
unsafe fn fill(
    dst: &Array,
    descr: &Descr,
    ptr: *const u8,
    mask: Option<&Array>,
    casting: NPY_CASTING,
) -> Res<()> {
    require_writeable(dst, "assignment destination")?;
    let shape = Dims::from(dst.shape());
    let mask = mask.map(|m| MaskOperand::new(m, dst, &shape)).transpose()?;
    if shape.contains(&0) {
        if !descr.is(dst.descr()) {
            // What the preparation of the cast has to say, it says also where nothing is cast.
            Transfer::with(descr, dst.descr(), [0, 0], Options::default())?;
        }
        return Ok(());
    }
    // One cast, then copies of the result.
    let aligned = |d: &Descr, p: *const u8| p.addr().is_multiple_of(d.alignment().max(1) as usize);
    let mut element = Element::new(dst.descr())?;
    // SAFETY: one element on both sides.
    unsafe {
        let t = Transfer::with(
            descr,
            dst.descr(),
            [0, 0],
            Options {
                aligned: aligned(descr, ptr),
                move_references: false,
                same_value: casting & NPY_SAME_VALUE_CASTING_FLAG != 0,
            },
        )?;
        t.run_checked(ptr, 0, element.ptr(), 0, 1)?;
    }
    let src = Side {
        descr: dst.descr().own(),
        data: element.ptr(),
        strides: Dims::filled(shape.len(), 0),
        aligned: true,
    };
    // SAFETY: the array is held by the caller, the element lives until the end.
    unsafe {
        transfer_all(
            &shape,
            &Side::of(dst),
            &src,
            mask.as_ref(),
            NPY_UNSAFE_CASTING,
        )
    }
}

/// The strides of an operand seen from a shape that it broadcasts to; `None` where it does not.
pub fn broadcast_strides(shape: &[isize], strides: &[isize], to: &[isize]) -> Option<Dims> {
    let mut out = Dims::filled(to.len(), 0);
    // Leading axes of length one may be dropped.
    let extra = shape.len().saturating_sub(to.len());
    if shape[..extra].iter().any(|&d| d != 1) {
        return None;
    }
    let (shape, strides) = (&shape[extra..], &strides[extra..]);
    let shift = to.len() - shape.len();
    for i in 0..shape.len() {
        if shape[i] == to[i + shift] {
            out[i + shift] = if shape[i] == 1 { 0 } else { strides[i] };
        } else if shape[i] != 1 {
            return None;
        }
    }
    Some(out)
}

/// A boolean mask broadcast to the destination.
pub(crate) struct MaskOperand {
    array: Own<Array>,
    strides: Dims,
}

impl MaskOperand {
    fn new(mask: &Array, dst: &Array, shape: &[isize]) -> Res<MaskOperand> {
        let array = if overlaps(dst, mask) {
            detached(mask)?
        } else {
            mask.own()
        };
        match broadcast_strides(array.shape(), array.strides(), shape) {
            // Unlike a source, a mask has no axes too many.
            Some(strides) if array.ndim() <= dst.ndim() => Ok(MaskOperand { array, strides }),
            _ => Err(value_error(&format!(
                "could not broadcast where mask from shape {} into shape {}",
                shape_text(array.shape()),
                shape_text(shape)
            ))),
        }
    }
}

/// One operand of an assignment.
pub(crate) struct Side {
    pub descr: Own<Descr>,
    pub data: *mut u8,
    pub strides: Dims,
    pub aligned: bool,
}

impl Side {
    fn of(a: &Array) -> Side {
        Side {
            descr: a.descr().own(),
            data: a.data(),
            strides: Dims::from(a.strides()),
            aligned: a.is_aligned(),
        }
    }
}

/// An array as the source of a block of the given shape.
pub(crate) fn broadcast_side(a: &Array, shape: &[isize]) -> Res<Side> {
    match broadcast_strides(a.shape(), a.strides(), shape) {
        Some(strides) => Ok(Side {
            strides,
            ..Side::of(a)
        }),
        None => Err(broadcast_error(a.shape(), shape)),
    }
}

/// Moves all elements of `shape` from `src` to `dst`, where the mask is true. The operands do not overlap.
///
/// # Safety
/// Both sides hold elements of their descrs at their strides for the whole shape.
pub(crate) unsafe fn transfer_all(
    shape: &[isize],
    dst: &Side,
    src: &Side,
    mask: Option<&MaskOperand>,
    casting: NPY_CASTING,
) -> Res<()> {
    let options = Options {
        aligned: src.aligned && dst.aligned,
        move_references: false,
        same_value: casting & NPY_SAME_VALUE_CASTING_FLAG != 0,
    };
    let operand = |ptr: *mut u8, strides| Operand {
        ptr,
        shape,
        strides,
    };
    let pair = [
        operand(dst.data, &*dst.strides),
        operand(src.data, &src.strides),
    ];
    let mut plan = match mask {
        None => Plan::new(shape, &pair),
        Some(m) => {
            let third = operand(m.array.data(), &m.strides);
            Plan::new(shape, &[pair[0], pair[1], third])
        }
    }
    .map_err(|_| value_error("array is too big"))?;
    plan.optimise();
    if plan.total() == 0 {
        if !src.descr.is(&dst.descr) {
            // What the preparation of the cast has to say, it says also where nothing is cast.
            Transfer::with(&src.descr, &dst.descr, [0, 0], options)?;
        }
        return Ok(());
    }
    let steps = match plan.ndim() {
        0 => [0, 0],
        _ => [plan.strides(0)[1], plan.strides(0)[0]],
    };
    let t = Transfer::with(&src.descr, &dst.descr, steps, options)?;
    if mask.is_some() {
        // SAFETY: the runs lie within the three operands.
        return unsafe { run_masked(&t, &plan) };
    }
    if let Some(width) = t.copy_width()
        && plan.ndim() >= 2
        && steps[1] == width
        && steps[0] != width
        && plan.strides(1)[1] == width
    {
        // SAFETY: the planes lie within both operands, which do not overlap.
        return unsafe { copy_transposed(&plan, width as usize) };
    }
    float_errors::with_float_errors(t.may_set_float_status(), || {
        let bytes = (src.descr.elsize() + dst.descr.elsize()).max(1) as usize;
        if t.is_parallel() && plan.total() > PARALLEL_FROM / bytes {
            // SAFETY: the runs lie within both operands; pieces share no element.
            return unsafe { run_parallel(&t, &plan) };
        }
        // SAFETY: the runs lie within both operands.
        unsafe { run_plan(&t, &plan) }
    })
}

/// The same where the destination overlaps itself and the last write counts: along its strides, the smallest innermost.
///
/// # Safety
/// As `transfer_all`.
unsafe fn transfer_in_order(
    shape: &[isize],
    dst: &Side,
    src: &Side,
    casting: NPY_CASTING,
) -> Res<()> {
    let options = Options {
        aligned: src.aligned && dst.aligned,
        move_references: false,
        same_value: casting & NPY_SAME_VALUE_CASTING_FLAG != 0,
    };
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    axes.sort_by_key(|&a| std::cmp::Reverse(dst.strides[a].unsigned_abs()));
    let (mut to, mut from) = (dst.data, src.data);
    let (mut sizes, mut ds, mut ss) = (Dims::new(), Dims::new(), Dims::new());
    for &a in &axes {
        let (mut d, mut s) = (dst.strides[a], src.strides[a]);
        if d < 0 {
            let last = shape[a] - 1;
            to = to.wrapping_offset(d.wrapping_mul(last));
            from = from.wrapping_offset(s.wrapping_mul(last));
            (d, s) = (-d, -s);
        }
        // No more axes than the arrays have.
        let _fits = sizes.push(shape[a]) && ds.push(d) && ss.push(s);
    }
    let operand = |ptr: *mut u8, strides| Operand {
        ptr,
        shape: &sizes,
        strides,
    };
    let plan = Plan::new(&sizes, &[operand(to, &*ds), operand(from, &*ss)])
        .map_err(|_| value_error("array is too big"))?;
    let steps = match plan.ndim() {
        0 => [0, 0],
        _ => [plan.strides(0)[1], plan.strides(0)[0]],
    };
    let t = Transfer::with(&src.descr, &dst.descr, steps, options)?;
    float_errors::with_float_errors(t.may_set_float_status(), || {
        // SAFETY: the runs lie within both operands.
        unsafe { run_plan(&t, &plan) }
    })
}

/// Bytes, read and written, from which a copy or cast is worth a second thread: a quarter of a millisecond. Below, a
/// thread that gets no processor in time costs many times what it could save.
const PARALLEL_FROM: usize = 24 << 20;

/// # Safety
/// The plan's two operands are valid for the transfer.
unsafe fn run_plan(t: &Transfer, plan: &Plan) -> Res<()> {
    let mut out = Ok(());
    plan.for_each_inner(|p, s, n| {
        if out.is_ok() {
            // SAFETY: as the caller vouches.
            out = unsafe { t.run(p[1], s[1], p[0], s[0], n as isize) };
        }
    });
    out
}

/// # Safety
/// As `run_plan`; no two elements of the destination overlap.
unsafe fn run_parallel(t: &Transfer, plan: &Plan) -> Res<()> {
    struct Shared<'a>(&'a Transfer);
    // SAFETY: only transfers that need neither the interpreter nor buffers come here.
    unsafe impl Sync for Shared<'_> {}
    impl Shared<'_> {
        /// # Safety
        /// As `run_plan`.
        unsafe fn run(&self, piece: &Plan) {
            // SAFETY: as the caller vouches. Such transfers cannot fail.
            let done = unsafe { run_plan(self.0, piece) };
            debug_assert!(done.is_ok());
        }
    }
    let axis = (0..plan.ndim())
        .rev()
        .find(|&i| plan.strides(i)[0] != 0 && plan.shape()[i] >= 8);
    let Some(axis) = axis else {
        // SAFETY: as the caller vouches.
        return unsafe { run_plan(t, plan) };
    };
    let len = plan.shape()[axis] as usize;
    let grain = len.div_ceil(pool::threads() * 4).max(1);
    let shared = Shared(t);
    let shared = &shared;
    pool::parallel_ranges(len, grain, |range| {
        let piece = plan.piece(axis, range.start as isize, range.end as isize);
        // SAFETY: as the caller vouches.
        unsafe { shared.run(&piece) };
    });
    Ok(())
}

/// Copies planes in which source and destination run along different axes.
///
/// # Safety
/// The plan's two operands hold elements of `width` bytes and do not overlap.
unsafe fn copy_transposed(plan: &Plan, width: usize) -> Res<()> {
    let (cols, rows) = (plan.shape()[0] as usize, plan.shape()[1] as usize);
    let ds = [plan.strides(1)[0], plan.strides(0)[0]];
    let ss = [plan.strides(1)[1], plan.strides(0)[1]];
    let shape = Dims::from(&plan.shape()[2..]);
    let strides = |op: usize| {
        let mut d = Dims::new();
        for axis in 2..plan.ndim() {
            let _fits = d.push(plan.strides(axis)[op]);
        }
        d
    };
    let (outer_d, outer_s) = (strides(0), strides(1));
    // The plan's axes run from the inside out; the order of planes does not matter.
    let outer = Plan::new(
        &shape,
        &[
            Operand {
                ptr: plan.ptrs()[0],
                shape: &shape,
                strides: &outer_d,
            },
            Operand {
                ptr: plan.ptrs()[1],
                shape: &shape,
                strides: &outer_s,
            },
        ],
    )
    .map_err(|_| value_error("array is too big"))?;
    outer.for_each_inner(|p, s, n| {
        for i in 0..n as isize {
            // SAFETY: as the caller vouches.
            unsafe {
                copy::copy_2d(
                    width,
                    p[0].wrapping_offset(i * s[0]),
                    ds,
                    p[1].wrapping_offset(i * s[1]),
                    ss,
                    rows,
                    cols,
                );
            }
        }
    });
    Ok(())
}

/// # Safety
/// The plan's operands are destination, source and mask.
unsafe fn run_masked(t: &Transfer, plan: &Plan) -> Res<()> {
    float_errors::with_float_errors(t.may_set_float_status(), || {
        let mut out = Ok(());
        plan.for_each_inner(|p, s, n| {
            if out.is_ok() {
                // SAFETY: as the caller vouches.
                out = unsafe { masked_run(t, p, s, n as isize) };
            }
        });
        out
    })
}

/// Transfers the stretches of a run where the mask is true.
///
/// # Safety
/// `n` elements of destination, source and mask at each stride.
unsafe fn masked_run(t: &Transfer, p: &[*mut u8], steps: &[isize], n: isize) -> Res<()> {
    let ([d, s, k], [ds, ss, ks]) = ([p[0], p[1], p[2]], [steps[0], steps[1], steps[2]]);
    // SAFETY: as the caller vouches.
    unsafe {
        if let Some(width) = t.copy_width() {
            copy::masked_copy(
                width as usize,
                (d, ds),
                (s.cast_const(), ss),
                (k.cast_const(), ks),
                n as usize,
            );
            return Ok(());
        }
        let on = |i: isize| *k.wrapping_offset(i * ks) != 0;
        let mut i = 0;
        while i < n {
            while i < n && !on(i) {
                i += 1;
            }
            let start = i;
            while i < n && on(i) {
                i += 1;
            }
            if i > start {
                t.run(
                    s.wrapping_offset(start * ss),
                    ss,
                    d.wrapping_offset(start * ds),
                    ds,
                    i - start,
                )?;
            }
        }
    }
    Ok(())
}

/// `PyArray_CopyInto`: unsafe casting, no mask.
pub fn copy_into(dst: &Array, src: &Array) -> Res<()> {
    assign_array(dst, src, None, NPY_UNSAFE_CASTING)
}
