/* Legacy user dtypes: what registration refuses, what registered casts do, and arrays of such a dtype. */
#include "program.h"
#include <string.h>

/* A number in hundredths, two bytes long, whose scalars wrap a C short. */
typedef struct {
    PyObject_HEAD
    npy_short value;
} Cents;

static PyTypeObject cents_type = {PyVarObject_HEAD_INIT(NULL, 0)};
static PyTypeObject plain_type = {PyVarObject_HEAD_INIT(NULL, 0)};
static PyTypeObject other_type = {PyVarObject_HEAD_INIT(NULL, 0)};

static PyObject *cents_new(PyTypeObject *type, PyObject *args, PyObject *kw)
{
    long value = 0;
    if (!PyArg_ParseTuple(args, "|l", &value)) {
        return NULL;
    }
    Cents *c = (Cents *)type->tp_alloc(type, 0);
    if (c != NULL) {
        c->value = (npy_short)value;
    }
    return (PyObject *)c;
}

static PyObject *cents_repr(PyObject *self)
{
    return PyUnicode_FromFormat("Cents(%d)", ((Cents *)self)->value);
}

static PyObject *cents_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != Py_TYPE(b)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    Py_RETURN_RICHCOMPARE(((Cents *)a)->value, ((Cents *)b)->value, op);
}

static PyObject *getitem(void *item, void *array)
{
    npy_short value;
    memcpy(&value, item, sizeof value);
    if (array != NULL && PyArray_ISBYTESWAPPED((PyArrayObject *)array)) {
        value = (npy_short)(((value & 0xff) << 8) | ((value >> 8) & 0xff));
    }
    Cents *c = PyObject_New(Cents, &cents_type);
    if (c != NULL) {
        c->value = value;
    }
    return (PyObject *)c;
}

static int setitem(PyObject *obj, void *item, void *array)
{
    npy_short value;
    if (PyObject_TypeCheck(obj, &cents_type)) {
        value = ((Cents *)obj)->value;
    }
    else {
        long number = PyLong_AsLong(obj);
        if (number == -1 && PyErr_Occurred()) {
            return -1;
        }
        value = (npy_short)number;
    }
    memcpy(item, &value, sizeof value);
    return 0;
}

static void copyswap(void *dst, void *src, int swap, void *array)
{
    if (src != NULL) {
        memcpy(dst, src, 2);
    }
    if (swap) {
        char *p = dst, c = p[0];
        p[0] = p[1];
        p[1] = c;
    }
}

static void copyswapn(void *dst, npy_intp ds, void *src, npy_intp ss, npy_intp n, int swap, void *array)
{
    for (npy_intp i = 0; i < n; i++) {
        copyswap((char *)dst + i * ds, src ? (char *)src + i * ss : NULL, swap, array);
    }
}

static int compare(const void *a, const void *b, void *array)
{
    npy_short x = *(npy_short *)a, y = *(npy_short *)b;
    return x < y ? -1 : x > y;
}

static int fromstr(char *text, void *item, char **end, PyArray_Descr *descr)
{
    if (text[0] != '$') {
        *end = text;
        return -1;
    }
    *(npy_short *)item = (npy_short)strtol(text + 1, end, 10);
    return 0;
}

static int scanfunc(FILE *file, void *item, char *ignored, PyArray_Descr *descr)
{
    return fscanf(file, " $%hd", (npy_short *)item);
}

static int fill(void *data, npy_intp n, void *array)
{
    npy_short *p = data;
    for (npy_intp i = 2; i < n; i++) {
        p[i] = p[0] + i * (p[1] - p[0]);
    }
    return 0;
}

static int fillwithscalar(void *data, npy_intp n, void *value, void *array)
{
    for (npy_intp i = 0; i < n; i++) {
        ((npy_short *)data)[i] = *(npy_short *)value;
    }
    return 0;
}

static int argmax(void *data, npy_intp n, npy_intp *at, void *array)
{
    *at = 0;
    for (npy_intp i = 1; i < n; i++) {
        if (((npy_short *)data)[i] > ((npy_short *)data)[*at]) {
            *at = i;
        }
    }
    return 0;
}

