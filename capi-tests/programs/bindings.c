/* What binding layers do without asking the API: pybind11, rust-numpy, reticulate, PyTorch, numba, Cython, PyCall.jl and pandas. They
 * take functions by the number of their slot, read and write fields of structs, set flags by hand, compare dtypes by their address,
 * cast the metadata of datetimes, and hang bases onto arrays that exist already. */
#include "program.h"
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

static void **table;
static PyObject *core;

#define SLOT(number, type) ((type)table[number])

/* The structs as pybind11 and others write them down. */
typedef struct {
    PyObject_HEAD
    char *data;
    int nd;
    Py_ssize_t *dimensions, *strides;
    PyObject *base, *descr;
    int flags;
} ArrayProxy;

typedef struct {
    PyObject_HEAD
    PyTypeObject *typeobj;
    char kind, type, byteorder, flags;
    int type_num;
    npy_uint64 wide_flags;
    npy_intp elsize, alignment;
    PyObject *metadata;
    npy_hash_t hash;
    void *reserved[2];
    void *subarray;
    PyObject *fields, *names;
    NpyAuxData *c_metadata;
} DescrProxy;

typedef struct {
    PyObject_VAR_HEAD
    char *obval;
    PyObject *descr;
    int flags;
    PyObject *base;
} VoidProxy;

static PyObject *attribute(PyObject *o, const char *name)
{
    PyObject *out = PyObject_GetAttrString(o, name);
    if (out == NULL) {
        say_error(name);
        Py_RETURN_NONE;
    }
    return out;
}

static void tables(void)
{
    section("where the table is found");
    static const char *modules[] = {"numpy._core.multiarray", "numpy._core._multiarray_umath", "numpy.core.multiarray", "numpy.core._multiarray_umath",
                                    "numpy._core.umath", "numpy.core.umath"};
    for (int i = 0; i < COUNT(modules); i++) {
        PyObject *module = PyImport_ImportModule(modules[i]);
        if (module == NULL) {
            say_error(modules[i]);
            continue;
        }
        for (int k = 0; k < 2; k++) {
            const char *name = k ? "_UFUNC_API" : "_ARRAY_API";
            PyObject *capsule = PyObject_GetAttrString(module, name);
            PyErr_Clear();
            say("%s.%s: %s, name %s\n", modules[i], name, capsule ? Py_TYPE(capsule)->tp_name : "none",
                capsule && PyCapsule_CheckExact(capsule) ? (PyCapsule_GetName(capsule) ? PyCapsule_GetName(capsule) : "NULL") : "-");
            Py_XDECREF(capsule);
        }
        Py_DECREF(module);
    }
    PyObject *module = PyImport_ImportModule("numpy._core.multiarray");
    core = module;
    PyObject *capsule = PyObject_GetAttrString(module, "_ARRAY_API");
    table = PyCapsule_GetPointer(capsule, NULL);
    say_int("the header's table", table == PyArray_API);
    say("ABI %x feature %x endianness %d\n", SLOT(0, unsigned (*)(void))(), SLOT(211, unsigned (*)(void))(), SLOT(210, int (*)(void))());
    int holes = 0;
    for (int i = 0; i <= 365; i++) {
        holes += table[i] == NULL;
    }
    /* Ours has an answer in every slot, the reference has holes. */
    (void)holes;
    static const int types[] = {2, 3, 5, 6, 8, 10, 21, 25, 30, 39};
    for (int i = 0; i < COUNT(types); i++) {
        say_object("type", Py_NewRef(SLOT(types[i], PyObject *)));
    }
    say_int("user types", *SLOT(7, int *));

    section("rust-numpy's borrow checker");
    /* It keeps a capsule of its own at the old module. */
    PyObject *old = PyImport_ImportModule("numpy.core.multiarray");
    if (old == NULL) {
        PyErr_Clear();
        old = Py_NewRef(module);
    }
    PyObject *own = PyCapsule_New(&holes, "_RUST_NUMPY_BORROW_CHECKING_API", NULL);
    say_int("set", PyObject_SetAttrString(old, "_RUST_NUMPY_BORROW_CHECKING_API", own));
    PyObject *got = PyObject_GetAttrString(PyImport_ImportModule("numpy.core.multiarray"), "_RUST_NUMPY_BORROW_CHECKING_API");
    say_int("found again", got == own);
    Py_XDECREF(got);
    PyErr_Clear();
}

