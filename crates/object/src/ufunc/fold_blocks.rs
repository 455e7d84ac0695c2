//! Folds over several axes that memory does not join: their items are laid side by side in blocks first.
//!
//! Float sums depend on where a tree of additions begins and ends. The reference gathers such items into its buffer:
//! as many whole inner boxes as the buffer (`np.setbufsize`) holds become one tree. A row longer than the buffer is a
//! tree of its own, or, where items are converted on the way, one tree per buffer. Here the same boundaries are kept.

use std::ffi::c_char;
use std::ptr::{null, null_mut};

use ferronum_kernels::cast::{self, StridedLoop};
use ferronum_kernels::copy::{self, Swap};
use ferronum_kernels::plan::Plan;
use ferronum_kernels::reduce::Fold;

use crate::ufunc::fold_kernels::Kernel;

/// How items get into a block.
#[derive(Clone, Copy)]
pub struct Reader {
    /// Bytes of an item in a block.
    pub width: usize,
    /// Whether the reference copies each item into its buffer, wherever it lies: other type or byte order, unaligned.
    pub converts: bool,
    copy: StridedLoop,
    /// Pieces of 16 bytes that an item is copied in.
    parts: usize,
}

impl Reader {
    /// Copies items of `width` bytes; no single loop copies those of 32.
    pub fn copying(width: usize, swap: Swap, aligned: bool) -> Option<Self> {
        let (unit, how, parts) = match (width, swap) {
            (32, Swap::None) => (16, Swap::None, 2),
            (32, _) => (16, Swap::Whole, 2),
            (1 | 2 | 4 | 8 | 16, swap) => (width, swap, 1),
            _ => return None,
        };
        Some(Self {
            width,
            converts: swap != Swap::None || !aligned,
            copy: copy::get(unit, how, false, false)?,
            parts,
        })
    }

    /// Casts numbers of native byte order.
    pub fn casting(from: i32, to: i32) -> Option<Self> {
        Some(Self {
            width: cast::item_size(to)?,
            converts: true,
            copy: cast::get(from, to, true, false)?,
            parts: 1,
        })
    }
}

/// A fold that runs over blocks.
pub struct Blocks {
    reader: Reader,
    /// Leading axes of the plan on which the accumulator stands still.
    run: usize,
    /// Items of a block.
    block: usize,
    /// Blocks end with each innermost row.
    by_row: bool,
}

impl Blocks {
    /// The blocks of a plan over (accumulator, item, …), or `None` where the items can be folded where they lie.
    ///
    /// `buffer` is the length of the reference's buffer in items, `ordered` says that the order of additions shows.
    pub fn of(plan: &Plan, reader: Reader, buffer: usize, ordered: bool) -> Option<Self> {
        let run = (0..plan.ndim())
            .take_while(|&i| plan.strides(i)[0] == 0)
            .count();
        let row = *plan.shape().first()? as usize;
        let long = row > buffer;
        if run == 0
            || plan.total() == 0
            || (!reader.converts && (run < 2 || long || !(ordered || row < 32)))
        {
            return None;
        }
        let mut core = 1;
        for &n in &plan.shape()[..run] {
            if core * n as usize > buffer {
                break;
            }
            core *= n as usize;
        }
        let total: usize = plan.shape()[..run].iter().map(|&n| n as usize).product();
        Some(Self {
            reader,
            run,
            block: (buffer / core * core).min(total),
            by_row: long,
        })
    }

    /// Folds everything.
    ///
    /// # Safety
    /// The plan's operands are (accumulator, item, …) of the kernel's types, but for what the reader changes.
    pub unsafe fn fold(&self, kernel: &Kernel, plan: &Plan) {
        let mut scratch: Vec<u128> =
            Vec::with_capacity((self.block * self.reader.width).div_ceil(16));
        let scratch = scratch.as_mut_ptr().cast::<u8>();
        let mut at = Position::new(plan, self.run);
        loop {
            // SAFETY: as the caller vouches; the scratch memory holds a block.
            unsafe { self.fold_run(kernel, plan, at.out, at.src, scratch) };
            if !at.advance() {
                return;
            }
        }
    }

