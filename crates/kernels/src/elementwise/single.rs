//! Our own bodies of `exp`, `log`, `tanh` and `arctan2` of `f32`, each within one and a half units in the last place;
//! halves go through them too. Those of `exp2`, `log2`, `log10`, `sin` and `cos` are for halves alone.
//!
//! Free of branches, as those of [`super::poly`], and for the same levels.

#![allow(
    clippy::excessive_precision,
    reason = "constants stand as they were computed"
)]

use std::f32::consts::{FRAC_2_PI, FRAC_PI_2, LOG2_E, LOG10_2, LOG10_E, PI};

/// ln 2 in two parts; the first has so few bits that its whole multiples are exact.
const LN_2: [f32; 2] = [0.693359375, -2.12194440054690583e-4];
/// The rests of pi / 2 and pi beside the constants.
const FRAC_PI_2_REST: f32 = -4.3711388286737929e-8;
const PI_REST: f32 = -8.7422776573475858e-8;
/// Added and taken away it rounds to a whole number, whose low bits stand in the sum's.
const ROUND: f32 = 12582912.0;

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, to 2^-28.
const EXP: [f32; 5] = [
    0.5,
    0.166665181517601,
    0.04166620597243309,
    0.008368908427655697,
    0.0013950521824881434,
];
/// (log(1 + f) - f + f^2 / 2) / f^3 for 1 + f between the roots of 1/2 and 2, to 2^-30 of f.
const LOG: [f32; 9] = [
    0.3333331048488617,
    -0.24999986588954926,
    0.20002226531505585,
    -0.16669249534606934,
    0.14218655228614807,
    -0.12384368479251862,
    0.11873012781143188,
    -0.11789704859256744,
    0.06915165483951569,
];
/// (tanh x - x) / x^3 in x^2 for |x| <= 0.6, to 2^-28.
const TANH: [f32; 5] = [
    -0.33333298563957214,
    0.13331958651542664,
    -0.05378668010234833,
    0.020805377513170242,
    -0.00590586056932807,
];
/// (arctan x - x) / x^3 in x^2 for |x| <= 1, to 2^-28.
const ARCTAN: [f32; 9] = [
    -0.33333301544189453,
    0.19998638331890106,
    -0.1426524519920349,
    0.10957571864128113,
    -0.08419445902109146,
    0.0582343190908432,
    -0.03145546838641167,
    0.011064315214753151,
    -0.0018271846929565072,
];

/// (2^r - 1) / r for |r| <= 1/2, to 2^-25.
const EXP2: [f32; 6] = [
    0.6931471824645996,
    0.24022647738456726,
    0.055503323674201965,
    0.00961843691766262,
    0.0013398875016719103,
    0.00015353360504377633,
];
/// (sin x - x) / x^3 in x^2 for |x| <= pi / 4, to 2^-27.
const SIN: [f32; 3] = [
    -0.16666655242443085,
    0.008332177996635437,
    -0.00019517233886290342,
];
/// (cos x - 1 + x^2 / 2) / x^4 in x^2 for |x| <= pi / 4, to 2^-30.
const COS: [f32; 3] = [
    0.04166664555668831,
    -0.0013887366512790322,
    2.4438379114144482e-05,
];

#[inline(always)]
fn horner<const N: usize>(c: &[f32; N], x: f32) -> f32 {
    let mut sum = c[N - 1];
    for k in (0..N - 1).rev() {
        sum = sum.mul_add(x, c[k]);
    }
    sum
}

/// |x| <= 87.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let shifted = x.mul_add(LOG2_E, ROUND);
    let k = shifted - ROUND;
    let r = k.mul_add(-LN_2[1], k.mul_add(-LN_2[0], x));
    let e = (r * r).mul_add(horner(&EXP, r), r) + 1.0;
    e * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// |x| <= 125; for halves.
