//! One field of a text file into memory: typed parsers, and the way through Python objects for the rest.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};
use ferronum_scalar::parse;

use super::tokenizer::{chars, is_space};
use crate::dtype::structured;
use crate::model::Descr;

/// How fields of a column are read.
#[derive(Clone, Copy, PartialEq)]
enum Parser {
    Bool,
    Int(u8),
    UInt(u8),
    Single,
    Double,
    Complex(u8),
    Bytes,
    Text,
    Object,
}

/// Where a column goes and how.
pub struct Column {
    pub descr: Own<Descr>,
    /// Bytes from the start of the row.
    pub offset: isize,
    parser: Parser,
    swap: bool,
}

/// What all fields of a file share.
pub struct Options {
    /// The letter of the imaginary part.
    pub imaginary: u32,
    /// Converters get `bytes`.
    pub byte_converters: bool,
    /// Dtypes without a parser get `bytes`.
    pub c_byte_converters: bool,
}

impl Column {
    fn new(descr: Own<Descr>, offset: isize) -> Column {
        let size = descr.elsize() as u8;
        let parser = match descr.type_num() {
            NPY_BOOL => Parser::Bool,
            NPY_BYTE | NPY_SHORT | NPY_INT | NPY_LONG | NPY_LONGLONG => Parser::Int(size),
            NPY_UBYTE | NPY_USHORT | NPY_UINT | NPY_ULONG | NPY_ULONGLONG => Parser::UInt(size),
            NPY_FLOAT => Parser::Single,
            NPY_DOUBLE => Parser::Double,
            NPY_CFLOAT | NPY_CDOUBLE => Parser::Complex(size / 2),
            NPY_STRING => Parser::Bytes,
            NPY_UNICODE => Parser::Text,
            _ => Parser::Object,
        };
        let swap = !descr.is_native();
        Column {
            descr,
            offset,
            parser,
            swap,
        }
    }
}

/// The columns of a dtype: the fields of a structured one, flattened, each element of a subarray for itself.
pub fn columns(descr: &Descr) -> Res<Vec<Column>> {
    let mut out = Vec::new();
    flatten(descr, 0, &mut out)?;
    Ok(out)
}

fn flatten(descr: &Descr, offset: isize, out: &mut Vec<Column>) -> Res<()> {
    let _level = ferronum_pyrt::raised::enter_recursive(c" in a structured dtype")?;
    if let Some((base, shape)) = descr.subarray() {
        let mut n: isize = 1;
        for d in shape.tuple_items() {
            n = n.saturating_mul(d.to_isize()?);
        }
        for i in 0..n {
            flatten(base, offset + i * base.elsize(), out)?;
        }
        return Ok(());
    }
    if descr.has_fields() {
        for f in structured::fields(descr)? {
            flatten(&f.descr, offset + f.offset, out)?;
        }
        return Ok(());
    }
    out.push(Column::new(descr.own(), offset));
    Ok(())
}

/// Writes a number of at most 8 bytes, in the order of the column.
///
/// # Safety
/// `out` is writable for `bytes.len()` bytes.
#[inline(always)]
unsafe fn put<const N: usize>(out: *mut u8, mut bytes: [u8; N], swap: bool) {
    if swap {
        bytes.reverse();
    }
    // SAFETY: as the caller vouches; byte arrays need no alignment.
    unsafe { out.cast::<[u8; N]>().write(bytes) }
}

/// A number field as plain ASCII: blanks of any script become spaces, other characters a mark that no number has.
fn plain(field: &[u8], unit: u32) -> Vec<u8> {
    chars(field)
        .map(|c| match c {
            _ if c == unit => b'j',
            _ if is_space(c) => b' ',
            0..=127 if c != u32::from(b'j') => c as u8,
            _ => b'?',
        })
        .collect()
}

impl Column {
    /// Parses `field` into `row`; `Ok(false)` where the text is no such value.
    ///
    /// # Safety
    /// `row` is an initialised element of the file's dtype, writable.
    pub unsafe fn store(&self, field: &[u8], row: *mut u8, options: &Options) -> Res<bool> {
        // SAFETY: the column lies inside the row.
        unsafe {
            let out = row.offset(self.offset);
            match self.parser {
                Parser::Bytes => Ok(self.store_bytes(field, out)),
                Parser::Text => {
                    self.store_text(field, out);
                    Ok(true)
                }
                Parser::Object => {
                    let mut value = text_object(field)?;
                    if options.c_byte_converters {
                        value = latin1(&value)?;
                    }
                    crate::casting::set_item(&self.descr, out, &value)?;
                    Ok(true)
                }
                _ if field.is_ascii() => {
                    let unit = u8::try_from(options.imaginary).unwrap_or(0);
                    Ok(self.store_number(field, out, unit))
                }
                _ => Ok(self.store_number(&plain(field, options.imaginary), out, b'j')),
            }
        }
    }

