//! `str_len` and the predicates `isalpha`, `isdigit`, … `istitle`.

use super::characters::Property;
use super::encoding::{Characters, Encoding};
use super::failure::Failure;
use super::op::{Args, In, Op, Value};

/// `str_len`.
pub struct Length;

impl Op for Length {
    const INPUTS: &'static [In] = &[In::Text];
}

impl Value for Length {
    type Out = i64;
    #[inline(always)]
    fn call<E: Encoding>(a: &Args<'_, E::Unit>) -> Result<i64, Failure> {
        Ok(E::length(a.text[0]) as i64)
    }
}

/// Not empty, and all characters have the property.
#[inline(always)]
fn all<E: Encoding>(s: &[E::Unit], p: Property) -> bool {
    !s.is_empty() && Characters::<E>(s).all(|c| E::has(c, p))
}

/// There is a character of the wanted case, and none of the other or of title case.
#[inline(always)]
fn one_case<E: Encoding>(s: &[E::Unit], wanted: Property, other: Property) -> bool {
    let mut seen = false;
    for c in Characters::<E>(s) {
        if E::has(c, other) || E::has(c, Property::Title) {
            return false;
        }
        seen = seen || E::has(c, wanted);
    }
    seen
}

/// Upper case begins words, lower case goes on in them, and there is at least one word.
#[inline(always)]
fn is_title<E: Encoding>(s: &[E::Unit]) -> bool {
    let (mut seen, mut inside) = (false, false);
    for c in Characters::<E>(s) {
        if E::has(c, Property::Upper) || E::has(c, Property::Title) {
            if inside {
                return false;
            }
            (seen, inside) = (true, true);
        } else if E::has(c, Property::Lower) {
            if !inside {
                return false;
            }
            (seen, inside) = (true, true);
        } else {
            inside = false;
        }
    }
    seen
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident<$E:ident>($s:ident) $body:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Op for $name {
            const INPUTS: &'static [In] = &[In::Text];
        }
        impl Value for $name {
            type Out = bool;
            #[inline(always)]
            fn call<$E: Encoding>(a: &Args<'_, $E::Unit>) -> Result<bool, Failure> {
                let $s = a.text[0];
                Ok($body)
            }
        }
    )*};
}

predicates! {
    /// `isalpha`.
    IsAlpha<E>(s) all::<E>(s, Property::Alpha);
    /// `isdigit`.
    IsDigit<E>(s) all::<E>(s, Property::Digit);
    /// `isdecimal`.
    IsDecimal<E>(s) all::<E>(s, Property::Decimal);
    /// `isnumeric`.
    IsNumeric<E>(s) all::<E>(s, Property::Numeric);
    /// `isalnum`.
    IsAlnum<E>(s) all::<E>(s, Property::Alnum);
    /// `isspace`.
    IsSpace<E>(s) all::<E>(s, Property::Space);
    /// `islower`.
    IsLower<E>(s) one_case::<E>(s, Property::Lower, Property::Upper);
    /// `isupper`.
    IsUpper<E>(s) one_case::<E>(s, Property::Upper, Property::Lower);
    /// `istitle`.
    IsTitle<E>(s) is_title::<E>(s);
}
