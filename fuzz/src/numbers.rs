//! The number and date parsers of `ferronum-scalar`, against Rust's own and against the printers.

use crate::{Target, Verdict};
use ferronum_scalar::LongDouble;
use ferronum_scalar::calendar::{
    Meta, Zone, format_iso, parse_iso, parse_metadata, parse_type_suffix, parse_weekmask,
};
use ferronum_scalar::float_format::{complex_repr, float_repr};
use ferronum_scalar::parse::*;

/// The target.
pub struct Numbers;

impl Target for Numbers {
    const SEEDS: &'static [&'static str] = &[
        "0",
        "1.5",
        "-0.0",
        "  12 ",
        "1e10",
        "1E-400",
        "1e400",
        "inf",
        "-Infinity",
        "nan",
        "nan(0x1)",
        "1_000.5",
        "0x1p3",
        "0x1.fffffffffffffp1023",
        "-9223372036854775808",
        "9223372036854775807",
        "18446744073709551615",
        "0b101",
        "0o17",
        "0xff",
        "1+2j",
        "(1-2.5j)",
        "-j",
        "2.2250738585072011e-308",
        "4.9406564584124654e-324",
        "1.7976931348623159e308",
        "9007199254740993",
        "0.1000000000000000055511151231257827021181583404541015625",
        "1.18973149535723176502e+4932",
        "3.36210314311209350626e-4932",
        "65504",
        "65520",
        "3.4028235677973366e38",
        "2000-02-29",
        "1969-12-31T23:59:59.999999999",
        "2000-01-01T00:00+01:30",
        "-0044-03-15",
        "+12345-01",
        "NaT",
        "now",
        "2000-W01",
        "20000101T12",
        "[25s]",
        "[M/3]",
        "[7D/14]",
        "1111100",
        "Mon Tue",
        "100000000000000000000000000000000000000000000000000000000000000000000000.5e-70",
    ];
    const WORDS: &'static [&'static str] = &[
        "0",
        "1",
        "9",
        ".",
        "e",
        "E",
        "e-",
        "e+308",
        "e-324",
        "+",
        "-",
        "_",
        "j",
        "J",
        "(",
        ")",
        " ",
        "inf",
        "infinity",
        "nan",
        "NAN(",
        "0x",
        "p",
        "p-1074",
        "0b",
        "0o",
        "T",
        ":",
        "Z",
        "-01",
        "-12-31",
        "23:59:60",
        "[",
        "]",
        "/",
        "ms",
        "us",
        "Y",
        "as",
        "000000000000000000",
        "999999999999999999",
        "5000000000000000000000001",
        "Sun",
    ];
    const BATCH: usize = 512;

    fn judge(&mut self, batch: &[Vec<u8>]) -> Result<Vec<Verdict>, String> {
        Ok(batch.iter().map(|input| judge(input)).collect())
    }
}

fn judge(input: &[u8]) -> Verdict {
    let taken = [floats, integers, complexes, long_doubles, dates]
        .into_iter()
        .try_fold(false, |taken, check| check(input).map(|here| taken | here));
    match taken {
        Ok(true) => Verdict::Accepted,
        Ok(false) => Verdict::Refused,
        Err(why) => Verdict::Wrong(why),
    }
}

type Checked = Result<bool, String>;

fn same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan()
}

fn expect(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Blanks that Python's constructors strip from ASCII text.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r')
}

/// Blanks around the fields of a text file.
fn is_any_blank(c: char) -> bool {
    is_blank(c) || matches!(c, '\x1c'..='\x1f')
}

/// Text without its underscores; `None` where one does not stand between digits.
fn without_underscores(text: &str, is_digit: fn(&u8) -> bool) -> Option<String> {
    let b = text.as_bytes();
    let ok = |i: usize| i > 0 && is_digit(&b[i - 1]) && b.get(i + 1).is_some_and(is_digit);
    let good = (0..b.len()).all(|i| b[i] != b'_' || ok(i));
    good.then(|| text.replace('_', ""))
}

