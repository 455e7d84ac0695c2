//! The 25 built-in DType classes, their descriptors, and the look-up by type number.

use std::ffi::{CStr, c_int};
use std::sync::atomic::{AtomicPtr, Ordering};

use ferronum_abi::prelude::*;
use ferronum_pyrt::{
    Layout, Own, Res, StaticType, TypeBuilder, dict_new, import_cached, none, slot, str_new,
};

use crate::dtype::{abstracts, copy, create, meta, object};
use crate::model::descr::Descr;
use crate::model::dtype_class::{DTYPE_META_TYPE, DTYPE_TYPE, DTypeClass, DTypeSlots};

/// The DType classes of the legacy type numbers, by number; StringDType last.
pub static CLASSES: [StaticType<PyArray_DTypeMeta>; NPY_NTYPES_LEGACY + 1] =
    [const { StaticType::new() }; NPY_NTYPES_LEGACY + 1];

/// The interned descriptor of each legacy type number, set at start.
pub(crate) static SINGLETONS: [AtomicPtr<PyArray_Descr>; NPY_NTYPES_LEGACY] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; NPY_NTYPES_LEGACY];

/// The interned descriptor of a built-in type number below 24. Panics for others.
#[inline(always)]
pub fn builtin(type_num: c_int) -> &'static Descr {
    let p = SINGLETONS[type_num as usize].load(Ordering::Relaxed);
    assert!(!p.is_null(), "dtypes are not initialised");
    // SAFETY: interned descriptors live as long as the process.
    unsafe { Descr::from_ptr(p.cast()) }
}

/// The DType class of a built-in type number (`NPY_VSTRING` included).
#[inline(always)]
pub fn class_of(type_num: c_int) -> &'static DTypeClass {
    let i = if type_num == NPY_VSTRING {
        NPY_NTYPES_LEGACY
    } else {
        type_num as usize
    };
    // SAFETY: static storage; readied at start before anything looks it up.
    unsafe { DTypeClass::from_ptr(CLASSES[i].ptr().cast()) }
}

/// A new reference to the descriptor of any type number: built-in, `NPY_VSTRING`, or a
/// registered user type; `ValueError` otherwise ("Invalid data-type for array").
pub fn from_type_num(type_num: c_int) -> Res<Own<Descr>> {
    match type_num {
        0..=NPY_HALF => Ok(builtin(type_num).own()),
        NPY_VSTRING => class_of(NPY_VSTRING).default_descr(),
        _ => crate::dtype::user::descr_of_type_num(type_num)
            .ok_or_else(|| ferronum_pyrt::raised::value_error("Invalid data-type for array")),
    }
}

/// `np.dtype("c")`: one byte of text.
pub(crate) fn char_descr() -> Res<Own<Descr>> {
    let d = copy::with_elsize(builtin(NPY_STRING), 1)?;
    // SAFETY: a private copy.
    unsafe { (*d.raw()).type_ = NPY_CHARLTR as _ };
    Ok(d)
}

/// What sets one built-in type apart from the others.
struct Spec {
    class_name: &'static CStr,
    alias: Option<&'static str>,
    kind: u8,
    char: u8,
    size: isize,
    align: isize,
    item_flags: u64,
}

const fn spec(
    class_name: &'static CStr,
    alias: Option<&'static str>,
    kind: u8,
    char: u8,
    size: isize,
    align: isize,
) -> Spec {
    Spec {
        class_name,
        alias,
        kind,
        char,
        size,
        align,
        item_flags: match kind {
            b'O' => NPY_OBJECT_DTYPE_FLAGS,
            b'U' => NPY_NEEDS_INIT,
            _ => 0,
        },
    }
}

