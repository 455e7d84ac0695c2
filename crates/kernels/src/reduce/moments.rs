//! The sums that mean, variance and norms are made of, without temporaries.
//!
//! Each item is transformed and summed by NumPy's tree; the transforms do the same roundings as the whole-array
//! operations they stand for, so results are those of the reference bit for bit.

use std::marker::PhantomData;

use super::tree;
use crate::num::{Bool, Complex, Half, Real};
use crate::stamp::{Isa, Op, dispatch};

/// What is summed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Moment {
    /// `|x - c|^2`; the centre is the mean (real and imaginary part).
    SquaredDeviation {
        /// Real part of the centre.
        re: f64,
        /// Imaginary part of the centre.
        im: f64,
    },
    /// `|x|^2`.
    Square,
    /// `|x|` (reals only).
    Absolute,
}

/// For each of `m` outputs the sum of a moment over its `n` items: `f32` outputs for `f32` and `complex64`,
/// else `f64`. `false` when the type has no such loop.
///
/// # Safety
/// `out` is good for `m` items at its byte stride, `src` for `m` × `n` at `[outer, inner]`; with
/// `SquaredDeviation`, the same centre serves every output.
pub unsafe fn moment_rows(
    moment: Moment,
    num: i32,
    out: (*mut u8, isize),
    src: (*const u8, [isize; 2]),
    m: usize,
    n: usize,
) -> bool {
    let job = Job {
        moment,
        out,
        src,
        m,
        n,
    };
    macro_rules! go {
        ($t:ty) => {{
            // SAFETY: as this function's.
            unsafe { dispatch(Run::<$t>(job, PhantomData)) };
            true
        }};
    }
    let complex = matches!(num, 14 | 15);
    if complex && moment == Moment::Absolute {
        return false;
    }
    match num {
        0 => go!(Bool),
        1 => go!(i8),
        2 => go!(u8),
        3 => go!(i16),
        4 => go!(u16),
        5 => go!(i32),
        6 => go!(u32),
        7 | 9 => go!(i64),
        8 | 10 => go!(u64),
        11 => go!(f32),
        12 => go!(f64),
        14 => go!(Complex<f32>),
        15 => go!(Complex<f64>),
        23 => go!(Half),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct Job {
    moment: Moment,
    out: (*mut u8, isize),
    src: (*const u8, [isize; 2]),
    m: usize,
    n: usize,
}
struct Run<T>(Job, PhantomData<T>);

trait Term: Copy + 'static {
    type Sum: Copy + std::ops::Add<Output = Self::Sum> + 'static;
    const START: Self::Sum;
    fn deviation(self, re: f64, im: f64) -> Self::Sum;
    fn square(self) -> Self::Sum;
    fn absolute(self) -> Self::Sum;
}
macro_rules! term {
    ($sum:ty, $to:ident: $($t:ty),+) => {$(
        impl Term for $t {
            type Sum = $sum;
            const START: $sum = -0.0;
            #[inline(always)]
            fn deviation(self, re: f64, _: f64) -> $sum {
                let d = Real::$to(self) - re as $sum;
                d * d
            }
            #[inline(always)]
            fn square(self) -> $sum {
                let x = Real::$to(self);
                x * x
            }
            #[inline(always)]
            fn absolute(self) -> $sum {
                Real::$to(self).abs()
            }
        }
    )+};
}
term!(f64, to_f64: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f64, Half);
term!(f32, to_f32: f32);
macro_rules! complex_term {
    ($($t:ty),+) => {$(
        impl Term for Complex<$t> {
            type Sum = $t;
            const START: $t = -0.0;
            #[inline(always)]
            fn deviation(self, re: f64, im: f64) -> $t {
                let (a, b) = (self.re - re as $t, self.im - im as $t);
                a * a + b * b
            }
            #[inline(always)]
            fn square(self) -> $t {
                self.re * self.re + self.im * self.im
            }
            #[inline(always)]
            fn absolute(self) -> $t {
                self.square()
            }
        }
    )+};
}
complex_term!(f32, f64);

impl<T: Term> Op for Run<T> {
    type Out = ();
    #[inline(always)]
    unsafe fn run<I: Isa>(self) {
        let j = self.0;
        for k in 0..j.m as isize {
            let src = j.src.0.wrapping_offset(k * j.src.1[0]);
            // SAFETY: `k < m`.
            unsafe {
                let sum = match (j.moment, j.src.1[1] == size_of::<T>() as isize) {
                    (Moment::SquaredDeviation { re, im }, true) => near(
                        src,
                        j.n,
                        #[inline(always)]
                        |x: T| x.deviation(re, im),
                    ),
                    (Moment::Square, true) => near(src, j.n, T::square),
                    (Moment::Absolute, true) => near(src, j.n, T::absolute),
                    (moment, false) => far::<T>(src, j.src.1[1], j.n, moment),
                };
                j.out
                    .0
                    .wrapping_offset(k * j.out.1)
                    .cast::<T::Sum>()
                    .write_unaligned(sum);
            }
        }
    }
}

#[inline(always)]
unsafe fn near<T: Term>(src: *const u8, n: usize, term: impl Fn(T) -> T::Sum + Copy) -> T::Sum {
    tree::sum::<_, 1>(
        n,
        T::START,
        #[inline(always)]
        // SAFETY: the tree asks for positions below `n`.
        |i| term(unsafe { src.cast::<T>().add(i).read_unaligned() }),
        |a, b| a + b,
    )
}

/// One copy for all levels: vectors do not help.
#[inline(never)]
unsafe fn far<T: Term>(src: *const u8, stride: isize, n: usize, moment: Moment) -> T::Sum {
    tree::sum::<_, 1>(
        n,
        T::START,
        |i| {
            // SAFETY: the tree asks for positions below `n`.
            let x = unsafe {
                src.wrapping_offset(i as isize * stride)
                    .cast::<T>()
                    .read_unaligned()
            };
            match moment {
                Moment::SquaredDeviation { re, im } => x.deviation(re, im),
                Moment::Square => x.square(),
                Moment::Absolute => x.absolute(),
            }
        },
        |a, b| a + b,
    )
}
