/* Calls C functions by address with machine words, and keeps apart what Python-level callers mix: the returned
 * value, the exception that stands beside it, and the references that the call took or left. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define MAX_WORDS 11
#define MAX_DOUBLES 4

typedef long long word;
typedef word (*word_function)(word, word, word, word, word, word, word, word, word, word, word, double, double, double,
                              double);
typedef double (*double_function)(word, word, word, word, word, word, word, word, word, word, word, double, double,
                                  double, double);

/* call(address, words, doubles, returns_double) -> (value, exception or None) */
static PyObject *call(PyObject *self, PyObject *args)
{
    word address;
    PyObject *words, *doubles;
    int returns_double;
    (void)self;
    if (!PyArg_ParseTuple(args, "LO!O!p", &address, &PyTuple_Type, &words, &PyTuple_Type, &doubles, &returns_double)) {
        return NULL;
    }
    word w[MAX_WORDS] = {0};
    double d[MAX_DOUBLES] = {0};
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(words) && i < MAX_WORDS; i++) {
        w[i] = PyLong_AsLongLong(PyTuple_GET_ITEM(words, i));
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(doubles) && i < MAX_DOUBLES; i++) {
        d[i] = PyFloat_AsDouble(PyTuple_GET_ITEM(doubles, i));
    }
    if (PyErr_Occurred()) {
        return NULL;
    }
    PyObject *value;
    PyObject *type, *error, *trace;
    if (returns_double) {
        double out = ((double_function)address)(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], d[0],
                                                d[1], d[2], d[3]);
        PyErr_Fetch(&type, &error, &trace);
        value = PyFloat_FromDouble(out);
    }
    else {
        word out = ((word_function)address)(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], d[0],
                                            d[1], d[2], d[3]);
        PyErr_Fetch(&type, &error, &trace);
        value = PyLong_FromLongLong(out);
    }
    if (type == NULL) {
        return Py_BuildValue("NO", value, Py_None);
    }
    PyErr_NormalizeException(&type, &error, &trace);
    Py_XDECREF(type);
    Py_XDECREF(trace);
    return Py_BuildValue("NN", value, error);
}

/* take(address): the object there; the reference to it is the result's. */
static PyObject *take(PyObject *self, PyObject *address)
{
    (void)self;
    return (PyObject *)PyLong_AsVoidPtr(address);
}

static PyObject *borrow(PyObject *self, PyObject *address)
{
    (void)self;
    PyObject *out = (PyObject *)PyLong_AsVoidPtr(address);
    Py_XINCREF(out);
    return out;
}

/* add(object, n): n references more, or fewer. */
static PyObject *add(PyObject *self, PyObject *args)
{
    PyObject *object;
    int n;
    (void)self;
    if (!PyArg_ParseTuple(args, "Oi", &object, &n)) {
        return NULL;
    }
    for (; n > 0; n--) {
        Py_INCREF(object);
    }
    for (; n < 0; n++) {
        Py_DECREF(object);
    }
    Py_RETURN_NONE;
}

static PyObject *slot(PyObject *self, PyObject *args)
{
    PyObject *capsule;
    int index;
    (void)self;
    if (!PyArg_ParseTuple(args, "Oi", &capsule, &index)) {
        return NULL;
    }
    void **table = PyCapsule_GetPointer(capsule, NULL);
    return table == NULL ? NULL : PyLong_FromVoidPtr(table[index]);
}

static PyMethodDef methods[] = {
        {"call", call, METH_VARARGS, NULL}, {"take", take, METH_O, NULL},        {"borrow", borrow, METH_O, NULL},
        {"add", add, METH_VARARGS, NULL},   {"slot", slot, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL},
};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "caller", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_caller(void)
{
    return PyModule_Create(&definition);
}
