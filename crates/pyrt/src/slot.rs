//! Adaptors from safe Rust functions to type slots. Each takes a function item (zero-sized), so that
//! the trampoline is monomorphised for it: `t.tp_repr = Some(slot::unary(array_repr))`.

use std::ffi::c_int;

use pyo3_ffi as ffi;

use crate::args::Args;
use crate::entry::{FfiReturn, ToPy, entry};
use crate::method::zst;
use crate::object::{Layout, Object, Owned};
use crate::raised::{Raised, Res, check_status};

type Ptr = *mut ffi::PyObject;

/// `reprfunc`, `unaryfunc`, `getiterfunc`, …: `f(self)`.
pub const fn unary<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, R: ToPy, F: Fn(&S) -> Res<R> + Copy>(slf: Ptr) -> Ptr {
        // SAFETY: the interpreter passes a live instance of the type that owns the slot.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf))?.to_py() })
    }
    tramp::<S, R, F>
}

/// `iternextfunc`: `f(self)` with `None` at the end.
pub const fn next<S: Layout, F: Fn(&S) -> Res<Option<Owned>> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S) -> Res<Option<Owned>> + Copy>(slf: Ptr) -> Ptr {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf)) })
    }
    tramp::<S, F>
}

/// `binaryfunc` of the number protocol: either operand may be of the type.
pub const fn binary<F: Fn(&Object, &Object) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<F: Fn(&Object, &Object) -> Res<Owned> + Copy>(
        a: Ptr,
        b: Ptr,
    ) -> Ptr {
        // SAFETY: live operands.
        entry(|| unsafe { zst::<F>()(Object::from_ptr(a), Object::from_ptr(b)) })
    }
    tramp::<F>
}

/// `ternaryfunc` of the number protocol (`pow`).
pub const fn ternary<F: Fn(&Object, &Object, &Object) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<F: Fn(&Object, &Object, &Object) -> Res<Owned> + Copy>(
        a: Ptr,
        b: Ptr,
        c: Ptr,
    ) -> Ptr {
        // SAFETY: live operands.
        entry(|| unsafe {
            zst::<F>()(
                Object::from_ptr(a),
                Object::from_ptr(b),
                Object::from_ptr(c),
            )
        })
    }
    tramp::<F>
}

/// `binaryfunc` of the mapping protocol: `f(self, key)`.
pub const fn subscript<S: Layout, F: Fn(&S, &Object) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, &Object) -> Res<Owned> + Copy>(
        slf: Ptr,
        key: Ptr,
    ) -> Ptr {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), Object::from_ptr(key)) })
    }
    tramp::<S, F>
}

/// `objobjargproc`: `f(self, key, value)`, value `None` for deletion.
pub const fn ass_subscript<S: Layout, F: Fn(&S, &Object, Option<&Object>) -> Res<()> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, Ptr) -> c_int {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, &Object, Option<&Object>) -> Res<()> + Copy>(
        slf: Ptr,
        key: Ptr,
        value: Ptr,
    ) -> c_int {
        // SAFETY: as unary; the value may be NULL.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Object::from_ptr(key),
                Object::from_ptr_opt(value),
            )
        })
    }
    tramp::<S, F>
}

/// `lenfunc`.
pub const fn len<S: Layout, F: Fn(&S) -> Res<isize> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr) -> isize {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S) -> Res<isize> + Copy>(slf: Ptr) -> isize {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf)) })
    }
    tramp::<S, F>
}

/// `ssizeargfunc`: `f(self, i)`.
pub const fn item<S: Layout, F: Fn(&S, isize) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, isize) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, isize) -> Res<Owned> + Copy>(
        slf: Ptr,
        i: isize,
    ) -> Ptr {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), i) })
    }
    tramp::<S, F>
}

/// `ssizeobjargproc`: `f(self, i, value)`, value `None` for deletion.
pub const fn ass_item<S: Layout, F: Fn(&S, isize, Option<&Object>) -> Res<()> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, isize, Ptr) -> c_int {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, isize, Option<&Object>) -> Res<()> + Copy>(
        slf: Ptr,
        i: isize,
        value: Ptr,
    ) -> c_int {
        // SAFETY: as unary; the value may be NULL.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), i, Object::from_ptr_opt(value)) })
    }
    tramp::<S, F>
}

/// `objobjproc` and `inquiry`-like with an argument: `f(self, other)`.
pub const fn contains<S: Layout, F: Fn(&S, &Object) -> Res<bool> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr) -> c_int {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, &Object) -> Res<bool> + Copy>(
        slf: Ptr,
        other: Ptr,
    ) -> c_int {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), Object::from_ptr(other)) })
    }
    tramp::<S, F>
}

/// `inquiry` (`nb_bool`).
pub const fn inquiry<S: Layout, F: Fn(&S) -> Res<bool> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr) -> c_int {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S) -> Res<bool> + Copy>(slf: Ptr) -> c_int {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf)) })
    }
    tramp::<S, F>
}

/// `hashfunc`. A result of -1 becomes -2.
pub const fn hash<S: Layout, F: Fn(&S) -> Res<isize> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr) -> isize {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S) -> Res<isize> + Copy>(slf: Ptr) -> isize {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf)).map(|h| if h == -1 { -2 } else { h }) })
    }
    tramp::<S, F>
}

