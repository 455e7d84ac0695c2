# NumPy: what does not fit C's long is looked at as an array would be; no error of __index__ is kept
import numpy as np


class Raises:
    def __index__(self):
        raise RuntimeError("no index")


a, m = np.arange(4.0), np.arange(6).reshape(2, 3)
for x, key in [(a, 2**63), (a, np.uint64(2**63)), (a, np.array(2**63)), (m, (0, 2**63)), (a, 2**64), (a, -2**63 - 1), (a, Raises()),
               (m, (0, Raises())), (a, m[:, ::-1] + 1)]:
    for f in (x.__getitem__, lambda k: x.__setitem__(k, 1)):
        try:
            print(f(key))
        except Exception as e:
            print(type(e).__name__, e)
