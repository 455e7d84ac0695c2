//! Complex numbers from text.

use super::float::signed;
use super::python::Plain;
use super::*;

/// The complex number at the start and how many bytes were used, as `fromstring` reads it.
///
/// Only `j` marks the imaginary part. A second number without it is read and dropped, and a bare `j`
/// is minus one: so does NumPy.
pub fn prefix_complex(text: &[u8]) -> Option<((f64, f64), usize)> {
    let Some((first, used)) = prefix_f64(text) else {
        let skipped = leading(text, is_c_space);
        return (text.get(skipped) == Some(&b'j')).then_some(((0.0, -1.0), skipped + 1));
    };
    match text.get(used) {
        Some(b'j') => Some(((0.0, first), used + 1)),
        Some(b'+' | b'-') => match prefix_f64(&text[used..]) {
            Some((second, len)) if text.get(used + len) == Some(&b'j') => {
                Some(((first, second), used + len + 1))
            }
            Some((_, len)) => Some(((first, 0.0), used + len)),
            None => Some(((first, 0.0), used)),
        },
        _ => Some(((first, 0.0), used)),
    }
}

/// A field of a text file; `unit` is the letter of the imaginary part.
pub fn token_complex(text: &[u8], unit: u8) -> Option<(f64, f64)> {
    let mut rest = trim(text, is_python_space);
    if let Some(inner) = rest.strip_prefix(b"(") {
        rest = trim(inner.strip_suffix(b")")?, is_python_space);
    }
    let (first, used) = signed(rest)?;
    match &rest[used..] {
        [] => Some((first, 0.0)),
        [last] if *last == unit => Some((0.0, first)),
        tail @ [b'+' | b'-', ..] => {
            // One plus sign joins the parts; the second part may bring its own sign.
            let tail = tail.strip_prefix(b"+").unwrap_or(tail);
            let (second, used) = signed(tail)?;
            (tail[used..] == [unit]).then_some((first, second))
        }
        _ => None,
    }
}

/// What `complex(text)` answers; `None` where it raises.
pub fn python_complex(text: &str) -> Option<(f64, f64)> {
    let plain = Plain::of(text)?;
    let mut rest = plain.bytes();
    if let Some(inner) = rest.strip_prefix(b"(") {
        rest = trim(inner.strip_suffix(b")")?, is_c_space);
    }
    let is_unit = |text: &[u8]| matches!(text, [b'j' | b'J']);
    // A sign alone, or nothing, stands for one before the unit.
    let part = |text: &[u8]| -> Option<(f64, usize)> {
        signed(text).or_else(|| {
            let sign = sign_len(text);
            let one = if is_negative(text) { -1.0 } else { 1.0 };
            is_unit(&text[sign..]).then_some((one, sign))
        })
    };
    let (first, used) = part(rest)?;
    match &rest[used..] {
        [] => Some((first, 0.0)),
        tail if is_unit(tail) => Some((0.0, first)),
        tail @ [b'+' | b'-', ..] => {
            let (second, used) = part(tail)?;
            is_unit(&tail[used..]).then_some((first, second))
        }
        _ => None,
    }
}
