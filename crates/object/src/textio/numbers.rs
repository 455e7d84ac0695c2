//! `fromstring` and `fromfile`: numbers between separators, and raw elements of files.

use std::io::{Read, Seek, SeekFrom};
use std::os::fd::AsRawFd;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, none};
use ferronum_scalar::parse;

use super::file::{Duplicate, close, open, system_error};
use super::tofile::text_argument;
use crate::array::convert::resize;
use crate::array::functions::like_override;
use crate::array::{Array, create};
use crate::dtype::Descr;
use crate::dtype::parse::descr_from_object;

fn descr_argument(obj: Option<&Object>) -> Res<Own<Descr>> {
    match obj {
        Some(d) => descr_from_object(d),
        None => Ok(crate::dtype::builtin(NPY_DOUBLE).own()),
    }
}

/// Parses one element at the start of `text` into `out`; answers the bytes used.
type ParseInto = unsafe fn(&[u8], *mut u8) -> Option<usize>;

/// Writes a value that may be unaligned.
///
/// # Safety
/// `out` is writable for a `T`.
unsafe fn put<T>(out: *mut u8, value: T) {
    // SAFETY: as the caller vouches.
    unsafe { out.cast::<T>().write_unaligned(value) }
}

macro_rules! parsers {
    ($($name:ident($text:ident) = $parse:expr, $v:ident => $value:expr;)*) => { $(
        /// # Safety
        /// `out` is writable for an element.
        unsafe fn $name($text: &[u8], out: *mut u8) -> Option<usize> {
            let ($v, used) = $parse?;
            // SAFETY: as the caller vouches.
            unsafe { put(out, $value) };
            Some(used)
        }
    )* };
}

parsers! {
    bool_(t) = parse::prefix_f64(t), v => u8::from(v != 0.0);
    i8_(t) = parse::prefix_i64(t), v => v as i8;
    i16_(t) = parse::prefix_i64(t), v => v as i16;
    i32_(t) = parse::prefix_i64(t), v => v as i32;
    i64_(t) = parse::prefix_i64(t), v => v;
    u8_(t) = parse::prefix_u64(t), v => v as u8;
    u16_(t) = parse::prefix_u64(t), v => v as u16;
    u32_(t) = parse::prefix_u64(t), v => v as u32;
    u64_(t) = parse::prefix_u64(t), v => v;
    half(t) = parse::prefix_f64(t), v => ferronum_scalar::half::from_f64(v);
    single(t) = parse::prefix_f64(t), v => v as f32;
    double(t) = parse::prefix_f64(t), v => v;
    extended(t) = parse::prefix_long_double(t).map(|p| (p.value, p.used)), v => v;
    csingle(t) = parse::prefix_complex(t), v => [v.0 as f32, v.1 as f32];
    cdouble(t) = parse::prefix_complex(t), v => [v.0, v.1];
}

fn parser(descr: &Descr) -> Option<ParseInto> {
    Some(match descr.type_num() {
        NPY_BOOL => bool_,
        NPY_BYTE => i8_,
        NPY_SHORT => i16_,
        NPY_INT => i32_,
        NPY_LONG | NPY_LONGLONG | NPY_DATETIME | NPY_TIMEDELTA => i64_,
        NPY_UBYTE => u8_,
        NPY_USHORT => u16_,
        NPY_UINT => u32_,
        NPY_ULONG | NPY_ULONGLONG => u64_,
        NPY_HALF => half,
        NPY_FLOAT => single,
        NPY_DOUBLE => double,
        NPY_LONGDOUBLE => extended,
        NPY_CFLOAT => csingle,
        NPY_CDOUBLE => cdouble,
        _ => return None,
    })
}

