//! The operations that are folded, per type.

use std::marker::PhantomData;

use super::lanes::Extreme;
use crate::num::{Bool, Complex, Half, LongDouble, Real, Stamp, f32_to_half, half_to_f32, raise};
use crate::stamp::Isa;

/// How an item joins an output.
pub(crate) trait Folder: 'static {
    /// Item type.
    type In: Copy + 'static;
    /// Output type.
    type Out: Copy + 'static;
    /// What folding keeps.
    type Acc: Copy + 'static;
    /// How `rows` goes through the items.
    const ORDER: Order;
    /// Whether it compares floats.
    const COMPARES: bool = false;
    /// Whether the compiler vectorises a loop over `fold`.
    const PLAIN: bool = false;
    fn lift(x: Self::In) -> Self::Acc;
    fn open(x: Self::Out) -> Self::Acc;
    fn close(x: Self::Acc) -> Self::Out;
    fn fold(a: Self::Acc, x: Self::Acc) -> Self::Acc;
    /// As `fold`, where the reference runs its elementwise loop (at level `RANK`) instead of a reduction.
    #[inline(always)]
    fn fold_elementwise<const RANK: u8>(a: Self::Acc, x: Self::Acc) -> Self::Acc {
        Self::fold(a, x)
    }
    /// Folds `n` adjacent items whose order is free.
    ///
    /// # Safety
    /// `src` is good for `n` items; the CPU has the level.
    #[inline(always)]
    unsafe fn fold_run<I: Isa>(acc: Self::Acc, src: *const Self::In, n: usize) -> Self::Acc {
        let mut acc = acc;
        for i in 0..n {
            // SAFETY: `i < n`.
            acc = Self::fold(acc, Self::lift(unsafe { src.add(i).read_unaligned() }));
        }
        acc
    }
    /// Whether tree sums have leaves of their own.
    const OWN_LEAF: bool = false;
    /// The sum of a leaf of NumPy's tree.
    ///
    /// # Safety
    /// `p` is good for `n` items at `stride`.
    unsafe fn leaf(_p: *const u8, _stride: isize, _n: usize) -> Self::Acc {
        unreachable!("only some sums have leaves of their own")
    }
    /// The start of short tree sums.
    fn start() -> Self::Acc {
        unreachable!("only tree sums have a start")
    }
}

/// In which order items may be folded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Any order gives the same result.
    Free,
    /// One after the other.
    Sequential,
    /// NumPy's summation tree, with so many floats per item.
    Tree(usize),
}

macro_rules! int_fold {
    ($name:ident, $doc:literal, $bound:ident, $method:ident) => {
        #[doc = $doc]
        pub(crate) struct $name<T>(PhantomData<T>);
        impl<T: $bound> Folder for $name<T> {
            type In = T;
            type Out = T;
            type Acc = T;
            const ORDER: Order = Order::Free;
            const PLAIN: bool = true;
            #[inline(always)]
            fn lift(x: T) -> T {
                x
            }
            #[inline(always)]
            fn open(x: T) -> T {
                x
            }
            #[inline(always)]
            fn close(x: T) -> T {
                x
            }
            #[inline(always)]
            fn fold(a: T, x: T) -> T {
                a.$method(x)
            }
        }
    };
}

/// Wrapping and bitwise integer operations.
pub(crate) trait Int: Copy + 'static {
    fn sum(self, x: Self) -> Self;
    fn product(self, x: Self) -> Self;
    fn and(self, x: Self) -> Self;
    fn or(self, x: Self) -> Self;
    fn xor(self, x: Self) -> Self;
}
macro_rules! int {
    ($($t:ty),+) => {$(
        impl Int for $t {
            #[inline(always)] fn sum(self, x: Self) -> Self { self.wrapping_add(x) }
            #[inline(always)] fn product(self, x: Self) -> Self { self.wrapping_mul(x) }
            #[inline(always)] fn and(self, x: Self) -> Self { self & x }
            #[inline(always)] fn or(self, x: Self) -> Self { self | x }
            #[inline(always)] fn xor(self, x: Self) -> Self { self ^ x }
        }
    )+};
}
int!(i8, u8, i16, u16, i32, u32, i64, u64);

