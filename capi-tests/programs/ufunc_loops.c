/* The generic loops of the ufunc table, by their slots, over strides of all sorts; and what else the table offers, with arguments
 * that are right and wrong. */
#include "program.h"
#include <math.h>

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

static double half_d(double x) { return x / 2; }
static float half_f(float x) { return x / 2; }
static long double half_g(long double x) { return x / 2; }
static npy_half half_e(npy_half x) { return x ^ 0x8000; }
static double minus_d(double x, double y) { return x - y; }
static float minus_f(float x, float y) { return x - y; }
static long double minus_g(long double x, long double y) { return x - y; }
static npy_half minus_e(npy_half x, npy_half y) { return x ^ (y & 0x8000); }
static void half_D(void *x, void *r)
{
    double *a = x, *b = r;
    b[0] = a[0] / 2;
    b[1] = -a[1];
}
static void half_F(void *x, void *r)
{
    float *a = x, *b = r;
    b[0] = a[0] / 2;
    b[1] = -a[1];
}
static void half_G(void *x, void *r)
{
    long double *a = x, *b = r;
    b[0] = a[0] / 2;
    b[1] = -a[1];
}
static void minus_D(void *x, void *y, void *r)
{
    double *a = x, *b = y, *c = r;
    c[0] = a[0] - b[0];
    c[1] = b[1] - a[1];
}
static void minus_F(void *x, void *y, void *r)
{
    float *a = x, *b = y, *c = r;
    c[0] = a[0] - b[0];
    c[1] = b[1] - a[1];
}
static void minus_G(void *x, void *y, void *r)
{
    long double *a = x, *b = y, *c = r;
    c[0] = a[0] - b[0];
    c[1] = b[1] - a[1];
}
static PyObject *negative(PyObject *x) { return PyNumber_Negative(x); }
static PyObject *minus(PyObject *x, PyObject *y) { return PyNumber_Subtract(x, y); }

typedef struct {
    const char *name;
    PyUFuncGenericFunction loop;
    const char *dtype;
    int nin;
    void *data;
} Entry;

#define LOOP(name, dtype, nin, data) {#name, name, dtype, nin, (void *)(data)}

/* Runs a loop over arrays with steps, some of them 0 or backwards. */
static void run_loop(const Entry *e)
{
    static const int steps[][3] = {{1, 1, 1}, {2, 1, 1}, {-1, 2, 1}, {0, 1, 1}, {1, 0, 2}, {1, 1, -1}};
    for (int k = 0; k < COUNT(steps); k++) {
        char *args[3];
        npy_intp n = 3, strides[3];
        PyArrayObject *arrays[3];
        for (int i = 0; i <= e->nin; i++) {
            char text[160];
            snprintf(text, sizeof text, "np.array([%s], '%s')", i == e->nin ? "0, 0, 0, 0, 0, 0" : "1.5, -2, 0, 4, 8, 3", e->dtype);
            arrays[i] = array_of(text);
            npy_intp size = PyArray_ITEMSIZE(arrays[i]);
            int step = steps[k][i == e->nin ? 2 : i];
            strides[i] = step * size;
            args[i] = PyArray_BYTES(arrays[i]) + (step < 0 ? -2 * step * size : 0);
        }
        e->loop(args, &n, strides, e->data);
        say("%s %d", e->name, k);
        say_error("loop");
        say_object("", PyObject_CallMethod((PyObject *)arrays[e->nin], "tolist", NULL));
        n = 0;
        e->loop(args, &n, strides, e->data);
        say_error("nothing");
        for (int i = 0; i <= e->nin; i++) {
            Py_DECREF(arrays[i]);
        }
    }
}

static PyObject *python_sum, *python_double;

static void fails(char **args, npy_intp const *n, npy_intp const *strides, void *data)
{
    (void)args;
    (void)n;
    (void)strides;
    (void)data;
    NPY_ALLOW_C_API_DEF
    NPY_ALLOW_C_API
    PyErr_SetString(PyExc_KeyError, "from the loop");
    NPY_DISABLE_C_API
}

static void doubles(char **args, npy_intp const *n, npy_intp const *strides, void *data)
{
    for (npy_intp i = 0; i < *n; i++) {
        *(double *)(args[1] + i * strides[1]) = *(double *)(args[0] + i * strides[0]) * (data ? *(double *)data : 2);
    }
}