static void dotfunc(void *a, npy_intp sa, void *b, npy_intp sb, void *out, npy_intp n, void *array)
{
    npy_short sum = 0;
    for (npy_intp i = 0; i < n; i++) {
        sum += *(npy_short *)((char *)a + i * sa) * *(npy_short *)((char *)b + i * sb);
    }
    *(npy_short *)out = sum;
}

#define CAST(name, from, to, expression)                                         \
    static void name(void *src, void *dst, npy_intp n, void *fa, void *ta)       \
    {                                                                            \
        for (npy_intp i = 0; i < n; i++) {                                       \
            from v = ((from *)src)[i];                                           \
            ((to *)dst)[i] = expression;                                         \
        }                                                                        \
    }
CAST(cents_to_double, npy_short, double, v / 100.0)
CAST(cents_to_long, npy_short, npy_long, v)
CAST(cents_to_time, npy_short, npy_int64, v * 1000)
CAST(cents_to_half, npy_short, npy_uint16, (npy_uint16)(0x3c00 + 0 * v))
CAST(byte_to_cents, npy_byte, npy_short, (npy_short)(v * 100))
CAST(double_to_cents, double, npy_short, (npy_short)(v * 100))
CAST(cents_to_pair, npy_short, npy_short, (npy_short)(v + 1))

static PyArray_ArrFuncs funcs, second_funcs, other_funcs;
static PyArray_DescrProto proto, second, other;

static void prepare(PyArray_DescrProto *p, PyArray_ArrFuncs *f, PyTypeObject *type)
{
    memset(p, 0, sizeof *p);
    PyArray_InitArrFuncs(f);
    f->getitem = getitem;
    f->setitem = setitem;
    f->copyswap = copyswap;
    Py_SET_TYPE(p, &PyArrayDescr_Type);
    Py_SET_REFCNT(p, 1);
    p->typeobj = type;
    p->kind = 'V';
    p->type = 'c';
    p->byteorder = '=';
    p->flags = NPY_NEEDS_PYAPI | NPY_USE_GETITEM | NPY_USE_SETITEM;
    p->elsize = 2;
    p->alignment = 2;
    p->f = f;
}

static int ready(PyTypeObject *type, const char *name, PyTypeObject *base)
{
    type->tp_name = name;
    type->tp_basicsize = sizeof(Cents);
    type->tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE;
    type->tp_base = base;
    type->tp_new = cents_new;
    type->tp_repr = cents_repr;
    type->tp_richcompare = cents_compare;
    type->tp_hash = PyBaseObject_Type.tp_hash;
    return PyType_Ready(type);
}

static void attempt(const char *label, PyArray_DescrProto *p)
{
    int n = PyArray_RegisterDataType(p);
    say("%s: %d, prototype says %d\n", label, n, p->type_num);
    say_error("error");
}

static void refused(void)
{
    static PyArray_ArrFuncs f;
    static PyArray_DescrProto p;
    section("registration that is refused");
    prepare(&p, &f, &cents_type);
    p.elsize = 0;
    attempt("no size", &p);
    prepare(&p, &f, &cents_type);
    f.copyswap = NULL;
    attempt("no copyswap", &p);
    prepare(&p, &f, &cents_type);
    f.getitem = NULL;
    attempt("no getitem", &p);
    prepare(&p, &f, &cents_type);
    f.setitem = NULL;
    attempt("no setitem", &p);
    say("filled in: copyswapn %d nonzero %d\n", f.copyswapn != NULL, f.nonzero != NULL);
    prepare(&p, &f, NULL);
    attempt("no type", &p);
    prepare(&p, &f, &cents_type);
    p.flags |= NPY_ITEM_REFCOUNT;
    attempt("references", &p);
    prepare(&p, &f, &cents_type);
    p.flags |= NPY_ITEM_IS_POINTER;
    attempt("pointers", &p);
    prepare(&p, &f, &cents_type);
    Py_SET_TYPE(&p, &PyList_Type);
    attempt("not a dtype", &p);
    say_object("256", (PyObject *)PyArray_DescrFromType(256));
}

