# NumPy: invalid value encountered in bool to string cast
import numpy as np

try:
    np.array([0, 1, 2], "u1").view("?").astype("T")
except RuntimeError as e:
    print(e)
print(np.array([0, 1], "u1").view("?").astype("T"))
