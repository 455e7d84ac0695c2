/* TickDType: casts, loops of ufuncs. */
static int places_of(PyArrayMethod_Context *context, int i)
{
    return PLACES(context->descriptors[i]);
}

RESOLVER(tick_to_tick_resolve)
{
    (void)method, (void)dtypes;
    put(&loop[0], given[0]);
    put(&loop[1], given[1] ? given[1] : given[0]);
    int from = PLACES(loop[0]), to = PLACES(loop[1]);
    if (from == to) {
        *view_offset = 0;
        return NPY_NO_CASTING;
    }
    return from < to ? NPY_SAFE_CASTING : NPY_SAME_KIND_CASTING;
}

LOOP(tick_to_tick)
{
    (void)aux;
    double factor = power_of_ten(places_of(context, 1)) / power_of_ten(places_of(context, 0));
    EACH1
    {
        npy_int64 ticks = ticks_at(i);
        if (factor != 1) {
            ticks = llrint(ticks * factor);
        }
        memcpy(o, &ticks, sizeof ticks);
    }
    return 0;
}

RESOLVER(tick_to_double_resolve)
{
    UNUSED_RESOLVER;
    put(&loop[0], given[0]);
    loop[1] = PyArray_DescrFromType(NPY_DOUBLE);
    return NPY_SAFE_CASTING;
}

LOOP(tick_to_double)
{
    (void)aux;
    double unit = power_of_ten(places_of(context, 0));
    EACH1
    {
        *(double *)o = *(npy_int64 *)i / unit;
    }
    return 0;
}

RESOLVER(number_to_tick_resolve)
{
    (void)method, (void)view_offset;
    loop[0] = PyArray_DescrFromType(dtypes[0]->type_num);
    if (given[1]) {
        put(&loop[1], given[1]);
    }
    else if ((loop[1] = tick_descr(dtypes[0]->type_num == NPY_DOUBLE ? 2 : 0)) == NULL) {
        Py_CLEAR(loop[0]);
        return -1;
    }
    return dtypes[0]->type_num == NPY_DOUBLE ? NPY_SAME_KIND_CASTING : NPY_SAFE_CASTING;
}

LOOP(double_to_tick)
{
    (void)aux;
    double unit = power_of_ten(places_of(context, 1));
    EACH1
    {
        *(npy_int64 *)o = llrint(*(double *)i * unit);
    }
    return 0;
}

LOOP(long_to_tick)
{
    (void)aux;
    double unit = power_of_ten(places_of(context, 1));
    EACH1
    {
        *(npy_int64 *)o = llrint(*(npy_long *)i * unit);
    }
    return 0;
}

RESOLVER(tick_to_bool_resolve)
{
    UNUSED_RESOLVER;
    put(&loop[0], given[0]);
    loop[1] = PyArray_DescrFromType(NPY_BOOL);
    return NPY_UNSAFE_CASTING;
}

LOOP(tick_to_bool)
{
    UNUSED_LOOP;
    EACH1
    {
        *(npy_bool *)o = *(npy_int64 *)i != 0;
    }
    return 0;
}

/* Text of up to 24 characters; the loop is chosen by get_loop, says that it needs the interpreter, and keeps
 * auxiliary data. */
typedef struct {
    NpyAuxData base;
    int places;
} TextAux;

static void text_aux_free(NpyAuxData *aux)
{
    PyMem_RawFree(aux);
}

static NpyAuxData *text_aux_clone(NpyAuxData *aux)
{
    TextAux *copy = PyMem_RawMalloc(sizeof(TextAux));
    if (copy != NULL) {
        *copy = *(TextAux *)aux;
    }
    return (NpyAuxData *)copy;
}

LOOP(tick_to_text)
{
    int places = ((TextAux *)aux)->places;
    npy_intp room = PyDataType_ELSIZE(context->descriptors[1]) / 4;
    EACH1
    {
        char text[64];
        PyOS_snprintf(text, sizeof text, "%.*f", places, ticks_at(i) / power_of_ten(places));
        npy_intp n = strlen(text);
        if (n > room) {
            PyErr_Format(PyExc_ValueError, "%s does not fit into %zd characters", text, room);
            return -1;
        }
        for (npy_intp c = 0; c < room; c++) {
            ((Py_UCS4 *)o)[c] = c < n ? text[c] : 0;
        }
    }
    return 0;
}

static int tick_to_text_get_loop(PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
                                 PyArrayMethod_StridedLoop **out_loop, NpyAuxData **out_aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)aligned, (void)move_references, (void)strides;
    TextAux *aux = PyMem_RawCalloc(1, sizeof(TextAux));
    if (aux == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    aux->base.free = text_aux_free;
    aux->base.clone = text_aux_clone;
    aux->places = places_of(context, 0);
    *out_loop = &tick_to_text;
    *out_aux = (NpyAuxData *)aux;
    *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    return 0;
}

