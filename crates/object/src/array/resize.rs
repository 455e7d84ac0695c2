//! `ndarray.resize` in place. Memory that others may still see does not go away under them: an array keeps the blocks
//! it was moved out of until it dies ("retired" blocks), since whoever looks at them holds a reference to it.
//!
//! The buffer protocol does not say when an export ends (`bf_releasebuffer` would bar the array from the parse codes
//! `y#` and `s#`), so an array that was ever exported counts as seen. Its blocks have room to grow into, so that all
//! retired ones together are no larger than three times the largest that was needed.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, memory_error, no_memory, value_error};
use ferronum_pyrt::{Layout, Own, Res, ffi};

use super::buffer;
use crate::casting;
use crate::model::Descr;
use crate::model::array::Array;
use crate::model::layout::fill_strides;
use crate::model::{Dims, walked};
use crate::storage::create::NewArray;
use crate::storage::memory;

/// Bytes of elements in such a shape, with the errors of `resize`.
fn bytes_of(shape: &[isize], itemsize: isize) -> Res<usize> {
    if shape.iter().any(|&n| n < 0) {
        return Err(value_error("negative dimensions not allowed"));
    }
    if shape.contains(&0) {
        return Ok(0);
    }
    shape
        .iter()
        .try_fold(itemsize, |n, &d| n.checked_mul(d))
        .map(|n| n as usize)
        .ok_or_else(no_memory)
}

/// `a.resize(shape, refcheck)` in place; new elements are 0.
pub fn resize(a: &Array, shape: &[isize], refcheck: bool) -> Res<()> {
    if !a.is_contiguous() {
        return Err(value_error("resize only works on single-segment arrays"));
    }
    let descr = a.descr().own();
    let new_bytes = bytes_of(shape, descr.elsize())?;
    let old_bytes = a.nbytes() as usize;
    if new_bytes != old_bytes {
        walked::require_free(a)?;
        if !a.has_flags(NPY_ARRAY_OWNDATA) {
            return Err(value_error(
                "cannot resize this array: it does not own its data",
            ));
        }
        // SAFETY: plain field reads of a live array.
        let (weak, count) = unsafe {
            (
                !(*a.raw()).weakreflist.is_null(),
                ffi::Py_REFCNT(a.as_ptr()),
            )
        };
        // The caller and its frame hold one reference each.
        let shared = count > 2;
        if a.base().is_some() || weak || refcheck && shared {
            return Err(value_error(
                "cannot resize an array that references or is referenced\nby another object in this way.\nUse the np.resize function to get a new resized copy or\n set refcheck=False to disable this check",
            ));
        }
        let resized = if shared || buffer::was_exported(a) {
            resize_seen(a, &descr, old_bytes, new_bytes)
        } else {
            resize_own(a, &descr, old_bytes, new_bytes)
        };
        resized.map_err(|e| {
            if !e.matches(exc::MemoryError()) {
                return e;
            }
            e.clear();
            memory_error("cannot allocate memory for array")
        })?;
        walked::note_replaced();
    }
    let fortran = a.ndim() > 1 && a.is_f_contiguous() && !a.is_c_contiguous();
    let mut strides = Dims::filled(shape.len(), 0);
    fill_strides(&mut strides, shape, descr.elsize(), fortran);
    let order = a.flags() & (NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS);
    crate::storage::base::replace_dims(a, shape, &strides)?;
    if shape.is_empty() {
        // Without axes there is nothing to look at: the order stays what it was called.
        a.clear_flags((NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS) & !order);
    }
    Ok(())
}

/// Resizes memory that nobody else sees.
fn resize_own(a: &Array, descr: &Descr, old_bytes: usize, new_bytes: usize) -> Res<()> {
    if descr.has_references() && new_bytes < old_bytes {
        let n = (old_bytes - new_bytes) as isize / descr.elsize();
        // SAFETY: the tail elements are initialised and will not be seen again.
        unsafe { casting::refcount::clear(descr, a.data().add(new_bytes), descr.elsize(), n)? };
    }
    let size = new_bytes.max(descr.elsize().max(1) as usize);
    let p = memory::reallocate(a.data(), size, a.mem_handler())?;
    // SAFETY: the block now has `size` bytes; new ones are zeroed before they are seen.
    unsafe {
        (*a.raw()).data = p.cast();
        zero(descr, p, old_bytes, new_bytes.max(size))
    }
}

/// Zeroes bytes from `start` to `end` of a block of elements.
///
/// # Safety
/// The block has `end` bytes; those behind `start` hold nothing.
unsafe fn zero(descr: &Descr, p: *mut u8, start: usize, end: usize) -> Res<()> {
    if end <= start {
        return Ok(());
    }
    // SAFETY: as the caller vouches.
    unsafe {
        std::ptr::write_bytes(p.add(start), 0, end - start);
        let n = (end - start) as isize / descr.elsize();
        casting::refcount::fill_zero(descr, p.add(start), descr.elsize(), n)
    }
}

/// Resizes memory that others may see: it stays as it is, and the array moves where it has not enough room.
fn resize_seen(a: &Array, descr: &Descr, old_bytes: usize, new_bytes: usize) -> Res<()> {
    let room = buffer::room(a).max(old_bytes);
    // References in memory that is seen stay valid, so elements with such are always moved.
    let plain = !descr.has_references();
    if plain && new_bytes <= room {
        buffer::set_room(a, room);
        // SAFETY: the block has `room` bytes.
        return unsafe { zero(descr, a.data(), old_bytes, new_bytes) };
    }
    let step = descr.elsize() as usize;
    let wanted = if plain {
        new_bytes.max(room + room / 2)
    } else {
        new_bytes
    };
    let count = |bytes: usize| (bytes / step) as isize;
    let fresh = NewArray {
        zeroed: true,
        ..NewArray::new(descr.own(), &[count(wanted)])
    }
    .build()?;
    let kept = count(old_bytes.min(new_bytes));
    casting::copy_into(
        &*over(fresh.descr(), &[kept], fresh.data())?,
        &*over(descr, &[kept], a.data())?,
    )?;
    let old_shape = [count(room)];
    crate::storage::base::replace_dims(&fresh, &old_shape, &[descr.elsize()])?;
    // SAFETY: both own their memory; the fresh array's dimensions now say what the old block holds.
    unsafe {
        let (x, y) = (a.raw(), fresh.raw());
        std::ptr::swap(&raw mut (*x).data, &raw mut (*y).data);
        std::ptr::swap(&raw mut (*x).mem_handler, &raw mut (*y).mem_handler);
        // Strings live in the arena of the dtype they were stored with.
        std::ptr::swap(&raw mut (*x).descr, &raw mut (*y).descr);
    }
    buffer::set_room(a, wanted);
    buffer::retire(a, fresh);
    Ok(())
}

/// An array over memory that the caller keeps alive.
fn over(descr: &Descr, shape: &[isize], data: *mut u8) -> Res<Own<Array>> {
    NewArray {
        data: Some(data),
        flags: NPY_ARRAY_WRITEABLE,
        ..NewArray::new(descr.own(), shape)
    }
    .build()
}
