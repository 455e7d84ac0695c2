//! The type resolver in the field of a ufunc: the core's rules, or a function that the ufunc's maker put there.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::runtime_error;
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, entry, ffi, ops};

use crate::model::Array;
use crate::model::Descr;
use crate::storage::NewArray;
use crate::ufunc::dispatch::{LoopInfo, Request};
use crate::ufunc::resolve::Descrs;
use crate::ufunc::{UFunc, c_api};

/// The function of a type resolver.
pub type Func = unsafe extern "C" fn(
    *mut PyUFuncObject,
    NPY_CASTING,
    *mut *mut PyArrayObject,
    *mut ffi::PyObject,
    *mut *mut PyArray_Descr,
) -> c_int;

/// Who chooses the types of a call whose operands no loop fits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Resolver {
    /// The rules of the core.
    Rules,
    /// Nobody: the field is NULL.
    Absent,
    /// A function that an extension put there.
    Theirs(Handle),
}

/// A function of an extension, compared by its address.
#[derive(Clone, Copy)]
pub struct Handle(pub Func);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.0 as usize == other.0 as usize
    }
}

impl Eq for Handle {}

/// What stands in the field of a fresh ufunc: the core's rules for those who call through the field.
///
/// # Safety
/// The contract of a type resolver.
pub unsafe extern "C" fn rules(
    uf: *mut PyUFuncObject,
    casting: NPY_CASTING,
    operands: *mut *mut PyArrayObject,
    types: *mut ffi::PyObject,
    out: *mut *mut PyArray_Descr,
) -> c_int {
    // SAFETY: the caller's contract.
    entry(|| unsafe {
        let uf = UFunc::from_ptr(uf.cast());
        c_api::default_resolver(uf, casting, operands, Object::from_ptr_opt(types), out)
    })
}

impl UFunc {
    /// Who chooses types, as the field stands now.
    #[inline]
    pub fn resolver(&self) -> Resolver {
        // SAFETY: a live ufunc.
        match unsafe { (*self.raw()).type_resolver } {
            Some(f) if f as usize == rules as Func as usize => Resolver::Rules,
            Some(f) => Resolver::Theirs(Handle(f)),
            None => Resolver::Absent,
        }
    }

    /// The function that settles the descriptors of a loop, if it is not the core: an extension's resolver does it for
    /// legacy loops of parametric types. Casts are its business then.
    #[inline]
    pub fn settles(&self, info: &LoopInfo) -> Option<Handle> {
        if info.plain {
            return None;
        }
        match self.resolver() {
            Resolver::Theirs(f) if info.legacy(self).is_some() && info.is_parametric() => Some(f),
            _ => None,
        }
    }
}

/// Asks a resolver for the descriptors of all operands. Those without an array are shown as arrays of no dimensions.
pub fn ask(
    uf: &UFunc,
    f: Handle,
    casting: NPY_CASTING,
    operands: &[(Option<&Array>, Option<&Descr>)],
    types: Option<&Object>,
) -> Res<Descrs> {
    let n = uf.nargs();
    let mut shown: Vec<Option<Own<Array>>> = Vec::with_capacity(n);
    for &(array, descr) in operands {
        shown.push(match (array, descr) {
            (Some(a), _) => Some(a.own()),
            (None, Some(d)) => Some(NewArray::new(d.own(), &[]).build()?),
            (None, None) => None,
        });
    }
    let null = std::ptr::null_mut();
    let mut arrays: Vec<*mut PyArrayObject> = (shown.iter())
        .map(|a| a.as_ref().map_or(null, |a| a.raw()))
        .collect();
    arrays.resize(n, null);
    let mut out: Vec<*mut PyArray_Descr> = vec![std::ptr::null_mut(); n];
    let types = types.map_or(std::ptr::null_mut(), Object::as_ptr);
    // SAFETY: lists of an entry per operand; new references are written on success.
    let (status, out) = unsafe {
        let status = (f.0)(
            uf.raw(),
            casting,
            arrays.as_mut_ptr(),
            types,
            out.as_mut_ptr(),
        );
        let out: Vec<Option<Own<Descr>>> = out.into_iter().map(|p| Own::steal_opt(p)).collect();
        (status, out)
    };
    // SAFETY: asks for the pending exception only.
    if unsafe { !ffi::PyErr_Occurred().is_null() } {
        return Err(Raised::pending());
    }
    if status < 0 {
        return Err(runtime_error("a type resolver failed without an exception"));
    }
    (out.into_iter().collect::<Option<Descrs>>())
        .ok_or_else(|| runtime_error("a type resolver did not choose all types"))
}

/// What the resolver of a ufunc chooses where no loop has the operands' own types.
pub fn ask_for_classes(uf: &UFunc, f: Handle, req: &Request<'_>) -> Res<Descrs> {
    let defaults = (req.ops.iter())
        .map(|o| match (o.array, o.descr, o.class) {
            (None, None, Some(c)) => super::promote::standing_for(c).map(Some),
            _ => Ok(None),
        })
        .collect::<Res<Vec<Option<Own<Descr>>>>>()?;
    let operands: Vec<(Option<&Array>, Option<&Descr>)> = (req.ops.iter().zip(&defaults))
        .map(|(o, d)| (o.array, o.descr.or(d.as_deref())))
        .collect();
    let types: Option<Owned> = if req.sig.iter().any(Option::is_some) {
        let one = |s: &Option<Own<crate::model::DTypeClass>>| match s {
            None => Ok(ops::none().own()),
            Some(c) => Ok(super::promote::standing_for(c)?.upcast()),
        };
        Some(ops::tuple_from(req.sig.iter().map(one))?)
    } else {
        None
    };
    ask(uf, f, NPY_UNSAFE_CASTING, &operands, types.as_deref())
}
