/* TickDType: its scalar, its slots, its class. */
typedef struct {
    PyArray_Descr base;
    int places;
} TickDescr;

typedef struct {
    PyObject_HEAD
    npy_int64 ticks;
    int places;
} TickObject;

static PyArray_DTypeMeta TickDType;
static PyTypeObject TickType;
static long tick_finalized = 0;

#define PLACES(d) (((TickDescr *)(d))->places)

static double power_of_ten(int n)
{
    double r = 1;
    for (; n > 0; n--) {
        r *= 10;
    }
    return r;
}

static PyObject *tick_object(npy_int64 ticks, int places)
{
    TickObject *self = PyObject_New(TickObject, &TickType);
    if (self != NULL) {
        self->ticks = ticks;
        self->places = places;
    }
    return (PyObject *)self;
}

static double tick_value(PyObject *o)
{
    return ((TickObject *)o)->ticks / power_of_ten(((TickObject *)o)->places);
}

static PyObject *tick_type_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    double value;
    int places = 2;
    (void)type;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "d|i", &value, &places)) {
        return NULL;
    }
    return tick_object(llrint(value * power_of_ten(places)), places);
}

static PyObject *tick_type_repr(PyObject *o)
{
    char text[64];
    PyOS_snprintf(text, sizeof text, "Tick(%.*f)", ((TickObject *)o)->places, tick_value(o));
    return PyUnicode_FromString(text);
}

static PyObject *tick_type_float(PyObject *o)
{
    return PyFloat_FromDouble(tick_value(o));
}

static PyObject *tick_type_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != &TickType || Py_TYPE(b) != &TickType) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    Py_RETURN_RICHCOMPARE(tick_value(a), tick_value(b), op);
}

static PyNumberMethods tick_type_number = {.nb_float = tick_type_float};
static PyTypeObject TickType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.Tick",
    .tp_basicsize = sizeof(TickObject),
    .tp_new = tick_type_new,
    .tp_repr = tick_type_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_number = &tick_type_number,
    .tp_richcompare = tick_type_compare,
    .tp_hash = PyObject_HashNotImplemented,
};

static PyArray_Descr *tick_descr(int places)
{
    TickDescr *d = (TickDescr *)PyArrayDescr_Type.tp_new((PyTypeObject *)&TickDType, NULL, NULL);
    if (d == NULL) {
        return NULL;
    }
    d->places = places;
    PyDataType_SET_ELSIZE((PyArray_Descr *)d, sizeof(npy_int64));
    ((PyArray_Descr *)d)->alignment = _Alignof(npy_int64);
    return (PyArray_Descr *)d;
}

static PyArray_Descr *tick_default(PyArray_DTypeMeta *cls)
{
    (void)cls;
    return tick_descr(2);
}

static PyArray_Descr *tick_discover(PyArray_DTypeMeta *cls, PyObject *o)
{
    (void)cls;
    if (Py_TYPE(o) == &TickType) {
        return tick_descr(((TickObject *)o)->places);
    }
    if (PyLong_CheckExact(o)) {
        return tick_descr(0);
    }
    if (PyFloat_CheckExact(o)) {
        return tick_descr(2);
    }
    PyErr_Format(PyExc_TypeError, "no places in a %s", Py_TYPE(o)->tp_name);
    return NULL;
}

static PyArray_Descr *tick_common_instance(PyArray_Descr *a, PyArray_Descr *b)
{
    PyArray_Descr *finer = PLACES(a) >= PLACES(b) ? a : b;
    Py_INCREF(finer);
    return finer;
}

static PyArray_DTypeMeta *tick_common_dtype(PyArray_DTypeMeta *cls, PyArray_DTypeMeta *other)
{
    PyArray_DTypeMeta *found = (PyArray_DTypeMeta *)Py_NotImplemented;
    if (other == &PyArray_DoubleDType || other == &PyArray_FloatDType || other == &PyArray_PyFloatDType) {
        found = &PyArray_DoubleDType;
    }
    else if (other == &PyArray_PyLongDType || (other->type_num >= 0 && PyTypeNum_ISINTEGER(other->type_num))) {
        found = cls;
    }
    Py_INCREF(found);
    return found;
}

static PyArray_Descr *tick_canonical(PyArray_Descr *d)
{
    Py_INCREF(d);
    return d;
}

static PyArray_Descr *tick_finalize(PyArray_Descr *d)
{
    tick_finalized++;
    Py_INCREF(d);
    return d;
}

static int tick_setitem(PyArray_Descr *d, PyObject *o, char *p)
{
    double value = PyFloat_AsDouble(o);
    if (value == -1 && PyErr_Occurred()) {
        return -1;
    }
    value *= power_of_ten(PLACES(d));
    if (!(fabs(value) < 9e18)) {
        PyErr_SetString(PyExc_OverflowError, "too many ticks");
        return -1;
    }
    npy_int64 ticks = llrint(value);
    memcpy(p, &ticks, sizeof ticks);
    return 0;
}

