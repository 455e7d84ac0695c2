/* What makes a DType class, and what is said of specifications that do not: PyArrayInitDTypeMeta_FromSpec. */
#include "program.h"
#include <string.h>

/* One eight-byte integer. */
static PyArray_Descr *make_descr(PyArray_DTypeMeta *cls)
{
    PyArray_Descr *d = (PyArray_Descr *)PyArrayDescr_Type.tp_new((PyTypeObject *)cls, NULL, NULL);
    if (d != NULL) {
        PyDataType_SET_ELSIZE(d, 8);
        d->alignment = 8;
    }
    return d;
}

static PyArray_Descr *discover(PyArray_DTypeMeta *cls, PyObject *value)
{
    (void)value;
    return make_descr(cls);
}

static PyArray_Descr *common_instance(PyArray_Descr *a, PyArray_Descr *b)
{
    (void)b;
    Py_INCREF(a);
    return a;
}

static PyArray_Descr *canonical(PyArray_Descr *d)
{
    Py_INCREF(d);
    return d;
}

static PyObject *getitem(PyArray_Descr *d, char *p)
{
    npy_int64 v;
    (void)d;
    memcpy(&v, p, 8);
    return PyLong_FromLongLong(v);
}

static int setitem(PyArray_Descr *d, PyObject *o, char *p)
{
    npy_int64 v = PyLong_AsLongLong(o);
    (void)d;
    if (v == -1 && PyErr_Occurred()) {
        return -1;
    }
    memcpy(p, &v, 8);
    return 0;
}

static int copy_loop(PyArrayMethod_Context *context, char *const *data, npy_intp const *dimensions, npy_intp const *strides,
                     NpyAuxData *aux)
{
    char *i = data[0], *o = data[1];
    (void)context, (void)aux;
    for (npy_intp k = 0; k < dimensions[0]; k++, i += strides[0], o += strides[1]) {
        memmove(o, i, 8);
    }
    return 0;
}

/* Sorting functions that leave a trace. */
static int calls[8];
#define SORTER(n)                                                                                                \
    static int sorter##n(void *p, npy_intp count, void *array)                                                   \
    {                                                                                                            \
        (void)array;                                                                                             \
        calls[n]++;                                                                                              \
        for (npy_intp i = 0; i < count; i++) {                                                                   \
            ((npy_int64 *)p)[i] = i * 10 + n;                                                                    \
        }                                                                                                        \
        return 0;                                                                                                \
    }                                                                                                            \
    static int argsorter##n(void *p, npy_intp *order, npy_intp count, void *array)                               \
    {                                                                                                            \
        (void)p, (void)array;                                                                                    \
        calls[n + 3]++;                                                                                          \
        for (npy_intp i = 0; i < count; i++) {                                                                   \
            order[i] = count - 1 - i;                                                                            \
        }                                                                                                        \
        return 0;                                                                                                \
    }
SORTER(1)

static PyObject *dtype_new(PyTypeObject *cls, PyObject *args, PyObject *kwargs)
{
    (void)args, (void)kwargs;
    return (PyObject *)make_descr((PyArray_DTypeMeta *)cls);
}

static PyObject *dtype_repr(PyObject *self)
{
    (void)self;
    return PyUnicode_FromString("Made()");
}

/* A class that is no DType yet. Its memory is never given back. */
static PyArray_DTypeMeta *new_class(const char *name, reprfunc repr, reprfunc str)
{
    PyArray_DTypeMeta *class = PyMem_RawCalloc(1, sizeof *class);
    PyTypeObject *type = (PyTypeObject *)class;
    Py_SET_REFCNT(class, 1);
    Py_SET_TYPE(class, &PyArrayDTypeMeta_Type);
    type->tp_name = name;
    type->tp_basicsize = sizeof(PyArray_Descr);
    type->tp_flags = Py_TPFLAGS_DEFAULT;
    type->tp_base = &PyArrayDescr_Type;
    type->tp_new = dtype_new;
    type->tp_repr = repr;
    type->tp_str = str;
    if (PyType_Ready(type) < 0) {
        PyErr_Print();
        Py_Exit(3);
    }
    return class;
}

