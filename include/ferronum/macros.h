/* NumPy's macros and inline accessors, for code that includes ferronum.h. */
#ifndef FERRONUM_MACROS_H
#define FERRONUM_MACROS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef PyArrayObject PyArrayObject_fields;

PyObject *PyArray_MultiIterNew(int n, ...);
PyObject *PyArray_MultiIterFromObjects(PyObject **mps, int n, int nadd, ...);

/* ---- starting ---- */

#define import_array1(ret) do { if (ferronum_initialize() < 0) { return ret; } } while (0)
#define import_array() import_array1(NULL)
#define import_array2(msg, ret) \
    do { \
        if (ferronum_initialize() < 0) { \
            PyErr_SetString(PyExc_ImportError, msg); \
            return ret; \
        } \
    } while (0)
#define import_ufunc() import_array1(NULL)
#define import_umath() import_array1(NULL)
#define PyArray_ImportNumPyAPI() ferronum_initialize()
#define PyUFunc_ImportUFuncAPI() ferronum_initialize()
#define PyArray_RUNTIME_VERSION ((int)NPY_API_VERSION)

/* ---- array fields ---- */

static inline int PyArray_NDIM(const PyArrayObject *a) { return a->nd; }
static inline void *PyArray_DATA(const PyArrayObject *a) { return a->data; }
static inline char *PyArray_BYTES(const PyArrayObject *a) { return a->data; }
static inline npy_intp *PyArray_DIMS(const PyArrayObject *a) { return a->dimensions; }
static inline npy_intp *PyArray_SHAPE(const PyArrayObject *a) { return a->dimensions; }
static inline npy_intp *PyArray_STRIDES(const PyArrayObject *a) { return a->strides; }
static inline npy_intp PyArray_DIM(const PyArrayObject *a, int i) { return a->dimensions[i]; }
static inline npy_intp PyArray_STRIDE(const PyArrayObject *a, int i) { return a->strides[i]; }
static inline PyObject *PyArray_BASE(const PyArrayObject *a) { return a->base; }
static inline PyArray_Descr *PyArray_DESCR(const PyArrayObject *a) { return a->descr; }
static inline PyArray_Descr *PyArray_DTYPE(const PyArrayObject *a) { return a->descr; }
static inline int PyArray_FLAGS(const PyArrayObject *a) { return a->flags; }
static inline int PyArray_TYPE(const PyArrayObject *a) { return a->descr->type_num; }
static inline npy_intp PyArray_ITEMSIZE(const PyArrayObject *a) { return a->descr->elsize; }
static inline PyObject *PyArray_HANDLER(const PyArrayObject *a) { return a->mem_handler; }
static inline int PyArray_CHKFLAGS(const PyArrayObject *a, int f) { return (a->flags & f) == f; }
static inline void PyArray_ENABLEFLAGS(PyArrayObject *a, int f) { a->flags |= f; }
static inline void PyArray_CLEARFLAGS(PyArrayObject *a, int f) { a->flags &= ~f; }