static PyObject *tick_getitem(PyArray_Descr *d, char *p)
{
    npy_int64 ticks;
    memcpy(&ticks, p, sizeof ticks);
    return tick_object(ticks, PLACES(d));
}

static int tick_constant(PyArray_Descr *d, int id, void *out)
{
    npy_int64 ticks;
    if (id == NPY_CONSTANT_zero) {
        ticks = 0;
    }
    else if (id == NPY_CONSTANT_one) {
        ticks = llrint(power_of_ten(PLACES(d)));
    }
    else {
        return 0;
    }
    memcpy(out, &ticks, sizeof ticks);
    return 1;
}

static npy_int64 ticks_at(const void *p)
{
    npy_int64 ticks;
    memcpy(&ticks, p, sizeof ticks);
    return ticks;
}

static int tick_compare(const void *a, const void *b, void *array)
{
    (void)array;
    return (ticks_at(a) > ticks_at(b)) - (ticks_at(a) < ticks_at(b));
}

static npy_bool tick_nonzero(void *p, void *array)
{
    (void)array;
    return ticks_at(p) != 0;
}

static int tick_argmax(void *p, npy_intp n, npy_intp *out, void *array)
{
    (void)array;
    *out = 0;
    for (npy_intp i = 1; i < n; i++) {
        if (((npy_int64 *)p)[i] > ((npy_int64 *)p)[*out]) {
            *out = i;
        }
    }
    return 0;
}

static int tick_argmin(void *p, npy_intp n, npy_intp *out, void *array)
{
    (void)array;
    *out = 0;
    for (npy_intp i = 1; i < n; i++) {
        if (((npy_int64 *)p)[i] < ((npy_int64 *)p)[*out]) {
            *out = i;
        }
    }
    return 0;
}

static int tick_fill(void *p, npy_intp n, void *array)
{
    npy_int64 *t = p;
    (void)array;
    for (npy_intp i = 2; i < n; i++) {
        t[i] = t[0] + i * (t[1] - t[0]);
    }
    return 0;
}

static int tick_fromstr(char *text, void *p, char **end, PyArray_Descr *d)
{
    npy_int64 ticks = llrint(strtod(text, end) * power_of_ten(PLACES(d)));
    memcpy(p, &ticks, sizeof ticks);
    return 0;
}

static PyType_Slot tick_slots[] = {
    {NPY_DT_discover_descr_from_pyobject, &tick_discover},
    {NPY_DT_default_descr, &tick_default},
    {NPY_DT_common_dtype, &tick_common_dtype},
    {NPY_DT_common_instance, &tick_common_instance},
    {NPY_DT_ensure_canonical, &tick_canonical},
    {NPY_DT_finalize_descr, &tick_finalize},
    {NPY_DT_setitem, &tick_setitem},
    {NPY_DT_getitem, &tick_getitem},
    {NPY_DT_get_constant, &tick_constant},
    {NPY_DT_PyArray_ArrFuncs_compare, &tick_compare},
    {NPY_DT_PyArray_ArrFuncs_nonzero, &tick_nonzero},
    {NPY_DT_PyArray_ArrFuncs_argmax, &tick_argmax},
    {NPY_DT_PyArray_ArrFuncs_argmin, &tick_argmin},
    {NPY_DT_PyArray_ArrFuncs_fill, &tick_fill},
    {NPY_DT_PyArray_ArrFuncs_fromstr, &tick_fromstr},
    {0, NULL},
};

static PyObject *tick_dtype_new(PyTypeObject *cls, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"places", NULL};
    int places = 2;
    (void)cls;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|i", names, &places)) {
        return NULL;
    }
    return (PyObject *)tick_descr(places);
}

static PyObject *tick_dtype_repr(PyObject *o)
{
    return PyUnicode_FromFormat("TickDType(%d)", PLACES(o));
}

static PyObject *tick_dtype_reduce(PyObject *o, PyObject *ignored)
{
    (void)ignored;
    return Py_BuildValue("O(i)", Py_TYPE(o), PLACES(o));
}

static PyObject *tick_dtype_places(PyObject *o, void *closure)
{
    (void)closure;
    return PyLong_FromLong(PLACES(o));
}

static PyMethodDef tick_dtype_methods[] = {{"__reduce__", tick_dtype_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyGetSetDef tick_dtype_getset[] = {{"places", tick_dtype_places, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};

static PyArray_DTypeMeta TickDType = {{{
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.TickDType",
    .tp_basicsize = sizeof(TickDescr),
    .tp_new = tick_dtype_new,
    .tp_repr = tick_dtype_repr,
    .tp_str = tick_dtype_repr,
    .tp_methods = tick_dtype_methods,
    .tp_getset = tick_dtype_getset,
    .tp_flags = Py_TPFLAGS_DEFAULT,
}}};
