//! Module functions about casts: `copyto`, `can_cast`, `_get_castingimpl`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, function};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none};

use super::bound::BoundMethod;
use super::{can_cast, registry};
use crate::array::Array;
use crate::array::coerce::{AnyOptions, assign_source, from_any};
use crate::dtype::parse::{DTypeRequest, request_from_object};
use crate::dtype::{DTypeClass, builtin};
use crate::protocol::convert;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[
    function(c"copyto", copyto),
    function(c"can_cast", can_cast_function),
    function(c"_get_castingimpl", get_castingimpl),
];

/// `copyto(dst, src, casting='same_kind', where=True)`.
fn copyto(args: Args<'_>) -> Res<()> {
    const SIG: Sig<4> = Sig::new("copyto", ["dst", "src", "casting", "where"]).required(2);
    let [dst, src, casting, mask] = args.parse(&SIG)?;
    let (Some(dst), Some(src)) = (dst, src) else {
        return Err(type_error("copyto() missing required arguments"));
    };
    let Some(dst) = dst.downcast::<Array>() else {
        return Err(type_error(&format!(
            "copyto() argument 1 must be numpy.ndarray, not {}",
            dst.type_name().rsplit('.').next().unwrap_or_default()
        )));
    };
    let casting = convert::casting_or(casting, NPY_SAME_KIND_CASTING)?;
    let mask = mask
        .filter(|m| !m.is(ferronum_pyrt::py_bool(true)))
        .map(mask_array)
        .transpose()?;
    let src = assign_source(src)?;
    super::assign_array(dst, &src, mask.as_deref(), casting)
}

/// `where=` as a boolean array; nothing but a safe cast to bool.
fn mask_array(mask: &Object) -> Res<Own<Array>> {
    from_any(
        mask,
        &AnyOptions {
            descr: Some(builtin(NPY_BOOL)),
            ..AnyOptions::default()
        },
    )
}

/// `can_cast(from_, to, casting='safe')`.
fn can_cast_function(args: Args<'_>) -> Res<bool> {
    const SIG: Sig<3> = Sig::new("can_cast", ["from_", "to", "casting"]).required(2);
    let [from, to, casting] = args.parse(&SIG)?;
    let (Some(from), Some(to)) = (from, to) else {
        return Err(type_error("can_cast() missing required arguments"));
    };
    let casting = casting.map_or(Ok(NPY_SAFE_CASTING), convert::casting_same_value)?;
    let to = request(to)?;
    if let Some(a) = from.downcast::<Array>() {
        return match &to.descr {
            Some(d) => can_cast::can_cast_array(a, d, casting),
            None => can_cast::can_cast_to_class(a.descr(), &to.class, casting),
        };
    }
    if from.is_int_exact() || from.is_float_exact() || from.is_complex_exact() || from.is_bool() {
        return Err(type_error(
            "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\n\
             This change was part of adopting NEP 50, we may explicitly allow them again in the future.",
        ));
    }
    let from = if crate::array::coerce::pytype::is_generic(from) {
        let a = from_any(from, &AnyOptions::default())?;
        DTypeRequest {
            class: a.descr().class().own(),
            descr: Some(a.descr().own()),
        }
    } else {
        request(from)?
    };
    let Some(from) = from.descr else {
        return Err(type_error("can_cast() needs a dtype instance to cast from"));
    };
    match &to.descr {
        Some(d) => can_cast::can_cast_types(&from, d, casting),
        None => can_cast::can_cast_to_class(&from, &to.class, casting),
    }
}

fn request(obj: &Object) -> Res<DTypeRequest> {
    match request_from_object(Some(obj))? {
        Some(r) => Ok(r),
        None => {
            let d = builtin(NPY_DOUBLE).own();
            Ok(DTypeRequest {
                class: d.class().own(),
                descr: Some(d),
            })
        }
    }
}

/// `_get_castingimpl(from, to)`, for tests.
fn get_castingimpl(args: Args<'_>) -> Res<Owned> {
    let [from, to] = args.pos() else {
        return Err(type_error("_get_castingimpl() takes two DType classes"));
    };
    let (Some(from), Some(to)) = (from.downcast::<DTypeClass>(), to.downcast::<DTypeClass>())
    else {
        return Err(type_error("_get_castingimpl() takes two DType classes"));
    };
    match registry::cast_method(from, to)? {
        Some(m) => Ok(BoundMethod::new(&m, &[from, to])?.upcast()),
        None => Ok(none().own()),
    }
}
