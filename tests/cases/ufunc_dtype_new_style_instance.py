# NumPy: TypeError: Cannot pass a new user DType instance to the `dtype` or `signature` arguments of ufuncs. Pass the
# DType class instead.
import numpy as np
a = np.array(["x"], dtype="T")
try:
    print(np.add(a, "y", dtype=np.dtypes.StringDType()))
except TypeError as e:
    print("TypeError:", e)
