//! Entries for the operators of ndarray: a ufunc called with one or two operands, in place or not.

use ferronum_abi::prelude::NPY_OBJECT;
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, ffi};

use crate::model::Array;
use crate::model::{is_complex, is_float};
use crate::ufunc::operator_table::{Op, ufunc};
use crate::ufunc::{UFunc, call, fast};

#[inline]
fn call_ufunc(ufunc: &Object, args: &[&Object]) -> Res<Owned> {
    match ufunc.downcast::<UFunc>() {
        Some(uf) => {
            if let Some(r) = fast::try_call(uf, args, None)? {
                return Ok(r);
            }
            call::general(uf, Args::positional(args))
        }
        None => ufunc.call(args),
    }
}

/// `ufunc(a, b)`.
#[inline]
pub fn call_binary(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    call_ufunc(ufunc, &[a, b])
}

/// `ufunc(a, b, c)`.
#[inline]
pub fn call_ternary(ufunc: &Object, a: &Object, b: &Object, c: &Object) -> Res<Owned> {
    call_ufunc(ufunc, &[a, b, c])
}

/// `ufunc(a)`.
#[inline]
pub fn call_unary(ufunc: &Object, a: &Object) -> Res<Owned> {
    call_ufunc(ufunc, &[a])
}

/// `ufunc(a, b, out=(a,))`.
#[inline]
pub fn call_binary_inplace(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    call_ufunc(ufunc, &[a, b, a])
}

/// `a @= b`.
pub fn matmul_inplace(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    crate::ufunc::gufunc::matmul_inplace(ufunc, a, b)
}

/// A Python int or float as a small constant exponent.
fn constant_exponent(b: &Object) -> Option<f64> {
    if b.is_int_exact() {
        return match b.int_to_i64() {
            Ok(Ok(v @ -1..=2)) => Some(v as f64),
            Ok(_) => None,
            Err(e) => {
                e.clear();
                None
            }
        };
    }
    // SAFETY: exactly a float.
    b.is_float_exact()
        .then(|| unsafe { ffi::PyFloat_AS_DOUBLE(b.as_ptr()) })
}

/// The cheaper ufunc that computes `a ** b` for a constant exponent.
fn short_cut(a: &Object, b: &Object) -> Option<Op> {
    let e = constant_exponent(b)?;
    let n = a.downcast::<Array>()?.type_num();
    if is_float(n) || is_complex(n) {
        return if e == 2.0 {
            Some(Op::Square)
        } else if e == 0.5 {
            Some(Op::Sqrt)
        } else if e == 1.0 {
            Some(Op::Positive)
        } else if e == -1.0 {
            Some(Op::Reciprocal)
        } else {
            None
        };
    }
    (n != NPY_OBJECT && b.is_int_exact() && e == 2.0).then_some(Op::Square)
}

/// `a ** b`, with NumPy's short cuts for small constant exponents.
pub fn power(a: &Object, b: &Object, inplace: bool) -> Res<Owned> {
    if let Some(op) = short_cut(a, b) {
        let f = ufunc(op);
        return if inplace {
            call_ufunc(f, &[a, a])
        } else {
            call_ufunc(f, &[a])
        };
    }
    let f = ufunc(Op::Power);
    if inplace {
        call_binary_inplace(f, a, b)
    } else {
        call_binary(f, a, b)
    }
}

/// `a.sum(...)` and its like: the array first, then the caller's arguments.
pub fn method_reduce(ufunc: &Object, a: &Object, args: Args<'_>) -> Res<Owned> {
    let reduce = ufunc.getattr(ferronum_pyrt::intern!("reduce"))?;
    let mut all: Vec<&Object> = vec![a];
    all.extend_from_slice(args.values());
    reduce.call_kw(&all, args.kwnames())
}
