/* Scalars from and to C values. */
#include "program.h"

static void run(void)
{
    section("PyArray_Scalar");
    double d = 2.5;
    npy_int16 h = -3;
    PyArray_Descr *f8 = PyArray_DescrFromType(NPY_DOUBLE), *i2 = PyArray_DescrFromType(NPY_SHORT);
    say_object("double", PyArray_Scalar(&d, f8, NULL));
    say_object("short", PyArray_Scalar(&h, i2, NULL));
    PyArray_Descr *s = descr_of("'S4'"), *u = descr_of("'U2'"), *v = descr_of("'i2,i2'");
    say_object("bytes", PyArray_Scalar("ab\0", s, NULL));
    npy_ucs4 text[2] = {'x', 0};
    say_object("str", PyArray_Scalar(text, u, NULL));
    npy_int16 pair[2] = {1, 2};
    say_object("void", PyArray_Scalar(pair, v, NULL));
    npy_bool yes = 1;
    PyArray_Descr *b = PyArray_DescrFromType(NPY_BOOL);
    PyObject *t = PyArray_Scalar(&yes, b, NULL);
    say("bool is the singleton %d\n", t == PyArrayScalar_True);
    Py_XDECREF(t);
    PyArrayObject *a = array_of("np.arange(3.)");
    say_object("ToScalar", PyArray_ToScalar(PyArray_GETPTR1(a, 2), a));
    PyArray_Descr *swapped = descr_of("'>i4'");
    npy_int32 big = 0x01000000;
    say_object("swapped", PyArray_Scalar(&big, swapped, NULL));

    section("fields");
    PyObject *x = eval("np.float32(1.5)"), *y = eval("np.int64(-7)"), *z = eval("np.complex128(1+2j)");
    say("%d %d %d\n", (int)(PyArrayScalar_VAL(x, Float) * 10), (int)PyArrayScalar_VAL(y, Long),
        (int)npy_cimag(PyArrayScalar_VAL(z, CDouble)));
    PyObject *made = PyArrayScalar_New(Short);
    PyArrayScalar_ASSIGN(made, Short, 12);
    say_object("made", made);

    section("PyArray_ScalarAsCtype");
    float f = 0;
    PyArray_ScalarAsCtype(x, &f);
    npy_long l = 0;
    PyArray_ScalarAsCtype(y, &l);
    say("%d %d\n", (int)(f * 10), (int)l);
    PyObject *bytes = eval("np.bytes_(b'hello')");
    char *data = NULL;
    PyArray_ScalarAsCtype(bytes, &data);
    say("%s\n", data ? data : "-");

    section("PyArray_CastScalarToCtype");
    double out = 0;
    say_int("to double", PyArray_CastScalarToCtype(y, &out, f8));
    say("%d\n", (int)out);
    h = 0;
    say_int("to short", PyArray_CastScalarToCtype(x, &h, i2));
    say("%d\n", h);
    PyArray_Descr *f4 = PyArray_DescrFromType(NPY_FLOAT);
    say_int("direct", PyArray_CastScalarDirect(x, f4, &out, NPY_DOUBLE));
    say("%d\n", (int)(out * 10));

    section("PyArray_FromScalar");
    say_array("plain", PyArray_FromScalar(x, NULL));
    say_array("cast", PyArray_FromScalar(x, PyArray_DescrFromType(NPY_INT)));
    say_array("bytes", PyArray_FromScalar(bytes, NULL));

    section("PyArray_Pack");
    PyObject *number = eval("300"), *pi = eval("3.75"), *word = eval("'word'");
    npy_int32 item = 0;
    PyArray_Descr *i4 = PyArray_DescrFromType(NPY_INT), *i1 = PyArray_DescrFromType(NPY_BYTE);
    say_int("int", PyArray_Pack(i4, &item, number));
    say("%d\n", item);
    say_int("float", PyArray_Pack(i4, &item, pi));
    say("%d\n", item);
    say_int("out of bounds", PyArray_Pack(i1, &item, number));
    say_int("no number", PyArray_Pack(i4, &item, word));
    char buffer[5] = "zzzz";
    say_int("bytes", PyArray_Pack(s, buffer, word));
    say("%s\n", buffer);

    section("getitem and setitem");
    say_object("get", PyArray_GETITEM(a, PyArray_GETPTR1(a, 1)));
    say_int("set", PyArray_SETITEM(a, PyArray_GETPTR1(a, 1), number));
    say_int("set wrong", PyArray_SETITEM(a, PyArray_GETPTR1(a, 1), word));
    say_array("array", (PyObject *)a);

    section("Zero and One");
    const char *types[] = {"'i4'", "'f8'", "'?'", "'O'", "'S3'", "'c8'"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char expression[64];
        snprintf(expression, sizeof expression, "np.zeros(1, %s)", types[i]);
        PyArrayObject *of = array_of(expression);
        char *zero = PyArray_Zero(of), *one = PyArray_One(of);
        say_error("error");
        if (zero != NULL && one != NULL) {
            say_object("zero", PyArray_Scalar(zero, PyArray_DESCR(of), NULL));
            say_object("one", PyArray_Scalar(one, PyArray_DESCR(of), NULL));
            PyDataMem_FREE(zero);
            PyDataMem_FREE(one);
        }
        Py_DECREF(of);
    }

    section("kinds");
    PyArrayObject *negative = array_of("np.array(-1)"), *positive = array_of("np.array(1)");
    say("%d %d %d %d %d\n", PyArray_ScalarKind(NPY_DOUBLE, NULL), PyArray_ScalarKind(NPY_LONG, &negative),
        PyArray_ScalarKind(NPY_LONG, &positive), PyArray_ScalarKind(NPY_BOOL, NULL), PyArray_ScalarKind(NPY_OBJECT, NULL));
    say("%d %d %d\n", PyArray_CanCoerceScalar(NPY_LONG, NPY_BYTE, NPY_INTNEG_SCALAR),
        PyArray_CanCoerceScalar(NPY_DOUBLE, NPY_FLOAT, NPY_FLOAT_SCALAR),
        PyArray_CanCoerceScalar(NPY_DOUBLE, NPY_LONG, NPY_FLOAT_SCALAR));
    say("%d %d\n", PyArray_CanCastScalar(&PyIntArrType_Type, &PyLongArrType_Type),
        PyArray_CanCastScalar(&PyDoubleArrType_Type, &PyFloatArrType_Type));

    section("dates");
    PyArray_Descr *m = descr_of("'M8[D]'");
    npy_int64 day = 19000, ticks = 0;
    say_object("date", PyArray_Scalar(&day, m, NULL));
    PyObject *w = eval("np.timedelta64(5, 'ms')");
    say("%d unit %d\n", (int)PyArrayScalar_VAL(w, Timedelta), ((PyTimedeltaScalarObject *)w)->obmeta.base);
    PyArray_ScalarAsCtype(w, &ticks);
    say("%d\n", (int)ticks);
    say_array("date", PyArray_FromScalar(w, NULL));
    PyArrayObject *dates = array_of("np.zeros(1, 'M8[s]')");
    char *first = PyArray_One(dates);
    say_object("one", first ? PyArray_Scalar(first, PyArray_DESCR(dates), NULL) : NULL);
}