static int cents, plain, third;

static void registered(void)
{
    section("registration");
    prepare(&proto, &funcs, &cents_type);
    funcs.copyswapn = copyswapn;
    funcs.compare = compare;
    funcs.fromstr = fromstr;
    funcs.scanfunc = scanfunc;
    funcs.fill = fill;
    funcs.fillwithscalar = fillwithscalar;
    funcs.argmax = argmax;
    funcs.dotfunc = dotfunc;
    attempt("first", &proto);
    cents = proto.type_num;
    attempt("again", &proto);
    prepare(&second, &second_funcs, &cents_type);
    attempt("second prototype of the type", &second);
    attempt("second prototype again", &second);
    prepare(&second, &second_funcs, &PyLongArrType_Type);
    attempt("a built-in scalar type", &second);
    prepare(&second, &second_funcs, &PyLong_Type);
    attempt("a Python type", &second);
    prepare(&second, &second_funcs, &plain_type);
    attempt("not a generic", &second);
    plain = second.type_num;
    prepare(&other, &other_funcs, &plain_type);
    attempt("not a generic, again", &other);
    prepare(&other, &other_funcs, &other_type);
    attempt("a third", &other);
    third = other.type_num;
    PyArray_Descr *d = PyArray_DescrFromType(cents);
    Py_INCREF(d);
    say_object("descr", (PyObject *)d);
    Py_INCREF(Py_TYPE(d));
    say_object("class", (PyObject *)Py_TYPE(d));
    say_object("type of the class", PyObject_GetAttrString((PyObject *)Py_TYPE(d), "type"));
    say("num %d kind %c type %c order %c size %zd align %zd flags %x own table %d\n", d->type_num, d->kind, d->type,
        d->byteorder, PyDataType_ELSIZE(d), PyDataType_ALIGNMENT(d), (int)PyDataType_FLAGS(d), PyDataType_GetArrFuncs(d) == &funcs);
    say_object("of type", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&cents_type));
    say_object("of plain type", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&plain_type));
    say_object("type object", PyArray_TypeObjectFromType(cents));
    Py_DECREF(d);
}

static void cast_registration(void)
{
    section("RegisterCastFunc");
    PyArray_Descr *c = PyArray_DescrFromType(cents), *i = PyArray_DescrFromType(NPY_INT), *b = PyArray_DescrFromType(NPY_BYTE);
    PyArray_Descr *d = PyArray_DescrFromType(NPY_DOUBLE);
    say_int("number 24", PyArray_RegisterCastFunc(c, 24, cents_to_long));
    say_int("number 200", PyArray_RegisterCastFunc(c, 200, cents_to_long));
    say_int("number 5000", PyArray_RegisterCastFunc(c, 5000, cents_to_long));
    say_int("to double", PyArray_RegisterCastFunc(c, NPY_DOUBLE, cents_to_double));
    say_int("to long", PyArray_RegisterCastFunc(c, NPY_LONG, cents_to_long));
    say_int("to timedelta", PyArray_RegisterCastFunc(c, NPY_TIMEDELTA, cents_to_time));
    say_int("to half", PyArray_RegisterCastFunc(c, NPY_HALF, cents_to_half));
    say_int("from byte", PyArray_RegisterCastFunc(b, cents, byte_to_cents));
    say_int("from double", PyArray_RegisterCastFunc(d, cents, double_to_cents));
    say_int("to the other", PyArray_RegisterCastFunc(c, plain, cents_to_pair));
    PyArray_Descr *p = PyArray_DescrFromType(plain);
    say_int("from plain to the third", PyArray_RegisterCastFunc(p, third, cents_to_pair));
    Py_DECREF(p);
    say_int("to the third", PyArray_RegisterCastFunc(c, third, cents_to_pair));
    say_int("double to plain", PyArray_RegisterCastFunc(d, plain, double_to_cents));
    PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(c);
    say("cast %d %d %d\n", f->cast[NPY_DOUBLE] == cents_to_double, f->cast[NPY_LONG] == cents_to_long, f->cast[NPY_INT] != NULL);
    PyObject *keys = PyDict_Keys(f->castdict);
    PyList_Sort(keys);
    say_object("castdict", keys);
    keys = PyDict_Keys(PyDataType_GetArrFuncs(b)->castdict);
    PyList_Sort(keys);
    say_object("castdict of bytes", keys);

    section("RegisterCanCast");
    say_int("built-in to built-in", PyArray_RegisterCanCast(i, NPY_LONG, NPY_NOSCALAR));
    say_int("to double", PyArray_RegisterCanCast(c, NPY_DOUBLE, NPY_NOSCALAR));
    say_int("to double again", PyArray_RegisterCanCast(c, NPY_DOUBLE, NPY_NOSCALAR));
    say_int("to float without a cast", PyArray_RegisterCanCast(c, NPY_FLOAT, NPY_NOSCALAR));
    say_int("from byte", PyArray_RegisterCanCast(b, cents, NPY_NOSCALAR));
    say_int("of a kind", PyArray_RegisterCanCast(c, NPY_LONG, NPY_INTPOS_SCALAR));
    f = PyDataType_GetArrFuncs(c);
    say("safe:");
    for (int *p = f->cancastto; p != NULL && *p != NPY_NOTYPE; p++) {
        say(" %d", *p);
    }
    say(" kinds %d\n", f->cancastscalarkindto != NULL);
    if (f->cancastscalarkindto != NULL) {
        for (int kind = 0; kind < NPY_NSCALARKINDS; kind++) {
            for (int *p = f->cancastscalarkindto[kind]; p != NULL && *p != NPY_NOTYPE; p++) {
                say("kind %d: %d\n", kind, *p);
            }
        }
    }
    Py_DECREF(c);
    Py_DECREF(i);
    Py_DECREF(b);
    Py_DECREF(d);
}

