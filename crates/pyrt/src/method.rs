//! Adaptors from safe Rust functions to method tables: `method::noargs(c"tolist", array_tolist)`,
//! `method::fastcall(c"reshape", array_reshape)`, `method::get(c"shape", array_shape)`.

use std::ffi::{CStr, c_char, c_int, c_void};

use pyo3_ffi as ffi;

use crate::args::Args;
use crate::entry::{ToPy, entry};
use crate::object::{Layout, Object};
use crate::raised::Res;

type Ptr = *mut ffi::PyObject;

/// Conjures the value of a zero-sized function item, which is what the adaptors take.
#[inline(always)]
pub(crate) fn zst<F: Copy>() -> F {
    const {
        assert!(
            size_of::<F>() == 0,
            "adaptors take function items, not pointers or capturing closures"
        )
    };
    // SAFETY: a zero-sized Copy value has no bytes to read; an instance existed when the adaptor was built.
    unsafe { std::ptr::NonNull::<F>::dangling().as_ptr().read() }
}

/// One row of a method table.
#[derive(Clone, Copy)]
pub struct Method {
    name: &'static CStr,
    call: Call,
    flags: c_int,
    doc: Option<&'static CStr>,
}

#[derive(Clone, Copy)]
enum Call {
    NoArgs(unsafe extern "C" fn(Ptr, Ptr) -> Ptr),
    FastKeywords(unsafe extern "C" fn(Ptr, *const Ptr, isize, Ptr) -> Ptr),
    Fast(unsafe extern "C" fn(Ptr, *mut Ptr, isize) -> Ptr),
}

impl Method {
    /// Sets the docstring (with a text signature up to `--\n\n` if it has one).
    pub const fn doc(mut self, doc: &'static CStr) -> Self {
        self.doc = Some(doc);
        self
    }

    /// A class method.
    pub const fn class(mut self) -> Self {
        self.flags |= ffi::METH_CLASS;
        self
    }

    /// A static method.
    pub const fn fixed(mut self) -> Self {
        self.flags |= ffi::METH_STATIC;
        self
    }

    /// The name.
    pub const fn name(&self) -> &'static CStr {
        self.name
    }

    /// The row in C's form.
    pub fn to_def(self) -> ffi::PyMethodDef {
        ffi::PyMethodDef {
            ml_name: self.name.as_ptr(),
            ml_meth: match self.call {
                Call::NoArgs(f) => ffi::PyMethodDefPointer { PyCFunction: f },
                Call::FastKeywords(f) => ffi::PyMethodDefPointer {
                    PyCFunctionFastWithKeywords: f,
                },
                Call::Fast(f) => ffi::PyMethodDefPointer { PyCFunctionFast: f },
            },
            ml_flags: self.flags,
            ml_doc: self.doc.map_or(std::ptr::null(), CStr::as_ptr),
        }
    }
}

/// `f(self)`.
pub const fn noargs<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(
        slf: Ptr,
        _: Ptr,
    ) -> Ptr {
        // SAFETY: method descriptors check the type of self.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf))?.to_py() })
    }
    Method {
        name,
        call: Call::NoArgs(tramp::<S, R, F>),
        flags: ffi::METH_NOARGS,
        doc: None,
    }
}

/// `f(self, arg)`.
pub const fn onearg<S: Layout, R: ToPy, F: Fn(&S, &Object) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S, &Object) -> Res<R> + Copy>(
        slf: Ptr,
        arg: Ptr,
    ) -> Ptr {
        // SAFETY: as noargs.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), Object::from_ptr(arg))?.to_py() })
    }
    Method {
        name,
        call: Call::NoArgs(tramp::<S, R, F>),
        flags: ffi::METH_O,
        doc: None,
    }
}

/// `f(self, args)` with positional and keyword arguments.
pub const fn fastcall<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
        slf: Ptr,
        args: *const Ptr,
        nargs: isize,
        kwnames: Ptr,
    ) -> Ptr {
        // SAFETY: as noargs; the vectorcall layout of arguments.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Args::from_vectorcall(args, nargs as usize, kwnames),
            )?
            .to_py()
        })
    }
    Method {
        name,
        call: Call::FastKeywords(tramp::<S, R, F>),
        flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        doc: None,
    }
}

