//! Scalars from memory and back: `PyArray_Scalar`, the descriptor of a scalar, the 0-d array that stands for it.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_ulong};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, bytes_new, ffi, none, raised};

use crate::casting::hooks::COERCION;
use crate::dtype;
use crate::dtype::builtin;
use crate::model::scalar_types::{GENERIC, SCALARS, type_num_of, type_ptr};
use crate::model::{Array, Descr, is_number};
use crate::storage::NewArray;

/// Offset of the value in every number, date and object scalar.
const VALUE: usize = std::mem::offset_of!(PyScalarObject, obval);

/// `numpy.False_` and `numpy.True_`, as C's array of structs.
struct Bools(UnsafeCell<[PyBoolScalarObject; 2]>);

// SAFETY: filled once at start; after that only reference counts change, under the interpreter's rules.
unsafe impl Sync for Bools {}

static BOOLS: Bools = Bools(UnsafeCell::new(
    [const {
        PyBoolScalarObject {
            ob_base: ffi::PyObject_HEAD_INIT,
            obval: 0,
        }
    }; 2],
));

/// Makes the two bool scalars. Their type must be ready.
pub(crate) fn init_bools() {
    for value in 0..2 {
        // SAFETY: static storage that nobody has seen yet; the count never returns to zero.
        unsafe {
            let s = bool_values().cast::<PyBoolScalarObject>().add(value);
            (*s).ob_base.ob_type = type_ptr(NPY_BOOL);
            (*s).obval = value as u8;
        }
    }
}

/// The two bool scalars, False and True, as C's array of structs.
pub fn bool_values() -> *mut std::ffi::c_void {
    BOOLS.0.get().cast()
}

/// `numpy.True_` or `numpy.False_`, borrowed.
#[inline]
pub fn bool_scalar(value: bool) -> &'static Object {
    // SAFETY: static storage.
    unsafe {
        Object::from_ptr(
            bool_values()
                .cast::<PyBoolScalarObject>()
                .add(usize::from(value))
                .cast(),
        )
    }
}

/// Where a number, date or object scalar keeps its value.
#[inline(always)]
pub fn value_ptr(s: &Object) -> *mut u8 {
    s.as_ptr().cast::<u8>().wrapping_add(VALUE)
}

/// The value of a scalar whose layout is known.
///
/// # Safety
/// `s` is a scalar whose value has type `T`.
#[inline(always)]
pub unsafe fn read<T: Copy>(s: &Object) -> T {
    // SAFETY: as the caller vouches; objects are aligned to 16.
    unsafe { value_ptr(s).cast::<T>().read() }
}

/// A new zeroed instance of a scalar type of fixed size.
///
/// # Safety
/// `ty` is a ready scalar type that is not `bytes_` or `str_`.
#[inline]
pub unsafe fn alloc(ty: *mut ffi::PyTypeObject) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    unsafe { ferronum_pyrt::types::alloc(ty, 0) }
}

/// A new number scalar of exactly our type.
///
/// # Safety
/// `T` is the value type of `type_num`, which is not bool.
#[inline]
pub unsafe fn number<T: Copy>(type_num: c_int, value: T) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    unsafe {
        let s = alloc(type_ptr(type_num))?;
        value_ptr(&s).cast::<T>().write(value);
        Ok(s)
    }
}

/// Copies one element of a number or date type, reversing its bytes where the descr asks for it.
///
/// # Safety
/// Both are `descr.elsize()` bytes and do not overlap.
pub(crate) unsafe fn copy_value(descr: &Descr, src: *const u8, dst: *mut u8) {
    let n = descr.elsize() as usize;
    // SAFETY: as the caller vouches.
    unsafe {
        std::ptr::copy_nonoverlapping(src, dst, n);
        if !descr.is_native() {
            let bytes = std::slice::from_raw_parts_mut(dst, n);
            match descr.type_num() {
                NPY_CFLOAT..=NPY_CLONGDOUBLE => {
                    let (re, im) = bytes.split_at_mut(n / 2);
                    re.reverse();
                    im.reverse();
                }
                NPY_UNICODE => bytes.chunks_exact_mut(4).for_each(<[u8]>::reverse),
                _ => bytes.reverse(),
            }
        }
    }
}

