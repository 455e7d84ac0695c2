//! The six comparisons.

use ferronum_scalar::half;
use ferronum_simd::{Level, status};

use super::map::{Binary, Map2};
use super::num::{Bool, Complex, Float, f16, ops};
use super::{Flags, Kinds, UfuncLoop, pick, stamped};
use crate::kind::Kind;

ops! { Less LessEqual Equal NotEqual Greater GreaterEqual }

/// Order and equality. Nothing compares with NaN; complex numbers go by real, then by imaginary part.
pub(crate) trait Compare: Copy {
    /// Comparing may raise the float status, which the loop then hides.
    const RAISES: bool = false;
    fn lt(self, o: Self) -> bool;
    fn le(self, o: Self) -> bool;
    fn eq(self, o: Self) -> bool;
    /// What asking for the order of the two must raise.
    #[inline(always)]
    fn unordered(self, _: Self) -> u32 {
        0
    }
}

macro_rules! compare_natively {
    ($($t:ty, $raises:literal;)+) => { $(impl Compare for $t {
        const RAISES: bool = $raises;
        #[inline(always)]
        fn lt(self, o: Self) -> bool { self < o }
        #[inline(always)]
        fn le(self, o: Self) -> bool { self <= o }
        #[inline(always)]
        fn eq(self, o: Self) -> bool { self == o }
    })+ };
}
compare_natively! {
    i8, false;
    u8, false;
    i16, false;
    u16, false;
    i32, false;
    u32, false;
    i64, false;
    u64, false;
    f32, true;
    f64, true;
}

impl Compare for Bool {
    #[inline(always)]
    fn lt(self, o: Self) -> bool {
        !self.get() & o.get()
    }
    #[inline(always)]
    fn le(self, o: Self) -> bool {
        !self.get() | o.get()
    }
    #[inline(always)]
    fn eq(self, o: Self) -> bool {
        self.get() == o.get()
    }
}

impl Compare for f16 {
    #[inline(always)]
    fn lt(self, o: Self) -> bool {
        half::lt(self.to_bits(), o.to_bits())
    }
    #[inline(always)]
    fn le(self, o: Self) -> bool {
        half::le(self.to_bits(), o.to_bits())
    }
    #[inline(always)]
    fn eq(self, o: Self) -> bool {
        half::eq(self.to_bits(), o.to_bits())
    }
}

impl<T: Float> Compare for Complex<T> {
    const RAISES: bool = true;
    #[inline(always)]
    fn lt(self, o: Self) -> bool {
        ((self.re < o.re) & !self.im.is_nan() & !o.im.is_nan())
            | ((self.re == o.re) & (self.im < o.im))
    }
    #[inline(always)]
    fn le(self, o: Self) -> bool {
        ((self.re < o.re) & !self.im.is_nan() & !o.im.is_nan())
            | ((self.re == o.re) & (self.im <= o.im))
    }
    #[inline(always)]
    fn eq(self, o: Self) -> bool {
        (self.re == o.re) & (self.im == o.im)
    }
    // Parts are compared with signalling comparisons, the imaginary ones if the real ones are equal.
    #[inline(always)]
    fn unordered(self, o: Self) -> u32 {
        let real = self.re.is_nan() | o.re.is_nan();
        let imaginary = (self.re == o.re) & (self.im.is_nan() | o.im.is_nan());
        if real | imaginary { status::INVALID } else { 0 }
    }
}

macro_rules! comparisons {
    ($($op:ident $ordering:literal: |$a:ident, $b:ident| $call:expr;)+) => { $(impl<T: Compare> Binary for $op<T> {
        type A = T;
        type B = T;
        type O = Bool;
        const QUIET: bool = T::RAISES;
        #[inline(always)]
        fn call($a: T, $b: T, st: &mut Flags) -> Bool {
            if $ordering {
                st.0 |= $a.unordered($b);
            }
            Bool::from($call)
        }
    })+ };
}
comparisons! {
    Less true: |a, b| a.lt(b);
    LessEqual true: |a, b| a.le(b);
    Equal false: |a, b| a.eq(b);
    NotEqual false: |a, b| !a.eq(b);
    Greater true: |a, b| b.lt(a);
    GreaterEqual true: |a, b| b.le(a);
}

/// A signed against an unsigned 64-bit integer, exactly; `O` is one of the operations above.
struct SignedUnsigned<O>(std::marker::PhantomData<O>);
/// The same with the operands the other way round.
struct UnsignedSigned<O>(std::marker::PhantomData<O>);

/// The comparison that an operation makes, on the sign of the difference.
trait Ordering3 {
    fn of(less: bool, equal: bool) -> bool;
}

macro_rules! ordering {
    ($($op:ident: |$less:ident, $equal:ident| $call:expr;)+) => { $(impl Ordering3 for $op<()> {
        #[inline(always)]
        fn of($less: bool, $equal: bool) -> bool {
            $call
        }
    })+ };
}
ordering! {
    Less: |less, _equal| less;
    LessEqual: |less, equal| less | equal;
    Equal: |_less, equal| equal;
    NotEqual: |_less, equal| !equal;
    Greater: |less, equal| !(less | equal);
    GreaterEqual: |less, _equal| !less;
}

impl<O: Ordering3> Binary for SignedUnsigned<O> {
    type A = i64;
    type B = u64;
    type O = Bool;
    #[inline(always)]
    fn call(a: i64, b: u64, _: &mut Flags) -> Bool {
        Bool::from(O::of(
            (a < 0) | ((a as u64) < b),
            (a >= 0) & (a as u64 == b),
        ))
    }
}

impl<O: Ordering3> Binary for UnsignedSigned<O> {
    type A = u64;
    type B = i64;
    type O = Bool;
    #[inline(always)]
    fn call(a: u64, b: i64, _: &mut Flags) -> Bool {
        Bool::from(O::of((b >= 0) & (a < b as u64), (b >= 0) & (a == b as u64)))
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &[k, k2, ..] = kinds else { return None };
    macro_rules! comparison {
        ($op:ident) => {
            match (k, k2) {
                (Kind::I64, Kind::U64) => stamped::<Map2<SignedUnsigned<$op<()>>>>(level),
                (Kind::U64, Kind::I64) => stamped::<Map2<UnsignedSigned<$op<()>>>>(level),
                _ => pick!(k, level, Map2<$op>, Bool I8 U8 I16 U16 I32 U32 I64 U64 F16 F32 F64 C64 C128),
            }
        };
    }
    Some(match ufunc {
        "less" => comparison!(Less),
        "less_equal" => comparison!(LessEqual),
        "equal" => comparison!(Equal),
        "not_equal" => comparison!(NotEqual),
        "greater" => comparison!(Greater),
        "greater_equal" => comparison!(GreaterEqual),
        _ => return None,
    })
}
