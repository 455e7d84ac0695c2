//! `_partition`, `_rpartition` and their forms with a known place.

use super::encoding::Encoding;
use super::failure::Failure;
use super::op::{Args, In, Op, Split, Zeros};

/// The pieces around the separator at `at` (in units).
#[inline(always)]
fn around<'a, U>(s: &'a [U], sep: &'a [U], at: usize) -> [&'a [U]; 3] {
    let before = s.get(..at).unwrap_or(s);
    let after = at.saturating_add(sep.len());
    [before, sep, s.get(after..).unwrap_or_default()]
}

macro_rules! partitions {
    ($($(#[$doc:meta])* $name:ident, $index:ident, $find:ident, |$s:ident| $absent:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Op for $name {
            const INPUTS: &'static [In] = &[In::Text, In::Text];
            const ZEROS: Zeros = Zeros::Kept;
        }
        impl Split for $name {
            #[inline(always)]
            fn call<'a, E: Encoding>(a: &Args<'a, E::Unit>) -> Result<[&'a [E::Unit]; 3], Failure> {
                let [$s, sep, _] = a.text;
                if sep.is_empty() {
                    return Err(Failure::EmptySeparator);
                }
                Ok(match E::$find($s, sep) {
                    Some(at) => around($s, sep, at),
                    None => $absent,
                })
            }
        }
        $(#[$doc])*
        pub struct $index;
        impl Op for $index {
            const INPUTS: &'static [In] = &[In::Text, In::Text, In::Int];
        }
        impl Split for $index {
            #[inline(always)]
            fn call<'a, E: Encoding>(a: &Args<'a, E::Unit>) -> Result<[&'a [E::Unit]; 3], Failure> {
                let [$s, sep, _] = a.text;
                if sep.is_empty() {
                    return Err(Failure::EmptySeparator);
                }
                Ok(match usize::try_from(a.num[0]) {
                    Ok(at) => around($s, sep, E::offset($s, at)),
                    Err(_) => $absent,
                })
            }
        }
    )*};
}

partitions! {
    /// At the first separator.
    Partition, PartitionIndex, find, |s| [s, &[], &[]];
    /// At the last separator.
    RPartition, RPartitionIndex, rfind, |s| [&[], &[], s];
}
