//! The loops over StringDType: the frames of `fixed`, with arenas locked for the call and a rule for missing values.

use std::ffi::{c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::exc;
use ferronum_pyrt::{Layout, Object, Raised};

use super::compare::Comparison;
use super::encoding::{Unit, Utf8};
use super::failure::Failure;
use super::fixed::{Column, MOST, operands};
use super::missing::{Answer, NaRule};
use super::op::{Args, Build, In, Op, Split, Value, Zeros};
use crate::strings::access::{Loaded, Locked, NaKind, StringDescr, Strings, raise};
use crate::strings::order;
use crate::ufunc::UFunc;

/// Why a loop stopped before its end.
enum Stop {
    Failure(Failure),
    Missing(fn() -> &'static Object, &'static str),
    Raised,
}

impl From<Failure> for Stop {
    fn from(f: Failure) -> Stop {
        Stop::Failure(f)
    }
}

impl From<Raised> for Stop {
    fn from(_: Raised) -> Stop {
        Stop::Raised
    }
}

/// The loop's status; errors are raised here, when no arena is locked any more.
#[inline(always)]
fn status(context: *mut PyArrayMethod_Context, result: Result<(), Stop>) -> c_int {
    match result {
        Ok(()) => 0,
        Err(stop) => stopped(context, stop),
    }
}

/// The name of the ufunc that runs a loop; a context names its ufunc, or nothing.
fn caller_name<'a>(context: *mut PyArrayMethod_Context) -> &'a str {
    // SAFETY: a loop's context is alive while the loop runs, and its ufunc with it.
    unsafe { Object::from_ptr_opt((*context).caller) }
        .and_then(|c| c.downcast::<UFunc>())
        .map_or("?", |u| u.name())
}

#[cold]
fn stopped(context: *mut PyArrayMethod_Context, stop: Stop) -> c_int {
    match stop {
        Stop::Failure(Failure::Memory) => {
            let name = match caller_name(context) {
                name @ ("_zfill" | "_expandtabs" | "_replace") => name.trim_start_matches('_'),
                name => name,
            };
            let text = format!("Failed to allocate string in {name}");
            let _ = raise(exc::MemoryError, &text);
            -1
        }
        Stop::Failure(f) => f.raise(),
        Stop::Raised => -1,
        Stop::Missing(class, text) => {
            let _ = raise(class, &text.replace("{}", caller_name(context)));
            -1
        }
    }
}

/// Operand numbers of the strings among the inputs; what is absent repeats the first.
#[inline(always)]
fn places(inputs: &[In]) -> [usize; 3] {
    let mut places = [usize::MAX; 3];
    let mut n = 0;
    for (i, kind) in inputs.iter().enumerate() {
        if *kind == In::Text {
            places[n] = i;
            n += 1;
        }
    }
    places.map(|p| if p == usize::MAX { places[0] } else { p })
}

/// What an operation sees of string number `t`.
#[inline(always)]
fn seen<F: Op>(s: &[u8], t: usize) -> &[u8] {
    let cut = match F::ZEROS {
        Zeros::Kept => false,
        Zeros::Cut => true,
        Zeros::Moved => t < 2,
        Zeros::CutInSecond => t == 1,
    };
    // The last byte is hardly ever zero.
    if cut && s.last() == Some(&0) {
        s.get(..u8::trimmed(s)).unwrap_or(s)
    } else {
        s
    }
}

/// Reads the inputs of elements.
struct Reader<'l> {
    cols: [Column; MOST],
    strings: [Strings<'l>; 3],
    kind: NaKind,
    stand_in: &'l [u8],
}

impl<'l> Reader<'l> {
    /// # Safety
    /// `i` is an element of the operands, whose arenas are locked.
    #[inline(always)]
    unsafe fn read<F: Op, R: NaRule>(&self, i: isize) -> Result<Args<'l, u8>, Answer> {
        let mut a = Args {
            text: [&[]; 3],
            num: [0; 3],
        };
        let (mut t, mut n) = (0, 0);
        let mut special = None;
        // Written out, so that nothing but constants is left of the list of inputs.
        macro_rules! input {
            ($($k:literal)*) => {$(
                // SAFETY: as the caller vouches.
                unsafe {
                    match F::INPUTS.get($k) {
                        Some(In::Text) => {
                            match self.strings[t].load(self.cols[$k].at(i)) {
                                Loaded::Text(s) => a.text[t] = seen::<F>(s, t),
                                Loaded::Missing => {
                                    a.text[t] = self.stand_in;
                                    special = R::answer(self.kind, t).over(special);
                                }
                            }
                            t += 1;
                        }
                        Some(In::Int) => {
                            a.num[n] = self.cols[$k].at(i).cast::<i64>().read();
                            n += 1;
                        }
                        None => {}
                    }
                }
            )*};
        }
        input!(0 1 2 3);
        let _ = (t, n);
        match special {
            None => Ok(a),
            Some(answer) => Err(answer),
        }
    }
}

