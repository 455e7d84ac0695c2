//! Float scalars: conversions and methods.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Args, Object, Owned, Res, Sig, float_new, int_new, intern, tuple_new};
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::python_value::to_f64;
use crate::casting::item::scalar::read;
use crate::model::scalar_types::{Scalar, type_num_of};
use crate::scalars::generic::{CLASS_GETITEM, forward};

/// The Python `int` of the truncated value; `ValueError` and `OverflowError` for NaN and infinities.
pub fn to_int(s: &Object) -> Res<Owned> {
    if type_num_of(s.type_ptr()) == NPY_LONGDOUBLE {
        // SAFETY: a long double scalar.
        return long_to_int(unsafe { read::<LongDouble>(s) });
    }
    // SAFETY: new reference or NULL.
    unsafe { ferronum_pyrt::Own::from_result(ferronum_pyrt::ffi::PyLong_FromDouble(to_f64(s))) }
}

/// The Python `int` of a truncated long double.
pub(crate) fn long_to_int(v: LongDouble) -> Res<Owned> {
    if v.is_nan() {
        return Err(ferronum_pyrt::raised::value_error(
            "cannot convert longdouble NaN to integer",
        ));
    }
    if v.is_inf() {
        return Err(ferronum_pyrt::raised::overflow_error(
            "cannot convert longdouble infinity to integer",
        ));
    }
    let (fraction, mut exponent) = v.trunc().frexp();
    // 64 bits of mantissa as an integer, then a shift.
    exponent -= 64;
    let scaled = fraction.abs().ldexp(64);
    let digits = ferronum_pyrt::uint_new(scaled.to_u64())?;
    let shift = int_new(i64::from(exponent.abs()))?;
    let name = if exponent >= 0 {
        intern!("__lshift__")
    } else {
        intern!("__rshift__")
    };
    let magnitude = digits.call_method(name, &[&*shift])?;
    if v.signbit() {
        return magnitude.call_method(intern!("__neg__"), &[]);
    }
    Ok(magnitude)
}

fn round(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<1> = Sig::new("__round__", ["ndigits"]).keywords();
    let [ndigits] = args.parse(&SIG)?;
    match ndigits.and_then(Object::not_none) {
        Some(d) => forward(s, intern!("round"), Args::positional(&[d])),
        None => forward(s, intern!("round"), Args::positional(&[]))?
            .call_method(intern!("__int__"), &[]),
    }
}

fn is_integer(s: &Scalar) -> Res<bool> {
    if type_num_of(s.type_ptr()) == NPY_LONGDOUBLE {
        // SAFETY: a long double scalar.
        let v = unsafe { read::<LongDouble>(s) };
        return Ok(!v.is_nan() && !v.is_inf() && v.trunc() == v);
    }
    let v = to_f64(s);
    Ok(v.is_finite() && v.trunc() == v)
}

/// `(numerator, denominator)` of the exact value.
fn as_integer_ratio(s: &Scalar) -> Res<Owned> {
    if type_num_of(s.type_ptr()) != NPY_LONGDOUBLE {
        let v = to_f64(s);
        if v.is_nan() {
            return Err(ferronum_pyrt::raised::value_error(
                "cannot convert NaN to integer ratio",
            ));
        }
        if v.is_infinite() {
            return Err(ferronum_pyrt::raised::overflow_error(
                "cannot convert Infinity to integer ratio",
            ));
        }
        return float_new(v)?.call_method(intern!("as_integer_ratio"), &[]);
    }
    // SAFETY: a long double scalar.
    let v = unsafe { read::<LongDouble>(s) };
    if v.is_nan() {
        return Err(ferronum_pyrt::raised::value_error(
            "cannot convert NaN to integer ratio",
        ));
    }
    if v.is_inf() {
        return Err(ferronum_pyrt::raised::overflow_error(
            "cannot convert Infinity to integer ratio",
        ));
    }
    let (mut fraction, mut exponent) = v.frexp();
    while fraction.trunc() != fraction {
        fraction = fraction.ldexp(1);
        exponent -= 1;
    }
    let numerator = long_to_int(fraction)?;
    let shift = int_new(i64::from(exponent.abs()))?;
    let scale = int_new(1)?.call_method(intern!("__lshift__"), &[&*shift])?;
    if exponent > 0 {
        let n = numerator.call_method(intern!("__mul__"), &[&*scale])?;
        return tuple_new(&[&n, &*int_new(1)?]);
    }
    tuple_new(&[&numerator, &scale])
}

/// Methods of `numpy.floating`.
pub(crate) const FLOATING_METHODS: [Method; 1] = [method::fastcall(c"__round__", round)];
/// Methods of each float type.
pub(crate) const METHODS: [Method; 3] = [
    CLASS_GETITEM,
    method::noargs(c"as_integer_ratio", as_integer_ratio),
    method::noargs(c"is_integer", is_integer),
];
