"""Products with vectors that lie backwards multiply nothing that is not asked for."""

import numpy as np

np.seterr(all="raise")
a = np.array([[0.0, 0.0], [0.0, 0.0], [0.0, np.inf]])
v = np.array([1.0, 0.0])[::-1]
print(np.matvec(a, v), a @ v, np.dot(a, v), np.dot(a[::-1], v), np.vecmat(v, a.T))
