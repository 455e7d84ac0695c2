//! Arithmetic of halves by way of `f32`, with the processor's own conversions where it has them.
//!
//! Every operation rounds twice, to `f32` and to half, which gives the same as rounding once.

use std::ffi::{c_char, c_void};
use std::marker::PhantomData;

use super::arith::tangled;
use super::map::{Binary, Fold, Fold2, Map1, Unary, operands};
use super::num::f16;
use super::vecmath::{gather, narrow_all, scatter, widen_all};
use super::{Flags, Loop};

const CHUNK: usize = 128;
const SHORT: usize = 16;

/// The loop of one argument: `K` on `f32`, `S` on halves where there are no conversions.
pub(super) struct Half1<K, S>(PhantomData<(K, S)>);
/// The loop of two arguments.
pub(super) struct Half2<K, S>(PhantomData<(K, S)>);

impl<K: Unary<A = f32, O = f32>, S: Unary<A = f16, O = f16>> Loop for Half1<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let (p, n, s) = operands::<2>(args, dims, steps);
            if L < 3 || tangled(p[0], s[0], p[1], s[1], n) {
                return Map1::<S>::run::<L>(args, dims, steps, data);
            }
            let mut i = 0;
            while i < n {
                let m = (n - i).min(CHUNK);
                if m > SHORT {
                    one::<K, L, CHUNK>(p, s, i, m);
                } else {
                    one::<K, L, SHORT>(p, s, i, m);
                }
                i += m;
            }
        }
    }
}

#[inline(always)]
unsafe fn one<K: Unary<A = f32, O = f32>, const L: u8, const N: usize>(
    p: [*mut u8; 2],
    s: [isize; 2],
    i: usize,
    m: usize,
) {
    // SAFETY: items i..i+m of the caller's operands.
    unsafe {
        let mut items = widen_all::<L, N>(&gather(p[0], s[0], i, m, f16::ONE));
        for item in &mut items {
            *item = K::call(*item, &mut Flags(0));
        }
        scatter(&narrow_all::<L, N>(&items), p[1], s[1], i, m);
    }
}

impl<K: Binary<A = f32, B = f32, O = f32>, S: Fold<T = f16>> Loop for Half2<K, S> {
    #[inline(always)]
    unsafe fn run<const L: u8>(
        args: *mut *mut c_char,
        dims: *const isize,
        steps: *const isize,
        data: *mut c_void,
    ) {
        // SAFETY: the loop contract; chunks are local arrays.
        unsafe {
            let (p, n, s) = operands::<3>(args, dims, steps);
            if L < 3
                || s[2] == 0
                || tangled(p[0], s[0], p[2], s[2], n)
                || tangled(p[1], s[1], p[2], s[2], n)
            {
                return Fold2::<S>::run::<L>(args, dims, steps, data);
            }
            let mut i = 0;
            while i < n {
                let m = (n - i).min(CHUNK);
                if m > SHORT {
                    two::<K, L, CHUNK>(p, s, i, m);
                } else {
                    two::<K, L, SHORT>(p, s, i, m);
                }
                i += m;
            }
        }
    }
}

#[inline(always)]
unsafe fn two<K: Binary<A = f32, B = f32, O = f32>, const L: u8, const N: usize>(
    p: [*mut u8; 3],
    s: [isize; 3],
    i: usize,
    m: usize,
) {
    // SAFETY: items i..i+m of the caller's operands.
    unsafe {
        let x = widen_all::<L, N>(&gather(p[0], s[0], i, m, f16::ONE));
        let y = widen_all::<L, N>(&gather(p[1], s[1], i, m, f16::ONE));
        let mut items = x;
        for j in 0..N {
            items[j] = K::call(x[j], y[j], &mut Flags(0));
        }
        scatter(&narrow_all::<L, N>(&items), p[2], s[2], i, m);
    }
}