/* A class of scalars of its own for each DType. */
static PyTypeObject *new_scalar(const char *name)
{
    PyType_Slot none[] = {{0, NULL}};
    PyType_Spec spec = {name, sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT, none};
    return (PyTypeObject *)PyType_FromSpec(&spec);
}

static PyArray_DTypeMeta *none_none[] = {NULL, NULL};
static PyType_Slot copy_slots[] = {{NPY_METH_strided_loop, copy_loop}, {NPY_METH_unaligned_strided_loop, copy_loop}, {0, NULL}};
static PyArrayMethod_Spec within = {.name = "within", .nin = 1, .nout = 1, .casting = NPY_NO_CASTING,
                                    .flags = NPY_METH_SUPPORTS_UNALIGNED, .dtypes = none_none, .slots = copy_slots};
static PyArrayMethod_Spec *only_within[] = {&within, NULL};

static NPY_CASTING resolve(struct PyArrayMethodObject_tag *method, PyArray_DTypeMeta *const *dtypes, PyArray_Descr *const *given,
                           PyArray_Descr **loop, npy_intp *view_offset)
{
    (void)method, (void)dtypes, (void)view_offset;
    for (int i = 0; i < 2; i++) {
        loop[i] = given[i] ? given[i] : given[0];
        Py_INCREF(loop[i]);
    }
    return NPY_NO_CASTING;
}

static PyType_Slot resolved_slots[] = {{NPY_METH_resolve_descriptors, resolve}, {NPY_METH_strided_loop, copy_loop},
                                       {NPY_METH_unaligned_strided_loop, copy_loop}, {0, NULL}};
static PyArrayMethod_Spec resolved_within = {.name = "within", .nin = 1, .nout = 1, .casting = NPY_NO_CASTING,
                                             .flags = NPY_METH_SUPPORTS_UNALIGNED, .dtypes = none_none, .slots = resolved_slots};
static PyArrayMethod_Spec *resolved[] = {&resolved_within, NULL};

static PyArray_DTypeMeta *attempt(const char *label, PyTypeObject *scalar, int flags, PyArrayMethod_Spec **casts, PyType_Slot *slots)
{
    PyArray_DTypeMeta *class = new_class("newdtype_specs.Made", dtype_repr, dtype_repr);
    PyArrayDTypeMeta_Spec spec = {.typeobj = scalar, .flags = flags, .casts = casts, .slots = slots};
    say_int(label, PyArrayInitDTypeMeta_FromSpec(class, &spec));
    return class;
}

#define BASE {NPY_DT_setitem, setitem}, {NPY_DT_getitem, getitem}, {NPY_DT_default_descr, make_descr}, {NPY_DT_ensure_canonical, canonical}
#define SLOTS(...) ((PyType_Slot[]){__VA_ARGS__, {0, NULL}})
#define SCALAR new_scalar("newdtype_specs.Scalar")

