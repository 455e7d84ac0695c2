//! What the C-API asks of ufuncs: loops for user types, replaced loops, promoters, loops from
//! specifications, legacy type resolution.

use std::ffi::{CStr, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error, value_error};
use ferronum_pyrt::{Layout, Object, Own, Owned, Raised, Res, ffi};

use crate::casting::ArrayMethod;
use crate::dtype::builtin::from_type_num;
use crate::model::Array;
use crate::model::{DTypeClass, Descr};
use crate::ufunc::UFunc;
use crate::ufunc::dispatch::{Body, OpType, Promoter, Request};
use crate::ufunc::resolver::Resolver;
use crate::ufunc::user_loops::NewLoop;
use crate::ufunc::{resolve, wrapping};

/// The object as a ufunc, or the `TypeError` of the registration functions.
pub fn as_ufunc(obj: &Object) -> Res<&UFunc> {
    obj.downcast()
        .ok_or_else(|| type_error("ufunc object passed is not a ufunc!"))
}

/// `PyUFunc_RegisterLoopForType`: a legacy loop for a user type, or for structured types.
///
/// # Safety
/// `arg_types` is NULL (all operands have the user type) or readable for all operands; `function` is a loop
/// over these types, and `data` lives as long as the ufunc.
pub unsafe fn register_loop_for_type(
    uf: &UFunc,
    user_type: c_int,
    function: PyUFuncGenericFunction,
    arg_types: *const c_int,
    data: *mut c_void,
) -> Res<()> {
    if user_type < NPY_USERDEF && user_type != NPY_VOID {
        return Err(type_error("unknown user-defined type"));
    }
    if let Err(raised) = from_type_num(user_type) {
        raised.clear();
        return Err(type_error("unknown user-defined type"));
    }
    let mut dtypes = Vec::with_capacity(uf.nargs());
    for i in 0..uf.nargs() {
        let n = if arg_types.is_null() {
            user_type
        } else {
            // SAFETY: readable for all operands, by contract.
            unsafe { *arg_types.add(i) }
        };
        dtypes.push(from_type_num(n)?.class().own());
    }
    uf.dispatch().add_user_loop(
        uf,
        NewLoop {
            key: user_type,
            classes: dtypes,
            func: function,
            data,
            exact: None,
        },
    )
}

/// `PyUFunc_RegisterLoopForDescr`: the same by descriptors.
///
/// # Safety
/// As `register_loop_for_type`; `arg_dtypes` holds live descriptors.
pub unsafe fn register_loop_for_descr(
    uf: &UFunc,
    user_dtype: &Descr,
    function: PyUFuncGenericFunction,
    arg_dtypes: *const *mut PyArray_Descr,
    data: *mut c_void,
) -> Res<()> {
    if user_dtype.type_num() < NPY_USERDEF && user_dtype.type_num() != NPY_VOID {
        return Err(type_error("unknown user-defined type"));
    }
    let mut descrs: Vec<Own<Descr>> = Vec::with_capacity(uf.nargs());
    for i in 0..uf.nargs() {
        let given = if arg_dtypes.is_null() {
            None
        } else {
            // SAFETY: readable for all operands, by contract.
            unsafe { Descr::from_ptr_opt((*arg_dtypes.add(i)).cast()) }
        };
        descrs.push(given.unwrap_or(user_dtype).own());
    }
    for info in uf.dispatch().user_loops(None) {
        let Some(exact) = &info.exact else { continue };
        let mut same = true;
        for (a, b) in exact.iter().zip(&descrs) {
            same = same && crate::casting::can_cast_types(a, b, NPY_EQUIV_CASTING)?;
        }
        if same {
            return Err(runtime_error("loop already registered"));
        }
    }
    let classes = descrs.iter().map(|d| d.class().own()).collect();
    uf.dispatch().add_user_loop(
        uf,
        NewLoop {
            key: user_dtype.type_num(),
            classes,
            func: function,
            data,
            exact: Some(descrs),
        },
    )
}

/// `PyUFunc_ReplaceLoopBySignature`: the old function, or `None` if no row has these types.
///
/// # Safety
/// `signature` is readable for all operands.
pub unsafe fn replace_loop(
    uf: &UFunc,
    function: PyUFuncGenericFunction,
    signature: *const c_int,
) -> Option<PyUFuncGenericFunction> {
    // SAFETY: the ufunc's table has ntypes rows of nargs entries.
    unsafe {
        let wanted = std::slice::from_raw_parts(signature, uf.nargs());
        let row = (0..uf.ntypes()).find(|&row| {
            let types = uf.loop_types(row);
            types.iter().zip(wanted).all(|(&t, &w)| c_int::from(t) == w)
        })?;
        let slot = (*uf.raw()).functions.add(row);
        let old = slot.read();
        slot.write(function);
        uf.dispatch().invalidate();
        Some(old)
    }
}

