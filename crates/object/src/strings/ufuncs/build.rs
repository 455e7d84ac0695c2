//! Operations that make new strings: `add`, `multiply`, `_replace`, `_center`, `_ljust`, `_rjust`, `_zfill`,
//! `_expandtabs`, `_slice`.

use super::encoding::{Encoding, Unit};
use super::failure::Failure;
use super::op::{Args, Build, In, Op, Sink, Value, Zeros};
use super::search::position;

/// `add`.
pub struct Add;

impl Op for Add {
    const INPUTS: &'static [In] = &[In::Text, In::Text];
    const ZEROS: Zeros = Zeros::Kept;
}

impl Build for Add {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        out.extend(a.text[0])?;
        out.extend(a.text[1])
    }
}

#[inline(always)]
fn multiply<E: Encoding>(
    s: &[E::Unit],
    n: i64,
    out: &mut impl Sink<E::Unit>,
) -> Result<(), Failure> {
    if n < 0 && !E::FIXED && !s.is_empty() {
        // Counts of StringDType may be uint64; what comes here as negative is beyond any length.
        return Err(Failure::MultiplyOverflow);
    }
    let times = usize::try_from(n).unwrap_or(0);
    let bytes = s.len().checked_mul(size_of::<E::Unit>());
    if bytes
        .and_then(|b| b.checked_mul(times))
        .is_none_or(|b| b > isize::MAX as usize)
    {
        return Err(Failure::MultiplyOverflow);
    }
    out.repeat(s, times)
}

/// `multiply`, the string first.
pub struct Multiply;

impl Op for Multiply {
    const INPUTS: &'static [In] = &[In::Text, In::Int];
    const ZEROS: Zeros = Zeros::Kept;
}

impl Build for Multiply {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        multiply::<E>(a.text[0], a.num[0], out)
    }
}

/// `multiply`, the number first.
pub struct MultiplyBy;

impl Op for MultiplyBy {
    const INPUTS: &'static [In] = &[In::Int, In::Text];
    const ZEROS: Zeros = Zeros::Kept;
}

impl Build for MultiplyBy {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        multiply::<E>(a.text[0], a.num[0], out)
    }
}

/// `_replace`.
pub struct Replace;

impl Op for Replace {
    const INPUTS: &'static [In] = &[In::Text, In::Text, In::Text, In::Int];
    const ZEROS: Zeros = Zeros::Moved;
}

impl Build for Replace {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        let [mut s, old, new] = a.text;
        let mut left = u64::try_from(a.num[0]).unwrap_or(u64::MAX);
        if old.is_empty() {
            // Before every character and at the end.
            while left > 0 {
                left -= 1;
                out.extend(new)?;
                let Some((_, n)) = E::first(s) else {
                    return Ok(());
                };
                let (c, rest) = s.split_at(n);
                out.extend(c)?;
                s = rest;
            }
            return out.extend(s);
        }
        while left > 0
            && let Some(at) = E::find(s, old)
        {
            left -= 1;
            let (before, rest) = s.split_at(at);
            out.extend(before)?;
            out.extend(new)?;
            s = rest.get(old.len()..).unwrap_or_default();
        }
        out.extend(s)
    }
}

/// The first character of the fill operand; nothing there means zeros.
#[inline(always)]
fn fill<'a, E: Encoding>(s: &'a [E::Unit], zero: &'a [E::Unit]) -> &'a [E::Unit] {
    match E::first(s) {
        Some((_, n)) => s.get(..n).unwrap_or(zero),
        None => zero,
    }
}

#[inline(always)]
fn pad<E: Encoding>(
    a: &Args<'_, E::Unit>,
    out: &mut impl Sink<E::Unit>,
    left: impl Fn(usize, usize) -> usize,
) -> Result<(), Failure> {
    let zero = [E::Unit::default()];
    let (s, with) = (a.text[0], fill::<E>(a.text[1], &zero));
    let width = usize::try_from(a.num[0]).unwrap_or(0);
    let Some(margin) = width.checked_sub(E::length(s)).filter(|m| *m > 0) else {
        return out.extend(s);
    };
    let before = left(margin, width);
    out.repeat(with, before)?;
    out.extend(s)?;
    out.repeat(with, margin - before)
}

macro_rules! pads {
    ($($(#[$doc:meta])* $name:ident($margin:ident, $width:ident) $left:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Op for $name {
            const INPUTS: &'static [In] = &[In::Text, In::Int, In::Text];
            const ZEROS: Zeros = Zeros::Moved;
        }
        impl Build for $name {
            #[inline(always)]
            fn call<E: Encoding>(a: &Args<'_, E::Unit>, out: &mut impl Sink<E::Unit>) -> Result<(), Failure> {
                pad::<E>(a, out, |$margin, $width| $left)
            }
        }
    )*};
}

pads! {
    /// `_center`: an odd margin leans to the left in odd widths.
    Center(margin, width) margin / 2 + (margin & width & 1);
    /// `_ljust`.
    LJust(_margin, _width) 0;
    /// `_rjust`.
    RJust(margin, _width) margin;
}

/// `_zfill`.
pub struct ZFill;

impl Op for ZFill {
    const INPUTS: &'static [In] = &[In::Text, In::Int];
    const ZEROS: Zeros = Zeros::Moved;
}

impl Build for ZFill {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        let s = a.text[0];
        let width = usize::try_from(a.num[0]).unwrap_or(0);
        let margin = width.saturating_sub(E::length(s));
        let signs = [E::Unit::ascii(b'+'), E::Unit::ascii(b'-')];
        let signed = usize::from(s.first().is_some_and(|c| signs.contains(c)));
        let (sign, digits) = s.split_at(signed);
        out.extend(sign)?;
        out.repeat(&[E::Unit::ascii(b'0')], margin)?;
        out.extend(digits)
    }
}

