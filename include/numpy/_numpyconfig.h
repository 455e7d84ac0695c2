/* Sizes of this platform's C types, asked of the compiler, and the version of the C-API. */
#ifndef FERRONUM_NUMPY_CONFIG_VALUES_H
#define FERRONUM_NUMPY_CONFIG_VALUES_H

#if !defined(__GNUC__) && !defined(__clang__)
#error "these headers need gcc or clang"
#endif

#define NPY_SIZEOF_SHORT __SIZEOF_SHORT__
#define NPY_SIZEOF_INT __SIZEOF_INT__
#define NPY_SIZEOF_LONG __SIZEOF_LONG__
#define NPY_SIZEOF_LONGLONG __SIZEOF_LONG_LONG__
#define NPY_SIZEOF_PY_LONG_LONG NPY_SIZEOF_LONGLONG
#define NPY_SIZEOF_INTP __SIZEOF_SIZE_T__
#define NPY_SIZEOF_UINTP __SIZEOF_SIZE_T__
#define NPY_SIZEOF_PY_INTPTR_T __SIZEOF_POINTER__
#define NPY_SIZEOF_WCHAR_T __SIZEOF_WCHAR_T__
#define NPY_SIZEOF_OFF_T 8
#define NPY_SIZEOF_FLOAT __SIZEOF_FLOAT__
#define NPY_SIZEOF_DOUBLE __SIZEOF_DOUBLE__
#define NPY_SIZEOF_LONGDOUBLE __SIZEOF_LONG_DOUBLE__
#if __SIZEOF_FLOAT__ == 4 && __SIZEOF_DOUBLE__ == 8
#define NPY_SIZEOF_COMPLEX_FLOAT 8
#define NPY_SIZEOF_COMPLEX_DOUBLE 16
#else
#error "float and double are expected to have 4 and 8 bytes"
#endif
#if __SIZEOF_LONG_DOUBLE__ == 16
#define NPY_SIZEOF_COMPLEX_LONGDOUBLE 32
#elif __SIZEOF_LONG_DOUBLE__ == 12
#define NPY_SIZEOF_COMPLEX_LONGDOUBLE 24
#else
#define NPY_SIZEOF_COMPLEX_LONGDOUBLE 16
#endif

#define NPY_HAVE_ENDIAN_H 1
#define NPY_NO_SMP 0
#define NPY_VISIBILITY_HIDDEN __attribute__((visibility("hidden")))

#define NPY_ABI_VERSION 0x02000000
#define NPY_API_VERSION 0x00000015

/* <inttypes.h> gives C++ its PRI* macros only if asked. */
#ifndef __STDC_FORMAT_MACROS
#define __STDC_FORMAT_MACROS 1
#endif

#endif
