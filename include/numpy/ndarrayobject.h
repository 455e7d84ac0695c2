/* The array API and the macros over it. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NDARRAYOBJECT_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NDARRAYOBJECT_H_

#include <Python.h>
#include "ndarraytypes.h"
#include "dtype_api.h"

/* Structs of scalars, which the table mentions. */
typedef struct {
    PyObject_HEAD
    npy_bool obval;
} PyBoolScalarObject;

#include "__multiarray_api.h"
#include "npy_2_compat.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what an object is ---- */

#define PyArray_Check(op) PyObject_TypeCheck(op, &PyArray_Type)
#define PyArray_CheckExact(op) (Py_TYPE((PyObject *)(op)) == &PyArray_Type)
#define PyArray_DescrCheck(op) PyObject_TypeCheck(op, &PyArrayDescr_Type)
#define PyArrayIter_Check(op) PyObject_TypeCheck(op, &PyArrayIter_Type)
#define PyArray_IsScalar(obj, cls) (PyObject_TypeCheck(obj, &Py##cls##ArrType_Type))
#define PyArray_IsZeroDim(op) (PyArray_Check(op) && PyArray_NDIM((PyArrayObject *)(op)) == 0)
#define PyArray_CheckScalar(m) (PyArray_IsScalar(m, Generic) || PyArray_IsZeroDim(m))
#define PyArray_IsPythonNumber(obj) \
    (PyFloat_Check(obj) || PyComplex_Check(obj) || PyLong_Check(obj) || PyBool_Check(obj))
#define PyArray_IsIntegerScalar(obj) (PyLong_Check(obj) || PyArray_IsScalar((obj), Integer))
#define PyArray_IsPythonScalar(obj) (PyArray_IsPythonNumber(obj) || PyBytes_Check(obj) || PyUnicode_Check(obj))
#define PyArray_IsAnyScalar(obj) (PyArray_IsScalar(obj, Generic) || PyArray_IsPythonScalar(obj))
#define PyArray_CheckAnyScalar(obj) (PyArray_IsPythonScalar(obj) || PyArray_CheckScalar(obj))
#define PyArray_HasArrayInterfaceType(op, type, context, out) \
    (((out) = PyArray_FromStructInterface(op)) != Py_NotImplemented || \
     ((out) = PyArray_FromInterface(op)) != Py_NotImplemented || \
     ((out) = PyArray_FromArrayAttr(op, type, context)) != Py_NotImplemented)
#define PyArray_HasArrayInterface(op, out) PyArray_HasArrayInterfaceType(op, NULL, NULL, out)

/* ---- sizes and elements ---- */

static inline npy_intp PyArray_ITEMSIZE(const PyArrayObject *arr)
{
    return PyDataType_ELSIZE(PyArray_DESCR(arr));
}

#define PyArray_SIZE(m) PyArray_MultiplyList(PyArray_DIMS(m), PyArray_NDIM(m))
#define PyArray_NBYTES(m) (PyArray_ITEMSIZE(m) * PyArray_SIZE(m))
#define PyArray_SAMESHAPE(a1, a2) \
    (PyArray_NDIM(a1) == PyArray_NDIM(a2) && PyArray_CompareLists(PyArray_DIMS(a1), PyArray_DIMS(a2), PyArray_NDIM(a1)))
#define PyArray_EquivArrTypes(a1, a2) PyArray_EquivTypes(PyArray_DESCR(a1), PyArray_DESCR(a2))
#define PyArray_FILLWBYTE(obj, val) memset(PyArray_DATA(obj), val, PyArray_NBYTES(obj))

#define FERRONUM_STEP(obj, axis, i) ((i) * PyArray_STRIDES(obj)[axis])
#define PyArray_GETPTR1(obj, i) ((void *)(PyArray_BYTES(obj) + FERRONUM_STEP(obj, 0, i)))
#define PyArray_GETPTR2(obj, i, j) \
    ((void *)(PyArray_BYTES(obj) + FERRONUM_STEP(obj, 0, i) + FERRONUM_STEP(obj, 1, j)))
