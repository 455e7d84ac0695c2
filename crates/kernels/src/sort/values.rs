//! Sorting values in place.

use super::compare::{self, order_complex, order_long};
use super::key::{flip32, flip64};
use super::{narrow, sort_keys};
use crate::num::{Complex, LongDouble};
use crate::stamp::{Isa, Op, dispatch};

/// Sorts `n` adjacent native items of a NumPy type number; NaN and NaT last. `false` when the type is not
/// numeric, or memory for a stable sort is lacking.
///
/// # Safety
/// `data` is good for `n` items and aligned.
pub unsafe fn sort(num: i32, stable: bool, data: *mut u8, n: usize) -> bool {
    if n < 2 {
        return crate::for_type!(num, T => size_of::<T>()).is_some();
    }
    macro_rules! items {
        ($t:ty) => {
            // SAFETY: the caller's items, adjacent and aligned.
            unsafe { std::slice::from_raw_parts_mut(data.cast::<$t>(), n) }
        };
    }
    match num {
        0 => narrow::sort_u8(items!(u8), 0),
        1 => narrow::sort_u8(items!(u8), 0x80),
        2 => narrow::sort_u8(items!(u8), 0),
        3 => narrow::sort_u16(items!(u16), 0x8000),
        4 => narrow::sort_u16(items!(u16), 0),
        5 => sort_keys(items!(i32)),
        6 => {
            let keys = items!(i32);
            keys.iter_mut().for_each(|x| *x ^= i32::MIN);
            sort_keys(keys);
            keys.iter_mut().for_each(|x| *x ^= i32::MIN);
        }
        7 | 9 => sort_keys(items!(i64)),
        8 | 10 => {
            let keys = items!(i64);
            keys.iter_mut().for_each(|x| *x ^= i64::MIN);
            sort_keys(keys);
            keys.iter_mut().for_each(|x| *x ^= i64::MIN);
        }
        11 => return sort_float::<i32>(items!(i32), stable),
        12 => return sort_float::<i64>(items!(i64), stable),
        13 if stable => return compare::merge_sort(items!(LongDouble), order_long),
        13 => items!(LongDouble).sort_unstable_by(order_long),
        14 => return by_argsort(items!(Complex<f32>), num),
        15 => return by_argsort(items!(Complex<f64>), num),
        16 if stable => return compare::merge_sort(items!(Complex<LongDouble>), order_complex),
        16 => items!(Complex<LongDouble>).sort_unstable_by(order_complex),
        21 | 22 => {
            let keys = items!(i64);
            sort_keys(keys);
            let missing = keys.partition_point(|&x| x == i64::MIN);
            keys.rotate_left(missing);
        }
        23 => return narrow::sort_half(items!(u16), stable, None),
        _ => return false,
    }
    true
}

/// Sorts items by their stable order and a copy; `false` when memory is lacking.
fn by_argsort<T: Copy>(items: &mut [T], num: i32) -> bool {
    let n = items.len();
    let mut places: Vec<isize> = Vec::new();
    let mut copy: Vec<T> = Vec::new();
    if places.try_reserve_exact(n).is_err() || copy.try_reserve_exact(n).is_err() {
        return false;
    }
    places.resize(n, 0);
    copy.extend_from_slice(items);
    // SAFETY: `n` items and positions.
    if !unsafe { super::argsort(num, copy.as_ptr().cast(), n, places.as_mut_ptr()) } {
        return false;
    }
    for (to, &from) in items.iter_mut().zip(&places) {
        *to = copy[from as usize];
    }
    true
}

/// The bits of a float, as its sort needs them.
pub(super) trait FloatBits: super::simd::Key + Default + Send {
    /// Whether the bits are a NaN.
    fn nan(self) -> bool;
    /// To ordered integers and back.
    fn flip(self) -> Self;
    /// Zero of either sign.
    fn zero(self) -> bool;
}
impl FloatBits for i64 {
    #[inline(always)]
    fn nan(self) -> bool {
        self & i64::MAX > 0x7ff0_0000_0000_0000
    }
    #[inline(always)]
    fn flip(self) -> Self {
        flip64(self)
    }
    #[inline(always)]
    fn zero(self) -> bool {
        self & i64::MAX == 0
    }
}
impl FloatBits for i32 {
    #[inline(always)]
    fn nan(self) -> bool {
        self & i32::MAX > 0x7f80_0000
    }
    #[inline(always)]
    fn flip(self) -> Self {
        flip32(self)
    }
    #[inline(always)]
    fn zero(self) -> bool {
        self & i32::MAX == 0
    }
}

fn sort_float<T: FloatBits>(bits: &mut [T], stable: bool) -> bool {
    let Some(zeros) = signed_zeros(bits, stable) else {
        return false;
    };
    let Some(numbers) = nan_last(bits, stable) else {
        return false;
    };
    let numbers = &mut bits[..numbers];
    flip_all(numbers);
    sort_keys(numbers);
    flip_all(numbers);
    if !zeros.is_empty() {
        // Negative zeros come first among the keys; put the zeros back in the order in which they were.
        let from = numbers.partition_point(|x| x.flip() < T::default().flip() && !x.zero());
        numbers[from..from + zeros.len()].copy_from_slice(&zeros);
    }
    true
}

/// The zeros in their order, if both signs are there and the order counts.
fn signed_zeros<T: FloatBits>(bits: &[T], stable: bool) -> Option<Vec<T>> {
    let mut zeros = Vec::new();
    let negative = |x: &T| x.zero() && *x != T::default();
    if !stable || !bits.iter().any(negative) || !bits.contains(&T::default()) {
        return Some(zeros);
    }
    let count = bits.iter().filter(|x| x.zero()).count();
    zeros.try_reserve_exact(count).ok()?;
    zeros.extend(bits.iter().copied().filter(|x| x.zero()));
    Some(zeros)
}

/// Moves NaNs behind the numbers (in order, when `stable`) and gives how many numbers there are.
pub(super) fn nan_last<T: FloatBits>(bits: &mut [T], stable: bool) -> Option<usize> {
    if !has_nan(bits) {
        return Some(bits.len());
    }
    let mut to = 0;
    if stable {
        let mut nans = Vec::new();
        nans.try_reserve_exact(bits.iter().filter(|x| x.nan()).count())
            .ok()?;
        for i in 0..bits.len() {
            let x = bits[i];
            if x.nan() {
                nans.push(x);
            } else {
                bits[to] = x;
                to += 1;
            }
        }
        bits[to..].copy_from_slice(&nans);
    } else {
        for i in 0..bits.len() {
            let x = bits[i];
            bits.swap(i, to);
            to += usize::from(!x.nan());
        }
    }
    Some(to)
}

struct HasNan<'a, T>(&'a [T]);
impl<T: FloatBits> Op for HasNan<'_, T> {
    type Out = bool;
    #[inline(always)]
    unsafe fn run<I: Isa>(self) -> bool {
        self.0
            .chunks(1024)
            .any(|c| c.iter().fold(false, |any, x| any | x.nan()))
    }
}
fn has_nan<T: FloatBits>(bits: &[T]) -> bool {
    // SAFETY: a slice is good for its length.
    unsafe { dispatch(HasNan(bits)) }
}

struct Flip<'a, T>(&'a mut [T]);
impl<T: FloatBits> Op for Flip<'_, T> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        self.0.iter_mut().for_each(|x| *x = x.flip());
    }
}
pub(super) fn flip_all<T: FloatBits>(bits: &mut [T]) {
    // SAFETY: a slice is good for its length.
    unsafe { dispatch(Flip(bits)) }
}
