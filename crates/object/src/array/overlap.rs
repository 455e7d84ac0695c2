//! `shares_memory` and `may_share_memory`.

use ferronum_kernels::plan::{Overlap, Region, overlap};
use ferronum_pyrt::raised::{overflow_error, raise, value_error};
use ferronum_pyrt::{Args, Object, Own, Res, Sig, import_cached, none};

use crate::array::object::Array;

/// The memory of an array as a region.
pub fn region(a: &Array) -> Region<'_> {
    Region {
        ptr: a.data() as usize,
        itemsize: a.itemsize() as usize,
        shape: a.shape(),
        strides: a.strides(),
    }
}

/// An argument as an array, without copying what offers its memory.
fn operand(obj: &Object) -> Res<Own<Array>> {
    crate::array::as_array(obj)
}

fn solve(args: Args<'_>, sig: &Sig<3>, default_work: isize, raise_too_hard: bool) -> Res<bool> {
    let [a, b, max_work] = args.parse(sig)?;
    let (a, b) = (operand(a.unwrap_or(none()))?, operand(b.unwrap_or(none()))?);
    let work = match max_work.and_then(Object::not_none) {
        None => default_work,
        Some(w) if w.has_index() => match w.index()?.int_to_i64()? {
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
    match overlap(&region(&a), &region(&b), work) {
        Overlap::No => Ok(false),
        Overlap::Yes => Ok(true),
        Overlap::TooHard if raise_too_hard => Err(raise(
            import_cached!("numpy.exceptions", "TooHardError")?,
            "Exceeded max_work",
        )),
        Overlap::TooHard => Ok(true),
        Overlap::Overflow if raise_too_hard => {
            Err(overflow_error("Integer overflow in computing overlap"))
        }
        Overlap::Overflow => Ok(true),
    }
}

/// `shares_memory(a, b, max_work=MAY_SHARE_EXACT)`.
pub(super) fn shares_memory(args: Args<'_>) -> Res<bool> {
    const SIG: Sig<3> = Sig::new("shares_memory", ["self", "other", "max_work"]).required(2);
    solve(args, &SIG, -1, true)
}

/// `may_share_memory(a, b, max_work=MAY_SHARE_BOUNDS)`.
pub(super) fn may_share_memory(args: Args<'_>) -> Res<bool> {
    const SIG: Sig<3> = Sig::new("may_share_memory", ["self", "other", "max_work"]).required(2);
    solve(args, &SIG, 0, false)
}
