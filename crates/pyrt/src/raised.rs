//! `Raised`: the zero-size proof that a Python exception is set. `?` on a `Res` therefore means
//! "return the error value and leave the exception where it is".

use std::ffi::CString;

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own, Owned};

/// Proof that an exception is set on this thread.
#[must_use]
#[derive(Debug)]
pub struct Raised(());

/// The result of everything that may raise.
pub type Res<T> = Result<T, Raised>;

impl Raised {
    /// For the caller of a C function that reported failure.
    #[inline(always)]
    pub fn pending() -> Self {
        // A caller that is wrong about this must not return NULL without an exception.
        // SAFETY: asks for the pending exception only.
        unsafe {
            if ffi::PyErr_Occurred().is_null() {
                ffi::PyErr_SetString(
                    ffi::PyExc_SystemError,
                    c"error return without an exception set".as_ptr(),
                );
            }
        }
        Raised(())
    }

    /// True if the pending exception is an instance of `exc`.
    pub fn matches(&self, exc: &Object) -> bool {
        // SAFETY: an exception is set.
        unsafe { ffi::PyErr_ExceptionMatches(exc.as_ptr()) != 0 }
    }

    /// Clears the pending exception.
    pub fn clear(self) {
        // SAFETY: always allowed.
        unsafe { ffi::PyErr_Clear() }
    }

    /// The pending exception with `cause` as its `__cause__`, as `raise ... from cause` has it.
    pub fn caused_by(self, cause: Owned) -> Raised {
        let value = self.fetch();
        // SAFETY: a live exception; the reference to the cause is handed over.
        unsafe { ffi::PyException_SetCause(value.as_ptr(), cause.into_ptr()) };
        Raised::restore(value)
    }

    /// Takes the pending exception (normalised, traceback attached) off the thread.
    pub fn fetch(self) -> Owned {
        let (mut t, mut v, mut tb) = (
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        );
        // SAFETY: the documented fetch, normalise, set-traceback sequence.
        unsafe {
            ffi::PyErr_Fetch(&mut t, &mut v, &mut tb);
            ffi::PyErr_NormalizeException(&mut t, &mut v, &mut tb);
            if !tb.is_null() {
                ffi::PyException_SetTraceback(v, tb);
                ffi::Py_DECREF(tb);
            }
            ffi::Py_XDECREF(t);
            Own::steal(v)
        }
    }

    /// Sets an exception instance as the pending one.
    pub fn restore(value: Owned) -> Self {
        // SAFETY: PyErr_Restore steals both references.
        unsafe {
            let ty = value.type_ptr();
            ffi::Py_INCREF(ty.cast());
            ffi::PyErr_Restore(ty.cast(), value.into_ptr(), std::ptr::null_mut());
        }
        Raised(())
    }

    /// Replaces the pending exception by `exc(message)` whose cause is the old one (`raise … from old`).
    pub fn chain(self, exc: &Object, message: &str) -> Self {
        let cause = self.fetch();
        let new = raise(exc, message).fetch();
        // SAFETY: both setters steal a reference to the cause.
        unsafe {
            ffi::PyException_SetCause(new.as_ptr(), cause.clone().into_ptr());
            ffi::PyException_SetContext(new.as_ptr(), cause.into_ptr());
        }
        Self::restore(new)
    }

    /// Reports the exception as unraisable (for callers that cannot return an error).
    pub fn unraisable(self, context: Option<&Object>) {
        // SAFETY: an exception is set; NULL is allowed as context.
        unsafe { ffi::PyErr_WriteUnraisable(context.map_or(std::ptr::null_mut(), |c| c.as_ptr())) }
    }
}

/// Raises `exc(message)`.
#[cold]
pub fn raise(exc: &Object, message: &str) -> Raised {
    // SAFETY: a fresh str is handed to PyErr_SetObject, which does not keep our reference.
    unsafe {
        let text =
            ffi::PyUnicode_FromStringAndSize(message.as_ptr().cast(), message.len() as isize);
        if !text.is_null() {
            ffi::PyErr_SetObject(exc.as_ptr(), text);
            ffi::Py_DECREF(text);
        }
    }
    Raised(())
}

/// Raises `exc(value)`.
#[cold]
pub fn raise_object(exc: &Object, value: &Object) -> Raised {
    // SAFETY: both alive.
    unsafe { ffi::PyErr_SetObject(exc.as_ptr(), value.as_ptr()) };
    Raised(())
}

