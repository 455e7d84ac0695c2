//! The dtypes that the loop sees: requested, common, or the operands' own; and whether they can be cast.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Own, Raised, Res};

use super::construct::Request;
use super::core::{Iter, OpFlags};
use crate::casting::{can_cast_array, can_cast_types};
use crate::coerce::promote;
use crate::dtype::parse::request_from_descr;
use crate::model::Array;
use crate::model::Descr;

/// The dtype of each operand as far as it is known before promotion.
pub(super) fn requested(r: &Request<'_>, flags: &mut [OpFlags]) -> Res<Vec<Option<Own<Descr>>>> {
    let mut out = Vec::with_capacity(r.ops.len());
    for (op, a) in r.ops.iter().enumerate() {
        let wanted = r.descrs[op];
        let mut descr = match (a, wanted) {
            (Some(a), Some(w)) => Some(adapted(a, w)?),
            (Some(a), None) => Some(a.descr().own()),
            (None, _) if flags[op].is_virtual => None,
            (None, w) => w.map(Layout::own),
        };
        if r.op_flags[op] & NPY_ITER_NBO != 0
            && a.is_some()
            && let Some(d) = &descr
            && !d.is_native()
        {
            descr = Some(crate::dtype::byteorder::native(d)?);
            // Even where the array has that order itself.
            flags[op].cast = true;
        }
        out.push(descr);
    }
    Ok(out)
}

/// A requested dtype with the size or unit that it leaves open taken from the array.
fn adapted(a: &Array, wanted: &Descr) -> Res<Own<Descr>> {
    let request = request_from_descr(wanted.own());
    match request.descr {
        Some(d) => Ok(d),
        None => crate::casting::astype::adapt_to_class(a, &request.class),
    }
}

/// The common dtype of the operands (only of those that are read, where `only_inputs`).
fn common(
    it: &Iter,
    r: &Request<'_>,
    wanted: &[Option<Own<Descr>>],
    only_inputs: bool,
) -> Res<Own<Descr>> {
    let (mut arrays, mut descrs): (Vec<&Array>, Vec<&Descr>) = (Vec::new(), Vec::new());
    for ((o, w), request) in it.ops.iter().zip(wanted).zip(&r.descrs) {
        let Some(w) = w else { continue };
        if only_inputs && !o.flags.read {
            continue;
        }
        match &o.array {
            Some(a) if a.ndim() == 0 && request.is_none() => arrays.push(a),
            _ => descrs.push(w),
        }
    }
    match (arrays.as_slice(), descrs.as_slice()) {
        ([], []) => Err(type_error(
            "no arrays or types available to calculate result type",
        )),
        ([], [d]) => Ok((*d).own()),
        _ => promote::result_type(&arrays, &descrs),
    }
}

/// Settles the dtypes of the loop and notes which operands must be cast.
pub(super) fn resolve(
    it: &mut Iter,
    r: &Request<'_>,
    wanted: &mut [Option<Own<Descr>>],
) -> Res<()> {
    let all = r.flags & NPY_ITER_COMMON_DTYPE != 0;
    if all || wanted.iter().any(Option::is_none) {
        let c = common(it, r, wanted, !all)?;
        for w in wanted.iter_mut() {
            if all || w.is_none() {
                *w = Some(c.clone());
            }
        }
    }
    for (op, w) in wanted.iter().enumerate() {
        let Some(w) = w else { continue };
        let o = &mut it.ops[op];
        o.descr = w.clone();
        let Some(a) = &o.array else { continue };
        if crate::dtype::equivalent(a.descr(), w)? {
            if !w.is_legacy() {
                o.descr = a.descr().own();
            }
            continue;
        }
        if o.flags.read && !can_cast_array(a, w, r.casting)? {
            return Err(cast_error(op, a.descr(), w, r.casting, true));
        }
        if o.flags.write && !can_cast_types(w, a.descr(), r.casting)? {
            return Err(cast_error(op, a.descr(), w, r.casting, false));
        }
        o.flags.cast = true;
    }
    Ok(())
}

/// An operand that does not become what an iterator makes of it (`read`), or the other way round.
#[cold]
pub fn cast_error(
    op: usize,
    array: &Descr,
    wanted: &Descr,
    casting: NPY_CASTING,
    read: bool,
) -> Raised {
    let texts = array.repr_text().and_then(|a| Ok((a, wanted.repr_text()?)));
    let rule = crate::casting::can_cast::casting_name(casting);
    match texts {
        Err(e) => e,
        Ok((array, wanted)) => type_error(&if read {
            format!(
                "Iterator operand {op} dtype could not be cast from {array} to {wanted} according to the rule {rule}"
            )
        } else {
            format!(
                "Iterator requested dtype could not be cast from {wanted} to {array}, the operand {op} dtype, according to the rule {rule}"
            )
        }),
    }
}
