//! What the string operations need to know of the three encodings in which arrays hold text: bytes (`S`), code
//! points (`U`) and UTF-8 (StringDType). Every operation is written once against this trait.

use super::search;
use crate::strings::ufuncs::characters::{Property, has_ascii, has_bytes, has_unicode};

/// A storage unit.
pub trait Unit: Copy + Ord + Default + std::fmt::Debug + 'static {
    /// The unit of an ASCII character.
    fn ascii(c: u8) -> Self;
    /// Its value.
    fn code(self) -> u32;
    /// The length without trailing zeros.
    fn trimmed(s: &[Self]) -> usize;
}

impl Unit for u8 {
    #[inline(always)]
    fn ascii(c: u8) -> u8 {
        c
    }
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }
    #[inline(always)]
    fn trimmed(mut s: &[u8]) -> usize {
        // Whole words at a time: where a string ends is hard to predict.
        while let Some((rest, last)) = s.split_last_chunk::<16>() {
            let word = u128::from_le_bytes(*last);
            if word != 0 {
                return s.len() - word.leading_zeros() as usize / 8;
            }
            s = rest;
        }
        if let Some((rest, last)) = s.split_last_chunk::<8>() {
            let word = u64::from_le_bytes(*last);
            if word != 0 {
                return s.len() - word.leading_zeros() as usize / 8;
            }
            s = rest;
        }
        8 - search::word(s).leading_zeros() as usize / 8
    }
}

impl Unit for u32 {
    #[inline(always)]
    fn ascii(c: u8) -> u32 {
        u32::from(c)
    }
    #[inline(always)]
    fn code(self) -> u32 {
        self
    }
    #[inline(always)]
    fn trimmed(mut s: &[u32]) -> usize {
        // The end inside four characters, from the zero bits above it.
        #[inline(always)]
        fn end(c: [u32; 4]) -> usize {
            let word = c.iter().rev().fold(0u128, |w, &c| w << 32 | u128::from(c));
            4 - word.leading_zeros() as usize / 32
        }
        // Sixteen at a time without branches: where a string ends is hard to predict.
        while let Some((rest, last)) = s.split_last_chunk::<16>() {
            let at = |i: usize| end([last[i], last[i + 1], last[i + 2], last[i + 3]]);
            let place = |n: usize, i: usize| if n == 0 { 0 } else { n + i };
            let n = at(0)
                .max(place(at(4), 4))
                .max(place(at(8), 8).max(place(at(12), 12)));
            if n > 0 {
                return rest.len() + n;
            }
            s = rest;
        }
        while let Some((rest, last)) = s.split_last_chunk::<4>() {
            let n = end(*last);
            if n > 0 {
                return rest.len() + n;
            }
            s = rest;
        }
        while let [rest @ .., 0] = s {
            s = rest;
        }
        s.len()
    }
}

/// An encoding of text.
pub trait Encoding: 'static {
    /// What a string is a sequence of.
    type Unit: Unit;
    /// Every unit is a character.
    const FIXED: bool;

    /// Characters.
    fn length(s: &[Self::Unit]) -> usize;
    /// Units before character `n`; the whole length if there are fewer.
    fn offset(s: &[Self::Unit], n: usize) -> usize;
    /// The first character and its units.
    fn first(s: &[Self::Unit]) -> Option<(u32, usize)>;
    /// The last character and its units.
    fn last(s: &[Self::Unit]) -> Option<(u32, usize)>;
    /// The place of the first occurrence, in units. The needle is not empty.
    fn find(hay: &[Self::Unit], needle: &[Self::Unit]) -> Option<usize>;
    /// The place of the last occurrence, in units. The needle is not empty.
    fn rfind(hay: &[Self::Unit], needle: &[Self::Unit]) -> Option<usize>;
    /// Whether a character has a property.
    fn has(c: u32, p: Property) -> bool;
}

/// `S`: bytes, of which the ASCII ones have properties.
pub struct Bytes;
/// `U`: code points.
pub struct Ucs4;
/// StringDType.
pub struct Utf8;

impl Encoding for Bytes {
    type Unit = u8;
    const FIXED: bool = true;

