//! Versions, limits, type numbers, and the small enumerations that cross the C boundary.
use core::ffi::{c_int, c_uint};

/// ABI version of the 2.x series, what slot 0 returns.
pub const NPY_ABI_VERSION: c_uint = 0x0200_0000;
/// C-API feature version of NumPy 2.4, what slot 211 returns.
pub const NPY_API_VERSION: c_uint = 0x15;
/// Little endian, as slot 210 reports it.
pub const NPY_CPU_LITTLE: c_int = 1;
/// Big endian, as slot 210 reports it.
pub const NPY_CPU_BIG: c_int = 2;

/// Most dimensions of an array.
pub const NPY_MAXDIMS: usize = 64;
/// Most dimensions of `flatiter` and `broadcast` structs, fixed by their layout.
pub const NPY_MAXDIMS_LEGACY_ITERS: usize = 32;
/// Most operands of a ufunc or an iterator.
pub const NPY_MAXARGS: usize = 64;
/// The axis number that means "the flattened array".
pub const NPY_RAVEL_AXIS: c_int = c_int::MIN;
/// Default ufunc buffer size in elements.
pub const NPY_BUFSIZE: usize = 8192;
/// Smallest ufunc buffer size.
pub const NPY_MIN_BUFSIZE: usize = 16;
/// Largest ufunc buffer size.
pub const NPY_MAX_BUFSIZE: usize = 16_000_000;
/// Priority of base arrays.
pub const NPY_PRIORITY: f64 = 0.0;
/// Priority of array subclasses.
pub const NPY_SUBTYPE_PRIORITY: f64 = 1.0;
/// Priority of scalars.
pub const NPY_SCALAR_PRIORITY: f64 = -1_000_000.0;
/// Return value of converters that failed.
pub const NPY_FAIL: c_int = 0;
/// Return value of converters that succeeded.
pub const NPY_SUCCEED: c_int = 1;

