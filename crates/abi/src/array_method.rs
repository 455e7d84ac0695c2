//! ArrayMethods: the specs, contexts and function types of casts and ufunc loops.
use crate::constants::{NPY_CASTING, NPY_SORTKIND};
use crate::descr::PyArray_Descr;
use crate::dtype_meta::PyArray_DTypeMeta;
use crate::memory::NpyAuxData;
use crate::types::{npy_bool, npy_intp};
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::{PyObject, PyType_Slot};

/// Opaque for extensions.
#[repr(C)]
pub struct PyArrayMethodObject {
    _private: [u8; 0],
}

/// C `enum NPY_ARRAYMETHOD_FLAGS`.
pub type NPY_ARRAYMETHOD_FLAGS = c_int;
/// The loop needs the interpreter lock.
pub const NPY_METH_REQUIRES_PYAPI: NPY_ARRAYMETHOD_FLAGS = 1 << 0;
/// The loop raises no floating point flags.
pub const NPY_METH_NO_FLOATINGPOINT_ERRORS: NPY_ARRAYMETHOD_FLAGS = 1 << 1;
/// Loops for unaligned data exist.
pub const NPY_METH_SUPPORTS_UNALIGNED: NPY_ARRAYMETHOD_FLAGS = 1 << 2;
/// A reduction may be reordered.
pub const NPY_METH_IS_REORDERABLE: NPY_ARRAYMETHOD_FLAGS = 1 << 3;
/// Private: inputs may be cast to bool.
pub const _NPY_METH_FORCE_CAST_INPUTS: NPY_ARRAYMETHOD_FLAGS = 1 << 17;
/// The flags that can change at run time.
pub const NPY_METH_RUNTIME_FLAGS: NPY_ARRAYMETHOD_FLAGS =
    NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;

/// `PyArrayMethod_Context.flags`: the cast must keep values.
pub const NPY_SAME_VALUE_CONTEXT_FLAG: u64 = 1;

/// What a loop is told about the call.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArrayMethod_Context {
    /// The ufunc, or NULL.
    pub caller: *mut PyObject,
    /// The method.
    pub method: *mut PyArrayMethodObject,
    /// Operand descriptors.
    pub descriptors: *const *mut PyArray_Descr,
    /// Unused.
    pub _reserved: *mut c_void,
    /// `NPY_*_CONTEXT_FLAG`.
    pub flags: u64,
    /// Run-time parameters (sorting).
    pub parameters: *mut c_void,
}
layout!(PyArrayMethod_Context, 48; caller = 0, method = 8, descriptors = 16, _reserved = 24,
    flags = 32, parameters = 40);

/// How an extension describes a loop.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArrayMethod_Spec {
    /// Name for messages.
    pub name: *const c_char,
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// Casting that the method does.
    pub casting: NPY_CASTING,
    /// `NPY_METH_*`.
    pub flags: NPY_ARRAYMETHOD_FLAGS,
    /// DType classes, `nin + nout`.
    pub dtypes: *mut *mut PyArray_DTypeMeta,
    /// Slots, ended by `{0, NULL}`.
    pub slots: *mut PyType_Slot,
}
layout!(PyArrayMethod_Spec, 40; name = 0, nin = 8, nout = 12, casting = 16, flags = 20,
    dtypes = 24, slots = 32);

/// Element of the list of `PyUFunc_AddLoopsFromSpecs`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyUFunc_LoopSlot {
    /// Name of the ufunc.
    pub name: *const c_char,
    /// The loop.
    pub spec: *mut PyArrayMethod_Spec,
}
layout!(PyUFunc_LoopSlot, 16; name = 0, spec = 8);

/// `parameters` of sort loops.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArrayMethod_SortParameters {
    /// Order and stability.
    pub flags: NPY_SORTKIND,
}
layout!(PyArrayMethod_SortParameters, 4; flags = 0);

/// Slot id: resolve descriptors, knowing Python scalars.
pub const _NPY_METH_resolve_descriptors_with_scalars: c_int = 1;
/// Slot id.
pub const NPY_METH_resolve_descriptors: c_int = 2;
/// Slot id.
pub const NPY_METH_get_loop: c_int = 3;
/// Slot id.
pub const NPY_METH_get_reduction_initial: c_int = 4;
/// Slot id.
pub const NPY_METH_strided_loop: c_int = 5;
/// Slot id.
pub const NPY_METH_contiguous_loop: c_int = 6;
/// Slot id.
pub const NPY_METH_unaligned_strided_loop: c_int = 7;
/// Slot id.
pub const NPY_METH_unaligned_contiguous_loop: c_int = 8;
/// Slot id.
pub const NPY_METH_contiguous_indexed_loop: c_int = 9;
/// Slot id.
pub const _NPY_METH_static_data: c_int = 10;