#define FERRONUM_ARRAY(m) ((PyArrayObject *)(m))
#define PyArray_SIZE(m) PyArray_MultiplyList(PyArray_DIMS(FERRONUM_ARRAY(m)), PyArray_NDIM(FERRONUM_ARRAY(m)))
#define PyArray_NBYTES(m) (PyArray_ITEMSIZE(FERRONUM_ARRAY(m)) * PyArray_SIZE(m))
#define PyArray_IS_C_CONTIGUOUS(m) PyArray_CHKFLAGS(FERRONUM_ARRAY(m), NPY_ARRAY_C_CONTIGUOUS)
#define PyArray_IS_F_CONTIGUOUS(m) PyArray_CHKFLAGS(FERRONUM_ARRAY(m), NPY_ARRAY_F_CONTIGUOUS)
#define PyArray_ISCONTIGUOUS(m) PyArray_IS_C_CONTIGUOUS(m)
#define PyArray_ISONESEGMENT(m) (PyArray_IS_C_CONTIGUOUS(m) || PyArray_IS_F_CONTIGUOUS(m))
#define PyArray_ISFORTRAN(m) (PyArray_IS_F_CONTIGUOUS(m) && !PyArray_IS_C_CONTIGUOUS(m))
#define PyArray_FORTRAN_IF(m) (PyArray_IS_F_CONTIGUOUS(m) ? NPY_ARRAY_F_CONTIGUOUS : 0)
#define PyArray_ISWRITEABLE(m) PyArray_CHKFLAGS(FERRONUM_ARRAY(m), NPY_ARRAY_WRITEABLE)
#define PyArray_ISALIGNED(m) PyArray_CHKFLAGS(FERRONUM_ARRAY(m), NPY_ARRAY_ALIGNED)
#define PyArray_ISNBO(order) ((order) != NPY_OPPBYTE)
#define PyArray_IsNativeByteOrder PyArray_ISNBO
#define PyArray_ISNOTSWAPPED(m) PyArray_ISNBO(PyArray_DESCR(FERRONUM_ARRAY(m))->byteorder)
#define PyArray_ISBYTESWAPPED(m) (!PyArray_ISNOTSWAPPED(m))
#define PyArray_FLAGSWAP(m, f) (PyArray_CHKFLAGS(FERRONUM_ARRAY(m), f) && PyArray_ISNOTSWAPPED(m))
#define PyArray_ISCARRAY(m) PyArray_FLAGSWAP(m, NPY_ARRAY_CARRAY)
#define PyArray_ISCARRAY_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_CARRAY_RO)
#define PyArray_ISFARRAY(m) PyArray_FLAGSWAP(m, NPY_ARRAY_FARRAY)
#define PyArray_ISFARRAY_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_FARRAY_RO)
#define PyArray_ISBEHAVED(m) PyArray_FLAGSWAP(m, NPY_ARRAY_BEHAVED)
#define PyArray_ISBEHAVED_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_ALIGNED)
#define PyArray_SAMESHAPE(a, b) \
    (PyArray_NDIM(FERRONUM_ARRAY(a)) == PyArray_NDIM(FERRONUM_ARRAY(b)) && \
     PyArray_CompareLists(PyArray_DIMS(FERRONUM_ARRAY(a)), PyArray_DIMS(FERRONUM_ARRAY(b)), \
                          PyArray_NDIM(FERRONUM_ARRAY(a))))

#define FERRONUM_STEP(a, axis, i) ((npy_intp)(i) * PyArray_STRIDES(FERRONUM_ARRAY(a))[axis])
#define PyArray_GETPTR1(a, i) ((void *)(PyArray_BYTES(FERRONUM_ARRAY(a)) + FERRONUM_STEP(a, 0, i)))
#define PyArray_GETPTR2(a, i, j) \
    ((void *)(PyArray_BYTES(FERRONUM_ARRAY(a)) + FERRONUM_STEP(a, 0, i) + FERRONUM_STEP(a, 1, j)))
#define PyArray_GETPTR3(a, i, j, k) \
    ((void *)(PyArray_BYTES(FERRONUM_ARRAY(a)) + FERRONUM_STEP(a, 0, i) + FERRONUM_STEP(a, 1, j) + \
              FERRONUM_STEP(a, 2, k)))
#define PyArray_GETPTR4(a, i, j, k, l) \
    ((void *)(PyArray_BYTES(FERRONUM_ARRAY(a)) + FERRONUM_STEP(a, 0, i) + FERRONUM_STEP(a, 1, j) + \
              FERRONUM_STEP(a, 2, k) + FERRONUM_STEP(a, 3, l)))

/* ---- descriptors ---- */

#define NPY_DTYPE(descr) ((PyArray_DTypeMeta *)Py_TYPE(descr))
#define PyDataType_ISLEGACY(d) ((d)->type_num >= 0 && (d)->type_num < NPY_VSTRING)

static inline npy_intp PyDataType_ELSIZE(const PyArray_Descr *d) { return d->elsize; }
static inline void PyDataType_SET_ELSIZE(PyArray_Descr *d, npy_intp size) { d->elsize = size; }
static inline npy_intp PyDataType_ALIGNMENT(const PyArray_Descr *d) { return d->alignment; }
static inline npy_uint64 PyDataType_FLAGS(const PyArray_Descr *d) { return d->flags; }
static inline PyObject *PyDataType_METADATA(const PyArray_Descr *d) { return d->metadata; }

