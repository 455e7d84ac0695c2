//! Half precision on bit patterns, bit for bit as NumPy has it.
//!
//! Conversions round to nearest even directly from the source type, keep the upper payload bits of a
//! NaN and never quieten it, and report overflow and underflow as the flags of
//! [`crate::float_status`]. They are branch-free, so that loops over them vectorise. The element type
//! is [`struct@f16`]; the functions that conversions in the `half` crate could replace exist because those
//! quieten NaNs and round `f64` twice.

use crate::float_status::{INVALID, OVERFLOW, UNDERFLOW};
use half::f16;

/// Sign bit.
pub const SIGN: u16 = 0x8000;
/// Positive infinity; also the mask of the exponent.
pub const INFINITY: u16 = 0x7c00;
/// The quiet NaN that operations produce.
pub const NAN: u16 = 0x7e00;
/// Largest finite value, 65504.
pub const MAX: u16 = 0x7bff;

/// `f16` bits to `f32` bits; exact, also for subnormals and NaN payloads.
#[inline(always)]
pub fn to_f32_bits(h: u16) -> u32 {
    let magnitude = u32::from(h & 0x7fff) << 13;
    let scaled = (f32::from_bits(magnitude) * f32::from_bits(0x7780_0000)).to_bits();
    let special = magnitude | 0x7f80_0000;
    let bits = if h & INFINITY == INFINITY {
        special
    } else {
        scaled
    };
    bits | u32::from(h & SIGN) << 16
}

/// `f16` bits to `f64` bits; exact.
#[inline(always)]
pub fn to_f64_bits(h: u16) -> u64 {
    let magnitude = u64::from(h & 0x7fff) << 42;
    let scaled = (f64::from_bits(magnitude) * f64::from_bits(0x7ef0_0000_0000_0000)).to_bits();
    let special = magnitude | 0x7ff0_0000_0000_0000;
    let bits = if h & INFINITY == INFINITY {
        special
    } else {
        scaled
    };
    bits | u64::from(h & SIGN) << 48
}

/// `f16` bits to `f32`.
#[inline(always)]
pub fn to_f32(h: u16) -> f32 {
    f32::from_bits(to_f32_bits(h))
}

/// `f16` bits to `f64`.
#[inline(always)]
pub fn to_f64(h: u16) -> f64 {
    f64::from_bits(to_f64_bits(h))
}

/// `f32` bits to `f16` bits, rounding to nearest even.
#[inline(always)]
pub fn from_f32_bits(bits: u32) -> u16 {
    let size = bits & 0x7fff_ffff;
    // Below 2^-14 the sum with 1/2 has the spacing of subnormals: the addition rounds for us.
    let tiny = if size < 0x3880_0000 { size } else { 0 };
    let subnormal = (f32::from_bits(tiny) + 0.5).to_bits() - 0x3f00_0000;
    let normal = size
        .wrapping_sub(0x3800_0000)
        .wrapping_add(0x0fff + ((size >> 13) & 1))
        >> 13;
    let payload = (size >> 13) & 0x03ff;
    let nan = u32::from(INFINITY) | if payload == 0 { 1 } else { payload };
    let finite = if size < 0x3880_0000 {
        subnormal
    } else {
        normal
    };
    let large = if size > 0x7f80_0000 {
        nan
    } else {
        u32::from(INFINITY)
    };
    let half = if size >= 0x4780_0000 { large } else { finite };
    half as u16 | (bits >> 16) as u16 & SIGN
}

/// `f64` bits to `f16` bits, rounding to nearest even.
#[inline(always)]
pub fn from_f64_bits(bits: u64) -> u16 {
    let size = bits & 0x7fff_ffff_ffff_ffff;
    let tiny = if size < 0x3f10_0000_0000_0000 {
        size
    } else {
        0
    };
    // 2^28: the sum has the spacing 2^-24 of subnormals.
    let subnormal = (f64::from_bits(tiny) + 268_435_456.0).to_bits() - 0x41b0_0000_0000_0000;
    let normal = size
        .wrapping_sub(0x3f00_0000_0000_0000)
        .wrapping_add(0x01ff_ffff_ffff + ((size >> 42) & 1))
        >> 42;
    let payload = (size >> 42) & 0x03ff;
    let nan = u64::from(INFINITY) | if payload == 0 { 1 } else { payload };
    let finite = if size < 0x3f10_0000_0000_0000 {
        subnormal
    } else {
        normal
    };
    let large = if size > 0x7ff0_0000_0000_0000 {
        nan
    } else {
        u64::from(INFINITY)
    };
    let half = if size >= 0x40f0_0000_0000_0000 {
        large
    } else {
        finite
    };
    half as u16 | (bits >> 48) as u16 & SIGN
}

/// `f32` to `f16` bits.
#[inline(always)]
pub fn from_f32(value: f32) -> u16 {
    from_f32_bits(value.to_bits())
}

/// `f64` to `f16` bits.
#[inline(always)]
pub fn from_f64(value: f64) -> u16 {
    from_f64_bits(value.to_bits())
}

/// The flags that the conversion of `bits` (an `f32`) to `half` raises.
#[inline(always)]
pub fn flags_from_f32(bits: u32, half: u16) -> u8 {
    let size = bits & 0x7fff_ffff;
    let overflow = size < 0x7f80_0000 && half & 0x7fff == INFINITY;
    let underflow = size < 0x3880_0000 && to_f32_bits(half & 0x7fff) != size;
    (u8::from(overflow) * OVERFLOW) | (u8::from(underflow) * UNDERFLOW)
}

