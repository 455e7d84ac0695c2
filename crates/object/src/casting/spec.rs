//! `ArrayMethod`s from the specifications of extensions (`PyArrayMethod_Spec`, NEP 43).
#![allow(non_upper_case_globals, reason = "slot ids have NumPy's names")]

use std::ffi::{CStr, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Own, Res};

use super::array_method::{ArrayMethod, default_get_loop};
use crate::model::{DTypeClass, Descr};

/// See `ArrayMethod::from_spec`.
///
/// `own` is the class that is being made, if one is.
///
/// # Safety
/// `spec` is a specification as NEP 43 demands.
pub(crate) unsafe fn from_spec(
    spec: *const PyArrayMethod_Spec,
    own: Option<&DTypeClass>,
    is_private: bool,
) -> Res<(Own<ArrayMethod>, Vec<Option<Own<DTypeClass>>>)> {
    // SAFETY: as the caller vouches.
    unsafe {
        let spec = &*spec;
        let name = if spec.name.is_null() {
            c"<unknown>"
        } else {
            CStr::from_ptr(spec.name)
        };
        let shown = name.to_string_lossy();
        let n = spec.nin as isize + spec.nout as isize;
        if spec.nin < 0 || spec.nout < 0 || n > NPY_MAXARGS as isize {
            return Err(runtime_error(&format!(
                "ArrayMethod inputs and outputs must be greater zero and not exceed {NPY_MAXARGS}. (method: {shown})"
            )));
        }
        let level = spec.casting & !NPY_SAME_VALUE_CASTING_FLAG;
        if spec.casting != -1 && !(NPY_NO_CASTING..=NPY_UNSAFE_CASTING).contains(&level) {
            return Err(type_error(&format!(
                "ArrayMethod has invalid casting `{}`. (method: {shown})",
                spec.casting
            )));
        }
        let mut classes = Vec::with_capacity(n as usize);
        for i in 0..n as usize {
            let Some(c) = DTypeClass::from_ptr_opt((*spec.dtypes.add(i)).cast()) else {
                if i < spec.nin as usize {
                    return Err(runtime_error(&format!(
                        "ArrayMethod must define all inputs. (method: {shown})"
                    )));
                }
                classes.push(None);
                continue;
            };
            if !DTypeClass::check(c) {
                return Err(runtime_error(&format!(
                    "ArrayMethod provided object {} is not a DType.(method: {shown})",
                    c.repr_text()?
                )));
            }
            if c.is_abstract()
                && i < spec.nin as usize
                && own.is_none_or(|o| !o.is(c))
                && !is_private
                && spec.nout == 1
                && spec.nin == 1
            {
                return Err(type_error(&format!(
                    "abstract DType {} are currently not supported.(method: {shown})",
                    c.repr_text()?
                )));
            }
            classes.push(Some(c.own()));
        }
        let m = ArrayMethod::new(
            name,
            spec.nin as usize,
            spec.nout as usize,
            spec.casting,
            spec.flags,
        )?;
        fill_slots(&m, spec, is_private, &shown)?;
        Ok((m, classes))
    }
}

/// # Safety
/// As `from_spec`.
unsafe fn fill_slots(
    m: &ArrayMethod,
    spec: &PyArrayMethod_Spec,
    is_private: bool,
    name: &str,
) -> Res<()> {
    // SAFETY: each slot id says which function type its pointer has; NULL stays None.
    unsafe {
        let s = &mut *m.raw();
        s.resolve_descriptors = Some(default_resolve);
        let mut custom_resolve = false;
        let mut p = spec.slots;
        while !p.is_null() && (*p).slot != 0 {
            let f: *mut c_void = (*p).pfunc;
            match (*p).slot {
                _NPY_METH_resolve_descriptors_with_scalars => {
                    if !is_private {
                        return Err(runtime_error(
                            "the _NPY_METH_resolve_descriptors_with_scalars slot private due to uncertainty about the best signature (see gh-24915)",
                        ));
                    }
                    custom_resolve = true;
                    s.resolve_descriptors_with_scalars = std::mem::transmute::<
                        *mut c_void,
                        PyArrayMethod_ResolveDescriptorsWithScalar,
                    >(f);
                }
                NPY_METH_resolve_descriptors => {
                    custom_resolve = true;
                    s.resolve_descriptors =
                        std::mem::transmute::<*mut c_void, PyArrayMethod_ResolveDescriptors>(f);
                }
                NPY_METH_get_loop => {
                    s.get_strided_loop =
                        std::mem::transmute::<*mut c_void, PyArrayMethod_GetLoop>(f);
                }
                NPY_METH_get_reduction_initial => {
                    s.get_reduction_initial =
                        std::mem::transmute::<*mut c_void, PyArrayMethod_GetReductionInitial>(f);
                }
                NPY_METH_strided_loop => s.strided_loop = loop_of(f),
                NPY_METH_contiguous_loop => s.contiguous_loop = loop_of(f),
                NPY_METH_unaligned_strided_loop => s.unaligned_strided_loop = loop_of(f),
                NPY_METH_unaligned_contiguous_loop => s.unaligned_contiguous_loop = loop_of(f),
                NPY_METH_contiguous_indexed_loop => s.contiguous_indexed_loop = loop_of(f),
                _NPY_METH_static_data => s.static_data = f,
                id => {
                    return Err(runtime_error(&format!(
                        "invalid slot number {id} to ArrayMethod: {name}"
                    )));
                }
            }
            p = p.add(1);
        }
        let own_get_loop = s
            .get_strided_loop
            .is_some_and(|f| !std::ptr::fn_addr_eq(f, default_get_loop as PyArrayGetLoop));
        if spec.casting == -1 && !custom_resolve {
            return Err(type_error(&format!(
                "Cannot set casting to -1 (invalid) when not providing the default `resolve_descriptors` function. (method: {name})"
            )));
        }
        if !custom_resolve
            && (spec.nin..spec.nin + spec.nout).any(|i| {
                DTypeClass::from_ptr_opt((*spec.dtypes.add(i as usize)).cast())
                    .is_some_and(DTypeClass::is_parametric)
            })
        {
            return Err(type_error(&format!(
                "must provide a `resolve_descriptors` function if any output DType is parametric. (method: {name})"
            )));
        }
        if own_get_loop {
            return Ok(());
        }
        let says = spec.flags & NPY_METH_SUPPORTS_UNALIGNED != 0;
        match s.unaligned_strided_loop {
            Some(_) if !says => {
                return Err(type_error(&format!(
                    "Must not provide unaligned strided inner loop when not using NPY_METH_SUPPORTS_UNALIGNED flag (in method: {name})"
                )));
            }
            None if says => {
                return Err(type_error(&format!(
                    "Must provide unaligned strided inner loop when using NPY_METH_SUPPORTS_UNALIGNED flag (in method: {name})"
                )));
            }
            _ => {}
        }
        if s.strided_loop.is_none() {
            return Err(type_error(&format!(
                "Must provide a strided inner loop function. (method: {name})"
            )));
        }
        if s.contiguous_loop.is_none() {
            s.contiguous_loop = s.strided_loop;
        }
        if s.unaligned_contiguous_loop.is_none() {
            s.unaligned_contiguous_loop = s.unaligned_strided_loop;
        }
        Ok(())
    }
}

