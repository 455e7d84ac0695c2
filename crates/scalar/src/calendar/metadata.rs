//! Multiples of units: their text, common divisors and casting rules.

use super::Unit;
use crate::integer::gcd_u64;
use core::fmt;

/// A multiple of a unit: the metadata of a datetime type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Meta {
    /// The unit.
    pub base: Unit,
    /// How many of it.
    pub num: i32,
}

impl Meta {
    /// The metadata of a type without unit.
    pub const GENERIC: Self = Self::new(Unit::Generic, 1);

    /// `num` times `base`.
    pub const fn new(base: Unit, num: i32) -> Self {
        Self { base, num }
    }

    /// The text without brackets, as in `25s`.
    pub fn text(self) -> String {
        let mut out = String::new();
        if self.base != Unit::Generic && self.num != 1 {
            out = self.num.to_string();
        }
        out.push_str(self.base.name());
        out
    }
}

/// `[25s]`; nothing for generic units.
impl fmt::Display for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.base == Unit::Generic {
            Ok(())
        } else {
            write!(f, "[{}]", self.text())
        }
    }
}

/// Why metadata was refused. The texts are NumPy's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetaError {
    /// `TypeError`: not of the form `[num unit / divisor]`.
    Malformed,
    /// `TypeError`: the same, with the place.
    MalformedAt(usize),
    /// `TypeError`: no such unit.
    UnknownUnit,
    /// `TypeError`: no such unit, in a text without brackets from this place on.
    UnknownName(usize),
    /// `ValueError`: the divisor does not fit.
    Divisor(i64),
    /// `ValueError`: a divisor of generic units.
    GenericDivisor,
    /// `TypeError`: years or months against other units.
    Nonlinear(Meta, Meta),
    /// `OverflowError`: no common divisor in range.
    Overflow(Meta, Meta),
}

impl MetaError {
    /// NumPy's message about the text that was parsed.
    pub fn message(&self, text: &str) -> String {
        match self {
            MetaError::Malformed => format!("Invalid datetime metadata string \"{text}\""),
            MetaError::MalformedAt(at) => {
                format!("Invalid datetime metadata string \"{text}\" at position {at}")
            }
            MetaError::UnknownUnit => {
                format!("Invalid datetime unit in metadata string \"{text}\"")
            }
            MetaError::UnknownName(from) => format!(
                "Invalid datetime unit \"{}\" in metadata",
                text.get(*from..).unwrap_or_default()
            ),
            MetaError::Divisor(den) => {
                let which = match text {
                    "" => String::new(),
                    _ => format!(" \"{text}\""),
                };
                format!(
                    "divisor ({den}) is not a multiple of a lower-unit in datetime metadata{which}"
                )
            }
            MetaError::GenericDivisor => "Can't use 'den' divisor with generic units".to_owned(),
            MetaError::Nonlinear(a, b) => format!(
                "Cannot get a common metadata divisor for Numpy datetime metadata {a} and {b} \
                 because they have incompatible nonlinear base time units."
            ),
            MetaError::Overflow(a, b) => format!(
                "Integer overflow getting a common metadata divisor for NumPy datetime metadata \
                 {a} and {b}."
            ),
        }
    }
}

/// What follows the type letters, as in `[25s]`; an empty text means generic units.
pub fn parse_type_suffix(text: &str) -> Result<Meta, MetaError> {
    if text.is_empty() {
        return Ok(Meta::GENERIC);
    }
    let bytes = text.as_bytes();
    if bytes.len() < 3 {
        return Err(MetaError::Malformed);
    }
    if bytes[0] != b'[' {
        return Err(MetaError::MalformedAt(1));
    }
    let close = text.find(']').ok_or(MetaError::MalformedAt(text.len()))?;
    if close + 1 != text.len() {
        return Err(MetaError::MalformedAt(close + 1));
    }
    parse_extended(&text[1..close], 1)
}

/// Metadata without brackets, as in `25s`; divisors need them.
pub fn parse_metadata(text: &str) -> Result<Meta, MetaError> {
    let (num, start) = multiple(text).ok_or(MetaError::Malformed)?;
    let rest = &text[start..];
    let name = rest.split('/').next().unwrap_or_default();
    if name.is_empty() {
        return Err(MetaError::Malformed);
    }
    let base = Unit::from_name(name).ok_or(MetaError::UnknownName(start))?;
    if name.len() < rest.len() {
        return Err(MetaError::Malformed);
    }
    Ok(Meta::new(base, if base == Unit::Generic { 1 } else { num }))
}

