//! Numbers of Python from scalars: what `int(x)`, `float(x)`, `complex(x)` give.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Owned, Res, float_new, int_new, ops, uint_new};
use ferronum_scalar::half;
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::scalar::read;
use crate::model::scalar_types::type_num_of;

/// Both parts as doubles; long doubles are rounded.
pub fn to_parts(s: &Object) -> (f64, f64) {
    // SAFETY: the type number says the layout.
    unsafe {
        match type_num_of(s.type_ptr()) {
            NPY_CFLOAT => {
                let v = read::<npy_cfloat>(s);
                (v.real.into(), v.imag.into())
            }
            NPY_CDOUBLE => {
                let v = read::<npy_cdouble>(s);
                (v.real, v.imag)
            }
            _ => {
                let v = read::<[LongDouble; 2]>(s);
                (v[0].to_f64(), v[1].to_f64())
            }
        }
    }
}

/// The Python `complex` of a complex scalar.
pub fn to_complex(s: &Object) -> Res<Owned> {
    let (re, im) = to_parts(s);
    ops::complex_new(re, im)
}

/// The value as a double; long doubles are rounded.
pub fn to_f64(s: &Object) -> f64 {
    // SAFETY: the type number says the layout.
    unsafe {
        match type_num_of(s.type_ptr()) {
            NPY_HALF => half::to_f64(read::<u16>(s)),
            NPY_FLOAT => read::<f32>(s).into(),
            NPY_LONGDOUBLE => read::<LongDouble>(s).to_f64(),
            _ => read::<f64>(s),
        }
    }
}

/// The Python `float` of a float scalar.
pub fn to_float(s: &Object) -> Res<Owned> {
    float_new(to_f64(s))
}

/// The Python `int` of an integer or bool scalar.
pub fn to_int(s: &Object) -> Res<Owned> {
    // SAFETY: the type number says the layout.
    unsafe {
        match type_num_of(s.type_ptr()) {
            NPY_BOOL => int_new(i64::from(read::<u8>(s) != 0)),
            NPY_BYTE => int_new(read::<i8>(s).into()),
            NPY_UBYTE => int_new(read::<u8>(s).into()),
            NPY_SHORT => int_new(read::<i16>(s).into()),
            NPY_USHORT => int_new(read::<u16>(s).into()),
            NPY_INT => int_new(read::<i32>(s).into()),
            NPY_UINT => int_new(read::<u32>(s).into()),
            NPY_LONG | NPY_LONGLONG => int_new(read::<i64>(s)),
            _ => uint_new(read::<u64>(s)),
        }
    }
}