macro_rules! exceptions {
    ($($(#[$doc:meta])* $getter:ident, $raiser:ident, $ffi:ident;)*) => {
        /// The built-in exception classes, borrowed.
        pub mod exc {
            use super::{Layout, Object, ffi};
            $(
                #[doc = concat!("`", stringify!($getter), "`.")]
                #[allow(non_snake_case, reason = "named as the class")]
                pub fn $getter() -> &'static Object {
                    // SAFETY: built-in exceptions live as long as the interpreter.
                    unsafe { Object::from_ptr(ffi::$ffi) }
                }
            )*
        }
        $(
            #[doc = concat!("Raises `", stringify!($getter), "(message)`.")]
            #[cold]
            pub fn $raiser(message: &str) -> Raised {
                raise(exc::$getter(), message)
            }
        )*
    };
}

exceptions! {
    ValueError, value_error, PyExc_ValueError;
    TypeError, type_error, PyExc_TypeError;
    IndexError, index_error, PyExc_IndexError;
    KeyError, key_error, PyExc_KeyError;
    RuntimeError, runtime_error, PyExc_RuntimeError;
    SystemError, system_error, PyExc_SystemError;
    OverflowError, overflow_error, PyExc_OverflowError;
    ZeroDivisionError, zero_division_error, PyExc_ZeroDivisionError;
    AttributeError, attribute_error, PyExc_AttributeError;
    NotImplementedError, not_implemented_error, PyExc_NotImplementedError;
    BufferError, buffer_error, PyExc_BufferError;
    MemoryError, memory_error, PyExc_MemoryError;
    FloatingPointError, floating_point_error, PyExc_FloatingPointError;
    RecursionError, recursion_error, PyExc_RecursionError;
    ImportError, import_error, PyExc_ImportError;
    StopIteration, stop_iteration, PyExc_StopIteration;
    OSError, os_error, PyExc_OSError;
    EOFError, eof_error, PyExc_EOFError;
    DeprecationWarning, deprecation_as_error, PyExc_DeprecationWarning;
    RuntimeWarning, runtime_warning_as_error, PyExc_RuntimeWarning;
    FutureWarning, future_warning_as_error, PyExc_FutureWarning;
    UserWarning, user_warning_as_error, PyExc_UserWarning;
    BytesWarning, bytes_warning_as_error, PyExc_BytesWarning;
    UnicodeDecodeError, unicode_decode_error, PyExc_UnicodeDecodeError;
    UnicodeEncodeError, unicode_encode_error, PyExc_UnicodeEncodeError;
}

/// `MemoryError` without a message.
#[cold]
pub fn no_memory() -> Raised {
    // SAFETY: always allowed.
    unsafe { ffi::PyErr_NoMemory() };
    Raised(())
}

/// Issues a warning; `Err` if it became an exception.
pub fn warn(category: &Object, message: &str, stack_level: isize) -> Res<()> {
    let text = CString::new(message.replace('\0', "\\0")).unwrap_or_default();
    // SAFETY: the text is NUL-terminated.
    if unsafe { ffi::PyErr_WarnEx(category.as_ptr(), text.as_ptr(), stack_level) } < 0 {
        return Err(Raised(()));
    }
    Ok(())
}

/// For a C function that returns a negative number where it raised.
#[inline(always)]
pub fn check_status(status: std::ffi::c_int) -> Res<()> {
    if status < 0 {
        Err(Raised::pending())
    } else {
        Ok(())
    }
}

/// Runs `f` while keeping a pending exception safe from it (for destructors).
pub fn with_saved_exception<R>(f: impl FnOnce() -> R) -> R {
    let (mut t, mut v, mut tb) = (
        std::ptr::null_mut(),
        std::ptr::null_mut(),
        std::ptr::null_mut(),
    );
    // SAFETY: fetch and restore are a pair; NULLs mean that nothing was pending.
    unsafe { ffi::PyErr_Fetch(&mut t, &mut v, &mut tb) };
    let out = f();
    // SAFETY: gives back exactly what was fetched.
    unsafe { ffi::PyErr_Restore(t, v, tb) };
    out
}

/// Proof of a recursion level taken by `enter_recursive`; dropping it leaves the level.
pub struct Recursion(());

/// Takes one level of the interpreter's recursion limit, or raises `RecursionError`.
pub fn enter_recursive(place: &'static std::ffi::CStr) -> Res<Recursion> {
    // SAFETY: a NUL-terminated text.
    if unsafe { ffi::Py_EnterRecursiveCall(place.as_ptr()) } != 0 {
        return Err(Raised(()));
    }
    Ok(Recursion(()))
}

impl Drop for Recursion {
    fn drop(&mut self) {
        // SAFETY: paired with the level that was taken.
        unsafe { ffi::Py_LeaveRecursiveCall() }
    }
}
