//! The kernels' own folds and scans, where a reduction's loop is still the built-in one: many outputs at once, and
//! sums of narrow types without a cast copy.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::Swap;
use ferronum_kernels::plan::Plan;
use ferronum_kernels::pool;
use ferronum_kernels::reduce::{
    self, Fold, Folds, Op, ScanOp, logic_columns, logic_rows, scan_columns, scan_row,
};
use ferronum_pyrt::Own;
use ferronum_scalar::float_status;

use crate::model::{Descr, is_number};
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::LoopInfo;
use crate::ufunc::errstate;
use crate::ufunc::execute::allow_threads;
use crate::ufunc::fold::Reduction;
use crate::ufunc::fold_blocks::{Blocks, Position, Reader};

/// Elements from which the interpreter is released.
pub const RELEASE: usize = 20_000;
/// Elements of a piece of work that is worth a thread.
const GRAIN: usize = 200_000;

/// A fold that stands in for a loop.
#[derive(Clone, Copy)]
pub enum Kernel {
    /// Arithmetic, with the number of items after which float sums begin a new tree (0: never).
    Fold(Folds, usize),
    /// `any` or `all` (true) over items of a type number.
    Logic(bool, i32),
}

/// The kernels' name of a ufunc.
fn op_of(name: &str) -> Option<Op> {
    Some(match name {
        "add" => Op::Add,
        "multiply" => Op::Multiply,
        "maximum" => Op::Maximum,
        "minimum" => Op::Minimum,
        "fmax" => Op::Fmax,
        "fmin" => Op::Fmin,
        "bitwise_and" => Op::BitwiseAnd,
        "bitwise_or" => Op::BitwiseOr,
        "bitwise_xor" => Op::BitwiseXor,
        _ => return None,
    })
}

/// The loops of long doubles are in C, which keeps them in registers: no kernel is quicker.
fn is_quicker_in_c(from: i32) -> bool {
    matches!(from, NPY_LONGDOUBLE | NPY_CLONGDOUBLE)
}

/// The kernel for items of type `from`, given the loop's types, where it is quicker than the loop.
pub fn pick(uf: &UFunc, info: &LoopInfo, from: i32) -> Option<Kernel> {
    kernel_for(uf, info, from).filter(|k| matches!(k, Kernel::Logic(..)) || !is_quicker_in_c(from))
}

fn kernel_for(uf: &UFunc, info: &LoopInfo, from: i32) -> Option<Kernel> {
    if !info.is_builtin(uf) {
        return None;
    }
    let (acc, item) = (info.dtypes[0].type_num(), info.dtypes[1].type_num());
    let name = uf.name();
    if let "logical_or" | "logical_and" = name {
        let numbers = is_number(from) && acc == NPY_BOOL && item == NPY_BOOL;
        return numbers.then_some(Kernel::Logic(name == "logical_and", from));
    }
    let op = op_of(name)?;
    if acc != item {
        return None;
    }
    if from == item {
        return reduce::get(op, from).map(|f| Kernel::Fold(f, 0));
    }
    if op != Op::Add {
        return None;
    }
    let chunk = if crate::model::is_integer(acc) {
        0
    } else {
        match errstate::bufsize() {
            Ok(n) => n,
            Err(e) => {
                e.clear();
                return None;
            }
        }
    };
    reduce::get_widening_sum(from, acc).map(|f| Kernel::Fold(f, chunk))
}

/// A kernel for a reduction, with what its items need on the way.
#[derive(Clone, Copy)]
pub struct Chosen {
    kernel: Kernel,
    reader: Reader,
    /// The order of additions shows in the result.
    ordered: bool,
    /// Worth while for blocks only: items need converting, or the loop is quicker where they lie.
    blocks_only: bool,
}

impl Chosen {
    /// Whether items have to go through blocks.
    pub fn blocks_only(&self) -> bool {
        self.blocks_only
    }

    /// Whether a plan can be folded.
    pub fn fits(&self, plan: &Plan) -> bool {
        !self.blocks_only || (self.ordered && self.blocks(plan).is_some())
    }