/// A new array scalar from the element at `ptr` (`PyArray_Scalar`); for `object` the element itself. `base` is kept alive
/// by void scalars that view it.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub unsafe fn from_memory(ptr: *const u8, descr: &Descr, base: Option<&Array>) -> Res<Owned> {
    let n = descr.type_num();
    // SAFETY: the element has the layout that its type number says.
    unsafe {
        match n {
            NPY_BOOL => Ok(bool_scalar(*ptr != 0).own()),
            _ if is_number(n) => {
                let s = alloc(type_ptr(n))?;
                copy_value(descr, ptr, value_ptr(&s));
                Ok(s)
            }
            NPY_OBJECT => {
                let p = ptr.cast::<*mut ffi::PyObject>().read_unaligned();
                Ok(Object::from_ptr_opt(p).unwrap_or(none()).own())
            }
            NPY_STRING => bytes_scalar(
                type_ptr(n),
                trimmed(std::slice::from_raw_parts(ptr, descr.elsize() as usize)),
            ),
            NPY_UNICODE => str_scalar(type_ptr(n), &*text(ptr, descr)?),
            NPY_VOID => crate::casting::item::void_scalar::from_memory(ptr, descr, base),
            NPY_DATETIME | NPY_TIMEDELTA => {
                let s = alloc(type_ptr(n))?;
                copy_value(descr, ptr, value_ptr(&s));
                let Some(meta) = descr.datetime_meta() else {
                    return Err(raised::type_error("datetime dtype without metadata"));
                };
                (*s.as_ptr().cast::<PyDatetimeScalarObject>()).obmeta = meta;
                Ok(s)
            }
            _ => other(ptr, descr, base),
        }
    }
}

/// Scalars of user dtypes: an instance of their scalar type, or what `getitem` makes.
///
/// # Safety
/// As `from_memory`.
unsafe fn other(ptr: *const u8, descr: &Descr, base: Option<&Array>) -> Res<Owned> {
    let ty = descr.typeobj();
    // SAFETY: as from_memory; user scalars keep their value at the alignment of their dtype behind the head.
    unsafe {
        if descr.has_flag(NPY_USE_GETITEM)
            || !descr.is_legacy()
            || ty.is_null()
            || ffi::PyType_IsSubtype(ty, GENERIC.ptr()) == 0
        {
            return crate::casting::get_item(descr, ptr, base);
        }
        let s = alloc(ty)?;
        let dst = user_value_ptr(&s, descr);
        match (*descr.class().arr_funcs()).copyswap {
            Some(f) => f(
                dst.cast(),
                ptr.cast_mut().cast(),
                c_int::from(!descr.is_native()),
                base.map_or(std::ptr::null_mut(), |b| b.as_ptr().cast()),
            ),
            None => std::ptr::copy_nonoverlapping(ptr, dst, descr.elsize() as usize),
        }
        Ok(s)
    }
}

/// Where a scalar of a legacy user dtype keeps its value: behind the head, at the dtype's alignment.
pub(crate) fn user_value_ptr(s: &Object, descr: &Descr) -> *mut u8 {
    let align = (descr.alignment() as usize).max(1);
    let at = (s.as_ptr() as usize + size_of::<ffi::PyObject>()).next_multiple_of(align);
    s.as_ptr()
        .cast::<u8>()
        .wrapping_add(at - s.as_ptr() as usize)
}

/// Bytes without the padding zeros.
pub(crate) fn trimmed(bytes: &[u8]) -> &[u8] {
    let n = bytes.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
    &bytes[..n]
}

/// A new `bytes_` (or subclass).
///
/// # Safety
/// `ty` is `bytes_` or a subclass.
pub(crate) unsafe fn bytes_scalar(ty: *mut ffi::PyTypeObject, data: &[u8]) -> Res<Owned> {
    // SAFETY: the constructor of bytes copies exact bytes into instances of any subtype.
    unsafe {
        let plain = bytes_new(data)?;
        let args = ferronum_pyrt::tuple_new(&[&plain])?;
        match ffi::PyBytes_Type.tp_new {
            Some(new) => Own::from_result(new(ty, args.as_ptr(), std::ptr::null_mut())),
            None => Err(raised::system_error("bytes has no constructor")),
        }
    }
}

