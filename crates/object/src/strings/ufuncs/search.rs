//! Searching for a piece of text in units. Needles are never empty.

use memchr::{memchr, memmem, memrchr};

use super::encoding::Unit;

/// Below this a plain loop beats the preparation of a searcher.
const SHORT: usize = 64;

/// Up to seven bytes as a little-endian word.
#[inline(always)]
pub fn word(s: &[u8]) -> u64 {
    debug_assert!(s.len() < 8);
    let n = s.len();
    if let (Some(a), Some(b)) = (s.first_chunk::<4>(), s.last_chunk::<4>()) {
        let (a, b) = (u32::from_le_bytes(*a), u32::from_le_bytes(*b));
        return u64::from(a) | u64::from(b) << (8 * (n - 4));
    }
    match *s {
        [] => 0,
        [a] => u64::from(a),
        [a, b] => u64::from(a) | u64::from(b) << 8,
        [a, b, c, ..] => u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16,
    }
}

/// Place of the first byte `c` among eight; 8 or more if there is none.
#[inline(always)]
fn place(w: u64, c: u8) -> usize {
    const LOW: u64 = 0x0101_0101_0101_0101;
    // The lowest high bit that remains is that of the first zero byte.
    let x = w ^ (LOW * u64::from(c));
    (x.wrapping_sub(LOW) & !x & (LOW << 7)).trailing_zeros() as usize / 8
}

/// Place of the first byte `c`.
#[inline(always)]
fn position_byte(mut s: &[u8], c: u8) -> Option<usize> {
    let whole = s.len();
    if whole >= SHORT {
        return memchr(c, s);
    }
    while let Some((chunk, rest)) = s.split_first_chunk::<8>() {
        let i = place(u64::from_le_bytes(*chunk), c);
        if i < 8 {
            return Some(whole - s.len() + i);
        }
        s = rest;
    }
    let i = place(word(s), c);
    (i < s.len()).then(|| whole - s.len() + i)
}

