//! Registration of the loops over StringDType and of the promoters that lead there.

use std::ffi::c_int;
use std::marker::PhantomData;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Res};

use super::register::{ANY, Answer, INTEGER, Loop, add_loop, promote};
use super::resolve::{Rule, native, resolver};
use super::varied::{build, compare, extreme, isnan, split, value};
use super::{build as make, compare as cmp, find, missing, partition, predicates, strip};
use crate::model::{DTypeClass, Descr};
use crate::strings::access::StringDescr;
use crate::strings::dtype::{is_na, new_instance};

const T: c_int = NPY_VSTRING;
const U: c_int = NPY_UNICODE;
const O: c_int = NPY_OBJECT;
const I: c_int = NPY_INT64;
const B: c_int = NPY_BOOL;

/// The inputs go as they are, if their missing values agree; new results have the missing value of the inputs
/// and coerce as the first does.
struct Strings;

impl Rule for Strings {
    fn resolve(
        nin: usize,
        classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>> {
        let mut out: Vec<Own<Descr>> = Vec::with_capacity(given.len());
        let (mut na, mut coerce): (Option<Owned>, Option<bool>) = (None, None);
        for d in &given[..nin] {
            let d = native(*d)?;
            if let Some(s) = d.downcast::<StringDescr>() {
                coerce.get_or_insert(s.coerce());
                na = match (na, s.na_object()) {
                    (Some(a), Some(b)) if !is_na(&a, b) => return Err(incompatible(&a, b)?),
                    (None, Some(b)) => Some(b.own()),
                    (a, _) => a,
                };
            }
            out.push(d);
        }
        for (d, class) in given[nin..].iter().zip(&classes[nin..]) {
            out.push(match d {
                Some(d) => native(Some(d))?,
                None if class.type_num() == NPY_VSTRING => {
                    // SAFETY: an instance of StringDType is a descriptor.
                    unsafe { new_instance(na.as_deref(), coerce.unwrap_or(true))?.cast() }
                }
                None => class.default_descr()?,
            });
        }
        Ok(out)
    }
}

/// A loop that makes its results and writes into no given array.
trait Makes: 'static {
    /// The loop's name in messages.
    const NAME: &'static str;
}

struct Slice;
struct Partition;
struct RPartition;

impl Makes for Slice {
    const NAME: &'static str = "string__slice";
}

impl Makes for Partition {
    const NAME: &'static str = "string__partition";
}

impl Makes for RPartition {
    const NAME: &'static str = "string__rpartition";
}

/// As `Strings`, without given outputs.
struct Fresh<M>(PhantomData<M>);

