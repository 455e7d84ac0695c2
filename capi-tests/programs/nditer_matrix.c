/* NpyIter over everything at once: pseudo-random iterators (flags, op_axes, shapes, types, ranges, buffers), each walked to
 * its end and put through what may be done to it. One line per group; NDITER_MATRIX=N shows the iterators of group N one by
 * one, NDITER_SEED=N makes others. */
#include "program.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static npy_uint64 state;
static npy_uint64 digest;
static int verbose;

static npy_uint32 rnd(npy_uint32 n)
{
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (npy_uint32)((state >> 33) % n);
}

static void mix(npy_uint64 v)
{
    digest = (digest ^ v) * 1099511628211ULL;
    digest ^= digest >> 29;
}

static void mix_text(const char *s)
{
    for (; *s; s++) {
        mix((unsigned char)*s);
    }
}

static const char *hex(npy_uint64 v)
{
    static char text[20];
    snprintf(text, sizeof text, "%llx", (unsigned long long)v);
    return text;
}

#define show(...) do { if (verbose) { say(__VA_ARGS__); } } while (0)

/* The pending exception goes into the digest. */
static void mix_error(const char *label)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (type == NULL) {
        mix_text("none");
        return;
    }
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *text = PyObject_Str(value);
    const char *s = PyUnicode_AsUTF8(text);
    mix_text(((PyTypeObject *)type)->tp_name);
    mix_text(s);
    show("  %s: %s: %s\n", label, ((PyTypeObject *)type)->tp_name, s);
    Py_DECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
}

#define MAXOP 4
#define MAXND 4

typedef struct {
    int nop, oa_ndim;
    PyArrayObject *op[MAXOP];
    PyArrayObject *whole[MAXOP];
    PyArray_Descr *dtype[MAXOP];
    npy_uint32 flags, op_flags[MAXOP];
    NPY_ORDER order;
    NPY_CASTING casting;
    int axes_of[MAXOP][MAXND];
    int *op_axes[MAXOP];
    int has_axes;
    npy_intp itershape[MAXND];
    int has_itershape;
    npy_intp buffersize;
    int known[MAXOP];
} Case;

static const int types[] = {NPY_INT, NPY_DOUBLE, NPY_SHORT, NPY_FLOAT, NPY_LONG, NPY_CDOUBLE, NPY_UBYTE};

static PyArray_Descr *some_descr(void)
{
    PyArray_Descr *d = PyArray_DescrFromType(types[rnd(7)]);
    if (rnd(6) == 0) {
        PyArray_Descr *s = PyArray_DescrNewByteorder(d, NPY_SWAP);
        Py_DECREF(d);
        return s;
    }
    return d;
}

/* A view with steps, some negative or 0, of a fresh array that counts. */
static PyArrayObject *some_array(npy_intp *shape, int ndim, PyArrayObject **whole)
{
    npy_intp big[MAXND], strides[MAXND];
    int step[MAXND], perm[MAXND];
    npy_intp n = 1;
    for (int i = 0; i < ndim; i++) {
        perm[i] = i;
        int k = (int)rnd(8);
        step[i] = k == 0 ? -1 : k == 1 ? 2 : k == 2 ? -2 : 1;
        big[i] = shape[i] * abs(step[i]) + 1;
        n *= big[i];
    }
    if (rnd(3) == 0) {
        for (int i = ndim - 1; i > 0; i--) {
            int j = (int)rnd(i + 1), t = perm[i];
            perm[i] = perm[j];
            perm[j] = t;
        }
    }
    PyArray_Descr *d = some_descr();
    PyArrayObject *count = (PyArrayObject *)PyArray_Arange(1, (double)(n + 1), 1, NPY_LONG);
    PyArrayObject *flat = (PyArrayObject *)PyArray_CastToType(count, d, 0);
    Py_DECREF(count);
    npy_intp size = PyArray_ITEMSIZE(flat), at = 0, run = size;
    for (int i = ndim - 1; i >= 0; i--) {
        int axis = perm[i];
        strides[axis] = run * step[axis];
        if (step[axis] < 0 && shape[axis] > 0) {
            at -= strides[axis] * (shape[axis] - 1);
        }
        run *= big[axis];
    }
    if (ndim > 1 && rnd(4) == 0) {
        /* Plain memory. */
        at = 0;
        run = size;
        for (int i = ndim - 1; i >= 0; i--) {
            strides[i] = run;
            run *= shape[i];
        }
    }
    *whole = flat;
    d = PyArray_DESCR(flat);
    Py_INCREF(d);
    return (PyArrayObject *)PyArray_NewFromDescr(&PyArray_Type, d, ndim, shape, strides, PyArray_BYTES(flat) + at,
                                                 NPY_ARRAY_WRITEABLE, NULL);
}

