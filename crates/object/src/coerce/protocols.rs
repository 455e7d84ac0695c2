//! Objects that can give an array: the buffer protocol, `__array_struct__`, `__array_interface__`, `__array__`.

use std::ffi::{CStr, c_int};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::{exc, runtime_error, type_error, value_error, warn};
use ferronum_pyrt::{
    Layout, Object, Own, Owned, Raised, Res, args, ffi, import_cached, intern, py_bool,
};

use crate::dtype::builtin;
use crate::dtype::parse::descr_from_object;
use crate::model::Descr;
use crate::model::array::Array;
use crate::model::dims::Dims;
use crate::storage::create::NewArray;

/// `copy=` of `np.array` and `asarray`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CopyMode {
    /// `copy=False`: an error where a copy cannot be avoided.
    Never,
    /// `copy=True`.
    Always,
    /// `copy=None`.
    IfNeeded,
}

/// An array that an object gave.
pub struct FromLike {
    /// The array.
    pub array: Own<Array>,
    /// `__array__(copy=True)` made it, so it need not be copied again.
    pub copied: bool,
}

/// Asks the protocols in turn; `None` where the object speaks none of them.
pub fn array_from_like(
    obj: &Object,
    descr: Option<&Descr>,
    writeable: bool,
    copy: CopyMode,
) -> Res<Option<FromLike>> {
    if obj.is_basic_builtin() {
        return Ok(None);
    }
    // SAFETY: a live object.
    if unsafe { ffi::PyObject_CheckBuffer(obj.as_ptr()) } != 0 && !obj.is_bytes() && !obj.is_str() {
        // SAFETY: new reference or NULL.
        let view: Res<Owned> =
            unsafe { Own::from_result(ffi::PyMemoryView_FromObject(obj.as_ptr())) };
        match view {
            Ok(view) => {
                let a = from_memoryview(&view)?;
                if writeable && !a.is_writeable() {
                    return Err(value_error("cannot write to this buffer"));
                }
                return Ok(Some(FromLike {
                    array: a,
                    copied: false,
                }));
            }
            Err(e) => e.clear(),
        }
    }
    if let Some(a) = from_struct_interface(obj)? {
        return Ok(Some(FromLike {
            array: a,
            copied: false,
        }));
    }
    if let Some(a) = from_interface(obj)? {
        return Ok(Some(FromLike {
            array: a,
            copied: false,
        }));
    }
    from_array_method(obj, descr, copy)
}

/// An attribute of an instance by which it offers a protocol. Classes that define it for their instances do
/// not offer it themselves.
fn offered(obj: &Object, name: &Object) -> Res<Option<Owned>> {
    let Some(attr) = obj.getattr_opt(name)? else {
        return Ok(None);
    };
    if obj.is_type() {
        // SAFETY: a live type.
        let descriptor = unsafe { (*attr.type_ptr()).tp_descr_get.is_some() };
        if descriptor {
            return Ok(None);
        }
    }
    Ok(Some(attr))
}

/// The array of a memoryview.
fn from_memoryview(view: &Object) -> Res<Own<Array>> {
    // SAFETY: the description is read while our own export is held; the memory stays valid as long as the
    // memoryview, which the array holds.
    unsafe {
        let mut buffer: ffi::Py_buffer = std::mem::zeroed();
        ferronum_pyrt::raised::check_status(ffi::PyObject_GetBuffer(
            view.as_ptr(),
            &mut buffer,
            ffi::PyBUF_FULL_RO,
        ))?;
        let made = from_buffer(view, &buffer);
        ffi::PyBuffer_Release(&mut buffer);
        made
    }
}

