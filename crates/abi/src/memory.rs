//! Memory handlers (NEP 49), auxiliary data, and the small structs that pass memory about.
use crate::types::npy_intp;
use core::ffi::{c_char, c_int, c_void};
use pyo3_ffi::PyObject;

/// `malloc` of a handler.
pub type PyDataMem_MallocFunc =
    Option<unsafe extern "C" fn(ctx: *mut c_void, size: usize) -> *mut c_void>;
/// `calloc` of a handler.
pub type PyDataMem_CallocFunc =
    Option<unsafe extern "C" fn(ctx: *mut c_void, nelem: usize, elsize: usize) -> *mut c_void>;
/// `realloc` of a handler.
pub type PyDataMem_ReallocFunc = Option<
    unsafe extern "C" fn(ctx: *mut c_void, ptr: *mut c_void, new_size: usize) -> *mut c_void,
>;
/// `free` of a handler; it is told the size.
pub type PyDataMem_FreeFunc =
    Option<unsafe extern "C" fn(ctx: *mut c_void, ptr: *mut c_void, size: usize)>;

/// The functions of a memory handler.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyDataMemAllocator {
    /// Passed to every function.
    pub ctx: *mut c_void,
    /// Allocates.
    pub malloc: PyDataMem_MallocFunc,
    /// Allocates zeroed memory.
    pub calloc: PyDataMem_CallocFunc,
    /// Resizes.
    pub realloc: PyDataMem_ReallocFunc,
    /// Frees.
    pub free: PyDataMem_FreeFunc,
}
layout!(PyDataMemAllocator, 40; ctx = 0, malloc = 8, calloc = 16, realloc = 24, free = 32);

/// A memory handler; travels in a capsule named [`MEM_HANDLER_NAME`].
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyDataMem_Handler {
    /// NUL-terminated name.
    pub name: [c_char; 127],
    /// 1.
    pub version: u8,
    /// The functions.
    pub allocator: PyDataMemAllocator,
}
layout!(PyDataMem_Handler, 168; name = 0, version = 127, allocator = 128);

/// Name of the capsules that hold a [`PyDataMem_Handler`].
pub const MEM_HANDLER_NAME: &core::ffi::CStr = c"mem_handler";

/// The hook of `PyDataMem_SetEventHook`.
pub type PyDataMem_EventHookFunc = Option<
    unsafe extern "C" fn(inp: *mut c_void, outp: *mut c_void, size: usize, user_data: *mut c_void),
>;

/// Frees auxiliary data.
pub type NpyAuxData_FreeFunc = Option<unsafe extern "C" fn(*mut NpyAuxData)>;
/// Clones auxiliary data; NULL on failure.
pub type NpyAuxData_CloneFunc = Option<unsafe extern "C" fn(*mut NpyAuxData) -> *mut NpyAuxData>;

/// First member of every auxiliary data struct of inner loops.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct NpyAuxData {
    /// Frees the whole struct.
    pub free: NpyAuxData_FreeFunc,
    /// Clones the whole struct.
    pub clone: NpyAuxData_CloneFunc,
    /// Unused.
    pub reserved: [*mut c_void; 2],
}
layout!(NpyAuxData, 32; free = 0, clone = 8, reserved = 16);

/// A list of sizes, as `PyArray_IntpConverter` fills it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PyArray_Dims {
    /// The sizes.
    pub ptr: *mut npy_intp,
    /// How many.
    pub len: c_int,
}
layout!(PyArray_Dims, 16; ptr = 0, len = 8);

/// A buffer, as `PyArray_BufferConverter` fills it.
#[repr(C)]
pub struct PyArray_Chunk {
    /// Object header.
    pub ob_base: PyObject,
    /// Keeps the memory alive.
    pub base: *mut PyObject,
    /// Start of the memory.
    pub ptr: *mut c_void,
    /// Bytes.
    pub len: npy_intp,
    /// `NPY_ARRAY_*` flags.
    pub flags: c_int,
}
layout!(PyArray_Chunk, 48; base = 16, ptr = 24, len = 32, flags = 40);

/// Element of `PyArray_CreateSortedStridePerm`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct npy_stride_sort_item {
    /// Axis.
    pub perm: npy_intp,
    /// Its stride.
    pub stride: npy_intp,
}
layout!(npy_stride_sort_item, 16; perm = 0, stride = 8);
