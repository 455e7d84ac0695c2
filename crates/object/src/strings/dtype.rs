//! The class `numpy.dtypes.StringDType`: its instances, their equality, and the slots of the class.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::null_mut;

use ferronum_abi::prelude::*;
use ferronum_pyrt::entry::Pointer;
use ferronum_pyrt::method::{Method, noargs};
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, TypeBuilder, dict_new, entry, ffi, import_cached,
    int_new, none, not_implemented, py_bool, slot, str_new, tuple_new, types,
};

use super::access::{self, Loaded, Locked, NaKind, StringDescr};
use super::arena::Arena;
use super::{order, packed};
use crate::dtype::builtin::{CLASSES, class_of, empty_slots};
use crate::dtype::create;
use crate::model::scalar_types::exact_type_num;
use crate::model::{DTYPE_META_TYPE, DTYPE_TYPE, is_number};

type Meta = *mut PyArray_DTypeMeta;
type DescrPtr = *mut PyArray_Descr;

/// A new instance with an arena of its own.
pub fn new_instance(na_object: Option<&Object>, coerce: bool) -> Res<Own<StringDescr>> {
    let (mut nan_like, mut text, mut name) = (false, None, None);
    if let Some(na) = na_object {
        if na.is_str() {
            text = Some(na.own());
        } else {
            nan_like = is_nan_like(na)?;
        }
        name = Some(na.str()?);
    }
    // Both texts exist before anything is allocated that would have to be undone.
    let default = text.as_deref().map(utf8_bytes).transpose()?;
    let name = name.as_deref().map(utf8_bytes).transpose()?;
    // SAFETY: a fresh zeroed instance, filled before anybody sees it; its destructor copes with a part of it.
    unsafe {
        let d: Own<StringDescr> = types::alloc(class_of(NPY_VSTRING).type_object_ptr(), 0)?;
        let p: DescrPtr = d.raw();
        let text_type = &raw mut ffi::PyUnicode_Type;
        ffi::Py_INCREF(text_type.cast());
        (*p).typeobj = text_type;
        (*p).kind = NPY_VSTRINGLTR as c_char;
        (*p).type_ = NPY_VSTRINGLTR as c_char;
        (*p).byteorder = NPY_IGNORE as c_char;
        (*p).type_num = NPY_VSTRING;
        p.set_flags(
            NPY_ITEM_REFCOUNT
                | NPY_LIST_PICKLE
                | NPY_NEEDS_INIT
                | NPY_USE_GETITEM
                | NPY_USE_SETITEM,
        );
        p.set_elsize(packed::SIZE as npy_intp);
        p.set_alignment(align_of::<npy_packed_static_string>() as npy_intp);
        p.set_hash(-1);
        let s = d.raw_string();
        (*s).coerce = c_char::from(coerce);
        (*s).has_nan_na = c_char::from(nan_like);
        (*s).has_string_na = c_char::from(text.is_some());
        (*s).na_object = na_object.map_or(null_mut(), |na| na.own().into_ptr());
        if let Some(b) = default {
            (*s).default_string = copied(&b)?;
        }
        if let Some(b) = name {
            (*s).na_name = copied(&b)?;
        }
        (*s).allocator = Box::into_raw(Arena::new()).cast();
        Ok(d)
    }
}

/// `StringDType()`.
pub fn default_instance() -> Res<Own<StringDescr>> {
    new_instance(None, true)
}

/// Unequal to itself, or of no truth value when compared with itself.
fn is_nan_like(na: &Object) -> Res<bool> {
    let unequal = na.compare(na, ffi::Py_NE)?;
    Ok(unequal.truth().unwrap_or_else(|e| {
        e.clear();
        true
    }))
}

fn utf8_bytes(text: &Object) -> Res<Vec<u8>> {
    Ok(text.utf8()?.as_bytes().to_vec())
}

