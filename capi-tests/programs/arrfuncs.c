/* The legacy function tables of the built-in dtypes: which members there are, and what each does when it is called.
 * Values whose conversion C leaves undefined are left out. */
#include "program.h"
#include <math.h>
#include <string.h>

#define TYPES NPY_NTYPES_LEGACY
#define PLACE 64

static const char *letter(int t)
{
    static const char *letters[] = {"?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "f",
                                    "d", "g", "F", "D", "G", "O", "S", "U", "V", "M", "m", "e"};
    return letters[t];
}

static PyArray_ArrFuncs *table_of(int t)
{
    PyArray_Descr *d = PyArray_DescrFromType(t);
    PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(d);
    Py_DECREF(d);
    return f;
}

static int is_number(int t)
{
    return t < NPY_OBJECT || t >= NPY_DATETIME;
}

static int is_floating(int t)
{
    return (t >= NPY_FLOAT && t <= NPY_CLONGDOUBLE) || t == NPY_HALF;
}

/* The bytes of an element that carry its value. */
static void say_bytes(int t, const void *at, npy_intp size)
{
    int extended = t == NPY_LONGDOUBLE || t == NPY_CLONGDOUBLE;
    for (npy_intp i = 0; i < size; i++) {
        if (!extended || i % 16 < 10) {
            say("%02x", ((const unsigned char *)at)[i]);
        }
    }
}

/* An array of a type that holds so many elements; of strings, four characters each. */
static PyArrayObject *array_of_type(int t, npy_intp n)
{
    PyArray_Descr *d = PyArray_DescrNewFromType(t);
    if (PyDataType_ELSIZE(d) == 0) {
        PyDataType_SET_ELSIZE(d, t == NPY_UNICODE ? 32 : 8);
    }
    return (PyArrayObject *)PyArray_Zeros(1, &n, d, 0);
}

static void say_elements(PyArrayObject *a)
{
    say_object("", PyObject_CallMethod((PyObject *)a, "tolist", NULL));
}

static void members(void)
{
    section("members");
    for (int t = 0; t < TYPES; t++) {
        PyArray_ArrFuncs *f = table_of(t);
        say("%s:", letter(t));
#define SAY(member) say(f->member ? " " #member : " -")
        SAY(getitem);
        SAY(setitem);
        SAY(copyswapn);
        SAY(copyswap);
        SAY(compare);
        SAY(argmax);
        SAY(dotfunc);
        SAY(scanfunc);
        SAY(fromstr);
        SAY(nonzero);
        SAY(fill);
        SAY(fillwithscalar);
        SAY(sort[0]);
        SAY(sort[1]);
        SAY(sort[2]);
        SAY(argsort[0]);
        SAY(argsort[1]);
        SAY(argsort[2]);
        SAY(castdict);
        SAY(scalarkind);
        SAY(cancastscalarkindto);
        SAY(cancastto);
        SAY(argmin);
        say(" cast ");
        for (int i = 0; i < NPY_NTYPES_ABI_COMPATIBLE; i++) {
            say(f->cast[i] ? letter(i) : "-");
        }
        say("\n");
        if (f->castdict != NULL) {
            PyObject *keys = PyDict_Keys(f->castdict);
            PyList_Sort(keys);
            say_object("  castdict", keys);
        }
    }
    PyArray_Descr *text = PyArray_DescrFromType(NPY_VSTRING);
    PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(text);
    say("T: scanfunc %d fromstr %d castdict %d cast %d sort %d argsort %d compare %d nonzero %d argmax %d argmin %d "
        "fill %d fillwithscalar %d dotfunc %d copyswap %d copyswapn %d getitem %d setitem %d\n",
        f->scanfunc != NULL, f->fromstr != NULL, f->castdict != NULL, f->cast[0] != NULL, f->sort[0] != NULL,
        f->argsort[0] != NULL, f->compare != NULL, f->nonzero != NULL, f->argmax != NULL, f->argmin != NULL,
        f->fill != NULL, f->fillwithscalar != NULL, f->dotfunc != NULL, f->copyswap != NULL, f->copyswapn != NULL,
        f->getitem != NULL, f->setitem != NULL);
    Py_DECREF(text);
}

