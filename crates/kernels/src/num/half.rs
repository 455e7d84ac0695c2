//! Half precision: conversions by integer arithmetic without branches, so that loops of them vectorise.
//!
//! NaN payloads keep their top bits and are not made quiet; overflow and underflow (any lost bit below the
//! normal range, before rounding) are reported, nothing else raises float status.

use super::{Flags, OVERFLOW, UNDERFLOW};

/// The bits of an IEEE binary16 number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Half(pub u16);

/// Widens to `f32` (exact).
#[inline(always)]
pub fn half_to_f32(h: Half) -> f32 {
    let sign = u32::from(h.0 & 0x8000) << 16;
    let em = u32::from(h.0 & 0x7fff);
    let normal = (em << 13) + (112 << 23);
    let special = normal + (112 << 23);
    let tiny = ((em as i32) as f32 * f32::from_bits(103 << 23)).to_bits();
    let r = if em >= 0x7c00 { special } else { normal };
    let r = if em < 0x400 { tiny } else { r };
    f32::from_bits(r | sign)
}

/// Widens to `f64` (exact).
#[inline(always)]
pub fn half_to_f64(h: Half) -> f64 {
    let sign = u64::from(h.0 & 0x8000) << 48;
    let em = u64::from(h.0 & 0x7fff);
    let normal = (em << 42) + (1008 << 52);
    let special = normal + (1008 << 52);
    let tiny = (f64::from(em as i32) * f64::from_bits(999 << 52)).to_bits();
    let r = if em >= 0x7c00 { special } else { normal };
    let r = if em < 0x400 { tiny } else { r };
    f64::from_bits(r | sign)
}

/// Rounds to half precision, ties to even; adds what happened to `flags`.
#[inline(always)]
pub fn f32_to_half(x: f32, flags: &mut Flags) -> Half {
    let a = x.to_bits();
    let u = a & 0x7fff_ffff;
    let sign = (a >> 16) & 0x8000;
    let top = u.min(0x4780_0000);
    let normal = (top
        .wrapping_sub(0x3800_0000)
        .wrapping_add(0x0fff + ((u >> 13) & 1)))
        >> 13;
    let normal = normal.min(0x7c00);
    let exp = u >> 23;
    let sig = (u & 0x007f_ffff) | 0x0080_0000;
    // At most 30: below AVX2 the shift is made of float conversions that 31 would overflow.
    let shift = 126u32.wrapping_sub(exp).min(30);
    let low = (1u32 << shift) - 1;
    let small = (sig + (low >> 1) + ((sig >> shift) & 1)) >> shift;
    let payload = 0x7c00 + ((u & 0x007f_ffff) >> 13);
    let nan = payload + u32::from(payload == 0x7c00);
    let is_small = u < 0x3880_0000;
    let is_nan = u > 0x7f80_0000;
    let r = if is_small { small } else { normal };
    let r = if is_nan { nan } else { r };
    let over = u32::from(r == 0x7c00 && u < 0x7f80_0000) * OVERFLOW;
    let under = u32::from(is_small && u != 0 && (sig & low) != 0) * UNDERFLOW;
    *flags |= over | under;
    Half((r | sign) as u16)
}

/// Rounds to half precision in one step, ties to even; adds what happened to `flags`.
#[inline(always)]
pub fn f64_to_half(x: f64, flags: &mut Flags) -> Half {
    let a = x.to_bits();
    let u = a & 0x7fff_ffff_ffff_ffff;
    let sign = (a >> 48) & 0x8000;
    let top = u.min(0x40f0_0000_0000_0000);
    let normal = (top
        .wrapping_sub(0x3f00_0000_0000_0000)
        .wrapping_add(0x1ff_ffff_ffff + ((u >> 42) & 1)))
        >> 42;
    let normal = normal.min(0x7c00);
    let exp = u >> 52;
    let sig = (u & 0x000f_ffff_ffff_ffff) | 0x0010_0000_0000_0000;
    let shift = 1051u64.wrapping_sub(exp).min(62);
    let low = (1u64 << shift) - 1;
    let small = (sig + (low >> 1) + ((sig >> shift) & 1)) >> shift;
    let payload = 0x7c00 + ((u & 0x000f_ffff_ffff_ffff) >> 42);
    let nan = payload + u64::from(payload == 0x7c00);
    let is_small = u < 0x3f10_0000_0000_0000;
    let is_nan = u > 0x7ff0_0000_0000_0000;
    let r = if is_small { small } else { normal };
    let r = if is_nan { nan } else { r };
    let over = u32::from(r == 0x7c00 && u < 0x7ff0_0000_0000_0000) * OVERFLOW;
    let under = u32::from(is_small && u != 0 && (sig & low) != 0) * UNDERFLOW;
    *flags |= over | under;
    Half((r | sign) as u16)
}