static PyObject *scope;

/* Evaluates an expression with `np`, `cents` and `plain` at hand, and prints what comes of it and its warnings. */
static void show(const char *expression)
{
    PyObject *out = PyRun_String(expression, Py_eval_input, scope, scope);
    if (out != NULL && PyArray_Check(out)) {
        say_object(expression, PyObject_CallMethod(out, "tolist", NULL));
        Py_INCREF(PyArray_DESCR((PyArrayObject *)out));
        say_object("  dtype", (PyObject *)PyArray_DESCR((PyArrayObject *)out));
        Py_DECREF(out);
        return;
    }
    say_object(expression, out);
}

static void prepare_scope(void)
{
    scope = PyDict_New();
    PyObject *np = PyImport_ImportModule("numpy");
    PyDict_SetItemString(scope, "np", np);
    PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins());
    PyDict_SetItemString(scope, "cents", (PyObject *)PyArray_DescrFromType(cents));
    PyDict_SetItemString(scope, "plain", (PyObject *)PyArray_DescrFromType(plain));
    PyDict_SetItemString(scope, "third", (PyObject *)PyArray_DescrFromType(third));
    PyDict_SetItemString(scope, "Cents", (PyObject *)&cents_type);
    PyDict_SetItemString(scope, "Plain", (PyObject *)&plain_type);
}

