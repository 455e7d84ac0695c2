//! The x87 80-bit `long double`: stored as 16 bytes, computed by the x87 unit through inline assembly.

use std::arch::asm;
use std::cmp::Ordering;

/// An 80-bit float in its 16-byte slot (padding is written as zero).
#[derive(Clone, Copy, Debug)]
#[repr(C, align(16))]
pub struct LongDouble {
    mant: u64,
    se: u64,
}

macro_rules! x87 {
    ($s:expr, $d:expr, $($line:literal),+) => {
        asm!($($line),+, s = in(reg) $s, d = in(reg) $d,
            out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
            out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
            options(nostack))
    };
    ($s:expr, $t:expr, $d:expr, $($line:literal),+) => {
        asm!($($line),+, s = in(reg) $s, t = in(reg) $t, d = in(reg) $d,
            out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
            out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
            options(nostack))
    };
}

macro_rules! x87_from {
    ($name:ident, $t:ty, $load:literal) => {
        #[cold]
        fn $name(x: $t) -> Self {
            let mut r = Self::ZERO;
            // SAFETY: reads one operand, writes ten bytes of `r`, leaves the register stack empty.
            unsafe { x87!(&raw const x, &raw mut r, $load, "fstp tbyte ptr [{d}]") };
            r
        }
    };
}
macro_rules! x87_to {
    ($name:ident, $t:ty, $store:literal) => {
        /// Converts with the hardware's rounding (integers: towards zero) and status.
        #[inline(always)]
        pub fn $name(self) -> $t {
            let mut r: $t = Default::default();
            // SAFETY: reads ten bytes of `self`, writes `r`, leaves the register stack empty.
            unsafe { x87!(&raw const self, &raw mut r, "fld tbyte ptr [{s}]", $store) };
            r
        }
    };
}
macro_rules! x87_binary {
    ($tr:ident, $name:ident, $op:literal) => {
        impl std::ops::$tr for LongDouble {
            type Output = Self;
            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                let mut r = Self::ZERO;
                // SAFETY: reads both operands, writes ten bytes of `r`, leaves the register stack empty.
                unsafe {
                    x87!(
                        &raw const self,
                        &raw const other,
                        &raw mut r,
                        "fld tbyte ptr [{s}]",
                        "fld tbyte ptr [{t}]",
                        $op,
                        "fstp tbyte ptr [{d}]"
                    )
                };
                r
            }
        }
    };
}
x87_binary!(Add, add, "faddp st(1), st");
x87_binary!(Sub, sub, "fsubp st(1), st");
x87_binary!(Mul, mul, "fmulp st(1), st");
x87_binary!(Div, div, "fdivp st(1), st");

impl LongDouble {
    /// Positive zero.
    pub const ZERO: Self = Self { mant: 0, se: 0 };
    /// Negative zero.
    pub const NEG_ZERO: Self = Self {
        mant: 0,
        se: 0x8000,
    };
    /// One.
    pub const ONE: Self = Self {
        mant: 1 << 63,
        se: 16383,
    };
    const TWO_63: Self = Self {
        mant: 1 << 63,
        se: 16383 + 63,
    };

    x87_from!(load_f64, f64, "fld qword ptr [{s}]");
    x87_to!(to_f32, f32, "fstp dword ptr [{d}]");
    x87_to!(to_f64, f64, "fstp qword ptr [{d}]");
    x87_to!(to_i16, i16, "fisttp word ptr [{d}]");
    x87_to!(to_i32, i32, "fisttp dword ptr [{d}]");
    x87_to!(to_i64, i64, "fisttp qword ptr [{d}]");

    /// Four running sums: sum `k` begins with item `k` and goes on by every eighth from there, `n / 8` in all. They stay
    /// in the unit's registers.
    ///
    /// # Safety
    /// `p` is good for `n >= 8` items at `stride`, or four items before the end of so many.
    #[inline]
    unsafe fn four_sums(p: *const u8, stride: isize, n: usize) -> [Self; 4] {
        let mut sums = [Self::ZERO; 4];
        // SAFETY: reads four of each eight items, writes ten bytes of each sum, leaves the register stack empty.
        unsafe {
            asm!(
                "fld tbyte ptr [{p}]",
                "fld tbyte ptr [{p} + {s}]",
                "fld tbyte ptr [{p} + 2*{s}]",
                "fld tbyte ptr [{p} + {t}]",
                "2:",
                "add {p}, {e}",
                "dec {n}",
                "jz 3f",
                "fld tbyte ptr [{p}]",
                "faddp st(4), st",
                "fld tbyte ptr [{p} + {s}]",
                "faddp st(3), st",
                "fld tbyte ptr [{p} + 2*{s}]",
                "faddp st(2), st",
                "fld tbyte ptr [{p} + {t}]",
                "faddp st(1), st",
                "jmp 2b",
                "3:",
                "fstp tbyte ptr [{o} + 48]",
                "fstp tbyte ptr [{o} + 32]",
                "fstp tbyte ptr [{o} + 16]",
                "fstp tbyte ptr [{o}]",
                p = inout(reg) p => _,
                n = inout(reg) n / 8 => _,
                s = in(reg) stride,
                t = in(reg) stride.wrapping_mul(3),
                e = in(reg) stride.wrapping_mul(8),
                o = in(reg) &raw mut sums,
                out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
                out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
                options(nostack)
            )
        };
        sums
    }

