//! Casts of values between units.

use super::{DateTime, Meta, NAT, Unit};

/// The factor between two units does not fit; `OverflowError` in NumPy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConversionOverflow {
    /// The coarser unit.
    pub from: Unit,
    /// The finer unit.
    pub to: Unit,
}

impl ConversionOverflow {
    /// NumPy's message.
    pub fn message(&self) -> String {
        format!(
            "Integer overflow while computing the conversion factor between NumPy datetime units \
             {} and {}",
            self.from.name(),
            self.to.name()
        )
    }
}

/// A cast of values, chosen once for a whole array. [`NAT`] stays what it is in every variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cast {
    /// Nothing to do.
    Same,
    /// Multiply, wrapping.
    Multiply(i64),
    /// Divide by a positive number, rounding down.
    Divide(i64),
    /// Multiply, wrapping, then divide by a positive number, rounding down.
    Ratio(i64, i64),
    /// Through the calendar, because months and years vary.
    Calendar(Meta, Meta),
}

impl Cast {
    /// Casts one value.
    #[inline]
    pub fn apply(self, value: i64) -> i64 {
        if value == NAT {
            return NAT;
        }
        match self {
            Cast::Same => value,
            Cast::Multiply(num) => value.wrapping_mul(num),
            Cast::Divide(den) => value.div_euclid(den),
            Cast::Ratio(num, den) => value.wrapping_mul(num).div_euclid(den),
            Cast::Calendar(from, to) => DateTime::from_value(value, from)
                .and_then(|time| time.to_value(to))
                .unwrap_or(NAT),
        }
    }

    fn from_ratio(num: i64, den: i64) -> Self {
        match (num, den) {
            (1, 1) => Cast::Same,
            (num, 1) => Cast::Multiply(num),
            (1, den) => Cast::Divide(den),
            (num, den) => Cast::Ratio(num, den),
        }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1) as i128
}

/// Numerator and denominator by which a timedelta is scaled from one metadata to the other, reduced.
/// A year counts as 365.2425 days, a month as a twelfth of that.
pub fn conversion_factor(from: Meta, to: Meta) -> Result<(i64, i64), ConversionOverflow> {
    if from.base == Unit::Generic {
        return Ok((1, 1));
    }
    let (coarse, fine) = (from.base.min(to.base), from.base.max(to.base));
    let overflow = ConversionOverflow {
        from: coarse,
        to: fine,
    };
    let below_day = |unit: Unit| Unit::Day.factor(unit.max(Unit::Day)).map(i128::from);
    const YEAR: i128 = 97 + 400 * 365;
    let (mut num, mut den): (i128, i128) = match (coarse, fine) {
        (a, b) if a == b => (1, 1),
        (Unit::Year, Unit::Month) => (12, 1),
        (Unit::Year, Unit::Week) => (YEAR, 400 * 7),
        (Unit::Month, Unit::Week) => (YEAR, 400 * 12 * 7),
        (Unit::Year, b) => (YEAR * below_day(b).ok_or(overflow)?, 400),
        (Unit::Month, b) => (YEAR * below_day(b).ok_or(overflow)?, 400 * 12),
        (a, b) => (a.factor(b).ok_or(overflow)?.into(), 1),
    };
    if from.base > to.base {
        (num, den) = (den, num);
    }
    num *= i128::from(from.num);
    den *= i128::from(to.num.max(1));
    let shared = gcd(num, den);
    let fit = |n: i128| i64::try_from(n / shared).map_err(|_| overflow);
    Ok((fit(num)?, fit(den)?))
}

/// The cast of timedeltas.
pub fn timedelta_cast(from: Meta, to: Meta) -> Result<Cast, ConversionOverflow> {
    conversion_factor(from, to).map(|(num, den)| Cast::from_ratio(num, den))
}

/// The cast of datetimes. Generic units take any value as it is.
pub fn datetime_cast(from: Meta, to: Meta) -> Result<Cast, ConversionOverflow> {
    if from == to {
        return Ok(Cast::Same);
    }
    let linear = timedelta_cast(from, to)?;
    let varying = from.base.is_nonlinear() || to.base.is_nonlinear();
    Ok(if varying && from.base != Unit::Generic {
        Cast::Calendar(from, to)
    } else {
        linear
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_metadata;
    use proptest::prelude::*;

    fn timedelta(value: i64, from: &str, to: &str) -> Option<i64> {
        let metas = (parse_metadata(from).unwrap(), parse_metadata(to).unwrap());
        timedelta_cast(metas.0, metas.1)
            .ok()
            .map(|cast| cast.apply(value))
    }

    #[test]
    fn timedelta_values() {
        let cases = [
            (1, "Y", "M", Some(12)),
            (1, "Y", "D", Some(365)),
            (-1, "Y", "D", Some(-366)),
            (10, "Y", "W", Some(521)),
            (1, "M", "D", Some(30)),
            (-1, "M", "D", Some(-31)),
            (5, "M", "s", Some(13_148_730)),
            (-7, "M", "h", Some(-5114)),
            (366, "D", "Y", Some(1)),
            (9, "W", "M", Some(2)),
            (-5, "ms", "s", Some(-1)),
            (5, "3s", "2s", Some(7)),
            (-5, "3s", "2s", Some(-8)),
            (1, "h", "as", None),
            (1, "Y", "as", None),
            (1, "Y", "ns", Some(31_556_952_000_000_000)),
            (1 << 62, "ns", "Y", Some(146)),
            (3, "W", "ps", None),
            (10_000_000_000_000_000, "ps", "h", Some(2)),
            (NAT, "s", "ms", Some(NAT)),
        ];
        for (value, from, to, expected) in cases {
            assert_eq!(timedelta(value, from, to), expected, "{value} {from} {to}");
        }
    }

    proptest! {
        #[test]
        fn linear_casts_equal_the_calendar(
            value in -100_000i64..100_000,
            from in 2usize..9, to in 2usize..9, num_from in 1i32..40, num_to in 1i32..40,
        ) {
            let (from, to) = (Meta::new(Unit::ALL[from], num_from), Meta::new(Unit::ALL[to], num_to));
            // Weeks begin on the day of the epoch in both ways.
            let expected = Cast::Calendar(from, to).apply(value);
            prop_assert_eq!(datetime_cast(from, to).map(|cast| cast.apply(value)), Ok(expected));
        }
    }
}