/// `PyUFunc_AddLoopFromSpec`.
///
/// # Safety
/// `spec` is a specification as NEP 43 demands.
pub unsafe fn add_loop_from_spec(uf: &UFunc, spec: *mut PyArrayMethod_Spec) -> Res<()> {
    // SAFETY: as the caller vouches.
    let (method, classes) = unsafe { ArrayMethod::from_spec(spec, false)? };
    if method.nin() != uf.nin() || method.nout() != uf.nout() {
        return Err(type_error(&format!(
            "the loop {} does not have the operands of ufunc '{}'",
            method.name(),
            uf.name()
        )));
    }
    uf.dispatch().add_loop(classes, Body::Method(method), false)
}

/// The object behind an entry-point name.
pub(crate) fn find_object(name: &str) -> Res<Owned> {
    let (module, path) = name.split_once(':').unwrap_or(("numpy", name));
    let mut found = ferronum_pyrt::intern::import(module)?;
    for part in path.split('.') {
        found = found.getattr_str(part)?;
    }
    Ok(found)
}

/// `PyUFunc_AddPromoter`: `dtypes` is a tuple of DType classes or `None`, `promoter` a capsule.
pub fn add_promoter(uf: &UFunc, dtypes: &Object, promoter: &Object) -> Res<()> {
    if !promoter.is_capsule() {
        return Err(type_error("promoter must (currently) be a PyCapsule."));
    }
    // SAFETY: a capsule; its content has the type that its name says.
    let func = unsafe {
        let p = ffi::PyCapsule_GetPointer(promoter.as_ptr(), UFUNC_PROMOTER_NAME.as_ptr());
        if p.is_null() {
            return Err(Raised::pending());
        }
        std::mem::transmute::<*mut c_void, PyArrayMethod_PromoterFunction>(p)
    };
    let classes = classes_of(uf, dtypes)?;
    uf.dispatch().add_promoter(
        classes,
        Promoter {
            func,
            capsule: Some(promoter.own()),
        },
    )
}

fn classes_of(uf: &UFunc, dtypes: &Object) -> Res<Vec<Option<Own<DTypeClass>>>> {
    if !dtypes.is_tuple() {
        return Err(type_error(
            "Info must be a tuple: (tuple of DTypes or None, ArrayMethod or promoter)",
        ));
    }
    if dtypes.tuple_len() != uf.nargs() {
        return Err(type_error(
            "DType tuple length does not match ufunc number of operands",
        ));
    }
    let one = |o: &&Object| match o.not_none() {
        None => Ok(None),
        Some(o) => match o.downcast::<DTypeClass>() {
            Some(c) => Ok(Some(c.own())),
            None => Err(type_error(
                "DType tuple may only contain None and DType classes",
            )),
        },
    };
    dtypes.tuple_items().iter().map(one).collect()
}

/// `PyUFunc_AddWrappingLoop`: a loop for new DTypes that runs the one of other DTypes on the same memory.
///
/// # Safety
/// Both lists hold a DType class per operand; the translators follow NEP 43.
pub unsafe fn add_wrapping_loop(
    uf: &UFunc,
    new: *const *mut PyArray_DTypeMeta,
    wrapped: *const *mut PyArray_DTypeMeta,
    given: PyArrayMethod_TranslateGivenDescriptors,
    loops: PyArrayMethod_TranslateLoopDescriptors,
) -> Res<()> {
    let list = |p: *const *mut PyArray_DTypeMeta| -> Res<Vec<Own<DTypeClass>>> {
        (0..uf.nargs())
            .map(|i| {
                // SAFETY: as the caller vouches.
                let class = unsafe { DTypeClass::from_ptr_opt((*p.add(i)).cast()) };
                class
                    .map(Layout::own)
                    .ok_or_else(|| value_error("a wrapping loop needs all its DTypes"))
            })
            .collect()
    };
    let (new, wrapped) = (list(new)?, list(wrapped)?);
    let Some(info) = uf.dispatch().exact(uf, &wrapped) else {
        return Err(type_error(
            "Did not find the to-be-wrapped loop in the ufunc.",
        ));
    };
    let method = wrapping::wrap(info.method(uf)?, &wrapped, given, loops)?;
    let new = new.into_iter().map(Some).collect();
    uf.dispatch().add_loop(new, Body::Method(method), false)
}

