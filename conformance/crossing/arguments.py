"""Arguments of every kind, and the names that the calls use. Both are made anew for every call."""

import array
import datetime
import decimal
import fractions
import itertools

import numpy as np
import numpy.lib.recfunctions as recfunctions

# Expressions, by kind: a sample takes some of every kind.
ARGUMENTS = {
    "plain": """None;True;False;Ellipsis;NotImplemented;np._NoValue;object();int;float;str;bytes;bool;object;type;len;lambda *x: 1;np;np.ndarray;
        np.generic;slice(None);slice(0, 2);slice(3, None, -2)""",
    "ints": "0;1;2;3;4;-1;-2;-5;64;65;127;256;2**31;2**32;2**40;2**63 - 1;2**63;2**64;2**70;-2**63;-2**63 - 1",
    "floats": "0.0;-0.0;1.0;2.5;-1.5;1e300;nan;inf;-inf;1j;2+0j;decimal.Decimal(2);fractions.Fraction(1, 2)",
    "text": """'';'a';'2';'2.5';'nan';'f8';'i4,f8';'M8[D]';'C';'F';'K';'A';'raise';'clip';'wrap';'unsafe';'safe';'no';'same_kind';'same_value';'left';
        'right';'quicksort';'stable';'heapsort';'big';'little';'>';'D';'x';'a\\0b';'\\xe9';'\\ud800';'2011-01-03';'i,j';b'';b'a';b'2';
        b'f8';b'C';b'\\xff';bytearray(b'ab');memoryview(b'ab');memoryview(b'')""",
    "sequences": """[];[1];[1, 2];[0, 1, 2, 3];[3, -1];[9];[1.5, 2];[True, False];[True, False, True, False];[None];[None, 1];['a', 'b'];['2', '3'];[b'a'];
        [2**70];[2**63];[1j];[[1, 2], [3, 4]];[[]];[[1, 2], [3]];[1, [2, 3]];[[[1]]];[object()];[a];[a, a];[m, m];[int];['f8'];['f8', 'i4'];
        [('x', 'f8')];[('x', 'f8'), ('y', 'i4', 2)];[('x', 'f8'), ('x', 'i4')];[('x', 'y'), 'f8'];[nan, inf];[NAT];[DAY, DAY];[DUR, 1];
        ();(1,);(0,);(1, 2);(0, 1);(1, 0);(2, 2);(4,);(-1,);(2, -1);(1, 2, 3);(1.0, 2);('a',);(None,);(None, None);(a,);(a, a);((0, 1), (1, 2));
        (slice(0, 2), 1);(..., 0);('f8', 2);('f8', (2, 2));('V8', {'x': ('i4', 0)});(1,) * 65;[1] * 70;(None, None, None)""",
    "containers": """{};{'a': 1};{0: 1};{'names': ['x'], 'formats': ['f8']};{'names': ['x', 'y'], 'formats': ['f8', 'i4'], 'offsets': [0, 16]};
        {'x': ('f8', 0)};{'x': ('f8', 0), 'y': ('i4', 8, 'title')};{'names': ['x'], 'formats': []};{'names': 1, 'formats': 2};{'a': {}};set();{1, 2};
        frozenset([1]);(i for i in range(3));iter([1, 2]);range(3);range(0);map(int, '12');array.array('d', [1, 2]);array.array('b', [1, 2]);
        {'a': 1}.keys();[1].__iter__;zip([1], [2])""",
    "times": """datetime.date(2011, 1, 3);datetime.datetime(2011, 1, 3, 4);datetime.timedelta(2);NAT;DAY;DUR;np.timedelta64(2);np.timedelta64('NaT');
        np.datetime64('2011-01', 'M');np.timedelta64(3, 'M');np.array(['2011-01-03', 'NaT'], 'M8[s]');np.array([1, 2], 'm8[s]');np.array(DAY);np.array(DUR);
        np.array([1, 2, 3, 4], 'm8[D]');np.array([1, 2], '>M8[D]');np.array(['NaT', 'NaT'], 'M8');np.busdaycalendar()""",
    "scalars": """np.int8(2);np.uint8(3);np.int16(-1);np.int32(1);np.int64(2);np.uint64(3);np.uint64(2**63);np.longlong(1);np.float16(2);np.float32(2.7);
        np.float64(2.0);np.float64(2.5);np.longdouble(2);np.complex64(1j);np.complex128(2);np.clongdouble(2);np.bool_(True);np.bool_(False);np.str_('2');
        np.str_('f8');np.bytes_(b'2');np.void(b'ab');np.void(b'');st[0];np.float64(nan)""",
    "dtypes": """np.dtype('f8');np.dtype('>i4');np.dtype('O');np.dtype('U');np.dtype('S3');np.dtype('V2');np.dtype('M8[s]');np.dtype('m8');
        np.dtype([('x', 'f8'), ('y', 'i4')]);np.dtype('(2,)f8');np.dtypes.StringDType();np.dtypes.StringDType(na_object=None);np.dtypes.Float64DType;
        np.dtypes.StrDType;np.dtypes.StringDType;np.float64;np.int8;np.floating;np.integer;np.str_;np.void;np.object_;np.datetime64;np.bool;type(None);
        np.dtype;np.dtype('i4').newbyteorder()""",
    "numbers": """a;m;i;b;t;np.array(2);np.array(2.0);np.array(2.5);np.array(True);np.array(3, 'u8');np.array(1j);np.array([2]);np.array([2.0]);np.array([[1]]);
        np.array([]);np.array([], int);np.zeros((0, 2));np.zeros((2, 0));np.array([0, 1, 2, 3]);np.array([1, 0]);np.array([9]);np.array([-1]);
        np.array([1, 2], 'i1');np.array([1, 2, 3, 4], 'u1');np.array([1, 2, 3, 4], 'i2');np.array([3, 1], 'u8');np.array([1, 2], '>i4');
        np.array([1, 2, 3, 4], '>f8');np.array([1, 2], 'f2');np.array([1, 2, 3, 4], 'f4');np.array([1, 2], 'g');np.array([1, 2], 'F');
        np.array([1 + 2j, 2, 3, 4]);np.array([1, 2], 'G');np.array([nan, inf, 0, -0.0]);np.array([2**63], 'u8');np.array([1, 2, 3, 4], 'f8').reshape(4, 1)""",
    "layouts": """a[::-1];a[::2];m.T;m[:, ::-1];m[:, 1];np.asfortranarray(m);np.broadcast_to(1.0, 4);np.broadcast_to(a, (2, 4));ro;un;np.zeros(8)[::2];
        np.zeros((2, 3, 4));np.zeros((1,) * 64);np.zeros((2, 1));np.zeros((1, 4));np.arange(24).reshape(2, 3, 4)[::-1, :, ::2];np.lib.stride_tricks.as_strided(a, (3, 2), (8, 8));
        np.ma.array([1, 2, 3, 4], mask=[0, 1, 0, 0]);np.ma.masked;np.matrix([[1, 2], [3, 4]]);Sub(4);np.rec.array([(1, 2.0)]);np.char.array(['a', 'b']);
        a.flat;np.nditer(a);np.broadcast(a, a);a.flags;a.data""",
    "others": """np.array(['a', 'b']);np.array(['1', '2', '3', '4']);np.array(['a']);np.array('a');np.array([b'1', b'2'], 'S4');np.array(['1', 'b'], '>U2');
        np.array(['a', 'b'], 'T');np.array(['1', '2', '3', '4'], 'T');np.array(['a', None], np.dtypes.StringDType(na_object=None));np.array([1, 2], object);
        np.array([1, 2, 3, 4], object);np.array([None, 'a'], object);np.array([a, None, 1], object);np.array(None);np.array([[1], [2, 3]], object);
        np.array([2**70, 1], object);np.array([], object);st;st['x'];st[['x', 'z']];np.zeros(2, 'i4,f8');np.zeros(2, '(2,)i4,S2');np.zeros((), 'i4,f8');np.zeros(3, 'V4');
        np.zeros(2, [('a', 'O')]);np.zeros(2, [])""",
    "protocols": """Array(a);Array(2);Array([1, 2]);Array(object());Array(None);ArrayOld(a);ArrayRaises();Interface();InterfaceBad();Struct();Index(1);Index(2**70);
        Index(None);IndexRaises();Float(2.0);Float(None);Int(2);Complex(1j);NoTruth();NoLength();Length(2);Length(-1);Sequence();Buffer();
        Ufunc();UfuncNone();UfuncRaises();Function();FunctionRaises();Priority();Hashless();EqRaises();Str();StrRaises();AttributeRaises();
        Dtype('f8');Dtype(None);Dtype(1);BoolRaises();IterRaises();ItemRaises()""",
}
POOL = [x.strip() for text in ARGUMENTS.values() for x in text.split(";")]