/// A copy of text on the C heap.
fn copied(text: &[u8]) -> Res<npy_static_string> {
    // SAFETY: a fresh block of at least one byte.
    unsafe {
        let p = libc::malloc(text.len().max(1)).cast::<u8>();
        if p.is_null() {
            return Err(no_memory());
        }
        std::ptr::copy_nonoverlapping(text.as_ptr(), p, text.len());
        Ok(npy_static_string {
            size: text.len(),
            buf: p.cast(),
        })
    }
}

unsafe extern "C" fn dealloc(obj: *mut ffi::PyObject) {
    // SAFETY: the last reference; fields are owned or NULL.
    unsafe {
        let s = obj.cast::<PyArray_StringDTypeObject>();
        for text in [(*s).default_string, (*s).na_name] {
            libc::free(text.buf.cast_mut().cast());
        }
        let arena = (*s).allocator.cast::<Arena>();
        if !arena.is_null() {
            drop(Box::from_raw(arena));
        }
        slot::clear_field(&raw mut (*s).na_object);
        create::dealloc(obj);
    }
}

/// Whether an object is the missing value that `na` stands for: the same one, NaN like it, or equal to it. Errors of the
/// comparison mean no.
pub fn is_na(value: &Object, na: &Object) -> bool {
    if value.is(na) {
        return true;
    }
    if na.is_none() {
        return false;
    }
    if value.is_float() && na.is_float() {
        // SAFETY: two floats.
        let (a, b) = unsafe {
            (
                ffi::PyFloat_AS_DOUBLE(value.as_ptr()),
                ffi::PyFloat_AS_DOUBLE(na.as_ptr()),
            )
        };
        if a.is_nan() && b.is_nan() {
            return true;
        }
    }
    match value.equals(na) {
        Ok(equal) => equal,
        Err(e) => {
            e.clear();
            false
        }
    }
}

fn incompatible(a: &StringDescr, b: &StringDescr) -> Raised {
    match (a.repr_text(), b.repr_text()) {
        (Ok(a), Ok(b)) => type_error(&format!(
            "Cannot find common instance for incompatible dtypes '{a}' and '{b}'"
        )),
        (Err(e), _) | (_, Err(e)) => e,
    }
}

/// The missing value of results of both; `TypeError` where they have different ones.
pub fn na_compatible(a: &StringDescr, b: &StringDescr) -> Res<Option<Owned>> {
    match (a.na_object(), b.na_object()) {
        (Some(x), Some(y)) if !is_na(x, y) => Err(incompatible(a, b)),
        (x, y) => Ok(x.or(y).map(Object::own)),
    }
}

/// A new instance that both cast to.
pub fn common_instance(a: &StringDescr, b: &StringDescr) -> Res<Own<StringDescr>> {
    let na = na_compatible(a, b)?;
    new_instance(na.as_deref(), a.coerce())
}

/// Equal parameters.
pub fn same_parameters(a: &StringDescr, b: &StringDescr) -> bool {
    a.is(b)
        || a.coerce() == b.coerce()
            && match (a.na_object(), b.na_object()) {
                (None, None) => true,
                (Some(x), Some(y)) => is_na(x, y),
                _ => false,
            }
}

unsafe extern "C" fn new(
    _: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: tp_new's contract; the format has two outputs.
    entry(|| unsafe {
        let names: [*const c_char; 3] =
            [c"coerce".as_ptr(), c"na_object".as_ptr(), std::ptr::null()];
        let mut coerce: c_int = 1;
        let mut na: *mut ffi::PyObject = null_mut();
        let ok = ffi::PyArg_ParseTupleAndKeywords(
            args,
            kwargs,
            c"|$pO:StringDType".as_ptr(),
            names.as_ptr().cast_mut().cast(),
            &raw mut coerce,
            &raw mut na,
        );
        if ok == 0 {
            return Err(Raised::pending());
        }
        let unset = import_cached!("numpy._globals", "_NoValue")?;
        let na = Object::from_ptr_opt(na).filter(|na| !na.is(unset));
        new_instance(na, coerce != 0)
    })
}

