//! Interned names and cached imports: one static cell per place of use.

use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own, Owned};
use crate::raised::Res;

/// A name that is interned at its first use. Made by `intern!`.
pub struct Interned(&'static str, AtomicPtr<ffi::PyObject>);

impl Interned {
    /// For `intern!`.
    pub const fn new(text: &'static str) -> Self {
        Interned(text, AtomicPtr::new(std::ptr::null_mut()))
    }

    /// The interned `str`. Panics (and so raises `SystemError`) only if memory is exhausted.
    #[inline(always)]
    pub fn get(&self) -> &'static Object {
        let p = self.1.load(Ordering::Relaxed);
        if p.is_null() {
            return self.fill();
        }
        // SAFETY: the cell keeps its reference for ever.
        unsafe { Object::from_ptr(p) }
    }

    #[cold]
    fn fill(&self) -> &'static Object {
        // SAFETY: interning returns a new reference or NULL.
        unsafe {
            let mut p =
                ffi::PyUnicode_FromStringAndSize(self.0.as_ptr().cast(), self.0.len() as isize);
            assert!(!p.is_null(), "out of memory while interning a name");
            ffi::PyUnicode_InternInPlace(&mut p);
            self.1.store(p, Ordering::Relaxed);
            Object::from_ptr(p)
        }
    }
}

/// The interned `str` of a literal, as `&'static Object`.
#[macro_export]
macro_rules! intern {
    ($text:literal) => {{
        static NAME: $crate::intern::Interned = $crate::intern::Interned::new($text);
        NAME.get()
    }};
}

/// An attribute of a module, imported at its first use. Made by `import_cached!`.
pub struct Import(&'static str, &'static str, AtomicPtr<ffi::PyObject>);

impl Import {
    /// For `import_cached!`.
    pub const fn new(module: &'static str, name: &'static str) -> Self {
        Import(module, name, AtomicPtr::new(std::ptr::null_mut()))
    }

    /// The object, kept alive for ever.
    #[inline]
    pub fn get(&self) -> Res<&'static Object> {
        let p = self.2.load(Ordering::Relaxed);
        if !p.is_null() {
            // SAFETY: the cell keeps its reference for ever.
            return Ok(unsafe { Object::from_ptr(p) });
        }
        self.fill()
    }

    /// Imports. A pending exception of the caller is put aside meanwhile: importing does not bear one.
    #[cold]
    fn fill(&self) -> Res<&'static Object> {
        let (mut t, mut v, mut tb) = (
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        );
        // SAFETY: NULLs mean that nothing was pending.
        unsafe { ffi::PyErr_Fetch(&mut t, &mut v, &mut tb) };
        let found = import(self.0).and_then(|m| m.getattr_str(self.1));
        // SAFETY: gives back what was fetched, or drops it for the exception of the import.
        unsafe {
            if found.is_ok() {
                ffi::PyErr_Restore(t, v, tb);
            } else {
                ffi::Py_XDECREF(t);
                ffi::Py_XDECREF(v);
                ffi::Py_XDECREF(tb);
            }
        }
        let raw = found?.into_ptr();
        self.2.store(raw, Ordering::Relaxed);
        // SAFETY: the reference was just given to the cell.
        Ok(unsafe { Object::from_ptr(raw) })
    }
}

/// `import_cached!("module", "name")`: `Res<&'static Object>`.
#[macro_export]
macro_rules! import_cached {
    ($module:literal, $name:literal) => {{
        static IMPORT: $crate::intern::Import = $crate::intern::Import::new($module, $name);
        IMPORT.get()
    }};
}

/// `import module`, the module itself (not its first package).
pub fn import(module: &str) -> Res<Owned> {
    let name = crate::ops::str_new(module)?;
    // SAFETY: returns a new reference or NULL.
    unsafe { Own::from_result(ffi::PyImport_Import(name.as_ptr())) }
}
