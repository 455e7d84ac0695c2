//! Sorts by comparison: long double, complex, strings, and whatever the caller compares.

use std::cmp::Ordering;

use super::arg::by_key;
use crate::num::{Complex, LongDouble};

/// Long doubles with NaN last.
pub(super) fn order_long(a: &LongDouble, b: &LongDouble) -> Ordering {
    a.compare(*b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// A part of a complex number, as sorting compares it.
pub(super) trait Part: Copy {
    fn order(self, other: Self) -> Option<Ordering>;
    fn nan(self) -> bool;
}
macro_rules! part {
    ($($t:ty),+) => {$(
        impl Part for $t {
            #[inline(always)]
            fn order(self, other: Self) -> Option<Ordering> {
                self.partial_cmp(&other)
            }
            #[inline(always)]
            fn nan(self) -> bool {
                self.is_nan()
            }
        }
    )+};
}
part!(f32, f64);
impl Part for LongDouble {
    #[inline(always)]
    fn order(self, other: Self) -> Option<Ordering> {
        self.compare(other)
    }
    #[inline(always)]
    fn nan(self) -> bool {
        self.is_nan()
    }
}

/// Complex numbers by real, then imaginary part. Last come, in this order: NaN only in the imaginary part, only
/// in the real part, in both; where a part is a number in both operands, it still counts.
pub(super) fn order_complex<T: Part>(a: &Complex<T>, b: &Complex<T>) -> Ordering {
    let class = |z: &Complex<T>| u8::from(z.im.nan()) + 2 * u8::from(z.re.nan());
    let part = |x: T, y: T| x.order(y).unwrap_or(Ordering::Equal);
    class(a)
        .cmp(&class(b))
        .then_with(|| part(a.re, b.re))
        .then_with(|| part(a.im, b.im))
}

/// Stable sort; `false` when there is no memory for it.
pub(super) fn merge_sort<T: Copy>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) -> bool {
    try_merge_sort(items, |a, b| Ok::<_, Error<()>>(order(a, b))).is_ok()
}

/// Why a sort stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error<E> {
    /// No memory for the scratch space.
    Memory,
    /// The comparison failed.
    Compare(E),
}

/// Insertion sorts of short runs, then merges. The order need not be consistent: nothing is lost or repeated
/// whatever the comparison says. After an error the items are a permutation of what they were.
fn try_merge_sort<T: Copy, E>(
    items: &mut [T],
    mut order: impl FnMut(&T, &T) -> Result<Ordering, Error<E>>,
) -> Result<(), Error<E>> {
    const RUN: usize = 16;
    let n = items.len();
    for run in items.chunks_mut(RUN) {
        for i in 1..run.len() {
            let x = run[i];
            let mut j = i;
            while j > 0 && order(&x, &run[j - 1])? == Ordering::Less {
                j -= 1;
            }
            run.copy_within(j..i, j + 1);
            run[j] = x;
        }
    }
    if n <= RUN {
        return Ok(());
    }
    let mut scratch: Vec<T> = Vec::new();
    scratch
        .try_reserve_exact(n / 2 + RUN)
        .map_err(|_| Error::Memory)?;
    let mut width = RUN;
    while width < n {
        let mut from = 0;
        while from + width < n {
            let to = (from + 2 * width).min(n);
            merge(&mut items[from..to], width, &mut scratch, &mut order)?;
            from += 2 * width;
        }
        width *= 2;
    }
    Ok(())
}

/// Merges `run[..middle]` and `run[middle..]`, both sorted.
fn merge<T: Copy, E>(
    run: &mut [T],
    middle: usize,
    scratch: &mut Vec<T>,
    order: &mut impl FnMut(&T, &T) -> Result<Ordering, Error<E>>,
) -> Result<(), Error<E>> {
    if order(&run[middle], &run[middle - 1])? != Ordering::Less {
        return Ok(());
    }
    let n = run.len();
    // The shorter side goes to the scratch space; so at most half of the items do.
    scratch.clear();
    if middle <= n - middle {
        scratch.extend_from_slice(&run[..middle]);
        let (mut i, mut j, mut k) = (0, middle, 0);
        while i < scratch.len() && j < n {
            let right = match order(&run[j], &scratch[i]) {
                Ok(o) => o == Ordering::Less,
                Err(e) => {
                    run[k..j].copy_from_slice(&scratch[i..]);
                    return Err(e);
                }
            };
            run[k] = if right { run[j] } else { scratch[i] };
            j += usize::from(right);
            i += usize::from(!right);
            k += 1;
        }
        let left = &scratch[i..];
        run[k..k + left.len()].copy_from_slice(left);
    } else {
        scratch.extend_from_slice(&run[middle..]);
        let (mut i, mut j, mut k) = (middle, scratch.len(), n);
        while i > 0 && j > 0 {
            let left = match order(&scratch[j - 1], &run[i - 1]) {
                Ok(o) => o == Ordering::Less,
                Err(e) => {
                    run[i..k].copy_from_slice(&scratch[..j]);
                    return Err(e);
                }
            };
            k -= 1;
            run[k] = if left { run[i - 1] } else { scratch[j - 1] };
            i -= usize::from(left);
            j -= usize::from(!left);
        }
        run[k - j..k].copy_from_slice(&scratch[..j]);
    }
    Ok(())
}

