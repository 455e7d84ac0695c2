"""Small orders of checks: inputs of ufuncs before outputs, dtypes of outputs of products before their shapes."""

import numpy as np


class Bad:
    def __array__(self, dtype=None, copy=None):
        raise OSError("no array today")


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


fixed = np.arange(3.0)
fixed.flags.writeable = False
show(lambda: np.add(fixed, Bad(), out=fixed))
show(lambda: np.add(fixed, Bad(), 5))
show(lambda: np.add(fixed, 1, out=fixed))
show(lambda: fixed.clip(Bad(), None, out=fixed))
show(lambda: np.dot(np.ones((2, 3)), np.ones((3, 2)), out=np.zeros((3, 2))))
show(lambda: np.dot(np.ones((2, 3)), np.ones(3), out=np.zeros((3, 2))))
show(lambda: np.dot(np.ones(3), 2.5, out=np.zeros(4)))
show(lambda: np.dot(np.ones(3), 2.5, out=np.zeros(4, "f4")))
show(lambda: np.dot(np.ones((3, 3)), np.ones(3), out=fixed))
show(lambda: np.array(np.zeros(2, "i4,f8"), dtype="S", ndmin=2))
for dtype in ("i4,f8", "i1", "O"):
    for flags in (["readwrite"], ["readonly"]):
        with np.nditer(np.zeros(2, dtype), ["refs_ok"], [flags]) as it:
            print(dtype, flags, it.iterationneedsapi)