#[inline(always)]
pub(crate) fn exp2(x: f32) -> f32 {
    let shifted = x + ROUND;
    let r = x - (shifted - ROUND);
    let e = r.mul_add(horner(&EXP2, r), 1.0);
    e * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// The exponent of a positive normal number, and its mantissa between the roots of 1/2 and 2, less one.
#[inline(always)]
fn split(x: f32) -> (f32, f32) {
    const BIAS: u32 = 127;
    // Bits of the root of one half.
    let shifted = x
        .to_bits()
        .wrapping_sub(0x3f35_04f3)
        .wrapping_add(BIAS << 23);
    let exponent = ((shifted >> 23) as i32 - BIAS as i32) as f32;
    let mantissa = x
        .to_bits()
        .wrapping_sub(shifted & 0xff80_0000)
        .wrapping_add(BIAS << 23);
    (exponent, f32::from_bits(mantissa) - 1.0)
}

/// x is positive and normal.
#[inline(always)]
pub(crate) fn log(x: f32) -> f32 {
    let (exponent, f) = split(x);
    let z = f * f;
    let rest = (z * f).mul_add(horner(&LOG, f), exponent * LN_2[1]);
    exponent.mul_add(LN_2[0], f + z.mul_add(-0.5, rest))
}

/// The exponent, and the natural logarithm of the mantissa.
#[inline(always)]
fn log_parts(x: f32) -> (f32, f32) {
    let (exponent, f) = split(x);
    let z = f * f;
    (exponent, f + z.mul_add(-0.5, z * f * horner(&LOG, f)))
}

/// x is positive and normal; for halves.
#[inline(always)]
pub(crate) fn log2(x: f32) -> f32 {
    let (exponent, log) = log_parts(x);
    log.mul_add(LOG2_E, exponent)
}

/// x is positive and normal; for halves.
#[inline(always)]
pub(crate) fn log10(x: f32) -> f32 {
    let (exponent, log) = log_parts(x);
    exponent.mul_add(LOG10_2, log * LOG10_E)
}

/// Sine and cosine of what is left of an angle beside whole quarter turns; the low bits of the third count these.
#[inline(always)]
fn sin_cos(x: f32) -> (f32, f32, u32) {
    let shifted = x.mul_add(FRAC_2_PI, ROUND);
    let k = shifted - ROUND;
    let r = k.mul_add(-FRAC_PI_2_REST, k.mul_add(-FRAC_PI_2, x));
    let z = r * r;
    let sin = (z * r).mul_add(horner(&SIN, z), r);
    let cos = (z * z).mul_add(horner(&COS, z), z.mul_add(-0.5, 1.0));
    (sin, cos, shifted.to_bits())
}

/// |x| <= 10^4; for halves.
#[inline(always)]
pub(crate) fn sin(x: f32) -> f32 {
    let (sin, cos, turns) = sin_cos(x);
    let value = if turns & 1 == 0 { sin } else { cos };
    let signed = f32::from_bits(value.to_bits() ^ (turns & 2) << 30);
    // Keeps the sign of zero.
    if x == 0.0 { x } else { signed }
}

/// |x| <= 10^4; for halves.
#[inline(always)]
pub(crate) fn cos(x: f32) -> f32 {
    let (sin, cos, turns) = sin_cos(x);
    let value = if turns & 1 == 0 { cos } else { sin };
    f32::from_bits(value.to_bits() ^ (turns.wrapping_add(1) & 2) << 30)
}

#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let size = x.abs();
    let z = size * size;
    let small = (z * size).mul_add(horner(&TANH, z), size);
    let twice = if size < 10.0 { size + size } else { 20.0 };
    let large = 1.0 - 2.0 / (exp(twice) + 1.0);
    (if size < 0.6 { small } else { large }).copysign(x)
}

/// The angle of the point (x, y); both are of middle size, or `y` is zero.
#[inline(always)]
pub(crate) fn arctan2(y: f32, x: f32) -> f32 {
    let (a, b) = (y.abs(), x.abs());
    let steep = a > b;
    // Operands are chosen, not quotients: one division.
    let (above, below) = if steep { (b, a) } else { (a, b) };
    let q = above / below;
    let z = q * q;
    let angle = (z * q).mul_add(horner(&ARCTAN, z), q);
    let angle = if steep {
        (FRAC_PI_2 - angle) + FRAC_PI_2_REST
    } else {
        angle
    };
    let angle = if x < 0.0 {
        (PI - angle) + PI_REST
    } else {
        angle
    };
    angle.copysign(y)
}
