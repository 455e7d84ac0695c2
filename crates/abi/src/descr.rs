//! Descriptors and the legacy function table.
//!
//! NumPy 1.x and 2.x differ from byte 32 of a descriptor on, so these fields are private here
//! and reached through [`DescrFields`] and [`DescrFieldsMut`].
use crate::constants::{NPY_NSORTS, NPY_NTYPES_ABI_COMPATIBLE, NPY_VSTRING};
use crate::memory::NpyAuxData;
use crate::types::{npy_bool, npy_hash_t, npy_intp};
use core::ffi::{c_char, c_int, c_void};
use core::ptr;
use pyo3_ffi::{PyObject, PyTypeObject};

/// `dtype`, as every instance begins.
#[repr(C)]
pub struct PyArray_Descr {
    /// Object header; its type is the DType class.
    pub ob_base: PyObject,
    /// Class of the scalars.
    pub typeobj: *mut PyTypeObject,
    /// Kind character.
    pub kind: c_char,
    /// Type character; C's field `type`.
    pub type_: c_char,
    /// `<`, `>`, `=` or `|`.
    pub byteorder: c_char,
    /// Unused.
    pub _former_flags: c_char,
    /// Type number.
    pub type_num: c_int,
    pub(crate) flags: u64,
    pub(crate) elsize: npy_intp,
    pub(crate) alignment: npy_intp,
    pub(crate) metadata: *mut PyObject,
    pub(crate) hash: npy_hash_t,
    pub(crate) reserved_null: [*mut c_void; 2],
}
layout!(PyArray_Descr, 88; typeobj = 16, kind = 24, type_ = 25, byteorder = 26,
    _former_flags = 27, type_num = 28, flags = 32, elsize = 40, alignment = 48, metadata = 56,
    hash = 64, reserved_null = 72);

/// Offset of the flags, for member descriptors.
pub const DESCR_FLAGS_OFFSET: usize = core::mem::offset_of!(PyArray_Descr, flags);
/// Offset of the element size, for member descriptors.
pub const DESCR_ELSIZE_OFFSET: usize = core::mem::offset_of!(PyArray_Descr, elsize);
/// Offset of the alignment, for member descriptors.
pub const DESCR_ALIGNMENT_OFFSET: usize = core::mem::offset_of!(PyArray_Descr, alignment);

/// The struct of all DTypes whose type number is below `NPY_VSTRING`.
#[repr(C)]
pub struct _PyArray_LegacyDescr {
    /// The common part.
    pub base: PyArray_Descr,
    pub(crate) subarray: *mut PyArray_ArrayDescr,
    pub(crate) fields: *mut PyObject,
    pub(crate) names: *mut PyObject,
    pub(crate) c_metadata: *mut NpyAuxData,
}
layout!(_PyArray_LegacyDescr, 120; base = 0, subarray = 88, fields = 96, names = 104,
    c_metadata = 112);

/// What `PyArray_RegisterDataType` takes; the descriptor of NumPy 1.x, byte for byte.
#[repr(C)]
pub struct PyArray_DescrProto {
    /// Object header.
    pub ob_base: PyObject,
    /// Class of the scalars.
    pub typeobj: *mut PyTypeObject,
    /// Kind character.
    pub kind: c_char,
    /// Type character; C's field `type`.
    pub type_: c_char,
    /// Byte order.
    pub byteorder: c_char,
    /// `NPY_ITEM_*` and the like.
    pub flags: c_char,
    /// Type number, given at registration.
    pub type_num: c_int,
    /// Bytes of an element.
    pub elsize: c_int,
    /// Alignment.
    pub alignment: c_int,
    /// Subarray, or NULL.
    pub subarray: *mut PyArray_ArrayDescr,
    /// Fields, or NULL.
    pub fields: *mut PyObject,
    /// Names, or NULL.
    pub names: *mut PyObject,
    /// Function table.
    pub f: *mut PyArray_ArrFuncs,
    /// Metadata, or NULL.
    pub metadata: *mut PyObject,
    /// C metadata, or NULL.
    pub c_metadata: *mut NpyAuxData,
    /// Hash, or -1.
    pub hash: npy_hash_t,
}
layout!(PyArray_DescrProto, 96; typeobj = 16, kind = 24, type_ = 25, byteorder = 26, flags = 27,
    type_num = 28, elsize = 32, alignment = 36, subarray = 40, fields = 48, names = 56, f = 64,
    metadata = 72, c_metadata = 80, hash = 88);

