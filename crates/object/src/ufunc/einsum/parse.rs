//! Subscripts: from text or from lists of numbers to one label for each axis.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{raise_object, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi};

use super::is_ellipsis;
use crate::arguments::convert::to_intp;
use crate::coerce::{AnyOptions, from_any};
use crate::model::Array;

/// The label of an axis that an ellipsis stands for.
pub(super) const BROADCAST: u8 = 0;

/// Labels of all operands and of the result.
pub(super) struct Subscripts {
    /// One label per axis; letters may repeat.
    pub(super) operands: Vec<Vec<u8>>,
    /// One label per axis of the result.
    pub(super) output: Vec<u8>,
}

/// The subscripts as text, and the operands.
pub(super) fn arguments(pos: &[&Object]) -> Res<(Vec<u8>, Vec<Own<Array>>)> {
    let Some((&first, rest)) = pos.split_first() else {
        return Err(value_error(
            "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its corresponding subscripts list",
        ));
    };
    if !first.is_str() && !first.is_bytes() {
        return lists(pos);
    }
    if rest.is_empty() {
        return Err(value_error(
            "must specify the einstein sum subscripts string and at least one operand",
        ));
    }
    check_count(rest.len())?;
    let text = text(first)?;
    let operands = rest.iter().map(|o| as_operand(o)).collect::<Res<_>>()?;
    Ok((text, operands))
}

fn as_operand(obj: &Object) -> Res<Own<Array>> {
    from_any(
        obj,
        &AnyOptions {
            flags: NPY_ARRAY_ENSUREARRAY,
            ..Default::default()
        },
    )
}

fn check_count(n: usize) -> Res<()> {
    if n >= NPY_MAXARGS {
        return Err(value_error("too many operands"));
    }
    Ok(())
}

fn text(obj: &Object) -> Res<Vec<u8>> {
    if obj.is_bytes() {
        return Ok(obj.bytes().to_vec());
    }
    // SAFETY: a str; raises for what is not ASCII.
    let encoded: Owned = unsafe { Own::from_result(ffi::PyUnicode_AsASCIIString(obj.as_ptr()))? };
    Ok(encoded.bytes().to_vec())
}

/// Operands and lists in turn, a single list at the end for the result.
fn lists(pos: &[&Object]) -> Res<(Vec<u8>, Vec<Own<Array>>)> {
    let n = pos.len() / 2;
    if n == 0 {
        return Err(value_error(
            "must provide at least an operand and a subscripts list to einsum",
        ));
    }
    check_count(n)?;
    let mut text = Vec::new();
    let mut operands = Vec::with_capacity(n);
    for (i, pair) in pos.chunks(2).enumerate() {
        match pair {
            [obj, list] => {
                if i > 0 {
                    text.push(b',');
                }
                operands.push(as_operand(obj)?);
                list_text(list, &mut text)?;
            }
            [list] => {
                text.extend(b"->");
                list_text(list, &mut text)?;
            }
            _ => {}
        }
    }
    Ok((text, operands))
}

fn list_text(list: &Object, text: &mut Vec<u8>) -> Res<()> {
    // SAFETY: a live object; the result is a list or a tuple.
    let items: Owned = unsafe {
        Own::from_result(ffi::PySequence_Fast(
            list.as_ptr(),
            c"the subscripts for each operand must be a list or a tuple".as_ptr(),
        ))?
    };
    let mut ellipsis = false;
    for i in 0..items.len()? {
        let item = items.seq_item(i)?;
        if is_ellipsis(&item) {
            if ellipsis {
                return Err(value_error(
                    "each subscripts list may have only one ellipsis",
                ));
            }
            ellipsis = true;
            text.extend(b"...");
            continue;
        }
        const NO_INTEGER: &str = "each subscript must be either an integer or an ellipsis";
        let n = to_intp(&item, NO_INTEGER).map_err(|e| {
            e.clear();
            type_error(NO_INTEGER)
        })?;
        text.push(match n {
            0..26 => b'A' + n as u8,
            26..52 => b'a' + (n - 26) as u8,
            _ => {
                return Err(value_error(
                    "subscript is not within the valid range [0, 52)",
                ));
            }
        });
    }
    Ok(())
}

