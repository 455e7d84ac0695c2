//! The buffer protocol of ndarray (PEP 3118). Descriptions handed out hang off the array (`_buffer_info`, low bits
//! tagged) until the array dies: consumers keep bare pointers to them, and nobody says when they have done with them.
//! With them hang the blocks of memory that the array was moved out of (`resize`).

use std::ffi::{CString, c_char, c_int, c_void};

use ferronum_abi::prelude::*;
use ferronum_pyrt::raised::value_error;
use ferronum_pyrt::{Layout, Object, Own, Res, entry, ffi};

use crate::model::Descr;
use crate::model::array::Array;
use crate::model::dims::Dims;

/// One description: format (where one was asked for), shape and strides as they were exported.
struct Info {
    format: Option<CString>,
    shape: Box<[isize]>,
    strides: Box<[isize]>,
}

/// What hangs off an array that was exported, or moved while it was seen.
#[derive(Default)]
struct Seen {
    /// Boxed, since consumers have pointers into them.
    infos: Vec<Box<Info>>,
    /// Owners of blocks that were the array's.
    retired: Vec<Own<Array>>,
    /// Bytes of the array's block, where it has more than its elements need.
    room: usize,
}

const TAG: usize = 3;

/// What hangs off the array, or NULL.
fn seen(a: &Array) -> *mut Seen {
    // SAFETY: a plain field read of a live array.
    let slot = unsafe { (*a.raw())._buffer_info } as usize;
    if slot & TAG == TAG {
        (slot & !TAG) as *mut Seen
    } else {
        std::ptr::null_mut()
    }
}

/// Works on what hangs off the array, which is made where there is nothing; `f` runs no code of others.
fn with_seen<T>(a: &Array, f: impl FnOnce(&mut Seen) -> T) -> T {
    let mut p = seen(a);
    if p.is_null() {
        p = Box::into_raw(Box::<Seen>::default());
        // SAFETY: the field of a live array, which holds nothing so far.
        unsafe { (*a.raw())._buffer_info = (p as usize | TAG) as *mut c_void };
    }
    // SAFETY: a box that belongs to the live array; no other reference to it is about.
    f(unsafe { &mut *p })
}

/// Raises where the list's field holds what nobody here has written.
pub fn check_infos(slot: *mut c_void, owner: &Object) -> Res<()> {
    if slot.is_null() || slot as usize & TAG == TAG {
        return Ok(());
    }
    Err(ferronum_pyrt::raised::runtime_error(&format!(
        "Object of type {} appears to be C subclassed NumPy array, void scalar, or allocated in a non-standard way.NumPy reserves the right to change the size of these structures. Projects are required to take this into account by either recompiling against a specific NumPy version or padding the struct and enforcing a maximum NumPy version.",
        owner.type_object().repr_text()?
    )))
}

/// True if the memory of `a` was ever handed out: a consumer may still look at it.
pub fn was_exported(a: &Array) -> bool {
    !seen(a).is_null()
}

/// Bytes of the array's block where it has more than its elements need, else 0.
pub fn room(a: &Array) -> usize {
    // SAFETY: NULL, or a box that belongs to the live array.
    unsafe { seen(a).as_ref() }.map_or(0, |s| s.room)
}

/// Notes how large the array's block is.
pub fn set_room(a: &Array, bytes: usize) {
    with_seen(a, |s| s.room = bytes);
}

/// Keeps the owner of a block that was the array's for as long as the array lives.
pub fn retire(a: &Array, owner: Own<Array>) {
    with_seen(a, |s| s.retired.push(owner));
}

/// Frees what hangs off a dying array.
///
/// # Safety
/// `slot` is the field of an array that nobody uses any more.
pub unsafe fn free_infos(slot: *mut c_void) {
    if slot as usize & TAG == TAG {
        // SAFETY: boxed by `with_seen`.
        drop(unsafe { Box::from_raw((slot as usize & !TAG) as *mut Seen) });
    }
}

/// The PEP 3118 format of the elements of an array.
fn format_of(a: &Array) -> Res<String> {
    let mut out = String::new();
    let place = Place {
        itself: a.descr(),
        aligned: a.is_aligned(),
        steps: std::iter::zip(a.shape(), a.strides())
            .filter(|(n, _)| **n > 1)
            .fold(a.data() as isize, |bits, (_, s)| bits | s),
    };
    append_format(a.descr(), &place, &mut out, &mut 0, '@')?;
    Ok(out)
}

/// Where the elements of an array lie, which decides what is aligned in all of them.
struct Place<'a> {
    itself: &'a Descr,
    aligned: bool,
    /// The bits of the address and of the strides along which there are steps.
    steps: isize,
}

impl Place<'_> {
    fn aligns(&self, descr: &Descr, offset: isize) -> bool {
        if descr.is(self.itself) {
            return self.aligned;
        }
        (self.steps | offset) % descr.alignment().max(1) == 0
    }
}

