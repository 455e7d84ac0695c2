//! Exact decimal text of half, single, double and extended precision, in every mode that
//! `format_float_positional` and `format_float_scientific` have, and the text of scalars.

mod bignum;
mod digits;
mod layout;
mod repr;
mod shortest;

pub use layout::{
    PositionalOptions, ScientificOptions, TooLong, Trim, format_positional, format_scientific,
    write_positional, write_scientific,
};
pub use repr::{complex_repr, float_repr, write_complex_repr, write_float_repr};

use crate::LongDouble;
use half::f16;

/// Which type a number came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatKind {
    /// 16 bits.
    Half,
    /// 32 bits.
    Single,
    /// 64 bits.
    Double,
    /// 80 bits.
    Extended,
}

/// What a number is, beside its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Zero or another finite number.
    Finite,
    /// An infinity.
    Infinite,
    /// Not a number.
    Nan,
}

/// A number taken apart: `mantissa * 2^exponent`.
#[derive(Clone, Copy, Debug)]
pub struct Decoded {
    kind: FloatKind,
    class: Class,
    negative: bool,
    mantissa: u64,
    exponent: i32,
    /// The next number below is only half as far away as the next above.
    narrow_below: bool,
}

impl Decoded {
    fn from_fields(
        kind: FloatKind,
        negative: bool,
        biased: i32,
        fraction: u64,
        fraction_bits: u32,
        exponent_bits: u32,
    ) -> Self {
        let special = (1 << exponent_bits) - 1;
        let bias = (1 << (exponent_bits - 1)) - 1 + fraction_bits as i32;
        let class = match (biased == special, fraction) {
            (false, _) => Class::Finite,
            (true, 0) => Class::Infinite,
            (true, _) => Class::Nan,
        };
        let hidden = if biased == 0 { 0 } else { 1 << fraction_bits };
        Self {
            kind,
            class,
            negative,
            mantissa: fraction | hidden,
            exponent: biased.max(1) - bias,
            narrow_below: fraction == 0 && biased > 1,
        }
    }

    /// Whether the sign bit is set.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Finite, infinite or not a number.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The size as `f64`; exact unless the type is extended precision.
    fn to_f64(self) -> f64 {
        let bits = if self.exponent + 1074 == 0 && self.mantissa < 1 << 52 {
            self.mantissa
        } else {
            let shift = self.mantissa.leading_zeros().saturating_sub(11);
            let biased = (self.exponent - shift as i32 + 1075) as u64;
            (biased << 52).wrapping_add(self.mantissa << shift & ((1 << 52) - 1))
        };
        f64::from_bits(if self.mantissa == 0 { 0 } else { bits })
    }
}

/// A floating-point type that can be printed.
pub trait Printable: Copy {
    /// Takes the number apart.
    fn decode(self) -> Decoded;
}

impl Printable for f16 {
    fn decode(self) -> Decoded {
        let bits = self.to_bits();
        let (biased, fraction) = (i32::from(bits >> 10 & 0x1f), u64::from(bits & 0x3ff));
        Decoded::from_fields(FloatKind::Half, bits >> 15 != 0, biased, fraction, 10, 5)
    }
}

impl Printable for f32 {
    fn decode(self) -> Decoded {
        let bits = self.to_bits();
        let (biased, fraction) = ((bits >> 23 & 0xff) as i32, u64::from(bits & 0x7f_ffff));
        Decoded::from_fields(FloatKind::Single, bits >> 31 != 0, biased, fraction, 23, 8)
    }
}

impl Printable for f64 {
    fn decode(self) -> Decoded {
        let bits = self.to_bits();
        let (biased, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
        Decoded::from_fields(FloatKind::Double, bits >> 63 != 0, biased, fraction, 52, 11)
    }
}

impl Printable for LongDouble {
    fn decode(self) -> Decoded {
        let class = match (self.is_nan(), self.is_inf()) {
            (true, _) => Class::Nan,
            (_, true) => Class::Infinite,
            _ => Class::Finite,
        };
        let biased = i32::from(self.exponent());
        Decoded {
            kind: FloatKind::Extended,
            class,
            negative: self.signbit(),
            mantissa: self.mantissa(),
            exponent: biased.max(1) - 16383 - 63,
            narrow_below: self.mantissa() << 1 == 0 && biased > 1,
        }
    }
}