RESOLVER(tick_to_text_resolve)
{
    UNUSED_RESOLVER;
    put(&loop[0], given[0]);
    if (given[1]) {
        put(&loop[1], given[1]);
        return PyDataType_ELSIZE(given[1]) < 24 * 4 ? NPY_SAME_KIND_CASTING : NPY_SAFE_CASTING;
    }
    if ((loop[1] = PyArray_DescrNewFromType(NPY_UNICODE)) == NULL) {
        Py_CLEAR(loop[0]);
        return -1;
    }
    PyDataType_SET_ELSIZE(loop[1], 24 * 4);
    return NPY_SAFE_CASTING;
}

RESOLVER(tick_same_resolve)
{
    UNUSED_RESOLVER;
    PyArray_Descr *finer = tick_common_instance(given[0], given[1]);
    put(&loop[0], finer);
    put(&loop[1], finer);
    loop[2] = finer;
    return NPY_SAFE_CASTING;
}

RESOLVER(tick_truth_resolve)
{
    UNUSED_RESOLVER;
    PyArray_Descr *finer = tick_common_instance(given[0], given[1]);
    put(&loop[0], finer);
    loop[1] = finer;
    loop[2] = PyArray_DescrFromType(NPY_BOOL);
    return NPY_SAFE_CASTING;
}

RESOLVER(tick_product_resolve)
{
    UNUSED_RESOLVER;
    put(&loop[0], given[0]);
    put(&loop[1], given[1]);
    if (given[2]) {
        put(&loop[2], given[2]);
    }
    else if ((loop[2] = tick_descr(PLACES(given[0]) + PLACES(given[1]))) == NULL) {
        Py_CLEAR(loop[0]);
        Py_CLEAR(loop[1]);
        return -1;
    }
    return NPY_SAFE_CASTING;
}

RESOLVER(tick_one_resolve)
{
    UNUSED_RESOLVER;
    put(&loop[0], given[0]);
    put(&loop[1], given[0]);
    return NPY_NO_CASTING;
}

#define BINARY(name, type, expression)                                                                           \
    LOOP(name)                                                                                                   \
    {                                                                                                            \
        UNUSED_LOOP;                                                                                             \
        EACH2                                                                                                    \
        {                                                                                                        \
            npy_int64 x = *(npy_int64 *)i, y = *(npy_int64 *)j;                                                  \
            *(type *)o = (expression);                                                                           \
        }                                                                                                        \
        return 0;                                                                                                \
    }
BINARY(tick_add, npy_int64, x + y)
BINARY(tick_subtract, npy_int64, x - y)
BINARY(tick_multiply, npy_int64, x *y)
BINARY(tick_equal, npy_bool, x == y)
BINARY(tick_less, npy_bool, x < y)

LOOP(tick_negative)
{
    UNUSED_LOOP;
    EACH1
    {
        *(npy_int64 *)o = -*(npy_int64 *)i;
    }
    return 0;
}

static int tick_add_initial(PyArrayMethod_Context *context, npy_bool empty, void *initial)
{
    (void)context, (void)empty;
    memset(initial, 0, sizeof(npy_int64));
    return 1;
}

/* Maximum and absolute of ticks are those of the numbers that are stored. */
static int long_for_given(int nin, int nout, PyArray_DTypeMeta *const wrapped[], PyArray_Descr *const given[], PyArray_Descr *out[])
{
    (void)wrapped;
    for (int i = 0; i < nin + nout; i++) {
        out[i] = given[i] ? PyArray_DescrFromType(NPY_LONG) : NULL;
    }
    return 0;
}

static int tick_for_loop(int nin, int nout, PyArray_DTypeMeta *const dtypes[], PyArray_Descr *const given[],
                         PyArray_Descr *original[], PyArray_Descr *loop[])
{
    (void)dtypes;
    for (int i = 0; i < nin + nout; i++) {
        if (original[i] == NULL || original[i]->type_num != NPY_LONG) {
            PyErr_SetString(PyExc_SystemError, "the wrapped loop has no descriptor");
            return -1;
        }
    }
    PyArray_Descr *finer = nin == 2 ? tick_common_instance(given[0], given[1]) : (Py_INCREF(given[0]), given[0]);
    for (int i = 0; i < nin + nout; i++) {
        put(&loop[i], finer);
    }
    Py_DECREF(finer);
    return 0;
}

static int tick_promoter(PyObject *ufunc, PyArray_DTypeMeta *const ops[], PyArray_DTypeMeta *const signature[],
                         PyArray_DTypeMeta *out[])
{
    (void)ufunc, (void)ops;
    for (int i = 0; i < 3; i++) {
        out[i] = signature[i] ? signature[i] : &TickDType;
        Py_INCREF(out[i]);
    }
    return 0;
}

