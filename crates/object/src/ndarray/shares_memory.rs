//! `shares_memory` and `may_share_memory`.

use ferronum_kernels::plan::{Overlap, overlap};
use ferronum_pyrt::raised::{overflow_error, raise, value_error};
use ferronum_pyrt::{Args, Object, Own, Res, Sig, import_cached, none};

use crate::model::array::Array;
use crate::model::overlap::region;

/// Axes of both operands that remain after equal steps are joined: what a search has to go through.
fn terms(a: &Array, b: &Array) -> isize {
    let mut steps: Vec<usize> = [a, b]
        .iter()
        .flat_map(|x| x.shape().iter().zip(x.strides()))
        .filter(|(d, s)| **d > 1 && **s != 0)
        .map(|(_, s)| s.unsigned_abs())
        .collect();
    steps.sort_unstable();
    steps.dedup();
    steps.len() as isize
}

/// An argument as an array, without copying what offers its memory.
fn operand(obj: &Object) -> Res<Own<Array>> {
    crate::coerce::as_array(obj)
}

fn solve(args: Args<'_>, sig: &Sig<3>, default_work: isize, raise_too_hard: bool) -> Res<bool> {
    let [a, b, max_work] = args.parse(sig)?;
    let (a, b) = (operand(a.unwrap_or(none()))?, operand(b.unwrap_or(none()))?);
    let work = match max_work.and_then(Object::not_none) {
        None => default_work,
        Some(w) if w.is_int() => match w.int_to_i64()? {
            Ok(v) if v >= -2 => v as isize,
            Ok(_) | Err(-1) => return Err(value_error("Invalid value for max_work")),
            Err(_) => {
                return Err(overflow_error(
                    "Python int too large to convert to C ssize_t",
                ));
            }
        },
        Some(_) => return Err(value_error("max_work must be an integer")),
    };
    let too_hard = || -> Res<bool> {
        Err(raise(
            import_cached!("numpy.exceptions", "TooHardError")?,
            "Exceeded max_work",
        ))
    };
    match overlap(&region(&a), &region(&b), work) {
        Overlap::No => Ok(false),
        // Bounds alone prove nothing, and the way down to a solution is work where many axes take part.
        Overlap::Yes
            if raise_too_hard
                && (work == 0 || work > 0 && terms(&a, &b) > work.saturating_add(2)) =>
        {
            too_hard()
        }
        Overlap::Yes => Ok(true),
        Overlap::TooHard if raise_too_hard => too_hard(),
        Overlap::TooHard => Ok(true),
        Overlap::Overflow if raise_too_hard => {
            Err(overflow_error("Integer overflow in computing overlap"))
        }
        Overlap::Overflow => Ok(true),
    }
}

/// `shares_memory(a, b, max_work=MAY_SHARE_EXACT)`.
pub(crate) fn shares_memory(args: Args<'_>) -> Res<bool> {
    const SIG: Sig<3> = Sig::new("shares_memory_impl", ["self", "other", "max_work"])
        .keywords()
        .required(2);
    solve(args, &SIG, -1, true)
}

/// `may_share_memory(a, b, max_work=MAY_SHARE_BOUNDS)`.
pub(crate) fn may_share_memory(args: Args<'_>) -> Res<bool> {
    const SIG: Sig<3> = Sig::new("shares_memory_impl", ["self", "other", "max_work"])
        .keywords()
        .required(2);
    solve(args, &SIG, 0, false)
}