/// Subarray part of a descriptor; C's `struct _arr_descr`.
#[repr(C)]
pub struct PyArray_ArrayDescr {
    /// Descriptor of the elements.
    pub base: *mut PyArray_Descr,
    /// Shape, a tuple.
    pub shape: *mut PyObject,
}
layout!(PyArray_ArrayDescr, 16; base = 0, shape = 8);

/// Flags of a descriptor.
macro_rules! flags {
    ($($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: u64 = $value;)*
    };
}
flags! {
    NPY_ITEM_REFCOUNT = 0x01, NPY_ITEM_HASOBJECT = 0x01, NPY_LIST_PICKLE = 0x02,
    NPY_ITEM_IS_POINTER = 0x04, NPY_NEEDS_INIT = 0x08, NPY_NEEDS_PYAPI = 0x10,
    NPY_USE_GETITEM = 0x20, NPY_USE_SETITEM = 0x40, NPY_ALIGNED_STRUCT = 0x80,

    NPY_FROM_FIELDS = NPY_NEEDS_INIT | NPY_LIST_PICKLE | NPY_ITEM_REFCOUNT | NPY_NEEDS_PYAPI,
    NPY_OBJECT_DTYPE_FLAGS = NPY_LIST_PICKLE | NPY_USE_GETITEM | NPY_ITEM_IS_POINTER
        | NPY_ITEM_REFCOUNT | NPY_NEEDS_INIT | NPY_NEEDS_PYAPI,
}

/// Reads an element.
pub type PyArray_GetItemFunc =
    Option<unsafe extern "C" fn(*mut c_void, *mut c_void) -> *mut PyObject>;
/// Stores an element.
pub type PyArray_SetItemFunc =
    Option<unsafe extern "C" fn(*mut PyObject, *mut c_void, *mut c_void) -> c_int>;
/// Copies many elements, swapping bytes if asked.
pub type PyArray_CopySwapNFunc = Option<
    unsafe extern "C" fn(
        *mut c_void,
        npy_intp,
        *mut c_void,
        npy_intp,
        npy_intp,
        c_int,
        *mut c_void,
    ),
>;
/// Copies one element, swapping bytes if asked.
pub type PyArray_CopySwapFunc =
    Option<unsafe extern "C" fn(*mut c_void, *mut c_void, c_int, *mut c_void)>;
/// Whether an element is true.
pub type PyArray_NonzeroFunc = Option<unsafe extern "C" fn(*mut c_void, *mut c_void) -> npy_bool>;
/// Compares two elements.
pub type PyArray_CompareFunc =
    Option<unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void) -> c_int>;
/// Finds the largest or smallest element.
pub type PyArray_ArgFunc =
    Option<unsafe extern "C" fn(*mut c_void, npy_intp, *mut npy_intp, *mut c_void) -> c_int>;
/// Dot product of two vectors.
pub type PyArray_DotFunc = Option<
    unsafe extern "C" fn(
        *mut c_void,
        npy_intp,
        *mut c_void,
        npy_intp,
        *mut c_void,
        npy_intp,
        *mut c_void,
    ),
>;
/// Legacy cast of contiguous elements.
pub type PyArray_VectorUnaryFunc =
    Option<unsafe extern "C" fn(*mut c_void, *mut c_void, npy_intp, *mut c_void, *mut c_void)>;
/// Reads an element from a text file.
pub type PyArray_ScanFunc = Option<
    unsafe extern "C" fn(*mut libc::FILE, *mut c_void, *mut c_char, *mut PyArray_Descr) -> c_int,
>;
/// Reads an element from a string.
pub type PyArray_FromStrFunc = Option<
    unsafe extern "C" fn(*mut c_char, *mut c_void, *mut *mut c_char, *mut PyArray_Descr) -> c_int,
>;
/// Continues a range from its first two elements.
pub type PyArray_FillFunc =
    Option<unsafe extern "C" fn(*mut c_void, npy_intp, *mut c_void) -> c_int>;
/// Sorts contiguous elements.
pub type PyArray_SortFunc =
    Option<unsafe extern "C" fn(*mut c_void, npy_intp, *mut c_void) -> c_int>;
/// Sorts indices of contiguous elements.
pub type PyArray_ArgSortFunc =
    Option<unsafe extern "C" fn(*mut c_void, *mut npy_intp, npy_intp, *mut c_void) -> c_int>;
/// Partitions contiguous elements.
pub type PyArray_PartitionFunc = Option<
    unsafe extern "C" fn(
        *mut c_void,
        npy_intp,
        npy_intp,
        *mut npy_intp,
        *mut npy_intp,
        npy_intp,
        *mut c_void,
    ) -> c_int,