static void rules(void)
{
    static const char *expressions[] = {
        "np.can_cast(cents, 'd')", "np.can_cast(cents, 'l')", "np.can_cast(cents, 'f')", "np.can_cast(cents, 'l', 'unsafe')",
        "np.can_cast(cents, 'l', 'same_kind')", "np.can_cast('b', cents)", "np.can_cast('d', cents)", "np.can_cast('d', cents, 'unsafe')",
        "np.can_cast('i', cents, 'unsafe')", "np.can_cast(cents, plain)", "np.can_cast(cents, plain, 'unsafe')", "np.can_cast(cents, third)", "np.can_cast('d', plain)", "np.can_cast(plain, third)", "np.can_cast(third, plain)", "np.promote_types(cents, third)",
        "np.can_cast(plain, cents, 'unsafe')", "np.can_cast(cents, 'O')", "np.can_cast('O', cents)", "np.can_cast('O', cents, 'unsafe')",
        "np.can_cast(cents, 'S8', 'unsafe')", "np.can_cast(cents, 'V2', 'unsafe')", "np.can_cast('V2', cents, 'unsafe')",
        "np.can_cast(cents, 'm8[s]', 'unsafe')", "np.can_cast(cents, 'e', 'unsafe')", "np.can_cast(cents, cents.newbyteorder(), 'equiv')",
        "np.promote_types(cents, 'd')", "np.promote_types('b', cents)", "np.promote_types(cents, 'f')", "np.promote_types(cents, 'l')",
        "np.promote_types(cents, plain)", "np.promote_types(cents, cents)", "np.promote_types(cents, 'O')", "np.promote_types(cents, 'S3')",
        "np.result_type(cents, 1)", "np.result_type(cents, 1.5)", "np.result_type(np.ones(1, 'b'), cents)", "cents == plain", "hash(cents) == hash(cents)",
        "cents.name", "cents.str", "cents.descr", "cents.char", "cents.kind", "cents.isnative", "cents.newbyteorder().isnative", "cents.newbyteorder()",
        "np.dtype(Cents)", "np.dtype(Plain)", "type(cents)()", "np.dtype(type(cents))", "type(cents).type", "type(cents).__name__", "cents.fields",
        "cents.hasobject", "cents.isbuiltin", "cents.flags", "repr(cents)", "str(cents)", "cents.type is Cents",
        "__import__('pickle').loads(__import__('pickle').dumps(cents)) == cents",
    };
    section("rules");
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        show(expressions[i]);
    }
}

