//! The logical functions: and, or, xor, not.

use ferronum_simd::Level;

use super::map::{Binary, Fold, Map2, Unary, fold_in_order, load};
use super::num::{Arith, Bool, Complex, f16, ops};
use super::{Flags, Kinds, UfuncLoop, pick, stamped};
use crate::kind::Kind;

ops! { And Or Xor Not }

/// Types with a truth; NaN is true.
pub(crate) trait Truth: Arith {
    /// Testing may raise the float status, which the loop then hides.
    const RAISES: bool;
}

macro_rules! truth {
    ($($t:ty, $raises:literal;)+) => { $(impl Truth for $t {
        const RAISES: bool = $raises;
    })+ };
}
truth! {
    Bool, false;
    i8, false;
    u8, false;
    i16, false;
    u16, false;
    i32, false;
    u32, false;
    i64, false;
    u64, false;
    f16, false;
    f32, true;
    f64, true;
    Complex<f32>, true;
    Complex<f64>, true;
}

macro_rules! logical {
    ($($op:ident: |$a:ident, $b:ident| $call:expr;)+) => { $(impl<T: Truth> Binary for $op<T> {
        type A = T;
        type B = T;
        type O = Bool;
        const QUIET: bool = T::RAISES;
        const IN_PLACE: bool = size_of::<T>() == 1;
        #[inline(always)]
        fn call(a: T, b: T, _: &mut Flags) -> Bool {
            let ($a, $b) = (!a.is_zero(), !b.is_zero());
            Bool::from($call)
        }
    })+ };
}
logical! {
    And: |a, b| a & b;
    Or: |a, b| a | b;
    Xor: |a, b| a ^ b;
}

impl<T: Truth> Unary for Not<T> {
    type A = T;
    type O = Bool;
    const QUIET: bool = T::RAISES;
    #[inline(always)]
    fn call(a: T, _: &mut Flags) -> Bool {
        Bool::from(a.is_zero())
    }
}

/// Whether a run of booleans has a true (`WANTED`) or a false item; stops at the first.
#[inline(always)]
unsafe fn contains<const WANTED: bool>(p: *const u8, s: isize, n: usize) -> bool {
    const BLOCK: usize = 512;
    let mut i = 0;
    // SAFETY: every access is to item i < n of the caller's run.
    unsafe {
        if s == 1 {
            while i + BLOCK <= n {
                let mut found = false;
                for k in 0..BLOCK {
                    found |= (*p.add(i + k) != 0) == WANTED;
                }
                if found {
                    return true;
                }
                i += BLOCK;
            }
        }
        (i..n).any(|i| (load::<u8>(p.wrapping_offset(i as isize * s)) != 0) == WANTED)
    }
}

impl Fold for And<Bool> {
    type T = Bool;
    #[inline(always)]
    unsafe fn fold<const L: u8>(
        acc: Bool,
        p: *const u8,
        s: isize,
        n: usize,
        _: &mut Flags,
    ) -> Bool {
        // SAFETY: the caller's contract.
        Bool::from(acc.get() && !unsafe { contains::<false>(p, s, n) })
    }
}

impl Fold for Or<Bool> {
    type T = Bool;
    #[inline(always)]
    unsafe fn fold<const L: u8>(
        acc: Bool,
        p: *const u8,
        s: isize,
        n: usize,
        _: &mut Flags,
    ) -> Bool {
        // SAFETY: the caller's contract.
        Bool::from(acc.get() || unsafe { contains::<true>(p, s, n) })
    }
}

impl Fold for Xor<Bool> {
    type T = Bool;
    #[inline(always)]
    unsafe fn fold<const L: u8>(
        acc: Bool,
        p: *const u8,
        s: isize,
        n: usize,
        st: &mut Flags,
    ) -> Bool {
        // SAFETY: the caller's contract.
        unsafe { fold_in_order::<Self, _>(acc, p, s, n, st) }
    }
}

/// A reduction over another type keeps its result as a boolean in the first operand's byte; the loop contract
/// makes NumPy cast to `bool` first, so only `bool` has a reduction of its own.
pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! binary {
        ($op:ident) => {
            match k {
                Kind::Bool => stamped::<super::map::Fold2<$op<Bool>>>(level),
                _ => pick!(k, level, Map2<$op>, I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128),
            }
        };
    }
    Some(match ufunc {
        "logical_and" => binary!(And),
        "logical_or" => binary!(Or),
        "logical_xor" => binary!(Xor),
        "logical_not" => {
            pick!(k, level, Map1<Not>, Bool I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128)
        }
        "bitwise_and" if k == Kind::Bool => stamped::<super::map::Fold2<And<Bool>>>(level),
        "bitwise_or" if k == Kind::Bool => stamped::<super::map::Fold2<Or<Bool>>>(level),
        "bitwise_xor" if k == Kind::Bool => stamped::<Map2<Xor<Bool>>>(level),
        "invert" if k == Kind::Bool => stamped::<super::map::Map1<Not<Bool>>>(level),
        _ => return None,
    })
}
