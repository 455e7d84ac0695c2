//! Matrix products in the shape of gufunc loops: `matmul` `(m,n),(n,p)->(m,p)`, `vecdot`, `matvec`, `vecmat`.
//!
//! Float and complex operands go to BLAS where their strides allow it, or after packing. All others run in a
//! loop over rows that keeps a block of sums on the stack and walks the second operand row by row, so
//! that the inner loop has no dependency from one step to the next.

mod product;
mod with_blas;

use std::ffi::c_char;

pub use product::Product;

use crate::UfuncLoop;
use crate::blas::Complex;
use crate::num::{Bool, Half};
use crate::stamp::{Inner, Isa, inner};
use ferronum_scalar::longdouble::LongDouble;
use std::marker::PhantomData;

/// Sums kept at once for a row of the result.
const BLOCK: usize = 256;

/// One matrix: address and byte strides of its two axes.
#[derive(Clone, Copy)]
pub(crate) struct Strided {
    pub(crate) ptr: *mut u8,
    pub(crate) rows: isize,
    pub(crate) cols: isize,
}

impl Strided {
    #[inline(always)]
    fn at(self, i: isize, j: isize) -> *mut u8 {
        self.ptr
            .wrapping_offset(i.wrapping_mul(self.rows))
            .wrapping_offset(j.wrapping_mul(self.cols))
    }
}

/// `c = a @ b` of (m × n) and (n × p), without BLAS.
///
/// # Safety
/// Operands of these sizes, aligned for `T`.
#[inline(always)]
unsafe fn plain<T: Product>(m: isize, n: isize, p: isize, a: Strided, b: Strided, c: Strided) {
    for i in 0..m {
        let mut j0 = 0;
        while j0 < p {
            let width = ((p - j0) as usize).min(BLOCK);
            let mut sums = [T::ZERO; BLOCK];
            for k in 0..n {
                // SAFETY: inside the operands.
                let x = unsafe { *a.at(i, k).cast::<T>() };
                let row = b.at(k, j0);
                if b.cols == size_of::<T>() as isize {
                    // SAFETY: width adjacent elements of a row.
                    let row = unsafe { std::slice::from_raw_parts(row.cast::<T>(), width) };
                    for (s, &y) in sums.iter_mut().zip(row) {
                        *s = T::add(*s, x, y);
                    }
                } else {
                    for (j, s) in sums.iter_mut().enumerate().take(width) {
                        // SAFETY: inside the operands.
                        let y = unsafe { *row.wrapping_offset(j as isize * b.cols).cast::<T>() };
                        *s = T::add(*s, x, y);
                    }
                }
            }
            for (j, s) in sums.iter().enumerate().take(width) {
                // SAFETY: inside the result.
                unsafe { *c.at(i, j0 + j as isize).cast::<T>() = T::finish(*s) };
            }
            j0 += width as isize;
        }
    }
}

/// `sum(a * b)` in order, the first operand conjugated if asked.
///
/// # Safety
/// `n` elements at the strides.
#[inline(always)]
unsafe fn plain_dot<T: Product>(
    n: isize,
    a: *const u8,
    sa: isize,
    b: *const u8,
    sb: isize,
    conj: bool,
) -> T {
    let mut sum = T::ZERO;
    for k in 0..n {
        // SAFETY: inside the operands.
        let (x, y) = unsafe {
            (
                *a.wrapping_offset(k * sa).cast::<T>(),
                *b.wrapping_offset(k * sb).cast::<T>(),
            )
        };
        sum = T::add(sum, if conj { x.conj() } else { x }, y);
    }
    T::finish(sum)
}

/// How a type multiplies: through BLAS or plainly.
pub(crate) trait Engine: Product {
    /// `c = a @ b`.
    ///
    /// # Safety
    /// As `plain`.
    unsafe fn matrix(m: isize, n: isize, p: isize, a: Strided, b: Strided, c: Strided);
    /// `sum(a * b)`.
    ///
    /// # Safety
    /// As `plain_dot`.
    unsafe fn dot(n: isize, a: *const u8, sa: isize, b: *const u8, sb: isize, conj: bool) -> Self;
}

macro_rules! plain_engine {
    ($($t:ty)+) => {$(
        impl Engine for $t {
            #[inline(always)]
            unsafe fn matrix(m: isize, n: isize, p: isize, a: Strided, b: Strided, c: Strided) {
                // SAFETY: as this function's.
                unsafe { plain::<$t>(m, n, p, a, b, c) }
            }
            #[inline(always)]
            unsafe fn dot(n: isize, a: *const u8, sa: isize, b: *const u8, sb: isize, conj: bool) -> $t {
                // SAFETY: as this function's.
                unsafe { plain_dot::<$t>(n, a, sa, b, sb, conj) }
            }
        }
    )+};
}
plain_engine!(i8 u8 i16 u16 i32 u32 i64 u64 Bool Half LongDouble Complex<LongDouble>);