impl Subscripts {
    /// Matches text to operands.
    pub(super) fn parse(mut text: &[u8], operands: &[Own<Array>]) -> Res<Self> {
        let mut labels = Vec::with_capacity(operands.len());
        for (i, a) in operands.iter().enumerate() {
            let end = text.iter().position(|c| matches!(c, b',' | b'-'));
            let (own, rest) = text.split_at(end.unwrap_or(text.len()));
            let more = rest.first() == Some(&b',');
            let last = i + 1 == operands.len();
            if last && more {
                return Err(value_error(
                    "more operands provided to einstein sum function than specified in the subscripts string",
                ));
            }
            if !last && !more {
                return Err(value_error(
                    "fewer operands provided to einstein sum function than specified in the subscripts string",
                ));
            }
            labels.push(operand(own, a.ndim(), i)?);
            text = if more { &rest[1..] } else { rest };
        }
        let broadcast = labels
            .iter()
            .map(|l| l.iter().filter(|&&c| c == BROADCAST).count())
            .max()
            .unwrap_or(0);
        let count = |c: u8| labels.iter().flatten().filter(|&&l| l == c).count();
        let output = match text {
            [] => {
                let mut out = vec![BROADCAST; broadcast];
                out.extend((b'A'..=b'z').filter(|&c| count(c) == 1));
                if out.len() > NPY_MAXDIMS {
                    return Err(value_error(
                        "einstein sum subscript string has too many distinct labels",
                    ));
                }
                out
            }
            [b'-', b'>', rest @ ..] => output(rest, broadcast, count)?,
            _ => {
                return Err(value_error(
                    "einstein sum subscript string does not contain proper '->' output specified",
                ));
            }
        };
        Ok(Subscripts {
            operands: labels,
            output,
        })
    }

    /// The axes that are walked: those of the result, then those that are summed.
    pub(super) fn iteration_axes(&self) -> Res<Vec<u8>> {
        let mut axes = self.output.clone();
        for c in b'A'..=b'z' {
            if !self.output.contains(&c) && self.operands.iter().flatten().any(|&l| l == c) {
                axes.push(c);
            }
        }
        if axes.len() > NPY_MAXDIMS {
            return Err(value_error("too many subscripts in einsum"));
        }
        Ok(axes)
    }
}

fn invalid(c: u8) -> ferronum_pyrt::Raised {
    let mut message = b"invalid subscript '".to_vec();
    message.push(c);
    message.extend_from_slice(b"' in einstein sum subscripts string, subscripts must be letters");
    // SAFETY: Latin-1 text can always be decoded.
    let text = unsafe {
        Owned::from_result(ffi::PyUnicode_DecodeLatin1(
            message.as_ptr().cast(),
            message.len() as isize,
            std::ptr::null(),
        ))
    };
    match text {
        Ok(t) => raise_object(ferronum_pyrt::raised::exc::ValueError(), &t),
        Err(e) => e,
    }
}

fn operand(text: &[u8], ndim: usize, i: usize) -> Res<Vec<u8>> {
    let mut labels = Vec::with_capacity(ndim);
    let mut ellipsis = None;
    let mut rest = text;
    while let Some((&c, tail)) = rest.split_first() {
        rest = tail;
        match c {
            b' ' => {}
            b'.' => match tail {
                [b'.', b'.', after @ ..] if ellipsis.is_none() => {
                    ellipsis = Some(labels.len());
                    rest = after;
                }
                _ => {
                    return Err(value_error(&format!(
                        "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in operand {i}"
                    )));
                }
            },
            c if c.is_ascii_alphabetic() => {
                if labels.len() >= ndim {
                    return Err(value_error(&format!(
                        "einstein sum subscripts string contains too many subscripts for operand {i}"
                    )));
                }
                labels.push(c);
            }
            c => return Err(invalid(c)),
        }
    }
    let missing = ndim - labels.len();
    match ellipsis {
        Some(at) => {
            labels.splice(at..at, std::iter::repeat_n(BROADCAST, missing));
        }
        None if missing > 0 => {
            return Err(value_error(
                "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
            ));
        }
        None => {}
    }
    Ok(labels)
}

fn output(text: &[u8], broadcast: usize, count: impl Fn(u8) -> usize) -> Res<Vec<u8>> {
    let mut labels = Vec::new();
    let mut ellipsis = None;
    let mut rest = text;
    while let Some((&c, tail)) = rest.split_first() {
        rest = tail;
        match c {
            b' ' => {}
            b'.' => match tail {
                [b'.', b'.', after @ ..] if ellipsis.is_none() => {
                    ellipsis = Some(labels.len());
                    rest = after;
                }
                _ => {
                    return Err(value_error(
                        "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in the output",
                    ));
                }
            },
            c if c.is_ascii_alphabetic() => {
                let c_text = char::from(c);
                if tail.contains(&c) {
                    return Err(value_error(&format!(
                        "einstein sum subscripts string includes output subscript '{c_text}' multiple times"
                    )));
                }
                if count(c) == 0 {
                    return Err(value_error(&format!(
                        "einstein sum subscripts string included output subscript '{c_text}' which never appeared in an input"
                    )));
                }
                labels.push(c);
            }
            c => return Err(invalid(c)),
        }
    }
    match ellipsis {
        Some(at) => {
            if labels.len() + broadcast > NPY_MAXDIMS {
                return Err(value_error(
                    "einstein sum subscripts string contains too many subscripts in the output",
                ));
            }
            labels.splice(at..at, std::iter::repeat_n(BROADCAST, broadcast));
        }
        None if broadcast > 0 => {
            return Err(value_error(
                "output has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
            ));
        }
        None => {}
    }
    Ok(labels)
}
