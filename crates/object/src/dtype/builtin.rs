//! The 25 built-in DType classes, their descriptors, and the look-up by type number.

use std::ffi::c_int;
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Res, StaticType};

use crate::dtype::class::DTypeClass;
use crate::dtype::descr::Descr;

/// The DType classes of the legacy type numbers, by number; StringDType last.
pub static CLASSES: [StaticType<PyArray_DTypeMeta>; NPY_NTYPES_LEGACY + 1] =
    [const { StaticType::new() }; NPY_NTYPES_LEGACY + 1];

/// The interned descriptor of each legacy type number, set at start.
pub(crate) static SINGLETONS: [AtomicPtr<PyArray_Descr>; NPY_NTYPES_LEGACY] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; NPY_NTYPES_LEGACY];

/// The interned descriptor of a built-in type number below 24. Panics for others.
#[inline(always)]
pub fn builtin(type_num: c_int) -> &'static Descr {
    let p = SINGLETONS[type_num as usize].load(Ordering::Relaxed);
    assert!(!p.is_null(), "dtypes are not initialised");
    // SAFETY: interned descriptors live as long as the process.
    unsafe { Descr::from_ptr(p.cast()) }
}

/// The DType class of a built-in type number (`NPY_VSTRING` included).
#[inline(always)]
pub fn class_of(type_num: c_int) -> &'static DTypeClass {
    let i = if type_num == NPY_VSTRING {
        NPY_NTYPES_LEGACY
    } else {
        type_num as usize
    };
    // SAFETY: static storage; readied at start before anything looks it up.
    unsafe { DTypeClass::from_ptr(CLASSES[i].ptr().cast()) }
}

/// A new reference to the descriptor of any type number: built-in, `NPY_CHAR`, `NPY_VSTRING`, or a
/// registered user type; `ValueError` otherwise ("Invalid data-type for array").
pub fn from_type_num(type_num: c_int) -> Res<Own<Descr>> {
    if (0..NPY_NTYPES_LEGACY as c_int).contains(&type_num) {
        return Ok(builtin(type_num).own());
    }
    Err(crate::missing("dtype::from_type_num of user types"))
}

/// Readies `numpy._DTypeMeta`, `numpy.dtype` and the built-in classes with their descriptors. The scalar
/// types must be ready.
pub fn init() -> Res<()> {
    Err(crate::missing("dtype::builtin::init"))
}
