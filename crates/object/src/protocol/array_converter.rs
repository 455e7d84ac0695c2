//! `_array_converter`: arguments of Python-level functions as arrays, with what they were remembered.

use std::cell::UnsafeCell;
use std::mem::offset_of;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{self};
use ferronum_pyrt::raised::{index_error, type_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Res, Sig, StaticType, TypeBuilder, ffi, ops, slot,
};

use crate::coerce::promote;
use crate::coerce::{AnyOptions, from_any};
use crate::dtype::{abstracts, parse};
use crate::model::{ARRAY_TYPE, Array};
use crate::protocol::array_wrap;

/// `numpy._core._multiarray_umath._array_converter`.
pub static CONVERTER_TYPE: StaticType = StaticType::new();

#[repr(C)]
#[derive(Clone, Copy)]
struct Item {
    /// The array (owned).
    array: *mut ffi::PyObject,
    /// The object it came from (owned).
    object: *mut ffi::PyObject,
    /// `NPY_ARRAY_WAS_PYTHON_*` if it was a Python number.
    weak: i32,
    /// It was a scalar that became a 0-d array.
    scalar: u8,
    _pad: [u8; 3],
    _reserved: [*mut ffi::PyObject; 2],
}

#[repr(C)]
struct ConverterStruct {
    ob_base: ffi::PyVarObject,
    narrs: isize,
    /// Bit 0: all inputs were scalars; bit 1: all were Python numbers.
    flags: usize,
    wrap: *mut ffi::PyObject,
    items: [Item; 0],
}

/// A converter, borrowed.
#[repr(transparent)]
pub struct Converter(UnsafeCell<ConverterStruct>);

// SAFETY: transparent over the struct of the type's instances; the type cannot be subclassed.
unsafe impl Layout for Converter {
    fn check(obj: &Object) -> bool {
        CONVERTER_TYPE.has_exact(obj)
    }
}

const ALL_SCALARS: usize = 1;
const ALL_WEAK: usize = 2;

impl Converter {
    fn raw(&self) -> *mut ConverterStruct {
        self.0.get()
    }

    fn len(&self) -> usize {
        // SAFETY: a live instance.
        unsafe { (*self.raw()).narrs as usize }
    }

    fn flags(&self) -> usize {
        // SAFETY: a live instance.
        unsafe { (*self.raw()).flags }
    }

    fn item(&self, i: usize) -> Item {
        debug_assert!(i < self.len());
        // SAFETY: the instance holds len() items.
        unsafe { *(&raw const (*self.raw()).items).cast::<Item>().add(i) }
    }

    fn array(&self, i: usize) -> &Array {
        // SAFETY: owned by the instance, set once.
        unsafe { Array::from_ptr(self.item(i).array) }
    }

    fn object_at(&self, i: usize) -> &Object {
        // SAFETY: owned by the instance, set once.
        unsafe { Object::from_ptr(self.item(i).object) }
    }
}

fn weak_flag(obj: &Object) -> i32 {
    if obj.is_int_exact() {
        NPY_ARRAY_WAS_PYTHON_INT
    } else if obj.is_float_exact() {
        NPY_ARRAY_WAS_PYTHON_FLOAT
    } else if obj.is_complex_exact() {
        NPY_ARRAY_WAS_PYTHON_COMPLEX
    } else {
        0
    }
}