static int add_ticks(PyObject *np)
{
    PyArrayMethod_Spec within = {.name = "tick_to_tick", .nin = 1, .nout = 1, .casting = NPY_SAME_KIND_CASTING,
        .flags = NPY_METH_SUPPORTS_UNALIGNED, .dtypes = CLASSES(NULL, NULL),
        .slots = (PyType_Slot[]){{NPY_METH_resolve_descriptors, tick_to_tick_resolve}, {NPY_METH_strided_loop, tick_to_tick},
            {NPY_METH_unaligned_strided_loop, tick_to_tick}, {0, NULL}}};
    PyArrayMethod_Spec to_double = {.name = "tick_to_double", .nin = 1, .nout = 1, .casting = NPY_SAFE_CASTING,
        .dtypes = CLASSES(NULL, &PyArray_DoubleDType), .slots = LOOP_SLOTS(tick_to_double_resolve, tick_to_double)};
    PyArrayMethod_Spec from_double = {.name = "double_to_tick", .nin = 1, .nout = 1, .casting = NPY_SAME_KIND_CASTING,
        .dtypes = CLASSES(&PyArray_DoubleDType, NULL), .slots = LOOP_SLOTS(number_to_tick_resolve, double_to_tick)};
    PyArrayMethod_Spec from_long = {.name = "long_to_tick", .nin = 1, .nout = 1, .casting = NPY_SAFE_CASTING,
        .dtypes = CLASSES(&PyArray_LongDType, NULL), .slots = LOOP_SLOTS(number_to_tick_resolve, long_to_tick)};
    PyArrayMethod_Spec to_bool = {.name = "tick_to_bool", .nin = 1, .nout = 1, .casting = NPY_UNSAFE_CASTING,
        .dtypes = CLASSES(NULL, &PyArray_BoolDType), .slots = LOOP_SLOTS(tick_to_bool_resolve, tick_to_bool)};
    PyArrayMethod_Spec to_text = {.name = "tick_to_text", .nin = 1, .nout = 1, .casting = NPY_SAME_KIND_CASTING,
        .flags = NPY_METH_REQUIRES_PYAPI, .dtypes = CLASSES(NULL, &PyArray_UnicodeDType),
        .slots = (PyType_Slot[]){{NPY_METH_resolve_descriptors, tick_to_text_resolve}, {NPY_METH_get_loop, tick_to_text_get_loop},
            {0, NULL}}};
    PyArrayMethod_Spec *casts[] = {&within, &to_double, &from_double, &from_long, &to_bool, &to_text, NULL};
    if (make_class(&TickDType, &TickType, NPY_DT_PARAMETRIC | NPY_DT_NUMERIC, casts, tick_slots) < 0) {
        return -1;
    }
    PyArray_DTypeMeta *t = &TickDType;
    PyType_Slot add_slots[] = {{NPY_METH_resolve_descriptors, tick_same_resolve}, {NPY_METH_strided_loop, tick_add},
        {NPY_METH_get_reduction_initial, tick_add_initial}, {0, NULL}};
    if (add_loop(np, "add", CLASSES(t, t, t), 2, NPY_SAFE_CASTING, NPY_METH_IS_REORDERABLE, add_slots) < 0
        || add_loop(np, "subtract", CLASSES(t, t, t), 2, NPY_SAFE_CASTING, 0, LOOP_SLOTS(tick_same_resolve, tick_subtract)) < 0
        || add_loop(np, "multiply", CLASSES(t, t, t), 2, NPY_SAFE_CASTING, 0, LOOP_SLOTS(tick_product_resolve, tick_multiply)) < 0
        || add_loop(np, "equal", CLASSES(t, t, &PyArray_BoolDType), 2, NPY_SAFE_CASTING, 0, LOOP_SLOTS(tick_truth_resolve, tick_equal)) < 0
        || add_loop(np, "less", CLASSES(t, t, &PyArray_BoolDType), 2, NPY_SAFE_CASTING, 0, LOOP_SLOTS(tick_truth_resolve, tick_less)) < 0
        || add_loop(np, "negative", CLASSES(t, t), 1, NPY_NO_CASTING, 0, LOOP_SLOTS(tick_one_resolve, tick_negative)) < 0) {
        return -1;
    }
    PyArray_DTypeMeta *l = &PyArray_LongDType;
    PyObject *maximum = PyObject_GetAttrString(np, "maximum"), *absolute = PyObject_GetAttrString(np, "absolute");
    if (PyUFunc_AddWrappingLoop(maximum, CLASSES(t, t, t), CLASSES(l, l, l), &long_for_given, &tick_for_loop) < 0
        || PyUFunc_AddWrappingLoop(absolute, CLASSES(t, t), CLASSES(l, l), &long_for_given, &tick_for_loop) < 0) {
        return -1;
    }
    Py_DECREF(maximum);
    Py_DECREF(absolute);
    return add_promoter(np, "add", t, &PyArray_IntAbstractDType, tick_promoter);
}
