//! The cast loops: contiguous ones stamped per CPU level, strided ones once.

use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use super::{float_int, parts};
use crate::num::{Element, Kind, raise};
use crate::stamp::{Isa, StridedLoop, Transfer, transfer, transfer_plain};

pub(super) fn pick<S: Element, D: Element>(contiguous: bool) -> StridedLoop {
    if contiguous {
        transfer::<Contiguous<S, D>>()
    } else {
        if const { gathered::<S, D>() } {
            transfer::<Strided<S, D>>()
        } else {
            transfer_plain::<Strided<S, D>>()
        }
    }
}

struct Contiguous<S, D>(PhantomData<(S, D)>);
struct Strided<S, D>(PhantomData<(S, D)>);

impl<S: Element, D: Element> Transfer for Contiguous<S, D> {
    #[inline(always)]
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        _: isize,
        _: isize,
        _: *mut c_void,
    ) {
        // SAFETY: the loop contract: `n` items each, one after the other.
        unsafe { contiguous::<I, S, D>(src, dst, n) }
    }
}

/// Casts `n` adjacent items.
///
/// # Safety
/// `src` and `dst` are good for `n` items and do not overlap, unless they are the same items of one size.
#[inline(always)]
unsafe fn contiguous<I: Isa, S: Element, D: Element>(src: *const u8, dst: *mut u8, n: usize) {
    if const { from_float(S::KIND) && to_int(D::KIND) } {
        // SAFETY: as this function's.
        return unsafe { float_int::contiguous::<I, S, D>(src, dst, n) };
    }
    if const { from_complex(S::KIND) && to_float(D::KIND) } {
        // SAFETY: as this function's.
        return unsafe { real_parts::<I, S, D>(src, dst, n) };
    }
    let (s, d) = (src.cast::<S>(), dst.cast::<D>());
    let mut flags = 0;
    for i in 0..n {
        // SAFETY: `i < n`.
        unsafe {
            d.add(i)
                .write_unaligned(D::from_element(s.add(i).read_unaligned(), &mut flags))
        };
    }
    raise(flags);
}

/// Casts `n` adjacent complex numbers to a float type: their real parts, as the loops of floats cast them.
///
/// # Safety
/// As [`contiguous`].
#[inline(always)]
unsafe fn real_parts<I: Isa, S: Element, D: Element>(src: *const u8, dst: *mut u8, n: usize) {
    let d = dst.cast::<D>();
    // SAFETY: as the caller vouches; blocks lie within the `n` items.
    unsafe {
        match (S::KIND, D::KIND) {
            (Kind::C128, Kind::F64) => parts::real64::<I>(src.cast(), dst.cast(), n),
            (Kind::C64, Kind::F32) => parts::real32::<I>(src.cast(), dst.cast(), n),
            _ => parts::each_block::<I, S>(
                src,
                n,
                |p, m, done| contiguous::<I, f32, D>(p.cast(), d.add(done).cast(), m),
                |p, m, done| contiguous::<I, f64, D>(p.cast(), d.add(done).cast(), m),
            ),
        }
    }
}

impl<S: Element, D: Element> Transfer for Strided<S, D> {
    #[inline(always)]
    unsafe fn run<I: Isa>(
        src: *const u8,
        dst: *mut u8,
        n: usize,
        src_stride: isize,
        dst_stride: isize,
        _: *mut c_void,
    ) {
        let mut flags = 0;
        if n == 0 {
            return;
        }
        // SAFETY: the loop contract: items at multiples of the strides, indices below `n`.
        unsafe {
            if src_stride == 0 {
                let value = D::from_element(src.cast::<S>().read_unaligned(), &mut flags);
                let mut d = dst;
                for _ in 0..n {
                    d.cast::<D>().write_unaligned(value);
                    d = d.wrapping_offset(dst_stride);
                }
            } else {
                let (mut s, mut d) = (src, dst);
                let mut n = n;
                if const { gathered::<S, D>() } {
                    while n >= GATHERED {
                        block::<I, S, D>(s, src_stride, d, dst_stride);
                        s = s.wrapping_offset(src_stride * GATHERED as isize);
                        d = d.wrapping_offset(dst_stride * GATHERED as isize);
                        n -= GATHERED;
                    }
                }
                for _ in 0..n {
                    d.cast::<D>().write_unaligned(D::from_element(
                        s.cast::<S>().read_unaligned(),
                        &mut flags,
                    ));
                    s = s.wrapping_offset(src_stride);
                    d = d.wrapping_offset(dst_stride);
                }
            }
        }
        raise(flags);
    }
}

