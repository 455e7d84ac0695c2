//! The casting levels between built-in numbers, as one table.

use std::ffi::c_int;

use ferronum_abi::prelude::*;

/// Kind and value range of a built-in number, enough to order them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Bool,
    Unsigned(u8),
    Signed(u8),
    /// Index in half, float, double, long double.
    Float(u8),
    /// Index of the parts; there is no complex half.
    Complex(u8),
}

const fn rank(t: c_int) -> Option<Rank> {
    Some(match t {
        NPY_BOOL => Rank::Bool,
        NPY_BYTE => Rank::Signed(1),
        NPY_UBYTE => Rank::Unsigned(1),
        NPY_SHORT => Rank::Signed(2),
        NPY_USHORT => Rank::Unsigned(2),
        NPY_INT => Rank::Signed(4),
        NPY_UINT => Rank::Unsigned(4),
        NPY_LONG | NPY_LONGLONG => Rank::Signed(8),
        NPY_ULONG | NPY_ULONGLONG => Rank::Unsigned(8),
        NPY_HALF => Rank::Float(0),
        NPY_FLOAT => Rank::Float(1),
        NPY_DOUBLE => Rank::Float(2),
        NPY_LONGDOUBLE => Rank::Float(3),
        NPY_CFLOAT => Rank::Complex(1),
        NPY_CDOUBLE => Rank::Complex(2),
        NPY_CLONGDOUBLE => Rank::Complex(3),
        _ => return None,
    })
}

/// The smallest float that holds an integer of this many bytes, by NumPy's rule.
const fn float_for(bytes: u8) -> u8 {
    match bytes {
        1 => 0,
        2 => 1,
        _ => 2,
    }
}

/// The level of the cast between two built-in numbers: equivalent layouts are `NO`, then safe, same kind, unsafe.
/// `None` where one is not a number.
pub const fn numeric_casting(from: c_int, to: c_int) -> Option<NPY_CASTING> {
    let (Some(a), Some(b)) = (rank(from), rank(to)) else {
        return None;
    };
    let safe = match (a, b) {
        (Rank::Bool, Rank::Bool) => return Some(NPY_NO_CASTING),
        (Rank::Signed(x), Rank::Signed(y))
        | (Rank::Unsigned(x), Rank::Unsigned(y))
        | (Rank::Float(x), Rank::Float(y))
        | (Rank::Complex(x), Rank::Complex(y)) => {
            if x == y {
                return Some(NPY_NO_CASTING);
            }
            x < y
        }
        (Rank::Bool, _) => true,
        (Rank::Unsigned(x), Rank::Signed(y)) => x < y,
        (Rank::Unsigned(x) | Rank::Signed(x), Rank::Float(y) | Rank::Complex(y)) => {
            float_for(x) <= y
        }
        (Rank::Float(x), Rank::Complex(y)) => x <= y,
        _ => false,
    };
    if safe {
        return Some(NPY_SAFE_CASTING);
    }
    // Same kind: never back to bool, from signed to unsigned, from float to integer, from complex to real.
    let same_kind = match (a, b) {
        (_, Rank::Bool) | (Rank::Signed(_), Rank::Unsigned(_)) => false,
        (Rank::Unsigned(_) | Rank::Signed(_), Rank::Unsigned(_) | Rank::Signed(_)) => true,
        (Rank::Unsigned(_) | Rank::Signed(_), _) => true,
        (Rank::Float(_), Rank::Float(_) | Rank::Complex(_)) => true,
        (Rank::Complex(_), Rank::Complex(_)) => true,
        _ => false,
    };
    Some(if same_kind {
        NPY_SAME_KIND_CASTING
    } else {
        NPY_UNSAFE_CASTING
    })
}

/// The less safe of two levels; the same-value bit stays only where both have it.
#[inline]
pub const fn min_casting(a: NPY_CASTING, b: NPY_CASTING) -> NPY_CASTING {
    let flag = a & b & NPY_SAME_VALUE_CASTING_FLAG;
    let (x, y) = (
        a & !NPY_SAME_VALUE_CASTING_FLAG,
        b & !NPY_SAME_VALUE_CASTING_FLAG,
    );
    flag | if x > y { x } else { y }
}

/// Whether a cast of level `have` is allowed where `wanted` is asked for.
#[inline]
pub const fn allowed(have: NPY_CASTING, wanted: NPY_CASTING) -> bool {
    if wanted & NPY_SAME_VALUE_CASTING_FLAG != 0 && have & NPY_SAME_VALUE_CASTING_FLAG == 0 {
        return false;
    }
    have & !NPY_SAME_VALUE_CASTING_FLAG <= wanted & !NPY_SAME_VALUE_CASTING_FLAG
}

/// The length of the string that a built-in type becomes, in characters.
pub const fn string_length(from: c_int) -> Option<isize> {
    Some(match from {
        NPY_BOOL => 5,
        NPY_BYTE => 4,
        NPY_UBYTE => 3,
        NPY_SHORT => 6,
        NPY_USHORT => 5,
        NPY_INT => 11,
        NPY_UINT => 10,
        NPY_LONG | NPY_LONGLONG => 21,
        NPY_ULONG | NPY_ULONGLONG => 20,
        NPY_HALF | NPY_FLOAT | NPY_DOUBLE => 32,
        NPY_LONGDOUBLE => 48,
        NPY_CFLOAT | NPY_CDOUBLE => 64,
        NPY_CLONGDOUBLE => 96,
        _ => return None,
    })
}