static void refused(void)
{
    section("specifications that are refused");
    PyArrayDTypeMeta_Spec bare = {.typeobj = NULL, .flags = 1 << 5, .casts = NULL, .slots = NULL};
    say_int("no repr, no str", PyArrayInitDTypeMeta_FromSpec(new_class("newdtype_specs.Bare", NULL, NULL), &bare));
    say_int("no str", PyArrayInitDTypeMeta_FromSpec(new_class("newdtype_specs.Bare", dtype_repr, NULL), &bare));
    say_int("no repr", PyArrayInitDTypeMeta_FromSpec(new_class("newdtype_specs.Bare", NULL, dtype_repr), &bare));
    attempt("no scalar", NULL, 0, only_within, SLOTS(BASE));
    attempt("scalar is no type", (PyTypeObject *)Py_None, 0, only_within, SLOTS(BASE));
    attempt("unknown flag", SCALAR, 1 << 5, only_within, SLOTS(BASE));
    attempt("legacy flag", SCALAR, 1 << 0, only_within, SLOTS(BASE));
    attempt("no getitem", SCALAR, 0, only_within, SLOTS({NPY_DT_setitem, setitem}));
    attempt("no setitem", SCALAR, 0, only_within, SLOTS({NPY_DT_getitem, getitem}));
    attempt("nothing", SCALAR, 0, only_within, ((PyType_Slot[]){{0, NULL}}));
    attempt("no canonical form", SCALAR, 0, only_within, SLOTS({NPY_DT_setitem, setitem}, {NPY_DT_getitem, getitem}, {NPY_DT_default_descr, make_descr}));
    attempt("no default", SCALAR, 0, only_within, SLOTS({NPY_DT_setitem, setitem}, {NPY_DT_getitem, getitem}, {NPY_DT_ensure_canonical, canonical}));
    attempt("parametric, no common instance", SCALAR, NPY_DT_PARAMETRIC, only_within, SLOTS(BASE, {NPY_DT_discover_descr_from_pyobject, discover}));
    attempt("parametric, no discovery", SCALAR, NPY_DT_PARAMETRIC, only_within, SLOTS(BASE, {NPY_DT_common_instance, common_instance}));
    attempt("parametric, resolver, no common instance", SCALAR, NPY_DT_PARAMETRIC, resolved, SLOTS(BASE, {NPY_DT_discover_descr_from_pyobject, discover}));
    attempt("parametric, resolver, no discovery", SCALAR, NPY_DT_PARAMETRIC, resolved, SLOTS(BASE, {NPY_DT_common_instance, common_instance}));
    attempt("parametric", SCALAR, NPY_DT_PARAMETRIC, resolved, SLOTS(BASE, {NPY_DT_common_instance, common_instance}, {NPY_DT_discover_descr_from_pyobject, discover}));
    attempt("no discovery", SCALAR, 0, only_within, SLOTS(BASE));
    attempt("abstract", SCALAR, NPY_DT_ABSTRACT, only_within, SLOTS(BASE, {NPY_DT_discover_descr_from_pyobject, discover}));
    attempt("slot 13", SCALAR, 0, only_within, SLOTS(BASE, {13, setitem}));
    attempt("slot 99", SCALAR, 0, only_within, SLOTS(BASE, {99, setitem}));
    attempt("slot -1", SCALAR, 0, only_within, SLOTS(BASE, {-1, setitem}));
    attempt("copyswapn", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 3, setitem}));
    attempt("copyswap", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 4, setitem}));
    attempt("cast", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 0, setitem}));
    attempt("castdict", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 15, setitem}));
    attempt("fasttake", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 21, setitem}));
    attempt("beyond the table", SCALAR, 0, only_within, SLOTS(BASE, {_NPY_DT_ARRFUNCS_OFFSET + 23, setitem}));
    attempt("builtin scalar", (PyTypeObject *)&PyFloat_Type, 0, only_within, SLOTS(BASE));
    PyTypeObject *known[] = {&PyLong_Type, &PyBool_Type, &PyComplex_Type, &PyUnicode_Type, &PyBytes_Type, &PyList_Type, &PyTuple_Type,
                             Py_TYPE(Py_None), &PyArray_Type, &PyDict_Type, &PyType_Type, &PyGenericArrType_Type};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        attempt(known[i]->tp_name, known[i], 0, only_within, SLOTS(BASE));
    }
    attempt("scalar of ours", &PyDoubleArrType_Type, 0, only_within, SLOTS(BASE));
    PyArrayMethod_Spec *no_casts[] = {NULL};
    attempt("no cast within", SCALAR, 0, no_casts, SLOTS(BASE));

    PyArray_DTypeMeta *class = attempt("twice, first", SCALAR, 0, only_within, SLOTS(BASE));
    PyArrayDTypeMeta_Spec spec = {.typeobj = SCALAR, .casts = only_within, .slots = SLOTS(BASE)};
    say_int("twice, second", PyArrayInitDTypeMeta_FromSpec(class, &spec));
    PyTypeObject *shared = SCALAR;
    attempt("shared scalar, first", shared, 0, only_within, SLOTS(BASE));
    attempt("shared scalar, second", shared, 0, only_within, SLOTS(BASE));
    say_int("not a DType class", PyArrayInitDTypeMeta_FromSpec((PyArray_DTypeMeta *)&PyFloat_Type, &spec));
    say_int("a class that is not ready", PyArrayInitDTypeMeta_FromSpec((PyArray_DTypeMeta *)&PyArrayDescr_Type, &spec));
}