fn repr(d: &StringDescr) -> Res<Owned> {
    let mut parts = Vec::new();
    if let Some(na) = d.na_object() {
        parts.push(format!("na_object={}", na.repr_text()?));
    }
    if !d.coerce() {
        parts.push("coerce=False".to_owned());
    }
    str_new(&format!("StringDType({})", parts.join(", ")))
}

fn parameters(d: &StringDescr) -> Res<Owned> {
    let coerce = int_new(i64::from(d.coerce()))?;
    match d.na_object() {
        Some(na) => tuple_new(&[&coerce, na]),
        None => tuple_new(&[&coerce]),
    }
}

fn hash(d: &StringDescr) -> Res<isize> {
    parameters(d)?.hash()
}

fn reduce(d: &StringDescr) -> Res<Owned> {
    let make = import_cached!("numpy._core._internal", "_convert_to_stringdtype_kwargs")?;
    tuple_new(&[make, &*parameters(d)?])
}

fn richcompare(d: &StringDescr, other: &Object, op: c_int) -> Res<Owned> {
    if op != ffi::Py_EQ && op != ffi::Py_NE {
        return Ok(not_implemented().own());
    }
    let Some(o) = other.downcast::<StringDescr>() else {
        return Ok(not_implemented().own());
    };
    Ok(py_bool(same_parameters(d, o) == (op == ffi::Py_EQ)).own())
}

const METHODS: &[Method] = &[noargs(c"__reduce__", reduce)
    .doc(c"What pickling needs: the class and the arguments that make this dtype again.")];

fn out(d: Own<StringDescr>) -> Pointer<PyArray_Descr> {
    Pointer(d.into_ptr().cast())
}

/// # Safety
/// A live instance.
unsafe fn descr<'a>(d: DescrPtr) -> &'a StringDescr {
    // SAFETY: as the caller vouches.
    unsafe { StringDescr::from_ptr(d.cast()) }
}

unsafe extern "C" fn default_descr(_: Meta) -> DescrPtr {
    entry(|| default_instance().map(out))
}

unsafe extern "C" fn discover(_: Meta, _: *mut ffi::PyObject) -> DescrPtr {
    entry(|| default_instance().map(out))
}

/// Python's own numbers and strings, and the numbers, dates and durations of NumPy, are stored by `setitem` itself.
unsafe extern "C" fn knows(_: Meta, ty: *mut ffi::PyTypeObject) -> c_int {
    let own = [
        &raw mut ffi::PyUnicode_Type,
        &raw mut ffi::PyFloat_Type,
        &raw mut ffi::PyLong_Type,
        &raw mut ffi::PyBool_Type,
        &raw mut ffi::PyComplex_Type,
        &raw mut ffi::PyBytes_Type,
    ];
    let t = exact_type_num(ty);
    c_int::from(own.contains(&ty) || is_number(t) || matches!(t, NPY_DATETIME | NPY_TIMEDELTA))
}

unsafe extern "C" fn common_dtype(class: Meta, other: Meta) -> Meta {
    // SAFETY: called with live classes; the result is a new reference.
    unsafe {
        if (*other).type_num == NPY_UNICODE {
            ffi::Py_INCREF(class.cast());
            return class;
        }
        not_implemented().own().into_ptr().cast()
    }
}

unsafe extern "C" fn common_instance_slot(a: DescrPtr, b: DescrPtr) -> DescrPtr {
    // SAFETY: called with live instances.
    entry(|| unsafe { common_instance(descr(a), descr(b)).map(out) })
}

unsafe extern "C" fn ensure_canonical(d: DescrPtr) -> DescrPtr {
    // SAFETY: called with a live instance.
    entry(|| unsafe { Ok(out(descr(d).own())) })
}

/// The instance that a new array gets: the given one if no array has it yet, so that no two arrays share an arena.
unsafe extern "C" fn finalize_descr(d: DescrPtr) -> DescrPtr {
    // SAFETY: called with a live instance, under the interpreter lock.
    entry(|| unsafe {
        let given = descr(d);
        let own = if (*given.raw_string()).array_owned == 0 {
            given.own()
        } else {
            new_instance(given.na_object(), given.coerce())?
        };
        (*own.raw_string()).array_owned = 1;
        Ok(out(own))
    })
}

