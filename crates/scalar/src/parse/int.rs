//! Integers from text.

use super::python::to_ascii;
use super::*;

/// An integer as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Integer {
    /// Whether a minus sign stood before it.
    pub negative: bool,
    /// Its size; `None` if that exceeds 64 bits.
    pub magnitude: Option<u64>,
}

impl Integer {
    /// The value, if it fits.
    pub fn to_i64(self) -> Option<i64> {
        let size = self.magnitude?;
        if self.negative {
            0i64.checked_sub_unsigned(size)
        } else {
            i64::try_from(size).ok()
        }
    }

    /// The value, if it fits.
    pub fn to_u64(self) -> Option<u64> {
        self.magnitude.filter(|&size| !self.negative || size == 0)
    }
}

/// Digits at the start: their value (`None` if it exceeds 64 bits) and their number.
fn digits(text: &[u8]) -> (Option<u64>, usize) {
    let len = count_digits(text);
    let add = |sum: Option<u64>, b: &u8| sum?.checked_mul(10)?.checked_add(u64::from(b - b'0'));
    (text[..len].iter().fold(Some(0), add), len)
}

/// The integer at the start after blanks and how many bytes were used, as `fromstring` reads signed
/// types: blanks may follow the sign, a sign alone is zero, and anything out of range becomes the
/// largest integer.
pub fn prefix_i64(text: &[u8]) -> Option<(i64, usize)> {
    let mut at = leading(text, is_c_space);
    let negative = is_negative(&text[at..]);
    let sign = sign_len(&text[at..]);
    at += sign;
    if sign > 0 {
        at += leading(&text[at..], is_c_space);
    }
    let (magnitude, len) = digits(&text[at..]);
    let value = Integer {
        negative,
        magnitude,
    }
    .to_i64()
    .unwrap_or(i64::MAX);
    (sign + len > 0).then_some((value, at + len))
}

/// The same for unsigned types: no sign, and anything out of range becomes the largest integer.
pub fn prefix_u64(text: &[u8]) -> Option<(u64, usize)> {
    let at = leading(text, is_c_space);
    let (value, len) = digits(&text[at..]);
    (len > 0).then_some((value.unwrap_or(u64::MAX), at + len))
}

fn token(text: &[u8]) -> Option<Integer> {
    let text = trim(text, is_python_space);
    let sign = sign_len(text);
    let (magnitude, len) = digits(&text[sign..]);
    let whole = len > 0 && sign + len == text.len();
    whole.then_some(Integer {
        negative: is_negative(text),
        magnitude,
    })
}

/// A field of a text file.
pub fn token_i64(text: &[u8]) -> Option<i64> {
    token(text)?.to_i64()
}

/// A field of a text file; a minus sign is refused, before zero too.
pub fn token_u64(text: &[u8]) -> Option<u64> {
    token(text).filter(|integer| !integer.negative)?.to_u64()
}

/// What `int(text, base)` answers, of any size; `None` where it raises for the text. `base` is 0 or
/// from 2 to 36.
pub fn python_int(text: &str, base: u32) -> Option<Integer> {
    if text.is_ascii() {
        return python_ascii(trim(text.as_bytes(), is_c_space), base);
    }
    let plain: Vec<u8> = text.chars().map(to_ascii).collect();
    python_ascii(trim(&plain, is_c_space), base)
}

fn python_ascii(text: &[u8], base: u32) -> Option<Integer> {
    let negative = is_negative(text);
    let mut body = &text[sign_len(text)..];
    let named = match body {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let prefixed = named != 0 && (base == 0 || base == named);
    let radix = if prefixed {
        named
    } else if base == 0 {
        10
    } else {
        base
    };
    if prefixed {
        body = &body[2..];
        body = body.strip_prefix(b"_").unwrap_or(body);
    }
    let (mut magnitude, mut after_digit) = (Some(0u64), false);
    for &byte in body {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        let digit = char::from(byte).to_digit(radix)?;
        magnitude = magnitude
            .and_then(|sum| sum.checked_mul(u64::from(radix)))
            .and_then(|sum| sum.checked_add(u64::from(digit)));
        after_digit = true;
    }
    // Without a prefix, base 0 takes no leading zeros.
    let octal_look = base == 0 && !prefixed && body.first() == Some(&b'0') && magnitude != Some(0);
    (after_digit && !octal_look).then_some(Integer {
        negative,
        magnitude,
    })
}
