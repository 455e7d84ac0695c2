//! Units of datetime dtypes: their names, and the text in brackets (`[25s]`).
#![allow(
    non_upper_case_globals,
    reason = "constants have the names of the C headers"
)]

use ferronum_abi::prelude::*;
use ferronum_pyrt::Res;
use ferronum_pyrt::raised::{type_error, value_error};

/// Unit numbers with their names, coarse to fine.
const NAMES: [(NPY_DATETIMEUNIT, &str); 14] = [
    (NPY_FR_Y, "Y"),
    (NPY_FR_M, "M"),
    (NPY_FR_W, "W"),
    (NPY_FR_D, "D"),
    (NPY_FR_h, "h"),
    (NPY_FR_m, "m"),
    (NPY_FR_s, "s"),
    (NPY_FR_ms, "ms"),
    (NPY_FR_us, "us"),
    (NPY_FR_ns, "ns"),
    (NPY_FR_ps, "ps"),
    (NPY_FR_fs, "fs"),
    (NPY_FR_as, "as"),
    (NPY_FR_GENERIC, "generic"),
];

/// The name of a unit.
pub fn unit_name(unit: NPY_DATETIMEUNIT) -> &'static str {
    NAMES
        .iter()
        .find(|(u, _)| *u == unit)
        .map_or("generic", |(_, n)| n)
}

/// The unit of a name, as it stands alone.
pub fn find_unit(name: &str) -> Option<NPY_DATETIMEUNIT> {
    if name == "\u{3bc}s" {
        return Some(NPY_FR_us);
    }
    NAMES.iter().find(|(_, n)| *n == name).map(|(u, _)| *u)
}

/// The unit of a name; `TypeError` for unknown ones. `metadata` is the text to blame, if there is one.
pub fn unit_from_name(name: &str, metadata: Option<&str>) -> Res<NPY_DATETIMEUNIT> {
    find_unit(name).ok_or_else(|| match metadata {
        Some(text) => type_error(&format!(
            "Invalid datetime unit in metadata string \"{text}\""
        )),
        None => type_error(&format!("Invalid datetime unit \"{name}\" in metadata")),
    })
}

/// `[25s]`, empty for the generic unit.
pub fn unit_suffix(m: PyArray_DatetimeMetaData) -> String {
    match (m.base, m.num) {
        (NPY_FR_GENERIC, _) => String::new(),
        (unit, 1) => format!("[{}]", unit_name(unit)),
        (unit, n) => format!("[{n}{}]", unit_name(unit)),
    }
}

/// What a unit can be divided into: (parts, finer unit).
fn parts(unit: NPY_DATETIMEUNIT) -> &'static [(i64, NPY_DATETIMEUNIT)] {
    match unit {
        NPY_FR_Y => &[(12, NPY_FR_M), (52, NPY_FR_W), (365, NPY_FR_D)],
        NPY_FR_M => &[(4, NPY_FR_W), (30, NPY_FR_D), (720, NPY_FR_h)],
        NPY_FR_W => &[(7, NPY_FR_D), (168, NPY_FR_h), (10080, NPY_FR_m)],
        NPY_FR_D => &[(24, NPY_FR_h), (1440, NPY_FR_m), (86400, NPY_FR_s)],
        NPY_FR_h => &[(60, NPY_FR_m), (3600, NPY_FR_s)],
        NPY_FR_m => &[(60, NPY_FR_s), (60000, NPY_FR_ms)],
        NPY_FR_s => &[(1000, NPY_FR_ms), (1_000_000, NPY_FR_us)],
        NPY_FR_ms => &[(1000, NPY_FR_us), (1_000_000, NPY_FR_ns)],
        NPY_FR_us => &[(1000, NPY_FR_ns), (1_000_000, NPY_FR_ps)],
        NPY_FR_ns => &[(1000, NPY_FR_ps), (1_000_000, NPY_FR_fs)],
        NPY_FR_ps => &[(1000, NPY_FR_fs), (1_000_000, NPY_FR_as)],
        NPY_FR_fs => &[(1000, NPY_FR_as)],
        _ => &[],
    }
}

/// `unit / den` as a whole number of a finer unit.
pub fn divide(
    m: PyArray_DatetimeMetaData,
    den: i32,
    metadata: Option<&str>,
) -> Res<PyArray_DatetimeMetaData> {
    if m.base == NPY_FR_GENERIC {
        return Err(value_error("Can't use 'den' divisor with generic units"));
    }
    let den = i64::from(den);
    let found = (den > 0)
        .then(|| parts(m.base).iter().find(|(n, _)| n % den == 0))
        .flatten();
    let Some(&(n, unit)) = found else {
        return Err(value_error(&match metadata {
            Some(text) => format!(
                "divisor ({den}) is not a multiple of a lower-unit in datetime metadata \"{text}\""
            ),
            None => {
                format!("divisor ({den}) is not a multiple of a lower-unit in datetime metadata")
            }
        }));
    };
    let num = i64::from(m.num)
        .checked_mul(n / den)
        .and_then(|v| i32::try_from(v).ok())
        .ok_or_else(|| {
            ferronum_pyrt::raised::overflow_error(
                "Integer overflow while computing the conversion factor between NumPy datetime units",
            )
        })?;
    Ok(PyArray_DatetimeMetaData { base: unit, num })
}

