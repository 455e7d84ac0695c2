//! `_lstrip_whitespace`, `_strip_chars` and their kin.

use super::characters::Property;
use super::encoding::{Characters, Encoding, Unit};
use super::failure::Failure;
use super::op::{Args, Build, In, Op, Sink, Zeros};

/// The string without the leading (trailing) characters that `drop` names.
#[inline(always)]
fn strip<E: Encoding>(
    mut s: &[E::Unit],
    left: bool,
    right: bool,
    drop_left: impl Fn(u32) -> bool,
    drop_right: impl Fn(u32) -> bool,
) -> &[E::Unit] {
    if E::Unit::trimmed(s) == 0 {
        return &[];
    }
    if left {
        while let Some((c, n)) = E::first(s)
            && drop_left(c)
        {
            s = s.get(n..).unwrap_or_default();
        }
    }
    if right {
        while let Some((c, n)) = E::last(s)
            && drop_right(c)
        {
            s = s.get(..s.len() - n).unwrap_or_default();
        }
    }
    s
}

/// Whitespace; zeros at the end count as such.
#[inline(always)]
pub fn whitespace<E: Encoding>(s: &[E::Unit], left: bool, right: bool) -> &[E::Unit] {
    let space = |c| E::has(c, Property::Space);
    strip::<E>(s, left, right, space, |c| c == 0 || space(c))
}

/// The characters of a set.
#[inline(always)]
pub fn characters<'a, E: Encoding>(
    s: &'a [E::Unit],
    set: &[E::Unit],
    left: bool,
    right: bool,
) -> &'a [E::Unit] {
    let (mut ascii, mut others) = (0u128, false);
    for c in Characters::<E>(set) {
        if c < 128 {
            ascii |= 1 << c;
        } else {
            others = true;
        }
    }
    let member = |c: u32| {
        if c < 128 {
            ascii >> c & 1 != 0
        } else {
            others && Characters::<E>(set).any(|m| m == c)
        }
    };
    strip::<E>(s, left, right, member, member)
}

macro_rules! strips {
    ($($(#[$doc:meta])* $white:ident, $chars:ident, $left:literal, $right:literal;)*) => {$(
        $(#[$doc])*
        pub struct $white;
        impl Op for $white {
            const INPUTS: &'static [In] = &[In::Text];
            const ZEROS: Zeros = Zeros::Kept;
        }
        impl Build for $white {
            #[inline(always)]
            fn call<E: Encoding>(a: &Args<'_, E::Unit>, out: &mut impl Sink<E::Unit>) -> Result<(), Failure> {
                out.extend(whitespace::<E>(a.text[0], $left, $right))
            }
        }
        $(#[$doc])*
        pub struct $chars;
        impl Op for $chars {
            const INPUTS: &'static [In] = &[In::Text, In::Text];
            const ZEROS: Zeros = Zeros::CutInSecond;
        }
        impl Build for $chars {
            #[inline(always)]
            fn call<E: Encoding>(a: &Args<'_, E::Unit>, out: &mut impl Sink<E::Unit>) -> Result<(), Failure> {
                out.extend(characters::<E>(a.text[0], a.text[1], $left, $right))
            }
        }
    )*};
}

strips! {
    /// At the left.
    LStripWhitespace, LStripChars, true, false;
    /// At the right.
    RStripWhitespace, RStripChars, false, true;
    /// At both ends.
    StripWhitespace, StripChars, true, true;
}