/// By type number.
const SPECS: [Spec; NPY_NTYPES_LEGACY] = {
    let s = spec;
    [
        s(c"numpy.dtypes.BoolDType", None, b'b', NPY_BOOLLTR, 1, 1),
        s(
            c"numpy.dtypes.Int8DType",
            Some("numpy.dtypes.ByteDType"),
            b'i',
            NPY_BYTELTR,
            1,
            1,
        ),
        s(
            c"numpy.dtypes.UInt8DType",
            Some("numpy.dtypes.UByteDType"),
            b'u',
            NPY_UBYTELTR,
            1,
            1,
        ),
        s(
            c"numpy.dtypes.Int16DType",
            Some("numpy.dtypes.ShortDType"),
            b'i',
            NPY_SHORTLTR,
            2,
            2,
        ),
        s(
            c"numpy.dtypes.UInt16DType",
            Some("numpy.dtypes.UShortDType"),
            b'u',
            NPY_USHORTLTR,
            2,
            2,
        ),
        s(
            c"numpy.dtypes.Int32DType",
            Some("numpy.dtypes.IntDType"),
            b'i',
            NPY_INTLTR,
            4,
            4,
        ),
        s(
            c"numpy.dtypes.UInt32DType",
            Some("numpy.dtypes.UIntDType"),
            b'u',
            NPY_UINTLTR,
            4,
            4,
        ),
        s(
            c"numpy.dtypes.Int64DType",
            Some("numpy.dtypes.LongDType"),
            b'i',
            NPY_LONGLTR,
            8,
            8,
        ),
        s(
            c"numpy.dtypes.UInt64DType",
            Some("numpy.dtypes.ULongDType"),
            b'u',
            NPY_ULONGLTR,
            8,
            8,
        ),
        s(
            c"numpy.dtypes.LongLongDType",
            None,
            b'i',
            NPY_LONGLONGLTR,
            8,
            8,
        ),
        s(
            c"numpy.dtypes.ULongLongDType",
            None,
            b'u',
            NPY_ULONGLONGLTR,
            8,
            8,
        ),
        s(c"numpy.dtypes.Float32DType", None, b'f', NPY_FLOATLTR, 4, 4),
        s(
            c"numpy.dtypes.Float64DType",
            None,
            b'f',
            NPY_DOUBLELTR,
            8,
            8,
        ),
        s(
            c"numpy.dtypes.LongDoubleDType",
            None,
            b'f',
            NPY_LONGDOUBLELTR,
            16,
            16,
        ),
        s(
            c"numpy.dtypes.Complex64DType",
            None,
            b'c',
            NPY_CFLOATLTR,
            8,
            4,
        ),
        s(
            c"numpy.dtypes.Complex128DType",
            None,
            b'c',
            NPY_CDOUBLELTR,
            16,
            8,
        ),
        s(
            c"numpy.dtypes.CLongDoubleDType",
            None,
            b'c',
            NPY_CLONGDOUBLELTR,
            32,
            16,
        ),
        s(c"numpy.dtypes.ObjectDType", None, b'O', NPY_OBJECTLTR, 8, 8),
        s(c"numpy.dtypes.BytesDType", None, b'S', NPY_STRINGLTR, 0, 1),
        s(c"numpy.dtypes.StrDType", None, b'U', NPY_UNICODELTR, 0, 4),
        s(c"numpy.dtypes.VoidDType", None, b'V', NPY_VOIDLTR, 0, 1),
        s(
            c"numpy.dtypes.DateTime64DType",
            None,
            b'M',
            NPY_DATETIMELTR,
            8,
            8,
        ),
        s(
            c"numpy.dtypes.TimeDelta64DType",
            None,
            b'm',
            NPY_TIMEDELTALTR,
            8,
            8,
        ),
        s(c"numpy.dtypes.Float16DType", None, b'f', NPY_HALFLTR, 2, 2),
    ]
};

/// The order in which the classes are made and told to `numpy.dtypes`.
const ORDER: [c_int; NPY_NTYPES_LEGACY] = [
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    NPY_HALF,
    NPY_FLOAT,
    NPY_DOUBLE,
    NPY_LONGDOUBLE,
    NPY_CFLOAT,
    NPY_CDOUBLE,
    NPY_CLONGDOUBLE,
    NPY_OBJECT,
    NPY_STRING,
    NPY_UNICODE,
    NPY_VOID,
    NPY_DATETIME,
    NPY_TIMEDELTA,
];

