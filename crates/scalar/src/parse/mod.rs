//! Numbers from text, on byte slices and without allocation but for exotic input.
//!
//! Three manners, because NumPy has three. `prefix_*` reads the longest number at the start, skips
//! leading blanks and answers how many bytes were used (`fromstring`, `fromfile`). `token_*` takes a
//! whole field of a text file (`loadtxt`). `python_*` follows the constructors `float`, `int` and
//! `complex`: blanks at both ends, underscores between digits, digits of any script.

mod complex;
mod float;
mod int;
mod long_double;
mod python;

pub use complex::{prefix_complex, python_complex, token_complex};
pub use float::{exact_f64, prefix_f64, python_float, token_f64};
pub use int::{Integer, prefix_i64, prefix_u64, python_int, token_i64, token_u64};
pub use long_double::{ParsedLongDouble, prefix_long_double};

/// The blanks that C's `isspace` knows.
fn is_c_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

/// The blanks among ASCII that Python's `str.isspace` knows.
fn is_python_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13 | 0x1c..=0x1f)
}

/// Bytes to skip before a number.
fn leading(text: &[u8], is_space: fn(u8) -> bool) -> usize {
    text.iter().take_while(|&&b| is_space(b)).count()
}

/// `text` without blanks at its ends.
fn trim(text: &[u8], is_space: fn(u8) -> bool) -> &[u8] {
    let start = leading(text, is_space);
    let end = text
        .iter()
        .rposition(|&b| !is_space(b))
        .map_or(start, |last| last + 1);
    &text[start..end]
}

/// Length of a sign.
fn sign_len(text: &[u8]) -> usize {
    usize::from(matches!(text.first(), Some(b'+' | b'-')))
}

fn is_negative(text: &[u8]) -> bool {
    text.first() == Some(&b'-')
}

/// Whether `text` begins with `word` in any case; `word` is lower case.
fn begins_with(text: &[u8], word: &[u8]) -> bool {
    text.len() >= word.len() && text[..word.len()].eq_ignore_ascii_case(word)
}

fn count_digits(text: &[u8]) -> usize {
    text.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Length of an unsigned decimal number with optional point and exponent; 0 if there is none.
fn decimal_len(text: &[u8]) -> usize {
    let whole = count_digits(text);
    let mut len = whole;
    if text.get(len) == Some(&b'.') {
        let fraction = count_digits(&text[len + 1..]);
        if whole + fraction == 0 {
            return 0;
        }
        len += 1 + fraction;
    }
    if len == 0 {
        return 0;
    }
    if matches!(text.get(len), Some(b'e' | b'E')) {
        let sign = sign_len(&text[len + 1..]);
        let digits = count_digits(&text[len + 1 + sign..]);
        if digits > 0 {
            len += 1 + sign + digits;
        }
    }
    len
}

/// An infinity or a NaN without sign.
enum Word {
    Infinity,
    Nan,
}

/// `inf`, `infinity` or `nan` at the start, in any case, and its length.
fn word(text: &[u8]) -> Option<(Word, usize)> {
    if begins_with(text, b"infinity") {
        Some((Word::Infinity, 8))
    } else if begins_with(text, b"inf") {
        Some((Word::Infinity, 3))
    } else if begins_with(text, b"nan") {
        Some((Word::Nan, 3))
    } else {
        None
    }
}

/// Length of `(tag)` behind a `nan`; NumPy does not insist on the closing bracket.
fn nan_tag_len(text: &[u8]) -> usize {
    if text.first() != Some(&b'(') {
        return 0;
    }
    let tag = text[1..]
        .iter()
        .take_while(|&&b| b.is_ascii_alphanumeric() || b == b'_')
        .count();
    1 + tag + usize::from(text.get(1 + tag) == Some(&b')'))
}
