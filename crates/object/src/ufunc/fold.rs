//! Reductions over memory: accumulators laid out beside the array, with stride 0 on the reduced axes, and one walk
//! over both.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Owned, Raised, Res};
use ferronum_scalar::float_status;

use crate::casting::can_cast::can_cast_types;
use crate::casting::numeric::announced;
use crate::casting::{float_errors, set_item};
use crate::coerce::from_array;
use crate::model::Descr;
use crate::model::errors::require_writeable;
use crate::model::walked::Walked;
use crate::model::{Array, Dims};
use crate::nditer::construct::refusal;
use crate::nditer::dtypes::cast_error;
use crate::nditer::shape::REDUCTION_AXIS;
use crate::storage::NewArray;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Body, LoopInfo};
use crate::ufunc::execute::{
    Ready, allow_threads, fits, live_descrs, output_strides, plan_error, run_masked, run_silently,
};
use crate::ufunc::fold_blocks::Blocks;
use crate::ufunc::fold_ends::{Accumulators, prepare};
use crate::ufunc::fold_kernels::{self as kernels, Chosen, RELEASE};
use crate::ufunc::reduce::reduced_shape;
use crate::ufunc::strided;
use crate::ufunc::{errstate, lost_status};

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
pub fn broadcast_out(out: &Array, axes: &[bool], ndim: usize, keepdims: bool) -> Dims {
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
    mask: Option<&Array>,
) -> Res<()> {
    if out.ndim() != shape.len() {
        let hint = if keepdims {
            " (must match the operand's when keepdims=True)"
        } else {
            ""
        };
        return Err(value_error(&format!(
            "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {}{hint}",
            uf.name(),
            out.ndim(),
            shape.len()
        )));
    }
    if out.shape() == shape {
        return Ok(());
    }
    Err(shape_refusal(Some(out), array, axes, keepdims, mask))
}

/// Why output, array and mask do not go together.
#[cold]
fn shape_refusal(
    out: Option<&Array>,
    array: &Array,
    axes: &[bool],
    keepdims: bool,
    mask: Option<&Array>,
) -> Raised {
    let mut k = 0;
    let result_axes: Vec<c_int> = (axes[..array.ndim()].iter())
        .map(|&reduced| {
            let own = if reduced && !keepdims { -1 } else { k };
            k += c_int::from(own >= 0);
            if reduced { REDUCTION_AXIS + own } else { own }
        })
        .collect();
    let flags = NPY_ITER_READWRITE | NPY_ITER_ALLOCATE | NPY_ITER_NO_SUBTYPE;
    let n = 2 + usize::from(mask.is_some());
    refusal(
        &[out, Some(array), mask][..n],
        &[
            flags,
            NPY_ITER_READONLY | NPY_ITER_NO_BROADCAST,
            NPY_ITER_READONLY,
        ][..n],
        &[Some(result_axes.as_slice()), None, None][..n],
        array.ndim(),
        "operands could not be broadcast together",
    )
}

