//! `_populate_finfo_constants`.

use std::ffi::{c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Res, int_new, str_new};

use crate::dtype::limits::constant;
use crate::model::descr::Descr;

/// `_populate_finfo_constants(finfo, dtype)`: sets the attributes that the dtype has constants for.
pub(crate) fn populate_finfo(_: &ferronum_pyrt::Object, args: Args<'_>) -> Res<()> {
    let [target, dt] = args.pos() else {
        return Err(type_error("Expected 2 arguments"));
    };
    let Some(d) = dt.downcast::<Descr>() else {
        return Err(type_error("Second argument must be a dtype"));
    };
    let d = d.own();
    const VALUES: [(&str, c_int); 6] = [
        ("max", NPY_CONSTANT_maximum_finite),
        ("min", NPY_CONSTANT_minimum_finite),
        ("_radix", NPY_CONSTANT_finfo_radix),
        ("eps", NPY_CONSTANT_finfo_eps),
        ("smallest_normal", NPY_CONSTANT_finfo_smallest_normal),
        ("smallest_subnormal", NPY_CONSTANT_finfo_smallest_subnormal),
    ];
    const NUMBERS: [(&str, c_int); 4] = [
        ("nmant", NPY_CONSTANT_finfo_nmant),
        ("minexp", NPY_CONSTANT_finfo_min_exp),
        ("maxexp", NPY_CONSTANT_finfo_max_exp),
        ("precision", NPY_CONSTANT_finfo_decimal_digits),
    ];
    let size = (d.elsize().max(16) as usize).div_ceil(16);
    let mut room = vec![0u128; size];
    let p = room.as_mut_ptr().cast::<c_void>();
    for (name, id) in VALUES {
        // SAFETY: room for an element.
        unsafe {
            if constant(&d, id, p)? {
                let s = crate::casting::from_memory(p.cast(), &d, None)?;
                target.setattr(&*str_new(name)?, &s)?;
            }
        }
    }
    for (name, id) in NUMBERS {
        // SAFETY: room for an npy_intp.
        unsafe {
            if constant(&d, id, p)? {
                let v = p.cast::<isize>().read();
                target.setattr(&*str_new(name)?, &*int_new(v as i64)?)?;
            }
        }
    }
    Ok(())
}