static void make(Case *c, int group)
{
    memset(c, 0, sizeof *c);
    c->nop = 1 + (int)rnd(3);
    int ndim = (int)rnd(MAXND);
    npy_intp full[MAXND];
    for (int i = 0; i < ndim; i++) {
        npy_uint32 k = rnd(10);
        full[i] = k == 0 ? 1 : k == 1 && rnd(4) == 0 ? 0 : k == 2 ? 9 : k == 3 && ndim < 3 ? 37 : 2 + rnd(4);
    }
    c->oa_ndim = -1;
    static const npy_uint32 global[] = {NPY_ITER_C_INDEX, NPY_ITER_F_INDEX, NPY_ITER_MULTI_INDEX, NPY_ITER_EXTERNAL_LOOP,
        NPY_ITER_COMMON_DTYPE, NPY_ITER_RANGED, NPY_ITER_DONT_NEGATE_STRIDES, NPY_ITER_COPY_IF_OVERLAP};
    for (int i = 0; i < 8; i++) {
        if (rnd(i < 2 ? 12 : 5) == 0) {
            c->flags |= global[i];
        }
    }
    if (rnd(2)) {
        c->flags &= ~(NPY_ITER_C_INDEX | NPY_ITER_F_INDEX | NPY_ITER_MULTI_INDEX);
    }
    else {
        c->flags &= ~NPY_ITER_EXTERNAL_LOOP;
    }
    c->flags |= rnd(10) ? NPY_ITER_ZEROSIZE_OK : 0;
    c->flags |= rnd(6) ? NPY_ITER_REDUCE_OK : 0;
    if (c->flags & NPY_ITER_RANGED) {
        c->flags &= ~(NPY_ITER_C_INDEX | NPY_ITER_F_INDEX);
    }
    if (group & 1) {
        c->flags |= NPY_ITER_BUFFERED;
        c->flags |= rnd(3) ? 0 : NPY_ITER_GROWINNER;
        c->flags |= rnd(3) ? 0 : NPY_ITER_DELAY_BUFALLOC;
        static const npy_intp sizes[] = {0, 1, 2, 3, 7, 16, 100, 5};
        c->buffersize = sizes[rnd(8)];
    }
    c->order = (NPY_ORDER)((int)rnd(4) - 1);
    if (rnd(2)) {
        c->order = NPY_KEEPORDER;
    }
    static const NPY_CASTING castings[] = {NPY_NO_CASTING, NPY_EQUIV_CASTING, NPY_SAFE_CASTING, NPY_SAME_KIND_CASTING,
        NPY_UNSAFE_CASTING, NPY_UNSAFE_CASTING, NPY_UNSAFE_CASTING, NPY_UNSAFE_CASTING};
    c->casting = castings[rnd(8)];
    if (rnd(5) == 0) {
        c->has_axes = 1;
        c->oa_ndim = ndim;
    }
    for (int o = 0; o < c->nop; o++) {
        npy_uint32 k = rnd(8);
        npy_uint32 f = k < 4 ? NPY_ITER_READONLY : k < 7 ? NPY_ITER_READWRITE : NPY_ITER_WRITEONLY;
        int none = o > 0 && rnd(5) == 0;
        if (none) {
            f = (rnd(4) ? NPY_ITER_WRITEONLY : NPY_ITER_READWRITE) | (rnd(12) ? NPY_ITER_ALLOCATE : 0);
        }
        static const npy_uint32 per[] = {NPY_ITER_ALIGNED, NPY_ITER_NBO, NPY_ITER_CONTIG, NPY_ITER_COPY, NPY_ITER_UPDATEIFCOPY,
            NPY_ITER_NO_BROADCAST, NPY_ITER_NO_SUBTYPE, NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE};
        static const int odds[] = {3, 3, 8, 5, 5, 14, 4, 3};
        for (int i = 0; i < 8; i++) {
            if (rnd(odds[i]) == 0) {
                f |= per[i];
            }
        }
        c->op_flags[o] = f;
        npy_intp shape[MAXND];
        int nd = 0;
        int cut = f & NPY_ITER_READONLY || rnd(3) == 0 ? (int)rnd(ndim + 1) : 0;
        if (c->has_axes && rnd(4)) {
            /* A permutation with new axes. */
            int used[MAXND], n = 0;
            for (int i = 0; i < ndim; i++) {
                used[i] = rnd(6) != 0;
                n += used[i];
            }
            int place[MAXND];
            for (int i = 0; i < n; i++) {
                place[i] = i;
            }
            for (int i = n - 1; i > 0; i--) {
                int j = (int)rnd(i + 1), t = place[i];
                place[i] = place[j];
                place[j] = t;
            }
            int at = 0;
            for (int i = 0; i < ndim; i++) {
                if (used[i]) {
                    c->axes_of[o][i] = place[at];
                    shape[place[at]] = rnd(12) ? full[i] : 1;
                    at++;
                }
                else {
                    c->axes_of[o][i] = -1;
                }
            }
            nd = n;
            c->op_axes[o] = c->axes_of[o];
        }
        else {
            for (int i = cut; i < ndim; i++) {
                npy_uint32 q = rnd(16);
                shape[nd++] = q == 0 ? 1 : q == 1 && rnd(5) == 0 ? full[i] + 1 : full[i];
            }
        }
        if (!none) {
            /* When a buffer reads what another operand has written is nobody's business. */
            if (!(c->flags & NPY_ITER_BUFFERED) && o > 0 && rnd(6) == 0 && c->op[o - 1] != NULL && c->op_axes[o] == NULL && c->op_axes[o - 1] == NULL) {
                c->op[o] = c->op[o - 1];
                Py_INCREF(c->op[o]);
                c->whole[o] = c->whole[o - 1];
                Py_INCREF(c->whole[o]);
            }
            else {
                c->op[o] = some_array(shape, nd, &c->whole[o]);
            }
            if (rnd(30) == 0) {
                PyArray_CLEARFLAGS(c->op[o], NPY_ARRAY_WRITEABLE);
            }
        }
        if (rnd(3) == 0) {
            c->dtype[o] = some_descr();
        }
    }
    if (c->has_axes && rnd(3) == 0) {
        c->has_itershape = 1;
        for (int i = 0; i < ndim; i++) {
            c->itershape[i] = rnd(2) ? -1 : full[i];
        }
    }
}