macro_rules! int_constants {
    ($ty:ty; $($name:ident = $value:expr),* $(,)?) => {
        $(#[doc = concat!("`", stringify!($name), "`.")] pub const $name: $ty = $value;)*
    };
}

int_constants! { c_int;
    NPY_BOOL = 0, NPY_BYTE = 1, NPY_UBYTE = 2, NPY_SHORT = 3, NPY_USHORT = 4, NPY_INT = 5,
    NPY_UINT = 6, NPY_LONG = 7, NPY_ULONG = 8, NPY_LONGLONG = 9, NPY_ULONGLONG = 10,
    NPY_FLOAT = 11, NPY_DOUBLE = 12, NPY_LONGDOUBLE = 13, NPY_CFLOAT = 14, NPY_CDOUBLE = 15,
    NPY_CLONGDOUBLE = 16, NPY_OBJECT = 17, NPY_STRING = 18, NPY_UNICODE = 19, NPY_VOID = 20,
    NPY_DATETIME = 21, NPY_TIMEDELTA = 22, NPY_HALF = 23, NPY_CHAR = 24, NPY_NOTYPE = 25,
    NPY_USERDEF = 256, NPY_VSTRING = 2056,
    NPY_INT8 = NPY_BYTE, NPY_UINT8 = NPY_UBYTE, NPY_INT16 = NPY_SHORT, NPY_UINT16 = NPY_USHORT,
    NPY_INT32 = NPY_INT, NPY_UINT32 = NPY_UINT, NPY_INT64 = NPY_LONG, NPY_UINT64 = NPY_ULONG,
    NPY_FLOAT16 = NPY_HALF, NPY_FLOAT32 = NPY_FLOAT, NPY_FLOAT64 = NPY_DOUBLE,
    NPY_COMPLEX64 = NPY_CFLOAT, NPY_COMPLEX128 = NPY_CDOUBLE,
    NPY_INTP = NPY_LONG, NPY_UINTP = NPY_ULONG, NPY_DEFAULT_INT = NPY_INTP,
    NPY_DEFAULT_TYPE = NPY_DOUBLE,
}
/// Number of type numbers whose struct is the legacy one.
pub const NPY_NTYPES_LEGACY: usize = 24;
/// Length of `PyArray_ArrFuncs.cast`, fixed by its layout.
pub const NPY_NTYPES_ABI_COMPATIBLE: usize = 21;

int_constants! { u8;
    NPY_BOOLLTR = b'?', NPY_BYTELTR = b'b', NPY_UBYTELTR = b'B', NPY_SHORTLTR = b'h',
    NPY_USHORTLTR = b'H', NPY_INTLTR = b'i', NPY_UINTLTR = b'I', NPY_LONGLTR = b'l',
    NPY_ULONGLTR = b'L', NPY_LONGLONGLTR = b'q', NPY_ULONGLONGLTR = b'Q', NPY_HALFLTR = b'e',
    NPY_FLOATLTR = b'f', NPY_DOUBLELTR = b'd', NPY_LONGDOUBLELTR = b'g', NPY_CFLOATLTR = b'F',
    NPY_CDOUBLELTR = b'D', NPY_CLONGDOUBLELTR = b'G', NPY_OBJECTLTR = b'O', NPY_STRINGLTR = b'S',
    NPY_DEPRECATED_STRINGLTR2 = b'a', NPY_UNICODELTR = b'U', NPY_VOIDLTR = b'V',
    NPY_DATETIMELTR = b'M', NPY_TIMEDELTALTR = b'm', NPY_CHARLTR = b'c', NPY_VSTRINGLTR = b'T',
    NPY_GENBOOLLTR = b'b', NPY_SIGNEDLTR = b'i', NPY_UNSIGNEDLTR = b'u', NPY_FLOATINGLTR = b'f',
    NPY_COMPLEXLTR = b'c',
    NPY_LITTLE = b'<', NPY_BIG = b'>', NPY_NATIVE = b'=', NPY_SWAP = b's', NPY_IGNORE = b'|',
    NPY_NATBYTE = if cfg!(target_endian = "big") { b'>' } else { b'<' },
    NPY_OPPBYTE = if cfg!(target_endian = "big") { b'<' } else { b'>' },
}

/// C `enum NPY_ORDER`.
pub type NPY_ORDER = c_int;
int_constants! { NPY_ORDER;
    NPY_ANYORDER = -1, NPY_CORDER = 0, NPY_FORTRANORDER = 1, NPY_KEEPORDER = 2,
}

/// C `enum NPY_CASTING`.
pub type NPY_CASTING = c_int;
int_constants! { NPY_CASTING;
    _NPY_ERROR_OCCURRED_IN_CAST = -1, NPY_NO_CASTING = 0, NPY_EQUIV_CASTING = 1,
    NPY_SAFE_CASTING = 2, NPY_SAME_KIND_CASTING = 3, NPY_UNSAFE_CASTING = 4,
    NPY_SAME_VALUE_CASTING_FLAG = 64, NPY_SAME_VALUE_CASTING = 68,
}

/// C `enum NPY_CLIPMODE`.
pub type NPY_CLIPMODE = c_int;
int_constants! { NPY_CLIPMODE; NPY_CLIP = 0, NPY_WRAP = 1, NPY_RAISE = 2 }

/// C `enum NPY_CORRELATEMODE`.
pub type NPY_CORRELATEMODE = c_int;
int_constants! { NPY_CORRELATEMODE; NPY_VALID = 0, NPY_SAME = 1, NPY_FULL = 2 }

/// C `enum NPY_SORTKIND`.
pub type NPY_SORTKIND = c_int;
int_constants! { NPY_SORTKIND;
    _NPY_SORT_UNDEFINED = -1, NPY_QUICKSORT = 0, NPY_HEAPSORT = 1, NPY_MERGESORT = 2,
    NPY_STABLESORT = 2, NPY_SORT_DEFAULT = 0, NPY_SORT_STABLE = 2, NPY_SORT_DESCENDING = 4,
}
/// Length of the sort tables in `PyArray_ArrFuncs`.
pub const NPY_NSORTS: usize = 3;

/// C `enum NPY_SELECTKIND`.
pub type NPY_SELECTKIND = c_int;
int_constants! { NPY_SELECTKIND; NPY_INTROSELECT = 0 }

/// C `enum NPY_SEARCHSIDE`.
pub type NPY_SEARCHSIDE = c_int;
int_constants! { NPY_SEARCHSIDE; NPY_SEARCHLEFT = 0, NPY_SEARCHRIGHT = 1 }

/// C `enum NPY_SCALARKIND`.
pub type NPY_SCALARKIND = c_int;
int_constants! { NPY_SCALARKIND;
    NPY_NOSCALAR = -1, NPY_BOOL_SCALAR = 0, NPY_INTPOS_SCALAR = 1, NPY_INTNEG_SCALAR = 2,
    NPY_FLOAT_SCALAR = 3, NPY_COMPLEX_SCALAR = 4, NPY_OBJECT_SCALAR = 5,
}
/// Number of scalar kinds.
pub const NPY_NSCALARKINDS: usize = 6;

int_constants! { c_int;
    NPY_FPE_DIVIDEBYZERO = 1, NPY_FPE_OVERFLOW = 2, NPY_FPE_UNDERFLOW = 4, NPY_FPE_INVALID = 8,
}
