/* One source for NumPy 1 and 2: what differs between them is asked at run time, or settled by the target version. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NPY_2_COMPAT_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NPY_2_COMPAT_H_

#ifndef NPY_FEATURE_VERSION
#error "npy_2_compat.h comes after numpy/arrayobject.h"
#endif

#ifdef import_array1
/* Fills the table if it is empty: 0, or -1 with an exception. */
static inline int PyArray_ImportNumPyAPI(void)
{
#ifndef FERRONUM_LINK
    if (NPY_LIKELY(PyArray_API != NULL)) {
        return 0;
    }
#endif
    import_array1(-1);
    return 0;
}
#endif

#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
#define FERRONUM_BY_VERSION(two, one) (two)
#else
#define FERRONUM_BY_VERSION(two, one) (PyArray_RUNTIME_VERSION >= NPY_2_0_API_VERSION ? (two) : (one))
#endif

#define NPY_DEFAULT_INT FERRONUM_BY_VERSION(NPY_INTP, NPY_LONG)
#define NPY_RAVEL_AXIS FERRONUM_BY_VERSION(NPY_MIN_INT, 32)
#define NPY_MAXARGS FERRONUM_BY_VERSION(64, 32)

/* The same field of a descriptor of either version. */
#define FERRONUM_OF_DESCR(dtype, field) \
    FERRONUM_BY_VERSION(((_PyArray_LegacyDescr *)(dtype))->field, ((PyArray_DescrProto *)(dtype))->field)

static inline npy_intp PyDataType_ELSIZE(const PyArray_Descr *dtype) { return FERRONUM_OF_DESCR(dtype, elsize); }
static inline npy_intp PyDataType_ALIGNMENT(const PyArray_Descr *dtype) { return FERRONUM_OF_DESCR(dtype, alignment); }
static inline npy_uint64 PyDataType_FLAGS(const PyArray_Descr *dtype)
{
    /* One byte in NumPy 1, whose sign means nothing. */
    return FERRONUM_BY_VERSION(((_PyArray_LegacyDescr *)dtype)->flags,
                               (unsigned char)((PyArray_DescrProto *)dtype)->flags);
}
static inline void PyDataType_SET_ELSIZE(PyArray_Descr *dtype, npy_intp size)
{
#if NPY_FEATURE_VERSION < NPY_2_0_API_VERSION
    if (PyArray_RUNTIME_VERSION < NPY_2_0_API_VERSION) {
        ((PyArray_DescrProto *)dtype)->elsize = (int)size;
        return;
    }
#endif
    ((_PyArray_LegacyDescr *)dtype)->elsize = size;
}

/* Types with numbers of their own kind have none of these. */
static inline PyObject *PyDataType_METADATA(const PyArray_Descr *dtype)
{
    return PyDataType_ISLEGACY(dtype) ? FERRONUM_OF_DESCR(dtype, metadata) : NULL;
}
static inline PyArray_ArrayDescr *PyDataType_SUBARRAY(const PyArray_Descr *dtype)
{
    return PyDataType_ISLEGACY(dtype) ? FERRONUM_OF_DESCR(dtype, subarray) : NULL;
}
static inline PyObject *PyDataType_NAMES(const PyArray_Descr *dtype)
{
    return PyDataType_ISLEGACY(dtype) ? FERRONUM_OF_DESCR(dtype, names) : NULL;
}
static inline PyObject *PyDataType_FIELDS(const PyArray_Descr *dtype)
{
    return PyDataType_ISLEGACY(dtype) ? FERRONUM_OF_DESCR(dtype, fields) : NULL;
}
static inline NpyAuxData *PyDataType_C_METADATA(const PyArray_Descr *dtype)
{
    return PyDataType_ISLEGACY(dtype) ? FERRONUM_OF_DESCR(dtype, c_metadata) : NULL;
}

static inline PyArray_ArrFuncs *PyDataType_GetArrFuncs(const PyArray_Descr *descr)
{
#if NPY_FEATURE_VERSION < NPY_2_0_API_VERSION
    if (PyArray_RUNTIME_VERSION < NPY_2_0_API_VERSION) {
        return ((PyArray_DescrProto *)descr)->f;
    }
#endif
    return _PyDataType_GetArrFuncs(descr);
}

#endif
