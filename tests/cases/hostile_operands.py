# NumPy: attributes that raise are not there; complex() has its say about real parts; texts are passed on as np.str_
import warnings
import numpy as np


class Attributes:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise RuntimeError(name)


class Real:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        if self.value is None:
            raise TypeError("no float")
        return self.value

    def __repr__(self):
        return f"Real({self.value!r})"


CALLS = """np.timedelta64(Attributes(), 'D');np.datetime64(Attributes());np.array([Attributes()], 'm8[s]');np.complex128(0, Real(1.0));np.complex128(0, Real(None))
np.complex64(Real('x'), 0);np.complex128(np.array([1]), 0);np.complex128(0, np.array(1j));np.complex128(np.array(1j), 1);np.complex128(0, 1j)
np.complex128(np.complex64(1j), 2);np.complex128(np.array('1'), 0);np.complex128(np.complex128(1j), 0);np.complex128(0, 'a');np.complex128(None, 0)
np.char.split(['ab', 'c', ''], 'a').tolist();np.char.rsplit(['ab', 'c', ''], 'cde').tolist();np.char.split([b'ab', b''], b'a').tolist()
np.float64(2.5).round(127);np.float64(1.23456789012345678e-300).round(308);np.array([2.5, 1e300]).round(-308);np.float32(2.5).round(22)
list(np.result_type([('a', 'f8'), (('t', 'x'), '>f8')]).fields);list(np.dtype([('a', 'f8'), (('t', 'x'), '>f8')]).fields)
np.zeros_like([1], dtype='a');np.full_like([1], 1, dtype='a');np.shares_memory(np.ones(4)[:2], np.ones(1), max_work=2**63 - 1)
np.argpartition([3, 1, 2], -4);np.partition([3, 1, 2], np.array([2**63], 'u8'));np.unravel_index([1, 5], ());np.unravel_index([0, 0], ());np.unravel_index([0], ())
np.nditer(memoryview(bytearray(b'ab')), op_flags=['readwrite']).itersize;np.nditer(memoryview(b'ab'), op_flags=['readwrite'], op_axes=[[7]])
np.nditer([1, 2], op_flags=['writeonly']);np.nditer(memoryview(bytearray(b'ab')), op_flags=['readwrite'], op_axes=[[7]])"""
for call in CALLS.replace("\n", ";").split(";"):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            result = repr(eval(call))
        except Exception as e:  # noqa: BLE001 - the exception is the result
            result = f"{type(e).__name__}: {e}"
        print(call, "->", result, [str(w.message)[:50] for w in told])


class Wrapped:
    def __init__(self, *errors):
        self.errors = list(errors)

    def __array__(self, dtype=None, copy=None):
        return np.arange(3.0)

    def __array_wrap__(self, *args):
        seen.append(len(args))
        if self.errors:
            raise self.errors.pop(0)
        return "wrapped"


seen = []
for errors in ((), (TypeError("a"),), (TypeError("a"), TypeError("b")), (TypeError("a"), TypeError("b"), TypeError("c")), (TypeError("a"), ValueError("v"))):
    for call in ("np.add(1, x)", "np.add.reduce(x)", "np.repeat(x, 2)"):
        x = Wrapped(*errors)
        seen.clear()
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            try:
                result = eval(call)
            except Exception as e:  # noqa: BLE001 - the exception is the result
                result = f"{type(e).__name__}: {e}"
            print(call, result, seen, len(told))


class Cast(np.ndarray):
    def __array_finalize__(self, other):
        seen.append((self.dtype.str, self.shape))


first = np.frompyfunc(lambda x, y: x, 2, 1)
for n, other in ((2, np.zeros(3)), (0, np.zeros(2)), (2, np.zeros((2, 2)))):
    for f, dtype in ((first, "f8"), (np.add, "f8"), (np.add, "i4")):
        x = np.zeros(n, dtype).view(Cast)
        seen.clear()
        try:
            print(f(x, other).shape, seen)
        except ValueError as e:
            print(e, seen)