static inline PyArray_ArrayDescr *PyDataType_SUBARRAY(const PyArray_Descr *d)
{
    return PyDataType_ISLEGACY(d) ? ((const _PyArray_LegacyDescr *)d)->subarray : NULL;
}
static inline PyObject *PyDataType_NAMES(const PyArray_Descr *d)
{
    return PyDataType_ISLEGACY(d) ? ((const _PyArray_LegacyDescr *)d)->names : NULL;
}
static inline PyObject *PyDataType_FIELDS(const PyArray_Descr *d)
{
    return PyDataType_ISLEGACY(d) ? ((const _PyArray_LegacyDescr *)d)->fields : NULL;
}
static inline NpyAuxData *PyDataType_C_METADATA(const PyArray_Descr *d)
{
    return PyDataType_ISLEGACY(d) ? ((const _PyArray_LegacyDescr *)d)->c_metadata : NULL;
}

#define PyDataType_GetArrFuncs(d) _PyDataType_GetArrFuncs(d)
#define PyDataType_HASFIELDS(d) (PyDataType_NAMES((PyArray_Descr *)(d)) != NULL)
#define PyDataType_HASSUBARRAY(d) (PyDataType_SUBARRAY((PyArray_Descr *)(d)) != NULL)
#define PyDataType_ISUNSIZED(d) (PyDataType_ELSIZE((PyArray_Descr *)(d)) == 0 && !PyDataType_HASFIELDS(d))
#define PyDataType_FLAGCHK(d, f) ((PyDataType_FLAGS((PyArray_Descr *)(d)) & (f)) == (npy_uint64)(f))
#define PyDataType_REFCHK(d) PyDataType_FLAGCHK(d, NPY_ITEM_REFCOUNT)
#define PyDataType_ISNOTSWAPPED(d) PyArray_ISNBO(((PyArray_Descr *)(d))->byteorder)
#define PyDataType_ISBYTESWAPPED(d) (!PyDataType_ISNOTSWAPPED(d))
#define PyArray_HASFIELDS(a) PyDataType_HASFIELDS(PyArray_DESCR(FERRONUM_ARRAY(a)))
#define PyArray_EquivByteorders(x, y) ((x) == (y) || PyArray_ISNBO(x) == PyArray_ISNBO(y))

static inline PyObject *PyArray_GETITEM(const PyArrayObject *a, const char *item)
{
    return PyDataType_GetArrFuncs(a->descr)->getitem((void *)item, (void *)a);
}
static inline int PyArray_SETITEM(PyArrayObject *a, char *item, PyObject *value)
{
    return PyDataType_GetArrFuncs(a->descr)->setitem(value, item, a);
}

/* ---- type numbers ---- */

#define PyTypeNum_ISBOOL(t) ((t) == NPY_BOOL)
#define PyTypeNum_ISINTEGER(t) ((t) >= NPY_BYTE && (t) <= NPY_ULONGLONG)
#define PyTypeNum_ISUNSIGNED(t) (PyTypeNum_ISINTEGER(t) && (t) % 2 == 0)
#define PyTypeNum_ISSIGNED(t) (PyTypeNum_ISINTEGER(t) && (t) % 2 == 1)
#define PyTypeNum_ISFLOAT(t) (((t) >= NPY_FLOAT && (t) <= NPY_LONGDOUBLE) || (t) == NPY_HALF)
#define PyTypeNum_ISCOMPLEX(t) ((t) >= NPY_CFLOAT && (t) <= NPY_CLONGDOUBLE)
#define PyTypeNum_ISNUMBER(t) (((t) >= NPY_BOOL && (t) <= NPY_CLONGDOUBLE) || (t) == NPY_HALF)
#define PyTypeNum_ISSTRING(t) ((t) == NPY_STRING || (t) == NPY_UNICODE)
#define PyTypeNum_ISFLEXIBLE(t) ((t) >= NPY_STRING && (t) <= NPY_VOID)
#define PyTypeNum_ISDATETIME(t) ((t) == NPY_DATETIME || (t) == NPY_TIMEDELTA)
#define PyTypeNum_ISUSERDEF(t) ((t) >= NPY_USERDEF && (t) < NPY_USERDEF + NPY_NUMUSERTYPES)
#define PyTypeNum_ISEXTENDED(t) (PyTypeNum_ISFLEXIBLE(t) || PyTypeNum_ISUSERDEF(t))
#define PyTypeNum_ISOBJECT(t) ((t) == NPY_OBJECT)