/// A new result whose axes lie in memory like those of the array that remain.
pub fn new_result(
    descr: &Own<Descr>,
    array: &Array,
    axes: &[bool],
    keepdims: bool,
) -> Res<Own<Array>> {
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
fn mask_strides(mask: &Array, r: &Reduction<'_>) -> Res<Dims> {
    let array = r.array;
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
            return Err(shape_refusal(r.out, array, r.axes, r.keepdims, Some(mask)));
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
    if !reorderable && count > 1 {
        return Err(value_error(&format!(
            "reduction operation '{}' is not reorderable, so at most one axis may be specified",
            uf.name()
        )));
    }
    let shape = reduced_shape(r.array.shape(), &r.axes[..ndim], r.keepdims);
    if let Some(out) = r.out {
        check_out(uf, out, &shape, r.array, r.axes, r.keepdims, r.mask)?;
        require_writeable(out, "output array")?;
    }
    let mask = match r.mask {
        Some(m) => Some((m.data(), mask_strides(m, r)?)),
        None => None,
    };
    let source = prepare(r)?;
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
    let mut ends = Accumulators::new(r)?;
    let work = ends.work.clone();
    let given = &Reduction {
        array: &source,
        initial: Initial::Absent,
        ..*r
    };
    let mut kernel = kernels::find(given);
    if kernel.is_some_and(|k| k.blocks_only()) {
        let fits = has_initial && {
            let strides = broadcast_out(&work, r.axes, ndim, r.keepdims);
            let plan = Region::of(&source, &work).plan(&strides, source.strides(), None)?;
            kernel.is_some_and(|k| k.fits(&plan))
        };
        kernel = kernel.filter(|_| fits);
    }
    let blocks = match &mask {
        None => None,
        Some(m) => {
            let strides = broadcast_out(&work, r.axes, ndim, r.keepdims);
            let plan = Region::of(&source, &work).plan(&strides, source.strides(), Some(m))?;
            kernels::masked_blocks(given, &plan).map(|b| (b, plan))
        }
    };
    // SAFETY: `place` holds an element of the accumulator's type.
    unsafe { ends.start(r, has_initial.then_some((&**d, place.cast_const())))? };
    drop(guard);
    let array = if kernel.is_some() || blocks.is_some() {
        source.clone()
    } else {
        let cast = || announced(|| cast_input(&source, &r.descrs[1]));
        let (array, lost) = float_errors::collect(cast)?;
        ends.lost |= lost;
        array
    };
    let mut status = Status {
        before: ends.lost,
        ..Status::default()
    };
    if result_size != 0 && size != 0 {
        let live = live_descrs(r.descrs, &[&work, &array, &work]);
        let r = &Reduction {
            descrs: &live,
            initial: Initial::Absent,
            ..*given
        };
        let out_strides = broadcast_out(&work, r.axes, ndim, r.keepdims);
        let _walked = Walked::of_objects(&[&work, &array]);
        if let Some((blocks, plan)) = &blocks {
            status.ran(fold_masked(r, blocks, plan)?);
        } else if has_initial {
            status.ran(fold_region(
                r,
                &Region::of(&array, &work),
                &out_strides,
                array.strides(),
                mask.as_ref(),
                kernel.as_ref(),
            )?);
        } else {
            fold_rest(r, &array, &work, &out_strides, kernel.as_ref(), &mut status)?;
        }
    }
    drop(work);
    let (result, written) = ends.finish(r.out)?;
    let flags = written | status.flags(lost_status::forgets(uf, info));
    if flags != 0 {
        errstate::report("reduce", flags)?;
    }
    Ok(result)
}

/// Float status of a reduction.
#[derive(Default)]
struct Status {
    /// Of the casts before the loop.
    before: u8,
    /// Of the loop.
    own: u8,
    /// Whether there was anything for the loop to do.
    any: bool,
}

impl Status {
    fn ran(&mut self, flags: u8) {
        self.own |= flags;
        self.any = true;
    }

    /// What is left in the end; some loops lose what was before them.
    fn flags(&self, forgets: bool) -> u8 {
        if forgets && self.any {
            self.own
        } else {
            self.own | self.before
        }
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

/// Whether two arrays may have an element in common.
pub fn shares_memory(a: &Array, b: &Array) -> bool {
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

/// The array as behaved elements of a loop's type: itself if it is that already.
pub fn cast_input(a: &Array, d: &Descr) -> Res<Own<Array>> {
    if fits(a, d) {
        return Ok(a.own());
    }
    if !can_cast_types(a.descr(), d, NPY_UNSAFE_CASTING)? {
        return Err(cast_error(1, a.descr(), d, NPY_UNSAFE_CASTING, true));
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
        plan.coalesce();
        Ok(plan)
    }
}

/// Folds a box of elements into their accumulators; the float status.
fn fold_region(
    r: &Reduction<'_>,
    region: &Region,
    out_strides: &[isize],
    in_strides: &[isize],
    mask: Option<&(*mut u8, Dims)>,
    kernel: Option<&Chosen>,
) -> Res<u8> {
    let plan = region.plan(out_strides, in_strides, mask)?;
    if let Some(k) = kernel {
        return Ok(kernels::run(k, &plan));
    }
    let fixed: Vec<isize> = if plan.ndim() == 0 {
        vec![0; 3]
    } else {
        plan.strides(0)[..3].to_vec()
    };
    let ready = Ready::new(r.uf, r.info, r.descrs, true, &fixed)?;
    run_silently(r.info, &ready, &plan, 2, mask.is_some())
}

/// Folds what a mask leaves of the blocks of a float sum; the float status.
fn fold_masked(r: &Reduction<'_>, blocks: &Blocks, plan: &Plan) -> Res<u8> {
    let width = r.descrs[1].elsize();
    let ready = Ready::new(r.uf, r.info, r.descrs, true, &[0, width, 0])?;
    float_status::clear();
    // SAFETY: the plan lies within the arrays, whose elements the reader knows; a block holds items of the loop's type.
    let failed = allow_threads(plan.total() > RELEASE, || unsafe {
        blocks.each_masked(plan, |out, items, mask, n| {
            run_masked(
                &ready,
                &mut [out, items, out, mask],
                &[0, width, 0, 1],
                n,
                3,
                false,
            )
        })
    });
    if failed != 0 {
        return Err(Raised::pending());
    }
    Ok(float_status::get())
}

/// Folds in all but the first elements, box by box.
fn fold_rest(
    r: &Reduction<'_>,
    array: &Array,
    work: &Array,
    out_strides: &[isize],
    kernel: Option<&Chosen>,
    status: &mut Status,
) -> Res<()> {
    let axes: Vec<usize> = (0..array.ndim()).filter(|&a| r.axes[a]).collect();
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
        status.ran(fold_region(
            r,
            &region,
            out_strides,
            array.strides(),
            None,
            kernel,
        )?);
    }
    Ok(())
}
