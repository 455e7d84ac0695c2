"""What the casts of a reduction raise is the reduction's; its starting values are cast first, and by themselves."""

import warnings

import numpy as np


def show(function):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = repr(function())
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
    print(result, [f"{w.category.__name__}: {w.message}" for w in seen])


nan = np.array([1.0, np.nan, -np.inf])
huge = np.array([1e300, 1e300])
z = np.ones((3, 2), "D")
show(lambda: np.add.reduce(nan, dtype="i4"))
show(lambda: np.maximum.reduce(nan[None], axis=0, dtype="i4"))
show(lambda: np.add.reduce(nan, out=np.zeros((), "i4")))
show(lambda: np.add.reduce(huge, out=np.zeros((), "f4")))
show(lambda: np.maximum.reduce(huge, dtype="f4"))
show(lambda: np.add.reduce(z, dtype="f8"))
show(lambda: np.add.reduce(z, axis=0, out=np.zeros(2)))
show(lambda: np.maximum.reduce(z, axis=0, out=np.zeros(2), initial=3))
show(lambda: np.add.reduce(z[:, :0], axis=0, out=np.zeros(0)))
show(lambda: np.add.accumulate(np.ones(3), out=np.zeros((2, 3), "i4")))
show(lambda: np.add.accumulate(np.ones((2, 3)), out=np.zeros((2, 4, 4))))
show(lambda: np.add.reduceat(np.ones((2, 3)), [0], out=np.zeros((2, 4, 4))))
