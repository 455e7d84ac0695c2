//! Packing of bools into bits and back.

/// Packs `n` items at a byte stride into `n.div_ceil(8)` bytes at `dst_stride`; missing bits are zero. An item is
/// true where any of its `width` bytes is not zero.
///
/// # Safety
/// `src` is good for `n` items of `width` bytes at its stride, `dst` for the packed bytes at its stride.
pub unsafe fn pack(
    src: *const u8,
    stride: isize,
    width: usize,
    n: usize,
    dst: *mut u8,
    dst_stride: isize,
    little: bool,
) {
    let mut at = dst;
    let mut i = 0;
    while i < n {
        let take = (n - i).min(8);
        let mut byte = 0u8;
        for k in 0..take {
            let p = src.wrapping_offset((i + k) as isize * stride);
            // SAFETY: an item of width bytes.
            let item = unsafe { std::slice::from_raw_parts(p, width) };
            let bit = u8::from(item.iter().any(|&b| b != 0));
            byte |= bit << if little { k } else { 7 - k };
        }
        // SAFETY: one byte for each eight items.
        unsafe { *at = byte };
        at = at.wrapping_offset(dst_stride);
        i += take;
    }
}

/// Unpacks `n` bits into bytes of 0 and 1; bits beyond `bytes` source bytes are 0.
///
/// # Safety
/// `src` is good for `bytes` bytes at its stride, `dst` for `n` bytes at its stride.
pub unsafe fn unpack(
    src: *const u8,
    stride: isize,
    bytes: usize,
    dst: *mut u8,
    dst_stride: isize,
    n: usize,
    little: bool,
) {
    let mut at = dst;
    for i in 0..n {
        let byte = if i / 8 < bytes {
            // SAFETY: below the number of source bytes.
            unsafe { *src.wrapping_offset((i / 8) as isize * stride) }
        } else {
            0
        };
        let k = i % 8;
        // SAFETY: one byte for each bit.
        unsafe { *at = byte >> if little { k } else { 7 - k } & 1 };
        at = at.wrapping_offset(dst_stride);
    }
}
