//! Business days: a mask of weekdays and a list of holidays.

use super::NAT;

/// What to do with a date that is no business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// The next business day.
    Forward,
    /// The one before.
    Backward,
    /// The next, unless that is in another month; then the one before.
    ModifiedForward,
    /// The one before, unless that is in another month; then the next.
    ModifiedBackward,
    /// Not a time.
    Nat,
    /// An error.
    Raise,
}

impl Roll {
    /// The rule with NumPy's name.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "forward" | "following" => Roll::Forward,
            "backward" | "preceding" => Roll::Backward,
            "modifiedfollowing" => Roll::ModifiedForward,
            "modifiedpreceding" => Roll::ModifiedBackward,
            "nat" => Roll::Nat,
            "raise" => Roll::Raise,
            _ => return None,
        })
    }
}

/// Why business-day arithmetic has no answer. The texts are NumPy's, all `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusdayError {
    /// Not a time, under the rule to raise.
    NatInOffset,
    /// No business day, under the rule to raise.
    NotBusinessDay,
    /// Not a time, where days are to be counted.
    NatInCount,
    /// The answer is out of range.
    Overflow,
}

impl BusdayError {
    /// The message.
    pub fn message(self) -> &'static str {
        match self {
            BusdayError::NatInOffset => "NaT input in busday_offset",
            BusdayError::NotBusinessDay => "Non-business day date in busday_offset",
            BusdayError::NatInCount => {
                "Cannot compute a business day count with a NaT (not-a-time) date"
            }
            BusdayError::Overflow => "business day offset out of range",
        }
    }
}

/// A weekmask text that is neither seven digits nor names of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekmaskError;

/// The days of a week, from Monday, as in `1111100` or `Mon Tue`.
pub fn parse_weekmask(text: &[u8]) -> Result<[bool; 7], WeekmaskError> {
    if text.len() == 7 && text.iter().all(|b| matches!(b, b'0' | b'1')) {
        return Ok(core::array::from_fn(|i| text[i] == b'1'));
    }
    const NAMES: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    let (mut mask, mut rest) = ([false; 7], text);
    loop {
        while let [b' ' | 9..=13, tail @ ..] = rest {
            rest = tail;
        }
        if rest.is_empty() {
            return Ok(mask);
        }
        let name = rest.get(..3).ok_or(WeekmaskError)?;
        let day = NAMES
            .iter()
            .position(|known| *known == name)
            .ok_or(WeekmaskError)?;
        mask[day] = true;
        rest = &rest[3..];
    }
}

/// Day of the week from Monday, 0 to 6. 1970-01-01 was a Thursday.
#[inline]
pub fn day_of_week(date: i64) -> usize {
    (date.rem_euclid(7) + 3) as usize % 7
}

/// Which days are business days. Dates are days since 1970-01-01.
#[derive(Clone, Copy, Debug)]
pub struct BusinessDays<'a> {
    weekmask: [bool; 7],
    /// Business days in a week without holidays.
    per_week: i64,
    holidays: &'a [i64],
}

impl<'a> BusinessDays<'a> {
    /// `holidays` must be as [`BusinessDays::normalize`] leaves them. `None` if no weekday is set.
    pub fn new(weekmask: [bool; 7], holidays: &'a [i64]) -> Option<Self> {
        let per_week = weekmask.iter().filter(|&&set| set).count() as i64;
        (per_week > 0).then_some(Self {
            weekmask,
            per_week,
            holidays,
        })
    }

    /// Sorts holidays and drops repetitions, dates that are no times and days off anyway.
    pub fn normalize(weekmask: [bool; 7], holidays: &mut Vec<i64>) {
        holidays.retain(|&date| date != NAT && weekmask[day_of_week(date)]);
        holidays.sort_unstable();
        holidays.dedup();
    }

    fn is_holiday(&self, date: i64) -> bool {
        self.holidays.binary_search(&date).is_ok()
    }

    /// Whether the date is a business day; not a time is none.
    pub fn is_busday(&self, date: i64) -> bool {
        date != NAT && self.weekmask[day_of_week(date)] && !self.is_holiday(date)
    }

    /// The nearest business day in steps of `step`; `None` beyond the range of dates.
    fn search(&self, mut date: i64, step: i64) -> Option<i64> {
        while !self.is_busday(date) {
            date = date.checked_add(step)?;
        }
        Some(date)
    }

    /// The date itself or what the rule makes of it; [`NAT`] where the rule says so.
    pub fn roll(&self, date: i64, roll: Roll) -> Result<i64, BusdayError> {
        if date == NAT {
            let raise = roll == Roll::Raise;
            return if raise {
                Err(BusdayError::NatInOffset)
            } else {
                Ok(NAT)
            };
        }
        if self.is_busday(date) {
            return Ok(date);
        }
        let month = |date: i64| {
            let (year, month, _) = super::civil_from_days(date);
            (year, month)
        };
        let (step, modified) = match roll {
            Roll::Forward => (1, false),
            Roll::Backward => (-1, false),
            Roll::ModifiedForward => (1, true),
            Roll::ModifiedBackward => (-1, true),
            Roll::Nat => return Ok(NAT),
            Roll::Raise => return Err(BusdayError::NotBusinessDay),
        };
        let mut found = self.search(date, step).ok_or(BusdayError::Overflow)?;
        if modified && month(found) != month(date) {
            found = self.search(date, -step).ok_or(BusdayError::Overflow)?;
        }
        Ok(found)
    }

