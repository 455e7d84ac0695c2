//! `numpy.void`: raw bytes, or a record whose fields can be read and set.

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self, GetSet, Method};
use ferronum_pyrt::raised::{exc, index_error, overflow_error, raise, type_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, TypeBuilder, ffi, import_cached, intern, none,
    slot, tuple_new,
};

use crate::arguments::convert as arg;
use crate::casting::item::scalar::{to_array, wrap_any};
use crate::casting::item::void_scalar::Raw;
use crate::casting::item::void_scalar::alloc_owned;
use crate::casting::item::void_scalar::raw;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype;
use crate::dtype::builtin;
use crate::dtype::builtin::class_of;
use crate::model::Array;
use crate::model::Descr;
use crate::model::scalar_types::{Scalar, type_num_of};
use crate::scalars::generic::forward;

fn descr(s: &Scalar) -> Own<Descr> {
    // SAFETY: a void scalar owns its descr (NULL only before construction ended).
    unsafe {
        Descr::from_ptr_opt((*raw(s)).descr.cast())
            .unwrap_or(builtin(NPY_VOID))
            .own()
    }
}

/// `np.void(length_or_data, /, dtype=None)`.
pub(crate) fn new(ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("void", ["", "dtype"])
        .keywords()
        .positional_only(1);
    if args.pos().is_empty() {
        return Err(type_error(
            "void() takes at least 1 positional argument (0 given)",
        ));
    }
    let [obj, dt] = args.parse(&SIG)?;
    let obj = obj.unwrap_or(none());
    let d = match dt.and_then(Object::not_none) {
        Some(o) => {
            let d = dtype::parse::descr_from_object(o)?;
            if d.type_num() != NPY_VOID || d.has_subarray() {
                return Err(type_error(&format!(
                    "void: descr must be a `void` dtype that is not a subarray dtype (structured or unstructured). Got '{}'.",
                    d.repr_text()?
                )));
            }
            Some(d)
        }
        None => None,
    };
    if d.is_none()
        && let Some(size) = length(obj)?
    {
        if !(0..=isize::from(i16::MAX) * 65538 + 1).contains(&size) || size > i32::MAX as isize {
            return Err(overflow_error(
                "size must be non-negative and not greater than 2147483647",
            ));
        }
        let d = dtype::create::flexible(NPY_VOID, size.max(1))?;
        // SAFETY: void or a subclass of it.
        return unsafe { alloc_owned(ty, &d) };
    }
    let a = from_any(
        obj,
        &AnyOptions {
            descr: d.as_deref(),
            class: if d.is_none() {
                Some(class_of(NPY_VOID))
            } else {
                None
            },
            flags: NPY_ARRAY_FORCECAST,
            ..AnyOptions::default()
        },
    )?;
    crate::casting::item::scalar::to_scalar(a)
}

/// The length that an integer, an integer scalar or a 0-d integer array asks for.
fn length(obj: &Object) -> Res<Option<isize>> {
    if type_num_of(obj.type_ptr()) == NPY_TIMEDELTA {
        // A duration counts as an integer here, by way of its Python object.
        // SAFETY: a new reference or NULL.
        let n: Owned = unsafe {
            Own::from_result(ffi::PyNumber_Long(
                obj.call_method(intern!("item"), &[])?.as_ptr(),
            ))?
        };
        return length(&n);
    }
    let integral = obj.is_int()
        || crate::model::is_integer(type_num_of(obj.type_ptr()))
        || obj
            .downcast::<Array>()
            .is_some_and(|a| a.ndim() == 0 && crate::model::is_integer(a.type_num()));
    if !integral {
        return Ok(None);
    }
    match obj.to_isize() {
        Ok(n) => Ok(Some(n)),
        Err(e) if e.matches(exc::OverflowError()) => {
            e.clear();
            Ok(Some(-1))
        }
        Err(e) => Err(e),
    }
}