/// Strided items that are gathered at a time.
const GATHERED: usize = 64;

/// Whether the conversion is so dear, or so hard to foresee, that items are gathered for the contiguous loop.
const fn gathered<S: Element, D: Element>() -> bool {
    const fn counts(k: Kind) -> bool {
        matches!(k, Kind::Half | Kind::Bool)
    }
    const fn fits(k: Kind) -> bool {
        !matches!(k, Kind::LongDouble | Kind::CLongDouble)
    }
    (counts(S::KIND) || counts(D::KIND)) && fits(S::KIND) && fits(D::KIND)
}

/// Casts [`GATHERED`] strided items.
///
/// # Safety
/// Both sides are good for so many items at their strides.
#[inline(always)]
unsafe fn block<I: Isa, S: Element, D: Element>(
    src: *const u8,
    src_stride: isize,
    dst: *mut u8,
    dst_stride: isize,
) {
    if const { from_complex(S::KIND) && to_float(D::KIND) } {
        // The real part of a complex number lies where the number does.
        // SAFETY: as this function's.
        return unsafe {
            match S::KIND {
                Kind::C128 => block::<I, f64, D>(src, src_stride, dst, dst_stride),
                _ => block::<I, f32, D>(src, src_stride, dst, dst_stride),
            }
        };
    }
    let mut from = [MaybeUninit::<S>::uninit(); GATHERED];
    let mut to = [MaybeUninit::<D>::uninit(); GATHERED];
    // SAFETY: as the caller vouches; all items are written before they are read.
    unsafe {
        if src_stride == 2 * size_of::<S>() as isize {
            // Every other item: a pattern that vectorises.
            let src = src.cast::<S>();
            for (j, x) in from.iter_mut().enumerate() {
                x.write(src.add(2 * j).read_unaligned());
            }
        } else {
            for (j, x) in from.iter_mut().enumerate() {
                let p = src.wrapping_offset(j as isize * src_stride);
                x.write(p.cast::<S>().read_unaligned());
            }
        }
        if dst_stride == size_of::<D>() as isize {
            return contiguous::<I, S, D>(from.as_ptr().cast(), dst, GATHERED);
        }
        contiguous::<I, S, D>(from.as_ptr().cast(), to.as_mut_ptr().cast(), GATHERED);
        for (j, x) in to.iter().enumerate() {
            let p = dst.wrapping_offset(j as isize * dst_stride);
            p.cast::<D>().write_unaligned(x.assume_init());
        }
    }
}

const fn from_complex(k: Kind) -> bool {
    matches!(k, Kind::C64 | Kind::C128)
}
const fn to_float(k: Kind) -> bool {
    matches!(k, Kind::Half | Kind::F32 | Kind::F64)
}
const fn from_float(k: Kind) -> bool {
    matches!(
        k,
        Kind::F32 | Kind::F64 | Kind::Half | Kind::C64 | Kind::C128
    )
}
const fn to_int(k: Kind) -> bool {
    matches!(
        k,
        Kind::I8
            | Kind::U8
            | Kind::I16
            | Kind::U16
            | Kind::I32
            | Kind::U32
            | Kind::I64
            | Kind::U64
            | Kind::Stamp
    )
}
