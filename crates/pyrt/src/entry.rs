//! The guard that every call from C or Python into Rust passes: a panic becomes `SystemError` with
//! file and line, a `Raised` becomes the error value of the C convention at hand.

use std::cell::RefCell;
use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own, Owned};
use crate::ops;
use crate::raised::{Res, exc, raise};

/// How a Rust result leaves through a C return value.
pub trait FfiReturn {
    /// The C type.
    type C: Copy;
    /// What C gets when an exception is set.
    const ERROR: Self::C;
    /// What C gets otherwise.
    fn into_c(self) -> Self::C;
}

impl<T: Layout> FfiReturn for Own<T> {
    type C = *mut ffi::PyObject;
    const ERROR: Self::C = std::ptr::null_mut();
    #[inline(always)]
    fn into_c(self) -> Self::C {
        self.into_ptr()
    }
}

/// NULL without an exception is a legal answer (`tp_iternext` at its end).
impl<T: Layout> FfiReturn for Option<Own<T>> {
    type C = *mut ffi::PyObject;
    const ERROR: Self::C = std::ptr::null_mut();
    #[inline(always)]
    fn into_c(self) -> Self::C {
        self.map_or(std::ptr::null_mut(), Own::into_ptr)
    }
}

impl FfiReturn for () {
    type C = c_int;
    const ERROR: c_int = -1;
    #[inline(always)]
    fn into_c(self) -> c_int {
        0
    }
}

impl FfiReturn for bool {
    type C = c_int;
    const ERROR: c_int = -1;
    #[inline(always)]
    fn into_c(self) -> c_int {
        self as c_int
    }
}

impl FfiReturn for c_int {
    type C = c_int;
    const ERROR: c_int = -1;
    #[inline(always)]
    fn into_c(self) -> c_int {
        self
    }
}

impl FfiReturn for isize {
    type C = isize;
    const ERROR: isize = -1;
    #[inline(always)]
    fn into_c(self) -> isize {
        self
    }
}

/// NumPy's converters: 1 (`NPY_SUCCEED`) or 0 (`NPY_FAIL`).
pub struct Converted;

impl FfiReturn for Converted {
    type C = c_int;
    const ERROR: c_int = 0;
    #[inline(always)]
    fn into_c(self) -> c_int {
        1
    }
}

/// A raw pointer, NULL on error.
pub struct Pointer<P>(pub *mut P);

impl<P> FfiReturn for Pointer<P> {
    type C = *mut P;
    const ERROR: *mut P = std::ptr::null_mut();
    #[inline(always)]
    fn into_c(self) -> *mut P {
        self.0
    }
}

/// Runs the body of an entry point.
#[inline(always)]
pub fn entry<R: FfiReturn>(body: impl FnOnce() -> Res<R>) -> R::C {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(value)) => value.into_c(),
        Ok(Err(_)) => R::ERROR,
        Err(_) => {
            panicked();
            R::ERROR
        }
    }
}

/// Runs the body of an entry point that has no way to report an error: it is written out as unraisable.
#[inline(always)]
pub fn entry_void(body: impl FnOnce() -> Res<()>) {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => {}
        Ok(Err(raised)) => raised.unraisable(None),
        Err(_) => {
            panicked();
            crate::Raised::pending().unraisable(None);
        }
    }
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Installs the hook that remembers where a panic happened instead of printing it. Once, at start.
pub fn install_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
        let what = info
            .payload()
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| info.payload().downcast_ref::<String>().cloned())
            .unwrap_or_default();
        LAST_PANIC.with(|p| *p.borrow_mut() = format!("internal error at {place}: {what}"));
    }));
}

#[cold]
fn panicked() {
    let text = LAST_PANIC.with(|p| std::mem::take(&mut *p.borrow_mut()));
    let _proof = raise(
        exc::SystemError(),
        if text.is_empty() {
            "internal error"
        } else {
            &text
        },
    );
}

/// What a method may return to Python.
pub trait ToPy {
    /// A new reference.
    fn to_py(self) -> Res<Owned>;
}

impl<T: Layout> ToPy for Own<T> {
    #[inline(always)]
    fn to_py(self) -> Res<Owned> {
        Ok(self.upcast())
    }
}

impl ToPy for () {
    #[inline(always)]
    fn to_py(self) -> Res<Owned> {
        Ok(ops::none().own())
    }
}

impl ToPy for bool {
    #[inline(always)]
    fn to_py(self) -> Res<Owned> {
        Ok(ops::py_bool(self).own())
    }
}

impl ToPy for isize {
    fn to_py(self) -> Res<Owned> {
        ops::int_new(self as i64)
    }
}

impl ToPy for i64 {
    fn to_py(self) -> Res<Owned> {
        ops::int_new(self)
    }
}

impl ToPy for i32 {
    fn to_py(self) -> Res<Owned> {
        ops::int_new(i64::from(self))
    }
}

impl ToPy for usize {
    fn to_py(self) -> Res<Owned> {
        ops::uint_new(self as u64)
    }
}

impl ToPy for f64 {
    fn to_py(self) -> Res<Owned> {
        ops::float_new(self)
    }
}

impl ToPy for &str {
    fn to_py(self) -> Res<Owned> {
        ops::str_new(self)
    }
}

impl ToPy for String {
    fn to_py(self) -> Res<Owned> {
        ops::str_new(&self)
    }
}

impl ToPy for &Object {
    fn to_py(self) -> Res<Owned> {
        Ok(self.own())
    }
}

/// `None` becomes Python's `None`.
impl<T: ToPy> ToPy for Option<T> {
    fn to_py(self) -> Res<Owned> {
        match self {
            Some(v) => v.to_py(),
            None => Ok(ops::none().own()),
        }
    }
}
