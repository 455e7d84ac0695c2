/* The structs, flags and field accessors of arrays, descriptors and iterators. */
#ifndef NUMPY_CORE_INCLUDE_NUMPY_NDARRAYTYPES_H_
#define NUMPY_CORE_INCLUDE_NUMPY_NDARRAYTYPES_H_

#include "npy_common.h"
#include "npy_endian.h"
#include "npy_cpu.h"
#include "utils.h"
#include <stdio.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- limits and constants that are no plain numbers ---- */

#define NPY_ALLOW_THREADS 1
#define NPY_PRIORITY 0.0
#define NPY_SUBTYPE_PRIORITY 1.0
#define NPY_SCALAR_PRIORITY -1000000.0
#define NPY_MIN_BUFSIZE ((int)sizeof(npy_cdouble))
#define NPY_MAX_BUFSIZE (1000000 * (int)sizeof(npy_cdouble))
#define NPY_NUM_FLOATTYPE 3
#define NPY_NSORTS (NPY_STABLESORT + 1)
#define NPY_NSELECTS (NPY_INTROSELECT + 1)
#define NPY_NSEARCHSIDES (NPY_SEARCHRIGHT + 1)
#define NPY_NSCALARKINDS (NPY_OBJECT_SCALAR + 1)
#define NPY_DATETIME_NAT NPY_MIN_INT64
#define NPY_DATETIME_MAX_ISO8601_STRLEN (21 + 3 * 5 + 1 + 3 * 6 + 6 + 1)
#if NPY_BYTE_ORDER == NPY_BIG_ENDIAN
#define NPY_NATBYTE NPY_BIG
#define NPY_OPPBYTE NPY_LITTLE
#else
#define NPY_NATBYTE NPY_LITTLE
#define NPY_OPPBYTE NPY_BIG
#endif

#define PyArray_MAX(a, b) ((a) > (b) ? (a) : (b))
#define PyArray_MIN(a, b) ((a) < (b) ? (a) : (b))

/* Debugging aids of old code. */
#define NPY_ERR(str) fprintf(stderr, #str); fflush(stderr);
#define NPY_ERR2(str) fprintf(stderr, str); fflush(stderr);

/* ---- memory ---- */

#define NPY_USE_PYMEM 1
#define PyArray_malloc PyMem_RawMalloc
#define PyArray_free PyMem_RawFree
#define PyArray_realloc PyMem_RawRealloc
#define PyDimMem_NEW(size) ((npy_intp *)PyArray_malloc((size) * sizeof(npy_intp)))
#define PyDimMem_FREE(ptr) PyArray_free(ptr)
#define PyDimMem_RENEW(ptr, size) ((npy_intp *)PyArray_realloc(ptr, (size) * sizeof(npy_intp)))

/* Data with its own ways to be freed and cloned. */
typedef struct NpyAuxData_tag NpyAuxData;
typedef void (NpyAuxData_FreeFunc)(NpyAuxData *);
typedef NpyAuxData *(NpyAuxData_CloneFunc)(NpyAuxData *);
struct NpyAuxData_tag {
    NpyAuxData_FreeFunc *free;
    NpyAuxData_CloneFunc *clone;
    void *reserved[2];
};
#define NPY_AUXDATA_FREE(auxdata) do { if ((auxdata) != NULL) { (auxdata)->free(auxdata); } } while (0)
#define NPY_AUXDATA_CLONE(auxdata) ((auxdata)->clone(auxdata))

/* A memory handler; it travels in a capsule named "mem_handler". */
typedef struct {
    void *ctx;
    void *(*malloc)(void *ctx, size_t size);
    void *(*calloc)(void *ctx, size_t nelem, size_t elsize);
    void *(*realloc)(void *ctx, void *ptr, size_t new_size);
    void (*free)(void *ctx, void *ptr, size_t size);
} PyDataMemAllocator;
typedef struct {
    char name[127];
    uint8_t version;
    PyDataMemAllocator allocator;
} PyDataMem_Handler;

