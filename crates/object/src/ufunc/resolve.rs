//! From a loop and the operands' descriptors to the descriptors that the loop works on, and the check of the casts
//! that this implies.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{runtime_error, type_error};
use ferronum_pyrt::{Layout, Object, Own, Raised, Res, ffi, import_cached, ops};

use crate::casting::{ArrayMethod, can_cast_types, cast_descr_to_class};
use crate::coerce::promote::promote_types;
use crate::dtype::builtin::builtin;
use crate::model::Array;
use crate::model::{DTypeClass, Descr};
use crate::ufunc::dispatch::{Body, LoopInfo, same};
use crate::ufunc::{UFunc, resolver};

/// The loop's descriptors, one for each operand.
pub type Descrs = Vec<Own<Descr>>;

/// What is known of the operands of a call.
#[derive(Clone, Copy, Default)]
pub struct Operands<'a> {
    /// Their descriptors; `None` for outputs that are not given.
    pub given: &'a [Option<&'a Descr>],
    /// Their arrays, as far as there are any.
    pub arrays: &'a [Option<&'a Array>],
    /// The Python numbers among the inputs.
    pub scalars: &'a [Option<&'a Object>],
}

/// The loop's descriptors, the casting that it does by itself, and the loop that they belong to, where the resolver of
/// the ufunc's maker settles them and asks for another than `info`.
pub fn resolve<'u>(
    uf: &'u UFunc,
    info: &'u LoopInfo,
    operands: &Operands<'_>,
    casting: NPY_CASTING,
) -> Res<(Descrs, NPY_CASTING, &'u LoopInfo)> {
    if let Some(f) = uf.settles(info) {
        let shown: Vec<(Option<&Array>, Option<&Descr>)> = (operands.given.iter().enumerate())
            .map(|(i, d)| (operands.arrays.get(i).copied().flatten(), *d))
            .collect();
        let descrs = resolver::ask(uf, f, casting, &shown, None)?;
        let info = uf.dispatch().settled(uf, info, &descrs)?;
        return Ok((descrs, NPY_NO_CASTING, info));
    }
    let (descrs, level) = by_rules(uf, info, operands.given, operands.scalars)?;
    Ok((descrs, level, info))
}

/// The same by the core's rules. `given` holds the operands' own descriptors (None for outputs that are not given);
/// `scalars` the Python numbers among the inputs.
pub fn by_rules(
    uf: &UFunc,
    info: &LoopInfo,
    given: &[Option<&Descr>],
    scalars: &[Option<&Object>],
) -> Res<(Descrs, NPY_CASTING)> {
    if info.plain {
        let d = info
            .dtypes
            .iter()
            .map(|c| builtin(c.type_num()).own())
            .collect();
        return Ok((d, NPY_NO_CASTING));
    }
    if let Some(exact) = &info.exact {
        return Ok((exact.clone(), NPY_NO_CASTING));
    }
    match &info.body {
        Body::Method(m) => by_method(uf, m, info, given, scalars),
        _ => Ok((by_legacy_rule(uf, info, given)?, NPY_NO_CASTING)),
    }
}

/// `given` as an instance of the loop's class.
fn adapt(given: &Descr, class: &DTypeClass) -> Res<Own<Descr>> {
    if same(given.class(), class) {
        Ok(given.own())
    } else {
        cast_descr_to_class(given, class)
    }
}