static void longs(char **args, npy_intp const *n, npy_intp const *strides, void *data)
{
    (void)data;
    for (npy_intp i = 0; i < *n; i++) {
        *(npy_long *)(args[1] + i * strides[1]) = *(npy_long *)(args[0] + i * strides[0]) * 10;
    }
}

static void call(const char *label, PyObject *ufunc, const char *argument)
{
    PyObject *a = eval(argument);
    say("%s ", label);
    say_object(argument, PyObject_CallOneArg(ufunc, a));
    Py_DECREF(a);
}

static void run(void)
{
    section("generic loops");
    const Entry loops[] = {
        LOOP(PyUFunc_d_d, "d", 1, half_d), LOOP(PyUFunc_f_f, "f", 1, half_f), LOOP(PyUFunc_g_g, "g", 1, half_g),
        LOOP(PyUFunc_e_e, "e", 1, half_e), LOOP(PyUFunc_f_f_As_d_d, "f", 1, half_d), LOOP(PyUFunc_e_e_As_f_f, "e", 1, half_f),
        LOOP(PyUFunc_e_e_As_d_d, "e", 1, half_d), LOOP(PyUFunc_D_D, "D", 1, half_D), LOOP(PyUFunc_F_F, "F", 1, half_F),
        LOOP(PyUFunc_G_G, "G", 1, half_G), LOOP(PyUFunc_F_F_As_D_D, "F", 1, half_D),
        LOOP(PyUFunc_dd_d, "d", 2, minus_d), LOOP(PyUFunc_ff_f, "f", 2, minus_f), LOOP(PyUFunc_gg_g, "g", 2, minus_g),
        LOOP(PyUFunc_ee_e, "e", 2, minus_e), LOOP(PyUFunc_ff_f_As_dd_d, "f", 2, minus_d),
        LOOP(PyUFunc_ee_e_As_ff_f, "e", 2, minus_f), LOOP(PyUFunc_ee_e_As_dd_d, "e", 2, minus_d),
        LOOP(PyUFunc_DD_D, "D", 2, minus_D), LOOP(PyUFunc_FF_F, "F", 2, minus_F), LOOP(PyUFunc_GG_G, "G", 2, minus_G),
        LOOP(PyUFunc_FF_F_As_DD_D, "F", 2, minus_D), LOOP(PyUFunc_O_O, "O", 1, negative), LOOP(PyUFunc_OO_O, "O", 2, minus),
        LOOP(PyUFunc_O_O_method, "O", 1, "conjugate"), LOOP(PyUFunc_OO_O_method, "O", 2, "__sub__"),
        LOOP(PyUFunc_O_O_method, "O", 1, "no_such_method"), LOOP(PyUFunc_OO_O_method, "O", 2, "no_such_method"),
    };
    for (int i = 0; i < COUNT(loops); i++) {
        run_loop(&loops[i]);
    }

    section("PyUFunc_On_Om");
    python_sum = eval("lambda x, y: (x + y, x - y)");
    python_double = eval("lambda x: None if x > 3 else x * 2");
    PyUFunc_PyFuncData one = {1, 1, python_double}, two = {2, 2, python_sum}, wrong = {1, 2, python_double};
    const PyUFunc_PyFuncData *datas[] = {&one, &two, &wrong};
    for (int k = 0; k < 3; k++) {
        char *args[4];
        npy_intp n = 3, strides[4];
        PyArrayObject *arrays[4];
        int nargs = datas[k]->nin + datas[k]->nout;
        for (int i = 0; i < nargs; i++) {
            arrays[i] = array_of("np.array([5, 1, 2, 3], object)");
            strides[i] = i % 2 ? -8 : 8;
            args[i] = PyArray_BYTES(arrays[i]) + (i % 2 ? 24 : 0);
        }
        PyUFunc_On_Om(args, &n, strides, (void *)datas[k]);
        say_error("called");
        for (int i = 0; i < nargs; i++) {
            say_object("after", PyObject_CallMethod((PyObject *)arrays[i], "tolist", NULL));
            Py_DECREF(arrays[i]);
        }
    }

    section("NULL elements");
    npy_intp three = 3;
    PyArrayObject *holes = (PyArrayObject *)PyArray_Zeros(1, &three, PyArray_DescrFromType(NPY_OBJECT), 0);
    memset(PyArray_DATA(holes), 0, 24);
    PyArrayObject *result = array_of("np.array([7, 8, 9], object)");
    char *pointers[2] = {PyArray_BYTES(holes), PyArray_BYTES(result)};
    npy_intp steps[2] = {8, 8};
    PyUFunc_O_O_method(pointers, &three, steps, "conjugate");
    say_error("method");
    say_object("after", PyObject_CallMethod((PyObject *)result, "tolist", NULL));
    Py_DECREF(holes);
    Py_DECREF(result);

    section("FromFuncAndData");
    static PyUFuncGenericFunction functions[] = {doubles, fails};
    static double five = 5;
    static void *datum[] = {&five, NULL};
    static const char types[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_LONG, NPY_LONG};
    PyObject *uf = PyUFunc_FromFuncAndData(functions, datum, types, 2, 1, 1, PyUFunc_None, "fivefold", "Five times.", 0);
    say_object("repr", PyObject_Repr(uf));
    const char *attributes[] = {"nin", "nout", "nargs", "ntypes", "types", "identity", "__name__", "__doc__", "signature"};
    for (int i = 0; i < COUNT(attributes); i++) {
        say_object(attributes[i], PyObject_GetAttrString(uf, attributes[i]));
    }
    const char *arguments[] = {"np.array([1., 2.])", "3.5", "np.float32(2)", "[1, 2]", "np.arange(3)", "'x'", "1j", "None", "True"};
    for (int i = 0; i < COUNT(arguments); i++) {
        call("fivefold", uf, arguments[i]);
    }
    for (int identity = -2; identity <= 2; identity++) {
        PyObject *of = PyUFunc_FromFuncAndData(functions, datum, types, 2, 1, 1, identity, "id", NULL, 0);
        say("identity %d ", identity);
        say_object("is", of ? PyObject_GetAttrString(of, "identity") : NULL);
        say_object("doc", of ? PyObject_GetAttrString(of, "__doc__") : NULL);
        Py_XDECREF(of);
    }
    say_object("too many arguments", PyUFunc_FromFuncAndData(functions, datum, types, 2, 60, 5, PyUFunc_None, "many", "", 0));
    PyObject *empty = PyUFunc_FromFuncAndData(NULL, NULL, NULL, 0, 1, 1, PyUFunc_None, "empty", "", 0);
    call("no loops", empty, "1.0");
    PyObject *signature = PyUFunc_FromFuncAndDataAndSignature(functions, datum, types, 2, 1, 1, PyUFunc_None, "g", "", 0, "(n)->(n)");
    say_object("signature", signature ? PyObject_GetAttrString(signature, "signature") : NULL);
    const char *signatures[] = {"(n),(n)->()", "n->n", "(n)->(n", "(n?)->(n)", "(3)->(3)", "(n,m)->(m|1)", "", "()->()", "( n )->( n )", "(1n)->()"};
    for (int i = 0; i < COUNT(signatures); i++) {
        PyObject *of = PyUFunc_FromFuncAndDataAndSignatureAndIdentity(functions, datum, types, 2, 1, 1, PyUFunc_IdentityValue, "g", "",
                                                                      0, signatures[i], python_sum);
        say_object(signatures[i], of ? PyObject_GetAttrString(of, "signature") : NULL);
        Py_XDECREF(of);
    }
    /* (The reference loses the value of the ufuncs that could not be made.) */

    section("RegisterLoopForType");
    int number[] = {NPY_FLOAT, NPY_FLOAT}, unknown[] = {NPY_LONG, 12345};
    say_int("built-in", PyUFunc_RegisterLoopForType((PyUFuncObject *)uf, NPY_FLOAT, doubles, number, NULL));
    say_int("no such type", PyUFunc_RegisterLoopForType((PyUFuncObject *)uf, 12345, doubles, unknown, NULL));
    say_int("negative", PyUFunc_RegisterLoopForType((PyUFuncObject *)uf, -1, doubles, NULL, NULL));

    section("ReplaceLoopBySignature");
    int longs_only[] = {NPY_LONG, NPY_LONG}, halves[] = {NPY_HALF, NPY_HALF};
    PyUFuncGenericFunction old = NULL;
    say_int("known", PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)uf, longs, longs_only, &old));
    say_int("was the old one", old == fails);
    call("replaced", uf, "np.arange(3)");
    say_int("unknown", PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)uf, longs, halves, &old));
    say_int("without the old one", PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)uf, fails, longs_only, NULL));
    call("replaced again", uf, "np.arange(3)");

    section("RegisterLoopForDescr");
    PyArray_Descr *plain = PyArray_DescrFromType(NPY_DOUBLE);
    say_int("built-in", PyUFunc_RegisterLoopForDescr((PyUFuncObject *)uf, plain, doubles, NULL, NULL));
    Py_DECREF(plain);
    PyArray_Descr *record = descr_of("'i4,f8'");
    PyArray_Descr *records[] = {record, record};
    say_int("record", PyUFunc_RegisterLoopForDescr((PyUFuncObject *)uf, record, doubles, records, NULL));
    say_int("again", PyUFunc_RegisterLoopForDescr((PyUFuncObject *)uf, record, doubles, records, NULL));
    Py_DECREF(record);

    section("DefaultTypeResolver");
    const char *operands[] = {"np.arange(3.)", "np.arange(3)", "np.arange(3, dtype='f4')", "np.array(['x'])", "np.array([1j])", "np.array([None])"};
    for (int i = 0; i < COUNT(operands); i++) {
        for (int c = NPY_NO_CASTING; c <= NPY_UNSAFE_CASTING; c++) {
            PyArrayObject *ops[2] = {array_of(operands[i]), NULL};
            PyArray_Descr *out[2] = {NULL, NULL};
            int status = PyUFunc_DefaultTypeResolver((PyUFuncObject *)uf, c, ops, NULL, out);
            say("%s casting %d: %d", operands[i], c, status);
            say(" %R %R\n", out[0] ? (PyObject *)out[0] : Py_None, out[1] ? (PyObject *)out[1] : Py_None);
            say_error("error");
            Py_XDECREF(out[0]);
            Py_XDECREF(out[1]);
            Py_DECREF(ops[0]);
        }
    }
    PyArrayObject *doubles_in[2] = {array_of("np.arange(3.)"), array_of("np.arange(3, dtype='f4')")};
    PyArray_Descr *kinds[2] = {PyArray_DescrFromType(NPY_LONG), PyArray_DescrFromType(NPY_DOUBLE)};
    for (int c = NPY_NO_CASTING; c <= NPY_UNSAFE_CASTING; c++) {
        say("casting %d ", c);
        say_int("ValidateCasting", PyUFunc_ValidateCasting((PyUFuncObject *)uf, c, doubles_in, kinds));
    }

    section("float errors");
    volatile double zero = 0, big = 1e308;
    PyUFunc_clearfperr();
    say_int("clear", PyUFunc_getfperr());
    volatile double q = 1 / zero;
    q = zero / zero;
    q = big * big;
    (void)q;
    say_int("raised", PyUFunc_getfperr());
    say_int("read once", PyUFunc_getfperr());
    PyObject *settings[] = {eval("np.seterr(all='raise')"), NULL};
    for (int flags = 0; flags < 16; flags++) {
        say_int("given", PyUFunc_GiveFloatingpointErrors("the name", flags));
    }
    Py_DECREF(eval("np.seterr(divide='warn', over='warn', under='ignore', invalid='warn')"));
    say_object("settings", settings[0]);

    section("frompyfunc and others");
    say_object("no spec", PyLong_FromLong(PyUFunc_AddLoopsFromSpecs((PyUFunc_LoopSlot[]){{NULL, NULL}})));
    PyArrayMethod_Spec spec = {.name = "x", .nin = 1, .nout = 1, .casting = NPY_NO_CASTING};
    say_int("no ufunc", PyUFunc_AddLoopFromSpec(Py_None, &spec));
    say_int("no ufunc", PyUFunc_AddPromoter(Py_None, Py_None, Py_None));
    PyObject *tuple = eval("(np.dtypes.Float64DType, np.dtypes.Float64DType)"), *shorter = eval("(np.dtypes.Float64DType,)"),
             *strange = eval("(1, 2)"), *text = PyUnicode_FromString("promoter");
    say_int("no capsule", PyUFunc_AddPromoter(uf, tuple, text));
    say_int("no tuple", PyUFunc_AddPromoter(uf, text, text));
    PyObject *capsule = PyCapsule_New((void *)doubles, "numpy._ufunc_promoter", NULL);
    PyObject *other = PyCapsule_New((void *)doubles, "another name", NULL);
    say_int("short", PyUFunc_AddPromoter(uf, shorter, capsule));
    say_int("strange", PyUFunc_AddPromoter(uf, strange, capsule));
    say_int("another name", PyUFunc_AddPromoter(uf, tuple, other));
    Py_DECREF(uf);
}