static void arrays(void)
{
    static const char *expressions[] = {
        "np.array([1, 2, 3], cents)", "np.array([Cents(5), Cents(-1)])", "np.array(Cents(5))", "np.array([Cents(5), 1])", "np.array([Plain(5)])", "np.zeros(3, cents)",
        "np.ones(2, cents)", "np.full(2, 7, cents)", "np.full(2, Cents(7), cents)", "np.arange(0, 5, 2, cents)", "np.array([1, 2], cents).astype('d')",
        "np.array([1, 2], cents).astype('l')", "np.array([1, 2], cents).astype('i')", "np.array([1, 2], cents).astype('m8[s]')",
        "np.array([1, 2], cents).astype('e')", "np.array([1, 2], cents).astype('O')", "np.array([1, 2], cents).astype('S4')",
        "np.array([1, 2], cents).astype('U8')", "np.array([1, 2], cents).astype(plain)", "np.array([1, 2], plain).astype(cents)",
        "np.array([1, 2], 'b').astype(cents)", "np.array([1.5, 2], 'd').astype(cents)", "np.array([1, 2], 'i').astype(cents)",
        "np.array([1, 2], 'O').astype(cents)", "np.array(['a'], 'O').astype(cents)", "np.array(['1'], 'S').astype(cents)", "np.array([1, 2, 3, 4], cents)[::2].astype('d')",
        "np.array([1, 2, 3, 4], cents)[::-1].copy()", "np.array([1, 2, 3], cents).byteswap()", "np.array([1, 2, 3], cents).astype(cents.newbyteorder())",
        "np.array([1, 2, 3], cents).astype(cents.newbyteorder()).astype('d')",
        "np.array([3, 1, 2], cents)[0]", "np.array([3, 1, 2], cents)[[2, 0]]", "np.sort(np.array([3, 1, 2], cents))", "np.sort(np.array([3, 1, 2], cents), kind='stable')",
        "np.argsort(np.array([3, 1, 2], cents))", "np.argsort(np.array([3, 1, 2], cents), kind='heapsort')", "np.sort(np.array([3, 1, 2], plain))", "np.argsort(np.array([3, 1, 2], plain))",
        "np.partition(np.array([3, 1, 2], cents), 1)", "np.searchsorted(np.array([1, 3, 5], cents), np.array([2, 5], cents))", "np.lexsort([np.array([3, 1, 2], cents)])",
        "np.argmax(np.array([3, 9, 2], cents))", "np.argmin(np.array([3, 9, 2], cents))", "np.argmax(np.array([3, 9, 2], plain))",
        "np.dot(np.array([1, 2], cents), np.array([3, 4], cents))", "np.dot(np.array([1, 2], plain), np.array([3, 4], plain))",
        "np.inner(np.array([[1, 2]], cents), np.array([[3, 4]], cents))", "np.dot(np.array([1, 2], cents), np.array([3, 4], 'b'))", "np.vdot(np.array([1, 2], cents), np.array([3, 4], cents))",
        "np.correlate(np.array([1, 2, 3], cents), np.array([1, 1], cents))", "np.nonzero(np.array([0, 2, 3], cents))[0]", "np.count_nonzero(np.array([0, 2, 3], cents))",
        "bool(np.array(3, cents))", "np.add(np.array([1], cents), np.array([1], cents))", "np.array([1], cents) == np.array([1], cents)",
        "np.array([1, 2], cents).tolist()", "np.array([1, 2], cents).item(1)", "np.array([1, 2], cents).tobytes()", "np.take(np.array([1, 2], cents), [1, 1])",
        "np.where([True, False], np.array([1, 2], cents), np.array([3, 4], cents))", "np.where([True, False], np.array([1, 2], cents), np.array([3, 4], 'b'))",
        "np.concatenate([np.array([1, 2], cents), np.array([3, 4], 'b')])", "np.concatenate([np.array([1, 2], cents), np.array([3.0])])",
        "np.clip(np.array([1, 2, 9], cents), Cents(2), Cents(4))", "np.choose([0, 1], [np.array([1, 2], cents), np.array([3, 4], cents)])", "np.repeat(np.array([1, 2], cents), 2)",
        "np.unique(np.array([3, 1, 3], cents))", "np.array([1, 2], cents).fill(5)", "np.fromstring('$1 $2 $3', cents, sep=' ')", "np.fromstring('$1,$2', cents, sep=',')",
        "np.fromstring('$1,2', cents, sep=',')", "np.fromstring('x', cents, sep=',')", "np.fromstring('', cents, sep=',')", "np.fromstring('$1,$2,$3', cents, count=2, sep=',')", "np.fromstring('1 2', plain, sep=' ')",
        "np.fromstring(' ', cents, sep=' ')", "np.fromiter([1, 2], cents)", "np.frombuffer(b'\\1\\0\\2\\0', cents)", "np.array([1, 2], cents).view('h')", "np.array([1, 2], 'h').view(cents)",
        "np.array([(1, 2)], [('a', cents), ('b', 'i')])", "np.array([(1, 2)], [('a', cents), ('b', 'i')])['a']", "repr(np.array([1, 2], cents))",
        "np.result_type(np.array([1], cents), np.array([1.0]))", "np.isnan(np.array([1], cents))", "np.array([1, 2], cents).round()", "np.array([1, 2], cents).max()", "np.array([1, 2], cents).sum()", "np.cumsum(np.array([1], cents))",
        "np.tile(np.array([1, 2], cents), 2)", "np.array(1, cents)[()]", "np.empty(2, cents).dtype is cents",
    };
    section("arrays");
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        show(expressions[i]);
    }
}

static void files(void)
{
    static const char *texts[] = {"$1 $2 $3", "$1, $2,", "$1 2", "", "x", "$7", "$1,$2,x"};
    section("files");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        FILE *file = fopen("cents.txt", "w");
        fputs(texts[i], file);
        fclose(file);
        say("'%s'\n", texts[i]);
        show("np.fromfile('cents.txt', cents, sep=' ')");
        show("np.fromfile('cents.txt', cents, sep=',')");
        show("np.fromfile('cents.txt', cents, count=1, sep=' ')");
        show("np.fromfile('cents.txt', plain, sep=' ')");
        file = fopen("cents.txt", "r");
        PyArray_Descr *d = PyArray_DescrFromType(cents);
        PyObject *a = PyArray_FromFile(file, d, 2, " ");
        if (a != NULL) {
            say("FromFile leaves %d\n", getc(file));
        }
        say_object("FromFile", a);
        fclose(file);
    }
    remove("cents.txt");
    char text[] = "$4;$5";
    PyArray_Descr *d = PyArray_DescrFromType(cents);
    say_object("FromString", PyArray_FromString(text, 5, d, -1, ";"));
}

