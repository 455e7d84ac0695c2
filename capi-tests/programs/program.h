/* Common part of the programs: an extension module whose `run()` prints sections to stdout.
 * Compiled with the reference's headers, or with -DRELINKED against our library without a table;
 * the output must not depend on the core. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#ifdef RELINKED
#include <ferronum/ferronum.h>
#else
#define NPY_NO_DEPRECATED_API NPY_1_7_API_VERSION
#ifndef NPY_TARGET_VERSION
#define NPY_TARGET_VERSION NPY_2_4_API_VERSION
#endif
#include <numpy/arrayobject.h>
#include <numpy/arrayscalars.h>
#include <numpy/ufuncobject.h>
#include <numpy/dtype_api.h>
#endif
#include <stdio.h>

/* The interpreter's stdout and C's are one stream for the reader. */
#define say(...) do { PySys_FormatStdout(__VA_ARGS__); } while (0)

static void section(const char *name)
{
    say("== %s\n", name);
}

/* Prints the pending exception as one line and clears it; 1 if there was one. */
static int say_error(const char *label)
{
    if (!PyErr_Occurred()) {
        return 0;
    }
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *text = value ? PyObject_Str(value) : NULL;
    say("%s: %s: %U\n", label, ((PyTypeObject *)type)->tp_name, text ? text : type);
    PyErr_Clear();
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    return 1;
}

/* Prints an object that is owned, or the error in its place. */
static void say_object(const char *label, PyObject *obj)
{
    if (obj == NULL) {
        if (!say_error(label)) {
            say("%s: NULL without an exception\n", label);
        }
        return;
    }
    PyObject *text = PyObject_Repr(obj);
    if (text == NULL) {
        say_error(label);
    }
    else {
        say("%s: %U\n", label, text);
        Py_DECREF(text);
    }
    if (PyErr_Occurred()) {
        say_error("left over");
    }
    Py_DECREF(obj);
}

/* Prints an integer result and the exception that goes with it. */
static void say_int(const char *label, long value)
{
    say("%s = %ld\n", label, value);
    say_error(label);
}

/* Evaluates a Python expression with `np` at hand. */
static PyObject *eval(const char *expression)
{
    PyObject *scope = PyDict_New();
    PyObject *np = PyImport_ImportModule("numpy");
    if (scope == NULL || np == NULL) {
        return NULL;
    }
    PyDict_SetItemString(scope, "np", np);
    PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins());
    PyObject *out = PyRun_String(expression, Py_eval_input, scope, scope);
    Py_DECREF(np);
    Py_DECREF(scope);
    if (out == NULL) {
        /* The programs have no use for a NULL here. */
        say("cannot evaluate %s\n", expression);
        PyErr_Print();
        Py_Exit(3);
    }
    return out;
}

#define array_of(expression) ((PyArrayObject *)eval(expression))
#define descr_of(expression) ((PyArray_Descr *)eval("np.dtype(" expression ")"))

/* Shape, strides, flags, dtype and owner of an array that is owned. */
static void say_array(const char *label, PyObject *obj)
{
    if (obj == NULL || !PyArray_Check(obj)) {
        say_object(label, obj);
        return;
    }
    PyArrayObject *a = (PyArrayObject *)obj;
    say("%s: %s nd %d (", label, Py_TYPE(obj)->tp_name, PyArray_NDIM(a));
    for (int i = 0; i < PyArray_NDIM(a); i++) {
        say(" %zd/%zd", PyArray_DIM(a, i), PyArray_STRIDE(a, i));
    }
    say(" ) flags %x base %s ", PyArray_FLAGS(a), PyArray_BASE(a) ? Py_TYPE(PyArray_BASE(a))->tp_name : "-");
    PyObject *descr = PyObject_Repr((PyObject *)PyArray_DESCR(a));
    PyObject *list = PyObject_CallMethod(obj, "tolist", NULL);
    say("%V ", descr, "?");
    Py_XDECREF(descr);
    Py_INCREF(obj);
    say_object("values", list);
    Py_DECREF(obj);
    Py_DECREF(obj);
}

static void run(void);

static PyObject *run_module(PyObject *self, PyObject *args)
{
    (void)self;
    (void)args;
    run();
    if (PyErr_Occurred()) {
        say_error("at the end");
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"run", run_module, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "program", NULL, -1, methods,
                                        NULL, NULL, NULL, NULL};

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

PyMODINIT_FUNC JOIN(PyInit_, MODULE)(void)
{
    import_array();
    import_ufunc();
    return PyModule_Create(&definition);
}
