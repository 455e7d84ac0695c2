/* Links the library directly: makes an array, adds two, sums along an axis, prints. */
#include <ferronum/ferronum.h>

static int fail(const char *where)
{
    fprintf(stderr, "failed: %s\n", where);
    if (PyErr_Occurred()) {
        PyErr_Print();
    }
    return 1;
}

static int print_object(const char *label, PyObject *value)
{
    PyObject *text = value ? PyObject_Str(value) : NULL;
    if (text == NULL) {
        return fail(label);
    }
    printf("%s %s\n", label, PyUnicode_AsUTF8(text));
    Py_DECREF(text);
    return 0;
}

static int program(void)
{
    npy_intp dims[2] = {2, 3};
    PyArrayObject *a = (PyArrayObject *)PyArray_SimpleNew(2, dims, NPY_DOUBLE);
    if (a == NULL) {
        return fail("PyArray_SimpleNew");
    }
    double *data = (double *)PyArray_DATA(a);
    for (int i = 0; i < 6; i++) {
        data[i] = i * 0.5;
    }
    PyArrayObject *ones = (PyArrayObject *)PyArray_ZEROS(2, dims, NPY_DOUBLE, 0);
    if (ones == NULL || PyArray_FillWithScalar(ones, PyLong_FromLong(1)) < 0) {
        return fail("PyArray_FillWithScalar");
    }
    PyObject *sum = PyNumber_Add((PyObject *)a, (PyObject *)ones);
    if (sum == NULL) {
        return fail("PyNumber_Add");
    }
    printf("ndim %d shape %ld %ld size %ld itemsize %ld\n", PyArray_NDIM(a), (long)PyArray_DIM(a, 0),
           (long)PyArray_DIM(a, 1), (long)PyArray_SIZE(a), (long)PyArray_ITEMSIZE(a));
    if (print_object("a + 1 =", sum)) {
        return 1;
    }
    PyObject *columns = PyArray_Sum((PyArrayObject *)sum, 0, NPY_DOUBLE, NULL);
    if (print_object("columns", columns)) {
        return 1;
    }
    PyObject *all = PyArray_Sum((PyArrayObject *)sum, NPY_RAVEL_AXIS, NPY_NOTYPE, NULL);
    if (print_object("all", all)) {
        return 1;
    }
    Py_DECREF(all);
    Py_DECREF(columns);
    Py_DECREF(sum);
    Py_DECREF(ones);
    Py_DECREF(a);
    return 0;
}

int main(void)
{
    Py_Initialize();
    if (ferronum_initialize() < 0) {
        return fail("ferronum_initialize");
    }
    int status = program();
    if (Py_FinalizeEx() < 0) {
        return 1;
    }
    return status;
}