static void from_strings(void)
{
    static const char *texts[] = {"12", " -3", "+4", "1.5e3", "nan", "-inf", "infinity", "abc", "", "300", "-129", "70000",
                                  "1+2j", "1-2.5j ", "2j", "1+2", "1+j", "(1)", "12,13", "0x1f", "1e400", "-1e-400", "1e5",
                                  "99999999999999999999", "-99999999999999999999", "1_0", "nan(12)x", "  ", "1e", "1e+", ".5",
                                  ".", "True", "65520"};
    section("fromstr");
    for (int t = 0; t < TYPES; t++) {
        PyArray_Descr *d = PyArray_DescrFromType(t);
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(d);
        npy_intp size = PyDataType_ELSIZE(d);
        for (size_t i = 0; f->fromstr != NULL && i < sizeof texts / sizeof *texts; i++) {
            _Alignas(16) unsigned char out[PLACE];
            char text[64], *end = NULL;
            strcpy(text, texts[i]);
            memset(out, 0xa5, sizeof out);
            int rc = f->fromstr(text, out, &end, d);
            say("%s '%s' %d used %zd ", letter(t), texts[i], rc, (Py_ssize_t)(end - text));
            say_bytes(t, out, size);
            say("\n");
            say_error("left over");
        }
        Py_DECREF(d);
    }
}

static void scans(void)
{
    static const char *texts[] = {"12 13", " -7,", "+4x", "1.5e3x", "nan", "nan(a_1)x", "nan(a", "-inf,", "infinity", "infin", "abc", "na",
                                  "i", "", "  ", "300", "-129", "70000", "1+2j", "1-2.5j,", "2j", "1+2", "1+j", "1+ 2j", "1e",
                                  "1e+", "1e+x", "-", "+.5", ".", "-.e", "0x1f", "1e400", "99999999999999999999",
                                  "-99999999999999999999", "12abc", "\n\t 5", "True", "NaN", "INF"};
    section("scanfunc");
    for (int t = 0; t < TYPES; t++) {
        PyArray_Descr *d = PyArray_DescrFromType(t);
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(d);
        npy_intp size = PyDataType_ELSIZE(d);
        for (size_t i = 0; f->scanfunc != NULL && i < sizeof texts / sizeof *texts; i++) {
            _Alignas(16) unsigned char out[PLACE];
            FILE *file = tmpfile();
            fputs(texts[i], file);
            rewind(file);
            memset(out, 0xa5, sizeof out);
            int rc = f->scanfunc(file, out, NULL, d);
            int next = getc(file);
            say("%s '%s' %d then %d ", letter(t), texts[i], rc, next);
            if (rc == 1) {
                say_bytes(t, out, size);
            }
            say("\n");
            say_error("left over");
            fclose(file);
        }
        Py_DECREF(d);
    }
}

/* The same readers behind NumPy's functions. */
static void texts_to_arrays(void)
{
    static const char *texts[] = {" ", "1, ,2", " , ", "1,2,", "1,2, ", "-3,4", "+ 5,6", "99999999999999999999,-99999999999999999999",
                                  "1e,2", "1e+,2", "1e5e,2", "nan(e)e,1", "300,-129", "1.5,2", "1,x", "1;2", "2j,1+2j", "1+2,3", "inf,-infinity"};
    PyObject *scope = PyDict_New(), *np = PyImport_ImportModule("numpy");
    PyDict_SetItemString(scope, "np", np);
    PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins());
    section("fromstring and fromfile");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        FILE *file = fopen("numbers.txt", "w");
        fputs(texts[i], file);
        fclose(file);
        for (int t = 0; t < TYPES; t++) {
            char code[160], label[128];
            if (t == NPY_OBJECT || t == NPY_STRING || t == NPY_UNICODE || t == NPY_VOID) {
                continue;
            }
            for (int from_file = 0; from_file < 2; from_file++) {
                if (from_file) {
                    snprintf(code, sizeof code, "np.fromfile('numbers.txt', '%s', sep=',').tolist()", letter(t));
                }
                else {
                    snprintf(code, sizeof code, "np.fromstring('%s', '%s', sep=',').tolist()", texts[i], letter(t));
                }
                snprintf(label, sizeof label, "%s '%s' of a %s", letter(t), texts[i], from_file ? "file" : "string");
                say_object(label, PyRun_String(code, Py_eval_input, scope, scope));
            }
        }
    }
    remove("numbers.txt");
    Py_DECREF(scope);
    Py_DECREF(np);
}

/* A function of the table or of the dict. */
static PyArray_VectorUnaryFunc *cast_function(PyArray_ArrFuncs *f, int to)
{
    if (to < NPY_NTYPES_ABI_COMPATIBLE) {
        return f->cast[to];
    }
    if (f->castdict == NULL) {
        return NULL;
    }
    PyObject *key = PyLong_FromLong(to);
    PyObject *capsule = PyDict_GetItem(f->castdict, key);
    Py_DECREF(key);
    return capsule ? (PyArray_VectorUnaryFunc *)PyCapsule_GetPointer(capsule, NULL) : NULL;
}

