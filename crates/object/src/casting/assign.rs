//! Assignment of whole arrays: broadcast, overlap, casting rule, mask, one transfer.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy;
use ferronum_pyrt::{Layout, Own, Res};

use super::can_cast::{can_cast_array, can_cast_types, casting_error};
use super::float_errors;
use super::item::Element;
use super::runs::{Runs, broadcast_strides, extent};
use super::transfer::{Options, Transfer};
use crate::array::convert::{broadcast_error, require_writeable};
use crate::array::{Array, Dims, empty_like};
use crate::dtype::Descr;

/// `dst[...] = src` with broadcasting and `casting`, where `mask` (bool, broadcast) is true. Handles overlap.
/// The casting check raises the `TypeError` of `copyto`.
pub fn assign_array(
    dst: &Array,
    src: &Array,
    mask: Option<&Array>,
    casting: NPY_CASTING,
) -> Res<()> {
    require_writeable(dst, "assignment destination")?;
    if src.ndim() == 0 && !std::ptr::eq(src, dst) {
        // One value for all elements; the array keeps it alive. Objects are copied aside, since the
        // destination may be where the value lives.
        check_cast(dst, src, casting, true)?;
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
    let Some(src_strides) = broadcast_strides(src.shape(), src.strides(), &shape) else {
        return Err(broadcast_error(src.shape(), &shape));
    };
    if overlaps(dst, src) && !same_elements(dst, src, &shape, &src_strides) {
        let copy = detached(src)?;
        return assign_array(dst, &copy, mask, casting);
    }
    let mask = mask.map(|m| MaskOperand::new(m, dst, &shape)).transpose()?;
    // SAFETY: both arrays are held by the caller.
    unsafe {
        transfer_all(
            &shape,
            &Side::of(dst),
            &Side {
                strides: src_strides,
                ..Side::of(src)
            },
            mask.as_ref(),
            casting,
        )
    }
}

/// A copy of `src` in memory of its own.
fn detached(src: &Array) -> Res<Own<Array>> {
    let copy = empty_like(src, NPY_KEEPORDER, None, None, false)?;
    assign_array(&copy, src, None, NPY_UNSAFE_CASTING)?;
    Ok(copy)
}

fn check_cast(dst: &Array, src: &Array, casting: NPY_CASTING, scalar: bool) -> Res<()> {
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

/// The memory of two arrays may have bytes in common.
fn overlaps(a: &Array, b: &Array) -> bool {
    let (a0, a1) = extent(a.data(), a.shape(), a.strides(), a.itemsize());
    let (b0, b1) = extent(b.data(), b.shape(), b.strides(), b.itemsize());
    a0 < b1 && b0 < a1
}

/// Each element overlaps with its own source only, so that one pass is right.
fn same_elements(dst: &Array, src: &Array, shape: &[isize], src_strides: &[isize]) -> bool {
    if dst.data() == src.data()
        && dst.itemsize() == src.itemsize()
        && dst
            .strides()
            .iter()
            .zip(src_strides)
            .zip(shape)
            .all(|((a, b), d)| *d == 1 || a == b && a.unsigned_abs() >= dst.itemsize() as usize)
    {
        return shape.iter().filter(|d| **d > 1).count() <= 1 || dst.is_contiguous();
    }
    false
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
        return Ok(());
    }
    // One cast, then copies of the result.
    let aligned = |d: &Descr, p: *const u8| p.addr() % d.alignment().max(1) as usize == 0;
    let mut element = Element::new(dst.descr())?;
    let strides = Dims::filled(shape.len(), 0);
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
    // SAFETY: the array is held by the caller, the element lives until the end.
    unsafe {
        transfer_all(
            &shape,
            &Side::of(dst),
            &Side {
                descr: dst.descr().own(),
                data: element.ptr(),
                strides,
                aligned: true,
            },
            mask.as_ref(),
            NPY_UNSAFE_CASTING,
        )
    }
}

/// A boolean mask broadcast to the destination.
pub(crate) struct MaskOperand {
    array: Own<Array>,
    strides: Dims,
}

impl MaskOperand {
    fn new(mask: &Array, dst: &Array, shape: &[isize]) -> Res<MaskOperand> {
        let Some(strides) = broadcast_strides(mask.shape(), mask.strides(), shape) else {
            return Err(broadcast_error(mask.shape(), shape));
        };
        if overlaps(dst, mask) && !std::ptr::eq(dst, mask) {
            let array = detached(mask)?;
            let strides = broadcast_strides(array.shape(), array.strides(), shape)
                .ok_or_else(|| broadcast_error(array.shape(), shape))?;
            return Ok(MaskOperand { array, strides });
        }
        Ok(MaskOperand {
            array: mask.own(),
            strides,
        })
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
    if let Some(m) = mask {
        let runs = Runs::new(
            shape,
            [&dst.strides, &src.strides, &m.strides],
            [dst.data, src.data, m.array.data()],
        );
        let [ds, ss, ms] = runs.inner_strides();
        let n = runs.inner_len();
        let t = Transfer::with(&src.descr, &dst.descr, [ss, ds], options)?;
        return float_errors::with_float_errors(t.may_set_float_status(), || {
            // SAFETY: the runs lie within the three operands.
            runs.each_run(|[d, s, k]| unsafe { masked_run(&t, d, ds, s, ss, k, ms, n) })
        });
    }
    let runs = Runs::new(shape, [&dst.strides, &src.strides], [dst.data, src.data]);
    let [ds, ss] = runs.inner_strides();
    let n = runs.inner_len();
    if n == 0 {
        return Ok(());
    }
    let t = Transfer::with(&src.descr, &dst.descr, [ss, ds], options)?;
    if let Some(width) = t.copy_width() {
        if runs.ndim() >= 2 && transposed(&runs, width) {
            return copy_transposed(&runs, width as usize);
        }
    }
    float_errors::with_float_errors(t.may_set_float_status(), || {
        // SAFETY: the runs lie within both operands.
        runs.each_run(|[d, s]| unsafe { t.run(s, ss, d, ds, n) })
    })
}

/// The source runs along the axis outside the innermost one.
fn transposed(runs: &Runs<2>, width: isize) -> bool {
    let n = runs.ndim();
    let (d, s) = (runs.strides(0), runs.strides(1));
    d[n - 1] == width && s[n - 1] != width && s[n - 1] != 0 && s[n - 2] == width
}

fn copy_transposed(runs: &Runs<2>, width: usize) -> Res<()> {
    let n = runs.ndim();
    let (rows, cols) = (runs.shape()[n - 2], runs.shape()[n - 1]);
    let ds = [runs.strides(0)[n - 2], runs.strides(0)[n - 1]];
    let ss = [runs.strides(1)[n - 2], runs.strides(1)[n - 1]];
    runs.each_outer(2, |[d, s]| {
        // SAFETY: the planes lie within both operands, which do not overlap.
        unsafe { copy::copy_2d(width, d, ds, s, ss, rows as usize, cols as usize) };
        Ok(())
    })
}

/// Transfers the stretches of a run where the mask is true.
///
/// # Safety
/// `n` elements at each stride.
#[allow(clippy::too_many_arguments, reason = "three strided operands")]
unsafe fn masked_run(
    t: &Transfer,
    d: *mut u8,
    ds: isize,
    s: *const u8,
    ss: isize,
    k: *const u8,
    ms: isize,
    n: isize,
) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        if let Some(width) = t.copy_width() {
            copy::masked_copy(
                width as usize,
                (d, ds),
                (s, ss),
                (k.cast_mut(), ms),
                n as usize,
            );
            return Ok(());
        }
        let on = |i: isize| *k.wrapping_offset(i * ms) != 0;
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
