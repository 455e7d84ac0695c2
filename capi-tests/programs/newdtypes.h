/* Three DTypes of the new kind (NEP 42), for programs that use them from Python. Include after the headers of NumPy,
 * then call `add_newdtypes(module)`.
 *
 * TickDType(places)  parametric: a count of ticks, 10**places of them make one; every slot that NumPy offers
 * WideDType()        one instance: a double in sixteen bytes, whose scalar derives from np.floating; finfo constants
 * BoxDType()         elements own Python objects; clearing and filling with zeros take loops of its own */
#include <math.h>
#include <stddef.h>
#include <string.h>
#include "newdtypes/methods.h"
#include "newdtypes/tick.h"
#include "newdtypes/tick_methods.h"
#include "newdtypes/wide.h"
#include "newdtypes/box.h"

/* How often a slot was called that leaves no other trace. */
static PyObject *newdtypes_counts(PyObject *self, PyObject *ignored)
{
    (void)self, (void)ignored;
    PyObject *out = Py_BuildValue("ll", tick_finalized, box_cleared);
    tick_finalized = box_cleared = 0;
    return out;
}

static PyMethodDef newdtypes_methods[] = {{"counts", newdtypes_counts, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};

/* Makes the DTypes and puts them, their scalars and `counts` into the module; -1 with an exception. */
static int add_newdtypes(PyObject *module)
{
    PyObject *np = PyImport_ImportModule("numpy");
    WideType.tp_base = &PyFloatingArrType_Type;
    if (np == NULL || PyType_Ready(&TickType) < 0 || PyType_Ready(&WideType) < 0 || PyType_Ready(&BoxType) < 0
        || add_ticks(np) < 0 || add_wides(np) < 0 || add_boxes() < 0) {
        return -1;
    }
    Py_DECREF(np);
    if (PyModule_AddObjectRef(module, "TickDType", (PyObject *)&TickDType) < 0
        || PyModule_AddObjectRef(module, "Tick", (PyObject *)&TickType) < 0
        || PyModule_AddObjectRef(module, "WideDType", (PyObject *)&WideDType) < 0
        || PyModule_AddObjectRef(module, "Wide", (PyObject *)&WideType) < 0
        || PyModule_AddObjectRef(module, "BoxDType", (PyObject *)&BoxDType) < 0
        || PyModule_AddObjectRef(module, "Box", (PyObject *)&BoxType) < 0) {
        return -1;
    }
    return PyModule_AddFunctions(module, newdtypes_methods);
}
