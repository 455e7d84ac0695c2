//! Module functions about casts: `copyto`, `_get_castingimpl`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{Method, function};
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, none};

use crate::arguments::convert;
use crate::casting::bound::BoundMethod;
use crate::casting::registry;
use crate::coerce::{AnyOptions, assign_source, from_any};
use crate::dtype::builtin;
use crate::model::Array;
use crate::model::DTypeClass;

/// Functions of the module that this folder answers for.
pub const FUNCTIONS: &[Method] = &[
    function(c"copyto", copyto),
    function(c"_get_castingimpl", get_castingimpl),
];

/// `copyto(dst, src, casting='same_kind', where=True)`.
fn copyto(args: Args<'_>) -> Res<()> {
    const SIG: Sig<4> = Sig::new("copyto", ["dst", "src", "casting", "where"]).required(2);
    let [dst, src, casting, mask] = args.parse(&SIG)?;
    let (Some(dst), Some(src)) = (dst, src) else {
        return Err(type_error("copyto() missing required arguments"));
    };
    let casting = convert::casting_or(casting, NPY_SAME_KIND_CASTING)?;
    let Some(dst) = dst.downcast::<Array>() else {
        return Err(type_error(&format!(
            "copyto() argument 1 must be a numpy.ndarray, not {}",
            dst.type_name()
        )));
    };
    let src = assign_source(src, dst.descr(), casting)?;
    let mask = mask
        .filter(|m| !m.is(ferronum_pyrt::py_bool(true)))
        .map(mask_array)
        .transpose()?;
    crate::casting::assign_array(dst, &src, mask.as_deref(), casting)
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

/// `_get_castingimpl(from, to)`, for tests.
fn get_castingimpl(args: Args<'_>) -> Res<Owned> {
    let [from, to] = args.exactly("_get_castingimpl")?;
    let from = convert::instance::<DTypeClass>(
        from,
        "_get_castingimpl() argument 1 must be numpy._DTypeMeta",
    )?;
    let to = convert::instance::<DTypeClass>(
        to,
        "_get_castingimpl() argument 2 must be numpy._DTypeMeta",
    )?;
    match registry::cast_method(from, to)? {
        Some(m) => Ok(BoundMethod::new(&m, &[from, to])?.upcast()),
        None => Ok(none().own()),
    }
}
