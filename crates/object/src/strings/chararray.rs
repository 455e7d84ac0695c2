//! `compare_chararrays`: comparisons of string arrays that may ignore whitespace at the end.

use std::cmp::Ordering;

use ferronum_abi::prelude::*;
use ferronum_kernels::plan::{Operand, Plan};
use ferronum_pyrt::args::Sig;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Own, Owned, Res, not_implemented};

use super::ufuncs::compare;
use super::ufuncs::encoding::Unit;
use crate::coerce::{as_array, from_array};
use crate::dtype::builtin::builtin;
use crate::model::Array;
use crate::protocol::array_wrap;
use crate::storage::NewArray;
use crate::ufunc::execute::{broadcast, plan_error};

static SIG: Sig<4> = Sig::new("compare_chararrays", ["a1", "a2", "cmp", "rstrip"])
    .keywords()
    .required(4);

type Holds = fn(Ordering) -> bool;

fn comparison(name: &[u8]) -> Res<Holds> {
    Ok(match name {
        b"==" => Ordering::is_eq,
        b"!=" => Ordering::is_ne,
        b"<" => Ordering::is_lt,
        b"<=" => Ordering::is_le,
        b">" => Ordering::is_gt,
        b">=" => Ordering::is_ge,
        _ => {
            return Err(value_error(
                "comparison must be '==', '!=', '<', '>', '<=', '>='",
            ));
        }
    })
}

/// The string without padding, and without the C locale's whitespace at the end if asked.
fn stripped<U: Unit>(s: &[U], rstrip: bool) -> &[U] {
    let mut n = U::trimmed(s);
    if rstrip {
        while n > 0 && matches!(s[n - 1].code(), 0 | 9..=13 | 32) {
            n -= 1;
        }
    }
    &s[..n]
}

fn run<U: Unit>(a: &Array, b: &Array, out: &Array, holds: Holds, rstrip: bool) -> Res<()> {
    let widths = [a, b].map(|x| x.itemsize() as usize / size_of::<U>());
    let operands = [a, b, out].map(|x| Operand {
        ptr: x.data(),
        shape: x.shape(),
        strides: x.strides(),
    });
    let mut plan = Plan::new(out.shape(), &operands).map_err(plan_error)?;
    plan.optimise();
    plan.for_each_inner(|ptrs, steps, n| {
        for i in 0..n as isize {
            let at = |k: usize| ptrs[k].wrapping_offset(i * steps[k]);
            // SAFETY: aligned native strings of these widths, and a bool.
            unsafe {
                let text = |k: usize| std::slice::from_raw_parts(at(k).cast::<U>(), widths[k]);
                let (x, y) = (text(0), text(1));
                let order = if rstrip {
                    stripped(x, true).cmp(stripped(y, true))
                } else {
                    compare::order(x, y)
                };
                at(2).write(u8::from(holds(order)));
            }
        }
    });
    Ok(())
}

/// `compare_chararrays(x1, x2, cmp, rstrip)`.
pub(super) fn compare_chararrays(args: Args<'_>) -> Res<Owned> {
    let [Some(x1), Some(x2), Some(cmp), Some(rstrip)] = args.parse(&SIG)? else {
        return Err(type_error("compare_chararrays() needs four arguments"));
    };
    let cmp = crate::arguments::convert::bytes_like(cmp, "compare_chararrays() argument 3")?;
    let rstrip = rstrip.truth()?;
    let holds = comparison(&cmp)?;
    let (a, b) = (as_array(x1)?, as_array(x2)?);
    let is_text = |x: &Array| matches!(x.type_num(), NPY_STRING | NPY_UNICODE);
    if !is_text(&a) || !is_text(&b) {
        return Err(type_error("comparison of non-string arrays"));
    }
    if a.type_num() != b.type_num() {
        return Ok(not_implemented().own());
    }
    let native = |x: &Array| -> Res<Own<Array>> {
        let d = crate::casting::canonical(x.descr())?;
        from_array(x, Some(&d), NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED)
    };
    let (a, b) = (native(&a)?, native(&b)?);
    let shape = broadcast([a.shape(), b.shape()].into_iter())?;
    let leader = array_wrap::leader([&*a, &*b].into_iter());
    let out = NewArray {
        subtype: leader.map_or(std::ptr::null_mut(), |x| x.subtype()),
        ..NewArray::new(builtin(NPY_BOOL).own(), &shape)
    }
    .build()?;
    if a.type_num() == NPY_STRING {
        run::<u8>(&a, &b, &out, holds, rstrip)?;
    } else {
        run::<u32>(&a, &b, &out, holds, rstrip)?;
    }
    Ok(out.upcast())
}
