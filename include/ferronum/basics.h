/* What ferronum.h cannot say by itself: types without a Rust form and values of the machine. */
#ifndef FERRONUM_BASICS_H
#define FERRONUM_BASICS_H

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef long double npy_longdouble;
#ifdef __cplusplus
typedef struct { float parts[2]; } npy_cfloat;
typedef struct { double parts[2]; } npy_cdouble;
typedef struct { long double parts[2]; } npy_clongdouble;
#else
typedef float _Complex npy_cfloat;
typedef double _Complex npy_cdouble;
typedef long double _Complex npy_clongdouble;
#endif

typedef struct NpyIter_InternalOnly NpyIter;
typedef struct npy_string_allocator npy_string_allocator;
typedef struct npy_packed_static_string npy_packed_static_string;
typedef struct PyArrayMethodObject_tag PyArrayMethodObject;
typedef PyBytesObject PyStringScalarObject;

#define NPY_RAVEL_AXIS INT_MIN
#define NPY_PRIORITY 0.0
#define NPY_SUBTYPE_PRIORITY 1.0
#define NPY_SCALAR_PRIORITY (-1000000.0)
#define NPY_TRUE 1
#define NPY_FALSE 0
#define NPY_UNUSED(x) x __attribute__((unused))

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NPY_NATBYTE '>'
#define NPY_OPPBYTE '<'
#else
#define NPY_NATBYTE '<'
#define NPY_OPPBYTE '>'
#endif

/* The object has room for 64 iterators; C++ has no arrays of unknown length in structs. */
struct PyArrayIterObject;
typedef struct {
    PyObject_HEAD
    int numiter;
    intptr_t size;
    intptr_t index;
    int nd;
    intptr_t dimensions[32];
#ifdef __cplusplus
    struct PyArrayIterObject *iters[32];
#else
    struct PyArrayIterObject *iters[];
#endif
} PyArrayMultiIterObject;

#ifdef __cplusplus
}
#endif
#endif