>;
/// Fills contiguous elements with one value.
pub type PyArray_FillWithScalarFunc =
    Option<unsafe extern "C" fn(*mut c_void, npy_intp, *mut c_void, *mut c_void) -> c_int>;
/// Scalar kind of an array.
pub type PyArray_ScalarKindFunc = Option<unsafe extern "C" fn(*mut c_void) -> c_int>;

/// The legacy function table of a DType.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArray_ArrFuncs {
    /// Casts to the first type numbers.
    pub cast: [PyArray_VectorUnaryFunc; NPY_NTYPES_ABI_COMPATIBLE],
    /// Reads an element.
    pub getitem: PyArray_GetItemFunc,
    /// Stores an element.
    pub setitem: PyArray_SetItemFunc,
    /// Copies many.
    pub copyswapn: PyArray_CopySwapNFunc,
    /// Copies one.
    pub copyswap: PyArray_CopySwapFunc,
    /// Compares.
    pub compare: PyArray_CompareFunc,
    /// Largest.
    pub argmax: PyArray_ArgFunc,
    /// Dot product.
    pub dotfunc: PyArray_DotFunc,
    /// From a file.
    pub scanfunc: PyArray_ScanFunc,
    /// From a string.
    pub fromstr: PyArray_FromStrFunc,
    /// Truth.
    pub nonzero: PyArray_NonzeroFunc,
    /// `arange`.
    pub fill: PyArray_FillFunc,
    /// Fill with one value.
    pub fillwithscalar: PyArray_FillWithScalarFunc,
    /// Sorts by kind.
    pub sort: [PyArray_SortFunc; NPY_NSORTS],
    /// Argsorts by kind.
    pub argsort: [PyArray_ArgSortFunc; NPY_NSORTS],
    /// Casts to other type numbers, a dict of capsules.
    pub castdict: *mut PyObject,
    /// Scalar kind.
    pub scalarkind: PyArray_ScalarKindFunc,
    /// Safe casts by scalar kind.
    pub cancastscalarkindto: *mut *mut c_int,
    /// Safe casts.
    pub cancastto: *mut c_int,
    /// Unused.
    pub _unused1: *mut c_void,
    /// Unused.
    pub _unused2: *mut c_void,
    /// Unused.
    pub _unused3: *mut c_void,
    /// Smallest.
    pub argmin: PyArray_ArgFunc,
}
layout!(PyArray_ArrFuncs, 376; cast = 0, getitem = 168, setitem = 176, copyswapn = 184,
    copyswap = 192, compare = 200, argmax = 208, dotfunc = 216, scanfunc = 224, fromstr = 232,
    nonzero = 240, fill = 248, fillwithscalar = 256, sort = 264, argsort = 288, castdict = 312,
    scalarkind = 320, cancastscalarkindto = 328, cancastto = 336, _unused1 = 344, _unused2 = 352,
    _unused3 = 360, argmin = 368);

/// Whether a type number belongs to a DType with the legacy struct.
#[inline(always)]
pub const fn is_legacy_type_num(type_num: c_int) -> bool {
    type_num >= 0 && type_num < NPY_VSTRING
}

/// Reads the fields that the two layouts place differently.
///
/// Implemented for descriptor pointers, so that no reference to a C-visible object is made.
pub trait DescrFields: Copy {
    /// The pointer.
    fn descr_ptr(self) -> *const PyArray_Descr;

    /// `NPY_ITEM_*` flags.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn flags(self) -> u64 {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_ptr()).flags }
    }
    /// Bytes of an element.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn elsize(self) -> npy_intp {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_ptr()).elsize }
    }
    /// Alignment of an element.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn alignment(self) -> npy_intp {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_ptr()).alignment }
    }
    /// Metadata (borrowed), or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn metadata(self) -> *mut PyObject {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_ptr()).metadata }
    }
    /// Cached hash, or -1.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn hash(self) -> npy_hash_t {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_ptr()).hash }
    }
    /// Whether the legacy struct follows.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn is_legacy(self) -> bool {
        // SAFETY: live, by contract.
        is_legacy_type_num(unsafe { (*self.descr_ptr()).type_num })
    }
    /// The legacy struct, or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn legacy(self) -> *const _PyArray_LegacyDescr {
        // SAFETY: live, by contract.
        if unsafe { self.is_legacy() } {
            self.descr_ptr().cast()
        } else {
            ptr::null()
        }
    }
    /// Subarray, or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn subarray(self) -> *mut PyArray_ArrayDescr {
        // SAFETY: live by contract; a legacy type number has the legacy struct.
        unsafe {
            if self.is_legacy() {
                (*self.legacy()).subarray
            } else {
                ptr::null_mut()
            }
        }
    }
    /// Fields dict (borrowed), or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn fields(self) -> *mut PyObject {
        // SAFETY: live by contract; a legacy type number has the legacy struct.
        unsafe {
            if self.is_legacy() {
                (*self.legacy()).fields
            } else {
                ptr::null_mut()
            }
        }
    }
    /// Field names tuple (borrowed), or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn names(self) -> *mut PyObject {
        // SAFETY: live by contract; a legacy type number has the legacy struct.
        unsafe {
            if self.is_legacy() {
                (*self.legacy()).names
            } else {
                ptr::null_mut()
            }
        }
    }
    /// C metadata, or NULL.
    ///
    /// # Safety
    /// Points to a live descriptor.
    #[inline(always)]
    unsafe fn c_metadata(self) -> *mut NpyAuxData {
        // SAFETY: live by contract; a legacy type number has the legacy struct.
        unsafe {
            if self.is_legacy() {
                (*self.legacy()).c_metadata
            } else {
                ptr::null_mut()
            }
        }
    }
}
impl DescrFields for *const PyArray_Descr {
    #[inline(always)]
    fn descr_ptr(self) -> *const PyArray_Descr {
        self
    }
}
impl DescrFields for *mut PyArray_Descr {
    #[inline(always)]
    fn descr_ptr(self) -> *const PyArray_Descr {
        self
    }
}