/// The flags that the conversion of `bits` (an `f64`) to `half` raises.
#[inline(always)]
pub fn flags_from_f64(bits: u64, half: u16) -> u8 {
    let size = bits & 0x7fff_ffff_ffff_ffff;
    let overflow = size < 0x7ff0_0000_0000_0000 && half & 0x7fff == INFINITY;
    let underflow = size < 0x3f10_0000_0000_0000 && to_f64_bits(half & 0x7fff) != size;
    (u8::from(overflow) * OVERFLOW) | (u8::from(underflow) * UNDERFLOW)
}

/// Whether `h` is a NaN.
#[inline(always)]
pub fn is_nan(h: u16) -> bool {
    h & 0x7fff > INFINITY
}

/// Whether `h` is an infinity.
#[inline(always)]
pub fn is_inf(h: u16) -> bool {
    h & 0x7fff == INFINITY
}

/// Whether `h` is neither infinite nor a NaN.
#[inline(always)]
pub fn is_finite(h: u16) -> bool {
    h & 0x7fff < INFINITY
}

/// Whether `h` is zero of either sign.
#[inline(always)]
pub fn is_zero(h: u16) -> bool {
    h & 0x7fff == 0
}

/// Whether the sign bit of `h` is set.
#[inline(always)]
pub fn signbit(h: u16) -> bool {
    h & SIGN != 0
}

/// The size of `size` with the sign of `sign`.
#[inline(always)]
pub fn copysign(size: u16, sign: u16) -> u16 {
    size & 0x7fff | sign & SIGN
}

/// A signed integer in the order of the values; both zeros map to 0. Meaningless for NaN.
#[inline(always)]
pub fn order_key(h: u16) -> i32 {
    let size = i32::from(h & 0x7fff);
    if signbit(h) { -size } else { size }
}

/// `a == b`.
#[inline(always)]
pub fn eq(a: u16, b: u16) -> bool {
    !is_nan(a) && !is_nan(b) && order_key(a) == order_key(b)
}

/// `a < b`.
#[inline(always)]
pub fn lt(a: u16, b: u16) -> bool {
    !is_nan(a) && !is_nan(b) && order_key(a) < order_key(b)
}

/// `a <= b`.
#[inline(always)]
pub fn le(a: u16, b: u16) -> bool {
    !is_nan(a) && !is_nan(b) && order_key(a) <= order_key(b)
}

/// `a < b` in the order of sorting: every NaN stands after every number.
#[inline(always)]
pub fn sort_lt(a: u16, b: u16) -> bool {
    match (is_nan(a), is_nan(b)) {
        (false, false) => order_key(a) < order_key(b),
        (a_nan, b_nan) => !a_nan && b_nan,
    }
}

/// The neighbour of `from` towards `to`, and the flags that this raises.
#[inline]
pub fn nextafter(from: u16, to: u16) -> (u16, u8) {
    if is_nan(from) || is_nan(to) {
        return (NAN, 0);
    }
    let (low, high) = (order_key(from), order_key(to));
    if low == high {
        return (from, 0);
    }
    if low == 0 {
        return (to & SIGN | 1, 0);
    }
    let outward = (high > low) == (low > 0);
    let next = if outward { from + 1 } else { from - 1 };
    (next, if is_inf(next) { OVERFLOW } else { 0 })
}

/// The distance to the next value away from zero, and the flags that this raises.
///
/// As in NumPy the answer is positive for negative arguments too, and for a negative power of two it
/// is the distance towards zero.
#[inline]
pub fn spacing(h: u16) -> (u16, u8) {
    let exponent = h & INFINITY;
    if exponent == INFINITY {
        return (NAN, INVALID);
    }
    if h == MAX {
        return (INFINITY, OVERFLOW);
    }
    let towards_zero = signbit(h) && h & 0x03ff == 0;
    let exponent = (exponent >> 10)
        .saturating_sub(u16::from(towards_zero))
        .max(1);
    let gap = if exponent > 10 {
        (exponent - 10) << 10
    } else {
        1 << (exponent - 1)
    };
    (gap, 0)
}

/// Floor division and remainder in `f32`, rounded once at the end; the remainder has the sign of `b`.
#[inline]
pub fn divmod(a: u16, b: u16) -> (u16, u16) {
    let (a, b) = (to_f32(a), to_f32(b));
    let mut modulus = a % b;
    if b == 0.0 {
        return (from_f32(a / b), from_f32(modulus));
    }
    let mut quotient = (a - modulus) / b;
    if modulus != 0.0 {
        if (b < 0.0) != (modulus < 0.0) {
            modulus += b;
            quotient -= 1.0;
        }
    } else {
        modulus = 0f32.copysign(b);
    }
    let whole = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    } else {
        0f32.copysign(a / b)
    };
    (from_f32(whole), from_f32(modulus))
}

/// [`from_f32`] for the element type.
#[inline(always)]
pub fn f16_from_f32(value: f32) -> f16 {
    f16::from_bits(from_f32(value))
}

/// [`from_f64`] for the element type.
#[inline(always)]
pub fn f16_from_f64(value: f64) -> f16 {
    f16::from_bits(from_f64(value))
}
