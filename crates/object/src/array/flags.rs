//! `numpy._core.multiarray.flagsobj`: the object behind `a.flags`.

use std::cell::UnsafeCell;
use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::method::{GetSet, get};
use ferronum_pyrt::raised::{attribute_error, key_error, value_error};
use ferronum_pyrt::{
    Args, Layout, Object, Own, Owned, Raised, Res, StaticType, TypeBuilder, ffi, intern, none,
    not_implemented, py_bool, slot, types,
};

use crate::model::array::Array;
use crate::storage::base::discard_writeback;

/// The type of `a.flags`.
pub static FLAGS_TYPE: StaticType = StaticType::new();

#[repr(C)]
struct FlagsStruct {
    ob_base: ffi::PyObject,
    array: *mut ffi::PyObject,
    flags: c_int,
}

/// A flags object, borrowed.
#[repr(transparent)]
pub struct Flags(UnsafeCell<FlagsStruct>);

// SAFETY: transparent over the struct of the type's instances.
unsafe impl Layout for Flags {
    fn check(obj: &Object) -> bool {
        FLAGS_TYPE.has_exact(obj)
    }
}

impl Flags {
    fn array(&self) -> Option<&Array> {
        // SAFETY: an owned reference or NULL.
        unsafe { Array::from_ptr_opt((*self.0.get()).array) }
    }

    fn value(&self) -> c_int {
        // SAFETY: a live object.
        unsafe { (*self.0.get()).flags }
    }

    fn has(&self, bits: c_int) -> bool {
        self.value() & bits == bits
    }
}

/// A new flags object of an array.
pub fn flags_of(a: &Array) -> Res<Owned> {
    make(Some(a), a.flags())
}

fn make(a: Option<&Array>, flags: c_int) -> Res<Owned> {
    // SAFETY: a ready type; the fields are set before anyone sees the object.
    unsafe {
        let new: Own<Flags> = types::alloc(FLAGS_TYPE.ptr(), 0)?;
        (*new.0.get()).array = a.map_or(std::ptr::null_mut(), |a| a.own().into_ptr());
        (*new.0.get()).flags = flags;
        Ok(new.upcast())
    }
}

unsafe extern "C" fn dealloc(slf: *mut ffi::PyObject) {
    // SAFETY: the interpreter passes a dead instance once.
    unsafe {
        slot::clear_field(&raw mut (*slf.cast::<FlagsStruct>()).array);
        ffi::PyObject_Free(slf.cast());
    }
}

macro_rules! bit {
    ($name:literal, $bits:expr) => {
        get($name, |f: &Flags| Ok(f.has($bits)))
    };
}

const GETSET: &[GetSet] = &[
    bit!(c"c_contiguous", NPY_ARRAY_C_CONTIGUOUS),
    bit!(c"f_contiguous", NPY_ARRAY_F_CONTIGUOUS),
    bit!(c"contiguous", NPY_ARRAY_C_CONTIGUOUS),
    bit!(c"fortran", NPY_ARRAY_F_CONTIGUOUS),
    bit!(c"owndata", NPY_ARRAY_OWNDATA),
    bit!(c"aligned", NPY_ARRAY_ALIGNED).set(set_aligned),
    bit!(c"writebackifcopy", NPY_ARRAY_WRITEBACKIFCOPY).set(set_writeback),
    get(c"writeable", writeable).set(set_writeable),
    bit!(c"_warn_on_write", NPY_ARRAY_WARN_ON_WRITE).set(set_warn_on_write),
    get(c"_writeable_no_warn", |f: &Flags| {
        Ok(f.has(NPY_ARRAY_WRITEABLE))
    })
    .set(set_writeable_no_warn),
    get(c"fnc", |f: &Flags| {
        Ok(f.has(NPY_ARRAY_F_CONTIGUOUS) && !f.has(NPY_ARRAY_C_CONTIGUOUS))
    }),
    get(c"forc", |f: &Flags| {
        Ok(f.value() & (NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_C_CONTIGUOUS) != 0)
    }),
    bit!(c"behaved", NPY_ARRAY_BEHAVED),
    bit!(c"carray", NPY_ARRAY_CARRAY),
    get(c"farray", |f: &Flags| {
        Ok(f.has(NPY_ARRAY_FARRAY) && !f.has(NPY_ARRAY_C_CONTIGUOUS))
    }),
    get(c"num", |f: &Flags| Ok(f.value())),
];

fn writeable(f: &Flags) -> Res<bool> {
    if f.has(NPY_ARRAY_WARN_ON_WRITE) {
        ferronum_pyrt::raised::warn(
            ferronum_pyrt::raised::exc::FutureWarning(),
            "future versions will not create a writeable array from broadcast_array. Set the writable flag explicitly to avoid this warning.",
            1,
        )?;
    }
    Ok(f.has(NPY_ARRAY_WRITEABLE))
}