fn ready_class(n: c_int, makers: SlotMakers) -> Res<()> {
    let s = &SPECS[n as usize];
    let class = &CLASSES[n as usize];
    let base = match s.kind {
        b'i' | b'u' => abstracts::INTEGER.ptr(),
        b'f' => abstracts::FLOAT.ptr(),
        b'c' => abstracts::COMPLEX.ptr(),
        _ => DTYPE_TYPE.ptr(),
    };
    let scalar = crate::model::scalar_types::type_ptr(n);
    let mut flags = _NPY_DT_LEGACY;
    if matches!(s.kind, b'b' | b'i' | b'u' | b'f' | b'c') {
        flags |= NPY_DT_NUMERIC;
    }
    if matches!(s.kind, b'S' | b'U' | b'V' | b'M' | b'm') {
        flags |= NPY_DT_PARAMETRIC;
    }
    // SAFETY: static storage that nobody else sees before it is ready.
    unsafe {
        let c = class.get();
        (*c).type_num = n;
        (*c).scalar_type = scalar;
        (*c).flags = flags;
        (*c).dt_slots = Box::into_raw(Box::new((makers.builtin)(n)?)).cast();
    }
    TypeBuilder::new(class, s.class_name, size_of::<_PyArray_LegacyDescr>())
        .metatype(DTYPE_META_TYPE.ptr())
        .base(base)
        .with(|b| b.slots().tp_new = Some(slot::new(object::new_of_class)))
        .ready()?;
    // SAFETY: the fresh descriptor is filled before anybody sees it.
    unsafe {
        let d: Own<Descr> = ferronum_pyrt::types::alloc(class.ptr(), 0)?;
        let p = d.raw();
        (*p).typeobj = scalar;
        (*p).kind = s.kind as _;
        (*p).type_ = s.char as _;
        (*p).byteorder = if s.size > 1 && s.kind != b'O' || s.kind == b'U' {
            NPY_NATIVE as _
        } else {
            NPY_IGNORE as _
        };
        (*p).type_num = n;
        p.set_flags(s.item_flags);
        p.set_elsize(s.size);
        p.set_alignment(s.align);
        p.set_hash(-1);
        if matches!(n, NPY_DATETIME | NPY_TIMEDELTA) {
            create::attach_meta(
                &d,
                PyArray_DatetimeMetaData {
                    base: NPY_FR_GENERIC,
                    num: 1,
                },
            )?;
        }
        let p = d.into_ptr().cast::<PyArray_Descr>();
        (*class.get()).singleton = p;
        SINGLETONS[n as usize].store(p, Ordering::Relaxed);
    }
    Ok(())
}

/// The makers of the slots of built-in classes, which a higher floor brings.
#[derive(Clone, Copy)]
pub struct SlotMakers {
    /// Of a built-in type number.
    pub builtin: fn(c_int) -> Res<DTypeSlots>,
    /// Of a class that stands for a Python number, or for a category of numbers (NULL).
    pub python_number: fn(*mut ferronum_pyrt::ffi::PyTypeObject) -> Res<DTypeSlots>,
}

/// Readies `numpy._DTypeMeta`, `numpy.dtype` and the built-in classes with their descriptors. The scalar
/// types must be ready.
pub fn init(makers: SlotMakers) -> Res<()> {
    meta::ready()?;
    object::ready()?;
    abstracts::ready(makers)?;
    ORDER.into_iter().try_for_each(|n| ready_class(n, makers))?;
    abstracts::ready_python(makers)
}

/// Tells `numpy.dtypes` the classes. Once, when all of them (StringDType too) are ready.
pub fn announce() -> Res<()> {
    let helper = import_cached!("numpy.dtypes", "_add_dtype_helper")?;
    for n in ORDER {
        let alias = match SPECS[n as usize].alias {
            Some(a) => str_new(a)?,
            None => none().own(),
        };
        helper.call(&[class_of(n), &alias])?;
    }
    if class_of(NPY_VSTRING).type_num() == NPY_VSTRING {
        helper.call(&[class_of(NPY_VSTRING), none()])?;
    }
    Ok(())
}

