//! Complex scalars: conversions, methods, text.

use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::{Owned, Res};

use crate::casting::item::python_value::to_complex;
use crate::model::scalar_types::Scalar;
use crate::scalars::generic::CLASS_GETITEM;

fn dunder_complex(s: &Scalar) -> Res<Owned> {
    to_complex(s)
}

/// Methods of complex types that are not Python's own.
pub(crate) const METHODS: [Method; 2] = [
    CLASS_GETITEM,
    method::noargs(c"__complex__", dunder_complex),
];