/* What rust-numpy and pybind11 call by number. */
typedef PyObject *(*FromType)(int);
typedef PyObject *(*NewFromDescr)(PyTypeObject *, PyObject *, int, const npy_intp *, const npy_intp *, void *, int, PyObject *);
typedef PyObject *(*FromAny)(PyObject *, PyObject *, int, int, int, PyObject *);
typedef PyObject *(*New)(PyTypeObject *, int, const npy_intp *, int, const npy_intp *, void *, int, int, PyObject *);

static void by_number(void)
{
    section("functions by number");
    PyObject *d = SLOT(45, FromType)(NPY_DOUBLE);
    npy_intp dims[2] = {2, 3}, strides[2] = {8, 16};
    PyObject *a = SLOT(94, NewFromDescr)((PyTypeObject *)table[2], Py_NewRef(d), 2, dims, strides, NULL, 0, NULL);
    for (int i = 0; i < 6; i++) {
        ((double *)((ArrayProxy *)a)->data)[i] = i;
    }
    say_array("NewFromDescr", Py_NewRef(a));
    char memory[24] = {1};
    say_array("New", SLOT(93, New)((PyTypeObject *)table[2], 2, dims, NPY_INT, NULL, memory, 0, NPY_ARRAY_F_CONTIGUOUS, NULL));
    say_array("FromAny", SLOT(69, FromAny)(a, NULL, 0, 0, NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ENSUREARRAY, NULL));
    say_array("NewCopy", SLOT(85, PyObject *(*)(PyObject *, int))(a, -1));
    say_object("DescrFromScalar", SLOT(57, PyObject *(*)(PyObject *))(eval("np.float32(1)")));
    say_object("FromAny of a list", SLOT(69, FromAny)(eval("[[1, 2], [3, 4]]"), SLOT(45, FromType)(NPY_FLOAT), 0, 0, NPY_ARRAY_FORCECAST, NULL));
    say_array("Squeeze", SLOT(136, PyObject *(*)(PyObject *))(a));
    say_array("View", SLOT(137, PyObject *(*)(PyObject *, PyObject *, PyObject *))(a, SLOT(45, FromType)(NPY_LONG), NULL));
    say_int("EquivTypes", SLOT(182, unsigned char (*)(PyObject *, PyObject *))(d, ((ArrayProxy *)a)->descr));
    PyObject *converted = NULL;
    say_int("DescrConverter", SLOT(174, int (*)(PyObject *, PyObject **))(eval("'i4,f8'"), &converted));
    say_object("converted", converted);
    npy_intp newer[2] = {3, 2};
    PyArray_Dims shape = {newer, 2};
    say_array("Newshape", SLOT(135, PyObject *(*)(PyObject *, PyArray_Dims *, int))(a, &shape, 0));
    say_int("CopyInto", SLOT(50, int (*)(PyObject *, PyObject *))(a, eval("np.ones((2, 3))")));
    say_array("copied", a);
    Py_DECREF(d);
}

