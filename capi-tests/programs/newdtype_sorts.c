/* Sorts of a DType as methods: PyUFunc_AddLoopsFromSpecs for `sort` and `argsort`. */
#include "program.h"
#include "newdtypes.h"

static int refused_kind = -2;

static int flags_of(PyArrayMethod_Context *context)
{
    PyArrayMethod_SortParameters *p = context->parameters;
    return p ? (int)p->flags : -1;
}

/* Says how it was called. */
static void say_call(const char *what, PyArrayMethod_Context *context, char *const *data, npy_intp const *dimensions, npy_intp const *strides)
{
    say("  %s of %zd: strides %zd %zd, in place %d, flags %d, caller %d\n", what, dimensions[0], strides[0], strides[1],
        data[0] == data[1], flags_of(context), context->caller != NULL);
}

LOOP(sort_ticks)
{
    (void)aux;
    say_call("sort", context, data, dimensions, strides);
    npy_intp n = dimensions[0];
    char *out = data[1];
    for (npy_intp i = 0; i < n; i++) {
        memmove(out + i * strides[1], data[0] + i * strides[0], 8);
    }
    int down = flags_of(context) & NPY_SORT_DESCENDING ? -1 : 1;
    for (npy_intp i = 1; i < n; i++) {
        for (npy_intp j = i; j > 0; j--) {
            char *x = out + (j - 1) * strides[1], *y = out + j * strides[1];
            if (down * tick_compare(x, y, NULL) <= 0) {
                break;
            }
            npy_int64 t = ticks_at(x), u = ticks_at(y);
            memcpy(x, &u, 8);
            memcpy(y, &t, 8);
        }
    }
    return 0;
}

LOOP(argsort_ticks)
{
    (void)aux;
    say_call("argsort", context, data, dimensions, strides);
    npy_intp n = dimensions[0];
    for (npy_intp i = 0; i < n; i++) {
        say(" %zd", *(npy_intp *)(data[1] + i * strides[1]));
    }
    say("\n");
    for (npy_intp i = 0; i < n; i++) {
        *(npy_intp *)(data[1] + i * strides[1]) = n - 1 - i;
    }
    return 0;
}

/* The default way to a loop does not work for sorts in NumPy 2.4: methods choose theirs. */
static int choose(PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
                  PyArrayMethod_StridedLoop *loop, PyArrayMethod_StridedLoop **out, NPY_ARRAYMETHOD_FLAGS *flags)
{
    say("  loop for flags %d: aligned %d, move %d, strides %zd %zd\n", flags_of(context), aligned, move_references, strides[0], strides[1]);
    if (flags_of(context) == refused_kind) {
        PyErr_SetString(PyExc_RuntimeError, "this kind is refused");
        return -1;
    }
    *out = loop;
    *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    return 0;
}

static int sort_get_loop(PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
                         PyArrayMethod_StridedLoop **out, NpyAuxData **aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)aux;
    return choose(context, aligned, move_references, strides, sort_ticks, out, flags);
}

static int argsort_get_loop(PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
                            PyArrayMethod_StridedLoop **out, NpyAuxData **aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)aux;
    return choose(context, aligned, move_references, strides, argsort_ticks, out, flags);
}

RESOLVER(sort_resolve)
{
    UNUSED_RESOLVER;
    say("  resolve: output given %d, as the input %d\n", given[1] != NULL, given[1] == given[0]);
    put(&loop[0], given[0]);
    put(&loop[1], given[0]);
    return NPY_NO_CASTING;
}

RESOLVER(argsort_resolve)
{
    UNUSED_RESOLVER;
    say("  resolve: output given %d\n", given[1] != NULL);
    put(&loop[0], given[0]);
    loop[1] = PyArray_DescrFromType(NPY_INTP);
    return NPY_NO_CASTING;
}

