/* Structs of the iterators that C code walks by itself (flat, broadcast, neighbourhood), and the types of NpyIter. */
#ifndef FERRONUM_NUMPY_ITERATORS_H
#define FERRONUM_NUMPY_ITERATORS_H

#ifdef __cplusplus
extern "C" {
#endif

/* ---- NpyIter ---- */

typedef struct NpyIter_InternalOnly NpyIter;
typedef int (NpyIter_IterNextFunc)(NpyIter *iter);
typedef void (NpyIter_GetMultiIndexFunc)(NpyIter *iter, npy_intp *outcoords);

/* ---- flat iterators ---- */

typedef struct PyArrayIterObject_tag PyArrayIterObject;
typedef char *(*npy_iter_get_dataptr_t)(PyArrayIterObject *iter, const npy_intp *coordinates);

/* Both kinds of iterators over one array begin so. */
#define FERRONUM_ITER_HEAD \
    PyObject_HEAD \
    int nd_m1; \
    npy_intp index, size; \
    npy_intp coordinates[NPY_MAXDIMS_LEGACY_ITERS]; \
    npy_intp dims_m1[NPY_MAXDIMS_LEGACY_ITERS]; \
    npy_intp strides[NPY_MAXDIMS_LEGACY_ITERS]; \
    npy_intp backstrides[NPY_MAXDIMS_LEGACY_ITERS]; \
    npy_intp factors[NPY_MAXDIMS_LEGACY_ITERS]; \
    PyArrayObject *ao; \
    char *dataptr; \
    npy_bool contiguous; \
    npy_intp bounds[NPY_MAXDIMS_LEGACY_ITERS][2]; \
    npy_intp limits[NPY_MAXDIMS_LEGACY_ITERS][2]; \
    npy_intp limits_sizes[NPY_MAXDIMS_LEGACY_ITERS]; \
    npy_iter_get_dataptr_t translate;

struct PyArrayIterObject_tag {
    FERRONUM_ITER_HEAD
};

#define _PyAIT(it) ((PyArrayIterObject *)(it))
#define PyArray_ITER_DATA(it) ((void *)(_PyAIT(it)->dataptr))
#define PyArray_ITER_NOTDONE(it) (_PyAIT(it)->index < _PyAIT(it)->size)

/* ---- broadcast iterators ---- */

typedef struct {
    PyObject_HEAD
    int numiter;
    npy_intp size;
    npy_intp index;
    int nd;
    npy_intp dimensions[NPY_MAXDIMS_LEGACY_ITERS];
    /* As many as `numiter` says; C++ wants a length, and Cython one that is not above the object's. */
#ifdef __cplusplus
    PyArrayIterObject *iters[32];
#else
    PyArrayIterObject *iters[];
#endif
} PyArrayMultiIterObject;

#define _PyMIT(m) ((PyArrayMultiIterObject *)(m))
#define PyArray_MultiIter_NOTDONE(multi) (_PyMIT(multi)->index < _PyMIT(multi)->size)
#define PyArray_MultiIter_DATA(multi, i) ((void *)(_PyMIT(multi)->iters[i]->dataptr))

static inline int PyArray_MultiIter_NUMITER(PyArrayMultiIterObject *multi) { return multi->numiter; }
static inline npy_intp PyArray_MultiIter_SIZE(PyArrayMultiIterObject *multi) { return multi->size; }
static inline npy_intp PyArray_MultiIter_INDEX(PyArrayMultiIterObject *multi) { return multi->index; }
static inline int PyArray_MultiIter_NDIM(PyArrayMultiIterObject *multi) { return multi->nd; }
static inline npy_intp *PyArray_MultiIter_DIMS(PyArrayMultiIterObject *multi) { return multi->dimensions; }
static inline void **PyArray_MultiIter_ITERS(PyArrayMultiIterObject *multi) { return (void **)multi->iters; }

/* ---- neighbourhood iterators ---- */

typedef struct {
    FERRONUM_ITER_HEAD
    npy_intp nd;
    npy_intp dimensions[NPY_MAXDIMS_LEGACY_ITERS];
    PyArrayIterObject *_internal_iter;
    char *constant;
    int mode;
} PyArrayNeighborhoodIterObject;

#undef FERRONUM_ITER_HEAD

static inline int PyArrayNeighborhoodIter_Reset(PyArrayNeighborhoodIterObject *iter)
{
    for (npy_intp i = 0; i < iter->nd; i++) {
        iter->coordinates[i] = iter->bounds[i][0];
    }
    iter->dataptr = iter->translate((PyArrayIterObject *)iter, iter->coordinates);
    return 0;
}

static inline int PyArrayNeighborhoodIter_Next(PyArrayNeighborhoodIterObject *iter)
{
    npy_intp i = iter->nd;
    while (i-- > 0) {
        if (iter->coordinates[i] < iter->bounds[i][1]) {
            iter->coordinates[i]++;
            break;
        }
        iter->coordinates[i] = iter->bounds[i][0];
    }
    iter->dataptr = iter->translate((PyArrayIterObject *)iter, iter->coordinates);
    return 0;
}

#ifdef __cplusplus
}
#endif
#endif
