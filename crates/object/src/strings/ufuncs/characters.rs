//! Properties of characters: a table for ASCII, the interpreter's own data for the rest of Unicode.

use std::ffi::c_int;

/// What the predicates ask of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Property {
    /// A letter.
    Alpha = 1,
    /// A digit, superscripts included.
    Digit = 2,
    /// A digit that numbers are written with.
    Decimal = 4,
    /// Anything with a numeric value.
    Numeric = 8,
    /// A letter or one of the three kinds of digits.
    Alnum = 16,
    /// Whitespace.
    Space = 32,
    /// A lower case letter.
    Lower = 64,
    /// An upper case letter.
    Upper = 128,
    /// A title case letter.
    Title = 256,
}

/// Whitespace of `str` that is none of `bytes`: the separators 0x1c to 0x1f.
const TEXT_SPACE: u16 = 512;

static ASCII: [u16; 128] = table();

const fn table() -> [u16; 128] {
    use Property::{Alnum, Alpha, Decimal, Digit, Lower, Numeric, Space, Upper};
    let mut t = [0; 128];
    let mut c = 0;
    while c < 128 {
        let b = c as u8;
        let mut bits = 0;
        if b.is_ascii_alphabetic() {
            bits |= Alpha as u16 | Alnum as u16;
        }
        if b.is_ascii_digit() {
            bits |= Digit as u16 | Decimal as u16 | Numeric as u16 | Alnum as u16;
        }
        if b.is_ascii_lowercase() {
            bits |= Lower as u16;
        }
        if b.is_ascii_uppercase() {
            bits |= Upper as u16;
        }
        if b == b' ' || (b >= 9 && b <= 13) {
            bits |= Space as u16;
        }
        if b >= 0x1c && b <= 0x1f {
            bits |= TEXT_SPACE;
        }
        t[c] = bits;
        c += 1;
    }
    t
}

/// A property of a byte.
#[inline(always)]
pub fn has_bytes(c: u32, p: Property) -> bool {
    ASCII.get(c as usize).is_some_and(|t| t & p as u16 != 0)
}

/// A property of an ASCII character of `str`.
#[inline(always)]
pub fn has_ascii(c: u32, p: Property) -> bool {
    let mask = if matches!(p, Property::Space) {
        p as u16 | TEXT_SPACE
    } else {
        p as u16
    };
    ASCII.get(c as usize).is_some_and(|t| t & mask != 0)
}

// The functions behind CPython's Py_UNICODE_IS* macros; they read constant tables.
unsafe extern "C" {
    fn _PyUnicode_IsAlpha(c: u32) -> c_int;
    fn _PyUnicode_IsDigit(c: u32) -> c_int;
    fn _PyUnicode_IsDecimalDigit(c: u32) -> c_int;
    fn _PyUnicode_IsNumeric(c: u32) -> c_int;
    fn _PyUnicode_IsWhitespace(c: u32) -> c_int;
    fn _PyUnicode_IsLowercase(c: u32) -> c_int;
    fn _PyUnicode_IsUppercase(c: u32) -> c_int;
    fn _PyUnicode_IsTitlecase(c: u32) -> c_int;
}

/// A property of any character.
#[inline(never)]
pub fn has_unicode(c: u32, p: Property) -> bool {
    // SAFETY: any value is allowed; those outside Unicode have no properties.
    unsafe {
        match p {
            Property::Alpha => _PyUnicode_IsAlpha(c) != 0,
            Property::Digit => _PyUnicode_IsDigit(c) != 0,
            Property::Decimal => _PyUnicode_IsDecimalDigit(c) != 0,
            Property::Numeric => _PyUnicode_IsNumeric(c) != 0,
            Property::Alnum => {
                _PyUnicode_IsAlpha(c) != 0
                    || _PyUnicode_IsDecimalDigit(c) != 0
                    || _PyUnicode_IsDigit(c) != 0
                    || _PyUnicode_IsNumeric(c) != 0
            }
            Property::Space => _PyUnicode_IsWhitespace(c) != 0,
            Property::Lower => _PyUnicode_IsLowercase(c) != 0,
            Property::Upper => _PyUnicode_IsUppercase(c) != 0,
            Property::Title => _PyUnicode_IsTitlecase(c) != 0,
        }
    }
}
