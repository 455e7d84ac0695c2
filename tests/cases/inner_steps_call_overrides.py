# NumPy: []: cumsum() and trace() of a subclass do not call its own ravel() and sum()
import numpy as np
seen = []
class Sub(np.ndarray):
    def ravel(self, *a, **k): seen.append("ravel"); return super().ravel(*a, **k)
    def sum(self, *a, **k): seen.append("sum"); return super().sum(*a, **k)
x = np.arange(4.).reshape(2, 2).view(Sub)
x.cumsum(); x.trace()
print(seen)
