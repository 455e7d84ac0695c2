//! DType classes: the class struct, its flags, the spec and the slot functions.
use crate::array_method::PyArrayMethod_Spec;
use crate::descr::PyArray_Descr;
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::{PyHeapTypeObject, PyObject, PyType_Slot, PyTypeObject};

/// A DType class (an instance of `numpy._DTypeMeta`).
#[repr(C)]
pub struct PyArray_DTypeMeta {
    /// The class; C's field `super`.
    pub super_: PyHeapTypeObject,
    /// Default instance, or NULL.
    pub singleton: *mut PyArray_Descr,
    /// Type number, or -1.
    pub type_num: c_int,
    /// Class of its scalars, or NULL.
    pub scalar_type: *mut PyTypeObject,
    /// `NPY_DT_*`.
    pub flags: u64,
    /// Private slots.
    pub dt_slots: *mut c_void,
    /// Unused.
    pub reserved: [*mut c_void; 3],
}
/// Bytes of a heap type in this interpreter.
const HEAP: usize = if cfg!(Py_3_13) {
    928
} else if cfg!(Py_3_12) {
    920
} else {
    904
};
layout!(PyArray_DTypeMeta, HEAP + 64; super_ = 0, singleton = HEAP, type_num = HEAP + 8,
    scalar_type = HEAP + 16, flags = HEAP + 24, dt_slots = HEAP + 32, reserved = HEAP + 40);

/// Private: uses the legacy struct and tables.
pub const _NPY_DT_LEGACY: u64 = 1 << 0;
/// Has no instances.
pub const NPY_DT_ABSTRACT: u64 = 1 << 1;
/// Instances differ by parameters.
pub const NPY_DT_PARAMETRIC: u64 = 1 << 2;
/// Is a number.
pub const NPY_DT_NUMERIC: u64 = 1 << 3;

/// How an extension describes a DType class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArrayDTypeMeta_Spec {
    /// Class of its scalars.
    pub typeobj: *mut PyTypeObject,
    /// `NPY_DT_*`.
    pub flags: c_int,
    /// Casts, ended by NULL.
    pub casts: *mut *mut PyArrayMethod_Spec,
    /// Slots, ended by `{0, NULL}`.
    pub slots: *mut PyType_Slot,
    /// Base class, or NULL.
    pub baseclass: *mut PyTypeObject,
}
layout!(PyArrayDTypeMeta_Spec, 40; typeobj = 0, flags = 8, casts = 16, slots = 24,
    baseclass = 32);

macro_rules! ids {
    ($($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: c_int = $value;)*
    };
}
ids! {
    NPY_DT_discover_descr_from_pyobject = 1, _NPY_DT_is_known_scalar_type = 2,
    NPY_DT_default_descr = 3, NPY_DT_common_dtype = 4, NPY_DT_common_instance = 5,
    NPY_DT_ensure_canonical = 6, NPY_DT_setitem = 7, NPY_DT_getitem = 8,
    NPY_DT_get_clear_loop = 9, NPY_DT_get_fill_zero_loop = 10, NPY_DT_finalize_descr = 11,
    NPY_DT_get_constant = 12,
    _NPY_DT_ARRFUNCS_OFFSET = 1 << 11,
    NPY_DT_PyArray_ArrFuncs_getitem = 1 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_setitem = 2 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_compare = 5 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_argmax = 6 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_dotfunc = 7 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_scanfunc = 8 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_fromstr = 9 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_nonzero = 10 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_fill = 11 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_fillwithscalar = 12 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_sort = 13 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_argsort = 14 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_DT_PyArray_ArrFuncs_argmin = 22 + _NPY_DT_ARRFUNCS_OFFSET,
    NPY_CONSTANT_zero = 1, NPY_CONSTANT_one = 2, NPY_CONSTANT_all_bits_set = 3,
    NPY_CONSTANT_maximum_finite = 4, NPY_CONSTANT_minimum_finite = 5, NPY_CONSTANT_inf = 6,
    NPY_CONSTANT_ninf = 7, NPY_CONSTANT_nan = 8, NPY_CONSTANT_finfo_radix = 9,
    NPY_CONSTANT_finfo_eps = 10, NPY_CONSTANT_finfo_smallest_normal = 11,
    NPY_CONSTANT_finfo_smallest_subnormal = 12, NPY_CONSTANT_finfo_nmant = 1 << 16,
    NPY_CONSTANT_finfo_min_exp = (1 << 16) + 1, NPY_CONSTANT_finfo_max_exp = (1 << 16) + 2,
    NPY_CONSTANT_finfo_decimal_digits = (1 << 16) + 3,
}

/// Finds the descriptor of a Python object.
pub type PyArrayDTypeMeta_DiscoverDescrFromPyobject =
    Option<unsafe extern "C" fn(*mut PyArray_DTypeMeta, *mut PyObject) -> *mut PyArray_Descr>;
/// Whether a class is one of its scalars'.
pub type PyArrayDTypeMeta_IsKnownScalarType =
    Option<unsafe extern "C" fn(*mut PyArray_DTypeMeta, *mut PyTypeObject) -> c_int>;
/// The default instance.
pub type PyArrayDTypeMeta_DefaultDescriptor =
    Option<unsafe extern "C" fn(*mut PyArray_DTypeMeta) -> *mut PyArray_Descr>;
/// The common DType of two, or NotImplemented.
pub type PyArrayDTypeMeta_CommonDType = Option<
    unsafe extern "C" fn(*mut PyArray_DTypeMeta, *mut PyArray_DTypeMeta) -> *mut PyArray_DTypeMeta,
>;
/// The common instance of two.
pub type PyArrayDTypeMeta_CommonInstance =
    Option<unsafe extern "C" fn(*mut PyArray_Descr, *mut PyArray_Descr) -> *mut PyArray_Descr>;
/// The native-byte-order form of an instance.
pub type PyArrayDTypeMeta_EnsureCanonical =
    Option<unsafe extern "C" fn(*mut PyArray_Descr) -> *mut PyArray_Descr>;
/// The instance that a new array gets.
pub type PyArrayDTypeMeta_FinalizeDescriptor =
    Option<unsafe extern "C" fn(*mut PyArray_Descr) -> *mut PyArray_Descr>;
/// Writes a constant; 1, 0 if there is none, -1 on error.
pub type PyArrayDTypeMeta_GetConstant =
    Option<unsafe extern "C" fn(*mut PyArray_Descr, c_int, *mut c_void) -> c_int>;
/// Stores a Python object.
pub type PyArrayDTypeMeta_SetItem =
    Option<unsafe extern "C" fn(*mut PyArray_Descr, *mut PyObject, *mut c_char) -> c_int>;
/// Reads an element as a Python object.
pub type PyArrayDTypeMeta_GetItem =
    Option<unsafe extern "C" fn(*mut PyArray_Descr, *mut c_char) -> *mut PyObject>;
