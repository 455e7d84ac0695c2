//! The C library's mathematics, as far as loops call it.

use super::num::Complex;

macro_rules! library {
    ($($double:ident $float:ident ($($arg:ident),+);)+) => {
        unsafe extern "C" { $(
            pub(crate) safe fn $double($($arg: f64),+) -> f64;
            pub(crate) safe fn $float($($arg: f32),+) -> f32;
        )+ }
    };
}
library! {
    exp expf (a);
    exp2 exp2f (a);
    expm1 expm1f (a);
    log logf (a);
    log2 log2f (a);
    log10 log10f (a);
    log1p log1pf (a);
    sin sinf (a);
    cos cosf (a);
    tan tanf (a);
    asin asinf (a);
    acos acosf (a);
    atan atanf (a);
    sinh sinhf (a);
    cosh coshf (a);
    tanh tanhf (a);
    asinh asinhf (a);
    acosh acoshf (a);
    atanh atanhf (a);
    cbrt cbrtf (a);
    pow powf (a, b);
    atan2 atan2f (a, b);
    hypot hypotf (a, b);
    nextafter nextafterf (a, b);
}

unsafe extern "C" {
    pub(crate) safe fn ldexp(a: f64, exponent: i32) -> f64;
    pub(crate) safe fn ldexpf(a: f32, exponent: i32) -> f32;
}

macro_rules! complex_library {
    ($($double:ident $float:ident ($($arg:ident),+);)+) => {
        unsafe extern "C" { $(
            pub(crate) safe fn $double($($arg: Complex<f64>),+) -> Complex<f64>;
            pub(crate) safe fn $float($($arg: Complex<f32>),+) -> Complex<f32>;
        )+ }
    };
}
// A pair of floats is passed as C's complex types are on x86-64 and on 64-bit ARM.
complex_library! {
    cexp cexpf (a);
    clog clogf (a);
    csqrt csqrtf (a);
    csin csinf (a);
    ccos ccosf (a);
    ctan ctanf (a);
    casin casinf (a);
    cacos cacosf (a);
    catan catanf (a);
    csinh csinhf (a);
    ccosh ccoshf (a);
    ctanh ctanhf (a);
    casinh casinhf (a);
    cacosh cacoshf (a);
    catanh catanhf (a);
    cpow cpowf (a, b);
}