static void descriptors(void)
{
    section("dtypes by address");
    for (int n = 0; n < NPY_NTYPES_LEGACY; n++) {
        PyObject *d = SLOT(45, FromType)(n), *again = SLOT(45, FromType)(n);
        DescrProxy *p = (DescrProxy *)d;
        say("%d: same %d num %d kind %c type %c order %c flags %llx size %zd alignment %zd type %s names %d fields %d sub %d meta %d\n", n,
            d == again, p->type_num, p->kind, p->type, p->byteorder, (unsigned long long)p->wide_flags, p->elsize, p->alignment,
            p->typeobj->tp_name, p->names != NULL && p->names != Py_None, p->fields != NULL && p->fields != Py_None, p->subarray != NULL,
            p->c_metadata != NULL);
        Py_DECREF(d);
        Py_DECREF(again);
    }
    static const char *expressions[] = {
        "np.dtype('f8')", "np.zeros(3).dtype", "np.float64(1).dtype", "np.dtype(float)", "np.dtype('<f8')", "np.dtype('d')", "np.dtype(np.float64)",
        "np.arange(3.).view('f8').dtype", "(np.ones(2) + 1).dtype", "np.dtype('f8').newbyteorder('<')", "np.dtype('>f8').newbyteorder()",
        "__import__('pickle').loads(__import__('pickle').dumps(np.dtype('f8')))", "__import__('copy').copy(np.dtype('f8'))",
        "__import__('copy').deepcopy(np.dtype('f8'))", "np.result_type('f4', 'f8')", "np.frombuffer(bytes(8)).dtype", "np.asarray([1.5]).dtype",
        "np.zeros(2, 'f8,i4')['f0'].dtype", "np.dtype('f8,i4')['f0']", "np.dtype(('f8', (2,))).base", "np.lib.stride_tricks.as_strided(np.ones(2)).dtype",
        "np.linalg.inv(np.eye(2)).dtype", "np.random.default_rng(1).random(2).dtype", "np.fft.fft(np.ones(2)).real.dtype", "np.mean(np.ones(2)).dtype",
        "np.einsum('i->', np.ones(2)).dtype", "np.dtype('c16').type(1).real.dtype", "np.ones(2).sum().dtype", "np.concatenate([np.ones(1)]).dtype",
    };
    PyObject *d = SLOT(45, FromType)(NPY_DOUBLE);
    for (int i = 0; i < COUNT(expressions); i++) {
        PyObject *other = eval(expressions[i]);
        say("%s: %d\n", expressions[i], other == d);
        Py_DECREF(other);
    }
    Py_DECREF(d);
    static const int pairs[][2] = {{NPY_LONG, NPY_LONGLONG}, {NPY_INT, NPY_LONG}, {NPY_ULONG, NPY_ULONGLONG}, {NPY_DOUBLE, NPY_LONGDOUBLE}};
    for (int i = 0; i < COUNT(pairs); i++) {
        PyObject *x = SLOT(45, FromType)(pairs[i][0]), *y = SLOT(45, FromType)(pairs[i][1]);
        say("%d %d: same %d equal %d equivalent %d numbers %d types %d\n", pairs[i][0], pairs[i][1], x == y, PyObject_RichCompareBool(x, y, Py_EQ),
            PyArray_EquivTypes((PyArray_Descr *)x, (PyArray_Descr *)y), PyArray_EquivTypenums(pairs[i][0], pairs[i][1]),
            ((DescrProxy *)x)->typeobj == ((DescrProxy *)y)->typeobj);
        Py_DECREF(x);
        Py_DECREF(y);
    }
    section("dtypes of records");
    PyObject *r = eval("np.dtype({'names': ['a', 'b'], 'formats': ['i4', '(2,)f8'], 'offsets': [0, 8], 'itemsize': 32, 'titles': ['t', None]}, align=False)");
    DescrProxy *p = (DescrProxy *)r;
    say("num %d kind %c size %zd alignment %zd hash %zd flags %llx\n", p->type_num, p->kind, p->elsize, p->alignment, p->hash == -1 ? (Py_ssize_t)-1 : 0,
        (unsigned long long)p->wide_flags);
    say_object("names", Py_NewRef(p->names));
    say_object("field", Py_XNewRef(PyDict_GetItemString(p->fields, "b")));
    say_object("title", Py_XNewRef(PyDict_GetItemString(p->fields, "t")));
    PyObject *b = PyTuple_GetItem(PyDict_GetItemString(p->fields, "b"), 0);
    PyArray_ArrayDescr *sub = ((DescrProxy *)b)->subarray;
    say_object("base", Py_NewRef(sub->base));
    say_object("shape", Py_NewRef(sub->shape));
    Py_hash_t hash = PyObject_Hash(r);
    say_int("hash is kept", p->hash == hash);
    Py_DECREF(r);

    section("metadata of datetimes");
    PyArray_Descr *seconds = descr_of("'M8[25s]'"), *generic = PyArray_DescrNewFromType(NPY_TIMEDELTA);
    PyArray_DatetimeMetaData *m = &((PyArray_DatetimeDTypeMetaData *)((DescrProxy *)seconds)->c_metadata)->meta;
    say("%d %d\n", (int)m->base, m->num);
    m = &((PyArray_DatetimeDTypeMetaData *)((DescrProxy *)generic)->c_metadata)->meta;
    m->base = NPY_FR_us;
    m->num = 3;
    say_object("written", Py_NewRef(generic));
    npy_intp two = 2;
    PyObject *times = PyArray_Zeros(1, &two, (PyArray_Descr *)Py_NewRef(generic), 0);
    ((npy_int64 *)((ArrayProxy *)times)->data)[1] = 7;
    say_object("values", PyObject_CallMethod(times, "tolist", NULL));
    say_object("added", PyNumber_Add(times, times));
    say_object("the number's own", (PyObject *)PyArray_DescrFromType(NPY_TIMEDELTA));
    Py_DECREF(seconds);
    Py_DECREF(generic);
    Py_DECREF(times);
}

