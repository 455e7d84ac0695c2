//! Pickling and copying of arrays: `__reduce__`, `__reduce_ex__`, `__setstate__`, `__copy__`, `__deepcopy__`,
//! `_reconstruct`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{enter_recursive, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, bytes_new, ffi, import_cached, int_new, ops,
    py_bool, tuple_new,
};

use crate::arguments::convert as convert_arg;

use crate::casting::{self};
use crate::model::Descr;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::model::layout::{axes_by_stride, checked_nbytes, fill_strides};
use crate::storage::create::{NewArray, update_flags};

/// `a.__reduce__()`.
pub fn reduce(a: &Array) -> Res<Owned> {
    let reconstruct = import_cached!("numpy._core.multiarray", "_reconstruct")?;
    let zero = tuple_new(&[&*int_new(0)?])?;
    let args = tuple_new(&[a.type_object(), &zero, &*bytes_new(b"b")?])?;
    let fortran = a.is_f_contiguous() && !a.is_c_contiguous();
    let payload = if a.descr().has_flag(NPY_LIST_PICKLE) {
        as_flat_list(a, fortran)?
    } else {
        crate::array::tobytes::tobytes(a, NPY_ANYORDER)?
    };
    let state = tuple_new(&[
        &*int_new(1)?,
        &*a.getattr(ferronum_pyrt::intern!("shape"))?,
        a.descr(),
        py_bool(fortran),
        &payload,
    ])?;
    tuple_new(&[reconstruct, &args, &state])
}

fn as_flat_list(a: &Array, fortran: bool) -> Res<Owned> {
    let flat = crate::casting::copy_array::flatten(
        a,
        if fortran {
            NPY_FORTRANORDER
        } else {
            NPY_CORDER
        },
    )?;
    crate::array::elements::tolist(&flat)
}

/// `a.__reduce_ex__(protocol)`: from protocol 5 on, contiguous memory travels as a `PickleBuffer`.
pub fn reduce_ex(a: &Array, protocol: &Object) -> Res<Owned> {
    let protocol = protocol.to_isize()?;
    let plainly = || a.getattr(ferronum_pyrt::intern!("__reduce__"))?.call0();
    if protocol < 5 || a.descr().has_flag(NPY_LIST_PICKLE) || !a.is_exact() || a.itemsize() == 0 {
        return plainly();
    }
    // The axes in the order in which memory has them, where another order makes it one block.
    let by_memory = if a.is_contiguous() {
        None
    } else {
        let axes = axes_by_stride(a.strides());
        let sorted = crate::array::shape::transpose(a, Some(&axes))?;
        if !sorted.is_c_contiguous() {
            return plainly();
        }
        Some((axes, sorted))
    };
    let (order, source) = match &by_memory {
        Some((_, sorted)) => ("K", sorted.own()),
        None if a.is_c_contiguous() => ("C", a.own()),
        None => ("F", crate::array::shape::transpose(a, None)?),
    };
    let buffer = match import_cached!("pickle", "PickleBuffer")?.call(&[&source]) {
        Ok(b) => b,
        // Some dtypes are not for export.
        Err(e) => {
            e.clear();
            return plainly();
        }
    };
    let order = ferronum_pyrt::str_new(order)?;
    let from_buffer = import_cached!("numpy._core.numeric", "_frombuffer")?;
    let args = match &by_memory {
        Some((axes, sorted)) => {
            let mut back = Dims::filled(axes.len(), 0);
            for (i, &axis) in axes.iter().enumerate() {
                back[axis as usize] = i as isize;
            }
            let shape = ops::tuple_of_ints(&Dims::from(sorted.shape()))?;
            tuple_new(&[
                &buffer,
                a.descr(),
                &shape,
                &order,
                &*ops::tuple_of_ints(&back)?,
            ])?
        }
        None => {
            let shape = ops::tuple_of_ints(&Dims::from(a.shape()))?;
            tuple_new(&[&buffer, a.descr(), &shape, &order])?
        }
    };
    tuple_new(&[from_buffer, &args])
}