fn settable<'a>(
    f: &'a Flags,
    value: Option<&'a Object>,
    name: &str,
) -> Res<(&'a Array, &'a Object)> {
    let Some(value) = value else {
        return Err(attribute_error(&format!(
            "Cannot delete flags {name} attribute"
        )));
    };
    match f.array() {
        Some(a) => Ok((a, value)),
        None => Err(value_error("Cannot set flags on array scalars.")),
    }
}

fn refresh(f: &Flags) {
    if let Some(a) = f.array() {
        // SAFETY: a live object.
        unsafe { (*f.0.get()).flags = a.flags() };
    }
}

/// Sets flags by way of `setflags`, which subclasses may have overridden.
fn store(a: &Array, [write, align, uic]: [&Object; 3]) -> Res<()> {
    if a.is_exact() {
        return crate::array::flags::setflags(a, Some(write), Some(align), Some(uic));
    }
    a.call_method(intern!("setflags"), &[write, align, uic])
        .map(drop)
}

fn set_writeable(f: &Flags, value: Option<&Object>) -> Res<()> {
    let (a, v) = settable(f, value, "writeable")?;
    store(a, [py_bool(v.truth()?), none(), none()])?;
    refresh(f);
    Ok(())
}

/// Clears the writeable flag, or keeps it together with the warning on the first write.
fn set_writeable_no_warn(f: &Flags, value: Option<&Object>) -> Res<()> {
    let (a, v) = settable(f, value, "_writeable_no_warn")?;
    crate::array::flags::setflags(a, Some(py_bool(v.truth()?)), None, None)?;
    refresh(f);
    Ok(())
}

fn set_aligned(f: &Flags, value: Option<&Object>) -> Res<()> {
    let (a, v) = settable(f, value, "aligned")?;
    store(a, [none(), py_bool(v.truth()?), none()])?;
    refresh(f);
    Ok(())
}

fn set_writeback(f: &Flags, value: Option<&Object>) -> Res<()> {
    let (a, v) = settable(f, value, "writebackifcopy")?;
    crate::array::flags::setflags(a, None, None, Some(py_bool(v.truth()?)))?;
    refresh(f);
    Ok(())
}

fn set_warn_on_write(f: &Flags, value: Option<&Object>) -> Res<()> {
    let (a, v) = settable(f, value, "_warn_on_write")?;
    if !v.truth()? {
        return Err(value_error(
            "Cannot clear _warn_on_write. This is a one-way operation.",
        ));
    }
    a.enable_flags(NPY_ARRAY_WARN_ON_WRITE);
    refresh(f);
    Ok(())
}

fn lookup(f: &Flags, key: &Object) -> Res<Owned> {
    let unknown = || key_error("Unknown flag");
    let text = if key.is_str() {
        key.utf8()?.to_owned()
    } else if key.is_bytes() {
        String::from_utf8_lossy(key.bytes()).into_owned()
    } else {
        return Err(unknown());
    };
    let attr = match text.as_str() {
        "C" | "CONTIGUOUS" | "C_CONTIGUOUS" => "c_contiguous",
        "F" | "FORTRAN" | "F_CONTIGUOUS" => "f_contiguous",
        "W" | "WRITEABLE" => "writeable",
        "A" | "ALIGNED" => "aligned",
        "O" | "OWNDATA" => "owndata",
        "X" | "WRITEBACKIFCOPY" => "writebackifcopy",
        "B" | "BEHAVED" => "behaved",
        "CA" | "CARRAY" => "carray",
        "FA" | "FARRAY" => "farray",
        "FNC" => "fnc",
        "FORC" => "forc",
        _ => return Err(unknown()),
    };
    f.object().getattr_str(attr)
}

fn assign(f: &Flags, key: &Object, value: Option<&Object>) -> Res<()> {
    let unknown = || key_error("Unknown flag");
    if !key.is_str() {
        return Err(unknown());
    }
    match key.utf8()? {
        "W" | "WRITEABLE" => set_writeable(f, value),
        "A" | "ALIGNED" => set_aligned(f, value),
        "X" | "WRITEBACKIFCOPY" => set_writeback(f, value),
        _ => Err(unknown()),
    }
}

fn text(f: &Flags) -> Res<String> {
    let word = |bits| if f.has(bits) { "True" } else { "False" };
    let warn = if f.has(NPY_ARRAY_WARN_ON_WRITE) {
        "  (with WARN_ON_WRITE=True)"
    } else {
        ""
    };
    Ok(format!(
        "  C_CONTIGUOUS : {}\n  F_CONTIGUOUS : {}\n  OWNDATA : {}\n  WRITEABLE : {}{warn}\n  ALIGNED : {}\n  WRITEBACKIFCOPY : {}\n",
        word(NPY_ARRAY_C_CONTIGUOUS),
        word(NPY_ARRAY_F_CONTIGUOUS),
        word(NPY_ARRAY_OWNDATA),
        word(NPY_ARRAY_WRITEABLE),
        word(NPY_ARRAY_ALIGNED),
        word(NPY_ARRAY_WRITEBACKIFCOPY),
    ))
}

