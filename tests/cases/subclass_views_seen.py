# NumPy: one array of the class for what a 0-d array picks, none for indices that share memory nor for casts of operands, and
# sizes that __array__ finds itself
import warnings

import numpy as np


class Sub(np.ndarray):
    def __array_finalize__(self, obj):
        log.append(np.ndarray.shape.__get__(self))


def seen(text):
    log.clear()
    exec(text)
    print(text, log)


log = []
x = np.arange(6.0).reshape(2, 3).view(Sub)
i = np.array([2, 0, 1]).view(Sub)
zero = np.array(1).view(Sub)
for text in ("x[np.array(1)] = 2", "x[()] = 2", "x[...,] = 2", "x[zero]", "i[i]", "np.matmul(x, i)", "np.vecdot(x, i)"):
    seen(text)
print(i.__array__("U").dtype, x.__array__("S").dtype, x.__array__("V").dtype)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    np.add.at(x, [], 1j)
print(len(caught))


class NoBools(np.ndarray):
    def __array_finalize__(self, obj):
        if np.ndarray.dtype.__get__(self).kind == "b":
            raise ValueError("no bools")


class Asked(np.ndarray):
    @property
    def __array_priority__(self):
        print("priority")
        return 5.0


# NumPy: no bools, of a cast before the shapes are found to differ; no priority asked of two of one class
try:
    np.logical_and(np.ones(3).view(NoBools), np.arange(4).view(NoBools))
except ValueError as e:
    print(e)
print(np.vdot(np.ones(2).view(Asked), np.array([1, 2], object).view(Asked)))
days = np.arange(3).astype("M8[D]")
try:
    np.correlate(days, days)
except ValueError as e:
    print(e)
