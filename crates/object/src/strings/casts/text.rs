//! StringDType to and from the strings of fixed width: `S` (ASCII on the way there), `U` (code points), `V` (the bytes of
//! the UTF-8). Trailing NULs of the fixed width are padding.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, type_error};
use ferronum_pyrt::{Layout, Owned, Raised, Res, entry, int_new, str_new};

use super::{NoMemory, Run, from_strings, not_utf8, other, put, to_strings};
use crate::casting::array_method::ArrayMethod;
use crate::model::Descr;
use crate::strings::access::{self, Loaded, StringDescr};

pub(super) fn register() -> Res<()> {
    let flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    let level = NPY_SAME_KIND_CASTING;
    let s = NPY_VSTRING;
    super::register(
        c"cast_StringDType_to_unicode",
        s,
        NPY_UNICODE,
        level,
        flags,
        to_unicode,
    )?;
    super::register(
        c"cast_StringDType_to_byte",
        s,
        NPY_STRING,
        level,
        flags,
        to_bytes,
    )?;
    super::register(
        c"cast_StringDType_to_void",
        s,
        NPY_VOID,
        level,
        flags,
        to_void,
    )?;
    super::register(
        c"cast_unicode_to_S",
        NPY_UNICODE,
        s,
        level,
        flags,
        from_unicode,
    )?;
    super::register(c"cast_byte_to_S", NPY_STRING, s, level, flags, from_bytes)?;
    super::register(c"cast_void_to_S", NPY_VOID, s, level, flags, from_bytes)?;
    // Structures are refused when the loop is chosen: asking whether the cast is possible says yes.
    let class = crate::dtype::builtin::class_of(s);
    let void = crate::dtype::builtin::class_of(NPY_VOID);
    if let Some(m) = crate::casting::registry::cast_method(class, void)? {
        // SAFETY: our own method, not in use yet.
        unsafe { (*m.raw()).get_strided_loop = Some(get_void_loop) };
    }
    Ok(())
}

unsafe extern "C" fn get_void_loop(
    context: *mut PyArrayMethod_Context,
    _aligned: c_int,
    _move_references: c_int,
    _strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let to = other(context, 1);
        if to.has_fields() || to.has_subarray() {
            return Err(type_error(
                "Casting from StringDType to a structured dtype is not supported.",
            ));
        }
        *out_loop = Some(to_void);
        *out_aux = std::ptr::null_mut();
        *flags = ArrayMethod::from_ptr((*context).method.cast()).flags() & NPY_METH_RUNTIME_FLAGS;
        Ok(())
    })
}

/// Bytes without the trailing NULs.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let n = bytes.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
    &bytes[..n]
}

/// The width of an element of a fixed-width dtype.
fn width(d: &Descr) -> usize {
    d.elsize().max(0) as usize
}

unsafe extern "C" fn from_bytes(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let from = other(context, 0);
        let (n, is_void) = (width(from), from.type_num() == NPY_VOID);
        let d = StringDescr::of_context(context, 1);
        to_strings(
            d,
            Run::new(data, dimensions, strides),
            |s, src, dst| {
                let text = trimmed(std::slice::from_raw_parts(src, n));
                if std::str::from_utf8(text).is_err() {
                    return Err(Some(text.to_vec()));
                }
                put(s, dst, text).map_err(|NoMemory| None)
            },
            |e| match e {
                Some(bytes) if !is_void => not_utf8(&bytes),
                _ if is_void => NoMemory.raise("Failed to allocate string in void to string cast"),
                _ => NoMemory.raise("Failed to allocate string in bytes to string cast"),
            },
        )
    })
}

/// Why code points could not be stored.
enum Refused {
    CodePoint,
    Memory,
}

impl Refused {
    fn raise(self) -> Raised {
        match self {
            Refused::CodePoint => type_error("Invalid unicode code point found"),
            Refused::Memory => {
                NoMemory.raise("Failed to allocate string in unicode to string cast")
            }
        }
    }
}

unsafe extern "C" fn from_unicode(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; the source is native.
    entry(|| unsafe {
        let n = width(other(context, 0)) / 4;
        let d = StringDescr::of_context(context, 1);
        let mut utf8: Vec<u8> = Vec::with_capacity(n);
        to_strings(
            d,
            Run::new(data, dimensions, strides),
            |s, src, dst| {
                let at = |i: usize| src.cast::<u32>().add(i).read_unaligned();
                let len = (0..n).rev().find(|&i| at(i) != 0).map_or(0, |i| i + 1);
                utf8.clear();
                for i in 0..len {
                    let c = at(i);
                    if c < 0x80 {
                        utf8.push(c as u8);
                        continue;
                    }
                    let c = char::from_u32(c).ok_or(Refused::CodePoint)?;
                    utf8.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                put(s, dst, &utf8).map_err(|NoMemory| Refused::Memory)
            },
            Refused::raise,
        )
    })
}

/// What stands in fixed-width text for a missing value: the string for it, or its name.
fn stand_in(d: &StringDescr) -> &[u8] {
    if d.has_string_na() {
        d.default_string()
    } else {
        d.na_name()
    }
}

unsafe extern "C" fn to_unicode(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract; the destination is native.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let n = width(other(context, 1)) / 4;
        let missing = stand_in(d);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value: Loaded<'_>, dst| {
                let Ok(text) = std::str::from_utf8(value.or(missing)) else {
                    return false;
                };
                let to = dst.cast::<u32>();
                let mut i = 0;
                for c in text.chars().take(n) {
                    to.add(i).write_unaligned(c.into());
                    i += 1;
                }
                to.add(i).cast::<u8>().write_bytes(0, (n - i) * 4);
                true
            },
            |text, _| Err(not_utf8(text.unwrap_or(missing))),
        )
    })
}

unsafe extern "C" fn to_bytes(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let n = width(other(context, 1));
        let missing = stand_in(d);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| {
                let text = value.or(missing);
                text.is_ascii() && {
                    put_padded(text, dst, n);
                    true
                }
            },
            |text, _| Err(not_ascii(text.unwrap_or(missing))),
        )
    })
}

unsafe extern "C" fn to_void(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: the loop contract.
    entry(|| unsafe {
        let d = StringDescr::of_context(context, 0);
        let n = width(other(context, 1));
        let missing = stand_in(d);
        from_strings(
            d,
            Run::new(data, dimensions, strides),
            |value, dst| {
                put_padded(value.or(missing), dst, n);
                true
            },
            |_, _| Ok(()),
        )
    })
}

/// # Safety
/// `dst` is writable for `n` bytes and apart from the text.
unsafe fn put_padded(text: &[u8], dst: *mut u8, n: usize) {
    let k = text.len().min(n);
    // SAFETY: as the caller vouches.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), dst, k);
        dst.add(k).write_bytes(0, n - k);
    }
}

/// `UnicodeEncodeError` of text that is not ASCII; it names the first such character only.
#[cold]
fn not_ascii(text: &[u8]) -> Raised {
    let make = || -> Res<Owned> {
        let whole = access::to_str(text)?;
        let shown = whole.utf8()?;
        let at = shown.chars().take_while(char::is_ascii).count() as i64;
        exc::UnicodeEncodeError().call(&[
            &*str_new("ascii")?,
            &whole,
            &*int_new(at)?,
            &*int_new(at + 1)?,
            &*str_new("ordinal not in range(128)")?,
        ])
    };
    match make() {
        Ok(e) => Raised::restore(e),
        Err(e) => e,
    }
}