macro_rules! blas_engine {
    ($($t:ty)+) => {$(
        impl Engine for $t {
            #[inline(always)]
            unsafe fn matrix(m: isize, n: isize, p: isize, a: Strided, b: Strided, c: Strided) {
                // SAFETY: as this function's.
                unsafe {
                    if !with_blas::matrix::<$t>(m, n, p, a, b, c) {
                        plain::<$t>(m, n, p, a, b, c)
                    }
                }
            }
            #[inline(always)]
            unsafe fn dot(n: isize, a: *const u8, sa: isize, b: *const u8, sb: isize, conj: bool) -> $t {
                // SAFETY: as this function's.
                unsafe {
                    with_blas::dot::<$t>(n, a, sa, b, sb, conj)
                        .unwrap_or_else(|| plain_dot::<$t>(n, a, sa, b, sb, conj))
                }
            }
        }
    )+};
}
blas_engine!(f32 f64 Complex<f32> Complex<f64>);

/// Reads `n` numbers at `p`.
macro_rules! read {
    ($p:expr, $n:literal) => {{
        // SAFETY: the loop's signature says how many there are.
        let s: [isize; $n] = unsafe { *$p.cast::<[isize; $n]>() };
        s
    }};
}

struct Matmul<T>(PhantomData<T>);

impl<T: Engine> Inner for Matmul<T> {
    #[inline(always)]
    unsafe fn run<I: Isa>(args: *mut *mut c_char, dims: *const isize, steps: *const isize) {
        let [outer, m, n, p] = read!(dims, 4);
        let [s0, s1, s2, am, an, bn, bp, cm, cp] = read!(steps, 9);
        for i in 0..outer {
            // SAFETY: three operands, one matrix of each for every outer step.
            unsafe {
                let at = |k: usize, s: isize| (*args.add(k)).cast::<u8>().wrapping_offset(i * s);
                T::matrix(
                    m,
                    n,
                    p,
                    Strided {
                        ptr: at(0, s0),
                        rows: am,
                        cols: an,
                    },
                    Strided {
                        ptr: at(1, s1),
                        rows: bn,
                        cols: bp,
                    },
                    Strided {
                        ptr: at(2, s2),
                        rows: cm,
                        cols: cp,
                    },
                );
            }
        }
    }
}

struct Matvec<T>(PhantomData<T>);

impl<T: Engine> Inner for Matvec<T> {
    #[inline(always)]
    unsafe fn run<I: Isa>(args: *mut *mut c_char, dims: *const isize, steps: *const isize) {
        let [outer, m, n] = read!(dims, 3);
        let [s0, s1, s2, am, an, bn, cm] = read!(steps, 7);
        for i in 0..outer {
            // SAFETY: as in Matmul.
            unsafe {
                let at = |k: usize, s: isize| (*args.add(k)).cast::<u8>().wrapping_offset(i * s);
                T::matrix(
                    m,
                    n,
                    1,
                    Strided {
                        ptr: at(0, s0),
                        rows: am,
                        cols: an,
                    },
                    Strided {
                        ptr: at(1, s1),
                        rows: bn,
                        cols: size_of::<T>() as isize,
                    },
                    Strided {
                        ptr: at(2, s2),
                        rows: cm,
                        cols: size_of::<T>() as isize,
                    },
                );
            }
        }
    }
}

struct Vecmat<T>(PhantomData<T>);

impl<T: Engine> Inner for Vecmat<T> {
    #[inline(always)]
    unsafe fn run<I: Isa>(args: *mut *mut c_char, dims: *const isize, steps: *const isize) {
        let [outer, n, m] = read!(dims, 3);
        let [s0, s1, s2, an, bn, bm, cm] = read!(steps, 7);
        for i in 0..outer {
            // SAFETY: as in Matmul.
            unsafe {
                let at = |k: usize, s: isize| (*args.add(k)).cast::<u8>().wrapping_offset(i * s);
                let (a, b, c) = (at(0, s0), at(1, s1), at(2, s2));
                for j in 0..m {
                    *c.wrapping_offset(j * cm).cast::<T>() =
                        T::dot(n, a, an, b.wrapping_offset(j * bm), bn, true);
                }
            }
        }
    }
}

struct Vecdot<T>(PhantomData<T>);

impl<T: Engine> Inner for Vecdot<T> {
    #[inline(always)]
    unsafe fn run<I: Isa>(args: *mut *mut c_char, dims: *const isize, steps: *const isize) {
        let [outer, n] = read!(dims, 2);
        let [s0, s1, s2, an, bn] = read!(steps, 5);
        for i in 0..outer {
            // SAFETY: as in Matmul.
            unsafe {
                let at = |k: usize, s: isize| (*args.add(k)).cast::<u8>().wrapping_offset(i * s);
                *at(2, s2).cast::<T>() = T::dot(n, at(0, s0), an, at(1, s1), bn, true);
            }
        }
    }
}

