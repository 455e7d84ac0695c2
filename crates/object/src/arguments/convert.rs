//! Arguments that stand for one of NumPy's enumerations, an axis or a shape: the texts and rules of
//! its converters, for Python methods and for the C functions `PyArray_*Converter` alike.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, overflow_error, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::model::{Array, Dims};

/// A `str`, or `bytes` decoded; bytes that are no ASCII become a text that nothing is called by.
fn text_of(obj: &Object, what: &str) -> Res<Owned> {
    // SAFETY: type checks, then a decode of a bytes object.
    unsafe {
        if ffi::PyBytes_Check(obj.as_ptr()) != 0 {
            return Own::from_result(ffi::PyUnicode_FromEncodedObject(
                obj.as_ptr(),
                c"ascii".as_ptr(),
                c"replace".as_ptr(),
            ));
        }
        if ffi::PyUnicode_Check(obj.as_ptr()) != 0 {
            return Ok(obj.own());
        }
    }
    Err(type_error(&format!(
        "{what} must be str, not {}",
        obj.type_name()
    )))
}

/// Raises `ValueError: {what} {message} (got {obj!r})`.
fn unknown(obj: &Object, what: &str, message: &str) -> Raised {
    match obj.repr_text() {
        Ok(repr) => value_error(&format!("{what} {message} (got {repr})")),
        Err(raised) => raised,
    }
}

/// `order=`.
pub fn order(obj: &Object) -> Res<NPY_ORDER> {
    let text = text_of(obj, "order")?;
    match text.utf8()? {
        "C" | "c" => Ok(NPY_CORDER),
        "F" | "f" => Ok(NPY_FORTRANORDER),
        "A" | "a" => Ok(NPY_ANYORDER),
        "K" | "k" => Ok(NPY_KEEPORDER),
        _ => Err(unknown(
            obj,
            "order",
            "must be one of 'C', 'F', 'A', or 'K'",
        )),
    }
}

/// `order=` where absent or `None` means `default`.
pub fn order_or(obj: Option<&Object>, default: NPY_ORDER) -> Res<NPY_ORDER> {
    obj.and_then(Object::not_none).map_or(Ok(default), order)
}

fn casting_name(name: &str) -> Option<NPY_CASTING> {
    Some(match name {
        "no" => NPY_NO_CASTING,
        "equiv" => NPY_EQUIV_CASTING,
        "safe" => NPY_SAFE_CASTING,
        "same_kind" => NPY_SAME_KIND_CASTING,
        "unsafe" => NPY_UNSAFE_CASTING,
        _ => return None,
    })
}

/// `casting=`.
pub fn casting(obj: &Object) -> Res<NPY_CASTING> {
    let text = text_of(obj, "casting")?;
    casting_name(text.utf8()?).ok_or_else(|| {
        unknown(
            obj,
            "casting",
            "must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe'",
        )
    })
}

/// `casting=` where absent means `default`.
pub fn casting_or(obj: Option<&Object>, default: NPY_CASTING) -> Res<NPY_CASTING> {
    obj.map_or(Ok(default), casting)
}

/// `casting=` of the functions that also know `"same_value"`.
pub fn casting_same_value(obj: &Object) -> Res<NPY_CASTING> {
    let text = text_of(obj, "casting")?;
    let name = text.utf8()?;
    if name == "same_value" {
        return Ok(NPY_SAME_VALUE_CASTING);
    }
    casting_name(name).ok_or_else(|| {
        unknown(
            obj,
            "casting",
            "must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value'",
        )
    })
}

/// `kind=` of sorts; `None` means the default.
pub fn sort_kind(obj: &Object) -> Res<NPY_SORTKIND> {
    if obj.is_none() {
        return Ok(NPY_QUICKSORT);
    }
    let text = text_of(obj, "sort kind")?;
    match text.utf8()?.as_bytes().first() {
        Some(b'q' | b'Q') => Ok(NPY_QUICKSORT),
        Some(b'h' | b'H') => Ok(NPY_HEAPSORT),
        Some(b'm' | b'M' | b's' | b'S') => Ok(NPY_STABLESORT),
        _ => Err(unknown(
            obj,
            "sort kind",
            "must be one of 'quick', 'heap', or 'stable'",
        )),
    }
}

