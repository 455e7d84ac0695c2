//! Loops on Python objects, with the legacy signature. Elements may be NULL, which counts as None. Operands are
//! held while their methods run, since those may overwrite the array.

use std::ffi::{CStr, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_kernels::UfuncLoop;
use ferronum_pyrt::raised::{enter_recursive, type_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, import_cached, ops};

use crate::ufunc::generic_loops::{o_o, o_o_method, oo_o, oo_o_method};

type Ptr = *mut ffi::PyObject;

/// A new reference to the element at `p` (None for NULL).
///
/// # Safety
/// `p` holds an object pointer or NULL.
#[inline(always)]
pub unsafe fn load(p: *const c_char) -> Owned {
    // SAFETY: the caller's operand holds object pointers (NULL allowed), maybe unaligned.
    unsafe {
        match Object::from_ptr_opt(p.cast::<Ptr>().read_unaligned()) {
            Some(o) => o.own(),
            None => ops::none().own(),
        }
    }
}

/// Puts a new element at `p` and gives the old one back.
///
/// # Safety
/// `p` holds an owned object pointer or NULL.
#[inline(always)]
pub unsafe fn store(p: *mut c_char, value: Owned) {
    // SAFETY: as load; the slot owns its reference.
    unsafe {
        let slot = p.cast::<Ptr>();
        let old = slot.read_unaligned();
        slot.write_unaligned(value.into_ptr());
        ffi::Py_XDECREF(old);
    }
}

macro_rules! steps {
    ($args:ident, $steps:ident, $i:ident, $k:expr) => {
        (*$args.add($k)).offset($i * *$steps.add($k))
    };
}

type UnaryFn = unsafe extern "C" fn(Ptr) -> Ptr;
type BinaryFn = unsafe extern "C" fn(Ptr, Ptr) -> Ptr;
type TernaryFn = unsafe extern "C" fn(Ptr, Ptr, Ptr) -> Ptr;

/// Comparison of objects to objects; `data` is the operator (`Py_LT` …).
///
/// # Safety
/// The contract of a legacy inner loop on object operands.
pub unsafe extern "C" fn compare_object(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    data: *mut c_void,
) {
    // SAFETY: as the caller vouches.
    unsafe {
        for i in 0..*dims {
            let a = load(steps!(args, steps, i, 0));
            let b = load(steps!(args, steps, i, 1));
            match a.compare(&b, data as usize as c_int) {
                Ok(r) => store(steps!(args, steps, i, 2), r),
                Err(_) => return,
            }
        }
    }
}

/// `data` is a `ternaryfunc`.
///
/// # Safety
/// The contract of a legacy inner loop on object operands.
pub unsafe extern "C" fn ooo_o(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    data: *mut c_void,
) {
    // SAFETY: as the caller vouches.
    unsafe {
        let f: TernaryFn = std::mem::transmute(data);
        for i in 0..*dims {
            let a = load(steps!(args, steps, i, 0));
            let b = load(steps!(args, steps, i, 1));
            let c = load(steps!(args, steps, i, 2));
            match Own::from_result(f(a.as_ptr(), b.as_ptr(), c.as_ptr())) {
                Ok(r) => store(steps!(args, steps, i, 3), r),
                Err(_) => return,
            }
        }
    }
}

/// Comparison of objects to bool; `data` is the operator.
///
/// # Safety
/// The contract of a legacy inner loop on two object operands and a bool result.
pub unsafe extern "C" fn compare_bool(
    args: *mut *mut c_char,
    dims: *const npy_intp,
    steps: *const npy_intp,
    data: *mut c_void,
) {
    let op = data as usize as c_int;
    // SAFETY: as the caller vouches.
    unsafe {
        for i in 0..*dims {
            let a = load(steps!(args, steps, i, 0));
            let b = load(steps!(args, steps, i, 1));
            let Ok(value) = a.compare(&b, op).and_then(|r| r.truth()) else {
                return;
            };
            *steps!(args, steps, i, 2).cast::<u8>() = u8::from(value);
        }
    }
}

/// Turns a safe function into what `o_o` takes as data.
const fn unary_fn<F: Fn(&Object) -> Res<Owned> + Copy>(f: F) -> UnaryFn {
    ferronum_pyrt::slot::unary::<Object, Owned, F>(f)
}

fn power(a: &Object, b: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyNumber_Power(a.as_ptr(), b.as_ptr(), ffi::Py_None())) }
}

fn square(a: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyNumber_Multiply(a.as_ptr(), a.as_ptr())) }
}

