//! Calling a scalar type: `np.float64(x)`, `np.void(data, dtype=…)`, `np.datetime64("2000", "D")`.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::type_error;
use ferronum_pyrt::{Args, Layout, Object, Own, Owned, Raised, Res, ffi, none, slot};

use crate::casting::item::scalar::{alloc, bool_scalar, bytes_scalar, str_scalar, value_ptr};
use crate::casting::{can_cast_types, casting_error};
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::builtin;
use crate::dtype::builtin::class_of;
use crate::model::scalar_types::{Scalar, type_ptr};

type Type = *mut ffi::PyTypeObject;

macro_rules! new_slots {
    ($($t:ident = $n:literal),*) => {
        /// `tp_new` of a concrete scalar type.
        pub(crate) fn new_slot(type_num: c_int) -> ffi::newfunc {
            match type_num {
                $($n => {
                    fn $t(ty: Type, args: Args<'_>) -> Res<Owned> {
                        new::<$n>(ty, args)
                    }
                    slot::new($t)
                })*
                NPY_OBJECT => slot::new(new_object),
                NPY_STRING => slot::new(new_bytes),
                NPY_UNICODE => slot::new(new_str),
                NPY_VOID => slot::new(crate::scalars::void::new),
                NPY_DATETIME => slot::new(crate::scalars::datetime::new_datetime),
                _ => slot::new(crate::scalars::datetime::new_timedelta),
            }
        }
    };
}
new_slots! {
    t0 = 0, t1 = 1, t2 = 2, t3 = 3, t4 = 4, t5 = 5, t6 = 6, t7 = 7, t8 = 8, t9 = 9, t10 = 10,
    t11 = 11, t12 = 12, t13 = 13, t14 = 14, t15 = 15, t16 = 16, t23 = 23
}

/// Checks the arguments of a type that takes at most `most` positional ones; messages call it `name`.
pub(crate) fn positional<'a>(
    args: &Args<'a>,
    most: usize,
    name: Option<&str>,
) -> Res<&'a [&'a Object]> {
    let pos = args.pos();
    let given = args.values().len();
    if given > most {
        return Err(type_error(&format!(
            "{} takes at most {most} argument{} ({given} given)",
            name.map_or("function".to_owned(), |n| format!("{n}()")),
            if most == 1 { "" } else { "s" },
        )));
    }
    if let Some((keyword, _)) = args.keywords().next() {
        return Err(type_error(&format!(
            "'{}' is an invalid keyword argument for {}",
            keyword.utf8()?,
            name.map_or("this function".to_owned(), |n| format!("{n}()"))
        )));
    }
    Ok(pos)
}

/// A value of plain Python type that converts without loss of anything: no array machinery needed.
fn quick(n: c_int, obj: &Object) -> Option<Res<[u8; 16]>> {
    let mut out = [0u8; 16];
    if n == NPY_DOUBLE && obj.is_float_exact() {
        // SAFETY: exactly a float.
        let v = unsafe { ffi::PyFloat_AsDouble(obj.as_ptr()) };
        out[..8].copy_from_slice(&v.to_ne_bytes());
        return Some(Ok(out));
    }
    if !obj.is_int_exact() && !obj.is_bool() {
        return None;
    }
    let v = match obj.int_to_i64() {
        Ok(Ok(v)) => v,
        Ok(Err(_)) => return None,
        Err(e) => return Some(Err(e)),
    };
    macro_rules! put {
        ($v:expr) => {{
            let b = $v.to_ne_bytes();
            out[..b.len()].copy_from_slice(&b);
            Some(Ok(out))
        }};
    }
    match n {
        NPY_BYTE => put!(i8::try_from(v).ok()?),
        NPY_UBYTE => put!(u8::try_from(v).ok()?),
        NPY_SHORT => put!(i16::try_from(v).ok()?),
        NPY_USHORT => put!(u16::try_from(v).ok()?),
        NPY_INT => put!(i32::try_from(v).ok()?),
        NPY_UINT => put!(u32::try_from(v).ok()?),
        NPY_LONG | NPY_LONGLONG => put!(v),
        NPY_ULONG | NPY_ULONGLONG => put!(u64::try_from(v).ok()?),
        NPY_DOUBLE => put!((v as f64)),
        NPY_FLOAT if v.unsigned_abs() <= 1 << 24 => put!((v as f32)),
        _ => None,
    }
}

