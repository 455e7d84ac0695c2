# NumPy: three UFuncTypeErrors: the object array holds the NumPy scalar itself, not its item()
import numpy as np
for s in (np.datetime64("2020-01-01T00:00:00.000000001"), np.void(b"abc"), np.zeros((), "i4,i4")[()]):
    try:
        print(np.dot([1, 2], s))
    except TypeError as e:
        print(type(e).__name__)
