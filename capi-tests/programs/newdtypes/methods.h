/* Resolvers and loops share two signatures; classes and loops are registered in one way. */
#define RESOLVER(name)                                                                                           \
    static NPY_CASTING name(struct PyArrayMethodObject_tag *method, PyArray_DTypeMeta *const *dtypes,            \
                            PyArray_Descr *const *given, PyArray_Descr **loop, npy_intp *view_offset)
#define LOOP(name)                                                                                               \
    static int name(PyArrayMethod_Context *context, char *const *data, npy_intp const *dimensions,               \
                    npy_intp const *strides, NpyAuxData *aux)
#define UNUSED_RESOLVER (void)method, (void)dtypes, (void)view_offset
#define UNUSED_LOOP (void)context, (void)aux
#define EACH1                                                                                                    \
    char *i = data[0], *o = data[1];                                                                             \
    for (npy_intp k = 0; k < dimensions[0]; k++, i += strides[0], o += strides[1])
#define EACH2                                                                                                    \
    char *i = data[0], *j = data[1], *o = data[2];                                                               \
    for (npy_intp k = 0; k < dimensions[0]; k++, i += strides[0], j += strides[1], o += strides[2])

static void put(PyArray_Descr **place, PyArray_Descr *d)
{
    Py_INCREF(d);
    *place = d;
}

static int make_class(PyArray_DTypeMeta *class, PyTypeObject *scalar, int flags, PyArrayMethod_Spec **casts, PyType_Slot *slots)
{
    PyArrayDTypeMeta_Spec spec = {.typeobj = scalar, .flags = flags, .casts = casts, .slots = slots};
    Py_SET_TYPE((PyObject *)class, &PyArrayDTypeMeta_Type);
    ((PyTypeObject *)class)->tp_base = &PyArrayDescr_Type;
    if (PyType_Ready((PyTypeObject *)class) < 0 || PyArrayInitDTypeMeta_FromSpec(class, &spec) < 0) {
        return -1;
    }
    class->singleton = PyArray_GetDefaultDescr(class);
    return class->singleton ? 0 : -1;
}

static int add_loop(PyObject *np, const char *ufunc, PyArray_DTypeMeta **dtypes, int nin, NPY_CASTING casting, int flags,
                    PyType_Slot *slots)
{
    PyArrayMethod_Spec spec = {
        .name = ufunc, .nin = nin, .nout = 1, .casting = casting, .flags = flags, .dtypes = dtypes, .slots = slots};
    PyObject *u = PyObject_GetAttrString(np, ufunc);
    int status = u ? PyUFunc_AddLoopFromSpec(u, &spec) : -1;
    Py_XDECREF(u);
    return status;
}

static int add_promoter(PyObject *np, const char *ufunc, PyArray_DTypeMeta *own, PyArray_DTypeMeta *other,
                        PyArrayMethod_PromoterFunction *function)
{
    PyObject *u = PyObject_GetAttrString(np, ufunc);
    PyObject *capsule = PyCapsule_New((void *)function, "numpy._ufunc_promoter", NULL);
    PyObject *left = PyTuple_Pack(3, (PyObject *)own, (PyObject *)other, Py_None);
    PyObject *right = PyTuple_Pack(3, (PyObject *)other, (PyObject *)own, Py_None);
    int status = -1;
    if (u && capsule && left && right) {
        status = PyUFunc_AddPromoter(u, left, capsule);
        if (status == 0) {
            status = PyUFunc_AddPromoter(u, right, capsule);
        }
    }
    Py_XDECREF(u);
    Py_XDECREF(capsule);
    Py_XDECREF(left);
    Py_XDECREF(right);
    return status;
}

#define LOOP_SLOTS(resolver, loop) (PyType_Slot[]){{NPY_METH_resolve_descriptors, resolver}, {NPY_METH_strided_loop, loop}, {0, NULL}}
#define PLAIN_SLOTS(loop) (PyType_Slot[]){{NPY_METH_strided_loop, loop}, {0, NULL}}
#define CLASSES(...) (PyArray_DTypeMeta *[]){__VA_ARGS__}
