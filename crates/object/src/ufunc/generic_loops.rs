//! The loops that C programs hand to `PyUFunc_FromFuncAndData` as `PyUFunc_d_d` and so on: their data
//! is the function to call on each element. The object ones serve our own `object` loops too.
//!
//! `long double` is passed by value there, which Rust cannot spell: those loops are in C.

use std::ffi::{CStr, c_char, c_void};

use ferronum_abi::prelude::{PyUFunc_PyFuncData, npy_cdouble, npy_cfloat};
use ferronum_pyrt::entry::entry;
use ferronum_pyrt::raised::{exc, raise};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi, none};
use ferronum_scalar::half;

/// Reads a value that may lie anywhere.
///
/// # Safety
/// `p` is readable for `T`.
#[inline(always)]
unsafe fn load<T: Copy>(p: *const c_char) -> T {
    // SAFETY: readable, by contract.
    unsafe { p.cast::<T>().read_unaligned() }
}

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident($f:ident: $fty:ty, $t:ty) |$a:ident| $body:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// A ufunc loop: one input, one output, and `data` a function of the named kind.
        pub unsafe extern "C" fn $name(
            args: *mut *mut c_char,
            dimensions: *const isize,
            strides: *const isize,
            data: *mut c_void,
        ) {
            // SAFETY: the contract of ufunc loops; a function pointer travels as `void *`.
            unsafe {
                let $f: $fty = std::mem::transmute(data);
                let (mut ip, mut op) = (*args, *args.add(1));
                for _ in 0..*dimensions {
                    let $a = load::<$t>(ip);
                    op.cast::<$t>().write_unaligned($body);
                    ip = ip.wrapping_offset(*strides);
                    op = op.wrapping_offset(*strides.add(1));
                }
            }
        }
    )*};
}