/// An integer as the C library reads it from a file: a sign right before the digits, any size cut to 64 bits.
fn file_int(text: &[u8]) -> Option<(i64, usize)> {
    let blanks = text.iter().take_while(|b| is_blank(b)).count();
    let negative = text.get(blanks) == Some(&b'-');
    let start = blanks + usize::from(negative || text.get(blanks) == Some(&b'+'));
    if !text.get(start)?.is_ascii_digit() {
        return None;
    }
    let (size, used) = parse::prefix_u64(&text[start..])?;
    let value = size as i64;
    Some((
        if negative {
            value.wrapping_neg()
        } else {
            value
        },
        start + used,
    ))
}

parsers! {
    file_i8(t) = file_int(t), v => v as i8;
    file_i16(t) = file_int(t), v => v as i16;
    file_i32(t) = file_int(t), v => v as i32;
    file_i64(t) = file_int(t), v => v;
}

/// # Safety
/// `out` is writable for an element.
unsafe fn file_extended(text: &[u8], out: *mut u8) -> Option<usize> {
    // Files hold no hexadecimal numbers: the text ends before the x.
    let end = text.iter().position(|b| matches!(b, b'x' | b'X'));
    // SAFETY: as the caller vouches.
    unsafe { extended(&text[..end.unwrap_or(text.len())], out) }
}

fn file_parser(descr: &Descr) -> Option<ParseInto> {
    Some(match descr.type_num() {
        NPY_DATETIME | NPY_TIMEDELTA => return None,
        NPY_BYTE | NPY_UBYTE => file_i8,
        NPY_SHORT | NPY_USHORT => file_i16,
        NPY_INT | NPY_UINT => file_i32,
        NPY_LONG..=NPY_ULONGLONG => file_i64,
        NPY_LONGDOUBLE => file_extended,
        _ => return parser(descr),
    })
}

/// What stood where a separator was expected.
enum Separator {
    Found(usize),
    /// The text ended first.
    End,
    Missing,
}

fn is_blank(b: &u8) -> bool {
    matches!(b, b' ' | 9..=13)
}

/// Matches `sep` at the start of `text`: blanks in it stand for any blanks (or none), and so does its start.
fn separator(text: &[u8], sep: &[u8]) -> Separator {
    let skip = |at: usize| at + text[at..].iter().take_while(|b| is_blank(b)).count();
    let mut at = skip(0);
    if at == text.len() {
        return Separator::End;
    }
    for c in sep {
        if is_blank(c) {
            at = skip(at);
        } else if text.get(at) == Some(c) {
            at += 1;
        } else if at == text.len() {
            return Separator::End;
        } else {
            return Separator::Missing;
        }
    }
    match at {
        0 => Separator::Missing,
        _ => Separator::Found(at),
    }
}

/// The numbers in `text` as an array of at most `count` (< 0: all), their number, and the bytes used.
/// `blank_counts`: blanks without a number behind them are an element (-1 or 0), as strings have always been read.
fn read_text(
    text: &[u8],
    descr: Own<Descr>,
    parse: ParseInto,
    sep: &[u8],
    count: isize,
    blank_counts: bool,
) -> Res<(Own<Array>, isize, usize)> {
    let size = descr.elsize();
    let start = if count < 0 { 64 } else { count };
    let out = create::zeros(&[start], descr, NPY_CORDER)?;
    let mut capacity = start;
    let (mut n, mut at) = (0isize, 0usize);
    let mut matched = true;
    while count < 0 || n < count {
        let rest = &text[at..];
        if rest.is_empty() {
            break;
        }
        if n == capacity {
            capacity = capacity
                .checked_add(capacity / 2 + 64)
                .ok_or_else(no_memory)?;
            resize(&out, &[capacity], false)?;
        }
        let place = out.data().wrapping_offset(n * size);
        // SAFETY: element n of an array that only we know.
        match unsafe { parse(rest, place) } {
            Some(used) => {
                at += used;
                if !blank_counts && matches!(text.get(at), Some(b'e' | b'E')) {
                    // An exponent that is none has been taken from the file all the same.
                    at += 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
                }
            }
            None if blank_counts && is_blank(&rest[0]) => {
                // SAFETY: as above.
                unsafe { blank_element(out.descr(), parse, place) };
                at += rest.iter().take_while(|b| is_blank(b)).count();
            }
            None => {
                matched = false;
                break;
            }
        }
        n += 1;
        match separator(&text[at..], sep) {
            Separator::Found(used) => at += used,
            Separator::End => {
                at = text.len();
                break;
            }
            Separator::Missing => {
                matched = n == count;
                break;
            }
        }
    }
    if !matched {
        return Err(value_error(
            "string or file could not be read to its end due to unmatched data",
        ));
    }
    Ok((out, n, at))
}

