//! Declarations of the value functions in `c/longdouble.c`.

use super::{CLongDouble, LongDouble};
use core::ffi::{c_char, c_int};

macro_rules! declare {
    ($prefix:literal, $args:tt: $($name:ident),* $(,)?) => {
        unsafe extern "C" { $(
            #[link_name = concat!("ferronum_c_", $prefix, "_", stringify!($name))]
            pub fn $name $args;
        )* }
    };
}

declare!("ld", (a: *const LongDouble, out: *mut LongDouble):
    sign, square, reciprocal, floor, ceil, trunc, rint, sqrt, cbrt, exp, exp2, expm1, log, log2,
    log10, log1p, sin, cos, tan, arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh,
    arctanh, degrees, radians, spacing,
);

declare!("ld", (a: *const LongDouble, b: *const LongDouble, out: *mut LongDouble):
    add, subtract, multiply, divide, fmod, floor_divide, remainder, power, arctan2, hypot,
    nextafter, logaddexp, logaddexp2, maximum, minimum, fmax, fmin, heaviside,
);

macro_rules! declare_casts {
    ($($t:ty, $from:ident, $to:ident);* $(;)?) => {
        $( declare!("ld", (a: *const $t, out: *mut LongDouble): $from);
           declare!("ld", (a: *const LongDouble, out: *mut $t): $to); )*
    };
}
declare_casts!(
    f32, from_f32, to_f32;
    f64, from_f64, to_f64;
    i8, from_i8, to_i8;
    u8, from_u8, to_u8;
    i16, from_i16, to_i16;
    u16, from_u16, to_u16;
    i32, from_i32, to_i32;
    u32, from_u32, to_u32;
    i64, from_i64, to_i64;
    u64, from_u64, to_u64;
);

declare!("ld", (a: *const LongDouble, b: *const LongDouble, q: *mut LongDouble, m: *mut LongDouble): divmod);
declare!("ld", (a: *const LongDouble, fraction: *mut LongDouble, whole: *mut LongDouble): modf);
declare!("ld", (a: *const LongDouble, fraction: *mut LongDouble, exponent: *mut c_int): frexp);
declare!("ld", (a: *const LongDouble, exponent: c_int, out: *mut LongDouble): ldexp);

unsafe extern "C" {
    #[link_name = "ferronum_c_ld_parse"]
    pub fn parse(text: *const c_char, out: *mut LongDouble, range: *mut c_int) -> usize;
}

/// Functions of complex values.
pub mod complex {
    use super::*;

    declare!("cld", (a: *const CLongDouble, out: *mut CLongDouble):
        square, reciprocal, sign, rint, sqrt, exp, exp2, expm1, log, log2, log10, log1p, sin, cos,
        tan, arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh, arctanh,
    );
    declare!("cld", (a: *const CLongDouble, b: *const CLongDouble, out: *mut CLongDouble):
        add, subtract, multiply, divide, power,
    );
    declare!("cld", (a: *const CLongDouble, out: *mut LongDouble): absolute, arg);
}
