//! Transcendental functions, one element at a time through the C library.

use ferronum_simd::{Level, status};

use super::map::{Binary, Map1, Map2, Unary};
use super::num::{f16, narrow, ops, widen};
use super::{Flags, Kinds, UfuncLoop, libm, plain};
use crate::registry::Kind;

ops! {
    Exp Exp2 Expm1 Log Log2 Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Arcsinh Arccosh Arctanh Cbrt
    Power Arctan2 Hypot LogAddExp LogAddExp2
}

macro_rules! unary {
    ($($op:ident $double:ident $float:ident;)+) => { $(
        impl Unary for $op<f64> {
            type A = f64;
            type O = f64;
            #[inline(always)]
            fn call(a: f64, _: &mut Flags) -> f64 {
                libm::$double(a)
            }
        }
        impl Unary for $op<f32> {
            type A = f32;
            type O = f32;
            #[inline(always)]
            fn call(a: f32, _: &mut Flags) -> f32 {
                libm::$float(a)
            }
        }
        impl Unary for $op<f16> {
            type A = f16;
            type O = f16;
            #[inline(always)]
            fn call(a: f16, st: &mut Flags) -> f16 {
                narrow(libm::$float(widen(a)), st)
            }
        }
    )+ };
}
unary! {
    Exp exp expf;
    Exp2 exp2 exp2f;
    Expm1 expm1 expm1f;
    Log log logf;
    Log2 log2 log2f;
    Log10 log10 log10f;
    Log1p log1p log1pf;
    Sin sin sinf;
    Cos cos cosf;
    Tan tan tanf;
    Arcsin asin asinf;
    Arccos acos acosf;
    Arctan atan atanf;
    Sinh sinh sinhf;
    Cosh cosh coshf;
    Tanh tanh tanhf;
    Arcsinh asinh asinhf;
    Arccosh acosh acoshf;
    Arctanh atanh atanhf;
    Cbrt cbrt cbrtf;
}

macro_rules! binary {
    ($($op:ident $double:path, $float:path, $raised:ident;)+) => { $(
        impl Binary for $op<f64> {
            type A = f64;
            type B = f64;
            type O = f64;
            #[inline(always)]
            fn call(a: f64, b: f64, st: &mut Flags) -> f64 {
                st.0 |= $raised(a.is_nan() | b.is_nan());
                $double(a, b)
            }
        }
        impl Binary for $op<f32> {
            type A = f32;
            type B = f32;
            type O = f32;
            #[inline(always)]
            fn call(a: f32, b: f32, st: &mut Flags) -> f32 {
                st.0 |= $raised(a.is_nan() | b.is_nan());
                $float(a, b)
            }
        }
        impl Binary for $op<f16> {
            type A = f16;
            type B = f16;
            type O = f16;
            #[inline(always)]
            fn call(a: f16, b: f16, st: &mut Flags) -> f16 {
                let (a, b) = (widen(a), widen(b));
                st.0 |= $raised(a.is_nan() | b.is_nan());
                narrow($float(a, b), st)
            }
        }
    )+ };
}
binary! {
    Power libm::pow, libm::powf, nothing;
    Arctan2 libm::atan2, libm::atan2f, nothing;
    Hypot libm::hypot, libm::hypotf, nothing;
    LogAddExp sums::log_add_exp_f64, sums::log_add_exp_f32, invalid;
    LogAddExp2 sums::log_add_exp2_f64, sums::log_add_exp2_f32, invalid;
}

#[inline(always)]
fn nothing(_: bool) -> u32 {
    0
}

/// For functions whose definition compares NaN with a signalling comparison.
#[inline(always)]
fn invalid(nan: bool) -> u32 {
    if nan { status::INVALID } else { 0 }
}

/// Sums of numbers that are given by their logarithms.
mod sums {
    use super::libm;

    macro_rules! sums {
        ($t:ident $log_add_exp:ident $log_add_exp2:ident $exp:ident $exp2:ident $log1p:ident) => {
            pub(super) fn $log_add_exp(a: $t, b: $t) -> $t {
                if a == b {
                    // Also for infinities of one sign, whose difference would be NaN.
                    return a + std::$t::consts::LN_2;
                }
                let gap = a - b;
                if gap > 0.0 {
                    a + libm::$log1p(libm::$exp(-gap))
                } else if gap <= 0.0 {
                    b + libm::$log1p(libm::$exp(gap))
                } else {
                    gap
                }
            }

            pub(super) fn $log_add_exp2(a: $t, b: $t) -> $t {
                if a == b {
                    return a + 1.0;
                }
                let gap = a - b;
                if gap > 0.0 {
                    a + std::$t::consts::LOG2_E * libm::$log1p(libm::$exp2(-gap))
                } else if gap <= 0.0 {
                    b + std::$t::consts::LOG2_E * libm::$log1p(libm::$exp2(gap))
                } else {
                    gap
                }
            }
        };
    }
    sums! { f64 log_add_exp_f64 log_add_exp2_f64 exp exp2 log1p }
    sums! { f32 log_add_exp_f32 log_add_exp2_f32 expf exp2f log1pf }
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
        "exp" => floats!(Map1<Exp>),
        "exp2" => floats!(Map1<Exp2>),
        "expm1" => floats!(Map1<Expm1>),
        "log" => floats!(Map1<Log>),
        "log2" => floats!(Map1<Log2>),
        "log10" => floats!(Map1<Log10>),
        "log1p" => floats!(Map1<Log1p>),
        "sin" => floats!(Map1<Sin>),
        "cos" => floats!(Map1<Cos>),
        "tan" => floats!(Map1<Tan>),
        "arcsin" => floats!(Map1<Arcsin>),
        "arccos" => floats!(Map1<Arccos>),
        "arctan" => floats!(Map1<Arctan>),
        "sinh" => floats!(Map1<Sinh>),
        "cosh" => floats!(Map1<Cosh>),
        "tanh" => floats!(Map1<Tanh>),
        "arcsinh" => floats!(Map1<Arcsinh>),
        "arccosh" => floats!(Map1<Arccosh>),
        "arctanh" => floats!(Map1<Arctanh>),
        "cbrt" => floats!(Map1<Cbrt>),
        "power" => floats!(Map2<Power>),
        "arctan2" => floats!(Map2<Arctan2>),
        "hypot" => floats!(Map2<Hypot>),
        "logaddexp" => floats!(Map2<LogAddExp>),
        "logaddexp2" => floats!(Map2<LogAddExp2>),
        _ => return None,
    })
}