/// # Safety
/// `b` describes the memory of `view`.
unsafe fn from_buffer(view: &Object, b: *const ffi::Py_buffer) -> Res<Own<Array>> {
    // SAFETY: as the caller vouches.
    unsafe {
        let format = if (*b).format.is_null() {
            None
        } else {
            Some(CStr::from_ptr((*b).format))
        };
        let descr = match format {
            None => builtin(NPY_UBYTE).own(),
            Some(f) => descr_of_format(f)?,
        };
        if descr.elsize() != (*b).itemsize && !(*b).format.is_null() {
            return mismatch(&descr, view, b);
        }
        if !(*b).suboffsets.is_null() {
            return Err(ferronum_pyrt::raised::buffer_error(
                "NumPy currently does not support importing buffers which include suboffsets as they are not compatible with the NumPy memory layout without a copy.  Consider copying the original before trying to convert it to a NumPy array.",
            ));
        }
        let n = (*b).ndim as usize;
        if n > NPY_MAXDIMS {
            return Err(runtime_error(&format!(
                "PEP3118 dimensions do not match reported buffer shape: {n} dimensions"
            )));
        }
        let mut shape = Dims::new();
        let mut strides = Dims::new();
        if !(*b).shape.is_null() {
            for i in 0..n {
                let _fits = shape.push(*(*b).shape.add(i));
            }
            if (*b).strides.is_null() {
                strides = Dims::filled(n, 0);
                let mut step = (*b).itemsize;
                for i in (0..n).rev() {
                    strides[i] = step;
                    step = step.saturating_mul(shape[i]);
                }
            } else {
                for i in 0..n {
                    let _fits = strides.push(*(*b).strides.add(i));
                }
            }
        } else if n == 1 {
            let size = (*b).itemsize;
            let len = if size > 0 { (*b).len / size } else { 0 };
            let _fits = shape.push(len) && strides.push(size);
        } else if n > 1 {
            return Err(runtime_error(
                "buffer did not give its shape or strides, although it has more than one dimension",
            ));
        }
        NewArray {
            strides: Some(&strides),
            data: Some((*b).buf.cast()),
            flags: if (*b).readonly == 0 {
                NPY_ARRAY_WRITEABLE
            } else {
                0
            },
            base: Some(view.own()),
            ..NewArray::new(descr, &shape)
        }
        .build()
    }
}

/// A format whose size is not the item size: structures of ctypes are known to get it wrong. Their type says what
/// they are.
///
/// # Safety
/// `b` describes the memory of `view`.
#[cold]
unsafe fn mismatch(descr: &Descr, view: &Object, b: *const ffi::Py_buffer) -> Res<Own<Array>> {
    let ctypes = import_cached!("ctypes", "_SimpleCData")?;
    let owner = view.getattr(intern!("obj"))?;
    let base = ctypes.getattr(intern!("__base__"))?;
    // SAFETY: live objects; the description as the caller vouches.
    unsafe {
        if ffi::PyObject_IsInstance(owner.as_ptr(), base.as_ptr()) <= 0 {
            return Err(runtime_error(&format!(
                "Item size {} for PEP 3118 buffer format string {} does not match the dtype {} item size {}.",
                (*b).itemsize,
                CStr::from_ptr((*b).format).to_string_lossy(),
                descr.char() as char,
                descr.elsize()
            )));
        }
        warn(
            exc::RuntimeWarning(),
            "A builtin ctypes object gave a PEP3118 format string that does not match its itemsize, so a best-guess will be made of the data type. Newer versions of python may behave correctly.",
            1,
        )?;
        let whole = descr_from_object(owner.type_object())?;
        if whole.elsize() != (*b).len {
            return Err(runtime_error(
                "For the given ctypes object, neither the item size computed from the PEP 3118 buffer format nor from converting the type to a np.dtype matched the actual size. This is a bug both in python and numpy",
            ));
        }
        NewArray {
            data: Some((*b).buf.cast()),
            flags: if (*b).readonly == 0 {
                NPY_ARRAY_WRITEABLE
            } else {
                0
            },
            base: Some(view.own()),
            ..NewArray::new(whole, &[])
        }
        .build()
    }
}

