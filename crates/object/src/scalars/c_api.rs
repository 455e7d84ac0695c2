//! What the C-API asks of scalars: their C values, kinds, and arrays of one element.

use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi};

use crate::casting;
use crate::casting::item::scalar;
use crate::coerce::wish::{Wish, from_any};
use crate::model::Array;
use crate::model::scalar_types::{GENERIC, type_num_of};
use crate::model::{Descr, is_complex, is_float, is_integer};
use crate::storage::{NewArray, create};

/// An instance of a type in the scalar hierarchy.
fn is_generic(s: &Object) -> bool {
    GENERIC.has_instance(s)
}

/// A 0-d array of a scalar, of another dtype where one is given (`PyArray_FromScalar`).
pub fn from_scalar(s: &Object, descr: Option<&Descr>) -> Res<Own<Array>> {
    if !is_generic(s) {
        let wish = Wish {
            descr,
            depth: (0, 0),
            flags: NPY_ARRAY_FORCECAST,
        };
        return from_any(s, &wish);
    }
    let a = scalar::to_array(s)?;
    match descr {
        None => Ok(a),
        // Records lie in the scalar's own memory, of which only an array without a wish is a view.
        Some(d) if a.base().is_none() && casting::can_cast_types(a.descr(), d, NPY_NO_CASTING)? => {
            Ok(a)
        }
        Some(d) => {
            let out = create::zeros(&[], sized(d, &a)?, NPY_CORDER)?;
            casting::copy_into(&out, &a)?;
            Ok(out)
        }
    }
}

/// A dtype without a size or a unit takes the one that the values of `from` need.
pub fn sized(d: &Descr, from: &Array) -> Res<Own<Descr>> {
    let no_unit = d.datetime_meta().is_some_and(|m| m.base == NPY_FR_GENERIC);
    if d.is_unsized() || no_unit {
        casting::astype::adapt_to_class(from, d.class())
    } else {
        Ok(d.own())
    }
}

/// Casts a scalar's value into memory (`PyArray_CastScalarToCtype`).
///
/// # Safety
/// `out` is writable for `descr.elsize()` bytes, and initialised if the descr holds references.
pub unsafe fn cast_to_memory(s: &Object, out: *mut u8, descr: &Descr) -> Res<()> {
    let a = from_scalar(s, None)?;
    // Of the dtypes that were always there the reference says it without the rule.
    if a.descr().is_legacy() && !casting::can_cast_types(a.descr(), descr, NPY_UNSAFE_CASTING)? {
        return Err(type_error(&format!(
            "Cannot cast array data from {} to {}.",
            a.descr().repr_text()?,
            descr.repr_text()?
        )));
    }
    let target = NewArray {
        data: Some(out),
        flags: NPY_ARRAY_WRITEABLE,
        ..NewArray::new(descr.own(), &[])
    }
    .build()?;
    casting::copy_into(&target, &a)
}

/// Copies a scalar's value, or for flexible types the address of its bytes (`PyArray_ScalarAsCtype`).
///
/// # Safety
/// `out` is writable for the value or for a pointer.
pub unsafe fn store_value(s: &Object, out: *mut c_void) -> Res<()> {
    let n = type_num_of(s.type_ptr());
    // SAFETY: the type number vouches for the scalar's layout; the caller for the output.
    unsafe {
        let address = match n {
            NPY_STRING => ffi::PyBytes_AsString(s.as_ptr()).cast::<c_void>(),
            NPY_UNICODE => code_points(s)?,
            NPY_VOID => (*s.as_ptr().cast::<PyVoidScalarObject>()).obval.cast(),
            -1 => return Err(type_error("the scalar's type has no C value")),
            _ => {
                let size = crate::dtype::builtin(n).elsize() as usize;
                std::ptr::copy_nonoverlapping(scalar::value_ptr(s), out.cast(), size);
                return Ok(());
            }
        };
        out.cast::<*mut c_void>().write_unaligned(address);
    }
    Ok(())
}

/// The code points of a `str_` scalar, kept by the scalar.
///
/// # Safety
/// `s` is a `str_`.
unsafe fn code_points(s: &Object) -> Res<*mut c_void> {
    // SAFETY: the field is NULL or such a block; the scalar frees it.
    unsafe {
        let u = s.as_ptr().cast::<PyUnicodeScalarObject>();
        if (*u).obval.is_null() {
            (*u).obval = ffi::PyUnicode_AsUCS4Copy(s.as_ptr());
            if (*u).obval.is_null() {
                return Err(Raised::pending());
            }
        }
        Ok((*u).obval.cast())
    }
}

/// The most that values of a type can be; none for numbers that no built-in type has.
fn kind_of_type(type_num: c_int) -> NPY_SCALARKIND {
    match type_num {
        NPY_BOOL => NPY_BOOL_SCALAR,
        n if is_integer(n) && n % 2 == 0 => NPY_INTPOS_SCALAR,
        n if is_integer(n) => NPY_INTNEG_SCALAR,
        n if is_float(n) => NPY_FLOAT_SCALAR,
        n if is_complex(n) => NPY_COMPLEX_SCALAR,
        0..=NPY_HALF => NPY_OBJECT_SCALAR,
        _ => NPY_NOSCALAR,
    }
}

/// The kind that decides how a scalar of a type coerces (`PyArray_ScalarKind`): integers are positive unless an array
/// shows that they are not.
pub fn kind(type_num: c_int, a: Option<&Array>) -> NPY_SCALARKIND {
    match kind_of_type(type_num) {
        NPY_INTNEG_SCALAR if !a.is_some_and(is_negative) => NPY_INTPOS_SCALAR,
        kind => kind,
    }
}

/// The sign of the first element of an integer array.
fn is_negative(a: &Array) -> bool {
    if a.size() == 0 {
        return false;
    }
    let last = match a.descr().is_native() == cfg!(target_endian = "little") {
        true => a.itemsize() - 1,
        false => 0,
    };
    // SAFETY: the byte with the sign lies within the first element.
    unsafe { a.data().offset(last).read() & 0x80 != 0 }
}

/// Whether a scalar of one type may stand where another is needed (`PyArray_CanCoerceScalar`).
pub fn can_coerce(this: c_int, needed: c_int, kind: NPY_SCALARKIND) -> Res<bool> {
    // What may be any object tells no more than its type.
    if matches!(kind, NPY_NOSCALAR | NPY_OBJECT_SCALAR) {
        return crate::casting::can_cast::can_cast_numbers(this, needed, NPY_SAFE_CASTING);
    }
    Ok(kind_of_type(needed) >= kind)
}

/// The descriptor of any scalar, Python's own included.
pub fn descr_of(s: &Object) -> Res<Own<Descr>> {
    if is_generic(s) {
        return scalar::descr_of(s);
    }
    crate::coerce::dtype_c_api::descr_of_type(s.type_object())
}
