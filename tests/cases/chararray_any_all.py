# NumPy: array(True) array([ True,  True]): inputs are cast to bool as plain arrays, not as arrays of the subclass
import numpy as np
c = np.char.array([["a", "b"], ["c", "d"]])
for f in (lambda: c.all(), lambda: c.any(axis=0), lambda: np.all(c)):
    try:
        print(repr(f()))
    except ValueError as e:
        print("ValueError:", e)
