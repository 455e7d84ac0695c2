# NumPy: (4,) (4,) ndarray (8,) 30.0: the flat iterator of a subclass becomes a plain array
import warnings
import numpy as np
warnings.simplefilter("ignore")
m = np.matrix([[1., 2], [3, 4]])
print(np.array(m.flat).shape, np.asarray(m.flat).shape, type(np.asanyarray(m.flat)).__name__)
for f in (lambda: np.concatenate([m.flat, m.flat]).shape, lambda: np.dot(m.flat, m.flat)):
    try:
        print(f())
    except ValueError as e:
        print("ValueError:", e)
