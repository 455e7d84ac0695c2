//! From any Python object to an array: dtype and shape discovery, array protocols, element assignment.
//! The one way in for `np.array`, ufunc operands, `a[...] = value` and `PyArray_FromAny`.

use std::ffi::c_int;

use ferronum_pyrt::{Layout, Object, Own, Res};

use crate::array::object::Array;
use crate::dtype::class::DTypeClass;
use crate::dtype::descr::Descr;

/// What the caller wants of the array.
#[derive(Default)]
pub struct AnyOptions<'a> {
    /// Wanted dtype.
    pub descr: Option<&'a Descr>,
    /// Wanted DType class, where no instance is given.
    pub class: Option<&'a DTypeClass>,
    /// Least number of dimensions (0: any).
    pub min_depth: usize,
    /// Greatest number of dimensions (0: `NPY_MAXDIMS`).
    pub max_depth: usize,
    /// `NPY_ARRAY_*` requirements (`ENSURECOPY`, `ENSURENOCOPY`, `FORCECAST`, `ENSUREARRAY`, `WRITEBACKIFCOPY`, …).
    pub flags: c_int,
    /// Passed as `context`-free hint: the object came from a ufunc call, so a Python int/float/complex is
    /// marked with `NPY_ARRAY_WAS_PYTHON_*`.
    pub mark_python_scalars: bool,
}

/// `PyArray_FromAny`: a new reference to the object itself where it already fits, else a new array.
pub fn from_any(_obj: &Object, _options: &AnyOptions<'_>) -> Res<Own<Array>> {
    Err(crate::missing("array::from_any"))
}

/// `np.asarray(obj)` without wishes.
pub fn as_array(obj: &Object) -> Res<Own<Array>> {
    match obj.downcast::<Array>() {
        Some(a) => Ok(a.own()),
        None => from_any(obj, &AnyOptions::default()),
    }
}

/// An existing array brought to `descr` and `flags` (`PyArray_FromArray`).
pub fn from_array(_a: &Array, _descr: Option<&Descr>, _flags: c_int) -> Res<Own<Array>> {
    Err(crate::missing("array::from_array"))
}

/// `a[...] = value` for any object (`PyArray_CopyObject`).
pub fn assign_object(_a: &Array, _value: &Object) -> Res<()> {
    Err(crate::missing("array::assign_object"))
}

/// Functions of the module that this file answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];