#define FERRONUM_NUM(d) (((PyArray_Descr *)(d))->type_num)
#define PyDataType_ISBOOL(d) PyTypeNum_ISBOOL(FERRONUM_NUM(d))
#define PyDataType_ISUNSIGNED(d) PyTypeNum_ISUNSIGNED(FERRONUM_NUM(d))
#define PyDataType_ISSIGNED(d) PyTypeNum_ISSIGNED(FERRONUM_NUM(d))
#define PyDataType_ISINTEGER(d) PyTypeNum_ISINTEGER(FERRONUM_NUM(d))
#define PyDataType_ISFLOAT(d) PyTypeNum_ISFLOAT(FERRONUM_NUM(d))
#define PyDataType_ISNUMBER(d) PyTypeNum_ISNUMBER(FERRONUM_NUM(d))
#define PyDataType_ISSTRING(d) PyTypeNum_ISSTRING(FERRONUM_NUM(d))
#define PyDataType_ISCOMPLEX(d) PyTypeNum_ISCOMPLEX(FERRONUM_NUM(d))
#define PyDataType_ISFLEXIBLE(d) PyTypeNum_ISFLEXIBLE(FERRONUM_NUM(d))
#define PyDataType_ISDATETIME(d) PyTypeNum_ISDATETIME(FERRONUM_NUM(d))
#define PyDataType_ISUSERDEF(d) PyTypeNum_ISUSERDEF(FERRONUM_NUM(d))
#define PyDataType_ISEXTENDED(d) PyTypeNum_ISEXTENDED(FERRONUM_NUM(d))
#define PyDataType_ISOBJECT(d) PyTypeNum_ISOBJECT(FERRONUM_NUM(d))

#define FERRONUM_ANUM(a) PyArray_TYPE(FERRONUM_ARRAY(a))
#define PyArray_ISBOOL(a) PyTypeNum_ISBOOL(FERRONUM_ANUM(a))
#define PyArray_ISUNSIGNED(a) PyTypeNum_ISUNSIGNED(FERRONUM_ANUM(a))
#define PyArray_ISSIGNED(a) PyTypeNum_ISSIGNED(FERRONUM_ANUM(a))
#define PyArray_ISINTEGER(a) PyTypeNum_ISINTEGER(FERRONUM_ANUM(a))
#define PyArray_ISFLOAT(a) PyTypeNum_ISFLOAT(FERRONUM_ANUM(a))
#define PyArray_ISNUMBER(a) PyTypeNum_ISNUMBER(FERRONUM_ANUM(a))
#define PyArray_ISSTRING(a) PyTypeNum_ISSTRING(FERRONUM_ANUM(a))
#define PyArray_ISCOMPLEX(a) PyTypeNum_ISCOMPLEX(FERRONUM_ANUM(a))
#define PyArray_ISFLEXIBLE(a) PyTypeNum_ISFLEXIBLE(FERRONUM_ANUM(a))
#define PyArray_ISDATETIME(a) PyTypeNum_ISDATETIME(FERRONUM_ANUM(a))
#define PyArray_ISUSERDEF(a) PyTypeNum_ISUSERDEF(FERRONUM_ANUM(a))
#define PyArray_ISEXTENDED(a) PyTypeNum_ISEXTENDED(FERRONUM_ANUM(a))
#define PyArray_ISOBJECT(a) PyTypeNum_ISOBJECT(FERRONUM_ANUM(a))
#define PyArray_ISVARIABLE(a) PyTypeNum_ISFLEXIBLE(FERRONUM_ANUM(a))

/* ---- type checks ---- */