/* ---- descriptors ---- */

struct _PyArray_Descr;

typedef PyObject *(PyArray_GetItemFunc)(void *item, void *arr);
typedef int (PyArray_SetItemFunc)(PyObject *value, void *item, void *arr);
typedef void (PyArray_CopySwapNFunc)(void *dst, npy_intp dstride, void *src, npy_intp sstride, npy_intp n, int swap,
                                     void *arr);
typedef void (PyArray_CopySwapFunc)(void *dst, void *src, int swap, void *arr);
typedef npy_bool (PyArray_NonzeroFunc)(void *item, void *arr);
typedef int (PyArray_CompareFunc)(const void *a, const void *b, void *arr);
typedef int (PyArray_ArgFunc)(void *data, npy_intp n, npy_intp *best, void *arr);
typedef void (PyArray_DotFunc)(void *a, npy_intp astride, void *b, npy_intp bstride, void *out, npy_intp n, void *arr);
typedef void (PyArray_VectorUnaryFunc)(void *from, void *to, npy_intp n, void *fromarr, void *toarr);
typedef int (PyArray_ScanFunc)(FILE *fp, void *item, char *ignore, struct _PyArray_Descr *descr);
typedef int (PyArray_FromStrFunc)(char *text, void *item, char **end, struct _PyArray_Descr *descr);
typedef int (PyArray_FillFunc)(void *data, npy_intp n, void *arr);
typedef int (PyArray_FillWithScalarFunc)(void *data, npy_intp n, void *value, void *arr);
typedef int (PyArray_SortFunc)(void *data, npy_intp n, void *arr);
typedef int (PyArray_ArgSortFunc)(void *data, npy_intp *indices, npy_intp n, void *arr);
typedef int (PyArray_ScalarKindFunc)(void *arr);

/* What a built-in or legacy user type can do. */
typedef struct {
    PyArray_VectorUnaryFunc *cast[NPY_NTYPES_ABI_COMPATIBLE];
    PyArray_GetItemFunc *getitem;
    PyArray_SetItemFunc *setitem;
    PyArray_CopySwapNFunc *copyswapn;
    PyArray_CopySwapFunc *copyswap;
    PyArray_CompareFunc *compare;
    PyArray_ArgFunc *argmax;
    PyArray_DotFunc *dotfunc;
    PyArray_ScanFunc *scanfunc;
    PyArray_FromStrFunc *fromstr;
    PyArray_NonzeroFunc *nonzero;
    PyArray_FillFunc *fill;
    PyArray_FillWithScalarFunc *fillwithscalar;
    PyArray_SortFunc *sort[NPY_NSORTS];
    PyArray_ArgSortFunc *argsort[NPY_NSORTS];
    PyObject *castdict;
    PyArray_ScalarKindFunc *scalarkind;
    int **cancastscalarkindto;
    int *cancastto;
    void *_unused1, *_unused2, *_unused3;
    PyArray_ArgFunc *argmin;
} PyArray_ArrFuncs;

struct _arr_descr;

/* The fields that every release shares, then those of NumPy 2, then those of types with a legacy number. */
#define FERRONUM_DESCR_HEAD(flags_name) \
    PyObject_HEAD \
    PyTypeObject *typeobj; \
    char kind; \
    char type; \
    char byteorder; \
    char flags_name; \
    int type_num;
#define FERRONUM_DESCR_2 \
    npy_uint64 flags; \
    npy_intp elsize; \
    npy_intp alignment; \
    PyObject *metadata; \
    npy_hash_t hash; \
    void *reserved_null[2];

