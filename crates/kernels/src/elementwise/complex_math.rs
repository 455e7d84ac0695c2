//! Transcendental functions of complex numbers.

use ferronum_simd::{Level, status};

use super::arith::Quotient;
use super::map::{Binary, Map1, Map2, Unary};
use super::num::{Arith, Complex, ops};
use super::{Flags, Kinds, UfuncLoop, libm, plain};
use crate::kind::Kind;

ops! {
    Exp Exp2 Expm1 Log Log2 Log10 Log1p Sqrt Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Arcsinh Arccosh Arctanh
    Arg Power
}

macro_rules! unary {
    ($($op:ident $double:path, $float:path;)+) => { $(
        impl Unary for $op<f64> {
            type A = Complex<f64>;
            type O = Complex<f64>;
            #[inline(always)]
            fn call(a: Self::A, _: &mut Flags) -> Self::O {
                $double(a)
            }
        }
        impl Unary for $op<f32> {
            type A = Complex<f32>;
            type O = Complex<f32>;
            #[inline(always)]
            fn call(a: Self::A, _: &mut Flags) -> Self::O {
                $float(a)
            }
        }
    )+ };
}
unary! {
    Exp libm::cexp, libm::cexpf;
    Log libm::clog, libm::clogf;
    Sqrt libm::csqrt, libm::csqrtf;
    Sin libm::csin, libm::csinf;
    Cos libm::ccos, libm::ccosf;
    Tan libm::ctan, libm::ctanf;
    Arcsin libm::casin, libm::casinf;
    Arccos libm::cacos, libm::cacosf;
    Arctan libm::catan, libm::catanf;
    Sinh libm::csinh, libm::csinhf;
    Cosh libm::ccosh, libm::ccoshf;
    Tanh libm::ctanh, libm::ctanhf;
    Arcsinh libm::casinh, libm::casinhf;
    Arccosh libm::cacosh, libm::cacoshf;
    Arctanh libm::catanh, libm::catanhf;
    Exp2 derived_f64::exp2, derived_f32::exp2;
    Expm1 derived_f64::expm1, derived_f32::expm1;
    Log2 derived_f64::log2, derived_f32::log2;
    Log10 derived_f64::log10, derived_f32::log10;
    Log1p derived_f64::log1p, derived_f32::log1p;
}

