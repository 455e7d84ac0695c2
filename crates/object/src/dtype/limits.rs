//! Limits and other constants of number types, and `_populate_finfo_constants`, which hands them to `np.finfo`.
#![allow(
    non_upper_case_globals,
    reason = "constants have the names of the C headers"
)]

use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Raised, Res};
use ferronum_scalar::longdouble::LongDouble;

use crate::model::descr::Descr;

/// What is known of a binary float: its largest value, spacing at one, smallest normal and subnormal value, and
/// the sizes of its parts.
struct Float<T> {
    max: T,
    min: T,
    infinities: [T; 2],
    nan: T,
    zero: T,
    one: T,
    two: T,
    eps: T,
    normal: T,
    subnormal: T,
    mantissa: isize,
    exponents: [isize; 2],
    digits: isize,
}

const HALF: Float<u16> = Float {
    max: 0x7bff,
    min: 0xfbff,
    infinities: [0x7c00, 0xfc00],
    nan: 0x7e00,
    zero: 0,
    one: 0x3c00,
    two: 0x4000,
    eps: 0x1400,
    normal: 0x0400,
    subnormal: 1,
    mantissa: 10,
    exponents: [-14, 16],
    digits: 3,
};

const SINGLE: Float<f32> = Float {
    max: f32::MAX,
    min: f32::MIN,
    infinities: [f32::INFINITY, f32::NEG_INFINITY],
    nan: f32::NAN,
    zero: 0.0,
    one: 1.0,
    two: 2.0,
    eps: f32::EPSILON,
    normal: f32::MIN_POSITIVE,
    subnormal: f32::from_bits(1),
    mantissa: 23,
    exponents: [-126, 128],
    digits: 6,
};

const DOUBLE: Float<f64> = Float {
    max: f64::MAX,
    min: f64::MIN,
    infinities: [f64::INFINITY, f64::NEG_INFINITY],
    nan: f64::NAN,
    zero: 0.0,
    one: 1.0,
    two: 2.0,
    eps: f64::EPSILON,
    normal: f64::MIN_POSITIVE,
    subnormal: f64::from_bits(1),
    mantissa: 52,
    exponents: [-1022, 1024],
    digits: 15,
};

const EXTENDED: Float<LongDouble> = Float {
    max: LongDouble::MAX,
    min: LongDouble::from_parts(true, 0x7ffe, u64::MAX),
    infinities: [LongDouble::INFINITY, LongDouble::NEG_INFINITY],
    nan: LongDouble::NAN,
    zero: LongDouble::ZERO,
    one: LongDouble::ONE,
    two: LongDouble::from_parts(false, 0x4000, 1 << 63),
    eps: LongDouble::EPSILON,
    normal: LongDouble::MIN_POSITIVE,
    subnormal: LongDouble::MIN_SUBNORMAL,
    mantissa: 63,
    exponents: [-16382, 16384],
    digits: 18,
};

/// # Safety
/// `out` has room for a `T`, or for an `npy_intp` where the constant is one.
unsafe fn float<T: Copy>(f: &Float<T>, id: c_int, out: *mut c_void) -> bool {
    let value = match id {
        NPY_CONSTANT_zero => f.zero,
        NPY_CONSTANT_one => f.one,
        NPY_CONSTANT_maximum_finite => f.max,
        NPY_CONSTANT_minimum_finite => f.min,
        NPY_CONSTANT_inf => f.infinities[0],
        NPY_CONSTANT_ninf => f.infinities[1],
        NPY_CONSTANT_nan => f.nan,
        NPY_CONSTANT_finfo_radix => f.two,
        NPY_CONSTANT_finfo_eps => f.eps,
        NPY_CONSTANT_finfo_smallest_normal => f.normal,
        NPY_CONSTANT_finfo_smallest_subnormal => f.subnormal,
        _ => {
            let number = match id {
                NPY_CONSTANT_finfo_nmant => f.mantissa,
                NPY_CONSTANT_finfo_min_exp => f.exponents[0],
                NPY_CONSTANT_finfo_max_exp => f.exponents[1],
                NPY_CONSTANT_finfo_decimal_digits => f.digits,
                _ => return false,
            };
            // SAFETY: as the caller vouches.
            unsafe { out.cast::<isize>().write_unaligned(number) };
            return true;
        }
    };
    // SAFETY: as the caller vouches.
    unsafe { out.cast::<T>().write_unaligned(value) };
    true
}

/// # Safety
/// `out` has room for a `T`.
unsafe fn integer<T: Copy>(
    zero: T,
    one: T,
    min: T,
    max: T,
    all: T,
    id: c_int,
    out: *mut c_void,
) -> bool {
    let value = match id {
        NPY_CONSTANT_zero => zero,
        NPY_CONSTANT_one => one,
        NPY_CONSTANT_all_bits_set => all,
        NPY_CONSTANT_maximum_finite => max,
        NPY_CONSTANT_minimum_finite => min,
        _ => return false,
    };
    // SAFETY: as the caller vouches.
    unsafe { out.cast::<T>().write_unaligned(value) };
    true
}

/// The slot `get_constant` of built-in number classes: 1 if the constant exists.
///
/// # Safety
/// `d` is an instance of such a class, `out` has room for an element or an `npy_intp`.
pub(crate) unsafe extern "C" fn get_constant(
    d: *mut PyArray_Descr,
    id: c_int,
    out: *mut c_void,
) -> c_int {
    macro_rules! int {
        ($t:ty) => {
            integer::<$t>(0, 1, <$t>::MIN, <$t>::MAX, !0, id, out)
        };
    }
    // SAFETY: as the caller vouches; the type number says the element's type.
    let found = unsafe {
        match (*d).type_num {
            NPY_BOOL => integer::<u8>(0, 1, 0, 1, 1, id, out),
            NPY_BYTE => int!(i8),
            NPY_UBYTE => int!(u8),
            NPY_SHORT => int!(i16),
            NPY_USHORT => int!(u16),
            NPY_INT => int!(i32),
            NPY_UINT => int!(u32),
            NPY_LONG | NPY_LONGLONG => int!(i64),
            NPY_ULONG | NPY_ULONGLONG => int!(u64),
            NPY_HALF => float(&HALF, id, out),
            NPY_FLOAT => float(&SINGLE, id, out),
            NPY_DOUBLE => float(&DOUBLE, id, out),
            NPY_LONGDOUBLE => float(&EXTENDED, id, out),
            _ => false,
        }
    };
    c_int::from(found)
}

/// Asks the class of a descr for a constant.
///
/// # Safety
/// `out` has room for an element of `d`, or for an `npy_intp`.
pub unsafe fn constant(d: &Descr, id: c_int, out: *mut c_void) -> Res<bool> {
    let slots = d.class().slots();
    if slots.is_null() {
        return Ok(false);
    }
    // SAFETY: as the caller vouches.
    unsafe {
        let Some(f) = (*slots).get_constant else {
            return Ok(false);
        };
        match f(d.raw(), id, out) {
            r if r < 0 => Err(Raised::pending()),
            r => Ok(r != 0),
        }
    }
}
