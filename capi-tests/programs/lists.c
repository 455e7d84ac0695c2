/* Functions on plain C arrays and small facts about types. */
#include "program.h"

static void run(void)
{
    npy_intp a[4] = {2, 3, 4, 5}, b[4] = {2, 3, 4, 6};
    int ints[3] = {2, 3, 4};
    npy_intp huge[3] = {NPY_MAX_INTP, 2, 1}, zero[3] = {NPY_MAX_INTP, 0, 2};

    section("products");
    say("%zd %d %zd\n", PyArray_MultiplyList(a, 4), PyArray_MultiplyIntList(ints, 3), PyArray_MultiplyList(a, 0));
    say("%zd %zd %zd\n", PyArray_OverflowMultiplyList(a, 4), PyArray_OverflowMultiplyList(huge, 3),
        PyArray_OverflowMultiplyList(zero, 3));

    section("comparison");
    say("%d %d %d\n", PyArray_CompareLists(a, b, 3), PyArray_CompareLists(a, b, 4), PyArray_CompareLists(a, b, 0));

    section("PyArray_IntTupleFromIntp");
    say_object("tuple", PyArray_IntTupleFromIntp(4, a));
    say_object("empty", PyArray_IntTupleFromIntp(0, NULL));

    section("PyArray_Size");
    PyObject *o = eval("np.zeros((3, 4))");
    say_int("array", PyArray_Size(o));
    Py_DECREF(o);
    say_int("int", PyArray_Size(Py_None));

    section("PyArray_GetPtr");
    PyArrayObject *arr = array_of("np.arange(24.).reshape(2, 3, 4)");
    npy_intp at[3] = {1, 2, 3};
    say("%d\n", (int)*(double *)PyArray_GetPtr(arr, at));

    section("PyArray_CreateSortedStridePerm");
    npy_intp strides[4] = {8, -64, 16, 64};
    npy_stride_sort_item perm[4];
    PyArray_CreateSortedStridePerm(4, strides, perm);
    for (int i = 0; i < 4; i++) {
        say("%zd %zd\n", perm[i].perm, perm[i].stride);
    }

    section("PyArray_CheckStrides");
    npy_intp dims[2] = {3, 4}, s1[2] = {32, 8}, s2[2] = {40, 8}, s3[2] = {-32, 8};
    say("%d %d %d %d\n", PyArray_CheckStrides(8, 2, 96, 0, dims, s1), PyArray_CheckStrides(8, 2, 96, 0, dims, s2),
        PyArray_CheckStrides(8, 2, 96, 64, dims, s3), PyArray_CheckStrides(8, 2, 0, 0, dims, s1));

    section("PyArray_ElementStrides");
    PyObject *e = eval("np.zeros(3, 'i1,i4')['f1']");
    say("%d %d\n", PyArray_ElementStrides((PyObject *)arr), PyArray_ElementStrides(e));
    Py_DECREF(e);

    section("PyArray_UpdateFlags");
    PyArray_CLEARFLAGS(arr, NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED);
    PyArray_UpdateFlags(arr, NPY_ARRAY_UPDATE_ALL);
    say("%x\n", PyArray_FLAGS(arr));
    Py_DECREF(arr);

    section("PyArray_ValidType");
    int types[] = {0, 12, 23, 99, 2056};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        say("%d %d\n", types[i], PyArray_ValidType(types[i]));
        say_error("valid type");
    }

    section("PyArray_GetPriority");
    PyObject *m = eval("np.matrix([1])");
    PyArrayObject *plain = array_of("np.zeros(1)");
    say("%d %d %d\n", (int)PyArray_GetPriority(m, -3.0), (int)PyArray_GetPriority((PyObject *)plain, -3.0),
        (int)PyArray_GetPriority(Py_None, -3.0));
    Py_DECREF(m);

    section("PyArray_FailUnlessWriteable");
    say_int("writeable", PyArray_FailUnlessWriteable(plain, "it"));
    PyArray_CLEARFLAGS(plain, NPY_ARRAY_WRITEABLE);
    say_int("read only", PyArray_FailUnlessWriteable(plain, "it"));
    Py_DECREF(plain);

    section("PyArray_CheckAnyScalarExact");
    const char *scalars[] = {"1", "1.5", "'a'", "b'a'", "np.float64(1)", "np.array(1)", "None", "[1]", "True", "1j",
                             "np.str_('a')"};
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        PyObject *s = eval(scalars[i]);
        say("%s %d\n", scalars[i], PyArray_CheckAnyScalarExact(s));
        Py_DECREF(s);
    }

    section("PyArray_RemoveAxesInPlace");
    PyArrayObject *axes = array_of("np.zeros((1, 3, 1, 4))");
    npy_bool flags[4] = {1, 0, 1, 0};
    PyArray_RemoveAxesInPlace(axes, flags);
    say("%d %zd %zd\n", PyArray_NDIM(axes), PyArray_DIM(axes, 0), PyArray_DIM(axes, 1));
    Py_DECREF(axes);

    section("removed functions");
    PyArray_SetStringFunction(NULL, 0);
    say_error("PyArray_SetStringFunction");
    PyArrayObject *x = array_of("np.zeros(1)"), *y = array_of("np.zeros(1)");
    say_int("PyArray_SetUpdateIfCopyBase", PyArray_SetUpdateIfCopyBase(x, y));
    Py_DECREF(x);
}
