//! Text in the forms that Python's constructors allow, brought to plain ASCII.

use super::{is_c_space, trim};

/// Zero digits of every script; nine more digits follow each (Unicode 14, as in CPython 3.11).
#[rustfmt::skip]
const ZEROS: [u32; 65] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66,
    0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810,
    0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0,
    0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec,
    0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Trimmed ASCII without underscores.
pub(super) struct Plain {
    inline: [u8; 64],
    heap: Vec<u8>,
    len: usize,
}

impl Plain {
    /// `None` if an underscore does not stand between digits.
    pub fn of(text: &str) -> Option<Self> {
        let mut plain = Self {
            inline: [0; 64],
            heap: Vec::new(),
            len: 0,
        };
        if text.is_ascii() {
            plain.fill(trim(text.as_bytes(), is_c_space).iter().copied())?;
        } else {
            let text = text.trim_matches(|c| is_c_space(to_ascii(c)));
            plain.fill(text.chars().map(to_ascii))?;
        }
        Some(plain)
    }

    fn fill(&mut self, bytes: impl Iterator<Item = u8>) -> Option<()> {
        let (mut previous, mut underscore) = (0u8, false);
        for byte in bytes {
            if byte == b'_' {
                if underscore || !previous.is_ascii_digit() {
                    return None;
                }
                underscore = true;
                continue;
            }
            if underscore && !byte.is_ascii_digit() {
                return None;
            }
            underscore = false;
            previous = byte;
            self.push(byte);
        }
        (!underscore).then_some(())
    }

    fn push(&mut self, byte: u8) {
        match self.inline.get_mut(self.len) {
            Some(place) if self.heap.is_empty() => *place = byte,
            _ => {
                if self.heap.is_empty() {
                    self.heap.extend_from_slice(&self.inline);
                }
                self.heap.push(byte);
            }
        }
        self.len += 1;
    }

    pub fn bytes(&self) -> &[u8] {
        if self.heap.is_empty() {
            &self.inline[..self.len]
        } else {
            &self.heap
        }
    }
}

/// A digit of any script as its ASCII digit, a blank as a space, anything else as `?`.
pub(super) fn to_ascii(c: char) -> u8 {
    if c.is_ascii() {
        return c as u8;
    }
    if c.is_whitespace() {
        return b' ';
    }
    let code = u32::from(c);
    let script = ZEROS.partition_point(|&zero| zero <= code);
    match script.checked_sub(1).map(|i| code - ZEROS[i]) {
        Some(digit @ 0..=9) => b'0' + digit as u8,
        _ => b'?',
    }
}
