/* Who owns what afterwards: reference counts of descriptors and owners around calls, on success and
 * on failure. */
#include "program.h"

static PyArray_Descr *descr;
static Py_ssize_t before;

static PyArray_Descr *lend(void)
{
    Py_INCREF(descr);
    before = Py_REFCNT(descr);
    return descr;
}

/* Prints how a call changed the count, after its result has gone. */
static void settle(const char *label, PyObject *result)
{
    int failed = result == NULL;
    Py_XDECREF(result);
    say("%s: %s, count %zd\n", label, failed ? "failed" : "made", Py_REFCNT(descr) - before);
    if (failed && !PyErr_Occurred()) {
        say("  no exception\n");
    }
    PyErr_Clear();
    /* Give back what the call did not take. */
    while (Py_REFCNT(descr) > 1) {
        Py_DECREF(descr);
    }
}

static void run(void)
{
    npy_intp dims[1] = {3}, bad[1] = {-1}, huge[2] = {NPY_MAX_INTP / 8, 64};
    PyObject *list = eval("[1, 2, 3]"), *nested = eval("[[1], [1, 2]]"), *bytes = eval("b'12345678' * 3");
    PyArrayObject *a = array_of("np.arange(3, dtype='i8')");
    descr = descr_of("[('x', 'i8')]");
    PyArray_Descr *structured = descr;

    section("steal");
    settle("Zeros", PyArray_Zeros(1, dims, lend(), 0));
    settle("Zeros fails", PyArray_Zeros(1, bad, lend(), 0));
    settle("Empty", PyArray_Empty(1, dims, lend(), 0));
    settle("Empty fails", PyArray_Empty(2, huge, lend(), 0));
    settle("NewFromDescr", PyArray_NewFromDescr(&PyArray_Type, lend(), 1, dims, NULL, NULL, 0, NULL));
    settle("NewFromDescr fails", PyArray_NewFromDescr(&PyArray_Type, lend(), 1, bad, NULL, NULL, 0, NULL));
    settle("NewLikeArray", PyArray_NewLikeArray(a, NPY_KEEPORDER, lend(), 1));
    settle("View", PyArray_View(a, lend(), NULL));
    settle("GetField", PyArray_GetField(a, lend(), 0));
    settle("GetField fails", PyArray_GetField(a, lend(), 4));

    descr = descr_of("np.dtype('f4').newbyteorder()");
    settle("FromAny", PyArray_FromAny(list, lend(), 0, 0, 0, NULL));
    settle("FromAny fails", PyArray_FromAny(nested, lend(), 0, 0, 0, NULL));
    settle("FromAny too deep", PyArray_FromAny(list, lend(), 2, 0, 0, NULL));
    settle("CheckFromAny", PyArray_CheckFromAny(list, lend(), 0, 0, NPY_ARRAY_NOTSWAPPED, NULL));
    settle("CheckFromAny fails", PyArray_CheckFromAny(nested, lend(), 0, 0, NPY_ARRAY_NOTSWAPPED, NULL));
    settle("FromArray fails", PyArray_FromArray(a, lend(), 0));
    settle("FromArray", PyArray_FromArray(a, lend(), NPY_ARRAY_FORCECAST));
    settle("CastToType", PyArray_CastToType(a, lend(), 0));
    settle("FromIter", PyArray_FromIter(list, lend(), -1));
    settle("FromIter fails", PyArray_FromIter(list, lend(), 7));
    settle("FromBuffer", PyArray_FromBuffer(bytes, lend(), -1, 0));
    settle("FromBuffer fails", PyArray_FromBuffer(bytes, lend(), 100, 0));

    section("borrow");
    settle("DescrNew", (PyObject *)PyArray_DescrNew(lend()));
    settle("PromoteTypes", (PyObject *)PyArray_PromoteTypes(lend(), descr));
    settle("DescrNewByteorder", (PyObject *)PyArray_DescrNewByteorder(lend(), 'S'));
    PyObject *value = eval("np.float64(1)");
    double memory = 0;
    lend();
    say("CastScalarToCtype %d\n", PyArray_CastScalarToCtype(value, &memory, descr));
    settle("CastScalarToCtype", NULL);
    settle("Scalar", PyArray_Scalar(&memory, lend(), NULL));
    settle("ArangeObj", PyArray_ArangeObj(value, NULL, NULL, lend()));
    PyObject *converted = NULL;
    lend();
    say("DescrConverter %d\n", PyArray_DescrConverter((PyObject *)descr, (PyArray_Descr **)&converted));
    settle("DescrConverter", converted);
    Py_DECREF(value);

    section("EnsureArray");
    Py_INCREF(a);
    Py_ssize_t count = Py_REFCNT(a);
    PyObject *same = PyArray_EnsureArray((PyObject *)a);
    say("same %d count %zd\n", same == (PyObject *)a, Py_REFCNT(a) - count);
    Py_DECREF(same);
    PyObject *matrix = eval("np.matrix([1])");
    Py_INCREF(matrix);
    count = Py_REFCNT(matrix);
    PyObject *plain = PyArray_EnsureArray(matrix);
    say("same %d count %zd\n", plain == matrix, Py_REFCNT(matrix) - count);
    Py_DECREF(plain);
    say("count %zd\n", Py_REFCNT(matrix) - count);
    say_object("NULL", PyArray_Return(NULL));

    section("Return");
    PyObject *zero_d = eval("np.array(1.5)");
    Py_INCREF(zero_d);
    count = Py_REFCNT(zero_d);
    PyObject *scalar = PyArray_Return((PyArrayObject *)zero_d);
    say("%s count %zd\n", Py_TYPE(scalar)->tp_name, Py_REFCNT(zero_d) - count);
    Py_DECREF(scalar);
    Py_DECREF(zero_d);
    Py_DECREF(structured);
}