/// A new `str_` (or subclass) of the same text as `plain`.
///
/// # Safety
/// `ty` is `str_` or a subclass.
pub(crate) unsafe fn str_scalar(ty: *mut ffi::PyTypeObject, plain: &Object) -> Res<Owned> {
    // SAFETY: the constructor of str makes instances of any subtype.
    unsafe {
        let args = ferronum_pyrt::tuple_new(&[plain])?;
        match ffi::PyUnicode_Type.tp_new {
            Some(new) => Own::from_result(new(ty, args.as_ptr(), std::ptr::null_mut())),
            None => Err(raised::system_error("str has no constructor")),
        }
    }
}

/// The `str` of a unicode element.
///
/// # Safety
/// `ptr` is readable for `descr.elsize()` bytes.
pub(crate) unsafe fn text(ptr: *const u8, descr: &Descr) -> Res<Owned> {
    let n = descr.elsize() as usize / 4;
    let mut points = Vec::with_capacity(n);
    for i in 0..n {
        // SAFETY: inside the element; it may lie unaligned.
        let c = unsafe { ptr.cast::<u32>().add(i).read_unaligned() };
        points.push(if descr.is_native() { c } else { c.swap_bytes() });
    }
    while points.last() == Some(&0) {
        points.pop();
    }
    // SAFETY: the interpreter checks the code points.
    unsafe {
        Own::from_result(ffi::PyUnicode_FromKindAndData(
            4,
            points.as_ptr().cast(),
            points.len() as isize,
        ))
    }
}

/// The descriptor of a scalar (`PyArray_DescrFromScalar`).
pub fn descr_of(s: &Object) -> Res<Own<Descr>> {
    let n = type_num_of(s.type_ptr());
    // SAFETY: the type number vouches for the layout.
    unsafe {
        match n {
            NPY_VOID => {
                let d = (*s.as_ptr().cast::<PyVoidScalarObject>()).descr;
                match Descr::from_ptr_opt(d.cast()) {
                    Some(d) => Ok(d.own()),
                    None => Ok(builtin(NPY_VOID).own()),
                }
            }
            NPY_STRING => dtype::create::flexible(NPY_STRING, ffi::PyBytes_Size(s.as_ptr())),
            NPY_UNICODE => {
                let len = ffi::PyUnicode_GetLength(s.as_ptr());
                match len.checked_mul(4) {
                    Some(size) => dtype::create::flexible(NPY_UNICODE, size),
                    None => Err(raised::no_memory()),
                }
            }
            NPY_DATETIME | NPY_TIMEDELTA => {
                let meta = (*s.as_ptr().cast::<PyDatetimeScalarObject>()).obmeta;
                dtype::create::datetime(n, meta)
            }
            -1 => match crate::dtype::scalar_classes::class_of_type(s.type_object())? {
                // The instance depends on the scalar.
                Some(class) if !class.is_legacy() => (COERCION.get().discover)(&class, s),
                _ => dtype::user::descr_of_scalar_type(s.type_ptr()),
            },
            _ => Ok(builtin(n).own()),
        }
    }
}

