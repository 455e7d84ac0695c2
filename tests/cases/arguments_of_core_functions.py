# How the functions of the core that have no wrapper of their own in Python read their arguments.
import warnings

import numpy as np
from numpy._core import multiarray as mu
from numpy._core import umath as um

core = np._core._multiarray_umath
nan = np.nan
ro = np.arange(4.0)
ro.setflags(write=False)
converted = core._array_converter(np.arange(2.0), 1)
strings = np.array(["a", "bc"])


def load(usecols=None, dtype="f8", **k):
    return core._load_from_filelike(iter(["1,2", "3,4"]), filelike=False, usecols=usecols, dtype=np.dtype(dtype), **k)


def interp(**k):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        return mu.interp_complex([-1.0, 0.5, 3.0], [0, 1], [2j, 3], **k), [str(w.message) for w in caught]


class Shown:
    def __repr__(self):
        return "x" * 150

    def __complex__(self):
        return 1j


for text in ("mu.add_docstring(np.ufunc, 'x')", "mu.add_docstring(np.ndarray.sum, 'x')", "mu.add_docstring(np.ndarray.T, 'x')",
             "[mu._monotonicity(x) for x in ([], [1, 1], [1, nan, 2], [nan, 2, 3], [nan, 2, 1], [1, 2, nan, 0], [2, 2, 1], [1, 3, 2])]",
             "[mu.dragon4_positional(25.5, p) for p in (0, 1, 2, 3)]", "mu.dragon4_positional(25.5, 0, fractional=True)",
             "mu.dragon4_positional(25.5, min_digits=4)", "core.normalize_axis_index(1, -1)", "mu.scalar(None, b'')",
             "[mu.format_longfloat(np.longdouble(2.5), p) for p in (2**31, 2**33 + 3, 2**63, -1)]",
             "um._make_extobj(bufsize=True)", "um._make_extobj(bufsize=None)", "um._make_extobj(bufsize=5)", "um._make_extobj(bufsize=10_000_016)",
             "type(um._make_extobj(bufsize=-1))", "um._make_extobj(over='\\ud800')", "um._make_extobj(all=Shown())",
             "mu._place(ro, 'no mask', [1])", "mu._reconstruct(int, (0,), 'zz')", "mu._reconstruct(int, 'a', 'f8')", "mu._reconstruct(int, 1, 'f8')",
             "core._unique_hash()", "sorted(core._unique_hash(arr=np.array([1, 2j, 1, nan, -0.0, 0, nan], 'G')).tolist(), key=repr)",
             "mu._vec_string(strings, 'i8', 'find', ('c',), spam=1)", "interp(left=Shown())", "interp(left=1j, right=np.complex64(1j))",
             "load(np.array([[1]]))", "load(3, encoding=3)", "load(3, 'i4,(2,)f8')", "load(quote=Shown())", "load(quote=',', dtype='f8')",
             "converted.result_type('i4,f8')", "converted.result_type(np.dtypes.StrDType)", "converted.result_type(np.dtype)",
             "core._array_converter(strings).result_type(np.dtypes.BytesDType)"):
    try:
        print(text, repr(eval(text)))
    except Exception as e:
        print(text, type(e).__name__, str(e).encode("ascii", "backslashreplace"))
