//! Transcendental functions: the C library's, in their vector forms where they are found.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;

use ferronum_simd::vector_call::Domain;
use ferronum_simd::{Level, status};

use super::map::{Binary, Map2, Unary, operands};
use super::num::{f16, narrow, ops, widen};
use super::vecmath::{
    Lib1, Lib1Half, Own1, Vec1, Vec1Half, Vec2, Vec2Half, Vector1, Vector2, library2,
};
use super::{Flags, Found, Kinds, Loop, libm, libmvec, plain, poly, single, stamped};
use crate::kind::Kind;

ops! {
    Exp Exp2 Expm1 Log Log2 Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Arcsinh Arccosh Arctanh Cbrt
    Power Arctan2 Hypot Modulus LogAddExp LogAddExp2
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
    Modulus libm::hypot, libm::hypotf, nothing;
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

/// The domains in which the vector forms are trusted. They leave out what the scalar functions raise something
/// for: results that overflow, underflow or do not exist.
macro_rules! vector {
    ($($op:ident $size:literal: $low:expr, $high:expr; $low_single:expr, $high_single:expr; $harmless:literal;)+) => { $(
        impl Vector1 for $op<f64> {
            type T = f64;
            const DOMAIN: Domain<f64> = Domain { low: $low, high: $high, of_size: $size };
            const HARMLESS: f64 = $harmless;
        }
        impl Vector1 for $op<f32> {
            type T = f32;
            const DOMAIN: Domain<f32> = Domain { low: $low_single, high: $high_single, of_size: $size };
            const HARMLESS: f32 = $harmless;
        }
    )+ };
}
vector! {
    Exp true: 0.0, 708.0; 0.0, 87.0; 0.5;
    Exp2 true: 0.0, 1021.0; 0.0, 125.0; 0.5;
    Expm1 true: 0.0, 708.0; 0.0, 87.0; 0.5;
    Log false: f64::MIN_POSITIVE, f64::MAX; f32::MIN_POSITIVE, f32::MAX; 0.5;
    Log2 false: f64::MIN_POSITIVE, f64::MAX; f32::MIN_POSITIVE, f32::MAX; 0.5;
    Log10 false: f64::MIN_POSITIVE, f64::MAX; f32::MIN_POSITIVE, f32::MAX; 0.5;
    Log1p false: -0.999999, f64::MAX; -0.9999, f32::MAX; 0.5;
    Sin true: 0.0, 6e7; 0.0, 1e4; 0.5;
    Cos true: 0.0, 6e7; 0.0, 1e4; 0.5;
    Tan true: 0.0, 6e7; 0.0, 1e4; 0.5;
    Arcsin true: 0.0, 1.0; 0.0, 1.0; 0.5;
    Arccos true: 0.0, 1.0; 0.0, 1.0; 0.5;
    Arctan true: 0.0, f64::MAX; 0.0, f32::MAX; 0.5;
    Sinh true: 0.0, 708.0; 0.0, 87.0; 0.5;
    Cosh true: 0.0, 708.0; 0.0, 87.0; 0.5;
    Tanh true: 0.0, f64::MAX; 0.0, f32::MAX; 0.5;
    Arcsinh true: 0.0, f64::MAX; 0.0, f32::MAX; 0.5;
    Arccosh false: 1.0, f64::MAX; 1.0, f32::MAX; 1.5;
    Arctanh true: 0.0, 0.999999; 0.0, 0.9999; 0.5;
    Cbrt true: 0.0, f64::MAX; 0.0, f32::MAX; 0.5;
}

macro_rules! own {
    ($($op:ident<$t:ident> $body:path;)+) => { $(impl Own1 for $op<$t> {
        #[inline(always)]
        fn own(x: $t) -> $t {
            $body(x)
        }
    })+ };
}
own! {
    Exp<f64> poly::exp;
    Log<f64> poly::log;
    Sin<f64> poly::sin;
    Cos<f64> poly::cos;
    Tan<f64> poly::tan;
    Sinh<f64> poly::sinh;
    Arcsin<f64> poly::arcsin;
    Exp<f32> single::exp;
    Log<f32> single::log;
    Tanh<f32> single::tanh;
    // For halves; singles have the library's.
    Exp2<f32> single::exp2;
    Log2<f32> single::log2;
    Log10<f32> single::log10;
    Sin<f32> single::sin;
    Cos<f32> single::cos;
}

/// Vector forms of functions of two arguments.
macro_rules! vector2 {
    ($($op:ident<$t:ident> $library:literal: |$x:ident, $y:ident| $inside:expr,
       |$f:ident, $first:ident, $second:ident, $out:ident| $lanes:expr;)+) => { $(
        impl Vector2 for $op<$t> {
            type T = $t;
            type U = $t;
            const LIBRARY: bool = $library;
            const HARMLESS: ($t, $t) = (1.0, 1.0);
            #[inline(always)]
            fn inside($x: $t, $y: $t) -> bool {
                $inside
            }
            #[inline(always)]
            unsafe fn lanes<const L: u8, const N: usize>(
                $f: usize,
                $first: &[$t; N],
                $second: &[$t; N],
                $out: &mut [$t; N],
            ) {
                $lanes
            }
        }
    )+ };
}
macro_rules! each {
    ($body:path, $x:ident $y:ident $out:ident) => {
        for j in 0..N {
            $out[j] = $body($x[j], $y[j]);
        }
    };
}
macro_rules! library {
    ($t:ident, $f:ident $x:ident $y:ident $out:ident) => {
        // SAFETY: the caller's contract.
        unsafe { library2::<$t, L, N>($f, $x, $y, $out) }
    };
}
vector2! {
    Power<f64> false: |x, y| bounds::power_f64(x, y, 1020.0), |_f, x, y, out| each!(signed::power_f64, x y out);
    Power<f32> false: |x, y| bounds::power_f32(x, y, 124.0), |_f, x, y, out| each!(signed::power_f32, x y out);
    // No quotient of the two overflows or underflows.
    Arctan2<f64> true: |x, y| (bounds::middle_f64(x) | (x == 0.0)) & bounds::middle_f64(y),
        |f, x, y, out| library!(f64, f x y out);
    Arctan2<f32> false: |x, y| (bounds::middle_f32(x) | (x == 0.0)) & bounds::middle_f32(y),
        |_f, x, y, out| each!(single::arctan2, x y out);
    Hypot<f64> false: |x, y| (bounds::middle_f64(x) | (x == 0.0)) & (bounds::middle_f64(y) | (y == 0.0)),
        |_f, x, y, out| each!(poly::hypot_f64, x y out);
    Hypot<f32> false: |x, y| (bounds::normal_f32(x) | (x == 0.0)) & (bounds::normal_f32(y) | (y == 0.0)),
        |_f, x, y, out| each!(poly::hypot_f32, x y out);
    Modulus<f64> false: |x, y| (x.abs() <= 1e308) & (y.abs() <= 1e308) & ((x.abs() >= 1e-307) | (y.abs() >= 1e-307)),
        |_f, x, y, out| each!(poly::modulus_f64, x y out);
    Modulus<f32> false: |x, y| (x.abs() <= 1e38) & (y.abs() <= 1e38) & ((x.abs() >= 1e-37) | (y.abs() >= 1e-37)),
        |_f, x, y, out| each!(poly::modulus_f32, x y out);
}

/// Where bodies of two arguments are trusted.
mod bounds {
    macro_rules! bounds {
        ($t:ident $power:ident $middle:ident $large:literal) => {
            // The base is normal, and positive or the exponent whole. The size of the result is bounded by way of
            // the exponent of the base, here with its bias.
            #[allow(
                clippy::manual_range_contains,
                reason = "without a branch, so that it vectorises"
            )]
            #[inline(always)]
            pub(super) fn $power(x: $t, y: $t, most: $t) -> bool {
                let size = x.abs();
                let point = 1 << ($t::MANTISSA_DIGITS - 1);
                let whole_number = (1.0 / $t::EPSILON).to_bits();
                let exponent =
                    $t::from_bits(size.to_bits() / point | whole_number) - 1.0 / $t::EPSILON;
                let reach = ((exponent - ($t::MAX_EXP - 1) as $t).abs() + 1.0) * y.abs();
                let normal = (size >= $t::MIN_POSITIVE) & (size < $t::INFINITY);
                normal & (reach < most) & ((x > 0.0) | (y.trunc() == y))
            }

            #[inline(always)]
            pub(super) fn $middle(x: $t) -> bool {
                (x.abs() <= $large) & (x.abs() >= 1.0 / $large)
            }
        };
    }
    bounds! { f64 power_f64 middle_f64 1e150 }
    bounds! { f32 power_f32 middle_f32 1e18 }

    #[inline(always)]
    pub(super) fn normal_f32(x: f32) -> bool {
        (x.abs() <= 1e38) & (x.abs() >= 1e-37)
    }
}

