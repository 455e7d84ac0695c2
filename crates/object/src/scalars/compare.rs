//! Comparison of number scalars with each other and with Python's numbers.

use std::cmp::Ordering;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Owned, Res, ffi, not_implemented};
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::scalar::bool_scalar;
use crate::coerce::promote;
use crate::model::scalar_types::Scalar;
use crate::model::{is_complex, is_integer};
use crate::protocol::defer::should_defer;
use crate::scalars::operand::{Big, Kind, Val, common, kind, load, python_int};

fn by_order(o: Option<Ordering>, op: c_int) -> bool {
    match (op, o) {
        (ffi::Py_NE, None) => true,
        (_, None) => false,
        (ffi::Py_EQ, Some(o)) => o == Ordering::Equal,
        (ffi::Py_NE, Some(o)) => o != Ordering::Equal,
        (ffi::Py_LT, Some(o)) => o == Ordering::Less,
        (ffi::Py_LE, Some(o)) => o != Ordering::Greater,
        (ffi::Py_GT, Some(o)) => o == Ordering::Greater,
        (_, Some(o)) => o != Ordering::Less,
    }
}

/// A Python integer beside a bool counts as `long`.
#[cold]
fn too_large() -> ferronum_pyrt::Raised {
    ferronum_pyrt::raised::overflow_error("Python int too large to convert to C long")
}

/// Complex numbers compare by real part, then by imaginary part.
fn complex<T: PartialOrd + Copy>(a: (T, T), b: (T, T), op: c_int) -> bool {
    match op {
        ffi::Py_EQ => a.0 == b.0 && a.1 == b.1,
        ffi::Py_NE => a.0 != b.0 || a.1 != b.1,
        ffi::Py_LT => a.0 < b.0 || a.0 == b.0 && a.1 < b.1,
        ffi::Py_LE => a.0 < b.0 || a.0 == b.0 && a.1 <= b.1,
        ffi::Py_GT => a.0 > b.0 || a.0 == b.0 && a.1 > b.1,
        _ => a.0 > b.0 || a.0 == b.0 && a.1 >= b.1,
    }
}

fn values(n: c_int, a: Val, b: Val, op: c_int) -> bool {
    match n {
        NPY_BOOL..=NPY_ULONGLONG => by_order(Some(a.int().cmp(&b.int())), op),
        NPY_FLOAT => by_order(a.f32().partial_cmp(&b.f32()), op),
        NPY_LONGDOUBLE => by_order(a.long().partial_cmp(&b.long()), op),
        NPY_CLONGDOUBLE => {
            let ([p, q], [r, s]): ([LongDouble; 2], [LongDouble; 2]) =
                (a.long_complex(), b.long_complex());
            complex((p, q), (r, s), op)
        }
        NPY_CFLOAT | NPY_CDOUBLE => complex(a.complex(), b.complex(), op),
        _ => by_order(a.f64().partial_cmp(&b.f64()), op),
    }
}

/// Whether an operand is a scalar of another type, which holds all values of the number type `of`.
pub(crate) fn is_held_by(of: c_int, other: Kind) -> bool {
    let Kind::Scalar(t, _) = other else {
        return false;
    };
    let twins = matches!(
        (of.min(t), of.max(t)),
        (NPY_LONG, NPY_LONGLONG) | (NPY_ULONG, NPY_ULONGLONG)
    );
    t != of && !twins && of != NPY_BOOL && promote::common_number(of, t) == t
}

/// `tp_richcompare` of bool and number scalars.
pub(crate) fn richcompare(s: &Scalar, other: &Object, op: c_int) -> Res<Owned> {
    let (ka, kb) = (kind(s), kind(other));
    if matches!(kb, Kind::Other | Kind::Scalar(_, false)) && should_defer(s, other, false)? {
        return Ok(not_implemented().own());
    }
    let Some(n) = common(ka, kb) else {
        return super::generic::richcompare(s, other, op);
    };
    if let Kind::Scalar(of, _) = ka {
        if is_held_by(of, kb) {
            return Ok(not_implemented().own());
        }
        if n != of && matches!(kb, Kind::Scalar(_, false)) {
            // A subclass of another scalar may have a say in the ufunc.
            return super::generic::richcompare(s, other, op);
        }
    }
    let answer = |b: bool| Ok(bool_scalar(b).own());
    let integral = |k| match k {
        Kind::Scalar(n, _) => n == NPY_BOOL || is_integer(n),
        Kind::PyBool | Kind::PyInt => true,
        _ => false,
    };
    if integral(ka) && integral(kb) {
        // Integers compare by value, whatever their widths and signs.
        let a = load(s, ka, NPY_LONG)?.int();
        let b = match kb {
            Kind::PyInt => match python_int(other)? {
                Big::Fits(v)
                    if matches!(ka, Kind::Scalar(NPY_BOOL, _)) && i64::try_from(v).is_err() =>
                {
                    return Err(too_large());
                }
                Big::Beyond(_) if matches!(ka, Kind::Scalar(NPY_BOOL, _)) => {
                    return Err(too_large());
                }
                Big::Fits(v) => v,
                Big::Beyond(sign) => {
                    let o = if sign > 0 {
                        Ordering::Less
                    } else {
                        Ordering::Greater
                    };
                    return answer(by_order(Some(o), op));
                }
            },
            _ => load(other, kb, NPY_LONG)?.int(),
        };
        return answer(by_order(Some(a.cmp(&b)), op));
    }
    let own = |k| matches!(k, Kind::Scalar(t, _) if t == n);
    let undecided = matches!(ka, Kind::Scalar(NPY_BOOL, _)) || !own(ka) && !own(kb);
    if is_complex(n) && undecided {
        return super::generic::richcompare(s, other, op);
    }
    let (a, b) = (load(s, ka, n)?, load(other, kb, n)?);
    answer(values(n, a, b, op))
}