/// `sum(a * b)` of two vectors of one type, written to `out`; `conj` conjugates the first.
pub type DotFn =
    unsafe fn(n: isize, a: *const u8, sa: isize, b: *const u8, sb: isize, conj: bool, out: *mut u8);

unsafe fn dot_into<T: Engine>(
    n: isize,
    a: *const u8,
    sa: isize,
    b: *const u8,
    sb: isize,
    conj: bool,
    out: *mut u8,
) {
    // SAFETY: the caller's contract.
    unsafe { *out.cast::<T>() = T::dot(n, a, sa, b, sb, conj) }
}

macro_rules! for_number {
    ($num:expr, $t:ident => $body:expr) => {
        match $num {
            0 => {
                type $t = Bool;
                Some($body)
            }
            1 => {
                type $t = i8;
                Some($body)
            }
            2 => {
                type $t = u8;
                Some($body)
            }
            3 => {
                type $t = i16;
                Some($body)
            }
            4 => {
                type $t = u16;
                Some($body)
            }
            5 => {
                type $t = i32;
                Some($body)
            }
            6 => {
                type $t = u32;
                Some($body)
            }
            7 | 9 | 22 => {
                type $t = i64;
                Some($body)
            }
            8 | 10 => {
                type $t = u64;
                Some($body)
            }
            11 => {
                type $t = f32;
                Some($body)
            }
            12 => {
                type $t = f64;
                Some($body)
            }
            13 => {
                type $t = LongDouble;
                Some($body)
            }
            14 => {
                type $t = Complex<f32>;
                Some($body)
            }
            15 => {
                type $t = Complex<f64>;
                Some($body)
            }
            16 => {
                type $t = Complex<LongDouble>;
                Some($body)
            }
            23 => {
                type $t = Half;
                Some($body)
            }
            _ => None,
        }
    };
}

/// The dot product of a NumPy type number.
pub fn dot(type_num: i32) -> Option<DotFn> {
    for_number!(type_num, T => dot_into::<T> as DotFn)
}

/// The loop of `matmul`, `matvec`, `vecmat` or `vecdot` for a NumPy type number.
pub fn find(name: &str, type_num: i32) -> Option<UfuncLoop> {
    match name {
        "matmul" => for_number!(type_num, T => inner::<Matmul<T>>() as UfuncLoop),
        "matvec" => for_number!(type_num, T => inner::<Matvec<T>>() as UfuncLoop),
        "vecmat" => for_number!(type_num, T => inner::<Vecmat<T>>() as UfuncLoop),
        "vecdot" => for_number!(type_num, T => inner::<Vecdot<T>>() as UfuncLoop),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product<T: Copy + Default>(
        num: i32,
        m: usize,
        n: usize,
        p: usize,
        a: &[T],
        b: &[T],
    ) -> Vec<T> {
        let mut c = vec![T::default(); m * p];
        let size = size_of::<T>() as isize;
        let mut args: [*mut c_char; 3] = [
            a.as_ptr().cast_mut().cast(),
            b.as_ptr().cast_mut().cast(),
            c.as_mut_ptr().cast(),
        ];
        let dims = [1, m as isize, n as isize, p as isize];
        let steps = [
            0,
            0,
            0,
            n as isize * size,
            size,
            p as isize * size,
            size,
            p as isize * size,
            size,
        ];
        // SAFETY: arrays of these sizes.
        unsafe {
            find("matmul", num).unwrap()(
                args.as_mut_ptr(),
                dims.as_ptr(),
                steps.as_ptr(),
                std::ptr::null_mut(),
            )
        };
        c
    }

    #[test]
    fn integers_and_floats_agree() {
        for (m, n, p) in [
            (1, 1, 1),
            (3, 4, 5),
            (7, 300, 2),
            (2, 3, 600),
            (1, 9, 4),
            (4, 9, 1),
            (3, 0, 2),
        ] {
            let a: Vec<i64> = (0..m * n).map(|i| (i as i64 * 7) % 11 - 5).collect();
            let b: Vec<i64> = (0..n * p).map(|i| (i as i64 * 5) % 13 - 6).collect();
            let fa: Vec<f64> = a.iter().map(|&x| x as f64).collect();
            let fb: Vec<f64> = b.iter().map(|&x| x as f64).collect();
            let c = product(7, m, n, p, &a, &b);
            let naive: Vec<i64> = (0..m * p)
                .map(|i| (0..n).map(|k| a[i / p * n + k] * b[k * p + i % p]).sum())
                .collect();
            assert_eq!(c, naive);
            let fc = product(12, m, n, p, &fa, &fb);
            assert!(fc.iter().zip(&naive).all(|(x, y)| *x == *y as f64));
        }
    }
}