macro_rules! binary {
    ($($(#[$doc:meta])* $name:ident($f:ident: $fty:ty, $t:ty) |$a:ident, $b:ident| $body:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// A ufunc loop: two inputs, one output, and `data` a function of the named kind.
        pub unsafe extern "C" fn $name(
            args: *mut *mut c_char,
            dimensions: *const isize,
            strides: *const isize,
            data: *mut c_void,
        ) {
            // SAFETY: the contract of ufunc loops; a function pointer travels as `void *`.
            unsafe {
                let $f: $fty = std::mem::transmute(data);
                let (mut ip1, mut ip2, mut op) = (*args, *args.add(1), *args.add(2));
                for _ in 0..*dimensions {
                    let ($a, $b) = (load::<$t>(ip1), load::<$t>(ip2));
                    op.cast::<$t>().write_unaligned($body);
                    ip1 = ip1.wrapping_offset(*strides);
                    ip2 = ip2.wrapping_offset(*strides.add(1));
                    op = op.wrapping_offset(*strides.add(2));
                }
            }
        }
    )*};
}

type Unary<T> = unsafe extern "C" fn(T) -> T;
type Binary<T> = unsafe extern "C" fn(T, T) -> T;
type UnaryPtr<T> = unsafe extern "C" fn(*mut T, *mut T);
type BinaryPtr<T> = unsafe extern "C" fn(*mut T, *mut T, *mut T);

/// Calls a complex function of one argument.
unsafe fn call1<T: Copy + Default>(f: UnaryPtr<T>, mut a: T) -> T {
    let mut out = T::default();
    // SAFETY: both are readable and writable.
    unsafe { f(&raw mut a, &raw mut out) };
    out
}

/// Calls a complex function of two arguments.
unsafe fn call2<T: Copy + Default>(f: BinaryPtr<T>, mut a: T, mut b: T) -> T {
    let mut out = T::default();
    // SAFETY: all are readable and writable.
    unsafe { f(&raw mut a, &raw mut b, &raw mut out) };
    out
}

fn wide(a: npy_cfloat) -> npy_cdouble {
    npy_cdouble {
        real: f64::from(a.real),
        imag: f64::from(a.imag),
    }
}

fn narrow(a: npy_cdouble) -> npy_cfloat {
    npy_cfloat {
        real: a.real as f32,
        imag: a.imag as f32,
    }
}

unary! {
    /// half, by a function of half.
    e_e(f: Unary<u16>, u16) |a| f(a);
    /// half, by a function of float.
    e_e_as_f_f(f: Unary<f32>, u16) |a| half::from_f32(f(half::to_f32(a)));
    /// half, by a function of double.
    e_e_as_d_d(f: Unary<f64>, u16) |a| half::from_f64(f(half::to_f64(a)));
    /// float.
    f_f(f: Unary<f32>, f32) |a| f(a);
    /// float, by a function of double.
    f_f_as_d_d(f: Unary<f64>, f32) |a| f(f64::from(a)) as f32;
    /// double.
    d_d(f: Unary<f64>, f64) |a| f(a);
    /// complex float.
    cf_cf(f: UnaryPtr<npy_cfloat>, npy_cfloat) |a| call1(f, a);
    /// complex float, by a function of complex double.
    cf_cf_as_cd_cd(f: UnaryPtr<npy_cdouble>, npy_cfloat) |a| narrow(call1(f, wide(a)));
    /// complex double.
    cd_cd(f: UnaryPtr<npy_cdouble>, npy_cdouble) |a| call1(f, a);
    /// complex long double.
    cg_cg(f: UnaryPtr<ferronum_abi::prelude::npy_clongdouble>, ferronum_abi::prelude::npy_clongdouble)
        |a| call1(f, a);
}

binary! {
    /// half, by a function of half.
    ee_e(f: Binary<u16>, u16) |a, b| f(a, b);
    /// half, by a function of float.
    ee_e_as_ff_f(f: Binary<f32>, u16) |a, b| half::from_f32(f(half::to_f32(a), half::to_f32(b)));
    /// half, by a function of double.
    ee_e_as_dd_d(f: Binary<f64>, u16) |a, b| half::from_f64(f(half::to_f64(a), half::to_f64(b)));
    /// float.
    ff_f(f: Binary<f32>, f32) |a, b| f(a, b);
    /// float, by a function of double.
    ff_f_as_dd_d(f: Binary<f64>, f32) |a, b| f(f64::from(a), f64::from(b)) as f32;
    /// double.
    dd_d(f: Binary<f64>, f64) |a, b| f(a, b);
    /// complex float.
    cfcf_cf(f: BinaryPtr<npy_cfloat>, npy_cfloat) |a, b| call2(f, a, b);
    /// complex float, by a function of complex double.
    cfcf_cf_as_cdcd_cd(f: BinaryPtr<npy_cdouble>, npy_cfloat)
        |a, b| narrow(call2(f, wide(a), wide(b)));
    /// complex double.
    cdcd_cd(f: BinaryPtr<npy_cdouble>, npy_cdouble) |a, b| call2(f, a, b);
    /// complex long double.
    cgcg_cg(f: BinaryPtr<ferronum_abi::prelude::npy_clongdouble>, ferronum_abi::prelude::npy_clongdouble)
        |a, b| call2(f, a, b);
}

/// The object of an element; NULL stands for `None`.
///
/// # Safety
/// `p` is readable for a pointer, which is a live object or NULL.
unsafe fn operand<'a>(p: *const c_char) -> &'a Object {
    // SAFETY: by contract.
    unsafe { Object::from_ptr_opt(load(p)) }.unwrap_or_else(none)
}

/// Puts an object into an element and releases the old one.
///
/// # Safety
/// `p` is writable for a pointer, which is owned or NULL.
unsafe fn store(p: *mut c_char, value: Owned) {
    // SAFETY: by contract; the element is valid again before the old object goes.
    unsafe {
        let old: *mut ffi::PyObject = load(p);
        p.cast::<*mut ffi::PyObject>()
            .write_unaligned(value.into_ptr());
        ffi::Py_XDECREF(old);
    }
}

/// Walks `n` operands of a loop, calling `each` with their addresses until it raises.
///
/// # Safety
/// `args`, `dimensions` and `strides` are those of a ufunc loop with `N` operands.
unsafe fn walk<const N: usize>(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    mut each: impl FnMut([*mut c_char; N]) -> Res<()>,
) {
    // SAFETY: arrays of N entries, by contract.
    let (mut at, steps, n) = unsafe {
        (
            *args.cast::<[*mut c_char; N]>(),
            *strides.cast::<[isize; N]>(),
            *dimensions,
        )
    };
    entry(|| {
        for _ in 0..n {
            each(at)?;
            for (p, step) in at.iter_mut().zip(steps) {
                *p = p.wrapping_offset(step);
            }
        }
        Ok(())
    });
}

/// object, by a C function of one object.
///
/// # Safety
/// A ufunc loop over objects with the interpreter lock; `data` is such a function.
pub unsafe extern "C" fn o_o(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    data: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        let f: unsafe extern "C" fn(*mut ffi::PyObject) -> *mut ffi::PyObject =
            std::mem::transmute(data);
        walk(args, dimensions, strides, |[a, out]| {
            let value = Own::from_result(f(operand(a).own().as_ptr()))?;
            store(out, value);
            Ok(())
        });
    }
}