/* Numbers of a type whose conversion to the other type C defines. */
static PyArrayObject *numbers_for(int from, int to)
{
    const char *list = "[0, 1, 2, 100, 127]";
    int to_float = is_floating(to);
    switch (from) {
        case NPY_BOOL:
            list = "[0, 1, 1, 0]";
            break;
        case NPY_BYTE: case NPY_SHORT: case NPY_INT: case NPY_LONG: case NPY_LONGLONG:
            list = "[0, 1, -1, 100, -128]";
            break;
        case NPY_DATETIME: case NPY_TIMEDELTA:
            list = "[0, 1, -1, 100, -2**63, 2**40]";
            break;
        case NPY_HALF: case NPY_FLOAT: case NPY_DOUBLE: case NPY_LONGDOUBLE:
            list = to_float || to == NPY_BOOL ? "[0.0, -0.0, 1.5, np.nan, np.inf, -np.inf, 6.0e4, 1e-7, 1e-8, -65520.0]"
                                              : "[0.0, -0.0, 1.5, 100.75]";
            break;
        case NPY_CFLOAT: case NPY_CDOUBLE: case NPY_CLONGDOUBLE:
            list = to_float || to == NPY_BOOL ? "[0.0, 1.5-2j, complex(np.nan, 1), complex(1, np.nan), 1j, 6e4-6e4j]"
                                              : "[0.0, 1.5-2j, 100.75+1j]";
            break;
    }
    char text[256];
    snprintf(text, sizeof text, "np.array(%s).astype(np.dtype('%s'))", list, letter(from));
    return array_of(text);
}

static void wide_integers(void)
{
    section("casts of integers at their ends");
    for (int from = NPY_BYTE; from <= NPY_ULONGLONG; from++) {
        char text[128];
        snprintf(text, sizeof text, "np.array([np.iinfo('%s').min, np.iinfo('%s').max], '%s')", letter(from), letter(from),
                 letter(from));
        PyArrayObject *a = array_of(text);
        for (int to = 0; to < TYPES; to++) {
            PyArray_VectorUnaryFunc *f = cast_function(table_of(from), to);
            /* Halves do not reach so far: what overflows them is the same, and raises the status of floats. */
            if (!is_number(to) || f == NULL) {
                continue;
            }
            PyArrayObject *b = array_of_type(to, 2);
            f(PyArray_DATA(a), PyArray_DATA(b), 2, a, b);
            say("%s%s ", letter(from), letter(to));
            say_bytes(to, PyArray_DATA(b), PyArray_NBYTES(b));
            say("\n");
            Py_DECREF(b);
        }
        Py_DECREF(a);
    }
}

static void number_casts(void)
{
    section("casts between numbers");
    for (int from = 0; from < TYPES; from++) {
        for (int to = 0; is_number(from) && to < TYPES; to++) {
            PyArray_VectorUnaryFunc *f = cast_function(table_of(from), to);
            if (!is_number(to) || f == NULL) {
                continue;
            }
            PyArrayObject *a = numbers_for(from, to);
            PyArrayObject *b = array_of_type(to, PyArray_SIZE(a));
            f(PyArray_DATA(a), PyArray_DATA(b), PyArray_SIZE(a), NULL, NULL);
            say("%s%s ", letter(from), letter(to));
            say_bytes(to, PyArray_DATA(b), PyArray_NBYTES(b));
            say("\n");
            say_error("left over");
            Py_DECREF(a);
            Py_DECREF(b);
        }
    }
}

