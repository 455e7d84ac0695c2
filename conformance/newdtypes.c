/* The module `newdtypes` of the differential runner: the DTypes that the C programs use too. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_4_API_VERSION
#include <numpy/arrayobject.h>
#include <numpy/arrayscalars.h>
#include <numpy/ufuncobject.h>
#include <numpy/dtype_api.h>
#include "../capi-tests/programs/newdtypes.h"

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "newdtypes", NULL, -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_newdtypes(void)
{
    import_array();
    import_umath();
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && add_newdtypes(module) < 0) {
        Py_CLEAR(module);
    }
    return module;
}
