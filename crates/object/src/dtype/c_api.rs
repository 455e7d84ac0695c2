//! What the C-API asks of dtypes by type number, and of sequences of DType classes.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res};

use crate::casting;
use crate::dtype::{DTypeClass, builtin, promote};

/// The class of a type number's scalars (`PyArray_TypeObjectFromType`).
pub fn scalar_type(type_num: c_int) -> Res<Owned> {
    let descr = builtin::from_type_num(type_num)?;
    // SAFETY: a class or NULL, kept alive by the descriptor's own class.
    let found = unsafe { Object::from_ptr_opt(descr.typeobj().cast()) };
    found
        .map(Layout::own)
        .ok_or_else(|| value_error("Invalid data-type for array"))
}

/// `np.can_cast` of the descriptors of two type numbers.
pub fn can_cast_numbers(from: c_int, to: c_int, rule: NPY_CASTING) -> Res<bool> {
    if from == to {
        return Ok(true);
    }
    let (from, to) = (builtin::from_type_num(from)?, builtin::from_type_num(to)?);
    casting::can_cast_types(&from, &to, rule)
}

/// The DType class that all promote to (`PyArray_PromoteDTypeSequence`).
pub fn common_of_all(classes: &[&DTypeClass]) -> Res<Own<DTypeClass>> {
    let Some((first, rest)) = classes.split_first() else {
        return Err(value_error("at least one array or dtype is required"));
    };
    let mut common = first.own();
    for class in rest {
        common = promote::common_dtype(&common, class)?;
    }
    Ok(common)
}
