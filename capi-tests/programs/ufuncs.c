/* Ufuncs made and extended by C code. */
#include "program.h"

static void triple_d(char **args, npy_intp const *n, npy_intp const *steps, void *data)
{
    double factor = data ? *(double *)data : 3.0;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(double *)(args[1] + i * steps[1]) = factor * *(double *)(args[0] + i * steps[0]);
    }
}

static void triple_l(char **args, npy_intp const *n, npy_intp const *steps, void *data)
{
    (void)data;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_long *)(args[1] + i * steps[1]) = 3 * *(npy_long *)(args[0] + i * steps[0]);
    }
}

static void divmod_l(char **args, npy_intp const *n, npy_intp const *steps, void *data)
{
    (void)data;
    for (npy_intp i = 0; i < n[0]; i++) {
        npy_long a = *(npy_long *)(args[0] + i * steps[0]), b = *(npy_long *)(args[1] + i * steps[1]);
        *(npy_long *)(args[2] + i * steps[2]) = a / b;
        *(npy_long *)(args[3] + i * steps[3]) = a % b;
    }
}

static void inner_d(char **args, npy_intp const *n, npy_intp const *steps, void *data)
{
    (void)data;
    for (npy_intp o = 0; o < n[0]; o++) {
        double total = 0;
        for (npy_intp i = 0; i < n[1]; i++) {
            total += *(double *)(args[0] + o * steps[0] + i * steps[3]) * *(double *)(args[1] + o * steps[1] + i * steps[4]);
        }
        *(double *)(args[2] + o * steps[2]) = total;
    }
}

static double half_of(double x) { return x / 2; }
static double hypotenuse(double a, double b) { return a * a + b * b; }
static float third_of(float x) { return x / 3; }
static long double negated(long double x) { return -x; }
static void swap_parts(npy_cdouble *in, npy_cdouble *out)
{
    double re = npy_creal(*in), im = npy_cimag(*in);
    npy_csetreal(out, im);
    npy_csetimag(out, re);
}
static PyObject *as_text(PyObject *o) { return PyObject_Str(o); }

static double factor2 = 2.0;
static PyUFuncGenericFunction triple_loops[] = {triple_l, triple_d};
static void *triple_data[] = {NULL, NULL};
static const char triple_types[] = {NPY_LONG, NPY_LONG, NPY_DOUBLE, NPY_DOUBLE};
static PyUFuncGenericFunction divmod_loops[] = {divmod_l};
static const char divmod_types[] = {NPY_LONG, NPY_LONG, NPY_LONG, NPY_LONG};
static PyUFuncGenericFunction inner_loops[] = {inner_d};
static const char inner_types[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE};
static PyUFuncGenericFunction given_loops[6];
static void *given_data[] = {half_of, third_of, negated, swap_parts, as_text, half_of};
static const char given_types[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_FLOAT, NPY_FLOAT, NPY_LONGDOUBLE, NPY_LONGDOUBLE,
                                   NPY_CDOUBLE, NPY_CDOUBLE, NPY_OBJECT, NPY_OBJECT, NPY_HALF, NPY_HALF};
static PyUFuncGenericFunction binary_loops[2];
static void *binary_data[] = {hypotenuse, hypotenuse};
static const char binary_types[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE, NPY_FLOAT, NPY_FLOAT, NPY_FLOAT};

static PyObject *call(PyObject *f, const char *arguments)
{
    PyObject *args = eval(arguments);
    PyObject *out = f && args ? PyObject_CallObject(f, args) : NULL;
    Py_XDECREF(args);
    return out;
}