/// Powers with the sign that a whole exponent gives.
mod signed {
    use super::poly;

    macro_rules! signed {
        ($t:ident $power:ident) => {
            #[inline(always)]
            pub(super) fn $power(x: $t, y: $t) -> $t {
                let half = y * 0.5;
                let size = poly::$power(x.abs(), y);
                if (x < 0.0) & (half.trunc() != half) {
                    -size
                } else {
                    size
                }
            }
        };
    }
    signed! { f64 power_f64 }
    signed! { f32 power_f32 }
}

/// The loop of complex absolute values: one of two arguments, the two parts. Nothing is ever raised.
pub(super) struct Parts<K>(PhantomData<K>);

impl<K: Vector2> Loop for Parts<K> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; the imaginary part follows the real one.
        unsafe {
            let ([a, o], _, [sa, so]) = operands::<2>(args, dims, steps);
            let mut args = [a, a.wrapping_add(size_of::<K::T>()), o].map(|p| p.cast::<c_char>());
            let before = status::get();
            Vec2::<K>::run::<L>(args.as_mut_ptr(), dims, [sa, sa, so].as_ptr(), data);
            status::set(before);
        }
    }
}

pub(super) fn find(ufunc: &str, kinds: Kinds<'_>, level: Level) -> Option<Found> {
    let &k = kinds.first()?;
    let vector = |name, arguments| match (name, k, level) {
        ("", _, _) => 0,
        // Two units in the last place off, where NumPy's tests allow one.
        ("acosh" | "atanh", Kind::F64, Level::V3) | ("cbrt", Kind::F32 | Kind::F16, Level::V3) => 0,
        _ => libmvec::address(name, arguments, k != Kind::F64, level),
    };
    macro_rules! vector1 {
        ($op:ident $name:literal) => {
            match k {
                Kind::F16 => Found {
                    func: stamped::<Lib1Half<$op<f32>, $op<f16>>>(level),
                    data: vector($name, 1),
                },
                Kind::F32 => Found {
                    func: stamped::<Lib1<$op<f32>>>(level),
                    data: vector($name, 1),
                },
                Kind::F64 => Found {
                    func: stamped::<Lib1<$op<f64>>>(level),
                    data: vector($name, 1),
                },
                _ => return None,
            }
        };
    }
    macro_rules! own {
        ($op:ident $name:literal) => {
            match k {
                Kind::F64 => Found { func: stamped::<Vec1<$op<f64>>>(level), data: 0 },
                _ => vector1!($op $name),
            }
        };
    }
    macro_rules! own_single {
        ($op:ident $name:literal) => {
            match k {
                Kind::F16 => Found { func: stamped::<Vec1Half<$op<f32>, $op<f16>>>(level), data: 0 },
                Kind::F32 => Found { func: stamped::<Vec1<$op<f32>>>(level), data: 0 },
                _ => vector1!($op $name),
            }
        };
    }
    macro_rules! own_half {
        ($wrap:ident $op:ident $name:literal) => {
            match k {
                Kind::F16 => Found { func: stamped::<Vec1Half<$op<f32>, $op<f16>>>(level), data: 0 },
                _ => $wrap!($op $name),
            }
        };
    }
    macro_rules! vector2 {
        ($op:ident $name:literal) => {
            match k {
                Kind::F16 => Found {
                    func: stamped::<Vec2Half<$op<f32>, $op<f16>>>(level),
                    data: vector($name, 2),
                },
                Kind::F32 => Found {
                    func: stamped::<Vec2<$op<f32>>>(level),
                    data: vector($name, 2),
                },
                Kind::F64 => Found {
                    func: stamped::<Vec2<$op<f64>>>(level),
                    data: vector($name, 2),
                },
                _ => return None,
            }
        };
    }
    macro_rules! scalar {
        ($op:ident) => {
            match k {
                Kind::F16 => Found {
                    func: plain::<Map2<$op<f16>>>,
                    data: 0,
                },
                Kind::F32 => Found {
                    func: plain::<Map2<$op<f32>>>,
                    data: 0,
                },
                Kind::F64 => Found {
                    func: plain::<Map2<$op<f64>>>,
                    data: 0,
                },
                _ => return None,
            }
        };
    }
    Some(match ufunc {
        "exp" if k == Kind::F64 => own!(Exp "exp"),
        "exp" => own_single!(Exp "exp"),
        "exp2" => own_half!(vector1 Exp2 "exp2"),
        "expm1" => vector1!(Expm1 "expm1"),
        "log" if k == Kind::F64 => own!(Log "log"),
        "log" => own_single!(Log "log"),
        "log2" => own_half!(vector1 Log2 "log2"),
        "log10" => own_half!(vector1 Log10 "log10"),
        "log1p" => vector1!(Log1p "log1p"),
        "sin" => own_half!(own Sin "sin"),
        "cos" => own_half!(own Cos "cos"),
        "tan" => own!(Tan "tan"),
        "arcsin" => own!(Arcsin "asin"),
        "arccos" => vector1!(Arccos "acos"),
        "arctan" => vector1!(Arctan "atan"),
        "sinh" => own!(Sinh "sinh"),
        "cosh" => vector1!(Cosh "cosh"),
        "tanh" => own_single!(Tanh "tanh"),
        "arcsinh" => vector1!(Arcsinh "asinh"),
        "arccosh" => vector1!(Arccosh "acosh"),
        "arctanh" => vector1!(Arctanh "atanh"),
        "cbrt" => vector1!(Cbrt "cbrt"),
        "power" => vector2!(Power ""),
        "arctan2" => vector2!(Arctan2 "atan2"),
        "hypot" => vector2!(Hypot ""),
        "absolute" if k == Kind::C64 => Found {
            func: stamped::<Parts<Modulus<f32>>>(level),
            data: 0,
        },
        "absolute" if k == Kind::C128 => Found {
            func: stamped::<Parts<Modulus<f64>>>(level),
            data: 0,
        },
        "logaddexp" => scalar!(LogAddExp),
        "logaddexp2" => scalar!(LogAddExp2),
        _ => return None,
    })
}