/// Name of the capsules that hold a promoter.
pub const UFUNC_PROMOTER_NAME: &core::ffi::CStr = c"numpy._ufunc_promoter";

/// Finds the descriptors of a loop; the casting that it needs, or -1.
pub type PyArrayMethod_ResolveDescriptors = Option<
    unsafe extern "C" fn(
        method: *mut PyArrayMethodObject,
        dtypes: *const *mut PyArray_DTypeMeta,
        given_descrs: *const *mut PyArray_Descr,
        loop_descrs: *mut *mut PyArray_Descr,
        view_offset: *mut npy_intp,
    ) -> NPY_CASTING,
>;
/// The same, told the Python scalars among the inputs.
pub type PyArrayMethod_ResolveDescriptorsWithScalar = Option<
    unsafe extern "C" fn(
        method: *mut PyArrayMethodObject,
        dtypes: *const *mut PyArray_DTypeMeta,
        given_descrs: *const *mut PyArray_Descr,
        input_scalars: *const *mut PyObject,
        loop_descrs: *mut *mut PyArray_Descr,
        view_offset: *mut npy_intp,
    ) -> NPY_CASTING,
>;
/// A strided loop; negative on error.
pub type PyArrayMethod_StridedLoop = Option<
    unsafe extern "C" fn(
        context: *mut PyArrayMethod_Context,
        data: *const *mut c_char,
        dimensions: *const npy_intp,
        strides: *const npy_intp,
        transferdata: *mut NpyAuxData,
    ) -> c_int,
>;
/// Chooses the loop.
pub type PyArrayMethod_GetLoop = Option<
    unsafe extern "C" fn(
        context: *mut PyArrayMethod_Context,
        aligned: c_int,
        move_references: c_int,
        strides: *const npy_intp,
        out_loop: *mut PyArrayMethod_StridedLoop,
        out_transferdata: *mut *mut NpyAuxData,
        flags: *mut NPY_ARRAYMETHOD_FLAGS,
    ) -> c_int,
>;
/// Writes a reduction's initial value; 1 if there is one, 0 if not, -1 on error.
pub type PyArrayMethod_GetReductionInitial = Option<
    unsafe extern "C" fn(
        context: *mut PyArrayMethod_Context,
        reduction_is_empty: npy_bool,
        initial: *mut c_void,
    ) -> c_int,
>;
/// Translates given descriptors of a wrapping loop.
pub type PyArrayMethod_TranslateGivenDescriptors = Option<
    unsafe extern "C" fn(
        nin: c_int,
        nout: c_int,
        wrapped_dtypes: *const *mut PyArray_DTypeMeta,
        given_descrs: *const *mut PyArray_Descr,
        new_descrs: *mut *mut PyArray_Descr,
    ) -> c_int,
>;
/// Translates loop descriptors of a wrapping loop.
pub type PyArrayMethod_TranslateLoopDescriptors = Option<
    unsafe extern "C" fn(
        nin: c_int,
        nout: c_int,
        new_dtypes: *const *mut PyArray_DTypeMeta,
        given_descrs: *const *mut PyArray_Descr,
        original_descrs: *mut *mut PyArray_Descr,
        loop_descrs: *mut *mut PyArray_Descr,
    ) -> c_int,
>;
/// Visits every element of one array (clearing, zero filling).
pub type PyArrayMethod_TraverseLoop = Option<
    unsafe extern "C" fn(
        traverse_context: *mut c_void,
        descr: *const PyArray_Descr,
        data: *mut c_char,
        size: npy_intp,
        stride: npy_intp,
        auxdata: *mut NpyAuxData,
    ) -> c_int,
>;
/// Chooses a traverse loop.
pub type PyArrayMethod_GetTraverseLoop = Option<
    unsafe extern "C" fn(
        traverse_context: *mut c_void,
        descr: *const PyArray_Descr,
        aligned: c_int,
        fixed_stride: npy_intp,
        out_loop: *mut PyArrayMethod_TraverseLoop,
        out_auxdata: *mut *mut NpyAuxData,
        flags: *mut NPY_ARRAYMETHOD_FLAGS,
    ) -> c_int,
>;
/// Promotes DTypes for a ufunc.
pub type PyArrayMethod_PromoterFunction = Option<
    unsafe extern "C" fn(
        ufunc: *mut PyObject,
        op_dtypes: *const *mut PyArray_DTypeMeta,
        signature: *const *mut PyArray_DTypeMeta,
        new_op_dtypes: *mut *mut PyArray_DTypeMeta,
    ) -> c_int,
>;
