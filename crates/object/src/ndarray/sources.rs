//! Arrays from other memory and from iterables: `frombuffer`, `fromiter`.

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, Sig, ffi, none};

use crate::arguments::convert as arg;
use crate::dtype::parse::descr_from_object;
use crate::model::Descr;
use crate::model::array::Array;
use crate::ndarray::functions::over_memory;
use crate::ndarray::type_object::Chunk;
use crate::protocol::like::like_override;
use crate::storage::create;

/// `frombuffer(buffer, dtype=float, count=-1, offset=0, *, like=None)`.
pub(crate) fn frombuffer(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<5> = Sig::new("frombuffer", ["buffer", "dtype", "count", "offset", "like"])
        .keywords()
        .required(1)
        .keyword_only(1);
    let [buf, dtype, count, offset, like] = args.parse(&SIG)?;
    let descr = match dtype {
        Some(d) => descr_from_object(d)?,
        None => crate::dtype::builtin(NPY_DOUBLE).own(),
    };
    let count = count.map_or(Ok(-1), arg::ssize)?;
    let offset = offset.map_or(Ok(0), arg::ssize)?;
    if let Some(v) = like_override("frombuffer", like, args)? {
        return Ok(v);
    }
    Ok(from_buffer(buf.unwrap_or(none()), descr, count, offset)?.upcast())
}

/// A 1-d array over the memory of an exporter (`PyArray_FromBuffer`); takes `count` elements, or all that fit.
pub fn from_buffer(
    buf: &Object,
    descr: Own<Descr>,
    count: isize,
    offset: isize,
) -> Res<Own<Array>> {
    if descr.has_references() {
        return Err(value_error(
            "cannot create an OBJECT array from memory buffer",
        ));
    }
    let size = descr.elsize();
    if descr.is_without_size() {
        return Err(value_error("itemsize cannot be zero in type"));
    }
    let base = keeper(buf)?;
    let chunk = Chunk::simple(&base)?;
    if offset < 0 || offset > chunk.len {
        return Err(value_error(&format!(
            "offset must be non-negative and no greater than buffer length ({})",
            chunk.len
        )));
    }
    let available = chunk.len - offset;
    let n = if count < 0 {
        if size == 0 {
            return Err(value_error("cannot determine count if itemsize is 0"));
        }
        if available % size != 0 {
            return Err(value_error(
                "buffer size must be a multiple of element size",
            ));
        }
        available / size
    } else {
        if count.checked_mul(size).is_none_or(|b| b > available) {
            return Err(value_error("buffer is smaller than requested size"));
        }
        count
    };
    over_memory(
        descr,
        &[n],
        chunk.ptr.wrapping_offset(offset),
        chunk.writeable,
        base,
    )
}

/// What an array keeps alive: the exporter itself where its memory cannot move, else a view that holds the export.
fn keeper(buf: &Object) -> Res<Owned> {
    // SAFETY: the protocol table of a live type; a new reference or NULL.
    unsafe {
        let table = (*buf.type_ptr()).tp_as_buffer;
        let stays = buf.downcast::<Array>().is_some()
            || table.is_null()
            || (*table).bf_releasebuffer.is_none();
        // A scalar's buffer is a copy that belongs to the view.
        if buf.is_memoryview() || stays && !crate::model::Scalar::check(buf) {
            return Ok(buf.own());
        }
        Own::from_result(ffi::PyMemoryView_FromObject(buf.as_ptr()))
    }
}

/// `fromiter(iter, dtype, count=-1, *, like=None)`.
pub(crate) fn fromiter(args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<4> = Sig::new("fromiter", ["iter", "dtype", "count", "like"])
        .keywords()
        .required(2)
        .keyword_only(1);
    let [iter, dtype, count, like] = args.parse(&SIG)?;
    let descr = descr_from_object(dtype.unwrap_or(none()))?;
    let count = count.map_or(Ok(-1), arg::ssize)?;
    if let Some(v) = like_override("fromiter", like, args)? {
        return Ok(v);
    }
    Ok(from_iter(iter.unwrap_or(none()), descr, count)?.upcast())
}

/// A 1-d array of what an iterable yields; a `count` of -1 takes all, less takes nothing.
pub fn from_iter(obj: &Object, descr: Own<Descr>, count: isize) -> Res<Own<Array>> {
    let it = obj.iter()?;
    let count = if count < -1 { 0 } else { count };
    if descr.is_without_size() {
        return Err(value_error(
            "Must specify length when using variable-size data-type.",
        ));
    }
    let hint = if count >= 0 {
        count
    } else {
        // SAFETY: a live object.
        let n = unsafe { ffi::PyObject_LengthHint(obj.as_ptr(), 0) };
        if n < 0 {
            return Err(Raised::pending());
        }
        n
    };
    let mut out = create::zeros(
        &[hint.max(if count < 0 { 1 } else { 0 })],
        descr.own(),
        NPY_CORDER,
    )?;
    let width = descr.elsize();
    // An array may have an instance of its own, whose memory its elements are in; a sub-array's axes belong to them.
    let descr = if descr.has_subarray() {
        descr
    } else {
        out.descr().own()
    };
    let mut n: isize = 0;
    while count < 0 || n < count {
        let Some(value) = it.next()? else { break };
        if n >= out.shape()[0] {
            let larger = n
                .checked_add(n / 2 + 50)
                .ok_or_else(ferronum_pyrt::raised::no_memory)?;
            out = grown(out, larger)?;
        }
        // SAFETY: element n of an array that only we know; a sub-array's items lie side by side.
        unsafe { crate::casting::set_item(&descr, out.data().offset(n * width), &value)? };
        n += 1;
    }
    if n < count {
        return Err(value_error(&format!(
            "iterator too short: Expected {count} but iterator had only {n} items."
        )));
    }
    if n != out.shape()[0] {
        let mut shape = crate::model::Dims::from(out.shape());
        shape[0] = n;
        crate::array::resize::resize(&out, &shape, false)?;
    }
    if n == 0 {
        // Unlike other fresh arrays without elements, these have a stride.
        // SAFETY: INV-DIMS: there is one at least.
        unsafe {
            let strides = std::slice::from_raw_parts_mut((*out.raw()).strides, out.ndim());
            crate::model::layout::fill_strides(strides, out.shape(), out.itemsize(), false);
            strides[0] = width;
        }
    }
    Ok(out)
}

fn grown(out: Own<Array>, n: isize) -> Res<Own<Array>> {
    let mut shape = crate::model::Dims::from(out.shape());
    shape[0] = n;
    crate::array::resize::resize(&out, &shape, false)?;
    Ok(out)
}
