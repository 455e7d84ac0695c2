/* Walking flat and broadcast iterators. */
#ifndef FERRONUM_NUMPY_WALK_H
#define FERRONUM_NUMPY_WALK_H

#ifdef __cplusplus
extern "C" {
#endif

/* ---- flat iterators ---- */

static inline void ferronum_iter_reset(PyArrayIterObject *it)
{
    it->index = 0;
    it->dataptr = PyArray_BYTES(it->ao);
    memset(it->coordinates, 0, (size_t)(it->nd_m1 + 1) * sizeof(npy_intp));
}

static inline void ferronum_iter_next(PyArrayIterObject *it)
{
    it->index++;
    if (it->nd_m1 == 0) {
        it->dataptr += it->strides[0];
        it->coordinates[0]++;
        return;
    }
    /* Neighbours in memory need no coordinates. */
    if (it->contiguous) {
        it->dataptr += PyArray_ITEMSIZE(it->ao);
        return;
    }
    for (int i = it->nd_m1; i >= 0; i--) {
        /* Behind the end of two axes stands the row that would follow; of more, the first item. */
        if (it->coordinates[i] < it->dims_m1[i] || (i == 0 && it->nd_m1 == 1)) {
            it->coordinates[i]++;
            it->dataptr += it->strides[i];
            return;
        }
        it->coordinates[i] = 0;
        it->dataptr -= it->backstrides[i];
    }
}

static inline void ferronum_iter_goto(PyArrayIterObject *it, npy_intp *to)
{
    npy_intp step = 1;
    it->index = 0;
    it->dataptr = PyArray_BYTES(it->ao);
    for (int i = it->nd_m1; i >= 0; i--) {
        /* A negative coordinate counts from the end, also in the caller's list. */
        if (to[i] < 0) {
            to[i] += it->dims_m1[i] + 1;
        }
        it->coordinates[i] = to[i];
        it->dataptr += to[i] * it->strides[i];
        /* NumPy's macro counts the next axis alone: a walk from there leaves arrays of three dimensions. */
        it->index += to[i] * step;
        step *= it->dims_m1[i] + 1;
    }
}

static inline void ferronum_iter_goto1d(PyArrayIterObject *it, npy_intp at)
{
    if (at < 0) {
        at += it->size;
    }
    it->index = at;
    it->dataptr = PyArray_BYTES(it->ao);
    if (it->nd_m1 == 0) {
        it->dataptr += at * it->strides[0];
        return;
    }
    if (it->contiguous) {
        it->dataptr += at * PyArray_ITEMSIZE(it->ao);
        return;
    }
    for (int i = 0; i <= it->nd_m1; i++) {
        it->coordinates[i] = at / it->factors[i];
        it->dataptr += it->coordinates[i] * it->strides[i];
        at %= it->factors[i];
    }
}

#define PyArray_ITER_RESET(it) ferronum_iter_reset(_PyAIT(it))
#define PyArray_ITER_NEXT(it) ferronum_iter_next(_PyAIT(it))
#define PyArray_ITER_GOTO(it, destination) ferronum_iter_goto(_PyAIT(it), destination)
#define PyArray_ITER_GOTO1D(it, ind) ferronum_iter_goto1d(_PyAIT(it), (npy_intp)(ind))

/* ---- broadcast iterators ---- */

static inline void ferronum_multi_reset(PyArrayMultiIterObject *multi)
{
    multi->index = 0;
    for (int i = 0; i < multi->numiter; i++) {
        ferronum_iter_reset(multi->iters[i]);
    }
}

static inline void ferronum_multi_next(PyArrayMultiIterObject *multi)
{
    multi->index++;
    for (int i = 0; i < multi->numiter; i++) {
        ferronum_iter_next(multi->iters[i]);
    }
}

static inline void ferronum_multi_goto(PyArrayMultiIterObject *multi, npy_intp *to)
{
    for (int i = 0; i < multi->numiter; i++) {
        ferronum_iter_goto(multi->iters[i], to);
    }
    multi->index = multi->iters[0]->index;
}

static inline void ferronum_multi_goto1d(PyArrayMultiIterObject *multi, npy_intp at)
{
    for (int i = 0; i < multi->numiter; i++) {
        ferronum_iter_goto1d(multi->iters[i], at);
    }
    multi->index = multi->iters[0]->index;
}

#define PyArray_MultiIter_RESET(multi) ferronum_multi_reset(_PyMIT(multi))
#define PyArray_MultiIter_NEXT(multi) ferronum_multi_next(_PyMIT(multi))
#define PyArray_MultiIter_GOTO(multi, dest) ferronum_multi_goto(_PyMIT(multi), dest)
#define PyArray_MultiIter_GOTO1D(multi, ind) ferronum_multi_goto1d(_PyMIT(multi), (npy_intp)(ind))
#define PyArray_MultiIter_NEXTi(multi, i) PyArray_ITER_NEXT(_PyMIT(multi)->iters[i])

#ifdef __cplusplus
}
#endif
#endif