/// Pieces between tabs, with the spaces that follow each: the walk behind both tab operations.
#[inline(always)]
fn tabs<E: Encoding>(
    s: &[E::Unit],
    size: i64,
    mut piece: impl FnMut(&[E::Unit], usize) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let size = usize::try_from(size).unwrap_or(0);
    let (tab, newline, back) = (
        E::Unit::ascii(b'\t'),
        E::Unit::ascii(b'\n'),
        E::Unit::ascii(b'\r'),
    );
    let (mut rest, mut column) = (s, 0);
    while let Some(at) = position(rest, tab) {
        let (before, after) = rest.split_at(at);
        match before.iter().rposition(|&c| c == newline || c == back) {
            Some(line) => column = E::length(before.get(line + 1..).unwrap_or_default()),
            None => column += E::length(before),
        }
        let spaces = if size > 0 { size - column % size } else { 0 };
        column = column.saturating_add(spaces);
        piece(before, spaces)?;
        rest = after.get(1..).unwrap_or_default();
    }
    piece(rest, 0)
}

/// `_expandtabs_length`.
pub struct ExpandTabsLength;

impl Op for ExpandTabsLength {
    const INPUTS: &'static [In] = &[In::Text, In::Int];
}

/// The length after expansion, which has to fit in a C int. NumPy counts the bytes of what is kept, four for each
/// character of `U`, and so makes its results wider than they need be.
#[inline(always)]
fn expanded<E: Encoding>(s: &[E::Unit], size: i64) -> Result<i64, Failure> {
    let mut total = 0usize;
    tabs::<E>(s, size, |before, spaces| {
        total = total
            .checked_add(size_of_val(before))
            .and_then(|t| t.checked_add(spaces))
            .filter(|t| *t <= i32::MAX as usize)
            .ok_or(Failure::TooLong)?;
        Ok(())
    })?;
    Ok(total as i64)
}

impl Value for ExpandTabsLength {
    type Out = i64;
    #[inline(always)]
    fn call<E: Encoding>(a: &Args<'_, E::Unit>) -> Result<i64, Failure> {
        expanded::<E>(a.text[0], a.num[0])
    }
}

/// `_expandtabs`.
pub struct ExpandTabs;

impl Op for ExpandTabs {
    const INPUTS: &'static [In] = &[In::Text, In::Int];
}

impl Build for ExpandTabs {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        let (s, size) = (a.text[0], a.num[0]);
        if position(s, E::Unit::ascii(b'\t')).is_none() {
            return out.extend(s);
        }
        expanded::<E>(s, size)?;
        let space = [E::Unit::ascii(b' ')];
        tabs::<E>(s, size, |before, spaces| {
            out.extend(before)?;
            out.repeat(&space, spaces)
        })
    }
}

/// `_slice`.
pub struct Slice;

impl Op for Slice {
    const INPUTS: &'static [In] = &[In::Text, In::Int, In::Int, In::Int];
}

/// First character and number of characters of a Python slice of `len` characters.
#[inline(always)]
fn slice_indices(len: usize, start: i64, stop: i64, step: i64) -> (usize, usize) {
    let n = len as i64;
    let (least, most) = if step < 0 { (-1, n - 1) } else { (0, n) };
    let fix = |i: i64| {
        let i = if i < 0 { i.saturating_add(n) } else { i };
        i.clamp(least, most.max(least))
    };
    let (start, stop) = (fix(start), fix(stop));
    let span = if step < 0 { start - stop } else { stop - start };
    if span <= 0 {
        return (0, 0);
    }
    let count = (span as u64 - 1) / step.unsigned_abs() + 1;
    (start as usize, count as usize)
}

impl Build for Slice {
    #[inline(always)]
    fn call<E: Encoding>(
        a: &Args<'_, E::Unit>,
        out: &mut impl Sink<E::Unit>,
    ) -> Result<(), Failure> {
        let (s, [start, stop, step]) = (a.text[0], a.num);
        if step == 0 {
            return Err(Failure::ZeroStep);
        }
        let (first, count) = slice_indices(E::length(s), start, stop, step);
        if count == 0 {
            return Ok(());
        }
        let at = E::offset(s, first);
        let rest = s.get(at..).unwrap_or_default();
        if step == 1 {
            return out.extend(rest.get(..E::offset(rest, count)).unwrap_or_default());
        }
        let stride = step.unsigned_abs() as usize;
        if step > 0 {
            let mut rest = rest;
            for _ in 0..count {
                let n = E::first(rest).map_or(0, |(_, n)| n);
                out.extend(rest.get(..n).unwrap_or_default())?;
                rest = rest.get(E::offset(rest, stride)..).unwrap_or_default();
            }
            return Ok(());
        }
        let mut before = s.get(..at + E::offset(rest, 1)).unwrap_or_default();
        for _ in 0..count {
            let Some((_, n)) = E::last(before) else { break };
            let end = before.len() - n;
            out.extend(before.get(end..).unwrap_or_default())?;
            before = before.get(..end).unwrap_or_default();
            if E::FIXED {
                before = before
                    .get(..before.len().saturating_sub(stride - 1))
                    .unwrap_or_default();
                continue;
            }
            for _ in 1..stride {
                match E::last(before) {
                    Some((_, n)) => before = before.get(..before.len() - n).unwrap_or_default(),
                    None => break,
                }
            }
        }
        Ok(())
    }
}
