//! Loops of `long double` and its complex type: the C loops of the scalar floor under their ufunc names.

use std::ffi::{c_char, c_void};

use ferronum_scalar::longdouble::loops::{complex, real};
use ferronum_scalar::{CLongDouble, LongDouble};
use ferronum_simd::Level;

use super::map::{load, operands, store};
use super::{Flags, Kinds, Loop, UfuncLoop, map, num, plain};
use crate::registry::Kind;

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, _: Level) -> Option<UfuncLoop> {
    let by_name =
        |table: &[(&str, UfuncLoop)], name| table.iter().find(|l| l.0 == name).map(|l| l.1);
    match (*kinds.first()?, ufunc) {
        (Kind::LongDouble, "_ones_like") => Some(plain::<map::Map1<One<LongDouble>>>),
        (Kind::CLongDouble, "_ones_like") => Some(plain::<map::Map1<One<CLongDouble>>>),
        (Kind::LongDouble, "clip") => Some(plain::<ClipReal>),
        (Kind::CLongDouble, "clip") => Some(plain::<ClipComplex>),
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

struct ClipReal;
struct ClipComplex;

macro_rules! clip {
    ($name:ident $t:ty, $room:ident) => {
        impl Loop for $name {
            #[inline(always)]
            unsafe fn run<const L: u8>(
                args: *mut *mut c_char,
                dims: *const isize,
                steps: *const isize,
                data: *mut c_void,
            ) {
                // SAFETY: the loop contract; the C loops get single items on the stack.
                unsafe {
                    let ([mut a, mut low, mut high, mut o], n, s) =
                        operands::<4>(args, dims, steps);
                    for _ in 0..n {
                        let mut items: [$t; 3] = [load(a), load(low), load(high)];
                        let first = items.as_mut_ptr();
                        for (bound, clamp) in [
                            (1, $room::maximum as UfuncLoop),
                            (2, $room::minimum as UfuncLoop),
                        ] {
                            let mut call =
                                [first, first.add(bound), first].map(|p| p.cast::<c_char>());
                            clamp(call.as_mut_ptr(), &1, [0, 0, 16].as_ptr(), data);
                        }
                        store(o, items[0]);
                        a = a.wrapping_offset(s[0]);
                        low = low.wrapping_offset(s[1]);
                        high = high.wrapping_offset(s[2]);
                        o = o.wrapping_offset(s[3]);
                    }
                }
            }
        }
    };
}
clip! { ClipReal LongDouble, real }
clip! { ClipComplex CLongDouble, complex }