/// `a.__setstate__(state)`: replaces dtype, shape and memory.
pub fn setstate(a: &Array, state: &Object) -> Res<()> {
    let items = state_items(state)?;
    let (version, state) = State::of(items.tuple_items())?;
    if !matches!(version, 0 | 1) {
        return Err(value_error(&format!(
            "can't handle version {version} of numpy.ndarray pickle"
        )));
    }
    let State {
        shape,
        descr,
        fortran,
        raw,
    } = state;
    crate::model::walked::require_free(a)?;
    let dims = crate::array::shape::dims_from_object(shape)?;
    let nbytes = checked_nbytes(&dims, descr.elsize())?;
    let list_pickle = descr.has_flag(NPY_LIST_PICKLE);
    if list_pickle {
        if !raw.is_list() {
            return Err(type_error("object pickle not returning list"));
        }
    } else if !(raw.is_bytes() || raw.is_str()) {
        return Err(type_error("pickle not returning string"));
    }
    if !list_pickle {
        let fresh = from_bytes(&latin1(raw)?, descr, &dims, fortran, nbytes)?;
        return take_over(a, fresh);
    }
    let mut strides = Dims::filled(dims.len(), 0);
    fill_strides(&mut strides, &dims, descr.elsize(), fortran);
    let fresh = NewArray {
        strides: Some(&strides),
        zeroed: true,
        allow_empty_string: true,
        ..NewArray::new(descr.own(), &dims)
    }
    .build()?;
    fill_from_list(&fresh, raw, nbytes)?;
    take_over(a, fresh)
}

/// The items of a state: any sequence but `bytes`.
fn state_items(state: &Object) -> Res<Owned> {
    if state.is_bytes() || !state.is_sequence() {
        return Err(type_error(&format!(
            "__setstate__() argument 1 must be 4-item sequence, not {}",
            state.type_or_none()
        )));
    }
    // The length is asked first, which some sequences have none of.
    state.len()?;
    state.to_tuple()
}

/// What a state holds beside its version.
struct State<'a> {
    shape: &'a Object,
    descr: &'a Descr,
    fortran: bool,
    raw: &'a Object,
}