/// The dtype of a format that is one letter among marks of byte order, of which the last holds for all.
fn descr_of_letter(text: &[u8]) -> Res<Option<Own<Descr>>> {
    let mut order = NPY_NATIVE;
    let (mut standard, mut complex) = (false, false);
    let mut found = None;
    for &c in text {
        // Nothing but a letter follows the mark of complex numbers.
        if complex && matches!(c, b'^' | b'@' | b'=' | b'<' | b'>' | b'!' | b'Z') {
            return Ok(None);
        }
        let t = match c {
            b'^' | b'@' => {
                (order, standard) = (NPY_NATIVE, false);
                continue;
            }
            b'=' | b'<' => {
                (order, standard) = (c, true);
                continue;
            }
            b'>' | b'!' => {
                (order, standard) = (NPY_BIG, true);
                continue;
            }
            b'Z' => {
                complex = true;
                continue;
            }
            b'?' => NPY_BOOL,
            b'b' => NPY_BYTE,
            b'B' => NPY_UBYTE,
            b'h' => NPY_SHORT,
            b'H' => NPY_USHORT,
            b'i' => NPY_INT,
            b'I' => NPY_UINT,
            b'l' if standard => NPY_INT,
            b'L' if standard => NPY_UINT,
            b'q' if standard => NPY_LONG,
            b'Q' if standard => NPY_ULONG,
            b'l' | b'n' if !standard => NPY_LONG,
            b'L' | b'N' if !standard => NPY_ULONG,
            b'q' => NPY_LONGLONG,
            b'Q' => NPY_ULONGLONG,
            b'e' => NPY_HALF,
            b'f' if complex => NPY_CFLOAT,
            b'd' if complex => NPY_CDOUBLE,
            b'g' if complex && !standard => NPY_CLONGDOUBLE,
            b'f' => NPY_FLOAT,
            b'd' => NPY_DOUBLE,
            b'g' if !standard => NPY_LONGDOUBLE,
            _ => return Ok(None),
        };
        if found.replace(t).is_some() {
            return Ok(None);
        }
        complex = false;
    }
    let Some(t) = found.filter(|_| !complex) else {
        return Ok(None);
    };
    let d = builtin(t);
    if order == NPY_NATIVE || d.byteorder() == NPY_IGNORE {
        return Ok(Some(d.own()));
    }
    crate::dtype::copy::with_byteorder(d, order).map(Some)
}

/// The dtype of a PEP 3118 format; one letter at once, the rest by the Python parser.
fn descr_of_format(format: &CStr) -> Res<Own<Descr>> {
    if let Some(d) = descr_of_letter(format.to_bytes())? {
        return Ok(d);
    }
    // Blanks count in the names of fields alone.
    let mut named = false;
    let text: Vec<u8> = format
        .to_bytes()
        .iter()
        .copied()
        .filter(|&c| {
            named ^= c == b':';
            named || !matches!(c, b' ' | 9..=13)
        })
        .collect();
    let parse = import_cached!("numpy._core._internal", "_dtype_from_pep3118")?;
    // SAFETY: bytes and their number.
    let arg: Owned = unsafe {
        Own::from_result(ffi::PyUnicode_FromStringAndSize(
            text.as_ptr().cast(),
            text.len() as isize,
        ))?
    };
    match parse.call(&[&*arg]) {
        Ok(d) => match d.downcast_into::<Descr>() {
            Ok(d) => Ok(d),
            Err(_) => Err(runtime_error("_dtype_from_pep3118 gave no dtype")),
        },
        Err(e) => Err(e.chain(
            exc::ValueError(),
            &format!(
                "'{}' is not a valid PEP 3118 buffer format string",
                String::from_utf8_lossy(&text)
            ),
        )),
    }
}

