/* Descriptors: lookup, promotion, casting rules, struct fields through the header's accessors. */
#include "program.h"

static void run(void)
{
    static const int numbers[] = {NPY_BOOL, NPY_BYTE, NPY_UBYTE, NPY_INT, NPY_LONG, NPY_ULONG, NPY_HALF, NPY_FLOAT,
                                  NPY_DOUBLE, NPY_CFLOAT, NPY_OBJECT, NPY_STRING, NPY_UNICODE, NPY_DATETIME};
    const int n = sizeof numbers / sizeof *numbers;

    section("DescrFromType");
    for (int i = 0; i < n; i++) {
        say_object("descr", (PyObject *)PyArray_DescrFromType(numbers[i]));
    }
    say_object("letter d", (PyObject *)PyArray_DescrFromType('d'));
    say_object("letter q", (PyObject *)PyArray_DescrFromType('q'));
    say_object("string dtype", (PyObject *)PyArray_DescrFromType(NPY_VSTRING));
    say("no type %d error %d\n", PyArray_DescrFromType(NPY_NOTYPE) == NULL, PyErr_Occurred() != NULL);
    say_object("any type", PyArray_FROM_OTF(eval("np.arange(2.0)"), NPY_NOTYPE, NPY_ARRAY_INOUT_ARRAY2));
    say_object("none", (PyObject *)PyArray_DescrFromType(4000));

    section("TypeObjectFromType");
    for (int i = 0; i < n; i++) {
        say_object("type", PyArray_TypeObjectFromType(numbers[i]));
    }

    section("CanCastSafely");
    for (int i = 0; i < NPY_NTYPES_LEGACY; i++) {
        for (int j = 0; j < NPY_NTYPES_LEGACY; j++) {
            say("%d", PyArray_CanCastSafely(i, j));
        }
        say("\n");
    }

    section("EquivTypenums");
    say("%d %d %d %d\n", PyArray_EquivTypenums(NPY_LONG, NPY_LONGLONG), PyArray_EquivTypenums(NPY_INT, NPY_LONG),
        PyArray_EquivTypenums(NPY_INT, NPY_UINT), PyArray_EquivTypenums(NPY_FLOAT, NPY_FLOAT));

    section("PromoteTypes");
    for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
            PyArray_Descr *a = PyArray_DescrFromType(numbers[i]), *b = PyArray_DescrFromType(numbers[j]);
            PyArray_Descr *common = PyArray_PromoteTypes(a, b);
            if (common == NULL) {
                say_error("error");
            }
            else {
                say("%c%c%c ", a->type, b->type, common->type);
                Py_DECREF(common);
            }
            Py_DECREF(a);
            Py_DECREF(b);
        }
        say("\n");
    }

    section("CommonDType");
    say_object("int float", (PyObject *)PyArray_CommonDType(&PyArray_IntDType, &PyArray_FloatDType));
    say_object("pyint int8", (PyObject *)PyArray_CommonDType(&PyArray_PyLongDType, &PyArray_ByteDType));
    say_object("pyfloat int8", (PyObject *)PyArray_CommonDType(&PyArray_PyFloatDType, &PyArray_ByteDType));
    say_object("datetime int", (PyObject *)PyArray_CommonDType(&PyArray_DatetimeDType, &PyArray_IntDType));
    PyArray_DTypeMeta *classes[3] = {&PyArray_ByteDType, &PyArray_PyFloatDType, &PyArray_HalfDType};
    say_object("sequence", (PyObject *)PyArray_PromoteDTypeSequence(3, classes));
    say_object("default int", (PyObject *)PyArray_GetDefaultDescr(&PyArray_DefaultIntDType));
    say_object("default str", (PyObject *)PyArray_GetDefaultDescr(&PyArray_UnicodeDType));

    section("EquivTypes and CanCast");
    const char *pairs[][2] = {{"'i4'", "'>i4'"},   {"'i4'", "'i8'"},      {"'i8'", "'i4'"},       {"'f8'", "'i4'"},
                              {"'S3'", "'S5'"},    {"'S5'", "'S3'"},
                              {"'i2,i4'", "'i2,i4'"}, {"'i2,i4'", "'i4,i4'"}, {"'O'", "'f8'"},     {"'f8'", "'O'"},
                              {"('i4', 2)", "('i4', 2)"}, {"'c8'", "'f4'"}, {"'U1'", "'S1'"},      {"'?'", "'i1'"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        PyObject *a, *b;
        PyObject *x = eval(pairs[i][0]), *y = eval(pairs[i][1]);
        PyArray_DescrConverter(x, (PyArray_Descr **)&a);
        PyArray_DescrConverter(y, (PyArray_Descr **)&b);
        PyArray_Descr *from = (PyArray_Descr *)a, *to = (PyArray_Descr *)b;
        say("%s %s equiv %d safe %d:", pairs[i][0], pairs[i][1], PyArray_EquivTypes(from, to), PyArray_CanCastTo(from, to));
        for (int c = NPY_NO_CASTING; c <= NPY_UNSAFE_CASTING; c++) {
            say(" %d", PyArray_CanCastTypeTo(from, to, c));
        }
        say("\n");
        say_error("left over");
        Py_DECREF(a);
        Py_DECREF(b);
        Py_DECREF(x);
        Py_DECREF(y);
    }

    section("fields");
    PyArray_Descr *s = descr_of("[('a', 'i2'), ('b', 'f8', (2,))], align=True");
    say("size %zd align %zd flags %x fields %d names %zd sub %d\n", PyDataType_ELSIZE(s), PyDataType_ALIGNMENT(s),
        (int)PyDataType_FLAGS(s), PyDataType_HASFIELDS(s), PyTuple_Size(PyDataType_NAMES(s)), PyDataType_HASSUBARRAY(s));
    PyObject *field = PyDict_GetItemString(PyDataType_FIELDS(s), "b");
    PyArray_Descr *b = (PyArray_Descr *)PyTuple_GetItem(field, 0);
    Py_INCREF(PyDataType_SUBARRAY(b)->shape);
    say_object("shape", PyDataType_SUBARRAY(b)->shape);
    say_object("base", (PyObject *)PyArray_DescrNew(PyDataType_SUBARRAY(b)->base));
    PyArray_Descr *copy = PyArray_DescrNew(s);
    say("copy differs %d same names %d\n", copy != s, PyDataType_NAMES(copy) == PyDataType_NAMES(s));
    Py_DECREF(copy);
    Py_DECREF(s);
    PyArray_Descr *m = descr_of("'M8[3us]'");
    PyArray_DatetimeDTypeMetaData *meta = (PyArray_DatetimeDTypeMetaData *)PyDataType_C_METADATA(m);
    say("unit %d num %d\n", meta->meta.base, meta->meta.num);
    NpyAuxData *clone = NPY_AUXDATA_CLONE(&meta->base);
    say("clone %d\n", ((PyArray_DatetimeDTypeMetaData *)clone)->meta.num);
    NPY_AUXDATA_FREE(clone);
    Py_DECREF(m);
    PyArray_Descr *with = descr_of("'i4', metadata={'k': 1}");
    Py_INCREF(PyDataType_METADATA(with));
    say_object("metadata", PyDataType_METADATA(with));
    Py_DECREF(with);

    section("changing a copy");
    PyArray_Descr *str = PyArray_DescrNewFromType(NPY_STRING);
    PyDataType_SET_ELSIZE(str, 7);
    npy_intp dims[1] = {2};
    say_array("S7", PyArray_Zeros(1, dims, str, 0));
    say_object("swap", (PyObject *)PyArray_DescrNewByteorder((PyArray_Descr *)eval("np.dtype('<u2')"), NPY_SWAP));
    say_object("struct swap", (PyObject *)PyArray_DescrNewByteorder((PyArray_Descr *)eval("np.dtype('<u2,>i4')"), NPY_SWAP));

    section("ResultType");
    PyArrayObject *arrays[2] = {array_of("np.zeros(2, 'i2')"), array_of("np.zeros((), 'f4')")};
    PyArray_Descr *types[1] = {descr_of("'u2'")};
    say_object("all", (PyObject *)PyArray_ResultType(2, arrays, 1, types));
    say_object("arrays", (PyObject *)PyArray_ResultType(2, arrays, 0, NULL));
    say_object("types", (PyObject *)PyArray_ResultType(0, NULL, 1, types));
    say_object("nothing", (PyObject *)PyArray_ResultType(0, NULL, 0, NULL));
    say("%d %d\n", PyArray_CanCastArrayTo(arrays[0], types[0], NPY_SAFE_CASTING),
        PyArray_CanCastArrayTo(arrays[0], types[0], NPY_SAME_KIND_CASTING));

    section("from objects");
    const char *objects[] = {"1", "1.5", "1j", "True", "'ab'", "b'ab'", "None", "[1, 2.5]", "np.int8(1)", "np.array([1], 'f4')",
                             "np.void(b'abc')", "len", "2**70", "[]"};
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        PyObject *o = eval(objects[i]);
        say("%s type %d\n", objects[i], PyArray_ObjectType(o, NPY_BOOL));
        say_error("ObjectType");
        say_object("descr", (PyObject *)PyArray_DescrFromObject(o, NULL));
        if (PyArray_CheckScalar(o) && !PyArray_Check(o)) {
            say_object("scalar", (PyObject *)PyArray_DescrFromScalar(o));
        }
        Py_DECREF(o);
    }
    PyArray_Descr *min = descr_of("'f4'");
    PyObject *one = eval("1");
    say_object("at least f4", (PyObject *)PyArray_DescrFromObject(one, min));
    say_object("min scalar", (PyObject *)PyArray_MinScalarType(array_of("np.array(300)")));
    say_object("of type", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&PyFloat_Type));
    say_object("of scalar type", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&PyShortArrType_Type));
    say_object("of abstract type", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&PyFloatingArrType_Type));
    say_object("of object", (PyObject *)PyArray_DescrFromTypeObject((PyObject *)&PyList_Type));

    section("dates");
    PyObject *date = eval("np.datetime64(1, 's')");
    say("%d\n", PyArray_ObjectType(date, NPY_BOOL));
    say_object("descr", (PyObject *)PyArray_DescrFromObject(date, NULL));
    say_object("scalar", (PyObject *)PyArray_DescrFromScalar(date));
    PyArray_Descr *seconds = descr_of("'M8[s]'"), *millis = descr_of("'M8[ms]'");
    say("%d%d %d%d\n", PyArray_CanCastTo(seconds, millis), PyArray_CanCastTo(millis, seconds),
        PyArray_EquivTypes(seconds, millis), PyArray_EquivTypes(seconds, seconds));
    say_object("common", (PyObject *)PyArray_PromoteTypes(seconds, millis));
}
