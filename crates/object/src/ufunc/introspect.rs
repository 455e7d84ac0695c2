//! `ufunc.resolve_dtypes` and the strided loops behind it, for those who drive loops themselves (numba and the like).

use std::ffi::{CStr, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{type_error, value_error};
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, ops};

use crate::arguments::convert;
use crate::dtype::abstracts;
use crate::dtype::builtin::builtin;
use crate::model::{DTypeClass, Descr};
use crate::ufunc::call::fixed_classes;
use crate::ufunc::dispatch::{LoopInfo, OpType, Request};
use crate::ufunc::{UFunc, reduce, resolve, strided};

const CAPSULE: &CStr = c"numpy_1.24_ufunc_call_info";

/// What the capsule holds; C code reads the first five fields.
#[repr(C)]
struct CallInfo {
    strided_loop: PyArrayMethod_StridedLoop,
    context: *mut PyArrayMethod_Context,
    auxdata: *mut NpyAuxData,
    requires_pyapi: npy_bool,
    no_floatingpoint_errors: npy_bool,
    full_context: PyArrayMethod_Context,
    _descrs: Vec<Own<Descr>>,
    _ptrs: Vec<*mut PyArray_Descr>,
    _ufunc: Owned,
}

unsafe extern "C" fn free_info(capsule: *mut ffi::PyObject) {
    // SAFETY: the capsule owns a boxed CallInfo.
    unsafe {
        let p = ffi::PyCapsule_GetPointer(capsule, CAPSULE.as_ptr()).cast::<CallInfo>();
        if !p.is_null() {
            let info = Box::from_raw(p);
            strided::free_aux(info.auxdata);
        }
    }
}

/// One entry of the `dtypes` argument.
enum Given {
    Nothing,
    Descr(Own<Descr>),
    Python(&'static DTypeClass),
}

struct Resolved<'u> {
    info: &'u LoopInfo,
    descrs: resolve::Descrs,
}

fn resolved<'u>(uf: &'u UFunc, args: Args<'_>) -> Res<Resolved<'u>> {
    let sig: Sig<4> = Sig::new(
        "resolve_dtypes",
        ["dtypes", "signature", "casting", "reduction"],
    )
    .required(1)
    .positional_only(1)
    .keyword_only(3);
    let [Some(dtypes), signature, casting, reduction] = args.parse(&sig)? else {
        return Err(type_error(
            "resolve_dtypes() missing required argument 'dtypes' (pos 0)",
        ));
    };
    let (nin, n) = (uf.nin(), uf.nargs());
    let casting = convert::casting_or(casting, NPY_SAME_KIND_CASTING)?;
    let reduction = match reduction {
        Some(r) => r.truth()?,
        None => false,
    };
    if reduction && !(nin == 2 && uf.nout() == 1) {
        return Err(value_error(
            "ufunc is not compatible with reduction operations.",
        ));
    }
    let mut fixed = fixed_classes(uf, None, signature)?;
    if !dtypes.is_tuple_exact() || dtypes.tuple_len() != n {
        return Err(type_error(
            "resolve_dtypes: The dtypes must be a tuple of `ufunc.nargs` length.",
        ));
    }
    let mut given: Vec<Given> = Vec::with_capacity(n);
    for (i, d) in dtypes.tuple_items().iter().enumerate() {
        let python = |ty: *mut ffi::PyTypeObject| std::ptr::eq(d.as_ptr().cast(), ty);
        let g = if d.is_none() {
            if i < nin && !(reduction && i == 0) {
                return Err(type_error(
                    "All input dtypes must be provided (except the first one in reductions)",
                ));
            }
            Given::Nothing
        } else if let Some(d) = d.downcast::<Descr>() {
            if reduction && i == 2 {
                return Err(type_error(
                    "Output dtype must not be passed for reductions, pass the first input instead.",
                ));
            }
            Given::Descr(d.own())
        } else if python(&raw mut ffi::PyLong_Type) {
            Given::Python(abstracts::class(&abstracts::PY_INT))
        } else if python(&raw mut ffi::PyFloat_Type) {
            Given::Python(abstracts::class(&abstracts::PY_FLOAT))
        } else if python(&raw mut ffi::PyComplex_Type) {
            Given::Python(abstracts::class(&abstracts::PY_COMPLEX))
        } else {
            return Err(type_error(
                "Provided dtype must be a valid NumPy dtype, int, float, complex, or None.",
            ));
        };
        if i >= nin && matches!(g, Given::Python(_)) {
            return Err(type_error(
                "int, float, or complex is not a valid dtype for an output.",
            ));
        }
        given.push(g);
    }
    if reduction {
        if fixed[2].is_some() {
            return Err(value_error(
                "Reduction signature must end with None, instead pass the first DType in the signature.",
            ));
        }
        fixed[2] = fixed[0].clone();
    }
    if reduction
        && fixed[0].is_none()
        && matches!(given[0], Given::Nothing)
        && let Given::Descr(d) = &given[1]
    {
        fixed[0] = reduce::widened(uf, d).map(|c| c.own());
    }
    let ops: Vec<OpType<'_>> = (0..n)
        .map(|i| {
            // The accumulator is what goes in first, and the result is the accumulator.
            let source = match i {
                0 if reduction && matches!(given[0], Given::Nothing) => &given[1],
                2 if reduction && matches!(given[2], Given::Nothing) => &given[0],
                _ => &given[i],
            };
            match source {
                Given::Nothing => OpType::default(),
                Given::Descr(d) => OpType {
                    class: Some(d.class()),
                    descr: Some(d),
                    array: None,
                },
                // In a reduction a number counts by the type that it has by default.
                Given::Python(c) if reduction => {
                    let descr = builtin(abstracts::default_type_num(c));
                    OpType {
                        class: Some(descr.class()),
                        descr: Some(descr),
                        array: None,
                    }
                }
                Given::Python(c) => OpType {
                    class: Some(c),
                    ..OpType::default()
                },
            }
        })
        .collect();
    let info = uf.dispatch().find(
        uf,
        &Request {
            ops: &ops,
            sig: &fixed,
            reduction,
            resolver: uf.resolver(),
        },
    )?;
    let weak_default: Vec<Option<Own<Descr>>> = ops
        .iter()
        .zip(&info.dtypes)
        .map(|(o, c)| match (o.class, o.descr) {
            (Some(k), None) if c.is_abstract() || super::promote::is_weak(c) => {
                Ok(Some(builtin(abstracts::default_type_num(k)).own()))
            }
            (Some(_), None) => Ok(Some(c.default_descr()?)),
            _ => Ok(None),
        })
        .collect::<Res<_>>()?;
    let seen: Vec<Option<&Descr>> = ops
        .iter()
        .zip(&weak_default)
        .map(|(o, w)| o.descr.or(w.as_deref()))
        .collect();
    let settled = uf.settles(info).is_some();
    let operands = resolve::Operands {
        given: &seen,
        ..resolve::Operands::default()
    };
    let (descrs, _, info) = resolve::resolve(uf, info, &operands, casting)?;
    let force = super::forces_input_casts(info);
    resolve::check_casts(uf, casting, &seen, &descrs, |i| {
        settled || ops[i].descr.is_none() || (i < nin && force)
    })?;
    if reduction {
        reduce::check_accumulator(uf, "resolve_dtypes", &descrs, false)?;
    }
    Ok(Resolved { info, descrs })
}

