//! Floor division and remainders of floats.

use ferronum_simd::Level;

use super::map::{Binary, Map2x2, Split2};
use super::num::{f16, narrow, ops, widen};
use super::vecmath::{Vec2, Vec2Half, Vec2x2, Vector2, Vector2x2};
use super::{Flags, Kinds, UfuncLoop, plain, stamped};
use crate::kind::Kind;

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

/// The remainder without a division loop, where the quotient has so few digits that it is exact but for the last
/// unit: then the remainder is exact, and one step puts it right.
macro_rules! own {
    ($($t:ident $least:literal $most:literal $quotient:literal $fmod:ident $divmod:ident $inside:ident;)+) => { $(
        #[inline(always)]
        fn $inside(a: $t, b: $t) -> bool {
            let (a, b) = (a.abs(), b.abs());
            (a <= $most) & (b <= $most) & (b >= $least) & (a < b * $quotient)
        }

        #[inline(always)]
        fn $fmod(a: $t, b: $t) -> $t {
            let (size, by) = (a.abs(), b.abs());
            let rest = (size / by).trunc().mul_add(-by, size);
            (if rest < 0.0 { rest + by } else { rest }).copysign(a)
        }

        /// What [`Floored::divmod`] makes of the remainder.
        #[inline(always)]
        fn $divmod(a: $t, b: $t) -> ($t, $t) {
            let rest = $fmod(a, b);
            let quotient = (a - rest) / b;
            let other_sign = (rest != 0.0) & ((b < 0.0) != (rest < 0.0));
            let modulus = if other_sign { rest + b } else { rest };
            let modulus = if rest == 0.0 { (0.0 as $t).copysign(b) } else { modulus };
            let quotient = if other_sign { quotient - 1.0 } else { quotient };
            let floor = quotient.floor();
            let whole = if quotient - floor > 0.5 { floor + 1.0 } else { floor };
            (if quotient != 0.0 { whole } else { (0.0 as $t).copysign(a / b) }, modulus)
        }

        own! { @one FloorDivide<$t> $inside: |a, b| $divmod(a, b).0 }
        own! { @one Remainder<$t> $inside: |a, b| $divmod(a, b).1 }
        own! { @one Fmod<$t> $inside: |a, b| $fmod(a, b) }

        impl Vector2x2 for DivMod<$t> {
            type T = $t;
            const HARMLESS: ($t, $t) = (1.0, 1.0);
            #[inline(always)]
            fn inside(a: $t, b: $t) -> bool {
                $inside(a, b)
            }
            #[inline(always)]
            fn own(a: $t, b: $t) -> ($t, $t) {
                $divmod(a, b)
            }
        }
    )+ };
    (@one $op:ident<$t:ident> $inside:ident: |$a:ident, $b:ident| $own:expr) => {
        impl Vector2 for $op<$t> {
            type T = $t;
            type U = $t;
            const HARMLESS: ($t, $t) = (1.0, 1.0);
            #[inline(always)]
            fn inside(a: $t, b: $t) -> bool {
                $inside(a, b)
            }
            #[inline(always)]
            unsafe fn lanes<const L: u8, const N: usize>(_: usize, x: &[$t; N], y: &[$t; N], out: &mut [$t; N]) {
                for j in 0..N {
                    let ($a, $b) = (x[j], y[j]);
                    out[j] = $own;
                }
            }
        }
    };
}
own! {
    f64 1e-290 1e290 1e15 fmod_f64 divmod_f64 inside_f64;
    f32 1e-30 1e30 4e6 fmod_f32 divmod_f32 inside_f32;
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! floats {
        ($op:ident) => {
            match k {
                Kind::F16 => stamped::<Vec2Half<$op<f32>, $op<f16>>>(level),
                Kind::F32 => stamped::<Vec2<$op<f32>>>(level),
                Kind::F64 => stamped::<Vec2<$op<f64>>>(level),
                _ => return None,
            }
        };
    }
    Some(match ufunc {
        "floor_divide" => floats!(FloorDivide),
        "remainder" => floats!(Remainder),
        "fmod" => floats!(Fmod),
        "divmod" => match k {
            Kind::F16 => plain::<Map2x2<DivMod<f16>>>,
            Kind::F32 => stamped::<Vec2x2<DivMod<f32>>>(level),
            Kind::F64 => stamped::<Vec2x2<DivMod<f64>>>(level),
            _ => return None,
        },
        _ => return None,
    })
}
