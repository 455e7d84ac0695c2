/* Fields of a ufunc that its maker writes after it was made: each call has to see what stands there then. */
#include "program.h"

static PyObject *scope;

static void show(const char *code)
{
    say_object(code, PyRun_String(code, Py_eval_input, scope, scope));
}

static void give(const char *name, PyObject *value)
{
    PyDict_SetItemString(scope, name, value);
}

static void half(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(double *)(a[1] + i * s[1]) = *(int *)(a[0] + i * s[0]) / 2.0;
    }
}

static void third(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(double *)(a[1] + i * s[1]) = *(double *)(a[0] + i * s[0]) / 3.0;
    }
}

static void plus(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    npy_long extra = d ? *(npy_long *)d : 0;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_long *)(a[2] + i * s[2]) = *(npy_long *)(a[0] + i * s[0]) + *(npy_long *)(a[1] + i * s[1]) + extra;
    }
}

static void add_into(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_long *)(a[0] + i * s[0]) += *(npy_long *)(a[1] + i * s[1]);
    }
}

static void day(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        *(npy_int64 *)(a[1] + i * s[1]) = *(npy_int64 *)(a[0] + i * s[0]);
    }
}

/* A pair of longs from one. */
static void pair(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        npy_long x = *(npy_long *)(a[0] + i * s[0]);
        ((npy_long *)(a[1] + i * s[1]))[0] = x;
        ((npy_long *)(a[1] + i * s[1]))[1] = -x;
    }
}

static int talkative = 1;
static PyArray_Descr *answers[4];
static int casts_checked = 1;

static int resolver(PyUFuncObject *uf, NPY_CASTING casting, PyArrayObject **ops, PyObject *types, PyArray_Descr **out)
{
    if (talkative) {
        say("  resolver of %s: casting %d types %R operands", uf->name, casting, types ? types : Py_None);
        for (int i = 0; i < uf->nargs; i++) {
            if (ops[i]) {
                say(" %S/%d", PyArray_DESCR(ops[i]), PyArray_NDIM(ops[i]));
            }
            else {
                say(" -");
            }
        }
        say("\n");
    }
    for (int i = 0; i < uf->nargs; i++) {
        out[i] = answers[i];
        Py_INCREF(out[i]);
    }
    if (casts_checked && PyUFunc_ValidateCasting(uf, casting, ops, out) < 0) {
        for (int i = 0; i < uf->nargs; i++) {
            Py_CLEAR(out[i]);
        }
        return -1;
    }
    return 0;
}

static int refuses(PyUFuncObject *uf, NPY_CASTING casting, PyArrayObject **ops, PyObject *types, PyArray_Descr **out)
{
    PyErr_SetString(PyExc_TypeError, "this resolver refuses");
    return -1;
}

static PyUFuncGenericFunction half_loops[] = {half, third};
static const char half_types[] = {NPY_INT, NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE};
static void *none[] = {NULL, NULL, NULL};
static PyUFuncGenericFunction plus_loops[] = {plus, plus};
static const char plus_types[] = {NPY_LONG, NPY_LONG, NPY_LONG, NPY_OBJECT, NPY_OBJECT, NPY_OBJECT};
static PyUFuncGenericFunction into_loops[] = {add_into};
static const char into_types[] = {NPY_LONG, NPY_LONG};
static PyUFuncGenericFunction day_loops[] = {day};
static const char day_types[] = {NPY_DATETIME, NPY_LONG};