/// `kind=` of partitions.
pub fn select_kind(obj: &Object) -> Res<NPY_SELECTKIND> {
    let text = text_of(obj, "select kind")?;
    match text.utf8()? {
        "introselect" => Ok(NPY_INTROSELECT),
        _ => Err(unknown(obj, "select kind", "must be 'introselect'")),
    }
}

/// `side=` of `searchsorted`.
pub fn search_side(obj: &Object) -> Res<NPY_SEARCHSIDE> {
    let text = text_of(obj, "search side")?;
    let text = text.utf8()?;
    let side = match text.as_bytes().first() {
        Some(b'l' | b'L') => NPY_SEARCHLEFT,
        Some(b'r' | b'R') => NPY_SEARCHRIGHT,
        _ => return Err(unknown(obj, "search side", "must be 'left' or 'right'")),
    };
    if text != "left" && text != "right" {
        return Err(value_error("search side must be one of 'left' or 'right'"));
    }
    Ok(side)
}

/// `mode=` of `take`, `put`, `choose`; `None` means raise.
pub fn clip_mode(obj: &Object) -> Res<NPY_CLIPMODE> {
    if obj.is_none() {
        return Ok(NPY_RAISE);
    }
    // SAFETY: type checks.
    let is_text =
        unsafe { ffi::PyUnicode_Check(obj.as_ptr()) != 0 || ffi::PyBytes_Check(obj.as_ptr()) != 0 };
    if is_text {
        let text = text_of(obj, "clipmode")?;
        let text = text.utf8()?;
        let mode = match text.as_bytes().first() {
            Some(b'c' | b'C') => NPY_CLIP,
            Some(b'w' | b'W') => NPY_WRAP,
            Some(b'r' | b'R') => NPY_RAISE,
            _ => {
                return Err(unknown(
                    obj,
                    "clipmode",
                    "must be one of 'clip', 'raise', or 'wrap'",
                ));
            }
        };
        if !matches!(text, "clip" | "wrap" | "raise") {
            return Err(value_error(
                "Use one of 'clip', 'raise', or 'wrap' for clip mode",
            ));
        }
        return Ok(mode);
    }
    let number = to_int(obj, "an integer is required").map_err(|raised| {
        raised.clear();
        type_error("clipmode not understood")
    })?;
    match number {
        mode @ NPY_CLIP..=NPY_RAISE => Ok(mode),
        _ => Err(value_error(
            "integer clipmode must be RAISE, WRAP, or CLIP from 'numpy._core.multiarray'",
        )),
    }
}

/// One clip mode, or a sequence of `n` of them.
pub fn clip_modes(obj: Option<&Object>, n: usize) -> Res<Vec<NPY_CLIPMODE>> {
    let Some(obj) = obj else {
        return Ok(vec![NPY_RAISE; n]);
    };
    // SAFETY: type checks.
    let is_sequence =
        unsafe { ffi::PyTuple_Check(obj.as_ptr()) != 0 || ffi::PyList_Check(obj.as_ptr()) != 0 };
    if !is_sequence {
        return Ok(vec![clip_mode(obj)?; n]);
    }
    let items = obj.to_tuple()?;
    let got = items.tuple_len();
    if got != n {
        return Err(value_error(&format!(
            "list of clipmodes has wrong length ({got} instead of {n})"
        )));
    }
    items.tuple_items().iter().map(|m| clip_mode(m)).collect()
}

/// `mode=` of `correlate`.
pub fn correlate_mode(obj: &Object) -> Res<NPY_CORRELATEMODE> {
    // SAFETY: a type check.
    if unsafe { ffi::PyUnicode_Check(obj.as_ptr()) != 0 } {
        let text = obj.utf8()?;
        let mode = match text.as_bytes().first() {
            Some(b'v' | b'V') => NPY_VALID,
            Some(b's' | b'S') => NPY_SAME,
            Some(b'f' | b'F') => NPY_FULL,
            _ => {
                return Err(unknown(
                    obj,
                    "mode",
                    "must be one of 'valid', 'same', or 'full'",
                ));
            }
        };
        if !matches!(text, "valid" | "same" | "full") {
            return Err(value_error(
                "Use one of 'valid', 'same', or 'full' for convolve/correlate mode",
            ));
        }
        return Ok(mode);
    }
    let number = to_int(obj, "an integer is required").map_err(|raised| {
        raised.clear();
        type_error("convolve/correlate mode not understood")
    })?;
    match number {
        mode @ NPY_VALID..=NPY_FULL => Ok(mode),
        _ => Err(value_error(
            "integer convolve/correlate mode must be 0, 1, or 2",
        )),
    }
}

