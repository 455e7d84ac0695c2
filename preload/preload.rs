//! `libferronum_preload.so`: puts the core into any Python that starts with it in `LD_PRELOAD`.
//!
//! The constructor looks for a Python in the process and registers the built-in module
//! `numpy._core._multiarray_umath` before the interpreter starts. The module's init function opens the
//! core for this version that stands beside this file, or raises what stands in the way. All Python
//! symbols are looked up at run time, so processes that are no Python start as if nothing were there.
//!
//! Some Pythons cannot be served (before 3.11, or loaded after the program's start) and some NumPys
//! never ask for that module (before 2.0). Whether one of these ran NumPy's own core is known at the
//! end of the process; one line then says so.

use std::ffi::{CStr, CString, OsStr, c_char, c_int, c_ulong, c_void};
use std::io::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

#[repr(C)]
struct DlInfo {
    fname: *const c_char,
    fbase: *mut c_void,
    sname: *const c_char,
    saddr: *mut c_void,
}

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, symbol: *const c_char) -> *mut c_void;
    fn dlopen(path: *const c_char, flags: c_int) -> *mut c_void;
    fn dlerror() -> *const c_char;
    fn dladdr(address: *const c_void, info: *mut DlInfo) -> c_int;
    fn dl_iterate_phdr(
        visit: unsafe extern "C" fn(*const PhdrInfo, usize, *mut c_void) -> c_int,
        data: *mut c_void,
    ) -> c_int;
}

/// The part of glibc's `dl_phdr_info` that is read here.
#[repr(C)]
struct PhdrInfo {
    addr: usize,
    name: *const c_char,
}

const RTLD_LAZY: c_int = 1;
const RTLD_NOW: c_int = 2;
const RTLD_NOLOAD: c_int = 4;
const MODULE: &CStr = c"numpy._core._multiarray_umath";
/// Tells the package `ferronum` that the module above only raises here.
const REFUSES: &CStr = c"_ferronum_preload_refuses";

type Object = *mut c_void;
type Init = unsafe extern "C" fn() -> Object;

static CORE: OnceLock<CString> = OnceLock::new();

#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCTOR: extern "C" fn() = register;

#[used]
#[unsafe(link_section = ".fini_array")]
static DESTRUCTOR: extern "C" fn() = report;

/// The address of a symbol of the process, or None.
fn symbol(name: &CStr) -> Option<*mut c_void> {
    // SAFETY: a null handle is RTLD_DEFAULT; the name is NUL-terminated.
    let address = unsafe { dlsym(std::ptr::null_mut(), name.as_ptr()) };
    (!address.is_null()).then_some(address)
}

/// `symbol` as a function pointer of type `F`.
///
/// # Safety
/// `F` is a function pointer type with the signature of that symbol.
unsafe fn function<F: Copy>(name: &CStr) -> Option<F> {
    const { assert!(size_of::<F>() == size_of::<*mut c_void>()) };
    // SAFETY: the caller gives the type of what the symbol is.
    symbol(name).map(|address| unsafe { std::mem::transmute_copy(&address) })
}

/// The folder of this library.
fn folder() -> Option<PathBuf> {
    let mut info = DlInfo {
        fname: std::ptr::null(),
        fbase: std::ptr::null_mut(),
        sname: std::ptr::null(),
        saddr: std::ptr::null_mut(),
    };
    // SAFETY: the address lies in this library; dladdr fills the struct or returns 0.
    let found = unsafe { dladdr(register as *const c_void, &mut info) };
    if found == 0 || info.fname.is_null() {
        return None;
    }
    // SAFETY: dladdr gives a NUL-terminated path that lives as long as the library.
    let path = unsafe { CStr::from_ptr(info.fname) };
    let path = Path::new(OsStr::from_bytes(path.to_bytes()));
    std::path::absolute(path)
        .ok()?
        .parent()
        .map(Path::to_path_buf)
}

/// The core for a Python of this version: named by `FERRONUM_LIBRARY`, or beside this library.
fn core_for(version: c_ulong) -> Option<CString> {
    if let Some(path) = std::env::var_os("FERRONUM_LIBRARY").filter(|p| !p.is_empty()) {
        return CString::new(path.into_vec()).ok();
    }
    let folder = folder()?;
    let prefix = format!(
        "_multiarray_umath.cpython-{}{}-",
        version >> 24,
        (version >> 16) & 0xff
    );
    let entry = std::fs::read_dir(folder).ok()?.flatten().find(|entry| {
        let name = entry.file_name();
        let name = name.as_bytes();
        name.starts_with(prefix.as_bytes()) && name.ends_with(b".so")
    })?;
    CString::new(entry.path().into_os_string().into_vec()).ok()
}