/// The loop of an operation with a plain result.
///
/// # Safety
/// The strided loop's contract for the operands of `F`.
pub unsafe extern "C" fn value<F: Value, R: NaRule>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int
where
    F::Out: Default,
{
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches.
    unsafe {
        let cols = operands(nin + 1, context, data, strides);
        let out = cols[nin];
        let descrs = places(F::INPUTS).map(|i| StringDescr::of_context(context, i));
        let held = Locked::new(descrs);
        let reader = Reader {
            cols,
            strings: held.strings(),
            kind: descrs[0].na_kind(),
            stand_in: descrs[0].default_string(),
        };
        let mut result = Ok(());
        for i in 0..*dimensions {
            let v = match reader.read::<F, R>(i) {
                Ok(a) => F::call::<Utf8>(&a).map_err(Stop::from),
                Err(Answer::Raise(class, text)) => Err(Stop::Missing(class, text)),
                Err(_) => Ok(F::Out::default()),
            };
            match v {
                Ok(v) => out.at(i).cast::<F::Out>().write(v),
                Err(stop) => {
                    result = Err(stop);
                    break;
                }
            }
        }
        drop(held);
        status(context, result)
    }
}

/// The loop of an operation that makes a string.
///
/// # Safety
/// The strided loop's contract for the operands of `F`.
pub unsafe extern "C" fn build<F: Build, R: NaRule>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches; results are made beside the elements and stored when they are complete.
    unsafe {
        let cols = operands(nin + 1, context, data, strides);
        let out = cols[nin];
        let [a, b, c] = places(F::INPUTS).map(|i| StringDescr::of_context(context, i));
        let held = Locked::new([a, b, c, StringDescr::of_context(context, nin)]);
        let [sa, sb, sc, target] = held.strings();
        let reader = Reader {
            cols,
            strings: [sa, sb, sc],
            kind: a.na_kind(),
            stand_in: a.default_string(),
        };
        let mut text: Vec<u8> = Vec::new();
        let mut one = |i: isize| -> Result<(), Stop> {
            match reader.read::<F, R>(i) {
                Ok(args) => {
                    text.clear();
                    F::call::<Utf8>(&args, &mut text)?;
                    if F::ZEROS == Zeros::Moved
                        && let Loaded::Text(s) = reader.strings[0].load(cols[0].at(i))
                        && let Some(zeros) = s.get(args.text[0].len()..)
                    {
                        text.extend_from_slice(zeros);
                    }
                    target.store(out.at(i), &text)?;
                }
                Err(Answer::Raise(class, text)) => return Err(Stop::Missing(class, text)),
                Err(_) => target.store_missing(out.at(i)),
            }
            Ok(())
        };
        let result = (0..*dimensions).try_for_each(&mut one);
        drop(held);
        status(context, result)
    }
}

/// The loop of an operation with three pieces as results.
///
/// # Safety
/// The strided loop's contract for the operands of `F`.
pub unsafe extern "C" fn split<F: Split, R: NaRule>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    let nin = F::INPUTS.len();
    // SAFETY: as the caller vouches; the pieces are copied before anything is stored, since an output may be an input.
    unsafe {
        let cols = operands(nin + 3, context, data, strides);
        let descr = |i| StringDescr::of_context(context, i);
        let [a, b, c] = places(F::INPUTS).map(descr);
        let held = Locked::new([a, b, c, descr(nin), descr(nin + 1), descr(nin + 2)]);
        let [sa, sb, sc, x, y, z] = held.strings();
        let reader = Reader {
            cols,
            strings: [sa, sb, sc],
            kind: a.na_kind(),
            stand_in: a.default_string(),
        };
        let mut text: Vec<u8> = Vec::new();
        let mut one = |i: isize| -> Result<(), Stop> {
            match reader.read::<F, R>(i) {
                Ok(args) => {
                    let pieces = F::call::<Utf8>(&args)?;
                    text.clear();
                    for p in pieces {
                        text.try_reserve(p.len()).map_err(|_| Failure::Memory)?;
                        text.extend_from_slice(p);
                    }
                    let mut rest = &text[..];
                    for ((p, target), col) in pieces.iter().zip([x, y, z]).zip(&cols[nin..]) {
                        let (head, tail) = rest.split_at(p.len().min(rest.len()));
                        target.store(col.at(i), head)?;
                        rest = tail;
                    }
                }
                Err(Answer::Raise(class, text)) => return Err(Stop::Missing(class, text)),
                Err(_) => {
                    for (target, col) in [x, y, z].into_iter().zip(&cols[nin..]) {
                        target.store_missing(col.at(i));
                    }
                }
            }
            Ok(())
        };
        let result = (0..*dimensions).try_for_each(&mut one);
        drop(held);
        status(context, result)
    }
}

