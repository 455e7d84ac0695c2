"""`put` writes until it meets an index out of bounds, unless it works on a copy; small orders of checks."""

import numpy as np


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for dtype in ("O", "i8", "S3", "f8", "M8[D]", np.dtypes.StringDType()):
    a = np.zeros(3, dtype)
    show(lambda: a.put([1, 0, 9, 2], [5, 6, 7, 8]))
    print(a)
a = np.arange(4)
show(lambda: a.put([1, 9], a))
print(a)
for choices in ({0: 1}, {1}, iter([1]), 1, [3, 4]):
    show(lambda: np.array([0]).choose(choices))
for dtype in ("U", "U2", "U3"):
    show(lambda: np.array(["12", "7"]).__array__(np.dtype(dtype), copy=False))
show(lambda: np.array(["2020"], "M8[D]").searchsorted(np.array([5], "m8[s]"), sorter=np.array([1.5])))
show(lambda: np.round(np.array([True]), 40, out=np.zeros(1)))


class Offers:
    def __init__(self, of):
        self.__array_struct__ = of.__array_struct__


for of in (np.array([(1, 2.0)], "i4,f8")[0], np.void(b"abc"), np.array((1, 2.0), "i4,f8")):
    taken = np.asarray(Offers(of))
    print(taken.dtype, taken.flags.writeable)