static void register_one(const char *label, const char *name, int nin, PyArray_DTypeMeta **dtypes, PyType_Slot *slots)
{
    PyArrayMethod_Spec spec = {.name = "method", .nin = nin, .nout = 1, .casting = NPY_NO_CASTING,
                               .flags = NPY_METH_REQUIRES_PYAPI, .dtypes = dtypes, .slots = slots};
    PyUFunc_LoopSlot list[] = {{name, &spec}, {NULL, NULL}};
    say_int(label, PyUFunc_AddLoopsFromSpecs(list));
}

#define GET_LOOP_SLOTS(resolver, loop) (PyType_Slot[]){{NPY_METH_resolve_descriptors, resolver}, {NPY_METH_get_loop, loop}, {0, NULL}}

static PyObject *globals;

static void show(const char *expression)
{
    say("%s\n", expression);
    say_object("  gives", PyRun_String(expression, Py_eval_input, globals, globals));
}

static const char *const expressions[] = {
    "np.sort(a)", "np.sort(a, kind='quicksort')", "np.sort(a, kind='heapsort')", "np.sort(a, kind='stable')", "np.sort(a, kind='mergesort')",
    "np.sort(a, stable=True)", "np.sort(m)", "np.sort(m, axis=0)", "np.sort(a[::2])", "np.sort(a[:0])", "np.sort(a[:1])", "np.argsort(a)",
    "np.argsort(a, kind='stable')", "np.argsort(m, axis=0)", "np.argsort(a[:0])", "np.unique(a)", "np.partition(a, 1)", "np.lexsort((a,))",
    "np.searchsorted(np.sort(a), a)", "np.sort(b).tolist()", "np.sort(a, descending=True)", "a.sort(stable=False)",
};

static void show_all(void)
{
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        show(expressions[i]);
    }
}

static void run(void)
{
    PyObject *module = PyModule_New("newdtypes");
    globals = PyModule_GetDict(module);
    PyDict_SetItemString(globals, "np", PyImport_ImportModule("numpy"));
    PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins());
    if (add_newdtypes(module) < 0) {
        PyErr_Print();
        Py_Exit(3);
    }
    PyRun_String("a = np.array([3, 1.5, 2, -1], dtype=TickDType(1))\nm = np.array([[3, 1], [2, 4]], dtype=TickDType(1))\n"
                 "b = np.array([2, 1], dtype=WideDType()).astype(object)[::-1].astype(WideDType())\n", Py_file_input, globals, globals);

    section("refused");
    PyArray_DTypeMeta *t = &TickDType;
    register_one("unknown name", "sorty", 1, CLASSES(t, t), GET_LOOP_SLOTS(sort_resolve, sort_get_loop));
    register_one("no ufunc", "numpy:ndarray", 1, CLASSES(t, t), GET_LOOP_SLOTS(sort_resolve, sort_get_loop));

    section("before");
    show("np.sort(a)");

    section("registered");
    register_one("sort", "sort", 1, CLASSES(t, t), GET_LOOP_SLOTS(sort_resolve, sort_get_loop));
    register_one("argsort", "argsort", 1, CLASSES(t, &PyArray_IntpDType), GET_LOOP_SLOTS(argsort_resolve, argsort_get_loop));
    register_one("sort again", "sort", 1, CLASSES(t, t), GET_LOOP_SLOTS(sort_resolve, sort_get_loop));
    register_one("ufunc", "negative", 1, CLASSES(&WideDType, &WideDType), PLAIN_SLOTS(wide_absolute));
    register_one("ufunc by path", "numpy:positive", 1, CLASSES(&WideDType, &WideDType), PLAIN_SLOTS(wide_absolute));
    show("np.negative(b).tolist()");
    show("np.positive(b).tolist()");

    section("used");
    show_all();

    section("refused kinds");
    refused_kind = NPY_HEAPSORT;
    show("np.sort(a, kind='heapsort')");
    show("np.argsort(a, kind='heapsort')");
    refused_kind = 0;
    show("np.sort(a)");
    show("np.sort(a[:0])");
    show("np.sort(a, kind='stable')");
}
