# NumPy: 0 1 0 0 1 0: an index into a flat iterator puts it back to its start
import numpy as np
it = np.arange(5).flat
r = [next(it), next(it), it[0], next(it), next(it)]
it[2] = 2
print(*map(int, r + [next(it)]))
