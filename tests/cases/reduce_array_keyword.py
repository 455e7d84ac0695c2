# NumPy: 3 [0 1 3] [3]: the first argument of reduce, accumulate and reduceat is called array
import numpy as np
for f in (lambda: np.add.reduce(array=[0, 1, 2]), lambda: np.add.accumulate(array=[0, 1, 2]), lambda: np.add.reduceat(array=[0, 1, 2], indices=[0])):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
