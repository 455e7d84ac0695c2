//! Elements as factors and as sums.

use crate::num::{Bool, Complex, Flags, Half, LongDouble, f32_to_half, half_to_f32};

/// An element that can be multiplied and summed.
pub(super) trait Term: Copy + 'static {
    /// What products and sums are kept in.
    type Sum: Copy;
    /// The empty sum.
    const ZERO: Self::Sum;
    /// The element as a factor.
    fn load(self) -> Self::Sum;
    /// The sum as an element.
    fn store(sum: Self::Sum, flags: &mut Flags) -> Self;
    /// Product.
    fn mul(a: Self::Sum, b: Self::Sum) -> Self::Sum;
    /// Sum.
    fn add(a: Self::Sum, b: Self::Sum) -> Self::Sum;
    /// The sum of `f(0) .. f(n)`, in as many running sums as serve the type.
    fn total(n: isize, f: impl Fn(isize) -> Self::Sum) -> Self::Sum;
}

/// Terms of a piece of a long sum.
const PIECE: isize = 1024;

/// The sum of `f(start) .. f(end)` in `L` running sums.
#[inline(always)]
fn piece<T: Term, const L: usize>(start: isize, end: isize, f: impl Fn(isize) -> T::Sum) -> T::Sum {
    let mut sums = [T::ZERO; L];
    let mut i = start;
    while i + (L as isize) <= end {
        for (l, s) in sums.iter_mut().enumerate() {
            *s = T::add(*s, f(i + l as isize));
        }
        i += L as isize;
    }
    let mut width = L / 2;
    while width > 0 {
        for l in 0..width {
            sums[l] = T::add(sums[l], sums[l + width]);
        }
        width /= 2;
    }
    let mut sum = sums[0];
    while i < end {
        sum = T::add(sum, f(i));
        i += 1;
    }
    sum
}

/// The sum of `f(0) .. f(n)`; pieces are added in pairs, so that long sums of floats stay exact to a few units.
#[inline(always)]
fn lanes<T: Term, const L: usize>(n: isize, f: impl Fn(isize) -> T::Sum) -> T::Sum {
    if n <= PIECE {
        return piece::<T, L>(0, n, f);
    }
    // One open sum for every power of two of pieces.
    let mut open = [T::ZERO; 64];
    let (mut count, mut start) = (0usize, 0);
    while start < n {
        let end = (start + PIECE).min(n);
        let mut sum = piece::<T, L>(start, end, &f);
        let mut level = 0;
        while count >> level & 1 == 1 {
            sum = T::add(open[level], sum);
            level += 1;
        }
        open[level] = sum;
        count += 1;
        start = end;
    }
    let mut sum = T::ZERO;
    for (level, s) in open.iter().enumerate() {
        if count >> level & 1 == 1 {
            sum = T::add(sum, *s);
        }
    }
    sum
}

macro_rules! total {
    ($lanes:literal) => {
        #[inline(always)]
        fn total(n: isize, f: impl Fn(isize) -> Self::Sum) -> Self::Sum {
            lanes::<Self, $lanes>(n, f)
        }
    };
}

macro_rules! int {
    ($($t:ty: $lanes:literal),+) => {$(
        impl Term for $t {
            type Sum = $t;
            const ZERO: $t = 0;
            #[inline(always)]
            fn load(self) -> $t {
                self
            }
            #[inline(always)]
            fn store(sum: $t, _: &mut Flags) -> $t {
                sum
            }
            #[inline(always)]
            fn mul(a: $t, b: $t) -> $t {
                a.wrapping_mul(b)
            }
            #[inline(always)]
            fn add(a: $t, b: $t) -> $t {
                a.wrapping_add(b)
            }
            total!($lanes);
        }
    )+};
}
// Wrapping sums and products are the same bits for signed integers.
int!(u8: 64, u16: 64, u32: 32, u64: 16);

macro_rules! float {
    ($($t:ty: $zero:expr, $lanes:literal, $clanes:literal);+) => {$(
        impl Term for $t {
            type Sum = $t;
            const ZERO: $t = $zero;
            #[inline(always)]
            fn load(self) -> $t {
                self
            }
            #[inline(always)]
            fn store(sum: $t, _: &mut Flags) -> $t {
                sum
            }
            #[inline(always)]
            fn mul(a: $t, b: $t) -> $t {
                a * b
            }
            #[inline(always)]
            fn add(a: $t, b: $t) -> $t {
                a + b
            }
            total!($lanes);
        }
        impl Term for Complex<$t> {
            type Sum = Self;
            const ZERO: Self = Complex { re: $zero, im: $zero };
            #[inline(always)]
            fn load(self) -> Self {
                self
            }
            #[inline(always)]
            fn store(sum: Self, _: &mut Flags) -> Self {
                sum
            }
            #[inline(always)]
            fn mul(a: Self, b: Self) -> Self {
                Complex {
                    re: a.re * b.re - a.im * b.im,
                    im: a.re * b.im + a.im * b.re,
                }
            }
            #[inline(always)]
            fn add(a: Self, b: Self) -> Self {
                Complex {
                    re: a.re + b.re,
                    im: a.im + b.im,
                }
            }
            total!($clanes);
        }
    )+};
}
float!(f32: 0.0, 32, 8; f64: 0.0, 16, 8; LongDouble: LongDouble::ZERO, 1, 1);

impl Term for Bool {
    type Sum = u8;
    const ZERO: u8 = 0;
    #[inline(always)]
    fn load(self) -> u8 {
        u8::from(self.0 != 0)
    }
    #[inline(always)]
    fn store(sum: u8, _: &mut Flags) -> Self {
        Bool(sum)
    }
    #[inline(always)]
    fn mul(a: u8, b: u8) -> u8 {
        a & b
    }
    #[inline(always)]
    fn add(a: u8, b: u8) -> u8 {
        a | b
    }
    total!(64);
}

impl Term for Half {
    type Sum = f32;
    const ZERO: f32 = 0.0;
    #[inline(always)]
    fn load(self) -> f32 {
        half_to_f32(self)
    }
    #[inline(always)]
    fn store(sum: f32, flags: &mut Flags) -> Self {
        f32_to_half(sum, flags)
    }
    #[inline(always)]
    fn mul(a: f32, b: f32) -> f32 {
        a * b
    }
    #[inline(always)]
    fn add(a: f32, b: f32) -> f32 {
        a + b
    }
    total!(32);
}
