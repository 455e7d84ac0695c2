//! `interp`, `interp_complex`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Res, Sig, ffi, none};

use crate::coerce::contiguous::{contiguous_as, values, values_mut};
use crate::model::{Array, Dims};
use crate::storage::create;
use ferronum_kernels::numeric::interp as kernel;

struct InterpInput {
    x: Own<Array>,
    xp: Own<Array>,
    fp: Own<Array>,
}

fn interp_input(x: &Object, xp: &Object, fp: &Object, type_num: i32) -> Res<InterpInput> {
    let fp = contiguous_as(fp, type_num, 1, 1)?;
    let xp = contiguous_as(xp, NPY_DOUBLE, 1, 1)?;
    let x = contiguous_as(x, NPY_DOUBLE, 0, 0)?;
    if xp.size() == 0 {
        return Err(value_error("array of sample points is empty"));
    }
    if fp.size() != xp.size() {
        return Err(value_error("fp and xp are not of the same length."));
    }
    Ok(InterpInput { x, xp, fp })
}

/// `interp(x, xp, fp, left=None, right=None)`.
pub(crate) fn interp(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("interp", ["x", "xp", "fp", "left", "right"]).required(3);
    let [x, xp, fp, left, right] = args.parse(&SIG)?;
    let input = interp_input(
        x.unwrap_or(none()),
        xp.unwrap_or(none()),
        fp.unwrap_or(none()),
        NPY_DOUBLE,
    )?;
    // SAFETY: contiguous doubles.
    let (xv, xpv, fpv) = unsafe {
        (
            values::<f64>(&input.x),
            values::<f64>(&input.xp),
            values::<f64>(&input.fp),
        )
    };
    let edge = |o: Option<&Object>, default: f64| {
        o.and_then(Object::not_none)
            .map_or(Ok(default), Object::to_f64)
    };
    let left = edge(left, fpv[0])?;
    let right = edge(right, fpv[fpv.len() - 1])?;
    let out = create::empty(
        &Dims::from(input.x.shape()),
        crate::dtype::builtin(NPY_DOUBLE).own(),
        NPY_CORDER,
    )?;
    // SAFETY: fresh contiguous doubles.
    kernel::interp(xv, xpv, fpv, left, right, unsafe { values_mut(&out) });
    crate::casting::item::scalar::wrap_result(out)
}

/// `interp_complex(x, xp, fp, left=None, right=None)`.
pub(crate) fn interp_complex(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("interp_complex", ["x", "xp", "fp", "left", "right"]).required(3);
    let [x, xp, fp, left, right] = args.parse(&SIG)?;
    let input = interp_input(
        x.unwrap_or(none()),
        xp.unwrap_or(none()),
        fp.unwrap_or(none()),
        NPY_CDOUBLE,
    )?;
    // SAFETY: contiguous doubles, complex ones as pairs.
    let (xv, xpv, fpv) = unsafe {
        (
            values::<f64>(&input.x),
            values::<f64>(&input.xp),
            values::<[f64; 2]>(&input.fp),
        )
    };
    let edge = |o: Option<&Object>, default: [f64; 2]| -> Res<[f64; 2]> {
        match o.and_then(Object::not_none) {
            None => Ok(default),
            // SAFETY: a live object.
            Some(o) if unsafe { ffi::PyComplex_Check(o.as_ptr()) } != 0 => {
                o.to_complex().map(|(re, im)| [re, im])
            }
            Some(o) => o.to_f64().map(|re| [re, 0.0]),
        }
    };
    let left = edge(left, fpv[0])?;
    let right = edge(right, fpv[fpv.len() - 1])?;
    let out = create::empty(
        &Dims::from(input.x.shape()),
        crate::dtype::builtin(NPY_CDOUBLE).own(),
        NPY_CORDER,
    )?;
    // SAFETY: fresh contiguous complex doubles.
    kernel::interp(xv, xpv, fpv, left, right, unsafe { values_mut(&out) });
    crate::casting::item::scalar::wrap_result(out)
}
