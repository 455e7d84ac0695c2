/* Memory, its handlers, references in arrays, files and pickles: the functions of these topics with arguments that are right and
 * wrong. */
#include "program.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

/* A handler that counts and keeps the sizes in front of the blocks. */
typedef struct {
    int mallocs, callocs, reallocs, frees, refuse;
    size_t live;
} Counts;

static Counts counts;

static void *counted_malloc(void *context, size_t size)
{
    Counts *c = context;
    c->mallocs++;
    char *p = c->refuse ? NULL : malloc(size + 16);
    if (p == NULL) {
        return NULL;
    }
    c->live++;
    return p + 16;
}

static void *counted_calloc(void *context, size_t n, size_t size)
{
    Counts *c = context;
    c->callocs++;
    char *p = c->refuse ? NULL : calloc(1, n * size + 16);
    if (p == NULL) {
        return NULL;
    }
    c->live++;
    return p + 16;
}

static void *counted_realloc(void *context, void *old, size_t size)
{
    Counts *c = context;
    c->reallocs++;
    char *p = c->refuse ? NULL : realloc(old ? (char *)old - 16 : NULL, size + 16);
    return p == NULL ? NULL : p + 16;
}

static void counted_free(void *context, void *p, size_t size)
{
    Counts *c = context;
    (void)size;
    c->frees++;
    if (p != NULL) {
        c->live--;
        free((char *)p - 16);
    }
}

static PyDataMem_Handler counted = {
    "counted", 1, {&counts, counted_malloc, counted_calloc, counted_realloc, counted_free},
};

static void say_counts(const char *label)
{
    say("%s: malloc or calloc %d realloc %d free %d live %zu\n", label, counts.mallocs + counts.callocs, counts.reallocs,
        counts.frees, counts.live);
    say_error(label);
}

static void handlers(void)
{
    section("handlers");
    PyObject *capsule = PyCapsule_New(&counted, "mem_handler", NULL), *wrong = PyCapsule_New(&counted, "another name", NULL);
    PyObject *old = PyDataMem_SetHandler(capsule);
    say_int("was the default", old == PyDataMem_DefaultHandler);
    PyObject *now = PyDataMem_GetHandler();
    say_int("is ours", now == capsule);
    Py_XDECREF(now);
    say_object("name", PyObject_CallNoArgs(PyObject_GetAttrString(eval("__import__('numpy._core.multiarray', fromlist=['x'])"), "get_handler_name")));
    npy_intp dims[2] = {3, 4}, larger[2] = {30, 40}, none[2] = {0, 5};
    PyArrayObject *a = (PyArrayObject *)PyArray_Zeros(2, dims, PyArray_DescrFromType(NPY_DOUBLE), 0);
    say_counts("zeros");
    PyArrayObject *b = (PyArrayObject *)PyArray_Empty(2, dims, PyArray_DescrFromType(NPY_OBJECT), 1);
    say_counts("objects");
    PyArrayObject *c = (PyArrayObject *)PyArray_NewCopy(a, NPY_FORTRANORDER);
    say_counts("copy");
    PyArray_Dims shape = {larger, 2};
    Py_XDECREF(PyArray_Resize(a, &shape, 0, NPY_CORDER));
    say_counts("resize");
    PyArrayObject *e = (PyArrayObject *)PyArray_Zeros(2, none, PyArray_DescrFromType(NPY_INT), 0);
    say_counts("empty");
    shape.ptr = none;
    Py_XDECREF(PyArray_Resize(c, &shape, 0, NPY_CORDER));
    say_counts("resize to nothing");
    PyObject *view = PyArray_View(a, NULL, NULL);
    say_int("handler of an array", PyArray_HANDLER(a) == capsule);
    say_int("handler of a view", PyArray_HANDLER((PyArrayObject *)view) == NULL);
    Py_DECREF(view);
    /* Each array is freed by the handler that made it. */
    Py_XDECREF(PyDataMem_SetHandler(old));
    PyArrayObject *d = (PyArrayObject *)PyArray_NewCopy(a, NPY_CORDER);
    say_int("handler of a later one", PyArray_HANDLER(d) == old);
    Py_DECREF(a);
    Py_DECREF(b);
    Py_DECREF(c);
    Py_DECREF(d);
    Py_DECREF(e);
    say_counts("all gone");
    Py_XDECREF(old);

    section("handlers that refuse");
    old = PyDataMem_SetHandler(capsule);
    a = (PyArrayObject *)PyArray_Zeros(2, dims, PyArray_DescrFromType(NPY_DOUBLE), 0);
    counts.refuse = 1;
    say_object("zeros", PyArray_Zeros(2, dims, PyArray_DescrFromType(NPY_DOUBLE), 0));
    say_object("empty", PyArray_Empty(2, dims, PyArray_DescrFromType(NPY_DOUBLE), 0));
    say_object("copy", PyArray_NewCopy(a, NPY_CORDER));
    shape.ptr = larger;
    say_object("resize", PyArray_Resize(a, &shape, 0, NPY_CORDER));
    say_array("after it", Py_NewRef(a));
    counts.refuse = 0;
    Py_DECREF(a);
    Py_XDECREF(PyDataMem_SetHandler(old));
    Py_XDECREF(old);
    say("live %zu\n", counts.live);

    section("SetHandler");
    /* What stands there is only looked at when memory is asked for. */
    old = PyDataMem_SetHandler(wrong);
    say_int("another name", old != NULL);
    say_error("another name");
    say_object("zeros", PyArray_Zeros(2, dims, PyArray_DescrFromType(NPY_DOUBLE), 0));
    Py_XDECREF(PyDataMem_SetHandler(NULL));
    now = PyDataMem_GetHandler();
    say_int("NULL stands for the default", now == PyDataMem_DefaultHandler);
    Py_XDECREF(now);
    Py_XDECREF(old);
    say_int("capsule", (int)Py_REFCNT(capsule));
    Py_DECREF(capsule);
    Py_DECREF(wrong);
}

