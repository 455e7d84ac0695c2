"""A walk through the core that prints what it finds; both cores must print the same."""

import pickle

import numpy as np

a = np.arange(12, dtype="f8").reshape(3, 4)
print(a, a.T.flags["F_CONTIGUOUS"], a[1:, ::2], a[[0, 2], [1, 3]], a[a > 5])
print(a + 1, a * a, a @ a.T, a.sum(axis=0), a.mean(), a.max(axis=1), np.sqrt(a))
print(np.array([3, 1, 2]).argsort(), np.sort([3.0, 1.0, np.nan]), np.unique([2, 1, 2]))
print(a.astype("i4"), a.astype("f2"), np.concatenate([a, a], axis=1).shape, np.where(a > 3, a, -1))
print(np.dtype([("x", "f8"), ("y", "i4", 2)]), np.result_type("i4", "f4"), np.float32(1.1), repr(np.int8(3)))
print(np.random.default_rng(3).normal(size=4), np.random.RandomState(1).randint(0, 9, 5))
print(np.linalg.solve([[2.0, 1.0], [1.0, 3.0]], [3.0, 5.0]), np.linalg.eigvalsh([[2.0, 0.0], [0.0, 3.0]]))
print(np.abs(np.fft.rfft([1.0, 2.0, 3.0, 4.0])).round(12))
print(np.array_equal(pickle.loads(pickle.dumps(a)), a), np.array2string(a, precision=2))
try:
    a + np.zeros(5)
except ValueError as error:
    print(error)