static void initial(void)
{
    section("type_resolver at first");
    const char *names[] = {"add", "multiply", "matmul", "sin", "logical_and", "isfinite", "divmod"};
    PyObject *np = PyImport_ImportModule("numpy");
    for (int i = 0; i < 7; i++) {
        PyUFuncObject *u = (PyUFuncObject *)PyObject_GetAttrString(np, names[i]);
        say("%s: %s\n", names[i], u->type_resolver ? "there" : "NULL");
        Py_DECREF(u);
    }
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(half_loops, none, half_types, 2, 1, 1, PyUFunc_None, "half", "", 0);
    say("made: %s\n", u->type_resolver ? "there" : "NULL");
    PyArrayObject *ops[3] = {array_of("np.arange(3, dtype='i2')"), array_of("np.arange(3, dtype='f4')"), NULL};
    PyArray_Descr *out[3] = {NULL, NULL, NULL};
    PyUFuncObject *add = (PyUFuncObject *)PyObject_GetAttrString(np, "add");
    if (add->type_resolver) {
        say("add's own: %d", add->type_resolver(add, NPY_SAME_KIND_CASTING, ops, NULL, out));
        say(" %S %S %S\n", out[0], out[1], out[2]);
    }
    Py_CLEAR(ops[1]);
    if (u->type_resolver) {
        say("half's own: %d", u->type_resolver(u, NPY_SAME_KIND_CASTING, ops, NULL, out));
        say(" %S %S\n", out[0], out[1]);
    }
}

static void replaced(void)
{
    section("type_resolver");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(half_loops, none, half_types, 1, 1, 1, PyUFunc_None, "half", "", 0);
    give("half", (PyObject *)u);
    answers[0] = PyArray_DescrFromType(NPY_INT);
    answers[1] = PyArray_DescrFromType(NPY_DOUBLE);
    u->type_resolver = &resolver;
    show("half(np.arange(3, dtype='i4'))");
    show("half(np.arange(3, dtype='i8'))");
    show("half(np.arange(3, dtype='i8'))");
    show("half(np.arange(3, dtype='i8'), out=np.zeros(3, 'f4'))");
    show("half(np.arange(3, dtype='i8'), out=np.zeros(3, 'i4'))");
    show("half(np.arange(3, dtype='i8'), casting='safe')");
    show("half(np.arange(3, dtype='>i4'))");
    show("half(np.int16(3))");
    show("half(3)");
    show("half([1, 2])");
    show("half(2.5)");
    show("half(2.5, casting='unsafe')");
    show("half(np.arange(3, dtype='u1'), dtype='f8')");
    show("half(np.arange(3, dtype='u1'), signature='i->d')");
    show("half(np.arange(3, dtype='u1'), signature=(None, 'd'))");
    show("half(np.arange(3, dtype='u1'), signature='d->d')");
    show("half.resolve_dtypes((np.dtype('u2'), None))");
    show("half(np.array('1'))");
    show("half(np.array(None))");
    show("half(np.zeros(2, 'M8[D]'))");
    show("half(np.zeros(2, 'i4,i4'))");
    show("half(np.array([1], dtype=np.dtypes.StringDType()))");
    Py_DECREF(u);

    section("type_resolver of two inputs");
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(plus_loops, none, plus_types, 1, 2, 1, PyUFunc_Zero, "plus", "", 0);
    give("plus", (PyObject *)u);
    answers[0] = answers[1] = answers[2] = PyArray_DescrFromType(NPY_LONG);
    u->type_resolver = &resolver;
    show("plus(np.arange(3), 1)");
    show("plus(np.arange(3, dtype='i2'), 1)");
    show("plus(np.arange(3, dtype='i2'), 1.5)");
    show("plus(np.arange(3, dtype='i2'), np.uint8(1))");
    show("plus(np.arange(3, dtype='i2'), np.uint8(1), dtype='l')");
    show("plus.reduce(np.arange(3))");
    show("plus.reduce(np.arange(3, dtype='i2'))");
    show("plus.reduce(np.arange(3, dtype='u1'), dtype='l')");
    show("plus.reduce(np.arange(3, dtype='u1'), dtype='d')");
    show("plus.accumulate(np.arange(3, dtype='i4'))");
    show("plus.reduceat(np.arange(3, dtype='i4'), [0, 1])");
    show("plus.outer(np.arange(2, dtype='i4'), np.arange(2, dtype='i1'))");
    show("[a := np.arange(3, dtype='i2'), plus.at(a, [0, 0], np.int8(4)), a][2]");
    Py_DECREF(u);

    section("type_resolver that refuses");
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(half_loops, none, half_types, 2, 1, 1, PyUFunc_None, "half", "", 0);
    give("half", (PyObject *)u);
    u->type_resolver = &refuses;
    show("half(np.arange(3, dtype='i4'))");
    show("half(np.arange(3, dtype='i8'))");
    show("half(np.arange(3, dtype='f4'))");
    show("half(3)");
    u->type_resolver = NULL;
    show("half(np.arange(3, dtype='i4'))");
    show("half(np.arange(3, dtype='i2'))");
    show("half(np.arange(3, dtype='i2'), dtype='d')");
    show("half(3)");
    show("half('a')");
    Py_DECREF(u);

    section("type_resolver that names no loop");
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(half_loops, none, half_types, 1, 1, 1, PyUFunc_None, "half", "", 0);
    give("half", (PyObject *)u);
    answers[0] = PyArray_DescrFromType(NPY_DOUBLE);
    answers[1] = PyArray_DescrFromType(NPY_DOUBLE);
    u->type_resolver = &resolver;
    show("half(np.arange(3, dtype='i4'))");
    show("half(np.arange(3, dtype='i8'))");
    show("half(np.arange(3, dtype='f8'))");
    Py_DECREF(u);

    section("type_resolver of datetimes");
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(day_loops, none, day_types, 1, 1, 1, PyUFunc_None, "day", "", 0);
    give("day", (PyObject *)u);
    answers[0] = descr_of("'M8[D]'");
    answers[1] = PyArray_DescrFromType(NPY_LONG);
    u->type_resolver = &resolver;
    show("day(np.array(['2000-01-02', '1970-01-02T12'], 'M8[h]'))");
    show("day(np.array(['2000-01-02', '1970-01-02'], 'M8[D]'))");
    show("day(np.array(['2000-01-02', '1970-01-02'], 'M8[D]'), out=np.zeros(2, 'i2'))");
    show("day(np.array(['2000-01-02', '1970-01-02T12'], 'M8[h]'), casting='safe')");
    show("day(np.arange(2))");
    show("day.resolve_dtypes((np.dtype('M8[s]'), None))");
    casts_checked = 0;
    show("day(np.array(['2000-01-02', '1970-01-02T12'], 'M8[h]'), casting='safe')");
    casts_checked = 1;
    Py_DECREF(u);
}

