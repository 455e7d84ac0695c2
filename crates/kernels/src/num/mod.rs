//! Element types of the loops: the machine types, and newtypes for bool, half, long double, complex, datetime.
//!
//! [`Real`] and [`Element`] say how an element turns into any other, with C's rules as the reference's
//! build on x86-64 shows them (out-of-range floats included). `for_type` maps type numbers to types.

mod half;
mod real;
pub mod x87;

pub use half::{Half, f32_to_half, f64_to_half, half_to_f32, half_to_f64};
pub use real::{Element, Kind, Real};
pub use x87::LongDouble;

/// A byte that counts as true when it is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Bool(pub u8);

/// A datetime64 or timedelta64 count; `i64::MIN` is NaT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Stamp(pub i64);

/// A complex number as C lays it out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}

/// Float status bits that conversions gather before they raise them.
pub type Flags = u32;
/// A finite value became infinite.
pub const OVERFLOW: Flags = 1;
/// A result lost bits below the smallest normal number.
pub const UNDERFLOW: Flags = 2;

/// Raises the gathered bits in the CPU's float status.
#[inline]
pub fn raise(flags: Flags) {
    if flags != 0 {
        raise_slow(flags);
    }
}

#[cold]
fn raise_slow(flags: Flags) {
    use std::hint::black_box;
    if flags & OVERFLOW != 0 {
        black_box(black_box(f32::MAX) * black_box(f32::MAX));
    }
    if flags & UNDERFLOW != 0 {
        black_box(black_box(f32::MIN_POSITIVE) * black_box(f32::MIN_POSITIVE));
    }
}

/// Evaluates `$body` with `$T` bound to the element type of NumPy type number `$num`, or gives `None`.
#[macro_export]
macro_rules! for_type {
    ($num:expr, $T:ident => $body:expr) => {{
        use $crate::num::{Bool, Complex, Half, LongDouble, Stamp};
        match $num {
            0 => {
                type $T = Bool;
                Some($body)
            }
            1 => {
                type $T = i8;
                Some($body)
            }
            2 => {
                type $T = u8;
                Some($body)
            }
            3 => {
                type $T = i16;
                Some($body)
            }
            4 => {
                type $T = u16;
                Some($body)
            }
            5 => {
                type $T = i32;
                Some($body)
            }
            6 => {
                type $T = u32;
                Some($body)
            }
            7 | 9 => {
                type $T = i64;
                Some($body)
            }
            8 | 10 => {
                type $T = u64;
                Some($body)
            }
            11 => {
                type $T = f32;
                Some($body)
            }
            12 => {
                type $T = f64;
                Some($body)
            }
            13 => {
                type $T = LongDouble;
                Some($body)
            }
            14 => {
                type $T = Complex<f32>;
                Some($body)
            }
            15 => {
                type $T = Complex<f64>;
                Some($body)
            }
            16 => {
                type $T = Complex<LongDouble>;
                Some($body)
            }
            21 | 22 => {
                type $T = Stamp;
                Some($body)
            }
            23 => {
                type $T = Half;
                Some($body)
            }
            _ => None,
        }
    }};
}
