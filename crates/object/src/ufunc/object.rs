//! `UFunc`: the handle to a ufunc.

use std::cell::UnsafeCell;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, StaticType};

/// `numpy.ufunc`.
pub static UFUNC_TYPE: StaticType = StaticType::new();

/// A ufunc, borrowed.
#[repr(transparent)]
pub struct UFunc(UnsafeCell<PyUFuncObject>);

// SAFETY: transparent over the C struct; instances of ufunc begin with it.
unsafe impl Layout for UFunc {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        UFUNC_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for UFunc {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

impl UFunc {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw(&self) -> *mut PyUFuncObject {
        self.0.get()
    }
}