/// First occurrence among bytes.
#[inline]
pub fn find_bytes(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let (Some(&first), n) = (needle.first(), needle.len()) else {
        return Some(0);
    };
    if n == 1 {
        return position_byte(hay, first);
    }
    if hay.len() >= SHORT {
        return memmem::find(hay, needle);
    }
    let last = hay.len().checked_sub(n)?;
    let mut at = 0;
    while at <= last {
        at += position_byte(&hay[at..=last], first)?;
        if hay[at + 1] == needle[1] && hay[at + 2..at + n] == needle[2..] {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Last occurrence among bytes.
#[inline]
pub fn rfind_bytes(hay: &[u8], needle: &[u8]) -> Option<usize> {
    if let [c] = needle {
        if hay.len() < 16 {
            return hay.iter().rposition(|h| h == c);
        }
        return memrchr(*c, hay);
    }
    if hay.len() < SHORT {
        return rscan(hay, needle, usize::MAX).unwrap_or(None);
    }
    memmem::rfind(hay, needle)
}

/// First occurrence among units of any size.
#[inline]
pub fn find<U: Unit>(hay: &[U], needle: &[U]) -> Option<usize> {
    match scan(hay, needle, 16 * hay.len() + 256) {
        Ok(found) => found,
        Err(()) => matcher(hay.len(), needle.len(), |i| hay[i], |i| needle[i]),
    }
}

/// Last occurrence among units of any size.
#[inline]
pub fn rfind<U: Unit>(hay: &[U], needle: &[U]) -> Option<usize> {
    match rscan(hay, needle, 16 * hay.len() + 256) {
        Ok(found) => found,
        Err(()) => {
            let (h, n) = (hay.len(), needle.len());
            matcher(h, n, |i| hay[h - 1 - i], |i| needle[n - 1 - i]).map(|i| h - i - n)
        }
    }
}

/// Place of the first unit `u`, looked for in chunks that one vector instruction compares.
#[inline(always)]
pub fn position<U: Unit>(s: &[U], u: U) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = s.get(at..).and_then(<[U]>::first_chunk::<4>) {
        if chunk.iter().fold(false, |any, &c| any | (c == u)) {
            break;
        }
        at += 4;
    }
    let rest = s.get(at..)?;
    rest.iter().position(|&c| c == u).map(|i| at + i)
}

/// Looks for the first unit and compares what follows; gives up when the comparisons cost more than `budget`.
#[inline(always)]
fn scan<U: Unit>(hay: &[U], needle: &[U], mut budget: usize) -> Result<Option<usize>, ()> {
    let (Some(&first), n) = (needle.first(), needle.len()) else {
        return Ok(Some(0));
    };
    if n == 1 {
        return Ok(position(hay, first));
    }
    let Some(last) = hay.len().checked_sub(n) else {
        return Ok(None);
    };
    let mut at = 0;
    while at <= last {
        match position(&hay[at..=last], first) {
            None => return Ok(None),
            Some(i) => at += i,
        }
        if hay[at + n - 1] == needle[n - 1] && hay[at..at + n] == *needle {
            return Ok(Some(at));
        }
        budget = budget.checked_sub(n).ok_or(())?;
        at += 1;
    }
    Ok(None)
}

/// The same from the end.
#[inline(always)]
fn rscan<U: Unit>(hay: &[U], needle: &[U], mut budget: usize) -> Result<Option<usize>, ()> {
    let (Some(&first), n) = (needle.first(), needle.len()) else {
        return Ok(Some(hay.len()));
    };
    let Some(mut end) = hay.len().checked_sub(n).map(|last| last + 1) else {
        return Ok(None);
    };
    while let Some(at) = hay[..end].iter().rposition(|&u| u == first) {
        if hay[at..at + n] == *needle {
            return Ok(Some(at));
        }
        budget = budget.checked_sub(n).ok_or(())?;
        end = at;
    }
    Ok(None)
}

/// Knuth, Morris and Pratt's search, linear for every input; units are read through functions so that one body
/// serves both directions.
#[cold]
fn matcher<U: Unit>(
    hay: usize,
    needle: usize,
    h: impl Fn(usize) -> U,
    n: impl Fn(usize) -> U,
) -> Option<usize> {
    // border[i]: length of the longest proper prefix of needle[..=i] that is its suffix too.
    let mut border = vec![0usize; needle];
    let mut k = 0;
    for i in 1..needle {
        while k > 0 && n(i) != n(k) {
            k = border[k - 1];
        }
        if n(i) == n(k) {
            k += 1;
        }
        border[i] = k;
    }
    k = 0;
    for i in 0..hay {
        while k > 0 && h(i) != n(k) {
            k = border[k - 1];
        }
        if h(i) == n(k) {
            k += 1;
        }
        if k == needle {
            return Some(i + 1 - needle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naive(hay: &[u32], needle: &[u32]) -> Vec<usize> {
        (0..=hay.len().saturating_sub(needle.len()))
            .filter(|&i| hay.get(i..i + needle.len()) == Some(needle))
            .collect()
    }

    #[test]
    fn agrees_with_naive_search() {
        let mut seed = 1u64;
        let mut next = |n: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1);
            (seed >> 33) % n
        };
        for _ in 0..3000 {
            let hay: Vec<u32> = (0..next(90)).map(|_| next(2) as u32).collect();
            let needle: Vec<u32> = (0..1 + next(5)).map(|_| next(2) as u32).collect();
            let all = naive(&hay, &needle);
            assert_eq!(find(&hay, &needle), all.first().copied());
            assert_eq!(rfind(&hay, &needle), all.last().copied());
            let (h, n) = (hay.len(), needle.len());
            assert_eq!(
                matcher(h, n, |i| hay[i], |i| needle[i]),
                all.first().copied()
            );
            let b = |s: &[u32]| s.iter().map(|&c| c as u8).collect::<Vec<u8>>();
            assert_eq!(find_bytes(&b(&hay), &b(&needle)), all.first().copied());
            assert_eq!(rfind_bytes(&b(&hay), &b(&needle)), all.last().copied());
        }
    }

    #[test]
    fn stays_linear() {
        let hay = vec![1u32; 200_000];
        let mut needle = vec![1u32; 50_000];
        needle.push(2);
        assert_eq!(find(&hay, &needle), None);
        needle.reverse();
        assert_eq!(rfind(&hay, &needle), None);
    }
}