static void structured(void)
{
    section("type_resolver of structures");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(NULL, NULL, NULL, 0, 1, 1, PyUFunc_None, "pair", "", 0);
    give("pair", (PyObject *)u);
    PyArray_Descr *l = PyArray_DescrFromType(NPY_LONG), *p = descr_of("'l,l'"), *loop[2] = {l, p};
    say_int("register", PyUFunc_RegisterLoopForDescr(u, p, pair, loop, NULL));
    show("pair(np.arange(2))");
    answers[0] = l;
    answers[1] = p;
    u->type_resolver = &resolver;
    show("pair(np.arange(2))");
    show("pair(np.arange(2, dtype='i2'))");
    show("pair(np.arange(2, dtype='i2'), out=np.zeros(2, 'l,l'))");
    show("pair(np.arange(2, dtype='i2'), out=np.zeros(2, 'd,d'))");
    show("pair(1.5)");
    show("pair(3)");
    Py_DECREF(u);
}

/* Both longs of two pairs. */
static void add_pairs(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp i = 0; i < n[0]; i++) {
        for (int k = 0; k < 2; k++) {
            ((npy_ulong *)(a[2] + i * s[2]))[k] = ((npy_ulong *)(a[0] + i * s[0]))[k] + ((npy_ulong *)(a[1] + i * s[1]))[k];
        }
    }
}

