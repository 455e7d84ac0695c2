# NumPy: three object arrays: a failed promotion of units must fall back to object
import numpy as np
D, M, a = np.timedelta64(5, "D"), np.timedelta64(5, "M"), np.datetime64(0, "as")
for l in ([D, M], [M, D], [a, np.datetime64("2020")]):
    try:
        print(repr(np.array(l)))
    except Exception as e:
        print(type(e).__name__, e)
