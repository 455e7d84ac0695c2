# NumPy: False False False, then [[0, 1, 2], [3, 4, 5]] unchanged: a 0-d integer array as index gives a copy
import numpy as np
m = np.arange(6).reshape(2, 3)
print(*[np.shares_memory(m[i], m) for i in (np.array(0), (slice(None), np.array(1)), (..., np.array(0)))])
row = m[np.asarray(0)]
row[:] = -1
print(m.tolist())
