//! The item widths that have their own code, as unsigned integers.

/// A bit pattern of a fixed width.
pub(crate) trait Word: Copy + Send + Sync + Default + PartialEq + 'static {
    /// All bytes reversed.
    fn swapped(self) -> Self;
    /// The bytes of each half reversed (a complex number in the other byte order).
    fn swapped_halves(self) -> Self;
}

macro_rules! word {
    ($($t:ty),+) => {$(
        impl Word for $t {
            #[inline(always)]
            fn swapped(self) -> Self {
                self.swap_bytes()
            }
            #[inline(always)]
            fn swapped_halves(self) -> Self {
                self.swap_bytes().rotate_left(<$t>::BITS / 2)
            }
        }
    )+};
}
word!(u8, u16, u32, u64, u128);

/// Evaluates `$known` with `$W` bound to the word of `$width` bytes, else `$other`.
macro_rules! for_width {
    ($width:expr, $W:ident => $known:expr, else $other:expr) => {
        match $width {
            1 => {
                type $W = u8;
                $known
            }
            2 => {
                type $W = u16;
                $known
            }
            4 => {
                type $W = u32;
                $known
            }
            8 => {
                type $W = u64;
                $known
            }
            16 => {
                type $W = u128;
                $known
            }
            _ => $other,
        }
    };
}
pub(crate) use for_width;

/// Copies one item of any width; short items avoid the call.
///
/// # Safety
/// `src` and `dst` are good for `width` bytes and do not overlap unless equal.
#[inline(always)]
pub(crate) unsafe fn copy_item(src: *const u8, dst: *mut u8, width: usize) {
    // SAFETY: each branch touches only the first `width` bytes; both ends are read before they are written.
    unsafe {
        match width {
            4..=8 => {
                let a = src.cast::<u32>().read_unaligned();
                let b = src.add(width - 4).cast::<u32>().read_unaligned();
                dst.cast::<u32>().write_unaligned(a);
                dst.add(width - 4).cast::<u32>().write_unaligned(b);
            }
            9..=16 => {
                let a = src.cast::<u64>().read_unaligned();
                let b = src.add(width - 8).cast::<u64>().read_unaligned();
                dst.cast::<u64>().write_unaligned(a);
                dst.add(width - 8).cast::<u64>().write_unaligned(b);
            }
            17..=32 => {
                let a = src.cast::<u128>().read_unaligned();
                let b = src.add(width - 16).cast::<u128>().read_unaligned();
                dst.cast::<u128>().write_unaligned(a);
                dst.add(width - 16).cast::<u128>().write_unaligned(b);
            }
            _ => std::ptr::copy(src, dst, width),
        }
    }
}
