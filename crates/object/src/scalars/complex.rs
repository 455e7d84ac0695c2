//! Complex scalars: conversions, methods, text.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Object, Owned, Res, ops};
use ferronum_scalar::longdouble::LongDouble;

use crate::casting::item::scalar::read;
use crate::scalars::generic::CLASS_GETITEM;
use crate::scalars::types::{Scalar, type_num_of};

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

fn dunder_complex(s: &Scalar) -> Res<Owned> {
    to_complex(s)
}

/// Methods of complex types that are not Python's own.
pub(crate) const METHODS: [Method; 2] = [
    CLASS_GETITEM,
    method::noargs(c"__complex__", dunder_complex),
];