/// The stable order of positions `0..n` by a comparison of positions that can fail.
///
/// # Errors
/// What the comparison returned, or lack of memory; `out` is then some permutation.
pub fn argsort_by<E>(
    out: &mut [isize],
    mut order: impl FnMut(usize, usize) -> Result<Ordering, E>,
) -> Result<(), Error<E>> {
    for (i, x) in out.iter_mut().enumerate() {
        *x = i as isize;
    }
    try_merge_sort(out, |&a, &b| {
        order(a as usize, b as usize).map_err(Error::Compare)
    })
}

/// Stable sort of `n` adjacent items of `width` bytes by a comparison of items that can fail.
///
/// # Errors
/// What the comparison returned, or lack of memory; the items are then as they were.
///
/// # Safety
/// `data` is good for `n` items, and the comparison does not change them.
pub unsafe fn sort_by<E>(
    data: *mut u8,
    n: usize,
    width: usize,
    mut order: impl FnMut(*const u8, *const u8) -> Result<Ordering, E>,
) -> Result<(), Error<E>> {
    let mut places: Vec<isize> = Vec::new();
    let mut copy: Vec<u8> = Vec::new();
    places.try_reserve_exact(n).map_err(|_| Error::Memory)?;
    places.resize(n, 0);
    argsort_by(&mut places, |a, b| {
        order(data.wrapping_add(a * width), data.wrapping_add(b * width))
    })?;
    let total = n.checked_mul(width).ok_or(Error::Memory)?;
    copy.try_reserve_exact(total).map_err(|_| Error::Memory)?;
    // SAFETY: the items are `total` bytes.
    let items = unsafe { std::slice::from_raw_parts_mut(data, total) };
    copy.extend_from_slice(items);
    if width > 0 {
        for (to, &from) in items.chunks_exact_mut(width).zip(&places) {
            to.copy_from_slice(&copy[from as usize * width..][..width]);
        }
    }
    Ok(())
}

/// The stable order of `n` adjacent byte strings of `width` bytes; `false` when memory is lacking.
///
/// # Safety
/// `data` is good for the strings, `out` for `n` positions.
pub unsafe fn argsort_bytes(data: *const u8, n: usize, width: usize, out: *mut isize) -> bool {
    // SAFETY: the caller's memory.
    let (items, out) = unsafe { parts(data, n, width, out) };
    let at = |i: usize| &items[i * width..][..width];
    by_prefix(
        out,
        |i| {
            let s = at(i);
            let mut head = [0u8; 8];
            let m = width.min(8);
            head[..m].copy_from_slice(&s[..m]);
            (u64::from_be_bytes(head) ^ (1 << 63)) as i64
        },
        (width > 8).then_some(|a: usize, b: usize| at(a)[8..].cmp(&at(b)[8..])),
    )
}

/// The stable order of `n` adjacent UCS4 strings of `width` bytes in native byte order; as [`argsort_bytes`].
///
/// # Safety
/// `data` is good for the strings, `out` for `n` positions.
pub unsafe fn argsort_ucs4(data: *const u8, n: usize, width: usize, out: *mut isize) -> bool {
    // SAFETY: the caller's memory.
    let (items, out) = unsafe { parts(data, n, width, out) };
    let at = |i: usize| items[i * width..][..width].as_chunks::<4>().0;
    let wide = |i: usize| at(i).iter().map(|c| u32::from_ne_bytes(*c));
    by_prefix(
        out,
        |i| {
            let mut two = wide(i).take(2);
            let (a, b) = (two.next().unwrap_or(0), two.next().unwrap_or(0));
            ((u64::from(a) << 32 | u64::from(b)) ^ (1 << 63)) as i64
        },
        (width > 8).then_some(|a: usize, b: usize| wide(a).skip(2).cmp(wide(b).skip(2))),
    )
}

unsafe fn parts<'a>(
    data: *const u8,
    n: usize,
    width: usize,
    out: *mut isize,
) -> (&'a [u8], &'a mut [isize]) {
    // SAFETY: the caller's memory; positions are written before they are read.
    unsafe {
        for i in 0..n {
            *out.add(i) = i as isize;
        }
        (
            std::slice::from_raw_parts(data, n * width),
            std::slice::from_raw_parts_mut(out, n),
        )
    }
}

/// Sorts by a 64-bit prefix, then runs of equal prefixes by what comes behind it.
pub(super) fn by_prefix(
    out: &mut [isize],
    key: impl Fn(usize) -> i64,
    tail: Option<impl Fn(usize, usize) -> Ordering>,
) -> bool {
    let ties = by_key(out, 64, &key);
    let Some(tail) = tail.filter(|_| ties) else {
        return true;
    };
    let mut from = 0;
    while from < out.len() {
        let head = key(out[from] as usize);
        let mut to = from + 1;
        while to < out.len() && key(out[to] as usize) == head {
            to += 1;
        }
        if to - from > 1 && !merge_sort(&mut out[from..to], |&a, &b| tail(a as usize, b as usize)) {
            return false;
        }
        from = to;
    }
    true
}