fn append_format(
    descr: &Descr,
    place: &Place<'_>,
    out: &mut String,
    offset: &mut isize,
    order: char,
) -> Res<char> {
    let _level = ferronum_pyrt::raised::enter_recursive(c" in a buffer format")?;
    if let Some((base, shape)) = descr.subarray() {
        let dims: Vec<String> = shape
            .tuple_items()
            .iter()
            .map(|d| Ok(d.to_isize()?.to_string()))
            .collect::<Res<_>>()?;
        out.push_str(&format!("({})", dims.join(",")));
        let start = *offset;
        let order = append_format(base, place, out, offset, order)?;
        // Padding at the end of an element goes unsaid, so it does not count.
        let count = descr.elsize() / base.elsize().max(1);
        *offset = start + (*offset - start) * count;
        return Ok(order);
    }
    if let (Some(names), Some(fields)) = (descr.names(), descr.fields()) {
        out.push_str("T{");
        let base = *offset;
        let mut order = order;
        for name in names.tuple_items() {
            let Some(field) = fields.dict_get(name)? else {
                continue;
            };
            let items = field.tuple_items();
            let (Some(child), field_offset) = (items[0].downcast::<Descr>(), items[1].to_isize()?)
            else {
                continue;
            };
            let target = base + field_offset;
            if *offset > target {
                return Err(value_error(
                    "dtypes with overlapping or out-of-order fields are not representable as buffers. Consider reordering the fields.",
                ));
            }
            while *offset < target {
                out.push('x');
                *offset += 1;
            }
            order = append_format(child, place, out, offset, order)?;
            let text = name.utf8()?;
            if text.contains(':') {
                return Err(value_error(
                    "':' is not an allowed character in buffer field names",
                ));
            }
            out.push(':');
            out.push_str(text);
            out.push(':');
        }
        // Padding at the end goes unsaid.
        out.push('}');
        return Ok(order);
    }
    let big = descr.byteorder() == b'>';
    let natural = descr.is_native() && place.aligns(descr, *offset);
    let mut now = order;
    if descr.byteorder() != NPY_IGNORE {
        now = if big {
            '>'
        } else if natural {
            '@'
        } else if descr.is_native() && is_native_only(descr.type_num()) {
            '^'
        } else if descr.is_native() {
            '='
        } else {
            '<'
        };
        if descr.byteorder() == b'<' && !descr.is_native() {
            now = '<';
        }
        if now != order {
            out.push(now);
        }
    }
    let standard = !matches!(now, '@' | '^');
    *offset += descr.elsize();
    let code = match descr.type_num() {
        NPY_BOOL => "?",
        NPY_BYTE => "b",
        NPY_UBYTE => "B",
        NPY_SHORT => "h",
        NPY_USHORT => "H",
        NPY_INT => "i",
        NPY_UINT => "I",
        NPY_LONG if standard => "q",
        NPY_ULONG if standard => "Q",
        NPY_LONG => "l",
        NPY_ULONG => "L",
        NPY_LONGLONG => "q",
        NPY_ULONGLONG => "Q",
        NPY_HALF => "e",
        NPY_FLOAT => "f",
        NPY_DOUBLE => "d",
        NPY_LONGDOUBLE => "g",
        NPY_CFLOAT => "Zf",
        NPY_CDOUBLE => "Zd",
        NPY_CLONGDOUBLE => "Zg",
        NPY_OBJECT => "O",
        NPY_STRING => {
            out.push_str(&format!("{}s", descr.elsize()));
            return Ok(now);
        }
        NPY_UNICODE => {
            out.push_str(&format!("{}w", descr.elsize() / 4));
            return Ok(now);
        }
        NPY_VOID => {
            out.push_str(&format!("{}x", descr.elsize()));
            return Ok(now);
        }
        _ => {
            return Err(value_error(&format!(
                "cannot include dtype '{}' in a buffer",
                shown(descr)
            )));
        }
    };
    out.push_str(code);
    Ok(now)
}

const fn is_native_only(type_num: c_int) -> bool {
    matches!(type_num, NPY_LONGDOUBLE | NPY_CLONGDOUBLE)
}