/// `__array_struct__`.
pub fn from_struct_interface(obj: &Object) -> Res<Option<Own<Array>>> {
    let Some(attr) = offered(obj, intern!("__array_struct__"))? else {
        return Ok(None);
    };
    if !attr.is_capsule() {
        if obj.is_type() {
            return Ok(None);
        }
        return Err(value_error("invalid __array_struct__"));
    }
    // SAFETY: the protocol: a capsule without a name (or with any) that holds the struct.
    unsafe {
        let name = ffi::PyCapsule_GetName(attr.as_ptr());
        let p = ffi::PyCapsule_GetPointer(attr.as_ptr(), name).cast::<PyArrayInterface>();
        if p.is_null() {
            return Err(Raised::pending());
        }
        let i = &*p;
        if i.two != 2 || i.nd < 0 || i.nd > 0 && (i.shape.is_null() || i.strides.is_null()) {
            return Err(value_error("invalid __array_struct__"));
        }
        let n = i.nd as usize;
        if n > NPY_MAXDIMS {
            return Err(value_error(&format!(
                "maximum supported dimension for an ndarray is {NPY_MAXDIMS}, found {n}"
            )));
        }
        let described = i.flags & NPY_ARR_HAS_DESCR != 0 && !i.descr.is_null();
        let descr = if described {
            descr_from_object(Object::from_ptr(i.descr))?
        } else {
            let swapped = i.flags & NPY_ARRAY_NOTSWAPPED == 0;
            // Sizes are in bytes, those of text dtypes in characters.
            let unit = if i.typekind as u8 == b'U' { 4 } else { 1 };
            let text = format!(
                "{}{}{}",
                if swapped { '>' } else { '<' },
                i.typekind as u8 as char,
                i.itemsize / unit
            );
            descr_from_object(&*ferronum_pyrt::str_new(&text)?)?
        };
        let shape = Dims::from(if n == 0 {
            &[]
        } else {
            std::slice::from_raw_parts(i.shape, n)
        });
        let strides = Dims::from(if n == 0 {
            &[]
        } else {
            std::slice::from_raw_parts(i.strides, n)
        });
        // The object and the capsule both stay alive.
        let base = ferronum_pyrt::tuple_new(&[obj, &attr])?;
        NewArray {
            strides: Some(&strides),
            data: Some(i.data.cast()),
            flags: i.flags & NPY_ARRAY_WRITEABLE,
            base: Some(base),
            ..NewArray::new(descr, &shape)
        }
        .build()
        .map(Some)
    }
}

/// `__array_interface__`.
pub fn from_interface(obj: &Object) -> Res<Option<Own<Array>>> {
    let Some(dict) = offered(obj, intern!("__array_interface__"))? else {
        return Ok(None);
    };
    if !dict.is_dict() {
        if obj.is_type() {
            return Ok(None);
        }
        return Err(value_error(
            "Invalid __array_interface__ value, must be a dict",
        ));
    }
    let entry = |name: &Object| dict.dict_get(name);
    let Some(typestr) = entry(intern!("typestr"))? else {
        return Err(value_error("Missing __array_interface__ typestr"));
    };
    if !typestr.is_str() && !typestr.is_bytes() {
        return Err(type_error("__array_interface__ typestr must be a string"));
    }
    let mut descr = descr_from_object(&typestr)?;
    // Structures describe themselves; plain bytes do so by the one unnamed field.
    if descr.type_num() == NPY_VOID
        && let Some(list) = entry(intern!("descr"))?
        && !is_default_description(&list, &typestr)?
    {
        descr = descr_from_object(&list)?;
    }
    let data = entry(intern!("data"))?;
    let mut shape = Dims::new();
    match entry(intern!("shape"))? {
        // Without either the object stands for one element.
        None if data.is_none() => {}
        None => return Err(value_error("Missing __array_interface__ shape")),
        Some(s) if !s.is_tuple() => return Err(type_error("shape must be a tuple")),
        Some(s) => {
            for item in s.tuple_items() {
                if !shape.push(item.to_isize()?) {
                    return Err(value_error(&format!(
                        "number of dimensions must be within [0, {NPY_MAXDIMS}], got {}",
                        s.tuple_len()
                    )));
                }
            }
        }
    }
    let Some(data) = data else {
        return scalar_interface(obj, descr, &shape, &dict).map(Some);
    };
    let data = data.not_none();
    let source = Source::of(data, obj, &dict)?;
    let bytes = crate::model::layout::checked_nbytes(&shape, descr.elsize())?;
    if source.ptr.is_null() && bytes > 0 {
        return Err(value_error(
            "data is NULL but array contains data, in older versions of NumPy this may have used the scalar path.  To get the scalar path you must leave the data field undefined.",
        ));
    }
    let strides = strides_entry(&dict, shape.len())?;
    source.check_extent(&shape, strides.as_deref(), &descr)?;
    if source.ptr.is_null() {
        // NULL would upset those who read it, so there is memory after all.
        return NewArray {
            base: Some(source.owner),
            allow_empty_string: true,
            ..NewArray::new(descr, &shape)
        }
        .build()
        .map(Some);
    }
    let a = NewArray {
        strides: strides.as_deref(),
        data: Some(source.ptr),
        flags: source.flags,
        base: Some(source.owner),
        ..NewArray::new(descr, &shape)
    }
    .build()?;
    Ok(Some(a))
}