static void drop(Case *c)
{
    for (int o = 0; o < c->nop; o++) {
        Py_XDECREF(c->op[o]);
        Py_XDECREF(c->whole[o]);
        Py_XDECREF(c->dtype[o]);
    }
}

/* Whether what an operand's pointer shows has been written by somebody. */
static int defined(const Case *c, int o)
{
    return c->known[o];
}

static npy_uint64 value_at(const char *p, PyArray_Descr *d)
{
    npy_uint64 v = 0;
    char item[16] = {0};
    npy_intp n = PyDataType_ELSIZE(d);
    memcpy(item, p, n);
    for (npy_intp i = 0; i < n; i++) {
        v = v * 257 + (unsigned char)item[i];
    }
    return v;
}

static void write_at(char *p, PyArray_Descr *d, npy_intp k)
{
    /* Bytes that are small numbers in any type. */
    char item[16] = {0};
    npy_intp n = PyDataType_ELSIZE(d);
    switch (d->type_num) {
        case NPY_DOUBLE: { double v = (double)(k % 100); memcpy(item, &v, 8); break; }
        case NPY_FLOAT: { float v = (float)(k % 100); memcpy(item, &v, 4); break; }
        case NPY_CDOUBLE: { double v = (double)(k % 100); memcpy(item, &v, 8); break; }
        default: { npy_int64 v = k % 100; memcpy(item, &v, 8); }
    }
    if (d->byteorder == NPY_OPPBYTE && n > 1) {
        npy_intp half = d->type_num == NPY_CDOUBLE ? 8 : n;
        for (npy_intp base = 0; base < n; base += half) {
            for (npy_intp i = 0; i < half / 2; i++) {
                char t = item[base + i];
                item[base + i] = item[base + half - 1 - i];
                item[base + half - 1 - i] = t;
            }
        }
    }
    memcpy(p, item, n);
}

