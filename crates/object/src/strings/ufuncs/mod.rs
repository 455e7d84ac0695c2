//! The string ufuncs: which loops and promoters exist, and their registration. Answers for the string part of
//! `numpy._core.umath` (`find`, `str_len`, `isalpha`, `_strip_chars`, …) and for `add`, `multiply` and the comparisons
//! of strings. Missing values of StringDType are in `missing`.

mod build;
mod characters;
pub mod compare;
pub mod encoding;
mod failure;
mod find;
mod fixed;
mod missing;
mod op;
mod partition;
mod predicates;
mod register;
mod resolve;
mod search;
pub mod short;
mod strings;
mod strip;
mod varied;

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::Res;

use encoding::{Bytes, Encoding, Ucs4};
use fixed::{build, split, value};
use register::{INTEGER, Loop, add_loop, promote};
use resolve::{
    Given, LikeFirst, Missing, NoExpandTabs, NoJust, NoMultiply, NoPartition, NoRPartition,
    NoReplace, NoZFill, Sum, resolver,
};

/// The error of products of text with something, where no output was given.
pub fn no_multiply() -> ferronum_pyrt::Raised {
    NoMultiply::error()
}

/// Registers everything.
pub fn init() -> Res<()> {
    fixed_width::<Bytes>(NPY_STRING)?;
    fixed_width::<Ucs4>(NPY_UNICODE)?;
    unicode_only()?;
    promoters::<NPY_STRING>()?;
    promoters::<NPY_UNICODE>()?;
    strings::init()
}

const I: c_int = NPY_INT64;
const B: c_int = NPY_BOOL;

/// The loops that `S` and `U` have.
fn fixed_width<E: Encoding>(t: c_int) -> Res<()> {
    let plain = |name, types: &[c_int], run: Loop| add_loop(name, types, run, None);
    let resolved = |name, types: &[c_int], run: Loop, resolve| add_loop(name, types, run, resolve);

    let pair = [t, t, B];
    plain("equal", &pair, compare::compare::<E, compare::Equal>)?;
    plain("not_equal", &pair, compare::compare::<E, compare::NotEqual>)?;
    plain("less", &pair, compare::compare::<E, compare::Less>)?;
    plain(
        "less_equal",
        &pair,
        compare::compare::<E, compare::LessEqual>,
    )?;
    plain("greater", &pair, compare::compare::<E, compare::Greater>)?;
    plain(
        "greater_equal",
        &pair,
        compare::compare::<E, compare::GreaterEqual>,
    )?;

    plain("str_len", &[t, I], value::<E, predicates::Length>)?;
    plain("isalpha", &[t, B], value::<E, predicates::IsAlpha>)?;
    plain("isdigit", &[t, B], value::<E, predicates::IsDigit>)?;
    plain("isalnum", &[t, B], value::<E, predicates::IsAlnum>)?;
    plain("isspace", &[t, B], value::<E, predicates::IsSpace>)?;
    plain("islower", &[t, B], value::<E, predicates::IsLower>)?;
    plain("isupper", &[t, B], value::<E, predicates::IsUpper>)?;
    plain("istitle", &[t, B], value::<E, predicates::IsTitle>)?;

    let find = [t, t, I, I, I];
    plain("find", &find, value::<E, find::Find>)?;
    plain("rfind", &find, value::<E, find::RFind>)?;
    plain("index", &find, value::<E, find::Index>)?;
    plain("rindex", &find, value::<E, find::RIndex>)?;
    plain("count", &find, value::<E, find::Count>)?;
    let tail = [t, t, I, I, B];
    plain("startswith", &tail, value::<E, find::StartsWith>)?;
    plain("endswith", &tail, value::<E, find::EndsWith>)?;

    let like = Some(resolver::<LikeFirst> as _);
    let white = [t, t];
    resolved(
        "_lstrip_whitespace",
        &white,
        build::<E, strip::LStripWhitespace>,
        like,
    )?;
    resolved(
        "_rstrip_whitespace",
        &white,
        build::<E, strip::RStripWhitespace>,
        like,
    )?;
    resolved(
        "_strip_whitespace",
        &white,
        build::<E, strip::StripWhitespace>,
        like,
    )?;
    let three = [t, t, t];
    resolved(
        "_lstrip_chars",
        &three,
        build::<E, strip::LStripChars>,
        like,
    )?;
    resolved(
        "_rstrip_chars",
        &three,
        build::<E, strip::RStripChars>,
        like,
    )?;
    resolved("_strip_chars", &three, build::<E, strip::StripChars>, like)?;
    resolved(
        "_slice",
        &[t, I, I, I, t],
        build::<E, self::build::Slice>,
        like,
    )?;

    resolved(
        "add",
        &three,
        build::<E, self::build::Add>,
        Some(resolver::<Sum>),
    )?;
    let multiply = Some(resolver::<Given<NoMultiply>> as _);
    resolved(
        "multiply",
        &[t, I, t],
        build::<E, self::build::Multiply>,
        multiply,
    )?;
    resolved(
        "multiply",
        &[I, t, t],
        build::<E, self::build::MultiplyBy>,
        multiply,
    )?;
    resolved(
        "_replace",
        &[t, t, t, I, t],
        build::<E, self::build::Replace>,
        Some(resolver::<Given<NoReplace>>),
    )?;
    let just = Some(resolver::<Given<NoJust>> as _);
    let justified = [t, I, t, t];
    resolved("_center", &justified, build::<E, self::build::Center>, just)?;
    resolved("_ljust", &justified, build::<E, self::build::LJust>, just)?;
    resolved("_rjust", &justified, build::<E, self::build::RJust>, just)?;
    let sized = [t, I, t];
    resolved(
        "_zfill",
        &sized,
        build::<E, self::build::ZFill>,
        Some(resolver::<Given<NoZFill>>),
    )?;
    resolved(
        "_expandtabs",
        &sized,
        build::<E, self::build::ExpandTabs>,
        Some(resolver::<Given<NoExpandTabs>>),
    )?;
    plain(
        "_expandtabs_length",
        &[t, I, I],
        value::<E, self::build::ExpandTabsLength>,
    )?;
    let pieces = [t, t, I, t, t, t];
    resolved(
        "_partition_index",
        &pieces,
        split::<E, partition::PartitionIndex>,
        Some(resolver::<Given<NoPartition>>),
    )?;
    resolved(
        "_rpartition_index",
        &pieces,
        split::<E, partition::RPartitionIndex>,
        Some(resolver::<Given<NoRPartition>>),
    )
}

