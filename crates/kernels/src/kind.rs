//! What the items of an operand are to a loop.

/// What the items of an operand are to a loop. C's `long` and `long long` are one kind.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Kind {
    Bool,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F16,
    F32,
    F64,
    LongDouble,
    C64,
    C128,
    CLongDouble,
}

impl Kind {
    /// The kind and NumPy's type number of a type character; `None` for what is no number.
    pub fn of_char(c: u8) -> Option<(Self, u8)> {
        Some(match c {
            b'?' => (Self::Bool, 0),
            b'b' => (Self::I8, 1),
            b'B' => (Self::U8, 2),
            b'h' => (Self::I16, 3),
            b'H' => (Self::U16, 4),
            b'i' => (Self::I32, 5),
            b'I' => (Self::U32, 6),
            b'l' => (Self::I64, 7),
            b'L' => (Self::U64, 8),
            b'q' => (Self::I64, 9),
            b'Q' => (Self::U64, 10),
            b'e' => (Self::F16, 23),
            b'f' => (Self::F32, 11),
            b'd' => (Self::F64, 12),
            b'g' => (Self::LongDouble, 13),
            b'F' => (Self::C64, 14),
            b'D' => (Self::C128, 15),
            b'G' => (Self::CLongDouble, 16),
            _ => return None,
        })
    }

    /// Bytes of an item.
    pub fn size(self) -> usize {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 | Self::F16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 | Self::C64 => 8,
            Self::LongDouble | Self::C128 => 16,
            Self::CLongDouble => 32,
        }
    }

    /// Whether the items have a real and an imaginary part.
    pub fn is_complex(self) -> bool {
        matches!(self, Self::C64 | Self::C128 | Self::CLongDouble)
    }

    /// Whether the items are floats or made of floats.
    pub fn is_inexact(self) -> bool {
        self.is_complex() || matches!(self, Self::F16 | Self::F32 | Self::F64 | Self::LongDouble)
    }
}
