//! From the C signatures of NEP 43 slots to plain Rust functions.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Res, entry};

use super::array_method::{ArrayMethod, CastInfo, LoopChoice, NO_VIEW};
use crate::model::{DTypeClass, Descr};

/// What `resolve_descriptors` of a cast is asked.
pub(crate) struct CastQuery<'a> {
    pub method: &'a ArrayMethod,
    pub from_class: &'a DTypeClass,
    pub to_class: &'a DTypeClass,
    pub from: &'a Descr,
    pub to: Option<&'a Descr>,
}

/// What `get_strided_loop` of a cast is asked.
pub(crate) struct LoopQuery<'a> {
    pub from: &'a Descr,
    pub to: &'a Descr,
    pub aligned: bool,
    pub move_references: bool,
    pub strides: [isize; 2],
    pub same_value: bool,
}

impl LoopQuery<'_> {
    /// Both strides are the item sizes.
    pub(crate) fn contiguous(&self) -> bool {
        self.strides[0] == self.from.elsize() && self.strides[1] == self.to.elsize()
    }
}

/// Body of a `resolve_descriptors` slot.
///
/// # Safety
/// The slot's contract for a method with one input and one output.
pub(crate) unsafe fn resolve_slot(
    method: *mut PyArrayMethodObject,
    dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    view_offset: *mut npy_intp,
    f: impl FnOnce(CastQuery<'_>) -> Res<CastInfo>,
) -> NPY_CASTING {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let info = f(CastQuery {
            method: ArrayMethod::from_ptr(method.cast()),
            from_class: DTypeClass::from_ptr((*dtypes).cast()),
            to_class: DTypeClass::from_ptr((*dtypes.add(1)).cast()),
            from: Descr::from_ptr((*given).cast()),
            to: Descr::from_ptr_opt((*given.add(1)).cast()),
        })?;
        // Where the answer is no, nobody takes the descriptors.
        if info.casting < 0 {
            return Ok(info.casting);
        }
        *view_offset = info.view_offset.unwrap_or(NO_VIEW);
        let [a, b] = info.descrs;
        *out = a.into_ptr().cast();
        *out.add(1) = b.into_ptr().cast();
        Ok(info.casting)
    })
}

/// Body of a `get_strided_loop` slot.
///
/// # Safety
/// The slot's contract for a method with one input and one output.
#[allow(clippy::too_many_arguments, reason = "the slot has them")]
pub(crate) unsafe fn loop_slot(
    context: *mut PyArrayMethod_Context,
    aligned: c_int,
    move_references: c_int,
    strides: *const npy_intp,
    out_loop: *mut PyArrayMethod_StridedLoop,
    out_aux: *mut *mut NpyAuxData,
    flags: *mut NPY_ARRAYMETHOD_FLAGS,
    f: impl FnOnce(LoopQuery<'_>) -> Res<LoopChoice>,
) -> c_int {
    // SAFETY: the slot's contract.
    entry(|| unsafe {
        let choice = f(LoopQuery {
            from: Descr::from_ptr((*(*context).descriptors).cast()),
            to: Descr::from_ptr((*(*context).descriptors.add(1)).cast()),
            aligned: aligned != 0,
            move_references: move_references != 0,
            strides: [*strides, *strides.add(1)],
            same_value: (*context).flags & NPY_SAME_VALUE_CONTEXT_FLAG != 0,
        })?;
        *out_loop = Some(choice.run);
        *out_aux = choice.aux;
        *flags = choice.flags;
        Ok(())
    })
}

/// Defines a `resolve_descriptors` slot named `$name` with the body `$f: fn(CastQuery) -> Res<CastInfo>`.
macro_rules! resolver {
    ($(#[$doc:meta])* $name:ident => $f:expr) => {
        $(#[$doc])*
        unsafe extern "C" fn $name(
            method: *mut PyArrayMethodObject,
            dtypes: *const *mut PyArray_DTypeMeta,
            given: *const *mut PyArray_Descr,
            out: *mut *mut PyArray_Descr,
            view_offset: *mut npy_intp,
        ) -> NPY_CASTING {
            // SAFETY: the slot's contract.
            unsafe { $crate::casting::adapt::resolve_slot(method, dtypes, given, out, view_offset, $f) }
        }
    };
}
pub(crate) use resolver;

/// Defines a `get_strided_loop` slot named `$name` with the body `$f: fn(LoopQuery) -> Res<LoopChoice>`.
macro_rules! loop_getter {
    ($(#[$doc:meta])* $name:ident => $f:expr) => {
        $(#[$doc])*
        unsafe extern "C" fn $name(
            context: *mut PyArrayMethod_Context,
            aligned: std::ffi::c_int,
            move_references: std::ffi::c_int,
            strides: *const npy_intp,
            out_loop: *mut PyArrayMethod_StridedLoop,
            out_aux: *mut *mut NpyAuxData,
            flags: *mut NPY_ARRAYMETHOD_FLAGS,
        ) -> std::ffi::c_int {
            // SAFETY: the slot's contract.
            unsafe {
                $crate::casting::adapt::loop_slot(
                    context, aligned, move_references, strides, out_loop, out_aux, flags, $f,
                )
            }
        }
    };
}
pub(crate) use loop_getter;
