//! The 16 bytes of an array element of StringDType. The last byte tells the forms apart: up to 15 bytes of text lie in
//! the element itself, longer text in a block of the arena or of the C heap; a bit marks a missing value. All zero is
//! the empty string, so that zeroed memory is valid.

use ferronum_abi::prelude::npy_packed_static_string;

/// Bytes of an element.
pub const SIZE: usize = size_of::<npy_packed_static_string>();
/// Longest text that lies in the element itself.
pub const SHORT_MAX: usize = 15;

const MISSING: u8 = 0x80;
const INITIALISED: u8 = 0x40;
const OUTSIDE: u8 = 0x20;
const LONG: u8 = 0x10;
const FORM: u8 = 0xf0;
const SIZE_BITS: u64 = (1 << 56) - 1;

/// Longest text that an element can describe.
pub const MAX: usize = SIZE_BITS as usize;

/// What the bytes of an element say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// No text.
    Empty,
    /// So many bytes in the element itself.
    Short(usize),
    /// A block of the arena.
    Arena(*mut u8, usize),
    /// A block of the C heap.
    Heap(*mut u8, usize),
    /// The missing value.
    Missing,
    /// Nothing that we ever write: memory that was scribbled over.
    Broken,
}

/// A copy of an element's bytes.
#[derive(Clone, Copy)]
pub struct Packed([u8; SIZE]);

impl Packed {
    /// The empty string.
    pub const EMPTY: Packed = Packed([0; SIZE]);

    /// The missing value.
    pub const MISSING: Packed = {
        let mut b = [0; SIZE];
        b[SIZE - 1] = MISSING;
        Packed(b)
    };

    /// Reads an element, at any alignment.
    ///
    /// # Safety
    /// `p` is readable for 16 bytes.
    #[inline(always)]
    pub unsafe fn read(p: *const u8) -> Packed {
        // SAFETY: as the caller vouches.
        Packed(unsafe { p.cast::<[u8; SIZE]>().read_unaligned() })
    }

    /// Writes an element, at any alignment; what was there is forgotten, not released.
    ///
    /// # Safety
    /// `p` is writable for 16 bytes.
    #[inline(always)]
    pub unsafe fn write(self, p: *mut u8) {
        // SAFETY: as the caller vouches.
        unsafe { p.cast::<[u8; SIZE]>().write_unaligned(self.0) }
    }

    /// Up to 15 bytes of text; more are cut off.
    #[inline(always)]
    pub fn short(text: &[u8]) -> Packed {
        let n = text.len().min(SHORT_MAX);
        if n == 0 {
            return Packed::EMPTY;
        }
        let mut b = [0; SIZE];
        b[..n].copy_from_slice(&text[..n]);
        b[SIZE - 1] = INITIALISED | OUTSIDE | n as u8;
        Packed(b)
    }

    /// Text in a block.
    #[inline(always)]
    pub fn block(p: *mut u8, n: usize, heap: bool) -> Packed {
        let form = if heap {
            INITIALISED | OUTSIDE | LONG
        } else {
            INITIALISED
        };
        let word = (n as u64 & SIZE_BITS) | (u64::from(form) << 56);
        let mut b = [0; SIZE];
        b[..8].copy_from_slice(&(p.expose_provenance() as u64).to_le_bytes());
        b[8..].copy_from_slice(&word.to_le_bytes());
        Packed(b)
    }

    /// What the bytes say.
    #[inline(always)]
    pub fn form(&self) -> Form {
        let last = self.0[SIZE - 1];
        if last == 0 {
            return Form::Empty;
        }
        if last & MISSING != 0 {
            return Form::Missing;
        }
        match last & FORM {
            f if f == INITIALISED | OUTSIDE => Form::Short((last & !FORM) as usize),
            f if f == INITIALISED => {
                let (p, n) = self.parts();
                Form::Arena(p, n)
            }
            f if f == INITIALISED | OUTSIDE | LONG => {
                let (p, n) = self.parts();
                Form::Heap(p, n)
            }
            _ => Form::Broken,
        }
    }

    #[inline(always)]
    fn parts(&self) -> (*mut u8, usize) {
        let mut word = [0; 8];
        word.copy_from_slice(&self.0[..8]);
        let p = std::ptr::with_exposed_provenance_mut(u64::from_le_bytes(word) as usize);
        word.copy_from_slice(&self.0[8..]);
        (p, (u64::from_le_bytes(word) & SIZE_BITS) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!(Packed::EMPTY.form(), Form::Empty);
        assert_eq!(Packed::short(b"").form(), Form::Empty);
        assert_eq!(Packed::MISSING.form(), Form::Missing);
        assert_eq!(Packed::short(b"abc").form(), Form::Short(3));
        assert_eq!(Packed::short(&[b'x'; 15]).form(), Form::Short(15));
        let p = std::ptr::with_exposed_provenance_mut::<u8>(0x1234_5678_9abc);
        assert_eq!(Packed::block(p, 77, false).form(), Form::Arena(p, 77));
        assert_eq!(Packed::block(p, MAX, true).form(), Form::Heap(p, MAX));
    }
}
