//! The 16 bytes of an array element of StringDType. The last byte tells the forms apart: up to 15 bytes of text lie in
//! the element itself, longer text in a slot of the arena (the element has its offset) or, once the element had a slot or
//! short text before, in a block of the C heap; a bit marks a missing value. All zero is the empty string, so that zeroed
//! memory is valid. NumPy's own tests look at these bytes.

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

/// A slot of the arena.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Where its text begins.
    pub offset: u64,
    /// Whether the slot's capacity is written in 8 bytes before the text, not in one.
    pub long: bool,
}

/// What the bytes of an element say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// No text.
    Empty,
    /// So many bytes in the element itself.
    Short(usize),
    /// Text in a slot of the arena.
    Arena(Slot, usize),
    /// Text in a block of the C heap.
    Heap(*mut u8, usize),
    /// The missing value.
    Missing,
    /// Nothing that we ever write: memory that was scribbled over.
    Broken,
}

/// The length of text in the element itself, from the element's last byte.
#[inline(always)]
pub fn short_len(last: u8) -> Option<usize> {
    (last & FORM == INITIALISED | OUTSIDE).then_some((last & !FORM) as usize)
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

    /// Text in a slot of the arena.
    #[inline(always)]
    pub fn slot(slot: Slot, n: usize) -> Packed {
        let form = INITIALISED | if slot.long { LONG } else { 0 };
        Packed::words(slot.offset, n, form)
    }

    /// Text in a block of the C heap.
    #[inline(always)]
    pub fn heap(p: *mut u8, n: usize) -> Packed {
        Packed::words(
            p.expose_provenance() as u64,
            n,
            INITIALISED | OUTSIDE | LONG,
        )
    }

    #[inline(always)]
    fn words(place: u64, n: usize, form: u8) -> Packed {
        let word = (n as u64 & SIZE_BITS) | (u64::from(form) << 56);
        let mut b = [0; SIZE];
        b[..8].copy_from_slice(&place.to_le_bytes());
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
            f if f & (INITIALISED | OUTSIDE) == INITIALISED => {
                let (offset, n) = self.parts();
                let long = f & LONG != 0;
                Form::Arena(Slot { offset, long }, n)
            }
            f if f == INITIALISED | OUTSIDE | LONG => {
                let (p, n) = self.parts();
                Form::Heap(std::ptr::with_exposed_provenance_mut(p as usize), n)
            }
            _ => Form::Broken,
        }
    }

    /// Empty or short text.
    #[inline(always)]
    pub fn is_inline(&self) -> bool {
        let last = self.0[SIZE - 1];
        last == 0 || last & FORM == INITIALISED | OUTSIDE
    }

    #[inline(always)]
    fn parts(&self) -> (u64, usize) {
        let mut word = [0; 8];
        word.copy_from_slice(&self.0[..8]);
        let place = u64::from_le_bytes(word);
        word.copy_from_slice(&self.0[8..]);
        (place, (u64::from_le_bytes(word) & SIZE_BITS) as usize)
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
        assert_eq!(Packed::heap(p, MAX).form(), Form::Heap(p, MAX));
        for long in [false, true] {
            let slot = Slot { offset: 1, long };
            assert_eq!(Packed::slot(slot, 77).form(), Form::Arena(slot, 77));
        }
    }
}
