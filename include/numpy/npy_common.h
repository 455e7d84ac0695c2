/* Number types, their limits and formats, and the compiler's words for what C does not name. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_COMMON_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_COMMON_H_

#include <Python.h>
#include <limits.h>
#include <sys/types.h>
#include <unistd.h>
#ifndef __cplusplus
#include <complex.h>
#endif

#include "numpyconfig.h"
#include "_ferronum_constants.h"

/* ---- compiler ---- */

/* Code that is made for NumPy's own build may ask for inline mathematics; ours is a library. */
#ifndef NPY_INLINE_MATH
#define NPY_INLINE_MATH 0
#endif

#define NPY_GCC_UNROLL_LOOPS
#define NPY_GCC_OPT_3
#define NPY_GCC_NONNULL(n)
#define NPY_LIKELY(x) (__builtin_expect(!!(x), 1))
#define NPY_UNLIKELY(x) (__builtin_expect(!!(x), 0))
#define NPY_PREFETCH(x, rw, loc) __builtin_prefetch((x), (rw), (loc))

#ifdef __STRICT_ANSI__
#define NPY_INLINE __inline__
#else
#define NPY_INLINE inline
#endif
#ifdef __cplusplus
#define NPY_FINLINE inline __attribute__((always_inline))
#define NPY_TLS thread_local
#else
#define NPY_FINLINE static inline __attribute__((always_inline))
#define NPY_TLS
#endif
#define NPY_NOINLINE static __attribute__((noinline))
#define NPY_NO_EXPORT NPY_VISIBILITY_HIDDEN
#define NPY_RETURNS_BORROWED_REF
#define NPY_STEALS_REF_TO_ARG(n)
#define NPY_INPLACE

/* ---- files ---- */

#define npy_fseek fseeko
#define npy_ftell ftello
#define npy_lseek lseek
#define npy_off_t off_t
#if NPY_SIZEOF_OFF_T == NPY_SIZEOF_LONG
#define NPY_OFF_T_PYFMT "l"
#else
#define NPY_OFF_T_PYFMT "L"
#endif

/* ---- integers ---- */

/* What slot 210 of the array table answers. */
enum { NPY_CPU_UNKNOWN_ENDIAN = 0, NPY_CPU_LITTLE = 1, NPY_CPU_BIG = 2 };

typedef unsigned char npy_bool;
#define NPY_FALSE 0
#define NPY_TRUE 1

typedef char npy_char;
typedef signed char npy_byte;
typedef unsigned char npy_ubyte;
typedef short npy_short;
typedef unsigned short npy_ushort;
typedef int npy_int;
typedef unsigned int npy_uint;
typedef long npy_long;
typedef unsigned long npy_ulong;
typedef long long npy_longlong;
typedef unsigned long long npy_ulonglong;
typedef Py_ssize_t npy_intp;
typedef size_t npy_uintp;
typedef Py_hash_t npy_hash_t;

#define NPY_LONGLONG_SUFFIX(x) (x##LL)
#define NPY_ULONGLONG_SUFFIX(x) (x##ULL)
#define NPY_SSIZE_T_PYFMT "n"

/* Replaces `const char` in old signatures. */
#undef constchar
#define constchar char

#define NPY_SIZEOF_CHAR 1
#define NPY_SIZEOF_BYTE 1
#define NPY_SIZEOF_HALF 2
#define NPY_SIZEOF_DATETIME 8
#define NPY_SIZEOF_TIMEDELTA 8
#define NPY_SIZEOF_CFLOAT NPY_SIZEOF_COMPLEX_FLOAT
#define NPY_SIZEOF_CDOUBLE NPY_SIZEOF_COMPLEX_DOUBLE
#define NPY_SIZEOF_CLONGDOUBLE NPY_SIZEOF_COMPLEX_LONGDOUBLE
#define NPY_SIZEOF_HASH_T NPY_SIZEOF_INTP

#define NPY_MIN_BYTE SCHAR_MIN
#define NPY_MAX_BYTE SCHAR_MAX
#define NPY_MAX_UBYTE UCHAR_MAX
#define NPY_MIN_SHORT SHRT_MIN
#define NPY_MAX_SHORT SHRT_MAX
#define NPY_MAX_USHORT USHRT_MAX
#define NPY_MIN_INT INT_MIN
#define NPY_MAX_INT INT_MAX
#define NPY_MAX_UINT UINT_MAX
#define NPY_MIN_LONG LONG_MIN
#define NPY_MAX_LONG LONG_MAX
#define NPY_MAX_ULONG ULONG_MAX
#define NPY_MIN_LONGLONG NPY_MIN_INT64
#define NPY_MAX_LONGLONG NPY_MAX_INT64
#define NPY_MAX_ULONGLONG NPY_MAX_UINT64
#define NPY_MIN_DATETIME NPY_MIN_INT64
#define NPY_MAX_DATETIME NPY_MAX_INT64
#define NPY_MIN_TIMEDELTA NPY_MIN_INT64
#define NPY_MAX_TIMEDELTA NPY_MAX_INT64