/// A number as C's `strtol` reads it: value (`None` out of range) and length, 0 without digits.
fn strtol(text: &str) -> (Option<i64>, usize) {
    let bytes = text.as_bytes();
    let blanks = bytes
        .iter()
        .take_while(|b| matches!(b, b' ' | 9..=13))
        .count();
    let sign = usize::from(matches!(bytes.get(blanks), Some(b'+' | b'-')));
    let digits = bytes[blanks + sign..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    if digits == 0 {
        return (None, 0);
    }
    let end = blanks + sign + digits;
    (text[blanks..end].parse().ok(), end)
}

/// The number before a unit and its length; `None` where it is out of range.
fn multiple(text: &str) -> Option<(i32, usize)> {
    match strtol(text) {
        (_, 0) => Some((1, 0)),
        (number, end) => number
            .and_then(|n| i32::try_from(n).ok())
            .filter(|n| *n >= 0)
            .map(|n| (n, end)),
    }
}

/// What stands between the brackets of a type.
fn parse_extended(text: &str, offset: usize) -> Result<Meta, MetaError> {
    let at = |position: usize| MetaError::MalformedAt(offset + position);
    let (num, start) = multiple(text).ok_or_else(|| at(0))?;
    let (name, divisor) = match text[start..].split_once('/') {
        Some((name, divisor)) => (name, Some(divisor)),
        None => (&text[start..], None),
    };
    if name.is_empty() {
        return Err(at(start));
    }
    let base = Unit::from_name(name).ok_or(MetaError::UnknownUnit)?;
    let slash = start + name.len();
    let meta = Meta::new(base, if base == Unit::Generic { 1 } else { num });
    match divisor {
        None => Ok(meta),
        Some(divisor) => match strtol(divisor) {
            (Some(den), used) if used == divisor.len() => divide(Meta::new(base, num), den),
            _ => Err(at(slash + 1)),
        },
    }
}

/// Finer units that a divisor may resolve to.
fn finer_totals(unit: Unit) -> &'static [(Unit, i64)] {
    use Unit::*;
    match unit {
        Year => &[(Month, 12), (Week, 52), (Day, 365)],
        Month => &[(Week, 4), (Day, 30), (Hour, 720)],
        Week => &[(Day, 7), (Hour, 168), (Minute, 10_080)],
        Day => &[(Hour, 24), (Minute, 1440), (Second, 86_400)],
        Hour => &[(Minute, 60), (Second, 3600)],
        Minute => &[(Second, 60), (Milli, 60_000)],
        Second => &[(Milli, 1000), (Micro, 1_000_000)],
        Milli => &[(Micro, 1000), (Nano, 1_000_000)],
        Micro => &[(Nano, 1000), (Pico, 1_000_000)],
        Nano => &[(Pico, 1000), (Femto, 1_000_000)],
        Pico => &[(Femto, 1000), (Atto, 1_000_000)],
        Femto => &[(Atto, 1000)],
        Atto | Generic => &[],
    }
}

/// `meta / den` as a multiple of a finer unit.
pub fn divide(meta: Meta, den: i64) -> Result<Meta, MetaError> {
    if den == 1 {
        return Ok(Meta::new(
            meta.base,
            if meta.base == Unit::Generic {
                1
            } else {
                meta.num
            },
        ));
    }
    if meta.base == Unit::Generic {
        return Err(MetaError::GenericDivisor);
    }
    let error = MetaError::Divisor(den);
    if den < 1 {
        return Err(error);
    }
    let (unit, total) = finer_totals(meta.base)
        .iter()
        .find(|(_, total)| total % den == 0)
        .ok_or(error)?;
    let num = i64::from(meta.num)
        .checked_mul(total / den)
        .and_then(|n| i32::try_from(n).ok());
    Ok(Meta::new(*unit, num.ok_or(error)?))
}

/// The largest metadata that both are multiples of. A strict side refuses to mix years and months with
/// other units (timedeltas are strict, datetimes are not).
pub fn common_divisor(a: Meta, b: Meta, strict_a: bool, strict_b: bool) -> Result<Meta, MetaError> {
    if a.base == Unit::Generic {
        return Ok(b);
    }
    if b.base == Unit::Generic {
        return Ok(a);
    }
    let (mut num_a, mut num_b) = (
        u64::from(a.num.unsigned_abs()),
        u64::from(b.num.unsigned_abs()),
    );
    let base = a.base.max(b.base);
    let overflow = MetaError::Overflow(a, b);
    if a.base != b.base {
        let years_and_months = a.base.is_nonlinear() && b.base.is_nonlinear();
        if years_and_months {
            *(if a.base == Unit::Year {
                &mut num_a
            } else {
                &mut num_b
            }) *= 12;
        } else {
            if a.base.is_nonlinear() && strict_a || b.base.is_nonlinear() && strict_b {
                return Err(MetaError::Nonlinear(a, b));
            }
            let (coarse, num) = if a.base < b.base {
                (a, &mut num_a)
            } else {
                (b, &mut num_b)
            };
            let factor = coarse.base.factor(base).ok_or(overflow)?;
            *num = num.checked_mul(factor).ok_or(overflow)?;
        }
    }
    let num = i32::try_from(gcd_u64(num_a, num_b)).map_err(|_| overflow)?;
    Ok(Meta::new(base, num))
}

