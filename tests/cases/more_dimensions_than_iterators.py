# NumPy: this function only supports up to 32 dimensions but the array has 33; number of dimensions must be within [0, 64]
import numpy as np

deep = np.zeros((1,) * 33, int)
flat = np.zeros(2).flat
for use in (lambda: flat.__setitem__(slice(None), deep), lambda: flat[deep], lambda: deep[deep], lambda: np.dot(deep[None], deep[None])):
    try:
        use()
    except (IndexError, RuntimeError, ValueError) as e:
        print(e)
