/* import_umath(): finds the ufunc table of the running NumPy. */
#ifndef FERRONUM_NUMPY_IMPORT_UMATH_H
#define FERRONUM_NUMPY_IMPORT_UMATH_H

#include "_ferronum_find_table.h"

#ifdef FERRONUM_LINK

static inline int _import_umath(void) { return ferronum_initialize(); }

#elif !defined(NO_IMPORT_UFUNC) && !defined(NO_IMPORT)

/* 0, or -1 with an exception. */
static inline int _import_umath(void)
{
    PyUFunc_API = ferronum_find_table("_UFUNC_API");
    return PyUFunc_API == NULL ? -1 : 0;
}

#endif

#if defined(FERRONUM_LINK) || (!defined(NO_IMPORT_UFUNC) && !defined(NO_IMPORT))

/* import_ufunc() leaves the exception set and goes on; the others return from the function that they stand in. */
#define FERRONUM_IMPORT_UMATH(msg, leave) \
    do { \
        UFUNC_NOFPE \
        if (_import_umath() < 0) { \
            PyErr_Print(); \
            PyErr_SetString(PyExc_ImportError, msg); \
            leave \
        } \
    } while (0)
#define import_umath() FERRONUM_IMPORT_UMATH("numpy._core.umath failed to import", return NULL;)
#define import_umath1(ret) FERRONUM_IMPORT_UMATH("numpy._core.umath failed to import", return ret;)
#define import_umath2(ret, msg) FERRONUM_IMPORT_UMATH(msg, return ret;)
#define import_ufunc() FERRONUM_IMPORT_UMATH("numpy._core.umath failed to import", )

/* Fills the table if it is empty: 0, or -1 with an exception. */
static inline int PyUFunc_ImportUFuncAPI(void)
{
#ifndef FERRONUM_LINK
    if (NPY_LIKELY(PyUFunc_API != NULL)) {
        return 0;
    }
#endif
    import_umath1(-1);
    return 0;
}

#endif
#endif
