//! `__array_wrap__` and `__array_priority__`: turning the results of core functions into what the operands ask for.

use ferronum_abi::prelude::{NPY_PRIORITY, NPY_SCALAR_PRIORITY};
use ferronum_pyrt::raised::{exc, warn};
use ferronum_pyrt::{Layout, Object, Own, Owned, Res, intern, ops};

use crate::arguments::lookup;
use crate::model::{ARRAY_TYPE, Array};

/// `__array_priority__`, or `default` where there is none, where it is no number, and where asking for it raises
/// (`PyArray_GetPriority`). Plain arrays and scalars have fixed values.
pub fn priority(obj: &Object, default: f64) -> f64 {
    if ARRAY_TYPE.has_exact(obj) {
        return NPY_PRIORITY;
    }
    if crate::model::scalar_types::is_builtin_scalar_type(obj.type_ptr()) {
        return NPY_SCALAR_PRIORITY;
    }
    let asked = lookup::special_on_instance(obj, intern!("__array_priority__"))
        .and_then(|found| found.map_or(Ok(default), |p| p.to_f64()));
    asked.unwrap_or_else(|e| {
        e.clear();
        default
    })
}

/// The first array of the highest priority above that of plain arrays: new arrays are of its class. `None`: of ndarray.
pub fn leader<'a>(arrays: impl Iterator<Item = &'a Array>) -> Option<&'a Array> {
    leader_but(arrays, |_, _| false)
}

/// `leader` among arrays of different classes: those of the class that leads already are not asked.
pub fn leader_of_classes<'a>(arrays: impl Iterator<Item = &'a Array>) -> Option<&'a Array> {
    leader_but(arrays, |a, best| {
        a.type_ptr() == best.map_or(ARRAY_TYPE.ptr(), Object::type_ptr)
    })
}

fn leader_but<'a>(
    arrays: impl Iterator<Item = &'a Array>,
    skip: impl Fn(&Array, Option<&Object>) -> bool,
) -> Option<&'a Array> {
    let mut best: Option<(&Array, f64)> = None;
    for a in arrays {
        if skip(a, best.map(|(b, _)| b.object())) {
            continue;
        }
        let p = priority(a, NPY_PRIORITY);
        if p > best.map_or(NPY_PRIORITY, |(_, b)| b) {
            best = Some((a, p));
        }
    }
    best.map(|(a, _)| a)
}

/// `array` as the class of `a` wraps it, without a call to tell of.
pub fn wrap_as(a: &Array, array: Own<Array>) -> Res<Owned> {
    match lookup::special_on_instance(a, intern!("__array_wrap__"))? {
        Some(w) if !w.is_none() => call_wrap(&w, &array, None, false),
        _ => Ok(array.upcast()),
    }
}

/// Which `__array_wrap__` the results of a call go through.
pub enum Wrap {
    /// Results are plain arrays (0-d ones become scalars where asked).
    Plain,
    /// The bound method.
    Method(Owned),
}

/// The wrap of the operand of highest priority.
pub fn find(inputs: &[&Object]) -> Res<Wrap> {
    if inputs.iter().all(|o| lookup::is_plain(o)) {
        return Ok(Wrap::Plain);
    }
    let mut best: Option<(f64, Option<Owned>)> = None;
    for obj in inputs {
        let (p, wrap) = if ARRAY_TYPE.has_exact(obj) {
            (NPY_PRIORITY, None)
        } else if crate::casting::item::scalar::is_any_scalar(obj) {
            (NPY_SCALAR_PRIORITY, None)
        } else {
            let Some(wrap) = lookup::special_on_instance(obj, intern!("__array_wrap__"))? else {
                continue;
            };
            if wrap.is_none() {
                continue;
            }
            (priority(obj, NPY_PRIORITY), Some(wrap))
        };
        let better = match &best {
            None => true,
            // A wrap of its own beats ndarray's at the same priority.
            Some((b, None)) if p == NPY_PRIORITY && wrap.is_some() => p >= *b,
            Some((b, _)) => p > *b,
        };
        if better {
            best = Some((p, wrap));
        }
    }
    Ok(match best {
        Some((_, Some(wrap))) => Wrap::Method(wrap),
        _ => Wrap::Plain,
    })
}

/// What `__array_wrap__` is told about the call: (ufunc, arguments, index of the output).
pub struct Context<'a> {
    /// The ufunc.
    pub ufunc: &'a Object,
    /// All arguments, outputs included.
    pub args: &'a Object,
    /// Which output.
    pub index: usize,
}

impl Context<'_> {
    fn tuple(&self) -> Res<Owned> {
        ops::tuple_new(&[self.ufunc, self.args, &*ops::int_new(self.index as i64)?])
    }
}

/// Wraps one result. `given` is the output that the caller passed, which decides alone.
pub fn apply(
    result: Own<Array>,
    given: Option<&Object>,
    wrap: &Wrap,
    context: Option<Context<'_>>,
    return_scalar: bool,
) -> Res<Owned> {
    if let Some(out) = given {
        if ARRAY_TYPE.has_exact(out) {
            return Ok(out.own());
        }
        return match lookup::special_on_instance(out, intern!("__array_wrap__"))? {
            Some(w) if !w.is_none() => call_wrap(&w, &result, context, false),
            _ => Ok(out.own()),
        };
    }
    match wrap {
        Wrap::Plain if return_scalar => crate::casting::item::scalar::wrap_result(result),
        Wrap::Plain => Ok(result.upcast()),
        Wrap::Method(w) => {
            let scalar = return_scalar && result.ndim() == 0;
            call_wrap(w, &result, context, scalar)
        }
    }
}

/// The output of a reduction, which is the result as it is: its `__array_wrap__` is only looked up.
pub fn given_unwrapped(out: &Object) -> Res<Owned> {
    if !ARRAY_TYPE.has_exact(out) {
        lookup::special_on_instance(out, intern!("__array_wrap__"))?;
    }
    Ok(out.own())
}

/// Calls a method that may be of an older kind: without `return_scalar`, or without the context as well.
fn call_wrap(
    wrap: &Object,
    arr: &Object,
    context: Option<Context<'_>>,
    return_scalar: bool,
) -> Res<Owned> {
    let has_context = context.is_some();
    let context = match context {
        Some(c) => c.tuple()?,
        None => ops::none().own(),
    };
    let first = wrap.call(&[arr, &context, ops::py_bool(return_scalar)]);
    let mut failed = match first {
        Err(e) if e.matches(exc::TypeError()) => e,
        other => return other,
    };
    let older: [&[&Object]; 2] = [&[arr, &context], &[arr]];
    for args in &older[usize::from(!has_context)..] {
        failed.clear();
        failed = match wrap.call(args) {
            Err(e) if e.matches(exc::TypeError()) => e,
            Err(e) => return Err(e),
            Ok(r) => {
                warn_signature()?;
                return Ok(r);
            }
        };
    }
    Err(failed)
}

fn warn_signature() -> Res<()> {
    warn(
        exc::DeprecationWarning(),
        "__array_wrap__ must accept context and return_scalar arguments (positionally) in the future. (Deprecated NumPy 2.0)",
        1,
    )
}
