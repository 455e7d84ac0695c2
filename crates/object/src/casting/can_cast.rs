//! Casting rules: `np.can_cast`, and descriptors adapted to a DType class.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Own, Raised, Res};

use crate::casting;
use crate::casting::hooks::COERCION;
use crate::casting::registry;
use crate::casting::safety::{allowed, numeric_casting};
use crate::dtype::abstracts;
use crate::dtype::builtin::{builtin, descr_from_type};
use crate::model::{Array, DTypeClass, Descr, is_complex, is_float, is_integer, is_number};

/// `np.can_cast(from, to, casting)` for dtypes.
#[inline]
pub fn can_cast_types(from: &Descr, to: &Descr, casting: NPY_CASTING) -> Res<bool> {
    if from.is(to) && casting & NPY_SAME_VALUE_CASTING_FLAG == 0 {
        return Ok(true);
    }
    let (f, t) = (from.type_num(), to.type_num());
    if is_number(f)
        && is_number(t)
        && from.is_native()
        && to.is_native()
        && let Some(level) = numeric_casting(f, t)
    {
        return Ok(allowed(level | NPY_SAME_VALUE_CASTING_FLAG, casting));
    }
    // A method of the new kind may cast without knowing the descriptors; those from and to void are ours.
    if !from.is_legacy()
        && (t != NPY_VOID || f == NPY_VSTRING)
        && let Some(m) = registry::cast_method(from.class(), to.class())?
        && m.casting() >= 0
        && allowed(m.casting(), casting)
    {
        return Ok(true);
    }
    // A flexible dtype without a size stands for its class.
    let to_descr = if to.is_unsized() { None } else { Some(to) };
    if from.is_object() && to_descr.is_none() {
        // The size would have to be looked for in the elements.
        return Ok(allowed(NPY_UNSAFE_CASTING, casting));
    }
    match registry::cast_info(from, to_descr, to.class()) {
        Ok(level) => Ok(level.is_some_and(|(l, _)| l >= 0 && allowed(l, casting))),
        // What a cast says when asked for its level counts as no.
        Err(e) => {
            e.clear();
            Ok(false)
        }
    }
}

/// `np.can_cast(from, class, casting)` where only a class is given.
pub fn can_cast_to_class(from: &Descr, to: &DTypeClass, casting: NPY_CASTING) -> Res<bool> {
    let level = registry::cast_info(from, None, to)?;
    Ok(level.is_some_and(|(l, _)| l >= 0 && allowed(l, casting)))
}

/// The same for an array (those that stand for Python scalars follow NEP 50).
pub fn can_cast_array(a: &Array, to: &Descr, casting: NPY_CASTING) -> Res<bool> {
    const WEAK: i32 =
        NPY_ARRAY_WAS_PYTHON_INT | NPY_ARRAY_WAS_PYTHON_FLOAT | NPY_ARRAY_WAS_PYTHON_COMPLEX;
    let flags = a.flags() & WEAK;
    if flags != 0 {
        let t = to.type_num();
        // A Python number takes any dtype of its own kind or a higher one.
        let ok = match flags {
            NPY_ARRAY_WAS_PYTHON_INT => is_integer(t) || is_float(t) || is_complex(t),
            NPY_ARRAY_WAS_PYTHON_FLOAT => is_float(t) || is_complex(t),
            _ => is_complex(t),
        };
        if ok {
            return Ok(true);
        }
        if !to.is_unsized() {
            let class = abstracts::class(match flags {
                NPY_ARRAY_WAS_PYTHON_INT => &abstracts::PY_INT,
                NPY_ARRAY_WAS_PYTHON_FLOAT => &abstracts::PY_FLOAT,
                _ => &abstracts::PY_COMPLEX,
            });
            return can_cast_types(&*of_python_number(class, to.class())?, to, casting);
        }
    }
    can_cast_types(a.descr(), to, casting)
}

/// The dtype that a Python number counts by beside a DType: not its value's, but the default of what they promote to.
pub fn of_python_number(number: &DTypeClass, beside: &DTypeClass) -> Res<Own<Descr>> {
    match (COERCION.get().common_dtype)(number, beside) {
        Ok(common) => common.default_descr(),
        Err(e) => {
            e.clear();
            Ok(builtin(abstracts::default_type_num(number)).own())
        }
    }
}

/// The instance of `class` that `descr` casts to (`PyArray_CastDescrToDType`).
pub fn cast_descr_to_class(descr: &Descr, class: &DTypeClass) -> Res<Own<Descr>> {
    if descr.class().is(class) {
        return Ok(descr.own());
    }
    if !class.is_parametric() {
        return class.default_descr();
    }
    let Some(m) = registry::cast_method(descr.class(), class)? else {
        return Err(cannot(descr, class));
    };
    match m.resolve_cast(descr.class(), class, descr, None) {
        Ok(Some(info)) => {
            let [_, to] = info.descrs;
            Ok(to)
        }
        Ok(None) => Err(cannot(descr, class)),
        Err(e) => {
            let cause = e.fetch();
            Err(cannot(descr, class).caused_by(cause))
        }
    }
}

#[cold]
fn cannot(descr: &Descr, class: &DTypeClass) -> Raised {
    match (descr.str_text(), class.repr_text()) {
        (Ok(a), Ok(b)) => type_error(&format!("cannot cast dtype {a} to {b}.")),
        _ => Raised::pending(),
    }
}

/// The name of a rule, as messages show it.
pub fn casting_name(casting: NPY_CASTING) -> &'static str {
    match casting {
        NPY_NO_CASTING => "'no'",
        NPY_EQUIV_CASTING => "'equiv'",
        NPY_SAFE_CASTING => "'safe'",
        NPY_SAME_KIND_CASTING => "'same_kind'",
        NPY_UNSAFE_CASTING => "'unsafe'",
        NPY_SAME_VALUE_CASTING => "'same_value'",
        _ => "_unknown_",
    }
}

/// `TypeError`: "Cannot cast array data from dtype('float64') to dtype('int32') according to the rule 'safe'".
#[cold]
pub fn casting_error(from: &Descr, to: &Descr, casting: NPY_CASTING, scalar: bool) -> Raised {
    match (from.repr_text(), to.repr_text()) {
        (Ok(a), Ok(b)) => type_error(&format!(
            "Cannot cast {} from {a} to {b} according to the rule {}",
            if scalar { "scalar" } else { "array data" },
            casting_name(casting)
        )),
        _ => Raised::pending(),
    }
}

/// Whether the DType of one type number casts to that of another, whatever their parameters.
pub fn can_cast_numbers(from: c_int, to: c_int, rule: NPY_CASTING) -> Res<bool> {
    if from == to {
        return Ok(true);
    }
    let (from, to) = (descr_from_type(from)?, descr_from_type(to)?);
    if rule < NPY_SAME_KIND_CASTING && to.is_flexible() {
        // It depends on the size.
        return Ok(false);
    }
    let method = casting::registry::cast_method(from.class(), to.class())?;
    Ok(method.is_some_and(|m| m.casting() & !NPY_SAME_VALUE_CASTING_FLAG <= rule))
}
