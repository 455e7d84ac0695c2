//! The start of a program that links this library and embeds the interpreter.
use super::slots::Slot;
use super::table::ARRAY_API;
use core::ffi::{CStr, c_int};
use ferronum_pyrt::raised::{import_error, runtime_error};
use ferronum_pyrt::{Layout, Owned, Res, dict_new, entry, str_new};
use pyo3_ffi::{
    Py_CompileString, Py_IsInitialized, Py_file_input, PyCapsule_GetPointer, PyEval_EvalCode,
    PyImport_GetModule, PyImport_ImportModule,
};

const CORE: &str = "numpy._core._multiarray_umath";

/// Puts a finder first that serves the core from the library of that path.
const INSTALL: &CStr = cr#"
import sys
from importlib.machinery import ExtensionFileLoader
from importlib.util import spec_from_file_location

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == core:
            return spec_from_file_location(name, library, loader=ExtensionFileLoader(name, library))

sys.meta_path.insert(0, Finder)
"#;

/// Makes this library the core of NumPy in the running interpreter and imports `numpy`, whose wheel
/// must be on the interpreter's path. 0, or -1 with a Python exception. May be called again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ferronum_initialize() -> c_int {
    // SAFETY: always allowed.
    if unsafe { Py_IsInitialized() } == 0 {
        return -1;
    }
    entry(initialize)
}

fn initialize() -> Res<()> {
    if let Some(core) = loaded_core()? {
        return check_ours(&core);
    }
    let scope = dict_new()?;
    scope.dict_set_str("__builtins__", &*builtins()?)?;
    scope.dict_set_str("core", &*str_new(CORE)?)?;
    scope.dict_set_str("library", &*str_new(&library_path()?)?)?;
    // SAFETY: NUL-terminated texts; results are new references or NULL.
    unsafe {
        let code = Owned::from_result(Py_CompileString(
            INSTALL.as_ptr(),
            c"<ferronum_initialize>".as_ptr(),
            Py_file_input,
        ))?;
        Owned::from_result(PyEval_EvalCode(
            code.as_ptr(),
            scope.as_ptr(),
            scope.as_ptr(),
        ))?;
        Owned::from_result(PyImport_ImportModule(c"numpy".as_ptr()))?;
    }
    match loaded_core()? {
        Some(core) => check_ours(&core),
        None => Err(import_error(
            "ferronum: numpy was imported without its core",
        )),
    }
}

fn builtins() -> Res<Owned> {
    // SAFETY: a new reference or NULL.
    unsafe { Owned::from_result(PyImport_ImportModule(c"builtins".as_ptr())) }
}

/// The core's module, if NumPy has been imported.
fn loaded_core() -> Res<Option<Owned>> {
    let name = str_new(CORE)?;
    // SAFETY: a new reference, or NULL with or without an exception.
    unsafe {
        let module = PyImport_GetModule(name.as_ptr());
        if module.is_null() && !pyo3_ffi::PyErr_Occurred().is_null() {
            return Err(ferronum_pyrt::Raised::pending());
        }
        Ok(Owned::steal_opt(module))
    }
}

/// Fails unless the module's table is the one of this library.
fn check_ours(core: &Owned) -> Res<()> {
    let capsule = core.getattr_str("_ARRAY_API")?;
    // SAFETY: a capsule without a name, or an exception.
    let table = unsafe { PyCapsule_GetPointer(capsule.as_ptr(), core::ptr::null()) };
    if table.cast::<Slot>().cast_const() == ARRAY_API.as_ptr() {
        return Ok(());
    }
    Err(runtime_error(
        "ferronum: NumPy was already imported with another core; call ferronum_initialize() before the first import of numpy",
    ))
}

/// The file that this code was loaded from.
pub(crate) fn library_path() -> Res<String> {
    let here: unsafe extern "C" fn() -> c_int = ferronum_initialize;
    // SAFETY: dladdr fills the struct if it knows the address.
    unsafe {
        let mut info: libc::Dl_info = core::mem::zeroed();
        if libc::dladdr((here as *const ()).cast(), &raw mut info) == 0 || info.dli_fname.is_null()
        {
            return Err(import_error(
                "ferronum: cannot find the file of this library",
            ));
        }
        let path = CStr::from_ptr(info.dli_fname)
            .to_string_lossy()
            .into_owned();
        let full = std::fs::canonicalize(&path).map_or(path, |p| p.to_string_lossy().into_owned());
        Ok(full)
    }
}