/// Stores an object.
///
/// # Safety
/// `ptr` is an element of an array of `d`, zeroed or valid.
pub unsafe fn set_item(d: &StringDescr, ptr: *mut u8, value: &Object) -> Res<()> {
    let is_text = value.type_ptr() == &raw mut ffi::PyUnicode_Type;
    let missing = d.na_object().is_some_and(|na| {
        // Text can equal only text, or what has its own idea of equality.
        if is_text && (na.is_none() || na.type_ptr() == &raw mut ffi::PyFloat_Type) {
            false
        } else {
            is_na(value, na)
        }
    });
    if missing {
        let held = Locked::new([d]);
        let [s] = held.strings();
        // SAFETY: as the caller vouches.
        unsafe { s.store_missing(ptr) };
        return Ok(());
    }
    if is_text {
        // SAFETY: as the caller vouches.
        return unsafe { set_text(d, ptr, value) };
    }
    if !d.coerce() && !value.is_instance_of(crate::model::scalar_types::type_ptr(NPY_UNICODE)) {
        return Err(value_error(
            "StringDType only allows string data when string coercion is disabled.",
        ));
    }
    let text = if value.is_bytes() {
        access::to_str(value.bytes())?
    } else {
        value.str()?
    };
    // SAFETY: as the caller vouches.
    unsafe { set_text(d, ptr, &text) }
}

/// # Safety
/// As `set_item`; `text` is a `str`.
unsafe fn set_text(d: &StringDescr, ptr: *mut u8, text: &Object) -> Res<()> {
    let bytes = text.utf8()?.as_bytes();
    let held = Locked::new([d]);
    let [s] = held.strings();
    // SAFETY: as the caller vouches; the str keeps its UTF-8 form.
    unsafe { s.store(ptr, bytes) }
}

/// Reads an element as a `str` or as the object for missing values.
///
/// # Safety
/// `ptr` is an element of an array of `d`.
pub unsafe fn get_item(d: &StringDescr, ptr: *const u8) -> Res<Owned> {
    let odd = {
        let held = Locked::new([d]);
        let [s] = held.strings();
        // SAFETY: as the caller vouches.
        match unsafe { s.load(ptr) } {
            Loaded::Missing => None,
            // Making a str of valid text runs no other code.
            Loaded::Text(t) => match std::str::from_utf8(t) {
                Ok(text) => return str_new(text),
                Err(_) => Some(t.to_vec()),
            },
        }
    };
    match odd {
        Some(bytes) => access::to_str(&bytes),
        None => match d.na_object() {
            Some(na) => Ok(na.own()),
            None => str_new(""),
        },
    }
}

unsafe extern "C" fn setitem(d: DescrPtr, value: *mut ffi::PyObject, ptr: *mut c_char) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let value = Object::from_ptr_opt(value).unwrap_or(none());
        set_item(descr(d), ptr.cast(), value)
    })
}

unsafe extern "C" fn getitem(d: DescrPtr, ptr: *mut c_char) -> *mut ffi::PyObject {
    // SAFETY: the slot's contract.
    entry(|| unsafe { get_item(descr(d), ptr.cast()) })
}

unsafe extern "C" fn get_clear_loop(
    _context: *mut c_void,
    _descr: *const PyArray_Descr,
    _aligned: c_int,
    _stride: npy_intp,
    out_loop: *mut PyArrayMethod_TraverseLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    unsafe {
        *out_loop = Some(clear_loop);
        *out_aux = null_mut();
        *flags = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    }
    0
}

