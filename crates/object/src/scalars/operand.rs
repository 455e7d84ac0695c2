//! Operands of scalar arithmetic: what an object is, its value, and the type that two of them promote to.

use std::ffi::c_int;

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Object, Res};
use ferronum_scalar::float_status;
use ferronum_scalar::longdouble::LongDouble;
use ferronum_scalar::{f16, half};

use crate::casting::item::scalar::read;
use crate::coerce::promote;
use crate::dtype::builtin;
use crate::model::scalar_types::{exact_type_num, type_num_of};
use crate::model::{is_complex, is_integer, is_number};
use crate::ufunc::errstate;

/// What an object is to scalar arithmetic.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number (or bool) scalar of this type number; of exactly our type, or of a subclass.
    Scalar(c_int, bool),
    /// `True` or `False`.
    PyBool,
    /// An `int`.
    PyInt,
    /// A `float`.
    PyFloat,
    /// A `complex`.
    PyComplex,
    /// Anything else.
    Other,
}

/// Classifies an object.
#[inline]
pub(crate) fn kind(o: &Object) -> Kind {
    let n = exact_type_num(o.type_ptr());
    if n >= 0 {
        return if is_number(n) {
            Kind::Scalar(n, true)
        } else {
            Kind::Other
        };
    }
    if o.is_int_exact() {
        Kind::PyInt
    } else if o.is_float_exact() {
        Kind::PyFloat
    } else if o.is_bool() {
        Kind::PyBool
    } else if o.is_complex_exact() {
        Kind::PyComplex
    } else {
        let n = type_num_of(o.type_ptr());
        if n >= 0 && is_number(n) {
            Kind::Scalar(n, false)
        } else {
            Kind::Other
        }
    }
}

/// The type number that a scalar and a Python number promote to (NEP 50).
fn with_python(n: c_int, k: Kind) -> c_int {
    match k {
        Kind::PyBool => n,
        Kind::PyInt if n == NPY_BOOL => NPY_LONG,
        Kind::PyInt => n,
        Kind::PyFloat if n == NPY_BOOL || is_integer(n) => NPY_DOUBLE,
        Kind::PyFloat => n,
        _ if is_complex(n) => n,
        _ => match n {
            NPY_HALF | NPY_FLOAT => NPY_CFLOAT,
            NPY_LONGDOUBLE => NPY_CLONGDOUBLE,
            _ => NPY_CDOUBLE,
        },
    }
}

/// The type number in which an operation on the two takes place; `None` where arrays have to decide.
#[inline]
pub(crate) fn common(a: Kind, b: Kind) -> Option<c_int> {
    Some(match (a, b) {
        (Kind::Scalar(n, _), Kind::Scalar(m, _)) if n == m => n,
        (Kind::Scalar(n, _), Kind::Scalar(m, _)) => promote::common_number(n, m),
        (_, Kind::Other) | (Kind::Other, _) => return None,
        (Kind::Scalar(n, _), k) | (k, Kind::Scalar(n, _)) => with_python(n, k),
        _ => return None,
    })
}

/// A value, in the widest form of its category.
#[derive(Clone, Copy)]
pub(crate) enum Val {
    /// Integers and bool.
    Int(i128),
    /// Half, single and double.
    Float(f64),
    /// Long double.
    Long(LongDouble),
    /// Complex of singles or doubles.
    Complex(f64, f64),
    /// Complex of long doubles.
    LongComplex(LongDouble, LongDouble),
}

/// The value of a scalar of type number `n`.
///
/// # Safety
/// The object is such a scalar.
#[inline]
unsafe fn load_scalar(o: &Object, n: c_int) -> Val {
    // SAFETY: as the caller vouches.
    unsafe {
        match n {
            NPY_BOOL => Val::Int(i128::from(read::<u8>(o) != 0)),
            NPY_BYTE => Val::Int(read::<i8>(o).into()),
            NPY_UBYTE => Val::Int(read::<u8>(o).into()),
            NPY_SHORT => Val::Int(read::<i16>(o).into()),
            NPY_USHORT => Val::Int(read::<u16>(o).into()),
            NPY_INT => Val::Int(read::<i32>(o).into()),
            NPY_UINT => Val::Int(read::<u32>(o).into()),
            NPY_LONG | NPY_LONGLONG => Val::Int(read::<i64>(o).into()),
            NPY_ULONG | NPY_ULONGLONG => Val::Int(read::<u64>(o).into()),
            NPY_HALF => Val::Float(half::to_f64(read::<u16>(o))),
            NPY_FLOAT => Val::Float(read::<f32>(o).into()),
            NPY_DOUBLE => Val::Float(read::<f64>(o)),
            NPY_LONGDOUBLE => Val::Long(read::<LongDouble>(o)),
            NPY_CFLOAT => {
                let v = read::<npy_cfloat>(o);
                Val::Complex(v.real.into(), v.imag.into())
            }
            NPY_CDOUBLE => {
                let v = read::<npy_cdouble>(o);
                Val::Complex(v.real, v.imag)
            }
            _ => {
                let v = read::<[LongDouble; 2]>(o);
                Val::LongComplex(v[0], v[1])
            }
        }
    }
}