static void describe(const Case *c, NpyIter *it)
{
    npy_intp shape[NPY_MAXDIMS];
    if (NpyIter_HasIndex(it) && NpyIter_GetIterSize(it) == 1) {
        /* The reference leaves strides of the index unset, and merges axes by them. */
        return;
    }
    mix(NpyIter_GetNDim(it));
    mix(NpyIter_GetNOp(it));
    mix((npy_uint64)NpyIter_GetIterSize(it));
    mix(NpyIter_HasExternalLoop(it) + 2 * NpyIter_HasMultiIndex(it) + 4 * NpyIter_HasIndex(it) + 8 * NpyIter_IsBuffered(it)
        + 16 * NpyIter_IsGrowInner(it) + 32 * NpyIter_HasDelayedBufAlloc(it) + 64 * NpyIter_RequiresBuffering(it)
        + 128 * NpyIter_IterationNeedsAPI(it));
    if (NpyIter_GetShape(it, shape) == NPY_SUCCEED) {
        for (int i = 0; i < NpyIter_GetNDim(it); i++) {
            mix((npy_uint64)shape[i]);
        }
    }
    char reads[MAXOP], writes[MAXOP];
    NpyIter_GetReadFlags(it, reads);
    NpyIter_GetWriteFlags(it, writes);
    npy_intp from, until;
    NpyIter_GetIterIndexRange(it, &from, &until);
    show("  from %zd until %zd at %zd\n", from, until, NpyIter_GetIterIndex(it));
    mix((npy_uint64)from);
    mix((npy_uint64)until);
    mix((npy_uint64)NpyIter_GetIterIndex(it));
    show("  ndim %d size %zd ext %d multi %d delayed %d req %d shape", NpyIter_GetNDim(it), NpyIter_GetIterSize(it),
         NpyIter_HasExternalLoop(it), NpyIter_HasMultiIndex(it), NpyIter_HasDelayedBufAlloc(it), NpyIter_RequiresBuffering(it));
    for (int i = 0; verbose && i < NpyIter_GetNDim(it); i++) {
        say(" %zd", shape[i]);
    }
    for (int o = 0; o < c->nop; o++) {
        PyArray_Descr *d = NpyIter_GetDescrArray(it)[o];
        PyArrayObject *a = NpyIter_GetOperandArray(it)[o];
        mix(reads[o] + 2 * writes[o]);
        mix(d->type_num);
        mix(d->byteorder == NPY_OPPBYTE);
        mix(a == c->op[o]);
        show(" | %S r%d w%d same %d", d, reads[o], writes[o], a == c->op[o]);
        if (a != NULL && a != c->op[o]) {
            for (int i = 0; i < PyArray_NDIM(a); i++) {
                mix((npy_uint64)PyArray_DIM(a, i));
                mix(PyArray_DIM(a, i) > 1 ? (npy_uint64)PyArray_STRIDE(a, i) : 0);
                show(" %zd/%zd", PyArray_DIM(a, i), PyArray_STRIDE(a, i));
            }
        }
    }
    show("\n");
    if (NpyIter_HasMultiIndex(it)) {
        npy_intp strides[NPY_MAXDIMS];
        if (NpyIter_CreateCompatibleStrides(it, 8, strides) == NPY_SUCCEED) {
            for (int i = 0; i < NpyIter_GetNDim(it); i++) {
                mix((npy_uint64)strides[i]);
                show(" c%zd", strides[i]);
            }
        }
        else {
            mix_error("compatible strides");
        }
    }
    if (!NpyIter_IsBuffered(it)) {
        npy_intp fixed[MAXOP];
        NpyIter_GetInnerFixedStrideArray(it, fixed);
        for (int o = 0; o < c->nop; o++) {
            mix((npy_uint64)fixed[o]);
            show("  fixed %zd", fixed[o]);
        }
        for (int i = 0; i < NpyIter_GetNDim(it); i++) {
            npy_intp *s = NpyIter_GetAxisStrideArray(it, i);
            for (int o = 0; s && o < c->nop; o++) {
                mix((npy_uint64)s[o]);
                show(" %zd", s[o]);
            }
        }
        show("\n");
    }
}

