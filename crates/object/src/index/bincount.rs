//! `bincount`, `interp`, `interp_complex`, `packbits`, `unpackbits`.

use ferronum_abi::prelude::*;
use ferronum_kernels::numeric::bincount;
use ferronum_pyrt::raised::{exc, type_error, value_error, warn};
use ferronum_pyrt::{Args, Layout, Object, Owned, Res, Sig, none};

use crate::arguments::convert as arg;
use crate::coerce::contiguous::contiguous_as;
use crate::coerce::contiguous::values;
use crate::coerce::contiguous::values_mut;
use crate::coerce::from_array;
use crate::coerce::{AnyOptions, from_any};
use crate::model::Array;
use crate::storage::create;

/// `bincount(x, /, weights=None, minlength=0)`.
pub(crate) fn bincount(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("bincount", ["list", "weights", "minlength"]).required(1);
    let [list, weights, minlength] = args.parse(&SIG)?;
    let list = list.unwrap_or(none());
    let vector = AnyOptions {
        min_depth: 1,
        max_depth: 1,
        ..Default::default()
    };
    let given = from_any(list, &vector)?;
    let intp = crate::dtype::builtin(NPY_INTP);
    let is_array = list.downcast::<Array>().is_some();
    let whole = crate::model::is_integer(given.type_num()) || given.type_num() == NPY_BOOL;
    let x = if !is_array && !whole && given.size() > 0 {
        warn(
            exc::DeprecationWarning(),
            "Non-integer input passed to bincount. In a future version of NumPy, this will be an error. (Deprecated NumPy 2.1)",
            1,
        )?;
        contiguous_as(list, NPY_INTP, 1, 1)?
    } else {
        let force = if whole || !is_array {
            NPY_ARRAY_FORCECAST
        } else {
            0
        };
        from_array(&given, Some(intp), NPY_ARRAY_CARRAY_RO | force)?
    };
    let min = match minlength {
        None => 0,
        Some(m) if m.is_none() => {
            return Err(type_error("use 0 instead of None for minlength"));
        }
        Some(m) => arg::to_intp(m, "an integer is required")?,
    };
    if min < 0 {
        return Err(value_error("'minlength' must not be negative"));
    }
    // SAFETY: contiguous intp.
    let v = unsafe { values::<isize>(&x) };
    let Some((lo, hi)) = bincount::min_max(v) else {
        return Ok(create::zeros(&[min], intp.own(), NPY_CORDER)?.upcast());
    };
    if lo < 0 {
        return Err(value_error(
            "'list' argument must have no negative elements",
        ));
    }
    let n = hi
        .checked_add(1)
        .ok_or_else(|| value_error("bin numbers are too large"))?
        .max(min);
    match weights.and_then(Object::not_none) {
        None => {
            let out = create::zeros(&[n], intp.own(), NPY_CORDER)?;
            // SAFETY: fresh contiguous intp.
            bincount::count(v, unsafe { values_mut(&out) });
            Ok(out.upcast())
        }
        Some(w) => {
            let w = contiguous_as(w, NPY_DOUBLE, 1, 1)?;
            if w.size() as usize != v.len() {
                return Err(value_error(
                    "The weights and list don't have the same length.",
                ));
            }
            let out = create::zeros(&[n], crate::dtype::builtin(NPY_DOUBLE).own(), NPY_CORDER)?;
            // SAFETY: contiguous doubles, the second fresh.
            bincount::weighted(v, unsafe { values(&w) }, unsafe { values_mut(&out) });
            Ok(out.upcast())
        }
    }
}
