/* One source, two ways to the core: through the table, or as plain symbols of libferronum. */
#include "../programs/program.h"

static PyObject *smooth(PyArrayObject *a)
{
    npy_intp n = PyArray_SIZE(a);
    PyObject *out = PyArray_SimpleNew(1, &n, NPY_DOUBLE);
    PyArrayObject *flat = (PyArrayObject *)PyArray_Ravel(a, NPY_CORDER);
    if (out == NULL || flat == NULL) {
        return NULL;
    }
    for (npy_intp i = 0; i < n; i++) {
        double left = *(double *)PyArray_GETPTR1(flat, i ? i - 1 : 0);
        double here = *(double *)PyArray_GETPTR1(flat, i);
        double right = *(double *)PyArray_GETPTR1(flat, i + 1 < n ? i + 1 : i);
        *(double *)PyArray_GETPTR1((PyArrayObject *)out, i) = (left + 2 * here + right) / 4;
    }
    Py_DECREF(flat);
    return out;
}

static void run(void)
{
    section("arrays");
    PyArrayObject *a = (PyArrayObject *)PyArray_FROM_OTF(eval("[[0, 4], [8, 4]]"), NPY_DOUBLE, NPY_ARRAY_IN_ARRAY);
    say_array("input", (PyObject *)a);
    a = (PyArrayObject *)PyArray_FROM_OTF(eval("[[0, 4], [8, 4]]"), NPY_DOUBLE, NPY_ARRAY_IN_ARRAY);
    say_array("smooth", smooth(a));

    section("types");
    say("array %d exact %d scalar %d double %d\n", PyArray_Check(a), PyArray_CheckExact(a), PyArray_CheckScalar(a),
        PyArray_ISFLOAT(a));
    PyObject *number = PyArray_ToScalar(PyArray_GETPTR2(a, 1, 0), a);
    say("%s %d\n", Py_TYPE(number)->tp_name, (int)PyArrayScalar_VAL(number, Double));
    say("%d %d\n", PyArray_IsScalar(number, Floating), PyArray_IsScalar(number, Integer));
    Py_DECREF(number);
    say("%s\n", PyArray_DoubleDType.super.ht_type.tp_name);

    section("iterators");
    PyObject *it = PyArray_IterNew((PyObject *)a);
    double total = 0;
    while (PyArray_ITER_NOTDONE(it)) {
        total += *(double *)PyArray_ITER_DATA(it);
        PyArray_ITER_NEXT(it);
    }
    say("total %d\n", (int)total);
    Py_DECREF(it);
    PyObject *row = eval("np.arange(2.)");
    PyObject *multi = PyArray_MultiIterNew(2, a, row);
    total = 0;
    while (PyArray_MultiIter_NOTDONE(multi)) {
        total += *(double *)PyArray_MultiIter_DATA(multi, 0) * *(double *)PyArray_MultiIter_DATA(multi, 1);
        PyArray_MultiIter_NEXT(multi);
    }
    say("products %d\n", (int)total);
    Py_DECREF(multi);
    Py_DECREF(row);

    section("reductions");
    say_object("sum", PyArray_Sum(a, 0, NPY_DOUBLE, NULL));
    say_object("max", PyArray_Max(a, NPY_RAVEL_AXIS, NULL));
    say_object("argmax", PyArray_ArgMax(a, 1, NULL));

    section("errors");
    npy_intp bad[1] = {-3};
    say_array("negative", PyArray_SimpleNew(1, bad, NPY_DOUBLE));
    say_int("converter", PyArray_OrderConverter(Py_Ellipsis, &(NPY_ORDER){NPY_CORDER}));
    Py_DECREF(a);
}