#define PyArray_GETPTR3(obj, i, j, k) \
    ((void *)(PyArray_BYTES(obj) + FERRONUM_STEP(obj, 0, i) + FERRONUM_STEP(obj, 1, j) + FERRONUM_STEP(obj, 2, k)))
#define PyArray_GETPTR4(obj, i, j, k, l) \
    ((void *)(PyArray_BYTES(obj) + FERRONUM_STEP(obj, 0, i) + FERRONUM_STEP(obj, 1, j) + FERRONUM_STEP(obj, 2, k) + \
              FERRONUM_STEP(obj, 3, l)))

/* The element as a Python object: a new reference. */
static inline PyObject *PyArray_GETITEM(const PyArrayObject *arr, const char *itemptr)
{
    return PyDataType_GetArrFuncs(PyArray_DESCR(arr))->getitem((void *)itemptr, (void *)arr);
}
/* Stores a scalar that the dtype knows; PyArray_Pack takes any. */
static inline int PyArray_SETITEM(PyArrayObject *arr, char *itemptr, PyObject *v)
{
    return PyDataType_GetArrFuncs(PyArray_DESCR(arr))->setitem(v, itemptr, arr);
}

/* ---- descriptors ---- */

#define PyDataType_HASFIELDS(obj) (PyDataType_NAMES((PyArray_Descr *)(obj)) != NULL)
#define PyDataType_HASSUBARRAY(dtype) (PyDataType_SUBARRAY(dtype) != NULL)
#define PyDataType_ISUNSIZED(dtype) ((dtype)->elsize == 0 && !PyDataType_HASFIELDS(dtype))
#define PyDataType_FLAGCHK(dtype, flag) ((PyDataType_FLAGS(dtype) & (flag)) == (flag))
#define PyDataType_REFCHK(dtype) PyDataType_FLAGCHK(dtype, NPY_ITEM_REFCOUNT)
#define PyArray_HASFIELDS(obj) PyDataType_HASFIELDS(PyArray_DESCR(obj))
#define NPY_BEGIN_THREADS_DESCR(dtype) \
    do { if (!PyDataType_FLAGCHK((dtype), NPY_NEEDS_PYAPI)) NPY_BEGIN_THREADS; } while (0);
#define NPY_END_THREADS_DESCR(dtype) \
    do { if (!PyDataType_FLAGCHK((dtype), NPY_NEEDS_PYAPI)) NPY_END_THREADS; } while (0);

/* Puts a copy of a descriptor in its place. */
#define PyArray_DESCR_REPLACE(descr) \
    do { \
        PyArray_Descr *ferronum_copy = PyArray_DescrNew(descr); \
        Py_XDECREF(descr); \
        descr = ferronum_copy; \
    } while (0)

/* ---- making arrays ---- */

/* Who asks for a copy gets one in C order that can be written. */
#define FERRONUM_COPY_FLAGS(flags) (((flags) & NPY_ARRAY_ENSURECOPY) ? ((flags) | NPY_ARRAY_DEFAULT) : (flags))

#define PyArray_FROM_O(m) PyArray_FromAny(m, NULL, 0, 0, 0, NULL)
#define PyArray_FROM_OF(m, flags) PyArray_CheckFromAny(m, NULL, 0, 0, flags, NULL)
#define PyArray_FROM_OT(m, type) PyArray_FromAny(m, PyArray_DescrFromType(type), 0, 0, 0, NULL)
#define PyArray_FROM_OTF(m, type, flags) \
    PyArray_FromAny(m, PyArray_DescrFromType(type), 0, 0, FERRONUM_COPY_FLAGS(flags), NULL)
#define PyArray_FROMANY(m, type, min, max, flags) \
    PyArray_FromAny(m, PyArray_DescrFromType(type), min, max, FERRONUM_COPY_FLAGS(flags), NULL)
#define PyArray_FromObject(op, type, min_depth, max_depth) \
    PyArray_FromAny(op, PyArray_DescrFromType(type), min_depth, max_depth, \
                    NPY_ARRAY_BEHAVED | NPY_ARRAY_ENSUREARRAY, NULL)
