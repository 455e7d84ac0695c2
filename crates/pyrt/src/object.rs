//! Handles to Python objects. `&Object` (and `&Array`, `&Descr`, … built on it) is a borrowed
//! reference: a pointer with a lifetime that makes no claim about the contents, because the struct
//! behind it lies in an `UnsafeCell`. `Own<T>` is an owned reference; its `Drop` is the only place
//! that gives references back.

use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

use pyo3_ffi as ffi;

use crate::raised::{Raised, Res};

/// Any Python object, borrowed.
#[repr(transparent)]
pub struct Object(UnsafeCell<ffi::PyObject>);

/// A handle type: a transparent wrapper of an `UnsafeCell` around a struct that begins with the
/// Python object head.
///
/// # Safety
/// `Self` must have that layout, and `check` must accept only objects that are at least that large.
pub unsafe trait Layout: Sized {
    /// True if `obj` is an instance (of the type or of a subtype).
    fn check(obj: &Object) -> bool;

    /// The pointer as C sees it. Writing through it is the caller's business.
    #[inline(always)]
    fn as_ptr(&self) -> *mut ffi::PyObject {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    /// Borrows the object behind a pointer for as long as the caller keeps it alive.
    ///
    /// # Safety
    /// `ptr` is a live object for which `check` holds.
    #[inline(always)]
    unsafe fn from_ptr<'a>(ptr: *mut ffi::PyObject) -> &'a Self {
        debug_assert!(!ptr.is_null());
        // SAFETY: the caller vouches for the object; the handle claims nothing about its contents.
        unsafe { &*ptr.cast::<Self>() }
    }

    /// Like `from_ptr`, `None` for NULL.
    ///
    /// # Safety
    /// As `from_ptr` where the pointer is not NULL.
    #[inline(always)]
    unsafe fn from_ptr_opt<'a>(ptr: *mut ffi::PyObject) -> Option<&'a Self> {
        if ptr.is_null() {
            return None;
        }
        // SAFETY: as the caller vouches.
        Some(unsafe { Self::from_ptr(ptr) })
    }

    /// A new reference to the object.
    #[inline(always)]
    fn own(&self) -> Own<Self> {
        // SAFETY: the object is alive; the new count belongs to the result.
        unsafe {
            ffi::Py_INCREF(self.as_ptr());
            Own::steal(self.as_ptr())
        }
    }

    /// The handle as a plain object.
    #[inline(always)]
    fn object(&self) -> &Object {
        // SAFETY: every handle begins with the object head.
        unsafe { &*std::ptr::from_ref(self).cast::<Object>() }
    }
}

// SAFETY: Object is the head itself.
unsafe impl Layout for Object {
    fn check(_: &Object) -> bool {
        true
    }
}

impl Object {
    /// The object as a `T` if it is one.
    #[inline]
    pub fn downcast<T: Layout>(&self) -> Option<&T> {
        if !T::check(self) {
            return None;
        }
        // SAFETY: check() held.
        Some(unsafe { &*std::ptr::from_ref(self).cast::<T>() })
    }

    /// The object as a `T` that the caller knows it to be.
    ///
    /// # Safety
    /// `T::check(self)` holds.
    #[inline(always)]
    pub unsafe fn downcast_unchecked<T: Layout>(&self) -> &T {
        debug_assert!(T::check(self));
        // SAFETY: as the caller vouches.
        unsafe { &*std::ptr::from_ref(self).cast::<T>() }
    }

    /// Identity.
    #[inline(always)]
    pub fn is(&self, other: &Object) -> bool {
        std::ptr::eq(self, other)
    }

    /// The type object.
    #[inline(always)]
    pub fn type_ptr(&self) -> *mut ffi::PyTypeObject {
        // SAFETY: a live object has a type.
        unsafe { ffi::Py_TYPE(self.as_ptr()) }
    }

    /// The type as an object.
    #[inline(always)]
    pub fn type_object(&self) -> &Object {
        // SAFETY: a live object keeps its type alive.
        unsafe { Object::from_ptr(self.type_ptr().cast()) }
    }
}

/// An owned reference.
#[repr(transparent)]
pub struct Own<T: Layout>(NonNull<T>, PhantomData<*mut ()>);

/// An owned reference to any object.
pub type Owned = Own<Object>;

impl<T: Layout> Own<T> {
    /// Takes over a reference.
    ///
    /// # Safety
    /// `ptr` is a non-NULL reference that the caller owns, to an object for which `T::check` holds.
    #[inline(always)]
    pub unsafe fn steal<P>(ptr: *mut P) -> Self {
        debug_assert!(!ptr.is_null());
        // SAFETY: non-NULL as the caller vouches.
        Own(unsafe { NonNull::new_unchecked(ptr.cast()) }, PhantomData)
    }

    /// Takes over what a C function returned: NULL means that it raised.
    ///
    /// # Safety
    /// As `steal`, or NULL with an exception set.
    #[inline(always)]
    pub unsafe fn from_result<P>(ptr: *mut P) -> Res<Self> {
        match NonNull::new(ptr.cast::<T>()) {
            Some(p) => Ok(Own(p, PhantomData)),
            None => Err(Raised::pending()),
        }
    }

    /// Takes over a reference or NULL.
    ///
    /// # Safety
    /// As `steal` where not NULL.
    #[inline(always)]
    pub unsafe fn steal_opt<P>(ptr: *mut P) -> Option<Self> {
        NonNull::new(ptr.cast::<T>()).map(|p| Own(p, PhantomData))
    }

    /// Gives the reference away.
    #[inline(always)]
    pub fn into_ptr(self) -> *mut ffi::PyObject {
        let p = self.0.as_ptr().cast();
        std::mem::forget(self);
        p
    }

    /// The same reference as a plain object.
    #[inline(always)]
    pub fn upcast(self) -> Owned {
        // SAFETY: the reference is handed over.
        unsafe { Own::steal(self.into_ptr()) }
    }

    /// The same reference as another handle type that the caller knows to fit.
    ///
    /// # Safety
    /// `U::check` holds for the object.
    #[inline(always)]
    pub unsafe fn cast<U: Layout>(self) -> Own<U> {
        // SAFETY: as the caller vouches.
        unsafe { Own::steal(self.into_ptr()) }
    }

    /// The reference as a `U` if the object is one, else itself back.
    #[inline]
    pub fn downcast_into<U: Layout>(self) -> Result<Own<U>, Self> {
        if !U::check(self.object()) {
            return Err(self);
        }
        // SAFETY: check() held.
        Ok(unsafe { self.cast() })
    }

    /// Keeps the object alive for the rest of the process.
    #[inline]
    pub fn leak(self) -> &'static T {
        // SAFETY: the count that we hold is never given back.
        unsafe { T::from_ptr(self.into_ptr()) }
    }
}

impl<T: Layout> Deref for Own<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the reference keeps the object alive.
        unsafe { self.0.as_ref() }
    }
}

impl<T: Layout> Clone for Own<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        self.own()
    }
}

impl<T: Layout> Drop for Own<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the count is ours (INV-ATTACHED).
        unsafe { ffi::Py_DECREF(self.0.as_ptr().cast()) }
    }
}