fn richcompare(f: &Flags, other: &Object, op: c_int) -> Res<Owned> {
    let Some(g) = other.downcast::<Flags>() else {
        return Ok(not_implemented().own());
    };
    Ok(match op {
        ffi::Py_EQ => py_bool(f.value() == g.value()).own(),
        ffi::Py_NE => py_bool(f.value() != g.value()).own(),
        _ => not_implemented().own(),
    })
}

fn new(_ty: *mut ffi::PyTypeObject, args: Args<'_>) -> Res<Owned> {
    match args.pos().first().and_then(|a| a.downcast::<Array>()) {
        Some(a) => flags_of(a),
        None => make(
            None,
            NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_OWNDATA | NPY_ARRAY_ALIGNED,
        ),
    }
}

/// Flags of an array scalar.
pub fn of_scalar() -> Res<Owned> {
    make(
        None,
        NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_OWNDATA | NPY_ARRAY_ALIGNED,
    )
}

/// Flags that belong to no array (void scalars).
pub fn of_bits(bits: c_int) -> Res<Owned> {
    make(None, bits)
}

/// Readies the type.
pub fn init() -> Res<()> {
    TypeBuilder::new(
        &FLAGS_TYPE,
        c"numpy._core.multiarray.flagsobj",
        size_of::<FlagsStruct>(),
    )
    .getset(GETSET)
    .with(|t| {
        t.slots().tp_dealloc = Some(dealloc);
        t.slots().tp_repr = Some(slot::unary(text));
        t.slots().tp_str = Some(slot::unary(text));
        t.slots().tp_richcompare = Some(slot::richcompare(richcompare));
        t.slots().tp_hash = Some(ffi::PyObject_HashNotImplemented);
        t.slots().tp_new = Some(slot::new(new));
        t.mapping().mp_subscript = Some(slot::subscript(lookup));
        t.mapping().mp_ass_subscript = Some(slot::ass_subscript(assign));
    })
    .ready()
}

/// `a.setflags(write, align, uic)`; `None` leaves a flag as it is.
pub fn setflags(
    a: &Array,
    write: Option<&Object>,
    align: Option<&Object>,
    uic: Option<&Object>,
) -> Res<()> {
    if let Some(v) = align.and_then(Object::not_none) {
        if !v.truth()? {
            a.clear_flags(NPY_ARRAY_ALIGNED);
        } else if crate::model::layout::is_aligned_layout(
            a.data(),
            a.shape(),
            a.strides(),
            a.descr().alignment(),
        ) {
            a.enable_flags(NPY_ARRAY_ALIGNED);
        } else {
            return Err(value_error(
                "cannot set aligned flag of mis-aligned array to True",
            ));
        }
    }
    if let Some(v) = uic.and_then(Object::not_none) {
        if v.truth()? {
            return Err(value_error("cannot set WRITEBACKIFCOPY flag to True"));
        }
        discard_writeback(a);
    }
    if let Some(v) = write.and_then(Object::not_none) {
        if !v.truth()? {
            a.clear_flags(NPY_ARRAY_WRITEABLE | NPY_ARRAY_WARN_ON_WRITE);
        } else if may_be_writeable(a)? {
            a.enable_flags(NPY_ARRAY_WRITEABLE);
            a.clear_flags(NPY_ARRAY_WARN_ON_WRITE);
        } else if a.base().is_none() {
            return Err(value_error(
                "Cannot make a non-writeable array writeable for arrays with a base that do not own their data.",
            ));
        } else {
            return Err(value_error(
                "cannot set WRITEABLE flag to True of this array",
            ));
        }
    }
    Ok(())
}

/// Whether the memory behind `a` may be written: some array down the chain of bases that owns it is
/// writeable, or the exporter of the buffer says so.
pub fn may_be_writeable(a: &Array) -> Res<bool> {
    if a.is_writeable() {
        return Ok(true);
    }
    let Some(mut base) = a.base().map(Object::own) else {
        return Ok(a.has_flags(NPY_ARRAY_OWNDATA));
    };
    loop {
        let Some(b) = base.downcast::<Array>() else {
            break;
        };
        if b.is_writeable() {
            return Ok(true);
        }
        match b.base() {
            // What owns the memory has been made read-only.
            None => return Ok(false),
            Some(_) if b.has_flags(NPY_ARRAY_OWNDATA) => return Ok(false),
            Some(next) => {
                let next = next.own();
                base = next;
            }
        }
    }
    // SAFETY: a local Py_buffer, released at once.
    unsafe {
        let mut view: ffi::Py_buffer = std::mem::zeroed();
        if ffi::PyObject_GetBuffer(
            base.as_ptr(),
            &mut view,
            ffi::PyBUF_WRITABLE | ffi::PyBUF_SIMPLE,
        ) < 0
        {
            Raised::pending().clear();
            return Ok(false);
        }
        ffi::PyBuffer_Release(&mut view);
    }
    Ok(true)
}
