/* Every NpyIter function in every state: iterators of all single global flags and pairs of them over operands of several kinds
 * (objects, text, records, nothing among them), each put through all functions, right calls and wrong ones. One line for each
 * iterator. What the documentation forbids without naming an answer is not called. */
#include "program.h"
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))
#define MAXOP 3

static const struct { npy_uint32 flag; const char *name; } flags[] = {
    {0, "-"}, {NPY_ITER_C_INDEX, "C_INDEX"}, {NPY_ITER_F_INDEX, "F_INDEX"}, {NPY_ITER_MULTI_INDEX, "MULTI"},
    {NPY_ITER_EXTERNAL_LOOP, "EXLOOP"}, {NPY_ITER_COMMON_DTYPE, "COMMON"}, {NPY_ITER_REFS_OK, "REFS"},
    {NPY_ITER_ZEROSIZE_OK, "ZEROSIZE"}, {NPY_ITER_REDUCE_OK, "REDUCE"}, {NPY_ITER_RANGED, "RANGED"},
    {NPY_ITER_BUFFERED, "BUFFERED"}, {NPY_ITER_GROWINNER, "GROWINNER"}, {NPY_ITER_DELAY_BUFALLOC, "DELAY"},
    {NPY_ITER_DONT_NEGATE_STRIDES, "DONT_NEGATE"}, {NPY_ITER_COPY_IF_OVERLAP, "OVERLAP"},
};

typedef struct {
    const char *operands[MAXOP];
    npy_uint32 op_flags[MAXOP];
    const char *dtypes[MAXOP];
    NPY_CASTING casting;
} Set;

