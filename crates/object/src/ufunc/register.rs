//! What the C-API does to ufuncs: registering and replacing loops, promoters, the error state by name.

use std::ffi::{CStr, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi};
use ferronum_scalar::float_status;

use crate::casting::can_cast_types;
use crate::dtype::builtin::from_type_num;
use crate::dtype::{DTypeClass, Descr};
use crate::ufunc::dispatch::{OpType, Promoter, Request};
use crate::ufunc::{UFunc, errstate, resolve};

/// `PyUFunc_RegisterLoopForType`.
///
/// # Safety
/// `arg_types` is NULL or has `nargs` entries; `data` lives as long as the ufunc.
pub unsafe fn register_loop_for_type(
    uf: &UFunc,
    usertype: c_int,
    function: PyUFuncGenericFunction,
    arg_types: *const c_int,
    data: *mut c_void,
) -> Res<()> {
    let user = from_type_num(usertype);
    let Ok(user) = user else {
        if let Err(e) = user {
            e.clear();
        }
        return Err(type_error("unknown user-defined type"));
    };
    if usertype < NPY_USERDEF && usertype != NPY_VOID {
        return Err(type_error("unknown user-defined type"));
    }
    let mut classes: Vec<Own<DTypeClass>> = Vec::with_capacity(uf.nargs());
    for i in 0..uf.nargs() {
        // SAFETY: as the caller vouches.
        let d = if arg_types.is_null() {
            user.clone()
        } else {
            from_type_num(unsafe { *arg_types.add(i) })?
        };
        classes.push(d.class().own());
    }
    uf.dispatch().add_user_loop(classes, function, data, None)
}

/// `PyUFunc_RegisterLoopForDescr`.
///
/// # Safety
/// `arg_dtypes` is NULL or has `nargs` live descriptors; `data` lives as long as the ufunc.
pub unsafe fn register_loop_for_descr(
    uf: &UFunc,
    user: &Descr,
    function: PyUFuncGenericFunction,
    arg_dtypes: *const *mut PyArray_Descr,
    data: *mut c_void,
) -> Res<()> {
    let mut descrs: Vec<Own<Descr>> = Vec::with_capacity(uf.nargs());
    for i in 0..uf.nargs() {
        descrs.push(if arg_dtypes.is_null() {
            user.own()
        } else {
            // SAFETY: as the caller vouches.
            unsafe { Descr::from_ptr((*arg_dtypes.add(i)).cast()).own() }
        });
    }
    for info in uf.dispatch().user_loops() {
        let Some(exact) = &info.exact else { continue };
        let mut same = true;
        for (a, b) in exact.iter().zip(&descrs) {
            same = same && can_cast_types(a, b, NPY_EQUIV_CASTING)?;
        }
        if same {
            return Err(type_error(
                "ufunc loop already registered for these dtypes",
            ));
        }
    }
    let classes = descrs.iter().map(|d| d.class().own()).collect();
    uf.dispatch()
        .add_user_loop(classes, function, data, Some(descrs))
}

/// `PyUFunc_ReplaceLoopBySignature`: false where no row has these types.
///
/// # Safety
/// `signature` has `nargs` entries; `old` is NULL or writable.
pub unsafe fn replace_loop_by_signature(
    uf: &UFunc,
    new: PyUFuncGenericFunction,
    signature: *const c_int,
    old: *mut PyUFuncGenericFunction,
) -> bool {
    // SAFETY: as the caller vouches; the table is the ufunc's live one.
    unsafe {
        let wanted = std::slice::from_raw_parts(signature, uf.nargs());
        let row = (0..uf.ntypes()).find(|&i| {
            uf.loop_types(i)
                .iter()
                .zip(wanted)
                .all(|(&t, &w)| c_int::from(t) == w)
        });
        let Some(row) = row else { return false };
        let slot = (*uf.raw()).functions.add(row);
        if !old.is_null() {
            *old = *slot;
        }
        *slot = new;
    }
    uf.dispatch().invalidate();
    true
}

/// A DType tuple as classes; None stands for "anything".
fn classes_of(dtypes: &Object, n: usize) -> Res<Vec<Option<Own<DTypeClass>>>> {
    if !dtypes.is_tuple() || dtypes.tuple_len() != n {
        return Err(type_error(
            "DType tuple passed to add promoter must be a tuple with length matching the ufunc's operands.",
        ));
    }
    dtypes
        .tuple_items()
        .iter()
        .map(|d| {
            if d.is_none() {
                return Ok(None);
            }
            match d.downcast::<DTypeClass>() {
                Some(c) => Ok(Some(c.own())),
                None => Err(type_error(
                    "ufunc loops and promoters take DType classes or None.",
                )),
            }
        })
        .collect()
}

