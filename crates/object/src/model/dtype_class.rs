//! `DTypeClass`: the handle to a DType class (`type(np.dtype("f8"))`), and the private slots that its
//! `dt_slots` points to. Built-in, StringDType and user DTypes go through the same slots (NEP 42).

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Res, StaticType, ffi};

use crate::model::descr::Descr;

/// `numpy.dtype`: itself a DType class (its metatype is `numpy._DTypeMeta`).
pub static DTYPE_TYPE: StaticType<PyArray_DTypeMeta> = StaticType::new();
/// `numpy._DTypeMeta`.
pub static DTYPE_META_TYPE: StaticType = StaticType::new();

/// A DType class, borrowed.
#[repr(transparent)]
pub struct DTypeClass(UnsafeCell<PyArray_DTypeMeta>);

// SAFETY: instances of the metatype are at least as large as the struct.
unsafe impl Layout for DTypeClass {
    #[inline(always)]
    fn check(obj: &Object) -> bool {
        DTYPE_META_TYPE.has_instance(obj)
    }
}

impl std::ops::Deref for DTypeClass {
    type Target = Object;
    #[inline(always)]
    fn deref(&self) -> &Object {
        self.object()
    }
}

/// What `dt_slots` points to. Function pointers have the public signatures of NEP 42's slots.
#[repr(C)]
pub struct DTypeSlots {
    /// The descr for a Python object.
    pub discover_descr_from_pyobject: PyArrayDTypeMeta_DiscoverDescrFromPyobject,
    /// Whether a Python type is one of ours.
    pub is_known_scalar_type: PyArrayDTypeMeta_IsKnownScalarType,
    /// The descr to use for the bare class.
    pub default_descr: PyArrayDTypeMeta_DefaultDescriptor,
    /// Promotion with another class; NotImplemented to defer.
    pub common_dtype: PyArrayDTypeMeta_CommonDType,
    /// Promotion of two instances of this class.
    pub common_instance: PyArrayDTypeMeta_CommonInstance,
    /// Native, and without anything that casts need not keep.
    pub ensure_canonical: PyArrayDTypeMeta_EnsureCanonical,
    /// Stores a Python object into an element.
    pub setitem: PyArrayDTypeMeta_SetItem,
    /// Reads an element.
    pub getitem: PyArrayDTypeMeta_GetItem,
    /// Loop that releases references.
    pub get_clear_loop: PyArrayMethod_GetTraverseLoop,
    /// Loop that fills with a zero that memset cannot write.
    pub get_fill_zero_loop: PyArrayMethod_GetTraverseLoop,
    /// Last step before an array owns the descr.
    pub finalize_descr: PyArrayDTypeMeta_FinalizeDescriptor,
    /// Limits and other constants.
    pub get_constant: PyArrayDTypeMeta_GetConstant,
    /// The `ArrayMethod` of casts between instances (owned).
    pub within_dtype_castingimpl: *mut ffi::PyObject,
    /// dict: DType class -> `ArrayMethod`, or None for "cannot" (owned).
    pub castingimpls: *mut ffi::PyObject,
    /// The legacy function table, for extensions and for legacy user dtypes. NumPy's own extension modules read it
    /// here, at byte 112.
    pub f: PyArray_ArrFuncs,
    /// The `ArrayMethod` that sorts elements (owned, may be NULL).
    pub sort_meth: *mut ffi::PyObject,
    /// The `ArrayMethod` that finds the positions which sort them (owned, may be NULL).
    pub argsort_meth: *mut ffi::PyObject,
}

const _: () = assert!(std::mem::offset_of!(DTypeSlots, f) == 112);

impl DTypeClass {
    /// The struct as C sees it.
    #[inline(always)]
    pub fn raw(&self) -> *mut PyArray_DTypeMeta {
        self.0.get()
    }

    /// The class as a type object.
    #[inline(always)]
    pub fn type_object_ptr(&self) -> *mut ffi::PyTypeObject {
        self.raw().cast()
    }

    /// `NPY_*` type number, -1 for new-style user DTypes.
    #[inline(always)]
    pub fn type_num(&self) -> c_int {
        // SAFETY: a live class.
        unsafe { (*self.raw()).type_num }
    }

    /// Class of the scalars, if it has one.
    pub fn scalar_type(&self) -> Option<&Object> {
        // SAFETY: an owned reference or NULL.
        unsafe { Object::from_ptr_opt((*self.raw()).scalar_type.cast()) }
    }

    /// The one instance of a non-parametric class, and the default of a legacy parametric one. New parametric classes
    /// may keep an instance for C code, but it does not stand for the class.
    pub fn singleton(&self) -> Option<&Descr> {
        if self.is_parametric() && !self.is_legacy() {
            return None;
        }
        // SAFETY: an owned reference or NULL.
        unsafe { Descr::from_ptr_opt((*self.raw()).singleton.cast()) }
    }

    /// `NPY_DT_*` flags.
    #[inline(always)]
    pub fn flags(&self) -> u64 {
        // SAFETY: a live class.
        unsafe { (*self.raw()).flags }
    }

    /// Legacy struct and singleton rules.
    #[inline(always)]
    pub fn is_legacy(&self) -> bool {
        self.flags() & _NPY_DT_LEGACY != 0
    }

    /// No instances.
    #[inline(always)]
    pub fn is_abstract(&self) -> bool {
        self.flags() & NPY_DT_ABSTRACT != 0
    }

    /// Instances differ by more than byte order.
    #[inline(always)]
    pub fn is_parametric(&self) -> bool {
        self.flags() & NPY_DT_PARAMETRIC != 0
    }

    /// Counts as a number for reductions and promotion.
    #[inline(always)]
    pub fn is_numeric(&self) -> bool {
        self.flags() & NPY_DT_NUMERIC != 0
    }

    /// The private slots.
    ///
    /// Never NULL for a class that was initialised; slots may be patched by extensions through the
    /// legacy table, so they are read anew at every use.
    #[inline(always)]
    pub fn slots(&self) -> *mut DTypeSlots {
        // SAFETY: a live class.
        unsafe { (*self.raw()).dt_slots.cast() }
    }

    /// `default_descr()`.
    pub fn default_descr(&self) -> Res<Own<Descr>> {
        if let (false, Some(d)) = (self.is_parametric(), self.singleton()) {
            return Ok(d.own());
        }
        // SAFETY: a live class has slots or none; the function returns a new reference or NULL.
        unsafe {
            match self.slots().as_ref().and_then(|s| s.default_descr) {
                Some(f) => Own::from_result(f(self.raw())),
                None => Err(ferronum_pyrt::raised::type_error(&format!(
                    "{} has no default instance",
                    self.str_text()?
                ))),
            }
        }
    }

    /// The legacy function table.
    #[inline(always)]
    pub fn arr_funcs(&self) -> *mut PyArray_ArrFuncs {
        // SAFETY: slots live as long as the class.
        unsafe { &raw mut (*self.slots()).f }
    }
}