/* Walks from where the iterator stands to its end. */
static void walk(const Case *c, NpyIter *it, npy_intp most)
{
    NpyIter_IterNextFunc *next = NpyIter_GetIterNext(it, NULL);
    if (next == NULL) {
        mix_error("next");
        return;
    }
    char **data = NpyIter_GetDataPtrArray(it);
    npy_intp *strides = NpyIter_GetInnerStrideArray(it), *size = NpyIter_GetInnerLoopSizePtr(it);
    /* The reference does not keep index and multi-index up to date where it buffers. */
    npy_intp *index = NpyIter_HasIndex(it) && !NpyIter_IsBuffered(it) ? NpyIter_GetIndexPtr(it) : NULL;
    NpyIter_GetMultiIndexFunc *get = NpyIter_HasMultiIndex(it) && !NpyIter_IsBuffered(it)
        ? NpyIter_GetGetMultiIndex(it, NULL) : NULL;
    PyErr_Clear();
    char reads[MAXOP], writes[MAXOP];
    NpyIter_GetReadFlags(it, reads);
    NpyIter_GetWriteFlags(it, writes);
    npy_intp at[NPY_MAXDIMS], k = 0, steps = 0;
    npy_intp from, until;
    NpyIter_GetIterIndexRange(it, &from, &until);
    if (NpyIter_GetIterSize(it) == 0 || from == until) {
        mix_text("empty");
        return;
    }
    do {
        npy_intp n = NpyIter_HasExternalLoop(it) ? *size : 1;
        if (!NpyIter_HasExternalLoop(it) || !NpyIter_IsBuffered(it)) {
            mix((npy_uint64)n);
        }
        if (get) {
            get(it, at);
            for (int i = 0; i < NpyIter_GetNDim(it); i++) {
                mix((npy_uint64)at[i]);
                show("%s%zd", i ? "," : " @", at[i]);
            }
        }
        if (index) {
            mix((npy_uint64)*index);
            show(" #%zd", *index);
        }
        for (npy_intp i = 0; i < n; i++, k++) {
            for (int o = 0; o < c->nop; o++) {
                PyArray_Descr *d = NpyIter_GetDescrArray(it)[o];
                char *p = data[o] + i * strides[o] * (NpyIter_HasExternalLoop(it) != 0);
                if (reads[o] && defined(c, o)) {
                    npy_uint64 v = value_at(p, d);
                    mix(v);
                    show(" %s", hex(v));
                }
                if (writes[o]) {
                    write_at(p, d, 3 * k + o);
                }
            }
        }
        show(" /%zd", n);
    } while (next(it) && ++steps < most);
    show("\n");
    if (NpyIter_IsBuffered(it) && steps < most) {
        mix((npy_uint64)*size);
        mix((npy_uint64)NpyIter_GetIterIndex(it));
        show("  end %zd at %zd\n", *size, NpyIter_GetIterIndex(it));
    }
    if (PyErr_Occurred()) {
        mix_error("walk");
    }
}

