//! Positions in arrays of intp.

use ferronum_pyrt::{Layout, Object, Res, ffi};

use crate::model::Array;

/// From one entry of a 1-d (or C-contiguous) intp array to the next.
pub fn stride_of(index: &Array) -> isize {
    if index.ndim() == 1 {
        index.strides()[0]
    } else {
        size_of::<isize>() as isize
    }
}

/// Entry `i` of a 1-d (or C-contiguous), aligned intp array; `i` is below its size.
pub fn position(index: &Array, i: isize) -> isize {
    debug_assert!(i < index.size());
    // SAFETY: INV-DATA: the entry lies within the array, which is aligned intp.
    unsafe {
        *index
            .data()
            .wrapping_offset(i * stride_of(index))
            .cast::<isize>()
    }
}

/// The first position, of a 1-d (or C-contiguous), aligned intp array, that is none of an axis of `len` elements.
pub fn first_outside(index: &Array, len: isize) -> Option<isize> {
    let (n, step, p) = (index.size(), stride_of(index), index.data());
    // Negative if the position is outside: below -len, or not below len.
    let outside = |v: isize| {
        let from_low = v.wrapping_add(len);
        from_low | len.wrapping_mul(2).wrapping_sub(1).wrapping_sub(from_low)
    };
    let mut bad = 0;
    if step == size_of::<isize>() as isize {
        // SAFETY: INV-DATA: n aligned positions side by side; no code runs during the borrow.
        let all = unsafe { std::slice::from_raw_parts(p.cast::<isize>(), n as usize) };
        for &v in all {
            bad |= outside(v);
        }
    } else {
        for i in 0..n {
            // SAFETY: INV-DATA: entry i of an aligned intp array.
            bad |= outside(unsafe { *p.wrapping_offset(i * step).cast::<isize>() });
        }
    }
    // Of axes of nothing that are too long for this sum, every position is looked at.
    if bad >= 0 && len <= isize::MAX / 2 {
        return None;
    }
    (0..n)
        .map(|i| position(index, i))
        .find(|&v| v < -len || v >= len)
}

/// The first position, of any aligned intp array, that is none of an axis of `len` elements, as its positions lie in
/// memory.
pub fn first_outside_by_memory(index: &Array, len: isize) -> Option<isize> {
    let axes = crate::model::layout::axes_by_stride(index.strides());
    (0..index.size()).find_map(|i| {
        let (mut rest, mut p) = (i, index.data());
        for &axis in axes.iter().rev() {
            let (n, step) = (index.shape()[axis as usize], index.strides()[axis as usize]);
            let k = rest % n;
            rest /= n;
            p = p.wrapping_offset(if step < 0 { n - 1 - k } else { k } * step);
        }
        // SAFETY: INV-DATA: an entry of an aligned intp array, by its coordinates.
        let v = unsafe { *p.cast::<isize>() };
        (v < -len || v >= len).then_some(v)
    })
}

/// Where a slice of an axis of `len` starts, its step, and how many positions it has.
pub fn slice_bounds(slice: &Object, len: isize) -> Res<(isize, isize, isize)> {
    let (mut start, mut stop, mut step) = (0, 0, 0);
    // SAFETY: a slice object and three outputs.
    unsafe {
        if ffi::PySlice_Unpack(slice.as_ptr(), &mut start, &mut stop, &mut step) < 0 {
            return Err(ferronum_pyrt::Raised::pending());
        }
        let n = ffi::PySlice_AdjustIndices(len, &mut start, &mut stop, step);
        // Without positions there is nothing to step over.
        Ok(if n == 0 { (0, 1, 0) } else { (start, step, n) })
    }
}
