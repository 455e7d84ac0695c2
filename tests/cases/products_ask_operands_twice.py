# NumPy: dtype first (with copy=True), then the array in the common dtype; positions likewise, each by itself
import warnings
import numpy as np

warnings.simplefilter("ignore")
asked = []


class Knows:
    def __init__(self, value):
        self.value = value

    def __array__(self, dtype=None, copy=None):
        asked.append((str(dtype), copy))
        return np.array(self.value, dtype=dtype)


class KnowsNothing(Knows):
    def __array__(self):
        asked.append("bare")
        return np.array(self.value)


CALLS = ("np.dot(x, y)", "np.inner(y, x)", "np.vdot(x, x)", "np.correlate(x, [1, 2])", "np.unravel_index(x, (3, 2))", "np.ravel_multi_index((x, x), (3, 2))",
         "np.arange(x)", "np.arange(1, x, dtype='f4')", "np.arange('F', x)")
y = np.arange(2.0)
for cls in (Knows, KnowsNothing):
    for value in ([1, 0], [1.5, 2], ["a", "b"], [None, 1], []):
        x = cls(value)
        for call in CALLS:
            asked.clear()
            try:
                print(call, repr(eval(call)), asked)
            except (AttributeError, TypeError, ValueError) as e:
                print(call, type(e).__name__, e, asked)
print(repr(np.dot(np.nditer(np.arange(3.0)), 2.0)))
for empty in (range(0), [], (), np.zeros(0), [np.zeros(0)], "", b"", {}):
    try:
        print(repr(np.unravel_index(empty, (3, 2))))
    except TypeError as e:
        print(e)
