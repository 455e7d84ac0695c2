/* BoxDType. */
typedef struct {
    PyObject_HEAD
    PyObject *content;
} BoxObject;

static PyArray_DTypeMeta BoxDType;
static PyTypeObject BoxType;
static long box_cleared = 0;

static PyObject *box_object(PyObject *content)
{
    BoxObject *self = PyObject_New(BoxObject, &BoxType);
    if (self != NULL) {
        Py_INCREF(content);
        self->content = content;
    }
    return (PyObject *)self;
}

static PyObject *box_type_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *content = Py_None;
    (void)type, (void)kwargs;
    if (!PyArg_ParseTuple(args, "|O", &content)) {
        return NULL;
    }
    return box_object(content);
}

static void box_type_dealloc(PyObject *o)
{
    Py_XDECREF(((BoxObject *)o)->content);
    PyObject_Free(o);
}

static PyObject *box_type_repr(PyObject *o)
{
    return PyUnicode_FromFormat("Box(%R)", ((BoxObject *)o)->content);
}

static PyTypeObject BoxType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.Box",
    .tp_basicsize = sizeof(BoxObject),
    .tp_new = box_type_new,
    .tp_dealloc = box_type_dealloc,
    .tp_repr = box_type_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

static PyArray_Descr *box_descr(void)
{
    PyArray_Descr *d = (PyArray_Descr *)PyArrayDescr_Type.tp_new((PyTypeObject *)&BoxDType, NULL, NULL);
    if (d == NULL) {
        return NULL;
    }
    PyDataType_SET_ELSIZE(d, sizeof(PyObject *));
    d->alignment = _Alignof(PyObject *);
    d->kind = 'b';
    d->type = 'X';
    d->byteorder = '|';
    d->flags |= NPY_ITEM_REFCOUNT | NPY_NEEDS_INIT | NPY_NEEDS_PYAPI | NPY_ITEM_IS_POINTER;
    return d;
}

static PyArray_Descr *box_default(PyArray_DTypeMeta *cls)
{
    if (cls->singleton) {
        Py_INCREF(cls->singleton);
        return cls->singleton;
    }
    return box_descr();
}

static int box_setitem(PyArray_Descr *d, PyObject *o, char *p)
{
    PyObject *content = Py_TYPE(o) == &BoxType ? ((BoxObject *)o)->content : o, *old;
    (void)d;
    memcpy(&old, p, sizeof old);
    Py_INCREF(content);
    memcpy(p, &content, sizeof content);
    Py_XDECREF(old);
    return 0;
}

static PyObject *box_getitem(PyArray_Descr *d, char *p)
{
    PyObject *content;
    (void)d;
    memcpy(&content, p, sizeof content);
    return box_object(content ? content : Py_None);
}

static int box_clear(void *context, const PyArray_Descr *d, char *p, npy_intp n, npy_intp stride, NpyAuxData *aux)
{
    (void)context, (void)d, (void)aux;
    for (; n > 0; n--, p += stride) {
        PyObject *old;
        memcpy(&old, p, sizeof old);
        memset(p, 0, sizeof old);
        if (old != NULL) {
            box_cleared++;
            Py_DECREF(old);
        }
    }
    return 0;
}

static int box_get_clear(void *context, const PyArray_Descr *d, int aligned, npy_intp stride,
                         PyArrayMethod_TraverseLoop **out_loop, NpyAuxData **out_aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)context, (void)d, (void)aligned, (void)stride, (void)out_aux;
    *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    *out_loop = &box_clear;
    return 0;
}

static int box_zero(void *context, const PyArray_Descr *d, char *p, npy_intp n, npy_intp stride, NpyAuxData *aux)
{
    (void)context, (void)d, (void)aux;
    for (; n > 0; n--, p += stride) {
        PyObject *zero = PyUnicode_FromString("zero");
        if (zero == NULL) {
            return -1;
        }
        memcpy(p, &zero, sizeof zero);
    }
    return 0;
}

static int box_get_zero(void *context, const PyArray_Descr *d, int aligned, npy_intp stride,
                        PyArrayMethod_TraverseLoop **out_loop, NpyAuxData **out_aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)context, (void)d, (void)aligned, (void)stride, (void)out_aux;
    *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    *out_loop = &box_zero;
    return 0;
}

static npy_bool box_nonzero(void *p, void *array)
{
    PyObject *content;
    (void)array;
    memcpy(&content, p, sizeof content);
    return content != NULL && PyObject_IsTrue(content) > 0;
}

static PyType_Slot box_slots[] = {
    {NPY_DT_default_descr, &box_default},     {NPY_DT_setitem, &box_setitem},
    {NPY_DT_getitem, &box_getitem},           {NPY_DT_ensure_canonical, &wide_canonical},
    {NPY_DT_get_clear_loop, &box_get_clear},  {NPY_DT_get_fill_zero_loop, &box_get_zero},
    {NPY_DT_PyArray_ArrFuncs_nonzero, &box_nonzero}, {0, NULL},
};

static PyObject *box_dtype_new(PyTypeObject *cls, PyObject *args, PyObject *kwargs)
{
    (void)cls, (void)args, (void)kwargs;
    return (PyObject *)box_default(&BoxDType);
}

static PyObject *box_dtype_repr(PyObject *o)
{
    (void)o;
    return PyUnicode_FromString("BoxDType()");
}

static PyArray_DTypeMeta BoxDType = {{{
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "newdtypes.BoxDType",
    .tp_basicsize = sizeof(PyArray_Descr),
    .tp_new = box_dtype_new,
    .tp_repr = box_dtype_repr,
    .tp_str = box_dtype_repr,
    .tp_flags = Py_TPFLAGS_DEFAULT,
}}};

/* The loop for references that stay behind, and the one that moves them. */
LOOP(box_copy)
{
    UNUSED_LOOP;
    EACH1
    {
        PyObject *content, *old;
        memcpy(&content, i, sizeof content);
        memcpy(&old, o, sizeof old);
        Py_XINCREF(content);
        memcpy(o, &content, sizeof content);
        Py_XDECREF(old);
    }
    return 0;
}

LOOP(box_move)
{
    UNUSED_LOOP;
    EACH1
    {
        PyObject *content, *old;
        memcpy(&content, i, sizeof content);
        memcpy(&old, o, sizeof old);
        memset(i, 0, sizeof content);
        memcpy(o, &content, sizeof content);
        Py_XDECREF(old);
    }
    return 0;
}

static int box_get_loop(PyArrayMethod_Context *context, int aligned, int move_references, const npy_intp *strides,
                        PyArrayMethod_StridedLoop **out_loop, NpyAuxData **out_aux, NPY_ARRAYMETHOD_FLAGS *flags)
{
    (void)context, (void)aligned, (void)strides, (void)out_aux;
    *out_loop = move_references ? &box_move : &box_copy;
    *flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_NO_FLOATINGPOINT_ERRORS;
    return 0;
}

static int add_boxes(void)
{
    PyArrayMethod_Spec within = {.name = "box_to_box", .nin = 1, .nout = 1, .casting = NPY_NO_CASTING,
        .flags = NPY_METH_REQUIRES_PYAPI | NPY_METH_SUPPORTS_UNALIGNED, .dtypes = CLASSES(NULL, NULL),
        .slots = (PyType_Slot[]){{NPY_METH_get_loop, box_get_loop}, {0, NULL}}};
    PyArrayMethod_Spec *casts[] = {&within, NULL};
    return make_class(&BoxDType, &BoxType, 0, casts, box_slots);
}
