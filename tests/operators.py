"""Prints what operators answer between arrays, scalars and objects that know nothing of arrays. Both cores must print the same."""

import re

import numpy as np


class Refuses:
    """Takes no part in ufuncs."""

    __array_ufunc__ = None


class Answers:
    """Takes no part in ufuncs, and has an answer of its own."""

    __array_ufunc__ = None

    def __radd__(self, other):
        return f"radd {type(other).__name__}"


class Plain:
    """Knows nothing of arrays."""


class Prior:
    """Wants to go first."""

    __array_priority__ = 100


np.seterr(all="ignore")
OTHERS = (Refuses(), Answers(), Plain(), Prior(), None, [], (1,), {}, "a", b"a", object)
SCALARS = (np.float64(1), np.int8(2), np.bool_(1), np.longdouble(3), np.complex64(1), np.datetime64("2001"), np.str_("a"))


def show(code, **names):
    """Print what a line of code leaves in ``r``, or the exception."""
    try:
        exec(code, names)
        text = repr(names["r"])
    except Exception as error:
        text = f"{type(error).__name__} {error}"
    print(re.sub("0x[0-9a-f]+", "0x", text))


for a in (*SCALARS, np.arange(2)):
    for b in OTHERS:
        if isinstance(a, np.longdouble) and isinstance(b, bytes):
            continue  # bytes take the padding along
        for op in ("+", "-", "@", "**", "//", "<", "==", "|", "<<"):
            show(f"r = a {op} b", a=a, b=b)
            show(f"r = b {op} a", a=a, b=b)
            if isinstance(a, np.ndarray) and op not in ("<", "=="):
                show(f"a {op}= b; r = a", a=a.copy(), b=b)
        show("r = divmod(a, b)", a=a, b=b)

OPERANDS = [np.zeros(1, d) for d in ("M8[Y]", "m8[Y]", "f8", "i8", "U3", "S3", "V3", "i4,i4", ">f4", "T", "?")] + [1, 1.5]
for name in ("less", "equal", "add", "logical_and", "maximum", "multiply", "divide", "floor_divide", "power", "bitwise_and", "subtract", "fmod",
             "divmod", "gcd"):
    for a in OPERANDS:
        for b in OPERANDS:
            if name != "gcd" or isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
                show(f"r = np.{name}(a, b)", a=a, b=b, np=np)
