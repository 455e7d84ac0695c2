//! Element-by-element loops of the ufuncs.
//!
//! An operation is a zero-sized type with one scalar function ([`map::Unary`], [`map::Binary`] …). The generic
//! bodies of [`map`] turn it into a loop over strided memory and [`stamped`] compiles that loop once per CPU
//! level. Operands need no alignment. An output may be the very memory of an input of the same item size; where
//! operands overlap in other ways the elements are computed strictly in order, which is what accumulation needs.

mod arith;
mod bitwise;
mod compare;
mod complex_math;
mod floatdiv;
mod floats;
mod half_loops;
mod intdiv;
mod invariant;
mod libm;
mod libmvec;
mod logical;
mod longdouble;
pub mod map;
mod math;
mod minmax;
pub mod num;
mod pairwise;
mod poly;
mod scale;
mod single;
mod vecmath;

use std::cell::Cell;
use std::ffi::{c_char, c_void};

use ferronum_simd::{Level, stamp_levels, status};

use crate::kind::Kind;

/// NumPy's legacy inner loop: operand pointers, the count behind `dimensions`, byte steps, loop data.
pub type UfuncLoop = unsafe extern "C" fn(
    args: *mut *mut c_char,
    dimensions: *const isize,
    steps: *const isize,
    data: *mut c_void,
);

/// A loop body, generic over the CPU level `L` (1, 3 or 4) that it is compiled for.
pub trait Loop {
    /// Runs the loop.
    ///
    /// # Safety
    /// As for [`UfuncLoop`]: `args` and `steps` hold one entry per operand, and each operand is valid for
    /// `dimensions[0]` items at its step.
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dimensions: *const isize,
        steps: *const isize,
        data: *mut c_void,
    );
}

stamp_levels! {
    /// The copy of the loop `K` for a level.
    pub fn stamped<K: Loop>(
        args: *mut *mut c_char,
        dimensions: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) = run
}

/// The loop `K` as compiled for the baseline: for bodies that mostly wait for library functions.
///
/// # Safety
/// As [`UfuncLoop`].
pub unsafe extern "C" fn plain<K: Loop>(
    args: *mut *mut c_char,
    dimensions: *const isize,
    steps: *const isize,
    data: *mut c_void,
) {
    // SAFETY: the caller's contract.
    unsafe { K::run::<1>(args, dimensions, steps, data) }
}

/// Errors of a loop that are no float status.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum LoopError {
    /// An integer was raised to a negative integer power.
    NegativePower,
}

/// What a run of elements raised: float status bits of [`status`], and `NEGATIVE_POWER`.
pub struct Flags(pub(crate) u32);

thread_local! {
    static LOOP_ERROR: Cell<Option<LoopError>> = const { Cell::new(None) };
}

/// Takes the error that loops on this thread have left since the last call. Only loops whose
/// [`LoopEntry::can_fail`](crate::registry::LoopEntry) is set ever leave one.
pub fn take_loop_error() -> Option<LoopError> {
    LOOP_ERROR.take()
}

/// Leaves `error` for [`take_loop_error`] on this thread: how a pool hands on what its workers met.
pub fn put_loop_error(error: LoopError) {
    LOOP_ERROR.set(Some(error));
}

impl Flags {
    /// An integer was raised to a negative power.
    pub(crate) const NEGATIVE_POWER: u32 = 0x1_0000;

    /// Hands everything on to the float status and to [`take_loop_error`].
    #[inline(always)]
    pub(crate) fn raise(&self) {
        if self.0 != 0 {
            self.raise_slow();
        }
    }

    #[cold]
    #[inline(never)]
    fn raise_slow(&self) {
        status::raise(self.0 & 0x3f);
        if self.0 & Self::NEGATIVE_POWER != 0 {
            put_loop_error(LoopError::NegativePower);
        }
    }
}

/// The kinds of a loop's operands, inputs first.
pub(crate) type Kinds<'a> = &'a [Kind];

/// A loop and the data that it is called with.
pub(crate) struct Found {
    pub(crate) func: UfuncLoop,
    pub(crate) data: usize,
}

/// The loop of a ufunc for these operand kinds, if there is one.
pub(crate) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<Found> {
    if let Some(found) = math::find(ufunc, kinds, level) {
        return Some(found);
    }
    let rooms = [
        arith::find,
        compare::find,
        minmax::find,
        logical::find,
        bitwise::find,
        intdiv::find,
        floats::find,
        floatdiv::find,
        complex_math::find,
        longdouble::find,
    ];
    let func = rooms.iter().find_map(|find| find(ufunc, kinds, level))?;
    Some(Found { func, data: 0 })
}

/// The loops by name, for [`pick`].
mod loops {
    pub(crate) use super::map::{Fold2, Map1, Map1x2, Map2, Map3};
    pub(crate) use super::vecmath::{Vec2, Vec2x2};
}

/// Picks `$wrap<$op<T>>` at `$level` for the element type of `$kind`; leaves the function with `None` for a kind
/// that is not listed.
macro_rules! pick {
    ($kind:expr, $level:expr, $wrap:ident<$op:ident>, $($k:ident)+) => {
        match $kind {
            $($crate::kind::Kind::$k => $crate::elementwise::stamped::<
                $crate::elementwise::loops::$wrap<$op<$crate::elementwise::num::kinds::$k>>,
            >($level),)+
            _ => return None,
        }
    };
    // With the loops that halves have of their own.
    ($kind:expr, $level:expr, $wrap:ident<$op:ident>, $half:ident + $($k:ident)+) => {
        match $kind {
            $crate::kind::Kind::F16 => $crate::elementwise::stamped::<
                $crate::elementwise::half_loops::$half<$op<f32>, $op<$crate::elementwise::num::f16>>,
            >($level),
            _ => $crate::elementwise::pick!($kind, $level, $wrap<$op>, $($k)+),
        }
    };
}
use pick;
