//! Reductions on strided memory, beyond what one inner-loop call per output gives: many outputs at once.
//!
//! A reduction of `n` items into each of `m` outputs comes in two forms: `rows` folds the items of one output
//! after the other (float sums by NumPy's tree), `columns` adds item by item to all outputs. The forms give
//! different float sums; which one the reference takes follows from the order of the axes, so the caller
//! chooses. Outputs hold the start value (the identity or the first item) when a fold begins.
//!
//! Also here: argmin and argmax, any, all, counting, running sums, and the sums that moments are made of.

mod arg;
mod columns;
mod lanes;
mod logic;
mod moments;
mod ops;
mod rows;
mod scan;
#[cfg(test)]
mod tests;
pub(crate) mod tree;

use std::marker::PhantomData;

pub use arg::{arg_columns, arg_row};
pub use logic::{all, any, count_nonzero, logic_columns, logic_rows};
pub use moments::{Moment, moment_rows};
pub use scan::{ScanOp, scan_columns, scan_row};

use crate::num::{Complex, Half, LongDouble, Stamp};
use crate::stamp::{Isa, Op as Work, dispatch};
use ops::*;

/// What is folded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the ufuncs of the same names")]
pub enum Op {
    Add,
    Multiply,
    Minimum,
    Maximum,
    Fmin,
    Fmax,
    BitwiseAnd,
    BitwiseOr,
    BitwiseXor,
}

/// Memory of a fold: `m` outputs, for each `n` items, all at byte strides.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Fold {
    /// First output.
    pub out: *mut u8,
    /// From one output to the next.
    pub out_stride: isize,
    /// Number of outputs.
    pub m: usize,
    /// First item of the first output.
    pub src: *const u8,
    /// From the first item of one output to that of the next.
    pub src_outer: isize,
    /// From one item to the next.
    pub src_stride: isize,
    /// Items per output.
    pub n: usize,
    /// Float sums begin a new tree after so many items (the buffer size when the reference casts); 0: never.
    pub chunk: usize,
}

// SAFETY: a plain description; who runs it answers for the memory.
unsafe impl Send for Fold {}
// SAFETY: as above.
unsafe impl Sync for Fold {}

/// A fold: `out[j] = out[j] op items of j`.
///
/// The memory must be as the [`Fold`] says; outputs do not overlap the items.
pub type FoldFn = unsafe fn(&Fold);

/// Both forms of a fold.
#[derive(Clone, Copy, Debug)]
pub struct Folds {
    /// One output after the other.
    pub rows: FoldFn,
    /// All outputs, item by item.
    pub columns: FoldFn,
}

/// The folds of `op` on a NumPy type number, where output and items are of one type.
pub fn get(op: Op, num: i32) -> Option<Folds> {
    macro_rules! by_int {
        ($F:ident, $($num:pat => $t:ty),+) => {
            match num {
                $($num => Some(folds::<$F<$t>>()),)+
                _ => None,
            }
        };
    }
    macro_rules! ints {
        ($F:ident) => {
            by_int!($F, 1 => i8, 2 => u8, 3 => i16, 4 => u16, 5 => i32, 6 => u32, 7 | 9 => i64, 8 | 10 => u64)
        };
    }
    macro_rules! floats {
        ($F:ident) => {
            by_int!($F, 11 => f32, 12 => f64, 13 => LongDouble, 23 => Half, 14 => Complex<f32>,
                15 => Complex<f64>, 16 => Complex<LongDouble>)
        };
    }
    match op {
        Op::Add => match num {
            0 => Some(folds::<BoolOr>()),
            22 => Some(folds::<StampSum>()),
            _ => ints!(IntSum).or_else(|| floats!(FloatSum)),
        },
        Op::Multiply => match num {
            0 => Some(folds::<BoolAnd>()),
            _ => ints!(IntProduct).or_else(|| floats!(FloatProduct)),
        },
        Op::Maximum => match num {
            0 => Some(folds::<BoolOr>()),
            21 | 22 => Some(folds::<Largest<Stamp>>()),
            _ => ints!(Largest).or_else(|| floats!(Largest)),
        },
        Op::Minimum => match num {
            0 => Some(folds::<BoolAnd>()),
            21 | 22 => Some(folds::<Smallest<Stamp>>()),
            _ => ints!(Smallest).or_else(|| floats!(Smallest)),
        },
        Op::Fmax => match num {
            0 => Some(folds::<BoolOr>()),
            21 | 22 => Some(folds::<LargestNumber<Stamp>>()),
            _ => ints!(Largest).or_else(|| floats!(LargestNumber)),
        },
        Op::Fmin => match num {
            0 => Some(folds::<BoolAnd>()),
            21 | 22 => Some(folds::<SmallestNumber<Stamp>>()),
            _ => ints!(Smallest).or_else(|| floats!(SmallestNumber)),
        },
        Op::BitwiseAnd => match num {
            0 => Some(folds::<BoolAnd>()),
            _ => ints!(IntAnd),
        },
        Op::BitwiseOr => match num {
            0 => Some(folds::<BoolOr>()),
            _ => ints!(IntOr),
        },
        Op::BitwiseXor => match num {
            0 => Some(folds::<BoolXor>()),
            _ => ints!(IntXor),
        },
    }
}