fn by_method(
    uf: &UFunc,
    m: &ArrayMethod,
    info: &LoopInfo,
    given: &[Option<&Descr>],
    scalars: &[Option<&Object>],
) -> Res<(Descrs, NPY_CASTING)> {
    let n = uf.nargs();
    let mut adapted: Vec<Option<Own<Descr>>> = Vec::with_capacity(n);
    for (g, class) in given.iter().zip(&info.dtypes) {
        adapted.push(match g {
            None => None,
            // Abstract classes (Python numbers) take what there is.
            Some(g) if class.is_abstract() || super::promote::is_weak(class) => Some(g.own()),
            Some(g) => Some(adapt(g, class)?),
        });
    }
    let null = std::ptr::null_mut();
    let classes: Vec<*mut PyArray_DTypeMeta> = info.dtypes.iter().map(|c| c.raw()).collect();
    let ins: Vec<*mut PyArray_Descr> = adapted
        .iter()
        .map(|d| d.as_ref().map_or(null, |d| d.raw()))
        .collect();
    let mut out: Vec<*mut PyArray_Descr> = vec![null; n];
    let mut view = npy_intp::MIN;
    // SAFETY: the slots' contract: arrays of nargs entries, new references written on success.
    unsafe {
        let raw = m.raw();
        let casting = if let Some(f) = (*raw).resolve_descriptors_with_scalars {
            let objs: Vec<*mut ffi::PyObject> = (0..n)
                .map(|i| {
                    scalars
                        .get(i)
                        .copied()
                        .flatten()
                        .map_or(std::ptr::null_mut(), |o| o.as_ptr())
                })
                .collect();
            f(
                raw.cast(),
                classes.as_ptr(),
                ins.as_ptr(),
                objs.as_ptr(),
                out.as_mut_ptr(),
                &mut view,
            )
        } else if let Some(f) = (*raw).resolve_descriptors {
            f(
                raw.cast(),
                classes.as_ptr(),
                ins.as_ptr(),
                out.as_mut_ptr(),
                &mut view,
            )
        } else {
            return default_resolve(info, &adapted);
        };
        let owned: Vec<Option<Own<Descr>>> = out.into_iter().map(|p| Own::steal_opt(p)).collect();
        if casting < 0 {
            if ffi::PyErr_Occurred().is_null() {
                return Err(cannot_resolve(uf, given)?);
            }
            return Err(Raised::pending());
        }
        let all: Option<Descrs> = owned.into_iter().collect();
        match all {
            Some(d) => Ok((d, casting)),
            None => Err(runtime_error("a loop did not resolve all descriptors")),
        }
    }
}

#[cold]
fn cannot_resolve(uf: &UFunc, given: &[Option<&Descr>]) -> Res<Raised> {
    let d = ops::tuple_from(
        given
            .iter()
            .map(|g| Ok(g.map_or(ops::none(), |g| g.object()).own())),
    )?;
    Ok(type_error(&format!(
        "could not resolve the descriptors of ufunc '{}' for {}",
        uf.name(),
        d.repr_text()?
    )))
}

/// What a method without a resolver means: native instances, the common one for all of a class.
fn default_resolve(info: &LoopInfo, adapted: &[Option<Own<Descr>>]) -> Res<(Descrs, NPY_CASTING)> {
    let mut out: Descrs = Vec::with_capacity(adapted.len());
    for (d, class) in adapted.iter().zip(&info.dtypes) {
        out.push(match d {
            Some(d) => canonical(d)?,
            None => class.default_descr()?,
        });
    }
    Ok((out, NPY_NO_CASTING))
}

/// The native form of a descriptor.
pub fn canonical(d: &Descr) -> Res<Own<Descr>> {
    // SAFETY: the slot takes a descriptor of the class and returns a new reference or NULL.
    unsafe {
        match (*d.class().slots()).ensure_canonical {
            Some(f) => Own::from_result(f(d.raw())),
            None => Ok(d.own()),
        }
    }
}

/// Descriptors of a legacy loop: interned ones, and for datetimes the common unit.
fn by_legacy_rule(uf: &UFunc, info: &LoopInfo, given: &[Option<&Descr>]) -> Res<Descrs> {
    let nin = uf.nin();
    let is_time = |n: c_int| n == NPY_DATETIME || n == NPY_TIMEDELTA;
    let unit = if info.dtypes.iter().any(|c| is_time(c.type_num())) {
        common_unit(uf, info, &given[..nin])?
    } else {
        None
    };
    let mut out: Descrs = Vec::with_capacity(given.len());
    for (i, (class, g)) in info.dtypes.iter().zip(given).enumerate() {
        let t = class.type_num();
        if is_time(t) {
            // Objects do not say which unit they have.
            if let Some(g) = g.filter(|g| i < nin && g.is_object()) {
                out.push(adapt(g, class)?);
                continue;
            }
            out.push(match unit {
                Some(meta) => crate::dtype::create::datetime(t, meta)?,
                None => class.default_descr()?,
            });
            continue;
        }
        if (0..NPY_NTYPES_LEGACY as c_int).contains(&t) && !class.is_parametric() {
            out.push(builtin(t).own());
            continue;
        }
        out.push(match g {
            Some(g) if i < nin || same(g.class(), class) => canonical(&*adapt(g, class)?)?,
            _ => {
                // An output of a parametric class goes with the first input of that class.
                let like = given[..nin]
                    .iter()
                    .flatten()
                    .find(|d| same(d.class(), class));
                match like {
                    Some(d) => canonical(d)?,
                    None => class.default_descr()?,
                }
            }
        });
    }
    Ok(out)
}