int_fold!(IntSum, "Wrapping sum.", Int, sum);
int_fold!(IntProduct, "Wrapping product.", Int, product);
int_fold!(IntAnd, "Bits in all.", Int, and);
int_fold!(IntOr, "Bits in any.", Int, or);
int_fold!(IntXor, "Bits in an odd number.", Int, xor);

macro_rules! bool_fold {
    ($name:ident, $doc:literal, |$a:ident, $x:ident| $body:expr) => {
        #[doc = $doc]
        pub(crate) struct $name;
        impl Folder for $name {
            type In = Bool;
            type Out = Bool;
            type Acc = u8;
            const ORDER: Order = Order::Free;
            #[inline(always)]
            fn lift(x: Bool) -> u8 {
                u8::from(x.0 != 0)
            }
            #[inline(always)]
            fn open(x: Bool) -> u8 {
                u8::from(x.0 != 0)
            }
            #[inline(always)]
            fn close(x: u8) -> Bool {
                Bool(x)
            }
            #[inline(always)]
            fn fold($a: u8, $x: u8) -> u8 {
                $body
            }
        }
    };
}
bool_fold!(BoolOr, "Any true.", |a, x| a | x);
bool_fold!(BoolAnd, "All true.", |a, x| a & x);
bool_fold!(BoolXor, "An odd number true.", |a, x| a ^ x);

/// Timedelta sum: NaT wins.
pub(crate) struct StampSum;
impl Folder for StampSum {
    type In = Stamp;
    type Out = Stamp;
    type Acc = i64;
    const ORDER: Order = Order::Free;
    #[inline(always)]
    fn lift(x: Stamp) -> i64 {
        x.0
    }
    #[inline(always)]
    fn open(x: Stamp) -> i64 {
        x.0
    }
    #[inline(always)]
    fn close(x: i64) -> Stamp {
        Stamp(x)
    }
    #[inline(always)]
    fn fold(a: i64, x: i64) -> i64 {
        let sum = a.wrapping_add(x);
        if a == i64::MIN || x == i64::MIN {
            i64::MIN
        } else {
            sum
        }
    }
}

/// Floats and complex numbers as sums and products see them.
pub(crate) trait Float: Copy + 'static {
    /// What sums and products are kept in.
    type Acc: Copy + 'static;
    /// Floats per item.
    const PARTS: usize;
    fn lift(self) -> Self::Acc;
    fn close(x: Self::Acc) -> Self;
    fn plus(a: Self::Acc, x: Self::Acc) -> Self::Acc;
    fn times(a: Self::Acc, x: Self::Acc) -> Self::Acc;
    /// The elementwise product, which fuses where complex numbers are multiplied with FMA instructions.
    #[inline(always)]
    fn times_fused<const RANK: u8>(a: Self::Acc, x: Self::Acc) -> Self::Acc {
        Self::times(a, x)
    }
    fn start() -> Self::Acc;
    /// As in [`Folder`].
    const OWN_LEAF: bool = false;
    /// As in [`Folder`].
    ///
    /// # Safety
    /// As in [`Folder`].
    #[inline(always)]
    unsafe fn leaf(_p: *const u8, _stride: isize, _n: usize) -> Self::Acc {
        Self::start()
    }
}
macro_rules! real_float {
    ($($t:ty, $start:expr $(, $leaf:ident)?);+) => {$(
        impl Float for $t {
            type Acc = Self;
            const PARTS: usize = 1;
            #[inline(always)] fn lift(self) -> Self { self }
            #[inline(always)] fn close(x: Self) -> Self { x }
            #[inline(always)] fn plus(a: Self, x: Self) -> Self { a + x }
            #[inline(always)] fn times(a: Self, x: Self) -> Self { a * x }
            #[inline(always)] fn start() -> Self { $start }
            $(
                const OWN_LEAF: bool = true;
                unsafe fn leaf(p: *const u8, stride: isize, n: usize) -> Self {
                    // SAFETY: the caller's contract.
                    unsafe { <$t>::$leaf(p, stride, n) }
                }
            )?
        }
    )+};
}
real_float!(f32, -0.0; f64, -0.0; LongDouble, LongDouble::NEG_ZERO, leaf_sum);

