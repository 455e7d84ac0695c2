//! The text functions of legacy tables (`fromstr`, `scanfunc`): those of the built-in types, for extensions, and those
//! that user dtypes bring along, for us.

use std::ffi::{CStr, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Raised, Res, entry, ffi};
use ferronum_scalar::parse;

use super::elements::{self, Step};
use super::file::system_error;
use crate::casting::item::number::size_of_type;
use crate::model::{Descr, is_complex, is_integer};

/// Puts `fromstr` and `scanfunc` into the tables of the built-in classes.
pub(super) fn fill_builtin() {
    for t in 0..NPY_NTYPES_LEGACY as c_int {
        let slots = crate::dtype::builtin::class_of(t).slots();
        // SAFETY: the classes were made before; nobody uses them yet.
        unsafe { ((*slots).f.fromstr, (*slots).f.scanfunc) = element_readers(t) };
    }
}

/// `fromstr` and `scanfunc` of a built-in type.
fn element_readers(type_num: c_int) -> (PyArray_FromStrFunc, PyArray_ScanFunc) {
    macro_rules! readers {
        (both: $($n:literal)*; text: $($m:literal)*) => { match type_num {
            $($n => (Some(fromstr::<$n>), Some(scanfunc::<$n>)),)*
            $($m => (Some(fromstr::<$m>), None),)*
            _ => (None, None),
        } };
    }
    readers!(both: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 23; text: 21 22)
}

unsafe extern "C" fn fromstr<const T: c_int>(
    text: *mut c_char,
    out: *mut c_void,
    end: *mut *mut c_char,
    _descr: *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the legacy contract: a text with its end, room for an element and for the end.
    entry(|| unsafe {
        let bytes = CStr::from_ptr(text).to_bytes();
        let used = elements::from_string(T, bytes, out.cast()).unwrap_or(0);
        if !end.is_null() {
            *end = text.add(used);
        }
        Ok(())
    })
}

unsafe extern "C" fn scanfunc<const T: c_int>(
    stream: *mut libc::FILE,
    out: *mut c_void,
    _ignored: *mut c_char,
    _descr: *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the legacy contract: an open stream and room for an element.
    entry(|| unsafe {
        let stream = Stream(stream);
        Ok(match T {
            t if is_integer(t) => stream.integer(t, out.cast()),
            t if is_complex(t) => stream.complex(t, out.cast()),
            t => stream.real(t, out.cast()),
        })
    })
}

/// An open stream that is read byte by byte, with room for one byte put back.
struct Stream(*mut libc::FILE);

/// What C's readers answer at the end of a file.
const EOF: c_int = libc::EOF;

impl Stream {
    /// # Safety
    /// The stream is open; so for all functions here.
    unsafe fn next(&self) -> c_int {
        // SAFETY: as the caller vouches.
        unsafe { libc::fgetc(self.0) }
    }

    /// Puts a byte back; the end of the file needs none.
    ///
    /// # Safety
    /// As `next`.
    unsafe fn back(&self, c: c_int) {
        if c != EOF {
            // SAFETY: as the caller vouches.
            unsafe { libc::ungetc(c, self.0) };
        }
    }

    /// Takes the next byte into `text` if `wanted` accepts it.
    ///
    /// # Safety
    /// As `next`.
    unsafe fn take(&self, text: &mut Vec<u8>, wanted: impl Fn(u8) -> bool) -> bool {
        // SAFETY: as the caller vouches.
        unsafe {
            let c = self.next();
            if let Ok(b) = u8::try_from(c)
                && wanted(b)
            {
                text.push(b);
                return true;
            }
            self.back(c);
        }
        false
    }

    /// Takes as much of `word` as stands there, in any case; whether all of it did.
    ///
    /// # Safety
    /// As `next`.
    unsafe fn take_word(&self, text: &mut Vec<u8>, word: &[u8]) -> bool {
        // SAFETY: as the caller vouches.
        word.iter()
            .all(|w| unsafe { self.take(text, |b| b.eq_ignore_ascii_case(w)) })
    }

