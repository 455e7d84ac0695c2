//! Generalised ufuncs: core dimensions, `axes`, `axis`, `keepdims`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Own, Res};

use crate::array::Array;
use crate::dtype::DTypeClass;
use crate::ufunc::UFunc;
use crate::ufunc::call::Input;

/// The axis arguments of a call.
pub struct AxisArgs<'a> {
    /// `axes=`.
    pub axes: Option<&'a Object>,
    /// `axis=`.
    pub axis: Option<&'a Object>,
    /// `keepdims=`.
    pub keepdims: Option<&'a Object>,
}

/// Runs a generalised ufunc.
#[allow(clippy::too_many_arguments, reason = "the parts of a parsed call")]
pub fn call(
    uf: &UFunc,
    _objects: &[&Object],
    _inputs: Vec<Input>,
    _outs: Vec<Option<Own<Array>>>,
    _sig: &[Option<Own<DTypeClass>>],
    _casting: NPY_CASTING,
    _order: NPY_ORDER,
    _axes: &AxisArgs<'_>,
) -> Res<Vec<Own<Array>>> {
    Err(crate::missing(&format!("gufunc {}", uf.name())))
}