static void run(void)
{
    section("PyUFunc_FromFuncAndData");
    PyObject *triple = PyUFunc_FromFuncAndData(triple_loops, triple_data, triple_types, 2, 1, 1, PyUFunc_None, "triple",
                                               "Three times.", 0);
    if (triple == NULL) {
        say_error("make");
        return;
    }
    PyUFuncObject *fields = (PyUFuncObject *)triple;
    say("nin %d nout %d nargs %d ntypes %d identity %d name %s core %d functions %d types %d\n", fields->nin, fields->nout,
        fields->nargs, fields->ntypes, fields->identity, fields->name, fields->core_enabled,
        fields->functions == triple_loops, fields->types == triple_types);
    Py_INCREF(triple);
    say_object("ufunc", triple);
    say_object("types", PyObject_GetAttrString(triple, "types"));
    say_object("ints", call(triple, "(np.arange(5),)"));
    say_object("int8", call(triple, "(np.arange(5, dtype='i1'),)"));
    say_object("floats", call(triple, "(np.arange(5.)[::2],)"));
    say_object("float32", call(triple, "(np.arange(3, dtype='f4'),)"));
    say_object("scalar", call(triple, "(2,)"));
    say_object("complex", call(triple, "(1j,)"));
    say_object("text", call(triple, "('a',)"));
    say_object("with out", call(triple, "(np.arange(3), np.zeros(3))"));
    say_object("at", PyObject_CallMethod(triple, "at", "NN", eval("np.arange(4)"), eval("[0, 1]")));

    section("two outputs");
    PyObject *dm = PyUFunc_FromFuncAndData(divmod_loops, triple_data, divmod_types, 1, 2, 2, PyUFunc_None, "dm", NULL, 0);
    say_object("divmod", call(dm, "(np.array([7, 8, 9]), 4)"));
    say_object("doc", PyObject_GetAttrString(dm, "__doc__"));

    section("given loops");
    PyUFuncGenericFunction unary[6] = {PyUFunc_d_d, PyUFunc_f_f, PyUFunc_g_g, PyUFunc_D_D, PyUFunc_O_O, PyUFunc_e_e_As_d_d};
    memcpy(given_loops, unary, sizeof unary);
    binary_loops[0] = PyUFunc_dd_d;
    binary_loops[1] = PyUFunc_ff_f_As_dd_d;
    PyObject *given = PyUFunc_FromFuncAndData(given_loops, given_data, given_types, 6, 1, 1, PyUFunc_None, "given", "", 0);
    say_object("d", call(given, "(np.arange(3.),)"));
    say_object("f", call(given, "(np.arange(3, dtype='f4'),)"));
    say_object("g", call(given, "(np.arange(3, dtype='g'),)"));
    say_object("D", call(given, "(np.array([1+2j, 3j]),)"));
    say_object("O", call(given, "(np.array([1, None, 'x'], object),)"));
    PyObject *binary = PyUFunc_FromFuncAndData(binary_loops, binary_data, binary_types, 2, 2, 1, PyUFunc_Zero, "sq", "", 0);
    say_object("dd", call(binary, "(np.arange(3.), 2.0)"));
    say_object("ff", call(binary, "(np.arange(3, dtype='f4'), np.float32(2))"));
    say_object("reduce", PyObject_CallMethod(binary, "reduce", "N", eval("np.array([1., 2., 3.])")));
    say_object("identity", PyObject_GetAttrString(binary, "identity"));

    section("signature");
    PyObject *g = PyUFunc_FromFuncAndDataAndSignature(inner_loops, triple_data, inner_types, 1, 2, 1, PyUFunc_None,
                                                      "inner", "", 0, "(i),(i)->()");
    say_object("inner", call(g, "(np.arange(6.).reshape(2, 3), np.arange(3.))"));
    say_object("signature", PyObject_GetAttrString(g, "signature"));
    say_object("misfit", call(g, "(np.arange(6.).reshape(2, 3), np.arange(4.))"));
    say_object("bad signature", PyUFunc_FromFuncAndDataAndSignature(inner_loops, triple_data, inner_types, 1, 2, 1,
                                                                    PyUFunc_None, "x", "", 0, "(i),(i->()"));
    if (g != NULL) {
        fields = (PyUFuncObject *)g;
        say("core %d dims %d nums %d %d %d ixs %d offsets %d %s\n", fields->core_enabled, fields->core_num_dim_ix,
            fields->core_num_dims[0], fields->core_num_dims[1], fields->core_num_dims[2], fields->core_dim_ixs[0],
            fields->core_offsets[1], fields->core_signature);
    }
    PyObject *identity = eval("10");
    PyObject *with = PyUFunc_FromFuncAndDataAndSignatureAndIdentity(binary_loops, binary_data, binary_types, 2, 2, 1,
                                                                    PyUFunc_IdentityValue, "w", "", 0, NULL, identity);
    say_object("identity", PyObject_GetAttrString(with, "identity"));

    section("PyUFunc_ReplaceLoopBySignature");
    PyUFuncGenericFunction old = NULL;
    int signature[2] = {NPY_DOUBLE, NPY_DOUBLE};
    say_int("replace", PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)triple, triple_l, signature, &old));
    say("old %d\n", old == triple_d);
    PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)triple, old, signature, NULL);
    signature[0] = NPY_BOOL;
    say_int("no such", PyUFunc_ReplaceLoopBySignature((PyUFuncObject *)triple, triple_l, signature, &old));

    section("patched in place");
    fields = (PyUFuncObject *)triple;
    triple_data[1] = &factor2;
    say_object("doubled", call(triple, "(np.arange(3.),)"));
    triple_data[1] = NULL;

    section("floating point status");
    PyUFunc_clearfperr();
    volatile double zero = 0.0, one = 1.0, x = one / zero;
    (void)x;
    say("flags %d\n", PyUFunc_getfperr());
    say("flags %d\n", PyUFunc_getfperr());
    say_int("none", PyUFunc_GiveFloatingpointErrors("f", 0));
    PyObject *old_state = eval("np.seterr(all='raise')");
    say_int("divide", PyUFunc_GiveFloatingpointErrors("f", NPY_FPE_DIVIDEBYZERO));
    say_int("invalid", PyUFunc_GiveFloatingpointErrors("f", NPY_FPE_INVALID | NPY_FPE_OVERFLOW));
    Py_XDECREF(eval("np.seterr(divide='warn', over='warn', under='ignore', invalid='warn')"));
    Py_XDECREF(old_state);

    section("resolvers");
    PyArrayObject *operands[3] = {array_of("np.zeros(2, 'f4')"), array_of("np.zeros(2, 'i2')"), NULL};
    PyArray_Descr *types[3] = {NULL, NULL, NULL};
    PyObject *add = eval("np.add");
    say_int("default resolver",
            PyUFunc_DefaultTypeResolver((PyUFuncObject *)add, NPY_SAFE_CASTING, operands, NULL, types));
    for (int i = 0; i < 3; i++) {
        say_object("type", (PyObject *)types[i]);
    }
    PyArray_Descr *wanted[3] = {descr_of("'f4'"), descr_of("'i8'"), descr_of("'f4'")};
    say_int("valid", PyUFunc_ValidateCasting((PyUFuncObject *)add, NPY_SAFE_CASTING, operands, wanted));
    wanted[0] = descr_of("'i4'");
    say_int("not valid", PyUFunc_ValidateCasting((PyUFuncObject *)add, NPY_SAFE_CASTING, operands, wanted));
}