#define NPY_MIN_INT8 (-128)
#define NPY_MAX_INT8 127
#define NPY_MAX_UINT8 255
#define NPY_MIN_INT16 (-32768)
#define NPY_MAX_INT16 32767
#define NPY_MAX_UINT16 65535
#define NPY_MIN_INT32 (-NPY_MAX_INT32 - 1)
#define NPY_MAX_INT32 2147483647
#define NPY_MAX_UINT32 4294967295U
#define NPY_MIN_INT64 (-NPY_MAX_INT64 - NPY_LONGLONG_SUFFIX(1))
#define NPY_MAX_INT64 NPY_LONGLONG_SUFFIX(9223372036854775807)
#define NPY_MAX_UINT64 NPY_ULONGLONG_SUFFIX(18446744073709551615)

#define NPY_BYTE_FMT "hhd"
#define NPY_UBYTE_FMT "hhu"
#define NPY_SHORT_FMT "hd"
#define NPY_USHORT_FMT "hu"
#define NPY_INT_FMT "d"
#define NPY_UINT_FMT "u"
#define NPY_LONG_FMT "ld"
#define NPY_ULONG_FMT "lu"
#define NPY_LONGLONG_FMT "lld"
#define NPY_ULONGLONG_FMT "llu"

/* ---- floating point ---- */

typedef float npy_float;
typedef double npy_double;
#define longdouble_t long double
typedef long double npy_longdouble;

#ifdef __cplusplus
/* C++ has no `_Complex`; the same bytes, read with npy_creal() and its kin. */
typedef struct { float _Val[2]; } npy_cfloat;
typedef struct { double _Val[2]; } npy_cdouble;
typedef struct { long double _Val[2]; } npy_clongdouble;
#else
typedef float _Complex npy_cfloat;
typedef double _Complex npy_cdouble;
typedef long double _Complex npy_clongdouble;
#endif

#define NPY_HALF_FMT "g"
#define NPY_FLOAT_FMT "g"
#define NPY_DOUBLE_FMT "g"
#define NPY_LONGDOUBLE_FMT "Lg"

/* ---- sizes in bits ---- */

#define NPY_BITSOF_BOOL (sizeof(npy_bool) * CHAR_BIT)
#define NPY_BITSOF_CHAR CHAR_BIT
#define NPY_BITSOF_BYTE (NPY_SIZEOF_BYTE * CHAR_BIT)
#define NPY_BITSOF_SHORT (NPY_SIZEOF_SHORT * CHAR_BIT)
#define NPY_BITSOF_INT (NPY_SIZEOF_INT * CHAR_BIT)
#define NPY_BITSOF_LONG (NPY_SIZEOF_LONG * CHAR_BIT)
#define NPY_BITSOF_LONGLONG (NPY_SIZEOF_LONGLONG * CHAR_BIT)
#define NPY_BITSOF_INTP (NPY_SIZEOF_INTP * CHAR_BIT)
#define NPY_BITSOF_HALF (NPY_SIZEOF_HALF * CHAR_BIT)
#define NPY_BITSOF_FLOAT (NPY_SIZEOF_FLOAT * CHAR_BIT)
#define NPY_BITSOF_DOUBLE (NPY_SIZEOF_DOUBLE * CHAR_BIT)
#define NPY_BITSOF_LONGDOUBLE (NPY_SIZEOF_LONGDOUBLE * CHAR_BIT)
#define NPY_BITSOF_CFLOAT (NPY_SIZEOF_CFLOAT * CHAR_BIT)
#define NPY_BITSOF_CDOUBLE (NPY_SIZEOF_CDOUBLE * CHAR_BIT)
#define NPY_BITSOF_CLONGDOUBLE (NPY_SIZEOF_CLONGDOUBLE * CHAR_BIT)
#define NPY_BITSOF_DATETIME (NPY_SIZEOF_DATETIME * CHAR_BIT)
#define NPY_BITSOF_TIMEDELTA (NPY_SIZEOF_TIMEDELTA * CHAR_BIT)

#if NPY_SIZEOF_LONG != 8 || NPY_SIZEOF_INTP != 8
#error "libferronum is built for systems where long and pointers have 64 bits"
#endif

