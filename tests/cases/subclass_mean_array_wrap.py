# NumPy: mean None [None, 'divide'], and 'divide' in the last line: with subok=False, too, the __array_wrap__ of out= is
# called
import numpy as np
class Sub(np.ndarray):
    def __array_wrap__(self, arr, context=None, return_scalar=False):
        seen.append(context[0].__name__ if context else None)
        return super().__array_wrap__(arr, context, return_scalar)
x = np.arange(12.).reshape(3, 4).view(Sub)
for name in ("mean", "std", "var"):
    for axis in (None, 0):
        seen = []
        getattr(x, name)(axis=axis)
        print(name, axis, seen)
seen = []
np.true_divide(np.arange(2.), 2, out=np.zeros(2).view(Sub), subok=False)
print(*seen)
