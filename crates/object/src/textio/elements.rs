//! Single elements in text, as the C library and NumPy's own readers see them in strings and in files.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_scalar::parse;

use crate::model::{is_complex, is_integer};

/// Parses one element at the start of a text into memory; answers the bytes used.
pub(super) type ParseInto = unsafe fn(&[u8], *mut u8) -> Option<usize>;

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
    c_i8(t) = c_signed(t), v => v as i8;
    c_i16(t) = c_signed(t), v => v as i16;
    c_i32(t) = c_signed(t), v => v as i32;
    c_i64(t) = c_signed(t), v => v;
    c_u8(t) = c_unsigned(t), v => v as u8;
    c_u16(t) = c_unsigned(t), v => v as u16;
    c_u32(t) = c_unsigned(t), v => v as u32;
    c_u64(t) = c_unsigned(t), v => v;
}

/// The parser of a type's elements in strings. The longest integers and dates are read by the C library, the others by
/// the interpreter's functions, which take blanks behind a sign and a sign alone.
pub(super) fn parser(type_num: c_int) -> Option<ParseInto> {
    Some(match type_num {
        NPY_BOOL => bool_,
        NPY_BYTE => i8_,
        NPY_SHORT => i16_,
        NPY_INT => i32_,
        NPY_LONG => i64_,
        NPY_LONGLONG | NPY_DATETIME | NPY_TIMEDELTA => c_i64,
        NPY_UBYTE => u8_,
        NPY_USHORT => u16_,
        NPY_UINT => u32_,
        NPY_ULONG => u64_,
        NPY_ULONGLONG => c_u64,
        NPY_HALF => half,
        NPY_FLOAT => single,
        NPY_DOUBLE => double,
        NPY_LONGDOUBLE => extended,
        NPY_CFLOAT => csingle,
        NPY_CDOUBLE => cdouble,
        _ => return None,
    })
}

/// The parser of a type's elements in files.
fn file_parser(type_num: c_int) -> Option<ParseInto> {
    Some(match type_num {
        NPY_DATETIME | NPY_TIMEDELTA => return None,
        NPY_BYTE => c_i8,
        NPY_UBYTE => c_u8,
        NPY_SHORT => c_i16,
        NPY_USHORT => c_u16,
        NPY_INT => c_i32,
        NPY_UINT => c_u32,
        NPY_LONG | NPY_LONGLONG => c_i64,
        NPY_ULONG | NPY_ULONGLONG => c_u64,
        NPY_LONGDOUBLE => file_extended,
        _ => return parser(type_num),
    })
}

/// # Safety
/// `out` is writable for an element.
unsafe fn file_extended(text: &[u8], out: *mut u8) -> Option<usize> {
    // Files hold no hexadecimal numbers: the text ends before the x.
    let end = text.iter().position(|b| matches!(b, b'x' | b'X'));
    // SAFETY: as the caller vouches.
    unsafe { extended(&text[..end.unwrap_or(text.len())], out) }
}

/// The blanks of C.
pub(super) fn is_blank(b: &u8) -> bool {
    matches!(b, b' ' | 9..=13)
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take_while(|b| is_blank(b)).count()
}

/// Sign and digits as C's `strtoull` takes them, the sign right before the digits: whether it is a minus, the size
/// (saturated) and the bytes used.
fn c_integer(text: &[u8]) -> Option<(bool, Option<u64>, usize)> {
    let start = blanks(text);
    let negative = text.get(start) == Some(&b'-');
    let first = start + usize::from(negative || text.get(start) == Some(&b'+'));
    let digits = text[first..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let size = text[first..first + digits].iter().try_fold(0u64, |n, b| {
        n.checked_mul(10)?.checked_add(u64::from(b - b'0'))
    });
    (digits > 0).then_some((negative, size, first + digits))
}

/// A signed number; what is out of range becomes the nearest end.
fn c_signed(text: &[u8]) -> Option<(i64, usize)> {
    let (negative, size, used) = c_integer(text)?;
    let value = match (negative, size) {
        (false, size) => size.and_then(|n| i64::try_from(n).ok()).unwrap_or(i64::MAX),
        (true, size) => size
            .and_then(|n| 0i64.checked_sub_unsigned(n))
            .unwrap_or(i64::MIN),
    };
    Some((value, used))
}

/// An unsigned number; a minus wraps it, and what is out of range becomes the largest.
fn c_unsigned(text: &[u8]) -> Option<(u64, usize)> {
    let (negative, size, used) = c_integer(text)?;
    let value = match size {
        Some(n) if negative => n.wrapping_neg(),
        Some(n) => n,
        None => u64::MAX,
    };
    Some((value, used))
}

/// Reads one element from a string. What is no number is one all the same: minus one for floats, zero for the rest, and
/// blanks before it are used up, but by the C library. Answers the bytes used; `None` for types without a parser.
///
/// # Safety
/// `out` is writable for an element of the type.
pub(super) unsafe fn from_string(type_num: c_int, text: &[u8], out: *mut u8) -> Option<usize> {
    let parse = parser(type_num)?;
    let (other, by_c): (&[u8], bool) = match type_num {
        NPY_LONGLONG | NPY_ULONGLONG | NPY_DATETIME | NPY_TIMEDELTA => (b"0", true),
        NPY_BYTE..=NPY_ULONG | NPY_LONGDOUBLE => (b"0", false),
        _ => (b"-1", false),
    };
    // SAFETY: as the caller vouches.
    unsafe {
        if let Some(used) = parse(text, out) {
            return Some(used);
        }
        parse(other, out);
    }
    Some(if by_c { 0 } else { blanks(text) })
}

/// What reading one element came to.
pub(super) enum Step {
    /// So many bytes were used.
    Used(usize),
    /// There is nothing more.
    End,
    /// What stands there is no element.
    Failed,
}

/// Reads one element from the text of a file. `None` for types without a parser.
///
/// # Safety
/// `out` is writable for an element of the type.
pub(super) unsafe fn from_file(type_num: c_int, text: &[u8], out: *mut u8) -> Option<Step> {
    let parse = file_parser(type_num)?;
    // SAFETY: as the caller vouches.
    Some(match unsafe { parse(text, out) } {
        Some(used) if is_integer(type_num) => Step::Used(used),
        Some(used) => {
            let used = if is_complex(type_num) {
                whole_parts(&text[..used])
            } else {
                used
            };
            Step::Used(used + dangling_exponent(&text[..used], &text[used..]))
        }
        None if is_integer(type_num) && blanks(text) == text.len() => Step::End,
        None => Step::Failed,
    })
}

/// How much of a complex number in a file counts: a second part without its letter is none, so that what stands behind
/// the first is no separator.
fn whole_parts(number: &[u8]) -> usize {
    match number.last() {
        Some(b'j') => number.len(),
        _ => parse::prefix_f64(number).map_or(number.len(), |(_, used)| used),
    }
}

/// Whether elements of the type are read from files.
pub(super) fn in_files(type_num: c_int) -> bool {
    file_parser(type_num).is_some()
}

/// Length of an exponent without digits behind a number: it has been taken from the file all the same.
fn dangling_exponent(number: &[u8], rest: &[u8]) -> usize {
    let open = number
        .last()
        .is_some_and(|b| b.is_ascii_digit() || *b == b'.')
        && !number.iter().any(|b| matches!(b, b'e' | b'E'));
    match rest {
        [b'e' | b'E', b'+' | b'-', ..] if open => 2,
        [b'e' | b'E', ..] if open => 1,
        _ => 0,
    }
}