fn floats(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let got = python_float(&text);
    if text.is_ascii() {
        let plain = without_underscores(text.trim_matches(is_blank), u8::is_ascii_digit);
        let wanted = plain.and_then(|t| t.parse::<f64>().ok());
        let agree = match (got, wanted) {
            (Some(x), Some(y)) => same(x, y),
            (None, None) => true,
            _ => false,
        };
        expect(agree, || format!("python_float: {got:?}, Rust: {wanted:?}"))?;
    }
    let exact = exact_f64(input);
    if let Some((x, used)) = prefix_f64(input) {
        expect(used <= input.len(), || {
            format!("prefix_f64 used {used} bytes")
        })?;
        let start = input
            .iter()
            .take_while(|b| matches!(b, b' ' | 9..=13))
            .count();
        if !x.is_nan() {
            let whole = exact_f64(&input[start..used]);
            expect(whole.is_some_and(|y| same(x, y)), || {
                format!("prefix_f64 {x:?} of {used} bytes, exact_f64 {whole:?}")
            })?;
        }
        let longer = (used + 1..=input.len()).find(|&end| exact_f64(&input[start..end]).is_some());
        expect(longer.is_none(), || {
            format!("prefix_f64 used {used} bytes, {longer:?} are a number")
        })?;
    } else {
        expect(exact.is_none(), || {
            format!("exact_f64 {exact:?} and no prefix")
        })?;
    }
    let Some(x) = exact else {
        return Ok(got.is_some());
    };
    let printed = float_repr(x);
    expect(
        exact_f64(printed.as_bytes()).is_some_and(|y| same(x, y)),
        || format!("{x:?} printed as {printed}"),
    )?;
    let single = x as f32;
    let printed = float_repr(single);
    let back = exact_f64(printed.as_bytes()).map(|y| y as f32);
    expect(
        back.is_some_and(|y| y.to_bits() == single.to_bits() || y.is_nan() && single.is_nan()),
        || format!("f32 {single:?} printed as {printed}"),
    )?;
    Ok(true)
}

/// `int(text, base)` by the rules of the language, on ASCII text.
fn reference_int(text: &str, base: u32) -> Option<(bool, Option<u64>)> {
    let text = text.trim_matches(is_blank);
    let negative = text.starts_with('-');
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let lower = body.to_ascii_lowercase();
    let (mut radix, mut digits) = (base, lower.as_str());
    for (prefix, of) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = lower.strip_prefix(prefix)
            && (base == 0 || base == of)
        {
            (radix, digits) = (of, rest.strip_prefix('_').unwrap_or(rest));
        }
    }
    let plain = without_underscores(digits, u8::is_ascii_alphanumeric)?;
    if plain.is_empty() {
        return None;
    }
    if radix == 0 {
        // Without a prefix, leading zeros stand only before nothing else.
        if plain.starts_with('0') && plain.bytes().any(|b| b != b'0') {
            return None;
        }
        radix = 10;
    }
    if !plain.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    Some((negative, u64::from_str_radix(&plain, radix).ok()))
}

fn integers(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let mut taken = false;
    for base in [0, 2, 8, 10, 16, 36] {
        let got = python_int(&text, base).map(|i| (i.negative, i.magnitude));
        taken |= got.is_some();
        if text.is_ascii() {
            let wanted = reference_int(&text, base);
            expect(got == wanted, || {
                format!("python_int base {base}: {got:?}, reference: {wanted:?}")
            })?;
        }
    }
    let trimmed = text.trim_matches(is_any_blank);
    let (got, wanted) = (token_i64(input), trimmed.parse::<i64>().ok());
    expect(got == wanted, || {
        format!("token_i64: {got:?}, Rust: {wanted:?}")
    })?;
    let unsigned = if trimmed.starts_with('-') {
        None
    } else {
        trimmed.parse::<u64>().ok()
    };
    let got = token_u64(input);
    expect(got == unsigned, || {
        format!("token_u64: {got:?}, Rust: {unsigned:?}")
    })?;
    if let Some(x) = wanted
        && !text.contains(['\x1c', '\x1d', '\x1e', '\x1f'])
    {
        let prefix = prefix_i64(input);
        expect(
            prefix.is_some_and(|(y, used)| y == x && used <= input.len()),
            || format!("prefix_i64: {prefix:?}, token: {x}"),
        )?;
    }
    let used = prefix_i64(input)
        .map_or(0, |p| p.1)
        .max(prefix_u64(input).map_or(0, |p| p.1));
    expect(used <= input.len(), || format!("a prefix of {used} bytes"))?;
    Ok(taken)
}