impl Float for Half {
    type Acc = f32;
    const PARTS: usize = 1;
    #[inline(always)]
    fn lift(self) -> f32 {
        half_to_f32(self)
    }
    #[inline(always)]
    fn close(x: f32) -> Self {
        let mut flags = 0;
        let h = f32_to_half(x, &mut flags);
        raise(flags);
        h
    }
    #[inline(always)]
    fn plus(a: f32, x: f32) -> f32 {
        a + x
    }
    #[inline(always)]
    fn times(a: f32, x: f32) -> f32 {
        a * x
    }
    #[inline(always)]
    fn start() -> f32 {
        -0.0
    }
}

macro_rules! complex_float {
    ($($t:ty, |$a:ident, $x:ident| $fused:expr);+) => {$(
        impl Float for Complex<$t> {
            type Acc = Self;
            const PARTS: usize = 2;
            #[inline(always)] fn lift(self) -> Self { self }
            #[inline(always)] fn close(x: Self) -> Self { x }
            #[inline(always)]
            fn plus(a: Self, x: Self) -> Self {
                Complex { re: a.re + x.re, im: a.im + x.im }
            }
            #[inline(always)]
            fn times(a: Self, x: Self) -> Self {
                Complex { re: a.re * x.re - a.im * x.im, im: a.re * x.im + a.im * x.re }
            }
            #[inline(always)]
            fn times_fused<const RANK: u8>($a: Self, $x: Self) -> Self {
                if RANK >= 3 { $fused } else { Self::times($a, $x) }
            }
            #[inline(always)]
            fn start() -> Self {
                Complex { re: <$t>::start(), im: <$t>::start() }
            }
        }
    )+};
}
complex_float!(
    f32, |a, x| Complex { re: a.re.mul_add(x.re, -(a.im * x.im)), im: a.re.mul_add(x.im, a.im * x.re) };
    f64, |a, x| Complex { re: a.re.mul_add(x.re, -(a.im * x.im)), im: a.re.mul_add(x.im, a.im * x.re) };
    LongDouble, |a, x| Self::times(a, x)
);

macro_rules! float_fold {
    ($name:ident, $doc:literal, $order:expr, $method:ident, $fused:expr) => {
        #[doc = $doc]
        pub(crate) struct $name<T>(PhantomData<T>);
        impl<T: Float> Folder for $name<T> {
            type In = T;
            type Out = T;
            type Acc = T::Acc;
            const ORDER: Order = $order;
            #[inline(always)]
            fn lift(x: T) -> T::Acc {
                x.lift()
            }
            #[inline(always)]
            fn open(x: T) -> T::Acc {
                x.lift()
            }
            #[inline(always)]
            fn close(x: T::Acc) -> T {
                T::close(x)
            }
            #[inline(always)]
            fn fold(a: T::Acc, x: T::Acc) -> T::Acc {
                T::$method(a, x)
            }
            #[inline(always)]
            fn fold_elementwise<const RANK: u8>(a: T::Acc, x: T::Acc) -> T::Acc {
                if $fused {
                    T::times_fused::<RANK>(a, x)
                } else {
                    T::$method(a, x)
                }
            }
            #[inline(always)]
            fn start() -> T::Acc {
                T::start()
            }
            const OWN_LEAF: bool = T::OWN_LEAF;
            #[inline(always)]
            unsafe fn leaf(p: *const u8, stride: isize, n: usize) -> T::Acc {
                // SAFETY: the caller's contract.
                unsafe { T::leaf(p, stride, n) }
            }
        }
    };
}
float_fold!(
    FloatSum,
    "Sum by NumPy's tree.",
    Order::Tree(T::PARTS),
    plus,
    false
);
float_fold!(
    FloatProduct,
    "Product from left to right.",
    Order::Sequential,
    times,
    true
);