/// Runs when the library is loaded, before `main`.
extern "C" fn register() {
    type AppendInittab = unsafe extern "C" fn(*const c_char, Init) -> c_int;
    // SAFETY: the documented signature of PyImport_AppendInittab.
    let Some(append) = (unsafe { function::<AppendInittab>(c"PyImport_AppendInittab") }) else {
        return;
    };
    let Some(version) = symbol(c"Py_Version") else {
        return; // before 3.11
    };
    // SAFETY: Py_Version is a constant unsigned long of every Python from 3.11 on.
    let version = unsafe { *version.cast::<c_ulong>() };
    let core = core_for(version);
    if version < 0x030b_0400 {
        // These do not find built-in modules with a dot in their name; the start-up hook of the
        // same installation serves them.
        if core.is_some() {
            // SAFETY: constructors run before the process has a second thread.
            unsafe { std::env::set_var("FERRONUM", "1") };
        }
        return;
    }
    match core {
        Some(core) => drop(CORE.set(core)),
        // SAFETY: as below.
        None => drop(unsafe { append(REFUSES.as_ptr(), refuses) }),
    }
    // SAFETY: the interpreter has not started; name and function live as long as the process.
    unsafe { append(MODULE.as_ptr(), initialise) };
}

/// The marker is never imported, only looked for.
unsafe extern "C" fn refuses() -> Object {
    fail("ferronum: the preloaded library has no core for this Python".into())
}

/// Runs when the process ends: one line, if NumPy's own core was used in it.
extern "C" fn report() {
    let mut foreign: Option<PathBuf> = None;
    // SAFETY: the callback has the signature, and `data` is what it expects.
    unsafe { dl_iterate_phdr(foreign_core, (&raw mut foreign).cast()) };
    if let Some(path) = foreign {
        let program = std::env::current_exe().unwrap_or_default();
        let version = python_version().unwrap_or_default();
        // Standard error may be closed by now; nobody is left to tell then.
        let _ = writeln!(
            std::io::stderr(),
            "ferronum: {} (Python {version}) ran NumPy's own core {} although ferronum is in LD_PRELOAD: that \
             serves NumPy 2.4 on CPython from 3.11 on, where Python is there when the process starts",
            program.display(),
            path.display(),
        );
    }
}

/// The version of the Python in this process, as text.
fn python_version() -> Option<String> {
    type GetVersion = unsafe extern "C" fn() -> *const c_char;
    // SAFETY: the documented signature; the text is a static buffer that needs no interpreter.
    let text = unsafe { CStr::from_ptr(function::<GetVersion>(c"Py_GetVersion")?()) };
    let text = text.to_string_lossy();
    Some(text.split(' ').next()?.to_string())
}

/// Stops at a loaded library that is a core of NumPy and not ours, and stores its path.
unsafe extern "C" fn foreign_core(info: *const PhdrInfo, _: usize, data: *mut c_void) -> c_int {
    // SAFETY: glibc gives a valid struct with a NUL-terminated name, or null for some objects.
    let name = unsafe { (*info).name };
    if name.is_null() {
        return 0;
    }
    // SAFETY: as above.
    let name = unsafe { CStr::from_ptr(name) };
    let path = Path::new(OsStr::from_bytes(name.to_bytes()));
    let is_core = path
        .file_name()
        .is_some_and(|file| file.as_bytes().starts_with(b"_multiarray_umath."));
    if !is_core {
        return 0;
    }
    // SAFETY: opens nothing that is not loaded; the name is NUL-terminated.
    let ours = unsafe {
        let handle = dlopen(name.as_ptr(), RTLD_LAZY | RTLD_NOLOAD);
        handle.is_null() || !dlsym(handle, c"ferronum_get_num_threads".as_ptr()).is_null()
    };
    if ours {
        return 0;
    }
    // SAFETY: `data` is the Option that `report` passes.
    unsafe { *data.cast::<Option<PathBuf>>() = Some(path.to_path_buf()) };
    1
}

