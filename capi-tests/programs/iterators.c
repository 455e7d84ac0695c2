/* Flat, broadcast and neighbourhood iterators, driven by the header's macros. */
#include "program.h"

static void walk(const char *label, PyObject *it)
{
    if (it == NULL) {
        say_error(label);
        return;
    }
    PyArrayIterObject *fields = (PyArrayIterObject *)it;
    say("%s: nd_m1 %d size %zd contiguous %d:", label, fields->nd_m1, fields->size, fields->contiguous);
    int n = 0;
    while (PyArray_ITER_NOTDONE(it) && n++ < 30) {
        say(" %d", (int)*(npy_int64 *)PyArray_ITER_DATA(it));
        PyArray_ITER_NEXT(it);
    }
    PyArray_ITER_RESET(it);
    say(" | reset %zd", fields->index);
    if (fields->size > 4) {
        PyArray_ITER_GOTO1D(it, 4);
        say(" goto1d %d", (int)*(npy_int64 *)PyArray_ITER_DATA(it));
    }
    say("\n");
    Py_DECREF(it);
}

static void run(void)
{
    PyObject *a = eval("np.arange(24).reshape(2, 3, 4)");

    section("PyArray_IterNew");
    walk("contiguous", PyArray_IterNew(a));
    PyObject *t = eval("np.arange(24).reshape(2, 3, 4).T[::2]");
    walk("transposed", PyArray_IterNew(t));
    PyObject *one = eval("np.arange(10)[::3]");
    walk("strided 1-d", PyArray_IterNew(one));
    PyObject *zero = eval("np.array(7)");
    walk("0-d", PyArray_IterNew(zero));
    PyObject *empty = eval("np.zeros((0, 3), int)");
    walk("empty", PyArray_IterNew(empty));

    section("PyArray_ITER_GOTO");
    PyObject *it = PyArray_IterNew(t);
    npy_intp to[3] = {1, 2, -1};
    PyArray_ITER_GOTO(it, to);
    say("goto %d index %zd\n", (int)*(npy_int64 *)PyArray_ITER_DATA(it), ((PyArrayIterObject *)it)->index);
    Py_DECREF(it);

    section("PyArray_IterAllButAxis");
    int axis = 1;
    walk("axis 1", PyArray_IterAllButAxis(a, &axis));
    axis = -1;
    walk("smallest", PyArray_IterAllButAxis(t, &axis));
    say("axis %d\n", axis);

    section("PyArray_BroadcastToShape");
    npy_intp shape[3] = {2, 3, 4}, bad[2] = {3, 5};
    PyObject *row = eval("np.arange(4)");
    walk("row", PyArray_BroadcastToShape(row, shape, 3));
    walk("bad", PyArray_BroadcastToShape(row, bad, 2));

    section("PyArray_MultiIterNew");
    PyObject *column = eval("np.arange(3).reshape(3, 1) * 10");
    PyObject *multi = PyArray_MultiIterNew(2, row, column);
    if (multi == NULL) {
        say_error("multi");
        return;
    }
    PyArrayMultiIterObject *m = (PyArrayMultiIterObject *)multi;
    say("numiter %d nd %d size %zd dims %zd %zd index %zd\n", PyArray_MultiIter_NUMITER(m), PyArray_MultiIter_NDIM(m),
        PyArray_MultiIter_SIZE(m), PyArray_MultiIter_DIMS(m)[0], PyArray_MultiIter_DIMS(m)[1], PyArray_MultiIter_INDEX(m));
    while (PyArray_MultiIter_NOTDONE(multi)) {
        say(" %d", (int)(*(npy_int64 *)PyArray_MultiIter_DATA(multi, 0) + *(npy_int64 *)PyArray_MultiIter_DATA(multi, 1)));
        PyArray_MultiIter_NEXT(multi);
    }
    say("\n");
    PyArray_MultiIter_RESET(multi);
    PyArray_MultiIter_GOTO1D(multi, 6);
    say("goto1d %d\n", (int)*(npy_int64 *)PyArray_MultiIter_DATA(multi, 1));
    say_int("smallest", PyArray_RemoveSmallest(m));
    say("size %zd\n", m->size);
    Py_DECREF(multi);
    say_object("do not fit", PyArray_MultiIterNew(2, row, eval("np.arange(3)")));
    say_object("too many", PyArray_MultiIterNew(65, row));
    PyObject *list[2] = {row, column};
    multi = PyArray_MultiIterFromObjects(list, 2, 1, zero);
    say("numiter %d size %zd\n", multi ? PyArray_MultiIter_NUMITER((PyArrayMultiIterObject *)multi) : -1,
        multi ? PyArray_MultiIter_SIZE((PyArrayMultiIterObject *)multi) : -1);
    Py_XDECREF(multi);

    section("PyArray_Broadcast");
    multi = PyArray_MultiIterNew(2, row, column);
    m = (PyArrayMultiIterObject *)multi;
    say_int("again", PyArray_Broadcast(m));
    say("size %zd nd %d\n", m->size, m->nd);
    Py_DECREF(multi);

    section("PyArray_NeighborhoodIterNew");
    PyArrayObject *image = array_of("np.arange(1., 10.).reshape(3, 3)");
    PyArrayObject *fill = array_of("np.array(-1.0)");
    npy_intp bounds[4] = {-1, 1, -1, 1};
    for (int mode = NPY_NEIGHBORHOOD_ITER_ZERO_PADDING; mode <= NPY_NEIGHBORHOOD_ITER_MIRROR_PADDING; mode++) {
        PyArrayIterObject *outer = (PyArrayIterObject *)PyArray_IterNew((PyObject *)image);
        PyArrayNeighborhoodIterObject *inner =
            (PyArrayNeighborhoodIterObject *)PyArray_NeighborhoodIterNew(outer, bounds, mode, fill);
        if (inner == NULL) {
            say_error("neighborhood");
            Py_DECREF(outer);
            continue;
        }
        say("mode %d size %zd:", mode, inner->size);
        for (npy_intp i = 0; i < outer->size; i += 4) {
            PyArray_ITER_GOTO1D(outer, i);
            PyArrayNeighborhoodIter_Reset(inner);
            say(" [");
            for (npy_intp j = 0; j < inner->size; j++) {
                say(" %d", (int)*(double *)inner->dataptr);
                PyArrayNeighborhoodIter_Next(inner);
            }
            say(" ]");
        }
        say("\n");
        Py_DECREF(inner);
        Py_DECREF(outer);
    }
    Py_DECREF(image);
    Py_DECREF(fill);
}