    /// # Safety
    /// As `next`.
    unsafe fn take_digits(&self, text: &mut Vec<u8>) -> usize {
        let start = text.len();
        // SAFETY: as the caller vouches.
        while unsafe { self.take(text, |b| b.is_ascii_digit()) } {}
        text.len() - start
    }

    /// The longest start of a float: its text where it is one, else 0, or `EOF` at once. What has been looked at stays
    /// taken, but for the last byte.
    ///
    /// # Safety
    /// As `next`.
    unsafe fn float(&self) -> Result<Vec<u8>, c_int> {
        let mut text = Vec::new();
        // SAFETY: as the caller vouches.
        unsafe {
            let first = self.next();
            if first == EOF {
                return Err(EOF);
            }
            self.back(first);
            while self.take(&mut text, |b| elements::is_blank(&b)) {}
            text.clear();
            self.take(&mut text, |b| matches!(b, b'+' | b'-'));
            if self.take(&mut text, |b| b.eq_ignore_ascii_case(&b'n')) {
                if !self.take_word(&mut text, b"an") {
                    return Err(0);
                }
                let number = text.clone();
                if self.take(&mut text, |b| b == b'(') {
                    while self.take(&mut text, |b| b.is_ascii_alphanumeric() || b == b'_') {}
                    self.take(&mut text, |b| b == b')');
                }
                return Ok(number);
            }
            if self.take(&mut text, |b| b.eq_ignore_ascii_case(&b'i')) {
                if !self.take_word(&mut text, b"nf") {
                    return Err(0);
                }
                let number = text.clone();
                self.take_word(&mut text, b"inity");
                return Ok(number);
            }
            let mut digits = self.take_digits(&mut text);
            if self.take(&mut text, |b| b == b'.') {
                digits += self.take_digits(&mut text);
            }
            if digits == 0 {
                return Err(0);
            }
            if self.take(&mut text, |b| matches!(b, b'e' | b'E')) {
                self.take(&mut text, |b| matches!(b, b'+' | b'-'));
                self.take_digits(&mut text);
            }
        }
        Ok(text)
    }

    /// # Safety
    /// As `next`; `out` is writable for an element.
    unsafe fn real(&self, type_num: c_int, out: *mut u8) -> c_int {
        // SAFETY: as the caller vouches.
        unsafe {
            match self.float() {
                Ok(text) => {
                    elements::from_string(type_num, &text, out);
                    1
                }
                Err(status) => status,
            }
        }
    }

    /// # Safety
    /// As `real`.
    unsafe fn complex(&self, type_num: c_int, out: *mut u8) -> c_int {
        let value = |text: &[u8]| parse::prefix_f64(text).map_or(0.0, |(v, _)| v);
        // SAFETY: as the caller vouches.
        unsafe {
            let (status, first) = match self.float() {
                Ok(text) => (1, value(&text)),
                Err(status) => (status, 0.0),
            };
            let (mut re, mut im) = (first, 0.0);
            let next = self.next();
            if next == c_int::from(b'+') || next == c_int::from(b'-') {
                self.back(next);
                let second = self.float();
                match (second, self.next()) {
                    (Ok(text), c) if c == c_int::from(b'j') => im = value(&text),
                    // A letter that no separator has stands for the missing unit, so that reading stops here.
                    _ => self.back(c_int::from(b'a')),
                }
            } else if next == c_int::from(b'j') {
                (re, im) = (0.0, first);
            } else {
                self.back(next);
            }
            if type_num == NPY_CFLOAT {
                out.cast::<[f32; 2]>()
                    .write_unaligned([re as f32, im as f32]);
            } else {
                out.cast::<[f64; 2]>().write_unaligned([re, im]);
            }
            status
        }
    }

