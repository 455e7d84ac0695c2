/* Making arrays in every way, their fields and flags. */
#include "program.h"

static npy_intp dims[3] = {2, 3, 4};

static void run(void)
{
    section("PyArray_New");
    double data[6] = {0, 1, 2, 3, 4, 5};
    PyObject *a = PyArray_SimpleNewFromData(2, dims, NPY_DOUBLE, data);
    say_array("from data", a);
    npy_intp strides[2] = {8, 16};
    say_array("strides", PyArray_New(&PyArray_Type, 2, dims, NPY_DOUBLE, strides, data, 0, 0, NULL));
    say_array("read only", PyArray_New(&PyArray_Type, 1, dims, NPY_DOUBLE, NULL, data, 0, NPY_ARRAY_CARRAY_RO, NULL));
    a = PyArray_SimpleNew(3, dims, NPY_INT);
    PyArray_FILLWBYTE((PyArrayObject *)a, 0);
    say_array("simple", a);
    a = PyArray_New(&PyArray_Type, 2, dims, NPY_SHORT, NULL, NULL, 0, NPY_ARRAY_F_CONTIGUOUS, NULL);
    PyArray_FILLWBYTE((PyArrayObject *)a, 0);
    say_array("fortran", a);
    a = PyArray_New(&PyArray_Type, 1, dims, NPY_STRING, NULL, NULL, 5, 0, NULL);
    PyArray_FILLWBYTE((PyArrayObject *)a, 0);
    say_array("S5", a);
    say_array("S without a size", PyArray_New(&PyArray_Type, 1, dims, NPY_STRING, NULL, NULL, 0, 0, NULL));
    npy_intp bad[1] = {-1};
    say_array("negative", PyArray_SimpleNew(1, bad, NPY_DOUBLE));
    npy_intp huge[3] = {NPY_MAX_INTP / 2, 4, 4};
    say_array("too big", PyArray_SimpleNew(3, huge, NPY_DOUBLE));
    say_array("no such type", PyArray_SimpleNew(1, dims, 200));
    say_array("0-d", PyArray_Zeros(0, NULL, PyArray_DescrFromType(NPY_DOUBLE), 0));

    section("PyArray_Zeros and Empty");
    say_array("zeros", PyArray_Zeros(2, dims, NULL, 0));
    say_array("zeros F", PyArray_Zeros(2, dims, PyArray_DescrFromType(NPY_CFLOAT), 1));
    say_array("zeros O", PyArray_Zeros(1, dims, PyArray_DescrFromType(NPY_OBJECT), 0));
    say_array("empty O", PyArray_Empty(1, dims, PyArray_DescrFromType(NPY_OBJECT), 0));
    say_array("zeros subarray", PyArray_Zeros(1, dims, descr_of("('i4', (2,))"), 0));
    say_array("zeros struct", PyArray_Zeros(1, dims, descr_of("[('a', 'i2'), ('b', 'f8')]"), 0));

    section("PyArray_NewFromDescr");
    say_array("big endian", PyArray_NewFromDescr(&PyArray_Type, descr_of("'>f8'"), 1, dims, NULL, data, 0, NULL));
    say_array("subarray", PyArray_NewFromDescr(&PyArray_Type, descr_of("('f8', (3,))"), 1, dims, NULL, data, 0, NULL));

    section("PyArray_NewLikeArray");
    PyArrayObject *p = array_of("np.zeros((2, 3, 4)).transpose(1, 0, 2)");
    for (int order = NPY_ANYORDER; order <= NPY_KEEPORDER; order++) {
        PyArrayObject *like = (PyArrayObject *)PyArray_NewLikeArray(p, order, NULL, 1);
        if (like == NULL) {
            say_error("like");
            continue;
        }
        say("order %d strides %zd %zd %zd flags %x\n", order, PyArray_STRIDE(like, 0), PyArray_STRIDE(like, 1),
            PyArray_STRIDE(like, 2), PyArray_FLAGS(like));
        Py_DECREF(like);
    }
    PyArrayObject *like = (PyArrayObject *)PyArray_NewLikeArray(p, NPY_KEEPORDER, PyArray_DescrFromType(NPY_SHORT), 1);
    say("%d %zd\n", PyArray_TYPE(like), PyArray_STRIDE(like, 0));
    Py_DECREF(like);
    Py_DECREF(p);

    section("PyArray_FromAny");
    say_array("list", PyArray_FROM_O(eval("[[1, 2], [3, 4]]")));
    say_array("to double", PyArray_FROM_OT(eval("[[1, 2], [3, 4]]"), NPY_DOUBLE));
    say_array("fortran", PyArray_FROM_OTF(eval("[[1, 2], [3, 4]]"), NPY_DOUBLE, NPY_ARRAY_FARRAY));
    say_array("no lossy cast", PyArray_FROM_OT(eval("np.array([1.5])"), NPY_INT));
    say_array("forced cast", PyArray_FROM_OTF(eval("np.array([1.5])"), NPY_INT, NPY_ARRAY_FORCECAST));
    say_array("too shallow", PyArray_FromAny(eval("[1]"), NULL, 2, 0, 0, NULL));
    say_array("too deep", PyArray_FromAny(eval("[[[1]]]"), NULL, 0, 2, 0, NULL));
    say_array("swapped", PyArray_FROM_OF(eval("np.array([1, 2], '>i4')"), NPY_ARRAY_NOTSWAPPED));
    say_array("element strides", PyArray_FROM_OF(eval("np.zeros(3, 'i1,i4')['f1']"), NPY_ARRAY_ELEMENTSTRIDES));
    say_array("subclass kept", PyArray_FROM_O(eval("np.matrix([1])")));
    say_array("ensure array", PyArray_EnsureArray(eval("np.matrix([1])")));
    say_array("ensure any array", PyArray_EnsureAnyArray(eval("np.matrix([1])")));
    say_array("ragged", PyArray_FROM_O(eval("[[1], [1, 2]]")));
    say_array("contiguous", PyArray_ContiguousFromAny(eval("np.arange(6)[::2]"), NPY_LONG, 1, 1));

    section("PyArray_SetBaseObject");
    PyArrayObject *v = (PyArrayObject *)PyArray_SimpleNewFromData(1, dims, NPY_DOUBLE, data);
    PyObject *owner = eval("object()");
    Py_ssize_t before = Py_REFCNT(owner);
    Py_INCREF(owner);
    say_int("set", PyArray_SetBaseObject(v, owner));
    say("refs %zd same %d\n", Py_REFCNT(owner) - before, PyArray_BASE(v) == owner);
    Py_INCREF(owner);
    say_int("again", PyArray_SetBaseObject(v, owner));
    say("refs %zd\n", Py_REFCNT(owner) - before);
    Py_DECREF(v);
    say("refs %zd\n", Py_REFCNT(owner) - before);
    Py_DECREF(owner);

    section("copies");
    PyArrayObject *src = array_of("np.arange(6.).reshape(2, 3).T");
    say_array("copy C", PyArray_NewCopy(src, NPY_CORDER));
    say_array("copy K", PyArray_NewCopy(src, NPY_KEEPORDER));
    say_array("flatten", PyArray_Flatten(src, NPY_CORDER));
    say_array("ravel A", PyArray_Ravel(src, NPY_ANYORDER));
    PyArrayObject *dst = array_of("np.zeros((3, 2), 'i4')");
    say_int("copy into", PyArray_CopyInto(dst, src));
    say_array("copied", (PyObject *)dst);
    dst = array_of("np.zeros(6)");
    say_int("copy any into", PyArray_CopyAnyInto(dst, src));
    say_array("copied", (PyObject *)dst);
    dst = array_of("np.zeros((4, 4))");
    say_int("does not fit", PyArray_CopyInto(dst, src));
    Py_DECREF(dst);
    say_array("cast", PyArray_CastToType(src, PyArray_DescrFromType(NPY_SHORT), 1));
    Py_DECREF(src);

    section("write back");
    PyArrayObject *base = array_of("np.arange(3, dtype='i4')");
    PyArrayObject *wb = (PyArrayObject *)PyArray_FROM_OTF((PyObject *)base, NPY_DOUBLE, NPY_ARRAY_INOUT_ARRAY2);
    if (wb == NULL) {
        say_error("write back");
    }
    else {
        say("flags %x base writeable %d\n", PyArray_FLAGS(wb), PyArray_ISWRITEABLE(base) != 0);
        ((double *)PyArray_DATA(wb))[1] = 7;
        say_int("resolve", PyArray_ResolveWritebackIfCopy(wb));
        say_int("again", PyArray_ResolveWritebackIfCopy(wb));
        say("flags %x\n", PyArray_FLAGS(wb));
        Py_DECREF(wb);
    }
    say_array("base", (PyObject *)base);
}
