//! `ArrayMethod`: resolve descriptors, get a loop, run it strided. The one mechanism for casts and ufunc
//! loops (NEP 43).

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, StaticType, ffi};

/// `numpy._ArrayMethod`.
pub static ARRAY_METHOD_TYPE: StaticType = StaticType::new();

/// The struct behind `numpy._ArrayMethod` objects. Its address is the `method` of every context; extensions
/// see it as opaque.
#[repr(C)]
pub struct ArrayMethodStruct {
    /// Object head.
    pub ob_base: ffi::PyObject,
    /// Name for messages; owned by the method (allocated with `libc::strdup`).
    pub name: *mut c_char,
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// Least casting safety that the method implies.
    pub casting: NPY_CASTING,
    /// `NPY_METH_*`.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
    /// For static data of the method (`_NPY_METH_static_data`).
    pub static_data: *const c_void,
    /// Finds the loop's descriptors.
    pub resolve_descriptors: PyArrayMethod_ResolveDescriptors,
    /// The same, with the Python scalars among the inputs.
    pub resolve_descriptors_with_scalars: PyArrayMethod_ResolveDescriptorsWithScalar,
    /// Chooses the loop for strides and alignment.
    pub get_strided_loop: PyArrayMethod_GetLoop,
    /// Initial value of a reduction.
    pub get_reduction_initial: PyArrayMethod_GetReductionInitial,
    /// Loops from which the default `get_strided_loop` chooses.
    pub strided_loop: PyArrayMethod_StridedLoop,
    /// Contiguous form.
    pub contiguous_loop: PyArrayMethod_StridedLoop,
    /// Unaligned form.
    pub unaligned_strided_loop: PyArrayMethod_StridedLoop,
    /// Unaligned contiguous form.
    pub unaligned_contiguous_loop: PyArrayMethod_StridedLoop,
    /// Loop of `ufunc.at` on aligned one-dimensional operands.
    pub contiguous_indexed_loop: PyArrayMethod_StridedLoop,
    /// Wrapped method (owned), its DTypes (owned array of nin+nout) and translators, for wrapping loops.
    pub wrapped_meth: *mut ffi::PyObject,
    /// See `wrapped_meth`.
    pub wrapped_dtypes: *mut *mut PyArray_DTypeMeta,
    /// See `wrapped_meth`.
    pub translate_given_descrs: PyArrayMethod_TranslateGivenDescriptors,
    /// See `wrapped_meth`.
    pub translate_loop_descrs: PyArrayMethod_TranslateLoopDescriptors,
    /// Cached initial value of legacy reductions.
    pub legacy_initial: [u8; 32],
    /// A legacy ufunc loop (`char**, npy_intp*, npy_intp*, void*`) behind a built-in method: what fast paths
    /// call directly, after checking that the ufunc's table still holds it.
    pub legacy_loop: PyUFuncGenericFunction,
    /// Data of `legacy_loop`.
    pub legacy_data: *mut c_void,
}

/// An `ArrayMethod`, borrowed.
#[repr(transparent)]
pub struct ArrayMethod(UnsafeCell<ArrayMethodStruct>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for ArrayMethod {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        ARRAY_METHOD_TYPE.has_exact(obj)
    }
}

impl std::ops::Deref for ArrayMethod {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

impl ArrayMethod {
    /// The struct.
    #[inline(always)]
    pub fn raw(&self) -> *mut ArrayMethodStruct {
        self.0.get()
    }
}
