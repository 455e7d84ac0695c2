//! Copies as strided transfer loops, with or without a change of byte order.

use std::ffi::c_void;
use std::marker::PhantomData;

use super::block::{self, Fill, copy_bytes};
use super::word::{Word, copy_item, for_width};
use crate::stamp::{Isa, Op, StridedLoop, Transfer, transfer, transfer_plain};

/// What happens to the bytes of an item on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Swap {
    /// Nothing.
    None,
    /// All of them are reversed.
    Whole,
    /// Each half is reversed.
    Halves,
}

/// Auxiliary data of the loops for other widths; laid out as NumPy's `NpyAuxData` followed by ours.
#[repr(C)]
#[derive(Clone, Debug)]
pub struct WidthAux {
    free: Option<unsafe extern "C" fn(*mut c_void)>,
    clone: Option<unsafe extern "C" fn(*mut c_void) -> *mut c_void>,
    reserved: [*mut c_void; 2],
    width: usize,
    unit: usize,
}

impl WidthAux {
    /// Data on the heap for items of `width` bytes; `unit` bytes at a time are reversed where the loop swaps.
    /// The result frees and clones itself through NumPy's auxiliary-data functions.
    pub fn boxed(width: usize, unit: usize) -> *mut c_void {
        let aux = Self {
            free: Some(free_width_aux),
            clone: Some(clone_width_aux),
            reserved: [std::ptr::null_mut(); 2],
            width,
            unit: unit.max(1),
        };
        Box::into_raw(Box::new(aux)).cast()
    }
}

unsafe extern "C" fn free_width_aux(aux: *mut c_void) {
    // SAFETY: NumPy's contract: called once, with a pointer that `boxed` or `clone_width_aux` gave.
    drop(unsafe { Box::from_raw(aux.cast::<WidthAux>()) });
}

unsafe extern "C" fn clone_width_aux(aux: *mut c_void) -> *mut c_void {
    // SAFETY: NumPy's contract: `aux` is alive.
    let aux = unsafe { &*aux.cast::<WidthAux>() };
    Box::into_raw(Box::new(aux.clone())).cast()
}

/// The copy loop for items of `width` bytes, for the CPU's level.
///
/// `src_contiguous` and `dst_contiguous` say that the stride will be the width. Strides of any value work in
/// the other loops, a zero source stride fills. Widths other than 1, 2, 4, 8, 16 need the auxiliary data of
/// [`WidthAux::boxed`]; for `Swap::None` with a known width it is ignored. Never `None` today.
pub fn get(
    width: usize,
    swap: Swap,
    src_contiguous: bool,
    dst_contiguous: bool,
) -> Option<StridedLoop> {
    let both = src_contiguous && dst_contiguous;
    Some(match (swap, both) {
        (Swap::None, true) => {
            for_width!(width, W => transfer_plain::<Bytes<W>>(), else transfer_plain::<AnyWidth<true, false>>())
        }
        (Swap::None, false) => {
            for_width!(width, W => transfer_plain::<Items<W, 0, false>>(), else transfer_plain::<AnyWidth<false, false>>())
        }
        (Swap::Whole, true) => {
            for_width!(width, W => transfer::<Items<W, 1, true>>(), else transfer_plain::<AnyWidth<true, true>>())
        }
        (Swap::Whole, false) => {
            for_width!(width, W => transfer_plain::<Items<W, 1, false>>(), else transfer_plain::<AnyWidth<false, true>>())
        }
        (Swap::Halves, true) => {
            for_width!(width, W => transfer::<Items<W, 2, true>>(), else transfer_plain::<AnyWidth<true, true>>())
        }
        (Swap::Halves, false) => {
            for_width!(width, W => transfer_plain::<Items<W, 2, false>>(), else transfer_plain::<AnyWidth<false, true>>())
        }
    })
}

struct Bytes<W>(PhantomData<W>);
struct Items<W, const SWAP: u8, const CONTIGUOUS: bool>(PhantomData<W>);
struct AnyWidth<const CONTIGUOUS: bool, const SWAP: bool>;

