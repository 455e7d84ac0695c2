//! Subscripts and selection: basic and advanced indexing, assignment through them, `take`, `put`, `choose`,
//! `repeat`, `nonzero`, `where`, `compress`, `sort`, `argsort`, `partition`, `searchsorted`, `lexsort`.

use ferronum_pyrt::{Object, Owned, Res};

use crate::array::Array;

/// `a[key]`.
pub fn subscript(_a: &Array, _key: &Object) -> Res<Owned> {
    Err(crate::missing("ndarray.__getitem__"))
}

/// `a[key] = value`; `None` deletes, which raises.
pub fn assign_subscript(_a: &Array, _key: &Object, _value: Option<&Object>) -> Res<()> {
    Err(crate::missing("ndarray.__setitem__"))
}

/// Methods of ndarray that this folder answers for.
pub const METHODS: &[ferronum_pyrt::method::Method] = &[];

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[ferronum_pyrt::method::Method] = &[];
