//! From Python objects to descriptors: `np.dtype(obj)` and `dtype=` arguments.

use ferronum_pyrt::{Object, Own, Res};

use crate::dtype::class::DTypeClass;
use crate::dtype::descr::Descr;

/// `np.dtype(obj)`; `None` means float64.
pub fn descr_from_object(_obj: &Object) -> Res<Own<Descr>> {
    Err(crate::missing("dtype::descr_from_object"))
}

/// A `dtype=` argument where absent or `None` means "not given".
pub fn descr_from_optional(obj: Option<&Object>) -> Res<Option<Own<Descr>>> {
    obj.and_then(Object::not_none)
        .map(descr_from_object)
        .transpose()
}

/// A `dtype=` argument that may also be a DType class (or a scalar type that stands for one):
/// `descr` if an instance was given, `class` always.
pub struct DTypeRequest {
    /// The instance, unless only a (parametric or abstract) class was named.
    pub descr: Option<Own<Descr>>,
    /// The class.
    pub class: Own<DTypeClass>,
}

/// A `dtype=` argument as instance or class; `None` for absent and for `None`. `"S"`, `"U"`, `"V"` without
/// a size, `"M8"` without a unit, and scalar types such as `str` or `np.floating` name classes only.
pub fn request_from_object(_obj: Option<&Object>) -> Res<Option<DTypeRequest>> {
    Err(crate::missing("dtype::request_from_object"))
}
