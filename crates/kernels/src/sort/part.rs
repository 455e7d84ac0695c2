//! Partitions: the items of given ranks in place, smaller ones before, larger ones behind.

use std::cmp::Ordering;

use super::arg::{as_keys, position_bits};
use super::compare::{order_complex, order_long};
use super::key::Keyed;
use super::narrow::{partition_u16, sort_half};
use super::values::{FloatBits, flip_all, nan_last};
use super::{select_key, values};
use crate::num::{Complex, Half, LongDouble, Stamp};

/// Partitions `n` adjacent native items by the sorted ranks `kth` (each below `n`). `false` when the type is
/// not numeric, or memory is lacking.
///
/// # Safety
/// `data` is good for `n` items and aligned.
pub unsafe fn partition(num: i32, data: *mut u8, n: usize, kth: &[usize]) -> bool {
    macro_rules! items {
        ($t:ty) => {
            // SAFETY: the caller's items, adjacent and aligned.
            unsafe { std::slice::from_raw_parts_mut(data.cast::<$t>(), n) }
        };
    }
    macro_rules! flipped {
        ($t:ty) => {{
            let keys = items!($t);
            keys.iter_mut().for_each(|x| *x ^= <$t>::MIN);
            ranks(keys, kth);
            keys.iter_mut().for_each(|x| *x ^= <$t>::MIN);
        }};
    }
    match num {
        // Counting sorts in one pass over the bytes, which no selection beats.
        // SAFETY: as this function's.
        0..=2 => return unsafe { values::sort(num, false, data, n) },
        3 => partition_u16(items!(u16), 0x8000, kth),
        4 => partition_u16(items!(u16), 0, kth),
        23 => return sort_half(items!(u16), false, Some(kth)),
        5 => ranks(items!(i32), kth),
        6 => flipped!(i32),
        7 | 9 => ranks(items!(i64), kth),
        8 | 10 => flipped!(i64),
        11 => return floats::<i32>(items!(i32), kth),
        12 => return floats::<i64>(items!(i64), kth),
        13 => by_order(items!(LongDouble), kth, order_long),
        14 => by_order(items!(Complex<f32>), kth, order_complex),
        15 => by_order(items!(Complex<f64>), kth, order_complex),
        16 => by_order(items!(Complex<LongDouble>), kth, order_complex),
        21 | 22 => {
            let keys = items!(i64);
            keys.iter_mut().for_each(|x| *x = x.wrapping_sub(1));
            ranks(keys, kth);
            keys.iter_mut().for_each(|x| *x = x.wrapping_add(1));
        }
        _ => return false,
    }
    true
}

fn floats<T: FloatBits>(bits: &mut [T], kth: &[usize]) -> bool {
    let Some(numbers) = nan_last(bits, false) else {
        return false;
    };
    let numbers = &mut bits[..numbers];
    flip_all(numbers);
    ranks(numbers, kth);
    flip_all(numbers);
    true
}

fn by_order<T>(items: &mut [T], kth: &[usize], mut order: impl FnMut(&T, &T) -> Ordering) {
    let mut from = 0;
    for &k in kth {
        if k >= from && k < items.len() {
            items[from..].select_nth_unstable_by(k - from, &mut order);
            from = k + 1;
        }
    }
}

/// Ranks from left to right, each in what the one before left over.
fn ranks<T: super::simd::Key>(keys: &mut [T], kth: &[usize]) {
    let mut from = 0;
    for &k in kth {
        if k >= from && k < keys.len() {
            select_key(&mut keys[from..], k - from);
            from = k + 1;
        }
    }
}

/// The positions of `n` items, partitioned by the sorted ranks `kth`; as [`partition`].
///
/// # Safety
/// `data` is good for `n` items and aligned, `out` for `n` positions.
pub unsafe fn argpartition(
    num: i32,
    data: *const u8,
    n: usize,
    kth: &[usize],
    out: *mut isize,
) -> bool {
    macro_rules! go {
        ($t:ty) => {{
            // SAFETY: the caller's items, adjacent and aligned; positions are written before they are read.
            let (items, out) = unsafe {
                for i in 0..n {
                    *out.add(i) = i as isize;
                }
                (std::slice::from_raw_parts(data.cast::<$t>(), n), std::slice::from_raw_parts_mut(out, n))
            };
            by_key(out, kth, <$t>::KEY_BITS, |i| items[i].sort_key());
            true
        }};
    }
    macro_rules! compared {
        ($t:ty, $order:ident) => {{
            // SAFETY: the caller's items, adjacent and aligned; positions are written before they are read.
            let (items, out) = unsafe {
                for i in 0..n {
                    *out.add(i) = i as isize;
                }
                (std::slice::from_raw_parts(data.cast::<$t>(), n), std::slice::from_raw_parts_mut(out, n))
            };
            by_order(out, kth, |&a, &b| $order(&items[a as usize], &items[b as usize]).then(a.cmp(&b)));
            true
        }};
    }
    match num {
        3 => go!(i16),
        4 => go!(u16),
        5 => go!(i32),
        6 => go!(u32),
        7 | 9 => go!(i64),
        8 | 10 => go!(u64),
        11 => go!(f32),
        12 => go!(f64),
        21 | 22 => go!(Stamp),
        23 => go!(Half),
        13 => compared!(LongDouble, order_long),
        14 => compared!(Complex<f32>, order_complex),
        15 => compared!(Complex<f64>, order_complex),
        16 => compared!(Complex<LongDouble>, order_complex),
        // SAFETY: as this function's; a sorted order is partitioned.
        _ => unsafe { super::argsort(num, data, n, out) },
    }
}

fn by_key(out: &mut [isize], kth: &[usize], bits: u32, key: impl Fn(usize) -> i64) {
    let low = position_bits(out.len());
    if low > 31 {
        super::arg::by_key(out, bits, key);
        return;
    }
    let mask = (1i64 << low) - 1;
    let keys = as_keys(out);
    let pack = |i: usize| {
        if bits <= 32 {
            key(i) << 32
        } else {
            key(i) & !mask
        }
    };
    for (i, k) in keys.iter_mut().enumerate() {
        *k = pack(i) | i as i64;
    }
    let mut from = 0;
    for &k in kth {
        if k < from || k >= keys.len() {
            continue;
        }
        select_key(&mut keys[from..], k - from);
        let high = keys[k] & !mask;
        if bits > 32 {
            // All that agree with this item in the high bits go next to it, then are ordered in full.
            let tied = |x: &i64| *x & !mask == high;
            let mut start = k;
            for i in (from..k).rev() {
                if tied(&keys[i]) {
                    start -= 1;
                    keys.swap(i, start);
                }
            }
            let mut end = k + 1;
            for i in k + 1..keys.len() {
                if tied(&keys[i]) {
                    keys.swap(i, end);
                    end += 1;
                }
            }
            if end - start > 1 {
                let run = &mut keys[start..end];
                run.sort_unstable_by_key(|x| (key((*x & mask) as usize), *x & mask));
            }
        }
        from = k + 1;
    }
    keys.iter_mut().for_each(|k| *k &= mask);
}
