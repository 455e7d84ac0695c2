//! `long double` from text, by way of the C library.

use super::*;
use crate::LongDouble;
use core::ffi::CStr;

/// A number read from text.
#[derive(Clone, Copy, Debug)]
pub struct ParsedLongDouble {
    /// The number.
    pub value: LongDouble,
    /// How many bytes were used.
    pub used: usize,
    /// Whether the C library called it out of range (NumPy warns of overflow then).
    pub out_of_range: bool,
}

/// Length of an unsigned hexadecimal number; 0 if there is none.
fn hex_len(text: &[u8]) -> usize {
    let hex = |text: &[u8]| text.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    if !begins_with(text, b"0x") {
        return 0;
    }
    let whole = hex(&text[2..]);
    let mut len = 2 + whole;
    let mut digits = whole;
    if text.get(len) == Some(&b'.') {
        let fraction = hex(&text[len + 1..]);
        digits += fraction;
        len += if digits > 0 { 1 + fraction } else { 0 };
    }
    if digits == 0 {
        return 0;
    }
    if matches!(text.get(len), Some(b'p' | b'P')) {
        let sign = sign_len(&text[len + 1..]);
        let exponent = count_digits(&text[len + 1 + sign..]);
        len += if exponent > 0 { 1 + sign + exponent } else { 0 };
    }
    len
}

/// The number at the start after blanks, decimal or hexadecimal.
pub fn prefix_long_double(text: &[u8]) -> Option<ParsedLongDouble> {
    let skipped = leading(text, is_c_space);
    let negative = is_negative(&text[skipped..]);
    let start = skipped + sign_len(&text[skipped..]);
    let body = &text[start..];
    let len = hex_len(body).max(decimal_len(body));
    let (size, len, out_of_range) = if len == 0 {
        match word(body)? {
            (Word::Infinity, len) => (LongDouble::INFINITY, len, false),
            (Word::Nan, len) => (LongDouble::NAN, len + nan_tag_len(&body[len..]), false),
        }
    } else {
        let (size, out_of_range) = convert(&body[..len])?;
        (size, len, out_of_range)
    };
    let value = if negative { -size } else { size };
    Some(ParsedLongDouble {
        value,
        used: start + len,
        out_of_range,
    })
}

/// Hands a number to the C library with the NUL it needs; long ones go through the heap.
fn convert(number: &[u8]) -> Option<(LongDouble, bool)> {
    let mut inline = [0u8; 128];
    let mut heap = Vec::new();
    let text = if number.len() < inline.len() {
        inline[..number.len()].copy_from_slice(number);
        &inline[..=number.len()]
    } else {
        heap.reserve_exact(number.len() + 1);
        heap.extend_from_slice(number);
        heap.push(0);
        &heap[..]
    };
    let (value, _, out_of_range) = LongDouble::from_c_str(CStr::from_bytes_with_nul(text).ok()?);
    Some((value, out_of_range))
}
