//! Units of datetimes, with NumPy's numbers.

/// A unit. The numbers are part of the C interface; 3 is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i32)]
pub enum Unit {
    /// Years.
    Year = 0,
    /// Months.
    Month = 1,
    /// Weeks.
    Week = 2,
    /// Days.
    Day = 4,
    /// Hours.
    Hour = 5,
    /// Minutes.
    Minute = 6,
    /// Seconds.
    Second = 7,
    /// 10^-3 s.
    Milli = 8,
    /// 10^-6 s.
    Micro = 9,
    /// 10^-9 s.
    Nano = 10,
    /// 10^-12 s.
    Pico = 11,
    /// 10^-15 s.
    Femto = 12,
    /// 10^-18 s.
    Atto = 13,
    /// No unit yet: takes any when combined.
    Generic = 14,
}

impl Unit {
    /// Every unit from coarse to fine, then generic.
    pub const ALL: [Unit; 14] = [
        Unit::Year,
        Unit::Month,
        Unit::Week,
        Unit::Day,
        Unit::Hour,
        Unit::Minute,
        Unit::Second,
        Unit::Milli,
        Unit::Micro,
        Unit::Nano,
        Unit::Pico,
        Unit::Femto,
        Unit::Atto,
        Unit::Generic,
    ];

    /// The unit with NumPy's number `code`.
    pub fn from_code(code: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| *unit as i32 == code)
    }

    /// NumPy's number.
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The short name, as in `datetime64[ms]`.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Year => "Y",
            Unit::Month => "M",
            Unit::Week => "W",
            Unit::Day => "D",
            Unit::Hour => "h",
            Unit::Minute => "m",
            Unit::Second => "s",
            Unit::Milli => "ms",
            Unit::Micro => "us",
            Unit::Nano => "ns",
            Unit::Pico => "ps",
            Unit::Femto => "fs",
            Unit::Atto => "as",
            Unit::Generic => "generic",
        }
    }

    /// The long name, as in the text of a timedelta.
    pub const fn verbose_name(self) -> &'static str {
        match self {
            Unit::Year => "years",
            Unit::Month => "months",
            Unit::Week => "weeks",
            Unit::Day => "days",
            Unit::Hour => "hours",
            Unit::Minute => "minutes",
            Unit::Second => "seconds",
            Unit::Milli => "milliseconds",
            Unit::Micro => "microseconds",
            Unit::Nano => "nanoseconds",
            Unit::Pico => "picoseconds",
            Unit::Femto => "femtoseconds",
            Unit::Atto => "attoseconds",
            Unit::Generic => "generic time units",
        }
    }

    /// The unit with this short name (`μs` too).
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "\u{3bc}s" {
            return Some(Unit::Micro);
        }
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Years and months, whose length varies.
    pub const fn is_nonlinear(self) -> bool {
        matches!(self, Unit::Year | Unit::Month)
    }

    /// Years to days: units of a date.
    pub const fn is_date(self) -> bool {
        matches!(self, Unit::Year | Unit::Month | Unit::Week | Unit::Day)
    }

    /// How many of the next finer unit make one. Years and months have no fixed number; NumPy's table
    /// of factors says 1 for them.
    const fn step(self) -> u64 {
        match self {
            Unit::Year | Unit::Month | Unit::Atto | Unit::Generic => 1,
            Unit::Week => 7,
            Unit::Day => 24,
            Unit::Hour | Unit::Minute => 60,
            _ => 1000,
        }
    }

    /// How many of the finer unit make one of `self`; `None` if that reaches 2^56, where NumPy gives
    /// up. Years and months count as one week.
    pub fn factor(self, finer: Unit) -> Option<u64> {
        let between = Self::ALL
            .into_iter()
            .filter(|unit| (self..finer).contains(unit));
        between.into_iter().try_fold(1u64, |factor, unit| {
            factor
                .checked_mul(unit.step())
                .filter(|product| product >> 56 == 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_round_trip() {
        for unit in Unit::ALL {
            assert_eq!(Unit::from_name(unit.name()), Some(unit));
            assert_eq!(Unit::from_code(unit.code()), Some(unit));
        }
        assert_eq!(Unit::from_name("μs"), Some(Unit::Micro));
        assert_eq!(Unit::from_code(3), None);
        assert_eq!(Unit::from_name("B"), None);
    }

    #[test]
    fn factors() {
        assert_eq!(Unit::Week.factor(Unit::Nano), Some(604_800_000_000_000));
        assert_eq!(Unit::Week.factor(Unit::Pico), None);
        assert_eq!(
            Unit::Minute.factor(Unit::Femto),
            Some(60_000_000_000_000_000)
        );
        assert_eq!(Unit::Year.factor(Unit::Day), Some(7));
        assert_eq!(Unit::Second.factor(Unit::Second), Some(1));
    }
}