/// `PyUFunc_AddPromoter`.
pub fn add_promoter(ufunc: &Object, dtypes: &Object, promoter: &Object) -> Res<()> {
    let Some(uf) = ufunc.downcast::<UFunc>() else {
        return Err(type_error("ufunc object passed is not a ufunc!"));
    };
    // SAFETY: asks for the name only.
    let valid = promoter.is_capsule()
        && unsafe { ffi::PyCapsule_IsValid(promoter.as_ptr(), UFUNC_PROMOTER_NAME.as_ptr()) != 0 };
    if !valid {
        return Err(type_error("promoter must (currently) be a PyCapsule."));
    }
    // SAFETY: the capsule of that name holds a promoter.
    let func = unsafe {
        let p = ffi::PyCapsule_GetPointer(promoter.as_ptr(), UFUNC_PROMOTER_NAME.as_ptr());
        if p.is_null() {
            return Err(Raised::pending());
        }
        std::mem::transmute::<*mut c_void, PyArrayMethod_PromoterFunction>(p)
    };
    let classes = classes_of(dtypes, uf.nargs())?;
    uf.dispatch().add_promoter(
        classes,
        Promoter {
            func,
            capsule: Some(promoter.own()),
        },
    )
}

/// `PyUFunc_GiveFloatingpointErrors`.
pub fn give_floating_point_errors(name: &str, flags: c_int) -> Res<()> {
    errstate::report(name, flags as u8)
}

/// `PyUFunc_getfperr`: the flags, which are cleared.
pub fn get_fp_errors() -> c_int {
    c_int::from(float_status::clear())
}

/// `PyUFunc_clearfperr`.
pub fn clear_fp_errors() {
    float_status::clear();
}

/// `PyUFunc_ValidateCasting`.
///
/// # Safety
/// `operands` and `dtypes` have `nargs` entries; outputs may be NULL.
pub unsafe fn validate_casting(
    uf: &UFunc,
    casting: NPY_CASTING,
    operands: *const *mut PyArrayObject,
    dtypes: *const *mut PyArray_Descr,
) -> Res<()> {
    let n = uf.nargs();
    // SAFETY: as the caller vouches.
    unsafe {
        let given: Vec<Option<&Descr>> = (0..n)
            .map(|i| {
                crate::array::Array::from_ptr_opt((*operands.add(i)).cast()).map(|a| a.descr())
            })
            .collect();
        let descrs: Vec<Own<Descr>> = (0..n)
            .map(|i| Descr::from_ptr((*dtypes.add(i)).cast()).own())
            .collect();
        resolve::check_casts(uf, casting, &given, &descrs, |_| false)
    }
}

/// `PyUFunc_DefaultTypeResolver`: writes new references to `out`.
///
/// # Safety
/// `operands` has `nargs` entries, outputs may be NULL; `out` has room for `nargs`.
pub unsafe fn default_type_resolver(
    uf: &UFunc,
    casting: NPY_CASTING,
    operands: *const *mut PyArrayObject,
    type_tuple: Option<&Object>,
    out: *mut *mut PyArray_Descr,
) -> Res<()> {
    let n = uf.nargs();
    let sig = super::call::fixed_classes(uf, None, type_tuple)?;
    // SAFETY: as the caller vouches.
    unsafe {
        let arrays: Vec<Option<&crate::array::Array>> = (0..n)
            .map(|i| crate::array::Array::from_ptr_opt((*operands.add(i)).cast()))
            .collect();
        let ops: Vec<OpType<'_>> = arrays
            .iter()
            .map(|a| OpType {
                class: a.map(|a| a.descr().class()),
                descr: a.map(|a| a.descr()),
            })
            .collect();
        let info = uf.dispatch().find(
            uf,
            &Request {
                ops: &ops,
                sig: &sig,
                casting,
                reduction: false,
            },
        )?;
        let given: Vec<Option<&Descr>> = ops.iter().map(|o| o.descr).collect();
        let (descrs, _) = resolve::resolve(uf, info, &given, &vec![None; uf.nin()])?;
        resolve::check_casts(uf, casting, &given, &descrs, |_| false)?;
        for (i, d) in descrs.into_iter().enumerate() {
            *out.add(i) = d.into_ptr().cast();
        }
    }
    Ok(())
}

/// The ufunc that a loop list names: `module:name` with `name` a dotted attribute.
///
/// # Safety
/// `name` is NUL-terminated.
pub unsafe fn ufunc_by_name(name: *const c_char) -> Res<Own<UFunc>> {
    // SAFETY: as the caller vouches.
    let text = unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned();
    let found = match text.split_once(':') {
        Some((module, attrs)) => {
            let mut obj = ferronum_pyrt::intern::import(module)?;
            for part in attrs.split('.') {
                obj = obj.getattr_str(part)?;
            }
            obj
        }
        None => ferronum_pyrt::intern::import("numpy")?.getattr_str(&text)?,
    };
    found.downcast_into::<UFunc>().map_err(|o| {
        value_error(&format!(
            "{text} was not a ufunc, but {}",
            o.type_name()
        ))
    })
}