/// Parses what stands between the brackets: `25s` or `s/10`. `text` is the whole, for messages, and `start`
/// where the inside begins in it.
fn parse_inside(text: &str, inside: &str, start: usize) -> Res<PyArray_DatetimeMetaData> {
    let wrong = |at: usize| {
        type_error(&format!(
            "Invalid datetime metadata string \"{text}\" at position {at}"
        ))
    };
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let num = if digits == 0 {
        // A sign in front of the number is no unit either.
        if inside.starts_with(['-', '+']) {
            return Err(wrong(start));
        }
        1
    } else {
        inside[..digits].parse::<i32>().map_err(|_| wrong(start))?
    };
    let rest = &inside[digits..];
    let end = rest.find('/').unwrap_or(rest.len());
    if end == 0 {
        return Err(wrong(start + digits));
    }
    let base = unit_from_name(&rest[..end], Some(text))?;
    let m = PyArray_DatetimeMetaData {
        base,
        num: if base == NPY_FR_GENERIC { 1 } else { num },
    };
    if end == rest.len() {
        return Ok(m);
    }
    let den = &rest[end + 1..];
    let at = start + digits + end + 1;
    let den: i32 = if den.bytes().all(|b| b.is_ascii_digit()) {
        den.parse().map_err(|_| wrong(at))?
    } else {
        return Err(wrong(at));
    };
    divide(m, den, Some(text))
}

/// Parses `[25s]`; the empty text is the generic unit.
pub fn parse_suffix(text: &str) -> Res<PyArray_DatetimeMetaData> {
    if text.is_empty() {
        return Ok(PyArray_DatetimeMetaData {
            base: NPY_FR_GENERIC,
            num: 1,
        });
    }
    let wrong = |at: Option<usize>| {
        let place = at.map_or(String::new(), |n| format!(" at position {n}"));
        type_error(&format!(
            "Invalid datetime metadata string \"{text}\"{place}"
        ))
    };
    if text.len() < 3 {
        return Err(wrong(None));
    }
    if !text.starts_with('[') {
        return Err(wrong(Some(1)));
    }
    let Some(close) = text.find(']') else {
        return Err(wrong(Some(text.len())));
    };
    let m = parse_inside(text, &text[1..close], 1)?;
    if close + 1 != text.len() {
        return Err(wrong(Some(close + 1)));
    }
    Ok(m)
}

/// Parses a bare unit with its number: `25s`.
pub fn parse_bare(text: &str) -> Res<PyArray_DatetimeMetaData> {
    parse_inside(text, text, 0)
}

/// How many of the next finer unit make one of these: the exact chain from weeks down.
fn per_next(unit: NPY_DATETIMEUNIT) -> Option<(u64, NPY_DATETIMEUNIT)> {
    Some(match unit {
        NPY_FR_Y => (12, NPY_FR_M),
        NPY_FR_W => (7, NPY_FR_D),
        NPY_FR_D => (24, NPY_FR_h),
        NPY_FR_h => (60, NPY_FR_m),
        NPY_FR_m => (60, NPY_FR_s),
        NPY_FR_s => (1000, NPY_FR_ms),
        NPY_FR_ms => (1000, NPY_FR_us),
        NPY_FR_us => (1000, NPY_FR_ns),
        NPY_FR_ns => (1000, NPY_FR_ps),
        NPY_FR_ps => (1000, NPY_FR_fs),
        NPY_FR_fs => (1000, NPY_FR_as),
        _ => return None,
    })
}

/// How many `fine` make one `coarse`; `None` where it overflows or where they are not related.
pub fn units_factor(coarse: NPY_DATETIMEUNIT, fine: NPY_DATETIMEUNIT) -> Option<u64> {
    let mut factor = 1u64;
    let mut unit = coarse;
    while unit != fine {
        let (n, next) = per_next(unit)?;
        factor = factor.checked_mul(n)?;
        unit = next;
    }
    Some(factor)
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The unit in which values of both can be written (`PyArray_DatetimeMetaData` gcd). `strict_*` says whether that
/// operand is a duration, for which years and months have no length in days.
pub fn common(
    a: PyArray_DatetimeMetaData,
    b: PyArray_DatetimeMetaData,
    strict_a: bool,
    strict_b: bool,
) -> Res<PyArray_DatetimeMetaData> {
    if a.base == NPY_FR_GENERIC {
        return Ok(b);
    }
    if b.base == NPY_FR_GENERIC {
        return Ok(a);
    }
    let calendar = |u| u == NPY_FR_Y || u == NPY_FR_M;
    let shown = unit_suffix;
    let incompatible = || {
        type_error(&format!(
            "Cannot get a common metadata divisor for Numpy datetime metadata {} and {} because they have incompatible nonlinear base time units.",
            shown(a),
            shown(b)
        ))
    };
    let overflow = || {
        ferronum_pyrt::raised::overflow_error(&format!(
            "Integer overflow getting a common metadata divisor for NumPy datetime metadata {} and {}.",
            shown(a),
            shown(b)
        ))
    };
    let (mut x, mut y) = (a.num.max(0) as u64, b.num.max(0) as u64);
    // Years and months have no fixed length in the other units. Dates are promoted as if a year or month were one
    // week, so that a multiple of the finer unit survives.
    let loose = calendar(a.base) != calendar(b.base);
    if loose && (calendar(a.base) && strict_a || calendar(b.base) && strict_b) {
        return Err(incompatible());
    }
    let base = a.base.max(b.base);
    let week = |u| if loose && calendar(u) { NPY_FR_W } else { u };
    let scale = |unit, n: u64| -> Option<u64> {
        if week(unit) == base {
            Some(n)
        } else {
            n.checked_mul(units_factor(week(unit), base)?)
        }
    };
    x = scale(a.base, x).ok_or_else(overflow)?;
    y = scale(b.base, y).ok_or_else(overflow)?;
    let num = i32::try_from(gcd(x, y)).map_err(|_| overflow())?;
    Ok(PyArray_DatetimeMetaData { base, num })
}
