//! Constants of the module, and the list of functions that it must have.

use ferronum_pyrt::{
    Object, Own, Res, dict_new, ffi, float_new, int_new, list_new, py_bool, str_new,
};

const INTS: &[(&str, i64)] = &[
    ("ALLOW_THREADS", 1),
    ("BUFSIZE", 8192),
    ("CLIP", 0),
    ("FLOATING_POINT_SUPPORT", 1),
    ("FPE_DIVIDEBYZERO", 1),
    ("FPE_INVALID", 8),
    ("FPE_OVERFLOW", 2),
    ("FPE_UNDERFLOW", 4),
    ("ITEM_HASOBJECT", 1),
    ("ITEM_IS_POINTER", 4),
    ("LIST_PICKLE", 2),
    ("MAXDIMS", 64),
    ("MAY_SHARE_BOUNDS", 0),
    ("MAY_SHARE_EXACT", -1),
    ("NEEDS_INIT", 8),
    ("NEEDS_PYAPI", 16),
    ("RAISE", 2),
    ("UFUNC_BUFSIZE_DEFAULT", 8192),
    ("USE_GETITEM", 32),
    ("USE_SETITEM", 64),
    ("WRAP", 1),
    ("tracemalloc_domain", 389047),
];

const FLOATS: &[(&str, f64)] = &[
    ("NAN", f64::NAN),
    ("NINF", f64::NEG_INFINITY),
    ("NZERO", -0.0),
    ("PINF", f64::INFINITY),
    ("PZERO", 0.0),
    ("e", std::f64::consts::E),
    ("euler_gamma", 0.577_215_664_901_532_9),
    ("pi", std::f64::consts::PI),
];

/// Names of flags for `a.flags[...]`, as the Python layer looks them up.
const FLAG_NAMES: &[(&str, i64)] = &[
    ("OWNDATA", 4),
    ("O", 4),
    ("FORTRAN", 2),
    ("F", 2),
    ("CONTIGUOUS", 1),
    ("C", 1),
    ("ALIGNED", 256),
    ("A", 256),
    ("WRITEBACKIFCOPY", 8192),
    ("X", 8192),
    ("WRITEABLE", 1024),
    ("W", 1024),
    ("C_CONTIGUOUS", 1),
    ("F_CONTIGUOUS", 2),
];

/// Every function of the module; those that nobody contributes raise `NotImplementedError`.
pub(super) const EXPECTED_FUNCTIONS: &[&str] = &[
    "_add_newdoc_ufunc",
    "_blas_supports_fpe",
    "_discover_array_parameters",
    "_get_castingimpl",
    "_get_extobj_dict",
    "_get_implementing_args",
    "_get_madvise_hugepage",
    "_get_ndarray_c_version",
    "_get_sfloat_dtype",
    "_load_from_filelike",
    "_make_extobj",
    "_monotonicity",
    "_place",
    "_populate_finfo_constants",
    "_reconstruct",
    "_reload_guard",
    "_set_madvise_hugepage",
    "_set_numpy_warn_if_no_mem_policy",
    "_unique_hash",
    "_vec_string",
    "add_docstring",
    "arange",
    "array",
    "asanyarray",
    "asarray",
    "ascontiguousarray",
    "asfortranarray",
    "bincount",
    "busday_count",
    "busday_offset",
    "c_einsum",
    "can_cast",
    "compare_chararrays",
    "concatenate",
    "copyto",
    "correlate",
    "correlate2",
    "count_nonzero",
    "datetime_as_string",
    "datetime_data",
    "dot",
    "dragon4_positional",
    "dragon4_scientific",
    "empty",
    "empty_like",
    "format_longfloat",
    "from_dlpack",
    "frombuffer",
    "fromfile",
    "fromiter",
    "frompyfunc",
    "fromstring",
    "get_handler_name",
    "get_handler_version",
    "inner",
    "interp",
    "interp_complex",
    "is_busday",
    "lexsort",
    "may_share_memory",
    "min_scalar_type",
    "nested_iters",
    "normalize_axis_index",
    "packbits",
    "promote_types",
    "putmask",
    "ravel_multi_index",
    "result_type",
    "scalar",
    "set_datetimeparse_function",
    "set_typeDict",
    "shares_memory",
    "unpackbits",
    "unravel_index",
    "vdot",
    "where",
    "zeros",
];

/// Puts the constants into the module's dict.
pub(super) fn add_names(dict: &Object) -> Res<()> {
    for &(name, value) in INTS {
        dict.dict_set_str(name, &*int_new(value)?)?;
    }
    for &(name, value) in FLOATS {
        dict.dict_set_str(name, &*float_new(value)?)?;
    }
    dict.dict_set_str("__version__", &*str_new("3.1")?)?;
    dict.dict_set_str("UFUNC_PYVALS_NAME", &*str_new("UFUNC_PYVALS")?)?;
    dict.dict_set_str(
        "error",
        ferronum_pyrt::import_cached!("builtins", "Exception")?,
    )?;
    let flags = dict_new()?;
    for &(name, value) in FLAG_NAMES {
        flags.dict_set_str(name, &*int_new(value)?)?;
    }
    dict.dict_set_str("_flagdict", &flags)?;
    // SAFETY: a capsule without destructor over a static table.
    let units: Own<Object> = unsafe {
        Own::from_result(ffi::PyCapsule_New(
            DATETIME_UNITS.as_ptr().cast_mut().cast(),
            std::ptr::null(),
            None,
        ))?
    };
    dict.dict_set_str("DATETIMEUNITS", &units)?;
    cpu_names(dict)
}

/// What the capsule `DATETIMEUNITS` points to: unit names by `NPY_DATETIMEUNIT`, for C code.
struct UnitNames([*const std::ffi::c_char; 15]);
// SAFETY: pointers to string literals.
unsafe impl Sync for UnitNames {}

impl UnitNames {
    const fn as_ptr(&self) -> *const *const std::ffi::c_char {
        self.0.as_ptr()
    }
}

static DATETIME_UNITS: UnitNames = UnitNames([
    c"Y".as_ptr(),
    c"M".as_ptr(),
    c"W".as_ptr(),
    c"<invalid>".as_ptr(),
    c"D".as_ptr(),
    c"h".as_ptr(),
    c"m".as_ptr(),
    c"s".as_ptr(),
    c"ms".as_ptr(),
    c"us".as_ptr(),
    c"ns".as_ptr(),
    c"ps".as_ptr(),
    c"fs".as_ptr(),
    c"as".as_ptr(),
    c"generic".as_ptr(),
]);

fn cpu_names(dict: &Object) -> Res<()> {
    let features = dict_new()?;
    for (name, present) in ferronum_simd::features() {
        features.dict_set_str(name, py_bool(*present))?;
    }
    dict.dict_set_str("__cpu_features__", &features)?;
    let names = |all: &[&str]| -> Res<Own<Object>> {
        let list = list_new()?;
        for n in all {
            list.list_append(&*str_new(n)?)?;
        }
        Ok(list)
    };
    dict.dict_set_str("__cpu_baseline__", &*names(ferronum_simd::BASELINE)?)?;
    dict.dict_set_str("__cpu_dispatch__", &*names(ferronum_simd::DISPATCH)?)?;
    dict.dict_set_str("__cpu_targets_info__", &*dict_new()?)
}
