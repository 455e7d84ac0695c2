//! Positional and scientific layout of digits.

use super::digits::{Count, Digits, Request, generate};
use super::{Class, Decoded, Printable};

/// What happens to trailing zeros and the decimal point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Trim {
    /// `'k'`: keep zeros and the point.
    #[default]
    Keep,
    /// `'.'`: drop zeros, keep the point.
    Zeros,
    /// `'0'`: drop zeros but one after the point, which is added if missing.
    LeaveOneZero,
    /// `'-'`: drop zeros and a bare point.
    ZerosAndPoint,
}

/// Options of [`format_positional`], with the meaning that `format_float_positional` gives them.
#[derive(Clone, Copy, Debug)]
pub struct PositionalOptions {
    /// Stop at the shortest digits that identify the number.
    pub unique: bool,
    /// Largest number of digits; must be given unless `unique`.
    pub precision: Option<u32>,
    /// Smallest number of digits in unique mode.
    pub min_digits: Option<u32>,
    /// Whether `precision` and `min_digits` count digits of the fraction or all of them.
    pub fractional: bool,
    /// Trailing zeros.
    pub trim: Trim,
    /// Write `+` before positive numbers.
    pub sign: bool,
    /// Pad with spaces to this many characters left of the point.
    pub pad_left: Option<u32>,
    /// Pad with spaces to this many characters right of the point.
    pub pad_right: Option<u32>,
}

impl Default for PositionalOptions {
    fn default() -> Self {
        Self {
            unique: true,
            precision: None,
            min_digits: None,
            fractional: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            pad_right: None,
        }
    }
}

/// Options of [`format_scientific`], with the meaning that `format_float_scientific` gives them.
#[derive(Clone, Copy, Debug)]
pub struct ScientificOptions {
    /// Stop at the shortest digits that identify the number.
    pub unique: bool,
    /// Largest number of digits after the point; must be given unless `unique`.
    pub precision: Option<u32>,
    /// Smallest number of digits after the point in unique mode.
    pub min_digits: Option<u32>,
    /// Trailing zeros.
    pub trim: Trim,
    /// Write `+` before positive numbers.
    pub sign: bool,
    /// Pad with spaces to this many characters left of the point.
    pub pad_left: Option<u32>,
    /// Digits of the exponent, at most 5; 2 if not given.
    pub exp_digits: Option<u32>,
}

impl Default for ScientificOptions {
    fn default() -> Self {
        Self {
            unique: true,
            precision: None,
            min_digits: None,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            exp_digits: None,
        }
    }
}

/// The text would exceed `MAX_TEXT` characters; NumPy raises `RuntimeError` ("Float formatting result too large").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// The longest text that is produced.
const MAX_TEXT: usize = 16383;

/// Positional text of `value`.
pub fn format_positional(
    value: impl Printable,
    options: &PositionalOptions,
) -> Result<String, TooLong> {
    let mut out = String::new();
    write_positional(&mut out, value, options)?;
    Ok(out)
}

/// Scientific text of `value`.
pub fn format_scientific(
    value: impl Printable,
    options: &ScientificOptions,
) -> Result<String, TooLong> {
    let mut out = String::new();
    write_scientific(&mut out, value, options)?;
    Ok(out)
}

/// Appends the positional text of `value`.
pub fn write_positional(
    out: &mut String,
    value: impl Printable,
    options: &PositionalOptions,
) -> Result<(), TooLong> {
    positional(out, &value.decode(), options)
}

/// Appends the scientific text of `value`.
pub fn write_scientific(
    out: &mut String,
    value: impl Printable,
    options: &ScientificOptions,
) -> Result<(), TooLong> {
    scientific(out, &value.decode(), options)
}

fn count(n: u32, fractional: bool) -> Count {
    let n = n.min(i32::MAX as u32 / 2) as i32;
    if fractional {
        Count::Fraction(n)
    } else {
        Count::Total(n.max(1))
    }
}

fn sign_of(number: &Decoded, plus: bool) -> &'static str {
    match (number.negative, plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    }
}

/// Writes infinities and NaN; they take no padding.
fn special(out: &mut String, number: &Decoded, plus: bool) -> bool {
    match number.class {
        Class::Finite => return false,
        Class::Nan => out.push_str("nan"),
        Class::Infinite => {
            out.push_str(sign_of(number, plus));
            out.push_str("inf");
        }
    }
    true
}

fn push_repeated(out: &mut String, what: char, times: usize) {
    if times > 0 {
        out.extend(core::iter::repeat_n(what, times));
    }
}

fn push_digits(out: &mut String, digits: &[u8]) {
    out.push_str(core::str::from_utf8(digits).unwrap_or_default());
}

fn left_padding(pad: Option<u32>, width: usize) -> Result<usize, TooLong> {
    let spaces = (pad.unwrap_or(0) as usize).saturating_sub(width);
    if spaces > MAX_TEXT {
        Err(TooLong)
    } else {
        Ok(spaces)
    }
}

/// Length without trailing zeros.
fn without_zeros(digits: &[u8]) -> usize {
    digits
        .iter()
        .rposition(|&b| b != b'0')
        .map_or(0, |last| last + 1)
}

