//! Shortest digits without big integers, after R. Giulietti, "The Schubfach way to render doubles".
//!
//! A number `c·2^q` with its rounding interval is scaled by a power of ten, known to 128 bits, so that
//! its integral part has all digits that can matter. The shortest candidate inside the interval is
//! taken; of two equally short ones the nearer, of two equally near ones the even.

/// `10^k` is `POWERS[k - MIN_POWER] · 2^(floor(log2(10^k)) - 127)`, rounded up past the true value.
const MIN_POWER: i32 = -292;
const MAX_POWER: i32 = 324;
const COUNT: usize = (MAX_POWER - MIN_POWER + 1) as usize;
static POWERS: [u128; COUNT] = powers();

/// Limbs that hold `10^324` and leave 128 good bits of `2^(64 * LIMBS - 1) / 10^292`.
const LIMBS: usize = 20;

/// The 128 bits from the highest set one on.
const fn top(limbs: &[u64; LIMBS]) -> u128 {
    let mut high = LIMBS - 1;
    while limbs[high] == 0 {
        high -= 1;
    }
    let second = if high >= 1 { limbs[high - 1] } else { 0 };
    let third = if high >= 2 { limbs[high - 2] } else { 0 };
    let wide = ((limbs[high] as u128) << 64) | second as u128;
    let shift = limbs[high].leading_zeros();
    if shift == 0 {
        wide
    } else {
        (wide << shift) | (third >> (64 - shift)) as u128
    }
}

const fn powers() -> [u128; COUNT] {
    let mut table = [0; COUNT];
    let zero = -MIN_POWER as usize;
    let mut limbs = [0u64; LIMBS];
    limbs[0] = 1;
    let mut k = zero;
    while k < COUNT {
        table[k] = top(&limbs) + 1;
        let (mut carry, mut i) = (0u128, 0);
        while i < LIMBS {
            let product = limbs[i] as u128 * 10 + carry;
            limbs[i] = product as u64;
            carry = product >> 64;
            i += 1;
        }
        k += 1;
    }
    // Rounding down after each division by ten is rounding down once.
    limbs = [0; LIMBS];
    limbs[LIMBS - 1] = 1 << 63;
    k = zero;
    while k > 0 {
        let (mut rest, mut i) = (0u128, LIMBS);
        while i > 0 {
            i -= 1;
            let part = (rest << 64) | limbs[i] as u128;
            limbs[i] = (part / 10) as u64;
            rest = part % 10;
        }
        k -= 1;
        table[k] = top(&limbs) + 1;
    }
    table
}

/// `floor(log10(2^q))`, or `floor(log10(3/4·2^q))` where the interval below is half as wide.
fn floor_log10(q: i32, narrow_below: bool) -> i32 {
    // log10(2) and log10(4/3) in units of 2^-22.
    (q * 1_262_611 - if narrow_below { 524_031 } else { 0 }) >> 22
}

/// `floor(log2(10^k))`.
fn floor_log2_pow10(k: i32) -> i32 {
    (k * 1_741_647) >> 19
}

/// The integral part of `power · x / 2^127`, with the lowest bit set if anything was cut off.
fn scale(power: u128, x: u64) -> u64 {
    let low = (u128::from(power as u64) * u128::from(x)) >> 64;
    let sum = (power >> 64) * u128::from(x) + low;
    (sum >> 64) as u64 | u64::from(sum as u64 > 1)
}

/// Shortest digits of `mantissa · 2^exponent` as an integer and its power of ten. The mantissa has at
/// most 53 bits and is not zero.
pub(super) fn shortest(mantissa: u64, exponent: i32, narrow_below: bool) -> (u64, i32) {
    let k = floor_log10(exponent, narrow_below);
    let shift = exponent + floor_log2_pow10(-k) + 1;
    let power = POWERS[(-k - MIN_POWER) as usize];
    // Quarters, so that the ends of the interval are integers.
    let centre = mantissa << 2;
    let at = |quarters: u64| scale(power, quarters << shift);
    let value = at(centre);
    let odd = mantissa & 1;
    let lower = at(centre - if narrow_below { 1 } else { 2 }) + odd;
    let upper = at(centre + 2) - odd;

    let digits = value >> 2;
    if digits >= 10 {
        let tens = digits / 10;
        let (below, above) = (lower <= 40 * tens, 40 * tens + 40 <= upper);
        if below != above {
            return (tens + u64::from(above), k + 1);
        }
    }
    let (below, above) = (lower <= 4 * digits, 4 * digits + 4 <= upper);
    if below != above {
        return (digits + u64::from(above), k);
    }
    let middle = 4 * digits + 2;
    let up = value > middle || value == middle && digits & 1 == 1;
    (digits + u64::from(up), k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten() {
        let power = |k: i32| POWERS[(k - MIN_POWER) as usize];
        assert_eq!(power(0), (1 << 127) + 1);
        assert_eq!(power(1), (10 << 124) + 1);
        assert_eq!(power(27), (10u128.pow(27) << (127 - 89)) + 1);
        // 10^-1 = 0.8 · 2^-3
        assert_eq!(power(-1), 0xcccc_cccc_cccc_cccc_cccc_cccc_cccc_cccd);
        assert!(POWERS.iter().all(|power| power >> 127 == 1));
        for k in MIN_POWER..=MAX_POWER {
            let expected = (f64::from(k) * core::f64::consts::LOG2_10).floor() as i32;
            assert_eq!(floor_log2_pow10(k), expected);
        }
    }

    #[test]
    fn agrees_with_the_standard_library() {
        let mut bits = 0x0123_4567_89ab_cdefu64;
        for _ in 0..200_000 {
            bits = bits
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let x = f64::from_bits(bits & (u64::MAX >> 1));
            let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
            if biased == 0x7ff || biased == 0 {
                continue;
            }
            let (digits, power) = shortest(
                fraction | 1 << 52,
                biased - 1075,
                fraction == 0 && biased > 1,
            );
            assert_eq!(format!("{digits}e{power}").parse(), Ok(x));
            let text = format!("{x:e}").replace('.', "");
            let theirs = &text[..text.find('e').unwrap()];
            let mine = digits.to_string();
            let mine = mine.trim_end_matches('0');
            // Of two equally near candidates the library takes the upper one.
            let even =
                digits % 2 == 0 && mine.parse::<u64>().unwrap() + 1 == theirs.parse().unwrap();
            assert!(
                mine == theirs || even && mine.len() == theirs.len(),
                "{mine} {theirs}"
            );
        }
    }
}
