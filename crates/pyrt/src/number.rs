//! Conversions from Python numbers to machine numbers.

use pyo3_ffi as ffi;

use crate::object::{Layout, Object, Own, Owned};
use crate::raised::{Raised, Res};

impl Object {
    /// `operator.index(self)` as a new `int`.
    pub fn index(&self) -> Res<Owned> {
        // SAFETY: new reference or NULL.
        unsafe { Own::from_result(ffi::PyNumber_Index(self.as_ptr())) }
    }

    /// `operator.index(self)` as `isize`; `OverflowError` where it does not fit.
    pub fn to_isize(&self) -> Res<isize> {
        // SAFETY: a live object; -1 may be a value.
        unsafe {
            let v = if self.is_int() {
                ffi::PyLong_AsLong(self.as_ptr())
            } else {
                ffi::PyLong_AsLong(self.index()?.as_ptr())
            };
            if v == -1 && !ffi::PyErr_Occurred().is_null() {
                Err(Raised::pending())
            } else {
                Ok(v as isize)
            }
        }
    }

    /// An `int` as `i64`, or the sign of the overflow (`Ok(Err(±1))`).
    pub fn int_to_i64(&self) -> Res<Result<i64, i32>> {
        let mut overflow = 0;
        // SAFETY: a live object; -1 may be a value.
        unsafe {
            let v = ffi::PyLong_AsLongLongAndOverflow(self.as_ptr(), &mut overflow);
            if overflow != 0 {
                return Ok(Err(overflow));
            }
            if v == -1 && !ffi::PyErr_Occurred().is_null() {
                Err(Raised::pending())
            } else {
                Ok(Ok(v))
            }
        }
    }

    /// An `int` as `u64`; `OverflowError` where it does not fit.
    pub fn int_to_u64(&self) -> Res<u64> {
        // SAFETY: a live int; the error value may be a value.
        unsafe {
            let v = ffi::PyLong_AsUnsignedLongLong(self.as_ptr());
            if v == u64::MAX && !ffi::PyErr_Occurred().is_null() {
                Err(Raised::pending())
            } else {
                Ok(v)
            }
        }
    }

    /// `float(self)` for numbers (`__float__`, `__index__`).
    pub fn to_f64(&self) -> Res<f64> {
        // SAFETY: a live object; -1.0 may be a value.
        unsafe {
            let v = ffi::PyFloat_AsDouble(self.as_ptr());
            if v == -1.0 && !ffi::PyErr_Occurred().is_null() {
                Err(Raised::pending())
            } else {
                Ok(v)
            }
        }
    }

    /// `complex(self)` for numbers.
    pub fn to_complex(&self) -> Res<(f64, f64)> {
        // SAFETY: a live object; -1 may be a value.
        unsafe {
            let v = ffi::PyComplex_AsCComplex(self.as_ptr());
            if v.real == -1.0 && !ffi::PyErr_Occurred().is_null() {
                return Err(Raised::pending());
            }
            Ok((v.real, v.imag))
        }
    }
}