#define PyArray_ContiguousFromAny(op, type, min_depth, max_depth) \
    PyArray_FromAny(op, PyArray_DescrFromType(type), min_depth, max_depth, NPY_ARRAY_DEFAULT, NULL)
#define PyArray_ContiguousFromObject(op, type, min_depth, max_depth) \
    PyArray_FromAny(op, PyArray_DescrFromType(type), min_depth, max_depth, \
                    NPY_ARRAY_DEFAULT | NPY_ARRAY_ENSUREARRAY, NULL)
#define PyArray_CopyFromObject(op, type, min_depth, max_depth) \
    PyArray_FromAny(op, PyArray_DescrFromType(type), min_depth, max_depth, \
                    NPY_ARRAY_ENSURECOPY | NPY_ARRAY_DEFAULT | NPY_ARRAY_ENSUREARRAY, NULL)
#define PyArray_GETCONTIGUOUS(m) \
    (PyArray_ISCONTIGUOUS(m) ? Py_INCREF(m), (m) : (PyArrayObject *)(PyArray_Copy(m)))

#define PyArray_SimpleNew(nd, dims, typenum) PyArray_New(&PyArray_Type, nd, dims, typenum, NULL, NULL, 0, 0, NULL)
#define PyArray_SimpleNewFromData(nd, dims, typenum, data) \
    PyArray_New(&PyArray_Type, nd, dims, typenum, NULL, data, 0, NPY_ARRAY_CARRAY, NULL)
#define PyArray_SimpleNewFromDescr(nd, dims, descr) \
    PyArray_NewFromDescr(&PyArray_Type, descr, nd, dims, NULL, NULL, 0, NULL)
#define PyArray_ZEROS(m, dims, type, is_f_order) PyArray_Zeros(m, dims, PyArray_DescrFromType(type), is_f_order)
#define PyArray_EMPTY(m, dims, type, is_f_order) PyArray_Empty(m, dims, PyArray_DescrFromType(type), is_f_order)

#define PyArray_Copy(obj) PyArray_NewCopy(obj, NPY_CORDER)
#define PyArray_Cast(mp, type_num) PyArray_CastToType(mp, PyArray_DescrFromType(type_num), 0)
#define PyArray_Take(ap, items, axis) PyArray_TakeFrom(ap, items, axis, NULL, NPY_RAISE)
#define PyArray_Put(ap, items, values) PyArray_PutTo(ap, items, values, NPY_RAISE)
#define PyArray_ToScalar(data, arr) PyArray_Scalar(data, PyArray_DESCR(arr), (PyObject *)arr)

/* Gives up the copy that would be written back. */
static inline void PyArray_DiscardWritebackIfCopy(PyArrayObject *arr)
{
    PyArrayObject_fields *fields = (PyArrayObject_fields *)arr;
    if (fields != NULL && fields->base != NULL && (fields->flags & NPY_ARRAY_WRITEBACKIFCOPY)) {
        PyArray_ENABLEFLAGS((PyArrayObject *)fields->base, NPY_ARRAY_WRITEABLE);
        fields->flags &= ~NPY_ARRAY_WRITEBACKIFCOPY;
        Py_CLEAR(fields->base);
    }
}

/* ---- the rest ---- */

/* Whether a key of a descriptor's fields is a title; the value then has it as its third item. */
static inline int NPY_TITLE_KEY_check(PyObject *key, PyObject *value)
{
    return PyTuple_Size(value) == 3 && PyTuple_GetItem(value, 2) == key;
}
#define NPY_TITLE_KEY(key, value) (NPY_TITLE_KEY_check((key), (value)))

#define DEPRECATE(msg) PyErr_WarnEx(PyExc_DeprecationWarning, msg, 1)
#define DEPRECATE_FUTUREWARNING(msg) PyErr_WarnEx(PyExc_FutureWarning, msg, 1)

#ifdef __cplusplus
}
#endif

#include "_ferronum_walk.h"

#endif