/// A Python `int` of any size.
pub(crate) enum Big {
    /// It fits an `i128`.
    Fits(i128),
    /// It does not; the sign.
    Beyond(i32),
}

/// The value of a Python `int`.
pub(crate) fn python_int(o: &Object) -> Res<Big> {
    match o.int_to_i64()? {
        Ok(v) => Ok(Big::Fits(v.into())),
        Err(sign) if sign > 0 => match o.int_to_u64() {
            Ok(v) => Ok(Big::Fits(v.into())),
            Err(e) => {
                e.clear();
                Ok(Big::Beyond(sign))
            }
        },
        Err(sign) => Ok(Big::Beyond(sign)),
    }
}

/// The value of an operand for work in type number `n`. Raises what storing a Python number in that type raises.
#[inline]
pub(crate) fn load(o: &Object, k: Kind, n: c_int) -> Res<Val> {
    match k {
        // SAFETY: classified so.
        Kind::Scalar(m, _) => Ok(unsafe { load_scalar(o, m) }),
        Kind::PyFloat if n == NPY_DOUBLE => Ok(Val::Float(o.to_f64()?)),
        _ => load_python(o, k, n),
    }
}

/// True if `v` is a value of the integer type `n`.
#[inline]
pub(crate) fn fits(v: i128, n: c_int) -> bool {
    let (low, high): (i128, i128) = match n {
        NPY_BYTE => (i8::MIN.into(), i8::MAX.into()),
        NPY_UBYTE => (0, u8::MAX.into()),
        NPY_SHORT => (i16::MIN.into(), i16::MAX.into()),
        NPY_USHORT => (0, u16::MAX.into()),
        NPY_INT => (i32::MIN.into(), i32::MAX.into()),
        NPY_UINT => (0, u32::MAX.into()),
        NPY_LONG | NPY_LONGLONG => (i64::MIN.into(), i64::MAX.into()),
        _ => (0, u64::MAX.into()),
    };
    (low..=high).contains(&v)
}

/// What assigning the object to an element of type number `n` stores; it may raise or warn.
fn load_by_assignment(o: &Object, n: c_int) -> Res<Val> {
    let mut room = npy_clongdouble::default();
    let p = std::ptr::from_mut(&mut room).cast::<u8>();
    // SAFETY: room for an element of any number type.
    unsafe { crate::casting::set_item(builtin(n), p, o)? };
    // SAFETY: the scalar made of it has that type number.
    unsafe {
        let s = crate::casting::from_memory(p, builtin(n), None)?;
        Ok(load_scalar(&s, n))
    }
}

fn load_python(o: &Object, k: Kind, n: c_int) -> Res<Val> {
    match k {
        Kind::PyBool => Ok(Val::Int(i128::from(o.truth()?))),
        Kind::PyInt => match python_int(o)? {
            Big::Fits(v) if is_integer(n) => {
                if fits(v, n) {
                    Ok(Val::Int(v))
                } else {
                    load_by_assignment(o, n)
                }
            }
            // Everything up to 2**53 is exact in a double and in what is wider.
            Big::Fits(v)
                if matches!(n, NPY_DOUBLE | NPY_CDOUBLE) && v.unsigned_abs() <= 1 << 53 =>
            {
                Ok(Val::Int(v))
            }
            Big::Fits(v) if matches!(n, NPY_LONGDOUBLE | NPY_CLONGDOUBLE) => Ok(Val::Int(v)),
            Big::Fits(v) if matches!(n, NPY_FLOAT | NPY_CFLOAT) && v.unsigned_abs() <= 1 << 24 => {
                Ok(Val::Int(v))
            }
            Big::Beyond(_) if n == NPY_LONGDOUBLE || n == NPY_CLONGDOUBLE || is_integer(n) => {
                load_by_assignment(o, n)
            }
            _ => rounded(o.to_f64()?, n).map(Val::Float),
        },
        Kind::PyFloat => rounded(o.to_f64()?, n).map(Val::Float),
        _ => {
            let (re, im) = o.to_complex()?;
            Ok(Val::Complex(rounded(re, n)?, rounded(im, n)?))
        }
    }
}

