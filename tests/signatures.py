"""Prints names, text signatures, signatures and sizes of everything in the core. Both cores must print the same."""

import inspect
import re
import sys

import numpy as np

core = np._core._multiarray_umath
# Of the loader, or for the core's own use.
OWN = ("__file__", "__loader__", "__spec__", "_ferronum_info")


def show(name, obj):
    """A line about one function, method or class."""
    try:
        signature = str(inspect.signature(obj))
    except (ValueError, TypeError) as error:
        signature = f"{type(error).__name__}"
    signature = re.sub("0x[0-9a-f]+", "0x", signature)
    print(name, type(obj).__name__, getattr(obj, "__text_signature__", None), signature, getattr(obj, "__name__", None),
          getattr(obj, "__qualname__", None), getattr(obj, "__module__", None), bool(getattr(obj, "__doc__", None)))


types = {np.ufunc, np.ndarray, np.dtype, type(np.dtype), type(np.sum), np.generic, np.number, np.integer, np.signedinteger, np.unsignedinteger,
         np.inexact, np.floating, np.complexfloating, np.flexible, np.character}
types |= {t for t in (*vars(np.dtypes).values(), *np.sctypeDict.values()) if isinstance(t, type)}
for name in dir(core):
    obj = getattr(core, name)
    if isinstance(obj, type):
        types.add(obj)
    elif name not in OWN and not isinstance(obj, int | str | float | dict | tuple | list | type(None)):
        show(name, obj)
for t in sorted(types, key=lambda t: t.__module__ + t.__name__):
    show(t.__name__, t)
    for name, obj in sorted(vars(t).items()):
        if not isinstance(obj, type | str | int | float | type(None)) and not (t is np.generic and name in ("__repr__", "__str__")):
            show(f"{t.__name__}.{name}", obj)

sized = [t() for t in np.sctypeDict.values() if t is not np.void]
sized += [np.str_("abc"), np.str_("\u1234"), np.bytes_(b"abc"), np.void(b"abc"), np.zeros(1, "i4,f8")[0], np.zeros(3, [("a", "i4", 3)])[1]]
sized += [np.arange(4.0), np.zeros((2, 3)), np.zeros(()), np.zeros(0), np.zeros((1,) * 64), np.arange(6)[::2], np.zeros(2, "O"), np.array(["a"], "T"),
          np.broadcast_to(1, (3, 4)), np.matrix([[1]])]
sized += [np.dtype(d) for d in ("f8", "U3", "i4,f8", "(2,)f4", "T", "M8[s]", "O", "V3")]
sized += [np.nditer(np.arange(3)), np.nditer([np.arange(3)] * 3), np.arange(3).flat, np.broadcast(1, 2), np.broadcast(*[1] * 20), np.arange(2).flags,
          np.busdaycalendar(), core._array_converter(1, 2), np.add, np.matmul, np.frompyfunc(len, 1, 1), np.sum, np.ndarray, np.ufunc, np.dtype]
for obj in sized:
    print(type(obj).__name__, sys.getsizeof(obj))