#if NPY_FEATURE_VERSION >= NPY_2_0_API_VERSION
typedef struct _PyArray_Descr {
    FERRONUM_DESCR_HEAD(_former_flags)
    FERRONUM_DESCR_2
} PyArray_Descr;
#else
/* Code that also runs on 1.x reads the rest with PyDataType_*. */
typedef struct _PyArray_Descr {
    FERRONUM_DESCR_HEAD(_former_flags)
} PyArray_Descr;
typedef struct {
    FERRONUM_DESCR_HEAD(_former_flags)
    FERRONUM_DESCR_2
} _PyArray_DescrNumPy2;
#endif

typedef struct {
    FERRONUM_DESCR_HEAD(_former_flags)
    FERRONUM_DESCR_2
    struct _arr_descr *subarray;
    PyObject *fields;
    PyObject *names;
    NpyAuxData *c_metadata;
} _PyArray_LegacyDescr;

/* How a legacy user type is registered; also the descriptor of NumPy 1. */
typedef struct {
    FERRONUM_DESCR_HEAD(flags)
    int elsize;
    int alignment;
    struct _arr_descr *subarray;
    PyObject *fields;
    PyObject *names;
    PyArray_ArrFuncs *f;
    PyObject *metadata;
    NpyAuxData *c_metadata;
    npy_hash_t hash;
} PyArray_DescrProto;

#undef FERRONUM_DESCR_HEAD
#undef FERRONUM_DESCR_2

typedef struct _arr_descr {
    PyArray_Descr *base;
    PyObject *shape;
} PyArray_ArrayDescr;

/* Whether the descriptor is a _PyArray_LegacyDescr. */
#define PyDataType_ISLEGACY(dtype) ((dtype)->type_num >= 0 && (dtype)->type_num < NPY_VSTRING)

typedef struct {
    NPY_DATETIMEUNIT base;
    int num;
} PyArray_DatetimeMetaData;
typedef struct {
    NpyAuxData base;
    PyArray_DatetimeMetaData meta;
} PyArray_DatetimeDTypeMetaData;
typedef struct {
    npy_int64 year;
    npy_int32 month, day, hour, min, sec, us, ps, as;
} npy_datetimestruct;
typedef struct {
    npy_int64 day;
    npy_int32 sec, us, ps, as;
} npy_timedeltastruct;

/* ---- variable-width strings ---- */

typedef struct npy_packed_static_string npy_packed_static_string;
typedef struct npy_unpacked_static_string {
    size_t size;
    const char *buf;
} npy_static_string;
typedef struct npy_string_allocator npy_string_allocator;
typedef struct {
    PyArray_Descr base;
    PyObject *na_object;
    char coerce;
    char has_nan_na;
    char has_string_na;
    char array_owned;
    npy_static_string default_string;
    npy_static_string na_name;
    npy_string_allocator *allocator;
} PyArray_StringDTypeObject;

/* ---- arrays ---- */

typedef struct tagPyArrayObject_fields {
    PyObject_HEAD
    char *data;
    int nd;
    npy_intp *dimensions;
    npy_intp *strides;
    PyObject *base;
    PyArray_Descr *descr;
    int flags;
    PyObject *weakreflist;
#if NPY_FEATURE_VERSION >= NPY_1_20_API_VERSION
    void *_buffer_info;
#endif
#if NPY_FEATURE_VERSION >= NPY_1_22_API_VERSION
    PyObject *mem_handler;
#endif
} PyArrayObject_fields;

#if defined(NPY_NO_DEPRECATED_API) && NPY_NO_DEPRECATED_API >= NPY_1_7_API_VERSION
/* Code that promises to use the accessors sees no field. */
typedef struct tagPyArrayObject {
    PyObject_HEAD
} PyArrayObject;
#else
typedef PyArrayObject_fields PyArrayObject;
#endif

typedef int (PyArray_FinalizeFunc)(PyArrayObject *, PyObject *);

typedef struct {
    npy_intp *ptr;
    int len;
} PyArray_Dims;

typedef struct {
    PyObject_HEAD
    PyObject *base;
    void *ptr;
    npy_intp len;
    int flags;
} PyArray_Chunk;