unsafe extern "C" fn clear_loop(
    _context: *mut c_void,
    d: *const PyArray_Descr,
    data: *mut c_char,
    n: npy_intp,
    stride: npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop's contract.
    entry(|| unsafe {
        let held = Locked::new([descr(d.cast_mut())]);
        let [s] = held.strings();
        let mut p = data.cast::<u8>();
        for _ in 0..n {
            s.clear(p);
            p = p.wrapping_offset(stride);
        }
        Ok(())
    })
}

/// True unless empty; a missing value counts as true where it is like NaN.
pub fn is_nonzero(d: &StringDescr, value: Loaded<'_>) -> bool {
    match value {
        Loaded::Text(t) => !t.is_empty(),
        Loaded::Missing => d.na_kind() == NaKind::NanLike,
    }
}

unsafe extern "C" fn nonzero(element: *mut c_void, array: *mut c_void) -> npy_bool {
    // SAFETY: the slot's contract: an element of the array.
    unsafe {
        let d = descr((*array.cast::<PyArrayObject>()).descr);
        let held = Locked::new([d]);
        let [s] = held.strings();
        npy_bool::from(is_nonzero(d, s.load(element.cast())))
    }
}

/// Readies the class.
#[allow(deprecated, reason = "the field's own type code")]
pub(super) fn init() -> Res<()> {
    let class = &CLASSES[NPY_NTYPES_LEGACY];
    let mut slots = empty_slots();
    slots.discover_descr_from_pyobject = Some(discover);
    slots.is_known_scalar_type = Some(knows);
    slots.default_descr = Some(default_descr);
    slots.common_dtype = Some(common_dtype);
    slots.common_instance = Some(common_instance_slot);
    slots.ensure_canonical = Some(ensure_canonical);
    slots.setitem = Some(setitem);
    slots.getitem = Some(getitem);
    slots.get_clear_loop = Some(get_clear_loop);
    slots.finalize_descr = Some(finalize_descr);
    slots.castingimpls = dict_new()?.into_ptr();
    slots.f.getitem = Some(crate::dtype::user::getitem_by_slot);
    slots.f.setitem = Some(crate::dtype::user::setitem_by_slot);
    slots.f.nonzero = Some(nonzero);
    slots.f.compare = Some(order::compare);
    slots.f.argmax = Some(order::argmax);
    slots.f.argmin = Some(order::argmin);
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let c = class.get();
        (*c).type_num = NPY_VSTRING;
        (*c).scalar_type = &raw mut ffi::PyUnicode_Type;
        (*c).flags = NPY_DT_PARAMETRIC;
        (*c).dt_slots = Box::into_raw(Box::new(slots)).cast();
    }
    let members: [(&CStr, c_int, usize, c_int); 2] = [
        (
            c"coerce",
            ffi::Py_T_BOOL,
            std::mem::offset_of!(PyArray_StringDTypeObject, coerce),
            ffi::Py_READONLY,
        ),
        (
            c"na_object",
            ffi::Py_T_OBJECT_EX,
            std::mem::offset_of!(PyArray_StringDTypeObject, na_object),
            ffi::Py_READONLY,
        ),
    ];
    TypeBuilder::new(
        class,
        c"numpy.dtypes.StringDType",
        size_of::<PyArray_StringDTypeObject>(),
    )
    .metatype(DTYPE_META_TYPE.ptr())
    .base(DTYPE_TYPE.ptr())
    .methods(METHODS)
    .members(&members)
    .member_docs(&[
        (c"coerce", c"Whether what is no string is turned into one."),
        (c"na_object", c"The object that stands for missing strings."),
    ])
    .with(|t| {
        let t = t.slots();
        t.tp_new = Some(new);
        t.tp_dealloc = Some(dealloc);
        t.tp_repr = Some(slot::unary(repr));
        t.tp_str = Some(slot::unary(repr));
        t.tp_hash = Some(slot::hash(hash));
        t.tp_richcompare = Some(slot::richcompare(richcompare));
    })
    .ready()?;
    let default: &'static StringDescr = default_instance()?.leak();
    // SAFETY: the class keeps the reference for ever.
    unsafe { (*class.get()).singleton = default.as_ptr().cast() };
    Ok(())
}