/// Sum of narrow integers in a wide one.
pub(crate) struct WideIntSum<T, W>(PhantomData<(T, W)>);
impl<T: Real, W: Int + FromReal> Folder for WideIntSum<T, W> {
    type In = T;
    type Out = W;
    type Acc = W;
    const ORDER: Order = Order::Free;
    const PLAIN: bool = true;
    #[inline(always)]
    fn lift(x: T) -> W {
        W::from_real(x)
    }
    #[inline(always)]
    fn open(x: W) -> W {
        x
    }
    #[inline(always)]
    fn close(x: W) -> W {
        x
    }
    #[inline(always)]
    fn fold(a: W, x: W) -> W {
        a.sum(x)
    }
}

/// Sum of other numbers in a float, by NumPy's tree.
pub(crate) struct WideFloatSum<T, W>(PhantomData<(T, W)>);
impl<T: Real, W: Float<Acc = W> + FromReal> Folder for WideFloatSum<T, W> {
    type In = T;
    type Out = W;
    type Acc = W;
    const ORDER: Order = Order::Tree(1);
    #[inline(always)]
    fn lift(x: T) -> W {
        W::from_real(x)
    }
    #[inline(always)]
    fn open(x: W) -> W {
        x
    }
    #[inline(always)]
    fn close(x: W) -> W {
        x
    }
    #[inline(always)]
    fn fold(a: W, x: W) -> W {
        W::plus(a, x)
    }
    #[inline(always)]
    fn start() -> W {
        W::start()
    }
}

/// Exact conversions that widening sums use.
pub(crate) trait FromReal {
    fn from_real<T: Real>(x: T) -> Self;
}
macro_rules! from_real {
    ($($t:ty, $m:ident);+) => {$(
        impl FromReal for $t {
            #[inline(always)]
            fn from_real<T: Real>(x: T) -> Self {
                x.$m()
            }
        }
    )+};
}
from_real!(i64, to_i64; u64, to_u64; f32, to_f32; f64, to_f64);

/// The order of values, as min and max see it.
pub(crate) trait Ordered: Copy + 'static {
    /// Whether comparisons touch the float status.
    const FLOAT: bool = false;
    fn greater(self, x: Self) -> bool;
    fn less(self, x: Self) -> bool;
    /// NaN or NaT.
    fn missing(self) -> bool {
        false
    }
}
macro_rules! ordered_int {
    ($($t:ty),+) => {$(
        impl Ordered for $t {
            #[inline(always)] fn greater(self, x: Self) -> bool { self > x }
            #[inline(always)] fn less(self, x: Self) -> bool { self < x }
        }
    )+};
}
ordered_int!(i8, u8, i16, u16, i32, u32, i64, u64);
macro_rules! ordered_float {
    ($($t:ty),+) => {$(
        impl Ordered for $t {
            const FLOAT: bool = true;
            #[inline(always)] fn greater(self, x: Self) -> bool { self > x }
            #[inline(always)] fn less(self, x: Self) -> bool { self < x }
            #[inline(always)] fn missing(self) -> bool { self.is_nan() }
        }
    )+};
}
ordered_float!(f32, f64);

impl Ordered for Bool {
    #[inline(always)]
    fn greater(self, x: Self) -> bool {
        self.0 != 0 && x.0 == 0
    }
    #[inline(always)]
    fn less(self, x: Self) -> bool {
        self.0 == 0 && x.0 != 0
    }
}