/// object, by a C function of two objects.
///
/// # Safety
/// A ufunc loop over objects with the interpreter lock; `data` is such a function.
pub unsafe extern "C" fn oo_o(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    data: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        let f: unsafe extern "C" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject =
            std::mem::transmute(data);
        walk(args, dimensions, strides, |[a, b, out]| {
            let (x, y) = (operand(a).own(), operand(b).own());
            let value = Own::from_result(f(x.as_ptr(), y.as_ptr()))?;
            store(out, value);
            Ok(())
        });
    }
}

/// The name of a method loop as a `str`.
///
/// # Safety
/// `data` is a NUL-terminated name.
unsafe fn method_name(data: *mut c_void) -> Res<Owned> {
    // SAFETY: by contract.
    let name = unsafe { CStr::from_ptr(data.cast()) };
    ferronum_pyrt::str_new(name.to_str().unwrap_or_default())
}

/// The error of element `at` without the method that the loop calls.
fn no_method(at: usize, obj: &Object, name: &Object, cause: Option<Raised>) -> Raised {
    let text = name.str_text().unwrap_or_default();
    let message = format!(
        "loop of ufunc does not support argument {at} of type {} which has no callable {text} method",
        obj.type_name()
    );
    let Some(cause) = cause else {
        return raise(exc::TypeError(), &message);
    };
    let cause = cause.fetch();
    let new = raise(exc::TypeError(), &message).fetch();
    // SAFETY: the setter takes over the reference.
    unsafe { ffi::PyException_SetCause(new.as_ptr(), cause.into_ptr()) };
    Raised::restore(new)
}

/// object, by the method of that name without arguments.
///
/// # Safety
/// A ufunc loop over objects with the interpreter lock; `data` is the method's name.
pub unsafe extern "C" fn o_o_method(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    data: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        let (mut name, mut at) = (None, 0);
        walk(args, dimensions, strides, |[a, out]| {
            let name = match &name {
                Some(name) => name,
                None => name.insert(method_name(data)?),
            };
            let x = operand(a).own();
            let method = match x.getattr(name) {
                Ok(method) => method,
                Err(raised) => return Err(no_method(at, &x, name, Some(raised))),
            };
            if ffi::PyCallable_Check(method.as_ptr()) == 0 {
                return Err(no_method(at, &x, name, None));
            }
            at += 1;
            store(out, method.call0()?);
            Ok(())
        });
    }
}

/// object, by the method of that name with one argument.
///
/// # Safety
/// A ufunc loop over objects with the interpreter lock; `data` is the method's name.
pub unsafe extern "C" fn oo_o_method(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    data: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        let mut name = None;
        walk(args, dimensions, strides, |[a, b, out]| {
            let name = match &name {
                Some(name) => name,
                None => name.insert(method_name(data)?),
            };
            let (x, y) = (operand(a).own(), operand(b).own());
            let value = x.call_method(name, &[&*y])?;
            store(out, value);
            Ok(())
        });
    }
}

/// object, by a Python callable with any number of arguments and results (`frompyfunc`).
///
/// # Safety
/// A ufunc loop over objects with the interpreter lock; `data` is a `PyUFunc_PyFuncData`.
pub unsafe extern "C" fn on_om(
    args: *mut *mut c_char,
    dimensions: *const isize,
    strides: *const isize,
    data: *mut c_void,
) {
    // SAFETY: by contract; `args` and `strides` have nin + nout entries.
    unsafe {
        let call = data.cast::<PyUFunc_PyFuncData>();
        let (nin, nout) = ((*call).nin as usize, (*call).nout as usize);
        let callable = Object::from_ptr((*call).callable).own();
        entry(|| {
            let mut at: Vec<*mut c_char> = std::slice::from_raw_parts(args, nin + nout).to_vec();
            let steps = std::slice::from_raw_parts(strides, nin + nout);
            let mut owned: Vec<Owned> = Vec::with_capacity(nin);
            for _ in 0..*dimensions {
                owned.clear();
                owned.extend(at[..nin].iter().map(|&p| operand(p).own()));
                // An `Own` is one non-NULL pointer, like the `&Object` that the call takes.
                let values = std::slice::from_raw_parts(owned.as_ptr().cast::<&Object>(), nin);
                let result = callable.call(values)?;
                if nout == 0 {
                    drop(result);
                } else if nout == 1 {
                    store(at[nin], result);
                } else if ffi::PyTuple_Check(result.as_ptr()) != 0 && result.tuple_len() == nout {
                    for (&p, item) in at[nin..].iter().zip(result.tuple_items()) {
                        store(p, item.own());
                    }
                } else {
                    // The reference ends the loop here without an error.
                    return Ok(());
                }
                for (p, step) in at.iter_mut().zip(steps) {
                    *p = p.wrapping_offset(*step);
                }
            }
            Ok(())
        });
    }
}
