//! Mapping numbers to integers of the same order, and back.

use crate::num::{Half, Stamp};

/// A number with an integer key of the same order. NaN and NaT have the largest key of their width, both
/// zeros the same.
pub(super) trait Keyed: Copy + 'static {
    /// Bits that keys need.
    const KEY_BITS: u32;
    fn sort_key(self) -> i64;
}

macro_rules! int_keyed {
    ($($t:ty, $bits:literal, $wide:ty);+) => {$(
        impl Keyed for $t {
            const KEY_BITS: u32 = $bits;
            #[inline(always)]
            fn sort_key(self) -> i64 {
                (self as $wide) as i64
            }
        }
    )+};
}
int_keyed!(i8, 8, i64; i16, 16, i64; i32, 32, i64; i64, 64, i64);
macro_rules! unsigned_keyed {
    ($($t:ty, $signed:ty, $bits:literal);+) => {$(
        impl Keyed for $t {
            const KEY_BITS: u32 = $bits;
            #[inline(always)]
            fn sort_key(self) -> i64 {
                i64::from((self ^ (1 << ($bits - 1))) as $signed)
            }
        }
    )+};
}
unsigned_keyed!(u8, i8, 8; u16, i16, 16; u32, i32, 32);
impl Keyed for u64 {
    const KEY_BITS: u32 = 64;
    #[inline(always)]
    fn sort_key(self) -> i64 {
        (self ^ (1 << 63)) as i64
    }
}
impl Keyed for f64 {
    const KEY_BITS: u32 = 64;
    #[inline(always)]
    fn sort_key(self) -> i64 {
        let bits = self.to_bits() as i64;
        let number = flip64(if bits == i64::MIN { 0 } else { bits });
        if (bits & i64::MAX) > 0x7ff0_0000_0000_0000 {
            i64::MAX
        } else {
            number
        }
    }
}
impl Keyed for f32 {
    const KEY_BITS: u32 = 32;
    #[inline(always)]
    fn sort_key(self) -> i64 {
        let bits = self.to_bits() as i32;
        let number = flip32(if bits == i32::MIN { 0 } else { bits });
        i64::from(if (bits & i32::MAX) > 0x7f80_0000 {
            i32::MAX
        } else {
            number
        })
    }
}
impl Keyed for Half {
    const KEY_BITS: u32 = 16;
    #[inline(always)]
    fn sort_key(self) -> i64 {
        let bits = self.0 & 0x7fff;
        let number = if self.0 & 0x8000 != 0 {
            -i64::from(bits)
        } else {
            i64::from(bits)
        };
        if bits > 0x7c00 {
            i64::from(i16::MAX)
        } else {
            number
        }
    }
}
impl Keyed for Stamp {
    const KEY_BITS: u32 = 64;
    #[inline(always)]
    fn sort_key(self) -> i64 {
        self.0.wrapping_sub(1)
    }
}

/// Float bits to ordered integers; its own inverse.
#[inline(always)]
pub(super) fn flip64(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// As [`flip64`].
#[inline(always)]
pub(super) fn flip32(bits: i32) -> i32 {
    bits ^ ((bits >> 31) as u32 >> 1) as i32
}
