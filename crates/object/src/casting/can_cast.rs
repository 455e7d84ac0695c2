//! Casting rules: `np.can_cast`, and descriptors adapted to a DType class.

use ferronum_abi::prelude::NPY_CASTING;
use ferronum_pyrt::{Own, Res};

use crate::array::Array;
use crate::dtype::{DTypeClass, Descr};

/// `np.can_cast(from, to, casting)` for dtypes.
pub fn can_cast_types(_from: &Descr, _to: &Descr, _casting: NPY_CASTING) -> Res<bool> {
    Err(crate::missing("casting::can_cast_types"))
}

/// The same for an array (those that stand for Python scalars follow NEP 50).
pub fn can_cast_array(a: &Array, to: &Descr, casting: NPY_CASTING) -> Res<bool> {
    can_cast_types(a.descr(), to, casting)
}

/// The instance of `class` that `descr` casts to (`PyArray_CastDescrToDType`).
pub fn cast_descr_to_class(_descr: &Descr, _class: &DTypeClass) -> Res<Own<Descr>> {
    Err(crate::missing("casting::cast_descr_to_class"))
}