static void gone(PyObject *capsule)
{
    say("owner is gone\n");
    free(PyCapsule_GetPointer(capsule, NULL));
}

static void bases(void)
{
    section("bases set later");
    npy_intp dims[2] = {2, 3};
    double *data = malloc(48);
    for (int i = 0; i < 6; i++) {
        data[i] = i / 2.0;
    }
    PyObject *owner = PyCapsule_New(data, NULL, gone);
    PyObject *a = PyArray_NewFromDescr(&PyArray_Type, PyArray_DescrFromType(NPY_DOUBLE), 2, dims, NULL, data,
                                       NPY_ARRAY_ALIGNED | NPY_ARRAY_WRITEABLE, NULL);
    say("flags %x base %d\n", ((ArrayProxy *)a)->flags, ((ArrayProxy *)a)->base != NULL);
    say_int("SetBaseObject", PyArray_SetBaseObject((PyArrayObject *)a, owner));
    say_int("is the base", ((ArrayProxy *)a)->base == owner);
    say_int("again", PyArray_SetBaseObject((PyArrayObject *)a, Py_NewRef(Py_None)));
    PyObject *part = PyObject_CallMethod(a, "__getitem__", "i", 1);
    say_int("base of a view", ((ArrayProxy *)part)->base == a);
    Py_DECREF(a);
    say_object("the view lives", PyObject_CallMethod(part, "tolist", NULL));
    Py_DECREF(part);
    say("before the next\n");

    /* pybind11 and PyTorch: an array as the base, which is followed to the one that owns the memory. */
    PyObject *memory = eval("np.arange(6.)");
    a = PyArray_NewFromDescr(&PyArray_Type, PyArray_DescrFromType(NPY_DOUBLE), 1, (npy_intp[]){3}, NULL, PyArray_DATA((PyArrayObject *)memory),
                             NPY_ARRAY_WRITEABLE, NULL);
    PyObject *view = PyArray_View((PyArrayObject *)memory, NULL, NULL);
    say_int("SetBaseObject", PyArray_SetBaseObject((PyArrayObject *)a, view));
    say_int("collapsed to the owner", ((ArrayProxy *)a)->base == memory);
    say_object("resize", PyObject_CallMethod(memory, "resize", "(i)", 60));
    PyObject *self = Py_NewRef(a);
    say_int("itself", PyArray_SetBaseObject((PyArrayObject *)a, self));
    Py_DECREF(a);
    say_int("references", (int)Py_REFCNT(memory));
    say_object("resize", PyObject_CallMethod(memory, "resize", "(i)", 7));
    Py_DECREF(memory);

    /* Old Cython wrote the field. */
    memory = eval("bytearray(24)");
    a = PyArray_NewFromDescr(&PyArray_Type, PyArray_DescrFromType(NPY_DOUBLE), 1, (npy_intp[]){3}, NULL, PyByteArray_AS_STRING(memory), NPY_ARRAY_WRITEABLE, NULL);
    ((ArrayProxy *)a)->base = Py_NewRef(memory);
    say_object("base", attribute(a, "base"));
    say_object("owns", PyObject_GetAttrString(attribute(a, "flags"), "owndata"));
    Py_DECREF(a);
    say_int("references", (int)Py_REFCNT(memory));
    Py_DECREF(memory);

    section("read-only bases");
    memory = eval("b'12345678'");
    a = PyArray_NewFromDescr(&PyArray_Type, PyArray_DescrFromType(NPY_UBYTE), 1, (npy_intp[]){8}, NULL, PyBytes_AS_STRING(memory), 0, NULL);
    say_int("SetBaseObject", PyArray_SetBaseObject((PyArrayObject *)a, memory));
    say_object("write", PyObject_CallMethod(a, "__setitem__", "ii", 0, 1));
    say_object("setflags", PyObject_CallMethod(a, "setflags", "i", 1));
    Py_DECREF(a);
}

