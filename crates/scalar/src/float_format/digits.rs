//! Decimal digits of a binary number: the shortest that identify it, or as many as asked for.
//!
//! The exact generator follows Steele and White's free-format algorithm on big integers: the number and
//! half the gaps to its neighbours are scaled by a common denominator, digits come off one by one, and
//! generation stops when the rest is smaller than the gap. Shortest digits of up to 53 bits, the common
//! case, come from [`super::shortest`].

use super::bignum::Big;
use super::shortest::shortest;
use super::{Decoded, FloatKind};
use core::cmp::Ordering;

/// Digits and the decimal exponent of the first: `d0.d1d2… × 10^exponent`.
pub(super) struct Digits {
    inline: [u8; 20],
    start: usize,
    end: usize,
    heap: Vec<u8>,
    pub exponent: i32,
}

impl Digits {
    fn on_heap(heap: Vec<u8>, exponent: i32) -> Self {
        Self {
            heap,
            ..Self::zero(exponent)
        }
    }

    /// A single zero.
    fn zero(exponent: i32) -> Self {
        Self {
            inline: [b'0'; 20],
            start: 19,
            end: 20,
            heap: Vec::new(),
            exponent,
        }
    }

    /// ASCII digits, at least one.
    pub fn as_slice(&self) -> &[u8] {
        if self.heap.is_empty() {
            &self.inline[self.start..self.end]
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
        return Digits::zero(0);
    }
    if request.unique && request.minimum.is_none() && number.kind != FloatKind::Extended {
        let digits = shortest_digits(number);
        match request.cutoff {
            None => return digits,
            Some(cutoff) => {
                if let Some(digits) = cut(digits, cutoff) {
                    return digits;
                }
            }
        }
    }
    // The exponent, a mantissa, a factor of ten and the shift that `div_digit` asks for.
    match number.exponent.unsigned_abs() + 64 + 8 + 64 {
        ..=384 => exact::<6>(number, request),
        385..=1280 => exact::<20>(number, request),
        _ => exact::<262>(number, request),
    }
}

/// Rounds shortest digits to fewer. That rounds the number itself, because no halfway point with fewer
/// digits can lie between it and its shortest digits; only where they end in a bare 5 is there no
/// answer.
fn cut(mut digits: Digits, cutoff: Count) -> Option<Digits> {
    let last = cutoff.last_exponent(digits.exponent);
    let kept = i64::from(digits.exponent) - i64::from(last) + 1;
    if kept >= (digits.end - digits.start) as i64 {
        return Some(digits);
    }
    if kept < 0 {
        return Some(Digits::zero(last));
    }
    let end = digits.start + kept as usize;
    let tail = &digits.inline[end..digits.end];
    if tail == b"5" {
        return None;
    }
    let up = tail[0] >= b'5';
    digits.end = end;
    if up {
        while digits.end > digits.start && digits.inline[digits.end - 1] == b'9' {
            digits.end -= 1;
        }
        if digits.end > digits.start {
            digits.inline[digits.end - 1] += 1;
        } else {
            digits.inline[digits.start] = b'1';
            digits.end += 1;
            digits.exponent += 1;
        }
    } else if kept == 0 {
        return Some(Digits::zero(last));
    }
    Some(digits)
}

/// The two digits of every number below 100.
const PAIRS: [u8; 200] = {
    let mut pairs = [0; 200];
    let mut i = 0;
    while i < 200 {
        pairs[i] = b'0' + (i / 20) as u8;
        pairs[i + 1] = b'0' + (i / 2 % 10) as u8;
        i += 2;
    }
    pairs
};

/// Shortest digits of the types that need no big integers.
fn shortest_digits(number: &Decoded) -> Digits {
    let (mut digits, mut power) = shortest(number.mantissa, number.exponent, number.narrow_below);
    while digits % 100 == 0 {
        digits /= 100;
        power += 2;
    }
    if digits % 10 == 0 {
        digits /= 10;
        power += 1;
    }
    let mut out = Digits::zero(0);
    let mut start = out.inline.len();
    while digits >= 10 {
        let pair = (digits % 100) as usize * 2;
        digits /= 100;
        start -= 2;
        out.inline[start..start + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    }
    if digits > 0 {
        start -= 1;
        out.inline[start] = b'0' + digits as u8;
    }
    out.start = start;
    out.exponent = power + (out.inline.len() - start) as i32 - 1;
    out
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
    let mut wide_margin = narrow_below.then(|| {
        let mut margin = margin_low.clone();
        margin.shl(1);
        margin
    });

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
            let margin_high = wide_margin.as_ref().unwrap_or(&margin_low);
            low = within(value.compare(&margin_low));
            high = within(value.compare_sum(margin_high, &scale).reverse());
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
            if let Some(margin) = &mut wide_margin {
                margin.mul_small(10);
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
    Digits::on_heap(digits, exponent)
}
