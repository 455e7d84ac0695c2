//! Which descriptors the loops work on, where the input's own do not say it.

use std::ffi::c_int;
use std::marker::PhantomData;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Own, Raised, Res, entry};

use crate::casting::canonical;
use crate::dtype::builtin::builtin;
use crate::dtype::copy;
use crate::model::{DTypeClass, Descr};

/// A rule for descriptors.
pub trait Rule: 'static {
    /// The loop's descriptors for those given (`None`: an output that is not given).
    fn resolve(
        nin: usize,
        classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>>;
}

/// The slot that applies a rule.
///
/// # Safety
/// The contract of `resolve_descriptors`.
pub unsafe extern "C" fn resolver<R: Rule>(
    method: *mut PyArrayMethodObject,
    dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    _view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: as the caller vouches: nin + nout entries, new references written on success.
    entry(|| unsafe {
        let m = method.cast::<crate::casting::ArrayMethodStruct>();
        let (nin, nout) = ((*m).nin as usize, (*m).nout as usize);
        let given: Vec<Option<&Descr>> = (0..nin + nout)
            .map(|i| Descr::from_ptr_opt((*given.add(i)).cast()))
            .collect();
        let classes: Vec<&DTypeClass> = (0..nin + nout)
            .map(|i| DTypeClass::from_ptr((*dtypes.add(i)).cast()))
            .collect();
        let found = R::resolve(nin, &classes, &given)?;
        for (i, d) in found.into_iter().enumerate() {
            *out.add(i) = d.into_ptr().cast();
        }
        Ok::<c_int, Raised>(NPY_NO_CASTING)
    })
}

/// The native form of an operand's descriptor.
pub(super) fn native(d: Option<&Descr>) -> Res<Own<Descr>> {
    match d {
        Some(d) => canonical(d),
        None => Err(type_error("an input has no dtype")),
    }
}

fn inputs(nin: usize, given: &[Option<&Descr>]) -> Res<Vec<Own<Descr>>> {
    given[..nin].iter().map(|d| native(*d)).collect()
}

/// The result has the dtype of the first input.
pub struct LikeFirst;

impl Rule for LikeFirst {
    fn resolve(
        nin: usize,
        _classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>> {
        let mut out = inputs(nin, given)?;
        out.push(out[0].clone());
        Ok(out)
    }
}

/// The result has room for both inputs.
pub struct Sum;

impl Rule for Sum {
    fn resolve(
        nin: usize,
        _classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>> {
        let mut out = inputs(nin, given)?;
        let total = out[0].elsize().saturating_add(out[1].elsize());
        if total > c_int::MAX as isize {
            return Err(type_error(&format!(
                "addition result string of length {total} is too large to store inside array."
            )));
        }
        out.push(copy::with_elsize(builtin(out[0].type_num()), total)?);
        Ok(out)
    }
}

/// Error of a missing output.
pub trait Missing: 'static {
    /// Raises it.
    fn error() -> Raised;
}

/// The result has the dtype of `out`, which has to be given.
pub struct Given<M>(PhantomData<M>);

impl<M: Missing> Rule for Given<M> {
    fn resolve(
        nin: usize,
        _classes: &[&DTypeClass],
        given: &[Option<&Descr>],
    ) -> Res<Vec<Own<Descr>>> {
        if given[nin..].iter().any(Option::is_none) {
            return Err(M::error());
        }
        inputs(given.len(), given)
    }
}

macro_rules! missing {
    ($($(#[$doc:meta])* $name:ident = $raise:ident($text:literal);)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Missing for $name {
            fn error() -> Raised {
                $raise($text)
            }
        }
    )*};
}

missing! {
    /// Of `multiply`.
    NoMultiply = type_error("The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to multiply strings without specifying 'out'.");
    /// Of the justifying functions.
    NoJust = type_error("The 'out' kwarg is necessary. Use the version in numpy.strings without it.");
    /// Of `_zfill`.
    NoZFill = type_error("The 'out' kwarg is necessary. Use numpy.strings.zfill without it.");
    /// Of `_expandtabs`.
    NoExpandTabs = type_error("The 'out' kwarg is necessary. Use numpy.strings.expandtabs without it.");
    /// Of `_replace`.
    NoReplace = value_error("out kwarg should be given");
    /// Of `_partition_index`.
    NoPartition = type_error("The 'templated_string__partition_index' ufunc requires the 'out' keyword to be set. The python wrapper in numpy.strings can be used without the out keyword.");
    /// Of `_rpartition_index`.
    NoRPartition = type_error("The 'templated_string__rpartition_index' ufunc requires the 'out' keyword to be set. The python wrapper in numpy.strings can be used without the out keyword.");
}
