//! `a.tobytes()`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Owned, Res, ffi};

use crate::casting;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::layout::fill_strides;
use crate::storage::create::NewArray;

/// `a.tobytes(order)`; bytes are not kept in the order of memory, which counts as C.
pub fn tobytes(a: &Array, order: NPY_ORDER) -> Res<Owned> {
    let order = match order {
        NPY_ANYORDER if a.is_f_contiguous() && !a.is_c_contiguous() => NPY_FORTRANORDER,
        NPY_ANYORDER | NPY_KEEPORDER => NPY_CORDER,
        o => o,
    };
    let n = a.nbytes();
    // SAFETY: a fresh bytes object of n bytes is filled before anyone sees it, through an array that views it.
    unsafe {
        let out: Owned = Own::from_result(ffi::PyBytes_FromStringAndSize(std::ptr::null(), n))?;
        let p = ffi::PyBytes_AsString(out.as_ptr()).cast::<u8>();
        let dense = if order == NPY_FORTRANORDER {
            a.is_f_contiguous()
        } else {
            a.is_c_contiguous()
        };
        if dense {
            std::ptr::copy_nonoverlapping(a.data(), p, n as usize);
            return Ok(out);
        }
        let mut strides = Dims::filled(a.ndim(), 0);
        fill_strides(
            &mut strides,
            a.shape(),
            a.itemsize(),
            order == NPY_FORTRANORDER,
        );
        let shape = Dims::from(a.shape());
        if a.descr().has_references() {
            // Raw pointers are what tobytes shows; they must not be counted.
            copy_raw_bytes(a, p, &shape, &strides);
            return Ok(out);
        }
        let target = NewArray {
            strides: Some(&strides),
            data: Some(p),
            flags: NPY_ARRAY_WRITEABLE,
            ..NewArray::new(a.descr().own(), &shape)
        }
        .build()?;
        casting::copy_into(&target, a)?;
        Ok(out)
    }
}

/// # Safety
/// `p` has room for an array of this layout.
unsafe fn copy_raw_bytes(a: &Array, p: *mut u8, shape: &[isize], strides: &[isize]) {
    fn walk(
        src: *const u8,
        dst: *mut u8,
        shape: &[isize],
        ss: &[isize],
        ds: &[isize],
        size: usize,
    ) {
        let Some((&d, rest)) = shape.split_first() else {
            // SAFETY: both point at an element.
            unsafe { std::ptr::copy_nonoverlapping(src, dst, size) };
            return;
        };
        for i in 0..d {
            walk(
                src.wrapping_offset(i * ss[0]),
                dst.wrapping_offset(i * ds[0]),
                rest,
                &ss[1..],
                &ds[1..],
                size,
            );
        }
    }
    walk(
        a.data(),
        p,
        shape,
        a.strides(),
        strides,
        a.itemsize() as usize,
    );
}