    /// # Safety
    /// As `store`, `out` being the element.
    unsafe fn store_number(&self, field: &[u8], out: *mut u8, unit: u8) -> bool {
        let swap = self.swap;
        // SAFETY: the element has the size that its parser writes.
        unsafe {
            match self.parser {
                Parser::Bool => match parse::token_i64(field) {
                    Some(v) => *out = u8::from(v != 0),
                    None => return false,
                },
                Parser::Int(size) => {
                    let Some(v) = parse::token_i64(field) else {
                        return false;
                    };
                    match size {
                        1 => match i8::try_from(v) {
                            Ok(v) => *out = v as u8,
                            Err(_) => return false,
                        },
                        2 => match i16::try_from(v) {
                            Ok(v) => put(out, v.to_ne_bytes(), swap),
                            Err(_) => return false,
                        },
                        4 => match i32::try_from(v) {
                            Ok(v) => put(out, v.to_ne_bytes(), swap),
                            Err(_) => return false,
                        },
                        _ => put(out, v.to_ne_bytes(), swap),
                    }
                }
                Parser::UInt(size) => {
                    let Some(v) = parse::token_u64(field) else {
                        return false;
                    };
                    match size {
                        1 => match u8::try_from(v) {
                            Ok(v) => *out = v,
                            Err(_) => return false,
                        },
                        2 => match u16::try_from(v) {
                            Ok(v) => put(out, v.to_ne_bytes(), swap),
                            Err(_) => return false,
                        },
                        4 => match u32::try_from(v) {
                            Ok(v) => put(out, v.to_ne_bytes(), swap),
                            Err(_) => return false,
                        },
                        _ => put(out, v.to_ne_bytes(), swap),
                    }
                }
                Parser::Single => match parse::token_f64(field) {
                    Some(v) => put(out, (v as f32).to_ne_bytes(), swap),
                    None => return false,
                },
                Parser::Double => match parse::token_f64(field) {
                    Some(v) => put(out, v.to_ne_bytes(), swap),
                    None => return false,
                },
                Parser::Complex(half) => {
                    let Some((re, im)) = parse::token_complex(field, unit) else {
                        return false;
                    };
                    if half == 4 {
                        put(out, (re as f32).to_ne_bytes(), swap);
                        put(out.add(4), (im as f32).to_ne_bytes(), swap);
                    } else {
                        put(out, re.to_ne_bytes(), swap);
                        put(out.add(8), im.to_ne_bytes(), swap);
                    }
                }
                Parser::Bytes | Parser::Text | Parser::Object => return false,
            }
        }
        true
    }

    /// Latin-1 text, cut or filled up with NULs.
    ///
    /// # Safety
    /// As `store`, `out` being the element.
    unsafe fn store_bytes(&self, field: &[u8], out: *mut u8) -> bool {
        let size = self.descr.elsize() as usize;
        // SAFETY: the element's bytes.
        let dst = unsafe { std::slice::from_raw_parts_mut(out, size) };
        if field.is_ascii() {
            let n = field.len().min(size);
            dst[..n].copy_from_slice(&field[..n]);
            dst[n..].fill(0);
            return true;
        }
        let mut from = chars(field);
        for (d, c) in dst.iter_mut().zip(from.by_ref()) {
            match u8::try_from(c) {
                Ok(b) => *d = b,
                Err(_) => return false,
            }
        }
        let n = chars(field).count().min(size);
        dst[n..].fill(0);
        true
    }

    /// Characters of four bytes, cut or filled up with NULs.
    ///
    /// # Safety
    /// As `store`, `out` being the element.
    unsafe fn store_text(&self, field: &[u8], out: *mut u8) {
        let n = self.descr.elsize() as usize / 4;
        let padded = chars(field).chain(std::iter::repeat(0));
        for (i, c) in padded.take(n).enumerate() {
            // SAFETY: character i of n.
            unsafe { put(out.add(4 * i), c.to_ne_bytes(), self.swap) };
        }
    }

    /// Stores what `converter` makes of `field`.
    ///
    /// # Safety
    /// As `store`.
    pub unsafe fn convert(
        &self,
        field: &[u8],
        row: *mut u8,
        converter: &Object,
        options: &Options,
    ) -> Res<()> {
        let mut text = text_object(field)?;
        if options.byte_converters {
            text = latin1(&text)?;
        }
        let value = converter.call(&[&text])?;
        // SAFETY: the column lies inside the row.
        unsafe { crate::casting::set_item(&self.descr, row.offset(self.offset), &value) }
    }

    /// The error of a field that could not be read; `cause` if an exception said why.
    pub fn error(&self, field: &[u8], row: usize, column: usize, cause: Option<Raised>) -> Raised {
        let cause = cause.or_else(|| self.float_error(field));
        let cause = cause.map(Raised::fetch);
        let message = || -> Res<String> {
            let repr = text_object(field)?.repr_begin()?;
            Ok(format!(
                "could not convert string {repr} to {} at row {row}, column {}.",
                self.descr.str_text()?,
                column + 1
            ))
        };
        let message = match message() {
            Ok(m) => m,
            Err(e) => return e,
        };
        match cause {
            Some(c) => Raised::restore(c).chain(ferronum_pyrt::raised::exc::ValueError(), &message),
            None => value_error(&message),
        }
    }

    /// A float field that does not even begin like a number has `float`'s error as its cause.
    fn float_error(&self, field: &[u8]) -> Option<Raised> {
        let is_float = matches!(
            self.parser,
            Parser::Single | Parser::Double | Parser::Complex(_)
        );
        if !is_float || parse::prefix_f64(field).is_some() {
            return None;
        }
        let digits = String::from_utf8_lossy(field);
        let ascii: String = digits.trim().chars().take_while(char::is_ascii).collect();
        Some(value_error(&format!(
            "could not convert string to float: '{ascii}'"
        )))
    }
}

/// A field as a `str`.
fn text_object(field: &[u8]) -> Res<Owned> {
    // SAFETY: pointer and length of a slice; surrogates are let through as they came.
    unsafe {
        Own::from_result(ffi::PyUnicode_DecodeUTF8(
            field.as_ptr().cast(),
            field.len() as isize,
            c"surrogatepass".as_ptr(),
        ))
    }
}

fn latin1(text: &Object) -> Res<Owned> {
    // SAFETY: a str; new reference or NULL.
    unsafe { Own::from_result(ffi::PyUnicode_AsLatin1String(text.as_ptr())) }
}