/// The strides of an `__array_interface__`, if it gives them.
fn strides_entry(dict: &Object, ndim: usize) -> Res<Option<Dims>> {
    let Some(s) = dict.dict_get(intern!("strides"))?.filter(|s| !s.is_none()) else {
        return Ok(None);
    };
    if !s.is_tuple() {
        return Err(type_error("strides must be a tuple"));
    }
    if s.tuple_len() != ndim {
        return Err(value_error("mismatch in length of strides and shape"));
    }
    let mut dims = Dims::new();
    for item in s.tuple_items() {
        let _fits = dims.push(item.to_isize()?);
    }
    Ok(Some(dims))
}

/// An `__array_interface__` without data: the object itself is the one element.
fn scalar_interface(
    obj: &Object,
    descr: Own<Descr>,
    shape: &[isize],
    dict: &Object,
) -> Res<Own<Array>> {
    let out = NewArray {
        base: Some(obj.own()),
        ..NewArray::new(descr, shape)
    }
    .build()?;
    if out.size() > 1 {
        return Err(value_error("cannot coerce scalar to array with size > 1"));
    }
    if out.size() == 1 {
        // SAFETY: the one element of a fresh array.
        unsafe { crate::casting::set_item(out.descr(), out.data(), obj)? };
    }
    if let Some(s) = strides_entry(dict, shape.len())? {
        crate::storage::base::replace_dims(&out, shape, &s)?;
    }
    Ok(out)
}

/// `[('', typestr)]` says nothing that the type string does not.
fn is_default_description(list: &Object, typestr: &Object) -> Res<bool> {
    if !list.is_list() || list.len()? != 1 {
        return Ok(false);
    }
    let only = list.seq_item(0)?;
    if !only.is_tuple() || only.tuple_len() != 2 {
        return Ok(false);
    }
    let [name, ty] = only.tuple_items() else {
        return Ok(false);
    };
    Ok(name.is_str_equal(c"") && ty.equals(typestr)?)
}

/// Where the memory of an `__array_interface__` lies.
struct Source {
    ptr: *mut u8,
    flags: c_int,
    owner: Owned,
    /// Where in a buffer the elements start, and its bytes.
    extent: Option<(isize, isize)>,
}

impl Source {
    fn of(data: Option<&Object>, obj: &Object, dict: &Object) -> Res<Source> {
        if let Some(pair) = data.filter(|d| d.is_tuple()) {
            return Source::at_address(pair, obj);
        }
        let buffer = data.unwrap_or(obj);
        // SAFETY: the buffer protocol; the memoryview keeps the export.
        unsafe {
            let mut b: ffi::Py_buffer = std::mem::zeroed();
            ferronum_pyrt::raised::check_status(ffi::PyObject_GetBuffer(
                buffer.as_ptr(),
                &mut b,
                ffi::PyBUF_SIMPLE,
            ))?;
            let (len, buf, readonly) = (b.len, b.buf, b.readonly);
            let view = Own::<Object>::from_result(ffi::PyMemoryView_FromObject(buffer.as_ptr()));
            ffi::PyBuffer_Release(&mut b);
            let view = view?;
            let offset = match dict.dict_get(intern!("offset"))? {
                Some(o) => o.to_isize().map_err(|e| {
                    e.clear();
                    type_error("__array_interface__ offset must be an integer")
                })?,
                None => 0,
            };
            Ok(Source {
                ptr: buf.cast::<u8>().wrapping_offset(offset),
                flags: if readonly == 0 {
                    NPY_ARRAY_WRITEABLE
                } else {
                    0
                },
                owner: view,
                extent: Some((offset, len)),
            })
        }
    }

