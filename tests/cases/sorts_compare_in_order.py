# NumPy: sorts of 16 objects and fewer compare each with the ones before it, stable ones the other way round; seen by
# objects that cannot be compared, and by those that compare inconsistently
import numpy as np


class Told:
    def __init__(self, key):
        self.key = key

    def __repr__(self):
        return f"Told({self.key})"

    def __lt__(self, other):
        told.append(f"{self.key}<{getattr(other, 'key', other)}")
        return self.key < other.key

    def __gt__(self, other):
        told.append(f"{self.key}>{getattr(other, 'key', other)}")
        return self.key > other.key


told = []
for keys in ([2, 1], [1, 2], [1, 1], [1, 2, 3, 4], [3, 1, 2]):
    for kind in ("quicksort", "stable"):
        if len(keys) > 2 and kind == "stable":
            continue
        a = np.array([Told(k) for k in keys])
        for f in (np.sort, np.argsort):
            told.clear()
            print(f(a, kind=kind), told)
for mixed in ([1.5, None], [None, "a", 2], ["b", np.dtype("m8"), "a"], [dict(), 1, 2], [1, 3, int], [1, 2, None, None]):
    a = np.empty(len(mixed), object)
    a[:] = mixed
    for call in ("np.sort(a)", "np.sort(a, kind='stable')", "np.union1d(a, [])", "np.intersect1d(a, [1], return_indices=True)", "np.partition(a, 1)"):
        try:
            print(call, repr(eval(call)))
        except TypeError as e:
            print(call, e)