static void by_hand(void)
{
    section("flags by hand");
    PyObject *a = eval("np.arange(6.).reshape(2, 3)");
    ArrayProxy *p = (ArrayProxy *)a;
    p->flags &= ~NPY_ARRAY_WRITEABLE;
    say_object("write", PyObject_CallMethod(a, "fill", "i", 3));
    say_object("flags", PyObject_GetAttrString(attribute(a, "flags"), "writeable"));
    p->flags |= NPY_ARRAY_WRITEABLE;
    say_object("write", PyObject_CallMethod(a, "fill", "i", 3));
    p->flags &= ~NPY_ARRAY_ALIGNED;
    say_object("sum of unaligned", PyObject_CallMethod(a, "sum", NULL));
    say_object("added", PyNumber_Add(a, a));
    p->flags |= NPY_ARRAY_ALIGNED;
    p->flags &= ~(NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_F_CONTIGUOUS);
    say_object("sum of discontiguous", PyObject_CallMethod(a, "sum", NULL));
    say_object("ravel", PyObject_CallMethod(a, "ravel", NULL));
    PyArray_UpdateFlags((PyArrayObject *)a, NPY_ARRAY_UPDATE_ALL);
    say("updated %x\n", p->flags);
    Py_DECREF(a);
    /* Frame grabbers take the memory over. */
    a = eval("np.arange(4, dtype='i4')");
    p = (ArrayProxy *)a;
    char *data = p->data;
    p->flags &= ~NPY_ARRAY_OWNDATA;
    say_object("owns", PyObject_GetAttrString(attribute(a, "flags"), "owndata"));
    PyObject *handler = PyArray_HANDLER((PyArrayObject *)a);
    say_int("handler", handler != NULL);
    p->flags |= NPY_ARRAY_OWNDATA;
    say_int("same memory", p->data == data);
    Py_DECREF(a);
    /* malloc'ed memory that an array is to free. */
    int *mine = malloc(12);
    mine[0] = mine[1] = mine[2] = 5;
    a = PyArray_SimpleNewFromData(1, (npy_intp[]){3}, NPY_INT, mine);
    ((ArrayProxy *)a)->flags |= NPY_ARRAY_OWNDATA;
    say_array("given away", a);

    section("fields by hand");
    a = eval("np.arange(12.)");
    p = (ArrayProxy *)a;
    p->data += 8;
    p->dimensions[0] = 5;
    p->strides[0] = 16;
    PyArray_UpdateFlags((PyArrayObject *)a, NPY_ARRAY_UPDATE_ALL);
    say_object("moved", PyObject_CallMethod(a, "tolist", NULL));
    say_object("sum", PyObject_CallMethod(a, "sum", NULL));
    say_object("flags", PyObject_GetAttrString(attribute(a, "flags"), "contiguous"));
    p->data -= 8;
    p->dimensions[0] = 12;
    p->strides[0] = 8;
    PyArray_UpdateFlags((PyArrayObject *)a, NPY_ARRAY_UPDATE_ALL);
    /* Cython's way to change a dtype. */
    PyObject *old = p->descr;
    p->descr = (PyObject *)PyArray_DescrFromType(NPY_LONG);
    Py_DECREF(old);
    say_object("as integers", PyObject_CallMethod(a, "__getitem__", "i", 1));
    say_object("dtype", attribute(a, "dtype"));
    Py_DECREF(a);

    section("scalars by hand");
    PyObject *v = eval("np.array([(1, 2.5)], 'i4,f8')[0]");
    VoidProxy *s = (VoidProxy *)v;
    say("%d %d base %s\n", *(int *)s->obval, s->flags & NPY_ARRAY_OWNDATA, s->base ? Py_TYPE(s->base)->tp_name : "-");
    *(int *)s->obval = 77;
    say_object("written", PyObject_CallMethod(v, "item", NULL));
    say_object("descr", Py_NewRef(s->descr));
    Py_DECREF(v);
    v = eval("np.float64(2.5)");
    say_int("value", (int)(10 * ((PyDoubleScalarObject *)v)->obval));
    say_int("checks", PyArray_IsScalar(v, Double) + 2 * PyArray_IsScalar(v, Floating) + 4 * PyArray_IsScalar(v, Integer) + 8 * PyArray_IsPythonScalar(v)
                          + 16 * PyArray_CheckScalar(v) + 32 * PyFloat_Check(v));
    Py_DECREF(v);
    v = eval("np.datetime64('2020-01-02', 'D')");
    PyDatetimeScalarObject *t = (PyDatetimeScalarObject *)v;
    say("%lld %d %d\n", (long long)t->obval, (int)t->obmeta.base, t->obmeta.num);
    Py_DECREF(v);
    say_int("booleans", PyArrayScalar_True != PyArrayScalar_False && PyArrayScalar_FromLong(5) == PyArrayScalar_True);

    section("types by name");
    PyTypeObject *type = (PyTypeObject *)table[2];
    say("array: size %zd name %s base %s weak %d dict %d\n", type->tp_basicsize, type->tp_name, type->tp_base->tp_name, type->tp_weaklistoffset > 0,
        type->tp_dictoffset > 0);
    type = (PyTypeObject *)table[3];
    say("dtype: size %zd name %s\n", type->tp_basicsize, type->tp_name);
    type = &PyUFunc_Type;
    say("ufunc: size %zd call %d methods", type->tp_basicsize, type->tp_call != NULL);
    /* numba looks for these by name in the type's table. */
    static const char *wanted[] = {"reduce", "accumulate", "reduceat", "outer", "at"};
    for (int i = 0; i < COUNT(wanted); i++) {
        for (PyMethodDef *m = type->tp_methods; m != NULL && m->ml_name != NULL; m++) {
            if (strcmp(m->ml_name, wanted[i]) == 0) {
                say(" %s", wanted[i]);
            }
        }
    }
    say("\n");
    /* Loops by their places in a ufunc's table. */
    PyObject *add = eval("np.add");
    PyUFuncObject *u = (PyUFuncObject *)add;
    for (int i = 0; i < u->ntypes; i++) {
        if (u->types[3 * i] == NPY_DOUBLE && u->types[3 * i + 1] == NPY_DOUBLE) {
            double x[2] = {1, 2}, y[2] = {10, 20}, z[2] = {0, 0};
            char *args[3] = {(char *)x, (char *)y, (char *)z};
            npy_intp n = 2, steps[3] = {8, 8, 8};
            u->functions[i](args, &n, steps, u->data ? u->data[i] : NULL);
            say("loop %d %d\n", (int)z[0], (int)z[1]);
        }
    }
    say("nin %d nout %d nargs %d identity %d name %s\n", u->nin, u->nout, u->nargs, u->identity, u->name);
    Py_DECREF(add);
}

