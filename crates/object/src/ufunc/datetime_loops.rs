//! Loops on datetime64 and timedelta64: 64-bit ticks of one unit, with the least integer as NaT.

use std::ffi::{c_char, c_void};
use std::hint::black_box;

use ferronum_abi::prelude::*;
use ferronum_scalar::float_status;

const NAT: i64 = i64::MIN;

/// What a loop item is stored as.
trait Item: Copy {
    unsafe fn get(p: *const c_char) -> Self;
    unsafe fn put(self, p: *mut c_char);
}

macro_rules! items {
    ($($t:ty),*) => { $(impl Item for $t {
        #[inline(always)]
        unsafe fn get(p: *const c_char) -> Self {
            // SAFETY: the operand holds an item here.
            unsafe { p.cast::<Self>().read_unaligned() }
        }
        #[inline(always)]
        unsafe fn put(self, p: *mut c_char) {
            // SAFETY: the operand has room for an item here.
            unsafe { p.cast::<Self>().write_unaligned(self) }
        }
    })* };
}
items!(i64, f64, u8);

#[inline(always)]
unsafe fn map1<A: Item, R: Item>(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    f: impl Fn(A) -> R,
) {
    // SAFETY: the legacy loop contract.
    unsafe {
        let (mut a, mut r) = (*args, *args.add(1));
        let (sa, sr) = (*steps, *steps.add(1));
        for _ in 0..*dims {
            f(A::get(a)).put(r);
            a = a.wrapping_offset(sa);
            r = r.wrapping_offset(sr);
        }
    }
}

#[inline(always)]
unsafe fn map2<A: Item, B: Item, R: Item>(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    f: impl Fn(A, B) -> R,
) {
    // SAFETY: the legacy loop contract.
    unsafe {
        let (mut a, mut b, mut r) = (*args, *args.add(1), *args.add(2));
        let (sa, sb, sr) = (*steps, *steps.add(1), *steps.add(2));
        for _ in 0..*dims {
            f(A::get(a), B::get(b)).put(r);
            a = a.wrapping_offset(sa);
            b = b.wrapping_offset(sb);
            r = r.wrapping_offset(sr);
        }
    }
}

macro_rules! loops {
    ($($name:ident = $map:ident<$($t:ty),*> |$($a:ident),*| $body:expr;)*) => { $(
        unsafe extern "C" fn $name(
            args: *mut *mut c_char,
            dims: *const npy_intp,
            steps: *const npy_intp,
            _data: *mut c_void,
        ) {
            // SAFETY: as the caller of the loop vouches.
            unsafe { $map::<$($t),*>(args, dims, steps, |$($a),*| $body) }
        }
    )* };
}

/// C's conversion of a double that may not fit, with its flag.
#[inline(always)]
fn to_ticks(v: f64) -> i64 {
    if !v.is_finite() {
        NAT
    } else if !(-9.223372036854776e18..9.223372036854776e18).contains(&v) {
        float_status::raise(float_status::INVALID);
        NAT
    } else {
        v as i64
    }
}

#[inline(always)]
fn divide_int(a: i64, b: i64) -> i64 {
    if a == NAT || b == 0 {
        NAT
    } else {
        a.wrapping_div(b)
    }
}

/// Reports a division by zero where one zero divides all items; zeros among divisors pass in silence, as in NumPy.
///
/// # Safety
/// The legacy loop contract, with 64-bit divisors.
unsafe fn report_zero(
    args: *const *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
) -> bool {
    // SAFETY: as the caller vouches.
    let zero = unsafe { *dims > 0 && *steps.add(1) == 0 && i64::get(*args.add(1)) == 0 };
    if zero {
        float_status::raise(float_status::DIVIDE);
    }
    zero
}

unsafe extern "C" fn div_int(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) {
    // SAFETY: the legacy loop contract.
    unsafe {
        report_zero(args, dims, steps);
        map2::<i64, i64, i64>(args, dims, steps, divide_int);
    }
}

unsafe extern "C" fn quotient(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) {
    // SAFETY: the legacy loop contract.
    unsafe {
        if report_zero(args, dims, steps) {
            // Said for all, NaT or not.
            return map2::<i64, i64, i64>(args, dims, steps, |_, _| 0);
        }
        map2::<i64, i64, i64>(args, dims, steps, floor_quotient);
    }
}

#[inline(always)]
fn floor_quotient(a: i64, b: i64) -> i64 {
    if a == NAT || b == NAT {
        float_status::raise(float_status::INVALID);
        0
    } else if b == 0 {
        float_status::raise(float_status::DIVIDE);
        0
    } else {
        let q = a.wrapping_div(b);
        if (a % b != 0) && ((a < 0) != (b < 0)) {
            q - 1
        } else {
            q
        }
    }
}

#[inline(always)]
fn modulo(a: i64, b: i64) -> i64 {
    if a == NAT || b == NAT {
        NAT
    } else if b == 0 {
        float_status::raise(float_status::DIVIDE);
        NAT
    } else {
        let r = a.wrapping_rem(b);
        if r != 0 && ((r < 0) != (b < 0)) {
            r + b
        } else {
            r
        }
    }
}

/// NaN for NaT, without a division that would report something.
#[inline(always)]
fn true_quotient(a: i64, b: i64) -> f64 {
    if a == NAT || b == NAT {
        f64::NAN
    } else {
        black_box(a as f64) / black_box(b as f64)
    }
}