/// Whether every multiple of `dividend` is one of `divisor`.
pub fn divides(dividend: Meta, divisor: Meta, strict: bool) -> bool {
    if dividend.base == Unit::Generic {
        return true;
    }
    if divisor.base == Unit::Generic {
        return false;
    }
    let (mut a, mut b) = (
        u64::from(dividend.num.unsigned_abs()),
        u64::from(divisor.num.unsigned_abs()),
    );
    if dividend.base != divisor.base {
        let (nonlinear_a, nonlinear_b) =
            (dividend.base.is_nonlinear(), divisor.base.is_nonlinear());
        if nonlinear_a && nonlinear_b {
            *(if dividend.base == Unit::Year {
                &mut a
            } else {
                &mut b
            }) *= 12;
        } else if nonlinear_a || nonlinear_b {
            return !strict;
        } else {
            let (coarse, fine) = (
                dividend.base.min(divisor.base),
                dividend.base.max(divisor.base),
            );
            let Some(factor) = coarse.factor(fine) else {
                return false;
            };
            let num = if dividend.base < divisor.base {
                &mut a
            } else {
                &mut b
            };
            let Some(product) = num.checked_mul(factor).filter(|n| n >> 56 == 0) else {
                return false;
            };
            *num = product;
        }
    }
    b != 0 && a % b == 0
}

/// Casting rules, from strict to free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casting {
    /// Nothing changes.
    No,
    /// Byte order may change.
    Equiv,
    /// Values are preserved.
    Safe,
    /// Within a kind.
    SameKind,
    /// Anything goes.
    Unsafe,
}

/// Whether both count the same: equal, or equal multiples of decimal parts of a second (`7000ms` and `7s`).
fn same_length(a: Meta, b: Meta) -> bool {
    let decimal = |m: Meta| (Unit::Second..=Unit::Atto).contains(&m.base);
    let attos = |m: Meta| {
        let steps = (Unit::Atto.code() - m.base.code()) as u32;
        i128::from(m.num) * 1000i128.pow(steps)
    };
    a == b || (decimal(a) && decimal(b) && attos(a) == attos(b))
}

fn can_cast(from: Meta, to: Meta, casting: Casting, strict: bool) -> bool {
    if same_length(from, to) {
        return true;
    }
    let kinds_meet = match (from.base, to.base) {
        (Unit::Generic, _) => true,
        (_, Unit::Generic) => false,
        (a, b) => !strict || a.is_nonlinear() == b.is_nonlinear(),
    };
    match casting {
        Casting::Unsafe => true,
        Casting::SameKind => kinds_meet,
        Casting::Safe => {
            let finer = from.base <= to.base || from.base == Unit::Generic;
            kinds_meet && finer && divides(from, to, strict)
        }
        Casting::No | Casting::Equiv => from == to,
    }
}

/// Whether datetimes of one metadata may be cast to another.
pub fn can_cast_datetime(from: Meta, to: Meta, casting: Casting) -> bool {
    can_cast(from, to, casting, false)
}