pub(super) fn positional(
    out: &mut String,
    number: &Decoded,
    options: &PositionalOptions,
) -> Result<(), TooLong> {
    if special(out, number, options.sign) {
        return Ok(());
    }
    let limit = |n: Option<u32>| n.map(|n| count(n.min(MAX_TEXT as u32), options.fractional));
    let minimum = options.min_digits.filter(|_| options.unique);
    let request = Request {
        unique: options.unique,
        cutoff: limit(options.precision),
        minimum: limit(minimum),
    };
    let generated = generate(number, request);
    let (digits, exponent) = (generated.as_slice(), generated.exponent);

    let whole_len = exponent.max(0) as usize + 1;
    let (whole, fraction) = match exponent {
        e if e < 0 => (&b"0"[..], digits),
        _ => digits.split_at(whole_len.min(digits.len())),
    };
    let mut leading = (-exponent - 1).max(0) as usize;
    let desired = if options.unique {
        options.min_digits
    } else {
        options.precision
    };
    let desired = desired.unwrap_or(0) as usize;
    let desired = if options.fractional {
        desired
    } else {
        desired.saturating_sub(whole_len)
    };

    let mut fraction_len = fraction.len();
    let mut zeros;
    if options.trim == Trim::Keep {
        zeros = desired.saturating_sub(leading + fraction_len);
        if options.unique {
            // NumPy cuts zeros off at the end of its buffer here, and raises elsewhere.
            zeros = zeros.min(MAX_TEXT.saturating_sub(leading + fraction_len + whole_len + 1));
        }
    } else {
        fraction_len = without_zeros(fraction);
        leading = if fraction_len == 0 { 0 } else { leading };
        zeros = usize::from(options.trim == Trim::LeaveOneZero && fraction_len == 0);
    }
    let after_point = leading + fraction_len + zeros;
    let point = options.trim != Trim::ZerosAndPoint || after_point > 0;

    let sign = sign_of(number, options.sign);
    let before = left_padding(options.pad_left, whole_len + sign.len())?;
    let after = options.pad_right.map_or(0, |pad| {
        (pad as usize).saturating_sub(after_point) + usize::from(!point)
    });
    let total = [
        before,
        sign.len(),
        whole_len,
        usize::from(point),
        after_point,
        after,
    ];
    if total
        .iter()
        .try_fold(0usize, |sum, n| sum.checked_add(*n))
        .is_none_or(|n| n > MAX_TEXT)
    {
        return Err(TooLong);
    }

    push_repeated(out, ' ', before);
    out.push_str(sign);
    push_digits(out, whole);
    push_repeated(out, '0', whole_len - whole.len());
    if point {
        out.push('.');
    }
    push_repeated(out, '0', leading);
    push_digits(out, &fraction[..fraction_len]);
    push_repeated(out, '0', zeros);
    push_repeated(out, ' ', after);
    Ok(())
}

pub(super) fn scientific(
    out: &mut String,
    number: &Decoded,
    options: &ScientificOptions,
) -> Result<(), TooLong> {
    if special(out, number, options.sign) {
        return Ok(());
    }
    let limit = |n: Option<u32>| n.map(|n| count(n.min(MAX_TEXT as u32 - 2) + 1, false));
    let minimum = options.min_digits.filter(|_| options.unique);
    let request = Request {
        unique: options.unique,
        cutoff: limit(options.precision),
        minimum: limit(minimum),
    };
    let generated = generate(number, request);
    write_scientific_digits(out, number, options, &generated)
}

fn write_scientific_digits(
    out: &mut String,
    number: &Decoded,
    options: &ScientificOptions,
    generated: &Digits,
) -> Result<(), TooLong> {
    let (first, fraction) = generated.as_slice().split_at(1);
    let desired = if options.unique {
        options.min_digits
    } else {
        options.precision
    };
    let sign = sign_of(number, options.sign);

    push_repeated(out, ' ', left_padding(options.pad_left, 1 + sign.len())?);
    out.push_str(sign);
    push_digits(out, first);
    // A point that had zeros behind it stays, even where '-' trims them all.
    if options.trim != Trim::ZerosAndPoint || !fraction.is_empty() {
        out.push('.');
    }
    if options.trim == Trim::Keep {
        push_digits(out, fraction);
        let desired = (desired.unwrap_or(0) as usize).min(MAX_TEXT - 2);
        push_repeated(out, '0', desired.saturating_sub(fraction.len()));
    } else {
        let kept = &fraction[..without_zeros(fraction)];
        push_digits(out, kept);
        if options.trim == Trim::LeaveOneZero && kept.is_empty() {
            out.push('0');
        }
    }

    let exponent = generated.exponent;
    out.push('e');
    out.push(if exponent < 0 { '-' } else { '+' });
    let width = options.exp_digits.unwrap_or(2).clamp(1, 5) as usize;
    let mut text = [b'0'; 5];
    let (mut rest, mut at) = (exponent.unsigned_abs(), text.len());
    while rest > 0 && at > 0 {
        at -= 1;
        text[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    push_digits(out, &text[at.min(text.len() - width)..]);
    Ok(())
}
