//! Loops of `long double` and its complex type: the C loops of the scalar floor under their ufunc names.

use ferronum_scalar::longdouble::loops::{complex, real};
use ferronum_scalar::{CLongDouble, LongDouble};
use ferronum_simd::Level;

use super::{Flags, Kinds, UfuncLoop, map, num, plain};
use crate::kind::Kind;

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, _: Level) -> Option<UfuncLoop> {
    let by_name =
        |table: &[(&str, UfuncLoop)], name| table.iter().find(|l| l.0 == name).map(|l| l.1);
    match (*kinds.first()?, ufunc) {
        (Kind::LongDouble, "_ones_like") => Some(plain::<map::Map1<One<LongDouble>>>),
        (Kind::CLongDouble, "_ones_like") => Some(plain::<map::Map1<One<CLongDouble>>>),
        (Kind::LongDouble, "fabs") => Some(real::absolute),
        (Kind::LongDouble, "conjugate") => Some(real::positive),
        (Kind::LongDouble, "ldexp") if kinds.get(1) == Some(&Kind::I32) => Some(real::ldexp_int),
        (Kind::LongDouble, "ldexp") => Some(real::ldexp_long),
        (Kind::LongDouble, name) => by_name(real::ALL, name),
        (Kind::CLongDouble, "_arg") => Some(complex::arg),
        (Kind::CLongDouble, name) => by_name(complex::ALL, name),
        _ => None,
    }
}

num::ops! { One }

impl map::Unary for One<LongDouble> {
    type A = LongDouble;
    type O = LongDouble;
    #[inline(always)]
    fn call(_: LongDouble, _: &mut Flags) -> LongDouble {
        LongDouble::ONE
    }
}

impl map::Unary for One<CLongDouble> {
    type A = CLongDouble;
    type O = CLongDouble;
    #[inline(always)]
    fn call(_: CLongDouble, _: &mut Flags) -> CLongDouble {
        CLongDouble::new(LongDouble::ONE, LongDouble::ZERO)
    }
}