/* What the capsule of __array_struct__ holds. */
typedef struct {
    int two;
    int nd;
    char typekind;
    int itemsize;
    int flags;
    npy_intp *shape;
    npy_intp *strides;
    void *data;
    PyObject *descr;
} PyArrayInterface;

typedef struct {
    npy_intp perm, stride;
} npy_stride_sort_item;

#define FERRONUM_FIELDS(arr) ((PyArrayObject_fields *)(arr))

static inline int PyArray_NDIM(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->nd; }
static inline void *PyArray_DATA(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->data; }
static inline char *PyArray_BYTES(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->data; }
static inline npy_intp *PyArray_DIMS(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->dimensions; }
static inline npy_intp *PyArray_SHAPE(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->dimensions; }
static inline npy_intp *PyArray_STRIDES(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->strides; }
static inline npy_intp PyArray_DIM(const PyArrayObject *arr, int i) { return FERRONUM_FIELDS(arr)->dimensions[i]; }
static inline npy_intp PyArray_STRIDE(const PyArrayObject *arr, int i) { return FERRONUM_FIELDS(arr)->strides[i]; }
static inline PyObject *PyArray_BASE(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->base; }
static inline PyArray_Descr *PyArray_DESCR(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->descr; }
static inline PyArray_Descr *PyArray_DTYPE(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->descr; }
static inline int PyArray_TYPE(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->descr->type_num; }
static inline int PyArray_FLAGS(const PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->flags; }
static inline int PyArray_CHKFLAGS(const PyArrayObject *arr, int flags)
{
    return (FERRONUM_FIELDS(arr)->flags & flags) == flags;
}
static inline void PyArray_ENABLEFLAGS(PyArrayObject *arr, int flags) { FERRONUM_FIELDS(arr)->flags |= flags; }
static inline void PyArray_CLEARFLAGS(PyArrayObject *arr, int flags) { FERRONUM_FIELDS(arr)->flags &= ~flags; }
#if NPY_FEATURE_VERSION >= NPY_1_22_API_VERSION
/* The capsule of the handler of an array that owns its memory. */
static inline PyObject *PyArray_HANDLER(PyArrayObject *arr) { return FERRONUM_FIELDS(arr)->mem_handler; }
#endif

#define PyArray_IS_C_CONTIGUOUS(m) PyArray_CHKFLAGS((m), NPY_ARRAY_C_CONTIGUOUS)
#define PyArray_IS_F_CONTIGUOUS(m) PyArray_CHKFLAGS((m), NPY_ARRAY_F_CONTIGUOUS)
#define PyArray_ISCONTIGUOUS(m) PyArray_IS_C_CONTIGUOUS(m)
#define PyArray_ISWRITEABLE(m) PyArray_CHKFLAGS((m), NPY_ARRAY_WRITEABLE)
#define PyArray_ISALIGNED(m) PyArray_CHKFLAGS((m), NPY_ARRAY_ALIGNED)
#define PyArray_ISONESEGMENT(m) (PyArray_IS_C_CONTIGUOUS(m) || PyArray_IS_F_CONTIGUOUS(m))
#define PyArray_ISFORTRAN(m) (PyArray_IS_F_CONTIGUOUS(m) && !PyArray_IS_C_CONTIGUOUS(m))
#define PyArray_FORTRAN_IF(m) (PyArray_IS_F_CONTIGUOUS(m) ? NPY_ARRAY_F_CONTIGUOUS : 0)