#define PyArray_Check(o) PyObject_TypeCheck((PyObject *)(o), &PyArray_Type)
#define PyArray_CheckExact(o) Py_IS_TYPE((PyObject *)(o), &PyArray_Type)
#define PyArray_DescrCheck(o) PyObject_TypeCheck((PyObject *)(o), &PyArrayDescr_Type)
#define PyArrayIter_Check(o) PyObject_TypeCheck((PyObject *)(o), &PyArrayIter_Type)
#define PyArrayMultiIter_Check(o) PyObject_TypeCheck((PyObject *)(o), &PyArrayMultiIter_Type)
#define PyArray_IsZeroDim(o) (PyArray_Check(o) && PyArray_NDIM(FERRONUM_ARRAY(o)) == 0)
#define PyArray_IsScalar(o, cls) PyObject_TypeCheck((PyObject *)(o), &Py##cls##ArrType_Type)
#define PyArray_CheckScalar(o) (PyArray_IsScalar(o, Generic) || PyArray_IsZeroDim(o))
#define PyArray_IsPythonNumber(o) (PyFloat_Check(o) || PyComplex_Check(o) || PyLong_Check(o))
#define PyArray_IsIntegerScalar(o) (PyLong_Check(o) || PyArray_IsScalar(o, Integer))
#define PyArray_IsPythonScalar(o) (PyArray_IsPythonNumber(o) || PyBytes_Check(o) || PyUnicode_Check(o))
#define PyArray_IsAnyScalar(o) (PyArray_IsScalar(o, Generic) || PyArray_IsPythonScalar(o))
#define PyArray_CheckAnyScalar(o) (PyArray_IsPythonScalar(o) || PyArray_CheckScalar(o))
#define PyArrayScalar_VAL(o, cls) (((Py##cls##ScalarObject *)(o))->obval)
#define PyArrayScalar_ASSIGN(o, cls, value) (PyArrayScalar_VAL(o, cls) = (value))
#define PyArrayScalar_New(cls) Py##cls##ArrType_Type.tp_alloc(&Py##cls##ArrType_Type, 0)
#define PyArrayScalar_False ((PyObject *)&_PyArrayScalar_BoolValues[0])
#define PyArrayScalar_True ((PyObject *)&_PyArrayScalar_BoolValues[1])

/* ---- making arrays ---- */

#define PyArray_SimpleNew(nd, dims, type) \
    PyArray_New(&PyArray_Type, nd, dims, type, NULL, NULL, 0, 0, NULL)
#define PyArray_SimpleNewFromData(nd, dims, type, data) \
    PyArray_New(&PyArray_Type, nd, dims, type, NULL, data, 0, NPY_ARRAY_CARRAY, NULL)
#define PyArray_SimpleNewFromDescr(nd, dims, descr) \
    PyArray_NewFromDescr(&PyArray_Type, descr, nd, dims, NULL, NULL, 0, NULL)
#define PyArray_ZEROS(nd, dims, type, fortran) PyArray_Zeros(nd, dims, PyArray_DescrFromType(type), fortran)
#define PyArray_EMPTY(nd, dims, type, fortran) PyArray_Empty(nd, dims, PyArray_DescrFromType(type), fortran)
#define PyArray_FROM_O(o) PyArray_FromAny(o, NULL, 0, 0, 0, NULL)
#define PyArray_FROM_OF(o, flags) PyArray_CheckFromAny(o, NULL, 0, 0, flags, NULL)
#define PyArray_FROM_OT(o, type) PyArray_FromAny(o, PyArray_DescrFromType(type), 0, 0, 0, NULL)
#define PyArray_FROM_OTF(o, type, flags) PyArray_FROMANY(o, type, 0, 0, flags)
#define PyArray_FROMANY(o, type, min, max, flags) \
    PyArray_FromAny(o, PyArray_DescrFromType(type), min, max, \
                    ((flags) & NPY_ARRAY_ENSURECOPY) ? (flags) | NPY_ARRAY_DEFAULT : (flags), NULL)
#define PyArray_ContiguousFromAny(o, type, min, max) \
    PyArray_FromAny(o, PyArray_DescrFromType(type), min, max, NPY_ARRAY_DEFAULT, NULL)
#define PyArray_ContiguousFromObject(o, type, min, max) PyArray_ContiguousFromAny(o, type, min, max)
#define PyArray_FromObject(o, type, min, max) \
    PyArray_FromAny(o, PyArray_DescrFromType(type), min, max, NPY_ARRAY_BEHAVED | NPY_ARRAY_ENSUREARRAY, NULL)
#define PyArray_CopyFromObject(o, type, min, max) \
    PyArray_FromAny(o, PyArray_DescrFromType(type), min, max, NPY_ARRAY_ENSURECOPY | NPY_ARRAY_DEFAULT, NULL)
