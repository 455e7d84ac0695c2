//! `a.round()`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Owned, Res};

use crate::casting;
use crate::casting::copy_array::copy;
use crate::model::array::Array;
use crate::model::descr::Descr;
use crate::model::dims::Dims;

/// `a.round(decimals, out)`: to that many decimals, half to even; integers are rounded left of the point only. What is
/// not given is a scalar where it has no axis.
pub fn round(a: &Array, decimals: isize, out: Option<&Object>) -> Res<Owned> {
    let result = rounded(a, decimals, out)?;
    if out.is_some() {
        return Ok(result);
    }
    match result.downcast_into::<Array>() {
        Ok(r) => crate::casting::item::scalar::to_scalar(r),
        Err(other) => Ok(other),
    }
}

/// A power of ten as rounding knows it: exact up to `10**22`, then what products in doubles give.
fn power_of_ten(n: usize) -> f64 {
    // Infinite by then.
    (0..n.min(400)).fold(1.0, |power, _| power * 10.0)
}

fn rounded(a: &Array, decimals: isize, out: Option<&Object>) -> Res<Owned> {
    use crate::ufunc::operator_table::{Op, ufunc};
    if crate::model::is_complex(a.type_num()) {
        let result = match out {
            Some(o) => o.own(),
            None => copy(a, NPY_KEEPORDER)?.upcast(),
        };
        for part in [
            ferronum_pyrt::intern!("real"),
            ferronum_pyrt::intern!("imag"),
        ] {
            let half = crate::coerce::as_array(&*a.getattr(part)?)?;
            result.setattr(part, &*rounded(&half, decimals, None)?)?;
        }
        return Ok(result);
    }
    if let Some(o) = out.and_then(|o| o.downcast::<Array>())
        && o.size() != a.size()
    {
        return Err(value_error("invalid output shape"));
    }
    let integer = crate::model::is_integer(a.type_num());
    if decimals >= 0 && integer {
        return match out {
            Some(o) => {
                let Some(target) = o.downcast::<Array>() else {
                    return Err(type_error("output must be an array"));
                };
                casting::assign_array(target, a, None, NPY_UNSAFE_CASTING)?;
                Ok(o.own())
            }
            None => Ok(copy(a, NPY_KEEPORDER)?.upcast()),
        };
    }
    if decimals == 0 {
        return match out {
            Some(o) => ufunc(Op::Rint).call(&[a, o]),
            None => crate::ufunc::call_unary(ufunc(Op::Rint), a),
        };
    }
    let (first, last) = if decimals > 0 {
        (Op::Multiply, Op::Divide)
    } else {
        (Op::Divide, Op::Multiply)
    };
    let factor = ferronum_pyrt::float_new(power_of_ten(decimals.unsigned_abs()))?;
    // All steps write to one array: the given one, or a plain one of the array's dtype (doubles for integers).
    let order = if a.is_f_contiguous() && !a.is_c_contiguous() {
        NPY_FORTRANORDER
    } else {
        NPY_CORDER
    };
    let shape = Dims::from(a.shape());
    let fresh = |descr: &Descr| crate::storage::create::empty(&shape, descr.own(), order);
    let target = match out {
        Some(o) => o.own(),
        None if integer => fresh(crate::dtype::builtin(NPY_DOUBLE))?.upcast(),
        None => fresh(a.descr())?.upcast(),
    };
    let named = ferronum_pyrt::args::kwnames(&[ferronum_pyrt::intern!("out")])?;
    let target = ufunc(first).call_kw(&[a, &factor, &target], Some(&named))?;
    ufunc(Op::Rint).call_kw(&[&target, &target], Some(&named))?;
    ufunc(last).call_kw(&[&target, &factor, &target], Some(&named))?;
    if let (true, None, Some(doubles)) = (integer, out, target.downcast::<Array>()) {
        let back = fresh(a.descr())?;
        casting::assign_array(&back, doubles, None, NPY_UNSAFE_CASTING)?;
        return Ok(back.upcast());
    }
    Ok(target)
}
