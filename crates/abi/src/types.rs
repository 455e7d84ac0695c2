//! The `npy_*` number types.
use core::ffi::{c_int, c_long, c_longlong, c_short, c_uint, c_ulong, c_ulonglong, c_ushort};
use pyo3_ffi::Py_hash_t;

/// C `unsigned char` holding 0 or 1.
pub type npy_bool = u8;
/// C `signed char`.
pub type npy_byte = i8;
/// C `unsigned char`.
pub type npy_ubyte = u8;
/// C `short`.
pub type npy_short = c_short;
/// C `unsigned short`.
pub type npy_ushort = c_ushort;
/// C `int`.
pub type npy_int = c_int;
/// C `unsigned int`.
pub type npy_uint = c_uint;
/// C `long`.
pub type npy_long = c_long;
/// C `unsigned long`.
pub type npy_ulong = c_ulong;
/// C `long long`.
pub type npy_longlong = c_longlong;
/// C `unsigned long long`.
pub type npy_ulonglong = c_ulonglong;
/// 8 bits.
pub type npy_int8 = i8;
/// 8 bits, unsigned.
pub type npy_uint8 = u8;
/// 16 bits.
pub type npy_int16 = i16;
/// 16 bits, unsigned.
pub type npy_uint16 = u16;
/// 32 bits.
pub type npy_int32 = i32;
/// 32 bits, unsigned.
pub type npy_uint32 = u32;
/// 64 bits.
pub type npy_int64 = i64;
/// 64 bits, unsigned.
pub type npy_uint64 = u64;
/// Pointer-sized signed integer.
pub type npy_intp = isize;
/// Pointer-sized unsigned integer.
pub type npy_uintp = usize;
/// Bits of an IEEE half.
pub type npy_half = u16;
/// C `float`.
pub type npy_float = f32;
/// C `double`.
pub type npy_double = f64;
/// Ticks of a `datetime64`.
pub type npy_datetime = i64;
/// Ticks of a `timedelta64`.
pub type npy_timedelta = i64;
/// One code point.
pub type npy_ucs4 = u32;
/// Python's hash type.
pub type npy_hash_t = Py_hash_t;

/// The bytes of a C `long double` (x87 extended on x86-64).
#[repr(C, align(16))]
#[derive(Clone, Copy, Debug, Default)]
pub struct npy_longdouble {
    /// Ten bytes of value, six of padding on x86-64.
    pub bytes: [u8; 16],
}
layout!(npy_longdouble, 16; bytes = 0);

/// C `float _Complex`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct npy_cfloat {
    /// Real part.
    pub real: f32,
    /// Imaginary part.
    pub imag: f32,
}
layout!(npy_cfloat, 8; real = 0, imag = 4);

/// C `double _Complex`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct npy_cdouble {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imag: f64,
}
layout!(npy_cdouble, 16; real = 0, imag = 8);

/// C `long double _Complex`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct npy_clongdouble {
    /// Real part.
    pub real: npy_longdouble,
    /// Imaginary part.
    pub imag: npy_longdouble,
}
layout!(npy_clongdouble, 32; real = 0, imag = 16);
