//! Dtypes with another byte order.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Own, Res, Sig, ffi};

use crate::dtype::copy;
use crate::dtype::structured;
use crate::model::descr::Descr;
use crate::model::is_number;

/// A copy of `d`, and of all dtypes in it, in another byte order.
pub fn new_byteorder(d: &Descr, order: u8) -> Res<Own<Descr>> {
    if !d.is_legacy() {
        return Ok(d.own());
    }
    let _level = ferronum_pyrt::raised::enter_recursive(c" in dtype.newbyteorder")?;
    let new = copy::copy(d)?;
    let now = d.byteorder();
    if now != NPY_IGNORE {
        let next = match order {
            NPY_SWAP if d.is_native() => NPY_OPPBYTE,
            NPY_SWAP => NPY_NATBYTE,
            NPY_IGNORE => now,
            c => c,
        };
        // SAFETY: a private copy.
        unsafe { (*new.raw()).byteorder = next as _ };
    }
    if d.has_fields() {
        let table = structured::map_fields(d, |f| new_byteorder(f, order))?;
        // SAFETY: a private copy of a legacy descriptor.
        unsafe {
            let old = new.raw().fields();
            new.raw().set_fields(table.into_ptr());
            ffi::Py_XDECREF(old);
        }
    }
    if let Some((base, _)) = d.subarray() {
        let base = new_byteorder(base, order)?;
        // SAFETY: a private copy that owns its subarray block.
        unsafe {
            let s = new.raw().subarray();
            let old = (*s).base;
            (*s).base = base.into_ptr().cast();
            ffi::Py_XDECREF(old.cast());
        }
    }
    Ok(new)
}

/// `d.newbyteorder(new_order="S")`.
pub(crate) fn newbyteorder(d: &Descr, args: Args<'_>) -> Res<Own<Descr>> {
    static SIG: Sig<1> = Sig::new("newbyteorder", ["new_order"]).tuple();
    let [order] = args.parse(&SIG)?;
    let order = match order {
        Some(o) => crate::arguments::convert::byteorder(o)?,
        None => NPY_SWAP,
    };
    if has_new_style(d)? {
        return Err(type_error(
            "Cannot use DescrNewByteOrder for this new style DTypes.",
        ));
    }
    new_byteorder(d, order)
}

/// A DType of the new kind, or one in a field or sub-array: they have no byte order.
fn has_new_style(d: &Descr) -> Res<bool> {
    let _level = ferronum_pyrt::raised::enter_recursive(c" in dtype.newbyteorder")?;
    if let Some((base, _)) = d.subarray() {
        return has_new_style(base);
    }
    if d.has_fields() {
        for f in structured::fields(d)? {
            if has_new_style(&f.descr)? {
                return Ok(true);
            }
        }
    }
    Ok(!d.is_legacy())
}

/// The same dtype in the machine's byte order (itself if it is so already).
pub fn native(d: &Descr) -> Res<Own<Descr>> {
    if d.is_native() {
        return Ok(d.own());
    }
    match d.type_num() {
        n if is_number(n) && !d.has_fields() && d.metadata().is_none() => {
            Ok(crate::dtype::builtin(n).own())
        }
        _ => new_byteorder(d, NPY_NATIVE),
    }
}