/// The sums of items of type `from` in outputs of the wider type `to`, without a cast copy: booleans and
/// integers in `long`, `ulong` or `double`, half in `float` and `double`, `float` in `double`.
pub fn get_widening_sum(from: i32, to: i32) -> Option<Folds> {
    macro_rules! table {
        ($to:ty, $F:ident, $($num:pat => $t:ty),+) => {
            match from {
                $($num => Some(folds::<$F<$t, $to>>()),)+
                _ => None,
            }
        };
    }
    match to {
        7 | 9 => {
            table!(i64, WideIntSum, 0 => crate::num::Bool, 1 => i8, 2 => u8, 3 => i16, 4 => u16, 5 => i32, 6 => u32)
        }
        8 | 10 => table!(u64, WideIntSum, 0 => crate::num::Bool, 2 => u8, 4 => u16, 6 => u32),
        11 => table!(f32, WideFloatSum, 23 => Half),
        12 => {
            table!(f64, WideFloatSum, 0 => crate::num::Bool, 1 => i8, 2 => u8, 3 => i16, 4 => u16, 5 => i32, 6 => u32,
            7 | 9 => i64, 8 | 10 => u64, 11 => f32, 23 => Half)
        }
        _ => None,
    }
}

fn folds<F: Folder>() -> Folds {
    Folds {
        rows: run_rows::<F>,
        columns: run_columns::<F>,
    }
}

unsafe fn run_rows<F: Folder>(fold: &Fold) {
    // SAFETY: the caller's description of the memory.
    unsafe {
        quietly::<F>(|| {
            if rows::is_large::<F>(fold) {
                rows::fold_large::<F>(fold)
            } else {
                dispatch(Rows::<F>(*fold, PhantomData))
            }
        })
    }
}

unsafe fn run_columns<F: Folder>(fold: &Fold) {
    // SAFETY: the caller's description of the memory.
    unsafe { quietly::<F>(|| dispatch(Columns::<F>(*fold, PhantomData))) }
}

/// Comparisons with NaN raise a status that the reference does not report.
fn quietly<F: Folder>(run: impl FnOnce()) {
    if F::COMPARES {
        ferronum_scalar::float_status::preserve(run)
    } else {
        run()
    }
}

struct Rows<F>(Fold, PhantomData<F>);
impl<F: Folder> Work for Rows<F> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        // SAFETY: the caller's description of the memory.
        unsafe { rows::fold::<I, F>(&self.0) }
    }
}

struct Columns<F>(Fold, PhantomData<F>);
impl<F: Folder> Work for Columns<F> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        // SAFETY: the caller's description of the memory.
        unsafe { columns::fold::<I, F>(&self.0) }
    }
}