/// `f(self, args)` with positional arguments alone; the interpreter refuses keywords.
pub const fn positional<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
        slf: Ptr,
        args: *mut Ptr,
        nargs: isize,
    ) -> Ptr {
        // SAFETY: as noargs; the vectorcall layout of arguments.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Args::from_vectorcall(args, nargs as usize, std::ptr::null_mut()),
            )?
            .to_py()
        })
    }
    Method {
        name,
        call: Call::Fast(tramp::<S, R, F>),
        flags: ffi::METH_FASTCALL,
        doc: None,
    }
}

/// As [`positional`] where the arguments come as a tuple (`METH_VARARGS`), which shows in the interpreter's texts.
pub const fn varargs<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S, Args<'_>) -> Res<R> + Copy>(
        slf: Ptr,
        args: Ptr,
    ) -> Ptr {
        // SAFETY: as noargs; a tuple of arguments.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Args::positional(Object::from_ptr(args).tuple_items()),
            )?
            .to_py()
        })
    }
    Method {
        name,
        call: Call::NoArgs(tramp::<S, R, F>),
        flags: ffi::METH_VARARGS,
        doc: None,
    }
}

/// A function of the module without keywords: `f(module, args)`.
pub const fn positional_function<R: ToPy, F: Fn(&Object, Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    f: F,
) -> Method {
    positional(name, f)
}

/// A function of the module that takes its arguments as a tuple: `f(module, args)`.
pub const fn varargs_function<R: ToPy, F: Fn(&Object, Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    f: F,
) -> Method {
    varargs(name, f)
}

/// A function of the module: `f(args)`.
pub const fn function<R: ToPy, F: Fn(Args<'_>) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> Method {
    unsafe extern "C" fn tramp<R: ToPy, F: Fn(Args<'_>) -> Res<R> + Copy>(
        _module: Ptr,
        args: *const Ptr,
        nargs: isize,
        kwnames: Ptr,
    ) -> Ptr {
        // SAFETY: the vectorcall layout of arguments.
        entry(|| unsafe {
            zst::<F>()(Args::from_vectorcall(args, nargs as usize, kwnames))?.to_py()
        })
    }
    Method {
        name,
        call: Call::FastKeywords(tramp::<R, F>),
        flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        doc: None,
    }
}

/// One row of an attribute table.
#[derive(Clone, Copy)]
pub struct GetSet {
    name: &'static CStr,
    get: ffi::getter,
    set: Option<ffi::setter>,
    doc: Option<&'static CStr>,
}

impl GetSet {
    /// The name.
    pub const fn name(&self) -> &'static CStr {
        self.name
    }

    /// Adds the setter `f(self, value)`, value `None` for deletion.
    pub const fn set<S: Layout, F: Fn(&S, Option<&Object>) -> Res<()> + Copy>(
        mut self,
        _f: F,
    ) -> Self {
        unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, Option<&Object>) -> Res<()> + Copy>(
            slf: Ptr,
            value: Ptr,
            _: *mut c_void,
        ) -> c_int {
            // SAFETY: attribute descriptors check the type of self; NULL deletes.
            entry(|| unsafe { zst::<F>()(S::from_ptr(slf), Object::from_ptr_opt(value)) })
        }
        self.set = Some(tramp::<S, F>);
        self
    }

    /// Sets the docstring.
    pub const fn doc(mut self, doc: &'static CStr) -> Self {
        self.doc = Some(doc);
        self
    }

    /// The row in C's form.
    pub fn to_def(self) -> ffi::PyGetSetDef {
        ffi::PyGetSetDef {
            name: self.name.as_ptr(),
            get: Some(self.get),
            set: self.set,
            doc: self.doc.map_or(std::ptr::null::<c_char>(), CStr::as_ptr),
            closure: std::ptr::null_mut(),
        }
    }
}

/// A computed attribute with the getter `f(self)`.
pub const fn get<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(
    name: &'static CStr,
    _f: F,
) -> GetSet {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(
        slf: Ptr,
        _: *mut c_void,
    ) -> Ptr {
        // SAFETY: attribute descriptors check the type of self.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf))?.to_py() })
    }
    GetSet {
        name,
        get: tramp::<S, R, F>,
        set: None,
        doc: None,
    }
}