impl<W: Word> Transfer for Bytes<W> {
    #[inline(always)]
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        _: isize,
        _: isize,
        _: *mut c_void,
    ) {
        // SAFETY: the loop contract.
        unsafe { copy_bytes(dst, src, n * size_of::<W>()) }
    }
}

#[inline(always)]
fn turned<W: Word, const SWAP: u8>(x: W) -> W {
    match SWAP {
        0 => x,
        1 => x.swapped(),
        _ => x.swapped_halves(),
    }
}

impl<W: Word, const SWAP: u8, const CONTIGUOUS: bool> Transfer for Items<W, SWAP, CONTIGUOUS> {
    #[inline(always)]
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        src_stride: isize,
        dst_stride: isize,
        _: *mut c_void,
    ) {
        if n == 0 {
            return;
        }
        let width = size_of::<W>();
        // SAFETY: the loop contract: items at multiples of the strides, indices below `n`.
        unsafe {
            if CONTIGUOUS {
                let (s, d) = (src.cast::<W>(), dst.cast::<W>());
                for i in 0..n {
                    d.add(i)
                        .write_unaligned(turned::<W, SWAP>(s.add(i).read_unaligned()));
                }
                return;
            }
            if src_stride == 0 {
                let value = turned::<W, SWAP>(src.cast::<W>().read_unaligned());
                if dst_stride == width as isize {
                    return Fill {
                        dst: dst.cast::<W>(),
                        value,
                        n,
                    }
                    .run::<I>();
                }
                let mut d = dst;
                for _ in 0..n {
                    d.cast::<W>().write_unaligned(value);
                    d = d.wrapping_offset(dst_stride);
                }
                return;
            }
            if dst_stride == width as isize {
                let (mut s, d) = (src, dst.cast::<W>());
                for i in 0..n {
                    d.add(i)
                        .write_unaligned(turned::<W, SWAP>(s.cast::<W>().read_unaligned()));
                    s = s.wrapping_offset(src_stride);
                }
                return;
            }
            let (mut s, mut d) = (src, dst);
            for _ in 0..n {
                d.cast::<W>()
                    .write_unaligned(turned::<W, SWAP>(s.cast::<W>().read_unaligned()));
                s = s.wrapping_offset(src_stride);
                d = d.wrapping_offset(dst_stride);
            }
        }
    }
}

impl<const CONTIGUOUS: bool, const SWAP: bool> Transfer for AnyWidth<CONTIGUOUS, SWAP> {
    #[inline(always)]
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        src_stride: isize,
        dst_stride: isize,
        aux: *mut c_void,
    ) {
        if n == 0 || aux.is_null() {
            return;
        }
        // SAFETY: the loop contract; `aux` came from `WidthAux::boxed`.
        unsafe {
            let WidthAux { width, unit, .. } = *aux.cast::<WidthAux>();
            if CONTIGUOUS && !SWAP {
                return copy_bytes(dst, src, n * width);
            }
            if !SWAP && src_stride == 0 && dst_stride == width as isize {
                return block::fill(width, dst, src, n);
            }
            let (mut s, mut d) = (src, dst);
            for _ in 0..n {
                copy_item(s, d, width);
                if SWAP {
                    swap_units(d, width, unit);
                }
                s = s.wrapping_offset(src_stride);
                d = d.wrapping_offset(dst_stride);
            }
        }
    }
}

/// Reverses each `unit` bytes of an item in place; a remainder is left as it is.
///
/// # Safety
/// `item` is good for `width` bytes.
#[inline(always)]
unsafe fn swap_units(item: *mut u8, width: usize, unit: usize) {
    // SAFETY: units lie within the item.
    let units = unsafe { std::slice::from_raw_parts_mut(item, width) };
    if unit == 4 {
        for u in units.chunks_exact_mut(4) {
            u.reverse();
        }
    } else {
        for u in units.chunks_exact_mut(unit.max(1)) {
            u.reverse();
        }
    }
}