#define PyArray_ISNBO(arg) ((arg) != NPY_OPPBYTE)
#define PyArray_IsNativeByteOrder PyArray_ISNBO
#define PyArray_ISNOTSWAPPED(m) PyArray_ISNBO(PyArray_DESCR(m)->byteorder)
#define PyArray_ISBYTESWAPPED(m) (!PyArray_ISNOTSWAPPED(m))
#define PyDataType_ISNOTSWAPPED(d) PyArray_ISNBO(((PyArray_Descr *)(d))->byteorder)
#define PyDataType_ISBYTESWAPPED(d) (!PyDataType_ISNOTSWAPPED(d))
#define PyArray_EquivByteorders(b1, b2) ((b1) == (b2) || PyArray_ISNBO(b1) == PyArray_ISNBO(b2))
#define PyArray_FLAGSWAP(m, flags) (PyArray_CHKFLAGS(m, flags) && PyArray_ISNOTSWAPPED(m))
#define PyArray_ISCARRAY(m) PyArray_FLAGSWAP(m, NPY_ARRAY_CARRAY)
#define PyArray_ISCARRAY_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_CARRAY_RO)
#define PyArray_ISFARRAY(m) PyArray_FLAGSWAP(m, NPY_ARRAY_FARRAY)
#define PyArray_ISFARRAY_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_FARRAY_RO)
#define PyArray_ISBEHAVED(m) PyArray_FLAGSWAP(m, NPY_ARRAY_BEHAVED)
#define PyArray_ISBEHAVED_RO(m) PyArray_FLAGSWAP(m, NPY_ARRAY_ALIGNED)

/* ---- type numbers ---- */

#define PyTypeNum_ISBOOL(type) ((type) == NPY_BOOL)
#define PyTypeNum_ISINTEGER(type) ((type) >= NPY_BYTE && (type) <= NPY_ULONGLONG)
/* Signed and unsigned integers take turns. */
#define PyTypeNum_ISSIGNED(type) (PyTypeNum_ISINTEGER(type) && ((type) & 1) == 1)
#define PyTypeNum_ISUNSIGNED(type) (PyTypeNum_ISINTEGER(type) && ((type) & 1) == 0)
#define PyTypeNum_ISFLOAT(type) (((type) >= NPY_FLOAT && (type) <= NPY_LONGDOUBLE) || (type) == NPY_HALF)
#define PyTypeNum_ISCOMPLEX(type) ((type) >= NPY_CFLOAT && (type) <= NPY_CLONGDOUBLE)
#define PyTypeNum_ISNUMBER(type) ((type) >= 0 && ((type) <= NPY_CLONGDOUBLE || (type) == NPY_HALF))
#define PyTypeNum_ISSTRING(type) ((type) == NPY_STRING || (type) == NPY_UNICODE)
#define PyTypeNum_ISFLEXIBLE(type) ((type) >= NPY_STRING && (type) <= NPY_VOID)
#define PyTypeNum_ISDATETIME(type) ((type) >= NPY_DATETIME && (type) <= NPY_TIMEDELTA)
#define PyTypeNum_ISOBJECT(type) ((type) == NPY_OBJECT)
#define PyTypeNum_ISUSERDEF(type) ((type) >= NPY_USERDEF && (type) < NPY_USERDEF + NPY_NUMUSERTYPES)
#define PyTypeNum_ISEXTENDED(type) (PyTypeNum_ISFLEXIBLE(type) || PyTypeNum_ISUSERDEF(type))

#define FERRONUM_NUM(d) (((PyArray_Descr *)(d))->type_num)
#define PyDataType_ISBOOL(obj) PyTypeNum_ISBOOL(FERRONUM_NUM(obj))
#define PyDataType_ISINTEGER(obj) PyTypeNum_ISINTEGER(FERRONUM_NUM(obj))
#define PyDataType_ISSIGNED(obj) PyTypeNum_ISSIGNED(FERRONUM_NUM(obj))
#define PyDataType_ISUNSIGNED(obj) PyTypeNum_ISUNSIGNED(FERRONUM_NUM(obj))
#define PyDataType_ISFLOAT(obj) PyTypeNum_ISFLOAT(FERRONUM_NUM(obj))
#define PyDataType_ISCOMPLEX(obj) PyTypeNum_ISCOMPLEX(FERRONUM_NUM(obj))
#define PyDataType_ISNUMBER(obj) PyTypeNum_ISNUMBER(FERRONUM_NUM(obj))
#define PyDataType_ISSTRING(obj) PyTypeNum_ISSTRING(FERRONUM_NUM(obj))
#define PyDataType_ISFLEXIBLE(obj) PyTypeNum_ISFLEXIBLE(FERRONUM_NUM(obj))
#define PyDataType_ISDATETIME(obj) PyTypeNum_ISDATETIME(FERRONUM_NUM(obj))
#define PyDataType_ISOBJECT(obj) PyTypeNum_ISOBJECT(FERRONUM_NUM(obj))
#define PyDataType_ISUSERDEF(obj) PyTypeNum_ISUSERDEF(FERRONUM_NUM(obj))
#define PyDataType_ISEXTENDED(obj) PyTypeNum_ISEXTENDED(FERRONUM_NUM(obj))
#define PyDataType_MAKEUNSIZED(dtype) ((dtype)->elsize = 0)