#define PyArray_Copy(a) PyArray_NewCopy(a, NPY_CORDER)
#define PyArray_Cast(a, type) PyArray_CastToType(a, PyArray_DescrFromType(type), 0)
#define PyArray_ToScalar(data, a) PyArray_Scalar(data, PyArray_DESCR(a), (PyObject *)(a))
#define PyArray_FILLWBYTE(a, value) memset(PyArray_DATA(a), value, PyArray_NBYTES(a))
#define PyArray_DISCARD_WRITEBACK(a) PyArray_DiscardWritebackIfCopy(a)

static inline void PyArray_DiscardWritebackIfCopy(PyArrayObject *a)
{
    if (a != NULL && a->base != NULL && (a->flags & NPY_ARRAY_WRITEBACKIFCOPY)) {
        PyArray_ENABLEFLAGS((PyArrayObject *)a->base, NPY_ARRAY_WRITEABLE);
        Py_CLEAR(a->base);
        PyArray_CLEARFLAGS(a, NPY_ARRAY_WRITEBACKIFCOPY);
    }
}

/* ---- memory, threads ---- */

#define PyArray_malloc PyMem_RawMalloc
#define PyArray_free PyMem_RawFree
#define PyArray_realloc PyMem_RawRealloc
#define PyDimMem_NEW(n) ((npy_intp *)PyArray_malloc((size_t)(n) * sizeof(npy_intp)))
#define PyDimMem_FREE(p) PyArray_free(p)
#define PyDimMem_RENEW(p, n) ((npy_intp *)PyArray_realloc(p, (size_t)(n) * sizeof(npy_intp)))
#define NPY_AUXDATA_FREE(aux) do { if ((aux) != NULL) { (aux)->free(aux); } } while (0)
#define NPY_AUXDATA_CLONE(aux) ((aux)->clone(aux))
#define NPY_BEGIN_ALLOW_THREADS Py_BEGIN_ALLOW_THREADS
#define NPY_END_ALLOW_THREADS Py_END_ALLOW_THREADS
#define NPY_BEGIN_THREADS_DEF PyThreadState *_save = NULL;
#define NPY_BEGIN_THREADS do { _save = PyEval_SaveThread(); } while (0);
#define NPY_END_THREADS do { if (_save) { PyEval_RestoreThread(_save); _save = NULL; } } while (0);
#define NPY_BEGIN_THREADS_THRESHOLDED(n) do { if ((n) > 500) { _save = PyEval_SaveThread(); } } while (0);
#define NPY_ALLOW_C_API_DEF PyGILState_STATE __save__;
#define NPY_ALLOW_C_API do { __save__ = PyGILState_Ensure(); } while (0);
#define NPY_DISABLE_C_API do { PyGILState_Release(__save__); } while (0);

/* ---- iterators ---- */

#define _PyAIT(it) ((PyArrayIterObject *)(it))
#define PyArray_ITER_DATA(it) ((void *)(_PyAIT(it)->dataptr))
#define PyArray_ITER_NOTDONE(it) (_PyAIT(it)->index < _PyAIT(it)->size)
#define _PyMIT(m) ((PyArrayMultiIterObject *)(m))
#define PyArray_MultiIter_NOTDONE(m) (_PyMIT(m)->index < _PyMIT(m)->size)
#define PyArray_MultiIter_DATA(m, i) PyArray_ITER_DATA(_PyMIT(m)->iters[i])
static inline int PyArray_MultiIter_NUMITER(PyArrayMultiIterObject *m) { return m->numiter; }
static inline npy_intp PyArray_MultiIter_SIZE(PyArrayMultiIterObject *m) { return m->size; }
static inline npy_intp PyArray_MultiIter_INDEX(PyArrayMultiIterObject *m) { return m->index; }
static inline int PyArray_MultiIter_NDIM(PyArrayMultiIterObject *m) { return m->nd; }
static inline npy_intp *PyArray_MultiIter_DIMS(PyArrayMultiIterObject *m) { return m->dimensions; }
static inline void **PyArray_MultiIter_ITERS(PyArrayMultiIterObject *m) { return (void **)m->iters; }

#ifdef __cplusplus
}
#endif

#include "../numpy/_ferronum_walk.h"

#endif
