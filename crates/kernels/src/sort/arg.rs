//! Argsort: positions packed into the low bits of keys.
//!
//! A key of 32 bits or fewer leaves room for the position in 64 bits: the packed integers are sorted as they
//! are. Of a longer key, the high bits and the position are sorted first; runs that agree in the high bits are
//! then sorted by the low bits and the position. Both are stable, and work in the memory of the answer.

use super::compare::{self, order_complex, order_long};
use super::key::Keyed;
use super::narrow::argsort_counted;
use super::sort_keys;
use crate::num::{Complex, Half, LongDouble, Stamp};

/// The stable order of `n` adjacent native items of a NumPy type number; NaN and NaT last. `false` when the
/// type is not numeric, or memory is lacking.
///
/// # Safety
/// `data` is good for `n` items and aligned, `out` for `n` positions.
pub unsafe fn argsort(num: i32, data: *const u8, n: usize, out: *mut isize) -> bool {
    // SAFETY: the caller's items, adjacent and aligned; positions are overwritten before they are read.
    let out = unsafe {
        for i in 0..n {
            *out.add(i) = i as isize;
        }
        std::slice::from_raw_parts_mut(out, n)
    };
    macro_rules! items {
        ($t:ty) => {
            // SAFETY: the caller's items, adjacent and aligned.
            unsafe { std::slice::from_raw_parts(data.cast::<$t>(), n) }
        };
    }
    macro_rules! counted {
        ($t:ty, $values:literal) => {{
            let items = items!($t);
            let half = $values as i64 / 2;
            if !argsort_counted(items, $values, |x| (x.sort_key() + half) as usize, out) {
                keyed(items, out);
            }
        }};
    }
    match num {
        0 => {
            let items = items!(u8);
            if !argsort_counted(items, 2, |x| usize::from(x != 0), out) {
                return false;
            }
        }
        1 => counted!(i8, 256),
        2 => counted!(u8, 256),
        3 => counted!(i16, 65536),
        4 => counted!(u16, 65536),
        5 => keyed(items!(i32), out),
        6 => keyed(items!(u32), out),
        7 | 9 => keyed(items!(i64), out),
        8 | 10 => keyed(items!(u64), out),
        11 => keyed(items!(f32), out),
        12 => keyed(items!(f64), out),
        13 => return by_order(items!(LongDouble), out, order_long),
        14 => {
            let items = items!(Complex<f32>);
            if items.iter().any(|z| z.re.is_nan() || z.im.is_nan()) {
                return by_order(items, out, order_complex);
            }
            by_key(out, 64, |i| {
                let low = (items[i].im.sort_key() as i32 ^ i32::MIN) as u32;
                (items[i].re.sort_key() << 32) | i64::from(low)
            });
        }
        15 => {
            let items = items!(Complex<f64>);
            if items.iter().any(|z| z.re.is_nan() || z.im.is_nan()) {
                return by_order(items, out, order_complex);
            }
            let tail = |a: usize, b: usize| items[a].im.sort_key().cmp(&items[b].im.sort_key());
            return compare::by_prefix(out, |i| items[i].re.sort_key(), Some(tail));
        }
        16 => return by_order(items!(Complex<LongDouble>), out, order_complex),
        21 | 22 => keyed(items!(Stamp), out),
        23 => counted!(Half, 65536),
        _ => return false,
    }
    true
}

fn by_order<T: Copy>(
    items: &[T],
    out: &mut [isize],
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
) -> bool {
    compare::merge_sort(out, |&a, &b| order(&items[a as usize], &items[b as usize]))
}

/// Sorts `out`, a permutation in ascending order, by the keys of the items.
pub(super) fn keyed<T: Keyed>(items: &[T], out: &mut [isize]) {
    by_key(out, T::KEY_BITS, |i| items[i].sort_key());
}

/// Bits that positions below `n` need.
pub(super) fn position_bits(n: usize) -> u32 {
    (usize::BITS - n.saturating_sub(1).leading_zeros()).max(1)
}

/// The answer's memory as packed keys.
pub(super) fn as_keys(out: &mut [isize]) -> &mut [i64] {
    // SAFETY: `isize` and `i64` are of one layout on the 64-bit targets that this crate is for.
    unsafe { std::slice::from_raw_parts_mut(out.as_mut_ptr().cast(), out.len()) }
}

/// Sorts positions `0..n` stably by keys of `bits` bits; `false` when all keys were seen to differ.
pub(super) fn by_key(out: &mut [isize], bits: u32, key: impl Fn(usize) -> i64) -> bool {
    let n = out.len();
    let low = position_bits(n);
    if low > 31 {
        out.sort_by_key(|&i| key(i as usize));
        return true;
    }
    let mask = (1i64 << low) - 1;
    let keys = as_keys(out);
    if bits <= 32 {
        for (i, k) in keys.iter_mut().enumerate() {
            *k = (key(i) << 32) | i as i64;
        }
        sort_keys(keys);
        keys.iter_mut().for_each(|k| *k &= mask);
        return true;
    }
    for (i, k) in keys.iter_mut().enumerate() {
        *k = (key(i) & !mask) | i as i64;
    }
    sort_keys(keys);
    let ties = keys
        .windows(2)
        .fold(false, |any, w| any | ((w[0] ^ w[1]) & !mask == 0));
    if !ties {
        keys.iter_mut().for_each(|k| *k &= mask);
        return false;
    }
    let mut from = 0;
    let mut equal = false;
    while from < n {
        let high = keys[from] & !mask;
        let mut to = from;
        while to < n && keys[to] & !mask == high {
            keys[to] &= mask;
            to += 1;
        }
        if to - from > 1 {
            equal |= by_low_bits(&mut keys[from..to], mask, low, &key);
        }
        from = to;
    }
    equal
}

/// Sorts positions whose keys agree above `mask` by the bits below and the position; whether some are equal.
fn by_low_bits(run: &mut [i64], mask: i64, low: u32, key: &impl Fn(usize) -> i64) -> bool {
    let mut sorted = true;
    let mut before = i64::MIN;
    for k in run.iter_mut() {
        let bits = key(*k as usize) & mask;
        *k |= bits << low;
        sorted &= before <= *k;
        before = *k;
    }
    if !sorted {
        sort_keys(run);
    }
    let equal = run.windows(2).any(|w| (w[0] ^ w[1]) & !mask == 0);
    run.iter_mut().for_each(|k| *k &= mask);
    equal
}