static void casts_refused(void)
{
    section("casts that are refused");
    PyArray_DTypeMeta *to_double[] = {NULL, &PyArray_DoubleDType, &PyArray_DoubleDType}, *foreign[] = {&PyArray_DoubleDType, &PyArray_LongDType};
    PyType_Slot no_slots[] = {{0, NULL}};
    PyType_Slot unaligned[] = {{NPY_METH_unaligned_strided_loop, copy_loop}, {0, NULL}};
    PyType_Slot strided[] = {{NPY_METH_strided_loop, copy_loop}, {0, NULL}};
    PyType_Slot contiguous[] = {{NPY_METH_strided_loop, copy_loop}, {NPY_METH_unaligned_contiguous_loop, copy_loop}, {0, NULL}};
    PyType_Slot alone[] = {{NPY_METH_unaligned_contiguous_loop, copy_loop}, {0, NULL}};
    PyType_Slot all_loops[] = {{NPY_METH_strided_loop, copy_loop}, {NPY_METH_contiguous_loop, copy_loop},
        {NPY_METH_unaligned_strided_loop, copy_loop}, {NPY_METH_unaligned_contiguous_loop, copy_loop}, {0, NULL}};
    PyType_Slot own_loop[] = {{NPY_METH_get_loop, copy_loop}, {0, NULL}};
    PyType_Slot own_and_loops[] = {{NPY_METH_get_loop, copy_loop}, {NPY_METH_unaligned_strided_loop, copy_loop}, {0, NULL}};
    PyType_Slot twice[] = {{NPY_METH_strided_loop, copy_loop}, {NPY_METH_strided_loop, copy_loop}, {0, NULL}};
    PyType_Slot null_loop[] = {{NPY_METH_strided_loop, NULL}, {0, NULL}};
    PyType_Slot with_scalars[] = {{_NPY_METH_resolve_descriptors_with_scalars, copy_loop}, {NPY_METH_strided_loop, copy_loop}, {0, NULL}};
    PyType_Slot unknown[] = {{NPY_METH_strided_loop, copy_loop}, {77, copy_loop}, {0, NULL}};
    PyType_Slot initial[] = {{NPY_METH_strided_loop, copy_loop}, {NPY_METH_get_reduction_initial, copy_loop}, {0, NULL}};
    const struct {
        const char *label;
        PyArrayMethod_Spec spec;
    } list[] = {
        {"no loop", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, no_slots}},
        {"unaligned alone", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, unaligned}},
        {"unaligned flag without a loop", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_SUPPORTS_UNALIGNED, to_double, strided}},
        {"unaligned loop without the flag", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, copy_slots}},
        {"contiguous without strided", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_SUPPORTS_UNALIGNED, to_double, contiguous}},
        {"unknown slot", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, unknown}},
        {"initial value", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, initial}},
        {"unaligned contiguous alone", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_SUPPORTS_UNALIGNED, to_double, alone}},
        {"unaligned flag, contiguous too", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_SUPPORTS_UNALIGNED, to_double, all_loops}},
        {"own get_loop and unaligned flag", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_SUPPORTS_UNALIGNED, to_double, own_loop}},
        {"own get_loop and loops", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, own_and_loops}},
        {"a slot twice", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, twice}},
        {"a slot of NULL", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, null_loop}},
        {"resolver with scalars", {"cast", 1, 1, NPY_SAFE_CASTING, 0, to_double, with_scalars}},
        {"casting 0x100", {"cast", 1, 1, 64 | NPY_SAFE_CASTING, 0, to_double, strided}},
        {"two inputs", {"cast", 2, 1, NPY_SAFE_CASTING, 0, to_double, strided}},
        {"no output", {"cast", 1, 0, NPY_SAFE_CASTING, 0, to_double, strided}},
        {"casting -1", {"cast", 1, 1, -1, 0, to_double, strided}},
        {"casting 9", {"cast", 1, 1, 9, 0, to_double, strided}},
        {"runtime flag", {"cast", 1, 1, NPY_SAFE_CASTING, NPY_METH_REQUIRES_PYAPI, to_double, strided}},
        {"unknown flag", {"cast", 1, 1, NPY_SAFE_CASTING, 1 << 10, to_double, strided}},
        {"no name", {NULL, 1, 1, NPY_SAFE_CASTING, 0, to_double, no_slots}},
        {"neither side", {"cast", 1, 1, NPY_SAFE_CASTING, 0, foreign, strided}},
        {"within, parametric resolver missing", {"cast", 1, 1, NPY_SAFE_CASTING, 0, none_none, strided}},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        PyArrayMethod_Spec spec = list[i].spec, *casts[] = {&within, &spec, NULL};
        attempt(list[i].label, SCALAR, 0, casts, SLOTS(BASE));
        if (spec.dtypes == to_double && to_double[0] != NULL) {
            say("the specification was left changed\n");
            to_double[0] = NULL;
        }
    }
}

