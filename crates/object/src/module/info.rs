//! What this core is and runs with, for diagnostics: the dict behind `ferronum.core_info()`, and what NumPy's
//! Python layer asks about the BLAS.

use ferronum_kernels::pool;
use ferronum_pyrt::method::{Method, function, onearg};
use ferronum_pyrt::{Args, Object, Own, Res, dict_new, int_new, py_bool, raised, str_new};
use ferronum_simd::Level;

/// `_ferronum_info`, the module's one function that NumPy's core does not have, and `_blas_supports_fpe`.
pub const FUNCTIONS: &[Method] = &[
    function(c"_ferronum_info", info),
    onearg(c"_blas_supports_fpe", blas_supports_fpe).doc(c"_blas_supports_fpe(value): with True or False, sets whether float flags of BLAS mean anything; whether they do."),
];

/// Whether matrix products leave the float status as it should be; only on Apple's processors can it be
/// switched off, so the answer does not depend on the argument.
fn blas_supports_fpe(_module: &Object, arg: &Object) -> Res<bool> {
    if arg.is_none() || arg.is(py_bool(true)) || arg.is(py_bool(false)) {
        return Ok(true);
    }
    Err(raised::type_error(
        "BLAS FPE support must be None, True, or False",
    ))
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::V1 => "x86-64-v1",
        Level::V2 => "x86-64-v2",
        Level::V3 => "x86-64-v3",
        Level::V4 => "x86-64-v4",
    }
}

fn blas() -> String {
    match ferronum_kernels::blas::info() {
        Some(found) => format!("{} ({}-bit)", found.path.display(), found.integer_bits),
        None => "built-in loops".into(),
    }
}

fn info(_: Args<'_>) -> Res<Own<Object>> {
    let dict = dict_new()?;
    let abi = format!("{:#010x}", ferronum_abi::prelude::NPY_ABI_VERSION);
    dict.dict_set_str("version", &*str_new(env!("CARGO_PKG_VERSION"))?)?;
    dict.dict_set_str("abi", &*str_new(&abi)?)?;
    dict.dict_set_str("cpu_level", &*str_new(level_name(ferronum_simd::level()))?)?;
    dict.dict_set_str("blas", &*str_new(&blas())?)?;
    let threads = i64::try_from(pool::threads()).unwrap_or(1);
    dict.dict_set_str("threads", &*int_new(threads)?)?;
    Ok(dict)
}

/// How many threads large loops may use.
pub fn threads() -> usize {
    pool::threads()
}

/// Sets that number; 0 goes back to the default.
pub fn set_threads(n: usize) {
    pool::set_threads(n);
}
