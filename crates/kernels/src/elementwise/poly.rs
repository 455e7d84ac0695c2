//! Our own bodies of functions whose library forms are not accurate or not fast enough: `exp`, `log`, `sin`, `cos`, `tan`,
//! `sinh` and `arcsin` of `f64`, `power` and `hypot`, each within one unit in the last place.
//!
//! All are free of branches, so that loops over them vectorise, and need fused multiply-add: they are for the levels
//! from V3 on. Arguments are those of the domains in [`super::math`]. The polynomials are minimax polynomials of
//! the remainders named beside them.

#![allow(
    clippy::excessive_precision,
    reason = "constants stand as they were computed"
)]

const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts; the first has so few bits that its whole multiples up to 2^11 are exact.
const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];
/// pi / 2 in three parts.
const HALF_PI: [f64; 3] = [
    std::f64::consts::FRAC_PI_2,
    6.123233995736766e-17,
    -1.4973849048591698e-33,
];
/// Added and taken away it rounds to a whole number, whose low bits stand in the sum's.
const ROUND: f64 = 6755399441055744.0;

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2, to 2^-58.
const EXP: [f64; 10] = [
    0.5000000000000012,
    0.166666666666667,
    0.04166666666651546,
    0.008333333333307298,
    0.0013888888947005064,
    0.0001984126991716729,
    2.480148995389756e-05,
    2.7557216503627365e-06,
    2.76312761018681e-07,
    2.5117794352641916e-08,
];
/// The terms of `EXP` from the cube on.
const EXP_CUBE: [f64; 9] = {
    let mut terms = [0.0; 9];
    let mut k = 0;
    while k < 9 {
        terms[k] = EXP[k + 1];
        k += 1;
    }
    terms
};
/// (sin x - x) / x^3 in x^2 for |x| <= pi / 4, to 2^-58.
const SIN: [f64; 6] = [
    -0.16666666666666632,
    0.00833333333332241,
    -0.00019841269829804807,
    2.7557313691047724e-06,
    -2.5050757996906106e-08,
    1.5896789534425246e-10,
];
/// (cos x - 1 + x^2 / 2) / x^4 in x^2 for |x| <= pi / 4, to 2^-64.
const COS: [f64; 6] = [
    0.0416666666666666,
    -0.0013888888888874125,
    2.4801587289482953e-05,
    -2.7557314352552824e-07,
    2.0875723302689862e-09,
    -1.1359649300369462e-11,
];
/// (sinh x - x) / x^3 in x^2 for |x| <= 1, to 2^-63.
const SINH: [f64; 7] = [
    0.16666666666666669,
    0.008333333333333137,
    0.00019841269841438521,
    2.755731915506225e-06,
    2.5052123443585117e-08,
    1.6057236733517084e-10,
    7.75942456785595e-13,
];
/// (arcsin x - x) / x^3 in x^2 for |x| <= 1/2, to 2^-59.
const ARCSIN: [f64; 13] = [
    0.16666666666666763,
    0.07499999999970049,
    0.044642857175326574,
    0.030381942673578945,
    0.022372215948678633,
    0.017351594804485754,
    0.01398102616597497,
    0.011397235421128075,
    0.010789621500349678,
    0.0036711234358468743,
    0.021793077561547303,
    -0.021119970582369113,
    0.03270409182420393,
];

