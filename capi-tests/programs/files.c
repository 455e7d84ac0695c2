/* Arrays in C streams and strings, and as C arrays. */
#include "program.h"

static void run(void)
{
    section("PyArray_FromString");
    char text[] = "1 2 3.5", bytes[] = "abcdefgh12345678";
    say_array("text", PyArray_FromString(text, 7, descr_of("'f8'"), -1, " "));
    say_array("default type", PyArray_FromString(text, 7, NULL, -1, " "));
    say_array("two", PyArray_FromString(text, 7, descr_of("'i4'"), 2, " "));
    say_array("raw", PyArray_FromString(bytes, 16, descr_of("'u1'"), 4, NULL));
    say_array("not whole", PyArray_FromString(bytes, 15, descr_of("'u8'"), -1, ""));
    say_array("too short", PyArray_FromString(bytes, 15, descr_of("'u8'"), 2, ""));

    section("raw streams");
    FILE *f = tmpfile();
    PyArrayObject *a = array_of("np.arange(6.).reshape(2, 3).T");
    say_int("write", PyArray_ToFile(a, f, "", ""));
    say("at %ld\n", ftell(f));
    rewind(f);
    say_array("all", PyArray_FromFile(f, descr_of("'f8'"), -1, ""));
    rewind(f);
    say_array("two", PyArray_FromFile(f, descr_of("'f8'"), 2, NULL));
    say("at %ld\n", ftell(f));
    say_array("the rest", PyArray_FromFile(f, descr_of("'f8'"), 20, NULL));
    fclose(f);

    section("text streams");
    f = tmpfile();
    say_int("write", PyArray_ToFile(a, f, ", ", "%.1f"));
    fputs(", 9", f);
    rewind(f);
    char line[100] = {0};
    say("%zd: %s\n", (Py_ssize_t)fread(line, 1, 99, f), line);
    rewind(f);
    say_array("read", PyArray_FromFile(f, descr_of("'f8'"), -1, ","));
    PyArrayObject *objects = array_of("np.array([None])");
    say_int("objects", PyArray_ToFile(objects, f, "", ""));
    fclose(f);

    section("PyArray_AsCArray");
    double **rows, *row;
    npy_intp dims[3];
    PyObject *o = eval("[[1, 2, 3], [4, 5, 6]]");
    say_int("two dimensions", PyArray_AsCArray(&o, &rows, dims, 2, descr_of("'f8'")));
    say("%zd %zd %d\n", dims[0], dims[1], (int)rows[1][2]);
    say_int("free", PyArray_Free(o, rows));
    o = eval("[1, 2, 3]");
    say_int("one", PyArray_AsCArray(&o, &row, dims, 1, descr_of("'f8'")));
    say("%zd %d\n", dims[0], (int)row[2]);
    say_int("free", PyArray_Free(o, row));
    o = eval("[1, 2, 3]");
    say_int("four", PyArray_AsCArray(&o, &row, dims, 4, descr_of("'f8'")));
    say_int("too shallow", PyArray_AsCArray(&o, &rows, dims, 2, descr_of("'f8'")));

    section("PyArray_ConvertToCommonType");
    const char *lists[] = {"[[1, 2], np.float32(3)]", "np.arange(4).reshape(2, 2)", "[]", "3"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        int n = -1;
        PyObject *list = eval(lists[i]);
        PyArrayObject **arrays = PyArray_ConvertToCommonType(list, &n);
        say_error(lists[i]);
        for (int k = 0; arrays != NULL && k < n; k++) {
            say_array(lists[i], (PyObject *)arrays[k]);
        }
        PyDataMem_FREE(arrays);
        Py_DECREF(list);
    }

    section("memory");
    char *block = PyDataMem_NEW_ZEROED(3, 5);
    say("%d\n", block[0] | block[14]);
    block = PyDataMem_RENEW(block, 100);
    block[99] = 1;
    PyDataMem_FREE(block);
    PyObject *handler = PyDataMem_GetHandler();
    say("%s %d\n", PyCapsule_GetName(handler), handler == PyDataMem_DefaultHandler);
    PyObject *old = PyDataMem_SetHandler(NULL);
    say("%d\n", old == handler);
    Py_XDECREF(old);
    Py_DECREF(handler);

    section("references");
    PyArrayObject *owners = array_of("np.array([[Ellipsis, 'text'], [Ellipsis, 'text']], object)[:, ::2]");
    Py_ssize_t before = Py_REFCNT(Py_Ellipsis);
    PyArray_INCREF(owners);
    say("%zd\n", Py_REFCNT(Py_Ellipsis) - before);
    PyArray_Item_INCREF(PyArray_BYTES(owners), PyArray_DESCR(owners));
    say("%zd\n", Py_REFCNT(Py_Ellipsis) - before);
}