static void descriptors(void)
{
    section("a loop for descriptors");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(NULL, NULL, NULL, 0, 2, 1, PyUFunc_None, "add_pairs", "", 0);
    give("add_pairs", (PyObject *)u);
    PyArray_Descr *p = descr_of("'L,L'"), *loop[3] = {p, p, p};
    say_int("register", PyUFunc_RegisterLoopForDescr(u, p, add_pairs, loop, NULL));
    PyObject *key = PyLong_FromLong(NPY_VOID);
    PyObject *list = u->userloops ? PyDict_GetItem(u->userloops, key) : NULL;
    PyUFunc_Loop1d *entry = list ? PyCapsule_GetPointer(list, NULL) : NULL;
    if (entry) {
        say("listed: %d operands, type %d, %S, next %s\n", entry->nargs, entry->arg_types[0], entry->arg_dtypes[2],
            entry->next ? "there" : "NULL");
    }
    show("add_pairs(np.ones(1, 'L,L'), np.ones(1, 'L,L'))");
    show("add_pairs(np.ones(1, 'u4,L'), np.ones(1, 'L,L'))");
    show("add_pairs(np.ones(1, [('x', 'L'), ('y', 'u2')]), np.ones(1, '>u8,>u8'))");
    show("add_pairs(np.ones(1, np.dtype('u1,L', align=True)), np.ones(1, 'L,L')[0])");
    show("add_pairs(np.ones(1, 'l,l'), np.ones(1, 'L,L'))");
    show("add_pairs(np.ones(1, 'L,L,L'), np.ones(1, 'L,L'))");
    show("add_pairs(1, np.ones(1, 'L,L'))");
    Py_DECREF(key);
    Py_DECREF(u);
}

static void tables(void)
{
    section("tables that are replaced");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(half_loops, none, half_types, 1, 1, 1, PyUFunc_None, "half", "", 0);
    give("half", (PyObject *)u);
    show("half.types, half.ntypes");
    show("half(np.array([6], 'i4'))");
    show("half(np.array([6], 'f8'))");
    /* A new row, in new tables, as numba does it. */
    char *block = PyArray_malloc(256);
    u->functions = (PyUFuncGenericFunction *)block;
    u->functions[0] = half;
    u->functions[1] = third;
    u->data = (void **)(block + 64);
    ((void **)u->data)[0] = ((void **)u->data)[1] = NULL;
    char *types = block + 128;
    memcpy(types, half_types, 4);
    u->types = types;
    u->ntypes = 2;
    u->ptr = block;
    show("half.types, half.ntypes");
    show("half(np.array([6], 'f8'))");
    show("half(np.array([6], 'f4'))");
    show("half(np.array([6], 'i4'))");
    show("half(6)");
    Py_DECREF(u);
    PyDict_DelItemString(scope, "half");

    static PyUFuncGenericFunction mine[1];
    static npy_long seven = 7;
    static void *data[1];
    mine[0] = plus;
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(mine, data, plus_types, 1, 2, 1, PyUFunc_Zero, "plus", "", 0);
    give("plus", (PyObject *)u);
    show("plus(1, 2), plus.reduce([1, 2, 3]), plus(np.arange(3), 1)");
    data[0] = &seven;
    show("plus(1, 2), plus.reduce([1, 2, 3]), plus.accumulate([1, 2, 3]), plus(np.arange(3), 1)");
    show("[a := np.zeros(2, 'l'), plus.at(a, [0], 1), a][2]");
    Py_DECREF(u);
}

static void texts(void)
{
    section("name, doc, identity, obj");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(plus_loops, none, plus_types, 1, 2, 1, PyUFunc_None, "plus", "Adds.", 0);
    give("plus", (PyObject *)u);
    show("plus, plus.__name__, plus.__doc__, plus.identity");
    u->name = "sum_of";
    u->doc = "Sums.";
    u->identity = PyUFunc_Zero;
    show("plus, plus.__name__, plus.__doc__, plus.identity");
    u->identity_value = PyLong_FromLong(9);
    u->identity = PyUFunc_IdentityValue;
    show("plus.identity");
    show("plus(np.ones(2), 'a')");
    PyObject *kept = PyList_New(0);
    u->obj = kept;
    Py_INCREF(kept);
    say("references %zd", Py_REFCNT(kept));
    PyDict_DelItemString(scope, "plus");
    Py_DECREF(u);
    say(" then %zd\n", Py_REFCNT(kept));
    Py_DECREF(kept);
}

