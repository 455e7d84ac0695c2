/* Evaluates Python expressions over the DTypes of newdtypes.h and prints what they give. */
#include "../newdtypes.h"

/* What the expressions work with: arrays that are made anew for each, and statements as functions. */
static const char *const prelude =
    "import copy, ctypes, datetime, io, operator, os, pickle, re, sys, tempfile, warnings\n"
    "import numpy as np\n"
    "import numpy.lib.recfunctions\n"
    "T, W, B = TickDType, WideDType, BoxDType\n"
    "def class_error(f, *args): return f(*args)\n"
    "def setitem(v, i, x): v = v.copy(); v[i] = x; return v\n"
    "def fill(v, x): v = v.copy(); v.fill(x); return v\n"
    "def setattr_error(v, n, x): setattr(v, n, x); return v\n"
    "def iadd(v, x): v = v.copy(); v += x; return v\n"
    "def isub(v, x): v = v.copy(); v -= x; return v\n"
    "def ufunc_at(u, v, *args): v = v.copy(); u.at(v, *args); return v\n"
    "def sort_in_place(v): v = v.copy(); v.sort(); return v\n"
    "def putmask(v, *args): v = v.copy(); np.putmask(v, *args); return v\n"
    "def put(v, *args): v = v.copy(); np.put(v, *args); return v\n"
    "def put_along(v): v = v.copy(); np.put_along_axis(v, np.array([0]), 9, 0); return v\n"
    "def resize(v, n): v = v.copy(); v.resize(n, refcheck=False); return v\n"
    "def unaligned(v):\n"
    "    out = np.zeros(len(v), dtype=[('p', 'i1'), ('v', v.dtype)])['v']\n"
    "    out[...] = v\n"
    "    return out\n"
    "def strided(v): return np.repeat(v, 2)[::2]\n"
    "def overlapping(v): v = v.copy(); v[1:] = v[:-1]; return v\n"
    "def flat_set(v, i, x): v = v.copy(); v.flat[i] = x; return v\n"
    "def nditer_write(v):\n"
    "    v = v.copy()\n"
    "    for e in np.nditer(v, op_flags=['readwrite']): e[...] = e + e\n"
    "    return v\n"
    "def nditer_write_cast(v):\n"
    "    v = v.copy()\n"
    "    with np.nditer(v, ['buffered'], op_flags=['readwrite'], op_dtypes=[T(4)], casting='same_kind') as it:\n"
    "        for e in it: e[...] = 7\n"
    "    return v\n"
    "def copyto(v, *args, **kw): v = v.copy(); np.copyto(v, *args, **kw); return v\n"
    "def testing(f, *args): return f(*args)\n"
    "def savetxt(v): out = io.StringIO(); np.savetxt(out, v); return out.getvalue()\n"
    "def save_load(v):\n"
    "    out = io.BytesIO(); np.save(out, v); out.seek(0); return np.load(out, allow_pickle=True)\n"
    "def ctypes_of(v): return np.ctypeslib.as_ctypes(v)\n"
    "def with_options(v):\n"
    "    with np.printoptions(precision=2, floatmode='fixed'): return repr(v)\n"
    "def with_legacy(v):\n"
    "    with np.printoptions(legacy='1.13'): return repr(v)\n"
    "def fresh():\n"
    "    global a, b, w, x, m, s\n"
    "    a = np.array([1.25, 2.5, -3], dtype=T(2)); b = np.array([10, 20, 30]).astype(T(3))\n"
    "    w = np.array([1.5, -2, 3], dtype=W()); x = np.array(['p', 0, [1]], dtype=object).astype(B())\n"
    "    m = np.array([[4, 3], [1, 2]], dtype=T(1))\n"
    "    s = np.array([(2.5, 1), (1.5, 2)], dtype=[('x', T(2)), ('y', 'i4')])\n"
    "def fromfile_text(t, d):\n"
    "    with tempfile.NamedTemporaryFile('w+') as f: f.write(t); f.flush(); return np.fromfile(f.name, d, sep=' ')\n"
    "def fromfile_bin(v):\n"
    "    with tempfile.NamedTemporaryFile('w+') as f: v.tofile(f.name); return np.fromfile(f.name, v.dtype)\n"
    "def _sfloat():\n"
    "    from numpy._core._multiarray_umath import _get_sfloat_dtype\n"
    "    return _get_sfloat_dtype()(1.)\n"
    "def show(code):\n"
    "    with warnings.catch_warnings(record=True) as seen:\n"
    "        warnings.simplefilter('always')\n"
    "        fresh()\n"
    "        try: text = repr(eval(code, globals()))\n"
    "        except Exception as e: text = f'{type(e).__name__}: {e}'\n"
    "    said = ''.join(f' [{w.category.__name__}: {w.message}]' for w in seen)\n"
    "    print(re.sub('0x[0-9a-f]{6,}', '0x_', f'{code} => {text}{said}'))\n";

static PyObject *scope;

/* Makes the DTypes and the names that expressions use; ends the program where that fails. */
static void open_scope(void)
{
    PyObject *module = PyImport_AddModule("newdtypes");
    scope = module ? PyModule_GetDict(module) : NULL;
    if (scope == NULL || add_newdtypes(module) < 0 || PyDict_SetItemString(scope, "__builtins__", PyEval_GetBuiltins()) < 0
        || PyDict_SetItemString(scope, "nd", module) < 0 || PyRun_String(prelude, Py_file_input, scope, scope) == NULL) {
        PyErr_Print();
        Py_Exit(3);
    }
}

/* Prints the value or the exception of each expression; they are separated by " ; ". */
static void show_all(const char *const *lists)
{
    PyObject *show = PyDict_GetItemString(scope, "show");
    for (; *lists != NULL; lists++) {
        PyObject *text = PyUnicode_FromString(*lists), *separator = PyUnicode_FromString(" ; ");
        PyObject *parts = PyUnicode_Split(text, separator, -1);
        for (Py_ssize_t i = 0; i < PyList_Size(parts); i++) {
            PyObject *done = PyObject_CallFunctionObjArgs(show, PyList_GetItem(parts, i), NULL);
            if (done == NULL) {
                PyErr_Print();
                Py_Exit(3);
            }
            Py_DECREF(done);
        }
        Py_DECREF(parts);
        Py_DECREF(text);
        Py_DECREF(separator);
    }
}
