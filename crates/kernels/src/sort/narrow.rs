//! Types of 8 and 16 bits: counted when there are many items, sorted as wider keys when few.

use super::{narrow_vectors, select_narrow, sort_keys, sort_narrow};

use crate::stamp::{Isa, Op, dispatch};

/// From this many items on, counting 65536 values beats sorting them: without and with their own vector sort.
const COUNT_16: [usize; 2] = [12_000, 600_000];

/// Sorts bytes by `x ^ flip`.
pub(super) fn sort_u8(items: &mut [u8], flip: u8) {
    // SAFETY: a slice is good for its length.
    unsafe { dispatch(Bytes(items, flip)) }
}

struct Bytes<'a>(&'a mut [u8], u8);
impl Op for Bytes<'_> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let Self(items, flip) = self;
        let mut counts = [0usize; 256];
        if items.len() < 512 {
            items.iter().for_each(|&x| counts[usize::from(x)] += 1);
        } else {
            // Equal neighbours would wait for each other's count in one table.
            let mut tables = [[0usize; 256]; 4];
            let (fours, rest) = items.as_chunks::<4>();
            for four in fours {
                for (table, &x) in tables.iter_mut().zip(four) {
                    table[usize::from(x)] += 1;
                }
            }
            rest.iter().for_each(|&x| tables[0][usize::from(x)] += 1);
            for (k, c) in counts.iter_mut().enumerate() {
                *c = tables.iter().map(|t| t[k]).sum();
            }
        }
        let mut rest = items;
        for k in 0..=255u8 {
            let (run, tail) = rest.split_at_mut(counts[usize::from(k ^ flip)]);
            run.fill(k ^ flip);
            rest = tail;
        }
    }
}

/// Sorts 16-bit items by `x ^ flip`.
pub(super) fn sort_u16(items: &mut [u16], flip: u16) {
    let vectors = narrow_vectors();
    if items.len() >= COUNT_16[usize::from(vectors)] && count_u16(items, flip) {
        return;
    }
    if vectors {
        // SAFETY: the CPU was asked.
        as_signed(items, flip, |keys| unsafe { sort_narrow(keys) });
    } else {
        widen(items, |x| i32::from(x ^ flip), |k| k as u16 ^ flip);
    }
}

/// Partitions 16-bit items, in the order of `x ^ flip`, by sorted ranks.
pub(super) fn partition_u16(items: &mut [u16], flip: u16, kth: &[usize]) {
    if !narrow_vectors() {
        return sort_u16(items, flip);
    }
    as_signed(items, flip, |keys| {
        let mut from = 0;
        for &k in kth {
            if k >= from && k < keys.len() {
                // SAFETY: the CPU was asked; the rank lies in the rest.
                unsafe { select_narrow(&mut keys[from..], k - from) };
                from = k + 1;
            }
        }
    });
}

/// Runs `work` on the signed keys of the items.
fn as_signed(items: &mut [u16], flip: u16, work: impl FnOnce(&mut [i16])) {
    let flip = flip ^ 0x8000;
    if flip != 0 {
        items.iter_mut().for_each(|x| *x ^= flip);
    }
    // SAFETY: the same bits, signed.
    work(unsafe { std::slice::from_raw_parts_mut(items.as_mut_ptr().cast(), items.len()) });
    if flip != 0 {
        items.iter_mut().for_each(|x| *x ^= flip);
    }
}

fn count_u16(items: &mut [u16], flip: u16) -> bool {
    let mut counts: Vec<u32> = Vec::new();
    if items.len() > u32::MAX as usize || counts.try_reserve_exact(2 << 16).is_err() {
        return false;
    }
    counts.resize(2 << 16, 0);
    let (even, odd) = counts.split_at_mut(1 << 16);
    let (pairs, last) = items.as_chunks::<2>();
    for &[a, b] in pairs {
        even[usize::from(a)] += 1;
        odd[usize::from(b)] += 1;
    }
    last.iter().for_each(|&x| even[usize::from(x)] += 1);
    let mut rest = items;
    for k in 0..=u16::MAX {
        let x = k ^ flip;
        let count = even[usize::from(x)] + odd[usize::from(x)];
        let (run, tail) = rest.split_at_mut(count as usize);
        if count <= 4 {
            run.iter_mut().for_each(|r| *r = x);
        } else {
            run.fill(x);
        }
        rest = tail;
    }
    true
}

/// Sorts through 32-bit keys.
fn widen(items: &mut [u16], to: impl Fn(u16) -> i32, from: impl Fn(i32) -> u16) {
    let mut short = [0i32; 512];
    let mut long = Vec::new();
    let keys: &mut [i32] = if items.len() <= short.len() {
        &mut short[..items.len()]
    } else {
        if long.try_reserve_exact(items.len()).is_err() {
            return items.sort_unstable_by_key(|&x| to(x));
        }
        long.resize(items.len(), 0);
        &mut long
    };
    for (k, &x) in keys.iter_mut().zip(items.iter()) {
        *k = to(x);
    }
    sort_keys(keys);
    for (x, &k) in items.iter_mut().zip(keys.iter()) {
        *x = from(k);
    }
}

/// Sorts half floats given by their bits; NaN last. With ranks, partitions them only.
pub(super) fn sort_half(items: &mut [u16], stable: bool, kth: Option<&[usize]>) -> bool {
    let nan = |x: u16| x & 0x7fff > 0x7c00;
    let mut zeros: Vec<u16> = Vec::new();
    if stable && items.contains(&0) && items.contains(&0x8000) {
        if zeros.try_reserve(items.len()).is_err() {
            return false;
        }
        zeros.extend(items.iter().copied().filter(|x| x & 0x7fff == 0));
    }
    let mut numbers = items.len();
    if items.iter().any(|&x| nan(x)) {
        let mut nans: Vec<u16> = Vec::new();
        if nans.try_reserve(items.len()).is_err() {
            return false;
        }
        nans.extend(items.iter().copied().filter(|&x| nan(x)));
        numbers = 0;
        for i in 0..items.len() {
            if !nan(items[i]) {
                items[numbers] = items[i];
                numbers += 1;
            }
        }
        items[numbers..].copy_from_slice(&nans);
    }
    let numbers = &mut items[..numbers];
    let flip = |x: u16| x ^ (((x as i16) >> 15) as u16 >> 1);
    numbers.iter_mut().for_each(|x| *x = flip(*x));
    match kth {
        None => sort_u16(numbers, 0x8000),
        Some(kth) => partition_u16(numbers, 0x8000, kth),
    }
    numbers.iter_mut().for_each(|x| *x = flip(*x));
    if !zeros.is_empty() {
        let from = numbers.partition_point(|&x| x & 0x7fff != 0 && x & 0x8000 != 0);
        numbers[from..from + zeros.len()].copy_from_slice(&zeros);
    }
    true
}

/// The stable order of items with few values, by counting; `false` when it is not worth it or memory lacks.
pub(super) fn argsort_counted<T: Copy>(
    items: &[T],
    values: usize,
    key: impl Fn(T) -> usize,
    out: &mut [isize],
) -> bool {
    if items.len() < values / 8 {
        return false;
    }
    let mut starts: Vec<usize> = Vec::new();
    if starts.try_reserve_exact(values).is_err() {
        return false;
    }
    starts.resize(values, 0);
    for &x in items {
        starts[key(x)] += 1;
    }
    let mut total = 0;
    for s in &mut starts {
        total += std::mem::replace(s, total);
    }
    for (i, &x) in items.iter().enumerate() {
        let place = &mut starts[key(x)];
        out[*place] = i as isize;
        *place += 1;
    }
    true
}