static void flags(void)
{
    section("op_flags");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndData(into_loops, none, into_types, 1, 2, 0, PyUFunc_None, "add_into", "", 0);
    give("add_into", (PyObject *)u);
    show("[a := np.zeros(3, 'l'), add_into(a, [1, 2, 3]), a][1:]");
    u->op_flags[0] = NPY_ITER_READWRITE;
    u->iter_flags = NPY_ITER_REDUCE_OK;
    show("[a := np.zeros(3, 'l'), add_into(a, [1, 2, 3]), a][1:]");
    show("[a := np.zeros(3, 'l'), add_into(a, np.ones((4, 3), 'l')), a][1:]");
    show("[a := np.zeros((3, 1), 'l'), add_into(a, np.ones((3, 3), 'l')), a][1:]");
    show("[a := np.array(0), add_into(a, np.arange(5)), a][1:]");
    show("[a := np.zeros(6, 'l')[::2], add_into(a, [1, 2, 3]), a.base][1:]");
    show("[a := np.zeros(3, 'i2'), add_into(a, [1, 2, 3], casting='unsafe'), a][1:]");
    show("[a := np.zeros(3, 'i2'), add_into(a, [1, 2, 3]), a][1:]");
    show("[a := np.zeros(3, '>i8'), add_into(a, [1, 2, 3]), a][1:]");
    show("[a := np.zeros(3, 'f8'), add_into(a, [1, 2, 3]), a][1:]");
    show("[a := np.zeros(3, 'f8'), add_into(a, [1, 2, 3], casting='unsafe'), a][1:]");
    show("[a := np.arange(6), add_into(a[1:], a[:-1]), a][1:]");
    show("[a := np.arange(6), add_into(a, a[::-1]), a][1:]");
    show("[a := np.zeros(3, 'l'), a.setflags(write=False), add_into(a, [1, 2, 3]), a][1:]");
    show("add_into(np.broadcast_to(np.zeros(1, 'l'), 3), [1, 2, 3])");
    show("add_into(np.zeros(2, 'l'), [1, 2, 3])");
    show("[a := [0, 0], add_into(a, [1, 2]), a][1:]");
    show("add_into(1, 2)");
    show("[a := np.zeros(3, 'l'), add_into(a, [1, 2, 3], where=[True, False, True]), a][1:]");
    u->iter_flags = 0;
    show("[a := np.zeros(3, 'l'), add_into(a, np.ones((4, 3), 'l')), a][1:]");
    show("[a := np.zeros(3, 'l'), add_into(a, [1, 2, 3]), a][1:]");
    show("[a := np.arange(20000), add_into(a, np.arange(20000, dtype='i2')), a.sum()][1:]");
    Py_DECREF(u);

    section("op_flags of outputs");
    u = (PyUFuncObject *)PyUFunc_FromFuncAndData(plus_loops, none, plus_types, 1, 2, 1, PyUFunc_None, "plus", "", 0);
    give("plus", (PyObject *)u);
    u->op_flags[2] = NPY_ITER_READWRITE;
    u->iter_flags = NPY_ITER_REDUCE_OK;
    show("[a := np.zeros(3, 'l'), plus(a, [1, 2, 3], out=a), a][1:]");
    show("plus([1, 2], [1, 2])");
    show("plus(np.ones((2, 3), 'l'), 1, out=np.zeros(3, 'l'))");
    show("plus(np.ones((2, 3), 'l'), 1, out=np.zeros((1, 3), 'l'))");
    show("plus(np.ones((2, 3), 'l'), 1, out=np.zeros((2, 3), 'i2'), casting='unsafe')");
    u->op_flags[2] = NPY_ITER_READWRITE | NPY_ITER_UPDATEIFCOPY;
    u->op_flags[0] = NPY_ITER_CONTIG;
    show("plus(np.arange(6)[::2], 1)");
    Py_DECREF(u);
}

/* (n),(n)->() */
static void inner(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp o = 0; o < n[0]; o++) {
        npy_long total = 0;
        for (npy_intp i = 0; i < n[1]; i++) {
            total += *(npy_long *)(a[0] + o * s[0] + i * s[3]) * *(npy_long *)(a[1] + o * s[1] + i * s[4]);
        }
        *(npy_long *)(a[2] + o * s[2]) = total;
    }
}

