//! ISO 8601 text to a broken-down time, with the grammar of `np.datetime64`.

use super::{DateTime, Unit, days_in_month};

/// Words that are not dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// `NaT` or nothing.
    NotATime,
    /// `today`: the caller knows the date.
    Today,
    /// `now`: the caller knows the time.
    Now,
}

/// What text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The time in UTC; the epoch for `today` and `now`.
    pub time: DateTime,
    /// The finest unit that was written.
    pub unit: Unit,
    /// Whether a time zone was written (NumPy warns of it).
    pub has_zone: bool,
    /// A word instead of a date.
    pub special: Option<Special>,
}

/// Why text was refused; `ValueError` in NumPy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsoError {
    /// Not the grammar, at this byte.
    At(usize),
    /// A field that its name says is out of range.
    OutOfRange(&'static str),
}

impl IsoError {
    /// NumPy's message about the text.
    pub fn message(&self, text: &str) -> String {
        match self {
            IsoError::At(at) => {
                format!("Error parsing datetime string \"{text}\" at position {at}")
            }
            IsoError::OutOfRange(field) => {
                format!("{field} out of range in datetime string \"{text}\"")
            }
        }
    }
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn done(&self) -> bool {
        self.at == self.text.len()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | 9..=13)) {
            self.at += 1;
        }
    }

    fn fail<T>(&self) -> Result<T, IsoError> {
        Err(IsoError::At(self.at))
    }

    /// A field of two digits, which must not exceed `last`.
    fn two(&mut self, last: i32, field: &'static str) -> Result<i32, IsoError> {
        let digits = match self.text.get(self.at..self.at + 2) {
            Some([a, b]) if a.is_ascii_digit() && b.is_ascii_digit() => {
                i32::from(a - b'0') * 10 + i32::from(b - b'0')
            }
            _ => return self.fail(),
        };
        self.at += 2;
        if digits > last {
            Err(IsoError::OutOfRange(field))
        } else {
            Ok(digits)
        }
    }
}

fn special(text: &[u8]) -> Option<(Special, Unit)> {
    if text.is_empty() || text.eq_ignore_ascii_case(b"nat") {
        Some((Special::NotATime, Unit::Generic))
    } else if text.eq_ignore_ascii_case(b"today") {
        Some((Special::Today, Unit::Day))
    } else if text.eq_ignore_ascii_case(b"now") {
        Some((Special::Now, Unit::Second))
    } else {
        None
    }
}

/// Parses the whole text.
pub fn parse_iso(text: &[u8]) -> Result<Parsed, IsoError> {
    if let Some((word, unit)) = special(text) {
        let time = if word == Special::NotATime {
            DateTime::NAT
        } else {
            DateTime::EPOCH
        };
        return Ok(Parsed {
            time,
            unit,
            has_zone: false,
            special: Some(word),
        });
    }
    let mut cursor = Cursor { text, at: 0 };
    let mut time = DateTime::EPOCH;
    let unit = parse_date_and_time(&mut cursor, &mut time)?;
    let mut has_zone = false;
    if !unit.is_date() && !cursor.done() {
        has_zone = parse_zone(&mut cursor, &mut time)?;
        cursor.blanks();
    }
    if !cursor.done() {
        return cursor.fail();
    }
    Ok(Parsed {
        time,
        unit,
        has_zone,
        special: None,
    })
}

/// Reads as far as fields go; the answer is the last one's unit.
fn parse_date_and_time(cursor: &mut Cursor<'_>, time: &mut DateTime) -> Result<Unit, IsoError> {
    cursor.blanks();
    time.year = parse_year(cursor)?;
    if cursor.done() {
        return Ok(Unit::Year);
    }
    if !cursor.take(b'-') {
        return cursor.fail();
    }
    time.month = cursor.two(12, "Month")?;
    if time.month == 0 {
        return Err(IsoError::OutOfRange("Month"));
    }
    if cursor.done() {
        return Ok(Unit::Month);
    }
    if !cursor.take(b'-') {
        return cursor.fail();
    }
    time.day = cursor.two(days_in_month(time.year, time.month), "Day")?;
    if time.day == 0 {
        return Err(IsoError::OutOfRange("Day"));
    }
    if cursor.done() {
        return Ok(Unit::Day);
    }
    if !cursor.take(b'T') && !cursor.take(b' ') {
        return cursor.fail();
    }
    time.hour = cursor.two(23, "Hours")?;
    if !cursor.take(b':') {
        return Ok(Unit::Hour);
    }
    time.min = cursor.two(59, "Minutes")?;
    if !cursor.take(b':') {
        return Ok(Unit::Minute);
    }
    time.sec = cursor.two(59, "Seconds")?;
    if !cursor.take(b'.') {
        return Ok(Unit::Second);
    }
    Ok(parse_fraction(cursor, time))
}

fn parse_year(cursor: &mut Cursor<'_>) -> Result<i64, IsoError> {
    let signed = cursor.take(b'-') || cursor.take(b'+');
    // NumPy looks for the sign at the very start, so blanks before a minus sign swallow it.
    let negative = cursor.text.first() == Some(&b'-');
    let start = cursor.at;
    let mut year = 0i64;
    while let Some(digit @ b'0'..=b'9') = cursor.peek() {
        let digit = i64::from(digit - b'0');
        year = year
            .checked_mul(10)
            .and_then(|y| y.checked_add(digit))
            .ok_or(IsoError::At(start))?;
        cursor.at += 1;
    }
    if cursor.at == start && (!signed || cursor.done()) {
        return cursor.fail();
    }
    Ok(if negative { -year } else { year })
}

/// Up to 18 digits; the unit is that of the thousandth they reach into.
fn parse_fraction(cursor: &mut Cursor<'_>, time: &mut DateTime) -> Unit {
    let (mut fraction, mut digits) = (0i64, 0);
    while let Some(digit @ b'0'..=b'9') = cursor.peek() {
        if digits == 18 {
            break;
        }
        fraction = fraction * 10 + i64::from(digit - b'0');
        digits += 1;
        cursor.at += 1;
    }
    fraction *= 10i64.pow(18 - digits);
    time.us = (fraction / 1_000_000_000_000) as i32;
    time.ps = (fraction / 1_000_000 % 1_000_000) as i32;
    time.attos = (fraction % 1_000_000) as i32;
    match digits {
        0..=3 => Unit::Milli,
        4..=6 => Unit::Micro,
        7..=9 => Unit::Nano,
        10..=12 => Unit::Pico,
        13..=15 => Unit::Femto,
        _ => Unit::Atto,
    }
}

/// `Z` or an offset, which is taken off; answers whether there was one.
fn parse_zone(cursor: &mut Cursor<'_>, time: &mut DateTime) -> Result<bool, IsoError> {
    if cursor.take(b'Z') {
        return Ok(true);
    }
    let east = cursor.take(b'+');
    if !east && !cursor.take(b'-') {
        return Ok(false);
    }
    let hours = cursor.two(23, "Timezone hours offset")?;
    let mut minutes = 0;
    if !cursor.done() {
        // Behind the hours nothing but minutes may stand, not even a blank.
        cursor.take(b':');
        minutes = cursor.two(59, "Timezone minutes offset")?;
    }
    let offset = hours * 60 + minutes;
    time.add_minutes(if east { -offset } else { offset });
    Ok(true)
}
