//! `nonzero` and `count_nonzero`.

use ferronum_abi::prelude::*;
use ferronum_kernels::copy::count_mask;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Owned, Raised, Res, ffi, ops};

use crate::casting::item::table::{is_true, own_nonzero};
use crate::model::{Array, Dims};
use crate::storage::create;

/// `a` as a C-contiguous bool array of truth values, itself where it is one: what `nonzero` says of each element, or a
/// cast does where a dtype has no such function.
pub fn truth_values(a: &Array) -> Res<Own<Array>> {
    let descr = a.descr();
    if let Some(f) = own_nonzero(descr) {
        let (out, dense) = beside(a)?;
        let size = dense.itemsize();
        for i in 0..dense.size() {
            // SAFETY: element i of the private copy and of the fresh result; the function takes elements of its dtype.
            unsafe {
                let p = dense.data().wrapping_offset(i * size);
                let truth = f(p.cast(), dense.raw().cast());
                if !ffi::PyErr_Occurred().is_null() {
                    return Err(Raised::pending());
                }
                *out.data().offset(i) = u8::from(truth != 0);
            }
        }
        return Ok(out);
    }
    if descr.has_fields() || descr.is_object() {
        let (out, dense) = beside(a)?;
        let (descr, size) = (dense.descr().own(), dense.itemsize());
        for i in 0..dense.size() {
            // SAFETY: element i of the private copy and of the fresh result.
            unsafe {
                let p = dense.data().wrapping_offset(i * size);
                *out.data().offset(i) = u8::from(is_true(&descr, p)?);
            }
        }
        return Ok(out);
    }
    as_mask(a)
}

/// `a` as a C-contiguous bool array by a cast, itself where it is one.
pub fn as_mask(a: &Array) -> Res<Own<Array>> {
    if a.type_num() == NPY_BOOL && a.is_c_contiguous() {
        return Ok(a.own());
    }
    let out = mask_for(a)?;
    crate::casting::assign_array(&out, a, None, NPY_UNSAFE_CASTING)?;
    Ok(out)
}

fn mask_for(a: &Array) -> Res<Own<Array>> {
    let shape = Dims::from(a.shape());
    create::empty(&shape, crate::dtype::builtin(NPY_BOOL).own(), NPY_CORDER)
}

/// Room for the truth values, and the elements side by side.
fn beside(a: &Array) -> Res<(Own<Array>, Own<Array>)> {
    Ok((
        mask_for(a)?,
        crate::casting::copy_array::copy_base_class(a, NPY_CORDER)?,
    ))
}

/// How many elements are true.
pub fn count_nonzero(a: &Array) -> Res<isize> {
    let b = truth_values(a)?;
    // SAFETY: size() contiguous bytes.
    Ok(unsafe { count_mask(b.data(), 1, b.size() as usize) } as isize)
}

/// `a.nonzero()`: one intp array per axis.
pub fn nonzero(a: &Array) -> Res<Vec<Own<Array>>> {
    let counted = a
        .descr()
        .is_object()
        .then(|| count_nonzero(a))
        .transpose()?;
    let b = truth_values(a)?;
    let shape = Dims::from(b.shape());
    let n = b.size() as usize;
    // SAFETY: n contiguous bytes.
    let count = unsafe { count_mask(b.data(), 1, n) };
    // Objects are asked twice, as in NumPy, and must not change their mind.
    if counted.is_some_and(|c| c != count as isize) {
        return Err(ferronum_pyrt::raised::runtime_error(
            "number of non-zero array elements changed during function execution.",
        ));
    }
    let ndim = shape.len();
    // One block holds all coordinates, row by row; the results are its columns.
    let block = create::empty(
        &[count as isize, ndim.max(1) as isize],
        crate::dtype::builtin(NPY_INTP).own(),
        NPY_CORDER,
    )?;
    if ndim == 1 && count > 0 {
        // SAFETY: the block has room for `count` positions; exactly count bytes are nonzero.
        unsafe {
            ferronum_kernels::copy::selected_places(b.data(), n, block.data().cast());
        }
    } else if count > 0 {
        // SAFETY: the block has room for count rows of ndim entries; exactly count bytes are nonzero.
        unsafe { write_coordinates(b.data(), &shape, block.data().cast()) };
    }
    let step = (ndim.max(1) * size_of::<isize>()) as isize;
    (0..ndim)
        .map(|axis| {
            let data = block.data().wrapping_add(axis * size_of::<isize>());
            create::view(
                &block,
                crate::dtype::builtin(NPY_INTP).own(),
                &[count as isize],
                &[step],
                data,
            )
        })
        .collect()
}

/// # Safety
/// `mask` holds the product of `shape` bytes; `out` has room for one row of coordinates per nonzero byte.
unsafe fn write_coordinates(mask: *const u8, shape: &[isize], out: *mut isize) {
    let ndim = shape.len();
    let Some((&inner, outer)) = shape.split_last() else {
        return;
    };
    let rows: isize = outer.iter().product();
    let mut coords = Dims::filled(outer.len(), 0);
    let mut at = out;
    let mut p = mask;
    for _ in 0..rows {
        // SAFETY: one row of the mask.
        let row = unsafe { std::slice::from_raw_parts(p, inner as usize) };
        let mut base = 0usize;
        let mut chunks = row.chunks_exact(8);
        for chunk in chunks.by_ref() {
            let word = u64::from_le_bytes([
                chunk[0], chunk[1], chunk[2], chunk[3], chunk[4], chunk[5], chunk[6], chunk[7],
            ]);
            if word != 0 {
                for (j, &byte) in chunk.iter().enumerate() {
                    if byte != 0 {
                        // SAFETY: as the caller vouches.
                        unsafe {
                            std::ptr::copy_nonoverlapping(coords.as_ptr(), at, outer.len());
                            *at.add(ndim - 1) = (base + j) as isize;
                            at = at.add(ndim);
                        }
                    }
                }
            }
            base += 8;
        }
        for (j, &byte) in chunks.remainder().iter().enumerate() {
            if byte != 0 {
                // SAFETY: as the caller vouches.
                unsafe {
                    std::ptr::copy_nonoverlapping(coords.as_ptr(), at, outer.len());
                    *at.add(ndim - 1) = (base + j) as isize;
                    at = at.add(ndim);
                }
            }
        }
        p = p.wrapping_offset(inner);
        for (c, &d) in coords.iter_mut().zip(outer).rev() {
            *c += 1;
            if *c < d {
                break;
            }
            *c = 0;
        }
    }
}

/// `np.where(condition)`: the tuple of `nonzero`.
pub fn nonzero_tuple(a: &Array) -> Res<Owned> {
    if a.ndim() == 0 {
        let context = if a.type_num() == NPY_BOOL {
            " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
        } else {
            ""
        };
        return Err(value_error(&format!(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.{context}"
        )));
    }
    ops::tuple_from(
        crate::array::nonzero::nonzero(a)?
            .into_iter()
            .map(|x| Ok(x.upcast())),
    )
}