/// The element that bare blanks in a string are read as.
///
/// # Safety
/// `place` is writable for an element of `descr`.
unsafe fn blank_element(descr: &Descr, parse: ParseInto, place: *mut u8) {
    let is_float = crate::dtype::is_float(descr.type_num());
    // SAFETY: as the caller vouches.
    unsafe { parse(if is_float { b"-1" } else { b"0" }, place) };
}

fn cut(out: Own<Array>, n: isize) -> Res<Own<Array>> {
    if out.shape()[0] != n {
        resize(&out, &[n], false)?;
    }
    Ok(out)
}

/// `fromstring(string, dtype=float, count=-1, *, sep, like=None)`.
pub(super) fn fromstring(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("fromstring", ["string", "dtype", "count", "sep", "like"])
        .required(1)
        .keyword_only(1);
    let [string, dtype, count, sep, like] = args.parse(&SIG)?;
    if let Some(v) = like_override("fromstring", like, args)? {
        return Ok(v);
    }
    let string = string.unwrap_or(none());
    let text = readable_bytes(string)?;
    let descr = descr_argument(dtype)?;
    let count = count.map_or(Ok(-1), Object::to_isize)?;
    let sep = text_argument(sep, "fromstring", 4)?;
    if sep.is_empty() {
        return Err(value_error(
            "The binary mode of fromstring is removed, use frombuffer instead",
        ));
    }
    Ok(from_text(&text, descr, count, sep)?.upcast())
}

/// Numbers from text (`PyArray_FromString` with a separator).
pub fn from_text(text: &[u8], descr: Own<Descr>, count: isize, sep: &str) -> Res<Own<Array>> {
    if descr.has_references() {
        return Err(value_error("Cannot create an object array from a string"));
    }
    if descr.elsize() == 0 {
        return Err(value_error("zero-valued itemsize"));
    }
    let Some(parse) = parser(&descr) else {
        return Err(value_error(
            "don't know how to read character strings with that array type",
        ));
    };
    let (out, n, _) = read_text(text, descr, parse, sep.as_bytes(), count, true)?;
    if count < 0 { cut(out, n) } else { Ok(out) }
}

