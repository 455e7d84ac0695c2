//! The text of scalars: what `str` answers for floating-point and complex numbers.

use super::layout::{PositionalOptions, ScientificOptions, Trim, positional, scientific};
use super::{Class, Decoded, FloatKind, Printable};

/// The smallest extended-precision size that is written positionally, 1e-4.
const EXTENDED_LOW: (i32, u64) = (-77, 0xd1b7_1758_e219_652c);
/// The smallest extended-precision size that is written scientifically, 1e16.
const EXTENDED_HIGH: (i32, u64) = (-10, 0x8e1b_c9bf_0400_0000);

/// Whether the size lies where scalars are written positionally: from 1e-4 up to 1e3 (half), 1e6
/// (single) or 1e16, and zero.
fn is_positional(number: &Decoded) -> bool {
    if number.mantissa == 0 {
        return true;
    }
    let high = match number.kind {
        FloatKind::Half => 1e3,
        FloatKind::Single => 1e6,
        FloatKind::Double => 1e16,
        FloatKind::Extended => {
            let size = (number.exponent, number.mantissa);
            return size >= EXTENDED_LOW && size < EXTENDED_HIGH;
        }
    };
    (1e-4..high).contains(&number.to_f64())
}

fn write_number(out: &mut String, number: &Decoded, trim: Trim, sign: bool) {
    // Shortest digits never come near the length limit.
    let written = if is_positional(number) {
        positional(
            out,
            number,
            &PositionalOptions {
                trim,
                sign,
                ..Default::default()
            },
        )
    } else {
        let trim = Trim::ZerosAndPoint;
        scientific(
            out,
            number,
            &ScientificOptions {
                trim,
                sign,
                ..Default::default()
            },
        )
    };
    debug_assert!(written.is_ok());
}

/// Appends the text of a scalar, as in `1.5`, `1e+20`, `nan`.
pub fn write_float_repr(out: &mut String, value: impl Printable) {
    write_number(out, &value.decode(), Trim::LeaveOneZero, false);
}

/// The text of a scalar.
pub fn float_repr(value: impl Printable) -> String {
    let mut out = String::new();
    write_float_repr(&mut out, value);
    out
}

/// Appends the text of a complex scalar, as in `(1+2j)`, `1.5j`, `(nan-infj)`.
pub fn write_complex_repr<T: Printable>(out: &mut String, re: T, im: T) {
    let (re, im) = (re.decode(), im.decode());
    let imaginary = re.class == Class::Finite && re.mantissa == 0 && !re.negative;
    if imaginary {
        write_number(out, &im, Trim::ZerosAndPoint, false);
        out.push('j');
        return;
    }
    out.push('(');
    write_number(out, &re, Trim::ZerosAndPoint, false);
    if im.class == Class::Nan {
        out.push('+');
    }
    write_number(out, &im, Trim::ZerosAndPoint, true);
    out.push_str("j)");
}

/// The text of a complex scalar.
pub fn complex_repr<T: Printable>(re: T, im: T) -> String {
    let mut out = String::new();
    write_complex_repr(&mut out, re, im);
    out
}