static void object_casts(void)
{
    static const char *sources[] = {
        "np.array([1, 0, -1, 12], dtype='O')",
        "np.array([1.5, True, None, 'ab'], dtype='O')",
        "np.array(['12', '3.5', b'7', '1+2j'], dtype='O')",
        "np.array([b'1', b'12', b'', b'x'], dtype='S8')",
        "np.array([b'1.5', b'-2', b'nan', b'1j'], dtype='S8')",
        "np.array(['1', '12', '', 'x'], dtype='U8')",
        "np.array(['1.5', '-2', 'nan', '1j'], dtype='U8')",
        "np.array([b'0', b'False', b'-1'], dtype='S8')",
        "np.array(['0', '1e3', '\\xe9'], dtype='U8')",
        "np.array([b'NaT', b''], dtype='S8')",
        "np.array([300, -1], dtype='h')",
        "np.array([3, -4], dtype='>i4')",
        "np.array([b'12', b'ab'], dtype='V8')",
        "np.array([(1, 2.5)], dtype='i4,f4')",
        "np.array([0, 1, 127], dtype='b')",
        "np.array([0, 1], dtype='?')",
        "np.array([1.5, -2, np.nan], dtype='d')",
        "np.array([1.5, -2, np.inf], dtype='e')",
        "np.array([1.5, 2+1j], dtype='D')",
        "np.array([1.25], dtype='g')",
        "np.array([3, 'NaT'], dtype='m8[s]')",
        "np.array([3, 'NaT'], dtype='M8[s]')",
    };
    section("casts through objects");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        PyArrayObject *a = array_of(sources[i]);
        int from = PyArray_TYPE(a);
        for (int to = 0; to < TYPES; to++) {
            PyArray_VectorUnaryFunc *f = cast_function(table_of(from), to);
            if (f == NULL || (is_number(from) && is_number(to))) {
                continue;
            }
            PyArrayObject *b = array_of_type(to, PyArray_SIZE(a));
            f(PyArray_DATA(a), PyArray_DATA(b), PyArray_SIZE(a), a, b);
            say("%s%s", letter(from), letter(to));
            if (say_error("")) {
                say("  then");
            }
            say_elements(b);
            Py_DECREF(b);
        }
        Py_DECREF(a);
    }
}

static void items(void)
{
    static const char *sources[] = {
        "np.array([0, 1], '?')", "np.array([3, -4], 'b')", "np.array([3, 200], 'B')", "np.array([3, -4], 'h')",
        "np.array([3, 60000], 'H')", "np.array([3, -4], 'i')", "np.array([3, 2**31], 'I')", "np.array([3, -4], 'l')",
        "np.array([3, 2**63], 'L')", "np.array([3, -4], 'q')", "np.array([3, 2**63], 'Q')", "np.array([1.5, np.nan], 'f')",
        "np.array([np.nan, 1.5], 'd')", "np.array([1.5, -0.0], 'g')", "np.array([1+2j, complex(1, np.nan)], 'F')",
        "np.array([1+2j, 1+1j], 'D')", "np.array([1+2j, 0], 'G')", "np.array([5, 2.5], 'O')", "np.array([b'ab', b'a'], 'S2')",
        "np.array(['ab', 'a'], 'U2')", "np.array([b'ab', b'aa'], 'V2')", "np.array([3, 'NaT'], 'M8[s]')",
        "np.array(['NaT', 3], 'm8[s]')", "np.array([1.5, -2], 'e')", "np.array([(1, 2.5), (1, 0)], 'i2,f4')",
        "np.array([3, -4], '>i4')", "np.array([1.5, -2], '>f8')", "np.array(['ab', 'a'], '>U2')",
    };
    section("single elements");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        PyArrayObject *a = array_of(sources[i]);
        PyArrayObject *b = (PyArrayObject *)PyArray_NewLikeArray(a, NPY_KEEPORDER, NULL, 0);
        PyArray_FILLWBYTE(b, 0);
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(PyArray_DESCR(a));
        int t = PyArray_TYPE(a);
        npy_intp size = PyArray_ITEMSIZE(a);
        char *x = PyArray_BYTES(a), *y = x + size;
        say("%s\n", sources[i]);
        PyObject *first = f->getitem(x, a);
        Py_XINCREF(first);
        say_object("getitem", first);
        say_int("setitem", f->setitem(first, PyArray_BYTES(b), b));
        Py_XDECREF(first);
        say_elements(b);
        say("compare %d %d %d nonzero %d %d\n", f->compare(x, y, a), f->compare(y, x, a), f->compare(x, x, a),
            f->nonzero(x, a), f->nonzero(y, a));
        say_error("left over");
        /* Swapping a long double moves bytes that hold nothing into its value. */
        int swaps = t != NPY_OBJECT && t != NPY_LONGDOUBLE && t != NPY_CLONGDOUBLE;
        f->copyswap(PyArray_BYTES(b), y, swaps, b);
        f->copyswapn(PyArray_BYTES(b) + size, 0, x, 0, 1, 0, b);
        say_elements(b);
        f->copyswapn(PyArray_BYTES(b), size, x, size, 2, 0, b);
        if (swaps) {
            f->copyswap(PyArray_BYTES(b), NULL, 1, b);
        }
        say_elements(b);
        say_error("left over");
        Py_DECREF(a);
        Py_DECREF(b);
    }
}

