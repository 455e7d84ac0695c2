/* NpyIter through its function table: construction, order, buffering, ranges, reductions, errors. */
#include "program.h"

static void describe(const char *label, NpyIter *iter)
{
    if (iter == NULL) {
        say_error(label);
        return;
    }
    say("%s: ndim %d nop %d size %zd ext %d multi %d index %d buf %d grow %d delayed %d req %d api %d\n", label,
        NpyIter_GetNDim(iter), NpyIter_GetNOp(iter), NpyIter_GetIterSize(iter), NpyIter_HasExternalLoop(iter),
        NpyIter_HasMultiIndex(iter), NpyIter_HasIndex(iter), NpyIter_IsBuffered(iter), NpyIter_IsGrowInner(iter),
        NpyIter_HasDelayedBufAlloc(iter), NpyIter_RequiresBuffering(iter), NpyIter_IterationNeedsAPI(iter));
}

static void sum_inner(NpyIter *iter)
{
    NpyIter_IterNextFunc *next = NpyIter_GetIterNext(iter, NULL);
    char **data = NpyIter_GetDataPtrArray(iter);
    npy_intp *stride = NpyIter_GetInnerStrideArray(iter), *count = NpyIter_GetInnerLoopSizePtr(iter);
    double total = 0;
    if (next == NULL) {
        say_error("next");
        return;
    }
    do {
        char *p = data[0];
        say(" [%zd]", *count);
        for (npy_intp i = 0; i < *count; i++, p += stride[0]) {
            total += *(double *)p;
        }
    } while (next(iter));
    say(" total %d\n", (int)total);
}