    #[inline(always)]
    fn length(s: &[u8]) -> usize {
        s.len()
    }
    #[inline(always)]
    fn offset(s: &[u8], n: usize) -> usize {
        n.min(s.len())
    }
    #[inline(always)]
    fn first(s: &[u8]) -> Option<(u32, usize)> {
        s.first().map(|&c| (u32::from(c), 1))
    }
    #[inline(always)]
    fn last(s: &[u8]) -> Option<(u32, usize)> {
        s.last().map(|&c| (u32::from(c), 1))
    }
    #[inline(always)]
    fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
        search::find_bytes(hay, needle)
    }
    #[inline(always)]
    fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
        search::rfind_bytes(hay, needle)
    }
    #[inline(always)]
    fn has(c: u32, p: Property) -> bool {
        has_bytes(c, p)
    }
}

impl Encoding for Ucs4 {
    type Unit = u32;
    const FIXED: bool = true;

    #[inline(always)]
    fn length(s: &[u32]) -> usize {
        s.len()
    }
    #[inline(always)]
    fn offset(s: &[u32], n: usize) -> usize {
        n.min(s.len())
    }
    #[inline(always)]
    fn first(s: &[u32]) -> Option<(u32, usize)> {
        s.first().map(|&c| (c, 1))
    }
    #[inline(always)]
    fn last(s: &[u32]) -> Option<(u32, usize)> {
        s.last().map(|&c| (c, 1))
    }
    #[inline(always)]
    fn find(hay: &[u32], needle: &[u32]) -> Option<usize> {
        search::find(hay, needle)
    }
    #[inline(always)]
    fn rfind(hay: &[u32], needle: &[u32]) -> Option<usize> {
        search::rfind(hay, needle)
    }
    #[inline(always)]
    fn has(c: u32, p: Property) -> bool {
        if c < 0x80 {
            has_ascii(c, p)
        } else {
            has_unicode(c, p)
        }
    }
}

/// Not the first byte of a character.
#[inline(always)]
fn continues(b: u8) -> bool {
    b & 0xc0 == 0x80
}

/// The character at the start of text that should be UTF-8; bad bytes count as characters of their own.
#[inline(always)]
fn decode(s: &[u8]) -> Option<(u32, usize)> {
    let low = |b: &u8| u32::from(*b) & 0x3f;
    match s {
        [] => None,
        [a @ ..0x80, ..] => Some((u32::from(*a), 1)),
        [a @ 0xc0..0xe0, b, ..] => Some((u32::from(*a & 0x1f) << 6 | low(b), 2)),
        [a @ 0xe0..0xf0, b, c, ..] => Some((u32::from(*a & 0x0f) << 12 | low(b) << 6 | low(c), 3)),
        [a @ 0xf0..=0xff, b, c, d, ..] => Some((
            u32::from(*a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d),
            4,
        )),
        [a, ..] => Some((u32::from(*a), 1)),
    }
}

impl Encoding for Utf8 {
    type Unit = u8;
    const FIXED: bool = false;

    #[inline(always)]
    fn length(s: &[u8]) -> usize {
        s.iter().filter(|&&b| !continues(b)).count()
    }
    #[inline]
    fn offset(s: &[u8], n: usize) -> usize {
        let mut left = n;
        for (i, &b) in s.iter().enumerate() {
            if !continues(b) {
                if left == 0 {
                    return i;
                }
                left -= 1;
            }
        }
        s.len()
    }
    #[inline(always)]
    fn first(s: &[u8]) -> Option<(u32, usize)> {
        decode(s)
    }
    #[inline]
    fn last(s: &[u8]) -> Option<(u32, usize)> {
        let mut at = s.len().checked_sub(1)?;
        while at > 0 && s.len() - at < 4 && continues(s[at]) {
            at -= 1;
        }
        let (c, n) = decode(&s[at..])?;
        if at + n == s.len() {
            Some((c, n))
        } else {
            s.last().map(|&b| (u32::from(b), 1))
        }
    }
    #[inline(always)]
    fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
        search::find_bytes(hay, needle)
    }
    #[inline(always)]
    fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
        search::rfind_bytes(hay, needle)
    }
    #[inline(always)]
    fn has(c: u32, p: Property) -> bool {
        Ucs4::has(c, p)
    }
}

/// The characters of a string.
pub struct Characters<'a, E: Encoding>(pub &'a [E::Unit]);

impl<E: Encoding> Iterator for Characters<'_, E> {
    type Item = u32;
    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        let (c, n) = E::first(self.0)?;
        self.0 = self.0.get(n..)?;
        Some(c)
    }
}