/// True for objects that stand for one element: everything but sequences, arrays and buffers.
fn is_element(obj: &Object) -> bool {
    Scalar::check(obj)
        || obj.is_int()
        || obj.is_float()
        || obj.is_complex()
        || obj.is_str()
        || obj.is_bytes()
        || obj.is_none()
}

/// A complex number from two numbers, neither of which is a complex number of Python.
fn complex_parts(args: &[&Object]) -> Res<Owned> {
    if args.iter().all(|o| is_real(o)) {
        // SAFETY: a built-in type.
        let complex = unsafe { Object::from_ptr((&raw mut ffi::PyComplex_Type).cast()) };
        return complex.call(args);
    }
    Err(type_error(&format!(
        "Could not convert arguments into a complex scalar. '{}' given.",
        ferronum_pyrt::tuple_new(args)?.repr_text()?
    )))
}

/// Whether an object's type offers `__float__` or `__index__` and is no complex number of Python.
fn is_real(obj: &Object) -> bool {
    if obj.is_complex() {
        return false;
    }
    // SAFETY: the protocol table of a live type.
    unsafe {
        let table = (*obj.type_ptr()).tp_as_number;
        !table.is_null() && ((*table).nb_float.is_some() || (*table).nb_index.is_some())
    }
}

fn new<const N: c_int>(ty: Type, args: Args<'_>) -> Res<Owned> {
    if N == NPY_DOUBLE {
        // Said as float says it.
        if args.kwnames().is_some() {
            return Err(type_error("float() takes no keyword arguments"));
        }
        if args.pos().len() > 1 {
            return Err(type_error(&format!(
                "float expected at most 1 argument, got {}",
                args.pos().len()
            )));
        }
    }
    let most = if matches!(N, NPY_CFLOAT | NPY_CDOUBLE) {
        2
    } else {
        1
    };
    let pos = positional(&args, most, (N == NPY_BOOL).then_some("bool_"))?;
    match pos {
        [] => {
            if N == NPY_BOOL {
                return Ok(bool_scalar(false).own());
            }
            // SAFETY: a number type; zeroed memory is the number zero.
            unsafe { alloc(ty) }
        }
        [obj] => from_object(ty, N, obj),
        _ => from_object(ty, N, &*complex_parts(pos)?),
    }
}

/// A scalar of type `ty`, whose value has type number `n`, from any object; an array for what is not one element.
pub(crate) fn from_object(ty: Type, n: c_int, obj: &Object) -> Res<Owned> {
    let d = builtin(n);
    let size = d.elsize() as usize;
    if n == NPY_BOOL
        && (obj.is_bool() || obj.is_none() || obj.is_int_exact() || obj.is_float_exact())
    {
        return Ok(bool_scalar(obj.truth()?).own());
    }
    if let Some(bytes) = quick(n, obj) {
        let bytes = bytes?;
        // SAFETY: the value has the size of the type.
        unsafe {
            let s = alloc(ty)?;
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), value_ptr(&s), size);
            return Ok(s);
        }
    }
    if n == NPY_DOUBLE {
        // What float() takes is its affair, whatever the object is to arrays.
        // SAFETY: new reference or NULL.
        match unsafe { Own::<Object>::from_result(ffi::PyNumber_Float(obj.as_ptr())) } {
            Ok(v) if v.is_float_exact() => return from_object(ty, n, &v),
            Ok(_) => {}
            Err(e) => e.clear(),
        }
    }
    if is_element(obj) {
        let mut room = npy_clongdouble::default();
        let p = std::ptr::from_mut(&mut room).cast::<u8>();
        // SAFETY: the room holds an element of any number type.
        unsafe {
            let void = obj.is_instance_of(type_ptr(NPY_VOID)) && !crate::coerce::is_signed(n);
            let ours =
                crate::model::type_num_of(obj.type_ptr()) >= 0 || crate::coerce::is_signed(n);
            if Scalar::check(obj) && ours && !obj.is_str() && !obj.is_bytes() && !void {
                if obj.is_instance_of(type_ptr(NPY_VOID)) {
                    let own = crate::casting::to_array(obj)?;
                    if !can_cast_types(own.descr(), d, NPY_UNSAFE_CASTING)? {
                        return Err(casting_error(own.descr(), d, NPY_UNSAFE_CASTING, true));
                    }
                }
                // Of another scalar the value is cast, whatever is lost.
                crate::scalars::c_api::cast_to_memory(obj, p, d)?;
            } else {
                crate::casting::set_item(d, p, obj)?;
            }
            return with_value(ty, n, p, size);
        }
    }
    let a = from_any(
        obj,
        &AnyOptions {
            descr: Some(d),
            flags: NPY_ARRAY_FORCECAST,
            ..AnyOptions::default()
        },
    )?;
    if a.ndim() > 0 {
        return Ok(a.upcast());
    }
    // SAFETY: a 0-d array of that dtype.
    unsafe { with_value(ty, n, a.data(), size) }
}