/// `typeinfo`: names of types to their descriptors, in the order on which the Python layer's aliases depend.
pub(crate) fn type_info() -> Res<ferronum_pyrt::Owned> {
    let d = dict_new()?;
    let rows: [(&[&str], c_int); 26] = [
        (&["bool", "NPY_BOOL"], NPY_BOOL),
        (&["float16", "NPY_HALF"], NPY_HALF),
        (&["float32", "NPY_FLOAT"], NPY_FLOAT),
        (&["float64", "NPY_DOUBLE"], NPY_DOUBLE),
        (&["longdouble", "NPY_LONGDOUBLE"], NPY_LONGDOUBLE),
        (&["complex64", "NPY_CFLOAT"], NPY_CFLOAT),
        (&["complex128", "NPY_CDOUBLE"], NPY_CDOUBLE),
        (&["clongdouble", "NPY_CLONGDOUBLE"], NPY_CLONGDOUBLE),
        (&["bytes_", "NPY_STRING"], NPY_STRING),
        (&["str_", "NPY_UNICODE"], NPY_UNICODE),
        (&["void", "NPY_VOID"], NPY_VOID),
        (&["object_", "NPY_OBJECT"], NPY_OBJECT),
        (&["datetime64", "NPY_DATETIME"], NPY_DATETIME),
        (&["timedelta64", "NPY_TIMEDELTA"], NPY_TIMEDELTA),
        (&["int8", "byte", "NPY_BYTE"], NPY_BYTE),
        (&["uint8", "ubyte", "NPY_UBYTE"], NPY_UBYTE),
        (&["int16", "short", "NPY_SHORT"], NPY_SHORT),
        (&["uint16", "ushort", "NPY_USHORT"], NPY_USHORT),
        (&["int32", "intc", "NPY_INT"], NPY_INT),
        (&["uint32", "uintc", "NPY_UINT"], NPY_UINT),
        (&["int64", "long", "NPY_LONG"], NPY_LONG),
        (&["uint64", "ulong", "NPY_ULONG"], NPY_ULONG),
        (&["longlong", "NPY_LONGLONG"], NPY_LONGLONG),
        (&["ulonglong", "NPY_ULONGLONG"], NPY_ULONGLONG),
        (&["intp"], NPY_INTP),
        (&["uintp"], NPY_UINTP),
    ];
    for (names, n) in rows {
        for name in names {
            d.dict_set_str(name, builtin(n))?;
        }
    }
    Ok(d)
}

/// An empty slot table: everything absent.
pub(crate) fn empty_slots() -> DTypeSlots {
    // SAFETY: option-wrapped function pointers and raw pointers: all zero means "none".
    unsafe { std::mem::zeroed() }
}

/// The type number of a type character, -1 if there is none.
pub fn type_num_of_char(c: u8) -> c_int {
    match c {
        b'p' | b'n' => NPY_INTP,
        b'P' | b'N' => NPY_UINTP,
        NPY_CHARLTR => NPY_CHAR,
        NPY_VSTRINGLTR => NPY_VSTRING,
        NPY_DEPRECATED_STRINGLTR2 => NPY_STRING,
        _ => SPECS
            .iter()
            .position(|s| s.char == c)
            .map_or(-1, |i| i as c_int),
    }
}

/// The descriptor of a type number or of a type character (`PyArray_DescrFromType`).
pub fn descr_from_type(type_num: c_int) -> Res<Own<Descr>> {
    let number = match type_num {
        n if n == c_int::from(NPY_CHARLTR) => return char_descr(),
        // Below this are type numbers, above user types.
        NPY_NOTYPE..NPY_USERDEF => type_num_of_char(type_num as u8),
        n => n,
    };
    from_type_num(number)
}