    /// Folds the items of one accumulator's run.
    ///
    /// # Safety
    /// As `fold`; `scratch` is good for a block.
    unsafe fn fold_run(
        &self,
        kernel: &Kernel,
        plan: &Plan,
        out: *mut u8,
        src: *mut u8,
        scratch: *mut u8,
    ) {
        let row = plan.shape()[0] as usize;
        let stride = plan.strides(0)[1];
        let (rows, row_stride) = if self.run > 1 {
            (plan.shape()[1] as usize, plan.strides(1)[1])
        } else {
            (1, 0)
        };
        let mut filled = 0;
        let mut place = Position::within(plan, 2.min(self.run), self.run, src);
        loop {
            let (mut j, mut i) = (0, 0);
            while j < rows {
                let from = place
                    .src
                    .wrapping_offset(j as isize * row_stride + i as isize * stride);
                let room = self.block - filled;
                // SAFETY: positions within the run and the block.
                unsafe {
                    let into = scratch.add(filled * self.reader.width);
                    if i == 0 && room >= row {
                        let n = (room / row).min(rows - j);
                        let n = if self.by_row { 1 } else { n };
                        self.read_rows(into, from, (row, stride), (n, row_stride));
                        filled += n * row;
                        j += n;
                    } else {
                        let n = room.min(row - i);
                        self.read(into, self.reader.width as isize, from, stride, n);
                        filled += n;
                        i += n;
                        if i == row {
                            i = 0;
                            j += 1;
                        }
                    }
                    if filled == self.block || (self.by_row && i == 0) {
                        self.close(kernel, out, scratch, filled);
                        filled = 0;
                    }
                }
            }
            if !place.advance() {
                break;
            }
        }
        if filled > 0 {
            // SAFETY: `filled` items are in the block.
            unsafe { self.close(kernel, out, scratch, filled) };
        }
    }

    /// # Safety
    /// Both sides are good for `n` items at their strides.
    unsafe fn read(
        &self,
        dst: *mut u8,
        dst_stride: isize,
        src: *const u8,
        stride: isize,
        n: usize,
    ) {
        for part in 0..self.reader.parts {
            // SAFETY: as the caller vouches; these loops need neither context nor data.
            unsafe {
                let data: [*mut c_char; 2] = [
                    src.add(part * 16).cast_mut().cast(),
                    dst.add(part * 16).cast(),
                ];
                (self.reader.copy)(
                    null(),
                    data.as_ptr(),
                    &(n as isize),
                    [stride, dst_stride].as_ptr(),
                    null_mut(),
                );
            }
        }
    }

    /// Rows side by side; many short ones are read column by column.
    ///
    /// # Safety
    /// `dst` has room for all of them.
    unsafe fn read_rows(
        &self,
        dst: *mut u8,
        src: *const u8,
        (row, stride): (usize, isize),
        (n, row_stride): (usize, isize),
    ) {
        let width = self.reader.width;
        let step = (row * width) as isize;
        // SAFETY: as the caller vouches.
        unsafe {
            if row < n {
                for i in 0..row {
                    let from = src.wrapping_offset(i as isize * stride);
                    self.read(dst.add(i * width), step, from, row_stride, n);
                }
            } else {
                for j in 0..n as isize {
                    let from = src.wrapping_offset(j * row_stride);
                    self.read(dst.offset(j * step), width as isize, from, stride, row);
                }
            }
        }
    }

    /// Folds a filled block into the accumulator.
    ///
    /// # Safety
    /// `out` is the accumulator, `scratch` holds `n` items.
    unsafe fn close(&self, kernel: &Kernel, out: *mut u8, scratch: *const u8, n: usize) {
        let fold = Fold {
            out,
            out_stride: 0,
            m: 1,
            src: scratch,
            src_outer: 0,
            src_stride: self.reader.width as isize,
            n,
            chunk: 0,
        };
        // SAFETY: as the caller vouches.
        unsafe { kernel.call(&fold, false) };
    }
}

/// A place among the axes `from..to` of a plan over (accumulator, item, …).
pub struct Position<'a> {
    plan: &'a Plan,
    from: usize,
    to: usize,
    at: Vec<isize>,
    /// The accumulator at this place.
    pub out: *mut u8,
    /// The item at this place.
    pub src: *mut u8,
}

impl<'a> Position<'a> {
    /// The first place among all axes from `from` on.
    pub fn new(plan: &'a Plan, from: usize) -> Self {
        let mut p = Self::within(plan, from, plan.ndim(), plan.ptrs()[1]);
        p.out = plan.ptrs()[0];
        p
    }

    fn within(plan: &'a Plan, from: usize, to: usize, src: *mut u8) -> Self {
        Self {
            plan,
            from,
            to,
            at: vec![0; to - from],
            out: null_mut(),
            src,
        }
    }

    /// Goes on to the next place; false after the last.
    pub fn advance(&mut self) -> bool {
        for axis in self.from..self.to {
            let (n, s) = (self.plan.shape()[axis], self.plan.strides(axis));
            let at = &mut self.at[axis - self.from];
            *at += 1;
            self.out = self.out.wrapping_offset(s[0]);
            self.src = self.src.wrapping_offset(s[1]);
            if *at < n {
                return true;
            }
            self.out = self.out.wrapping_offset(s[0].wrapping_mul(-n));
            self.src = self.src.wrapping_offset(s[1].wrapping_mul(-n));
            *at = 0;
        }
        false
    }
}