static void change(const Case *c, NpyIter **iter)
{
    NpyIter *it = *iter;
    npy_intp n = NpyIter_GetIterSize(it);
    char *message = NULL;
    switch (rnd(9)) {
        case 0: {
            if (NpyIter_IsBuffered(it) && c->flags & NPY_ITER_REDUCE_OK) {
                break;
            }
            npy_intp a = n > 0 ? rnd((npy_uint32)n + 1) : 0, b = n > 0 ? rnd((npy_uint32)n + 2) : 0;
            show("  range %zd %zd\n", a, b);
            if (NpyIter_ResetToIterIndexRange(it, a, b, rnd(2) ? &message : NULL) == NPY_SUCCEED) {
                if (a < b) {
                    walk(c, it, 1000000);
                }
            }
            else if (message == NULL) {
                mix_error("range");
            }
            else {
                mix_text("message");
            }
            break;
        }
        case 1: {
            npy_intp at[NPY_MAXDIMS] = {0}, shape[NPY_MAXDIMS];
            if (NpyIter_HasMultiIndex(it)) {
                NpyIter_GetShape(it, shape);
                for (int i = 0; i < NpyIter_GetNDim(it); i++) {
                    at[i] = rnd((npy_uint32)shape[i] + 1);
                }
            }
            show("  goto multi index\n");
            if (NpyIter_GotoMultiIndex(it, at) == NPY_SUCCEED) {
                mix((npy_uint64)NpyIter_GetIterIndex(it));
                walk(c, it, 1000000);
            }
            else {
                mix_error("goto multi index");
            }
            break;
        }
        case 2: {
            npy_intp i = (npy_intp)rnd((npy_uint32)n + 2) - 1;
            show("  goto index %zd\n", i);
            if (NpyIter_GotoIndex(it, i) == NPY_SUCCEED) {
                mix((npy_uint64)NpyIter_GetIterIndex(it));
                walk(c, it, 1000000);
            }
            else {
                mix_error("goto index");
            }
            break;
        }
        case 3: {
            npy_intp i = (npy_intp)rnd((npy_uint32)n + 2) - 1;
            if (NpyIter_IsBuffered(it) && c->flags & NPY_ITER_REDUCE_OK) {
                /* The reference loses what is written to a buffered reduction from there on. */
                break;
            }
            show("  goto iteration %zd\n", i);
            if (NpyIter_GotoIterIndex(it, i) == NPY_SUCCEED) {
                walk(c, it, 1000000);
            }
            else {
                mix_error("goto iteration");
            }
            break;
        }
        case 4: {
            int axis = (int)rnd(MAXND);
            show("  remove axis %d\n", axis);
            if (NpyIter_RemoveAxis(it, axis) == NPY_SUCCEED) {
                describe(c, it);
                walk(c, it, 1000000);
            }
            else {
                mix_error("remove axis");
            }
            break;
        }
        case 5:
            if (NpyIter_IsBuffered(it) && NpyIter_HasMultiIndex(it)) {
                /* The reference goes on with buffers for the axes that there were. */
                break;
            }
            show("  remove multi index\n");
            if (NpyIter_RemoveMultiIndex(it) == NPY_SUCCEED) {
                describe(c, it);
                if (!NpyIter_HasDelayedBufAlloc(it)) {
                    walk(c, it, 1000000);
                }
            }
            else {
                mix_error("remove multi index");
            }
            break;
        case 6:
            if (NpyIter_IsBuffered(it) || !(c->flags & NPY_ITER_RANGED)) {
                show("  external loop\n");
                if (NpyIter_EnableExternalLoop(it) == NPY_SUCCEED) {
                    describe(c, it);
                    if (!NpyIter_HasDelayedBufAlloc(it)) {
                        walk(c, it, 1000000);
                    }
                }
                else {
                    mix_error("external loop");
                }
            }
            break;
        case 7: {
            show("  copy\n");
            NpyIter *other = NpyIter_Copy(it);
            if (other == NULL) {
                mix_error("copy");
                break;
            }
            describe(c, other);
            if (NpyIter_Deallocate(it) != NPY_SUCCEED) {
                mix_error("deallocate");
            }
            *iter = other;
            break;
        }
        default: {
            char *base[MAXOP];
            show("  base pointers\n");
            for (int o = 0; o < c->nop; o++) {
                PyArrayObject *a = NpyIter_GetOperandArray(it)[o];
                base[o] = a ? PyArray_BYTES(a) : NULL;
            }
            if (NpyIter_ResetBasePointers(it, base, NULL) == NPY_SUCCEED) {
                walk(c, it, 1000000);
            }
            else {
                mix_error("base pointers");
            }
        }
    }
}