fn reciprocal(a: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe {
        Own::from_result(ffi::PyNumber_TrueDivide(
            ops::int_new(1)?.as_ptr(),
            a.as_ptr(),
        ))
    }
}

fn one(_: &Object) -> Res<Owned> {
    ops::int_new(1)
}

fn maximum(a: &Object, b: &Object) -> Res<Owned> {
    pick(a, b, ffi::Py_GE)
}

fn minimum(a: &Object, b: &Object) -> Res<Owned> {
    pick(a, b, ffi::Py_LE)
}

fn pick(a: &Object, b: &Object, op: c_int) -> Res<Owned> {
    let first = a.compare(b, op)?.truth()?;
    Ok(if first { a.own() } else { b.own() })
}

fn logical_and(a: &Object, b: &Object) -> Res<Owned> {
    Ok(if a.truth()? { b.own() } else { a.own() })
}

fn logical_or(a: &Object, b: &Object) -> Res<Owned> {
    Ok(if a.truth()? { a.own() } else { b.own() })
}

fn logical_not(a: &Object) -> Res<Owned> {
    Ok(ops::py_bool(!a.truth()?).own())
}

/// A call with one argument, as which a tuple is the list of all.
fn spread(f: &Object, a: &Object) -> Res<Owned> {
    if a.is_tuple() {
        return f.call(a.tuple_items());
    }
    f.call(&[a])
}

fn floor(a: &Object) -> Res<Owned> {
    spread(import_cached!("math", "floor")?, a)
}

fn ceil(a: &Object) -> Res<Owned> {
    spread(import_cached!("math", "ceil")?, a)
}

fn trunc(a: &Object) -> Res<Owned> {
    spread(import_cached!("math", "trunc")?, a)
}

fn absolute(a: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyNumber_Absolute(a.as_ptr())) }
}

fn gcd(a: &Object, b: &Object) -> Res<Owned> {
    let _level = enter_recursive(c" in gcd")?;
    match import_cached!("math", "gcd")?.call(&[a, b]) {
        Ok(r) => return Ok(r),
        Err(e) => e.clear(),
    }
    // Fractions and other numbers that math.gcd does not take.
    let r = import_cached!("numpy._core._internal", "_gcd")?.call(&[a, b])?;
    absolute(&r)
}

fn lcm(a: &Object, b: &Object) -> Res<Owned> {
    let g = gcd(a, b)?;
    // SAFETY: new references or NULL.
    unsafe {
        let q: Owned = Own::from_result(ffi::PyNumber_FloorDivide(a.as_ptr(), g.as_ptr()))?;
        let r: Owned = Own::from_result(ffi::PyNumber_Multiply(q.as_ptr(), b.as_ptr()))?;
        absolute(&r)
    }
}

fn clip(a: &Object, lo: &Object, hi: &Object) -> Res<Owned> {
    let m = maximum(a, lo)?;
    minimum(&m, hi)
}

fn sign(a: &Object) -> Res<Owned> {
    let zero = ops::int_new(0)?;
    if a.compare(&zero, ffi::Py_LT)?.truth()? {
        ops::int_new(-1)
    } else if a.compare(&zero, ffi::Py_GT)?.truth()? {
        ops::int_new(1)
    } else if a.compare(&zero, ffi::Py_EQ)?.truth()? {
        ops::int_new(0)
    } else {
        Err(type_error("unorderable types for comparison"))
    }
}

fn invert(a: &Object) -> Res<Owned> {
    // SAFETY: new reference or NULL.
    unsafe { Own::from_result(ffi::PyNumber_Invert(a.as_ptr())) }
}

fn ternary_clip(a: &Object, b: &Object, c: &Object) -> Res<Owned> {
    clip(a, b, c)
}

/// A loop with its data.
pub type Loop = (PyUFuncGenericFunction, *mut c_void);