static void run(void)
{
    PyArrayObject *a = array_of("np.arange(24.).reshape(2, 3, 4)"), *t = array_of("np.arange(24.).reshape(2, 3, 4).T");
    NpyIter *iter;

    section("one operand");
    iter = NpyIter_New(a, NPY_ITER_READONLY, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    describe("plain", iter);
    NpyIter_IterNextFunc *next = NpyIter_GetIterNext(iter, NULL);
    char **data = NpyIter_GetDataPtrArray(iter);
    int n = 0;
    do {
        n++;
    } while (next(iter));
    say("%d steps\n", n);
    say("reset %d", NpyIter_Reset(iter, NULL));
    say(" index %zd\n", NpyIter_GetIterIndex(iter));
    say("goto %d", NpyIter_GotoIterIndex(iter, 7));
    say(" value %d\n", (int)*(double *)data[0]);
    say("goto outside %d\n", NpyIter_GotoIterIndex(iter, 99));
    say_error("goto");
    npy_intp shape[NPY_MAXDIMS];
    say("shape %d", NpyIter_GetShape(iter, shape));
    say(" %zd\n", shape[0]);
    say("deallocate %d\n", NpyIter_Deallocate(iter));

    section("external loop");
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_EXTERNAL_LOOP, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    describe("keep", iter);
    sum_inner(iter);
    NpyIter_Deallocate(iter);
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_EXTERNAL_LOOP, NPY_CORDER, NPY_NO_CASTING, NULL);
    describe("C", iter);
    sum_inner(iter);
    NpyIter_Deallocate(iter);
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_EXTERNAL_LOOP | NPY_ITER_BUFFERED, NPY_CORDER, NPY_NO_CASTING, NULL);
    describe("buffered C", iter);
    sum_inner(iter);
    NpyIter_Deallocate(iter);

    section("multi index");
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_MULTI_INDEX | NPY_ITER_C_INDEX, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    describe("multi", iter);
    NpyIter_GetMultiIndexFunc *get = NpyIter_GetGetMultiIndex(iter, NULL);
    next = NpyIter_GetIterNext(iter, NULL);
    npy_intp at[3], *index = NpyIter_GetIndexPtr(iter);
    n = 0;
    do {
        get(iter, at);
        say(" %zd%zd%zd:%zd", at[0], at[1], at[2], *index);
    } while (next(iter) && ++n < 8);
    say("\n");
    npy_intp to[3] = {3, 1, 1};
    say("goto %d", NpyIter_GotoMultiIndex(iter, to));
    say(" value %d index %zd\n", (int)*(double *)NpyIter_GetDataPtrArray(iter)[0], *index);
    say("goto index %d", NpyIter_GotoIndex(iter, 5));
    get(iter, at);
    say(" %zd%zd%zd\n", at[0], at[1], at[2]);
    say("axis strides %zd %zd\n", NpyIter_GetAxisStrideArray(iter, 0)[0], NpyIter_GetAxisStrideArray(iter, 2)[0]);
    say("remove axis %d\n", NpyIter_RemoveAxis(iter, 1));
    say_error("remove axis");
    NpyIter_Deallocate(iter);
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_MULTI_INDEX, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    say("remove axis %d\n", NpyIter_RemoveAxis(iter, 1));
    describe("removed", iter);
    say("remove multi index %d\n", NpyIter_RemoveMultiIndex(iter));
    describe("coalesced", iter);
    say("external %d\n", NpyIter_EnableExternalLoop(iter));
    describe("external", iter);
    NpyIter_Deallocate(iter);

    section("several operands");
    PyArrayObject *ops[3] = {array_of("np.arange(3.)"), array_of("np.arange(2).reshape(2, 1)"), NULL};
    npy_uint32 flags[3] = {NPY_ITER_READONLY, NPY_ITER_READONLY, NPY_ITER_WRITEONLY | NPY_ITER_ALLOCATE};
    PyArray_Descr *types[3] = {PyArray_DescrFromType(NPY_DOUBLE), PyArray_DescrFromType(NPY_DOUBLE),
                               PyArray_DescrFromType(NPY_DOUBLE)};
    iter = NpyIter_MultiNew(3, ops, NPY_ITER_EXTERNAL_LOOP | NPY_ITER_BUFFERED | NPY_ITER_GROWINNER, NPY_KEEPORDER,
                            NPY_SAFE_CASTING, flags, types);
    describe("cast", iter);
    next = NpyIter_GetIterNext(iter, NULL);
    data = NpyIter_GetDataPtrArray(iter);
    npy_intp *strides = NpyIter_GetInnerStrideArray(iter), *count = NpyIter_GetInnerLoopSizePtr(iter);
    do {
        for (npy_intp i = 0; i < *count; i++) {
            *(double *)(data[2] + i * strides[2]) =
                *(double *)(data[0] + i * strides[0]) + 10 * *(double *)(data[1] + i * strides[1]);
        }
    } while (next(iter));
    PyArrayObject *out = NpyIter_GetOperandArray(iter)[2];
    Py_INCREF(out);
    for (int i = 0; i < 3; i++) {
        char c[3] = {9, 9, 9}, w[3] = {9, 9, 9};
        NpyIter_GetReadFlags(iter, c);
        NpyIter_GetWriteFlags(iter, w);
        say("op %d type %c read %d write %d\n", i, NpyIter_GetDescrArray(iter)[i]->type, c[i], w[i]);
    }
    say("buffer size %zd flags %x\n", NpyIter_GetBufferSize(iter), NpyIter_GetTransferFlags(iter));
    NpyIter *copy = NpyIter_Copy(iter);
    describe("copy", copy);
    NpyIter_Deallocate(copy);
    say("deallocate %d\n", NpyIter_Deallocate(iter));
    say_array("out", (PyObject *)out);
    iter = NpyIter_MultiNew(2, ops, 0, NPY_KEEPORDER, NPY_NO_CASTING, flags, types);
    describe("no casting", iter);

    section("ranges");
    iter = NpyIter_New(a, NPY_ITER_READONLY | NPY_ITER_RANGED | NPY_ITER_EXTERNAL_LOOP, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    describe("ranged", iter);
    if (iter) {
        NpyIter_Deallocate(iter);
    }
    else {
        PyErr_Clear();
    }
    iter = NpyIter_New(a, NPY_ITER_READONLY | NPY_ITER_RANGED, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    say("range %d\n", NpyIter_ResetToIterIndexRange(iter, 3, 6, NULL));
    npy_intp from, until;
    NpyIter_GetIterIndexRange(iter, &from, &until);
    say("%zd %zd:", from, until);
    next = NpyIter_GetIterNext(iter, NULL);
    do {
        say(" %d", (int)*(double *)NpyIter_GetDataPtrArray(iter)[0]);
    } while (next(iter));
    say("\n");
    say("bad range %d\n", NpyIter_ResetToIterIndexRange(iter, 6, 30, NULL));
    say_error("bad range");
    NpyIter_Deallocate(iter);

    section("AdvancedNew");
    PyArrayObject *outer[3] = {array_of("np.arange(2.)"), array_of("np.arange(3.)"), NULL};
    int axes0[2] = {0, -1}, axes1[2] = {-1, 0}, axes2[2] = {0, 1};
    int *axes[3] = {axes0, axes1, axes2};
    npy_uint32 oflags[3] = {NPY_ITER_READONLY, NPY_ITER_READONLY, NPY_ITER_WRITEONLY | NPY_ITER_ALLOCATE};
    iter = NpyIter_AdvancedNew(3, outer, 0, NPY_KEEPORDER, NPY_NO_CASTING, oflags, NULL, 2, axes, NULL, 0);
    describe("outer", iter);
    if (iter) {
        next = NpyIter_GetIterNext(iter, NULL);
        data = NpyIter_GetDataPtrArray(iter);
        do {
            *(double *)data[2] = *(double *)data[0] * 10 + *(double *)data[1];
        } while (next(iter));
        out = NpyIter_GetOperandArray(iter)[2];
        Py_INCREF(out);
        NpyIter_Deallocate(iter);
        say_array("product", (PyObject *)out);
    }

    section("reduction");
    PyArrayObject *red[2] = {a, array_of("np.zeros(3)")};
    int raxes0[3] = {0, 1, 2}, raxes1[3] = {-1, 0, -1};
    int *raxes[2] = {raxes0, raxes1};
    npy_uint32 rflags[2] = {NPY_ITER_READONLY, NPY_ITER_READWRITE};
    iter = NpyIter_AdvancedNew(2, red, NPY_ITER_REDUCE_OK | NPY_ITER_EXTERNAL_LOOP, NPY_KEEPORDER, NPY_NO_CASTING, rflags,
                               NULL, 3, raxes, NULL, 0);
    describe("reduce", iter);
    if (iter) {
        next = NpyIter_GetIterNext(iter, NULL);
        data = NpyIter_GetDataPtrArray(iter);
        strides = NpyIter_GetInnerStrideArray(iter);
        count = NpyIter_GetInnerLoopSizePtr(iter);
        say("first visit %d\n", NpyIter_IsFirstVisit(iter, 1));
        do {
            for (npy_intp i = 0; i < *count; i++) {
                *(double *)(data[1] + i * strides[1]) += *(double *)(data[0] + i * strides[0]);
            }
        } while (next(iter));
        NpyIter_Deallocate(iter);
        say_array("sums", (PyObject *)red[1]);
    }

    section("views and strides");
    iter = NpyIter_New(t, NPY_ITER_READONLY | NPY_ITER_MULTI_INDEX, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    say_array("iter view", (PyObject *)NpyIter_GetIterView(iter, 0));
    npy_intp compatible[3];
    say("compatible %d", NpyIter_CreateCompatibleStrides(iter, 8, compatible));
    say(" %zd %zd %zd\n", compatible[0], compatible[1], compatible[2]);
    say("initial %d\n", NpyIter_GetInitialDataPtrArray(iter)[0] == PyArray_BYTES(t));
    npy_intp fixed[1];
    NpyIter_GetInnerFixedStrideArray(iter, fixed);
    say("fixed %zd\n", fixed[0]);
    NpyIter_Deallocate(iter);

    section("errors");
    PyArrayObject *ro = array_of("np.broadcast_to(np.arange(3.), (2, 3))");
    describe("write to read-only", NpyIter_New(ro, NPY_ITER_READWRITE, NPY_KEEPORDER, NPY_NO_CASTING, NULL));
    describe("no read or write", NpyIter_New(a, 0, NPY_KEEPORDER, NPY_NO_CASTING, NULL));
    PyArrayObject *objects = array_of("np.array([None])"), *none = array_of("np.zeros((0, 2))");
    describe("objects", NpyIter_New(objects, NPY_ITER_READONLY, NPY_KEEPORDER, NPY_NO_CASTING, NULL));
    describe("empty", NpyIter_New(none, NPY_ITER_READONLY, NPY_KEEPORDER, NPY_NO_CASTING, NULL));
    iter = NpyIter_New(none, NPY_ITER_READONLY | NPY_ITER_ZEROSIZE_OK, NPY_KEEPORDER, NPY_NO_CASTING, NULL);
    describe("empty allowed", iter);
    NpyIter_Deallocate(iter);
    PyArrayObject *misfit[2] = {array_of("np.zeros(3)"), array_of("np.zeros(4)")};
    describe("do not broadcast", NpyIter_MultiNew(2, misfit, 0, NPY_KEEPORDER, NPY_NO_CASTING, flags, NULL));
}