static void subclasses(void)
{
    section("C subclasses");
    /* A struct behind the array's, as bob and sage have it. */
    typedef struct {
        PyArrayObject_fields array;
        int more;
    } Larger;
    PyType_Slot slots[] = {{Py_tp_base, &PyArray_Type}, {0, NULL}};
    PyType_Spec spec = {"bindings.Larger", sizeof(Larger), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
    PyObject *type = PyType_FromSpec(&spec);
    if (type == NULL) {
        say_error("type");
        return;
    }
    npy_intp dims[1] = {3};
    PyObject *a = PyArray_New((PyTypeObject *)type, 1, dims, NPY_DOUBLE, NULL, NULL, 0, 0, NULL);
    ((Larger *)a)->more = 42;
    PyArray_FILLWBYTE((PyArrayObject *)a, 0);
    PyObject *b = PyNumber_Add(a, a);
    say_int("type of a sum", Py_TYPE(b) == (PyTypeObject *)type);
    say_int("kept", ((Larger *)a)->more);
    PyObject *c = PyArray_View((PyArrayObject *)a, NULL, &PyArray_Type);
    say_array("plain", c);
    Py_DECREF(b);
    Py_DECREF(a);
    Py_DECREF(type);
}

static void run(void)
{
    tables();
    by_number();
    descriptors();
    bases();
    by_hand();
    subclasses();
}
