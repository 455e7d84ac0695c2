//! `NpyIter`: an opaque handle, its function types and flags.
use crate::types::npy_intp;
use core::ffi::c_int;

/// Opaque; extensions hold pointers only.
#[repr(C)]
pub struct NpyIter {
    _private: [u8; 0],
}

/// Advances; 0 when done.
pub type NpyIter_IterNextFunc = Option<unsafe extern "C" fn(*mut NpyIter) -> c_int>;
/// Writes the multi-index.
pub type NpyIter_GetMultiIndexFunc = Option<unsafe extern "C" fn(*mut NpyIter, *mut npy_intp)>;

macro_rules! flags {
    ($($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: u32 = $value;)*
    };
}
flags! {
    NPY_ITER_C_INDEX = 0x1, NPY_ITER_F_INDEX = 0x2, NPY_ITER_MULTI_INDEX = 0x4,
    NPY_ITER_EXTERNAL_LOOP = 0x8, NPY_ITER_COMMON_DTYPE = 0x10, NPY_ITER_REFS_OK = 0x20,
    NPY_ITER_ZEROSIZE_OK = 0x40, NPY_ITER_REDUCE_OK = 0x80, NPY_ITER_RANGED = 0x100,
    NPY_ITER_BUFFERED = 0x200, NPY_ITER_GROWINNER = 0x400, NPY_ITER_DELAY_BUFALLOC = 0x800,
    NPY_ITER_DONT_NEGATE_STRIDES = 0x1000, NPY_ITER_COPY_IF_OVERLAP = 0x2000,
    NPY_ITER_READWRITE = 0x1_0000, NPY_ITER_READONLY = 0x2_0000, NPY_ITER_WRITEONLY = 0x4_0000,
    NPY_ITER_NBO = 0x8_0000, NPY_ITER_ALIGNED = 0x10_0000, NPY_ITER_CONTIG = 0x20_0000,
    NPY_ITER_COPY = 0x40_0000, NPY_ITER_UPDATEIFCOPY = 0x80_0000, NPY_ITER_ALLOCATE = 0x100_0000,
    NPY_ITER_NO_SUBTYPE = 0x200_0000, NPY_ITER_VIRTUAL = 0x400_0000,
    NPY_ITER_NO_BROADCAST = 0x800_0000, NPY_ITER_WRITEMASKED = 0x1000_0000,
    NPY_ITER_ARRAYMASK = 0x2000_0000, NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE = 0x4000_0000,
    NPY_ITER_GLOBAL_FLAGS = 0x0000_ffff, NPY_ITER_PER_OP_FLAGS = 0xffff_0000,
}