/// `newbyteorder`'s argument: `NPY_BIG`, `NPY_LITTLE`, `NPY_NATIVE`, `NPY_SWAP` or `NPY_IGNORE`.
pub fn byteorder(obj: &Object) -> Res<u8> {
    let text = text_of(obj, "byteorder")?;
    match text.utf8()?.as_bytes().first() {
        Some(b'>' | b'b' | b'B') => Ok(NPY_BIG),
        Some(b'<' | b'l' | b'L') => Ok(NPY_LITTLE),
        Some(b'=' | b'n' | b'N') => Ok(NPY_NATIVE),
        Some(b's' | b'S') => Ok(NPY_SWAP),
        Some(b'|' | b'i' | b'I') => Ok(NPY_IGNORE),
        _ => Err(unknown(obj, "byteorder", "not recognized")),
    }
}

/// An integer argument (`PyArray_PyIntAsIntp`): no bool, no float; `message` is the text for a bool.
pub fn to_intp(obj: &Object, message: &str) -> Res<isize> {
    // SAFETY: type checks and conversions of a live object.
    unsafe {
        if ffi::PyBool_Check(obj.as_ptr()) != 0 || obj.type_name() == "numpy.bool" {
            return Err(type_error(message));
        }
        let value = if ffi::PyLong_CheckExact(obj.as_ptr()) != 0 {
            ffi::PyLong_AsLong(obj.as_ptr())
        } else {
            let index = Owned::from_result(ffi::PyNumber_Index(obj.as_ptr()))?;
            ffi::PyLong_AsLong(index.as_ptr())
        };
        if value == -1 && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(value as isize)
    }
}

/// The same for a C `int`.
pub fn to_int(obj: &Object, message: &str) -> Res<c_int> {
    c_int::try_from(to_intp(obj, message)?)
        .map_err(|_| value_error("integer won't fit into a C int"))
}

/// An `int` as NumPy's converter of flags and axes has it: anything with `__index__`, `bool` among them, but no float.
pub fn py_int(obj: &Object) -> Res<c_int> {
    if obj.is_float() {
        return Err(type_error("integer argument expected, got float"));
    }
    c_int::try_from(to_long(obj)?)
        .map_err(|_| overflow_error("Python int too large to convert to C int"))
}

/// An `int` as the interpreter's format `i` has it.
pub fn c_int(obj: &Object) -> Res<c_int> {
    let value = to_long(obj)?;
    c_int::try_from(value).map_err(|_| {
        overflow_error(if value > 0 {
            "signed integer is greater than maximum"
        } else {
            "signed integer is less than minimum"
        })
    })
}

/// An `unsigned int` as the interpreter's format `I` has it, which looks at no overflow.
pub fn lowest_u32(obj: &Object) -> Res<u32> {
    // SAFETY: a live object; -1 is checked for an exception.
    unsafe {
        let value = ffi::PyLong_AsUnsignedLongMask(obj.as_ptr());
        if value == std::ffi::c_ulong::MAX && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(value as u32)
    }
}

/// A C `long` by `__index__`.
fn to_long(obj: &Object) -> Res<isize> {
    // SAFETY: a live object; -1 is checked for an exception.
    unsafe {
        let value = ffi::PyLong_AsLong(obj.as_ptr());
        if value == -1 && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(value as isize)
    }
}

/// A `long long` as the interpreter's format `L` has it.
pub fn long_long(obj: &Object) -> Res<isize> {
    // SAFETY: a live object; new reference or NULL; -1 is checked for an exception.
    unsafe {
        let index = Owned::from_result(ffi::PyNumber_Index(obj.as_ptr()))?;
        let value = ffi::PyLong_AsLongLong(index.as_ptr());
        if value == -1 && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(value as isize)
    }
}