static void blocks(void)
{
    section("blocks");
    char *p = PyDataMem_NEW(10);
    memset(p, 7, 10);
    p = PyDataMem_RENEW(p, 100000);
    say("%d %d\n", p[0], p[9]);
    p = PyDataMem_RENEW(p, 1);
    PyDataMem_FREE(p);
    PyDataMem_FREE(NULL);
    p = PyDataMem_RENEW(NULL, 5);
    say_int("renew of nothing", p != NULL);
    PyDataMem_FREE(p);
    p = PyDataMem_NEW(0);
    say_int("none", p != NULL);
    PyDataMem_FREE(p);
    p = PyDataMem_NEW_ZEROED(7, 9);
    int sum = 0;
    for (int i = 0; i < 63; i++) {
        sum |= p[i];
    }
    say_int("zeroed", sum);
    PyDataMem_FREE(p);
    say_int("too much", PyDataMem_NEW(NPY_MAX_INTP - 100) != NULL);
    say_int("too much zeroed", PyDataMem_NEW_ZEROED(NPY_MAX_INTP / 2, 4) != NULL);
    say_error("no exception");
    /* Blocks that arrays own without a handler are freed with free(). */
    npy_intp n = 3;
    double *data = malloc(24);
    data[0] = data[1] = data[2] = 1.5;
    PyArrayObject *a = (PyArrayObject *)PyArray_SimpleNewFromData(1, &n, NPY_DOUBLE, data);
    PyArray_ENABLEFLAGS(a, NPY_ARRAY_OWNDATA);
    say_int("handler", PyArray_HANDLER(a) == NULL);
    say_array("owner", (PyObject *)a);
    PyObject *category = PyExc_RuntimeWarning;
    (void)category;
}

static PyObject *marker;

static void say_refs(const char *label, Py_ssize_t before)
{
    say("%s: %+zd\n", label, Py_REFCNT(marker) - before);
    say_error(label);
}