    /// `(address, readonly)`, which knows no offset.
    fn at_address(pair: &Object, obj: &Object) -> Res<Source> {
        let [address, readonly] = pair.tuple_items() else {
            return Err(type_error(
                "__array_interface__ data must be a 2-tuple with (data pointer integer, read-only flag)",
            ));
        };
        let ptr = pointer(address)?;
        let flags = if readonly.truth()? {
            0
        } else {
            NPY_ARRAY_WRITEABLE
        };
        Ok(Source {
            ptr,
            flags,
            owner: obj.own(),
            extent: None,
        })
    }

    /// A buffer must hold all elements.
    fn check_extent(&self, shape: &[isize], strides: Option<&[isize]>, descr: &Descr) -> Res<()> {
        let Some((offset, len)) = self.extent else {
            return Ok(());
        };
        if shape.contains(&0) {
            return Ok(());
        }
        if offset < 0 || offset > len {
            return Err(value_error(&format!(
                "offset must be non-negative and no greater than buffer length ({len})"
            )));
        }
        let size = descr.elsize() as i128;
        let (mut low, mut high) = (0i128, size);
        match strides {
            Some(s) => {
                for (&d, &s) in shape.iter().zip(s) {
                    let span = (d as i128 - 1) * s as i128;
                    if span < 0 {
                        low += span;
                    } else {
                        high += span;
                    }
                }
            }
            None => {
                high = shape.iter().fold(size, |n, &d| n.saturating_mul(d as i128));
            }
        }
        if low < 0 || high > (len - offset) as i128 {
            return Err(value_error(
                "strides is incompatible with shape of requested array and size of buffer",
            ));
        }
        Ok(())
    }
}

/// An address.
fn pointer(obj: &Object) -> Res<*mut u8> {
    if !obj.is_int() {
        return Err(type_error(
            "first element of __array_interface__ data tuple must be an integer.",
        ));
    }
    // SAFETY: a live int; NULL may be a value.
    unsafe {
        let p = ffi::PyLong_AsVoidPtr(obj.as_ptr());
        if p.is_null() && !ffi::PyErr_Occurred().is_null() {
            return Err(Raised::pending());
        }
        Ok(p.cast())
    }
}

/// `__array__`.
pub fn from_array_method(
    obj: &Object,
    descr: Option<&Descr>,
    copy: CopyMode,
) -> Res<Option<FromLike>> {
    let Some(method) = offered(obj, intern!("__array__"))? else {
        return Ok(None);
    };
    let positional: Vec<&Object> = descr.iter().map(|d| d.object()).collect();
    let made = match copy {
        CopyMode::IfNeeded => method.call(&positional),
        _ => {
            let flag = py_bool(copy == CopyMode::Always);
            let mut all = positional.clone();
            all.push(flag);
            let names = args::kwnames(&[intern!("copy")])?;
            match method.call_kw(&all, Some(&names)) {
                Err(e) if e.matches(exc::TypeError()) => {
                    return without_copy_keyword(&method, &positional, copy, e);
                }
                other => other,
            }
        }
    }?;
    array_of(made, copy == CopyMode::Always).map(Some)
}

/// Second try for methods that do not know `copy=`.
#[cold]
fn without_copy_keyword(
    method: &Object,
    positional: &[&Object],
    copy: CopyMode,
    e: Raised,
) -> Res<Option<FromLike>> {
    let error = e.fetch();
    let text = error.str_text()?;
    if !text.contains("copy")
        || !text.contains("unexpected keyword argument") && !text.contains("takes no keyword")
    {
        return Err(Raised::restore(error));
    }
    warn(
        exc::DeprecationWarning(),
        "__array__ implementation doesn't accept a copy keyword, so passing copy=False failed. __array__ must implement 'dtype' and 'copy' keyword arguments. To learn more, see the migration guide https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword",
        1,
    )?;
    if copy == CopyMode::Never {
        return Err(crate::coerce::no_copy_error());
    }
    array_of(method.call(positional)?, false).map(Some)
}

fn array_of(made: Owned, copied: bool) -> Res<FromLike> {
    match made.downcast_into::<Array>() {
        Ok(array) => Ok(FromLike { array, copied }),
        Err(_) => Err(value_error(
            "object __array__ method not producing an array",
        )),
    }
}