    /// The sum of up to 128 items in the order of NumPy's: eight running sums, joined in pairs, then the rest.
    ///
    /// # Safety
    /// `p` is good for `n` items at `stride`.
    pub unsafe fn leaf_sum(p: *const u8, stride: isize, n: usize) -> Self {
        // SAFETY: items below `n`.
        unsafe {
            let mut sum = Self::NEG_ZERO;
            let mut done = 0;
            if n >= 8 {
                let [a, b, c, d] = Self::four_sums(p, stride, n);
                let low = (a + b) + (c + d);
                let [a, b, c, d] = Self::four_sums(p.wrapping_offset(4 * stride), stride, n);
                sum = low + ((a + b) + (c + d));
                done = n / 8 * 8;
            }
            for i in done..n {
                sum = sum
                    + p.wrapping_offset(i as isize * stride)
                        .cast::<Self>()
                        .read_unaligned();
            }
            sum
        }
    }

    /// Converts exactly.
    #[inline(always)]
    pub fn from_f32(x: f32) -> Self {
        Self::from_f64(f64::from(x))
    }

    /// Converts exactly. By hand for normal numbers: the unit's store cannot be forwarded to the next load.
    #[inline(always)]
    pub fn from_f64(x: f64) -> Self {
        let bits = x.to_bits();
        let exp = (bits >> 52) & 0x7ff;
        if exp.wrapping_sub(1) >= 0x7fe {
            return if bits << 1 == 0 {
                Self {
                    mant: 0,
                    se: bits >> 48,
                }
            } else {
                Self::load_f64(x)
            };
        }
        Self {
            mant: (1 << 63) | (bits << 11),
            se: (exp + (16383 - 1023)) | ((bits >> 48) & 0x8000),
        }
    }

    /// Converts exactly.
    #[inline(always)]
    pub fn from_i64(x: i64) -> Self {
        let r = Self::from_u64(x.unsigned_abs());
        Self {
            mant: r.mant,
            se: r.se | u64::from(x < 0) << 15,
        }
    }

    /// Converts exactly.
    #[inline(always)]
    pub fn from_u64(x: u64) -> Self {
        if x == 0 {
            return Self::ZERO;
        }
        let lead = x.leading_zeros();
        Self {
            mant: x << lead,
            se: u64::from(16383 + 63 - lead),
        }
    }

    /// Converts towards zero; values from 2^63 up wrap as the reference's do.
    #[inline(always)]
    pub fn to_u64(self) -> u64 {
        if self.ge(Self::TWO_63) {
            ((self - Self::TWO_63).to_i64() as u64) ^ (1 << 63)
        } else {
            self.to_i64() as u64
        }
    }

    /// Whether the value is not a number.
    #[inline(always)]
    pub fn is_nan(self) -> bool {
        self.se & 0x7fff == 0x7fff && self.mant << 1 != 0
    }

    /// Whether the value is zero of either sign.
    #[inline(always)]
    pub fn is_zero(self) -> bool {
        self.mant == 0 && self.se & 0x7fff == 0
    }

    /// A key whose integer order is the order of the numbers (zeros are equal).
    #[inline(always)]
    fn key(self) -> i128 {
        let magnitude = (i128::from(self.se & 0x7fff) << 64) | i128::from(self.mant);
        if self.se & 0x8000 != 0 {
            -magnitude
        } else {
            magnitude
        }
    }

    /// IEEE ordering; `None` with NaN.
    #[inline(always)]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.is_nan() || other.is_nan() {
            None
        } else {
            Some(self.key().cmp(&other.key()))
        }
    }

    /// `self >= other`, false with NaN.
    #[inline(always)]
    pub fn ge(self, other: Self) -> bool {
        !self.is_nan() && !other.is_nan() && self.key() >= other.key()
    }

    /// `self < other`, false with NaN.
    #[inline(always)]
    pub fn lt(self, other: Self) -> bool {
        !self.is_nan() && !other.is_nan() && self.key() < other.key()
    }
}