fn common_unit(
    _uf: &UFunc,
    info: &LoopInfo,
    inputs: &[Option<&Descr>],
) -> Res<Option<PyArray_DatetimeMetaData>> {
    let mut acc: Option<Own<Descr>> = None;
    for (d, class) in inputs.iter().zip(&info.dtypes) {
        let Some(d) = d.filter(|d| d.is_datetime_like()) else {
            continue;
        };
        if !matches!(class.type_num(), NPY_DATETIME | NPY_TIMEDELTA) {
            continue;
        }
        acc = Some(match acc {
            None => d.own(),
            Some(a) if a.datetime_meta() == d.datetime_meta() => {
                if a.type_num() == NPY_DATETIME {
                    a
                } else {
                    d.own()
                }
            }
            Some(a) => promote_types(&a, d)?,
        });
    }
    Ok(acc.and_then(|d| d.datetime_meta()))
}

fn casting_text(casting: NPY_CASTING) -> &'static str {
    match casting {
        NPY_NO_CASTING => "no",
        NPY_EQUIV_CASTING => "equiv",
        NPY_SAFE_CASTING => "safe",
        NPY_SAME_KIND_CASTING => "same_kind",
        NPY_UNSAFE_CASTING => "unsafe",
        _ => "unknown",
    }
}

#[cold]
fn casting_error(
    class: Res<&'static Object>,
    uf: &UFunc,
    casting: NPY_CASTING,
    from: &Descr,
    to: &Descr,
    i: usize,
) -> Raised {
    let make = || {
        let value = class?.call(&[
            uf,
            &*ops::str_new(casting_text(casting))?,
            from,
            to,
            &*ops::int_new(i as i64)?,
        ])?;
        Ok(value)
    };
    match make() {
        Ok(v) => Raised::restore(v),
        Err(e) => e,
    }
}

/// Checks that the casts which the loop does by itself are allowed.
pub fn check_level(uf: &UFunc, level: NPY_CASTING, casting: NPY_CASTING) -> Res<()> {
    let plain = |c: NPY_CASTING| c & !NPY_SAME_VALUE_CASTING_FLAG;
    if plain(level) <= plain(casting) {
        return Ok(());
    }
    Err(type_error(&format!(
        "The ufunc implementation for {} with the given dtype signature is not possible under the casting rule {}",
        uf.name(),
        crate::casting::can_cast::casting_name(casting)
    )))
}

/// Checks that inputs may be cast to the loop and its results to the given outputs. Inputs of which `skip` is true
/// (Python numbers) are not checked.
pub fn check_casts(
    uf: &UFunc,
    casting: NPY_CASTING,
    given: &[Option<&Descr>],
    descrs: &[Own<Descr>],
    skip: impl Fn(usize) -> bool,
) -> Res<()> {
    let nin = uf.nin();
    for (i, (g, d)) in given.iter().zip(descrs).enumerate() {
        let Some(g) = *g else { continue };
        if std::ptr::eq(g, &**d) || skip(i) {
            continue;
        }
        if i < nin {
            if !can_cast_types(g, d, casting)? {
                let class = import_cached!("numpy._core._exceptions", "_UFuncInputCastingError");
                return Err(casting_error(class, uf, casting, g, d, i));
            }
        } else {
            check_output(uf, casting, d, g, i)?;
        }
    }
    Ok(())
}

/// Checks that the result `i`, counted after the inputs, may be cast to a given output.
pub fn check_output(
    uf: &UFunc,
    casting: NPY_CASTING,
    result: &Descr,
    given: &Descr,
    i: usize,
) -> Res<()> {
    if can_cast_types(result, given, casting)? {
        return Ok(());
    }
    let class = import_cached!("numpy._core._exceptions", "_UFuncOutputCastingError");
    Err(casting_error(class, uf, casting, result, given, i))
}
