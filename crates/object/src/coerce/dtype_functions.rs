//! Functions of the module about dtypes.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, Method};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, int_new, none, str_new, tuple_new,
};

use crate::coerce::as_array;
use crate::coerce::promote;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::{abstracts, parse};
use crate::model::Array;
use crate::model::Scalar;
use crate::model::descr::Descr;
use crate::model::dtype_class::DTYPE_TYPE;

fn promote_types(_: &Object, args: Args<'_>) -> Res<Own<Descr>> {
    static SIG: Sig<2> = Sig::new("promote_types", ["type1", "type2"])
        .required(2)
        .positional_only(2);
    let [a, b] = args.parse(&SIG)?.map(|o| o.unwrap_or(none()));
    match (
        parse::descr_from_optional(Some(a))?,
        parse::descr_from_optional(Some(b))?,
    ) {
        (Some(a), Some(b)) => promote::promote_types(&a, &b),
        _ => Err(type_error("did not understand one of the types")),
    }
}

/// One argument of `result_type` or `can_cast` that may be an array, a number or a dtype.
enum Operand {
    Array(Own<Array>),
    Descr(Own<Descr>),
}

fn operand(obj: &Object) -> Res<Operand> {
    if let Some(a) = obj.downcast::<Array>() {
        return Ok(Operand::Array(a.own()));
    }
    if Scalar::check(obj) {
        return Ok(Operand::Array(as_array(obj)?));
    }
    if obj.is_int() || obj.is_float() || obj.is_complex() {
        if obj.is_bool() {
            return Ok(Operand::Array(as_array(obj)?));
        }
        return Ok(Operand::Array(python_number(obj)?));
    }
    Ok(Operand::Descr(parse::descr_from_object(obj)?))
}

/// An array that stands for a Python number.
fn python_number(obj: &Object) -> Res<Own<Array>> {
    let exact = abstracts::of_python_number(obj).is_some();
    let a = from_any(
        obj,
        &AnyOptions {
            mark_python_scalars: true,
            ..AnyOptions::default()
        },
    )?;
    if exact {
        a.enable_flags(if obj.is_int() {
            NPY_ARRAY_WAS_PYTHON_INT
        } else if obj.is_float() {
            NPY_ARRAY_WAS_PYTHON_FLOAT
        } else {
            NPY_ARRAY_WAS_PYTHON_COMPLEX
        });
    }
    Ok(a)
}

fn result_type(_: &Object, args: Args<'_>) -> Res<Own<Descr>> {
    let operands: Vec<Operand> = args.pos().iter().map(|o| operand(o)).collect::<Res<_>>()?;
    let (mut arrays, mut descrs): (Vec<&Array>, Vec<&Descr>) = (Vec::new(), Vec::new());
    for o in &operands {
        match o {
            Operand::Array(a) => arrays.push(a),
            Operand::Descr(d) => descrs.push(d),
        }
    }
    promote::result_type(&arrays, &descrs)
}

fn min_scalar_type(_: &Object, args: Args<'_>) -> Res<Own<Descr>> {
    let [a] = args.exactly("min_scalar_type")?;
    let a = as_array(a)?;
    promote::min_scalar_type(&a)
}

/// The `casting=` argument of a function that knows no `same_value`.
pub fn casting_from_object(obj: &Object) -> Res<NPY_CASTING> {
    let wrong = |text: &str| {
        ferronum_pyrt::raised::value_error(&format!(
            "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got {text})"
        ))
    };
    let text = if obj.is_bytes() {
        String::from_utf8_lossy(obj.bytes()).into_owned()
    } else if obj.is_str() {
        obj.utf8()?.to_owned()
    } else {
        return Err(type_error(&format!(
            "casting must be str, not {}",
            obj.type_name()
        )));
    };
    Ok(match text.as_str() {
        "no" => NPY_NO_CASTING,
        "equiv" => NPY_EQUIV_CASTING,
        "safe" => NPY_SAFE_CASTING,
        "same_kind" => NPY_SAME_KIND_CASTING,
        "unsafe" => NPY_UNSAFE_CASTING,
        _ => return Err(wrong(&obj.repr_text()?)),
    })
}

fn can_cast(args: Args<'_>) -> Res<bool> {
    static SIG: Sig<3> = Sig::new("can_cast", ["from_", "to", "casting"]).required(2);
    let [from, to, casting] = args.parse(&SIG)?;
    let (from, to) = (from.unwrap_or(none()), to.unwrap_or(none()));
    let given_to = to.not_none().map(parse::descr_from_object).transpose()?;
    let casting = casting.map_or(Ok(NPY_SAFE_CASTING), casting_from_object)?;
    let misunderstood = || type_error("did not understand one of the types; 'None' not accepted");
    let Some(to) = given_to else {
        return Err(misunderstood());
    };
    if let Some(a) = from.downcast::<Array>() {
        return crate::casting::can_cast_array(a, &to, casting);
    }
    if Scalar::check(from) {
        let d = crate::casting::descr_of(from)?;
        return crate::casting::can_cast_types(&d, &to, casting);
    }
    if from.is_int() || from.is_float() || from.is_complex() {
        return Err(type_error(
            "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the future.",
        ));
    }
    let from = match from.not_none().map(parse::descr_from_object) {
        Some(Ok(d)) => d,
        Some(Err(e)) => {
            e.clear();
            return Err(misunderstood());
        }
        None => return Err(misunderstood()),
    };
    crate::casting::can_cast_types(&from, &to, casting)
}

/// `datetime_data(dtype)`: unit and multiplier.
fn datetime_data(_: &Object, args: Args<'_>) -> Res<Owned> {
    let [dt] = args.exactly("datetime_data")?;
    let d = parse::descr_from_object(dt)?;
    let Some(m) = d.datetime_meta() else {
        return Err(type_error(
            "cannot get datetime metadata from non-datetime type",
        ));
    };
    tuple_new(&[
        &*str_new(crate::model::units::unit_name(m.base))?,
        &*int_new(m.num.into())?,
    ])
}

fn set_type_dict(_: &Object, args: Args<'_>) -> Res<Owned> {
    let [dict] = args.exactly("set_typeDict")?;
    parse::set_type_dict(dict);
    Ok(none().own())
}

/// The table for the module.
pub const FUNCTIONS: &[Method] = &[
    method::positional_function(c"promote_types", promote_types),
    method::positional_function(c"result_type", result_type),
    method::varargs_function(c"min_scalar_type", min_scalar_type),
    method::function(c"can_cast", can_cast),
    method::varargs_function(c"datetime_data", datetime_data),
    method::varargs_function(c"set_typeDict", set_type_dict),
    method::varargs_function(
        c"_populate_finfo_constants",
        crate::coerce::finfo::populate_finfo,
    ),
];

/// `dtype` and `typeinfo`; `numpy.dtypes` is told of the classes.
pub fn add_names(dict: &Object) -> Res<()> {
    crate::dtype::builtin::announce()?;
    dict.dict_set_str("dtype", DTYPE_TYPE.object())?;
    dict.dict_set_str("typeinfo", &*crate::dtype::builtin::type_info()?)
}