class Named:
    """Prints its class and what it was made of."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


def _raiser(name, text):
    def method(self, *args, **kwargs):
        raise RuntimeError(text)
    return method


class Array(Named):
    def __array__(self, dtype=None, copy=None):
        if not isinstance(self.value, (np.ndarray, list, int)):
            return self.value
        return np.array(self.value, dtype=dtype) if copy is not False else np.asarray(self.value, dtype=dtype)


class ArrayOld(Named):
    def __array__(self):
        return self.value


class ArrayRaises(Named):
    __array__ = _raiser("__array__", "no array")


class Interface(Named):
    kept = np.arange(3, dtype="i4")

    @property
    def __array_interface__(self):
        return self.kept.__array_interface__


class InterfaceBad(Named):
    __array_interface__ = {"shape": "x", "typestr": 3, "version": 3}


class Struct(Named):
    kept = np.arange(3, dtype="f4")

    @property
    def __array_struct__(self):
        return self.kept.__array_struct__


class Index(Named):
    def __index__(self):
        return self.value


class IndexRaises(Named):
    __index__ = _raiser("__index__", "no index")


class Float(Named):
    def __float__(self):
        return self.value


class Int(Named):
    def __int__(self):
        return self.value


class Complex(Named):
    def __complex__(self):
        return self.value


class NoTruth(Named):
    __bool__ = None


class BoolRaises(Named):
    __bool__ = _raiser("__bool__", "no truth")


class NoLength(Named):
    __len__ = _raiser("__len__", "no length")

    def __getitem__(self, i):
        return i


class Length(Named):
    def __len__(self):
        return self.value


class Sequence(Named):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return [1, 2][i]


class ItemRaises(Named):
    __getitem__ = _raiser("__getitem__", "no item")

    def __len__(self):
        return 2


class IterRaises(Named):
    __iter__ = _raiser("__iter__", "no iterator")


class Buffer(array.array):
    def __new__(cls):
        return super().__new__(cls, "h", [1, 2])


class Ufunc(Named):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return "ufunc", ufunc.__name__, method, [str(type(x)) for x in inputs], [(k, str(type(v))) for k, v in kwargs.items()]


class UfuncNone(Named):
    __array_ufunc__ = None


class UfuncRaises(Named):
    __array_ufunc__ = _raiser("__array_ufunc__", "no ufunc")


class Function(Named):
    def __array_function__(self, func, types, args, kwargs):
        return "function", func.__name__, [t.__name__ for t in types], [str(type(x)) for x in args], [(k, str(type(v))) for k, v in kwargs.items()]


class FunctionRaises(Named):
    __array_function__ = _raiser("__array_function__", "no function")


class Priority(Named):
    __array_priority__ = 1e6

    def __radd__(self, other):
        return "radd"


class Hashless(Named):
    __hash__ = None

    def __eq__(self, other):
        return "equal"


class EqRaises(Named):
    __eq__ = _raiser("__eq__", "no equality")
    __hash__ = None


class Str(Named):
    def __str__(self):
        return "f8"


class StrRaises:
    __str__ = _raiser("__str__", "no text")
    __repr__ = _raiser("__repr__", "no text")


class AttributeRaises:
    def __getattr__(self, name):
        raise RuntimeError("no attribute " + name)

    def __repr__(self):
        return "AttributeRaises()"


class Dtype(Named):
    @property
    def dtype(self):
        return self.value


class Sub(np.ndarray):
    """A subclass with nothing of its own but its name."""


def names():
    """The names of one call."""
    a = np.arange(4.0)
    st = np.zeros(3, [("x", "f8"), ("y", "S3"), ("z", "i2", 2)])
    st["x"] = [2, 0, 1]
    ro = np.arange(4.0)
    ro.flags.writeable = False
    un = np.zeros(33, "u1")[1:].view("f8")
    return {
        "np": np, "a": a, "m": np.array([[3, 1, 2], [0, 5, 4]]), "i": np.array([3, 0, 2, 1]), "b": np.array([True, False, True, True]),
        "q": np.array([[2.0, 1.0], [1.0, 3.0]]), "z": np.array(2.0), "o": np.array([3, None, "x", 2.5], object),
        "s": np.array(["b", "a", "cc", ""]), "S": np.array([b"b", b"a", b"cc", b""]), "t": np.array(["b", "a", "cc", ""], "T"),
        "st": st, "ro": ro, "un": un, "d": np.array(["2011-01-03", "2011-01-01", "NaT", "2012-02-29"], "M8[D]"),
        "w": np.array([5, 3, 1, 7], "m8[h]"), "c": np.array([1 + 2j, 3, -1j, 0.5]), "sub": a.copy().view(Sub),
        "nan": float("nan"), "inf": float("inf"), "DAY": np.datetime64("2011-01-03"), "DUR": np.timedelta64(2, "D"), "NAT": np.datetime64("NaT"),
        "recfunctions": recfunctions, "core": np._core._multiarray_umath, "cal": np.busdaycalendar("1111100", ["2011-01-05"]), "array": array, "datetime": datetime,
        "decimal": decimal, "fractions": fractions, "itertools": itertools, "Sub": lambda n: np.arange(float(n)).view(Sub),
        **{k: v for k, v in globals().items() if isinstance(v, type) and k not in ("Sub", "Named")},
    }
