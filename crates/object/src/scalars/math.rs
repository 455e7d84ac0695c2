//! Number protocol of bool and number scalars.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Owned, Res, TypeBuilder, slot};

use crate::scalars::generic;
use crate::scalars::types::{Scalar, type_num_of};
use crate::scalars::value::{bool_scalar, read};
use crate::scalars::{complex, float, hash, integer};

fn is_true(s: &Scalar) -> Res<bool> {
    let n = type_num_of(s.type_ptr());
    // SAFETY: the type number says the layout.
    Ok(unsafe {
        match n {
            NPY_BOOL | NPY_BYTE | NPY_UBYTE => read::<u8>(s) != 0,
            NPY_SHORT | NPY_USHORT => read::<u16>(s) != 0,
            NPY_INT | NPY_UINT => read::<u32>(s) != 0,
            NPY_LONG..=NPY_ULONGLONG => read::<u64>(s) != 0,
            NPY_LONGDOUBLE => !read::<ferronum_scalar::longdouble::LongDouble>(s).is_zero(),
            NPY_CLONGDOUBLE => {
                let v = read::<[ferronum_scalar::longdouble::LongDouble; 2]>(s);
                !v[0].is_zero() || !v[1].is_zero()
            }
            NPY_CFLOAT | NPY_CDOUBLE => complex::to_parts(s) != (0.0, 0.0),
            _ => float::to_f64(s) != 0.0,
        }
    })
}

fn int_of(s: &Scalar) -> Res<Owned> {
    integer::to_int(s)
}
fn float_of_int(s: &Scalar) -> Res<Owned> {
    let v = integer::to_int(s)?;
    ferronum_pyrt::float_new(v.to_f64()?)
}
fn int_of_float(s: &Scalar) -> Res<Owned> {
    float::to_int(s)
}
fn float_of(s: &Scalar) -> Res<Owned> {
    float::to_float(s)
}

fn bool_op(a: &Object, b: &Object, f: fn(bool, bool) -> bool) -> Option<Owned> {
    let value = |o: &Object| {
        if o.is_bool() {
            Some(o.is(ferronum_pyrt::py_bool(true)))
        } else if type_num_of(o.type_ptr()) == NPY_BOOL {
            Some(o.is(bool_scalar(true)))
        } else {
            None
        }
    };
    Some(bool_scalar(f(value(a)?, value(b)?)).own())
}
fn bool_and(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x & y) {
        Some(r) => Ok(r),
        None => generic::and(a, b),
    }
}
fn bool_or(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x | y) {
        Some(r) => Ok(r),
        None => generic::or(a, b),
    }
}
fn bool_xor(a: &Object, b: &Object) -> Res<Owned> {
    match bool_op(a, b, |x, y| x ^ y) {
        Some(r) => Ok(r),
        None => generic::xor(a, b),
    }
}

/// Sets the slots of `numpy.bool`.
pub(crate) fn bool_slots(b: &mut TypeBuilder<'static>) {
    hash::slots(NPY_BOOL, b);
    b.slots().tp_richcompare = Some(slot::richcompare(generic::richcompare));
    let n = b.number();
    n.nb_bool = Some(slot::inquiry(is_true));
    n.nb_and = Some(slot::binary(bool_and));
    n.nb_or = Some(slot::binary(bool_or));
    n.nb_xor = Some(slot::binary(bool_xor));
}

/// Sets the slots of a number type.
pub(crate) fn number_slots(type_num: c_int, b: &mut TypeBuilder<'static>) {
    hash::slots(type_num, b);
    b.slots().tp_richcompare = Some(slot::richcompare(generic::richcompare));
    let n = b.number();
    n.nb_bool = Some(slot::inquiry(is_true));
    match type_num {
        NPY_BYTE..=NPY_ULONGLONG => {
            n.nb_int = Some(slot::unary(int_of));
            n.nb_index = Some(slot::unary(int_of));
            n.nb_float = Some(slot::unary(float_of_int));
        }
        NPY_CFLOAT..=NPY_CLONGDOUBLE => {}
        _ => {
            n.nb_int = Some(slot::unary(int_of_float));
            n.nb_float = Some(slot::unary(float_of));
        }
    }
}