/// Bytes have no decimals and numerics of their own.
fn unicode_only() -> Res<()> {
    let types = [NPY_UNICODE, B];
    add_loop(
        "isdecimal",
        &types,
        value::<Ucs4, predicates::IsDecimal>,
        None,
    )?;
    add_loop(
        "isnumeric",
        &types,
        value::<Ucs4, predicates::IsNumeric>,
        None,
    )
}

/// Numbers of other types become `int64` where the strings are of type `T`.
fn promoters<const T: c_int>() -> Res<()> {
    use register::{
        Counting, Expanding, Finding, Justifying, Multiplying, MultiplyingBy, Partitioning,
        Replacing, Slicing, Tailing,
    };
    const ANY: c_int = register::ANY;
    for name in ["find", "rfind", "index", "rindex", "count"] {
        promote::<Finding<T>>(name, &[T, T, ANY, ANY, ANY])?;
    }
    for name in ["startswith", "endswith"] {
        promote::<Tailing<T>>(name, &[T, T, ANY, ANY, ANY])?;
    }
    for name in ["_center", "_ljust", "_rjust"] {
        promote::<Justifying<T>>(name, &[T, ANY, ANY, ANY])?;
    }
    for name in ["_zfill", "_expandtabs"] {
        promote::<Expanding<T>>(name, &[T, ANY, ANY])?;
    }
    promote::<Counting<T>>("_expandtabs_length", &[T, ANY, ANY])?;
    promote::<Replacing<T>>("_replace", &[T, T, T, ANY, ANY])?;
    promote::<Slicing<T>>("_slice", &[T, ANY, ANY, ANY, ANY])?;
    for name in ["_partition_index", "_rpartition_index"] {
        promote::<Partitioning<T>>(name, &[T, T, ANY, ANY, ANY, ANY])?;
    }
    promote::<Multiplying<T>>("multiply", &[T, INTEGER, ANY])?;
    promote::<MultiplyingBy<T>>("multiply", &[INTEGER, T, ANY])?;
    Ok(())
}