/// log2(1 + f) / f for 1 + f between the roots of 1/2 and 2, to 2^-38.
const LOG2: [f64; 14] = [
    1.4426950408865722,
    -0.7213475203274341,
    0.480898348804355,
    -0.3606737931649612,
    0.2885387955868129,
    -0.24044643169388136,
    0.2061071269682914,
    -0.18043680381506308,
    0.16021664736868743,
    -0.14249797459464572,
    0.1302751480791887,
    -0.13463231558426367,
    0.13251637214455037,
    -0.06973932117618975,
];
/// (2 artanh(s) / s - 2) / s^2 in s^2 between the same roots, to 2^-57 of the whole.
const LOG: [f64; 7] = [
    0.6666666666666758,
    0.39999999999209834,
    0.2857142878856952,
    0.22222193986863845,
    0.18183792478728003,
    0.1530847124625701,
    0.14849367582628173,
];
/// 2^r for |r| <= 1/2, to 2^-34.
const EXP2: [f64; 8] = [
    0.9999999999616275,
    0.6931471807286452,
    0.24022651198716208,
    0.05550410353015653,
    0.009618027176229402,
    0.0013333922725927917,
    0.00015469316550612027,
    1.5201928502723325e-05,
];
/// 2 / ln 2 (artanh(s) / s - 1 - s^2 / 3) / s^4 in s^2 between the same roots, to 2^-73 of the whole.
const ARTANH: [f64; 8] = [
    0.5770780163555851,
    0.41219858311137175,
    0.32059889790755375,
    0.2623081992061896,
    0.22195223763092392,
    0.1924024441612728,
    0.168430930007418,
    0.17297403944268455,
];
/// 2 / ln 2 and a third of it, each in two parts.
const TWO_LOG2_E: [f64; 2] = [2.8853900817779268, 4.0710547481862066e-17];
const THIRD_LOG2_E: [f64; 2] = [0.9617966939259756, 5.0577616648125907e-17];
/// The rest of ln 2 beside the constant.
const LN_2_REST: f64 = 2.3190468138462996e-17;

#[inline(always)]
fn horner<const N: usize>(c: &[f64; N], x: f64) -> f64 {
    let mut sum = c[N - 1];
    for k in (0..N - 1).rev() {
        sum = sum.mul_add(x, c[k]);
    }
    sum
}

/// The sum of two numbers, the first not the smaller, and its rounding error.
#[inline(always)]
fn fast_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// e^x as `scale * (high + low)`; the scale is a power of two, halved if `half`.
#[inline(always)]
fn exp_parts(x: f64, half: bool) -> (f64, f64, f64) {
    let shifted = x.mul_add(LOG2_E, ROUND);
    let k = shifted - ROUND;
    let high = k.mul_add(-LN_2[0], x);
    let r = k.mul_add(-LN_2[1], high);
    // What the second step rounded away.
    let lost = k.mul_add(-LN_2[1], high - r);
    let tail = (r * r).mul_add(horner(&EXP, r), lost);
    let (a, b) = fast_sum(1.0, r);
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023 - half as u64) << 52);
    (scale, a, b + tail)
}

/// |x| <= 708.
#[inline(always)]
pub(crate) fn exp(x: f64) -> f64 {
    let (scale, high, low) = exp_parts(x, false);
    (high + low) * scale
}

/// |x| <= 708.
#[inline(always)]
pub(crate) fn sinh(x: f64) -> f64 {
    let size = x.abs();
    let (scale, high, low) = exp_parts(size, true);
    // (e^x - e^-x) / 2, with what the larger term's rounding lost.
    let (sum, rest) = fast_sum(high, low);
    let large = sum * scale;
    let large = large - 0.25 / large + rest * scale;
    let z = size * size;
    let small = (size * z).mul_add(horner(&SINH, z), size);
    (if size < 1.0 { small } else { large }).copysign(x)
}

/// The whole number of quarter turns, in the low bits, and what remains of the angle in two parts.
#[inline(always)]
fn quarter_turns(x: f64) -> (u64, f64, f64) {
    let shifted = x.mul_add(std::f64::consts::FRAC_2_PI, ROUND);
    let k = shifted - ROUND;
    // The first difference is exact. The second is kept in two parts, as much may cancel.
    let high = k.mul_add(-HALF_PI[0], x);
    let r = k.mul_add(-HALF_PI[1], high);
    let lost = k.mul_add(-HALF_PI[1], high - r);
    (shifted.to_bits(), r, k.mul_add(-HALF_PI[2], lost))
}

/// Sine and cosine of `r + rest`, each as a sum of two numbers.
#[inline(always)]
fn sin_cos(r: f64, rest: f64) -> ((f64, f64), (f64, f64)) {
    let z = r * r;
    let half = 0.5 * z;
    let sin_low = (z * r).mul_add(horner(&SIN, z), rest.mul_add(-half, rest));
    let (cos_high, cos_low) = fast_sum(1.0, -half);
    let cos_low = cos_low + (z * z).mul_add(horner(&COS, z), -r * rest);
    ((r, sin_low), (cos_high, cos_low))
}

