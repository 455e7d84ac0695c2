/* WideDType. */
typedef struct {
    PyObject_HEAD
    double value;
} WideObject;

static PyArray_DTypeMeta WideDType;
static PyTypeObject WideType;

static PyObject *wide_object(double value)
{
    WideObject *self = (WideObject *)WideType.tp_alloc(&WideType, 0);
    if (self != NULL) {
        self->value = value;
    }
    return (PyObject *)self;
}

static PyObject *wide_type_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    double value = 0;
    (void)type, (void)kwargs;
    if (!PyArg_ParseTuple(args, "|d", &value)) {
        return NULL;
    }
    return wide_object(value);
}

static PyObject *wide_type_repr(PyObject *o)
{
    PyObject *f = PyFloat_FromDouble(((WideObject *)o)->value);
    PyObject *text = f ? PyUnicode_FromFormat("Wide('%R')", f) : NULL;
    Py_XDECREF(f);
    return text;
}

static PyObject *wide_type_str(PyObject *o)
{
    PyObject *f = PyFloat_FromDouble(((WideObject *)o)->value);
    PyObject *text = f ? PyObject_Repr(f) : NULL;
    Py_XDECREF(f);
    return text;
}

static PyObject *wide_type_float(PyObject *o)
{
    return PyFloat_FromDouble(((WideObject *)o)->value);
}

static PyObject *wide_type_int(PyObject *o)
{
    return PyLong_FromDouble(((WideObject *)o)->value);
}