impl Half {
    /// Integers in the order of the numbers; both zeros are 0.
    #[inline(always)]
    pub(crate) fn key(self) -> i16 {
        let magnitude = (self.0 & 0x7fff) as i16;
        if self.0 & 0x8000 != 0 {
            -magnitude
        } else {
            magnitude
        }
    }
}
impl Ordered for Half {
    #[inline(always)]
    fn greater(self, x: Self) -> bool {
        (self.key() > x.key()) & !self.missing() & !x.missing()
    }
    #[inline(always)]
    fn less(self, x: Self) -> bool {
        (self.key() < x.key()) & !self.missing() & !x.missing()
    }
    #[inline(always)]
    fn missing(self) -> bool {
        self.0 & 0x7fff > 0x7c00
    }
}
impl Ordered for LongDouble {
    #[inline(always)]
    fn greater(self, x: Self) -> bool {
        x.lt(self)
    }
    #[inline(always)]
    fn less(self, x: Self) -> bool {
        self.lt(x)
    }
    #[inline(always)]
    fn missing(self) -> bool {
        self.is_nan()
    }
}
impl Ordered for Stamp {
    #[inline(always)]
    fn greater(self, x: Self) -> bool {
        (self.0 > x.0) & !self.missing() & !x.missing()
    }
    #[inline(always)]
    fn less(self, x: Self) -> bool {
        (self.0 < x.0) & !self.missing() & !x.missing()
    }
    #[inline(always)]
    fn missing(self) -> bool {
        self.0 == i64::MIN
    }
}
impl<T: Ordered> Ordered for Complex<T> {
    const FLOAT: bool = T::FLOAT;
    #[inline(always)]
    fn greater(self, x: Self) -> bool {
        let above = self.re.greater(x.re) || (!self.re.less(x.re) && self.im.greater(x.im));
        above && !self.missing() && !x.missing()
    }
    #[inline(always)]
    fn less(self, x: Self) -> bool {
        let below = self.re.less(x.re) || (!self.re.greater(x.re) && self.im.less(x.im));
        below && !self.missing() && !x.missing()
    }
    #[inline(always)]
    fn missing(self) -> bool {
        self.re.missing() || self.im.missing()
    }
}

macro_rules! extreme {
    ($name:ident, $doc:literal, $max:literal, $skip:literal, |$a:ident, $x:ident| $body:expr) => {
        #[doc = $doc]
        pub(crate) struct $name<T>(PhantomData<T>);
        impl<T: Extreme> Folder for $name<T> {
            type In = T;
            type Out = T;
            type Acc = T;
            const ORDER: Order = Order::Free;
            const COMPARES: bool = T::FLOAT;
            const PLAIN: bool = T::PLAIN;
            #[inline(always)]
            fn lift(x: T) -> T {
                x
            }
            #[inline(always)]
            fn open(x: T) -> T {
                x
            }
            #[inline(always)]
            fn close(x: T) -> T {
                x
            }
            #[inline(always)]
            fn fold($a: T, $x: T) -> T {
                $body
            }
            #[inline(always)]
            unsafe fn fold_run<I: Isa>(acc: T, src: *const T, n: usize) -> T {
                let mut acc = acc;
                if n == 0 || (acc.missing() && !$skip) {
                    return acc;
                }
                // SAFETY: as this function's.
                unsafe {
                    let (best, missing) = T::run::<I, $max>(src, n);
                    if !missing {
                        return Self::fold(acc, best);
                    }
                    for i in 0..n {
                        acc = Self::fold(acc, src.add(i).read_unaligned());
                        if acc.missing() && !$skip {
                            break;
                        }
                    }
                }
                acc
            }
        }
    };
}
extreme!(Largest, "Maximum; NaN and NaT win.", true, false, |a, x| {
    let r = if a.greater(x) { a } else { x };
    if a.missing() { a } else { r }
});
extreme!(
    Smallest,
    "Minimum; NaN and NaT win.",
    false,
    false,
    |a, x| {
        let r = if a.less(x) { a } else { x };
        if a.missing() { a } else { r }
    }
);
extreme!(
    LargestNumber,
    "Maximum; numbers win over NaN.",
    true,
    true,
    |a, x| {
        let r = if x.greater(a) { x } else { a };
        if a.missing() { x } else { r }
    }
);
extreme!(
    SmallestNumber,
    "Minimum; numbers win over NaN.",
    false,
    true,
    |a, x| {
        let r = if x.less(a) { x } else { a };
        if a.missing() { x } else { r }
    }
);
