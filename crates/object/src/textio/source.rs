//! Where text comes from: chunks of a file object, or the lines that an iterable yields.

use std::ffi::CString;

use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, ffi, int_new};

/// Characters asked of `read` at a time.
const CHUNK: i64 = 1 << 16;

/// The characters of a `str` in the form that the interpreter keeps them.
#[derive(Clone, Copy)]
pub enum Chars<'a> {
    /// One byte each.
    One(&'a [u8]),
    /// Two bytes each.
    Two(&'a [u16]),
    /// Four bytes each.
    Four(&'a [u32]),
}

/// A piece of text and how far it has been read.
pub struct Chunk {
    text: Owned,
    /// Characters.
    pub len: usize,
    /// The next character.
    pub pos: usize,
}

impl Chunk {
    fn new(text: Owned) -> Chunk {
        // SAFETY: a ready str.
        let len = unsafe { ffi::PyUnicode_GET_LENGTH(text.as_ptr()) } as usize;
        Chunk { text, len, pos: 0 }
    }

    /// The first character is `\n` and has not been read.
    pub fn starts_with_newline(&self) -> bool {
        let first = match self.chars() {
            Chars::One(c) => c.first().map(|&c| u32::from(c)),
            Chars::Two(c) => c.first().map(|&c| u32::from(c)),
            Chars::Four(c) => c.first().copied(),
        };
        self.pos == 0 && first == Some(u32::from(b'\n'))
    }

    /// All characters.
    pub fn chars(&self) -> Chars<'_> {
        // SAFETY: a str is immutable and lives as long as the chunk; kind and length describe its data.
        unsafe {
            let p = ffi::PyUnicode_DATA(self.text.as_ptr());
            match ffi::PyUnicode_KIND(self.text.as_ptr()) {
                ffi::PyUnicode_1BYTE_KIND => {
                    Chars::One(std::slice::from_raw_parts(p.cast(), self.len))
                }
                ffi::PyUnicode_2BYTE_KIND => {
                    Chars::Two(std::slice::from_raw_parts(p.cast(), self.len))
                }
                _ => Chars::Four(std::slice::from_raw_parts(p.cast(), self.len)),
            }
        }
    }
}

/// A file object or an iterable.
pub struct Source {
    from: From,
    encoding: Option<CString>,
    ended: bool,
}

enum From {
    /// Its bound `read`, and the size as an argument.
    File(Owned, Owned),
    Lines(Owned),
}

impl Source {
    /// Reads `obj` as a file with `read`, or as an iterator over lines.
    pub fn new(obj: &Object, filelike: bool, encoding: Option<CString>) -> Res<Source> {
        let from = if filelike {
            From::File(
                obj.getattr(ferronum_pyrt::intern!("read"))?,
                int_new(CHUNK)?,
            )
        } else {
            if !obj.is_iterator() {
                return Err(type_error(
                    "error reading from object, expected an iterable.",
                ));
            }
            From::Lines(obj.own())
        };
        Ok(Source {
            from,
            encoding,
            ended: false,
        })
    }

    /// Every chunk is one line (with or without its end).
    pub fn by_lines(&self) -> bool {
        matches!(self.from, From::Lines(_))
    }

    /// The next piece of text, `None` at the end. Pieces of a file are never empty.
    pub fn next(&mut self) -> Res<Option<Chunk>> {
        if self.ended {
            return Ok(None);
        }
        let piece = match &self.from {
            From::File(read, size) => Some(read.call(&[size])?),
            From::Lines(it) => it.next()?,
        };
        let chunk = match piece {
            Some(p) => Some(Chunk::new(self.text(p)?)),
            None => None,
        };
        match chunk {
            Some(c) if c.len > 0 || self.by_lines() => Ok(Some(c)),
            _ => {
                self.ended = true;
                Ok(None)
            }
        }
    }

    /// `bytes` are decoded.
    fn text(&self, piece: Owned) -> Res<Owned> {
        if piece.is_str() {
            return Ok(piece);
        }
        if !piece.is_bytes() {
            return Err(type_error("non-string returned while reading data"));
        }
        let encoding = self
            .encoding
            .as_ref()
            .map_or(std::ptr::null(), |e| e.as_ptr());
        // SAFETY: a bytes object and a NUL-terminated name or NULL.
        unsafe {
            Own::from_result(ffi::PyUnicode_FromEncodedObject(
                piece.as_ptr(),
                encoding,
                std::ptr::null(),
            ))
        }
    }
}
