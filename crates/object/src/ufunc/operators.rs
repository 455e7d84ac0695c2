//! Entries for the operators of ndarray: a ufunc called with one or two operands, in place or not.

use ferronum_pyrt::{Args, Layout, Object, Owned, Res};

/// `ufunc(a, b)`.
#[inline]
pub fn call_binary(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    ufunc.call(&[a, b])
}

/// `ufunc(a)`.
#[inline]
pub fn call_unary(ufunc: &Object, a: &Object) -> Res<Owned> {
    ufunc.call(&[a])
}

/// `ufunc(a, b, out=(a,))`.
pub fn call_binary_inplace(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    ufunc.call(&[a, b, a])
}

/// `a @= b`.
pub fn matmul_inplace(ufunc: &Object, a: &Object, b: &Object) -> Res<Owned> {
    call_binary_inplace(ufunc, a, b)
}

/// `a ** b`, with NumPy's short cuts for small constant exponents.
pub fn power(a: &Object, b: &Object, inplace: bool) -> Res<Owned> {
    let f = crate::array::number::ufunc(crate::array::number::Op::Power);
    if inplace {
        call_binary_inplace(f, a, b)
    } else {
        call_binary(f, a, b)
    }
}

/// `a.sum(...)` and its like: the array first, then the caller's arguments.
pub fn method_reduce(ufunc: &Object, a: &Object, args: Args<'_>) -> Res<Owned> {
    let reduce = ufunc.getattr(ferronum_pyrt::intern!("reduce"))?;
    let mut all: Vec<&Object> = vec![a.object()];
    all.extend_from_slice(args.values());
    reduce.call_kw(&all, args.kwnames())
}
