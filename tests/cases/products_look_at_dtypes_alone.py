# NumPy: TypeError; A copy, then the dtype; products need the dtype of what they are given, not an array of it
import ctypes

import numpy as np


class Pair(ctypes.Structure):
    _fields_ = [("a", ctypes.c_byte), ("b", ctypes.c_int)]


class Asked:
    def __array__(self, *args, **keywords):
        print(args, keywords)
        return np.arange(2)


try:
    np.dot([Pair(1, 2)], 2)
except TypeError as e:
    print(e)
print(np.dot(Asked(), 2))