    fn blocks(&self, plan: &Plan) -> Option<Blocks> {
        let buffer = match errstate::bufsize() {
            Ok(n) => n.max(1),
            Err(e) => {
                e.clear();
                return None;
            }
        };
        Blocks::of(plan, self.reader, buffer, self.ordered)
    }
}

/// The blocks of a float sum under a mask, where the reference gathers its items: those that lie on several axes that
/// memory does not join, or are converted on the way.
pub fn masked_blocks(r: &Reduction<'_>, plan: &Plan) -> Option<Blocks> {
    let (num, item) = (r.array.descr().type_num(), r.descrs[1].type_num());
    let inexact = |n: i32| is_number(n) && n != NPY_BOOL && !crate::model::is_integer(n);
    if r.uf.name() != "add"
        || !r.info.is_builtin(r.uf)
        || !inexact(item)
        || r.descrs[0].type_num() != item
        || !is_number(num)
    {
        return None;
    }
    let d = r.array.descr();
    let reader = if num == item {
        Reader::copying(
            usize::try_from(d.elsize()).ok()?,
            swap_of(d),
            r.array.is_aligned(),
        )?
    } else {
        Reader::casting(num, item, swap_of(d))?
    };
    let buffer = match errstate::bufsize() {
        Ok(n) => n.max(1),
        Err(e) => {
            e.clear();
            return None;
        }
    };
    Blocks::of(plan, reader, buffer, true)
}

/// How bytes are exchanged to bring an item into native order.
fn swap_of(d: &Descr) -> Swap {
    match (d.is_native(), crate::model::is_complex(d.type_num())) {
        (true, _) => Swap::None,
        (false, false) => Swap::Whole,
        (false, true) => Swap::Halves,
    }
}

/// The kernel for a reduction.
pub fn find(r: &Reduction<'_>) -> Option<Chosen> {
    let a = r.array;
    let d = a.descr();
    let plain = is_number(d.type_num())
        || (d.is_datetime_like() && d.datetime_meta() == r.descrs[1].datetime_meta());
    if r.mask.is_some() || !plain {
        return None;
    }
    let num = d.type_num();
    let inexact = |n: i32| is_number(n) && n != NPY_BOOL && !crate::model::is_integer(n);
    let (acc, item) = (r.descrs[0].type_num(), r.descrs[1].type_num());
    let ordered = r.uf.name() == "add" && inexact(acc);
    let swap = swap_of(d);
    let (kernel, reader) = match kernel_for(r.uf, r.info, num) {
        Some(k) => {
            let width = usize::try_from(d.elsize()).ok()?;
            (k, Reader::copying(width, swap, a.is_aligned())?)
        }
        None if ordered => (
            kernel_for(r.uf, r.info, item)?,
            Reader::casting(num, item, swap)?,
        ),
        None => return None,
    };
    let quick_loop = is_quicker_in_c(num) && matches!(kernel, Kernel::Fold(..));
    Some(Chosen {
        kernel,
        reader,
        ordered,
        blocks_only: reader.converts || quick_loop,
    })
}

impl Kernel {
    /// Runs one fold.
    ///
    /// # Safety
    /// The memory is as `fold` says, of the types that the kernel was chosen for.
    pub unsafe fn call(&self, fold: &Fold, columns: bool) {
        // SAFETY: as the caller vouches.
        unsafe {
            match self {
                Kernel::Fold(f, chunk) => {
                    let fold = Fold {
                        chunk: *chunk,
                        ..*fold
                    };
                    if columns {
                        (f.columns)(&fold);
                    } else {
                        (f.rows)(&fold);
                    }
                }
                Kernel::Logic(every, num) => {
                    if columns {
                        logic_columns(*every, *num, fold);
                    } else {
                        logic_rows(*every, *num, fold);
                    }
                }
            }
        }
    }
}