/// The operands' descriptors; a missing output has none.
///
/// # Safety
/// An array or NULL per operand.
unsafe fn operand_descrs<'a>(
    uf: &UFunc,
    operands: *const *mut PyArrayObject,
) -> Vec<Option<&'a Descr>> {
    (0..uf.nargs())
        // SAFETY: as the caller vouches.
        .map(|i| unsafe { Array::from_ptr_opt((*operands.add(i)).cast()) }.map(Array::descr))
        .collect()
}

/// `PyUFunc_DefaultTypeResolver`: new references to the descriptors of the loop that a call would take.
///
/// # Safety
/// `operands` holds an array or NULL per operand, inputs not NULL; `out` has room for all operands.
pub unsafe fn default_resolver(
    uf: &UFunc,
    casting: NPY_CASTING,
    operands: *const *mut PyArrayObject,
    type_tuple: Option<&Object>,
    out: *mut *mut PyArray_Descr,
) -> Res<()> {
    // SAFETY: as the caller vouches.
    let given = unsafe { operand_descrs(uf, operands) };
    if given[..uf.nin()].iter().any(Option::is_none) {
        return Err(value_error("an input operand is missing"));
    }
    let ops: Vec<OpType<'_>> = given
        .iter()
        .map(|d| OpType {
            class: d.map(Descr::class),
            descr: *d,
            array: None,
        })
        .collect();
    let sig = match type_tuple.and_then(Object::not_none) {
        None => vec![None; uf.nargs()],
        Some(tuple) => signature_of(uf, tuple)?,
    };
    let request = Request {
        ops: &ops,
        sig: &sig,
        reduction: false,
        resolver: Resolver::Rules,
    };
    let inputs = casting.min(NPY_SAFE_CASTING);
    let info = uf.dispatch().find_linear(uf, &request, inputs)?;
    let (descrs, _) = resolve::by_rules(uf, info, &given, &vec![None; uf.nargs()])?;
    resolve::check_casts(uf, casting, &given, &descrs, |_| false)?;
    for (i, d) in descrs.into_iter().enumerate() {
        // SAFETY: room for all operands.
        unsafe { *out.add(i) = d.into_ptr().cast() };
    }
    Ok(())
}

/// A legacy type tuple: descriptors or `None` for all operands, or one for the outputs.
fn signature_of(uf: &UFunc, tuple: &Object) -> Res<Vec<Option<Own<DTypeClass>>>> {
    let one = |o: &Object| match o.not_none() {
        None => Ok(None),
        Some(o) => Ok(Some(
            crate::dtype::parse::descr_from_object(o)?.class().own(),
        )),
    };
    let items = tuple.to_tuple()?;
    let items = items.tuple_items();
    let mut sig = vec![None; uf.nargs()];
    match items.len() {
        1 => {
            for slot in &mut sig[uf.nin()..] {
                *slot = one(items[0])?;
            }
        }
        n if n == uf.nargs() => {
            for (slot, item) in sig.iter_mut().zip(items) {
                *slot = one(item)?;
            }
        }
        _ => {
            return Err(runtime_error("Type tuple has the wrong number of entries"));
        }
    }
    Ok(sig)
}

/// `PyUFunc_ValidateCasting`.
///
/// # Safety
/// `operands` holds an array or NULL per operand, `dtypes` a descriptor per operand.
pub unsafe fn validate_casting(
    uf: &UFunc,
    casting: NPY_CASTING,
    operands: *const *mut PyArrayObject,
    dtypes: *const *mut PyArray_Descr,
) -> Res<()> {
    // SAFETY: as the caller vouches.
    unsafe {
        let given = operand_descrs(uf, operands);
        let descrs: Vec<Own<Descr>> = (0..uf.nargs())
            .map(|i| Descr::from_ptr((*dtypes.add(i)).cast()).own())
            .collect();
        resolve::check_casts(uf, casting, &given, &descrs, |_| false)
    }
}

/// `PyUFunc_GiveFloatingpointErrors`: does what the error state says about the flags.
///
/// # Safety
/// `name` is NUL-terminated.
pub unsafe fn give_float_errors(name: *const c_char, flags: c_int) -> Res<()> {
    if flags == 0 {
        return Ok(());
    }
    // SAFETY: as the caller vouches.
    let name = unsafe { CStr::from_ptr(name) }.to_string_lossy();
    super::errstate::report(&name, flags as u8)
}

/// The float status as `NPY_FPE_*` bits, cleared.
pub fn take_float_status() -> c_int {
    c_int::from(ferronum_scalar::float_status::clear())
}