/// |x| <= 2^26.
#[inline(always)]
pub(crate) fn sin(x: f64) -> f64 {
    let (turns, r, rest) = quarter_turns(x);
    let (sin, cos) = sin_cos(r, rest);
    let value = if turns & 1 == 0 {
        sin.0 + sin.1
    } else {
        cos.0 + cos.1
    };
    let signed = f64::from_bits(value.to_bits() ^ (turns & 2) << 62);
    // Keeps the sign of zero.
    if x == 0.0 { x } else { signed }
}

/// |x| <= 2^26.
#[inline(always)]
pub(crate) fn cos(x: f64) -> f64 {
    let (turns, r, rest) = quarter_turns(x);
    let (sin, cos) = sin_cos(r, rest);
    let value = if turns & 1 == 0 {
        cos.0 + cos.1
    } else {
        sin.0 + sin.1
    };
    f64::from_bits(value.to_bits() ^ ((turns + 1) & 2) << 62)
}

/// |x| <= 2^26.
#[inline(always)]
pub(crate) fn tan(x: f64) -> f64 {
    let (turns, r, rest) = quarter_turns(x);
    let (sin, cos) = sin_cos(r, rest);
    let odd = turns & 1 == 1;
    let (sin, cos) = (fast_sum(sin.0, sin.1), fast_sum(cos.0, cos.1));
    let above = if odd { (-cos.0, -cos.1) } else { sin };
    let below = if odd { sin } else { cos };
    let inverse = 1.0 / below.0;
    let q = above.0 * inverse;
    let error = q.mul_add(-below.0, above.0) + q.mul_add(-below.1, above.1);
    let value = error.mul_add(inverse, q);
    if x == 0.0 { x } else { value }
}

/// |x| <= 1.
#[inline(always)]
pub(crate) fn arcsin(x: f64) -> f64 {
    let size = x.abs();
    let small = size <= 0.5;
    // Above one half by way of arcsin x = pi/2 - 2 arcsin sqrt((1 - x) / 2).
    let z = if small {
        size * size
    } else {
        (1.0 - size) * 0.5
    };
    let root = if small { size } else { z.sqrt() };
    let series = root * z * horner(&ARCSIN, z);
    let near = root + series;
    // The error of the root; at zero it has none.
    let lost = root.mul_add(-root, z) / if root == 0.0 { 1.0 } else { root + root };
    let (high, low) = fast_sum(HALF_PI[0], -(root + root));
    let far = high + (low + (HALF_PI[1] - 2.0 * (series + lost)));
    (if small { near } else { far }).copysign(x)
}

/// The exponent of a positive normal number, and its mantissa between the roots of 1/2 and 2.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    const BIAS: u64 = 1023;
    // Bits of the root of one half.
    let shifted = x
        .to_bits()
        .wrapping_sub(0x3fe6_a09e_667f_3bcd)
        .wrapping_add(BIAS << 52);
    let exponent =
        f64::from_bits(shifted >> 52 | 0x4330_0000_0000_0000) - (4503599627370496.0 + BIAS as f64);
    let mantissa = x
        .to_bits()
        .wrapping_sub(shifted & 0xfff0_0000_0000_0000)
        .wrapping_add(BIAS << 52);
    (exponent, f64::from_bits(mantissa))
}

/// x is positive and normal.
#[inline(always)]
pub(crate) fn log(x: f64) -> f64 {
    let (exponent, mantissa) = split(x);
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    // log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + series).
    let w = z * z;
    let even = w.mul_add(w.mul_add(w.mul_add(LOG[6], LOG[4]), LOG[2]), LOG[0]);
    let odd = w.mul_add(w.mul_add(LOG[5], LOG[3]), LOG[1]);
    let series = z * z.mul_add(odd, even);
    let half = 0.5 * f * f;
    let low = half - s.mul_add(half + series, exponent * LN_2[1]);
    exponent.mul_add(LN_2[0], f - low)
}

/// x^y for x > 0; |y log2 x| < 126. In `f64`, with bits to spare.
#[inline(always)]
pub(crate) fn power_f32(x: f32, y: f32) -> f32 {
    let (exponent, mantissa) = split(x as f64);
    let f = mantissa - 1.0;
    let power = y as f64 * f.mul_add(horner(&LOG2, f), exponent);
    let shifted = power + ROUND;
    let r = power - (shifted - ROUND);
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    (horner(&EXP2, r) * scale) as f32
}