/// A `Py_ssize_t` as the interpreter's format `n` has it.
pub fn ssize(obj: &Object) -> Res<isize> {
    // SAFETY: a live object; new reference or NULL; -1 is checked for an exception.
    unsafe {
        let index = Owned::from_result(ffi::PyNumber_Index(obj.as_ptr()))?;
        let value = ffi::PyLong_AsSsize_t(index.as_ptr());
        if value == -1 && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(value)
    }
}

/// An object of a class, or `TypeError: {what}, not {its type}` as the interpreter's format `O!` has it.
pub fn instance<'a, T: Layout>(obj: &'a Object, what: &str) -> Res<&'a T> {
    obj.downcast::<T>()
        .ok_or_else(|| type_error(&format!("{what}, not {}", obj.type_or_none())))
}

/// The number that an object stands for by `__index__`; `None` where it has none after all (arrays of several). A `bool`
/// is refused.
pub fn index_if(obj: &Object) -> Res<Option<isize>> {
    if !obj.has_index() {
        return Ok(None);
    }
    if obj.is_bool() {
        return Err(type_error("an integer is required"));
    }
    match obj.to_isize() {
        Ok(i) => Ok(Some(i)),
        Err(e) if e.matches(exc::TypeError()) => {
            e.clear();
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

/// The bytes of a `str` or of an exporter of read-only memory, as the interpreter's format `s#` has them.
pub fn bytes_like(obj: &Object, what: &str) -> Res<Vec<u8>> {
    if obj.is_str() {
        return Ok(obj.utf8()?.as_bytes().to_vec());
    }
    // Memory that has to be released could change in the meantime.
    // SAFETY: the protocol table of a live type.
    let releases = unsafe {
        let table = (*obj.type_ptr()).tp_as_buffer;
        !table.is_null() && (*table).bf_releasebuffer.is_some()
    };
    // That of arrays and scalars frees the description alone.
    let releases =
        releases && obj.downcast::<Array>().is_none() && !crate::model::Scalar::check(obj);
    if releases {
        return Err(type_error(&format!(
            "{what} must be read-only bytes-like object, not {}",
            obj.type_name()
        )));
    }
    // SAFETY: a local Py_buffer that is released after its bytes were copied.
    unsafe {
        let mut view: ffi::Py_buffer = std::mem::zeroed();
        if ffi::PyObject_GetBuffer(obj.as_ptr(), &mut view, ffi::PyBUF_SIMPLE) < 0 {
            return Err(Raised::pending());
        }
        let bytes = if view.len > 0 {
            std::slice::from_raw_parts(view.buf.cast::<u8>(), view.len as usize).to_vec()
        } else {
            Vec::new()
        };
        ffi::PyBuffer_Release(&mut view);
        Ok(bytes)
    }
}

/// `axis=`; `None` where it means the flattened array.
pub fn axis(obj: &Object) -> Res<Option<c_int>> {
    if obj.is_none() {
        return Ok(None);
    }
    to_int(obj, "an integer is required for the axis").map(Some)
}

/// Characters of an object's `repr` that the text shows.
const SHOWN: usize = 100;

/// The text of a shape that is none, raised in place of the pending `TypeError`.
fn not_a_shape(obj: &Object, raised: Raised) -> Raised {
    if !raised.matches(exc::TypeError()) {
        return too_large(raised);
    }
    raised.clear();
    match obj.repr_begin() {
        Ok(repr) => type_error(&format!(
            "expected a sequence of integers or a single integer, got '{}'",
            repr.chars().take(SHOWN).collect::<String>()
        )),
        Err(raised) => raised,
    }
}

/// An overflow in a shape becomes `ValueError`.
fn too_large(raised: Raised) -> Raised {
    if !raised.matches(exc::OverflowError()) {
        return raised;
    }
    raised.clear();
    value_error("Maximum allowed dimension exceeded")
}

/// An integer or a sequence of integers, of any length (`PyArray_IntpFromSequence`).
pub fn intp_sequence(obj: &Object) -> Res<Vec<isize>> {
    intp_sequence_up_to(obj, usize::MAX).map(|(sizes, _)| sizes)
}

/// The first `most` integers of a sequence, and how many there are.
pub fn intp_sequence_up_to(obj: &Object, most: usize) -> Res<(Vec<isize>, usize)> {
    match sequence_items(obj)? {
        Some(items) => Ok((integers(&items, most)?, items.tuple_len())),
        None => Ok((vec![one_integer(obj)?; most.min(1)], 1)),
    }
}

/// The items of what is a sequence of sizes and not one size.
fn sequence_items(obj: &Object) -> Res<Option<Owned>> {
    if obj.is_int_exact() || !obj.is_sequence() {
        return Ok(None);
    }
    match obj.to_tuple() {
        Ok(items) => Ok(Some(items)),
        Err(e) if e.matches(exc::RecursionError()) || e.matches(exc::MemoryError()) => Err(e),
        // It cannot be iterated after all (a 0-d array).
        Err(e) => {
            e.clear();
            Ok(None)
        }
    }
}

fn integers(items: &Object, most: usize) -> Res<Vec<isize>> {
    let first = items.tuple_items().iter().take(most);
    first
        .map(|item| to_intp(item, "an integer is required").map_err(too_large))
        .collect()
}

fn one_integer(obj: &Object) -> Res<isize> {
    to_intp(obj, "an integer is required").map_err(|e| not_a_shape(obj, e))
}

/// The values of plain Python integers that fit; `None` if they are anything else.
pub fn plain_ints(items: &[&Object]) -> Res<Option<Dims>> {
    let mut out = Dims::new();
    for item in items {
        if !item.is_int_exact() {
            return Ok(None);
        }
        match item.int_to_i64()? {
            Ok(v) if out.push(v as isize) => {}
            _ => return Ok(None),
        }
    }
    Ok(Some(out))
}

/// A shape, strides or axes: an integer or a sequence of integers, no more than an array can have. `None` gives
/// `None`, which every caller words in its own way.
pub fn shape(obj: &Object) -> Res<Option<Dims>> {
    if obj.is_none() {
        return Ok(None);
    }
    let plain = if obj.is_tuple_exact() {
        plain_ints(obj.tuple_items())?
    } else {
        plain_ints(&[obj])?
    };
    if plain.is_some() {
        return Ok(plain);
    }
    let Some(items) = sequence_items(obj)? else {
        return Ok(Some(Dims::from(&[one_integer(obj)?][..])));
    };
    if items.tuple_len() > NPY_MAXDIMS {
        return Err(crate::model::layout::too_many_dims(items.tuple_len()));
    }
    Ok(Some(Dims::from(&*integers(&items, NPY_MAXDIMS)?)))
}

/// `shape=` of functions that need one (`PyArray_IntpConverter`).
pub fn required_shape(obj: &Object) -> Res<Dims> {
    shape(obj)?.ok_or_else(|| type_error("Use () not None as shape arguments"))
}

/// `out=`: an array, or nothing.
pub fn output(obj: &Object) -> Res<Option<&Array>> {
    if obj.is_none() {
        return Ok(None);
    }
    match obj.downcast::<Array>() {
        Some(a) => Ok(Some(a)),
        None => Err(type_error("output must be an array")),
    }
}

/// The object behind a buffer: what a memoryview looks at, else the object itself.
pub fn buffer_owner(obj: &Object) -> &Object {
    // SAFETY: a type check; a memoryview of an exporter keeps it alive.
    unsafe {
        if ffi::PyMemoryView_Check(obj.as_ptr()) == 0 {
            return obj;
        }
        let view = obj.as_ptr().cast::<MemoryView>();
        Object::from_ptr_opt((*view).view.obj).unwrap_or(obj)
    }
}

/// The beginning of a memoryview object, up to its buffer.
#[repr(C)]
struct MemoryView {
    ob_base: ffi::PyVarObject,
    manager: *mut ffi::PyObject,
    hash: ffi::Py_hash_t,
    flags: c_int,
    exports: isize,
    view: ffi::Py_buffer,
}