static void changed(void)
{
    section("entries that are changed");
    PyArray_Descr *c = PyArray_DescrFromType(cents);
    PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(c);
    f->compare = NULL;
    f->argmax = NULL;
    f->fromstr = NULL;
    f->scanfunc = NULL;
    f->dotfunc = NULL;
    show("np.sort(np.array([3, 1, 2], cents))");
    show("np.argmax(np.array([3, 1, 2], cents))");
    show("np.fromstring('$1', cents, sep=' ')");
    show("np.dot(np.array([3, 1, 2], cents), np.array([3, 1, 2], cents))");
    f->dotfunc = dotfunc;
    f->compare = compare;
    show("np.dot(np.array([3, 1, 2], cents), np.array([3, 1, 2], cents))");
    show("np.argsort(np.array([3, 1, 2], cents))");
    Py_DECREF(c);
}

/* What was found before a registration stays; the reference must not be asked for it again. */
static void late(void)
{
    section("casts that come late");
    PyArray_Descr *c = PyArray_DescrFromType(cents), *p = PyArray_DescrFromType(plain), *i = PyArray_DescrFromType(NPY_INT);
    PyObject *done = PyRun_String("__import__('warnings').simplefilter('error')", Py_eval_input, scope, scope);
    Py_XDECREF(done);
    say_int("used", PyArray_RegisterCastFunc(c, NPY_DOUBLE, cents_to_long));
    say_int("known to be impossible", PyArray_RegisterCastFunc(c, NPY_INT, cents_to_long));
    say_int("never asked for", PyArray_RegisterCastFunc(p, NPY_USHORT, cents_to_pair));
    say_int("never asked for, safe", PyArray_RegisterCanCast(p, NPY_USHORT, NPY_NOSCALAR));
    show("np.array([1, 2], plain).astype('H')");
    show("np.can_cast(plain, 'H')");
    say_int("safe", PyArray_RegisterCanCast(c, NPY_LONG, NPY_NOSCALAR));
    say_int("built-in", PyArray_RegisterCastFunc(i, NPY_LONG, cents_to_long));
    Py_DECREF(p);
    Py_DECREF(i);
    Py_DECREF(c);
}

static void loop_of_two(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_short *)(a[2] + i * s[2]) = 100;
    }
}

static void loop_with_byte(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_short *)(a[2] + i * s[2]) = 1;
    }
}

/* A loop whose types cast safely to those of another is tried before it, whichever came first. */
static void loops(void)
{
    section("loops");
    PyObject *np = PyImport_ImportModule("numpy"), *gcd = PyObject_GetAttrString(np, "gcd");
    int two[] = {cents, cents, cents}, with_byte[] = {cents, NPY_BYTE, cents};
    say_int("two", PyUFunc_RegisterLoopForType((PyUFuncObject *)gcd, cents, loop_of_two, two, NULL));
    say_int("with a byte", PyUFunc_RegisterLoopForType((PyUFuncObject *)gcd, cents, loop_with_byte, with_byte, NULL));
    show("np.gcd(np.array([3], cents), np.array([4], cents))");
    show("np.gcd(np.array([3], cents), np.array([4], 'b'))");
    show("np.gcd(np.array([3], cents), np.array([True]))");
    show("np.gcd(np.array([4], 'b'), np.array([3], cents))");
    show("np.gcd(np.array([3], cents), 2)");
    Py_DECREF(gcd);
    Py_DECREF(np);
}

static void run(void)
{
    if (ready(&cents_type, "money.Cents", &PyGenericArrType_Type) < 0 || ready(&plain_type, "money.Plain", NULL) < 0
        || ready(&other_type, "Other", &PyGenericArrType_Type) < 0) {
        return;
    }
    refused();
    registered();
    cast_registration();
    prepare_scope();
    rules();
    arrays();
    files();
    changed();
    late();
    loops();
}
