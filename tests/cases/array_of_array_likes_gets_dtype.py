# NumPy: a requested dtype is handed to __array__ of objects inside a list: ['float32'] ['float64'] ['object']
import numpy as np
class Q:
    def __array__(self, dtype=None, copy=None):
        seen.append(str(dtype)); return np.arange(2.).astype(dtype or float)
for d in ("f4", float, object):
    seen = []
    np.array([Q()], dtype=d)
    print(sorted(set(seen)))
