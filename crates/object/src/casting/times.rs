//! Casts of `datetime64` and `timedelta64`: to and from numbers as 64-bit integers. Between units, and to and
//! from strings, the calendar decides (`datetime`).

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Own, Res};

use super::adapt::{CastQuery, LoopQuery, loop_getter, resolver};
use super::array_method::{ArrayMethod, CastInfo, LoopChoice};
use super::canonical;
use super::numeric::kernel;
use crate::datetime;
use crate::dtype::is_number;

/// The method for a date type on one or both sides; the other is a number, a date or a string.
pub(super) fn method(from: c_int, to: c_int) -> Res<Own<ArrayMethod>> {
    if !(is_number(from) || is_number(to)) {
        return datetime::cast_method(from, to);
    }
    let level = match (from, to) {
        (NPY_BOOL..=NPY_LONGLONG, NPY_TIMEDELTA) if from != NPY_ULONG => NPY_SAFE_CASTING,
        (NPY_ULONG | NPY_ULONGLONG, NPY_TIMEDELTA) => NPY_SAME_KIND_CASTING,
        _ => NPY_UNSAFE_CASTING,
    };
    let m = ArrayMethod::new(c"legacy_cast", 1, 1, level, 0)?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).resolve_descriptors = Some(resolve_number);
        (*m.raw()).get_strided_loop = Some(number_loop);
    }
    Ok(m)
}

resolver! { resolve_number => number }
loop_getter! { number_loop => get_number_loop }

fn number(q: CastQuery<'_>) -> Res<CastInfo> {
    let to = match q.to {
        Some(t) => canonical(t)?,
        None => q.to_class.default_descr()?,
    };
    Ok(CastInfo {
        casting: q.method.casting(),
        descrs: [canonical(q.from)?, to],
        view_offset: None,
    })
}

fn get_number_loop(q: LoopQuery<'_>) -> Res<LoopChoice> {
    let (f, t) = (q.from.type_num(), q.to.type_num());
    if crate::dtype::is_complex(f) {
        super::numeric::warn_imaginary()?;
    }
    Ok(LoopChoice {
        run: kernel(f, t, q.contiguous())?,
        aux: std::ptr::null_mut(),
        flags: if crate::dtype::is_integer(f) || f == NPY_BOOL {
            NPY_METH_NO_FLOATINGPOINT_ERRORS
        } else {
            0
        },
    })
}
