//! Whether an operator leaves the answer to the other operand (NEP 13).

use ferronum_abi::prelude::NPY_SCALAR_PRIORITY;
use ferronum_pyrt::{Object, Res, ffi, intern};

use crate::model::array::ARRAY_TYPE;
use crate::protocol::array_wrap;

/// Whether `self <op> other` should return `NotImplemented` so that `other` decides.
#[inline]
pub fn should_defer(slf: &Object, other: &Object, inplace: bool) -> Res<bool> {
    let t = other.type_ptr();
    let plain = slf.type_ptr() == ARRAY_TYPE.ptr() && other.is_basic_builtin();
    if plain || t == slf.type_ptr() || t == ARRAY_TYPE.ptr() {
        return Ok(false);
    }
    should_defer_slow(slf, other, inplace)
}

#[cold]
fn should_defer_slow(slf: &Object, other: &Object, inplace: bool) -> Res<bool> {
    if crate::model::scalar_types::is_builtin_scalar_type(other.type_ptr()) {
        return Ok(false);
    }
    if let Some(attr) = other
        .type_object()
        .getattr_opt(intern!("__array_ufunc__"))?
    {
        return Ok(!inplace && attr.is_none());
    }
    // Legacy deferral: by priority, unless other is a subtype, which Python tried first already; not so in place.
    if !inplace && other.is_instance_of(slf.type_ptr()) {
        return Ok(false);
    }
    let mine = array_wrap::priority(slf, NPY_SCALAR_PRIORITY);
    Ok(mine < array_wrap::priority(other, NPY_SCALAR_PRIORITY))
}

/// True where the slot of `other` is not ndarray's own: then it may have a say. An empty slot counts, so that the
/// error about operands names both types.
pub(crate) fn other_has_own_slot(
    other: &Object,
    field: impl Fn(&ffi::PyNumberMethods) -> *const (),
) -> bool {
    // SAFETY: protocol tables of live types.
    unsafe {
        let theirs = (*other.type_ptr()).tp_as_number;
        let ours = (*ARRAY_TYPE.ptr()).tp_as_number;
        theirs != ours && !theirs.is_null() && field(&*theirs) != field(&*ours)
    }
}