/// The loop of a comparison.
///
/// # Safety
/// The strided loop's contract: two strings, a bool.
pub unsafe extern "C" fn compare<C: Comparison>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe {
        let cols = operands(3, context, data, strides);
        let [a, b, out] = [cols[0], cols[1], cols[2]];
        let (da, db) = (
            StringDescr::of_context(context, 0),
            StringDescr::of_context(context, 1),
        );
        let held = Locked::new([da, db]);
        let [sa, sb] = held.strings();
        let (kind, stand_in) = (da.na_kind(), da.default_string());
        let mut one = |i: isize| -> Result<(), Stop> {
            let answer = match (sa.load(a.at(i)), sb.load(b.at(i))) {
                (Loaded::Text(x), Loaded::Text(y)) => {
                    if C::EQUALITY {
                        C::of_equality(x == y)
                    } else {
                        C::holds(x.cmp(y))
                    }
                }
                (x, y) => match kind {
                    NaKind::NanLike => false,
                    NaKind::Other if !C::EQUALITY => {
                        return Err(Stop::Missing(
                            exc::ValueError,
                            "'{}' not supported for null values that are not nan-like or strings.",
                        ));
                    }
                    _ => C::holds(x.or(stand_in).cmp(y.or(stand_in))),
                },
            };
            out.at(i).write(u8::from(answer));
            Ok(())
        };
        let result = (0..*dimensions).try_for_each(&mut one);
        drop(held);
        status(context, result)
    }
}

/// `maximum` and `minimum`: the missing value is the greatest of all where it is like NaN.
///
/// # Safety
/// The strided loop's contract: three strings.
pub unsafe extern "C" fn extreme<const LARGEST: bool>(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: as the caller vouches; storing copes with text of the element itself.
    unsafe {
        let cols = operands(3, context, data, strides);
        let [a, b, out] = [cols[0], cols[1], cols[2]];
        let descrs = [0, 1, 2].map(|i| StringDescr::of_context(context, i));
        let held = Locked::new(descrs);
        let [sa, sb, target] = held.strings();
        let rule = order::Rule::of(descrs[0]);
        let mut one = |i: isize| -> Result<(), Stop> {
            let (x, y) = (sa.load(a.at(i)), sb.load(b.at(i)));
            let Some(order) = rule.order(x, y) else {
                return Err(Stop::Missing(
                    exc::ValueError,
                    "Cannot compare null that is not a nan-like value",
                ));
            };
            let first = if LARGEST {
                order.is_ge()
            } else {
                order.is_le()
            };
            let (chosen, from) = if first { (x, a.at(i)) } else { (y, b.at(i)) };
            if from != out.at(i) {
                target.store_loaded(out.at(i), chosen)?;
            }
            Ok(())
        };
        let result = (0..*dimensions).try_for_each(&mut one);
        drop(held);
        status(context, result)
    }
}

/// `isnan`: missing values that are like NaN.
///
/// # Safety
/// The strided loop's contract: a string, a bool.
pub unsafe extern "C" fn isnan(
    context: *mut PyArrayMethod_Context,
    data: *const *mut c_char,
    dimensions: *const npy_intp,
    strides: *const npy_intp,
    _aux: *mut NpyAuxData,
) -> c_int {
    // SAFETY: as the caller vouches.
    unsafe {
        let cols = operands(2, context, data, strides);
        let descr = StringDescr::of_context(context, 0);
        let held = Locked::new([descr]);
        let [s] = held.strings();
        let nan = descr.has_nan_na();
        for i in 0..*dimensions {
            let missing = nan && s.load(cols[0].at(i)) == Loaded::Missing;
            cols[1].at(i).write(u8::from(missing));
        }
    }
    0
}
