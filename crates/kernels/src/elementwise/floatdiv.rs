//! Floor division and remainders of floats.

use ferronum_simd::Level;

use super::map::{Binary, Map2, Map2x2, Split2};
use super::num::{f16, narrow, ops, widen};
use super::{Flags, Kinds, UfuncLoop, plain};
use crate::registry::Kind;

ops! { FloorDivide Remainder Fmod DivMod }

/// Floats with a floored quotient.
pub(crate) trait Floored: Copy {
    /// Quotient towards minus infinity, and the remainder that goes with it: the sign of the divisor, and zero
    /// with that sign. Division by zero gives the plain quotient and NaN.
    fn divmod(self, o: Self, st: &mut Flags) -> (Self, Self);
    /// The quotient alone.
    fn floor_divide(self, o: Self, st: &mut Flags) -> Self;
    /// The remainder alone.
    fn remainder(self, o: Self, st: &mut Flags) -> Self;
    /// Remainder with the sign of the dividend.
    fn fmod(self, o: Self, st: &mut Flags) -> Self;
}

macro_rules! floored {
    ($($t:ident)+) => { $(impl Floored for $t {
        #[inline(always)]
        fn divmod(self, o: Self, _: &mut Flags) -> (Self, Self) {
            if self.is_nan() || o.is_nan() {
                // Before any comparison, which the compiler may make a signalling one.
                return (self + o, self + o);
            }
            let mut modulus = self % o;
            if o == 0.0 {
                return (self / o, modulus);
            }
            let mut quotient = (self - modulus) / o;
            if modulus != 0.0 {
                if (o < 0.0) != (modulus < 0.0) {
                    modulus += o;
                    quotient -= 1.0;
                }
            } else {
                modulus = (0.0 as $t).copysign(o);
            }
            let whole = if quotient != 0.0 {
                let floor = quotient.floor();
                if quotient - floor > 0.5 { floor + 1.0 } else { floor }
            } else {
                (0.0 as $t).copysign(self / o)
            };
            (whole, modulus)
        }
        #[inline(always)]
        fn floor_divide(self, o: Self, st: &mut Flags) -> Self {
            if o == 0.0 { self / o } else { self.divmod(o, st).0 }
        }
        #[inline(always)]
        fn remainder(self, o: Self, st: &mut Flags) -> Self {
            if o == 0.0 { self % o } else { self.divmod(o, st).1 }
        }
        #[inline(always)]
        fn fmod(self, o: Self, _: &mut Flags) -> Self {
            self % o
        }
    })+ };
}
floored! { f32 f64 }

impl Floored for f16 {
    #[inline(always)]
    fn divmod(self, o: Self, st: &mut Flags) -> (Self, Self) {
        let (quotient, modulus) = widen(self).divmod(widen(o), st);
        (narrow(quotient, st), narrow(modulus, st))
    }
    #[inline(always)]
    fn floor_divide(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self).floor_divide(widen(o), st), st)
    }
    #[inline(always)]
    fn remainder(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self).remainder(widen(o), st), st)
    }
    #[inline(always)]
    fn fmod(self, o: Self, st: &mut Flags) -> Self {
        narrow(widen(self) % widen(o), st)
    }
}

macro_rules! binary {
    ($($op:ident $method:ident)+) => { $(impl<T: Floored> Binary for $op<T> {
        type A = T;
        type B = T;
        type O = T;
        #[inline(always)]
        fn call(a: T, b: T, st: &mut Flags) -> T {
            a.$method(b, st)
        }
    })+ };
}
binary! { FloorDivide floor_divide Remainder remainder Fmod fmod }

impl<T: Floored> Split2 for DivMod<T> {
    type A = T;
    #[inline(always)]
    fn call(a: T, b: T, st: &mut Flags) -> (T, T) {
        a.divmod(b, st)
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, _: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! floats {
        ($wrap:ident<$op:ident>) => {
            match k {
                Kind::F16 => plain::<$wrap<$op<f16>>>,
                Kind::F32 => plain::<$wrap<$op<f32>>>,
                Kind::F64 => plain::<$wrap<$op<f64>>>,
                _ => return None,
            }
        };
    }
    Some(match ufunc {
        "floor_divide" => floats!(Map2<FloorDivide>),
        "remainder" => floats!(Map2<Remainder>),
        "fmod" => floats!(Map2<Fmod>),
        "divmod" => floats!(Map2x2<DivMod>),
        _ => return None,
    })
}