unsafe extern "C" fn dealloc(s: *mut ffi::PyObject) {
    // SAFETY: the last reference; fields are owned or NULL.
    unsafe {
        let v: Raw = s.cast();
        let flags = (*v).flags;
        if flags & NPY_ARRAY_OWNDATA != 0 && (*v).base.is_null() && !(*v).obval.is_null() {
            if let Some(d) = Descr::from_ptr_opt((*v).descr.cast())
                && d.has_references()
            {
                ferronum_pyrt::raised::with_saved_exception(|| {
                    if let Err(e) =
                        crate::casting::refcount::clear(d, (*v).obval.cast(), d.elsize(), 1)
                    {
                        e.unraisable(None);
                    }
                });
            }
            ffi::PyMem_Free((*v).obval.cast());
        }
        libc::free(((*v)._buffer_info as usize & !7) as *mut libc::c_void);
        slot::clear_field(&raw mut (*v).descr);
        slot::clear_field(&raw mut (*v).base);
        if let Some(free) = (*ffi::Py_TYPE(s)).tp_free {
            free(s.cast());
        }
    }
}

fn get_dtype(s: &Scalar) -> Res<Own<Descr>> {
    Ok(descr(s))
}
fn get_base(s: &Scalar) -> Res<Owned> {
    // SAFETY: an owned reference or NULL.
    Ok(unsafe { Object::from_ptr_opt((*raw(s)).base) }
        .unwrap_or(none())
        .own())
}
fn get_flags(s: &Scalar) -> Res<Owned> {
    // SAFETY: a void scalar.
    let bits = unsafe { (*raw(s)).flags };
    // Elements of any array are contiguous by themselves.
    let contiguous = match bits & NPY_ARRAY_OWNDATA {
        0 => NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS,
        _ => 0,
    };
    crate::array::flags::of_bits(bits | contiguous)
}

fn getfield(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    forward(s, intern!("getfield"), args)
}

fn setfield(s: &Scalar, args: Args<'_>) -> Res<Owned> {
    // The value is taken off, the next two are for `getfield`, whose texts are seen.
    let Some((value, rest)) = args.pos().split_first() else {
        return Err(index_error("tuple index out of range"));
    };
    let mut given: Vec<&Object> = rest.iter().copied().take(2).collect();
    given.extend(args.keywords().map(|(_, v)| v));
    let a = to_array(s)?;
    let field = a
        .getattr(intern!("getfield"))?
        .call_kw(&given, args.kwnames())?;
    if let Some(f) = field.downcast::<Array>() {
        assign_field(f, value)?;
    }
    Ok(none().own())
}

/// Sets a field: where it is one element, the value as a whole, also if that is a sequence.
fn assign_field(f: &Array, value: &Object) -> Res<()> {
    crate::model::errors::require_writeable(f, "assignment destination")?;
    if f.ndim() > 0 {
        return crate::coerce::assign_object(f, value);
    }
    // SAFETY: the one element of the field.
    unsafe { crate::casting::set_item_of(f, f.data(), value) }
}

fn len(s: &Scalar) -> Res<isize> {
    Ok(descr(s).names().map_or(0, Object::tuple_len) as isize)
}

/// The name of field `i`, negative counted from the end.
fn field_name(s: &Scalar, i: isize) -> Res<Owned> {
    let d = descr(s);
    let Some(names) = d.names() else {
        return Err(index_error("can't index void scalar without fields"));
    };
    let n = names.tuple_len() as isize;
    let at = if i < 0 { i + n } else { i };
    if !(0..n).contains(&at) {
        return Err(index_error(&format!("invalid index ({at})")));
    }
    Ok(names.tuple_items()[at as usize].own())
}

/// The field that a key counts out; `None` for what is no integer, whatever it raises.
fn position(key: &Object) -> Option<isize> {
    match arg::to_intp(key, "an integer is required") {
        Ok(i) => Some(i),
        Err(e) => {
            e.clear();
            None
        }
    }
}

fn item(s: &Scalar, i: isize) -> Res<Owned> {
    let name = field_name(s, i)?;
    subscript(s, &name)
}

fn subscript(s: &Scalar, key: &Object) -> Res<Owned> {
    let d = descr(s);
    if d.has_fields()
        && !key.is_str()
        && let Some(i) = position(key)
    {
        return item(s, i);
    }
    // Everything else means what it means on the 0-d array, and an ellipsis by itself that array.
    let a = to_array(s)?;
    if key.is(ferronum_pyrt::ops::ellipsis()) {
        return Ok(a.upcast());
    }
    wrap_any(a.get_item(key)?)
}

