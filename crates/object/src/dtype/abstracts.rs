//! Abstract DType classes: the categories of numbers, and the classes that stand for Python's own numbers in
//! promotion (NEP 50).

use std::ffi::CStr;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Res, StaticType, TypeBuilder, ffi};

use crate::dtype::builtin::SlotMakers;
use crate::dtype::builtin::class_of;
use crate::model::dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass};

type Class = StaticType<PyArray_DTypeMeta>;

/// Base of the integer classes.
pub static INTEGER: Class = StaticType::new();
/// Base of the float classes.
pub static FLOAT: Class = StaticType::new();
/// Base of the complex classes.
pub static COMPLEX: Class = StaticType::new();
/// Stands for `int`.
pub static PY_INT: Class = StaticType::new();
/// Stands for `float`.
pub static PY_FLOAT: Class = StaticType::new();
/// Stands for `complex`.
pub static PY_COMPLEX: Class = StaticType::new();

/// The class behind one of the statics above.
#[inline(always)]
pub fn class(c: &'static Class) -> &'static DTypeClass {
    // SAFETY: static storage, readied at start.
    unsafe { DTypeClass::from_ptr(c.ptr().cast()) }
}

/// True for the three classes that stand for Python's numbers.
#[inline(always)]
pub fn is_python(c: &DTypeClass) -> bool {
    let p = c.type_object_ptr();
    p == PY_INT.ptr() || p == PY_FLOAT.ptr() || p == PY_COMPLEX.ptr()
}

/// Type number that a Python number has where nothing else decides.
pub fn default_type_num(c: &DTypeClass) -> std::ffi::c_int {
    let p = c.type_object_ptr();
    if p == PY_INT.ptr() || p == INTEGER.ptr() {
        NPY_DEFAULT_INT
    } else if p == PY_COMPLEX.ptr() || p == COMPLEX.ptr() {
        NPY_CDOUBLE
    } else {
        NPY_DOUBLE
    }
}

fn ready_one(
    c: &'static Class,
    name: &'static CStr,
    base: *mut ffi::PyTypeObject,
    scalar: *mut ffi::PyTypeObject,
    makers: SlotMakers,
) -> Res<()> {
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let p = c.get();
        (*p).type_num = -1;
        (*p).scalar_type = scalar;
        (*p).flags = if scalar.is_null() { NPY_DT_ABSTRACT } else { 0 };
        (*p).dt_slots = Box::into_raw(Box::new((makers.python_number)(scalar)?)).cast();
    }
    TypeBuilder::new(c, name, size_of::<PyArray_Descr>())
        .metatype(DTYPE_META_TYPE.ptr())
        .base(base)
        .ready()
}

/// Readies the three categories. `numpy.dtype` must be ready.
pub(crate) fn ready(makers: SlotMakers) -> Res<()> {
    let none = std::ptr::null_mut();
    let dtype = DTYPE_TYPE.ptr();
    ready_one(
        &INTEGER,
        c"numpy.dtypes._IntegerAbstractDType",
        dtype,
        none,
        makers,
    )?;
    ready_one(
        &FLOAT,
        c"numpy.dtypes._FloatAbstractDType",
        dtype,
        none,
        makers,
    )?;
    ready_one(
        &COMPLEX,
        c"numpy.dtypes._ComplexAbstractDType",
        dtype,
        none,
        makers,
    )
}

/// Readies the classes that stand for Python's numbers. After the built-in classes, so that those come first among
/// the subclasses.
pub(crate) fn ready_python(makers: SlotMakers) -> Res<()> {
    let int = &raw mut ffi::PyLong_Type;
    let float = &raw mut ffi::PyFloat_Type;
    let complex = &raw mut ffi::PyComplex_Type;
    ready_one(
        &PY_INT,
        c"numpy.dtypes._PyLongDType",
        INTEGER.ptr(),
        int,
        makers,
    )?;
    ready_one(
        &PY_FLOAT,
        c"numpy.dtypes._PyFloatDType",
        FLOAT.ptr(),
        float,
        makers,
    )?;
    ready_one(
        &PY_COMPLEX,
        c"numpy.dtypes._PyComplexDType",
        COMPLEX.ptr(),
        complex,
        makers,
    )
}

/// The class that a Python number stands for; `bool` is our own BoolDType.
pub fn of_python_number(obj: &ferronum_pyrt::Object) -> Option<&'static DTypeClass> {
    if obj.is_bool() {
        Some(class_of(NPY_BOOL))
    } else if obj.is_int_exact() {
        Some(class(&PY_INT))
    } else if obj.is_float_exact() {
        Some(class(&PY_FLOAT))
    } else if obj.is_complex_exact() {
        Some(class(&PY_COMPLEX))
    } else {
        None
    }
}

/// The class by the stem of its C name: `IntAbstract`, `FloatAbstract`, `ComplexAbstract`, `PyLong`, `PyFloat`,
/// `PyComplex`.
pub fn by_stem(stem: &str) -> Option<&'static DTypeClass> {
    Some(class(match stem {
        "IntAbstract" => &INTEGER,
        "FloatAbstract" => &FLOAT,
        "ComplexAbstract" => &COMPLEX,
        "PyLong" => &PY_INT,
        "PyFloat" => &PY_FLOAT,
        "PyComplex" => &PY_COMPLEX,
        _ => return None,
    }))
}