#define R NPY_ITER_READONLY
#define W NPY_ITER_WRITEONLY
#define RW NPY_ITER_READWRITE
static const Set sets[] = {
    {{"np.arange(6).reshape(2, 3)"}, {R}, {NULL}, NPY_SAFE_CASTING},
    {{"np.arange(6).reshape(2, 3)[:, ::-1]", "np.arange(3.)", NULL}, {R, R, W | NPY_ITER_ALLOCATE}, {NULL, NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.array(['a', None, 2], object)", "np.arange(3)"}, {R, RW}, {NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.zeros((0, 3))", "np.ones(3)"}, {RW, R}, {NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.zeros(())", "np.arange(4)"}, {RW, R}, {NULL, NULL}, NPY_SAME_KIND_CASTING},
    {{"np.arange(4, dtype='i4')", "np.arange(4, dtype='>f8')"}, {RW, R | NPY_ITER_NBO}, {"'f8'", NULL}, NPY_UNSAFE_CASTING},
    {{"np.arange(4)", "np.arange(8.)[::2]"}, {R, RW | NPY_ITER_CONTIG}, {"'f4'", "'f4'"}, NPY_SAFE_CASTING},
    {{"np.array(['ab', 'c'])", "np.array(['x', 'yy'], 'T')"}, {R, R}, {NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.array([(1, 2.5), (3, 4.5)], 'i4,f8')"}, {RW | NPY_ITER_COPY}, {NULL}, NPY_SAFE_CASTING},
    {{"np.arange(6).reshape(2, 3)", "np.arange(4)"}, {R, R}, {NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.arange(3)", "np.arange(3)[::-1]", "np.array([1, 0, 1], bool)"}, {RW | NPY_ITER_WRITEMASKED, R, R | NPY_ITER_ARRAYMASK}, {NULL, NULL, NULL}, NPY_SAFE_CASTING},
    {{"np.broadcast_to(np.arange(3), (2, 3))"}, {RW}, {NULL}, NPY_SAFE_CASTING},
};

/* The pending exception in short, and its text. */
static void say_failure(const char *what)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (type == NULL) {
        say(" %s!", what);
        return;
    }
    PyErr_NormalizeException(&type, &value, &trace);
    say(" %s! %s: %S |", what, ((PyTypeObject *)type)->tp_name, value);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
}

static void say_status(const char *what, int status)
{
    if (status == NPY_SUCCEED && !PyErr_Occurred()) {
        say(" %s", what);
    }
    else {
        say_failure(what);
    }
}

/* The value at the iterator's pointers, as far as it has been written. */
static void say_values(NpyIter *it, const char *reads)
{
    char **data = NpyIter_GetDataPtrArray(it);
    PyArray_Descr **descrs = NpyIter_GetDescrArray(it);
    say("(");
    for (int i = 0; i < NpyIter_GetNOp(it); i++) {
        if (!reads[i] || data[i] == NULL) {
            say("_ ");
            continue;
        }
        PyObject *scalar = PyArray_Scalar(data[i], descrs[i], (PyObject *)NpyIter_GetOperandArray(it)[i]);
        if (scalar == NULL) {
            say_failure("value");
            continue;
        }
        PyObject *plain = PyObject_CallMethod(scalar, "item", NULL);
        say("%S ", plain ? plain : Py_None);
        PyErr_Clear();
        Py_XDECREF(plain);
        Py_DECREF(scalar);
    }
    say(")");
}

static void walk(NpyIter *it, int steps)
{
    NpyIter_IterNextFunc *next = NpyIter_GetIterNext(it, NULL);
    if (next == NULL) {
        say_failure("next");
        return;
    }
    if (NpyIter_GetIterSize(it) == 0) {
        return;
    }
    char reads[MAXOP];
    NpyIter_GetReadFlags(it, reads);
    npy_intp *size = NpyIter_GetInnerLoopSizePtr(it), *strides = NpyIter_GetInnerStrideArray(it);
    int external = NpyIter_HasExternalLoop(it);
    do {
        say_values(it, reads);
        if (external) {
            say("x%zd", *size);
            for (int i = 0; *size > 1 && i < NpyIter_GetNOp(it); i++) {
                say("/%zd", strides[i]);
            }
        }
    } while (next(it) && --steps > 0);
    if (PyErr_Occurred()) {
        say_failure("walk");
    }
}

/* All functions, those that change the iterator last. */
static void try_all(NpyIter *it, int ranged)
{
    int nop = NpyIter_GetNOp(it), ndim = NpyIter_GetNDim(it), buffered = NpyIter_IsBuffered(it);
    int delayed = NpyIter_HasDelayedBufAlloc(it);
    npy_intp size = NpyIter_GetIterSize(it), from, until;
    char marks[2][MAXOP] = {{0}};
    NpyIter_GetReadFlags(it, marks[0]);
    NpyIter_GetWriteFlags(it, marks[1]);
    NpyIter_GetIterIndexRange(it, &from, &until);
    say(" nop %d ndim %d size %zd range %zd-%zd at %zd has %d%d%d%d%d%d%d api %d transfer %d buffer %zd", nop, ndim, size, from,
        until, NpyIter_GetIterIndex(it), delayed, NpyIter_HasExternalLoop(it), NpyIter_HasMultiIndex(it), NpyIter_HasIndex(it),
        buffered, NpyIter_IsGrowInner(it), NpyIter_RequiresBuffering(it), NpyIter_IterationNeedsAPI(it),
        delayed ? -1 : (int)NpyIter_GetTransferFlags(it), size > 0 ? NpyIter_GetBufferSize(it) : -1);
    for (int i = 0; i < nop; i++) {
        PyArrayObject *a = NpyIter_GetOperandArray(it)[i];
        say(" [%d%d %R same %d first %d]", marks[0][i], marks[1][i], NpyIter_GetDescrArray(it)[i], PyArray_Check(a),
            size > 0 && !delayed ? NpyIter_IsFirstVisit(it, i) : -1);
    }
    npy_intp shape[NPY_MAXDIMS], strides[NPY_MAXDIMS], index[NPY_MAXDIMS] = {0}, beyond[NPY_MAXDIMS] = {77, 77, 77, 77};
    say_status("GetShape", NpyIter_GetShape(it, shape));
    for (int i = 0; i < ndim && size > 0; i++) {
        say(" %zd", shape[i]);
    }
    if (!buffered) {
        for (int i = 0; i < ndim && size > 0; i++) {
            npy_intp *of = NpyIter_GetAxisStrideArray(it, i);
            if (of == NULL) {
                say_failure("GetAxisStrideArray");
                break;
            }
            for (int o = 0; o < nop; o++) {
                say(shape[i] > 1 ? "/%zd" : "/", of[o]);
            }
        }
        if (NpyIter_GetAxisStrideArray(it, ndim + 5) == NULL) {
            say_failure("GetAxisStrideArray");
        }
    }
    if (NpyIter_HasMultiIndex(it)) {
        say_status("CreateCompatibleStrides", NpyIter_CreateCompatibleStrides(it, 8, strides));
    }
    NpyIter_GetMultiIndexFunc *get = NpyIter_GetGetMultiIndex(it, NULL);
    if (get == NULL) {
        say_failure("GetGetMultiIndex");
    }
    else if (size > 0) {
        get(it, index);
        for (int i = 0; i < ndim; i++) {
            say(",%zd", index[i]);
        }
    }
    for (int i = 0; i < nop; i++) {
        PyArrayObject *view = NpyIter_GetIterView(it, i);
        if (view == NULL) {
            say_failure("GetIterView");
        }
        else {
            say(" view %d", PyArray_NDIM(view));
            Py_DECREF(view);
        }
    }
    say("\n   walk ");
    if (!delayed) {
        walk(it, 9);
    }
    say_status("\n   Reset", NpyIter_Reset(it, NULL));
    if (size > 0) {
        say_status("GotoIterIndex", NpyIter_GotoIterIndex(it, size - 1));
        if (!PyErr_Occurred()) {
            say("%zd", NpyIter_GetIterIndex(it));
            say_values(it, marks[0]);
        }
        say_status("GotoIterIndex", NpyIter_GotoIterIndex(it, size));
        say_status("GotoIterIndex", NpyIter_GotoIterIndex(it, -1));
        say_status("GotoIndex", NpyIter_GotoIndex(it, size - 1));
        say_status("GotoIndex", NpyIter_GotoIndex(it, size));
        if (NpyIter_HasMultiIndex(it)) {
            say_status("GotoMultiIndex", NpyIter_GotoMultiIndex(it, beyond));
        }
        memset(index, 0, sizeof index);
        say_status("GotoMultiIndex", NpyIter_GotoMultiIndex(it, index));
        say_status("ResetToIterIndexRange", NpyIter_ResetToIterIndexRange(it, 1, size, NULL));
        walk(it, 9);
        say_status("ResetToIterIndexRange", NpyIter_ResetToIterIndexRange(it, 1, 1, NULL));
        say_status("ResetToIterIndexRange", NpyIter_ResetToIterIndexRange(it, 0, size + 1, NULL));
        say_status("ResetToIterIndexRange", NpyIter_ResetToIterIndexRange(it, 2, 1, NULL));
        char *bases[MAXOP];
        memcpy(bases, NpyIter_GetInitialDataPtrArray(it), nop * sizeof *bases);
        say_status("ResetBasePointers", NpyIter_ResetBasePointers(it, bases, NULL));
    }
    say_status("Reset", NpyIter_Reset(it, NULL));
    if (size > 0 && ranged && NpyIter_ResetToIterIndexRange(it, 0, size, NULL) != NPY_SUCCEED) {
        say_failure("whole range");
    }
    NpyIter *copy = NpyIter_Copy(it);
    if (copy == NULL) {
        say_failure("Copy");
    }
    else {
        say("\n   copy");
        if (size > 0) {
            walk(copy, 3);
        }
        say_status("RemoveAxis", NpyIter_RemoveAxis(copy, 0));
        say(" size %zd", NpyIter_GetIterSize(copy));
        say_status("RemoveAxis", NpyIter_RemoveAxis(copy, 9));
        say_status("RemoveMultiIndex", NpyIter_RemoveMultiIndex(copy));
        say(" ndim %d", NpyIter_GetNDim(copy));
        if (!ranged) {
            /* Ranges and external loops go together in buffers alone. */
            say_status("EnableExternalLoop", NpyIter_EnableExternalLoop(copy));
        }
        say(" ndim %d", NpyIter_GetNDim(copy));
        if (size > 0 && NpyIter_Reset(copy, NULL) == NPY_SUCCEED) {
            walk(copy, 9);
        }
        say_status("Deallocate", NpyIter_Deallocate(copy));
    }
}

static void one(int k, npy_uint32 global, const char *first, const char *second, NPY_ORDER order, npy_uint32 per)
{
    const Set *set = &sets[k];
    PyArrayObject *ops[MAXOP] = {NULL};
    PyArray_Descr *dtypes[MAXOP] = {NULL};
    npy_uint32 op_flags[MAXOP];
    int nop = 0;
    for (; nop < MAXOP && (set->operands[nop] != NULL || set->op_flags[nop] != 0); nop++) {
        ops[nop] = set->operands[nop] ? array_of(set->operands[nop]) : NULL;
        dtypes[nop] = set->dtypes[nop] ? (PyArray_Descr *)PyArray_DescrFromType(set->dtypes[nop][2] == '8' ? NPY_DOUBLE : NPY_FLOAT) : NULL;
        op_flags[nop] = set->op_flags[nop] | per;
    }
    say("%d %s %s %d %x:", k, first, second, (int)order, per);
    NpyIter *it = NpyIter_AdvancedNew(nop, ops, global, order, set->casting, op_flags, dtypes, -1, NULL, NULL, 2);
    if (it == NULL) {
        say_failure("New");
        say("\n");
    }
    else {
        try_all(it, (global & NPY_ITER_RANGED) != 0);
        say_status("Deallocate", NpyIter_Deallocate(it));
        for (int i = 0; i < nop; i++) {
            if (ops[i] != NULL && PyArray_SIZE(ops[i]) < 7 && set->op_flags[i] & NPY_ITER_WRITEONLY) {
                PyObject *list = PyObject_CallMethod((PyObject *)ops[i], "tolist", NULL);
                say(" left %S", list);
                Py_XDECREF(list);
            }
        }
        say("\n");
    }
    for (int i = 0; i < nop; i++) {
        say("%zd ", ops[i] ? Py_REFCNT(ops[i]) : 0);
        Py_XDECREF(ops[i]);
        Py_XDECREF(dtypes[i]);
    }
    say("\n");
}

static void run(void)
{
    const char *only = getenv("NDITER_SET");
    for (int k = only ? atoi(only) : 0; k < (only ? atoi(only) + 1 : COUNT(sets)); k++) {
        char name[40];
        snprintf(name, sizeof name, "operands %d", k);
        section(name);
        for (int a = 0; a < COUNT(flags); a++) {
            for (int b = a; b < COUNT(flags); b++) {
                /* With both, the reference walks on behind the end of several operands. */
                npy_uint32 both = flags[a].flag | flags[b].flag;
                if (both & NPY_ITER_RANGED && both & (NPY_ITER_C_INDEX | NPY_ITER_F_INDEX)) {
                    continue;
                }
                /* Objects are always let in, but where that is what is tried, so that there is something to see. */
                npy_uint32 more = a == 0 && b == 0 ? 0 : NPY_ITER_REFS_OK | NPY_ITER_ZEROSIZE_OK;
                one(k, flags[a].flag | flags[b].flag | more, flags[a].name, flags[b].name, NPY_KEEPORDER, 0);
                if (flags[a].flag != NPY_ITER_BUFFERED) {
                    one(k, flags[a].flag | flags[b].flag | more | NPY_ITER_BUFFERED | NPY_ITER_REDUCE_OK, flags[a].name, flags[b].name, NPY_KEEPORDER, 0);
                }
            }
        }
        static const npy_uint32 pers[] = {NPY_ITER_COPY, NPY_ITER_UPDATEIFCOPY, NPY_ITER_NBO, NPY_ITER_ALIGNED, NPY_ITER_CONTIG,
            NPY_ITER_ALLOCATE, NPY_ITER_NO_SUBTYPE, NPY_ITER_VIRTUAL, NPY_ITER_NO_BROADCAST, NPY_ITER_WRITEMASKED, NPY_ITER_ARRAYMASK,
            NPY_ITER_OVERLAP_ASSUME_ELEMENTWISE, NPY_ITER_READONLY, NPY_ITER_WRITEONLY};
        for (int p = 0; p < COUNT(pers); p++) {
            for (NPY_ORDER order = NPY_ANYORDER; order <= NPY_KEEPORDER; order++) {
                one(k, NPY_ITER_MULTI_INDEX | NPY_ITER_REFS_OK | NPY_ITER_ZEROSIZE_OK, "per", "operand", order, pers[p]);
                one(k, NPY_ITER_BUFFERED | NPY_ITER_EXTERNAL_LOOP | NPY_ITER_REFS_OK | NPY_ITER_ZEROSIZE_OK, "per", "buffered", order, pers[p]);
            }
        }
    }
}
