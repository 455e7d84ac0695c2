//! Civil dates and the broken-down time.

use super::{Meta, NAT, Unit};

/// A broken-down time, in the layout of NumPy's `npy_datetimestruct`. Not a time has the year [`NAT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct DateTime {
    /// Year; 0 is the year before 1.
    pub year: i64,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub min: i32,
    /// 0 to 59.
    pub sec: i32,
    /// Microseconds of the second.
    pub us: i32,
    /// Picoseconds of the microsecond.
    pub ps: i32,
    /// Attoseconds of the picosecond.
    pub attos: i32,
}

const DAYS_PER_400_YEARS: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Whether the year has a 29 February.
#[inline]
pub fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month from 1 to 12.
#[inline]
pub fn days_in_month(year: i64, month: i32) -> i32 {
    match month {
        2 => 28 + i32::from(is_leap_year(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01.
#[inline]
pub fn days_from_civil(year: i64, month: i32, day: i32) -> i64 {
    // Years that begin in March put the leap day last.
    let (month, year) = (i64::from(month), year.wrapping_sub(i64::from(month <= 2)));
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era.wrapping_mul(DAYS_PER_400_YEARS)
        .wrapping_add(day_of_era - EPOCH)
}

/// Year, month and day of a count of days since 1970-01-01.
#[inline]
pub fn civil_from_days(days: i64) -> (i64, i32, i32) {
    let shifted = days.rem_euclid(DAYS_PER_400_YEARS) + EPOCH;
    let era = days.div_euclid(DAYS_PER_400_YEARS) + shifted.div_euclid(DAYS_PER_400_YEARS);
    let day_of_era = shifted.rem_euclid(DAYS_PER_400_YEARS);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (
        era * 400 + year_of_era + i64::from(month <= 2),
        month as i32,
        day as i32,
    )
}

impl DateTime {
    /// 1970-01-01T00:00.
    pub const EPOCH: Self = Self::date(1970, 1, 1);
    /// Not a time.
    pub const NAT: Self = Self::date(NAT, 1, 1);

    /// Midnight of a date.
    pub const fn date(year: i64, month: i32, day: i32) -> Self {
        Self {
            year,
            month,
            day,
            hour: 0,
            min: 0,
            sec: 0,
            us: 0,
            ps: 0,
            attos: 0,
        }
    }

    /// Whether this is not a time.
    pub const fn is_nat(&self) -> bool {
        self.year == NAT
    }

    /// Days since 1970-01-01, ignoring the time of day.
    pub fn days(&self) -> i64 {
        days_from_civil(self.year, self.month, self.day)
    }

    /// The broken-down time of a value. `None` for generic units, unless it is not a time.
    pub fn from_value(value: i64, meta: Meta) -> Option<Self> {
        if value == NAT {
            return Some(Self::NAT);
        }
        let value = value.wrapping_mul(meta.num.into());
        let split = |per_day: i64| (value.div_euclid(per_day), value.rem_euclid(per_day));
        let (days, rest) = match meta.base {
            Unit::Generic => return None,
            Unit::Year => return Some(Self::date(value.wrapping_add(1970), 1, 1)),
            Unit::Month => {
                let year = value.div_euclid(12) + 1970;
                return Some(Self::date(year, value.rem_euclid(12) as i32 + 1, 1));
            }
            Unit::Week => return Some(Self::from_days(value.wrapping_mul(7))),
            Unit::Day => return Some(Self::from_days(value)),
            Unit::Hour => split(24),
            Unit::Minute => split(24 * 60),
            Unit::Second => split(86_400),
            Unit::Milli => split(86_400_000),
            Unit::Micro => split(86_400_000_000),
            Unit::Nano => split(86_400_000_000_000),
            Unit::Pico => split(86_400_000_000_000_000),
            Unit::Femto | Unit::Atto => {
                let per_second =
                    1_000_000_000_000_000 * if meta.base == Unit::Atto { 1000 } else { 1 };
                let seconds = value.div_euclid(per_second);
                let mut out = Self::from_days(seconds.div_euclid(86_400));
                out.set_seconds(seconds.rem_euclid(86_400));
                let fraction = value.rem_euclid(per_second);
                out.set_attoseconds(fraction * (1_000_000_000_000_000_000 / per_second));
                return Some(out);
            }
        };
        let mut out = Self::from_days(days);
        match meta.base {
            Unit::Hour => out.set_seconds(rest * 3600),
            Unit::Minute => out.set_seconds(rest * 60),
            Unit::Second => out.set_seconds(rest),
            base => {
                let per_second = 10i64.pow(3 * (base.code() - Unit::Second.code()) as u32);
                out.set_seconds(rest / per_second);
                out.set_attoseconds(rest % per_second * (1_000_000_000_000_000_000 / per_second));
            }
        }
        Some(out)
    }

    /// Midnight of a day since 1970-01-01.
    pub fn from_days(days: i64) -> Self {
        let (year, month, day) = civil_from_days(days);
        Self::date(year, month, day)
    }

    fn set_seconds(&mut self, of_day: i64) {
        self.hour = (of_day / 3600) as i32;
        self.min = (of_day / 60 % 60) as i32;
        self.sec = (of_day % 60) as i32;
    }

    fn set_attoseconds(&mut self, of_second: i64) {
        self.us = (of_second / 1_000_000_000_000) as i32;
        self.ps = (of_second / 1_000_000 % 1_000_000) as i32;
        self.attos = (of_second % 1_000_000) as i32;
    }

    /// The value of this time, rounded down to a multiple of the unit; wraps where it does not fit.
    /// `None` for generic units, unless this is not a time.
    pub fn to_value(&self, meta: Meta) -> Option<i64> {
        if self.is_nat() {
            return Some(NAT);
        }
        let scale = |value: i64, factor: i64, more: i32| {
            value.wrapping_mul(factor).wrapping_add(more.into())
        };
        let value = match meta.base {
            Unit::Generic => return None,
            Unit::Year => self.year.wrapping_sub(1970),
            Unit::Month => scale(self.year.wrapping_sub(1970), 12, self.month - 1),
            Unit::Week => self.days().div_euclid(7),
            base => {
                let mut value = self.days();
                if base >= Unit::Hour {
                    value = scale(value, 24, self.hour);
                }
                if base >= Unit::Minute {
                    value = scale(value, 60, self.min);
                }
                if base >= Unit::Second {
                    value = scale(value, 60, self.sec);
                }
                match base {
                    Unit::Milli => scale(value, 1000, self.us / 1000),
                    Unit::Micro => scale(value, 1_000_000, self.us),
                    Unit::Nano => scale(scale(value, 1_000_000, self.us), 1000, self.ps / 1000),
                    Unit::Pico => scale(scale(value, 1_000_000, self.us), 1_000_000, self.ps),
                    Unit::Femto | Unit::Atto => {
                        let pico = scale(scale(value, 1_000_000, self.us), 1_000_000, self.ps);
                        if base == Unit::Femto {
                            scale(pico, 1000, self.attos / 1000)
                        } else {
                            scale(pico, 1_000_000, self.attos)
                        }
                    }
                    _ => value,
                }
            }
        };
        Some(match meta.num {
            0 | 1 => value,
            num => value.wrapping_div_euclid(num.into()),
        })
    }

    /// Adds minutes, carrying into the date.
    pub fn add_minutes(&mut self, minutes: i32) {
        let total = i64::from(self.hour) * 60 + i64::from(self.min) + i64::from(minutes);
        let days = total.div_euclid(1440);
        let of_day = total.rem_euclid(1440);
        (self.hour, self.min) = ((of_day / 60) as i32, (of_day % 60) as i32);
        if days != 0 {
            let date = Self::from_days(self.days().wrapping_add(days));
            (self.year, self.month, self.day) = (date.year, date.month, date.day);
        }
    }

    /// Whether month and day name a day of the calendar.
    pub fn is_valid_date(&self) -> bool {
        (1..=12).contains(&self.month)
            && (1..=days_in_month(self.year, self.month)).contains(&self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 3, 1), 11_017);
        assert_eq!(days_from_civil(0, 1, 1), -719_528);
        assert_eq!(days_from_civil(1969, 12, 31), -1);
        assert_eq!(civil_from_days(-719_893), (-1, 1, 1));
        assert_eq!(civil_from_days(i64::MAX).0, 25_252_734_927_768_524);
    }

    #[test]
    fn every_day_of_eight_centuries() {
        let mut expected = (1600, 1, 1);
        for days in days_from_civil(1600, 1, 1)..days_from_civil(2400, 1, 1) {
            assert_eq!(civil_from_days(days), expected);
            assert_eq!(days_from_civil(expected.0, expected.1, expected.2), days);
            expected.2 += 1;
            if expected.2 > days_in_month(expected.0, expected.1) {
                expected = (expected.0, expected.1 + 1, 1);
            }
            if expected.1 > 12 {
                expected = (expected.0 + 1, 1, 1);
            }
        }
    }

    proptest! {
        #[test]
        fn days_round_trip(days: i64) {
            let (y, m, d) = civil_from_days(days);
            prop_assert!(DateTime::date(y, m, d).is_valid_date());
            prop_assert_eq!(days_from_civil(y, m, d), days);
        }

        #[test]
        fn values_round_trip(value: i64, unit in 0usize..13) {
            let meta = Meta::new(Unit::ALL[unit], 1);
            // Years, months and weeks are kept small enough not to wrap.
            let value = if unit < 3 { value >> 16 } else { value };
            prop_assume!(value != NAT);
            let time = DateTime::from_value(value, meta).unwrap();
            prop_assert_eq!(time.to_value(meta), Some(value));
        }

        #[test]
        fn minutes_carry(value in -1_000_000_000i64..1_000_000_000, minutes: i16) {
            let meta = Meta::new(Unit::Minute, 1);
            let mut time = DateTime::from_value(value, meta).unwrap();
            time.add_minutes(minutes.into());
            prop_assert_eq!(time.to_value(meta), Some(value + i64::from(minutes)));
        }
    }
}
