//! Loops that only move bytes: copies of elements of one width, with or without a change of byte order.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::{self, Swap, WidthAux};

use super::array_method::{Loop, LoopChoice};
use crate::model::is_complex;

/// A kernel's loop under the C type of NEP 43.
#[inline(always)]
pub(crate) fn from_kernel(f: ferronum_kernels::cast::StridedLoop) -> Loop {
    // SAFETY: the same parameters in the same order; only the types of unused pointers differ.
    unsafe { std::mem::transmute::<ferronum_kernels::cast::StridedLoop, Loop>(f) }
}

/// The copy loop for elements of `width` bytes.
pub(crate) fn plain(width: isize, src_stride: isize, dst_stride: isize) -> LoopChoice {
    swapping(width, Swap::None, 1, src_stride, dst_stride)
}

/// The copy loop that turns the bytes of a built-in number or date around.
pub(crate) fn swapped_number(
    type_num: i32,
    width: isize,
    src_stride: isize,
    dst_stride: isize,
) -> LoopChoice {
    if is_complex(type_num) {
        swapping(width, Swap::Halves, width / 2, src_stride, dst_stride)
    } else {
        swapping(width, Swap::Whole, width, src_stride, dst_stride)
    }
}

fn swapping(
    width: isize,
    swap: Swap,
    unit: isize,
    src_stride: isize,
    dst_stride: isize,
) -> LoopChoice {
    let w = width as usize;
    let aux = if matches!(w, 1 | 2 | 4 | 8 | 16) {
        std::ptr::null_mut()
    } else {
        WidthAux::boxed(w, unit as usize).cast()
    };
    match copy::get(w, swap, src_stride == width, dst_stride == width) {
        Some(f) => LoopChoice {
            run: from_kernel(f),
            aux,
            flags: NPY_METH_NO_FLOATINGPOINT_ERRORS,
        },
        None => LoopChoice {
            run: nothing,
            aux,
            flags: NPY_METH_NO_FLOATINGPOINT_ERRORS,
        },
    }
}

/// The loop of elements without bytes.
///
/// # Safety
/// None beyond the loop contract: nothing is touched.
pub(crate) unsafe extern "C" fn nothing(
    _context: *mut PyArrayMethod_Context,
    _data: *const *mut std::ffi::c_char,
    _dimensions: *const npy_intp,
    _strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> std::ffi::c_int {
    0
}
