//! `fromstring` and `fromfile`: numbers between separators, and raw elements of files.

use std::io::{Read, Seek, SeekFrom};
use std::os::fd::AsRawFd;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{no_memory, type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, none};

use super::elements::{self, Step, is_blank};
use super::file::{Duplicate, close, open, system_error};
use super::tables::ByTable;
use super::tofile::text_argument;
use crate::array::resize::resize;
use crate::dtype::parse::descr_from_object;
use crate::model::Array;
use crate::model::Descr;
use crate::protocol::like::like_override;
use crate::storage::create;

fn descr_argument(obj: Option<&Object>) -> Res<Own<Descr>> {
    match obj {
        Some(d) => descr_from_object(d),
        None => Ok(crate::dtype::builtin(NPY_DOUBLE).own()),
    }
}

/// What stood where a separator was expected.
enum Separator {
    Found(usize),
    /// The text ended first.
    End,
    /// Behind so many blanks stood something else.
    Missing(usize),
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
            return Separator::Missing(at);
        }
    }
    match at {
        0 => Separator::Missing(0),
        _ => Separator::Found(at),
    }
}

/// Reads the element at a byte of the text into memory.
type ReadElement<'a> = dyn FnMut(usize, *mut u8) -> Res<Step> + 'a;

/// What came of a text.
struct TextRead {
    /// The elements, with room for more.
    out: Own<Array>,
    /// How many there are.
    n: isize,
    /// Bytes used, those that ended the reading included.
    used: usize,
    /// Whether the text went on as it had to.
    matched: bool,
}

impl TextRead {
    /// The array, if all of the text was understood; as long as what was read where it is to be `cut`.
    fn finish(self, cut: bool) -> Res<Own<Array>> {
        if !self.matched {
            return Err(value_error(
                "string or file could not be read to its end due to unmatched data",
            ));
        }
        if cut && self.out.shape()[0] != self.n {
            resize(&self.out, &[self.n], false)?;
        }
        Ok(self.out)
    }
}

/// The elements in `text`, at most `count` (< 0: all).
fn read_text(
    text: &[u8],
    descr: Own<Descr>,
    read: &mut ReadElement<'_>,
    sep: &[u8],
    count: isize,
) -> Res<TextRead> {
    let size = descr.elsize();
    let start = if count < 0 { 64 } else { count };
    let out = create::zeros(&[start], descr, NPY_CORDER)?;
    let mut capacity = start;
    let (mut n, mut at) = (0isize, 0usize);
    let mut matched = true;
    while count < 0 || n < count {
        if n == capacity {
            capacity = capacity
                .checked_add(capacity / 2 + 64)
                .ok_or_else(no_memory)?;
            resize(&out, &[capacity], false)?;
        }
        match read(at, out.data().wrapping_offset(n * size))? {
            Step::Used(used) => at += used,
            Step::End => {
                at = text.len();
                break;
            }
            Step::Failed => {
                // What stands at the end was tried all the same: readers leave a value where they fail.
                matched = at == text.len();
                at += text[at..].iter().take_while(|b| is_blank(b)).count();
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
            Separator::Missing(used) => {
                at += used;
                matched = n == count;
                break;
            }
        }
    }
    Ok(TextRead {
        out,
        n,
        used: at,
        matched,
    })
}

/// `fromstring(string, dtype=float, count=-1, *, sep, like=None)`.
pub(super) fn fromstring(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("fromstring", ["string", "dtype", "count", "sep", "like"])
        .keywords()
        .required(1)
        .keyword_only(1);
    let [string, dtype, count, sep, like] = args.parse(&SIG)?;
    let string = string.unwrap_or(none());
    let text = crate::arguments::convert::bytes_like(string, "fromstring() argument 1")?;
    let descr = descr_argument(dtype)?;
    let count = count.map_or(Ok(-1), crate::arguments::convert::ssize)?;
    let sep = text_argument(sep, "fromstring", 4)?;
    if let Some(v) = like_override("fromstring", like, args)? {
        return Ok(v);
    }
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
    let t = descr.type_num();
    let mut table = if descr.is_user_defined() || !descr.is_legacy() {
        ByTable::of_string(&descr, text)
    } else {
        None
    };
    if table.is_none() && elements::parser(t).is_none() {
        return Err(value_error(
            "don't know how to read character strings with that array type",
        ));
    }
    let mut read = |at: usize, place: *mut u8| {
        // SAFETY: a place in an array that only we know.
        unsafe {
            match &mut table {
                Some(table) => table.read(at, place),
                None => Ok(match elements::from_string(t, &text[at..], place) {
                    None | Some(0) => Step::Failed,
                    Some(used) => Step::Used(used),
                }),
            }
        }
    };
    let read = read_text(text, descr, &mut read, sep.as_bytes(), count)?;
    read.finish(count < 0)
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
    let count = count.map_or(Ok(-1), crate::arguments::convert::ssize)?;
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
    let t = descr.type_num();
    // SAFETY: the table of a live class.
    let scans = (descr.is_user_defined() || !descr.is_legacy())
        && unsafe { (*descr.class().arr_funcs()).scanfunc.is_some() };
    if !scans && !elements::in_files(t) {
        return Err(value_error(
            "Unable to read character files of that array type",
        ));
    }
    let start = dup.file.stream_position().ok();
    let mut text = Vec::new();
    dup.file
        .read_to_end(&mut text)
        .map_err(|e| system_error(&e))?;
    let mut table = if scans {
        ByTable::of_file(&descr, &text)?
    } else {
        None
    };
    let mut read = |at: usize, place: *mut u8| {
        // SAFETY: a place in an array that only we know.
        unsafe {
            match &mut table {
                Some(table) => table.read(at, place),
                None => Ok(elements::from_file(t, &text[at..], place).unwrap_or(Step::Failed)),
            }
        }
    };
    let read = read_text(&text, descr, &mut read, sep.as_bytes(), count)?;
    if let Some(start) = start {
        dup.file
            .seek(SeekFrom::Start(start + read.used as u64))
            .map_err(|e| system_error(&e))?;
    }
    read.finish(true)
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
        let mut shape = crate::model::Dims::from(out.shape());
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
