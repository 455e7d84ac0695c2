//! Array loops over `long double` and its complex type, in the signature of ufunc inner loops.
//!
//! `args` holds one pointer per operand, `*dims` the number of elements, `steps` one byte step per
//! operand. Outputs of tests are one byte, 0 or 1. The names are NumPy's ufunc names; casts are named
//! `from_<type>` and `to_<type>`. `add` sums pairwise when it is called as a reduction (first input
//! and output the same place, both steps zero). Each returns with the flags its arithmetic raised.

use super::{CLongDouble, LongDouble};
use crate::half;
use core::ffi::{c_char, c_void};

/// A loop: `(operands, count, byte steps, unused)`.
pub type Loop = unsafe extern "C" fn(
    args: *mut *mut c_char,
    dims: *const isize,
    steps: *const isize,
    data: *mut c_void,
);

macro_rules! loops {
    ($(#[$doc:meta])* $module:ident, $prefix:literal, $($name:ident),* $(,)?) => {
        $(#[$doc])*
        pub mod $module {
            use super::*;
            unsafe extern "C" { $(
                #[doc = concat!("The loop of `", stringify!($name), "`.")]
                ///
                /// # Safety
                /// Every operand must be valid for `*dims` elements at its step.
                #[link_name = concat!("ferronum_c_", $prefix, "_loop_", stringify!($name))]
                pub fn $name(args: *mut *mut c_char, dims: *const isize, steps: *const isize, data: *mut c_void);
            )* }

            /// Every loop of this module under its name.
            pub static ALL: &[(&str, Loop)] = &[$((stringify!($name), $name as Loop)),*];
        }
    };
}

loops!(
    /// Loops over real values.
    real, "ld",
    negative, positive, absolute, sign, square, reciprocal, floor, ceil, trunc, rint, sqrt, cbrt,
    exp, exp2, expm1, log, log2, log10, log1p, sin, cos, tan, arcsin, arccos, arctan, sinh, cosh,
    tanh, arcsinh, arccosh, arctanh, degrees, radians, spacing,
    add, subtract, multiply, divide, fmod, floor_divide, remainder, divmod, power, arctan2, hypot,
    copysign, nextafter, logaddexp, logaddexp2, maximum, minimum, fmax, fmin, heaviside,
    isnan, isinf, isfinite, signbit, logical_not,
    equal, not_equal, less, less_equal, greater, greater_equal, logical_and, logical_or, logical_xor,
    modf, frexp, ldexp_int, ldexp_long,
    from_bool, from_f32, from_f64, from_i8, from_u8, from_i16, from_u16, from_i32, from_u32, from_i64, from_u64,
    to_bool, to_f32, to_f64, to_i8, to_u8, to_i16, to_u16, to_i32, to_u32, to_i64, to_u64,
);

loops!(
    /// Loops over complex values; `absolute` and `arg` answer real ones.
    complex, "cld",
    negative, positive, conjugate, square, reciprocal, sign, rint, sqrt, exp, exp2, expm1, log,
    log2, log10, log1p, sin, cos, tan, arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh,
    arctanh, absolute, arg,
    add, subtract, multiply, divide, power, maximum, minimum, fmax, fmin,
    isnan, isinf, isfinite, logical_not,
    equal, not_equal, less, less_equal, greater, greater_equal, logical_and, logical_or, logical_xor,
);

/// Casts half precision to `long double`.
///
/// # Safety
/// Both operands must be valid for `*dims` elements at their step.
pub unsafe extern "C" fn from_half(
    args: *mut *mut c_char,
    dims: *const isize,
    steps: *const isize,
    _data: *mut c_void,
) {
    // SAFETY: the caller vouches for two operands of `*dims` elements; accesses are unaligned.
    unsafe {
        let (source, target) = (*args, *args.add(1));
        for i in 0..*dims {
            let h = source.offset(i * *steps).cast::<u16>().read_unaligned();
            let value = LongDouble::from(half::to_f64(h));
            target
                .offset(i * *steps.add(1))
                .cast::<LongDouble>()
                .write_unaligned(value);
        }
    }
}

/// Casts `long double` to half precision, by way of `f32` as NumPy does.
///
/// # Safety
/// Both operands must be valid for `*dims` elements at their step.
pub unsafe extern "C" fn to_half(
    args: *mut *mut c_char,
    dims: *const isize,
    steps: *const isize,
    _data: *mut c_void,
) {
    let mut flags = 0;
    // SAFETY: the caller vouches for two operands of `*dims` elements; accesses are unaligned.
    unsafe {
        let (source, target) = (*args, *args.add(1));
        for i in 0..*dims {
            let value = source
                .offset(i * *steps)
                .cast::<LongDouble>()
                .read_unaligned();
            let bits = value.to_f32().to_bits();
            let h = half::from_f32_bits(bits);
            flags |= half::flags_from_f32(bits, h);
            target
                .offset(i * *steps.add(1))
                .cast::<u16>()
                .write_unaligned(h);
        }
    }
    crate::float_status::raise(flags);
}

unsafe extern "C" {
    /// Inner product of `n` elements, summed from left to right.
    ///
    /// # Safety
    /// Both inputs must be valid for `n` elements at their step, `out` for one.
    #[link_name = "ferronum_c_ld_dot"]
    pub fn dot(
        a: *const c_char,
        step_a: isize,
        b: *const c_char,
        step_b: isize,
        out: *mut LongDouble,
        n: isize,
    );

    /// Inner product of `n` complex elements (no conjugation), summed from left to right.
    ///
    /// # Safety
    /// Both inputs must be valid for `n` elements at their step, `out` for one.
    #[link_name = "ferronum_c_cld_dot"]
    pub fn complex_dot(
        a: *const c_char,
        step_a: isize,
        b: *const c_char,
        step_b: isize,
        out: *mut CLongDouble,
        n: isize,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::ptr::null_mut;

    fn run2(f: Loop, a: &[LongDouble], b: &[LongDouble], out: *mut c_char, step: isize) {
        assert_eq!(a.len(), b.len());
        let mut args = [a.as_ptr() as *mut c_char, b.as_ptr() as *mut c_char, out];
        // SAFETY: the slices have equal length and `out` has room for it in every test.
        unsafe {
            f(
                args.as_mut_ptr(),
                &(a.len() as isize),
                [16, 16, step].as_ptr(),
                null_mut(),
            )
        };
    }

    #[test]
    fn loops_agree_with_values() {
        let a: Vec<LongDouble> = (0..40)
            .map(|i| LongDouble::from(i as f64 / 7.0 - 2.0))
            .collect();
        let b: Vec<LongDouble> = (0..40)
            .map(|i| LongDouble::from(3.0 - i as f64 / 5.0))
            .collect();
        let mut out = vec![LongDouble::ZERO; 40];
        run2(real::multiply, &a, &b, out.as_mut_ptr().cast(), 16);
        assert!((0..40).all(|i| out[i] == a[i] * b[i]));
        run2(real::remainder, &a, &b, out.as_mut_ptr().cast(), 16);
        assert!((0..40).all(|i| out[i] == a[i].remainder(b[i]) || b[i].is_zero()));
        let mut tests = vec![9u8; 40];
        run2(real::less, &a, &b, tests.as_mut_ptr().cast(), 1);
        assert!((0..40).all(|i| tests[i] == u8::from(a[i] < b[i])));
    }

    #[test]
    fn negative_steps_and_reduction() {
        let a: Vec<LongDouble> = (0..1000).map(|i| LongDouble::from(i as f64)).collect();
        let mut sum = LongDouble::ONE;
        let place: *mut c_char = (&raw mut sum).cast();
        let mut args = [place, &raw const a[999] as *mut c_char, place];
        // SAFETY: a walk backwards over all of `a`.
        unsafe { real::add(args.as_mut_ptr(), &1000, [0, -16, 0].as_ptr(), null_mut()) };
        assert_eq!(sum, LongDouble::from(499_501.0));
    }

    #[test]
    fn half_goes_through_single() {
        let tie = LongDouble::ONE + LongDouble::ONE.ldexp(-11) + LongDouble::ONE.ldexp(-30);
        let mut out = 0u16;
        let mut args = [&raw const tie as *mut c_char, (&raw mut out).cast()];
        // SAFETY: one element each.
        unsafe { to_half(args.as_mut_ptr(), &1, [16, 2].as_ptr(), null_mut()) };
        assert_eq!(out, 0x3c00);
    }

    #[test]
    fn tables_have_unique_names() {
        for table in [real::ALL, complex::ALL] {
            let mut names: Vec<_> = table.iter().map(|entry| entry.0).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.len());
        }
    }
}
