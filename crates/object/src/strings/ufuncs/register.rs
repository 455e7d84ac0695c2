//! Adding loops and promoters to the built-in ufuncs.

use std::ffi::{CString, c_char, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Own, Res};

use crate::casting::ArrayMethod;
use crate::dtype::abstracts;
use crate::dtype::builtin::class_of;
use crate::model::DTypeClass;
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Body, Promoter};
use crate::ufunc::table;

/// A strided loop.
pub type Loop = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    *const *mut c_char,
    *const npy_intp,
    *const npy_intp,
    *mut NpyAuxData,
) -> c_int;

/// In a list of types: anything.
pub const ANY: c_int = -1;
/// In a list of types: any integer type, Python's int among them.
pub const INTEGER: c_int = -2;

fn ufunc(name: &str) -> Res<&'static UFunc> {
    table::find(name).ok_or_else(|| runtime_error(&format!("there is no ufunc '{name}'")))
}

fn class(t: c_int) -> Option<Own<DTypeClass>> {
    match t {
        ANY => None,
        INTEGER => Some(abstracts::class(&abstracts::INTEGER).own()),
        t => Some(class_of(t).own()),
    }
}

/// Adds a loop for exactly these type numbers.
pub fn add_loop(
    name: &str,
    types: &[c_int],
    run: Loop,
    resolve: PyArrayMethod_ResolveDescriptors,
) -> Res<()> {
    let flags = NPY_METH_NO_FLOATINGPOINT_ERRORS;
    add_flagged(name, types, run, resolve, flags)
}

/// The same with flags of its own.
pub fn add_flagged(
    name: &str,
    types: &[c_int],
    run: Loop,
    resolve: PyArrayMethod_ResolveDescriptors,
    flags: NPY_ARRAYMETHOD_FLAGS,
) -> Res<()> {
    let uf = ufunc(name)?;
    let method_name = CString::new(format!("templated_string_{name}")).unwrap_or_default();
    let m = ArrayMethod::new(&method_name, uf.nin(), uf.nout(), NPY_NO_CASTING, flags)?;
    // SAFETY: a fresh method.
    unsafe {
        (*m.raw()).strided_loop = Some(run);
        (*m.raw()).resolve_descriptors = resolve;
    }
    let classes = types.iter().map(|&t| class(t)).collect();
    uf.dispatch().add_loop(classes, Body::Method(m), false)
}

/// What a promoter answers: a type number for each operand.
pub trait Answer: 'static {
    /// The type numbers.
    const TYPES: &'static [c_int];
}

unsafe extern "C" fn promoter<A: Answer>(
    _ufunc: *mut ferronum_pyrt::ffi::PyObject,
    _ops: *const *mut PyArray_DTypeMeta,
    signature: *const *mut PyArray_DTypeMeta,
    new: *mut *mut PyArray_DTypeMeta,
) -> c_int {
    // SAFETY: the promoter's contract: one class for each operand, or NULL, in the signature; room for as many.
    unsafe {
        let fits = A::TYPES.iter().enumerate().all(|(i, &t)| {
            let fixed = *signature.add(i);
            fixed.is_null() || fixed == class_of(t).raw()
        });
        if !fits {
            // No exception: there is no loop.
            return -1;
        }
        for (i, &t) in A::TYPES.iter().enumerate() {
            *new.add(i) = class_of(t).own().into_ptr().cast();
        }
    }
    0
}

/// Adds a promoter for a pattern of types.
pub fn promote<A: Answer>(name: &str, pattern: &[c_int]) -> Res<()> {
    let classes = pattern.iter().map(|&t| class(t)).collect();
    let promoter = Promoter {
        func: Some(promoter::<A>),
        capsule: None,
    };
    ufunc(name)?.dispatch().add_promoter(classes, promoter)
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident = [$($t:expr),*];)*) => {$(
        $(#[$doc])*
        pub struct $name<const T: c_int>;
        impl<const T: c_int> Answer for $name<T> {
            const TYPES: &'static [c_int] = &[$($t),*];
        }
    )*};
}

const I: c_int = NPY_INT64;

answers! {
    /// `find` and its kin.
    Finding = [T, T, I, I, I];
    /// `startswith`, `endswith`.
    Tailing = [T, T, I, I, NPY_BOOL];
    /// `_center` and its kin.
    Justifying = [T, I, T, T];
    /// `_zfill`, `_expandtabs`.
    Expanding = [T, I, T];
    /// `_expandtabs_length`.
    Counting = [T, I, I];
    /// `_replace`.
    Replacing = [T, T, T, I, T];
    /// `_slice`.
    Slicing = [T, I, I, I, T];
    /// `_partition_index`.
    Partitioning = [T, T, I, T, T, T];
    /// `multiply`.
    Multiplying = [T, I, T];
    /// `multiply`, the number first.
    MultiplyingBy = [I, T, T];
}
