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
    /// Brings items into native byte order before they are cast.
    swap: Option<Swapping>,
}

/// The exchange of bytes in items of `width` bytes, in pieces as above.
#[derive(Clone, Copy)]
struct Swapping {
    copy: StridedLoop,
    parts: usize,
    width: usize,
}

/// Items that are swapped at once.
const SWAPPED: usize = 128;

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
            swap: None,
        })
    }

    /// Casts numbers.
    pub fn casting(from: i32, to: i32, swap: Swap) -> Option<Self> {
        let swap = match swap {
            Swap::None => None,
            swap => {
                let width = cast::item_size(from)?;
                let r = Self::copying(width, swap, true)?;
                Some(Swapping {
                    copy: r.copy,
                    parts: r.parts,
                    width,
                })
            }
        };
        Some(Self {
            width: cast::item_size(to)?,
            converts: true,
            copy: cast::get(from, to, true, false)?,
            parts: 1,
            swap,
        })
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
        let Some(swap) = self.swap else {
            // SAFETY: as the caller vouches.
            return unsafe { copy_parts(self.copy, self.parts, dst, dst_stride, src, stride, n) };
        };
        let mut native = [0u128; SWAPPED * 2];
        let native = native.as_mut_ptr().cast::<u8>();
        let step = swap.width as isize;
        let mut at = 0;
        while at < n {
            let m = SWAPPED.min(n - at);
            let from = src.wrapping_offset(at as isize * stride);
            let to = dst.wrapping_offset(at as isize * dst_stride);
            // SAFETY: as the caller vouches; the buffer holds that many items of at most 32 bytes.
            unsafe {
                copy_parts(swap.copy, swap.parts, native, step, from, stride, m);
                copy_parts(self.copy, 1, to, dst_stride, native, step, m);
            }
            at += m;
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
        let width = self.width;
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
}

/// Runs a loop on each of the pieces that items consist of.
///
/// # Safety
/// Both sides are good for `n` items at their strides; the loop needs neither context nor data.
unsafe fn copy_parts(
    run: StridedLoop,
    parts: usize,
    dst: *mut u8,
    dst_stride: isize,
    src: *const u8,
    stride: isize,
    n: usize,
) {
    for part in 0..parts {
        // SAFETY: as the caller vouches.
        unsafe {
            let data: [*mut c_char; 2] = [
                src.add(part * 16).cast_mut().cast(),
                dst.add(part * 16).cast(),
            ];
            run(
                null(),
                data.as_ptr(),
                &(n as isize),
                [stride, dst_stride].as_ptr(),
                null_mut(),
            );
        }
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
        let mut scratch = Scratch::of(self.block * self.reader.width);
        let mut at = Position::new(plan, self.run);
        loop {
            let mut items = Gather::new(self, plan, &at, 1, self.reader);
            loop {
                // SAFETY: as the caller vouches; the scratch memory holds a block.
                unsafe {
                    match items.next(scratch.ptr()) {
                        0 => break,
                        n => self.close(kernel, at.out, scratch.ptr(), n),
                    }
                }
            }
            if !at.advance() {
                return;
            }
        }
    }

    /// Hands `each` the blocks of all accumulators, with the part of the mask that belongs to each: (accumulator,
    /// items, mask, number). Ends with the first answer that is not 0.
    ///
    /// # Safety
    /// The plan's operands are (accumulator, item, accumulator, bool) of the types of accumulator and reader.
    pub unsafe fn each_masked(
        &self,
        plan: &Plan,
        mut each: impl FnMut(*mut u8, *mut u8, *mut u8, usize) -> i32,
    ) -> i32 {
        let Some(bools) = Reader::copying(1, Swap::None, true) else {
            return 0;
        };
        let mut scratch = Scratch::of(self.block * self.reader.width);
        let mut which = Scratch::of(self.block);
        let mut at = Position::new(plan, self.run);
        loop {
            let mut items = Gather::new(self, plan, &at, 1, self.reader);
            let mut mask = Gather::new(self, plan, &at, 3, bools);
            loop {
                // SAFETY: as the caller vouches; the scratch memory holds a block of each.
                let n = unsafe { items.next(scratch.ptr()).min(mask.next(which.ptr())) };
                if n == 0 {
                    break;
                }
                let answer = each(at.out, scratch.ptr(), which.ptr(), n);
                if answer != 0 {
                    return answer;
                }
            }
            if !at.advance() {
                return 0;
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

/// Memory for a block, aligned for any item.
struct Scratch(Vec<u128>);

impl Scratch {
    fn of(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes.div_ceil(16)))
    }

    fn ptr(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }
}

/// Lays one operand's items of an accumulator's run side by side, block by block.
struct Gather<'a> {
    blocks: &'a Blocks,
    plan: &'a Plan,
    /// The operand.
    op: usize,
    reader: Reader,
    /// The place among the axes from the third on.
    place: Position<'a>,
    /// The next item: its row, and its place in that.
    row: usize,
    item: usize,
    over: bool,
}

impl<'a> Gather<'a> {
    fn new(
        blocks: &'a Blocks,
        plan: &'a Plan,
        at: &Position<'_>,
        op: usize,
        reader: Reader,
    ) -> Self {
        Self {
            blocks,
            plan,
            op,
            reader,
            place: Position {
                from: 2.min(blocks.run),
                to: blocks.run,
                at: vec![0; blocks.run - 2.min(blocks.run)],
                plan,
                out: at.out,
                src: at.src,
                mask: at.mask,
            },
            row: 0,
            item: 0,
            over: false,
        }
    }

    /// Fills the next block; the number of its items is 0 at the end.
    ///
    /// # Safety
    /// The plan lies in memory that may be read; `scratch` is good for a block of the reader's items.
    unsafe fn next(&mut self, scratch: *mut u8) -> usize {
        let (block, by_row) = (self.blocks.block, self.blocks.by_row);
        let length = self.plan.shape()[0] as usize;
        let stride = self.plan.strides(0)[self.op];
        let (rows, row_stride) = if self.blocks.run > 1 {
            (self.plan.shape()[1] as usize, self.plan.strides(1)[self.op])
        } else {
            (1, 0)
        };
        let mut filled = 0;
        while !self.over {
            let first = if self.op == 3 {
                self.place.mask
            } else {
                self.place.src
            };
            let from =
                first.wrapping_offset(self.row as isize * row_stride + self.item as isize * stride);
            let room = block - filled;
            // SAFETY: positions within the run and the block.
            unsafe {
                let into = scratch.add(filled * self.reader.width);
                if self.item == 0 && room >= length {
                    let n = (room / length).min(rows - self.row);
                    let n = if by_row { 1 } else { n };
                    self.reader
                        .read_rows(into, from, (length, stride), (n, row_stride));
                    filled += n * length;
                    self.row += n;
                } else {
                    let n = room.min(length - self.item);
                    let width = self.reader.width as isize;
                    self.reader.read(into, width, from, stride, n);
                    filled += n;
                    self.item += n;
                    if self.item == length {
                        self.item = 0;
                        self.row += 1;
                    }
                }
            }
            if self.row == rows {
                self.row = 0;
                self.over = !self.place.advance();
            }
            if filled == block || (by_row && self.item == 0) {
                break;
            }
        }
        filled
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
    /// The mask at this place, where the plan has one as its fourth operand.
    mask: *mut u8,
}

impl<'a> Position<'a> {
    /// The first place among all axes from `from` on.
    pub fn new(plan: &'a Plan, from: usize) -> Self {
        Self {
            plan,
            from,
            to: plan.ndim(),
            at: vec![0; plan.ndim() - from],
            out: plan.ptrs()[0],
            src: plan.ptrs()[1],
            mask: plan.ptrs().get(3).copied().unwrap_or(null_mut()),
        }
    }

    /// Goes on to the next place; false after the last.
    pub fn advance(&mut self) -> bool {
        for axis in self.from..self.to {
            let (n, s) = (self.plan.shape()[axis], self.plan.strides(axis));
            let at = &mut self.at[axis - self.from];
            let of_mask = s.get(3).copied().unwrap_or(0);
            *at += 1;
            self.out = self.out.wrapping_offset(s[0]);
            self.src = self.src.wrapping_offset(s[1]);
            self.mask = self.mask.wrapping_offset(of_mask);
            if *at < n {
                return true;
            }
            self.out = self.out.wrapping_offset(s[0].wrapping_mul(-n));
            self.src = self.src.wrapping_offset(s[1].wrapping_mul(-n));
            self.mask = self.mask.wrapping_offset(of_mask.wrapping_mul(-n));
            *at = 0;
        }
        false
    }
}
