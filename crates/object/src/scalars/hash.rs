//! Hashes: equal to those of equal Python numbers.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Res, TypeBuilder, ffi, slot};

use crate::casting::item::scalar::read;
use crate::model::scalar_types::{Scalar, type_num_of};

/// `_PyHASH_MODULUS`.
const MODULUS: u64 = (1 << 61) - 1;

fn int_hash(s: &Scalar) -> Res<isize> {
    // SAFETY: the type number says the layout.
    let (negative, magnitude) = unsafe {
        match type_num_of(s.type_ptr()) {
            NPY_BOOL => (false, u64::from(read::<u8>(s) != 0)),
            NPY_BYTE => signed(read::<i8>(s).into()),
            NPY_UBYTE => (false, read::<u8>(s).into()),
            NPY_SHORT => signed(read::<i16>(s).into()),
            NPY_USHORT => (false, read::<u16>(s).into()),
            NPY_INT => signed(read::<i32>(s).into()),
            NPY_UINT => (false, read::<u32>(s).into()),
            NPY_LONG | NPY_LONGLONG => signed(read::<i64>(s)),
            _ => (false, read::<u64>(s)),
        }
    };
    let h = (magnitude % MODULUS) as isize;
    Ok(if negative { -h } else { h })
}

fn signed(v: i64) -> (bool, u64) {
    (v < 0, v.unsigned_abs())
}

unsafe extern "C" {
    fn _Py_HashDouble(of: *mut ffi::PyObject, value: f64) -> ffi::Py_hash_t;
}

/// The interpreter's hash of a float; NaN hashes by identity.
fn double_hash(of: &Object, v: f64) -> isize {
    // SAFETY: any pointer and value.
    unsafe { _Py_HashDouble(of.as_ptr(), v) }
}

fn float_hash(s: &Scalar) -> Res<isize> {
    Ok(double_hash(
        s,
        crate::casting::item::python_value::to_f64(s),
    ))
}

fn complex_hash(s: &Scalar) -> Res<isize> {
    let (re, im) = crate::casting::item::python_value::to_parts(s);
    let (a, b) = (double_hash(s, re) as usize, double_hash(s, im) as usize);
    // As complex does: the parts combined with _PyHASH_IMAG.
    Ok(a.wrapping_add(b.wrapping_mul(1_000_003)) as isize)
}

/// Sets `tp_hash` of numbers and bool.
pub(crate) fn slots(n: c_int, b: &mut TypeBuilder<'static>) {
    b.slots().tp_hash = Some(match n {
        NPY_BOOL..=NPY_ULONGLONG => slot::hash(int_hash),
        NPY_CFLOAT..=NPY_CLONGDOUBLE => slot::hash(complex_hash),
        _ => slot::hash(float_hash),
    });
}
