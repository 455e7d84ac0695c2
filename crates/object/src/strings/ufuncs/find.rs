//! `find`, `rfind`, `index`, `rindex`, `count`, `startswith`, `endswith` between a start and an end, which mean what
//! they mean in a Python slice.

use super::encoding::Encoding;
use super::failure::Failure;
use super::op::{Args, In, Op, Value};

/// Start and end as places in a string of `len` characters; `None` where the start lies behind the end.
#[inline(always)]
fn bounds(len: usize, start: i64, end: i64) -> Option<(usize, usize)> {
    let n = len as i64;
    let fix = |i: i64| {
        if i < 0 {
            (i.saturating_add(n)).max(0)
        } else {
            i
        }
    };
    let (start, end) = (fix(start), fix(end).min(n));
    (start <= end).then_some((start as usize, end as usize))
}

/// The searched part, with the characters before it.
#[inline(always)]
fn part<'a, E: Encoding>(a: &Args<'a, E::Unit>) -> Option<(&'a [E::Unit], usize)> {
    let (s, start, end) = (a.text[0], a.num[0], a.num[1]);
    // No string has more characters than units.
    if start == 0 && end >= s.len() as i64 {
        return Some((s, 0));
    }
    let (start, end) = bounds(E::length(s), start, end)?;
    let from = E::offset(s, start);
    let rest = s.get(from..)?;
    let piece = rest.get(..E::offset(rest, end - start))?;
    Some((piece, start))
}

#[inline(always)]
fn find<E: Encoding>(a: &Args<'_, E::Unit>) -> Option<i64> {
    let (piece, before) = part::<E>(a)?;
    let needle = a.text[1];
    let at = if needle.is_empty() {
        0
    } else {
        E::find(piece, needle)?
    };
    Some((before + E::length(piece.get(..at)?)) as i64)
}

#[inline(always)]
fn rfind<E: Encoding>(a: &Args<'_, E::Unit>) -> Option<i64> {
    let (piece, before) = part::<E>(a)?;
    let needle = a.text[1];
    let at = if needle.is_empty() {
        piece.len()
    } else {
        E::rfind(piece, needle)?
    };
    Some((before + E::length(piece.get(..at)?)) as i64)
}

/// Occurrences without overlap.
#[inline(always)]
pub fn occurrences<E: Encoding>(mut s: &[E::Unit], needle: &[E::Unit]) -> usize {
    let mut n = 0;
    while let Some(at) = E::find(s, needle) {
        n += 1;
        match s.get(at + needle.len()..) {
            Some(rest) => s = rest,
            None => break,
        }
    }
    n
}

#[inline(always)]
fn count<E: Encoding>(a: &Args<'_, E::Unit>) -> i64 {
    let Some((piece, _)) = part::<E>(a) else {
        return 0;
    };
    let needle = a.text[1];
    if needle.is_empty() {
        return E::length(piece) as i64 + 1;
    }
    occurrences::<E>(piece, needle) as i64
}

/// Whether the needle stands at the start; the first unit says no most of the time.
#[inline(always)]
fn begins<U: PartialEq>(s: &[U], needle: &[U]) -> bool {
    match (s.first(), needle.first()) {
        (_, None) => true,
        (Some(a), Some(b)) if a == b => s.starts_with(needle),
        _ => false,
    }
}

/// The same at the end.
#[inline(always)]
fn ends<U: PartialEq>(s: &[U], needle: &[U]) -> bool {
    match (s.last(), needle.last()) {
        (_, None) => true,
        (Some(a), Some(b)) if a == b => s.ends_with(needle),
        _ => false,
    }
}

macro_rules! searches {
    ($($(#[$doc:meta])* $name:ident -> $out:ty, <$E:ident>($a:ident) $body:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Op for $name {
            const INPUTS: &'static [In] = &[In::Text, In::Text, In::Int, In::Int];
        }
        impl Value for $name {
            type Out = $out;
            #[inline(always)]
            fn call<$E: Encoding>($a: &Args<'_, $E::Unit>) -> Result<$out, Failure> {
                $body
            }
        }
    )*};
}

searches! {
    /// `find`.
    Find -> i64, <E>(a) Ok(find::<E>(a).unwrap_or(-1));
    /// `rfind`.
    RFind -> i64, <E>(a) Ok(rfind::<E>(a).unwrap_or(-1));
    /// `index`.
    Index -> i64, <E>(a) find::<E>(a).ok_or(Failure::NotFound);
    /// `rindex`.
    RIndex -> i64, <E>(a) rfind::<E>(a).ok_or(Failure::NotFound);
    /// `count`.
    Count -> i64, <E>(a) Ok(count::<E>(a));
    /// `startswith`.
    StartsWith -> bool, <E>(a) Ok(part::<E>(a).is_some_and(|(s, _)| begins(s, a.text[1])));
    /// `endswith`.
    EndsWith -> bool, <E>(a) Ok(part::<E>(a).is_some_and(|(s, _)| ends(s, a.text[1])));
}