fn ass_subscript(s: &Scalar, key: &Object, value: Option<&Object>) -> Res<()> {
    let d = descr(s);
    if !d.has_fields() {
        return Err(index_error("can't index void scalar without fields"));
    }
    let Some(value) = value else {
        return Err(raise(exc::ValueError(), "Cannot delete scalar field"));
    };
    let key = if key.is_str() {
        key.own()
    } else if let Some(i) = position(key) {
        field_name(s, i)?
    } else {
        return Err(index_error("invalid index"));
    };
    let field = to_array(s)?.get_item(&key)?;
    match field.downcast::<Array>() {
        Some(f) if f.ndim() == 0 => assign_field(f, value),
        _ => to_array(s)?.set_item(&key, value),
    }
}

fn ass_item(s: &Scalar, i: isize, value: Option<&Object>) -> Res<()> {
    ass_subscript(s, &*ferronum_pyrt::int_new(i as i64)?, value)
}

fn hash(s: &Scalar) -> Res<isize> {
    let d = descr(s);
    // SAFETY: a void scalar.
    if unsafe { (*raw(s)).flags } & NPY_ARRAY_WRITEABLE != 0 {
        return Err(type_error("unhashable type: 'writeable void-scalar'"));
    }
    if let Some(names) = d.names() {
        let parts: Vec<Owned> = (0..names.tuple_len())
            .map(|i| item(s, i as isize))
            .collect::<Res<_>>()?;
        let refs: Vec<&Object> = parts.iter().map(|p| &**p).collect();
        return tuple_new(&refs)?.hash();
    }
    // SAFETY: the scalar's own bytes.
    let bytes = unsafe {
        std::slice::from_raw_parts((*raw(s)).obval.cast::<u8>(), d.elsize().max(0) as usize)
    };
    ferronum_pyrt::bytes_new(bytes)?.hash()
}

/// `str(s)`.
pub(crate) fn str(s: &Scalar) -> Res<Owned> {
    text(s, false)
}

/// `repr(s)`.
pub(crate) fn repr(s: &Scalar) -> Res<Owned> {
    text(s, true)
}

fn text(s: &Scalar, repr: bool) -> Res<Owned> {
    let d = descr(s);
    if d.has_fields() {
        return import_cached!("numpy._core.arrayprint", "_void_scalar_to_string")?
            .call(&[s, ferronum_pyrt::py_bool(repr)]);
    }
    // SAFETY: the scalar's own bytes.
    let bytes = unsafe {
        std::slice::from_raw_parts((*raw(s)).obval.cast::<u8>(), d.elsize().max(0) as usize)
    };
    let hex: String = bytes.iter().map(|b| format!("\\x{b:02X}")).collect();
    ferronum_pyrt::str_new(&if !repr {
        format!("b'{hex}'")
    } else if super::format::legacy_mode()? <= 125 {
        format!("void(b'{hex}')")
    } else {
        format!("np.void(b'{hex}')")
    })
}

/// Methods of `void`.
pub(crate) const METHODS: [Method; 2] = [
    method::fastcall(c"getfield", getfield),
    method::fastcall(c"setfield", setfield),
];
/// Attributes of `void`.
pub(crate) const GETSET: [GetSet; 3] = [
    method::get(c"dtype", get_dtype).doc(c"The dtype of the record."),
    method::get(c"base", get_base).doc(c"The array that the record is a view of, if any."),
    method::get(c"flags", get_flags).doc(c"The flags of the memory, as an integer."),
];

/// Sets the slots of `void`.
pub(crate) fn slots(b: &mut TypeBuilder<'static>) {
    let q = b.sequence();
    q.sq_length = Some(slot::len(len));
    q.sq_item = Some(slot::item(item));
    q.sq_ass_item = Some(slot::ass_item(ass_item));
    let m = b.mapping();
    m.mp_length = Some(slot::len(len));
    m.mp_subscript = Some(slot::subscript(subscript));
    m.mp_ass_subscript = Some(slot::ass_subscript(ass_subscript));
    let t = b.slots();
    t.tp_dealloc = Some(dealloc);
    t.tp_hash = Some(slot::hash(hash));
    t.tp_richcompare = Some(slot::richcompare(super::generic::richcompare));
}
