//! `__array_ufunc__` (NEP 13): who overrides a call, and the call of the overrides.

use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Object, Owned, Raised, Res, import_cached, intern, ops};

use crate::arguments::lookup;
use crate::model::ARRAY_TYPE;

/// A call as the overrides are told about it. Names are interned.
pub struct UfuncCall<'a> {
    /// The ufunc.
    pub ufunc: &'a Object,
    /// `__call__`, `reduce`, …
    pub method: &'static Object,
    /// The positional arguments.
    pub inputs: &'a [&'a Object],
    /// The normalised `out`: a tuple with at least one entry that is not None.
    pub out: Option<&'a Object>,
    /// The `where` argument.
    pub where_: Option<&'a Object>,
    /// Keyword arguments in their order, `out` as it is in `out`.
    pub keywords: &'a dyn Fn(&Object) -> Res<()>,
}

/// The method of `obj` if it overrides ufuncs: its type has an `__array_ufunc__` that is not ndarray's.
/// The attribute may be None, which forbids the operation.
#[inline]
pub fn override_of(obj: &Object) -> Res<Option<Owned>> {
    if lookup::is_plain(obj) {
        return Ok(None);
    }
    slow_override_of(obj)
}

fn slow_override_of(obj: &Object) -> Res<Option<Owned>> {
    let Some(found) = lookup::special(obj, intern!("__array_ufunc__"))? else {
        return Ok(None);
    };
    Ok((!found.is(ndarray_default()?)).then_some(found))
}

fn ndarray_default() -> Res<&'static Object> {
    use std::sync::atomic::{AtomicPtr, Ordering};
    static CELL: AtomicPtr<ferronum_pyrt::ffi::PyObject> = AtomicPtr::new(std::ptr::null_mut());
    let p = CELL.load(Ordering::Relaxed);
    if !p.is_null() {
        // SAFETY: the cell keeps its reference for ever.
        return Ok(unsafe { Object::from_ptr(p) });
    }
    let found = ARRAY_TYPE
        .object()
        .getattr(intern!("__array_ufunc__"))?
        .leak();
    CELL.store(found.as_ptr(), Ordering::Relaxed);
    Ok(found)
}

/// True if `obj` has an `__array_ufunc__` of its own (also if that is None).
pub fn has_override(obj: &Object) -> Res<bool> {
    Ok(override_of(obj)?.is_some())
}

struct Overrider<'a> {
    obj: &'a Object,
    method: Owned,
}

/// Calls the overrides of the operands; `None` if there are none.
#[inline]
pub fn check(call: &UfuncCall<'_>) -> Res<Option<Owned>> {
    let outs = call.out.map_or(&[][..], |t| t.tuple_items());
    let mut all = call.inputs.iter().chain(outs).copied().chain(call.where_);
    if all.all(lookup::is_plain) {
        return Ok(None);
    }
    check_slow(call, outs)
}

fn check_slow(call: &UfuncCall<'_>, outs: &[&Object]) -> Res<Option<Owned>> {
    let mut found: Vec<Overrider<'_>> = Vec::new();
    for &obj in call.inputs.iter().chain(outs).chain(call.where_.as_ref()) {
        if found.iter().any(|f| f.obj.type_ptr() == obj.type_ptr()) {
            continue;
        }
        let Some(method) = override_of(obj)? else {
            continue;
        };
        if method.is_none() {
            return Err(type_error(&format!(
                "operand '{}' does not support ufuncs (__array_ufunc__=None)",
                short_type_name(obj)
            )));
        }
        found.push(Overrider { obj, method });
    }
    if found.is_empty() {
        return Ok(None);
    }
    let kwargs = ops::dict_new()?;
    (call.keywords)(&kwargs)?;
    if let Some(out) = call.out
        && kwargs.dict_get(intern!("out"))?.is_none()
    {
        kwargs.dict_set(intern!("out"), out)?;
    }
    while !found.is_empty() {
        // The first one of which no later one is a subclass.
        let pick = (0..found.len())
            .find(|&i| {
                found[i + 1..].iter().all(|later| {
                    later.obj.type_ptr() == found[i].obj.type_ptr()
                        || !later.obj.is_instance_of(found[i].obj.type_ptr())
                })
            })
            .unwrap_or(0);
        let Overrider { obj, method } = found.remove(pick);
        let mut args: Vec<&Object> = vec![obj, call.ufunc, call.method];
        args.extend(call.inputs);
        let args = ops::tuple_new(&args)?;
        let result = method.call_tuple(&args, Some(&kwargs))?;
        if !result.is(ops::not_implemented()) {
            return Ok(Some(result));
        }
    }
    Err(all_declined(call, &kwargs)?)
}

fn all_declined(call: &UfuncCall<'_>, kwargs: &Object) -> Res<Raised> {
    let format = import_cached!("numpy._core._internal", "array_ufunc_errmsg_formatter")?;
    let mut args: Vec<&Object> = vec![ops::none(), call.ufunc, call.method];
    args.extend(call.inputs);
    let text = format.call_tuple(&*ops::tuple_new(&args)?, Some(kwargs))?;
    Ok(ferronum_pyrt::raised::raise_object(
        ferronum_pyrt::raised::exc::TypeError(),
        &text,
    ))
}

/// The last part of the dotted name of the object's type.
pub fn short_type_name(obj: &Object) -> &str {
    let full = obj.type_name();
    full.rsplit('.').next().unwrap_or(full)
}

/// `ndarray.__array_ufunc__(ufunc, method, /, *inputs, **kwargs)`: the operation itself, unless another operand
/// overrides it.
pub(super) fn ndarray_array_ufunc(
    _slf: &crate::model::Array,
    args: ferronum_pyrt::Args<'_>,
) -> Res<Owned> {
    let [ufunc, method, inputs @ ..] = args.pos() else {
        return Err(type_error("__array_ufunc__ requires at least 2 arguments"));
    };
    let out = args.keyword(c"out");
    let outs = match out {
        Some(o) if o.is_tuple() => o.tuple_items(),
        Some(_) => out.as_slice(),
        None => &[],
    };
    let where_ = args.keyword(c"where");
    for obj in inputs.iter().chain(outs).chain(where_.as_ref()) {
        if has_override(obj)? {
            return Ok(ops::not_implemented().own());
        }
    }
    let f = ufunc.getattr(method)?;
    f.call_kw(&args.values()[2..], args.kwnames())
}
