//! What each operation makes of missing values of StringDType. A string in the place of missing values is always
//! used as such.

use ferronum_pyrt::Object;
use ferronum_pyrt::raised::exc;

use crate::strings::access::NaKind;

/// What an operation does about a missing input.
#[derive(Clone, Copy)]
pub enum Answer {
    /// Goes on with the string that stands for it.
    Text,
    /// The result is missing.
    Missing,
    /// The result is zero or false.
    Zero,
    /// Raises; `{}` in the text is the name of the ufunc.
    Raise(fn() -> &'static Object, &'static str),
}

impl Answer {
    /// Joins the answers for several inputs: errors win over results, later ones over earlier ones.
    #[inline]
    pub fn over(self, before: Option<Answer>) -> Option<Answer> {
        match (self, before) {
            (Answer::Text, b) => b,
            (a @ Answer::Raise(..), _) => Some(a),
            (_, Some(b @ Answer::Raise(..))) => Some(b),
            (a, _) => Some(a),
        }
    }
}

/// A rule for missing values.
pub trait NaRule: 'static {
    /// The answer for string number `operand` where the first string's dtype has missing values of this kind.
    fn answer(kind: NaKind, operand: usize) -> Answer;
}

fn error(text: &'static str) -> Answer {
    Answer::Raise(exc::ValueError, text)
}

fn type_error(text: &'static str) -> Answer {
    Answer::Raise(exc::TypeError, text)
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident: nan $nan:expr, other $other:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl NaRule for $name {
            #[cold]
            fn answer(kind: NaKind, _operand: usize) -> Answer {
                match kind {
                    NaKind::None | NaKind::Text => Answer::Text,
                    NaKind::NanLike => $nan,
                    NaKind::Other => $other,
                }
            }
        }
    )*};
}

rules! {
    /// `add`.
    Adding: nan Answer::Missing, other error("Cannot add null that is not a nan-like value");
    /// `str_len`.
    Measuring: nan error("The length of a null string is undefined"),
        other error("The length of a null string is undefined");
    /// `isalpha` and its kin.
    Testing: nan Answer::Zero,
        other error("Cannot use the {} function with a null that is not a nan-like value");
    /// `find` and its kin.
    Searching: nan error("'{}' not supported for null values that are not strings."),
        other error("'{}' not supported for null values that are not strings.");
    /// `startswith`, `endswith`.
    Tailing: nan Answer::Zero,
        other error("'{}' not supported for null values that are not nan-like or strings.");
    /// `_strip_whitespace` and its kin.
    Stripping: nan Answer::Missing,
        other error("Can only strip null values that are strings or NaN-like values");
    /// `multiply`.
    Multiplying: nan Answer::Missing,
        other type_error("Cannot multiply null that is not a nan-like value");
    /// `_center` and its kin.
    Justifying: nan Answer::Missing, other error("Cannot {} null that is not a nan-like value");
    /// `_zfill`.
    Filling: nan Answer::Missing,
        other type_error("Cannot zfill null string that is not a nan-like value");
    /// `_expandtabs`.
    Expanding: nan error("Null values are not supported arguments for expandtabs"),
        other error("Null values are not supported arguments for expandtabs");
}

/// `_strip_chars` and its kin.
pub struct StrippingChars;

impl NaRule for StrippingChars {
    #[cold]
    fn answer(kind: NaKind, operand: usize) -> Answer {
        if kind == NaKind::NanLike && operand == 1 {
            return error("Cannot use a null string that is not a string as the {} delimiter");
        }
        Stripping::answer(kind, operand)
    }
}

/// `_replace`.
pub struct Replacing;

impl NaRule for Replacing {
    #[cold]
    fn answer(kind: NaKind, operand: usize) -> Answer {
        match (kind, operand) {
            (NaKind::None | NaKind::Text, _) => Answer::Text,
            (NaKind::NanLike, 0) => Answer::Missing,
            (NaKind::Other, 0) => error(
                "Only string or NaN-like null strings can be used as search strings for replace",
            ),
            _ => error(
                "Null values are not supported as search patterns or replacement strings for replace",
            ),
        }
    }
}

/// `_partition`, `_rpartition`.
pub struct Partitioning;

impl NaRule for Partitioning {
    #[cold]
    fn answer(kind: NaKind, operand: usize) -> Answer {
        match (kind, operand) {
            (NaKind::Text, _) | (NaKind::None, 0) => Answer::Text,
            _ => error("Null values are not supported in {}"),
        }
    }
}

/// `_slice`.
pub struct Slicing;

impl NaRule for Slicing {
    #[cold]
    fn answer(_kind: NaKind, _operand: usize) -> Answer {
        type_error("Cannot slice null string")
    }
}
