"""Objects whose hooks raise, lie about their length, or change it while they are read."""
import itertools

import numpy as np


class Lies:
    def __init__(self, length, items):
        self.length, self.items, self.asked = length, items, 0

    def __len__(self):
        self.asked += 1
        return self.length(self.asked) if callable(self.length) else self.length

    def __getitem__(self, i):
        if isinstance(i, int) and i >= 50:
            raise IndexError
        if isinstance(self.items, BaseException):
            raise self.items
        return self.items(i) if callable(self.items) else self.items


def lengths():
    return [0, 1, 3, -1, 2**63 - 1, 2**63, "x", lambda n: n, lambda n: 5 - n, lambda n: [3, 1000][n % 2], lambda n: 1 // (n - 2)]


def items():
    return [0, None, "abc", [1, 2], KeyError("x"), IndexError("x"), MemoryError(), RecursionError(), lambda i: [0] * i, lambda i: Lies(2, 1), lambda i: 1 // (i - 1), StopIteration()]


class Array:
    """Answers each protocol with something that is none."""

    def __init__(self, value):
        self.value = value

    def __array__(self, *args, **kwargs):
        if isinstance(self.value, BaseException):
            raise self.value
        return self.value


class Attribute:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __getattr__(self, name):
        if name == self.__dict__["name"]:
            if isinstance(self.value, BaseException):
                raise self.value
            return self.value
        raise AttributeError(name)


def tries(x):
    for call in (np.array, lambda x: np.array(x, "f8"), lambda x: np.array(x, object), lambda x: np.array(x, "i4,O"), lambda x: np.array(x, "U"), lambda x: np.array([x, [1, 2]]),
                 lambda x: np.array(x, np.dtypes.StringDType()), lambda x: np.zeros(x), lambda x: np.zeros(3)[x], lambda x: np.zeros((2, 3)).__setitem__(slice(None), x),
                 lambda x: np.zeros(3).__setitem__([0, 1], x), lambda x: np.add(x, x), lambda x: np.concatenate(x), lambda x: np.dtype(x), lambda x: np.zeros(3).reshape(x),
                 lambda x: np.fromiter(x, float, 3), lambda x: np.sum(np.zeros((2, 2)), axis=x), lambda x: np.zeros((2, 2)).transpose(x), lambda x: np.frombuffer(x),
                 lambda x: np.einsum(np.zeros((2, 2)), x), lambda x: np.nditer(x), lambda x: np.nditer([np.zeros(3)], op_dtypes=x), lambda x: np.nditer([np.zeros(3)], op_axes=x),
                 lambda x: np.dtype({"names": x, "formats": x}), lambda x: np.dtype([x]), lambda x: np.ndarray((2,), buffer=bytearray(99), strides=x), lambda x: np.choose([0, 1], x),
                 lambda x: np.lexsort(x), lambda x: np.add(1, 2, out=x), lambda x: np.add(1, 2, where=x), lambda x: np.matmul(np.eye(2), np.eye(2), axes=x), lambda x: np.float64(x),
                 lambda x: np.put(np.zeros(3), x, x), lambda x: np.place(np.zeros(3), [1, 0, 1], x), lambda x: np.searchsorted([1, 2], x), lambda x: np.bincount(x), lambda x: np.from_dlpack(x),
                 lambda x: np.loadtxt(x), lambda x: np.strings.add(x, x), lambda x: np.busday_count(x, x), lambda x: np.unravel_index(x, x), lambda x: np.promote_types(x, x)):
        try:
            call(x)
        except SystemError as error:
            print("BAD", error)
        except Exception:
            pass


for length, item in itertools.product(range(len(lengths())), range(len(items()))):
    if length != 4 or item in (4, 5):
        tries(Lies(lengths()[length], items()[item]))
VALUES = [None, 3, "x", b"x", [1], (), {}, object(), int, np.zeros(3), np.float64(1), KeyError("x"), MemoryError(), AttributeError("x"), RecursionError(), np.zeros(3, "O"), lambda *a: 3, -1, 2**70]
for value in VALUES:
    tries(Array(value))
    for name in ("__array__", "__array_interface__", "__array_struct__", "__array_ufunc__", "__array_function__", "__array_priority__", "__array_wrap__", "__array_finalize__", "dtype", "__len__",
                 "__index__", "__float__", "__dlpack__", "__dlpack_device__", "__numpy_dtype__", "__buffer__", "shape", "__complex__", "__class__", "_ctypes_", "__name__"):
        tries(Attribute(name, value))
        for base in (object, list, np.ndarray, np.float64, np.generic):
            try:
                tries(type("Made", (base,), {name: property(lambda self: self.nope)})())
                tries(type("Made", (base,), {name: value})())
            except Exception:
                pass
print("ok")