/// The bytes of a `str` (UTF-8) or of a read-only bytes-like object, copied where the object could change them.
fn readable_bytes(obj: &Object) -> Res<Vec<u8>> {
    if obj.is_str() {
        return Ok(obj.utf8()?.as_bytes().to_vec());
    }
    if obj.is_bytearray() || obj.is_memoryview() {
        return Err(type_error(&format!(
            "fromstring() argument 1 must be read-only bytes-like object, not {}",
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

/// `fromfile(file, dtype=float, count=-1, sep='', offset=0, *, like=None)`.
pub(super) fn fromfile(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<6> = Sig::new(
        "fromfile",
        ["file", "dtype", "count", "sep", "offset", "like"],
    )
    .required(1)
    .keyword_only(1);
    let [file, dtype, count, sep, offset, like] = args.parse(&SIG)?;
    if let Some(v) = like_override("fromfile", like, args)? {
        return Ok(v);
    }
    let descr = descr_argument(dtype)?;
    let count = count.map_or(Ok(-1), Object::to_isize)?;
    let sep = text_argument(sep, "fromfile", 4)?;
    let offset = offset.map_or(Ok(0), Object::to_isize)?;
    if !sep.is_empty() && offset != 0 {
        return Err(type_error(
            "'offset' argument only permitted for binary files",
        ));
    }
    let (file, ours) = open(file.unwrap_or(none()), "rb")?;
    let result = Duplicate::new(&file, false).and_then(|mut dup| {
        let read = dup
            .skip(offset as i64)
            .and_then(|()| from_descriptor(&mut dup, descr, count, sep));
        dup.finish(read)
    });
    Ok(if ours { close(&file, result) } else { result }?.upcast())
}

/// Elements of an open file (`PyArray_FromFile`): raw where `sep` is empty, else text.
pub fn from_descriptor(
    dup: &mut Duplicate,
    descr: Own<Descr>,
    count: isize,
    sep: &str,
) -> Res<Own<Array>> {
    if descr.has_references() {
        return Err(value_error("Cannot read into object array"));
    }
    if descr.elsize() == 0 {
        return create::NewArray {
            allow_empty_string: true,
            ..create::NewArray::new(descr, &[count])
        }
        .build();
    }
    if sep.is_empty() {
        return binary(dup, descr, count);
    }
    let Some(parse) = file_parser(&descr) else {
        return Err(value_error(
            "Unable to read character files of that array type",
        ));
    };
    let start = dup.file.stream_position().ok();
    let mut text = Vec::new();
    dup.file
        .read_to_end(&mut text)
        .map_err(|e| system_error(&e))?;
    let result = read_text(&text, descr, parse, sep.as_bytes(), count, false);
    if let (Some(start), Ok((_, _, used))) = (start, &result) {
        dup.file
            .seek(SeekFrom::Start(start + *used as u64))
            .map_err(|e| system_error(&e))?;
    }
    let (out, n, _) = result?;
    cut(out, n)
}

fn binary(dup: &mut Duplicate, descr: Own<Descr>, count: isize) -> Res<Own<Array>> {
    // The shape of a subarray dtype goes behind the elements that the file holds.
    let size = descr.elsize();
    let known = if count < 0 {
        dup.remaining().map(|r| r as isize / size)
    } else {
        Some(count)
    };
    let Some(n) = known else {
        let mut bytes = Vec::new();
        dup.file
            .read_to_end(&mut bytes)
            .map_err(|e| system_error(&e))?;
        let n = bytes.len() as isize / size;
        let out = create::empty(&[n], descr, NPY_CORDER)?;
        // SAFETY: n elements of size bytes each.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), out.data(), (n * size) as usize) };
        return Ok(out);
    };
    let out = create::empty(&[n], descr, NPY_CORDER)?;
    let total = out.nbytes() as usize;
    let mut done = 0;
    while done < total {
        // SAFETY: the rest of the memory of a fresh contiguous array, which nobody else knows.
        match unsafe { read_detached(&dup.file, out.data().add(done), total - done) } {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {
                // SAFETY: an attached thread; a handler may raise.
                if unsafe { ffi::PyErr_CheckSignals() } < 0 {
                    return Err(Raised::pending());
                }
            }
            Err(e) => return Err(system_error(&e)),
        }
    }
    let full = done as isize / size;
    if full < n {
        let mut shape = crate::array::Dims::from(out.shape());
        shape[0] = full;
        resize(&out, &shape, false)?;
    }
    Ok(out)
}

/// Reads with the interpreter let go.
///
/// # Safety
/// `len` bytes at `into` are writable, and nobody else knows them.
unsafe fn read_detached(file: &std::fs::File, into: *mut u8, len: usize) -> std::io::Result<usize> {
    // SAFETY: as the caller vouches; the thread is attached again right after the read.
    let n = unsafe {
        let state = ffi::PyEval_SaveThread();
        let n = libc::read(file.as_raw_fd(), into.cast(), len);
        let error = std::io::Error::last_os_error();
        ffi::PyEval_RestoreThread(state);
        if n < 0 {
            return Err(error);
        }
        n
    };
    Ok(n as usize)
}