impl<'a> State<'a> {
    /// The version and the rest. What is no whole state with a version is read as one of version 0, which did not say
    /// which it was.
    fn of(items: &[&'a Object]) -> Res<(c_int, Self)> {
        if let [version, rest @ ..] = items
            && rest.len() == 4
        {
            let read = convert_arg::c_int(version).and_then(|v| Ok((v, Self::unversioned(rest)?)));
            match read {
                Ok(found) => return Ok(found),
                Err(raised) => raised.clear(),
            }
        }
        Ok((0, Self::unversioned(items)?))
    }

    fn unversioned(items: &[&'a Object]) -> Res<Self> {
        let &[shape, descr, fortran, raw] = items else {
            return Err(type_error(&format!(
                "__setstate__() argument 1 must be sequence of length 4, not {}",
                items.len()
            )));
        };
        let wrong = |n: usize, what: &str, item: &Object| {
            type_error(&format!(
                "__setstate__() argument 1, item {n} must be {what}, not {}",
                item.type_or_none()
            ))
        };
        if !shape.is_tuple() {
            return Err(wrong(0, "tuple", shape));
        }
        Ok(State {
            shape,
            descr: descr
                .downcast()
                .ok_or_else(|| wrong(1, "numpy.dtype", descr))?,
            fortran: convert_arg::c_int(fortran)? != 0,
            raw,
        })
    }
}

/// The bytes of a pickle; text is what a pickle of Python 2 looks like when read as Latin-1.
fn latin1(raw: &Object) -> Res<Owned> {
    if raw.is_bytes() {
        return Ok(raw.own());
    }
    let encoding = ferronum_pyrt::str_new("latin1")?;
    raw.call_method(ferronum_pyrt::intern!("encode"), &[&*encoding])
        .map_err(|e| {
            e.clear();
            value_error(
                "Failed to encode latin1 string when unpickling a Numpy array. pickle.load(a, encoding='latin1') is assumed.",
            )
        })
}

/// More bytes than this stay where they are instead of being copied.
const COPIED: usize = 1000;

/// An array of the bytes of a pickle, in the byte order of this machine.
fn from_bytes(
    bytes: &Owned,
    descr: &Descr,
    dims: &[isize],
    fortran: bool,
    nbytes: usize,
) -> Res<Own<Array>> {
    let data = bytes.bytes();
    if data.len() != nbytes {
        return Err(value_error("buffer size does not match array size"));
    }
    let mut strides = Dims::filled(dims.len(), 0);
    fill_strides(&mut strides, dims, descr.elsize(), fortran);
    let over_bytes = || {
        NewArray {
            strides: Some(&strides),
            data: Some(data.as_ptr().cast_mut()),
            flags: NPY_ARRAY_WRITEABLE,
            base: Some(bytes.own()),
            ..NewArray::new(descr.own(), dims)
        }
        .build()
    };
    if nbytes > COPIED && descr.is_native() {
        let view = over_bytes()?;
        if view.is_aligned() {
            return Ok(view);
        }
    }
    let native = if descr.is_native() {
        descr.own()
    } else {
        crate::dtype::byteorder::new_byteorder(descr, NPY_NATIVE)?
    };
    let fresh = NewArray {
        strides: Some(&strides),
        allow_empty_string: true,
        ..NewArray::new(native, dims)
    }
    .build()?;
    if nbytes == 0 {
        // Unlike other fresh arrays without elements, these have strides.
        // SAFETY: as many entries as dimensions.
        unsafe {
            std::ptr::copy_nonoverlapping(strides.as_ptr(), (*fresh.raw()).strides, dims.len());
        }
    }
    if descr.is_native() {
        // SAFETY: the fresh block has at least nbytes bytes.
        unsafe { std::ptr::copy_nonoverlapping(data.as_ptr(), fresh.data(), nbytes) };
    } else {
        casting::copy_into(&fresh, &*over_bytes()?)?;
    }
    Ok(fresh)
}

fn fill_from_list(fresh: &Array, list: &Object, nbytes: usize) -> Res<()> {
    let values = list.to_tuple()?;
    if values.tuple_len() as isize != fresh.size() {
        return Err(value_error(
            "list length does not match array size in object pickle",
        ));
    }
    let step = fresh.itemsize();
    debug_assert_eq!(nbytes as isize, step * fresh.size());
    for (i, v) in values.tuple_items().iter().enumerate() {
        // SAFETY: element i of the fresh contiguous block.
        unsafe { casting::set_item(fresh.descr(), fresh.data().offset(i as isize * step), v)? };
    }
    Ok(())
}

/// Moves the memory, dtype and layout of a fresh array into `a`. The old ones go away with `fresh`, or with `a` if there
/// is anything to be seen of them: views and exports may be about.
fn take_over(a: &Array, fresh: Own<Array>) -> Res<()> {
    crate::model::walked::require_free(a)?;
    crate::model::walked::note_replaced();
    // SAFETY: both are live arrays; all swapped fields belong together (INV-DIMS, data with its handler and flag).
    unsafe {
        let (x, y) = (a.raw(), fresh.raw());
        std::ptr::swap(&raw mut (*x).data, &raw mut (*y).data);
        std::ptr::swap(&raw mut (*x).nd, &raw mut (*y).nd);
        std::ptr::swap(&raw mut (*x).dimensions, &raw mut (*y).dimensions);
        std::ptr::swap(&raw mut (*x).strides, &raw mut (*y).strides);
        std::ptr::swap(&raw mut (*x).base, &raw mut (*y).base);
        std::ptr::swap(&raw mut (*x).descr, &raw mut (*y).descr);
        std::ptr::swap(&raw mut (*x).flags, &raw mut (*y).flags);
        std::ptr::swap(&raw mut (*x).mem_handler, &raw mut (*y).mem_handler);
    }
    update_flags(a, NPY_ARRAY_UPDATE_ALL);
    if fresh.nbytes() > 0 || crate::array::buffer::was_exported(a) {
        let room = crate::array::buffer::room(a);
        if room > 0 {
            crate::array::buffer::set_room(&fresh, room);
            crate::array::buffer::set_room(a, 0);
        }
        crate::array::buffer::retire(a, fresh);
    }
    Ok(())
}

/// `_reconstruct(subtype, shape, dtype)`.
pub fn reconstruct(_: &Object, args: Args<'_>) -> Res<Owned> {
    const SIG: Sig<3> = Sig::new("_reconstruct", ["", "", ""]).tuple().required(3);
    let [subtype, shape, dtype] = args.parse(&SIG)?.map(|a| a.expect("required"));
    if !subtype.is_type() {
        return Err(type_error(&format!(
            "_reconstruct() argument 1 must be type, not {}",
            subtype.type_or_none()
        )));
    }
    let dims = crate::array::shape::dims_from_object(shape)?;
    let descr = crate::dtype::parse::descr_from_object(dtype)?;
    // SAFETY: a live type.
    let is_array_type =
        unsafe { ffi::PyType_IsSubtype(subtype.as_ptr().cast(), crate::model::ARRAY_TYPE.ptr()) }
            != 0;
    if !is_array_type {
        return Err(type_error(
            "_reconstruct: First argument must be a sub-type of ndarray",
        ));
    }
    Ok(NewArray {
        subtype: subtype.as_ptr().cast(),
        ..NewArray::new(descr, &dims)
    }
    .build()?
    .upcast())
}

/// `a.__deepcopy__(memo)`: objects inside are copied too.
pub fn deepcopy(a: &Array, memo: &Object) -> Res<Owned> {
    let out = crate::casting::copy_array::copy(a, NPY_KEEPORDER)?;
    if !out.descr().has_references() {
        return Ok(out.upcast());
    }
    let copier = import_cached!("copy", "deepcopy")?;
    // The copy is nobody else's, so that its memory stays where it is while code runs.
    let descr = out.descr().own();
    let size = descr.elsize();
    let flat = crate::array::shape::ravel(&out, NPY_KEEPORDER)?;
    let step = flat.strides().first().copied().unwrap_or(size);
    for i in 0..flat.size() {
        // SAFETY: element i of the copy.
        unsafe { deepcopy_element(&descr, flat.data().wrapping_offset(i * step), copier, memo)? };
    }
    Ok(out.upcast())
}

/// Replaces what an element refers to by a copy: objects, in structures and subarrays too, and elements of DTypes of
/// extensions that say that they are one reference. What else such elements hold only their DType knows: it is shared.
///
/// # Safety
/// An element of `descr` that nobody else writes to lies at `p`.
unsafe fn deepcopy_element(descr: &Descr, p: *mut u8, copier: &Object, memo: &Object) -> Res<()> {
    if !descr.has_references() {
        return Ok(());
    }
    let _level = enter_recursive(c" in __deepcopy__")?;
    // SAFETY: as the caller vouches, for the parts too.
    unsafe {
        if descr.has_fields() {
            for f in crate::dtype::field::fields(descr)? {
                deepcopy_element(&f.descr, p.offset(f.offset), copier, memo)?;
            }
            return Ok(());
        }
        if let Some((of, shape)) = descr.subarray() {
            let n = crate::dtype::subarray::subarray_size(
                &crate::dtype::subarray::subarray_shape(shape)?,
            )?;
            for i in 0..n {
                deepcopy_element(of, p.offset(i * of.elsize()), copier, memo)?;
            }
            return Ok(());
        }
        let pointer = descr.is_object()
            || !descr.is_legacy()
                && descr.has_flag(NPY_ITEM_IS_POINTER)
                && descr.elsize() as usize == size_of::<*mut ffi::PyObject>();
        if !pointer {
            return Ok(());
        }
        let old = p.cast::<*mut ffi::PyObject>().read_unaligned();
        let Some(old) = Object::from_ptr_opt(old).map(Object::own) else {
            return Ok(());
        };
        casting::item::set_object(p, &*copier.call(&[&*old, memo])?)
    }
}