#[inline(always)]
fn max(a: i64, b: i64) -> i64 {
    if a == NAT || b == NAT { NAT } else { a.max(b) }
}

#[inline(always)]
fn min(a: i64, b: i64) -> i64 {
    if a == NAT || b == NAT { NAT } else { a.min(b) }
}

loops! {
    absolute = map1<i64, i64> |a| if a == NAT { NAT } else { a.wrapping_abs() };
    negative = map1<i64, i64> |a| a.wrapping_neg();
    copy = map1<i64, i64> |a| a;
    sign = map1<i64, i64> |a| a.signum();
    ones_like = map1<i64, i64> |_a| 1;
    is_nat = map1<i64, u8> |a| u8::from(a == NAT);
    is_finite = map1<i64, u8> |a| u8::from(a != NAT);
    is_inf = map1<i64, u8> |_a| 0;
    add = map2<i64, i64, i64> |a, b| if a == NAT || b == NAT { NAT } else { a.wrapping_add(b) };
    subtract = map2<i64, i64, i64> |a, b| if a == NAT || b == NAT { NAT } else { a.wrapping_sub(b) };
    mul_int = map2<i64, i64, i64> |a, b| if a == NAT { NAT } else { a.wrapping_mul(b) };
    int_mul = map2<i64, i64, i64> |a, b| if b == NAT { NAT } else { a.wrapping_mul(b) };
    mul_float = map2<i64, f64, i64> |a, b| if a == NAT { NAT } else { to_ticks(a as f64 * b) };
    float_mul = map2<f64, i64, i64> |a, b| if b == NAT { NAT } else { to_ticks(a * b as f64) };
    div_float = map2<i64, f64, i64> |a, b| if a == NAT { NAT } else { to_ticks(a as f64 / b) };
    ratio = map2<i64, i64, f64> |a, b| true_quotient(a, b);
    remainder = map2<i64, i64, i64> |a, b| modulo(a, b);
    less = map2<i64, i64, u8> |a, b| u8::from(a < b && a != NAT && b != NAT);
    less_equal = map2<i64, i64, u8> |a, b| u8::from(a <= b && a != NAT && b != NAT);
    greater = map2<i64, i64, u8> |a, b| u8::from(a > b && a != NAT && b != NAT);
    greater_equal = map2<i64, i64, u8> |a, b| u8::from(a >= b && a != NAT && b != NAT);
    equal = map2<i64, i64, u8> |a, b| u8::from(a == b && a != NAT && b != NAT);
    not_equal = map2<i64, i64, u8> |a, b| u8::from(a != b || a == NAT || b == NAT);
    maximum = map2<i64, i64, i64> |a, b| max(a, b);
    minimum = map2<i64, i64, i64> |a, b| min(a, b);
    fmax = map2<i64, i64, i64> |a, b| if a == NAT { b } else if b == NAT { a } else { a.max(b) };
    fmin = map2<i64, i64, i64> |a, b| if a == NAT { b } else if b == NAT { a } else { a.min(b) };
}

unsafe extern "C" fn divmod(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) {
    // SAFETY: the legacy loop contract with two inputs and two outputs.
    unsafe {
        for i in 0..*dims {
            let at = |k: usize| (*args.add(k)).wrapping_offset(i * *steps.add(k));
            let (a, b) = (i64::get(at(0)), i64::get(at(1)));
            floor_quotient(a, b).put(at(2));
            modulo(a, b).put(at(3));
        }
    }
}

unsafe extern "C" fn clip(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    _data: *mut c_void,
) {
    // SAFETY: the legacy loop contract with three inputs and one output.
    unsafe {
        for i in 0..*dims {
            let at = |k: usize| (*args.add(k)).wrapping_offset(i * *steps.add(k));
            min(max(i64::get(at(0)), i64::get(at(1))), i64::get(at(2))).put(at(3));
        }
    }
}

/// The loop of a built-in ufunc for the type characters (`M`, `m`, and what stands beside them).
pub fn find(name: &str, types: &str) -> PyUFuncGenericFunction {
    Some(match (name, types) {
        ("absolute", _) => absolute,
        ("negative", _) => negative,
        ("positive", _) => copy,
        ("sign", _) => sign,
        ("_ones_like", _) => ones_like,
        ("isnat" | "isnan", _) => is_nat,
        ("isfinite", _) => is_finite,
        ("isinf", _) => is_inf,
        ("add", _) => add,
        ("subtract", _) => subtract,
        ("multiply", "mqm") => mul_int,
        ("multiply", "qmm") => int_mul,
        ("multiply", "mdm") => mul_float,
        ("multiply", "dmm") => float_mul,
        ("divide" | "floor_divide", "mqm") => div_int,
        ("divide" | "floor_divide", "mdm") => div_float,
        ("divide", "mmd") => ratio,
        ("floor_divide", "mmq") => quotient,
        ("remainder", _) => remainder,
        ("divmod", _) => divmod,
        ("less", _) => less,
        ("less_equal", _) => less_equal,
        ("greater", _) => greater,
        ("greater_equal", _) => greater_equal,
        ("equal", _) => equal,
        ("not_equal", _) => not_equal,
        ("maximum", _) => maximum,
        ("minimum", _) => minimum,
        ("fmax", _) => fmax,
        ("fmin", _) => fmin,
        ("clip", _) => clip,
        _ => return None,
    })
}
