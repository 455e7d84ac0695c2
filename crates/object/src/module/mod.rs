//! The module `numpy._core._multiarray_umath`: what it contains and the order in which it comes to life.

mod blas;
mod constants;
mod docstring;
pub mod info;
pub mod loop_specs;
pub mod sfloat;
pub mod symbols;

use std::sync::atomic::{AtomicBool, Ordering};

use ferronum_pyrt::method::{Method, noargs, positional_function};
use ferronum_pyrt::{Layout, Object, Own, Res, ffi, raised};

use crate::{
    casting, coerce, datetime, dtype, index, iter, nditer, protocol, scalars, strings, textio,
    ufunc,
};

static INITIALISED: AtomicBool = AtomicBool::new(false);

/// Fills the module object. Called once per process.
///
/// The order matters: types whose objects others refer to come first, casts need DTypes, ufuncs need casts.
pub fn init(module: &Object) -> Res<()> {
    if INITIALISED.swap(true, Ordering::SeqCst) {
        return Err(raised::import_error(
            "cannot load module more than once per process",
        ));
    }
    ferronum_pyrt::entry::install_panic_hook();
    obey_cpu_variables()?;
    let dict = module_dict(module);

    blas::init()?;
    crate::storage::memory::init()?;
    crate::ndarray::type_object::init()?;
    crate::array::flags::init()?;
    scalars::init()?;
    dtype::init(dtype::builtin::SlotMakers {
        builtin: coerce::builtin_slots::for_builtin,
        python_number: coerce::builtin_slots::python_number,
    })?;
    casting::init()?;
    coerce::init();
    iter::init()?;
    nditer::init()?;
    ufunc::init()?;
    strings::init()?;
    index::init();
    datetime::init()?;
    textio::init()?;
    protocol::init()?;

    add_functions(module)?;
    constants::add_names(dict)?;
    dict.dict_set_str("ndarray", crate::model::ARRAY_TYPE.object())?;
    dict.dict_set_str("flagsobj", crate::array::flags::FLAGS_TYPE.object())?;
    for add in [
        crate::coerce::dtype_functions::add_names,
        scalars::add_names,
        iter::add_names,
        nditer::add_names,
        ufunc::add_names,
        strings::add_names,
        datetime::add_names,
        protocol::add_names,
    ] {
        add(dict)?;
    }
    crate::ufunc::operator_table::init_ufuncs(dict)?;
    import_exceptions();
    Ok(())
}

/// Raises or warns about what `NPY_ENABLE_CPU_FEATURES` and `NPY_DISABLE_CPU_FEATURES` ask for.
fn obey_cpu_variables() -> Res<()> {
    use ferronum_simd::request::Refusal;
    match ferronum_simd::probe::environment() {
        Ok(None) => Ok(()),
        Ok(Some(text)) => {
            // SAFETY: built-in warnings live as long as the interpreter.
            let category = unsafe { Object::from_ptr(ffi::PyExc_ImportWarning) };
            raised::warn(category, text, 1)
        }
        Err(Refusal::Import(text)) => Err(raised::import_error(text)),
        Err(Refusal::Runtime(text)) => Err(raised::runtime_error(text)),
    }
}

/// NumPy's Python files expect `numpy._core._exceptions` to be there once the core is.
fn import_exceptions() {
    let name = c"numpy._core._exceptions";
    // SAFETY: a NUL-terminated name. Outside the numpy package (the library loaded by itself) there is none.
    match unsafe { ferronum_pyrt::Owned::from_result(ffi::PyImport_ImportModule(name.as_ptr())) } {
        Ok(_) => {}
        Err(e) => e.clear(),
    }
}

/// A module's dict, borrowed.
pub fn module_dict(module: &Object) -> &Object {
    // SAFETY: a module owns its dict.
    unsafe { Object::from_ptr(ffi::PyModule_GetDict(module.as_ptr())) }
}