/// The object loop of a built-in ufunc: `bool_out` asks for the one whose result is bool.
pub fn find(name: &str, bool_out: bool) -> Option<Loop> {
    use ferronum_pyrt::slot;
    const fn with(f: UfuncLoop, data: *mut c_void) -> Option<Loop> {
        Some((Some(f), data))
    }
    let un = |f: UnaryFn| with(o_o, f as *mut c_void);
    let bin = |f: BinaryFn| with(oo_o, f as *mut c_void);
    let method = |n: &'static CStr| with(o_o_method, n.as_ptr().cast_mut().cast());
    let method2 = |n: &'static CStr| with(oo_o_method, n.as_ptr().cast_mut().cast());
    let cmp = |op: c_int| -> Option<Loop> {
        let f: UfuncLoop = if bool_out {
            compare_bool
        } else {
            compare_object
        };
        with(f, op as usize as *mut c_void)
    };
    match name {
        "add" => bin(ffi::PyNumber_Add),
        "subtract" => bin(ffi::PyNumber_Subtract),
        "multiply" => bin(ffi::PyNumber_Multiply),
        "divide" => bin(ffi::PyNumber_TrueDivide),
        "floor_divide" => bin(ffi::PyNumber_FloorDivide),
        "remainder" => bin(ffi::PyNumber_Remainder),
        "power" => bin(slot::binary(power)),
        "bitwise_and" => bin(ffi::PyNumber_And),
        "bitwise_or" => bin(ffi::PyNumber_Or),
        "bitwise_xor" => bin(ffi::PyNumber_Xor),
        "left_shift" => bin(ffi::PyNumber_Lshift),
        "right_shift" => bin(ffi::PyNumber_Rshift),
        "invert" => un(unary_fn(invert)),
        "negative" => un(ffi::PyNumber_Negative),
        "positive" => un(ffi::PyNumber_Positive),
        "absolute" => un(ffi::PyNumber_Absolute),
        "square" => un(unary_fn(square)),
        "reciprocal" => un(unary_fn(reciprocal)),
        "_ones_like" => un(unary_fn(one)),
        "sign" => un(unary_fn(sign)),
        "floor" => un(unary_fn(floor)),
        "ceil" => un(unary_fn(ceil)),
        "trunc" => un(unary_fn(trunc)),
        "logical_not" => un(unary_fn(logical_not)),
        "logical_and" => bin(slot::binary(logical_and)),
        "logical_or" => bin(slot::binary(logical_or)),
        "logical_xor" => method2(c"logical_xor"),
        "maximum" | "fmax" => bin(slot::binary(maximum)),
        "minimum" | "fmin" => bin(slot::binary(minimum)),
        "gcd" => bin(slot::binary(gcd)),
        "lcm" => bin(slot::binary(lcm)),
        "clip" => with(ooo_o, slot::ternary(ternary_clip) as *mut c_void),
        "less" => cmp(ffi::Py_LT),
        "less_equal" => cmp(ffi::Py_LE),
        "equal" => cmp(ffi::Py_EQ),
        "not_equal" => cmp(ffi::Py_NE),
        "greater" => cmp(ffi::Py_GT),
        "greater_equal" => cmp(ffi::Py_GE),
        "conjugate" => method(c"conjugate"),
        "bitwise_count" => method(c"bit_count"),
        "arccos" => method(c"arccos"),
        "arccosh" => method(c"arccosh"),
        "arcsin" => method(c"arcsin"),
        "arcsinh" => method(c"arcsinh"),
        "arctan" => method(c"arctan"),
        "arctanh" => method(c"arctanh"),
        "cos" => method(c"cos"),
        "cosh" => method(c"cosh"),
        "sin" => method(c"sin"),
        "sinh" => method(c"sinh"),
        "tan" => method(c"tan"),
        "tanh" => method(c"tanh"),
        "exp" => method(c"exp"),
        "exp2" => method(c"exp2"),
        "expm1" => method(c"expm1"),
        "log" => method(c"log"),
        "log2" => method(c"log2"),
        "log10" => method(c"log10"),
        "log1p" => method(c"log1p"),
        "sqrt" => method(c"sqrt"),
        "cbrt" => method(c"cbrt"),
        "fabs" => method(c"fabs"),
        "rint" => method(c"rint"),
        "degrees" => method(c"degrees"),
        "radians" => method(c"radians"),
        "deg2rad" => method(c"deg2rad"),
        "rad2deg" => method(c"rad2deg"),
        "fmod" => method2(c"fmod"),
        "arctan2" => method2(c"arctan2"),
        "hypot" => method2(c"hypot"),
        _ => None,
    }
}

/// The loop of a row whose kernel does not exist: raises and names the ufunc (`data`).
///
/// # Safety
/// `data` is a NUL-terminated name; the interpreter is attached.
pub unsafe extern "C" fn missing_loop(
    _args: *mut *mut c_char,
    _dims: *const npy_intp,
    _steps: *const npy_intp,
    data: *mut c_void,
) {
    // SAFETY: as the caller vouches.
    let name = unsafe { CStr::from_ptr(data.cast()) }.to_string_lossy();
    let _raised: Raised = crate::missing(&format!("a loop of ufunc '{name}'"));
}

/// True for the loops of this file: they need the interpreter and may raise.
pub fn is_missing(f: PyUFuncGenericFunction) -> bool {
    f.is_some_and(|f| f as usize == missing_loop as *const () as usize)
}
