//! Arrays in C streams and in C strings: `PyArray_FromFile`, `PyArray_ToFile`, `PyArray_FromString`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Own, Res};

use super::file::{Duplicate, system_error};
use super::{numbers, tofile};
use crate::model::Array;
use crate::model::Descr;
use crate::storage::create;

/// Runs `f` on the stream's file where the stream stands, and moves the stream to where `f` left it.
///
/// # Safety
/// `stream` is open.
unsafe fn with_stream<T>(
    stream: *mut libc::FILE,
    f: impl FnOnce(&mut Duplicate) -> Res<T>,
) -> Res<T> {
    use std::io::{Seek, SeekFrom};
    let failed = || system_error(&std::io::Error::last_os_error());
    // SAFETY: as the caller vouches.
    unsafe {
        let at = libc::ftell(stream);
        if libc::fflush(stream) != 0 {
            return Err(failed());
        }
        let mut file = Duplicate::of_stream(stream)?;
        // A pipe has no position; what the stream has buffered of it is out of reach then.
        if let Ok(at) = u64::try_from(at) {
            file.file
                .seek(SeekFrom::Start(at))
                .map_err(|e| system_error(&e))?;
        }
        let result = f(&mut file);
        if at >= 0 {
            let position = file.file.stream_position().map_err(|e| system_error(&e))?;
            if libc::fseek(stream, position as libc::c_long, libc::SEEK_SET) != 0 {
                return Err(failed());
            }
        }
        result
    }
}

/// Elements from a stream: raw where `sep` is empty, else text.
///
/// # Safety
/// `stream` is open.
pub unsafe fn read(
    stream: *mut libc::FILE,
    descr: Own<Descr>,
    count: isize,
    sep: &str,
) -> Res<Own<Array>> {
    // SAFETY: as the caller vouches.
    unsafe {
        with_stream(stream, |file| {
            numbers::from_descriptor(file, descr, count, sep)
        })
    }
}

/// Writes the elements of `a` to a stream.
///
/// # Safety
/// `stream` is open.
pub unsafe fn write(a: &Array, stream: *mut libc::FILE, sep: &str, format: &str) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        with_stream(stream, |file| {
            tofile::to_descriptor(a, &mut file.file, sep, format)
        })
    }
}

/// Elements from memory: raw where `sep` is empty, else text.
pub fn from_memory(bytes: &[u8], descr: Own<Descr>, count: isize, sep: &str) -> Res<Own<Array>> {
    if !sep.is_empty() {
        return numbers::from_text(bytes, descr, count, sep);
    }
    if descr.has_references() {
        return Err(value_error("Cannot create an object array from a string"));
    }
    let size = descr.elsize();
    if size == 0 {
        return Err(value_error("zero-valued itemsize"));
    }
    let n = match count {
        0.. => count,
        _ if bytes.len() as isize % size != 0 => {
            return Err(value_error(
                "string size must be a multiple of element size",
            ));
        }
        _ => bytes.len() as isize / size,
    };
    let total = n
        .checked_mul(size)
        .filter(|&total| total <= bytes.len() as isize)
        .ok_or_else(|| value_error("string is smaller than requested size"))?;
    let out = create::empty(&[n], descr, NPY_CORDER)?;
    // SAFETY: the array holds n elements, and so many bytes are there.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), out.data(), total as usize) };
    Ok(out)
}

/// The default type where no descriptor is given.
pub fn descr_or_default(descr: Option<Own<Descr>>) -> Own<Descr> {
    descr.unwrap_or_else(|| crate::dtype::builtin(NPY_DEFAULT_TYPE).own())
}