/// Runs a fold, its outputs shared among threads if there is much to do.
///
/// # Safety
/// As `Kernel::call`.
unsafe fn call_split(k: &Kernel, fold: &Fold, columns: bool) {
    let total = fold.m.saturating_mul(fold.n);
    if total < 2 * GRAIN || fold.m < 2 {
        // SAFETY: as the caller vouches.
        return unsafe { k.call(fold, columns) };
    }
    let grain = (GRAIN / fold.n.max(1)).max(if columns { 64 } else { 1 });
    pool::parallel_ranges(fold.m, grain, |range| {
        let at = range.start as isize;
        let part = Fold {
            out: fold.out.wrapping_offset(at.wrapping_mul(fold.out_stride)),
            src: fold.src.wrapping_offset(at.wrapping_mul(fold.src_outer)),
            m: range.len(),
            ..*fold
        };
        // SAFETY: a part of the outputs with their items.
        unsafe { k.call(&part, columns) }
    });
}

/// Runs a kernel over a plan of (accumulator, item, accumulator); the float status.
pub fn run(chosen: &Chosen, plan: &Plan) -> u8 {
    if plan.total() == 0 {
        return 0;
    }
    float_status::clear();
    let release = plan.total() > RELEASE;
    let (k, blocks) = (&chosen.kernel, chosen.blocks(plan));
    // SAFETY: the plan lies within the two arrays, whose types the kernel was chosen for.
    allow_threads(release, || unsafe {
        match &blocks {
            Some(b) => b.fold(k, plan),
            None => walk(k, plan),
        }
    });
    float_status::get()
}

/// # Safety
/// The plan's operands are (accumulator, item, accumulator) of the kernel's types.
unsafe fn walk(k: &Kernel, plan: &Plan) {
    let axis = |i: usize| -> (isize, isize, usize) {
        if i < plan.ndim() {
            let s = plan.strides(i);
            (s[0], s[1], plan.shape()[i] as usize)
        } else {
            (0, 0, 1)
        }
    };
    let (o0, s0, n0) = axis(0);
    let (o1, s1, n1) = axis(1);
    // The inner axis is folded where the accumulator stands still; one such axis is enough for a fold.
    let columns = o0 != 0;
    let pair = if columns { o1 == 0 } else { o1 != 0 || n1 == 1 };
    let used = if pair { 2 } else { 1 };
    let one = |out: *mut u8, src: *mut u8| Fold {
        out,
        out_stride: if columns { o0 } else { o1 },
        m: if columns {
            n0
        } else if pair {
            n1
        } else {
            1
        },
        src,
        src_outer: if columns { s0 } else { s1 },
        src_stride: if columns { s1 } else { s0 },
        n: if columns {
            if pair { n1 } else { 1 }
        } else {
            n0
        },
        chunk: 0,
    };
    let mut at = Position::new(plan, used.min(plan.ndim()));
    loop {
        // SAFETY: as the caller vouches.
        unsafe { call_split(k, &one(at.out, at.src), columns) };
        if !at.advance() {
            return;
        }
    }
}

/// The scan that stands in for `accumulate` with a loop.
pub fn scan_of(uf: &UFunc, info: &LoopInfo, descrs: &[Own<Descr>]) -> Option<(ScanOp, i32)> {
    if !info.is_builtin(uf) {
        return None;
    }
    let num = descrs[0].type_num();
    let op = match uf.name() {
        "add" => ScanOp::Add,
        "multiply" => ScanOp::Multiply,
        _ => return None,
    };
    is_number(num).then_some((op, num))
}

/// Runs a scan over `len` columns of `n` items with axis strides `so` and `si`; false where the kernels have none.
///
/// # Safety
/// `ptrs` and `steps` describe the columns of output and input.
#[allow(clippy::too_many_arguments, reason = "an inner loop's state")]
pub unsafe fn scan(
    op: ScanOp,
    num: i32,
    ptrs: &[*mut u8],
    steps: &[isize],
    len: usize,
    n: isize,
    so: isize,
    si: isize,
    rows: bool,
) -> bool {
    // SAFETY: as the caller vouches.
    unsafe {
        if rows {
            return scan_columns(
                op,
                num,
                (ptrs[0], [so, steps[0]]),
                (ptrs[1], [si, steps[1]]),
                n as usize,
                len,
            );
        }
        for i in 0..len as isize {
            let out = ptrs[0].wrapping_offset(i * steps[0]);
            let src = ptrs[1].wrapping_offset(i * steps[1]);
            if !scan_row(op, num, (out, so), (src, si), n as usize) {
                return false;
            }
        }
        true
    }
}
