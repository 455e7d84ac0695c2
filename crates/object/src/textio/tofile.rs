//! `ndarray.tofile`.

use std::io::Write;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{os_error, type_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, ffi, none, tuple_new};

use super::file::{Duplicate, close, open};
use crate::model::Array;

/// A text argument; absent means empty.
pub(super) fn text_argument<'a>(
    obj: Option<&'a Object>,
    function: &str,
    position: usize,
) -> Res<&'a str> {
    match obj {
        None => Ok(""),
        Some(o) if o.is_str() => {
            let t = o.utf8()?;
            if t.contains('\0') {
                return Err(ferronum_pyrt::raised::value_error(
                    "embedded null character",
                ));
            }
            Ok(t)
        }
        Some(o) => Err(type_error(&format!(
            "{function}() argument {position} must be str, not {}",
            if o.is_none() { "None" } else { o.type_name() }
        ))),
    }
}

/// `a.tofile(file, sep="", format="")`.
pub(super) fn tofile(a: &Array, args: Args<'_>) -> Res<()> {
    const SIG: Sig<3> = Sig::new("tofile", ["file", "sep", "format"]).required(1);
    let [file, sep, format] = args.parse(&SIG)?;
    let sep = text_argument(sep, "tofile", 2)?;
    let format = text_argument(format, "tofile", 3)?;
    let (file, ours) = open(
        file.unwrap_or(none()),
        if sep.is_empty() { "wb" } else { "w" },
    )?;
    let result = Duplicate::new(&file, true).and_then(|mut dup| {
        let written = to_descriptor(a, &mut dup.file, sep, format);
        dup.finish(written)
    });
    if ours { close(&file, result) } else { result }
}

/// Writes the elements of `a`, raw where `sep` is empty (`PyArray_ToFile`).
pub fn to_descriptor(a: &Array, file: &mut std::fs::File, sep: &str, format: &str) -> Res<()> {
    if sep.is_empty() {
        binary(a, file)
    } else {
        as_text(a, file, sep, format)
    }
}

fn binary(a: &Array, file: &mut std::fs::File) -> Res<()> {
    if a.descr().has_references() {
        return Err(os_error(
            "cannot write object arrays to a file in binary mode",
        ));
    }
    let bytes;
    // SAFETY: the elements of a contiguous array are one run of bytes, which `a` keeps.
    let data = unsafe {
        if a.is_c_contiguous() {
            std::slice::from_raw_parts(a.data(), a.nbytes() as usize)
        } else {
            bytes = crate::array::tobytes::tobytes(a, NPY_CORDER)?;
            bytes.bytes()
        }
    };
    let mut done = 0;
    while done < data.len() {
        let rest = &data[done..];
        match write_detached(file, rest) {
            Ok(0) => break,
            Ok(n) => done += n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {
                // SAFETY: an attached thread; a handler may raise.
                if unsafe { ffi::PyErr_CheckSignals() } < 0 {
                    return Err(ferronum_pyrt::Raised::pending());
                }
            }
            Err(_) => break,
        }
    }
    if done < data.len() {
        return Err(os_error(&format!(
            "{} requested and {} written",
            a.size(),
            done as isize / a.itemsize().max(1)
        )));
    }
    Ok(())
}

/// Writes with the interpreter let go.
fn write_detached(file: &mut std::fs::File, data: &[u8]) -> std::io::Result<usize> {
    // SAFETY: the write touches no object; the thread is attached again right after it.
    unsafe {
        let state = ffi::PyEval_SaveThread();
        let out = file.write(data);
        ffi::PyEval_RestoreThread(state);
        out
    }
}

fn as_text(a: &Array, file: &mut std::fs::File, sep: &str, format: &str) -> Res<()> {
    let mut buffer: Vec<u8> = Vec::with_capacity(1 << 16);
    let mut count = 0;
    let result = elements_as_text(a, sep, format, |i, piece, end| {
        buffer.extend_from_slice(piece);
        count = i;
        if buffer.len() < 1 << 16 && !end {
            return Ok(());
        }
        flush(file, &mut buffer, i)
    });
    if result.is_err() && !buffer.is_empty() {
        // What stands before the element that failed is written.
        let kept = result.map_err(ferronum_pyrt::Raised::fetch);
        if let Err(e) = flush(file, &mut buffer, count) {
            e.clear();
        }
        return kept.map_err(ferronum_pyrt::Raised::restore);
    }
    result
}

/// Writes the buffer, whose last element is the `i`th. A file that takes nothing at all refuses the first one.
fn flush(file: &mut std::fs::File, buffer: &mut Vec<u8>, i: isize) -> Res<()> {
    let written = file.write_all(buffer);
    buffer.clear();
    written.map_err(|e| {
        let at = if e.raw_os_error() == Some(libc::EBADF) {
            0
        } else {
            i
        };
        os_error(&format!("problem writing element {at} to file"))
    })
}

/// Hands on the text of each element with what follows it, its number, and whether it is the last.
fn elements_as_text(
    a: &Array,
    sep: &str,
    format: &str,
    mut write: impl FnMut(isize, &[u8], bool) -> Res<()>,
) -> Res<()> {
    let format = ferronum_pyrt::str_new(format)?;
    let formatted = format.len()? > 0;
    // A plain one: the finalizer of a subclass may give the flattened array any shape.
    let flat = crate::array::shape::ravel(&*crate::storage::create::plain(a)?, NPY_CORDER)?;
    let step = flat.strides().first().copied().unwrap_or(0);
    let last = flat.size();
    for i in 0..last {
        // SAFETY: element i of an array that is kept alive; a resized array ends the loop.
        let value = unsafe {
            if i >= flat.size() {
                break;
            }
            crate::casting::get_item(
                flat.descr(),
                flat.data().wrapping_offset(i * step),
                Some(&flat),
            )?
        };
        let piece: Owned = if formatted {
            let args = tuple_new(&[&value])?;
            // SAFETY: a str and a tuple; new reference or NULL.
            unsafe { Own::from_result(ffi::PyUnicode_Format(format.as_ptr(), args.as_ptr()))? }
        } else {
            value.str()?
        };
        // SAFETY: a str; new reference or NULL.
        let ascii: Owned =
            unsafe { Own::from_result(ffi::PyUnicode_AsASCIIString(piece.as_ptr()))? };
        let end = i + 1 == last;
        write(i, ascii.bytes(), end)?;
        if !end {
            write(i, sep.as_bytes(), false)?;
        }
    }
    Ok(())
}
