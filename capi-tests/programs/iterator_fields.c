/* The fields of the iterators that are structs, at each step, as macros and functions move them: flat, along all but an axis, broadcast
 * and neighbourhood. Pointers are shown as distances from the data. */
#include "program.h"

static void say_list(const char *label, const npy_intp *values, int n)
{
    say(" %s[", label);
    for (int i = 0; i < n; i++) {
        say(i ? " %zd" : "%zd", values[i]);
    }
    say("]");
}

static npy_intp offset(PyArrayIterObject *it)
{
    return it->dataptr - PyArray_BYTES(it->ao);
}

/* What stays as it is while the iterator moves. Where iterators are broadcast, the reference leaves some of it unset. */
static void say_frame(PyArrayIterObject *it, int all)
{
    int n = it->nd_m1 + 1;
    say("nd_m1 %d size %zd contiguous %d", it->nd_m1, it->size, it->contiguous);
    say_list("dims_m1", it->dims_m1, n);
    say_list("strides", it->strides, n);
    say_list("backstrides", it->backstrides, n);
    if (all) {
        say_list("factors", it->factors, n);
    }
    for (int i = 0; all && i < n; i++) {
        say(" bounds %zd..%zd limits %zd..%zd of %zd", it->bounds[i][0], it->bounds[i][1], it->limits[i][0],
            it->limits[i][1], it->limits_sizes[i]);
    }
    say("\n");
}

static void say_step(PyArrayIterObject *it, int coordinates)
{
    say(" %zd@%zd", it->index, offset(it));
    /* Contiguous and one-dimensional iterators need not keep their coordinates. */
    if (coordinates) {
        say_list("", it->coordinates, it->nd_m1 + 1);
    }
}

static void walk(const char *label, PyObject *object, int all)
{
    if (object == NULL) {
        say_error(label);
        return;
    }
    PyArrayIterObject *it = (PyArrayIterObject *)object;
    say("%s: %s ", label, Py_TYPE(it)->tp_name);
    say_frame(it, all);
    say("  next");
    for (int n = 0; PyArray_ITER_NOTDONE(it) && n < 40; n++) {
        say_step(it, 1);
        PyArray_ITER_NEXT(it);
    }
    say_step(it, 1);
    PyArray_ITER_RESET(it);
    say("\n  reset");
    say_step(it, 1);
    say("\n  goto1d");
    for (npy_intp i = 0; i < it->size; i += 1 + it->size / 5) {
        PyArray_ITER_GOTO1D(it, i);
        say_step(it, !it->contiguous && it->nd_m1 > 0);
        if (i > 0) {
            PyArray_ITER_GOTO1D(it, -i);
            say_step(it, !it->contiguous && it->nd_m1 > 0);
        }
    }
    if (it->size > 0) {
        npy_intp to[NPY_MAXDIMS] = {0};
        say("\n  goto");
        for (int axis = 0; axis <= it->nd_m1; axis++) {
            to[axis] = it->dims_m1[axis];
            PyArray_ITER_GOTO(it, to);
            /* The reference's index is wrong from three dimensions on. */
            if (it->nd_m1 < 2) {
                say_step(it, 1);
            }
            else {
                say(" @%zd", offset(it));
                say_list("", it->coordinates, it->nd_m1 + 1);
            }
        }
        to[0] = -1;
        PyArray_ITER_GOTO(it, to);
        say(" @%zd", offset(it));
    }
    PyArray_ITER_RESET(it);
    say("\n");
    Py_DECREF(it);
}

static const char *arrays[] = {
    "np.arange(6)", "np.arange(12)[::-2]", "np.arange(12).reshape(3, 4)", "np.arange(12).reshape(3, 4).T",
    "np.arange(24).reshape(2, 3, 4)", "np.arange(24).reshape(2, 3, 4)[:, ::-2, 1:3]", "np.asfortranarray(np.ones((2, 3)))",
    "np.array(5)", "np.zeros((0, 3))", "np.zeros((2, 0))", "np.zeros((1, 1, 2))", "np.broadcast_to(np.arange(3), (2, 3))",
    "np.zeros((2, 2, 2, 2), 'i1')[..., ::-1]", "np.array(['ab', 'c'])", "np.matrix([[1, 2], [3, 4]])",
    "np.zeros(3, 'i4,f8')['f1']",
};
#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

/* One line for each step of a broadcast iterator. */
static void say_multi(PyArrayMultiIterObject *m)
{
    say(" %zd(", m->index);
    for (int i = 0; i < m->numiter; i++) {
        say(i ? " %zd@%zd" : "%zd@%zd", m->iters[i]->index, (char *)PyArray_MultiIter_DATA(m, i) - PyArray_BYTES(m->iters[i]->ao));
    }
    say(")");
}

