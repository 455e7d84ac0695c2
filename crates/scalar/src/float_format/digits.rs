//! Decimal digits of a binary number: the shortest that identify it, or as many as asked for.
//!
//! The exact generator follows Steele and White's free-format algorithm on big integers: the number and
//! half the gaps to its neighbours are scaled by a common denominator, digits come off one by one, and
//! generation stops when the rest is smaller than the gap. Shortest digits of `f32` and `f64` come from
//! the standard library, which computes the same digits faster.

use super::bignum::Big;
use super::{Decoded, FloatKind};
use core::cmp::Ordering;
use core::fmt::Write;

/// Digits and the decimal exponent of the first: `d0.d1d2… × 10^exponent`.
pub(super) struct Digits {
    inline: [u8; 24],
    inline_len: usize,
    heap: Vec<u8>,
    pub exponent: i32,
}

impl Digits {
    fn new(heap: Vec<u8>, exponent: i32) -> Self {
        Self {
            inline: [0; 24],
            inline_len: 0,
            heap,
            exponent,
        }
    }

    /// ASCII digits, at least one.
    pub fn as_slice(&self) -> &[u8] {
        if self.heap.is_empty() {
            &self.inline[..self.inline_len]
        } else {
            &self.heap
        }
    }
}

/// A count of digits, of the fraction or in total.
#[derive(Clone, Copy)]
pub(super) enum Count {
    Fraction(i32),
    Total(i32),
}

impl Count {
    /// The exponent of the last digit that this count reaches if the first digit has `first`.
    fn last_exponent(self, first: i32) -> i32 {
        match self {
            Count::Fraction(n) => -n,
            Count::Total(n) => first - (n - 1),
        }
    }
}

/// What to generate.
#[derive(Clone, Copy)]
pub(super) struct Request {
    /// Stop as soon as the digits identify the number.
    pub unique: bool,
    /// Stop here at the latest.
    pub cutoff: Option<Count>,
    /// Do not stop before this in unique mode.
    pub minimum: Option<Count>,
}

/// Digits of a finite number.
pub(super) fn generate(number: &Decoded, request: Request) -> Digits {
    if number.mantissa == 0 {
        return Digits::new(vec![b'0'], 0);
    }
    if request.unique
        && request.cutoff.is_none()
        && request.minimum.is_none()
        && let Some(digits) = shortest(number)
    {
        return digits;
    }
    match number.kind {
        // 1074 + 53 bits, a factor of ten and the shift that `div_digit` asks for: 18 limbs.
        FloatKind::Half | FloatKind::Single | FloatKind::Double => exact::<20>(number, request),
        // The same with 16445 + 64 bits: 260 limbs.
        FloatKind::Extended => exact::<262>(number, request),
    }
}

/// Shortest digits by way of the standard library, where it has the type.
fn shortest(number: &Decoded) -> Option<Digits> {
    let mut text = Text {
        bytes: [0; 32],
        len: 0,
    };
    match number.kind {
        FloatKind::Double => write!(text, "{:e}", number.to_f64()).ok()?,
        FloatKind::Single => write!(text, "{:e}", number.to_f64() as f32).ok()?,
        FloatKind::Half | FloatKind::Extended => return None,
    }
    let text = &text.bytes[..text.len];
    let mark = text.iter().position(|&b| b == b'e')?;
    let exponent = core::str::from_utf8(&text[mark + 1..]).ok()?.parse().ok()?;
    let mut digits = Digits {
        inline: [0; 24],
        inline_len: 0,
        heap: Vec::new(),
        exponent,
    };
    for &byte in text[..mark].iter().filter(|b| b.is_ascii_digit()) {
        *digits.inline.get_mut(digits.inline_len)? = byte;
        digits.inline_len += 1;
    }
    settle_tie(number, &mut digits.inline[..digits.inline_len]).then_some(digits)
}

/// Where the number lies exactly between two shortest candidates, takes the one with the even digit;
/// the standard library takes the upper one. Answers whether it could tell.
fn settle_tie(number: &Decoded, digits: &mut [u8]) -> bool {
    // Ties need digits near the precision of the type, and an exact expansion one digit longer.
    let least = if number.kind == FloatKind::Single {
        6
    } else {
        15
    };
    let zeros = number.mantissa.trailing_zeros();
    let places = -(number.exponent + zeros as i32);
    if digits.len() < least || !(1..=27).contains(&places) {
        return true;
    }
    if number.narrow_below {
        return false;
    }
    let exact = 5u64
        .pow(places as u32)
        .checked_mul(number.mantissa >> zeros);
    let taken = digits
        .iter()
        .fold(0u64, |n, d| n * 10 + u64::from(d - b'0'));
    // The expansion ends in 5, so the upper candidate is the quotient plus one.
    if let Some(exact) = exact
        && taken == exact / 10 + 1
        && taken % 2 == 1
        && let Some(last) = digits.last_mut()
    {
        *last -= 1;
    }
    true
}