/* Numbers that do not fit: those of arrays are cut, those of Python must fit. */
static void large_numbers(void)
{
    static const char *values[] = {"np.array(999999)", "np.array(-1)", "np.array(999999.)", "np.array(2**63, 'u8')", "np.int64(999999)",
                                   "999999", "-1", "np.array([1])"};
    section("setitem of large numbers");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        PyObject *value = eval(values[i]);
        for (int t = NPY_BYTE; t <= NPY_ULONGLONG; t++) {
            PyArrayObject *a = array_of_type(t, 1);
            say("%s %s: %d ", letter(t), values[i], table_of(t)->setitem(value, PyArray_DATA(a), a));
            if (!say_error("error")) {
                say_elements(a);
            }
            Py_DECREF(a);
        }
        Py_DECREF(value);
    }
}

static void runs(void)
{
    static const char *sources[] = {
        "np.array([0, 1, 1, 0], '?')", "np.array([3, -4, 7, 7], 'b')", "np.array([3, 200, 1, 1], 'B')",
        "np.array([3, -4, 7, -4], 'h')", "np.array([3, 60000, 0, 1], 'H')", "np.array([3, -4, 9, 9], 'i')",
        "np.array([3, 5, 1, 1], 'I')", "np.array([3, -4, 2, 2], 'l')", "np.array([3, 5, 8, 8], 'L')",
        "np.array([3, -4, 2, 2], 'q')", "np.array([3, 5, 8, 8], 'Q')", "np.array([1.5, 2, np.nan, -np.inf], 'f')",
        "np.array([1.5, 2, 0.25, 7], 'd')", "np.array([1.5, 2, np.nan, 1], 'g')", "np.array([1+2j, 1-1j, 3, complex(np.nan, 1)], 'F')",
        "np.array([1+2j, 1-1j, 3, 0], 'D')", "np.array([1+2j, 1-1j, 3, 0], 'G')", "np.array([5, 2.5, 7, 1], 'O')",
        "np.array([b'ab', b'a', b'b', b''], 'S2')", "np.array(['ab', 'a', 'b', ''], 'U2')", "np.array([b'ab', b'aa', b'b', b''], 'V2')",
        "np.array([3, 4, 'NaT', 1], 'M8[s]')", "np.array([3, 5, 'NaT', 1], 'm8[s]')", "np.array([1.5, 2, np.nan, 0], 'e')",
    };
    section("runs of elements");
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        PyArrayObject *a = array_of(sources[i]);
        PyArrayObject *b = (PyArrayObject *)PyArray_NewCopy(a, NPY_CORDER);
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(PyArray_DESCR(a));
        npy_intp n = PyArray_SIZE(a), size = PyArray_ITEMSIZE(a), at = -7;
        say("%s\n", sources[i]);
        if (f->argmax != NULL) {
            say("argmax %d", f->argmax(PyArray_DATA(a), n, &at, a));
            say(" at %zd\n", at);
        }
        if (f->argmin != NULL) {
            say("argmin %d", f->argmin(PyArray_DATA(a), n, &at, a));
            say(" at %zd\n", at);
        }
        if (f->dotfunc != NULL) {
            f->dotfunc(PyArray_DATA(a), size, PyArray_DATA(a), size, PyArray_DATA(b), n, b);
            f->dotfunc(PyArray_DATA(a), size, PyArray_DATA(a), size, PyArray_BYTES(b) + size, 0, b);
            say("dot");
            say_elements(b);
        }
        if (f->fill != NULL) {
            PyArray_CopyInto(b, a);
            say("fill %d", f->fill(PyArray_DATA(b), n, b));
            if (!say_error(" error")) {
                say_elements(b);
            }
        }
        if (f->fillwithscalar != NULL) {
            PyArray_CopyInto(b, a);
            /* The reference's functions for numbers answer nothing. */
            f->fillwithscalar(PyArray_DATA(b), n - 1, PyArray_BYTES(a) + size, b);
            say("fillwithscalar");
            say_elements(b);
        }
        for (int kind = 0; kind < 3; kind++) {
            if (f->sort[kind] != NULL) {
                PyArray_CopyInto(b, a);
                say("sort %d", f->sort[kind](PyArray_DATA(b), n, b));
                say_elements(b);
            }
            if (f->argsort[kind] != NULL && kind == 2) {
                npy_intp order[4] = {0, 1, 2, 3};
                say("argsort %d", f->argsort[kind](PyArray_DATA(a), order, n, a));
                say(" %zd %zd %zd %zd\n", order[0], order[1], order[2], order[3]);
            }
        }
        say_error("left over");
        Py_DECREF(a);
        Py_DECREF(b);
    }
}

static void run(void)
{
    members();
    from_strings();
    scans();
    texts_to_arrays();
    number_casts();
    wide_integers();
    object_casts();
    items();
    large_numbers();
    runs();
}
