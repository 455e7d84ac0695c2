//! The ufunc object and its legacy function types.
use crate::array::PyArrayObject;
use crate::constants::NPY_CASTING;
use crate::descr::PyArray_Descr;
use crate::types::npy_intp;
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::{PyObject, vectorcallfunc};

/// A legacy inner loop.
pub type PyUFuncGenericFunction = Option<
    unsafe extern "C" fn(
        args: *mut *mut c_char,
        dimensions: *const npy_intp,
        strides: *const npy_intp,
        innerloopdata: *mut c_void,
    ),
>;
/// A legacy type resolver: 0, -1 on error, -2 for NotImplemented.
pub type PyUFunc_TypeResolutionFunc = Option<
    unsafe extern "C" fn(
        ufunc: *mut PyUFuncObject,
        casting: NPY_CASTING,
        operands: *mut *mut PyArrayObject,
        type_tup: *mut PyObject,
        out_dtypes: *mut *mut PyArray_Descr,
    ) -> c_int,
>;
/// Checks and fills the core dimensions of a generalised ufunc.
pub type PyUFunc_ProcessCoreDimsFunc =
    Option<unsafe extern "C" fn(ufunc: *mut PyUFuncObject, core_dim_sizes: *mut npy_intp) -> c_int>;

/// `ufunc`.
#[repr(C)]
pub struct PyUFuncObject {
    /// Object header.
    pub ob_base: PyObject,
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// Their sum.
    pub nargs: c_int,
    /// `PyUFunc_Zero` and so on.
    pub identity: c_int,
    /// Legacy loops; the maker's array, not copied.
    pub functions: *mut PyUFuncGenericFunction,
    /// Their data; the maker's array.
    pub data: *const *mut c_void,
    /// How many.
    pub ntypes: c_int,
    /// Unused.
    pub reserved1: c_int,
    /// Name.
    pub name: *const c_char,
    /// Type numbers, `ntypes * nargs`; the maker's array.
    pub types: *const c_char,
    /// Docstring, or NULL.
    pub doc: *const c_char,
    /// Memory to free with the ufunc.
    pub ptr: *mut c_void,
    /// Kept alive by the ufunc.
    pub obj: *mut PyObject,
    /// Legacy user loops.
    pub userloops: *mut PyObject,
    /// Whether it is a generalised ufunc.
    pub core_enabled: c_int,
    /// Number of core dimension names.
    pub core_num_dim_ix: c_int,
    /// Core dimensions per operand.
    pub core_num_dims: *mut c_int,
    /// Indices of core dimensions, flat.
    pub core_dim_ixs: *mut c_int,
    /// Start in `core_dim_ixs` per operand.
    pub core_offsets: *mut c_int,
    /// Signature, for printing.
    pub core_signature: *mut c_char,
    /// Legacy type resolver, or NULL.
    pub type_resolver: PyUFunc_TypeResolutionFunc,
    /// `__dict__`.
    pub dict: *mut PyObject,
    /// Vectorcall entry.
    pub vectorcall: Option<vectorcallfunc>,
    /// Unused.
    pub reserved3: *mut c_void,
    /// Iterator flags per operand.
    pub op_flags: *mut u32,
    /// Iterator flags.
    pub iter_flags: u32,
    /// Sizes of fixed core dimensions, or -1.
    pub core_dim_sizes: *mut npy_intp,
    /// `UFUNC_CORE_DIM_*` per core dimension.
    pub core_dim_flags: *mut u32,
    /// Identity, when `identity` is `PyUFunc_IdentityValue`.
    pub identity_value: *mut PyObject,
    /// Private: promotion cache.
    pub _dispatch_cache: *mut c_void,
    /// Private: list of `(DTypes, ArrayMethod or promoter)`.
    pub _loops: *mut PyObject,
    /// Core dimension hook, or NULL.
    pub process_core_dims_func: PyUFunc_ProcessCoreDimsFunc,
}
layout!(PyUFuncObject, 240; nin = 16, nout = 20, nargs = 24, identity = 28, functions = 32,
    data = 40, ntypes = 48, reserved1 = 52, name = 56, types = 64, doc = 72, ptr = 80, obj = 88,
    userloops = 96, core_enabled = 104, core_num_dim_ix = 108, core_num_dims = 112,
    core_dim_ixs = 120, core_offsets = 128, core_signature = 136, type_resolver = 144, dict = 152,
    vectorcall = 160, reserved3 = 168, op_flags = 176, iter_flags = 184, core_dim_sizes = 192,
    core_dim_flags = 200, identity_value = 208, _dispatch_cache = 216, _loops = 224,
    process_core_dims_func = 232);

/// Data of `frompyfunc` loops.
#[repr(C)]
pub struct PyUFunc_PyFuncData {
    /// Inputs.
    pub nin: c_int,
    /// Outputs.
    pub nout: c_int,
    /// The callable.
    pub callable: *mut PyObject,
}
layout!(PyUFunc_PyFuncData, 16; nin = 0, nout = 4, callable = 8);

/// A legacy user loop, kept in capsules in `userloops`.
#[repr(C)]
pub struct PyUFunc_Loop1d {
    /// The loop.
    pub func: PyUFuncGenericFunction,
    /// Its data.
    pub data: *mut c_void,
    /// Type numbers, or NULL.
    pub arg_types: *mut c_int,
    /// Next of the list.
    pub next: *mut PyUFunc_Loop1d,
    /// Operands.
    pub nargs: c_int,
    /// Descriptors, or NULL.
    pub arg_dtypes: *mut *mut PyArray_Descr,
}
layout!(PyUFunc_Loop1d, 48; func = 0, data = 8, arg_types = 16, next = 24, nargs = 32,
    arg_dtypes = 40);

/// Identity 0.
pub const PyUFunc_Zero: c_int = 0;
/// Identity 1.
pub const PyUFunc_One: c_int = 1;
/// Identity -1.
pub const PyUFunc_MinusOne: c_int = 2;
/// No identity, not reorderable.
pub const PyUFunc_None: c_int = -1;
/// No identity, reorderable.
pub const PyUFunc_ReorderableNone: c_int = -2;
/// Identity is `identity_value`.
pub const PyUFunc_IdentityValue: c_int = -3;

/// The size comes from the operands.
pub const UFUNC_CORE_DIM_SIZE_INFERRED: u32 = 0x0002;
/// The dimension may be absent.
pub const UFUNC_CORE_DIM_CAN_IGNORE: u32 = 0x0004;
/// The dimension is absent in this call.
pub const UFUNC_CORE_DIM_MISSING: u32 = 0x0004_0000;

/// `reduce`.
pub const UFUNC_REDUCE: c_int = 0;
/// `accumulate`.
pub const UFUNC_ACCUMULATE: c_int = 1;
/// `reduceat`.
pub const UFUNC_REDUCEAT: c_int = 2;
/// `outer`.
pub const UFUNC_OUTER: c_int = 3;