/// x^y for x > 0; |y log2 x| < 1021. The logarithm is kept in two parts.
#[inline(always)]
pub(crate) fn power_f64(x: f64, y: f64) -> f64 {
    let (exponent, mantissa) = split(x);
    // log2 m = 2 / ln 2 artanh s with s = (m - 1) / (m + 1), as the sum of s and s_low.
    let f = mantissa - 1.0;
    let (above, above_low) = fast_sum(1.0, mantissa);
    let inverse = 1.0 / above;
    let s = f * inverse;
    let s_low = (s.mul_add(-above, f) - s * above_low) * inverse;
    let z = s * s;
    let z_low = s.mul_add(s, -z) + 2.0 * s * s_low;
    let third = z * THIRD_LOG2_E[0];
    let third_low =
        z.mul_add(THIRD_LOG2_E[0], -third) + z.mul_add(THIRD_LOG2_E[1], z_low * THIRD_LOG2_E[0]);
    let (a, a_low) = fast_sum(TWO_LOG2_E[0], third);
    let rest = (z * z).mul_add(horner(&ARTANH, z), TWO_LOG2_E[1] + third_low + a_low);
    let (a, a_low) = fast_sum(a, rest);
    let log = s * a;
    let log_low = s.mul_add(a, -log) + s.mul_add(a_low, s_low * a);
    let (log, error) = fast_sum(exponent, log);
    let log_low = log_low + error;
    // 2^(y log2 x).
    let power = y * log;
    let power_low = y.mul_add(log, -power) + y * log_low;
    let shifted = power + ROUND;
    let r = power - (shifted - ROUND);
    let (r, r_low) = (r + power_low, power_low + (r - (r + power_low)));
    const LN_2: f64 = std::f64::consts::LN_2;
    let e = r * LN_2;
    let e_low = r.mul_add(LN_2, -e) + r.mul_add(LN_2_REST, r_low * LN_2);
    // 1 + e + e^2 / 2 in two parts, so that the rest is too small to show but in the last rounding.
    let half = 0.5 * e;
    let square = e * half;
    let square_low = e.mul_add(half, -square);
    let rest = (e * e) * e.mul_add(horner(&EXP_CUBE, e), EXP[0] - 0.5);
    let (sum, sum_low) = fast_sum(e, square);
    let (one, low) = fast_sum(1.0, sum);
    let low = low + (rest + (sum_low + square_low + e_low.mul_add(e, e_low)));
    let scale = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    (one + low) * scale
}

/// The length of the hypotenuse; squares neither overflow nor lose what counts. The root of the rounded sum is put
/// right by its own error (Borges, "An improved algorithm for hypot(a, b)"), which gives the C library's result.
#[inline(always)]
pub(crate) fn hypot_f64(x: f64, y: f64) -> f64 {
    let (x, y) = (x.abs(), y.abs());
    let (a, b) = if x > y { (x, y) } else { (y, x) };
    let h = (a * a + b * b).sqrt();
    let near = h <= 2.0 * b;
    let d = h - if near { b } else { a };
    let first = if near {
        a * (2.0 * d - a)
    } else {
        2.0 * d * (a - 2.0 * b)
    };
    let second = if near {
        (d - 2.0 * (a - b)) * d
    } else {
        (4.0 * d - b) * b + d * d
    };
    let better = h - (first + second) / (2.0 * h);
    if h > 0.0 { better } else { h }
}

/// The same, by way of `f64`.
#[inline(always)]
pub(crate) fn hypot_f32(x: f32, y: f32) -> f32 {
    let (x, y) = (x as f64, y as f64);
    (x * x + y * y).sqrt() as f32
}

macro_rules! modulus {
    ($name:ident $t:ident) => {
        /// The absolute value of a complex number that is not zero, as NumPy's vectors have it.
        #[inline(always)]
        pub(crate) fn $name(x: $t, y: $t) -> $t {
            let (x, y) = (x.abs(), y.abs());
            let (large, small) = if x > y { (x, y) } else { (y, x) };
            let ratio = small / large;
            large * ratio.mul_add(ratio, 1.0).sqrt()
        }
    };
}
modulus! { modulus_f64 f64 }
modulus! { modulus_f32 f32 }
