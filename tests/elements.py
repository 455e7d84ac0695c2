"""Prints what becomes of values of every kind that are stored as elements, in every way. Both cores must print the same."""

import datetime
import re
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np


class A(np.ndarray):
    """A class of arrays."""


def convertible(name, value):
    """An object whose class has just the method ``name``."""
    return type("X", (), {name: lambda self, *args, **kwargs: value})()


INNER = ("None", "1.5", "'1.5'", "'x'", "b'2'", "2", "10**30", "1j", "True", "np.float32(3)", "np.datetime64('2000','D')", "np.timedelta64(3,'s')",
         "{}", "object", "np.int8(3)", "np.void(b'ab')", "np.str_('7')", "np.longdouble('1.5')")
ARRAYS = (
    *(f"np.array({x},object)" for x in INNER), "boxed([1])", "boxed((1,))", "np.array('1.5')", "np.array('x')", "np.array(b'2')", "np.array(1.5)",
    "np.array(7,'i1')", "np.array(1+2j)", "np.array('2000','M8[D]')", "np.array(3,'m8[s]')", "np.array((1,2),'i4,i4')", "np.array(True)",
    "np.array(b'ab','V2')", "np.array([1])", "np.array([])", "np.array([[2]])", "np.array([1,2])", "np.array([1.5,2.5]).view(A)",
    "np.array([None])", "np.matrix([[1]])", "np.array(3).view(A)", "np.ma.masked", "np.array([(1,2)],'i4,i4')", "np.array([(1,2),None],'O')[:1]",
)
SCALARS = (
    "np.int8(-1)", "np.int64(2**62)", "np.uint64(2**64-1)", "np.float16(1.5)", "np.float32('nan')", "np.float64('inf')", "np.float64(3e300)",
    "np.longdouble('1.1')", "np.longdouble('1e4000')", "np.complex64(1+2j)", "np.clongdouble(1j)", "np.bool(True)", "np.str_('12')", "np.str_('x')",
    "np.bytes_(b'7')", "np.void(b'ab')", "np.datetime64('2000-01-02','D')", "np.datetime64('NaT')", "np.timedelta64(5,'h')", "np.timedelta64(5)",
    "np.array((1,2),'i4,i4')[()]",
)
OBJECTS = (
    "1", "2**63", "10**40", "1.5", "float('nan')", "1+2j", "True", "None", "'12'", "'x'", "''", "b'5'", "b'ab'", "[1]", "(1,)", "[]", "()", "[[1]]",
    "(1,2)", "{}", "object", "...", "Decimal('1.5')", "Fraction(1,2)", "bytearray(b'ab')", "bytearray(b'12')", "range(1)",
    "datetime.date(2000,1,2)", "datetime.timedelta(3)", "convertible('__float__', 2.5)", "convertible('__int__', 2)", "convertible('__index__', 2)",
    "convertible('__complex__', 2j)", "convertible('__array__', np.array(4))", "convertible('__array__', np.array([4]))", "type('F',(float,),{})(2.5)",
)
DTYPES = ("?", "i1", "i4", "u8", "f2", "f8", "g", "F", "G", "S3", "U3", "V3", "M8[D]", "m8[s]", "M8", "O", "(2,)i4", "i4,f4")
STRUCTURES = ("i4,f8", [("a", "O"), ("b", "i8")], [], [("a", "i4", (2,)), ("b", "f4")], [("a", "i4,i4"), ("c", "u1")], [("a", "M8[s]"), ("b", "U3")])


def boxed(value):
    """An array without dimensions that holds a sequence."""
    a = np.array(None)
    a[()] = value
    return a


def into(a, index, value):
    a[index] = value
    return a


STORES = (
    ("in a tuple", lambda v, d: np.array((1, v), [("a", "i4"), ("b", d)])),
    ("in a tuple, assigned", lambda v, d: into(np.zeros(1, [("b", d)]), 0, (v,))),
    ("in a list", lambda v, d: np.array([v, v], d)),
    ("assigned", lambda v, d: into(np.zeros(2, d), 0, v)),
    ("flat", lambda v, d: into(np.zeros(2, d).flat, 1, v).base),
    ("iterated", lambda v, d: np.fromiter([v], d)),
    ("to a structure", lambda v, d: into(np.zeros(2, [("b", d), ("c", "i4")]), 0, v)),
    ("to a field of a scalar", lambda v, d: into(np.zeros(1, [("b", d)])[0], "b", v)),
    ("filled", lambda v, d: np.full(2, v, d)),
    ("constructed", lambda v, d: np.dtype(d).type(v)),
)
# Bytes that nobody wrote, or addresses: raw bytes of objects, the padding of long doubles, text from whatever object.
UNDEFINED = re.compile(r"V3 .*(object|boxed|None|'O'|longdouble|masked)|V3 constructed|([SU]3|\(2|i4,|\[).* constructed .*(object|boxed|None|'O'|longdouble)")


def answer(store, value, dtype):
    """What comes of one way to store one value."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = repr(store(eval(value), dtype))
        except Exception as error:
            text = f"{type(error).__name__} {error}"
    return f"{re.sub('0x[0-9a-f]{6,}', '0x', text)} {[str(w.message) for w in caught]}"


for value in (*ARRAYS, *SCALARS, *OBJECTS):
    for dtype in DTYPES + (STRUCTURES if value in ARRAYS else ()):
        for name, store in STORES:
            case = f"{dtype} {name}: {value}"
            if not UNDEFINED.match(case.replace(": ", " ")):
                print(case, answer(store, value, dtype))