/// Functions that C does not have for complex numbers, and powers.
macro_rules! derived {
    ($room:ident $t:ident $cexp:ident $clog:ident $cpow:ident $exp:ident $expm1:ident $log:ident $sin:ident $cos:ident
     $atan2:ident $hypot:ident) => {
        mod $room {
            use super::*;
            use std::$t::consts::{LN_2, LOG2_E, LOG10_E};

            pub(super) fn exp2(a: Complex<$t>) -> Complex<$t> {
                libm::$cexp(Complex {
                    re: a.re * LN_2,
                    im: a.im * LN_2,
                })
            }

            pub(super) fn expm1(a: Complex<$t>) -> Complex<$t> {
                // Without cancellation near zero: cos(y) - 1 = -2 sin(y/2)^2.
                let half = libm::$sin(a.im / 2.0);
                Complex {
                    re: libm::$expm1(a.re) * libm::$cos(a.im) - 2.0 * half * half,
                    im: libm::$exp(a.re) * libm::$sin(a.im),
                }
            }

            pub(super) fn log2(a: Complex<$t>) -> Complex<$t> {
                let v = libm::$clog(a);
                Complex {
                    re: v.re * LOG2_E,
                    im: v.im * LOG2_E,
                }
            }

            pub(super) fn log10(a: Complex<$t>) -> Complex<$t> {
                let v = libm::$clog(a);
                Complex {
                    re: v.re * LOG10_E,
                    im: v.im * LOG10_E,
                }
            }

            pub(super) fn log1p(a: Complex<$t>) -> Complex<$t> {
                let re = a.re + 1.0;
                Complex {
                    re: libm::$log(libm::$hypot(re, a.im)),
                    im: libm::$atan2(a.im, re),
                }
            }

            pub(super) fn power(a: Complex<$t>, b: Complex<$t>, st: &mut Flags) -> Complex<$t> {
                let one = Complex { re: 1.0, im: 0.0 };
                if b.is_zero() {
                    return one;
                }
                if a.is_zero() {
                    if b.re > 0.0 {
                        return Complex { re: 0.0, im: 0.0 };
                    }
                    st.0 |= status::INVALID;
                    return Complex {
                        re: $t::NAN,
                        im: $t::NAN,
                    };
                }
                // Small whole powers by multiplication.
                if b.im == 0.0 && b.re.abs() < 100.0 && b.re == b.re.trunc() {
                    let n = b.re as i32;
                    match n {
                        1 => return a,
                        2 => return a.mul(a, st),
                        3 => return a.mul(a.mul(a, st), st),
                        _ => {}
                    }
                    let (mut result, mut square, mut left) = (one, a, n.unsigned_abs());
                    loop {
                        if left & 1 != 0 {
                            result = result.mul(square, st);
                        }
                        left >>= 1;
                        if left == 0 {
                            break;
                        }
                        square = square.mul(square, st);
                    }
                    return if n < 0 { one.div(result, st) } else { result };
                }
                if b.im == 0.0 && b.re.is_nan() {
                    st.0 |= status::INVALID;
                }
                libm::$cpow(a, b)
            }
        }

        impl Binary for Power<$t> {
            type A = Complex<$t>;
            type B = Complex<$t>;
            type O = Complex<$t>;
            #[inline(always)]
            fn call(a: Self::A, b: Self::B, st: &mut Flags) -> Self::O {
                $room::power(a, b, st)
            }
        }

        impl Unary for Arg<$t> {
            type A = Complex<$t>;
            type O = $t;
            #[inline(always)]
            fn call(a: Self::A, _: &mut Flags) -> $t {
                libm::$atan2(a.im, a.re)
            }
        }
    };
}
derived! { derived_f64 f64 cexp clog cpow exp expm1 log sin cos atan2 hypot }
derived! { derived_f32 f32 cexpf clogf cpowf expf expm1f logf sinf cosf atan2f hypotf }

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, _: Level) -> Option<UfuncLoop> {
    let &k = kinds.first()?;
    macro_rules! complex {
        ($wrap:ident<$op:ident>) => {
            match k {
                Kind::C64 => plain::<$wrap<$op<f32>>>,
                Kind::C128 => plain::<$wrap<$op<f64>>>,
                _ => return None,
            }
        };
    }
    Some(match ufunc {
        "exp" => complex!(Map1<Exp>),
        "exp2" => complex!(Map1<Exp2>),
        "expm1" => complex!(Map1<Expm1>),
        "log" => complex!(Map1<Log>),
        "log2" => complex!(Map1<Log2>),
        "log10" => complex!(Map1<Log10>),
        "log1p" => complex!(Map1<Log1p>),
        "sqrt" => complex!(Map1<Sqrt>),
        "sin" => complex!(Map1<Sin>),
        "cos" => complex!(Map1<Cos>),
        "tan" => complex!(Map1<Tan>),
        "arcsin" => complex!(Map1<Arcsin>),
        "arccos" => complex!(Map1<Arccos>),
        "arctan" => complex!(Map1<Arctan>),
        "sinh" => complex!(Map1<Sinh>),
        "cosh" => complex!(Map1<Cosh>),
        "tanh" => complex!(Map1<Tanh>),
        "arcsinh" => complex!(Map1<Arcsinh>),
        "arccosh" => complex!(Map1<Arccosh>),
        "arctanh" => complex!(Map1<Arctanh>),
        "_arg" => complex!(Map1<Arg>),
        "power" => complex!(Map2<Power>),
        _ => return None,
    })
}
