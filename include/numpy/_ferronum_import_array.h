/* import_array(): finds the array table of the running NumPy and checks that it fits. */
#ifndef FERRONUM_NUMPY_IMPORT_ARRAY_H
#define FERRONUM_NUMPY_IMPORT_ARRAY_H

#include "_ferronum_find_table.h"

#ifdef FERRONUM_LINK

static inline int _import_array(void) { return ferronum_initialize(); }

#elif !defined(NO_IMPORT_ARRAY) && !defined(NO_IMPORT)

/* 0, or -1 with an exception. */
static inline int _import_array(void)
{
    PyArray_API = ferronum_find_table("_ARRAY_API");
    if (PyArray_API == NULL) {
        return -1;
    }
    if (NPY_VERSION < PyArray_GetNDArrayCVersion()) {
        PyErr_Format(PyExc_RuntimeError, "module compiled against ABI version 0x%x but this version of numpy is 0x%x",
                     (int)NPY_VERSION, (int)PyArray_GetNDArrayCVersion());
        return -1;
    }
    PyArray_RUNTIME_VERSION = (int)PyArray_GetNDArrayCFeatureVersion();
    if (NPY_FEATURE_VERSION > PyArray_RUNTIME_VERSION) {
        PyErr_Format(PyExc_RuntimeError,
                     "module was compiled against NumPy C-API version 0x%x (NumPy " NPY_FEATURE_VERSION_STRING ") "
                     "but the running NumPy has C-API version 0x%x. Check the section C-API incompatibility at the "
                     "Troubleshooting ImportError section at "
                     "https://numpy.org/devdocs/user/troubleshooting-importerror.html#c-api-incompatibility "
                     "for indications on how to solve this problem.",
                     (int)NPY_FEATURE_VERSION, PyArray_RUNTIME_VERSION);
        return -1;
    }
    if (PyArray_GetEndianness() != (NPY_BYTE_ORDER == NPY_BIG_ENDIAN ? NPY_CPU_BIG : NPY_CPU_LITTLE)) {
        PyErr_SetString(PyExc_RuntimeError, "FATAL: module compiled for another byte order than that of the running NumPy");
        return -1;
    }
    return 0;
}

#endif

#if defined(FERRONUM_LINK) || (!defined(NO_IMPORT_ARRAY) && !defined(NO_IMPORT))

/* SWIG 4.4 and later put import_array() into a function that returns int. */
#if defined(SWIG_VERSION) && SWIG_VERSION >= 0x040400
#define _RETURN_VALUE 0
#else
#define _RETURN_VALUE NULL
#endif

/* These return from the function that they stand in, with ImportError set; what failed is printed. */
#define import_array2(msg, ret) { \
        if (_import_array() < 0) { \
            PyErr_Print(); \
            PyErr_SetString(PyExc_ImportError, msg); \
            return ret; \
        } \
    }
#define import_array1(ret) import_array2("numpy._core.multiarray failed to import", ret)
#define import_array() import_array2("numpy._core.multiarray failed to import", _RETURN_VALUE)

#endif
#endif