const OWN_FUNCTIONS: &[Method] = &[
    positional_function(c"add_docstring", docstring::add_docstring),
    noargs(c"_get_sfloat_dtype", sfloat::get_sfloat_dtype),
    noargs(c"_reload_guard", reload_guard)
        .doc(c"_reload_guard(): warns where NumPy is imported a second time."),
    noargs(c"_get_ndarray_c_version", |_: &Object| {
        Ok(i64::from(ferronum_abi::prelude::NPY_ABI_VERSION))
    }),
];

fn add_functions(module: &Object) -> Res<()> {
    // SAFETY: all zero ends the table.
    let end = unsafe { std::mem::zeroed() };
    let rows: Vec<ffi::PyMethodDef> = [
        OWN_FUNCTIONS,
        info::FUNCTIONS,
        crate::ndarray::functions::FUNCTIONS,
        crate::ndarray::dlpack::FUNCTIONS,
        crate::ndarray::dot::FUNCTIONS,
        crate::ndarray::constructors::FUNCTIONS,
        crate::coerce::dtype_functions::FUNCTIONS,
        crate::coerce::cast_functions::FUNCTIONS,
        index::FUNCTIONS[0],
        index::FUNCTIONS[1],
        iter::FUNCTIONS,
        nditer::FUNCTIONS,
        ufunc::FUNCTIONS,
        scalars::FUNCTIONS,
        strings::FUNCTIONS,
        datetime::FUNCTIONS,
        textio::FUNCTIONS,
        protocol::FUNCTIONS,
    ]
    .iter()
    .flat_map(|g| g.iter())
    .map(|m| m.to_def())
    .chain([end])
    .collect();
    // SAFETY: a live module; the table is leaked because functions point into it.
    raised::check_status(unsafe {
        ffi::PyModule_AddFunctions(module.as_ptr(), rows.leak().as_mut_ptr())
    })?;
    let dict = module_dict(module);
    for name in constants::EXPECTED_FUNCTIONS {
        let key = ferronum_pyrt::str_new(name)?;
        if dict.dict_get(&key)?.is_none() {
            dict.dict_set(&key, &*missing_function(name)?)?;
        }
    }
    Ok(())
}

/// A built-in function that raises `NotImplementedError` naming itself.
fn missing_function(name: &'static str) -> Res<Own<Object>> {
    unsafe extern "C" fn call(
        slf: *mut ffi::PyObject,
        _args: *mut ffi::PyObject,
        _kwargs: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject {
        ferronum_pyrt::entry(|| -> Res<Own<Object>> {
            // SAFETY: self is the name that the function was made with.
            Err(crate::missing(unsafe { Object::from_ptr(slf) }.utf8()?))
        })
    }
    let text = std::ffi::CString::new(name).unwrap_or_default();
    let def = Box::leak(Box::new(ffi::PyMethodDef {
        ml_name: Box::leak(text.into_boxed_c_str()).as_ptr(),
        ml_meth: ffi::PyMethodDefPointer {
            PyCFunctionWithKeywords: call,
        },
        ml_flags: ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        ml_doc: std::ptr::null(),
    }));
    let slf = ferronum_pyrt::str_new(name)?;
    // SAFETY: the definition is leaked.
    unsafe {
        Own::from_result(ffi::PyCFunction_NewEx(
            def,
            slf.as_ptr(),
            std::ptr::null_mut(),
        ))
    }
}

/// Called once for every time that the Python package is executed.
fn reload_guard(_: &Object) -> Res<()> {
    static LOADED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
    if LOADED.swap(true, std::sync::atomic::Ordering::Relaxed) {
        ferronum_pyrt::raised::warn(
            ferronum_pyrt::raised::exc::UserWarning(),
            "The NumPy module was reloaded (imported a second time). This can in some cases result in small but subtle issues and is discouraged.",
            2,
        )?;
    }
    Ok(())
}