static void references(void)
{
    section("references");
    marker = eval("type('Marker', (), {})()");
    const char *layouts[] = {
        "np.array([m, 1, m], object)", "np.array([[m, m], [m, 2]], object)[:, ::-1]", "np.array([(1, m), (2, m)], 'i4,O')",
        "np.array([(1, (m, m), [m, m, m])], [('a', 'i4'), ('b', [('c', 'O'), ('d', 'O')]), ('e', 'O', (3,))])",
        "np.array([m, m], object)[:0]", "np.array(m, object)", "np.arange(3)", "np.array(['ab'], 'T')",
        "np.zeros(2, [('x', 'i1'), ('o', 'O')])", "np.array([(m, 1), (m, 2)], [('o', 'O'), ('n', 'i2')])['o']",
    };
    PyObject *scope = PyDict_New();
    PyDict_SetItemString(scope, "np", PyImport_ImportModule("numpy"));
    PyDict_SetItemString(scope, "m", marker);
    for (int i = 0; i < COUNT(layouts); i++) {
        PyObject *o = PyRun_String(layouts[i], Py_eval_input, scope, scope);
        if (o == NULL) {
            say_error(layouts[i]);
            continue;
        }
        PyArrayObject *a = (PyArrayObject *)o;
        Py_ssize_t before = Py_REFCNT(marker);
        say("%s\n", layouts[i]);
        say_int("INCREF", PyArray_INCREF(a));
        say_refs("after", before);
        say_int("XDECREF", PyArray_XDECREF(a));
        say_refs("after", before);
        if (PyArray_SIZE(a) > 0 && PyDataType_REFCHK(PyArray_DESCR(a))) {
            PyArray_Item_INCREF(PyArray_BYTES(a), PyArray_DESCR(a));
            say_refs("item", before);
            PyArray_Item_INCREF(PyArray_BYTES(a), PyArray_DESCR(a));
            say_refs("again", before);
            PyArray_Item_XDECREF(PyArray_BYTES(a), PyArray_DESCR(a));
            PyArray_Item_XDECREF(PyArray_BYTES(a), PyArray_DESCR(a));
            say_refs("back", before);
        }
        Py_DECREF(o);
        say_refs("gone", before);
    }
    Py_DECREF(scope);

    section("assignments by hand");
    PyArrayObject *a = array_of("np.array([None, None, 3], object)");
    PyObject **slots = PyArray_DATA(a);
    Py_ssize_t before = Py_REFCNT(marker);
    Py_INCREF(marker);
    Py_XSETREF(slots[0], marker);
    Py_INCREF(marker);
    Py_SETREF(slots[2], marker);
    say_refs("two", before);
    Py_CLEAR(slots[0]);
    say_refs("one", before);
    say_object("a hole is None", PyObject_RichCompare((PyObject *)a, Py_None, Py_EQ));
    say_object("item", PyArray_GETITEM(a, PyArray_GETPTR1(a, 0)));
    say_int("set over a hole", PyArray_SETITEM(a, PyArray_GETPTR1(a, 0), marker));
    say_refs("two", before);
    PyArray_FILLWBYTE(a, 0);
    /* The references that lay there are lost, as the documentation says. */
    Py_DECREF(marker);
    Py_DECREF(marker);
    say_object("nothing but holes", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
    say_object("copy of holes", PyObject_CallMethod((PyObject *)a, "copy", NULL));
    say_object("holes compare", PyObject_RichCompare((PyObject *)a, Py_None, Py_EQ));
    Py_DECREF(a);
    say_refs("none", before);
    Py_DECREF(marker);
}

/* Shows what stands in a stream from its start. */
static void say_stream(const char *label, FILE *f)
{
    char line[200] = {0};
    rewind(f);
    size_t n = fread(line, 1, 199, f);
    say("%s: %zu bytes", label, n);
    for (size_t i = 0; i < n && i < 40; i++) {
        if (line[i] >= 32 && line[i] < 127) {
            say("%c", line[i]);
        }
        else {
            say("\\%02x", (unsigned char)line[i]);
        }
    }
    say("\n");
}

static void files(void)
{
    section("PyArray_ToFile");
    const char *arrays[] = {
        "np.arange(4)", "np.arange(6.).reshape(2, 3)[:, ::-1]", "np.array(['ab', 'c'])", "np.array([1 + 2j])", "np.array([None])",
        "np.array([True, False])", "np.array(5, '>i4')", "np.zeros((0, 2))", "np.array([(1, 2.5)], 'i4,f8')",
        "np.array(['x'], 'T')", "np.array(['2020-01-02'], 'M8[D]')", "np.array([1.5, np.nan], 'f2')",
    };
    const char *seps[] = {"", " ", ", ", "\n"};
    const char *formats[] = {"", "%s", "%5.2f", "%d", "no conversion", "%s %s"};
    for (int i = 0; i < COUNT(arrays); i++) {
        PyArrayObject *a = array_of(arrays[i]);
        for (int s = 0; s < COUNT(seps); s++) {
            for (int k = 0; k < (s == 1 ? COUNT(formats) : 1); k++) {
                FILE *f = tmpfile();
                say("%s sep '%s' format '%s': ", arrays[i], seps[s], formats[k]);
                say_int("written", PyArray_ToFile(a, f, (char *)seps[s], (char *)formats[k]));
                say_stream("there", f);
                fclose(f);
            }
        }
        Py_DECREF(a);
    }
    FILE *f = fopen("/dev/null", "r");
    PyArrayObject *numbers = array_of("np.arange(4)");
    say_int("closed for writing", PyArray_ToFile(numbers, f, "", ""));
    say_int("closed for text", PyArray_ToFile(numbers, f, " ", ""));
    fclose(f);

    section("PyArray_FromFile");
    const char *contents[] = {"1 2 3", "1,2,,3", "1.5, 2.5 ,x", "", "   ", "7", "1 2 3 ", "nan inf -1e400", "(1+2j) 3", "True 0", "12ab"};
    const char *types[] = {"'i4'", "'f8'", "'c16'", "'?'", "'S2'", "'O'", "'M8[D]'", "'i4,f8'", "'u1'", "'f2'"};
    const char *between[] = {"", " ", ",", ", "};
    for (int i = 0; i < COUNT(contents); i++) {
        for (int t = 0; t < COUNT(types); t++) {
            for (int s = 0; s < COUNT(between); s++) {
                for (npy_intp n = -1; n <= 2; n += 3) {
                    f = tmpfile();
                    fputs(contents[i], f);
                    rewind(f);
                    PyObject *d = eval("None");
                    Py_DECREF(d);
                    char expression[60];
                    snprintf(expression, sizeof expression, "np.dtype(%s)", types[t]);
                    PyObject *read = PyArray_FromFile(f, (PyArray_Descr *)eval(expression), n, (char *)between[s]);
                    say("'%s' %s sep '%s' %zd: at %ld ", contents[i], types[t], between[s], n, ftell(f));
                    say_object("read", read);
                    fclose(f);
                }
            }
        }
    }

    section("PyArray_Dump");
    PyObject *dumped = PyArray_Dumps((PyObject *)numbers, 2);
    PyObject *pickle = PyImport_ImportModule("pickle");
    say_object("loads", dumped ? PyObject_CallMethod(pickle, "loads", "O", dumped) : NULL);
    Py_XDECREF(dumped);
    for (int protocol = -1; protocol <= 6; protocol++) {
        dumped = PyArray_Dumps((PyObject *)numbers, protocol);
        say("protocol %d: ", protocol);
        say_object("loads", dumped ? PyObject_CallMethod(pickle, "loads", "O", dumped) : NULL);
        Py_XDECREF(dumped);
    }
    say_object("no array", PyArray_Dumps(Py_None, 2));
    char path[] = "/tmp/dumped-XXXXXX";
    int number = mkstemp(path);
    close(number);
    PyObject *name = PyUnicode_FromString(path);
    say_int("to a path", PyArray_Dump((PyObject *)numbers, name, 2));
    PyObject *file = PyObject_CallMethod(PyImport_ImportModule("io"), "open", "Os", name, "rb");
    say_object("load", PyObject_CallMethod(pickle, "load", "O", file));
    Py_XDECREF(PyObject_CallMethod(file, "close", NULL));
    Py_DECREF(file);
    unlink(path);
    PyObject *stream = PyObject_CallMethod(PyImport_ImportModule("io"), "BytesIO", NULL);
    say_int("to a stream", PyArray_Dump((PyObject *)numbers, stream, 3));
    Py_XDECREF(PyObject_CallMethod(stream, "seek", "i", 0));
    say_object("load", PyObject_CallMethod(pickle, "load", "O", stream));
    say_int("to nothing", PyArray_Dump((PyObject *)numbers, Py_None, 2));
    say_int("to no place", PyArray_Dump((PyObject *)numbers, PyUnicode_FromString("/no/such/folder/x"), 2));
    Py_DECREF(stream);
    Py_DECREF(name);
    Py_DECREF(numbers);
}

static void others(void)
{
    section("PyArray_EinsteinSum");
    const char *texts[] = {"ij,jk->ik", "ii", "i->", "ij->ji", "ij,jk", "...j,j->...", "ij,", "i$", "", "ij,jk->iz", "iijj->ij", "ij->ii"};
    PyArrayObject *ops[3] = {array_of("np.arange(9.).reshape(3, 3)"), array_of("np.arange(9).reshape(3, 3)"), array_of("np.arange(3.)")};
    for (int i = 0; i < COUNT(texts); i++) {
        for (int n = 1; n <= 2; n++) {
            say("%s of %d ", texts[i], n);
            say_array("gives", (PyObject *)PyArray_EinsteinSum((char *)texts[i], n, ops, NULL, NPY_KEEPORDER, NPY_SAFE_CASTING, NULL));
            say_error("error");
        }
    }
    PyArrayObject *pair[2] = {ops[1], ops[2]};
    say_array("mixed", (PyObject *)PyArray_EinsteinSum("ij,j->i", 2, pair, NULL, NPY_KEEPORDER, NPY_SAFE_CASTING, NULL));
    say_array("in floats", (PyObject *)PyArray_EinsteinSum("ij->j", 1, pair, PyArray_DescrFromType(NPY_FLOAT), NPY_CORDER, NPY_UNSAFE_CASTING, NULL));
    say_array("no such cast", (PyObject *)PyArray_EinsteinSum("j->j", 1, pair + 1, PyArray_DescrFromType(NPY_INT), NPY_CORDER, NPY_SAFE_CASTING, NULL));
    PyArrayObject *out = array_of("np.zeros(3)"), *narrow = array_of("np.zeros(2)"), *ints = array_of("np.zeros(3, int)");
    say_array("out", (PyObject *)PyArray_EinsteinSum("ij,j->i", 2, pair, NULL, NPY_KEEPORDER, NPY_SAFE_CASTING, out));
    say_array("narrow", (PyObject *)PyArray_EinsteinSum("ij,j->i", 2, pair, NULL, NPY_KEEPORDER, NPY_SAFE_CASTING, narrow));
    say_array("integers", (PyObject *)PyArray_EinsteinSum("ij,j->i", 2, pair, NULL, NPY_KEEPORDER, NPY_SAFE_CASTING, ints));
    say_array("integers", (PyObject *)PyArray_EinsteinSum("ij,j->i", 2, pair, NULL, NPY_KEEPORDER, NPY_UNSAFE_CASTING, ints));

    section("PyDataType_GetArrFuncs");
    for (int n = 0; n < NPY_NTYPES_LEGACY; n++) {
        PyArray_Descr *d = PyArray_DescrFromType(n);
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(d);
        say("%d: getitem %d setitem %d copyswapn %d copyswap %d compare %d argmax %d dotfunc %d scanfunc %d fromstr %d nonzero %d fill %d"
            " fillwithscalar %d argmin %d\n", n, f->getitem != NULL, f->setitem != NULL, f->copyswapn != NULL, f->copyswap != NULL,
            f->compare != NULL, f->argmax != NULL, f->dotfunc != NULL, f->scanfunc != NULL, f->fromstr != NULL, f->nonzero != NULL,
            f->fill != NULL, f->fillwithscalar != NULL, f->argmin != NULL);
        Py_DECREF(d);
    }

    section("PyArray_CastScalarDirect");
    const char *scalars[] = {"np.int32(300)", "np.float64(2.7)", "np.complex64(1+2j)", "np.True_", "np.datetime64('2020-01-01')", "np.str_('12')", "np.bytes_(b'7')"};
    for (int i = 0; i < COUNT(scalars); i++) {
        for (int to = NPY_BOOL; to <= NPY_HALF; to++) {
            if (to == NPY_OBJECT || PyTypeNum_ISFLEXIBLE(to)) {
                continue;
            }
            char memory[32] = {0};
            PyObject *scalar = eval(scalars[i]);
            PyArray_Descr *d = PyArray_DescrFromScalar(scalar);
            say("%s to %d", scalars[i], to);
            say_int("", PyArray_CastScalarDirect(scalar, d, memory, to));
            for (int k = 0; k < 16; k++) {
                say("%02x", (to == NPY_LONGDOUBLE || to == NPY_CLONGDOUBLE) && k > 9 ? 0 : (unsigned char)memory[k]);
            }
            say("\n");
            Py_DECREF(d);
            Py_DECREF(scalar);
        }
    }

    section("PyArray_ConvertToCommonType");
    const char *lists[] = {"[np.arange(2), 'x']", "[np.array(1, 'M8[D]'), 3]", "{1: 2}", "'ab'", "np.zeros((2, 0))", "[None]", "iter([1])", "(1, 2.5)"};
    for (int i = 0; i < COUNT(lists); i++) {
        int n = -1;
        PyObject *list = eval(lists[i]);
        PyArrayObject **arrays = PyArray_ConvertToCommonType(list, &n);
        say("%s: %d\n", lists[i], arrays == NULL ? -1 : n);
        say_error("error");
        for (int k = 0; arrays != NULL && k < n; k++) {
            say_array("part", (PyObject *)arrays[k]);
        }
        PyDataMem_FREE(arrays);
        Py_DECREF(list);
    }

    section("PyArray_AsCArray");
    const char *objects[] = {"[1, 2, 3]", "[[1, 2], [3, 4]]", "np.arange(8).reshape(2, 2, 2)", "5", "'text'", "[[1], [2, 3]]", "None", "np.zeros((2, 0))"};
    for (int i = 0; i < COUNT(objects); i++) {
        for (int nd = 0; nd <= 4; nd++) {
            PyObject *o = eval(objects[i]), *kept = o;
            npy_intp dims[4] = {-1, -1, -1, -1};
            void *pointer = NULL;
            int status = PyArray_AsCArray(&o, &pointer, dims, nd, PyArray_DescrFromType(NPY_LONG));
            say("%s %d: %d", objects[i], nd, status);
            for (int k = 0; status == 0 && k < nd; k++) {
                say(" %zd", dims[k]);
            }
            if (status == 0 && dims[0] > 0 && nd <= 3) {
                npy_long *first = nd == 1 ? pointer : nd == 2 ? *(void **)pointer : **(void ***)pointer;
                if (dims[nd - 1] > 0) {
                    say(" first %ld", first[0]);
                }
            }
            say("\n");
            say_error("error");
            if (status == 0) {
                say_int("free", PyArray_Free(o, pointer));
            }
            Py_DECREF(kept);
        }
    }
}

static void run(void)
{
    handlers();
    blocks();
    references();
    files();
    others();
}