/// A double rounded to the precision of `n`; what gets infinite is reported as an overflow in a cast.
fn rounded(v: f64, n: c_int) -> Res<f64> {
    let r = match n {
        NPY_HALF => half::to_f64(half::from_f64(v)),
        NPY_FLOAT | NPY_CFLOAT => f64::from(v as f32),
        _ => return Ok(v),
    };
    if r.is_infinite() && v.is_finite() {
        errstate::report("cast", float_status::OVERFLOW)?;
    }
    Ok(r)
}

fn long_from_i128(v: i128) -> LongDouble {
    match i64::try_from(v) {
        Ok(v) => LongDouble::from(v),
        Err(_) => LongDouble::from(v as u64),
    }
}

impl Val {
    /// As an integer; only integer values are asked.
    #[inline]
    pub(crate) fn int(self) -> i128 {
        match self {
            Val::Int(v) => v,
            Val::Float(v) => v as i128,
            _ => 0,
        }
    }

    /// As a double.
    #[inline]
    pub(crate) fn f64(self) -> f64 {
        match self {
            Val::Int(v) => match i64::try_from(v) {
                Ok(v) => v as f64,
                Err(_) => v as f64,
            },
            Val::Float(v) | Val::Complex(v, _) => v,
            Val::Long(v) | Val::LongComplex(v, _) => v.to_f64(),
        }
    }

    /// As a single.
    #[inline]
    pub(crate) fn f32(self) -> f32 {
        match self {
            Val::Int(v) => v as f32,
            v => v.f64() as f32,
        }
    }

    /// As a half.
    #[inline]
    pub(crate) fn f16(self) -> f16 {
        half::f16_from_f64(self.f64())
    }

    /// As a long double.
    pub(crate) fn long(self) -> LongDouble {
        match self {
            Val::Int(v) => long_from_i128(v),
            Val::Float(v) | Val::Complex(v, _) => LongDouble::from(v),
            Val::Long(v) | Val::LongComplex(v, _) => v,
        }
    }

    /// As real and imaginary part.
    #[inline]
    pub(crate) fn complex(self) -> (f64, f64) {
        match self {
            Val::Complex(re, im) => (re, im),
            Val::LongComplex(re, im) => (re.to_f64(), im.to_f64()),
            v => (v.f64(), 0.0),
        }
    }

    /// As real and imaginary part in long precision.
    pub(crate) fn long_complex(self) -> [LongDouble; 2] {
        match self {
            Val::Complex(re, im) => [re.into(), im.into()],
            Val::LongComplex(re, im) => [re, im],
            v => [v.long(), LongDouble::ZERO],
        }
    }

    /// Writes the value as an element of type number `n`.
    ///
    /// # Safety
    /// `p` has room for an element of that type and is aligned for it.
    pub(crate) unsafe fn store(self, n: c_int, p: *mut u8) {
        macro_rules! put {
            ($t:ty, $v:expr) => {
                p.cast::<$t>().write($v)
            };
        }
        // SAFETY: as the caller vouches.
        unsafe {
            match n {
                NPY_BOOL => put!(u8, u8::from(self.int() != 0)),
                NPY_BYTE => put!(i8, self.int() as i8),
                NPY_UBYTE => put!(u8, self.int() as u8),
                NPY_SHORT => put!(i16, self.int() as i16),
                NPY_USHORT => put!(u16, self.int() as u16),
                NPY_INT => put!(i32, self.int() as i32),
                NPY_UINT => put!(u32, self.int() as u32),
                NPY_LONG | NPY_LONGLONG => put!(i64, self.int() as i64),
                NPY_ULONG | NPY_ULONGLONG => put!(u64, self.int() as u64),
                NPY_HALF => put!(u16, self.f16().to_bits()),
                NPY_FLOAT => put!(f32, self.f32()),
                NPY_DOUBLE => put!(f64, self.f64()),
                NPY_LONGDOUBLE => put!(LongDouble, self.long()),
                NPY_CFLOAT => {
                    let (re, im) = self.complex();
                    put!([f32; 2], [re as f32, im as f32])
                }
                NPY_CDOUBLE => {
                    let (re, im) = self.complex();
                    put!([f64; 2], [re, im])
                }
                _ => put!([LongDouble; 2], self.long_complex()),
            }
        }
    }
}
