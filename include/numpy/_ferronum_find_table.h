/* Finds a table of the running NumPy. */
#ifndef FERRONUM_NUMPY_FIND_TABLE_H
#define FERRONUM_NUMPY_FIND_TABLE_H

/* The table in a capsule of the core's module, under NumPy 2's name or NumPy 1's; NULL with an exception. */
static inline void **ferronum_find_table(const char *capsule)
{
    PyObject *module = PyImport_ImportModule("numpy._core._multiarray_umath");
    if (module == NULL && PyErr_ExceptionMatches(PyExc_ModuleNotFoundError)) {
        PyErr_Clear();
        module = PyImport_ImportModule("numpy.core._multiarray_umath");
    }
    if (module == NULL) {
        return NULL;
    }
    PyObject *holder = PyObject_GetAttrString(module, capsule);
    Py_DECREF(module);
    if (holder == NULL) {
        return NULL;
    }
    void **table = NULL;
    if (!PyCapsule_CheckExact(holder)) {
        PyErr_Format(PyExc_RuntimeError, "%s is not PyCapsule object", capsule);
    }
    else {
        table = (void **)PyCapsule_GetPointer(holder, NULL);
        if (table == NULL) {
            PyErr_Format(PyExc_RuntimeError, "%s is NULL pointer", capsule);
        }
    }
    Py_DECREF(holder);
    return table;
}

#endif
