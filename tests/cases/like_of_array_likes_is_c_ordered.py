# NumPy: (24, 8) four times: empty_like & co. turn what is no array into a C-ordered array first (PyArray_Converter)
import numpy as np
x = np.arange(12.).reshape(3, 4).T
class A:
    def __array__(self, dtype=None, copy=None): return x
print(np.empty_like(memoryview(x)).strides, np.zeros_like(memoryview(x), dtype=int).strides, np.ones_like(A()).strides, np.full_like(A(), 2).strides)