/// Sets a RuntimeError and returns null: of ImportErrors NumPy makes a page of advice about itself.
fn fail(message: String) -> Object {
    type SetString = unsafe extern "C" fn(Object, *const c_char);
    let message = CString::new(message.replace('\0', "")).unwrap_or_default();
    // SAFETY: the documented signature; PyExc_RuntimeError is a variable that holds the class.
    unsafe {
        if let (Some(set), Some(class)) = (
            function::<SetString>(c"PyErr_SetString"),
            symbol(c"PyExc_RuntimeError"),
        ) {
            set(*class.cast::<Object>(), message.as_ptr());
        }
    }
    std::ptr::null_mut()
}

/// The version of the NumPy that is being imported, from its module `numpy.version`.
fn numpy_version() -> Option<String> {
    type Modules = unsafe extern "C" fn() -> Object;
    type Item = unsafe extern "C" fn(Object, *const c_char) -> Object;
    type Attribute = unsafe extern "C" fn(Object, *const c_char) -> Object;
    type Utf8 = unsafe extern "C" fn(Object) -> *const c_char;
    type Clear = unsafe extern "C" fn();
    // SAFETY: documented signatures, called with the interpreter lock held by an import. The new
    // reference to the version string is kept: it lives as long as NumPy does.
    unsafe {
        let modules = function::<Modules>(c"PyImport_GetModuleDict")?();
        let module = function::<Item>(c"PyDict_GetItemString")?(modules, c"numpy.version".as_ptr());
        if module.is_null() {
            return None;
        }
        let clear = function::<Clear>(c"PyErr_Clear")?;
        let text = function::<Attribute>(c"PyObject_GetAttrString")?(module, c"version".as_ptr());
        if text.is_null() {
            clear();
            return None;
        }
        let utf8 = function::<Utf8>(c"PyUnicode_AsUTF8")?(text);
        if utf8.is_null() {
            clear();
            return None;
        }
        Some(CStr::from_ptr(utf8).to_string_lossy().into_owned())
    }
}

/// The module's init function: opens the core at the first import of NumPy.
unsafe extern "C" fn initialise() -> Object {
    if let Some(version) = numpy_version().filter(|v| !v.starts_with("2.4.")) {
        return fail(format!(
            "ferronum: NumPy {version} is installed; the preloaded ferronum serves the Python \
             layer of numpy>=2.4,<2.5 only: start this program without it in LD_PRELOAD"
        ));
    }
    let Some(core) = CORE.get() else {
        return fail(format!(
            "ferronum: {} has no core for this CPython {}: start this program without it in LD_PRELOAD, or \
             install ferronum for this Python and preload that one",
            folder().unwrap_or_default().display(),
            python_version().unwrap_or_default(),
        ));
    };
    // SAFETY: the path is NUL-terminated; dlerror gives NUL-terminated text after a failure.
    unsafe {
        let handle = dlopen(core.as_ptr(), RTLD_NOW);
        if handle.is_null() {
            let why = dlerror();
            let why = if why.is_null() {
                c"unknown"
            } else {
                CStr::from_ptr(why)
            };
            return fail(format!(
                "ferronum: the core does not load: {}",
                why.to_string_lossy()
            ));
        }
        let init = dlsym(handle, c"PyInit__multiarray_umath".as_ptr());
        if init.is_null() {
            return fail(format!(
                "ferronum: {} is not a core",
                core.to_string_lossy()
            ));
        }
        let module = std::mem::transmute::<*mut c_void, Init>(init)();
        if !module.is_null() {
            watch_threadpoolctl();
        }
        module
    }
}

/// Makes our threads known to threadpoolctl, where the package `ferronum` can be imported.
fn watch_threadpoolctl() {
    type Import = unsafe extern "C" fn(*const c_char) -> Object;
    type Attribute = unsafe extern "C" fn(Object, *const c_char) -> Object;
    type Call = unsafe extern "C" fn(Object) -> Object;
    type Clear = unsafe extern "C" fn();
    // SAFETY: documented signatures, called with the interpreter lock held by an import; null results are
    // not passed on. The references kept are a module, its function and None, once a process.
    unsafe {
        let (Some(import), Some(attribute), Some(call), Some(clear)) = (
            function::<Import>(c"PyImport_ImportModule"),
            function::<Attribute>(c"PyObject_GetAttrString"),
            function::<Call>(c"PyObject_CallNoArgs"),
            function::<Clear>(c"PyErr_Clear"),
        ) else {
            return;
        };
        let mut object = import(c"ferronum._hook".as_ptr());
        if !object.is_null() {
            object = attribute(object, c"watch_threadpoolctl".as_ptr());
        }
        if object.is_null() || call(object).is_null() {
            clear();
        }
    }
}