    /// The business day `offset` business days after `date`, which is rolled first.
    pub fn offset(&self, date: i64, offset: i64, roll: Roll) -> Result<i64, BusdayError> {
        let start = self.roll(date, roll)?;
        if start == NAT || offset == NAT {
            return Ok(NAT);
        }
        self.advance(start, offset).ok_or(BusdayError::Overflow)
    }

    fn advance(&self, start: i64, offset: i64) -> Option<i64> {
        let step = offset.signum();
        let mut left = offset;
        let mut date = start;
        loop {
            // Whole weeks at once, then day by day, not looking at holidays; the holidays that were
            // passed are made up for in the next round.
            let weeks = left / self.per_week;
            let mut next = date.checked_add(weeks.checked_mul(7)?)?;
            left %= self.per_week;
            while left != 0 {
                next = next.checked_add(step)?;
                if self.weekmask[day_of_week(next)] {
                    left -= step;
                }
            }
            let passed = self.holidays_passed(date, next, step);
            date = next;
            if passed == 0 {
                return Some(date);
            }
            left = step * passed;
        }
    }

    /// Holidays after `from` up to and with `to`, in the direction of `step`.
    fn holidays_passed(&self, from: i64, to: i64, step: i64) -> i64 {
        let up_to = |date: i64| self.holidays.partition_point(|&holiday| holiday <= date);
        let below = |date: i64| self.holidays.partition_point(|&holiday| holiday < date);
        let passed = if step >= 0 {
            up_to(to).saturating_sub(up_to(from))
        } else {
            below(from).saturating_sub(below(to))
        };
        passed as i64
    }

    /// Business days from `begin` up to, but without, `end`; negative if `end` is earlier, and then
    /// `end` is the one left out.
    pub fn count(&self, begin: i64, end: i64) -> Result<i64, BusdayError> {
        if begin == NAT || end == NAT {
            return Err(BusdayError::NatInCount);
        }
        if begin <= end {
            return Ok(self.count_forward(begin, end));
        }
        let next = |date: i64| date.checked_add(1).ok_or(BusdayError::Overflow);
        Ok(-self.count_forward(next(end)?, next(begin)?))
    }

    fn count_forward(&self, begin: i64, end: i64) -> i64 {
        let below = |date: i64| self.holidays.partition_point(|&holiday| holiday < date);
        let holidays = below(end) - below(begin);
        let days = end.abs_diff(begin);
        let whole_weeks = (days / 7) as i64 * self.per_week;
        let first = day_of_week(begin);
        let rest = (0..(days % 7) as usize)
            .filter(|i| self.weekmask[(first + i) % 7])
            .count();
        whole_weeks + rest as i64 - holidays as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_from_civil;
    use proptest::prelude::*;

    const WORKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

    #[test]
    fn weekmasks() {
        assert_eq!(parse_weekmask(b"1111100"), Ok(WORKDAYS));
        assert_eq!(parse_weekmask(b"MonTue Wed\tThu  Fri"), Ok(WORKDAYS));
        assert_eq!(parse_weekmask(b""), Ok([false; 7]));
        for bad in ["mon", "Mond", "Mon,Tue", "111110", "1111100 "] {
            assert_eq!(parse_weekmask(bad.as_bytes()), Err(WeekmaskError), "{bad}");
        }
        assert!(BusinessDays::new([false; 7], &[]).is_none());
    }

    #[test]
    fn rolls() {
        let days = BusinessDays::new(WORKDAYS, &[]).unwrap();
        let saturday = days_from_civil(2011, 4, 30);
        assert_eq!(day_of_week(saturday), 5);
        assert_eq!(days.roll(saturday, Roll::Forward), Ok(saturday + 2));
        assert_eq!(days.roll(saturday, Roll::Backward), Ok(saturday - 1));
        assert_eq!(days.roll(saturday, Roll::ModifiedForward), Ok(saturday - 1));
        let first = days_from_civil(2011, 5, 1);
        assert_eq!(days.roll(first, Roll::ModifiedBackward), Ok(first + 1));
        assert_eq!(days.roll(saturday, Roll::Nat), Ok(NAT));
        assert_eq!(
            days.roll(saturday, Roll::Raise),
            Err(BusdayError::NotBusinessDay)
        );
        assert_eq!(days.roll(NAT, Roll::Forward), Ok(NAT));
        assert_eq!(
            days.offset(i64::MAX - 9, i64::MAX, Roll::Forward),
            Err(BusdayError::Overflow)
        );
    }

    proptest! {
        #[test]
        fn offset_and_count_agree_with_stepping(
            mask in prop::array::uniform7(any::<bool>()),
            mut holidays in prop::collection::vec(-60i64..60, 0..20),
            start in -40i64..40, offset in -40i64..40,
        ) {
            prop_assume!(mask.iter().any(|&set| set));
            BusinessDays::normalize(mask, &mut holidays);
            let days = BusinessDays::new(mask, &holidays).unwrap();
            let rolled = days.roll(start, Roll::Forward).unwrap();
            let (mut date, mut left) = (rolled, offset);
            while left != 0 {
                date += left.signum();
                left -= if days.is_busday(date) { left.signum() } else { 0 };
            }
            prop_assert_eq!(days.offset(start, offset, Roll::Forward), Ok(date));
            let count = (start..start + 50).filter(|&d| days.is_busday(d)).count() as i64;
            prop_assert_eq!(days.count(start, start + 50), Ok(count));
            let back = (start + 1..start + 51).filter(|&d| days.is_busday(d)).count() as i64;
            prop_assert_eq!(days.count(start + 50, start), Ok(-back));
        }
    }
}
