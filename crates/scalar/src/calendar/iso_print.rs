//! ISO 8601 text of a broken-down time.

use super::{DateTime, Unit};

/// What stands behind the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Zone {
    /// Nothing.
    #[default]
    Naive,
    /// `Z`.
    Utc,
    /// An offset in minutes, as in `+0130`. The time is shifted by the caller.
    Offset(i32),
}

/// The longest text of a unit, as NumPy sizes its strings.
pub fn iso_length(unit: Unit, local: bool) -> usize {
    let length = match unit {
        Unit::Generic => 4,
        Unit::Year => 22,
        Unit::Month => 25,
        Unit::Week | Unit::Day => 28,
        Unit::Hour => 32,
        Unit::Minute => 35,
        Unit::Second => 38,
        Unit::Milli => 42,
        Unit::Micro => 45,
        Unit::Nano => 48,
        Unit::Pico => 51,
        Unit::Femto => 54,
        Unit::Atto => 57,
    };
    let zoned = local && !unit.is_date() && unit != Unit::Generic;
    length + if zoned { 4 } else { 0 }
}

/// The coarsest unit, among days, minutes and seconds and their thousandths, that loses nothing.
pub fn lossless_unit(time: &DateTime) -> Unit {
    if time.attos % 1000 != 0 {
        Unit::Atto
    } else if time.attos != 0 {
        Unit::Femto
    } else if time.ps % 1000 != 0 {
        Unit::Pico
    } else if time.ps != 0 {
        Unit::Nano
    } else if time.us % 1000 != 0 {
        Unit::Micro
    } else if time.us != 0 {
        Unit::Milli
    } else if time.sec != 0 {
        Unit::Second
    } else if time.min != 0 || time.hour != 0 {
        Unit::Minute
    } else {
        Unit::Day
    }
}

/// Bytes of text on the stack.
struct Text {
    bytes: [u8; 64],
    len: usize,
}

impl Text {
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    /// A number with leading zeros.
    fn number(&mut self, value: u64, width: usize) {
        let mut digits = [b'0'; 20];
        let (mut rest, mut at) = (value, digits.len());
        while rest > 0 || digits.len() - at < width {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let digits = &digits[at..];
        if let Some(place) = self.bytes.get_mut(self.len..self.len + digits.len()) {
            place.copy_from_slice(digits);
            self.len += digits.len();
        }
    }

    fn two(&mut self, separator: u8, value: i32) {
        self.push(separator);
        self.push(b'0' + (value / 10 % 10) as u8);
        self.push(b'0' + (value % 10) as u8);
    }
}

fn text_of(time: &DateTime, unit: Unit, zone: Zone) -> Text {
    let mut text = Text {
        bytes: [0; 64],
        len: 0,
    };
    if time.is_nat() {
        b"NaT".iter().for_each(|&byte| text.push(byte));
        return text;
    }
    let unit = if unit == Unit::Generic {
        lossless_unit(time)
    } else {
        unit
    };
    if time.year < 0 {
        text.push(b'-');
    }
    // The sign counts as one of four characters.
    text.number(time.year.unsigned_abs(), if time.year < 0 { 3 } else { 4 });
    if unit >= Unit::Month {
        text.two(b'-', time.month);
    }
    if unit >= Unit::Week {
        text.two(b'-', time.day);
    }
    if unit.is_date() {
        return text;
    }
    text.two(b'T', time.hour);
    if unit >= Unit::Minute {
        text.two(b':', time.min);
    }
    if unit >= Unit::Second {
        text.two(b':', time.sec);
    }
    if unit >= Unit::Milli {
        text.push(b'.');
        let groups = [
            time.us / 1000,
            time.us % 1000,
            time.ps / 1000,
            time.ps % 1000,
            time.attos / 1000,
            time.attos % 1000,
        ];
        let count = (unit.code() - Unit::Second.code()) as usize;
        groups
            .iter()
            .take(count)
            .for_each(|group| text.number(group.unsigned_abs().into(), 3));
    }
    match zone {
        Zone::Naive => {}
        Zone::Utc => text.push(b'Z'),
        Zone::Offset(minutes) => {
            let size = minutes.unsigned_abs();
            text.push(if minutes < 0 { b'-' } else { b'+' });
            text.number((size / 60).into(), 2);
            text.number((size % 60).into(), 2);
        }
    }
    text
}

/// Writes the text and answers its length, or `None` if `out` is too short.
pub fn write_iso(out: &mut [u8], time: &DateTime, unit: Unit, zone: Zone) -> Option<usize> {
    let text = text_of(time, unit, zone);
    out.get_mut(..text.len)?
        .copy_from_slice(&text.bytes[..text.len]);
    Some(text.len)
}

/// The text; generic units print all that is there.
pub fn format_iso(time: &DateTime, unit: Unit, zone: Zone) -> String {
    let text = text_of(time, unit, zone);
    String::from_utf8_lossy(&text.bytes[..text.len]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        let mut time = DateTime::date(2011, 3, 12);
        (time.hour, time.min, time.sec) = (13, 45, 30);
        (time.us, time.ps, time.attos) = (123_456, 789_012, 345_678);
        let show = |unit| format_iso(&time, unit, Zone::Naive);
        assert_eq!(show(Unit::Year), "2011");
        assert_eq!(show(Unit::Week), "2011-03-12");
        assert_eq!(show(Unit::Hour), "2011-03-12T13");
        assert_eq!(show(Unit::Milli), "2011-03-12T13:45:30.123");
        assert_eq!(show(Unit::Atto), "2011-03-12T13:45:30.123456789012345678");
        assert_eq!(
            format_iso(&time, Unit::Minute, Zone::Utc),
            "2011-03-12T13:45Z"
        );
        assert_eq!(
            format_iso(&time, Unit::Minute, Zone::Offset(-90)),
            "2011-03-12T13:45-0130"
        );
        assert_eq!(format_iso(&DateTime::NAT, Unit::Day, Zone::Utc), "NaT");
        assert_eq!(
            format_iso(&DateTime::date(-1, 1, 1), Unit::Year, Zone::Naive),
            "-001"
        );
        assert_eq!(lossless_unit(&time), Unit::Atto);
        assert_eq!(write_iso(&mut [0; 9], &time, Unit::Day, Zone::Naive), None);
        assert_eq!(
            write_iso(&mut [0; 10], &time, Unit::Day, Zone::Naive),
            Some(10)
        );
    }
}
