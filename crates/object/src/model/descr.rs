//! `Descr`: the handle to a dtype instance. Fields that NumPy 1.x and 2.x place differently are read
//! through `abi`'s accessors only.

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, ffi};

use crate::model::dtype_class::{DTYPE_TYPE, DTypeClass};

/// A dtype instance (`numpy.dtype` and its subclasses), borrowed.
#[repr(transparent)]
pub struct Descr(UnsafeCell<PyArray_Descr>);

// SAFETY: transparent over the C struct; instances of numpy.dtype begin with it.
unsafe impl Layout for Descr {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        DTYPE_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for Descr {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

macro_rules! raw_fields {
    ($($(#[$doc:meta])* $name:ident : $ty:ty = $field:ident;)*) => { $(
        $(#[$doc])*
        #[inline(always)]
        pub fn $name(&self) -> $ty {
            // SAFETY: a live descriptor.
            unsafe { (*self.raw()).$field as $ty }
        }
    )* };
}

impl Descr {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw(&self) -> *mut PyArray_Descr {
        self.0.get()
    }

    raw_fields! {
        /// `NPY_*` type number (-1 for user DTypes of the new kind).
        type_num: c_int = type_num;
        /// Kind character.
        kind: u8 = kind;
        /// Type character.
        char: u8 = type_;
        /// `<`, `>`, `=` or `|`.
        byteorder: u8 = byteorder;
        /// Class of the scalars (NULL for some user DTypes).
        typeobj: *mut ffi::PyTypeObject = typeobj;
    }

    /// Bytes of an element.
    #[inline(always)]
    pub fn elsize(&self) -> isize {
        // SAFETY: a live descriptor.
        unsafe { self.raw().elsize() }
    }

    /// Alignment in bytes.
    #[inline(always)]
    pub fn alignment(&self) -> isize {
        // SAFETY: a live descriptor.
        unsafe { self.raw().alignment() }
    }

    /// `NPY_ITEM_*` flags.
    #[inline(always)]
    pub fn flags(&self) -> u64 {
        // SAFETY: a live descriptor.
        unsafe { self.raw().flags() }
    }

    /// True if all of `bits` are set.
    #[inline(always)]
    pub fn has_flag(&self, bits: u64) -> bool {
        self.flags() & bits == bits
    }

    /// Elements hold references (objects, or strings with owned memory).
    #[inline(always)]
    pub fn has_references(&self) -> bool {
        self.has_flag(NPY_ITEM_REFCOUNT)
    }

    /// `metadata`, a dict.
    pub fn metadata(&self) -> Option<&Object> {
        // SAFETY: the field is an owned reference or NULL.
        unsafe { Object::from_ptr_opt(self.raw().metadata()) }
    }

    /// `fields`, a dict, of structured dtypes.
    pub fn fields(&self) -> Option<&Object> {
        // SAFETY: the field is an owned reference or NULL.
        unsafe { Object::from_ptr_opt(self.raw().fields()).filter(|f| !f.is_none()) }
    }

    /// `names`, a tuple of `str`, of structured dtypes.
    pub fn names(&self) -> Option<&Object> {
        // SAFETY: the field is an owned reference or NULL.
        unsafe { Object::from_ptr_opt(self.raw().names()).filter(|n| !n.is_none()) }
    }

    /// Structured?
    #[inline(always)]
    pub fn has_fields(&self) -> bool {
        self.names().is_some()
    }

    /// A structure, as opposed to fields over a number or text.
    #[inline(always)]
    pub fn is_structure(&self) -> bool {
        self.type_num() == NPY_VOID && self.has_fields()
    }

    /// (base dtype, shape tuple) of a subarray dtype.
    pub fn subarray(&self) -> Option<(&Descr, &Object)> {
        // SAFETY: a subarray owns its base and shape.
        unsafe {
            let s = self.raw().subarray();
            if s.is_null() {
                return None;
            }
            Some((
                Descr::from_ptr((*s).base.cast()),
                Object::from_ptr((*s).shape),
            ))
        }
    }

    /// Subarray dtype?
    #[inline(always)]
    pub fn has_subarray(&self) -> bool {
        // SAFETY: a live descriptor.
        unsafe { !self.raw().subarray().is_null() }
    }

    /// Unit metadata of datetime64 and timedelta64.
    pub fn datetime_meta(&self) -> Option<PyArray_DatetimeMetaData> {
        // SAFETY: the c_metadata of these two types is this struct.
        unsafe {
            let m = self.raw().c_metadata();
            if m.is_null() || !matches!(self.type_num(), NPY_DATETIME | NPY_TIMEDELTA) {
                return None;
            }
            Some((*m.cast::<PyArray_DatetimeDTypeMetaData>()).meta)
        }
    }

    /// Bytes lie in the machine's order (or have none).
    #[inline(always)]
    pub fn is_native(&self) -> bool {
        self.byteorder() != NPY_OPPBYTE
    }

    /// The DType class: the type of the instance.
    #[inline(always)]
    pub fn class(&self) -> &DTypeClass {
        // SAFETY: the type of a dtype instance is a DType class (or numpy.dtype itself, which is one).
        unsafe { DTypeClass::from_ptr(self.type_ptr().cast()) }
    }

    /// The descr has a legacy struct (`fields`, `subarray`, …).
    #[inline(always)]
    pub fn is_legacy(&self) -> bool {
        is_legacy_type_num(self.type_num())
    }

    /// Bytes, str or void: the itemsize is a parameter.
    #[inline(always)]
    pub fn is_flexible(&self) -> bool {
        (NPY_STRING..=NPY_VOID).contains(&self.type_num())
    }

    /// As [`Descr::is_unsized`], or a sub-array of nothing, which the reference does not tell from it.
    #[inline]
    pub fn is_without_size(&self) -> bool {
        self.elsize() == 0 && self.is_flexible() && !self.has_fields()
    }

    /// A flexible dtype without a size yet (`S0`, `U0`, `V0` without fields).
    #[inline(always)]
    pub fn is_unsized(&self) -> bool {
        self.elsize() == 0 && self.is_flexible() && !self.has_fields() && !self.has_subarray()
    }

    /// datetime64 or timedelta64.
    #[inline(always)]
    pub fn is_datetime_like(&self) -> bool {
        matches!(self.type_num(), NPY_DATETIME | NPY_TIMEDELTA)
    }

    /// A native built-in number or bool: kernels can work on it as it is.
    #[inline(always)]
    pub fn is_native_number(&self) -> bool {
        is_number(self.type_num()) && self.is_native()
    }

    /// `object` dtype.
    #[inline(always)]
    pub fn is_object(&self) -> bool {
        self.type_num() == NPY_OBJECT
    }

    /// A user dtype of the legacy kind.
    pub fn is_user_defined(&self) -> bool {
        self.type_num() >= NPY_USERDEF && self.type_num() < NPY_VSTRING
    }
}

/// bool, integers, floats, complex (half included).
#[inline(always)]
pub const fn is_number(type_num: c_int) -> bool {
    (type_num >= NPY_BOOL && type_num <= NPY_CLONGDOUBLE) || type_num == NPY_HALF
}

/// Integers without bool.
#[inline(always)]
pub const fn is_integer(type_num: c_int) -> bool {
    type_num >= NPY_BYTE && type_num <= NPY_ULONGLONG
}

/// Floats.
#[inline(always)]
pub const fn is_float(type_num: c_int) -> bool {
    (type_num >= NPY_FLOAT && type_num <= NPY_LONGDOUBLE) || type_num == NPY_HALF
}

/// Complex.
#[inline(always)]
pub const fn is_complex(type_num: c_int) -> bool {
    type_num >= NPY_CFLOAT && type_num <= NPY_CLONGDOUBLE
}

/// A new reference to the descriptor behind a C pointer.
///
/// # Safety
/// `ptr` is a live descriptor.
#[inline]
pub unsafe fn own_descr(ptr: *mut PyArray_Descr) -> Own<Descr> {
    // SAFETY: as the caller vouches.
    unsafe { Descr::from_ptr(ptr.cast()).own() }
}
