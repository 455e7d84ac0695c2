/* Elements of StringDType arrays through the NpyString functions: all forms of text, missing values, several
 * allocators at once. */
#include "program.h"

/* Prints every element of an array that is owned. */
static void say_strings(const char *label, PyArrayObject *a)
{
    PyArray_StringDTypeObject *descr = (PyArray_StringDTypeObject *)PyArray_DESCR(a);
    npy_string_allocator *allocator = NpyString_acquire_allocator(descr);
    npy_intp n = PyArray_SIZE(a);
    char text[16][64];
    int found[16];
    size_t sizes[16];
    for (npy_intp i = 0; i < n && i < 16; i++) {
        npy_static_string s = {0, NULL};
        found[i] = NpyString_load(allocator, (npy_packed_static_string *)PyArray_GETPTR1(a, i), &s);
        sizes[i] = s.size;
        size_t k = s.size < 60 ? s.size : 60;
        memset(text[i], 0, sizeof text[i]);
        if (found[i] == 0 && k > 0) {
            memcpy(text[i], s.buf, k);
        }
    }
    NpyString_release_allocator(allocator);
    for (npy_intp i = 0; i < n && i < 16; i++) {
        say("%s[%d] = %d, %zu bytes, %s\n", label, (int)i, found[i], sizes[i], text[i]);
    }
    say_error(label);
}

static void pack(PyArrayObject *a, npy_intp i, const char *text, size_t n)
{
    npy_string_allocator *allocator = NpyString_acquire_allocator((PyArray_StringDTypeObject *)PyArray_DESCR(a));
    int status = NpyString_pack(allocator, (npy_packed_static_string *)PyArray_GETPTR1(a, i), text, n);
    NpyString_release_allocator(allocator);
    say("pack %zu bytes: %d\n", n, status);
}

static void run(void)
{
    PyArrayObject *a = array_of("np.array(['', 'short', 'x' * 15, 'm' * 16, 'l' * 300, 'h' * 70000, 'é☃😊'], 'T')");
    PyArrayObject *b = array_of("np.array(['a', None, 'b' * 40], np.dtypes.StringDType(na_object=None))");
    PyArrayObject *c = array_of("np.arange(3)");
    char large[2000];
    memset(large, 'z', sizeof large);

    section("load");
    say_strings("a", a);
    say_strings("b", b);

    section("pack");
    for (size_t n = 0; n <= 2000; n = n < 14 ? n + 7 : n * 3) {
        pack(a, 0, large, n);
        pack(a, 3, large, n);
        pack(a, 4, large, n);
        say_strings("after", a);
    }
    pack(a, 1, "nul\0inside", 10);
    say_object("seen", PyObject_CallMethod((PyObject *)a, "tolist", NULL));

    section("pack_null");
    npy_string_allocator *allocator = NpyString_acquire_allocator((PyArray_StringDTypeObject *)PyArray_DESCR(b));
    int status = NpyString_pack_null(allocator, (npy_packed_static_string *)PyArray_GETPTR1(b, 2));
    NpyString_release_allocator(allocator);
    say_int("pack_null", status);
    say_strings("b", b);
    pack(b, 1, "found again, and long", 21);
    say_object("seen", PyObject_CallMethod((PyObject *)b, "tolist", NULL));

    section("several");
    PyArray_Descr *descrs[4] = {PyArray_DESCR(b), PyArray_DESCR(a), PyArray_DESCR(c), PyArray_DESCR(b)};
    npy_string_allocator *allocators[4];
    NpyString_acquire_allocators(4, descrs, allocators);
    int same = allocators[0] == allocators[3], other = allocators[0] != allocators[1], none = allocators[2] == NULL;
    npy_static_string s;
    int first = NpyString_load(allocators[1], (npy_packed_static_string *)PyArray_GETPTR1(a, 5), &s);
    int moved = NpyString_pack(allocators[0], (npy_packed_static_string *)PyArray_GETPTR1(b, 0), s.buf, 20);
    NpyString_release_allocators(4, allocators);
    say("same %d other %d none %d load %d size %zu pack %d\n", same, other, none, first, s.size, moved);
    say_strings("b", b);

    section("descriptor");
    PyArray_StringDTypeObject *d = (PyArray_StringDTypeObject *)PyArray_DESCR(b);
    say("coerce %d nan %d string %d owned %d na %R\n", d->coerce, d->has_nan_na, d->has_string_na, d->array_owned,
        d->na_object);
    d = (PyArray_StringDTypeObject *)descr_of("np.dtypes.StringDType(na_object='gone', coerce=False)");
    say("coerce %d nan %d string %d owned %d default %zu name %zu\n", d->coerce, d->has_nan_na, d->has_string_na,
        d->array_owned, d->default_string.size, d->na_name.size);
    Py_DECREF(d);
    say_object("class", Py_NewRef((PyObject *)&PyArray_StringDType));
    say_object("from number", (PyObject *)PyArray_DescrFromType(NPY_VSTRING));
    say_object("default", PyObject_CallNoArgs((PyObject *)&PyArray_StringDType));

    section("other functions");
    say_array("zeros", PyArray_Zeros(1, (npy_intp[]){2}, PyArray_DescrFromType(NPY_VSTRING), 0));
    say_array("copy", PyArray_NewCopy(b, NPY_CORDER));
    say_array("cast", PyArray_CastToType(b, PyArray_DescrFromType(NPY_OBJECT), 0));
    say_object("item", PyArray_GETITEM(b, PyArray_GETPTR1(b, 2)));
    say_int("setitem", PyArray_SETITEM(b, PyArray_GETPTR1(b, 2), eval("'set ' * 9")));
    say_object("scalar", PyArray_ToScalar(PyArray_GETPTR1(b, 2), b));
    say_array("sorted", PyArray_NewCopy(a, NPY_CORDER));
    say_int("sort", PyArray_Sort(a, 0, NPY_QUICKSORT));
    say_strings("a", a);
    say_object("argsort", PyArray_ArgSort(a, 0, NPY_STABLESORT));
    say_int("equivalent", PyArray_EquivTypes(PyArray_DESCR(a), PyArray_DESCR(b)));
    Py_DECREF(a);
    Py_DECREF(b);
    Py_DECREF(c);
}