#define PyArray_ISBOOL(obj) PyTypeNum_ISBOOL(PyArray_TYPE(obj))
#define PyArray_ISINTEGER(obj) PyTypeNum_ISINTEGER(PyArray_TYPE(obj))
#define PyArray_ISSIGNED(obj) PyTypeNum_ISSIGNED(PyArray_TYPE(obj))
#define PyArray_ISUNSIGNED(obj) PyTypeNum_ISUNSIGNED(PyArray_TYPE(obj))
#define PyArray_ISFLOAT(obj) PyTypeNum_ISFLOAT(PyArray_TYPE(obj))
#define PyArray_ISCOMPLEX(obj) PyTypeNum_ISCOMPLEX(PyArray_TYPE(obj))
#define PyArray_ISNUMBER(obj) PyTypeNum_ISNUMBER(PyArray_TYPE(obj))
#define PyArray_ISSTRING(obj) PyTypeNum_ISSTRING(PyArray_TYPE(obj))
#define PyArray_ISFLEXIBLE(obj) PyTypeNum_ISFLEXIBLE(PyArray_TYPE(obj))
#define PyArray_ISVARIABLE(obj) PyTypeNum_ISFLEXIBLE(PyArray_TYPE(obj))
#define PyArray_ISDATETIME(obj) PyTypeNum_ISDATETIME(PyArray_TYPE(obj))
#define PyArray_ISOBJECT(obj) PyTypeNum_ISOBJECT(PyArray_TYPE(obj))
#define PyArray_ISUSERDEF(obj) PyTypeNum_ISUSERDEF(PyArray_TYPE(obj))
#define PyArray_ISEXTENDED(obj) PyTypeNum_ISEXTENDED(PyArray_TYPE(obj))
#define PyArray_SAFEALIGNEDCOPY(obj) (PyArray_ISALIGNED(obj) && !PyArray_ISVARIABLE(obj))

/* ---- the interpreter's lock ---- */

#define NPY_BEGIN_ALLOW_THREADS Py_BEGIN_ALLOW_THREADS
#define NPY_END_ALLOW_THREADS Py_END_ALLOW_THREADS
#define NPY_BEGIN_THREADS_DEF PyThreadState *_save = NULL;
#define NPY_BEGIN_THREADS do { _save = PyEval_SaveThread(); } while (0);
#define NPY_END_THREADS do { if (_save) { PyEval_RestoreThread(_save); _save = NULL; } } while (0);
#define NPY_BEGIN_THREADS_THRESHOLDED(loop_size) do { if ((loop_size) > 500) { _save = PyEval_SaveThread(); } } while (0);
#define NPY_ALLOW_C_API_DEF PyGILState_STATE __save__;
#define NPY_ALLOW_C_API do { __save__ = PyGILState_Ensure(); } while (0);
#define NPY_DISABLE_C_API do { PyGILState_Release(__save__); } while (0);

#ifdef __cplusplus
}
#endif

#include "_ferronum_iterators.h"

#endif