/// The description that fits the array as it is now: an old one if nothing changed, else a new one.
fn describe(a: &Array, fortran_strides: bool, with_format: bool) -> Res<*mut Info> {
    let format = if with_format {
        Some(format_of(a)?)
    } else {
        None
    };
    let shape = Dims::from(a.shape());
    let mut strides = Dims::from(a.strides());
    if a.is_contiguous() {
        // Relaxed strides: consumers expect the exact ones of a contiguous array.
        let f = fortran_strides || !a.is_c_contiguous();
        crate::model::layout::fill_strides(&mut strides, &shape, a.itemsize(), f);
        if shape.contains(&0) {
            // The product of the lengths behind an axis, zeros included.
            let lengths = |i: usize| if f { &shape[..i] } else { &shape[i + 1..] };
            for (i, s) in strides.iter_mut().enumerate() {
                *s = a.itemsize() * lengths(i).iter().product::<isize>();
            }
        }
    }
    let fits = |i: &Info| {
        *i.shape == *shape
            && *i.strides == *strides
            && format.as_ref().is_none_or(|f| {
                i.format
                    .as_ref()
                    .is_some_and(|g| f.as_bytes() == g.as_bytes())
            })
    };
    Ok(with_seen(a, |s| {
        if let Some(old) = s.infos.iter_mut().rev().find(|i| fits(i)) {
            return &raw mut **old;
        }
        let mut info = Box::new(Info {
            format: format
                .as_deref()
                .map(|f| CString::new(f).unwrap_or_default()),
            shape: shape.to_vec().into_boxed_slice(),
            strides: strides.to_vec().into_boxed_slice(),
        });
        let at = &raw mut *info;
        s.infos.push(info);
        at
    }))
}

/// A dtype as errors show it: by its letter, those of the new kind by their class.
fn shown(descr: &Descr) -> String {
    if descr.is_legacy() {
        return (descr.char() as char).to_string();
    }
    // SAFETY: a live type has a name.
    let name = unsafe { std::ffi::CStr::from_ptr((*descr.type_ptr()).tp_name) };
    name.to_string_lossy().into_owned()
}

fn fill_view(a: &Array, view: *mut ffi::Py_buffer, flags: c_int) -> Res<()> {
    let asks = |bits: c_int| flags & bits == bits;
    if asks(ffi::PyBUF_C_CONTIGUOUS) && !a.is_c_contiguous() {
        return Err(value_error("ndarray is not C-contiguous"));
    }
    if asks(ffi::PyBUF_F_CONTIGUOUS) && !a.is_f_contiguous() {
        return Err(value_error("ndarray is not Fortran contiguous"));
    }
    if asks(ffi::PyBUF_ANY_CONTIGUOUS) && !a.is_contiguous() {
        return Err(value_error("ndarray is not contiguous"));
    }
    if !asks(ffi::PyBUF_STRIDES) && !a.is_c_contiguous() {
        return Err(value_error("ndarray is not C-contiguous"));
    }
    if asks(ffi::PyBUF_WRITABLE) {
        crate::model::errors::require_writeable(a, "buffer source array")?;
    }
    // SAFETY: a plain field read of a live array.
    check_infos(unsafe { (*a.raw())._buffer_info }, a)?;
    let info = describe(a, asks(ffi::PyBUF_F_CONTIGUOUS), asks(ffi::PyBUF_FORMAT))?;
    let readonly = !a.is_writeable() || a.flags() & NPY_ARRAY_WARN_ON_WRITE != 0;
    // SAFETY: the consumer's Py_buffer; the description outlives the export with the array.
    unsafe {
        let v = &mut *view;
        v.buf = a.data().cast();
        v.len = a.nbytes();
        v.itemsize = a.itemsize();
        v.readonly = c_int::from(readonly && !asks(ffi::PyBUF_WRITABLE));
        v.format = match &(*info).format {
            Some(f) if asks(ffi::PyBUF_FORMAT) => f.as_ptr().cast_mut(),
            _ => std::ptr::null_mut::<c_char>(),
        };
        // Without a shape it is a run of bytes, whatever it was.
        v.ndim = if asks(ffi::PyBUF_ND) {
            a.ndim() as c_int
        } else {
            0
        };
        v.shape = if asks(ffi::PyBUF_ND) && a.ndim() > 0 {
            (*info).shape.as_mut_ptr()
        } else {
            std::ptr::null_mut()
        };
        v.strides = if asks(ffi::PyBUF_STRIDES) && a.ndim() > 0 {
            (*info).strides.as_mut_ptr()
        } else {
            std::ptr::null_mut()
        };
        v.suboffsets = std::ptr::null_mut();
        v.internal = info.cast();
        v.obj = a.own().into_ptr();
    }
    Ok(())
}

/// `bf_getbuffer` of ndarray.
///
/// # Safety
/// As the buffer protocol says.
pub unsafe extern "C" fn getbuffer(
    slf: *mut ffi::PyObject,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    entry(|| {
        if view.is_null() {
            return Err(value_error("NULL view in getbuffer"));
        }
        // SAFETY: a live array; obj is NULL on failure.
        unsafe {
            (*view).obj = std::ptr::null_mut();
            fill_view(Array::from_ptr(slf), view, flags)
        }
    })
}

/// Whether an object offers the buffer protocol.
pub fn is_exporter(obj: &Object) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyObject_CheckBuffer(obj.as_ptr()) != 0 }
}