/* The numbers of these types stand in _ferronum_constants.h. */
typedef signed char npy_int8;
typedef unsigned char npy_uint8;
typedef short npy_int16;
typedef unsigned short npy_uint16;
typedef int npy_int32;
typedef unsigned int npy_uint32;
typedef long npy_int64;
typedef unsigned long npy_uint64;
typedef unsigned int npy_ucs4;
typedef npy_uint16 npy_half;
typedef npy_half npy_float16;
typedef float npy_float32;
typedef double npy_float64;
typedef npy_cfloat npy_complex64;
typedef npy_cdouble npy_complex128;
typedef npy_int64 npy_datetime;
typedef npy_int64 npy_timedelta;

#define NPY_INT8_FMT NPY_BYTE_FMT
#define NPY_UINT8_FMT NPY_UBYTE_FMT
#define NPY_INT16_FMT NPY_SHORT_FMT
#define NPY_UINT16_FMT NPY_USHORT_FMT
#define NPY_INT32_FMT NPY_INT_FMT
#define NPY_UINT32_FMT NPY_UINT_FMT
#define NPY_INT64_FMT NPY_LONG_FMT
#define NPY_UINT64_FMT NPY_ULONG_FMT
#define NPY_INTP_FMT "ld"
#define NPY_MIN_INTP NPY_MIN_LONG
#define NPY_MAX_INTP NPY_MAX_LONG
#define NPY_MAX_UINTP NPY_MAX_ULONG
#define NPY_DATETIME_FMT NPY_INT64_FMT
#define NPY_TIMEDELTA_FMT NPY_INT64_FMT
#define NPY_FLOAT32_FMT NPY_FLOAT_FMT
#define NPY_FLOAT64_FMT NPY_DOUBLE_FMT
#define NPY_COMPLEX64_FMT NPY_CFLOAT_FMT
#define NPY_COMPLEX128_FMT NPY_CDOUBLE_FMT
#define MyPyLong_FromInt64 PyLong_FromLong
#define MyPyLong_AsInt64 PyLong_AsLong

/* Classes of scalars by size. */
#define PyInt8ArrType_Type PyByteArrType_Type
#define PyUInt8ArrType_Type PyUByteArrType_Type
#define PyInt16ArrType_Type PyShortArrType_Type
#define PyUInt16ArrType_Type PyUShortArrType_Type
#define PyInt32ArrType_Type PyIntArrType_Type
#define PyUInt32ArrType_Type PyUIntArrType_Type
#define PyInt64ArrType_Type PyLongArrType_Type
#define PyUInt64ArrType_Type PyULongArrType_Type
#define PyIntpArrType_Type PyLongArrType_Type
#define PyUIntpArrType_Type PyULongArrType_Type
#define PyFloat32ArrType_Type PyFloatArrType_Type
#define PyFloat64ArrType_Type PyDoubleArrType_Type
#define PyComplex64ArrType_Type PyCFloatArrType_Type
#define PyComplex128ArrType_Type PyCDoubleArrType_Type
#define PyInt8ScalarObject PyByteScalarObject
#define PyUInt8ScalarObject PyUByteScalarObject
#define PyInt16ScalarObject PyShortScalarObject
#define PyUInt16ScalarObject PyUShortScalarObject
#define PyInt32ScalarObject PyIntScalarObject
#define PyUInt32ScalarObject PyUIntScalarObject
#define PyInt64ScalarObject PyLongScalarObject
#define PyUInt64ScalarObject PyULongScalarObject
#define PyFloat32ScalarObject PyFloatScalarObject
#define PyFloat64ScalarObject PyDoubleScalarObject
#define PyComplex64ScalarObject PyCFloatScalarObject
#define PyComplex128ScalarObject PyCDoubleScalarObject

#if NPY_SIZEOF_LONGDOUBLE == 16
#define NPY_FLOAT128 NPY_LONGDOUBLE
#define NPY_COMPLEX256 NPY_CLONGDOUBLE
typedef npy_longdouble npy_float128;
typedef npy_clongdouble npy_complex256;
#define NPY_FLOAT128_FMT NPY_LONGDOUBLE_FMT
#define NPY_COMPLEX256_FMT NPY_CLONGDOUBLE_FMT
#define PyFloat128ArrType_Type PyLongDoubleArrType_Type
#define PyComplex256ArrType_Type PyCLongDoubleArrType_Type
#define PyFloat128ScalarObject PyLongDoubleScalarObject
#define PyComplex256ScalarObject PyCLongDoubleScalarObject
#endif

#endif