static PyObject *wide_type_add(PyObject *a, PyObject *b)
{
    if (!PyObject_TypeCheck(a, &WideType) || !PyObject_TypeCheck(b, &WideType)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    return wide_object(((WideObject *)a)->value + ((WideObject *)b)->value);
}

static PyObject *wide_type_compare(PyObject *a, PyObject *b, int op)
{
    if (!PyObject_TypeCheck(a, &WideType) || !PyObject_TypeCheck(b, &WideType)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    Py_RETURN_RICHCOMPARE(((WideObject *)a)->value, ((WideObject *)b)->value, op);
}

static Py_hash_t wide_type_hash(PyObject *o)
{
    return _Py_HashDouble(o, ((WideObject *)o)->value);
}

static PyNumberMethods wide_type_number = {.nb_float = wide_type_float, .nb_int = wide_type_int, .nb_add = wide_type_add};
static PyTypeObject WideType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.Wide",
    .tp_basicsize = sizeof(WideObject),
    .tp_new = wide_type_new,
    .tp_repr = wide_type_repr,
    .tp_str = wide_type_str,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_as_number = &wide_type_number,
    .tp_richcompare = wide_type_compare,
    .tp_hash = wide_type_hash,
};

static PyArray_Descr *wide_descr(void)
{
    PyArray_Descr *d = (PyArray_Descr *)PyArrayDescr_Type.tp_new((PyTypeObject *)&WideDType, NULL, NULL);
    if (d == NULL) {
        return NULL;
    }
    PyDataType_SET_ELSIZE(d, 16);
    d->alignment = 16;
    d->kind = 'f';
    d->type = 'w';
    d->byteorder = '|';
    return d;
}

static PyArray_Descr *wide_default(PyArray_DTypeMeta *cls)
{
    if (cls->singleton) {
        Py_INCREF(cls->singleton);
        return cls->singleton;
    }
    return wide_descr();
}

static PyArray_Descr *wide_canonical(PyArray_Descr *d)
{
    Py_INCREF(d);
    return d;
}

static PyArray_DTypeMeta *wide_common_dtype(PyArray_DTypeMeta *cls, PyArray_DTypeMeta *other)
{
    if (other == &PyArray_PyFloatDType || other == &PyArray_PyLongDType
        || (other->type_num >= 0 && (PyTypeNum_ISBOOL(other->type_num) || PyTypeNum_ISINTEGER(other->type_num)
                                     || PyTypeNum_ISFLOAT(other->type_num)))) {
        Py_INCREF(cls);
        return cls;
    }
    Py_INCREF(Py_NotImplemented);
    return (PyArray_DTypeMeta *)Py_NotImplemented;
}

static void wide_write(void *p, double value)
{
    memset(p, 0, 16);
    memcpy(p, &value, sizeof value);
}

static double wide_read(const void *p)
{
    double value;
    memcpy(&value, p, sizeof value);
    return value;
}

static int wide_setitem(PyArray_Descr *d, PyObject *o, char *p)
{
    (void)d;
    double value;
    if (PyUnicode_Check(o)) {
        PyObject *f = PyFloat_FromString(o);
        if (f == NULL) {
            return -1;
        }
        value = PyFloat_AS_DOUBLE(f);
        Py_DECREF(f);
    }
    else {
        value = PyFloat_AsDouble(o);
        if (value == -1 && PyErr_Occurred()) {
            return -1;
        }
    }
    wide_write(p, value);
    return 0;
}

static PyObject *wide_getitem(PyArray_Descr *d, char *p)
{
    (void)d;
    return wide_object(wide_read(p));
}

static int wide_constant(PyArray_Descr *d, int id, void *out)
{
    (void)d;
    switch (id) {
    case NPY_CONSTANT_zero: wide_write(out, 0); return 1;
    case NPY_CONSTANT_one: wide_write(out, 1); return 1;
    case NPY_CONSTANT_maximum_finite: wide_write(out, 1e300); return 1;
    case NPY_CONSTANT_minimum_finite: wide_write(out, -1e300); return 1;
    case NPY_CONSTANT_inf: wide_write(out, INFINITY); return 1;
    case NPY_CONSTANT_ninf: wide_write(out, -INFINITY); return 1;
    case NPY_CONSTANT_nan: wide_write(out, NAN); return 1;
    case NPY_CONSTANT_finfo_radix: wide_write(out, 2); return 1;
    case NPY_CONSTANT_finfo_eps: wide_write(out, 0x1p-52); return 1;
    case NPY_CONSTANT_finfo_smallest_normal: wide_write(out, 0x1p-1022); return 1;
    case NPY_CONSTANT_finfo_smallest_subnormal: wide_write(out, 0x1p-1074); return 1;
    case NPY_CONSTANT_finfo_nmant: *(npy_intp *)out = 52; return 1;
    case NPY_CONSTANT_finfo_min_exp: *(npy_intp *)out = -1022; return 1;
    case NPY_CONSTANT_finfo_max_exp: *(npy_intp *)out = 1024; return 1;
    case NPY_CONSTANT_finfo_decimal_digits: *(npy_intp *)out = 15; return 1;
    }
    return 0;
}

static int wide_compare(const void *a, const void *b, void *array)
{
    (void)array;
    double x = wide_read(a), y = wide_read(b);
    return x < y ? -1 : x > y;
}

static npy_bool wide_nonzero(void *p, void *array)
{
    (void)array;
    return wide_read(p) != 0;
}

static PyType_Slot wide_slots[] = {
    {NPY_DT_default_descr, &wide_default},
    {NPY_DT_common_dtype, &wide_common_dtype},
    {NPY_DT_ensure_canonical, &wide_canonical},
    {NPY_DT_setitem, &wide_setitem},
    {NPY_DT_getitem, &wide_getitem},
    {NPY_DT_get_constant, &wide_constant},
    {NPY_DT_PyArray_ArrFuncs_compare, &wide_compare},
    {NPY_DT_PyArray_ArrFuncs_nonzero, &wide_nonzero},
    {0, NULL},
};

static PyObject *wide_dtype_new(PyTypeObject *cls, PyObject *args, PyObject *kwargs)
{
    (void)cls;
    if (!PyArg_ParseTuple(args, "") || (kwargs && PyDict_GET_SIZE(kwargs))) {
        return NULL;
    }
    return (PyObject *)wide_default(&WideDType);
}

static PyObject *wide_dtype_repr(PyObject *o)
{
    (void)o;
    return PyUnicode_FromString("WideDType()");
}

static PyArray_DTypeMeta WideDType = {{{
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.WideDType",
    .tp_basicsize = sizeof(PyArray_Descr),
    .tp_new = wide_dtype_new,
    .tp_repr = wide_dtype_repr,
    .tp_str = wide_dtype_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT,
}}};

LOOP(wide_to_wide)
{
    UNUSED_LOOP;
    EACH1
    {
        memmove(o, i, 16);
    }
    return 0;
}

RESOLVER(wide_to_wide_resolve)
{
    (void)method, (void)dtypes;
    put(&loop[0], given[0]);
    put(&loop[1], given[1] ? given[1] : given[0]);
    *view_offset = 0;
    return NPY_NO_CASTING;
}

LOOP(double_to_wide)
{
    UNUSED_LOOP;
    EACH1
    {
        wide_write(o, *(double *)i);
    }
    return 0;
}

LOOP(long_to_wide)
{
    UNUSED_LOOP;
    EACH1
    {
        wide_write(o, *(npy_long *)i);
    }
    return 0;
}

LOOP(wide_to_double)
{
    UNUSED_LOOP;
    EACH1
    {
        *(double *)o = wide_read(i);
    }
    return 0;
}

#define WIDE_BINARY(name, write)                                                                                 \
    LOOP(name)                                                                                                   \
    {                                                                                                            \
        UNUSED_LOOP;                                                                                             \
        EACH2                                                                                                    \
        {                                                                                                        \
            double x = wide_read(i), y = wide_read(j);                                                           \
            write;                                                                                               \
        }                                                                                                        \
        return 0;                                                                                                \
    }
WIDE_BINARY(wide_add, wide_write(o, x + y))
WIDE_BINARY(wide_subtract, wide_write(o, x - y))
WIDE_BINARY(wide_multiply, wide_write(o, x *y))
WIDE_BINARY(wide_divide, wide_write(o, x / y))
WIDE_BINARY(wide_copysign, wide_write(o, copysign(x, y)))
WIDE_BINARY(wide_maximum, wide_write(o, x >= y || isnan(x) ? x : y))
WIDE_BINARY(wide_minimum, wide_write(o, x <= y || isnan(x) ? x : y))
WIDE_BINARY(wide_less, *(npy_bool *)o = x < y)
WIDE_BINARY(wide_less_equal, *(npy_bool *)o = x <= y)
WIDE_BINARY(wide_greater, *(npy_bool *)o = x > y)
WIDE_BINARY(wide_greater_equal, *(npy_bool *)o = x >= y)
WIDE_BINARY(wide_equal, *(npy_bool *)o = x == y)
WIDE_BINARY(wide_not_equal, *(npy_bool *)o = x != y)

#define WIDE_TEST(name, test)                                                                                    \
    LOOP(name)                                                                                                   \
    {                                                                                                            \
        UNUSED_LOOP;                                                                                             \
        EACH1                                                                                                    \
        {                                                                                                        \
            *(npy_bool *)o = !!test(wide_read(i));                                                               \
        }                                                                                                        \
        return 0;                                                                                                \
    }
WIDE_TEST(wide_isnan, isnan)
WIDE_TEST(wide_isinf, isinf)
WIDE_TEST(wide_isfinite, isfinite)

LOOP(wide_absolute)
{
    UNUSED_LOOP;
    EACH1
    {
        wide_write(o, fabs(wide_read(i)));
    }
    return 0;
}

static int wide_promoted(PyArray_DTypeMeta *result, PyArray_DTypeMeta *const signature[], PyArray_DTypeMeta *out[])
{
    for (int i = 0; i < 3; i++) {
        out[i] = signature[i] ? signature[i] : i < 2 ? &WideDType : result;
        Py_INCREF(out[i]);
    }
    return 0;
}

static int wide_promoter(PyObject *ufunc, PyArray_DTypeMeta *const ops[], PyArray_DTypeMeta *const signature[],
                         PyArray_DTypeMeta *out[])
{
    (void)ufunc, (void)ops;
    return wide_promoted(&WideDType, signature, out);
}

static int wide_truth_promoter(PyObject *ufunc, PyArray_DTypeMeta *const ops[], PyArray_DTypeMeta *const signature[],
                               PyArray_DTypeMeta *out[])
{
    (void)ufunc, (void)ops;
    return wide_promoted(&PyArray_BoolDType, signature, out);
}

static int add_wides(PyObject *np)
{
    PyArrayMethod_Spec within = {.name = "wide_to_wide", .nin = 1, .nout = 1, .casting = NPY_NO_CASTING,
        .flags = NPY_METH_SUPPORTS_UNALIGNED, .dtypes = CLASSES(NULL, NULL),
        .slots = (PyType_Slot[]){{NPY_METH_resolve_descriptors, wide_to_wide_resolve}, {NPY_METH_strided_loop, wide_to_wide},
            {NPY_METH_unaligned_strided_loop, wide_to_wide}, {0, NULL}}};
    PyArrayMethod_Spec from_double = {.name = "double_to_wide", .nin = 1, .nout = 1, .casting = NPY_SAFE_CASTING,
        .dtypes = CLASSES(&PyArray_DoubleDType, NULL), .slots = PLAIN_SLOTS(double_to_wide)};
    PyArrayMethod_Spec from_long = {.name = "long_to_wide", .nin = 1, .nout = 1, .casting = NPY_SAFE_CASTING,
        .dtypes = CLASSES(&PyArray_LongDType, NULL), .slots = PLAIN_SLOTS(long_to_wide)};
    PyArrayMethod_Spec to_double = {.name = "wide_to_double", .nin = 1, .nout = 1, .casting = NPY_SAME_KIND_CASTING,
        .dtypes = CLASSES(NULL, &PyArray_DoubleDType), .slots = PLAIN_SLOTS(wide_to_double)};
    PyArrayMethod_Spec *casts[] = {&within, &from_double, &from_long, &to_double, NULL};
    if (make_class(&WideDType, &WideType, NPY_DT_NUMERIC, casts, wide_slots) < 0) {
        return -1;
    }
    PyArray_DTypeMeta *w = &WideDType, *b = &PyArray_BoolDType;
    static const struct {
        const char *name;
        PyArrayMethod_StridedLoop *loop;
        int truth, reorderable;
    } both[] = {
        {"add", wide_add, 0, 1}, {"subtract", wide_subtract, 0, 0}, {"multiply", wide_multiply, 0, 1}, {"divide", wide_divide, 0, 0},
        {"copysign", wide_copysign, 0, 0}, {"maximum", wide_maximum, 0, 1}, {"minimum", wide_minimum, 0, 1}, {"less", wide_less, 1, 0},
        {"less_equal", wide_less_equal, 1, 0}, {"greater", wide_greater, 1, 0}, {"greater_equal", wide_greater_equal, 1, 0},
        {"equal", wide_equal, 1, 0}, {"not_equal", wide_not_equal, 1, 0},
    };
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        PyArrayMethod_PromoterFunction *promoter = both[i].truth ? wide_truth_promoter : wide_promoter;
        int flags = both[i].reorderable ? NPY_METH_IS_REORDERABLE : 0;
        if (add_loop(np, both[i].name, CLASSES(w, w, both[i].truth ? b : w), 2, NPY_NO_CASTING, flags, PLAIN_SLOTS(both[i].loop)) < 0
            || add_promoter(np, both[i].name, w, &PyArray_IntAbstractDType, promoter) < 0
            || add_promoter(np, both[i].name, w, &PyArray_FloatAbstractDType, promoter) < 0) {
            return -1;
        }
    }
    const char *tests[] = {"isnan", "isinf", "isfinite"};
    PyArrayMethod_StridedLoop *test_loops[] = {wide_isnan, wide_isinf, wide_isfinite};
    for (int i = 0; i < 3; i++) {
        if (add_loop(np, tests[i], CLASSES(w, b), 1, NPY_NO_CASTING, NPY_METH_NO_FLOATINGPOINT_ERRORS, PLAIN_SLOTS(test_loops[i])) < 0) {
            return -1;
        }
    }
    return add_loop(np, "absolute", CLASSES(w, w), 1, NPY_NO_CASTING, 0, PLAIN_SLOTS(wide_absolute));
}