struct Text {
    bytes: [u8; 32],
    len: usize,
}

impl Write for Text {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        let place = self
            .bytes
            .get_mut(self.len..self.len + s.len())
            .ok_or(core::fmt::Error)?;
        place.copy_from_slice(s.as_bytes());
        self.len += s.len();
        Ok(())
    }
}

fn exact<const N: usize>(number: &Decoded, request: Request) -> Digits {
    let Decoded {
        mantissa,
        exponent,
        narrow_below,
        ..
    } = *number;
    // Everything is doubled, so that half gaps are integers; doubled again where the lower gap is half
    // of the upper one.
    let extra = if narrow_below { 2 } else { 1 };
    let up = exponent.max(0) as u32;
    let down = (-exponent).max(0) as u32;
    let mut value: Big<N> = Big::shifted(mantissa, up);
    value.shl(extra);
    let mut scale: Big<N> = Big::shifted(1, down + extra);
    let mut margin_low: Big<N> = Big::shifted(1, up);

    // Never more than one below the true exponent, and never above it.
    let top_bit = 63 - mantissa.leading_zeros() as i32 + exponent;
    let mut estimate = (f64::from(top_bit) * core::f64::consts::LOG10_2 - 0.69).ceil() as i32;
    if let Some(Count::Fraction(n)) = request.cutoff {
        estimate = estimate.max(1 - n);
    }
    if estimate > 0 {
        scale.mul_pow10(estimate as u32);
    } else {
        value.mul_pow10(estimate.unsigned_abs());
        margin_low.mul_pow10(estimate.unsigned_abs());
    }
    if value.compare(&scale) != Ordering::Less {
        estimate += 1;
    } else {
        value.mul_small(10);
        margin_low.mul_small(10);
    }
    let first = estimate - 1;

    let spare = (124 - scale.bits() % 64) % 64;
    value.shl(spare);
    scale.shl(spare);
    margin_low.shl(spare);
    let mut margin_high = margin_low.clone();
    if narrow_below {
        margin_high.shl(1);
    }

    let even = mantissa & 1 == 0;
    let within = |order: Ordering| order == Ordering::Less || even && order == Ordering::Equal;
    let last = request.cutoff.map(|count| count.last_exponent(first));
    let earliest = request
        .minimum
        .map_or(i32::MAX, |count| count.last_exponent(first));
    let mut digits = Vec::with_capacity(24);
    let mut at = first;
    let (mut low, mut high) = (false, false);
    let mut digit;
    loop {
        digit = value.div_digit(&scale);
        if request.unique {
            low = within(value.compare(&margin_low));
            high = within(value.compare_sum(&margin_high, &scale).reverse());
            if (low || high) && at <= earliest {
                break;
            }
        } else if value.is_zero() {
            break;
        }
        if last == Some(at) {
            break;
        }
        digits.push(b'0' + digit);
        value.mul_small(10);
        // Margins wider than the scale decide every later digit as they are.
        if request.unique && margin_low.compare(&scale) == Ordering::Less {
            margin_low.mul_small(10);
            if narrow_below {
                margin_high.mul_small(10);
            } else {
                margin_high = margin_low.clone();
            }
        }
        at -= 1;
    }

    let round_down = if low != high {
        low
    } else {
        match value.compare_double(&scale) {
            Ordering::Less => true,
            Ordering::Equal => digit & 1 == 0,
            Ordering::Greater => false,
        }
    };
    let mut exponent = first;
    if round_down {
        digits.push(b'0' + digit);
    } else if digit < 9 {
        digits.push(b'1' + digit);
    } else {
        while digits.last() == Some(&b'9') {
            digits.pop();
        }
        match digits.last_mut() {
            Some(byte) => *byte += 1,
            None => {
                digits.push(b'1');
                exponent += 1;
            }
        }
    }
    Digits::new(digits, exponent)
}
