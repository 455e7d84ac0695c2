/* What import_array() asks, that every slot is filled that the reference fills, and what the type
 * and variable slots hold. */
#include "program.h"

static void run(void)
{
    section("versions");
    say("abi %x feature %x endian %d\n", PyArray_GetNDArrayCVersion(), PyArray_GetNDArrayCFeatureVersion(),
        PyArray_GetEndianness());

    section("empty slots");
    for (int i = 0; i < 369; i++) {
        if (PyArray_API[i] == NULL) {
            say("array %d\n", i);
        }
    }
    for (int i = 0; i < 48; i++) {
        if (PyUFunc_API[i] == NULL) {
            say("ufunc %d\n", i);
        }
    }

    section("types");
    for (int i = 2; i < 40; i++) {
        if (PyArray_API[i] != NULL && i != 7 && i != 9) {
            PyTypeObject *t = (PyTypeObject *)PyArray_API[i];
            say("%d %s %zd %zd %zd %s heap %d\n", i, t->tp_name, t->tp_basicsize, t->tp_itemsize, t->tp_weaklistoffset,
                t->tp_base->tp_name, (t->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0);
        }
    }
    for (int i = 215; i < 219; i++) {
        PyTypeObject *t = (PyTypeObject *)PyArray_API[i];
        say("%d %s %zd %s\n", i, t->tp_name ? t->tp_name : "-", t->tp_basicsize, t->tp_base ? t->tp_base->tp_name : "-");
    }
    say("ufunc %s %zd\n", PyUFunc_Type.tp_name, PyUFunc_Type.tp_basicsize);

    section("DType classes");
    for (int i = 320; i < 369; i++) {
        if (i >= 360 && i <= 365) {
            continue;
        }
        PyArray_DTypeMeta *d = (PyArray_DTypeMeta *)PyArray_API[i];
        PyTypeObject *t = (PyTypeObject *)d;
        if (i == 320) {
            say("%d %s %zd %s\n", i, t->tp_name, t->tp_basicsize, Py_TYPE(t)->tp_name);
            continue;
        }
        say("%d %s %zd meta %s num %d flags %x scalar %s singleton %d base %s\n", i, t->tp_name, t->tp_basicsize,
            Py_TYPE(t)->tp_name, d->type_num, (int)d->flags, d->scalar_type ? d->scalar_type->tp_name : "-",
            d->singleton != NULL, t->tp_base->tp_name);
    }

    section("variables");
    say("user types %d casting %d\n", NPY_NUMUSERTYPES, NPY_DEFAULT_ASSIGN_CASTING);
    say("bools %d %d %s\n", _PyArrayScalar_BoolValues[0].obval, _PyArrayScalar_BoolValues[1].obval,
        Py_TYPE(&_PyArrayScalar_BoolValues[0])->tp_name);
    PyObject *t = eval("np.True_");
    say("true is the one of the table: %d\n", t == PyArrayScalar_True);
    Py_XDECREF(t);
    say("default handler %s %s\n", Py_TYPE(PyDataMem_DefaultHandler)->tp_name,
        PyCapsule_GetName(PyDataMem_DefaultHandler));
    PyDataMem_Handler *h = PyCapsule_GetPointer(PyDataMem_DefaultHandler, "mem_handler");
    say("%s %d\n", h->name, h->version);

    section("descriptors");
    for (int i = 0; i < NPY_NTYPES_LEGACY; i++) {
        PyArray_Descr *d = PyArray_DescrFromType(i);
        if (d == NULL) {
            say_error("DescrFromType");
            continue;
        }
        PyArray_ArrFuncs *f = PyDataType_GetArrFuncs(d);
        say("%d %c %c %c size %zd align %zd flags %x %s funcs %d%d%d%d%d%d%d%d%d%d\n", d->type_num, d->kind, d->type,
            d->byteorder, PyDataType_ELSIZE(d), PyDataType_ALIGNMENT(d), (int)PyDataType_FLAGS(d),
            d->typeobj->tp_name, f->getitem != NULL, f->setitem != NULL, f->copyswapn != NULL, f->copyswap != NULL,
            f->compare != NULL, f->argmax != NULL, f->dotfunc != NULL, f->nonzero != NULL, f->fill != NULL,
            f->argmin != NULL);
        Py_DECREF(d);
    }
}