type PyArrayGetLoop = unsafe extern "C" fn(
    *mut PyArrayMethod_Context,
    std::ffi::c_int,
    std::ffi::c_int,
    *const npy_intp,
    *mut PyArrayMethod_StridedLoop,
    *mut *mut NpyAuxData,
    *mut NPY_ARRAYMETHOD_FLAGS,
) -> std::ffi::c_int;

/// # Safety
/// `f` is a strided loop or NULL.
unsafe fn loop_of(f: *mut c_void) -> PyArrayMethod_StridedLoop {
    // SAFETY: as the caller vouches.
    unsafe { std::mem::transmute::<*mut c_void, PyArrayMethod_StridedLoop>(f) }
}

/// Where a specification resolves nothing itself: inputs as they are but native, outputs given or default.
///
/// # Safety
/// The slot's contract.
pub unsafe extern "C" fn default_resolve(
    method: *mut PyArrayMethodObject,
    dtypes: *const *mut PyArray_DTypeMeta,
    given: *const *mut PyArray_Descr,
    out: *mut *mut PyArray_Descr,
    view_offset: *mut npy_intp,
) -> NPY_CASTING {
    // SAFETY: the slot's contract: arrays of nin + nout entries.
    ferronum_pyrt::entry(|| unsafe {
        let m = ArrayMethod::from_ptr(method.cast());
        let (nin, n) = (m.nin(), m.nin() + m.nout());
        let mut made: Vec<Own<Descr>> = Vec::with_capacity(n);
        for i in 0..n {
            let d = match Descr::from_ptr_opt((*given.add(i)).cast()) {
                Some(d) => super::canonical(d)?,
                None if i >= nin => {
                    DTypeClass::from_ptr((*dtypes.add(i)).cast()).default_descr()?
                }
                None => return Err(runtime_error("an input descriptor is missing")),
            };
            made.push(d);
        }
        let mut casting = m.casting();
        // A cast within one class of equal instances can be a view.
        if nin == 1
            && n == 2
            && *dtypes == *dtypes.add(1)
            && made[0].is(&made[1])
            && casting & !NPY_SAME_VALUE_CASTING_FLAG == NPY_NO_CASTING
        {
            *view_offset = 0;
        }
        if casting < 0 {
            casting = NPY_NO_CASTING;
        }
        for (i, d) in made.into_iter().enumerate() {
            *out.add(i) = d.into_ptr().cast();
        }
        Ok(casting)
    })
}

/// Adds a cast from a specification to the registry (casts of `PyArrayInitDTypeMeta_FromSpec`). A NULL class in the
/// specification stands for `own`.
///
/// # Safety
/// As `from_spec`, but classes may be NULL.
pub unsafe fn register_cast(spec: *mut PyArrayMethod_Spec, own: &DTypeClass) -> Res<()> {
    // SAFETY: as the caller vouches; the classes are put back as they were.
    unsafe {
        let s = &mut *spec;
        if s.nin != 1 || s.nout != 1 {
            return Err(type_error("A cast must have one input and one output."));
        }
        let given = [*s.dtypes, *s.dtypes.add(1)];
        for i in 0..2 {
            if given[i].is_null() {
                *s.dtypes.add(i) = own.raw();
            }
        }
        let made = from_spec(spec, Some(own), false);
        *s.dtypes = given[0];
        *s.dtypes.add(1) = given[1];
        let (m, classes) = made?;
        if given[0] == given[1] && m.flags() & NPY_METH_SUPPORTS_UNALIGNED == 0 {
            return Err(type_error(&format!(
                "A cast where input and output DType (class) are identical must currently support unaligned data. (method: {})",
                m.name()
            )));
        }
        match (&classes[0], &classes[1]) {
            (Some(a), Some(b)) => super::registry::register(a, b, &m),
            _ => Err(type_error("a cast needs both DTypes")),
        }
    }
}