static void minimal(void)
{
    section("a class with the least");
    PyArray_DTypeMeta *class = attempt("made", SCALAR, 0, only_within, SLOTS(BASE));
    say("flags %d number %d singleton %d\n", (int)class->flags, class->type_num, class->singleton != NULL);
    PyArray_Descr *d = PyArray_GetDefaultDescr(class);
    say_object("kind", PyUnicode_FromFormat("%d %d %c %d %d", d->kind, d->type, d->byteorder, d->type_num, (int)d->flags));
    say("hash %d size %d singleton now %d\n", (int)((_PyArray_LegacyDescr *)d)->hash, (int)PyDataType_ELSIZE(d), class->singleton != NULL);
    PyArray_Descr *raw = (PyArray_Descr *)PyArrayDescr_Type.tp_new((PyTypeObject *)class, NULL, NULL);
    say("fresh: size %d alignment %d hash %d names %d\n", (int)PyDataType_ELSIZE(raw), (int)raw->alignment, (int)raw->hash, 0);
    npy_intp n = 3;
    Py_INCREF(d);
    PyArrayObject *a = (PyArrayObject *)PyArray_Zeros(1, &n, d, 0);
    say_object("array", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
    say_object("fill", PyObject_CallMethod((PyObject *)a, "fill", "i", 7));
    say_object("filled", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
    say_object("sort", PyObject_CallMethod((PyObject *)a, "sort", NULL));
    say_object("argmax", PyObject_CallMethod((PyObject *)a, "argmax", NULL));
    say_object("promote with itself", (PyObject *)PyArray_CommonDType(class, class) == (PyObject *)class ? PyUnicode_FromString("itself") : NULL);
    PyErr_Clear();
    say_object("promote with double", (PyObject *)PyArray_CommonDType(class, &PyArray_DoubleDType));
}

static void sorting(void)
{
    section("functions that sort");
    PyArray_DTypeMeta *class = attempt("made", SCALAR, 0, only_within,
        SLOTS(BASE, {NPY_DT_PyArray_ArrFuncs_sort, sorter1}, {NPY_DT_PyArray_ArrFuncs_argsort, argsorter1}));
    npy_intp n = 4;
    const char *kinds[] = {"quicksort", "heapsort", "stable", "mergesort"};
    for (int k = 0; k < 4; k++) {
        PyArrayObject *a = (PyArrayObject *)PyArray_Zeros(1, &n, PyArray_GetDefaultDescr(class), 0);
        say("%s\n", kinds[k]);
        say_object("sort", PyObject_CallMethod((PyObject *)a, "sort", "is", -1, kinds[k]));
        say_object("sorted", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
        say_object("argsort", PyObject_CallMethod((PyObject *)a, "argsort", "is", -1, kinds[k]));
        for (int i = 0; i < 6; i++) {
            say(" %d", calls[i]);
        }
        say("\n");
        memset(calls, 0, sizeof calls);
    }
}

static void run(void)
{
    refused();
    casts_refused();
    minimal();
    sorting();
}
