//! What the functions of the legacy tables ask of numbers: order, steps and products.

use std::cmp::Ordering;

use ferronum_abi::prelude::*;
use ferronum_scalar::{LongDouble, half};

/// A number in native memory.
pub(crate) trait Num: Copy {
    /// NaN (or NaT) goes last.
    fn order(self, other: Self) -> Ordering;
    /// `start + i * (second - start)`.
    fn step(start: Self, second: Self, i: isize) -> Self;
    /// NaN or NaT: wins `argmax` and `argmin` at once.
    fn is_nan(self) -> bool {
        false
    }
    /// `sum + a * b`.
    fn add_product(sum: Self, a: Self, b: Self) -> Self;
    /// Zero.
    const ZERO: Self;
}

macro_rules! integers {
    ($($t:ty)*) => { $(impl Num for $t {
        fn order(self, other: Self) -> Ordering {
            self.cmp(&other)
        }
        fn step(start: Self, second: Self, i: isize) -> Self {
            start.wrapping_add(second.wrapping_sub(start).wrapping_mul(i as $t))
        }
        fn add_product(sum: Self, a: Self, b: Self) -> Self {
            sum.wrapping_add(a.wrapping_mul(b))
        }
        const ZERO: Self = 0;
    })* };
}
integers!(i8 u8 i16 u16 i32 u32 i64 u64);

macro_rules! floats {
    ($($t:ty)*) => { $(impl Num for $t {
        fn order(self, other: Self) -> Ordering {
            float_order(self, other)
        }
        fn step(start: Self, second: Self, i: isize) -> Self {
            start + (i as $t) * (second - start)
        }
        fn is_nan(self) -> bool {
            <$t>::is_nan(self)
        }
        fn add_product(sum: Self, a: Self, b: Self) -> Self {
            sum + a * b
        }
        const ZERO: Self = 0.0;
    })* };
}
floats!(f32 f64);

fn float_order<T: PartialOrd + Num>(a: T, b: T) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
    }
}

impl Num for LongDouble {
    fn order(self, other: Self) -> Ordering {
        float_order(self, other)
    }
    fn step(start: Self, second: Self, i: isize) -> Self {
        start + LongDouble::from(i as i64) * (second - start)
    }
    fn is_nan(self) -> bool {
        LongDouble::is_nan(self)
    }
    fn add_product(sum: Self, a: Self, b: Self) -> Self {
        sum + a * b
    }
    const ZERO: Self = LongDouble::ZERO;
}

/// One byte, any value but zero is true.
#[derive(Clone, Copy)]
pub(crate) struct Bool(u8);

impl Num for Bool {
    fn order(self, other: Self) -> Ordering {
        (self.0 != 0).cmp(&(other.0 != 0))
    }
    fn step(_start: Self, second: Self, _i: isize) -> Self {
        second
    }
    fn add_product(sum: Self, a: Self, b: Self) -> Self {
        Bool(u8::from(sum.0 != 0 || a.0 != 0 && b.0 != 0))
    }
    const ZERO: Self = Bool(0);
}

/// The bits of a half.
#[derive(Clone, Copy)]
pub(crate) struct Half(u16);

impl Num for Half {
    fn order(self, other: Self) -> Ordering {
        half::to_f32(self.0).order(half::to_f32(other.0))
    }
    fn step(start: Self, second: Self, i: isize) -> Self {
        let (a, b) = (half::to_f32(start.0), half::to_f32(second.0));
        Half(half::from_f32(f32::step(a, b, i)))
    }
    fn is_nan(self) -> bool {
        half::is_nan(self.0)
    }
    fn add_product(sum: Self, a: Self, b: Self) -> Self {
        let p = half::to_f32(a.0) * half::to_f32(b.0);
        Half(half::from_f32(half::to_f32(sum.0) + p))
    }
    const ZERO: Self = Half(0);
}

/// Ticks of a date, with NaT.
#[derive(Clone, Copy)]
pub(crate) struct Ticks(i64);

impl Num for Ticks {
    fn order(self, other: Self) -> Ordering {
        match (self.is_nan(), other.is_nan()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ => self.0.cmp(&other.0),
        }
    }
    fn step(start: Self, second: Self, i: isize) -> Self {
        Ticks(i64::step(start.0, second.0, i))
    }
    fn is_nan(self) -> bool {
        self.0 == NPY_DATETIME_NAT
    }
    fn add_product(sum: Self, a: Self, b: Self) -> Self {
        Ticks(i64::add_product(sum.0, a.0, b.0))
    }
    const ZERO: Self = Ticks(0);
}

/// A complex number.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Pair<T>(T, T);

pub(crate) trait Part:
    Num + std::ops::Sub<Output = Self> + std::ops::Add<Output = Self> + std::ops::Mul<Output = Self>
{
}
impl Part for f32 {}
impl Part for f64 {}
impl Part for LongDouble {}

impl<T: Part> Num for Pair<T> {
    fn order(self, other: Self) -> Ordering {
        // Numbers first, then those with a NaN in one part, by the parts that are numbers.
        let rank = |c: Pair<T>| u8::from(c.0.is_nan()) * 2 + u8::from(c.1.is_nan());
        let (a, b) = (rank(self), rank(other));
        if a != b {
            return a.cmp(&b);
        }
        self.0.order(other.0).then(self.1.order(other.1))
    }
    fn step(start: Self, second: Self, i: isize) -> Self {
        Pair(T::step(start.0, second.0, i), T::step(start.1, second.1, i))
    }
    fn is_nan(self) -> bool {
        self.0.is_nan() || self.1.is_nan()
    }
    fn add_product(sum: Self, a: Self, b: Self) -> Self {
        Pair(
            sum.0 + (a.0 * b.0 - a.1 * b.1),
            sum.1 + (a.0 * b.1 + a.1 * b.0),
        )
    }
    const ZERO: Self = Pair(T::ZERO, T::ZERO);
}