/* (n),() : adds the number to all of the first. */
static void raise_all(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp o = 0; o < n[0]; o++) {
        for (npy_intp i = 0; i < n[1]; i++) {
            *(npy_long *)(a[0] + o * s[0] + i * s[2]) += *(npy_long *)(a[1] + o * s[1]);
        }
    }
}

/* (n)->(m) */
static void fill(char **a, npy_intp const *n, npy_intp const *s, void *d)
{
    (void)d;
    for (npy_intp o = 0; o < n[0]; o++) {
        for (npy_intp i = 0; i < n[2]; i++) {
            *(npy_long *)(a[1] + o * s[1] + i * s[3]) = n[1] * 100 + i;
        }
    }
}

static int twice(PyUFuncObject *uf, npy_intp *sizes)
{
    say("  sizes %zd %zd\n", sizes[0], sizes[1]);
    if (sizes[0] > 3) {
        PyErr_SetString(PyExc_ValueError, "more than three");
        return -1;
    }
    if (sizes[1] < 0) {
        sizes[1] = 2 * sizes[0];
    }
    return 0;
}

static void generalized(void)
{
    static PyUFuncGenericFunction inner_loops[] = {inner}, raise_loops[] = {raise_all}, fill_loops[] = {fill};
    section("generalised");
    PyUFuncObject *u = (PyUFuncObject *)PyUFunc_FromFuncAndDataAndSignature(
        inner_loops, none, plus_types, 1, 2, 1, PyUFunc_None, "inner", "", 0, "(n),(n)->()");
    give("inner", (PyObject *)u);
    answers[0] = answers[1] = answers[2] = PyArray_DescrFromType(NPY_LONG);
    u->type_resolver = &resolver;
    show("inner(np.ones((2, 3), 'i2'), np.ones(3, 'f4'), casting='unsafe')");
    show("inner(np.ones((2, 3), 'i2'), [1, 2, 3])");
    Py_DECREF(u);
    u = (PyUFuncObject *)PyUFunc_FromFuncAndDataAndSignature(
        raise_loops, none, into_types, 1, 2, 0, PyUFunc_None, "raise_all", "", 0, "(n),()");
    give("raise_all", (PyObject *)u);
    u->op_flags[0] = NPY_ITER_READWRITE;
    show("[a := np.zeros((2, 3), 'l'), raise_all(a, [1, 2]), a][1:]");
    show("[a := np.zeros((2, 3), 'i4'), raise_all(a, [1, 2]), a][1:]");
    show("[a := np.zeros((2, 3), '>i8'), raise_all(a, [1, 2]), a][1:]");
    show("[a := np.zeros((3, 2), 'l').T, raise_all(a, [1, 2]), a][1:]");
    show("[a := np.zeros((2, 3), 'l'), raise_all(a, a[:, 0]), a][1:]");
    show("[a := np.zeros(3, 'l'), raise_all(a, [1, 2]), a][1:]");
    show("[a := np.zeros((2, 3), 'l'), a.setflags(write=False), raise_all(a, 1), a][1:]");
    u->iter_flags = NPY_ITER_REDUCE_OK;
    show("[a := np.zeros(3, 'l'), raise_all(a, [1, 2]), a][1:]");
    Py_DECREF(u);
    u = (PyUFuncObject *)PyUFunc_FromFuncAndDataAndSignature(
        fill_loops, none, into_types, 1, 1, 1, PyUFunc_None, "fill", "", 0, "(n)->(m)");
    give("fill", (PyObject *)u);
    show("fill([1, 2])");
    u->process_core_dims_func = &twice;
    show("fill([1, 2])");
    show("fill([[1], [2]])");
    show("fill([1, 2], out=np.zeros(3, 'l'))");
    show("fill([1, 2, 3, 4])");
    u->process_core_dims_func = NULL;
    show("fill([1, 2])");
    Py_DECREF(u);
}

static void run(void)
{
    scope = PyDict_New();
    PyObject *np = PyImport_ImportModule("numpy");
    give("np", np);
    PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins());
    initial();
    replaced();
    structured();
    descriptors();
    tables();
    texts();
    flags();
    generalized();
}