/// `richcmpfunc`.
pub const fn richcompare<S: Layout, F: Fn(&S, &Object, c_int) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, c_int) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, &Object, c_int) -> Res<Owned> + Copy>(
        slf: Ptr,
        other: Ptr,
        op: c_int,
    ) -> Ptr {
        // SAFETY: as unary.
        entry(|| unsafe { zst::<F>()(S::from_ptr(slf), Object::from_ptr(other), op) })
    }
    tramp::<S, F>
}

/// `newfunc`: `f(type, args)`.
pub const fn new<F: Fn(*mut ffi::PyTypeObject, Args<'_>) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(*mut ffi::PyTypeObject, Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<F: Fn(*mut ffi::PyTypeObject, Args<'_>) -> Res<Owned> + Copy>(
        ty: *mut ffi::PyTypeObject,
        args: Ptr,
        kwargs: Ptr,
    ) -> Ptr {
        // SAFETY: a tuple, and a dict or NULL.
        entry(|| unsafe { Args::with_tuple_dict(args, kwargs, |a| zst::<F>()(ty, a)) })
    }
    tramp::<F>
}

/// `initproc`: `f(self, args)`.
pub const fn init<S: Layout, F: Fn(&S, Args<'_>) -> Res<()> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, Ptr) -> c_int {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, Args<'_>) -> Res<()> + Copy>(
        slf: Ptr,
        args: Ptr,
        kwargs: Ptr,
    ) -> c_int {
        // SAFETY: a live instance, a tuple, and a dict or NULL.
        entry(|| unsafe {
            Args::with_tuple_dict(args, kwargs, |a| zst::<F>()(S::from_ptr(slf), a))
        })
    }
    tramp::<S, F>
}

/// `ternaryfunc` of `tp_call`: `f(self, args)`.
pub const fn call<S: Layout, F: Fn(&S, Args<'_>) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, Args<'_>) -> Res<Owned> + Copy>(
        slf: Ptr,
        args: Ptr,
        kwargs: Ptr,
    ) -> Ptr {
        // SAFETY: a live instance, a tuple, and a dict or NULL.
        entry(|| unsafe {
            Args::with_tuple_dict(args, kwargs, |a| zst::<F>()(S::from_ptr(slf), a))
        })
    }
    tramp::<S, F>
}

/// `vectorcallfunc`: `f(self, args)`.
pub const fn vectorcall<S: Layout, F: Fn(&S, Args<'_>) -> Res<Owned> + Copy>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, *const Ptr, usize, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<S: Layout, F: Fn(&S, Args<'_>) -> Res<Owned> + Copy>(
        slf: Ptr,
        args: *const Ptr,
        nargsf: usize,
        kwnames: Ptr,
    ) -> Ptr {
        // SAFETY: the vectorcall protocol.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Args::from_vectorcall(args, ffi::PyVectorcall_NARGS(nargsf) as usize, kwnames),
            )
        })
    }
    tramp::<S, F>
}

/// `descrgetfunc`: `f(self, instance, owner)`.
pub const fn descr_get<
    S: Layout,
    F: Fn(&S, Option<&Object>, Option<&Object>) -> Res<Owned> + Copy,
>(
    _f: F,
) -> unsafe extern "C" fn(Ptr, Ptr, Ptr) -> Ptr {
    unsafe extern "C" fn tramp<
        S: Layout,
        F: Fn(&S, Option<&Object>, Option<&Object>) -> Res<Owned> + Copy,
    >(
        slf: Ptr,
        instance: Ptr,
        owner: Ptr,
    ) -> Ptr {
        // SAFETY: as unary; instance and owner may be NULL.
        entry(|| unsafe {
            zst::<F>()(
                S::from_ptr(slf),
                Object::from_ptr_opt(instance),
                Object::from_ptr_opt(owner),
            )
        })
    }
    tramp::<S, F>
}

/// Calls `tp_traverse`'s visitor on an owned field.
///
/// # Safety
/// `visit` and `arg` are what `tp_traverse` was given; `field` is an owned reference or NULL.
#[inline]
pub unsafe fn visit_field(
    visit: ffi::visitproc,
    arg: *mut std::ffi::c_void,
    field: *mut ffi::PyObject,
) -> c_int {
    if field.is_null() {
        return 0;
    }
    // SAFETY: as the caller vouches.
    unsafe { visit(field, arg) }
}

/// Gives an owned field back and sets it to NULL first (the `Py_CLEAR` order).
///
/// # Safety
/// `field` points to an owned reference or NULL.
#[inline]
pub unsafe fn clear_field<T>(field: *mut *mut T) {
    // SAFETY: as the caller vouches.
    unsafe {
        let old = *field;
        *field = std::ptr::null_mut();
        ffi::Py_XDECREF(old.cast());
    }
}

/// Generic attribute look-up, for types that set `tp_getattro` themselves.
pub fn generic_getattr(obj: &Object, name: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { crate::Own::from_result(ffi::PyObject_GenericGetAttr(obj.as_ptr(), name.as_ptr())) }
}

/// Generic attribute assignment; `None` deletes.
pub fn generic_setattr(obj: &Object, name: &Object, value: Option<&Object>) -> Res<()> {
    // SAFETY: NULL deletes.
    check_status(unsafe {
        ffi::PyObject_GenericSetAttr(
            obj.as_ptr(),
            name.as_ptr(),
            value.map_or(std::ptr::null_mut(), |v| v.as_ptr()),
        )
    })
}

/// The error value of `Raised` for a slot written by hand.
pub fn null(_proof: Raised) -> Ptr {
    <Owned as FfiReturn>::ERROR
}