static void walk_multi(const char *label, PyObject *object)
{
    if (object == NULL) {
        say_error(label);
        return;
    }
    PyArrayMultiIterObject *m = (PyArrayMultiIterObject *)object;
    say("%s: numiter %d nd %d size %zd", label, m->numiter, m->nd, m->size);
    say_list("dimensions", m->dimensions, m->nd);
    say("\n");
    for (int i = 0; i < m->numiter; i++) {
        say("  %d: ", i);
        say_frame(m->iters[i], 0);
    }
    say("  next");
    for (int n = 0; PyArray_MultiIter_NOTDONE(m) && n < 30; n++) {
        say_multi(m);
        PyArray_MultiIter_NEXT(m);
    }
    say_multi(m);
    PyArray_MultiIter_RESET(m);
    say("\n  reset");
    say_multi(m);
    if (m->size > 0) {
        say("\n  goto1d");
        for (npy_intp i = 0; i < m->size; i += 1 + m->size / 4) {
            PyArray_MultiIter_GOTO1D(m, i);
            say_multi(m);
        }
        npy_intp to[NPY_MAXDIMS] = {0};
        if (m->nd > 0 && m->nd < 3) {
            to[m->nd - 1] = m->dimensions[m->nd - 1] - 1;
            PyArray_MultiIter_GOTO(m, to);
            say("\n  goto");
            say_multi(m);
        }
        PyArray_MultiIter_RESET(m);
        say("\n  one alone");
        for (int i = 0; i < m->numiter; i++) {
            PyArray_MultiIter_NEXTi(m, i);
            say_multi(m);
        }
    }
    PyArray_MultiIter_RESET(m);
    say("\n");
    int axis = PyArray_RemoveSmallest(m);
    say("  without the smallest axis %d: size %zd", axis, m->size);
    if (m->nd > 0) {
        say_list("dims_m1 of the first", m->iters[0]->dims_m1, m->nd);
    }
    say("\n");
    say_error("smallest");
    Py_DECREF(m);
}