fn is_array_like(obj: &Object) -> Res<bool> {
    use ferronum_pyrt::intern;
    for name in [
        intern!("__array__"),
        intern!("__array_interface__"),
        intern!("__array_struct__"),
    ] {
        if crate::arguments::lookup::special(obj, name)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn converter_new(ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    if args.kwnames().is_some() {
        return Err(type_error(
            "Array creation helper doesn't support keywords.",
        ));
    }
    let inputs = args.pos();
    // SAFETY: the type's item size is that of Item; memory is zeroed.
    let slf: Own<Converter> = unsafe {
        let alloc = (*ty).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        Own::from_result(alloc(ty, inputs.len() as isize))?
    };
    let raw = slf.raw();
    let mut flags = ALL_SCALARS | ALL_WEAK;
    for &obj in inputs {
        let (array, scalar, weak) = match obj.downcast::<Array>() {
            Some(a) => (a.own(), false, 0),
            None => {
                let a = from_any(obj, &AnyOptions::default())?;
                let scalar = a.ndim() == 0
                    && (crate::model::scalar_types::is_builtin_scalar_type(obj.type_ptr())
                        || obj.is_basic_builtin()
                        || !is_array_like(obj)?);
                let weak = if scalar { weak_flag(obj) } else { 0 };
                (a, scalar, weak)
            }
        };
        if !scalar {
            flags &= !ALL_SCALARS;
        }
        if weak == 0 {
            flags &= !ALL_WEAK;
        }
        // SAFETY: the instance has room for every input; narrs counts the filled items.
        unsafe {
            let n = (*raw).narrs as usize;
            (&raw mut (*raw).items).cast::<Item>().add(n).write(Item {
                array: array.into_ptr(),
                object: obj.own().into_ptr(),
                weak,
                scalar: u8::from(scalar),
                _pad: [0; 3],
                _reserved: [std::ptr::null_mut(); 2],
            });
            (*raw).narrs += 1;
        }
    }
    if inputs.is_empty() {
        flags = 0;
    }
    // SAFETY: a live instance.
    unsafe { (*raw).flags = flags };
    Ok(slf.upcast())
}

unsafe extern "C" fn converter_dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the last reference is gone; narrs items hold owned references.
    unsafe {
        let raw = slf.cast::<ConverterStruct>();
        let n = (*raw).narrs as usize;
        (*raw).narrs = 0;
        for i in 0..n {
            let item = (&raw mut (*raw).items).cast::<Item>().add(i);
            slot::clear_field(&raw mut (*item).array);
            slot::clear_field(&raw mut (*item).object);
        }
        slot::clear_field(&raw mut (*raw).wrap);
        ffi::PyObject_Free(slf.cast());
    }
}

/// The name among the modes that an object is equal to.
fn mode_named(obj: &Object) -> Res<Option<&'static str>> {
    for name in ["convert", "preserve", "convert_if_no_array"] {
        if obj.equals(&*ops::str_new(name)?)? {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn as_arrays(slf: &Converter, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("as_arrays", ["subok", "pyscalars"]).keyword_only(2);
    if !args.pos().is_empty() {
        let n = args.pos().len();
        return Err(type_error(&format!(
            "as_arrays() takes 0 positional arguments but {n} {} given",
            if n == 1 { "was" } else { "were" }
        )));
    }
    let [subok, pyscalars] = args.parse(&SIG)?;
    let subok = match subok {
        Some(s) => s.truth()?,
        None => true,
    };
    let preserve = match pyscalars {
        None => slf.flags() & ALL_WEAK == 0,
        Some(p) => match mode_named(p)? {
            Some("convert") => false,
            Some("preserve") => true,
            Some(_) => slf.flags() & ALL_WEAK == 0,
            None => {
                return Err(value_error(
                    "invalid pyscalar mode, must be 'convert', 'preserve', or 'convert_if_no_array' (default).",
                ));
            }
        },
    };
    ops::tuple_from((0..slf.len()).map(|i| {
        if preserve && slf.item(i).weak != 0 {
            return Ok(slf.object_at(i).own());
        }
        let a = slf.array(i);
        if subok || a.is_exact() {
            return Ok(a.object().own());
        }
        crate::coerce::from_array(a, None, NPY_ARRAY_ENSUREARRAY).map(Own::upcast)
    }))
}

fn result_type(slf: &Converter, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("result_type", ["extra_dtype", "ensure_inexact"]);
    let [extra, inexact] = args.parse(&SIG)?;
    let extra = parse::request_from_object(extra)?;
    let inexact = match inexact {
        Some(i) => i.truth()?,
        None => false,
    };
    if inexact && extra.is_some() {
        return Err(type_error(
            "extra_dtype and ensure_inexact are mutually exclusive.",
        ));
    }
    let mut parts: Vec<promote::Part<'_>> = (0..slf.len())
        .map(|i| {
            let descr = slf.array(i).descr();
            match slf.item(i).weak {
                0 => (descr.class(), Some(descr)),
                flag => (promote::class_of_flags(flag).unwrap_or(descr.class()), None),
            }
        })
        .collect();
    if let Some(e) = &extra {
        parts.push((&e.class, e.descr.as_deref()));
    }
    if inexact {
        parts.push((abstracts::class(&abstracts::PY_FLOAT), None));
    }
    Ok(promote::common_of_parts(&parts)?.upcast())
}

fn wrap(slf: &Converter, args: Args<'_>) -> Res<Owned> {
    static SIG: Sig<2> = Sig::new("wrap", ["arr", "to_scalar"])
        .required(1)
        .positional_only(1)
        .keyword_only(1);
    let [arr, to_scalar] = args.parse(&SIG)?;
    let Some(arr) = arr else {
        return Ok(ops::none().own());
    };
    let return_scalar = match to_scalar.and_then(Object::not_none) {
        Some(s) => s.truth()?,
        None => slf.flags() & ALL_SCALARS != 0 && slf.len() > 0,
    };
    let objects: Vec<&Object> = (0..slf.len()).map(|i| slf.object_at(i)).collect();
    let wrap = array_wrap::find(&objects)?;
    match (&wrap, arr.downcast::<Array>()) {
        (array_wrap::Wrap::Plain, None) => Ok(arr.own()),
        (array_wrap::Wrap::Plain, Some(a)) => {
            if return_scalar && a.ndim() == 0 {
                return crate::casting::item::scalar::wrap_result(a.own());
            }
            Ok(arr.own())
        }
        (array_wrap::Wrap::Method(m), found) => {
            // An array that already has the type of the operand that gave the method stays as it is.
            if let Some(a) = found
                && !ARRAY_TYPE.has_exact(a)
                && objects.iter().any(|o| o.type_ptr() == a.type_ptr())
                && !return_scalar
            {
                let _keep = m;
                return Ok(a.object().own());
            }
            let a = crate::coerce::as_array(arr)?;
            array_wrap::apply(a, None, &wrap, None, return_scalar)
        }
    }
}

fn scalar_input(slf: &Converter) -> Res<Owned> {
    ops::tuple_from((0..slf.len()).map(|i| Ok(ops::py_bool(slf.item(i).scalar != 0).own())))
}

fn converter_len(slf: &Converter) -> Res<isize> {
    Ok(slf.len() as isize)
}

fn converter_item(slf: &Converter, i: isize) -> Res<Owned> {
    let Some(i) = usize::try_from(i).ok().filter(|&i| i < slf.len()) else {
        return Err(index_error("invalid index"));
    };
    // Python numbers are handed back as they were, unless there is no array at all.
    if slf.item(i).weak != 0 && slf.flags() & ALL_WEAK == 0 {
        return Ok(slf.object_at(i).own());
    }
    Ok(slf.array(i).object().own())
}

/// Readies the type.
pub fn init() -> Res<()> {
    TypeBuilder::new(
        &CONVERTER_TYPE,
        c"numpy._core._multiarray_umath._array_converter",
        offset_of!(ConverterStruct, items),
    )
    .methods(&[
        method::fastcall(c"as_arrays", as_arrays),
        method::fastcall(c"result_type", result_type),
        method::fastcall(c"wrap", wrap),
    ])
    .getset(&[method::get(c"scalar_input", scalar_input)])
    .with(|b| {
        b.sequence().sq_length = Some(slot::len(converter_len));
        b.sequence().sq_item = Some(slot::item(converter_item));
        let t = b.slots();
        t.tp_itemsize = size_of::<Item>() as isize;
        t.tp_new = Some(slot::new(converter_new));
        t.tp_dealloc = Some(converter_dealloc);
    })
    .ready()
}

/// Names of the module.
pub fn add_names(dict: &Object) -> Res<()> {
    dict.dict_set_str("_array_converter", CONVERTER_TYPE.object())
}