static int built;

static void one(int group)
{
    Case c;
    make(&c, group);
    if (verbose) {
        say("flags %x order %d casting %d buffer %zd axes %d itershape %d:", c.flags, c.order, c.casting, c.buffersize, c.has_axes,
            c.has_itershape);
        for (int o = 0; o < c.nop; o++) {
            say(" [%x %s ", c.op_flags[o], c.op[o] ? "array" : "none");
            if (c.op[o]) {
                say("%S", PyArray_DESCR(c.op[o]));
                for (int i = 0; i < PyArray_NDIM(c.op[o]); i++) {
                    say(" %zd/%zd", PyArray_DIM(c.op[o], i), PyArray_STRIDE(c.op[o], i));
                }
            }
            if (c.dtype[o]) {
                say(" as %S", c.dtype[o]);
            }
            for (int i = 0; c.op_axes[o] && i < c.oa_ndim; i++) {
                say(" @%d", c.op_axes[o][i]);
            }
            say("]");
        }
        say("\n");
    }
    NpyIter *it = NpyIter_AdvancedNew(c.nop, c.op, c.flags, c.order, c.casting, c.op_flags, c.dtype, c.oa_ndim,
                                      c.has_axes ? c.op_axes : NULL, c.has_itershape ? c.itershape : NULL, c.buffersize);
    if (it == NULL) {
        mix_error("construction");
        drop(&c);
        return;
    }
    built++;
    for (int o = 0; o < c.nop; o++) {
        PyArrayObject *a = NpyIter_GetOperandArray(it)[o];
        /* Memory that nobody has written says nothing. */
        c.known[o] = c.op[o] != NULL && (a == c.op[o] || c.op_flags[o] & (NPY_ITER_READONLY | NPY_ITER_READWRITE));
        if (c.op[o] == NULL && a != NULL) {
            PyArray_FILLWBYTE(a, 1);
            c.known[o] = 1;
        }
    }
    describe(&c, it);
    if (NpyIter_HasDelayedBufAlloc(it)) {
        if (NpyIter_Reset(it, NULL) != NPY_SUCCEED) {
            mix_error("first reset");
        }
    }
    npy_intp some = rnd(4) ? 1000000 : rnd(5);
    for (int o = 0; o < c.nop; o++) {
        /* What is not written into a buffer or copy is not there when that is written back; how far a buffer reaches is
         * the iterator's business. */
        if (c.op_flags[o] & NPY_ITER_WRITEONLY
            || (c.flags & NPY_ITER_BUFFERED && (c.flags & NPY_ITER_EXTERNAL_LOOP || c.op_flags[o] & NPY_ITER_READWRITE))) {
            some = 1000000;
        }
    }
    show("  first %zd\n", some);
    walk(&c, it, some);
    for (int i = (int)rnd(3); i > 0; i--) {
        change(&c, &it);
    }
    if (rnd(2)) {
        if (NpyIter_Reset(it, NULL) == NPY_SUCCEED) {
            walk(&c, it, 1000000);
        }
        else {
            mix_error("reset");
        }
    }
    PyArrayObject *kept[MAXOP];
    for (int o = 0; o < c.nop; o++) {
        kept[o] = NpyIter_GetOperandArray(it)[o];
        Py_XINCREF(kept[o]);
    }
    if (NpyIter_Deallocate(it) != NPY_SUCCEED) {
        mix_error("deallocate");
    }
    for (int o = 0; o < c.nop; o++) {
        PyArrayObject *a = c.whole[o];
        if (a != NULL) {
            npy_intp n = PyArray_SIZE(a);
            for (npy_intp i = 0; i < n; i++) {
                npy_uint64 v = value_at(PyArray_BYTES(a) + i * PyArray_ITEMSIZE(a), PyArray_DESCR(a));
                mix(v);
                show(" %s", hex(v));
            }
            show("\n");
        }
        Py_XDECREF(kept[o]);
    }
    drop(&c);
    mix_error("at the end");
}

