# NumPy: the converters of a method run in the order of its parameters, names are refused after them
import array
import numpy as np


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


a = np.arange(4.0)
buffer = b"1" * 64
show(lambda: a.astype(2, order=3))
show(lambda: a.astype("f8", order=3, casting=4))
show(lambda: np.ndarray((2, 2), buffer=1, strides="x", order=3))
show(lambda: np.ndarray((2, 2), buffer=buffer, strides="x", order=3))
show(lambda: np.ndarray((2, 2), buffer=buffer, offset=2**70))
show(lambda: np.ndarray(-2, buffer=buffer, strides=(8, 16)))
show(lambda: np.ndarray(a.flags))
show(lambda: a.cumprod(3, "nothing"))
show(lambda: a.cumprod(3, out=1))
show(lambda: a.reshape((2, 2), order="C", copy=None, spam=1))
show(lambda: a.reshape((2, 2), spam=1, order="Q"))
show(lambda: a.reshape(shape=(2, 2)))
show(lambda: a.resize("x", refcheck=2**32))
show(lambda: a.resize(4, refcheck=False, spam=1))
show(lambda: np.arange(4).choose(mode="Q"))
show(lambda: np.arange(4).choose(a, a, a, a, mode="Q", spam=1))
show(lambda: a.to_device("gpu", stream=1))
show(lambda: a.to_device(None))
show(lambda: a.compress(array.array("b", [1, 0])))
show(lambda: a.argpartition(-5))
show(lambda: np.complex64(1).searchsorted([1], sorter="x"))
for state in ([(2,), np.dtype("f8"), False, b"1" * 16], [1, (2,), np.dtype("f8"), 0, b"2" * 16]):
    show(lambda: (a.__setstate__(state), a))
for state in (a, ["f8"] * 4, ((2,), "f8", 0, b""), (2**40, (2,), np.dtype("f8"), 0, b""), b"abcd", 3):
    show(lambda: a.__setstate__(state))
show(lambda: np.arange(3.0).__array__("S"))
for dtype in ([("x", "f8"), ("x", "i4")], "\ud800"):
    show(lambda: setattr(a, "dtype", dtype))
