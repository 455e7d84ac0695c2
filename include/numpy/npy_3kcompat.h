/* Helpers of sources that once compiled for Python 2, too. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_3KCOMPAT_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_3KCOMPAT_H_

#include <Python.h>
#include <stdio.h>
#include "npy_common.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words of Windows alone. */
#define NPY_BEGIN_SUPPRESS_IPH
#define NPY_END_SUPPRESS_IPH

/* A C int, or -1 with OverflowError or TypeError. */
static inline int Npy__PyLong_AsInt(PyObject *obj)
{
    int overflow;
    long value = PyLong_AsLongAndOverflow(obj, &overflow);
    if (overflow || value < INT_MIN || value > INT_MAX) {
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
        return -1;
    }
    return (int)value;
}

/* ---- FILE pointers over Python files ---- */

/* Whether a position that cannot be had is nothing bad: 1 for raw streams (pipes), 0 with `problem` set, -1 on error. */
static inline int ferronum_is_raw_stream(PyObject *file, const char *problem)
{
    PyErr_Clear();
    PyObject *io = PyImport_ImportModule("io");
    PyObject *raw = io == NULL ? NULL : PyObject_GetAttrString(io, "RawIOBase");
    Py_XDECREF(io);
    int is_raw = raw == NULL ? -1 : PyObject_IsInstance(file, raw);
    Py_XDECREF(raw);
    if (is_raw == 0) {
        PyErr_SetString(PyExc_IOError, problem);
    }
    return is_raw;
}

/* A FILE on a duplicate of the file's descriptor, at its position; `orig_pos` is the descriptor's own. */
static inline FILE *npy_PyFile_Dup2(PyObject *file, char *mode, npy_off_t *orig_pos)
{
    PyObject *done = PyObject_CallMethod(file, "flush", NULL);
    if (done == NULL) {
        return NULL;
    }
    Py_DECREF(done);
    int fd = PyObject_AsFileDescriptor(file);
    if (fd == -1) {
        return NULL;
    }
    /* Python's dup() does not let children inherit the copy. */
    PyObject *os = PyImport_ImportModule("os");
    PyObject *copy = os == NULL ? NULL : PyObject_CallMethod(os, "dup", "i", fd);
    Py_XDECREF(os);
    if (copy == NULL) {
        return NULL;
    }
    int duplicate = Npy__PyLong_AsInt(copy);
    Py_DECREF(copy);
    if (duplicate == -1) {
        return NULL;
    }
    FILE *handle = fdopen(duplicate, mode);
    if (handle == NULL) {
        PyErr_SetString(PyExc_IOError, "Getting a FILE* from a Python file object via fdopen failed.");
        close(duplicate);
        return NULL;
    }
    *orig_pos = npy_ftell(handle);
    if (*orig_pos == -1) {
        if (ferronum_is_raw_stream(file, "obtaining file position failed") == 1) {
            return handle;
        }
        fclose(handle);
        return NULL;
    }
    PyObject *position = PyObject_CallMethod(file, "tell", NULL);
    npy_off_t at = position == NULL ? -1 : (npy_off_t)PyLong_AsLongLong(position);
    Py_XDECREF(position);
    if (PyErr_Occurred()) {
        fclose(handle);
        return NULL;
    }
    if (npy_fseek(handle, at, SEEK_SET) == -1) {
        PyErr_SetString(PyExc_IOError, "seeking file failed");
        fclose(handle);
        return NULL;
    }
    return handle;
}

/* Closes that FILE and moves the Python file to where it stood: 0, or -1 with an exception. */
static inline int npy_PyFile_DupClose2(PyObject *file, FILE *handle, npy_off_t orig_pos)
{
    npy_off_t at = npy_ftell(handle);
    fclose(handle);
    int fd = PyObject_AsFileDescriptor(file);
    if (fd == -1) {
        return -1;
    }
    if (npy_lseek(fd, orig_pos, SEEK_SET) == -1) {
        return ferronum_is_raw_stream(file, "seeking file failed") == 1 ? 0 : -1;
    }
    if (at == -1) {
        PyErr_SetString(PyExc_IOError, "obtaining file position failed");
        return -1;
    }
    PyObject *done = PyObject_CallMethod(file, "seek", NPY_OFF_T_PYFMT "i", at, 0);
    if (done == NULL) {
        return -1;
    }
    Py_DECREF(done);
    return 0;
}

/* open(filename, mode): a new reference. */
static inline PyObject *npy_PyFile_OpenFile(PyObject *filename, const char *mode)
{
    PyObject *open = PyDict_GetItemString(PyEval_GetBuiltins(), "open");
    return open == NULL ? NULL : PyObject_CallFunction(open, "Os", filename, mode);
}

/* file.close(): 0, or -1 with an exception. */
static inline int npy_PyFile_CloseFile(PyObject *file)
{
    PyObject *done = PyObject_CallMethod(file, "close", NULL);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* ---- exceptions ---- */

/* Makes a fetched exception the context or cause of the current one, or the current one. Steals all three. */
static inline void ferronum_chain(PyObject *exc, PyObject *val, PyObject *tb, void (*link)(PyObject *, PyObject *))
{
    if (exc == NULL) {
        return;
    }
    if (!PyErr_Occurred()) {
        PyErr_Restore(exc, val, tb);
        return;
    }
    PyObject *new_exc, *new_val, *new_tb;
    PyErr_Fetch(&new_exc, &new_val, &new_tb);
    PyErr_NormalizeException(&exc, &val, &tb);
    if (tb != NULL) {
        PyException_SetTraceback(val, tb);
        Py_DECREF(tb);
    }
    Py_DECREF(exc);
    PyErr_NormalizeException(&new_exc, &new_val, &new_tb);
    link(new_val, val);
    PyErr_Restore(new_exc, new_val, new_tb);
}
static inline void npy_PyErr_ChainExceptions(PyObject *exc, PyObject *val, PyObject *tb)
{
    ferronum_chain(exc, val, tb, PyException_SetContext);
}
static inline void npy_PyErr_ChainExceptionsCause(PyObject *exc, PyObject *val, PyObject *tb)
{
    ferronum_chain(exc, val, tb, PyException_SetCause);
}

/* ---- capsules without names; what fails leaves no exception ---- */

static inline PyObject *NpyCapsule_FromVoidPtr(void *ptr, void (*dtor)(PyObject *))
{
    PyObject *capsule = PyCapsule_New(ptr, NULL, dtor);
    if (capsule == NULL) {
        PyErr_Clear();
    }
    return capsule;
}
static inline PyObject *NpyCapsule_FromVoidPtrAndDesc(void *ptr, void *context, void (*dtor)(PyObject *))
{
    PyObject *capsule = NpyCapsule_FromVoidPtr(ptr, dtor);
    if (capsule != NULL && PyCapsule_SetContext(capsule, context) != 0) {
        PyErr_Clear();
        Py_CLEAR(capsule);
    }
    return capsule;
}
static inline void *NpyCapsule_AsVoidPtr(PyObject *obj)
{
    void *ptr = PyCapsule_GetPointer(obj, NULL);
    if (ptr == NULL) {
        PyErr_Clear();
    }
    return ptr;
}
static inline void *NpyCapsule_GetDesc(PyObject *obj) { return PyCapsule_GetContext(obj); }
static inline int NpyCapsule_Check(PyObject *ptr) { return PyCapsule_CheckExact(ptr); }

#ifdef __cplusplus
}
#endif
#endif