    /// # Safety
    /// As `real`.
    unsafe fn integer(&self, type_num: c_int, out: *mut u8) -> c_int {
        let format = match type_num {
            NPY_BYTE => c"%hhd",
            NPY_UBYTE => c"%hhu",
            NPY_SHORT => c"%hd",
            NPY_USHORT => c"%hu",
            NPY_INT => c"%d",
            NPY_UINT => c"%u",
            NPY_LONG => c"%ld",
            NPY_ULONG => c"%lu",
            NPY_LONGLONG => c"%lld",
            _ => c"%llu",
        };
        let mut value = 0u64;
        // SAFETY: as the caller vouches; the value has room for the widest number, and its low bytes come first.
        unsafe {
            let status = libc::fscanf(self.0, format.as_ptr(), &raw mut value);
            if status == 1 {
                let bytes = (&raw const value).cast::<u8>();
                std::ptr::copy_nonoverlapping(bytes, out, size_of_type(type_num));
            }
            status
        }
    }
}

/// Elements of a user dtype in a text, read by the functions of its table.
pub(super) struct ByTable {
    descr: Own<Descr>,
    /// The text, with a NUL behind it.
    text: Vec<u8>,
    how: How,
}

enum How {
    String(PyArray_FromStrFunc),
    File(PyArray_ScanFunc, *mut libc::FILE),
}

impl ByTable {
    /// A reader for strings; `None` where the table has no function for it.
    pub(super) fn of_string(descr: &Descr, text: &[u8]) -> Option<ByTable> {
        // SAFETY: the table of a live class.
        let f = unsafe { (*descr.class().arr_funcs()).fromstr };
        f.is_some()
            .then(|| ByTable::new(descr, text, How::String(f)))
    }

    /// A reader for files.
    pub(super) fn of_file(descr: &Descr, text: &[u8]) -> Res<Option<ByTable>> {
        // SAFETY: the table of a live class.
        let f = unsafe { (*descr.class().arr_funcs()).scanfunc };
        if f.is_none() {
            return Ok(None);
        }
        let mut made = ByTable::new(descr, text, How::String(None));
        // SAFETY: the stream reads the text, which lives as long and does not move; the NUL is not part of it, but
        // makes an empty text one that a stream can have.
        let stream = unsafe {
            libc::fmemopen(
                made.text.as_mut_ptr().cast(),
                text.len().max(1),
                c"r".as_ptr(),
            )
        };
        if stream.is_null() {
            return Err(system_error(&std::io::Error::last_os_error()));
        }
        made.how = How::File(f, stream);
        Ok(Some(made))
    }

    fn new(descr: &Descr, text: &[u8], how: How) -> ByTable {
        let mut text = text.to_vec();
        text.push(0);
        ByTable {
            descr: descr.own(),
            text,
            how,
        }
    }

    /// Reads the element that starts at byte `at` of the text.
    ///
    /// # Safety
    /// `out` is writable for an element.
    pub(super) unsafe fn read(&mut self, at: usize, out: *mut u8) -> Res<Step> {
        let descr = self.descr.raw();
        // SAFETY: as the caller vouches; `at` lies within the text, which ends with a NUL.
        let step = unsafe {
            match self.how {
                How::String(None) | How::File(None, _) => Step::Failed,
                How::String(Some(f)) => {
                    let start = self.text.as_mut_ptr().add(at).cast::<c_char>();
                    let mut end = start;
                    let status = f(start, out.cast(), &mut end, descr);
                    let used = end.addr().wrapping_sub(start.addr());
                    if status < 0 || used == 0 || used > self.text.len() - at {
                        Step::Failed
                    } else {
                        Step::Used(used.min(self.text.len() - 1 - at))
                    }
                }
                How::File(Some(f), stream) => {
                    libc::fseek(stream, at as libc::c_long, libc::SEEK_SET);
                    match f(stream, out.cast(), std::ptr::null_mut(), descr) {
                        1 => {
                            let now = usize::try_from(libc::ftell(stream)).unwrap_or(at);
                            Step::Used(now.saturating_sub(at))
                        }
                        EOF => Step::End,
                        _ => Step::Failed,
                    }
                }
            }
        };
        // SAFETY: asks for a pending exception.
        if unsafe { ffi::PyErr_Occurred() }.is_null() {
            Ok(step)
        } else {
            Err(Raised::pending())
        }
    }
}

impl Drop for ByTable {
    fn drop(&mut self) {
        if let How::File(_, stream) = self.how {
            // SAFETY: opened by `of_file`, closed once, before its text goes.
            unsafe { libc::fclose(stream) };
        }
    }
}