fn complexes(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    if let Some((_, used)) = prefix_complex(input) {
        expect(used <= input.len(), || {
            format!("prefix_complex used {used} bytes")
        })?;
    }
    let mut taken = false;
    for (re, im) in [python_complex(&text), token_complex(input, b'j')]
        .into_iter()
        .flatten()
    {
        taken = true;
        let printed = complex_repr(re, im);
        let back = python_complex(&printed);
        expect(
            back.is_some_and(|(x, y)| same(x, re) && same(y, im)),
            || format!("({re:?}, {im:?}) printed as {printed}, read as {back:?}"),
        )?;
    }
    if let (Some(x), Some((re, im))) = (python_float(&text), python_complex(&text)) {
        expect(same(x, re) && im == 0.0, || {
            format!("float {x:?}, complex ({re:?}, {im:?})")
        })?;
    }
    Ok(taken)
}

/// Neighbours or equal: twice rounded is once more than rounded.
fn near(x: f64, y: f64) -> bool {
    same(x, y) || x.next_up() == y || x.next_down() == y
}

fn long_doubles(input: &[u8]) -> Checked {
    let Some(p) = prefix_long_double(input) else {
        let double = prefix_f64(input);
        expect(double.is_none(), || {
            format!("prefix_f64 {double:?} and no long double")
        })?;
        return Ok(false);
    };
    expect(p.used <= input.len(), || {
        format!("prefix_long_double used {} bytes", p.used)
    })?;
    let hex = input.windows(2).any(|w| w.eq_ignore_ascii_case(b"0x"));
    if !hex {
        let Some((x, used)) = prefix_f64(input) else {
            return Err("a decimal long double that is no double".into());
        };
        expect(used == p.used && near(x, p.value.to_f64()), || {
            format!(
                "prefix_f64 {x:?} of {used} bytes, long double {:?} of {}",
                p.value.to_f64(),
                p.used
            )
        })?;
    }
    let printed = float_repr(p.value);
    let back = prefix_long_double(printed.as_bytes());
    let equal = |y: LongDouble| {
        y.is_nan() && p.value.is_nan()
            || y.mantissa() == p.value.mantissa()
                && y.exponent() == p.value.exponent()
                && y.signbit() == p.value.signbit()
    };
    expect(
        back.is_some_and(|b| b.used == printed.len() && equal(b.value)),
        || format!("a long double printed as {printed} came back otherwise"),
    )?;
    Ok(true)
}

fn dates(input: &[u8]) -> Checked {
    let mut taken = false;
    if let Ok(parsed) = parse_iso(input)
        && parsed.special.is_none()
        && !parsed.has_zone
    {
        taken = true;
        let printed = format_iso(&parsed.time, parsed.unit, Zone::Naive);
        let again = parse_iso(printed.as_bytes());
        let equal = again
            .as_ref()
            .is_ok_and(|a| a.time == parsed.time && a.unit == parsed.unit);
        expect(equal, || {
            format!("a date printed as {printed} came back otherwise")
        })?;
    }
    let _ = parse_weekmask(input);
    let Ok(text) = std::str::from_utf8(input) else {
        return Ok(taken);
    };
    for meta in [parse_type_suffix(text), parse_metadata(text)]
        .into_iter()
        .flatten()
    {
        taken = true;
        let printed = meta.text();
        let again = parse_metadata(&printed);
        let generic = meta == Meta::GENERIC;
        expect(generic || again.as_ref().is_ok_and(|m| *m == meta), || {
            format!("a unit printed as {printed} came back otherwise")
        })?;
    }
    Ok(taken)
}
