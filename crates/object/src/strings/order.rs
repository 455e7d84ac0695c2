//! The order of StringDType elements: bytes of UTF-8 compared as numbers, which is the order of code points; missing
//! values that are like NaN come last, a string for missing values takes its place, others cannot be compared.

use std::cmp::Ordering;
use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, no_memory};
use ferronum_pyrt::{Layout, Res, entry};

use super::access::{self, Loaded, Locked, NaKind, StringDescr};
use super::packed;
use crate::model::Array;

/// What two missing values are to each other, and to text.
#[derive(Clone, Copy)]
pub struct Rule<'d> {
    kind: NaKind,
    stand_in: &'d [u8],
}

impl<'d> Rule<'d> {
    /// The rule of a descriptor.
    #[inline(always)]
    pub fn of(d: &'d StringDescr) -> Rule<'d> {
        Rule {
            kind: d.na_kind(),
            stand_in: d.default_string(),
        }
    }

    /// Orders two elements; `None` where a missing value cannot be compared.
    #[inline(always)]
    pub fn order(self, a: Loaded<'_>, b: Loaded<'_>) -> Option<Ordering> {
        if let (Loaded::Text(x), Loaded::Text(y)) = (a, b) {
            return Some(x.cmp(y));
        }
        match self.kind {
            NaKind::NanLike => Some((a == Loaded::Missing).cmp(&(b == Loaded::Missing))),
            NaKind::Other => None,
            NaKind::Text | NaKind::None => Some(a.or(self.stand_in).cmp(b.or(self.stand_in))),
        }
    }
}

/// The error of an order that does not exist.
#[cold]
pub fn raise_null() -> ferronum_pyrt::Raised {
    access::raise(
        exc::ValueError,
        "Cannot compare null that is not a nan-like value",
    )
}

/// # Safety
/// An array of StringDType.
unsafe fn descr_of<'a>(array: *mut c_void) -> &'a StringDescr {
    // SAFETY: as the caller vouches.
    unsafe { StringDescr::from_ptr((*array.cast::<PyArrayObject>()).descr.cast()) }
}

/// `PyArray_ArrFuncs.compare`; 0 with an exception where there is no order.
///
/// # Safety
/// The slot's contract.
pub(super) unsafe extern "C" fn compare(
    a: *const c_void,
    b: *const c_void,
    array: *mut c_void,
) -> c_int {
    // SAFETY: the slot's contract: two elements of the array.
    let found = unsafe {
        let d = descr_of(array);
        let held = Locked::new([d]);
        let [s] = held.strings();
        Rule::of(d).order(s.load(a.cast()), s.load(b.cast()))
    };
    match found {
        Some(o) => o as c_int,
        None => {
            let _proof = raise_null();
            0
        }
    }
}

/// # Safety
/// `n` contiguous elements of an array.
unsafe fn extreme(
    data: *mut c_void,
    n: npy_intp,
    out: *mut npy_intp,
    array: *mut c_void,
    wanted: Ordering,
) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        let d = descr_of(array);
        let rule = Rule::of(d);
        let held = Locked::new([d]);
        let [s] = held.strings();
        let at = |i: isize| data.cast::<u8>().offset(i * packed::SIZE as isize);
        let mut best = 0;
        for i in 1..n {
            match rule.order(s.load(at(i)), s.load(at(best))) {
                Some(o) if o == wanted => best = i,
                Some(_) => {}
                None => {
                    drop(held);
                    return Err(raise_null());
                }
            }
        }
        *out = best;
    }
    Ok(())
}

/// The first bytes of text as a number of the same order.
fn prefix(text: &[u8]) -> u64 {
    let mut b = [0; 8];
    let n = text.len().min(8);
    b[..n].copy_from_slice(&text[..n]);
    u64::from_be_bytes(b)
}

/// Positions that sort `n` contiguous elements of `a`'s dtype, which is StringDType; equal ones in their order.
///
/// # Safety
/// The elements are valid, and nobody writes them meanwhile.
pub unsafe fn argsort(a: &Array, p: *const u8, n: usize) -> Res<Vec<isize>> {
    // SAFETY: the dtype of the array.
    let d = unsafe { StringDescr::from_ptr(a.descr().as_ptr()) };
    let mut texts: Vec<(u64, &[u8], isize)> = Vec::new();
    let mut order: Vec<isize> = Vec::new();
    texts.try_reserve_exact(n).map_err(|_| no_memory())?;
    order.try_reserve_exact(n).map_err(|_| no_memory())?;
    let mut last: Vec<isize> = Vec::new();
    let held = Locked::new([d]);
    let [s] = held.strings();
    for i in 0..n as isize {
        // SAFETY: element i; its text stays while the lock is held.
        let value = unsafe { s.load(p.offset(i * packed::SIZE as isize)) };
        let text = match (value, d.na_kind()) {
            (Loaded::Text(t), _) => t,
            (Loaded::Missing, NaKind::NanLike) => {
                last.push(i);
                continue;
            }
            (Loaded::Missing, NaKind::Other) if n > 1 => {
                drop(held);
                return Err(raise_null());
            }
            (Loaded::Missing, _) => d.default_string(),
        };
        texts.push((prefix(text), text, i));
    }
    texts.sort_unstable();
    order.extend(texts.into_iter().map(|t| t.2));
    order.append(&mut last);
    Ok(order)
}

/// `PyArray_ArrFuncs.argmax`.
///
/// # Safety
/// The slot's contract.
pub(super) unsafe extern "C" fn argmax(
    data: *mut c_void,
    n: npy_intp,
    out: *mut npy_intp,
    array: *mut c_void,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe { extreme(data, n, out, array, Ordering::Greater) })
}

/// `PyArray_ArrFuncs.argmin`.
///
/// # Safety
/// The slot's contract.
pub(super) unsafe extern "C" fn argmin(
    data: *mut c_void,
    n: npy_intp,
    out: *mut npy_intp,
    array: *mut c_void,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe { extreme(data, n, out, array, Ordering::Less) })
}