static void run(void)
{
    section("PyArray_IterNew");
    for (int i = 0; i < COUNT(arrays); i++) {
        PyObject *a = eval(arrays[i]);
        walk(arrays[i], PyArray_IterNew(a), 1);
        Py_DECREF(a);
    }
    int refused = PyArray_IterNew(Py_None) == NULL && PyErr_ExceptionMatches(PyExc_SystemError);
    PyErr_Clear();
    say_int("no array is refused", refused);

    section("PyArray_IterAllButAxis");
    for (int i = 0; i < COUNT(arrays); i++) {
        PyObject *a = eval(arrays[i]);
        int nd = PyArray_NDIM((PyArrayObject *)a);
        for (int axis = -1; axis < nd && nd > 0; axis++) {
            int chosen = axis;
            PyObject *it = PyArray_IterAllButAxis(a, &chosen);
            say("axis %d of %d: ", chosen, axis);
            walk(arrays[i], it, 1);
        }
        Py_DECREF(a);
    }

    section("PyArray_BroadcastToShape");
    npy_intp shapes[][3] = {{2, 3, 4}, {3, 3, 3}, {2, 2, 3}, {1, 2, 6}, {1, 1, 0}};
    for (int i = 0; i < COUNT(arrays); i++) {
        PyObject *a = eval(arrays[i]);
        for (int k = 0; k < COUNT(shapes); k++) {
            for (int nd = 1; nd <= 3; nd++) {
                walk(arrays[i], PyArray_BroadcastToShape(a, shapes[k] + 3 - nd, nd), 0);
            }
        }
        Py_DECREF(a);
    }

    section("PyArray_MultiIterNew");
    const char *pairs[][2] = {
        {"np.arange(4)", "np.arange(3).reshape(3, 1)"}, {"np.array(1)", "np.arange(3)"}, {"np.array(1)", "np.array(2)"},
        {"np.arange(4)", "np.arange(3)"}, {"[1, 2]", "5"}, {"np.zeros((0, 2))", "np.ones(2)"},
        {"np.zeros((2, 1, 3))[..., ::-1]", "np.ones((2, 2, 1))"}, {"np.ones((1, 3))", "np.arange(6).reshape(2, 3).T[:2]"},
        {"np.ones((2, 2))", "np.ones((2, 2)).T"}, {"None", "'text'"},
    };
    for (int i = 0; i < COUNT(pairs); i++) {
        PyObject *a = eval(pairs[i][0]), *b = eval(pairs[i][1]);
        say("%s ", pairs[i][0]);
        walk_multi(pairs[i][1], PyArray_MultiIterNew(2, a, b));
        walk_multi("three", PyArray_MultiIterNew(3, b, a, b));
        walk_multi("one", PyArray_MultiIterNew(1, a));
        PyObject *list[2] = {a, b};
        walk_multi("from objects", PyArray_MultiIterFromObjects(list, 2, 1, b));
        Py_DECREF(a);
        Py_DECREF(b);
    }
    say_object("none", PyArray_MultiIterNew(-1));
    say_object("too many", PyArray_MultiIterNew(NPY_MAXARGS + 33));

    section("PyArray_Broadcast");
    /* Iterators put into the struct by hand, as extensions do. */
    PyObject *x = eval("np.arange(3)"), *y = eval("np.arange(6).reshape(2, 3)"), *z = eval("np.ones((4, 1, 1))");
    PyArrayMultiIterObject *m = (PyArrayMultiIterObject *)PyArray_MultiIterNew(2, x, x);
    Py_SETREF(m->iters[1], (PyArrayIterObject *)PyArray_IterNew(y));
    say_int("broadcast", PyArray_Broadcast(m));
    Py_INCREF(m);
    walk_multi("by hand", (PyObject *)m);
    Py_SETREF(m->iters[0], (PyArrayIterObject *)PyArray_IterNew(z));
    say_int("broadcast", PyArray_Broadcast(m));
    Py_INCREF(m);
    walk_multi("again", (PyObject *)m);
    Py_SETREF(m->iters[0], (PyArrayIterObject *)PyArray_IterNew(eval("np.arange(4)")));
    say_int("do not fit", PyArray_Broadcast(m));
    Py_DECREF(m);

    section("C and Python");
    PyObject *flat = eval("np.arange(6).reshape(2, 3).T.flat");
    PyArrayIterObject *it = (PyArrayIterObject *)flat;
    PyArray_ITER_NEXT(it);
    PyArray_ITER_NEXT(it);
    say_object("index", PyObject_GetAttrString(flat, "index"));
    say_object("coords", PyObject_GetAttrString(flat, "coords"));
    say_object("next", PyIter_Next(flat));
    say_step(it, 1);
    PyArray_ITER_GOTO1D(it, 5);
    say_object("next", PyIter_Next(flat));
    say_object("end", PyObject_CallOneArg((PyObject *)&PyList_Type, flat));
    PyObject *pair = eval("np.broadcast(np.arange(3), np.arange(2).reshape(2, 1))");
    m = (PyArrayMultiIterObject *)pair;
    PyArray_MultiIter_GOTO1D(m, 4);
    say_object("index", PyObject_GetAttrString(pair, "index"));
    say_object("next", PyIter_Next(pair));
    say_multi(m);
    say_object("rest", PyObject_CallOneArg((PyObject *)&PyList_Type, pair));

    section("PyArray_NeighborhoodIterNew");
    const char *images[] = {"np.arange(1., 10.).reshape(3, 3)", "np.arange(5)", "np.arange(8.).reshape(2, 2, 2).T"};
    npy_intp bounds[][6] = {{-1, 1, -1, 1, -1, 1}, {-2, 0, 0, 2, 0, 0}, {0, 4, -4, 0, -1, 1}};
    for (int i = 0; i < COUNT(images); i++) {
        PyArrayObject *image = array_of(images[i]);
        PyArrayObject *fill = (PyArrayObject *)PyArray_FromAny(eval("-1"), NULL, 0, 0, NPY_ARRAY_FORCECAST, NULL);
        Py_SETREF(fill, (PyArrayObject *)PyArray_CastToType(fill, (PyArray_Descr *)Py_NewRef(PyArray_DESCR(image)), 0));
        for (int mode = NPY_NEIGHBORHOOD_ITER_ZERO_PADDING; mode <= NPY_NEIGHBORHOOD_ITER_MIRROR_PADDING; mode++) {
            for (int k = 0; k < COUNT(bounds); k++) {
                PyArrayIterObject *outer = (PyArrayIterObject *)PyArray_IterNew((PyObject *)image);
                PyArrayNeighborhoodIterObject *inner =
                    (PyArrayNeighborhoodIterObject *)PyArray_NeighborhoodIterNew(outer, bounds[k], mode, fill);
                if (inner == NULL) {
                    say_error("neighbourhood");
                    Py_DECREF(outer);
                    continue;
                }
                say("mode %d size %zd nd %zd", inner->mode, inner->size, inner->nd);
                say_list("dimensions", inner->dimensions, (int)inner->nd);
                for (npy_intp at = 0; at < outer->size; at += 3) {
                    PyArray_ITER_GOTO1D(outer, at);
                    PyArrayNeighborhoodIter_Reset(inner);
                    say(" %zd:", at);
                    for (npy_intp j = 0; j < inner->size; j++) {
                        say(" %zd", inner->index);
                        say_list("", inner->coordinates, (int)inner->nd);
                        PyObject *value = PyArray_GETITEM(image, inner->dataptr);
                        say("%S", value);
                        Py_DECREF(value);
                        PyArrayNeighborhoodIter_Next(inner);
                    }
                }
                say("\n");
                Py_DECREF(inner);
                Py_DECREF(outer);
            }
        }
        Py_DECREF(fill);
        Py_DECREF(image);
    }
    say_error("end");
}
