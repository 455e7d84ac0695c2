/* PyArg_ParseTuple converters on many objects: results, errors, and what they leave in the output. */
#include "program.h"

static const char *texts[] = {"None", "'C'", "'f'", "'K'", "'x'", "''", "b'F'", "0", "1", "2", "3", "-1", "True", "1.0",
                              "'raise'", "'wrap'", "'cl'", "'left'", "'RIGHT'", "'quick'", "'stable'", "'introselect'",
                              "'safe'", "'same_kind'", "'same_value'", "'>'", "'little'", "[1, 2]", "(3,)", "np.int8(4)",
                              "np.array([5, 6])", "2**40", "2**70", "np.zeros(2)", "'i4'", "int", "len"};
#define COUNT (int)(sizeof texts / sizeof *texts)

#define TRY(name, type, start, format)                                   \
    section(#name);                                                      \
    for (int i = 0; i < COUNT; i++) {                                    \
        type value = start;                                              \
        int ok = name(objects[i], &value);                               \
        if (ok && !PyErr_Occurred()) {                                   \
            say("%s: " format "\n", texts[i], value);                    \
        }                                                                \
        say_error(texts[i]);                                             \
    }

static void run(void)
{
    PyObject *objects[COUNT];
    for (int i = 0; i < COUNT; i++) {
        objects[i] = eval(texts[i]);
    }
    TRY(PyArray_OrderConverter, NPY_ORDER, 77, "%d");
    TRY(PyArray_CastingConverter, NPY_CASTING, 77, "%d");
    TRY(PyArray_ClipmodeConverter, NPY_CLIPMODE, 77, "%d");
    TRY(PyArray_SortkindConverter, NPY_SORTKIND, 77, "%d");
    TRY(PyArray_SearchsideConverter, NPY_SEARCHSIDE, 77, "%d");
    TRY(PyArray_SelectkindConverter, NPY_SELECTKIND, 77, "%d");
    TRY(PyArray_ByteorderConverter, char, 'x', "%c");
    TRY(PyArray_BoolConverter, npy_bool, 77, "%d");
    TRY(PyArray_AxisConverter, int, 77, "%d");

    section("PyArray_PyIntAsInt");
    for (int i = 0; i < COUNT; i++) {
        say("%s: %d %zd\n", texts[i], PyArray_PyIntAsInt(objects[i]), (PyErr_Clear(), PyArray_PyIntAsIntp(objects[i])));
        say_error("  error");
    }

    section("PyArray_IntpConverter");
    for (int i = 0; i < COUNT; i++) {
        PyArray_Dims dims = {NULL, -7};
        int ok = PyArray_IntpConverter(objects[i], &dims);
        say("%s: %d len %d", texts[i], ok, ok ? dims.len : 0);
        for (int k = 0; ok && k < dims.len; k++) {
            say(" %zd", dims.ptr[k]);
        }
        say("\n");
        say_error("  error");
        if (ok) {
            PyDimMem_FREE(dims.ptr);
        }
    }

    section("PyArray_IntpFromSequence");
    for (int i = 0; i < COUNT; i++) {
        npy_intp values[4] = {-5, -5, -5, -5};
        int n = PyArray_IntpFromSequence(objects[i], values, 4);
        if (n >= 0) {
            say("%s: %d %zd %zd\n", texts[i], n, values[0], values[1]);
        }
        say_error(texts[i]);
    }

    section("PyArray_DescrConverter");
    for (int i = 0; i < COUNT; i++) {
        PyArray_Descr *d = NULL;
        int ok = PyArray_DescrConverter(objects[i], &d);
        say("%s: %d\n", texts[i], ok);
        say_object("  ", (PyObject *)d);
        d = NULL;
        ok = PyArray_DescrConverter2(objects[i], &d);
        if (ok && d == NULL) {
            say("  second: nothing\n");
        }
        PyErr_Clear();
        Py_XDECREF(d);
    }

    section("PyArray_DescrAlignConverter");
    PyArray_Descr *aligned = NULL;
    PyObject *spec = eval("'i1,i8'");
    say("%d\n", PyArray_DescrAlignConverter(spec, &aligned));
    say_object("aligned", (PyObject *)aligned);
    aligned = NULL;
    say("%d %d\n", PyArray_DescrAlignConverter2(Py_None, &aligned), aligned == NULL);

    section("PyArray_Converter");
    for (int i = 0; i < COUNT; i++) {
        PyObject *out = NULL;
        int ok = PyArray_Converter(objects[i], &out);
        say("%s: %d %s\n", texts[i], ok, ok ? Py_TYPE(out)->tp_name : "-");
        say_error("  error");
        Py_XDECREF(out);
    }

    section("PyArray_OutputConverter");
    for (int i = 0; i < COUNT; i++) {
        PyArrayObject *out = (PyArrayObject *)Py_None;
        int ok = PyArray_OutputConverter(objects[i], &out);
        say("%s: %d %s\n", texts[i], ok, !ok ? "-" : out == NULL ? "NULL" : "array");
        say_error("  error");
    }

    section("PyArray_BufferConverter");
    const char *buffers[] = {"b'abc'", "bytearray(b'abcd')", "None", "1", "np.zeros(3)", "memoryview(b'xy')"};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        PyObject *o = eval(buffers[i]);
        PyArray_Chunk chunk;
        memset(&chunk, 0, sizeof chunk);
        int ok = PyArray_BufferConverter(o, &chunk);
        say("%s: %d", buffers[i], ok);
        if (ok) {
            say(" len %zd flags %x base %d ptr %d", chunk.len, chunk.flags, chunk.base == o, chunk.ptr != NULL);
        }
        say("\n");
        say_error("  error");
        Py_DECREF(o);
    }

    section("PyArray_ConvertClipmodeSequence");
    NPY_CLIPMODE modes[2] = {77, 77};
    PyObject *list = eval("['wrap', 'clip']");
    say("%d", PyArray_ConvertClipmodeSequence(list, modes, 2));
    say(" %d %d\n", modes[0], modes[1]);
    say("%d\n", PyArray_ConvertClipmodeSequence(list, modes, 1));
    say_error("  error");
    say("%d", PyArray_ConvertClipmodeSequence(NULL, modes, 2));
    say(" %d %d\n", modes[0], modes[1]);
}
