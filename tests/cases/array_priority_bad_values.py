# NumPy: (4,) 5 True: a senseless or raising __array_priority__ is passed over
import numpy as np
class S(np.ndarray): __array_priority__ = "high"
class R:
    @property
    def __array_priority__(self): raise RuntimeError("no")
    def __radd__(self, other): return NotImplemented
    def __array__(self, dtype=None, copy=None): return np.arange(3)
s = np.arange(2).view(S)
print(np.concatenate([s, s]).shape, np.dot(np.arange(3).view(S), np.arange(3)), (np.arange(3) + R()).tolist() == [0, 2, 4])
