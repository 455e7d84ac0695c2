//! Casts and everything that moves elements: `ArrayMethod`, the cast registry, transfer pipelines
//! (byte swap, alignment, fields, subarrays, masks), array assignment, reading and writing single
//! elements, reference counting of elements. Answers for `astype`, `copyto`, `can_cast`, `a.fill`,
//! `numpy._ArrayMethod`, `_get_castingimpl`. The one engine for all of them.

mod adapt;
pub mod array_method;
pub mod assign;
pub mod astype;
pub mod bound;
pub mod can_cast;
mod copies;
pub mod copy_array;
pub mod float_errors;
pub mod from_spec;
pub mod hooks;
pub mod item;
pub mod legacy;
pub mod numeric;
mod objects;
pub mod refcount;
pub mod registry;
pub mod safety;
pub mod spec;
pub mod text;
mod times;
pub mod transfer;
mod voids;
pub mod writeback;

pub use item::datetime_objects::{datetime_to_object, timedelta_to_object};
pub use item::scalar::{bool_values, descr_of, from_memory, to_array};

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Layout, Own, Res};

use crate::dtype::builtin::class_of;
use crate::dtype::{builtin, copy};
use crate::model::{Descr, is_number};

pub use array_method::{ARRAY_METHOD_TYPE, ArrayMethod, ArrayMethodStruct};
pub use assign::{assign_array, assign_raw_scalar, copy_into};
pub use astype::astype;
pub use can_cast::{can_cast_array, can_cast_types, cast_descr_to_class, casting_error};
pub use float_errors::with_float_errors;

pub use item::{get_item, set_item, set_item_of, slots_for};
pub use transfer::Transfer;

/// Readies the types of this folder and gives the built-in DType classes their element functions. Casts
/// between built-in classes are made at first use.
pub fn init() -> Res<()> {
    crate::dtype::hooks::CASTS.fill(crate::dtype::hooks::Casts {
        can_cast: can_cast_types,
        can_cast_numbers: can_cast::can_cast_numbers,
    });
    crate::storage::create::FILL.fill(crate::storage::create::Fill {
        zero: refcount::fill_zero,
        none: refcount::fill_none,
    });
    array_method::init()?;
    bound::init()?;
    for t in 0..NPY_NTYPES_LEGACY as c_int {
        let own = slots_for(t);
        let slots = class_of(t).slots();
        // SAFETY: the classes were made before; nobody uses them yet.
        unsafe {
            (*slots).setitem = own.setitem;
            (*slots).getitem = own.getitem;
            (*slots).f = PyArray_ArrFuncs {
                castdict: item::casts::dict(t)?.into_ptr(),
                scalarkind: (*slots).f.scalarkind,
                ..own.f
            };
            if matches!(t, NPY_OBJECT | NPY_VOID) {
                (*slots).get_clear_loop = Some(refcount::get_clear_loop);
                (*slots).get_fill_zero_loop = Some(refcount::get_fill_zero_loop);
            }
        }
    }
    Ok(())
}

/// The native form of a descriptor, itself where it is native already.
pub fn canonical(d: &Descr) -> Res<Own<Descr>> {
    let t = d.type_num();
    if d.is_native()
        && (is_number(t)
            || d.is_datetime_like()
            || matches!(t, NPY_OBJECT | NPY_STRING | NPY_UNICODE))
    {
        return Ok(d.own());
    }
    if is_number(t) {
        return Ok(builtin(t).own());
    }
    if d.is_datetime_like() || t == NPY_UNICODE {
        return copy::with_byteorder(d, NPY_NATIVE);
    }
    // SAFETY: the slot returns a new reference or NULL.
    unsafe {
        match (*d.class().slots()).ensure_canonical {
            Some(f) => Own::from_result(f(d.raw())),
            None => Ok(d.own()),
        }
    }
}

/// `S` or `U` of so many characters.
pub fn with_text_length(type_num: c_int, characters: isize) -> Res<Own<Descr>> {
    let size = characters
        .checked_mul(text::unit(type_num))
        .filter(|n| *n <= c_int::MAX as isize)
        .ok_or_else(|| type_error("string too large to store inside array."))?;
    copy::with_elsize(builtin(type_num), size)
}

/// `V` of so many bytes.
pub fn raw_void(size: isize) -> Res<Own<Descr>> {
    copy::with_elsize(builtin(NPY_VOID), size)
}

/// A built-in number in native byte order, whose bytes are the whole value.
#[inline(always)]
fn plain_number(d: &Descr) -> bool {
    is_number(d.type_num()) && d.is_native()
}

/// A built-in dtype whose elements may be copied as bytes to the same dtype. Bytes of a structure that belong to no
/// field stay as they are.
#[inline(always)]
fn plain_bytes(d: &Descr) -> bool {
    d.is_legacy()
        && !d.is_user_defined()
        && !d.has_references()
        && (d.type_num() != NPY_VOID || is_dense(d))
}

/// The fields follow each other and cover all bytes.
fn is_dense(d: &Descr) -> bool {
    if let Some((base, _)) = d.subarray() {
        return is_dense(base);
    }
    if !d.has_fields() {
        return true;
    }
    let Ok(fields) = crate::dtype::field::fields(d).map_err(ferronum_pyrt::Raised::clear) else {
        return false;
    };
    let mut end = 0;
    for f in &fields {
        if f.offset != end || !is_dense(&f.descr) {
            return false;
        }
        end += f.descr.elsize();
    }
    end == d.elsize()
}