/// Whether timedeltas of one metadata may be cast to another.
pub fn can_cast_timedelta(from: Meta, to: Meta, casting: Casting) -> bool {
    can_cast(from, to, casting, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(text: &str) -> Meta {
        parse_metadata(text).unwrap()
    }

    #[test]
    fn suffixes() {
        let good = [
            ("", "generic"),
            ("[25s]", "25s"),
            ("[h/3]", "20m"),
            ("[Y/12]", "M"),
            ("[Y/73]", "5D"),
            ("[M/3]", "10D"),
            ("[W/21]", "8h"),
            ("[10D/5]", "2880m"),
            ("[ns/10]", "100ps"),
            ("[as/1]", "as"),
            ("[μs]", "us"),
            ("[ 5s]", "5s"),
            ("[s/ 2]", "500ms"),
            ("[+5s]", "5s"),
            ("[2generic]", "generic"),
            ("[0s]", "0s"),
            ("[2147483647h/60]", "2147483647m"),
        ];
        for (text, expected) in good {
            assert_eq!(
                parse_type_suffix(text).map(Meta::text).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
        use MetaError::*;
        let bad = [
            ("[25s/3]", Divisor(3)),
            ("[s/-3]", Divisor(-3)),
            ("[s/0]", Divisor(0)),
            ("[as/2]", Divisor(2)),
            ("[-1s]", MalformedAt(1)),
            ("[s/2 ]", MalformedAt(3)),
            ("[s//2]", MalformedAt(3)),
            ("[]", Malformed),
            ("[s", Malformed),
            ("s]", Malformed),
            ("[s]x", MalformedAt(3)),
            ("[5]", MalformedAt(2)),
            ("[2147483648s]", MalformedAt(1)),
            ("[5 s]", UnknownUnit),
            ("[s ]", UnknownUnit),
            ("[Ys]", UnknownUnit),
            ("[generic/2]", GenericDivisor),
        ];
        for (text, expected) in bad {
            assert_eq!(parse_type_suffix(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn without_brackets() {
        use MetaError::*;
        assert_eq!(parse_metadata("25s").map(Meta::text).as_deref(), Ok("25s"));
        let bad = [
            ("", Malformed, "Invalid datetime metadata string \"\""),
            ("25", Malformed, "Invalid datetime metadata string \"25\""),
            ("-3s", Malformed, "Invalid datetime metadata string \"-3s\""),
            ("s/2", Malformed, "Invalid datetime metadata string \"s/2\""),
            (
                "2.5",
                UnknownName(1),
                "Invalid datetime unit \".5\" in metadata",
            ),
            (
                "x/2",
                UnknownName(0),
                "Invalid datetime unit \"x/2\" in metadata",
            ),
        ];
        for (text, expected, message) in bad {
            assert_eq!(parse_metadata(text), Err(expected), "{text}");
            assert_eq!(expected.message(text), message);
        }
    }

    #[test]
    fn common_divisors() {
        let datetime = |a: &str, b: &str| common_divisor(meta(a), meta(b), false, false);
        let cases = [
            ("2Y", "3D", "D"),
            ("2Y", "5M", "M"),
            ("5M", "10D", "5D"),
            ("7D", "2W", "7D"),
            ("3h", "2D", "3h"),
            ("generic", "3D", "3D"),
            ("1000000Y", "3s", "3s"),
            ("10s", "4s", "2s"),
            ("Y", "14D", "7D"),
            ("6Y", "49h", "7h"),
            ("Y", "24m", "24m"),
            ("0s", "3s", "3s"),
        ];
        for (a, b, expected) in cases {
            assert_eq!(
                datetime(a, b).map(Meta::text).as_deref(),
                Ok(expected),
                "{a} {b}"
            );
        }
        assert!(matches!(datetime("as", "Y"), Err(MetaError::Overflow(..))));
        let timedelta = |a: &str, b: &str| common_divisor(meta(a), meta(b), true, true);
        assert!(matches!(timedelta("Y", "D"), Err(MetaError::Nonlinear(..))));
        assert_eq!(timedelta("2Y", "5M"), Ok(meta("M")));
    }

    #[test]
    fn casting_rules() {
        use Casting::*;
        let strictest = |a: &str, b: &str, f: fn(Meta, Meta, Casting) -> bool| {
            [No, Equiv, Safe, SameKind, Unsafe]
                .into_iter()
                .find(|c| f(meta(a), meta(b), *c))
        };
        let m8 = |a, b| strictest(a, b, can_cast_timedelta);
        let upper = |a, b| strictest(a, b, can_cast_datetime);
        assert_eq!(
            (upper("2D", "D"), upper("D", "2D"), upper("6h", "4h")),
            (Some(Safe), Some(SameKind), Some(SameKind))
        );
        assert_eq!(
            (upper("2Y", "3D"), m8("2Y", "3D")),
            (Some(Safe), Some(Unsafe))
        );
        assert_eq!(
            (upper("Y", "7M"), m8("M", "Y")),
            (Some(SameKind), Some(SameKind))
        );
        assert_eq!(
            (upper("W", "ps"), upper("D", "ps")),
            (Some(SameKind), Some(SameKind))
        );
        assert_eq!(
            (
                upper("h", "ps"),
                upper("generic", "s"),
                upper("s", "generic")
            ),
            (Some(Safe), Some(Safe), Some(Unsafe))
        );
        assert_eq!(upper("s", "0s"), Some(SameKind));
    }
}