/// Writes the fields that the two layouts place differently. References are moved in as they are:
/// neither the old nor the new object's count changes.
pub trait DescrFieldsMut: DescrFields {
    /// The pointer.
    fn descr_mut(self) -> *mut PyArray_Descr;

    /// Sets the flags.
    ///
    /// # Safety
    /// Points to a live descriptor that nothing else writes.
    #[inline(always)]
    unsafe fn set_flags(self, value: u64) {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_mut()).flags = value }
    }
    /// Sets the element size.
    ///
    /// # Safety
    /// Points to a live descriptor that nothing else writes.
    #[inline(always)]
    unsafe fn set_elsize(self, value: npy_intp) {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_mut()).elsize = value }
    }
    /// Sets the alignment.
    ///
    /// # Safety
    /// Points to a live descriptor that nothing else writes.
    #[inline(always)]
    unsafe fn set_alignment(self, value: npy_intp) {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_mut()).alignment = value }
    }
    /// Sets the metadata, owned.
    ///
    /// # Safety
    /// Points to a live descriptor that nothing else writes.
    #[inline(always)]
    unsafe fn set_metadata(self, value: *mut PyObject) {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_mut()).metadata = value }
    }
    /// Sets the cached hash.
    ///
    /// # Safety
    /// Points to a live descriptor that nothing else writes.
    #[inline(always)]
    unsafe fn set_hash(self, value: npy_hash_t) {
        // SAFETY: live, by contract.
        unsafe { (*self.descr_mut()).hash = value }
    }
    /// Sets the subarray, owned.
    ///
    /// # Safety
    /// Points to a live descriptor with the legacy struct that nothing else writes.
    #[inline(always)]
    unsafe fn set_subarray(self, value: *mut PyArray_ArrayDescr) {
        // SAFETY: live and legacy, by contract.
        unsafe { (*self.descr_mut().cast::<_PyArray_LegacyDescr>()).subarray = value }
    }
    /// Sets the fields, owned.
    ///
    /// # Safety
    /// Points to a live descriptor with the legacy struct that nothing else writes.
    #[inline(always)]
    unsafe fn set_fields(self, value: *mut PyObject) {
        // SAFETY: live and legacy, by contract.
        unsafe { (*self.descr_mut().cast::<_PyArray_LegacyDescr>()).fields = value }
    }
    /// Sets the names, owned.
    ///
    /// # Safety
    /// Points to a live descriptor with the legacy struct that nothing else writes.
    #[inline(always)]
    unsafe fn set_names(self, value: *mut PyObject) {
        // SAFETY: live and legacy, by contract.
        unsafe { (*self.descr_mut().cast::<_PyArray_LegacyDescr>()).names = value }
    }
    /// Sets the C metadata, owned.
    ///
    /// # Safety
    /// Points to a live descriptor with the legacy struct that nothing else writes.
    #[inline(always)]
    unsafe fn set_c_metadata(self, value: *mut NpyAuxData) {
        // SAFETY: live and legacy, by contract.
        unsafe { (*self.descr_mut().cast::<_PyArray_LegacyDescr>()).c_metadata = value }
    }
}
impl DescrFieldsMut for *mut PyArray_Descr {
    #[inline(always)]
    fn descr_mut(self) -> *mut PyArray_Descr {
        self
    }
}