/// # Safety
/// `p` holds a native value of type number `n`; `ty` is that number's scalar type or a subclass.
unsafe fn with_value(ty: Type, n: c_int, p: *const u8, size: usize) -> Res<Owned> {
    // SAFETY: as the caller vouches.
    unsafe {
        if n == NPY_BOOL {
            return Ok(bool_scalar(*p != 0).own());
        }
        let s = alloc(ty)?;
        std::ptr::copy_nonoverlapping(p, value_ptr(&s), size);
        Ok(s)
    }
}

fn new_object(_: Type, args: Args<'_>) -> Res<Owned> {
    let pos = positional(&args, 1, Some("object_"))?;
    let Some(obj) = pos.first() else {
        return Ok(none().own());
    };
    let a = from_any(
        obj,
        &AnyOptions {
            descr: Some(builtin(NPY_OBJECT)),
            flags: NPY_ARRAY_FORCECAST,
            ..AnyOptions::default()
        },
    )?;
    crate::casting::item::scalar::to_scalar(a)
}

/// Calls the constructor of the built-in base with the same arguments.
fn base_new(base: Type, ty: Type, args: &Args<'_>) -> Res<Owned> {
    let (pos, kw) = (args.pos_tuple()?, args.keywords_dict()?);
    // SAFETY: the constructor of a built-in type, on a subtype.
    unsafe {
        match (*base).tp_new {
            Some(f) => Own::from_result(f(ty, pos.as_ptr(), kw.as_ptr())),
            None => Err(ferronum_pyrt::raised::system_error("no constructor")),
        }
    }
}

/// Text from anything else: what assigning it to an element of a string array gives.
fn text_from_element(ty: Type, n: c_int, args: &Args<'_>, e: Raised) -> Res<Owned> {
    let ([obj], None) = (args.pos(), args.kwnames()) else {
        return Err(e);
    };
    e.clear();
    let a = from_any(
        obj,
        &AnyOptions {
            class: Some(class_of(n)),
            flags: NPY_ARRAY_FORCECAST,
            ..AnyOptions::default()
        },
    )?;
    if a.ndim() > 0 {
        return Ok(a.upcast());
    }
    let s = crate::casting::item::scalar::wrap_result(a)?;
    if ty == type_ptr(n) {
        return Ok(s);
    }
    // SAFETY: a subclass of bytes_ or str_.
    unsafe {
        if n == NPY_STRING {
            bytes_scalar(ty, s.bytes())
        } else {
            str_scalar(ty, &s)
        }
    }
}

fn new_bytes(ty: Type, args: Args<'_>) -> Res<Owned> {
    match base_new(&raw mut ffi::PyBytes_Type, ty, &args) {
        Ok(s) => Ok(s),
        Err(e) => text_from_element(ty, NPY_STRING, &args, e),
    }
}

fn new_str(ty: Type, args: Args<'_>) -> Res<Owned> {
    match base_new(&raw mut ffi::PyUnicode_Type, ty, &args) {
        Ok(s) => Ok(s),
        Err(e) => text_from_element(ty, NPY_UNICODE, &args, e),
    }
}