/* A range of a copy of an iterator, summed without the interpreter. */
typedef struct {
    NpyIter *iter;
    npy_intp from, until;
    double total;
    char *message;
} Part;

static void *sum_part(void *p)
{
    Part *part = p;
    if (NpyIter_ResetToIterIndexRange(part->iter, part->from, part->until, &part->message) != NPY_SUCCEED) {
        return NULL;
    }
    NpyIter_IterNextFunc *next = NpyIter_GetIterNext(part->iter, &part->message);
    char **data = NpyIter_GetDataPtrArray(part->iter);
    npy_intp *stride = NpyIter_GetInnerStrideArray(part->iter), *size = NpyIter_GetInnerLoopSizePtr(part->iter);
    /* By the size alone, which is 0 at the end. */
    while (*size > 0) {
        for (npy_intp i = 0; i < *size; i++) {
            part->total += *(double *)(data[0] + i * stride[0]);
        }
        next(part->iter);
    }
    return NULL;
}

static void threads(const char *label, const char *expression)
{
    enum { COUNT = 4 };
    PyArrayObject *a = array_of(expression);
    PyArray_Descr *d = PyArray_DescrFromType(NPY_DOUBLE);
    npy_uint32 flags = NPY_ITER_READONLY | NPY_ITER_NBO | NPY_ITER_ALIGNED;
    NpyIter *iter = NpyIter_AdvancedNew(1, &a, NPY_ITER_BUFFERED | NPY_ITER_RANGED | NPY_ITER_EXTERNAL_LOOP | NPY_ITER_DELAY_BUFALLOC,
                                        NPY_KEEPORDER, NPY_SAFE_CASTING, &flags, &d, -1, NULL, NULL, 1024);
    if (iter == NULL) {
        say_error(label);
        return;
    }
    Part parts[COUNT];
    pthread_t ids[COUNT];
    npy_intp n = NpyIter_GetIterSize(iter);
    for (int i = 0; i < COUNT; i++) {
        parts[i] = (Part){i ? NpyIter_Copy(iter) : iter, n * i / COUNT, n * (i + 1) / COUNT, 0, NULL};
        /* Buffers are made under the lock. */
        NpyIter_Reset(parts[i].iter, NULL);
    }
    Py_BEGIN_ALLOW_THREADS
    for (int i = 0; i < COUNT; i++) {
        pthread_create(&ids[i], NULL, sum_part, &parts[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        pthread_join(ids[i], NULL);
    }
    Py_END_ALLOW_THREADS
    double total = 0;
    for (int i = 0; i < COUNT; i++) {
        total += parts[i].total;
        say("%s part %d: %zd, %s\n", label, i, (npy_intp)parts[i].total, parts[i].message ? parts[i].message : "fine");
        NpyIter_Deallocate(parts[i].iter);
    }
    say("%s: %zd\n", label, (npy_intp)total);
    Py_DECREF(d);
    Py_DECREF(a);
}

static void run(void)
{
    const char *wanted = getenv("NDITER_MATRIX"), *start = getenv("NDITER_SEED");
    npy_uint64 seed = start ? (npy_uint64)atoi(start) : 77;
    PyObject *ignore = PyImport_ImportModule("warnings");
    Py_XDECREF(PyObject_CallMethod(ignore, "simplefilter", "s", "ignore"));
    Py_XDECREF(ignore);
    section("random iterators");
    for (int group = 0; group < 400; group++) {
        if (wanted && atoi(wanted) != group) {
            continue;
        }
        verbose = wanted != NULL;
        digest = 14695981039346656037ULL;
        state = seed + 1000003ULL * group;
        built = 0;
        for (int i = 0; i < 40; i++) {
            one(group);
            if (verbose) {
                say("# %d digest %s\n", i, hex(digest));
            }
        }
        say("%d: %d built, %s\n", group, built, hex(digest));
    }
    section("copies in threads");
    threads("as they are", "np.arange(65536.)");
    threads("cast", "np.arange(65536, dtype='i4')");
    threads("scattered", "np.arange(65536, dtype='>f8').reshape(256, 256).T[::-1]");
}