fn tuple_of(descrs: &[Own<Descr>]) -> Res<Owned> {
    ops::tuple_from(descrs.iter().map(|d| Ok(d.clone().upcast())))
}

/// `ufunc.resolve_dtypes(...)`.
pub fn resolve_dtypes(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    tuple_of(&resolved(uf, args)?.descrs)
}

/// `ufunc._resolve_dtypes_and_context(...)`.
pub fn resolve_dtypes_and_context(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    let r = resolved(uf, args)?;
    let dtypes = tuple_of(&r.descrs)?;
    let method = r.info.method(uf)?;
    let ptrs: Vec<*mut PyArray_Descr> = r.descrs.iter().map(|d| d.raw()).collect();
    let mut info = Box::new(CallInfo {
        strided_loop: None,
        context: std::ptr::null_mut(),
        auxdata: std::ptr::null_mut(),
        requires_pyapi: 0,
        no_floatingpoint_errors: 0,
        full_context: PyArrayMethod_Context {
            caller: uf.as_ptr(),
            method: method.raw().cast(),
            descriptors: ptrs.as_ptr(),
            _reserved: std::ptr::null_mut(),
            flags: 0,
            parameters: std::ptr::null_mut(),
        },
        _descrs: r.descrs,
        _ptrs: ptrs,
        _ufunc: uf.object().own(),
    });
    info.context = &raw mut info.full_context;
    let raw = Box::into_raw(info);
    // SAFETY: the capsule takes the box over; on failure it is taken back.
    let capsule: Owned = unsafe {
        let c = ffi::PyCapsule_New(raw.cast::<c_void>(), CAPSULE.as_ptr(), Some(free_info));
        if c.is_null() {
            drop(Box::from_raw(raw));
        }
        Own::from_result(c)?
    };
    ops::tuple_new(&[&dtypes, &capsule])
}

/// `ufunc._get_strided_loop(...)`.
pub fn get_strided_loop(uf: &UFunc, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("_get_strided_loop", ["call_info", "fixed_strides"])
        .required(1)
        .positional_only(1)
        .keyword_only(1);
    let [Some(capsule), strides] = args.parse(&SIG)? else {
        return Err(type_error(
            "_get_strided_loop() missing required argument 'call_info' (pos 0)",
        ));
    };
    // SAFETY: the call checks type and name.
    let p =
        unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), CAPSULE.as_ptr()) }.cast::<CallInfo>();
    if p.is_null() {
        return Err(Raised::pending());
    }
    // SAFETY: the capsule, which the caller holds, owns the struct.
    unsafe {
        if (*p).strided_loop.is_some() {
            return Err(type_error("ufunc call_info has already been filled/used!"));
        }
        if (*p).full_context.caller != uf.as_ptr() {
            return Err(type_error(
                "calling get_strided_loop with incompatible context",
            ));
        }
        let bad = || type_error("fixed_strides must be a tuple of Python ints or None");
        let n = uf.nargs();
        let mut fixed = vec![isize::MAX; n];
        if let Some(s) = strides.and_then(Object::not_none) {
            if !s.is_tuple_exact() {
                return Err(bad());
            }
            if s.tuple_len() != n {
                return Err(bad());
            }
            for (slot, item) in fixed.iter_mut().zip(s.tuple_items()) {
                if item.is_none() {
                    continue;
                }
                if !item.is_int_exact() {
                    return Err(bad());
                }
                *slot = item.to_isize()?;
            }
        }
        let method: *mut ffi::PyObject = (*p).full_context.method.cast();
        let method = crate::casting::ArrayMethod::from_ptr(method);
        let choice = strided::get_loop(method, &mut (*p).full_context, true, &fixed)?;
        (*p).strided_loop = Some(choice.run);
        (*p).auxdata = choice.aux;
        (*p).requires_pyapi = npy_bool::from(choice.flags & NPY_METH_REQUIRES_PYAPI != 0);
        (*p).no_floatingpoint_errors =
            npy_bool::from(choice.flags & NPY_METH_NO_FLOATINGPOINT_ERRORS != 0);
    }
    Ok(ops::none().own())
}