impl<M: Makes> Rule for Fresh<M> {
    fn resolve(
        nin: usize,
        classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>> {
        if given[nin..].iter().any(Option::is_some) {
            return Err(type_error(&format!(
                "The StringDType '{}' ufunc does not currently support the 'out' keyword",
                M::NAME
            )));
        }
        Strings::resolve(nin, classes, given)
    }
}

#[cold]
fn incompatible(a: &Object, b: &Object) -> Res<ferronum_pyrt::Raised> {
    Ok(type_error(&format!(
        "Cannot find a compatible null string value for null strings '{}' and '{}'",
        a.repr_text()?,
        b.repr_text()?
    )))
}

fn add(name: &str, types: &[c_int], run: Loop) -> Res<()> {
    add_loop(name, types, run, Some(resolver::<Strings>))
}

/// Registers everything.
pub(super) fn init() -> Res<()> {
    plain()?;
    making()?;
    promoters()
}

fn plain() -> Res<()> {
    let pair = [T, T, B];
    add("equal", &pair, compare::<cmp::Equal>)?;
    add("not_equal", &pair, compare::<cmp::NotEqual>)?;
    add("less", &pair, compare::<cmp::Less>)?;
    add("less_equal", &pair, compare::<cmp::LessEqual>)?;
    add("greater", &pair, compare::<cmp::Greater>)?;
    add("greater_equal", &pair, compare::<cmp::GreaterEqual>)?;

    use missing::{Measuring, Searching, Tailing, Testing};
    add("str_len", &[T, I], value::<predicates::Length, Measuring>)?;
    let test = [T, B];
    add("isnan", &test, isnan)?;
    add("isalpha", &test, value::<predicates::IsAlpha, Testing>)?;
    add("isdigit", &test, value::<predicates::IsDigit, Testing>)?;
    add("isdecimal", &test, value::<predicates::IsDecimal, Testing>)?;
    add("isnumeric", &test, value::<predicates::IsNumeric, Testing>)?;
    add("isalnum", &test, value::<predicates::IsAlnum, Testing>)?;
    add("isspace", &test, value::<predicates::IsSpace, Testing>)?;
    add("islower", &test, value::<predicates::IsLower, Testing>)?;
    add("isupper", &test, value::<predicates::IsUpper, Testing>)?;
    add("istitle", &test, value::<predicates::IsTitle, Testing>)?;

    let search = [T, T, I, I, I];
    add("find", &search, value::<find::Find, Searching>)?;
    add("rfind", &search, value::<find::RFind, Searching>)?;
    add("index", &search, value::<find::Index, Searching>)?;
    add("rindex", &search, value::<find::RIndex, Searching>)?;
    add("count", &search, value::<find::Count, Searching>)?;
    let tail = [T, T, I, I, B];
    add("startswith", &tail, value::<find::StartsWith, Tailing>)?;
    add("endswith", &tail, value::<find::EndsWith, Tailing>)
}

fn making() -> Res<()> {
    use missing::{
        Adding, Expanding, Filling, Justifying, Multiplying, Partitioning, Replacing, Slicing,
        Stripping, StrippingChars,
    };
    let white = [T, T];
    add(
        "_lstrip_whitespace",
        &white,
        build::<strip::LStripWhitespace, Stripping>,
    )?;
    add(
        "_rstrip_whitespace",
        &white,
        build::<strip::RStripWhitespace, Stripping>,
    )?;
    add(
        "_strip_whitespace",
        &white,
        build::<strip::StripWhitespace, Stripping>,
    )?;
    let three = [T, T, T];
    add(
        "_lstrip_chars",
        &three,
        build::<strip::LStripChars, StrippingChars>,
    )?;
    add(
        "_rstrip_chars",
        &three,
        build::<strip::RStripChars, StrippingChars>,
    )?;
    add(
        "_strip_chars",
        &three,
        build::<strip::StripChars, StrippingChars>,
    )?;
    add("maximum", &three, extreme::<true>)?;
    add("minimum", &three, extreme::<false>)?;
    add("add", &three, build::<make::Add, Adding>)?;
    for n in [NPY_INT64, NPY_UINT64] {
        add("multiply", &[T, n, T], build::<make::Multiply, Multiplying>)?;
        add(
            "multiply",
            &[n, T, T],
            build::<make::MultiplyBy, Multiplying>,
        )?;
    }
    add(
        "_replace",
        &[T, T, T, I, T],
        build::<make::Replace, Replacing>,
    )?;
    let just = [T, I, T, T];
    add("_center", &just, build::<make::Center, Justifying>)?;
    add("_ljust", &just, build::<make::LJust, Justifying>)?;
    add("_rjust", &just, build::<make::RJust, Justifying>)?;
    let sized = [T, I, T];
    add("_zfill", &sized, build::<make::ZFill, Filling>)?;
    add("_expandtabs", &sized, build::<make::ExpandTabs, Expanding>)?;
    add_fresh::<Slice>("_slice", &[T, I, I, I, T], build::<make::Slice, Slicing>)?;
    let pieces = [T; 5];
    add_fresh::<Partition>(
        "_partition",
        &pieces,
        split::<partition::Partition, Partitioning>,
    )?;
    add_fresh::<RPartition>(
        "_rpartition",
        &pieces,
        split::<partition::RPartition, Partitioning>,
    )
}

fn add_fresh<M: Makes>(name: &str, types: &[c_int], run: Loop) -> Res<()> {
    add_loop(name, types, run, Some(resolver::<Fresh<M>>))
}

/// All operands become StringDType.
struct AllStrings;

impl Answer for AllStrings {
    const TYPES: &'static [c_int] = &[T, T, T];
}

/// A comparison of StringDType.
struct Comparing;

impl Answer for Comparing {
    const TYPES: &'static [c_int] = &[T, T, B];
}

/// A comparison of objects.
struct ComparingObjects;

impl Answer for ComparingObjects {
    const TYPES: &'static [c_int] = &[O, O, B];
}

fn promoters() -> Res<()> {
    use super::register::{
        Expanding, Finding, Justifying, Multiplying, MultiplyingBy, Replacing, Slicing, Tailing,
    };
    let mixed = [[T, U], [U, T]];
    let objects = [[T, O], [O, T]];
    for name in [
        "equal",
        "not_equal",
        "less",
        "less_equal",
        "greater",
        "greater_equal",
    ] {
        for [a, b] in mixed {
            promote::<Comparing>(name, &[a, b, ANY])?;
        }
        for [a, b] in objects {
            promote::<ComparingObjects>(name, &[a, b, ANY])?;
        }
    }
    for name in ["add", "_lstrip_chars", "_rstrip_chars", "_strip_chars"] {
        for [a, b] in mixed {
            promote::<AllStrings>(name, &[a, b, ANY])?;
        }
    }
    // Text with a result that is asked to be StringDType.
    promote::<AllStrings>("add", &[U, U, T])?;
    for [a, b] in [[T, T], [T, U], [U, T]] {
        for name in ["find", "rfind", "index", "rindex", "count"] {
            promote::<Finding<T>>(name, &[a, b, ANY, ANY, ANY])?;
        }
        for name in ["startswith", "endswith"] {
            promote::<Tailing<T>>(name, &[a, b, ANY, ANY, ANY])?;
        }
    }
    promote::<Multiplying<T>>("multiply", &[T, INTEGER, ANY])?;
    promote::<MultiplyingBy<T>>("multiply", &[INTEGER, T, ANY])?;
    for name in ["_center", "_ljust", "_rjust"] {
        promote::<Justifying<T>>(name, &[T, ANY, ANY, ANY])?;
        promote::<Justifying<T>>(name, &[U, INTEGER, T, ANY])?;
    }
    for name in ["_zfill", "_expandtabs"] {
        promote::<Expanding<T>>(name, &[T, ANY, ANY])?;
    }
    promote::<Slicing<T>>("_slice", &[T, ANY, ANY, ANY, ANY])?;
    for [a, b, c, n] in [
        [T, T, T, ANY],
        [T, T, U, ANY],
        [T, U, T, ANY],
        [T, U, U, ANY],
        [U, U, T, INTEGER],
        [U, T, U, INTEGER],
        [U, T, T, INTEGER],
    ] {
        promote::<Replacing<T>>("_replace", &[a, b, c, n, ANY])?;
    }
    Ok(())
}
