//! `f64` from text. Rounding is correct for any number of digits.

use super::python::Plain;
use super::*;

/// An unsigned decimal number whose extent is known.
fn decimal(text: &[u8]) -> Option<f64> {
    core::str::from_utf8(text).ok()?.parse().ok()
}

/// The number at the start, without blanks before it: value and length.
pub(super) fn signed(text: &[u8]) -> Option<(f64, usize)> {
    let sign = sign_len(text);
    let body = &text[sign..];
    let (size, len) = match decimal_len(body) {
        0 => match word(body)? {
            (Word::Infinity, len) => (f64::INFINITY, len),
            (Word::Nan, len) => (f64::NAN, len),
        },
        len => (decimal(&body[..len])?, len),
    };
    Some((if is_negative(text) { -size } else { size }, sign + len))
}

/// The number at the start after blanks, and how many bytes were used, as `fromstring` reads it.
pub fn prefix_f64(text: &[u8]) -> Option<(f64, usize)> {
    let skipped = leading(text, is_c_space);
    let (value, len) = signed(&text[skipped..])?;
    let tag = if value.is_nan() {
        nan_tag_len(&text[skipped + len..])
    } else {
        0
    };
    Some((value, skipped + len + tag))
}

/// The number that the whole of `text` is: no blanks, no underscores.
pub fn exact_f64(text: &[u8]) -> Option<f64> {
    signed(text)
        .filter(|(_, len)| *len == text.len())
        .map(|(value, _)| value)
}

/// A field of a text file: blanks around, no underscores.
pub fn token_f64(text: &[u8]) -> Option<f64> {
    exact_f64(trim(text, is_python_space))
}

/// What `float(text)` answers; `None` where it raises.
pub fn python_float(text: &str) -> Option<f64> {
    if let Some(value) = exact_f64(trim(text.as_bytes(), is_c_space)) {
        return Some(value);
    }
    exact_f64(Plain::of(text)?.bytes())
}