/// The 0-d array that stands for a scalar. Structures are viewed, others are copied.
pub fn to_array(s: &Object) -> Res<Own<Array>> {
    let n = type_num_of(s.type_ptr());
    let descr = descr_of(s)?;
    if n == NPY_VOID && descr.has_fields() {
        return crate::casting::item::void_scalar::view(s, descr);
    }
    let elsize = descr.elsize() as usize;
    let a = NewArray {
        zeroed: true,
        ..NewArray::new(descr.clone(), &[])
    }
    .build()?;
    // SAFETY: the array has room for one element of the scalar's own dtype.
    unsafe {
        match n {
            NPY_STRING => {
                let b = s.bytes();
                std::ptr::copy_nonoverlapping(b.as_ptr(), a.data(), b.len().min(elsize));
            }
            NPY_UNICODE => {
                let room = a.data().cast();
                let p = ffi::PyUnicode_AsUCS4(s.as_ptr(), room, (elsize / 4) as isize, 0);
                if p.is_null() && elsize > 0 {
                    return Err(Raised::pending());
                }
            }
            NPY_OBJECT => {
                let p = value_ptr(s).cast::<*mut ffi::PyObject>().read();
                ffi::Py_XINCREF(p);
                a.data().cast::<*mut ffi::PyObject>().write_unaligned(p);
            }
            NPY_VOID => std::ptr::copy_nonoverlapping(
                crate::casting::item::void_scalar::data(s),
                a.data(),
                elsize,
            ),
            // Where scalars of new DTypes keep their value, these alone know.
            -1 if !descr.is_legacy() => {
                crate::casting::item::set_by_slot(&descr, a.data(), s)?;
            }
            -1 => std::ptr::copy_nonoverlapping(user_value_ptr(s, &descr), a.data(), elsize),
            _ => std::ptr::copy_nonoverlapping(value_ptr(s), a.data(), elsize),
        }
    }
    Ok(a)
}

/// The Python object of a scalar's value: what `item()` gives. A long double stays what it is.
pub fn python_value(s: &Object) -> Res<Owned> {
    match type_num_of(s.type_ptr()) {
        NPY_BOOL => Ok(ferronum_pyrt::py_bool(s.is(bool_scalar(true))).own()),
        NPY_BYTE..=NPY_ULONGLONG => crate::casting::item::python_value::to_int(s),
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE => crate::casting::item::python_value::to_float(s),
        NPY_CFLOAT | NPY_CDOUBLE => crate::casting::item::python_value::to_complex(s),
        _ => {
            let a = to_array(s)?;
            // SAFETY: a 0-d array holds one element.
            unsafe { crate::casting::get_item(a.descr(), a.data(), Some(&a)) }
        }
    }
}

/// Any result of an operator: 0-d plain arrays become scalars.
pub(crate) fn wrap_any(result: Owned) -> Res<Owned> {
    match result.downcast_into::<Array>() {
        Ok(a) => crate::casting::item::scalar::wrap_result(a),
        Err(o) => Ok(o),
    }
}

/// True for a type in the scalar hierarchy that is one of ours, exactly.
pub fn is_exact_scalar(s: &Object) -> bool {
    let t = s.type_ptr();
    SCALARS.iter().any(|c| c.ptr() == t)
}

/// `PyArray_Return`: a 0-d exact ndarray becomes its scalar, anything else stays.
pub fn wrap_result(a: Own<Array>) -> Res<Owned> {
    if a.is_exact() {
        to_scalar(a)
    } else {
        Ok(a.upcast())
    }
}

/// The scalar of a 0-d array of any class (`PyArray_Return`); other arrays as they are.
pub fn to_scalar(a: Own<Array>) -> Res<Owned> {
    if a.ndim() != 0 {
        return Ok(a.upcast());
    }
    // SAFETY: a 0-d array holds one element.
    unsafe { from_memory(a.data(), a.descr(), Some(&a)) }
}

/// True for array scalars and Python's own ones, subclasses of them included.
pub fn is_any_scalar(obj: &Object) -> bool {
    use ferronum_pyrt::ffi;
    const BUILTIN: c_ulong = ffi::Py_TPFLAGS_LONG_SUBCLASS
        | ffi::Py_TPFLAGS_UNICODE_SUBCLASS
        | ffi::Py_TPFLAGS_BYTES_SUBCLASS;
    // SAFETY: a live type, and ready ones.
    unsafe {
        (*obj.type_ptr()).tp_flags & BUILTIN != 0
            || obj.is_instance_of(&raw mut ffi::PyFloat_Type)
            || obj.is_instance_of(&raw mut ffi::PyComplex_Type)
            || obj.is_instance_of(GENERIC.ptr())
    }
}
